/* Threads take the tasks in order and put what comes of them in a ring; who is too far ahead of the taking waits. */
#include "crew/each.h"

#include "base/mem.h"
#include "crew/private/threads.h"

#include <assert.h>
#include <string.h>

enum { AHEAD = 4 }; /* outcomes that wait, for each thread */

typedef struct slot {
    bool done;
} slot;

typedef struct each {
    const bc_crew_each_duties *duties;
    void *context;
    size_t count;
    pthread_mutex_t lock;
    pthread_cond_t room, ready;
    size_t window, begun, taken; /* task i is in place i % window */
    slot *slots;
    char *outcomes;
    bool cancelled;
} each;

static void *outcome_of(const each *e, size_t task)
{
    return e->outcomes + task % e->window * e->duties->outcome_size;
}

/* The next task; false when there is none. */
static bool begin_task(each *e, size_t *task)
{
    pthread_mutex_lock(&e->lock);
    while (!e->cancelled && e->begun < e->count && e->begun == e->taken + e->window)
        pthread_cond_wait(&e->room, &e->lock);
    if (!e->cancelled && e->begun < e->count && e->duties->is_cancelled(e->context)) {
        e->cancelled = true;
        pthread_cond_broadcast(&e->room);
        pthread_cond_broadcast(&e->ready);
    }
    bool any = !e->cancelled && e->begun < e->count;
    if (any) {
        *task = e->begun++;
        assert(!e->slots[*task % e->window].done);
        memset(outcome_of(e, *task), 0, e->duties->outcome_size);
    }
    pthread_mutex_unlock(&e->lock);
    return any;
}

static void finish_task(each *e, size_t task)
{
    pthread_mutex_lock(&e->lock);
    e->slots[task % e->window].done = true;
    pthread_cond_signal(&e->ready);
    pthread_mutex_unlock(&e->lock);
}

static void *work(void *context)
{
    each *e = context;
    const bc_crew_each_duties *duties = e->duties;
    void *tools = duties->begin(e->context);
    size_t task;
    while (begin_task(e, &task)) {
        duties->work(e->context, tools, task, outcome_of(e, task));
        finish_task(e, task);
    }
    duties->end(e->context, tools);
    return NULL;
}

/* Whether there is one to be taken: all that were begun are, also after a cancellation. */
static bool wait_for_next(each *e)
{
    pthread_mutex_lock(&e->lock);
    const slot *next = &e->slots[e->taken % e->window];
    while (e->taken < e->count && !next->done && !(e->cancelled && e->taken == e->begun))
        pthread_cond_wait(&e->ready, &e->lock);
    bool any = e->taken < e->count && next->done;
    pthread_mutex_unlock(&e->lock);
    return any;
}

static void take_all(void *context)
{
    each *e = context;
    while (wait_for_next(e)) {
        e->duties->take(e->context, e->taken, outcome_of(e, e->taken));
        pthread_mutex_lock(&e->lock);
        e->slots[e->taken % e->window].done = false;
        e->taken++;
        pthread_cond_signal(&e->room);
        pthread_mutex_unlock(&e->lock);
    }
}

/* On the calling thread alone. */
static void do_alone(each *e)
{
    void *tools = e->duties->begin(e->context);
    size_t task;
    while (begin_task(e, &task)) {
        e->duties->work(e->context, tools, task, outcome_of(e, task));
        e->duties->take(e->context, task, outcome_of(e, task));
        e->taken++;
    }
    e->duties->end(e->context, tools);
}

bool bc_crew_each(const bc_crew_each_duties *duties, void *context, size_t count, size_t threads)
{
    each e = { .duties = duties, .context = context, .count = count, .window = threads * AHEAD };
    pthread_mutex_init(&e.lock, NULL);
    pthread_cond_init(&e.room, NULL);
    pthread_cond_init(&e.ready, NULL);
    e.slots = bc_mem_alloc(bc_mem_product(e.window, sizeof *e.slots));
    e.outcomes = bc_mem_alloc(bc_mem_product(e.window, duties->outcome_size));
    size_t useful = threads < count ? threads : count;
    if (useful <= 1 || !bc_crew_run_threads(useful, work, take_all, &e))
        do_alone(&e);
    bool complete = e.taken == count;
    bc_mem_free(e.outcomes);
    bc_mem_free(e.slots);
    pthread_cond_destroy(&e.ready);
    pthread_cond_destroy(&e.room);
    pthread_mutex_destroy(&e.lock);
    return complete;
}
