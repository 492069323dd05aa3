/* Pages of a printed sheet. They begin where those of the plan do, as far as a sheet can: it cannot part a row, so a
 * row that the paper parts goes whole on the later page, and a value over several rows is not cut. Excel takes no
 * notice of breaks in a sheet that it fits to pages by itself, so the sheet has a scale, in which its fullest page goes
 * on the paper; rows are higher here than on paper, for a spreadsheet sets lines wider apart. A page for which the
 * scale would be too small is broken once more. */
#include "paint/xlsx/private/pages.h"

#include "base/vec.h"
#include "layout/page_rows.h"
#include "paint/xlsx/private/fit.h"
#include "paint/xlsx/private/setup.h"
#include "paint/xlsx/private/words.h"

#include <assert.h>

enum {
    FULL = 100,
    MIN_SCALE = 85,   /* hundredths */
    MAX_PAGES = 1000, /* the library keeps 1,023 breaks; a longer table is data and no form */
    MAX_FORM_PAGES =
        12,     /* in more, header rows that stand there again would be in the way of whoever works with the table */
    SPARE = 10, /* thousandths of a page's height, for what programs round in each row */
    /* Hundredths of a sheet's width that are kept free of type: the widest fallback font makes columns so much wider in
     * programs that lack the default font. */
    WIDTH_NEEDED = 117
};

/* Rows of the sheet that stay together: a paragraph, the space above or below a table, a row of a table. */
typedef struct unit {
    uint32_t block, row; /* NO_ROW: it is no row of a table */
    bc_len height;
    int64_t top; /* from that of the first */
    bool tied;   /* no page begins with it */
} unit;

/* A seal, which reaches so far below the top of its unit. */
typedef struct sealed {
    uint32_t unit;
    bc_len top, height;
} sealed;

enum { NO_ROW = UINT32_MAX };

typedef struct start {
    uint32_t unit;
    bool moved;      /* the paper's page begins otherwise */
    bc_xlsx_cut cut; /* of its table, when it begins inside of one */
} start;

/* Rows of a table that have a head in common. */
typedef struct band {
    uint32_t block, first, body, end; /* rows; end is 0 where there is none */
} band;

typedef struct paging {
    bc_xlsx_writer *w;
    const bc_layout_document *document;
    bc_xlsx_block_pages *blocks;
    BC_VEC(unit) units;
    int64_t height;                 /* of all of them */
    BC_VEC(sealed) seals;           /* by their units */
    bc_len reach;                   /* none reaches further below the top of its unit */
    uint32_t *first_unit;           /* by block; one more than there are */
    BC_VEC(start) starts;           /* of pages, the first too */
    BC_VEC(uint32_t) run_on;        /* units that go on over pages of which none begins with them */
    bool repeats;                   /* the sheet has rows that every page below them repeats: */
    uint32_t head_first, head_unit; /* units, the last not included */
    band band;                      /* the last that was found: pages that follow each other begin in the same */
    int64_t room;                   /* of a page at its full size */
} paging;

/* -- units ---------------------------------------------------------------------------------------------- */

static const bc_layout_table *table_at(const bc_layout_document *document, uint32_t block)
{
    const bc_layout_block *b = &document->blocks[block];
    return b->kind == BC_BLOCK_TABLE ? &b->as.table : NULL;
}

/* -- rows of pages -------------------------------------------------------------------------------------- */

/* The band that ends, or is parted, above the row of the table, when its pages have rows of their own; else NULL. */
static const bc_layout_page_band *band_above(const bc_layout_composed_table *table, uint32_t row)
{
    return row > 0 ? bc_layout_page_band_of(table, row - 1) : NULL;
}

static uint32_t count_rows(const bc_layout_composed_table *table, const bc_layout_page_band *band,
                           bc_layout_row_place place, const bc_layout_page_part *part)
{
    uint32_t n = 0;
    for (uint32_t r = band->first; r < band->first + band->count; r++)
        n += table->rows[r].place == place && bc_layout_page_rows_stands(band, &table->rows[r], part);
    return n;
}

