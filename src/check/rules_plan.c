/* PLAN-UNIT, PLAN-CUMULATIVE, PLAN-END, PLAN-STYLE, PLAN-LATE. Some plans in percent hold amounts instead: PLAN-UNIT
 * says so, and PLAN-END then takes the budget for their end, so that one mistake is one finding. */
#include "base/tr.h"
#include "base/unit.h"
#include "check/private/told.h"

static const bc_keys_key BUDGET[] = {
    { "budget", "path", bc_tr_mark("the field of the budget") },
    { 0 },
};

static const void *compile_plan(bc_check_rule_compiler *compiler, const bc_node *spec)
{
    const bc_node *path = bc_node_find(spec, "budget");
    bc_check_slot *slot = BC_NEW(compiler->arena, bc_check_slot);
    return path && bc_check_slot_compile(compiler, path, slot) ? slot : NULL;
}

static const bc_value *budget_of(const bc_check *c)
{
    const bc_check_slot *slot = c->use->data;
    const bc_value *datum = slot ? bc_check_slot_at(c->record, slot) : NULL;
    return datum && datum->type == BC_VALUE_NUMBER ? datum : NULL;
}

/* The amount by which the form counts, where it is known. */
static const bc_value *total_of(const bc_check *c)
{
    for (uint32_t i = 0; i < c->checks->totals.n; i++) {
        const bc_value *datum = bc_check_slot_at(c->record, &c->checks->totals.at[i]);
        if (datum->type == BC_VALUE_NUMBER)
            return datum;
    }
    return NULL;
}

typedef struct plan {
    const bc_check_slot *slot;
    const bc_value *list;
    int first, last, highest; /* places that hold a number; -1: none does */
    unsigned signs, bare;     /* cells with and without % */
} plan;

static bool read_plan(const bc_check *c, uint32_t i, plan *p)
{
    *p = (plan){ .slot = &c->checks->plans.at[i], .first = -1, .last = -1, .highest = -1 };
    p->list = bc_check_slot_at(c->record, p->slot);
    for (uint32_t k = 0; p->list->type == BC_VALUE_LIST && k < p->list->n; k++) {
        const bc_value *cell = &p->list->as.items[k];
        if (cell->type != BC_VALUE_NUMBER)
            continue;
        if (p->first < 0)
            p->first = (int)k;
        p->last = (int)k;
        if (p->highest < 0 || bc_decimal_compare(cell->as.number, p->list->as.items[p->highest].as.number) > 0)
            p->highest = (int)k;
        bool sign = bc_str_ends(cell->text, BC_STR("%")) || bc_str_ends(cell->text, BC_STR("％"));
        p->signs += sign;
        p->bare += !sign;
    }
    return p->first >= 0;
}

static const bc_value *cell(const plan *p, int i)
{
    return &p->list->as.items[i];
}

static bc_str place_name(const plan *p, int i)
{
    return (uint32_t)i < p->slot->field->label_count ? p->slot->field->labels[i] : (bc_str){ 0 };
}

static bool is_hundred(bc_decimal number)
{
    return bc_decimal_compare(number, bc_decimal_from_int(100)) == 0;
}

/* Amounts: beyond 100, or ending at the budget itself (which for a budget of 100 says nothing). */
static bool holds_amounts(const plan *p, const bc_value *budget)
{
    if (p->signs)
        return false;
    if (bc_decimal_compare(cell(p, p->highest)->as.number, bc_decimal_from_int(100)) > 0)
        return true;
    return budget && bc_decimal_compare(cell(p, p->last)->as.number, budget->as.number) == 0 &&
           !is_hundred(budget->as.number);
}

static void run_plan_unit(bc_check *c)
{
    plan p;
    for (uint32_t i = 0; i < c->checks->plans.n; i++) {
        if (!read_plan(c, i, &p))
            continue;
        const bc_value *highest = cell(&p, p.highest), *budget = budget_of(c);
        if (holds_amounts(&p, budget)) {
            bc_check_report(c, bc_check_mark(c, cell(&p, p.first)),
                            bc_tr("%.*s in percent holds amounts: %.*s is %.*s"), BC_STR_ARG(p.slot->field->label),
                            BC_STR_ARG(place_name(&p, p.last)), BC_STR_ARG(cell(&p, p.last)->text));
            bc_check_hint(c, "%s", bc_tr("write the share of the budget spent by then, up to 100%"));
        } else if (bc_decimal_compare(highest->as.number, bc_decimal_from_int(100)) > 0 ||
                   highest->as.number.coef < 0) {
            bc_check_report(c, bc_check_mark(c, highest), bc_tr("%.*s: %.*s is not between 0 and 100%%"),
                            BC_STR_ARG(p.slot->field->label), BC_STR_ARG(highest->text));
        }
    }
}

