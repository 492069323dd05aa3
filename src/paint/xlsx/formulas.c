/* Totals that the template declares as sums, as formulas over the cells that they add. Only when the sheet is complete
 * is it known where these are. A formula is written when each of them is there, and those that are numbers add up to
 * what the paper shows, for SUM passes over texts: a total of what is not printed, or of other units, stays the number
 * that it is. An empty form has no figures to compare: its totals are formulas where all that they add is in one unit,
 * empty as long as nothing is written, and go from the head of a list to the row below it, so that they count rows that
 * are added at either end. So are those of a form that was filled in and is to be corrected, whatever the paper shows:
 * they give what its figures come to. */
#include "paint/xlsx/private/formulas.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_RANGES = 60, MAX_PATH = 512 };

static bool is_amount(bc_form_field_type type)
{
    return type == BC_FIELD_MONEY || type == BC_FIELD_NUMBER || type == BC_FIELD_INTEGER;
}

static void note(bc_xlsx_writer *w, const bc_layout_composed_cell *cell, const bc_xlsx_noted *noted)
{
    if (cell->value.path.n) {
        bc_vec_add(&w->noted, *noted);
        bc_strmap_put(&w->noted_paths, cell->value.path, (void *)(uintptr_t)w->noted.n);
    }
    if (noted->sum)
        bc_vec_add(&w->totals, *noted);
}

/* A total that whoever fills in the form may write himself is not one for the sheet, nor is one that he wrote. */
static void note_blank(bc_xlsx_writer *w, const bc_layout_composed_cell *cell, const bc_xlsx_range *range,
                       const bc_xlsx_typed *typed, uint32_t look)
{
    const bc_form_field *field = cell->value.field;
    const bc_form_field_type type = !field                         ? BC_FIELD_NUMBER
                                    : field->type == BC_FIELD_LIST ? field->element
                                                                   : field->type;
    const bool computed = !cell->value.path.n || (field && field->computed);
    const bool empty = w->filled ? !(cell->value.datum && cell->value.datum->origin) : !cell->text.n;
    bc_xlsx_noted noted = { .row = range->row,
                            .column = range->column,
                            .look = look,
                            .is_number = w->filled && typed->is_number,
                            .number = w->filled && typed->is_number ? typed->number : 0,
                            .amount = is_amount(type),
                            .unit = field ? field->unit : w->unit,
                            .sum = computed && empty ? cell->value.sum : NULL };
    if (type == BC_FIELD_MONEY && w->unit.n)
        noted.unit = w->unit;
    if (noted.is_number && cell->value.datum)
        noted.own_unit = cell->value.datum->unit;
    noted.odd = noted.unit.n && noted.own_unit.n && !bc_str_eq(noted.own_unit, noted.unit);
    if (noted.amount)
        note(w, cell, &noted);
}

void bc_xlsx_formulas_note(bc_xlsx_writer *w, const bc_layout_composed_cell *cell, const bc_xlsx_range *range,
                           const bc_xlsx_typed *typed, uint32_t look)
{
    if (!w->formulas && !w->blank)
        return;
    if (w->blank) {
        note_blank(w, cell, range, typed, look);
        return;
    }
    bc_xlsx_noted noted = { .row = range->row,
                            .column = range->column,
                            .number = typed->is_number ? typed->number : 0,
                            .look = look,
                            .sum = typed->is_number ? cell->value.sum : NULL };
    note(w, cell, &noted);
}

typedef struct adding {
    bc_xlsx_writer *w;
    bc_buf *text;
    double sum;
    uint32_t ranges, numbers;
    bc_xlsx_range range; /* at work; no rows: none is */
    const bc_str *unit;  /* of an empty form: of what was added so far, NULL: nothing was */
    bc_str own_unit;     /* that of what was filled in so far, where fields say none */
    bool good, odd;      /* odd: something was filled in with another unit */
} adding;

static void print_cell(bc_buf *out, uint32_t row, uint32_t column)
{
    char letters[8];
    size_t at = sizeof letters;
    for (uint32_t left = column + 1; left; left = (left - 1) / 26)
        letters[--at] = (char)('A' + (left - 1) % 26);
    bc_buf_add(out, letters + at, sizeof letters - at);
    bc_buf_printf(out, "%u", row + 1);
}

/* The list whose rows, all and no others, the range has, if rows can be added to it. */
static const bc_xlsx_fence *growing_list(const adding *a)
{
    const bc_xlsx_range *range = &a->range;
    for (size_t i = 0; i < a->w->fences.n && range->column + 1 == range->column_end; i++) {
        const bc_xlsx_fence *fence = &a->w->fences.at[i];
        if (fence->grows && fence->row == range->row && fence->row_end == range->row_end)
            return fence;
    }
    return NULL;
}

