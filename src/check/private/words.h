/* The words by which rules know what a text is about: lists of the template, by the names they have there. */
#ifndef BC_CHECK_PRIVATE_WORDS_H
#define BC_CHECK_PRIVATE_WORDS_H

#include "form/form.h"

typedef enum bc_check_word_list {
    BC_WORDS_REMNANTS,
    BC_WORDS_NUMBERED,
    BC_WORDS_DEADLINES,
    BC_WORDS_ENDINGS,
    BC_WORDS_WHOLES,
    BC_WORDS_COSTS,
    BC_WORDS_COST_RATES,
    BC_WORDS_WEIGHTS,
    BC_WORDS_NO_RATES,
    BC_WORDS_UNITS,
    BC_WORDS_COUNTS,
    BC_WORDS_AMOUNTS,
    BC_WORDS_GROWTH,
    BC_WORDS_BETTER_FEW,
    BC_WORDS_RATES,
    BC_WORD_LISTS
} bc_check_word_list;

typedef struct bc_check_words {
    const bc_str *at;
    uint32_t n;
} bc_check_words;

/* Fills the BC_WORD_LISTS lists from the form's `words`. A list that no rule knows is reported. */
void bc_check_words_compile(bc_arena *arena, const bc_form *form, bc_check_words *lists, bc_diag_list *diags);
/* The list's name in templates. */
const char *bc_check_words_name(bc_check_word_list list);

/* Whether the text holds, begins with, ends with or is one of them. */
bool bc_check_words_in(bc_check_words words, bc_str text);
bool bc_check_words_begin(bc_check_words words, bc_str text);
bool bc_check_words_end(bc_check_words words, bc_str text);
bool bc_check_words_are(bc_check_words words, bc_str text);

#endif
