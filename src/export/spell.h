/* Records that came out of tables, as they would be written by hand. */
#ifndef BC_EXPORT_SPELL_H
#define BC_EXPORT_SPELL_H

#include "export/order.h"

/* The record, whose members are called by keys as intakes make them, with the labels of the form or, with `keys`, with
 * these; in the form's order, figures of fields that are figures as such, lists with levels nested by them. */
const bc_node *bc_export_spell(const bc_export_order *order, const bc_node *record, bool keys, bc_arena *arena);

#endif
