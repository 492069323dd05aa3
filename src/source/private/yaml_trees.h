/* A text's trees, one after the other. */
#ifndef BC_SOURCE_PRIVATE_YAML_TREES_H
#define BC_SOURCE_PRIVATE_YAML_TREES_H

#include "base/strmap.h"
#include "source/private/yaml_cursor.h"
#include "source/private/yaml_keys.h"
#include "source/yaml.h"

typedef struct bc_yaml_trees bc_yaml_trees;

typedef enum bc_yaml_found {
    BC_YAML_DOCUMENT, /* its end, with what stands in it; NULL: nothing, or its items have come */
    BC_YAML_ITEM,     /* of a list that is a document */
    BC_YAML_FAULT,    /* the rest of the document cannot be read; reported */
    BC_YAML_LIMIT,    /* the rest of the text is not read; reported */
    BC_YAML_END
} bc_yaml_found;

/* A document's nodes that have an anchor, when its items come one by one: they outlive the item they stand in. */
typedef struct bc_yaml_anchored {
    bc_arena *arena;              /* NULL: nodes with an anchor live with the others */
    const bc_diag_source *source; /* that marks of such nodes name */
} bc_yaml_anchored;

/* `window`: the text is read from there, items of lists come one by one, and texts of nodes are copied. Else it is all
 * of `source`, which outlives the trees. `ask` is called before the first node with an anchor of each item. */
bc_yaml_trees *bc_yaml_trees_new(const bc_diag_source *source, bc_source_window *window,
                                 bc_yaml_anchored (*ask)(void *context), void *context);
void bc_yaml_trees_free(bc_yaml_trees *trees);
/* Reads up to the end of the next document or item: nodes live in `arena`, and their marks name `source`. */
bc_yaml_found bc_yaml_trees_next(bc_yaml_trees *trees, bc_arena *arena, const bc_diag_source *source,
                                 bc_diag_list *diags, const bc_node **out);
/* After a fault: goes to where the next document begins. False when there is none. */
bool bc_yaml_trees_recover(bc_yaml_trees *trees);
/* Whether memory ran out. */
bool bc_yaml_trees_starved(const bc_yaml_trees *trees);
/* Where reading stands. Until the next call it may be moved back to what came last, not beyond. */
bc_yaml_cursor *bc_yaml_trees_cursor(bc_yaml_trees *trees);
/* Drops what was read but for what messages about the next item may show. */
void bc_yaml_trees_forget(bc_yaml_trees *trees);

#endif
