/* A list in halves goes down the left half of a page, then down its right one, and on the next page again; on the last
 * page the halves are balanced. Composed, the list has been one part down, then the next, which is the same with one
 * page only, so all this moves cells and makes none. The document is cut once as it stands, which tells how high the
 * list may be on its first page and on others; then each page is given as many elements as it has room for, a row being
 * as high as the highest of what will stand side by side in it. A page begins where the next elements do, whatever else
 * would fit on the one before. When a page turns out to have less room than that, all are given a little less. */
#include "layout/folded.h"

#include "layout/paginate.h"

enum {
    MAX_TRIALS = 6,
    STEP = 3 /* hundredths of a page that each trial gives up */
};

/* Where pages begin in a list: slots of elements, the first 0. */
typedef struct starts {
    uint32_t *at;
    uint32_t n;
} starts;

typedef struct folder {
    const bc_layout_composed *composed; /* as it came */
    const bc_layout_measure_options *options;
    bc_text_typesetter *typesetter;
    bc_arena *arena;
} folder;

/* -- cells ---------------------------------------------------------------------------------------------- */

/* Cells of one half in a row of an element; a label beside the band may stand before them. */
static uint32_t cells_of(const bc_layout_composed_table *table, const bc_layout_folded *list, uint32_t r)
{
    const bc_layout_row *row = &table->rows[list->first_row + r];
    return row->cells / list->halves;
}

static uint32_t cell_index(const bc_layout_composed_table *table, const bc_layout_folded *list, uint32_t slot,
                           uint32_t r, uint32_t half)
{
    const bc_layout_row *row = &table->rows[list->first_row + slot * list->rows + r];
    uint32_t each = row->cells / list->halves;
    return row->first_cell + row->cells % list->halves + half * each;
}

/* -- heights -------------------------------------------------------------------------------------------- */

/* A list, measured. */
typedef struct list {
    const bc_layout_folded *as;
    const bc_layout_table *table;
    const bc_len *needs;  /* of elements, row by row */
    bc_len least;         /* of a slot, at the least */
    bc_len first, others; /* how high it may be on its first page, and on those between that and its last */
} list;

static const bc_len *find_needs(const folder *f, const bc_layout_table *table, const bc_layout_folded *as)
{
    bc_len *needs = BC_NEW_ARRAY(f->arena, bc_len, (size_t)as->slots * as->halves * as->rows);
    for (uint32_t half = 0; half < as->halves; half++)
        for (uint32_t slot = 0; slot < as->slots; slot++)
            for (uint32_t r = 0; r < as->rows; r++) {
                bc_len *need = &needs[((size_t)half * as->slots + slot) * as->rows + r];
                *need = table->composed->rows[as->first_row + slot * as->rows + r].least_height;
                uint32_t cell = cell_index(table->composed, as, slot, r, half);
                for (uint32_t i = 0; i < cells_of(table->composed, as, r); i++)
                    if (table->composed->cells[cell + i].rows == 1)
                        *need = bc_len_max(*need, table->cells[cell + i].need);
            }
    return needs;
}

/* Of `n` slots with the elements from `first` on; stops where it is more than `most`. */
static int64_t height_of(const list *l, uint32_t first, uint32_t n, int64_t most)
{
    const uint32_t count = l->as->slots * l->as->halves;
    int64_t height = 0;
    for (uint32_t slot = 0; slot < n && height <= most; slot++)
        for (uint32_t r = 0; r < l->as->rows; r++) {
            bc_len row = 0;
            for (uint32_t half = 0; half < l->as->halves; half++) {
                uint32_t element = first + half * n + slot;
                if (element < count)
                    row = bc_len_max(row, l->needs[(size_t)element * l->as->rows + r]);
            }
            height += row;
        }
    return height;
}

/* Of an element: elements are moved, so how high they are together as they stand first says nothing of a slot. */
static bc_len least_height(const list *l)
{
    const size_t count = (size_t)l->as->slots * l->as->halves;
    int64_t least = BC_LEN_MAX;
    for (size_t element = 0; element < count; element++) {
        int64_t height = 0;
        for (uint32_t r = 0; r < l->as->rows; r++)
            height += l->needs[element * l->as->rows + r];
        least = height < least ? height : least;
    }
    return (bc_len)least;
}

static int64_t printed_height(const list *l, uint32_t first, uint32_t end)
{
    int64_t height = 0;
    for (uint32_t row = l->as->first_row + first * l->as->rows; row < l->as->first_row + end * l->as->rows; row++)
        height += l->table->heights[row];
    return height;
}

/* -- pages ---------------------------------------------------------------------------------------------- */

/* The slot that a page begins with; 0: none but the first, or another block. */
static uint32_t slot_of(const list *l, const bc_layout_planned_page *page, uint32_t block)
{
    uint32_t end = l->as->first_row + l->as->slots * l->as->rows;
    return page->block == block && page->row > l->as->first_row && page->row < end
               ? (page->row - l->as->first_row) / l->as->rows
               : 0;
}

