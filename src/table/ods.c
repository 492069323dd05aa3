/* ODS workbooks as tables. The sheets and their merged cells are read when the workbook is opened, the rows of a sheet
 * from the beginning of the one part that has them all. */
#include "table/private/ods.h"

#include "base/tr.h"
#include "table/private/ods_rows.h"
#include "table/private/reference.h"
#include "table/private/xml.h"

#include <string.h>

typedef struct ods {
    bc_table table;
    bc_table_zip *zip;
    int64_t part;
    bc_table_ods_book book;
    size_t whole_sheets;       /* the others are names of rectangles */
    BC_VEC(uint32_t) sheet_of; /* each of them */
    bc_table_ods_rows *rows;
    bc_table_merges_list merges;
    bool merging;
    uint32_t sheet;
} ods;

static void close_ods(bc_table *table)
{
    ods *o = (ods *)table;
    bc_table_ods_rows_free(o->rows);
    bc_table_merges_release(&o->merges);
    bc_strmap_release(&o->book.hidden_styles);
    bc_vec_release(&o->book.sheets);
    bc_vec_release(&o->book.merges);
    bc_vec_release(&o->book.names);
    bc_vec_release(&o->sheet_of);
    bc_table_zip_close(o->zip);
    bc_arena_release(&table->arena);
    bc_mem_free(o);
}

static bc_table_report report_of(const ods *o, bc_arena *arena, bc_diag_list *diags)
{
    const uint32_t whole = o->sheet_of.at[o->sheet];
    return (bc_table_report){
        .name = o->table.input.name, .sheet = o->book.sheets.at[whole].name, .arena = arena, .diags = diags
    };
}

static bool begin_ods(bc_table *table, uint32_t sheet, bool merges, bc_arena *arena, bc_diag_list *diags,
                      bool *io_error)
{
    ods *o = (ods *)table;
    o->sheet = sheet;
    const uint32_t whole = o->sheet_of.at[sheet];
    bc_table_report report = report_of(o, arena, diags);
    bc_table_ods_rows_free(o->rows);
    bc_table_merges_release(&o->merges);
    for (size_t i = 0; i < o->book.merges.n && merges; i++)
        if (o->book.merges.at[i].sheet == whole)
            bc_vec_add(&o->merges.all, o->book.merges.at[i].cells);
    bc_table_merges_sort(&o->merges);
    o->merging = merges;
    table->merges = o->merges.all.at;
    table->merge_count = (uint32_t)o->merges.all.n;
    o->rows = bc_table_ods_rows_new(o->zip, o->part, whole, &report);
    *io_error = *io_error || report.io_error;
    return o->rows != NULL;
}

static bool next_ods(bc_table *table, bc_arena *arena, bc_diag_list *diags, bc_table_row *row, bool *io_error)
{
    ods *o = (ods *)table;
    const bc_table_sheet *within = &o->book.sheets.at[o->sheet];
    const bc_table_frame frame = { .rectangle = within, .merges = o->merging ? &o->merges : NULL };
    bc_table_report report = report_of(o, arena, diags);
    bool given = false, failed = false;
    while (o->rows && !given) {
        bc_table_cells *cells = bc_table_ods_rows_next(o->rows, &report, &failed);
        if (!cells || (within->first_row && cells->row > within->last_row)) {
            bc_table_ods_rows_free(o->rows);
            o->rows = NULL;
        } else if (cells->row >= within->first_row) {
            given = bc_table_cells_give(cells, &frame, &report, row);
        }
    }
    table->bytes = bc_table_zip_bytes(o->zip);
    *io_error = report.io_error;
    return given;
}

static void on_manifest(void *context, const char *name, const char **attributes)
{
    bool *encrypted = context;
    (void)attributes;
    *encrypted = *encrypted || strcmp(bc_table_xml_local(name), "encryption-data") == 0;
}

static void on_manifest_end(void *context)
{
    (void)context;
}

