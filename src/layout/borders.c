/* Borders where they differ. Every piece of line between two neighbouring edges has a weight: first what the table
 * gives it, then what the cells on its two sides say. What a cell says goes before what the table draws, `none` as
 * well; where both say something the heavier line is drawn, so that one cell can underline what another leaves open.
 * Where a page ends in a table the frame is closed, but not around cells without any line. A double line is two. */
#include "layout/private/borders.h"

#include <assert.h>
#include <stdlib.h>

enum {
    USUAL = 500,        /* weight of a line of which nothing says it */
    DOUBLE_APART = 1500 /* the two of a double line, from middle to middle, at least */
};

/* `table` and `own` have a row for each edge (across) or each row (down), of one piece for each x; 0: no line. */
typedef struct plane {
    bc_form_line *table, *own; /* own -1: no cell says anything */
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
    plane made = { BC_NEW_ARRAY(arena, bc_form_line, pieces), BC_NEW_ARRAY(arena, bc_form_line, pieces) };
    for (size_t i = 0; i < pieces; i++)
        made.own[i] = -1;
    return made;
}

static bc_form_line table_line(const borders *b, bool frame)
{
    bc_len weight = frame ? b->grid->at.frame_rule : b->grid->at.rule;
    bc_stroke_kind kind = frame ? b->grid->lines.frame : b->grid->lines.inner;
    return weight > 0 ? bc_form_line_of((bc_stroke){ weight, kind }) : 0;
}

/* What the table draws along an edge of the box. */
static bc_form_line line_across(const borders *b, const bc_layout_border_box *box, size_t edge)
{
    bool frame = edge == 0 || edge + 1 == b->grid->at.edge_count;
    if (b->grid->lines.drawn == BC_LINES_THREE && !frame && !box->head)
        return 0;
    return table_line(b, frame);
}

static bc_form_line line_down(const borders *b, size_t x)
{
    bool frame = x == 0 || x + 1 == b->n;
    bc_form_lines drawn = b->grid->lines.drawn;
    if (drawn == BC_LINES_ROWS || drawn == BC_LINES_THREE || (frame && drawn == BC_LINES_OPEN))
        return 0;
    return table_line(b, frame);
}

/* How heavy a line looks; less than 0 for nothing said. */
static bc_form_line heaviness(bc_form_line line)
{
    return line > 0 && bc_form_line_stroke(line).kind == BC_STROKE_DOUBLE ? 3 * line : line;
}

static void set_piece(bc_form_line *piece, bc_form_line line)
{
    *piece = heaviness(line) > heaviness(*piece) ? line : *piece;
}

static bool has_no_lines(const bc_form_border *border)
{
    for (int i = 0; i < BC_SIDES; i++)
        if (border->side[i] != BC_BORDER_NONE)
            return false;
    return true;
}

/* A line of which only the kind is said is as heavy as those of the table. */
static bc_form_line weighed(const borders *b, bc_form_line line)
{
    bc_stroke stroke = bc_form_line_stroke(line);
    if (!stroke.weight)
        stroke.weight = b->grid->at.rule > 0 ? b->grid->at.rule : USUAL;
    return bc_form_line_of(stroke);
}

/* What the cell says of a side; -1: nothing. */
static bc_form_line said(const borders *b, const bc_layout_border_box *box, bc_form_side side)
{
    bc_form_line line = box->border->side[side];
    bool page_ends = (side == BC_SIDE_TOP && box->at.from == 0 && b->grid->goes_on) ||
                     (side == BC_SIDE_BOTTOM && box->at.to + 1 == b->grid->at.edge_count && b->grid->ends_early);
    if (!line || (line == BC_BORDER_NONE && page_ends && !has_no_lines(box->border)))
        return -1;
    return line == BC_BORDER_NONE ? 0 : weighed(b, line);
}

static void mark_across(borders *b, const bc_layout_border_box *box, size_t edge, bc_form_side side)
{
    bc_form_line line = line_across(b, box, edge), own = said(b, box, side);
    for (size_t x = x_at(b, box->at.x0), end = x_at(b, box->at.x1); x < end; x++) {
        set_piece(&b->across.table[edge * b->n + x], line);
        set_piece(&b->across.own[edge * b->n + x], own);
    }
}

