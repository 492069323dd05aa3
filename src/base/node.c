/* Trees as they were read: whatever the file's format, each node knows where it stands. A scalar keeps its letters;
 * what they mean is decided later, by the field that they are written to. */
#include "base/node.h"

#include "base/tr.h"

#include <assert.h>

enum { MAX_DUMP_INDENT = 128 };

const bc_node_member *bc_node_find_member(const bc_node *map, bc_str key)
{
    if (!map || map->kind != BC_NODE_MAP)
        return NULL;
    for (uint32_t i = 0; i < map->n; i++)
        if (bc_str_eq(map->as.members[i].key, key))
            return &map->as.members[i];
    return NULL;
}

const bc_node *bc_node_find(const bc_node *map, const char *key)
{
    const bc_node_member *member = bc_node_find_member(map, bc_str_from(key));
    return member ? member->value : NULL;
}

bc_str bc_node_text(const bc_node *value)
{
    return value && value->kind == BC_NODE_TEXT ? value->as.text : (bc_str){ 0 };
}

uint32_t bc_node_elements(const bc_node *value)
{
    if (!value || value->kind == BC_NODE_NULL)
        return 0;
    return value->kind == BC_NODE_LIST ? value->n : 1;
}

const bc_node *bc_node_element(const bc_node *value, uint32_t i)
{
    assert(i < bc_node_elements(value));
    return value->kind == BC_NODE_LIST ? value->as.items[i] : value;
}

const char *bc_node_kind_name(bc_node_kind kind)
{
    switch (kind) {
    case BC_NODE_NULL:
        return bc_tr("nothing");
    case BC_NODE_TEXT:
        return bc_tr("text");
    case BC_NODE_LIST:
        return bc_tr("list");
    case BC_NODE_MAP:
        break;
    }
    return bc_tr("map");
}

bc_node *bc_node_new_text(bc_arena *arena, bc_diag_mark mark, bc_str text, bool quoted)
{
    bc_node *value = BC_NEW(arena, bc_node);
    value->kind = BC_NODE_TEXT;
    value->quoted = quoted;
    value->mark = mark;
    value->as.text = text;
    return value;
}

bc_node *bc_node_new_list(bc_arena *arena, bc_diag_mark mark, const bc_node *const *items, size_t n)
{
    bc_node *value = BC_NEW(arena, bc_node);
    value->kind = BC_NODE_LIST;
    value->mark = mark;
    value->n = (uint32_t)n;
    value->as.items = BC_NEW_COPY(arena, items, n);
    return value;
}

bc_node *bc_node_new_map(bc_arena *arena, bc_diag_mark mark, const bc_node_member *members, size_t n)
{
    bc_node *value = BC_NEW(arena, bc_node);
    value->kind = BC_NODE_MAP;
    value->mark = mark;
    value->n = (uint32_t)n;
    value->as.members = BC_NEW_COPY(arena, members, n);
    return value;
}

static const bc_diag_source *copy_source(bc_arena *arena, const bc_diag_source *source, size_t most)
{
    if (!source)
        return BC_NEW(arena, bc_diag_source);
    bc_diag_source *copy = bc_diag_source_called(arena, source);
    if (source->text.n > most)
        return copy;
    copy->text = bc_arena_str(arena, source->text);
    copy->offset = source->offset;
    copy->lines_before = source->lines_before;
    copy->columns_before = source->columns_before;
    return copy;
}

static bc_diag_mark mark_in(bc_diag_mark mark, const bc_diag_source *source)
{
    mark.source = mark.source ? source : NULL;
    return mark;
}

static const bc_node *copy_node(bc_arena *arena, const bc_node *value, const bc_diag_source *source)
{
    bc_node *copy = BC_NEW(arena, bc_node);
    *copy = *value;
    copy->mark = mark_in(value->mark, source);
    if (value->kind == BC_NODE_TEXT)
        copy->as.text = bc_arena_str(arena, value->as.text);
    if (value->kind == BC_NODE_LIST) {
        const bc_node **items = BC_NEW_ARRAY(arena, const bc_node *, value->n);
        for (uint32_t i = 0; i < value->n; i++)
            items[i] = copy_node(arena, value->as.items[i], source);
        copy->as.items = items;
    }
    if (value->kind == BC_NODE_MAP) {
        bc_node_member *members = BC_NEW_ARRAY(arena, bc_node_member, value->n);
        for (uint32_t i = 0; i < value->n; i++) {
            const bc_node_member *member = &value->as.members[i];
            members[i] = (bc_node_member){ bc_arena_str(arena, member->key), mark_in(member->key_mark, source),
                                           copy_node(arena, member->value, source) };
        }
        copy->as.members = members;
    }
    return copy;
}

const bc_node *bc_node_copy(bc_arena *arena, const bc_node *tree, size_t most)
{
    return copy_node(arena, tree, copy_source(arena, tree->mark.source, most));
}

static void dump_text(bc_str text, bc_buf *out)
{
    bc_buf_add_char(out, '"');
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '\n')
            bc_buf_add_text(out, "\\n");
        else if (c == '"' || c == '\\')
            bc_buf_printf(out, "\\%c", c);
        else if (c < 0x20 || c == 0x7F)
            bc_buf_printf(out, "\\x%02x", c);
        else
            bc_buf_add_char(out, (char)c);
    }
    bc_buf_add_char(out, '"');
}

/* Kind and place, then the content; children follow one step further in. */
static void dump_node(const bc_node *value, unsigned indent, bc_buf *out)
{
    static const char *const NAMES[] = { "null", "text", "list", "map" };
    bc_buf_printf(out, "%s %u:%u", NAMES[value->kind], (unsigned)value->mark.line, (unsigned)value->mark.column);
    if (value->mark.length)
        bc_buf_printf(out, "+%u", (unsigned)value->mark.length);
    if (value->kind == BC_NODE_TEXT) {
        bc_buf_add_text(out, value->quoted ? " quoted " : " ");
        dump_text(value->as.text, out);
    }
    bc_buf_add_char(out, '\n');
    indent = indent + 2 < MAX_DUMP_INDENT ? indent + 2 : indent;
    for (uint32_t i = 0; value->kind == BC_NODE_LIST && i < value->n; i++) {
        bc_buf_printf(out, "%*s- ", (int)indent, "");
        dump_node(value->as.items[i], indent, out);
    }
    for (uint32_t i = 0; value->kind == BC_NODE_MAP && i < value->n; i++) {
        const bc_node_member *member = &value->as.members[i];
        bc_buf_printf(out, "%*s", (int)indent, "");
        dump_text(member->key, out);
        bc_buf_printf(out, " %u:%u = ", (unsigned)member->key_mark.line, (unsigned)member->key_mark.column);
        dump_node(member->value, indent, out);
    }
}

void bc_node_dump(const bc_node *value, bc_buf *out)
{
    if (value)
        dump_node(value, 0, out);
}
