/* NUMBER-FORM, TARGET-SENSE, UNIT-KIND. Figures of targets as they are written, what they come to, and whether their
 * unit can be one of what the name speaks of. */
#include "base/tr.h"
#include "base/unit.h"
#include "base/utf8.h"
#include "check/private/run.h"

#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

static void each_figure(bc_check *c, void (*look)(bc_check *c, const bc_check_indicator *row, const bc_check_target *t,
                                                  bc_diag_mark mark))
{
    for (uint32_t i = 0; i < c->row_count && bc_check_goes_on(c); i++)
        for (int k = 0; !c->rows[i].unused && k < c->rows[i].list->target_count; k++) {
            const bc_check_target *t = &c->rows[i].targets[k];
            if (t->text.n)
                look(c, &c->rows[i], t, bc_check_indicator_mark(c, &c->rows[i], c->rows[i].list->targets[k]));
        }
}

static bool begins_with_figure(bc_str text)
{
    return text.n && bc_check_is_digit(text.p[0]);
}

/* -- NUMBER-FORM ------------------------------------------------------------------------------------------ */

/* 97，5 and 9.5.0: a second mark within one number. Thousands and dates have been read as what they are. */
static bool is_broken_number(const bc_check_target *t)
{
    static const char *const MARKS[] = { "，", ",", ".", "．", "。" };
    if (t->unit.n || t->date)
        return false;
    for (size_t i = 0; i < COUNT(MARKS); i++)
        if (bc_str_starts(t->rest, bc_str_from(MARKS[i])) &&
            begins_with_figure(bc_str_slice(t->rest, strlen(MARKS[i]), t->rest.n)))
            return true;
    return false;
}

/* 90%、≥95%: another value behind the first. */
static bool has_second_target(bc_str rest)
{
    static const char *const BETWEEN[] = { "、", "，", ",", "；", ";" };
    for (size_t i = 0; i < COUNT(BETWEEN); i++) {
        if (!bc_str_starts(rest, bc_str_from(BETWEEN[i])))
            continue;
        bc_str behind = bc_str_trim(bc_str_slice(rest, strlen(BETWEEN[i]), rest.n));
        size_t n;
        if (bc_check_sign_at(behind, &n) && begins_with_figure(bc_str_trim(bc_str_slice(behind, n, behind.n))))
            return true;
    }
    return false;
}

/* 次次, %%: the unit a second time. In Latin letters it may be one: mm. */
static bool is_doubled_unit(const bc_check_target *t)
{
    static const char *const PERCENT[] = { "%", "％" };
    for (size_t i = 0; i < COUNT(PERCENT); i++)
        for (size_t k = 0; k < COUNT(PERCENT); k++)
            if (bc_str_starts(t->unit, bc_str_from(PERCENT[i])) &&
                bc_str_starts(bc_str_slice(t->unit, strlen(PERCENT[i]), t->unit.n), bc_str_from(PERCENT[k])))
                return true;
    const size_t half = t->unit.n / 2;
    return half && t->unit.n % 2 == 0 && (unsigned char)t->unit.p[0] >= 0x80 &&
           memcmp(t->unit.p, t->unit.p + half, half) == 0;
}

/* ≥95%以上 */
static bool has_two_operators(const bc_check *c, const bc_check_target *t)
{
    if (!t->sign.n || t->sign.p > t->digits.p)
        return false;
    const bc_form_words *behind = bc_check_words_of(c, BC_WORDS_OPERATORS_BEHIND);
    return bc_form_words_end(behind, t->text) && !bc_form_words_end(behind, t->unit);
}

