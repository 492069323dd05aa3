/* A PDF whose fields were filled in, as a sheet: places on one height are a row, places below each other a column. So
 * the elements of a list stand in rows, whatever else stands beside them, and fields have the names that the cells of a
 * workbook would have. What stands nowhere is a name with a text. */
#include "table/private/pdf.h"

#include "base/tr.h"
#include "table/private/pdf_fields.h"

#include <stdlib.h>
#include <string.h>

enum {
    NEAR = 1500, /* thousandths of a point: programs round */
    ROW_STEP = 2 /* between rows there are others, where lists begin and end */
};
/* Bytes of a file, and what is read of it at once. */
#define MAX_PDF ((size_t)256 << 20)
enum { STEP = 1 << 20 };

/* A field in the grid. */
typedef struct place {
    const bc_table_pdf_field *field;
    uint32_t number; /* of the field, from 1 */
    uint32_t row, column;
} place;

typedef struct pdf_table {
    bc_table base;
    bc_table_field_names called;
    bc_table_pdf_fields fields;
    bc_table_sheet sheet;
    BC_VEC(place) places; /* by row and column */
    BC_VEC(bc_table_name) names;
    size_t next; /* of the places */
    const bc_diag_source *source;
} pdf_table;

/* -- the grid ------------------------------------------------------------------------------------------- */

