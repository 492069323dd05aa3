#include "base/mem.h"

#include <stdio.h>
#include <stdlib.h>

_Noreturn void bc_mem_exhausted(void)
{
    fputs("biaoce: out of memory\n", stderr);
    abort();
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
