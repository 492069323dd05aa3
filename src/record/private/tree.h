/* Lists that are trees, once their elements are bound. */
#ifndef BC_RECORD_PRIVATE_TREE_H
#define BC_RECORD_PRIVATE_TREE_H

#include "base/vec.h"
#include "form/form.h"

enum { BC_TREE_TOP = -1 }; /* as a place: above there is none */

typedef BC_VEC(uint32_t) bc_record_tree_places;

/* The elements of a list and what is around it. Each has room for BC_BRANCH_NAMES entries behind its own. */
typedef struct bc_record_tree {
    const bc_form_field *list;
    bc_value *items;
    bc_value_entry *const *entries; /* of each item */
    uint32_t n;
    uint32_t first;        /* how many elements other trees of the record have, so far */
    const uint32_t *above; /* NESTING: the place of the one above, or BC_TREE_TOP */
    const bc_expr_scope *around;
    bc_arena *arena;
    bc_diag_list *diags;
} bc_record_tree;

/* Finds what lies below what, gives the elements their places, and those with others below them the values that follow
 * from these. What does not fit is reported (E440 to W447). */
void bc_record_tree_grow(bc_record_tree *tree);
/* An element that lies below nothing and has nothing below it; its `entries` have that room. */
bc_value bc_record_tree_alone(bc_value element, bc_value_entry *entries, bc_arena *arena);
/* The member of an element that holds those below it, or NULL. */
const bc_node_member *bc_record_tree_children(const bc_form_tree *tree, const bc_node *element, bc_arena *arena);

#endif
