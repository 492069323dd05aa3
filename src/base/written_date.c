/* Dates as people write them: with strokes, points or characters, in figures or numerals, with the time of day that a
 * database adds; a year alone and a month are dates too. */
#include "base/private/hand.h"

#include <string.h>

enum { MIN_YEAR = 1900, MAX_YEAR = 2200 };

/* -- as it is printed ----------------------------------------------------------------------------------- */

/* Figures up to `most` of them; false when there are none. */
static bool take_figures(bc_str text, size_t *at, int most, int *out)
{
    int n = 0, value = 0;
    for (; *at < text.n && n < most && text.p[*at] >= '0' && text.p[*at] <= '9'; ++*at, n++)
        value = value * 10 + (text.p[*at] - '0');
    *out = value;
    return n > 0;
}

/* One of - / . or the character 年, 月, 日. */
static bool take_separator(bc_str text, size_t *at)
{
    static const char *const MARKS[] = { "-", "/", ".", "年", "月", "日" };
    bc_str rest = bc_str_slice(text, *at, text.n);
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if (bc_str_starts(rest, bc_str_from(MARKS[i]))) {
            *at += strlen(MARKS[i]);
            return true;
        }
    return false;
}

static int days_in_month(int year, int month)
{
    static const int DAYS[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return DAYS[month - 1] + (month == 2 && leap);
}

/* 2024, 2024年, 2024.10, 2024年10月, 2024-10-31, 2024年10月31日 */
static bool read_usual(bc_str text, bc_written_date *out)
{
    size_t at = 0;
    if (!take_figures(text, &at, 4, &out->year) || out->year < MIN_YEAR || out->year > MAX_YEAR)
        return false;
    if (at == text.n || (take_separator(text, &at) && at == text.n))
        return true;
    if (!take_figures(text, &at, 2, &out->month) || out->month < 1 || out->month > 12)
        return false;
    if (at == text.n || (take_separator(text, &at) && at == text.n))
        return true;
    if (!take_figures(text, &at, 2, &out->day) || out->day < 1 || out->day > days_in_month(out->year, out->month))
        return false;
    return at == text.n || (take_separator(text, &at) && at == text.n);
}

/* -- as a hand meant it --------------------------------------------------------------------------------- */

static void skip_blanks(bc_hand *hand)
{
    while (bc_hand_take(hand, ' '))
        ;
}

/* Figures or numerals; how many characters, 0: none, or more figures than `most`. */
static size_t take_number(bc_hand *hand, size_t most, int *out)
{
    skip_blanks(hand);
    size_t from = hand->at;
    int value = 0;
    for (; bc_hand_is_digit(hand->c[hand->at]) && hand->at - from < most; hand->at++)
        value = value * 10 + (int)(hand->c[hand->at] - '0');
    *out = value;
    if (hand->at > from)
        return hand->at - from;
    bc_decimal numeral;
    int64_t whole;
    if (!bc_hand_take_numeral(hand, false, &numeral) || !bc_decimal_is_integer(numeral, &whole) || whole > 9999) {
        hand->at = from;
        return 0;
    }
    *out = (int)whole;
    return hand->at - from;
}

static bool take_join(bc_hand *hand, const char *words)
{
    skip_blanks(hand);
    bool there = bc_hand_take_word(hand, words) > 0;
    skip_blanks(hand);
    return there;
}

/* 14:30, 00:00:00.000, with the zone; nothing is there either. */
static bool take_time(bc_hand *hand)
{
    int ignored;
    skip_blanks(hand);
    (void)(bc_hand_take(hand, 'T') && (skip_blanks(hand), true));
    if (hand->at == hand->n)
        return true;
    if (!take_number(hand, 2, &ignored) || !bc_hand_take(hand, ':') || !take_number(hand, 2, &ignored))
        return false;
    if (bc_hand_take(hand, ':') && !take_number(hand, 2, &ignored))
        return false;
    if (bc_hand_take(hand, '.'))
        while (bc_hand_is_digit(hand->c[hand->at]))
            hand->at++;
    if (bc_hand_take(hand, 'Z'))
        return hand->at == hand->n;
    if (bc_hand_take(hand, '+') || bc_hand_take(hand, '-'))
        return take_number(hand, 4, &ignored) && (!bc_hand_take(hand, ':') || take_number(hand, 2, &ignored)) &&
               hand->at == hand->n;
    return hand->at == hand->n;
}

/* A month or a day; without a stroke before it its figures may go on. One that is 0 is none that there is. */
static bool take_place(bc_hand *hand, bool joined, int *out)
{
    if (!take_number(hand, 2, out) || (joined && bc_hand_is_digit(hand->c[hand->at])))
        return false;
    *out = *out ? *out : 99;
    return true;
}

/* Year, month and day as they are told, not yet looked at. */
static bool take_parts(bc_hand *hand, bc_written_date *out)
{
    enum { COMPACT = 6 }; /* 202410 */
    size_t years = take_number(hand, 4, &out->year);
    if (!years || (take_join(hand, "年度") && hand->at == hand->n))
        return years > 0;
    bool joined = take_join(hand, "年|-|/|.");
    if (hand->at == hand->n)
        return true;
    if ((!joined && years < 4) || !take_place(hand, joined, &out->month))
        return false;
    joined = take_join(hand, "月份|月|-|/|.") || joined;
    if (hand->at == hand->n)
        return true;
    if ((!joined && hand->at < COMPACT) || !take_place(hand, true, &out->day))
        return false;
    (void)take_join(hand, "日|号");
    return take_time(hand);
}

static bool is_year(int year)
{
    return year >= MIN_YEAR && year <= MAX_YEAR;
}

static bool is_day(const bc_written_date *date)
{
    return date->month <= 12 && (!date->day || (date->month && date->day <= days_in_month(date->year, date->month)));
}

/* 45596 and 45596.75: days since the end of 1899, with the day in it that never was. */
static bool read_serial(const bc_hand *all, bc_written_date *out)
{
    enum { MIN_SERIAL = 20000, MAX_SERIAL = 80000, DIGITS = 5 };
    bc_hand hand = *all;
    bc_decimal number, whole;
    int64_t days;
    if (!bc_hand_is_digit(hand.c[0]) || !bc_hand_take_figure(&hand, &number) || hand.at != hand.n ||
        !bc_decimal_rescale(number, 0, BC_ROUND_DOWN, &whole) || !bc_decimal_is_integer(whole, &days) ||
        days < MIN_SERIAL || days > MAX_SERIAL)
        return false;
    *out = (bc_written_date){ .year = MIN_YEAR, .month = 1 };
    days -= 2;
    for (int in_year; days >= (in_year = 337 + days_in_month(out->year, 2)); out->year++)
        days -= in_year;
    for (; days >= days_in_month(out->year, out->month); out->month++)
        days -= days_in_month(out->year, out->month);
    out->day = (int)days + 1;
    return true;
}

/* 10/31/2024, 31.10.2024 */
static bool is_day_first(const bc_hand *all)
{
    bc_hand hand = *all;
    int first, second, year;
    return take_number(&hand, 2, &first) && first <= 31 && take_join(&hand, "/|-|.") &&
           take_number(&hand, 2, &second) && second <= 31 && take_join(&hand, "/|-|.") &&
           take_number(&hand, 4, &year) && is_year(year) && take_time(&hand);
}

/* 24年10月, 10月31日, 24-10-31 */
static bool lacks_year(const bc_hand *all)
{
    bc_hand hand = *all;
    int number;
    size_t n = take_number(&hand, 4, &number);
    bool month = n && take_join(&hand, "月");
    if (month || (n && n <= 2 && take_join(&hand, "年|-|/|.")))
        return hand.at == hand.n || take_number(&hand, 4, &number);
    return false;
}

static bc_written_fault fault_of(const bc_hand *hand)
{
    bc_written_fault fault = bc_hand_diagnose(hand, true);
    if (fault == BC_FAULT_NONE || fault == BC_FAULT_LETTER)
        return fault;
    if (is_day_first(hand))
        return BC_FAULT_DAY_FIRST;
    return lacks_year(hand) ? BC_FAULT_NO_YEAR : fault;
}

static void read_by_hand(bc_hand *hand, bc_written_date *out)
{
    bc_written_date date = { .sense = BC_WRITTEN_UNUSUAL };
    out->fault = bc_hand_machine_fault(hand);
    if (out->fault)
        return;
    if (read_serial(hand, &date)) {
        *out = date;
        out->fault = BC_FAULT_SERIAL;
        return;
    }
    if (take_parts(hand, &date) && hand->at == hand->n && is_year(date.year)) {
        *out = date;
        out->fault = is_day(&date) ? BC_FAULT_NONE : BC_FAULT_NO_SUCH_DAY;
        return;
    }
    hand->at = 0;
    out->fault = fault_of(hand);
    out->sense = BC_WRITTEN_WORDS;
}

void bc_written_date_read(bc_str text, bc_written_date *out)
{
    *out = (bc_written_date){ .sense = BC_WRITTEN_USUAL };
    text = bc_str_trim(text);
    if (read_usual(text, out))
        return;
    *out = (bc_written_date){ .sense = text.n ? BC_WRITTEN_WORDS : BC_WRITTEN_EMPTY };
    bc_hand hand;
    if (text.n && bc_hand_read(text, BC_BLANKS_STAY, &hand))
        read_by_hand(&hand, out);
    if (out->fault)
        out->sense = BC_WRITTEN_FAULTY;
}
