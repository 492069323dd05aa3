/* Where something stands, as people say it: a line and column of a text, a cell of a sheet, a row and column of what a
 * database answered. */
#include "base/diag.h"

#include "base/tr.h"

void bc_diag_add_address(uint32_t row, uint32_t column, bc_buf *out)
{
    char letters[8];
    size_t at = sizeof letters;
    for (; column; column = (column - 1) / 26)
        letters[--at] = (char)('A' + (column - 1) % 26);
    bc_buf_add(out, letters + at, sizeof letters - at);
    bc_buf_add_int(out, row);
}

static void add_answer_place(bc_diag_mark mark, bc_buf *out)
{
    if (mark.column && mark.column <= mark.source->column_count)
        bc_buf_printf(out, bc_tr(": row %u, column %.*s"), (unsigned)mark.line,
                      BC_STR_ARG(mark.source->columns[mark.column - 1]));
    else
        bc_buf_printf(out, bc_tr(": row %u"), (unsigned)mark.line);
}

static void add_field(bc_diag_mark mark, bc_buf *out)
{
    if (mark.column && mark.column <= mark.source->column_count)
        bc_buf_printf(out, bc_tr("page %u, field %.*s"), (unsigned)mark.line,
                      BC_STR_ARG(mark.source->columns[mark.column - 1]));
    else
        bc_buf_printf(out, bc_tr("page %u"), (unsigned)mark.line);
}

bool bc_diag_has_cells(const bc_diag_source *source)
{
    return source->kind == BC_DIAG_SHEET || source->kind == BC_DIAG_FIELDS;
}

void bc_diag_add_cell(bc_diag_mark mark, bc_buf *out)
{
    if (mark.source->kind == BC_DIAG_FIELDS)
        add_field(mark, out);
    else
        bc_diag_add_address(mark.line, mark.column, out);
}

static void add_sheet_place(bc_diag_mark mark, bc_buf *out)
{
    bc_buf_add_char(out, '!');
    bc_buf_add_str(out, mark.source->sheet);
    if (!mark.line)
        return;
    bc_buf_add_char(out, '!');
    bc_diag_add_address(mark.line, mark.column, out);
}

bc_diag_source *bc_diag_source_called(bc_arena *arena, const bc_diag_source *source)
{
    bc_diag_source *called = BC_NEW(arena, bc_diag_source);
    called->name = bc_arena_str(arena, source->name);
    called->kind = source->kind;
    called->sheet = bc_arena_str(arena, source->sheet);
    bc_str *columns = BC_NEW_ARRAY(arena, bc_str, source->column_count);
    for (uint32_t i = 0; i < source->column_count; i++)
        columns[i] = bc_arena_str(arena, source->columns[i]);
    called->columns = columns;
    called->column_count = source->column_count;
    return called;
}

bc_str bc_diag_source_full_name(const bc_diag_source *source, bc_buf *room)
{
    if (source->kind != BC_DIAG_SHEET)
        return source->name;
    bc_buf_clear(room);
    bc_buf_add_str(room, source->name);
    bc_buf_add_char(room, '!');
    bc_buf_add_str(room, source->sheet);
    return bc_buf_str(room);
}

void bc_diag_add_place(bc_diag_mark mark, bc_buf *out)
{
    if (!mark.source)
        return;
    if (mark.source->kind == BC_DIAG_SHEET) {
        add_sheet_place(mark, out);
    } else if (!mark.line) {
        return;
    } else if (mark.source->kind == BC_DIAG_QUERY) {
        add_answer_place(mark, out);
    } else if (mark.source->kind == BC_DIAG_FIELDS) {
        bc_buf_add_text(out, ": ");
        add_field(mark, out);
    } else {
        bc_buf_printf(out, ":%u", (unsigned)mark.line);
        if (mark.column)
            bc_buf_printf(out, ":%u", (unsigned)mark.column);
    }
}
