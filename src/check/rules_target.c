/* TARGET-EMPTY, TARGET-VAGUE, TARGET-DIRECTION, KIND-OF-NAME, UNIT-NAME, NORM-PER, DUPLICATE-NAME. What an indicator's
 * name promises, its value must keep: that there is one, that it can be measured, that it points the right way. */
#include "base/strmap.h"
#include "base/tr.h"
#include "base/unit.h"
#include "base/utf8.h"
#include "check/private/run.h"

#include <string.h>

/* Calls `look` for each indicator of a list with values, and its first one. */
static void each_row(bc_check *c, void (*look)(bc_check *c, const bc_check_indicator *row, const bc_check_target *t,
                                               bc_diag_mark mark))
{
    for (uint32_t i = 0; i < c->row_count && bc_check_goes_on(c); i++) {
        const bc_check_indicator *row = &c->rows[i];
        if (!row->unused && row->list->target_count)
            look(c, row, &row->targets[0], bc_check_indicator_mark(c, row, row->list->targets[0]));
    }
}

/* -- TARGET-EMPTY --------------------------------------------------------------------------------------- */

/* Signs alone: ≥, %, -, …… */
static bool says_nothing(bc_str text)
{
    for (size_t at = 0; at < text.n;) {
        const uint32_t c = bc_utf8_next(text, &at);
        const bool letter = (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
                            (c >= 0xC0 && c < 0x2000) || (c >= 0x2150 && c < 0x2190) || (c >= 0x2460 && c < 0x2500) ||
                            (c >= 0x3021 && c < 0xFF00) || (c >= 0xFF10 && c <= 0xFF5A) || c > 0xFFFF;
        if (letter)
            return false;
    }
    return text.n > 0;
}

/* Whether another rule says what words in place of such a value are. */
static bool is_judged_elsewhere(const bc_check *c, const bc_check_indicator *row)
{
    return row->kind == BC_QUANTITY || bc_check_is_satisfaction(c, row) || bc_check_is_rate(c, row->name);
}

static void look_for_value(bc_check *c, const bc_check_indicator *row, const bc_check_target *t, bc_diag_mark mark)
{
    if (row->name.n && says_nothing(t->text) && !is_judged_elsewhere(c, row))
        bc_check_report(c, mark, bc_tr("`%.*s` of `%.*s` is no value"), BC_STR_ARG(t->text), BC_STR_ARG(row->name));
    if (row->list->name >= 0 && !row->name.n && t->text.n)
        bc_check_report(c, mark, bc_tr("the value `%.*s` has no indicator's name"), BC_STR_ARG(t->text));
    else if (row->name.n && !t->text.n)
        bc_check_report(c, bc_check_indicator_mark(c, row, row->list->name), bc_tr("`%.*s` has no value"),
                        BC_STR_ARG(row->name));
}

/* A name of its own, and 不适用 where its value should stand. */
static void look_for_unused(bc_check *c, const bc_check_indicator *row)
{
    const bc_form_words *empty = bc_check_words_of(c, BC_WORDS_NOT_APPLICABLE),
                        *nothing = bc_check_words_of(c, BC_WORDS_NOTHING);
    if (!row->unused || !row->list->target_count || !row->name.n || bc_form_words_are(empty, row->name) ||
        bc_form_words_are(nothing, row->name) || !bc_form_words_are(empty, row->targets[0].text))
        return;
    bc_check_report_as(c, BC_DIAG_WARNING, bc_check_indicator_mark(c, row, row->list->targets[0]),
                       bc_tr("`%.*s` of `%.*s` is no value"), BC_STR_ARG(row->targets[0].text), BC_STR_ARG(row->name));
}

static void run_target_empty(bc_check *c)
{
    each_row(c, look_for_value);
    for (uint32_t i = 0; i < c->row_count && bc_check_goes_on(c); i++)
        look_for_unused(c, &c->rows[i]);
    const bc_check_slots departments = c->checks->departments;
    bool filled = false, required = false;
    for (uint32_t i = 0; i < departments.n; i++) {
        filled |= bc_check_slot_at(c->record, &departments.at[i])->text.n > 0;
        required |= departments.at[i].field->required;
    }
    for (uint32_t i = 0; filled && i < departments.n; i++)
        if (!bc_check_slot_at(c->record, &departments.at[i])->text.n && !departments.at[i].field->required)
            bc_check_report_as(c, BC_DIAG_WARNING, bc_check_mark(c, c->record), bc_tr("%.*s is empty"),
                               BC_STR_ARG(departments.at[i].field->label));
    if (departments.n && !filled && !required)
        bc_check_report(c, bc_check_mark(c, c->record), bc_tr("the form names no unit: %.*s is empty"),
                        BC_STR_ARG(departments.at[0].field->label));
}

/* -- TARGET-VAGUE --------------------------------------------------------------------------------------- */

static void look_for_vagueness(bc_check *c, const bc_check_indicator *row, const bc_check_target *t, bc_diag_mark mark)
{
    bool output = row->kind == BC_QUANTITY || row->kind == BC_QUALITY || row->kind == BC_TIME;
    if (t->text.n && bc_str_eq(t->text, row->name)) {
        bc_check_report(c, mark, bc_tr("the value of `%.*s` only repeats its name"), BC_STR_ARG(row->name));
        return;
    }
    enum { LONG = 36 }; /* bytes: twelve characters */
    if (t->text.n >= LONG && !t->figure && row->kind != BC_BENEFIT && bc_str_ends(t->text, BC_STR("。"))) {
        bc_check_report(c, mark, bc_tr("`%.*s` is a sentence instead of a value"), BC_STR_ARG(t->text));
        return;
    }
    if (!output || !t->text.n || t->figure || row->sense == BC_QUALITATIVE ||
        bc_form_words_in(bc_check_words_of(c, BC_WORDS_QUESTIONS), row->name))
        return;
    if (row->kind == BC_QUALITY && bc_form_words_end(bc_check_words_of(c, BC_WORDS_VERDICTS), row->name))
        return; /* 竣工验收结论: 合格 */
    /* Of a rate in words QUANTITY-KIND speaks. */
    enum { SHORT = 24 }; /* bytes: eight characters */
    bool vague = bc_form_words_are(bc_check_words_of(c, BC_WORDS_VAGUE), t->text) ||
                 (t->text.n <= SHORT && bc_form_words_in(bc_check_words_of(c, BC_WORDS_VAGUE_PARTS), t->text));
    if ((!vague && row->kind != BC_QUANTITY) || bc_check_is_rate(c, row->name))
        return;
    bc_check_report(c, mark, bc_tr("`%.*s` of `%.*s` cannot be measured"), BC_STR_ARG(t->text),
                    BC_STR_ARG(bc_check_indicator_title(row)));
    bc_check_hint(c, "%s", bc_tr("give a number with its unit, a percentage or a date"));
}

static void run_target_vague(bc_check *c)
{
    each_row(c, look_for_vagueness);
}

/* -- TARGET-DIRECTION ----------------------------------------------------------------------------------- */

static bool is_told_few(const bc_check *c, const bc_check_indicator *row)
{
    return row->sense == BC_BETTER_FEW || bc_form_words_in(bc_check_words_of(c, BC_WORDS_BETTER_FEW), row->name);
}

/* ≤ on what is better when higher. Costs and quantities have rules of their own. */
static void look_at_direction(bc_check *c, const bc_check_indicator *row, const bc_check_target *t, bc_diag_mark mark)
{
    bool ceiling = t->relation == BC_AT_MOST || t->relation == BC_BELOW;
    bool rate = bc_check_is_satisfaction(c, row) ||
                (bc_check_is_rate(c, row->name) && row->kind != BC_COST && row->kind != BC_QUANTITY);
    const bc_str unit = t->unit.n ? t->unit : row->unit;
    const bool gain = row->kind == BC_BENEFIT && bc_form_words_in(bc_check_words_of(c, BC_WORDS_GAINS), row->name);
    const bool counted = row->kind == BC_BENEFIT &&
                         bc_form_words_are(bc_check_words_of(c, BC_WORDS_WHOLE_UNITS), unit) &&
                         !bc_form_words_in(bc_check_words_of(c, BC_WORDS_HARMS), row->name);
    if (!ceiling || !(rate || gain || counted) || !t->figure || t->date || is_told_few(c, row))
        return;
    /* Of a count nobody but the office knows whether fewer are better. */
    bc_check_report_as(c, rate || gain ? BC_DIAG_WARNING : BC_DIAG_NOTE, mark,
                       bc_tr("`%.*s` of `%.*s` is an upper limit, but the higher it is the better; ≥ is meant"),
                       BC_STR_ARG(t->text), BC_STR_ARG(bc_check_indicator_title(row)));
}

/* 投诉处理时间 of at least five days. */
static void look_at_span(bc_check *c, const bc_check_indicator *row, const bc_check_target *t, bc_diag_mark mark)
{
    const bc_str unit = t->unit.n ? t->unit : row->unit;
    if (t->figure && !t->date && (t->relation == BC_AT_LEAST || t->relation == BC_ABOVE) &&
        bc_form_words_are(bc_check_words_of(c, BC_WORDS_PERIODS), unit) &&
        bc_form_words_end(bc_check_words_of(c, BC_WORDS_SPANS), row->name))
        bc_check_report(c, mark,
                        bc_tr("`%.*s` of `%.*s` is a lower limit, but the shorter it is the better; ≤ is meant"),
                        BC_STR_ARG(t->text), BC_STR_ARG(row->name));
}

static void run_target_direction(bc_check *c)
{
    each_row(c, look_at_direction);
    each_row(c, look_at_span);
}

/* -- KIND-OF-NAME --------------------------------------------------------------------------------------- */

/* Not all forms have a category for it. */
static bool has_satisfaction(const bc_check *c)
{
    for (uint32_t i = 0; i < c->row_count && bc_check_goes_on(c); i++)
        if (c->rows[i].kind == BC_SATISFACTION)
            return true;
    return false;
}

/* What a number of things may stand under: a quantity, and a benefit that comes of what is done rather than being it.
 */
static bool may_count(const bc_check *c, const bc_check_indicator *row)
{
    switch (row->kind) {
    case BC_COST:
        return bc_form_words_in(bc_check_words_of(c, BC_WORDS_NO_MONEY), row->level2);
    case BC_BENEFIT:
        return !bc_form_words_begin(bc_check_words_of(c, BC_WORDS_DEEDS), row->name);
    case BC_QUALITY:
    case BC_TIME:
        return false;
    default:
        return true;
    }
}

/* 举办培训场次 is not under time, 采购设备数量 no benefit, 带动就业人数 no cost. */
static void look_at_count(bc_check *c, const bc_check_indicator *row, const bc_check_target *t, bc_diag_mark mark)
{
    const bc_str unit = t->unit.n ? t->unit : row->unit;
    if (!t->figure || t->date || may_count(c, row) || is_told_few(c, row) ||
        !bc_form_words_end(bc_check_words_of(c, BC_WORDS_COUNTS), row->name))
        return;
    const bool things = row->kind == BC_QUALITY ? !bc_unit_is_percent(unit)
                                                : bc_form_words_are(bc_check_words_of(c, BC_WORDS_WHOLE_UNITS), unit);
    if (things)
        bc_check_report_as(c, BC_DIAG_WARNING, mark, bc_tr("`%.*s` counts things, but stands under `%.*s`"),
                           BC_STR_ARG(row->name), BC_STR_ARG(row->level2.n ? row->level2 : row->level1));
}

/* 工程验收合格率 is no satisfaction. */
static void look_at_quality(bc_check *c, const bc_check_indicator *row)
{
    if (row->kind == BC_SATISFACTION && bc_form_words_end(bc_check_words_of(c, BC_WORDS_OUTPUT_RATES), row->name))
        bc_check_report_as(c, BC_DIAG_WARNING, bc_check_indicator_mark(c, row, row->list->name),
                           bc_tr("`%.*s` tells how well it was done, but stands under `%.*s`"), BC_STR_ARG(row->name),
                           BC_STR_ARG(row->level2.n ? row->level2 : row->level1));
}

static void report_kind(bc_check *c, const bc_check_indicator *row, const char *what)
{
    bc_check_report_as(c, BC_DIAG_WARNING, bc_check_indicator_mark(c, row, row->list->name),
                       bc_tr("`%.*s` stands under `%.*s`: %s"), BC_STR_ARG(row->name),
                       BC_STR_ARG(row->level2.n ? row->level2 : row->level1), what);
}

/* 发放及时率 under quality, 验收合格率 under time, money among the outputs. */
static void look_at_output(bc_check *c, const bc_check_indicator *row, const bc_check_target *t)
{
    const bc_str unit = t->unit.n ? t->unit : row->unit;
    const bool money = t->figure && !t->date && bc_unit_is_money(unit) && !bc_check_has(unit, "/");
    const bool time = bc_form_words_in(bc_check_words_of(c, BC_WORDS_TIME_NAMES), row->name);
    const char *what = NULL;
    if ((row->kind == BC_QUALITY && time) || (row->kind == BC_COST && t->date && !t->relation))
        what = bc_tr("it tells when it is done");
    else if (row->kind == BC_TIME && !time && bc_form_words_end(bc_check_words_of(c, BC_WORDS_QUALITY_ENDS), row->name))
        what = bc_tr("it tells how well it is done");
    else if ((row->kind == BC_TIME || row->kind == BC_QUALITY) && money)
        what = bc_tr("it is an amount of money");
    else if (row->kind == BC_QUANTITY && money &&
             bc_form_words_in(bc_check_words_of(c, BC_WORDS_SPENDING), row->name) &&
             !bc_form_words_in(bc_check_words_of(c, BC_WORDS_NORMS), row->name))
        what = bc_tr("it is what the project costs");
    if (what)
        report_kind(c, row, what);
}

/* 新增税收 under the environment, 扬尘排放下降率 under the economy. */
static void look_at_effect(bc_check *c, const bc_check_indicator *row)
{
    const bc_form_words *effects = bc_check_words_of(c, BC_WORDS_EFFECTS);
    const bc_form_word_meaning *own = row->kind == BC_BENEFIT ? bc_form_words_meaning_in(effects, row->name) : NULL;
    if (!own || !row->level2.n || bc_str_starts(row->level2, own->key))
        return;
    for (uint32_t i = 0; i < effects->n; i++)
        if (bc_str_starts(row->level2, effects->means[i].key)) {
            bc_check_report_as(c, BC_DIAG_WARNING, bc_check_indicator_mark(c, row, row->list->name),
                               bc_tr("`%.*s` is of %.*s, but stands under `%.*s`"), BC_STR_ARG(row->name),
                               BC_STR_ARG(own->key), BC_STR_ARG(row->level2));
            return;
        }
}

static void look_at_kind(bc_check *c, const bc_check_indicator *row, const bc_check_target *t, bc_diag_mark mark)
{
    const bc_form_words *kinds = bc_check_words_of(c, BC_WORDS_KINDS);
    const bc_form_word_meaning *named = bc_form_words_meaning_in(kinds, row->name);
    bool satisfaction = named && named->place == BC_SATISFACTION;
    bool question = bc_form_words_in(bc_check_words_of(c, BC_WORDS_QUESTIONS), row->name);
    if (satisfaction && !question && row->kind != BC_SATISFACTION && row->kind != BC_OTHER_INDICATOR &&
        has_satisfaction(c)) {
        bc_check_report(c, bc_check_indicator_mark(c, row, row->list->name),
                        bc_tr("`%.*s` is an indicator of satisfaction, but stands under `%.*s`"), BC_STR_ARG(row->name),
                        BC_STR_ARG(row->level2.n ? row->level2 : row->level1));
        return;
    }
    look_at_count(c, row, t, mark);
    look_at_quality(c, row);
    look_at_output(c, row, t);
    look_at_effect(c, row);
}

static void run_kind_of_name(bc_check *c)
{
    each_row(c, look_at_kind);
}

/* -- EXPLAIN-KIND --------------------------------------------------------------------------------------- */

/* 总工程量占实际完成量的百分比: the whole stands in front of 占, which ends there. */
static bool is_turned(const bc_check *c, bc_str text, size_t from, size_t to)
{
    const bc_form_words *wholes = bc_check_words_of(c, BC_WORDS_WHOLE_WORDS);
    bc_str before = bc_str_slice(text, 0, from);
    size_t comma;
    while ((comma = bc_str_find(before, BC_STR("，"), 0)) != SIZE_MAX)
        before = bc_str_slice(before, comma + 3, before.n);
    const bc_str after = bc_str_slice(text, to, text.n);
    const bool turned = bc_form_words_begin(wholes, before) ||
                        (bc_form_words_in(wholes, before) &&
                         bc_form_words_in(bc_check_words_of(c, BC_WORDS_RATE_STEMS), after)); /* 调查总人数占满意人数 */
    return turned && !bc_form_words_in(wholes, after) &&
           bc_form_words_in(bc_check_words_of(c, BC_WORDS_SHARE_WORDS), text);
}

static bool has_figure(bc_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (bc_check_is_digit(text.p[i]))
            return true;
    return false;
}

/* The figure of the explanation that is in the target's unit, where there is one only, and it is not the target's. */
static bool tells_other_figure(const bc_check *c, const bc_check_target *t, bc_str unit, bc_str text, bc_str *told)
{
    unsigned n = 0;
    bool same = false;
    if (!unit.n || t->range || !has_figure(text) || bc_check_has(text, "/"))
        return false;
    for (size_t at = 0; at < text.n;) {
        bc_decimal number;
        size_t used = 0;
        if (!bc_check_is_digit(text.p[at])) {
            at++;
            continue;
        }
        const size_t from = at;
        const bc_str before = bc_str_slice(text, 0, at);
        const bool factor = bc_str_ends(before, BC_STR("×")) || bc_str_ends(before, BC_STR("*"));
        if (!bc_decimal_parse_prefix(bc_str_slice(text, at, text.n), &number, &used) || !used)
            return false;
        at += used;
        if (factor || !bc_str_starts(bc_str_slice(text, at, text.n), unit))
            continue;
        at += unit.n;
        *told = bc_str_slice(text, from, at);
        same |= bc_decimal_compare(number, t->number) == 0;
        n++;
    }
    return n == 1 && !same && !bc_form_words_in(bc_check_words_of(c, BC_WORDS_NOT_TARGETS), text);
}

/* 满意: the word by which satisfaction is known. */
static bool speaks_of_satisfaction(const bc_check *c, bc_str text)
{
    const bc_form_words *kinds = bc_check_words_of(c, BC_WORDS_KINDS);
    for (uint32_t i = 0; i < kinds->n; i++)
        if (kinds->means[i].place == BC_SATISFACTION && bc_str_find(text, kinds->at[i], 0) != SIZE_MAX)
            return true;
    return false;
}

/* Why the explanation is of another indicator than one with that value, or NULL. `part`: what stands in front of 占. */
static const char *other_indicator(const bc_check *c, const bc_check_indicator *row, const bc_check_target *t,
                                   bc_str unit, bc_str text, bc_str part)
{
    const bool output =
        row->kind == BC_QUANTITY || row->kind == BC_QUALITY || row->kind == BC_TIME || row->kind == BC_COST;
    const bc_form_words *failures = bc_check_words_of(c, BC_WORDS_FAILURES);
    if (part.n && (t->relation == BC_AT_LEAST || t->relation == BC_EXACTLY) && bc_form_words_in(failures, part) &&
        !bc_form_words_in(failures, row->name) && !is_told_few(c, row))
        return bc_tr("it counts what failed");
    if (output && speaks_of_satisfaction(c, text) && !speaks_of_satisfaction(c, row->name))
        return bc_tr("it speaks of satisfaction");
    if (!t->figure || t->date)
        return NULL;
    if (bc_unit_is_percent(unit) && bc_form_words_end(bc_check_words_of(c, BC_WORDS_COUNTS), text) &&
        bc_check_is_satisfaction(c, row) && !speaks_of_satisfaction(c, text))
        return bc_tr("it counts things");
    if (bc_form_words_end(bc_check_words_of(c, BC_WORDS_SHARE_ENDS), text) &&
        bc_form_words_are(bc_check_words_of(c, BC_WORDS_WHOLE_UNITS), unit) &&
        bc_form_words_in(bc_check_words_of(c, BC_WORDS_SHARE_BEGINS), text))
        return bc_tr("it speaks of a share");
    return NULL;
}

static void look_at_explanation(bc_check *c, const bc_check_indicator *row, const bc_check_target *t, bc_diag_mark mark)
{
    const int column = row->list->explains;
    const bc_str text = bc_check_indicator_text(row, column), unit = t->unit.n ? t->unit : row->unit;
    (void)mark;
    if (!text.n || !row->name.n || bc_str_eq(text, row->name))
        return;
    const bc_form_words *begins = bc_check_words_of(c, BC_WORDS_SHARE_BEGINS);
    const int word = bc_form_words_first_in(begins, text);
    const size_t at = word < 0 ? 0 : bc_str_find(text, begins->at[word], 0);
    const char *other = other_indicator(c, row, t, unit, text, bc_str_slice(text, 0, at));
    bc_str figure = { 0 };
    if (word >= 0 && is_turned(c, text, at, at + begins->at[word].n))
        bc_check_report(c, bc_check_indicator_mark(c, row, column),
                        bc_tr("the explanation of `%.*s` takes the whole as a share of its part"),
                        BC_STR_ARG(row->name));
    else if (other)
        bc_check_report(c, bc_check_indicator_mark(c, row, column),
                        bc_tr("the explanation of `%.*s` is of another indicator: %s"), BC_STR_ARG(row->name), other);
    else if (t->figure && !t->date && tells_other_figure(c, t, unit, text, &figure))
        bc_check_report(c, bc_check_indicator_mark(c, row, column),
                        bc_tr("the explanation of `%.*s` speaks of %.*s, but its value is `%.*s`"),
                        BC_STR_ARG(row->name), BC_STR_ARG(figure), BC_STR_ARG(t->text));
}

static void run_explain_kind(bc_check *c)
{
    for (uint32_t i = 0; i < c->checks->list_count; i++)
        if (c->checks->lists[i].explains >= 0) {
            each_row(c, look_at_explanation);
            return;
        }
}

/* -- UNIT-NAME ------------------------------------------------------------------------------------------ */

/* What stands in brackets at the end of a name, where that is a unit; else empty. */
static bc_str unit_in_name(bc_str name)
{
    static const char *const CLOSE[] = { "）", ")" }, *const OPEN[] = { "（", "(" };
    for (size_t i = 0; i < 2; i++) {
        if (!bc_str_ends(name, bc_str_from(CLOSE[i])))
            continue;
        size_t at = SIZE_MAX;
        for (size_t k = 0; k < 2; k++)
            for (size_t next = 0; (next = bc_str_find(name, bc_str_from(OPEN[k]), next)) != SIZE_MAX;
                 next += strlen(OPEN[k]))
                at = next + strlen(OPEN[k]);
        bc_str inside = at == SIZE_MAX ? (bc_str){ 0 } : bc_str_slice(name, at, name.n - strlen(CLOSE[i]));
        uint32_t c[BC_MAX_UNIT_LENGTH];
        size_t n = 0;
        for (size_t byte = 0; byte < inside.n; n++) {
            uint32_t next = bc_utf8_next(inside, &byte);
            if (n == BC_MAX_UNIT_LENGTH)
                return (bc_str){ 0 };
            c[n] = next;
        }
        bool unit = bc_unit_is_percent(inside) || (n && bc_unit_length(c, n) == n);
        return unit ? inside : (bc_str){ 0 };
    }
    return (bc_str){ 0 };
}

static void look_at_unit_in_name(bc_check *c, const bc_check_indicator *row, const bc_check_target *t,
                                 bc_diag_mark mark)
{
    bc_str told = unit_in_name(row->name), unit = t->unit.n ? t->unit : row->unit;
    if (!told.n || !t->figure || t->date || !unit.n)
        return;
    bool same = bc_str_eq(told, unit) || (bc_unit_is_percent(told) && bc_unit_is_percent(unit));
    if (same)
        bc_check_report_as(c, BC_DIAG_NOTE, bc_check_indicator_mark(c, row, row->list->name),
                           bc_tr("the unit of `%.*s` stands in its name and in its value"), BC_STR_ARG(row->name));
    else
        bc_check_report(c, mark, bc_tr("`%.*s` is counted in %.*s, but its value `%.*s` in %.*s"),
                        BC_STR_ARG(row->name), BC_STR_ARG(told), BC_STR_ARG(t->text), BC_STR_ARG(unit));
}

static void run_unit_name(bc_check *c)
{
    each_row(c, look_at_unit_in_name);
}

/* -- NORM-PER ------------------------------------------------------------------------------------------- */

/* A norm for each of something is written in 元/人, so that it can be multiplied. */
static void look_at_norm(bc_check *c, const bc_check_indicator *row, const bc_check_target *t, bc_diag_mark mark)
{
    bc_str unit = t->unit.n ? t->unit : row->unit;
    if (!t->figure || !bc_unit_is_money(unit) || bc_check_has(unit, "/") || bc_check_has(t->rest, "/") ||
        !bc_form_words_begin(bc_check_words_of(c, BC_WORDS_NORMS), row->name))
        return;
    bc_check_report(c, mark, bc_tr("`%.*s` is a norm, but `%.*s` does not say for each of what"), BC_STR_ARG(row->name),
                    BC_STR_ARG(t->text));
    bc_check_hint(c, bc_tr("write the unit as in 元/人"));
}

static void run_norm_per(bc_check *c)
{
    each_row(c, look_at_norm);
}

/* -- DUPLICATE-NAME ------------------------------------------------------------------------------------- */

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == 0x3000 || c == 0xA0;
}

