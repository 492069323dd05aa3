/* A short text as a hand meant it, character by character. Whoever types an amount or a date uses what the keyboard
 * gives: full-width figures, the blanks of a spreadsheet, quotation marks that a word processor has bent, Chinese
 * numerals. The readers of amounts and dates see none of that, and what they cannot read is told by its fault. */
#include "base/private/hand.h"

#include "base/unit.h"
#include "base/utf8.h"

#include <string.h>

#define COUNT(list) (sizeof(list) / sizeof *(list))

enum { BLANK = ' ', IDEOGRAPHIC_BLANK = 0x3000 };

/* -- characters ----------------------------------------------------------------------------------------- */

/* 0: it cannot be seen. */
static uint32_t plain(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E) /* full-width ASCII */
        return c - 0xFEE0;
    if (c < 0x80)
        return c == '\t' || c == '\n' ? BLANK : c;
    if (c == IDEOGRAPHIC_BLANK || c == 0xA0 || (c >= 0x2002 && c <= 0x200A) || c == 0x202F)
        return BLANK;
    if ((c >= 0x200B && c <= 0x200F) || c == 0x2060 || c == 0xFEFF)
        return 0;
    if (c == 0x2212 || c == 0x2010 || c == 0x2011 || c == 0xFE63) /* minus and hyphens */
        return '-';
    return c == 0xFFE5 ? 0xA5 : c; /* ￥ */
}

static bool is_quote(uint32_t c)
{
    return c == '"' || c == '\'' || c == '`' || (c >= 0x2018 && c <= 0x201F) || c == 0x300C || c == 0x300D;
}

bool bc_hand_is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static void add(bc_hand *out, uint32_t c, size_t byte)
{
    out->c[out->n] = c;
    out->byte[out->n++] = byte;
}

static void drop_quotes(bc_hand *out)
{
    size_t from = 0;
    while (from < out->n && is_quote(out->c[from]))
        from++;
    while (out->n > from && is_quote(out->c[out->n - 1]))
        out->n--;
    out->changed |= from || out->c[out->n];
    out->n -= from;
    memmove(out->c, out->c + from, out->n * sizeof *out->c);
    memmove(out->byte, out->byte + from, (out->n + 1) * sizeof *out->byte);
    out->c[out->n] = 0;
}

bool bc_hand_read(bc_str text, bc_hand_blanks blanks, bc_hand *out)
{
    *out = (bc_hand){ .text = text };
    bool blank = false;
    for (size_t at = 0; at < text.n;) {
        size_t byte = at;
        uint32_t written = bc_utf8_next(text, &at), c = plain(written);
        blank |= c == BLANK;
        out->changed |= !c;
        if (!c || c == BLANK)
            continue;
        if (out->n + 2 > BC_MAX_HAND)
            return false;
        bool between = out->n && bc_hand_is_digit(out->c[out->n - 1]) && bc_hand_is_digit(c);
        if (blank && out->n && (blanks == BC_BLANKS_STAY || between))
            add(out, blanks == BC_BLANKS_STAY ? BLANK : ',', byte);
        out->changed |= c != written || blank;
        blank = false;
        add(out, c, byte);
    }
    add(out, 0, text.n);
    out->n--;
    drop_quotes(out);
    return true;
}

bc_str bc_hand_slice(const bc_hand *hand, size_t from, size_t to)
{
    return bc_str_trim(bc_str_slice(hand->text, hand->byte[from], hand->byte[to]));
}

bool bc_hand_take(bc_hand *hand, uint32_t c)
{
    bool there = hand->c[hand->at] == c;
    hand->at += there;
    return there;
}

int bc_hand_take_word(bc_hand *hand, const char *words)
{
    bc_str all = bc_str_from(words);
    int number = 1;
    size_t at = 0, i = hand->at;
    bool fits = true;
    while (at < all.n) {
        uint32_t c = bc_utf8_next(all, &at);
        if (c != '|') {
            fits = fits && hand->c[i++] == c;
            if (at < all.n)
                continue;
        }
        if (fits) {
            hand->at = i;
            return number;
        }
        number++;
        i = hand->at;
        fits = true;
    }
    return 0;
}

