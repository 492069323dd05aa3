/* Number formats. A code is a row of tokens; letters outside quotation marks, brackets and escapes ask for parts of a
 * date or time. `m` is a month, except next to hours or seconds, where it is minutes. */
#include "table/private/format.h"

#include "table/private/shown.h"

#include <string.h>

enum { BC_MAX_FIXED_DECIMALS = 15 };

typedef struct code {
    bc_str text;
    size_t at;
    char before;                   /* the last part of a date or time: y m d h s */
    bool minutes_waiting;          /* an `m` that may yet be minutes: seconds may follow it */
    bool day, time, over_a_day;    /* parts that were found */
    bool years, months, days;      /* of a day */
    unsigned percents, zeros, all; /* and how many %, 0 and others there are */
} code;

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool starts(const code *c, const char *word)
{
    size_t i = 0;
    for (; word[i] && c->at + i < c->text.n && lower(c->text.p[c->at + i]) == word[i]; i++)
        continue;
    return !word[i];
}

/* Past what shows itself: the text in quotation marks, the character behind a backslash or an exclamation mark. */
static bool skip_literal(code *c)
{
    const char now = c->text.p[c->at];
    if (now == '"') {
        for (c->at++; c->at < c->text.n && c->text.p[c->at] != '"';)
            c->at++;
        c->at++;
        c->all++;
    } else if (now == '\\' || now == '!' || now == '_' || now == '*') {
        c->all += now == '\\' || now == '!';
        c->at += 2; /* of a character of several bytes the others mean nothing */
    } else if (starts(c, "general")) {
        c->at += strlen("general");
        c->all++;
    } else {
        return false;
    }
    return true;
}

/* [h] and the like count over a day; colours, conditions, languages do not matter. */
static bool skip_bracket(code *c)
{
    if (c->text.p[c->at] != '[')
        return false;
    const size_t end = bc_str_find(c->text, BC_STR("]"), c->at);
    const char first = c->at + 1 < c->text.n ? lower(c->text.p[c->at + 1]) : ' ';
    size_t at = c->at + 1;
    while (at < c->text.n && lower(c->text.p[at]) == first)
        at++;
    if (at == end && (first == 'h' || first == 'm' || first == 's')) {
        c->time = c->over_a_day = true;
        c->before = first == 'm' ? 'h' : first; /* mm behind it would be minutes, too */
    }
    c->at = end == SIZE_MAX ? c->text.n : end + 1;
    return true;
}

/* AM/PM, A/P: between hours and minutes they change nothing. */
static bool skip_half_day(code *c)
{
    if (!starts(c, "am/pm") && !starts(c, "a/p"))
        return false;
    c->at += starts(c, "am/pm") ? 5 : 3;
    c->time = true;
    return true;
}

static void end_minutes(code *c, bool minutes)
{
    if (c->minutes_waiting && !minutes)
        c->day = c->months = true;
    if (c->minutes_waiting && minutes)
        c->time = true;
    c->minutes_waiting = false;
}

/* A run of one letter, which asks for that part. */
static void take_letters(code *c, char letter)
{
    const size_t from = c->at;
    const char run = lower(c->text.p[from]);
    while (c->at < c->text.n && lower(c->text.p[c->at]) == run)
        c->at++;
    end_minutes(c, letter == 's');
    const bool minutes = letter == 'm' && c->at - from < 3;
    if (minutes && c->before != 'h')
        c->minutes_waiting = true; /* or months: what follows tells */
    else if (minutes || letter == 'h' || letter == 's')
        c->time = true;
    else
        c->day = true;
    c->years |= letter == 'y';
    c->days |= letter == 'd';
    c->months |= letter == 'm' && c->at - from >= 3;
    c->before = letter;
}

static void take_sign(code *c, char sign)
{
    c->percents += sign == '%';
    c->zeros += sign == '0';
    c->all += sign != '%' && sign != '0' && sign != ' ';
    c->at++;
}

static void take_token(code *c)
{
    const char now = lower(c->text.p[c->at]);
    const char next = c->at + 1 < c->text.n ? c->text.p[c->at + 1] : ' ';
    if (now == 'e' && (next == '+' || next == '-'))
        c->at += 2, c->all++; /* 0.00E+00 */
    else if (strchr("ymdhs", now))
        take_letters(c, now);
    else if ((now == 'e' || now == 'b' || now == 'g' || now == 'a') &&
             (c->day || c->before || now == next || now == 'e'))
        take_letters(c, now == 'a' ? 'd' : 'y'); /* years of eras, aaaa days of the week */
    else
        take_sign(c, now);
}

/* Of 0.00 and its like the digits behind the point; 0: it is none. */
static uint8_t fixed_decimals(bc_str text)
{
    size_t n = 0;
    while (2 + n < text.n && text.p[2 + n] == '0')
        n++;
    return bc_str_starts(text, BC_STR("0.")) && n + 2 == text.n && n <= BC_MAX_FIXED_DECIMALS ? (uint8_t)n : 0;
}

