/* A table flowing over pages, as docs/pagination.md explains it.
 *
 * The idea: cells are not placed by coordinates but between numbered row edges of the page, so that a row may still
 * grow while later cells ask for it, and nothing is drawn before the page is given away. Rows come in chunks that stay
 * together. A chunk is placed on trial and taken back when it, or what must stand below it, does not fit; what has been
 * placed can therefore always be cut below its last row, and the cells open there begin again on the next page.
 *
 * To follow it from the top, read the last section first: the loop places a chunk, else cuts the page, else breaks the
 * chunk, else splits a row. The sections before it are what it uses, each only what stands above it: header rows of
 * bands, heights, what glues rows together, placing rows and taking them back, a page begun, a page ended, a row taller
 * than a page. */
#include "layout/private/flow.h"

#include "base/tr.h"
#include "layout/private/cell.h"
#include "layout/private/grid.h"
#include "layout/private/printed.h"
#include "layout/private/spread.h"
#include "layout/private/strokes.h"

#include <assert.h>

enum {
    /* More header rows than this are no header; printing them again is not tried. */
    MAX_HEAD_ROWS = 64,
    /* Lines that a part of a split text shows at the least, on a page that holds other things. */
    MIN_PART_LINES = 2
};

/* The part of a cell on this page. Its top and bottom are row edges, so that a row may still grow. */
typedef struct cell_part {
    const bc_layout_cell *cell;
    bc_str text;
    const bc_text_line *lines;
    uint32_t first, end; /* the lines printed here */
    uint32_t from, to;   /* indices of edges; `to` is not yet known while it is open */
    bc_len need;         /* height at the least */
    bc_layout_item_role role;
    bool goes_on; /* one part of a text: stands at the top whatever its style says */
} cell_part;

/* A cell that covers rows still to come. */
typedef struct open_span {
    uint32_t cell, end; /* index in the table; the row below its last */
    uint32_t piece;
} open_span;

/* The header rows of a band, and how they look when they are printed again. */
typedef struct band_head {
    uint32_t first, end; /* its rows; the same when it has none */
    uint32_t edges;      /* of flow.head_edges, end - first + 1 of them, from 0 */
    bc_len height;       /* 0: not printed again */
} band_head;

/* What holds two rows together, the weakest first. */
typedef enum row_glue {
    GLUE_NONE,
    GLUE_GROUP, /* near the edge of a group or the table's end */
    GLUE_NEXT,  /* the row is to stay with the next */
    GLUE_KEPT,  /* a cell keeps its rows together */
    GLUE_HEAD   /* a header row is never left alone */
} row_glue;

/* Rows that a cell keeps together, `until` excluded. */
typedef struct kept_rows {
    uint32_t from, until;
} kept_rows;

/* Of one cell of a row that is being split. */
typedef struct split_cell {
    uint32_t done; /* lines printed */
    bool whole;    /* the first part had all of them */
} split_cell;

typedef struct table_flow {
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
    BC_VEC(kept_rows) kept; /* not yet placed, apart and in order */
    BC_VEC(band_head) heads;
    BC_VEC(bc_len) head_edges;

    /* What stands on this page. */
    BC_VEC(bc_len) edges;     /* between rows, from the top of the type area; one more than rows */
    BC_VEC(bc_len) heights;   /* of the rows, before labels made them grow */
    BC_VEC(cell_part) pieces; /* by their first row */
    BC_VEC(open_span) open, saved;
    uint32_t placed;      /* rows and parts of rows, without those printed again */
    uint32_t body_placed; /* of these, the ones that are no header rows */
    bool grown;           /* some row is higher than its own text */
    bool begun;           /* an earlier page holds the table's beginning */
    bool shows_continued; /* the continuation line stands above */
    uint32_t first_row;   /* that the part began with, or went on with */
    uint32_t torn_above;  /* the chunk that begins with this row was torn off the one before; 0: none */
    uint32_t torn_below;  /* the chunk that ends above this row was torn; 0: none */

    BC_VEC(split_cell) split;  /* of the row that is being split, cell by cell */
    bc_layout_printed printed; /* where this is checked */
} table_flow;

typedef struct flow_mark {
    size_t edges, pieces;
} flow_mark;

/* -- header rows --------------------------------------------------------------------------------------- */

static const band_head *head_of(const table_flow *flow, uint32_t row)
{
    assert(row < flow->seen || (row == flow->seen && flow->heads.n));
    assert(flow->heads.n && flow->heads.at[0].first == 0);
    size_t i = flow->heads.n - 1;
    while (flow->heads.at[i].first > row)
        i--;
    return &flow->heads.at[i];
}

