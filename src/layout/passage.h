/* Paragraphs with passages in other fonts, such as words in 黑体. Private to layout/.
 *
 * Lines are broken as if all of the text were in the paragraph's own font: Chinese characters are equally wide in all
 * of them, and what Latin words differ is made up for by breaking the lines a little shorter when one would not fit. */
#ifndef BC_LAYOUT_PASSAGE_H
#define BC_LAYOUT_PASSAGE_H

#include "layout/pager.h"

/* Breaks the block's lines again until all fit with their passages. */
void bc_passage_measure(bc_block *block, bc_typesetter *setter, bc_arena *arena, const bc_measure_box *box);
/* As bc_pager_lines, for such a block. */
void bc_passage_lines(bc_pager *pager, const bc_line_box *box, const bc_block *block, uint32_t first, uint32_t end);

#endif
