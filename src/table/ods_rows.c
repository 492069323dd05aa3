/* content.xml of an ODS workbook: all sheets one behind the other. A cell has its value as an attribute, whatever it
 * shows, and its text as paragraphs. Equal cells and equal rows come once with how often they are meant; those that are
 * empty cost nothing, of the others a file may mean so many and no more. */
#include "table/private/ods_rows.h"

#include "base/tr.h"
#include "table/private/number.h"
#include "table/private/reference.h"
#include "table/private/text.h"
#include "table/private/value.h"
#include "table/private/xml.h"

#include <string.h>

enum { MAX_FORMULA_SHOWN = 200, DRAIN_STEP = 64 * 1024, MAX_BLANKS = 1000, BEYOND = 1 << 24, BYTES_OF_A_CELL = 64 };

typedef enum state {
    OUTSIDE,
    DOCUMENT,
    STYLES,
    STYLE,
    BODY,
    SPREADSHEET,
    NAMES,
    TABLE, /* and groups of rows in it */
    ROW,
    CELL,
    PARAGRAPH, /* and what formats pieces of it */
    PASSED_OVER
} state;

typedef enum space { OTHER_SPACE, TABLE_SPACE, OFFICE_SPACE, TEXT_SPACE, STYLE_SPACE, MORE_SPACE } space;

typedef enum type { NO_TYPE, NUMBER, PERCENT, MOMENT, TRUTH, STRING } type;

struct bc_table_ods_rows {
    bc_table_ods_book *book; /* NULL: rows are read */
    bc_table_part part;
    bc_table_xml *xml;
    bc_table_report *report; /* of the call in work */
    bc_table_cells cells;
    uint8_t states[BC_TABLE_MAX_DEPTH + 1];
    unsigned depth;
    uint32_t wanted, sheet; /* numbers of sheets, from 1 on: the one that is read, the one in work */
    bc_str style;           /* in work, of a sheet */
    uint32_t scope;         /* of the names in work */
    uint32_t row, times;    /* the last row before the one in work, which is meant so often */
    uint32_t waiting;       /* times that the finished row has to be given yet */
    uint64_t repeated;
    bool row_said, ended;
    /* The cell in work. */
    uint32_t column, columns; /* the last before it; how many are alike */
    type type;
    bool has_formula, is_error, has_shown;
    bc_buf value, shown, formula;
};

static space space_of(const char *name, const char **local)
{
    static const struct {
        const char *uri;
        space space;
    } SPACES[] = {
        { "urn:oasis:names:tc:opendocument:xmlns:table:1.0|", TABLE_SPACE },
        { "urn:oasis:names:tc:opendocument:xmlns:office:1.0|", OFFICE_SPACE },
        { "urn:oasis:names:tc:opendocument:xmlns:text:1.0|", TEXT_SPACE },
        { "urn:oasis:names:tc:opendocument:xmlns:style:1.0|", STYLE_SPACE },
        { "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0|", MORE_SPACE },
    };
    for (size_t i = 0; i < sizeof SPACES / sizeof *SPACES; i++) {
        const size_t n = strlen(SPACES[i].uri);
        if (strncmp(name, SPACES[i].uri, n) == 0) {
            *local = name + n;
            return SPACES[i].space;
        }
    }
    *local = name;
    return OTHER_SPACE;
}

static const char *attribute(const char **attributes, space wanted, const char *name)
{
    const char *local;
    for (; *attributes; attributes += 2)
        if (space_of(*attributes, &local) == wanted && strcmp(local, name) == 0)
            return attributes[1];
    return NULL;
}

/* How often something is meant; never 0. */
static uint32_t times_of(const char *text)
{
    uint32_t value = 0;
    for (; text && *text >= '0' && *text <= '9' && value < BEYOND; text++)
        value = value * 10 + (uint32_t)(*text - '0');
    return value ? value : 1;
}

