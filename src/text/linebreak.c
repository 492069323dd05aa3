/* Where lines may be broken, and how willingly. ICU says where they may; then each place gets a rank, from never to
 * free, by rules for what Chinese office texts hold: numbers stay with their units, item numbers with their words,
 * short remarks in brackets together. A line takes the best rank that fits, so nothing is ever left unbroken for
 * the sake of a rule. */
#include "text/private/linebreak.h"

#include "base/unit.h"
#include "base/utf8.h"
#include "text/private/address.h"
#include "text/private/charclass.h"

#include <string.h>

void bc_text_breaks_release(bc_text_breaks *breaks)
{
    bc_unicode_breaks_free(breaks->lines);
    bc_vec_release(&breaks->chars);
    bc_vec_release(&breaks->utf16);
    bc_vec_release(&breaks->asked);
    bc_mem_free(breaks->before);
    *breaks = (bc_text_breaks){ .capacity = 0 };
}

/* An apostrophe inside a word is no quotation mark. */
static bool is_apostrophe(const bc_text_break_char *chars, size_t i, size_t n)
{
    return chars[i].c == 0x2019 && i > 0 && i + 1 < n && chars[i - 1].class == BC_CLASS_LETTER &&
           chars[i + 1].class == BC_CLASS_LETTER;
}

static void decode(bc_text_breaks *breaks, bc_str text)
{
    bc_vec_clear(&breaks->chars);
    bc_vec_reserve(&breaks->chars, text.n + 1);
    bc_text_break_char *out = breaks->chars.at;
    for (size_t at = 0; at < text.n;) {
        uint32_t from = (uint32_t)at, c = bc_utf8_next(text, &at);
        *out++ = (bc_text_break_char){ from, c, (uint8_t)bc_text_class_of(c), BC_BREAK_ANY };
    }
    breaks->chars.n = (size_t)(out - breaks->chars.at);
    *out = (bc_text_break_char){ (uint32_t)text.n, 0, BC_CLASS_NEWLINE, BC_BREAK_FREE };
}

static bool is_ideograph(uint32_t c)
{
    return c >= 0x4E00 && c <= 0x9FFF;
}

/* Whether character i is an ideograph between two others. By UAX #14 a line may be broken before and behind it, and
 * no rule looks past it, so ICU, which takes most of the time here, is not asked: for it such characters are not there.
 */
static bool is_inside(const bc_text_break_char *chars, size_t i, size_t n)
{
    return is_ideograph(chars[i].c) && i > 0 && i + 1 < n && is_ideograph(chars[i - 1].c) &&
           is_ideograph(chars[i + 1].c);
}

static uint16_t *put_utf16(uint16_t *out, uint32_t c)
{
    if (c >= 0x10000) {
        *out++ = (uint16_t)(0xD7C0 + (c >> 10));
        c = 0xDC00 | (c & 0x3FF);
    }
    *out++ = (uint16_t)c;
    return out;
}

static void substitute(bc_text_breaks *breaks)
{
    size_t n = breaks->chars.n;
    bc_text_break_char *chars = breaks->chars.at;
    bc_vec_reserve(&breaks->utf16, 2 * n + 1);
    bc_vec_reserve(&breaks->asked, 2 * n + 1);
    uint16_t *out = breaks->utf16.at, *asked = breaks->asked.at;
    for (size_t i = 0; i < n; i++) {
        if (is_apostrophe(chars, i, n))
            chars[i].class = BC_CLASS_LETTER;
        uint32_t c = chars[i].class == BC_CLASS_LETTER ? chars[i].c : bc_text_class_substitute(chars[i].c);
        out = put_utf16(out, c);
        if (!is_inside(chars, i, n))
            asked = put_utf16(asked, c);
    }
    breaks->utf16.n = (size_t)(out - breaks->utf16.at);
    breaks->asked.n = (size_t)(asked - breaks->asked.at);
}

