/* FUND-SUM, FUND-UNIT, FUND-BASIS, FUND-FORMAT, FUND-SIGN. Amounts against each other and against those
 * that texts name, as exact decimals. */
#include "base/strmap.h"
#include "base/tr.h"
#include "base/unit.h"
#include "base/written.h"
#include "check/private/run.h"

#include <string.h>

#define PATHS "path [path]" /* one or a list */

/* -- FUND-SUM ------------------------------------------------------------------------------------------- */

typedef struct sum {
    bc_check_slots total, parts;
} sum;

typedef struct sums {
    sum *at;
    uint32_t n;
} sums;

static const bc_keys_key FUND_SUM[] = {
    { "sums", "[#FUND-SUM-sums]", bc_tr_mark("totals with the amounts that they are made of") },
    { 0 },
};
static const bc_keys_key FUND_SUM_SUMS[] = {
    { "total", PATHS, bc_tr_mark("the field of the total, or several that are added up") },
    { "of", PATHS, bc_tr_mark("the fields of its parts") },
    { 0 },
};
static const bc_keys_table FUND_SUM_PARTS[] = {
    { .name = "FUND-SUM-sums", .keys = FUND_SUM_SUMS, .need = "total of" },
    { 0 },
};

static const void *compile_fund_sum(bc_check_rule_compiler *compiler, const bc_node *spec)
{
    const bc_node *list = bc_node_find(spec, "sums");
    uint32_t n = bc_node_elements(list);
    sums *all = BC_NEW(compiler->arena, sums);
    all->at = BC_NEW_ARRAY(compiler->arena, sum, n);
    for (uint32_t i = 0; i < n; i++) {
        sum one = { bc_check_slots_compile(compiler, bc_node_find(list->as.items[i], "total")),
                    bc_check_slots_compile(compiler, bc_node_find(list->as.items[i], "of")) };
        if (one.total.n && one.parts.n)
            all->at[all->n++] = one;
    }
    return all;
}

/* Element `k` of an amount that may be a list of amounts (several columns). */
static const bc_value *amount_at(const bc_check *c, const bc_check_slot *slot, uint32_t k)
{
    const bc_value *datum = bc_check_slot_at(c->record, slot);
    if (datum->type != BC_VALUE_LIST)
        return k ? NULL : datum;
    return k < datum->n ? &datum->as.items[k] : NULL;
}

/* The amounts of a sum that are there. */
enum { MAX_PARTS = 32 }; /* of more nobody is told which is likely wrong */

typedef struct side {
    bc_decimal sum;
    bc_decimal numbers[MAX_PARTS];
    const bc_check_slot *slots[MAX_PARTS];
    uint32_t figures;            /* how many of the fields hold a number */
    bool wrong;                  /* one holds something else */
    const bc_form_field *worded; /* the first that holds words, with these */
    const bc_value *words;
    bc_buf text; /* 财政拨款 18.00 + 其他资金 0.00 */
    const bc_value *first;
} side;

static void add_side(bc_check *c, bc_check_slots slots, uint32_t k, side *out)
{
    *out = (side){ .sum = bc_decimal_from_int(0) };
    bc_buf_init(&out->text);
    for (uint32_t i = 0; i < slots.n; i++) {
        const bc_value *datum = amount_at(c, &slots.at[i], k);
        bc_decimal number;
        if (!datum || datum->type == BC_VALUE_NULL || bc_str_is(datum->text, "-") || bc_str_is(datum->text, "/"))
            continue;
        if (!bc_check_number_of(datum, &number) || !bc_decimal_add(out->sum, number, &out->sum)) {
            if (!out->words) {
                out->worded = slots.at[i].field;
                out->words = datum;
            }
            out->wrong = true;
            continue;
        }
        if (out->figures < MAX_PARTS) {
            out->numbers[out->figures] = number;
            out->slots[out->figures] = &slots.at[i];
        }
        if (!out->figures++)
            out->first = datum;
        bc_str figures = bc_check_money(c, number);
        bc_buf_printf(&out->text, "%s%.*s %.*s", out->text.n ? " + " : "", BC_STR_ARG(slots.at[i].field->label),
                      BC_STR_ARG(figures));
    }
}

