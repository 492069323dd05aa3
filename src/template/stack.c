/* Cells with words pinned to their head or foot: 单位意见： above what is written, （盖章） at the lower right. Such a
 * cell is two or three, one above the other without a line between them, and its row as many rows; what stands beside
 * it reaches over all. So each of the texts is a cell of its own for everything that follows: paper, sheets, empty
 * forms, checks. */
#include "template/private/stack.h"

#include "base/vec.h"

typedef BC_VEC(bc_node_member) members;
typedef BC_VEC(const bc_node *) nodes;

enum { MAX_PARTS = 3 };

typedef struct stacker {
    bc_arena *arena;
    const bc_node *list;
} stacker;

/* The rows that a row is taken apart into. */
typedef struct parts {
    bool top, foot; /* some cell has words there */
    uint32_t n;
} parts;

static void add(members *to, const char *key, const bc_node *value, bc_diag_mark mark)
{
    if (value)
        bc_vec_add(to, (bc_node_member){ bc_str_from(key), mark, value });
}

static const bc_node *text_node(stacker *s, bc_diag_mark mark, const char *text)
{
    return bc_node_new_text(s->arena, mark, bc_str_from(text), false);
}

static const bc_node *take_map(stacker *s, members *list, bc_diag_mark mark)
{
    const bc_node *map = bc_node_new_map(s->arena, mark, list->at, list->n);
    bc_vec_release(list);
    return map;
}

/* The cells of a plain row, or NULL: what repeats or depends on a condition is a list of rows by itself. */
static const bc_node *cells_of(const bc_node *entry)
{
    const bc_node *row = entry->kind == BC_NODE_LIST ? entry : bc_node_find(entry, "row");
    return row && row->kind == BC_NODE_LIST ? row : NULL;
}

static parts parts_of(const bc_node *entry)
{
    const bc_node *cells = cells_of(entry);
    parts p = { .n = 1 };
    for (uint32_t i = 0; cells && i < cells->n; i++) {
        p.top |= bc_node_find(cells->as.items[i], "top") != NULL;
        p.foot |= bc_node_find(cells->as.items[i], "foot") != NULL;
    }
    p.n += (uint32_t)p.top + p.foot;
    return p;
}

/* -- styles --------------------------------------------------------------------------------------------- */

static bool is_one_of(bc_str key, const char *const *keys)
{
    for (; *keys; keys++)
        if (bc_str_is(key, *keys))
            return true;
    return false;
}

/* The members of a style but for some; a name becomes `like`. */
static void add_style(members *to, const bc_node *style, const char *const *but)
{
    if (!style)
        return;
    if (style->kind == BC_NODE_TEXT)
        add(to, "like", style, style->mark);
    for (uint32_t i = 0; style->kind == BC_NODE_MAP && i < style->n; i++)
        if (!is_one_of(style->as.members[i].key, but) &&
            !bc_node_find_member(&(bc_node){ .kind = BC_NODE_MAP, .n = (uint32_t)to->n, .as.members = to->at },
                                 style->as.members[i].key))
            bc_vec_add(to, style->as.members[i]);
}

/* The style's borders without those on the inside. */
static const bc_node *open_border(stacker *s, const bc_node *style, bool top, bool bottom, bc_diag_mark mark)
{
    static const char *const SIDES[] = { "top", "bottom", "left", "right" };
    const bool open[] = { top, bottom, false, false };
    const bc_node *border = bc_node_find(style, "border");
    members sides = { 0 };
    for (int i = 0; i < 4; i++) {
        const bc_node *own = border && border->kind == BC_NODE_MAP ? bc_node_find(border, SIDES[i]) : border;
        add(&sides, SIDES[i], open[i] ? text_node(s, mark, "none") : own, mark);
    }
    return take_map(s, &sides, mark);
}

static const bc_node *main_style(stacker *s, const bc_node *cell, const bc_node *style)
{
    static const char *const BUT[] = { "border", NULL };
    bool top = bc_node_find(cell, "top") != NULL, foot = bc_node_find(cell, "foot") != NULL;
    if (!top && !foot)
        return style;
    members made = { 0 };
    add(&made, "border", open_border(s, style, top, foot, cell->mark), cell->mark);
    add_style(&made, style, BUT);
    return take_map(s, &made, cell->mark);
}

