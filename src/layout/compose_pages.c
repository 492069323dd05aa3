/* Rows at the head and the foot of a band's pages. While a band is composed nobody knows its pages, so its elements are
 * noted with the rows that they begin in, and these rows are composed once as if one page had all of them: that is how
 * much room they need. What they say on a page is composed when the page is known, from the same rows of the template,
 * and only its texts and values are taken. */
#include "layout/private/composing.h"

#include "layout/private/page_maker.h"

#include <string.h>

struct bc_layout_page_maker {
    const bc_form *form;
    const bc_layout_blank_heights *blank;
    const bc_form_band *band;
    bc_expr_scope record; /* innermost; what it lies in lives as long as the record */
    bc_form_placing placing;
    bool placed;
    uint16_t grid;
    bc_str list;            /* the path of the list that the elements are of; empty: none */
    const uint32_t *places; /* theirs in it */
    const bc_value *elements;
};

/* -- rows ----------------------------------------------------------------------------------------------- */

/* Composes the rows for a page that has these elements. */
static void make_rows(const bc_layout_page_maker *m, bc_layout_page_span span, bc_value_growth *growth,
                      bc_layout_builder *b)
{
    const bool blank = m->blank != NULL;
    bc_value_entry entries[] = {
        { BC_STR("page"), { .type = BC_VALUE_LIST, .n = span.to - span.from, .as = { .blank = blank } } },
        { BC_STR("before"), { .type = BC_VALUE_LIST, .n = span.before, .as = { .blank = blank, .growth = growth } } },
        { BC_STR("so-far"), { .type = BC_VALUE_LIST, .n = span.to, .as = { .blank = blank, .growth = growth } } },
    };
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++)
        entries[i].value.as.lowest = true; /* what lies above an element may stand on another page */
    entries[0].value.as.items = m->elements ? m->elements + span.from : NULL;
    entries[1].value.as.items = entries[2].value.as.items = m->elements;
    bc_value parts = { .type = BC_VALUE_MAP, .n = 3, .as.entries = entries };
    bc_expr_scope *scope = BC_NEW(b->c->arena, bc_expr_scope);
    *scope = (bc_expr_scope){ .map = &parts, .outer = &m->record, .passing = true };
    bc_layout_element page = { .element = &parts,
                               .self = &bc_value_nothing,
                               .index = (uint32_t)BC_NOT_IN_LIST,
                               .members = m->places ? m->places + span.from : NULL,
                               .member_count = span.to - span.from };
    bc_layout_iteration now = { .element = &page, .list = m->list, .page = true };
    if (growth)
        growth->scope = scope;
    const bc_form_rows both[] = { m->band->page_head, m->band->page_foot };
    for (int k = 0; k < 2; k++)
        for (uint32_t i = 0; i < both[k].n; i++) {
            const bc_form_row *row = &both[k].at[i].as.row;
            bc_layout_compose_row(b, row, scope, &now, BC_NO_GROUP, false);
            b->rows.at[b->rows.n - 1].place = k ? BC_ROW_PAGE_FOOT : BC_ROW_PAGE_HEAD;
            b->rows.at[b->rows.n - 1].page = row->page;
        }
    for (size_t i = 0; i < b->cells.n; i++) { /* a value stands once in the record */
        b->cells.at[i].value.path = (bc_str){ 0 };
        b->cells.at[i].value.field = NULL;
    }
}

static bc_layout_builder builder_of(const bc_layout_page_maker *m, bc_layout_composer *c)
{
    return (bc_layout_builder){ .c = c, .grid = m->grid, .placing = m->placing, .placed = m->placed };
}

const bc_layout_composed_cell *bc_layout_page_maker_cells(const bc_layout_page_band *band, bc_layout_page_span span,
                                                          bc_value_growth *growth, bc_arena *arena, bc_diag_list *diags)
{
    const bc_layout_page_maker *m = band->maker;
    bc_layout_composer c = {
        .form = m->form, .arena = arena, .diags = diags, .extras = { .arena = arena, .diags = diags }
    };
    bc_layout_builder b = builder_of(m, &c);
    make_rows(m, span, growth, &b);
    const bc_layout_composed_cell *cells = BC_NEW_COPY(arena, b.cells.at, b.cells.n);
    if (b.placed)
        bc_layout_compose_release(&b.placing.columns);
    bc_layout_compose_count_none(&b);
    bc_vec_release(&b.rows);
    bc_vec_release(&b.cells);
    bc_vec_release(&b.reaching);
    bc_vec_release(&c.extras.figures);
    bc_unicode_collator_release(&c.collator);
    return cells;
}

/* -- bands ---------------------------------------------------------------------------------------------- */

