/* Scalars that YAML reads otherwise than a clerk meant them: a full-width colon that makes a key of nothing, a
 * comma in a bracket that cuts a function call in two. Both are valid, so they are warnings and never change what
 * is read; each rule knows what prose looks like, to leave it alone. */
#include "source/private/yaml_doubt.h"

#include "base/tr.h"
#include "base/utf8.h"
#include "base/yaml_slip.h"

#include <string.h>

enum {
    MAX_LABEL_LENGTH = 8, /* a cell that reads like a heading rather than a clause of prose */
    WIDE_COMMA = 0xFF0C,
    WIDE_COLON = 0xFF1A
};

/* Whether every line reads like a member; *wide is about the first. */
static bool all_lines_are_members(bc_str text, bool *wide)
{
    bool first = true;
    for (size_t at = 0; at < text.n;) {
        size_t end = bc_str_find(text, BC_STR("\n"), at);
        bc_str line = bc_str_slice(text, at, end);
        bool line_wide;
        if (!bc_yaml_text_is_member(line, &line_wide))
            return false;
        if (first)
            *wide = line_wide;
        first = false;
        at = end == SIZE_MAX ? text.n : end + 1;
    }
    return !first;
}

static void doubt_colon(const bc_yaml_plain *plain, bc_diag_list *diags)
{
    bool wide;
    bool several = memchr(plain->written.p, '\n', plain->written.n) != NULL;
    if (plain->flow || !plain->own_line || (plain->item && !several) || !all_lines_are_members(plain->written, &wide))
        return;
    bc_diag_add(diags, BC_DIAG_WARNING, "W130", plain->mark,
                bc_tr("this reads like a key and its value, but is one text"));
    if (wide)
        bc_diag_hint(diags, bc_tr("use a half-width colon and a blank (“: ” instead of “：”), or quote the text"));
    else
        bc_diag_hint(diags, bc_tr("put a blank after the colon, or quote the text"));
}

/* Opening parentheses that are not closed. */
static unsigned open_parentheses(bc_str text)
{
    unsigned open = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '(')
            open++;
        else if (text.p[i] == ')' && open)
            open--;
    }
    return open;
}

/* The cell as it was meant: from the scalar to the comma or bracket after its parentheses; empty when
 * that is too far away to be shown, or to look for at every scalar of a hostile line. */
static bc_str whole_expression(const bc_yaml_plain *plain)
{
    bc_str text = plain->rest;
    size_t end = 0;
    for (unsigned open = 0; end < text.n; end++) {
        char c = text.p[end];
        if (end > BC_MAX_YAML_LOOKED_AT)
            return (bc_str){ 0 };
        if (c == '\n' || c == '\r' || (!open && strchr(",]}", c)))
            break;
        open += c == '(';
        open -= c == ')' && open;
    }
    return bc_str_trim(bc_str_slice(text, 0, end));
}

static void doubt_comma(const bc_yaml_plain *plain, bc_diag_list *diags)
{
    bool computed = bc_str_starts(plain->text, BC_STR("=")) || bc_str_find(plain->text, BC_STR("$("), 0) != SIZE_MAX;
    if (!plain->flow || plain->next != ',' || !open_parentheses(plain->text))
        return;
    bc_str whole = whole_expression(plain);
    if (!computed && (!whole.n || open_parentheses(whole)))
        return; /* 见(一, 二]: what is not closed may have been meant so */
    bc_diag_add(diags, BC_DIAG_ERROR, "E128", plain->mark,
                bc_tr("a comma inside the parentheses cuts this text in two"));
    if (!whole.n || memchr(whole.p, '\'', whole.n))
        bc_diag_hint(diags, bc_tr("put the whole text in quotation marks"));
    else
        bc_diag_hint(diags, bc_tr("put the whole text in quotation marks: '%.*s'"), BC_STR_ARG(whole));
}