static void stop(bc_table_ods_rows *r, const char *code, const char *message)
{
    bc_diag_add(r->report->diags, BC_DIAG_ERROR, code, bc_table_report_cell(r->report, r->row + 1, 0), "%s", message);
    bc_table_report_advice(r->report);
    bc_table_xml_stop(r->xml);
}

static void start_sheet(bc_table_ods_rows *r, const char **attributes)
{
    r->sheet++;
    r->row = 0;
    if (!r->book)
        return;
    if (r->book->sheets.n == BC_TABLE_MAX_ODS_SHEETS) {
        bc_diag_add(r->report->diags, BC_DIAG_ERROR, "E742", bc_table_report_file(r->report),
                    bc_tr("the workbook has more than %d sheets"), BC_TABLE_MAX_ODS_SHEETS);
        bc_table_xml_stop(r->xml);
        return;
    }
    const bc_str name = bc_str_from(attribute(attributes, TABLE_SPACE, "name"));
    const bc_str style = bc_str_from(attribute(attributes, TABLE_SPACE, "style-name"));
    bc_vec_add(&r->book->sheets, (bc_table_sheet){ .name = bc_arena_str(r->book->arena, name),
                                                   .hidden = bc_strmap_find(&r->book->hidden_styles, style) != NULL });
}

static void start_row(bc_table_ods_rows *r, const char **attributes)
{
    const char *seen = attribute(attributes, TABLE_SPACE, "visibility");
    r->times = times_of(attribute(attributes, TABLE_SPACE, "number-rows-repeated"));
    r->column = 0;
    bc_table_cells_begin(&r->cells, r->row + 1, seen && strcmp(seen, "visible") != 0);
}

/* Merged cells are known by the first of them. */
static void note_merge(bc_table_ods_rows *r, uint32_t rows, uint32_t columns)
{
    const uint32_t row = r->row + 1, column = r->column + 1;
    const bool fits = row <= BC_TABLE_MAX_ROW && column <= BC_TABLE_MAX_COLUMN && rows <= BC_TABLE_MAX_ROW - row + 1 &&
                      columns <= BC_TABLE_MAX_COLUMN - column + 1;
    if ((rows == 1 && columns == 1) || !fits)
        return;
    const uint32_t times = rows == 1 && r->times <= BC_TABLE_MAX_ROW - row + 1 ? r->times : 1;
    for (uint32_t i = 0; i < times; i++) {
        const bc_table_merge cells = { row + i, row + i + rows - 1, column, column + columns - 1 };
        if (r->book->merges.n == BC_TABLE_MAX_MERGES) {
            bc_diag_add(r->report->diags, BC_DIAG_ERROR, "E742", bc_table_report_file(r->report),
                        bc_tr("the sheet has more than %d merged cells"), BC_TABLE_MAX_MERGES);
            bc_table_xml_stop(r->xml);
            return;
        }
        bc_vec_add(&r->book->merges, (bc_table_ods_merge){ r->sheet - 1, cells });
    }
}

static void take_type(bc_table_ods_rows *r, const char *value)
{
    static const struct {
        const char *name;
        type type;
    } TYPES[] = { { "float", NUMBER }, { "currency", NUMBER }, { "percentage", PERCENT }, { "date", MOMENT },
                  { "time", MOMENT },  { "boolean", TRUTH },   { "string", STRING } };
    for (size_t i = 0; i < sizeof TYPES / sizeof *TYPES; i++)
        if (strcmp(value, TYPES[i].name) == 0)
            r->type = TYPES[i].type;
}

static void take_attribute(bc_table_ods_rows *r, const char *name, const char *value)
{
    const char *local;
    const space in = space_of(name, &local);
    const size_t n = strlen(local);
    if (in == OFFICE_SPACE && strcmp(local, "value-type") == 0)
        take_type(r, value);
    else if (in == OFFICE_SPACE && n >= 5 && strcmp(local + n - 5, "value") == 0)
        bc_table_text_add(&r->value, 0, value, strlen(value)); /* value, date-value, string-value, … */
    else if (in == MORE_SPACE && strcmp(local, "value-type") == 0)
        r->is_error = strcmp(value, "error") == 0;
    else if (in == TABLE_SPACE && strcmp(local, "formula") == 0) {
        r->has_formula = true;
        bc_buf_add(&r->formula, value, strnlen(value, MAX_FORMULA_SHOWN));
    }
}

