/* OPERATOR-*, UNIT-*, VALUE-PURE, QUANTITY-KIND, PERCENT-RANGE, OUTPUT-CEILING, NATURE-DIRECTION, SATISFACTION. Each
 * target of each indicator by itself, as target.c took it apart; the words of the template tell what kind of value a
 * name promises. */
#include "base/tr.h"
#include "base/unit.h"
#include "base/utf8.h"
#include "check/private/run.h"

#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

/* Calls `look` for each target of each indicator. */
static void each_target(bc_check *c, void (*look)(bc_check *c, const bc_check_indicator *row,
                                                  const bc_check_target *target, int column))
{
    for (uint32_t i = 0; i < c->row_count && bc_check_goes_on(c); i++)
        for (int k = 0; !c->rows[i].unused && k < c->rows[i].list->target_count; k++)
            look(c, &c->rows[i], &c->rows[i].targets[k], c->rows[i].list->targets[k]);
}

/* The unit, of the value itself or of the column beside it. */
static bc_str unit_of(const bc_check_indicator *row, const bc_check_target *target)
{
    return target->unit.n ? target->unit : row->unit;
}

/* -- operators ------------------------------------------------------------------------------------------ */

static void look_for_operator(bc_check *c, const bc_check_indicator *row, const bc_check_target *t, int column)
{
    const bool reached = column == row->list->actual; /* what was reached is what it is */
    if (t->figure && !t->date && !t->range && !t->relation && row->list->direction < 0 && !reached) {
        bc_check_report(c, bc_check_indicator_mark(c, row, column),
                        bc_tr("`%.*s` does not say whether it is at least, at most or exactly"), BC_STR_ARG(t->text));
        bc_check_hint(c, "%s", bc_tr("write ≥, ≤ or = in front of the number"));
    }
}

static void run_operator_missing(bc_check *c)
{
    each_target(c, look_for_operator);
}

/* Where a part of the target stands in the text as it was written. */
static size_t offset_of(const bc_value *datum, bc_str part)
{
    bc_str written = datum->origin && datum->origin->kind == BC_NODE_TEXT ? datum->origin->as.text : datum->text;
    return part.p >= written.p && part.p + part.n <= written.p + written.n ? (size_t)(part.p - written.p) : SIZE_MAX;
}

static bc_diag_mark part_mark(const bc_check *c, const bc_value *datum, bc_str part)
{
    size_t at = offset_of(datum, part);
    bc_str text = datum->origin && datum->origin->kind == BC_NODE_TEXT ? datum->origin->as.text : datum->text;
    return at == SIZE_MAX ? bc_check_mark(c, datum) : bc_check_mark_part(c, datum, text, at, part.n);
}

static void replace_part(bc_check *c, const bc_value *datum, bc_str part, bc_str text)
{
    size_t at = offset_of(datum, part);
    if (at != SIZE_MAX)
        bc_check_propose(c, datum, at, part.n, text);
}

static void look_at_spelling(bc_check *c, const bc_check_indicator *row, const bc_check_target *t, int column)
{
    if (!t->figure || !t->usual)
        return;
    const bc_value *datum = bc_check_indicator_value(row, column);
    /* More than 5 is not at least 5; what stands behind the number would have to move. */
    bool exact = t->relation != BC_ABOVE && t->relation != BC_BELOW;
    if (exact)
        bc_check_report(c, part_mark(c, datum, t->sign), bc_tr("`%.*s` is written %s"), BC_STR_ARG(t->sign), t->usual);
    else
        bc_check_report(c, part_mark(c, datum, t->sign), bc_tr("`%.*s` leaves out the number itself; %s is usual"),
                        BC_STR_ARG(t->sign), t->usual);
    if (exact && t->sign.p < t->digits.p)
        replace_part(c, datum, t->sign, bc_str_from(t->usual));
}

static void run_operator_spelling(bc_check *c)
{
    each_target(c, look_at_spelling);
}

/* -- units ---------------------------------------------------------------------------------------------- */

