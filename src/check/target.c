/* Targets are written by hand in a hundred ways, so they are taken apart by lists of signs and words rather than by a
 * grammar: sign, number, unit, sign behind (以上), and what is left over. Nothing is refused here; rules judge the
 * parts. */
#include "check/private/target.h"

#include "base/unit.h"
#include "base/utf8.h"

#include <string.h>

/* Signs as they are typed; words stand in the vocabulary. */
static const struct {
    const char *text;
    bc_check_relation relation;
} SIGNS[] = {
    { "≥", BC_AT_LEAST },   { "≤", BC_AT_MOST },    { "=", BC_EXACTLY },     { "＝", BC_EXACTLY },
    { ">=", BC_AT_LEAST },  { "=>", BC_AT_LEAST },  { "<=", BC_AT_MOST },    { "=<", BC_AT_MOST },
    { "≧", BC_AT_LEAST },   { "≦", BC_AT_MOST },    { "⩾", BC_AT_LEAST },    { "⩽", BC_AT_MOST },
    { "＞=", BC_AT_LEAST }, { "＞", BC_ABOVE },     { ">", BC_ABOVE },       { "＜=", BC_AT_MOST },
    { "＜", BC_BELOW },     { "<", BC_BELOW },      { "> =", BC_AT_LEAST },  { "＞ =", BC_AT_LEAST },
    { "< =", BC_AT_MOST },  { "＜ =", BC_AT_MOST }, { "＞＝", BC_AT_LEAST }, { "＜＝", BC_AT_MOST },
};

static const char *const USUAL[] = { [BC_NO_OPERATOR] = NULL, [BC_AT_LEAST] = "≥", [BC_AT_MOST] = "≤",
                                     [BC_EXACTLY] = "=",      [BC_ABOVE] = "≥",    [BC_BELOW] = "≤" };

static bc_str trim_front(bc_str s)
{
    bc_str trimmed = bc_str_trim(s);
    return (bc_str){ trimmed.p, (size_t)(s.p + s.n - trimmed.p) };
}

bc_check_relation bc_check_sign_at(bc_str text, size_t *n)
{
    /* `=>` must not be read as `=`: the longest sign that fits. */
    bc_check_relation relation = BC_NO_OPERATOR;
    *n = 0;
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++) {
        bc_str sign = bc_str_from(SIGNS[i].text);
        if (sign.n > *n && bc_str_starts(text, sign)) {
            relation = SIGNS[i].relation;
            *n = sign.n;
        }
    }
    return relation;
}

static void take_sign(bc_check_target *out, bc_check_relation relation, bc_str sign)
{
    out->relation = relation;
    out->sign = sign;
    out->usual = bc_str_is(sign, USUAL[relation]) ? NULL : USUAL[relation];
}

static bc_str read_sign_before(const bc_form_words *words, bc_str text, bc_check_target *out)
{
    size_t n;
    bc_check_relation relation = bc_check_sign_at(text, &n);
    const bc_form_words *list = &words[BC_WORDS_OPERATORS];
    int word = bc_form_words_longest_begin(list, text);
    if (word >= 0 && list->at[word].n > n) {
        n = list->at[word].n;
        relation = (bc_check_relation)list->means[word].place;
    }
    if (!relation)
        return text;
    take_sign(out, relation, bc_str_slice(text, 0, n));
    return bc_str_trim(bc_str_slice(text, n, text.n));
}

/* Where the word behind a number ends: at a blank, a figure, a stop or a sign. */
static size_t unit_end(bc_str text)
{
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        uint32_t c = bc_utf8_next(text, &at);
        bool letter = c >= 0x4E00 || c == '%' || c == '/' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                      c == 0x33A1 || c == 0xB2 || c == 0xB3 || c == 0x2030 || c == 0xB0 || c == 0x2103;
        if (!letter || (c >= 0xFF00 && c != 0xFF05))
            return from;
    }
    return text.n;
}

static void read_sign_behind(const bc_form_words *words, bc_check_target *out)
{
    const bc_form_words *list = &words[BC_WORDS_OPERATORS_BEHIND];
    int word = bc_form_words_longest_end(list, out->unit);
    if (word < 0)
        return;
    size_t keep = out->unit.n - list->at[word].n;
    if (!out->relation)
        take_sign(out, (bc_check_relation)list->means[word].place, bc_str_slice(out->unit, keep, out->unit.n));
    out->unit = bc_str_trim(bc_str_slice(out->unit, 0, keep));
}

/* 2021.12前 */
static bool is_year_and_month(const bc_check_target *t)
{
    bool behind = !t->unit.n || bc_str_starts(t->unit, BC_STR("前")) || bc_str_starts(t->unit, BC_STR("底"));
    return behind && t->number.scale && t->number.scale <= 2 && t->digits.n >= 6 && t->digits.p[4] == '.' &&
           bc_decimal_compare(t->number, bc_decimal_from_int(1900)) > 0 &&
           bc_decimal_compare(t->number, bc_decimal_from_int(2200)) < 0;
}

static bool is_date(const bc_check_target *t)
{
    int64_t whole;
    if (is_year_and_month(t) && (t->unit.n || bc_str_starts(t->rest, BC_STR(".")))) /* 2021.12前, 2021.12.20前 */
        return true;
    bool integer = bc_decimal_is_integer(t->number, &whole);
    if (bc_str_starts(t->unit, BC_STR("年")))
        return integer && whole >= 1900 && whole <= 2200;
    if (bc_str_starts(t->unit, BC_STR("月")) || bc_str_starts(t->unit, BC_STR("月底")))
        return t->number.scale ? true : integer && whole >= 1 && whole <= 12;
    if (bc_str_starts(t->unit, BC_STR("日")) || bc_str_starts(t->unit, BC_STR("号")))
        return integer && whole <= 31;
    /* 2021-12-31, 2021/12, 2021.12.31 */
    return integer && whole >= 1900 && whole <= 2200 && !t->unit.n && t->rest.n && strchr("-/.", t->rest.p[0]);
}

void bc_check_target_read(const bc_form_words *words, bc_str text, bc_check_target *out)
{
    *out = (bc_check_target){ .text = bc_str_trim(text) };
    bc_str rest = read_sign_before(words, out->text, out);
    size_t used = 0;
    out->figure = bc_decimal_parse_prefix(rest, &out->number, &used) && used > 0;
    if (!out->figure) {
        out->rest = rest;
        return;
    }
    out->digits = bc_str_trim(bc_str_slice(rest, 0, used));
    rest = trim_front(bc_str_slice(rest, used, rest.n));
    size_t end = unit_end(rest);
    /* In 5万/10万 the stroke separates values. */
    if (end > 0 && rest.p[end - 1] == '/')
        end--;
    out->unit = bc_str_slice(rest, 0, end);
    out->rest = bc_str_trim(bc_str_slice(rest, end, rest.n));
    read_sign_behind(words, out);
    out->date = is_date(out);
    size_t dash = bc_str_starts(out->rest, BC_STR("-")) || bc_str_starts(out->rest, BC_STR("~"))    ? 1
                  : bc_str_starts(out->rest, BC_STR("—")) || bc_str_starts(out->rest, BC_STR("～")) ? 3
                                                                                                    : 0;
    out->range = dash && dash < out->rest.n && out->rest.p[dash] >= '0' && out->rest.p[dash] <= '9';
}

bool bc_check_tells_spread(bc_str text)
{
    const bc_str sign = BC_STR("±");
    const size_t at = bc_str_find(text, sign, 0), behind = at + sign.n;
    return at != SIZE_MAX && behind < text.n && text.p[behind] >= '0' && text.p[behind] <= '9';
}
