/* A table flowing over pages. docs/pagination.md explains the algorithm; the files follow it:
 *
 *     flow.c        the loop: place, cut, break, split
 *     flow_glue.c   which rows stay together; header rows of bands
 *     flow_part.c   rows placed on this page, undone, begun again on the next
 *     flow_split.c  a row taller than a page
 *     flow_draw.c   a page's part into items
 *     strokes.c     borders merged into long rules
 */
#ifndef BC_LAYOUT_PRIVATE_FLOW_H
#define BC_LAYOUT_PRIVATE_FLOW_H

#include "layout/private/cell.h"
#include "layout/private/pager.h"

/* The part of a cell on this page. Its top and bottom are row edges, so that a row may still grow. */
typedef struct bc_layout_cell_part {
    const bc_layout_cell *cell;
    bc_str text;
    const bc_text_line *lines;
    uint32_t first, end; /* the lines printed here */
    uint32_t from, to;   /* indices of edges; `to` is not yet known while it is open */
    bc_len need;         /* height at the least */
    bc_layout_item_role role;
    bool goes_on; /* one part of a text: stands at the top whatever its style says */
} bc_layout_cell_part;

/* A cell that covers rows still to come. */
typedef struct bc_layout_open_span {
    uint32_t cell, end; /* index in the table; the row below its last */
    uint32_t piece;
} bc_layout_open_span;

/* The header rows of a band, and how they look when they are printed again. */
typedef struct bc_layout_band_head {
    uint32_t first, end; /* its rows; the same when it has none */
    uint32_t edges;      /* of flow.head_edges, end - first + 1 of them, from 0 */
    bc_len height;       /* 0: not printed again */
} bc_layout_band_head;

/* What holds two rows together, the weakest first. */
typedef enum bc_layout_glue {
    BC_GLUE_NONE,
    BC_GLUE_GROUP, /* near the edge of a group or the table's end */
    BC_GLUE_NEXT,  /* the row is to stay with the next */
    BC_GLUE_KEPT,  /* a cell keeps its rows together */
    BC_GLUE_HEAD   /* a header row is never left alone */
} bc_layout_glue;

/* Rows that a cell keeps together, `until` excluded. */
typedef struct bc_layout_kept_rows {
    uint32_t from, until;
} bc_layout_kept_rows;

/* Of one cell of a row that is being split. */
typedef struct bc_layout_split_cell {
    uint32_t done; /* lines printed */
    bool whole;    /* the first part had all of them */
} bc_layout_split_cell;

typedef struct bc_layout_flow {
    bc_layout_pager *pager;
    const bc_layout_table *table;
    bc_diag_list *diags; /* NULL: quiet */
    bc_len reserve;      /* room below the last row for notes that come along */
    bc_len continued;    /* height of the continuation line; 0: none */

    /* What is known of the rows seen so far (flow_glue.c). */
    uint32_t seen;
    bool has_tall_labels;
    BC_VEC(bc_layout_kept_rows) kept; /* not yet placed, apart and in order */
    BC_VEC(bc_layout_band_head) heads;
    BC_VEC(bc_len) head_edges;

    /* What stands on this page (flow_part.c). */
    BC_VEC(bc_len) edges;               /* between rows, from the top of the type area; one more than rows */
    BC_VEC(bc_len) heights;             /* of the rows, before labels made them grow */
    BC_VEC(bc_layout_cell_part) pieces; /* by their first row */
    BC_VEC(bc_layout_open_span) open, saved;
    uint32_t placed;      /* rows and parts of rows, without those printed again */
    uint32_t body_placed; /* of these, the ones that are no header rows */
    bool grown;           /* some row is higher than its own text */
    bool begun;           /* an earlier page holds the table's beginning */
    bool shows_continued; /* the continuation line stands above */
    BC_VEC(bc_layout_split_cell) split;
} bc_layout_flow;

