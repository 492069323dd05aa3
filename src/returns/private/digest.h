/* SHA-256 (FIPS 180-4), by which a workbook that came back is known again whatever it is called. */
#ifndef BC_RETURNS_PRIVATE_DIGEST_H
#define BC_RETURNS_PRIVATE_DIGEST_H

#include "base/str.h"

enum { BC_RETURNS_DIGEST = 64 };

/* In hexadecimal digits, NUL-terminated. */
void bc_returns_digest(bc_str bytes, char out[BC_RETURNS_DIGEST + 1]);

#endif
