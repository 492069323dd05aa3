/* The numbers that columns and lines have in a record, where some of them are repeated. */
#ifndef BC_LAYOUT_PRIVATE_ORDINALS_H
#define BC_LAYOUT_PRIVATE_ORDINALS_H

#include "layout/composed.h"

typedef struct bc_layout_ordinal {
    const bc_form_ordinal *form;
    uint32_t cell;   /* that prints it */
    uint32_t number; /* as it has come out */
    uint32_t round;  /* of what is repeated: goes up by one with each element */
} bc_layout_ordinal;

/* Columns from left to right, or lines from top to bottom. */
typedef struct bc_layout_ordinals {
    bc_layout_ordinal *at;
    uint32_t n;
    const uint32_t *first; /* by the written number, up to `most` and one more: where its own begin in `of` */
    const uint32_t *of;    /* indices of `at` by written number, ascending */
    uint32_t most;
} bc_layout_ordinals;

/* Those of `at`, in the order in which they stand; lets their numbers run on. */
bc_layout_ordinals bc_layout_ordinals_number(bc_layout_ordinal *at, uint32_t n, bc_arena *arena);
/* Which of them an operand of the i-th means: their indices are of[from] .. of[to - 1]; none when both are equal. */
void bc_layout_ordinals_find(const bc_layout_ordinals *o, uint32_t i, const bc_form_operand *operand, uint32_t *from,
                             uint32_t *to);
/* What the i-th prints. */
bc_str bc_layout_ordinals_print(const bc_layout_ordinals *o, uint32_t i, bc_arena *arena);

#endif