/* A single character of Chinese that nothing is counted in. */
static bool is_no_unit(const bc_check *c, bc_str unit)
{
    enum { HAN = 3 };
    size_t at = 0;
    const uint32_t character = unit.n == HAN ? bc_utf8_next(unit, &at) : 0;
    if (character < 0x4E00 || character > 0x9FFF || bc_unit_length(&character, 1) || bc_unit_count_power(unit) >= 0 ||
        bc_unit_money_power(unit) >= 0)
        return false;
    const bc_form_words *rare = bc_check_words_of(c, BC_WORDS_RARE_UNITS);
    for (uint32_t i = 0; i < rare->n; i++)
        if (bc_str_find(rare->at[i], unit, 0) != SIZE_MAX)
            return false;
    return rare->n > 0 && !bc_form_words_are(bc_check_words_of(c, BC_WORDS_NOTHING), unit);
}

static void check_unit_word(bc_check *c, bc_str unit, const bc_value *datum)
{
    const bc_form_word_meaning *certain = bc_form_words_meaning_of(bc_check_words_of(c, BC_WORDS_UNIT_SPELLINGS), unit);
    const bc_form_word_meaning *right =
        certain ? certain : bc_form_words_meaning_of(bc_check_words_of(c, BC_WORDS_UNIT_DOUBTS), unit);
    const bc_str money = bc_str_slice(unit, 0, bc_str_find(unit, BC_STR("/"), 0)); /* 万/月 */
    if (!right && money.n < unit.n && bc_unit_count_power(money) >= 0)
        right = bc_form_words_meaning_of(bc_check_words_of(c, BC_WORDS_UNIT_DOUBTS), money);
    if (!right) {
        if (is_no_unit(c, unit))
            bc_check_report(c, part_mark(c, datum, unit), bc_tr("`%.*s` is no unit that anything is counted in"),
                            BC_STR_ARG(unit));
        return;
    }
    const bc_str each = certain ? (bc_str){ 0 } : bc_str_slice(unit, money.n, unit.n);
    bc_check_report(c, part_mark(c, datum, unit), bc_tr("the unit `%.*s` is written %.*s%.*s"), BC_STR_ARG(unit),
                    BC_STR_ARG(right->key), BC_STR_ARG(each));
    if (certain)
        replace_part(c, datum, unit, right->key);
}

static void look_at_unit(bc_check *c, const bc_check_indicator *row, const bc_check_target *t, int column)
{
    const bc_value *datum = bc_check_indicator_value(row, column);
    if (!t->figure)
        return;
    /* With a unit beside it, 145万 is a number and VALUE-PURE speaks of it. */
    if (!row->unit.n && !t->date)
        check_unit_word(c, t->unit, datum);
    bool torn = bc_str_starts(t->rest, BC_STR("²")) || bc_str_starts(t->rest, BC_STR("³"));
    if (torn && t->unit.n) {
        const char *end = t->unit.p + t->unit.n;
        bc_check_report(c, bc_check_mark(c, datum), bc_tr("there is a blank within the unit of `%.*s`"),
                        BC_STR_ARG(t->text));
        replace_part(c, datum, (bc_str){ end, (size_t)(t->rest.p - end) }, (bc_str){ 0 });
    }
    bool bar = bc_str_starts(t->rest, BC_STR("|")) || bc_str_starts(t->rest, BC_STR("｜"));
    if (bar && t->unit.n)
        bc_check_report(c, bc_check_mark(c, datum), bc_tr("the bar in the unit of `%.*s` is written /"),
                        BC_STR_ARG(t->text));
}

static void run_unit_vocabulary(bc_check *c)
{
    each_target(c, look_at_unit);
    for (uint32_t i = 0; i < c->row_count && bc_check_goes_on(c); i++) {
        const bc_value *datum = bc_check_indicator_value(&c->rows[i], c->rows[i].list->unit);
        if (datum && datum->text.n)
            check_unit_word(c, bc_str_trim(datum->text), datum);
    }
}

/* The name tells the unit: 受益村庄数量(个). */
static bool name_tells_unit(bc_str name)
{
    return bc_str_ends(name, BC_STR(")")) || bc_str_ends(name, BC_STR("）"));
}

