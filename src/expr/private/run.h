/* One evaluation under way: where names are found, what it may still spend, where errors go. */
#ifndef BC_EXPR_PRIVATE_RUN_H
#define BC_EXPR_PRIVATE_RUN_H

#include "expr/private/node.h"
#include "unicode/collate.h"

/* An element of a list while the expression given for it is evaluated. */
typedef struct bc_expr_frame {
    const bc_value *element;
    bc_str variable; /* the element's name; empty: its entries are in scope themselves */
    const struct bc_expr_frame *outer;
} bc_expr_frame;

typedef struct bc_expr_run {
    const bc_expr *expr;
    const bc_expr_scope *scope;
    const bc_expr_frame *frame;
    bc_arena *arena;
    bc_diag_list *diags;
    uint64_t given, left;         /* steps and bytes that it may use, and still may */
    uint64_t kept;                /* of those that it still may, given when it has used up what is left */
    bool common;                  /* that is what others of the record left */
    bc_unicode_collator collator; /* orders that were asked for */
    bool asked;                   /* a comparison has asked for what an empty form leaves to be written */
} bc_expr_run;

/* Enough for a sum over a million rows, and at an end within half a second; each 16 bytes count as a step. */
/* `kept` comes in parts of so many steps, some milliseconds, where something else is limited, too. */
enum { BC_RUN_PART = 64 * 1024 };
enum { BC_RUN_STEPS = 8 * 1000 * 1000, BC_RUN_BYTES_PER_STEP = 16 };

/* Reports at the node's place; NULL always. */
const bc_value *bc_expr_run_fail(bc_expr_run *run, const bc_expr_node *node, const char *code, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
const bc_value *bc_expr_run_overflow(bc_expr_run *run, const bc_expr_node *node);
/* Counts `bytes` of work; false after reporting that the limit is passed. */
bool bc_expr_run_spend(bc_expr_run *run, const bc_expr_node *node, size_t bytes);
/* Memory that was counted, or NULL after reporting. */
void *bc_expr_run_alloc(bc_expr_run *run, const bc_expr_node *node, size_t bytes);
/* The text in the buffer as a datum, the buffer released. */
const bc_value *bc_expr_run_text(bc_expr_run *run, const bc_expr_node *node, bc_buf *text, bc_value *out);

/* What is computed with words that stand for a number: nothing that is known, which is said once for each such value.
 */
const bc_value *bc_expr_run_unknown(bc_expr_run *run, const bc_value *words, bc_value *out);

/* Null with that room. */
const bc_value *bc_expr_run_room(bc_value_room room, bc_value *out);

/* "a number", "nothing" …, for messages. */
const char *bc_expr_type_name(bc_value_type type);

/* How the datum reads on paper, lent where it was written and in `arena` where it was computed; room is blanks. */
bc_str bc_expr_run_print(bc_arena *arena, const bc_value *datum);

#endif
