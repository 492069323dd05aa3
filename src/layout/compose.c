/* A form and a record into blocks: conditions decided, lists repeated, equal neighbours merged, every text
 * evaluated. Cells are written row by row, left to right; one that covers rows still to come is written with the
 * first of them and grows as they come, so composing is one pass and looks back only at open cells. */
#include "layout/compose.h"

#include "base/strmap.h"
#include "base/tr.h"
#include "base/vec.h"
#include "form/grid.h"
#include "form/placing.h"
#include "layout/private/amounts.h"
#include "layout/private/datum.h"
#include "layout/private/extra.h"
#include "layout/private/grid.h"
#include "layout/private/groups.h"
#include "layout/private/parts.h"
#include "layout/private/rounds.h"
#include "layout/private/running.h"
#include "layout/private/signs.h"
#include "layout/private/words.h"

#include <assert.h>
#include <string.h>

typedef struct composer {
    const bc_form *form;
    bc_arena *arena;
    bc_diag_list *diags;
    const bc_form_names *names;           /* of the record */
    const bc_layout_blank_heights *blank; /* of a form to be filled in, which has none */
    bc_unicode_collator collator;
    bc_layout_parts parts; /* of the last table */
    bc_layout_extras extras;
} composer;

/* A cell that reaches down over rows still to be written. `left` of them stand in the template; how many are printed
 * is only known when they are: some are left out, some repeated. */
typedef struct reaching {
    uint32_t cell, left;
} reaching;

/* A table being built. */
typedef struct builder {
    composer *c;
    BC_VEC(bc_layout_row) rows;
    BC_VEC(bc_layout_composed_cell) cells;
    BC_VEC(reaching) reaching;
    uint32_t band;
    uint16_t grid;              /* of the band */
    bc_form_placing placing;    /* of a band whose columns come from the record */
    bool placed;                /* it is such a band */
    BC_VEC(bc_form_grid) grids; /* made for such bands */
    uint32_t series;            /* of the columns that are repeated; 0: none are */
    uint16_t series_from;       /* column at which its cells begin */
    uint32_t *printed;          /* by the band's counters: elements so far */
    bc_layout_cuts cuts;        /* where it may be cut; none: it may not */
    bc_form_extent stub_at;
    bc_len tall; /* least height of the next rows, below a tall cell of an empty form: of tall_rows */
    uint32_t tall_rows;
    const bc_form_cell *stub; /* waits for the next row, or NULL */
    uint32_t stub_cell;       /* index of the last stub written */
} builder;

static const uint32_t NO_CELL = UINT32_MAX;

typedef bc_layout_iteration iteration;
typedef bc_layout_round round;

static void compose_rows(builder *b, bc_form_rows rows, const bc_expr_scope *scope, iteration *now, uint8_t opens);

/* -- cells ---------------------------------------------------------------------------------------------- */

/* Of a cell that computes, or shows a field that the template computes. */
static const bc_layout_sum *cell_sum(composer *c, const bc_form_cell *form, const iteration *now, bc_str path)
{
    if (!path.n)
        return bc_layout_rounds_sum(c->arena, form->expr, now, (bc_str){ 0 });
    return form->field && form->field->computed ? bc_layout_rounds_sum(c->arena, form->field->computed, NULL, path)
                                                : NULL;
}

/* Whether the cell belongs to no element of the record: to a row that was added, to the shorter of two lists, to a
 * column that its list does not reach. A group without elements is one all the same. */
static bool is_filler(const bc_form_cell *form, const iteration *now, const bc_layout_composed_cell *cell)
{
    if (!now)
        return false;
    const bc_layout_element *e = now->element;
    return e->sides ? bc_expr_place(form->expr).n && !cell->value.path.n
                    : !e->self && e->index == (uint32_t)BC_NOT_IN_LIST;
}

static bc_str eval_phrase(composer *c, const bc_expr_phrase *phrase, const bc_expr_scope *scope)
{
    return bc_layout_words_of(phrase, scope, c->arena, c->diags);
}

