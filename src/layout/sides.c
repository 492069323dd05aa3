/* Lists side by side: a relational outer join by the key, in the order in which the lists first have each value.
 * One pass over all elements with a map from key to group, so it is linear in them. */
#include "layout/private/categories.h"

#include "base/strmap.h"
#include "base/vec.h"

/* The elements with one value of the key: for each list a chain of indices. */
typedef struct group {
    const bc_value *key;
    uint32_t *first; /* by list; BC_NOT_IN_LIST: none */
} group;

typedef struct pairing {
    const bc_form_each *each;
    bc_arena *arena;
    const bc_value **lists; /* BC_VALUE_LIST all */
    uint32_t **next;        /* by list and element: the next of its group, or BC_NOT_IN_LIST */
    bc_strmap known;        /* key → index in groups + 1 */
    BC_VEC(group) groups;
    BC_VEC(bc_layout_element) out;
} pairing;

static uint32_t *no_indices(const pairing *p)
{
    uint32_t *indices = BC_NEW_ARRAY(p->arena, uint32_t, p->each->side_count);
    for (uint32_t i = 0; i < p->each->side_count; i++)
        indices[i] = (uint32_t)BC_NOT_IN_LIST;
    return indices;
}

static size_t group_of(pairing *p, const bc_value *element)
{
    const bc_value *key = bc_value_find(element, p->each->side_key);
    bc_str text = key && key->text.n ? key->text : BC_STR("");
    size_t at = (size_t)(uintptr_t)bc_strmap_find(&p->known, text);
    if (at)
        return at - 1;
    bc_vec_add(&p->groups, (group){ key ? key : &bc_value_nothing, no_indices(p) });
    bc_strmap_put(&p->known, text, (void *)(uintptr_t)p->groups.n);
    return p->groups.n - 1;
}

/* Groups in the order in which the lists first have them; the chains in the order of the elements. */
static void sort_into_groups(pairing *p)
{
    for (uint32_t side = 0; side < p->each->side_count; side++)
        for (uint32_t i = 0; i < p->lists[side]->n; i++)
            (void)group_of(p, &p->lists[side]->as.items[i]);
    if (!p->groups.at)
        return; /* all lists are empty */
    for (uint32_t side = 0; side < p->each->side_count; side++)
        for (uint32_t i = p->lists[side]->n; i-- > 0;) {
            group *g = &p->groups.at[group_of(p, &p->lists[side]->as.items[i])];
            p->next[side][i] = g->first[side];
            g->first[side] = i;
        }
}

static void add_row(pairing *p, const uint32_t *indices, const bc_value *key)
{
    uint32_t n = p->each->side_count;
    bc_value_entry *entries = BC_NEW_ARRAY(p->arena, bc_value_entry, n + 1);
    for (uint32_t i = 0; i < n; i++) {
        bool there = indices[i] != (uint32_t)BC_NOT_IN_LIST;
        entries[i] =
            (bc_value_entry){ p->each->sides[i].name, there ? p->lists[i]->as.items[indices[i]] : bc_value_null() };
    }
    if (p->each->side_key.n)
        entries[n++] = (bc_value_entry){ p->each->side_key, *key };
    bc_value *element = BC_NEW(p->arena, bc_value);
    *element = (bc_value){ .type = BC_VALUE_MAP, .n = n, .as.entries = entries };
    bc_vec_add(&p->out, (bc_layout_element){ .element = element, .index = (uint32_t)BC_NOT_IN_LIST, .sides = indices });
}

static void add_group(pairing *p, const group *g)
{
    const uint32_t *indices = g->first;
    for (;;) {
        uint32_t *after = no_indices(p);
        bool any = false;
        for (uint32_t side = 0; side < p->each->side_count; side++)
            if (indices[side] != (uint32_t)BC_NOT_IN_LIST) {
                after[side] = p->next[side][indices[side]];
                any = true;
            }
        if (!any)
            return;
        add_row(p, indices, g->key);
        indices = after;
    }
}

bc_layout_arranged bc_layout_arrange_sides(const bc_form_each *each, const bc_value *const *lists, bc_arena *arena)
{
    static const bc_value EMPTY = { .type = BC_VALUE_LIST };
    pairing p = { .each = each, .arena = arena };
    p.lists = BC_NEW_ARRAY(arena, const bc_value *, each->side_count);
    p.next = BC_NEW_ARRAY(arena, uint32_t *, each->side_count);
    for (uint32_t i = 0; i < each->side_count; i++) {
        p.lists[i] = lists[i]->type == BC_VALUE_LIST ? lists[i] : &EMPTY;
        p.next[i] = BC_NEW_ARRAY(arena, uint32_t, p.lists[i]->n);
    }
    sort_into_groups(&p);
    for (size_t i = 0; i < p.groups.n; i++)
        add_group(&p, &p.groups.at[i]);
    const bool nobody = p.out.n == 0 && each->least == 1;
    while (p.out.n < each->least) {
        add_row(&p, no_indices(&p), &bc_value_nothing);
        p.out.at[p.out.n - 1].nobody = nobody;
    }
    bc_vec_release(&p.groups);
    bc_strmap_release(&p.known);
    bc_arena_adopt(arena, p.out.at, p.out.capacity * sizeof *p.out.at);
    return (bc_layout_arranged){ p.out.at, (uint32_t)p.out.n };
}
