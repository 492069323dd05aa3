/* NAME-FORM, ROW-GAP. Names of indicators and of the project as they are written, and cells that only one row of a list
 * leaves empty. */
#include "base/tr.h"
#include "base/unit.h"
#include "base/utf8.h"
#include "check/private/run.h"

#include <string.h>

/* -- NAME-FORM -------------------------------------------------------------------------------------------- */

/* What is nothing but figures and marks. */
static bool is_figure(bc_str text)
{
    bool digit = false;
    for (size_t i = 0; i < text.n; i++) {
        if (!bc_check_is_digit(text.p[i]) && !strchr(".,%- ", text.p[i]))
            return false;
        digit |= bc_check_is_digit(text.p[i]);
    }
    return digit;
}

/* （1）, (2), ①, *, 指标3 in front of a name; its bytes, or 0. `1、` and `2.` are PLACEHOLDER's. */
static size_t list_mark(const bc_check *c, bc_str name)
{
    static const char *const OPEN[] = { "（", "(" }, *const CLOSE[] = { "）", ")" };
    size_t at = 0;
    if (bc_str_starts(name, BC_STR("*")) || bc_str_starts(name, BC_STR("＊")))
        return name.p[0] == '*' ? 1 : 3;
    const uint32_t first = name.n ? bc_utf8_next(name, &at) : 0;
    if (first >= 0x2460 && first <= 0x2473)
        return at;
    const bc_form_words *numbered = bc_check_words_of(c, BC_WORDS_NUMBERED_REMNANTS);
    const int word = bc_form_words_longest_begin(numbered, name);
    const size_t n = word >= 0 ? numbered->at[word].n : 0, number = n ? bc_check_digits_at(name, n) : 0;
    if (number && n + number < name.n && (unsigned char)name.p[n + number] >= 0xE4 &&
        (unsigned char)name.p[n + number] < 0xEF)
        return n + number; /* with a colon behind it, it is PLACEHOLDER's */
    for (size_t i = 0; i < 2; i++) {
        const size_t open = strlen(OPEN[i]),
                     digits = bc_str_starts(name, bc_str_from(OPEN[i])) ? bc_check_digits_at(name, open) : 0;
        for (size_t k = 0; digits && digits <= 2 && k < 2; k++)
            if (bc_str_starts(bc_str_slice(name, open + digits, name.n), bc_str_from(CLOSE[k])))
                return open + digits + strlen(CLOSE[k]);
    }
    return 0;
}

/* ≥90% at the end of a name: the value belongs into its column. Within it, as in （AQI≤100）天数, it says what is
 * meant. */
static bool holds_target(bc_str name)
{
    enum { MAX_UNIT = 6 }; /* bytes behind the figures */
    static const char *const SIGNS[] = { "≥", "≤", "＞", "＜", ">", "<", "=", "＝" };
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++) {
        size_t at = bc_str_find(name, bc_str_from(SIGNS[i]), 0);
        const size_t behind = at == SIZE_MAX ? name.n : at + strlen(SIGNS[i]),
                     digits = bc_check_digits_at(name, behind);
        if (digits && name.n - behind - digits <= MAX_UNIT)
            return true;
    }
    return false;
}

/* 围墙300米, 村组干部230人, 合格率达到95%以上, 满意度（95%）: a figure with its unit ends the name. Of an age, a date
 * or a number of something the unit is none that things are counted in. */
