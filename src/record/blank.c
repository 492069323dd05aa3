/* A record with nothing in it, as typed data: lists have the rows that the empty form is to show, in the categories
 * that it prints. Layout cannot tell it from a record that was read. */
#include "record/blank.h"

static const bc_form_each *find_ordered(bc_form_rows rows, const bc_form_field *list)
{
    for (uint32_t i = 0; i < rows.n; i++) {
        const bc_form_each *each = rows.at[i].kind == BC_ROWS_EACH ? &rows.at[i].as.each : NULL;
        if (each && each->list_field == list && each->category_count)
            return each;
        const bc_form_each *inside = find_ordered(bc_form_rows_inside(&rows.at[i]), list);
        if (inside)
            return inside;
    }
    return NULL;
}

uint32_t bc_record_blank_categories(const bc_form *form, const bc_form_field *list, const bc_form_category **out)
{
    for (uint32_t i = 0; i < form->layout_count; i++) {
        const bc_form_table *table = form->layout[i].kind == BC_FORM_TABLE ? &form->layout[i].as.table : NULL;
        for (uint32_t k = 0; table && k < table->band_count; k++) {
            const bc_form_each *each = find_ordered(table->bands[k].rows, list);
            if (each) {
                *out = each->categories;
                return each->category_count;
            }
        }
    }
    *out = NULL;
    return 0;
}

typedef struct maker {
    const bc_form *form;
    uint32_t rows;
    bc_arena *arena;
} maker;

static bc_value_entry *make_entries(const maker *m, const bc_form_field *fields, uint32_t n);

static bc_value map_of(const bc_value_entry *entries, uint32_t n)
{
    return (bc_value){ .type = BC_VALUE_MAP, .n = n, .as.entries = entries };
}

/* An element that stands under its category already. */
static void set_level(bc_value_entry *entries, const bc_form_field *list, uint32_t level, bc_str name)
{
    for (uint32_t i = 0; i < list->child_count; i++)
        if (level < list->nested_count && bc_str_eq(entries[i].key, list->nested_by[level]))
            entries[i].value = bc_value_text(name);
}

static bc_value make_list(const maker *m, const bc_form_field *list)
{
    const bc_form_category *categories;
    uint32_t ordered = bc_record_blank_categories(m->form, list, &categories);
    uint32_t n = ordered ? ordered : list->label_count ? list->label_count : m->rows;
    bc_value *items = BC_NEW_ARRAY(m->arena, bc_value, n);
    for (uint32_t i = 0; i < n; i++) {
        if (!list->child_count) {
            items[i] = bc_value_null();
            continue;
        }
        bc_value_entry *entries = make_entries(m, list->children, list->child_count);
        if (ordered) {
            set_level(entries, list, 0, categories[i].level1);
            set_level(entries, list, 1, categories[i].level2);
        }
        items[i] = map_of(entries, list->child_count);
    }
    return (bc_value){ .type = BC_VALUE_LIST, .n = n, .as.items = items };
}

static bc_value_entry *make_entries(const maker *m, const bc_form_field *fields, uint32_t n)
{
    bc_value_entry *entries = BC_NEW_ARRAY(m->arena, bc_value_entry, n);
    for (uint32_t i = 0; i < n; i++) {
        entries[i] = (bc_value_entry){ fields[i].key, bc_value_null() };
        if (fields[i].type == BC_FIELD_GROUP)
            entries[i].value =
                map_of(make_entries(m, fields[i].children, fields[i].child_count), fields[i].child_count);
        else if (fields[i].type == BC_FIELD_LIST)
            entries[i].value = make_list(m, &fields[i]);
    }
    return entries;
}

bc_value bc_record_blank(const bc_form *form, uint32_t rows, bc_arena *arena)
{
    maker m = { form, rows ? rows : 1, arena };
    return map_of(make_entries(&m, form->fields.at, form->fields.n), (uint32_t)form->fields.n);
}
