/* An expression's tree walked over data.
 *
 * Values are lent wherever they stand already (in the record, in the tree) and else made in the place that the caller
 * offers, so that reading a field copies nothing; a caller that keeps a value copies it. NULL says that a message has
 * been given, and goes up through all callers without another. */
#include "expr/private/eval.h"

#include "base/tr.h"
#include "expr/private/amount.h"
#include "expr/private/function.h"
#include "expr/private/once.h"
#include "expr/private/remark.h"

#include <assert.h>

/* ---- names ------------------------------------------------------------------------------------- */

/* What a name stands for: the innermost place that knows it, even when its value is null there. */
static const bc_value *find_name(const bc_expr_run *run, bc_str name)
{
    for (const bc_expr_frame *frame = run->frame; frame; frame = frame->outer) {
        if (!frame->variable.n) {
            const bc_value *found = bc_value_find(frame->element, name);
            if (found)
                return found;
        } else if (bc_str_eq(frame->variable, name)) {
            return frame->element;
        }
    }
    for (const bc_expr_scope *scope = run->scope; scope; scope = scope->outer) {
        const bc_value *found = bc_value_find(scope->map, name);
        if (found)
            return found;
    }
    return NULL;
}

/* `this`: the element that is looked at, or the map in scope; a field of that name goes first. */
static const bc_value *find_this(const bc_expr_run *run, bc_str name)
{
    for (const bc_expr_frame *frame = run->frame; frame; frame = frame->outer)
        if (!frame->variable.n) {
            const bc_value *found = bc_value_find(frame->element, name);
            return found ? found : frame->element;
        }
    const bc_value *found = find_name(run, name);
    return found || !run->scope ? found : run->scope->map;
}

/* `year-1` is a name, and none that exists; when `year` does, a subtraction was meant. */
static const bc_value *unknown_name(bc_expr_run *run, const bc_expr_node *node, bc_str name)
{
    for (size_t at = 0; at < name.n; at++)
        if (name.p[at] == '-' && find_name(run, bc_str_slice(name, 0, at))) {
            bc_expr_run_fail(run, node, "E328", bc_tr("there is no field '%.*s'"), BC_STR_ARG(name));
            bc_diag_hint(run->diags, bc_tr("to subtract, put blanks around the minus: %.*s - %.*s"), (int)at, name.p,
                         (int)(name.n - at - 1), name.p + at + 1);
            return NULL;
        }
    return &bc_value_nothing;
}

static const bc_value *member_of(bc_expr_run *run, const bc_expr_node *node, const bc_value *base, bc_str name)
{
    if (base->type == BC_VALUE_LIST) {
        bc_expr_run_fail(run, node, "E320", bc_tr("'%.*s' is asked of a list"), BC_STR_ARG(name));
        bc_diag_hint(run->diags, bc_tr(".map(%.*s) gives it for each element, .first().%.*s for the first"),
                     BC_STR_ARG(name), BC_STR_ARG(name));
        return NULL;
    }
    const bc_value *found = bc_value_find(base, name);
    return found ? found : &bc_value_nothing;
}

static const bc_value *eval_path(bc_expr_run *run, const bc_expr_node *node)
{
    const bc_str *names = node->as.path.names;
    const bc_value *datum = node->as.path.from_this ? find_this(run, names[0]) : find_name(run, names[0]);
    if (!datum)
        return unknown_name(run, node, names[0]);
    for (uint32_t i = 1; datum && i < node->as.path.n; i++)
        datum = member_of(run, node, datum, names[i]);
    return datum;
}

/* ---- operators --------------------------------------------------------------------------------- */

static const bc_value *boolean(bool value, bc_value *out)
{
    *out = bc_value_bool(value);
    return out;
}

/* The same where nobody can tell; it does not hold, and `!` does not make it hold. */
static const bc_value *not_known(bc_value *out)
{
    *out = bc_value_bool(false);
    out->as.open = true;
    return out;
}

