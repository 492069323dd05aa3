/* The form is laid out as it would be printed, but for the painting. A value is found in the cell that shows it; one of
 * a merged cell in that; one that is put into words in these words. What has no cell, as an element of a list as a
 * whole, is found by the first cell that shows something of it. */
#include "opinion/place.h"

#include "base/strmap.h"
#include "base/utf8.h"
#include "engine/workbook.h"
#include "layout/called.h"
#include "layout/paginate.h"
#include "opinion/private/spot.h"

#include <string.h>

/* A block of the document, or a cell of it. */
typedef struct shown {
    uint32_t block, cell; /* BC_NOWHERE: the block is no table */
} shown;

/* A block as it came to lie on pages. */
typedef struct laid {
    uint32_t page;   /* its first one */
    uint32_t *rows;  /* of a table: the first page of each */
    uint32_t before; /* cells and blocks before it */
    const bc_layout_called *called;
} laid;

typedef struct finder {
    const bc_layout_document *document;
    const bc_form *form;
    bc_arena *arena;   /* of what is given */
    bc_arena *scratch; /* of what goes with the record */
    laid *blocks;
    bc_strmap by_path; /* cells, the first that shows it */
} finder;

/* -- pages ---------------------------------------------------------------------------------------------- */

static const bc_layout_composed_table *table_of(const finder *f, uint32_t block)
{
    const bc_layout_block *own = &f->document->blocks[block];
    return own->kind == BC_BLOCK_TABLE ? own->as.table.composed : NULL;
}

static bool note_page(void *context, const bc_layout_page *page)
{
    finder *f = context;
    for (uint32_t i = 0; i < page->part_count; i++) {
        const bc_layout_shown *part = &page->parts[i];
        laid *block = &f->blocks[part->block];
        block->page = block->page ? block->page : page->number;
        for (uint32_t k = 0; k < part->row_count && block->rows; k++)
            if (!block->rows[part->rows[k].row])
                block->rows[part->rows[k].row] = page->number;
    }
    for (uint32_t i = 0; i < page->item_count; i++) {
        const uint32_t block = page->items[i].block;
        if (block < f->document->block_count && !f->blocks[block].page)
            f->blocks[block].page = page->number;
    }
    return true;
}

static void note_cells(finder *f, uint32_t block, const bc_layout_composed_table *table)
{
    for (uint32_t i = 0; i < table->cell_count; i++) {
        if (!table->cells[i].value.path.n || bc_strmap_find(&f->by_path, table->cells[i].value.path))
            continue;
        shown *at = BC_NEW(f->scratch, shown);
        *at = (shown){ block, i };
        bc_strmap_put(&f->by_path, table->cells[i].value.path, at);
    }
}

static void lay(finder *f, const bc_engine_worker *worker, bc_diag_list *said)
{
    uint32_t before = 0;
    f->blocks = BC_NEW_ARRAY(f->scratch, laid, f->document->block_count);
    for (uint32_t i = 0; i < f->document->block_count; i++) {
        const bc_layout_composed_table *table = table_of(f, i);
        f->blocks[i].before = before;
        before += table ? table->cell_count : 1;
        if (!table)
            continue;
        f->blocks[i].rows = BC_NEW_ARRAY(f->scratch, uint32_t, bc_layout_all_rows(table));
        note_cells(f, i, table);
    }
    bc_layout_paginate(f->document, worker->typesetter, &(bc_layout_paginate_options){ 0 },
                       (bc_layout_page_sink){ note_page, f }, said);
}

/* -- cells ---------------------------------------------------------------------------------------------- */

/* Whether the path is that of something inside of the other. */
static bool is_inside(bc_str path, bc_str outer)
{
    return path.n > outer.n && bc_str_starts(path, outer) && (path.p[outer.n] == '.' || path.p[outer.n] == '[');
}

/* The first cell that shows something of what has that path. */
static bool find_inside(const finder *f, bc_str path, shown *out)
{
    for (uint32_t b = 0; b < f->document->block_count; b++) {
        const bc_layout_composed_table *table = table_of(f, b);
        for (uint32_t i = 0; table && i < table->cell_count; i++)
            if (is_inside(table->cells[i].value.path, path)) {
                *out = (shown){ b, i };
                return true;
            }
    }
    return false;
}

