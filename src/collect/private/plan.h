/* The empty form as rows of labels and values, to lay a sheet without names beside. */
#ifndef BC_COLLECT_PRIVATE_PLAN_H
#define BC_COLLECT_PRIVATE_PLAN_H

#include "base/arena.h"
#include "base/vec.h"
#include "collect/private/label.h"
#include "form/form.h"

typedef struct bc_collect_plan_cell {
    uint32_t row, rows; /* of the plan, and how many it covers */
    uint64_t from, to;  /* its edges; cells of a table that stand below each other have the same */
    bc_collect_label label;
    const bc_collect_label *others; /* of a label that is a name of a field: the other names that it has */
    uint32_t other_count;
    bc_str path;                /* of a value; empty: it is none of the record's */
    const bc_form_field *field; /* of the path */
    bool adds;                  /* the template says of which others it is the sum: workbooks have a formula there */
    bool value;                 /* a place for a value, though it may be computed */
    bool repeated;              /* of another element of a list than the first */
    bool asks;                  /* a label with values among its words */
} bc_collect_plan_cell;

typedef struct bc_collect_plan_row {
    uint32_t first, n; /* cells, left to right */
    uint32_t table;    /* from 1; 0: it is in none */
    bool listed;       /* elements of a list stand in it, which may be as many as one likes */
} bc_collect_plan_row;

typedef struct bc_collect_plan {
    bc_arena arena;
    const bc_form *form;
    BC_VEC(bc_collect_plan_row) rows;
    BC_VEC(bc_collect_plan_cell) cells;
    uint32_t tables;
    BC_VEC(bc_str) titles;                  /* what stands above the first table, bare */
    BC_VEC(const bc_expr_phrase *) phrases; /* of cells with values among their words */
} bc_collect_plan;

void bc_collect_plan_init(bc_collect_plan *plan, const bc_form *form);
void bc_collect_plan_release(bc_collect_plan *plan);
/* Bytes of the path up to the number of an element of the first list in it that may have any number of them: `a[` of
 * `a[2].b`; 0: there is none. */
size_t bc_collect_plan_list(const bc_form *form, bc_str path);
/* The cell with the label of a value: the nearest one on its left, or the lowest one above that has its left edge;
 * UINT32_MAX: it has none. */
uint32_t bc_collect_plan_label(const bc_collect_plan *plan, uint32_t index);
/* How well the label of the cell and one of the sheet agree, as bc_collect_label_match says it. */
unsigned bc_collect_plan_match(const bc_collect_plan_cell *cell, const bc_collect_label *label);
/* Whether the cell is a label that a sheet must have to be this form. */
static inline bool bc_collect_plan_counts(const bc_collect_plan *plan, const bc_collect_plan_cell *cell)
{
    return cell->label.length > 1 && !cell->repeated && plan->rows.at[cell->row].table;
}

#endif
