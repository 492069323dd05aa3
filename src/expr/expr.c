/* The door to expressions: compiled once with their template, evaluated per record, and asked which paths they
 * read, so that a template's mistakes are found before any record comes. */
#include "expr/expr.h"

#include "base/tr.h"
#include "expr/private/amount.h"
#include "expr/private/eval.h"
#include "expr/private/function.h"
#include "expr/private/remark.h"

#include <string.h>

const bc_expr *bc_expr_compile(bc_arena *arena, bc_str text, bc_diag_mark at, bc_diag_list *diags)
{
    const bc_expr_node *root = bc_expr_parse(arena, text, at, diags);
    if (!root)
        return NULL;
    bc_expr *expr = BC_NEW(arena, bc_expr);
    *expr = (bc_expr){ text, at, root };
    return expr;
}

static bc_expr_run start(const bc_expr *expr, const bc_expr_scope *scope, bc_arena *arena, bc_diag_list *diags)
{
    const bc_quota *quota = arena->quota;
    bool common = quota && quota->steps < BC_RUN_STEPS;
    uint64_t steps = !common ? (uint64_t)BC_RUN_STEPS : quota->passed ? 0 : quota->steps;
    bool limited = quota && (quota->limits.memory || quota->limits.milliseconds);
    uint64_t kept = limited && steps > BC_RUN_PART ? steps - BC_RUN_PART : 0;
    if (limited && quota->over)
        kept = steps = 0;
    return (bc_expr_run){ .expr = expr,
                          .scope = scope,
                          .arena = arena,
                          .diags = diags,
                          .given = steps,
                          .left = steps - kept,
                          .kept = kept,
                          .common = common };
}

static void end(bc_expr_run *run)
{
    bc_quota *quota = run->arena->quota;
    if (quota)
        quota->steps -= run->given - run->left - run->kept;
    bc_unicode_collator_release(&run->collator);
}

bool bc_expr_eval(const bc_expr *expr, const bc_expr_scope *scope, bc_arena *arena, bc_diag_list *diags, bc_value *out)
{
    bc_expr_run run = start(expr, scope, arena, diags);
    bc_value slot;
    const bc_value *value = bc_expr_eval_node(&run, expr->root, &slot);
    *out = value ? *value : bc_value_null();
    end(&run);
    return value != NULL;
}

bool bc_expr_holds(const bc_expr *expr, const bc_expr_scope *scope, bc_arena *arena, bc_diag_list *diags)
{
    bc_expr_run run = start(expr, scope, arena, diags);
    bool value, known = bc_expr_eval_condition(&run, expr->root, &value);
    end(&run);
    return known && value;
}

int bc_expr_compare_values(const bc_value *a, const bc_value *b)
{
    return bc_expr_compare_any(a, b);
}

bc_str bc_expr_path(const bc_expr *expr)
{
    return expr->root->kind == BC_EXPR_NODE_PATH ? expr->root->as.path.text : (bc_str){ 0 };
}

uint32_t bc_expr_written_out(const bc_expr *expr)
{
    return expr && expr->root->kind == BC_EXPR_NODE_LIST ? expr->root->as.list.n : 0;
}

/* Paths, members and indices only, the indices figures. */
static bool is_place(const bc_expr_node *node)
{
    switch (node->kind) {
    case BC_EXPR_NODE_PATH:
        return true;
    case BC_EXPR_NODE_MEMBER:
        return is_place(node->as.member.base);
    case BC_EXPR_NODE_INDEX:
        return node->as.of.b->kind == BC_EXPR_NODE_LITERAL && is_place(node->as.of.a);
    default:
        return false;
    }
}

bc_str bc_expr_place(const bc_expr *expr)
{
    if (!is_place(expr->root))
        return (bc_str){ 0 };
    bc_str path = bc_expr_path(expr);
    bc_str text = path.n ? path : bc_str_trim(expr->text);
    return bc_str_find(text, BC_STR(" "), 0) == SIZE_MAX ? text : (bc_str){ 0 };
}