/* Of the rows at the head or the foot of such a part. */
static int64_t rows_height(const paging *p, uint32_t block, const bc_layout_page_band *band, bc_layout_row_place place,
                           const bc_layout_page_part *part)
{
    const bc_layout_composed_table *table = table_at(p->document, block)->composed;
    int64_t height = 0;
    for (uint32_t r = band->first; r < band->first + band->count; r++)
        if (table->rows[r].place == place && bc_layout_page_rows_stands(band, &table->rows[r], part))
            height += p->blocks[block].rows.heights[r];
    return height;
}

/* What stands at the foot of a page when the next begins with the unit: nothing where a band ends there, for it is
 * counted with its last row. */
static int64_t feet_height(const paging *p, size_t at)
{
    const unit *u = at < p->units.n ? &p->units.at[at] : NULL;
    const bc_layout_table *table = u && u->row != NO_ROW ? table_at(p->document, u->block) : NULL;
    const bc_layout_page_band *band = table ? band_above(table->composed, u->row) : NULL;
    if (!band || u->row == band->end)
        return 0;
    const bc_layout_page_part part = { band->row, u->row, true };
    return rows_height(p, u->block, band, BC_ROW_PAGE_FOOT, &part);
}

static int64_t heads_height(const paging *p, size_t at)
{
    const unit *u = &p->units.at[at];
    const bc_layout_table *table = u->row != NO_ROW ? table_at(p->document, u->block) : NULL;
    const bc_layout_page_band *band = table ? bc_layout_page_band_of(table->composed, u->row) : NULL;
    const bc_layout_page_part part = { u->row, u->row, false };
    return band ? rows_height(p, u->block, band, BC_ROW_PAGE_HEAD, &part) : 0;
}

/* Of the rows of groups that stand again on a page which begins with the unit. */
static int64_t again_height(const paging *p, size_t at, uint32_t *n)
{
    const unit *u = &p->units.at[at];
    const bc_layout_table *table = u->row != NO_ROW ? table_at(p->document, u->block) : NULL;
    const bc_layout_again *again = table ? table->composed->again : NULL;
    int64_t height = 0;
    *n = 0;
    for (uint32_t k = again ? table->composed->rows[u->row].under : 0; k; k = again[k - 1].above, ++*n)
        height += p->blocks[u->block].rows.repeated[k - 1];
    if (height > p->room / 4)
        height = *n = 0;
    return height;
}

static bc_layout_page_part part_above(const bc_layout_page_band *band, uint32_t from, uint32_t row)
{
    return (bc_layout_page_part){ from > band->row ? from : band->row, row, row < band->end };
}

/* Finds which rows of pages stand at the cuts of the block, and at the ends of bands. */
static void place_page_rows(paging *p, uint32_t block)
{
    const bc_layout_composed_table *table = table_at(p->document, block)->composed;
    bc_xlsx_cuts *cuts = &p->blocks[block].cuts;
    uint32_t from = 0;
    for (uint32_t i = 0; i < cuts->n; i++) {
        bc_xlsx_cut *cut = &cuts->at[i];
        const bc_layout_page_band *above = band_above(table, cut->row), *below = NULL;
        const bc_layout_page_part begins = { cut->row, cut->row, false };
        if (cut->row < table->row_count)
            below = bc_layout_page_band_of(table, cut->row);
        cut->from = from;
        const bc_layout_page_part ended = above ? part_above(above, from, cut->row) : begins;
        cut->feet = above ? count_rows(table, above, BC_ROW_PAGE_FOOT, &ended) : 0;
        cut->heads = below ? count_rows(table, below, BC_ROW_PAGE_HEAD, &begins) : 0;
        from = cut->row;
    }
    cuts->ends = BC_NEW_ARRAY(&p->w->arena, bc_xlsx_cut, table->page_band_count);
    cuts->end_count = 0;
    for (uint32_t i = 0; i < table->page_band_count; i++) {
        const bc_layout_page_band *band = &table->pages[i];
        uint32_t begins = 0;
        for (uint32_t k = 0; k < cuts->n && cuts->at[k].row <= band->end; k++)
            begins = cuts->at[k].row;
        const bc_layout_page_part part = part_above(band, begins, band->end);
        uint32_t feet = begins == band->end ? 0 : count_rows(table, band, BC_ROW_PAGE_FOOT, &part);
        if (feet)
            cuts->ends[cuts->end_count++] = (bc_xlsx_cut){ .row = band->end, .feet = feet, .from = begins };
    }
}

