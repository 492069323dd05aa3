/* Numbers and dates as such, but only when the format prints exactly the words of the paper: each spelling is taken
 * apart and a format looked for that gives it back; all else stays text. */
#include "paint/xlsx/private/typed.h"

#include "paint/xlsx/private/look.h"

#include <string.h>

enum { EXACT_DIGITS = 15, MAX_RISKY = 64, MAX_DIGITS = 18 /* that room is kept for */ };

/* How a number is spelled: `-1,234.50万元`. */
typedef struct spelling {
    int decimals;
    bool grouped;
    bc_str suffix;
    uint32_t digits; /* before the point, that there is room for; 0: as many as there are */
    bool at_right;   /* not against the rule */
} spelling;

static bool read_spelling(bc_str text, bool grouped, spelling *s)
{
    bc_decimal ignored;
    size_t used;
    if (!bc_decimal_parse_prefix(text, &ignored, &used) || !used)
        return false;
    bc_str figures = bc_str_slice(text, 0, used);
    size_t point = bc_str_find(figures, BC_STR("."), 0);
    *s = (spelling){ .decimals = point == SIZE_MAX ? 0 : (int)(figures.n - point - 1),
                     .grouped = grouped || bc_str_find(figures, BC_STR(","), 0) != SIZE_MAX,
                     .suffix = bc_str_slice(text, used, text.n) };
    return true;
}

static bool prints_as(const bc_decimal *number, const spelling *s, bc_str text, bc_buf *scratch)
{
    bc_buf_clear(scratch);
    bc_decimal_print(*number, s->decimals, s->grouped, scratch);
    bc_buf_add_str(scratch, s->suffix);
    return bc_str_eq(bc_buf_str(scratch), text);
}

static bool is_exact(bc_decimal number)
{
    int digits = 0;
    for (bc_decimal_int128 rest = bc_decimal_trim(number, 0).coef; rest != 0; rest /= 10)
        digits++;
    return digits <= EXACT_DIGITS;
}

/* A unit may stand in a number format when quoting it needs no escapes. */
static bool is_quotable(bc_str unit)
{
    for (size_t i = 0; i < unit.n; i++)
        if (unit.p[i] == '"' || unit.p[i] == '\\' || (unsigned char)unit.p[i] < 0x20)
            return false;
    return true;
}

/* Digits before the point: `?` keeps the room of one that is not there, so that points stay in line. */
static void write_digits(const spelling *s, bc_buf *out)
{
    enum { GROUP = 3 };
    if (s->digits < 2) {
        bc_buf_add_text(out, s->grouped ? "#,##0" : "0");
        return;
    }
    for (uint32_t left = s->digits < MAX_DIGITS ? s->digits : MAX_DIGITS; left > 0; left--) {
        bc_buf_add_char(out, left == 1 ? '0' : '?');
        if (s->grouped && left > 1 && left % GROUP == 1)
            bc_buf_add_char(out, ',');
    }
}

static bool write_format(const spelling *s, bool percent, bc_buf *out)
{
    bc_buf_clear(out);
    write_digits(s, out);
    for (int i = 0; i < s->decimals; i++)
        bc_buf_add_text(out, i ? "0" : ".0");
    if (percent)
        bc_buf_add_char(out, '%');
    else if (s->suffix.n)
        bc_buf_printf(out, "\"%.*s\"", BC_STR_ARG(s->suffix));
    if (s->at_right)
        bc_buf_add_text(out, "_ "); /* the width of a blank, as spreadsheets' own formats have it */
    return out->n <= BC_MAX_XLSX_FORMAT;
}

/* A number format has a part of its own for nought: what the form prints instead. False when it cannot say it. */
static bool add_zero_sign(const bc_form_signs *signs, bc_buf *out)
{
    if (!signs->has_zero)
        return true;
    size_t usual = out->n;
    if (!is_quotable(signs->zero) || 2 * usual + signs->zero.n + 5 > BC_MAX_XLSX_FORMAT)
        return false;
    bc_buf_add_text(out, ";-");
    bc_buf_reserve(out, usual);
    bc_buf_add(out, out->p, usual);
    bc_buf_printf(out, signs->zero.n ? ";\"%.*s\"" : ";", BC_STR_ARG(signs->zero));
    return true;
}

/* Nought, of which the cell shows a sign: it stays the number. */
static bool read_sign(const bc_layout_composed_cell *cell, bc_buf *scratch, bc_xlsx_typed *out)
{
    const bc_form_cell_style *style = cell->style;
    spelling s = { .decimals = style->decimals, .grouped = style->grouped, .digits = 0 };
    bc_buf_clear(scratch);
    bool percent = bc_str_is(cell->value.datum->unit, "%");
    if ((style->decimals < 0 && !style->grouped && !percent) || !write_format(&s, percent, scratch)) {
        bc_buf_clear(scratch);
        bc_buf_add_text(scratch, "General");
    }
    if (!add_zero_sign(&style->signs, scratch))
        return false;
    *out = (bc_xlsx_typed){ .is_number = true, .number = 0, .format = scratch->p };
    return true;
}

