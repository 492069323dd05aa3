/* Arithmetic and comparison of data with their units. An amount in 万元 and one in 元 are brought to one unit before
 * they are added or compared, exactly; what has no common unit is an error rather than a sum of figures. Null goes
 * through: a sum that lacks a part is not known. */
#include "expr/private/amount.h"

#include "base/tr.h"
#include "base/unit.h"
#include "expr/private/remark.h"

#include <string.h>

/* Digits of a quotient behind the point: amounts in 亿元 are exact to the 分 with ten. */
enum { QUOTIENT_DIGITS = 12 };

typedef struct pair {
    bc_decimal a, b; /* in the same unit */
    bc_str unit;
} pair;

static bool is_percent(bc_str unit)
{
    return bc_str_is(unit, "%");
}

/* Brings two numbers to one unit: a's, or b's when a has none or the change is exact only that way. */
static bool same_unit(const bc_value *a, const bc_value *b, pair *out)
{
    *out = (pair){ a->as.number, b->as.number, a->unit.n ? a->unit : b->unit };
    if (!a->unit.n || !b->unit.n || bc_str_eq(a->unit, b->unit))
        return true;
    int from = bc_unit_money_power(b->unit), to = bc_unit_money_power(a->unit);
    if (from < 0 || to < 0)
        return false;
    if (bc_decimal_shift(b->as.number, from - to, &out->b))
        return true;
    out->unit = b->unit;
    out->b = b->as.number;
    return bc_decimal_shift(a->as.number, to - from, &out->a);
}

static bool units_fit(const bc_value *a, const bc_value *b)
{
    return !a->unit.n || !b->unit.n || bc_str_eq(a->unit, b->unit) ||
           (bc_unit_money_power(a->unit) >= 0 && bc_unit_money_power(b->unit) >= 0);
}

static bool unit_error(bc_expr_run *run, const bc_expr_node *node, const bc_value *a, const bc_value *b)
{
    bc_expr_run_fail(run, node, "E321", bc_tr("%.*s and %.*s do not fit together"), BC_STR_ARG(a->unit),
                     BC_STR_ARG(b->unit));
    bc_diag_hint(run->diags, bc_tr("in_unit(x, '') takes the unit off a number"));
    return false;
}

/* The same unit for both, or a report. */
static bool match_units(bc_expr_run *run, const bc_expr_node *node, const bc_value *a, const bc_value *b, pair *out)
{
    if (!units_fit(a, b))
        return unit_error(run, node, a, b);
    return same_unit(a, b, out) || bc_expr_run_overflow(run, node) != NULL;
}

static const bc_value *number(bc_decimal value, bc_str unit, bc_value *out)
{
    *out = bc_value_number(value, unit);
    return out;
}

static const bc_value *multiply(bc_expr_run *run, const bc_expr_node *node, const bc_value *a, const bc_value *b,
                                bc_value *out)
{
    bc_decimal product;
    bool shares = a->unit.n && b->unit.n; /* 50% of something: the percentage becomes a factor */
    if (shares && !is_percent(a->unit) && !is_percent(b->unit)) {
        bc_expr_run_fail(run, node, "E321", bc_tr("%.*s times %.*s has no meaning here"), BC_STR_ARG(a->unit),
                         BC_STR_ARG(b->unit));
        bc_diag_hint(run->diags, bc_tr("one of the two should be a plain number or a percentage"));
        return NULL;
    }
    bc_str unit = !a->unit.n || (shares && is_percent(a->unit)) ? b->unit : a->unit;
    if (!bc_decimal_mul(a->as.number, b->as.number, &product) || (shares && !bc_decimal_shift(product, -2, &product)))
        return bc_expr_run_overflow(run, node);
    /* Spelled as short as it can be, like a quotient: 12.15, not 12.1500. */
    return number(bc_decimal_trim(product, 0), unit, out);
}

