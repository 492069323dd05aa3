/* A table on its way over pages: what is known of its rows and what stands on the page. Rooms of the flow share it:
 * feet.c, heads.c, glue.c, rows.c, drawing.c, part.c, split.c and flow.c, each only what stands before it. */
#ifndef BC_LAYOUT_PRIVATE_FLOW_STATE_H
#define BC_LAYOUT_PRIVATE_FLOW_STATE_H

#include "layout/page_rows.h"
#include "layout/private/pager.h"
#include "layout/private/printed.h"

/* The part of a cell on this page. Its top and bottom are row edges, so that a row may still grow. */
typedef struct bc_layout_flow_piece {
    const bc_layout_cell *cell;
    uint32_t index; /* of the cell in the table; what it says on this page may be said by one made for it */
    bc_str text;
    const bc_text_line *lines;
    uint32_t first, end; /* the lines printed here */
    uint32_t from, to;   /* indices of edges; `to` is not yet known while it is open */
    bc_len need;         /* height at the least */
    bc_layout_item_role role;
    bool goes_on; /* one part of a text: stands at the top whatever its style says */
} bc_layout_flow_piece;

/* A cell that covers rows still to come. */
typedef struct bc_layout_flow_open {
    uint32_t cell, end; /* index in the table; the row below its last */
    uint32_t piece;
} bc_layout_flow_open;

/* The header rows of a band, and how they look when they are printed again. */
typedef struct bc_layout_flow_head {
    uint32_t first, end; /* its rows; the same when it has none */
    uint32_t edges;      /* of flow.head_edges, end - first + 1 of them, from 0 */
    bc_len height;       /* 0: not printed again */
} bc_layout_flow_head;

/* What holds two rows together, the weakest first. */
typedef enum bc_layout_flow_glue {
    BC_GLUE_NONE,
    BC_GLUE_GROUP, /* near the edge of a group or the table's end */
    BC_GLUE_NEXT,  /* the row is to stay with the next */
    BC_GLUE_KEPT,  /* a cell keeps its rows together */
    BC_GLUE_HEAD   /* a header row is never left alone */
} bc_layout_flow_glue;

/* Rows that a cell keeps together, `until` excluded. */
typedef struct bc_layout_flow_kept {
    uint32_t from, until;
} bc_layout_flow_kept;

/* Of one cell of a row that is being split. */
typedef struct bc_layout_flow_split {
    uint32_t done; /* lines printed */
    bool whole;    /* the first part had all of them */
} bc_layout_flow_split;

/* Heights of the rows at the head and the foot of a band's pages. */
typedef struct bc_layout_flow_feet {
    bc_len above;            /* where the band goes on from the page before */
    bc_len cut, end, single; /* below: where it goes on, where it ends, where one page has all of it */
    bool left_out;
} bc_layout_flow_feet;

typedef struct bc_layout_flow {
    bc_layout_pager *pager;
    const bc_layout_table *table;
    const bc_layout_row *rows; /* of it, as composed */
    uint32_t row_count;
    bc_diag_list *diags; /* NULL: quiet */
    bc_len reserve;      /* room below the last row for notes that come along */
    bc_len continued;    /* height of the continuation line; 0: none */

    /* What is known of the rows seen so far. */
    uint32_t seen;
    bool has_tall_labels;
    BC_VEC(bc_layout_flow_kept) kept; /* not yet placed, apart and in order */
    BC_VEC(bc_layout_flow_head) heads;
    BC_VEC(bc_len) head_edges;

    /* What stands on this page. */
    BC_VEC(bc_len) edges;                /* between rows, from the top of the type area; one more than rows */
    BC_VEC(bc_len) heights;              /* of the rows, before labels made them grow */
    BC_VEC(uint32_t) numbers;            /* of the rows in the table; BC_NOWHERE: printed again */
    BC_VEC(bc_layout_flow_piece) pieces; /* by their first row */
    BC_VEC(bc_layout_flow_open) open, saved;
    uint32_t placed;      /* rows and parts of rows, without those printed again */
    uint32_t body_placed; /* of these, the ones that are no header rows */
    bool grown;           /* some row is higher than its own text */
    bool begun;           /* an earlier page holds the table's beginning */
    bool shows_continued; /* the continuation line stands above */
    uint32_t first_row;   /* that the part began with, or went on with */
    bool goes_on;         /* it is the rest of that row */
    uint32_t next;        /* the row below the last that was put on it; first_row: none was */
    bool inside;          /* it ends within that row */
    uint32_t torn_above;  /* the chunk that begins with this row was torn off the one before; 0: none */
    uint32_t tied_until;  /* rows above this one stay on the page where a split row that they go with ends; 0: none */
    uint32_t torn_below;  /* the chunk that ends above this row was torn; 0: none */

    bc_layout_flow_feet *feet; /* by the bands whose pages have rows of their own; NULL: none has */
    bc_layout_page_rows said;  /* by these */

    BC_VEC(bc_layout_flow_split) split; /* of the row that is being split, cell by cell */
    bc_layout_printed printed;          /* where this is checked */
} bc_layout_flow;

/* Whether a break above the next row is one: something stands on the page that may end it. */
static inline bool bc_layout_flow_can_cut(const bc_layout_flow *flow)
{
    return flow->body_placed > 0 || (!flow->pager->empty && !flow->pager->pinned);
}

/* Where the page ends: where it was planned, unless nothing on it may end it. */
static inline bc_len bc_layout_flow_foot(const bc_layout_flow *flow)
{
    return bc_layout_flow_can_cut(flow) ? flow->pager->foot : flow->pager->room;
}

/* A piece of the cell with all its text, between the edge `from` and the next. */
static inline bc_layout_flow_piece *bc_layout_flow_push(bc_layout_flow *flow, const bc_layout_cell *cell, uint32_t from)
{
    bc_layout_flow_piece *piece = bc_vec_push(&flow->pieces);
    *piece = (bc_layout_flow_piece){ .cell = cell,
                                     .index = (uint32_t)(cell - flow->table->cells),
                                     .text = cell->composed->text,
                                     .lines = cell->lines,
                                     .end = cell->line_count,
                                     .from = from,
                                     .to = from + 1,
                                     .need = cell->need };
    return piece;
}

/* Where the next row begins. */
static inline bc_len bc_layout_flow_y(const bc_layout_flow *flow)
{
    return flow->edges.at[flow->edges.n - 1];
}

#endif