static void add_unit(paging *p, uint32_t block, uint32_t row, bc_len height)
{
    bc_len each;
    uint32_t pieces = bc_xlsx_rows_pieces(height, &each);
    int64_t whole = (int64_t)each * pieces;
    bc_vec_add(&p->units,
               (unit){ .block = block, .row = row, .height = whole > BC_LEN_MAX ? BC_LEN_MAX : (bc_len)whole });
}

/* A seal whose middle is so far below the top of the unit. */
static void add_seal(paging *p, uint32_t at, const bc_layout_drawn *drawn, bc_len middle)
{
    bc_vec_add(&p->seals, (sealed){ .unit = at, .top = middle - drawn->height / 2, .height = drawn->height });
    p->reach = bc_len_max(p->reach, middle + drawn->height / 2 + 1);
}

/* Those of a table, of which the units from `first` on are the rows. A cell that a page parts bears its seal in its
 * first part. */
static void add_seals(paging *p, uint32_t block, uint32_t first)
{
    const bc_layout_table *table = table_at(p->document, block);
    for (uint32_t i = 0; i < table->composed->cell_count; i++) {
        const bc_layout_cell *cell = &table->cells[i];
        const uint32_t row = cell->composed->row;
        if (!cell->sealed || !cell->style || row >= table->composed->row_count)
            continue;
        const uint32_t end = bc_xlsx_rows_end(table->composed, cell->composed);
        int64_t height = 0;
        for (uint32_t r = row; r < bc_xlsx_cuts_next(&p->blocks[block].cuts, row, end); r++)
            height += p->units.at[first + r].height;
        add_seal(p, first + row, &cell->sealed->drawn,
                 bc_xlsx_rows_seal(cell, (bc_len)(height < BC_LEN_MAX ? height : BC_LEN_MAX)));
    }
}

/* A value is in one cell: no page begins inside of it. What equal elements share is theirs all, and labels are
 * printed again. */
static void tie_values(paging *p, const bc_layout_composed_table *table, uint32_t first)
{
    for (uint32_t i = 0; i < table->cell_count; i++) {
        const bc_layout_composed_cell *cell = &table->cells[i];
        if (cell->rows < 2 || cell->kind != BC_CELL_VALUE || cell->shared)
            continue;
        for (uint32_t r = cell->row + 1; r < bc_xlsx_rows_end(table, cell); r++)
            p->units.at[first + r].tied = true;
    }
}

static void add_table(paging *p, uint32_t block, bool is_first)
{
    const bc_layout_composed_block *composed = p->document->blocks[block].composed;
    const bc_layout_composed_table *table = composed->as.table;
    bc_len space = bc_xlsx_words_space(&p->document->blocks[block], is_first);
    if (space > 0)
        add_unit(p, block, NO_ROW, space);
    uint32_t first = (uint32_t)p->units.n;
    for (uint32_t r = 0; r < table->row_count; r++) {
        add_unit(p, block, r, p->blocks[block].rows.heights[r]);
        p->units.at[first + r].tied = r > 0 ? table->rows[r - 1].head : space > 0;
    }
    for (uint32_t i = 0; i < table->page_band_count; i++) {
        const bc_layout_page_band *band = &table->pages[i];
        const bc_layout_page_part last = { band->row + 1, band->end, false };
        unit *u = &p->units.at[first + band->end - 1];
        u->height = bc_len_add(u->height, (bc_len)rows_height(p, block, band, BC_ROW_PAGE_FOOT, &last));
    }
    tie_values(p, table, first);
    add_seals(p, block, first);
    if (composed->after > 0) {
        add_unit(p, block, NO_ROW, composed->after);
        p->units.at[p->units.n - 1].tied = true;
    }
}