static bool is_blank(const bc_expr_node *node)
{
    if (node->kind == BC_EXPR_NODE_CHOICE)
        return is_blank(node->as.of.b) && is_blank(node->as.of.c);
    if (node->kind == BC_EXPR_NODE_BINARY && node->op == BC_OP_ADD)
        return is_blank(node->as.of.a) && is_blank(node->as.of.b);
    return node->kind == BC_EXPR_NODE_LITERAL &&
           (node->as.literal.type == BC_VALUE_NULL ||
            (node->as.literal.type == BC_VALUE_TEXT && !bc_str_trim(node->as.literal.text).n));
}

bool bc_expr_is_blank(const bc_expr *expr)
{
    return is_blank(expr->root);
}

static bool is_plain(const bc_expr_node *node)
{
    return node->kind == BC_EXPR_NODE_PATH && !node->as.path.from_this;
}

static bool is_call(const bc_expr_node *node, bc_str name)
{
    return node->kind == BC_EXPR_NODE_CALL && node->as.call.function == bc_expr_function_find(name);
}

bc_str bc_expr_lines(const bc_expr *expr)
{
    const bc_expr_node *node = expr->root;
    if (!is_call(node, BC_STR("join")) || node->as.call.n != 2 || !is_plain(node->as.call.args[0]))
        return (bc_str){ 0 };
    const bc_expr_node *between = node->as.call.args[1];
    const bool lines = between->kind == BC_EXPR_NODE_LITERAL && between->as.literal.type == BC_VALUE_TEXT &&
                       bc_str_is(between->as.literal.text, "\n");
    return lines ? node->as.call.args[0]->as.path.text : (bc_str){ 0 };
}

static bool is_text(const bc_expr_node *node)
{
    if (node->kind == BC_EXPR_NODE_BINARY && node->op == BC_OP_ADD)
        return is_text(node->as.of.a) || is_text(node->as.of.b);
    return (node->kind == BC_EXPR_NODE_LITERAL && node->as.literal.type == BC_VALUE_TEXT) ||
           is_call(node, BC_STR("join")) || is_call(node, BC_STR("text"));
}

/* `whole`: the value of the node itself stands in the text. */
static void visit_shown(const bc_expr_node *node, bool whole, void (*visit)(void *context, bc_str path), void *context)
{
    if (whole && is_plain(node)) {
        visit(context, node->as.path.text);
    } else if (node->kind == BC_EXPR_NODE_BINARY && node->op == BC_OP_ADD && is_text(node)) {
        visit_shown(node->as.of.a, true, visit, context);
        visit_shown(node->as.of.b, true, visit, context);
    } else if (is_call(node, BC_STR("join")) || is_call(node, BC_STR("text"))) {
        visit_shown(node->as.call.args[0], true, visit, context);
    } else if (is_call(node, BC_STR("default"))) {
        visit_shown(node->as.call.args[0], false, visit, context);
        visit_shown(node->as.call.args[1], false, visit, context);
    }
}

void bc_expr_shown(const bc_expr *expr, void (*visit)(void *context, bc_str path), void *context)
{
    visit_shown(expr->root, false, visit, context);
}

typedef struct terms {
    bc_expr_term *out;
    uint32_t n, most;
} terms;

static bool add_term(terms *t, const bc_expr_node *node, const bc_expr_node *body, bool is_list)
{
    if (!is_plain(node) || (body && !is_plain(body)) || t->n == t->most)
        return false;
    t->out[t->n++] = (bc_expr_term){ node->as.path.text, body ? body->as.path.text : (bc_str){ 0 }, is_list };
    return true;
}

static bool add_terms(terms *t, const bc_expr_node *node);

/* What is added up of each element of a list: a value, or several of them. */
static bool add_of_elements(terms *t, const bc_expr_node *list, const bc_expr_node *body)
{
    if (body && body->kind == BC_EXPR_NODE_BINARY && body->op == BC_OP_ADD)
        return add_of_elements(t, list, body->as.of.a) && add_of_elements(t, list, body->as.of.b);
    if (!body || !is_call(body, BC_STR("sum")) || body->as.call.n < 2 || body->as.call.body)
        return add_term(t, list, body, true);
    bool known = true;
    for (uint32_t i = 0; known && i < body->as.call.n; i++)
        known = add_of_elements(t, list, body->as.call.args[i]);
    return known;
}

