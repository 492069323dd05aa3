/* Which column fills which place of a form, and the trees that rows become by that. */
#ifndef BC_INTAKE_PRIVATE_COLUMNS_H
#define BC_INTAKE_PRIVATE_COLUMNS_H

#include "base/node.h"
#include "intake/private/formula.h"
#include "intake/private/mapping.h"
#include "intake/private/rows.h"
#include "intake/targets.h"

typedef struct bc_intake_column {
    const bc_intake_head *head; /* of column 0 where it is computed, or the same everywhere */
    const bc_intake_target *target;
    uint32_t number;       /* of a list without labels: the place; 0: the whole */
    bc_str unit;           /* of its amounts, when it is another than the field's; empty: the field's */
    bool stated;           /* the table says the unit, and not the form */
    bool share;            /* 0.3 is 30% */
    const bc_node *values; /* what is written → what it means, or NULL */
    const bc_node *constant;
    const bc_intake_formula *formula;
} bc_intake_column;

struct bc_intake_link;

/* A place in the tree of a record. */
typedef struct bc_intake_shape {
    const bc_form_field *field;     /* NULL: the record, or an element */
    uint32_t place;                 /* 1 + that of a list with labels; 0: none */
    const bc_intake_column *column; /* that fills it; NULL: what is inside of it does */
    struct bc_intake_link *link;    /* or rows of another table; NULL: none */
    struct bc_intake_shape *inside, *next;
} bc_intake_shape;

typedef struct bc_intake_columns {
    const bc_intake_column *at;
    uint32_t n;
    const bc_intake_shape *shape;
    const bc_intake_head *const *rest; /* that fill nothing and are told by none */
    uint32_t rest_count;
    const bc_form_field *list;    /* of maps, that some columns fill; NULL: none. More than one is not filled by rows */
    const bc_intake_column *key;  /* that tells one record from the next, where rows make a list */
    const bc_intake_column *form; /* never NULL where each row says which form it is */
} bc_intake_columns;

/* What the columns of a table are to be bound to. */
typedef struct bc_intake_binding {
    const bc_intake_rows *rows;
    const bc_intake_targets *targets;
    const bc_form_field *in;        /* the list whose elements the rows are; NULL: they are records */
    const bc_intake_mapped *fields; /* of a mapping file, where heads do not say it */
    uint32_t field_count;
    const bc_str *ignored; /* heads of columns that fill nothing */
    uint32_t ignored_count;
    bc_str key;                          /* head of the column that tells records apart; empty: found */
    struct bc_intake_link *const *links; /* that fill lists and fields from other tables */
    uint32_t link_count;
    bool incomplete; /* it may lack what a record must have: it is not to be printed */
} bc_intake_binding;

/* Binds heads by themselves, but for what a mapping says; what was chosen, and what is doubtful, is said at the heads.
 * False when this cannot be the table of such records. */
bool bc_intake_columns_bind(const bc_intake_binding *binding, bc_arena *arena, bc_diag_list *diags,
                            bc_intake_columns *out);
/* The same of one column, whose head is named, for one field. */
bool bc_intake_columns_single(const bc_intake_rows *rows, const bc_intake_target *target, bc_str head, bc_arena *arena,
                              bc_diag_list *diags, bc_intake_columns *out);

#endif
