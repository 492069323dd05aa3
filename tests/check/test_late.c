/* Rules ask the clock within what they go through: of a record that takes long none runs on to its end. Time is counted
 * in looks at the clock, so that nothing depends on the machine. */
#include "support.h"

#include "base/quota.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

static unsigned looks, allowed;

bool __wrap_bc_quota_is_late(bc_quota *quota);

bool __wrap_bc_quota_is_late(bc_quota *quota)
{
    looks++;
    if (looks > allowed)
        quota->over = BC_QUOTA_TIME;
    return quota->over != BC_QUOTA_KEPT;
}

enum { ROWS = 4000, SENTENCES = 4000 };

/* A project with many indicators, and with one text of many sentences about money. */
static bc_str long_record(bc_arena *arena)
{
    bc_buf text;
    bc_buf_init(&text);
    bc_buf_add_text(&text,
                    "form: tangshan-project\n项目名称: 市政维护\n预算数: 100万元\n财政资金: 100万元\n资金用途: ");
    for (int i = 0; i < SENTENCES; i++)
        bc_buf_printf(&text, "第%d网格投入%d.5万元，其中财政资金%d万元，自筹%d万元；", i, i, i, i);
    bc_buf_add_text(&text, "\n绩效指标:\n  产出指标:\n    数量指标:\n");
    for (int i = 0; i < ROWS; i++)
        bc_buf_printf(&text, "      - {三级指标: 第%d网格保洁, 指标值: ≥%d平方米, 指标值确定依据: 年度计划}\n", i,
                      375 + i);
    const bc_str record = bc_arena_str(arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return record;
}

/* How often the clock is looked at until the check ends. */
static unsigned looks_of_check(unsigned most, bool *over)
{
    checker c;
    const bc_node *const *records;
    checker_init(&c);
    assert_int_equal(checker_parse(&c, BC_STR("long.yaml"), long_record(&c.arena), &records), 1);
    bc_quota quota = { .steps = UINT64_MAX, .limits.milliseconds = 1 };
    looks = 0;
    c.arena.quota = &quota;
    allowed = most;
    checker_run(&c, records[0], false, NULL);
    *over = quota.over == BC_QUOTA_TIME;
    c.arena.quota = NULL;
    checker_release(&c);
    return looks;
}

static void test_rules_look_at_the_clock(void **state)
{
    (void)state;
    bool over;
    size_t rules = 0;
    bc_check_rule_info rule;
    while (bc_check_rule_at(rules, &rule))
        rules++;
    const unsigned all = looks_of_check(UINT32_MAX, &over);
    assert_false(over);
    print_message("looks: %u, rules: %zu\n", all, rules);
    assert_true(all > 20 * rules); /* within them, not between them only */
    /* Wherever the time ends, nothing much is done any more: the asks that are left are those of loops that end. */
    for (unsigned most = 1; most < all; most += all / 20) {
        const unsigned done = looks_of_check(most, &over);
        assert_true(over);
        assert_in_range(done, most + 1, most + 8);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rules_look_at_the_clock) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
