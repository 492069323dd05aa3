/* A record is written by hand from the top of its form to the bottom, and so it is read. Which member is which field
 * the bound record knows: every value points to where it was written. */
#include "export/order.h"

#include "form/usage.h"

#include <stdlib.h>

typedef struct walk {
    bc_export_order *order;
    bc_export_place now;
} walk;

/* -- places --------------------------------------------------------------------------------------------- */

static void collect(walk *w, const bc_form_field *fields, uint32_t n, bc_str group)
{
    for (uint32_t i = 0; i < n; i++) {
        bc_export_order *order = w->order;
        const bc_form_field *field = &fields[i];
        const bc_str path = bc_arena_printf(&order->arena, "%.*s%.*s", BC_STR_ARG(group), BC_STR_ARG(field->key));
        w->now.way[w->now.depth] = i;
        if (field->type == BC_FIELD_GROUP && w->now.depth + 1 < BC_EXPORT_MAX_GROUPS) {
            w->now.depth++;
            collect(w, field->children, field->child_count, bc_arena_printf(&order->arena, "%.*s.", BC_STR_ARG(path)));
            w->now.depth--;
            continue;
        }
        bc_export_place place = w->now;
        place.field = field;
        place.path = path;
        place.clear = bc_form_field_label_is_clear(order->form->fields.at, (uint32_t)order->form->fields.n, field);
        bc_vec_add(&order->places, place);
    }
}

void bc_export_order_init(bc_export_order *order, const bc_form *form)
{
    *order = (bc_export_order){ .form = form };
    walk w = { .order = order };
    collect(&w, form->fields.at, form->fields.n, (bc_str){ 0 });
    bc_form_used_fields used = { 0 };
    bc_form_usage_find(form, &used);
    const size_t n = order->places.n;
    size_t done = 0;
    for (size_t i = 0; i < used.list.n; i++)
        for (size_t k = done; k < n; k++) {
            if (order->places.at[k].field != used.list.at[i])
                continue;
            const bc_export_place found = order->places.at[k];
            for (size_t j = k; j > done; j--)
                order->places.at[j] = order->places.at[j - 1];
            order->places.at[done++] = found;
            break;
        }
    bc_form_usage_release(&used);
}

void bc_export_order_release(bc_export_order *order)
{
    bc_vec_release(&order->places);
    bc_arena_release(&order->arena);
}

const bc_value *bc_export_order_value(const bc_export_place *place, const bc_value *bound)
{
    for (uint32_t i = 0; i <= place->depth; i++) {
        if (bound->type != BC_VALUE_MAP || place->way[i] >= bound->n)
            return NULL;
        bound = &bound->as.entries[place->way[i]].value;
    }
    return bound;
}

/* -- sorting -------------------------------------------------------------------------------------------- */

typedef struct ranked {
    const bc_node_member *member;
    uint32_t rank, at;
} ranked;

static int compare(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

/* Where the map of a group stands as one member, its first field that is there says where. */
static void rank_value(ranked *list, uint32_t n, const bc_node *origin, uint32_t rank)
{
    for (uint32_t i = 0; origin && i < n; i++)
        if (list[i].member->value == origin) {
            if (!list[i].rank)
                list[i].rank = rank;
            return;
        }
}

static void rank_all(const bc_export_order *order, const bc_value *bound, ranked *list, uint32_t n)
{
    for (size_t i = 0; i < order->places.n; i++) {
        const bc_export_place *place = &order->places.at[i];
        const bc_value *value = bound;
        for (uint32_t k = 0; k <= place->depth && value->type == BC_VALUE_MAP; k++) {
            value = &value->as.entries[place->way[k]].value;
            rank_value(list, n, value->origin, (uint32_t)i + 1);
        }
    }
}

const bc_node *bc_export_order_sort(const bc_export_order *order, const bc_node *record, const bc_value *bound,
                                    bc_arena *arena)
{
    if (record->kind != BC_NODE_MAP || bound->type != BC_VALUE_MAP || !record->n)
        return record;
    ranked *list = BC_NEW_ARRAY(arena, ranked, record->n);
    for (uint32_t i = 0; i < record->n; i++)
        list[i] = (ranked){ .member = &record->as.members[i], .at = i };
    rank_all(order, bound, list, record->n);
    for (uint32_t i = 1; i < record->n; i++)
        list[i].rank = list[i].rank ? list[i].rank : list[i - 1].rank;
    qsort(list, record->n, sizeof *list, compare);
    bc_node_member *members = BC_NEW_ARRAY(arena, bc_node_member, record->n);
    for (uint32_t i = 0; i < record->n; i++)
        members[i] = *list[i].member;
    return bc_node_new_map(arena, record->mark, members, record->n);
}
