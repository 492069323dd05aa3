/* The record goes side by side with an empty one. A row of the empty form has a kind: what stands in it already, other
 * than defaults, such as the names of levels; rows with nothing in them are of one kind, too. Of each kind the form is
 * to have as many rows as the empty one, in its order; those that the record has stay in theirs. */
#include "record/refill.h"

#include "base/vec.h"
#include "record/bind.h"

#include <assert.h>

typedef struct refiller {
    const bc_form *form;
    bc_arena *arena;
    bool pads; /* else it takes origins away */
} refiller;

/* -- what is computed again ----------------------------------------------------------------------------- */

typedef BC_VEC(const bc_node *) origins;

static void find_typed_over(const bc_form_field *fields, uint32_t n, const bc_value *map, origins *found);

static void look_at(const bc_form_field *field, const bc_value *value, origins *found)
{
    if (field->type == BC_FIELD_GROUP)
        find_typed_over(field->children, field->child_count, value, found);
    for (uint32_t i = 0; field->child_count && value->type == BC_VALUE_LIST && i < value->n; i++)
        find_typed_over(field->children, field->child_count, &value->as.items[i], found);
    if (field->computed && !field->given_counts && value->type == BC_VALUE_NUMBER && value->origin &&
        value->origin != field->fallback)
        bc_vec_add(found, value->origin);
}

static void find_typed_over(const bc_form_field *fields, uint32_t n, const bc_value *map, origins *found)
{
    for (uint32_t i = 0; i < n; i++) {
        const bc_value *value = bc_value_find(map, fields[i].key);
        if (value)
            look_at(&fields[i], value, found);
    }
}

static bool is_one_of(const origins *all, const bc_node *node)
{
    for (size_t i = 0; i < all->n; i++)
        if (all->at[i] == node)
            return true;
    return false;
}

static const bc_node *without(const bc_node *node, const origins *dropped, bc_arena *arena)
{
    if (node->kind == BC_NODE_LIST) {
        const bc_node **items = BC_NEW_ARRAY(arena, const bc_node *, node->n + 1);
        for (uint32_t i = 0; i < node->n; i++)
            items[i] = without(node->as.items[i], dropped, arena);
        return bc_node_new_list(arena, node->mark, items, node->n);
    }
    if (node->kind != BC_NODE_MAP)
        return node;
    bc_node_member *members = BC_NEW_ARRAY(arena, bc_node_member, node->n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < node->n; i++) {
        if (is_one_of(dropped, node->as.members[i].value))
            continue;
        members[n] = node->as.members[i];
        members[n].value = without(members[n].value, dropped, arena);
        n++;
    }
    return bc_node_new_map(arena, node->mark, members, n);
}

/* Where something was written stays known of what is computed instead. */
static bc_value keep_origins(const bc_value *now, const bc_value *before, const origins *dropped, bc_arena *arena)
{
    bc_value value = *now;
    if (now->type == BC_VALUE_LIST && before->type == BC_VALUE_LIST && now->n == before->n) {
        bc_value *items = BC_NEW_COPY(arena, now->as.items, now->n);
        for (uint32_t i = 0; i < now->n; i++)
            items[i] = keep_origins(&now->as.items[i], &before->as.items[i], dropped, arena);
        value.as.items = items;
    } else if (now->type == BC_VALUE_MAP && before->type == BC_VALUE_MAP && now->n == before->n) {
        bc_value_entry *entries = BC_NEW_COPY(arena, now->as.entries, now->n);
        for (uint32_t i = 0; i < now->n; i++)
            entries[i].value = keep_origins(&now->as.entries[i].value, &before->as.entries[i].value, dropped, arena);
        value.as.entries = entries;
    } else if (before->origin && is_one_of(dropped, before->origin)) {
        value.origin = before->origin;
    }
    return value;
}