/* `翻修1 #楼前道路`: what stands behind the sign is gone. Comments that are meant have a blank behind it. */
static void doubt_comment(const bc_yaml_plain *plain, bc_diag_list *diags)
{
    size_t at = plain->written.n;
    while (at < plain->rest.n && (plain->rest.p[at] == ' ' || plain->rest.p[at] == '\t'))
        at++;
    if (!plain->text.n || at == plain->written.n || at + 1 >= plain->rest.n || plain->rest.p[at] != '#' ||
        strchr(" \t\r\n#!-=", plain->rest.p[at + 1]))
        return;
    size_t end = at;
    while (end < plain->rest.n && end - at < BC_MAX_YAML_COMMENT_SHOWN && plain->rest.p[end] != '\n' &&
           plain->rest.p[end] != '\r')
        end++;
    while (end < plain->rest.n && ((unsigned char)plain->rest.p[end] & 0xC0) == 0x80)
        end++; /* characters stay whole */
    bc_str comment = bc_str_slice(plain->rest, at, end);
    bc_diag_add(diags, BC_DIAG_WARNING, "W132", plain->mark, bc_tr("the text ends here: `%.*s` is a comment"),
                BC_STR_ARG(comment));
    bc_diag_hint(diags, "%s",
                 bc_tr("put the whole text in quotation marks, or a blank behind # if it is meant as a comment"));
}

/* `-改善居民出行条件`, on a line of its own: an item of a list, but for the blank behind its dash. Figures may be below
 * nought, and options begin so. */
static void doubt_dash(const bc_yaml_plain *plain, bc_diag_list *diags)
{
    const bc_str text = plain->text;
    if (plain->flow || !plain->own_line || plain->item || text.n < 2 || text.p[0] != '-' ||
        (unsigned char)text.p[1] < 0x80)
        return;
    bc_diag_add(diags, BC_DIAG_WARNING, "W161", plain->mark, bc_tr("this reads like items of a list, but is one text"));
    bc_diag_hint(diags, "%s", bc_tr("put a blank behind each dash, or quote the text"));
}

void bc_yaml_doubt_key(bc_str key, bc_diag_mark mark, bc_diag_list *diags)
{
    size_t at = 0;
    const uint32_t first = key.n ? bc_utf8_next(key, &at) : 0;
    if (!bc_yaml_text_is_odd_blank(first))
        return;
    bc_diag_add(diags, BC_DIAG_WARNING, "W160", mark,
                bc_tr("the blank before this key, U+%04X, is none for YAML: the key is not indented by it"),
                (unsigned)first);
    bc_diag_hint(diags, "%s", bc_tr("indent with spaces"));
}

void bc_yaml_doubt_plain(const bc_yaml_plain *plain, bc_diag_list *diags)
{
    doubt_dash(plain, diags);
    doubt_colon(plain, diags);
    doubt_comma(plain, diags);
    doubt_comment(plain, diags);
}

void bc_yaml_doubt_single(const bc_node *item, bc_diag_list *diags)
{
    if (item->kind != BC_NODE_TEXT || item->quoted)
        return;
    unsigned commas = 0, characters = 0;
    for (size_t at = 0; at < item->as.text.n; characters++) {
        uint32_t c = bc_utf8_next(item->as.text, &at);
        bool comma = c == WIDE_COMMA;
        commas += comma;
        /* A clause, a sentence, a remark: prose may have its comma. */
        if (c == 0x3002 || c == WIDE_COLON || characters > MAX_LABEL_LENGTH || (comma && !characters))
            return;
        if (comma)
            characters = (unsigned)-1;
    }
    if (!commas)
        return;
    bc_diag_add(diags, BC_DIAG_WARNING, "W131", item->mark,
                bc_tr("full-width commas do not separate: this list has one item"));
    bc_diag_hint(diags, bc_tr("use half-width commas (“, ” instead of “，”), or quote the text"));
}

void bc_source_doubt_controls(bc_str text, bc_diag_mark mark, bc_diag_list *diags)
{
    for (size_t at = 0; at < text.n;) {
        uint32_t c = bc_utf8_next(text, &at);
        bool blank = c == '\t' || c == '\n' || c == '\r' || c == 0x85;
        if (blank || !(c < 0x20 || (c >= 0x7F && c < 0xA0)))
            continue;
        bc_diag_add(diags, BC_DIAG_WARNING, "W133", mark,
                    bc_tr("the control character U+%04X is left out where this is printed"), (unsigned)c);
        return;
    }
}
