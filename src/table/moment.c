/* Days of a workbook's epoch into dates, by whole numbers: the fraction of a day is exact in decimal text, and seconds
 * are rounded once. Spreadsheets believe that 1900 was a leap year: their day 60 does not exist, and the days before it
 * count one less. */
#include "table/private/moment.h"

#include <string.h>

enum {
    MAX_DAY = 2958465, /* 9999-12-31 */
    DAYS_TO_1904 = 1462,
    LEAP_DAY_1900 = 60, /* that never was */
    DAY_SECONDS = 86400,
    MAX_HOURS = 1000000,
    DAYS_1970_TO_1900 = 25569 /* from the epoch of 1900, as counted from March on, to 1970-01-01 */
};

/* Whole days and seconds, which may be rounded to all of the day; false when there are too many. */
static bool split(const bc_table_number *number, int64_t *days, uint32_t *seconds)
{
    __extension__ typedef unsigned __int128 u128;
    u128 fraction = 0, scale = 1;
    *days = 0;
    if (number->negative || number->point > 8)
        return false;
    for (int32_t i = 0; i < number->point; i++)
        *days = *days * 10 + (i < number->n ? number->digits[i] - '0' : 0);
    for (int32_t i = number->point; i < number->n && scale < (u128)1000000000000000000; i++, scale *= 10)
        fraction = fraction * 10 + (unsigned)(i < 0 ? 0 : number->digits[i] - '0');
    *seconds = (uint32_t)((fraction * DAY_SECONDS * 2 + scale) / (scale * 2));
    return true;
}

/* Years and months from a count of days since 1970-01-01, by eras of 400 years that begin in March. */
static void civil(int64_t since_1970, int *year, int *month, int *day)
{
    const int64_t shifted = since_1970 + 719468, era = shifted / 146097;
    const int64_t of_era = shifted - era * 146097;
    const int64_t years = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    const int64_t of_year = of_era - (365 * years + years / 4 - years / 100);
    const int64_t m = (5 * of_year + 2) / 153;
    *day = (int)(of_year - (153 * m + 2) / 5 + 1);
    *month = (int)(m < 10 ? m + 3 : m - 9);
    *year = (int)(years + era * 400 + (*month <= 2));
}

static void add_time(uint64_t hours, uint32_t seconds, bc_buf *out)
{
    bc_buf_printf(out, "%02llu:%02u:%02u", (unsigned long long)hours, (unsigned)(seconds / 60 % 60),
                  (unsigned)(seconds % 60));
}

bool bc_table_moment_date(const bc_table_number *number, bool with_time, bool epoch_1904, bc_buf *out)
{
    int64_t days;
    uint32_t seconds;
    int year, month, day;
    if (!split(number, &days, &seconds))
        return false;
    if (with_time && seconds == DAY_SECONDS) {
        seconds = 0;
        days++;
    }
    days += epoch_1904 ? DAYS_TO_1904 : 0;
    if (days > MAX_DAY)
        return false;
    if (days == LEAP_DAY_1900)
        bc_buf_add_text(out, "1900-02-29");
    else if (days == 0)
        bc_buf_add_text(out, "1900-01-00");
    else {
        civil(days - DAYS_1970_TO_1900 + (days < LEAP_DAY_1900), &year, &month, &day);
        bc_buf_printf(out, "%04d-%02d-%02d", year, month, day);
    }
    if (with_time && seconds) {
        bc_buf_add_char(out, ' ');
        add_time(seconds / 3600, seconds, out);
    }
    return true;
}

bool bc_table_moment_time(const bc_table_number *number, bool over_a_day, bc_buf *out)
{
    int64_t days;
    uint32_t seconds;
    if (!split(number, &days, &seconds))
        return false;
    if (!over_a_day)
        seconds %= DAY_SECONDS;
    add_time((over_a_day ? (uint64_t)days * 24 : 0) + seconds / 3600, seconds, out);
    return true;
}

typedef struct scan {
    bc_str text;
    size_t at;
} scan;

static bool take(scan *s, char c)
{
    const bool is = s->at < s->text.n && s->text.p[s->at] == c;
    s->at += is;
    return is;
}

/* Digits, between `least` and `most` of them. */
static bool take_number(scan *s, unsigned least, unsigned most, uint32_t *value)
{
    const size_t from = s->at;
    *value = 0;
    for (; s->at < s->text.n && s->text.p[s->at] >= '0' && s->text.p[s->at] <= '9' && s->at - from < most; s->at++)
        *value = *value * 10 + (uint32_t)(s->text.p[s->at] - '0');
    return s->at - from >= least;
}

static void skip_fraction(scan *s)
{
    if (take(s, '.') || take(s, ','))
        while (s->at < s->text.n && s->text.p[s->at] >= '0' && s->text.p[s->at] <= '9')
            s->at++;
}

/* 08:30, 08:30:00.250, 08:30:00Z */
static bool take_time(scan *s, uint32_t *hours, uint32_t *seconds)
{
    uint32_t minutes, of_minute = 0;
    if (!take_number(s, 2, 2, hours) || !take(s, ':') || !take_number(s, 2, 2, &minutes))
        return false;
    if (take(s, ':') && !take_number(s, 2, 2, &of_minute))
        return false;
    skip_fraction(s);
    take(s, 'Z');
    *seconds = minutes * 60 + of_minute;
    return *hours < 24 && minutes < 60 && of_minute < 61 && s->at == s->text.n;
}

/* PT30H15M0.5S, P1DT6H */
static bool take_duration(scan *s, uint64_t *hours, uint32_t *seconds)
{
    uint64_t all = 0;
    uint32_t value;
    bool time = false;
    if (!take(s, 'P'))
        return false;
    while (s->at < s->text.n) {
        if (!time && take(s, 'T')) {
            time = true;
            continue;
        }
        if (!take_number(s, 1, 9, &value))
            return false;
        skip_fraction(s);
        if (!time && take(s, 'D'))
            all += (uint64_t)value * DAY_SECONDS;
        else if (time && take(s, 'H'))
            all += (uint64_t)value * 3600;
        else if (time && take(s, 'M'))
            all += (uint64_t)value * 60;
        else if (time && take(s, 'S'))
            all += value;
        else
            return false;
    }
    *hours = all / 3600;
    *seconds = (uint32_t)(all % 3600);
    return s->at > 2 && *hours < MAX_HOURS;
}

bc_table_moment bc_table_moment_iso(bc_str text, bc_buf *out)
{
    scan s = { .text = text };
    uint32_t year, month, day, hours = 0, seconds = 0;
    uint64_t all_hours;
    if (take_number(&s, 4, 4, &year) && take(&s, '-') && take_number(&s, 2, 2, &month) && take(&s, '-') &&
        take_number(&s, 2, 2, &day) &&
        (s.at == text.n || ((take(&s, 'T') || take(&s, ' ')) && take_time(&s, &hours, &seconds)))) {
        bc_buf_printf(out, "%04u-%02u-%02u", (unsigned)year, (unsigned)month, (unsigned)day);
        if (hours || seconds) {
            bc_buf_add_char(out, ' ');
            add_time(hours, seconds, out);
        }
        return BC_TABLE_MOMENT_DATE;
    }
    s.at = 0;
    if (take_time(&s, &hours, &seconds)) {
        add_time(hours, seconds, out);
        return BC_TABLE_MOMENT_TIME;
    }
    s.at = 0;
    if (!take_duration(&s, &all_hours, &seconds))
        return BC_TABLE_MOMENT_NONE;
    add_time(all_hours, seconds, out);
    return BC_TABLE_MOMENT_TIME;
}