static void add_words(paging *p, uint32_t b, bool is_first)
{
    const bc_layout_block *block = &p->document->blocks[b];
    if (block->sealed)
        add_seal(p, (uint32_t)p->units.n, &block->sealed->drawn, bc_xlsx_words_seal(block, is_first));
    add_unit(p, b, NO_ROW, bc_xlsx_words_height(p->w, block, is_first));
}

static void list_units(paging *p)
{
    bc_vec_clear(&p->units);
    bc_vec_clear(&p->seals);
    for (uint32_t b = 0; b < p->document->block_count; b++) {
        const bc_layout_block *block = &p->document->blocks[b];
        p->first_unit[b] = (uint32_t)p->units.n;
        if (block->kind == BC_BLOCK_TABLE)
            add_table(p, b, p->units.n == 0);
        else if (block->kind != BC_BLOCK_PAGE_BREAK)
            add_words(p, b, p->units.n == 0);
    }
    p->first_unit[p->document->block_count] = (uint32_t)p->units.n;
    p->height = 0;
    for (size_t u = 0; u < p->units.n; u++) {
        p->units.at[u].top = p->height;
        p->height += p->units.at[u].height;
    }
}

static uint32_t row_unit(const paging *p, uint32_t block, uint32_t row)
{
    uint32_t at = p->first_unit[block];
    return at + row + (p->units.at[at].row == NO_ROW ? 1 : 0);
}

/* A page that begins with a block has the space above it, too. */
static uint32_t unit_of(const paging *p, uint32_t block, uint32_t row)
{
    return row ? row_unit(p, block, row) : p->first_unit[block];
}

/* -- where pages begin ---------------------------------------------------------------------------------- */

static void begin_page(paging *p, uint32_t at, bool moved)
{
    while (at > 0 && p->units.at[at].tied) {
        at--;
        moved = true;
    }
    if (at > p->starts.at[p->starts.n - 1].unit)
        bc_vec_add(&p->starts, (start){ .unit = at, .moved = moved });
    else
        p->starts.at[p->starts.n - 1].moved = true; /* a row higher than a page runs on */
}

/* A row that no page holds is made of pieces, which run over pages from wherever it begins: a page for it alone would
 * leave the one before white, or nothing there but a title. */
static bool runs_on(const paging *p, uint32_t at)
{
    return p->units.at[at].row != NO_ROW && p->units.at[at].height > p->room;
}

static void follow_plan(paging *p, const bc_layout_plan *plan)
{
    bc_vec_clear(&p->starts);
    bc_vec_clear(&p->run_on);
    bc_vec_add(&p->starts, (start){ 0 });
    for (uint32_t i = 1; i < plan->page_count; i++) {
        const uint32_t at = unit_of(p, plan->pages[i].block, plan->pages[i].row);
        if (plan->pages[i].goes_on && runs_on(p, at)) {
            p->starts.at[p->starts.n - 1].moved = true;
            bc_vec_add(&p->run_on, at);
        } else {
            begin_page(p, at, plan->pages[i].goes_on);
        }
    }
}

static uint32_t end_of(const paging *p, size_t page)
{
    return page + 1 < p->starts.n ? p->starts.at[page + 1].unit : (uint32_t)p->units.n;
}

static bc_len continued_height(const bc_layout_table *table)
{
    const bc_form_para_style *style = table->composed->continued_style;
    return bc_len_add(bc_xlsx_fit_height(&style->text, 1), style->after);
}

