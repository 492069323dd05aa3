/* A mapping may take some rows only. Rows that are hidden are taken: who filters a sheet before looking at it, or hides
 * what is done, does not mean to lose it; so it is said. */
#include "intake/private/filter.h"

#include "base/tr.h"

static uint32_t count_hidden_sheets(const bc_intake_rows *rows)
{
    uint32_t n, hidden = 0;
    const bc_table_sheet *sheets = bc_table_sheets(rows->table, &n);
    for (uint32_t i = 0; i < n; i++)
        hidden += sheets[i].hidden && !sheets[i].last_row;
    return hidden;
}

bool bc_intake_filter_begin(bc_intake_filter *filter, const bc_intake_input *one, const bc_intake_rows *rows,
                            bc_arena *arena, bc_diag_list *diags)
{
    const bc_intake_mapped_table *mapped = one->mapped;
    *filter =
        (bc_intake_filter){ .name = one->table.name, .hidden_sheets = one->sheet.n ? 0 : count_hidden_sheets(rows) };
    if (mapped && mapped->where.n)
        filter->where = bc_intake_formula_compile(rows, mapped->where, (bc_str){ 0 }, mapped->where_mark, arena, diags);
    return filter->where || !mapped || !mapped->where.n;
}

bool bc_intake_filter_passes(bc_intake_filter *filter, const bc_table_row *row, bc_arena *arena, bc_diag_list *diags)
{
    const bool passes = !filter->where || bc_intake_formula_holds(filter->where, row, arena, diags);
    filter->left_out += !passes;
    filter->hidden += passes && row->hidden;
    return passes;
}

void bc_intake_filter_report(const bc_intake_filter *filter, bc_arena *arena, bc_diag_list *diags)
{
    bc_diag_source *source = BC_NEW(arena, bc_diag_source);
    source->name = bc_arena_str(arena, filter->name);
    const bc_diag_mark at = { .source = source };
    if (filter->left_out)
        bc_diag_add(diags, BC_DIAG_NOTE, "N790", at, bc_tr("rows that `where` leaves out: %u"),
                    (unsigned)filter->left_out);
    if (filter->hidden)
        bc_diag_add(diags, BC_DIAG_NOTE, "N791", at, bc_tr("rows that are hidden, and read like the others: %u"),
                    (unsigned)filter->hidden);
    if (filter->hidden_sheets)
        bc_diag_add(diags, BC_DIAG_NOTE, "N791", at, bc_tr("sheets that are hidden, and not read: %u"),
                    (unsigned)filter->hidden_sheets);
}
