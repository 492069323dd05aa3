/* Cells of an XLSX sheet. The parser calls for each tag; where a tag stands is a stack of states, so that what is not
 * known, and all below it, is passed over. Elements belong to the namespace of the sheet's first tag, whatever prefix
 * they bear. At the end of a row that has cells the parser pauses. */
#include "table/private/xlsx_rows.h"

#include "base/tr.h"
#include "table/private/reference.h"
#include "table/private/text.h"
#include "table/private/value.h"
#include "table/private/xml.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_FORMULA_SHOWN = 200, DRAIN_STEP = 64 * 1024 };

typedef enum state {
    OUTSIDE,
    SHEET,
    ROWS,
    ROW,
    CELL,
    VALUE,
    FORMULA,
    INLINE,      /* <is> */
    INLINE_RUN,  /* <r> in it */
    INLINE_TEXT, /* <t> */
    PASSED_OVER
} state;

typedef enum type { NUMBER, SHARED, STRING, INLINE_STRING, TRUTH, ERROR, MOMENT } type;

struct bc_table_xlsx_rows {
    bc_table_xlsx_know know;
    bc_table_part part;
    bc_table_xml *xml;
    bc_table_report *report; /* of the call in work */
    bc_table_cells cells;
    bc_str space; /* the namespace of the first tag, with what separates it */
    bc_arena arena;
    uint8_t states[BC_TABLE_MAX_DEPTH + 1];
    unsigned depth;
    uint32_t row;  /* the last that began */
    bool row_said; /* it goes to the caller */
    bool ended;    /* there are no more rows */
    /* The cell in work. */
    type type;
    uint32_t style;
    bool has_value, has_formula;
    bc_buf value, formula;
};

static void stop(bc_table_xlsx_rows *r)
{
    bc_table_report_advice(r->report);
    bc_table_xml_stop(r->xml);
}

static uint64_t whole_number(const char *text)
{
    uint64_t value = 0;
    if (!*text)
        return UINT64_MAX;
    for (; *text >= '0' && *text <= '9' && value < UINT32_MAX; text++)
        value = value * 10 + (uint64_t)(*text - '0');
    return *text ? UINT64_MAX : value;
}

static void start_row(bc_table_xlsx_rows *r, const char **attributes)
{
    uint64_t row = (uint64_t)r->row + 1;
    bool hidden = false;
    for (; *attributes; attributes += 2)
        if (strcmp(*attributes, "r") == 0)
            row = whole_number(attributes[1]);
        else if (strcmp(*attributes, "hidden") == 0)
            hidden = bc_table_xml_is_true(attributes[1]);
    if (row > BC_TABLE_MAX_ROW || row <= r->row) {
        bc_diag_add(r->report->diags, BC_DIAG_ERROR, "E739", bc_table_report_cell(r->report, r->row, 0),
                    row > BC_TABLE_MAX_ROW ? bc_tr("behind this row is one that no sheet can have")
                                           : bc_tr("behind this row is one that belongs before it"));
        stop(r);
        return;
    }
    r->row = (uint32_t)row;
    bc_table_cells_begin(&r->cells, r->row, hidden);
}

static type type_of(const char *t)
{
    switch (*t) {
    case 's':
        return t[1] ? STRING : SHARED;
    case 'i':
        return INLINE_STRING;
    case 'b':
        return TRUTH;
    case 'e':
        return ERROR;
    case 'd':
        return MOMENT;
    default:
        return NUMBER;
    }
}

static void start_cell(bc_table_xlsx_rows *r, const char **attributes)
{
    uint32_t column = r->cells.column + 1;
    r->type = NUMBER;
    r->style = UINT32_MAX;
    r->has_value = r->has_formula = false;
    bc_buf_clear(&r->value);
    bc_buf_clear(&r->formula);
    for (; *attributes; attributes += 2) {
        const char *name = attributes[0];
        if (!name[0] || name[1])
            continue;
        if (name[0] == 'r')
            column = bc_table_reference_column(attributes[1]);
        else if (name[0] == 't')
            r->type = type_of(attributes[1]);
        else if (name[0] == 's')
            r->style = (uint32_t)whole_number(attributes[1]);
    }
    if (column && column <= BC_TABLE_MAX_COLUMN) {
        r->cells.column = column;
        return;
    }
    bc_diag_add(r->report->diags, BC_DIAG_ERROR, "E739",
                bc_table_report_cell(r->report, r->row, r->cells.column ? r->cells.column : 1),
                bc_tr("behind this cell is one that no sheet can have"));
    stop(r);
}

/* The tag's name in the namespace of the sheet; NULL: of another. */
static const char *local_name(const bc_table_xlsx_rows *r, const char *name)
{
    return strncmp(name, r->space.p, r->space.n) == 0 ? name + r->space.n : NULL;
}

