/* Any bytes as a CSV file: rows come in the order of their lines, cells stand where their marks say, and nothing
 * depends on the pieces in which the bytes are read. The first byte chooses encoding and separator, that there be no
 * guess. */
#include "base/utf8.h"
#include "table/table.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool truth)
{
    if (!truth)
        abort();
}

static void check_row(const bc_table_row *row, bc_buf *out)
{
    require(row->broken == (row->n == 0) && row->n <= row->fields && row->number > 0);
    bc_buf_printf(out, "%u %u %d\n", (unsigned)row->number, (unsigned)row->fields, row->broken);
    for (uint32_t i = 0; i < row->n; i++) {
        const bc_table_cell *cell = &row->cells[i];
        require(cell->text.n > 0 && cell->kind == BC_TABLE_TEXT && cell->over == 1);
        require(bc_utf8_invalid_at(cell->text) == SIZE_MAX && bc_str_trim(cell->text).n == cell->text.n);
        require(cell->column <= row->fields && (i == 0 || row->cells[i - 1].column < cell->column));
        require(cell->mark.source == row->source && cell->mark.line >= row->number && cell->mark.length > 0);
        const size_t at = bc_diag_source_at(row->source, cell->mark.line, cell->mark.column);
        require(at < row->source->text.n);
        if (!cell->quoted)
            require(bc_str_starts(bc_str_slice(row->source->text, at, SIZE_MAX), cell->text));
        bc_buf_printf(out, "%u %u:%u+%u ", (unsigned)cell->column, (unsigned)cell->mark.line,
                      (unsigned)cell->mark.column, (unsigned)cell->mark.length);
        bc_buf_add_str(out, cell->text);
        bc_buf_add_char(out, '\n');
    }
}

static void print_messages(bc_diag_list *diags, bc_buf *out)
{
    for (size_t i = 0; i < diags->list.n; i++)
        bc_diag_print(&diags->list.at[i], i % 2 == 0, out);
    bc_diag_list_clear(diags);
}

static void read_rows(const bc_table_input *input, bc_buf *out)
{
    bc_arena opened = { 0 }, arena = { 0 };
    bc_diag_list diags;
    bc_table_row row;
    bool io_error;
    uint32_t line = 0;
    bc_diag_list_init(&diags);
    bc_table *table = bc_table_open(input, &opened, &diags, &io_error);
    require((table == NULL) == (diags.errors > 0) && !io_error);
    if (table && bc_table_begin(table, 0, false, &opened, &diags, &io_error)) {
        print_messages(&diags, out);
        for (; bc_table_next(table, &arena, &diags, &row, &io_error); bc_arena_reset(&arena)) {
            require(row.number > line && row.broken == (diags.errors > 0));
            line = row.number;
            print_messages(&diags, out);
            check_row(&row, out);
        }
        require(!io_error);
    }
    print_messages(&diags, out);
    bc_table_close(table);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
    bc_arena_release(&opened);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const ENCODINGS[] = { "", "", "utf-8", "gbk", "utf-16", "big5", "utf-16be", "utf-32" };
    static const char *const SEPARATORS[] = { "", "", ",", "tab", ";", "，", "\x01", "ab" };
    const unsigned choice = size ? data[0] : 0;
    bc_table_input input = { .name = BC_STR("fuzz.csv"),
                             .memory = size ? data + 1 : data,
                             .length = size ? size - 1 : 0,
                             .kind = BC_TABLE_CSV,
                             .encoding = bc_str_from(ENCODINGS[choice & 7]),
                             .separator = bc_str_from(SEPARATORS[choice >> 3 & 7]) };
    bc_buf whole, pieces;
    bc_buf_init(&whole);
    bc_buf_init(&pieces);
    if (!input.memory)
        input.memory = "";
    read_rows(&input, &whole);
    input.step = 1 + choice % 5;
    read_rows(&input, &pieces);
    require(bc_str_eq(bc_buf_str(&whole), bc_buf_str(&pieces)));
    bc_buf_release(&whole);
    bc_buf_release(&pieces);
    return 0;
}