static const bc_layout_page_maker *make_maker(const bc_layout_builder *b, const bc_expr_scope *scope)
{
    const bc_layout_page_notes *notes = b->notes;
    bc_layout_page_maker *m = BC_NEW(b->c->arena, bc_layout_page_maker);
    *m = (bc_layout_page_maker){ .form = b->c->form,
                                 .blank = b->c->blank,
                                 .band = notes->band,
                                 .record = { .map = BC_NEW_COPY(b->c->arena, scope->map, 1), .outer = scope->outer },
                                 .placing = b->placing,
                                 .placed = b->placed,
                                 .grid = b->grid,
                                 .list = notes->list,
                                 .places = notes->places.at,
                                 .elements = notes->elements.at };
    return m;
}

/* The row below the list: what follows, such as 合计, is of the whole and no part of pages. Totals of its groups and
 * its blank rows are above that. Not where a cell reaches over that edge, unless it stands beside. */
static uint32_t find_end(const bc_layout_builder *b, uint32_t first, bc_len left)
{
    const uint32_t end = (uint32_t)b->rows.n, last = b->notes->end;
    if (!b->notes->band->page_element_count || last >= end)
        return end;
    for (uint32_t i = b->rows.at[first].first_cell; i < b->cells.n; i++) {
        const bc_layout_composed_cell *cell = &b->cells.at[i];
        if (cell->row < last && cell->row + cell->rows > last && cell->x1 > left)
            return end;
    }
    return last;
}

/* Whether nothing stands above the end of the list but the head: a list that is empty and has no blank row, or none
 * that was printed. Its pages have nothing that could be added up. */
static bool stands_alone(const bc_layout_builder *b, uint32_t first)
{
    uint32_t row = first;
    while (row < b->rows.n && b->rows.at[row].head)
        row++;
    return b->notes->band->page_element_count && b->notes->end <= row;
}

void bc_layout_compose_pages(bc_layout_builder *b, uint32_t first, const bc_expr_scope *scope)
{
    bc_layout_page_notes *notes = b->notes;
    bc_arena *arena = b->c->arena;
    const bc_layout_page_maker *maker = make_maker(b, scope);
    const uint32_t n = (uint32_t)notes->elements.n;
    bc_arena_adopt(arena, notes->elements.at, notes->elements.capacity * sizeof *notes->elements.at);
    bc_arena_adopt(arena, notes->rows.at, notes->rows.capacity * sizeof *notes->rows.at);
    bc_arena_adopt(arena, notes->places.at, notes->places.capacity * sizeof *notes->places.at);
    if (first == b->rows.n || stands_alone(b, first))
        return;
    bc_layout_builder made = builder_of(maker, b->c);
    made.band = b->band;
    make_rows(maker, (bc_layout_page_span){ n, 0, n }, NULL, &made);
    bc_layout_page_band band = { .band = b->band,
                                 .row = first,
                                 .end = find_end(b, first, made.cells.n ? made.cells.at[0].x0 : 0),
                                 .first = (uint32_t)b->page_rows.n,
                                 .count = (uint32_t)made.rows.n,
                                 .first_cell = (uint32_t)b->page_cells.n,
                                 .cell_count = (uint32_t)made.cells.n,
                                 .rows = notes->rows.at,
                                 .n = n,
                                 .maker = b->c->blank ? NULL : maker };
    bc_layout_compose_apart(b, &made, &band.first, &band.count);
    bc_vec_add(&b->pages, band);
}

void bc_layout_compose_pages_end(bc_layout_builder *b, bc_layout_composed_table *table)
{
    const uint32_t rows = table->row_count, cells = table->cell_count;
    if (!b->page_rows.n)
        return;
    table->fill.row = b->fill_row;
    table->fill.first = b->fill_first + rows;
    table->fill.count = b->fill_count;
    for (size_t i = 0; i < b->page_rows.n; i++) {
        b->page_rows.at[i].first_cell += cells;
        bc_vec_add(&b->rows, b->page_rows.at[i]);
    }
    for (size_t i = 0; i < b->page_cells.n; i++) {
        b->page_cells.at[i].row += rows;
        bc_vec_add(&b->cells, b->page_cells.at[i]);
    }
    for (size_t i = 0; i < b->pages.n; i++) {
        b->pages.at[i].first += rows;
        b->pages.at[i].first_cell += cells;
    }
    table->rows = b->rows.at;
    table->cells = b->cells.at;
    table->page_row_count = (uint32_t)b->page_rows.n;
    table->page_cell_count = (uint32_t)b->page_cells.n;
    table->pages = BC_NEW_COPY(b->c->arena, b->pages.at, b->pages.n);
    table->page_band_count = (uint32_t)b->pages.n;
    bc_vec_release(&b->pages);
    bc_vec_release(&b->page_rows);
    bc_vec_release(&b->page_cells);
}
