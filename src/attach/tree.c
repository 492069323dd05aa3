/* A record written back from its bound values. What was written in the record is said in the same letters, as long as
 * it still means the value that is printed: it is read once more and compared, so that a value which was masked or
 * rounded after it was read never comes out as it was. */
#include "attach/attach.h"

#include "record/bind.h"

typedef struct writing {
    const bc_form *form;
    bc_layout_seen *seen;
    bc_attach_extent extent;
    bc_str unit; /* of amounts whose fields have none */
    bc_arena *arena;
    bc_diag_list *ignored; /* what is wrong with a value was said when it was read first */
} writing;

typedef BC_VEC(bc_node_member) members;
typedef BC_VEC(const bc_node *) items;

/* -- values --------------------------------------------------------------------------------------------- */

/* Whether the record says it itself. What was gathered of many records does not know where it was written. */
static bool is_said(const writing *w, const bc_form_field *field, const bc_value *value)
{
    return value->origin ? value->origin != field->fallback : w->form->batch != NULL;
}

static bool is_wanted(const writing *w, const bc_form_field *field, const bc_value *value)
{
    if (bc_value_is_empty(value) && !value->text.n)
        return false;
    return (w->extent == BC_ATTACH_FULL && is_said(w, field, value)) || bc_layout_seen_has(w->seen, value);
}

static bool is_same(const bc_value *a, const bc_value *b)
{
    if (a->type != b->type || !bc_str_eq(a->text, b->text) || !bc_str_eq(a->unit, b->unit))
        return false;
    return a->type != BC_VALUE_NUMBER || !bc_expr_compare_values(a, b);
}

/* Whether what was written there is the value still. */
static bool is_as_written(const writing *w, const bc_form_field *field, const bc_value *value)
{
    if (!value->origin)
        return false;
    const bc_value again = bc_record_bind_value(field, value->origin, w->unit, w->arena, w->ignored);
    const bool inside = again.type == BC_VALUE_LIST && again.n;
    return is_same(inside ? &again.as.items[0] : &again, value);
}

