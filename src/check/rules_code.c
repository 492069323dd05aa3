/* CODE-FORMAT, PHONE: numbers that stand for something, and whose shape is known whatever they stand for. */
#include "base/tr.h"
#include "base/utf8.h"
#include "check/private/run.h"

#include <string.h>

/* -- CODE-FORMAT ---------------------------------------------------------------------------------------- */

typedef struct code_form {
    bc_check_slot slot;
    uint32_t length;
    uint32_t year;      /* where the two figures of the budget year begin; 0: nowhere */
    uint32_t segment;   /* where the three figures of the department begin; 0: nowhere */
    bc_check_slot unit; /* whose code begins with these figures */
    bool optional;      /* may be empty */
} code_form;

typedef struct code_forms {
    code_form *at;
    uint32_t n;
} code_forms;

static const bc_keys_key CODE_FORMAT[] = {
    { "codes", "[#CODE-FORMAT-codes]", bc_tr_mark("the codes of the form") },
    { 0 },
};
static const bc_keys_key CODE_FORMAT_CODES[] = {
    { "at", "path", bc_tr_mark("the field of the code") },
    { "length", "integer:1..999", bc_tr_mark("how many characters it has") },
    { "year", "integer:1..998", bc_tr_mark("how many characters stand before the two figures of the budget year") },
    { "segment", "integer:1..998", bc_tr_mark("how many characters stand before the three figures of the department") },
    { "unit", "path", bc_tr_mark("the field of the unit's code, which begins with these figures") },
    { "optional", "boolean", bc_tr_mark("it may be empty") },
    { 0 },
};
static const bc_keys_table CODE_FORMAT_PARTS[] = {
    { .name = "CODE-FORMAT-codes", .keys = CODE_FORMAT_CODES, .need = "at" },
    { 0 },
};

static const void *compile_code_format(bc_check_rule_compiler *compiler, const bc_node *spec)
{
    const bc_node *list = bc_node_find(spec, "codes");
    uint32_t n = bc_node_elements(list);
    code_forms *forms = BC_NEW(compiler->arena, code_forms);
    forms->at = BC_NEW_ARRAY(compiler->arena, code_form, n);
    for (uint32_t i = 0; i < n; i++) {
        const bc_node *item = list->as.items[i];
        code_form form = { .length = (uint32_t)bc_keys_int(item, "length", 0),
                           .year = (uint32_t)bc_keys_int(item, "year", 0),
                           .segment = (uint32_t)bc_keys_int(item, "segment", 0),
                           .optional = bc_keys_bool(item, "optional", false) };
        const bc_node *unit = bc_node_find(item, "unit");
        if (!unit || !bc_check_slot_compile(compiler, unit, &form.unit))
            form.segment = 0;
        if (bc_check_slot_compile(compiler, bc_node_find(item, "at"), &form.slot))
            forms->at[forms->n++] = form;
    }
    return forms;
}

bool bc_check_is_dashes(bc_str text)
{
    if (!text.n)
        return false;
    for (size_t at = 0; at < text.n;) {
        uint32_t c = bc_utf8_next(text, &at);
        if (c != '-' && c != '_' && c != ' ' && c != 0x2014 && c != 0x2013 && c != 0x2015 && c != 0x2500 && c != 0xFF0D)
            return false;
    }
    return true;
}

/* The remark of a blank form in a cell: (不用填). */
static bool is_remark(bc_str text)
{
    return bc_str_starts(text, BC_STR("(")) || bc_str_starts(text, BC_STR("（"));
}

/* -- what is wrong with any code */

/* 37020023P880028110027, 130271212110030000030: the division in six figures, the year in two, then what the budget
 * system made of it. What is shorter may be anything, such as the eighteen characters of an organisation's code. */
enum { DIVISION = 6, YEAR = 2, MIN_NATIONAL = 20, MAX_NATIONAL = 25, EXACT_DIGITS = 15 };

