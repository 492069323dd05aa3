/* Entries come back as they were put, whether they lie in memory or in the file. */
#include "gather/store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { COUNT = 40000 };

/* Entry i, of a length and content that only its number says. */
static bc_str entry(size_t i, char *bytes)
{
    const size_t n = i % 7 == 0 ? 0 : i * 2654435761u % (i % 1009 == 0 ? 3 << 20 : 300);
    for (size_t k = 0; k < n; k++)
        bytes[k] = (char)(i * 31 + k * 7);
    return (bc_str){ bytes, n };
}

static void fill(bc_gather_store *store, size_t *memory, size_t limit)
{
    char *bytes = malloc(4 << 20);
    for (size_t i = 0; i < COUNT; i++) {
        bc_str all = entry(i, bytes);
        bc_gather_store_add(store, bc_str_slice(all, 0, all.n / 3), bc_str_slice(all, all.n / 3, all.n), memory, limit);
    }
    free(bytes);
}

static void expect_entry(bc_gather_store *store, size_t i, char *bytes)
{
    bool stays;
    const bc_str wanted = entry(i, bytes), found = bc_gather_store_at(store, i, &stays);
    assert_int_equal(found.n, wanted.n);
    assert_int_equal(store->error, 0);
    assert_true(!found.n || memcmp(found.p, wanted.p, found.n) == 0);
}

static void check(size_t limit, bool in_file)
{
    bc_gather_store store = { 0 };
    size_t memory = 0;
    char *bytes = malloc(4 << 20);
    fill(&store, &memory, limit);
    assert_int_equal(store.file != 0, in_file);
    if (in_file)
        assert_true(memory <= limit + (4 << 20)); /* the block that is filled, which may be a large one */
    assert_true(bc_gather_store_open(&store, &memory));
    for (size_t i = 0; in_file && i + 1 < store.blocks.n; i++)
        assert_null(store.blocks.at[i].p); /* all that is full, so that its texts need no copy */
    for (size_t i = 0; i < COUNT; i++) {   /* what is forgotten is there again when it is asked for */
        expect_entry(&store, i, bytes);
        if (i % 1000 == 999)
            bc_gather_store_forget(&store, i - 999, i, false);
    }
    for (size_t i = 0; i < 2000; i++) /* in any order */
        expect_entry(&store, i * 7919 % COUNT, bytes);
    for (size_t i = 0; i < COUNT; i++) { /* once, in order, letting go of what was asked for */
        expect_entry(&store, i, bytes);
        if (i % 1000 == 999)
            bc_gather_store_forget(&store, i - 999, i, true);
    }
    free(bytes);
    bc_gather_store_release(&store);
}

static void test_in_memory(void **state)
{
    (void)state;
    check(SIZE_MAX, false);
}

static void test_in_a_file(void **state)
{
    (void)state;
    check(0, true);
    check(2 << 20, true);
}

static void test_several_share_a_limit(void **state)
{
    (void)state;
    bc_gather_store a = { 0 }, b = { 0 };
    size_t memory = 0;
    char *bytes = malloc(4 << 20);
    fill(&a, &memory, SIZE_MAX);
    assert_true(memory > 4 << 20);
    fill(&b, &memory, 4 << 20);
    assert_true(b.file && !a.file);
    assert_true(bc_gather_store_open(&a, &memory) && bc_gather_store_open(&b, &memory));
    for (size_t i = 0; i < COUNT; i++) {
        expect_entry(&a, i, bytes);
        expect_entry(&b, i, bytes);
    }
    free(bytes);
    bc_gather_store_release(&a);
    bc_gather_store_release(&b);
}

/* A file that cannot be made leaves everything in memory, and the reason. */
static void test_without_a_place(void **state)
{
    (void)state;
    bc_gather_store store = { 0 };
    size_t memory = 0;
    assert_int_equal(setenv("TMPDIR", "/nowhere/at/all", 1), 0);
    fill(&store, &memory, 0);
    assert_int_not_equal(store.error, 0);
    assert_int_equal(unsetenv("TMPDIR"), 0);
    bc_gather_store_release(&store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_in_memory),
        cmocka_unit_test(test_in_a_file),
        cmocka_unit_test(test_several_share_a_limit),
        cmocka_unit_test(test_without_a_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
