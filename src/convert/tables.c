/* Records of one form as one table, or as a workbook; in a folder a table for each form. A record comes into its table
 * as a whole or not at all. What tables cannot hold is counted and said once, when all have come. */
#include "base/tr.h"
#include "convert/private/file.h"
#include "export/csv.h"
#include "export/xlsx.h"
#include "export/yaml.h"
#include "form/reserved.h"

#include <string.h>

/* The table of a form. */
typedef struct output {
    struct output *next;
    bc_convert_form *form;
    bc_export_table table;
    bc_export_xlsx *book;   /* NULL: CSV */
    bc_convert_file *files; /* one for the workbook, or for each sheet */
    size_t file_count;
    bc_export_csv csv;
    bc_export_losses losses;
    uint64_t records, remarks; /* and members that speak about records */
    bool full;                 /* which was said */
} output;

typedef struct made_row {
    size_t sheet, n;
    const bc_export_cell *cells;
} made_row;

typedef struct tables {
    bc_convert_writer writer;
    output *first;
    BC_VEC(made_row) rows; /* of the record in work */
    bc_arena *arena;
    bc_buf text;
} tables;

static bool is_workbook(const bc_convert_run *run)
{
    return run->options->format == BIAOCE_FORMAT_XLSX;
}

/* -- files ---------------------------------------------------------------------------------------------- */

/* The path without its ending. */
static bc_str stem_of(const char *path)
{
    const bc_str whole = bc_str_from(path);
    return bc_str_ends(whole, BC_STR(".csv")) ? bc_str_slice(whole, 0, whole.n - 4) : whole;
}

static void put_csv(const tables *t, output *o, size_t sheet, const bc_export_cell *cells, size_t n)
{
    bc_buf row;
    (void)t;
    bc_buf_init(&row);
    bc_export_csv_row(&o->csv, cells, n, &row);
    bc_convert_file_add(&o->files[sheet], bc_buf_str(&row));
    bc_buf_release(&row);
}

static void put_head(const tables *t, output *o, size_t i, bc_arena *arena)
{
    const bc_export_sheet *sheet = &o->table.sheets.at[i];
    bc_export_cell *cells = BC_NEW_ARRAY(arena, bc_export_cell, sheet->columns.n);
    for (size_t k = 0; k < sheet->columns.n; k++)
        cells[k] = (bc_export_cell){ .kind = BC_EXPORT_FIGURE, .text = sheet->columns.at[k].head };
    if (!o->files[i].encoding)
        bc_convert_file_add(&o->files[i], BC_STR("\xEF\xBB\xBF"));
    put_csv(t, o, i, cells, sheet->columns.n);
}

static void open_csv(bc_convert_run *run, const tables *t, output *o, const char *path)
{
    for (size_t i = 0; i < o->file_count; i++) {
        const bc_str name = o->table.sheets.at[i].name;
        const char *own = path;
        if (path && i)
            own = bc_arena_printf(&run->arena, "%.*s-%.*s.csv", BC_STR_ARG(stem_of(path)), BC_STR_ARG(name)).p;
        (void)bc_convert_file_open(&o->files[i], run, own, BIAOCE_FORMAT_CSV);
        o->files[i].encoding = run->options->encoding;
        put_head(t, o, i, &run->arena);
    }
}

static void report_misread(bc_convert_run *run, const output *o)
{
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    for (size_t i = 0; i < o->table.sheets.n; i++)
        for (size_t k = 0; k < o->table.sheets.at[i].columns.n; k++) {
            const bc_export_column *column = &o->table.sheets.at[i].columns.at[k];
            if (!column->misread)
                continue;
            bc_diag_add(&diags, BC_DIAG_WARNING, "W804", (bc_diag_mark){ 0 },
                        bc_tr("the head `%.*s` fits several fields of %.*s: read again, the table needs a mapping"),
                        BC_STR_ARG(column->head), BC_STR_ARG(o->form->order.form->id));
            bc_diag_hint(&diags, "%s", bc_tr("give these fields labels of their own in the template"));
        }
    bc_crew_tally_report(&run->tally, &diags);
    bc_diag_list_release(&diags);
}