/* （%） and （预计）: what stands in brackets behind a value; 台（套） is one unit. */
static bool is_in_brackets(const bc_check *c, bc_str unit, bc_str rest)
{
    const size_t open = bc_str_starts(rest, BC_STR("（")) ? 3 : bc_str_starts(rest, BC_STR("(")) ? 1 : 0;
    const size_t wide = bc_str_find(rest, BC_STR("）"), 0), narrow = bc_str_find(rest, BC_STR(")"), 0);
    const bc_str inside = bc_str_slice(rest, open, wide < narrow ? wide : narrow);
    return open && (!unit.n || !bc_form_words_are(bc_check_words_of(c, BC_WORDS_WHOLE_UNITS), inside));
}

/* 75O个, lO0%: a letter that looks like a figure, beside one. */
static bool has_letter_for_figure(const bc_check_target *t)
{
    const bc_str text = t->figure ? t->unit : t->rest;
    if (t->figure && (bc_str_starts(text, BC_STR("〇")) || bc_str_starts(text, BC_STR("○"))))
        return true;
    if (!text.n || !strchr("OolI", text.p[0]))
        return false;
    size_t at = 0;
    while (at < text.n && (strchr("OolI", text.p[at]) || bc_check_is_digit(text.p[at])))
        at++;
    const bool unit = at < text.n && ((unsigned char)text.p[at] >= 0xE4 || text.p[at] == '%');
    const bool alone = at == text.n && (!t->figure || text.p[0] == 'O' || text.p[0] == 'o');
    return t->figure ? unit || alone : (unit || alone) && (at > 1 || text.p[0] == 'l' || text.p[0] == 'I');
}

/* 1.2E+05 */
static bool is_scientific(const bc_check_target *t)
{
    const bc_str behind = bc_str_slice(t->text, (size_t)(t->digits.p - t->text.p) + t->digits.n, t->text.n);
    return behind.n > 2 && (behind.p[0] | 0x20) == 'e' && strchr("+-", behind.p[1]) && bc_check_is_digit(behind.p[2]);
}

/* 31-Dec, Dec-24, 2024/12/31 0:00:00: dates as a spreadsheet shows them. 20:00 is a time of the day. */
static bool is_date_of_spreadsheet(bc_str text)
{
    static const char *const MONTHS[] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    enum { MONTH = 3 };
    for (size_t i = 0; i < COUNT(MONTHS); i++) {
        const size_t at = bc_str_find(text, bc_str_from(MONTHS[i]), 0);
        const bool behind = at != SIZE_MAX && at >= 2 && text.p[at - 1] == '-' && bc_check_is_digit(text.p[at - 2]);
        const bool before = at != SIZE_MAX && at + MONTH + 1 < text.n && text.p[at + MONTH] == '-' &&
                            bc_check_is_digit(text.p[at + MONTH + 1]);
        if (behind || before)
            return true;
    }
    return bc_check_has(text, " 0:00");
}

/* What is wrong with the way it is written, as a message about the value, or NULL. */
static const char *wrong_form(const bc_check *c, const bc_check_indicator *row, const bc_check_target *t)
{
    const bc_form_words *nothing = bc_check_words_of(c, BC_WORDS_NOTHING);
    const int word = bc_form_words_longest_end(nothing, t->text);
    if (word >= 0 && t->text.n > nothing->at[word].n)
        return bc_tr("a word for nothing stands behind the value");
    if (has_letter_for_figure(t))
        return bc_tr("a letter stands where a figure is meant");
    if (is_date_of_spreadsheet(t->text))
        return bc_tr("it is a date as a spreadsheet shows it");
    if (!t->figure)
        return NULL;
    if (is_scientific(t))
        return bc_tr("it is a number as a spreadsheet shortens it");
    if (is_broken_number(t))
        return bc_tr("the number can be read in two ways");
    if (has_second_target(t->rest))
        return bc_tr("there are two values");
    if (has_two_operators(c, t))
        return bc_tr("there is an operator in front and one behind");
    if (t->date)
        return NULL;
    if (is_doubled_unit(t))
        return bc_tr("the unit stands there twice");
    if (is_in_brackets(c, t->unit, t->rest) && !t->unit.n && !row->unit.n)
        return bc_tr("the unit stands in brackets");
    if (is_in_brackets(c, t->unit, t->rest) && t->unit.n)
        return bc_tr("a remark stands behind the value");
    if (t->unit.n && (bc_str_starts(t->rest, BC_STR("，")) || bc_str_starts(t->rest, BC_STR(","))))
        return bc_tr("a remark stands behind the value");
    return NULL;
}

