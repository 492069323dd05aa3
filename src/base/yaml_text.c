/* Texts stand without quotation marks where every reader of YAML, of version 1.1 or 1.2, takes them for the same text:
 * `yes`, `0012`, `2024-10-31`, `12:30` and `1,260` are booleans, octal numbers, dates and sexagesimal numbers to some.
 */
#include "base/yaml_text.h"

#include "base/utf8.h"

#include <string.h>
#include <strings.h>

/* -- what texts need ------------------------------------------------------------------------------------ */

/* Characters that stand in YAML as escapes only, or that end a line for some. */
static bool is_unshown(uint32_t c)
{
    return (c < ' ' && c != '\t' && c != '\n') || (c >= 0x7F && c <= 0x9F) || c == 0x2028 || c == 0x2029 ||
           c == 0xFEFF || (c & 0xFFFE) == 0xFFFE;
}

bool bc_yaml_text_has_unshown(bc_str text)
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
static bool is_plain(bc_str text, bool in_brackets)
{
    if (!text.n || text.p[0] == ' ' || text.p[text.n - 1] == ' ' || text.p[text.n - 1] == ':')
        return false;
    if (strchr("!&*|>'\"%@`#,[]{}", text.p[0]))
        return false;
    if (strchr("-?:", text.p[0]) && (in_brackets || text.n == 1 || text.p[1] == ' '))
        return false;
    if (bc_str_starts(text, BC_STR("---")) || bc_str_starts(text, BC_STR("...")))
        return false;
    for (size_t i = 0; i < text.n; i++) {
        const char c = text.p[i], next = i + 1 < text.n ? text.p[i + 1] : ' ';
        if (c == '\t' || c == '\n' || (c == ':' && next == ' ') || (c == ' ' && next == '#'))
            return false;
        if (in_brackets && strchr(",[]{}:", c))
            return false;
    }
    return true;
}

/* -- scalars -------------------------------------------------------------------------------------------- */

static void put_double(bc_buf *out, bc_str text)
{
    bc_buf_add_char(out, '"');
    for (size_t at = 0; at < text.n;) {
        const uint32_t c = bc_utf8_next(text, &at);
        if (c == '"' || c == '\\')
            bc_buf_printf(out, "\\%c", (char)c);
        else if (c == '\n')
            bc_buf_add_text(out, "\\n");
        else if (c == '\t')
            bc_buf_add_text(out, "\\t");
        else if (!is_unshown(c))
            bc_buf_add_utf8(out, c);
        else
            bc_buf_printf(out, c > 0xFFFF ? "\\U%08x" : "\\u%04x", (unsigned)c);
    }
    bc_buf_add_char(out, '"');
}

static void put_single(bc_buf *out, bc_str text)
{
    bc_buf_add_char(out, '\'');
    for (size_t i = 0; i < text.n; i++) {
        bc_buf_add_char(out, text.p[i]);
        if (text.p[i] == '\'')
            bc_buf_add_char(out, '\'');
    }
    bc_buf_add_char(out, '\'');
}

void bc_yaml_text_put(bc_buf *out, bc_str text, bc_yaml_text_place place)
{
    const bool read = is_plain(text, place == BC_YAML_IN_BRACKETS) && !bc_yaml_text_has_unshown(text);
    if (read && (place == BC_YAML_BARE || (!is_word_of_yaml(text) && !looks_like_number(text))))
        bc_buf_add_str(out, text);
    else if (bc_yaml_text_has_unshown(text) || bc_str_find(text, BC_STR("\n"), 0) != SIZE_MAX)
        put_double(out, text);
    else
        put_single(out, text);
}

void bc_yaml_text_put_flat(bc_buf *out, bc_str text)
{
    for (size_t at = 0; at < text.n;) {
        const uint32_t c = bc_utf8_next(text, &at);
        bc_buf_add_utf8(out, c == '\t' || c == '\n' || c == '\r' ? ' ' : is_unshown(c) ? BC_UTF8_BAD : c);
    }
}
