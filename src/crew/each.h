/* Numbered tasks, each done by one of many threads, whose outcomes the calling thread takes in the order of the
 * numbers. For what comes after the records: volumes of a book, parts of an index. Records have a queue of their own,
 * which names them too.
 */
#ifndef BC_CREW_EACH_H
#define BC_CREW_EACH_H

#include <stdbool.h>
#include <stddef.h>

typedef struct bc_crew_each_duties {
    size_t outcome_size;
    /* A thread's own tools, lent to each task it does; NULL is allowed. */
    void *(*begin)(void *context);
    void (*end)(void *context, void *tools);
    /* On any thread; `outcome` is zeroed. */
    void (*work)(void *context, void *tools, size_t task, void *outcome);
    /* On the calling thread, in order; lets go of the outcome. */
    void (*take)(void *context, size_t task, void *outcome);
    /* Asked on any thread before each task; true: no more are begun. */
    bool (*is_cancelled)(void *context);
} bc_crew_each_duties;

/* Tasks 0 to count - 1 on so many threads. Outcomes wait to be taken in a window of a few for each thread, so memory
 * does not grow with the tasks. False when it was cancelled: some were not done. */
bool bc_crew_each(const bc_crew_each_duties *duties, void *context, size_t count, size_t threads);

#endif