/* Amounts of which the one side is there only: parts without a total, a total of nothing. */
static void check_one_side(bc_check *c, const sum *s, uint32_t k, const side *total, const side *parts)
{
    const bc_form_field *field = s->total.at[0].field;
    if (k || total->wrong || parts->wrong)
        return;
    if (!total->figures && parts->figures && parts->sum.coef) {
        const bc_str sum_of = bc_check_money(c, parts->sum);
        bc_check_report_as(c, BC_DIAG_WARNING, bc_check_mark(c, parts->first),
                           bc_tr("%.*s is missing: its parts come to %.*s %.*s"), BC_STR_ARG(field->label),
                           BC_STR_ARG(sum_of), BC_STR_ARG(field->unit));
    } else if (total->figures && !parts->figures && total->sum.coef)
        bc_check_report_as(c, BC_DIAG_NOTE, bc_check_mark(c, total->first),
                           bc_tr("%.*s: nothing says what it is made of"), BC_STR_ARG(field->label));
}

/* What the sides of a sum differ by: the parts less the total. */
static bool is_off(const side *total, const side *parts, bc_decimal *off)
{
    return total->figures && parts->figures && !total->wrong && !parts->wrong &&
           bc_decimal_sub(parts->sum, total->sum, off) && off->coef;
}

/* Another sum of the form, whose total is one of the parts here, and which is off by the same: that part is wrong, and
 * is told of there. */
static bool is_told_of_part(bc_check *c, const sum *s, uint32_t k, bc_decimal off)
{
    const sums *all = c->use->data;
    bool told = false;
    for (uint32_t i = 0; i < all->n && !told; i++) {
        bool below = all->at[i].total.n == 1;
        for (uint32_t p = 0; below && p < s->parts.n; p++)
            if (s->parts.at[p].field == all->at[i].total.at[0].field) {
                side total, parts;
                bc_decimal other, both;
                add_side(c, all->at[i].total, k, &total);
                add_side(c, all->at[i].parts, k, &parts);
                told = is_off(&total, &parts, &other) && bc_decimal_add(off, other, &both) && !both.coef;
                bc_buf_release(&total.text);
                bc_buf_release(&parts.text);
                below = false;
            }
    }
    return told;
}

/* Where the likely mistake stands, else the total. */
static void report_off(bc_check *c, const sum *s, uint32_t k, const side *total, const side *parts, bc_decimal off)
{
    bc_doubt doubt = { 0 };
    if (total->figures == 1 && parts->figures <= MAX_PARTS)
        doubt = bc_doubt_of_sum(total->sum, parts->numbers, parts->figures, false);
    const bool of_part = doubt.at != BC_DOUBT_TOTAL;
    const bc_check_slot *slot = of_part ? parts->slots[doubt.at] : total->slots[0];
    const bc_value *at = bc_doubt_is_mistake(&doubt) ? amount_at(c, slot, k) : total->first;
    const bc_decimal size = { off.coef < 0 ? -off.coef : off.coef, off.scale };
    const bc_str by = bc_check_money(c, size);
    bc_check_report(c, bc_check_mark(c, at->origin ? at : parts->first), bc_tr("%s ≠ %s, a difference of %.*s %.*s"),
                    total->text.p, parts->text.p, BC_STR_ARG(by), BC_STR_ARG(s->total.at[0].field->unit));
    if (doubt.kind != BC_DOUBT_NONE)
        bc_check_hint_doubt(c, &doubt, slot->field->label, of_part ? parts->numbers[doubt.at] : total->sum);
}

static void check_sum(bc_check *c, const sum *s, uint32_t k)
{
    side total, parts;
    add_side(c, s->total, k, &total);
    add_side(c, s->parts, k, &parts);
    bc_decimal off;
    const side *wrong = total.wrong ? &total : &parts;
    if (wrong->wrong && total.figures + parts.figures)
        bc_check_skip(c, s->total.at[0].field->label, wrong->worded, wrong->words);
    check_one_side(c, s, k, &total, &parts);
    if (is_off(&total, &parts, &off) && !is_told_of_part(c, s, k, off))
        report_off(c, s, k, &total, &parts, off);
    bc_buf_release(&total.text);
    bc_buf_release(&parts.text);
}

static void run_fund_sum(bc_check *c)
{
    const sums *all = c->use->data;
    for (uint32_t i = 0; all && i < all->n; i++) {
        const bc_value *first = bc_check_slot_at(c->record, &all->at[i].total.at[0]);
        uint32_t columns = first->type == BC_VALUE_LIST ? first->n : 1;
        for (uint32_t k = 0; k < columns; k++)
            check_sum(c, &all->at[i], k);
    }
}

