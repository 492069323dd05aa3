/* REACHED. What a form of self-evaluation tells of each indicator, held together: what was wanted, what was reached,
 * the points for it, and why it was missed. */
#include "base/tr.h"
#include "base/unit.h"
#include "base/written.h"
#include "check/private/run.h"

/* The columns of a list of evaluated indicators; -1: it has none such. */
typedef struct columns {
    int weight, score, reason;
} columns;

/* The column of this type whose label holds one of the words. */
static int column_called(const bc_check *c, const bc_check_list *list, bc_form_word_list words, bool number)
{
    const bc_form_field *field = list->slot.field;
    for (uint32_t i = 0; i < field->child_count; i++)
        if ((field->children[i].type == BC_FIELD_NUMBER) == number &&
            bc_form_words_in(bc_check_words_of(c, words), field->children[i].label))
            return (int)i;
    return -1;
}

static columns columns_of(const bc_check *c, const bc_check_list *list)
{
    return (columns){ .weight = column_called(c, list, BC_WORDS_WEIGHTS, true),
                      .score = column_called(c, list, BC_WORDS_SCORES, true),
                      .reason = column_called(c, list, BC_WORDS_REASONS, false) };
}

static bool number_in(const bc_check_indicator *row, int column, bc_decimal *out)
{
    const bc_value *datum = bc_check_indicator_value(row, column);
    if (!datum || datum->type != BC_VALUE_NUMBER)
        return false;
    *out = datum->as.number;
    return true;
}

/* 66.2万人次 and 662000人次 are in one unit: the figures as they would stand in the smaller one. */
static bool in_one_unit(const bc_check_target *wanted, const bc_check_target *reached, bc_decimal *a, bc_decimal *b)
{
    int of_a, of_b;
    const bc_str plain = bc_unit_plain(wanted->unit, &of_a), other = bc_unit_plain(reached->unit, &of_b);
    return bc_str_eq(plain, other) && bc_decimal_shift(wanted->number, of_a, a) &&
           bc_decimal_shift(reached->number, of_b, b);
}

/* What was wanted and reached, as times; not known where one of them is none. */
static bc_written_kept kept_in_time(const bc_check *c, bc_str wanted, bc_str reached)
{
    bc_written_term by, done;
    bc_written_term_read(wanted, &by);
    bc_written_term_read(reached, &done);
    return bc_written_term_kept(&done, &by, bc_check_year(c));
}

/* Less than was wanted, or more than was allowed, in the same unit; or later. */
static bool is_missed(const bc_check *c, const bc_check_target *wanted, const bc_check_target *reached)
{
    bc_decimal a, b;
    const bc_written_kept kept = kept_in_time(c, wanted->text, reached->text);
    if (kept)
        return kept == BC_KEPT_NOT;
    if (!wanted->figure || !reached->figure || wanted->date || reached->date || wanted->range || reached->range ||
        !in_one_unit(wanted, reached, &a, &b))
        return false;
    const int order = bc_decimal_compare(b, a);
    const bool none = !a.coef && wanted->relation != BC_AT_LEAST && wanted->relation != BC_ABOVE;
    return none || wanted->relation == BC_AT_MOST || wanted->relation == BC_BELOW ? order > 0 : order < 0;
}

static void check_unit(bc_check *c, const bc_check_indicator *row, const bc_check_target *wanted,
                       const bc_check_target *reached, bc_diag_mark mark)
{
    bc_decimal a, b;
    if (wanted->figure && reached->figure && !wanted->date && !reached->date && wanted->unit.n && reached->unit.n &&
        !reached->rest.n && !wanted->rest.n && !in_one_unit(wanted, reached, &a, &b))
        bc_check_report(c, mark, bc_tr("`%.*s` is wanted in %.*s and reached in %.*s"), BC_STR_ARG(row->name),
                        BC_STR_ARG(wanted->unit), BC_STR_ARG(reached->unit));
}

/* What was reached, and no points: none could be reckoned, and none were given. */
static bool lacks_score(const bc_check_indicator *row, const columns *at)
{
    bc_decimal weight;
    const bc_value *score = bc_check_indicator_value(row, at->score);
    return at->score >= 0 && number_in(row, at->weight, &weight) && (!score || bc_value_is_empty(score));
}

