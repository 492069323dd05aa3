/* Texts stand without quotation marks where every reader of YAML, of version 1.1 or 1.2, takes them for the same text:
 * `yes`, `0012`, `2024-10-31`, `12:30` and `1,260` are booleans, octal numbers, dates and sexagesimal numbers to some.
 * Several lines are a block, as far as a block can show them. */
#include "export/yaml.h"

#include "base/json.h"
#include "base/utf8.h"
#include "export/private/scalar.h"

#include <string.h>
#include <strings.h>

enum {
    STEP = 2,            /* of indentation */
    MAX_PLAIN_KEY = 1000 /* bytes; YAML wants the colon within 1,024 characters */
};

typedef struct writer {
    bc_buf *out;
} writer;

static void indent(const writer *w, uint32_t depth)
{
    for (uint32_t i = 0; i < depth * STEP; i++)
        bc_buf_add_char(w->out, ' ');
}

/* -- what texts need ------------------------------------------------------------------------------------ */

/* Characters that stand in YAML as escapes only, or that end a line for some. */
static bool is_unshown(uint32_t c)
{
    return (c < ' ' && c != '\t' && c != '\n') || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 ||
           c == 0xFEFF || (c & 0xFFFE) == 0xFFFE;
}

static bool has_unshown(bc_str text)
{
    for (size_t at = 0; at < text.n;)
        if (is_unshown(bc_utf8_next(text, &at)))
            return true;
    return false;
}

/* Whether some reader takes it for a truth or for nothing. */
static bool is_word_of_yaml(bc_str text)
{
    static const char *const WORDS[] = { "~", "null", "true", "false", "yes",  "no",   "on",    "off",
                                         "y", "n",    "=",    "<<",    ".nan", ".inf", "+.inf", "-.inf" };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (text.n == strlen(WORDS[i]) && strncasecmp(text.p, WORDS[i], text.n) == 0)
            return true;
    return false;
}

/* Whether some reader takes it for a number, a time or a date. */
static bool looks_like_number(bc_str text)
{
    if (!text.n || !strchr("+-.0123456789", text.p[0]))
        return false;
    bool digit = false;
    for (size_t i = 0; i < text.n; i++) {
        if (!strchr("0123456789+-.,_: abcdefABCDEFxXoOtTzZ", text.p[i]))
            return false;
        digit = digit || (text.p[i] >= '0' && text.p[i] <= '9');
    }
    return digit;
}

/* Whether YAML reads it as a text by its syntax alone. */
static bool is_plain(bc_str text)
{
    if (!text.n || text.p[0] == ' ' || text.p[text.n - 1] == ' ' || text.p[text.n - 1] == ':')
        return false;
    if (strchr("!&*|>'\"%@`#,[]{}", text.p[0]))
        return false;
    if (strchr("-?:", text.p[0]) && (text.n == 1 || text.p[1] == ' '))
        return false;
    if (bc_str_starts(text, BC_STR("---")) || bc_str_starts(text, BC_STR("...")))
        return false;
    for (size_t i = 0; i < text.n; i++) {
        const char c = text.p[i], next = i + 1 < text.n ? text.p[i + 1] : ' ';
        if (c == '\t' || c == '\n' || (c == ':' && next == ' ') || (c == ' ' && next == '#'))
            return false;
    }
    return true;
}

/* Whether lines below a bar say the same: the lines' beginnings and the end are what blocks are particular about. */
static bool is_block(bc_str text)
{
    if (text.p[0] == ' ' || text.p[0] == '\t' || text.p[0] == '\n')
        return false;
    if (bc_str_ends(text, BC_STR("\n\n")))
        return false;
    for (size_t from = 0; from < text.n;) {
        size_t end = bc_str_find(text, BC_STR("\n"), from);
        end = end == SIZE_MAX ? text.n : end;
        const bc_str line = bc_str_slice(text, from, end);
        if (line.n && (line.p[line.n - 1] == ' ' || line.p[line.n - 1] == '\t'))
            return false; /* blanks that nobody sees */
        from = end + 1;
    }
    return true;
}

/* -- scalars -------------------------------------------------------------------------------------------- */

static void put_double(const writer *w, bc_str text)
{
    bc_buf_add_char(w->out, '"');
    for (size_t at = 0; at < text.n;) {
        const uint32_t c = bc_utf8_next(text, &at);
        if (c == '"' || c == '\\')
            bc_buf_printf(w->out, "\\%c", (char)c);
        else if (c == '\n')
            bc_buf_add_text(w->out, "\\n");
        else if (c == '\t')
            bc_buf_add_text(w->out, "\\t");
        else if (!is_unshown(c))
            bc_buf_add_utf8(w->out, c);
        else
            bc_buf_printf(w->out, c > 0xFFFF ? "\\U%08x" : "\\u%04x", (unsigned)c);
    }
    bc_buf_add_char(w->out, '"');
}

static void put_single(const writer *w, bc_str text)
{
    bc_buf_add_char(w->out, '\'');
    for (size_t i = 0; i < text.n; i++) {
        bc_buf_add_char(w->out, text.p[i]);
        if (text.p[i] == '\'')
            bc_buf_add_char(w->out, '\'');
    }
    bc_buf_add_char(w->out, '\'');
}