static void start_cell(bc_table_ods_rows *r, const char **attributes)
{
    r->columns = times_of(attribute(attributes, TABLE_SPACE, "number-columns-repeated"));
    r->type = NO_TYPE;
    r->has_formula = r->is_error = r->has_shown = false;
    bc_buf_clear(&r->value);
    bc_buf_clear(&r->shown);
    bc_buf_clear(&r->formula);
    if (r->book)
        note_merge(r, times_of(attribute(attributes, TABLE_SPACE, "number-rows-spanned")),
                   times_of(attribute(attributes, TABLE_SPACE, "number-columns-spanned")));
    for (; *attributes && !r->book; attributes += 2)
        take_attribute(r, attributes[0], attributes[1]);
}

static void start_paragraph(bc_table_ods_rows *r)
{
    if (r->has_shown)
        bc_table_text_add(&r->shown, 0, "\n", 1);
    r->has_shown = true;
}

/* Blanks, tabs and breaks in a paragraph are elements. */
static state in_paragraph(bc_table_ods_rows *r, space in, const char *name, const char **attributes)
{
    if (in != TEXT_SPACE || strcmp(name, "note") == 0 || strcmp(name, "ruby-text") == 0)
        return PASSED_OVER;
    if (strcmp(name, "s") == 0) {
        const uint32_t blanks = times_of(attribute(attributes, TEXT_SPACE, "c"));
        for (uint32_t i = 0; i < blanks && i < MAX_BLANKS; i++)
            bc_table_text_add(&r->shown, 0, " ", 1);
    } else if (strcmp(name, "tab") == 0) {
        bc_table_text_add(&r->shown, 0, "\t", 1);
    } else if (strcmp(name, "line-break") == 0) {
        bc_table_text_add(&r->shown, 0, "\n", 1);
    }
    return PARAGRAPH;
}

static void note_name(bc_table_ods_rows *r, const char *name, const char **attributes)
{
    static const char *const WHERE[][2] = { { "named-range", "cell-range-address" },
                                            { "database-range", "target-range-address" },
                                            { "named-expression", "expression" } };
    const bc_str called = bc_str_from(attribute(attributes, TABLE_SPACE, "name"));
    if (bc_str_starts(called, BC_STR("__Anonymous")))
        return;
    for (size_t i = 0; i < sizeof WHERE / sizeof *WHERE; i++)
        if (strcmp(name, WHERE[i][0]) == 0)
            bc_table_names_add(&r->book->names, called, bc_str_from(attribute(attributes, TABLE_SPACE, WHERE[i][1])),
                               r->scope, '.', r->book->arena);
}

static state in_table(bc_table_ods_rows *r, const char *name, const char **attributes)
{
    if (strcmp(name, "table-row") == 0) {
        start_row(r, attributes);
        return ROW;
    }
    if (strcmp(name, "named-expressions") == 0) {
        r->scope = r->sheet - 1;
        return r->book ? NAMES : PASSED_OVER;
    }
    return strcmp(name, "table-row-group") == 0 || strcmp(name, "table-header-rows") == 0 ||
                   strcmp(name, "table-rows") == 0
               ? TABLE
               : PASSED_OVER;
}

static state in_document(bc_table_ods_rows *r, space in, const char *name)
{
    if (in == OFFICE_SPACE && strcmp(name, "body") == 0)
        return BODY;
    return in == OFFICE_SPACE && strcmp(name, "automatic-styles") == 0 && r->book ? STYLES : PASSED_OVER;
}