/* *open: it does not hold for want of a value. */
static bool eval_truth(bc_expr_run *run, const bc_expr_node *node, bool *out, bool *open)
{
    bc_value slot;
    const bc_value *value = bc_expr_eval_node(run, node, &slot);
    if (!value)
        return false;
    if (value->type != BC_VALUE_BOOL && value->type != BC_VALUE_NULL && !bc_value_unread_of(value)) {
        bc_expr_run_fail(run, node, "E324", bc_tr("a condition is true or false, but this is %s"),
                         bc_expr_type_name(value->type));
        if (node->kind == BC_EXPR_NODE_PATH)
            bc_diag_hint(run->diags, bc_tr("has(%.*s) asks whether something stands there"),
                         BC_STR_ARG(node->as.path.text));
        return false;
    }
    *out = value->type == BC_VALUE_BOOL && value->as.boolean;
    *open = value->type == BC_VALUE_BOOL && value->as.open;
    return true;
}

bool bc_expr_eval_condition(bc_expr_run *run, const bc_expr_node *node, bool *out)
{
    bool open;
    return eval_truth(run, node, out, &open);
}

static const bc_value *eval_not(bc_expr_run *run, const bc_expr_node *node, bc_value *out)
{
    bool value, open;
    if (!eval_truth(run, node->as.of.a, &value, &open))
        return NULL;
    return open ? not_known(out) : boolean(!value, out);
}

/* The right side decides where the left one does not, and counts no less where that is open. */
static const bc_value *eval_logic(bc_expr_run *run, const bc_expr_node *node, bc_value *out)
{
    const bool both = node->kind == BC_EXPR_NODE_AND;
    bool value, open, other, other_open;
    if (!eval_truth(run, node->as.of.a, &value, &open))
        return NULL;
    if (value != both && !open)
        return boolean(value, out);
    if (!eval_truth(run, node->as.of.b, &other, &other_open))
        return NULL;
    if (other != both && !other_open)
        return boolean(other, out);
    return open || other_open ? not_known(out) : boolean(both, out);
}

static const bc_value *eval_contained(bc_expr_run *run, const bc_expr_node *node, const bc_value *a, const bc_value *b,
                                      bc_value *out)
{
    if (b->type == BC_VALUE_NULL)
        return boolean(false, out);
    if (b->type == BC_VALUE_MAP && a->type == BC_VALUE_TEXT)
        return boolean(bc_value_find(b, a->text) != NULL, out);
    if (b->type != BC_VALUE_LIST) {
        bc_expr_run_fail(run, node->as.of.b, "E320", bc_tr("'in' looks into a list, but this is %s"),
                         bc_expr_type_name(b->type));
        if (b->type == BC_VALUE_TEXT)
            bc_diag_hint(run->diags, bc_tr("a text is searched with text.contains(part)"));
        return NULL;
    }
    if (!bc_expr_run_spend(run, node, b->n * sizeof *b))
        return NULL;
    for (uint32_t i = 0; i < b->n; i++)
        if (bc_expr_compare_same(a, &b->as.items[i]))
            return boolean(true, out);
    return boolean(false, out);
}

static bool holds_order(bc_expr_operator op, int order)
{
    switch (op) {
    case BC_OP_LT:
        return order < 0;
    case BC_OP_LE:
        return order <= 0;
    case BC_OP_GT:
        return order > 0;
    default:
        return order >= 0;
    }
}

static const bc_value *eval_order(bc_expr_run *run, const bc_expr_node *node, const bc_value *a, const bc_value *b,
                                  bc_value *out)
{
    int order;
    if (a->type == BC_VALUE_NULL || b->type == BC_VALUE_NULL)
        return not_known(out);
    if (!bc_expr_compare_order(run, node, a, b, &order))
        return NULL;
    return boolean(holds_order((bc_expr_operator)node->op, order), out);
}

/* Whether words that stand for a number are compared, with anything but words of a template. */
static bool asks_for_unread(const bc_value *a, const bc_value *b)
{
    bool x = bc_value_unread_of(a), y = bc_value_unread_of(b);
    return (x && (y || b->type == BC_VALUE_NUMBER || b->type == BC_VALUE_DATE)) ||
           (y && (a->type == BC_VALUE_NUMBER || a->type == BC_VALUE_DATE));
}

