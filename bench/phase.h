/* A measurement in a process of its own, so that its memory and CPU time are its alone. */
#ifndef BENCH_PHASE_H
#define BENCH_PHASE_H

#include <biaoce.h>
#include <stdbool.h>

typedef struct bench_result {
    bool good;
    double cpu, wall; /* seconds of what the phase itself timed */
    double peak_mb;   /* of the whole process */
    uint64_t bytes;
    size_t records;
    biaoce_times times;
} bench_result;

/* Forks, calls `phase`, which fills in its result, and waits. Ends the program when the phase failed. */
bench_result bench_phase(const char *name, void (*phase)(const void *context, bench_result *result),
                         const void *context);
/* CPU seconds of this process, user and system, and the time of the wall. */
double bench_cpu(void);
double bench_wall(void);

/* What the phases work on. */
typedef struct bench_setup {
    const char *work; /* folder */
    size_t records;
    const char *templates; /* a folder of them beside our own, or NULL */
    const char *form;      /* of all records, or NULL: they say it */
    biaoce_pdf pdf;
} bench_setup;

/* <work>/<name>, in a buffer of its own for each call of the same process; never freed. */
const char *bench_path(const bench_setup *setup, const char *name);

/* Each phase has its file. */
void bench_bare_pdf(const void *setup, bench_result *result);
void bench_bare_xlsx(const void *setup, bench_result *result);
/* bytes: the findings of all records. */
void bench_check(const void *setup, bench_result *result);
void bench_tables(const bench_setup *setup);
void bench_tags(const bench_setup *setup);
void bench_books(const bench_setup *setup);
void bench_over(const bench_setup *setup);
void bench_csv(const bench_setup *setup);
void bench_convert(const bench_setup *setup);
void bench_diff(const bench_setup *setup);
void bench_intake(const bench_setup *setup);
void bench_workbook(const bench_setup *setup);
void bench_returns(const bench_setup *setup);
void bench_sources(const bench_setup *setup);
/* A run of biaoce_render over <work>/<inputs> on one thread, measured. */
void bench_render(const bench_setup *setup, const char *inputs, unsigned formats, bench_result *result);

#endif