/* Edges of header rows as they stand when printed again: only cells that end within them count. */
static void place_head(table_flow *flow, band_head *head)
{
    const bc_layout_row *rows = flow->rows;
    head->edges = (uint32_t)flow->head_edges.n;
    bc_vec_add(&flow->head_edges, 0);
    for (uint32_t r = head->first; r < head->end; r++) {
        bc_len *edges = &flow->head_edges.at[head->edges];
        bc_len bottom = edges[r - head->first] + bc_len_min(flow->table->heights[r], flow->pager->room);
        uint32_t to = rows[r].first_cell + rows[r].cells;
        for (uint32_t i = rows[head->first].first_cell; i < to; i++) {
            const bc_layout_cell *cell = &flow->table->cells[i];
            uint32_t row = cell->composed->row;
            if (bc_layout_cell_end(flow->table, cell) == r + 1 && row < r)
                bottom = bc_len_max(bottom, edges[row - head->first] + cell->need);
        }
        bc_vec_add(&flow->head_edges, bc_len_min(bottom, flow->pager->room));
    }
    head->height = flow->head_edges.at[head->edges + head->end - head->first];
}

/* At most half of what the continuation line leaves: the page is for new rows. */
static void open_band(table_flow *flow, uint32_t row)
{
    const bc_layout_row *rows = flow->rows;
    band_head head = { .first = row, .end = row };
    while (head.end < flow->row_count && rows[head.end].head && rows[head.end].band == rows[row].band)
        head.end++;
    if (head.end - head.first > MAX_HEAD_ROWS)
        head.end = row;
    if (head.end > row && head.end < flow->row_count) {
        place_head(flow, &head);
        if (head.height > (flow->pager->room - flow->continued) / 2)
            head.height = 0;
    }
    bc_vec_add(&flow->heads, head);
}

/* -- heights ------------------------------------------------------------------------------------------- */

/* Room for rows on a page that begins with this one. */
static bc_len body_from(const table_flow *flow, uint32_t row)
{
    if (row == 0)
        return flow->pager->room;
    const band_head *head = head_of(flow, row);
    return flow->pager->room - flow->continued - (row < head->end ? 0 : head->height);
}

/* Highest a label may be to be printed whole on any later page. */
static bc_len label_room(const table_flow *flow, const bc_layout_cell *cell)
{
    uint32_t row = cell->composed->row;
    const band_head *head = head_of(flow, row);
    bc_len above = head->height;
    if (head->height && row < head->end)
        above = flow->head_edges.at[head->edges + row - head->first];
    return flow->pager->room - flow->continued - above;
}

/* A label over several rows that no page can hold: its text flows as if it were its first row's. */
static bool is_tall_label(const table_flow *flow, const bc_layout_cell *cell)
{
    return flow->has_tall_labels && cell->need > label_room(flow, cell) &&
           bc_layout_cell_end(flow->table, cell) > cell->composed->row + 1;
}

/* Height of a row's own text, labels too tall for a page included. */
static bc_len own_height(const table_flow *flow, uint32_t row)
{
    const bc_layout_row *r = &flow->rows[row];
    bc_len height = flow->table->heights[row];
    if (flow->has_tall_labels)
        for (uint32_t i = 0; i < r->cells; i++) {
            const bc_layout_cell *cell = &flow->table->cells[r->first_cell + i];
            if (is_tall_label(flow, cell))
                height = bc_len_max(height, cell->need);
        }
    return height;
}

/* -- glue ---------------------------------------------------------------------------------------------- */

static bool fit_page(const table_flow *flow, uint32_t from, uint32_t until)
{
    bc_len body = body_from(flow, from);
    int64_t sum = 0;
    for (uint32_t r = from; r < until && sum <= body; r++)
        sum += flow->table->heights[r];
    return sum <= body;
}

/* Notes the rows of a BC_SPAN_KEEP cell if a page can hold them. Of two such cells that overlap without one holding
 * the other, the second counts only when a page can hold both. */
static void keep_rows(table_flow *flow, const bc_layout_cell *cell)
{
    uint32_t row = cell->composed->row, end = bc_layout_cell_end(flow->table, cell);
    kept_rows *last = flow->kept.n ? &flow->kept.at[flow->kept.n - 1] : NULL;
    bool joins = last && row < last->until;
    if (cell->need > body_from(flow, row) || !fit_page(flow, joins ? last->from : row, end))
        return;
    if (joins)
        last->until = end > last->until ? end : last->until;
    else
        bc_vec_add(&flow->kept, (kept_rows){ row, end });
}

static void note_span(table_flow *flow, const bc_layout_cell *cell)
{
    if (cell->need > label_room(flow, cell)) {
        flow->has_tall_labels = true;
        if (flow->diags) {
            bc_diag_add(flow->diags, BC_DIAG_WARNING, "W403", cell->composed->mark,
                        bc_tr("this label is taller than a page and is broken over pages like ordinary text"));
            bc_diag_hint(flow->diags, bc_tr("shorten it or make its column wider"));
        }
    }
    if (cell->composed->policy == BC_SPAN_KEEP)
        keep_rows(flow, cell);
}

/* The rows kept together that a break above `row` would part, or NULL. */
static const kept_rows *kept_around(const table_flow *flow, uint32_t row)
{
    for (size_t i = flow->kept.n; i > 0; i--)
        if (flow->kept.at[i - 1].from < row)
            return row < flow->kept.at[i - 1].until ? &flow->kept.at[i - 1] : NULL;
    return NULL;
}