static int64_t top_of(const paging *p, uint32_t at)
{
    return at < p->units.n ? p->units.at[at].top : p->height;
}

static int64_t units_height(const paging *p, uint32_t from, uint32_t to)
{
    return top_of(p, to) - top_of(p, from);
}

/* Of the rows that are printed above those of a page that begins with this unit. */
static int64_t repeated_height(const paging *p, const start *page)
{
    uint32_t n;
    const int64_t own = heads_height(p, page->unit) + again_height(p, page->unit, &n);
    if (p->repeats)
        return own + (page->unit >= p->head_unit ? units_height(p, p->head_first, p->head_unit) : 0);
    const bc_xlsx_cut *cut = &page->cut;
    uint32_t block = p->units.at[page->unit].block;
    int64_t height = own + (cut->says_continued ? continued_height(table_at(p->document, block)) : 0);
    for (uint32_t r = cut->head_first; r < cut->head_end; r++)
        height += p->units.at[row_unit(p, block, r)].height;
    return height;
}

static int64_t page_height(const paging *p, size_t page)
{
    const start *begins = &p->starts.at[page];
    const uint32_t end = end_of(p, page);
    return repeated_height(p, begins) + units_height(p, begins->unit, end) + feet_height(p, end);
}

/* How far seals reach below what stands on a page that begins like this and ends above the unit `end`. They begin on it
 * at the highest. */
static int64_t seals_height(const paging *p, const start *page, uint32_t end)
{
    int64_t most = 0;
    for (size_t i = p->seals.n; i > 0; i--) {
        const sealed *s = &p->seals.at[i - 1];
        if (s->unit >= end)
            continue;
        if (s->unit < page->unit || top_of(p, end) - top_of(p, s->unit) >= p->reach)
            break;
        const int64_t above = repeated_height(p, page) + units_height(p, page->unit, s->unit);
        const int64_t top = s->top > -above ? s->top : -above;
        const int64_t below = top + s->height - units_height(p, s->unit, end) - feet_height(p, end);
        most = below > most ? below : most;
    }
    return most;
}

/* -- what is repeated ----------------------------------------------------------------------------------- */

static band band_of(paging *p, uint32_t at)
{
    const unit *u = &p->units.at[at];
    const bc_layout_table *table = table_at(p->document, u->block);
    band b = { .block = u->block };
    if (!table || u->row == NO_ROW)
        return b;
    if (p->band.block == u->block && p->band.first <= u->row && u->row < p->band.end)
        return p->band;
    const bc_layout_row *rows = table->composed->rows;
    b.first = b.end = u->row;
    while (b.first > 0 && rows[b.first - 1].band == rows[u->row].band)
        b.first--;
    while (b.end < table->composed->row_count && rows[b.end].band == rows[u->row].band)
        b.end++;
    for (b.body = b.first; b.body < b.end && rows[b.body].head;)
        b.body++;
    p->band = b;
    return b;
}

/* A list, whose rows stand for themselves below its head. What reaches over rows makes it a form. */
static bool is_list(const paging *p, const band *b)
{
    const bc_layout_composed_table *table = table_at(p->document, b->block)->composed;
    const bc_layout_row *last = &table->rows[b->end - 1];
    for (uint32_t i = table->rows[b->first].first_cell; i < last->first_cell + last->cells; i++)
        if (table->cells[i].rows > 1 && bc_xlsx_rows_end(table, &table->cells[i]) > b->body)
            return false;
    return true;
}

/* A sheet repeats one run of rows on all pages below it. So they are those of the first band that goes over pages, and
 * only when no later page begins with something else, above which they would be wrong. In a form the rows stand there
 * again instead, with the line above them and the labels beside them, as on paper. */
