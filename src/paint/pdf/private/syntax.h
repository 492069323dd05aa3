/* PDF syntax, appended to buffers. */
#ifndef BC_PAINT_PDF_PRIVATE_SYNTAX_H
#define BC_PAINT_PDF_PRIVATE_SYNTAX_H

#include "base/buf.h"
#include "base/colour.h"
#include "base/len.h"

/* Points with at most three decimals and no trailing zeros: 12.5, -.25, 0. */
void bc_pdf_put_length(bc_buf *out, int64_t thousandths);
/* `/Name`, with characters that a name may not hold as #xx; cut at the 127 bytes that readers allow. */
void bc_pdf_put_name(bc_buf *out, bc_str name);
/* A text string: plain when it is printable ASCII, else UTF-16 with its mark. */
void bc_pdf_put_text(bc_buf *out, bc_str utf8);
/* Four hexadecimal digits. */
void bc_pdf_put_hex16(bc_buf *out, unsigned value);
/* The same, over four characters that are there. */
void bc_pdf_write_hex16(char *at, unsigned value);
/* A string as it is. */
void bc_pdf_put_bytes(bc_buf *out, bc_str bytes);
/* The character in UTF-16, as 4 or 8 hexadecimal digits. */
void bc_pdf_put_utf16(bc_buf *out, uint32_t codepoint);
/* Sets the colour of letters and grounds: `.2 g`, or `.75 0 0 rg`. */
bool bc_pdf_is_grey(bc_colour colour);
void bc_pdf_put_colour(bc_buf *out, bc_colour colour);
/* And that of lines. */
void bc_pdf_put_line_colour(bc_buf *out, bc_colour colour);
void bc_pdf_put_ref(bc_buf *out, uint32_t ref); /* `12 0 R` */

#endif
