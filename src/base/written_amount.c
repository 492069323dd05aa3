/* Amounts of money, percentages and counts. What is written as it is printed is read at once; all else goes through a
 * hand's characters: sign, currency, a number of Arabic or Chinese figures with its counting words, a unit. */
#include "base/private/hand.h"
#include "base/unit.h"
#include "base/utf8.h"

static bool is_dash(bc_str text)
{
    static const char *const DASHES[] = { "-", "—", "－", "–", "/", "―", "─" };
    for (size_t i = 0; i < sizeof DASHES / sizeof *DASHES; i++) {
        bc_str dash = bc_str_from(DASHES[i]);
        size_t at = 0;
        while (bc_str_starts(bc_str_slice(text, at, text.n), dash))
            at += dash.n;
        if (at == text.n)
            return true;
    }
    return false;
}

/* -- as it is printed ----------------------------------------------------------------------------------- */

static bool is_ascii(bc_str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] >= 0x80)
            return false;
    return true;
}

/* 1,234.56, 12.5万元, 85%. */
static bool read_usual(bc_str text, bc_written_amount *out)
{
    size_t used;
    if (!bc_decimal_parse_prefix(text, &out->number, &used))
        return false;
    out->digits = bc_str_slice(text, 0, used);
    out->unit = bc_str_trim(bc_str_slice(text, used, text.n));
    if (out->unit.n) {
        int power = bc_unit_money_power(out->unit);
        if (power < 0 && !bc_str_is(out->unit, "%") && !bc_str_is(out->unit, "％"))
            return false;
        if (power > 0)
            out->power = power;
        out->unit = power < 0 ? BC_STR("%") : BC_STR("元");
    }
    return is_ascii(out->digits) && *text.p != '+';
}

/* -- as a hand meant it --------------------------------------------------------------------------------- */

/* 万, 千万; 百 and 千 where they count money or nothing: 千米 is a unit. */
static int take_counts(bc_hand *hand)
{
    static const int POWERS[] = { 12, 11, 10, 8, 7, 6, 4 };
    static const int FEW[] = { 3, 2 };
    int word = bc_hand_take_word(hand, "万亿|千亿|百亿|亿|千万|百万|万");
    if (word)
        return POWERS[word - 1];
    size_t at = hand->at;
    word = bc_hand_take_word(hand, "千|百");
    uint32_t next = hand->c[hand->at];
    if (word && (!next || next == 0x5143 || next == 0x5706)) /* 元 圆 */
        return FEW[word - 1];
    hand->at = at;
    return 0;
}

typedef struct quantity {
    bc_decimal number;
    int power; /* of its counting word, where it is one Arabic number with one */
    int last;  /* of the word at its end, where it is counted otherwise */
    bool arabic;
} quantity;

/* A part of 2亿6000万: figures, and what they count. */
static bool take_part(bc_hand *hand, bool after, quantity *out)
{
    size_t from = hand->at;
    out->arabic = bc_hand_take_figure(hand, &out->number);
    if (!out->arabic && !bc_hand_take_numeral(hand, after, &out->number))
        return false;
    bool bare = out->arabic && after && hand->at - from == 1;
    out->power = take_counts(hand);
    return !bare || out->power; /* 2万5 may be 25000 */
}

/* False: none is there, or it is malformed (`at` has moved). */
static bool take_quantity(bc_hand *hand, quantity *out)
{
    quantity part;
    if (!take_part(hand, false, out))
        return false;
    bc_decimal sum;
    if (!bc_decimal_shift(out->number, out->power, &sum))
        return false;
    int last = out->power;
    for (bool more = true; more && last;) {
        size_t from = hand->at;
        more = bc_hand_is_digit(hand->c[from]) || bc_hand_numeral(hand->c[from]) >= 0 || hand->c[from] == 0x5341;
        if (!more)
            break;
        if (!take_part(hand, true, &part))
            return false;
        bool gathers = last == 4 && part.power == 8 && !part.arabic; /* 壹万贰仟亿: 万 counts 亿 */
        if (gathers ? !bc_decimal_add(sum, part.number, &sum) || !bc_decimal_shift(sum, part.power, &sum)
                    : part.power >= last || !bc_decimal_shift(part.number, part.power, &part.number) ||
                          !bc_decimal_add(sum, part.number, &sum))
            return false;
        last = part.power;
        *out = (quantity){ .number = sum, .last = last };
    }
    if (!out->arabic)
        *out = (quantity){ .number = bc_decimal_trim(sum, 0), .last = last };
    return true;
}

/* 二百六十万 and 2亿6000万 without a unit count in the word at their end, as 260万 does: in a column of 万元 that is
 * what the column counts in. 千 and 百 are parts of a number. */
static void count_in_last(quantity *q)
{
    enum { MIN_POWER = 4 };
    bc_decimal number;
    if (q->last < MIN_POWER || !bc_decimal_shift(q->number, -q->last, &number))
        return;
    q->number = bc_decimal_trim(number, 0);
    q->power = q->last;
}

