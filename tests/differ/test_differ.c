/* Trees that are packed come back as they were; records are laid beside each other by what they have in common; a
 * record of one form is seen as one of another. */
#include "differ/private/bridge.h"
#include "differ/private/pack.h"
#include "differ/private/pair.h"
#include "differ/private/weigh.h"

#include "record/bind.h"
#include "source/yaml.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static const bc_node *parse(bc_arena *arena, const char *text)
{
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_diag_source *source = BC_NEW(arena, bc_diag_source);
    source->name = BC_STR("record.yaml");
    source->text = bc_arena_str(arena, bc_str_from(text));
    bc_source_documents documents = { 0 };
    assert_true(bc_yaml_read(arena, source, &diags, &documents));
    assert_int_equal(documents.n, 1);
    bc_diag_list_release(&diags);
    return documents.at[0];
}

/* -- packing -------------------------------------------------------------------------------------------- */

/* But for where keys stand, of which nothing is told. */
static void expect_same(const bc_node *a, const bc_node *b)
{
    assert_int_equal(a->kind, b->kind);
    assert_int_equal(a->quoted, b->quoted);
    assert_ptr_equal(a->mark.source, b->mark.source);
    assert_int_equal(a->mark.line, b->mark.line);
    assert_int_equal(a->mark.column, b->mark.column);
    assert_int_equal(a->mark.length, b->mark.length);
    if (a->kind == BC_NODE_TEXT)
        assert_true(bc_str_eq(a->as.text, b->as.text));
    if (a->kind == BC_NODE_TEXT || a->kind == BC_NODE_NULL)
        return;
    assert_int_equal(a->n, b->n);
    for (uint32_t i = 0; i < a->n; i++) {
        const bool map = a->kind == BC_NODE_MAP;
        if (map)
            assert_true(bc_str_eq(a->as.members[i].key, b->as.members[i].key));
        expect_same(map ? a->as.members[i].value : a->as.items[i], map ? b->as.members[i].value : b->as.items[i]);
    }
}

static const bc_node *again(const bc_node *tree, bc_arena *arena, bc_differ_packed *packed)
{
    *packed = bc_differ_pack(tree, arena);
    return bc_differ_unpack(packed, arena);
}

static void test_pack(void **state)
{
    (void)state;
    bc_arena arena = { 0 };
    bc_differ_packed packed;
    const bc_node *tree = parse(&arena, "form: x\n空:\nquoted: \"007\"\nlist: [1, [2, {a: b}], ~]\n"
                                        "rows: [{名称: 甲, 值: 1}, {名称: 乙, 值: 2}, {名称: &x 丙, 值: *x}]\n"
                                        "far:\n\n\n\n  away: |\n    two\n    lines\nback: *x\n");
    const bc_node *copy = again(tree, &arena, &packed);
    expect_same(tree, copy);
    assert_int_equal(packed.source_count, 1);
    assert_true(bc_node_find(copy, "quoted")->quoted);
    assert_ptr_equal(bc_node_find(copy, "far")->mark.source, tree->mark.source);
    /* A key of rows costs a byte behind the first. */
    const size_t few = bc_differ_pack(parse(&arena, "[{一个很长的名称: 1}, {一个很长的名称: 1}]"), &arena).bytes.n;
    const size_t more =
        bc_differ_pack(parse(&arena, "[{一个很长的名称: 1}, {一个很长的名称: 1}, {一个很长的名称: 1}]"), &arena)
            .bytes.n;
    assert_true(more - few < strlen("一个很长的名称"));
    bc_arena_release(&arena);
}

static void test_pack_sources(void **state)
{
    (void)state;
    bc_arena arena = { 0 };
    const bc_node *one = parse(&arena, "a: 1"), *other = parse(&arena, "b: 2");
    const bc_node *items[] = { one, other, one };
    bc_differ_packed packed;
    const bc_node *copy = again(bc_node_new_list(&arena, one->mark, items, 3), &arena, &packed);
    assert_int_equal(packed.source_count, 2);
    assert_ptr_equal(copy->as.items[0]->mark.source, one->mark.source);
    assert_ptr_equal(copy->as.items[1]->mark.source, other->mark.source);
    assert_ptr_equal(copy->as.items[2]->as.members[0].value->mark.source, one->mark.source);
    bc_arena_release(&arena);
}

/* -- pairs ---------------------------------------------------------------------------------------------- */

static bc_form FORM_A = { .id = { "a", 1 } }, FORM_B = { .id = { "b", 1 } };
static bc_engine_template TEMPLATE_A = { .form = &FORM_A }, TEMPLATE_B = { .form = &FORM_B };

