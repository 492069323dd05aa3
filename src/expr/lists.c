/* Functions of lists. A list that is missing counts as empty. */
#include "base/tr.h"
#include "base/utf8.h"
#include "expr/amount.h"
#include "expr/function.h"

#include <stdlib.h>
#include <string.h>

static const bc_datum NOTHING = { .type = BC_IS_NULL };

static const bc_datum *not_a_list(bc_run *run, const bc_node *node, const bc_datum *value)
{
    return bc_run_fail(run, node->as.call.args[0], "E320", bc_tr("%s asks for a list, but this is %s"),
                       node->as.call.function->name, bc_type_name(value->type));
}

const bc_datum *bc_fn_size(bc_run *run, const bc_node *node, const bc_datum *const *args, bc_datum *out)
{
    const bc_datum *value = args[0];
    size_t n = 0;
    if (value->type == BC_IS_LIST || value->type == BC_IS_MAP)
        n = value->n;
    else if (value->type == BC_IS_TEXT)
        n = bc_utf8_count(value->text);
    else if (value->type != BC_IS_NULL)
        return bc_run_fail(run, node->as.call.args[0], "E320", bc_tr("size counts a list or a text, but this is %s"),
                           bc_type_name(value->type));
    *out = bc_datum_number(bc_decimal_from_int((int64_t)n), (bc_str){ 0 });
    return out;
}

static const bc_datum *element(bc_run *run, const bc_node *node, const bc_datum *list, bool last)
{
    if (list->type == BC_IS_NULL)
        return &NOTHING;
    if (list->type != BC_IS_LIST)
        return not_a_list(run, node, list);
    return list->n ? &list->as.items[last ? list->n - 1 : 0] : &NOTHING;
}

const bc_datum *bc_fn_first(bc_run *run, const bc_node *node, const bc_datum *const *args, bc_datum *out)
{
    (void)out;
    return element(run, node, args[0], false);
}

const bc_datum *bc_fn_last(bc_run *run, const bc_node *node, const bc_datum *const *args, bc_datum *out)
{
    (void)out;
    return element(run, node, args[0], true);
}

const bc_datum *bc_fn_join(bc_run *run, const bc_node *node, const bc_datum *const *args, bc_datum *out)
{
    const bc_datum *list = args[0];
    if (list->type != BC_IS_LIST && list->type != BC_IS_NULL)
        return not_a_list(run, node, list);
    bc_str between = args[1] ? bc_run_print(run->arena, args[1]) : (bc_str){ 0 };
    uint32_t n = list->type == BC_IS_LIST ? list->n : 0;
    bc_buf text;
    bc_buf_init(&text);
    for (uint32_t i = 0; i < n; i++) {
        bc_str part = bc_run_print(run->arena, &list->as.items[i]);
        if (!bc_run_spend(run, node, part.n + between.n)) {
            bc_buf_release(&text);
            return NULL;
        }
        if (!part.n)
            continue;
        if (text.n)
            bc_buf_add_str(&text, between);
        bc_buf_add_str(&text, part);
    }
    return bc_run_text(run, node, &text, out);
}

const bc_datum *bc_fn_contains(bc_run *run, const bc_node *node, const bc_datum *const *args, bc_datum *out)
{
    const bc_datum *whole = args[0], *part = args[1];
    bool found = false;
    if (!bc_run_spend(run, node, whole->type == BC_IS_LIST ? whole->n * sizeof *whole : whole->text.n))
        return NULL;
    if (whole->type == BC_IS_LIST) {
        for (uint32_t i = 0; i < whole->n && !found; i++)
            found = bc_compare_same(&whole->as.items[i], part);
    } else if (whole->type == BC_IS_MAP || part->type == BC_IS_LIST || part->type == BC_IS_MAP) {
        return bc_run_fail(run, node, "E320", bc_tr("contains cannot look for %s in %s"), bc_type_name(part->type),
                           bc_type_name(whole->type));
    } else if (whole->type != BC_IS_NULL && part->type != BC_IS_NULL) {
        bc_str text = bc_run_print(run->arena, whole);
        found = bc_str_find(text, bc_run_print(run->arena, part), 0) != SIZE_MAX;
    }
    *out = bc_datum_bool(found);
    return out;
}

const bc_datum *bc_fn_default(bc_run *run, const bc_node *node, const bc_datum *const *args, bc_datum *out)
{
    (void)run;
    (void)node;
    (void)out;
    return bc_datum_is_empty(args[0]) ? args[1] : args[0];
}

/* ---- folds ------------------------------------------------------------------------------------- */

/* Stops at the first condition that is `stop`. */
static bc_fold_step quantify(bc_run *run, const bc_node *node, const bc_datum *value, bool stop, bc_datum *result)
{
    if (value->type != BC_IS_BOOL && value->type != BC_IS_NULL) {
        bc_run_fail(run, node->as.call.body, "E324", bc_tr("a condition is true or false, but this is %s"),
                    bc_type_name(value->type));
        return BC_FOLD_FAILED;
    }
    bool holds = value->type == BC_IS_BOOL && value->as.boolean;
    if (holds != stop)
        return BC_FOLD_ON;
    *result = bc_datum_bool(stop);
    return BC_FOLD_DONE;
}

