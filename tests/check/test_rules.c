/* Each rule on examples: cases/CODE.yaml and the blocks of docs/rules.md. An example is what differs from the record in
 * bases/FORM.yaml, in which nothing is wrong; it fails (the rule finds something) or passes (it finds nothing). */
#include "support.h"

#include "base/file.h"
#include "record/bind.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const bc_node *base_of(checker *c, const bc_node *example)
{
    bc_diag_mark mark;
    bc_str form = bc_record_form_name(example, &mark);
    char path[4096];
    snprintf(path, sizeof path, BC_PROJECT_DIR "/tests/check/bases/%.*s.yaml", BC_STR_ARG(form));
    const bc_node *const *documents;
    assert_int_equal(checker_read(c, path, &documents), 1);
    return documents[0];
}

static void show_findings(const checker *c)
{
    bc_buf text;
    bc_buf_init(&text);
    for (size_t i = 0; i < c->diags.list.n; i++)
        bc_diag_print(&c->diags.list.at[i], false, &text);
    print_message("%s", text.p);
    bc_buf_release(&text);
}

static void check_example(checker *c, const char *code, const bc_node *example, bool fails)
{
    const bc_node *record = checker_overlay(c, base_of(c, example), example);
    checker_run(c, record, false, NULL);
    bool found = checker_count(c, code) > 0;
    if (found != fails) {
        print_message("%s, line %u: the example %s\n", code, example->mark.line, fails ? "passes" : "fails");
        show_findings(c);
        fail();
    }
    if (!fails)
        return;
    /* What is found is waived with a reason, and is an error when the run is strict. */
    char waiver[256];
    snprintf(waiver, sizeof waiver, "豁免: {%s: 说明}\n", code);
    const bc_node *const *documents;
    assert_int_equal(checker_parse(c, BC_STR("waiver"), bc_str_from(waiver), &documents), 1);
    checker_run(c, checker_overlay(c, record, documents[0]), true, NULL);
    assert_true(checker_count(c, code) > 0);
    for (size_t i = 0; i < c->diags.list.n; i++)
        if (strcmp(c->diags.list.at[i].code, code) == 0)
            assert_int_equal(c->diags.list.at[i].severity, BC_DIAG_NOTE);
}

/* -- case files ----------------------------------------------------------------------------------------- */

static size_t run_case_file(checker *c, const char *name)
{
    char path[4096], code[64];
    snprintf(path, sizeof path, BC_PROJECT_DIR "/tests/check/cases/%s", name);
    snprintf(code, sizeof code, "%.*s", (int)(strlen(name) - strlen(".yaml")), name);
    const bc_node *const *examples;
    size_t n = checker_read(c, path, &examples), failing = 0;
    for (size_t i = 0; i < n; i++) {
        bool fails = bc_str_is(bc_node_text(bc_node_find(examples[i], "x-expect")), "fails");
        failing += fails;
        check_example(c, code, examples[i], fails);
    }
    assert_true(failing > 0 && failing < n);
    bc_arena_reset(&c->arena);
    return 1;
}

static bool has_case_file(const char *code)
{
    char path[4096];
    snprintf(path, sizeof path, BC_PROJECT_DIR "/tests/check/cases/%s.yaml", code);
    bc_buf text;
    bc_buf_init(&text);
    bool there = bc_file_read(path, 1 << 20, &text).status == BC_FILE_OK;
    bc_buf_release(&text);
    return there;
}

/* Those across a batch are tested with whole batches. */
static bool is_of_batch(const char *code)
{
    static const char *const CODES[] = { "CODE-UNIQUE", "CODE-NAME", "NAME-UNIQUE", "DEPT-TOTAL", "PROJECT-MISSING" };
    for (size_t i = 0; i < sizeof CODES / sizeof *CODES; i++)
        if (strcmp(code, CODES[i]) == 0)
            return true;
    return false;
}

