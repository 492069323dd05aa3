/* Records as files: all in one JSON, as `biaoce convert` writes it, and of each form a table for each of its lists.
 * Rows go into streams that deflate them as they come, so a book holds no more of them than what is packed. */
#include "attach/attach.h"

#include "base/file.h"
#include "base/strmap.h"
#include "export/csv.h"
#include "export/json.h"
#include "export/spell.h"
#include "record/bind.h"
#include "source/encoding.h"
#include "source/reader.h"

enum { MAX_NAME = 180 /* bytes, so that endings fit behind it */ };

/* Of a sheet, which is a file. */
typedef struct sheet {
    bool *fills; /* by column: some record fills it */
    bool begun;
    bc_pdf_attaching file;
} sheet;

/* What there is of a form. */
typedef struct of_form {
    struct of_form *next;
    const bc_form *form;
    bc_export_order order;
    bc_export_table table;
    sheet *sheets; /* as many as the table has */
} of_form;

/* A printed table. */
typedef struct printed {
    struct printed *next;
    bc_str title; /* of its form */
    bc_pdf_attaching file;
} printed;

struct bc_attach {
    bc_attach_options options;
    bc_arena arena;
    of_form *forms;
    printed *tables;
    bc_pdf_attaching json;
    bc_export_csv csv;
    bc_buf text;
    uint64_t records;
    bc_strmap plain, names; /* that were given */
    BC_VEC(bc_pdf_attachment) made;
};

bc_attach *bc_attach_new(const bc_attach_options *options)
{
    bc_attach *attach = bc_mem_alloc(sizeof *attach);
    bc_buf_init(&attach->text);
    bc_file_clean_name(options->name, MAX_NAME, &attach->text);
    attach->options = *options;
    attach->options.name = bc_arena_str(&attach->arena, bc_buf_str(&attach->text));
    bc_pdf_attaching_init(&attach->json);
    return attach;
}

void bc_attach_free(bc_attach *attach)
{
    if (!attach)
        return;
    for (of_form *f = attach->forms; f; f = f->next) {
        for (size_t i = 0; i < f->table.sheets.n; i++)
            if (f->sheets[i].begun)
                bc_pdf_attaching_release(&f->sheets[i].file);
        bc_export_table_release(&f->table);
        bc_export_order_release(&f->order);
    }
    for (printed *table = attach->tables; table; table = table->next)
        bc_pdf_attaching_release(&table->file);
    bc_pdf_attaching_release(&attach->json);
    bc_buf_release(&attach->text);
    bc_strmap_release(&attach->plain);
    bc_strmap_release(&attach->names);
    bc_vec_release(&attach->made);
    bc_arena_release(&attach->arena);
    bc_mem_free(attach);
}

static of_form *form_of(bc_attach *attach, const bc_form *form)
{
    of_form **end = &attach->forms;
    for (; *end; end = &(*end)->next)
        if ((*end)->form == form)
            return *end;
    of_form *made = BC_NEW(&attach->arena, of_form);
    made->form = form;
    bc_export_order_init(&made->order, form);
    bc_export_table_init(&made->table, &made->order, &(bc_export_table_options){ 0 });
    made->sheets = BC_NEW_ARRAY(&attach->arena, sheet, made->table.sheets.n);
    for (size_t i = 0; i < made->table.sheets.n; i++)
        made->sheets[i].fills = BC_NEW_ARRAY(&attach->arena, bool, made->table.sheets.at[i].columns.n);
    return *end = made;
}

/* -- rows ----------------------------------------------------------------------------------------------- */

typedef struct rows {
    bc_attach *attach;
    of_form *form;
} rows;

static bool is_number(const rows *r, size_t nth, size_t column)
{
    return r->form->table.sheets.at[nth].columns.at[column].kind == BC_EXPORT_NUMBERED;
}

/* A single record is the JSON; only its lists are tables. */
static bool is_left_out(const rows *r, size_t nth)
{
    return !nth && !r->attach->options.many;
}

static void look_at_row(void *context, size_t nth, const bc_export_cell *cells, size_t n)
{
    const rows *r = context;
    sheet *own = &r->form->sheets[nth];
    for (size_t i = 0; i < n; i++)
        own->fills[i] =
            own->fills[i] || (cells[i].kind != BC_EXPORT_EMPTY && (!is_number(r, nth, i) || r->attach->options.many));
}