/* Whether what is compared with something depends on what will be written into an empty form. */
static bool asks_for_room(const bc_value *a, const bc_value *b)
{
    const bc_value *nothing = a->type == BC_VALUE_NULL ? a : b;
    return a->type != b->type && nothing->type == BC_VALUE_NULL && nothing->room.characters;
}

static bool is_nought(const bc_value *value)
{
    return value->type == BC_VALUE_NULL && value->room.nought;
}

/* A running sum that has nothing in it yet is printed as nothing; what begins with an amount is that amount. */
static void count_noughts(const bc_value **a, const bc_value **b)
{
    static const bc_value NOUGHT = { .type = BC_VALUE_NUMBER, .text = { "0", 1 } };
    const bool left = is_nought(*a), right = is_nought(*b);
    if (left && (right || (*b)->type == BC_VALUE_NUMBER))
        *a = &NOUGHT;
    if (right && (left || (*a)->type == BC_VALUE_NUMBER))
        *b = &NOUGHT;
}

static const bc_value *eval_binary(bc_expr_run *run, const bc_expr_node *node, bc_value *out)
{
    bc_value left, right;
    const bc_value *a = bc_expr_eval_node(run, node->as.of.a, &left);
    const bc_value *b = a ? bc_expr_eval_node(run, node->as.of.b, &right) : NULL;
    bool equal;
    if (!b)
        return NULL;
    count_noughts(&a, &b);
    if (asks_for_unread(a, b) && node->op <= BC_OP_GE) {
        bc_expr_run_unknown(run, bc_value_unread_of(a) ? a : b, out);
        return boolean(false, out);
    }
    run->asked = run->asked || asks_for_room(a, b);
    switch ((bc_expr_operator)node->op) {
    case BC_OP_EQ:
    case BC_OP_NE:
        if (!bc_expr_compare_equal(run, node, a, b, &equal))
            return NULL;
        return boolean(equal == (node->op == BC_OP_EQ), out);
    case BC_OP_LT:
    case BC_OP_LE:
    case BC_OP_GT:
    case BC_OP_GE:
        return eval_order(run, node, a, b, out);
    case BC_OP_IN:
        return eval_contained(run, node, a, b, out);
    case BC_OP_ADD:
    case BC_OP_SUB:
    case BC_OP_MUL:
    case BC_OP_DIV:
    case BC_OP_MOD:
        break;
    }
    return bc_expr_amount_compute(run, node, (bc_expr_operator)node->op, a, b, out);
}

static const bc_value *eval_negated(bc_expr_run *run, const bc_expr_node *node, bc_value *out)
{
    bc_value slot;
    const bc_value *value = bc_expr_eval_node(run, node->as.of.a, &slot);
    if (!value || value->type == BC_VALUE_NULL)
        return value ? bc_expr_run_room(value->room, out) : NULL;
    if (bc_value_unread_of(value))
        return bc_expr_run_unknown(run, value, out);
    if (value->type != BC_VALUE_NUMBER)
        return bc_expr_run_fail(run, node, "E320", bc_tr("'-' cannot take %s"), bc_expr_type_name(value->type));
    bc_decimal negated;
    if (!bc_decimal_neg(value->as.number, &negated))
        return bc_expr_run_overflow(run, node);
    *out = bc_value_number(negated, value->unit);
    out->room = value->room;
    return out;
}

static const bc_value *eval_index(bc_expr_run *run, const bc_expr_node *node, bc_value *out)
{
    bc_value left, right;
    const bc_value *base = bc_expr_eval_node(run, node->as.of.a, &left);
    const bc_value *index = base ? bc_expr_eval_node(run, node->as.of.b, &right) : NULL;
    if (!index)
        return NULL;
    if (base->type == BC_VALUE_NULL || index->type == BC_VALUE_NULL)
        return &bc_value_nothing;
    if (base->type == BC_VALUE_MAP && index->type == BC_VALUE_TEXT) {
        const bc_value *found = bc_value_find(base, index->text);
        return found ? found : &bc_value_nothing;
    }
    int64_t at;
    if (base->type != BC_VALUE_LIST)
        return bc_expr_run_fail(run, node->as.of.a, "E320", bc_tr("[ ] takes an element of a list, but this is %s"),
                                bc_expr_type_name(base->type));
    if (index->type != BC_VALUE_NUMBER || !bc_decimal_is_integer(index->as.number, &at))
        return bc_expr_run_fail(run, node->as.of.b, "E325", bc_tr("the place in a list is a whole number, from 0"));
    if (at < 0 || at >= base->n)
        return &bc_value_nothing;
    *out = base->as.items[at];
    return out;
}

