/* Where ICU has its memory from. */
#ifndef BC_UNICODE_PRIVATE_MEMORY_H
#define BC_UNICODE_PRIVATE_MEMORY_H

/* To be called before ICU is asked for anything that it keeps: from then on memory that runs out ends the process, as
 * elsewhere. */
void bc_unicode_take_memory(void);

#endif
