/* TEXT-RECKON. What a sentence reckons: shares of a whole, a change against the year before, a number of things times
 * what each of them costs. */
#include "base/tr.h"
#include "base/unit.h"
#include "check/private/told.h"

/* The figures of a sentence. */
typedef struct reckoning {
    const bc_check_told *at;
    uint32_t n;
    bc_str text;
} reckoning;

static bool is_money(const bc_check_told *told)
{
    return bc_unit_money_power(told->unit) >= 0;
}

static bc_decimal amount_of(const bc_check_told *told)
{
    return bc_check_counted(told->number, told->counting);
}

/* The words between the figure before it, or the beginning of the sentence, and it. */
static bc_str words_before(const reckoning *r, uint32_t i)
{
    return bc_str_slice(r->at->passage->text, i ? r->at[i - 1].behind : r->at->sentence, r->at[i].from);
}

static bc_decimal distance(bc_decimal a, bc_decimal b)
{
    bc_decimal apart = bc_decimal_from_int(0);
    if (bc_decimal_sub(a, b, &apart) && apart.coef < 0)
        (void)bc_decimal_sub(b, a, &apart);
    return apart;
}

/* Whether two numbers are more than a hundredth of the second apart. */
static bool is_far_from(bc_decimal a, bc_decimal b)
{
    bc_decimal hundredfold;
    return bc_decimal_mul(distance(a, b), bc_decimal_from_int(100), &hundredfold) &&
           bc_decimal_compare(hundredfold, b) > 0;
}

/* -- shares --------------------------------------------------------------------------------------------- */

/* 资金构成为A 50%、B 35%、C 10%: where the words say that all of it is told, the shares make the whole. */
static void check_shares(bc_check *c, const reckoning *r)
{
    enum { MIN_SHARES = 2, MIN_SUM = 50, MAX_SUM = 150 };
    if (!bc_form_words_in(bc_check_words_of(c, BC_WORDS_MAKEUPS), r->text) ||
        bc_form_words_in(bc_check_words_of(c, BC_WORDS_NOT_WHOLE), r->text))
        return;
    bc_decimal sum = bc_decimal_from_int(0);
    uint32_t shares = 0;
    for (uint32_t i = 0; i < r->n; i++)
        if (bc_unit_is_percent(r->at[i].unit)) {
            if (r->at[i].range || !bc_decimal_add(sum, r->at[i].number, &sum))
                return;
            shares++;
        }
    if (shares < MIN_SHARES || !bc_decimal_compare(sum, bc_decimal_from_int(100)) ||
        bc_decimal_compare(sum, bc_decimal_from_int(MIN_SUM)) < 0 ||
        bc_decimal_compare(sum, bc_decimal_from_int(MAX_SUM)) > 0)
        return;
    const bc_str told = bc_check_number(c, sum, -1, false);
    bc_check_report(c, bc_check_told_mark(c, r->at), bc_tr("%.*s: the shares add up to %.*s%%"),
                    BC_STR_ARG(r->at->passage->field->label), BC_STR_ARG(told));
}

/* -- changes -------------------------------------------------------------------------------------------- */

/* 本年预算32万元，较上年预算38.4万元增加6.4万元: this year less the last one is what is told of the change, and the
 * word says which of them is more. */
static void check_change(bc_check *c, const reckoning *r)
{
    const bc_form_words *last_year = bc_check_words_of(c, BC_WORDS_LAST_YEAR),
                        *changes = bc_check_words_of(c, BC_WORDS_CHANGES_BY);
    if (!bc_form_words_in(last_year, r->text))
        return;
    enum { LESS = 2 }; /* the place of `less` */
    const bc_check_told *before = NULL, *now = NULL, *by = NULL;
    bool less = false;
    for (uint32_t i = 0; i < r->n; i++) {
        const bc_check_told *told = &r->at[i];
        if (!is_money(told))
            continue;
        const bc_str words = words_before(r, i);
        const bc_form_word_meaning *change = bc_form_words_meaning_end(changes, words);
        const bc_check_told **place = change ? &by : bc_form_words_in(last_year, words) ? &before : &now;
        if (*place || told->range)
            return; /* more than these three */
        *place = told;
        less = change ? change->place == LESS : less;
    }
    bc_decimal apart;
    if (!before || !now || !by ||
        !bc_decimal_sub(less ? amount_of(before) : amount_of(now), less ? amount_of(now) : amount_of(before), &apart) ||
        !is_far_from(amount_of(by), apart.coef ? apart : bc_decimal_from_int(1)))
        return;
    const bc_str told = bc_check_told_text(by), first = bc_check_told_text(now), second = bc_check_told_text(before);
    bc_check_report(c, bc_check_told_mark(c, by), bc_tr("%.*s: %.*s against %.*s is not a change by %.*s"),
                    BC_STR_ARG(by->passage->field->label), BC_STR_ARG(first), BC_STR_ARG(second), BC_STR_ARG(told));
}

