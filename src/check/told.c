/* A figure is a run of digits that belongs to nothing else: not to a word in Latin letters (PM2.5), not to a date or a
 * number of a document, whose units are none. Words reach to the next stop or figure. */
#include "check/private/told.h"

#include "base/unit.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <string.h>

enum { HAN = 3 };         /* bytes of a character of Chinese */
enum { MAX_TOLD = 8192 }; /* of a record; that there are more is said */

/* The bytes of a stop at that place, 0: there is none. All wide ones are of three bytes. */
static size_t stop_at(bc_str text, size_t at, bool *sentence)
{
    const unsigned char byte = (unsigned char)text.p[at];
    if (byte < 0x80) {
        *sentence = byte == '\n' || byte == ';';
        return *sentence || byte == ',' || byte == ':' || byte == '(' || byte == ')';
    }
    if ((byte != 0xE3 && byte != 0xEF) || at + HAN > text.n)
        return 0;
    size_t next = at;
    switch (bc_utf8_next(text, &next)) {
    case 0x3002: /* 。 */
    case 0xFF1B: /* ； */
    case 0xFF01: /* ！ */
    case 0xFF1F: /* ？ */
        *sentence = true;
        return HAN;
    case 0xFF0C: /* ， */
    case 0x3001: /* 、 */
    case 0xFF1A: /* ： */
    case 0xFF08: /* （ */
    case 0xFF09: /* ） */
        *sentence = false;
        return HAN;
    default:
        return 0;
    }
}

bc_str bc_check_plain_unit(bc_str unit, bc_str *counting)
{
    size_t at = 0;
    while (bc_unit_count_power(bc_str_slice(unit, at, unit.n)) >= 0 && at + HAN <= unit.n)
        at += HAN;
    *counting = bc_str_slice(unit, 0, at);
    return bc_str_slice(unit, at, unit.n);
}

bc_decimal bc_check_counted(bc_decimal number, bc_str counting)
{
    const int power = counting.n ? bc_unit_count_power(counting) : 0;
    bc_decimal counted = number;
    return power > 0 && bc_decimal_shift(number, power, &counted) ? bc_decimal_trim(counted, 0)
                                                                  : bc_decimal_trim(number, 0);
}

/* Of a unit at that place, the bytes. */
static size_t unit_at(bc_str text, size_t at)
{
    if (at < text.n && (text.p[at] == '%' || bc_str_starts(bc_str_slice(text, at, text.n), BC_STR("％"))))
        return text.p[at] == '%' ? 1 : strlen("％");
    uint32_t c[BC_MAX_UNIT_LENGTH];
    size_t ends[BC_MAX_UNIT_LENGTH], n = 0;
    for (size_t next = at; next < text.n && n < BC_MAX_UNIT_LENGTH; n++) {
        c[n] = bc_utf8_next(text, &next);
        ends[n] = next;
    }
    const size_t length = bc_unit_length(c, n);
    return length ? ends[length - 1] - at : 0;
}

/* Whether the figures at that place are part of a word: PM2.5, A4, and of a number that has been read. */
static bool is_within_word(bc_str text, size_t at)
{
    const unsigned char before = at ? (unsigned char)text.p[at - 1] : ' ';
    return ((before | 0x20) >= 'a' && (before | 0x20) <= 'z') || before == '.' || before == '/' || before == '#';
}

size_t bc_check_until_at(const bc_check *c, bc_str text, size_t at)
{
    static const char *const DASHES[] = { "-", "~", "—", "～", "–", "－" };
    const bc_str rest = bc_str_slice(text, at, text.n);
    for (size_t i = 0; i < sizeof DASHES / sizeof *DASHES; i++)
        if (bc_str_starts(rest, bc_str_from(DASHES[i])))
            return strlen(DASHES[i]);
    const bc_form_words *words = bc_check_words_of(c, BC_WORDS_UNTIL);
    const int word = bc_form_words_longest_begin(words, rest);
    return word < 0 ? 0 : words->at[word].n;
}

/* Whether a range begins with the figure that ends there. */
static bool is_range_at(const bc_check *c, bc_str text, size_t at)
{
    const size_t n = bc_check_until_at(c, text, at);
    return n && at + n < text.n && bc_check_is_digit(text.p[at + n]);
}

typedef struct reader {
    const bc_check *c;
    const bc_check_passage *passage;
    uint32_t sentence, clause;
    bool range; /* the figure before begins one that this one ends */
} reader;

/* The figure at that place, and where it ends. */
static size_t read_figure(reader *r, size_t at, bc_check_told *out)
{
    const bc_str text = r->passage->text;
    size_t used = 0;
    *out = (bc_check_told){ .passage = r->passage, .sentence = r->sentence, .clause = r->clause, .from = (uint32_t)at };
    if (is_within_word(text, at) || !bc_decimal_parse_prefix(bc_str_slice(text, at, text.n), &out->number, &used) ||
        !used) {
        const size_t n = bc_check_digits_at(text, at);
        out->from = UINT32_MAX;
        return at + n;
    }
    size_t unit = at + used;
    while (unit < text.n && text.p[unit] == ' ')
        unit++;
    const size_t length = unit_at(text, unit);
    out->unit = bc_check_plain_unit(bc_str_slice(text, unit, unit + length), &out->counting);
    out->behind = (uint32_t)(length ? unit + length : at + used);
    const bool dash = is_range_at(r->c, text, out->behind) || is_range_at(r->c, text, at + used);
    out->range = dash || r->range;
    r->range = dash;
    return out->behind;
}

typedef BC_VEC(bc_check_told) tolds;

static void close_words(tolds *all, bool *open, size_t at)
{
    if (*open)
        all->at[all->n - 1].end = (uint32_t)at;
    *open = false;
}