/* Parts of an encrypted one look like damaged XML. True: it is, and was said. */
static bool is_encrypted(bc_table_zip *zip, bc_table_report *report)
{
    static const bc_table_xml_calls CALLS = { .start = on_manifest, .end = on_manifest_end };
    const int64_t part = bc_table_zip_find(zip, (bc_str){ 0 }, BC_STR("META-INF/manifest.xml"));
    bool encrypted = false;
    bc_diag_list
        unsaid; /* a manifest that is not sound, or has a document type, as old ones do, is none of our business */
    bc_table_report quiet = *report;
    bc_diag_list_init(&unsaid);
    quiet.diags = &unsaid;
    if (part != BC_TABLE_NO_PART)
        (void)bc_table_xml_read(zip, part, BC_TABLE_PART_SMALL, &CALLS, &encrypted, &quiet);
    bc_diag_list_release(&unsaid);
    if (!encrypted)
        return false;
    bc_diag_add(report->diags, BC_DIAG_ERROR, "E731", bc_table_report_file(report),
                bc_tr("the workbook is protected by a password"));
    bc_diag_hint(report->diags, bc_tr("open it in Excel or WPS, take off the password and save it"));
    return true;
}

/* Named ranges become sheets behind the sheets. */
static void add_names(ods *o)
{
    bc_strmap by_name = { 0 };
    bc_buf sheet;
    bc_table_merge range;
    bc_buf_init(&sheet);
    bc_vec_reserve(&o->book.sheets, o->book.sheets.n + o->book.names.n); /* so that pointers into it stay */
    for (size_t i = o->whole_sheets; i-- > 0;)
        bc_strmap_put(&by_name, o->book.sheets.at[i].name, &o->book.sheets.at[i]);
    for (size_t i = 0; i < o->book.names.n; i++) {
        const bool plain = bc_table_reference_in_sheet(o->book.names.at[i].formula, '.', &sheet, &range);
        const bc_table_sheet *whole = plain ? bc_strmap_find(&by_name, bc_buf_str(&sheet)) : NULL;
        if (!whole)
            continue;
        bc_vec_add(&o->sheet_of, (uint32_t)(whole - o->book.sheets.at));
        bc_vec_add(&o->book.sheets, (bc_table_sheet){ .name = o->book.names.at[i].name,
                                                      .hidden = whole->hidden,
                                                      .first_row = range.first_row,
                                                      .last_row = range.last_row,
                                                      .first_column = range.first_column,
                                                      .last_column = range.last_column });
    }
    bc_strmap_release(&by_name);
    bc_buf_release(&sheet);
}

static bool list(ods *o, bc_table_report *report)
{
    o->book.arena = &o->table.arena;
    if (is_encrypted(o->zip, report) || !bc_table_ods_rows_list(&o->book, o->zip, o->part, report))
        return false;
    if (!o->book.is_workbook || !o->book.sheets.n) {
        bc_diag_add(report->diags, BC_DIAG_ERROR, "E733", bc_table_report_file(report),
                    o->book.is_workbook ? bc_tr("the workbook has no sheet with cells")
                                        : bc_tr("this is an Office document, but no workbook"));
        return false;
    }
    o->whole_sheets = o->book.sheets.n;
    for (size_t i = 0; i < o->whole_sheets; i++)
        bc_vec_add(&o->sheet_of, (uint32_t)i);
    add_names(o);
    bc_table_names_settle(&o->book.names, o->book.sheets.at, o->whole_sheets, '.', &o->table.arena, &o->table);
    return true;
}

static const bc_table_reader CALLS = { .close = close_ods, .begin = begin_ods, .next = next_ods };

bc_table *bc_table_ods_open(const bc_table_input *input, bc_table_zip *zip, bc_table_report *report)
{
    ods *o = bc_mem_alloc(sizeof *o);
    o->zip = zip;
    o->part = bc_table_zip_find(zip, (bc_str){ 0 }, BC_STR("content.xml"));
    o->table = (bc_table){ .reader = &CALLS, .input = *input };
    if (!list(o, report)) {
        close_ods(&o->table);
        return NULL;
    }
    o->table.sheets = o->book.sheets.at;
    o->table.sheet_count = (uint32_t)o->book.sheets.n;
    return &o->table;
}