static bool find_repeated(paging *p)
{
    band chosen = { 0 };
    for (size_t i = 1, k = 0; i < p->starts.n || k < p->run_on.n;) {
        const bool runs = k < p->run_on.n && (i == p->starts.n || p->run_on.at[k] < p->starts.at[i].unit);
        const uint32_t at = runs ? p->run_on.at[k++] : p->starts.at[i++].unit;
        band b = band_of(p, at);
        bool goes_on = b.body > b.first && p->units.at[at].row >= b.body;
        if (!chosen.end && goes_on)
            chosen = b;
        else if (chosen.end && (b.block != chosen.block || b.first != chosen.first || !b.end))
            return false;
    }
    if (!chosen.end || (p->starts.n <= MAX_FORM_PAGES && !is_list(p, &chosen)))
        return false;
    p->repeats = true;
    p->head_unit = row_unit(p, chosen.block, chosen.body);
    p->head_first = row_unit(p, chosen.block, chosen.first);
    p->blocks[chosen.block].repeat_first = chosen.first;
    p->blocks[chosen.block].repeat_end = chosen.body;
    return true;
}

/* What stands above the first row of a page that begins inside a table: nothing that the sheet repeats by itself. */
static bc_xlsx_cut cut_at(paging *p, uint32_t at)
{
    const unit *u = &p->units.at[at];
    bc_xlsx_cut cut = { .row = u->row };
    (void)again_height(p, at, &cut.again);
    if (p->repeats || u->row == NO_ROW || u->row == 0)
        return cut;
    const bc_layout_composed_table *table = table_at(p->document, u->block)->composed;
    cut.says_continued = table->continued.n && table->continued_style;
    band b = band_of(p, at);
    int64_t height = 0;
    for (uint32_t r = b.first; r < b.body; r++)
        height += p->units.at[row_unit(p, b.block, r)].height;
    if (u->row >= b.body && height <= p->room / 2 && height <= BC_MAX_XLSX_ROW) {
        cut.head_first = b.first;
        cut.head_end = b.body;
    }
    return cut;
}

static void choose_repeated(paging *p)
{
    (void)find_repeated(p);
    for (size_t i = 1; i < p->starts.n; i++)
        p->starts.at[i].cut = cut_at(p, p->starts.at[i].unit);
}

/* -- scale ---------------------------------------------------------------------------------------------- */

/* In which the width of the sheet goes on the paper. */
static int width_scale(const paging *p)
{
    int64_t width = (int64_t)p->w->grid.edges[p->w->grid.columns] * WIDTH_NEEDED / FULL;
    int64_t scale = bc_xlsx_setup_width(&p->document->paper) * FULL / (width > 0 ? width : 1);
    return scale < 1 ? 1 : scale < FULL ? (int)scale : FULL;
}

/* The largest in which each page fits that can be made to fit at all. */
static int choose_scale(const paging *p)
{
    int scale = width_scale(p);
    for (size_t i = 0; i < p->starts.n; i++) {
        int64_t height = page_height(p, i) + seals_height(p, &p->starts.at[i], end_of(p, i));
        int fit = height > 0 ? (int)(p->room * FULL / height) : FULL;
        if (fit >= MIN_SCALE && fit < scale)
            scale = fit;
    }
    return scale;
}

/* Breaks the pages that are higher than the paper; returns how many of them the paper has whole. */
static uint32_t break_high_pages(paging *p, int scale)
{
    uint32_t whole = 0;
    BC_VEC(start) starts = { 0 };
    for (size_t i = 0; i < p->starts.n; i++) {
        uint32_t from = p->starts.at[i].unit, end = end_of(p, i);
        bool moved = p->starts.at[i].moved || (i + 1 < p->starts.n && p->starts.at[i + 1].moved);
        bc_vec_add(&starts, p->starts.at[i]);
        int64_t height = repeated_height(p, &p->starts.at[i]);
        uint32_t broken = 0;
        for (uint32_t u = from; u < end; u++) {
            height += p->units.at[u].height;
            const int64_t below = feet_height(p, u + 1) + seals_height(p, &starts.at[starts.n - 1], u + 1);
            if ((height + below) * scale <= p->room * FULL || runs_on(p, u))
                continue;
            uint32_t at = u;
            while (at > from && p->units.at[at].tied)
                at--;
            if (at <= from)
                continue; /* one row, or one value, is higher than the page: it runs on */
            start again = { .unit = at, .moved = true, .cut = cut_at(p, at) };
            bc_vec_add(&starts, again);
            broken++;
            from = u = at;
            height = repeated_height(p, &again) + p->units.at[u].height;
        }
        whole += broken && !moved;
    }
    p->starts.n = 0;
    for (size_t i = 0; i < starts.n; i++)
        bc_vec_add(&p->starts, starts.at[i]);
    bc_vec_release(&starts);
    return whole;
}

