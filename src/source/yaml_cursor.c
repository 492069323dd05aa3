/* From libyaml's places to the user's. The parser counts characters and its own idea of lines; an editor counts
 * lines as it shows them. A cursor walks the text along with the events, which come in order, so finding all places
 * costs one pass over the file. */
#include "source/private/yaml_cursor.h"

#include <string.h>

enum { PAIR_BYTES = 12, JOINED_BYTES = 10 };

void bc_yaml_cursor_init(bc_yaml_cursor *cursor, const bc_diag_source *source, bool paired)
{
    *cursor = (bc_yaml_cursor){ .source = source, .paired = paired, .line = 1, .origin_line = 1 };
}

/* Bytes of the character that starts so; the text is known to be valid by the time this matters. */
static size_t character_bytes(unsigned char lead)
{
    return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Reads the escape \uXXXX at p. */
static bool read_unit(const char *p, uint32_t *unit)
{
    *unit = 0;
    if (p[0] != '\\' || p[1] != 'u')
        return false;
    for (int i = 2; i < 6; i++) {
        int digit = hex_digit(p[i]);
        if (digit < 0)
            return false;
        *unit = *unit << 4 | (uint32_t)digit;
    }
    return true;
}

/* The character whose two halves are escaped at byte `at`, or 0. */
static uint32_t pair_at(bc_str text, size_t at)
{
    uint32_t high, low;
    if (text.n - at < PAIR_BYTES || !read_unit(text.p + at, &high) || !read_unit(text.p + at + 6, &low))
        return 0;
    if (high < 0xD800 || high > 0xDBFF || low < 0xDC00 || low > 0xDFFF)
        return 0;
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

static void start_line(bc_yaml_cursor *cursor)
{
    cursor->line++;
    cursor->line_at = cursor->at;
    cursor->line_index = cursor->index;
    cursor->column = 0;
}

static void step(bc_yaml_cursor *cursor)
{
    bc_str text = cursor->source->text;
    unsigned char c = (unsigned char)text.p[cursor->at];
    size_t bytes = character_bytes(c);
    size_t counted = 1, columns = 1;
    if (cursor->paired) {
        if (c == '\\' && !cursor->escaped && pair_at(text, cursor->at)) {
            bytes = columns = PAIR_BYTES;
            counted = JOINED_BYTES;
        } else {
            cursor->escaped = c == '\\' && !cursor->escaped;
        }
    }
    cursor->at = bytes < text.n - cursor->at ? cursor->at + bytes : text.n;
    cursor->index += counted;
    cursor->column += columns;
    if (c == '\n' || (c == '\r' && (cursor->at == text.n || text.p[cursor->at] != '\n')))
        start_line(cursor);
}

/* Back to where the line starts, or the text when that is not far enough. */
static void step_back(bc_yaml_cursor *cursor, bool to_line)
{
    if (!to_line) {
        cursor->line = cursor->origin_line;
        cursor->line_at = cursor->origin_at;
        cursor->line_index = 0;
    }
    cursor->at = cursor->line_at;
    cursor->index = cursor->line_index;
    cursor->column = 0;
    cursor->escaped = false;
}

void bc_yaml_cursor_seek(bc_yaml_cursor *cursor, size_t index)
{
    if (index < cursor->index)
        step_back(cursor, index >= cursor->line_index);
    while (cursor->index < index && cursor->at < cursor->source->text.n)
        step(cursor);
}

void bc_yaml_cursor_restart(bc_yaml_cursor *cursor, size_t at)
{
    while (cursor->at < at && cursor->at < cursor->source->text.n)
        step(cursor);
    cursor->origin_at = cursor->line_at;
    cursor->origin_line = cursor->line;
    cursor->line_index = 0;
    step_back(cursor, true);
}

void bc_yaml_cursor_seek_byte(bc_yaml_cursor *cursor, size_t byte)
{
    step_back(cursor, false);
    size_t parsed = 0; /* bytes of the parser's text before the cursor */
    while (parsed < byte && cursor->at < cursor->source->text.n) {
        size_t at = cursor->at, index = cursor->index;
        step(cursor);
        parsed += cursor->at - at == PAIR_BYTES ? cursor->index - index : cursor->at - at;
    }
}

bc_diag_mark bc_yaml_cursor_mark(const bc_yaml_cursor *cursor, size_t length)
{
    size_t column = cursor->column + 1;
    return (bc_diag_mark){ .source = cursor->source,
                           .line = cursor->line,
                           .column = column < UINT16_MAX ? (uint16_t)column : UINT16_MAX,
                           .length = length < UINT16_MAX ? (uint16_t)length : UINT16_MAX };
}

bc_str bc_yaml_cursor_line(const bc_yaml_cursor *cursor)
{
    bc_str text = cursor->source->text;
    size_t end = cursor->line_at;
    while (end < text.n && text.p[end] != '\n' && text.p[end] != '\r')
        end++;
    return bc_str_slice(text, cursor->line_at, end);
}

static bool looks_like_json(bc_str text)
{
    bc_str content = bc_str_trim(text);
    return content.n && (content.p[0] == '{' || content.p[0] == '[');
}

bool bc_yaml_join_pairs(bc_str text, bc_buf *out)
{
    if (bc_str_find(text, BC_STR("\\ud"), 0) == SIZE_MAX && bc_str_find(text, BC_STR("\\uD"), 0) == SIZE_MAX)
        return false;
    if (!looks_like_json(text))
        return false;
    for (size_t at = 0; at < text.n;) {
        size_t escape = bc_str_find(text, BC_STR("\\"), at);
        bc_str before = bc_str_slice(text, at, escape);
        bc_buf_add_str(out, before);
        at += before.n;
        uint32_t c = at < text.n ? pair_at(text, at) : 0;
        bc_str copied = bc_str_slice(text, at, at + 2); /* a backslash and what it escapes */
        if (c)
            bc_buf_printf(out, "\\U%08x", (unsigned)c);
        else
            bc_buf_add_str(out, copied);
        at += c ? PAIR_BYTES : copied.n;
    }
    return true;
}
