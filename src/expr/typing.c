/* What an expression gives has the type of what it is made of, as long as it is the same kind of thing: a filtered list
 * is the list, its first element one of its elements, a sum of amounts an amount. So what is computed is printed like
 * what it was computed from, and the fields of a list's elements are known however the list came about. */
#include "expr/private/function.h"

#include <string.h>

/* How the result of a function goes with its first argument, or with what is computed for each element of it. EITHER:
 * it is one of the two. */
typedef enum giving { GIVES_ARGUMENT, GIVES_EITHER, GIVES_ELEMENT, GIVES_VALUE, GIVES_VALUES } giving;

static const struct {
    const char *name;
    giving gives;
} GIVES[] = {
    { "abs", GIVES_ARGUMENT },     { "average", GIVES_VALUE },    { "default", GIVES_EITHER },
    { "distinct", GIVES_VALUES },  { "filter", GIVES_ARGUMENT },  { "first", GIVES_ELEMENT },
    { "last", GIVES_ELEMENT },     { "limit", GIVES_ARGUMENT },   { "lowest", GIVES_ARGUMENT },
    { "map", GIVES_VALUES },       { "max", GIVES_VALUE },        { "min", GIVES_VALUE },
    { "reverse", GIVES_ARGUMENT }, { "round", GIVES_ARGUMENT },   { "short", GIVES_ARGUMENT },
    { "skip", GIVES_ARGUMENT },    { "sort", GIVES_ARGUMENT },    { "sum", GIVES_VALUE },
    { "take", GIVES_ARGUMENT },    { "topmost", GIVES_ARGUMENT },
};

/* Elements of macros around a node, innermost first. */
typedef struct frame {
    const void *element;
    bc_str variable; /* empty: the element's fields are in scope */
    const struct frame *outer;
} frame;

/* A walk sees each node once, whatever is asked for: the type of all of it, or the names in it that lead nowhere. */
typedef struct typing {
    const bc_expr *expr;
    const bc_expr_types *types;
    const frame *frame;
    bc_expr_miss_function *miss; /* NULL: the type is asked for, as well as it can be told */
    void *context;
} typing;

static const void *type_of(typing *t, const bc_expr_node *node);

static bc_expr_holding holding_of(const typing *t, const void *type)
{
    return type ? t->types->holds(t->types->context, type) : BC_EXPR_HOLDS_UNKNOWN;
}

/* ---- names that lead nowhere ------------------------------------------------------------------- */

static void report(const typing *t, const bc_expr_node *node, bc_str path, size_t from, const void *of,
                   const void *element)
{
    const bc_expr_miss miss = {
        .path = path,
        .name = bc_str_slice(path, from, bc_str_find(path, BC_STR("."), from)),
        .before = bc_str_slice(path, 0, from ? from - 1 : 0),
        .of = of,
        .of_list = of && holding_of(t, of) == BC_EXPR_HOLDS_ELEMENTS,
        .element = element,
        .mark = bc_expr_locate(t->expr->text, t->expr->at, node->from, node->to),
    };
    t->miss(t->context, &miss);
}

/* The field `name` of what has that type; from `from` on the path is not known, where there is none. */
static const void *member_of(const typing *t, const bc_expr_node *node, bc_str path, size_t from, const void *type,
                             bc_str name)
{
    const void *found = type ? t->types->member(t->types->context, type, name) : NULL;
    const bc_expr_holding holding = holding_of(t, type);
    const bool wrong = !found && (holding == BC_EXPR_HOLDS_FIELDS || holding == BC_EXPR_HOLDS_ELEMENTS);
    if (t->miss && wrong)
        report(t, node, path, from, type, NULL);
    return found;
}

/* ---- types ------------------------------------------------------------------------------------- */

/* *own: it is asked of an element of a macro, or nobody knows whether it is. */
static const void *type_of_name(const typing *t, const bc_expr_node *node, bool *own)
{
    const bc_str name = node->as.path.names[0];
    const void *element = NULL;
    *own = true;
    for (const frame *f = t->frame; f; f = f->outer) {
        if (f->variable.n && bc_str_eq(f->variable, name))
            return f->element;
        if (f->variable.n)
            continue;
        if (bc_str_is(name, "this"))
            return f->element;
        const void *found = f->element ? t->types->member(t->types->context, f->element, name) : NULL;
        if (found)
            return found;
        if (t->miss && holding_of(t, f->element) == BC_EXPR_HOLDS_UNKNOWN)
            return NULL;
        element = element ? element : f->element;
    }
    *own = false;
    if (t->miss && element)
        report(t, node, node->as.path.text, 0, NULL, element);
    return t->types->name(t->types->context, name);
}

static const void *type_of_path(const typing *t, const bc_expr_node *node)
{
    bool own;
    const void *type = type_of_name(t, node, &own);
    size_t from = node->as.path.names[0].n + 1;
    for (uint32_t i = 1; type && i < node->as.path.n; i++) {
        const bc_str name = node->as.path.names[i];
        /* Who asks for names that lead nowhere knows what is around all elements. */
        type = own ? member_of(t, node, node->as.path.text, from, type, name)
                   : t->types->member(t->types->context, type, name);
        from += name.n + 1;
    }
    return type;
}

static const void *type_of_member(typing *t, const bc_expr_node *node)
{
    const bc_str name = node->as.member.name;
    const bc_str path = bc_str_slice(t->expr->text, node->from, node->to);
    const void *base = type_of(t, node->as.member.base);
    return member_of(t, node, path, path.n > name.n ? path.n - name.n : 0, base, name);
}

static const void *type_of_element(const typing *t, const void *list)
{
    return list ? t->types->element(t->types->context, list) : NULL;
}