/* -- blocks --------------------------------------------------------------------------------------------- */

static bool has_pages(const paging *p, uint32_t block)
{
    const bc_layout_table *table = table_at(p->document, block);
    return table && table->composed->page_band_count;
}

/* Gives each block its pages, and the rows the heights that they need with these. */
static void hand_out(paging *p)
{
    bc_arena *arena = &p->w->arena;
    for (uint32_t b = 0; b < p->document->block_count; b++)
        p->blocks[b] = (bc_xlsx_block_pages){ .rows = p->blocks[b].rows,
                                              .planned = true,
                                              .repeat_first = p->blocks[b].repeat_first,
                                              .repeat_end = p->blocks[b].repeat_end };
    bc_xlsx_cut *cuts = BC_NEW_ARRAY(arena, bc_xlsx_cut, p->starts.n);
    for (size_t i = 1; i < p->starts.n; i++) {
        const unit *u = &p->units.at[p->starts.at[i].unit];
        bc_xlsx_block_pages *block = &p->blocks[u->block];
        cuts[i] = p->starts.at[i].cut;
        if (p->starts.at[i].unit == p->first_unit[u->block]) {
            block->begins = true;
        } else {
            assert(u->row != NO_ROW && u->row > 0);
            if (!block->cuts.n++)
                block->cuts.at = &cuts[i];
        }
    }
    for (uint32_t b = 0; b < p->document->block_count; b++)
        if (has_pages(p, b))
            place_page_rows(p, b);
    for (uint32_t b = 0; b < p->document->block_count; b++)
        if (p->blocks[b].cuts.n || p->blocks[b].cuts.end_count)
            p->blocks[b].rows =
                bc_xlsx_rows_make(table_at(p->document, b), &p->blocks[b].cuts, p->blocks[b].rows.needs, arena);
}

/* Seals that reach below the last row of a page have room there. Below other blocks it is made as they are written. */
static void make_room(paging *p)
{
    bool made = false;
    list_units(p);
    for (size_t i = 1; i < p->starts.n && p->seals.n; i++) {
        const unit *u = &p->units.at[p->starts.at[i].unit];
        bc_xlsx_block_pages *block = &p->blocks[u->block];
        const int64_t room = seals_height(p, &p->starts.at[i - 1], p->starts.at[i].unit);
        const bc_xlsx_cut *cut = u->row != NO_ROW && u->row > 0 ? bc_xlsx_cuts_find(&block->cuts, u->row) : NULL;
        if (!cut || room <= 0)
            continue;
        block->cuts.at[cut - block->cuts.at].room = (bc_len)(room < BC_MAX_XLSX_ROW ? room : BC_MAX_XLSX_ROW);
        made = true;
    }
    for (uint32_t b = 0; b < p->document->block_count && made; b++)
        if (p->blocks[b].cuts.n)
            p->blocks[b].rows =
                bc_xlsx_rows_make(table_at(p->document, b), &p->blocks[b].cuts, p->blocks[b].rows.needs, &p->w->arena);
}