/* -- numbers -------------------------------------------------------------------------------------------- */

bool bc_hand_take_figure(bc_hand *hand, bc_decimal *out)
{
    char figures[BC_MAX_HAND];
    size_t n = 0, used;
    for (uint32_t c; (c = hand->c[hand->at + n]) && (bc_hand_is_digit(c) || c == ',' || c == '.'); n++)
        figures[n] = (char)c;
    if (!bc_decimal_parse_prefix((bc_str){ figures, n }, out, &used))
        return false;
    hand->at += used;
    return true;
}

/* A switch, for running text is searched for them. */
int bc_hand_numeral(uint32_t c)
{
    switch (c) {
    case 0x3007: /* 〇 */
    case 0x25CB: /* ○, typed for it */
    case 0x96F6: /* 零 */
        return 0;
    case 0x4E00: /* 一 */
    case 0x58F9: /* 壹 */
        return 1;
    case 0x4E8C: /* 二 */
    case 0x8D30: /* 贰 */
    case 0x4E24: /* 两 */
        return 2;
    case 0x4E09: /* 三 */
    case 0x53C1: /* 叁 */
        return 3;
    case 0x56DB: /* 四 */
    case 0x8086: /* 肆 */
        return 4;
    case 0x4E94: /* 五 */
    case 0x4F0D: /* 伍 */
        return 5;
    case 0x516D: /* 六 */
    case 0x9646: /* 陆 */
        return 6;
    case 0x4E03: /* 七 */
    case 0x67D2: /* 柒 */
        return 7;
    case 0x516B: /* 八 */
    case 0x634C: /* 捌 */
        return 8;
    case 0x4E5D: /* 九 */
    case 0x7396: /* 玖 */
        return 9;
    default:
        return -1;
    }
}

int bc_hand_tens(uint32_t c)
{
    return c == 0x5341 || c == 0x62FE ? 10 : c == 0x767E || c == 0x4F70 ? 100 : c == 0x5343 || c == 0x4EDF ? 1000 : 0;
}

/* 二六〇: figures that stand for themselves. */
static bool take_figures(bc_hand *hand, size_t n, bc_decimal *out)
{
    *out = bc_decimal_from_int(0);
    for (size_t i = 0; i < n; i++)
        if (!bc_decimal_mul(*out, bc_decimal_from_int(10), out) ||
            !bc_decimal_add(*out, bc_decimal_from_int(bc_hand_numeral(hand->c[hand->at + i])), out))
            return false;
    hand->at += n;
    return true;
}

static size_t count_figures(const bc_hand *hand)
{
    size_t n = 0;
    while (bc_hand_numeral(hand->c[hand->at + n]) >= 0)
        n++;
    return n;
}

/* 二百六十, 十二, 零五百. False where it ends in a bare figure that could mean anything. */
static bool take_section(bc_hand *hand, bool after, int64_t *value)
{
    int least = 10000; /* the multiplier before */
    bool zero = !after, any = false;
    *value = 0;
    for (;; any = true) {
        uint32_t c = hand->c[hand->at];
        int figure = bc_hand_numeral(c), alone = bc_hand_tens(c),
            by = figure > 0 ? bc_hand_tens(hand->c[hand->at + 1]) : 0;
        if (figure == 0) {
            zero = true;
            hand->at++;
        } else if (alone == 10 && least > 10 && (!any || zero)) {
            *value += least = 10;
            zero = false;
            hand->at++;
        } else if (by && by < least) {
            *value += figure * by;
            least = by;
            zero = false;
            hand->at += 2;
        } else if (figure > 0 && !by && (zero || least == 10)) {
            *value += figure;
            hand->at++;
            return true;
        } else {
            return any && figure < 0 && !alone;
        }
    }
}

