/* What an expression gives has the type of what it is made of, as long as it is the same kind of thing: a filtered list
 * is the list, its first element one of its elements, a sum of amounts an amount. So what is computed is printed like
 * what it was computed from, and the fields of a list's elements are known however the list came about. */
#include "expr/private/function.h"

/* How the result of a function goes with its first argument, or with what is computed for each element of it. */
typedef enum giving { GIVES_ARGUMENT, GIVES_ELEMENT, GIVES_VALUE, GIVES_VALUES } giving;

static const struct {
    const char *name;
    giving gives;
} GIVES[] = {
    { "abs", GIVES_ARGUMENT },     { "average", GIVES_VALUE },    { "default", GIVES_ARGUMENT },
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

typedef struct typing {
    const bc_expr_types *types;
    const frame *frame;
} typing;

static const void *type_of(typing *t, const bc_expr_node *node);

static const void *type_of_name(const typing *t, bc_str name)
{
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
    }
    return t->types->name(t->types->context, name);
}

static const void *type_of_path(const typing *t, const bc_expr_node *node)
{
    const void *type = type_of_name(t, node->as.path.names[0]);
    for (uint32_t i = 1; type && i < node->as.path.n; i++)
        type = t->types->member(t->types->context, type, node->as.path.names[i]);
    return type;
}

static const void *type_of_element(const typing *t, const void *list)
{
    return list ? t->types->element(t->types->context, list) : NULL;
}

/* Of what the call computes for each element; of the elements where it computes nothing. */
static const void *type_of_body(typing *t, const bc_expr_node *node)
{
    const void *element = type_of_element(t, type_of(t, node->as.call.args[0]));
    if (!node->as.call.body)
        return element;
    frame own = { element, node->as.call.variable, t->frame };
    t->frame = &own;
    const void *type = type_of(t, node->as.call.body);
    t->frame = own.outer;
    return type;
}

/* Of the first argument that has one. */
static const void *type_of_any(typing *t, const bc_expr_node *node)
{
    const void *type = NULL;
    for (uint32_t i = 0; i < node->as.call.n && !type; i++)
        type = type_of(t, node->as.call.args[i]);
    return type;
}

static const void *type_of_call(typing *t, const bc_expr_node *node)
{
    bc_str name = bc_str_from(node->as.call.function->name);
    for (size_t i = 0; i < sizeof GIVES / sizeof *GIVES && node->as.call.n; i++) {
        if (!bc_str_is(name, GIVES[i].name))
            continue;
        const void *value;
        switch (GIVES[i].gives) {
        case GIVES_ARGUMENT:
            return type_of(t, node->as.call.args[0]);
        case GIVES_ELEMENT:
            return type_of_element(t, type_of(t, node->as.call.args[0]));
        case GIVES_VALUE:
            return node->as.call.n == 1 ? type_of_body(t, node) : type_of_any(t, node);
        case GIVES_VALUES:
            value = type_of_body(t, node);
            return value ? t->types->list(t->types->context, value) : NULL;
        }
    }
    return NULL;
}

static const void *type_of_either(typing *t, const bc_expr_node *a, const bc_expr_node *b)
{
    const void *type = type_of(t, a);
    return type ? type : type_of(t, b);
}

/* Texts that are put together are something else. */
static const void *type_of_sum(typing *t, const bc_expr_node *node)
{
    const void *type = type_of_either(t, node->as.of.a, node->as.of.b);
    bool adds = node->op == BC_OP_ADD || node->op == BC_OP_SUB;
    return type && adds && t->types->is_number(t->types->context, type) ? type : NULL;
}

static const void *type_of(typing *t, const bc_expr_node *node)
{
    const void *base;
    switch ((bc_expr_node_kind)node->kind) {
    case BC_EXPR_NODE_PATH:
        return type_of_path(t, node);
    case BC_EXPR_NODE_MEMBER:
        base = type_of(t, node->as.member.base);
        return base ? t->types->member(t->types->context, base, node->as.member.name) : NULL;
    case BC_EXPR_NODE_INDEX:
        return type_of_element(t, type_of(t, node->as.of.a));
    case BC_EXPR_NODE_NEGATE:
        return type_of(t, node->as.of.a);
    case BC_EXPR_NODE_BINARY:
        return type_of_sum(t, node);
    case BC_EXPR_NODE_CHOICE:
        return type_of_either(t, node->as.of.b, node->as.of.c);
    case BC_EXPR_NODE_CALL:
        return type_of_call(t, node);
    case BC_EXPR_NODE_LITERAL:
    case BC_EXPR_NODE_LIST:
    case BC_EXPR_NODE_NOT:
    case BC_EXPR_NODE_AND:
    case BC_EXPR_NODE_OR:
        break;
    }
    return NULL;
}

const void *bc_expr_type(const bc_expr *expr, const bc_expr_types *types)
{
    typing t = { .types = types };
    return type_of(&t, expr->root);
}
