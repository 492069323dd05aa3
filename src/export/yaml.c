/* Several lines are a block, as far as a block can show them. */
#include "export/yaml.h"

#include "base/yaml_text.h"
#include "export/private/scalar.h"

#include <string.h>

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

/* -- scalars -------------------------------------------------------------------------------------------- */

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
        if (bc_str_find(text, BC_STR("\n"), 0) != SIZE_MAX && is_block(text) && !bc_yaml_text_has_unshown(text)) {
            put_block(w, text, depth);
            return;
        }
        bc_yaml_text_put(w->out, text, is_bare(value) ? BC_YAML_BARE : BC_YAML_ON_LINE);
    }
    bc_buf_add_char(w->out, '\n');
}

static void put_member(const writer *w, const bc_node_member *member, uint32_t depth)
{
    const bool longer = member->key.n > MAX_PLAIN_KEY;
    if (longer)
        bc_buf_add_text(w->out, "? ");
    bc_yaml_text_put(w->out, member->key, BC_YAML_ON_LINE);
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
        bc_yaml_text_put(out, record->as.text, is_bare(record) ? BC_YAML_BARE : BC_YAML_ON_LINE);
    else
        bc_buf_add_text(out, record->kind == BC_NODE_LIST ? "[]" : record->kind == BC_NODE_MAP ? "{}" : "null");
    bc_buf_add_char(out, '\n');
}

void bc_export_yaml_comment(bc_str text, bc_buf *out)
{
    for (size_t from = 0; from <= text.n;) {
        size_t end = bc_str_find(text, BC_STR("\n"), from);
        end = end == SIZE_MAX ? text.n : end;
        bc_buf_add_text(out, "# ");
        bc_yaml_text_put_flat(out, bc_str_slice(text, from, end));
        bc_buf_add_char(out, '\n');
        from = end + 1;
    }
}
