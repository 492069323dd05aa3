/* Valid YAML that was hardly meant so: full-width punctuation where YAML wants its own, a missing blank
 * after a colon, a comma that cuts an expression in two. */
#ifndef BC_SOURCE_PRIVATE_YAML_DOUBT_H
#define BC_SOURCE_PRIVATE_YAML_DOUBT_H

#include "base/diag.h"
#include "base/node.h"
#include "source/private/yaml_cursor.h"

/* Bytes of a cut expression, and of a comment: as much as a message can show. */
enum { BC_MAX_YAML_LOOKED_AT = 200, BC_MAX_YAML_COMMENT_SHOWN = 60 };

/* A plain scalar and where it stands. */
typedef struct bc_yaml_plain {
    bc_str text;    /* as read */
    bc_str written; /* as it stands in the source, over several lines perhaps */
    bc_str rest;    /* the source from there on, BC_MAX_YAML_LOOKED_AT bytes and more when there are as many */
    bc_diag_mark mark;
    bool flow;     /* inside [ ] or { } */
    bool item;     /* of a list */
    bool own_line; /* nothing but blanks and dashes of lists before it in its line */
    char next;     /* the byte after it, NUL at the end */
} bc_yaml_plain;

/* Reports what is doubtful about the scalar. */
void bc_yaml_doubt_plain(const bc_yaml_plain *plain, bc_diag_list *diags);
/* The same for a flow list that has one item only. */
void bc_yaml_doubt_single(const bc_node *item, bc_diag_list *diags);
/* Warns of a key in front of which such a blank was meant to indent (W160). */
void bc_yaml_doubt_key(bc_str key, bc_diag_mark mark, bc_diag_list *diags);

/* Reports the first control character in a text, W133: no font and no sheet has it, and escapes write it in JSON too.
 */
void bc_source_doubt_controls(bc_str text, bc_diag_mark mark, bc_diag_list *diags);

#endif
