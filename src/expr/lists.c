/* Functions of lists. A list that is missing counts as empty. */
#include "base/tr.h"
#include "base/utf8.h"
#include "expr/private/amount.h"
#include "expr/private/function.h"

#include <stdlib.h>

static const bc_value *not_a_list(bc_expr_run *run, const bc_expr_node *node, const bc_value *value)
{
    return bc_expr_run_fail(run, node->as.call.args[0], "E320", bc_tr("%s asks for a list, but this is %s"),
                            node->as.call.function->name, bc_expr_type_name(value->type));
}

const bc_value *bc_expr_size(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    const bc_value *value = args[0];
    size_t n = 0;
    if (value->type == BC_VALUE_LIST || value->type == BC_VALUE_MAP)
        n = value->n;
    else if (value->type == BC_VALUE_TEXT)
        n = bc_utf8_count(value->text);
    else if (value->type != BC_VALUE_NULL)
        return bc_expr_run_fail(run, node->as.call.args[0], "E320",
                                bc_tr("size counts a list or a text, but this is %s"), bc_expr_type_name(value->type));
    *out = bc_value_number(bc_decimal_from_int((int64_t)n), (bc_str){ 0 });
    if (value->type == BC_VALUE_LIST && value->as.blank)
        out->room.characters = BC_ROOM_NUMBER;
    return out;
}

static const bc_value *element(bc_expr_run *run, const bc_expr_node *node, const bc_value *list, bool last)
{
    if (list->type == BC_VALUE_NULL)
        return &bc_value_nothing;
    if (list->type != BC_VALUE_LIST)
        return not_a_list(run, node, list);
    return list->n ? &list->as.items[last ? list->n - 1 : 0] : &bc_value_nothing;
}

const bc_value *bc_expr_first(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    (void)out;
    return element(run, node, args[0], false);
}

const bc_value *bc_expr_last(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    (void)out;
    return element(run, node, args[0], true);
}

const bc_value *bc_expr_join(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    const bc_value *list = args[0];
    if (list->type != BC_VALUE_LIST && list->type != BC_VALUE_NULL)
        return not_a_list(run, node, list);
    if (list->type == BC_VALUE_LIST && list->as.blank)
        return bc_expr_run_room((bc_value_room){ .characters = BC_ROOM_TEXT }, out);
    bc_str between = args[1] ? bc_expr_run_print(run->arena, args[1]) : (bc_str){ 0 };
    bc_str last = args[2] ? bc_expr_run_print(run->arena, args[2]) : between;
    uint32_t n = list->type == BC_VALUE_LIST ? list->n : 0;
    bc_buf text;
    bc_buf_init(&text);
    bc_str before = { 0 }; /* the part that may be the last one */
    bool any = false;
    for (uint32_t i = 0; i <= n; i++) {
        bc_str part = i < n ? bc_expr_run_print(run->arena, &list->as.items[i]) : (bc_str){ 0 };
        if (!bc_expr_run_spend(run, node, part.n + between.n)) {
            bc_buf_release(&text);
            return NULL;
        }
        if (i < n && !part.n)
            continue;
        if (any && before.n)
            bc_buf_add_str(&text, i < n ? between : last);
        bc_buf_add_str(&text, before);
        any = before.n > 0;
        before = part;
    }
    return bc_expr_run_text(run, node, &text, out);
}

const bc_value *bc_expr_contains(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    const bc_value *whole = args[0], *part = args[1];
    bool found = false;
    if (!bc_expr_run_spend(run, node, whole->type == BC_VALUE_LIST ? whole->n * sizeof *whole : whole->text.n))
        return NULL;
    if (whole->type == BC_VALUE_LIST) {
        for (uint32_t i = 0; i < whole->n && !found; i++)
            found = bc_expr_compare_same(&whole->as.items[i], part);
    } else if (whole->type == BC_VALUE_MAP || part->type == BC_VALUE_LIST || part->type == BC_VALUE_MAP) {
        return bc_expr_run_fail(run, node, "E320", bc_tr("contains cannot look for %s in %s"),
                                bc_expr_type_name(part->type), bc_expr_type_name(whole->type));
    } else if (whole->type != BC_VALUE_NULL && part->type != BC_VALUE_NULL) {
        bc_str text = bc_expr_run_print(run->arena, whole);
        found = bc_str_find(text, bc_expr_run_print(run->arena, part), 0) != SIZE_MAX;
    }
    *out = bc_value_bool(found);
    return out;
}

