/* What a value means, as text: equal values have equal ones, however they were written. */
#ifndef BC_COMPARE_PRIVATE_MEANING_H
#define BC_COMPARE_PRIVATE_MEANING_H

#include "base/buf.h"
#include "base/value.h"

/* Appends it; nothing for what is empty, and for what nobody wrote. */
void bc_compare_meaning(const bc_value *value, bc_buf *out);
/* A hash of it; 0: it is empty. */
uint64_t bc_compare_meaning_hash(const bc_value *value);

#endif
