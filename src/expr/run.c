#include "expr/private/run.h"

#include "base/tr.h"
#include "expr/private/amount.h"
#include "expr/private/function.h"

#include <stdarg.h>
#include <string.h>

static const bc_value NOTHING = { .type = BC_VALUE_NULL };

const char *bc_expr_type_name(bc_value_type type)
{
    switch (type) {
    case BC_VALUE_NULL:
        break;
    case BC_VALUE_BOOL:
        return bc_tr("true or false");
    case BC_VALUE_NUMBER:
        return bc_tr("a number");
    case BC_VALUE_TEXT:
        return bc_tr("a text");
    case BC_VALUE_DATE:
        return bc_tr("a date");
    case BC_VALUE_LIST:
        return bc_tr("a list");
    case BC_VALUE_MAP:
        return bc_tr("a group of fields");
    }
    return bc_tr("nothing");
}

const bc_value *bc_expr_run_fail(bc_expr_run *run, const bc_expr_node *node, const char *code, const char *format, ...)
{
    bc_buf message;
    bc_buf_init(&message);
    va_list args;
    va_start(args, format);
    bc_buf_vprintf(&message, format, args);
    va_end(args);
    bc_diag_mark mark = bc_expr_locate(run->expr->text, run->expr->at, node->from, node->to);
    bc_diag_add(run->diags, BC_DIAG_ERROR, code, mark, "%s", message.p);
    bc_buf_release(&message);
    return NULL;
}

const bc_value *bc_expr_run_overflow(bc_expr_run *run, const bc_expr_node *node)
{
    return bc_expr_run_fail(run, node, "E322", bc_tr("the result has more digits than can be computed with"));
}

static bool spent(bc_expr_run *run, const bc_expr_node *node)
{
    bc_expr_run_fail(run, node, "E327", bc_tr("this expression takes too many steps"));
    bc_diag_hint(run->diags, bc_tr("a list inside a list of thousands of rows is walked for each row again"));
    return false;
}

bool bc_expr_run_spend(bc_expr_run *run, const bc_expr_node *node, size_t bytes)
{
    size_t steps = bytes / BC_RUN_BYTES_PER_STEP + 1;
    if (run->left < steps) {
        run->left = 0;
        return spent(run, node);
    }
    run->left -= steps;
    return true;
}

void *bc_expr_run_alloc(bc_expr_run *run, const bc_expr_node *node, size_t bytes)
{
    return bc_expr_run_spend(run, node, bytes) ? bc_arena_alloc(run->arena, bytes) : NULL;
}

const bc_value *bc_expr_run_text(bc_expr_run *run, const bc_expr_node *node, bc_buf *text, bc_value *out)
{
    bool within = bc_expr_run_spend(run, node, text->n);
    *out = within ? bc_value_text(bc_arena_str(run->arena, bc_buf_str(text))) : bc_value_null();
    bc_buf_release(text);
    return within ? out : NULL;
}

