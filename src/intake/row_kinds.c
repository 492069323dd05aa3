/* Tables made for people end with 合计, or begin with it, have 小计 and the names of groups between their rows, their
 * head and title again on each page and notes below. None of them is a record. What a row is called is not enough to
 * leave it out, for a project may be called so: one with a code, or with words in other columns, is a record. */
#include "intake/private/row_kinds.h"

#include "base/unit.h"
#include "base/utf8.h"
#include "base/written.h"

#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

enum { MAX_SQUEEZED = 64, MAX_REMARK_CELLS = 3, MIN_GROUP_WIDTH = 3 };

/* -- words ------------------------------------------------------------------------------------------------ */

/* Without blanks; of a longer text its beginning, or with `whole` nothing. */
static bc_str squeeze(bc_str text, bool whole, char room[MAX_SQUEEZED])
{
    size_t n = 0;
    for (size_t at = 0; at < text.n;) {
        const size_t from = at;
        const uint32_t c = bc_utf8_next(text, &at);
        if (c <= ' ' || c == 0x3000 || c == 0xA0)
            continue;
        if (n + (at - from) > MAX_SQUEEZED)
            return whole ? (bc_str){ 0 } : (bc_str){ room, n };
        memcpy(room + n, text.p + from, at - from);
        n += at - from;
    }
    return (bc_str){ room, n };
}

static bc_str without_colon(bc_str text)
{
    while (bc_str_ends(text, BC_STR("：")) || bc_str_ends(text, BC_STR(":")))
        text.n -= bc_str_ends(text, BC_STR(":")) ? 1 : BC_STR("：").n;
    return text;
}

static bool is_one_of(bc_str text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (bc_str_is(text, words[i]))
            return true;
    return false;
}

/* The one of these that the text begins with, behind which a colon follows. */
static bool begins_label(bc_str text)
{
    static const char *const LABELS[] = {
        "大写",         "金额大写",     "合计大写",   "合计金额大写", "人民币大写", "大写金额",   "人民币（大写）",
        "人民币(大写)", "合计（大写）", "合计(大写)", "制表",         "制单",       "审核",       "复核",
        "审批",         "批准",         "填表",       "填报",         "经办",       "经办人",     "经手人",
        "主管",         "主管领导",     "分管领导",   "领导签字",     "单位领导",   "部门负责人", "财务负责人",
        "科室负责人",   "盖章",         "单位盖章",   "单位（盖章）", "单位(盖章)", "日期",       "填报日期",
        "填表日期",     "制表日期",     "打印日期",   "填报时间",     "编制单位",   "编制日期",   "编制人",
    };
    for (size_t i = 0; i < COUNT(LABELS); i++) {
        const bc_str label = bc_str_from(LABELS[i]);
        const bc_str rest = bc_str_starts(text, label) ? bc_str_slice(text, label.n, text.n) : (bc_str){ 0 };
        if (bc_str_starts(rest, BC_STR("：")) || bc_str_starts(rest, BC_STR(":")))
            return true;
    }
    return false;
}

/* 第1页 共3页 */
static bool numbers_page(bc_str text)
{
    const bc_str word = BC_STR("第");
    return bc_str_starts(text, word) && text.n > word.n && text.p[word.n] >= '0' && text.p[word.n] <= '9' &&
           bc_str_find(text, BC_STR("页"), 0) != SIZE_MAX;
}

static bool begins_remark(bc_str text)
{
    static const char *const BEGINNINGS[] = { "注:",     "注：",     "注1",    "备注:",   "备注：", "说明:",
                                              "说明：",  "填表人",   "填报人", "制表人",  "审核人", "单位负责人",
                                              "负责人:", "负责人：", "联系人", "填报单位" };
    for (size_t i = 0; i < COUNT(BEGINNINGS); i++)
        if (bc_str_starts(text, bc_str_from(BEGINNINGS[i])))
            return true;
    return false;
}

/* 一、, （二）: as groups are numbered; projects have 1 or 1. */
static bool begins_ordinal(bc_str text)
{
    const bc_str figures = BC_STR("一二三四五六七八九十");
    const bool bracket = bc_str_starts(text, BC_STR("（")) || bc_str_starts(text, BC_STR("("));
    size_t at = !bracket ? 0 : text.p[0] == '(' ? 1 : BC_STR("（").n, numerals = 0;
    for (; at < text.n; numerals++) {
        size_t next = at;
        (void)bc_utf8_next(text, &next);
        if (bc_str_find(figures, bc_str_slice(text, at, next), 0) == SIZE_MAX)
            break;
        at = next;
    }
    const bc_str rest = bc_str_slice(text, at, text.n);
    return numerals && (bracket ? bc_str_starts(rest, BC_STR("）")) || bc_str_starts(rest, BC_STR(")"))
                                : bc_str_starts(rest, BC_STR("、")));
}

