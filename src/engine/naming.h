/* Names for outputs: made fit for file systems, and none given twice in a run. */
#ifndef BC_ENGINE_NAMING_H
#define BC_ENGINE_NAMING_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/strmap.h"

/* 255 bytes are what file systems take; the rest is for a number, the extension and the temporary name while a file is
 * written. */
enum { BC_MAX_NAME_BYTES = 200 };

/* A zeroed bc_engine_naming has given no name yet. */
typedef struct bc_engine_naming {
    bc_arena arena;
    bc_strmap taken;   /* by the name in ASCII lower case: outputs may lie on a Windows share */
    bc_strmap folders; /* as they were first spelled, by the same */
} bc_engine_naming;

void bc_engine_naming_release(bc_engine_naming *naming);
/* A name like `wanted` that was not given before, `wanted (2)` for instance; lives until release. The same calls in the
 * same order give the same names. */
bc_str bc_engine_naming_take(bc_engine_naming *naming, bc_str wanted);
/* The same in folders: `n` parts, of which the last is the name, joined with slashes. Each part is cleaned by itself,
 * so that none leads out of where it lies. */
bc_str bc_engine_naming_take_path(bc_engine_naming *naming, const bc_str *wanted, uint32_t n);

#endif
