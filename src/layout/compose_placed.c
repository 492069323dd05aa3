/* Columns that come from the record: how many there are, and what stands in each. A repeated cell finds its elements by
 * their place, or by the keys of the cell that says how many there are. */
#include "layout/private/composing.h"

#include "base/strmap.h"
#include "base/tr.h"
#include "form/grid.h"
#include "layout/private/datum.h"
#include "layout/private/groups.h"
#include "layout/private/signs.h"

/* What a repeated cell goes through. */
typedef struct elements {
    bc_layout_arranged arranged;
    bc_str list; /* its path, as of an iteration */
    const bc_value *datum;
    bool keyed;      /* by the keys of `known` */
    bc_strmap known; /* key → column + 1; of those that make a place */
} elements;

/* Where columns are counted. */
typedef struct standing {
    const bc_expr_scope *scope;
    const bc_layout_iteration *now;
} standing;

/* Boxes of an amount that is not there: `'￥' + text(amount)` put a sign before nothing. Room of an empty form counts
 * as blank. */
static bool is_sign_alone(const bc_value *list)
{
    bool sign = false, other = false;
    for (uint32_t i = 0; list->type == BC_VALUE_LIST && !list->origin && i < list->n && !other; i++) {
        const bc_value *item = &list->as.items[i];
        const bc_str text = item->type == BC_VALUE_TEXT ? bc_str_trim(item->text) : (bc_str){ 0 };
        const bool currency = bc_layout_signs_are_currency(text);
        sign |= currency;
        other = (item->type != BC_VALUE_TEXT && item->type != BC_VALUE_NULL) || (text.n && !currency);
    }
    return sign && !other;
}

static void find_elements(bc_layout_composer *c, const bc_form_cell *cell, const bc_expr_scope *scope,
                          const bc_layout_iteration *now, elements *out)
{
    const bc_form_repeat *repeat = cell->repeat;
    *out = (elements){ .datum = repeat->list ? bc_layout_datum_of(repeat->list, scope, c->arena, c->diags)
                                             : &bc_value_nothing,
                       .list = bc_layout_rounds_list(c->arena, repeat->list, now) };
    if (is_sign_alone(out->datum))
        out->datum = &bc_value_nothing;
    out->arranged = bc_layout_compose_gather(c, repeat->grouping, repeat->list, out->datum, scope, now, 0, cell->mark);
}

static bool is_keyed(const bc_form_cell *cell)
{
    return cell->repeat->grouping && cell->repeat->grouping->by_count;
}

static bc_str key_of(bc_layout_composer *c, const bc_layout_element *e)
{
    bc_str key = bc_layout_group_key(e->self ? e->self : e->element, c->arena);
    return key.p ? key : BC_STR("");
}

/* The columns of the place by their keys. */
static const bc_strmap *keys_of(bc_layout_composer *c, elements *of)
{
    for (uint32_t i = 0; i < of->arranged.n && !of->keyed; i++) {
        bc_str key = key_of(c, &of->arranged.at[i]);
        if (!bc_strmap_find(&of->known, key))
            bc_strmap_put(&of->known, key, (void *)(uintptr_t)(i + 1));
    }
    of->keyed = true;
    return &of->known;
}

/* Of the list, or, for one that is computed, of the element or the record that it is computed for. */
static bc_diag_mark mark_of(const bc_layout_composer *c, const elements *of, const bc_layout_iteration *now)
{
    const bc_value *from = of->datum;
    for (; now && !from->origin; now = now->outer)
        from = now->element ? now->element->element : from;
    if (!from->origin)
        from = c->record;
    return from->origin ? from->origin->mark : (bc_diag_mark){ 0 };
}

/* An element that has no column would be lost in silence. */
static void remark_lost(bc_layout_composer *c, const elements *of, const bc_layout_iteration *now,
                        const bc_layout_element *e)
{
    const bc_value *first = e->member_count ? bc_value_find(e->element, BC_STR("these"))->as.items : e->element;
    const bc_value *key = e->self ? e->self : e->element;
    const bc_node *origin = key->origin ? key->origin : first->origin;
    bc_diag_add(c->diags, BC_DIAG_WARNING, "W407", origin ? origin->mark : mark_of(c, of, now),
                bc_tr("`%.*s` is not among the columns; what belongs to it is not printed"), BC_STR_ARG(key_of(c, e)));
}

