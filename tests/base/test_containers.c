/* Buffers, arenas, arrays, maps. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/strmap.h"
#include "base/vec.h"

#include <setjmp.h>
#include <stdalign.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#ifdef __SANITIZE_ADDRESS__
#include <sanitizer/asan_interface.h>
#endif

static void test_buf(void **state)
{
    (void)state;
    bc_buf buf;
    bc_buf_init(&buf);
    assert_string_equal(buf.p, "");
    bc_buf_add(&buf, NULL, 0);
    bc_buf_add_int(&buf, INT64_MIN);
    bc_buf_add_char(&buf, ' ');
    bc_buf_add_int(&buf, 0);
    bc_buf_add_utf8(&buf, 0x20BB7);
    bc_buf_printf(&buf, "%s-%04d", "x", 7);
    bc_buf_add_str(&buf, bc_str_from(NULL));
    assert_string_equal(buf.p, "-9223372036854775808 0𠮷x-0007");
    bc_buf_clear(&buf);
    assert_string_equal(buf.p, "");
    for (int i = 0; i < 5000; i++) {
        bc_buf_printf(&buf, "%d,", i % 10);
        assert_int_equal(buf.p[buf.n], '\0');
    }
    assert_int_equal(buf.n, 10000);
    assert_true(bc_str_ends(bc_buf_str(&buf), BC_STR("8,9,")));
    bc_buf_release(&buf);
}

static void test_arena(void **state)
{
    (void)state;
    bc_arena arena = { 0 };
    unsigned char *blocks[200];
    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < 200; i++) {
            blocks[i] = bc_arena_alloc(&arena, i * 97);
            assert_int_equal((uintptr_t)blocks[i] % alignof(max_align_t), 0);
            for (size_t j = 0; j < i * 97; j++)
                assert_int_equal(blocks[i][j], 0);
            memset(blocks[i], (int)i, i * 97);
        }
        for (size_t i = 1; i < 200; i++)
            assert_true(blocks[i][0] == i && blocks[i][i * 97 - 1] == i);
        bc_arena_reset(&arena);
    }
    bc_str copy = bc_arena_str(&arena, (bc_str){ "abcd", 3 });
    assert_string_equal(copy.p, "abc");
    bc_str text = bc_arena_printf(&arena, "%s=%d", "n", 12);
    assert_string_equal(text.p, "n=12");
    assert_int_equal(text.n, 4);
    assert_non_null(bc_arena_alloc(&arena, 5 << 20));
    bc_arena_release(&arena);
    bc_arena_release(&arena);
}

/* Under AddressSanitizer: what was not asked for, and what was given back. */
static void test_arena_poison(void **state)
{
    (void)state;
#ifdef __SANITIZE_ADDRESS__
    bc_arena arena = { 0 };
    char *p = bc_arena_alloc(&arena, 20);
    assert_false(__asan_address_is_poisoned(p + 19));
    assert_true(__asan_address_is_poisoned(p + 20));
#ifndef BC_STRESS /* which gives the block back */
    bc_arena_reset(&arena);
    assert_true(__asan_address_is_poisoned(p));
    assert_ptr_equal(bc_arena_alloc(&arena, 1), p);
    assert_false(__asan_address_is_poisoned(p));
    assert_true(__asan_address_is_poisoned(p + 1));
#endif
    bc_arena_release(&arena);
#else
    skip();
#endif
}

static void test_vec(void **state)
{
    (void)state;
    BC_VEC(int) v = { 0 };
    for (int i = 0; i < 1000; i++)
        bc_vec_add(&v, i * i);
    assert_int_equal(v.n, 1000);
    for (int i = 0; i < 1000; i++)
        assert_int_equal(v.at[i], i * i);
    bc_vec_clear(&v);
    assert_int_equal(v.n, 0);
    bc_vec_release(&v);
    assert_null(v.at);
}

static void test_strmap(void **state)
{
    (void)state;
    bc_arena arena = { 0 };
    bc_strmap map = { 0 };
    int values[2000];
    assert_null(bc_strmap_find(&map, BC_STR("none")));
    for (int i = 0; i < 2000; i++)
        assert_null(bc_strmap_put(&map, bc_arena_printf(&arena, "键%d", i), &values[i]));
    assert_ptr_equal(bc_strmap_put(&map, BC_STR("键7"), &values[0]), &values[7]);
    assert_int_equal(map.n, 2000);
    assert_ptr_equal(bc_strmap_find(&map, BC_STR("键7")), &values[0]);
    assert_ptr_equal(bc_strmap_find(&map, BC_STR("键1999")), &values[1999]);
    assert_null(bc_strmap_find(&map, BC_STR("键2000")));
    assert_null(bc_strmap_put(&map, BC_STR(""), &values[1]));
    assert_ptr_equal(bc_strmap_find(&map, (bc_str){ 0 }), &values[1]);
    bc_strmap_release(&map);
    assert_null(bc_strmap_find(&map, BC_STR("键7")));
    bc_arena_release(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_buf), cmocka_unit_test(test_arena),
                                        cmocka_unit_test(test_arena_poison), cmocka_unit_test(test_vec),
                                        cmocka_unit_test(test_strmap) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