/* What the cell says; `missing`: there is no element that it could say something of. */
static void write_content(composer *c, const bc_form_cell *form, const bc_expr_scope *scope, const iteration *now,
                          bool missing, bc_layout_composed_cell *cell)
{
    if (form->expr) {
        cell->value.datum = missing ? &bc_value_nothing : bc_layout_datum_of(form->expr, scope, c->arena, c->diags);
        if (bc_value_room_of(cell->value.datum).characters)
            cell->value.datum = &bc_value_nothing; /* the cell is its room */
        cell->text = bc_layout_datum_print(cell->value.datum, form->style, form->field, c->arena);
        cell->value.path = bc_layout_rounds_path(c->arena, bc_expr_place(form->expr), now);
        cell->value.sum = cell_sum(c, form, now, cell->value.path);
        cell->value.field = cell->value.path.n ? form->field : NULL;
        if (!c->blank && !is_filler(form, now, cell))
            bc_layout_signs_put(cell);
        if (cell->value.datum->origin)
            cell->mark = cell->value.datum->origin->mark;
    } else if (form->phrase && !bc_expr_phrase_is_constant(form->phrase, &cell->text) && !missing) {
        cell->text = bc_expr_phrase_eval(form->phrase, scope, c->arena, c->diags);
    }
    if (c->blank && !bc_str_trim(cell->text).n)
        cell->text = (bc_str){ 0 };
    if (form->extra)
        cell->extra = bc_layout_extra_compose(&c->extras, form->extra, scope, missing);
}

static void write_cell(builder *b, const bc_form_cell *form, const bc_form_extent *at, const bc_expr_scope *scope,
                       const iteration *now, bool missing)
{
    bc_layout_composed_cell *cell = bc_vec_push(&b->cells);
    *cell = (bc_layout_composed_cell){ .x0 = at->x0,
                                       .x1 = at->x1,
                                       .from = at->from,
                                       .to = at->to,
                                       .series = b->series ? b->series + at->column - b->series_from : 0,
                                       .row = (uint32_t)b->rows.n - 1,
                                       .rows = form->down,
                                       .style = form->style,
                                       .kind = form->kind,
                                       .policy = form->policy,
                                       .shared = form->merge >= 0 && now,
                                       .mark = form->mark };
    write_content(b->c, form, scope, now, missing, cell);
}

static void reach_down(builder *b, uint32_t cell, const bc_form_cell *form)
{
    if (form->down > 1)
        bc_vec_add(&b->reaching, (reaching){ cell, form->down - 1u });
}

/* An item of `expected` rows in the template, printed as `made`: what reaches over it covers so many. */
static void stretch_reaching(builder *b, size_t from, size_t to, uint32_t expected, uint32_t made)
{
    for (size_t i = from; i < to; i++) {
        reaching *r = &b->reaching.at[i];
        if (r->left < expected)
            continue;
        r->left -= expected;
        b->cells.at[r->cell].rows += made - expected;
    }
}

/* Whether the cell ends with the row above the one being written. */
static bool ends_above(const builder *b, const bc_layout_composed_cell *cell)
{
    return cell->row + cell->rows + 1 == b->rows.n;
}

/* A merged cell that goes on from the element before grows instead of being written, unless that element did without
 * the row that has it. */
static bool grow_merged(builder *b, const bc_form_cell *form, const bc_form_extent *at, const iteration *now)
{
    if (form->merge < 0 || !now || at->column >= BC_MAX_COLUMNS)
        return false; /* behind so many columns nothing merges */
    assert((uint32_t)form->merge < now->each->merge_count);
    uint32_t open = now->open[at->column];
    if (now->same[form->merge] && open != NO_CELL && ends_above(b, &b->cells.at[open])) {
        assert(b->cells.at[open].x0 == at->x0);
        b->cells.at[open].rows += form->down;
        reach_down(b, open, form);
        return true;
    }
    now->open[at->column] = (uint32_t)b->cells.n;
    return false;
}

/* -- rounds --------------------------------------------------------------------------------------------- */

/* Elements one by one, as they come. */
static const bc_form_grouping SINGLE = { 0 };

/* The elements of a list, or its groups. */
static bc_layout_arranged gather(composer *c, const bc_form_grouping *grouping, const bc_expr *expr,
                                 const bc_value *list, const bc_expr_scope *scope, const iteration *outer,
                                 uint32_t least, bc_diag_mark mark)
{
    bc_layout_group_context context = { .scope = scope,
                                        .places = bc_layout_rounds_places(expr, outer),
                                        .mark = mark,
                                        .blank = c->blank != NULL,
                                        .collator = &c->collator,
                                        .arena = c->arena,
                                        .diags = c->diags };
    return bc_layout_arrange_groups(&context, grouping, list, least);
}

/* -- cells that are repeated ---------------------------------------------------------------------------- */

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
    const iteration *now;
} standing;