static int compare(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int by_height(const void *a, const void *b)
{
    const place *x = a, *y = b;
    if (x->field->page != y->field->page)
        return x->field->page < y->field->page ? -1 : 1;
    return x->field->top != y->field->top ? compare(y->field->top, x->field->top) : compare(x->number, y->number);
}

static int by_left(const void *a, const void *b)
{
    const place *x = a, *y = b;
    return x->field->left != y->field->left ? compare(x->field->left, y->field->left) : compare(x->number, y->number);
}

static int by_cell(const void *a, const void *b)
{
    const place *x = a, *y = b;
    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return x->column != y->column ? (x->column < y->column ? -1 : 1) : compare(x->number, y->number);
}

/* Of places in one cell, as only a file has them that somebody made to, all but the first go beyond the last column. */
static void part_places(pdf_table *table, uint32_t columns)
{
    uint32_t row = 0, column = 0; /* of the place before, as it was */
    bool moved = false;
    for (size_t i = 0; i < table->places.n; i++) {
        place *own = &table->places.at[i];
        const bool same = own->row == row && own->column == column;
        row = own->row;
        column = own->column;
        if (same)
            own->column = columns + own->number;
        moved = moved || same;
    }
    if (moved)
        qsort(table->places.at, table->places.n, sizeof *table->places.at, by_cell);
}

static void make_grid(pdf_table *table)
{
    place *at = table->places.at;
    const size_t n = table->places.n;
    uint32_t row = 0, column = 0;
    if (!n)
        return;
    qsort(at, n, sizeof *at, by_height);
    for (size_t i = 0, first = 0; i < n; i++) {
        const bool same =
            i && at[i].field->page == at[first].field->page && at[first].field->top - at[i].field->top <= NEAR;
        first = same ? first : i;
        row += same ? 0 : ROW_STEP;
        at[i].row = row;
    }
    qsort(at, n, sizeof *at, by_left);
    for (size_t i = 0, first = 0; i < n; i++) {
        const bool same = i && at[i].field->left - at[first].field->left <= NEAR;
        first = same ? first : i;
        column += !same;
        at[i].column = column;
    }
    qsort(at, n, sizeof *at, by_cell);
    part_places(table, column);
}

/* -- names ---------------------------------------------------------------------------------------------- */

static bc_str named(pdf_table *table, bc_str prefix, bc_str name)
{
    return bc_arena_printf(&table->base.arena, "%.*s%.*s", BC_STR_ARG(prefix), BC_STR_ARG(name));
}

static bool is_words(const pdf_table *table, bc_str name)
{
    const bc_str words = table->called.words;
    return words.n && bc_str_starts(name, words) && name.n > words.n && name.p[words.n] == '.';
}

static void add_values(pdf_table *table)
{
    for (size_t i = 0; i < table->places.n; i++) {
        const place *p = &table->places.at[i];
        if (!is_words(table, p->field->name))
            bc_vec_add(&table->names, (bc_table_name){ .name = named(table, table->called.value, p->field->name),
                                                       .scope = BC_TABLE_NO_SHEET,
                                                       .cells = { p->row, p->row, p->column, p->column } });
    }
    for (size_t i = 0; i < table->fields.list.n; i++) {
        const bc_table_pdf_field *field = &table->fields.list.at[i];
        if (!field->page && field->value.n && !is_words(table, field->name))
            bc_vec_add(&table->names, (bc_table_name){ .name = named(table, table->called.value, field->name),
                                                       .scope = 0,
                                                       .sheet = BC_TABLE_NO_SHEET,
                                                       .text = field->value });
    }
}

/* The rows of a list. */
typedef struct list {
    bc_str path;
    uint32_t first, last;
    uint32_t row; /* of the element seen last */
    bc_str element;
    bool sideways; /* elements stand beside each other: it has no rows */
} list;

typedef struct lists {
    BC_VEC(list) all;
    bc_strmap by_path; /* their numbers, from 1 */
} lists;

static void note_element(lists *found, bc_str path, bc_str element, uint32_t row)
{
    uintptr_t number = (uintptr_t)bc_strmap_find(&found->by_path, path);
    if (!number) {
        bc_vec_add(&found->all, (list){ path, row, row, 0, { 0 }, false });
        number = found->all.n;
        bc_strmap_put(&found->by_path, path, (void *)number);
    }
    list *own = &found->all.at[number - 1];
    own->sideways = own->sideways || (own->row == row && !bc_str_eq(own->element, element));
    own->last = row;
    own->row = row;
    own->element = element;
}

/* A part of a name that is a number is that of an element. */
static void note_lists(lists *found, const place *p)
{
    const bc_str name = p->field->name;
    for (size_t at = 0; at < name.n;) {
        size_t end = at;
        bool number = true;
        while (end < name.n && name.p[end] != '.') {
            number = number && name.p[end] >= '0' && name.p[end] <= '9';
            end++;
        }
        if (number && at && end > at)
            note_element(found, bc_str_slice(name, 0, at - 1), bc_str_slice(name, at, end), p->row);
        at = end + 1;
    }
}

static void add_lists(pdf_table *table)
{
    lists found = { 0 };
    for (size_t i = 0; i < table->places.n; i++)
        if (!is_words(table, table->places.at[i].field->name))
            note_lists(&found, &table->places.at[i]);
    for (size_t i = 0; i < found.all.n; i++) {
        const list *own = &found.all.at[i];
        if (!own->sideways)
            bc_vec_add(&table->names, (bc_table_name){ .name = named(table, table->called.rows, own->path),
                                                       .scope = BC_TABLE_NO_SHEET,
                                                       .cells = { own->first - 1, own->last + 1, 1, 1 } });
    }
    bc_vec_release(&found.all);
    bc_strmap_release(&found.by_path);
}

static void add_form(pdf_table *table)
{
    if (table->fields.form.n)
        bc_vec_add(&table->names, (bc_table_name){ .name = table->called.form,
                                                   .scope = 0,
                                                   .sheet = BC_TABLE_NO_SHEET,
                                                   .text = table->fields.form });
}

/* -- opening -------------------------------------------------------------------------------------------- */

static void refuse(bc_table_report *report, const char *code, const char *message, const char *hint)
{
    bc_diag_add(report->diags, BC_DIAG_ERROR, code, bc_table_report_file(report), "%s", message);
    if (hint)
        bc_diag_hint(report->diags, "%s", hint);
}

static void explain(bc_pdfread_fault fault, bc_table_report *report)
{
    if (fault == BC_PDFREAD_ENCRYPTED)
        refuse(report, "E881", bc_tr("the PDF is encrypted, and what was filled in cannot be read"),
               bc_tr("save it without a password in the program that it was filled in with"));
    else if (fault == BC_PDFREAD_LIMIT)
        refuse(report, "E882", bc_tr("the PDF has more objects, fields or text in them than are read"), NULL);
    else
        refuse(report, "E880", bc_tr("the PDF is damaged: its pages cannot be found"),
               bc_tr("ask for it once more, or open it in a reader and save it under another name"));
}

/* Whether something is left that could have been filled in. */
static bool has_values(const pdf_table *table)
{
    for (size_t i = 0; i < table->fields.list.n; i++)
        if (!is_words(table, table->fields.list.at[i].name))
            return true;
    return false;
}

static void say_fieldless(const pdf_table *table, bc_table_report *report)
{
    if (table->fields.xfa)
        refuse(report, "E883", bc_tr("the PDF is an XFA form, which is not read"),
               bc_tr("fill in the PDF that `biaoce blank --fillable` made"));
    else
        refuse(report, "E883", bc_tr("the PDF has no fields: it was printed or flattened, or scanned"),
               bc_tr("ask for the PDF that was filled in, saved and not printed as PDF"));
}

static bool has_fields(pdf_table *table, bc_str bytes, bc_table_report *report)
{
    bc_pdfread_fault fault;
    bc_pdfread *file = bc_pdfread_open(bytes, &fault);
    if (!file) {
        explain(fault, report);
        return false;
    }
    bc_table_pdf_fields_read(&table->fields, file, table->called.form);
    bc_pdfread_free(file);
    if (table->fields.over)
        explain(BC_PDFREAD_LIMIT, report);
    else if (!has_values(table))
        say_fieldless(table, report);
    return !table->fields.over && has_values(table);
}

static void close_pdf(bc_table *base)
{
    pdf_table *table = (pdf_table *)base;
    bc_table_pdf_fields_release(&table->fields);
    bc_vec_release(&table->places);
    bc_vec_release(&table->names);
    bc_arena_release(&table->base.arena);
    bc_mem_free(table);
}

static void settle(pdf_table *table)
{
    for (size_t i = 0; i < table->fields.list.n; i++)
        if (table->fields.list.at[i].page)
            bc_vec_add(&table->places, (place){ .field = &table->fields.list.at[i], .number = (uint32_t)i + 1 });
    make_grid(table);
    add_form(table);
    add_values(table);
    add_lists(table);
    table->base.sheets = &table->sheet;
    table->base.sheet_count = 1;
    table->base.names = table->names.at;
    table->base.name_count = (uint32_t)table->names.n;
}

static bool read_all(bc_table_archive *archive, bc_buf *bytes, bc_table_report *report)
{
    for (size_t n = STEP; n == STEP && bytes->n <= MAX_PDF;) {
        bc_buf_reserve(bytes, STEP);
        n = bc_table_archive_at(archive, bytes->n, bytes->p + bytes->n, STEP);
        bytes->n += n;
        bytes->p[bytes->n] = '\0';
    }
    if (archive->error)
        bc_table_report_system(report, archive->error);
    else if (bytes->n <= MAX_PDF)
        return true;
    else
        explain(BC_PDFREAD_LIMIT, report);
    return false;
}

bool bc_table_pdf_is(bc_table_archive *archive)
{
    char beginning[5];
    return bc_table_archive_at(archive, 0, beginning, sizeof beginning) == sizeof beginning &&
           memcmp(beginning, "%PDF-", sizeof beginning) == 0;
}

bc_table *bc_table_pdf_open(const bc_table_input *input, bc_table_archive *archive, bc_table_report *report)
{
    pdf_table *table = bc_mem_alloc(sizeof *table);
    *table = (pdf_table){ .base = { .reader = &bc_table_pdf_reader, .input = *input } };
    table->base.input.kind = BC_TABLE_PDF; /* which of a pipe nobody knew */
    if (input->fields)
        table->called = *input->fields;
    bc_buf bytes;
    bc_buf_init(&bytes);
    bool good = read_all(archive, &bytes, report) && has_fields(table, bc_buf_str(&bytes), report);
    table->base.bytes = bytes.n;
    bc_buf_release(&bytes);
    if (good) {
        settle(table);
        return &table->base;
    }
    close_pdf(&table->base);
    return NULL;
}

static bc_table *open_pdf(const bc_table_input *input, bc_arena *arena, bc_diag_list *diags, bool *io_error)
{
    bc_table *table = NULL;
    bc_table_report report = { .name = input->name, .arena = arena, .diags = diags };
    bc_table_archive archive;
    if (bc_table_archive_open(input, &archive, &report)) {
        table = bc_table_pdf_open(input, &archive, &report);
        bc_table_archive_close(&archive);
    }
    *io_error = report.io_error;
    return table;
}

/* -- reading -------------------------------------------------------------------------------------------- */

static bc_diag_mark mark_of(const pdf_table *table, const place *p)
{
    return bc_diag_mark_at(table->source, p->field->page, p->number, 0);
}

static void say_doubts(const pdf_table *table, bc_diag_list *diags)
{
    for (size_t i = 0; i < table->fields.list.n; i++) {
        const bc_table_pdf_field *field = &table->fields.list.at[i];
        const bc_diag_mark at = bc_diag_mark_at(table->source, field->page ? field->page : 1, i + 1, 0);
        if (field->doubtful)
            bc_diag_add(diags, BC_DIAG_WARNING, "W882", at, bc_tr("the PDF has two values of the field %.*s"),
                        BC_STR_ARG(field->name));
        if (field->cut)
            bc_diag_add(diags, BC_DIAG_WARNING, "W882", at, bc_tr("the end of the field %.*s could not be read"),
                        BC_STR_ARG(field->name));
    }
}

/* Places are told by the page and the number of the field. */
static bool begin_pdf(bc_table *base, uint32_t sheet, bool merges, bc_arena *arena, bc_diag_list *diags, bool *io_error)
{
    pdf_table *table = (pdf_table *)base;
    (void)sheet, (void)merges, (void)io_error;
    const size_t n = table->fields.list.n;
    bc_str *names = BC_NEW_ARRAY(arena, bc_str, n);
    for (size_t i = 0; i < n; i++)
        names[i] = bc_arena_str(arena, table->fields.list.at[i].name);
    bc_diag_source *source = BC_NEW(arena, bc_diag_source);
    source->kind = BC_DIAG_FIELDS;
    source->name = bc_arena_str(arena, base->input.name);
    source->columns = names;
    source->column_count = (uint32_t)n;
    table->source = source;
    table->next = 0;
    say_doubts(table, diags);
    return true;
}

static bool next_pdf(bc_table *base, bc_arena *arena, bc_diag_list *diags, bc_table_row *row, bool *io_error)
{
    pdf_table *table = (pdf_table *)base;
    const place *at = table->places.at;
    size_t n = 0;
    (void)diags, (void)io_error;
    while (table->next < table->places.n && !n) {
        const uint32_t number = at[table->next].row;
        size_t end = table->next;
        while (end < table->places.n && at[end].row == number)
            end++;
        bc_table_cell *cells = BC_NEW_ARRAY(arena, bc_table_cell, end - table->next);
        for (; table->next < end; table->next++) {
            const place *p = &at[table->next];
            if (p->field->value.n)
                cells[n++] = (bc_table_cell){ .column = p->column,
                                              .over = 1,
                                              .kind = BC_TABLE_TEXT,
                                              .text = bc_arena_str(arena, p->field->value),
                                              .mark = mark_of(table, p) };
        }
        *row = (bc_table_row){ .source = table->source, .number = number, .n = (uint32_t)n, .cells = cells };
    }
    return n > 0;
}

const bc_table_reader bc_table_pdf_reader = {
    .open = open_pdf, .close = close_pdf, .begin = begin_pdf, .next = next_pdf
};
