/* Templates compiled, records bound, documents composed: each case is a folder of files.
 *
 * cases/NAME.template.yaml, optionally cases/NAME.record.yaml, and cases/NAME.expected: what is printed about them
 * (diagnostics), then the composed blocks as text. UPDATE=1 in the environment writes the expectations anew. */
#include "base/file.h"
#include "base/vec.h"
#include "layout/compose.h"
#include "record/bind.h"
#include "record/blank.h"
#include "source/encoding.h"
#include "source/yaml.h"
#include "template/template.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char CASES[] = BC_PROJECT_DIR "/tests/template/cases";

static void print_quoted(bc_str text, bc_buf *out)
{
    bc_buf_add_char(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\n')
            bc_buf_add_text(out, "\\n");
        else
            bc_buf_add_char(out, text.p[i]);
    }
    bc_buf_add_char(out, '"');
}

static void print_cell(const bc_layout_composed_cell *cell, bc_buf *out)
{
    static const char *const KINDS[] = { "label", "head", "value" };
    static const char *const POLICIES[] = { "", " continued", " keep", " once" };
    static const char *const ALIGNS[] = { "left", "centre", "right", "justify" };
    bc_buf_printf(out, "    %s %d..%d", KINDS[cell->kind], cell->x0, cell->x1);
    if (cell->rows > 1)
        bc_buf_printf(out, " rows %u%s", cell->rows, POLICIES[cell->policy]);
    bc_buf_printf(out, " %s ", ALIGNS[cell->style->align]);
    print_quoted(cell->text, out);
    if (cell->extra && cell->extra->figure) {
        bc_buf_add_text(out, " figure ");
        print_quoted(cell->extra->figure->source, out);
    }
    if (cell->value.path.n)
        bc_buf_printf(out, " =%.*s", BC_STR_ARG(cell->value.path));
    bc_buf_add_char(out, '\n');
}

static void print_table(const bc_layout_composed_table *table, bc_buf *out)
{
    static const char *const PLACES[] = { "", " page-head", " page-foot" };
    static const char *const WHEN[] = { "", " several", " goes-on" };
    for (uint32_t i = 0; i < bc_layout_all_rows(table); i++) {
        const bc_layout_row *row = &table->rows[i];
        bc_buf_printf(out, "  row %u band %u%s%s", i, row->band, PLACES[row->place], WHEN[row->page]);
        if (row->opens != BC_NO_GROUP)
            bc_buf_printf(out, " opens %u", row->opens);
        bc_buf_printf(out, "%s%s\n", row->head ? " head" : "", row->keep_with_next ? " keep" : "");
        for (uint32_t k = 0; k < row->cells; k++)
            print_cell(&table->cells[row->first_cell + k], out);
    }
}

static void print_block(const bc_layout_composed_block *block, bc_buf *out)
{
    switch (block->kind) {
    case BC_BLOCK_PARA:
    case BC_BLOCK_ENTRY:
        bc_buf_add_text(out, "para ");
        print_quoted(block->kind == BC_BLOCK_PARA ? block->as.para.text : block->as.entry.text, out);
        bc_buf_add_char(out, '\n');
        break;
    case BC_BLOCK_LINE:
        bc_buf_add_text(out, "line ");
        print_quoted(block->as.line.left, out);
        print_quoted(block->as.line.centre, out);
        print_quoted(block->as.line.right, out);
        bc_buf_add_char(out, '\n');
        break;
    case BC_BLOCK_TABLE:
        bc_buf_printf(out, "table %d\n", block->as.table->width);
        print_table(block->as.table, out);
        break;
    case BC_BLOCK_FIGURE:
        bc_buf_add_text(out, "figure ");
        print_quoted(block->as.figure->source, out);
        bc_buf_add_char(out, '\n');
        break;
    case BC_BLOCK_PAGE_BREAK:
        bc_buf_add_text(out, "page break\n");
        break;
    }
}