/* What of a day is shown. A month without a year keeps its day: both say more than the one. */
static uint8_t part_of(const code *c)
{
    if (c->days || !c->years)
        return BC_TABLE_FORMAT_WHOLE;
    const bool spelled = bc_str_find(c->text, BC_STR("年"), 0) != SIZE_MAX;
    return c->months ? BC_TABLE_FORMAT_MONTH : spelled ? BC_TABLE_FORMAT_YEAR : BC_TABLE_FORMAT_BARE_YEAR;
}

/* The code where it shows words, or another number. */
static bc_str code_of(bc_str text)
{
    return bc_table_shown_matters(text) ? text : (bc_str){ 0 };
}

bc_table_format bc_table_format_of(bc_str text)
{
    code c = { .text = text };
    while (c.at < text.n && text.p[c.at] != ';' && text.p[c.at])
        if (!skip_literal(&c) && !skip_bracket(&c) && !skip_half_day(&c))
            take_token(&c);
    end_minutes(&c, false);
    if (c.day && c.time)
        return (bc_table_format){ .kind = BC_TABLE_FORMAT_DATETIME };
    if (c.day)
        return (bc_table_format){ .kind = BC_TABLE_FORMAT_DATE, .part = part_of(&c) };
    if (c.time)
        return (bc_table_format){ .kind = c.over_a_day ? BC_TABLE_FORMAT_DURATION : BC_TABLE_FORMAT_TIME };
    if (c.percents == 1)
        return (bc_table_format){ .kind = BC_TABLE_FORMAT_PERCENT, .code = code_of(text) };
    if (c.zeros > 1 && c.zeros <= UINT8_MAX && !c.all && !c.percents)
        return (bc_table_format){ .kind = BC_TABLE_FORMAT_ZEROS, .zeros = (uint8_t)c.zeros };
    return (bc_table_format){ .kind = BC_TABLE_FORMAT_PLAIN, .decimals = fixed_decimals(text), .code = code_of(text) };
}

bc_table_format bc_table_format_built_in(unsigned number)
{
    static const struct {
        uint8_t first, last, kind, part;
    } KNOWN[] = {
        { 9, 10, BC_TABLE_FORMAT_PERCENT, 0 },
        { 14, 16, BC_TABLE_FORMAT_DATE, 0 },
        { 17, 17, BC_TABLE_FORMAT_DATE, BC_TABLE_FORMAT_MONTH }, /* mmm-yy */
        { 18, 21, BC_TABLE_FORMAT_TIME, 0 },
        { 22, 22, BC_TABLE_FORMAT_DATETIME, 0 },
        { 27, 27, BC_TABLE_FORMAT_DATE, BC_TABLE_FORMAT_MONTH }, /* yyyy"年"m"月" */
        { 28, 31, BC_TABLE_FORMAT_DATE, 0 },
        { 32, 35, BC_TABLE_FORMAT_TIME, 0 },
        { 36, 36, BC_TABLE_FORMAT_DATE, BC_TABLE_FORMAT_MONTH },
        { 45, 45, BC_TABLE_FORMAT_TIME, 0 },
        { 46, 46, BC_TABLE_FORMAT_DURATION, 0 },
        { 47, 47, BC_TABLE_FORMAT_TIME, 0 },
        { 50, 50, BC_TABLE_FORMAT_DATE, BC_TABLE_FORMAT_MONTH },
        { 51, 51, BC_TABLE_FORMAT_DATE, 0 },
        { 52, 52, BC_TABLE_FORMAT_DATE, BC_TABLE_FORMAT_MONTH },
        { 53, 54, BC_TABLE_FORMAT_DATE, 0 },
        { 55, 56, BC_TABLE_FORMAT_TIME, 0 },
        { 57, 57, BC_TABLE_FORMAT_DATE, BC_TABLE_FORMAT_MONTH },
        { 58, 58, BC_TABLE_FORMAT_DATE, 0 },
    };
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++)
        if (number >= KNOWN[i].first && number <= KNOWN[i].last)
            return (bc_table_format){ .kind = KNOWN[i].kind, .part = KNOWN[i].part };
    if ((number >= 5 && number <= 8) || number == 42 || number == 44) /* with ¥, as Chinese Excel has them */
        return (bc_table_format){ .kind = BC_TABLE_FORMAT_PLAIN, .code = BC_STR("\xC2\xA5#,##0.00") };
    enum { TWO_DECIMALS = 2 }; /* 0.00 */
    return (bc_table_format){ .kind = BC_TABLE_FORMAT_PLAIN, .decimals = number == TWO_DECIMALS ? 2 : 0 };
}