bool bc_hand_take_numeral(bc_hand *hand, bool after, bc_decimal *out)
{
    size_t figures = count_figures(hand);
    int64_t value;
    bool digits =
        figures > 1 && !bc_hand_tens(hand->c[hand->at + figures]) && !(after && !bc_hand_numeral(hand->c[hand->at]));
    if (digits ? !take_figures(hand, figures, out) : !take_section(hand, after, &value))
        return false;
    if (!digits)
        *out = bc_decimal_from_int(value);
    if (!bc_hand_take_word(hand, "点"))
        return true;
    bc_decimal decimals;
    figures = count_figures(hand);
    return figures && figures <= BC_DECIMAL_MAX_SCALE && take_figures(hand, figures, &decimals) &&
           bc_decimal_shift(decimals, -(int)figures, &decimals) && bc_decimal_add(*out, decimals, out);
}

/* -- faults --------------------------------------------------------------------------------------------- */

static bool is_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_scientific(const bc_hand *hand)
{
    bc_hand rest = *hand;
    bc_decimal number;
    (void)(bc_hand_take(&rest, '-') || bc_hand_take(&rest, '+'));
    size_t from = rest.at;
    if (!bc_hand_take_figure(&rest, &number) || !(bc_hand_take(&rest, 'E') || bc_hand_take(&rest, 'e')))
        return false;
    /* 12E05 may be a code. */
    bool point = number.scale || hand->c[from + 1] == '.', sign = bc_hand_take(&rest, '+') || bc_hand_take(&rest, '-');
    return (point || sign) && bc_hand_take_figure(&rest, &number) && rest.at == rest.n;
}

/* `=1+2`: a bound has no operator in it. */
static bool is_sum(const bc_hand *hand)
{
    bool computes = false;
    for (size_t i = hand->at + 1; i < hand->n; i++)
        computes |= hand->c[i] == '+' || hand->c[i] == '*' || hand->c[i] == '/';
    return hand->n && hand->c[hand->at] == '=' && computes;
}

bc_written_fault bc_hand_machine_fault(const bc_hand *hand)
{
    bc_hand rest = *hand;
    if (bc_hand_take_word(&rest, "#REF!|#N/A|#VALUE!|#DIV/0!|#NAME?|#NUM!|#NULL!|#SPILL!|##"))
        return BC_FAULT_ERROR;
    if (is_sum(hand) ||
        (hand->c[hand->at] == '=' && (is_letter(hand->c[hand->at + 1]) || hand->c[hand->at + 1] == '(')))
        return BC_FAULT_FORMULA;
    return is_scientific(hand) ? BC_FAULT_SCIENTIFIC : BC_FAULT_NONE;
}

/* What stands in a text of figures, marks, currencies, units and numerals. */
typedef struct seen {
    unsigned numbers, numerals, units, points, commas, digits;
    bool foreign, letter, sign, joined, opens, closes;
} seen;

/* No letter and no character of a word. */
static bool is_mark(uint32_t c)
{
    return (c < 0x80 && !is_letter(c)) || (c >= 0xA1 && c <= 0xBF) || c == 0xD7 || c == 0xF7 ||
           (c >= 0x2000 && c <= 0x2BFF && !(c >= 0x2100 && c <= 0x218F)) || (c >= 0x3001 && c <= 0x3004) ||
           (c >= 0x3008 && c <= 0x3020) || (c >= 0xFE30 && c <= 0xFE6F);
}

static bool take_mark(bc_hand *hand, seen *s)
{
    uint32_t c = hand->c[hand->at];
    if (!is_mark(c))
        return false;
    s->points += c == '.';
    s->commas += c == ',' || c == 0x3001;
    s->sign |= c == 0x2265 || c == 0x2264 || c == '<' || c == '>' || c == '=' || c == 0xB1;
    s->joined |= s->numbers && (c == '-' || c == '~' || c == '/' || c == 0x2014 || c == 0x2013);
    s->opens |= c == '(' && !hand->at;
    s->closes = c == ')';
    hand->at++;
    return true;
}