/* Sheets are hidden by their style. */
static state in_styles(bc_table_ods_rows *r, state above, space in, const char *name, const char **attributes)
{
    if (in != STYLE_SPACE)
        return PASSED_OVER;
    if (above == STYLES) {
        const char *family = attribute(attributes, STYLE_SPACE, "family");
        const bool of_sheet = strcmp(name, "style") == 0 && family && strcmp(family, "table") == 0;
        r->style = (bc_str){ 0 };
        if (of_sheet)
            r->style = bc_arena_str(r->book->arena, bc_str_from(attribute(attributes, STYLE_SPACE, "name")));
        return of_sheet ? STYLE : PASSED_OVER;
    }
    const char *shown = attribute(attributes, TABLE_SPACE, "display");
    if (strcmp(name, "table-properties") == 0 && shown && strcmp(shown, "false") == 0)
        bc_strmap_put(&r->book->hidden_styles, r->style, r->book);
    return PASSED_OVER;
}

static state in_spreadsheet(bc_table_ods_rows *r, const char *name, const char **attributes)
{
    if (strcmp(name, "table") == 0) {
        start_sheet(r, attributes);
        return r->book || r->sheet == r->wanted ? TABLE : PASSED_OVER;
    }
    r->scope = BC_TABLE_NO_SHEET;
    const bool names = strcmp(name, "named-expressions") == 0 || strcmp(name, "database-ranges") == 0;
    return names && r->book ? NAMES : PASSED_OVER;
}

static state state_below(bc_table_ods_rows *r, state above, const char *whole, const char **attributes)
{
    const char *name;
    const space in = space_of(whole, &name);
    switch (above) {
    case OUTSIDE:
        return in == OFFICE_SPACE ? DOCUMENT : PASSED_OVER;
    case DOCUMENT:
        return in_document(r, in, name);
    case STYLES:
    case STYLE:
        return in_styles(r, above, in, name, attributes);
    case BODY:
        if (r->book && in == OFFICE_SPACE && strcmp(name, "spreadsheet") == 0)
            r->book->is_workbook = true;
        return in == OFFICE_SPACE && strcmp(name, "spreadsheet") == 0 ? SPREADSHEET : PASSED_OVER;
    case SPREADSHEET:
        return in == TABLE_SPACE ? in_spreadsheet(r, name, attributes) : PASSED_OVER;
    case NAMES:
        if (in == TABLE_SPACE)
            note_name(r, name, attributes);
        return PASSED_OVER;
    case TABLE:
        return in == TABLE_SPACE ? in_table(r, name, attributes) : PASSED_OVER;
    case ROW:
        if (in != TABLE_SPACE || (strcmp(name, "table-cell") != 0 && strcmp(name, "covered-table-cell") != 0))
            return PASSED_OVER;
        start_cell(r, attributes);
        return CELL;
    case CELL:
        if (in != TEXT_SPACE || (strcmp(name, "p") != 0 && strcmp(name, "h") != 0))
            return PASSED_OVER;
        start_paragraph(r);
        return PARAGRAPH;
    case PARAGRAPH:
        return in_paragraph(r, in, name, attributes);
    default:
        return PASSED_OVER;
    }
}

static void on_start(void *context, const char *name, const char **attributes)
{
    bc_table_ods_rows *r = context;
    const state above = r->states[r->depth];
    const state below = above == PASSED_OVER ? PASSED_OVER : state_below(r, above, name, attributes);
    r->states[++r->depth] = (uint8_t)below;
}

/* 000123 for 123: a code whose format shows zeros in front. */
static bool shows_zeros(bc_str shown, bc_str value)
{
    bc_table_number a, b;
    if (shown.n < 2 || shown.p[0] != '0' || !bc_table_number_parse(value, &a) || !bc_table_number_parse(shown, &b))
        return false;
    for (size_t i = 0; i < shown.n; i++)
        if (shown.p[i] < '0' || shown.p[i] > '9')
            return false;
    bc_table_number_round(&a, BC_TABLE_DIGITS, 0);
    return !a.negative && a.n == b.n && a.point == b.point && memcmp(a.digits, b.digits, a.n) == 0;
}

