/* Figures that a record has as such stay numbers, as far as a double keeps them; everything else is a text. */
#include "export/json.h"

#include "base/json.h"
#include "export/private/scalar.h"

typedef struct writer {
    bc_buf *out;
    bool one_line;
} writer;

static void put(const writer *w, const bc_node *value, uint32_t depth);

static void new_line(const writer *w, uint32_t depth)
{
    if (w->one_line)
        return;
    bc_buf_add_char(w->out, '\n');
    for (uint32_t i = 0; i < depth; i++)
        bc_buf_add_text(w->out, "  ");
}

static void put_inside(const writer *w, const bc_node *value, uint32_t depth)
{
    const bool map = value->kind == BC_NODE_MAP;
    bc_buf_add_char(w->out, map ? '{' : '[');
    for (uint32_t i = 0; i < value->n; i++) {
        if (i)
            bc_buf_add_text(w->out, w->one_line ? ", " : ",");
        new_line(w, depth + 1);
        if (map) {
            bc_json_quote(w->out, value->as.members[i].key);
            bc_buf_add_text(w->out, ": ");
        }
        put(w, map ? value->as.members[i].value : value->as.items[i], depth + 1);
    }
    if (value->n)
        new_line(w, depth);
    bc_buf_add_char(w->out, map ? '}' : ']');
}

static void put(const writer *w, const bc_node *value, uint32_t depth)
{
    if (value->kind == BC_NODE_NULL) {
        bc_buf_add_text(w->out, "null");
    } else if (value->kind != BC_NODE_TEXT) {
        put_inside(w, value, depth);
    } else {
        const bc_str text = value->as.text;
        const bool truth = bc_str_is(text, "true") || bc_str_is(text, "false");
        if (!value->quoted && (truth || bc_export_is_figure(text)))
            bc_buf_add_str(w->out, text);
        else
            bc_json_quote(w->out, text);
    }
}

void bc_export_json_put(const bc_node *record, bool one_line, uint32_t depth, bc_buf *out)
{
    const writer w = { .out = out, .one_line = one_line };
    put(&w, record, depth);
}