/* 伍角陆分 behind 元; what is added is in 元. */
static bool take_small_money(bc_hand *hand, bc_decimal *number)
{
    for (int place = 1; place <= 2; place++) {
        size_t at = hand->at;
        bc_decimal part;
        bool there = bc_hand_take_figure(hand, &part) || bc_hand_take_numeral(hand, false, &part);
        if (!there || !bc_hand_take_word(hand, place == 1 ? "角|毛" : "分")) {
            hand->at = at;
            continue;
        }
        if (!bc_decimal_shift(part, -place, &part) || !bc_decimal_add(*number, part, number))
            return false;
    }
    return true;
}

static bool take_unit(bc_hand *hand, quantity *q, bc_written_amount *out)
{
    size_t from = hand->at;
    if (bc_hand_take_word(hand, "元|圆|块")) {
        out->unit = BC_STR("元");
        bc_decimal yuan;
        size_t behind = hand->at;
        if (!bc_decimal_shift(q->number, q->power, &yuan) || !take_small_money(hand, &yuan))
            return false;
        if (hand->at > behind)
            *q = (quantity){ .number = yuan };
    } else if (bc_hand_take(hand, '%')) {
        out->unit = BC_STR("%");
    }
    if (bc_hand_take_word(hand, "整|正"))
        out->unit = BC_STR("元");
    if (bc_hand_take_word(hand, "人民币|RMB|CNY|\xC2\xA5"))
        out->unit = BC_STR("元");
    if (hand->at == from && hand->n - from <= BC_MAX_UNIT_LENGTH &&
        bc_unit_length(hand->c + from, hand->n - from) == hand->n - from) {
        hand->at = hand->n;
        out->unit = bc_hand_slice(hand, from, hand->n);
    }
    return hand->at == hand->n;
}

/* 伍角陆分, in capital figures: others count angles and points, too. */
static bool take_coins(bc_hand *hand, quantity *out)
{
    static const char CAPITALS[] = "壹|贰|叁|肆|伍|陆|柒|捌|玖";
    size_t from = hand->at;
    bool capital = bc_hand_take_word(hand, CAPITALS) > 0;
    hand->at = from;
    *out = (quantity){ .number = bc_decimal_from_int(0) };
    if (capital && take_small_money(hand, &out->number) && hand->at > from) {
        (void)bc_hand_take_word(hand, "整|正");
        if (hand->at == hand->n)
            return true;
    }
    hand->at = from;
    return false;
}

static bool read_by_hand(bc_hand *hand, bc_written_amount *out)
{
    bool currency = bc_hand_take_word(hand, "人民币|RMB|CNY") > 0;
    (void)(currency && bc_hand_take(hand, ':'));
    currency |= bc_hand_take(hand, 0xA5);
    bool negative = bc_hand_take(hand, '-') || bc_hand_take_word(hand, "负");
    if (!negative)
        (void)bc_hand_take(hand, '+');
    currency |= bc_hand_take(hand, 0xA5);
    bool percent = bc_hand_take_word(hand, "百分之") > 0;
    quantity q;
    if (!percent && take_coins(hand, &q))
        out->unit = BC_STR("元");
    else if (!take_quantity(hand, &q) || !take_unit(hand, &q, out) || (percent && (out->unit.n || currency || q.power)))
        return false;
    if (!out->unit.n && !currency && !percent)
        count_in_last(&q);
    if (negative && !bc_decimal_neg(q.number, &q.number))
        return false;
    if (percent)
        out->unit = BC_STR("%");
    else if (currency && !out->unit.n)
        out->unit = BC_STR("元");
    out->number = q.number;
    out->power = q.power;
    return true;
}

void bc_written_amount_read(bc_str text, bc_written_amount *out)
{
    *out = (bc_written_amount){ .sense = BC_WRITTEN_USUAL };
    text = bc_str_trim(text);
    if (read_usual(text, out))
        return;
    *out = (bc_written_amount){ .sense = BC_WRITTEN_EMPTY };
    if (is_dash(text))
        return;
    bc_hand hand;
    out->sense = BC_WRITTEN_WORDS;
    if (!bc_hand_read(text, BC_BLANKS_GROUP, &hand))
        return;
    out->fault = bc_hand_machine_fault(&hand);
    if (!out->fault && read_by_hand(&hand, out)) {
        out->sense = BC_WRITTEN_UNUSUAL;
        return;
    }
    *out = (bc_written_amount){ .fault = out->fault ? out->fault : bc_hand_diagnose(&hand, false) };
    out->sense = out->fault ? BC_WRITTEN_FAULTY : BC_WRITTEN_WORDS;
}

/* -- in running text ------------------------------------------------------------------------------------ */

static uint32_t character_at(bc_str text, size_t at)
{
    return at < text.n ? bc_utf8_next(text, &at) : 0;
}

