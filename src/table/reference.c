/* References of workbooks. Only plain rectangles are read: what spans several sheets or is computed names no cells that
 * could be listed. */
#include "table/private/reference.h"

uint32_t bc_table_reference_column(const char *text)
{
    uint32_t column = 0;
    for (; *text >= 'A' && *text <= 'Z' && column <= BC_TABLE_MAX_COLUMN; text++)
        column = column * 26 + (uint32_t)(*text - 'A' + 1);
    return *text >= '0' && *text <= '9' && column <= BC_TABLE_MAX_COLUMN ? column : 0;
}

static bool take_cell(bc_str text, size_t *at, uint32_t *row, uint32_t *column)
{
    size_t i = *at;
    *row = *column = 0;
    i += i < text.n && text.p[i] == '$';
    for (; i < text.n && text.p[i] >= 'A' && text.p[i] <= 'Z' && *column <= BC_TABLE_MAX_COLUMN; i++)
        *column = *column * 26 + (uint32_t)(text.p[i] - 'A' + 1);
    i += i < text.n && text.p[i] == '$';
    for (; i < text.n && text.p[i] >= '0' && text.p[i] <= '9' && *row <= BC_TABLE_MAX_ROW; i++)
        *row = *row * 10 + (uint32_t)(text.p[i] - '0');
    *at = i;
    return *row && *column && *row <= BC_TABLE_MAX_ROW && *column <= BC_TABLE_MAX_COLUMN;
}

bool bc_table_reference_range(bc_str text, bc_table_merge *out)
{
    size_t at = 0;
    if (!take_cell(text, &at, &out->first_row, &out->first_column))
        return false;
    out->last_row = out->first_row;
    out->last_column = out->first_column;
    if (at == text.n)
        return true;
    if (text.p[at++] != ':' || !take_cell(text, &at, &out->last_row, &out->last_column) || at != text.n)
        return false;
    return out->first_row <= out->last_row && out->first_column <= out->last_column;
}

/* A name of a sheet and what separates it from the cell; false: there is none. */
static bool take_sheet(bc_str text, size_t *at, char separator, bc_buf *name)
{
    size_t i = *at;
    bc_buf_clear(name);
    i += i < text.n && text.p[i] == '$';
    if (i < text.n && text.p[i] == '\'') {
        for (i++; i < text.n && (text.p[i] != '\'' || (i + 1 < text.n && text.p[i + 1] == '\'')); i++) {
            bc_buf_add_char(name, text.p[i]);
            i += text.p[i] == '\'';
        }
        i++;
    } else {
        for (; i < text.n && text.p[i] != separator && text.p[i] != ':'; i++)
            bc_buf_add_char(name, text.p[i]);
    }
    if (i >= text.n || text.p[i] != separator)
        return false;
    *at = i + 1;
    return true;
}

/* Whether the second half of a reference names no other sheet than the first. */
static bool is_same_sheet(bc_str text, size_t *at, char separator, const bc_buf *sheet)
{
    bc_buf again;
    bc_buf_init(&again);
    const bool named = take_sheet(text, at, separator, &again);
    const bool same = !named || !again.n || bc_str_eq(bc_buf_str(&again), bc_buf_str(sheet));
    bc_buf_release(&again);
    return same;
}

bool bc_table_reference_place(bc_str text, char separator, bc_buf *sheet, bc_table_merge *out)
{
    size_t at = 0;
    if (!take_sheet(text, &at, separator, sheet) || !sheet->n ||
        !take_cell(text, &at, &out->first_row, &out->first_column))
        return false;
    out->last_row = out->first_row;
    out->last_column = out->first_column;
    if (at == text.n)
        return true;
    if (text.p[at++] != ':' || (separator == '.' && !is_same_sheet(text, &at, separator, sheet)))
        return false;
    return take_cell(text, &at, &out->last_row, &out->last_column) && at == text.n && out->first_row <= out->last_row &&
           out->first_column <= out->last_column;
}

bool bc_table_reference_in_sheet(bc_str text, char separator, bc_buf *sheet, bc_table_merge *out)
{
    return bc_str_find(text, BC_STR(":"), 0) != SIZE_MAX && bc_table_reference_place(text, separator, sheet, out);
}

bool bc_table_reference_text(bc_str formula, bc_buf *out)
{
    bc_buf_clear(out);
    formula = bc_str_starts(formula, BC_STR("of:")) ? bc_str_slice(formula, 3, formula.n) : formula;
    formula = bc_str_starts(formula, BC_STR("=")) ? bc_str_slice(formula, 1, formula.n) : formula;
    if (formula.n < 2 || formula.p[0] != '"' || formula.p[formula.n - 1] != '"')
        return false;
    for (size_t i = 1; i + 1 < formula.n; i++) {
        if (formula.p[i] == '"' && (formula.p[i + 1] != '"' || ++i + 1 >= formula.n))
            return false;
        bc_buf_add_char(out, formula.p[i]);
    }
    return true;
}