static const bc_value *divide(bc_expr_run *run, const bc_expr_node *node, const bc_value *a, const bc_value *b,
                              bc_value *out)
{
    if (b->as.number.coef == 0)
        return bc_expr_remark_divided(run, node, b, out);
    pair p = { a->as.number, b->as.number, { 0 } };
    if (is_percent(b->unit) && a->unit.n && !is_percent(a->unit)) {
        p.unit = a->unit; /* 40万元 / 80%: what this is 80% of */
        if (!bc_decimal_shift(p.a, 2, &p.a))
            return bc_expr_run_overflow(run, node);
    } else if (b->unit.n) {
        if (!match_units(run, node, a, b, &p))
            return NULL;
        p.unit = (bc_str){ 0 }; /* a ratio */
    } else {
        p.unit = a->unit;
    }
    if (!bc_decimal_div(p.a, p.b, QUOTIENT_DIGITS, &p.a))
        return bc_expr_run_overflow(run, node);
    return number(p.a, p.unit, out);
}

/* What is left of a after taking b as often as it fits; it has a's sign. */
static bool remainder_of(bc_decimal a, bc_decimal b, bc_decimal *out)
{
    uint8_t scale = a.scale > b.scale ? a.scale : b.scale;
    if (!bc_decimal_rescale(a, scale, BC_ROUND_DOWN, &a) || !bc_decimal_rescale(b, scale, BC_ROUND_DOWN, &b))
        return false;
    *out = (bc_decimal){ a.coef % b.coef, scale };
    return true;
}

static const bc_value *in_one_unit(bc_expr_run *run, const bc_expr_node *node, bc_expr_operator op, const bc_value *a,
                                   const bc_value *b, bc_value *out)
{
    pair p;
    bc_decimal result;
    if (!match_units(run, node, a, b, &p))
        return NULL;
    bool fits;
    if (op == BC_OP_ADD) {
        fits = bc_decimal_add(p.a, p.b, &result);
    } else if (op == BC_OP_SUB) {
        fits = bc_decimal_sub(p.a, p.b, &result);
    } else {
        if (p.b.coef == 0)
            return bc_expr_remark_divided(run, node, b, out);
        fits = remainder_of(p.a, p.b, &result);
    }
    return fits ? number(result, p.unit, out) : bc_expr_run_overflow(run, node);
}

static const bc_value *join_texts(bc_expr_run *run, const bc_expr_node *node, const bc_value *a, const bc_value *b,
                                  bc_value *out)
{
    size_t n = a->text.n + b->text.n;
    char *text = bc_expr_run_alloc(run, node, n + 1);
    if (!text)
        return NULL;
    if (a->text.n)
        memcpy(text, a->text.p, a->text.n);
    if (b->text.n)
        memcpy(text + a->text.n, b->text.p, b->text.n);
    *out = bc_value_text((bc_str){ text, n });
    return out;
}

static const bc_value *join_lists(bc_expr_run *run, const bc_expr_node *node, const bc_value *a, const bc_value *b,
                                  bc_value *out)
{
    size_t n = (size_t)a->n + b->n;
    bc_value *items = bc_expr_run_alloc(run, node, bc_mem_product(n, sizeof *items));
    if (!items)
        return NULL;
    if (a->n)
        memcpy(items, a->as.items, a->n * sizeof *items);
    if (b->n)
        memcpy(items + a->n, b->as.items, b->n * sizeof *items);
    *out = (bc_value){ .type = BC_VALUE_LIST,
                       .n = (uint32_t)n,
                       .as = { .items = items, .blank = a->as.blank || b->as.blank } };
    return out;
}

static const char *spelling(bc_expr_operator op)
{
    static const char *const SIGNS[] = { "==", "!=", "<", "<=", ">", ">=", "in", "+", "-", "*", "/", "%" };
    return SIGNS[op];
}

static const bc_value *type_error(bc_expr_run *run, const bc_expr_node *node, bc_expr_operator op, const bc_value *a,
                                  const bc_value *b)
{
    bc_expr_run_fail(run, node, "E320", bc_tr("'%s' cannot take %s and %s"), spelling(op), bc_expr_type_name(a->type),
                     bc_expr_type_name(b->type));
    bool text = a->type == BC_VALUE_TEXT || b->type == BC_VALUE_TEXT;
    if (text && (a->type == BC_VALUE_NUMBER || b->type == BC_VALUE_NUMBER))
        bc_diag_hint(run->diags, bc_tr("number(x) makes a number of a text, text(x) a text of a number"));
    return NULL;
}

