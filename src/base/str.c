/* Borrowed slices of text: a pointer and a length, owned by whoever made the bytes. Slicing never fails; ends that
 * lie outside are drawn in. */
#include "base/str.h"

#include "base/utf8.h"

#include <string.h>

bc_str bc_str_from(const char *z)
{
    return z ? (bc_str){ z, strlen(z) } : (bc_str){ NULL, 0 };
}

bc_str bc_str_slice(bc_str s, size_t from, size_t to)
{
    if (to > s.n)
        to = s.n;
    if (from > to)
        from = to;
    return (bc_str){ s.p ? s.p + from : NULL, to - from };
}

static bool is_ascii_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bc_str bc_str_trim(bc_str s)
{
    const bc_str wide = BC_STR("\xe3\x80\x80"); /* U+3000 */
    for (;;) {
        if (s.n && is_ascii_blank(s.p[0]))
            s = bc_str_slice(s, 1, s.n);
        else if (bc_str_starts(s, wide))
            s = bc_str_slice(s, wide.n, s.n);
        else if (s.n && is_ascii_blank(s.p[s.n - 1]))
            s.n--;
        else if (bc_str_ends(s, wide))
            s.n -= wide.n;
        else
            return s;
    }
}

bool bc_str_eq(bc_str a, bc_str b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool bc_str_is(bc_str a, const char *z)
{
    return bc_str_eq(a, bc_str_from(z));
}

int bc_str_compare(bc_str a, bc_str b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    if (order)
        return order;
    return (a.n > b.n) - (a.n < b.n);
}

bool bc_str_starts(bc_str s, bc_str prefix)
{
    return s.n >= prefix.n && bc_str_eq(bc_str_slice(s, 0, prefix.n), prefix);
}

bool bc_str_ends(bc_str s, bc_str suffix)
{
    return s.n >= suffix.n && bc_str_eq(bc_str_slice(s, s.n - suffix.n, s.n), suffix);
}

enum { SHORT = 12 /* bytes: four Chinese characters */ };

/* memchr for the byte that tells most, the last of the first Chinese character; the needle is no longer than what is
 * left. */
static const char *find_short(const char *p, size_t left, bc_str needle)
{
    const size_t telling = needle.n > 2 ? 2 : needle.n - 1;
    const char *last = p + left - needle.n + telling;
    for (const char *at = p + telling; at <= last; at++) {
        at = memchr(at, needle.p[telling], (size_t)(last - at) + 1);
        if (!at)
            return NULL;
        if (memcmp(at - telling, needle.p, needle.n) == 0)
            return at - telling;
    }
    return NULL;
}

size_t bc_str_find(bc_str s, bc_str needle, size_t from)
{
    if (from > s.n || needle.n > s.n - from)
        return SIZE_MAX;
    if (needle.n == 0)
        return from;
    const char *at = needle.n <= SHORT ? find_short(s.p + from, s.n - from, needle)
                                       : memmem(s.p + from, s.n - from, needle.p, needle.n);
    return at ? (size_t)(at - s.p) : SIZE_MAX;
}

int bc_str_hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

bool bc_str_is_escape(bc_str s, size_t at)
{
    enum { FIGURES = 4, LENGTH = 7 };
    if (s.n < LENGTH || at > s.n - LENGTH || s.p[at] != '_' || s.p[at + 1] != 'x' || s.p[at + LENGTH - 1] != '_')
        return false;
    for (size_t i = at + 2; i < at + 2 + FIGURES; i++)
        if (bc_str_hex_digit(s.p[i]) < 0)
            return false;
    return true;
}

uint64_t bc_str_hash(bc_str s)
{
    uint64_t h = 0xcbf29ce484222325u;
    for (size_t i = 0; i < s.n; i++) {
        h ^= (unsigned char)s.p[i];
        h *= 0x100000001b3u;
    }
    return h;
}

/* Names longer than this are never near misses worth a suggestion. */
enum { MAX_NAME_LENGTH = 64 };

static size_t decode_name(bc_str s, uint32_t *out)
{
    size_t n = 0, i = 0;
    while (i < s.n && n < MAX_NAME_LENGTH)
        out[n++] = bc_utf8_next(s, &i);
    return i < s.n ? MAX_NAME_LENGTH + 1 : n;
}

unsigned bc_str_distance(bc_str a, bc_str b, unsigned limit)
{
    uint32_t x[MAX_NAME_LENGTH], y[MAX_NAME_LENGTH];
    size_t m = decode_name(a, x), n = decode_name(b, y);
    if (m > MAX_NAME_LENGTH || n > MAX_NAME_LENGTH)
        return limit + 1;
    unsigned row[MAX_NAME_LENGTH + 1];
    for (size_t j = 0; j <= n; j++)
        row[j] = (unsigned)j;
    for (size_t i = 1; i <= m; i++) {
        unsigned diagonal = row[0];
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= n; j++) {
            unsigned replace = diagonal + (x[i - 1] != y[j - 1]);
            unsigned insert = row[j - 1] + 1, erase = row[j] + 1;
            diagonal = row[j];
            unsigned least = insert < erase ? insert : erase;
            row[j] = replace < least ? replace : least;
        }
    }
    return row[n] <= limit ? row[n] : limit + 1;
}
