/* Dates: their parts, and how they are written.
 *
 * How a date should look is told by an example, since letters such as YYYY mean nothing to who has not learnt them and
 * cannot say whether figures are Arabic or Chinese: 2025年10月31日, 2025.1.5, 二〇二五年十月, 第四季度. In the example
 * each number stands for a part, told by the word behind it or, without one, by its place: year, month, day. */
#include "base/tr.h"
#include "base/utf8.h"
#include "base/written.h"
#include "expr/private/function.h"

#include <string.h>

/* A part of a date; 0 says that it was not given. */
static const bc_value *date_part(bc_expr_run *run, const bc_expr_node *node, const bc_value *value, int part,
                                 bc_value *out)
{
    if (value->type == BC_VALUE_NULL)
        return &bc_value_nothing;
    if (value->type != BC_VALUE_DATE)
        return bc_expr_number_wrong(run, node, value, BC_VALUE_DATE, out);
    *out = part ? bc_value_number(bc_decimal_from_int(part), (bc_str){ 0 }) : bc_value_null();
    return part ? out : &bc_value_nothing;
}

const bc_value *bc_expr_year(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    return date_part(run, node, args[0], args[0]->as.date.year, out);
}

const bc_value *bc_expr_month(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    return date_part(run, node, args[0], args[0]->as.date.month, out);
}

const bc_value *bc_expr_day(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    return date_part(run, node, args[0], args[0]->as.date.day, out);
}

/* -- examples ------------------------------------------------------------------------------------------- */

typedef enum part_kind { PART_TEXT, PART_YEAR, PART_MONTH, PART_DAY, PART_QUARTER, PART_HALF, PART_KINDS } part_kind;
typedef enum part_script { SCRIPT_ARABIC, SCRIPT_SMALL, SCRIPT_CAPITAL } part_script;

typedef struct part {
    part_kind kind;
    part_script script;
    int digits; /* of a year: 4 or 2; of a month or day in Arabic figures: 2 when it begins with 0 if need be */
    bc_str before, mark; /* what goes away with the part when the date leaves it out: 第 and 季度 */
} part;

enum { MAX_PARTS = 16 };

typedef struct example {
    part parts[MAX_PARTS];
    int n;
    bool seen[PART_KINDS];
} example;

static const char *const MARKS[][2] = { { "年", "" }, { "月", "" }, { "日", "号" }, { "季度", "季" } };

/* The word behind a number that tells its part. */
static part_kind kind_by_mark(bc_str rest, bc_str *mark)
{
    for (int i = 0; i < 4; i++)
        for (int k = 0; k < 2; k++) {
            bc_str word = bc_str_from(MARKS[i][k]);
            if (word.n && bc_str_starts(rest, word)) {
                *mark = bc_str_slice(rest, 0, word.n);
                return (part_kind)(PART_YEAR + i);
            }
        }
    return PART_TEXT;
}

static size_t count_digits(bc_str text, size_t at)
{
    size_t n = 0;
    while (at + n < text.n && text.p[at + n] >= '0' && text.p[at + n] <= '9')
        n++;
    return n;
}

/* How many numerals stand there, in which script. */
static size_t count_numerals(bc_str text, size_t at, part_script *script, size_t *bytes)
{
    static const char SMALL[] = "〇零一二三四五六七八九十", CAPITAL[] = "壹贰叁肆伍陆柒捌玖拾";
    size_t n = 0, from = at;
    *script = SCRIPT_SMALL;
    while (at < text.n) {
        size_t next = at;
        (void)bc_utf8_next(text, &next);
        bc_str one = bc_str_slice(text, at, next);
        bool capital = bc_str_find(bc_str_from(CAPITAL), one, 0) != SIZE_MAX;
        if (one.n < 3 || (!capital && bc_str_find(bc_str_from(SMALL), one, 0) == SIZE_MAX))
            break;
        *script = capital ? SCRIPT_CAPITAL : *script;
        at = next;
        n++;
    }
    *bytes = at - from;
    return n;
}

static bool add_part(example *e, part p)
{
    if (e->n == MAX_PARTS || (p.kind != PART_TEXT && e->seen[p.kind]))
        return false;
    e->seen[p.kind] = true;
    e->parts[e->n++] = p;
    return true;
}

