/* Texts of cells: escapes undone, line breaks of one kind, no blanks around. */
#ifndef BC_TABLE_PRIVATE_TEXT_H
#define BC_TABLE_PRIVATE_TEXT_H

#include "base/buf.h"

enum {
    BC_TABLE_MAX_TEXT = 32767,                       /* UTF-16 units of a cell, as spreadsheets have it */
    BC_TABLE_MAX_TEXT_BYTES = BC_TABLE_MAX_TEXT * 7, /* that they may be written with: _x0001_ */
};

/* Adds a piece of a cell's text, which begins at byte `from`; what is longer than any cell's is left out. */
void bc_table_text_add(bc_buf *buf, size_t from, const char *text, size_t n);
/* Puts right what stands in the buffer from there on, which gets no longer; with `escapes` _x000D_ is the character of
 * this number. Lends what is left; false when it is longer than a cell's text can be. */
bool bc_table_text_finish(bc_buf *buf, size_t from, bool escapes, bc_str *text);

#endif
