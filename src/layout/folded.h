/* Lists that stand in halves side by side, over pages. */
#ifndef BC_LAYOUT_FOLDED_H
#define BC_LAYOUT_FOLDED_H

#include "layout/block.h"
#include "layout/measure.h"
#include "text/typeset.h"

/* The document with the elements of such lists so that each page is read down its first half, then down the next; in
 * `arena`. It is measured as `options` say, as the one given was; that one itself when it has no such list, or all of
 * it stands on one page. */
const bc_layout_document *bc_layout_folded_over_pages(const bc_layout_document *document,
                                                      const bc_layout_measure_options *options,
                                                      bc_text_typesetter *typesetter, bc_arena *arena);

#endif
