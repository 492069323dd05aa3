/* The cells of a band on columns that come from a record. Rows are gone through once, in the order of the template,
 * with the columns that are covered from above, as HTML places cells. A repeated cell that begins where no other did
 * makes a place, a region of columns for each element, and what is repeated inside makes places in these; a later one
 * that begins there is given the same columns, however many elements it has itself. What a row's cells leave to
 * `across: rest` needs the number of columns beforehand: the first row whose cells all say theirs tells it. */
#include "form/placing.h"

#include "base/vec.h"

/* Repetitions inside each other: more than any head has. */
enum { MAX_DEPTH = 8 };

/* What a list that the band's own rows repeat has: counted once, however many rows repeat it. */
typedef struct counted {
    bool known;
    uint32_t n;
    void *elements;
} counted;

/* Columns that a cell covers in rows still to come. */
typedef struct covering {
    uint32_t columns, until;
} covering;

typedef struct placer {
    const bc_form_band *band;
    const bc_form_counter *counter;
    bc_arena *arena;
    void *scope;      /* of the band */
    counted *axes;    /* by axis */
    uint32_t *until;  /* by column: the first row that it is not covered in */
    uint32_t columns; /* how many */
    uint32_t row;     /* at work */
    bc_form_placed **rows;
    BC_VEC(covering) coverings; /* while columns are counted */
    uint32_t depth;             /* of repetitions whose columns are being counted */
    bool faulty;
} placer;

static void report(placer *p, bc_form_fault fault, bc_diag_mark mark, uint32_t a, uint32_t b)
{
    p->faulty = true;
    p->counter->fault(p->counter->context, fault, mark, a, b);
}

/* -- counting ------------------------------------------------------------------------------------------- */

static uint32_t count_elements(placer *p, void *scope, const bc_form_cell *cell, void **elements)
{
    if (scope != p->scope || !scope || p->band->columns->axes[cell->axis] != cell)
        return p->counter->count(p->counter->context, scope, cell, elements);
    counted *c = &p->axes[cell->axis];
    if (!c->known) {
        c->n = p->counter->count(p->counter->context, scope, cell, &c->elements);
        c->known = true;
    }
    *elements = c->elements;
    return c->n;
}

static void *enter(placer *p, void *scope, void *elements, uint32_t i)
{
    return elements ? p->counter->enter(p->counter->context, scope, elements, i) : NULL;
}

static uint32_t columns_of_cells(placer *p, const bc_form_cell *cells, uint32_t n, void *scope, bool *known);

/* 0 and not known: as many as are left, or as an element says that is still to come. */
static uint32_t columns_of(placer *p, const bc_form_cell *cell, void *scope, bool *known)
{
    const bc_form_cell *repeated = cell;
    if (cell->across == BC_ACROSS_LIKE)
        repeated = p->band->columns->axes[cell->axis];
    if (cell->across == BC_ACROSS_REST && !cell->repeat) {
        *known = false;
        return 0;
    }
    if (!repeated || !repeated->repeat)
        return cell->across > 0 ? (uint32_t)cell->across : 1;
    if (p->depth == MAX_DEPTH) { /* a cell as wide as what it stands in */
        if (!p->faulty)
            report(p, BC_FAULT_OVERFULL, cell->mark, 1, p->columns);
        return 1;
    }
    p->depth++;
    void *elements = NULL;
    uint32_t n = count_elements(p, scope, repeated, &elements);
    uint32_t columns = cell->across == BC_ACROSS_LIKE ? cell->across_and : 0;
    *known &= n > 0;
    for (uint32_t i = 0; i < n && !p->faulty; i++)
        columns += columns_of_cells(p, repeated->repeat->cells, repeated->repeat->cell_count,
                                    enter(p, scope, elements, i), known);
    p->depth--;
    return columns;
}

static uint32_t columns_of_cells(placer *p, const bc_form_cell *cells, uint32_t n, void *scope, bool *known)
{
    uint32_t columns = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t own = columns_of(p, &cells[i], scope, known);
        columns += own;
        if (cells[i].down > 1 && !cells[i].repeat)
            bc_vec_add(&p->coverings, (covering){ own, p->row + cells[i].down });
    }
    return columns;
}

