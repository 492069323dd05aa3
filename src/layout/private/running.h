/* What stands on every page beside its content: running lines and the watermark. */
#ifndef BC_LAYOUT_PRIVATE_RUNNING_H
#define BC_LAYOUT_PRIVATE_RUNNING_H

#include "layout/block.h"
#include "layout/page.h"
#include "layout/seen.h"

enum { BC_RUNNING_ITEMS = 9 }; /* three parts and a rule above and below, a watermark */

/* What they say of a record: the same on all pages but for numbers that nobody knows yet. */
void bc_layout_running_compose(const bc_form *form, const bc_expr_scope *record, bc_layout_seen *seen, bc_arena *arena,
                               bc_diag_list *diags, bc_layout_composed *document);
/* Items of the nth page of so many; returns how many. `typesetter` NULL: nothing is measured. */
uint32_t bc_layout_running_items(const bc_layout_document *document, uint32_t nth, uint32_t pages,
                                 bc_text_typesetter *typesetter, bc_arena *arena, bc_layout_item out[BC_RUNNING_ITEMS]);
/* Whether a running line says how many pages there are. */
bool bc_layout_running_counts(const bc_layout_composed *composed);

#endif
