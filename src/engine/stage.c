/* One place measures all stages, so that the functions of the pipeline say only what they do. */
#include "engine/stage.h"

static double *time_of(biaoce_times *times, size_t stage)
{
    return (double *)(void *)((char *)times + stage);
}

void bc_engine_stage_begin(bc_engine_stopwatch *watch)
{
    bc_clock_start(&watch->clock);
}

void bc_engine_stage_end(bc_engine_stopwatch *watch, size_t stage)
{
    bc_clock_lap(&watch->clock, time_of(&watch->times, stage));
}

void bc_engine_stage_run(bc_engine_stopwatch *watch, size_t stage, void (*run)(void *context), void *context)
{
    bc_engine_stage_begin(watch);
    run(context);
    bc_engine_stage_end(watch, stage);
}

void bc_engine_stage_move(bc_engine_stopwatch *watch, size_t from, size_t to, double seconds)
{
    if (!watch->clock.runs)
        return;
    *time_of(&watch->times, from) -= seconds;
    *time_of(&watch->times, to) += seconds;
}

void bc_engine_stage_add(const bc_engine_stopwatch *watch, biaoce_times *to)
{
    const biaoce_times *own = &watch->times;
    to->read += own->read;
    to->bind += own->bind;
    to->check += own->check;
    to->compose += own->compose;
    to->measure += own->measure;
    to->paginate += own->paginate;
    to->paint += own->paint;
    to->font += own->font;
    to->deflate += own->deflate;
    to->assemble += own->assemble;
    to->xlsx += own->xlsx;
    to->trace += own->trace;
    to->write += own->write;
}