/* -- FUND-UNIT ------------------------------------------------------------------------------------------ */

/* Ten thousand million 元 is more than any single project of a city; so are 1,000,000 under the label 万元. */
enum { MAX_WAN = 1000000, WAN_DOUBTFUL = 10000 };

/* The amount, read as 元 by mistake, is near one that a text of the same form names. */
static bool text_says_yuan(bc_check *c, bc_decimal number)
{
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
        const bc_check_passage *p = &c->passages[i];
        size_t from, at = 0;
        bc_decimal yuan, double_number;
        if (p->in_list || p->type != BC_FIELD_PROSE)
            continue;
        bc_decimal_mul(number, bc_decimal_from_int(5), &double_number);
        while (bc_check_goes_on(c) && bc_written_next_money(p->text, &from, &at, &yuan)) {
            bc_decimal fifth;
            if (bc_decimal_mul(yuan, bc_decimal_from_int(5), &fifth) && bc_decimal_compare(yuan, double_number) <= 0 &&
                bc_decimal_compare(number, fifth) <= 0)
                return true;
        }
    }
    return false;
}

static bool is_in_wan(const bc_check_slot *slot)
{
    int power = bc_unit_money_power(slot->field->unit);
    return power == 4 || power == 8;
}

/* 130亿元: whoever writes the unit behind the figure has not taken one for another. */
static bool has_own_unit(const bc_value *datum)
{
    const bc_str written = bc_str_trim(bc_node_text(datum ? datum->origin : NULL));
    bc_written_amount amount;
    if (!written.n)
        return false;
    bc_written_amount_read(written, &amount);
    return (amount.sense == BC_WRITTEN_USUAL || amount.sense == BC_WRITTEN_UNUSUAL) && (amount.unit.n || amount.power);
}

static bool one_is_far_too_large(bc_check *c)
{
    for (uint32_t i = 0; i < c->checks->money.n; i++) {
        const bc_check_slot *slot = &c->checks->money.at[i];
        bc_decimal number;
        const bc_value *datum = bc_check_slot_at(c->record, slot);
        if (!is_in_wan(slot) || has_own_unit(datum) || !bc_check_number_of(datum, &number))
            continue;
        if (bc_decimal_compare(number, bc_decimal_from_int(MAX_WAN)) >= 0)
            return true;
        if (bc_decimal_compare(number, bc_decimal_from_int(WAN_DOUBTFUL)) >= 0 && text_says_yuan(c, number))
            return true;
    }
    return false;
}

/* Who filled one cell in 元 filled all of them so. */
static void report_large(bc_check *c)
{
    for (uint32_t i = 0; i < c->checks->money.n; i++) {
        const bc_check_slot *slot = &c->checks->money.at[i];
        const bc_value *datum = bc_check_slot_at(c->record, slot);
        bc_decimal number;
        if (!is_in_wan(slot) || has_own_unit(datum) || !bc_check_number_of(datum, &number) ||
            bc_decimal_compare(number, bc_decimal_from_int(WAN_DOUBTFUL)) < 0)
            continue;
        bc_decimal right;
        if (!bc_decimal_div(number, bc_decimal_from_int(10000), BC_DECIMAL_MAX_SCALE, &right))
            continue;
        bc_str as_written = bc_check_money(c, number), meant = bc_check_money(c, right);
        bc_check_report(c, bc_check_mark(c, datum),
                        bc_tr("%.*s: %.*s under a label in %.*s looks like an amount in 元"),
                        BC_STR_ARG(slot->field->label), BC_STR_ARG(as_written), BC_STR_ARG(slot->field->unit));
        bc_check_hint(c, bc_tr("%.*s 万元 may be meant; an amount may be written with its unit"), BC_STR_ARG(meant));
    }
}

/* An amount that a text or a ceiling tells in full. */
typedef struct witness {
    bc_decimal yuan;
    bc_str words;
} witness;

typedef BC_VEC(witness) witnesses;

