/* TEXT-SUM. Amounts that a text tells: wholes and their parts, products, what fields of the same name say. */
#include "base/tr.h"
#include "base/unit.h"
#include "base/utf8.h"
#include "base/written.h"
#include "check/private/run.h"

#include <string.h>

static bool next_sentence(bc_str text, size_t *at, bc_str *out)
{
    return bc_check_next_piece(text, "。；\n", at, out);
}

static bc_str in_wan(bc_check *c, bc_decimal yuan)
{
    bc_decimal wan = yuan;
    (void)bc_decimal_div(yuan, bc_decimal_from_int(10000), 6, &wan);
    return bc_check_number(c, wan, wan.scale > 2 ? -1 : 2, true);
}

/* -- TEXT-SUM: a whole and its parts -------------------------------------------------------------------- */

static const bc_keys_key TEXT_SUM[] = {
    { "budget", "path", bc_tr_mark("the field of the budget") },
    { 0 },
};

static const void *compile_text_sum(bc_check_rule_compiler *compiler, const bc_node *spec)
{
    const bc_node *path = bc_node_find(spec, "budget");
    bc_check_slot *slot = BC_NEW(compiler->arena, bc_check_slot);
    return path && bc_check_slot_compile(compiler, path, slot) ? slot : NULL;
}

/* The budget in 元, as the template's field or the first total that is filled in says. */
static const bc_check_slot *find_budget(const bc_check *c, bc_decimal *yuan)
{
    const bc_check_slot *named = c->use->data;
    const bc_value *amount = named ? bc_check_amount_at(c->record, named) : NULL;
    if (amount && amount->type == BC_VALUE_NUMBER && bc_unit_to_yuan(amount->as.number, named->field->unit, yuan))
        return bc_decimal_compare(*yuan, bc_decimal_from_int(0)) > 0 ? named : NULL;
    for (uint32_t i = 0; i < c->checks->totals.n; i++) {
        const bc_check_slot *slot = &c->checks->totals.at[i];
        const bc_value *datum = bc_check_slot_at(c->record, slot);
        if (datum->type == BC_VALUE_NUMBER && bc_unit_to_yuan(datum->as.number, slot->field->unit, yuan))
            return bc_decimal_compare(*yuan, bc_decimal_from_int(0)) > 0 ? slot : NULL;
    }
    return NULL;
}

/* 其中：A 20万元，B 12万元，C 12.5万元, and no whole in the sentence: the budget is one. A few small things may be told
 * of it. */
static void check_against_budget(bc_check *c, const bc_check_passage *p, bc_str sentence, bc_decimal sum)
{
    bc_decimal budget, most, least;
    const bc_check_slot *slot = find_budget(c, &budget);
    if (!slot || !bc_decimal_compare(sum, budget) || !bc_decimal_mul(sum, bc_decimal_from_int(5), &most) ||
        !bc_decimal_mul(budget, bc_decimal_from_int(4), &least) || bc_decimal_compare(most, least) < 0 ||
        bc_form_words_in(bc_check_words_of(c, BC_WORDS_OTHER_YEARS), sentence) ||
        bc_form_words_in(bc_check_words_of(c, BC_WORDS_TOTALS), sentence))
        return;
    const bc_str added = in_wan(c, sum), whole = in_wan(c, budget);
    bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, (size_t)(sentence.p - p->text.p), sentence.n),
                    bc_tr("%.*s: its amounts add up to %.*s 万元, but %.*s is %.*s 万元"), BC_STR_ARG(p->field->label),
                    BC_STR_ARG(added), BC_STR_ARG(slot->field->label), BC_STR_ARG(whole));
}

