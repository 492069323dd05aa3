/* JSON into value trees, strictly (RFC 8259), with a byte order mark or without; several values stand on lines of their
 * own (JSON Lines). Places, double keys, depth and size are as for YAML; numbers keep their digits, 1.5e3 is 1500. */
#ifndef BC_SOURCE_PRIVATE_JSON_TREES_H
#define BC_SOURCE_PRIVATE_JSON_TREES_H

#include "source/private/trees.h"
#include "source/private/window.h"
#include "source/yaml.h"

/* Reads the values of `source` as bc_yaml_read does documents. */
bool bc_source_json_read(bc_arena *arena, const bc_diag_source *source, bc_diag_list *diags, bc_source_documents *out);
/* Whether a file of that name is JSON whatever stands in it (.json, .jsonl, .ndjson), or YAML (.yaml, .yml). */
bool bc_source_is_json_name(bc_str name);
bool bc_source_is_yaml_name(bc_str name);
/* Its values are documents. Of a document that is a list the items come one by one; with a path (a.b) the same of what
 * stands there, and the rest of the document is passed over. */
void *bc_source_json_trees_new(bc_source_window *window, bc_str path);
extern const bc_source_format BC_SOURCE_JSON_FORMAT; /* its trees are these */
/* Whether the window's text is JSON up to the end of its first record, as far as BC_SOURCE_MAX_JSON_JUDGED bytes tell.
 * Nothing is forgotten, and nothing reported. */
bool bc_source_json_is(bc_source_window *window);
bool bc_source_json_is_text(bc_str text);

enum { BC_SOURCE_MAX_JSON_JUDGED = 1 << 20 };

#endif
