/* JSON as text that is appended: the writer knows only how deep it is and whether a comma is due, so a report of
 * any length needs no tree. */
#include "base/json.h"

#include "base/utf8.h"

void bc_json_quote(bc_buf *out, bc_str text)
{
    bc_buf_add_char(out, '"');
    for (size_t at = 0; at < text.n;) {
        uint32_t c = bc_utf8_next(text, &at);
        if (c == '"' || c == '\\')
            bc_buf_printf(out, "\\%c", (char)c);
        else if (c == '\n')
            bc_buf_add_text(out, "\\n");
        else if (c == '\t')
            bc_buf_add_text(out, "\\t");
        else if (bc_utf8_is_hidden(c))
            bc_buf_printf(out, "\\u%04x", (unsigned)c);
        else
            bc_buf_add_utf8(out, c);
    }
    bc_buf_add_char(out, '"');
}

static void new_line(bc_json *json)
{
    bc_buf_add_char(json->out, '\n');
    for (unsigned i = 0; i < json->depth; i++)
        bc_buf_add_text(json->out, "  ");
}

/* What stands before a value or a key: nothing behind a key, else a comma and a new line. */
static void begin(bc_json *json)
{
    if (json->after_key) {
        json->after_key = false;
        return;
    }
    if (json->filled)
        bc_buf_add_char(json->out, ',');
    if (json->depth)
        new_line(json);
    json->filled = true;
}

void bc_json_open(bc_json *json, char bracket)
{
    begin(json);
    bc_buf_add_char(json->out, bracket);
    json->depth++;
    json->filled = false;
}

void bc_json_close(bc_json *json, char bracket)
{
    json->depth--;
    if (json->filled)
        new_line(json);
    bc_buf_add_char(json->out, bracket);
    json->filled = true;
}

void bc_json_key(bc_json *json, bc_str key)
{
    begin(json);
    bc_json_quote(json->out, key);
    bc_buf_add_text(json->out, ": ");
    json->after_key = true;
}

void bc_json_text(bc_json *json, bc_str text)
{
    begin(json);
    bc_json_quote(json->out, text);
}

void bc_json_int(bc_json *json, int64_t value)
{
    begin(json);
    bc_buf_add_int(json->out, value);
}

void bc_json_bool(bc_json *json, bool value)
{
    begin(json);
    bc_buf_add_text(json->out, value ? "true" : "false");
}

void bc_json_null(bc_json *json)
{
    begin(json);
    bc_buf_add_text(json->out, "null");
}

void bc_json_member(bc_json *json, const char *key, const char *text)
{
    bc_json_key(json, bc_str_from(key));
    bc_json_text(json, bc_str_from(text));
}

void bc_json_member_bool(bc_json *json, const char *key, bool value)
{
    bc_json_key(json, bc_str_from(key));
    bc_json_bool(json, value);
}

void bc_json_key_open(bc_json *json, const char *key, char bracket)
{
    bc_json_key(json, bc_str_from(key));
    bc_json_open(json, bracket);
}
