/* The functions of expressions: one table, by name. */
#ifndef BC_EXPR_FUNCTION_H
#define BC_EXPR_FUNCTION_H

#include "expr/run.h"

typedef enum bc_function_kind {
    BC_FUNCTION_PLAIN,   /* all arguments are evaluated, then `plain` runs */
    BC_FUNCTION_FOLD,    /* a list is walked; method calls may give an expression for each element */
    BC_FUNCTION_COLLECT, /* the same, and the result is a list */
    BC_FUNCTION_HAS      /* its argument is a path */
} bc_function_kind;

typedef enum bc_fold_step { BC_FOLD_FAILED, BC_FOLD_ON, BC_FOLD_DONE } bc_fold_step;

typedef enum bc_body { BC_BODY_NONE, BC_BODY_MAY, BC_BODY_MUST } bc_body;

struct bc_function {
    const char *name;
    const char *usage; /* for messages */
    uint8_t kind;      /* a bc_function_kind */
    uint8_t body;      /* a bc_body: is there an expression per element? */
    uint8_t least;     /* arguments, the receiver of a method call included, the body not */
    uint8_t most;
    /* PLAIN: the result, in *out or lent; NULL after reporting. args has `most` places, missing ones NULL. */
    const bc_datum *(*plain)(bc_run *run, const bc_node *node, const bc_datum *const *args, bc_datum *out);
    /* FOLD: *result is null at first; nulls among the values are passed only when `nulls`. */
    bc_fold_step (*step)(bc_run *run, const bc_node *node, const bc_datum *value, bc_datum *result);
    void (*finish)(bc_datum *result);
    bool nulls;
    /* COLLECT: items are the list's elements, values what the body gave for each (the elements without one);
     * the result takes over the array of values. Says how many it kept, or UINT32_MAX after reporting. */
    uint32_t (*collect)(bc_run *run, const bc_node *node, const bc_datum *items, bc_datum *values, uint32_t n);
};

/* Most arguments of a plain function, and of min, max and sum when they are given single values. */
enum { BC_FUNCTION_MOST_ARGS = 3, BC_FUNCTION_MOST_VALUES = 32 };

const bc_function *bc_function_find(bc_str name);
/* The function whose name is closest, or an empty slice. */
bc_str bc_function_nearest(bc_str name);

/* Runs a call node. */
const bc_datum *bc_function_call(bc_run *run, const bc_node *node, bc_datum *out);

/* What the table is made of: lists.c, texts.c and numbers.c. */
typedef const bc_datum *bc_plain_function(bc_run *run, const bc_node *node, const bc_datum *const *args, bc_datum *out);
typedef bc_fold_step bc_step_function(bc_run *run, const bc_node *node, const bc_datum *value, bc_datum *result);
typedef uint32_t bc_collect_function(bc_run *run, const bc_node *node, const bc_datum *items, bc_datum *values,
                                     uint32_t n);

bc_plain_function bc_fn_size, bc_fn_first, bc_fn_last, bc_fn_join, bc_fn_contains, bc_fn_default;
bc_step_function bc_fn_all, bc_fn_exists, bc_fn_sum, bc_fn_min, bc_fn_max, bc_fn_increasing;
bc_collect_function bc_fn_filter, bc_fn_map, bc_fn_distinct;
void bc_fn_true_when_null(bc_datum *result);
void bc_fn_false_when_null(bc_datum *result);
void bc_fn_true_unless_false(bc_datum *result);

bc_plain_function bc_fn_starts_with, bc_fn_ends_with, bc_fn_matches, bc_fn_text, bc_fn_trim, bc_fn_replace, bc_fn_split,
    bc_fn_upper, bc_fn_lower;

bc_plain_function bc_fn_figure, bc_fn_number, bc_fn_round, bc_fn_format, bc_fn_abs, bc_fn_in_unit, bc_fn_year,
    bc_fn_month, bc_fn_day;

#endif
