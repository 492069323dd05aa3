/* Rows into the trees that records are written as elsewhere, by the shape that columns have in common. */
#include "intake/private/trees.h"

#include "base/unit.h"
#include "intake/private/cells.h"
#include "intake/private/link.h"

typedef struct making {
    const bc_intake_columns *columns;
    const bc_table_row *rows;
    size_t n;
    bc_arena *arena;
    bc_diag_list *diags;
} making;

static const bc_node *make(const making *m, const bc_intake_shape *shape, const bc_table_row *row);

static bc_diag_mark mark_of(const bc_table_row *row)
{
    return bc_diag_mark_at(row->source, row->number, 0, 0);
}

static const bc_node *make_computed(const making *m, const bc_intake_column *column, const bc_table_row *row)
{
    bc_value value;
    if (!row || !bc_intake_formula_eval(column->formula, row, m->arena, m->diags, &value) ||
        value.type == BC_VALUE_NULL)
        return NULL;
    bc_buf text;
    bc_buf_init(&text);
    bc_value_print(&value, &text);
    const bool number = value.type == BC_VALUE_NUMBER;
    const int power = number ? bc_unit_money_power(value.unit) : -1;
    const bc_table_cell cell = { .kind = number ? BC_TABLE_NUMBER : BC_TABLE_TEXT,
                                 .money = (uint8_t)(power + 1),
                                 .text = bc_arena_str(m->arena, bc_buf_str(&text)),
                                 .mark = mark_of(row) };
    bc_buf_release(&text);
    return cell.text.n ? bc_intake_cell_value(&cell, column, m->arena, m->diags) : NULL;
}

/* The value of the record is in the first of its rows that has one. */
static const bc_node *make_scalar(const making *m, const bc_intake_column *column, const bc_table_row *row)
{
    const size_t n = row ? 1 : m->n;
    if (column->constant)
        return column->constant;
    if (column->formula)
        return make_computed(m, column, row ? row : m->rows);
    for (size_t i = 0; i < n; i++) {
        uint32_t at = 0;
        const bc_table_cell *cell = bc_intake_rows_cell(row ? row : &m->rows[i], column->head->column, &at);
        if (cell)
            return bc_intake_cell_value(cell, column, m->arena, m->diags);
    }
    return NULL;
}

typedef BC_VEC(bc_node_member) members;

static const bc_node *finish_map(const making *m, members *list, const bc_table_row *row)
{
    const bc_table_row *first = row ? row : m->rows;
    const bc_node *map = list->n && first ? bc_node_new_map(m->arena, mark_of(first), list->at, list->n) : NULL;
    bc_vec_release(list);
    return map;
}

static const bc_node *make_map(const making *m, const bc_intake_shape *shape, const bc_table_row *row)
{
    members list = { 0 };
    for (const bc_intake_shape *inside = shape->inside; inside; inside = inside->next) {
        const bc_node *value = make(m, inside, row);
        if (value)
            bc_vec_add(&list, (bc_node_member){ .key = inside->place ? inside->field->labels[inside->place - 1]
                                                                     : inside->field->key,
                                                .key_mark = value->mark,
                                                .value = value });
    }
    return finish_map(m, &list, row);
}

/* 目标1, 目标2 …: empty ones leave no gap. */
static const bc_node *make_numbered(const making *m, const bc_intake_shape *shape, const bc_table_row *row)
{
    BC_VEC(const bc_node *) list = { 0 };
    for (const bc_intake_shape *inside = shape->inside; inside; inside = inside->next) {
        const bc_node *value = make_scalar(m, inside->column, row);
        if (value)
            bc_vec_add(&list, value);
    }
    const bc_node *node = list.n ? bc_node_new_list(m->arena, list.at[0]->mark, list.at, list.n) : NULL;
    bc_vec_release(&list);
    return node;
}

/* Several columns of one text are its paragraphs. */
static const bc_node *make_joined(const making *m, const bc_intake_shape *shape, const bc_table_row *row)
{
    bc_buf text;
    bc_buf_init(&text);
    bc_diag_mark mark = { 0 };
    for (const bc_intake_shape *inside = shape->inside; inside; inside = inside->next) {
        const bc_node *value = make_scalar(m, inside->column, row);
        if (!value)
            continue;
        mark = text.n ? mark : value->mark;
        bc_buf_add_text(&text, text.n ? "\n" : "");
        bc_buf_add_str(&text, bc_node_text(value));
    }
    const bc_node *node =
        text.n ? bc_node_new_text(m->arena, mark, bc_arena_str(m->arena, bc_buf_str(&text)), true) : NULL;
    bc_buf_release(&text);
    return node;
}

/* An element of each row that has something of it. */
static const bc_node *make_elements(const making *m, const bc_intake_shape *shape)
{
    BC_VEC(const bc_node *) list = { 0 };
    for (size_t i = 0; i < m->n; i++) {
        const bc_node *element = make_map(m, shape, &m->rows[i]);
        if (element)
            bc_vec_add(&list, element);
    }
    const bc_node *node = list.n ? bc_node_new_list(m->arena, list.at[0]->mark, list.at, list.n) : NULL;
    bc_vec_release(&list);
    return node;
}

static const bc_node *make_linked(const making *m, bc_intake_link *link, const bc_table_row *row)
{
    const bc_table_row *found;
    const size_t n = bc_intake_link_find(link, row ? row : m->rows, row ? 1 : m->n, m->arena, m->diags, &found);
    const making other = { .columns = &link->columns, .rows = found, .n = n, .arena = m->arena, .diags = m->diags };
    if (!n)
        return NULL;
    return link->list ? make_elements(&other, link->columns.shape) : make_scalar(&other, &link->columns.at[0], found);
}

static const bc_node *make(const making *m, const bc_intake_shape *shape, const bc_table_row *row)
{
    const bc_form_field *field = shape->field;
    if (shape->link)
        return make_linked(m, shape->link, row);
    if (shape->column)
        return make_scalar(m, shape->column, row);
    if (shape->inside && shape->inside->field == field && field->type != BC_FIELD_LIST)
        return make_joined(m, shape, row);
    if (field && field->type == BC_FIELD_LIST && field->child_count)
        return make_elements(m, shape);
    if (field && field->type == BC_FIELD_LIST && !field->label_count)
        return make_numbered(m, shape, row);
    return make_map(m, shape, row);
}

const bc_node *bc_intake_tree_record(const bc_intake_columns *columns, const bc_table_row *rows, size_t n,
                                     bc_arena *arena, bc_diag_list *diags)
{
    const making m = { .columns = columns, .rows = rows, .n = n, .arena = arena, .diags = diags };
    return make_map(&m, columns->shape, NULL);
}
