/* How a measured document is cut into pages so that they are filled. */
#ifndef BC_LAYOUT_PLAN_H
#define BC_LAYOUT_PLAN_H

#include "layout/block.h"
#include "text/typeset.h"

/* The document with a plan, made in `arena`; it lends the one given. On paper that asks for it pages are filled as
 * docs/pagination.md says: space is taken out of the tables, or the last pages end higher, when that leaves less white.
 * Whoever paginates the document then follows the plan. */
const bc_layout_document *bc_layout_plan_pages(const bc_layout_document *document, bc_text_typesetter *typesetter,
                                               bc_arena *arena);

#endif
