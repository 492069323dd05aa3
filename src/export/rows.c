/* Cells have what the record says, letter for letter: values are bound to know where they belong, and their texts are
 * taken from where they were written. What a form computes, or takes for granted, is no part of a record. */
#include "export/table.h"

#include "base/written.h"
#include "export/json.h"
#include "export/private/scalar.h"

typedef struct filling {
    const bc_export_table *table;
    bc_arena *arena;
    bc_export_losses *losses;
} filling;

/* -- values --------------------------------------------------------------------------------------------- */

/* The line breaks of cells are LF. */
static bc_str with_plain_breaks(bc_arena *arena, bc_str text)
{
    if (bc_str_find(text, BC_STR("\r"), 0) == SIZE_MAX)
        return text;
    char *copy = bc_arena_alloc(arena, text.n);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] != '\r')
            copy[n++] = text.p[i];
        else if (i + 1 == text.n || text.p[i + 1] != '\n')
            copy[n++] = '\n';
    return (bc_str){ copy, n };
}

/* What the record says there; empty: nothing. */
static bc_str said(const filling *f, const bc_form_field *field, const bc_value *value)
{
    const bc_node *origin = value->origin;
    if (!origin || origin == field->fallback)
        return (bc_str){ 0 };
    if (origin->kind == BC_NODE_LIST) /* paragraphs */
        return value->text;
    const bc_str text = bc_str_trim(with_plain_breaks(f->arena, bc_node_text(origin)));
    if (origin->kind == BC_NODE_TEXT && !text.n && field->fallback)
        f->losses->defaults++;
    return text;
}