static size_t figures_in(bc_str code)
{
    size_t n = 0;
    for (size_t i = 0; i < code.n; i++)
        n += bc_check_is_digit(code.p[i]);
    return n;
}

/* Letters and figures, as many as codes of the budget system have. */
static bool is_long(bc_str code)
{
    for (size_t i = 0; i < code.n; i++)
        if (!bc_check_is_digit(code.p[i]) && !((code.p[i] | 0x20) >= 'a' && (code.p[i] | 0x20) <= 'z'))
            return false;
    return code.n >= MIN_NATIONAL && code.n <= MAX_NATIONAL;
}

/* O for 0, l and I for 1, among figures; letters that codes really have are others, so that nobody takes them for
 * figures. */
static size_t letter_for_figure(bc_str code)
{
    enum { MANY = 6, MANY_OF_LONG = 12 };
    const size_t figures = figures_in(code);
    size_t letters = 0, at = SIZE_MAX;
    for (size_t i = 0; i < code.n; i++)
        if (strchr("OoIl", code.p[i])) {
            letters++;
            at = at == SIZE_MAX ? i : at;
        }
    const bool alone = figures >= MANY && figures + letters == code.n;
    /* 411O11, 3O2: such a letter behind figures, and fewer of them; codes that begin with one (O2, I01) are others. */
    const bool among = figures + letters == code.n && figures > letters && figures >= 2 && at > 0;
    return alone || among || (is_long(code) && figures >= MANY_OF_LONG) ? at : SIZE_MAX;
}

/* Whether the first two figures are of a province (GB/T 2260), of the centre (10) or of the corps in Xinjiang (66). */
static bool is_province(unsigned number)
{
    static const unsigned char LAST[] = { 0, 15, 23, 37, 46, 54, 65, 71, 82 };
    const unsigned region = number / 10;
    return number == 10 || number == 66 ||
           (region >= 1 && region < sizeof LAST && number % 10 >= 1 && number <= LAST[region]);
}

static unsigned two_figures(bc_str code, size_t at)
{
    return (unsigned)(code.p[at] - '0') * 10 + (unsigned)(code.p[at + 1] - '0');
}

/* Where it begins with a year, offices made it up themselves. */
static bool begins_with_year(bc_str code)
{
    return bc_str_starts(code, BC_STR("201")) || bc_str_starts(code, BC_STR("202"));
}

static bool is_national(bc_str code)
{
    return is_long(code) && bc_check_digits_at(code, 0) >= DIVISION + YEAR && is_province(two_figures(code, 0)) &&
           !begins_with_year(code);
}

int bc_check_code_year(bc_str code)
{
    enum { CENTURY = 2000 };
    code = bc_str_trim(code);
    return is_national(code) ? CENTURY + (int)two_figures(code, DIVISION) : 0;
}

/* Whether one was found. */
static bool check_figures(bc_check *c, bc_diag_mark mark, bc_str label, bc_str code)
{
    const size_t figures = figures_in(code), letter = letter_for_figure(code);
    if (letter != SIZE_MAX) {
        bc_check_report(c, mark, bc_tr("%.*s `%.*s` has a letter where a figure is meant"), BC_STR_ARG(label),
                        BC_STR_ARG(code));
        return true;
    }
    size_t zeros = 0;
    while (zeros < code.n && code.p[code.n - 1 - zeros] == '0')
        zeros++;
    if (code.n > 2 && zeros == code.n)
        bc_check_report(c, mark, bc_tr("%.*s `%.*s` is nothing but zeros"), BC_STR_ARG(label), BC_STR_ARG(code));
    else if (figures == code.n && code.n >= EXACT_DIGITS + 2 && code.n - zeros <= EXACT_DIGITS)
        bc_check_report(c, mark,
                        bc_tr("%.*s `%.*s` was rounded: spreadsheets keep no more than fifteen figures of a number"),
                        BC_STR_ARG(label), BC_STR_ARG(code));
    else
        return false;
    return true;
}

