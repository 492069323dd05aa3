/* From one allocation on there is no memory any more, whoever asks: ICU finds the same breaks, keys and bytes, or the
 * process has ended with the code for it. It neither crashes nor goes on for ever. Each in a process of its own.
 *
 * The allocating functions below stand before those of the C library for all libraries of this program. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "unicode/breaks.h"
#include "unicode/collate.h"
#include "unicode/convert.h"
#include "unicode/variant.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ENDED = 3 }; /* the exit code of biaoce without memory */

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static unsigned long calls, first_to_fail; /* 0: none */

static bool fails(void)
{
    if (++calls < first_to_fail || !first_to_fail)
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return fails() ? NULL : __libc_realloc(old, size);
}

/* -- what is asked of ICU ------------------------------------------------------------------------------- */

static const char TEXT[] = "围绕先进制造、养老照护和家政服务开展补贴性培训，全年培训1.2万人次，取证率达到85%以上。";

static unsigned long add(unsigned long sum, unsigned long more)
{
    return sum * 31 + more + 1;
}

static unsigned long breaks(bc_unicode_unit unit)
{
    static const uint16_t units[] =
        u"围绕先进制造、养老照护和家政服务开展补贴性培训，全年培训1.2万人次，取证率达到85%以上。";
    unsigned long sum = 0;
    bc_unicode_breaks *found = bc_unicode_breaks_new(unit);
    if (!found || !bc_unicode_breaks_in_utf16(found, units, sizeof units / sizeof *units - 1))
        return 0;
    for (int32_t at; (at = bc_unicode_breaks_next(found)) != BC_UNICODE_NO_MORE;)
        sum = add(sum, (unsigned long)at);
    bc_unicode_breaks_free(found);
    return sum;
}

static unsigned long of_bytes(bc_str bytes)
{
    unsigned long sum = 0;
    for (size_t i = 0; i < bytes.n; i++)
        sum = add(sum, (unsigned char)bytes.p[i]);
    return sum;
}

static unsigned long sorted(bc_unicode_order order)
{
    bc_arena arena = { 0 };
    bc_unicode_collator collator = { 0 };
    bc_str key = { 0 };
    if (!bc_unicode_sort_key(&collator, order, bc_str_from(TEXT), &arena, &key))
        return 0;
    const unsigned long sum = of_bytes(key);
    bc_unicode_collator_release(&collator);
    bc_arena_release(&arena);
    return sum;
}

static unsigned long encoded(void)
{
    bc_buf bytes;
    bc_buf_init(&bytes);
    const unsigned long sum =
        bc_unicode_encode("gb18030", bc_str_from(TEXT), &bytes) ? of_bytes(bc_buf_str(&bytes)) : 0;
    bc_buf_release(&bytes);
    return sum;
}

static unsigned long varied(void)
{
    bc_unicode_variants variants = { 0 };
    bc_buf bytes;
    bc_buf_init(&bytes);
    const unsigned long sum = bc_unicode_variant_of(&variants, BC_UNICODE_TRADITIONAL, BC_STR("补贴性培训"), &bytes)
                                  ? of_bytes(bc_buf_str(&bytes))
                                  : 0;
    bc_buf_release(&bytes);
    bc_unicode_variants_release(&variants);
    return sum;
}

static unsigned long ask(unsigned what)
{
    switch (what) {
    case 0:
        return breaks(BC_UNICODE_LINES);
    case 1:
        return breaks(BC_UNICODE_WORDS);
    case 2:
        return sorted(BC_UNICODE_PINYIN);
    case 3:
        return sorted(BC_UNICODE_STROKES);
    case 4:
        return encoded();
    default:
        return varied();
    }
}

/* -- without memory ------------------------------------------------------------------------------------- */

typedef struct answer {
    unsigned long sum, calls;
} answer;

/* Asked by a child; false when it has crashed or not come to an end. *ended: for want of memory. */
static bool ask_apart(unsigned what, unsigned long from, answer *out, bool *ended)
{
    int ends[2], status;
    if (pipe(ends) != 0)
        return false;
    const pid_t child = fork();
    if (child == 0) {
        alarm(20);
        (void)!freopen("/dev/null", "w", stderr);
        calls = 0;
        first_to_fail = from;
        const unsigned long sum = ask(what);
        first_to_fail = 0;
        const answer found = { sum, calls };
        _exit(write(ends[1], &found, sizeof found) == sizeof found ? 0 : 1);
    }
    close(ends[1]);
    const bool told = read(ends[0], out, sizeof *out) == sizeof *out;
    close(ends[0]);
    if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status))
        return false;
    *ended = WEXITSTATUS(status) == ENDED;
    return *ended || (told && WEXITSTATUS(status) == 0);
}

int main(void)
{
    enum { QUESTIONS = 6, MOST = 150 };
    const struct rlimit none = { 0 };
    setrlimit(RLIMIT_CORE, &none);
    bool good = true;
    for (unsigned what = 0; what < QUESTIONS; what++) {
        answer whole, now;
        bool ended;
        unsigned long tried = 0, ends = 0, wrong = 0;
        if (!ask_apart(what, 0, &whole, &ended) || ended || !whole.sum)
            return 1;
        const unsigned long step = whole.calls / MOST + 1;
        for (unsigned long from = 1; from <= whole.calls; from += step, tried++) {
            const bool fine = ask_apart(what, from, &now, &ended) && (ended || now.sum == whole.sum);
            ends += fine && ended;
            wrong += !fine;
        }
        printf("question %u: %lu of %lu allocations: %lu ended for want of memory, %lu wrong\n", what, tried,
               whole.calls, ends, wrong);
        good = good && !wrong && ends;
    }
    return good ? 0 : 1;
}
