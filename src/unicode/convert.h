/* Bytes of other encodings into UTF-8, and back. */
#ifndef BC_UNICODE_CONVERT_H
#define BC_UNICODE_CONVERT_H

#include "base/buf.h"

/* Bytes come piece by piece: a character may lie in two of them. An encoding is named "gb18030" or "UTF-16LE". */
typedef struct bc_unicode_converter bc_unicode_converter;
/* NULL: the library does not have the encoding. */
bc_unicode_converter *bc_unicode_converter_new(const char *encoding);
void bc_unicode_converter_free(bc_unicode_converter *converter);
/* Appends the next bytes. False when they, or with `last` the end, are not of the encoding; `out` then has what could
 * be read before. */
bool bc_unicode_converter_add(bc_unicode_converter *converter, bc_str bytes, bool last, bc_buf *out);

/* Appends the text, which is UTF-8, in the encoding. False when the library does not have it, or it does not have a
 * character of the text; then nothing is appended. */
bool bc_unicode_encode(const char *encoding, bc_str text, bc_buf *out);

#endif