/* Of 合计900万元，其中A 500万元，B 400万元: the parts must be all of them. */
static void check_parts(bc_check *c, const bc_check_passage *p, bc_str sentence)
{
    const bc_form_words *among_words = bc_check_words_of(c, BC_WORDS_AMONG);
    size_t among = SIZE_MAX, from, at = 0;
    for (uint32_t i = 0; i < among_words->n && among == SIZE_MAX; i++)
        among = bc_str_find(sentence, among_words->at[i], 0);
    const bc_form_words *made_of = bc_check_words_of(c, BC_WORDS_MADE_OF);
    const int made = among == SIZE_MAX ? bc_form_words_first_in(made_of, sentence) : -1;
    among = made >= 0 ? bc_str_find(sentence, made_of->at[made], 0) : among;
    if (among == SIZE_MAX || bc_check_has(sentence, "/") ||
        bc_form_words_in(bc_check_words_of(c, BC_WORDS_NOT_ALL), sentence))
        return;
    enum { MIN_PARTS = 3 };
    bc_decimal whole = bc_decimal_from_int(0), sum = whole, yuan;
    size_t parts = 0, whole_from = 0, whole_to = 0;
    while (bc_written_next_money(sentence, &from, &at, &yuan)) {
        if (from < among) {
            whole = yuan;
            whole_from = from;
            whole_to = at;
        } else if (!bc_decimal_add(sum, yuan, &sum)) {
            return;
        } else {
            parts++;
        }
    }
    if (!whole_to && !among && parts >= MIN_PARTS)
        check_against_budget(c, p, sentence, sum);
    if (!whole_to || parts < 2 || bc_decimal_compare(whole, sum) == 0)
        return;
    bc_str told = bc_str_slice(sentence, whole_from, whole_to), added = in_wan(c, sum);
    bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, (size_t)(told.p - p->text.p), told.n),
                    bc_tr("the text speaks of %.*s, but its parts add up to %.*s 万元"), BC_STR_ARG(told),
                    BC_STR_ARG(added));
}

/* -- TEXT-SUM: products --------------------------------------------------------------------------------- */

typedef struct factor {
    bc_decimal value; /* its counting word and percent sign applied */
    size_t end;
} factor;

/* A number and the unit behind it, which may name something: 200元/人, 30%, 5万. */
static bool read_factor(bc_str text, size_t at, factor *out)
{
    size_t used;
    if (!bc_decimal_parse_prefix(bc_str_slice(text, at, text.n), &out->value, &used) || text.p[at] == '-')
        return false;
    at += used;
    enum { MAX_NOUN = 8 };
    bc_str unit = bc_str_slice(text, at, text.n);
    int power = bc_unit_count_power(unit);
    if (power > 0 && !bc_decimal_shift(out->value, power, &out->value))
        return false;
    if (bc_str_starts(unit, BC_STR("%")) && !bc_decimal_shift(out->value, -2, &out->value))
        return false;
    for (size_t n = 0; at < text.n && n < MAX_NOUN; n++) {
        size_t next = at;
        uint32_t c = bc_utf8_next(text, &next);
        bool sign = c == '*' || c == 0xD7 || c == 0xFF0A || c == 'x' || c == 'X' || c == '=' || c == 0xFF1D;
        bool noun = c >= 0x4E00 || c == '%' || c == '/' || c == ' ' || c == 0xB7;
        if (sign || !noun || c == 0xFF0C || c == 0xFF1B || c == 0xFF08 || c == 0xFF09)
            break;
        at = next;
    }
    out->end = at;
    return true;
}

static bool take_sign(bc_str text, size_t *at, const char *const *signs, size_t n)
{
    while (*at < text.n && text.p[*at] == ' ')
        ++*at;
    for (size_t i = 0; i < n; i++)
        if (bc_str_starts(bc_str_slice(text, *at, text.n), bc_str_from(signs[i]))) {
            *at += strlen(signs[i]);
            while (*at < text.n && text.p[*at] == ' ')
                ++*at;
            return true;
        }
    return false;
}

/* Whether the result is what the product gives, rounded to the digits that it has. */
static bool is_rounded(bc_decimal product, bc_decimal result)
{
    bc_decimal rounded;
    return bc_decimal_rescale(product, result.scale, BC_ROUND_HALF_UP, &rounded) &&
           bc_decimal_compare(rounded, result) == 0;
}

