/* Rows that are no records are left out and told, all of them: who wrote one that is a record finds it there. What a
 * total says is compared with the rows that it stands for, for a wrong one is the commonest mistake in such files. */
#include "intake/private/totals.h"

#include "base/tr.h"
#include "intake/private/cells.h"

/* -- sums ------------------------------------------------------------------------------------------------- */

void bc_intake_totals_init(bc_intake_totals *totals, const bc_intake_columns *columns)
{
    *totals = (bc_intake_totals){ .columns = columns };
    totals->sums = BC_NEW_ARRAY(&totals->arena, bc_intake_sum, columns->n);
}

void bc_intake_totals_release(bc_intake_totals *totals)
{
    bc_arena_release(&totals->arena);
}

static bool is_amount(const bc_intake_column *column)
{
    const bc_form_field *field = column->target->field;
    return (field->type == BC_FIELD_LIST ? field->element : field->type) == BC_FIELD_MONEY;
}

void bc_intake_totals_add(bc_intake_totals *totals, const bc_table_row *row, bool first)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < totals->columns->n; i++) {
        const bc_intake_column *column = &totals->columns->at[i];
        bc_intake_sum *sum = &totals->sums[i];
        if (sum->unknown || !is_amount(column) || (!first && !column->target->list))
            continue;
        const bc_table_cell *cell = bc_intake_rows_cell(row, column->head->column, &at);
        bc_decimal number;
        if (cell && (!bc_intake_cell_amount(cell, column, &number) || !bc_decimal_add(sum->added, number, &sum->added)))
            sum->unknown = true;
    }
}

void bc_intake_totals_leave_out(bc_intake_totals *totals, const bc_table_row *row, bc_intake_row_kind kind)
{
    if (kind == BC_INTAKE_TOTAL && !totals->said.n) {
        bc_intake_rows_copy(row, &totals->arena, &totals->said);
        return;
    }
    bc_intake_left_out *left = &totals->left[kind];
    if (left->n < BC_INTAKE_ROWS_TOLD)
        left->rows[left->n] = row->number;
    left->n++;
    if (!totals->source)
        totals->source = bc_diag_source_called(&totals->arena, row->source);
}

static bc_str numbers_of(const bc_intake_left_out *left, bc_arena *arena)
{
    bc_buf out;
    bc_buf_init(&out);
    for (uint32_t i = 0; i < left->n && i < BC_INTAKE_ROWS_TOLD; i++) {
        bc_buf_add_text(&out, i ? bc_tr(", ") : "");
        bc_buf_printf(&out, "%u", (unsigned)left->rows[i]);
    }
    bc_buf_add_text(&out, left->n > BC_INTAKE_ROWS_TOLD ? "…" : "");
    const bc_str text = bc_arena_str(arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return text;
}

static void tell_left_out(const bc_intake_totals *totals, bc_arena *arena, bc_diag_list *diags)
{
    static const struct {
        bc_intake_row_kind kind;
        const char *what;
        bool doubtful;
    } KINDS[] = {
        { BC_INTAKE_TOTAL, bc_tr_mark("totals"), false },
        { BC_INTAKE_PART, bc_tr_mark("subtotals"), true },
        { BC_INTAKE_HEAD, bc_tr_mark("the head again"), false },
        { BC_INTAKE_GROUP, bc_tr_mark("names of groups or pages"), true },
        { BC_INTAKE_REMARK, bc_tr_mark("remarks"), false },
    };
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        const bc_intake_left_out *left = &totals->left[KINDS[i].kind];
        if (!left->n)
            continue;
        const bc_str rows = numbers_of(left, arena);
        bc_diag_add(diags, BC_DIAG_NOTE, "N790",
                    (bc_diag_mark){ .source = bc_diag_source_called(arena, totals->source) },
                    bc_tr("rows that are no records, %s: %u (%.*s)"), bc_tr(KINDS[i].what), (unsigned)left->n,
                    BC_STR_ARG(rows));
        if (KINDS[i].doubtful)
            bc_diag_hint(diags, "%s", bc_tr("if one of them is a record, give it its code, or what it must have"));
    }
}

static void compare(const bc_intake_totals *totals, uint32_t i, const bc_table_row *said, bc_diag_list *diags)
{
    const bc_intake_column *column = &totals->columns->at[i];
    uint32_t at = 0;
    const bc_table_cell *cell = bc_intake_rows_cell(said, column->head->column, &at);
    bc_decimal number;
    if (!cell || totals->sums[i].unknown || !is_amount(column) || !bc_intake_cell_amount(cell, column, &number) ||
        bc_decimal_compare(number, totals->sums[i].added) == 0)
        return;
    bc_buf sum;
    bc_buf_init(&sum);
    bc_decimal_print(totals->sums[i].added, -1, false, &sum);
    bc_diag_add(diags, BC_DIAG_WARNING, "W791", cell->mark, bc_tr("%.*s: the total says %.*s, the rows add up to %.*s"),
                BC_STR_ARG(column->head->text), BC_STR_ARG(cell->text), BC_STR_ARG(bc_buf_str(&sum)));
    bc_diag_hint(diags, "%s", bc_tr("a row is missing, is there twice, or has a wrong amount"));
    bc_buf_release(&sum);
}

void bc_intake_totals_report(bc_intake_totals *totals, bc_arena *arena, bc_diag_list *diags)
{
    bc_table_row said;
    if (totals->said.n) {
        bc_intake_rows_copy(&totals->said, arena, &said);
        for (uint32_t i = 0; i < totals->columns->n; i++)
            compare(totals, i, &said, diags);
        bc_diag_add(diags, BC_DIAG_NOTE, "N790", bc_diag_mark_at(said.source, said.number, 0, 0),
                    bc_tr("this row is a total and no record"));
    }
    tell_left_out(totals, arena, diags);
}
