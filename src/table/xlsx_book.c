/* The workbook of an XLSX file. Parts refer to each other by relations, whose kinds end alike in the two dialects of
 * the format (transitional, strict). Sheets keep their order; tables and named ranges that are plain rectangles follow
 * them.
 */
#include "table/private/xlsx_book.h"

#include "base/strmap.h"
#include "base/tr.h"
#include "table/private/reference.h"
#include "table/private/text.h"
#include "table/private/xml.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

typedef struct relation {
    bc_str id, kind; /* worksheet, table, styles, … */
    int64_t part;
} relation;

typedef BC_VEC(relation) relations;

typedef struct relating {
    relations *all;
    bc_table_zip *zip;
    bc_arena *arena;
    bc_str from;
} relating;

static void ignore_end(void *context)
{
    (void)context;
}

static void on_relation(void *context, const char *name, const char **attributes)
{
    relating *r = context;
    const bc_str kind = bc_str_from(bc_table_xml_attribute(attributes, "Type"));
    const bc_str id = bc_str_from(bc_table_xml_attribute(attributes, "Id"));
    const bc_str target = bc_str_from(bc_table_xml_attribute(attributes, "Target"));
    const char *mode = bc_table_xml_attribute(attributes, "TargetMode");
    if (strcmp(bc_table_xml_local(name), "Relationship") != 0 || (mode && strcmp(mode, "External") == 0) ||
        r->all->n >= BC_TABLE_MAX_SHEETS)
        return;
    size_t last = kind.n;
    while (last && kind.p[last - 1] != '/')
        last--;
    bc_vec_add(r->all, (relation){ .id = bc_arena_str(r->arena, id),
                                   .kind = bc_arena_str(r->arena, bc_str_slice(kind, last, kind.n)),
                                   .part = bc_table_zip_find(r->zip, r->from, target) });
}

/* Those of a part, or of the package when it has no name. */
static bool read_relations(bc_table_zip *zip, bc_str from, bc_arena *arena, relations *all, bc_table_report *report)
{
    static const bc_table_xml_calls CALLS = { .start = on_relation, .end = ignore_end };
    size_t folder = from.n;
    while (folder && from.p[folder - 1] != '/' && from.p[folder - 1] != '\\')
        folder--;
    const bc_str base = bc_str_slice(from, folder, from.n);
    const bc_str target = bc_arena_printf(arena, "_rels/%.*s.rels", BC_STR_ARG(base));
    const int64_t part = bc_table_zip_find(zip, from, target);
    relating r = { .all = all, .zip = zip, .arena = arena, .from = from };
    return part == BC_TABLE_NO_PART || bc_table_xml_read(zip, part, BC_TABLE_PART_SMALL, &CALLS, &r, report);
}

static int64_t of_kind(const relations *all, const char *kind)
{
    for (size_t i = 0; i < all->n; i++)
        if (bc_str_is(all->at[i].kind, kind) && all->at[i].part != BC_TABLE_NO_PART)
            return all->at[i].part;
    return BC_TABLE_NO_PART;
}

int64_t bc_table_xlsx_book_find(bc_table_zip *zip, bc_table_report *report, bool *failed)
{
    bc_arena arena = { 0 };
    relations all = { 0 };
    *failed = !read_relations(zip, (bc_str){ 0 }, &arena, &all, report);
    int64_t part = *failed ? BC_TABLE_NO_PART : of_kind(&all, "officeDocument");
    if (part == BC_TABLE_NO_PART && !*failed)
        part = bc_table_zip_find(zip, (bc_str){ 0 }, BC_STR("xl/workbook.xml"));
    bc_vec_release(&all);
    bc_arena_release(&arena);
    return part;
}

/* workbook.xml */
typedef struct reading {
    bc_table_xlsx_book *book;
    bc_strmap relations; /* by id */
    bc_arena *arena;
    bc_table_xml *xml;
    BC_VEC(uint32_t) numbers; /* of the sheets as the file counts them, those without cells too */
    bc_buf text;
    bc_str name; /* the defined name in work; none when it is not wanted */
    uint32_t scope;
    unsigned depth;
    bool is_workbook, full;
    enum { ELSEWHERE, SHEETS, NAMES } inside;
} reading;

static const char *id_of(const char **attributes)
{
    for (; *attributes; attributes += 2)
        if (strchr(attributes[0], '|') && strcmp(bc_table_xml_local(attributes[0]), "id") == 0)
            return attributes[1];
    return NULL;
}

