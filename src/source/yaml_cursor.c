/* From libyaml's places to the user's. The parser counts characters and its own idea of lines; an editor counts
 * lines as it shows them. A cursor walks the text along with the events, which come in order, so finding all places
 * costs one pass over the file. */
#include "source/private/yaml_cursor.h"

enum { MAX_OF_LINE = 64 * 1024 }; /* bytes of a line that are looked through */

void bc_yaml_cursor_init(bc_yaml_cursor *cursor, bc_yaml_text *text, const bc_diag_source *source)
{
    *cursor = (bc_yaml_cursor){ .text = text, .source = source, .now.line = 1, .origin.line = 1 };
}

/* Bytes of the character that starts so; the text is known to be valid by the time this matters. */
static size_t character_bytes(unsigned char lead)
{
    return lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* Whether the carriage return before byte `at` ends a line: with a line feed behind it, that does. */
static bool ends_line(bc_yaml_text *text, size_t at)
{
    return !bc_yaml_text_reach(text, at + 1) || text->at_hand.p[at] != '\n';
}

static void step(bc_yaml_cursor *cursor)
{
    bc_yaml_place *now = &cursor->now;
    bc_str text = cursor->text->at_hand;
    unsigned char c = (unsigned char)text.p[now->at];
    size_t bytes = character_bytes(c);
    size_t counted = 1, columns = 1;
    if (cursor->text->paired) {
        if (c == '\\' && !now->escaped && bc_yaml_pair_at(text, now->at)) {
            bytes = columns = BC_YAML_PAIR_BYTES;
            counted = BC_YAML_JOINED_BYTES;
        } else {
            now->escaped = c == '\\' && !now->escaped;
        }
    }
    now->at = bytes < text.n - now->at ? now->at + bytes : text.n;
    now->index += counted;
    now->column += columns;
    if (c == '\n' || (c == '\r' && ends_line(cursor->text, now->at))) {
        now->line++;
        now->line_at = now->at;
        now->line_index = now->index;
        now->column = 0;
    }
}

/* Back to where the line starts, or the text when that is not far enough. */
static void step_back(bc_yaml_cursor *cursor, bool to_line)
{
    bc_yaml_place *now = &cursor->now;
    if (to_line && now->line_at >= cursor->origin.at) {
        now->at = now->line_at;
        now->index = now->line_index;
        now->column = 0;
        now->escaped = false;
    } else {
        *now = cursor->origin;
    }
}

void bc_yaml_cursor_seek(bc_yaml_cursor *cursor, size_t index)
{
    if (index < cursor->now.index)
        step_back(cursor, index >= cursor->now.line_index);
    while (cursor->now.index < index && cursor->now.at < cursor->text->at_hand.n)
        step(cursor);
}

void bc_yaml_cursor_seek_byte(bc_yaml_cursor *cursor, size_t at)
{
    if (at < cursor->now.at)
        step_back(cursor, at >= cursor->now.line_at);
    while (cursor->now.at < at && cursor->now.at < cursor->text->at_hand.n)
        step(cursor);
}

void bc_yaml_cursor_restart(bc_yaml_cursor *cursor, size_t at)
{
    bc_yaml_cursor_seek_byte(cursor, at);
    bc_yaml_place *now = &cursor->now;
    *now = (bc_yaml_place){ .at = now->line_at, .line = now->line, .line_at = now->line_at };
    cursor->origin = *now;
}

static void forget(bc_yaml_place *place, size_t n)
{
    place->at = place->at > n ? place->at - n : 0;
    place->line_at = place->line_at > n ? place->line_at - n : 0;
}

void bc_yaml_cursor_forget(bc_yaml_cursor *cursor, size_t n)
{
    forget(&cursor->now, n);
    forget(&cursor->origin, n);
}

bc_diag_mark bc_yaml_cursor_mark(const bc_yaml_cursor *cursor, size_t length)
{
    return bc_diag_mark_at(cursor->source, cursor->now.line, cursor->now.column + 1, length);
}

bc_str bc_yaml_cursor_line(const bc_yaml_cursor *cursor)
{
    size_t start = cursor->now.line_at, end = start;
    bc_yaml_text_line_end(cursor->text, cursor->now.at, MAX_OF_LINE);
    bc_str text = cursor->text->at_hand;
    while (end < text.n && text.p[end] != '\n' && text.p[end] != '\r')
        end++;
    return bc_str_slice(text, start, end);
}

bc_str bc_yaml_cursor_line_before(const bc_yaml_cursor *cursor)
{
    return bc_str_slice(cursor->text->at_hand, cursor->now.line_at, cursor->now.at);
}
