/* Anchors are sorted by where they lead, so that all that lies in one place of the record is a run of them; maps and
 * lists are made of runs. A list whose elements take a row each is read row by row between its fence, by the columns
 * that most of its anchors stand in: rows that were added have no names. Any other list has the elements that names
 * lead to. */
#include "collect/private/tree.h"

#include "base/tr.h"
#include "collect/private/levels.h"
#include "intake/cell.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

typedef bc_collect_anchor anchor;

typedef struct run {
    anchor *at;
    size_t n;
    uint8_t depth; /* of steps that are the same in all */
} run;

typedef BC_VEC(bc_node_member) member_list;
typedef BC_VEC(const bc_node *) item_list;

static const bc_node *make_value(const bc_collect_reading *r, const bc_form_field *field, run in);

/* -- order ------------------------------------------------------------------------------------------------- */

static int compare_steps(const bc_collect_step *a, const bc_collect_step *b)
{
    if (a->field != b->field)
        return a->field < b->field ? -1 : 1; /* of one map: they stand in the form's order */
    return (a->index > b->index) - (a->index < b->index);
}

static int by_way(const void *a, const void *b)
{
    const anchor *x = a, *y = b;
    for (uint8_t i = 0; i < x->n && i < y->n; i++) {
        const int order = compare_steps(&x->way[i], &y->way[i]);
        if (order)
            return order;
    }
    if (x->n != y->n)
        return x->n < y->n ? -1 : 1;
    if (x->rows != y->rows)
        return x->rows ? -1 : 1;
    return x->row != y->row ? (x->row < y->row ? -1 : 1) : (x->column > y->column) - (x->column < y->column);
}

/* How many from the first on have the same field at this depth; with `element` the same element of it. */
static size_t count_like(const run *in, size_t from, bool element)
{
    const bc_collect_step *first = &in->at[from].way[in->depth];
    size_t n = from + 1;
    while (n < in->n && in->at[n].way[in->depth].field == first->field &&
           (!element || in->at[n].way[in->depth].index == first->index))
        n++;
    return n - from;
}

/* -- cells ------------------------------------------------------------------------------------------------- */

static void report_lost(const bc_collect_reading *r, const anchor *a)
{
    const bc_form_field *field = a->way[a->n - 1].field;
    bc_diag_add(r->diags, BC_DIAG_WARNING, "W821", bc_collect_sheet_mark(r->sheet, 0, 0),
                bc_tr("the cell of %.*s was deleted"), BC_STR_ARG(field->label));
    bc_diag_hint(r->diags, "%s", bc_tr("fill in a new form, or write the value into the record"));
}

/* What follows from other values is computed again, unless somebody wrote over it. */
static bool is_computed(const bc_form_field *field, const bc_table_cell *cell)
{
    return field->computed && cell->formula;
}

/* The unit of amounts that have none of their own. */
static bc_str unit_of(const bc_collect_reading *r, const bc_form_field *field)
{
    const bc_str *said = r->units ? bc_strmap_find(r->units, (bc_str){ (const char *)&field, sizeof field }) : NULL;
    return said ? *said : r->unit.n ? r->unit : bc_collect_words_unit(r->words, field);
}

/* A value that stands behind its label in one cell. */
static const bc_node *read_part(const bc_collect_reading *r, const anchor *a)
{
    const bc_collect_step *last = &a->way[a->n - 1];
    const bc_table_cell *whole = bc_collect_sheet_take(r->sheet, a->row, a->column);
    if (!whole)
        return NULL;
    bc_table_cell cell = *whole;
    cell.text = bc_str_trim(a->part);
    return bc_intake_cell_read(&cell, last->field, last->index != BC_COLLECT_WHOLE, unit_of(r, last->field), r->arena,
                               r->diags);
}

static const bc_node *read_cell(const bc_collect_reading *r, const bc_form_field *field, bool element, uint32_t row,
                                uint32_t column)
{
    const bc_table_cell *cell = bc_collect_sheet_take(r->sheet, row, column);
    if (!cell || is_computed(field, cell))
        return NULL;
    return bc_intake_cell_read(cell, field, element, unit_of(r, field), r->arena, r->diags);
}

