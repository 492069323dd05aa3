/* Threads that do the same, for as long as the calling thread leads them. */
#ifndef BC_CREW_PRIVATE_THREADS_H
#define BC_CREW_PRIVATE_THREADS_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

/* Starts up to `count` threads (as many as the system gives, at most BIAOCE_MAX_JOBS), calls `lead` on this one, and
 * waits until the threads have ended. False when none could be started: then nothing was done. */
bool bc_crew_run_threads(size_t count, void *(*work)(void *context), void (*lead)(void *context), void *context);

#endif