static const bc_value *eval_list(bc_expr_run *run, const bc_expr_node *node, bc_value *out)
{
    uint32_t n = node->as.list.n;
    bc_value *items = bc_expr_run_alloc(run, node, bc_mem_product(n, sizeof *items));
    if (!items)
        return NULL;
    for (uint32_t i = 0; i < n; i++) {
        const bc_value *item = bc_expr_eval_node(run, node->as.list.items[i], &items[i]);
        if (!item)
            return NULL;
        if (item != &items[i])
            items[i] = *item;
    }
    *out = (bc_value){ .type = BC_VALUE_LIST, .n = n, .as.items = items };
    return out;
}

/* ---- calls ------------------------------------------------------------------------------------- */

/* What the call's body gives for one element of a list; *counts says whether its condition holds. */
static const bc_value *eval_body(bc_expr_run *run, const bc_expr_node *node, const bc_value *element, bool *counts,
                                 bc_value *out)
{
    *counts = true;
    if (!node->as.call.body)
        return element;
    bc_expr_frame frame = { element, node->as.call.variable, run->frame };
    run->frame = &frame;
    const bc_value *value = &bc_value_nothing;
    if (node->as.call.where && !bc_expr_eval_condition(run, node->as.call.where, counts))
        value = NULL;
    else if (*counts)
        value = bc_expr_eval_node(run, node->as.call.body, out);
    assert(run->frame == &frame); /* what is opened inside is closed there */
    run->frame = frame.outer;
    return value;
}

/* The list that a call walks, null being an empty one. */
static const bc_value *eval_walked(bc_expr_run *run, const bc_expr_node *node, bc_value *out)
{
    const bc_value *list = bc_expr_eval_node(run, node->as.call.args[0], out);
    if (list && list->type != BC_VALUE_LIST && list->type != BC_VALUE_NULL)
        return bc_expr_run_fail(run, node->as.call.args[0], "E320", bc_tr("%s walks a list, but this is %s"),
                                node->as.call.function->name, bc_expr_type_name(list->type));
    return list;
}

/* A fold under way: its result, how many values went into it, and rows that did not. */
typedef struct fold {
    bc_value result;
    uint32_t n;
    bc_expr_left_out left_out;
} fold;

static bc_expr_fold_step fold_value(bc_expr_run *run, const bc_expr_node *node, const bc_value *value, fold *f)
{
    const bc_expr_function *function = node->as.call.function;
    if (!value)
        return BC_FOLD_FAILED;
    if (value->type == BC_VALUE_NULL && !function->nulls) {
        if (value->room.characters && (f->result.type == BC_VALUE_NULL || f->result.type == BC_VALUE_NUMBER))
            f->result.room = value->room;
        return BC_FOLD_ON;
    }
    f->n++;
    return function->step(run, node, value, &f->result);
}

/* What a call has folded of a list that grows. */
typedef struct folded {
    struct folded *next;
    const bc_expr_node *node;
    uint32_t n; /* elements that are in it */
    fold fold;
} folded;

/* Of the call, where the list grows and nothing but its elements can change what it comes to; else NULL. */
static folded *folded_of(bc_expr_run *run, const bc_expr_node *node, const bc_value *list)
{
    bc_value_growth *growth = list->type == BC_VALUE_LIST ? list->as.growth : NULL;
    if (!growth || run->frame || growth->scope != run->scope)
        return NULL;
    folded *known = growth->folded;
    while (known && known->node != node)
        known = known->next;
    if (!known) {
        known = BC_NEW(growth->arena, folded);
        *known = (folded){ .next = growth->folded, .node = node };
        growth->folded = known;
    }
    if (known->n > list->n) {
        known->n = 0;
        known->fold = (fold){ .result = bc_value_null() };
    }
    return known;
}

