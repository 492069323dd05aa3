/* Loaded before a program, it lets another thread run where one would hardly be let: at every lock and condition, now
 * and then, as the number in $YIELDS_SEED says. */
#include <dlfcn.h>
#include <pthread.h>
#include <sched.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static _Thread_local uint64_t state;
static uint64_t begun;

static uint64_t next(void)
{
    if (!state) {
        const char *seed = getenv("YIELDS_SEED");
        state =
            (uint64_t)(seed ? atoi(seed) : 1) * 0x9E3779B97F4A7C15u + __atomic_add_fetch(&begun, 1, __ATOMIC_RELAXED);
    }
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return state;
}

static void yield(void)
{
    const uint64_t way = next() % 16;
    if (way < 4)
        sched_yield();
    else if (way == 4)
        usleep((useconds_t)(next() % 300));
}

static void *real(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

#define FIND(to, name)                                                                                                 \
    do {                                                                                                               \
        void *found = real(name);                                                                                      \
        memcpy(&(to), &found, sizeof(to));                                                                             \
    } while (0)

int pthread_mutex_lock(pthread_mutex_t *lock)
{
    static int (*locks)(pthread_mutex_t *);
    if (!locks)
        FIND(locks, "pthread_mutex_lock");
    yield();
    return locks(lock);
}

int pthread_mutex_unlock(pthread_mutex_t *lock)
{
    static int (*unlocks)(pthread_mutex_t *);
    if (!unlocks)
        FIND(unlocks, "pthread_mutex_unlock");
    int result = unlocks(lock);
    yield();
    return result;
}

int pthread_cond_signal(pthread_cond_t *condition)
{
    static int (*signals)(pthread_cond_t *);
    if (!signals)
        FIND(signals, "pthread_cond_signal");
    yield();
    return signals(condition);
}

int pthread_cond_broadcast(pthread_cond_t *condition)
{
    static int (*broadcasts)(pthread_cond_t *);
    if (!broadcasts)
        FIND(broadcasts, "pthread_cond_broadcast");
    yield();
    return broadcasts(condition);
}
