/* Cells with words pinned to their head or foot. */
#ifndef BC_TEMPLATE_PRIVATE_STACK_H
#define BC_TEMPLATE_PRIVATE_STACK_H

#include "base/arena.h"
#include "base/node.h"

/* The rows with those taken apart that hold such a cell; the list itself when none does. */
const bc_node *bc_template_stack_rows(bc_arena *arena, const bc_node *list);

#endif