/* Digits behind the point of what is shown, where that is nothing but a number. */
static uint8_t decimals_of(bc_str shown)
{
    bc_table_number number;
    const size_t point = bc_str_find(shown, BC_STR("."), 0);
    if (point == SIZE_MAX || shown.n - point > BC_TABLE_DIGITS || !bc_table_number_parse(shown, &number))
        return 0;
    for (size_t i = point + 1; i < shown.n; i++)
        if (shown.p[i] < '0' || shown.p[i] > '9')
            return 0;
    return (uint8_t)(shown.n - point - 1);
}

/* What is computed and failed, where the file does not say that it did. */
static bool is_failure(bc_str shown)
{
    static const char *const KNOWN[] = { "#N/A",  "#DIV/0!", "#NAME?",  "#VALUE!",      "#REF!",
                                         "#NUM!", "#NULL!",  "#SPILL!", "#GETTING_DATA" };
    for (size_t i = 0; i < sizeof KNOWN / sizeof *KNOWN; i++)
        if (bc_str_is(shown, KNOWN[i]))
            return true;
    return bc_str_starts(shown, BC_STR("Err:"));
}

/* 85% for 0.85: some writers call a percentage a number. It is not one of 85 with a sign behind it. */
static bool shows_percent(bc_str shown, bc_str value)
{
    bc_table_number a, b;
    if (!bc_str_ends(shown, BC_STR("%")) || !bc_table_number_parse(bc_str_slice(shown, 0, shown.n - 1), &b) ||
        !bc_table_number_parse(value, &a))
        return false;
    const size_t point = bc_str_find(shown, BC_STR("."), 0);
    a.point += a.n ? 2 : 0;
    bc_table_number_round(&a, BC_TABLE_DIGITS, point == SIZE_MAX ? 0 : (int)(shown.n - 2 - point));
    return a.negative == b.negative && a.n == b.n && a.point == b.point && memcmp(a.digits, b.digits, a.n) == 0;
}

static void add_piece(bc_table_ods_rows *r, bc_table_cell cell, bc_str text)
{
    const size_t from = r->cells.text.n;
    bc_buf_add_str(&r->cells.text, text);
    bc_table_cells_add_from(&r->cells, cell, from);
}

static void add_unknown(bc_table_ods_rows *r, bc_table_cell cell)
{
    const size_t from = r->cells.text.n;
    bc_str formula = bc_buf_str(&r->formula);
    if (formula.n == MAX_FORMULA_SHOWN)
        while (formula.n && (unsigned char)formula.p[formula.n - 1] >= 0x80)
            formula.n--;
    cell.kind = BC_TABLE_UNKNOWN;
    if (!bc_str_starts(formula, BC_STR("=")) && bc_str_find(formula, BC_STR(":="), 0) == SIZE_MAX)
        bc_buf_add_char(&r->cells.text, '=');
    bc_buf_add_str(&r->cells.text, formula);
    bc_table_cells_add_from(&r->cells, cell, from);
}

/* The value as it is shown; false: it is not of its type. */
static bool add_value(bc_table_ods_rows *r, bc_table_cell cell, bc_str value, bc_str shown)
{
    const bc_table_format plain = { .kind = BC_TABLE_FORMAT_PLAIN, .decimals = decimals_of(shown) },
                          percent = { .kind = BC_TABLE_FORMAT_PERCENT };
    if (r->type == NUMBER && shows_zeros(shown, value)) {
        cell.kind = BC_TABLE_TEXT;
        add_piece(r, cell, shown);
        return true;
    }
    if (r->type == NUMBER && (bc_str_is(shown, "TRUE") || bc_str_is(shown, "FALSE")))
        return bc_table_value_truth(&r->cells, cell, shown); /* computed truths come as numbers */
    cell.shown = shown;
    if (r->type == PERCENT || (r->type == NUMBER && shows_percent(shown, value)))
        return bc_table_value_number(&r->cells, cell, value, percent, false);
    if (r->type == NUMBER)
        return bc_table_value_number(&r->cells, cell, value, plain, false);
    if (r->type == TRUTH) {
        cell.shown = (bc_str){ 0 };
        return bc_table_value_truth(&r->cells, cell, value);
    }
    bc_table_value_moment(&r->cells, cell, value);
    return true;
}