/* Elements of lists may be removed, but for places with names of their own. */
static bool is_removable(const anchor *a)
{
    for (uint8_t i = 0; i < a->n; i++)
        if (a->way[i].index != BC_COLLECT_WHOLE && !a->way[i].field->label_count)
            return true;
    return false;
}

/* Merging cells keeps one value; which one of them it was nobody knows any more. */
static void report_merged(const bc_collect_reading *r, const bc_form_field *field, uint32_t row, uint32_t column)
{
    bc_diag_add(r->diags, BC_DIAG_WARNING, "W831", bc_collect_sheet_mark(r->sheet, row, column),
                bc_tr("the cell of %.*s is merged into another one: what it said is lost"), BC_STR_ARG(field->label));
}

static const bc_node *read_anchor(const bc_collect_reading *r, const anchor *a)
{
    const bc_collect_step *last = &a->way[a->n - 1];
    if (a->lost) {
        if (!is_removable(a))
            report_lost(r, a);
        return NULL;
    }
    if (a->text.p)
        return bc_node_new_text(r->arena, bc_collect_sheet_mark(r->sheet, 0, 0), bc_arena_str(r->arena, a->text), true);
    if (a->part.p)
        return read_part(r, a);
    if (!is_removable(a) && bc_collect_sheet_is_merged(r->sheet, a->row, a->column, false)) {
        report_merged(r, last->field, a->row, a->column);
        return NULL;
    }
    const uint32_t row = bc_collect_sheet_above(r->sheet, a->row, a->column);
    return read_cell(r, last->field, last->index != BC_COLLECT_WHOLE, row, a->column);
}

/* -- maps -------------------------------------------------------------------------------------------------- */

static void add_members(const bc_collect_reading *r, run in, member_list *members)
{
    for (size_t from = 0, n; from < in.n; from += n) {
        n = count_like(&in, from, false);
        const bc_form_field *field = in.at[from].way[in.depth].field;
        const bc_node *value = make_value(r, field, (run){ &in.at[from], n, in.depth });
        if (value)
            bc_vec_add(members, (bc_node_member){ .key = field->key, .key_mark = value->mark, .value = value });
    }
}

/* NULL: there is nothing in it. */
static const bc_node *finish_map(const bc_collect_reading *r, member_list *members)
{
    const bc_node *map =
        members->n ? bc_node_new_map(r->arena, members->at[0].value->mark, members->at, members->n) : NULL;
    bc_vec_release(members);
    return map;
}

static const bc_node *make_map(const bc_collect_reading *r, run in)
{
    member_list members = { 0 };
    add_members(r, in, &members);
    return finish_map(r, &members);
}

/* -- lists by their names ---------------------------------------------------------------------------------- */

/* An element, which all of the run lead into. */
static const bc_node *make_element(const bc_collect_reading *r, run in)
{
    if (in.at[0].n == in.depth + 1)
        return read_anchor(r, &in.at[0]);
    return make_map(r, (run){ in.at, in.n, (uint8_t)(in.depth + 1) });
}

/* Places with names of their own: what is not there leaves no other in its place. */
static const bc_node *make_labelled(const bc_collect_reading *r, const bc_form_field *field, run in)
{
    member_list members = { 0 };
    for (size_t from = 0, n; from < in.n; from += n) {
        n = count_like(&in, from, true);
        const uint32_t index = in.at[from].way[in.depth].index;
        const bc_node *value = index < field->label_count ? make_element(r, (run){ &in.at[from], n, in.depth }) : NULL;
        if (value)
            bc_vec_add(&members, (bc_node_member){ field->labels[index], value->mark, value });
    }
    return finish_map(r, &members);
}

static const bc_node *finish_list(const bc_collect_reading *r, item_list *items)
{
    const bc_node *list = items->n ? bc_node_new_list(r->arena, items->at[0]->mark, items->at, items->n) : NULL;
    bc_vec_release(items);
    return list;
}

static const bc_node *make_named(const bc_collect_reading *r, run in)
{
    item_list items = { 0 };
    for (size_t from = 0, n; from < in.n; from += n) {
        n = count_like(&in, from, true);
        const bc_node *item = make_element(r, (run){ &in.at[from], n, in.depth });
        if (item)
            bc_vec_add(&items, item);
    }
    return finish_list(r, &items);
}