/* What the words say of themselves, then their place, then what the cell has of type and ground. */
static const bc_node *pinned_style(stacker *s, const bc_node *cell, const bc_node *own, bool top)
{
    static const char *const NONE[] = { NULL };
    static const char *const BUT[] = { "border", "decimals", "grouped", "empty",    "zero",  "vertical", "turn",
                                       "spread", "shrink",   "indent",  "balanced", "align", "valign",   NULL };
    const bc_node *style = bc_node_find(cell, "style");
    bc_diag_mark mark = cell->mark;
    members made = { 0 };
    add_style(&made, own, NONE);
    members place = { 0 };
    add(&place, "align", text_node(s, mark, top ? "left" : "right"), mark);
    add(&place, "valign", text_node(s, mark, top ? "top" : "bottom"), mark);
    add(&place, "border", open_border(s, style, !top, top, mark), mark);
    add_style(&made, take_map(s, &place, mark), NONE);
    bool named = own && (own->kind == BC_NODE_TEXT || bc_node_find(own, "like"));
    add_style(&made, named && style && style->kind == BC_NODE_TEXT ? NULL : style, BUT);
    return take_map(s, &made, mark);
}

/* -- cells ---------------------------------------------------------------------------------------------- */

/* Words or, behind =, a value. */
static void add_content(stacker *s, members *to, const bc_node *text)
{
    bc_str words = bc_node_text(text);
    bc_diag_mark mark = text->mark;
    if (!bc_str_starts(words, BC_STR("="))) {
        add(to, "label", text->kind == BC_NODE_TEXT ? text : text_node(s, mark, ""), mark);
        return;
    }
    mark = bc_diag_mark_on(mark, text->quoted ? 2 : 1);
    add(to, "value", bc_node_new_text(s->arena, mark, bc_str_slice(words, 1, words.n), true), mark);
}

static void add_down(stacker *s, members *to, uint32_t down, bc_diag_mark mark)
{
    if (down > 1)
        add(to, "down", bc_node_new_text(s->arena, mark, bc_arena_printf(s->arena, "%u", down), false), mark);
}

static const bc_node *words_in(const bc_node *words)
{
    return words && words->kind == BC_NODE_MAP ? bc_node_find(words, "text") : words;
}

/* Whether the cell's seal is meant for the words at its head or foot: it says so itself, or is put on what they say. */
static bool seals(const bc_node *cell, const char *words)
{
    const bc_node *text = words_in(bc_node_find(cell, words)), *seal = bc_node_find(cell, "seal");
    const bc_str at = bc_node_text(seal && seal->kind == BC_NODE_MAP ? bc_node_find(seal, "at") : NULL);
    return at.n && text && bc_str_find(bc_node_text(text), at, 0) != SIZE_MAX;
}

static const bc_node *main_cell(stacker *s, const bc_node *cell, uint32_t down)
{
    const bool moved = cell->kind == BC_NODE_MAP && (seals(cell, "foot") || seals(cell, "top"));
    const char *const BUT[] = { "top", "foot", "down", "style", moved ? "seal" : NULL, NULL };
    members made = { 0 };
    if (cell->kind != BC_NODE_MAP)
        add_content(s, &made, cell);
    else
        add_style(&made, cell, BUT);
    add(&made, "style", main_style(s, cell, bc_node_find(cell, "style")), cell->mark);
    add_down(s, &made, down, cell->mark);
    return take_map(s, &made, cell->mark);
}

static const bc_node *pinned_cell(stacker *s, const bc_node *cell, bool top)
{
    const bc_node *words = bc_node_find(cell, top ? "top" : "foot");
    const bc_node *text = words_in(words);
    const bool sealed = seals(cell, top ? "top" : "foot") && !(top && seals(cell, "foot"));
    members made = { 0 };
    if (text)
        add_content(s, &made, text);
    add(&made, "across", bc_node_find(cell, "across"), cell->mark);
    add(&made, "each", bc_node_find(cell, "each"), cell->mark);
    add(&made, "seal", sealed ? bc_node_find(cell, "seal") : bc_node_find(words, "seal"), cell->mark);
    add(&made, "style", pinned_style(s, cell, bc_node_find(words, "style"), top), cell->mark);
    return take_map(s, &made, cell->mark);
}

