/* Recursive descent with a table of binary operators. Depth is limited while the tree grows, both of brackets and
 * of chains, so that neither parsing nor evaluating can exhaust the stack whatever the text. The first error ends
 * it, at its place. */
#include "base/keys.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "expr/private/function.h"
#include "expr/private/lexer.h"

#include <assert.h>
#include <string.h>

typedef struct parser {
    bc_expr_lexer lexer;
    bc_expr_token now;
    uint32_t end; /* of the token taken last */
    unsigned nesting;
} parser;

typedef BC_VEC(const bc_expr_node *) node_list;

static const bc_expr_node *parse_expression(parser *p);

/* ---- tokens and errors ------------------------------------------------------------------------- */

static void advance(parser *p)
{
    p->end = p->now.to;
    p->now = bc_expr_lexer_next(&p->lexer);
}

static bool is_mark(const parser *p, const char *mark)
{
    return p->now.kind == BC_TOKEN_MARK && bc_str_is(p->now.text, mark);
}

static bool is_word(const parser *p, const char *word)
{
    return p->now.kind == BC_TOKEN_NAME && bc_str_is(p->now.text, word);
}

static bool take(parser *p, const char *mark)
{
    if (!is_mark(p, mark))
        return false;
    advance(p);
    return true;
}

static bc_diag_mark place(const parser *p, uint32_t from, uint32_t to)
{
    return bc_expr_locate(p->lexer.text, p->lexer.mark, from, to);
}

static void report(parser *p, uint32_t from, uint32_t to, const char *code, const char *message)
{
    bc_diag_add(p->lexer.diags, BC_DIAG_ERROR, code, place(p, from, to), "%s", message);
}

/* Says that the present token was not expected; a BAD one has been reported by the lexer. */
static const bc_expr_node *unexpected(parser *p, const char *expected)
{
    static const char *const WORDS[][2] = {
        { "and", "&&" }, { "or", "||" }, { "not", "!" },
        { "且", "&&" },  { "或", "||" }, { "desc", "sort(x, 'descending'), {by: x, descending: true}" }
    };
    const bc_expr_token *t = &p->now;
    if (t->kind == BC_TOKEN_BAD)
        return NULL;
    bc_diag_mark mark = place(p, t->from, t->to);
    if (t->kind == BC_TOKEN_END) {
        bc_diag_add(p->lexer.diags, BC_DIAG_ERROR, "E310", mark, bc_tr("the expression ends where %s was expected"),
                    expected);
        return NULL;
    }
    bc_str spelling = bc_str_slice(p->lexer.text, t->from, t->to);
    bc_diag_add(p->lexer.diags, BC_DIAG_ERROR, "E310", mark, bc_tr("'%.*s' stands where %s was expected"),
                BC_STR_ARG(spelling), expected);
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++)
        if (is_word(p, WORDS[i][0]))
            bc_diag_hint(p->lexer.diags, bc_tr("write %s"), WORDS[i][1]);
    if (is_word(p, "in"))
        bc_diag_hint(p->lexer.diags, bc_tr("`in` is a word of expressions (x in list): give the field another key"));
    return NULL;
}

static const bc_expr_node *too_deep(parser *p, uint32_t from, uint32_t to)
{
    if (p->now.kind == BC_TOKEN_BAD)
        return NULL; /* one error is reported, and the lexer has seen to it */
    report(p, from, to, "E316", bc_tr("the expression is nested too deep or has too many terms"));
    bc_diag_hint(p->lexer.diags, bc_tr("at most %d brackets may stand in each other and %d terms in a row"),
                 BC_MAX_EXPR_NESTING, BC_MAX_EXPR_DEPTH);
    return NULL;
}

/* ---- nodes ------------------------------------------------------------------------------------- */

static bc_expr_node *new_node(parser *p, bc_expr_node_kind kind, uint32_t from, uint32_t to)
{
    bc_expr_node *node = BC_NEW(p->lexer.arena, bc_expr_node);
    node->kind = (uint8_t)kind;
    node->from = from;
    node->to = to;
    return node;
}

