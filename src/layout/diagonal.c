/* Diagonal heads: strokes run from the upper left corner, one to the lower right corner, two to the middles of the
 * sides there; what names the rows stands below at the left, what names the columns above at the right, and between two
 * strokes what the cells hold. How high such a cell must be follows from its width: a text of width w that ends at x
 * clears a stroke that falls over the width when the cell is d * width / (width - x) high, d being the text's distance
 * from the edge that it stands at. Of several ways to break a text the one is taken that makes the cell lowest. */
#include "layout/private/diagonal.h"

#include "layout/private/cell.h"

enum {
    BELOW, /* the corners, in their order */
    ABOVE,
    BETWEEN,
    MIDDLE = 72,         /* hundredths of width and height: where the text between two strokes has its middle */
    MAX_LEADINGS = 12,   /* of height: a text that cannot clear the stroke does not make the head a tower */
    DEFAULT_WEIGHT = 500 /* of strokes in a table without rules */
};

/* Parts of the width, in hundredths, to which a text may be broken. */
static const int TRIED[] = { 100, 62, 48, 36, 26 };

typedef struct geometry {
    int64_t width, pad_x, pad_y, leading;
    uint8_t strokes;
} geometry;

static geometry geometry_of(const bc_layout_cell *cell)
{
    const bc_form_cell_style *style = cell->style;
    return (geometry){ .width = cell->composed->x1 - cell->composed->x0,
                       .pad_x = style->pad_x,
                       .pad_y = style->pad_y,
                       .leading = style->text.leading,
                       .strokes = cell->composed->extra->strokes };
}

