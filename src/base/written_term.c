/* Times by which something is done, and was: 6月底前, 2024年第二季度末, 年底前, 12月中旬, 3月1日至5日. They are read as
 * the days that they may mean, from the first to the last, so that two of them can be compared; the year is often left
 * to the form. Figures with a unit of time (5天, 6个月) are no such times. */
#include "base/private/hand.h"

#include "base/utf8.h"

enum { MIN_YEAR = 1900, MAX_YEAR = 2200, CENTURY = 2000 };

static void skip_blanks(bc_hand *hand)
{
    while (bc_hand_take(hand, ' '))
        ;
}

static bool take_any(bc_hand *hand, const char *words)
{
    skip_blanks(hand);
    return bc_hand_take_word(hand, words) > 0;
}

/* Arabic or Chinese; how many characters, 0: none is there. */
static size_t take_number(bc_hand *hand, size_t most, int *out)
{
    skip_blanks(hand);
    const size_t from = hand->at;
    int value = 0;
    for (; bc_hand_is_digit(hand->c[hand->at]) && hand->at - from < most; hand->at++)
        value = value * 10 + (int)(hand->c[hand->at] - '0');
    if (hand->at > from) {
        *out = value;
        return hand->at - from;
    }
    bc_decimal numeral;
    int64_t whole;
    if (!bc_hand_take_numeral(hand, false, &numeral) || !bc_decimal_is_integer(numeral, &whole) || whole > MAX_YEAR) {
        hand->at = from;
        return 0;
    }
    *out = (int)whole;
    return hand->at - from;
}

