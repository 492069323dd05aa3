/* CPU time of this thread, for the bench. One reading costs about a fifth of a microsecond. */
#ifndef BC_OUT_PDF_CLOCK_H
#define BC_OUT_PDF_CLOCK_H

#include <time.h>

static inline double bc_pdf_clock(void)
{
    struct timespec t = { 0 };
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

#endif