static void write_single(builder *b, const bc_form_cell *form, const bc_form_extent *at, const bc_expr_scope *scope,
                         iteration *now, bool missing)
{
    if (grow_merged(b, form, at, now))
        return;
    reach_down(b, (uint32_t)b->cells.n, form);
    write_cell(b, form, at, scope, now, missing);
}

static void find_elements(composer *c, const bc_form_cell *cell, const bc_expr_scope *scope, const iteration *now,
                          elements *out)
{
    const bc_form_repeat *repeat = cell->repeat;
    *out = (elements){ .datum = repeat->list ? bc_layout_datum_of(repeat->list, scope, c->arena, c->diags)
                                             : &bc_value_nothing,
                       .list = bc_layout_rounds_list(c->arena, repeat->list, now) };
    out->arranged =
        gather(c, repeat->grouping ? repeat->grouping : &SINGLE, repeat->list, out->datum, scope, now, 0, cell->mark);
}

static bool is_keyed(const bc_form_cell *cell)
{
    return cell->repeat->grouping && cell->repeat->grouping->by_count;
}

static bc_str key_of(composer *c, const bc_layout_element *e)
{
    bc_str key = bc_layout_group_key(e->self ? e->self : e->element, c->arena);
    return key.p ? key : BC_STR("");
}

/* The columns of the place by their keys. */
static const bc_strmap *keys_of(composer *c, elements *of)
{
    for (uint32_t i = 0; i < of->arranged.n && !of->keyed; i++) {
        bc_str key = key_of(c, &of->arranged.at[i]);
        if (!bc_strmap_find(&of->known, key))
            bc_strmap_put(&of->known, key, (void *)(uintptr_t)(i + 1));
    }
    of->keyed = true;
    return &of->known;
}

static bc_diag_mark mark_of(const elements *of, const bc_form_cell *cell)
{
    return of->datum->origin ? of->datum->origin->mark : cell->mark;
}

/* An element that has no column would be lost in silence. */
static void remark_lost(composer *c, const elements *of, const bc_form_cell *cell, const bc_layout_element *e)
{
    const bc_value *first = e->member_count ? bc_value_find(e->element, BC_STR("these"))->as.items : e->element;
    const bc_value *key = e->self ? e->self : e->element;
    const bc_node *origin = key->origin ? key->origin : first->origin;
    bc_diag_add(c->diags, BC_DIAG_WARNING, "W407", origin ? origin->mark : mark_of(of, cell),
                bc_tr("`%.*s` is not among the columns; what belongs to it is not printed"), BC_STR_ARG(key_of(c, e)));
}

/* Which element stands in each column of the place: NO_CELL for none. */
static const uint32_t *match_elements(composer *c, const bc_form_placed *placed, const elements *of)
{
    const bc_form_place *place = placed->place;
    uint32_t *at = BC_NEW_ARRAY(c->arena, uint32_t, place->n), n = of->arranged.n;
    for (uint32_t i = 0; i < place->n; i++)
        at[i] = !is_keyed(placed->cell) && i < n ? i : NO_CELL;
    if (is_keyed(placed->cell) && place->elements) {
        const bc_strmap *known = keys_of(c, place->elements);
        for (uint32_t i = 0; i < n; i++) {
            uintptr_t column = (uintptr_t)bc_strmap_find(known, key_of(c, &of->arranged.at[i]));
            if (column && column <= place->n)
                at[column - 1] = i;
            else if (!c->blank)
                remark_lost(c, of, placed->cell, &of->arranged.at[i]);
        }
        return at;
    }
    if (n != place->n && n && !c->blank) {
        bc_diag_add(c->diags, BC_DIAG_WARNING, "W406", mark_of(of, placed->cell),
                    bc_tr("this list has %u elements, but there are %u columns for them"), n, place->n);
        bc_diag_hint(c->diags, n < place->n ? bc_tr("the columns behind the last one stay empty")
                                            : bc_tr("those behind the last column are not printed"));
    }
    return at;
}

static void write_placed(builder *b, const bc_form_placed *cells, uint32_t n, const bc_expr_scope *scope,
                         iteration *now, bool missing);

/* Cells at the same column of each element are one series. */
static void open_series(builder *b, const bc_form_place *place, uint32_t i)
{
    b->series = 1 + (b->band * BC_MAX_SPLIT + place->regions[0].from) * BC_MAX_COLUMNS;
    b->series_from = place->regions[i].from;
}