typedef struct given {
    const char *code, *name, *department;
    bool other_form;
} given;

static void fill(bc_differ_set *set, const given *records, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const bc_differ_record record = { .template = records[i].other_form ? &TEMPLATE_B : &TEMPLATE_A,
                                          .code = bc_str_from(records[i].code),
                                          .name = bc_str_from(records[i].name),
                                          .department = bc_str_from(records[i].department),
                                          .other = BC_DIFFER_NONE };
        bc_vec_add(&set->records, record);
    }
}

/* `wanted`: for each later record the number of the earlier one, -1: none; and how often something was told. */
static void expect_pairs(const given *before, size_t before_count, const given *now, size_t now_count,
                         const int *wanted, size_t told)
{
    bc_differ_set a = { 0 }, b = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    fill(&a, before, before_count);
    fill(&b, now, now_count);
    bc_differ_pair(&a, &b, &diags);
    for (size_t i = 0; i < now_count; i++) {
        assert_int_equal(b.records.at[i].other, wanted[i] < 0 ? BC_DIFFER_NONE : (uint32_t)wanted[i]);
        if (wanted[i] >= 0)
            assert_int_equal(a.records.at[wanted[i]].other, i);
    }
    assert_int_equal(diags.list.n, told);
    bc_diag_list_release(&diags);
    bc_differ_set_release(&a);
    bc_differ_set_release(&b);
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

static void test_pairs(void **state)
{
    (void)state;
    { /* by code, whatever the order and the names; by name where there is no code, or a new one */
        const given before[] = {
            { "1", "甲", "x", 0 }, { "2", "乙", "x", 0 }, { "", "丙", "x", 0 }, { "4", "丁", "x", 0 }
        };
        const given now[] = { { "", "丙 ", "x", 0 },
                              { "2", "甲", "x", 0 },
                              { "1", "新名", "y", 0 },
                              { "5", "丁", "x", 0 },
                              { "", "戊", "x", 0 } };
        expect_pairs(before, COUNT(before), now, COUNT(now), (const int[]){ 2, 1, 0, 3, -1 }, 0);
    }
    { /* the form goes before the code alone, the department before the name alone */
        const given before[] = {
            { "1", "甲", "x", 1 }, { "1", "甲", "x", 0 }, { "", "运转", "x", 0 }, { "", "运转", "y", 0 }
        };
        const given now[] = {
            { "1", "甲", "x", 0 }, { "1", "甲", "x", 1 }, { "", "运转", "y", 0 }, { "", "运转", "x", 0 }
        };
        expect_pairs(before, COUNT(before), now, COUNT(now), (const int[]){ 1, 0, 3, 2 }, 0);
    }
    { /* another form or department, where the name is the only one */
        const given before[] = {
            { "", "甲", "x", 0 }, { "", "乙", "x", 0 }, { "", "丙", "x", 0 }, { "", "丙", "y", 0 }
        };
        const given now[] = { { "", "甲", "z", 0 }, { "", "乙", "x", 1 }, { "", "丙", "z", 0 } };
        expect_pairs(before, COUNT(before), now, COUNT(now), (const int[]){ 0, 1, -1 }, 0);
    }
    { /* several of one code: equal names, then in their order; told once */
        const given before[] = { { "1", "丙", "x", 0 }, { "1", "甲", "x", 0 }, { "1", "乙", "x", 0 } };
        const given now[] = { { "1", "辛", "x", 0 }, { "1", "甲", "x", 0 } };
        expect_pairs(before, COUNT(before), now, COUNT(now), (const int[]){ 0, 1 }, 1);
    }
    { /* what says nothing is like nothing */
        const given before[] = { { "", "", "", 0 } };
        const given now[] = { { "", "", "", 0 } };
        expect_pairs(before, 1, now, 1, (const int[]){ -1 }, 0);
    }
}

/* -- two forms ------------------------------------------------------------------------------------------ */

static bc_form form_of(bc_arena *arena, const char *fields, bc_diag_list *diags)
{
    return (bc_form){ .id = BC_STR("f"), .fields = bc_form_fields_compile(arena, parse(arena, fields), diags) };
}

static void test_bridge(void **state)
{
    (void)state;
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    const bc_form before = form_of(&arena,
                                   "name: {label: 项目名称, type: text}\n"
                                   "amount: {label: 预算, type: money, unit: 万元}\n"
                                   "leader: {label: 负责人, type: person}\n"
                                   "rows: {label: 指标, type: list, of: {what: {label: 名称, type: text}, "
                                   "value: {label: 目标值, type: text}, note: {label: 备注, type: text}}}\n",
                                   &diags);
    const bc_form now = form_of(&arena,
                                "rows: {label: 绩效指标, type: list, of: {name: {label: 名称, type: text}, "
                                "unit: {label: 单位, type: text}, value: {label: 值, type: text}}}\n"
                                "title: {label: 项目名称（全称）, type: text}\n"
                                "funds: {label: 资金, type: group, of: {\n"
                                "  amount: {label: 总额, type: money, unit: 元}}}\n"
                                "leader: {label: 负责人, type: date}\n",
                                &diags);
    assert_int_equal(diags.list.n, 0);
    const bc_differ_bridge bridge = bc_differ_bridge_make(&before, &now, &arena);
    assert_string_equal(bridge.only_before.p, "绩效指标 › 备注, 负责人");
    assert_string_equal(bridge.only_now.p, "绩效指标 › 单位, 负责人");
    const bc_node *record = parse(&arena, "项目名称: 甲\n预算: 12.5\n负责人: 某某\n"
                                          "指标: [{名称: 长度, 目标值: 3公里, 备注: 无}]\n");
    const bc_value value = bc_record_bind(&before, record, &arena, &diags);
    const bc_value taken = bc_differ_bridge_take(&bridge, &value, &arena);
    assert_int_equal(taken.n, now.fields.n);
    const bc_value *row = &taken.as.entries[0].value.as.items[0];
    assert_true(bc_str_is(row->as.entries[0].value.text, "长度"));
    assert_int_equal(row->as.entries[1].value.type, BC_VALUE_NULL);
    assert_true(bc_str_is(row->as.entries[2].value.text, "3公里"));
    assert_true(bc_str_is(taken.as.entries[1].value.text, "甲"));
    const bc_value *amount = &taken.as.entries[2].value.as.entries[0].value;
    assert_int_equal(bc_decimal_compare(amount->as.number, bc_decimal_from_int(125000)), 0);
    assert_true(bc_str_is(amount->unit, "元"));
    assert_true(bc_str_is(amount->origin->as.text, "12.5万元"));
    assert_int_equal(taken.as.entries[3].value.type, BC_VALUE_NULL);
    const bc_value later = bc_record_bind(
        &now, parse(&arena, "项目名称: 甲\n负责人: 2026-1-1\n绩效指标: [{名称: 长度, 单位: 米}]\n"), &arena, &diags);
    const bc_value masked = bc_differ_bridge_mask(&bridge, &later, &arena);
    assert_int_equal(masked.as.entries[3].value.type, BC_VALUE_NULL);
    assert_int_equal(masked.as.entries[0].value.as.items[0].as.entries[1].value.type, BC_VALUE_NULL);
    assert_true(bc_str_is(masked.as.entries[0].value.as.items[0].as.entries[0].value.text, "长度"));
    /* One form is itself. */
    const bc_differ_bridge none = bc_differ_bridge_make(&now, &now, &arena);
    assert_ptr_equal(bc_differ_bridge_take(&none, &later, &arena).as.entries, later.as.entries);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
}

/* -- figures -------------------------------------------------------------------------------------------- */

static void expect_figures(const char *before, const char *now, const char *difference, const char *percent)
{
    bc_decimal a, b;
    assert_true(bc_decimal_parse(bc_str_from(before), &a) && bc_decimal_parse(bc_str_from(now), &b));
    const bc_differ_figures figures = bc_differ_figures_of(&a, &b, BC_STR("万元"));
    bc_buf text;
    bc_buf_init(&text);
    bc_decimal_print(figures.difference, -1, false, &text);
    assert_string_equal(text.p, difference);
    bc_buf_clear(&text);
    if (figures.has_percent)
        bc_decimal_print(figures.percent, -1, false, &text);
    assert_string_equal(text.p, percent);
    bc_buf_release(&text);
}

static void test_figures(void **state)
{
    (void)state;
    expect_figures("2600000", "3000000", "40", "15.4");
    expect_figures("3000000", "2600000", "-40", "-13.3");
    expect_figures("0", "5000", "0.5", "");
    expect_figures("3", "1", "-0.0002", "-66.7");
    expect_figures("99999999999999999999.99", "99999999999999999999.98", "-0.000001", "0.0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pack),   cmocka_unit_test(test_pack_sources), cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_bridge), cmocka_unit_test(test_figures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