static void add_sheet(reading *r, const char **attributes)
{
    const char *state = bc_table_xml_attribute(attributes, "state");
    const bc_str id = bc_str_from(id_of(attributes));
    const relation *found = bc_strmap_find(&r->relations, id);
    const bool has_cells = !found || bc_str_is(found->kind, "worksheet"); /* not charts, dialogues, macros */
    bc_vec_add(&r->numbers, has_cells ? (uint32_t)r->book->sheets.n : BC_TABLE_NO_SHEET);
    if (!has_cells)
        return;
    if (r->book->sheets.n == BC_TABLE_MAX_SHEETS) {
        r->full = true;
        bc_table_xml_stop(r->xml);
        return;
    }
    const bc_str name = bc_arena_str(r->arena, bc_str_from(bc_table_xml_attribute(attributes, "name")));
    bc_vec_add(&r->book->sheets, (bc_table_sheet){ .name = name, .hidden = state && strcmp(state, "visible") != 0 });
    bc_vec_add(&r->book->places,
               (bc_table_xlsx_place){ .part = found ? found->part : BC_TABLE_NO_PART, .sheet = name });
}

/* The sheet that alone knows a name. */
static uint32_t scope_of(const reading *r, const char *number)
{
    char *end;
    const unsigned long n = number && *number >= '0' && *number <= '9' ? strtoul(number, &end, 10) : ULONG_MAX;
    return n < r->numbers.n ? r->numbers.at[n] : BC_TABLE_NO_SHEET;
}

static void start_name(reading *r, const char **attributes)
{
    const bc_str name = bc_str_from(bc_table_xml_attribute(attributes, "name"));
    const bool wanted = !bc_str_starts(name, BC_STR("_xl")) &&
                        !bc_table_xml_is_true(bc_table_xml_attribute(attributes, "hidden")) &&
                        !bc_table_xml_is_true(bc_table_xml_attribute(attributes, "function"));
    r->name = wanted ? bc_arena_str(r->arena, name) : (bc_str){ 0 };
    r->scope = scope_of(r, bc_table_xml_attribute(attributes, "localSheetId"));
    bc_buf_clear(&r->text);
}

static void on_start(void *context, const char *name, const char **attributes)
{
    reading *r = context;
    const char *local = bc_table_xml_local(name);
    r->depth++;
    if (r->depth == 1) {
        r->is_workbook = strcmp(local, "workbook") == 0;
    } else if (r->depth == 2) {
        r->inside = strcmp(local, "sheets") == 0 ? SHEETS : strcmp(local, "definedNames") == 0 ? NAMES : ELSEWHERE;
        if (strcmp(local, "workbookPr") == 0)
            r->book->epoch_1904 = bc_table_xml_is_true(bc_table_xml_attribute(attributes, "date1904"));
        if (strcmp(local, "calcPr") == 0)
            r->book->uncomputed = bc_table_xml_is_true(bc_table_xml_attribute(attributes, "fullCalcOnLoad"));
    } else if (r->depth == 3 && r->inside == SHEETS && strcmp(local, "sheet") == 0) {
        add_sheet(r, attributes);
    } else if (r->depth == 3 && r->inside == NAMES && strcmp(local, "definedName") == 0) {
        start_name(r, attributes);
    }
}

static void on_end(void *context)
{
    reading *r = context;
    if (r->depth == 3 && r->inside == NAMES && r->name.n)
        bc_table_names_add(&r->book->names, r->name, bc_str_trim(bc_buf_str(&r->text)), r->scope, '!', r->arena);
    if (r->depth == 3)
        r->name = (bc_str){ 0 };
    r->depth--;
}

static void on_text(void *context, const char *text, size_t n)
{
    reading *r = context;
    if (r->name.n && r->depth == 3)
        bc_table_text_add(&r->text, 0, text, n);
}

/* A table or a named range among the sheets. */
static void add_rectangle(bc_table_xlsx_book *book, bc_str name, size_t sheet, const bc_table_merge *range)
{
    if (book->sheets.n >= BC_TABLE_MAX_SHEETS)
        return;
    const bc_table_sheet rectangle = { .name = name,
                                       .hidden = book->sheets.at[sheet].hidden,
                                       .first_row = range->first_row,
                                       .last_row = range->last_row,
                                       .first_column = range->first_column,
                                       .last_column = range->last_column };
    bc_vec_add(&book->sheets, rectangle);
    bc_vec_add(&book->places, book->places.at[sheet]);
}

/* A part of a table: all is said by its first tag. */
typedef struct table_part {
    bc_arena *arena;
    bc_str name;
    bc_table_merge range;
    bool seen, good;
} table_part;

static void on_table(void *context, const char *name, const char **attributes)
{
    table_part *t = context;
    if (!t->seen && strcmp(bc_table_xml_local(name), "table") == 0) {
        const char *called = bc_table_xml_attribute(attributes, "displayName");
        t->name = bc_arena_str(t->arena, bc_str_from(called ? called : bc_table_xml_attribute(attributes, "name")));
        t->good =
            t->name.n && bc_table_reference_range(bc_str_from(bc_table_xml_attribute(attributes, "ref")), &t->range);
    }
    t->seen = true;
}