/* `paged`: where the sheet breaks is known. */
static void make_rows(paging *p, bool paged)
{
    for (uint32_t b = 0; b < p->document->block_count; b++) {
        const bc_layout_table *table = table_at(p->document, b);
        if (paged && has_pages(p, b))
            place_page_rows(p, b);
        if (table)
            p->blocks[b].rows = bc_xlsx_rows_make(table, &p->blocks[b].cuts, NULL, &p->w->arena);
    }
}

/* How many pages are printed of what stands between two breaks. Rows that do not go on one run on, and so do the pieces
 * of a high row. */
static uint32_t count_printed(const paging *p, size_t page, int scale)
{
    const start *begins = &p->starts.at[page];
    const uint32_t end = end_of(p, page);
    const int64_t room = p->room * FULL / scale;
    const int64_t tail = feet_height(p, end) + seals_height(p, begins, end);
    int64_t used = repeated_height(p, begins);
    uint32_t pages = 1;
    for (uint32_t u = begins->unit; u < end; u++) {
        bc_len each;
        const int64_t head = p->repeats && u >= p->head_unit ? units_height(p, p->head_first, p->head_unit) : 0;
        for (uint32_t left = bc_xlsx_rows_pieces(p->units.at[u].height, &each); left > 0; left--, used += each)
            if (used + each > room && used > head) {
                pages++;
                used = head;
            }
    }
    return pages + (used + tail > room);
}

static uint32_t count_pages(const paging *p, int scale)
{
    uint32_t pages = 0;
    for (size_t i = 0; i < p->starts.n; i++)
        pages += count_printed(p, i, scale);
    return pages;
}

static bc_xlsx_print print_one_page(const paging *p)
{
    int64_t height = page_height(p, 0);
    bc_xlsx_print print = { .one_page = height * MIN_SCALE <= p->room * FULL };
    print.pages = print.one_page ? 1 : count_pages(p, FULL);
    return print;
}

static bc_xlsx_print print_pages(paging *p, const bc_layout_plan *plan)
{
    follow_plan(p, plan);
    choose_repeated(p);
    hand_out(p); /* what is cut makes rows higher */
    list_units(p);
    bc_xlsx_print print = { .scale = choose_scale(p) };
    uint32_t pages = (uint32_t)p->starts.n;
    print.moved_pages = break_high_pages(p, print.scale);
    if (p->starts.n > pages)
        hand_out(p);
    make_room(p);
    for (uint32_t b = 0; b < p->document->block_count; b++)
        p->blocks[b].page = p->room * FULL / print.scale;
    print.pages = count_pages(p, print.scale);
    return print;
}

bc_xlsx_pages bc_xlsx_pages_make(bc_xlsx_writer *w, const bc_layout_document *document)
{
    const bc_layout_plan *plan = document->plan;
    paging p = { .w = w,
                 .document = document,
                 .blocks = BC_NEW_ARRAY(&w->arena, bc_xlsx_block_pages, document->block_count),
                 .first_unit = BC_NEW_ARRAY(&w->arena, uint32_t, (size_t)document->block_count + 1) };
    bc_xlsx_pages pages = { .blocks = p.blocks };
    /* In a blank form rows will be added: it breaks where it must. */
    const bool paged = plan && plan->page_count <= MAX_PAGES && !document->composed->blank;
    make_rows(&p, paged);
    if (!paged) {
        for (uint32_t b = 0; b < document->block_count && !document->composed->blank; b++)
            pages.print.pageless |= has_pages(&p, b);
        return pages;
    }
    p.room = (int64_t)bc_layout_frame_height(&document->paper) * (1000 - SPARE) / 1000;
    list_units(&p);
    bc_vec_add(&p.starts, (start){ 0 });
    if (p.units.n && plan->page_count == 1)
        pages.print = print_one_page(&p);
    else if (p.units.n)
        pages.print = print_pages(&p, plan);
    bc_vec_release(&p.units);
    bc_vec_release(&p.seals);
    bc_vec_release(&p.starts);
    bc_vec_release(&p.run_on);
    return pages;
}