static void gather_witnesses(const bc_check *c, witnesses *out)
{
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
        const bc_check_passage *p = &c->passages[i];
        size_t from, at = 0;
        bc_decimal yuan;
        if ((p->in_list && p->type != BC_FIELD_TARGET) || (p->type != BC_FIELD_PROSE && p->type != BC_FIELD_TARGET))
            continue;
        while (bc_check_goes_on(c) && bc_written_next_money(p->text, &from, &at, &yuan))
            if (!bc_str_starts(bc_str_slice(p->text, at, p->text.n), BC_STR("/"))) /* else a norm */
                bc_vec_add(out, ((witness){ yuan, bc_str_slice(p->text, from, at) }));
    }
    for (uint32_t i = 0; i < c->row_count && bc_check_goes_on(c); i++) { /* whose unit stands beside the number */
        const bc_check_target *t = &c->rows[i].targets[0];
        bc_decimal yuan;
        if (c->rows[i].list->target_count && t->figure && !t->date && !t->unit.n && c->rows[i].kind == BC_COST &&
            bc_unit_to_yuan(t->number, c->rows[i].unit, &yuan))
            bc_vec_add(out, ((witness){ yuan, bc_arena_printf(c->arena, "%.*s%.*s", BC_STR_ARG(t->text),
                                                              BC_STR_ARG(c->rows[i].unit)) }));
    }
}

/* The words that tell an amount which the field gives ten thousand times too large or too small; or none. */
static bc_str witness_against(const witnesses *all, bc_decimal yuan)
{
    bc_decimal large, small;
    bool has_large = bc_decimal_shift(yuan, -4, &large), has_small = bc_decimal_shift(yuan, 4, &small);
    bc_str found = { 0 };
    for (size_t i = 0; i < all->n; i++) {
        const witness *t = &all->at[i];
        if (bc_decimal_compare(t->yuan, yuan) == 0)
            return (bc_str){ 0 }; /* it is right as it is */
        if ((has_large && bc_decimal_compare(t->yuan, large) == 0) ||
            (has_small && bc_decimal_compare(t->yuan, small) == 0))
            found = t->words;
    }
    return found;
}

/* Amounts that are not large by themselves. */
static void report_witnessed(bc_check *c)
{
    enum { MIN_YUAN = 1000 }; /* 元: smaller ones agree by chance */
    witnesses all = { 0 };
    bool gathered = false;
    for (uint32_t i = 0; i < c->checks->money.n; i++) {
        const bc_check_slot *slot = &c->checks->money.at[i];
        const bc_value *datum = bc_check_slot_at(c->record, slot);
        bc_decimal number, yuan;
        if (!is_in_wan(slot) || !bc_check_number_of(datum, &number) ||
            !bc_unit_to_yuan(number, slot->field->unit, &yuan) ||
            bc_decimal_compare(yuan, bc_decimal_from_int(MIN_YUAN)) < 0)
            continue;
        if (!gathered)
            gather_witnesses(c, &all);
        gathered = true;
        bc_str words = witness_against(&all, yuan);
        if (!words.n)
            continue;
        bc_str own = bc_check_money(c, number);
        bc_check_report(c, bc_check_mark(c, datum),
                        bc_tr("%.*s: %.*s %.*s, but the form speaks of %.*s: one of them is in the wrong unit"),
                        BC_STR_ARG(slot->field->label), BC_STR_ARG(own), BC_STR_ARG(slot->field->unit),
                        BC_STR_ARG(words));
    }
    bc_vec_release(&all);
}

/* What the form counts by, where that is next to nothing. */
static void report_small(bc_check *c)
{
    enum { MIN_BUDGET = 1000 }; /* 元: nobody makes a form for less */
    for (uint32_t i = 0; i < c->checks->totals.n; i++) {
        const bc_check_slot *slot = &c->checks->totals.at[i];
        const bc_value *datum = bc_check_slot_at(c->record, slot);
        bc_decimal number, yuan;
        if (!bc_check_number_of(datum, &number) || !bc_unit_to_yuan(number, slot->field->unit, &yuan))
            continue;
        const int sign = bc_decimal_compare(yuan, bc_decimal_from_int(0));
        const bc_str told = bc_check_money(c, yuan);
        if (sign == 0)
            bc_check_report_as(c, BC_DIAG_WARNING, bc_check_mark(c, datum), bc_tr("%.*s is 0"),
                               BC_STR_ARG(slot->field->label));
        else if (sign > 0 && bc_decimal_compare(yuan, bc_decimal_from_int(MIN_BUDGET)) < 0)
            bc_check_report_as(c, BC_DIAG_WARNING, bc_check_mark(c, datum),
                               bc_tr("%.*s is %.*s 元 in all: is it in the right unit?"),
                               BC_STR_ARG(slot->field->label), BC_STR_ARG(told));
        return;
    }
}