/* The first cell of a field inside of what has that path; of the whole record where it is empty. */
static bool find_field(const finder *f, bc_str path, const void *field, shown *out)
{
    for (uint32_t b = 0; b < f->document->block_count; b++) {
        const bc_layout_composed_table *table = table_of(f, b);
        for (uint32_t i = 0; table && i < table->cell_count; i++)
            if (table->cells[i].value.field == field && (!path.n || is_inside(table->cells[i].value.path, path))) {
                *out = (shown){ b, i };
                return true;
            }
    }
    return false;
}

/* A cell that has all of a list, of which the path is an element. */
static bool find_around(const finder *f, bc_str path, shown *out)
{
    for (size_t n = path.n; n > 0; n--) {
        const shown *at = path.p[n - 1] == '[' ? bc_strmap_find(&f->by_path, bc_str_slice(path, 0, n - 1)) : NULL;
        if (!at)
            continue;
        *out = *at;
        return true;
    }
    return false;
}

/* The merged cell that stands for the value of an element: in its column, over its row. */
static bool find_merged(const finder *f, bc_str path, shown *out)
{
    size_t close = path.n;
    while (close > 0 && path.p[close - 1] != ']')
        close--;
    size_t open = close;
    while (open > 0 && path.p[open - 1] != '[')
        open--;
    const bc_str rest = bc_str_slice(path, close, path.n), list = bc_str_slice(path, 0, open);
    shown at;
    if (!open || !rest.n || !find_inside(f, bc_str_slice(path, 0, close), &at))
        return false;
    const bc_layout_composed_table *table = table_of(f, at.block);
    const uint32_t row = table->cells[at.cell].row;
    for (uint32_t i = 0; i < table->cell_count; i++) {
        const bc_layout_composed_cell *cell = &table->cells[i];
        if (!cell->shared || cell->row > row || row >= cell->row + cell->rows ||
            !bc_str_starts(cell->value.path, list) || !bc_str_ends(cell->value.path, rest))
            continue;
        *out = (shown){ at.block, i };
        return true;
    }
    return false;
}

/* -- words ---------------------------------------------------------------------------------------------- */

static bool is_of_number(char c)
{
    return (c >= '0' && c <= '9') || c == '.' || c == ',';
}

/* Whether the words hold the value: a figure not as a part of another one. */
static bool say(bc_str words, bc_str value)
{
    const bool figure = value.n && is_of_number(value.p[0]) && is_of_number(value.p[value.n - 1]);
    for (size_t at = 0; (at = bc_str_find(words, value, at)) != SIZE_MAX; at++) {
        const size_t end = at + value.n;
        if (!figure || ((!at || !is_of_number(words.p[at - 1])) && (end == words.n || !is_of_number(words.p[end]))))
            return true;
    }
    return false;
}

static bool block_says(const bc_layout_composed_block *block, bc_str value)
{
    if (block->kind == BC_BLOCK_PARA)
        return say(block->as.para.text, value);
    return block->kind == BC_BLOCK_LINE &&
           (say(block->as.line.left, value) || say(block->as.line.centre, value) || say(block->as.line.right, value));
}

/* The cell or line into whose words the value was put. */
static bool find_words(const finder *f, const bc_value *value, shown *out)
{
    enum { MIN_CHARACTERS = 2 };
    const bc_str text = value ? bc_str_trim(value->text) : (bc_str){ 0 };
    if (bc_utf8_count(text) < MIN_CHARACTERS)
        return false;
    for (uint32_t b = 0; b < f->document->block_count; b++) {
        const bc_layout_composed_table *table = table_of(f, b);
        for (uint32_t i = 0; table && i < table->cell_count; i++)
            if (!table->cells[i].value.path.n && say(table->cells[i].text, text)) {
                *out = (shown){ b, i };
                return true;
            }
        if (!table && block_says(f->document->blocks[b].composed, text)) {
            *out = (shown){ b, BC_NOWHERE };
            return true;
        }
    }
    return false;
}

/* -- places --------------------------------------------------------------------------------------------- */