static uint32_t covered_from_above(const placer *p, size_t n)
{
    uint32_t columns = 0;
    for (size_t i = 0; i < n; i++)
        columns += p->coverings.at[i].until > p->row ? p->coverings.at[i].columns : 0;
    return columns;
}

/* The columns of the first row that tells them; 0: none of these rows. */
static uint32_t count_rows(placer *p, bc_form_rows rows, void *scope)
{
    uint32_t columns = 0;
    for (uint32_t i = 0; i < rows.n && !columns; i++) {
        const bc_form_row_item *item = &rows.at[i];
        if (item->kind != BC_ROWS_ONE) {
            columns = count_rows(p, bc_form_rows_inside(item), item->kind == BC_ROWS_EACH ? NULL : scope);
            continue;
        }
        bool known = true;
        size_t above = p->coverings.n;
        columns = columns_of_cells(p, item->as.row.cells, item->as.row.cell_count, scope, &known);
        columns = known ? columns + covered_from_above(p, above) : 0;
        p->row++;
    }
    return columns;
}

/* -- places --------------------------------------------------------------------------------------------- */

static bc_form_place *find_place(const bc_form_region *region, uint32_t column)
{
    for (bc_form_place *place = region->places; place; place = place->next)
        if (place->regions[0].from == column)
            return place;
    return NULL;
}

static bc_form_place *new_place(placer *p, bc_form_region *region, const bc_form_cell *cell, uint32_t n)
{
    bc_form_place *place = BC_NEW(p->arena, bc_form_place);
    *place = (bc_form_place){ .next = region->places, .cell = cell, .n = n };
    place->regions = BC_NEW_ARRAY(p->arena, bc_form_region, n);
    region->places = place;
    return place;
}

/* Columns from `column` on that are neither covered nor taken by the cells that follow. */
static uint32_t free_columns(placer *p, const bc_form_region *region, uint32_t column, const bc_form_cell *later,
                             uint32_t n, void *scope)
{
    uint32_t left = 0, taken = 0;
    bool known = true;
    for (uint32_t k = column; k < region->to; k++)
        left += p->until[k] <= p->row;
    for (uint32_t i = 0; i < n; i++)
        taken += columns_of(p, &later[i], scope, &known);
    return left > taken ? left - taken : 0;
}

/* As the list of the cell says. */
static bc_form_place *place_by_list(placer *p, bc_form_region *region, const bc_form_cell *cell, uint32_t column,
                                    void *scope)
{
    void *elements = NULL;
    uint32_t n = count_elements(p, scope, cell, &elements);
    if (!n)
        return NULL;
    bc_form_place *place = new_place(p, region, cell, n);
    place->elements = elements;
    bool known = true;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t own =
            columns_of_cells(p, cell->repeat->cells, cell->repeat->cell_count, enter(p, scope, elements, i), &known);
        place->regions[i].from = (uint16_t)(column < region->to ? column : region->to);
        column += own;
        place->regions[i].to = (uint16_t)(column < region->to ? column : region->to);
    }
    if (column > region->to)
        report(p, BC_FAULT_OVERFULL, cell->mark, place->regions[0].from + 1u, p->columns);
    return place;
}

/* As many as there is room for, under heads that the template has one by one. */
static bc_form_place *place_by_room(placer *p, bc_form_region *region, const bc_form_cell *cell, uint32_t column,
                                    uint32_t room)
{
    bool known = true;
    uint32_t own = columns_of_cells(p, cell->repeat->cells, cell->repeat->cell_count, NULL, &known);
    uint32_t n = own ? room / own : 0;
    if (!known || !n || room % own) {
        report(p, BC_FAULT_PARTLY, cell->mark, room, own);
        return NULL;
    }
    bc_form_place *place = new_place(p, region, cell, n);
    for (uint32_t i = 0; i < n; i++)
        place->regions[i] =
            (bc_form_region){ .from = (uint16_t)(column + i * own), .to = (uint16_t)(column + (i + 1) * own) };
    return place;
}

/* -- cells ---------------------------------------------------------------------------------------------- */

static bool place_cells(placer *p, bc_form_region *region, const bc_form_cell *cells, uint32_t n, void *scope,
                        bc_diag_mark mark, bc_form_placed *out);