static void check_score(bc_check *c, const bc_check_indicator *row, const columns *at, bool missed)
{
    bc_decimal weight, score;
    const int place = at->score;
    const bool scored = number_in(row, at->weight, &weight) && number_in(row, place, &score);
    if (scored && bc_decimal_compare(score, weight) > 0) {
        bc_check_report(c, bc_check_indicator_mark(c, row, place), bc_tr("`%.*s` scores more than its points"),
                        BC_STR_ARG(row->name));
    } else if (scored && missed && weight.coef > 0 && bc_decimal_compare(score, weight) == 0) {
        bc_check_report(c, bc_check_indicator_mark(c, row, place),
                        bc_tr("`%.*s` was not reached, and has all its points"), BC_STR_ARG(row->name));
    } else if (lacks_score(row, at)) {
        const bc_str actual = bc_str_trim(bc_check_indicator_text(row, row->list->actual));
        bc_check_report(c, bc_check_indicator_mark(c, row, row->list->actual),
                        bc_tr("`%.*s` has no %.*s: it cannot be reckoned from `%.*s` and `%.*s`"),
                        BC_STR_ARG(row->name), BC_STR_ARG(row->list->slot.field->children[place].label),
                        BC_STR_ARG(row->targets[0].text), BC_STR_ARG(actual));
        bc_check_hint(c, bc_tr("write the %.*s"), BC_STR_ARG(row->list->slot.field->children[place].label));
    }
}

/* Why it was missed, in words; 无 is none. */
static bool has_reason(const bc_check *c, const bc_check_indicator *row, int column)
{
    const bc_str reason = bc_check_indicator_text(row, column);
    return reason.n && !bc_form_words_are(bc_check_words_of(c, BC_WORDS_NOTHING), reason) &&
           !bc_form_words_are(bc_check_words_of(c, BC_WORDS_STAND_INS), reason);
}

static void check_row(bc_check *c, const bc_check_indicator *row, const columns *at)
{
    const int actual = row->list->actual;
    const bc_check_target *wanted = &row->targets[0];
    const bc_diag_mark mark = bc_check_indicator_mark(c, row, actual);
    bc_check_target reached;
    bc_check_target_read(c->checks->words, bc_check_indicator_text(row, actual), &reached);
    if (!reached.text.n) {
        if (wanted->text.n)
            bc_check_report(c, mark, bc_tr("`%.*s` has no %.*s"), BC_STR_ARG(bc_check_indicator_title(row)),
                            BC_STR_ARG(row->list->slot.field->children[actual].label));
        return;
    }
    check_unit(c, row, wanted, &reached, mark);
    const bool missed = is_missed(c, wanted, &reached);
    check_score(c, row, at, missed);
    if (at->reason < 0 || has_reason(c, row, at->reason))
        return;
    bc_decimal weight, score;
    const bool less = number_in(row, at->weight, &weight) && number_in(row, at->score, &score) &&
                      bc_decimal_compare(score, weight) < 0;
    if (missed || less)
        bc_check_report(c, bc_check_indicator_mark(c, row, at->reason),
                        bc_tr("`%.*s` was not reached, and %.*s says nothing"), BC_STR_ARG(row->name),
                        BC_STR_ARG(row->list->slot.field->children[at->reason].label));
}

static void run_reached(bc_check *c)
{
    for (uint32_t k = 0; k < c->checks->list_count; k++) {
        const bc_check_list *list = &c->checks->lists[k];
        if (list->actual < 0 || !list->target_count)
            continue;
        const columns at = columns_of(c, list);
        bool any = false;
        for (uint32_t i = 0; i < c->row_count && bc_check_goes_on(c); i++)
            any |= c->rows[i].list == list && bc_check_indicator_text(&c->rows[i], list->actual).n;
        for (uint32_t i = 0; any && i < c->row_count && bc_check_goes_on(c); i++)
            if (c->rows[i].list == list && !c->rows[i].unused)
                check_row(c, &c->rows[i], &at);
    }
}

/* -- the table -------------------------------------------------------------------------------------------- */

static const bc_check_rule RULES[] = {
    {
        .code = "REACHED",
        .words =
            BC_CHECK_READS(BC_WORDS_WEIGHTS, BC_WORDS_SCORES, BC_WORDS_REASONS, BC_WORDS_NOTHING, BC_WORDS_STAND_INS),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("what was reached has its value, its points, and a reason where it was missed"),
        .run = run_reached,
    },
};
const bc_check_rule_table bc_check_rules_reached = { RULES, sizeof RULES / sizeof *RULES };