/* A name without the end that another one of the list may stand for, that other one behind it. */
static bc_str usual_end(const bc_check *c, bc_str name, bc_str *end)
{
    const bc_form_words *ends = bc_check_words_of(c, BC_WORDS_SAME_ENDS);
    const int found = bc_form_words_longest_end(ends, name);
    *end = found < 0 ? (bc_str){ 0 } : ends->means[found].key;
    return found < 0 ? name : bc_str_slice(name, 0, name.n - ends->at[found].n);
}

/* The row's list, category and name, without blanks, stops and words that may be left out, brackets narrow. */
static bc_str name_key(bc_check *c, const bc_check_indicator *row)
{
    const bc_form_words *fillers = bc_check_words_of(c, BC_WORDS_FILLERS);
    bc_buf key;
    bc_buf_init(&key);
    bc_buf_add(&key, &row->list, sizeof row->list);
    bc_buf_add_str(&key, row->level1);
    bc_buf_add_char(&key, '\n');
    bc_buf_add_str(&key, row->level2);
    bc_buf_add_char(&key, '\n');
    bc_str end;
    const bc_str name = usual_end(c, row->name, &end);
    for (size_t at = 0; at < name.n;) {
        size_t from = at;
        const int filler = from ? bc_form_words_longest_begin(fillers, bc_str_slice(name, at, name.n)) : -1;
        if (filler >= 0) {
            at += fillers->at[filler].n;
            continue;
        }
        const uint32_t next = bc_utf8_next(name, &at);
        if (next == 0xFF08 || next == 0xFF09)
            bc_buf_add_char(&key, next == 0xFF08 ? '(' : ')');
        else if (!is_blank(next) && next != 0x3002 && next != 0xFF1B && next != 0xFF0C && next != ';')
            bc_buf_add_str(&key, bc_str_slice(name, from, at));
    }
    bc_buf_add_str(&key, end);
    bc_str kept = bc_arena_str(c->arena, bc_buf_str(&key));
    bc_buf_release(&key);
    return kept;
}