/* Substitutes never change the number of UTF-16 units, so a position can be counted from the characters. */
static void ask_unicode(bc_text_breaks *breaks)
{
    if (!breaks->lines)
        breaks->lines = bc_unicode_breaks_new(BC_UNICODE_LINES);
    if (!breaks->lines || !bc_unicode_breaks_in_utf16(breaks->lines, breaks->asked.at, breaks->asked.n)) {
        breaks->failed = true;
        return;
    }
    int32_t boundary = bc_unicode_breaks_next(breaks->lines), units = 0;
    bc_text_break_char *chars = breaks->chars.at;
    for (size_t i = 0, n = breaks->chars.n; i < n && boundary != BC_UNICODE_NO_MORE; i++) {
        if (is_inside(chars, i, n)) {
            chars[i].kind = BC_BREAK_FREE;
            continue;
        }
        if (units == boundary) {
            chars[i].kind = BC_BREAK_FREE;
            boundary = bc_unicode_breaks_next(breaks->lines);
        }
        units += chars[i].c >= 0x10000 ? 2 : 1;
    }
}

static bool is_code(uint8_t class)
{
    return class == BC_CLASS_LETTER || class == BC_CLASS_DIGIT || class == BC_CLASS_JOINT || class == BC_CLASS_SLASH;
}

/* How bad a break is that ICU forbids. */
static bc_text_break forbidden_break(const bc_text_break_char *a, const bc_text_break_char *b)
{
    if (a->c == b->c && a->class == BC_CLASS_CONNECT)
        return BC_BREAK_PAIR;
    if (a->class == BC_CLASS_PREFIX && b->class == BC_CLASS_DIGIT)
        return BC_BREAK_UNIT;
    if (!is_code(a->class) || !is_code(b->class))
        return a->class == BC_CLASS_CONNECT && is_code(b->class) && a->c < 0x80 ? BC_BREAK_CODE : BC_BREAK_ANY;
    if (b->class == BC_CLASS_JOINT || b->class == BC_CLASS_SLASH)
        return b->c == '.' || b->c == ',' || b->c == ':' || b->c == '?' ? BC_BREAK_ANY : BC_BREAK_WORD;
    if (a->class == BC_CLASS_SLASH)
        return BC_BREAK_CODE;
    if (a->class == BC_CLASS_JOINT)
        return a->c == '.' && b->class == BC_CLASS_DIGIT ? BC_BREAK_WORD : BC_BREAK_CODE; /* a decimal point */
    return a->class != b->class ? BC_BREAK_CODE : BC_BREAK_WORD;
}

static bool is_clause_start(const bc_text_break_char *chars, size_t i)
{
    return i == 0 || chars[i - 1].class == BC_CLASS_CLOSE || chars[i - 1].class == BC_CLASS_BLANK ||
           chars[i - 1].class == BC_CLASS_NEWLINE;
}

static bool is_chinese_number(uint32_t c)
{
    static const uint32_t numbers[] = {
        0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341
    };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        if (numbers[i] == c)
            return true;
    }
    return false;
}

/* Whether characters ..i-1 end with the number of an item, at the start of a clause: `2.` `（1）` `一、` `（三）`. */
static bool ends_item_number(const bc_text_break_char *chars, size_t i)
{
    uint32_t last = chars[i - 1].c;
    bool bracket = last == 0xFF09 || last == ')';
    if (!bracket && last != '.' && last != 0xFF0E && last != 0x3001)
        return false;
    size_t start = i - 1;
    while (start > 0 && i - start <= 3 &&
           (chars[start - 1].class == BC_CLASS_DIGIT || is_chinese_number(chars[start - 1].c)))
        start--;
    if (start == i - 1)
        return false;
    if (bracket && start > 0 && (chars[start - 1].c == 0xFF08 || chars[start - 1].c == '('))
        start--;
    return is_clause_start(chars, start);
}

