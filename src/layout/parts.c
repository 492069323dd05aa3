/* A table cut between columns: each part has the left columns and some of the others, and all rows. How many parts
 * there are depends on what the columns need, which is estimated from the characters of their cells: measured widths
 * come later, and a part has some room to give. Cells that reach over a cut stand in both parts, cells of the left
 * columns in all; they are of the record in the first of these only, so that each of its values has one place. */
#include "layout/private/parts.h"

#include "base/utf8.h"
#include "form/grid.h"

#include <string.h>

enum { LABEL_EMS = 3 }; /* a label, or words, on lines of so many characters */

/* One part: the left columns, and those from `from` to `to`. */
typedef struct part {
    uint32_t left, from, to;
} part;

/* -- what columns need ---------------------------------------------------------------------------------- */

static bc_len need_of(const bc_layout_composed_cell *cell)
{
    const bc_form_cell_style *style = cell->style;
    bc_len width = bc_len_scale(style->text.size, (int64_t)bc_utf8_widest_line(cell->text), 2);
    bc_len right = cell->block ? bc_len_max(style->pad_x, BC_PT(5.5)) : style->pad_x;
    return (cell->block ? width : bc_len_min(width, LABEL_EMS * style->text.size)) + style->pad_x + right;
}

static const bc_len *find_needs(const bc_layout_composed_table *table, const bc_form_grid *grid, bc_arena *arena)
{
    bc_len *needs = BC_NEW_ARRAY(arena, bc_len, grid->n);
    for (uint32_t i = 0; i < grid->n; i++)
        needs[i] = bc_len_max(grid->columns[i].least, grid->columns[i].length);
    for (uint32_t i = 0; i < bc_layout_all_cells(table); i++) {
        const bc_layout_composed_cell *cell = &table->cells[i];
        bool measured = cell->to - cell->from == 1 && grid->columns[cell->from].kind != BC_WIDTH_LENGTH;
        if (measured && cell->text.n)
            needs[cell->from] = bc_len_max(needs[cell->from], need_of(cell));
    }
    return needs;
}

static int64_t sum(const bc_len *needs, uint32_t from, uint32_t to)
{
    int64_t all = 0;
    for (uint32_t i = from; i < to; i++)
        all += needs[i];
    return all;
}

/* -- where it is cut ------------------------------------------------------------------------------------ */

typedef struct cutter {
    const bc_layout_composed_table *table;
    const bc_form_grid *grid;
    const bc_layout_cuts *cuts;
    const bc_len *needs;
    const bc_len *left; /* widths of the left columns, the same in all parts */
    bc_arena *arena;
} cutter;

/* Where the n-th of the pieces between cuts ends. */
static uint32_t end_of(const cutter *c, uint32_t piece)
{
    return piece + 1 < c->cuts->n ? c->cuts->at[piece + 1] : c->grid->n;
}

static bool fits(const cutter *c, uint32_t first, uint32_t end)
{
    uint32_t left = c->cuts->at[0], from = c->cuts->at[first], to = end_of(c, end - 1);
    return left + to - from <= BC_MAX_COLUMNS && sum(c->needs, 0, left) + sum(c->needs, from, to) <= c->table->width;
}

/* Parts when each takes as many pieces as it has room for. */
static uint32_t count_parts(const cutter *c)
{
    uint32_t parts = 0;
    for (uint32_t first = 0; first < c->cuts->n; parts++) {
        uint32_t end = first + 1;
        while (end < c->cuts->n && fits(c, first, end + 1))
            end++;
        first = end;
    }
    return parts;
}

/* Where the i-th of the parts ends when all have about as many pieces, the first ones more: what stands behind the
 * repeated columns goes with the last. */
static uint32_t even_end(uint32_t n, uint32_t parts, uint32_t i)
{
    return (n * i + parts - 1) / parts;
}

/* Pieces of each part: about as many in all of them, if each has room for them; else as many as it has room for. */
static uint32_t share_out(const cutter *c, uint32_t parts, part *out)
{
    uint32_t n = c->cuts->n, first = 0, made = 0;
    bool even = true;
    for (uint32_t i = 0; i < parts; i++)
        even &= fits(c, even_end(n, parts, i), even_end(n, parts, i + 1));
    while (first < n) {
        uint32_t end = even ? even_end(n, parts, made + 1) : first + 1;
        while (!even && end < n && fits(c, first, end + 1))
            end++;
        out[made++] = (part){ c->cuts->at[0], c->cuts->at[first], end_of(c, end - 1) };
        first = end;
    }
    return made;
}

/* -- parts ---------------------------------------------------------------------------------------------- */

static uint32_t overlap(uint32_t from, uint32_t to, uint32_t first, uint32_t end)
{
    uint32_t low = from > first ? from : first, high = to < end ? to : end;
    return high > low ? high - low : 0;
}

/* The part's own columns, each with the room that its amounts need. */
static const bc_form_grid *make_grid(const cutter *c, const part *p)
{
    uint32_t n = p->left + p->to - p->from;
    bc_form_width *columns = BC_NEW_ARRAY(c->arena, bc_form_width, n);
    bc_len *edges = BC_NEW_ARRAY(c->arena, bc_len, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        columns[i] = c->grid->columns[i < p->left ? i : i - p->left + p->from];
        bool share = columns[i].kind == BC_WIDTH_SHARE && !columns[i].stub;
        columns[i].flexible |= share;
        columns[i].content |= share;
        if (i < p->left && c->left)
            columns[i] = (bc_form_width){
                .kind = BC_WIDTH_LENGTH, .length = c->left[i], .stub = columns[i].stub, .mark = columns[i].mark
            };
    }
    if (!bc_form_grid_place(columns, n, c->table->width, edges))
        for (uint32_t i = 0; i <= n; i++)
            edges[i] = bc_len_scale(c->table->width, i, n);
    bc_form_grid *grid = BC_NEW(c->arena, bc_form_grid);
    *grid = bc_form_grid_of(columns, n, edges);
    return grid;
}