static void write_repeated(builder *b, const bc_form_placed *placed, const bc_expr_scope *scope, const iteration *now,
                           bool missing)
{
    composer *c = b->c;
    const bc_form_place *place = placed->place;
    const bc_form_repeat *repeat = placed->cell->repeat;
    elements own = { 0 }, *of = &own;
    if (place->cell == placed->cell && place->elements)
        of = place->elements;
    else if (!missing)
        find_elements(c, placed->cell, scope, now, of);
    bool identical = of != &own;
    const uint32_t *at = missing || identical ? NULL : match_elements(c, placed, of);
    const bool outermost = !b->series;
    for (uint32_t i = 0; i < place->n; i++) {
        if (outermost)
            open_series(b, place, i);
        uint32_t index = at ? at[i] : identical && i < of->arranged.n ? i : NO_CELL;
        bool none = missing || index == NO_CELL;
        /* In an empty form there is a place to write into, whether its list has the row or not. */
        bc_layout_element blank = { .element = &bc_value_nothing,
                                    .self = is_keyed(placed->cell) ? &bc_value_nothing : NULL,
                                    .index = c->blank && !is_keyed(placed->cell) ? i : (uint32_t)BC_NOT_IN_LIST };
        const bc_layout_element *element = none ? &blank : &of->arranged.at[index];
        iteration inner = { .outer = now, .element = element, .nth = i + 1, .list = of->list };
        round r;
        write_placed(b, placed->inside + (size_t)i * repeat->cell_count, repeat->cell_count,
                     bc_layout_rounds_open(&r, element, i + 1, 0, scope), &inner, none);
    }
    b->series = outermost ? 0 : b->series;
}

