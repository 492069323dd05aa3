/* Rows of another table that belong to records: they are a list of each, or the value of a field. */
#ifndef BC_INTAKE_PRIVATE_LINK_H
#define BC_INTAKE_PRIVATE_LINK_H

#include "intake/private/join.h"

typedef struct bc_intake_link {
    struct bc_intake_link *next;
    const bc_form_field *list;      /* that the rows are elements of; NULL: */
    const bc_intake_target *target; /* the field that has the value of their one column */
    bc_intake_columns columns;      /* of the other table */
    bc_intake_join join;
    uint32_t order;            /* the column that rows are sorted by; 0: as they come */
    const bc_intake_head *key; /* in the records' table */
    bc_str name;               /* of the other table */
} bc_intake_link;

/* The rows that belong to the record that these rows are, in their order; how many. */
size_t bc_intake_link_find(bc_intake_link *link, const bc_table_row *rows, size_t n, bc_arena *arena,
                           bc_diag_list *diags, const bc_table_row **found);
/* Says which rows belong to no record. */
void bc_intake_link_report(const bc_intake_link *link, bc_arena *arena, bc_diag_list *diags);

#endif