static void put_row(rows *r, size_t nth, const bc_export_cell *cells, size_t n)
{
    sheet *own = &r->form->sheets[nth];
    bc_buf *text = &r->attach->text;
    BC_VEC(bc_export_cell) kept = { 0 };
    bc_buf_clear(text);
    for (size_t i = 0; i < n; i++)
        if (own->fills[i])
            bc_vec_add(&kept, cells[i]);
    bc_export_csv_row(&r->attach->csv, kept.at, kept.n, text);
    bc_vec_release(&kept);
    bc_pdf_attaching_add(&own->file, bc_buf_str(text));
}

static void begin_sheet(rows *r, size_t nth)
{
    const bc_export_sheet *of = &r->form->table.sheets.at[nth];
    sheet *own = &r->form->sheets[nth];
    BC_VEC(bc_export_cell) heads = { 0 };
    own->begun = true;
    bc_pdf_attaching_init(&own->file);
    bc_pdf_attaching_add(&own->file, BC_STR("\xEF\xBB\xBF"));
    for (size_t i = 0; i < of->columns.n; i++)
        bc_vec_add(&heads, (bc_export_cell){ .kind = BC_EXPORT_FIGURE, .text = of->columns.at[i].head });
    put_row(r, nth, heads.at, heads.n);
    bc_vec_release(&heads);
}

static void write_row(void *context, size_t nth, const bc_export_cell *cells, size_t n)
{
    rows *r = context;
    if (is_left_out(r, nth))
        return;
    if (!r->form->sheets[nth].begun)
        begin_sheet(r, nth);
    put_row(r, nth, cells, n);
}

/* -- records -------------------------------------------------------------------------------------------- */

static bc_value bind(const bc_attach_record *record, bc_arena *arena)
{
    bc_diag_list ignored;
    bc_diag_list_init(&ignored);
    const bc_value bound = bc_record_bind(record->form, record->tree, arena, &ignored);
    bc_diag_list_release(&ignored);
    return bound;
}

static void walk(rows *r, const bc_value *bound, bc_arena *arena,
                 void (*row)(void *context, size_t sheet, const bc_export_cell *cells, size_t n))
{
    bc_export_losses ignored = { 0 };
    bc_export_table_rows(&r->form->table, bound, r->attach->records, arena, &ignored, row, r);
}

void bc_attach_look(bc_attach *attach, const bc_attach_record *record, bc_arena *arena)
{
    rows r = { attach, form_of(attach, record->form) };
    const bc_value bound = bind(record, arena);
    walk(&r, &bound, arena, look_at_row);
}

static void put_json(bc_attach *attach, const of_form *form, const bc_attach_record *record, bc_arena *arena)
{
    const bool many = attach->options.many;
    const bc_node *tree = bc_export_spell(&form->order, record->tree, false, arena);
    if (record->page) {
        bc_node_member *list = BC_NEW_ARRAY(arena, bc_node_member, tree->n + 1U);
        const bc_str page = bc_arena_printf(arena, "%u", record->page);
        list[0] = tree->as.members[0]; /* its form */
        list[1] = (bc_node_member){ .key = BC_STR("x-page"),
                                    .value = bc_node_new_text(arena, (bc_diag_mark){ 0 }, page, false) };
        for (uint32_t i = 1; i < tree->n; i++)
            list[i + 1] = tree->as.members[i];
        tree = bc_node_new_map(arena, (bc_diag_mark){ 0 }, list, tree->n + 1);
    }
    bc_buf_clear(&attach->text);
    if (many)
        bc_buf_add_text(&attach->text, attach->records > 1 ? ",\n" : "[\n");
    bc_export_json_put(tree, false, 0, &attach->text);
    bc_pdf_attaching_add(&attach->json, bc_buf_str(&attach->text));
}

void bc_attach_add(bc_attach *attach, const bc_attach_record *record, bc_arena *arena)
{
    rows r = { attach, form_of(attach, record->form) };
    const bc_value bound = bind(record, arena);
    attach->records++;
    if (!attach->options.many)
        walk(&r, &bound, arena, look_at_row);
    walk(&r, &bound, arena, write_row);
    put_json(attach, r.form, record, arena);
}

/* -- printed tables ------------------------------------------------------------------------------------- */