bc_fold_step bc_fn_all(bc_run *run, const bc_node *node, const bc_datum *value, bc_datum *result)
{
    return quantify(run, node, value, false, result);
}

bc_fold_step bc_fn_exists(bc_run *run, const bc_node *node, const bc_datum *value, bc_datum *result)
{
    return quantify(run, node, value, true, result);
}

void bc_fn_true_when_null(bc_datum *result)
{
    if (result->type == BC_IS_NULL)
        *result = bc_datum_bool(true);
}

void bc_fn_false_when_null(bc_datum *result)
{
    if (result->type == BC_IS_NULL)
        *result = bc_datum_bool(false);
}

bc_fold_step bc_fn_sum(bc_run *run, const bc_node *node, const bc_datum *value, bc_datum *result)
{
    if (value->type != BC_IS_NUMBER) {
        bc_run_fail(run, node, "E320", bc_tr("sum adds numbers, but one of these is %s"), bc_type_name(value->type));
        return BC_FOLD_FAILED;
    }
    if (result->type == BC_IS_NULL) {
        *result = bc_datum_number(value->as.number, value->unit);
        return BC_FOLD_ON;
    }
    bc_datum before = *result;
    return bc_amount_compute(run, node, BC_OP_ADD, &before, value, result) ? BC_FOLD_ON : BC_FOLD_FAILED;
}

static bc_fold_step keep_extreme(bc_run *run, const bc_node *node, const bc_datum *value, int sign, bc_datum *result)
{
    int order = sign;
    /* Compared with itself first, so that a single value without order is refused too. */
    const bc_datum *other = result->type == BC_IS_NULL ? value : result;
    if (!bc_compare_order(run, node, value, other, &order))
        return BC_FOLD_FAILED;
    if (result->type == BC_IS_NULL || (order > 0) - (order < 0) == sign)
        *result = *value;
    return BC_FOLD_ON;
}

bc_fold_step bc_fn_min(bc_run *run, const bc_node *node, const bc_datum *value, bc_datum *result)
{
    return keep_extreme(run, node, value, -1, result);
}

bc_fold_step bc_fn_max(bc_run *run, const bc_node *node, const bc_datum *value, bc_datum *result)
{
    return keep_extreme(run, node, value, 1, result);
}

/* The result is the value before, and turns into false when one is less than that. */
bc_fold_step bc_fn_increasing(bc_run *run, const bc_node *node, const bc_datum *value, bc_datum *result)
{
    int order = 0;
    if (!bc_compare_order(run, node, value, result->type == BC_IS_NULL ? value : result, &order))
        return BC_FOLD_FAILED;
    if (order < 0) {
        *result = bc_datum_bool(false);
        return BC_FOLD_DONE;
    }
    *result = *value;
    return BC_FOLD_ON;
}

void bc_fn_true_unless_false(bc_datum *result)
{
    *result = bc_datum_bool(result->type != BC_IS_BOOL);
}

/* ---- lists made of lists ----------------------------------------------------------------------- */

uint32_t bc_fn_map(bc_run *run, const bc_node *node, const bc_datum *items, bc_datum *values, uint32_t n)
{
    (void)run;
    (void)node;
    (void)items;
    (void)values;
    return n;
}

uint32_t bc_fn_filter(bc_run *run, const bc_node *node, const bc_datum *items, bc_datum *values, uint32_t n)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        bc_datum found = bc_datum_null();
        if (quantify(run, node, &values[i], true, &found) == BC_FOLD_FAILED)
            return UINT32_MAX;
        if (found.type == BC_IS_BOOL)
            values[kept++] = items[i];
    }
    return kept;
}

static int by_value_then_place(const void *a, const void *b)
{
    const bc_datum *x = *(const bc_datum *const *)a, *y = *(const bc_datum *const *)b;
    int order = bc_compare_any(x, y);
    return order ? order : (x > y) - (x < y);
}

uint32_t bc_fn_distinct(bc_run *run, const bc_node *node, const bc_datum *items, bc_datum *values, uint32_t n)
{
    (void)items;
    const bc_datum **sorted = bc_run_alloc(run, node, bc_mem_product(n, sizeof *sorted));
    bool *again = bc_run_alloc(run, node, n);
    if (!sorted || !again || !bc_run_spend(run, node, bc_mem_product(n, 8 * BC_RUN_BYTES_PER_STEP)))
        return UINT32_MAX;
    for (uint32_t i = 0; i < n; i++)
        sorted[i] = &values[i];
    qsort(sorted, n, sizeof *sorted, by_value_then_place);
    for (uint32_t i = 1; i < n; i++)
        again[sorted[i] - values] = bc_compare_any(sorted[i - 1], sorted[i]) == 0;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n; i++)
        if (!again[i])
            values[kept++] = values[i];
    return kept;
}