/* With its unit, where nothing else says that. */
static bc_str spell(const writing *w, const bc_form_field *field, const bc_value *value)
{
    bc_buf text;
    bc_buf_init(&text);
    bc_value_print(value, &text);
    const bool unit = value->type == BC_VALUE_NUMBER && value->unit.n &&
                      !bc_str_eq(value->unit, field->unit.n ? field->unit : w->unit) &&
                      !bc_str_ends(bc_buf_str(&text), value->unit);
    if (unit)
        bc_buf_add_str(&text, value->unit);
    const bc_str kept = bc_arena_str(w->arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return kept;
}

/* In quotation marks: what is a figure whoever writes it knows from its field. */
static const bc_node *write_value(const writing *w, const bc_form_field *field, const bc_value *value)
{
    const bc_node *origin = value->origin;
    bc_diag_list_clear(w->ignored);
    if (!is_as_written(w, field, value))
        return bc_node_new_text(w->arena, (bc_diag_mark){ 0 }, spell(w, field, value), true);
    if (origin->kind == BC_NODE_TEXT)
        return bc_node_new_text(w->arena, (bc_diag_mark){ 0 }, origin->as.text, true);
    return origin; /* paragraphs */
}

/* -- lists and groups ----------------------------------------------------------------------------------- */

static const bc_node *write_map(const writing *w, const bc_form_field *fields, uint32_t n, const bc_value *map);

static const bc_node *finish_map(const writing *w, members *list)
{
    const bc_node *map = list->n ? bc_node_new_map(w->arena, (bc_diag_mark){ 0 }, list->at, list->n) : NULL;
    bc_vec_release(list);
    return map;
}

static const bc_node *finish_list(const writing *w, items *list)
{
    const bc_node *node = list->n ? bc_node_new_list(w->arena, (bc_diag_mark){ 0 }, list->at, list->n) : NULL;
    bc_vec_release(list);
    return node;
}

/* By their names, where places have some. */
static const bc_node *write_places(const writing *w, const bc_form_field *field, const bc_value *list)
{
    members out = { 0 };
    for (uint32_t i = 0; i < list->n && i < field->label_count; i++)
        if (is_wanted(w, field, &list->as.items[i]))
            bc_vec_add(&out,
                       (bc_node_member){ .key = field->labels[i], .value = write_value(w, field, &list->as.items[i]) });
    return finish_map(w, &out);
}

static const bc_node *write_values(const writing *w, const bc_form_field *field, const bc_value *list)
{
    items out = { 0 };
    if (field->label_count)
        return write_places(w, field, list);
    for (uint32_t i = 0; i < list->n; i++)
        if (is_wanted(w, field, &list->as.items[i]))
            bc_vec_add(&out, write_value(w, field, &list->as.items[i]));
    return finish_list(w, &out);
}

static uint32_t level_of(const bc_value *element)
{
    return element->type == BC_VALUE_MAP && element->as.branch ? element->as.branch->level : 0;
}

/* Elements from *at on that lie as deep as the first of them, each with those below it. */
static const bc_node *write_nested(const writing *w, const bc_form_field *field, const bc_value *list, uint32_t *at)
{
    const uint32_t level = level_of(&list->as.items[*at]);
    items out = { 0 };
    while (*at < list->n && level_of(&list->as.items[*at]) >= level) {
        const bc_node *own = write_map(w, field->children, field->child_count, &list->as.items[(*at)++]);
        const bc_node *below = NULL;
        if (*at < list->n && level_of(&list->as.items[*at]) > level)
            below = write_nested(w, field, list, at);
        if (!own && !below)
            continue;
        members inside = { 0 };
        for (uint32_t i = 0; own && i < own->n; i++)
            bc_vec_add(&inside, own->as.members[i]);
        if (below)
            bc_vec_add(&inside, (bc_node_member){ .key = field->tree->children[0].written, .value = below });
        bc_vec_add(&out, finish_map(w, &inside));
    }
    return finish_list(w, &out);
}

static const bc_node *write_list(const writing *w, const bc_form_field *field, const bc_value *list)
{
    items out = { 0 };
    uint32_t at = 0;
    if (!field->child_count)
        return write_values(w, field, list);
    if (list->n && field->tree && field->tree->kind == BC_TREE_BY_NESTING && field->tree->children_count)
        return write_nested(w, field, list, &at);
    for (; at < list->n; at++) {
        const bc_node *element = write_map(w, field->children, field->child_count, &list->as.items[at]);
        if (element)
            bc_vec_add(&out, element);
    }
    return finish_list(w, &out);
}

static const bc_node *write_field(const writing *w, const bc_form_field *field, const bc_value *value)
{
    if (field->type == BC_FIELD_GROUP)
        return write_map(w, field->children, field->child_count, value);
    if (value->type == BC_VALUE_LIST)
        return w->extent == BC_ATTACH_PRINTED || is_said(w, field, value) ? write_list(w, field, value) : NULL;
    return is_wanted(w, field, value) ? write_value(w, field, value) : NULL;
}

/* NULL: there is nothing in it. */
static const bc_node *write_map(const writing *w, const bc_form_field *fields, uint32_t n, const bc_value *map)
{
    members list = { 0 };
    for (uint32_t i = 0; i < n && map->type == BC_VALUE_MAP; i++) {
        const bc_value *value = bc_value_find_own(map, fields[i].key);
        const bc_node *node = value ? write_field(w, &fields[i], value) : NULL;
        if (node)
            bc_vec_add(&list, (bc_node_member){ .key = fields[i].key, .value = node });
    }
    return finish_map(w, &list);
}

const bc_node *bc_attach_tree(const bc_form *form, const bc_value *bound, bc_layout_seen *seen, bc_attach_extent extent,
                              bc_arena *arena)
{
    bc_diag_list ignored;
    bc_diag_list_init(&ignored);
    const writing w = { .form = form,
                        .seen = seen,
                        .extent = extent,
                        .unit = bc_record_money_unit(form, bound),
                        .arena = arena,
                        .ignored = &ignored };
    const bc_node *fields = write_map(&w, form->fields.at, form->fields.n, bound);
    members list = { 0 };
    bc_vec_add(&list, (bc_node_member){ .key = BC_STR("form"),
                                        .value = bc_node_new_text(arena, (bc_diag_mark){ 0 }, form->id, true) });
    for (uint32_t i = 0; fields && i < fields->n; i++)
        bc_vec_add(&list, fields->as.members[i]);
    bc_diag_list_release(&ignored);
    return finish_map(&w, &list);
}