/* A figure that stands in no field: a total, a share. Numbers of rows are none. */
static bool is_computed(const bc_layout_composed_cell *cell)
{
    const bc_value *datum = cell->value.datum;
    if (!datum || datum->type != BC_VALUE_NUMBER || cell->value.path.n || !cell->text.n)
        return false;
    return cell->value.sum || datum->unit.n || datum->as.number.scale;
}

static void put_table(bc_attach *attach, const bc_layout_composed_table *table, printed *out)
{
    BC_VEC(bc_export_cell) row = { 0 };
    uint16_t columns = 0;
    for (uint32_t i = 0; i < table->cell_count; i++)
        columns = table->cells[i].to > columns ? table->cells[i].to : columns;
    bc_vec_reserve(&row, columns);
    bc_pdf_attaching_init(&out->file);
    bc_pdf_attaching_add(&out->file, BC_STR("\xEF\xBB\xBF"));
    for (uint32_t r = 0; r < table->row_count; r++) {
        const bc_layout_row *of = &table->rows[r];
        for (row.n = 0; row.n < columns; row.n++)
            row.at[row.n] = (bc_export_cell){ 0 };
        for (uint32_t i = of->first_cell; i < of->first_cell + of->cells; i++)
            row.at[table->cells[i].from] = (bc_export_cell){ .kind = BC_EXPORT_TEXT, .text = table->cells[i].text };
        bc_buf_clear(&attach->text);
        bc_export_csv_row(&attach->csv, row.at, row.n, &attach->text);
        bc_pdf_attaching_add(&out->file, bc_buf_str(&attach->text));
    }
    bc_vec_release(&row);
}

static bool has_computed(const bc_layout_composed_table *table)
{
    for (uint32_t i = 0; i < table->cell_count; i++)
        if (is_computed(&table->cells[i]))
            return true;
    return false;
}

void bc_attach_add_tables(bc_attach *attach, const bc_layout_composed *document)
{
    printed **end = &attach->tables;
    while (*end)
        end = &(*end)->next;
    for (uint32_t i = 0; i < document->block_count; i++) {
        const bc_layout_composed_block *block = &document->blocks[i];
        if (block->kind != BC_BLOCK_TABLE || !has_computed(block->as.table))
            continue;
        *end = BC_NEW(&attach->arena, printed);
        (*end)->title = bc_arena_str(&attach->arena, document->title.n ? document->title : document->subject);
        put_table(attach, block->as.table, *end);
        end = &(*end)->next;
    }
}

/* -- the end -------------------------------------------------------------------------------------------- */

/* `name`, or `name (2)` where that was given. */
static bc_str take(bc_attach *attach, bc_strmap *given, bc_str stem, const char *ending)
{
    bc_str name = bc_arena_printf(&attach->arena, "%.*s%s", BC_STR_ARG(stem), ending);
    for (unsigned i = 2; bc_strmap_find(given, name); i++)
        name = bc_arena_printf(&attach->arena, "%.*s (%u)%s", BC_STR_ARG(stem), i, ending);
    bc_strmap_put(given, name, attach);
    return name;
}

static bc_str clean(bc_attach *attach, bc_str name)
{
    bc_buf_clear(&attach->text);
    bc_file_clean_name(name, MAX_NAME, &attach->text);
    return bc_arena_str(&attach->arena, bc_buf_str(&attach->text));
}

/* A key in ASCII; what others have that is none is left out. */
static bc_str ascii(bc_attach *attach, bc_str name)
{
    bc_buf_clear(&attach->text);
    for (size_t i = 0; i < name.n; i++) {
        const char c = name.p[i];
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
        if (plain || c == '_' || c == '.')
            bc_buf_add_char(&attach->text, c);
    }
    return bc_arena_str(&attach->arena, bc_buf_str(&attach->text));
}

static void add_json(bc_attach *attach)
{
    bc_str description = attach->options.name;
    if (!attach->options.many && attach->forms && attach->forms->form->name.n)
        description = attach->forms->form->name;
    if (attach->options.many)
        bc_pdf_attaching_add(&attach->json, attach->records ? BC_STR("\n]") : BC_STR("[]"));
    bc_pdf_attaching_add(&attach->json, BC_STR("\n"));
    bc_pdf_attachment made = { .name = take(attach, &attach->names, attach->options.name, ".json"),
                               .plain = take(attach, &attach->plain, BC_STR("data"), ".json"),
                               .type = BC_STR("application/json"),
                               .description = description,
                               .relation = attach->options.extent == BC_ATTACH_FULL ? BC_PDF_SOURCE : BC_PDF_DATA };
    bc_pdf_attaching_finish(&attach->json, &made);
    bc_vec_add(&attach->made, made);
}

