/* Any bytes as a PDF that was filled in: no crash, no hang, limits kept; what is read has places that can be told, and
 * is the same twice. */
#include "base/arena.h"
#include "table/table.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_ROWS = 1 << 17 };

static void require(bool truth)
{
    if (!truth)
        abort();
}

static void check_names(const bc_table *table)
{
    uint32_t n;
    const bc_table_name *names = bc_table_names(table, &n);
    for (uint32_t i = 0; i < n; i++) {
        require(names[i].name.n > 0);
        require(names[i].text.p || names[i].cells.first_row > 0);
        require(names[i].text.p || names[i].cells.first_row <= names[i].cells.last_row);
    }
}

static void read_rows(bc_table *table, bc_arena *arena, bc_diag_list *diags, bc_buf *out)
{
    bc_table_row row;
    bool io_error = false;
    uint32_t last = 0, rows = 0;
    require(bc_table_begin(table, 0, true, arena, diags, &io_error));
    while (bc_table_next(table, arena, diags, &row, &io_error)) {
        require(row.number > last && rows++ < MAX_ROWS);
        last = row.number;
        for (uint32_t i = 0; i < row.n; i++) {
            const bc_table_cell *cell = &row.cells[i];
            require(cell->text.n > 0 && (!i || row.cells[i - 1].column < cell->column));
            require(cell->mark.source && cell->mark.column <= cell->mark.source->column_count);
            bc_diag_add_place(cell->mark, out);
            bc_buf_add_str(out, cell->text);
        }
    }
    require(!io_error);
}

static void read_fields(const uint8_t *data, size_t size, bc_buf *out)
{
    static const bc_table_field_names CALLED = {
        .value = { "v.", 2 }, .rows = { "r.", 2 }, .form = { "biaoceform", 10 }, .words = { "_words", 6 }
    };
    const bc_table_input input = {
        .name = BC_STR("x.pdf"), .memory = data, .length = size, .kind = BC_TABLE_PDF, .fields = &CALLED
    };
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bool io_error;
    bc_diag_list_init(&diags);
    bc_table *table = bc_table_open(&input, &arena, &diags, &io_error);
    require(!io_error && (table || diags.errors));
    if (table) {
        check_names(table);
        read_rows(table, &arena, &diags, out);
        bc_table_close(table);
    }
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bc_buf once, again;
    bc_buf_init(&once);
    bc_buf_init(&again);
    read_fields(size ? data : (const uint8_t *)"", size, &once);
    read_fields(size ? data : (const uint8_t *)"", size, &again);
    require(bc_str_eq(bc_buf_str(&once), bc_buf_str(&again)));
    bc_buf_release(&once);
    bc_buf_release(&again);
    return 0;
}