static bool check_division(bc_check *c, bc_diag_mark mark, bc_str label, bc_str code)
{
    if (!is_long(code) || !figures_in(bc_str_slice(code, 0, 2)) || begins_with_year(code))
        return false;
    const size_t figures = bc_check_digits_at(code, 0);
    bc_str division = bc_str_slice(code, 0, DIVISION);
    const bool known = figures >= 2 && is_province(two_figures(code, 0));
    if (known && figures >= DIVISION)
        return false;
    if (!known && (figures < MIN_NATIONAL && figures < DIVISION))
        return false; /* nothing of it is like a division */
    bc_check_report(c, mark, bc_tr("%.*s `%.*s` begins with `%.*s`, which is no division"), BC_STR_ARG(label),
                    BC_STR_ARG(code), BC_STR_ARG(division));
    return true;
}

/* The year in which the project starts by what the form says, or 0. */
static int start_of(const bc_check *c)
{
    int64_t whole;
    for (uint32_t i = 0; i < c->checks->dates.n; i++) {
        if (!bc_form_field_is(c->checks->dates.at[i].field, BC_FORM_ROLE_START))
            continue;
        const bc_value *datum = bc_check_slot_at(c->record, &c->checks->dates.at[i]);
        if (datum->type == BC_VALUE_DATE)
            return datum->as.date.year;
        if (datum->type == BC_VALUE_NUMBER && bc_decimal_is_integer(datum->as.number, &whole))
            return (int)whole;
    }
    return 0;
}

/* The last year in which something is due: that of a form that does not say its own. */
static int due_of(const bc_check *c)
{
    enum { FIGURES = 4 };
    int last = 0;
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
        const bc_str text = c->passages[i].text;
        for (size_t at = 0; c->passages[i].type == BC_FIELD_TARGET && at + FIGURES < text.n; at++)
            if (text.p[at] == '2' && text.p[at + 1] == '0' && (!at || !bc_check_is_digit(text.p[at - 1])) &&
                bc_check_digits_at(text, at) == FIGURES &&
                bc_str_starts(bc_str_slice(text, at + FIGURES, text.n), BC_STR("年"))) {
                const int year = 2000 + (int)two_figures(text, at + 2);
                last = year > last ? year : last;
            }
    }
    return last;
}

/* A project may go on for years under the code that it got; one of next year has none yet, and none is older than its
 * code by years. */
static void check_code_year(bc_check *c, bc_diag_mark mark, bc_str label, bc_str code, size_t at, bool sure)
{
    /* A target that is due long before the code was given accuses itself: DATE-IN-YEAR tells of it. */
    enum { FAR = 10, NEXT = 1 };
    const int own = bc_check_year(c), year = own ? own : due_of(c), said = (int)two_figures(code, at),
              start = year ? start_of(c) : 0;
    if (!year)
        return;
    if (start && said < start % 100 - 1)
        bc_check_report(c, mark, bc_tr("%.*s `%.*s` is of the year 20%02d, but the project begins in %d"),
                        BC_STR_ARG(label), BC_STR_ARG(code), said, start);
    else if (said > year % 100 && said <= year % 100 + (own ? FAR : NEXT))
        bc_check_report(c, mark, bc_tr("%.*s `%.*s` is of the year 20%02d, the form of %d"), BC_STR_ARG(label),
                        BC_STR_ARG(code), said, year);
    else if (said < year % 100 - 1 && sure)
        bc_check_report_as(c, BC_DIAG_NOTE, mark, bc_tr("%.*s `%.*s` is of the year 20%02d, the form of %d"),
                           BC_STR_ARG(label), BC_STR_ARG(code), said, year);
}