const bc_value *bc_expr_reverse(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    const bc_value *list = args[0];
    if (list->type == BC_VALUE_NULL)
        return &bc_value_nothing;
    if (list->type != BC_VALUE_LIST)
        return not_a_list(run, node, list);
    bc_value *items = bc_expr_run_alloc(run, node, bc_mem_product(list->n, sizeof *items));
    if (!items)
        return NULL;
    for (uint32_t i = 0; i < list->n; i++)
        items[i] = list->as.items[list->n - 1 - i];
    *out = (bc_value){ .type = BC_VALUE_LIST, .n = list->n, .as = { .items = items, .blank = list->as.blank } };
    return out;
}

/* The elements of a list, or the characters of a text, in front of a place or behind it; a negative one is counted from
 * the end. */
static const bc_value *part_of(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bool front,
                               bc_value *out)
{
    const bc_value *whole = args[0];
    int64_t at;
    if (!bc_expr_number_whole(run, node, 1, args[1], &at))
        return NULL;
    if (whole->type == BC_VALUE_NULL)
        return &bc_value_nothing;
    if (whole->type == BC_VALUE_MAP)
        return not_a_list(run, node, whole);
    const bool list = whole->type == BC_VALUE_LIST;
    bc_str text = list ? (bc_str){ 0 } : bc_expr_run_print(run->arena, whole);
    const int64_t n = list ? whole->n : (int64_t)bc_utf8_count(text);
    /* The last three: behind all but three. */
    if (at < 0) {
        at = n + at < 0 ? 0 : n + at;
        front = !front;
    }
    at = at > n ? n : at;
    if (list) {
        *out = *whole;
        out->as.growth = NULL;
        out->as.items = front || !at ? whole->as.items : whole->as.items + at;
        out->n = (uint32_t)(front ? at : n - at);
        return out;
    }
    size_t byte = bc_expr_text_bytes(text, (size_t)at);
    *out = bc_value_text(front ? bc_str_slice(text, 0, byte) : bc_str_slice(text, byte, text.n));
    return bc_expr_run_spend(run, node, text.n) ? out : NULL;
}

const bc_value *bc_expr_take(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    return part_of(run, node, args, true, out);
}

const bc_value *bc_expr_skip(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    return part_of(run, node, args, false, out);
}

const bc_value *bc_expr_default(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out)
{
    (void)run;
    (void)node;
    (void)out;
    bool given = !bc_value_is_empty(args[0]) || bc_value_room_of(args[0]).characters; /* or yet to be */
    return given ? args[0] : args[1];
}

/* ---- folds ------------------------------------------------------------------------------------- */

/* Stops at the first condition that is `stop`. */
static bc_expr_fold_step quantify(bc_expr_run *run, const bc_expr_node *node, const bc_value *value, bool stop,
                                  bc_value *result)
{
    if (value->type != BC_VALUE_BOOL && value->type != BC_VALUE_NULL) {
        bc_expr_run_fail(run, node->as.call.body, "E324", bc_tr("a condition is true or false, but this is %s"),
                         bc_expr_type_name(value->type));
        return BC_FOLD_FAILED;
    }
    bool holds = value->type == BC_VALUE_BOOL && value->as.boolean;
    if (value->type == BC_VALUE_BOOL && value->as.open) {
        *result = *value; /* unless another element decides */
        return BC_FOLD_ON;
    }
    if (holds != stop)
        return BC_FOLD_ON;
    *result = bc_value_bool(stop);
    return BC_FOLD_DONE;
}

