/* Every published record of tests/corpus is checked; corpus-expected.tsv pins what is found: record, line, code.
 * UPDATE=1 in the environment writes it anew; CORPUS_MESSAGES=1 shows the messages too. */
#include "support.h"

#include "base/file.h"
#include "base/vec.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char CORPUS[] = BC_PROJECT_DIR "/tests/corpus";
static const char EXPECTED[] = BC_PROJECT_DIR "/tests/check/corpus-expected.tsv";

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

typedef BC_VEC(char *) names;

static void list_folder(const char *path, names *out)
{
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && (entry = readdir(folder));)
        if (entry->d_name[0] != '.')
            bc_vec_add(out, strdup(entry->d_name));
    if (folder)
        closedir(folder);
    if (out->n)
        qsort(out->at, out->n, sizeof *out->at, compare_names);
}

static void release(names *list)
{
    for (size_t i = 0; i < list->n; i++)
        free(list->at[i]);
    bc_vec_release(list);
}

static void check_file(checker *c, const char *family, const char *name, bc_buf *out)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s/%s", CORPUS, family, name);
    const bc_node *const *records;
    size_t n = checker_read(c, path, &records);
    for (size_t i = 0; i < n; i++) {
        checker_run(c, records[i], false, NULL);
        for (size_t k = 0; k < c->diags.list.n; k++) {
            const bc_diag *diag = &c->diags.list.at[k];
            bc_buf_printf(out, "%s/%s\t%u\t%s", family, name, diag->mark.line, diag->code);
            if (getenv("CORPUS_MESSAGES"))
                bc_buf_printf(out, "\t%.*s", BC_STR_ARG(diag->message));
            bc_buf_add_char(out, '\n');
        }
    }
    bc_arena_reset(&c->arena);
}

static void test_corpus(void **state)
{
    (void)state;
    checker c;
    checker_init(&c);
    bc_buf out, expected;
    bc_buf_init(&out);
    bc_buf_init(&expected);
    names families = { 0 };
    list_folder(CORPUS, &families);
    for (size_t i = 0; i < families.n; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", CORPUS, families.at[i]);
        names files = { 0 };
        list_folder(path, &files);
        for (size_t k = 0; k < files.n; k++)
            if (bc_str_ends(bc_str_from(files.at[k]), BC_STR(".yaml")))
                check_file(&c, families.at[i], files.at[k], &out);
        release(&files);
    }
    release(&families);
    if (getenv("CORPUS_MESSAGES")) {
        fputs(out.p, stdout);
    } else if (getenv("UPDATE")) {
        assert_int_equal(bc_file_write(EXPECTED, bc_buf_str(&out), &(bc_file_write_options){ 0 }).status, BC_FILE_OK);
    } else {
        assert_int_equal(bc_file_read(EXPECTED, 1 << 24, &expected).status, BC_FILE_OK);
        assert_string_equal(out.p, expected.p);
    }
    bc_buf_release(&out);
    bc_buf_release(&expected);
    checker_release(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_corpus) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