/* What a page has for rows of the table when an earlier one has its beginning. */
static bc_len room_of_others(const folder *f, const list *l)
{
    const bc_layout_composed_table *table = l->table->composed;
    bc_len room = bc_len_max(bc_layout_frame_height(&f->composed->paper), 1);
    if (table->continued.n && table->continued_style)
        room -= table->continued_style->text.leading + table->continued_style->after;
    for (uint32_t r = 0; r < l->as->first_row; r++)
        if (table->rows[r].head && table->rows[r].band == table->rows[l->as->first_row].band)
            room -= l->table->heights[r];
    return room;
}

/* Where the list begins on its first page, for one that begins with that. */
static int64_t top_of(const bc_layout_document *document, const bc_layout_planned_page *page, uint32_t block,
                      const list *l)
{
    int64_t y = 0;
    for (uint32_t i = page->block; i <= block; i++) {
        const bc_layout_block *b = &document->blocks[i];
        bool table = b->kind == BC_BLOCK_TABLE;
        y += i > page->block ? b->composed->before : 0;
        uint32_t end = i == block ? l->as->first_row : table ? b->as.table.composed->row_count : 0;
        for (uint32_t r = i == page->block ? page->row : 0; table && r < end; r++)
            y += b->as.table.heights[r];
        y += table ? 0 : b->height;
        y += i < block ? b->composed->after : 0;
    }
    return y;
}

/* False when the list stands on one page. Of a page that parts a row the heights are not known so well. */
static bool find_room(const folder *f, const bc_layout_document *document, const bc_layout_planned_pages *pages,
                      uint32_t block, list *l)
{
    bc_len room = bc_len_max(bc_layout_frame_height(&f->composed->paper), 1);
    uint32_t before = 0;
    l->others = room_of_others(f, l);
    for (size_t i = 1; i < pages->n; i++) {
        uint32_t slot = slot_of(l, &pages->at[i], block);
        if (!slot)
            continue;
        const bc_layout_planned_page *page = &pages->at[i - 1];
        bool parts = pages->at[i].goes_on || page->goes_on;
        bc_len own = (bc_len)(room - page->filled + printed_height(l, before, slot));
        if (before && !parts)
            l->others = own;
        else if (!before)
            l->first = parts ? (bc_len)(room - top_of(document, page, block, l)) : own;
        if (before)
            break;
        before = slot;
    }
    return before > 0;
}

