/* A mapping file: which tables there are, and what of them is what in a form, where heads do not say it. */
#ifndef BC_INTAKE_PRIVATE_MAPPING_H
#define BC_INTAKE_PRIVATE_MAPPING_H

#include "base/node.h"
#include "table/table.h"

typedef enum bc_intake_way {
    BC_INTAKE_BY_COLUMNS,  /* one column, or several that are paragraphs */
    BC_INTAKE_BY_CONSTANT, /* the same in every record */
    BC_INTAKE_BY_FORMULA,  /* = 合计 - 财政拨款 */
    BC_INTAKE_BY_TABLE     /* from rows of another table */
} bc_intake_way;

typedef struct bc_intake_mapped {
    bc_str field;
    bc_diag_mark mark;
    bc_intake_way way;
    const bc_str *heads; /* COLUMNS; TABLE: the one column whose value is the field's, or none */
    uint32_t head_count;
    const bc_node *values, *constant;
    bool share;
    bc_str unit;
    bc_str formula;
    bc_diag_mark formula_mark;
    uint32_t table;   /* TABLE: which; `by` the key in it, `order` a column that its rows are sorted by */
    bc_str by, order; /* empty: the key's own name; as the rows come */
    const struct bc_intake_mapped *fields;
    uint32_t field_count;
    const bc_str *ignored; /* heads of columns that fill nothing */
    uint32_t ignored_count;
} bc_intake_mapped;

typedef struct bc_intake_mapped_table {
    bc_str name;
    bc_diag_mark mark;
    const bc_str *files; /* names or patterns, from the folder of the mapping on */
    uint32_t file_count;
    bc_str sheet, unit, encoding, separator;
    bc_str at;                      /* the keys that lead to the records of a JSON file */
    uint32_t first_head, last_head; /* 0: found */
    const bc_str *fill;             /* heads of columns in which nothing means the same as above */
    uint32_t fill_count;
    const bc_table_query *query; /* NULL: files */
    const char *secret;          /* the file with its password; or NULL */
    bc_str where;                /* a condition on its rows; empty: all */
    bc_diag_mark where_mark;
} bc_intake_mapped_table;

typedef struct bc_intake_mapping {
    const bc_intake_mapped_table *tables;
    uint32_t table_count;
    bc_str form;
    uint32_t from; /* the table whose rows are records */
    bc_str key;    /* head of the column that tells records apart; empty: found */
    const bc_intake_mapped *fields;
    uint32_t field_count;
    const bc_str *ignored; /* heads of columns that fill nothing */
    uint32_t ignored_count;
    bc_diag_mark mark;
} bc_intake_mapping;

/* Values of parameters that are given with the call: NAME=VALUE. */
typedef struct bc_intake_given {
    const char *const *at;
    size_t n;
} bc_intake_given;

/* NULL when something is wrong with it, which was said. All lies in `arena` or the tree. Secrets are looked up. */
const bc_intake_mapping *bc_intake_mapping_read(bc_arena *arena, const bc_node *tree, const bc_intake_given *given,
                                                bc_diag_list *diags);
/* The query of a table, with names of parameters (:year) replaced by ? and their values in order. False: said. */
bool bc_intake_parameters_read(bc_arena *arena, const bc_node *table, const bc_intake_given *given,
                               bc_table_query *query, bc_diag_list *diags);
/* Whether a query has a parameter of that name. */
bool bc_intake_parameters_have(bc_str sql, bc_str name);
/* Of a mapping that is to be made only its tables. False when something is wrong with them, which was said. */
bool bc_intake_mapping_read_tables(bc_arena *arena, const bc_node *tree, bc_diag_list *diags,
                                   bc_intake_mapping *mapping);

#endif
