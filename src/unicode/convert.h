/* Bytes of other encodings into UTF-8. */
#ifndef BC_UNICODE_CONVERT_H
#define BC_UNICODE_CONVERT_H

#include "base/buf.h"

typedef enum bc_unicode_converted {
    BC_CONVERTED,
    BC_CONVERT_INVALID,    /* the bytes are not of that encoding; `out` has what could be read */
    BC_CONVERT_UNAVAILABLE /* the library does not have it: its data cannot be loaded */
} bc_unicode_converted;

/* Appends the bytes as UTF-8. `encoding` is a name such as "gb18030" or "UTF-16LE". */
bc_unicode_converted bc_unicode_convert(const char *encoding, bc_str bytes, bc_buf *out);

/* The same for bytes that come piece by piece: a character may lie in two of them. */
typedef struct bc_unicode_converter bc_unicode_converter;
/* NULL: the library does not have the encoding. */
bc_unicode_converter *bc_unicode_converter_new(const char *encoding);
void bc_unicode_converter_free(bc_unicode_converter *converter);
/* Appends the next bytes. False when they, or with `last` the end, are not of the encoding; `out` then has what could
 * be read before. */
bool bc_unicode_converter_add(bc_unicode_converter *converter, bc_str bytes, bool last, bc_buf *out);

#endif