bool bc_check_is_rate(const bc_check *c, bc_str name)
{
    static const char *const OPEN[] = { "（", "(" };
    if (bc_str_ends(name, BC_STR("）")) || bc_str_ends(name, BC_STR(")"))) /* 出勤率（%） */
        for (size_t i = 0; i < COUNT(OPEN); i++)
            name = bc_str_slice(name, 0, bc_str_find(name, bc_str_from(OPEN[i]), 0));
    name = bc_str_trim(name);
    return bc_form_words_end(bc_check_words_of(c, BC_WORDS_RATES), name) &&
           !bc_form_words_end(bc_check_words_of(c, BC_WORDS_NO_RATES), name);
}

/* ≤1 for a rate means 100 %: QUANTITY-KIND speaks of that. */
static bool is_bare_share(const bc_check *c, const bc_check_indicator *row, const bc_check_target *t)
{
    return bc_check_is_rate(c, row->name) && bc_decimal_compare(t->number, bc_decimal_from_int(1)) <= 0;
}

static bool says_nothing(const bc_check *c, bc_str unit)
{
    return bc_form_words_are(bc_check_words_of(c, BC_WORDS_NOTHING), unit);
}

static void look_for_unit(bc_check *c, const bc_check_indicator *row, const bc_check_target *t, int column)
{
    bool none = !row->unit.n || says_nothing(c, row->unit) || bc_str_is(row->unit, "/");
    if (!t->figure || t->date || t->unit.n || t->rest.n || !none || name_tells_unit(row->name) ||
        is_bare_share(c, row, t))
        return;
    bc_check_report(c, bc_check_indicator_mark(c, row, column), bc_tr("`%.*s` of `%.*s` has no unit"),
                    BC_STR_ARG(t->text), BC_STR_ARG(bc_check_indicator_title(row)));
}

static void run_unit_missing(bc_check *c)
{
    each_target(c, look_for_unit);
}

/* -- VALUE-PURE ----------------------------------------------------------------------------------------- */

static bool has_noun_behind(const bc_check *c, bc_str unit)
{
    if (bc_check_has(unit, "/") || bc_utf8_count(unit) < 3 || bc_unit_is_percent(unit))
        return false;
    if (unit.p[0] == '%')
        return true;
    if (bc_form_words_are(bc_check_words_of(c, BC_WORDS_UNITS), unit))
        return false;
    return unit.n && (unsigned char)unit.p[0] >= 0xE4;
}

static bool has_second_value(bc_str rest)
{
    static const char *const BETWEEN[] = { "/", "、", "；", ";", "\n", "和" };
    for (size_t i = 0; i < COUNT(BETWEEN); i++) {
        size_t n = strlen(BETWEEN[i]);
        bc_str behind = bc_str_trim(bc_str_slice(rest, n, rest.n));
        if (bc_str_starts(rest, bc_str_from(BETWEEN[i])) && behind.n && behind.p[0] >= '0' && behind.p[0] <= '9')
            return true;
    }
    return false;
}

static bool has_sign_inside(bc_str text)
{
    static const char *const SIGNS[] = { "≥", "≤", ">=", "<=" };
    for (size_t i = 0; i < COUNT(SIGNS); i++) {
        size_t at = bc_str_find(text, bc_str_from(SIGNS[i]), 1);
        if (at != SIZE_MAX && at > 0)
            return true;
    }
    return false;
}

/* ≥同期存款利率 */
static bool names_rate(const bc_check *c, bc_str words)
{
    return bc_form_words_in(bc_check_words_of(c, BC_WORDS_OTHER_RATES), words);
}