/* 10人*200元/人=3000元 from `at` on; the bytes it takes, 0: there is none. */
static size_t check_product(bc_check *c, const bc_check_passage *p, size_t at)
{
    static const char *const TIMES[] = { "*", "×", "＊", "x", "X" }, *const EQUALS[] = { "=", "＝" };
    factor first, next;
    if (!read_factor(p->text, at, &first))
        return 0;
    size_t behind = first.end, factors = 1;
    bc_decimal product = first.value;
    while (take_sign(p->text, &behind, TIMES, 5)) {
        if (!read_factor(p->text, behind, &next) || !bc_decimal_mul(product, next.value, &product))
            return 0;
        behind = next.end;
        factors++;
    }
    if (factors < 2 || !take_sign(p->text, &behind, EQUALS, 2) || !read_factor(p->text, behind, &next))
        return 0;
    if (!is_rounded(product, next.value)) {
        /* 3600*12=4.32万: the digits of the result are those of its counting word. */
        bc_decimal wan, told;
        bool rounded = bc_decimal_div(product, bc_decimal_from_int(10000), BC_DECIMAL_MAX_SCALE, &wan) &&
                       bc_decimal_div(next.value, bc_decimal_from_int(10000), BC_DECIMAL_MAX_SCALE, &told) &&
                       is_rounded(wan, bc_decimal_trim(told, 0));
        bc_str right = bc_check_number(c, bc_decimal_trim(product, 0), -1, true);
        bc_str written = bc_str_slice(p->text, at, next.end);
        if (!rounded)
            bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, at, next.end - at),
                            bc_tr("`%.*s` does not compute: it is %.*s"), BC_STR_ARG(written), BC_STR_ARG(right));
    }
    return next.end - at;
}

static void check_products(bc_check *c, const bc_check_passage *p)
{
    if (!bc_check_has(p->text, "=") && !bc_check_has(p->text, "＝"))
        return;
    for (size_t at = 0; at < p->text.n;) {
        if (!bc_check_is_digit(p->text.p[at])) {
            at++;
            continue;
        }
        size_t n = check_product(c, p, at);
        if (!n) {
            n = bc_check_digits_at(p->text, at);
            while (at + n + 1 < p->text.n && (p->text.p[at + n] == '.' || p->text.p[at + n] == ',') &&
                   bc_check_is_digit(p->text.p[at + n + 1]))
                n += 1 + bc_check_digits_at(p->text, at + n + 1);
        }
        at += n;
    }
}

/* -- TEXT-SUM: fields by their names -------------------------------------------------------------------- */

/* A label without what stands in brackets: 财政资金（万元）. */
static bc_str plain_label(bc_str label)
{
    static const char *const OPEN[] = { "（", "(" };
    for (size_t i = 0; i < 2; i++)
        label = bc_str_slice(label, 0, bc_str_find(label, bc_str_from(OPEN[i]), 0));
    return bc_str_trim(label);
}

static bool field_is(const bc_check *c, bc_str label, bc_decimal yuan, const bc_check_slot **wrong)
{
    bool known = false;
    for (uint32_t i = 0; i < c->checks->money.n; i++) {
        const bc_check_slot *slot = &c->checks->money.at[i];
        const bc_value *datum = bc_check_slot_at(c->record, slot);
        bc_decimal own;
        if (!bc_str_eq(plain_label(slot->field->label), label) || datum->type != BC_VALUE_NUMBER ||
            !bc_unit_to_yuan(datum->as.number, slot->field->unit, &own))
            continue;
        if (bc_decimal_compare(own, yuan) == 0)
            return true;
        *wrong = slot;
        known = true;
    }
    return !known;
}

/* 财政资金200万元 in a text, where the field 财政资金 says another amount. */
static void check_named(bc_check *c, const bc_check_passage *p, bc_str sentence, bc_str label)
{
    enum { BETWEEN = 9 }; /* bytes: 安排, 为, ： */
    size_t at = bc_str_find(sentence, label, 0), from;
    if (at == SIZE_MAX || bc_check_has(sentence, "/") ||
        bc_form_words_in(bc_check_words_of(c, BC_WORDS_OTHER_YEARS), sentence))
        return;
    size_t behind = at + label.n, next = behind;
    bc_decimal yuan;
    const bc_check_slot *wrong = NULL;
    if (!bc_written_next_money(sentence, &from, &next, &yuan) || from > behind + BETWEEN ||
        field_is(c, label, yuan, &wrong))
        return;
    bc_str told = bc_str_slice(sentence, from, next);
    const bc_value *datum = bc_check_slot_at(c->record, wrong);
    bc_str own = bc_check_number(c, datum->as.number, -1, true);
    bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, (size_t)(told.p - p->text.p), told.n),
                    bc_tr("the text speaks of %.*s, but %.*s is %.*s %.*s"), BC_STR_ARG(told),
                    BC_STR_ARG(wrong->field->label), BC_STR_ARG(own), BC_STR_ARG(wrong->field->unit));
}

