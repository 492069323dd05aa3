/* ICU asks for memory in the middle of a text, has no way to say that there is none, and crashes or looks for the next
 * break for ever. It lets others hand it out, for the whole process; what it was given before by the C library can be
 * given back here, for that is where ours comes from, too. */
#include "unicode/private/memory.h"

#include "base/mem.h"

#include <pthread.h>
#include <unicode/uclean.h>

static void *take(const void *context, size_t size)
{
    (void)context;
    return bc_mem_resize(NULL, size);
}

static void *resize(const void *context, void *p, size_t size)
{
    (void)context;
    return bc_mem_resize(p, size);
}

static void give(const void *context, void *p)
{
    (void)context;
    bc_mem_free(p);
}

static void take_all(void)
{
    UErrorCode error = U_ZERO_ERROR;
    u_setMemoryFunctions(NULL, take, resize, give, &error);
}

void bc_unicode_take_memory(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, take_all);
}