static bool is_continued(bc_str text)
{
    static const char *const ENDS[] = { "（续）", "(续)", "续表", "（续表）", "(续表)", "（续上页）", "(续上页)" };
    for (size_t i = 0; i < COUNT(ENDS); i++)
        if (bc_str_ends(text, bc_str_from(ENDS[i])))
            return true;
    return false;
}

/* -- columns ---------------------------------------------------------------------------------------------- */

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

static const bc_intake_column *column_of(const bc_intake_columns *columns, uint32_t number)
{
    for (uint32_t i = 0; i < columns->n; i++)
        if (columns->at[i].head->column == number)
            return &columns->at[i];
    return NULL;
}

static const bc_intake_head *head_of(const bc_intake_columns *columns, uint32_t number)
{
    const bc_intake_column *column = column_of(columns, number);
    for (uint32_t i = 0; i < columns->rest_count && !column; i++)
        if (columns->rest[i]->column == number)
            return columns->rest[i];
    return column ? column->head : columns->key && columns->key->head->column == number ? columns->key->head : NULL;
}

static bool is_of_role(const bc_intake_columns *columns, const bc_table_cell *cell, bc_form_role role)
{
    const bc_intake_column *column = column_of(columns, cell->column);
    return column && !column->target->list && bc_form_field_is(column->target->field, role);
}

/* Elements of lists may be called anything. */
static bool is_in_list(const bc_intake_columns *columns, const bc_table_cell *cell)
{
    const bc_intake_column *column = column_of(columns, cell->column);
    return column && (column->target->list || column->target->field->type == BC_FIELD_LIST);
}

/* A record that lacks what each of them must have, by the columns of this table. */
static bool lacks_required(const bc_table_row *row, const bc_intake_columns *columns)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < columns->n; i++) {
        const bc_intake_column *column = &columns->at[i];
        if (!column->head->column || column->target->list || !column->target->field->required)
            continue;
        if (!bc_intake_rows_cell(row, column->head->column, &at))
            return true;
    }
    return false;
}

/* -- rows ------------------------------------------------------------------------------------------------- */

static bool is_figure(const bc_table_cell *cell)
{
    bc_written_amount amount;
    if (cell->kind == BC_TABLE_NUMBER || cell->kind == BC_TABLE_PERCENT || cell->kind == BC_TABLE_ERROR ||
        cell->kind == BC_TABLE_UNKNOWN)
        return true;
    if (cell->kind != BC_TABLE_TEXT)
        return false;
    bc_written_amount_read(cell->text, &amount);
    return amount.sense <= BC_WRITTEN_UNUSUAL;
}

/* The row's only words are in that cell, but for those in front of it. */
static bool only_figures_behind(const bc_table_row *row, const bc_table_cell *said)
{
    for (const bc_table_cell *cell = said + 1; cell < row->cells + row->n; cell++)
        if (!is_figure(cell))
            return false;
    return true;
}

static const bc_table_cell *first_words(const bc_table_row *row)
{
    const bc_table_cell *end = row->cells + row->n, *cell = row->cells;
    while (cell < end && (cell->kind != BC_TABLE_TEXT || is_figure(cell)))
        cell++;
    return cell < end ? cell : NULL;
}

static bool ends_total(bc_str text, bool *of_part)
{
    static const char *const ENDS[] = { "小计", "合计", "总计", "共计" };
    for (size_t i = 0; i < COUNT(ENDS); i++)
        if (bc_str_ends(text, bc_str_from(ENDS[i]))) {
            *of_part = i == 0;
            return true;
        }
    return false;
}

/* 人社局小计, or 小计 behind a name that is merged down to here. */
static bool is_named_part(const bc_table_row *row, const bc_intake_columns *columns, const bc_table_cell *first)
{
    char room[MAX_SQUEEZED];
    const bc_table_cell *end = row->cells + row->n;
    for (const bc_table_cell *cell = first; cell < end; cell++) {
        bool of_part = false;
        if (cell->kind != BC_TABLE_TEXT || is_in_list(columns, cell))
            return false;
        const bool named = is_of_role(columns, cell, BC_FORM_ROLE_NAME);
        if (!ends_total(without_colon(squeeze(cell->text, true, room)), &of_part)) {
            if (named)
                return false;
            continue;
        }
        return only_figures_behind(row, cell) && !has_code(row, columns, cell) &&
               (of_part || !named || lacks_required(row, columns));
    }
    return false;
}