/* Takes the depth of a child into account; false when the tree has become too deep. */
static bool holds_child(parser *p, bc_expr_node *node, const bc_expr_node *child)
{
    if (child->depth + 1 > BC_MAX_EXPR_DEPTH) {
        too_deep(p, node->from, node->to);
        return false;
    }
    if (child->depth + 1 > node->depth)
        node->depth = (uint16_t)(child->depth + 1);
    return true;
}

static const bc_expr_node *literal(parser *p, bc_value value)
{
    bc_expr_node *node = new_node(p, BC_EXPR_NODE_LITERAL, p->now.from, p->now.to);
    node->as.literal = value;
    advance(p);
    return node;
}

static const bc_expr_node *new_path(parser *p, const bc_expr_node *before, bc_expr_token name)
{
    uint32_t n = before ? before->as.path.n : 0;
    if (n >= BC_MAX_EXPR_DEPTH)
        return too_deep(p, before->from, name.to);
    bc_expr_node *node = new_node(p, BC_EXPR_NODE_PATH, before ? before->from : name.from, name.to);
    bc_str *names = BC_NEW_ARRAY(p->lexer.arena, bc_str, n + 1);
    if (before)
        memcpy(names, before->as.path.names, n * sizeof *names);
    names[n] = name.text;
    node->as.path.names = names;
    node->as.path.n = n + 1;
    node->as.path.from_this = bc_str_is(names[0], "this");
    /* One slice of the source when no blanks stand between the names. */
    if (!before)
        node->as.path.text = name.text;
    else if (before->as.path.text.p + before->as.path.text.n + 1 == name.text.p)
        node->as.path.text = (bc_str){ before->as.path.text.p, before->as.path.text.n + 1 + name.text.n };
    else
        node->as.path.text =
            bc_arena_printf(p->lexer.arena, "%.*s.%.*s", BC_STR_ARG(before->as.path.text), BC_STR_ARG(name.text));
    return node;
}

/* ---- calls ------------------------------------------------------------------------------------- */

/* Reads expressions up to the closing mark, which is taken. */
static bool parse_items(parser *p, const char *close, node_list *items)
{
    if (take(p, close))
        return true;
    for (;;) {
        const bc_expr_node *item = parse_expression(p);
        if (!item)
            return false;
        bc_vec_add(items, item);
        if (take(p, close))
            return true;
        if (!take(p, ",")) {
            unexpected(p, *close == ')' ? bc_tr("a comma or the closing )") : bc_tr("a comma or the closing ]"));
            return false;
        }
    }
}

static const bc_expr_node *const *keep_items(parser *p, bc_expr_node *node, const node_list *items)
{
    const bc_expr_node **kept = BC_NEW_ARRAY(p->lexer.arena, const bc_expr_node *, items->n + 1);
    for (size_t i = 0; i < items->n; i++) {
        if (!holds_child(p, node, items->at[i]))
            return NULL;
        kept[i] = items->at[i];
    }
    return kept;
}

static const bc_expr_node *wrong_arguments(parser *p, const bc_expr_node *node, const bc_expr_function *function)
{
    report(p, node->from, node->to, "E315", bc_tr("these are not the arguments of this function"));
    bc_diag_hint(p->lexer.diags, bc_tr("it is written %s"), function->usage);
    return NULL;
}

/* Takes the words at the end of a call's arguments off them, 'stroke' and 'descending' of sort. False: one of them is
 * none of the function's. */
static bool split_orders(bc_expr_node *node)
{
    const bc_expr_node *const *args = node->as.call.args;
    while (node->as.call.n > 1 && args[node->as.call.n - 1]->kind == BC_EXPR_NODE_LITERAL &&
           args[node->as.call.n - 1]->as.literal.type == BC_VALUE_TEXT) {
        bc_str words = bc_str_from(node->as.call.function->orders), word;
        unsigned bit = 1;
        bool known = false;
        while (!known && bc_keys_next_word(&words, &word)) {
            known = bc_str_eq(word, args[node->as.call.n - 1]->as.literal.text);
            bit <<= !known;
        }
        if (!known || (node->as.call.orders & bit))
            return false;
        node->as.call.orders |= bit;
        node->as.call.n--;
    }
    return true;
}

