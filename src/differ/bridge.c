/* The fields of the earlier form are laid out in a row, groups taken apart, and for each field of the later form the
 * best of them is sought: at the same path, else of the same key, else of a label that agrees, else of the same role.
 * Each is given away once, so that two fields are never compared with one. */
#include "differ/private/bridge.h"

#include "base/tr.h"
#include "base/unit.h"

typedef struct spot {
    const bc_form_field *field;
    bc_str path;
    uint16_t way[BC_DIFFER_DEPTH];
    uint32_t depth;
    bool taken;
} spot;

typedef struct spots {
    BC_VEC(spot) list;
} spots;

typedef struct builder {
    bc_arena *arena;
    bc_buf only_before, only_now;
} builder;

static bc_str join(bc_arena *arena, bc_str path, bc_str key)
{
    return path.n ? bc_arena_printf(arena, "%.*s.%.*s", BC_STR_ARG(path), BC_STR_ARG(key)) : key;
}

/* -- the earlier form ----------------------------------------------------------------------------------- */

static void spread(builder *b, const bc_form_field *fields, uint32_t n, const spot *at, spots *out)
{
    for (uint32_t i = 0; i < n && at->depth < BC_DIFFER_DEPTH; i++) {
        spot here = *at;
        here.field = &fields[i];
        here.path = join(b->arena, at->path, fields[i].key);
        here.way[here.depth++] = (uint16_t)i;
        if (fields[i].type == BC_FIELD_GROUP)
            spread(b, fields[i].children, fields[i].child_count, &here, out);
        else
            bc_vec_add(&out->list, here);
    }
}

/* -- what is the same ----------------------------------------------------------------------------------- */

static bool can_be_compared(const bc_form_field *a, const bc_form_field *b)
{
    if (a->type == BC_FIELD_LIST || b->type == BC_FIELD_LIST)
        return a->type == b->type && (a->child_count > 0) == (b->child_count > 0);
    return bc_form_field_measures(a) == bc_form_field_measures(b);
}

static bool has_same_name(const bc_form_field *a, const bc_form_field *b)
{
    bool same = bc_form_names_agree(a->label, b->label);
    for (uint32_t i = 0; i < a->alias_count && !same; i++)
        same = bc_form_names_agree(a->aliases[i], b->label);
    for (uint32_t i = 0; i < b->alias_count && !same; i++)
        same = bc_form_names_agree(b->aliases[i], a->label);
    return same;
}

/* The one of these fields that is the same by the rule; NULL: none is, or several are. */
static spot *only_one(spots *from, const bc_form_field *field, bc_str path,
                      bool (*is_same)(const spot *s, const bc_form_field *field, bc_str path))
{
    spot *found = NULL;
    for (size_t i = 0; i < from->list.n; i++) {
        spot *s = &from->list.at[i];
        if (s->taken || !can_be_compared(s->field, field) || !is_same(s, field, path))
            continue;
        if (found)
            return NULL;
        found = s;
    }
    return found;
}

static bool at_path(const spot *s, const bc_form_field *field, bc_str path)
{
    (void)field;
    return bc_str_eq(s->path, path);
}

static bool of_key(const spot *s, const bc_form_field *field, bc_str path)
{
    (void)path;
    return bc_str_eq(s->field->key, field->key);
}

static bool of_label(const spot *s, const bc_form_field *field, bc_str path)
{
    (void)path;
    return has_same_name(s->field, field);
}

static bool of_role(const spot *s, const bc_form_field *field, bc_str path)
{
    (void)path;
    return (s->field->roles & field->roles) != 0;
}

/* -- linking -------------------------------------------------------------------------------------------- */

static void name_field(bc_buf *names, const bc_form_field *list, const bc_form_field *field)
{
    bc_buf_add_text(names, names->n ? bc_tr(", ") : "");
    if (list)
        bc_buf_printf(names, "%.*s › ", BC_STR_ARG(list->label));
    bc_buf_add_str(names, field->label);
}

static const bc_differ_link *link_fields(builder *b, const bc_form_field *list, const bc_form_field *fields, uint32_t n,
                                         spots *from);

