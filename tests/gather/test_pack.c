/* Values come back from their bytes as they were, whatever they are. */
#include "gather/private/pack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

static bc_arena arena;
static bc_diag_source source = { .name = { "a.yaml", 6 } };
static bc_gather_words words;

static bc_value through(const bc_value *value, const bc_form_field *field, size_t *bytes)
{
    bc_buf packed;
    bc_buf_init(&packed);
    bc_gather_pack_value(value, field, &packed);
    bc_gather_unpacker in = { .rest = bc_buf_str(&packed), .arena = &arena, .source = &source, .words = &words };
    bc_value back = bc_gather_unpack_value(&in, field);
    assert_int_equal(in.rest.n, 0);
    *bytes = packed.n;
    bc_buf_release(&packed);
    return back;
}

static void expect_str(bc_str a, bc_str b)
{
    assert_true(bc_str_eq(a, b));
}

static void expect_same(const bc_value *a, const bc_value *b)
{
    assert_int_equal(a->type, b->type);
    if (a->type == BC_VALUE_NUMBER) {
        assert_int_equal(bc_decimal_compare(a->as.number, b->as.number), 0);
        assert_int_equal(a->as.number.scale, b->as.number.scale);
        expect_str(a->unit, b->unit);
    }
    if (a->type == BC_VALUE_LIST) {
        assert_int_equal(a->n, b->n);
        for (uint32_t i = 0; i < a->n; i++)
            expect_same(&a->as.items[i], &b->as.items[i]);
    }
    if (a->type == BC_VALUE_MAP) {
        assert_int_equal(a->n, b->n);
        for (uint32_t i = 0; i < a->n; i++) {
            expect_str(a->as.entries[i].key, b->as.entries[i].key);
            expect_same(&a->as.entries[i].value, &b->as.entries[i].value);
        }
    }
}

static const bc_form_field money = { .type = BC_FIELD_MONEY, .unit = { "万元", 6 } };

static void test_numbers(void **state)
{
    (void)state;
    uint64_t random = 7;
    for (int i = 0; i < 20000; i++) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        bc_value value = bc_value_number((bc_decimal){ 0 }, i % 4 ? money.unit : i % 8 ? BC_STR("元") : BC_STR("%"));
        value.as.number.coef = (bc_decimal_int128)(random >> (i % 60)) * (i % 3 ? 1 : -1) * (i % 5 ? 1 : 1000000007);
        value.as.number.scale = (uint8_t)(random % (BC_DECIMAL_MAX_SCALE + 1));
        bc_buf text;
        bc_buf_init(&text);
        bc_decimal_print(value.as.number, -1, i % 2, &text);
        value.text = bc_arena_str(&arena, bc_buf_str(&text));
        bc_buf_release(&text);
        size_t bytes;
        bc_value back = through(&value, &money, &bytes);
        expect_same(&value, &back);
        bc_buf_init(&text);
        bc_value_print(&back, &text);
        expect_str(bc_buf_str(&text), value.text); /* as it was written, or as it is written anyway */
        bc_buf_release(&text);
    }
    bc_value largest = bc_value_number((bc_decimal){ 0 }, (bc_str){ 0 });
    for (int i = 0; i < 38; i++)
        largest.as.number.coef = largest.as.number.coef * 10 + 9;
    size_t bytes;
    bc_value back = through(&largest, &money, &bytes);
    expect_same(&largest, &back);
}

static void test_other_values(void **state)
{
    (void)state;
    const bc_form_field text = { .type = BC_FIELD_TEXT };
    size_t bytes;
    bc_value value = bc_value_text(BC_STR("教育局")), back = through(&value, &text, &bytes);
    expect_str(back.text, value.text);
    assert_int_equal(bytes, 2 + value.text.n);
    bc_value again = through(&value, &text, &bytes);
    assert_ptr_equal(again.text.p, back.text.p); /* made once */
    value = (bc_value){ .type = BC_VALUE_NULL, .text = BC_STR("—") };
    back = through(&value, &money, &bytes);
    assert_int_equal(back.type, BC_VALUE_NULL);
    expect_str(back.text, value.text);
    value = (bc_value){ .type = BC_VALUE_DATE, .text = BC_STR("2024年3月"), .as.date = { 2024, 3, 0 } };
    back = through(&value, &text, &bytes);
    assert_int_equal(back.as.date.year, 2024);
    assert_int_equal(back.as.date.month, 3);
    assert_int_equal(back.as.date.day, 0);
    expect_str(back.text, value.text);
    value = bc_value_bool(true);
    back = through(&value, &text, &bytes);
    assert_true(back.type == BC_VALUE_BOOL && back.as.boolean);
}

static void test_words_for_numbers_keep_their_place(void **state)
{
    (void)state;
    const bc_node node = { .kind = BC_NODE_TEXT, .mark = { &source, 123456, 70, 9 }, .as.text = BC_STR("资金池") };
    bc_value value = { .type = BC_VALUE_TEXT, .origin = &node, .text = BC_STR("资金池"), .as.unread = BC_VALUE_FAULTY };
    size_t bytes;
    bc_value back = through(&value, &money, &bytes);
    assert_int_equal(bc_value_unread_of(&back), BC_VALUE_FAULTY);
    assert_int_equal(back.origin->mark.line, 123456);
    assert_int_equal(back.origin->mark.column, 70);
    assert_int_equal(back.origin->mark.length, 9);
    assert_ptr_equal(back.origin->mark.source, &source);
}

static void test_lists_and_groups(void **state)
{
    (void)state;
    const bc_form_field children[] = { { .key = BC_STR("name"), .type = BC_FIELD_TEXT },
                                       { .key = BC_STR("amount"), .type = BC_FIELD_MONEY, .unit = BC_STR("万元") } };
    const bc_form_field list = { .type = BC_FIELD_LIST, .children = children, .child_count = 2 };
    const bc_form_field plain = { .type = BC_FIELD_LIST, .element = BC_FIELD_MONEY, .unit = BC_STR("万元") };
    bc_value items[50], numbers[50];
    bc_value_entry entries[50][2];
    for (int i = 0; i < 50; i++) {
        numbers[i] = bc_value_number(bc_decimal_from_int(i * i), money.unit);
        entries[i][0] = (bc_value_entry){ BC_STR("name"), bc_value_text(BC_STR("甲")) };
        entries[i][1] = (bc_value_entry){ BC_STR("amount"), i % 3 ? numbers[i] : bc_value_null() };
        items[i] = (bc_value){ .type = BC_VALUE_MAP, .n = 2, .as.entries = entries[i] };
    }
    for (uint32_t n = 0; n <= 50; n += 25) {
        bc_value value = { .type = BC_VALUE_LIST, .n = n, .as.items = items };
        size_t bytes;
        bc_value back = through(&value, &list, &bytes);
        expect_same(&value, &back);
        value.as.items = numbers;
        back = through(&value, &plain, &bytes);
        expect_same(&value, &back);
    }
}

static int release(void **state)
{
    (void)state;
    bc_arena_release(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_other_values),
        cmocka_unit_test(test_words_for_numbers_keep_their_place),
        cmocka_unit_test(test_lists_and_groups),
    };
    return cmocka_run_group_tests(tests, NULL, release);
}