static void forget_kept_above(table_flow *flow, uint32_t row)
{
    size_t past = 0;
    while (past < flow->kept.n && flow->kept.at[past].until <= row)
        past++;
    flow->kept.n -= past;
    for (size_t i = 0; past && i < flow->kept.n; i++)
        flow->kept.at[i] = flow->kept.at[i + past];
}

/* Takes note of rows up to this one, once each. */
static void note_rows(table_flow *flow, uint32_t row)
{
    const bc_layout_row *rows = flow->rows;
    for (; flow->seen <= row; flow->seen++) {
        uint32_t r = flow->seen;
        assert(bc_layout_grid_row_is_in_order(flow->table->composed, r) &&
               bc_layout_grid_row_is_measured(flow->table, r));
        if (r == 0 || rows[r].band != rows[r - 1].band)
            open_band(flow, r);
        for (uint32_t i = 0; i < rows[r].cells; i++) {
            const bc_layout_cell *cell = &flow->table->cells[rows[r].first_cell + i];
            if (bc_layout_cell_end(flow->table, cell) > r + 1)
                note_span(flow, cell);
        }
    }
}

/* Merge level that begins anew with the row; a band begins all. */
static unsigned opens(const bc_layout_composed_table *table, uint32_t row)
{
    return row == 0 || table->rows[row].band != table->rows[row - 1].band ? 0 : table->rows[row].opens;
}

/* Whether the edge above `row` is one of the first or last m - 1 inside a group of any level. The edge lies inside
 * the groups of the levels below what `row` opens, and such a group begins with a row that opens an outer level. */
static bool near_group_edge(const bc_layout_composed_table *table, uint32_t row)
{
    unsigned level = opens(table, row);
    for (uint32_t i = 1; i < table->least_rows && level > 0; i++) {
        if (row >= i && opens(table, row - i) < level)
            return true;
        if (row + i < table->row_count && opens(table, row + i) < level)
            return true;
    }
    return false;
}

/* What forbids a page break between row - 1 and row. Both have been seen. */
static row_glue glue_above(const table_flow *flow, uint32_t row)
{
    const bc_layout_composed_table *table = flow->table->composed;
    assert(row > 0 && row < flow->seen);
    const bc_layout_row *above = &table->rows[row - 1];
    if (above->head)
        return GLUE_HEAD;
    if (kept_around(flow, row))
        return GLUE_KEPT;
    if (above->keep_with_next)
        return GLUE_NEXT;
    bool edge = table->row_count - row < table->least_rows || near_group_edge(table, row);
    return edge ? GLUE_GROUP : GLUE_NONE;
}

/* The edge from row + 1 to `last` at which glue is weakest, and of those the last: where a chunk is broken if it must.
 */
static uint32_t weakest_edge(const table_flow *flow, uint32_t row, uint32_t last)
{
    assert(row < last && last <= flow->row_count);
    uint32_t weakest = last;
    for (uint32_t edge = last - 1; edge > row; edge--)
        if (glue_above(flow, edge) < glue_above(flow, weakest))
            weakest = edge;
    return weakest;
}

/* The row below the last one that must stay together with `row`; when that is more than a page, where to break. */
static uint32_t chunk_end(table_flow *flow, uint32_t row)
{
    note_rows(flow, row);
    forget_kept_above(flow, row);
    if (flow->torn_below == row)
        flow->torn_above = row;
    bc_len body = body_from(flow, row);
    int64_t sum = own_height(flow, row);
    for (uint32_t end = row + 1; end < flow->row_count; end++) {
        note_rows(flow, end);
        if (glue_above(flow, end) == GLUE_NONE)
            return end;
        sum += own_height(flow, end);
        if (sum > body)
            return flow->torn_below = weakest_edge(flow, row, end);
    }
    return flow->row_count;
}

/* -- placing rows -------------------------------------------------------------------------------------- */

static bc_len y_of(const table_flow *flow)
{
    return flow->edges.at[flow->edges.n - 1];
}

static cell_part *push_piece(table_flow *flow, const bc_layout_cell *cell, uint32_t from)
{
    cell_part *piece = bc_vec_push(&flow->pieces);
    *piece = (cell_part){ .cell = cell,
                          .text = cell->composed->text,
                          .lines = cell->lines,
                          .end = cell->line_count,
                          .from = from,
                          .to = from + 1,
                          .need = cell->need };
    return piece;
}

/* The last piece pushed covers rows still to come. */
static void push_open(table_flow *flow, const bc_layout_cell *cell)
{
    bc_vec_add(&flow->open, (open_span){ .cell = (uint32_t)(cell - flow->table->cells),
                                         .end = bc_layout_cell_end(flow->table, cell),
                                         .piece = (uint32_t)flow->pieces.n - 1 });
}