static bool ends_in_value(const bc_check *c, bc_str name, bc_decimal *value)
{
    static const char *const CLOSE[] = { "）", ")" };
    enum { MAX_UNIT = 9, BEFORE = 6, TAIL = 24 };
    bool figure = false;
    for (size_t i = name.n > TAIL ? name.n - TAIL : 0; i < name.n && !figure; i++)
        figure = bc_check_is_digit(name.p[i]);
    if (!figure)
        return false;
    const bc_form_words *behind = bc_check_words_of(c, BC_WORDS_OPERATORS_BEHIND);
    for (size_t i = 0; i < 2; i++)
        if (bc_str_ends(name, bc_str_from(CLOSE[i])))
            name.n -= strlen(CLOSE[i]);
    const int word = bc_form_words_longest_end(behind, name);
    name.n -= word >= 0 ? behind->at[word].n : 0;
    size_t end = name.n;
    while (end && !bc_check_is_digit(name.p[end - 1]))
        end--;
    size_t from = end;
    while (from && (bc_check_is_digit(name.p[from - 1]) || name.p[from - 1] == '.'))
        from--;
    const bc_str unit = bc_str_slice(name, end, name.n);
    if (from == end || from < BEFORE || !unit.n || unit.n > MAX_UNIT || (unsigned char)name.p[from - 3] < 0xE4)
        return false;
    if (bc_form_words_are(bc_check_words_of(c, BC_WORDS_NO_VALUES), unit))
        return false;
    uint32_t characters[BC_MAX_UNIT_LENGTH];
    size_t n = 0;
    for (size_t at = 0; at < unit.n && n < BC_MAX_UNIT_LENGTH;)
        characters[n++] = bc_utf8_next(unit, &at);
    return (bc_unit_is_percent(unit) || bc_unit_length(characters, n) == n) &&
           bc_decimal_parse(bc_str_slice(name, from, end), value);
}

/* 满意度满意度 */
static bool is_doubled(bc_str name)
{
    enum { MIN_HALF = 6 }; /* bytes of one half: 太太 and 人人 are words */
    const size_t half = name.n / 2;
    return name.n % 2 == 0 && half >= MIN_HALF && memcmp(name.p, name.p + half, half) == 0;
}

/* 37020023P88002810999U: figures and letters, as codes are. */
static bool is_code(bc_str text)
{
    enum { MIN_FIGURES = 6 };
    size_t digits = 0;
    for (size_t i = 0; i < text.n; i++) {
        if ((unsigned char)text.p[i] >= 0x80 || text.p[i] == ' ')
            return false;
        digits += bc_check_is_digit(text.p[i]);
    }
    return digits >= MIN_FIGURES;
}

/* What is wrong with it as a name, of an indicator or (row: NULL) of the project, or NULL. `level`: how much. */
static const char *wrong_name(const bc_check *c, const bc_check_indicator *row, bc_str name, bc_diag_severity *level)
{
    *level = BC_DIAG_WARNING;
    if (bc_form_words_in(bc_check_words_of(c, BC_WORDS_UNNAMED), name))
        return bc_tr("what it is about is left to be named");
    if (is_figure(name))
        return bc_tr("a figure is no name");
    if (is_code(name))
        return bc_tr("a code is no name");
    if (bc_form_words_end(bc_check_words_of(c, BC_WORDS_FILE_ENDS), name))
        return bc_tr("it is called as a file is, or a copy of one");
    if (is_doubled(name))
        return bc_tr("the name stands there twice");
    bc_decimal value;
    if (holds_target(name))
        return bc_tr("the value stands in the name");
    if (row && ends_in_value(c, name, &value)) {
        const bc_check_target *t = row->list->target_count ? &row->targets[0] : NULL;
        if (t && t->figure && bc_decimal_compare(t->number, value) == 0)
            *level = BC_DIAG_NOTE; /* it stands there twice */
        return bc_tr("the value stands in the name");
    }
    if (list_mark(c, name))
        return bc_tr("a mark of a list stands in front of the name");
    *level = BC_DIAG_NOTE;
    if (bc_check_has(name, "\n"))
        return bc_tr("the name is broken into lines");
    if (bc_str_ends(name, BC_STR("。")) || bc_str_ends(name, BC_STR("；")) || bc_str_ends(name, BC_STR("，")))
        return bc_tr("a name ends without a stop");
    size_t blank = bc_str_find(name, BC_STR(" "), 0);
    if (blank != SIZE_MAX && blank >= 3 && (unsigned char)name.p[blank - 1] >= 0x80 && blank + 1 < name.n &&
        (unsigned char)name.p[blank + 1] >= 0xE4)
        return bc_tr("a blank stands in the name");
    return NULL;
}