/* Which element stands in each column of the place: BC_NO_CELL for none. */
static const uint32_t *match_elements(bc_layout_composer *c, const bc_form_placed *placed, const elements *of,
                                      const bc_layout_iteration *now)
{
    const bc_form_place *place = placed->place;
    uint32_t *at = BC_NEW_ARRAY(c->arena, uint32_t, place->n), n = of->arranged.n;
    for (uint32_t i = 0; i < place->n; i++)
        at[i] = !is_keyed(placed->cell) && i < n ? i : BC_NO_CELL;
    if (is_keyed(placed->cell) && place->elements) {
        const bc_strmap *known = keys_of(c, place->elements);
        for (uint32_t i = 0; i < n; i++) {
            uintptr_t column = (uintptr_t)bc_strmap_find(known, key_of(c, &of->arranged.at[i]));
            if (column && column <= place->n)
                at[column - 1] = i;
            else if (!c->blank)
                remark_lost(c, of, now, &of->arranged.at[i]);
        }
        return at;
    }
    if (n != place->n && n && !c->blank) {
        const bool lost = n > place->n; /* a figure without its last digits is another figure */
        bc_diag_add(c->diags, lost ? BC_DIAG_ERROR : BC_DIAG_WARNING, lost ? "E408" : "W406", mark_of(c, of, now),
                    bc_tr("this list has %u elements, but there are %u columns for them"), n, place->n);
        bc_diag_hint(c->diags, lost ? bc_tr("give the form more columns; those behind the last one would be lost")
                                    : bc_tr("the columns behind the last one stay empty"));
    }
    return at;
}

/* Cells at the same column of each element are one series. */
static void open_series(bc_layout_builder *b, const bc_form_place *place, uint32_t i)
{
    b->series = 1 + (b->band * BC_MAX_SPLIT + place->regions[0].from) * BC_MAX_COLUMNS;
    b->series_from = place->regions[i].from;
}

static void write_repeated(bc_layout_builder *b, const bc_form_placed *placed, const bc_expr_scope *scope,
                           const bc_layout_iteration *now, bool missing)
{
    bc_layout_composer *c = b->c;
    const bc_form_place *place = placed->place;
    const bc_form_repeat *repeat = placed->cell->repeat;
    elements own = { 0 }, *of = &own;
    if (place->cell == placed->cell && place->elements)
        of = place->elements;
    else if (!missing)
        find_elements(c, placed->cell, scope, now, of);
    bool identical = of != &own;
    const uint32_t *at = missing || identical ? NULL : match_elements(c, placed, of, now);
    const bool outermost = !b->series;
    for (uint32_t i = 0; i < place->n; i++) {
        if (outermost)
            open_series(b, place, i);
        uint32_t index = at ? at[i] : identical && i < of->arranged.n ? i : BC_NO_CELL;
        bool none = missing || index == BC_NO_CELL;
        /* In an empty form there is a place to write into, whether its list has the row or not. */
        bc_layout_element blank = { .element = &bc_value_nothing,
                                    .self = is_keyed(placed->cell) ? &bc_value_nothing : NULL,
                                    .index = c->blank && !is_keyed(placed->cell) ? i : (uint32_t)BC_NOT_IN_LIST };
        const bc_layout_element *element = none ? &blank : &of->arranged.at[index];
        bc_layout_iteration inner = { .outer = now, .element = element, .nth = i + 1, .list = of->list };
        bc_layout_round r;
        bc_layout_compose_placed(b, placed->inside + (size_t)i * repeat->cell_count, repeat->cell_count,
                                 bc_layout_rounds_open(&r, element, i + 1, 0, scope), &inner, none);
    }
    b->series = outermost ? 0 : b->series;
}

void bc_layout_compose_placed(bc_layout_builder *b, const bc_form_placed *cells, uint32_t n, const bc_expr_scope *scope,
                              bc_layout_iteration *now, bool missing)
{
    for (uint32_t i = 0; i < n; i++) {
        if (cells[i].place)
            write_repeated(b, &cells[i], scope, now, missing);
        else
            bc_layout_compose_merged(b, cells[i].cell, &cells[i].at, scope, now, missing);
    }
}

/* -- columns that come from the record ------------------------------------------------------------------ */

/* Columns of an empty form, where the template does not say which. */
enum { BLANK_COLUMNS = 4 };

static bool has_labels(const bc_form_repeat *repeat)
{
    return repeat->list_field && repeat->list_field->label_count && !repeat->grouping;
}

/* Those of keys that are known, or of rows that the template has. */
static uint32_t blank_columns(const bc_form_cell *cell, const bc_layout_arranged *of)
{
    const bc_form_field *list = cell->repeat->list_field;
    uint32_t known = 0;
    if (bc_expr_written_out(cell->repeat->list) && !cell->repeat->grouping)
        return bc_expr_written_out(cell->repeat->list);
    if (!is_keyed(cell))
        known = list && list->blank_row_count ? of->n : 0;
    for (uint32_t i = 0; is_keyed(cell) && i < of->n; i++)
        known += !bc_value_is_empty(of->at[i].self);
    return known ? known : BLANK_COLUMNS;
}

static uint32_t count_elements(void *context, void *scope, const bc_form_cell *cell, void **out)
{
    bc_layout_composer *c = context;
    const standing *at = scope;
    uint32_t labels = has_labels(cell->repeat) ? cell->repeat->list_field->label_count : 0;
    if (!at)
        return labels || cell->repeat->grouping ? labels : bc_expr_written_out(cell->repeat->list);
    elements *of = BC_NEW(c->arena, elements);
    find_elements(c, cell, at->scope, at->now, of);
    *out = of;
    uint32_t n = labels ? labels : c->blank ? blank_columns(cell, &of->arranged) : of->arranged.n;
    return n ? n : 1;
}

