/* Units of measure that stay with their number. */
#ifndef BC_TEXT_PRIVATE_UNITS_H
#define BC_TEXT_PRIVATE_UNITS_H

#include <stddef.h>
#include <stdint.h>

/* How many of the n characters form a unit as written behind a number (万元, 余人次, 月底); 0: none. */
size_t bc_text_unit_length(const uint32_t *c, size_t n);

enum { BC_MAX_UNIT_LENGTH = 8 };

#endif