/* The words of its clause in front of an amount. */
static bc_str clause_before(bc_str text, size_t from)
{
    enum { MAX_CLAUSE = 60 };
    bc_str before = bc_str_slice(text, from > MAX_CLAUSE ? from - MAX_CLAUSE : 0, from);
    static const char *const STOPS[] = { "，", "。", "；", "、", "," };
    for (size_t i = 0; i < sizeof STOPS / sizeof *STOPS; i++)
        for (size_t at; (at = bc_str_find(before, bc_str_from(STOPS[i]), 0)) != SIZE_MAX;)
            before = bc_str_slice(before, at + strlen(STOPS[i]), before.n);
    return before;
}

/* 安排资金200元 in a form that counts in 万元. */
static void check_told_yuan(bc_check *c, const bc_check_passage *p)
{
    enum { SMALL = 10000, BETWEEN = 9 }; /* 元; bytes */
    const bc_form_words *payments = bc_check_words_of(c, BC_WORDS_PAYMENTS);
    size_t from, at = 0;
    bc_decimal yuan;
    if (!bc_form_words_in(payments, p->text))
        return;
    while (bc_check_goes_on(c) && bc_written_next_money(p->text, &from, &at, &yuan)) {
        const bc_str before = clause_before(p->text, from), told = bc_str_slice(p->text, from, at);
        const int word = bc_form_words_first_in(payments, before);
        if (word < 0 || bc_check_has(told, "万") || bc_check_has(told, "亿") ||
            bc_decimal_compare(yuan, bc_decimal_from_int(SMALL)) >= 0 ||
            bc_str_find(before, payments->at[word], 0) + payments->at[word].n + BETWEEN < before.n ||
            bc_form_words_in(bc_check_words_of(c, BC_WORDS_EACH), before) ||
            bc_str_starts(bc_str_slice(p->text, at, p->text.n), BC_STR("/")))
            continue;
        bc_check_report_as(c, BC_DIAG_WARNING, bc_check_mark_part(c, p->datum, p->text, from, told.n),
                           bc_tr("%.*s: `%.*s` is next to nothing: is 万元 meant?"), BC_STR_ARG(p->field->label),
                           BC_STR_ARG(told));
    }
}

static void run_fund_unit(bc_check *c)
{
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++)
        if (c->passages[i].type == BC_FIELD_PROSE && !c->passages[i].in_list)
            check_told_yuan(c, &c->passages[i]);
    report_small(c);
    if (one_is_far_too_large(c))
        report_large(c);
    else
        report_witnessed(c);
}

/* -- FUND-BASIS ----------------------------------------------------------------------------------------- */

typedef struct basis {
    bc_check_slot amount;
    bc_check_slots texts;
} basis;

typedef struct bases {
    basis *at;
    uint32_t n;
} bases;

static const bc_keys_key FUND_BASIS[] = {
    { "basis", "[#FUND-BASIS-basis]", bc_tr_mark("amounts with the texts that derive them") },
    { 0 },
};
static const bc_keys_key FUND_BASIS_BASIS[] = {
    { "amount", "path", bc_tr_mark("the field of the amount") },
    { "in", PATHS, bc_tr_mark("the fields of the texts") },
    { 0 },
};
static const bc_keys_table FUND_BASIS_PARTS[] = {
    { .name = "FUND-BASIS-basis", .keys = FUND_BASIS_BASIS, .need = "amount in" },
    { 0 },
};

static const void *compile_fund_basis(bc_check_rule_compiler *compiler, const bc_node *spec)
{
    const bc_node *list = bc_node_find(spec, "basis");
    uint32_t n = bc_node_elements(list);
    bases *all = BC_NEW(compiler->arena, bases);
    all->at = BC_NEW_ARRAY(compiler->arena, basis, n);
    for (uint32_t i = 0; i < n; i++) {
        const bc_node *item = list->as.items[i], *amount = bc_node_find(item, "amount");
        basis *b = &all->at[all->n];
        b->texts = bc_check_slots_compile(compiler, bc_node_find(item, "in"));
        all->n += b->texts.n && bc_check_slot_compile(compiler, amount, &b->amount);
    }
    return all;
}

/* Words in front of an amount that make it the whole rather than a part. */
static bool is_told_as_total(const bc_check *c, bc_str before)
{
    return bc_form_words_in(bc_check_words_of(c, BC_WORDS_WHOLES), before);
}