static void run_plan_cumulative(bc_check *c)
{
    plan p;
    for (uint32_t i = 0; i < c->checks->plans.n; i++) {
        if (!read_plan(c, i, &p))
            continue;
        for (int k = p.first + 1; k < (int)p.list->n; k++) {
            const bc_value *here = cell(&p, k), *before = cell(&p, k - 1);
            if (here->type == BC_VALUE_NULL) {
                bc_check_report(c, bc_check_mark(c, before), bc_tr("%.*s is cumulative, but %.*s is empty after %.*s"),
                                BC_STR_ARG(p.slot->field->label), BC_STR_ARG(place_name(&p, k)),
                                BC_STR_ARG(before->text));
                break;
            }
            if (here->type == BC_VALUE_NUMBER && before->type == BC_VALUE_NUMBER &&
                bc_decimal_compare(here->as.number, before->as.number) < 0) {
                bc_check_report(c, bc_check_mark(c, here), bc_tr("%.*s is cumulative, but falls from %.*s to %.*s"),
                                BC_STR_ARG(p.slot->field->label), BC_STR_ARG(before->text), BC_STR_ARG(here->text));
                break;
            }
        }
    }
}

/* A form with a place for a plan, and none, unless there is no money to spend. */
static void report_missing(bc_check *c, const bc_check_slot *slot)
{
    const bc_value *total = total_of(c), *list = bc_check_slot_at(c->record, slot);
    bool filled = false;
    for (uint32_t i = 0; list->type == BC_VALUE_LIST && i < list->n; i++)
        filled |= !bc_value_is_empty(&list->as.items[i]);
    if ((!total || total->as.number.coef > 0) && !filled)
        bc_check_report_as(c, BC_DIAG_WARNING, bc_check_mark(c, list), bc_tr("%.*s is not filled in"),
                           BC_STR_ARG(slot->field->label));
}

static void run_plan_end(bc_check *c)
{
    plan p;
    for (uint32_t i = 0; i < c->checks->plans.n; i++) {
        if (!read_plan(c, i, &p)) {
            report_missing(c, p.slot);
            continue;
        }
        int end = (int)p.list->n - 1;
        const bc_value *last = cell(&p, end), *budget = budget_of(c);
        if (last->type == BC_VALUE_NUMBER &&
            (is_hundred(last->as.number) ||
             (budget && holds_amounts(&p, budget) && bc_decimal_compare(last->as.number, budget->as.number) == 0)))
            continue;
        bc_check_report(c, bc_check_mark(c, cell(&p, p.last)), bc_tr("%.*s must end at 100%%, but %.*s is %.*s"),
                        BC_STR_ARG(p.slot->field->label), BC_STR_ARG(place_name(&p, end)),
                        BC_STR_ARG(last->text.n ? last->text : bc_str_from(bc_tr("empty"))));
    }
}

static void run_plan_style(bc_check *c)
{
    plan p;
    for (uint32_t i = 0; i < c->checks->plans.n; i++) {
        if (!read_plan(c, i, &p))
            continue;
        bc_diag_mark mark = bc_check_mark(c, cell(&p, p.first));
        if (p.signs && p.bare)
            bc_check_report(c, mark, bc_tr("some cells of %.*s have the sign %%, others not"),
                            BC_STR_ARG(p.slot->field->label));
        else if (p.first > 0)
            bc_check_report(c, mark, bc_tr("%.*s begins with empty cells; 0%% says that nothing is spent by then"),
                            BC_STR_ARG(p.slot->field->label));
        else if (p.bare && !holds_amounts(&p, NULL))
            bc_check_report(c, mark, bc_tr("the cells of %.*s have no sign %%"), BC_STR_ARG(p.slot->field->label));
    }
}

/* -- PLAN-LATE ------------------------------------------------------------------------------------------ */

static const bc_keys_key PLAN_LATE[] = {
    { "june", "number:0..100", bc_tr_mark("what should be spent by the end of June, in percent; 40 when left out") },
    { "october", "number:0..100", bc_tr_mark("what should be spent by the end of October; 80 when left out") },
    { 0 },
};

typedef struct pace {
    bc_decimal june, october;
} pace;

static const void *compile_pace(bc_check_rule_compiler *compiler, const bc_node *spec)
{
    pace *p = BC_NEW(compiler->arena, pace);
    p->june = bc_keys_number(spec, "june", bc_decimal_from_int(40));
    p->october = bc_keys_number(spec, "october", bc_decimal_from_int(80));
    return p;
}

/* Whether the label of a plan's place begins with the month: 6月底, 6月. */
static bool is_month(bc_str label, const char *month)
{
    return bc_str_starts(label, bc_str_from(month));
}