/* 项目预算总额300万元, where no field of the form has that amount. */
static void check_budget_told(bc_check *c, const bc_check_passage *p, bc_str sentence)
{
    enum { BETWEEN = 9 }; /* bytes: 安排, 为, ： */
    const bc_form_words *words = bc_check_words_of(c, BC_WORDS_BUDGETS);
    const int word = bc_form_words_first_in(words, sentence);
    if (word < 0 || !c->checks->totals.n || bc_form_words_in(bc_check_words_of(c, BC_WORDS_OTHER_YEARS), sentence))
        return;
    const size_t behind = bc_str_find(sentence, words->at[word], 0) + words->at[word].n;
    size_t from, next = behind;
    bc_decimal yuan, own;
    if (!bc_written_next_money(sentence, &from, &next, &yuan) || from > behind + BETWEEN)
        return;
    const bc_check_slot *wrong = NULL;
    for (uint32_t i = 0; i < c->checks->money.n; i++) {
        const bc_check_slot *slot = &c->checks->money.at[i];
        const bc_value *datum = bc_check_slot_at(c->record, slot);
        const bool list = datum->type == BC_VALUE_LIST;
        if (list && datum->n)
            return; /* amounts of several periods */
        if (datum->type != BC_VALUE_NUMBER || !bc_unit_to_yuan(datum->as.number, slot->field->unit, &own))
            continue;
        if (bc_decimal_compare(own, yuan) == 0)
            return;
        wrong = !wrong && datum->as.number.coef ? slot : wrong;
    }
    if (!wrong)
        return;
    const bc_str told = bc_str_slice(sentence, from, next),
                 number = bc_check_number(c, bc_check_slot_at(c->record, wrong)->as.number, -1, true);
    bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, (size_t)(told.p - p->text.p), told.n),
                    bc_tr("the text speaks of %.*s, but %.*s is %.*s %.*s"), BC_STR_ARG(told),
                    BC_STR_ARG(wrong->field->label), BC_STR_ARG(number), BC_STR_ARG(wrong->field->unit));
}

/* 预算数260万元，财政资金250万元: what is told of the parts in a text makes what is told of the whole there. */
static void check_told_parts(bc_check *c, const bc_check_passage *p)
{
    enum { BETWEEN = 9 }; /* bytes: 为, ： and a blank */
    const bc_form_words *wholes = bc_check_words_of(c, BC_WORDS_TOLD_WHOLES),
                        *parts = bc_check_words_of(c, BC_WORDS_TOLD_PARTS);
    const int word = bc_form_words_first_in(wholes, p->text);
    if (word < 0 || bc_form_words_in(bc_check_words_of(c, BC_WORDS_OTHER_YEARS), p->text))
        return;
    bc_decimal whole, yuan, sum = bc_decimal_from_int(0);
    size_t behind = bc_str_find(p->text, wholes->at[word], 0) + wholes->at[word].n, from, next = behind, told = 0;
    if (!bc_written_next_money(p->text, &from, &next, &whole) || from > behind + BETWEEN)
        return;
    const size_t whole_from = from, whole_to = next;
    size_t last = next;
    for (uint32_t i = 0; i < parts->n; i++) {
        const size_t at = bc_str_find(p->text, parts->at[i], 0);
        if (at == SIZE_MAX)
            continue;
        behind = next = at + parts->at[i].n;
        if (!bc_written_next_money(p->text, &from, &next, &yuan) || from > behind + BETWEEN ||
            !bc_decimal_add(sum, yuan, &sum))
            continue;
        told++;
        last = next;
    }
    const int order = bc_decimal_compare(sum, whole);
    const bool closed = bc_str_starts(bc_str_slice(p->text, last, p->text.n), BC_STR("。"));
    const bool some =
        told == 1 && order < 0 && !closed && bc_form_words_in(bc_check_words_of(c, BC_WORDS_AMONG), p->text);
    if (!told || !order || some)
        return;
    const bc_str written = bc_str_slice(p->text, whole_from, whole_to), added = in_wan(c, sum);
    bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, whole_from, written.n),
                    bc_tr("the text speaks of %.*s, but its parts add up to %.*s 万元"), BC_STR_ARG(written),
                    BC_STR_ARG(added));
}