/* 项目名-绩效指标.csv; in a book with its form in front of that. */
static void add_sheet(bc_attach *attach, of_form *f, size_t nth)
{
    const bool many = attach->options.many;
    const bc_export_sheet *of = &f->table.sheets.at[nth];
    const bc_str form = f->form->name.n ? f->form->name : f->form->id, key = of->list ? of->list->path : of->name;
    bc_arena *arena = &attach->arena;
    bc_str name = attach->options.name, plain = BC_STR("data"), description = form;
    if (many) {
        name = bc_arena_printf(arena, "%.*s-%.*s", BC_STR_ARG(name), BC_STR_ARG(form));
        plain = bc_arena_printf(arena, "data-%.*s", BC_STR_ARG(ascii(attach, f->form->id)));
    }
    if (nth) {
        name = bc_arena_printf(arena, "%.*s-%.*s", BC_STR_ARG(name), BC_STR_ARG(of->name));
        plain = bc_arena_printf(arena, "%.*s-%.*s", BC_STR_ARG(plain), BC_STR_ARG(ascii(attach, key)));
        description = bc_arena_printf(arena, "%.*s：%.*s", BC_STR_ARG(form), BC_STR_ARG(of->name));
    }
    bc_pdf_attachment made = { .name = take(attach, &attach->names, clean(attach, name), ".csv"),
                               .plain = take(attach, &attach->plain, plain, ".csv"),
                               .type = BC_STR("text/csv"),
                               .description = description,
                               .relation = BC_PDF_DATA };
    bc_pdf_attaching_finish(&f->sheets[nth].file, &made);
    bc_vec_add(&attach->made, made);
}

/* 项目名-表.csv */
static void add_printed(bc_attach *attach, printed *table)
{
    const bc_str stem = bc_arena_printf(&attach->arena, "%.*s-表", BC_STR_ARG(attach->options.name));
    bc_pdf_attachment made = { .name = take(attach, &attach->names, stem, ".csv"),
                               .plain = take(attach, &attach->plain, BC_STR("table"), ".csv"),
                               .type = BC_STR("text/csv"),
                               .description = table->title,
                               .relation = BC_PDF_DATA };
    bc_pdf_attaching_finish(&table->file, &made);
    bc_vec_add(&attach->made, made);
}

size_t bc_attach_finish(bc_attach *attach, const bc_pdf_attachment **out)
{
    add_json(attach);
    for (of_form *f = attach->forms; f; f = f->next)
        for (size_t i = 0; i < f->table.sheets.n; i++)
            if (f->sheets[i].begun)
                add_sheet(attach, f, i);
    for (printed *table = attach->tables; table; table = table->next)
        add_printed(attach, table);
    *out = attach->made.at;
    return attach->made.n;
}

/* -- kept ----------------------------------------------------------------------------------------------- */

bc_str bc_attach_keep(const bc_node *tree, bc_subset_cache *cache, bc_arena *arena)
{
    bc_deflate_packer *deflater = bc_subset_cache_borrow(cache);
    bc_buf text;
    bc_buf_init(&text);
    bc_export_json_put(tree, true, 0, &text);
    const bc_str kept = bc_arena_str(arena, bc_deflate_zlib(deflater, BC_DEFLATE_TEXT, bc_buf_str(&text)));
    bc_buf_release(&text);
    bc_subset_cache_give_back(cache, deflater);
    return kept;
}

const bc_node *bc_attach_kept(bc_str kept, bc_arena *arena)
{
    bc_diag_list ignored; /* it was written here */
    bc_source_documents documents = { 0 };
    bc_buf text;
    bc_buf_init(&text);
    bc_diag_list_init(&ignored);
    (void)bc_deflate_unpack(kept, SIZE_MAX, &text);
    const bc_diag_source *source = bc_source_from_bytes(arena, (bc_str){ 0 }, bc_buf_str(&text), &ignored);
    if (source)
        (void)bc_source_read_documents(arena, source, BC_SYNTAX_JSON, &ignored, &documents);
    bc_buf_release(&text);
    bc_diag_list_release(&ignored);
    return documents.n ? documents.at[0] : NULL;
}