static bool is_variable(const bc_expr_node *node)
{
    return node->kind == BC_EXPR_NODE_PATH && node->as.path.n == 1 && !node->as.path.from_this;
}

/* Whether `sum(first, second)` adds `first` where `second` holds; else `first` names the element. The sum of what is
 * true or false is none, so what is a condition by its form is one; a field alone is, unless it is the element's. */
static bool is_condition(const bc_expr_node *first, const bc_expr_node *second)
{
    switch ((bc_expr_node_kind)second->kind) {
    case BC_EXPR_NODE_NOT:
    case BC_EXPR_NODE_AND:
    case BC_EXPR_NODE_OR:
        return true;
    case BC_EXPR_NODE_LITERAL:
        return second->as.literal.type == BC_VALUE_BOOL;
    case BC_EXPR_NODE_BINARY:
        return second->op <= BC_OP_IN;
    case BC_EXPR_NODE_CALL:
        return second->as.call.function->boolean || !is_variable(first);
    case BC_EXPR_NODE_PATH:
        return !is_variable(first) || !bc_str_eq(first->as.path.names[0], second->as.path.names[0]);
    default:
        return !is_variable(first);
    }
}

/* Moves what is evaluated for each element from the end of a call's arguments to its own places: `body`, `x, body`,
 * and where the function takes it `body, condition` and `x, body, condition`. */
static bool split_body(bc_expr_node *node, bool method)
{
    const bc_expr_function *function = node->as.call.function;
    const bc_expr_node *const *args = node->as.call.args;
    if (function->orders && !split_orders(node))
        return false;
    uint32_t n = node->as.call.n;
    bool variadic = function->most > 1;
    if (n < 2 || (variadic && !method))
        return function->body != BC_BODY_MUST;
    node->as.call.n = 1;
    uint32_t body = n == 4 || (n == 3 && !(function->where && is_condition(args[1], args[2]))) ? 2 : 1;
    node->as.call.body = args[body];
    if (n > body + 1)
        node->as.call.where = args[body + 1];
    if (n > 4 || (n == 4 && !function->where))
        return false;
    if (body == 1)
        return true;
    node->as.call.variable = args[1]->as.path.text;
    return is_variable(args[1]);
}

static bool compile_pattern(parser *p, bc_expr_node *node)
{
    const bc_expr_node *pattern = node->as.call.args[1];
    bc_expr_regex_error error;
    node->as.call.pattern = bc_expr_regex_compile(p->lexer.arena, pattern->as.literal.text, &error);
    if (node->as.call.pattern)
        return true;
    /* Where the pattern stands as it is, the error's byte is known; behind escapes only the text is. */
    bool plain = pattern->to - pattern->from == pattern->as.literal.text.n + 2;
    uint32_t at = pattern->from + 1 + (uint32_t)error.at;
    report(p, plain ? at : pattern->from, plain ? at + 1 : pattern->to, "E317", error.message);
    return false;
}

/* What is wrong with a constant that the function reads by itself is said when the template is compiled. */
static bool check_constants(parser *p, bc_expr_node *node)
{
    const bc_expr_function *function = node->as.call.function;
    const bc_expr_node *second = node->as.call.n > 1 ? node->as.call.args[1] : NULL;
    const char *error;
    if (!second || second->kind != BC_EXPR_NODE_LITERAL || second->as.literal.type != BC_VALUE_TEXT)
        return true;
    if (function->plain == bc_expr_matches)
        return compile_pattern(p, node);
    if (function->plain == bc_expr_date && !bc_expr_date_is_example(second->as.literal.text, &error)) {
        report(p, second->from, second->to, "E317", error);
        bc_diag_hint(p->lexer.diags, bc_tr("write a date as it should look: %s"),
                     "'2025年10月31日', '2025.10', '二〇二五年十月', '第四季度'");
        return false;
    }
    if (function->plain == bc_expr_format || function->plain == bc_expr_round) {
        wrong_arguments(p, node, function);
        bc_diag_hint(p->lexer.diags, bc_tr("it is written %s; dates are written with %s"), function->usage,
                     "date(x, '2025年10月31日')");
        return false;
    }
    return true;
}

