/* YAML (and so JSON) into value trees.
 *
 * Read as a careful user would wish: every error has its place, a file may hold several documents,
 * anchors, aliases and merge keys work, and hostile input (alias bombs, depth, size) is refused with a
 * diagnostic. JSON is read by the same parser.
 */
#ifndef BC_SOURCE_YAML_H
#define BC_SOURCE_YAML_H

#include "base/node.h"

enum {
    BC_MAX_YAML_DEPTH = 64,        /* no form nests deeper than 8 */
    BC_MAX_YAML_BYTES = 256 << 20, /* a file of 100,000 rows is 20 MB */
    BC_YAML_NODES_PER_BYTE = 16    /* alias expansion: nodes reached may not exceed 16 × bytes + 10,000 */
};

typedef struct bc_source_documents {
    const bc_node **at;
    size_t n;
    bool starved; /* memory ran out: the system failed, not the file */
} bc_source_documents;

/* Reads the documents of `source` (UTF-8, without BOM) into `arena`. Returns false when diagnostics with
 * errors were added; the other documents are still there. Empty documents are left out. The
 * source must outlive the tree. */
bool bc_yaml_read(bc_arena *arena, const bc_diag_source *source, bc_diag_list *diags, bc_source_documents *out);

#endif