bc_value bc_record_refill_computed(const bc_form *form, const bc_node *tree, const bc_value *record, bc_arena *arena)
{
    origins found = { 0 };
    find_typed_over(form->fields.at, form->fields.n, record, &found);
    bc_value computed = *record;
    if (found.n) {
        bc_diag_list said_before;
        bc_diag_list_init(&said_before);
        const bc_value anew = bc_record_bind(form, without(tree, &found, arena), arena, &said_before);
        bc_diag_list_release(&said_before);
        computed = keep_origins(&anew, record, &found, arena);
    }
    bc_vec_release(&found);
    return computed;
}

/* -- kinds of rows -------------------------------------------------------------------------------------- */

static bool says_same(const bc_value *a, const bc_value *b)
{
    if (a->type == BC_VALUE_NUMBER && b->type == BC_VALUE_NUMBER)
        return bc_decimal_compare(a->as.number, b->as.number) == 0;
    return bc_str_eq(bc_str_trim(a->text), bc_str_trim(b->text));
}

/* What the empty form says in a row by which the row is told from others. */
static bool tells_kind(const bc_form_field *field, const bc_value *value)
{
    return field->type != BC_FIELD_LIST && field->type != BC_FIELD_GROUP && !field->computed &&
           !bc_value_is_empty(value) && !(field->fallback && value->origin == field->fallback);
}

static bool is_of_kind(const bc_form_field *list, const bc_value *row, const bc_value *element)
{
    for (uint32_t i = 0; i < list->child_count; i++) {
        const bc_value *said = bc_value_find(row, list->children[i].key);
        const bc_value *own = bc_value_find(element, list->children[i].key);
        if (said && tells_kind(&list->children[i], said) && !(own && says_same(own, said)))
            return false;
    }
    return true;
}

static bool has_kind(const bc_form_field *list, const bc_value *row)
{
    for (uint32_t i = 0; i < list->child_count; i++) {
        const bc_value *said = bc_value_find(row, list->children[i].key);
        if (said && tells_kind(&list->children[i], said))
            return true;
    }
    return false;
}

/* The first row of the empty form that is of the element's kind: of those with a kind, else of those without;
 * blank->n: none. */
static uint32_t find_kind(const bc_form_field *list, const bc_value *blank, const bc_value *element)
{
    uint32_t open = blank->n;
    for (uint32_t i = 0; i < blank->n; i++) {
        const bool named = has_kind(list, &blank->as.items[i]);
        if (named && is_of_kind(list, &blank->as.items[i], element))
            return i;
        if (!named && open == blank->n)
            open = i;
    }
    return open;
}

/* -- rows ----------------------------------------------------------------------------------------------- */

/* Puts the row behind all that are of its kind or of one before it. */
static void put_row(bc_value *items, uint32_t *kinds, uint32_t n, const bc_value *row, uint32_t kind)
{
    uint32_t at = n;
    while (at > 0 && kinds[at - 1] > kind)
        at--;
    for (uint32_t i = n; i > at; i--) {
        items[i] = items[i - 1];
        kinds[i] = kinds[i - 1];
    }
    items[at] = *row;
    kinds[at] = kind;
}

static bc_value pad(const refiller *r, const bc_form_field *list, const bc_value *own, const bc_value *blank)
{
    bc_value *items = BC_NEW_ARRAY(r->arena, bc_value, (size_t)own->n + blank->n + 1);
    uint32_t *kinds = BC_NEW_ARRAY(r->arena, uint32_t, (size_t)own->n + blank->n + 1), n = own->n;
    uint32_t *there = BC_NEW_ARRAY(r->arena, uint32_t, (size_t)blank->n + 1);
    for (uint32_t i = 0; i < own->n; i++) {
        items[i] = own->as.items[i];
        kinds[i] = find_kind(list, blank, &items[i]);
        there[kinds[i]]++;
    }
    for (uint32_t i = 0; i < blank->n; i++) {
        const uint32_t kind = find_kind(list, blank, &blank->as.items[i]);
        if (there[kind] > 0) {
            there[kind]--;
            continue;
        }
        put_row(items, kinds, n++, &blank->as.items[i], kind);
    }
    assert(n <= own->n + blank->n);
    bc_value padded = *own;
    padded.type = BC_VALUE_LIST;
    padded.n = n;
    padded.as.items = items;
    padded.as.blank = n > own->n;
    return padded;
}