/* On one line. */
static void put_text(const writer *w, bc_str text, bool bare)
{
    const bool read = is_plain(text) && !has_unshown(text);
    if (read && (bare || (!is_word_of_yaml(text) && !looks_like_number(text))))
        bc_buf_add_str(w->out, text);
    else if (has_unshown(text) || bc_str_find(text, BC_STR("\n"), 0) != SIZE_MAX)
        put_double(w, text);
    else
        put_single(w, text);
}

/* A figure or a truth that the record has as such. */
static bool is_bare(const bc_node *value)
{
    const bc_str text = value->as.text;
    return !value->quoted && (bc_export_is_figure(text) || bc_str_is(text, "true") || bc_str_is(text, "false"));
}

static void put_block(const writer *w, bc_str text, uint32_t depth)
{
    const bool ended = bc_str_ends(text, BC_STR("\n"));
    bc_buf_add_text(w->out, ended ? "|\n" : "|-\n");
    for (size_t from = 0; from < text.n;) {
        size_t end = bc_str_find(text, BC_STR("\n"), from);
        end = end == SIZE_MAX ? text.n : end;
        if (end > from)
            indent(w, depth);
        bc_buf_add_str(w->out, bc_str_slice(text, from, end));
        bc_buf_add_char(w->out, '\n');
        from = end + 1;
    }
}

/* -- trees ---------------------------------------------------------------------------------------------- */

static void put_inside(const writer *w, const bc_node *value, uint32_t depth, bool begun);

/* What stands behind a key or a dash, with the line's end. What is inside of it lies `depth` deep. */
static void put_value(const writer *w, const bc_node *value, uint32_t depth)
{
    const bool inside = (value->kind == BC_NODE_LIST || value->kind == BC_NODE_MAP) && value->n;
    if (inside) {
        bc_buf_add_char(w->out, '\n');
        put_inside(w, value, depth, false);
        return;
    }
    if (value->kind != BC_NODE_NULL)
        bc_buf_add_char(w->out, ' ');
    if (value->kind == BC_NODE_LIST)
        bc_buf_add_text(w->out, "[]");
    else if (value->kind == BC_NODE_MAP)
        bc_buf_add_text(w->out, "{}");
    else if (value->kind == BC_NODE_TEXT) {
        const bc_str text = value->as.text;
        if (bc_str_find(text, BC_STR("\n"), 0) != SIZE_MAX && is_block(text) && !has_unshown(text)) {
            put_block(w, text, depth);
            return;
        }
        put_text(w, text, is_bare(value));
    }
    bc_buf_add_char(w->out, '\n');
}

static void put_member(const writer *w, const bc_node_member *member, uint32_t depth)
{
    const bool longer = member->key.n > MAX_PLAIN_KEY;
    if (longer)
        bc_buf_add_text(w->out, "? ");
    put_text(w, member->key, false);
    if (longer) {
        bc_buf_add_char(w->out, '\n');
        indent(w, depth);
    }
    bc_buf_add_char(w->out, ':');
    put_value(w, member->value, depth + 1);
}

/* An element that holds others goes on behind its dash. */
static void put_item(const writer *w, const bc_node *item, uint32_t depth)
{
    bc_buf_add_char(w->out, '-');
    if ((item->kind == BC_NODE_LIST || item->kind == BC_NODE_MAP) && item->n) {
        bc_buf_add_char(w->out, ' ');
        put_inside(w, item, depth + 1, true);
    } else {
        put_value(w, item, depth + 1);
    }
}

/* The members or elements, in lines of their own; of the first the line may be begun. */
static void put_inside(const writer *w, const bc_node *value, uint32_t depth, bool begun)
{
    for (uint32_t i = 0; i < value->n; i++) {
        if (i || !begun)
            indent(w, depth);
        if (value->kind == BC_NODE_MAP)
            put_member(w, &value->as.members[i], depth);
        else
            put_item(w, value->as.items[i], depth);
    }
}

void bc_export_yaml_put(const bc_node *record, bc_buf *out)
{
    const writer w = { .out = out };
    if ((record->kind == BC_NODE_MAP || record->kind == BC_NODE_LIST) && record->n) {
        put_inside(&w, record, 0, false);
        return;
    }
    if (record->kind == BC_NODE_TEXT)
        put_text(&w, record->as.text, is_bare(record));
    else
        bc_buf_add_text(out, record->kind == BC_NODE_LIST ? "[]" : record->kind == BC_NODE_MAP ? "{}" : "null");
    bc_buf_add_char(out, '\n');
}

void bc_export_yaml_comment(bc_str text, bc_buf *out)
{
    bc_buf_add_text(out, "# ");
    for (size_t at = 0; at < text.n;) {
        const uint32_t c = bc_utf8_next(text, &at);
        if (c == '\n')
            bc_buf_add_text(out, "\n# ");
        else
            bc_buf_add_utf8(out, is_unshown(c) ? BC_UTF8_BAD : c);
    }
    bc_buf_add_char(out, '\n');
}