/* -- norms ---------------------------------------------------------------------------------------------- */

/* What stands behind 每 in the words in front of an amount: 家 of 每家支出. Empty: no 每, or two of them. */
static bc_str each_of(const bc_check *c, bc_str words)
{
    enum { MAX_BETWEEN = 18 }; /* bytes: the unit and a word */
    const bc_form_words *norms = bc_check_words_of(c, BC_WORDS_EACH);
    const int word = bc_form_words_first_in(norms, words);
    const size_t at = word < 0 ? SIZE_MAX : bc_str_find(words, norms->at[word], 0) + norms->at[word].n;
    if (at == SIZE_MAX || words.n - at > MAX_BETWEEN || bc_form_words_in(norms, bc_str_slice(words, at, words.n)))
        return (bc_str){ 0 };
    return bc_str_slice(words, at, words.n);
}

/* What rounding may make: half of the last figure of the norm for each of the things, and half of that of the result.
 */
static bc_decimal slack_of(const bc_check_told *norm, const bc_check_told *count, const bc_check_told *all)
{
    bc_decimal half = { .coef = 5, .scale = norm->number.scale + 1 },
               of_all = { .coef = 5, .scale = all->number.scale + 1 };
    half = bc_check_counted(half, norm->counting);
    of_all = bc_check_counted(of_all, all->counting);
    return bc_decimal_mul(half, amount_of(count), &half) && bc_decimal_add(half, of_all, &half)
               ? half
               : bc_decimal_from_int(0);
}

/* 按20家、每家10万元测算，需资金200万元: one number of things, one amount for each, one in all. */
static void check_norm(bc_check *c, const reckoning *r)
{
    const bc_form_words *results = bc_check_words_of(c, BC_WORDS_RESULTS);
    if (!bc_form_words_in(bc_check_words_of(c, BC_WORDS_EACH), r->text))
        return;
    const bc_check_told *norm = NULL, *all = NULL, *count = NULL;
    bc_str each = { 0 };
    for (uint32_t i = 0; i < r->n; i++) {
        const bc_check_told *told = &r->at[i];
        const bc_str words = words_before(r, i), unit = is_money(told) ? each_of(c, words) : (bc_str){ 0 };
        const bc_check_told **place = unit.n ? &norm : is_money(told) && bc_form_words_in(results, words) ? &all : NULL;
        if (!place)
            continue;
        if (*place || told->range)
            return;
        *place = told;
        each = unit.n ? unit : each;
    }
    for (uint32_t i = 0; norm && i < r->n; i++) {
        if (is_money(&r->at[i]) || !r->at[i].unit.n || !bc_str_starts(each, r->at[i].unit))
            continue;
        if (count || r->at[i].range)
            return;
        count = &r->at[i];
    }
    bc_decimal product;
    if (!norm || !all || !count || !bc_decimal_mul(amount_of(norm), amount_of(count), &product) ||
        bc_decimal_compare(distance(product, amount_of(all)), slack_of(norm, count, all)) <= 0)
        return;
    const bc_str things = bc_check_told_text(count), one = bc_check_told_text(norm), told = bc_check_told_text(all);
    bc_check_report(c, bc_check_told_mark(c, all), bc_tr("%.*s: %.*s at %.*s each do not come to %.*s"),
                    BC_STR_ARG(all->passage->field->label), BC_STR_ARG(things), BC_STR_ARG(one), BC_STR_ARG(told));
}

static void run_text_reckon(bc_check *c)
{
    const bc_check_tolds all = bc_check_tolds_of(c);
    for (uint32_t i = 0, end; i < all.n; i = end) {
        const bc_check_told *first = &all.at[i];
        for (end = i + 1; end < all.n && all.at[end].passage == first->passage;)
            if (all.at[end].sentence == first->sentence)
                end++;
            else
                break;
        const reckoning r = { first, end - i,
                              bc_str_slice(first->passage->text, first->sentence, all.at[end - 1].end) };
        if (r.n < 2)
            continue;
        check_shares(c, &r);
        check_change(c, &r);
        check_norm(c, &r);
    }
}

/* -- the table -------------------------------------------------------------------------------------------- */

static const bc_check_rule RULES[] = {
    {
        .code = "TEXT-RECKON",
        .words =
            BC_CHECK_READS(BC_WORDS_MAKEUPS, BC_WORDS_LAST_YEAR, BC_WORDS_CHANGES_BY, BC_WORDS_EACH, BC_WORDS_RESULTS),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("what a sentence reckons comes out"),
        .run = run_text_reckon,
    },
};
const bc_check_rule_table bc_check_rules_reckon = { RULES, sizeof RULES / sizeof *RULES };
