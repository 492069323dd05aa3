/* Borders where they differ. Every piece of line between two neighbouring edges has a weight: first what the table
 * gives it, then what the cells on its two sides say. What a cell says goes before what the table draws, `none` as
 * well; where both say something the heavier line is drawn, so that one cell can underline what another leaves open.
 * Where a page ends in a table the frame is closed, but not around cells without any line. */
#include "layout/private/borders.h"

#include <assert.h>
#include <stdlib.h>

/* `table` and `own` have a row for each edge (across) or each row (down), of one piece for each x. */
typedef struct plane {
    bc_len *table, *own; /* own -1: no cell says anything */
} plane;

typedef struct borders {
    const bc_layout_border_grid *grid;
    const bc_len *xs; /* of all sides on the page, ascending */
    size_t n;
    plane across, down;
} borders;

static int compare(const void *a, const void *b)
{
    bc_len left = *(const bc_len *)a, right = *(const bc_len *)b;
    return (left > right) - (left < right);
}

static void find_xs(borders *b, const bc_layout_border_box *boxes, size_t n, bc_arena *arena)
{
    bc_len *xs = BC_NEW_ARRAY(arena, bc_len, 2 * n + 1);
    for (size_t i = 0; i < n; i++) {
        xs[2 * i] = boxes[i].at.x0;
        xs[2 * i + 1] = boxes[i].at.x1;
    }
    qsort(xs, 2 * n, sizeof *xs, compare);
    for (size_t i = 0; i < 2 * n; i++)
        if (!b->n || xs[i] != xs[b->n - 1])
            xs[b->n++] = xs[i];
    b->xs = xs;
}

static size_t x_at(const borders *b, bc_len x)
{
    const bc_len *found = bsearch(&x, b->xs, b->n, sizeof x, compare);
    assert(found);
    return (size_t)(found - b->xs);
}

static plane new_plane(const borders *b, bc_arena *arena)
{
    size_t pieces = b->grid->at.edge_count * b->n;
    plane made = { BC_NEW_ARRAY(arena, bc_len, pieces), BC_NEW_ARRAY(arena, bc_len, pieces) };
    for (size_t i = 0; i < pieces; i++)
        made.own[i] = -1;
    return made;
}

/* What the table draws along an edge of the box. */
static bc_len weight_across(const borders *b, const bc_layout_border_box *box, size_t edge)
{
    bool frame = edge == 0 || edge + 1 == b->grid->at.edge_count;
    if (b->grid->lines == BC_LINES_THREE && !frame && !box->head)
        return 0;
    return frame ? b->grid->at.frame_rule : b->grid->at.rule;
}

static bc_len weight_down(const borders *b, size_t x)
{
    bool frame = x == 0 || x + 1 == b->n;
    if (b->grid->lines == BC_LINES_ROWS || b->grid->lines == BC_LINES_THREE)
        return 0;
    if (frame)
        return b->grid->lines == BC_LINES_OPEN ? 0 : b->grid->at.frame_rule;
    return b->grid->at.rule;
}

static void set_table(bc_len *piece, bc_len weight)
{
    *piece = bc_len_max(*piece, weight);
}

static bool has_no_lines(const bc_form_border *border)
{
    for (int i = 0; i < BC_SIDES; i++)
        if (border->side[i] != BC_BORDER_NONE)
            return false;
    return true;
}

/* What the cell says of a side; -1: nothing. */
static bc_len said(const borders *b, const bc_layout_border_box *box, bc_form_side side)
{
    bc_len weight = box->border->side[side];
    bool page_ends = (side == BC_SIDE_TOP && box->at.from == 0 && b->grid->goes_on) ||
                     (side == BC_SIDE_BOTTOM && box->at.to + 1 == b->grid->at.edge_count && b->grid->ends_early);
    if (!weight || (weight == BC_BORDER_NONE && page_ends && !has_no_lines(box->border)))
        return -1;
    return weight == BC_BORDER_NONE ? 0 : weight;
}

static void mark_across(borders *b, const bc_layout_border_box *box, size_t edge, bc_form_side side)
{
    bc_len weight = weight_across(b, box, edge), own = said(b, box, side);
    for (size_t x = x_at(b, box->at.x0), end = x_at(b, box->at.x1); x < end; x++) {
        set_table(&b->across.table[edge * b->n + x], weight);
        set_table(&b->across.own[edge * b->n + x], own);
    }
}

static void mark_down(borders *b, const bc_layout_border_box *box, size_t x, bc_form_side side)
{
    bc_len weight = weight_down(b, x), own = said(b, box, side);
    for (size_t row = box->at.from; row < box->at.to; row++) {
        set_table(&b->down.table[row * b->n + x], weight);
        set_table(&b->down.own[row * b->n + x], own);
    }
}

static bc_len weight_of(const plane *p, size_t at)
{
    return p->own[at] >= 0 ? p->own[at] : p->table[at];
}

static void draw_across(bc_layout_pager *pager, const borders *b)
{
    for (size_t edge = 0; edge < b->grid->at.edge_count; edge++)
        for (size_t x = 0, end; x + 1 < b->n; x = end) {
            bc_len weight = weight_of(&b->across, edge * b->n + x);
            for (end = x + 1; end + 1 < b->n && weight_of(&b->across, edge * b->n + end) == weight;)
                end++;
            if (weight > 0)
                bc_layout_pager_rule(pager, b->xs[x], b->grid->at.edges[edge], b->xs[end] - b->xs[x], weight, false);
        }
}

static void draw_down(bc_layout_pager *pager, const borders *b)
{
    const bc_len *edges = b->grid->at.edges;
    size_t rows = b->grid->at.edge_count - 1;
    for (size_t x = 0; x < b->n; x++)
        for (size_t row = 0, end; row < rows; row = end) {
            bc_len weight = weight_of(&b->down, row * b->n + x);
            for (end = row + 1; end < rows && weight_of(&b->down, end * b->n + x) == weight;)
                end++;
            if (weight > 0 && edges[end] > edges[row])
                bc_layout_pager_rule(pager, b->xs[x], edges[row], edges[end] - edges[row], weight, true);
        }
}

void bc_layout_borders_draw(bc_layout_pager *pager, const bc_layout_border_grid *grid,
                            const bc_layout_border_box *boxes, size_t n)
{
    borders b = { .grid = grid };
    find_xs(&b, boxes, n, &pager->arena);
    b.across = new_plane(&b, &pager->arena);
    b.down = new_plane(&b, &pager->arena);
    for (size_t i = 0; i < n; i++) {
        const bc_layout_border_box *box = &boxes[i];
        assert(box->at.from < box->at.to && box->at.to < grid->at.edge_count);
        mark_across(&b, box, box->at.from, BC_SIDE_TOP);
        mark_across(&b, box, box->at.to, BC_SIDE_BOTTOM);
        mark_down(&b, box, x_at(&b, box->at.x0), BC_SIDE_LEFT);
        mark_down(&b, box, x_at(&b, box->at.x1), BC_SIDE_RIGHT);
    }
    draw_across(pager, &b);
    draw_down(pager, &b);
}