typedef struct told {
    bc_decimal sum, chosen;
    uint32_t count;
    bool equal, total; /* one is the field's amount; one is told as the whole */
    size_t from, to;   /* of the chosen one */
} told;

static told read_amounts(const bc_check *c, bc_str text, bc_decimal wanted, bc_decimal wanted_as_yuan)
{
    told t = { .sum = bc_decimal_from_int(0) };
    size_t from, at = 0;
    bc_decimal yuan;
    while (bc_check_goes_on(c) && bc_written_next_money(text, &from, &at, &yuan)) {
        const bc_str before = clause_before(text, from);
        if (bc_form_words_in(bc_check_words_of(c, BC_WORDS_OTHER_YEARS), before) ||
            bc_form_words_in(bc_check_words_of(c, BC_WORDS_INCOMES), before) ||
            bc_form_words_in(bc_check_words_of(c, BC_WORDS_AMONG), before) ||
            bc_form_words_in(bc_check_words_of(c, BC_WORDS_EACH), before))
            continue;
        if (!bc_decimal_add(t.sum, yuan, &t.sum))
            break;
        bool total = is_told_as_total(c, before);
        t.equal |= bc_decimal_compare(yuan, wanted) == 0 || bc_decimal_compare(yuan, wanted_as_yuan) == 0;
        if (!t.count || (total && !t.total)) {
            t.chosen = yuan;
            t.from = from;
            t.to = at;
        }
        t.total |= total;
        t.count++;
    }
    t.equal |= bc_decimal_compare(t.sum, wanted) == 0 || bc_decimal_compare(t.sum, wanted_as_yuan) == 0;
    return t;
}

static void check_basis(bc_check *c, const basis *b, const bc_value *text)
{
    const bc_value *amount = bc_check_slot_at(c->record, &b->amount);
    bc_decimal number, wanted;
    if (text->type != BC_VALUE_TEXT || !bc_check_number_of(amount, &number) ||
        !bc_unit_to_yuan(number, b->amount.field->unit, &wanted))
        return;
    told t = read_amounts(c, text->text, wanted, number);
    if (!t.count || t.equal || (t.count > 1 && !t.total))
        return;
    bc_str words = bc_str_slice(text->text, t.from, t.to), figures = bc_check_money(c, number);
    bc_check_report(c, bc_check_mark_part(c, text, text->text, t.from, t.to - t.from),
                    bc_tr("the text speaks of %.*s, but %.*s is %.*s %.*s"), BC_STR_ARG(words),
                    BC_STR_ARG(b->amount.field->label), BC_STR_ARG(figures), BC_STR_ARG(b->amount.field->unit));
}

static void run_fund_basis(bc_check *c)
{
    const bases *all = c->use->data;
    for (uint32_t i = 0; all && i < all->n; i++)
        for (uint32_t k = 0; k < all->at[i].texts.n; k++)
            check_basis(c, &all->at[i], bc_check_slot_at(c->record, &all->at[i].texts.at[k]));
}

/* -- FUND-FORMAT ---------------------------------------------------------------------------------------- */

typedef struct writing {
    const bc_value *datum, *first_of[4];
    unsigned seen; /* bits: with a unit, without, two decimals, none */
} writing;

enum { WITH_UNIT, WITHOUT_UNIT, WITH_DECIMALS, WITHOUT_DECIMALS };

static void look_at_writing(writing *w, const bc_value *datum)
{
    if (datum->type != BC_VALUE_NUMBER || !datum->origin || datum->origin->kind != BC_NODE_TEXT)
        return;
    bc_str text = bc_str_trim(datum->origin->as.text);
    bc_decimal number;
    size_t used;
    if (!bc_decimal_parse_prefix(text, &number, &used))
        return;
    int unit = used < text.n ? WITH_UNIT : WITHOUT_UNIT;
    int decimals = number.scale ? WITH_DECIMALS : WITHOUT_DECIMALS;
    int kinds[] = { unit, decimals };
    const int told = !number.coef && !number.scale ? 1 : 2; /* nought is nought in any way */
    for (int i = 0; i < told; i++)
        if (!(w->seen & (1u << kinds[i]))) {
            w->seen |= 1u << kinds[i];
            w->first_of[kinds[i]] = datum;
        }
}

