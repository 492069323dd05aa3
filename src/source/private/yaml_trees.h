/* A text's trees, one after the other. */
#ifndef BC_SOURCE_PRIVATE_YAML_TREES_H
#define BC_SOURCE_PRIVATE_YAML_TREES_H

#include "source/private/trees.h"
#include "source/private/window.h"

typedef struct bc_yaml_trees bc_yaml_trees;

/* A document's nodes that have an anchor, when its items come one by one: they outlive the item they stand in. */
typedef struct bc_yaml_anchored {
    bc_arena *arena;              /* NULL: nodes with an anchor live with the others */
    const bc_diag_source *source; /* that marks of such nodes name */
} bc_yaml_anchored;

/* The text is read from the window, and items of lists come one by one. `ask` is called before the first node with an
 * anchor of each item. */
bc_yaml_trees *bc_yaml_trees_new(bc_source_window *window, bc_yaml_anchored (*ask)(void *context), void *context);
extern const bc_source_format BC_YAML_FORMAT; /* its trees are bc_yaml_trees */

#endif