static void look_at_form(bc_check *c, const bc_check_indicator *row, const bc_check_target *t, bc_diag_mark mark)
{
    const char *what = wrong_form(c, row, t);
    if (what)
        bc_check_report(c, mark, bc_tr("`%.*s` of `%.*s`: %s"), BC_STR_ARG(t->text),
                        BC_STR_ARG(bc_check_indicator_title(row)), what);
}

static void run_number_form(bc_check *c)
{
    each_figure(c, look_at_form);
}

/* -- TARGET-SENSE ----------------------------------------------------------------------------------------- */

/* The second number of a range. */
static bool range_end(const bc_check_target *t, bc_decimal *end)
{
    size_t at = 0, used;
    while (at < t->rest.n && !bc_check_is_digit(t->rest.p[at]))
        at++;
    return bc_decimal_parse_prefix(bc_str_slice(t->rest, at, t->rest.n), end, &used) && used > 0;
}

static bool counts_things(const bc_check *c, const bc_check_indicator *row, bc_str unit)
{
    return bc_form_words_are(bc_check_words_of(c, BC_WORDS_WHOLE_UNITS), unit) &&
           !bc_form_words_in(bc_check_words_of(c, BC_WORDS_MEANS), row->name);
}

/* 投诉率 and 安全事故发生次数, but not 投诉处理率 and 事故应急预案: a harm, and at most a word for how much of it. */
static bool is_harm(const bc_check *c, bc_str name)
{
    const bc_form_words *ends = bc_check_words_of(c, BC_WORDS_HARM_ENDS);
    const int end = bc_form_words_longest_end(ends, name);
    return bc_form_words_end(bc_check_words_of(c, BC_WORDS_HARMS),
                             end < 0 ? name : bc_str_slice(name, 0, name.n - ends->at[end].n));
}

/* At least 0 of what may be less: a growth, a profit. */
static bool may_be_negative(const bc_check *c, bc_str name, bc_str unit)
{
    return bc_unit_money_power(unit) >= 0 || bc_form_words_in(bc_check_words_of(c, BC_WORDS_GROWTH), name) ||
           bc_form_words_in(bc_check_words_of(c, BC_WORDS_CHANGES), name);
}

/* ≥95%且≤85%: a floor above the ceiling behind it. */
static bool is_impossible(const bc_check_target *t)
{
    static const char *const CEILINGS[] = { "≤", "<=", "＜", "<" };
    bc_decimal ceiling;
    size_t used;
    if (!t->rest.n || (t->relation != BC_AT_LEAST && t->relation != BC_ABOVE))
        return false;
    for (size_t i = 0; i < COUNT(CEILINGS); i++) {
        const size_t at = bc_str_find(t->rest, bc_str_from(CEILINGS[i]), 0);
        const bc_str behind =
            at == SIZE_MAX ? (bc_str){ 0 } : bc_str_slice(t->rest, at + strlen(CEILINGS[i]), t->rest.n);
        if (behind.n && bc_decimal_parse_prefix(behind, &ceiling, &used) && used &&
            bc_decimal_compare(t->number, ceiling) > 0)
            return true;
    }
    return false;
}