static bool is_reference(const bc_expr_node *node)
{
    return node->kind == BC_EXPR_NODE_PATH || node->kind == BC_EXPR_NODE_MEMBER || node->kind == BC_EXPR_NODE_INDEX;
}

/* The call of `name` with the given arguments, the receiver first when it is a method call. */
static const bc_expr_node *new_call(parser *p, bc_expr_token name, uint32_t from, bool method, const node_list *args)
{
    const bc_expr_function *function = bc_expr_function_find(name.text);
    if (!function) {
        bc_diag_add(p->lexer.diags, BC_DIAG_ERROR, "E314", place(p, name.from, name.to),
                    bc_tr("there is no function '%.*s'"), BC_STR_ARG(name.text));
        bc_expr_function_hint(name.text, p->lexer.diags);
        return NULL;
    }
    bc_expr_node *node = new_node(p, BC_EXPR_NODE_CALL, from, p->end);
    node->as.call.function = function;
    node->as.call.n = (uint32_t)args->n;
    node->as.call.args = keep_items(p, node, args);
    if (!node->as.call.args)
        return NULL;
    if (function->body != BC_BODY_NONE && !split_body(node, method))
        return wrong_arguments(p, node, function);
    if (node->as.call.n < function->least || node->as.call.n > function->most)
        return wrong_arguments(p, node, function);
    if (function->kind == BC_FUNCTION_HAS && !is_reference(node->as.call.args[0]))
        return wrong_arguments(p, node, function);
    return check_constants(p, node) ? node : NULL;
}

static const bc_expr_node *parse_call(parser *p, bc_expr_token name, const bc_expr_node *receiver)
{
    node_list args = { 0 };
    const bc_expr_node *node = NULL;
    advance(p); /* ( */
    if (receiver)
        bc_vec_add(&args, receiver);
    if (parse_items(p, ")", &args) && p->now.kind != BC_TOKEN_BAD)
        node = new_call(p, name, receiver ? receiver->from : name.from, receiver != NULL, &args);
    bc_vec_release(&args);
    return node;
}

/* ---- grammar ----------------------------------------------------------------------------------- */

static const bc_expr_node *parse_list(parser *p)
{
    uint32_t from = p->now.from;
    node_list items = { 0 };
    bc_expr_node *node = NULL;
    advance(p); /* [ */
    if (parse_items(p, "]", &items)) {
        node = new_node(p, BC_EXPR_NODE_LIST, from, p->end);
        node->as.list.n = (uint32_t)items.n;
        node->as.list.items = keep_items(p, node, &items);
        if (!node->as.list.items)
            node = NULL;
    }
    bc_vec_release(&items);
    return node;
}

static const bc_expr_node *parse_name(parser *p)
{
    if (is_word(p, "null"))
        return literal(p, bc_value_null());
    if (is_word(p, "true"))
        return literal(p, bc_value_bool(true));
    if (is_word(p, "false"))
        return literal(p, bc_value_bool(false));
    if (is_word(p, "in"))
        return unexpected(p, bc_tr("a value"));
    bc_expr_token name = p->now;
    advance(p);
    return is_mark(p, "(") ? parse_call(p, name, NULL) : new_path(p, NULL, name);
}

