/* REACHED. What a form of self-evaluation tells of each indicator, held together: what was wanted, what was reached,
 * the points for it, and why it was missed. */
#include "base/tr.h"
#include "base/unit.h"
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

/* Less than was wanted, or more than was allowed, in the same unit. */
static bool is_missed(const bc_check_target *wanted, const bc_check_target *reached)
{
    if (!wanted->figure || !reached->figure || wanted->date || reached->date || wanted->range || reached->range ||
        !bc_str_eq(wanted->unit, reached->unit))
        return false;
    const int order = bc_decimal_compare(reached->number, wanted->number);
    return wanted->relation == BC_AT_MOST || wanted->relation == BC_BELOW ? order > 0 : order < 0;
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
    if (wanted->figure && reached.figure && !wanted->date && !reached.date && wanted->unit.n && reached.unit.n &&
        !reached.rest.n && !wanted->rest.n && !bc_str_eq(wanted->unit, reached.unit) &&
        !(bc_unit_is_percent(wanted->unit) && bc_unit_is_percent(reached.unit)))
        bc_check_report(c, mark, bc_tr("`%.*s` is wanted in %.*s and reached in %.*s"), BC_STR_ARG(row->name),
                        BC_STR_ARG(wanted->unit), BC_STR_ARG(reached.unit));
    bc_decimal weight, score;
    const bool scored = number_in(row, at->weight, &weight) && number_in(row, at->score, &score);
    if (scored && bc_decimal_compare(score, weight) > 0)
        bc_check_report(c, bc_check_indicator_mark(c, row, at->score), bc_tr("`%.*s` scores more than its points"),
                        BC_STR_ARG(row->name));
    if (at->reason < 0 || bc_check_indicator_text(row, at->reason).n)
        return;
    if (is_missed(wanted, &reached) || (scored && bc_decimal_compare(score, weight) < 0))
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
        for (uint32_t i = 0; i < c->row_count; i++)
            any |= c->rows[i].list == list && bc_check_indicator_text(&c->rows[i], list->actual).n;
        for (uint32_t i = 0; any && i < c->row_count; i++)
            if (c->rows[i].list == list && !c->rows[i].unused)
                check_row(c, &c->rows[i], &at);
    }
}

/* -- the table -------------------------------------------------------------------------------------------- */

static const bc_check_rule RULES[] = {
    {
        .code = "REACHED",
        .words = BC_CHECK_READS(BC_WORDS_WEIGHTS, BC_WORDS_SCORES, BC_WORDS_REASONS),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("what was reached has its value, its points, and a reason where it was missed"),
        .run = run_reached,
    },
};
const bc_check_rule_table bc_check_rules_reached = { RULES, sizeof RULES / sizeof *RULES };
