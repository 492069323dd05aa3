/* A table has every field of the form, so that tables of the same form have the same columns, whatever their records
 * hold, and can be written while records come. */
#include "export/table.h"

#include "base/unit.h"

#include <assert.h>

typedef struct making {
    bc_export_table *table;
    const bc_export_table_options *options;
} making;

/* -- heads ---------------------------------------------------------------------------------------------- */

static bool is_money(const bc_form_field *field)
{
    return (field->type == BC_FIELD_LIST ? field->element : field->type) == BC_FIELD_MONEY;
}

/* Whether a cell that says so is the head of that column, and amounts in it are taken for what they are. */
static bool is_understood(const making *m, const bc_intake_target *target, const bc_form_field *in, bc_str cell)
{
    bc_str unit;
    const bc_str head = bc_intake_targets_head(cell, &m->table->arena, &unit);
    const bc_intake_meaning meaning = bc_intake_targets_find(&m->table->targets, in, head, false, &m->table->arena);
    return meaning.target == target && !meaning.rival && !meaning.number && !bc_str_eq(head, BC_INTAKE_NUMBER_HEAD) &&
           (!is_money(target->field) || bc_str_eq(unit, target->field->unit));
}

/* budget.total, of a place budget.plan/3月底. Within a list the list itself is left out. */
static bc_str path_of(const making *m, const bc_intake_target *target)
{
    bc_arena *arena = &m->table->arena;
    bc_str path = { 0 };
    for (uint32_t i = target->list; i < target->way_count; i++)
        path = bc_arena_printf(arena, "%.*s%.*s.", BC_STR_ARG(path), BC_STR_ARG(target->way[i]->key));
    path = bc_arena_printf(arena, "%.*s%.*s", BC_STR_ARG(path), BC_STR_ARG(target->field->key));
    return target->place ? bc_arena_printf(arena, "%.*s/%.*s", BC_STR_ARG(path),
                                           BC_STR_ARG(target->field->labels[target->place - 1]))
                         : path;
}

static bc_str label_of(const bc_intake_target *target)
{
    return target->place ? target->field->labels[target->place - 1] : target->field->label;
}

/* The first of its names that is understood: what people call it, then what programs do. */
static void name_column(const making *m, const bc_intake_target *target, const bc_form_field *in,
                        bc_export_column *column)
{
    bc_arena *arena = &m->table->arena;
    const bc_str path = path_of(m, target), whole = bc_intake_target_name(target, false, arena);
    const bc_str labels[] = { target->place ? whole : label_of(target), whole,
                              bc_intake_target_name(target, true, arena), path };
    const bc_str keys[] = { path, whole, label_of(target), bc_intake_target_name(target, true, arena) };
    const bc_str *names = m->options->keys ? keys : labels;
    const bc_str unit = is_money(target->field) ? target->field->unit : (bc_str){ 0 };
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        column->head =
            unit.n ? bc_arena_printf(arena, "%.*s（%.*s）", BC_STR_ARG(names[i]), BC_STR_ARG(unit)) : names[i];
        if (target->json)
            column->head = bc_arena_printf(arena, "%.*s" BC_INTAKE_JSON_MARK, BC_STR_ARG(names[i]));
        if (is_understood(m, target, in, column->head))
            return;
    }
    column->misread = true;
}

/* -- columns -------------------------------------------------------------------------------------------- */

static uint32_t index_in(const bc_form_field *fields, uint32_t n, const bc_form_field *field)
{
    assert(field >= fields && field < fields + n);
    (void)n;
    return (uint32_t)(field - fields);
}

static void find_way(const making *m, const bc_intake_target *target, const bc_form_field *in, bc_export_column *column)
{
    const bc_form *form = m->table->order->form;
    const bc_form_field *fields = in ? in->children : form->fields.at;
    uint32_t n = in ? in->child_count : (uint32_t)form->fields.n;
    for (uint32_t i = in ? target->list : 0; i < target->way_count; i++) {
        column->way[column->depth++] = index_in(fields, n, target->way[i]);
        fields = target->way[i]->children;
        n = target->way[i]->child_count;
    }
    column->way[column->depth++] = index_in(fields, n, target->field);
}

static bc_export_column_kind kind_of(const bc_intake_target *target)
{
    if (target->json)
        return BC_EXPORT_JSON;
    return target->field->type == BC_FIELD_LIST && !target->place ? BC_EXPORT_LINES : BC_EXPORT_VALUE;
}

