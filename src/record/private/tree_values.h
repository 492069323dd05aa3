/* Values of a tree's elements that follow from those below them. */
#ifndef BC_RECORD_PRIVATE_TREE_VALUES_H
#define BC_RECORD_PRIVATE_TREE_VALUES_H

#include "record/private/tree.h"

/* Gives values where they are not written and checks them where they are (E443), what is computed from them again
 * behind them, from the lowest level upwards; parts are held against what they are parts of (W447), and what is
 * required and still missing is reported (E203). */
void bc_record_tree_values(bc_record_tree *tree);
/* What the element is called: the first words that it has. */
bc_str bc_record_tree_name(const bc_form_field *list, const bc_value *element);

#endif
