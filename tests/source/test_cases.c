/* Reads every tests/source/cases/NAME.yaml (or .json, .jsonl, .txt) and compares the trees and the diagnostics with
 * NAME.expected. UPDATE=1 writes what came out; the difference is reviewed. */
#include "base/file.h"
#include "source/encoding.h"
#include "source/reader.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define CASES BC_PROJECT_DIR "/tests/source/cases/"

enum { MAX_CASE_BYTES = 1 << 20, MIN_CASES = 40 };

static void describe(bc_str name, bc_str bytes, bc_buf *out)
{
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_source_documents documents = { 0 };
    bc_diag_list_init(&diags);
    const bc_diag_source *source = bc_source_from_bytes(&arena, name, bytes, &diags);
    bool good = source && bc_source_read_documents(&arena, source, BC_SYNTAX_BY_NAME, &diags, &documents);
    assert_int_equal(good, diags.errors == 0);
    for (size_t i = 0; i < documents.n; i++) {
        bc_buf_printf(out, "--- document %zu\n", i + 1);
        bc_node_dump(documents.at[i], out);
    }
    if (diags.list.n)
        bc_buf_add_text(out, "--- diagnostics\n");
    for (size_t i = 0; i < diags.list.n; i++)
        bc_diag_print(&diags.list.at[i], false, out);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
}

static bool check_case(const char *file)
{
    bc_buf bytes, path, expected, actual;
    bc_buf *const all[] = { &bytes, &path, &expected, &actual };
    for (size_t i = 0; i < 4; i++)
        bc_buf_init(all[i]);
    bc_buf_printf(&path, CASES "%s", file);
    assert_int_equal(bc_file_read(path.p, MAX_CASE_BYTES, &bytes).status, BC_FILE_OK);
    describe(bc_str_from(file), bc_buf_str(&bytes), &actual);
    bc_buf_clear(&path);
    bc_buf_printf(&path, CASES "%.*s.expected", (int)(strrchr(file, '.') - file), file);
    if (getenv("UPDATE"))
        assert_int_equal(bc_file_write(path.p, bc_buf_str(&actual), NULL).status, BC_FILE_OK);
    assert_int_equal(bc_file_read(path.p, MAX_CASE_BYTES, &expected).status, BC_FILE_OK);
    bool same = bc_str_eq(bc_buf_str(&expected), bc_buf_str(&actual));
    if (!same)
        print_error("%s: expected\n%s\ngot\n%s\n", file, expected.p, actual.p);
    for (size_t i = 0; i < 4; i++)
        bc_buf_release(all[i]);
    return same;
}

static void test_cases(void **state)
{
    (void)state;
    unsigned seen = 0, failed = 0;
    DIR *folder = opendir(CASES);
    assert_non_null(folder);
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        const char *dot = strrchr(entry->d_name, '.');
        if (!dot || entry->d_name[0] == '.' || strcmp(dot, ".expected") == 0)
            continue;
        seen++;
        failed += !check_case(entry->d_name);
    }
    closedir(folder);
    assert_int_equal(failed, 0);
    assert_true(seen >= MIN_CASES); /* the folder was found, and nobody emptied it */
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
