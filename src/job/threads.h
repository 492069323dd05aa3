/* How many threads a run may have. */
#ifndef BC_JOB_THREADS_H
#define BC_JOB_THREADS_H

/* Processors that this process may use: fewer than the machine has in a container. */
unsigned bc_count_processors(void);

#endif