/* A mark between two numbers, which goes away with the second. */
static bool is_separator(bc_str text)
{
    return bc_str_is(text, "-") || bc_str_is(text, ".") || bc_str_is(text, "/") || bc_str_is(text, " ");
}

/* The part before, when it is text that goes with the one that comes: its text, and it is taken off. */
static bc_str take_before(example *e, part_kind kind)
{
    part *last = e->n ? &e->parts[e->n - 1] : NULL;
    if (!last || last->kind != PART_TEXT)
        return (bc_str){ 0 };
    bc_str text = last->before;
    if (e->n > 1 && is_separator(text)) {
        e->n--;
        return text;
    }
    bc_str ordinal = BC_STR("第");
    if (kind != PART_QUARTER || !bc_str_ends(text, ordinal))
        return (bc_str){ 0 };
    last->before = bc_str_slice(text, 0, text.n - ordinal.n);
    e->n -= !last->before.n;
    return bc_str_slice(text, text.n - ordinal.n, text.n);
}

static bool add_digits(example *e, bc_str text, size_t *at)
{
    size_t n = count_digits(text, *at), behind = *at + n;
    bool zero = text.p[*at] == '0';
    bc_str mark = { 0 };
    *at = behind;
    if (n == 8 || n == 6)
        return add_part(e, (part){ .kind = PART_YEAR, .digits = 4 }) &&
               add_part(e, (part){ .kind = PART_MONTH, .digits = 2 }) &&
               (n == 6 || add_part(e, (part){ .kind = PART_DAY, .digits = 2 }));
    part_kind kind = kind_by_mark(bc_str_slice(text, behind, text.n), &mark);
    *at += mark.n;
    if (kind == PART_TEXT)
        kind = n == 4 ? PART_YEAR : !e->seen[PART_MONTH] ? PART_MONTH : PART_DAY;
    bc_str before = take_before(e, kind);
    if (n > 4 || n == 3 || (n == 4 && kind != PART_YEAR) || (kind == PART_YEAR && n < 2))
        return false;
    int digits = kind == PART_YEAR ? (int)n : zero || bc_str_is(before, "-") ? 2 : 1;
    return add_part(e, (part){ kind, SCRIPT_ARABIC, digits, before, mark });
}

/* Numerals that a word tells the part of; others are text. */
static bool add_numerals(example *e, bc_str text, size_t *at, bool *is_part)
{
    part_script script;
    size_t bytes, n = count_numerals(text, *at, &script, &bytes);
    bc_str mark = { 0 };
    part_kind kind = n ? kind_by_mark(bc_str_slice(text, *at + bytes, text.n), &mark) : PART_TEXT;
    *is_part = kind != PART_TEXT;
    if (!*is_part)
        return true;
    *at += bytes + mark.n;
    bc_str before = take_before(e, kind);
    return add_part(e, (part){ kind, script, n == 2 ? 2 : 4, before, mark });
}

static bool add_text(example *e, bc_str text, size_t *at)
{
    size_t next = *at;
    (void)bc_utf8_next(text, &next);
    part *last = e->n ? &e->parts[e->n - 1] : NULL;
    bc_str one = bc_str_slice(text, *at, next);
    *at = next;
    if (last && last->kind == PART_TEXT) {
        last->before.n += one.n;
        return true;
    }
    return add_part(e, (part){ .kind = PART_TEXT, .before = one });
}

static bool read_example(bc_str text, example *e)
{
    static const char HALF[] = "上半年", OTHER[] = "下半年";
    *e = (example){ .n = 0 };
    for (size_t at = 0; at < text.n;) {
        bc_str rest = bc_str_slice(text, at, text.n);
        bool is_part = true;
        if (bc_str_starts(rest, bc_str_from(HALF)) || bc_str_starts(rest, bc_str_from(OTHER))) {
            at += sizeof HALF - 1;
            if (!add_part(e, (part){ .kind = PART_HALF }))
                return false;
            continue;
        }
        if (count_digits(text, at)) {
            if (!add_digits(e, text, &at))
                return false;
            continue;
        }
        if (!add_numerals(e, text, &at, &is_part) || (!is_part && !add_text(e, text, &at)))
            return false;
    }
    for (int kind = PART_YEAR; kind < PART_KINDS; kind++)
        if (e->seen[kind])
            return true;
    return false;
}

