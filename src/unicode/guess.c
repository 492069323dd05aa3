/* What bytes are text of. The guesses go from what is certain to what is likely: a byte order mark, zero bytes where
 * UTF-16 has them, valid UTF-8, and only then GB 18030, which gives a meaning to nearly any bytes and is therefore
 * believed only when the text that comes out is one that people write. */
#include "unicode/guess.h"

#include "base/utf8.h"

#include <string.h>

const char *bc_unicode_mark_of(bc_str bytes, size_t *skip)
{
    /* UTF-32 comes first: its little-endian mark begins like that of UTF-16. */
    static const struct {
        const char *bytes;
        size_t n;
        const char *encoding;
    } MARKS[] = {
        { "\xef\xbb\xbf", 3, "UTF-8" }, { "\xff\xfe\0\0", 4, "UTF-32LE" }, { "\0\0\xfe\xff", 4, "UTF-32BE" },
        { "\xff\xfe", 2, "UTF-16LE" },  { "\xfe\xff", 2, "UTF-16BE" },
    };
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++) {
        *skip = MARKS[i].n;
        if (bc_str_starts(bytes, (bc_str){ MARKS[i].bytes, MARKS[i].n }))
            return MARKS[i].encoding;
    }
    *skip = 0;
    return NULL;
}

/* The text's first two characters are ASCII in every YAML file but the oddest. */
const char *bc_unicode_guess_utf16(bc_str bytes, bool whole)
{
    if (bytes.n < 4 || (whole && bytes.n % 2))
        return NULL;
    if (bytes.p[0] && !bytes.p[1] && bytes.p[2] && !bytes.p[3])
        return "UTF-16LE";
    if (!bytes.p[0] && bytes.p[1] && !bytes.p[2] && bytes.p[3])
        return "UTF-16BE";
    return NULL;
}

/* Whether a file that is no valid UTF-8 was meant to be. Chinese text in UTF-8 is three bytes a
 * character; text in GB 18030 contains such triples by chance only, among many invalid bytes. */
static bool is_damaged_utf8(bc_str bytes)
{
    size_t characters = 0, invalid = 0;
    for (size_t at = 0; at < bytes.n;) {
        size_t start = at;
        uint32_t c = bc_utf8_next(bytes, &at);
        characters += at - start >= 3;
        invalid += c == BC_UTF8_BAD && at - start == 1;
    }
    return characters > invalid;
}

/* GB 18030 gives every four-byte code a meaning; in a text, unassigned characters and those of C1 mean that it was
 * something else, and so do many of C0. A few of these come along when people copy: that is for the reader to say. */
enum { CHARACTERS_TO_A_CONTROL = 20 };

static bool is_plausible(bc_str text)
{
    size_t characters = 0, controls = 0;
    for (size_t at = 0; at < text.n; characters++) {
        uint32_t c = bc_utf8_next(text, &at);
        bool blank = c == '\t' || c == '\n' || c == '\r';
        if ((c >= 0x7F && c < 0xA0) || c == BC_UTF8_BAD)
            return false;
        controls += c < 0x20 && !blank;
    }
    return controls * CHARACTERS_TO_A_CONTROL <= characters;
}

size_t bc_unicode_complete_utf8(bc_str bytes)
{
    for (size_t back = 1; back <= 3 && back <= bytes.n; back++) {
        unsigned char lead = (unsigned char)bytes.p[bytes.n - back];
        if ((lead & 0xC0) == 0x80)
            continue;
        size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        return length > back ? bytes.n - back : bytes.n;
    }
    return bytes.n;
}

bc_unicode_guess bc_unicode_guess_of(bc_str bytes, bool whole)
{
    size_t skip;
    const char *marked = bc_unicode_mark_of(bytes, &skip);
    if (marked && strcmp(marked, "UTF-8") != 0)
        return (bc_unicode_guess){ .kind = BC_UNICODE_ENCODED, .encoding = marked, .skip = skip };
    bytes = bc_str_slice(bytes, skip, bytes.n);
    size_t nul = bc_str_find(bytes, (bc_str){ "", 1 }, 0);
    if (nul != SIZE_MAX) {
        const char *guess = bc_unicode_guess_utf16(bytes, whole);
        return guess ? (bc_unicode_guess){ .kind = BC_UNICODE_ENCODED, .encoding = guess, .skip = skip }
                     : (bc_unicode_guess){ .kind = BC_UNICODE_BINARY, .skip = skip, .at = nul };
    }
    if (!whole)
        bytes.n = bc_unicode_complete_utf8(bytes);
    size_t invalid_at = bc_utf8_invalid_at(bytes);
    if (invalid_at == SIZE_MAX)
        return (bc_unicode_guess){ .kind = BC_UNICODE_UTF8, .skip = skip };
    bool damaged = marked || is_damaged_utf8(bytes);
    return (bc_unicode_guess){ .kind = damaged ? BC_UNICODE_DAMAGED : BC_UNICODE_GB18030,
                               .encoding = "GB 18030",
                               .skip = skip,
                               .at = invalid_at };
}

bc_unicode_converter *bc_unicode_try_gb18030(bc_str bytes, bool whole, bc_buf *text, bool *available)
{
    const size_t start = text->n;
    bc_unicode_converter *converter = bc_unicode_converter_new("gb18030");
    *available = converter != NULL;
    if (converter && bc_unicode_converter_add(converter, bytes, whole, text) &&
        is_plausible(bc_str_slice(bc_buf_str(text), start, SIZE_MAX)))
        return converter;
    text->n = start;
    text->p[start] = '\0';
    bc_unicode_converter_free(converter);
    return NULL;
}
