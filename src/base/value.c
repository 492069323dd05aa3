#include "base/value.h"

bc_datum bc_datum_null(void)
{
    return (bc_datum){ .type = BC_IS_NULL };
}

bc_datum bc_datum_bool(bool b)
{
    return (bc_datum){ .type = BC_IS_BOOL, .as.boolean = b };
}

bc_datum bc_datum_text(bc_str text)
{
    return (bc_datum){ .type = BC_IS_TEXT, .text = text };
}

bc_datum bc_datum_number(bc_decimal number, bc_str unit)
{
    return (bc_datum){ .type = BC_IS_NUMBER, .unit = unit, .as.number = number };
}

const bc_datum *bc_datum_find(const bc_datum *map, bc_str key)
{
    if (!map || map->type != BC_IS_MAP)
        return NULL;
    const bc_entry *entries = map->as.entries;
    /* Linear: forms have some tens of fields, and the lengths alone tell most keys apart. */
    for (uint32_t i = 0; i < map->n; i++)
        if (entries[i].key.n == key.n && bc_str_eq(entries[i].key, key))
            return &entries[i].value;
    return NULL;
}

bool bc_datum_is_empty(const bc_datum *datum)
{
    switch (datum->type) {
    case BC_IS_NULL:
        return true;
    case BC_IS_TEXT:
        return datum->text.n == 0;
    case BC_IS_LIST:
        return datum->n == 0;
    default:
        return false;
    }
}

static void print_date(const bc_datum *datum, bc_buf *out)
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

void bc_datum_print(const bc_datum *datum, bc_buf *out)
{
    if (datum->text.n) {
        bc_buf_add_str(out, datum->text);
        return;
    }
    switch (datum->type) {
    case BC_IS_BOOL:
        bc_buf_add_text(out, datum->as.boolean ? "是" : "否");
        break;
    case BC_IS_NUMBER:
        bc_decimal_print(datum->as.number, -1, false, out);
        break;
    case BC_IS_DATE:
        print_date(datum, out);
        break;
    case BC_IS_LIST:
        for (uint32_t i = 0; i < datum->n; i++) {
            if (i > 0)
                bc_buf_add_text(out, "、");
            bc_datum_print(&datum->as.items[i], out);
        }
        break;
    case BC_IS_NULL:
    case BC_IS_TEXT:
    case BC_IS_MAP: /* a map has no reading of its own; its entries are printed one by one */
        break;
    }
}

int bc_unit_money_power(bc_str unit)
{
    static const struct {
        const char *name;
        int power;
    } UNITS[] = { { "万元", 4 }, { "元", 0 }, { "亿元", 8 }, { "千元", 3 }, { "百万元", 6 } };
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS; i++)
        if (bc_str_is(unit, UNITS[i].name))
            return UNITS[i].power;
    return -1;
}