static bool same_values(const bc_check_indicator *a, const bc_check_indicator *b)
{
    for (int i = 0; i < a->list->target_count; i++)
        if (!bc_str_eq(a->targets[i].text, b->targets[i].text))
            return false;
    return true;
}

/* The same name and the same values are DUPLICATE-ROW's, unless a blank tells the names apart. */
static void run_duplicate_name(bc_check *c)
{
    bc_strmap names = { 0 };
    for (uint32_t i = 0; i < c->row_count && bc_check_goes_on(c); i++) {
        const bc_check_indicator *row = &c->rows[i];
        if (row->unused || !row->name.n || !row->list->target_count)
            continue;
        bc_str key = name_key(c, row);
        const uint32_t *before = bc_strmap_find(&names, key);
        if (!before) {
            uint32_t *kept = BC_NEW(c->arena, uint32_t);
            *kept = i;
            bc_strmap_put(&names, key, kept);
            continue;
        }
        const bc_check_indicator *first = &c->rows[*before];
        if (bc_str_eq(first->name, row->name) && same_values(first, row))
            continue;
        bc_check_report(c, bc_check_indicator_mark(c, row, row->list->name),
                        bc_tr("`%.*s` is given twice, with `%.*s` here and `%.*s` on line %u"), BC_STR_ARG(row->name),
                        BC_STR_ARG(row->targets[0].text), BC_STR_ARG(first->targets[0].text),
                        bc_check_indicator_mark(c, first, first->list->name).line);
    }
    bc_strmap_release(&names);
}

