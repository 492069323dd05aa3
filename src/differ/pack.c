/* A node is a byte that says what it is, where it stands counted from the node before, and its text. Keys that come
 * again, as those of rows do, are written once in a record, and so are the sources of its values. Nothing is shared
 * between records: threads pack them without waiting for each other. */
#include "differ/private/pack.h"

#include "base/strmap.h"
#include "base/vec.h"

#include <assert.h>

enum { KIND_BITS = 3, QUOTED = 4, OTHER_SOURCE = 8 };

/* -- to bytes ------------------------------------------------------------------------------------------- */

typedef struct packer {
    bc_buf out;
    bc_strmap keys; /* their numbers, and one, as pointers */
    BC_VEC(const bc_diag_source *) sources;
    uint32_t source; /* of the node before */
    uint32_t line;
} packer;

static void put_number(packer *p, uint64_t n)
{
    while (n >= 0x80) {
        bc_buf_add_char(&p->out, (char)(0x80 | (int)(n & 0x7F)));
        n >>= 7;
    }
    bc_buf_add_char(&p->out, (char)n);
}

/* Lines may go back, as those of an alias do. */
static void put_signed(packer *p, int64_t n)
{
    put_number(p, n < 0 ? (uint64_t)-n << 1 | 1 : (uint64_t)n << 1);
}

static void put_text(packer *p, bc_str text)
{
    put_number(p, text.n);
    bc_buf_add_str(&p->out, text);
}

static uint32_t source_of(packer *p, const bc_diag_source *source)
{
    uint32_t i = 0;
    while (i < p->sources.n && p->sources.at[i] != source)
        i++;
    if (i == p->sources.n)
        bc_vec_add(&p->sources, source);
    return i;
}

static void put_key(packer *p, bc_str key)
{
    const uintptr_t known = (uintptr_t)bc_strmap_find(&p->keys, key);
    put_number(p, known);
    if (known)
        return;
    bc_strmap_put(&p->keys, key, (void *)(uintptr_t)(p->keys.n + 1));
    put_text(p, key);
}

static void put_head(packer *p, const bc_node *node)
{
    const uint32_t source = source_of(p, node->mark.source);
    const bool other = source != p->source;
    bc_buf_add_char(&p->out, (char)((int)node->kind | (node->quoted ? QUOTED : 0) | (other ? OTHER_SOURCE : 0)));
    if (other)
        put_number(p, source);
    put_signed(p, (int64_t)node->mark.line - p->line);
    put_number(p, node->mark.column);
    put_number(p, node->mark.length);
    p->source = source;
    p->line = node->mark.line;
}

static void put_node(packer *p, const bc_node *node)
{
    put_head(p, node);
    switch (node->kind) {
    case BC_NODE_NULL:
        break;
    case BC_NODE_TEXT:
        put_text(p, node->as.text);
        break;
    case BC_NODE_LIST:
        put_number(p, node->n);
        for (uint32_t i = 0; i < node->n; i++)
            put_node(p, node->as.items[i]);
        break;
    case BC_NODE_MAP:
        put_number(p, node->n);
        for (uint32_t i = 0; i < node->n; i++) {
            put_key(p, node->as.members[i].key);
            put_node(p, node->as.members[i].value);
        }
        break;
    }
}

bc_differ_packed bc_differ_pack(const bc_node *tree, bc_arena *arena)
{
    packer p = { .source = UINT32_MAX };
    bc_buf_init(&p.out);
    put_node(&p, tree);
    const bc_differ_packed packed = { .bytes = bc_arena_str(arena, bc_buf_str(&p.out)),
                                      .sources = BC_NEW_COPY(arena, p.sources.at, p.sources.n),
                                      .source_count = (uint32_t)p.sources.n };
    bc_buf_release(&p.out);
    bc_strmap_release(&p.keys);
    bc_vec_release(&p.sources);
    return packed;
}

/* -- and back ------------------------------------------------------------------------------------------- */

typedef struct unpacker {
    bc_str rest;
    const bc_differ_packed *packed;
    bc_arena *arena;
    BC_VEC(bc_str) keys;
    uint32_t source, line;
} unpacker;

static unsigned take_byte(unpacker *u)
{
    assert(u->rest.n);
    const unsigned byte = (unsigned char)u->rest.p[0];
    u->rest = (bc_str){ u->rest.p + 1, u->rest.n - 1 };
    return byte;
}

static uint64_t take_number(unpacker *u)
{
    uint64_t n = 0;
    for (unsigned shift = 0;; shift += 7) {
        const unsigned byte = take_byte(u);
        n |= (uint64_t)(byte & 0x7F) << shift;
        if (byte < 0x80)
            return n;
    }
}

static int64_t take_signed(unpacker *u)
{
    const uint64_t n = take_number(u);
    return n & 1 ? -(int64_t)(n >> 1) : (int64_t)(n >> 1);
}

static bc_str take_text(unpacker *u)
{
    const size_t n = take_number(u);
    assert(n <= u->rest.n);
    const bc_str text = { u->rest.p, n };
    u->rest = (bc_str){ u->rest.p + n, u->rest.n - n };
    return text;
}

static bc_str take_key(unpacker *u)
{
    const uint64_t known = take_number(u);
    if (known)
        return u->keys.at[known - 1];
    const bc_str key = take_text(u);
    bc_vec_add(&u->keys, key);
    return key;
}

static const bc_node *take_node(unpacker *u);

static const bc_node *take_list(unpacker *u, bc_diag_mark mark)
{
    const uint32_t n = (uint32_t)take_number(u);
    const bc_node **items = BC_NEW_ARRAY(u->arena, const bc_node *, n);
    for (uint32_t i = 0; i < n; i++)
        items[i] = take_node(u);
    return bc_node_new_list(u->arena, mark, items, n);
}

static const bc_node *take_map(unpacker *u, bc_diag_mark mark)
{
    const uint32_t n = (uint32_t)take_number(u);
    bc_node_member *members = BC_NEW_ARRAY(u->arena, bc_node_member, n);
    for (uint32_t i = 0; i < n; i++) {
        const bc_str key = take_key(u);
        const bc_node *value = take_node(u);
        members[i] = (bc_node_member){ key, value->mark, value };
    }
    return bc_node_new_map(u->arena, mark, members, n);
}

static const bc_node *take_node(unpacker *u)
{
    const unsigned head = take_byte(u);
    if (head & OTHER_SOURCE)
        u->source = (uint32_t)take_number(u);
    u->line = (uint32_t)((int64_t)u->line + take_signed(u));
    const size_t column = take_number(u), length = take_number(u);
    const bc_diag_mark mark = bc_diag_mark_at(u->packed->sources[u->source], u->line, column, length);
    switch ((bc_node_kind)(head & KIND_BITS)) {
    case BC_NODE_TEXT:
        return bc_node_new_text(u->arena, mark, take_text(u), (head & QUOTED) != 0);
    case BC_NODE_LIST:
        return take_list(u, mark);
    case BC_NODE_MAP:
        return take_map(u, mark);
    case BC_NODE_NULL:
        break;
    }
    bc_node *node = BC_NEW(u->arena, bc_node);
    *node = (bc_node){ .kind = BC_NODE_NULL, .mark = mark };
    return node;
}

const bc_node *bc_differ_unpack(const bc_differ_packed *packed, bc_arena *arena)
{
    unpacker u = { .rest = packed->bytes, .packed = packed, .arena = arena };
    const bc_node *tree = take_node(&u);
    assert(!u.rest.n);
    bc_vec_release(&u.keys);
    return tree;
}