/* The first free column; for repeated cells a place that begins before and is not wholly covered. */
static uint32_t next_column(const placer *p, const bc_form_region *region, uint32_t column, bool repeated)
{
    for (; column < region->to && p->until[column] > p->row; column++) {
        const bc_form_place *place = repeated ? find_place(region, column) : NULL;
        for (uint32_t k = column; place && k < place->regions[place->n - 1].to; k++)
            if (p->until[k] <= p->row)
                return column;
    }
    return column;
}

static bool place_repeated(placer *p, bc_form_region *region, const bc_form_cell *cells, uint32_t n, void *scope,
                           uint32_t *column, bc_form_placed *out)
{
    const bc_form_repeat *repeat = cells[0].repeat;
    bc_form_place *place = find_place(region, *column);
    if (!place)
        place = place_by_list(p, region, &cells[0], *column, scope);
    if (!place)
        place = place_by_room(p, region, &cells[0], *column, free_columns(p, region, *column, cells + 1, n - 1, scope));
    if (!place)
        return false;
    out->place = place;
    out->inside = BC_NEW_ARRAY(p->arena, bc_form_placed, bc_mem_product(place->n, repeat->cell_count));
    for (uint32_t i = 0; i < place->n && !p->faulty; i++)
        (void)place_cells(p, &place->regions[i], repeat->cells, repeat->cell_count,
                          scope ? enter(p, scope, place->elements, i) : NULL, cells[0].mark,
                          out->inside + (size_t)i * repeat->cell_count);
    *column = place->regions[place->n - 1].to;
    return !p->faulty;
}

static bool place_single(placer *p, bc_form_region *region, const bc_form_cell *cells, uint32_t n, void *scope,
                         uint32_t *column, bc_form_placed *out)
{
    const bc_form_cell *cell = &cells[0];
    bool known = true;
    uint32_t first = *column, across = columns_of(p, cell, scope, &known);
    if (!known)
        across = free_columns(p, region, first, cells + 1, n - 1, scope);
    for (uint32_t k = 0; k < (across ? across : 1); k++, ++*column) {
        if (*column < region->to && p->until[*column] <= p->row)
            continue;
        report(p, BC_FAULT_OVERFULL, cell->mark, first + 1, p->columns);
        return false;
    }
    for (uint32_t k = first; k < *column; k++)
        p->until[k] = p->row + cell->down;
    out->at = (bc_form_extent){ .from = (uint16_t)first, .to = (uint16_t)*column, .column = (uint16_t)first };
    return true;
}

/* Cells of a row, or of an element in it, into the columns that are theirs. */
static bool place_cells(placer *p, bc_form_region *region, const bc_form_cell *cells, uint32_t n, void *scope,
                        bc_diag_mark mark, bc_form_placed *out)
{
    uint32_t column = region->from;
    for (uint32_t i = 0; i < n; i++) {
        out[i] = (bc_form_placed){ .cell = &cells[i] };
        column = next_column(p, region, column, cells[i].repeat != NULL);
        bool placed = cells[i].repeat ? place_repeated(p, region, &cells[i], n - i, scope, &column, &out[i])
                                      : place_single(p, region, &cells[i], n - i, scope, &column, &out[i]);
        if (!placed)
            return false;
    }
    while (column < region->to && p->until[column] > p->row)
        column++;
    if (column >= region->to)
        return true;
    report(p, BC_FAULT_UNDERFULL, mark, column - region->from, (uint32_t)(region->to - region->from));
    return false;
}

static void place_rows(placer *p, bc_form_region *region, bc_form_rows rows, void *scope)
{
    for (uint32_t i = 0; i < rows.n && !p->faulty; i++) {
        const bc_form_row_item *item = &rows.at[i];
        if (item->kind != BC_ROWS_ONE) {
            place_rows(p, region, bc_form_rows_inside(item), item->kind == BC_ROWS_EACH ? NULL : scope);
            continue;
        }
        const bc_form_row *row = &item->as.row;
        p->rows[row->index] = BC_NEW_ARRAY(p->arena, bc_form_placed, row->cell_count);
        (void)place_cells(p, region, row->cells, row->cell_count, scope, item->mark, p->rows[row->index]);
        p->row++;
    }
}

/* -- widths --------------------------------------------------------------------------------------------- */

/* Columns of each element of a place, when all have as many; else 1. */
static uint32_t pattern_of(const bc_form_place *place)
{
    uint32_t columns = (uint32_t)(place->regions[0].to - place->regions[0].from);
    for (uint32_t i = 1; i < place->n; i++)
        if ((uint32_t)(place->regions[i].to - place->regions[i].from) != columns)
            return 1;
    return columns;
}