/* Cuts that ICU allows and Chinese typesetting does not, or only for want of a better one. */
static bc_text_break free_break(const bc_text_break_char *chars, size_t i)
{
    const bc_text_break_char *a = &chars[i - 1], *b = &chars[i];
    if (a->class == BC_CLASS_NEWLINE || a->class == BC_CLASS_RARE)
        return BC_BREAK_FREE;
    if (b->class == BC_CLASS_CLOSE || a->class == BC_CLASS_OPEN)
        return b->c < 0x80 || a->c < 0x80 ? BC_BREAK_FREE : BC_BREAK_ANY;
    if (a->class == BC_CLASS_BLANK && b->class == BC_CLASS_CONNECT && b->c >= 0x80)
        return BC_BREAK_ANY;
    if (a->class == BC_CLASS_BLANK)
        return i > 1 && ends_item_number(chars, i - 1) ? BC_BREAK_TIE : BC_BREAK_FREE;
    if (a->c == b->c && b->class == BC_CLASS_CONNECT)
        return BC_BREAK_PAIR;
    if (b->class == BC_CLASS_CONNECT || b->class == BC_CLASS_SLASH || b->class == BC_CLASS_POSTFIX)
        return BC_BREAK_ANY;
    switch (a->class) {
    case BC_CLASS_PREFIX:
    case BC_CLASS_BULLET:
    case BC_CLASS_SLASH:
        return BC_BREAK_TIE;
    case BC_CLASS_CONNECT:
        if (a->c < 0x80 && b->class == BC_CLASS_LETTER)
            return BC_BREAK_CODE; /* ?key=value */
        return b->class == BC_CLASS_DIGIT ? BC_BREAK_TIE : BC_BREAK_FREE;
    case BC_CLASS_IDEOGRAPH:
        return a->c == 0x7B2C && b->class == BC_CLASS_DIGIT ? BC_BREAK_TIE : BC_BREAK_FREE; /* 第3 */
    case BC_CLASS_CLOSE:
    case BC_CLASS_JOINT:
        return ends_item_number(chars, i) ? BC_BREAK_TIE : BC_BREAK_FREE;
    default:
        return BC_BREAK_FREE;
    }
}

static void lower(bc_text_break_char *c, bc_text_break kind)
{
    if (c->kind == BC_BREAK_FREE)
        c->kind = (uint8_t)kind;
}

enum {
    WAN = 0x4E07,
    YI = 0x4EBF,
    YEAR = 0x5E74,
    MONTH = 0x6708,
    DAY = 0x65E5,
    HAO = 0x53F7,
    DI = 0x7B2C,
    WIDE_BLANK = 0x3000
};

/* 12月底前, 7日内: what says how a time is meant stays with it; the unit ends before chars[i]. */
static void tie_limit(bc_text_breaks *breaks, size_t i)
{
    static const uint32_t times[] = { YEAR, MONTH, DAY, 0x5929, 0x65F6, 0x5468, 0x5E95, 0x672B }; /* 天时周底末 */
    static const uint32_t limits[] = { 0x5E95, 0x524D, 0x5185, 0x540E, 0x8D77, 0x6B62 }; /* 底前内后起止 */
    bc_text_break_char *chars = breaks->chars.at;
    bool time = false, limit = true;
    for (size_t k = 0; k < sizeof times / sizeof *times; k++)
        time = time || chars[i - 1].c == times[k];
    for (size_t end = i + 2; time && limit && i < end && i < breaks->chars.n; i++) {
        limit = false;
        for (size_t k = 0; k < sizeof limits / sizeof *limits; k++)
            limit = limit || chars[i].c == limits[k];
        if (limit)
            lower(&chars[i], BC_BREAK_TIE);
    }
}

