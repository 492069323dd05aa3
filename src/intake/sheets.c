/* Workbooks with a sheet for each department look like one with the first department alone. Sheets that have most of
 * the heads of the one that was read, in as many rows, and something below them are told. */
#include "intake/private/sheets.h"

#include "base/tr.h"

/* In ODS each sheet that is looked at is one more reading of those before it. */
enum { MAX_LOOKED_AT = 60, MIN_ALIKE = 2 };

static void add_name(bc_str name, bc_buf *out)
{
    bc_buf_add_text(out, out->n ? bc_tr(", ") : "");
    bc_buf_add_str(out, name);
}

static bc_str last_part(bc_str head)
{
    size_t from = 0;
    for (size_t at = 0; (at = bc_str_find(head, BC_STR("/"), at)) != SIZE_MAX; at++)
        from = at + 1;
    return bc_str_slice(head, from, head.n);
}

/* Notes of each head the last row in which it was seen; 0: none yet. */
static void see(const bc_intake_rows *rows, const bc_table_row *row, uint32_t *seen, bc_arena *arena)
{
    for (uint32_t k = 0; k < row->n; k++) {
        bc_str unit;
        const bc_str text = bc_intake_targets_head(row->cells[k].text, arena, &unit);
        for (uint32_t i = 0; i < rows->head_count; i++)
            if (bc_str_eq(text, rows->heads[i].text) || bc_str_eq(text, last_part(rows->heads[i].text)))
                seen[i] = row->number;
    }
}

static bool is_head(const bc_intake_rows *rows, const uint32_t *seen, uint32_t number)
{
    const uint32_t height = rows->last_row - rows->first_row + 1;
    uint32_t alike = 0;
    for (uint32_t i = 0; i < rows->head_count; i++)
        alike += seen[i] && seen[i] + height > number;
    return alike >= MIN_ALIKE && alike * 4 >= rows->head_count * 3;
}

static bool is_alike(const bc_intake_rows *rows, uint32_t sheet)
{
    bc_arena arena = { 0 };
    bc_diag_list ignored;
    bc_table_row row;
    bool io_error = false, found = false, below = false;
    bc_diag_list_init(&ignored);
    uint32_t *seen = BC_NEW_ARRAY(&arena, uint32_t, rows->head_count);
    if (bc_table_begin(rows->table, sheet, false, &arena, &ignored, &io_error))
        for (uint32_t i = 0; i <= BC_HEAD_WITHIN && !below; i++) {
            if (!bc_table_next(rows->table, &arena, &ignored, &row, &io_error))
                break;
            below = found && !row.broken;
            if (!row.broken)
                see(rows, &row, seen, &arena);
            found = found || is_head(rows, seen, row.number);
        }
    bc_diag_list_release(&ignored);
    bc_arena_release(&arena);
    return below;
}

void bc_intake_sheets_report(const bc_intake_rows *rows, bc_diag_mark at, bc_diag_list *diags)
{
    uint32_t n, alike = 0;
    const bc_table_sheet *sheets = bc_table_sheets(rows->table, &n);
    bc_buf names;
    bc_buf_init(&names);
    for (uint32_t i = 0; i < n && i < MAX_LOOKED_AT; i++)
        if (i != rows->sheet && !sheets[i].hidden && !sheets[i].last_row && is_alike(rows, i)) {
            add_name(sheets[i].name, &names);
            alike++;
        }
    if (alike) {
        bc_diag_add(diags, BC_DIAG_WARNING, "W790", at,
                    bc_tr("only the sheet `%.*s` was read; others with the same heads were not: %.*s"),
                    BC_STR_ARG(sheets[rows->sheet].name), BC_STR_ARG(bc_buf_str(&names)));
        bc_diag_hint(diags, "%s",
                     bc_tr("name each of them in a run of its own with --sheet, or put all rows on one sheet"));
    }
    bc_buf_release(&names);
}