/* What the terms of one element are. */
typedef struct terms {
    bc_expr_run *run;
    const bc_value *element;
    bc_str variable;
    const bc_expr_node *empty; /* the first that is */
    const bc_node *origin;     /* where it stands in the record, or NULL */
    bool some;                 /* another has a number */
} terms;

/* Whether the term says something of the element; what stands outside of it is the same for all of them. */
static bool is_of_element(const terms *t, const bc_expr_node *term)
{
    if (term->kind == BC_EXPR_NODE_LITERAL)
        return false;
    if (term->kind != BC_EXPR_NODE_PATH || term->as.path.from_this)
        return true;
    const bc_str name = term->as.path.names[0];
    return t->variable.n ? bc_str_eq(name, t->variable) : bc_value_find(t->element, name) != NULL;
}

static void look_at_term(terms *t, const bc_expr_node *node)
{
    if (bc_expr_remark_is_sum(node)) {
        look_at_term(t, node->as.of.a);
        look_at_term(t, node->as.of.b);
        return;
    }
    bc_value slot;
    const bc_value *value = is_of_element(t, node) ? bc_expr_eval_node(t->run, node, &slot) : NULL;
    if (!value)
        return;
    if (value->type == BC_VALUE_NULL && !value->room.characters && !t->empty) {
        t->empty = node;
        t->origin = value->origin;
    }
    t->some = t->some || value->type == BC_VALUE_NUMBER;
}

/* An element whose value in the sum is nothing: whether that is for want of some of its terms only. */
static void look_at_left_out(bc_expr_run *run, const bc_expr_node *call, const bc_value *element,
                             bc_expr_left_out *rows)
{
    const bc_expr_node *body = call->as.call.body;
    if (!body || !bc_expr_remark_is_sum(body) || !call->as.call.function->once)
        return;
    bc_expr_frame frame = { element, call->as.call.variable, run->frame };
    terms t = { .run = run, .element = element, .variable = call->as.call.variable };
    run->frame = &frame;
    look_at_term(&t, body);
    run->frame = frame.outer;
    if (t.empty && t.some)
        bc_expr_remark_row(run, element, t.empty, t.origin, rows);
}

/* The same for what a list's element comes to. */
static bc_expr_fold_step fold_element(bc_expr_run *run, const bc_expr_node *node, const bc_value *element,
                                      const bc_value *value, fold *f)
{
    const bool nothing = value && value->type == BC_VALUE_NULL && !value->room.characters;
    if (nothing && bc_value_is_lowest(element))
        look_at_left_out(run, node, element, &f->left_out);
    return fold_value(run, node, value, f);
}

/* Of a tree: what is below an element that counts is in its value. */
static bc_expr_fold_step fold_tree(bc_expr_run *run, const bc_expr_node *node, const bc_value *list, fold *f)
{
    const uint32_t n = list->n;
    bc_value *values = bc_expr_run_alloc(run, node, bc_mem_product(n, sizeof *values));
    for (uint32_t i = 0; values && i < n; i++) {
        bool counts;
        const bc_value *value = eval_body(run, node, &list->as.items[i], &counts, &values[i]);
        if (!value)
            return BC_FOLD_FAILED;
        if (!counts)
            values[i] = bc_value_null();
        else if (value != &values[i])
            values[i] = *value;
        if (counts && values[i].type == BC_VALUE_NULL && bc_value_is_lowest(&list->as.items[i]))
            look_at_left_out(run, node, &list->as.items[i], &f->left_out);
    }
    if (!values || !bc_expr_once_keep(run, node, list->as.items, values, n))
        return BC_FOLD_FAILED;
    bc_expr_fold_step step = BC_FOLD_ON;
    for (uint32_t i = 0; i < n && step == BC_FOLD_ON; i++)
        step = fold_value(run, node, &values[i], f);
    if (step == BC_FOLD_ON)
        bc_expr_remark_left_out(run, node, &f->left_out);
    return step;
}