static int days_in(int year, int month)
{
    static const int DAYS[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    const bool leap = !year || (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return DAYS[month - 1] - (month == 2 && !leap);
}

static bool set(bc_written_term *out, int first_month, int first_day, int month, int day)
{
    if (first_month < 1 || month > 12 || first_day < 1 || day < first_day * (first_month == month) ||
        day > days_in(out->year, month))
        return false;
    out->first = first_month * 100 + first_day;
    out->last = month * 100 + day;
    return true;
}

/* 2024年, 24年6月, 2024-; with the stroke in *joined. False: none is there, and nothing was taken. */
static bool take_year(bc_hand *hand, bc_written_term *out, bool *joined)
{
    const size_t from = hand->at;
    int year;
    const size_t n = take_number(hand, 4, &year);
    const bool told = n && take_any(hand, "年度|年");
    *joined = n == 4 && !told && take_any(hand, "-|/|.");
    if (n == 2 && told && year < 100) {
        int month;
        const size_t behind = hand->at;
        const bool goes_on = take_number(hand, 2, &month) && take_any(hand, "月");
        hand->at = behind;
        year += goes_on ? CENTURY : 0;
    }
    if ((told || *joined) && year >= MIN_YEAR && year <= MAX_YEAR) {
        out->year = year;
        return true;
    }
    *joined = false;
    hand->at = from;
    return false;
}

/* 上半年, 第二季度, 底: of the year. */
static bool take_part_of_year(bc_hand *hand, bc_written_term *out, bool year)
{
    const size_t from = hand->at;
    int quarter;
    if (take_any(hand, "上半年"))
        return set(out, 1, 1, 6, 30);
    if (take_any(hand, "下半年"))
        return set(out, 7, 1, 12, 31);
    if (year ? take_any(hand, "年底|年末|年终|底|末|终") : take_any(hand, "年底|年末|年终"))
        return set(out, 12, 1, 12, 31);
    (void)take_any(hand, "第");
    if (take_number(hand, 1, &quarter) && take_any(hand, "季度|季") && quarter >= 1 && quarter <= 4) {
        const bool end = take_any(hand, "末|底");
        return set(out, quarter * 3 - (end ? 0 : 2), 1, quarter * 3, days_in(out->year, quarter * 3));
    }
    hand->at = from;
    return false;
}

/* What stands behind a month: 底, 上旬, 15日. */
static bool take_part_of_month(bc_hand *hand, bc_written_term *out, int month, bool joined)
{
    const int end = days_in(out->year, month);
    int day;
    if (take_any(hand, "底|末|下旬"))
        return set(out, month, 21, month, end);
    if (take_any(hand, "初|上旬"))
        return set(out, month, 1, month, 10);
    if (take_any(hand, "中旬"))
        return set(out, month, 11, month, 20);
    if (joined && !take_any(hand, "-|/|."))
        return set(out, month, 1, month, end);
    if (take_number(hand, 2, &day))
        return (take_any(hand, "日|号") || true) && set(out, month, day, month, day);
    return set(out, month, 1, month, end);
}

static bool take_month(bc_hand *hand, bc_written_term *out, bool joined)
{
    int month;
    if (!take_number(hand, 2, &month) || month < 1 || month > 12)
        return false;
    const bool told = take_any(hand, "月份|月");
    return (told || joined) && take_part_of_month(hand, out, month, joined && !told);
}

/* A year's beginning is not told by any word but its months. */
static bool take_term(bc_hand *hand, bc_written_term *out)
{
    bool joined = false;
    const size_t from = hand->at;
    const bool later = take_any(hand, "次年|翌年|明年|下年度|下年|下一年");
    const bool year = later || take_any(hand, "当年|本年度|本年|今年") || take_year(hand, out, &joined);
    const size_t behind = hand->at;
    out->later = later;
    if (take_part_of_year(hand, out, year) || take_month(hand, out, joined))
        return true;
    hand->at = behind;
    if (year && !joined)
        return set(out, 1, 1, 12, 31);
    hand->at = from;
    return false;
}

/* 至5日, -6月底: it is done with the second. */
static bool take_second(bc_hand *hand, bc_written_term *out)
{
    const size_t from = hand->at;
    if (!take_any(hand, "至|到|-|—|~|～"))
        return true;
    (void)take_any(hand, "—");
    bc_written_term second = { .year = out->year };
    int day;
    const size_t behind = hand->at;
    if (take_number(hand, 2, &day) && take_any(hand, "日|号"))
        return set(out, out->first / 100, day, out->first / 100, day);
    hand->at = behind;
    if (!take_term(hand, &second)) {
        hand->at = from;
        return false;
    }
    second.later |= out->later;
    *out = second;
    return true;
}

/* What is left tells of no other figure, and does not say that it is not so. */
static bool says_no_more(const bc_hand *hand)
{
    for (size_t i = hand->at; i < hand->n; i++)
        if (bc_hand_is_digit(hand->c[i]) || hand->c[i] == 0x672A || hand->c[i] == 0x4E0D || hand->c[i] == 0x6CA1 ||
            hand->c[i] == '%') /* 未 不 没 */
            return false;
    return true;
}

void bc_written_term_read(bc_str text, bc_written_term *out)
{
    bc_hand hand;
    *out = (bc_written_term){ .sense = BC_WRITTEN_WORDS };
    if (!bc_str_trim(text).n || !bc_hand_read(bc_str_trim(text), BC_BLANKS_STAY, &hand))
        return;
    while (take_any(
        &hand,
        "不晚于|不迟于|不超过|早于|截至|截止|截止到|已经|已于|已在|已|争取|计划|预计|力争|均于|于|在|到|至|≤|≦|<=|<|="))
        ;
    const size_t from = hand.at;
    if (!take_term(&hand, out) || hand.c[hand.at] == '/' || (hand.c[hand.at] == '.' && hand.at > from)) {
        *out = (bc_written_term){ .sense = BC_WRITTEN_WORDS };
        return;
    }
    const bool whole = take_second(&hand, out);
    (void)take_any(&hand, "之前|以前|前|之内|以内|内|止|为止");
    const bool after = take_any(&hand, "之后|以后|后|起|开始|启动");
    out->sense = whole && !after && says_no_more(&hand) ? BC_WRITTEN_UNUSUAL : BC_WRITTEN_FAULTY;
}

bc_written_kept bc_written_term_kept(const bc_written_term *done, const bc_written_term *by, int year)
{
    if (done->sense != BC_WRITTEN_UNUSUAL || by->sense != BC_WRITTEN_UNUSUAL)
        return BC_KEPT_UNKNOWN;
    const bool lent = !year && ((done->later && by->year) || (by->later && done->year));
    const int base = year ? year : done->year ? done->year : by->year;
    const int done_year = done->year ? done->year : base + done->later,
              by_year = by->year ? by->year : base + by->later;
    if (lent)
        return BC_KEPT_UNKNOWN;
    if (done_year != by_year)
        return done_year < by_year ? BC_KEPT : BC_KEPT_NOT;
    return done->last <= by->last ? BC_KEPT : done->first > by->last ? BC_KEPT_NOT : BC_KEPT_UNKNOWN;
}
