/* Wraps every text of a document at its width and computes heights. */
#ifndef BC_LAYOUT_MEASURE_H
#define BC_LAYOUT_MEASURE_H

#include "layout/block.h"

/* Fills the measured fields of all blocks. Characters that no face has are reported once per cell
 * (E401 with `strict_glyphs`, else W401): `U+XXXXX in 项目名称 …, printed as 〓`. Text that overflows
 * its width even when broken anywhere is reported (W402). */
void bc_layout_measure(bc_layout_document *document, bc_text_setter *setter, bc_arena *arena, bool strict_glyphs,
                       bc_diag_list *diags);

#endif