/* Ends the row that is being placed; cells whose last row is above `row` end with it and make it grow if they must. */
static void end_row(table_flow *flow, bc_len height, uint32_t row)
{
    assert(height >= 0 && flow->heights.n + 1 == flow->edges.n);
    bc_len natural = y_of(flow) + height, bottom = natural;
    size_t still_open = 0;
    for (size_t i = 0; i < flow->open.n; i++) {
        open_span *open = &flow->open.at[i];
        assert(open->piece < flow->pieces.n);
        cell_part *piece = &flow->pieces.at[open->piece];
        if (open->end > row) {
            flow->open.at[still_open++] = *open;
            continue;
        }
        piece->to = (uint32_t)flow->edges.n;
        bottom = bc_len_max(bottom, flow->edges.at[piece->from] + piece->need);
    }
    flow->open.n = still_open;
    flow->grown = flow->grown || bottom > natural;
    bc_vec_add(&flow->edges, bottom);
    bc_vec_add(&flow->heights, height);
}

static void put_row(table_flow *flow, uint32_t row)
{
    const bc_layout_row *r = &flow->rows[row];
    uint32_t from = (uint32_t)flow->edges.n - 1;
    for (uint32_t i = 0; i < r->cells; i++) {
        const bc_layout_cell *cell = &flow->table->cells[r->first_cell + i];
        push_piece(flow, cell, from);
        if (bc_layout_cell_end(flow->table, cell) > row + 1)
            push_open(flow, cell);
    }
    end_row(flow, own_height(flow, row), row + 1);
}

/* Where the part would end if the page were cut here: labels of open cells included. */
static bc_len bottom_of(const table_flow *flow)
{
    bc_len bottom = y_of(flow);
    for (size_t i = 0; i < flow->open.n; i++) {
        const cell_part *piece = &flow->pieces.at[flow->open.at[i].piece];
        bottom = bc_len_max(bottom, flow->edges.at[piece->from] + piece->need);
    }
    return bottom;
}

/* State for taking back rows that turned out not to fit. */
static flow_mark save(table_flow *flow)
{
    bc_vec_clear(&flow->saved);
    for (size_t i = 0; i < flow->open.n; i++)
        bc_vec_add(&flow->saved, flow->open.at[i]);
    return (flow_mark){ flow->edges.n, flow->pieces.n };
}

static void undo(table_flow *flow, flow_mark mark)
{
    assert(mark.edges > 0 && mark.edges <= flow->edges.n && mark.pieces <= flow->pieces.n);
    flow->edges.n = mark.edges;
    flow->heights.n = mark.edges - 1;
    flow->pieces.n = mark.pieces;
    bc_vec_clear(&flow->open);
    for (size_t i = 0; i < flow->saved.n; i++)
        bc_vec_add(&flow->open, flow->saved.at[i]);
}

/* -- a page begins ------------------------------------------------------------------------------------- */

/* Puts （续） behind a label; left out where it would not fit. */
static void mark_continued(table_flow *flow, cell_part *piece)
{
    bc_layout_pager *pager = flow->pager;
    const bc_layout_cell *cell = piece->cell;
    if (!pager->typesetter || !cell->composed->text.n)
        return;
    bc_str text = bc_arena_printf(&pager->arena, "%.*s（续）", BC_STR_ARG(cell->composed->text));
    bc_text_box box = bc_layout_cell_box(cell);
    bc_text_lines lines = bc_text_wrap(pager->typesetter, &pager->arena, text, &cell->style->text, &box);
    bc_len need = bc_layout_cell_height(cell->style, lines.n);
    if (need > label_room(flow, cell))
        return;
    piece->text = text;
    piece->lines = lines.at;
    piece->end = lines.n;
    piece->need = need;
}

static void reopen(table_flow *flow, open_span *open, uint32_t from)
{
    const bc_layout_cell *cell = &flow->table->cells[open->cell];
    cell_part *piece = push_piece(flow, cell, from);
    open->piece = (uint32_t)flow->pieces.n - 1;
    piece->role = BC_ITEM_REPEATED;
    if (cell->composed->policy == BC_SPAN_ONCE || is_tall_label(flow, cell)) {
        piece->end = 0;
        piece->need = 0;
    } else if (cell->composed->policy == BC_SPAN_REPEAT_CONTINUED) {
        mark_continued(flow, piece);
    }
}

static void reopen_between(table_flow *flow, uint32_t first_row, uint32_t until_row, uint32_t from)
{
    for (size_t i = 0; i < flow->open.n; i++) {
        open_span *open = &flow->open.at[i];
        uint32_t row = flow->table->cells[open->cell].composed->row;
        if (row >= first_row && row < until_row)
            reopen(flow, open, from);
    }
}

/* Cells of one header row: those that end in the head, and those (a stub) that had gone on below it and are over. */
static void repeat_head_row(table_flow *flow, const band_head *head, uint32_t row, uint32_t next)
{
    const bc_layout_row *r = &flow->rows[row];
    for (uint32_t i = 0; i < r->cells; i++) {
        const bc_layout_cell *cell = &flow->table->cells[r->first_cell + i];
        uint32_t end = bc_layout_cell_end(flow->table, cell);
        if (end > next)
            continue;
        uint32_t to = end < head->end ? end : head->end;
        cell_part *piece = push_piece(flow, cell, row - head->first);
        piece->to = to - head->first;
        piece->role = BC_ITEM_REPEATED;
        const bc_len *edges = &flow->head_edges.at[head->edges];
        if (end > head->end && cell->need > edges[piece->to] - edges[piece->from])
            piece->end = 0; /* it needed rows that do not come again */
        piece->need = 0;
    }
}