/* What is wrong with what it says, or NULL. */
static const char *wrong_sense(const bc_check *c, const bc_check_indicator *row, const bc_check_target *t)
{
    bc_decimal end, ten = bc_decimal_from_int(10);
    bc_str unit = t->unit.n ? t->unit : row->unit;
    int64_t whole;
    if (t->date && row->kind == BC_QUANTITY && !bc_form_words_in(bc_check_words_of(c, BC_WORDS_MOMENTS), row->name))
        return bc_tr("a date answers what asks for a number");
    if (!t->figure || t->date)
        return NULL;
    if (is_impossible(t))
        return bc_tr("no number is so large and so small");
    if (t->range && range_end(t, &end) && bc_decimal_compare(t->number, end) > 0)
        return bc_tr("the range begins above its end");
    if (t->relation == BC_AT_LEAST && !t->number.coef && !may_be_negative(c, row->name, unit))
        return bc_tr("that is always met");
    if ((t->relation == BC_AT_LEAST || t->relation == BC_ABOVE) && is_harm(c, row->name))
        return bc_tr("the fewer the better: an upper limit is meant");
    if (bc_str_is(unit, "‰") && bc_decimal_compare(t->number, ten) > 0)
        return bc_tr("that is a tenth as many percent: is a percentage meant?");
    if (!t->range && !bc_decimal_is_integer(bc_decimal_trim(t->number, 0), &whole) && counts_things(c, row, unit))
        return bc_tr("there is no part of such a thing");
    return NULL;
}

static void look_at_sense(bc_check *c, const bc_check_indicator *row, const bc_check_target *t, bc_diag_mark mark)
{
    const char *what = wrong_sense(c, row, t);
    if (what)
        bc_check_report(c, mark, bc_tr("`%.*s` of `%.*s`: %s"), BC_STR_ARG(t->text),
                        BC_STR_ARG(bc_check_indicator_title(row)), what);
}

/* How many days the month has at most; 0: there is no such month. */
static int days_of(int month)
{
    static const int DAYS[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    return month >= 1 && month <= 12 ? DAYS[month - 1] : 0;
}

static int figure_before(bc_str text, size_t end, size_t *from)
{
    *from = end;
    while (*from > 0 && bc_check_is_digit(text.p[*from - 1]))
        --*from;
    return end - *from > 0 && end - *from <= 2
               ? (text.p[end - 1] - '0') + (end - *from == 2 ? 10 * (text.p[*from] - '0') : 0)
               : -1;
}

/* 2月30日, 13月底: days that no calendar has. 18月 may be a number of months. */
static void check_days(bc_check *c, const bc_check_passage *p)
{
    for (size_t at = 0; (at = bc_str_find(p->text, BC_STR("月"), at)) != SIZE_MAX; at += 3) {
        size_t from, behind = at + 3, digits = bc_check_digits_at(p->text, behind);
        const int month = figure_before(p->text, at, &from);
        if (month < 0)
            continue;
        bc_str rest = bc_str_slice(p->text, behind + digits, p->text.n);
        const bool day =
            digits && digits <= 2 && (bc_str_starts(rest, BC_STR("日")) || bc_str_starts(rest, BC_STR("号")));
        const int number = !day ? 0 : p->text.p[behind] - '0', second = digits == 2 ? p->text.p[behind + 1] - '0' : 0;
        const int told = day ? (digits == 2 ? 10 * number + second : number) : 1;
        const size_t end = day ? behind + digits + 3 : behind;
        const bool named = day || bc_form_words_begin(bc_check_words_of(c, BC_WORDS_MONTH_ENDS), rest) ||
                           (p->type == BC_FIELD_TARGET && !rest.n && !month) ||
                           bc_form_words_begin(bc_check_words_of(c, BC_WORDS_DEADLINES), rest);
        if (!named || (days_of(month) && told >= 1 && told <= days_of(month)))
            continue;
        bc_str written = bc_str_slice(p->text, from, end);
        bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, from, end - from),
                        bc_tr("%.*s: no calendar has `%.*s`"), BC_STR_ARG(p->field->label), BC_STR_ARG(written));
        return;
    }
}

