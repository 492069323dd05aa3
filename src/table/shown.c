/* Number formats, shown. A code has sections, one of which applies to a number; a section is read into tokens, counted
 * first (which commas group, which divide by a thousand, where a point is that is a word among the digits), then
 * written with the figures laid over the places for them from the right. Units of money are looked for in the words
 * behind the figures, signs of currencies on both sides. */
#include "table/private/shown.h"

#include "base/unit.h"
#include "base/utf8.h"
#include "base/written.h"

#include <string.h>

/* Excel has codes of 255 characters; longer ones are none that anybody reads. */
enum { MAX_SECTIONS = 4, MAX_CODE = 1020, POWER_OF_COMMA = 3, MAX_SHIFT = 12 };

/* -- tokens ----------------------------------------------------------------------------------------------- */

typedef enum token_kind {
    END,
    PLACE, /* 0 # ? for a digit */
    GENERAL,
    POINT,
    COMMA,
    PERCENT,
    WORDS,   /* that show themselves */
    BRACKET, /* [>=10000], [Red], [$¥-804] */
    TEXT,    /* @ */
    OTHER,   /* exponents, fractions */
    NOTHING
} token_kind;

typedef struct token {
    token_kind kind;
    bc_str text;
} token;

static bool starts_general(bc_str rest)
{
    static const char WORD[] = "general";
    for (size_t i = 0; WORD[i]; i++)
        if (i >= rest.n || (rest.p[i] | 0x20) != WORD[i])
            return false;
    return true;
}

/* The character at `at`, which goes behind it. */
static bc_str take_character(bc_str code, size_t *at)
{
    const size_t from = *at;
    if (*at < code.n)
        (void)bc_utf8_next(code, at);
    return bc_str_slice(code, from, *at);
}

static token take_to(bc_str code, size_t *at, const char *end, token_kind kind)
{
    const size_t from = *at + 1, to = bc_str_find(code, bc_str_from(end), from);
    *at = to == SIZE_MAX ? code.n : to + 1;
    return (token){ kind, bc_str_slice(code, from, to == SIZE_MAX ? code.n : to) };
}

static token take(bc_str code, size_t *at)
{
    static const char NAMED[] = ".,%@";
    static const token_kind KINDS[] = { POINT, COMMA, PERCENT, TEXT };
    if (*at >= code.n)
        return (token){ .kind = END };
    const char now = code.p[*at], next = *at + 1 < code.n ? code.p[*at + 1] : ' ';
    const char *named = now ? strchr(NAMED, now) : NULL;
    if (now == '"')
        return take_to(code, at, "\"", WORDS);
    if (now == '[')
        return take_to(code, at, "]", BRACKET);
    if (starts_general(bc_str_slice(code, *at, code.n))) {
        *at += strlen("general");
        return (token){ .kind = GENERAL };
    }
    if (now == '_' || now == '*') {
        ++*at;
        (void)take_character(code, at);
        return now == '_' ? (token){ WORDS, BC_STR(" ") } : (token){ .kind = NOTHING };
    }
    const bool escaped = now == '\\' || now == '!';
    const bool other = ((now == 'e' || now == 'E') && (next == '+' || next == '-')) ||
                       (now == '/' && ((next >= '0' && next <= '9') || next == '#' || next == '?'));
    *at += escaped;
    const bc_str text = take_character(code, at);
    return (token){ escaped                                  ? WORDS
                    : named                                  ? KINDS[named - NAMED]
                    : other                                  ? OTHER
                    : now == '0' || now == '#' || now == '?' ? PLACE
                                                             : WORDS,
                    text };
}

/* -- sections --------------------------------------------------------------------------------------------- */

typedef struct section {
    bc_str code;
    bool only_text;
    char compares; /* < > = and these with a `=`, which is L or G, N: <>; 0: by its place */
    bc_decimal with;
} section;

static void take_condition(bc_str text, section *out)
{
    static const struct {
        const char *sign;
        char is;
    } SIGNS[] = { { "<=", 'L' }, { ">=", 'G' }, { "<>", 'N' }, { "<", '<' }, { ">", '>' }, { "=", '=' } };
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++) {
        const size_t n = strlen(SIGNS[i].sign);
        if (!bc_str_starts(text, bc_str_from(SIGNS[i].sign)))
            continue;
        if (bc_decimal_parse(bc_str_trim(bc_str_slice(text, n, text.n)), &out->with))
            out->compares = SIGNS[i].is;
        return;
    }
}

