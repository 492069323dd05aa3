/* One evaluation under way: where names are found, what it may still spend, where errors go. */
#ifndef BC_EXPR_RUN_H
#define BC_EXPR_RUN_H

#include "expr/node.h"

/* An element of a list while the expression given for it is evaluated. */
typedef struct bc_frame {
    const bc_datum *element;
    bc_str variable; /* the element's name; empty: its entries are in scope themselves */
    const struct bc_frame *outer;
} bc_frame;

typedef struct bc_run {
    const bc_expr *expr;
    const bc_scope *scope;
    const bc_frame *frame;
    bc_arena *arena;
    bc_diags *diags;
    uint64_t left; /* steps and bytes that it may still use */
} bc_run;

/* Enough for a sum over a million rows, and at an end within half a second; each 16 bytes count as a step. */
enum { BC_RUN_STEPS = 8 * 1000 * 1000, BC_RUN_BYTES_PER_STEP = 16 };

/* The node's value: lent, or in *out. NULL when there is none, which has been reported. */
const bc_datum *bc_run_eval(bc_run *run, const bc_node *node, bc_datum *out);
/* As a condition. False as a return value: reported. */
bool bc_run_condition(bc_run *run, const bc_node *node, bool *out);

/* Reports at the node's place; NULL always. */
const bc_datum *bc_run_fail(bc_run *run, const bc_node *node, const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
const bc_datum *bc_run_overflow(bc_run *run, const bc_node *node);
/* Counts `bytes` of work; false after reporting that the limit is passed. */
bool bc_run_spend(bc_run *run, const bc_node *node, size_t bytes);
/* Memory that was counted, or NULL after reporting. */
void *bc_run_alloc(bc_run *run, const bc_node *node, size_t bytes);
/* The text in the buffer as a datum, the buffer released. */
const bc_datum *bc_run_text(bc_run *run, const bc_node *node, bc_buf *text, bc_datum *out);

/* "a number", "nothing" …, for messages. */
const char *bc_type_name(bc_type type);

/* How the datum reads on paper, lent where it was written and in `arena` where it was computed. */
bc_str bc_run_print(bc_arena *arena, const bc_datum *datum);

#endif
