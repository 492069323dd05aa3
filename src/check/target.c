/* Targets are written by hand in a hundred ways, so they are taken apart by lists of signs and words rather than by a
 * grammar: sign, number, unit, sign behind (以上), and what is left over. Nothing is refused here; rules judge the
 * parts. */
#include "check/private/target.h"

#include "base/unit.h"
#include "base/utf8.h"

#include <string.h>

typedef struct sign_form {
    const char *text;
    bc_check_relation relation;
    const char *usual; /* NULL: this is it */
} sign_form;

/* Longer ones first where one begins like another. */
static const sign_form BEFORE[] = {
    { "≥", BC_AT_LEAST, NULL },       { "≤", BC_AT_MOST, NULL },
    { "=", BC_EXACTLY, NULL },        { "＝", BC_EXACTLY, "=" },
    { ">=", BC_AT_LEAST, "≥" },       { "=>", BC_AT_LEAST, "≥" },
    { "<=", BC_AT_MOST, "≤" },        { "=<", BC_AT_MOST, "≤" },
    { "≧", BC_AT_LEAST, "≥" },        { "≦", BC_AT_MOST, "≤" },
    { "⩾", BC_AT_LEAST, "≥" },        { "⩽", BC_AT_MOST, "≤" },
    { "＞=", BC_AT_LEAST, "≥" },      { "＞", BC_ABOVE, "≥" },
    { ">", BC_ABOVE, "≥" },           { "＜=", BC_AT_MOST, "≤" },
    { "＜", BC_BELOW, "≤" },          { "<", BC_BELOW, "≤" },
    { "大于等于", BC_AT_LEAST, "≥" }, { "大于或等于", BC_AT_LEAST, "≥" },
    { "小于等于", BC_AT_MOST, "≤" },  { "小于或等于", BC_AT_MOST, "≤" },
    { "不低于", BC_AT_LEAST, "≥" },   { "不少于", BC_AT_LEAST, "≥" },
    { "不小于", BC_AT_LEAST, "≥" },   { "不超过", BC_AT_MOST, "≤" },
    { "不高于", BC_AT_MOST, "≤" },    { "不大于", BC_AT_MOST, "≤" },
    { "不多于", BC_AT_MOST, "≤" },    { "等于", BC_EXACTLY, "=" },
    { "大于", BC_ABOVE, "≥" },        { "高于", BC_ABOVE, "≥" },
    { "超过", BC_ABOVE, "≥" },        { "小于", BC_BELOW, "≤" },
    { "低于", BC_BELOW, "≤" },        { "少于", BC_BELOW, "≤" },
};
static const sign_form BEHIND[] = {
    { "及以上", BC_AT_LEAST, "≥" }, { "以上", BC_AT_LEAST, "≥" }, { "及以下", BC_AT_MOST, "≤" },
    { "以下", BC_AT_MOST, "≤" },    { "以内", BC_AT_MOST, "≤" },  { "之内", BC_AT_MOST, "≤" },
};

static bc_str trim_front(bc_str s)
{
    bc_str trimmed = bc_str_trim(s);
    return (bc_str){ trimmed.p, (size_t)(s.p + s.n - trimmed.p) };
}

static bc_str read_sign_before(bc_str text, bc_check_target *out)
{
    /* `=>` must not be read as `=`: the longest sign that fits. */
    const sign_form *best = NULL;
    for (size_t i = 0; i < sizeof BEFORE / sizeof *BEFORE; i++)
        if (bc_str_starts(text, bc_str_from(BEFORE[i].text)) && (!best || strlen(BEFORE[i].text) > strlen(best->text)))
            best = &BEFORE[i];
    if (!best)
        return text;
    out->relation = best->relation;
    out->usual = best->usual;
    out->sign = bc_str_slice(text, 0, strlen(best->text));
    return bc_str_trim(bc_str_slice(text, out->sign.n, text.n));
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

static void read_sign_behind(bc_check_target *out)
{
    for (size_t i = 0; i < sizeof BEHIND / sizeof *BEHIND; i++) {
        bc_str word = bc_str_from(BEHIND[i].text);
        if (!bc_str_ends(out->unit, word))
            continue;
        size_t keep = out->unit.n - word.n;
        if (!out->relation) {
            out->relation = BEHIND[i].relation;
            out->usual = BEHIND[i].usual;
            out->sign = bc_str_slice(out->unit, keep, out->unit.n);
        }
        out->unit = bc_str_trim(bc_str_slice(out->unit, 0, keep));
        return;
    }
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
    if (is_year_and_month(t) && t->unit.n)
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

void bc_check_target_read(bc_str text, bc_check_target *out)
{
    *out = (bc_check_target){ .text = bc_str_trim(text) };
    bc_str rest = read_sign_before(out->text, out);
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
    read_sign_behind(out);
    out->date = is_date(out);
    size_t dash = bc_str_starts(out->rest, BC_STR("-")) || bc_str_starts(out->rest, BC_STR("~"))    ? 1
                  : bc_str_starts(out->rest, BC_STR("—")) || bc_str_starts(out->rest, BC_STR("～")) ? 3
                                                                                                    : 0;
    out->range = dash && dash < out->rest.n && out->rest.p[dash] >= '0' && out->rest.p[dash] <= '9';
}

bool bc_check_next_amount(bc_str text, size_t *from, size_t *at, bc_decimal *yuan)
{
    for (size_t i = *at; i < text.n; i++) {
        if (text.p[i] < '0' || text.p[i] > '9')
            continue;
        bc_str rest = bc_str_slice(text, i, text.n);
        size_t used = 0;
        if (!bc_decimal_parse_prefix(rest, yuan, &used) || !used) {
            while (i + 1 < text.n && text.p[i + 1] >= '0' && text.p[i + 1] <= '9')
                i++;
            continue;
        }
        bc_str behind = trim_front(bc_str_slice(rest, used, rest.n));
        int power;
        size_t unit = bc_unit_money_at(behind, &power);
        if (unit) {
            *from = i;
            *at = (size_t)(behind.p - text.p) + unit;
            return bc_decimal_shift(*yuan, power, yuan);
        }
        i += used - 1;
    }
    *at = text.n;
    return false;
}