/* What is wrong with the way the value stands in its cell, or NULL. */
static const char *impurity(const bc_check *c, const bc_check_indicator *row, const bc_check_target *t)
{
    bool column = row->list->unit >= 0;
    if (t->sign.n && !t->usual && !t->figure && t->rest.n && !names_rate(c, t->rest))
        return bc_tr("`%.*s` puts an operator before words");
    if (bc_check_has(t->text, "\n"))
        return bc_tr("`%.*s` holds two values");
    if (!t->figure)
        return has_sign_inside(t->text) ? bc_tr("`%.*s` is a sentence instead of a value") : NULL;
    if (column && t->unit.n && !t->date)
        return bc_tr("`%.*s` has a unit, though there is a column for it");
    if (column && t->date && says_nothing(c, row->unit))
        return bc_tr("`%.*s` has a unit, though there is a column for it");
    if (has_second_value(t->rest))
        return bc_tr("`%.*s` holds two values");
    if (!t->date && has_noun_behind(c, t->unit))
        return bc_tr("`%.*s` has more words behind the number than its unit");
    return NULL;
}

static void look_at_purity(bc_check *c, const bc_check_indicator *row, const bc_check_target *t, int column)
{
    const char *what = t->text.n ? impurity(c, row, t) : NULL;
    if (!what)
        return;
    bc_buf text;
    bc_buf_init(&text);
    /* The formats above are all of one form. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
    bc_buf_printf(&text, what, BC_STR_ARG(t->text));
#pragma GCC diagnostic pop
    bc_check_report(c, bc_check_indicator_mark(c, row, column), "%s", text.p);
    bc_buf_release(&text);
}

static void run_value_pure(bc_check *c)
{
    each_target(c, look_at_purity);
}

/* -- QUANTITY-KIND, PERCENT-RANGE ----------------------------------------------------------------------- */

/* 次数 in 个: a number of things in the unit of others. */
static const char *wrong_count(const bc_check *c, bc_str name, bc_str unit)
{
    const bc_form_words *wrong = bc_check_words_of(c, BC_WORDS_NOT_COUNTED_IN);
    const bc_form_word_meaning *right = bc_form_words_meaning_end(bc_check_words_of(c, BC_WORDS_COUNTED_IN), name);
    for (uint32_t i = 0; right && i < wrong->n; i++)
        if (bc_str_eq(wrong->means[i].key, unit) && bc_str_ends(name, wrong->at[i]))
            return bc_arena_printf(c->arena, bc_tr("%.*s are counted in %.*s, not in %.*s"), BC_STR_ARG(wrong->at[i]),
                                   BC_STR_ARG(right->key), BC_STR_ARG(unit))
                .p;
    return NULL;
}

/* Why the value is not of the kind that the name promises, or NULL. */
static const char *wrong_kind(const bc_check *c, const bc_check_indicator *row, const bc_check_target *t)
{
    bc_str unit = unit_of(row, t);
    bool percent = bc_unit_is_percent(unit);
    if (bc_check_is_rate(c, row->name)) {
        /* 是否提高破案率 asks a question; ≥同期存款利率 names another rate. */
        if (!t->figure)
            return bc_form_words_in(bc_check_words_of(c, BC_WORDS_QUESTIONS), row->name) || names_rate(c, t->text) ||
                           bc_check_tells_spread(t->text)
                       ? NULL
                       : bc_tr("a rate is a percentage, not words");
        if (t->date)
            return bc_tr("a rate is a percentage, not a date");
        if (!unit.n || says_nothing(c, unit))
            return is_bare_share(c, row, t) && t->number.coef ? bc_tr("a rate is a percentage, not a plain number")
                                                              : NULL;
        return percent || bc_str_starts(unit, BC_STR("%")) ||
                       bc_form_words_are(bc_check_words_of(c, BC_WORDS_RATE_UNITS), unit)
                   ? NULL
                   : bc_tr("a rate is a percentage, not a number of things");
    }
    if (!t->figure || t->date)
        return NULL;
    if (percent && bc_form_words_end(bc_check_words_of(c, BC_WORDS_COUNTS), row->name))
        return bc_tr("a count is a number of things, not a percentage");
    if (percent && bc_form_words_end(bc_check_words_of(c, BC_WORDS_SPEEDS), row->name))
        return bc_tr("a speed has a unit of its own, not a percentage");
    if (percent && bc_form_words_end(bc_check_words_of(c, BC_WORDS_AMOUNTS), row->name))
        return bc_tr("a norm or a fee is an amount, not a percentage");
    if (bc_form_words_are(bc_check_words_of(c, BC_WORDS_PERIODS), unit) &&
        bc_form_words_end(bc_check_words_of(c, BC_WORDS_FEES), row->name))
        return bc_tr("a fee is an amount, not a period");
    return wrong_count(c, row->name, unit);
}

static void look_at_kind(bc_check *c, const bc_check_indicator *row, const bc_check_target *t, int column)
{
    const char *why = t->text.n && !bc_check_is_satisfaction(c, row) ? wrong_kind(c, row, t) : NULL;
    if (column == row->list->targets[0] && row->kind == BC_QUANTITY && bc_check_is_rate(c, row->name) && t->figure &&
        bc_unit_is_percent(unit_of(row, t)))
        bc_check_report_as(c, BC_DIAG_WARNING, bc_check_indicator_mark(c, row, row->list->name),
                           bc_tr("`%.*s` is a rate, which is no quantity"), BC_STR_ARG(row->name));
    if (why)
        bc_check_report(c, bc_check_indicator_mark(c, row, column), bc_tr("`%.*s` is `%.*s`: %s"),
                        BC_STR_ARG(row->name), BC_STR_ARG(t->text), why);
}

static void run_quantity_kind(bc_check *c)
{
    each_target(c, look_at_kind);
}

/* ≥0.95% for 95%: a share of at most one percent of what shall nearly always be so. */
static bool is_fraction(const bc_check *c, const bc_check_indicator *row, const bc_check_target *t)
{
    if (t->number.coef <= 0 || bc_decimal_compare(t->number, bc_decimal_from_int(1)) > 0 ||
        !bc_unit_is_percent(unit_of(row, t)))
        return false;
    const bool few = t->relation == BC_AT_MOST || t->relation == BC_BELOW ||
                     bc_form_words_in(bc_check_words_of(c, BC_WORDS_BETTER_FEW), row->name);
    const bool output = (row->kind == BC_QUALITY || row->kind == BC_TIME) && bc_check_is_rate(c, row->name) &&
                        !bc_form_words_in(bc_check_words_of(c, BC_WORDS_GROWTH), row->name);
    const bool most = output || bc_check_is_satisfaction(c, row) ||
                      bc_form_words_end(bc_check_words_of(c, BC_WORDS_OUTPUT_RATES), row->name);
    return most && !few;
}

/* ≥9% for 95%: at least so little of what shall nearly always be so. */
static bool lacks_figure(const bc_check *c, const bc_check_indicator *row, const bc_check_target *t)
{
    enum { LOW = 30 };
    return (t->relation == BC_AT_LEAST || t->relation == BC_EXACTLY) && t->number.coef > 0 &&
           bc_decimal_compare(t->number, bc_decimal_from_int(LOW)) < 0 &&
           bc_form_words_end(bc_check_words_of(c, BC_WORDS_OUTPUT_RATES), row->name) && row->kind != BC_TIME &&
           !bc_form_words_in(bc_check_words_of(c, BC_WORDS_BETTER_FEW), row->name);
}

static void look_at_range(bc_check *c, const bc_check_indicator *row, const bc_check_target *t, int column)
{
    if (t->figure && is_fraction(c, row, t)) {
        bc_check_report(c, bc_check_indicator_mark(c, row, column),
                        bc_tr("`%.*s` of `%.*s` is a fraction of what is meant: was a percentage shown as a number?"),
                        BC_STR_ARG(t->text), BC_STR_ARG(row->name));
        return;
    }
    if (!t->figure || !bc_unit_is_percent(unit_of(row, t)) ||
        bc_form_words_in(bc_check_words_of(c, BC_WORDS_GROWTH), row->name))
        return;
    const int order = bc_decimal_compare(t->number, bc_decimal_from_int(100));
    if (order < 0 && lacks_figure(c, row, t))
        bc_check_report_as(c, BC_DIAG_WARNING, bc_check_indicator_mark(c, row, column),
                           bc_tr("`%.*s` of `%.*s` is very low: is a figure missing?"), BC_STR_ARG(t->text),
                           BC_STR_ARG(row->name));
    else if (!order && t->relation == BC_AT_LEAST && bc_check_is_rate(c, row->name))
        bc_check_report_as(c, BC_DIAG_NOTE, bc_check_indicator_mark(c, row, column),
                           bc_tr("`%.*s` of `%.*s`: there is no more than 100%%; = is meant"), BC_STR_ARG(t->text),
                           BC_STR_ARG(row->name));
    if (order <= 0)
        return;
    bc_check_report(c, bc_check_indicator_mark(c, row, column), bc_tr("`%.*s` of `%.*s` is above 100 %%"),
                    BC_STR_ARG(t->text), BC_STR_ARG(row->name));
}

static void run_percent_range(bc_check *c)
{
    each_target(c, look_at_range);
}

/* -- OUTPUT-CEILING, SATISFACTION ----------------------------------------------------------------------- */

static void look_for_ceiling(bc_check *c, const bc_check_indicator *row, const bc_check_target *t, int column)
{
    bool ceiling = t->relation == BC_AT_MOST || t->relation == BC_BELOW;
    if (row->kind == BC_QUANTITY && t->figure && !t->date && ceiling && row->sense != BC_BETTER_FEW &&
        !bc_form_words_in(bc_check_words_of(c, BC_WORDS_BETTER_FEW), row->name))
        bc_check_report(c, bc_check_indicator_mark(c, row, column),
                        bc_tr("`%.*s` of `%.*s` limits what is to be delivered; ≥ or = is meant"), BC_STR_ARG(t->text),
                        BC_STR_ARG(row->name));
}

static void run_output_ceiling(bc_check *c)
{
    each_target(c, look_for_ceiling);
}

static void look_at_satisfaction(bc_check *c, const bc_check_indicator *row, const bc_check_target *t, int column)
{
    if (!bc_check_is_satisfaction(c, row) || !t->text.n)
        return;
    bc_diag_mark mark = bc_check_indicator_mark(c, row, column);
    bc_str unit = unit_of(row, t);
    bool percent = bc_unit_is_percent(unit) || bc_str_starts(unit, BC_STR("%"));
    if (!t->figure || t->date)
        bc_check_report(c, mark, bc_tr("satisfaction is a percentage, not `%.*s`"), BC_STR_ARG(t->text));
    else if (!unit.n && t->number.coef > 0 && bc_decimal_compare(t->number, bc_decimal_from_int(1)) <= 0)
        bc_check_report(c, mark,
                        bc_tr("`%.*s` of `%.*s` is a fraction of what is meant: was a percentage shown as a number?"),
                        BC_STR_ARG(t->text), BC_STR_ARG(row->name));
    else if (bc_form_words_are(bc_check_words_of(c, BC_WORDS_POINTS), unit))
        return; /* of a hundred */
    else if (unit.n && !percent)
        bc_check_report(c, mark, bc_tr("satisfaction is a percentage; `%.*s` counts %.*s"), BC_STR_ARG(row->name),
                        BC_STR_ARG(unit));
    else if (bc_decimal_compare(t->number, bc_decimal_from_int(100)) == 0 && percent)
        bc_check_report(c, mark,
                        bc_tr("a satisfaction of 100%% leaves nobody who may complain; 90%% to 98%% are usual"));
    else if (percent && bc_decimal_compare(t->number, bc_decimal_from_int(80)) < 0 &&
             !((t->relation == BC_AT_MOST || t->relation == BC_BELOW) &&
               bc_form_words_in(bc_check_words_of(c, BC_WORDS_BETTER_FEW), row->name))) /* 投诉率 */
        bc_check_report(c, mark, bc_tr("a satisfaction of `%.*s` is below the usual 80%%"), BC_STR_ARG(t->text));
}

static void run_satisfaction(bc_check *c)
{
    each_target(c, look_at_satisfaction);
}

/* -- NATURE-DIRECTION ----------------------------------------------------------------------------------- */

/* "a, b or c": the first word for each of the places. */
static bc_str choice_of(const bc_check *c, bc_form_word_list list, const int *places, size_t n)
{
    bc_buf out;
    bc_buf_init(&out);
    for (size_t i = 0; i < n; i++) {
        bc_buf_add_text(&out, i == 0 ? "" : i + 1 < n ? bc_tr(", ") : bc_tr(" or "));
        bc_buf_add_str(&out, bc_form_words_for(bc_check_words_of(c, list), places[i]));
    }
    bc_str text = bc_arena_str(c->arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return text;
}

static void report_unknown_nature(bc_check *c, const bc_check_indicator *row)
{
    static const int NATURES[] = { BC_BETTER_MORE, BC_BETTER_FEW, BC_QUALITATIVE };
    bc_str known = choice_of(c, BC_WORDS_NATURES, NATURES, COUNT(NATURES));
    bc_check_report(c, bc_check_indicator_mark(c, row, row->list->nature),
                    bc_tr("the nature of an indicator is %.*s, not `%.*s`"), BC_STR_ARG(known),
                    BC_STR_ARG(row->nature));
}

static void report_no_direction(bc_check *c, const bc_check_indicator *row, bc_diag_mark mark)
{
    static const int DIRECTIONS[] = { BC_AT_LEAST, BC_EXACTLY, BC_AT_MOST };
    bc_str known = choice_of(c, BC_WORDS_DIRECTIONS, DIRECTIONS, COUNT(DIRECTIONS));
    bc_check_report(c, mark, bc_tr("a %.*s indicator needs a direction: %.*s"), BC_STR_ARG(row->nature),
                    BC_STR_ARG(known));
}

static void check_nature(bc_check *c, const bc_check_indicator *row)
{
    const bc_check_list *list = row->list;
    const bc_check_target *t = &row->targets[0];
    bc_diag_mark nature = bc_check_indicator_mark(c, row, list->nature),
                 direction = bc_check_indicator_mark(c, row, list->direction);
    bool ceiling = t->relation == BC_AT_MOST || t->relation == BC_BELOW;
    bool floor = t->relation == BC_AT_LEAST || t->relation == BC_ABOVE;
    if (row->nature.n && !row->sense)
        report_unknown_nature(c, row);
    else if (row->sense == BC_QUALITATIVE && t->figure)
        bc_check_report(c, nature, bc_tr("a %.*s indicator has no number, but `%.*s` is %.*s"), BC_STR_ARG(row->nature),
                        BC_STR_ARG(row->name), BC_STR_ARG(t->text));
    else if (row->sense && row->sense != BC_QUALITATIVE && t->relation == BC_NO_OPERATOR)
        report_no_direction(c, row, direction);
    else if (row->sense == BC_BETTER_MORE && ceiling)
        bc_check_report(c, direction, bc_tr("a %.*s indicator is better when higher, but `%.*s` is an upper limit"),
                        BC_STR_ARG(row->nature), BC_STR_ARG(row->direction));
    else if (row->sense == BC_BETTER_FEW && floor)
        bc_check_report(c, direction, bc_tr("a %.*s indicator is better when lower, but `%.*s` is a lower limit"),
                        BC_STR_ARG(row->nature), BC_STR_ARG(row->direction));
}

static void check_half(bc_check *c, const bc_check_indicator *row)
{
    bc_check_target half;
    bc_check_target_read(c->checks->words, bc_check_indicator_text(row, row->list->half), &half);
    if (row->sense == BC_BETTER_MORE && half.figure && row->targets[0].figure && !half.date &&
        bc_decimal_compare(half.number, row->targets[0].number) > 0)
        bc_check_report(c, bc_check_indicator_mark(c, row, row->list->half),
                        bc_tr("the value of half a year, %.*s, is above that of the year, %.*s"), BC_STR_ARG(half.text),
                        BC_STR_ARG(row->targets[0].text));
}

static void run_nature_direction(bc_check *c)
{
    uint32_t blank = 0, all = 0;
    const bc_check_indicator *first = NULL;
    for (uint32_t i = 0; i < c->row_count && bc_check_goes_on(c); i++) {
        const bc_check_indicator *row = &c->rows[i];
        if (row->list->nature < 0 || row->unused || !row->list->target_count)
            continue;
        check_nature(c, row);
        if (row->list->half < 0)
            continue;
        check_half(c, row);
        all++;
        if (!bc_check_indicator_text(row, row->list->half).n) {
            blank++;
            first = first ? first : row;
        }
    }
    if (first)
        bc_check_report_as(c, BC_DIAG_NOTE, bc_check_indicator_mark(c, first, first->list->name),
                           bc_tr("the value of half a year is empty in %u of %u indicators"), blank, all);
}

/* -- the table -------------------------------------------------------------------------------------------- */

static const bc_check_rule RULES[] = {
    {
        .code = "OPERATOR-MISSING",
        .once = true,
        .words = BC_CHECK_READS(BC_WORDS_OPERATORS, BC_WORDS_OPERATORS_BEHIND),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("a target in figures says ≥, ≤ or ="),
        .run = run_operator_missing,
    },
    {
        .code = "OPERATOR-SPELLING",
        .words = BC_CHECK_READS(BC_WORDS_OPERATORS, BC_WORDS_OPERATORS_BEHIND),
        .level = BC_DIAG_NOTE,
        .summary = bc_tr_mark("operators are written ≥, ≤ and ="),
        .run = run_operator_spelling,
    },
    {
        .code = "UNIT-VOCABULARY",
        .words = BC_CHECK_READS(BC_WORDS_UNIT_SPELLINGS, BC_WORDS_UNIT_DOUBTS),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("units are written in the usual way"),
        .run = run_unit_vocabulary,
    },
    {
        .code = "UNIT-MISSING",
        .words = BC_CHECK_READS(BC_WORDS_RATES, BC_WORDS_NO_RATES, BC_WORDS_NOTHING),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("a figure has a unit"),
        .run = run_unit_missing,
    },
    {
        .code = "VALUE-PURE",
        .words = BC_CHECK_READS(BC_WORDS_UNITS, BC_WORDS_NOTHING, BC_WORDS_OTHER_RATES),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("a cell holds one value and nothing else"),
        .run = run_value_pure,
    },
    {
        .code = "QUANTITY-KIND",
        .words = BC_CHECK_READS(BC_WORDS_RATES, BC_WORDS_NO_RATES, BC_WORDS_COUNTS, BC_WORDS_AMOUNTS, BC_WORDS_KINDS,
                                BC_WORDS_QUESTIONS, BC_WORDS_OTHER_RATES, BC_WORDS_RATE_UNITS, BC_WORDS_SPEEDS,
                                BC_WORDS_FEES, BC_WORDS_PERIODS, BC_WORDS_COUNTED_IN, BC_WORDS_NOT_COUNTED_IN),
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("the kind of value fits the indicator's name"),
        .run = run_quantity_kind,
    },
    {
        .code = "PERCENT-RANGE",
        .words = BC_CHECK_READS(BC_WORDS_GROWTH),
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("a share is not above 100 %"),
        .run = run_percent_range,
    },
    {
        .code = "OUTPUT-CEILING",
        .words = BC_CHECK_READS(BC_WORDS_BETTER_FEW, BC_WORDS_KINDS),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("a quantity to deliver is no upper limit"),
        .run = run_output_ceiling,
    },
    {
        .code = "NATURE-DIRECTION",
        .words = BC_CHECK_READS(BC_WORDS_NATURES, BC_WORDS_DIRECTIONS),
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("nature, direction and value of an indicator agree"),
        .run = run_nature_direction,
    },
    {
        .code = "SATISFACTION",
        .words = BC_CHECK_READS(BC_WORDS_KINDS, BC_WORDS_LEVEL1_KINDS),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("satisfaction is a rate from 80 % to below 100 %"),
        .run = run_satisfaction,
    },
};
const bc_check_rule_table bc_check_rules_value = { RULES, sizeof RULES / sizeof *RULES };
