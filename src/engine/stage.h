/* How long the stages of a record take. Whoever runs them holds the clock; what a stage does says nothing of it. */
#ifndef BC_ENGINE_STAGE_H
#define BC_ENGINE_STAGE_H

#include "base/clock.h"

#include <biaoce.h>
#include <stddef.h>

/* A zeroed one measures nothing; its time is that of one thread. */
typedef struct bc_engine_stopwatch {
    bc_clock clock;
    biaoce_times times;
} bc_engine_stopwatch;

/* A stage, by what of biaoce_times it counts for. */
#define BC_ENGINE_STAGE(name) offsetof(biaoce_times, name)

/* Runs it and adds its time to that of the stage. */
void bc_engine_stage_run(bc_engine_stopwatch *watch, size_t stage, void (*run)(void *context), void *context);
/* The same in two halves, for whoever runs several stages in a row: the first begins where the watch was started, each
 * other where the one before it ended. */
void bc_engine_stage_begin(bc_engine_stopwatch *watch);
void bc_engine_stage_end(bc_engine_stopwatch *watch, size_t stage);
/* Counts a part of what `from` took for another stage. */
void bc_engine_stage_move(bc_engine_stopwatch *watch, size_t from, size_t to, double seconds);
void bc_engine_stage_add(const bc_engine_stopwatch *watch, biaoce_times *to);

#endif