static void check_fields_named(bc_check *c, const bc_check_passage *p, bc_str sentence)
{
    enum { MIN_LENGTH = 9 }; /* bytes: shorter labels are words of any text */
    if (!bc_check_has(sentence, "元") && !bc_check_has(sentence, "万"))
        return;
    check_budget_told(c, p, sentence);
    for (uint32_t i = 0; i < c->checks->money.n; i++) {
        bc_str label = plain_label(c->checks->money.at[i].field->label);
        bool before = false;
        for (uint32_t k = 0; k < i && !before; k++)
            before = bc_str_eq(plain_label(c->checks->money.at[k].field->label), label);
        if (label.n >= MIN_LENGTH && !before)
            check_named(c, p, sentence, label);
    }
}

/* -- TEXT-SUM: parts and their total -------------------------------------------------------------------- */

/* The amounts of a text, up to so many. */
enum { MAX_TOLD = 64 };

typedef struct told_amounts {
    bc_decimal yuan[MAX_TOLD];
    size_t n;
} told_amounts;

/* Whether the last ones, two or more, add up to the total, or one of them is the total told before. What stands in
 * front may be anything. */
static bool make_up(const told_amounts *told, bc_decimal total)
{
    bc_decimal sum = bc_decimal_from_int(0);
    for (size_t i = told->n; i-- > 0;) {
        if (bc_decimal_compare(told->yuan[i], total) == 0 || !bc_decimal_add(sum, told->yuan[i], &sum) ||
            (i + 1 < told->n && bc_decimal_compare(sum, total) == 0))
            return true;
    }
    return false;
}

/* Whether a word of the list ends at most `most` bytes before `at`. */
static bool stands_before(const bc_form_words *words, bc_str text, size_t at, size_t most)
{
    for (uint32_t i = 0; i < words->n; i++) {
        const size_t reach = words->at[i].n + most;
        if (bc_str_find(bc_str_slice(text, at > reach ? at - reach : 0, at), words->at[i], 0) != SIZE_MAX)
            return true;
    }
    return false;
}

/* Of A 3万元、B 4万元，两项合计7万元: what stands behind the word is what stands before it, added up. */
static void check_total(bc_check *c, const bc_check_passage *p, bc_str sentence)
{
    enum { BETWEEN = 9 }; /* bytes: 金额, 为, ： */
    const bc_form_words *words = bc_check_words_of(c, BC_WORDS_TOTALS);
    if (!bc_form_words_in(words, sentence) || bc_check_has(sentence, "/") ||
        bc_form_words_in(bc_check_words_of(c, BC_WORDS_NOT_ALL), sentence))
        return;
    told_amounts told = { 0 };
    bc_decimal yuan;
    for (size_t from, at = 0; told.n < MAX_TOLD && bc_written_next_money(sentence, &from, &at, &yuan);) {
        const bool total = stands_before(words, sentence, from, BETWEEN);
        if (total && told.n > 1 && !make_up(&told, yuan)) {
            const bc_str written = bc_str_slice(sentence, from, at);
            bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, (size_t)(written.p - p->text.p), written.n),
                            bc_tr("the amounts in front of %.*s do not add up to it"), BC_STR_ARG(written));
        }
        told.yuan[told.n++] = yuan;
        if (total)
            told.n = 0;
    }
}

/* 260万元（大写：贰佰陆拾万元整）: twice the same. */
static void check_capitals(bc_check *c, const bc_check_passage *p)
{
    enum { BETWEEN = 12 }; /* bytes: the colon, a blank, 人民币 */
    const bc_form_words *words = bc_check_words_of(c, BC_WORDS_CAPITALS);
    if (!bc_form_words_in(words, p->text))
        return;
    bc_decimal yuan, before = bc_decimal_from_int(0);
    size_t end = 0;
    for (size_t from, at = 0; bc_check_goes_on(c) && bc_written_next_money(p->text, &from, &at, &yuan);
         end = at, before = yuan) {
        const bool capital =
            end && stands_before(words, p->text, from, BETWEEN) && !stands_before(words, p->text, end, BETWEEN);
        if (!capital || bc_decimal_compare(before, yuan) == 0 ||
            bc_form_words_first_in(words, bc_str_slice(p->text, end, from)) < 0)
            continue;
        const bc_str figures = in_wan(c, before), words_say = in_wan(c, yuan);
        bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, from, at - from),
                        bc_tr("in figures it is %.*s 万元, in words %.*s 万元"), BC_STR_ARG(figures),
                        BC_STR_ARG(words_say));
    }
}