static void *enter_element(void *context, void *scope, void *of, uint32_t i)
{
    static const bc_layout_element NOTHING = { .element = &bc_value_nothing, .index = (uint32_t)BC_NOT_IN_LIST };
    bc_layout_composer *c = context;
    const standing *at = scope;
    const elements *list = of;
    bc_layout_iteration *now = BC_NEW(c->arena, bc_layout_iteration);
    bc_layout_round *r = BC_NEW(c->arena, bc_layout_round);
    standing *inner = BC_NEW(c->arena, standing);
    *now = (bc_layout_iteration){ .outer = at->now,
                                  .element = i < list->arranged.n ? &list->arranged.at[i] : &NOTHING,
                                  .nth = i + 1,
                                  .list = list->list };
    *inner = (standing){ bc_layout_rounds_open(r, now->element, i + 1, 0, at->scope), now };
    return inner;
}

static void report_fault(void *context, bc_form_fault fault, bc_diag_mark mark, uint32_t a, uint32_t b)
{
    bc_layout_composer *c = context;
    if (fault == BC_FAULT_MANY) {
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E406", mark,
                    bc_tr("this record makes %u columns of this table; %u is the most"), a, b);
        bc_diag_hint(c->diags, bc_tr("let the table be cut between its columns (`split: columns`), or print fewer"));
        return;
    }
    bc_diag_add(c->diags, BC_DIAG_ERROR, "E406", mark,
                bc_tr("the cells of this row do not fit the columns that this record makes"));
}

/* The grid of the columns, among those of the table; tables that have the same share them. False when it has none. */
static bool make_grid(bc_layout_builder *b, const bc_form_table *table, const bc_form_placing *placing)
{
    bc_layout_composer *c = b->c;
    uint32_t n = placing->stubs + placing->columns.to;
    bc_len *edges = BC_NEW_ARRAY(c->arena, bc_len, n + 1);
    bc_len frame = c->form->paper.width - c->form->paper.left - c->form->paper.right;
    if (!bc_form_grid_place(placing->widths, n, frame, edges)) {
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E406", placing->widths[n - 1].mark,
                    bc_tr("these widths leave nothing for the other columns"));
        return false;
    }
    bc_form_grid grid = bc_form_grid_of(placing->widths, n, edges);
    uint32_t same = 0;
    while (same < b->grids.n && !bc_form_grid_same(&b->grids.at[same], &grid))
        same++;
    if (same == b->grids.n)
        bc_vec_add(&b->grids, grid);
    b->grid = (uint16_t)(table->grid_count + same);
    b->stub_at = (bc_form_extent){ .x1 = edges[placing->stubs], .to = placing->stubs };
    return true;
}

/* Where the band's columns may be parted: before each element of what is repeated. */
static bc_layout_cuts find_cuts_of(const bc_layout_builder *b, const bc_form_placing *placing)
{
    bool *begins = BC_NEW_ARRAY(b->c->arena, bool, placing->columns.to + 1U);
    uint32_t n = 0;
    for (const bc_form_place *place = placing->columns.places; place; place = place->next)
        for (uint32_t i = 0; i < place->n; i++)
            begins[place->regions[i].from] = true;
    uint16_t *cuts = BC_NEW_ARRAY(b->c->arena, uint16_t, placing->columns.to + 1U);
    for (uint32_t k = 0; k < placing->columns.to; k++)
        if (begins[k])
            cuts[n++] = (uint16_t)(k + placing->stubs);
    return (bc_layout_cuts){ cuts, n };
}

bool bc_layout_compose_columns(bc_layout_builder *b, const bc_form_table *table, const bc_form_band *band,
                               const bc_expr_scope *scope)
{
    bc_layout_composer *c = b->c;
    standing top = { .scope = scope };
    bc_form_counter counter = { c, count_elements, enter_element, report_fault };
    b->placed = true;
    uint32_t most = table->split ? BC_MAX_SPLIT : BC_MAX_COLUMNS;
    if (!bc_form_placing_find(band, &top, most, &counter, c->arena, &b->placing) || !make_grid(b, table, &b->placing))
        return false;
    if (table->split)
        b->cuts = find_cuts_of(b, &b->placing);
    bc_form_placing_settle(band, &b->placing, b->grids.at[b->grid - table->grid_count].edges);
    return true;
}

void bc_layout_compose_release(bc_form_region *region)
{
    for (bc_form_place *place = region->places; place; place = place->next) {
        elements *of = place->elements;
        if (of) {
            bc_strmap_release(&of->known);
            of->keyed = false; /* rows of pages may ask again */
        }
        for (uint32_t i = 0; i < place->n; i++)
            bc_layout_compose_release(&place->regions[i]);
    }
}
