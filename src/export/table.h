/* Records as tables: a row for each record, the lists of maps of a record in tables of their own, with the record's
 * number in each row. Heads are names that whoever reads tables into records of the form understands, asked one by
 * one. */
#ifndef BC_EXPORT_TABLE_H
#define BC_EXPORT_TABLE_H

#include "export/order.h"
#include "intake/targets.h"

typedef enum bc_export_column_kind {
    BC_EXPORT_NUMBERED, /* the number of the record */
    BC_EXPORT_VALUE,
    BC_EXPORT_LINES, /* a list of single values, one on each line */
    BC_EXPORT_JSON   /* a list of maps */
} bc_export_column_kind;

typedef struct bc_export_column {
    bc_export_column_kind kind;
    bc_str head;
    const bc_form_field *field;                   /* NULL: NUMBERED */
    uint32_t place;                               /* 1 + the place of a list with labels; 0: none */
    bool misread;                                 /* no name of it means it and nothing else */
    uint32_t way[BC_MAX_INTAKE_DEPTH + 1], depth; /* of entries from the record, or the element, on */
} bc_export_column;

/* The records, or a list of theirs. */
typedef struct bc_export_sheet {
    bc_str name;
    const bc_export_place *list; /* NULL: the records */
    BC_VEC(bc_export_column) columns;
} bc_export_sheet;

typedef struct bc_export_table {
    const bc_export_order *order;
    bool figures; /* of its options */
    bc_intake_targets targets;
    bc_arena arena;
    BC_VEC(bc_export_sheet) sheets; /* the records first */
} bc_export_table;

typedef struct bc_export_table_options {
    bool keys;    /* heads are keys, not labels */
    bool single;  /* there is one table: lists of maps are JSON in a column of it */
    bool figures; /* amounts without their unit, which the head says: numbers that can be added */
} bc_export_table_options;

void bc_export_table_init(bc_export_table *table, const bc_export_order *order, const bc_export_table_options *options);
void bc_export_table_release(bc_export_table *table);

typedef enum bc_export_cell_kind {
    BC_EXPORT_EMPTY,
    BC_EXPORT_TEXT,
    BC_EXPORT_FIGURE, /* that is read from a number in a workbook as it is written here */
    BC_EXPORT_DATE    /* 2026-03-01, likewise */
} bc_export_cell_kind;

typedef struct bc_export_cell {
    uint8_t kind; /* a bc_export_cell_kind */
    bc_str text;
} bc_export_cell;

/* What rows do not hold, so far. */
typedef struct bc_export_losses {
    uint64_t defaults; /* empty texts in place of a default: when they are read again, they have it */
    uint64_t elements; /* of lists, with nothing in them */
} bc_export_losses;

/* Calls `row` for each row that the bound record makes: of the records' table, then of its lists. Cells live in
 * `arena`. */
void bc_export_table_rows(const bc_export_table *table, const bc_value *bound, uint64_t number, bc_arena *arena,
                          bc_export_losses *losses,
                          void (*row)(void *context, size_t sheet, const bc_export_cell *cells, size_t n),
                          void *context);

#endif
