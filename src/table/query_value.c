/* What drivers give as text becomes a cell by the type of its column: exact numbers stay as they are written, binary
 * ones are rounded to the digits that they hold, which takes the noise off (0.30000000000000004 is 0.3); both without
 * exponent. Dates and times are spelled in one way. What does not look like its type stays a text: SQLite keeps
 * anything in any column. No floating point is needed for any of it. */
#include "table/private/query.h"

#include <string.h>
#include <strings.h>

enum {
    DOUBLE_DIGITS = 15,
    REAL_DIGITS = 7,
    MAX_REAL_DIGITS = 9, /* that a binary number of 24 bits may need; more come from one that was widened */
    MAX_EXPONENT = 400,
};

/* -- kinds ---------------------------------------------------------------------------------------------- */

/* SQLite's driver calls texts whatever it does not know, DECIMAL among it. */
static bool is_number_name(bc_str name)
{
    static const char *const BEGINNINGS[] = { "decimal", "numeric", "number", "money" };
    for (size_t i = 0; i < sizeof BEGINNINGS / sizeof *BEGINNINGS; i++)
        if (name.n >= strlen(BEGINNINGS[i]) && strncasecmp(name.p, BEGINNINGS[i], strlen(BEGINNINGS[i])) == 0)
            return true;
    return false;
}

bc_table_column_kind bc_table_column_kind_of(bc_table_family family, SQLSMALLINT type, bc_str type_name)
{
    switch (type) {
    case SQL_BIT:
        return BC_TABLE_COLUMN_BOOL;
    case SQL_TINYINT:
    case SQL_SMALLINT:
    case SQL_INTEGER:
    case SQL_BIGINT:
        return BC_TABLE_COLUMN_EXACT;
    case SQL_NUMERIC:
    case SQL_DECIMAL:
        return family == BC_TABLE_SQLITE ? BC_TABLE_COLUMN_DOUBLE : BC_TABLE_COLUMN_EXACT;
    case SQL_REAL:
        return BC_TABLE_COLUMN_REAL;
    case SQL_FLOAT:
    case SQL_DOUBLE:
        return BC_TABLE_COLUMN_DOUBLE;
    case SQL_DATE:
    case SQL_TYPE_DATE:
    case SQL_TIMESTAMP:
    case SQL_TYPE_TIMESTAMP:
        return BC_TABLE_COLUMN_DATE;
    case SQL_TIME:
    case SQL_TYPE_TIME:
        return BC_TABLE_COLUMN_TIME;
    case SQL_BINARY:
    case SQL_VARBINARY:
    case SQL_LONGVARBINARY:
        return BC_TABLE_COLUMN_BINARY;
    default:
        return family == BC_TABLE_SQLITE && is_number_name(type_name) ? BC_TABLE_COLUMN_DOUBLE : BC_TABLE_COLUMN_TEXT;
    }
}

/* -- numbers -------------------------------------------------------------------------------------------- */

/* A number taken apart: 0.0125 has the digits 00125 and 1 of them before the point. */
typedef struct figures {
    bool negative, written; /* written: it needs no other spelling */
    bc_buf digits;
    int64_t whole; /* digits before the point; may lie outside of them */
} figures;

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t add_digits(bc_str s, size_t at, bc_buf *out)
{
    const size_t start = at;
    while (at < s.n && is_digit(s.p[at]))
        at++;
    bc_buf_add(out, s.p + start, at - start);
    return at;
}

/* The number behind an `e`; false when there is none, or one out of reason. */
static bool read_exponent(bc_str s, int64_t *out)
{
    size_t at = s.n && (s.p[0] == '-' || s.p[0] == '+');
    int64_t value = 0;
    if (at == s.n)
        return false;
    for (; at < s.n; at++) {
        if (!is_digit(s.p[at]) || value > MAX_EXPONENT)
            return false;
        value = value * 10 + (s.p[at] - '0');
    }
    *out = s.p[0] == '-' ? -value : value;
    return value <= MAX_EXPONENT;
}

