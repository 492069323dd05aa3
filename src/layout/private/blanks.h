/* Blank rows that fill a page. */
#ifndef BC_LAYOUT_PRIVATE_BLANKS_H
#define BC_LAYOUT_PRIVATE_BLANKS_H

#include "layout/block.h"
#include "text/typeset.h"

/* Whether a list of the document is to be filled up to the foot of its page. */
bool bc_layout_blanks_are_asked(const bc_layout_document *document);
/* The document with as many blank rows as there is room for behind the lists that ask for them, or the same one. What
 * stands below them stays on its page. */
const bc_layout_document *bc_layout_blanks_fill(const bc_layout_document *document, bc_text_typesetter *typesetter,
                                                bc_arena *arena);

#endif