/* A number is at hand before chars[i]: keeps the unit that starts there with it. */
static void tie_unit(bc_text_breaks *breaks, size_t i)
{
    uint32_t window[BC_MAX_UNIT_LENGTH] = { 0 };
    bc_text_break_char *chars = breaks->chars.at;
    size_t n = 0;
    while (n < BC_MAX_UNIT_LENGTH && i + n < breaks->chars.n && chars[i + n].class == BC_CLASS_IDEOGRAPH) {
        window[n] = chars[i + n].c;
        n++;
    }
    size_t length = bc_unit_length(window, n);
    if (length == 0)
        return;
    lower(&chars[i], BC_BREAK_TIE);
    for (size_t k = 1; k < length; k++) {
        bool counted = k <= 2 && k + 1 < length && (window[k - 1] == WAN || window[k - 1] == YI) && window[k] != YI;
        lower(&chars[i + k], counted ? BC_BREAK_COUNT : BC_BREAK_UNIT);
    }
    tie_limit(breaks, i + length);
}

/* The next character behind i that is no blank; at most one blank is passed over. */
static size_t behind(const bc_text_breaks *breaks, size_t i)
{
    const bc_text_break_char *chars = breaks->chars.at;
    return i + 1 < breaks->chars.n && chars[i + 1].class == BC_CLASS_BLANK ? i + 2 : i + 1;
}

/* The end of the digits that begin at i, a blank behind them passed over. */
static size_t behind_digits(const bc_text_breaks *breaks, size_t i)
{
    enum { MAX_DIGITS = 4 };
    const bc_text_break_char *chars = breaks->chars.at;
    size_t end = i;
    while (end < breaks->chars.n && end - i < MAX_DIGITS && chars[end].class == BC_CLASS_DIGIT)
        end++;
    return end > i ? behind(breaks, end - 1) : end;
}

/* What may follow 年 月 日 时 分 in a date or an hour. */
static bool goes_on(uint32_t a, uint32_t b)
{
    static const uint32_t next[][3] = { { YEAR, MONTH, 0 },    { MONTH, DAY, HAO }, { DAY, 0x65F6, 0x70B9 }, /* 时 点 */
                                        { 0x65F6, 0x5206, 0 },   /* 时 分 */
                                        { 0x70B9, 0x5206, 0 },   /* 点 分 */
                                        { 0x5206, 0x79D2, 0 } }; /* 分 秒 */
    for (size_t i = 0; i < sizeof next / sizeof *next; i++) {
        if (next[i][0] == a)
            return b == next[i][1] || (next[i][2] && b == next[i][2]);
    }
    return false;
}

/* Behind the number of a year, month … (a mark at i): keeps the number of the month, day … with it. */
static void tie_date(bc_text_breaks *breaks, size_t i)
{
    bc_text_break_char *chars = breaks->chars.at;
    size_t digits = behind(breaks, i), unit = behind_digits(breaks, digits);
    if (unit > digits && unit < breaks->chars.n && goes_on(chars[i].c, chars[unit].c))
        lower(&chars[digits], BC_BREAK_PART);
}

/* Between two dates, 2023年1月1日——|2023年12月31日: a range of dates is no piece of its own. The second begins at i,
 * behind what connects them. */
static void part_range(bc_text_breaks *breaks, size_t i)
{
    bc_text_break_char *chars = breaks->chars.at;
    size_t last = i;
    while (last > 0 && chars[last - 1].class == BC_CLASS_CONNECT)
        last--;
    if (last > 0 && chars[last - 1].class == BC_CLASS_BLANK)
        last--;
    size_t year = behind_digits(breaks, i), month = year < breaks->chars.n ? behind(breaks, year) : year;
    bool whole = last > 0 && (chars[last - 1].c == YEAR || chars[last - 1].c == MONTH || chars[last - 1].c == DAY);
    if (whole && year == behind(breaks, i + 3) && year < breaks->chars.n && chars[year].c == YEAR &&
        behind_digits(breaks, month) > month)
        chars[i].kind = BC_BREAK_FREE;
}