/* -- lists by their rows ----------------------------------------------------------------------------------- */

/* A column of the rows, and what of an element stands in it. */
typedef struct column {
    anchor of;         /* as of element 0 */
    uint32_t level;    /* that it is a name of, from 1; 0: none */
    const anchor *now; /* the cell that holds its value in the row at work; NULL: none */
    uint32_t carried;  /* the row that has the level's name; 0: none */
} column;

typedef BC_VEC(column) column_list;

static bool same_place(const anchor *a, const anchor *b, uint8_t depth)
{
    if (a->n != b->n)
        return false;
    for (uint8_t i = (uint8_t)(depth + 1); i < a->n; i++)
        if (a->way[i].field != b->way[i].field || a->way[i].index != b->way[i].index)
            return false;
    return true;
}

enum { MAX_VOTES = 1024 }; /* no form has so many columns */

typedef struct vote {
    const anchor *of;
    uint32_t column;
    size_t count;
} vote;

/* The column that most names of a place stand in. */
static void find_columns(const bc_form_field *list, const run *in, const anchor *fence, column_list *columns)
{
    BC_VEC(vote) votes = { 0 };
    for (size_t i = 0; i < in->n; i++) {
        const anchor *a = &in->at[i];
        if (a->rows || a->lost || a->row <= fence->row || a->row >= fence->last_row)
            continue;
        size_t k = 0;
        while (k < votes.n && !(votes.at[k].column == a->column && same_place(votes.at[k].of, a, in->depth)))
            k++;
        if (k == votes.n && k == MAX_VOTES)
            continue;
        if (k == votes.n)
            bc_vec_add(&votes, (vote){ a, a->column, 0 });
        votes.at[k].count++;
    }
    for (size_t i = 0; i < votes.n; i++) {
        const vote *v = &votes.at[i];
        bool best = true;
        for (size_t k = 0; k < votes.n; k++)
            if (k != i && same_place(votes.at[k].of, v->of, in->depth))
                best = best && (v->count > votes.at[k].count || (v->count == votes.at[k].count && i < k));
        if (!best)
            continue;
        column *found = bc_vec_push(columns);
        *found = (column){ .of = *v->of };
        found->of.column = v->column;
        found->level = v->of->n == in->depth + 2 ? bc_collect_level(list, v->of->way[v->of->n - 1].field) : 0;
    }
    bc_vec_release(&votes);
}

/* Whether each element has one row: no two names of one stand in different rows, and no list is inside of it. */
static bool is_plain(const run *in, const anchor *fence)
{
    for (size_t i = 0; i < in->n; i++) {
        const anchor *a = &in->at[i];
        for (uint8_t k = (uint8_t)(in->depth + 1); k < a->n; k++)
            if (a->way[k].field->type == BC_FIELD_LIST && !a->way[k].field->label_count)
                return false;
        const bool inside = !a->rows && !a->lost && a->row > fence->row && a->row < fence->last_row;
        if (i > 0 && inside && !in->at[i - 1].lost && a->way[in->depth].index == in->at[i - 1].way[in->depth].index &&
            a->row != in->at[i - 1].row && !in->at[i - 1].rows)
            return false;
    }
    return true;
}

static bool is_passed(const bc_collect_reading *r, uint32_t row)
{
    size_t from = 0, to = r->passed_count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (r->passed[middle] < row)
            from = middle + 1;
        else
            to = middle;
    }
    return from < r->passed_count && r->passed[from] == row;
}

/* Whether somebody wrote into the row: names of kinds that the form has in it do not count. */
static bool is_filled(const bc_collect_reading *r, const bc_form_field *list, const column_list *columns, uint32_t row)
{
    for (size_t i = 0; i < columns->n; i++) {
        const bc_table_cell *cell = bc_collect_sheet_cell(r->sheet, row, columns->at[i].of.column);
        const bc_form_field *field = columns->at[i].of.way[columns->at[i].of.n - 1].field;
        if (cell && !is_computed(field, cell) &&
            !(columns->at[i].level && bc_collect_level_is_given(r->form, list, cell->text)))
            return true;
    }
    return false;
}