/* As wide as the part with most columns makes them, and no narrower than they need. */
static const bc_len *find_left(const cutter *c, const part *parts, uint32_t n)
{
    const part *most = &parts[0];
    for (uint32_t i = 1; i < n; i++)
        most = parts[i].to - parts[i].from > most->to - most->from ? &parts[i] : most;
    const bc_form_grid *grid = make_grid(c, most);
    bc_len *left = BC_NEW_ARRAY(c->arena, bc_len, most->left + 1U);
    for (uint32_t i = 0; i < most->left; i++)
        left[i] = bc_len_max(grid->edges[i + 1] - grid->edges[i], c->needs[i]);
    return left;
}

/* The cell as the part has it; false when it has none of its columns. */
static bool put_cell(const part *p, const bc_form_grid *grid, const bc_layout_composed_cell *cell,
                     bc_layout_composed_cell *out)
{
    uint32_t left = overlap(cell->from, cell->to, 0, p->left);
    uint32_t here = overlap(cell->from, cell->to, p->from, p->to);
    if (!left && !here)
        return false;
    uint32_t from = left ? cell->from : p->left + (cell->from > p->from ? cell->from - p->from : 0);
    *out = *cell;
    out->from = (uint16_t)from;
    out->to = (uint16_t)(from + left + here);
    out->x0 = grid->edges[out->from];
    out->x1 = grid->edges[out->to];
    bool again = p->from > p->left && cell->from < p->from; /* a part before has it too */
    if (!again)
        return true;
    out->value.path = (bc_str){ 0 };
    out->value.field = NULL;
    out->value.sum = NULL;
    return true;
}

/* The bands of pages with their cells in the part; it is one band that is cut, so all cells of pages are its own. */
static const bc_layout_page_band *pages_of(const cutter *c, const bc_layout_row *rows, uint32_t cell_count,
                                           const uint32_t *sources)
{
    const bc_layout_composed_table *whole = c->table;
    bc_layout_page_band *pages = BC_NEW_COPY(c->arena, whole->pages, whole->page_band_count);
    for (uint32_t i = 0; i < whole->page_band_count; i++) {
        const bc_layout_row *last = &rows[pages[i].first + pages[i].count - 1];
        pages[i].first_cell = rows[pages[i].first].first_cell;
        pages[i].cell_count = last->first_cell + last->cells - pages[i].first_cell;
        pages[i].sources = sources + pages[i].first_cell - cell_count;
    }
    return pages;
}

static const bc_layout_composed_table *make_part(const cutter *c, const part *p)
{
    const bc_layout_composed_table *whole = c->table;
    const bc_form_grid *grid = make_grid(c, p);
    const uint32_t row_count = bc_layout_all_rows(whole);
    bc_layout_row *rows = BC_NEW_COPY(c->arena, whole->rows, row_count);
    bc_layout_composed_cell *cells = BC_NEW_ARRAY(c->arena, bc_layout_composed_cell, bc_layout_all_cells(whole));
    uint32_t *sources = BC_NEW_ARRAY(c->arena, uint32_t, whole->page_cell_count);
    uint32_t n = 0, inside = 0;
    for (uint32_t r = 0; r < row_count; r++) {
        inside = r == whole->row_count ? n : inside;
        bc_layout_row *row = &rows[r];
        uint32_t first = row->first_cell, count = row->cells;
        row->first_cell = n;
        row->grid = 0;
        for (uint32_t i = first; i < first + count; i++) {
            if (!put_cell(p, grid, &whole->cells[i], &cells[n]))
                continue;
            if (i >= whole->cell_count)
                sources[n - inside] = i - whole->cell_count;
            n++;
        }
        row->cells = n - row->first_cell;
    }
    bc_layout_composed_table *made = BC_NEW(c->arena, bc_layout_composed_table);
    *made = *whole;
    made->rows = rows;
    made->cells = cells;
    made->cell_count = whole->page_row_count ? inside : n;
    made->page_cell_count = n - made->cell_count;
    made->pages = pages_of(c, rows, made->cell_count, sources);
    made->grids = grid;
    made->grid_count = 1;
    made->own_grids = true;
    made->is_part = true;
    return made;
}

bc_layout_parts bc_layout_parts_cut(const bc_layout_composed_table *table, uint16_t grid, const bc_layout_cuts *cuts,
                                    bc_arena *arena)
{
    cutter c = { .table = table, .grid = &table->grids[grid], .cuts = cuts, .arena = arena };
    c.needs = find_needs(table, c.grid, arena);
    uint32_t n = cuts->n ? count_parts(&c) : 1;
    const bc_layout_composed_table **made = BC_NEW_ARRAY(arena, const bc_layout_composed_table *, n);
    made[0] = table;
    if (n > 1) {
        part *parts = BC_NEW_ARRAY(arena, part, cuts->n);
        n = share_out(&c, n, parts);
        c.left = find_left(&c, parts, n);
        for (uint32_t i = 0; i < n; i++)
            made[i] = make_part(&c, &parts[i]);
    }
    return (bc_layout_parts){ made, n };
}
