/* Where an installed, a relocated and a freshly built biaoce have their data. */
#ifndef BC_ENGINE_PRIVATE_PATHS_H
#define BC_ENGINE_PRIVATE_PATHS_H

#include "base/arena.h"
#include "base/buf.h"

/* The data folder for a program in `program_folder` (may be NULL): the first of the candidates that has
 * fonts/fonts.yaml, in `arena`; NULL when there is none. `looked` is given the candidates, a line each. */
const char *bc_engine_find_data(bc_arena *arena, const char *program_folder, bc_buf *looked);
/* The folder with the translations, in `arena`; NULL when there is none. */
const char *bc_engine_find_translations(bc_arena *arena, const char *program_folder);

#endif