static void repeat_head(table_flow *flow, const band_head *head, uint32_t next)
{
    const bc_len *edges = &flow->head_edges.at[head->edges];
    bc_len top = y_of(flow);
    reopen_between(flow, 0, head->first, 0);
    for (uint32_t r = head->first; r < head->end; r++) {
        uint32_t k = r - head->first;
        repeat_head_row(flow, head, r, next);
        reopen_between(flow, r, r + 1, k);
        bc_vec_add(&flow->edges, top + edges[k + 1]);
        bc_vec_add(&flow->heights, edges[k + 1] - edges[k]);
    }
    reopen_between(flow, head->end, next + 1, head->end - head->first);
}

/* Begins the part on the pager's page; `row` goes first. */
static void begin_part(table_flow *flow, uint32_t row)
{
    bc_vec_clear(&flow->edges);
    bc_vec_clear(&flow->heights);
    bc_vec_clear(&flow->pieces);
    bool goes_on = row > 0 || flow->begun;
    flow->placed = flow->body_placed = 0;
    flow->first_row = row;
    flow->grown = false;
    flow->shows_continued = goes_on && flow->continued > 0;
    bc_vec_add(&flow->edges, flow->pager->y + (flow->shows_continued ? flow->continued : 0));
    const band_head *head = goes_on ? head_of(flow, row) : NULL;
    if (head && head->height && row >= head->end)
        repeat_head(flow, head, row);
    else
        reopen_between(flow, 0, row + 1, 0);
}

/* -- a page ends --------------------------------------------------------------------------------------- */

/* Placing lets the last row of a label grow. When all rows are known the same height can be shared out among the
 * label's rows, which looks better; with labels that overlap like bricks that may take more height, and is left. */
static void share_growth(table_flow *flow)
{
    bc_arena *arena = &flow->pager->arena;
    uint32_t rows = (uint32_t)flow->heights.n, n = 0;
    bc_len *heights = BC_NEW_COPY(arena, flow->heights.at, rows);
    bc_layout_covering *coverings = BC_NEW_ARRAY(arena, bc_layout_covering, flow->pieces.n);
    for (size_t i = 0; i < flow->pieces.n; i++) {
        const cell_part *piece = &flow->pieces.at[i];
        if (bc_layout_cell_end(flow->table, piece->cell) > piece->cell->composed->row + 1)
            coverings[n++] = (bc_layout_covering){ .from = piece->from, .to = piece->to, .need = piece->need };
    }
    bc_layout_spread_heights(heights, rows, coverings, n, arena);
    int64_t total = 0;
    for (uint32_t r = 0; r < rows; r++)
        total += heights[r];
    if (total != y_of(flow) - flow->edges.at[0])
        return;
    for (uint32_t r = 0; r < rows; r++)
        flow->edges.at[r + 1] = flow->edges.at[r] + heights[r];
}

static void draw_text(table_flow *flow, const cell_part *piece)
{
    if (piece->end <= piece->first)
        return;
    const bc_layout_cell *cell = piece->cell;
    const bc_form_cell_style *style = cell->style;
    bc_len top = flow->edges.at[piece->from], height = flow->edges.at[piece->to] - top;
    bc_len spare = height - bc_layout_cell_height(style, piece->end - piece->first);
    bc_form_valign valign = piece->goes_on || spare < 0 ? BC_VALIGN_TOP : style->valign;
    bc_len drop = valign == BC_VALIGN_MIDDLE ? spare / 2 : valign == BC_VALIGN_BOTTOM ? spare : 0;
    bc_layout_line_box box = { .measure = bc_layout_cell_box(cell),
                               .x = cell->composed->x0 + style->pad_x,
                               .y = top + style->pad_y + drop,
                               .align = style->align,
                               .style = &style->text,
                               .role = piece->role };
    bc_layout_pager_lines(flow->pager, &box, piece->text, piece->lines, piece->first, piece->end);
}

static void draw_continued(table_flow *flow)
{
    const bc_layout_composed_table *table = flow->table->composed;
    const bc_form_para_style *style = table->continued_style;
    bc_len y = flow->edges.at[0] - flow->continued;
    bc_layout_pager_words(flow->pager, 0, table->width, y, table->continued, style->align, &style->text,
                          BC_ITEM_REPEATED);
}

static void draw_strokes(table_flow *flow)
{
    const bc_layout_composed_table *table = flow->table->composed;
    size_t n = flow->pieces.n;
    bc_layout_stroke_box *boxes = BC_NEW_ARRAY(&flow->pager->arena, bc_layout_stroke_box, n);
    for (size_t i = 0; i < n; i++) {
        const cell_part *piece = &flow->pieces.at[i];
        const bc_layout_composed_cell *cell = piece->cell->composed;
        boxes[i] = (bc_layout_stroke_box){ cell->x0, cell->x1, piece->from, piece->to };
    }
#ifdef BC_STRESS
    assert(!bc_layout_grid_table_is_tiled(table) ||
           bc_layout_grid_is_tiled(boxes, n, (uint32_t)flow->edges.n - 1, table->width));
#endif
    bc_layout_stroke_grid grid = { flow->edges.at, flow->edges.n, table->rule, table->frame_rule };
    bc_layout_strokes_draw(flow->pager, &grid, boxes, n);
}