static bool counts(uint32_t c)
{
    return bc_hand_numeral(c) >= 0 || bc_hand_tens(c) || c == 0x4E07 || c == 0x4EBF || c == 0x70B9; /* 万亿点 */
}

/* Whether numerals up to 元 stand there, as in 贰佰陆拾万元. */
static bool money_numerals_at(bc_str text, size_t at)
{
    if (bc_hand_numeral(character_at(text, at)) < 0)
        return false;
    uint32_t c = 0;
    while (at < text.n && counts(c = bc_utf8_next(text, &at)))
        ;
    return c == 0x5143 || c == 0x5706;
}

/* Where a number begins, or the end of the text. */
static size_t number_at(bc_str text, size_t at)
{
    for (; at < text.n; at++) {
        unsigned char c = (unsigned char)text.p[at];
        if (c < 0x80 && bc_hand_is_digit(c))
            return at;
        if (c < 0xE3) /* nor does any numeral begin so */
            continue;
        uint32_t wide = character_at(text, at);
        if ((wide >= 0xFF10 && wide <= 0xFF19) || money_numerals_at(text, at))
            return at;
        at += 2;
    }
    return text.n;
}

/* 2，600，000: commas of the full width, where there are two or decimals follow; one alone may end a clause. */
static size_t grouped_at(bc_str text, bc_decimal *out)
{
    char figures[64];
    size_t n = 0, at = 0, commas = 0;
    while (at < text.n && n + 1 < sizeof figures) {
        size_t next = at;
        uint32_t c = bc_utf8_next(text, &next);
        c = c == 0xFF0C || (c >= 0xFF10 && c <= 0xFF19) || c == 0xFF0E ? c - 0xFEE0 : c;
        if (!bc_hand_is_digit(c) && c != ',' && c != '.')
            break;
        commas += c == ',';
        figures[n++] = (char)c;
        at = next;
    }
    size_t used;
    while (n && (figures[n - 1] == ',' || figures[n - 1] == '.'))
        n--;
    if (!bc_decimal_parse_prefix((bc_str){ figures, n }, out, &used) || used != n ||
        !(commas > 1 || (commas && out->scale)))
        return 0;
    size_t bytes = 0;
    for (size_t i = 0; i < n; i++)
        (void)bc_utf8_next(text, &bytes);
    return bytes;
}

/* 贰佰陆拾万元: the bytes up to the unit's end; 0: numerals, but no number. */
static size_t numerals_at(bc_str text, bc_decimal *yuan)
{
    bc_hand hand;
    bc_str part = bc_str_slice(text, 0, BC_MAX_HAND);
    while (part.n && part.n < text.n && ((unsigned char)text.p[part.n] & 0xC0) == 0x80)
        part.n--;
    quantity q;
    if (!bc_hand_read(part, BC_BLANKS_GROUP, &hand) || !take_quantity(&hand, &q) || q.arabic ||
        !bc_hand_take_word(&hand, "元|圆") || !take_small_money(&hand, &q.number))
        return 0;
    *yuan = q.number;
    return hand.byte[hand.at];
}

static size_t figures_at(bc_str text, bc_decimal *number)
{
    enum { FIRST_GROUP = 12 };
    size_t used = 0;
    if (bc_str_find(bc_str_slice(text, 0, FIRST_GROUP), BC_STR("，"), 0) != SIZE_MAX)
        used = grouped_at(text, number);
    return used || bc_decimal_parse_prefix(text, number, &used) ? used : 0;
}

static size_t skip_blanks(bc_str text, size_t at)
{
    return (size_t)(bc_str_trim(bc_str_slice(text, at, text.n)).p - text.p);
}

static bool is_figure(uint32_t c)
{
    return bc_hand_is_digit(c) || (c >= 0xFF10 && c <= 0xFF19);
}

/* The bytes of the amount at the beginning of the text with its unit, 0 when it is none; *used: those of its number. */
static size_t money_at(bc_str text, size_t *used, bc_decimal *yuan)
{
    *used = figures_at(text, yuan);
    if (*used) {
        size_t behind = skip_blanks(text, *used);
        int power;
        size_t unit = bc_unit_money_at(bc_str_slice(text, behind, text.n), &power);
        return unit && bc_decimal_shift(*yuan, power, yuan) ? behind + unit : 0;
    }
    if (is_figure(character_at(text, 0))) { /* too many */
        while (is_figure(character_at(text, *used)))
            (void)bc_utf8_next(text, used);
        return 0;
    }
    size_t money = numerals_at(text, yuan);
    while (!money && counts(character_at(text, *used)))
        (void)bc_utf8_next(text, used);
    return money;
}

bool bc_written_next_money(bc_str text, size_t *from, size_t *at, bc_decimal *yuan)
{
    for (size_t i = number_at(text, *at), used; i < text.n; i = number_at(text, i + used)) {
        size_t money = money_at(bc_str_slice(text, i, text.n), &used, yuan);
        if (money) {
            *from = i;
            *at = i + money;
            return true;
        }
    }
    *at = text.n;
    return false;
}
