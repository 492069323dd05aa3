/* The one place where memory is asked for. When there is none the process ends here, so no caller has to look. */
#include "base/mem.h"

#include <stdlib.h>
#include <unistd.h>

enum { EXIT_CODE = 3 };

/* The one thing that belongs to the process: an allocation knows nobody whom it could ask. */
static void (*_Atomic on_exhausted)(void);

void bc_mem_on_exhausted(void (*handler)(void))
{
    on_exhausted = handler;
}

_Noreturn void bc_mem_exhausted(void)
{
    static const char line[] = "biaoce: out of memory\n";
    void (*handler)(void) = on_exhausted;
    if (handler)
        handler();
    ssize_t ignored = write(STDERR_FILENO, line, sizeof line - 1); /* stdio might want memory */
    (void)ignored;
    _exit(EXIT_CODE);
}

void *bc_mem_alloc(size_t size)
{
    void *p = calloc(1, size ? size : 1);
    if (!p)
        bc_mem_exhausted();
    return p;
}

void *bc_mem_resize(void *p, size_t size)
{
    void *q = realloc(p, size ? size : 1);
    if (!q)
        bc_mem_exhausted();
    return q;
}

void bc_mem_free(void *p)
{
    free(p);
}

size_t bc_mem_product(size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes))
        bc_mem_exhausted();
    return bytes;
}
