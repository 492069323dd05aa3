/* What the functions of the language do, for `biaoce explain`; docs/expressions.md says the same. */
#ifndef BC_EXPR_HELP_H
#define BC_EXPR_HELP_H

#include <stdbool.h>
#include <stddef.h>

typedef struct bc_expr_help {
    const char *name, *usage; /* sum; list.sum(), list.sum(value) or sum(a, b) */
    const char *what;         /* a phrase in the user's language */
    const char *example;      /* `expression => result` */
} bc_expr_help;

/* Function `i` of all there are, in the order of their names; false past the last. */
bool bc_expr_help_at(size_t i, bc_expr_help *out);

#endif