static void add_column(const making *m, bc_export_sheet *sheet, const bc_intake_target *target)
{
    const bc_form_field *in = sheet->list ? sheet->list->field : NULL;
    bc_export_column column = { .kind = kind_of(target), .field = target->field, .place = target->place };
    find_way(m, target, in, &column);
    name_column(m, target, in, &column);
    bc_vec_add(&sheet->columns, column);
}

/* Of a list with labels each place has a column, and the whole has none. */
static bool has_places(const bc_intake_target *target)
{
    return target->field->type == BC_FIELD_LIST && !target->field->child_count && target->field->label_count &&
           !target->place;
}

/* Those of one field, or (NULL) of all that the sheet has. */
static void add_field_columns(const making *m, bc_export_sheet *sheet, const bc_form_field *field)
{
    const bc_intake_targets *targets = &m->table->targets;
    const bc_form_field *in = sheet->list ? sheet->list->field : NULL;
    for (size_t i = 0; i < targets->list.n + targets->json.n; i++) {
        const bc_intake_target *target =
            i < targets->list.n ? &targets->list.at[i] : &targets->json.at[i - targets->list.n];
        const bc_form_field *list = target->list ? target->way[target->list - 1] : NULL;
        if (list == in && (!field || target->field == field) && !has_places(target))
            add_column(m, sheet, target);
    }
}

static void add_number(bc_export_sheet *sheet)
{
    const bc_export_column number = { .kind = BC_EXPORT_NUMBERED, .head = BC_INTAKE_NUMBER_HEAD };
    bc_vec_add(&sheet->columns, number);
}

/* Whether the list's elements are rows of their own. Elements that hold those below them are no rows. */
static bool has_sheet(const making *m, const bc_form_field *field)
{
    return !m->options->single && field->type == BC_FIELD_LIST && field->child_count &&
           !(field->tree && field->tree->kind == BC_TREE_BY_NESTING);
}

enum { MAX_SHEET_NAME = 31 };

static bool is_sheet_name(const bc_export_table *table, bc_str name)
{
    size_t units = 0;
    for (size_t i = 0; i < name.n; i++) {
        const unsigned char c = (unsigned char)name.p[i];
        units += ((c & 0xC0) != 0x80) + (size_t)(c >= 0xF0);
        if (c < ' ' || c == '[' || c == ']' || c == ':' || c == '*' || c == '?' || c == '/' || c == '\\')
            return false;
    }
    for (size_t i = 0; i < table->sheets.n; i++)
        if (bc_form_names_agree(table->sheets.at[i].name, name))
            return false;
    return units && units <= MAX_SHEET_NAME && name.p[0] != '\'' && name.p[name.n - 1] != '\'';
}

static void add_list(const making *m, const bc_export_place *place)
{
    bc_export_table *table = m->table;
    const bc_form_field *field = place->field;
    bc_export_sheet sheet = { .list = place, .name = field->key };
    if (!m->options->keys && is_sheet_name(table, field->label))
        sheet.name = field->label;
    add_number(&sheet);
    add_field_columns(m, &sheet, NULL);
    bc_vec_add(&table->sheets, sheet);
}

void bc_export_table_init(bc_export_table *table, const bc_export_order *order, const bc_export_table_options *options)
{
    *table = (bc_export_table){ .order = order, .figures = options->figures };
    bc_intake_targets_init(&table->targets, order->form);
    const making m = { .table = table, .options = options };
    bc_export_sheet records = { .name = BC_STR("记录") };
    add_number(&records);
    for (size_t i = 0; i < order->places.n; i++)
        if (!has_sheet(&m, order->places.at[i].field))
            add_field_columns(&m, &records, order->places.at[i].field);
    bc_vec_add(&table->sheets, records);
    for (size_t i = 0; i < order->places.n; i++)
        if (has_sheet(&m, order->places.at[i].field))
            add_list(&m, &order->places.at[i]);
}

void bc_export_table_release(bc_export_table *table)
{
    for (size_t i = 0; i < table->sheets.n; i++)
        bc_vec_release(&table->sheets.at[i].columns);
    bc_vec_release(&table->sheets);
    bc_intake_targets_release(&table->targets);
    bc_arena_release(&table->arena);
}