static void write_placed(builder *b, const bc_form_placed *cells, uint32_t n, const bc_expr_scope *scope,
                         iteration *now, bool missing)
{
    for (uint32_t i = 0; i < n; i++) {
        if (cells[i].place)
            write_repeated(b, &cells[i], scope, now, missing);
        else
            write_single(b, cells[i].cell, &cells[i].at, scope, now, missing);
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
    if (!is_keyed(cell))
        known = list && list->blank_row_count ? of->n : 0;
    for (uint32_t i = 0; is_keyed(cell) && i < of->n; i++)
        known += !bc_value_is_empty(of->at[i].self);
    return known ? known : BLANK_COLUMNS;
}

static uint32_t count_elements(void *context, void *scope, const bc_form_cell *cell, void **out)
{
    composer *c = context;
    const standing *at = scope;
    uint32_t labels = has_labels(cell->repeat) ? cell->repeat->list_field->label_count : 0;
    if (!at)
        return labels;
    elements *of = BC_NEW(c->arena, elements);
    find_elements(c, cell, at->scope, at->now, of);
    *out = of;
    uint32_t n = labels ? labels : c->blank ? blank_columns(cell, &of->arranged) : of->arranged.n;
    return n ? n : 1;
}

static void *enter_element(void *context, void *scope, void *of, uint32_t i)
{
    static const bc_layout_element NOTHING = { .element = &bc_value_nothing, .index = (uint32_t)BC_NOT_IN_LIST };
    composer *c = context;
    const standing *at = scope;
    const elements *list = of;
    iteration *now = BC_NEW(c->arena, iteration);
    round *r = BC_NEW(c->arena, round);
    standing *inner = BC_NEW(c->arena, standing);
    *now = (iteration){ .outer = at->now,
                        .element = i < list->arranged.n ? &list->arranged.at[i] : &NOTHING,
                        .nth = i + 1,
                        .list = list->list };
    *inner = (standing){ bc_layout_rounds_open(r, now->element, i + 1, 0, at->scope), now };
    return inner;
}

static void report_fault(void *context, bc_form_fault fault, bc_diag_mark mark, uint32_t a, uint32_t b)
{
    composer *c = context;
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
static bool make_grid(builder *b, const bc_form_table *table, const bc_form_placing *placing)
{
    composer *c = b->c;
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
static bc_layout_cuts find_cuts_of(const builder *b, const bc_form_placing *placing)
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

/* Finds the columns of the band in this record; false when they are no table. */
static bool open_columns(builder *b, const bc_form_table *table, const bc_form_band *band, const bc_expr_scope *scope)
{
    composer *c = b->c;
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

static void close_places(bc_form_region *region)
{
    for (bc_form_place *place = region->places; place; place = place->next) {
        elements *of = place->elements;
        if (of)
            bc_strmap_release(&of->known);
        for (uint32_t i = 0; i < place->n; i++)
            close_places(&place->regions[i]);
    }
}

/* -- rows ----------------------------------------------------------------------------------------------- */

/* A field of paragraphs, or some of a list put together and set like paragraphs. */
static bool is_prose(const bc_form_cell *cell)
{
    return cell->field ? cell->field->type == BC_FIELD_PROSE : cell->expr && cell->style->align == BC_ALIGN_JUSTIFY;
}

/* Where paragraphs belong: room for a few written lines, or what is given to those that stand once. */
static bc_len prose_height(const bc_layout_blank_heights *heights, const bc_form_cell *cell, bool repeated)
{
    enum { LINES = 3 };
    if (!is_prose(cell) || cell->down > 1)
        return 0;
    if (!heights->prose)
        return LINES * cell->style->text.leading;
    return repeated ? 0 : heights->prose;
}

/* Of a row to be filled in. The height of a cell over several rows is shared out among them. */
static bc_len blank_height(builder *b, const bc_form_row *form, bool repeated)
{
    const bc_layout_blank_heights *heights = b->c->blank;
    bc_len height = bc_len_max(form->least_height, heights->row);
    if (b->tall_rows) {
        height = bc_len_max(height, b->tall);
        b->tall_rows--;
    }
    for (uint32_t i = 0; i < form->cell_count; i++) {
        const bc_form_cell *cell = &form->cells[i];
        bc_len own = cell->blank_height ? cell->blank_height / cell->down : prose_height(heights, cell, repeated);
        height = bc_len_max(height, own);
        if (cell->blank_height && cell->down > 1) {
            b->tall = own;
            b->tall_rows = cell->down - 1u;
        }
    }
    return height;
}

static void write_row(builder *b, const bc_form_row *form, const bc_expr_scope *scope, iteration *now, uint8_t opens,
                      bool head)
{
    bc_layout_row *row = bc_vec_push(&b->rows);
    *row = (bc_layout_row){ .first_cell = (uint32_t)b->cells.n,
                            .band = b->band,
                            .grid = b->grid,
                            .opens = opens,
                            .head = head,
                            .keep_with_next = form->keep_with_next,
                            .least_height =
                                b->c->blank && !head ? blank_height(b, form, now != NULL) : form->least_height };
    if (b->stub) {
        b->stub_cell = (uint32_t)b->cells.n;
        write_cell(b, b->stub, b->placed ? &b->stub_at : &b->stub->at, scope, NULL, false);
        b->stub = NULL;
    }
    if (b->placed)
        write_placed(b, b->placing.rows[form->index], form->cell_count, scope, now, false);
    else
        for (uint32_t i = 0; i < form->cell_count; i++)
            write_single(b, &form->cells[i], &form->cells[i].at, scope, now, false);
    b->rows.at[b->rows.n - 1].cells = (uint32_t)b->cells.n - b->rows.at[b->rows.n - 1].first_cell;
}

static bool data_equal(const bc_value *a, const bc_value *b)
{
    return a->type == b->type && bc_str_eq(a->text, b->text);
}

/* Which levels go on from the element before; returns the outermost one that does not. */
static uint8_t compare_levels(composer *c, iteration *now, const bc_expr_scope *scope, const bc_value **before)
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

static bc_layout_arranged arrange(composer *c, const bc_form_each *each, const bc_expr_scope *scope,
                                  const iteration *outer, bc_diag_mark mark)
{
    bc_value empty = bc_value_null();
    if (!each->side_count) {
        const bc_value *list = each->list ? bc_layout_datum_of(each->list, scope, c->arena, c->diags) : &empty;
        if (each->grouping || bc_layout_rounds_places(each->list, outer))
            return gather(c, each->grouping ? each->grouping : &SINGLE, each->list, list, scope, outer,
                          c->blank && !each->least ? 1 : each->least, mark);
        return bc_layout_arrange_categories(each, list, c->arena);
    }
    const bc_value **lists = BC_NEW_ARRAY(c->arena, const bc_value *, each->side_count);
    for (uint32_t i = 0; i < each->side_count; i++)
        lists[i] = bc_layout_datum_of(each->sides[i].list, scope, c->arena, c->diags);
    return bc_layout_arrange_sides(each, lists, c->arena);
}

static void compose_each(builder *b, const bc_form_each *each, const bc_expr_scope *scope, const iteration *outer,
                         bc_diag_mark mark)
{
    composer *c = b->c;
    bc_layout_arranged arranged = arrange(c, each, scope, outer, mark);
    uint32_t open[BC_MAX_COLUMNS];
    memset(open, 0xFF, sizeof open); /* NO_CELL */
    const bc_value *before[BC_MAX_MERGE] = { 0 };
    iteration now = {
        .outer = outer, .each = each, .list = bc_layout_rounds_list(c->arena, each->list, outer), .open = open
    };
    bc_vec_reserve(&b->rows, b->rows.n + (size_t)arranged.n * each->rows.n);
    for (uint32_t i = 0; i < arranged.n; i++) {
        round r;
        now.nth = i + 1;
        now.element = &arranged.at[i];
        const bc_expr_scope *inner =
            bc_layout_rounds_open(&r, now.element, now.nth, ++b->printed[each->counter], scope);
        uint8_t opens = compare_levels(c, &now, inner, before);
        compose_rows(b, each->rows, inner, &now, opens);
    }
}

static uint32_t rows_in_template(const bc_form_row_item *item)
{
    uint32_t rows = item->kind == BC_ROWS_ONE;
    bc_form_rows inside = bc_form_rows_inside(item);
    for (uint32_t i = 0; i < inside.n; i++)
        rows += rows_in_template(&inside.at[i]);
    return rows;
}

static void compose_rows(builder *b, bc_form_rows rows, const bc_expr_scope *scope, iteration *now, uint8_t opens)
{
    composer *c = b->c;
    size_t first = b->reaching.n;
    for (uint32_t i = 0; i < rows.n; i++) {
        const bc_form_row_item *item = &rows.at[i];
        size_t above = b->reaching.n, row = b->rows.n;
        bool printed = !item->when || bc_expr_holds(item->when, scope, c->arena, c->diags);
        if (printed && item->kind == BC_ROWS_EACH)
            compose_each(b, &item->as.each, scope, now, item->mark);
        else if (printed && item->kind == BC_ROWS_WHEN)
            compose_rows(b, item->as.rows, scope, now, opens);
        else if (printed)
            write_row(b, &item->as.row, scope, now, opens, false);
        if (above > first)
            stretch_reaching(b, first, above, rows_in_template(item), (uint32_t)(b->rows.n - row));
        if (now && printed)
            opens = BC_NO_GROUP; /* only an element's first row opens a group */
    }
    b->reaching.n = first;
}

/* -- tables --------------------------------------------------------------------------------------------- */

static void stretch_stub(builder *b)
{
    bc_layout_composed_cell *stub = &b->cells.at[b->stub_cell];
    stub->rows = (uint32_t)b->rows.n - stub->row;
}

static void compose_band(builder *b, const bc_form_table *table, const bc_form_band *band, const bc_expr_scope *scope)
{
    size_t first = b->rows.n;
    b->grid = band->grid;
    b->placed = false;
    b->printed = band->counters ? BC_NEW_ARRAY(b->c->arena, uint32_t, band->counters) : NULL;
    if (band->columns && !open_columns(b, table, band, scope)) {
        close_places(&b->placing.columns);
        return;
    }
    b->stub = band->header.n && band->stub_header ? band->stub_header : band->stub;
    for (uint32_t i = 0; i < band->header.n; i++) {
        assert(band->header.at[i].kind == BC_ROWS_ONE);
        write_row(b, &band->header.at[i].as.row, scope, NULL, 0, true);
    }
    if (band->header.n && band->stub_header) {
        stretch_stub(b);
        b->stub = band->stub;
    }
    bc_vec_clear(&b->reaching); /* header rows are all printed */
    compose_rows(b, band->rows, scope, NULL, 0);
    if (band->stub && !b->stub && b->rows.n > first)
        stretch_stub(b);
    b->stub = NULL;
    b->band++;
    if (b->placed)
        close_places(&b->placing.columns);
}

/* The form's grids and those that this record has made. */
static const bc_form_grid *all_grids(builder *b, const bc_form_table *form)
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

static const bc_layout_composed_table *compose_table(composer *c, const bc_form_table *form, const bc_expr_scope *scope)
{
    builder b = { .c = c };
    for (uint32_t i = 0; i < form->band_count; i++)
        if (!form->bands[i].when || bc_expr_holds(form->bands[i].when, scope, c->arena, c->diags))
            compose_band(&b, form, &form->bands[i], scope);
    uint32_t blocks = bc_layout_amounts_find(b.rows.at, (uint32_t)b.rows.n, b.cells.at, c->arena);
    bc_layout_composed_table *table = BC_NEW(c->arena, bc_layout_composed_table);
    *table = (bc_layout_composed_table){ .rows = b.rows.at,
                                         .row_count = (uint32_t)b.rows.n,
                                         .cells = b.cells.at,
                                         .cell_count = (uint32_t)b.cells.n,
                                         .grids = all_grids(&b, form),
                                         .grid_count = form->grid_count + (uint32_t)b.grids.n,
                                         .origin = form->bands,
                                         .own_grids = b.grids.n > 0,
                                         .block_count = blocks,
                                         .width = c->form->paper.width - c->form->paper.left - c->form->paper.right,
                                         .rule = form->rule,
                                         .frame_rule = form->frame_rule,
                                         .lines = form->lines,
                                         .continued = form->continued,
                                         .continued_style = form->continued_style,
                                         .blank = c->blank != NULL,
                                         .least_rows = form->least_rows };
#ifdef BC_STRESS
    assert(bc_layout_grid_table_is_tiled(table));
#endif
    c->parts = (bc_layout_parts){ 0 };
    if (b.cuts.n && table->row_count) {
        c->parts = bc_layout_parts_cut(table, b.grid, &b.cuts, c->arena);
        table = NULL;
    }
    bc_vec_release(&b.reaching);
    bc_vec_release(&b.grids);
    bc_arena_adopt(c->arena, b.rows.at);
    bc_arena_adopt(c->arena, b.cells.at);
    return table ? table : c->parts.at[0];
}

/* -- documents ------------------------------------------------------------------------------------------ */

static bool is_first_title(const composer *c, const bc_form_item *item)
{
    return c->names && c->names->title == item;
}

/* Where the parts of a title meet when they stand behind each other: bytes of the text without its line ends. */
static void find_cuts(composer *c, bc_str parts, bc_layout_composed_block *block)
{
    uint32_t most = 0, n = 0;
    for (size_t i = 0; i < parts.n; i++)
        most += parts.p[i] == '\n';
    uint32_t *cuts = BC_NEW_ARRAY(c->arena, uint32_t, most);
    for (size_t i = 0; i < parts.n; i++) {
        if (parts.p[i] != '\n')
            continue;
        cuts[n] = (uint32_t)i - n;
        n++;
    }
    block->as.para.cuts = cuts;
    block->as.para.cut_count = n;
}

/* A centred line that begins with room to write in gets as much behind it, so that its words stand in the middle. */
static bc_str mirror_room(const composer *c, bc_str text)
{
    const bc_str BLANK = BC_STR("\xE3\x80\x80");
    size_t room = 0;
    while (bc_str_starts(bc_str_slice(text, room, text.n), BLANK))
        room += BLANK.n;
    if (!room || room == text.n)
        return text;
    return bc_arena_printf(c->arena, "%.*s%.*s", BC_STR_ARG(text), BC_STR_ARG(bc_str_slice(text, 0, room)));
}

static bool compose_para(composer *c, const bc_form_item *item, const bc_expr_scope *scope,
                         bc_layout_composed_block *block)
{
    bc_str text = is_first_title(c, item) ? c->names->title_text : eval_phrase(c, item->as.para.text, scope);
    if (item->as.para.in_parts) {
        find_cuts(c, text, block);
        text = bc_arena_join_lines(c->arena, text);
    }
    if (c->blank && item->role == BC_FORM_TITLE && !bc_str_trim(text).n)
        text = c->form->name;
    if (c->blank && item->style && item->style->align == BC_ALIGN_CENTRE)
        text = mirror_room(c, text);
    block->as.para.text = text;
    return text.n > 0;
}

static bool compose_line(composer *c, const bc_form_item *item, const bc_expr_scope *scope,
                         bc_layout_composed_block *block)
{
    bc_str left = eval_phrase(c, item->as.line.left, scope);
    bc_str centre = eval_phrase(c, item->as.line.centre, scope);
    bc_str right = eval_phrase(c, item->as.line.right, scope);
    block->as.line.left = left;
    block->as.line.centre = centre;
    block->as.line.right = right;
    return left.n || centre.n || right.n;
}

/* False when there is nothing to print. */
static bool compose_block(composer *c, const bc_form_item *item, const bc_expr_scope *scope,
                          bc_layout_composed_block *block)
{
    if (item->when && !is_first_title(c, item) && !bc_expr_holds(item->when, scope, c->arena, c->diags))
        return false;
    *block = (bc_layout_composed_block){ .role = item->role, .style = item->style, .mark = item->mark };
    if (item->style) {
        block->before = item->style->before;
        block->after = item->style->after;
    }
    block->keep_with_next = item->role != BC_FORM_BODY && item->role != BC_FORM_NOTE;
    block->keep_with_previous = item->role == BC_FORM_NOTE;
    block->seal = bc_layout_extra_seal(&c->extras, item->seal, scope);
    switch (item->kind) {
    case BC_FORM_PARA:
        block->kind = BC_BLOCK_PARA;
        return compose_para(c, item, scope, block);
    case BC_FORM_LINE:
        block->kind = BC_BLOCK_LINE;
        return compose_line(c, item, scope, block);
    case BC_FORM_TABLE:
        block->kind = BC_BLOCK_TABLE;
        block->as.table = compose_table(c, &item->as.table, scope);
        return block->as.table->row_count > 0;
    case BC_FORM_FIGURE:
        block->kind = BC_BLOCK_FIGURE;
        block->as.figure = bc_layout_extra_figure(&c->extras, item->as.figure, scope);
        return block->as.figure->source.n || c->blank;
    case BC_FORM_PAGE_BREAK:
        block->kind = BC_BLOCK_PAGE_BREAK;
        return true;
    }
    return false;
}

/* Space between the parts of a table that is cut between columns. */
enum { BETWEEN_PARTS = BC_PT(12) };

static bc_layout_composed *compose_document(composer *c, const bc_value *record)
{
    const bc_form *form = c->form;
    bc_expr_scope scope = { .map = record };
    BC_VEC(bc_layout_composed_block) blocks = { 0 };
    bc_vec_reserve(&blocks, form->layout_count);
    for (uint32_t i = 0; i < form->layout_count; i++) {
        bc_layout_composed_block block;
        c->parts.n = 0;
        if (!compose_block(c, &form->layout[i], &scope, &block))
            continue;
        bc_vec_add(&blocks, block);
        for (uint32_t k = 1; k < c->parts.n; k++) {
            block.as.table = c->parts.at[k];
            block.before = BETWEEN_PARTS;
            bc_vec_add(&blocks, block);
        }
    }
    bc_unicode_collator_release(&c->collator);
    bc_layout_composed *document = BC_NEW(c->arena, bc_layout_composed);
    *document = (bc_layout_composed){ .paper = form->paper,
                                      .blocks = blocks.at,
                                      .block_count = (uint32_t)blocks.n,
                                      .subject = form->name,
                                      .language = BC_STR("zh-CN") };
    bc_arena_adopt(c->arena, blocks.at);
    bc_layout_running_compose(form, &scope, c->arena, c->diags, document);
    document->figure_count = (uint32_t)c->extras.figures.n;
    if (c->extras.figures.n)
        document->figures = BC_NEW_COPY(c->arena, c->extras.figures.at, c->extras.figures.n);
    bc_vec_release(&c->extras.figures);
    return document;
}

const bc_layout_composed *bc_layout_compose(const bc_form *form, const bc_value *record, bc_arena *arena,
                                            bc_diag_list *diags)
{
    bc_form_names names = bc_form_names_of(form, record, arena, diags);
    return bc_layout_compose_named(form, record, &names, arena, diags);
}

const bc_layout_composed *bc_layout_compose_named(const bc_form *form, const bc_value *record,
                                                  const bc_form_names *names, bc_arena *arena, bc_diag_list *diags)
{
    composer c = {
        .form = form, .arena = arena, .diags = diags, .names = names, .extras = { .arena = arena, .diags = diags }
    };
    bc_layout_composed *document = compose_document(&c, record);
    document->title = bc_arena_join_lines(arena, names->title_text);
    document->name = names->name;
    return document;
}

const bc_layout_composed *bc_layout_compose_blank(const bc_form *form, const bc_value *record,
                                                  const bc_layout_blank_heights *heights, bc_arena *arena,
                                                  bc_diag_list *diags)
{
    composer c = { .form = form,
                   .arena = arena,
                   .diags = diags,
                   .blank = heights,
                   .extras = { .arena = arena, .diags = diags, .blank = true } };
    bc_layout_composed *document = compose_document(&c, record);
    document->title = document->name = form->name.n ? form->name : form->id;
    document->blank = true;
    return document;
}
