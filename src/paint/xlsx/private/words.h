/* Paragraphs, lines and figures on a sheet. */
#ifndef BC_PAINT_XLSX_PRIVATE_WORDS_H
#define BC_PAINT_XLSX_PRIVATE_WORDS_H

#include "paint/xlsx/private/writer.h"

/* Space above a block; none above the first of a sheet. */
bc_len bc_xlsx_words_space(const bc_layout_block *block, bool first);
/* Where the middle of the block's seal stands, from the top of its first row. */
bc_len bc_xlsx_words_seal(const bc_layout_block *block, bool first);
/* What the block's rows will be high together, with the space around it. */
bc_len bc_xlsx_words_height(bc_xlsx_writer *w, const bc_layout_block *block, bool first);
/* PARA, LINE and ENTRY. */
void bc_xlsx_words_write(bc_xlsx_writer *w, const bc_layout_block *block);
/* FIGURE: rows that are as high together. */
void bc_xlsx_words_write_figure(bc_xlsx_writer *w, const bc_layout_block *block);

#endif
