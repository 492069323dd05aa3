/* One way to write each value. Amounts are written in 元, where they fit; what is no number in a field of numbers stays
 * the words that it is. */
#include "compare/private/meaning.h"

#include "base/unit.h"

#include <string.h>

static void cut(bc_buf *text, size_t n)
{
    text->n = n;
    text->p[n] = '\0';
}

static void add_number(const bc_value *value, bc_buf *out)
{
    bc_decimal number = value->as.number;
    bc_str unit = value->unit;
    if (bc_unit_money_power(unit) >= 0 && bc_unit_to_yuan(value->as.number, unit, &number))
        unit = BC_STR("元");
    else if (bc_unit_is_percent(unit) && !bc_str_is(unit, "‰"))
        unit = BC_STR("%");
    bc_decimal_print(bc_decimal_trim(number, 0), -1, false, out);
    bc_buf_add_str(out, unit);
}

/* ≥1.5万平方米 is ≥15000平方米, and =70 株 is =70株: a sign, a figure and a unit. False: it is other words. */
static bool add_target(bc_str text, bc_buf *out)
{
    static const char *const SIGNS[][2] = { { "≥", "≥" },  { ">=", "≥" }, { "≧", "≥" }, { "⩾", "≥" }, { "≤", "≤" },
                                            { "<=", "≤" }, { "≦", "≤" },  { "⩽", "≤" }, { "=", "=" }, { "＝", "=" } };
    enum { MAX_UNIT = 32 };
    const char *sign = "";
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS && !*sign; i++)
        if (bc_str_starts(text, bc_str_from(SIGNS[i][0]))) {
            sign = SIGNS[i][1];
            text = bc_str_trim(bc_str_slice(text, strlen(SIGNS[i][0]), text.n));
        }
    bc_decimal number;
    size_t used = 0;
    int power;
    if (!text.n || text.p[0] < '0' || text.p[0] > '9' || !bc_decimal_parse_prefix(text, &number, &used) || !used ||
        (text.p[0] == '0' && text.n > 1 && text.p[1] != '.' && used > 1))
        return false;
    const bc_str behind = bc_str_trim(bc_str_slice(text, used, text.n)), unit = bc_unit_plain(behind, &power);
    if ((!*sign && !behind.n) || behind.n > MAX_UNIT || !bc_decimal_shift(number, power, &number))
        return false;
    for (size_t i = 0; i < behind.n; i++) /* 2024.12.20, 5-6个, 12月底前2次 */
        if ((behind.p[i] >= '0' && behind.p[i] <= '9') || behind.p[i] == '-' || behind.p[i] == '.' ||
            behind.p[i] == '\n')
            return false;
    bc_buf_add_text(out, sign);
    bc_decimal_print(bc_decimal_trim(number, 0), -1, false, out);
    bc_buf_add_str(out, unit);
    return true;
}

static void add_map(const bc_value *map, bc_buf *out)
{
    const size_t from = out->n;
    const uint32_t own = map->as.branch ? map->n - BC_BRANCH_NAMES : map->n; /* the rest says where it stands */
    for (uint32_t i = 0; i < own; i++) {
        const size_t before = out->n;
        bc_buf_add_str(out, map->as.entries[i].key);
        bc_buf_add_char(out, '\2');
        const size_t said = out->n;
        bc_compare_meaning(&map->as.entries[i].value, out);
        if (out->n == said)
            cut(out, before);
        else
            bc_buf_add_char(out, '\1');
    }
    if (out->n > from)
        bc_buf_add_char(out, '\3');
}

static void add_list(const bc_value *list, bc_buf *out)
{
    const size_t from = out->n;
    bool any = false;
    for (uint32_t i = 0; i < list->n; i++) {
        const size_t before = out->n;
        bc_compare_meaning(&list->as.items[i], out);
        any = any || out->n > before;
        bc_buf_add_char(out, '\4');
    }
    if (!any)
        cut(out, from);
}

void bc_compare_meaning(const bc_value *value, bc_buf *out)
{
    switch (value->type) {
    case BC_VALUE_NULL:
        return;
    case BC_VALUE_LIST:
        add_list(value, out);
        return;
    case BC_VALUE_MAP:
        add_map(value, out);
        return;
    default:
        break;
    }
    if (!value->origin)
        return;
    if (value->type == BC_VALUE_NUMBER)
        add_number(value, out);
    else if (value->type == BC_VALUE_DATE)
        bc_buf_printf(out, "%d-%d-%d", value->as.date.year, value->as.date.month, value->as.date.day);
    else if (!add_target(bc_str_trim(value->text), out))
        bc_buf_add_str(out, bc_str_trim(value->text));
}

uint64_t bc_compare_meaning_hash(const bc_value *value)
{
    bc_buf text;
    bc_buf_init(&text);
    bc_compare_meaning(value, &text);
    const uint64_t hash = text.n ? bc_str_hash(bc_buf_str(&text)) | 1 : 0;
    bc_buf_release(&text);
    return hash;
}