/* What a user would read, with the folder of the cases left out. */
static void print_diags(const bc_diag_list *diags, bc_buf *out)
{
    bc_buf text;
    bc_buf_init(&text);
    for (size_t i = 0; i < diags->list.n; i++)
        bc_diag_print(&diags->list.at[i], false, &text);
    bc_str all = bc_buf_str(&text), folder = bc_str_from(CASES);
    for (size_t at = 0; at < all.n;) {
        size_t next = bc_str_find(all, folder, at);
        bc_buf_add_str(out, bc_str_slice(all, at, next));
        at = next == SIZE_MAX ? all.n : next + folder.n + 1;
    }
    bc_buf_release(&text);
}

static const bc_node *read_record(bc_arena *arena, const char *path, bc_diag_list *diags)
{
    bool io_error = false;
    bc_source_documents documents = { 0 };
    const bc_diag_source *source = bc_source_read(arena, path, diags, &io_error);
    return source && bc_yaml_read(arena, source, diags, &documents) && documents.n ? documents.at[0] : NULL;
}

static bool exists(const char *path)
{
    bc_buf unused;
    bc_buf_init(&unused);
    bool found = bc_file_read(path, 1 << 20, &unused).status == BC_FILE_OK;
    bc_buf_release(&unused);
    return found;
}

static void run_case(bc_str name, bc_buf *out)
{
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_str folders[] = { bc_str_from(BC_PROJECT_DIR "/templates") };
    bc_template_folders where = { .at = folders, .n = 1 };
    bc_str path = bc_arena_printf(&arena, "%s/%.*s.template.yaml", CASES, BC_STR_ARG(name));
    const bc_form *form = bc_template_compile(&arena, &where, path, (bc_diag_mark){ 0 }, &diags);
    const char *record_path = bc_arena_printf(&arena, "%s/%.*s.record.yaml", CASES, BC_STR_ARG(name)).p;
    const bc_node *record = form && exists(record_path) ? read_record(&arena, record_path, &diags) : NULL;
    const bc_layout_composed *document = NULL;
    if (record) {
        bc_value bound = bc_record_bind(form, record, &arena, &diags);
        document = bc_layout_compose(form, &bound, &arena, &diags);
    }
    if (form && bc_str_starts(name, BC_STR("blank-"))) { /* an empty form in place of a record */
        const bc_record_blank_size size = { .rows = 4, .inner = 2 };
        const bc_layout_blank_heights heights = { .row = BC_PT(24) };
        bc_value *blank = BC_NEW(&arena, bc_value);
        *blank = bc_record_blank(form, &size, &arena, &diags);
        document = bc_layout_compose_blank(form, blank, &heights, &arena, &diags);
    }
    print_diags(&diags, out);
    if (document)
        bc_buf_printf(out, "document %.*s\n", BC_STR_ARG(document->name));
    for (uint32_t i = 0; document && i < document->block_count; i++)
        print_block(&document->blocks[i], out);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void check_case(bc_str name)
{
    bc_arena arena = { 0 };
    bc_buf made, expected;
    bc_buf_init(&made);
    bc_buf_init(&expected);
    run_case(name, &made);
    const char *path = bc_arena_printf(&arena, "%s/%.*s.expected", CASES, BC_STR_ARG(name)).p;
    if (getenv("UPDATE"))
        bc_file_write(path, bc_buf_str(&made), &(bc_file_write_options){ 0 });
    assert_int_equal(bc_file_read(path, 1 << 20, &expected).status, BC_FILE_OK);
    if (!bc_str_eq(bc_buf_str(&made), bc_buf_str(&expected)))
        fail_msg("case %.*s\n--- expected\n%s\n--- made\n%s", BC_STR_ARG(name), expected.p, made.p);
    bc_buf_release(&made);
    bc_buf_release(&expected);
    bc_arena_release(&arena);
}

static void test_cases(void **state)
{
    (void)state;
    BC_VEC(char *) names = { 0 };
    DIR *folder = opendir(CASES);
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));) {
        bc_str suffix = BC_STR(".template.yaml"), file = bc_str_from(entry->d_name);
        if (bc_str_ends(file, suffix))
            bc_vec_add(&names, strndup(entry->d_name, file.n - suffix.n));
    }
    closedir(folder);
    assert_true(names.n > 0);
    qsort(names.at, names.n, sizeof *names.at, by_name);
    for (size_t i = 0; i < names.n; i++) {
        check_case(bc_str_from(names.at[i]));
        free(names.at[i]);
    }
    bc_vec_release(&names);
}

