/* Lists that a template writes out. */
#ifndef BC_TEMPLATE_PRIVATE_LITERAL_H
#define BC_TEMPLATE_PRIVATE_LITERAL_H

#include "base/node.h"

/* The tree of a template with each `each: [a, b]` of its layout and its fragments as an expression. */
const bc_node *bc_template_literal_replace(bc_arena *arena, const bc_node *tree);

#endif
