/* The JSON Schema (draft-07) of template files, shared parts included. */
#ifndef BC_TEMPLATE_SCHEMA_H
#define BC_TEMPLATE_SCHEMA_H

#include "base/buf.h"

void bc_template_schema(bc_buf *out);

#endif