/* The rows that the cell of the ith entry covers when all are taken apart. */
static uint32_t rows_down(const stacker *s, uint32_t i, const bc_node *cell)
{
    int64_t down = bc_node_find(cell, "down") ? 0 : 1;
    bc_str written = bc_node_text(bc_node_find(cell, "down"));
    for (size_t k = 0; k < written.n && written.p[k] >= '0' && written.p[k] <= '9' && down < 1000; k++)
        down = down * 10 + (written.p[k] - '0');
    uint32_t rows = 0;
    for (uint32_t k = i; k < i + down; k++)
        rows += k < s->list->n ? parts_of(s->list->as.items[k]).n : 1;
    return rows;
}

/* Adds the cell to the rows that it, and the words pinned to it, begin in. */
static void put_cell(stacker *s, uint32_t i, const bc_node *cell, const parts *p, nodes rows[MAX_PARTS])
{
    bool top = bc_node_find(cell, "top") != NULL, foot = bc_node_find(cell, "foot") != NULL;
    uint32_t all = top || foot ? p->n : rows_down(s, i, cell);
    if (top)
        bc_vec_add(&rows[0], pinned_cell(s, cell, true));
    bc_vec_add(&rows[top ? 1 : 0], main_cell(s, cell, all - top - foot));
    if (foot)
        bc_vec_add(&rows[p->n - 1], pinned_cell(s, cell, false));
}

/* -- rows ----------------------------------------------------------------------------------------------- */

/* One of the rows, with what the entry says of all; its height is that of the row with the cells themselves. */
static const bc_node *make_row(stacker *s, const bc_node *entry, nodes *cells, const parts *p, uint32_t at)
{
    bc_diag_mark mark = entry->mark;
    members row = { 0 };
    add(&row, "row", bc_node_new_list(s->arena, mark, cells->at, cells->n), mark);
    add(&row, "style", bc_node_find(entry, "style"), mark);
    if (at == (uint32_t)p->top)
        add(&row, "height", bc_node_find(entry, "height"), mark);
    add(&row, "keep-with-next", at + 1 < p->n ? text_node(s, mark, "true") : bc_node_find(entry, "keep-with-next"),
        mark);
    bc_vec_release(cells);
    return take_map(s, &row, mark);
}

static void put_entry(stacker *s, uint32_t i, nodes *out)
{
    const bc_node *entry = s->list->as.items[i], *cells = cells_of(entry), *when = bc_node_find(entry, "when");
    if (!cells) {
        bc_vec_add(out, entry);
        return;
    }
    parts p = parts_of(entry);
    nodes rows[MAX_PARTS] = { 0 }, made = { 0 };
    for (uint32_t k = 0; k < cells->n; k++)
        put_cell(s, i, cells->as.items[k], &p, rows);
    for (uint32_t k = 0; k < p.n; k++)
        bc_vec_add(when ? &made : out, make_row(s, entry, &rows[k], &p, k));
    if (when) {
        members block = { 0 };
        add(&block, "when", when, when->mark);
        add(&block, "rows", bc_node_new_list(s->arena, entry->mark, made.at, made.n), entry->mark);
        bc_vec_add(out, take_map(s, &block, entry->mark));
    }
    bc_vec_release(&made);
}

const bc_node *bc_template_stack_rows(bc_arena *arena, const bc_node *list)
{
    stacker s = { arena, list };
    bool any = false;
    for (uint32_t i = 0; i < list->n && !any; i++)
        any = parts_of(list->as.items[i]).n > 1;
    if (!any)
        return list;
    nodes rows = { 0 };
    for (uint32_t i = 0; i < list->n; i++)
        put_entry(&s, i, &rows);
    const bc_node *made = bc_node_new_list(arena, list->mark, rows.at, rows.n);
    bc_vec_release(&rows);
    return made;
}