static void end_range(adding *a)
{
    const bc_xlsx_range *range = &a->range;
    if (range->row == range->row_end)
        return;
    if (a->ranges++)
        bc_buf_add_char(a->text, ',');
    const bc_xlsx_fence *list = growing_list(a);
    print_cell(a->text, range->row - (list && list->below_words), range->column);
    if (list) {
        bc_buf_add_text(a->text, ":OFFSET(");
        print_cell(a->text, range->row_end, range->column);
        bc_buf_add_text(a->text, ",-1,0)");
    } else if (range->row_end > range->row + 1 || range->column_end > range->column + 1) {
        bc_buf_add_char(a->text, ':');
        print_cell(a->text, range->row_end - 1, range->column_end - 1);
    }
    a->range = (bc_xlsx_range){ 0 };
}

/* A range goes on below its only column, or beside its only row. */
static bool goes_on(const bc_xlsx_range *range, uint32_t row, uint32_t column)
{
    bool below = row == range->row_end && column == range->column && column + 1 == range->column_end;
    bool beside = column == range->column_end && row == range->row && row + 1 == range->row_end;
    return range->row < range->row_end && (below || beside);
}

/* False: there is no cell of that path. */
static bool add_cell(adding *a, bc_str path)
{
    uintptr_t found = (uintptr_t)bc_strmap_find(&a->w->noted_paths, path);
    if (!found)
        return false;
    const bc_xlsx_noted *cell = &a->w->noted.at[found - 1];
    a->sum += cell->number;
    a->numbers += cell->is_number;
    a->odd = a->odd || cell->odd || (a->own_unit.n && cell->own_unit.n && !bc_str_eq(a->own_unit, cell->own_unit));
    a->own_unit = cell->own_unit.n ? cell->own_unit : a->own_unit;
    if (a->w->blank && a->unit && !bc_str_eq(*a->unit, cell->unit))
        return false;
    a->unit = &cell->unit;
    if (!goes_on(&a->range, cell->row, cell->column)) {
        end_range(a);
        a->range.row = cell->row;
        a->range.column = cell->column;
    }
    a->range.row_end = cell->row + 1;
    a->range.column_end = cell->column + 1;
    return true;
}

/* `items[].cost`: of each element, as many as there are, or as the total names. */
static void add_list(adding *a, const bc_layout_sum *sum, bc_str path, size_t at)
{
    char text[MAX_PATH];
    for (uint32_t i = 0; a->good && (!sum->members || i < sum->member_count); i++) {
        uint32_t place = sum->members ? sum->members[i] : i;
        int n = snprintf(text, sizeof text, "%.*s[%u]%.*s", (int)at, path.p, place, (int)(path.n - at - 2),
                         path.p + at + 2);
        if (n < 0 || (size_t)n >= sizeof text) {
            a->good = false;
            return;
        }
        if (!add_cell(a, (bc_str){ text, (size_t)n })) {
            a->good = i > 0 && !sum->members;
            return;
        }
    }
}

static bool is_same(double a, double b)
{
    return fabs(a - b) <= 1e-9 * (1 + fabs(b));
}

/* 0.30000000000000004 is 0.3. */
static double strip_noise(double sum)
{
    char text[32];
    snprintf(text, sizeof text, "%.15g", sum);
    return strtod(text, NULL);
}

/* `=SUM(…)` as a total that says nothing as long as there is nothing to add. */
static void write_live(bc_xlsx_writer *w, const bc_xlsx_noted *total, const adding *a)
{
    const bc_buf *text = a->text;
    const double number = a->numbers ? strip_noise(a->sum) : (double)NAN;
    bc_str sum = bc_str_slice(bc_buf_str(text), 1, text->n), cells = bc_str_slice(sum, 3, sum.n);
    bc_str live = bc_arena_printf(&w->arena, "=IF(COUNT%.*s=0,\"\",%.*s)", BC_STR_ARG(cells), BC_STR_ARG(sum));
    bc_xlsx_writer_put_formula(w, total->row, total->column, live, number, (bc_str){ 0 }, total->look);
}

static void write_total(bc_xlsx_writer *w, const bc_xlsx_noted *total, bc_buf *text)
{
    bc_buf_clear(text);
    bc_buf_add_text(text, "=SUM(");
    adding a = { .w = w, .text = text, .good = true };
    for (uint32_t i = 0; i < total->sum->n && a.good; i++) {
        size_t at = bc_str_find(total->sum->paths[i], BC_STR("[]"), 0);
        if (at != SIZE_MAX)
            add_list(&a, total->sum, total->sum->paths[i], at);
        else
            a.good = add_cell(&a, total->sum->paths[i]);
    }
    end_range(&a);
    bc_buf_add_char(text, ')');
    if (!a.good || a.odd || !a.ranges || a.ranges > MAX_RANGES)
        return;
    if (w->blank) {
        if (!total->unit.n || bc_str_eq(total->unit, *a.unit))
            write_live(w, total, &a);
    } else if (is_same(a.sum, total->number)) {
        bc_xlsx_writer_put_formula(w, total->row, total->column, bc_buf_str(text), total->number, (bc_str){ 0 },
                                   total->look);
    }
}

void bc_xlsx_formulas_write(bc_xlsx_writer *w)
{
    bc_buf text;
    bc_buf_init(&text);
    for (size_t i = 0; i < w->totals.n; i++)
        write_total(w, &w->totals.at[i], &text);
    bc_buf_release(&text);
}