static void read_passage(const bc_check *c, const bc_check_passage *passage, tolds *all, bool *cut)
{
    const bc_str text = passage->text;
    reader r = { .c = c, .passage = passage };
    bool open = false, sentence;
    for (size_t at = 0; at < text.n && !*cut;) {
        const unsigned char byte = (unsigned char)text.p[at];
        if (byte >= 0xE4 && byte < 0xEF) { /* a character of Chinese */
            at += HAN;
            continue;
        }
        const size_t n = bc_check_is_digit(text.p[at]) ? 0 : stop_at(text, at, &sentence);
        if (n) {
            close_words(all, &open, at);
            at += n;
            r.clause = (uint32_t)at;
            r.range = false;
            if (sentence)
                r.sentence = (uint32_t)at;
        } else if (bc_check_is_digit(text.p[at])) {
            bc_check_told told;
            close_words(all, &open, at);
            at = read_figure(&r, at, &told);
            if (told.from == UINT32_MAX)
                continue;
            *cut = all->n == MAX_TOLD;
            if (*cut)
                return;
            bc_vec_add(all, told);
            r.clause = told.behind;
            open = true;
        } else {
            at++;
        }
    }
    close_words(all, &open, text.n);
}

bc_check_tolds bc_check_tolds_of(bc_check *c)
{
    if (c->tolds)
        return *c->tolds;
    tolds all = { 0 };
    bool cut = false;
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c) && !cut; i++)
        if (bc_check_is_prose(&c->passages[i]) && c->passages[i].text.n < UINT32_MAX)
            read_passage(c, &c->passages[i], &all, &cut);
    bc_check_tolds *kept = BC_NEW(c->arena, bc_check_tolds);
    bc_check_told *at = BC_NEW_ARRAY(c->arena, bc_check_told, all.n);
    if (all.n)
        memcpy(at, all.at, all.n * sizeof *at);
    *kept = (bc_check_tolds){ at, (uint32_t)all.n, cut };
    bc_vec_release(&all);
    c->tolds = kept;
    return *kept;
}

bc_str bc_check_told_before(const bc_check_told *told)
{
    return bc_str_slice(told->passage->text, told->clause, told->from);
}

bc_str bc_check_told_after(const bc_check_told *told)
{
    return bc_str_slice(told->passage->text, told->behind, told->end);
}

bc_str bc_check_told_text(const bc_check_told *told)
{
    return bc_str_slice(told->passage->text, told->from, told->behind);
}

bc_diag_mark bc_check_told_mark(const bc_check *c, const bc_check_told *told)
{
    return bc_check_mark_part(c, told->passage->datum, told->passage->text, told->from, told->behind - told->from);
}

/* -- periods -------------------------------------------------------------------------------------------- */

typedef struct point {
    int year, month, day; /* 0: not told */
} point;

static bool take_mark(bc_str text, size_t *at, const char *one, const char *other)
{
    const bc_str rest = bc_str_slice(text, *at, text.n);
    for (int i = 0; i < 2; i++) {
        const bc_str mark = bc_str_from(i ? other : one);
        if (mark.n && bc_str_starts(rest, mark)) {
            *at += mark.n;
            return true;
        }
    }
    return false;
}

static size_t take_digits(bc_str text, size_t *at, int *out)
{
    const size_t n = bc_check_digits_at(text, *at);
    *out = 0;
    for (size_t i = *at; n <= 4 && i < *at + n; i++)
        *out = *out * 10 + (text.p[i] - '0');
    *at += n;
    return n;
}

static void skip_blanks(bc_str text, size_t *at)
{
    while (*at < text.n && text.p[*at] == ' ')
        ++*at;
}

/* 2024, 2024年, 2024.7, 2024年7月1日; with `year` also 7月. */
static bool take_point(bc_str text, size_t *at, int year, point *out)
{
    int number;
    size_t n = take_digits(text, at, &number);
    *out = (point){ .year = year };
    if (n == 4) {
        out->year = number;
        if (!take_mark(text, at, "年", ".") && !take_mark(text, at, "/", ""))
            return true;
        if (*at >= text.n || !bc_check_is_digit(text.p[*at]))
            return true;
        n = take_digits(text, at, &number);
        (void)take_mark(text, at, "月", "");
    } else if (!year || !take_mark(text, at, "月", "")) {
        return false;
    }
    out->month = number;
    if (n < 1 || n > 2 || number < 1 || number > 12)
        return false;
    const size_t behind = *at;
    (void)take_mark(text, at, ".", "/");
    n = take_digits(text, at, &out->day);
    if (!n)
        *at = behind;
    (void)take_mark(text, at, "日", "");
    return n <= 2 && out->day <= 31;
}

static bool is_told_year(int year)
{
    enum { FIRST = 1949, LAST = 2099 };
    return year >= FIRST && year <= LAST;
}

bool bc_check_period_read(const bc_check *c, bc_str text, bc_check_period *out)
{
    enum { MAX_REST = 12 };
    point from, to;
    size_t at = 0;
    text = bc_str_trim(text);
    if (!take_point(text, &at, 0, &from) || !is_told_year(from.year))
        return false;
    skip_blanks(text, &at);
    for (size_t n, marks = 0; marks < 2 && (n = bc_check_until_at(c, text, at)) > 0; marks++)
        at += n;
    skip_blanks(text, &at);
    if (!take_point(text, &at, from.year, &to) || !is_told_year(to.year) || text.n - at > MAX_REST)
        return false;
    for (; at < text.n; at++)
        if (bc_check_is_digit(text.p[at]))
            return false;
    const int months = from.month && to.month, days = months && from.day && to.day;
    out->first = from.year * 10000 + months * from.month * 100 + days * from.day;
    out->last = to.year * 10000 + months * to.month * 100 + days * to.day;
    return true;
}