/* What the form calls the field that has the path. */
static bc_str label_of(const finder *f, bc_str path)
{
    const bc_form_field *fields = f->form->fields.at, *field = NULL;
    uint32_t n = f->form->fields.n;
    while (path.n) {
        const size_t dot = bc_str_find(path, BC_STR("."), 0);
        const bc_str key = bc_str_slice(path, 0, dot);
        const bc_form_field *inner =
            bc_form_field_find(fields, n, bc_str_slice(key, 0, bc_str_find(key, BC_STR("["), 0)));
        if (!inner)
            break;
        field = inner;
        fields = inner->children;
        n = inner->child_count;
        path = dot == SIZE_MAX ? (bc_str){ 0 } : bc_str_slice(path, dot + 1, path.n);
    }
    return field ? field->label : (bc_str){ 0 };
}

/* The element of a list that the path ends with, counted from 1; 0: it is none. */
static uint32_t element_of(bc_str path)
{
    uint32_t n = 0;
    size_t at = path.n && path.p[path.n - 1] == ']' ? path.n - 1 : 0;
    while (at > 0 && path.p[at - 1] != '[')
        at--;
    for (; at > 0 && path.p[at] >= '0' && path.p[at] <= '9'; at++)
        n = n * 10 + (uint32_t)(path.p[at] - '0');
    return at ? n + 1 : 0;
}

/* Something that has no cell of its own is called by its row, or by its name in the form. */
static void call_whole(finder *f, bc_str path, const bc_layout_called *first, bc_opinion_place *place)
{
    const uint32_t element = element_of(path);
    const bool row = element && first->beside.n;
    place->cell = bc_arena_str(f->arena, row ? first->beside : label_of(f, path));
    place->nth = row ? first->nth : element;
}

static void take_cell(finder *f, const shown *at, bc_str whole, bc_opinion_place *place)
{
    laid *block = &f->blocks[at->block];
    const bc_layout_composed_table *table = table_of(f, at->block);
    if (!block->called)
        block->called = bc_layout_called_find(table, BC_STR(" > "), f->scratch);
    const bc_layout_called *called = &block->called[at->cell];
    place->page = block->rows[table->cells[at->cell].row];
    place->order = block->before + at->cell + 1;
    place->cell = bc_arena_str(f->arena, called->heads);
    place->nth = called->nth;
    if (whole.n)
        call_whole(f, whole, called, place);
}

/* What is empty has a cell all the same. */
static bool find_empty(finder *f, const bc_opinion_spots *spots, const bc_diag *diag, shown *at,
                       bc_opinion_place *place)
{
    if (!diag->about)
        return false;
    const bc_opinion_spot *around = bc_opinion_spots_at(spots, diag->mark);
    const bc_str path = bc_opinion_spots_path(spots, diag->about);
    const shown *exact = path.n ? bc_strmap_find(&f->by_path, path) : NULL;
    if (exact)
        *at = *exact;
    if (!exact && !find_field(f, around ? around->path : (bc_str){ 0 }, diag->about, at))
        return false;
    place->where = BC_OPINION_PRINTED;
    take_cell(f, at, (bc_str){ 0 }, place);
    if (!place->cell.n)
        place->cell = bc_arena_str(f->arena, label_of(f, table_of(f, at->block)->cells[at->cell].value.path));
    return true;
}

static bc_opinion_place place_of(finder *f, const bc_opinion_spot *spot, shown *at)
{
    bc_opinion_place place = { 0 };
    if (!spot || !spot->value || !spot->path.n)
        return place;
    const bool container = spot->value->type == BC_VALUE_MAP || spot->value->type == BC_VALUE_LIST;
    const shown *exact = bc_strmap_find(&f->by_path, spot->path);
    if (exact)
        *at = *exact;
    const bool found = exact || find_inside(f, spot->path, at) || find_merged(f, spot->path, at) ||
                       find_around(f, spot->path, at) || find_words(f, spot->value, at);
    place.where = found ? BC_OPINION_PRINTED : BC_OPINION_UNPRINTED;
    if (found && at->cell != BC_NOWHERE) {
        take_cell(f, at, container && !exact ? spot->path : (bc_str){ 0 }, &place);
    } else if (found) {
        place.page = f->blocks[at->block].page;
        place.order = f->blocks[at->block].before + 1;
    }
    if (!place.cell.n)
        place.cell = bc_arena_str(f->arena, label_of(f, spot->path));
    return place;
}

/* -- the workbook --------------------------------------------------------------------------------------- */