static size_t split(bc_str code, section out[MAX_SECTIONS])
{
    size_t n = 0, from = 0;
    section now = { 0 };
    for (size_t at = 0; n < MAX_SECTIONS;) {
        const size_t before = at;
        const token t = take(code, &at);
        const bool ends = t.kind == END || (t.kind == WORDS && code.p[before] == ';');
        if (t.kind == BRACKET)
            take_condition(t.text, &now);
        now.only_text |= t.kind == TEXT;
        if (!ends)
            continue;
        now.code = bc_str_slice(code, from, before);
        if (!now.only_text)
            out[n++] = now;
        now = (section){ 0 };
        from = at;
        if (t.kind == END)
            break;
    }
    return n;
}

static bool holds(char compares, int order)
{
    return compares == '<'   ? order < 0
           : compares == '>' ? order > 0
           : compares == '=' ? order == 0
           : compares == 'L' ? order <= 0
           : compares == 'G' ? order >= 0
                             : order != 0;
}

static int compare_to_zero(bc_decimal value)
{
    return bc_decimal_compare(value, bc_decimal_from_int(0));
}

/* The section that applies, and whether it writes the sign of a negative number itself; n: none does. */
static size_t choose(const section *sections, size_t n, const bc_table_number *number, bool *own_sign)
{
    bc_buf text;
    bc_decimal value = bc_decimal_from_int(0);
    bc_buf_init(&text);
    bc_table_number_print(number, &text);
    const bool known = bc_decimal_parse(bc_buf_str(&text), &value);
    bc_buf_release(&text);
    const int order = !number->n ? 0 : number->negative ? -1 : 1;
    for (size_t i = 0; i < n; i++) {
        const char compares = sections[i].compares;
        const char by_place = n == 1 || i > 1 || (i == 1 && n == 2) ? 0 : i == 1 ? '<' : n == 2 ? 'G' : '>';
        const bool of_negative = (compares == '<' && compare_to_zero(sections[i].with) <= 0) ||
                                 (compares == 'L' && compare_to_zero(sections[i].with) < 0);
        *own_sign = of_negative || (i == 1 && !compares && !sections[0].compares);
        if (compares ? known && holds(compares, bc_decimal_compare(value, sections[i].with))
                     : !by_place || holds(by_place, order))
            return i;
    }
    return n;
}

/* -- counting --------------------------------------------------------------------------------------------- */

typedef struct layout {
    unsigned before, behind; /* places before and behind the point */
    unsigned said_behind;    /* of `before` those behind a point that is a word: 0!.0 */
    unsigned thousands;      /* commas that divide */
    int percents;
    bool grouped, general, other;
} layout;

static bool is_point(bc_str text)
{
    return bc_str_is(text, ".") || bc_str_is(text, "．") || bc_str_is(text, "·");
}

static layout count(bc_str code)
{
    layout l = { 0 };
    unsigned waiting = 0; /* commas that may yet be between digits */
    bool point = false, said = false;
    token t;
    for (size_t at = 0; (t = take(code, &at)).kind != END;) {
        if (t.kind == PLACE) {
            l.grouped |= waiting && !point;
            waiting = 0;
            l.before += !point;
            l.behind += point;
            l.said_behind += said && !point;
        } else if (t.kind == COMMA) {
            waiting += l.before > 0;
        } else if (t.kind == POINT) {
            l.thousands += waiting;
            waiting = 0;
            l.other |= point;
            point = true;
        } else if (t.kind == WORDS && is_point(t.text) && l.before && !point) {
            l.other |= said;
            said = true;
        }
        l.percents += t.kind == PERCENT;
        l.general |= t.kind == GENERAL;
        l.other |= t.kind == OTHER;
    }
    l.thousands += waiting;
    l.other |= (l.said_behind && l.behind) || (l.general && l.before) || l.percents > 1;
    return l;
}