static state state_below(bc_table_xlsx_rows *r, state above, const char *name, const char **attributes)
{
    switch (above) {
    case SHEET:
        return strcmp(name, "sheetData") == 0 ? ROWS : PASSED_OVER;
    case ROWS:
        if (strcmp(name, "row") != 0)
            return PASSED_OVER;
        start_row(r, attributes);
        return ROW;
    case ROW:
        if (strcmp(name, "c") != 0)
            return PASSED_OVER;
        start_cell(r, attributes);
        return CELL;
    case CELL:
        if (strcmp(name, "v") == 0) {
            r->has_value = true;
            return VALUE;
        }
        if (strcmp(name, "f") == 0) {
            r->has_formula = true;
            return FORMULA;
        }
        return strcmp(name, "is") == 0 ? INLINE : PASSED_OVER;
    case INLINE:
    case INLINE_RUN:
        if (strcmp(name, "t") == 0)
            return INLINE_TEXT;
        return above == INLINE && strcmp(name, "r") == 0 ? INLINE_RUN : PASSED_OVER;
    default:
        return PASSED_OVER;
    }
}

static void on_start(void *context, const char *name, const char **attributes)
{
    bc_table_xlsx_rows *r = context;
    const state above = r->states[r->depth];
    state below = PASSED_OVER;
    if (above == OUTSIDE) {
        const bc_str whole = bc_str_from(name);
        r->space = bc_arena_str(&r->arena, bc_str_slice(whole, 0, (size_t)(bc_table_xml_local(name) - name)));
        below = SHEET;
    } else if (above != PASSED_OVER) {
        const char *local = local_name(r, name);
        below = local ? state_below(r, above, local, attributes) : PASSED_OVER;
    }
    r->states[++r->depth] = (uint8_t)below;
}

static void break_cell(bc_table_xlsx_rows *r, const char *code, const char *message)
{
    bc_diag_add(r->report->diags, BC_DIAG_ERROR, code, bc_table_report_cell(r->report, r->row, r->cells.column), "%s",
                message);
    r->cells.broken = true;
}

static void add_shared(bc_table_xlsx_rows *r, bc_table_cell cell, bc_str value)
{
    uint64_t number = 0;
    for (size_t i = 0; i < value.n && number < UINT32_MAX; i++)
        number = value.p[i] >= '0' && value.p[i] <= '9' ? number * 10 + (uint64_t)(value.p[i] - '0') : UINT32_MAX;
    switch (bc_table_strings_at(r->know.strings, number, &cell.text)) {
    case BC_TABLE_STRINGS_FOUND:
        bc_table_cells_add(&r->cells, cell);
        break;
    case BC_TABLE_STRINGS_ABSENT:
        break_cell(r, "E741", bc_tr("the cell refers to a text that the workbook does not have"));
        bc_table_report_advice(r->report);
        break;
    case BC_TABLE_STRINGS_TOO_LONG:
        break_cell(r, "E740", bc_tr("the text of the cell is longer than 32,767 characters"));
        break;
    }
}

static void add_text(bc_table_xlsx_rows *r, bc_table_cell cell)
{
    bc_str text;
    if (!bc_table_text_finish(&r->value, 0, true, &text)) {
        break_cell(r, "E740", bc_tr("the text of the cell is longer than 32,767 characters"));
        return;
    }
    const size_t from = r->cells.text.n;
    bc_buf_add_str(&r->cells.text, text);
    bc_table_cells_add_from(&r->cells, cell, from);
}

/* A formula whose value is not in the file. */
static void add_unknown(bc_table_xlsx_rows *r, bc_table_cell cell)
{
    const size_t from = r->cells.text.n;
    bc_str formula = bc_buf_str(&r->formula);
    if (formula.n > MAX_FORMULA_SHOWN) {
        formula.n = MAX_FORMULA_SHOWN;
        while (formula.n && ((unsigned char)formula.p[formula.n] & 0xC0) == 0x80)
            formula.n--;
    }
    cell.kind = BC_TABLE_UNKNOWN;
    bc_buf_add_char(&r->cells.text, '=');
    bc_buf_add_str(&r->cells.text, formula);
    bc_table_cells_add_from(&r->cells, cell, from);
}

/* Writers that do not compute put a bare 0 for every formula; those that do write 0.0, or ask for nothing. */
static void add_number(bc_table_xlsx_rows *r, bc_table_cell cell, bc_str value, bc_table_format format)
{
    if (r->know.uncomputed && cell.formula && bc_str_is(value, "0")) {
        add_unknown(r, cell);
    } else if (!bc_table_value_number(&r->cells, cell, value, format, r->know.epoch_1904)) {
        break_cell(r, "E741", bc_tr("the cell is a number by its kind, but its value is none"));
        bc_table_report_advice(r->report);
    }
}

