/* Lines in parts (填报单位 at the left, 单位：万元 at the right) on columns that tables have made. Each part is cells
 * of its own, for text of a merged cell does not run over into the next. The cuts are looked for among the edges of
 * columns: so that each part has room on one line where that can be, and then as near as can be to where they would lie
 * best. Where the line has the room and no edges are there to give it, the sheet of a form gets edges for it. */
#include "paint/xlsx/private/split.h"

#include "paint/xlsx/private/fit.h"

enum {
    MAX_CUTS = 128, /* edges that are tried for each cut: of wider sheets every second, third … */
    MAX_ADDED = 8,  /* edges that lines add to a sheet */
    MIN_LIST = 10   /* rows in which each cell has its column: a list, which is sorted and filtered */
};

/* How well parts stand between some edges. */
typedef struct cost {
    uint32_t most, all; /* lines of the highest of them, and together */
    int64_t apart;      /* the edges from where they would lie best */
} cost;

static bool is_less(const cost *a, const cost *b)
{
    if (a->most != b->most)
        return a->most < b->most;
    return a->all != b->all ? a->all < b->all : a->apart < b->apart;
}

/* About as many as it will take. */
static uint32_t lines_within(const bc_xlsx_line_part *part, bc_len width)
{
    enum { NO_ROOM = 10000 };
    const bc_len room = width - BC_XLSX_CELL_PADDING, text = part->need - BC_XLSX_CELL_PADDING;
    if (text <= room || text <= 0)
        return 1;
    return room > 0 ? (uint32_t)bc_len_min((text - 1) / room + 1, NO_ROOM) : NO_ROOM;
}

static cost cost_of(const bc_xlsx_line_part *parts, uint32_t n, const bc_len *cuts, const bc_len *wanted, bc_len width)
{
    cost c = { 0 };
    for (uint32_t i = 0; i < n; i++) {
        const bool last = i + 1 == n;
        const uint32_t lines = lines_within(&parts[i], (last ? width : cuts[i]) - (i ? cuts[i - 1] : 0));
        c.most = lines > c.most ? lines : c.most;
        c.all += lines;
        if (!last)
            c.apart += cuts[i] > wanted[i] ? cuts[i] - wanted[i] : wanted[i] - cuts[i];
    }
    return c;
}

static bc_len clamp(bc_len x, bc_len least, bc_len most)
{
    return bc_len_max(bc_len_min(x, most), least);
}

/* Where the cuts would lie if there were edges anywhere; returns whether all parts have room there on one line. Two
 * parts share the line as their widths ask; of three the middle one lies as evenly as can be, between its own width and
 * what the outer parts leave. */
static bool find_wanted(const bc_xlsx_line_part *parts, uint32_t n, bc_len width, bc_len *wanted)
{
    if (n == 2) {
        const int64_t both = (int64_t)parts[0].need + parts[1].need;
        wanted[0] = bc_len_scale(width, parts[0].need, both);
        return both <= width;
    }
    const bool fits = (int64_t)parts[0].need + parts[1].need + parts[2].need <= width;
    bc_len outer = bc_len_max(parts[0].need, parts[2].need), most = (width - parts[1].need) / 2;
    bc_len side = outer < most ? outer + (most - outer) / 2 : bc_len_max(most, 0);
    wanted[0] = fits ? clamp(side, parts[0].need, width - parts[2].need - parts[1].need) : side;
    wanted[1] = fits ? clamp(width - side, wanted[0] + parts[1].need, width - parts[2].need) : width - side;
    return fits;
}

/* Cuts the line at edges of columns; says how well that went. */
static cost cut_line(const bc_xlsx_grid *grid, bc_xlsx_line_part *parts, uint32_t n, const bc_len *wanted)
{
    const uint32_t step = grid->columns / MAX_CUTS + 1;
    cost best = { .most = UINT32_MAX };
    for (uint32_t first = 1; first + n - 1 <= grid->columns; first += step) {
        const uint32_t end = n == 2 ? first + 2 : grid->columns; /* two parts have no second cut: one round */
        for (uint32_t second = first + 1; second < end; second += step) {
            const bc_len cuts[] = { grid->edges[first], grid->edges[second] };
            const cost c = cost_of(parts, n, cuts, wanted, grid->edges[grid->columns]);
            if (!is_less(&c, &best))
                continue;
            best = c;
            parts[0].column_end = parts[1].column = first;
            if (n > 2)
                parts[1].column_end = parts[2].column = second;
        }
    }
    return best;
}