/* A unit stands behind a number once: 部分 is none. */
static void take_unit(bc_hand *hand, bool dates, seen *s)
{
    if (dates) {
        s->units += bc_hand_take_word(hand, "年度|年|月份|月|日|号|时|点|分|秒") > 0;
        return;
    }
    size_t n = hand->n - hand->at;
    n = bc_unit_length(hand->c + hand->at, n < BC_MAX_UNIT_LENGTH ? n : BC_MAX_UNIT_LENGTH);
    hand->at += n;
    bool other = !n && bc_hand_take_word(hand, "角|圆|w|W|k|K");
    s->units += n > 0 || other;
}

static bool is_like_a_figure(uint32_t c)
{
    return c == 'O' || c == 'o' || c == 'l' || c == 'I';
}

static bool take_number(bc_hand *hand, bool dates, seen *s)
{
    size_t from = hand->at;
    for (uint32_t c; (c = hand->c[hand->at]); hand->at++) {
        bool beside = hand->at > from || bc_hand_is_digit(hand->c[hand->at + 1]);
        if (is_like_a_figure(c) && beside)
            s->letter = true;
        else if ((c == ',' || c == '.') && hand->at > from && bc_hand_is_digit(hand->c[hand->at + 1]))
            *(c == ',' ? &s->commas : &s->points) += 1;
        else if (!bc_hand_is_digit(c))
            break;
        s->digits++;
    }
    if (hand->at == from) {
        while (bc_hand_numeral(hand->c[hand->at]) >= 0 || bc_hand_tens(hand->c[hand->at]) ||
               (hand->at > from && bc_hand_take_word(hand, "点")))
            hand->at++;
        s->numerals += hand->at > from;
    }
    if (hand->at == from)
        return false;
    s->numbers++;
    take_unit(hand, dates, s);
    return true;
}

static bool take_money_word(bc_hand *hand, seen *s)
{
    if (bc_hand_take_word(hand, "美元|欧元|港币|港元|日元|英镑|USD|EUR|HKD|JPY|GBP")) {
        s->foreign = true;
        return true;
    }
    if (bc_hand_take_word(hand, "人民币|RMB|CNY|整|正|负"))
        return true;
    bool unit = bc_hand_take_word(hand, "万|亿|元|圆") > 0;
    s->units += unit;
    return unit;
}

static bool look(const bc_hand *all, bool dates, seen *s)
{
    bc_hand hand = *all;
    hand.at = 0;
    while (hand.at < hand.n) {
        bool joined = s->numbers && bc_hand_take_word(&hand, "至|到");
        s->joined |= joined;
        if (!joined && !take_number(&hand, dates, s) && !(!dates && take_money_word(&hand, s)) && !take_mark(&hand, s))
            return false;
    }
    return true;
}

bc_written_fault bc_hand_diagnose(const bc_hand *hand, bool dates)
{
    enum { MAX_DIGITS = 36 };
    seen s = { 0 };
    if (!look(hand, dates, &s))
        return BC_FAULT_NONE;
    const struct {
        bool holds;
        bc_written_fault fault;
    } CASES[] = {
        { s.letter, BC_FAULT_LETTER },
        { s.sign, BC_FAULT_SIGN },
        { s.foreign, BC_FAULT_CURRENCY },
        { !s.numbers, s.units ? BC_FAULT_NO_FIGURE : BC_FAULT_MARKS },
        { s.digits > MAX_DIGITS, BC_FAULT_SIZE },
        { s.joined && s.numbers > 1, BC_FAULT_RANGE },
        { dates, BC_FAULT_MARKS },
        { s.opens && s.closes, BC_FAULT_BRACKETS },
        { s.commas, BC_FAULT_GROUPS },
        { s.points > 1, BC_FAULT_POINTS },
        { s.numerals || s.numbers > 1, BC_FAULT_NUMERALS },
        { s.units, BC_FAULT_UNIT },
    };
    for (size_t i = 0; i < COUNT(CASES); i++)
        if (CASES[i].holds)
            return CASES[i].fault;
    return BC_FAULT_MARKS;
}