static void draw_part(table_flow *flow)
{
    if (flow->grown)
        share_growth(flow);
    if (flow->shows_continued)
        draw_continued(flow);
    for (size_t i = 0; i < flow->pieces.n; i++)
        draw_text(flow, &flow->pieces.at[i]);
    if (flow->table->composed->rule > 0 || flow->table->composed->frame_rule > 0)
        draw_strokes(flow);
}

#ifndef NDEBUG
/* A part that goes on with a band has the band's header rows on top, whole and as high as they were planned. */
static bool shows_head(const table_flow *flow)
{
    const band_head *head = head_of(flow, flow->first_row);
    if (!flow->begun || !head->height || flow->first_row < head->end)
        return true;
    const bc_layout_row *last = &flow->rows[head->end - 1];
    size_t next = 0, rows = head->end - head->first;
    for (uint32_t i = flow->rows[head->first].first_cell; i < last->first_cell + last->cells; i++) {
        const bc_layout_cell *cell = &flow->table->cells[i];
        if (bc_layout_cell_end(flow->table, cell) > head->end)
            continue;
        while (next < flow->pieces.n && flow->pieces.at[next].cell != cell)
            next++;
        const cell_part *piece = &flow->pieces.at[next];
        if (next == flow->pieces.n || piece->role != BC_ITEM_REPEATED || piece->end != cell->line_count ||
            piece->from != cell->composed->row - head->first)
            return false;
    }
    return flow->edges.n > rows && flow->edges.at[rows] - flow->edges.at[0] == head->height;
}

/* Every line once and in order: each piece goes on where the cell's last one ended. */
static bool lines_go_on(table_flow *flow)
{
    bool go_on = true;
    for (size_t i = 0; i < flow->pieces.n && go_on; i++) {
        const cell_part *piece = &flow->pieces.at[i];
        uint32_t cell = (uint32_t)(piece->cell - flow->table->cells);
        if (piece->role == BC_ITEM_CONTENT)
            go_on = bc_layout_printed_add(&flow->printed, cell, piece->first, piece->end);
    }
    return go_on;
}

/* Nothing holds the row to the one above it, or they had to be parted: no page holds all that stays with them, or a
 * title above would be left alone. */
static bool may_begin_page(const table_flow *flow, uint32_t row)
{
    return row == 0 || row == flow->torn_above || glue_above(flow, row) == GLUE_NONE;
}
#endif

/* Draws the part and moves the pager below it. */
static void end_part(table_flow *flow)
{
    bc_layout_pager *pager = flow->pager;
    if (!flow->placed)
        return;
    bc_len bottom = bottom_of(flow);
    /* Whatever row ends the page, all open cells have their room; only what fits no page stands on a page alone. */
    assert(bottom <= pager->room || flow->placed == 1);
    assert(shows_head(flow) && lines_go_on(flow));
    for (size_t i = 0; i < flow->open.n; i++)
        flow->pieces.at[flow->open.at[i].piece].to = (uint32_t)flow->edges.n - 1;
    flow->grown = flow->grown || bottom > y_of(flow);
    flow->edges.at[flow->edges.n - 1] = bottom;
    if (pager->draw)
        draw_part(flow);
    pager->y = bottom;
    pager->empty = false;
    flow->begun = true;
}

/* Ends the page; `row`, or what is left of it, begins the next. */
static void cut(table_flow *flow, uint32_t row)
{
    assert(flow->placed > 0 || !flow->pager->empty); /* or the loops would have no end */
    end_part(flow);
    bc_layout_pager_next_page(flow->pager);
    begin_part(flow, row);
}
/* -- a row taller than a page -------------------------------------------------------------------------- */
typedef enum next_part {
    PART_NOTHING, /* not even the least part fits here */
    PART_SOME,
    PART_REST
} next_part;

typedef struct splitter {
    table_flow *flow;
    const bc_layout_row *row;
    uint32_t number; /* of the row */
    bool begun;
    bool bare; /* the page holds nothing but what is printed again: something must be placed */
    bc_len room;
} splitter;

static const bc_layout_cell *cell_at(const splitter *s, uint32_t i)
{
    return &s->flow->table->cells[s->row->first_cell + i];
}

/* Its text is part of the row's own height, unlike that of a label over several rows. */
static bool is_own_text(const table_flow *flow, const bc_layout_cell *cell)
{
    return bc_layout_cell_end(flow->table, cell) == cell->composed->row + 1 || is_tall_label(flow, cell);
}

