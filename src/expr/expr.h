/* Expressions of templates: a subset of CEL over exact decimals, and texts with $(…) in them.
 *
 * Compiled once with the template, evaluated per record by any thread. docs/expressions.md is the
 * language's page: paths, arithmetic, comparison, && || !, ?:, in, lists, text, the macros all / exists /
 * filter / map and the functions of lists, texts, numbers and dates.
 */
#ifndef BC_EXPR_EXPR_H
#define BC_EXPR_EXPR_H

#include "base/value.h"

typedef struct bc_expr bc_expr;
typedef struct bc_expr_phrase bc_expr_phrase;

/* Names visible to an expression: the innermost map first, each a BC_VALUE_MAP datum. The name `this` is the
 * innermost datum itself (which may then be of any type), unless it has an entry of that name. */
typedef struct bc_expr_scope {
    const bc_value *map;
    const struct bc_expr_scope *outer;
    bool passing; /* the map goes before what is evaluated with it: its values are to be copied, never lent */
} bc_expr_scope;

/* NULL when it does not parse; diagnostics then point into the template: `at` is the place of the
 * first character of `text` in its file. The result lives in `arena` and keeps slices of `text`. */
const bc_expr *bc_expr_compile(bc_arena *arena, bc_str text, bc_diag_mark at, bc_diag_list *diags);

/* The value, allocated in `arena` where it needs room. A path that leads nowhere is null; null in
 * arithmetic makes null (an empty cell stays empty), in comparisons it equals only null. On a true
 * error (types that do not fit, overflow, division by zero) it reports at the place in the template
 * and returns false with *out null. */
bool bc_expr_eval(const bc_expr *expr, const bc_expr_scope *scope, bc_arena *arena, bc_diag_list *diags, bc_value *out);
/* As a condition: null and false are false, true is true, anything else is an error (false). */
bool bc_expr_holds(const bc_expr *expr, const bc_expr_scope *scope, bc_arena *arena, bc_diag_list *diags);

/* An order of all values there are, in which amounts compare by what they are worth: below 0, 0 or above. */
int bc_expr_compare_values(const bc_value *a, const bc_value *b);

/* If the expression is a plain path (a.b.c), its text, else an empty slice. */
bc_str bc_expr_path(const bc_expr *expr);
/* How many elements a list has that is written out; 0 for all else, and for NULL. */
uint32_t bc_expr_written_out(const bc_expr *expr);
/* The same with constant indices (plan[0], tasks[1].name), as it is written: the place in the record whose value it is.
 */
bc_str bc_expr_place(const bc_expr *expr);
/* Of `list.join("\n")`, whose list is a plain path: the path. A text written into its place has an element on each
 * line.
 */
bc_str bc_expr_lines(const bc_expr *expr);
/* Calls `visit` with each plain path whose value the text that the expression gives holds whole, beside the value that
 * the expression is itself: of what is put behind other words, of lists that are joined, of what stands instead of
 * nothing. */
void bc_expr_shown(const bc_expr *expr, void (*visit)(void *context, bc_str path), void *context);
/* What a sum adds: the value at a path, or of each element of the list at it, or its value at `inner`. */
typedef struct bc_expr_term {
    bc_str path, inner;
    bool is_list;
} bc_expr_term;

/* The terms of `list.sum()`, `list.sum(path)`, `list.sum(path + path)`, `list.sum(sum(path, path))`, `sum(a, b)`, `a +
 * b` and what is made of these and `default`, where all are plain paths; at most `most` of them in `out`. 0: the
 * expression is none of these, or has more. */
uint32_t bc_expr_terms(const bc_expr *expr, bc_expr_term *out, uint32_t most);
/* Calls `visit` with each path of a term in sums of sums, `list.sum(a + b)`: a list's elements that lack one of these
 * are not added up. The path is relative to the element, the mark that of the sum within the brackets. */
void bc_expr_sums_of_sums(const bc_expr *expr, void (*visit)(void *context, bc_str path, bc_diag_mark mark),
                          void *context);
bc_diag_mark bc_expr_mark(const bc_expr *expr);
/* As it is written. */
bc_str bc_expr_source(const bc_expr *expr);
/* Calls `see` with each path the expression reads (a.b as one path; inside all/filter/… the names
 * relative to the element are given with `inner` true, and may also be names from outside). Paths that
 * begin with `this` are given as written. For linting unknown and unused fields. */
void bc_expr_paths(const bc_expr *expr, void (*visit)(void *context, bc_str path, bc_diag_mark mark, bool inner),
                   void *context);

/* What values of a type have below them. */
typedef enum bc_expr_holding {
    BC_EXPR_HOLDS_UNKNOWN, /* nobody knows */
    BC_EXPR_HOLDS_NOTHING,
    BC_EXPR_HOLDS_FIELDS,
    BC_EXPR_HOLDS_ELEMENTS
} bc_expr_holding;

/* Types of values as a form declares them, of which expressions know nothing but where they come from. NULL: it has
 * none, or nobody knows. */