static const bc_expr_node *parse_primary(parser *p)
{
    switch (p->now.kind) {
    case BC_TOKEN_NAME:
        return parse_name(p);
    case BC_TOKEN_NUMBER:
        return literal(p, bc_value_number(p->now.number, (bc_str){ 0 }));
    case BC_TOKEN_TEXT:
        return literal(p, bc_value_text(p->now.text));
    default:
        break;
    }
    if (is_mark(p, "["))
        return parse_list(p);
    if (!take(p, "("))
        return unexpected(p, bc_tr("a value"));
    const bc_expr_node *inner = parse_expression(p);
    if (inner && !take(p, ")"))
        return unexpected(p, bc_tr("the closing )"));
    return inner;
}

static const bc_expr_node *parse_member(parser *p, const bc_expr_node *base)
{
    bc_expr_token name = p->now;
    if (name.kind != BC_TOKEN_NAME)
        return unexpected(p, bc_tr("a name"));
    advance(p);
    if (is_mark(p, "("))
        return parse_call(p, name, base);
    if (base->kind == BC_EXPR_NODE_PATH)
        return new_path(p, base, name);
    bc_expr_node *node = new_node(p, BC_EXPR_NODE_MEMBER, base->from, name.to);
    node->as.member.base = base;
    node->as.member.name = name.text;
    return holds_child(p, node, base) ? node : NULL;
}

static const bc_expr_node *parse_index(parser *p, const bc_expr_node *base)
{
    const bc_expr_node *index = parse_expression(p);
    if (!index)
        return NULL;
    if (!is_mark(p, "]"))
        return unexpected(p, bc_tr("the closing ]"));
    bc_expr_node *node = new_node(p, BC_EXPR_NODE_INDEX, base->from, p->now.to);
    advance(p);
    node->as.of.a = base;
    node->as.of.b = index;
    return holds_child(p, node, base) && holds_child(p, node, index) ? node : NULL;
}

static const bc_expr_node *parse_postfix(parser *p)
{
    const bc_expr_node *node = parse_primary(p);
    while (node) {
        if (take(p, "."))
            node = parse_member(p, node);
        else if (take(p, "["))
            node = parse_index(p, node);
        else
            break;
    }
    return node;
}

static const bc_expr_node *parse_unary(parser *p)
{
    bool not = is_mark(p, "!");
    if (!not &&!is_mark(p, "-"))
        return parse_postfix(p);
    uint32_t from = p->now.from;
    if (++p->nesting > BC_MAX_EXPR_NESTING)
        return too_deep(p, from, p->now.to);
    advance(p);
    const bc_expr_node *operand = parse_unary(p);
    p->nesting--;
    if (!operand)
        return NULL;
    bc_expr_node *node = new_node(p, not ? BC_EXPR_NODE_NOT : BC_EXPR_NODE_NEGATE, from, operand->to);
    node->as.of.a = operand;
    return holds_child(p, node, operand) ? node : NULL;
}

typedef struct operator_row {
    const char *spelling;
    uint8_t level, kind, op;
} operator_row;

enum { LEVEL_OR = 1, LEVEL_AND, LEVEL_COMPARE, LEVEL_SUM, LEVEL_PRODUCT };

static const operator_row *binary_operator(const parser *p)
{
    static const operator_row ROWS[] = {
        { "||", LEVEL_OR, BC_EXPR_NODE_OR, 0 },
        { "&&", LEVEL_AND, BC_EXPR_NODE_AND, 0 },
        { "==", LEVEL_COMPARE, BC_EXPR_NODE_BINARY, BC_OP_EQ },
        { "!=", LEVEL_COMPARE, BC_EXPR_NODE_BINARY, BC_OP_NE },
        { "<", LEVEL_COMPARE, BC_EXPR_NODE_BINARY, BC_OP_LT },
        { "<=", LEVEL_COMPARE, BC_EXPR_NODE_BINARY, BC_OP_LE },
        { ">", LEVEL_COMPARE, BC_EXPR_NODE_BINARY, BC_OP_GT },
        { ">=", LEVEL_COMPARE, BC_EXPR_NODE_BINARY, BC_OP_GE },
        { "in", LEVEL_COMPARE, BC_EXPR_NODE_BINARY, BC_OP_IN },
        { "+", LEVEL_SUM, BC_EXPR_NODE_BINARY, BC_OP_ADD },
        { "-", LEVEL_SUM, BC_EXPR_NODE_BINARY, BC_OP_SUB },
        { "*", LEVEL_PRODUCT, BC_EXPR_NODE_BINARY, BC_OP_MUL },
        { "/", LEVEL_PRODUCT, BC_EXPR_NODE_BINARY, BC_OP_DIV },
        { "%", LEVEL_PRODUCT, BC_EXPR_NODE_BINARY, BC_OP_MOD },
    };
    if (p->now.kind != BC_TOKEN_MARK && p->now.kind != BC_TOKEN_NAME)
        return NULL;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
        if (bc_str_is(p->now.text, ROWS[i].spelling))
            return &ROWS[i];
    return NULL;
}

