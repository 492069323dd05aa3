#include "engine/private/paths.h"

#include <unistd.h>

static bool is_there(bc_arena *arena, const char *folder, const char *file)
{
    return access(bc_arena_printf(arena, "%s/%s", folder, file).p, R_OK) == 0;
}

/* A program that runs from its build folder uses the source tree, even when another version is installed. */
static bool runs_from_build(const char *program_folder)
{
    bc_str folder = bc_str_from(program_folder), build = BC_STR(BC_BUILD_DIR "/src/");
    return bc_str_starts(folder, build);
}

const char *bc_engine_find_data(bc_arena *arena, const char *program_folder, bc_buf *looked)
{
    const char *candidates[3];
    unsigned n = 0;
    if (runs_from_build(program_folder))
        candidates[n++] = BC_SOURCE_DIR;
    if (program_folder)
        candidates[n++] = bc_arena_printf(arena, "%s/../share/biaoce", program_folder).p;
    candidates[n++] = BC_DATA_DIR;
    for (unsigned i = 0; i < n; i++) {
        if (is_there(arena, candidates[i], "fonts/fonts.yaml"))
            return candidates[i];
        bc_buf_printf(looked, "%s%s", i ? ", " : "", candidates[i]);
    }
    return NULL;
}

const char *bc_engine_find_translations(bc_arena *arena, const char *program_folder)
{
    static const char catalogue[] = "zh_CN/LC_MESSAGES/biaoce.mo";
    const char *candidates[3];
    unsigned n = 0;
    if (runs_from_build(program_folder))
        candidates[n++] = BC_BUILD_LOCALE_DIR;
    if (program_folder)
        candidates[n++] = bc_arena_printf(arena, "%s/../share/locale", program_folder).p;
    candidates[n++] = BC_LOCALE_DIR;
    for (unsigned i = 0; i < n; i++)
        if (is_there(arena, candidates[i], catalogue))
            return candidates[i];
    return NULL;
}