static output *open_output(bc_convert_run *run, tables *t, bc_convert_form *form)
{
    output *o = bc_mem_alloc(sizeof *o);
    const bool workbook = is_workbook(run);
    const bc_export_table_options how = { .keys = run->options->keys,
                                          .figures = run->options->figures,
                                          .single = !workbook && run->options->target == BIAOCE_TO_MEMORY };
    o->form = form;
    o->csv.excel_safe = run->options->excel_safe;
    bc_export_table_init(&o->table, &form->order, &how);
    o->file_count = workbook ? 1 : o->table.sheets.n;
    o->files = bc_mem_alloc(bc_mem_product(o->file_count, sizeof *o->files));
    const char *path = bc_convert_path(run, form, is_workbook(run) ? "xlsx" : "csv");
    if (workbook) {
        o->book = bc_export_xlsx_new(&o->table);
        (void)bc_convert_file_open(o->files, run, path, BIAOCE_FORMAT_XLSX);
    } else {
        open_csv(run, t, o, path);
    }
    report_misread(run, o);
    output **end = &t->first;
    while (*end)
        end = &(*end)->next;
    return *end = o;
}

static bool has_failed(const output *o)
{
    for (size_t i = 0; i < o->file_count; i++)
        if (o->files[i].failed)
            return true;
    return false;
}

/* -- records -------------------------------------------------------------------------------------------- */

static bool refuse(const bc_convert_record *record, const char *code, const char *what, const char *hint)
{
    bc_diag_add(record->diags, BC_DIAG_ERROR, code, record->tree->mark, "%s", what);
    bc_diag_hint(record->diags, "%s", hint);
    return false;
}

/* NULL: it cannot have one, which is said. */
static output *output_of(bc_convert_run *run, tables *t, const bc_convert_record *record)
{
    for (output *o = t->first; o; o = o->next)
        if (o->form == record->form)
            return o;
    if (!t->first || run->options->target == BIAOCE_TO_FOLDER)
        return open_output(run, t, record->form);
    const bc_str own = record->form->order.form->id, other = t->first->form->order.form->id;
    bc_diag_add(record->diags, BC_DIAG_ERROR, "E801", record->tree->mark,
                bc_tr("this record is of the form %.*s, and the table of %.*s"), BC_STR_ARG(own), BC_STR_ARG(other));
    bc_diag_hint(record->diags, "%s", bc_tr("name a folder: then each form has a table"));
    return NULL;
}

static void collect_row(void *context, size_t sheet, const bc_export_cell *cells, size_t n)
{
    tables *t = context;
    bc_vec_add(&t->rows, (made_row){ sheet, n, cells });
}

/* Whether a table takes all that was made of the record; else it is said. */
static bool takes(const tables *t, output *o, const bc_convert_record *record)
{
    for (size_t i = 0; i < t->rows.n; i++) {
        const made_row *row = &t->rows.at[i];
        size_t bytes = 0;
        for (size_t k = 0; k < row->n; k++)
            bytes += 2 * row->cells[k].text.n + 4;
        if (o->book && !bc_export_xlsx_takes(row->cells, row->n))
            return refuse(record, "E802", bc_tr("a cell of a workbook holds 32,767 characters, and a text has more"),
                          bc_tr("write CSV, or YAML"));
        if (!o->book && bytes > BC_EXPORT_MAX_CSV_ROW)
            return refuse(record, "E802", bc_tr("the texts of one row are longer than the 1 MB that is read again"),
                          bc_tr("write YAML or JSON"));
    }
    return true;
}

static bool put_rows(const tables *t, output *o, const bc_convert_record *record)
{
    for (size_t i = 0; i < t->rows.n; i++) {
        const made_row *row = &t->rows.at[i];
        if (!o->book) {
            put_csv(t, o, row->sheet, row->cells, row->n);
        } else if (!bc_export_xlsx_row(o->book, row->sheet, row->cells, row->n)) {
            o->full = true; /* not all of this record is in it */
            return bc_export_xlsx_error(o->book)
                       ? false
                       : refuse(record, "E803", bc_tr("a sheet holds 1,048,576 rows, and there are more"),
                                bc_tr("write CSV, or part the records"));
        }
    }
    return !has_failed(o);
}

