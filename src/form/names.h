/* When two names of a form are the same to a reader. */
#ifndef BC_FORM_NAMES_H
#define BC_FORM_NAMES_H

#include "base/arena.h"
#include "base/buf.h"
#include "form/words.h"

typedef enum bc_form_likeness {
    BC_NAMES_DIFFER,
    BC_NAMES_ALIKE,  /* but for a bracket at the end of one of them (the unit) */
    BC_NAMES_FOLDED, /* but for blanks, the width of brackets, a colon at the end, 其中： in front */
    BC_NAMES_SAME
} bc_form_likeness;

/* A name to be compared with many others: folded once. */
typedef struct bc_form_name {
    bc_str written, folded; /* the same slice when there is nothing to fold */
    bc_str bare;            /* folded, but for a bracket at its end */
} bc_form_name;

/* Borrows what is written. */
bc_form_name bc_form_name_of(bc_arena *arena, bc_str written);
/* Of `n` names; NULL when there are none. */
const bc_form_name *bc_form_names_fold(bc_arena *arena, const bc_str *written, uint32_t n);
bc_form_likeness bc_form_names_compare(const bc_form_name *a, const bc_form_name *b);
/* Whether they are at least alike. */
bool bc_form_names_agree(bc_str a, bc_str b);
/* Appends a regular expression, as JSON Schema has them, for what agrees with the name (and little else). */
void bc_form_names_pattern(bc_str name, bc_buf *out);
/* The same for kinds of indicators, where 数量 and 数量指标 are one: with or without one of the `ends`. */
bool bc_form_category_names_agree(const bc_form_words *ends, bc_str a, bc_str b);

#endif