/* -- words ------------------------------------------------------------------------------------------------ */

/* Blanks, brackets and signs around a figure say nothing of their own. */
static bool is_sign(uint32_t c)
{
    static const uint32_t SIGNS[] = { ' ',  '(',  ')',  '-',    '+',    '.',    ',',    '$',   '%',
                                      0xA0, 0xA5, 0xB7, 0x3000, 0xFF08, 0xFF09, 0xFF0E, 0xFFE5 };
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        if (c == SIGNS[i])
            return true;
    return false;
}

static bool has_words(bc_str text)
{
    for (size_t at = 0; at < text.n;)
        if (!is_sign(bc_utf8_next(text, &at)))
            return true;
    return false;
}

static bool has_any(bc_str text, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (bc_str_find(text, bc_str_from(words[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

/* Without the blanks and brackets around it. */
static bc_str bare(bc_str text)
{
    size_t from = text.n, to = 0;
    for (size_t at = 0; at < text.n;) {
        const size_t before = at;
        if (is_sign(bc_utf8_next(text, &at)))
            continue;
        from = from < before ? from : before;
        to = at;
    }
    return from < to ? bc_str_slice(text, from, to) : (bc_str){ 0 };
}

/* 元 and its multiples; 万 alone counts, as in writing. -1: none. */
static int money_power(bc_str text)
{
    static const struct {
        const char *word;
        int power;
    } COUNTS[] = {
        { "千", 3 }, { "万", 4 }, { "亿", 8 }, { "百万", 6 }, { "千万", 7 }, { "千万元", 7 }, { "十万元", 5 }
    };
    int power = bc_unit_money_power(text);
    for (size_t i = 0; i < sizeof COUNTS / sizeof *COUNTS && power < 0; i++)
        power = bc_str_is(text, COUNTS[i].word) ? COUNTS[i].power : -1;
    return power;
}

static void judge(bc_str in_front, bc_str behind, bc_table_shown *out)
{
    static const char *const OWN[] = { "\xC2\xA5", "￥", "人民币", "RMB", "CNY" };
    static const char *const SPOKEN[] = { "元", "圆", "$", "€", "£" };
    enum { OWN_COUNT = sizeof OWN / sizeof *OWN, SPOKEN_COUNT = sizeof SPOKEN / sizeof *SPOKEN };
    const int power = money_power(bare(behind));
    const bool foreign = has_any(in_front, SPOKEN, SPOKEN_COUNT) && !has_any(in_front, OWN, OWN_COUNT);
    out->money = power < 0 || foreign ? 0 : (uint8_t)(power + 1);
    out->yuan = has_any(in_front, OWN, OWN_COUNT) || has_any(behind, OWN, OWN_COUNT);
    out->odd = !out->money && (foreign || has_any(behind, SPOKEN, SPOKEN_COUNT));
    out->words |= has_words(in_front) || has_words(behind);
}

/* -- writing ---------------------------------------------------------------------------------------------- */

typedef struct writing {
    const layout *layout;
    bc_buf whole, fraction; /* digits; no zero in front or behind */
    unsigned place;         /* of all, the next */
    bc_buf *out;
} writing;

static void start(writing *w, const bc_table_number *number)
{
    bc_table_number positive = *number;
    positive.negative = false;
    bc_buf_init(&w->whole);
    bc_buf_init(&w->fraction);
    bc_table_number_print(&positive, &w->whole);
    const size_t point = bc_str_find(bc_buf_str(&w->whole), BC_STR("."), 0);
    if (point != SIZE_MAX) {
        bc_buf_add_str(&w->fraction, bc_str_slice(bc_buf_str(&w->whole), point + 1, w->whole.n));
        w->whole.n = point;
    }
    if (bc_str_is(bc_buf_str(&w->whole), "0"))
        w->whole.n = 0;
}

static void put_digit(writing *w, char digit, size_t behind)
{
    bc_buf_add_char(w->out, digit);
    if (w->layout->grouped && behind && behind % POWER_OF_COMMA == 0)
        bc_buf_add_char(w->out, ',');
}

/* The first place takes all digits that are too many. */
static void put_place(writing *w, char place)
{
    const unsigned n = w->place++;
    if (n >= w->layout->before) {
        const size_t i = n - w->layout->before;
        if (i < w->fraction.n)
            bc_buf_add_char(w->out, w->fraction.p[i]);
        else if (place == '0')
            bc_buf_add_char(w->out, '0');
        return;
    }
    const size_t behind = w->layout->before - 1 - n; /* places */
    for (size_t left = w->whole.n; n == 0 && left > behind + 1; left--)
        put_digit(w, w->whole.p[w->whole.n - left], left - 1);
    if (behind < w->whole.n)
        put_digit(w, w->whole.p[w->whole.n - 1 - behind], behind);
    else if (place == '0')
        put_digit(w, '0', behind);
}

/* ¥ of [$¥-804]. */
static bc_str currency_of(bc_str bracket)
{
    if (!bc_str_starts(bracket, BC_STR("$")))
        return (bc_str){ 0 };
    const size_t end = bc_str_find(bracket, BC_STR("-"), 0);
    return bc_str_slice(bracket, 1, end == SIZE_MAX ? bracket.n : end);
}

static void put(writing *w, token t)
{
    if (t.kind == PLACE) {
        put_place(w, t.text.p[0]);
    } else if (t.kind == GENERAL) {
        bc_buf_add_text(w->out, w->whole.n ? "" : "0");
        bc_buf_add_str(w->out, bc_buf_str(&w->whole));
        bc_buf_add_text(w->out, w->fraction.n ? "." : "");
        bc_buf_add_str(w->out, bc_buf_str(&w->fraction));
    } else if (t.kind == POINT || t.kind == PERCENT || t.kind == WORDS) {
        bc_buf_add_str(w->out, t.text);
    } else if (t.kind == BRACKET) {
        bc_buf_add_str(w->out, currency_of(t.text));
    }
}

static bool is_figure(token_kind kind)
{
    return kind == PLACE || kind == GENERAL;
}

/* Words before the first figure and behind the last, and whether there are some between them. */
static void judge_section(bc_str code, const layout *l, bc_table_shown *out)
{
    bc_buf in_front, behind;
    bc_buf_init(&in_front);
    bc_buf_init(&behind);
    bool begun = false;
    token t;
    for (size_t at = 0; (t = take(code, &at)).kind != END;) {
        if (is_figure(t.kind)) {
            out->words |= begun && behind.n && !is_point(bc_buf_str(&behind));
            bc_buf_clear(&behind);
            begun = true;
        } else if (t.kind == WORDS || t.kind == BRACKET) {
            bc_buf_add_str(begun ? &behind : &in_front, t.kind == WORDS ? t.text : currency_of(t.text));
        }
    }
    if (l->before || l->general)
        judge(bc_buf_str(&in_front), bc_buf_str(&behind), out);
    bc_buf_release(&in_front);
    bc_buf_release(&behind);
}

bool bc_table_shown_matters(bc_str code)
{
    section sections[MAX_SECTIONS];
    const size_t n = code.n > MAX_CODE ? 0 : split(code, sections);
    bool matters = false;
    for (size_t i = 0; i < n && !matters; i++) {
        const layout l = count(sections[i].code);
        bc_table_shown shown = { 0 };
        judge_section(sections[i].code, &l, &shown);
        matters = shown.words || shown.yuan || shown.odd || shown.money || (!l.other && (l.thousands || l.said_behind));
    }
    return matters;
}

void bc_table_shown_by_code(bc_str code, const bc_table_number *number, bc_table_shown *out, bc_buf *text)
{
    section sections[MAX_SECTIONS];
    bool own_sign = false;
    *out = (bc_table_shown){ 0 };
    const size_t n = split(code, sections), chosen = choose(sections, n, number, &own_sign);
    if (chosen == n)
        return;
    const bc_str own = sections[chosen].code;
    const layout l = count(own);
    judge_section(own, &l, out);
    if (l.other || l.thousands > MAX_SHIFT / POWER_OF_COMMA || (!l.before && !l.general)) {
        out->words = false;
        out->odd |= out->money || out->yuan; /* figures that nobody reads as these have a unit */
        out->money = 0;
        return;
    }
    bc_table_number figures = *number;
    figures.point += figures.n ? 2 * l.percents - POWER_OF_COMMA * (int)l.thousands : 0;
    bc_table_number_round(&figures, BC_TABLE_DIGITS, l.general ? BC_DECIMAL_MAX_SCALE : (int)l.behind);
    out->scale = POWER_OF_COMMA * (int)l.thousands + (int)l.said_behind;
    if (!out->words)
        return;
    writing w = { .layout = &l, .out = text };
    start(&w, &figures);
    if (figures.negative && !own_sign)
        bc_buf_add_char(text, '-');
    token t;
    for (size_t at = 0; (t = take(own, &at)).kind != END;)
        put(&w, t);
    bc_buf_release(&w.whole);
    bc_buf_release(&w.fraction);
}

/* -- by what is shown ------------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool same(const bc_table_number *a, const bc_table_number *b)
{
    return a->n == b->n && a->point == b->point && memcmp(a->digits, b->digits, a->n) == 0;
}

/* The figures without their commas, and how many are behind the point. */
static bool read_figures(bc_str figures, bc_table_number *out, int *decimals)
{
    bc_buf plain;
    bc_buf_init(&plain);
    for (size_t i = 0; i < figures.n; i++)
        if (figures.p[i] != ',')
            bc_buf_add_char(&plain, figures.p[i]);
    const size_t point = bc_str_find(bc_buf_str(&plain), BC_STR("."), 0);
    *decimals = point == SIZE_MAX ? 0 : (int)(plain.n - point - 1);
    const bool good = bc_table_number_parse(bc_buf_str(&plain), out);
    bc_buf_release(&plain);
    return good;
}

/* 二万六千元, 2亿6,000万元: whether the words are the number, in the unit that they end with. */
static bool is_said(bc_str shown, const bc_table_number *number, int power)
{
    bc_written_amount amount;
    bc_written_amount_read(shown, &amount);
    if ((amount.sense != BC_WRITTEN_USUAL && amount.sense != BC_WRITTEN_UNUSUAL) || !bc_str_is(amount.unit, "元"))
        return false;
    bc_buf text;
    bc_decimal value, said;
    bc_buf_init(&text);
    bc_table_number_print(number, &text);
    const bool same_number = bc_decimal_parse(bc_buf_str(&text), &value) && bc_decimal_shift(value, power, &value) &&
                             bc_decimal_shift(amount.number, amount.power, &said) &&
                             bc_decimal_compare(value, said) == 0;
    bc_buf_release(&text);
    return same_number;
}

/* The power of ten by which the figures that are shown are smaller; -1: they are others. */
static int scale_of(bc_str figures, const bc_table_number *number, bool percent)
{
    bc_table_number shown;
    int decimals;
    if (!read_figures(figures, &shown, &decimals))
        return -1;
    for (int scale = 0; scale <= MAX_SHIFT; scale++) {
        bc_table_number moved = *number;
        moved.point += moved.n ? (percent ? 2 : 0) - scale : 0;
        bc_table_number_round(&moved, BC_TABLE_DIGITS, decimals);
        if (same(&moved, &shown))
            return moved.n ? scale : 0;
    }
    return -1;
}

void bc_table_shown_by_text(bc_str shown, const bc_table_number *number, bool percent, bc_table_shown *out)
{
    *out = (bc_table_shown){ 0 };
    size_t from = 0, to = shown.n;
    while (from < shown.n && !is_digit(shown.p[from]))
        from++;
    while (to > from && !is_digit(shown.p[to - 1]))
        to--;
    if (from == shown.n) {
        out->words = has_words(shown);
        out->money = is_said(shown, number, 0);
        return;
    }
    const bc_str figures = bc_str_slice(shown, from, to);
    judge(bc_str_slice(shown, 0, from), bc_str_slice(shown, to, shown.n), out);
    out->words |= bc_str_find(figures, BC_STR("-"), 0) != SIZE_MAX;
    const int scale = scale_of(figures, number, percent);
    if (scale >= 0) {
        out->scale = scale;
    } else if (out->money && !is_said(shown, number, out->money - 1)) {
        out->money = 0;
        out->odd = true;
    }
}
