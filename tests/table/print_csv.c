/* print_csv PATH [STEP [ENCODING [SEPARATOR]]]: the rows of a CSV file, one JSON object a line, and what is said of
 * them, as programs are told. For tests that write files in another language. */
#include "base/json.h"
#include "table/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_cell(const bc_table_cell *cell, bc_buf *out)
{
    bc_buf_printf(out, "[%u, %u, %u, %u, %s, ", (unsigned)cell->column, (unsigned)cell->mark.line,
                  (unsigned)cell->mark.column, (unsigned)cell->mark.length, cell->quoted ? "true" : "false");
    bc_json_quote(out, cell->text);
    bc_buf_add_char(out, ']');
}

static void print_row(const bc_table_row *row, bc_buf *out)
{
    bc_buf_clear(out);
    bc_buf_printf(out, "{\"line\": %u, \"fields\": %u, \"broken\": %s, \"cells\": [", (unsigned)row->number,
                  (unsigned)row->fields, row->broken ? "true" : "false");
    for (uint32_t i = 0; i < row->n; i++) {
        bc_buf_add_text(out, i ? ", " : "");
        print_cell(&row->cells[i], out);
    }
    bc_buf_add_text(out, "]}\n");
    fwrite(out->p, 1, out->n, stdout);
}

static void print_messages(bc_diag_list *diags, bc_buf *out)
{
    for (size_t i = 0; i < diags->list.n; i++) {
        bc_buf_clear(out);
        bc_diag_print_json(&diags->list.at[i], out);
        fwrite(out->p, 1, out->n, stdout);
    }
    bc_diag_list_clear(diags);
}

int main(int argc, char **argv)
{
    const bc_table_input input = { .name = bc_str_from(argc > 1 ? argv[1] : "-"),
                                   .path = argc > 1 ? argv[1] : "-",
                                   .pipes = true,
                                   .kind = BC_TABLE_CSV,
                                   .step = argc > 2 ? strtoul(argv[2], NULL, 10) : 0,
                                   .encoding = bc_str_from(argc > 3 ? argv[3] : ""),
                                   .separator = bc_str_from(argc > 4 ? argv[4] : "") };
    bc_arena opened = { 0 }, arena = { 0 };
    bc_diag_list diags;
    bc_buf out;
    bc_table_row row;
    bool io_error;
    bc_diag_list_init(&diags);
    bc_buf_init(&out);
    bc_table *table = bc_table_open(&input, &opened, &diags, &io_error);
    if (table && bc_table_begin(table, 0, false, &opened, &diags, &io_error)) {
        print_messages(&diags, &out);
        for (; bc_table_next(table, &arena, &diags, &row, &io_error); bc_arena_reset(&arena)) {
            print_messages(&diags, &out);
            print_row(&row, &out);
        }
    }
    print_messages(&diags, &out);
    bc_table_close(table);
    bc_buf_release(&out);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
    bc_arena_release(&opened);
    return io_error ? 3 : 0;
}
