/* What is told of two records, line by line; and of lists made at random, that what is told makes the one of the other.
 */
#include "compare/compare.h"

#include "base/strmap.h"
#include "record/bind.h"
#include "source/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const char FIELDS[] = "department: {label: 部门, type: text}\n"
                             "total: {label: 合计, type: money, unit: 万元, computed: sum(tasks.amount)}\n"
                             "start: {label: 开始, type: date}\n"
                             "share: {label: 比例, type: percent}\n"
                             "plan: {label: 计划, type: group, of: {\n"
                             "  goal: {label: 目标, type: prose}, place: {label: 地点, type: text}}}\n"
                             "notes: {label: 说明, type: list, element: text}\n"
                             "indicators:\n"
                             "  label: 指标\n"
                             "  type: list\n"
                             "  nested-by: [level1]\n"
                             "  of:\n"
                             "    level1: {label: 一级, type: text}\n"
                             "    name: {label: 名称, type: text}\n"
                             "    target: {label: 目标值, type: target}\n"
                             "tasks:\n"
                             "  label: 任务\n"
                             "  type: list\n"
                             "  of:\n"
                             "    what: {label: 内容, type: text}\n"
                             "    who: {label: 谁, type: text}\n"
                             "    where: {label: 何处, type: text}\n"
                             "    amount: {label: 金额, type: money, unit: 万元}\n";

typedef struct bench {
    bc_arena arena;
    bc_diag_list diags;
    bc_form form;
    bc_buf said;
    size_t number;
} bench;

static const bc_node *parse(bench *b, const char *text)
{
    bc_diag_source *source = BC_NEW(&b->arena, bc_diag_source);
    source->name = BC_STR("record.yaml");
    source->text = bc_arena_str(&b->arena, bc_str_from(text));
    bc_source_documents documents = { 0 };
    assert_true(bc_yaml_read(&b->arena, source, &b->diags, &documents));
    assert_int_equal(documents.n, 1);
    return documents.at[0];
}

static int begin(void **state)
{
    static bench b;
    b = (bench){ 0 };
    bc_diag_list_init(&b.diags);
    bc_buf_init(&b.said);
    b.form.fields = bc_form_fields_compile(&b.arena, parse(&b, FIELDS), &b.diags);
    bc_buf text;
    bc_buf_init(&text);
    for (size_t i = 0; i < b.diags.list.n; i++)
        bc_diag_print(&b.diags.list.at[i], false, &text);
    if (text.n)
        print_message("%s", text.p);
    bc_buf_release(&text);
    assert_int_equal(b.diags.errors, 0);
    *state = &b;
    return 0;
}

static int end(void **state)
{
    bench *b = *state;
    bc_buf_release(&b->said);
    bc_diag_list_release(&b->diags);
    bc_arena_release(&b->arena);
    return 0;
}

static void say(void *context, const bc_compare_change *change)
{
    bench *b = context;
    static const char SIGNS[] = { '+', '-', '~' };
    bc_buf_printf(&b->said, "%c %.*s", SIGNS[change->kind], BC_STR_ARG(change->path));
    if (change->element.n)
        bc_buf_printf(&b->said, " (%.*s)", BC_STR_ARG(change->element));
    bc_buf_printf(&b->said, ": %.*s > %.*s", BC_STR_ARG(change->before), BC_STR_ARG(change->now));
    if (change->before_mark.source)
        bc_buf_printf(&b->said, " %u", change->before_mark.line);
    if (change->now_mark.source)
        bc_buf_printf(&b->said, " %u", change->now_mark.line);
    bc_buf_add_char(&b->said, '\n');
}

static bc_value bind(bench *b, const char *text)
{
    return bc_record_bind(&b->form, parse(b, text), &b->arena, &b->diags);
}

static void expect_with(bench *b, const bc_compare_options *options, const char *before, const char *now,
                        const char *said)
{
    const bc_value old_one = bind(b, before), new_one = bind(b, now);
    bc_buf_clear(&b->said);
    bc_compare_records(options, &old_one, &new_one, &b->arena, say, b);
    assert_string_equal(b->said.p, said);
}

static void expect(bench *b, const char *before, const char *now, const char *said)
{
    expect_with(b, &(bc_compare_options){ .form = &b->form }, before, now, said);
}