static bc_expr_fold_step fold_list(bc_expr_run *run, const bc_expr_node *node, fold *f)
{
    bc_value list_slot, slot;
    const bc_value *list = eval_walked(run, node, &list_slot);
    uint32_t n = list && list->type == BC_VALUE_LIST ? list->n : 0;
    const bool adds = n && node->as.call.function->once && node->as.call.body, lowest = adds && list->as.lowest;
    const bool once = adds && !lowest && bc_expr_once_asked(list->as.items, n);
    folded *known = list && !once ? folded_of(run, node, list) : NULL;
    uint32_t first = known ? known->n : 0;
    if (!list || !bc_expr_run_spend(run, node, bc_mem_product(n - first, BC_RUN_BYTES_PER_STEP)))
        return BC_FOLD_FAILED;
    if (once)
        return fold_tree(run, node, list, f);
    if (first)
        *f = known->fold;
    bc_expr_fold_step step = BC_FOLD_ON;
    for (uint32_t i = first; i < n && step == BC_FOLD_ON; i++) {
        bool counts;
        if (lowest && !bc_value_is_lowest(&list->as.items[i]))
            continue;
        const bc_value *value = eval_body(run, node, &list->as.items[i], &counts, &slot);
        if (counts || !value)
            step = fold_element(run, node, &list->as.items[i], value, f);
    }
    /* A list that grows is told of with the first of its rows. */
    if (step == BC_FOLD_ON && !(first && known->fold.left_out.n))
        bc_expr_remark_left_out(run, node, &f->left_out);
    if (known && step == BC_FOLD_ON) {
        known->n = n;
        known->fold = *f;
    }
    bc_value *result = &f->result;
    if (list->type == BC_VALUE_LIST && result->type == BC_VALUE_NULL && !result->room.characters) {
        if (list->as.blank)
            result->room.characters = BC_ROOM_NUMBER; /* none of its rows counts, as yet */
        else
            result->room.nought = list->as.growth && node->as.call.function->once && !node->as.call.function->finish;
    }
    return step;
}

static const bc_value *call_fold(bc_expr_run *run, const bc_expr_node *node, bc_value *out)
{
    const bc_expr_function *function = node->as.call.function;
    fold f = { .result = bc_value_null() };
    bc_value slot;
    bc_expr_fold_step step = BC_FOLD_ON;
    if (node->as.call.n == 1)
        step = fold_list(run, node, &f);
    for (uint32_t i = 0; i < node->as.call.n && node->as.call.n > 1 && step == BC_FOLD_ON; i++)
        step = fold_value(run, node, bc_expr_eval_node(run, node->as.call.args[i], &slot), &f);
    if (step == BC_FOLD_FAILED || (function->finish && !function->finish(run, node, f.n, &f.result)))
        return NULL;
    *out = f.result;
    return out;
}

static const bc_value *call_collect(bc_expr_run *run, const bc_expr_node *node, bc_value *out)
{
    bc_value slot;
    const bc_value *list = eval_walked(run, node, &slot);
    if (!list)
        return NULL;
    uint32_t n = list->type == BC_VALUE_LIST ? list->n : 0;
    const bc_value *items = n ? list->as.items : NULL;
    bc_value *values = bc_expr_run_alloc(run, node, bc_mem_product(n, sizeof *values));
    if (!values)
        return NULL;
    for (uint32_t i = 0; i < n; i++) {
        bool counts;
        const bc_value *value = eval_body(run, node, &items[i], &counts, &values[i]);
        if (!value)
            return NULL;
        if (value != &values[i])
            values[i] = *value;
    }
    uint32_t kept = node->as.call.function->collect(run, node, items, values, n);
    assert(kept <= n || kept == UINT32_MAX);
    if (kept == UINT32_MAX)
        return NULL;
    const bool blank = list->type == BC_VALUE_LIST && list->as.blank;
    *out = (bc_value){ .type = BC_VALUE_LIST, .n = kept, .as = { .items = values, .blank = blank } };
    return out;
}