bc_expr_fold_step bc_expr_all(bc_expr_run *run, const bc_expr_node *node, const bc_value *value, bc_value *result)
{
    return quantify(run, node, value, false, result);
}

bc_expr_fold_step bc_expr_exists(bc_expr_run *run, const bc_expr_node *node, const bc_value *value, bc_value *result)
{
    return quantify(run, node, value, true, result);
}

bool bc_expr_true_when_null(bc_expr_run *run, const bc_expr_node *node, uint32_t n, bc_value *result)
{
    (void)run;
    (void)node;
    (void)n;
    if (result->type == BC_VALUE_NULL)
        *result = bc_value_bool(true);
    return true;
}

bool bc_expr_false_when_null(bc_expr_run *run, const bc_expr_node *node, uint32_t n, bc_value *result)
{
    (void)run;
    (void)node;
    (void)n;
    if (result->type == BC_VALUE_NULL)
        *result = bc_value_bool(false);
    return true;
}

bc_expr_fold_step bc_expr_count(bc_expr_run *run, const bc_expr_node *node, const bc_value *value, bc_value *result)
{
    bc_value holds = bc_value_null();
    if (quantify(run, node, value, true, &holds) == BC_FOLD_FAILED)
        return BC_FOLD_FAILED;
    if (holds.type == BC_VALUE_BOOL && holds.as.boolean) {
        const bc_value_room room = bc_value_room_of(result);
        int64_t before = result->type == BC_VALUE_NUMBER ? (int64_t)result->as.number.coef : 0;
        *result = bc_value_number(bc_decimal_from_int(before + 1), (bc_str){ 0 });
        result->room = room;
    }
    return BC_FOLD_ON;
}

bool bc_expr_zero_when_null(bc_expr_run *run, const bc_expr_node *node, uint32_t n, bc_value *result)
{
    (void)run;
    (void)node;
    (void)n;
    const bc_value_room room = bc_value_room_of(result);
    if (result->type == BC_VALUE_NULL)
        *result = bc_value_number(bc_decimal_from_int(0), (bc_str){ 0 });
    result->room = room;
    return true;
}

bool bc_expr_part_of_sum(bc_expr_run *run, const bc_expr_node *node, uint32_t n, bc_value *result)
{
    if (result->type != BC_VALUE_NUMBER)
        return true;
    const bc_value sum = *result, count = bc_value_number(bc_decimal_from_int(n), (bc_str){ 0 });
    return bc_expr_amount_compute(run, node, BC_OP_DIV, &sum, &count, result) != NULL;
}

bc_expr_fold_step bc_expr_sum(bc_expr_run *run, const bc_expr_node *node, const bc_value *value, bc_value *result)
{
    if (bc_value_unread_of(value)) {
        bc_expr_run_unknown(run, value, result);
        return BC_FOLD_DONE;
    }
    if (value->type != BC_VALUE_NUMBER) {
        bc_expr_run_fail(run, node, "E320", bc_tr("%s adds numbers, but one of these is %s"),
                         node->as.call.function->name, bc_expr_type_name(value->type));
        return BC_FOLD_FAILED;
    }
    if (result->type == BC_VALUE_NULL) {
        const bc_value_room room = result->room.characters ? result->room : value->room;
        *result = bc_value_number(value->as.number, value->unit);
        result->room = room;
        return BC_FOLD_ON;
    }
    bc_value before = *result;
    return bc_expr_amount_compute(run, node, BC_OP_ADD, &before, value, result) ? BC_FOLD_ON : BC_FOLD_FAILED;
}

