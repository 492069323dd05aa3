/* The cells of a sheet as the record that they make. */
#ifndef BC_COLLECT_PRIVATE_TREE_H
#define BC_COLLECT_PRIVATE_TREE_H

#include "base/node.h"
#include "collect/private/anchors.h"
#include "collect/private/sheet.h"
#include "collect/private/words.h"

typedef struct bc_collect_reading {
    const bc_form *form;
    const bc_collect_words *words;
    const bc_collect_sheet *sheet;
    const uint32_t *passed; /* rows that are none of the record's, ascending */
    size_t passed_count;
    bc_arena *arena;
    bc_diag_list *diags;
    const bc_strmap *units;           /* that the sheet itself says, by field; or NULL */
    bc_str unit;                      /* that it says of all its amounts; may be empty */
    const bc_collect_anchor *anchors; /* set while the tree is made: all of them */
    size_t anchor_count;
} bc_collect_reading;

/* The members of the record that anchors lead to; those are sorted on the way. */
void bc_collect_tree_make(const bc_collect_reading *r, bc_collect_anchor *anchors, size_t n,
                          void (*add)(void *context, bc_node_member member), void *context);

#endif