/* What binding found that has no place in any field. That values are wrong is nobody's concern here. */
static void take_misplaced(const bc_convert_record *record)
{
    static const char *const CODES[] = { "E201", "E202", "E206", "E210" };
    for (size_t i = 0; i < record->bound->list.n; i++) {
        const bc_diag *diag = &record->bound->list.at[i];
        for (size_t k = 0; k < sizeof CODES / sizeof *CODES; k++) {
            if (strcmp(diag->code, CODES[k]) != 0)
                continue;
            bc_diag_add(record->diags, diag->severity, diag->code, diag->mark, "%.*s", BC_STR_ARG(diag->message));
            bc_diag_hint(record->diags, "%.*s", BC_STR_ARG(diag->hint));
        }
    }
}

/* x- keys and waivers: they say something of a record and are in no field. */
static uint64_t count_remarks(const bc_node *record)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < record->n; i++) {
        const bc_str key = record->as.members[i].key;
        n += bc_form_reserved_is_remark(key) || bc_form_reserved_is_waiver(key);
    }
    return n;
}

static bool put(bc_convert_run *run, bc_convert_writer *writer, const bc_convert_record *record)
{
    tables *t = (tables *)writer;
    if (!record->form) {
        bc_diag_list_append(record->diags, record->unknown);
        return record->unknown->errors ? false
                                       : refuse(record, "E504", bc_tr("the record holds no values of its own"),
                                                bc_tr("name the records that it is over"));
    }
    output *o = output_of(run, t, record);
    if (!o || o->full || has_failed(o))
        return false;
    bc_vec_clear(&t->rows);
    bc_export_table_rows(&o->table, &record->work->datum, o->records + 1, record->arena, &o->losses, collect_row, t);
    if (!takes(t, o, record) || !put_rows(t, o, record))
        return false;
    o->records++;
    o->remarks += count_remarks(record->tree);
    take_misplaced(record);
    return true;
}

/* -- the end -------------------------------------------------------------------------------------------- */

static void report_count(bc_diag_list *diags, uint64_t n, const char *message, const char *hint)
{
    if (!n)
        return;
    bc_diag_add(diags, BC_DIAG_WARNING, "W805", (bc_diag_mark){ 0 }, "%s: %llu", message, (unsigned long long)n);
    bc_diag_hint(diags, "%s", hint);
}

static void report_losses(bc_convert_run *run, const output *o)
{
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    report_count(&diags, o->remarks, bc_tr("what records say of themselves (x-…, allow) is not in the table"),
                 bc_tr("YAML and JSON keep it"));
    report_count(&diags, o->losses.defaults,
                 bc_tr("texts that are empty in place of a default: read again, they have the default"),
                 bc_tr("a table cannot tell an empty text from none"));
    report_count(&diags, o->losses.elements, bc_tr("elements of lists without anything in them are left out"),
                 bc_tr("YAML and JSON keep them"));
    report_count(&diags, o->csv.controls, bc_tr("control characters are left out, which no table may hold"),
                 bc_tr("they are never printed"));
    if (o->csv.computed && !o->csv.excel_safe) {
        bc_diag_add(&diags, BC_DIAG_NOTE, "N806", (bc_diag_mark){ 0 },
                    bc_tr("texts that begin with =, +, - or @, which Excel would compute: %llu"),
                    (unsigned long long)o->csv.computed);
        bc_diag_hint(&diags, "%s", bc_tr("--excel-safe writes an apostrophe in front, or write a workbook"));
    }
    bc_crew_tally_report(&run->tally, &diags);
    bc_diag_list_release(&diags);
}

static void add_text(bc_arena *arena, bc_node_member *member, bc_str key, bc_str text)
{
    *member = (bc_node_member){ .key = key, .value = bc_node_new_text(arena, (bc_diag_mark){ 0 }, text, true) };
}

static bc_node_member with_map(bc_arena *arena, bc_str key, const bc_node_member *members, size_t n)
{
    return (bc_node_member){ .key = key, .value = bc_node_new_map(arena, (bc_diag_mark){ 0 }, members, n) };
}

