/* Each rule on examples: cases/CODE.yaml and the blocks of docs/rules.md. An example is what differs from the record in
 * bases/FORM.yaml, in which nothing is wrong; it fails (the rule finds something) or passes (it finds nothing). One
 * with `x-before` is held against a record that differs from it in that, as of the year before; the set that it belongs
 * to is of `x-year`. */
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

/* By itself, or against the year before. */
static void run_example(checker *c, const bc_node *record, bool strict)
{
    const bc_node *before = bc_node_find(record, "x-before");
    const bc_str year = bc_node_text(bc_node_find(record, "x-year"));
    if (before)
        checker_run_years(c, checker_overlay(c, record, before), record, year.n ? atoi(year.p) : 0, strict);
    else
        checker_run(c, record, strict, NULL);
}

static void check_example(checker *c, const char *code, const bc_node *example, bool fails)
{
    const bc_node *record = checker_overlay(c, base_of(c, example), example);
    run_example(c, record, false);
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
    run_example(c, checker_overlay(c, record, documents[0]), true);
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
    static const char *const CODES[] = { "CODE-UNIQUE", "CODE-NAME",    "NAME-UNIQUE", "UNIT-CODE",
                                         "TEXT-UNIQUE", "TABLES-AGREE", "DEPT-TOTAL",  "PROJECT-MISSING" };
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

/* -- parameters ----------------------------------------------------------------------------------------- */

/* How many errors a rule written so in a template makes. The form has no fields, so no path leads anywhere. */
static unsigned errors_of(checker *c, bc_str written)
{
    const bc_node *const *documents;
    assert_int_equal(
        checker_parse(c, BC_STR("words"), BC_STR("kind-names: {quality: 质量, benefit: 效益}"), &documents), 1);
    const bc_form_words *words = bc_form_words_compile(&c->arena, documents[0]);
    assert_int_equal(checker_parse(c, BC_STR("checks"), written, &documents), 1);
    bc_form_check check = { .mark = documents[0]->mark, .spec = documents[0] };
    check.rule = bc_node_text(bc_node_find(documents[0], "rule"));
    bc_form form = { .words = words, .checks = &check, .check_count = 1 };
    bc_diag_list_clear(&c->diags);
    bc_check_set_compile(&c->arena, &form, &c->diags);
    return c->diags.errors;
}

static void expect_error(checker *c, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    if (!errors_of(c, bc_str_from(text))) {
        print_message("accepted: %s\n", text);
        fail();
    }
}

/* No parameter is a map in a map, or a list in a list in a list. */
static const char *const WRONG[] = { "{x: {y: z}}", "[[[x]]]" };

static void check_part(checker *c, const bc_keys_table *rule, const char *key, const bc_keys_table *part)
{
    expect_error(c, "{rule: %s, %s: [{x-wrong: 1}]}\n", rule->name, key);
    expect_error(c, "{rule: %s, %s: [{}]}\n", rule->name, key);
    for (const bc_keys_key *inner = part->keys; inner->name; inner++)
        for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++)
            expect_error(c, "{rule: %s, %s: [{%s: %s}]}\n", rule->name, key, inner->name, WRONG[i]);
}

static void test_wrong_parameters(void **state)
{
    (void)state;
    checker c;
    checker_init(&c);
    bc_keys_set set = bc_check_rule_keys(&c.forms_arena);
    size_t parts = 0, keys = 0;
    for (size_t i = 0; i < set.n; i++) {
        const bc_keys_table *rule = &set.at[i];
        if (!bc_keys_key_of(rule, BC_STR("rule")))
            continue;
        char good[80];
        snprintf(good, sizeof good, "{rule: %s, level: note}\n", rule->name);
        assert_int_equal(errors_of(&c, bc_str_from(good)), 0);
        expect_error(&c, "{rule: %sS}\n", rule->name);
        expect_error(&c, "{rule: %s, x-wrong: 1}\n", rule->name);
        for (const bc_keys_key *key = rule->keys; key->name; key++) {
            for (size_t k = 0; strcmp(key->name, "rule") && k < sizeof WRONG / sizeof *WRONG; k++)
                expect_error(&c, "{rule: %s, %s: %s}\n", rule->name, key->name, WRONG[k]);
            const char *of = strchr(key->type, '#');
            if (of) {
                bc_str name = bc_str_slice(bc_str_from(of), 1, strcspn(of, "]} "));
                check_part(&c, rule, key->name, bc_keys_find(&set, name));
                parts++;
            }
            keys++;
        }
        bc_arena_reset(&c.arena);
    }
    assert_true(parts >= 3 && keys > 100);
    checker_release(&c);
}

static void test_slips(void **state)
{
    (void)state;
    static const struct {
        const char *written;
        unsigned errors;
        const char *told;
    } SLIPS[] = {
        { "{rule: IND-MINIMUM, need: [数目, 质量们, 质量]}", 2, "数目" },
        { "{rule: IND-MINIMUM, need: [质量], least: six}", 1, "six" },
        { "{rule: IND-MINIMUM, least: -1}", 1, "-1" },
        { "{rule: CODE-FORMAT, codes: [{at: code, length: 二十一, yaer: 6}]}", 2, "yaer" },
        { "{rule: CODE-FORMAT, codes: [{length: 21}]}", 1, "at" },
        { "{rule: SCORE-SUM, total: hundred}", 1, "hundred" },
        { "{rule: TAXONOMY, tree: [一级]}", 1, "tree" },
        { "{rule: STARRED, columns: [nmae]}", 1, "nmae" },
        { "{rule: DEPT-TASKS, project: p}", 1, "special" },
        { "{rule: FUND-SUM, sums: [{total: a, off: [b]}]}", 1, "off" },
        { "{rule: REQUIRED, fields: [a.b]}", 1, "a.b" },
        { "{rule: FUND-SMU}", 1, "FUND-SMU" },
    };
    checker c;
    checker_init(&c);
    for (size_t i = 0; i < sizeof SLIPS / sizeof *SLIPS; i++) {
        assert_int_equal(errors_of(&c, bc_str_from(SLIPS[i].written)), SLIPS[i].errors);
        bool told = false;
        for (size_t k = 0; k < c.diags.list.n; k++)
            told |= bc_str_find(c.diags.list.at[k].message, bc_str_from(SLIPS[i].told), 0) != SIZE_MAX;
        assert_true(told);
    }
    assert_int_equal(errors_of(&c, BC_STR("{rule: IND-MINIMUM, need: 效益, least: 1}")), 0);
    assert_int_equal(errors_of(&c, BC_STR("{rule: SCORE-SUM, total: 99.5}")), 0);
    assert_int_equal(errors_of(&c, BC_STR("{rule: TAXONOMY, tree: {产出: [数量], 满意度: }}")), 0);
    checker_release(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_bases_are_clean), cmocka_unit_test(test_cases),
                                        cmocka_unit_test(test_manual), cmocka_unit_test(test_wrong_parameters),
                                        cmocka_unit_test(test_slips) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