/* Of a call of sum: a list, or values. */
static bool add_summed(terms *t, const bc_expr_node *node)
{
    const bc_expr_node *body = node->as.call.body;
    if (node->as.call.variable.n || node->as.call.where)
        return false;
    if (body && is_call(body, BC_STR("number")) && body->as.call.n == 1 && !body->as.call.body)
        body = body->as.call.args[0]; /* what is no number adds nothing, here and in a sheet */
    if (node->as.call.n == 1)
        return add_of_elements(t, node->as.call.args[0], body);
    for (uint32_t i = 0; i < node->as.call.n; i++)
        if (!add_terms(t, node->as.call.args[i]))
            return false;
    return !body;
}

static bool add_terms(terms *t, const bc_expr_node *node)
{
    if (node->kind == BC_EXPR_NODE_BINARY && node->op == BC_OP_ADD)
        return add_terms(t, node->as.of.a) && add_terms(t, node->as.of.b);
    if (is_call(node, BC_STR("sum")))
        return add_summed(t, node);
    if (is_call(node, BC_STR("default")) && node->as.call.n == 2)
        return add_terms(t, node->as.call.args[0]);
    return add_term(t, node, NULL, false);
}

uint32_t bc_expr_terms(const bc_expr *expr, bc_expr_term *out, uint32_t most)
{
    terms t = { .out = out, .most = most };
    return !is_plain(expr->root) && add_terms(&t, expr->root) ? t.n : 0;
}

bc_diag_mark bc_expr_mark(const bc_expr *expr)
{
    return bc_expr_locate(expr->text, expr->at, expr->root->from, expr->root->to);
}

bc_str bc_expr_source(const bc_expr *expr)
{
    return expr->text;
}

/* ---- the paths that are read ------------------------------------------------------------------- */

/* Calls `visit` with the nodes right below this one. */
static void each_below(const bc_expr_node *node, void (*visit)(void *context, const bc_expr_node *node), void *context)
{
    switch ((bc_expr_node_kind)node->kind) {
    case BC_EXPR_NODE_LITERAL:
    case BC_EXPR_NODE_PATH:
        break;
    case BC_EXPR_NODE_MEMBER:
        visit(context, node->as.member.base);
        break;
    case BC_EXPR_NODE_LIST:
        for (uint32_t i = 0; i < node->as.list.n; i++)
            visit(context, node->as.list.items[i]);
        break;
    case BC_EXPR_NODE_CALL:
        for (uint32_t i = 0; i < node->as.call.n; i++)
            visit(context, node->as.call.args[i]);
        if (node->as.call.body)
            visit(context, node->as.call.body);
        if (node->as.call.where)
            visit(context, node->as.call.where);
        break;
    default:
        visit(context, node->as.of.a);
        if (node->as.of.b)
            visit(context, node->as.of.b);
        if (node->as.of.c)
            visit(context, node->as.of.c);
    }
}

typedef struct summing {
    const bc_expr *expr;
    bc_str variable; /* of the sum whose terms are visited */
    bc_diag_mark mark;
    void (*visit)(void *context, bc_str path, bc_diag_mark mark);
    void *context;
} summing;

static void visit_summed(const summing *s, const bc_expr_node *node)
{
    if (bc_expr_remark_is_sum(node)) {
        visit_summed(s, node->as.of.a);
        visit_summed(s, node->as.of.b);
        return;
    }
    if (node->kind != BC_EXPR_NODE_PATH || node->as.path.from_this)
        return;
    const bc_str path = node->as.path.text, first = node->as.path.names[0];
    if (!s->variable.n)
        s->visit(s->context, path, s->mark);
    else if (bc_str_eq(first, s->variable) && path.n > first.n)
        s->visit(s->context, bc_str_slice(path, first.n + 1, path.n), s->mark);
}

static void find_sums(void *context, const bc_expr_node *node)
{
    const summing *s = context;
    const bc_expr_node *body = node->kind == BC_EXPR_NODE_CALL ? node->as.call.body : NULL;
    if (body && node->as.call.function->once && bc_expr_remark_is_sum(body)) {
        summing own = *s;
        own.variable = node->as.call.variable;
        own.mark = bc_expr_locate(s->expr->text, s->expr->at, body->from, body->to);
        visit_summed(&own, body);
    }
    each_below(node, find_sums, context);
}