/* How many of the `left` lines to print here; 0: the cell cannot be split here. */
static uint32_t lines_here(const splitter *s, const bc_layout_cell *cell, uint32_t left)
{
    int64_t inside = s->room - 2 * (int64_t)cell->style->pad_y, leading = cell->style->text.leading;
    uint32_t most = inside > 0 && leading > 0 ? (uint32_t)(inside / leading) : 0;
    if (left <= most)
        return left;
    uint32_t here = left - most == 1 && most > 0 ? most - 1 : most; /* leaves two */
    if (here >= MIN_PART_LINES)
        return here;
    if (!s->bare)
        return 0;
    return most > 0 ? most : 1;
}

/* Labels that the first part showed whole stand in the later ones again, where there is room. */
static bool repeats_label(const splitter *s, const bc_layout_cell *cell, const split_cell *state)
{
    return s->begun && state->whole && cell->composed->kind == BC_CELL_LABEL && cell->need <= s->room;
}

static next_part plan_part(const splitter *s)
{
    next_part next = PART_REST;
    for (uint32_t i = 0; i < s->row->cells; i++) {
        const bc_layout_cell *cell = cell_at(s, i);
        if (!is_own_text(s->flow, cell)) {
            if (!s->begun && cell->need > s->room && !s->bare)
                return PART_NOTHING;
            continue;
        }
        uint32_t left = cell->line_count - s->flow->split.at[i].done;
        uint32_t here = left ? lines_here(s, cell, left) : 0;
        if (left && !here)
            return PART_NOTHING;
        if (here < left)
            next = PART_SOME;
    }
    if (next == PART_REST && !s->begun && !s->bare && s->row->least_height > s->room)
        return PART_NOTHING;
    return next;
}

static cell_part *find_piece(table_flow *flow, const bc_layout_cell *cell)
{
    uint32_t index = (uint32_t)(cell - flow->table->cells);
    for (size_t i = 0; i < flow->open.n; i++)
        if (flow->open.at[i].cell == index)
            return &flow->pieces.at[flow->open.at[i].piece];
    return NULL;
}

/* The piece of the row's nth cell on this page, with all its text. */
static cell_part *put_cell(splitter *s, const bc_layout_cell *cell)
{
    table_flow *flow = s->flow;
    bool spans = bc_layout_cell_end(flow->table, cell) > s->number + 1;
    if (s->begun && spans)
        return find_piece(flow, cell); /* opened again with the page */
    cell_part *piece = push_piece(flow, cell, (uint32_t)flow->edges.n - 1);
    if (spans)
        push_open(flow, cell);
    return piece;
}

/* Gives the piece its lines and returns the height they take. */
static bc_len put_lines(splitter *s, const bc_layout_cell *cell, split_cell *state, cell_part *piece)
{
    uint32_t left = cell->line_count - state->done;
    uint32_t here = left ? lines_here(s, cell, left) : 0;
    if (repeats_label(s, cell, state)) {
        piece->role = BC_ITEM_REPEATED;
        return cell->need;
    }
    piece->first = state->done;
    piece->end = state->done + here;
    piece->role = BC_ITEM_CONTENT;
    piece->goes_on = here < cell->line_count;
    piece->need = here ? bc_layout_cell_height(cell->style, here) : 0;
    if (!s->begun)
        state->whole = here == cell->line_count;
    state->done += here;
    return piece->need;
}

static void put_part(splitter *s, bool last)
{
    table_flow *flow = s->flow;
    bc_len height = 0;
    for (uint32_t i = 0; i < s->row->cells; i++) {
        const bc_layout_cell *cell = cell_at(s, i);
        cell_part *piece = put_cell(s, cell);
        if (is_own_text(flow, cell))
            height = bc_len_max(height, put_lines(s, cell, &flow->split.at[i], piece));
    }
    if (last && !s->begun)
        height = bc_len_max(height, bc_len_min(s->row->least_height, s->room));
    end_row(flow, height, last ? s->number + 1 : s->number);
    flow->placed++;
    flow->body_placed++;
}

/* Places a row by lines over as many pages as it takes. */
static void split_row(table_flow *flow, uint32_t row, bool may_cut_before)
{
    splitter s = { .flow = flow, .row = &flow->rows[row], .number = row };
    bc_vec_clear(&flow->split);
    for (uint32_t i = 0; i < s.row->cells; i++)
        bc_vec_add(&flow->split, (split_cell){ 0 });
    bool last = row + 1 == flow->row_count;
    while (!flow->pager->stopped) {
        s.bare = flow->placed == 0 && flow->pager->empty;
        s.room = flow->pager->room - y_of(flow);
        next_part next = plan_part(&s);
        /* The notes come along unless that leaves the page, or a title, alone. */
        if (next == PART_REST && last && !s.bare && may_cut_before) {
            s.room -= flow->reserve;
            next = plan_part(&s);
        }
        if (next != PART_NOTHING)
            put_part(&s, next == PART_REST);
        if (next == PART_REST)
            return;
        s.begun = s.begun || next == PART_SOME;
        assert(s.begun || may_begin_page(flow, row));
        cut(flow, row);
    }
}

