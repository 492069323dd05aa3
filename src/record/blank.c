/* A record with nothing in it, as typed data. Defaults are those of an empty record that was read; what else there is
 * to say is null with the room of its type, and what is computed is computed with that. Lists have the rows that the
 * form is to show: those of the template, or of the categories that it prints, and empty ones. */
#include "record/blank.h"

#include "record/bind.h"
#include "record/private/scalar.h"
#include "record/private/tree.h"

#include <assert.h>

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
    const bc_record_blank_size *size;
    uint32_t lists; /* made so far that may have one row more */
    bool in_row;
    bc_arena *arena;
    bc_diag_list *diags, *ignored; /* what an empty record lacks is no mistake */
    const bc_expr_scope *around;   /* the maps being made, as far as they are: what computed fields see */
    uint32_t spare;                /* entries to leave behind those of the next map */
} maker;

/* What is known of the fields that stand beside each other: a map of what an empty record has in them, or the row of
 * the list that they are columns of. */
typedef struct known {
    const bc_value *defaults;
    const bc_form_field *list;
    const bc_form_blank_row *row;
} known;

static bc_value_entry *make_entries(maker *m, const bc_form_field *fields, uint32_t n, const known *known);

static bc_value map_of(const bc_value_entry *entries, uint32_t n)
{
    return (bc_value){ .type = BC_VALUE_MAP, .n = n, .as.entries = entries };
}

/* -- room ----------------------------------------------------------------------------------------------- */

static bc_value room_of(bc_form_field_type type)
{
    enum { SHORT = 4 };
    bc_value_room room = { .characters = BC_ROOM_TEXT };
    switch (type) {
    case BC_FIELD_YEAR:
        room = (bc_value_room){ .characters = SHORT, .year = true };
        break;
    case BC_FIELD_NUMBER:
    case BC_FIELD_INTEGER:
    case BC_FIELD_PERCENT:
        room.characters = BC_ROOM_NUMBER;
        break;
    case BC_FIELD_MONEY:
    case BC_FIELD_CHOICE:
    case BC_FIELD_PERSON:
    case BC_FIELD_TARGET:
        room.characters = SHORT;
        break;
    case BC_FIELD_TEXT:
    case BC_FIELD_PROSE:
    case BC_FIELD_DATE:
    case BC_FIELD_CODE:
    case BC_FIELD_PHONE:
    case BC_FIELD_LIST:
    case BC_FIELD_GROUP:
        break;
    }
    return (bc_value){ .type = BC_VALUE_NULL, .room = room };
}

/* -- rows ----------------------------------------------------------------------------------------------- */

/* What the rows of a list say already; `levels` are names of first levels, of which there may be more rows. */
typedef struct frame {
    const bc_form_blank_row *rows;
    uint32_t n;
} frame;

static frame frame_of_categories(const maker *m, const bc_form_field *list)
{
    const bc_form_category *categories;
    uint32_t n = bc_record_blank_categories(m->form, list, &categories);
    bc_form_blank_row *rows = BC_NEW_ARRAY(m->arena, bc_form_blank_row, n);
    for (uint32_t i = 0; i < n; i++) {
        const bc_str levels[] = { categories[i].level1, categories[i].level2 };
        rows[i] = (bc_form_blank_row){ .levels = BC_NEW_COPY(m->arena, levels, 2), .level_count = 2 };
    }
    return (frame){ rows, n };
}

/* The names of its places say what stands in a list of single values. */
static frame frame_of_labels(const maker *m, const bc_form_field *list)
{
    return (frame){ BC_NEW_ARRAY(m->arena, bc_form_blank_row, list->label_count), list->label_count };
}

static frame frame_of(const maker *m, const bc_form_field *list)
{
    if (list->blank_row_count)
        return (frame){ list->blank_rows, list->blank_row_count };
    return list->label_count ? frame_of_labels(m, list) : frame_of_categories(m, list);
}

/* Below a level there may be more rows of it; one that says more than that stands for itself. */
static bool may_repeat(const bc_form_blank_row *row)
{
    return row->level_count && !row->values;
}

static uint32_t count_repeatable(const frame *f)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < f->n; i++)
        n += may_repeat(&f->rows[i]);
    return n;
}

static bc_value make_element(maker *m, const bc_form_field *list, const bc_form_blank_row *row)
{
    const known known = { .list = list, .row = row };
    if (list->child_count) {
        m->spare = list->tree ? BC_BRANCH_NAMES : 0;
        bc_value_entry *entries = make_entries(m, list->children, list->child_count, &known);
        const bc_value element = map_of(entries, list->child_count);
        return list->tree ? bc_record_tree_alone(element, entries, m->arena) : element;
    }
    if (!row->values)
        return room_of(list->element);
    return bc_record_scalar(list, list->element, row->values, (bc_str){ 0 }, m->arena, m->diags);
}