static void look_at_name(bc_check *c, const bc_check_indicator *row, bc_diag_mark mark, bc_str name)
{
    bc_diag_severity level;
    const char *what = name.n ? wrong_name(c, row, name, &level) : NULL;
    if (!row && what && bc_check_has(name, "\n"))
        level = BC_DIAG_WARNING; /* the project's own */
    if (what)
        bc_check_report_as(c, level, mark, bc_tr("`%.*s`: %s"), BC_STR_ARG(name), what);
}

/* The name without the figures at its end; empty: there are none, they are of a word, or may be a year. */
static bc_str before_number(bc_str name)
{
    enum { MAX_FIGURES = 2 };
    size_t end = name.n;
    while (end && bc_check_is_digit(name.p[end - 1]))
        end--;
    const bool han = end >= 3 && (unsigned char)name.p[end - 3] >= 0xE4 && (unsigned char)name.p[end - 3] < 0xEF;
    return han && end < name.n && name.n - end <= MAX_FIGURES ? bc_str_slice(name, 0, end) : (bc_str){ 0 };
}

/* 培训人数1 and 培训人数2: a name was filled down, and the spreadsheet went on counting. */
static void check_counted_names(bc_check *c)
{
    for (uint32_t i = 1; i < c->row_count && bc_check_goes_on(c); i++) {
        const bc_check_indicator *row = &c->rows[i], *above = row - 1;
        const bc_str name = row->list == above->list && !row->unused ? before_number(row->name) : (bc_str){ 0 };
        if (name.n && bc_str_eq(name, before_number(above->name)) && !bc_str_eq(row->name, above->name))
            bc_check_report(c, bc_check_indicator_mark(c, row, row->list->name),
                            bc_tr("`%.*s` and `%.*s` differ by their number alone: were they filled down?"),
                            BC_STR_ARG(above->name), BC_STR_ARG(row->name));
    }
}

/* The name of the project in the cell of a unit. */
static void check_units(bc_check *c, bc_str name)
{
    for (uint32_t i = 0; name.n && i < c->checks->departments.n; i++) {
        const bc_check_slot *slot = &c->checks->departments.at[i];
        const bc_value *datum = bc_check_slot_at(c->record, slot);
        if (!bc_form_field_is(slot->field, BC_FORM_ROLE_NAME) && bc_str_eq(bc_str_trim(datum->text), name))
            bc_check_report(c, bc_check_mark(c, datum), bc_tr("%.*s is `%.*s`, which is the name of the project"),
                            BC_STR_ARG(slot->field->label), BC_STR_ARG(name));
    }
}

/* 天津市河东区财政局 at the beginning of a text: the name of an office with its place in front; empty: none. */
static bc_str office_of(const bc_check *c, bc_str text)
{
    enum { MAX_NAME = 60, MIN_NAME = 15 }; /* bytes */
    const bc_form_words *offices = bc_check_words_of(c, BC_WORDS_OFFICES),
                        *places = bc_check_words_of(c, BC_WORDS_PLACES);
    size_t end = 0;
    while (end < text.n && end < MAX_NAME && (unsigned char)text.p[end] >= 0xE4 && (unsigned char)text.p[end] < 0xEF)
        end += 3;
    const bc_str head = bc_str_slice(text, 0, end);
    size_t first = SIZE_MAX, n = 0;
    for (uint32_t i = 0; i < offices->n; i++) {
        const size_t at = bc_str_find(head, offices->at[i], 0);
        if (at < first) {
            first = at;
            n = offices->at[i].n;
        }
    }
    const bc_str name = first == SIZE_MAX ? (bc_str){ 0 } : bc_str_slice(head, 0, first + n);
    return name.n >= MIN_NAME && bc_form_words_in(places, bc_str_slice(name, 6, first)) ? name : (bc_str){ 0 };
}