/* The row in which the value of the column stands for this row; 0: there is none. A level that is empty is the one
 * above, unless one around it is another now. */
static uint32_t find_source(const bc_collect_reading *r, column_list *columns, size_t i, uint32_t row, uint32_t top)
{
    column *c = &columns->at[i];
    const uint32_t above = bc_collect_sheet_above(r->sheet, row, c->of.column);
    const uint32_t from = above > top ? above : row;
    if (bc_collect_sheet_cell(r->sheet, from, c->of.column)) {
        if (c->level && c->carried != from) {
            for (size_t k = 0; k < columns->n; k++)
                if (columns->at[k].level > c->level)
                    columns->at[k].carried = 0;
            c->carried = from;
        }
        return from;
    }
    return c->level ? c->carried : 0;
}

/* Outer levels first, for they say what inner ones go on from. */
static int by_level(const void *a, const void *b)
{
    const column *x = a, *y = b;
    return x->level != y->level ? (x->level < y->level ? -1 : 1) : by_way(&x->of, &y->of);
}

static bool is_column(const column_list *columns, uint32_t column)
{
    for (size_t i = 0; i < columns->n; i++)
        if (columns->at[i].of.column == column)
            return true;
    return false;
}

/* The name of a kind that the form has printed, in words of its own (*数量), beside the row or above it: once for all
 * its rows. */
static bc_str find_printed(const bc_collect_reading *r, const bc_form_field *list, uint32_t level,
                           const column_list *columns, uint32_t row, uint32_t top)
{
    bc_str name = { 0 };
    for (size_t at = bc_collect_sheet_from(r->sheet, row + 1); at-- > 0 && !name.n;) {
        const bc_table_row *own = &r->sheet->rows.at[at].row;
        if (own->number <= top)
            break;
        for (uint32_t k = 0; k < own->n && !name.n; k++)
            if (!is_column(columns, own->cells[k].column))
                name = bc_collect_level_named(r->form, list, level, own->cells[k].text);
    }
    return name;
}

/* Levels that have no column. */
static size_t add_printed(const bc_collect_reading *r, const bc_form_field *list, const run *in,
                          const column_list *columns, uint32_t row, uint32_t top, anchor *cells, size_t n)
{
    for (uint32_t i = 0; i < list->child_count; i++) {
        const uint32_t level = bc_collect_level(list, &list->children[i]);
        bool known = !level;
        for (size_t k = 0; k < columns->n && !known; k++)
            known = columns->at[k].of.way[columns->at[k].of.n - 1].field == &list->children[i];
        const bc_str name = known ? (bc_str){ 0 } : find_printed(r, list, level, columns, row, top);
        if (!name.n)
            continue;
        cells[n] = (anchor){ .n = (uint8_t)(in->depth + 2), .row = row, .text = name };
        memcpy(cells[n].way, columns->at[0].of.way, sizeof cells[n].way);
        cells[n].way[in->depth].index = 0;
        cells[n++].way[in->depth + 1] = (bc_collect_step){ &list->children[i], BC_COLLECT_WHOLE };
    }
    return n;
}

static const bc_node *make_row(const bc_collect_reading *r, const bc_form_field *list, const run *in,
                               column_list *columns, uint32_t row, uint32_t top)
{
    anchor *cells = BC_NEW_ARRAY(r->arena, anchor, columns->n + list->child_count);
    size_t n = 0;
    for (size_t i = 0; i < columns->n; i++) {
        const uint32_t from = find_source(r, columns, i, row, top);
        const anchor *of = &columns->at[i].of;
        if (!from && bc_collect_sheet_is_merged(r->sheet, row, of->column, true))
            report_merged(r, of->way[of->n - 1].field, row, of->column);
        if (!from)
            continue;
        cells[n] = columns->at[i].of;
        cells[n].way[in->depth].index = 0;
        cells[n++].row = from;
    }
    if (!n)
        return NULL;
    if (in->at[0].n > in->depth + 1) /* an element of several fields */
        n = add_printed(r, list, in, columns, row, top, cells, n);
    qsort(cells, n, sizeof *cells, by_way);
    return make_element(r, (run){ cells, n, in->depth });
}