static void test_values(void **state)
{
    bench *b = *state;
    expect(b, "{部门: 教育局, 合计: 0.7亿元, 开始: 2026-03-01, 比例: 85%}",
           "{部门: ' 教育局 ', 合计: 7000万元, 开始: 2026年3月1日, 比例: 85}", "");
    expect(b, "部门: 教育局\n合计: 700\n开始: 2026-03\n", "部门: 水利局\n合计: 700元\n比例: 5%\n",
           "~ department: 教育局 > 水利局 1 1\n"
           "~ total: 700万元 > 700元 2 2\n"
           "- start: 2026-03 >  3\n"
           "+ share:  > 5% 3\n");
    expect(b,
           "indicators: [{level1: 产出, name: 面积, target: ≥15000平方米}, {level1: 产出, name: 植树, target: =70株}]",
           "indicators: [{level1: 产出, name: 面积, target: ≥1.5万平方米}, {level1: 产出, name: 植树, target: =70 株}]",
           "");
    expect(b, "部门: '007'", "部门: '7'", "~ department: 007 > 7 1 1\n");
    expect(b, "部门: =70株", "部门: ≥70株", "~ department: =70株 > ≥70株 1 1\n");
    expect(b, "部门: 2024.12.20", "部门: 2024.1.20", "~ department: 2024.12.20 > 2024.1.20 1 1\n");
    expect(b, "合计: 很多\n", "合计: 很少\n", "~ total: 很多 > 很少 1 1\n");
}

static void test_groups(void **state)
{
    bench *b = *state;
    expect(b, "计划: {目标: 甲, 地点: 乙}", "计划:\n  目标: 甲\n  地点: 丙\n", "~ plan.place: 乙 > 丙 1 3\n");
    expect(b, "部门: 甲", "部门: 甲\n计划: {目标: 甲, 地点: 乙}", "+ plan:  > 目标：甲\n地点：乙 2\n");
    expect(b, "计划: {目标: 甲}", "部门: 甲", "+ department:  > 甲 1\n- plan: 目标：甲 >  1\n");
}

/* What follows from other values is no change of its own. */
static void test_computed(void **state)
{
    expect(*state, "任务:\n- {内容: 甲, 谁: 乙, 何处: 丙, 金额: 3}\n",
           "任务:\n- {内容: 甲, 谁: 乙, 何处: 丙, 金额: 4}\n", "~ tasks[1].amount (甲): 3万元 > 4万元 2 2\n");
}

static void test_keys(void **state)
{
    bench *b = *state;
    const char *before = "指标:\n- {一级: 产出, 名称: 甲, 目标值: 1}\n- {一级: 产出, 名称: 乙, 目标值: 2}\n"
                         "- {一级: 效益, 名称: 甲, 目标值: 3}\n";
    expect(b, before,
           "指标:\n- {一级: 效益, 名称: 甲, 目标值: 3}\n- {一级: 产出, 名称: 乙, 目标值: 2}\n"
           "- {一级: 产出, 名称: 甲, 目标值: 1}\n",
           ""); /* in another order */
    expect(b, before,
           "指标:\n- {一级: 产出, 名称: 丙, 目标值: 9}\n- {一级: 产出, 名称: 甲, 目标值: 5}\n"
           "- {一级: 效益, 名称: 甲, 目标值: 3}\n",
           "+ indicators[1] (丙):  > 一级：产出\n名称：丙\n目标值：9 2\n"
           "~ indicators[2].target (甲): 1 > 5 2 3\n"
           "- indicators[2] (乙): 一级：产出\n名称：乙\n目标值：2 >  3\n");
    expect(b, before, /* a name put right is a change of one field */
           "指标:\n- {一级: 产出, 名称: 甲, 目标值: 1}\n- {一级: 产出, 名称: 乙乙, 目标值: 2}\n"
           "- {一级: 效益, 名称: 甲, 目标值: 3}\n",
           "~ indicators[2].name (乙乙): 乙 > 乙乙 3 3\n");
}

static void test_given_keys(void **state)
{
    bench *b = *state;
    const bc_str by = BC_STR("who");
    const bc_compare_key key = { BC_STR("tasks"), &by, 1 };
    expect_with(b, &(bc_compare_options){ &b->form, &key, 1 },
                "任务:\n- {内容: 甲, 谁: 张, 何处: 东, 金额: 1}\n- {内容: 乙, 谁: 李, 何处: 西, 金额: 2}\n",
                "任务:\n- {内容: 丙, 谁: 李, 何处: 南, 金额: 3}\n- {内容: 甲, 谁: 张, 何处: 东, 金额: 1}\n",
                "~ tasks[1].what (丙): 乙 > 丙 3 2\n~ tasks[1].where (丙): 西 > 南 3 2\n"
                "~ tasks[1].amount (丙): 2万元 > 3万元 3 2\n");
}