static void add_cell(bc_table_ods_rows *r)
{
    bc_str value, shown;
    bc_table_cell cell = { .column = r->column + 1, .formula = r->has_formula };
    const bool fits = bc_table_text_finish(&r->value, 0, false, &value);
    const bool shown_fits = bc_table_text_finish(&r->shown, 0, false, &shown);
    cell.kind = BC_TABLE_TEXT;
    if (!fits || !shown_fits) {
        bc_diag_add(r->report->diags, BC_DIAG_ERROR, "E740", bc_table_report_cell(r->report, r->row + 1, cell.column),
                    bc_tr("the text of the cell is longer than 32,767 characters"));
        r->cells.broken = true;
    } else if (r->is_error || (r->has_formula && is_failure(shown))) {
        cell.kind = BC_TABLE_ERROR;
        add_piece(r, cell, shown.n ? shown : BC_STR("#VALUE!"));
    } else if (r->type == STRING || (r->type == NO_TYPE && shown.n)) {
        add_piece(r, cell, r->has_shown ? shown : value);
    } else if (r->has_formula && !value.n) {
        add_unknown(r, cell);
    } else if (r->type != NO_TYPE && value.n && !add_value(r, cell, value, shown)) {
        bc_diag_add(r->report->diags, BC_DIAG_ERROR, "E741", bc_table_report_cell(r->report, r->row + 1, cell.column),
                    bc_tr("the cell is a number by its kind, but its value is none"));
        bc_table_report_advice(r->report);
        r->cells.broken = true;
    }
}

static void finish_cell(bc_table_ods_rows *r)
{
    const size_t before = r->cells.all.n;
    const bool possible = r->column < BC_TABLE_MAX_COLUMN;
    if (possible && !r->book)
        add_cell(r);
    const bool empty = possible ? r->cells.all.n == before : !r->value.n && !r->shown.n && !r->has_formula;
    if (!empty && !r->book && (!possible || r->columns > BC_TABLE_MAX_COLUMN - r->column)) {
        stop(r, "E739", bc_tr("a row has a cell that no sheet can have"));
        return;
    }
    if (!empty)
        bc_table_cells_repeat(&r->cells, r->columns - 1);
    r->column = r->columns > BEYOND - r->column ? BEYOND : r->column + r->columns;
}

static void finish_row(bc_table_ods_rows *r)
{
    if (r->cells.all.n || r->cells.broken) {
        if (r->row >= BC_TABLE_MAX_ROW || r->times > BC_TABLE_MAX_ROW - r->row) {
            stop(r, "E739", bc_tr("behind this row is one that no sheet can have"));
            return;
        }
        r->repeated += (uint64_t)r->times * (r->cells.all.n + r->cells.size / BYTES_OF_A_CELL);
        if (r->times > 1 && r->repeated > BC_TABLE_MAX_REPEATED) {
            stop(r, "E743", bc_tr("the sheet repeats its cells too often"));
            return;
        }
        r->waiting = r->cells.broken || r->cells.size > BC_TABLE_MAX_ROW_TEXT ? 1 : r->times;
        r->row_said = true;
        bc_table_xml_pause(r->xml);
    }
    r->row = r->times > BEYOND - r->row ? BEYOND : r->row + r->times;
}