/* An amount is a share of the budget. */
static bool share_at(const plan *p, int i, const bc_value *budget, bc_decimal *share)
{
    const bc_value *here = cell(p, i);
    if (here->type != BC_VALUE_NUMBER)
        return false;
    *share = here->as.number;
    return !holds_amounts(p, budget) || (budget && budget->as.number.coef > 0 && bc_decimal_shift(*share, 2, share) &&
                                         bc_decimal_div(*share, budget->as.number, 2, share));
}

/* The quarter that the words tell, 1 to 4; 0: none. */
static int quarter_of(const bc_check *c, bc_str words)
{
    const int found = bc_form_words_first_in(bc_check_words_of(c, BC_WORDS_QUARTERS), words);
    return found + 1;
}

static void run_plan_late(bc_check *c)
{
    const pace *wanted = c->use->data;
    plan p;
    for (uint32_t i = 0; wanted && i < c->checks->plans.n; i++) {
        if (!read_plan(c, i, &p))
            continue;
        for (int k = 0; k < (int)p.list->n; k++) {
            bc_str label = place_name(&p, k);
            bool june = is_month(label, "6月") || quarter_of(c, label) == 2, october = is_month(label, "10月");
            bc_decimal share, least = june ? wanted->june : wanted->october;
            if (!(june || october) || !share_at(&p, k, total_of(c), &share) || bc_decimal_compare(share, least) >= 0)
                continue;
            bc_str usual = bc_check_number(c, least, -1, false);
            bc_check_report(c, bc_check_mark(c, cell(&p, k)), bc_tr("%.*s: %.*s by %.*s is less than the usual %.*s%%"),
                            BC_STR_ARG(p.slot->field->label), BC_STR_ARG(cell(&p, k)->text), BC_STR_ARG(label),
                            BC_STR_ARG(usual));
            break;
        }
    }
}

/* -- PLAN-EARLY ----------------------------------------------------------------------------------------- */

static void run_plan_early(bc_check *c)
{
    enum { MIN_PLACES = 3 };
    plan p;
    for (uint32_t i = 0; i < c->checks->plans.n; i++) {
        bc_decimal share;
        if (!read_plan(c, i, &p) || p.first || (int)p.list->n < MIN_PLACES || p.last != (int)p.list->n - 1 ||
            !share_at(&p, 0, total_of(c), &share) || !is_hundred(bc_decimal_trim(share, 0)))
            continue;
        bc_check_report(c, bc_check_mark(c, cell(&p, 0)),
                        bc_tr("%.*s: all of it by %.*s, and nothing is left for the year"),
                        BC_STR_ARG(p.slot->field->label), BC_STR_ARG(place_name(&p, 0)));
    }
}

/* -- PLAN-TEXT ------------------------------------------------------------------------------------------ */

/* Shares that a sentence tells of one quarter after the other. */
typedef struct told_plan {
    const bc_check_told *shares[4];
    int quarters[4];
    unsigned n;
    bool other; /* there is more in the sentence than such a plan */
    int gap;    /* a quarter that is named without a share, or 0 */
} told_plan;

/* The words in front of a figure, from the one before it or the begin of the sentence on. */
static bc_str words_before(const bc_check_tolds *all, uint32_t i)
{
    const bc_check_told *told = &all->at[i], *before = i ? &all->at[i - 1] : NULL;
    const bool goes_on = before && before->passage == told->passage && before->sentence == told->sentence;
    enum { MAX_BEFORE = 120 }; /* bytes: two quarters with their words */
    const size_t from = goes_on ? before->from : told->sentence,
                 near = told->from > MAX_BEFORE ? told->from - MAX_BEFORE : 0;
    return bc_str_slice(told->passage->text, from > near ? from : near, told->from);
}

/* The last quarter that the words tell, and the one before it that is told without a share. */
static int last_quarter_of(const bc_check *c, bc_str words, int *gap)
{
    int last = 0, quarter;
    for (bc_str rest = words; (quarter = quarter_of(c, rest)) != 0;) {
        const bc_str word = bc_check_words_of(c, BC_WORDS_QUARTERS)->at[quarter - 1];
        rest = bc_str_slice(rest, bc_str_find(rest, word, 0) + word.n, rest.n);
        *gap = last;
        last = quarter;
    }
    return last;
}

/* The plan in the sentence that begins with that figure; *next is the first figure behind it. */
static void read_told_plan(const bc_check *c, const bc_check_tolds *all, uint32_t i, uint32_t *next, told_plan *out)
{
    *out = (told_plan){ 0 };
    const bc_check_told *first = &all->at[i];
    for (; i < all->n && all->at[i].passage == first->passage && all->at[i].sentence == first->sentence; i++) {
        const bc_check_told *told = &all->at[i];
        int gap = 0;
        const int quarter = bc_unit_is_percent(told->unit) ? last_quarter_of(c, words_before(all, i), &gap) : 0;
        if (!quarter)
            continue;
        if (out->n && gap > out->quarters[out->n - 1])
            out->gap = gap;
        if (out->n == 4 || told->range || (out->n && quarter <= out->quarters[out->n - 1])) {
            out->other = true;
            continue;
        }
        out->quarters[out->n] = quarter;
        out->shares[out->n++] = told;
    }
    *next = i;
}

