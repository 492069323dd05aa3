/* Scalars of a record, each read as its field's type asks.
 *
 * People write amounts, dates and percentages in many ways, and all that say the same give the same datum, with the
 * words as written beside it: these are what is printed. What cannot be read is a warning and stays a text, so that the
 * rest of the record can be used and the paper still shows what was meant. */
#include "record/private/scalar.h"
#include "base/tr.h"
#include "base/unit.h"
#include "form/names.h"

#include <string.h>

typedef struct reader {
    bc_arena *arena;
    bc_diag_list *diags;
    const bc_form_field *field;
    const bc_node *value;
    bc_form_field_type type;
    bc_str text; /* trimmed */
} reader;

static bc_value as_text(const reader *r)
{
    bc_value datum = r->text.n ? bc_value_text(r->text) : bc_value_null();
    datum.origin = r->value;
    return datum;
}

/* Reports what was wrong and keeps the words as written: they are printed, and nothing can be computed with them. */
static bc_value refuse(const reader *r, const char *what, const char *hint)
{
    bc_diag_add(r->diags, BC_DIAG_WARNING, "W204", r->value->mark, bc_tr("%.*s: `%.*s` is not %s"),
                BC_STR_ARG(r->field->label), BC_STR_ARG(r->text), what);
    bc_diag_hint(r->diags, "%s", hint);
    return as_text(r);
}

/* -- text ----------------------------------------------------------------------------------------------- */