/* Shares of plans below nothing; of amounts FUND-SIGN tells. */
static void check_negative(bc_check *c, bc_check_slots slots)
{
    for (uint32_t i = 0; i < slots.n; i++) {
        const bc_value *datum = bc_check_slot_at(c->record, &slots.at[i]);
        const bc_form_field *field = slots.at[i].field;
        const bool list = datum->type == BC_VALUE_LIST;
        for (uint32_t k = 0; k < (list ? datum->n : 1); k++) {
            const bc_value *one = list ? &datum->as.items[k] : datum;
            if (one->type != BC_VALUE_NUMBER || one->as.number.coef >= 0 ||
                bc_form_words_in(bc_check_words_of(c, BC_WORDS_CHANGES), field->label))
                continue;
            bc_check_report(c, bc_check_mark(c, one), bc_tr("%.*s is negative: %.*s"), BC_STR_ARG(field->label),
                            BC_STR_ARG(one->text));
            break;
        }
    }
}

static void run_target_sense(bc_check *c)
{
    check_negative(c, c->checks->plans);
    each_figure(c, look_at_sense);
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++)
        check_days(c, &c->passages[i]);
}

/* -- UNIT-KIND -------------------------------------------------------------------------------------------- */

static void look_at_unit(bc_check *c, const bc_check_indicator *row, const bc_check_target *t, bc_diag_mark mark)
{
    bc_str unit = t->unit.n ? t->unit : row->unit;
    const bc_form_word_meaning *is = bc_form_words_meaning_of(bc_check_words_of(c, BC_WORDS_UNIT_KINDS), unit),
                               *wanted =
                                   bc_form_words_meaning_end(bc_check_words_of(c, BC_WORDS_NAME_KINDS), row->name);
    if (!t->figure || t->date || !is || bc_check_is_satisfaction(c, row))
        return;
    const bool count = bc_form_words_end(bc_check_words_of(c, BC_WORDS_COUNTS), row->name);
    int power;
    const bool money = bc_unit_money_at(unit, &power) == unit.n;
    if (!wanted && count && (money || bc_form_words_are(bc_check_words_of(c, BC_WORDS_PERIODS), unit))) {
        bc_check_report(c, mark, bc_tr("`%.*s` of `%.*s`: %.*s is a unit of %.*s"), BC_STR_ARG(t->text),
                        BC_STR_ARG(row->name), BC_STR_ARG(unit), BC_STR_ARG(is->key));
        return;
    }
    if (!wanted || bc_str_eq(is->key, wanted->key))
        return;
    bc_check_report(c, mark, bc_tr("`%.*s` of `%.*s`: %.*s is a unit of %.*s, not of %.*s"), BC_STR_ARG(t->text),
                    BC_STR_ARG(row->name), BC_STR_ARG(unit), BC_STR_ARG(is->key), BC_STR_ARG(wanted->key));
}

static void run_unit_kind(bc_check *c)
{
    each_figure(c, look_at_unit);
}

/* -- the table -------------------------------------------------------------------------------------------- */

static const bc_check_rule RULES[] = {
    {
        .code = "NUMBER-FORM",
        .words = BC_CHECK_READS(BC_WORDS_OPERATORS_BEHIND, BC_WORDS_WHOLE_UNITS, BC_WORDS_NOTHING),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("a target has one number, one operator and one unit"),
        .run = run_number_form,
    },
    {
        .code = "TARGET-SENSE",
        .words =
            BC_CHECK_READS(BC_WORDS_WHOLE_UNITS, BC_WORDS_MEANS, BC_WORDS_HARMS, BC_WORDS_GROWTH, BC_WORDS_DEADLINES),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("targets can be missed and met, days are in the calendar"),
        .run = run_target_sense,
    },
    {
        .code = "UNIT-KIND",
        .words = BC_CHECK_READS(BC_WORDS_UNIT_KINDS, BC_WORDS_NAME_KINDS, BC_WORDS_COUNTS, BC_WORDS_PERIODS),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("units are of the kind that the name speaks of"),
        .run = run_unit_kind,
    },
};
const bc_check_rule_table bc_check_rules_figure = { RULES, sizeof RULES / sizeof *RULES };