/* 630.003万元: nobody plans in tens of 元, and what is printed has two digits. False: it has no more. */
static bool report_long(bc_check *c, const bc_form_field *field, const bc_value *datum)
{
    enum { MAX_DECIMALS = 2, EXACT_DECIMALS = 4 };
    bc_decimal number;
    if (!datum->origin || !bc_check_number_of(datum, &number) || bc_decimal_trim(number, 0).scale <= MAX_DECIMALS)
        return false;
    /* Four of 万元 are exact to the 元. */
    const int power = bc_unit_money_power(field->unit.n ? field->unit : datum->unit);
    const bool exact = (power == 4 || power == 8) && bc_decimal_trim(number, 0).scale <= EXACT_DECIMALS;
    bc_check_report_as(c, exact ? BC_DIAG_NOTE : BC_DIAG_WARNING, bc_check_mark(c, datum),
                       bc_tr("%.*s: `%.*s` has more than two digits after the point"), BC_STR_ARG(field->label),
                       BC_STR_ARG(datum->text));
    return true;
}

/* The first of a list, and of what stands beside lists: whoever wrote one so wrote all so. */
static void report_long_decimals(bc_check *c)
{
    for (uint32_t i = 0; i < c->checks->money.n; i++)
        if (report_long(c, c->checks->money.at[i].field, bc_check_slot_at(c->record, &c->checks->money.at[i])))
            break;
    for (uint32_t k = 0; k < c->checks->table_count; k++) {
        const bc_check_table *t = &c->checks->tables[k];
        const bc_value *list = bc_check_slot_at(c->record, &t->slot);
        bool told = false;
        for (uint32_t i = 0; list->type == BC_VALUE_LIST && i < list->n && !told; i++)
            for (uint32_t a = 0; list->as.items[i].type == BC_VALUE_MAP && a < t->amount_count && !told; a++)
                told = report_long(c, &t->slot.field->children[t->amounts[a]],
                                   &list->as.items[i].as.entries[t->amounts[a]].value);
    }
}

static bool is_stop_before(bc_str text, size_t at)
{
    static const char *const STOPS[] = { "，", "。", "；", "、", "：", "（", "）" };
    for (size_t i = 0; i < sizeof STOPS / sizeof *STOPS; i++)
        if (bc_str_ends(bc_str_slice(text, 0, at), bc_str_from(STOPS[i])))
            return true;
    return false;
}

/* 5.万元, 95.%: of a figure the part behind the point is missing. `1.万元` at the beginning of a clause numbers an
 * item. */
static void report_lost_decimals(bc_check *c, const bc_check_passage *p)
{
    for (size_t at = 0; (at = bc_str_find(p->text, BC_STR("."), at)) != SIZE_MAX; at++) {
        size_t from = at;
        while (from && (bc_check_is_digit(p->text.p[from - 1]) || p->text.p[from - 1] == ','))
            from--;
        const bc_str behind = bc_str_slice(p->text, at + 1, p->text.n);
        int power;
        const bool unit = bc_unit_money_at(behind, &power) > 0 || bc_str_starts(behind, BC_STR("%"));
        const bool inside = from >= 3 && (unsigned char)p->text.p[from - 1] >= 0x80 && !is_stop_before(p->text, from);
        if (from == at || !unit || !inside)
            continue;
        const bc_str written = bc_str_slice(p->text, from, at + 1);
        bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, from, at + 1 - from),
                        bc_tr("%.*s: behind the point of `%.*s` there are no figures"), BC_STR_ARG(p->field->label),
                        BC_STR_ARG(written));
    }
}

static void run_fund_format(bc_check *c)
{
    report_long_decimals(c);
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++)
        if (bc_check_is_prose(&c->passages[i]))
            report_lost_decimals(c, &c->passages[i]);
    writing w = { 0 };
    for (uint32_t i = 0; i < c->checks->money.n; i++)
        look_at_writing(&w, bc_check_slot_at(c->record, &c->checks->money.at[i]));
    if (w.first_of[WITH_UNIT] && w.first_of[WITHOUT_UNIT]) {
        bc_check_report_as(c, BC_DIAG_NOTE, bc_check_mark(c, w.first_of[WITHOUT_UNIT]),
                           bc_tr("this amount has no unit, `%.*s` on line %u has one"),
                           BC_STR_ARG(w.first_of[WITH_UNIT]->origin->as.text),
                           w.first_of[WITH_UNIT]->origin->mark.line);
        return;
    }
    if (w.first_of[WITH_DECIMALS] && w.first_of[WITHOUT_DECIMALS])
        bc_check_report_as(c, BC_DIAG_NOTE, bc_check_mark(c, w.first_of[WITHOUT_DECIMALS]),
                           bc_tr("`%.*s` has no digits after the point, `%.*s` on line %u has"),
                           BC_STR_ARG(w.first_of[WITHOUT_DECIMALS]->text), BC_STR_ARG(w.first_of[WITH_DECIMALS]->text),
                           w.first_of[WITH_DECIMALS]->origin->mark.line);
}