static const bc_expr_node *parse_binary(parser *p, uint8_t level)
{
    const bc_expr_node *left = parse_unary(p);
    uint8_t below = UINT8_MAX; /* level of the operator taken last */
    for (const operator_row *row; left && (row = binary_operator(p)) && row->level >= level;) {
        if (row->level == LEVEL_COMPARE && below == LEVEL_COMPARE) {
            report(p, p->now.from, p->now.to, "E310", bc_tr("comparisons do not follow each other"));
            bc_diag_hint(p->lexer.diags, bc_tr("write a < b && b < c, or use brackets"));
            return NULL;
        }
        below = row->level;
        advance(p);
        const bc_expr_node *right = parse_binary(p, (uint8_t)(row->level + 1));
        if (!right)
            return NULL;
        bc_expr_node *node = new_node(p, (bc_expr_node_kind)row->kind, left->from, right->to);
        node->op = row->op;
        node->as.of.a = left;
        node->as.of.b = right;
        if (!holds_child(p, node, left) || !holds_child(p, node, right))
            return NULL;
        left = node;
    }
    return left;
}

static const bc_expr_node *parse_choice(parser *p, const bc_expr_node *condition)
{
    const bc_expr_node *yes = parse_expression(p);
    if (!yes)
        return NULL;
    if (!take(p, ":"))
        return unexpected(p, bc_tr("the : of a ? b : c"));
    const bc_expr_node *no = parse_expression(p);
    if (!no)
        return NULL;
    bc_expr_node *node = new_node(p, BC_EXPR_NODE_CHOICE, condition->from, no->to);
    node->as.of.a = condition;
    node->as.of.b = yes;
    node->as.of.c = no;
    return holds_child(p, node, condition) && holds_child(p, node, yes) && holds_child(p, node, no) ? node : NULL;
}

static const bc_expr_node *parse_expression(parser *p)
{
    if (++p->nesting > BC_MAX_EXPR_NESTING)
        return too_deep(p, p->now.from, p->now.to);
    const bc_expr_node *node = parse_binary(p, LEVEL_OR);
    if (node && take(p, "?"))
        node = parse_choice(p, node);
    p->nesting--;
    return node;
}

const bc_expr_node *bc_expr_parse(bc_arena *arena, bc_str text, bc_diag_mark at, bc_diag_list *diags)
{
    parser p = { .lexer = { .arena = arena, .text = text, .mark = at, .diags = diags } };
    if (text.n > BC_MAX_EXPR_BYTES) {
        report(&p, 0, 0, "E316", bc_tr("the expression is too long"));
        return NULL;
    }
    advance(&p);
    if (p.now.kind == BC_TOKEN_END) {
        report(&p, 0, 0, "E310", bc_tr("there is no expression here"));
        return NULL;
    }
    const bc_expr_node *root = parse_expression(&p);
    assert(!root || (!p.nesting && root->depth <= BC_MAX_EXPR_DEPTH && root->to <= text.n));
    if (root && p.now.kind != BC_TOKEN_END)
        return unexpected(&p, bc_tr("an operator or the end"));
    return root;
}