static void take(bc_differ_link *link, spot *s)
{
    s->taken = link->found = true;
    link->depth = s->depth;
    for (uint32_t i = 0; i < s->depth; i++)
        link->way[i] = s->way[i];
}

/* The children of both lists, among themselves. */
static void link_elements(builder *b, bc_differ_link *link, const bc_form_field *before);

/* One kind of likeness for all fields, groups entered: what is closer goes first everywhere. */
static void link_by(builder *b, bc_differ_link *links, uint32_t n, bc_str path, spots *from,
                    bool (*is_same)(const spot *s, const bc_form_field *field, bc_str path))
{
    for (uint32_t i = 0; i < n; i++) {
        bc_differ_link *link = &links[i];
        const bc_str here = join(b->arena, path, link->field->key);
        if (link->field->type == BC_FIELD_GROUP) {
            link_by(b, (bc_differ_link *)(uintptr_t)link->children, link->child_count, here, from, is_same);
            continue;
        }
        spot *s = link->found ? NULL : only_one(from, link->field, here, is_same);
        if (!s)
            continue;
        take(link, s);
        if (link->field->type == BC_FIELD_LIST && link->field->child_count)
            link_elements(b, link, s->field);
    }
}

static bc_differ_link *begin_links(builder *b, const bc_form_field *fields, uint32_t n)
{
    bc_differ_link *links = BC_NEW_ARRAY(b->arena, bc_differ_link, n);
    for (uint32_t i = 0; i < n; i++) {
        links[i].field = &fields[i];
        if (fields[i].type == BC_FIELD_GROUP) {
            links[i].children = begin_links(b, fields[i].children, fields[i].child_count);
            links[i].child_count = fields[i].child_count;
        }
    }
    return links;
}

static void name_unlinked(builder *b, const bc_form_field *list, const bc_differ_link *links, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        if (links[i].field->type == BC_FIELD_GROUP)
            name_unlinked(b, list, links[i].children, links[i].child_count);
        else if (!links[i].found)
            name_field(&b->only_now, list, links[i].field);
}

static const bc_differ_link *link_fields(builder *b, const bc_form_field *list, const bc_form_field *fields, uint32_t n,
                                         spots *from)
{
    bc_differ_link *links = begin_links(b, fields, n);
    link_by(b, links, n, (bc_str){ 0 }, from, at_path);
    link_by(b, links, n, (bc_str){ 0 }, from, of_key);
    link_by(b, links, n, (bc_str){ 0 }, from, of_label);
    link_by(b, links, n, (bc_str){ 0 }, from, of_role);
    name_unlinked(b, list, links, n);
    for (size_t i = 0; i < from->list.n; i++)
        if (!from->list.at[i].taken)
            name_field(&b->only_before, list, from->list.at[i].field);
    return links;
}

static void link_elements(builder *b, bc_differ_link *link, const bc_form_field *before)
{
    spots from = { 0 };
    spread(b, before->children, before->child_count, &(spot){ 0 }, &from);
    link->children = link_fields(b, link->field, link->field->children, link->field->child_count, &from);
    link->child_count = link->field->child_count;
    bc_vec_release(&from.list);
}

bc_differ_bridge bc_differ_bridge_make(const bc_form *before, const bc_form *now, bc_arena *arena)
{
    bc_differ_bridge bridge = { .before = before, .now = now };
    if (before == now)
        return bridge;
    builder b = { .arena = arena };
    bc_buf_init(&b.only_before);
    bc_buf_init(&b.only_now);
    spots from = { 0 };
    spread(&b, before->fields.at, before->fields.n, &(spot){ 0 }, &from);
    bridge.links = link_fields(&b, NULL, now->fields.at, now->fields.n, &from);
    bridge.only_before = bc_arena_str(arena, bc_buf_str(&b.only_before));
    bridge.only_now = bc_arena_str(arena, bc_buf_str(&b.only_now));
    bc_vec_release(&from.list);
    bc_buf_release(&b.only_before);
    bc_buf_release(&b.only_now);
    return bridge;
}

/* -- records -------------------------------------------------------------------------------------------- */

