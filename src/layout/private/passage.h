/* Paragraphs with passages in other fonts, such as words in 黑体.
 *
 * Lines are broken as if all of the text were in the paragraph's own font: Chinese characters are equally wide in all
 * of them, and what Latin words differ is made up for by breaking the lines a little shorter when one would not fit.
 * The widths of the lines are those of all fonts. */
#ifndef BC_LAYOUT_PRIVATE_PASSAGE_H
#define BC_LAYOUT_PRIVATE_PASSAGE_H

#include "layout/private/pager.h"

static inline bool bc_layout_passage_is_in(const bc_layout_block *block)
{
    return block->kind == BC_BLOCK_PARA && block->composed->as.para.passage_count > 0;
}

/* The block's lines, broken again until all fit with their passages. */
bc_text_lines bc_layout_passage_wrap(const bc_layout_block *block, bc_text_typesetter *typesetter, bc_arena *arena,
                                     const bc_text_box *box);
/* As bc_layout_pager_lines, for such a block. */
void bc_layout_passage_lines(bc_layout_pager *pager, const bc_layout_line_box *box, const bc_layout_block *block,
                             uint32_t first, uint32_t end);

#endif