/* Elements without keys: by what they have in common, and never by their number. */
static void test_rows(void **state)
{
    bench *b = *state;
    expect(
        b, "任务:\n- {内容: 甲, 谁: 张, 何处: 东, 金额: 1}\n- {内容: 乙, 谁: 李, 何处: 西, 金额: 2}\n",
        "任务:\n- {内容: 丙, 谁: 王, 何处: 南, 金额: 9}\n- {内容: 甲, 谁: 张, 何处: 东, 金额: 1}\n"
        "- {内容: 乙, 谁: 李, 何处: 西, 金额: 3}\n",
        "+ tasks[1] (丙):  > 内容：丙\n谁：王\n何处：南\n金额：9万元 2\n~ tasks[3].amount (乙): 2万元 > 3万元 3 4\n");
    expect(b, "任务:\n- {内容: 甲, 谁: 张, 何处: 东, 金额: 1}\n", "任务:\n- {内容: 乙, 谁: 李, 何处: 西, 金额: 2}\n",
           "- tasks[1] (甲): 内容：甲\n谁：张\n何处：东\n金额：1万元 >  2\n"
           "+ tasks[1] (乙):  > 内容：乙\n谁：李\n何处：西\n金额：2万元 2\n");
    expect(b, "说明: [甲, 乙, 丙]", "说明: [甲, 丙, 丁]", "- notes[2]: 乙 >  1\n+ notes[3]:  > 丁 1\n");
}

/* -- lists at random ------------------------------------------------------------------------------------ */

static void count(void *context, const bc_compare_change *change)
{
    bench *b = context;
    b->number += change->kind == BC_COMPARE_CHANGED ? 1000000 : 1;
}

/* A long list, some of which goes and some of which comes: nothing else is told, and soon. */
static void test_long(void **state)
{
    bench *b = *state;
    enum { ROWS = 6000, STEP = 7 };
    bc_buf before, now;
    bc_buf_init(&before);
    bc_buf_init(&now);
    bc_buf_add_text(&before, "任务:\n");
    bc_buf_add_text(&now, "任务:\n");
    size_t changes = 0;
    for (unsigned i = 0; i < ROWS; i++) {
        if (i % STEP != 3)
            bc_buf_printf(&before, "- {内容: n%u, 谁: w%u, 何处: p%u, 金额: %u}\n", i, i * 31, i * 17, i);
        if (i % STEP != 5)
            bc_buf_printf(&now, "- {内容: n%u, 谁: w%u, 何处: p%u, 金额: %u}\n", i, i * 31, i * 17, i);
        changes += i % STEP == 3 || i % STEP == 5;
    }
    const bc_value old_one = bind(b, before.p), new_one = bind(b, now.p);
    b->number = 0;
    bc_compare_records(&(bc_compare_options){ .form = &b->form }, &old_one, &new_one, &b->arena, count, b);
    assert_int_equal(b->number, changes);
    bc_buf_release(&before);
    bc_buf_release(&now);
}

static void test_nothing(void **state)
{
    bench *b = *state;
    const bc_value one = bind(b, "{部门: 甲, 说明: [乙]}");
    b->number = 0;
    const bc_compare_options options = { .form = &b->form };
    assert_int_equal(bc_compare_records(&options, NULL, &one, &b->arena, count, b), 2);
    assert_int_equal(bc_compare_records(&options, &one, NULL, &b->arena, count, b), 2);
    assert_int_equal(bc_compare_records(&options, &one, &one, &b->arena, count, b), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_values, begin, end),
        cmocka_unit_test_setup_teardown(test_groups, begin, end),
        cmocka_unit_test_setup_teardown(test_computed, begin, end),
        cmocka_unit_test_setup_teardown(test_keys, begin, end),
        cmocka_unit_test_setup_teardown(test_given_keys, begin, end),
        cmocka_unit_test_setup_teardown(test_rows, begin, end),
        cmocka_unit_test_setup_teardown(test_long, begin, end),
        cmocka_unit_test_setup_teardown(test_nothing, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