/* Every template that is shipped compiles. */
static void test_shipped_templates(void **state)
{
    (void)state;
    bc_arena arena = { 0 };
    bc_str folders[] = { bc_str_from(BC_PROJECT_DIR "/templates") };
    bc_template_folders where = { .at = folders, .n = 1 };
    const bc_template_entry *list;
    bc_diag_list unread;
    bc_diag_list_init(&unread);
    size_t n = bc_template_list(&arena, &where, &unread, &list);
    assert_true(n >= 15);
    assert_int_equal(unread.list.n, 0);
    bc_diag_list_release(&unread);
    for (size_t i = 0; i < n; i++) {
        bc_diag_list diags;
        bc_diag_list_init(&diags);
        const bc_form *form = bc_template_compile(&arena, &where, list[i].id, (bc_diag_mark){ 0 }, &diags);
        bc_buf said;
        bc_buf_init(&said);
        print_diags(&diags, &said);
        if (!form || diags.list.n)
            fail_msg("%.*s: %s", BC_STR_ARG(list[i].id), said.p);
        bc_buf_release(&said);
        bc_diag_list_release(&diags);
    }
    bc_arena_release(&arena);
}

static const bc_layout_composed *compose_empty(const bc_form *form, uint32_t year, bc_arena *arena, bc_diag_list *diags)
{
    const bc_record_blank_size size = { .rows = 3, .inner = 3, .year = year };
    const bc_layout_blank_heights heights = { 0 };
    bc_value *record = BC_NEW(arena, bc_value);
    *record = bc_record_blank(form, &size, arena, diags);
    return bc_layout_compose_blank(form, record, &heights, arena, diags);
}

/* Paragraphs may depend on the year; tables do not. */
static const bc_layout_composed_table *table_of(const bc_layout_composed *document, uint32_t index)
{
    for (uint32_t i = 0; i < document->block_count; i++)
        if (document->blocks[i].kind == BC_BLOCK_TABLE && index-- == 0)
            return document->blocks[i].as.table;
    return NULL;
}

/* Returns how many pairs of cells there are beside each other. */
static uint32_t compare_row(const bc_layout_composed_table *dated, const bc_layout_composed_table *empty, uint32_t row)
{
    uint32_t first = dated->rows[row].first_cell, end = first + dated->rows[row].cells, pairs = 0;
    assert_int_equal(empty->rows[row].first_cell, first);
    assert_int_equal(empty->rows[row].cells, end - first);
    for (uint32_t i = first; i < end; i++)
        for (uint32_t k = i + 1; k < end; k++) {
            bool same = bc_str_eq(empty->cells[i].text, empty->cells[k].text);
            if (same && !bc_str_eq(dated->cells[i].text, dated->cells[k].text))
                fail_msg("two heads are called %.*s", BC_STR_ARG(empty->cells[i].text));
            pairs++;
        }
    return pairs;
}

/* Heads that tell columns apart when the year is known tell them apart without it. */
static void test_heads_of_empty_forms(void **state)
{
    (void)state;
    bc_arena arena = { 0 };
    bc_str folders[] = { bc_str_from(BC_PROJECT_DIR "/templates") };
    bc_template_folders where = { .at = folders, .n = 1 };
    const bc_template_entry *list;
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    size_t n = bc_template_list(&arena, &where, &diags, &list);
    uint32_t pairs = 0;
    for (size_t i = 0; i < n; i++) {
        const bc_form *form = bc_template_compile(&arena, &where, list[i].id, (bc_diag_mark){ 0 }, &diags);
        const bc_layout_composed *dated = compose_empty(form, 2024, &arena, &diags);
        const bc_layout_composed *empty = compose_empty(form, 0, &arena, &diags);
        const bc_layout_composed_table *table, *other;
        for (uint32_t k = 0; (table = table_of(dated, k)) != NULL; k++) {
            assert_non_null(other = table_of(empty, k));
            for (uint32_t r = 0; r < table->row_count; r++)
                if (table->rows[r].head)
                    pairs += compare_row(table, other, r);
        }
    }
    assert_int_equal(diags.list.n, 0);
    assert_true(pairs > 500);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_shipped_templates),
        cmocka_unit_test(test_heads_of_empty_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