static const bc_form_place *place_at(const bc_form_region *all, uint32_t column)
{
    for (const bc_form_place *place = all->places; place; place = place->next)
        if (place->regions[0].from <= column && column < place->regions[place->n - 1].to)
            return place;
    return NULL;
}

/* Columns as the template has them: each place once. */
static uint32_t template_columns(const bc_form_region *all)
{
    uint32_t n = 0;
    for (uint32_t k = all->from; k < all->to; k++) {
        const bc_form_place *place = place_at(all, k);
        n += !place || k - place->regions[0].from < pattern_of(place);
    }
    return n;
}

/* Widths that name no list: one for each column; or one for each of the template, repeated with it; or, beside a lone
 * place, what stands before and behind it, and between these its columns, the last of which go on or fall away. */
static bool spread_widths(const bc_form_columns *columns, const bc_form_region *all, bc_form_width *out)
{
    uint32_t n = columns->n, total = all->to, given = 0;
    bool once = n != total && n == template_columns(all);
    const bc_form_place *lone = all->places && !all->places->next ? all->places : NULL;
    uint32_t first = lone ? lone->regions[0].from : 0, end = lone ? lone->regions[lone->n - 1].to : 0;
    uint32_t pattern = lone ? pattern_of(lone) : 1;
    uint32_t around = lone ? first + (total - end) : 0;
    if (n != total && !once && (!lone || n < around + pattern))
        return false;
    for (uint32_t k = 0; k < total; k++) {
        const bc_form_place *place = place_at(all, k);
        uint32_t at = k;
        if (once && place) {
            uint32_t in = k - place->regions[0].from, own = pattern_of(place);
            at = given + in % own;
            given += k + 1 == place->regions[place->n - 1].to ? own : 0;
        } else if (once) {
            at = given++;
        } else if (n != total && k >= first) {
            uint32_t middle = n - around, in = k - first;
            at = k >= end ? n - (total - k) : first + (in < middle ? in : middle - pattern + in % pattern);
        }
        out[k] = columns->items[at].width;
    }
    return true;
}

/* Widths that name their lists: each goes with the place at its column, and those inside it with the places there. What
 * is inside of an element may be short, and then its last width goes on, or too long. */
static bool repeat_widths(const bc_form_width_item *items, uint32_t n, const bc_form_region *region, bool inside,
                          bc_form_width *out)
{
    uint32_t k = region->from;
    for (uint32_t i = 0; i < n && !(inside && k >= region->to); i++) {
        const bc_form_width_item *item = &items[i];
        const bc_form_place *place = k < region->to && item->repeated ? find_place(region, k) : NULL;
        if (k >= region->to || (item->repeated && !place))
            return false;
        if (!place)
            out[k++] = item->width;
        for (uint32_t e = 0; place && e < place->n; e++) {
            if (!repeat_widths(item->inside, item->n, &place->regions[e], true, out))
                return false;
            k = place->regions[e].to;
        }
    }
    for (; inside && k > region->from && k < region->to; k++)
        out[k] = out[k - 1];
    return k == region->to;
}

static bool names_lists(const bc_form_columns *columns)
{
    for (uint32_t i = 0; i < columns->n; i++)
        if (columns->items[i].repeated)
            return true;
    return false;
}

/* Nobody could choose shares for a number of columns that only the record knows: they give way to what no line should
 * part. */
static void give_way(bc_form_width *widths, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        bool share = widths[i].kind == BC_WIDTH_SHARE;
        widths[i].flexible |= share;
        widths[i].content |= share;
    }
}

static void find_widths(placer *p, bc_form_placing *out)
{
    const bc_form_columns *columns = p->band->columns;
    bc_form_region all = out->columns;
    bc_form_width *widths = BC_NEW_ARRAY(p->arena, bc_form_width, p->columns + 1 + (columns->stub != NULL));
    out->widths = widths;
    if (columns->stub)
        *widths++ = *columns->stub;
    bc_form_columns own = *columns;
    if (columns->stub_in_column && own.n) {
        *widths++ = own.items[0].width;
        own.items += !own.alike;
        own.n -= !own.alike;
    }
    for (uint32_t k = 0; own.alike && k < all.to; k++)
        widths[k] = own.items[0].width;
    if (own.alike)
        return;
    bool known = names_lists(&own) ? repeat_widths(own.items, own.n, &all, false, widths)
                                   : own.n > 0 && spread_widths(&own, &all, widths);
    if (known)
        give_way(widths, all.to);
    else
        report(p, BC_FAULT_WIDTHS, columns->mark, own.n, p->columns);
}

