/* A record as JSON. */
#ifndef BC_EXPORT_JSON_H
#define BC_EXPORT_JSON_H

#include "base/buf.h"
#include "base/node.h"

/* Appends the record without a line break at its end: on one line, or in lines that lie `depth` deep. */
void bc_export_json_put(const bc_node *record, bool one_line, uint32_t depth, bc_buf *out);

#endif
