/* Tables made for people end with 合计, or begin with it, have 小计 between their rows and notes below. None of them is
 * a record; what a total says is compared with the rows that it stands for, for a wrong one is the commonest mistake in
 * such files. */
#include "intake/private/totals.h"

#include "base/tr.h"
#include "base/utf8.h"

#include <string.h>

/* -- telling ---------------------------------------------------------------------------------------------- */

static bc_str squeeze(bc_str text, char *room, size_t size)
{
    size_t n = 0;
    for (size_t at = 0; at < text.n;) {
        const size_t from = at;
        const uint32_t c = bc_utf8_next(text, &at);
        if (c <= ' ' || c == 0x3000 || c == 0xA0)
            continue;
        if (n + (at - from) > size)
            return (bc_str){ 0 };
        memcpy(room + n, text.p + from, at - from);
        n += at - from;
    }
    return (bc_str){ room, n };
}

static bool is_one_of(bc_str text, const char *const *words, size_t n)
{
    while (bc_str_ends(text, BC_STR("：")) || bc_str_ends(text, BC_STR(":")))
        text.n -= bc_str_ends(text, BC_STR(":")) ? 1 : BC_STR("：").n;
    for (size_t i = 0; i < n; i++)
        if (bc_str_is(text, words[i]))
            return true;
    return false;
}

static bool begins_remark(bc_str text)
{
    static const char *const BEGINNINGS[] = { "注:",     "注：",     "注1",    "备注:",   "备注：", "说明:",
                                              "说明：",  "填表人",   "填报人", "制表人",  "审核人", "单位负责人",
                                              "负责人:", "负责人：", "联系人", "填报单位" };
    for (size_t i = 0; i < sizeof BEGINNINGS / sizeof *BEGINNINGS; i++)
        if (bc_str_starts(text, bc_str_from(BEGINNINGS[i])))
            return true;
    return false;
}

static bool is_numbered(const bc_intake_columns *columns)
{
    return columns->key && bc_str_eq(columns->key->head->text, BC_INTAKE_NUMBER_HEAD);
}

static bool has_code(const bc_table_row *row, const bc_intake_columns *columns, const bc_table_cell *said)
{
    uint32_t at = 0;
    const bc_form_field *key = columns->key && columns->key->target ? columns->key->target->field : NULL;
    if (!is_numbered(columns) && (!key || !bc_form_field_is(key, BC_FORM_ROLE_CODE)))
        return false;
    const bc_table_cell *cell = bc_intake_rows_cell(row, columns->key->head->column, &at);
    return cell && cell != said;
}

bc_intake_row_kind bc_intake_row_kind_of(const bc_table_row *row, const bc_intake_columns *columns)
{
    static const char *const TOTALS[] = { "合计", "总计", "共计" }, *const PARTS[] = { "小计", "本页小计", "其中" };
    char room[64];
    const bc_table_cell *first = row->cells;
    while (first < row->cells + row->n && first->kind != BC_TABLE_TEXT)
        first++;
    if (first == row->cells + row->n)
        return BC_INTAKE_ROW;
    if (is_numbered(columns) && has_code(row, columns, NULL))
        return BC_INTAKE_ROW;
    const bc_str text = squeeze(first->text, room, sizeof room);
    const bool coded = has_code(row, columns, first);
    if (!coded && is_one_of(text, TOTALS, sizeof TOTALS / sizeof *TOTALS))
        return BC_INTAKE_TOTAL;
    if (!coded && is_one_of(text, PARTS, sizeof PARTS / sizeof *PARTS))
        return BC_INTAKE_PART;
    if (first == row->cells && row->n <= 3 && begins_remark(first->text))
        return BC_INTAKE_REMARK;
    return BC_INTAKE_ROW;
}

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
        if (cell && (!bc_decimal_parse(cell->text, &number) || !bc_decimal_add(sum->added, number, &sum->added)))
            sum->unknown = true;
    }
}

void bc_intake_totals_leave_out(bc_intake_totals *totals, const bc_table_row *row, bc_intake_row_kind kind)
{
    if (kind == BC_INTAKE_TOTAL && !totals->said.n) {
        bc_intake_rows_copy(row, &totals->arena, &totals->said);
    } else if (kind == BC_INTAKE_REMARK) {
        totals->first_remark = totals->remarks++ ? totals->first_remark : row->number;
    } else {
        totals->parts++;
    }
}

static void compare(const bc_intake_totals *totals, uint32_t i, const bc_table_row *said, bc_diag_list *diags)
{
    const bc_intake_column *column = &totals->columns->at[i];
    uint32_t at = 0;
    const bc_table_cell *cell = bc_intake_rows_cell(said, column->head->column, &at);
    bc_decimal number;
    if (!cell || totals->sums[i].unknown || !is_amount(column) || !bc_decimal_parse(cell->text, &number) ||
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
    if (totals->parts || totals->remarks)
        bc_diag_add(diags, BC_DIAG_NOTE, "N790", (bc_diag_mark){ 0 },
                    bc_tr("rows that are no records: %u subtotals, %u remarks below the table"), totals->parts,
                    totals->remarks);
}