/* Of what is computed for each element of a list; of its elements where nothing is. */
static const void *type_of_body(typing *t, const bc_expr_node *node, const void *list)
{
    const void *element = type_of_element(t, list);
    if (!node->as.call.body)
        return element;
    frame own = { element, node->as.call.variable, t->frame };
    t->frame = &own;
    const void *type = type_of(t, node->as.call.body);
    if (node->as.call.where)
        type_of(t, node->as.call.where);
    t->frame = own.outer;
    return type;
}

/* Of one of two. What it holds is known only when both hold the same. */
static const void *either(const typing *t, const void *a, const void *b)
{
    if (t->miss && a && b && a != b)
        return NULL;
    return a ? a : b;
}

static const void *type_of_call(typing *t, const bc_expr_node *node)
{
    const bc_str name = bc_str_from(node->as.call.function->name);
    const void *first = NULL, *any = NULL, *last = NULL;
    for (uint32_t i = 0; i < node->as.call.n; i++) {
        last = type_of(t, node->as.call.args[i]);
        first = i ? first : last;
        any = any ? any : last;
    }
    const void *value = node->as.call.n == 1 ? type_of_body(t, node, first) : any;
    for (size_t i = 0; i < sizeof GIVES / sizeof *GIVES && node->as.call.n; i++) {
        if (!bc_str_is(name, GIVES[i].name))
            continue;
        switch (GIVES[i].gives) {
        case GIVES_ARGUMENT:
            return first;
        case GIVES_EITHER:
            return t->miss ? either(t, first, last) : first;
        case GIVES_ELEMENT:
            return type_of_element(t, first);
        case GIVES_VALUE:
            return value;
        case GIVES_VALUES:
            return value ? t->types->list(t->types->context, value) : NULL;
        }
    }
    return NULL;
}

static bool is_money(const typing *t, const void *type)
{
    return type && t->types->is_money(t->types->context, type);
}

/* Texts that are put together are something else, and so are the share of one amount in another and what several
 * amounts come to when they are multiplied; a share of an amount, or so many times as much, is an amount. */
static const void *type_of_result(const typing *t, const bc_expr_node *node, const void *a, const void *b)
{
    const void *type = a ? a : b;
    switch ((bc_expr_operator)node->op) {
    case BC_OP_ADD:
    case BC_OP_SUB:
        return type && t->types->is_number(t->types->context, type) ? type : NULL;
    case BC_OP_MUL:
        return is_money(t, a) == is_money(t, b) ? NULL : is_money(t, a) ? a : b;
    case BC_OP_DIV:
        return is_money(t, a) && !is_money(t, b) ? a : NULL;
    default:
        return NULL;
    }
}

static const void *type_of(typing *t, const bc_expr_node *node)
{
    const void *a = NULL, *b = NULL, *c = NULL;
    switch ((bc_expr_node_kind)node->kind) {
    case BC_EXPR_NODE_PATH:
        return type_of_path(t, node);
    case BC_EXPR_NODE_MEMBER:
        return type_of_member(t, node);
    case BC_EXPR_NODE_CALL:
        return type_of_call(t, node);
    case BC_EXPR_NODE_LITERAL:
        return NULL;
    case BC_EXPR_NODE_LIST:
        for (uint32_t i = 0; i < node->as.list.n; i++)
            type_of(t, node->as.list.items[i]);
        return NULL;
    default:
        break;
    }
    a = type_of(t, node->as.of.a);
    b = node->as.of.b ? type_of(t, node->as.of.b) : NULL;
    c = node->as.of.c ? type_of(t, node->as.of.c) : NULL;
    switch ((bc_expr_node_kind)node->kind) {
    case BC_EXPR_NODE_INDEX:
        return type_of_element(t, a);
    case BC_EXPR_NODE_NEGATE:
        return a;
    case BC_EXPR_NODE_BINARY:
        return type_of_result(t, node, a, b);
    case BC_EXPR_NODE_CHOICE:
        return either(t, b, c);
    default:
        return NULL;
    }
}

const void *bc_expr_type(const bc_expr *expr, const bc_expr_types *types)
{
    typing t = { .expr = expr, .types = types };
    return type_of(&t, expr->root);
}

void bc_expr_misses(const bc_expr *expr, const bc_expr_types *types, bc_expr_miss_function *miss, void *context)
{
    typing t = { .expr = expr, .types = types, .miss = miss, .context = context };
    type_of(&t, expr->root);
}

/* ---- numbers ----------------------------------------------------------------------------------- */

static bool calls(const bc_expr_node *node, const char *function)
{
    return node->kind == BC_EXPR_NODE_CALL && strcmp(node->as.call.function->name, function) == 0;
}

/* + puts texts together, too. */
static bool reckons(const bc_expr_node *node)
{
    switch ((bc_expr_node_kind)node->kind) {
    case BC_EXPR_NODE_NEGATE:
        return true;
    case BC_EXPR_NODE_BINARY:
        return node->op == BC_OP_ADD ? reckons(node->as.of.a) && reckons(node->as.of.b) : node->op > BC_OP_ADD;
    case BC_EXPR_NODE_CHOICE:
        return reckons(node->as.of.b) || reckons(node->as.of.c);
    default:
        return calls(node, "round") || calls(node, "sum") || calls(node, "average") || calls(node, "abs");
    }
}

bool bc_expr_reckons(const bc_expr *expr)
{
    return reckons(expr->root);
}

bool bc_expr_says_decimals(const bc_expr *expr)
{
    return calls(expr->root, "round") || calls(expr->root, "short") || calls(expr->root, "in_unit");
}