bc_str bc_expr_run_print(bc_arena *arena, const bc_value *datum)
{
    if (datum->text.n || bc_value_is_empty(datum))
        return datum->text;
    bc_buf text;
    bc_buf_init(&text);
    bc_value_print(datum, &text);
    bc_str kept = bc_arena_str(arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return kept;
}

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
    return &NOTHING;
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
    return found ? found : &NOTHING;
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

bool bc_expr_run_condition(bc_expr_run *run, const bc_expr_node *node, bool *out)
{
    bc_value slot;
    const bc_value *value = bc_expr_run_eval(run, node, &slot);
    if (!value)
        return false;
    if (value->type != BC_VALUE_BOOL && value->type != BC_VALUE_NULL) {
        bc_expr_run_fail(run, node, "E324", bc_tr("a condition is true or false, but this is %s"),
                         bc_expr_type_name(value->type));
        if (node->kind == BC_EXPR_NODE_PATH)
            bc_diag_hint(run->diags, bc_tr("has(%.*s) asks whether something stands there"),
                         BC_STR_ARG(node->as.path.text));
        return false;
    }
    *out = value->type == BC_VALUE_BOOL && value->as.boolean;
    return true;
}

static const bc_value *eval_logic(bc_expr_run *run, const bc_expr_node *node, bc_value *out)
{
    bool value;
    if (!bc_expr_run_condition(run, node->as.of.a, &value))
        return NULL;
    if (value == (node->kind == BC_EXPR_NODE_AND) && !bc_expr_run_condition(run, node->as.of.b, &value))
        return NULL;
    return boolean(value, out);
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
        return boolean(false, out);
    if (!bc_expr_compare_order(run, node, a, b, &order))
        return NULL;
    return boolean(holds_order((bc_expr_operator)node->op, order), out);
}

static const bc_value *eval_binary(bc_expr_run *run, const bc_expr_node *node, bc_value *out)
{
    bc_value left, right;
    const bc_value *a = bc_expr_run_eval(run, node->as.of.a, &left);
    const bc_value *b = a ? bc_expr_run_eval(run, node->as.of.b, &right) : NULL;
    bool equal;
    if (!b)
        return NULL;
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
    const bc_value *value = bc_expr_run_eval(run, node->as.of.a, &slot);
    if (!value || value->type == BC_VALUE_NULL)
        return value ? &NOTHING : NULL;
    if (value->type != BC_VALUE_NUMBER)
        return bc_expr_run_fail(run, node, "E320", bc_tr("'-' cannot take %s"), bc_expr_type_name(value->type));
    bc_decimal negated;
    if (!bc_decimal_neg(value->as.number, &negated))
        return bc_expr_run_overflow(run, node);
    *out = bc_value_number(negated, value->unit);
    return out;
}

static const bc_value *eval_index(bc_expr_run *run, const bc_expr_node *node, bc_value *out)
{
    bc_value left, right;
    const bc_value *base = bc_expr_run_eval(run, node->as.of.a, &left);
    const bc_value *index = base ? bc_expr_run_eval(run, node->as.of.b, &right) : NULL;
    if (!index)
        return NULL;
    if (base->type == BC_VALUE_NULL || index->type == BC_VALUE_NULL)
        return &NOTHING;
    if (base->type == BC_VALUE_MAP && index->type == BC_VALUE_TEXT) {
        const bc_value *found = bc_value_find(base, index->text);
        return found ? found : &NOTHING;
    }
    int64_t at;
    if (base->type != BC_VALUE_LIST)
        return bc_expr_run_fail(run, node->as.of.a, "E320", bc_tr("[ ] takes an element of a list, but this is %s"),
                                bc_expr_type_name(base->type));
    if (index->type != BC_VALUE_NUMBER || !bc_decimal_is_integer(index->as.number, &at))
        return bc_expr_run_fail(run, node->as.of.b, "E325", bc_tr("the place in a list is a whole number, from 0"));
    if (at < 0 || at >= base->n)
        return &NOTHING;
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
        const bc_value *item = bc_expr_run_eval(run, node->as.list.items[i], &items[i]);
        if (!item)
            return NULL;
        if (item != &items[i])
            items[i] = *item;
    }
    *out = (bc_value){ .type = BC_VALUE_LIST, .n = n, .as.items = items };
    return out;
}

const bc_value *bc_expr_run_eval(bc_expr_run *run, const bc_expr_node *node, bc_value *out)
{
    bool value;
    if (!run->left) {
        spent(run, node);
        return NULL;
    }
    run->left--;
    switch ((bc_expr_node_kind)node->kind) {
    case BC_EXPR_NODE_LITERAL:
        return &node->as.literal;
    case BC_EXPR_NODE_PATH:
        return eval_path(run, node);
    case BC_EXPR_NODE_MEMBER: {
        const bc_value *base = bc_expr_run_eval(run, node->as.member.base, out);
        return base ? member_of(run, node, base, node->as.member.name) : NULL;
    }
    case BC_EXPR_NODE_INDEX:
        return eval_index(run, node, out);
    case BC_EXPR_NODE_LIST:
        return eval_list(run, node, out);
    case BC_EXPR_NODE_NOT:
        return bc_expr_run_condition(run, node->as.of.a, &value) ? boolean(!value, out) : NULL;
    case BC_EXPR_NODE_NEGATE:
        return eval_negated(run, node, out);
    case BC_EXPR_NODE_BINARY:
        return eval_binary(run, node, out);
    case BC_EXPR_NODE_AND:
    case BC_EXPR_NODE_OR:
        return eval_logic(run, node, out);
    case BC_EXPR_NODE_CHOICE:
        if (!bc_expr_run_condition(run, node->as.of.a, &value))
            return NULL;
        return bc_expr_run_eval(run, value ? node->as.of.b : node->as.of.c, out);
    case BC_EXPR_NODE_CALL:
        return bc_expr_function_call(run, node, out);
    }
    return NULL;
}