static void mark_down(borders *b, const bc_layout_border_box *box, size_t x, bc_form_side side)
{
    bc_form_line line = line_down(b, x), own = said(b, box, side);
    for (size_t row = box->at.from; row < box->at.to; row++) {
        set_piece(&b->down.table[row * b->n + x], line);
        set_piece(&b->down.own[row * b->n + x], own);
    }
}

static bc_form_line line_of(const plane *p, size_t at)
{
    return p->own[at] >= 0 ? p->own[at] : p->table[at];
}

/* -- drawing -------------------------------------------------------------------------------------------- */

/* A run of one line along an edge (across) or an x (down). */
typedef struct run {
    bool down;
    size_t at, from, to; /* which edge or x; its first and its last end among those that cross it */
    bc_len across, along, length;
    bc_stroke stroke;
} run;

/* Whether a double line leads away from the end of a run, to the side of lesser coordinates or the other. */
static bool meets_double(const borders *b, const run *r, size_t end, bool lesser)
{
    const plane *p = r->down ? &b->across : &b->down;
    size_t limit = r->down ? b->n - 1 : b->grid->at.edge_count - 1;
    if (lesser ? r->at == 0 : r->at == limit)
        return false;
    size_t beside = lesser ? r->at - 1 : r->at;
    bc_form_line line = line_of(p, r->down ? end * b->n + beside : beside * b->n + end);
    return line > 0 && bc_form_line_stroke(line).kind == BC_STROKE_DOUBLE;
}

/* How far one of two lines goes beyond the end of its run: around the corner at the outer side of it, and not through
 * the gap at the inner one. */
static bc_len beyond(const borders *b, const run *r, size_t end, bool lesser, bc_len gap)
{
    if (meets_double(b, r, end, lesser))
        return -gap;
    return meets_double(b, r, end, !lesser) ? gap : 0;
}

static void draw_line(bc_layout_pager *pager, const run *r, bc_len aside, bc_len before, bc_len after)
{
    bc_len along = r->along - before, across = r->across + aside;
    bc_stroke stroke = { r->stroke.weight, r->stroke.kind == BC_STROKE_DOUBLE ? BC_STROKE_PLAIN : r->stroke.kind };
    bc_layout_pager_line(pager, r->down ? across : along, r->down ? along : across, r->length + before + after, stroke,
                         r->down);
}

static void draw_run(bc_layout_pager *pager, const borders *b, const run *r)
{
    if (r->stroke.kind != BC_STROKE_DOUBLE) {
        draw_line(pager, r, 0, 0, 0);
        return;
    }
    bc_len gap = bc_len_max(r->stroke.weight, DOUBLE_APART / 2); /* from the middle to each of them */
    for (int lesser = 0; lesser < 2; lesser++)
        draw_line(pager, r, lesser ? -gap : gap, beyond(b, r, r->from, lesser, gap), beyond(b, r, r->to, lesser, gap));
}

static void draw_across(bc_layout_pager *pager, const borders *b)
{
    for (size_t edge = 0; edge < b->grid->at.edge_count; edge++)
        for (size_t x = 0, end; x + 1 < b->n; x = end) {
            bc_form_line line = line_of(&b->across, edge * b->n + x);
            for (end = x + 1; end + 1 < b->n && line_of(&b->across, edge * b->n + end) == line;)
                end++;
            if (line > 0)
                draw_run(pager, b,
                         &(run){ false, edge, x, end, b->grid->at.edges[edge], b->xs[x], b->xs[end] - b->xs[x],
                                 bc_form_line_stroke(line) });
        }
}

static void draw_down(bc_layout_pager *pager, const borders *b)
{
    const bc_len *edges = b->grid->at.edges;
    size_t rows = b->grid->at.edge_count - 1;
    for (size_t x = 0; x < b->n; x++)
        for (size_t row = 0, end; row < rows; row = end) {
            bc_form_line line = line_of(&b->down, row * b->n + x);
            for (end = row + 1; end < rows && line_of(&b->down, end * b->n + x) == line;)
                end++;
            if (line > 0 && edges[end] > edges[row])
                draw_run(pager, b,
                         &(run){ true, x, row, end, b->xs[x], edges[row], edges[end] - edges[row],
                                 bc_form_line_stroke(line) });
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