/* What waits for its cell of the workbook. */
typedef struct waiting {
    bc_opinion_place *place;
    bc_str path;
} waiting;

typedef struct addressing {
    BC_VEC(waiting) list;
} addressing;

static void find_addresses(const finder *f, const bc_engine_worker *worker, const addressing *all)
{
    if (!all->list.n)
        return;
    bc_engine_remark *remarks = BC_NEW_ARRAY(f->scratch, bc_engine_remark, all->list.n);
    for (size_t i = 0; i < all->list.n; i++)
        remarks[i].path = all->list.at[i].path;
    const bc_str sheet = bc_engine_workbook_find(worker->engine, f->document, remarks, all->list.n, f->arena);
    bc_buf cell;
    bc_buf_init(&cell);
    for (size_t i = 0; i < all->list.n; i++) {
        all->list.at[i].place->sheet = sheet;
        if (!remarks[i].placed)
            continue;
        bc_buf_clear(&cell);
        bc_diag_add_address(remarks[i].row, remarks[i].column, &cell);
        all->list.at[i].place->address = bc_arena_str(f->arena, bc_buf_str(&cell));
    }
    bc_buf_release(&cell);
}

/* -- all of them ---------------------------------------------------------------------------------------- */

typedef struct search {
    finder finder;
    bc_opinion_spots spots;
    addressing addresses;
    bool workbook;
} search;

/* `diag` NULL: it is a further place. */
static void find_place(search *s, const bc_diag *diag, bc_diag_mark mark, bc_opinion_place *out)
{
    shown at = { BC_NOWHERE, BC_NOWHERE };
    *out = (bc_opinion_place){ 0 };
    if (!diag || !find_empty(&s->finder, &s->spots, diag, &at, out))
        *out = place_of(&s->finder, bc_opinion_spots_at(&s->spots, mark), &at);
    if (!s->workbook || out->where != BC_OPINION_PRINTED)
        return;
    const bc_layout_composed_table *table = at.cell == BC_NOWHERE ? NULL : table_of(&s->finder, at.block);
    bc_vec_add(&s->addresses.list, (waiting){ out, table ? table->cells[at.cell].value.path : (bc_str){ 0 } });
}

static bc_opinion_places *find_places(search *s, const bc_diag *diags, size_t n)
{
    bc_arena *arena = s->finder.arena;
    bc_opinion_places *places = BC_NEW_ARRAY(arena, bc_opinion_places, n);
    for (size_t i = 0; i < n; i++) {
        find_place(s, &diags[i], diags[i].mark, &places[i].own);
        bc_opinion_place *again = BC_NEW_ARRAY(arena, bc_opinion_place, diags[i].again_count);
        for (uint32_t k = 0; k < diags[i].again_count; k++)
            find_place(s, NULL, diags[i].again[k], &again[k]);
        places[i].again = again;
        places[i].again_count = diags[i].again_count;
    }
    return places;
}

bc_opinion_places *bc_opinion_places_find(bc_engine_worker *worker, bc_engine_work *work, const bc_diag *diags,
                                          size_t n, bc_arena *arena, bc_diag_list *said)
{
    bc_engine_work again = *work;
    again.diags = said;
    again.edits = NULL;
    const bc_layout_document *document = bc_engine_work_lay_out(worker, &again);
    work->io_failed = work->io_failed || again.io_failed;
    if (!document)
        return NULL;
    search s = {
        .finder = { .document = document, .form = work->template->form, .arena = arena, .scratch = &worker->arena },
        .workbook = (worker->options->formats & BIAOCE_FORMAT_XLSX) != 0
    };
    lay(&s.finder, worker, said);
    bc_opinion_spots_find(&s.spots, work->value, &work->datum, &worker->arena);
    bc_opinion_places *places = find_places(&s, diags, n);
    find_addresses(&s.finder, worker, &s.addresses);
    bc_vec_release(&s.addresses.list);
    bc_opinion_spots_release(&s.spots);
    bc_strmap_release(&s.finder.by_path);
    const bool failed = bc_engine_work_lacks_fonts(worker, &again) || !bc_engine_work_keeps_limits(worker, &again);
    work->io_failed = work->io_failed || again.io_failed;
    return failed ? NULL : places;
}
