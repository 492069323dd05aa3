#include "base/node.h"

#include "base/tr.h"

#include <string.h>

enum { LONGEST_DUMP_INDENT = 128 };

const bc_member *bc_value_member(const bc_value *map, bc_str key)
{
    if (!map || map->kind != BC_MAP)
        return NULL;
    for (uint32_t i = 0; i < map->n; i++)
        if (bc_str_eq(map->as.members[i].key, key))
            return &map->as.members[i];
    return NULL;
}

const bc_value *bc_value_find(const bc_value *map, const char *key)
{
    const bc_member *member = bc_value_member(map, bc_str_from(key));
    return member ? member->value : NULL;
}

bc_str bc_value_text(const bc_value *value)
{
    return value && value->kind == BC_TEXT ? value->as.text : (bc_str){ 0 };
}

const char *bc_kind_name(bc_kind kind)
{
    switch (kind) {
    case BC_NULL:
        return bc_tr("nothing");
    case BC_TEXT:
        return bc_tr("text");
    case BC_LIST:
        return bc_tr("list");
    case BC_MAP:
        break;
    }
    return bc_tr("map");
}

bc_value *bc_value_new_text(bc_arena *arena, bc_mark mark, bc_str text, bool quoted)
{
    bc_value *value = BC_NEW(arena, bc_value);
    value->kind = BC_TEXT;
    value->quoted = quoted;
    value->mark = mark;
    value->as.text = text;
    return value;
}

bc_value *bc_value_new_list(bc_arena *arena, bc_mark mark, const bc_value *const *items, size_t n)
{
    bc_value *value = BC_NEW(arena, bc_value);
    const bc_value **copy = BC_NEW_ARRAY(arena, const bc_value *, n);
    if (n)
        memcpy(copy, items, n * sizeof *copy);
    value->kind = BC_LIST;
    value->mark = mark;
    value->n = (uint32_t)n;
    value->as.items = copy;
    return value;
}

bc_value *bc_value_new_map(bc_arena *arena, bc_mark mark, const bc_member *members, size_t n)
{
    bc_value *value = BC_NEW(arena, bc_value);
    bc_member *copy = BC_NEW_ARRAY(arena, bc_member, n);
    if (n)
        memcpy(copy, members, n * sizeof *copy);
    value->kind = BC_MAP;
    value->mark = mark;
    value->n = (uint32_t)n;
    value->as.members = copy;
    return value;
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
static void dump_node(const bc_value *value, unsigned indent, bc_buf *out)
{
    static const char *const NAMES[] = { "null", "text", "list", "map" };
    bc_buf_printf(out, "%s %u:%u", NAMES[value->kind], (unsigned)value->mark.line, (unsigned)value->mark.column);
    if (value->mark.length)
        bc_buf_printf(out, "+%u", (unsigned)value->mark.length);
    if (value->kind == BC_TEXT) {
        bc_buf_add_text(out, value->quoted ? " quoted " : " ");
        dump_text(value->as.text, out);
    }
    bc_buf_add_char(out, '\n');
    indent = indent + 2 < LONGEST_DUMP_INDENT ? indent + 2 : indent;
    for (uint32_t i = 0; value->kind == BC_LIST && i < value->n; i++) {
        bc_buf_printf(out, "%*s- ", (int)indent, "");
        dump_node(value->as.items[i], indent, out);
    }
    for (uint32_t i = 0; value->kind == BC_MAP && i < value->n; i++) {
        const bc_member *member = &value->as.members[i];
        bc_buf_printf(out, "%*s", (int)indent, "");
        dump_text(member->key, out);
        bc_buf_printf(out, " %u:%u = ", (unsigned)member->key_mark.line, (unsigned)member->key_mark.column);
        dump_node(member->value, indent, out);
    }
}

void bc_value_dump(const bc_value *value, bc_buf *out)
{
    if (value)
        dump_node(value, 0, out);
}