/* What of a map goes over: the later one's own entries where `own`, else those that are found in the earlier one. */
static bc_value carry(const bc_differ_link *links, uint32_t n, const bc_value *map, bool own, bc_arena *arena);

static const bc_value *value_at(const bc_value *map, const bc_differ_link *link)
{
    for (uint32_t i = 0; i < link->depth; i++) {
        if (map->type != BC_VALUE_MAP || link->way[i] >= map->n)
            return &bc_value_nothing;
        map = &map->as.entries[link->way[i]].value;
    }
    return map;
}

/* An amount in the unit of the later form's field, in which all that look at it expect it; how it reads stays as it was
 * written, with the unit that it had there. */
static bc_value in_unit_of(const bc_form_field *field, const bc_value *value, bc_arena *arena)
{
    const int own = bc_unit_money_power(value->unit), asked = bc_unit_money_power(field->unit);
    bc_value made = *value;
    if (value->type != BC_VALUE_NUMBER || own < 0 || asked < 0 || own == asked ||
        !bc_decimal_shift(value->as.number, own - asked, &made.as.number))
        return made;
    made.unit = field->unit;
    const bc_str written = bc_str_trim(bc_node_text(value->origin));
    if (written.n && written.p[written.n - 1] >= '0' && written.p[written.n - 1] <= '9')
        made.origin = bc_node_new_text(arena, value->origin->mark,
                                       bc_arena_printf(arena, "%.*s%.*s", BC_STR_ARG(written), BC_STR_ARG(value->unit)),
                                       value->origin->quoted);
    return made;
}

static bc_value carry_list(const bc_differ_link *link, const bc_value *list, bool own, bc_arena *arena)
{
    if (list->type != BC_VALUE_LIST || (own && !link->child_count))
        return *list;
    bc_value made = *list;
    bc_value *items = BC_NEW_ARRAY(arena, bc_value, list->n);
    for (uint32_t i = 0; i < list->n; i++) {
        const bc_value *element = &list->as.items[i];
        if (!link->child_count) {
            items[i] = in_unit_of(link->field, element, arena);
            continue;
        }
        items[i] = carry(link->children, link->child_count, element, own, arena);
        items[i].origin = element->origin;
    }
    made.as.items = items;
    return made;
}

static const bc_value *entry_of(const bc_value *map, uint32_t i)
{
    return map->type == BC_VALUE_MAP && i < map->n ? &map->as.entries[i].value : &bc_value_nothing;
}

static bc_value carry_one(const bc_differ_link *link, uint32_t i, const bc_value *map, bool own, bc_arena *arena)
{
    if (link->field->type == BC_FIELD_GROUP) /* ways lead through groups by themselves */
        return carry(link->children, link->child_count, own ? entry_of(map, i) : map, own, arena);
    if (!link->found)
        return bc_value_null();
    const bc_value *value = own ? entry_of(map, i) : value_at(map, link);
    if (link->field->type == BC_FIELD_LIST)
        return carry_list(link, value, own, arena);
    return own ? *value : in_unit_of(link->field, value, arena);
}

static bc_value carry(const bc_differ_link *links, uint32_t n, const bc_value *map, bool own, bc_arena *arena)
{
    bc_value_entry *entries = BC_NEW_ARRAY(arena, bc_value_entry, n);
    for (uint32_t i = 0; i < n; i++)
        entries[i] = (bc_value_entry){ links[i].field->key, carry_one(&links[i], i, map, own, arena) };
    return (bc_value){ .type = BC_VALUE_MAP, .n = n, .as.entries = entries };
}

bc_value bc_differ_bridge_take(const bc_differ_bridge *bridge, const bc_value *before, bc_arena *arena)
{
    if (!bridge->links || before->type != BC_VALUE_MAP)
        return *before;
    bc_value made = carry(bridge->links, bridge->now->fields.n, before, false, arena);
    made.origin = before->origin;
    return made;
}

bc_value bc_differ_bridge_mask(const bc_differ_bridge *bridge, const bc_value *now, bc_arena *arena)
{
    if (!bridge->links || now->type != BC_VALUE_MAP)
        return *now;
    bc_value made = carry(bridge->links, bridge->now->fields.n, now, true, arena);
    made.origin = now->origin;
    return made;
}