/* dividend / divisor, at most what a head may be. */
static int64_t height_of(const geometry *g, int64_t dividend, int64_t divisor)
{
    int64_t most = MAX_LEADINGS * g->leading + 2 * g->pad_y;
    if (divisor <= 0)
        return most;
    int64_t height = (dividend + divisor - 1) / divisor;
    return height < most ? height : most;
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* The stroke that the text stands below falls from corner to corner, or the second of two to the middle below. */
static int64_t need_below(const geometry *g, const bc_layout_corner *corner)
{
    int64_t reach = g->width / g->strokes, need = 0;
    for (uint32_t i = 0; i < corner->line_count; i++) {
        int64_t from_foot = g->pad_y + (int64_t)(corner->line_count - i) * g->leading;
        int64_t right = g->pad_x + corner->lines[i].width;
        need = larger(need, height_of(g, from_foot * reach, reach - right));
    }
    return need;
}

static int64_t need_above(const geometry *g, const bc_layout_corner *corner)
{
    int64_t need = 0;
    for (uint32_t i = 0; i < corner->line_count; i++) {
        int64_t from_top = g->pad_y + (int64_t)(i + 1) * g->leading;
        int64_t left = g->width - g->pad_x - corner->lines[i].width;
        need = larger(need, height_of(g, from_top * g->width * g->strokes, left));
    }
    return need;
}

static int64_t widest(const bc_layout_corner *corner)
{
    int64_t width = 0;
    for (uint32_t i = 0; i < corner->line_count; i++)
        width = larger(width, corner->lines[i].width);
    return width;
}

/* Its upper right corner lies below the first stroke, its lower left one beyond the second, its foot above the edge. */
static int64_t need_between(const geometry *g, const bc_layout_corner *corner)
{
    int64_t width = widest(corner), high = corner->line_count * g->leading, twice = 2 * MIDDLE * g->width / 100;
    int64_t first = height_of(g, 2 * high * g->width, twice - width);
    int64_t second = height_of(g, high * g->width, twice - 2 * width);
    return larger(larger(first, second), height_of(g, (high / 2 + g->pad_y) * 100, 100 - MIDDLE));
}

static int64_t need_of(const geometry *g, const bc_layout_corner *corner, int place)
{
    if (!corner->line_count)
        return 0;
    return place == BELOW ? need_below(g, corner) : place == ABOVE ? need_above(g, corner) : need_between(g, corner);
}

static bc_layout_corner break_text(const bc_layout_cell *cell, bc_str text, int place, bc_text_typesetter *typesetter,
                                   bc_arena *arena)
{
    geometry g = geometry_of(cell);
    bc_layout_corner best = { .text = text };
    int64_t least = INT64_MAX;
    uint32_t lines = 0;
    for (size_t i = 0; i < sizeof TRIED / sizeof *TRIED && text.n; i++) {
        bc_len width = bc_len_scale(bc_layout_cell_box(cell).width, TRIED[i], 100);
        bc_text_box box = { .width = bc_len_max(width, 1), .manner = BC_TEXT_BALANCED };
        bc_text_lines broken = bc_text_wrap(typesetter, arena, text, &cell->style->text, &box);
        if (broken.overfull && i > 0)
            break;
        bc_layout_corner tried = { text, broken.at, broken.n };
        int64_t need = broken.n == lines ? least : need_of(&g, &tried, place);
        if (need < least) {
            least = need;
            best = tried;
        }
        lines = broken.n;
    }
    return best;
}

const bc_layout_diagonal *bc_layout_diagonal_measure(const bc_layout_cell *cell, bc_text_typesetter *typesetter,
                                                     bc_arena *arena)
{
    const bc_layout_extra *extra = cell->composed->extra;
    bc_layout_diagonal *diagonal = BC_NEW(arena, bc_layout_diagonal);
    diagonal->strokes = extra->strokes;
    diagonal->corners[BELOW] = break_text(cell, cell->composed->text, BELOW, typesetter, arena);
    for (int i = 0; i < extra->strokes; i++)
        diagonal->corners[i + 1] = break_text(cell, extra->beyond[i], i + 1, typesetter, arena);
    return diagonal;
}

bc_len bc_layout_diagonal_need(const bc_layout_cell *cell)
{
    geometry g = geometry_of(cell);
    int64_t need = 2 * g.leading + 2 * g.pad_y;
    for (int i = 0; i <= cell->diagonal->strokes; i++)
        need = larger(need, need_of(&g, &cell->diagonal->corners[i], i));
    return bc_layout_height_bounded(need);
}

/* -- drawing -------------------------------------------------------------------------------------------- */

static void draw_corner(bc_layout_flow *flow, const bc_layout_flow_piece *piece, int place)
{
    const bc_layout_cell *cell = piece->cell;
    const bc_layout_corner *corner = &cell->diagonal->corners[place];
    geometry g = geometry_of(cell);
    bc_len top = flow->edges.at[piece->from], bottom = flow->edges.at[piece->to];
    bc_len high = bc_layout_lines_height(&cell->style->text, corner->line_count);
    bc_layout_line_box box = { .measure = { .width = bc_layout_cell_box(cell).width },
                               .x = cell->composed->x0 + cell->style->pad_x,
                               .y = place == ABOVE ? top + cell->style->pad_y : bottom - cell->style->pad_y - high,
                               .align = place == ABOVE ? BC_ALIGN_RIGHT : BC_ALIGN_LEFT,
                               .style = &cell->style->text,
                               .role = piece->role };
    if (place == BETWEEN) {
        box.measure.width = (bc_len)widest(corner);
        box.x = cell->composed->x0 + bc_len_scale((bc_len)g.width, MIDDLE, 100) - box.measure.width / 2;
        box.y = top + bc_len_scale(bottom - top, MIDDLE, 100) - high / 2;
        box.align = BC_ALIGN_CENTRE;
    }
    bc_layout_pager_lines(flow->pager, &box, corner->text, corner->lines, 0, corner->line_count);
}

void bc_layout_diagonal_draw(bc_layout_flow *flow, const bc_layout_flow_piece *piece)
{
    const bc_layout_composed_cell *composed = piece->cell->composed;
    const bc_layout_composed_table *table = flow->table->composed;
    uint8_t strokes = piece->cell->diagonal->strokes;
    for (int i = 0; i <= strokes; i++)
        draw_corner(flow, piece, i);
    bc_len y = flow->edges.at[piece->from], high = flow->edges.at[piece->to] - y;
    bc_len width = composed->x1 - composed->x0;
    bc_len weight = table->rule > 0 ? table->rule : table->frame_rule > 0 ? table->frame_rule : DEFAULT_WEIGHT;
    for (int i = 0; flow->pager->draw && i < strokes; i++) {
        bc_len dx = i == 0 ? width : width / 2, dy = i == 0 && strokes > 1 ? high / 2 : high;
        bc_layout_pager_stroke(flow->pager, composed->x0, y, dx, dy, weight);
    }
}