/* -- FUND-SIGN -------------------------------------------------------------------------------------------- */

static bool may_be_negative(const bc_check *c, bc_str label)
{
    return bc_form_words_in(bc_check_words_of(c, BC_WORDS_CHANGES), label);
}

static void check_sign(bc_check *c, const bc_form_field *field, bc_str row, const bc_value *datum)
{
    if (datum->type != BC_VALUE_NUMBER || datum->as.number.coef >= 0 || (field->computed && !datum->origin))
        return;
    const bc_str own = bc_check_money(c, datum->as.number);
    if (row.n)
        bc_check_report(c, bc_check_mark(c, datum), bc_tr("%.*s of `%.*s` is negative: %.*s"), BC_STR_ARG(field->label),
                        BC_STR_ARG(row), BC_STR_ARG(own));
    else
        bc_check_report(c, bc_check_mark(c, datum), bc_tr("%.*s is negative: %.*s"), BC_STR_ARG(field->label),
                        BC_STR_ARG(own));
}

static void check_signs_of(bc_check *c, const bc_check_table *t)
{
    const bc_value *list = bc_check_slot_at(c->record, &t->slot);
    const bc_form_field *columns = t->slot.field->children;
    for (uint32_t i = 0; list->type == BC_VALUE_LIST && i < list->n; i++) {
        const bc_value *row = &list->as.items[i];
        const bc_str name = bc_check_words_at(row, t->name);
        if (row->type != BC_VALUE_MAP || bc_form_words_in(bc_check_words_of(c, BC_WORDS_BALANCES), name))
            continue;
        for (uint32_t k = 0; k < t->amount_count; k++)
            if (!may_be_negative(c, columns[t->amounts[k]].label))
                check_sign(c, &columns[t->amounts[k]], name, bc_check_cell(row, t->amounts[k]));
    }
}

static void run_fund_sign(bc_check *c)
{
    for (uint32_t i = 0; i < c->checks->money.n; i++) {
        const bc_check_slot *slot = &c->checks->money.at[i];
        const bc_value *datum = bc_check_slot_at(c->record, slot);
        const bool list = datum->type == BC_VALUE_LIST;
        for (uint32_t k = 0; k < (list ? datum->n : 1) && !may_be_negative(c, slot->field->label); k++)
            check_sign(c, slot->field, (bc_str){ 0 }, list ? &datum->as.items[k] : datum);
    }
    for (uint32_t i = 0; i < c->checks->table_count; i++)
        if (!may_be_negative(c, c->checks->tables[i].slot.field->label))
            check_signs_of(c, &c->checks->tables[i]);
}

/* -- the table -------------------------------------------------------------------------------------------- */

static const bc_check_rule RULES[] = {
    {
        .code = "FUND-SUM",
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("a total equals the sum of its parts"),
        .parameters = FUND_SUM,
        .parts = FUND_SUM_PARTS,
        .run = run_fund_sum,
        .compile = compile_fund_sum,
    },
    {
        .code = "FUND-UNIT",
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("the size of an amount fits the unit of its label"),
        .run = run_fund_unit,
    },
    {
        .code = "FUND-BASIS",
        .words = BC_CHECK_READS(BC_WORDS_WHOLES),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("the amount that a text derives is the amount in its field"),
        .parameters = FUND_BASIS,
        .parts = FUND_BASIS_PARTS,
        .run = run_fund_basis,
        .compile = compile_fund_basis,
    },
    {
        .code = "FUND-FORMAT",
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("amounts of a form are written in one way"),
        .run = run_fund_format,
    },
    {
        .code = "FUND-SIGN",
        .words = BC_CHECK_READS(BC_WORDS_CHANGES, BC_WORDS_BALANCES),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("amounts are negative only where they can be"),
        .run = run_fund_sign,
    },
};
const bc_check_rule_table bc_check_rules_money = { RULES, sizeof RULES / sizeof *RULES };