static bool is_remark(const bc_table_row *row, const bc_intake_columns *columns, const bc_table_cell *first)
{
    char room[MAX_SQUEEZED];
    if (first != row->cells)
        return false;
    if (row->n <= MAX_REMARK_CELLS && begins_remark(first->text))
        return true;
    if (is_in_list(columns, first) || has_code(row, columns, first))
        return false;
    const bc_str text = squeeze(first->text, false, room);
    if (row->n <= MAX_REMARK_CELLS)
        return begins_label(text) || (row->n == 1 && numbers_page(text));
    for (uint32_t i = 0; i < row->n; i++)
        if (!begins_label(squeeze(row->cells[i].text, false, room)))
            return false;
    return true;
}

/* One of the parts of 资金来源/合计. */
static bool is_part_of(bc_str part, bc_str head)
{
    for (size_t from = 0; from <= head.n;) {
        size_t end = bc_str_find(head, BC_STR("/"), from);
        end = end == SIZE_MAX ? head.n : end;
        if (bc_str_eq(bc_str_slice(head, from, end), part))
            return true;
        from = end + 1;
    }
    return bc_str_eq(part, head);
}

/* Every cell says what the head of its column says, and there are several. */
static bool repeats_head(const bc_table_row *row, const bc_intake_columns *columns)
{
    uint32_t alike = 0, others = 0;
    bc_arena arena = { 0 };
    for (uint32_t i = 0; i < row->n && !others; i++) {
        const bc_intake_head *head = head_of(columns, row->cells[i].column);
        bc_str unit;
        if (!head)
            continue;
        const bool same = row->cells[i].kind == BC_TABLE_TEXT &&
                          is_part_of(bc_intake_targets_head(row->cells[i].text, &arena, &unit), head->text);
        alike += same;
        others += !same;
    }
    bc_arena_release(&arena);
    return !others && alike > 1;
}

/* A line above the head, of its second time. */
static bool says_unit(const bc_table_row *row, const bc_table_cell *first)
{
    bc_str odd;
    const bc_str beside = row->n > 1 ? first[1].text : (bc_str){ 0 };
    return first == row->cells && row->n <= 2 && bc_unit_stated(first->text, beside, &odd).n;
}

static bool is_group(const bc_table_row *row, const bc_intake_columns *columns, const bc_table_cell *first)
{
    char room[MAX_SQUEEZED];
    if (first != row->cells || is_in_list(columns, first) || has_code(row, columns, first))
        return false;
    const bc_str text = squeeze(first->text, false, room);
    const uint32_t heads = columns->n + columns->rest_count;
    if (row->n == 1)
        return begins_ordinal(text) || is_continued(squeeze(first->text, true, room)) ||
               (first->over >= MIN_GROUP_WIDTH && first->over * 2 >= heads);
    return begins_ordinal(text) && only_figures_behind(row, first) && lacks_required(row, columns);
}

bc_intake_row_kind bc_intake_row_kind_of(const bc_table_row *row, const bc_intake_columns *columns)
{
    static const char *const TOTALS[] = { "合计", "总计", "共计" }, *const PARTS[] = { "小计", "本页小计", "其中" };
    char room[MAX_SQUEEZED];
    const bc_table_cell *first = row->cells;
    while (first < row->cells + row->n && first->kind != BC_TABLE_TEXT)
        first++;
    if (first == row->cells + row->n)
        return BC_INTAKE_ROW;
    if (is_numbered(columns) && has_code(row, columns, NULL))
        return BC_INTAKE_ROW;
    const bc_str text = without_colon(squeeze(first->text, true, room));
    const bool coded = has_code(row, columns, first);
    if (!coded && is_one_of(text, TOTALS, COUNT(TOTALS)))
        return BC_INTAKE_TOTAL;
    if (!coded && is_one_of(text, PARTS, COUNT(PARTS)))
        return BC_INTAKE_PART;
    if (is_remark(row, columns, first))
        return BC_INTAKE_REMARK;
    if (is_numbered(columns))
        return BC_INTAKE_ROW;
    if (repeats_head(row, columns) || (!coded && says_unit(row, first)))
        return BC_INTAKE_HEAD;
    const bc_table_cell *words = first_words(row);
    if (words && is_named_part(row, columns, words))
        return BC_INTAKE_PART;
    return is_group(row, columns, first) ? BC_INTAKE_GROUP : BC_INTAKE_ROW;
}