/* -- side by side --------------------------------------------------------------------------------------- */

static bc_value refill_map(const refiller *r, const bc_form_field *fields, uint32_t n, const bc_value *own,
                           const bc_value *blank);

static bc_value refill_list(const refiller *r, const bc_form_field *list, const bc_value *own, const bc_value *blank)
{
    bc_value filled = *own;
    if (own->type != BC_VALUE_LIST || blank->type != BC_VALUE_LIST)
        return filled;
    bc_value *items = BC_NEW_COPY(r->arena, own->as.items, own->n);
    for (uint32_t i = 0; i < own->n && list->child_count && blank->n; i++) {
        const uint32_t kind = find_kind(list, blank, &items[i]);
        items[i] =
            refill_map(r, list->children, list->child_count, &items[i], &blank->as.items[kind < blank->n ? kind : 0]);
    }
    filled.as.items = items;
    /* Of a list that one cell has all of, or that is counted or joined, empty elements would be said. */
    const bool grows = r->pads && !list->label_count && bc_form_repeats(r->form, list, false);
    return grows ? pad(r, list, &filled, blank) : filled;
}

/* What a tree made of the elements below. */
static bool is_grown(const bc_form_field *field, const bc_value *element, const bc_value *own)
{
    return element->as.branch && !field->computed && !own->origin;
}

static bc_value refill_scalar(const refiller *r, const bc_form_field *field, const bc_value *own, const bc_value *blank)
{
    bc_value value = *own;
    const bool said = !bc_value_is_empty(own) && !bc_value_is_empty(blank) && !field->computed;
    const bool computed =
        field->computed && (bc_value_is_empty(own) || (own->type == BC_VALUE_NUMBER && !field->given_counts));
    if (!r->pads && (computed || own->origin == field->fallback || (said && says_same(own, blank))))
        value.origin = NULL;
    return value;
}

static bc_value refill_map(const refiller *r, const bc_form_field *fields, uint32_t n, const bc_value *own,
                           const bc_value *blank)
{
    if (own->type != BC_VALUE_MAP)
        return *own;
    bc_value_entry *entries = BC_NEW_COPY(r->arena, own->as.entries, own->n);
    for (uint32_t i = 0; i < n && i < own->n; i++) {
        const bc_value *empty = bc_value_find(blank, fields[i].key);
        if (!empty || !bc_str_eq(entries[i].key, fields[i].key))
            continue;
        const bc_value *value = &own->as.entries[i].value;
        if (fields[i].type == BC_FIELD_LIST)
            entries[i].value = refill_list(r, &fields[i], value, empty);
        else if (fields[i].type == BC_FIELD_GROUP)
            entries[i].value = refill_map(r, fields[i].children, fields[i].child_count, value, empty);
        else
            entries[i].value =
                is_grown(&fields[i], own, value) ? bc_value_null() : refill_scalar(r, &fields[i], value, empty);
    }
    bc_value map = *own;
    map.as.entries = entries;
    return map;
}

static bc_value refill(const bc_form *form, const bc_record_blank_size *size, const bc_value *record, bool pads,
                       bc_arena *arena)
{
    bc_diag_list ignored; /* what is wrong with the template's own rows is said when it is used */
    bc_diag_list_init(&ignored);
    const bc_value blank = bc_record_blank(form, size, arena, &ignored);
    bc_diag_list_release(&ignored);
    const refiller r = { .form = form, .arena = arena, .pads = pads };
    return refill_map(&r, form->fields.at, form->fields.n, record, &blank);
}

bc_value bc_record_refill(const bc_form *form, const bc_record_blank_size *size, const bc_value *record,
                          bc_arena *arena)
{
    return refill(form, size, record, true, arena);
}

bc_value bc_record_refill_given(const bc_form *form, const bc_record_blank_size *size, const bc_value *record,
                                bc_arena *arena)
{
    return refill(form, size, record, false, arena);
}