static bool read_number(bc_str s, figures *out)
{
    size_t at = s.n && (s.p[0] == '-' || s.p[0] == '+');
    out->negative = s.n && s.p[0] == '-';
    at = add_digits(s, at, &out->digits);
    out->whole = (int64_t)out->digits.n;
    out->written = s.n && s.p[0] != '+' && out->digits.n;
    if (at < s.n && s.p[at] == '.') {
        const size_t before = out->digits.n;
        at = add_digits(s, at + 1, &out->digits);
        out->written = out->written && out->digits.n > before;
    }
    if (!out->digits.n)
        return false;
    if (at == s.n)
        return true;
    int64_t power;
    if ((s.p[at] != 'e' && s.p[at] != 'E') || !read_exponent(bc_str_slice(s, at + 1, s.n), &power))
        return false;
    out->written = false;
    out->whole += power;
    return true;
}

/* Zeros in front, which say nothing. */
static size_t leading_zeros(const figures *f)
{
    size_t first = 0;
    while (first < f->digits.n && f->digits.p[first] == '0')
        first++;
    return first;
}

/* Half away from zero, as spreadsheets show it. True when digits before the point were lost. */
static bool round_digits(figures *f, size_t most)
{
    const size_t first = leading_zeros(f);
    if (f->digits.n - first <= most)
        return false;
    const size_t end = first + most;
    bool up = f->digits.p[end] >= '5', lost = false;
    for (size_t i = end; i < f->digits.n; i++) {
        lost = lost || ((int64_t)i < f->whole && f->digits.p[i] != '0');
        f->digits.p[i] = '0';
    }
    for (size_t i = end; up && i-- > 0;) {
        up = f->digits.p[i] == '9';
        f->digits.p[i] = (char)(up ? '0' : f->digits.p[i] + 1);
    }
    f->written = false;
    if (up) { /* nines all along */
        bc_buf_add_char(&f->digits, '0');
        memmove(f->digits.p + 1, f->digits.p, f->digits.n - 1);
        f->digits.p[0] = '1';
        f->whole++;
    }
    return lost;
}