static void pass_row(const bc_collect_reading *r, column_list *columns, uint32_t row, uint32_t top)
{
    for (size_t i = 0; i < columns->n; i++) {
        (void)find_source(r, columns, i, row, top);
        (void)bc_collect_sheet_take(r->sheet, row, columns->at[i].of.column);
    }
}

/* The fields of the list's elements that have the same key as one of another list. */
static const bc_form_field *twin_of(const bc_form_field *list, const bc_form_field *field)
{
    return bc_form_field_find(list->children, list->child_count, field->key);
}

/* Lists that stand beside each other have the names of their kinds once, in columns of one of them. */
static void borrow_levels(const bc_collect_reading *r, const bc_form_field *list, const run *in, const anchor *fence,
                          column_list *columns)
{
    const size_t own = columns->n;
    for (size_t i = 0; i < r->anchor_count && own; i++) {
        const anchor *a = &r->anchors[i];
        if (a->n != in->depth + 2 || a->rows || a->lost || a->way[in->depth].field == list ||
            a->way[in->depth].field->type != BC_FIELD_LIST || a->row <= fence->row || a->row >= fence->last_row)
            continue;
        const bc_form_field *field = a->way[a->n - 1].field, *twin = twin_of(list, field);
        bool known = !twin || !bc_collect_level(list, twin) || !bc_collect_level(a->way[in->depth].field, field);
        for (size_t k = 0; k < columns->n && !known; k++)
            known = columns->at[k].of.way[columns->at[k].of.n - 1].field == twin;
        if (known)
            continue;
        column *found = bc_vec_push(columns);
        *found = (column){ .of = columns->at[0].of, .level = bc_collect_level(list, twin) };
        found->of.n = (uint8_t)(in->depth + 2);
        found->of.way[in->depth + 1] = (bc_collect_step){ twin, BC_COLLECT_WHOLE };
        found->of.column = a->column;
    }
}

/* -- rows of lists in lists -------------------------------------------------------------------------------- */

/* Whether all that stands in the row was read already: a row that was added between two elements lies within the fences
 * of both their lists, and is of the one above it. */
static bool is_read(const bc_collect_reading *r, const column_list *columns, uint32_t row)
{
    bool any = false;
    for (size_t i = 0; i < columns->n; i++) {
        const uint32_t column = columns->at[i].of.column;
        if (columns->at[i].level || !bc_collect_sheet_cell(r->sheet, row, column))
            continue;
        if (bc_collect_sheet_is_free(r->sheet, row, column))
            return false;
        any = true;
    }
    return any;
}

/* Whether the row says what elements around the list say, in a cell that has no name: then one was added, and the row
 * is no more of the element above. */
static bool begins_another(const bc_collect_reading *r, const run *in, uint32_t row)
{
    for (size_t i = 0; i < r->anchor_count; i++) {
        const anchor *a = &r->anchors[i];
        if (a->n != in->depth + 1 || a->rows || a->lost || a->way[in->depth].index != BC_COLLECT_WHOLE ||
            a->way[in->depth - 1].field != in->at[0].way[in->depth - 1].field)
            continue;
        if (!bc_collect_sheet_is_free(r->sheet, row, a->column))
            continue;
        bool named = false;
        for (size_t k = 0; k < r->anchor_count && !named; k++)
            named = r->anchors[k].row == row && r->anchors[k].column == a->column && !r->anchors[k].rows;
        if (!named)
            return true;
    }
    return false;
}

static const bc_node *make_rows(const bc_collect_reading *r, const bc_form_field *list, run in, const anchor *fence)
{
    column_list columns = { 0 };
    item_list items = { 0 };
    find_columns(list, &in, fence, &columns);
    borrow_levels(r, list, &in, fence, &columns);
    if (columns.n)
        qsort(columns.at, columns.n, sizeof *columns.at, by_level);
    for (size_t i = bc_collect_sheet_from(r->sheet, fence->row + 1); columns.n && i < r->sheet->rows.n; i++) {
        const uint32_t row = r->sheet->rows.at[i].row.number;
        if (row >= fence->last_row)
            break;
        if (is_passed(r, row) || (in.depth && (is_read(r, &columns, row) || begins_another(r, &in, row))))
            continue;
        const bc_node *item =
            is_filled(r, list, &columns, row) ? make_row(r, list, &in, &columns, row, fence->row) : NULL;
        if (item)
            bc_vec_add(&items, item);
        else
            pass_row(r, &columns, row, fence->row);
    }
    bc_vec_release(&columns);
    return finish_list(r, &items);
}