typedef struct bc_expr_types {
    void *context;
    const void *(*name)(void *context, bc_str name);                      /* of a name in scope */
    const void *(*member)(void *context, const void *group, bc_str name); /* of a field of a group */
    const void *(*element)(void *context, const void *list);
    const void *(*list)(void *context, const void *element); /* of a list of such elements */
    bool (*is_number)(void *context, const void *type);
    bool (*is_money)(void *context, const void *type);
    bc_expr_holding (*holds)(void *context, const void *type);
} bc_expr_types;

/* The type of what the expression gives, where it is that of something it reads: of the field at a path, of an element,
 * of a list that was filtered or sorted, of amounts that are added up, or multiplied or divided by what is no amount.
 */
const void *bc_expr_type(const bc_expr *expr, const bc_expr_types *types);

/* Whether the expression reckons, so that what it gives is a number, or nothing: a quotient, a difference, a product.
 */
bool bc_expr_reckons(const bc_expr *expr);
/* Whether something in it is multiplied or divided. */
bool bc_expr_multiplies(const bc_expr *expr);
/* Whether something in it is multiplied or divided by 1000, 10000 … written out, as between units of money, and nothing
 * is said of units. */
bool bc_expr_converts(const bc_expr *expr);
/* Whether it says itself how many decimals are meant: it rounds, leaves out zeros, or changes the unit. */
bool bc_expr_says_decimals(const bc_expr *expr);

/* A name that what it is asked of does not have. */
typedef struct bc_expr_miss {
    bc_str path, name; /* all of the path, as it is written; the name in it that leads nowhere */
    bc_str before;     /* what the name is asked of, as it is written */
    const void *of;    /* the type of that; NULL: the path is one that no element has, so it may be of what is around */
    bool of_list;      /* it is a list */
    const void *element; /* where `of` is NULL: the type of the elements, the innermost ones */
    bc_diag_mark mark;
} bc_expr_miss;

typedef void bc_expr_miss_function(void *context, const bc_expr_miss *miss);

/* Calls `miss` for each name that is asked of elements, or of what an expression gives, and that these do not have by
 * their type. Paths that ask for nothing of this kind are left to bc_expr_paths. */
void bc_expr_misses(const bc_expr *expr, const bc_expr_types *types, bc_expr_miss_function *miss, void *context);

/* Text with interpolations, `$(name)项目绩效目标表`; `$$` prints one dollar sign. NULL when one of its
 * expressions does not compile; all of them are reported. */
const bc_expr_phrase *bc_expr_phrase_compile(bc_arena *arena, bc_str text, bc_diag_mark at, bc_diag_list *diags);
/* How the numbers that an expression gives are written: with so many decimals (-1: those that they have), with commas
 * between thousands, with their unit behind them. */
typedef struct bc_expr_figures {
    int8_t decimals;
    bool grouped, unit;
} bc_expr_figures;
/* The same phrase, with its numbers written as `figures` says of each of its expressions. */
const bc_expr_phrase *bc_expr_phrase_in_figures(const bc_expr_phrase *phrase, bc_arena *arena,
                                                bc_expr_figures (*figures)(void *context, const bc_expr *expr),
                                                void *context);
/* What cannot be computed is reported and prints nothing. Lent by the record where it can be. */
bc_str bc_expr_phrase_eval(const bc_expr_phrase *phrase, const bc_expr_scope *scope, bc_arena *arena,
                           bc_diag_list *diags);
/* Calls `visit` with each expression of the phrase. */
void bc_expr_phrase_parts(const bc_expr_phrase *phrase, void (*visit)(void *context, const bc_expr *expr),
                          void *context);
/* True when it holds no expression; its text is then constant and lent. */
bool bc_expr_phrase_is_constant(const bc_expr_phrase *phrase, bc_str *text);
/* Of a phrase that is one value and nothing else: its place in the record, as bc_expr_place; else an empty slice. */
bc_str bc_expr_phrase_place(const bc_expr_phrase *phrase);
/* The expression that is a place of the record and has nothing but blanks around it, whatever is computed: a value that
 * stands in by as much as other values say. NULL: the phrase says something else. */
const bc_expr *bc_expr_phrase_indented(const bc_expr_phrase *phrase);
/* Whether it gives blanks or nothing, whatever the record says. */
bool bc_expr_is_blank(const bc_expr *expr);
/* The phrase cut where its own words have the character, which stands in no part; what its expressions give is not
 * looked at. Returns how many parts there are, one at least. */
uint32_t bc_expr_phrase_cut(const bc_expr_phrase *phrase, char at, bc_arena *arena, const bc_expr_phrase *const **out);
/* Takes a text apart that the phrase could have given: calls `found` for what stands in the place of each plain path.
 * False when its own words are not there in their order, or it has none by which that could be told. `found` may be
 * NULL. */
bool bc_expr_phrase_read(const bc_expr_phrase *phrase, bc_str text,
                         void (*found)(void *context, bc_str path, bc_str value), void *context);
/* Calls `found` for each plain path whose value could be read of what the phrase gives; `value` says nothing. */
void bc_expr_phrase_readable(const bc_expr_phrase *phrase, void (*found)(void *context, bc_str path, bc_str value),
                             void *context);
void bc_expr_phrase_paths(const bc_expr_phrase *phrase,
                          void (*visit)(void *context, bc_str path, bc_diag_mark mark, bool inner), void *context);

#endif
