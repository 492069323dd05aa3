/* Templates that lie beside records, where nobody looks for them. */
#ifndef BC_ENGINE_PRIVATE_BESIDE_H
#define BC_ENGINE_PRIVATE_BESIDE_H

#include "base/arena.h"

/* The file NAME.yaml in the folder of the record's file `input` (NULL: it has none), if it is a template; its path
 * lives in `arena`. NULL: there is none, or it cannot be read. */
const char *bc_engine_beside_find(const char *input, bc_str name, bc_arena *arena);

#endif
