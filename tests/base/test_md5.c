#include "base/arena.h"
#include "base/buf.h"
#include "base/md5.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void digest(const char *text, size_t piece, bc_buf *out)
{
    const bc_str whole = bc_str_from(text);
    unsigned char bytes[BC_MD5];
    bc_md5 md5;
    bc_md5_init(&md5);
    for (size_t at = 0; at < whole.n; at += piece)
        bc_md5_add(&md5, bc_str_slice(whole, at, at + piece));
    bc_md5_finish(&md5, bytes);
    bc_buf_clear(out);
    for (int i = 0; i < BC_MD5; i++)
        bc_buf_printf(out, "%02x", bytes[i]);
}

/* Those of RFC 1321, A.5, and lengths around a block; in pieces of every size. */
static void known_texts(void **state)
{
    (void)state;
    static const char EIGHTY[] = "1234567890123456789012345678901234567890123456789012345678901234567890"
                                 "1234567890";
    static const struct {
        const char *text, *digest;
    } CASES[] = {
        { "", "d41d8cd98f00b204e9800998ecf8427e" },
        { "a", "0cc175b9c0f1b6a831c399e269772661" },
        { "abc", "900150983cd24fb0d6963f7d28e17f72" },
        { "message digest", "f96b697d7cb7938d525a2f31aaf161d0" },
        { "abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b" },
        { "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "d174ab98d277d9f5a5611c2c9f419d9f" },
        { EIGHTY, "57edf4a22be3c955ac49da2e2107b67a" },
        { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "ef1772b6dff9a122358552954ad0df65" },
        { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "3b0c8ac703f828b04c6c197006d17218" },
        { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "014842d480b571495a4a0363793f7367" },
    };
    bc_buf made;
    bc_buf_init(&made);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
        for (size_t piece = 1; piece < 90; piece++) {
            digest(CASES[i].text, piece, &made);
            assert_string_equal(made.p, CASES[i].digest);
        }
    bc_buf_release(&made);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(known_texts) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