/* Codes of any form; those that the template describes are looked at further. */
static bool check_shape(bc_check *c, const bc_value *datum, bc_str label)
{
    const bc_str code = bc_str_trim(datum->text);
    const bc_diag_mark mark = bc_check_mark(c, datum);
    if (!code.n || is_remark(code) || bc_check_is_dashes(code))
        return false;
    return check_figures(c, mark, label, code) || check_division(c, mark, label, code);
}

/* -- what is wrong with one that the template describes */

/* The figures of the department within a project's code, and those with which its unit's code begins. */
static void check_segment(bc_check *c, const code_form *form, bc_diag_mark mark, bc_str code)
{
    enum { DEPARTMENT = 3 };
    if (!form->segment || form->segment + DEPARTMENT > code.n || code.n != form->length)
        return;
    const bc_str unit = bc_str_trim(bc_check_slot_at(c->record, &form->unit)->text),
                 segment = bc_str_slice(code, form->segment, form->segment + DEPARTMENT),
                 department = bc_str_slice(unit, 0, DEPARTMENT);
    if (bc_check_digits_at(unit, 0) < DEPARTMENT || bc_check_digits_at(segment, 0) < DEPARTMENT ||
        bc_str_eq(segment, department))
        return;
    bc_check_report(c, mark, bc_tr("%.*s `%.*s` is of the department %.*s, but %.*s is %.*s"),
                    BC_STR_ARG(form->slot.field->label), BC_STR_ARG(code), BC_STR_ARG(segment),
                    BC_STR_ARG(form->unit.field->label), BC_STR_ARG(unit));
}

/* Without the blanks that somebody put between groups of figures. */
static bc_str without_blanks(bc_check *c, bc_str text)
{
    if (!bc_check_has(text, " "))
        return text;
    char *kept = bc_arena_alloc(c->arena, text.n);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] != ' ')
            kept[n++] = text.p[i];
    return (bc_str){ kept, n };
}

static void check_code(bc_check *c, const code_form *form)
{
    const bc_value *datum = bc_check_slot_at(c->record, &form->slot);
    bc_str text = without_blanks(c, bc_str_trim(datum->text)), label = form->slot.field->label;
    bc_diag_mark mark = bc_check_mark(c, datum);
    if (is_remark(text) || bc_check_is_masked(c, form->slot.field, datum))
        return; /* PLACEHOLDER says so */
    if (!text.n) {
        if (!form->optional)
            bc_check_report(c, mark, bc_tr("%.*s is empty"), BC_STR_ARG(label));
        return;
    }
    if (bc_check_is_dashes(text)) {
        bc_check_report(c, mark, bc_tr("%.*s is a row of dashes"), BC_STR_ARG(label));
        return;
    }
    if (check_shape(c, datum, label) || form->slot.field->pattern)
        return; /* the field's own pattern has been looked at */
    size_t length = bc_utf8_count(text);
    if (form->length && length != form->length)
        bc_check_report(c, mark, bc_tr("%.*s `%.*s` has %zu characters, not %u"), BC_STR_ARG(label), BC_STR_ARG(text),
                        length, form->length);
    if (form->year && form->year + YEAR <= text.n && bc_check_digits_at(text, form->year) >= YEAR)
        check_code_year(c, mark, label, text, form->year, length == form->length);
    else if (!form->year && is_national(text))
        check_code_year(c, mark, label, text, DIVISION, false);
    check_segment(c, form, mark, text);
}

static bool is_described(const code_forms *forms, const bc_check *c, const bc_value *datum)
{
    for (uint32_t i = 0; forms && i < forms->n; i++)
        if (bc_check_slot_at(c->record, &forms->at[i].slot) == datum)
            return true;
    return false;
}

/* 207-某市文化和旅游局, 207003某市图书馆: a department's code has three figures, and a unit's three more behind them.
 * 0: no code stands there. */
size_t bc_check_code_before_name(bc_str text)
{
    enum { MAX_FIGURES = 8 };
    const size_t n = bc_check_digits_at(text, 0);
    const unsigned char behind = n < text.n ? (unsigned char)text.p[n] : 0;
    const bool name = behind == '-' || behind == ' ' || (behind >= 0xE4 && behind < 0xEF);
    return name && n <= MAX_FIGURES ? n : 0;
}