/* Without exponent, nor zeros at the ends that say nothing. */
static bc_str spell(const figures *f, bc_arena *arena)
{
    const int64_t n = (int64_t)f->digits.n;
    int64_t last = n, first = 0;
    while (last > f->whole && last > 0 && f->digits.p[last - 1] == '0')
        last--;
    while (first < f->whole - 1 && first < n && f->digits.p[first] == '0')
        first++;
    bc_buf out;
    bc_buf_init(&out);
    if (f->negative)
        bc_buf_add_char(&out, '-');
    if (f->whole <= 0)
        bc_buf_add_char(&out, '0');
    for (int64_t i = f->whole > 0 ? first : f->whole; last > 0 && (i < f->whole || i < last); i++) {
        if (i == f->whole)
            bc_buf_add_char(&out, '.');
        bc_buf_add_char(&out, i >= 0 && i < n ? f->digits.p[i] : '0');
    }
    const bc_str kept = bc_arena_str(arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return kept;
}

static bool is_no_number(bc_str s)
{
    static const char *const WORDS[] = { "nan", "inf", "-inf", "infinity", "-infinity" };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (s.n == strlen(WORDS[i]) && strncasecmp(s.p, WORDS[i], s.n) == 0)
            return true;
    return false;
}

static void read_number_cell(bc_table_column_kind kind, bc_str given, bc_arena *arena, bc_table_cell *cell)
{
    figures f = { 0 };
    bc_buf_init(&f.digits);
    if (read_number(given, &f)) {
        cell->kind = BC_TABLE_NUMBER;
        if (kind == BC_TABLE_COLUMN_DOUBLE)
            cell->cut = round_digits(&f, DOUBLE_DIGITS);
        else if (kind == BC_TABLE_COLUMN_REAL && f.digits.n - leading_zeros(&f) > MAX_REAL_DIGITS)
            cell->cut = round_digits(&f, REAL_DIGITS);
        if (!f.written)
            cell->text = spell(&f, arena);
    } else if (is_no_number(given)) {
        cell->kind = BC_TABLE_ERROR;
    }
    bc_buf_release(&f.digits);
}

/* -- dates ---------------------------------------------------------------------------------------------- */

/* Whether the text begins like the picture, in which 0 stands for any figure. */
static bool looks_like(bc_str s, const char *picture)
{
    const size_t n = strlen(picture);
    if (s.n < n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (picture[i] == '0' ? !is_digit(s.p[i]) : s.p[i] != picture[i])
            return false;
    return true;
}

/* The text without a fraction of a second that is zero, or the zeros at its end; false when it is no fraction. */
static bool cut_fraction(bc_str s, size_t at, size_t *out)
{
    *out = at;
    if (at == s.n)
        return true;
    if (s.p[at] != '.' || at + 1 == s.n)
        return false;
    for (size_t i = at + 1; i < s.n; i++) {
        if (!is_digit(s.p[i]))
            return false;
        if (s.p[i] != '0')
            *out = i + 1;
    }
    return true;
}

enum { DATE = 10, MOMENT = 19 }; /* characters of 2026-03-01, and with 08:30:00 */

static bool is_zero_date(bc_str s)
{
    return memcmp(s.p + 5, "00", 2) == 0 || memcmp(s.p + 8, "00", 2) == 0;
}

static bc_table_value_result read_date(bc_str given, bc_arena *arena, bc_table_cell *cell)
{
    size_t n;
    if (!looks_like(given, "0000-00-00"))
        return BC_TABLE_VALUE;
    const bc_str time = bc_str_slice(given, DATE, given.n);
    if (time.n && !looks_like(time, " 00:00:00") && !looks_like(time, "T00:00:00"))
        return BC_TABLE_VALUE;
    if (is_zero_date(given))
        return BC_TABLE_NO_DATE;
    if (!cut_fraction(given, time.n ? MOMENT : DATE, &n))
        return BC_TABLE_VALUE;
    cell->kind = BC_TABLE_DATE;
    cell->text = time.n ? bc_arena_printf(arena, "%.*s %.*s", DATE, given.p, (int)(n - DATE - 1), time.p + 1)
                        : bc_arena_str(arena, given);
    return BC_TABLE_VALUE;
}

static void read_time(bc_str given, bc_arena *arena, bc_table_cell *cell)
{
    size_t n;
    const size_t hours = looks_like(given, "000:00:00") ? 3 : 2; /* MariaDB has up to 838 of them */
    if ((hours == 3 || looks_like(given, "00:00:00")) && cut_fraction(given, hours + 6, &n)) {
        cell->kind = BC_TABLE_TIME;
        cell->text = bc_arena_str(arena, bc_str_slice(given, 0, n));
    }
}

/* -- cells ---------------------------------------------------------------------------------------------- */

/* MariaDB gives a bit as a byte of that value, others as a figure. */
static void read_bool(bc_str given, bc_table_cell *cell)
{
    const bool one = given.n == 1;
    if (one && (given.p[0] == '\1' || given.p[0] == '1' || given.p[0] == 't')) {
        cell->kind = BC_TABLE_BOOL;
        cell->text = BC_STR("true");
    } else if (one && (given.p[0] == '\0' || given.p[0] == '0' || given.p[0] == 'f')) {
        cell->kind = BC_TABLE_BOOL;
        cell->text = BC_STR("false");
    }
}

/* A copy whose lines end with LF. */
static bc_str add_lines(bc_str given, bc_arena *arena)
{
    if (!memchr(given.p, '\r', given.n))
        return bc_arena_str(arena, given);
    char *to = bc_arena_alloc(arena, given.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < given.n; i++) {
        if (given.p[i] != '\r')
            to[n++] = given.p[i];
        else if (i + 1 == given.n || given.p[i + 1] != '\n')
            to[n++] = '\n';
    }
    return (bc_str){ to, n };
}

bc_table_value_result bc_table_value_read(bc_table_column_kind kind, bc_str given, bc_arena *arena, bc_table_cell *cell)
{
    bc_table_value_result result = BC_TABLE_VALUE;
    given = bc_str_trim(given);
    if (!given.n)
        return BC_TABLE_NO_VALUE;
    cell->kind = BC_TABLE_TEXT;
    cell->text = (bc_str){ 0 };
    if (kind == BC_TABLE_COLUMN_EXACT || kind == BC_TABLE_COLUMN_DOUBLE || kind == BC_TABLE_COLUMN_REAL)
        read_number_cell(kind, given, arena, cell);
    else if (kind == BC_TABLE_COLUMN_BOOL)
        read_bool(given, cell);
    else if (kind == BC_TABLE_COLUMN_DATE)
        result = read_date(given, arena, cell);
    else if (kind == BC_TABLE_COLUMN_TIME)
        read_time(given, arena, cell);
    if (!cell->text.p)
        cell->text = add_lines(given, arena);
    return result;
}
