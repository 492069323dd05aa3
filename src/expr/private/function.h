/* The functions of expressions: one table, by name. */
#ifndef BC_EXPR_PRIVATE_FUNCTION_H
#define BC_EXPR_PRIVATE_FUNCTION_H

#include "expr/private/run.h"

typedef enum bc_expr_function_kind {
    BC_FUNCTION_PLAIN,   /* all arguments are evaluated, then `plain` runs */
    BC_FUNCTION_FOLD,    /* a list is walked; method calls may give an expression for each element */
    BC_FUNCTION_COLLECT, /* the same, and the result is a list */
    BC_FUNCTION_HAS      /* its argument is a path */
} bc_expr_function_kind;

typedef enum bc_expr_fold_step { BC_FOLD_FAILED, BC_FOLD_ON, BC_FOLD_DONE } bc_expr_fold_step;

typedef enum bc_expr_body { BC_BODY_NONE, BC_BODY_MAY, BC_BODY_MUST } bc_expr_body;

struct bc_expr_function {
    const char *name;
    const char *usage; /* for messages */
    uint8_t kind;      /* a bc_expr_function_kind */
    uint8_t body;      /* a bc_expr_body: is there an expression per element? */
    uint8_t least;     /* arguments, the receiver of a method call included, the body not */
    uint8_t most;
    /* PLAIN: the result, in *out or lent; NULL after reporting. args has `most` places, missing ones NULL. */
    const bc_value *(*plain)(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out);
    /* FOLD: *result is null at first; nulls among the values are passed only when `nulls`. */
    bc_expr_fold_step (*step)(bc_expr_run *run, const bc_expr_node *node, const bc_value *value, bc_value *result);
    void (*finish)(bc_value *result);
    bool nulls;
    /* COLLECT: items are the list's elements, values what the body gave for each (the elements without one);
     * the result takes over the array of values. Says how many it kept, or UINT32_MAX after reporting. */
    uint32_t (*collect)(bc_expr_run *run, const bc_expr_node *node, const bc_value *items, bc_value *values,
                        uint32_t n);
};

/* Most arguments of a plain function, and of min, max and sum when they are given single values. */
enum { BC_MAX_FUNCTION_ARGS = 3, BC_MAX_FUNCTION_VALUES = 32 };

const bc_expr_function *bc_expr_function_find(bc_str name);
/* Function `i` in the order of their names; NULL past the last. */
const bc_expr_function *bc_expr_function_at(size_t i);
/* The function whose name is closest, or an empty slice. */
bc_str bc_expr_function_nearest(bc_str name);

/* What the table is made of: lists.c, texts.c and numbers.c. */
typedef const bc_value *bc_expr_plain_function(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args,
                                               bc_value *out);
typedef bc_expr_fold_step bc_expr_step_function(bc_expr_run *run, const bc_expr_node *node, const bc_value *value,
                                                bc_value *result);
typedef uint32_t bc_expr_collect_function(bc_expr_run *run, const bc_expr_node *node, const bc_value *items,
                                          bc_value *values, uint32_t n);

bc_expr_plain_function bc_expr_size, bc_expr_first, bc_expr_last, bc_expr_join, bc_expr_contains, bc_expr_default;
bc_expr_step_function bc_expr_all, bc_expr_exists, bc_expr_sum, bc_expr_min, bc_expr_max, bc_expr_increasing;
bc_expr_collect_function bc_expr_filter, bc_expr_map, bc_expr_distinct;
void bc_expr_true_when_null(bc_value *result);
void bc_expr_false_when_null(bc_value *result);
void bc_expr_true_unless_false(bc_value *result);

bc_expr_plain_function bc_expr_starts_with, bc_expr_ends_with, bc_expr_matches, bc_expr_text, bc_expr_trim,
    bc_expr_replace, bc_expr_split, bc_expr_upper, bc_expr_lower;

bc_expr_plain_function bc_expr_figure, bc_expr_number, bc_expr_round, bc_expr_format, bc_expr_abs, bc_expr_in_unit,
    bc_expr_year, bc_expr_month, bc_expr_day;

#endif
