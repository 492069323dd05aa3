/* Patterns: does a whole text match? Time is at most (characters × instructions), whatever the pattern,
 * so a hostile one cannot hang a run; compiled into an arena and shared by threads.
 *
 * Syntax: . [a-z] [^…] \d \w \s \D \W \S, ( ) (?: ), |, * + ? {m} {m,} {m,n}, ^ $, \ before a sign.
 */
#ifndef BC_EXPR_PRIVATE_REGEX_H
#define BC_EXPR_PRIVATE_REGEX_H

#include "base/arena.h"

typedef struct bc_expr_regex bc_expr_regex;

typedef struct bc_expr_regex_error {
    size_t at;           /* byte of the pattern */
    const char *message; /* a sentence in the user's language */
} bc_expr_regex_error;

/* NULL when the pattern is wrong; *error then says where and why. */
const bc_expr_regex *bc_expr_regex_compile(bc_arena *arena, bc_str pattern, bc_expr_regex_error *error);
bool bc_expr_regex_matches(const bc_expr_regex *regex, bc_str text, bc_arena *scratch);
/* Steps that matching `text` may take at most. */
size_t bc_expr_regex_cost(const bc_expr_regex *regex, bc_str text);

#endif