/* As many slots as there is room for, at least one. */
static uint32_t count_slots(const list *l, uint32_t first, bc_len room)
{
    uint32_t low = 1, high = (uint32_t)(room / bc_len_max(l->least, 1)) + 1;
    while (low + 1 < high) {
        uint32_t middle = low + (high - low) / 2;
        if (height_of(l, first, middle, room) <= room)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/* Where pages begin when each has a little less than its room. */
static starts find_starts(const folder *f, const list *l, bc_len less)
{
    const bc_layout_folded *as = l->as;
    starts s = { BC_NEW_ARRAY(f->arena, uint32_t, as->slots + 1U), 1 };
    for (uint32_t slot = 0; l->first > 0; s.n++) {
        bc_len room = (s.n == 1 ? l->first : l->others) - less;
        uint32_t left = as->slots - slot;
        if (left <= 1 || height_of(l, slot * as->halves, left, room) <= room)
            break;
        uint32_t n = count_slots(l, slot * as->halves, room);
        slot += n < left ? n : left - 1;
        s.at[s.n] = slot;
    }
    return s;
}

static bc_layout_planned_pages paginate(const folder *f, const bc_layout_document *document)
{
    bc_layout_planned_pages pages = { 0 };
    bc_layout_paginate_options options = { .draw_none = true, .planned = &pages };
    (void)bc_layout_paginate(document, f->typesetter, &options, (bc_layout_page_sink){ 0 }, NULL);
    return pages;
}

/* The lists of the document; false when all stand on one page each. */
static bool find_lists(const folder *f, const bc_layout_document *document, list *lists)
{
    bc_layout_planned_pages pages = paginate(f, document);
    bool any = false;
    const bool all = !bc_quota_is_over(f->arena->quota); /* pages were made of it */
    for (uint32_t i = 0; i < document->block_count && all; i++) {
        const bc_layout_composed_block *block = document->blocks[i].composed;
        for (uint32_t k = 0; block->kind == BC_BLOCK_TABLE && k < block->as.table->folded_count; k++, lists++) {
            *lists = (list){ .as = &block->as.table->folded[k], .table = &document->blocks[i].as.table };
            lists->needs = find_needs(f, lists->table, lists->as);
            lists->least = least_height(lists);
            any |= find_room(f, document, &pages, i, lists);
        }
    }
    bc_vec_release(&pages);
    return any;
}

/* Whether pages begin in the list where they should and nowhere else. */
static bool is_cut_so(const folder *f, const bc_layout_document *document, const starts *all)
{
    bc_layout_planned_pages pages = paginate(f, document);
    bool so = true;
    for (uint32_t i = 0; i < document->block_count; i++) {
        const bc_layout_composed_block *block = document->blocks[i].composed;
        for (uint32_t k = 0; block->kind == BC_BLOCK_TABLE && k < block->as.table->folded_count; k++, all++) {
            const list l = { .as = &block->as.table->folded[k] };
            uint32_t n = 1;
            for (size_t p = 1; p < pages.n; p++)
                n += slot_of(&l, &pages.at[p], i) > 0;
            so &= n == all->n;
        }
    }
    bc_vec_release(&pages);
    return so;
}

/* -- moving elements ------------------------------------------------------------------------------------ */

/* Writes the cells of an element where it is to stand. */
static void move(const bc_layout_composed_table *from, const bc_layout_folded *list, uint32_t element, uint32_t slot,
                 uint32_t half, bc_layout_composed_cell *to)
{
    for (uint32_t r = 0; r < list->rows; r++) {
        uint32_t here = cell_index(from, list, slot, r, half), n = cells_of(from, list, r);
        uint32_t there = cell_index(from, list, element % list->slots, r, element / list->slots);
        for (uint32_t i = 0; i < n; i++) {
            const bc_layout_composed_cell *place = &from->cells[here + i];
            bc_layout_composed_cell cell = from->cells[there + i];
            cell.x0 = place->x0;
            cell.x1 = place->x1;
            cell.from = place->from;
            cell.to = place->to;
            cell.row = place->row;
            cell.block = cell.block && place->block ? place->block : cell.block;
            to[here + i] = cell;
        }
    }
}

static void fold(const bc_layout_composed_table *from, const bc_layout_folded *list, const starts *pages,
                 bc_layout_row *rows, bc_layout_composed_cell *cells)
{
    for (uint32_t p = 0, element = 0; p < pages->n; p++) {
        uint32_t first = pages->at[p], end = p + 1 < pages->n ? pages->at[p + 1] : list->slots;
        rows[list->first_row + first * list->rows].begins_page = p > 0;
        for (uint32_t half = 0; half < list->halves; half++)
            for (uint32_t slot = first; slot < end; slot++)
                move(from, list, element++, slot, half, cells);
    }
}

/* The document as it came, folded so. */
static const bc_layout_composed *fold_all(const folder *f, const starts *all)
{
    bc_layout_composed *folded = BC_NEW_COPY(f->arena, f->composed, 1);
    bc_layout_composed_block *blocks = BC_NEW_COPY(f->arena, f->composed->blocks, f->composed->block_count);
    for (uint32_t i = 0, n = 0; i < folded->block_count; i++) {
        if (blocks[i].kind != BC_BLOCK_TABLE || !blocks[i].as.table->folded_count)
            continue;
        const bc_layout_composed_table *from = blocks[i].as.table;
        bc_layout_composed_table *table = BC_NEW_COPY(f->arena, from, 1);
        bc_layout_row *rows = BC_NEW_COPY(f->arena, from->rows, from->row_count);
        bc_layout_composed_cell *cells = BC_NEW_COPY(f->arena, from->cells, from->cell_count);
        for (uint32_t k = 0; k < from->folded_count; k++)
            fold(from, &from->folded[k], &all[n++], rows, cells);
        table->rows = rows;
        table->cells = cells;
        blocks[i].as.table = table;
    }
    folded->blocks = blocks;
    folded->unfolded = f->composed;
    return folded;
}

/* -- documents ------------------------------------------------------------------------------------------ */

static uint32_t count_lists(const bc_layout_composed *composed)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < composed->block_count; i++)
        n += composed->blocks[i].kind == BC_BLOCK_TABLE ? composed->blocks[i].as.table->folded_count : 0;
    return n;
}

const bc_layout_document *bc_layout_folded_over_pages(const bc_layout_document *document,
                                                      const bc_layout_measure_options *options,
                                                      bc_text_typesetter *typesetter, bc_arena *arena)
{
    folder f = { document->composed, options, typesetter, arena };
    uint32_t count = count_lists(document->composed);
    list *lists = count ? BC_NEW_ARRAY(arena, list, count) : NULL;
    if (!lists || !find_lists(&f, document, lists))
        return document;
    starts *all = BC_NEW_ARRAY(arena, starts, count);
    bool good = false;
    for (int trial = 0; trial < MAX_TRIALS && !good; trial++) {
        for (uint32_t i = 0; i < count; i++)
            all[i] = find_starts(&f, &lists[i], bc_len_scale(lists[i].others, trial * STEP, 100));
        document = bc_layout_measure(fold_all(&f, all), options, typesetter, arena, NULL);
        good = is_cut_so(&f, document, all);
    }
    return document;
}
