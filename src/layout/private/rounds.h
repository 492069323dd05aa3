/* Iterations of repetitions: what they bring into scope, and where in the record that stands. */
#ifndef BC_LAYOUT_PRIVATE_ROUNDS_H
#define BC_LAYOUT_PRIVATE_ROUNDS_H

#include "layout/composed.h"
#include "layout/private/categories.h"

/* The elements of a list as far as they were printed, group after group. */
typedef struct bc_layout_passed {
    bc_value *items;
    uint32_t n, most;
    bc_value_growth growth;
} bc_layout_passed;

/* One iteration, of rows or of cells. */
typedef struct bc_layout_iteration {
    const struct bc_layout_iteration *outer;
    const bc_form_each *each; /* NULL: of cells */
    const bc_layout_element *element;
    uint32_t nth; /* from 1, as printed */
    bc_str list;  /* path of the list, for the paths of cells; empty: a computed one */
    bool page;    /* none, but a page: its members are those on it */
    bool same[BC_MAX_MERGE];
    uint32_t number[BC_MAX_MERGE];     /* of the level's group within that of the level above, from 1 */
    uint32_t running[BC_MAX_MERGE];    /* of the level's group in the band */
    uint32_t *open;                    /* of BC_MAX_COLUMNS: the merged cell of that column, which may grow */
    bc_layout_passed *passed;          /* NULL: its rows do not ask for it */
    uint32_t passed_before, passed_by; /* how many were passed before this iteration and by it */
} bc_layout_iteration;

/* What an iteration brings into scope. */
typedef struct bc_layout_round {
    bc_value_entry loop[6];
    bc_value_entry numbers[BC_MAX_MERGE];
    bc_value loop_map;
    bc_expr_scope enclosing, inside;
} bc_layout_round;

/* The scope of what is printed for the element. `running` 0: what is around it counts. */
const bc_expr_scope *bc_layout_rounds_open(bc_layout_round *round, const bc_layout_element *element, uint32_t nth,
                                           uint32_t running, const bc_expr_scope *outer);
/* And the numbers of the groups that the element is in. */
void bc_layout_rounds_number(bc_layout_round *round, const bc_layout_iteration *now);
/* And the elements up to this one. */
void bc_layout_rounds_so_far(bc_layout_round *round, bc_value list);
/* Where in the record the path leads: to the element of the innermost repetition that has it. Empty: nowhere. */
bc_str bc_layout_rounds_path(bc_arena *arena, bc_str path, const bc_layout_iteration *now);
/* The path of the list that is repeated, and where its elements stand in that (NULL: as they are). */
bc_str bc_layout_rounds_list(bc_arena *arena, const bc_expr *list, const bc_layout_iteration *now);
const uint32_t *bc_layout_rounds_places(const bc_expr *list, const bc_layout_iteration *now);
/* The group whose elements a repetition of that list goes through; NULL: the list is not `these`. */
const bc_layout_iteration *bc_layout_rounds_group(const bc_expr *list, const bc_layout_iteration *now);
/* What a total adds, as the paths of the cells that show it; NULL: it is none. With `beside`, a path, names stand for
 * what lies beside that. */
const bc_layout_sum *bc_layout_rounds_sum(bc_arena *arena, const bc_expr *expr, const bc_layout_iteration *now,
                                          bc_str beside);

#endif