bool bc_expr_date_is_example(bc_str text, const char **error)
{
    example e;
    *error = bc_tr("this is no example of a date");
    return read_example(text, &e);
}

/* -- writing -------------------------------------------------------------------------------------------- */

static void write_number(const part *p, unsigned value, bc_buf *out)
{
    const bool year = p->kind == PART_YEAR;
    if (year && p->digits == 2)
        value %= 100;
    if (p->script == SCRIPT_ARABIC) {
        bc_buf_printf(out, "%0*u", p->digits, value);
    } else if (year) {
        const bc_written_script script = p->script == SCRIPT_SMALL ? BC_WRITTEN_SMALL : BC_WRITTEN_CAPITAL;
        if (value < 10)
            bc_written_figures(0, script, out);
        bc_written_figures(value, script, out);
    } else if (p->script == SCRIPT_SMALL) {
        bc_written_numeral(value, BC_WRITTEN_SMALL, out);
    } else {
        /* On cheques nothing can be put in front of 壹月, 贰月, 壹拾月, nor of days below ten or of whole tens. */
        bool open = value < 10 ? p->kind == PART_DAY || value < 3 : value % 10 == 0;
        if (open)
            bc_written_figures(0, BC_WRITTEN_CAPITAL, out);
        bc_written_numeral(value, BC_WRITTEN_CAPITAL, out);
    }
}

static void write_part(const part *p, const bc_written_date *date, bc_buf *out)
{
    const int values[PART_KINDS] = { [PART_YEAR] = date->year,
                                     [PART_MONTH] = date->month,
                                     [PART_DAY] = date->day,
                                     [PART_QUARTER] = (date->month + 2) / 3,
                                     [PART_HALF] = date->month };
    if (p->kind != PART_TEXT && !values[p->kind])
        return;
    bc_buf_add_str(out, p->before);
    if (p->kind == PART_HALF)
        bc_buf_add_text(out, date->month <= 6 ? "上半年" : "下半年");
    else if (p->kind != PART_TEXT)
        write_number(p, (unsigned)values[p->kind], out);
    bc_buf_add_str(out, p->mark);
}

/* Dates, texts that are dates, and years; false: it is none of them. */
static bool read_date(const bc_value *value, bc_written_date *out)
{
    int64_t year;
    *out = (bc_written_date){ .sense = BC_WRITTEN_WORDS };
    if (value->type == BC_VALUE_DATE) {
        *out =
            (bc_written_date){ .year = value->as.date.year, .month = value->as.date.month, .day = value->as.date.day };
        return true;
    }
    if (value->type == BC_VALUE_NUMBER && bc_decimal_is_integer(value->as.number, &year)) {
        out->year = (int)year;
        return !value->unit.n && year >= 1000 && year <= 9999;
    }
    if (value->type == BC_VALUE_TEXT)
        bc_written_date_read(value->text, out);
    return out->sense == BC_WRITTEN_USUAL || out->sense == BC_WRITTEN_UNUSUAL;
}

const bc_value *bc_expr_date(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    example e;
    bc_written_date date;
    const char *error;
    if (args[1]->type != BC_VALUE_TEXT || !read_example(args[1]->text, &e)) {
        (void)bc_expr_date_is_example(args[1]->text, &error);
        return bc_expr_run_fail(run, node->as.call.args[1], "E326", bc_tr("the pattern is wrong: %s"), error);
    }
    if (args[0]->type == BC_VALUE_NULL)
        return &bc_value_nothing;
    if (!read_date(args[0], &date)) /* 长期: words stay as they are */
        return args[0]->type == BC_VALUE_TEXT ? args[0] : bc_expr_number_wrong(run, node, args[0], BC_VALUE_DATE, out);
    if (!bc_expr_run_spend(run, node, bc_mem_product(args[1]->text.n, 8)))
        return NULL;
    bc_buf text;
    bc_buf_init(&text);
    for (int i = 0; i < e.n; i++)
        write_part(&e.parts[i], &date, &text);
    return bc_expr_run_text(run, node, &text, out);
}
