/* What each kind of table has to do. */
#ifndef BC_TABLE_PRIVATE_READER_H
#define BC_TABLE_PRIVATE_READER_H

#include "table/table.h"

/* The head of every kind's own struct. */
struct bc_table {
    const struct bc_table_reader *reader;
    bc_table_input input;
    bc_arena arena; /* of the names of sheets */
    const bc_table_sheet *sheets;
    uint32_t sheet_count;
    const bc_table_name *names;
    uint32_t name_count;
    const bc_table_merge *merges;
    uint32_t merge_count;
    uint64_t bytes;
};

typedef struct bc_table_reader {
    bc_table *(*open)(const bc_table_input *input, bc_arena *arena, bc_diag_list *diags, bool *io_error);
    void (*close)(bc_table *table);
    bool (*begin)(bc_table *table, uint32_t sheet, bool merges, bc_arena *arena, bc_diag_list *diags, bool *io_error);
    bool (*next)(bc_table *table, bc_arena *arena, bc_diag_list *diags, bc_table_row *row, bool *io_error);
} bc_table_reader;

extern const bc_table_reader bc_table_csv_reader;
extern const bc_table_reader bc_table_xlsx_reader;
extern const bc_table_reader bc_table_ods_reader;
extern const bc_table_reader bc_table_query_reader;
extern const bc_table_reader bc_table_given_reader;
extern const bc_table_reader bc_table_pdf_reader;
extern const bc_table_reader bc_table_refused_reader;

#endif