/* -- the table -------------------------------------------------------------------------------------------- */

static const bc_check_rule RULES[] = {
    {
        .code = "TARGET-EMPTY",
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("an indicator has a name and a value, a form its unit"),
        .run = run_target_empty,
    },
    {
        .code = "TARGET-VAGUE",
        .words = BC_CHECK_READS(BC_WORDS_VAGUE),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("what is delivered is measured, not praised"),
        .run = run_target_vague,
    },
    {
        .code = "TARGET-DIRECTION",
        .words = BC_CHECK_READS(BC_WORDS_RATES, BC_WORDS_BETTER_FEW),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("what is better when higher has no upper limit"),
        .run = run_target_direction,
    },
    {
        .code = "KIND-OF-NAME",
        .words = BC_CHECK_READS(BC_WORDS_KINDS, BC_WORDS_COUNTS, BC_WORDS_DEEDS, BC_WORDS_OUTPUT_RATES),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("indicators stand under the category that their names tell"),
        .run = run_kind_of_name,
    },
    {
        .code = "EXPLAIN-KIND",
        .words = BC_CHECK_READS(BC_WORDS_SHARE_BEGINS, BC_WORDS_WHOLE_WORDS, BC_WORDS_SATISFACTIONS),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("an explanation is of what the indicator measures"),
        .run = run_explain_kind,
    },
    {
        .code = "UNIT-NAME",
        .once = true,
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("the unit in a name is that of the value"),
        .run = run_unit_name,
    },
    {
        .code = "NORM-PER",
        .words = BC_CHECK_READS(BC_WORDS_NORMS),
        .level = BC_DIAG_NOTE,
        .summary = bc_tr_mark("a norm says for each of what it is"),
        .run = run_norm_per,
    },
    {
        .code = "DUPLICATE-NAME",
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("an indicator has one value"),
        .run = run_duplicate_name,
    },
};
const bc_check_rule_table bc_check_rules_target = { RULES, sizeof RULES / sizeof *RULES };
