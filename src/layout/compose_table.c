/* A table of its bands, each on the columns that it has of the form or of the record. */
#include "layout/private/composing.h"

#include "layout/private/amounts.h"
#include "layout/private/balance.h"
#include "layout/private/grid.h"
#include "layout/private/see.h"
#include "layout/private/words.h"

#include <assert.h>

static void stretch_stub(bc_layout_builder *b)
{
    bc_layout_composed_cell *stub = &b->cells.at[b->stub_cell];
    stub->rows = (uint32_t)b->rows.n - stub->row;
}

static void compose_band(bc_layout_builder *b, const bc_form_table *table, const bc_form_band *band,
                         const bc_expr_scope *scope)
{
    size_t first = b->rows.n;
    b->grid = band->grid;
    b->placed = false;
    b->is_numbered = band->numbered;
    bc_vec_clear(&b->numbered);
    b->printed = band->counters ? BC_NEW_ARRAY(b->c->arena, uint32_t, band->counters) : NULL;
    if (band->columns && !bc_layout_compose_columns(b, table, band, scope)) {
        bc_layout_compose_release(&b->placing.columns);
        return;
    }
    b->stub = band->header.n && band->stub_header ? band->stub_header : band->stub;
    for (uint32_t i = 0; i < band->header.n; i++) {
        assert(band->header.at[i].kind == BC_ROWS_ONE);
        bc_layout_compose_row(b, &band->header.at[i].as.row, scope, NULL, 0, true);
    }
    if (band->header.n && band->stub_header) {
        stretch_stub(b);
        b->stub = band->stub;
    }
    bc_vec_clear(&b->reaching); /* header rows are all printed */
    bc_layout_page_notes notes = { .band = band };
    b->notes = band->page_head.n + band->page_foot.n ? &notes : NULL;
    bc_layout_compose_rows(b, band->rows, scope, NULL, 0);
    if (band->stub && !b->stub && b->rows.n > first)
        stretch_stub(b);
    b->stub = NULL;
    if (b->is_numbered)
        bc_layout_formulas_settle(b, (uint32_t)first);
    if (b->notes)
        bc_layout_compose_pages(b, (uint32_t)first, scope);
    b->notes = NULL;
    b->under = 0;
    b->band++;
    if (b->placed)
        bc_layout_compose_release(&b->placing.columns);
}

/* The form's grids and those that this record has made. */
static const bc_form_grid *all_grids(bc_layout_builder *b, const bc_form_table *form)
{
    if (!b->grids.n)
        return form->grids;
    bc_form_grid *grids = BC_NEW_ARRAY(b->c->arena, bc_form_grid, form->grid_count + b->grids.n);
    for (uint32_t i = 0; i < form->grid_count; i++)
        grids[i] = form->grids[i];
    for (size_t i = 0; i < b->grids.n; i++)
        grids[form->grid_count + i] = b->grids.at[i];
    return grids;
}

static bc_str continued_words(bc_layout_composer *c, const bc_form_table *form, const bc_expr_scope *scope)
{
    if (!form->continued)
        return (bc_str){ 0 };
    bc_layout_see_words(c->seen, form->continued, scope, NULL, c->arena);
    return bc_layout_words_of(form->continued, scope, c->arena, c->diags);
}

const bc_layout_composed_table *bc_layout_compose_table(bc_layout_composer *c, const bc_form_table *form,
                                                        const bc_expr_scope *scope)
{
    bc_layout_builder b = { .c = c };
    c->unit = form->unit;
    for (uint32_t i = 0; i < form->band_count; i++)
        if (!form->bands[i].when || bc_expr_holds(form->bands[i].when, scope, c->arena, c->diags))
            compose_band(&b, form, &form->bands[i], scope);
    if (form->balance && !c->blank)
        bc_layout_balance_cells(b.cells.at, (uint32_t)b.cells.n, c->record, form->bands[0].mark, c->arena, c->diags);
    bc_layout_composed_table *table = BC_NEW(c->arena, bc_layout_composed_table);
    *table = (bc_layout_composed_table){ .rows = b.rows.at,
                                         .row_count = (uint32_t)b.rows.n,
                                         .cells = b.cells.at,
                                         .cell_count = (uint32_t)b.cells.n,
                                         .grids = all_grids(&b, form),
                                         .grid_count = form->grid_count + (uint32_t)b.grids.n,
                                         .origin = form->bands,
                                         .own_grids = b.grids.n > 0,
                                         .folded = b.folded.n ? BC_NEW_COPY(c->arena, b.folded.at, b.folded.n) : NULL,
                                         .folded_count = (uint32_t)b.folded.n,
                                         .width = c->form->paper.width - c->form->paper.left - c->form->paper.right,
                                         .rule = form->rule,
                                         .frame_rule = form->frame_rule,
                                         .lines = form->lines,
                                         .continued = continued_words(c, form, scope),
                                         .continued_style = form->continued_style,
                                         .unit = form->unit,
                                         .blank = c->blank != NULL,
                                         .least_rows = form->least_rows };
    if (b.again.n)
        table->again = BC_NEW_COPY(c->arena, b.again.at, b.again.n);
    table->again_count = (uint32_t)b.again.n;
    bc_layout_compose_pages_end(&b, table);
    table->block_count = bc_layout_amounts_find(table, b.cells.at, c->arena);
#ifdef BC_STRESS
    assert(bc_layout_grid_table_is_tiled(table));
#endif
    c->parts = (bc_layout_parts){ 0 };
    if (b.cuts.n && table->row_count) {
        c->parts = bc_layout_parts_cut(table, b.grid, &b.cuts, c->arena);
        table = NULL;
    }
    bc_vec_release(&b.reaching);
    bc_vec_release(&b.numbered);
    bc_vec_release(&b.folded);
    bc_vec_release(&b.grids);
    bc_vec_release(&b.again);
    bc_layout_compose_count_none(&b);
    bc_arena_adopt(c->arena, b.rows.at, b.rows.capacity * sizeof *b.rows.at);
    bc_arena_adopt(c->arena, b.cells.at, b.cells.capacity * sizeof *b.cells.at);
    return table ? table : c->parts.at[0];
}
