/* CPU time of the running thread, by stage; costs nothing when nobody asked for it. */
#ifndef BC_JOB_CLOCK_H
#define BC_JOB_CLOCK_H

#include <stdbool.h>
#include <time.h>

typedef struct bc_job_clock {
    bool runs;
    double last;
} bc_job_clock;

static inline double bc_job_cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static inline void bc_job_clock_start(bc_job_clock *clock)
{
    if (clock->runs)
        clock->last = bc_job_cpu_seconds();
}

/* Adds what passed since the start or the last lap to `stage`. */
static inline void bc_job_clock_lap(bc_job_clock *clock, double *stage)
{
    if (!clock->runs)
        return;
    double now = bc_job_cpu_seconds();
    *stage += now - clock->last;
    clock->last = now;
}

#endif