static bool add_tables(bc_table_xlsx_book *book, size_t sheet, bc_table_zip *zip, bc_arena *arena,
                       bc_table_report *report)
{
    static const bc_table_xml_calls CALLS = { .start = on_table, .end = ignore_end };
    relations all = { 0 };
    bool good = read_relations(zip, bc_table_zip_name(zip, book->places.at[sheet].part), arena, &all, report);
    for (size_t i = 0; i < all.n && good; i++) {
        if (!bc_str_is(all.at[i].kind, "table") || all.at[i].part == BC_TABLE_NO_PART)
            continue;
        table_part t = { .arena = arena };
        good = bc_table_xml_read(zip, all.at[i].part, BC_TABLE_PART_SMALL, &CALLS, &t, report);
        if (t.good)
            add_rectangle(book, t.name, sheet, &t.range);
    }
    bc_vec_release(&all);
    return good;
}

static void add_names(bc_table_xlsx_book *book, size_t sheets)
{
    bc_buf name;
    bc_strmap by_name = { 0 };
    bc_table_merge range;
    bc_buf_init(&name);
    bc_vec_reserve(&book->places, book->places.n + book->names.n); /* so that the pointers into it stay */
    for (size_t i = sheets; i-- > 0;)
        bc_strmap_put(&by_name, book->sheets.at[i].name, &book->places.at[i]);
    for (size_t i = 0; i < book->names.n; i++) {
        const bool plain = bc_table_reference_in_sheet(book->names.at[i].formula, '!', &name, &range);
        const bc_table_xlsx_place *found = plain ? bc_strmap_find(&by_name, bc_buf_str(&name)) : NULL;
        if (found)
            add_rectangle(book, book->names.at[i].name, (size_t)(found - book->places.at), &range);
    }
    bc_strmap_release(&by_name);
    bc_buf_release(&name);
}

/* False: said. */
static bool check(const reading *r, bool read, bc_table_report *report)
{
    if (r->full)
        bc_diag_add(report->diags, BC_DIAG_ERROR, "E742", bc_table_report_file(report),
                    bc_tr("the workbook has more than %d sheets"), BC_TABLE_MAX_SHEETS);
    if (!read)
        return false;
    if (!r->is_workbook)
        bc_diag_add(report->diags, BC_DIAG_ERROR, "E733", bc_table_report_file(report),
                    bc_tr("this is an Office document, but no workbook"));
    else if (!r->book->sheets.n)
        bc_diag_add(report->diags, BC_DIAG_ERROR, "E733", bc_table_report_file(report),
                    bc_tr("the workbook has no sheet with cells"));
    return r->is_workbook && r->book->sheets.n;
}

static bool read_book(reading *r, bc_table_zip *zip, int64_t part, bc_table_report *report)
{
    static const bc_table_xml_calls CALLS = { .start = on_start, .end = on_end, .text = on_text };
    bc_table_part opened;
    if (!bc_table_part_open(&opened, zip, part, BC_TABLE_PART_SMALL, report))
        return false;
    r->xml = bc_table_xml_new(&opened, &CALLS, r);
    const bool read = bc_table_xml_run(r->xml, report) == BC_TABLE_XML_END;
    bc_table_xml_free(r->xml);
    bc_table_part_close(&opened);
    return check(r, read, report);
}

bool bc_table_xlsx_book_read(bc_table_xlsx_book *book, bc_table_zip *zip, int64_t part, bc_arena *arena,
                             bc_table_report *report)
{
    relations all = { 0 };
    reading r = { .book = book, .arena = arena };
    bc_buf_init(&r.text);
    bool good = read_relations(zip, bc_table_zip_name(zip, part), arena, &all, report);
    for (size_t i = all.n; i-- > 0;)
        bc_strmap_put(&r.relations, all.at[i].id, &all.at[i]);
    good = good && read_book(&r, zip, part, report);
    book->strings = of_kind(&all, "sharedStrings");
    book->styles = of_kind(&all, "styles");
    const size_t sheets = book->whole_sheets = book->sheets.n;
    for (size_t i = 0; i < sheets && good; i++)
        if (book->places.at[i].part != BC_TABLE_NO_PART)
            good = add_tables(book, i, zip, arena, report);
    if (good)
        add_names(book, sheets);
    bc_strmap_release(&r.relations);
    bc_vec_release(&all);
    bc_vec_release(&r.numbers);
    bc_buf_release(&r.text);
    return good;
}

void bc_table_xlsx_book_release(bc_table_xlsx_book *book)
{
    bc_vec_release(&book->sheets);
    bc_vec_release(&book->places);
    bc_vec_release(&book->names);
}
