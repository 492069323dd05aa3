/* Records of a batch compared as they come: beside them a plain comparison of each with all before it. */
#include "check/ledger.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COUNT = 3000, LONG = 3000 };

/* Record i: some codes and names come again, some are empty, some are alike in another unit or form. */
typedef struct sample {
    char code[32], *name;
    bc_check_facts facts;
} sample;

static const char *const UNITS[] = { "教育局", "水利局", "" };
static const char *const FORMS[] = { "甲表", "乙表" };
static const bc_diag_source SOURCE = { .name = { "批.yaml", sizeof "批.yaml" - 1 } };

static void make(sample *s, unsigned i, size_t name_length)
{
    const unsigned code = i * 2654435761u % 2000, name = i * 40503u % 1500;
    snprintf(s->code, sizeof s->code, "44030%07u", code);
    s->name = malloc(name_length + 32);
    memset(s->name, 'x', name_length);
    snprintf(s->name + name_length, 32, "第%u号工程", name);
    s->facts = (bc_check_facts){ .form = bc_str_from(FORMS[i % 2]),
                                 .department = bc_str_from(UNITS[i % 3]),
                                 .code = bc_str_from(i % 5 ? s->code : ""),
                                 .name = bc_str_from(i % 11 ? s->name : ""),
                                 .code_mark = bc_diag_mark_at(&SOURCE, 3 * i + 1, 1, 4),
                                 .name_mark = bc_diag_mark_at(&SOURCE, 3 * i + 2, 1, 4) };
}

static const sample *first_with_code(const sample *all, unsigned i)
{
    for (unsigned k = 0; k < i && all[i].facts.code.n; k++)
        if (bc_str_eq(all[k].facts.code, all[i].facts.code))
            return &all[k];
    return NULL;
}

static const sample *first_with_name(const sample *all, unsigned i)
{
    for (unsigned k = 0; k < i && all[i].facts.name.n; k++)
        if (bc_str_eq(all[k].facts.name, all[i].facts.name) && bc_str_eq(all[k].facts.form, all[i].facts.form) &&
            bc_str_eq(all[k].facts.department, all[i].facts.department))
            return &all[k];
    return NULL;
}

static void expect(const bc_diag *diag, const char *code, uint32_t line, uint32_t first_line)
{
    char at[32];
    snprintf(at, sizeof at, "line %u", first_line);
    assert_string_equal(diag->code, code);
    assert_int_equal(diag->mark.line, line);
    char *message = strndup(diag->message.p, diag->message.n);
    const char *said = strstr(message, at);
    assert_true(said && (said[strlen(at)] == ' ' || !said[strlen(at)]));
    free(message);
}

static void compare(size_t name_length, size_t blocks, bool in_file)
{
    sample *all = calloc(COUNT, sizeof *all);
    bc_check_ledger ledger = { .blocks_in_memory = blocks };
    size_t codes = 0, names = 0;
    for (unsigned i = 0; i < COUNT; i++) {
        bc_diag_list diags;
        bc_diag_list_init(&diags);
        make(&all[i], i, name_length);
        const sample *code = first_with_code(all, i), *name = first_with_name(all, i);
        bc_check_ledger_add(&ledger, &all[i].facts, &diags);
        assert_int_equal(diags.list.n, code || name);
        if (code)
            expect(&diags.list.at[0], bc_str_eq(code->facts.name, all[i].facts.name) ? "CODE-UNIQUE" : "CODE-NAME",
                   3 * i + 1, code->facts.code_mark.line);
        else if (name)
            expect(&diags.list.at[0], "NAME-UNIQUE", 3 * i + 2, name->facts.name_mark.line);
        codes += code != NULL;
        names += name && !code;
        bc_diag_list_release(&diags);
    }
    assert_true(codes > 100 && names > 100);
    assert_int_equal(ledger.file != 0, in_file);
    bc_check_ledger_release(&ledger);
    for (unsigned i = 0; i < COUNT; i++)
        free(all[i].name);
    free(all);
}

static void test_in_memory(void **state)
{
    (void)state;
    compare(0, 0, false);
}

static void test_in_a_file(void **state)
{
    (void)state;
    compare(LONG, 1, true);
}

/* A text that is longer than a block. */
static void test_a_long_text(void **state)
{
    (void)state;
    bc_check_ledger ledger = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    sample one;
    make(&one, 1, 3 << 20);
    bc_check_ledger_add(&ledger, &one.facts, &diags);
    one.facts.code = BC_STR("1");
    bc_check_ledger_add(&ledger, &one.facts, &diags);
    assert_int_equal(diags.list.n, 1);
    assert_string_equal(diags.list.at[0].code, "NAME-UNIQUE");
    bc_diag_list_release(&diags);
    bc_check_ledger_release(&ledger);
    free(one.name);
}

/* A hundred thousand units are no reason to wait. */
static void test_many_units(void **state)
{
    (void)state;
    enum { UNIT_COUNT = 100000 };
    bc_check_ledger ledger = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    for (int i = 0; i < UNIT_COUNT; i++) {
        char unit[32];
        snprintf(unit, sizeof unit, "第%d局", i);
        bc_check_ledger_add(&ledger,
                            &(bc_check_facts){ .form = BC_STR("甲表"),
                                               .department = bc_str_from(unit),
                                               .has_amount = true,
                                               .yuan = bc_decimal_from_int(i) },
                            &diags);
    }
    assert_int_equal(ledger.units.n, UNIT_COUNT);
    assert_int_equal(diags.list.n, 0);
    bc_diag_list_release(&diags);
    bc_check_ledger_release(&ledger);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_in_memory), cmocka_unit_test(test_in_a_file),
                                        cmocka_unit_test(test_a_long_text), cmocka_unit_test(test_many_units) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
