/* The parser is given its text in lines, not as much as it would take: a character that YAML does not allow is a fault
 * of the record it stands in, and the parser would find it as soon as it has it. Where the pieces end depends on the
 * text alone, not on the windows that it is read in. Two escapes that are one character go to the parser as one. */
#include "source/private/yaml_text.h"

#include <assert.h>
#include <string.h>

enum { MAX_AT_ONCE = 4096 }; /* bytes of a long line; the parser has room for more */

static bool looks_like_json(bc_str text)
{
    bc_str content = bc_str_trim(text);
    return content.n && (content.p[0] == '{' || content.p[0] == '[');
}

void bc_yaml_text_init(bc_yaml_text *text, bc_str all, bc_source_window *window)
{
    *text = (bc_yaml_text){ .at_hand = window ? bc_buf_str(&window->text) : all, .window = window };
    text->paired = looks_like_json(text->at_hand);
}

bool bc_yaml_text_reach(bc_yaml_text *text, size_t n)
{
    bool more = text->window != NULL;
    while (text->at_hand.n < n && more) {
        more = bc_source_window_more(text->window);
        text->at_hand = bc_buf_str(&text->window->text);
    }
    return text->at_hand.n >= n;
}

static size_t find_line_end(const bc_yaml_text *text, size_t at, size_t most)
{
    bc_str searched = bc_str_slice(text->at_hand, at, at + most);
    const char *end = searched.n ? memchr(searched.p, '\n', searched.n) : NULL;
    return at + (end ? (size_t)(end - searched.p) : searched.n);
}

size_t bc_yaml_text_line_end(bc_yaml_text *text, size_t at, size_t most)
{
    size_t end = find_line_end(text, at, most);
    while (end == text->at_hand.n && end < at + most && bc_yaml_text_reach(text, end + 1))
        end = find_line_end(text, at, most);
    return end;
}

void bc_yaml_text_forget(bc_yaml_text *text, size_t n)
{
    assert(text->window && n <= text->fed);
    bc_source_window_forget(text->window, n);
    text->at_hand = bc_buf_str(&text->window->text);
    text->gone += n;
    text->fed -= n;
    text->piece = text->piece > n ? text->piece - n : 0;
}

/* -- pairs of escapes ----------------------------------------------------------------------------------- */

/* Reads the escape \uXXXX at p. */
static bool read_unit(const char *p, uint32_t *unit)
{
    *unit = 0;
    if (p[0] != '\\' || p[1] != 'u')
        return false;
    for (int i = 2; i < 6; i++) {
        int digit = bc_str_hex_digit(p[i]);
        if (digit < 0)
            return false;
        *unit = *unit << 4 | (uint32_t)digit;
    }
    return true;
}

uint32_t bc_yaml_pair_at(bc_str text, size_t at)
{
    uint32_t high, low;
    if (text.n - at < BC_YAML_PAIR_BYTES || !read_unit(text.p + at, &high) || !read_unit(text.p + at + 6, &low))
        return 0;
    if (high < 0xD800 || high > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
        return 0;
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

/* The escape at hand, at least with what it escapes; returns the bytes given. */
static size_t feed_escape(bc_yaml_text *text, unsigned char *to)
{
    bc_yaml_text_reach(text, text->fed + BC_YAML_PAIR_BYTES);
    uint32_t pair = bc_yaml_pair_at(text->at_hand, text->fed);
    size_t given = text->fed + 1 < text->at_hand.n ? 2 : 1;
    if (!pair) {
        memcpy(to, text->at_hand.p + text->fed, given);
        text->fed += given;
        return given;
    }
    char joined[BC_YAML_JOINED_BYTES + 1];
    snprintf(joined, sizeof joined, "\\U%08x", (unsigned)pair);
    memcpy(to, joined, BC_YAML_JOINED_BYTES);
    text->fed += BC_YAML_PAIR_BYTES;
    return BC_YAML_JOINED_BYTES;
}

/* A piece with its pairs joined. */
static size_t feed_joined(bc_yaml_text *text, size_t end, unsigned char *to)
{
    size_t given = 0;
    while (text->fed < end) {
        bc_str rest = bc_str_slice(text->at_hand, text->fed, end);
        const char *escape = memchr(rest.p, '\\', rest.n);
        size_t plain = escape ? (size_t)(escape - rest.p) : rest.n;
        memcpy(to + given, rest.p, plain);
        given += plain;
        text->fed += plain;
        if (escape)
            given += feed_escape(text, to + given);
    }
    return given;
}

int bc_yaml_text_feed(void *context, unsigned char *to, size_t room, size_t *given)
{
    bc_yaml_text *text = context;
    /* What begins before the end of the piece may reach behind it by one pair. */
    size_t most = room - BC_YAML_PAIR_BYTES < MAX_AT_ONCE ? room - BC_YAML_PAIR_BYTES : MAX_AT_ONCE;
    assert(room > 2 * BC_YAML_PAIR_BYTES);
    *given = 0;
    text->piece = text->fed;
    size_t end = bc_yaml_text_line_end(text, text->fed, most);
    if (end < text->at_hand.n && end - text->fed < most)
        end++;            /* the line's end itself */
    if (end == text->fed) /* a window that ended with a fault ends no document */
        return !text->window || text->window->fault == BC_SOURCE_SOUND;
    if (text->paired) {
        *given = feed_joined(text, end, to);
    } else {
        *given = end - text->fed;
        memcpy(to, text->at_hand.p + text->fed, *given);
        text->fed = end;
    }
    return 1;
}
