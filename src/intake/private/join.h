/* Rows of a table that belong to records of another one: kept by their key, given back record by record. */
#ifndef BC_INTAKE_PRIVATE_JOIN_H
#define BC_INTAKE_PRIVATE_JOIN_H

#include "intake/private/columns.h"

typedef struct bc_intake_entry {
    uint64_t hash, at; /* of the key; where the row lies */
} bc_intake_entry;

/* A zeroed one is empty. What does not fit into some megabytes goes to a file without a name. */
typedef struct bc_intake_join {
    BC_VEC(bc_intake_entry) entries; /* sorted by bc_intake_join_open, rows of one key in their order */
    BC_VEC(const bc_diag_source *) sources;
    bool *used; /* of each entry that is the first of its key */
    bc_buf pending;
    uint64_t written;
    int file; /* its descriptor and one; 0: none */
    const char *bytes;
    int error; /* errno of what could not be kept */
    bc_arena arena;
} bc_intake_join;

void bc_intake_join_release(bc_intake_join *join);
/* Of the row the cells of these columns are kept, and that in the column `order` (0: none). */
void bc_intake_join_add(bc_intake_join *join, bc_str key, const bc_table_row *row, const bc_intake_columns *columns,
                        uint32_t order);
/* No more is added. False when the system failed (join->error). */
bool bc_intake_join_open(bc_intake_join *join);
/* The rows of a key, in their order, in `arena`; how many. */
size_t bc_intake_join_find(bc_intake_join *join, bc_str key, bc_arena *arena, const bc_table_row **rows);
/* Tells the other which rows were asked for; false when the two do not have the same rows by the same keys. */
bool bc_intake_join_share(const bc_intake_join *join, bc_intake_join *other);
/* Keys that no record asked for: how many, and the first row of the first of them. */
uint32_t bc_intake_join_orphans(const bc_intake_join *join, bc_arena *arena, bc_table_row *first, bc_str *key);

#endif