static bool read_number(const bc_layout_composed_cell *cell, uint32_t digits, bc_buf *scratch, bc_xlsx_typed *out)
{
    const bc_value *datum = cell->value.datum;
    bc_decimal number = datum->as.number;
    spelling s;
    if (!is_exact(number) || !read_spelling(cell->text, cell->style->grouped, &s) ||
        !prints_as(&number, &s, cell->text, scratch))
        return false;
    bool percent = bc_str_is(s.suffix, "%");
    if (percent) {
        if (!bc_str_is(datum->unit, "%") || number.scale + 2 > BC_DECIMAL_MAX_SCALE)
            return false;
        number.scale = (uint8_t)(number.scale + 2);
    } else if (s.suffix.n && (!bc_str_eq(s.suffix, datum->unit) || !is_quotable(s.suffix))) {
        return false;
    }
    s.digits = digits;
    s.at_right = cell->block && cell->style->align == BC_ALIGN_RIGHT;
    if (!write_format(&s, percent, scratch))
        return false;
    if (!add_zero_sign(&cell->style->signs, scratch)) /* this one is not nought */
        (void)write_format(&s, percent, scratch);
    *out = (bc_xlsx_typed){ .is_number = true, .number = bc_decimal_to_double(number), .format = scratch->p };
    return true;
}

/* Days since 30 December 1899, as both programs count from March 1900 on. */
static int64_t serial_day(int year, int month, int day)
{
    int y = month > 2 ? year : year - 1, m = month > 2 ? month - 3 : month + 9;
    int64_t since_march_0 = 365LL * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1;
    return since_march_0 - 693899;
}

static bool is_day(int year, int month, int day)
{
    static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    if (year < 1901 || year > 9999 || month < 1 || month > 12 || day < 1)
        return false;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day <= days[month - 1] + (month == 2 && leap);
}

static bool read_date(const bc_layout_composed_cell *cell, bc_buf *scratch, bc_xlsx_typed *out)
{
    static const struct {
        const char *print, *format;
    } ways[] = { { "%d-%02d-%02d", "yyyy\\-mm\\-dd" },
                 { "%d年%d月%d日", "yyyy\"年\"m\"月\"d\"日\"" },
                 { "%d年%02d月%02d日", "yyyy\"年\"mm\"月\"dd\"日\"" } };
    int year = cell->value.datum->as.date.year, month = cell->value.datum->as.date.month,
        day = cell->value.datum->as.date.day;
    for (size_t i = 0; is_day(year, month, day) && i < sizeof ways / sizeof *ways; i++) {
        bc_buf_clear(scratch);
        bc_buf_printf(scratch, ways[i].print, year, month, day);
        if (bc_str_eq(cell->text, bc_buf_str(scratch))) {
            *out = (bc_xlsx_typed){ .is_number = true,
                                    .number = (double)serial_day(year, month, day),
                                    .format = ways[i].format };
            return true;
        }
    }
    return false;
}

bc_xlsx_typed bc_xlsx_typed_of(const bc_layout_composed_cell *cell, uint32_t digits, bc_buf *scratch)
{
    bc_xlsx_typed typed;
    bool is_value = cell->kind == BC_CELL_VALUE && cell->value.datum && (cell->text.n || cell->sign);
    if (is_value && cell->sign && cell->value.datum->type == BC_VALUE_NUMBER && read_sign(cell, scratch, &typed))
        return typed;
    if (is_value && cell->value.datum->type == BC_VALUE_NUMBER && read_number(cell, digits, scratch, &typed))
        return typed;
    if (is_value && cell->value.datum->type == BC_VALUE_DATE && read_date(cell, scratch, &typed))
        return typed;
    return (bc_xlsx_typed){ .format = bc_xlsx_typed_is_risky(cell->text) ? "@" : "" };
}

/* The room of digits that are not there, as `?` and the commas between them keep it. */
static void pad_digits(const bc_layout_composed_cell *cell, uint32_t digits, bc_buf *out)
{
    enum { GROUP = 3 };
    const bool grouped = cell->style->grouped || bc_str_find(cell->text, BC_STR(","), 0) != SIZE_MAX;
    uint32_t own = 0;
    for (size_t i = 0; i < cell->text.n && cell->text.p[i] != '.'; i++)
        own += cell->text.p[i] >= '0' && cell->text.p[i] <= '9';
    for (uint32_t left = digits < MAX_DIGITS ? digits : MAX_DIGITS; left > own; left--) {
        bc_buf_add_text(out, "_0"); /* a blank as wide as the character behind the sign */
        if (grouped && left > 1 && left % GROUP == 1)
            bc_buf_add_text(out, "_,");
    }
}

bc_xlsx_typed bc_xlsx_typed_again(const bc_layout_composed_cell *cell, bc_str text, uint32_t digits, bc_buf *scratch)
{
    const bool amount = bc_xlsx_typed_of(cell, digits, scratch).is_number && !cell->sign && cell->block &&
                        cell->value.datum->type == BC_VALUE_NUMBER;
    bc_buf_clear(scratch);
    if (amount)
        pad_digits(cell, digits, scratch);
    if (amount || bc_xlsx_typed_is_risky(text))
        bc_buf_add_char(scratch, '@');
    if (amount && cell->style->align == BC_ALIGN_RIGHT)
        bc_buf_add_text(scratch, "_ ");
    return (bc_xlsx_typed){ .format = scratch->n && scratch->n <= BC_MAX_XLSX_FORMAT ? scratch->p : "" };
}

bool bc_xlsx_typed_is_risky(bc_str text)
{
    if (text.n == 0)
        return false;
    if (strchr("=+-@", text.p[0]))
        return true;
    bool figure = false;
    for (size_t i = 0; i < text.n; i++) {
        figure = figure || (text.p[i] >= '0' && text.p[i] <= '9');
        if (!strchr("0123456789.,:/-+%Ee() ", text.p[i]) || !text.p[i])
            return false;
    }
    return figure && text.n <= MAX_RISKY;
}