/* 〔2019〕71号, （2021）第 178 号: the bracket opens at i. */
static void tie_document_number(bc_text_breaks *breaks, size_t i)
{
    bc_text_break_char *chars = breaks->chars.at;
    size_t close = behind_digits(breaks, i + 1);
    if (close != i + 5 || close >= breaks->chars.n || chars[close].class != BC_CLASS_CLOSE)
        return;
    size_t number = behind(breaks, close), di = number;
    if (number < breaks->chars.n && chars[number].c == DI)
        number = behind(breaks, number);
    size_t hao = behind_digits(breaks, number);
    if (hao == number || hao >= breaks->chars.n || chars[hao].c != HAO)
        return;
    chars[di].kind = BC_BREAK_PART;
    if (number != di)
        lower(&chars[number], BC_BREAK_TIE);
}

/* A short remark such as （万元） is read as one word. */
static void tie_remark(bc_text_breaks *breaks, size_t open)
{
    enum { MAX_REMARK = 4 };
    static const uint32_t pairs[][2] = { { 0xFF08, 0xFF09 }, { '(', ')' }, { 0x3014, 0x3015 }, { 0x3010, 0x3011 } };
    bc_text_break_char *chars = breaks->chars.at;
    uint32_t close = 0;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (chars[open].c == pairs[i][0])
            close = pairs[i][1];
    }
    size_t end = open + 1;
    while (end < breaks->chars.n && end - open <= MAX_REMARK && chars[end].c != close &&
           chars[end].class != BC_CLASS_NEWLINE)
        end++;
    if (close == 0 || end >= breaks->chars.n || chars[end].c != close)
        return;
    for (size_t i = open + 1; i <= end; i++)
        lower(&chars[i], BC_BREAK_TIE);
}

static void tailor(bc_text_breaks *breaks)
{
    bc_text_break_char *chars = breaks->chars.at;
    size_t n = breaks->chars.n;
    for (size_t i = 1; i < n; i++)
        chars[i].kind = (uint8_t)(chars[i].kind == BC_BREAK_FREE ? free_break(chars, i)
                                                                 : forbidden_break(&chars[i - 1], &chars[i]));
    for (size_t i = 1; i < n; i++) {
        const bc_text_break_char *a = &chars[i - 1];
        if (a->class == BC_CLASS_OPEN) {
            tie_remark(breaks, i - 1);
            tie_document_number(breaks, i - 1);
        }
        if (a->class == BC_CLASS_CONNECT && chars[i].class == BC_CLASS_DIGIT)
            part_range(breaks, i);
        if (chars[i].class != BC_CLASS_IDEOGRAPH)
            continue;
        bool spaced = a->c == ' ' && i > 1 && chars[i - 2].class == BC_CLASS_DIGIT;
        bool per = a->class == BC_CLASS_SLASH && i > 1 && chars[i - 2].class == BC_CLASS_IDEOGRAPH; /* 元/平方米 */
        bool room = a->c == WIDE_BLANK && i > 1 && chars[i - 2].c == WIDE_BLANK; /* for a figure to be written in */
        if (a->class == BC_CLASS_DIGIT || spaced || per || room)
            tie_unit(breaks, i);
        if (a->class == BC_CLASS_DIGIT || spaced)
            tie_date(breaks, i);
    }
    bc_text_address_mark(chars, n);
}

void bc_text_breaks_find(bc_text_breaks *breaks, bc_str text)
{
    decode(breaks, text);
    substitute(breaks);
    ask_unicode(breaks);
    tailor(breaks);
    if (text.n + 1 > breaks->capacity) {
        breaks->capacity = (text.n + 1) * 3 / 2;
        breaks->before = bc_mem_resize(breaks->before, breaks->capacity);
    }
    memset(breaks->before, BC_BREAK_NEVER, text.n + 1);
    for (size_t i = 0; i < breaks->chars.n; i++)
        breaks->before[breaks->chars.at[i].at] = breaks->chars.at[i].kind;
    breaks->before[text.n] = BC_BREAK_FREE;
}
