/* Totals that the template declares as sums, as formulas over the cells that they add. Only when the sheet is complete
 * is it known where these are. A formula is written when each of them is there, and those that are numbers add up to
 * what the paper shows, for SUM passes over texts: a total of what is not printed, or of other units, stays the number
 * that it is. */
#include "paint/xlsx/private/formulas.h"

#include <math.h>
#include <stdio.h>

enum { MAX_RANGES = 60, MAX_PATH = 512 };

void bc_xlsx_formulas_note(bc_xlsx_writer *w, const bc_layout_composed_cell *cell, const bc_xlsx_range *range,
                           const bc_xlsx_typed *typed, uint32_t look)
{
    if (!w->formulas || w->blank)
        return;
    bc_xlsx_noted noted = { .row = range->row,
                            .column = range->column,
                            .number = typed->is_number ? typed->number : 0,
                            .look = look,
                            .sum = typed->is_number ? cell->value.sum : NULL };
    if (cell->value.path.n) {
        bc_vec_add(&w->noted, noted);
        bc_strmap_put(&w->noted_paths, cell->value.path, (void *)(uintptr_t)w->noted.n);
    }
    if (noted.sum)
        bc_vec_add(&w->totals, noted);
}

typedef struct adding {
    bc_xlsx_writer *w;
    bc_buf *text;
    double sum;
    uint32_t ranges;
    bc_xlsx_range range; /* at work; no rows: none is */
    bool good;
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

static void end_range(adding *a)
{
    const bc_xlsx_range *range = &a->range;
    if (range->row == range->row_end)
        return;
    if (a->ranges++)
        bc_buf_add_char(a->text, ',');
    print_cell(a->text, range->row, range->column);
    if (range->row_end > range->row + 1 || range->column_end > range->column + 1) {
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
    if (a.good && a.ranges && a.ranges <= MAX_RANGES && is_same(a.sum, total->number))
        bc_xlsx_writer_put_formula(w, total->row, total->column, bc_buf_str(text), total->number, total->look);
}

void bc_xlsx_formulas_write(bc_xlsx_writer *w)
{
    bc_buf text;
    bc_buf_init(&text);
    for (size_t i = 0; i < w->totals.n; i++)
        write_total(w, &w->totals.at[i], &text);
    bc_buf_release(&text);
}
