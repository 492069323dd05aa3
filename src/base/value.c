/* Typed values. A number, a date or a choice keeps the words it was written with beside what they mean: the words
 * are printed, the meaning is computed with. */
#include "base/value.h"

#include <string.h>

const bc_value bc_value_nothing = { .type = BC_VALUE_NULL };

bc_value bc_value_null(void)
{
    return bc_value_nothing;
}

bc_value bc_value_bool(bool b)
{
    return (bc_value){ .type = BC_VALUE_BOOL, .as.boolean = b };
}

bc_value bc_value_text(bc_str text)
{
    return (bc_value){ .type = BC_VALUE_TEXT, .text = text };
}

bc_value bc_value_number(bc_decimal number, bc_str unit)
{
    return (bc_value){ .type = BC_VALUE_NUMBER, .unit = unit, .as.number = number };
}

const bc_value *bc_value_find(const bc_value *map, bc_str key)
{
    if (!map || map->type != BC_VALUE_MAP)
        return NULL;
    const bc_value_entry *entries = map->as.entries;
    const char last = key.n ? key.p[key.n - 1] : '\0';
    /* Linear: forms have some tens of fields, and lengths and ends alone tell most keys apart. */
    for (uint32_t i = 0; i < map->n; i++)
        if (entries[i].key.n == key.n && (!key.n || entries[i].key.p[key.n - 1] == last) &&
            bc_str_eq(entries[i].key, key))
            return &entries[i].value;
    return NULL;
}

const bc_value *bc_value_find_own(const bc_value *map, bc_str key)
{
    if (!map || map->type != BC_VALUE_MAP || !map->as.branch)
        return bc_value_find(map, key);
    const bc_value own = { .type = BC_VALUE_MAP, .n = map->n - BC_BRANCH_NAMES, .as.entries = map->as.entries };
    return bc_value_find(&own, key);
}

bc_value_unread bc_value_unread_of(const bc_value *datum)
{
    return datum->type == BC_VALUE_TEXT ? datum->as.unread : BC_VALUE_READ;
}

bc_value_room bc_value_room_of(const bc_value *datum)
{
    return datum->type == BC_VALUE_NULL || datum->type == BC_VALUE_NUMBER ? datum->room : (bc_value_room){ 0 };
}

bc_str bc_value_room_text(bc_value_room room, bc_arena *arena)
{
    static const char WIDE[] = "　";
    enum { BYTES = sizeof WIDE - 1 };
    if (room.year && room.years)
        return bc_arena_printf(arena, "Y%+d", room.years);
    char *text = bc_arena_alloc(arena, (size_t)room.characters * BYTES + 1);
    for (size_t i = 0; i < room.characters; i++)
        memcpy(text + i * BYTES, WIDE, BYTES);
    return (bc_str){ text, (size_t)room.characters * BYTES };
}

bool bc_value_is_empty(const bc_value *datum)
{
    switch (datum->type) {
    case BC_VALUE_NULL:
        return true;
    case BC_VALUE_TEXT:
        return datum->text.n == 0;
    case BC_VALUE_LIST:
        return datum->n == 0;
    default:
        return false;
    }
}

static void print_date(const bc_value *datum, bc_buf *out)
{
    bc_buf_add_int(out, datum->as.date.year);
    bc_buf_add_text(out, "年");
    if (!datum->as.date.month)
        return;
    bc_buf_add_int(out, datum->as.date.month);
    bc_buf_add_text(out, "月");
    if (!datum->as.date.day)
        return;
    bc_buf_add_int(out, datum->as.date.day);
    bc_buf_add_text(out, "日");
}

void bc_value_print(const bc_value *datum, bc_buf *out)
{
    if (datum->text.n) {
        bc_buf_add_str(out, datum->text);
        return;
    }
    switch (datum->type) {
    case BC_VALUE_BOOL:
        bc_buf_add_text(out, datum->as.boolean ? "是" : "否");
        break;
    case BC_VALUE_NUMBER:
        bc_decimal_print(datum->as.number, -1, false, out);
        break;
    case BC_VALUE_DATE:
        print_date(datum, out);
        break;
    case BC_VALUE_LIST:
        for (uint32_t i = 0; i < datum->n; i++) {
            if (i > 0)
                bc_buf_add_text(out, "、");
            bc_value_print(&datum->as.items[i], out);
        }
        break;
    case BC_VALUE_NULL:
    case BC_VALUE_TEXT:
    case BC_VALUE_MAP: /* a map has no reading of its own; its entries are printed one by one */
        break;
    }
}