static const bc_node *make_list(const bc_collect_reading *r, const bc_form_field *field, run in)
{
    if (field->label_count)
        return make_labelled(r, field, in);
    /* the fence is of all of the list, and so stands behind its elements */
    const anchor *fence = NULL;
    for (size_t i = 0; i < in.n && !fence; i++)
        if (in.at[i].rows && in.at[i].n == in.depth + 1)
            fence = &in.at[i];
    run named = in;
    while (named.n && named.at[named.n - 1].n == in.depth + 1 &&
           named.at[named.n - 1].way[in.depth].index == BC_COLLECT_WHOLE)
        named.n--; /* none of these is of an element */
    if (!named.n && !in.at[in.n - 1].rows && !in.at[in.n - 1].lost)
        return read_cell(r, field, false, in.at[in.n - 1].row, in.at[in.n - 1].column);
    if (fence && fence->lost) {
        bc_diag_add(r->diags, BC_DIAG_WARNING, "W825", bc_collect_sheet_mark(r->sheet, 0, 0),
                    bc_tr("where the rows of %.*s begin or end was deleted: rows that were added are not read"),
                    BC_STR_ARG(field->label));
        fence = NULL;
    }
    return fence && named.n && is_plain(&named, fence) ? make_rows(r, field, named, fence) : make_named(r, named);
}

static bool has_member(const bc_node *map, bc_str key)
{
    for (uint32_t i = 0; i < map->n; i++)
        if (bc_str_eq(map->as.members[i].key, key))
            return true;
    return false;
}

/* The cell of a field of the group that no other is in; else its sheet. */
static bc_diag_mark mark_of_field(const bc_collect_reading *r, const bc_form_field *field, run in)
{
    for (size_t i = 0; i < in.n; i++) {
        const anchor *a = &in.at[i];
        if (a->n == in.depth + 1 && a->way[in.depth].field == field && !a->lost && !a->text.p && !a->part.p)
            return bc_collect_sheet_mark(r->sheet, a->row, a->column);
    }
    return bc_collect_sheet_mark(r->sheet, 0, 0);
}

/* What is missing in a group is told where the group is: that is where the first such field belongs, not where another
 * one stands. */
static const bc_node *make_group(const bc_collect_reading *r, const bc_form_field *group, run in)
{
    const bc_node *map = make_map(r, in);
    for (uint32_t i = 0; map && i < group->child_count; i++)
        if (group->children[i].required && !has_member(map, group->children[i].key))
            return bc_node_new_map(r->arena, mark_of_field(r, &group->children[i], in), map->as.members, map->n);
    return map;
}

static const bc_node *make_value(const bc_collect_reading *r, const bc_form_field *field, run in)
{
    if (field->type == BC_FIELD_LIST)
        return make_list(r, field, in);
    if (field->type == BC_FIELD_GROUP)
        return make_group(r, field, (run){ in.at, in.n, (uint8_t)(in.depth + 1) });
    return read_anchor(r, &in.at[0]);
}

void bc_collect_tree_make(const bc_collect_reading *given, bc_collect_anchor *anchors, size_t n,
                          void (*add)(void *context, bc_node_member member), void *context)
{
    member_list members = { 0 };
    if (n)
        qsort(anchors, n, sizeof *anchors, by_way);
    bc_collect_reading reading = *given;
    reading.anchors = anchors;
    reading.anchor_count = n;
    const bc_collect_reading *r = &reading;
    add_members(r, (run){ anchors, n, 0 }, &members);
    for (size_t i = 0; i < members.n; i++)
        add(context, members.at[i]);
    bc_vec_release(&members);
}