static const bc_value *call_plain(bc_expr_run *run, const bc_expr_node *node, bc_value *out)
{
    bc_value slots[BC_MAX_FUNCTION_ARGS];
    const bc_value *args[BC_MAX_FUNCTION_ARGS] = { NULL };
    assert(node->as.call.n <= BC_MAX_FUNCTION_ARGS);
    for (uint32_t i = 0; i < node->as.call.n; i++) {
        args[i] = bc_expr_eval_node(run, node->as.call.args[i], &slots[i]);
        if (!args[i])
            return NULL;
    }
    const bc_value *result = node->as.call.function->plain(run, node, args, out);
    if (!result)
        return NULL;
    for (uint32_t i = 0; i < node->as.call.n; i++)
        if (result == &slots[i]) { /* an argument given back, whose place ends here */
            *out = slots[i];
            return out;
        }
    bool computed = result == out || result == &bc_value_nothing;
    const bc_value_room room = computed && args[0] ? bc_value_room_of(args[0]) : (bc_value_room){ 0 };
    if (room.characters && result->type == BC_VALUE_NULL)
        return bc_expr_run_room(room, out);
    if (room.characters && result->type == BC_VALUE_NUMBER)
        out->room = room;
    return result;
}

static const bc_value *eval_call(bc_expr_run *run, const bc_expr_node *node, bc_value *out)
{
    bc_value slot;
    const bc_value *value;
    switch ((bc_expr_function_kind)node->as.call.function->kind) {
    case BC_FUNCTION_FOLD:
        return call_fold(run, node, out);
    case BC_FUNCTION_COLLECT:
        return call_collect(run, node, out);
    case BC_FUNCTION_HAS:
        value = bc_expr_eval_node(run, node->as.call.args[0], &slot);
        if (!value)
            return NULL;
        *out = bc_value_bool(!bc_value_is_empty(value));
        return out;
    case BC_FUNCTION_PLAIN:
        break;
    }
    return call_plain(run, node, out);
}

/* A text with a box to be ticked stays as it is; other texts say what nobody has written yet. */
static bool has_box(const bc_value *value)
{
    return value->type == BC_VALUE_TEXT && (bc_str_find(value->text, BC_STR("□"), 0) != SIZE_MAX ||
                                            bc_str_find(value->text, BC_STR("☐"), 0) != SIZE_MAX);
}

/* a ? b : c. Where a asks for what an empty form leaves to be written, what follows from it is left, too. */
static const bc_value *eval_choice(bc_expr_run *run, const bc_expr_node *node, bc_value *out)
{
    bool holds;
    const bool before = run->asked;
    run->asked = false;
    if (!bc_expr_eval_condition(run, node->as.of.a, &holds))
        return NULL;
    const bool asked = run->asked;
    run->asked = before;
    const bc_value *value = bc_expr_eval_node(run, holds ? node->as.of.b : node->as.of.c, out);
    if (!value || !asked || has_box(value))
        return value;
    return bc_expr_run_room((bc_value_room){ .characters = BC_ROOM_NUMBER }, out);
}

/* ---- nodes ------------------------------------------------------------------------------------- */

const bc_value *bc_expr_eval_node(bc_expr_run *run, const bc_expr_node *node, bc_value *out)
{
    if (run->left)
        run->left--;
    else if (!bc_expr_run_spend(run, node, 1)) /* reports */
        return NULL;
    switch ((bc_expr_node_kind)node->kind) {
    case BC_EXPR_NODE_LITERAL:
        return &node->as.literal;
    case BC_EXPR_NODE_PATH:
        return eval_path(run, node);
    case BC_EXPR_NODE_MEMBER: {
        const bc_value *base = bc_expr_eval_node(run, node->as.member.base, out);
        return base ? member_of(run, node, base, node->as.member.name) : NULL;
    }
    case BC_EXPR_NODE_INDEX:
        return eval_index(run, node, out);
    case BC_EXPR_NODE_LIST:
        return eval_list(run, node, out);
    case BC_EXPR_NODE_NOT:
        return eval_not(run, node, out);
    case BC_EXPR_NODE_NEGATE:
        return eval_negated(run, node, out);
    case BC_EXPR_NODE_BINARY:
        return eval_binary(run, node, out);
    case BC_EXPR_NODE_AND:
    case BC_EXPR_NODE_OR:
        return eval_logic(run, node, out);
    case BC_EXPR_NODE_CHOICE:
        return eval_choice(run, node, out);
    case BC_EXPR_NODE_CALL:
        return eval_call(run, node, out);
    }
    assert(0 && "a kind of node");
    return NULL;
}
