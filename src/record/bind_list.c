/* Lists of a record: flat or nested by their first levels, with named places, of maps or of scalars. */
#include "base/tr.h"
#include "base/vec.h"
#include "form/names.h"
#include "record/private/bind_parts.h"

#include <string.h>

typedef BC_VEC(bc_value) elements;

typedef struct nesting {
    bc_record_binder *b;
    const bc_form_field *field;
    elements *out;
    bc_value levels[8]; /* what the outer maps' keys say, one per nested_by */
} nesting;

enum { MAX_NESTING_DEPTH = sizeof(((nesting *)0)->levels) / sizeof(bc_value) };

static bc_value finish(bc_record_binder *b, const bc_node *origin, elements *list)
{
    bc_value *items = BC_NEW_ARRAY(b->arena, bc_value, list->n);
    if (list->n)
        memcpy(items, list->at, list->n * sizeof *items);
    bc_value datum = { .type = BC_VALUE_LIST, .n = (uint32_t)list->n, .origin = origin, .as.items = items };
    bc_vec_release(list);
    return datum;
}

/* -- scalars -------------------------------------------------------------------------------------------- */

static bool find_label(const bc_form_field *field, bc_str name, uint32_t *index)
{
    for (uint32_t i = 0; i < field->label_count; i++)
        if (bc_form_names_agree(field->labels[i], name)) {
            *index = i;
            return true;
        }
    return false;
}

/* `{3月底: 20, 12月底: 100}` */
static bc_value bind_labelled(bc_record_binder *b, const bc_form_field *field, const bc_node *map)
{
    bc_value *items = BC_NEW_ARRAY(b->arena, bc_value, field->label_count);
    for (uint32_t i = 0; i < map->n; i++) {
        const bc_node_member *member = &map->as.members[i];
        uint32_t index;
        if (find_label(field, member->key, &index)) {
            items[index] = bc_record_bind_scalar(b, field, field->element, member->value);
            continue;
        }
        bc_diag_add(b->diags, BC_DIAG_ERROR, "E202", member->key_mark, bc_tr("%.*s has no place called `%.*s`"),
                    BC_STR_ARG(field->label), BC_STR_ARG(member->key));
        bc_str near = bc_diag_nearest(member->key, field->labels, field->label_count);
        if (near.n)
            bc_diag_hint(b->diags, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
    }
    return (bc_value){ .type = BC_VALUE_LIST, .n = field->label_count, .origin = map, .as.items = items };
}

static bc_value bind_scalars(bc_record_binder *b, const bc_form_field *field, const bc_node *value)
{
    if (value->kind == BC_NODE_MAP && field->label_count)
        return bind_labelled(b, field, value);
    elements list = { 0 };
    if (value->kind == BC_NODE_LIST)
        for (uint32_t i = 0; i < value->n; i++)
            *bc_vec_push(&list) = bc_record_bind_scalar(b, field, field->element, value->as.items[i]);
    else
        *bc_vec_push(&list) = bc_record_bind_scalar(b, field, field->element, value);
    if (field->label_count && list.n > field->label_count)
        bc_diag_add(b->diags, BC_DIAG_ERROR, "E210", value->mark, bc_tr("%.*s has %u places, but %zu values are given"),
                    BC_STR_ARG(field->label), field->label_count, list.n);
    while (list.n < field->label_count)
        *bc_vec_push(&list) = bc_value_null();
    return finish(b, value, &list);
}

/* -- maps ----------------------------------------------------------------------------------------------- */

/* Gives the element the levels that its place in the nesting says. */
static void set_levels(nesting *n, bc_value *element, uint32_t depth)
{
    bc_value_entry *entries = (bc_value_entry *)element->as.entries; /* made by bc_record_bind_map just now */
    for (uint32_t i = 0; i < depth; i++)
        for (uint32_t k = 0; k < element->n; k++)
            if (bc_str_eq(entries[k].key, n->field->nested_by[i]) && bc_value_is_empty(&entries[k].value))
                entries[k].value = n->levels[i];
}

static void bind_element(nesting *n, const bc_node *value, uint32_t depth)
{
    if (value->kind == BC_NODE_NULL)
        return;
    if (value->kind != BC_NODE_MAP) {
        bc_diag_add(n->b->diags, BC_DIAG_ERROR, "E201", value->mark, bc_tr("each element of %.*s is a map, not %s"),
                    BC_STR_ARG(n->field->label), bc_node_kind_name(value->kind));
        return;
    }
    bc_value element = bc_record_bind_map(n->b, n->field->children, n->field->child_count, value, value->mark,
                                          (bc_record_strays){ 0 }, false);
    set_levels(n, &element, depth);
    *bc_vec_push(n->out) = element;
}

/* A map at a nested level holds groups, unless its keys are fields of an element. */
static bool is_element(const nesting *n, const bc_node *map)
{
    for (uint32_t i = 0; i < map->n; i++)
        for (uint32_t k = 0; k < n->field->child_count; k++) {
            const bc_form_field *child = &n->field->children[k];
            if (bc_str_eq(child->key, map->as.members[i].key) ||
                bc_form_names_agree(child->label, map->as.members[i].key))
                return true;
        }
    return false;
}

static void bind_nested(nesting *n, const bc_node *value, uint32_t depth)
{
    if (value->kind == BC_NODE_LIST) {
        for (uint32_t i = 0; i < value->n; i++)
            bind_element(n, value->as.items[i], depth);
        return;
    }
    bool groups = value->kind == BC_NODE_MAP && depth < n->field->nested_count && depth < MAX_NESTING_DEPTH;
    if (!groups || is_element(n, value)) {
        bind_element(n, value, depth);
        return;
    }
    for (uint32_t i = 0; i < value->n; i++) {
        const bc_node_member *member = &value->as.members[i];
        n->levels[depth] = bc_value_text(member->key);
        n->levels[depth].origin = bc_node_new_text(n->b->arena, member->key_mark, member->key, true);
        bind_nested(n, member->value, depth + 1);
    }
}

bc_value bc_record_bind_list(bc_record_binder *b, const bc_form_field *field, const bc_node *value)
{
    if (value->kind == BC_NODE_NULL)
        return field->label_count ? bind_labelled(b, field, bc_node_new_map(b->arena, value->mark, NULL, 0))
                                  : (bc_value){ .type = BC_VALUE_LIST, .origin = value };
    if (!field->child_count)
        return bind_scalars(b, field, value);
    elements list = { 0 };
    nesting n = { .b = b, .field = field, .out = &list };
    bind_nested(&n, value, 0);
    return finish(b, value, &list);
}