/* Lines without blanks at their ends, blank lines at the ends left out: each line is a paragraph. */
static bc_str tidy_paragraphs(bc_arena *arena, bc_str text)
{
    if (bc_str_find(text, BC_STR("\n"), 0) == SIZE_MAX)
        return text;
    bc_buf out;
    bc_buf_init(&out);
    for (size_t at = 0; at <= text.n;) {
        size_t end = bc_str_find(text, BC_STR("\n"), at);
        bc_str line = bc_str_trim(bc_str_slice(text, at, end));
        if (line.n && out.n)
            bc_buf_add_char(&out, '\n');
        bc_buf_add_str(&out, line);
        if (end == SIZE_MAX)
            break;
        at = end + 1;
    }
    bc_str tidy = bc_arena_str(arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return tidy;
}

/* Several paragraphs may be written as a list. */
static bc_str join_paragraphs(const reader *r)
{
    bc_buf out;
    bc_buf_init(&out);
    for (uint32_t i = 0; i < r->value->n; i++) {
        const bc_node *item = r->value->as.items[i];
        if (item->kind == BC_NODE_LIST || item->kind == BC_NODE_MAP) {
            bc_diag_add(r->diags, BC_DIAG_ERROR, "E201", item->mark, bc_tr("a paragraph of %.*s is a text, not %s"),
                        BC_STR_ARG(r->field->label), bc_node_kind_name(item->kind));
            continue;
        }
        if (out.n)
            bc_buf_add_char(&out, '\n');
        bc_buf_add_str(&out, bc_node_text(item));
    }
    bc_str joined = bc_arena_str(r->arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return joined;
}

static bc_value read_text(reader *r)
{
    r->text = tidy_paragraphs(r->arena, r->text);
    bc_value datum = as_text(r);
    if (!datum.text.n || !r->field->pattern)
        return datum;
    bc_value_entry self = { BC_STR("this"), datum };
    bc_value map = { .type = BC_VALUE_MAP, .n = 1, .as.entries = &self };
    bc_expr_scope scope = { .map = &map };
    if (bc_expr_holds(r->field->pattern, &scope, r->arena, r->diags))
        return datum;
    bc_diag_add(r->diags, BC_DIAG_ERROR, "E207", r->value->mark,
                bc_tr("%.*s: `%.*s` has not the form that is asked for"), BC_STR_ARG(r->field->label),
                BC_STR_ARG(r->text));
    bc_diag_hint(r->diags, bc_tr("it must match %.*s"), BC_STR_ARG(r->field->pattern_text));
    return datum;
}

static bc_value read_choice(reader *r)
{
    const bc_form_field *field = r->field;
    bc_value datum = as_text(r);
    if (!r->text.n || !field->choice_count)
        return datum;
    for (uint32_t i = 0; i < field->choice_count; i++)
        if (bc_form_names_agree(field->choices[i], r->text))
            return datum;
    if (field->open)
        return datum;
    bc_diag_add(r->diags, BC_DIAG_ERROR, "E205", r->value->mark, bc_tr("%.*s: `%.*s` is not among the choices"),
                BC_STR_ARG(field->label), BC_STR_ARG(r->text));
    bc_buf list;
    bc_buf_init(&list);
    for (uint32_t i = 0; i < field->choice_count; i++) {
        bc_buf_add_text(&list, i ? "、" : "");
        bc_buf_add_str(&list, field->choices[i]);
    }
    bc_diag_hint(r->diags, bc_tr("choose one of: %s"), list.p);
    bc_buf_release(&list);
    return datum;
}

/* -- numbers -------------------------------------------------------------------------------------------- */

/* Offices write a dash where there is nothing. It is printed; to expressions it is nothing. */
static bool is_dash(bc_str text)
{
    static const char *const DASHES[] = { "-", "--", "—", "——", "－", "–", "/" };
    for (size_t i = 0; i < sizeof DASHES / sizeof *DASHES; i++)
        if (bc_str_is(text, DASHES[i]))
            return true;
    return false;
}

static bc_value dash_datum(const reader *r)
{
    bc_value datum = as_text(r);
    datum.type = BC_VALUE_NULL;
    return datum;
}

static bc_value number_datum(const reader *r, bc_decimal number, bc_str spelling, bc_str unit)
{
    bc_value datum = bc_value_number(number, unit);
    datum.text = spelling;
    datum.origin = r->value;
    return datum;
}

/* An amount given in another unit of money than the field's, converted exactly. Upwards zeros that only the shift made
 * are dropped (70000 元 is 7 万元); downwards it keeps the digits behind its point. */
static bool convert_money(bc_decimal *number, int from, int to)
{
    uint8_t scale = number->scale;
    if (!bc_decimal_shift(*number, from - to, number))
        return false;
    if (from < to)
        *number = bc_decimal_trim(*number, 0);
    else
        bc_decimal_rescale(*number, scale, BC_ROUND_DOWN, number);
    return true;
}

static bc_value read_money(reader *r)
{
    bc_decimal number;
    size_t used;
    bc_str unit = { 0 };
    bool good = bc_decimal_parse_prefix(r->text, &number, &used);
    if (good)
        unit = bc_str_trim(bc_str_slice(r->text, used, r->text.n));
    int power = unit.n ? bc_unit_money_power(unit) : 0;
    if (!good || power < 0)
        return refuse(r, bc_tr("an amount"), bc_tr("write a number, such as 1234.56, with or without its unit"));
    bc_str spelling = bc_str_trim(bc_str_slice(r->text, 0, used));
    int own = bc_unit_money_power(r->field->unit);
    if (!unit.n || own < 0 || power == own)
        return number_datum(r, number, spelling, r->field->unit.n ? r->field->unit : unit);
    if (!convert_money(&number, power, own))
        return refuse(r, bc_tr("an amount that fits its unit"), bc_tr("give fewer digits"));
    bc_buf out;
    bc_buf_init(&out);
    bc_decimal_print(number, -1, false, &out);
    spelling = bc_arena_str(r->arena, bc_buf_str(&out));
    bc_buf_release(&out);
    bc_diag_add(r->diags, BC_DIAG_NOTE, "N209", r->value->mark, bc_tr("%.*s: %.*s is printed as %.*s%.*s"),
                BC_STR_ARG(r->field->label), BC_STR_ARG(r->text), BC_STR_ARG(spelling), BC_STR_ARG(r->field->unit));
    return number_datum(r, number, spelling, r->field->unit);
}

static bc_value read_percent(reader *r)
{
    bc_decimal number;
    size_t used;
    if (!bc_decimal_parse_prefix(r->text, &number, &used))
        return refuse(r, bc_tr("a percentage"), bc_tr("write a number from 0 to 100, such as 85 or 85%"));
    bc_str sign = bc_str_trim(bc_str_slice(r->text, used, r->text.n));
    if (sign.n && !bc_str_is(sign, "%") && !bc_str_is(sign, "％"))
        return refuse(r, bc_tr("a percentage"), bc_tr("write a number from 0 to 100, such as 85 or 85%"));
    return number_datum(r, number, r->text, BC_STR("%"));
}

static bc_value read_number(reader *r)
{
    bc_decimal number;
    int64_t whole;
    bool integer = r->type == BC_FIELD_INTEGER;
    if (!bc_decimal_parse(r->text, &number) || (integer && !bc_decimal_is_integer(number, &whole)))
        return refuse(r, integer ? bc_tr("a whole number") : bc_tr("a number"),
                      bc_tr("write figures only, such as 12"));
    return number_datum(r, number, r->text, r->field->unit);
}

/* -- dates ---------------------------------------------------------------------------------------------- */

/* Figures up to `most` of them; false when there are none. */
static bool take_figures(bc_str text, size_t *at, int most, int *out)
{
    int n = 0, value = 0;
    for (; *at < text.n && n < most && text.p[*at] >= '0' && text.p[*at] <= '9'; ++*at, n++)
        value = value * 10 + (text.p[*at] - '0');
    *out = value;
    return n > 0;
}

/* One of - / . or the character 年, 月, 日. */
static bool take_separator(bc_str text, size_t *at)
{
    static const char *const MARKS[] = { "-", "/", ".", "年", "月", "日" };
    bc_str rest = bc_str_slice(text, *at, text.n);
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if (bc_str_starts(rest, bc_str_from(MARKS[i]))) {
            *at += strlen(MARKS[i]);
            return true;
        }
    return false;
}

static int days_in_month(int year, int month)
{
    static const int DAYS[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return DAYS[month - 1] + (month == 2 && leap);
}

/* 2024, 2024年, 2024.10, 2024年10月, 2024-10-31, 2024年10月31日 */
static bool parse_date(bc_str text, int *year, int *month, int *day)
{
    size_t at = 0;
    *month = *day = 0;
    if (!take_figures(text, &at, 4, year) || *year < 1900 || *year > 2200)
        return false;
    if (at == text.n || (take_separator(text, &at) && at == text.n))
        return true;
    if (!take_figures(text, &at, 2, month) || *month < 1 || *month > 12)
        return false;
    if (at == text.n || (take_separator(text, &at) && at == text.n))
        return true;
    if (!take_figures(text, &at, 2, day) || *day < 1 || *day > days_in_month(*year, *month))
        return false;
    return at == text.n || (take_separator(text, &at) && at == text.n);
}

static bc_value read_date(reader *r)
{
    int year, month, day;
    if (!parse_date(r->text, &year, &month, &day))
        return refuse(r, bc_tr("a date"), bc_tr("write it like 2024-10-31, 2024年10月 or 2024"));
    bc_value datum = as_text(r);
    datum.type = BC_VALUE_DATE;
    datum.as.date.year = (int16_t)year;
    datum.as.date.month = (uint8_t)month;
    datum.as.date.day = (uint8_t)day;
    return datum;
}

static bc_value read_year(reader *r)
{
    int year, month, day;
    if (!parse_date(r->text, &year, &month, &day) || month)
        return refuse(r, bc_tr("a year"), bc_tr("write four figures, such as 2024"));
    return number_datum(r, bc_decimal_from_int(year), bc_str_slice(r->text, 0, 4), (bc_str){ 0 });
}

bc_value bc_record_scalar(const bc_form_field *field, bc_form_field_type type, const bc_node *value, bc_arena *arena,
                          bc_diag_list *diags)
{
    reader r = { arena, diags, field, value, type, bc_str_trim(bc_node_text(value)) };
    if (value->kind == BC_NODE_LIST && (type <= BC_FIELD_PROSE || type == BC_FIELD_TARGET)) {
        r.text = bc_str_trim(join_paragraphs(&r));
    } else if (value->kind == BC_NODE_LIST || value->kind == BC_NODE_MAP) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E201", value->mark, bc_tr("%.*s takes a text, not %s"),
                    BC_STR_ARG(field->label), bc_node_kind_name(value->kind));
        return bc_value_null();
    }
    if (!r.text.n)
        return as_text(&r);
    bool is_number = type == BC_FIELD_MONEY || type == BC_FIELD_PERCENT || type == BC_FIELD_NUMBER;
    if ((is_number || type == BC_FIELD_INTEGER) && is_dash(r.text))
        return dash_datum(&r);
    switch (type) {
    case BC_FIELD_MONEY:
        return read_money(&r);
    case BC_FIELD_PERCENT:
        return read_percent(&r);
    case BC_FIELD_NUMBER:
    case BC_FIELD_INTEGER:
        return read_number(&r);
    case BC_FIELD_YEAR:
        return read_year(&r);
    case BC_FIELD_DATE:
        return read_date(&r);
    case BC_FIELD_CHOICE:
        return read_choice(&r);
    default:
        return read_text(&r);
    }
}