/* The room of what is computed: of a year that of another year, else that of the wider part. */
static bc_value_room room_of_result(bc_expr_operator op, const bc_value *a, const bc_value *b)
{
    const bc_value_room x = bc_value_room_of(a), y = bc_value_room_of(b);
    const bc_value *other = x.year ? b : a;
    bc_value_room room = x.year || x.characters >= y.characters ? x : y;
    int64_t years;
    if (!room.year || other->type != BC_VALUE_NUMBER)
        return room;
    bool counted = op == BC_OP_ADD || (op == BC_OP_SUB && x.year);
    if (!counted || !bc_decimal_is_integer(other->as.number, &years) || years < -9999 || years > 9999)
        return (bc_value_room){ .characters = BC_ROOM_NUMBER };
    years = room.years + (op == BC_OP_SUB ? -years : years);
    room.years = (int16_t)(years < INT16_MIN ? INT16_MIN : years > INT16_MAX ? INT16_MAX : years);
    return room;
}

/* Null goes through; as room of an empty form it is joined to texts like any other. */
static const bc_value *without_value(bc_expr_run *run, const bc_expr_node *node, bc_expr_operator op, const bc_value *a,
                                     const bc_value *b, bc_value *out)
{
    const bc_value_room room = room_of_result(op, a, b);
    if (op != BC_OP_ADD || !room.characters || (a->type != BC_VALUE_TEXT && b->type != BC_VALUE_TEXT))
        return bc_expr_run_room(room, out);
    const bc_value left = bc_value_text(bc_expr_run_print(run->arena, a));
    const bc_value right = bc_value_text(bc_expr_run_print(run->arena, b));
    return join_texts(run, node, &left, &right, out);
}

static const bc_value *compute_numbers(bc_expr_run *run, const bc_expr_node *node, bc_expr_operator op,
                                       const bc_value *a, const bc_value *b, bc_value *out)
{
    if (op == BC_OP_MUL)
        return multiply(run, node, a, b, out);
    if (op == BC_OP_DIV)
        return divide(run, node, a, b, out);
    return in_one_unit(run, node, op, a, b, out);
}

const bc_value *bc_expr_amount_compute(bc_expr_run *run, const bc_expr_node *node, bc_expr_operator op,
                                       const bc_value *a, const bc_value *b, bc_value *out)
{
    if (a->type == BC_VALUE_NULL || b->type == BC_VALUE_NULL)
        return without_value(run, node, op, a, b, out);
    if (bc_value_unread_of(a) || bc_value_unread_of(b))
        return bc_expr_run_unknown(run, bc_value_unread_of(a) ? a : b, out);
    if (op == BC_OP_ADD && a->type == BC_VALUE_TEXT && b->type == BC_VALUE_TEXT)
        return join_texts(run, node, a, b, out);
    if (op == BC_OP_ADD && a->type == BC_VALUE_LIST && b->type == BC_VALUE_LIST)
        return join_lists(run, node, a, b, out);
    if (a->type != BC_VALUE_NUMBER || b->type != BC_VALUE_NUMBER)
        return type_error(run, node, op, a, b);
    const bc_value_room room = room_of_result(op, a, b);
    const bc_value *result = compute_numbers(run, node, op, a, b, out);
    if (result)
        out->room = room;
    return result;
}

/* ---- comparison ------------------------------------------------------------------------------ */

static int compare_dates(const bc_value *a, const bc_value *b)
{
    int x = a->as.date.year * 10000 + a->as.date.month * 100 + a->as.date.day;
    int y = b->as.date.year * 10000 + b->as.date.month * 100 + b->as.date.day;
    return (x > y) - (x < y);
}

bool bc_expr_compare_order(bc_expr_run *run, const bc_expr_node *node, const bc_value *a, const bc_value *b, int *order)
{
    pair p;
    if (a->type == b->type && a->type == BC_VALUE_NUMBER) {
        if (!match_units(run, node, a, b, &p))
            return false;
        *order = bc_decimal_compare(p.a, p.b);
    } else if (a->type == b->type && a->type == BC_VALUE_TEXT) {
        *order = bc_str_compare(a->text, b->text);
    } else if (a->type == b->type && a->type == BC_VALUE_DATE) {
        *order = compare_dates(a, b);
    } else {
        bc_expr_run_fail(run, node, "E320", bc_tr("%s and %s have no order"), bc_expr_type_name(a->type),
                         bc_expr_type_name(b->type));
        return false;
    }
    return true;
}