static void on_end(void *context)
{
    bc_table_ods_rows *r = context;
    const state ended = r->states[r->depth--];
    if (ended == CELL) {
        finish_cell(r);
    } else if (ended == ROW) {
        finish_row(r);
    } else if (ended == TABLE && r->states[r->depth] == SPREADSHEET && !r->book) {
        r->ended = true;
        bc_table_xml_pause(r->xml);
    }
}

/* Line breaks and several blanks in XML are one blank. */
static void on_text(void *context, const char *text, size_t n)
{
    bc_table_ods_rows *r = context;
    if (r->states[r->depth] != PARAGRAPH || r->book)
        return;
    for (size_t at = 0; at < n;) {
        size_t end = at;
        while (end < n && text[end] != ' ' && text[end] != '\n' && text[end] != '\t' && text[end] != '\r')
            end++;
        bc_table_text_add(&r->shown, 0, text + at, end - at);
        if (end < n && (!r->shown.n || r->shown.p[r->shown.n - 1] != ' '))
            bc_table_text_add(&r->shown, 0, " ", 1);
        at = end + 1;
    }
}

static bc_table_ods_rows *new_rows(bc_table_zip *zip, int64_t part, bc_table_report *report)
{
    static const bc_table_xml_calls CALLS = { .start = on_start, .end = on_end, .text = on_text };
    bc_table_part opened;
    if (!bc_table_part_open(&opened, zip, part, BC_TABLE_PART_LARGE, report))
        return NULL;
    bc_table_ods_rows *r = bc_mem_alloc(sizeof *r);
    r->part = opened;
    r->report = report;
    r->xml = bc_table_xml_new(&r->part, &CALLS, r);
    bc_table_cells_init(&r->cells);
    bc_buf_init(&r->value);
    bc_buf_init(&r->shown);
    bc_buf_init(&r->formula);
    return r;
}

bc_table_ods_rows *bc_table_ods_rows_new(bc_table_zip *zip, int64_t part, uint32_t sheet, bc_table_report *report)
{
    bc_table_ods_rows *r = new_rows(zip, part, report);
    if (r)
        r->wanted = sheet + 1;
    return r;
}

void bc_table_ods_rows_free(bc_table_ods_rows *r)
{
    if (!r)
        return;
    bc_table_xml_free(r->xml);
    bc_table_part_close(&r->part);
    bc_table_cells_release(&r->cells);
    bc_buf_release(&r->value);
    bc_buf_release(&r->shown);
    bc_buf_release(&r->formula);
    bc_mem_free(r);
}

bool bc_table_ods_rows_list(bc_table_ods_book *book, bc_table_zip *zip, int64_t part, bc_table_report *report)
{
    bc_table_ods_rows *r = new_rows(zip, part, report);
    if (!r)
        return false;
    r->book = book;
    const bool good = bc_table_xml_run(r->xml, report) == BC_TABLE_XML_END;
    bc_table_ods_rows_free(r);
    return good;
}

/* The rest is unpacked, because only at the end the checksum says whether all was sound. */
static bool drain(bc_table_ods_rows *r, bc_table_report *report)
{
    char *room = bc_mem_alloc(DRAIN_STEP);
    int64_t got;
    do
        got = bc_table_part_read(&r->part, room, DRAIN_STEP, report);
    while (got > 0);
    bc_mem_free(room);
    return got == 0;
}

bc_table_cells *bc_table_ods_rows_next(bc_table_ods_rows *r, bc_table_report *report, bool *failed)
{
    *failed = false;
    if (r->waiting) {
        r->waiting--;
        r->cells.row++;
        return &r->cells;
    }
    if (r->ended)
        return NULL;
    r->report = report;
    r->row_said = false;
    const bc_table_xml_step step = bc_table_xml_run(r->xml, report);
    if (step == BC_TABLE_XML_PAUSED && r->row_said) {
        r->waiting--;
        return &r->cells;
    }
    *failed = step == BC_TABLE_XML_FAILED || (step == BC_TABLE_XML_PAUSED && !drain(r, report));
    r->ended = true;
    return NULL;
}
