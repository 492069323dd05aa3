/* A record as YAML, as a clerk would write it: one line for each value, texts in quotation marks only where they need
 * them. */
#ifndef BC_EXPORT_YAML_H
#define BC_EXPORT_YAML_H

#include "base/buf.h"
#include "base/node.h"

/* Appends the record. What is read from it again is the same tree, places and quotation marks aside. */
void bc_export_yaml_put(const bc_node *record, bc_buf *out);
/* Appends the text as lines of a comment. */
void bc_export_yaml_comment(bc_str text, bc_buf *out);

#endif
