/* One call of the library: whom it tells, what ends it early, and how structs pass between a program and a library of
 * different age. */
#ifndef BC_ENGINE_CALL_H
#define BC_ENGINE_CALL_H

#include "base/diag.h"
#include "base/file.h"

#include <biaoce.h>

typedef struct bc_engine_call {
    biaoce_engine *engine;
    biaoce_callbacks callbacks; /* the call's own, else the engine's */
    const biaoce_cancel *cancel;
} bc_engine_call;

/* False when the arguments make no call: there is no engine, or a struct has no size. */
bool bc_engine_call_begin(bc_engine_call *call, biaoce_engine *engine, const biaoce_callbacks *callbacks,
                          const biaoce_cancel *cancel);
/* The same for what needs no engine: the call has the callbacks that it is given, or none. */
bool bc_engine_call_begin_alone(bc_engine_call *call, const biaoce_callbacks *callbacks, const biaoce_cancel *cancel);
/* Whether none of the `n` names is missing. */
bool bc_engine_call_has_names(const char *const *names, size_t n);
/* Whether somebody asked for it to end. */
bool bc_engine_call_is_cancelled(const bc_engine_call *call);
/* By which who waits for a pipe learns the same. Lends the call. */
bc_file_waiting bc_engine_call_waiting(const bc_engine_call *call);
/* Hands all messages to on_message, in their order. */
void bc_engine_report(const bc_engine_call *call, const bc_diag_list *diags);

/* Both structs begin with their size. Takes over what the program filled in of `from` (NULL: nothing) into a zeroed
 * `to`, which is of `size` bytes. False when the program's has no size. */
bool bc_engine_take(void *to, size_t size, const void *from);
#define BC_ENGINE_TAKE(to, from) bc_engine_take((to), sizeof *(to), (from))
/* Takes over one struct of the program's array, and leads to the next, which lies as far on as the program's are long.
 * False: it has no size, or a length without bytes. */
bool bc_engine_take_memory(const biaoce_memory **at, biaoce_memory *to);
/* Whether a struct of the program can be filled in: it is NULL, or has a size. */
bool bc_engine_can_give(const void *to);
/* Fills in as much of `to` (may be NULL) as the program knows. */
void bc_engine_give(void *to, const void *from, size_t size);
#define BC_ENGINE_GIVE(to, from) bc_engine_give((to), (from), sizeof *(from))

#endif
