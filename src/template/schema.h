/* The JSON Schema (draft-07) of template files, shared parts included. */
#ifndef BC_TEMPLATE_SCHEMA_H
#define BC_TEMPLATE_SCHEMA_H

#include "base/keys.h"

/* `rules` are the rules that `checks:` may name, each with its parameters, and the tables that those refer to. */
void bc_template_schema(const bc_keys_set *rules, bc_buf *out);

/* The same of another kind of files: of the table `root` and those that it refers to. */
void bc_template_schema_of(const bc_keys_set *set, const char *root, const char *title, bc_buf *out);

/* A key that templates know, in one of the constructs where it may stand. */
typedef struct bc_template_key {
    const char *name, *construct; /* label; field, or the code of a rule */
    const char *type;             /* what its value is: "text or a list of text" */
    const char *help;             /* a phrase in the user's language; "": its name says it */
} bc_template_key;

/* Calls `each` for the key of that name in every construct of these tables that has it, or for all keys when `name` is
 * empty. What it is given lives until it returns. */
void bc_template_key_help(const bc_keys_set *set, bc_str name, void (*each)(void *context, const bc_template_key *key),
                          void *context);

#endif
