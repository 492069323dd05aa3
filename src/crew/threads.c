/* Starting and joining: fewer threads than asked for are enough, for each takes whatever is next. */
#include "crew/private/threads.h"

#include <biaoce.h>

bool bc_crew_run_threads(size_t count, void *(*work)(void *context), void (*lead)(void *context), void *context)
{
    pthread_t threads[BIAOCE_MAX_JOBS];
    size_t started = 0;
    while (started < count && started < BIAOCE_MAX_JOBS && pthread_create(&threads[started], NULL, work, context) == 0)
        started++;
    if (!started)
        return false;
    lead(context);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    return true;
}