/* Which file is what: with it the tables are read as one. */
static void write_mapping(bc_convert_run *run, const output *o)
{
    bc_arena *arena = &run->arena;
    const size_t n = o->table.sheets.n;
    bc_node_member *files = BC_NEW_ARRAY(arena, bc_node_member, n), *lists = BC_NEW_ARRAY(arena, bc_node_member, n);
    for (size_t i = 0; i < n; i++) {
        const bc_str name = o->table.sheets.at[i].name;
        bc_node_member file[2], list[2];
        const char *slash = strrchr(o->files[i].path, '/');
        add_text(arena, &file[0], BC_STR("file"), bc_str_from(slash ? slash + 1 : o->files[i].path));
        add_text(arena, &file[1], BC_STR("encoding"),
                 bc_str_from(run->options->encoding ? run->options->encoding : "utf-8"));
        files[i] = with_map(arena, name, file, 2);
        add_text(arena, &list[0], BC_STR("from"), name);
        add_text(arena, &list[1], BC_STR("by"), BC_INTAKE_NUMBER_HEAD);
        lists[i] = with_map(arena, name, list, 2);
    }
    bc_node_member records[3], whole[3];
    add_text(arena, &records[0], BC_STR("from"), o->table.sheets.at[0].name);
    add_text(arena, &records[1], BC_STR("key"), BC_INTAKE_NUMBER_HEAD);
    records[2] = with_map(arena, BC_STR("fields"), lists + 1, n - 1);
    add_text(arena, &whole[0], BC_STR("form"), o->form->order.form->id);
    whole[1] = with_map(arena, BC_STR("tables"), files, n);
    whole[2] = with_map(arena, BC_STR("records"), records, 3);
    bc_buf text;
    bc_buf_init(&text);
    bc_export_yaml_put(bc_node_new_map(arena, (bc_diag_mark){ 0 }, whole, 3), &text);
    const bc_str stem = stem_of(o->files[0].path);
    bc_convert_file file;
    if (bc_convert_file_open(&file, run, bc_arena_printf(arena, "%.*s.mapping.yaml", BC_STR_ARG(stem)).p,
                             BIAOCE_FORMAT_YAML)) {
        bc_convert_file_add(&file, bc_buf_str(&text));
        bc_convert_file_finish(&file);
    }
    bc_convert_file_release(&file);
    bc_buf_release(&text);
}

static void put_bytes(void *context, bc_str bytes)
{
    bc_convert_file_add(context, bytes);
}

static void report_spilled(bc_convert_run *run, const output *o)
{
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_diag_add(&diags, BC_DIAG_ERROR, "E807", (bc_diag_mark){ 0 },
                bc_tr("the rows of a workbook cannot be kept until it is complete: %s"),
                bc_file_error_text(bc_export_xlsx_error(o->book)));
    bc_diag_hint(&diags, "%s", bc_tr("is there room in the folder for temporary files (TMPDIR)?"));
    bc_crew_tally_report(&run->tally, &diags);
    bc_crew_tally_worsen(&run->tally, BIAOCE_IO);
    bc_diag_list_release(&diags);
}

static void finish_output(bc_convert_run *run, output *o)
{
    report_losses(run, o);
    if (o->full && !bc_export_xlsx_error(o->book))
        return; /* a workbook that is not all of it is none */
    if (o->book && !has_failed(o) && !bc_export_xlsx_finish(o->book, put_bytes, o->files)) {
        report_spilled(run, o);
        return;
    }
    if (has_failed(o))
        return; /* of tables that belong together one is not there: the others would be taken for all */
    for (size_t i = 0; i < o->file_count; i++)
        bc_convert_file_finish(&o->files[i]);
    if (!o->book && o->file_count > 1 && !has_failed(o))
        write_mapping(run, o);
}

static void finish(bc_convert_run *run, bc_convert_writer *writer)
{
    for (output *o = ((tables *)writer)->first; o; o = o->next)
        finish_output(run, o);
}

static void free_writer(bc_convert_writer *writer)
{
    tables *t = (tables *)writer;
    for (output *o = t->first, *next; o; o = next) {
        next = o->next;
        for (size_t i = 0; i < o->file_count; i++)
            bc_convert_file_release(&o->files[i]);
        bc_export_xlsx_free(o->book);
        bc_export_table_release(&o->table);
        bc_mem_free(o->files);
        bc_mem_free(o);
    }
    bc_vec_release(&t->rows);
    bc_mem_free(t);
}

bc_convert_writer *bc_convert_tables_new(void)
{
    tables *t = bc_mem_alloc(sizeof *t);
    t->writer = (bc_convert_writer){ .put = put, .finish = finish, .free = free_writer };
    return &t->writer;
}
