/* The JSON Schema (draft-07) of template files, shared parts included. */
#ifndef BC_TEMPLATE_SCHEMA_H
#define BC_TEMPLATE_SCHEMA_H

#include "base/keys.h"

/* `rules` are the rules that `checks:` may name, each with its parameters, and the tables that those refer to. */
void bc_template_schema(const bc_keys_set *rules, bc_buf *out);

#endif
