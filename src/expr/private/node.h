/* The parsed form of an expression. Nodes live in the arena of the compile and are never changed, so
 * any number of threads may evaluate them at once. */
#ifndef BC_EXPR_PRIVATE_NODE_H
#define BC_EXPR_PRIVATE_NODE_H

#include "expr/expr.h"
#include "expr/private/regex.h"

typedef struct bc_expr_node bc_expr_node;
typedef struct bc_expr_function bc_expr_function;

typedef enum bc_expr_node_kind {
    BC_EXPR_NODE_LITERAL,
    BC_EXPR_NODE_PATH,   /* a.b.c from the names in scope */
    BC_EXPR_NODE_MEMBER, /* .name of what an expression gives */
    BC_EXPR_NODE_INDEX,
    BC_EXPR_NODE_LIST,
    BC_EXPR_NODE_NOT,
    BC_EXPR_NODE_NEGATE,
    BC_EXPR_NODE_BINARY, /* both operands are evaluated */
    BC_EXPR_NODE_AND,
    BC_EXPR_NODE_OR,
    BC_EXPR_NODE_CHOICE, /* a ? b : c */
    BC_EXPR_NODE_CALL
} bc_expr_node_kind;

typedef enum bc_expr_operator {
    BC_OP_EQ,
    BC_OP_NE,
    BC_OP_LT,
    BC_OP_LE,
    BC_OP_GT,
    BC_OP_GE,
    BC_OP_IN,
    BC_OP_ADD,
    BC_OP_SUB,
    BC_OP_MUL,
    BC_OP_DIV,
    BC_OP_MOD
} bc_expr_operator;

struct bc_expr_node {
    uint8_t kind;      /* a bc_expr_node_kind */
    uint8_t op;        /* a bc_expr_operator, of BINARY */
    uint16_t depth;    /* of the tree below, for the limit */
    uint32_t from, to; /* its bytes in the expression's text */
    union {
        bc_value literal;
        struct {
            const bc_str *names;
            uint32_t n;
            bool from_this; /* the first name is `this` */
            bc_str text;    /* a.b.c without blanks */
        } path;
        struct {
            const bc_expr_node *base;
            bc_str name;
        } member;
        struct {
            const bc_expr_node *a, *b, *c;
        } of;
        struct {
            const bc_expr_node *const *items;
            uint32_t n;
        } list;
        struct {
            const bc_expr_function *function;
            const bc_expr_node *const *args; /* a method's receiver is the first */
            uint32_t n;
            const bc_expr_node *body;     /* evaluated per element; NULL for none. Not among args */
            const bc_expr_node *where;    /* the same: whether the element counts; NULL: all do */
            unsigned orders;              /* bits: which of the function's words stand behind the body */
            bc_str variable;              /* the element's name in body; empty: its fields are in scope */
            const bc_expr_regex *pattern; /* of matches() with a constant pattern */
        } call;
    } as;
};

struct bc_expr {
    bc_str text;
    bc_diag_mark at;
    const bc_expr_node *root;
};

/* Limits, so that no text, however made, exhausts the stack: recursion is at most this deep. */
enum { BC_MAX_EXPR_NESTING = 100, BC_MAX_EXPR_DEPTH = 250, BC_MAX_EXPR_BYTES = 64 * 1024 };

/* The place of bytes [from, to) of a text whose first character stands at `at`. */
bc_diag_mark bc_expr_locate(bc_str text, bc_diag_mark at, size_t from, size_t to);

/* Parses a whole expression; NULL after reporting the first error. */
const bc_expr_node *bc_expr_parse(bc_arena *arena, bc_str text, bc_diag_mark at, bc_diag_list *diags);

#endif