static void check_units(bc_check *c)
{
    enum { DEPARTMENT = 3, UNIT = 6 };
    bc_str department = { 0 }, unit = { 0 };
    for (uint32_t i = 0; i < c->checks->departments.n; i++) {
        const bc_check_slot *slot = &c->checks->departments.at[i];
        const bc_value *datum = bc_check_slot_at(c->record, slot);
        const bc_str text = bc_str_trim(datum->text);
        const size_t n = bc_check_code_before_name(text);
        /* 2019年…局 begins with a year; 12315中心 and its like are names. */
        const bool coded = bc_form_words_in(bc_check_words_of(c, BC_WORDS_CODED), slot->field->label);
        if (n != DEPARTMENT && n != UNIT && n > 1 && (coded || text.p[n] == '-'))
            bc_check_report(c, bc_check_mark(c, datum),
                            bc_tr("%.*s `%.*s`: a department's code has three figures, a unit's six"),
                            BC_STR_ARG(slot->field->label), BC_STR_ARG(text));
        if (n == DEPARTMENT && unit.n && bc_str_starts(unit, bc_str_slice(text, 0, n)))
            bc_check_report(c, bc_check_mark(c, datum),
                            bc_tr("%.*s `%.*s` stands behind its unit: have they changed places?"),
                            BC_STR_ARG(slot->field->label), BC_STR_ARG(text));
        if (n == UNIT && !department.n)
            unit = text;
        if (n == DEPARTMENT && !department.n)
            department = bc_str_slice(text, 0, n);
    }
    for (uint32_t i = 0; department.n && i < c->checks->departments.n; i++) {
        const bc_check_slot *slot = &c->checks->departments.at[i];
        const bc_value *datum = bc_check_slot_at(c->record, slot);
        const bc_str text = bc_str_trim(datum->text);
        if (bc_check_code_before_name(text) == UNIT && !bc_str_starts(text, department))
            bc_check_report(c, bc_check_mark(c, datum), bc_tr("%.*s `%.*s` is no unit of the department %.*s"),
                            BC_STR_ARG(slot->field->label), BC_STR_ARG(text), BC_STR_ARG(department));
    }
}

static void run_code_format(bc_check *c)
{
    const code_forms *forms = c->use->data;
    check_units(c);
    for (uint32_t i = 0; forms && i < forms->n; i++)
        check_code(c, &forms->at[i]);
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
        const bc_check_passage *p = &c->passages[i];
        if (p->type != BC_FIELD_CODE || is_described(forms, c, p->datum) || check_shape(c, p->datum, p->field->label))
            continue;
        const bc_str code = bc_str_trim(p->datum->text);
        if (is_national(code) && !p->in_list)
            check_code_year(c, bc_check_mark(c, p->datum), p->field->label, code, DIVISION, false);
    }
}

/* -- PHONE ------------------------------------------------------------------------------------- */

bool bc_check_is_mobile(bc_str digits)
{
    return digits.n == 11 && digits.p[0] == '1' && digits.p[1] >= '3';
}

/* What may stand behind a number: an extension or another number. */
static bool goes_on(bc_str behind)
{
    static const char *const MARKS[] = { "-", "/", ",", ";", " ", "(", "、", "，", "；", "（" };
    bool known = !behind.n || (unsigned char)behind.p[0] >= 0xE4; /* 转8001 */
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS && !known; i++)
        known = bc_str_starts(behind, bc_str_from(MARKS[i]));
    return known;
}

