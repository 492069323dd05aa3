/* Golden pages: every coordinate of a dozen documents, on a typesetter without fonts (type.c).
 *
 * golden/NAME.yaml holds a template and, behind `---`, a record; golden/NAME.expected the diagnostics and the trace of
 * all pages. UPDATE=1 in the environment writes the expectations anew; the difference is to be read. */
#include "base/file.h"
#include "base/vec.h"
#include "layout/columns.h"
#include "layout/compose.h"
#include "layout/measure.h"
#include "layout/paginate.h"
#include "layout/plan.h"
#include "layout/trace.h"
#include "record/bind.h"
#include "source/encoding.h"
#include "source/yaml.h"
#include "template/template.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { MIN_CASES = 12 };

static const char CASES[] = BC_PROJECT_DIR "/tests/layout/golden";

static void write_text(const char *path, bc_str text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text.p, 1, text.n, file), text.n);
    assert_int_equal(fclose(file), 0);
}

static bc_str read_text(bc_arena *arena, const char *path)
{
    bc_buf text;
    bc_buf_init(&text);
    bc_str kept = { 0 };
    if (bc_file_read(path, 1 << 20, &text).status == BC_FILE_OK)
        kept = bc_arena_str(arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return kept;
}

/* The template has to be a file. */
static const bc_form *compile(bc_arena *arena, bc_str yaml, bc_diag_list *diags)
{
    char folder[] = "/tmp/biaoce-golden-XXXXXX";
    assert_non_null(mkdtemp(folder));
    bc_str path = bc_arena_printf(arena, "%s/template.yaml", folder);
    write_text(path.p, yaml);
    bc_str folders[] = { bc_str_from(BC_PROJECT_DIR "/templates") };
    const bc_form *form =
        bc_template_compile(arena, &(bc_template_folders){ .at = folders, .n = 1 }, path, (bc_diag_mark){ 0 }, diags);
    assert_int_equal(unlink(path.p), 0);
    assert_int_equal(rmdir(folder), 0);
    return form;
}

static void print_pages(const bc_layout_composed *composed, bc_arena *arena, bc_diag_list *diags, bc_buf *out)
{
    static int no_fonts;
    bc_text_typesetter *typesetter = (bc_text_typesetter *)&no_fonts; /* type.c never looks at it */
    composed = bc_layout_columns_fit(composed, typesetter, arena, diags);
    const bc_layout_document *document =
        bc_layout_measure(composed, &(bc_layout_measure_options){ 0 }, typesetter, arena, diags);
    document = bc_layout_plan_pages(document, typesetter, arena);
    bc_layout_painter *painter = bc_layout_trace_new();
    bc_layout_paginate_options options = { 0 };
    bc_layout_paginate(document, typesetter, &options, bc_layout_painter_sink(painter), diags);
    assert_true(painter->finish(painter, out));
    painter->free(painter);
}

static void run_case(bc_arena *arena, bc_str yaml, bc_buf *out)
{
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    size_t cut = bc_str_find(yaml, BC_STR("\n---\n"), 0);
    assert_true(cut != SIZE_MAX);
    const bc_form *form = compile(arena, bc_str_slice(yaml, 0, cut + 1), &diags);
    bc_diag_source source = { .name = BC_STR("record"), .text = bc_str_slice(yaml, cut + 5, yaml.n) };
    bc_source_documents documents = { 0 };
    bc_buf pages;
    bc_buf_init(&pages);
    if (form && bc_yaml_read(arena, &source, &diags, &documents) && documents.n) {
        bc_value record = bc_record_bind(form, documents.at[0], arena, &diags);
        print_pages(bc_layout_compose(form, &record, arena, &diags), arena, &diags, &pages);
    }
    for (size_t i = 0; i < diags.list.n; i++)
        bc_buf_printf(out, "%s: %.*s\n", diags.list.at[i].code, BC_STR_ARG(diags.list.at[i].message));
    bc_buf_add_str(out, bc_buf_str(&pages));
    bc_buf_release(&pages);
    bc_diag_list_release(&diags);
}

/* The first line that differs, so that a failure can be read. */
static void show_difference(bc_str name, bc_str got, bc_str expected)
{
    size_t at = 0, line = 1;
    while (at < got.n && at < expected.n && got.p[at] == expected.p[at])
        line += got.p[at++] == '\n';
    while (at > 0 && got.p[at - 1] != '\n')
        at--;
    bc_str g = bc_str_slice(got, at, got.n), e = bc_str_slice(expected, at, expected.n);
    g = bc_str_slice(g, 0, bc_str_find(g, BC_STR("\n"), 0));
    e = bc_str_slice(e, 0, bc_str_find(e, BC_STR("\n"), 0));
    print_error("%.*s.expected:%zu\n  - %.*s\n  + %.*s\n", BC_STR_ARG(name), line, BC_STR_ARG(e), BC_STR_ARG(g));
}

/* Whether the case came out as expected. */
static bool check_case(bc_str name)
{
    bc_arena arena = { 0 };
    bc_buf out;
    bc_buf_init(&out);
    run_case(&arena, read_text(&arena, bc_arena_printf(&arena, "%s/%.*s.yaml", CASES, BC_STR_ARG(name)).p), &out);
    const char *path = bc_arena_printf(&arena, "%s/%.*s.expected", CASES, BC_STR_ARG(name)).p;
    if (getenv("UPDATE"))
        write_text(path, bc_buf_str(&out));
    bc_str expected = read_text(&arena, path);
    bool same = bc_str_eq(bc_buf_str(&out), expected);
    if (!same)
        show_difference(name, bc_buf_str(&out), expected);
    bc_buf_release(&out);
    bc_arena_release(&arena);
    return same;
}

static void test_cases(void **state)
{
    (void)state;
    DIR *folder = opendir(CASES);
    assert_non_null(folder);
    unsigned cases = 0, wrong = 0;
    for (const struct dirent *entry; (entry = readdir(folder));) {
        bc_str name = bc_str_from(entry->d_name);
        if (!bc_str_ends(name, BC_STR(".yaml")))
            continue;
        wrong += !check_case(bc_str_slice(name, 0, name.n - strlen(".yaml")));
        cases++;
    }
    closedir(folder);
    assert_true(cases >= MIN_CASES);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