static bc_expr_fold_step keep_extreme(bc_expr_run *run, const bc_expr_node *node, const bc_value *value, int sign,
                                      bc_value *result)
{
    int order = sign;
    if (bc_value_unread_of(value)) {
        bc_expr_run_unknown(run, value, result);
        return BC_FOLD_DONE;
    }
    /* Compared with itself first, so that a single value without order is refused too. */
    const bc_value *other = result->type == BC_VALUE_NULL ? value : result;
    if (!bc_expr_compare_order(run, node, value, other, &order))
        return BC_FOLD_FAILED;
    const bc_value_room room = bc_value_room_of(result);
    if (result->type == BC_VALUE_NULL || (order > 0) - (order < 0) == sign)
        *result = *value;
    if (room.characters && result->type == BC_VALUE_NUMBER)
        result->room = room; /* another value is still to come */
    return BC_FOLD_ON;
}

bc_expr_fold_step bc_expr_min(bc_expr_run *run, const bc_expr_node *node, const bc_value *value, bc_value *result)
{
    return keep_extreme(run, node, value, -1, result);
}

bc_expr_fold_step bc_expr_max(bc_expr_run *run, const bc_expr_node *node, const bc_value *value, bc_value *result)
{
    return keep_extreme(run, node, value, 1, result);
}

/* The result is the value before, and turns into false when one is less than that. */
bc_expr_fold_step bc_expr_increasing(bc_expr_run *run, const bc_expr_node *node, const bc_value *value,
                                     bc_value *result)
{
    int order = 0;
    if (bc_value_unread_of(value)) { /* not to be said, which is no fault */
        bc_expr_run_unknown(run, value, result);
        return BC_FOLD_DONE;
    }
    if (!bc_expr_compare_order(run, node, value, result->type == BC_VALUE_NULL ? value : result, &order))
        return BC_FOLD_FAILED;
    if (order < 0) {
        *result = bc_value_bool(false);
        return BC_FOLD_DONE;
    }
    *result = *value;
    return BC_FOLD_ON;
}

bool bc_expr_true_unless_false(bc_expr_run *run, const bc_expr_node *node, uint32_t n, bc_value *result)
{
    (void)run;
    (void)node;
    (void)n;
    *result = bc_value_bool(result->type != BC_VALUE_BOOL);
    return true;
}

/* ---- lists made of lists ----------------------------------------------------------------------- */

uint32_t bc_expr_map(bc_expr_run *run, const bc_expr_node *node, const bc_value *items, bc_value *values, uint32_t n)
{
    (void)run;
    (void)node;
    (void)items;
    (void)values;
    return n;
}

uint32_t bc_expr_filter(bc_expr_run *run, const bc_expr_node *node, const bc_value *items, bc_value *values, uint32_t n)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        bc_value found = bc_value_null();
        if (quantify(run, node, &values[i], true, &found) == BC_FOLD_FAILED)
            return UINT32_MAX;
        if (found.type == BC_VALUE_BOOL && found.as.boolean)
            values[kept++] = items[i];
    }
    return kept;
}

static int by_value_then_place(const void *a, const void *b)
{
    const bc_value *x = *(const bc_value *const *)a, *y = *(const bc_value *const *)b;
    int order = bc_expr_compare_any(x, y);
    return order ? order : (x > y) - (x < y);
}

uint32_t bc_expr_distinct(bc_expr_run *run, const bc_expr_node *node, const bc_value *items, bc_value *values,
                          uint32_t n)
{
    (void)items;
    const bc_value **sorted = bc_expr_run_alloc(run, node, bc_mem_product(n, sizeof *sorted));
    bool *again = bc_expr_run_alloc(run, node, n);
    if (!sorted || !again || !bc_expr_run_spend(run, node, bc_mem_product(n, 8 * BC_RUN_BYTES_PER_STEP)))
        return UINT32_MAX;
    for (uint32_t i = 0; i < n; i++)
        sorted[i] = &values[i];
    qsort(sorted, n, sizeof *sorted, by_value_then_place);
    for (uint32_t i = 1; i < n; i++)
        again[sorted[i] - values] = bc_expr_compare_any(sorted[i - 1], sorted[i]) == 0;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (!again[i])
            values[kept++] = values[i];
    return kept;
}