void bc_layout_flow_init(bc_layout_flow *flow, bc_layout_pager *pager, const bc_layout_table *table, bc_len reserve);
void bc_layout_flow_release(bc_layout_flow *flow);
/* Places the whole table from pager->y on; the pager stands below it afterwards. */
void bc_layout_flow_run(bc_layout_flow *flow);
/* Least height with which the table can begin on a page: its first rows that stay together, and the reserve when
 * these are all of it. */
bc_len bc_layout_flow_first_height(bc_layout_pager *pager, const bc_layout_table *table, bc_len reserve);

/* -- flow_glue.c ---------------------------------------------------------------------------------------- */

/* The row below the last one that must stay together with `row`; when that is more than a page, where to break. */
uint32_t bc_layout_flow_chunk_end(bc_layout_flow *flow, uint32_t row);
/* What forbids a page break between row - 1 and row. Both have been seen. */
bc_layout_glue bc_layout_flow_glue(const bc_layout_flow *flow, uint32_t row);
/* The edge from row + 1 to `last` at which glue is weakest, and of those the last: where a chunk is broken if it must.
 */
uint32_t bc_layout_flow_weakest_edge(const bc_layout_flow *flow, uint32_t row, uint32_t last);
/* Height of a row's own text, labels too tall for a page included. */
bc_len bc_layout_flow_own_height(const bc_layout_flow *flow, uint32_t row);
/* Room for rows on a page that begins with this one. */
bc_len bc_layout_flow_body(const bc_layout_flow *flow, uint32_t row);
const bc_layout_band_head *bc_layout_flow_head(const bc_layout_flow *flow, uint32_t row);
/* A label over several rows that no page can hold: its text flows as if it were its first row's. */
bool bc_layout_flow_is_tall_label(const bc_layout_flow *flow, const bc_layout_cell *cell);
/* Highest a label may be to be printed whole on any later page. */
bc_len bc_layout_flow_label_room(const bc_layout_flow *flow, const bc_layout_cell *cell);

/* -- flow_part.c ---------------------------------------------------------------------------------------- */

void bc_layout_flow_put_row(bc_layout_flow *flow, uint32_t row);
bc_layout_cell_part *bc_layout_flow_push_piece(bc_layout_flow *flow, const bc_layout_cell *cell, uint32_t from);
void bc_layout_flow_push_open(bc_layout_flow *flow, const bc_layout_cell *cell);
/* Ends the row that is being placed; cells whose last row is above `row` end with it and make it grow if they must. */
void bc_layout_flow_end_row(bc_layout_flow *flow, bc_len height, uint32_t row);
/* Where the part would end if the page were cut here: labels of open cells included. */
bc_len bc_layout_flow_bottom(const bc_layout_flow *flow);
static inline bc_len bc_layout_flow_y(const bc_layout_flow *flow)
{
    return flow->edges.at[flow->edges.n - 1];
}
/* Begins the part on the pager's page; `row` goes first. */
void bc_layout_flow_begin_part(bc_layout_flow *flow, uint32_t row);
/* Draws the part and moves the pager below it. */
void bc_layout_flow_end_part(bc_layout_flow *flow);
/* Ends the page; `row`, or what is left of it, begins the next. */
void bc_layout_flow_cut(bc_layout_flow *flow, uint32_t row);

/* State for taking back rows that turned out not to fit. */
typedef struct bc_layout_flow_mark {
    size_t edges, pieces;
} bc_layout_flow_mark;
bc_layout_flow_mark bc_layout_flow_save(bc_layout_flow *flow);
void bc_layout_flow_undo(bc_layout_flow *flow, bc_layout_flow_mark mark);

/* -- flow_split.c --------------------------------------------------------------------------------------- */

/* Places a row by lines over as many pages as it takes. */
void bc_layout_flow_split_row(bc_layout_flow *flow, uint32_t row, bool may_cut_before);
/* Height of the least part with which the row may begin on a page. */
bc_len bc_layout_flow_split_least(const bc_layout_flow *flow, uint32_t row);

/* -- flow_draw.c, strokes.c ----------------------------------------------------------------------------- */

void bc_layout_flow_draw(bc_layout_flow *flow);
void bc_layout_flow_draw_strokes(bc_layout_flow *flow);

#endif