/* A goal that begins with the name of an office that is none of the form's: it was copied from another form. */
static void check_strangers(bc_check *c)
{
    enum { END = 9 }; /* bytes that names of one office share: 财政局 */
    for (uint32_t i = 0; c->checks->departments.n && i < c->passage_count && bc_check_goes_on(c); i++) {
        const bc_check_passage *p = &c->passages[i];
        const bool goal =
            p->type == BC_FIELD_PROSE && bc_form_words_in(bc_check_words_of(c, BC_WORDS_GOALS), p->field->label);
        const bc_str office = goal ? office_of(c, bc_str_trim(p->text)) : (bc_str){ 0 };
        bool known = !office.n, any = false;
        for (uint32_t k = 0; k < c->checks->departments.n && !known; k++) {
            const bc_str own = bc_check_slot_at(c->record, &c->checks->departments.at[k])->text;
            any |= own.n > 0;
            known = bc_str_find(own, bc_str_slice(office, office.n - END, office.n), 0) != SIZE_MAX;
        }
        if (!known && any)
            bc_check_report_as(c, BC_DIAG_NOTE, bc_check_mark(c, p->datum),
                               bc_tr("%.*s begins with `%.*s`, which is no department of the form"),
                               BC_STR_ARG(p->field->label), BC_STR_ARG(office));
    }
}

static void run_name_form(bc_check *c)
{
    check_counted_names(c);
    check_strangers(c);
    for (uint32_t i = 0; i < c->row_count && bc_check_goes_on(c); i++)
        if (!c->rows[i].unused)
            look_at_name(c, &c->rows[i], bc_check_indicator_mark(c, &c->rows[i], c->rows[i].list->name),
                         c->rows[i].name);
    if (c->checks->name < 0)
        return;
    const bc_value *name = &c->record->as.entries[c->checks->name].value;
    if (name->type == BC_VALUE_MAP || name->type == BC_VALUE_LIST)
        return;
    check_units(c, bc_str_trim(name->text));
    look_at_name(c, NULL, bc_check_mark(c, name), bc_str_trim(name->text));
}

/* -- ROW-GAP ---------------------------------------------------------------------------------------------- */

/* A column that all rows fill in but for a few: what these left out was forgotten. */
static void check_gap(bc_check *c, const bc_check_list *list, int column)
{
    enum { MIN_ROWS = 4, ROWS_FOR_ONE = 4 }; /* one of four, two of eight */
    const bc_check_indicator *first = NULL;
    uint32_t used = 0, empty = 0;
    for (uint32_t i = 0; i < c->row_count && bc_check_goes_on(c); i++) {
        const bc_check_indicator *row = &c->rows[i];
        if (row->list != list || row->unused)
            continue;
        used++;
        if (bc_check_indicator_text(row, column).n)
            continue;
        empty++;
        first = first ? first : row;
    }
    if (!first || used < MIN_ROWS || empty * ROWS_FOR_ONE > used)
        return;
    bc_check_report(c, bc_check_indicator_mark(c, first, column), bc_tr("`%.*s` has no %.*s, which %u other rows have"),
                    BC_STR_ARG(bc_check_indicator_title(first)), BC_STR_ARG(list->slot.field->children[column].label),
                    used - empty);
}

static void run_row_gap(bc_check *c)
{
    for (uint32_t i = 0; i < c->checks->list_count; i++) {
        const bc_check_list *list = &c->checks->lists[i];
        for (int k = 0; k < (int)list->slot.field->child_count; k++) {
            const bc_form_field *field = &list->slot.field->children[k];
            const bool text = field->type == BC_FIELD_TEXT || field->type == BC_FIELD_PROSE;
            if (bc_form_words_in(bc_check_words_of(c, BC_WORDS_REMARKS), field->label))
                continue; /* which are made where there is something to say */
            const bool level = k == list->level1 || k == list->level2;
            if (level || (text && !field->required && k != list->name && k != list->unit && k != list->nature &&
                          k != list->direction && k != list->actual))
                check_gap(c, list, k);
        }
    }
}

/* -- the table -------------------------------------------------------------------------------------------- */

static const bc_check_rule RULES[] = {
    {
        .code = "NAME-FORM",
        .words = BC_CHECK_READS(BC_WORDS_UNNAMED, BC_WORDS_NUMBERED_REMNANTS),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("names are names: no figures, values, marks of lists"),
        .run = run_name_form,
    },
    {
        .code = "ROW-GAP",
        .words = BC_CHECK_READS(BC_WORDS_REMARKS),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("no row leaves out what all others of its list say"),
        .run = run_row_gap,
    },
};
const bc_check_rule_table bc_check_rules_name = { RULES, sizeof RULES / sizeof *RULES };
