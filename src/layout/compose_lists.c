/* What repetitions go through: the elements of a list, its groups, lists side by side; and which of their merged
 * levels go on from one to the next, and which elements pages have. */
#include "layout/private/composing.h"

#include "layout/private/datum.h"
#include "layout/private/groups.h"

#include <assert.h>

bc_layout_arranged bc_layout_compose_gather(bc_layout_composer *c, const bc_form_grouping *grouping,
                                            const bc_expr *expr, const bc_value *list, const bc_expr_scope *scope,
                                            const bc_layout_iteration *outer, uint32_t least, bc_diag_mark mark)
{
    static const bc_form_grouping SINGLE = { 0 }; /* elements one by one, as they come */
    bc_layout_group_context context = { .scope = scope,
                                        .places = bc_layout_rounds_places(expr, outer),
                                        .mark = mark,
                                        .blank = c->blank != NULL,
                                        .collator = &c->collator,
                                        .arena = c->arena,
                                        .diags = c->diags };
    return bc_layout_arrange_groups(&context, grouping ? grouping : &SINGLE, list, least);
}

bc_layout_arranged bc_layout_compose_elements(bc_layout_composer *c, const bc_form_each *each,
                                              const bc_expr_scope *scope, const bc_layout_iteration *outer,
                                              bc_diag_mark mark)
{
    bc_value empty = bc_value_null();
    if (!each->side_count) {
        const bc_value *list = each->list ? bc_layout_datum_of(each->list, scope, c->arena, c->diags) : &empty;
        if (each->grouping || bc_layout_rounds_places(each->list, outer))
            return bc_layout_compose_gather(c, each->grouping, each->list, list, scope, outer,
                                            c->blank && !each->least ? 1 : each->least, mark);
        return bc_layout_arrange_categories(each, list, c->arena);
    }
    const bc_value **lists = BC_NEW_ARRAY(c->arena, const bc_value *, each->side_count);
    for (uint32_t i = 0; i < each->side_count; i++)
        lists[i] = bc_layout_datum_of(each->sides[i].list, scope, c->arena, c->diags);
    return bc_layout_arrange_sides(each, lists, c->arena);
}

static bool data_equal(const bc_value *a, const bc_value *b)
{
    return a->type == b->type && bc_str_eq(a->text, b->text);
}

uint8_t bc_layout_compose_levels(bc_layout_composer *c, bc_layout_iteration *now, const bc_expr_scope *scope,
                                 const bc_value **before)
{
    uint8_t opens = BC_NO_GROUP, depth[BC_MAX_MERGE];
    assert(now->each->merge_count <= BC_MAX_MERGE);
    for (uint32_t i = 0; i < now->each->merge_count; i++) {
        int8_t under = now->each->merge_under[i];
        assert(under < (int)i); /* levels come after those that they lie under */
        const bc_value *level =
            now->each->merge[i] ? bc_layout_datum_of(now->each->merge[i], scope, c->arena, c->diags) : NULL;
        bool same = under < 0 ? now->nth > 1 : now->same[under];
        same = same && level && before[i] && data_equal(level, before[i]);
        same = same && !(c->blank && bc_value_is_empty(level)); /* each of them is to be written into */
        before[i] = level;
        now->same[i] = same;
        depth[i] = (uint8_t)(under < 0 ? 0 : depth[under] + 1);
        if (!same && depth[i] < opens)
            opens = depth[i];
    }
    return now->nth == 1 ? 0 : opens;
}

/* -- elements ------------------------------------------------------------------------------------------- */

static bool is_noted(const bc_form_band *band, const bc_form_each *each)
{
    for (uint32_t i = 0; i < band->page_element_count; i++)
        if (band->page_elements[i] == each)
            return true;
    return false;
}

static void note(bc_layout_page_notes *notes, const bc_value *element, uint32_t row, uint32_t place)
{
    bc_vec_add(&notes->elements, *element);
    bc_vec_add(&notes->rows, row);
    bc_vec_add(&notes->places, place);
}

void bc_layout_compose_note(bc_layout_builder *b, const bc_layout_iteration *now, uint32_t row)
{
    bc_layout_page_notes *notes = b->notes;
    const bc_layout_element *e = now->element;
    if (row == b->rows.n || !is_noted(notes->band, now->each))
        return;
    bool first = !notes->elements.n;
    if (first)
        notes->list = now->list;
    else if (!bc_str_eq(notes->list, now->list))
        notes->list = (bc_str){ 0 };
    const bc_value *these = e->members ? bc_value_find(e->element, BC_STR("these")) : NULL;
    for (uint32_t i = 0; these && i < e->member_count; i++)
        note(notes, &these->as.items[i], row, e->members[i]);
    if (!these && (e->sides || e->index != (uint32_t)BC_NOT_IN_LIST || b->c->blank))
        note(notes, e->element, row, e->index);
}

static bool repeats_noted(const bc_form_band *band, bc_form_rows rows)
{
    bool noted = false;
    for (uint32_t i = 0; i < rows.n && !noted; i++)
        noted = (rows.at[i].kind == BC_ROWS_EACH && is_noted(band, &rows.at[i].as.each)) ||
                repeats_noted(band, bc_form_rows_inside(&rows.at[i]));
    return noted;
}

void bc_layout_compose_note_end(bc_layout_builder *b, const bc_form_each *each)
{
    if (is_noted(b->notes->band, each) || repeats_noted(b->notes->band, each->rows))
        b->notes->end = (uint32_t)b->rows.n;
}

void bc_layout_compose_apart(bc_layout_builder *b, bc_layout_builder *made, uint32_t *first, uint32_t *count)
{
    const uint32_t row = (uint32_t)b->page_rows.n, cell = (uint32_t)b->page_cells.n;
    for (size_t i = 0; i < made->rows.n; i++) {
        made->rows.at[i].first_cell += cell;
        bc_vec_add(&b->page_rows, made->rows.at[i]);
    }
    for (size_t i = 0; i < made->cells.n; i++) {
        made->cells.at[i].row += row;
        bc_vec_add(&b->page_cells, made->cells.at[i]);
    }
    *first = row;
    *count = (uint32_t)made->rows.n;
    bc_layout_compose_count_none(made);
    bc_vec_release(&made->rows);
    bc_vec_release(&made->cells);
    bc_vec_release(&made->reaching);
    bc_vec_release(&made->again);
}