/* -- TEXT-SUM: parts and the budget ---------------------------------------------------------------------- */

/* Whether the two are so near that the one is meant for the other: a tenth apart, and not the same. */
static bool is_beside(bc_decimal sum, bc_decimal budget)
{
    bc_decimal difference, share;
    if (!bc_decimal_sub(sum, budget, &difference) || !bc_decimal_mul(difference, bc_decimal_from_int(10), &share))
        return false;
    const bc_decimal nothing = bc_decimal_from_int(0);
    if (bc_decimal_compare(share, nothing) < 0)
        (void)bc_decimal_sub(nothing, share, &share);
    return bc_decimal_compare(difference, nothing) != 0 && bc_decimal_compare(share, budget) < 0;
}

/* Whether each piece up to ； 。 or a line's end tells one amount: all that the money is for. */
static bool is_whole_list(bc_str text)
{
    bc_str piece;
    size_t pieces = 0;
    for (size_t at = 0; next_sentence(text, &at, &piece);) {
        size_t amounts = 0;
        bc_decimal yuan;
        if (bc_str_trim(piece).n == 0)
            continue;
        for (size_t from, next = 0; bc_written_next_money(piece, &from, &next, &yuan);)
            amounts++;
        if (amounts != 1)
            return false;
        pieces++;
    }
    return pieces > 1;
}

/* A text that lists what the money is for, and whose list is nearly the budget, or lacks some of it. */
static void check_list_of_budget(bc_check *c, const bc_check_passage *p)
{
    bc_decimal budget, yuan, sum = bc_decimal_from_int(0);
    const bc_check_slot *slot = find_budget(c, &budget);
    if (!slot || bc_check_has(p->text, "/") || bc_form_words_in(bc_check_words_of(c, BC_WORDS_NOT_ALL), p->text) ||
        bc_form_words_in(bc_check_words_of(c, BC_WORDS_OTHER_YEARS), p->text))
        return;
    size_t parts = 0;
    for (size_t from, at = 0; bc_check_goes_on(c) && bc_written_next_money(p->text, &from, &at, &yuan); parts++)
        if (bc_decimal_compare(yuan, budget) >= 0 || !bc_decimal_add(sum, yuan, &sum))
            return;
    if (parts < 2 || bc_decimal_compare(sum, budget) == 0)
        return;
    const bool lacks = bc_decimal_compare(sum, budget) < 0 && is_whole_list(p->text) &&
                       !bc_form_words_in(bc_check_words_of(c, BC_WORDS_GOALS), p->field->label);
    if (!lacks && !is_beside(sum, budget))
        return;
    const bc_str added = in_wan(c, sum), whole = in_wan(c, budget);
    bc_check_report(c, bc_check_mark(c, p->datum),
                    bc_tr("%.*s: its amounts add up to %.*s 万元, but %.*s is %.*s 万元"), BC_STR_ARG(p->field->label),
                    BC_STR_ARG(added), BC_STR_ARG(slot->field->label), BC_STR_ARG(whole));
}

static void run_text_sum(bc_check *c)
{
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
        const bc_check_passage *p = &c->passages[i];
        if (!bc_check_is_prose(p))
            continue;
        bc_str sentence;
        for (size_t at = 0; bc_check_goes_on(c) && next_sentence(p->text, &at, &sentence);) {
            check_parts(c, p, sentence);
            check_fields_named(c, p, sentence);
            check_total(c, p, sentence);
        }
        check_told_parts(c, p);
        check_products(c, p);
        check_capitals(c, p);
        check_list_of_budget(c, p);
    }
}

/* -- the table -------------------------------------------------------------------------------------------- */

static const bc_check_rule RULES[] = {
    {
        .code = "TEXT-SUM",
        .words =
            BC_CHECK_READS(BC_WORDS_AMONG, BC_WORDS_NOT_ALL, BC_WORDS_OTHER_YEARS, BC_WORDS_TOTALS, BC_WORDS_CAPITALS),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("amounts told in texts add up, multiply and agree with the table"),
        .parameters = TEXT_SUM,
        .run = run_text_sum,
        .compile = compile_text_sum,
    },
};
const bc_check_rule_table bc_check_rules_sum = { RULES, sizeof RULES / sizeof *RULES };