static bool same_entries(const bc_value *a, const bc_value *b)
{
    for (uint32_t i = 0; i < a->n; i++) {
        const bc_value *other = bc_value_find(b, a->as.entries[i].key);
        if (!other || !bc_expr_compare_same(&a->as.entries[i].value, other))
            return false;
    }
    return true;
}

static bool same_items(const bc_value *a, const bc_value *b)
{
    for (uint32_t i = 0; i < a->n; i++)
        if (!bc_expr_compare_same(&a->as.items[i], &b->as.items[i]))
            return false;
    return true;
}

bool bc_expr_compare_same(const bc_value *a, const bc_value *b)
{
    if (a->type != b->type)
        return false;
    pair p;
    switch (a->type) {
    case BC_VALUE_NULL:
        return true;
    case BC_VALUE_BOOL:
        return a->as.boolean == b->as.boolean;
    case BC_VALUE_NUMBER:
        return same_unit(a, b, &p) && bc_decimal_compare(p.a, p.b) == 0;
    case BC_VALUE_TEXT:
        return bc_str_eq(a->text, b->text);
    case BC_VALUE_DATE:
        return compare_dates(a, b) == 0;
    case BC_VALUE_LIST:
        return a->n == b->n && same_items(a, b);
    case BC_VALUE_MAP:
        return a->n == b->n && same_entries(a, b);
    }
    return false;
}

bool bc_expr_compare_equal(bc_expr_run *run, const bc_expr_node *node, const bc_value *a, const bc_value *b,
                           bool *equal)
{
    if (a->type == BC_VALUE_NUMBER && b->type == BC_VALUE_NUMBER && !units_fit(a, b))
        return unit_error(run, node, a, b);
    if ((a->type == BC_VALUE_LIST || a->type == BC_VALUE_MAP) && !bc_expr_run_spend(run, node, a->n * sizeof *a))
        return false;
    *equal = bc_expr_compare_same(a, b);
    return true;
}

/* Money of any unit compares by its value in 元; other units keep to themselves. */
static int any_numbers(const bc_value *a, const bc_value *b)
{
    int pa = bc_unit_money_power(a->unit), pb = bc_unit_money_power(b->unit);
    if ((pa >= 0) != (pb >= 0))
        return pa >= 0 ? 1 : -1;
    bc_decimal x = a->as.number, y = b->as.number;
    if (pa < 0) {
        int order = bc_str_compare(a->unit, b->unit);
        return order ? order : bc_decimal_compare(x, y);
    }
    /* An amount too large to be written in 元 comes after (or before, when negative) all others. */
    bool fa = bc_decimal_shift(x, pa, &x), fb = bc_decimal_shift(y, pb, &y);
    if (fa && fb)
        return bc_decimal_compare(x, y);
    int high = fa ? 0 : x.coef < 0 ? -1 : 1, other = fb ? 0 : y.coef < 0 ? -1 : 1;
    return high != other ? high - other : pa != pb ? pa - pb : bc_decimal_compare(x, y);
}

static int any_contents(const bc_value *a, const bc_value *b)
{
    int order = 0;
    for (uint32_t i = 0; i < a->n && i < b->n && !order; i++) {
        if (a->type == BC_VALUE_LIST) {
            order = bc_expr_compare_any(&a->as.items[i], &b->as.items[i]);
            continue;
        }
        order = bc_str_compare(a->as.entries[i].key, b->as.entries[i].key);
        if (!order)
            order = bc_expr_compare_any(&a->as.entries[i].value, &b->as.entries[i].value);
    }
    return order ? order : (a->n > b->n) - (a->n < b->n);
}

int bc_expr_compare_any(const bc_value *a, const bc_value *b)
{
    if (a->type != b->type)
        return a->type < b->type ? -1 : 1;
    switch (a->type) {
    case BC_VALUE_NULL:
        return 0;
    case BC_VALUE_BOOL:
        return a->as.boolean - b->as.boolean;
    case BC_VALUE_NUMBER:
        return any_numbers(a, b);
    case BC_VALUE_TEXT:
        return bc_str_compare(a->text, b->text);
    case BC_VALUE_DATE:
        return compare_dates(a, b);
    case BC_VALUE_LIST:
    case BC_VALUE_MAP:
        return any_contents(a, b);
    }
    return 0;
}
