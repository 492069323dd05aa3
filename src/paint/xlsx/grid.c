/* The columns of a sheet. A sheet has one set of columns, a form tables with edges of their own: the grid is all
 * edges of all tables, those nearer than a reader sees taken as one, and cells cover as many columns as lie between
 * theirs. */
#include "paint/xlsx/private/grid.h"

#include "base/vec.h"

#include <string.h>

/* Edges within 0.6 pt are one: a pixel of the sheet is 0.75 pt. */
enum { SAME_EDGE = 600, MAX_COLUMNS = 8000 };

typedef struct collector {
    BC_VEC(bc_len) edges;
    bc_len width, same;
} collector;

/* Index of the first edge at or after x. */
static size_t lower_bound(const bc_len *edges, size_t n, bc_len x)
{
    size_t low = 0;
    while (n > 0) {
        size_t half = n / 2;
        if (edges[low + half] < x) {
            low += half + 1;
            n -= half + 1;
        } else {
            n = half;
        }
    }
    return low;
}

static void collect(collector *c, bc_len x)
{
    if (x <= 0 || x >= c->width)
        return;
    size_t at = lower_bound(c->edges.at, c->edges.n, x);
    if (c->edges.at[at] - x < c->same || x - c->edges.at[at - 1] < c->same)
        return;
    (void)bc_vec_push(&c->edges);
    memmove(&c->edges.at[at + 1], &c->edges.at[at], (c->edges.n - 1 - at) * sizeof *c->edges.at);
    c->edges.at[at] = x;
}

static bc_len document_width(const bc_layout_document *document)
{
    bc_len width = bc_len_max(bc_layout_frame_width(&document->paper), BC_PT(1));
    for (uint32_t i = 0; i < document->block_count; i++)
        if (document->blocks[i].kind == BC_BLOCK_TABLE)
            width = bc_len_max(width, document->blocks[i].composed->as.table->width);
    return width;
}

static uint32_t most_parts(const bc_layout_document *document)
{
    uint32_t most = 1;
    for (uint32_t i = 0; i < document->block_count; i++) {
        const bc_layout_composed_block *b = document->blocks[i].composed;
        if (b->kind != BC_BLOCK_LINE)
            continue;
        uint32_t parts = 0U + (b->as.line.left.n > 0) + (b->as.line.centre.n > 0) + (b->as.line.right.n > 0);
        if (parts > 1 && b->as.line.centre.n) /* which has a part at either side, were it an empty one */
            parts = 3;
        most = parts > most ? parts : most;
    }
    return most;
}

bc_xlsx_grid bc_xlsx_grid_make(const bc_layout_document *document, bc_arena *arena)
{
    collector c = { .width = document_width(document) };
    c.same = bc_len_max(SAME_EDGE, c.width / MAX_COLUMNS);
    bc_vec_add(&c.edges, 0);
    bc_vec_add(&c.edges, c.width);
    for (uint32_t i = 0; i < document->block_count; i++) {
        const bc_layout_block *block = &document->blocks[i];
        const bc_layout_composed_table *table = block->kind == BC_BLOCK_TABLE ? block->composed->as.table : NULL;
        for (uint32_t k = 0; table && k < table->cell_count; k++) {
            collect(&c, table->cells[k].x0);
            collect(&c, table->cells[k].x1);
        }
    }
    /* A line in parts needs a column for each even where no table gives them. */
    uint32_t parts = most_parts(document);
    for (uint32_t i = 1; i < parts && c.edges.n <= parts; i++)
        collect(&c, bc_len_scale(c.width, i, parts));
    const bc_len *edges = BC_NEW_COPY(arena, c.edges.at, c.edges.n);
    bc_xlsx_grid grid = { edges, (uint32_t)c.edges.n - 1 };
    bc_vec_release(&c.edges);
    return grid;
}

void bc_xlsx_grid_add(bc_xlsx_grid *grid, bc_len x, bc_arena *arena)
{
    const size_t n = grid->columns + 1, at = lower_bound(grid->edges, n, x);
    if (at == 0 || at == n || grid->edges[at] - x < SAME_EDGE || x - grid->edges[at - 1] < SAME_EDGE)
        return;
    bc_len *edges = BC_NEW_ARRAY(arena, bc_len, n + 1);
    memcpy(edges, grid->edges, at * sizeof *edges);
    edges[at] = x;
    memcpy(edges + at + 1, grid->edges + at, (n - at) * sizeof *edges);
    *grid = (bc_xlsx_grid){ edges, grid->columns + 1 };
}

uint32_t bc_xlsx_grid_at(const bc_xlsx_grid *grid, bc_len x)
{
    size_t at = lower_bound(grid->edges, grid->columns + 1, x);
    if (at > grid->columns)
        return grid->columns;
    if (at > 0 && x - grid->edges[at - 1] < grid->edges[at] - x)
        at--;
    return (uint32_t)at;
}

/* Excel counts widths in figures of the default font: 宋体 11 pt, whose figures are 8 pixels wide. The library assumes
 * Calibri, 7 pixels, and stores sevenths; the formulas below are Excel's (ECMA-376, 18.3.1.13), with its rounding. */
enum { FIGURE = 8, STORED_PARTS = 7, PADDING = 5, SMALL = STORED_PARTS + PADDING };

static int64_t pixels(int64_t stored)
{
    int64_t width = stored * 256 / STORED_PARTS; /* in 1/256 of a figure */
    return (width + 128 / FIGURE) * FIGURE / 256;
}

/* What makes the library store that many sevenths. */
static double width_argument(int64_t stored)
{
    return stored < SMALL ? (double)stored / SMALL : (double)(stored - PADDING) / STORED_PARTS;
}

void bc_xlsx_grid_widths(const bc_xlsx_grid *grid, double *widths)
{
    enum { MAX_STORED = 255 * STORED_PARTS };
    int64_t done = 0; /* pixels so far: each edge is rounded by itself, so errors do not add up */
    for (uint32_t i = 0; i < grid->columns; i++) {
        int64_t target = ((int64_t)grid->edges[i + 1] * 4 + 1500) / 3000 - done;
        int64_t stored = target * STORED_PARTS / FIGURE;
        if (stored < 1)
            stored = 1;
        while (stored < MAX_STORED && pixels(stored + 1) <= target)
            stored++;
        if (stored < MAX_STORED && pixels(stored + 1) - target < target - pixels(stored))
            stored++;
        if (stored > MAX_STORED)
            stored = MAX_STORED;
        widths[i] = width_argument(stored);
        done += pixels(stored);
    }
}
