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
    bool where;         /* a condition may stand behind the body, and says which elements count */
    bool once;          /* of a tree, what is in the value of an element above does not count again */
    bool boolean;       /* the result is true or false */
    const char *orders; /* "a|b": words that may stand behind the body as texts; NULL: none */
    /* PLAIN: the result, in *out or lent; NULL after reporting. args has `most` places, missing ones NULL. */
    const bc_value *(*plain)(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args, bc_value *out);
    /* FOLD: *result is null at first; nulls among the values are passed only when `nulls`. `finish` is told how many
     * values were passed; false after reporting. */
    bc_expr_fold_step (*step)(bc_expr_run *run, const bc_expr_node *node, const bc_value *value, bc_value *result);
    bool (*finish)(bc_expr_run *run, const bc_expr_node *node, uint32_t n, bc_value *result);
    bool nulls;
    /* COLLECT: items are the list's elements, values what the body gave for each (the elements without one);
     * the result takes over the array of values. Says how many it kept, or UINT32_MAX after reporting. */
    uint32_t (*collect)(bc_expr_run *run, const bc_expr_node *node, const bc_value *items, bc_value *values,
                        uint32_t n);
};

/* Most arguments of a plain function, and of min, max and sum when they are given single values. */
enum { BC_MAX_FUNCTION_ARGS = 4, BC_MAX_FUNCTION_VALUES = 32 };

const bc_expr_function *bc_expr_function_find(bc_str name);
/* Function `i` in the order of their names; NULL past the last. */
const bc_expr_function *bc_expr_function_at(size_t i);
/* Gives the message just added a hint: which function was meant, or all there are. */
void bc_expr_function_hint(bc_str name, bc_diag_list *diags);

/* What the table is made of. */
typedef const bc_value *bc_expr_plain_function(bc_expr_run *run, const bc_expr_node *node, const bc_value *const *args,
                                               bc_value *out);
typedef bc_expr_fold_step bc_expr_step_function(bc_expr_run *run, const bc_expr_node *node, const bc_value *value,
                                                bc_value *result);
typedef bool bc_expr_finish_function(bc_expr_run *run, const bc_expr_node *node, uint32_t n, bc_value *result);
typedef uint32_t bc_expr_collect_function(bc_expr_run *run, const bc_expr_node *node, const bc_value *items,
                                          bc_value *values, uint32_t n);

bc_expr_plain_function bc_expr_size, bc_expr_first, bc_expr_last, bc_expr_join, bc_expr_contains, bc_expr_default,
    bc_expr_reverse, bc_expr_skip, bc_expr_take;
bc_expr_step_function bc_expr_all, bc_expr_exists, bc_expr_count, bc_expr_sum, bc_expr_min, bc_expr_max,
    bc_expr_increasing;
bc_expr_finish_function bc_expr_true_when_null, bc_expr_false_when_null, bc_expr_true_unless_false,
    bc_expr_zero_when_null, bc_expr_part_of_sum;
bc_expr_collect_function bc_expr_filter, bc_expr_map, bc_expr_distinct;

/* sort.c */
enum { BC_SORT_SOUND = 1, BC_SORT_STROKE = 2, BC_SORT_DESCENDING = 4 }; /* bits, in the order of the words */
bc_expr_collect_function bc_expr_sort, bc_expr_topmost, bc_expr_lowest;

/* texts.c */
bc_expr_plain_function bc_expr_starts_with, bc_expr_ends_with, bc_expr_matches, bc_expr_text, bc_expr_trim,
    bc_expr_replace, bc_expr_split, bc_expr_upper, bc_expr_lower, bc_expr_cut, bc_expr_pad_start, bc_expr_pad_end;
/* The first `n` characters of the text as bytes; of less characters, all of it. */
size_t bc_expr_text_bytes(bc_str text, size_t n);

/* numbers.c */
bc_expr_plain_function bc_expr_figure, bc_expr_number, bc_expr_round, bc_expr_short, bc_expr_format, bc_expr_abs,
    bc_expr_in_unit, bc_expr_capital, bc_expr_boxes, bc_expr_numeral;
/* The first argument of a call is of another type than it asks for: reports that, or gives what is known of words. */
const bc_value *bc_expr_number_wrong(bc_expr_run *run, const bc_expr_node *node, const bc_value *value,
                                     bc_value_type wanted, bc_value *out);
/* A whole number as argument `i`; false after reporting. */
bool bc_expr_number_whole(bc_expr_run *run, const bc_expr_node *node, uint32_t i, const bc_value *value, int64_t *out);
/* The first figure of a text from its byte *at on, behind which *at stands then. */
bool bc_expr_number_in_text(bc_str text, size_t *at, bc_decimal *out);

/* dates.c */
bc_expr_plain_function bc_expr_year, bc_expr_month, bc_expr_day, bc_expr_date;
/* Whether dates can be written like that example; if not, *error is a sentence in the user's language. */
bool bc_expr_date_is_example(bc_str text, const char **error);

/* scores.c */
bc_expr_plain_function bc_expr_limit, bc_expr_reached, bc_expr_grade;

#endif