/* -- bands ---------------------------------------------------------------------------------------------- */

/* By the widths, where no row of the band's own tells it: the lists that these name make the places. */
static uint32_t count_widths(placer *p, const bc_form_width_item *items, uint32_t n, bc_form_region *region,
                             void *scope)
{
    uint32_t column = region->from;
    for (uint32_t i = 0; i < n; i++) {
        const bc_form_width_item *item = &items[i];
        const bc_form_place *place = item->repeated ? place_by_list(p, region, item->repeated, column, scope) : NULL;
        for (uint32_t e = 0; place && e < place->n; e++)
            (void)count_widths(p, item->inside, item->n, &place->regions[e], enter(p, scope, place->elements, e));
        column = place ? place->regions[place->n - 1].to : column + 1;
    }
    return column;
}

bool bc_form_placing_find(const bc_form_band *band, void *scope, uint32_t most, const bc_form_counter *counter,
                          bc_arena *arena, bc_form_placing *out)
{
    placer p = { .band = band, .counter = counter, .arena = arena, .scope = scope };
    const bc_form_columns *columns = band->columns;
    *out = (bc_form_placing){ .stubs = columns->stub || columns->stub_in_column };
    p.axes = BC_NEW_ARRAY(arena, counted, columns->axis_count);
    p.columns = count_rows(&p, band->header, scope);
    if (!p.columns)
        p.columns = count_rows(&p, band->rows, scope);
    const uint32_t first = columns->stub_in_column && columns->n;
    if (!p.columns) {
        out->columns.to = UINT16_MAX;
        p.columns = count_widths(&p, columns->items + first, columns->n - first, &out->columns, scope);
    }
    bc_vec_release(&p.coverings);
    if (p.faulty)
        return false;
    if (p.columns > most) {
        report(&p, BC_FAULT_MANY, columns->mark, p.columns, most);
        return false;
    }
    out->columns.to = (uint16_t)p.columns;
    p.until = BC_NEW_ARRAY(arena, uint32_t, p.columns);
    p.rows = BC_NEW_ARRAY(arena, bc_form_placed *, band->row_count);
    out->rows = p.rows;
    p.row = 1;
    place_rows(&p, &out->columns, band->header, scope);
    place_rows(&p, &out->columns, band->rows, scope);
    place_rows(&p, &out->columns, band->page_head, scope);
    place_rows(&p, &out->columns, band->page_foot, scope);
    bc_vec_release(&p.coverings);
    if (!p.faulty)
        find_widths(&p, out);
    return !p.faulty;
}

static void settle_cells(const bc_form_placing *placing, const bc_len *edges, bc_form_placed *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        bc_form_placed *placed = &cells[i];
        if (placed->place) {
            settle_cells(placing, edges, placed->inside, (size_t)placed->place->n * placed->cell->repeat->cell_count);
            continue;
        }
        placed->at.from = (uint16_t)(placed->at.from + placing->stubs);
        placed->at.to = (uint16_t)(placed->at.to + placing->stubs);
        placed->at.x0 = edges[placed->at.from];
        placed->at.x1 = edges[placed->at.to];
    }
}

static void settle_rows(const bc_form_placing *placing, const bc_len *edges, bc_form_rows rows)
{
    for (uint32_t i = 0; i < rows.n; i++) {
        const bc_form_row_item *item = &rows.at[i];
        if (item->kind == BC_ROWS_ONE)
            settle_cells(placing, edges, placing->rows[item->as.row.index], item->as.row.cell_count);
        else
            settle_rows(placing, edges, bc_form_rows_inside(item));
    }
}

void bc_form_placing_settle(const bc_form_band *band, const bc_form_placing *placing, const bc_len *edges)
{
    settle_rows(placing, edges, band->header);
    settle_rows(placing, edges, band->rows);
    settle_rows(placing, edges, band->page_head);
    settle_rows(placing, edges, band->page_foot);
}