/* Shares of each quarter that make up the whole are a plan, too. */
static bool makes_up_all(const told_plan *p)
{
    bc_decimal sum = bc_decimal_from_int(0);
    for (unsigned i = 0; i < p->n; i++)
        if (!bc_decimal_add(sum, p->shares[i]->number, &sum))
            return false;
    return is_hundred(bc_decimal_trim(sum, 0));
}

static void check_told_plan(bc_check *c, const told_plan *p)
{
    enum { MIN_SHARES = 3 };
    if (p->n + (p->gap != 0) < MIN_SHARES || p->other || makes_up_all(p))
        return;
    const bc_check_told *last = p->shares[p->n - 1];
    const bc_str label = last->passage->field->label;
    if (p->gap) {
        const bc_str quarter = bc_check_words_of(c, BC_WORDS_QUARTERS)->at[p->gap - 1];
        bc_check_report(c, bc_check_told_mark(c, last), bc_tr("%.*s: %.*s has no share"), BC_STR_ARG(label),
                        BC_STR_ARG(quarter));
        return;
    }
    for (unsigned i = 0; i < p->n; i++) {
        const bc_check_told *told = p->shares[i];
        const bc_str share = bc_check_told_text(told);
        if (bc_decimal_compare(told->number, bc_decimal_from_int(100)) > 0) {
            bc_check_report(c, bc_check_told_mark(c, told), bc_tr("%.*s: %.*s is not between 0 and 100%%"),
                            BC_STR_ARG(label), BC_STR_ARG(share));
            return;
        }
        if (i && bc_decimal_compare(told->number, p->shares[i - 1]->number) < 0) {
            const bc_str before = bc_check_told_text(p->shares[i - 1]);
            bc_check_report(c, bc_check_told_mark(c, told), bc_tr("%.*s is cumulative, but falls from %.*s to %.*s"),
                            BC_STR_ARG(label), BC_STR_ARG(before), BC_STR_ARG(share));
            return;
        }
    }
    if (p->quarters[p->n - 1] != 4 || is_hundred(bc_decimal_trim(last->number, 0)))
        return;
    const bc_str share = bc_check_told_text(last);
    bc_check_report(c, bc_check_told_mark(c, last), bc_tr("%.*s: by the end of the year only %.*s are planned"),
                    BC_STR_ARG(label), BC_STR_ARG(share));
}

static void run_plan_text(bc_check *c)
{
    const bc_check_tolds all = bc_check_tolds_of(c);
    told_plan p;
    for (uint32_t i = 0, next; i < all.n; i = next) {
        read_told_plan(c, &all, i, &next, &p);
        check_told_plan(c, &p);
    }
}

/* -- the table -------------------------------------------------------------------------------------------- */

static const bc_check_rule RULES[] = {
    {
        .code = "PLAN-UNIT",
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("a plan in percent holds percentages, not amounts"),
        .parameters = BUDGET,
        .run = run_plan_unit,
        .compile = compile_plan,
    },
    {
        .code = "PLAN-CUMULATIVE",
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("a cumulative plan never falls and has no gaps"),
        .run = run_plan_cumulative,
    },
    {
        .code = "PLAN-END",
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("a cumulative plan ends at 100 %"),
        .parameters = BUDGET,
        .run = run_plan_end,
        .compile = compile_plan,
    },
    {
        .code = "PLAN-STYLE",
        .level = BC_DIAG_NOTE,
        .summary = bc_tr_mark("the cells of a plan are written alike, empty ones as 0%"),
        .run = run_plan_style,
    },
    {
        .code = "PLAN-LATE",
        .level = BC_DIAG_NOTE,
        .summary = bc_tr_mark("a plan does not leave most of the budget to the end of the year"),
        .parameters = PLAN_LATE,
        .run = run_plan_late,
        .compile = compile_pace,
    },
    {
        .code = "PLAN-EARLY",
        .level = BC_DIAG_NOTE,
        .summary = bc_tr_mark("a plan does not spend all of the budget at the beginning of the year"),
        .run = run_plan_early,
    },
    {
        .code = "PLAN-TEXT",
        .words = BC_CHECK_READS(BC_WORDS_QUARTERS),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("a plan told in a sentence rises to 100 %"),
        .run = run_plan_text,
    },
};
const bc_check_rule_table bc_check_rules_plan = { RULES, sizeof RULES / sizeof *RULES };