void bc_expr_sums_of_sums(const bc_expr *expr, void (*visit)(void *context, bc_str path, bc_diag_mark mark),
                          void *context)
{
    summing s = { .expr = expr, .visit = visit, .context = context };
    find_sums(&s, expr->root);
}

typedef struct product_search {
    bool any, converts, unit;
} product_search;

static bool is_thousands(const bc_expr_node *node)
{
    if (node->kind != BC_EXPR_NODE_LITERAL || node->as.literal.type != BC_VALUE_NUMBER)
        return false;
    const bc_decimal number = bc_decimal_trim(node->as.literal.as.number, 0);
    int64_t power = 1000;
    while (power < number.coef && power <= INT64_MAX / 10)
        power *= 10;
    /* 0.0001 is 1 of four decimals. */
    return number.coef == (number.scale ? 1 : power) && (!number.scale || number.scale >= 3);
}

static void find_products(void *context, const bc_expr_node *node)
{
    product_search *search = context;
    if (node->kind == BC_EXPR_NODE_BINARY && (node->op == BC_OP_MUL || node->op == BC_OP_DIV)) {
        search->any = true;
        search->converts |= is_thousands(node->as.of.a) || is_thousands(node->as.of.b);
    }
    search->unit |= node->kind == BC_EXPR_NODE_CALL && strcmp(node->as.call.function->name, "in_unit") == 0;
    each_below(node, find_products, search);
}

bool bc_expr_multiplies(const bc_expr *expr)
{
    product_search search = { 0 };
    find_products(&search, expr->root);
    return search.any;
}

bool bc_expr_converts(const bc_expr *expr)
{
    product_search search = { 0 };
    find_products(&search, expr->root);
    return search.converts && !search.unit;
}

/* The macros around a node, innermost first. */
typedef struct reach {
    bc_str variable; /* empty: the element's fields are in scope */
    const struct reach *outer;
} reach;

typedef struct walk {
    const bc_expr *expr;
    void (*visit)(void *context, bc_str path, bc_diag_mark mark, bool inner);
    void *context;
} walk;

static void visit_path(const walk *w, const bc_expr_node *node, const reach *enclosing)
{
    bc_str path = node->as.path.text, first = node->as.path.names[0];
    bc_diag_mark mark = bc_expr_locate(w->expr->text, w->expr->at, node->from, node->to);
    bool inner = false;
    for (; enclosing; enclosing = enclosing->outer) {
        if (!enclosing->variable.n)
            inner = true;
        else if (!inner && bc_str_eq(enclosing->variable, first)) {
            /* Relative to the element; the element as a whole is no field. */
            if (path.n > first.n)
                w->visit(w->context, bc_str_slice(path, first.n + 1, path.n), mark, true);
            return;
        }
    }
    w->visit(w->context, path, mark, inner);
}

static void visit_nodes(const walk *w, const bc_expr_node *node, const reach *enclosing)
{
    reach body;
    switch ((bc_expr_node_kind)node->kind) {
    case BC_EXPR_NODE_LITERAL:
        break;
    case BC_EXPR_NODE_PATH:
        visit_path(w, node, enclosing);
        break;
    case BC_EXPR_NODE_MEMBER:
        visit_nodes(w, node->as.member.base, enclosing);
        break;
    case BC_EXPR_NODE_LIST:
        for (uint32_t i = 0; i < node->as.list.n; i++)
            visit_nodes(w, node->as.list.items[i], enclosing);
        break;
    case BC_EXPR_NODE_CALL:
        for (uint32_t i = 0; i < node->as.call.n; i++)
            visit_nodes(w, node->as.call.args[i], enclosing);
        body = (reach){ node->as.call.variable, enclosing };
        if (node->as.call.body)
            visit_nodes(w, node->as.call.body, &body);
        if (node->as.call.where)
            visit_nodes(w, node->as.call.where, &body);
        break;
    default:
        visit_nodes(w, node->as.of.a, enclosing);
        if (node->as.of.b)
            visit_nodes(w, node->as.of.b, enclosing);
        if (node->as.of.c)
            visit_nodes(w, node->as.of.c, enclosing);
        break;
    }
}

void bc_expr_paths(const bc_expr *expr, void (*visit)(void *context, bc_str path, bc_diag_mark mark, bool inner),
                   void *context)
{
    walk w = { expr, visit, context };
    visit_nodes(&w, expr->root, NULL);
}