/* Rows that are wanted beyond those of the frame are dealt out to its levels, the first of them getting the rest. */
static bc_value make_list(maker *m, const bc_form_field *list)
{
    static const bc_form_blank_row NOTHING = { 0 };
    const frame f = frame_of(m, list);
    uint32_t wanted = m->in_row ? m->size->inner : m->size->rows;
    if (!m->in_row && !bc_form_repeats(m->form, list, true))
        wanted += m->lists++ < m->size->more;
    uint32_t repeatable = count_repeatable(&f), extra = wanted > f.n ? wanted - f.n : 0;
    if (f.n && !repeatable)
        extra = 0;
    bc_value *items = BC_NEW_ARRAY(m->arena, bc_value, (size_t)f.n + extra);
    uint32_t n = 0, seen = 0;
    const bool in_row = m->in_row;
    m->in_row = true;
    for (uint32_t i = 0; i < f.n; i++) {
        uint32_t copies = 1;
        if (repeatable && may_repeat(&f.rows[i]))
            copies += extra / repeatable + (seen++ < extra % repeatable);
        while (copies--)
            items[n++] = make_element(m, list, &f.rows[i]);
    }
    for (uint32_t i = 0; !f.n && i < extra; i++)
        items[n++] = make_element(m, list, &NOTHING);
    assert(n == f.n + extra);
    m->in_row = in_row;
    return (bc_value){ .type = BC_VALUE_LIST, .n = n, .as = { .items = items, .blank = true } };
}

/* -- values --------------------------------------------------------------------------------------------- */

static bc_value said_by_row(const maker *m, const bc_form_field *field, const known *known)
{
    const bc_form_blank_row *row = known->row;
    for (uint32_t i = 0; row && i < row->level_count && i < known->list->nested_count; i++)
        if (bc_str_eq(field->key, known->list->nested_by[i]))
            return bc_value_text(row->levels[i]);
    for (uint32_t i = 0; row && row->values && i < row->values->n; i++) {
        const bc_node_member *member = &row->values->as.members[i];
        if (bc_str_eq(member->key, field->key) || bc_str_eq(member->key, field->label))
            return bc_record_scalar(field, field->type, member->value, (bc_str){ 0 }, m->arena, m->diags);
    }
    return bc_value_null();
}

static bc_value compute(const maker *m, const bc_form_field *field)
{
    bc_value datum = bc_record_computed(field, m->around, m->arena, m->ignored);
    bool nothing = bc_value_is_empty(&datum) && !bc_value_room_of(&datum).characters;
    return nothing ? room_of(field->type) : datum;
}

static bc_value make_scalar(const maker *m, const bc_form_field *field, const known *known)
{
    const bc_value said = said_by_row(m, field, known);
    if (!bc_value_is_empty(&said))
        return said;
    const bc_value *given = bc_value_find(known->defaults, field->key);
    if (given && !bc_value_is_empty(given) && (field->fallback || !field->computed))
        return *given;
    return field->computed ? compute(m, field) : room_of(field->type);
}

static bc_value make_value(maker *m, const bc_form_field *field, const known *known)
{
    const bc_value *given = bc_value_find(known->defaults, field->key);
    struct known inner = { .defaults = given };
    if (field->type == BC_FIELD_GROUP)
        return map_of(make_entries(m, field->children, field->child_count, &inner), field->child_count);
    if (field->type != BC_FIELD_LIST)
        return make_scalar(m, field, known);
    return given && !bc_value_is_empty(given) ? *given : make_list(m, field);
}

static bc_value_entry *make_entries(maker *m, const bc_form_field *fields, uint32_t n, const known *known)
{
    bc_value_entry *entries = BC_NEW_ARRAY(m->arena, bc_value_entry, n + m->spare);
    m->spare = 0;
    bc_value so_far = map_of(entries, n); /* without a key: not made yet */
    bc_expr_scope scope = { .map = &so_far, .outer = m->around };
    m->around = &scope;
    for (uint32_t turn = 0; turn < n; turn++) {
        uint32_t i = fields[turn].turn;
        const bc_value made = make_value(m, &fields[i], known);
        entries[i] = (bc_value_entry){ fields[i].key, made };
    }
    m->around = scope.outer;
    return entries;
}

/* A record that says the budget year at most. */
static const bc_node *empty_record(const bc_form *form, uint32_t year, bc_arena *arena)
{
    const bc_form_field *field = bc_form_field_of_role(form->fields.at, form->fields.n, BC_FORM_ROLE_YEAR);
    if (!field || !year)
        return bc_node_new_map(arena, form->mark, NULL, 0);
    const bc_node *value = bc_node_new_text(arena, form->mark, bc_arena_printf(arena, "%u", year), false);
    const bc_node_member member = { .key = field->key, .key_mark = form->mark, .value = value };
    return bc_node_new_map(arena, form->mark, &member, 1);
}

bc_value bc_record_blank(const bc_form *form, const bc_record_blank_size *size, bc_arena *arena, bc_diag_list *diags)
{
    bc_diag_list ignored;
    bc_diag_list_init(&ignored);
    maker m = { .form = form, .size = size, .arena = arena, .diags = diags, .ignored = &ignored };
    const bc_value defaults = bc_record_bind(form, empty_record(form, size->year, arena), arena, &ignored);
    const known known = { .defaults = &defaults };
    const bc_value record = map_of(make_entries(&m, form->fields.at, form->fields.n, &known), form->fields.n);
    bc_diag_list_release(&ignored);
    return record;
}