static void finish_cell(bc_table_xlsx_rows *r)
{
    const bc_table_style style =
        r->style < r->know.styles->all.n ? r->know.styles->all.at[r->style] : (bc_table_style){ 0 };
    bc_table_cell cell = { .column = r->cells.column, .formula = r->has_formula, .quoted = style.quoted };
    const bc_str value = bc_str_trim(bc_buf_str(&r->value));
    const bool text = r->type == STRING || r->type == INLINE_STRING;
    if (text)
        cell.kind = BC_TABLE_TEXT;
    if (r->has_formula && !value.n && !(text && r->has_value)) {
        add_unknown(r, cell);
    } else if (!value.n) {
        return;
    } else if (text) {
        add_text(r, cell);
    } else if (r->type == SHARED) {
        add_shared(r, cell, value);
    } else if (r->type == NUMBER) {
        cell.quoted = false;
        add_number(r, cell, value, style.format);
    } else if (r->type == ERROR) {
        cell.kind = BC_TABLE_ERROR;
        const size_t from = r->cells.text.n;
        bc_buf_add_str(&r->cells.text, value);
        bc_table_cells_add_from(&r->cells, cell, from);
    } else if (r->type == MOMENT) {
        bc_table_value_moment(&r->cells, cell, value);
    } else if (!bc_table_value_truth(&r->cells, cell, value)) {
        break_cell(r, "E741", bc_tr("the cell is true or false by its kind, but its value is neither"));
        bc_table_report_advice(r->report);
    }
}

static void on_end(void *context)
{
    bc_table_xlsx_rows *r = context;
    const state ended = r->states[r->depth--];
    if (ended == CELL) {
        finish_cell(r);
    } else if (ended == ROW && (r->cells.all.n || r->cells.broken)) {
        r->row_said = true;
        bc_table_xml_pause(r->xml);
    } else if (ended == ROWS) {
        r->ended = true;
        bc_table_xml_pause(r->xml);
    }
}

static void on_text(void *context, const char *text, size_t n)
{
    bc_table_xlsx_rows *r = context;
    const state inside = r->states[r->depth];
    if (inside == VALUE || inside == INLINE_TEXT)
        bc_table_text_add(&r->value, 0, text, n);
    else if (inside == FORMULA && r->formula.n <= MAX_FORMULA_SHOWN)
        bc_buf_add(&r->formula, text, n);
}

bc_table_xlsx_rows *bc_table_xlsx_rows_new(bc_table_zip *zip, int64_t part, const bc_table_xlsx_know *know,
                                           bc_table_report *report)
{
    static const bc_table_xml_calls CALLS = { .start = on_start, .end = on_end, .text = on_text };
    bc_table_part opened;
    if (!bc_table_part_open(&opened, zip, part, BC_TABLE_PART_LARGE, report))
        return NULL;
    bc_table_xlsx_rows *r = bc_mem_alloc(sizeof *r);
    r->know = *know;
    r->part = opened;
    r->xml = bc_table_xml_new(&r->part, &CALLS, r);
    bc_table_cells_init(&r->cells);
    bc_buf_init(&r->value);
    bc_buf_init(&r->formula);
    return r;
}

void bc_table_xlsx_rows_free(bc_table_xlsx_rows *r)
{
    if (!r)
        return;
    bc_table_xml_free(r->xml);
    bc_table_part_close(&r->part);
    bc_table_cells_release(&r->cells);
    bc_buf_release(&r->value);
    bc_buf_release(&r->formula);
    bc_arena_release(&r->arena);
    bc_mem_free(r);
}

/* What follows the rows is unpacked to its end, because only there the checksum says whether they are sound. */
static bool drain(bc_table_xlsx_rows *r, bc_table_report *report)
{
    char *room = bc_mem_alloc(DRAIN_STEP);
    int64_t got;
    do
        got = bc_table_part_read(&r->part, room, DRAIN_STEP, report);
    while (got > 0);
    bc_mem_free(room);
    return got == 0;
}

bc_table_cells *bc_table_xlsx_rows_next(bc_table_xlsx_rows *r, bc_table_report *report, bool *failed)
{
    *failed = false;
    if (r->ended)
        return NULL;
    r->report = report;
    r->row_said = false;
    const bc_table_xml_step step = bc_table_xml_run(r->xml, report);
    if (step == BC_TABLE_XML_PAUSED && r->row_said)
        return &r->cells;
    *failed = step == BC_TABLE_XML_FAILED || (step == BC_TABLE_XML_PAUSED && !drain(r, report));
    r->ended = true;
    return NULL;
}
