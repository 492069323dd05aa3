/* Rows know keys and texts. A clerk writes labels, leaves groups out that have no name on paper, and writes the kinds
 * of indicators once, with the indicators below them. */
#include "export/spell.h"

#include "base/strmap.h"
#include "export/private/scalar.h"
#include "form/names.h"
#include "form/reserved.h"

typedef struct speller {
    bool keys;
    bc_arena *arena;
} speller;

typedef BC_VEC(bc_node_member) members;
typedef BC_VEC(const bc_node *) items;

static bool is_figure_field(bc_form_field_type type)
{
    return type == BC_FIELD_MONEY || type == BC_FIELD_PERCENT || type == BC_FIELD_NUMBER || type == BC_FIELD_INTEGER ||
           type == BC_FIELD_YEAR;
}

static const bc_node *spell_scalar(const speller *s, bc_form_field_type type, const bc_node *value)
{
    if (value->kind != BC_NODE_TEXT)
        return value;
    const bool figure = is_figure_field(type) && bc_export_is_figure(value->as.text);
    return bc_node_new_text(s->arena, value->mark, value->as.text, !figure);
}

static void add(members *list, bc_str key, const bc_node *value)
{
    bc_vec_add(list, (bc_node_member){ .key = key, .key_mark = value->mark, .value = value });
}

static const bc_node *finish_map(const speller *s, bc_diag_mark mark, members *list)
{
    const bc_node *map = bc_node_new_map(s->arena, mark, list->at, list->n);
    bc_vec_release(list);
    return map;
}

static const bc_node *finish_list(const speller *s, bc_diag_mark mark, items *list)
{
    const bc_node *node = bc_node_new_list(s->arena, mark, list->at, list->n);
    bc_vec_release(list);
    return node;
}

/* -- lists ---------------------------------------------------------------------------------------------- */

static const bc_node *spell_value(const speller *s, const bc_form_field *field, const bc_node *value);

/* Values of a list, or of its places. */
static const bc_node *spell_values(const speller *s, const bc_form_field *field, const bc_node *value)
{
    if (value->kind == BC_NODE_MAP) {
        members list = { 0 };
        for (uint32_t i = 0; i < value->n; i++)
            add(&list, value->as.members[i].key, spell_scalar(s, field->element, value->as.members[i].value));
        return finish_map(s, value->mark, &list);
    }
    if (value->kind != BC_NODE_LIST)
        return spell_scalar(s, field->element, value);
    items list = { 0 };
    for (uint32_t i = 0; i < value->n; i++)
        bc_vec_add(&list, spell_scalar(s, field->element, value->as.items[i]));
    return finish_list(s, value->mark, &list);
}

static bool is_level(const bc_form_field *list, const bc_form_field *field)
{
    for (uint32_t i = 0; i < list->nested_count; i++)
        if (bc_str_eq(list->nested_by[i], field->key))
            return true;
    return false;
}

static const bc_node *spell_element(const speller *s, const bc_form_field *list, const bc_node *element, bool levels)
{
    members inside = { 0 };
    if (element->kind != BC_NODE_MAP)
        return element;
    for (uint32_t i = 0; i < list->child_count; i++) {
        const bc_form_field *field = &list->children[i];
        const bc_node_member *member = bc_node_find_member(element, field->key);
        const bool clear = bc_form_field_label_is_clear(list->children, list->child_count, field);
        if (member && (levels || !is_level(list, field)))
            add(&inside, s->keys || !clear ? field->key : field->label, spell_value(s, field, member->value));
    }
    return finish_map(s, element->mark, &inside);
}

/* Whether a key may say it: a choice in other words is read otherwise in a key, and the name of a field is a field. */
static bool is_key(const bc_form_field *list, const bc_form_field *level, bc_str text)
{
    if (level->type == BC_FIELD_CHOICE) {
        uint32_t i = 0;
        while (i < level->choice_count && !bc_str_eq(level->choices[i], text))
            i++;
        if (i == level->choice_count)
            return false;
    } else if (level->type != BC_FIELD_TEXT)
        return false;
    for (uint32_t i = 0; i < list->child_count; i++)
        if (bc_str_eq(list->children[i].key, text) || bc_form_names_agree(list->children[i].label, text))
            return false;
    return true;
}

/* What the element says of a level; empty: nothing that a key could say as well. Most elements say what the one before
 * them says, which is a key. */
static bc_str level_text(const bc_form_field *list, const bc_node *element, uint32_t level, bc_str before)
{
    const bc_form_field *field = bc_form_field_find(list->children, list->child_count, list->nested_by[level]);
    const bc_node_member *member =
        field && element->kind == BC_NODE_MAP ? bc_node_find_member(element, field->key) : NULL;
    const bc_str text = member ? bc_node_text(member->value) : (bc_str){ 0 };
    return text.n && (bc_str_eq(text, before) || is_key(list, field, text)) ? text : (bc_str){ 0 };
}

/* Elements with what each says of its levels. */
typedef struct nested {
    const bc_form_field *list;
    const bc_node *value;
    const bc_str *said; /* nested_count for each */
} nested;

