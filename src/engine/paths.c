/* Data is looked for beside the program, beside the library, and where it was installed, so that a folder which was
 * moved still works. What runs from a build asks the source tree first: no test may see the data of an installed
 * version. */
#include "engine/private/paths.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_there(bc_arena *arena, const char *folder, const char *file)
{
    return access(bc_arena_printf(arena, "%s/%s", folder, file).p, R_OK) == 0;
}

/* A program or library in the build folder uses the source tree, even when another version is installed. */
static bool is_in_build(const char *folder)
{
    return folder && bc_str_starts(bc_str_from(folder), BC_STR(BC_BUILD_DIR "/src"));
}

/* The folder of the shared library, or of the program that carries the static one; NULL when the system does not say.
 */
static const char *own_folder(bc_arena *arena)
{
    Dl_info info;
    union {
        const char *(*function)(bc_arena *arena, const char *program_folder, bc_buf *looked);
        void *address;
    } own = { .function = bc_engine_find_data };
    char *path = dladdr(own.address, &info) && info.dli_fname ? realpath(info.dli_fname, NULL) : NULL;
    char *slash = path ? strrchr(path, '/') : NULL;
    const char *folder = slash ? bc_arena_str(arena, (bc_str){ path, (size_t)(slash - path) }).p : NULL;
    free(path);
    return folder;
}

/* Where a folder called `inside` may lie, nearest first. */
enum { MAX_CANDIDATES = 5 };
typedef struct candidates {
    const char *at[MAX_CANDIDATES];
    unsigned n;
} candidates;

static void add(candidates *c, bc_arena *arena, const char *folder, const char *inside)
{
    if (folder)
        c->at[c->n++] = bc_arena_printf(arena, "%s/%s", folder, inside).p;
}

/* Libraries lie in lib/ or, on Debian, in lib/<machine>/. */
static candidates list_candidates(bc_arena *arena, const char *program_folder, const char *built, const char *inside,
                                  const char *installed)
{
    candidates c = { .n = 0 };
    const char *own = own_folder(arena);
    if (is_in_build(program_folder) || is_in_build(own))
        c.at[c.n++] = built;
    add(&c, arena, program_folder, bc_arena_printf(arena, "../%s", inside).p);
    add(&c, arena, own, bc_arena_printf(arena, "../%s", inside).p);
    add(&c, arena, own, bc_arena_printf(arena, "../../%s", inside).p);
    c.at[c.n++] = installed;
    return c;
}

const char *bc_engine_find_data(bc_arena *arena, const char *program_folder, bc_buf *looked)
{
    candidates c = list_candidates(arena, program_folder, BC_SOURCE_DIR, "share/biaoce", BC_DATA_DIR);
    for (unsigned i = 0; i < c.n; i++) {
        if (is_there(arena, c.at[i], "fonts/fonts.yaml"))
            return c.at[i];
        bc_buf_printf(looked, "%s%s", i ? ", " : "", c.at[i]);
    }
    return NULL;
}

const char *bc_engine_find_translations(bc_arena *arena, const char *program_folder)
{
    static const char catalogue[] = "zh_CN/LC_MESSAGES/biaoce.mo";
    candidates c = list_candidates(arena, program_folder, BC_BUILD_LOCALE_DIR, "share/locale", BC_LOCALE_DIR);
    for (unsigned i = 0; i < c.n; i++)
        if (is_there(arena, c.at[i], catalogue))
            return c.at[i];
    return NULL;
}
