/* Cell borders as few long rules: every piece marks its four sides in a grid of bits, and runs of bits become rules.
 * A side shared by two cells is marked twice and drawn once; a cell over several rows or columns marks nothing inside
 * itself. */
#include "layout/private/flow.h"

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

static void mark_piece(strokes *s, const bc_layout_cell_part *piece)
{
    size_t left = find_x(s, piece->cell->x0), right = find_x(s, piece->cell->x1);
    set_range(s->across + piece->from * s->words, left, right);
    set_range(s->across + piece->to * s->words, left, right);
    for (size_t edge = piece->from; edge < piece->to; edge++) {
        set_range(s->down + edge * s->words, left, left + 1);
        set_range(s->down + edge * s->words, right, right + 1);
    }
}

static void draw_across(bc_layout_flow *flow, const strokes *s)
{
    for (size_t edge = 0; edge < flow->edges.n; edge++) {
        bool frame = edge == 0 || edge + 1 == flow->edges.n;
        bc_len weight = frame ? flow->table->frame_rule : flow->table->rule;
        const uint64_t *bits = s->across + edge * s->words;
        for (size_t k = 0; weight > 0 && k < s->xs.n; k++) {
            size_t from = k;
            while (k < s->xs.n && is_set(bits, k))
                k++;
            if (k > from)
                bc_layout_pager_rule(flow->pager, s->xs.at[from], flow->edges.at[edge], s->xs.at[k] - s->xs.at[from],
                                     weight, false);
        }
    }
}

static void draw_down(bc_layout_flow *flow, const strokes *s)
{
    size_t rows = flow->edges.n - 1;
    for (size_t k = 0; k < s->xs.n; k++) {
        bool frame = k == 0 || k + 1 == s->xs.n;
        bc_len weight = frame ? flow->table->frame_rule : flow->table->rule;
        for (size_t edge = 0; weight > 0 && edge < rows; edge++) {
            size_t from = edge;
            while (edge < rows && is_set(s->down + edge * s->words, k))
                edge++;
            if (flow->edges.at[edge] > flow->edges.at[from])
                bc_layout_pager_rule(flow->pager, s->xs.at[k], flow->edges.at[from],
                                     flow->edges.at[edge] - flow->edges.at[from], weight, true);
        }
    }
}

void bc_layout_flow_draw_strokes(bc_layout_flow *flow)
{
    strokes s = { .words = 0 };
    for (size_t i = 0; i < flow->pieces.n; i++) {
        add_x(&s, flow->pieces.at[i].cell->x0);
        add_x(&s, flow->pieces.at[i].cell->x1);
    }
    s.words = s.xs.n / 64 + 1;
    s.across = BC_NEW_ARRAY(&flow->pager->arena, uint64_t, s.words * flow->edges.n);
    s.down = BC_NEW_ARRAY(&flow->pager->arena, uint64_t, s.words * flow->edges.n);
    for (size_t i = 0; i < flow->pieces.n; i++)
        mark_piece(&s, &flow->pieces.at[i]);
    draw_across(flow, &s);
    draw_down(flow, &s);
    bc_vec_release(&s.xs);
}
