/* The amounts of a column: which stand under each other, and with how many decimals. A column of them begins below a
 * head and ends at the next, so the total below a list belongs to it and the money above the list does not. Decimals
 * are made equal by zeros behind what the record has; an amount with more than four stays as it is and lets the others
 * be, for a column of 0.00000012 would help nobody. Columns that a template repeats go together. */
#include "layout/private/amounts.h"

#include "base/vec.h"
#include "form/form.h"

#include <string.h>

enum { MAX_DECIMALS = 4 };

typedef struct column {
    uint16_t grid, from, to;
    uint32_t block; /* 0: none is open */
    bc_str unit;    /* of its amounts: those of another are not of the column */
} column;

typedef struct bc_layout_series {
    uint32_t series;
    uint8_t most;
} bc_layout_series;

typedef struct finder {
    bc_layout_composed_cell *cells;
    bc_arena *arena;
    column *open; /* by the edge that they begin at */
    uint32_t columns;
    uint32_t blocks;
    bool repeated; /* some of their columns are */
} finder;

bc_str bc_layout_amounts_figure(bc_str text, size_t *point)
{
    bc_decimal ignored;
    size_t used = 0;
    if (!bc_decimal_parse_prefix(text, &ignored, &used))
        used = 0;
    bc_str figure = bc_str_slice(text, 0, used);
    size_t at = bc_str_find(figure, BC_STR("."), 0);
    *point = at == SIZE_MAX ? used : at;
    return figure;
}

static bool is_amount(const bc_layout_composed_cell *cell)
{
    const bc_value *datum = cell->value.datum;
    bool figures = cell->style->align == BC_ALIGN_RIGHT || cell->style->align == BC_ALIGN_POINT;
    if (cell->kind != BC_CELL_VALUE || !figures || !datum || datum->type != BC_VALUE_NUMBER || !cell->text.n)
        return false;
    size_t point;
    return bc_layout_amounts_figure(cell->text, &point).n > 0;
}

/* Heads close what stands above them. */
static void close_under(finder *f, const bc_layout_composed_cell *cell, uint16_t grid)
{
    for (uint32_t i = 0; i < f->columns; i++) {
        column *c = &f->open[i];
        if (c->block && (c->grid != grid || (c->from < cell->to && c->to > cell->from)))
            c->block = 0;
    }
}

static void number_cell(finder *f, bc_layout_composed_cell *cell, uint16_t grid)
{
    column *c = &f->open[cell->from];
    bc_str unit = cell->value.datum->unit;
    bool same = c->block && c->grid == grid && c->from == cell->from && c->to == cell->to && bc_str_eq(c->unit, unit);
    if (!same)
        *c = (column){ .grid = grid, .from = cell->from, .to = cell->to, .block = ++f->blocks, .unit = unit };
    cell->block = c->block;
    f->repeated |= cell->series != 0;
}

static uint32_t decimals_of(bc_str text)
{
    size_t point;
    bc_str figure = bc_layout_amounts_figure(text, &point);
    return point == figure.n ? 0 : (uint32_t)(figure.n - point - 1);
}

/* The amount with zeros behind its decimals. */
static bc_str padded(bc_arena *arena, bc_str text, uint32_t decimals)
{
    size_t point;
    bc_str figure = bc_layout_amounts_figure(text, &point);
    uint32_t has = decimals_of(text), missing = decimals - has;
    char *made = bc_arena_alloc(arena, text.n + missing + 2), *p = made;
    memcpy(p, figure.p, figure.n);
    p += figure.n;
    if (!has && point == figure.n)
        *p++ = '.';
    memset(p, '0', missing);
    p += missing;
    if (text.n > figure.n)
        memcpy(p, text.p + figure.n, text.n - figure.n);
    p += text.n - figure.n;
    *p = '\0';
    return (bc_str){ made, (size_t)(p - made) };
}

/* Repeated columns are one series: all of them have as many decimals. */
static void level_series(const finder *f, uint32_t cell_count, uint8_t *most)
{
    BC_VEC(bc_layout_series) found = { 0 };
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < cell_count; i++) {
            const bc_layout_composed_cell *cell = &f->cells[i];
            size_t at = 0;
            if (!cell->block || !cell->series)
                continue;
            while (at < found.n && found.at[at].series != cell->series)
                at++;
            if (at == found.n)
                bc_vec_add(&found, (bc_layout_series){ .series = cell->series });
            uint8_t *shared = &found.at[at].most, *own = &most[cell->block];
            *shared = *own > *shared ? *own : *shared;
            *own = pass ? *shared : *own;
        }
    bc_vec_release(&found);
}

static void level_decimals(finder *f, uint32_t cell_count)
{
    uint8_t *most = BC_NEW_ARRAY(f->arena, uint8_t, f->blocks + 1U);
    for (uint32_t i = 0; i < cell_count; i++) {
        const bc_layout_composed_cell *cell = &f->cells[i];
        uint32_t decimals = cell->block && !cell->sign ? decimals_of(cell->text) : 0;
        if (decimals > most[cell->block] && decimals <= MAX_DECIMALS)
            most[cell->block] = (uint8_t)decimals;
    }
    if (f->repeated)
        level_series(f, cell_count, most);
    for (uint32_t i = 0; i < cell_count; i++) {
        bc_layout_composed_cell *cell = &f->cells[i];
        if (cell->block && !cell->sign && decimals_of(cell->text) < most[cell->block])
            cell->text = padded(f->arena, cell->text, most[cell->block]);
    }
}

static void number_row(finder *f, const bc_layout_row *row)
{
    for (uint32_t i = row->first_cell; i < row->first_cell + row->cells; i++) {
        bc_layout_composed_cell *cell = &f->cells[i];
        if (cell->kind == BC_CELL_HEAD)
            close_under(f, cell, row->grid);
        else if (is_amount(cell))
            number_cell(f, cell, row->grid);
    }
}

/* Totals of pages belong to the columns above them. */
static void number_pages(finder *f, const bc_layout_composed_table *table, uint32_t last)
{
    const bc_layout_page_band *band = bc_layout_page_band_of(table, last);
    for (uint32_t i = 0; band && last + 1 == band->end && i < band->count; i++)
        number_row(f, &table->rows[band->first + i]);
}

uint32_t bc_layout_amounts_find(const bc_layout_composed_table *table, bc_layout_composed_cell *cells, bc_arena *arena)
{
    finder f = { .cells = cells, .arena = arena };
    const uint32_t n = bc_layout_all_cells(table);
    for (uint32_t i = 0; i < n; i++)
        f.columns = cells[i].to > f.columns ? cells[i].to : f.columns;
    f.open = BC_NEW_ARRAY(arena, column, f.columns);
    for (uint32_t r = 0; r < table->row_count; r++) {
        number_row(&f, &table->rows[r]);
        if (table->page_band_count)
            number_pages(&f, table, r);
    }
    if (f.blocks)
        level_decimals(&f, n);
    return f.blocks;
}

bc_str bc_layout_amounts_like(bc_str text, bc_str other, bc_arena *arena)
{
    uint32_t decimals = decimals_of(other);
    return decimals_of(text) < decimals ? padded(arena, text, decimals) : text;
}