static bc_str said(const nested *n, uint32_t i, uint32_t level)
{
    return n->said[(size_t)i * n->list->nested_count + level];
}

/* False: some element says nothing of a level. */
static bool find_levels(const speller *s, nested *n)
{
    const uint32_t levels = n->list->nested_count;
    bc_str *texts = BC_NEW_ARRAY(s->arena, bc_str, (size_t)n->value->n * levels);
    for (uint32_t i = 0; i < n->value->n; i++)
        for (uint32_t level = 0; level < levels; level++) {
            const bc_str before = i ? texts[((size_t)i - 1) * levels + level] : (bc_str){ 0 };
            const bc_str text = level_text(n->list, n->value->as.items[i], level, before);
            if (!text.n)
                return false;
            texts[(size_t)i * levels + level] = text;
        }
    n->said = texts;
    return true;
}

/* Whether those of equal levels stand together, so that each level is a key once. */
static bool stand_together(const speller *s, const nested *n)
{
    bc_strmap seen = { 0 };
    bool together = true;
    for (uint32_t i = 0; i < n->value->n && together; i++) {
        bc_str way = { 0 };
        bool new = !i;
        for (uint32_t level = 0; level < n->list->nested_count && together; level++) {
            way = bc_arena_printf(s->arena, "%.*s\x1f%.*s", BC_STR_ARG(way), BC_STR_ARG(said(n, i, level)));
            new = new || !bc_str_eq(said(n, i, level), said(n, i - 1, level));
            together = !new || !bc_strmap_put(&seen, way, &seen);
        }
    }
    bc_strmap_release(&seen);
    return together;
}

/* The elements from..to, which are alike above `level`. */
static const bc_node *nest(const speller *s, const nested *n, uint32_t from, uint32_t to, uint32_t level)
{
    const bc_diag_mark mark = n->value->as.items[from]->mark;
    if (level == n->list->nested_count) {
        items inside = { 0 };
        for (uint32_t i = from; i < to; i++)
            bc_vec_add(&inside, spell_element(s, n->list, n->value->as.items[i], false));
        return finish_list(s, mark, &inside);
    }
    members inside = { 0 };
    for (uint32_t i = from; i < to;) {
        uint32_t end = i + 1;
        while (end < to && bc_str_eq(said(n, end, level), said(n, i, level)))
            end++;
        add(&inside, said(n, i, level), nest(s, n, i, end, level + 1));
        i = end;
    }
    return finish_map(s, mark, &inside);
}

static const bc_node *spell_value(const speller *s, const bc_form_field *field, const bc_node *value)
{
    if (field->type != BC_FIELD_LIST)
        return spell_scalar(s, field->type, value);
    if (!field->child_count)
        return spell_values(s, field, value);
    if (value->kind != BC_NODE_LIST)
        return value;
    nested n = { .list = field, .value = value };
    if (field->nested_count && value->n && !field->tree && find_levels(s, &n) && stand_together(s, &n))
        return nest(s, &n, 0, value->n, 0);
    items list = { 0 };
    for (uint32_t i = 0; i < value->n; i++)
        bc_vec_add(&list, spell_element(s, field, value->as.items[i], true));
    return finish_list(s, value->mark, &list);
}

/* -- records -------------------------------------------------------------------------------------------- */

static const bc_node *find(const bc_export_order *order, const bc_export_place *place, const bc_node *record)
{
    const bc_form_field *fields = order->form->fields.at;
    for (uint32_t i = 0; i <= place->depth && record; i++) {
        const bc_form_field *field = &fields[place->way[i]];
        const bc_node_member *member = record->kind == BC_NODE_MAP ? bc_node_find_member(record, field->key) : NULL;
        record = member ? member->value : NULL;
        fields = field->children;
    }
    return record;
}

/* What it says of itself, in front, and what no field takes, behind. */
static void add_others(const bc_export_order *order, const bc_node *record, bool rest, members *list)
{
    const bc_form_fields *fields = &order->form->fields;
    for (uint32_t i = 0; i < record->n; i++) {
        const bc_node_member *member = &record->as.members[i];
        const bool own = bc_form_reserved_is_remark(member->key);
        if (own == rest && (own || !bc_form_field_find(fields->at, (uint32_t)fields->n, member->key)))
            bc_vec_add(list, *member);
    }
}

const bc_node *bc_export_spell(const bc_export_order *order, const bc_node *record, bool keys, bc_arena *arena)
{
    if (record->kind != BC_NODE_MAP)
        return record;
    const speller s = { .keys = keys, .arena = arena };
    members list = { 0 };
    add_others(order, record, false, &list);
    for (size_t i = 0; i < order->places.n; i++) {
        const bc_export_place *place = &order->places.at[i];
        const bc_node *value = find(order, place, record);
        if (value)
            add(&list, keys || !place->clear ? place->path : place->field->label, spell_value(&s, place->field, value));
    }
    add_others(order, record, true, &list);
    return finish_map(&s, record->mark, &list);
}
