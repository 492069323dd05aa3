/* Cell borders as few long rules: every cell marks its four sides in a grid of bits, and runs of bits become rules.
 * A side shared by two cells is marked twice and drawn once; a cell over several rows or columns marks nothing inside
 * itself. */
#include "layout/private/strokes.h"

#include <assert.h>
#include <string.h>

/* Bit k of a row of `across` is the side from x k to x k + 1 on an edge; of `down`, the side at x k from an edge to
 * the next. */
typedef struct strokes {
    BC_VEC(bc_len) xs; /* of all sides on the page, ascending */
    size_t words;      /* of a row of bits */
    uint64_t *across, *down;
} strokes;

static size_t find_x(const strokes *s, bc_len x)
{
    size_t low = 0, high = s->xs.n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (s->xs.at[middle] < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_x(strokes *s, bc_len x)
{
    size_t at = find_x(s, x);
    if (at < s->xs.n && s->xs.at[at] == x)
        return;
    (void)bc_vec_push(&s->xs);
    memmove(&s->xs.at[at + 1], &s->xs.at[at], (s->xs.n - 1 - at) * sizeof *s->xs.at);
    s->xs.at[at] = x;
}

static void set_range(uint64_t *bits, size_t from, size_t to)
{
    for (; from < to && from % 64; from++)
        bits[from / 64] |= (uint64_t)1 << from % 64;
    for (; from + 64 <= to; from += 64)
        bits[from / 64] = UINT64_MAX;
    for (; from < to; from++)
        bits[from / 64] |= (uint64_t)1 << from % 64;
}

static bool is_set(const uint64_t *bits, size_t at)
{
    return bits[at / 64] >> at % 64 & 1;
}

static void mark_box(strokes *s, const bc_layout_stroke_box *box)
{
    size_t left = find_x(s, box->x0), right = find_x(s, box->x1);
    assert(left < right && right < s->xs.n && s->xs.at[left] == box->x0 && s->xs.at[right] == box->x1);
    set_range(s->across + box->from * s->words, left, right);
    set_range(s->across + box->to * s->words, left, right);
    for (size_t edge = box->from; edge < box->to; edge++) {
        set_range(s->down + edge * s->words, left, left + 1);
        set_range(s->down + edge * s->words, right, right + 1);
    }
}

static void draw_across(bc_layout_pager *pager, const bc_layout_stroke_grid *grid, const strokes *s)
{
    for (size_t edge = 0; edge < grid->edge_count; edge++) {
        bool frame = edge == 0 || edge + 1 == grid->edge_count;
        bc_len weight = frame ? grid->frame_rule : grid->rule;
        const uint64_t *bits = s->across + edge * s->words;
        for (size_t k = 0; weight > 0 && k < s->xs.n; k++) {
            size_t from = k;
            while (k < s->xs.n && is_set(bits, k))
                k++;
            if (k > from)
                bc_layout_pager_rule(pager, s->xs.at[from], grid->edges[edge], s->xs.at[k] - s->xs.at[from], weight,
                                     false);
        }
    }
}

static void draw_down(bc_layout_pager *pager, const bc_layout_stroke_grid *grid, const strokes *s)
{
    size_t rows = grid->edge_count - 1;
    for (size_t k = 0; k < s->xs.n; k++) {
        bool frame = k == 0 || k + 1 == s->xs.n;
        bc_len weight = frame ? grid->frame_rule : grid->rule;
        for (size_t edge = 0; weight > 0 && edge < rows; edge++) {
            size_t from = edge;
            while (edge < rows && is_set(s->down + edge * s->words, k))
                edge++;
            if (grid->edges[edge] > grid->edges[from])
                bc_layout_pager_rule(pager, s->xs.at[k], grid->edges[from], grid->edges[edge] - grid->edges[from],
                                     weight, true);
        }
    }
}

void bc_layout_strokes_draw(bc_layout_pager *pager, const bc_layout_stroke_grid *grid,
                            const bc_layout_stroke_box *boxes, size_t n)
{
    strokes s = { .words = 0 };
    for (size_t i = 0; i < n; i++) {
        if (i == 0 || boxes[i].x0 != boxes[i - 1].x1) /* neighbours share a side */
            add_x(&s, boxes[i].x0);
        add_x(&s, boxes[i].x1);
    }
    s.words = s.xs.n / 64 + 1;
    s.across = BC_NEW_ARRAY(&pager->arena, uint64_t, s.words * grid->edge_count);
    s.down = BC_NEW_ARRAY(&pager->arena, uint64_t, s.words * grid->edge_count);
    for (size_t i = 0; i < n; i++) {
        assert(boxes[i].from < boxes[i].to && boxes[i].to < grid->edge_count);
        mark_box(&s, &boxes[i]);
    }
    draw_across(pager, grid, &s);
    draw_down(pager, grid, &s);
    bc_vec_release(&s.xs);
}
