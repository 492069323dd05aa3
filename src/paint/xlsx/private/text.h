/* Text made fit for a workbook's parts. */
#ifndef BC_PAINT_XLSX_PRIVATE_TEXT_H
#define BC_PAINT_XLSX_PRIVATE_TEXT_H

#include "base/arena.h"
#include "base/buf.h"
#include "text/typeset.h"

enum { BC_MAX_XLSX_CELL = 32767 }; /* UTF-16 units in one cell */

/* Clears `out` and puts the text there as a cell may hold it: characters that XML 1.0 forbids are dropped, what is no
 * UTF-8 becomes U+FFFD, line ends become \n, and _x0041_, which readers would take for an escape, is escaped itself.
 * Says whether all of it fitted. */
bool bc_xlsx_text_cell(bc_str text, bc_buf *out);
/* The text with an end of line where each of these lines ends, and so many wide blanks before each paragraph. */
bc_str bc_xlsx_text_lines(bc_str text, const bc_text_line *lines, uint32_t n, uint32_t blanks, bc_arena *arena);
/* The text with so many wide blanks before each paragraph; itself without any. */
bc_str bc_xlsx_text_indent(bc_str text, uint32_t blanks, bc_arena *arena);
/* Appends the text as XML character data, cleaned in the same way. */
void bc_xlsx_text_xml(bc_str text, bc_buf *out);
/* Appends the text without what XML forbids and without line ends and tabs. */
void bc_xlsx_text_line(bc_str text, bc_buf *out);

static inline unsigned bc_xlsx_utf16_units(uint32_t c)
{
    return c > 0xffff ? 2 : 1;
}
/* The words with blanks of half a character between them, so that they are about `width` wide. */
bc_str bc_xlsx_text_spread(bc_str text, bc_len width, bc_len size, bc_arena *arena);

#endif