/* Height of the least part with which the row may begin on a page. */
static bc_len split_least(const table_flow *flow, uint32_t row)
{
    const bc_layout_row *r = &flow->rows[row];
    bc_len least = 0;
    for (uint32_t i = 0; i < r->cells; i++) {
        const bc_layout_cell *cell = &flow->table->cells[r->first_cell + i];
        uint32_t lines = cell->line_count < 2 * MIN_PART_LINES ? cell->line_count : MIN_PART_LINES;
        least = bc_len_max(least, is_own_text(flow, cell) ? bc_layout_cell_height(cell->style, lines) : cell->need);
    }
    return least;
}
/* -- the loop ------------------------------------------------------------------------------------------ */

static void init(table_flow *flow, bc_layout_pager *pager, const bc_layout_table *table, bc_len reserve)
{
    const bc_layout_composed_table *composed = table->composed;
    *flow = (table_flow){ .pager = pager,
                          .table = table,
                          .rows = composed->rows,
                          .row_count = composed->row_count,
                          .diags = pager->diags,
                          .reserve = reserve };
    if (composed->continued.n && composed->continued_style) {
        bc_len height = composed->continued_style->text.leading + composed->continued_style->after;
        /* On a page so low that it would take a quarter, rows are worth more. */
        if (height <= pager->room / 4)
            flow->continued = height;
    }
}

static void release(table_flow *flow)
{
    bc_vec_release(&flow->kept);
    bc_vec_release(&flow->heads);
    bc_vec_release(&flow->head_edges);
    bc_vec_release(&flow->edges);
    bc_vec_release(&flow->heights);
    bc_vec_release(&flow->pieces);
    bc_vec_release(&flow->open);
    bc_vec_release(&flow->saved);
    bc_vec_release(&flow->split);
    bc_layout_printed_release(&flow->printed);
}

/* Whether a break above the next row is one: something stands on the page that may end it. */
static bool can_cut(const table_flow *flow)
{
    return flow->body_placed > 0 || (!flow->pager->empty && !flow->pager->pinned);
}

static bc_len height_below(const table_flow *flow, uint32_t end, bool can_cut_first)
{
    if (end == flow->row_count)
        return flow->reserve;
    /* The chunk was broken where the page would end: a row that must be split goes on, so its first part comes along.
     */
    bool splits = can_cut_first && end < flow->seen && glue_above(flow, end) > GLUE_NONE &&
                  own_height(flow, end) > body_from(flow, end);
    return splits ? split_least(flow, end) : 0;
}

/* Places the rows if they fit with what must stand below them; else leaves all as it was. */
static bool place_chunk(table_flow *flow, uint32_t row, uint32_t end)
{
    bc_len limit = flow->pager->room;
    flow_mark mark = save(flow);
    for (uint32_t r = row; r < end && y_of(flow) <= limit; r++)
        put_row(flow, r);
    bool all = flow->edges.n == mark.edges + end - row;
    int64_t bottom = (int64_t)bottom_of(flow) + height_below(flow, end, can_cut(flow));
    if (!all || bottom > limit) {
        undo(flow, mark);
        return false;
    }
    for (uint32_t r = row; r < end; r++)
        flow->body_placed += !flow->rows[r].head;
    flow->placed += end - row;
    return true;
}

/* Of rows that do not fit this page together though nothing can be cut off above them: how far they do. */
static uint32_t fitting_end(table_flow *flow, uint32_t row, uint32_t end)
{
    assert(!can_cut(flow));
    flow_mark mark = save(flow);
    uint32_t r = row;
    do
        put_row(flow, r);
    while (bottom_of(flow) <= flow->pager->room && ++r < end - 1);
    undo(flow, mark);
    return flow->torn_below = r > row ? weakest_edge(flow, row, r) : row + 1;
}

static void run(table_flow *flow)
{
    uint32_t row = 0, end = 0;
    begin_part(flow, 0);
    while (row < flow->row_count && !flow->pager->stopped) {
        if (end <= row)
            end = chunk_end(flow, row);
        assert(end > row && end <= flow->row_count);
        bool may_cut = can_cut(flow);
        if (place_chunk(flow, row, end)) {
            row = end;
        } else if (end == row + 1 && (!may_cut || own_height(flow, row) > body_from(flow, row))) {
            split_row(flow, row, may_cut);
            row++;
        } else if (may_cut) {
            assert(may_begin_page(flow, row));
            cut(flow, row);
        } else {
            end = fitting_end(flow, row, end);
        }
    }
    end_part(flow);
    assert(flow->pager->stopped || bc_layout_printed_is_all(&flow->printed, flow->table));
}

void bc_layout_flow_place(bc_layout_pager *pager, const bc_layout_table *table, bc_len reserve)
{
    table_flow flow;
    init(&flow, pager, table, reserve);
    run(&flow);
    release(&flow);
}

bc_len bc_layout_flow_first_height(bc_layout_pager *pager, const bc_layout_table *table, bc_len reserve)
{
    table_flow flow;
    init(&flow, pager, table, reserve);
    flow.diags = NULL;
    bc_vec_add(&flow.edges, 0);
    uint32_t end = chunk_end(&flow, 0);
    for (uint32_t r = 0; r < end; r++)
        put_row(&flow, r);
    bc_len height = bottom_of(&flow) + height_below(&flow, end, true);
    release(&flow);
    return height;
}