/* The amount in the unit of its field, as a number. */
static bc_str amount_of(const filling *f, const bc_form_field *field, const bc_value *value)
{
    if (value->type != BC_VALUE_NUMBER || !field->unit.n || !bc_str_eq(value->unit, field->unit))
        return said(f, field, value);
    if (!said(f, field, value).n)
        return (bc_str){ 0 };
    bc_buf text;
    bc_buf_init(&text);
    bc_decimal_print(value->as.number, -1, false, &text);
    const bc_str amount = bc_arena_str(f->arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return amount;
}

static bc_str text_of(const filling *f, const bc_form_field *field, bc_form_field_type type, const bc_value *value)
{
    return f->table->figures && type == BC_FIELD_MONEY ? amount_of(f, field, value) : said(f, field, value);
}

static bool is_figure_field(bc_form_field_type type)
{
    return type == BC_FIELD_MONEY || type == BC_FIELD_PERCENT || type == BC_FIELD_NUMBER || type == BC_FIELD_INTEGER ||
           type == BC_FIELD_YEAR;
}

/* 2026-03-01 on a day that there was and that workbooks count right. */
static bool is_day(bc_str text)
{
    if (text.n != 10 || text.p[4] != '-' || text.p[7] != '-' || bc_str_compare(text, BC_STR("1900-03-01")) < 0)
        return false;
    bc_written_date date;
    bc_written_date_read(text, &date);
    return date.sense == BC_WRITTEN_USUAL && date.day;
}

static bc_export_cell cell_of(bc_form_field_type type, bc_str text)
{
    uint8_t kind = BC_EXPORT_TEXT;
    if (!text.n)
        kind = BC_EXPORT_EMPTY;
    else if (is_figure_field(type) && bc_export_is_figure(text))
        kind = BC_EXPORT_FIGURE;
    else if (type == BC_FIELD_DATE && is_day(text))
        kind = BC_EXPORT_DATE;
    return (bc_export_cell){ .kind = kind, .text = text };
}

/* -- lists ---------------------------------------------------------------------------------------------- */

/* A list of texts that lines of a cell cannot show: one of several lines, one that is empty, one that looks like a list
 * itself. */
static bool needs_json(const bc_str *texts, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (!texts[i].n || bc_str_find(texts[i], BC_STR("\n"), 0) != SIZE_MAX)
            return true;
    return n && texts[0].p[0] == '[' && texts[n - 1].p[texts[n - 1].n - 1] == ']';
}

static bc_export_cell lines(const filling *f, const bc_form_field *field, const bc_value *value)
{
    if (value->type != BC_VALUE_LIST || !value->origin || value->origin == field->fallback)
        return (bc_export_cell){ 0 };
    bc_str *texts = BC_NEW_ARRAY(f->arena, bc_str, value->n);
    for (uint32_t i = 0; i < value->n; i++)
        texts[i] = said(f, field, &value->as.items[i]);
    bc_buf out;
    bc_buf_init(&out);
    if (needs_json(texts, value->n)) {
        const bc_node **items = BC_NEW_ARRAY(f->arena, const bc_node *, value->n);
        for (uint32_t i = 0; i < value->n; i++)
            items[i] = bc_node_new_text(f->arena, (bc_diag_mark){ 0 }, texts[i], true);
        bc_export_json_put(bc_node_new_list(f->arena, (bc_diag_mark){ 0 }, items, value->n), true, 0, &out);
    }
    for (uint32_t i = 0; i < value->n && !needs_json(texts, value->n); i++) {
        bc_buf_add_text(&out, i ? "\n" : "");
        bc_buf_add_str(&out, texts[i]);
    }
    const bc_export_cell cell = value->n == 1 && !needs_json(texts, 1)
                                    ? cell_of(field->element, texts[0])
                                    : cell_of(BC_FIELD_TEXT, bc_arena_str(f->arena, bc_buf_str(&out)));
    bc_buf_release(&out);
    return cell;
}

static bc_export_cell whole_list(const filling *f, const bc_form_field *field, const bc_value *value)
{
    const bc_node *origin = value->origin;
    if (!origin || origin == field->fallback || (origin->kind != BC_NODE_LIST && origin->kind != BC_NODE_MAP))
        return (bc_export_cell){ 0 };
    bc_buf out;
    bc_buf_init(&out);
    bc_export_json_put(origin, true, 0, &out);
    const bc_export_cell cell = cell_of(BC_FIELD_TEXT, bc_arena_str(f->arena, bc_buf_str(&out)));
    bc_buf_release(&out);
    return cell;
}

/* -- rows ----------------------------------------------------------------------------------------------- */

static const bc_value *find(const bc_export_column *column, const bc_value *map)
{
    for (uint32_t i = 0; i < column->depth; i++) {
        if (map->type != BC_VALUE_MAP || column->way[i] >= map->n)
            return NULL;
        map = &map->as.entries[column->way[i]].value;
    }
    return map;
}

static bc_export_cell fill(const filling *f, const bc_export_column *column, const bc_value *map)
{
    const bc_value *value = find(column, map);
    const bc_form_field *field = column->field;
    if (!value)
        return (bc_export_cell){ 0 };
    if (column->kind == BC_EXPORT_JSON)
        return whole_list(f, field, value);
    if (column->kind == BC_EXPORT_LINES)
        return lines(f, field, value);
    if (!column->place)
        return cell_of(field->type, text_of(f, field, field->type, value));
    const bool there = value->type == BC_VALUE_LIST && value->origin && value->origin != field->fallback;
    if (!there || column->place > value->n)
        return (bc_export_cell){ 0 };
    return cell_of(field->element, text_of(f, field, field->element, &value->as.items[column->place - 1]));
}

/* How many of the cells say something. */
static size_t fill_row(const filling *f, const bc_export_sheet *sheet, const bc_value *map, bc_str number,
                       bc_export_cell *cells)
{
    size_t filled = 0;
    for (size_t i = 0; i < sheet->columns.n; i++) {
        const bc_export_column *column = &sheet->columns.at[i];
        if (column->kind == BC_EXPORT_NUMBERED) {
            cells[i] = (bc_export_cell){ .kind = BC_EXPORT_FIGURE, .text = number };
            continue;
        }
        cells[i] = fill(f, column, map);
        filled += cells[i].kind != BC_EXPORT_EMPTY;
    }
    return filled;
}

void bc_export_table_rows(const bc_export_table *table, const bc_value *bound, uint64_t number, bc_arena *arena,
                          bc_export_losses *losses,
                          void (*row)(void *context, size_t sheet, const bc_export_cell *cells, size_t n),
                          void *context)
{
    const filling f = { .table = table, .arena = arena, .losses = losses };
    const bc_str told = bc_arena_printf(arena, "%llu", (unsigned long long)number);
    for (size_t i = 0; i < table->sheets.n; i++) {
        const bc_export_sheet *sheet = &table->sheets.at[i];
        if (!sheet->list) {
            bc_export_cell *cells = BC_NEW_ARRAY(arena, bc_export_cell, sheet->columns.n);
            (void)fill_row(&f, sheet, bound, told, cells);
            row(context, i, cells, sheet->columns.n);
            continue;
        }
        const bc_value *list = bc_export_order_value(sheet->list, bound);
        if (!list || list->type != BC_VALUE_LIST || !list->origin || list->origin == sheet->list->field->fallback)
            continue;
        for (uint32_t k = 0; k < list->n; k++) {
            bc_export_cell *cells = BC_NEW_ARRAY(arena, bc_export_cell, sheet->columns.n);
            if (fill_row(&f, sheet, &list->as.items[k], told, cells))
                row(context, i, cells, sheet->columns.n);
            else
                losses->elements++;
        }
    }
}