static void test_cases(void **state)
{
    (void)state;
    checker c;
    checker_init(&c);
    size_t n = 0;
    DIR *folder = opendir(BC_PROJECT_DIR "/tests/check/cases");
    assert_non_null(folder);
    for (struct dirent *entry; (entry = readdir(folder));)
        if (bc_str_ends(bc_str_from(entry->d_name), BC_STR(".yaml")))
            n += run_case_file(&c, entry->d_name);
    closedir(folder);
    assert_true(n > 0);
    bc_check_rule_info rule;
    for (size_t i = 0; bc_check_rule_at(i, &rule); i++)
        if (!is_of_batch(rule.code) && !has_case_file(rule.code)) {
            print_message("%s has no cases\n", rule.code);
            fail();
        }
    checker_release(&c);
}

static void test_bases_are_clean(void **state)
{
    (void)state;
    checker c;
    checker_init(&c);
    static const char *const FORMS[] = { "tangshan-project", "quanzhou-project", "futian-project", "jinan-project",
                                         "jinan-department" };
    for (size_t i = 0; i < sizeof FORMS / sizeof *FORMS; i++) {
        char path[4096];
        snprintf(path, sizeof path, BC_PROJECT_DIR "/tests/check/bases/%s.yaml", FORMS[i]);
        const bc_node *const *documents;
        assert_int_equal(checker_read(&c, path, &documents), 1);
        checker_run(&c, documents[0], false, NULL);
        /* A named contact is always worth a thought. */
        if (c.diags.list.n != checker_count(&c, "PRIVATE"))
            show_findings(&c);
        assert_int_equal(c.diags.list.n, checker_count(&c, "PRIVATE"));
    }
    checker_release(&c);
}

/* -- the manual ----------------------------------------------------------------------------------------- */

/* The next block that begins with ```yaml fails or ```yaml passes, and the heading it stands under. */
static bool next_block(bc_str page, size_t *at, bc_str *code, bc_str *body, bool *fails)
{
    while (*at < page.n) {
        size_t end = bc_str_find(page, BC_STR("\n"), *at);
        bc_str line = bc_str_slice(page, *at, end);
        *at = end == SIZE_MAX ? page.n : end + 1;
        if (bc_str_starts(line, BC_STR("### ")))
            *code = bc_str_trim(bc_str_slice(line, 4, line.n));
        *fails = bc_str_is(line, "```yaml fails");
        if (!*fails && !bc_str_is(line, "```yaml passes"))
            continue;
        size_t close = bc_str_find(page, BC_STR("\n```"), *at);
        *body = bc_str_slice(page, *at, close == SIZE_MAX ? page.n : close + 1);
        *at = close == SIZE_MAX ? page.n : close + 4;
        return true;
    }
    return false;
}

static void test_manual(void **state)
{
    (void)state;
    checker c;
    checker_init(&c);
    bc_buf page;
    bc_buf_init(&page);
    assert_int_equal(bc_file_read(BC_PROJECT_DIR "/docs/rules.md", 1 << 20, &page).status, BC_FILE_OK);
    bc_str code = { 0 }, body;
    bool fails;
    size_t n = 0;
    for (size_t at = 0; next_block(bc_buf_str(&page), &at, &code, &body, &fails); n++) {
        char name[64];
        snprintf(name, sizeof name, "%.*s", BC_STR_ARG(code));
        const bc_node *const *documents;
        assert_int_equal(checker_parse(&c, code, body, &documents), 1);
        check_example(&c, name, documents[0], fails);
        bc_arena_reset(&c.arena);
    }
    /* A part for each rule, and in the order in which the program lists them. */
    bc_check_rule_info rule;
    size_t after = 0;
    for (size_t i = 0; bc_check_rule_at(i, &rule); i++) {
        char heading[80];
        snprintf(heading, sizeof heading, "\n### %s\n", rule.code);
        after = bc_str_find(bc_buf_str(&page), bc_str_from(heading), after);
        if (after == SIZE_MAX) {
            print_message("docs/rules.md has no part %s, or has it out of order\n", rule.code);
            fail();
        }
    }
    assert_true(n > 60);
    bc_buf_release(&page);
    checker_release(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_bases_are_clean), cmocka_unit_test(test_cases),
                                        cmocka_unit_test(test_manual) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
