/* A wanted name is cleaned, folded to lower case and looked up among those given; a numbered one is claimed like any
 * other. Each name keeps the last number it was given, so that many records of one name do not all count from 2. */
#include "engine/naming.h"

#include "base/file.h"

/* How often a name was asked for. */
typedef struct uses {
    uint32_t last; /* number given to the last one */
} uses;

void bc_engine_naming_release(bc_engine_naming *naming)
{
    bc_strmap_release(&naming->taken);
    bc_strmap_release(&naming->folders);
    bc_arena_release(&naming->arena);
}

static bc_str fold(bc_arena *arena, bc_str name)
{
    char *folded = bc_arena_alloc(arena, name.n + 1);
    for (size_t i = 0; i < name.n; i++)
        folded[i] = name.p[i] >= 'A' && name.p[i] <= 'Z' ? (char)(name.p[i] - 'A' + 'a') : name.p[i];
    return (bc_str){ folded, name.n };
}

/* Gives the name when it is free. */
static bool claim(bc_engine_naming *naming, bc_str folded)
{
    if (bc_strmap_find(&naming->taken, folded))
        return false;
    uses *first = BC_NEW(&naming->arena, uses);
    first->last = 1;
    bc_strmap_put(&naming->taken, folded, first);
    return true;
}

static bc_str clean(bc_engine_naming *naming, bc_str wanted)
{
    bc_buf clean;
    bc_buf_init(&clean);
    bc_file_clean_name(wanted, BC_MAX_NAME_BYTES, &clean);
    bc_str name = bc_arena_str(&naming->arena, bc_buf_str(&clean));
    bc_buf_release(&clean);
    return name;
}

static bc_str take(bc_engine_naming *naming, bc_str name)
{
    bc_str folded = fold(&naming->arena, name);
    if (claim(naming, folded))
        return name;
    /* `name (2)` may itself have been asked for by a record of that name, so go on until one is free. */
    uses *of_name = bc_strmap_find(&naming->taken, folded);
    for (;;) {
        bc_str numbered = bc_arena_printf(&naming->arena, "%.*s (%u)", BC_STR_ARG(name), ++of_name->last);
        if (claim(naming, fold(&naming->arena, numbered)))
            return numbered;
    }
}

bc_str bc_engine_naming_take(bc_engine_naming *naming, bc_str wanted)
{
    return take(naming, clean(naming, wanted));
}

/* The folder as it was first spelled: `A/` and `a/` are one on Windows, and so everywhere. */
static bc_str take_folder(bc_engine_naming *naming, bc_str folder)
{
    bc_str folded = fold(&naming->arena, folder);
    bc_str *first = bc_strmap_find(&naming->folders, folded);
    if (!first) {
        first = BC_NEW(&naming->arena, bc_str);
        *first = folder;
        bc_strmap_put(&naming->folders, folded, first);
    }
    return *first;
}

bc_str bc_engine_naming_take_path(bc_engine_naming *naming, const bc_str *wanted, uint32_t n)
{
    bc_str path = clean(naming, wanted[0]);
    for (uint32_t i = 1; i < n; i++) {
        path = take_folder(naming, path);
        path = bc_arena_printf(&naming->arena, "%.*s/%.*s", BC_STR_ARG(path), BC_STR_ARG(clean(naming, wanted[i])));
    }
    return take(naming, path);
}
