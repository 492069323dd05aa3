/* Heap memory that cannot fail at the call site. */
#ifndef BC_BASE_MEM_H
#define BC_BASE_MEM_H

#include <stddef.h>

/* Return memory (zeroed by bc_mem_alloc) that the caller frees with bc_mem_free. When none is left
 * they end the process (see bc_mem_exhausted): no caller has to think of it. */
void *bc_mem_alloc(size_t size);
void *bc_mem_resize(void *p, size_t size);
void bc_mem_free(void *p);

/* Ends the process as an allocation does that fails; for libraries that report it. */
_Noreturn void bc_mem_exhausted(void);
/* Sets what is called then, in place of a line on standard error and the end of the process with code 3; it must not
 * return. NULL: that again. */
void bc_mem_on_exhausted(void (*handler)(void));

/* count * size, ending the process on overflow like running out of memory does. */
size_t bc_mem_product(size_t count, size_t size);

#endif