/* A part in the middle has one at either side, were it an empty one, so that it stays there. */
static uint32_t list_parts(const bc_layout_block *block, uint32_t columns, bc_xlsx_line_part *parts)
{
    const bc_layout_composed_block *line = block->composed;
    const bc_str texts[] = { line->as.line.left, line->as.line.centre, line->as.line.right };
    static const bc_form_align aligns[] = { BC_ALIGN_LEFT, BC_ALIGN_CENTRE, BC_ALIGN_RIGHT };
    uint32_t n = 0, filled = 0U + (texts[0].n > 0) + (texts[1].n > 0) + (texts[2].n > 0);
    const bool keeps_centre = texts[1].n > 0 && filled > 1;
    for (uint32_t i = 0; i < BC_MAX_XLSX_PARTS; i++)
        if (texts[i].n || keeps_centre)
            parts[n++] = (bc_xlsx_line_part){ .text = texts[i],
                                              .align = aligns[i],
                                              .open = line->open >> i & 1,
                                              .need = bc_xlsx_fit_width(texts[i], block->style->text.size),
                                              .column_end = columns };
    return n;
}

uint32_t bc_xlsx_split_line(const bc_xlsx_grid *grid, const bc_layout_block *block, bc_arena *arena,
                            bc_xlsx_line_part *parts)
{
    bc_len wanted[BC_MAX_XLSX_PARTS - 1];
    const uint32_t n = list_parts(block, grid->columns, parts);
    if (n > grid->columns) { /* too narrow for columns of its own */
        bc_str joined = parts[0].text;
        for (uint32_t i = 1; i < n; i++)
            joined = bc_arena_printf(arena, "%.*s　%.*s", BC_STR_ARG(joined), BC_STR_ARG(parts[i].text));
        parts[0].text = joined;
        return 1;
    }
    if (n < 2)
        return n;
    (void)find_wanted(parts, n, grid->edges[grid->columns], wanted);
    (void)cut_line(grid, parts, n, wanted);
    return n;
}

/* -- edges for lines ------------------------------------------------------------------------------------ */

/* Whether so many rows have a cell in each column that an edge more would be in the way of whoever works with them. */
static bool is_list(const bc_layout_document *document, const bc_xlsx_grid *grid)
{
    uint32_t rows = 0;
    for (uint32_t b = 0; b < document->block_count; b++) {
        const bc_layout_block *block = &document->blocks[b];
        const bc_layout_composed_table *table = block->kind == BC_BLOCK_TABLE ? block->composed->as.table : NULL;
        for (uint32_t r = 0; table && r < table->row_count && rows < MIN_LIST; r++)
            rows += table->rows[r].cells == grid->columns;
    }
    return rows >= MIN_LIST;
}

static void widen_for(bc_xlsx_grid *grid, const bc_layout_block *block, bc_arena *arena)
{
    bc_xlsx_line_part parts[BC_MAX_XLSX_PARTS];
    bc_len wanted[BC_MAX_XLSX_PARTS - 1];
    const uint32_t n = list_parts(block, grid->columns, parts);
    if (n < 2 || !find_wanted(parts, n, grid->edges[grid->columns], wanted))
        return;
    if (n <= grid->columns && cut_line(grid, parts, n, wanted).most == 1)
        return;
    for (uint32_t i = 0; i + 1 < n; i++)
        bc_xlsx_grid_add(grid, wanted[i], arena);
}

void bc_xlsx_split_widen(bc_xlsx_grid *grid, const bc_layout_document *document, bc_arena *arena)
{
    const uint32_t most = grid->columns + MAX_ADDED;
    if (is_list(document, grid))
        return;
    for (uint32_t b = 0; b < document->block_count && grid->columns + BC_MAX_XLSX_PARTS - 1 <= most; b++)
        if (document->blocks[b].kind == BC_BLOCK_LINE)
            widen_for(grid, &document->blocks[b], arena);
}
