/* SHA-256 of the examples of the standard, and of lengths around its blocks. */
#include "returns/private/digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void expect(bc_str bytes, const char *digest)
{
    char text[BC_RETURNS_DIGEST + 1];
    bc_returns_digest(bytes, text);
    assert_string_equal(text, digest);
}

static void test_examples(void **state)
{
    (void)state;
    expect((bc_str){ 0 }, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(BC_STR("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(BC_STR("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
           "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

static void test_lengths(void **state)
{
    (void)state;
    enum { MILLION = 1000000 };
    static const struct {
        size_t n;
        const char *digest;
    } LENGTHS[] = { { 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318" },
                    { 56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a" },
                    { 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb" },
                    { MILLION, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0" } };
    char *text = malloc(MILLION);
    memset(text, 'a', MILLION);
    for (size_t i = 0; i < sizeof LENGTHS / sizeof *LENGTHS; i++)
        expect((bc_str){ text, LENGTHS[i].n }, LENGTHS[i].digest);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_examples), cmocka_unit_test(test_lengths) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
