/* A table whose rows another part of the program makes: of one sheet, without merged cells. */
#include "table/private/reader.h"

static bc_table *open_given(const bc_table_input *input, bc_arena *arena, bc_diag_list *diags, bool *io_error)
{
    static const bc_table_sheet SHEET;
    (void)arena;
    (void)diags;
    *io_error = false;
    bc_table *table = bc_mem_alloc(sizeof *table);
    *table = (bc_table){ .reader = &bc_table_given_reader, .input = *input, .sheets = &SHEET, .sheet_count = 1 };
    return table;
}

static void close_given(bc_table *table)
{
    table->input.rows->close(table->input.rows->context);
    bc_mem_free(table);
}

static bool begin_given(bc_table *table, uint32_t sheet, bool merges, bc_arena *arena, bc_diag_list *diags,
                        bool *io_error)
{
    (void)table;
    (void)sheet;
    (void)merges;
    (void)arena;
    (void)diags;
    (void)io_error;
    return true;
}

static bool next_given(bc_table *table, bc_arena *arena, bc_diag_list *diags, bc_table_row *row, bool *io_error)
{
    return table->input.rows->next(table->input.rows->context, arena, diags, row, io_error);
}

const bc_table_reader bc_table_given_reader = {
    .open = open_given, .close = close_given, .begin = begin_given, .next = next_given
};