/* The bytes of what parts the area from the number: a hyphen, a blank, or the bracket that closes. */
static size_t part_behind_area(bc_str text, size_t at, bool bracket)
{
    static const char *const CLOSE[] = { "）", ")" }, *const BETWEEN[] = { "-", " ", "—", "－" };
    const char *const *marks = bracket ? CLOSE : BETWEEN;
    for (size_t i = 0; i < (bracket ? sizeof CLOSE : sizeof BETWEEN) / sizeof *CLOSE; i++)
        if (bc_str_starts(bc_str_slice(text, at, text.n), bc_str_from(marks[i])))
            return strlen(marks[i]);
    return 0;
}

/* 0595-22558706, （0595）22558706: three or four figures, a mark, seven or eight. */
static bool is_landline(bc_str text)
{
    const size_t open = bc_str_starts(text, BC_STR("（"))  ? 3
                        : bc_str_starts(text, BC_STR("(")) ? 1
                                                           : 0,
                 area = bc_check_digits_at(text, open), mark = part_behind_area(text, open + area, open > 0);
    if (area < 3 || area > 4 || text.p[open] != '0' || !mark)
        return false;
    size_t behind = open + area + mark;
    while (open && behind < text.n && text.p[behind] == ' ')
        behind++;
    const size_t rest = bc_check_digits_at(text, behind);
    return rest >= 7 && rest <= 8 && goes_on(bc_str_slice(text, behind + rest, text.n));
}

/* 12345, 110, 96110, 400-700-1234: numbers of the public, which have no area. */
static bool is_hotline(bc_str text)
{
    enum { MAX = 12, LONG = 10 };
    char digits[MAX];
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '-' && i)
            continue;
        if (!bc_check_is_digit(text.p[i]) || n == MAX)
            return false;
        digits[n++] = text.p[i];
    }
    const bc_str number = { digits, n };
    return (n == 3 && bc_str_starts(number, BC_STR("1"))) || (n == 5 && bc_str_starts(number, BC_STR("12"))) ||
           ((n == 5 || n == 6) && (bc_str_starts(number, BC_STR("95")) || bc_str_starts(number, BC_STR("96")))) ||
           (n == LONG && (bc_str_starts(number, BC_STR("400")) || bc_str_starts(number, BC_STR("800"))));
}

static void run_phone(bc_check *c)
{
    for (uint32_t i = 0; i < c->checks->phones.n; i++) {
        const bc_check_slot *slot = &c->checks->phones.at[i];
        const bc_value *datum = bc_check_slot_at(c->record, slot);
        bc_str text = bc_str_trim(datum->text), label = slot->field->label;
        bc_diag_mark mark = bc_check_mark(c, datum);
        size_t n = bc_check_digits_at(text, 0);
        if (bc_check_is_masked(c, slot->field, datum))
            continue;
        if (!text.n)
            bc_check_report(c, mark, bc_tr("%.*s is empty"), BC_STR_ARG(label));
        else if (bc_check_is_mobile(text))
            bc_check_report(c, mark, bc_tr("%.*s is a mobile number: a private one must not be published"),
                            BC_STR_ARG(label));
        else if (n == text.n && n >= 7 && n <= 8)
            bc_check_report(c, mark, bc_tr("%.*s `%.*s` has no area code"), BC_STR_ARG(label), BC_STR_ARG(text));
        else if (!is_landline(text) && !is_hotline(text))
            bc_check_report(c, mark, bc_tr("%.*s `%.*s` is no telephone number, such as 0595-22558706"),
                            BC_STR_ARG(label), BC_STR_ARG(text));
    }
}

/* -- the table -------------------------------------------------------------------------------------------- */

static const bc_check_rule RULES[] = {
    {
        .code = "CODE-FORMAT",
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("codes have their length and their parts"),
        .parameters = CODE_FORMAT,
        .parts = CODE_FORMAT_PARTS,
        .run = run_code_format,
        .compile = compile_code_format,
    },
    {
        .code = "PHONE",
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("telephone numbers are complete and not private"),
        .run = run_phone,
    },
};
const bc_check_rule_table bc_check_rules_code = { RULES, sizeof RULES / sizeof *RULES };
