/* What of a sheet is the form's own: its labels, titles and units, from the empty form that its template makes. */
#ifndef BC_COLLECT_PRIVATE_WORDS_H
#define BC_COLLECT_PRIVATE_WORDS_H

#include "base/node.h"
#include "base/strmap.h"
#include "collect/private/sheet.h"
#include "form/form.h"

typedef struct bc_collect_words {
    bc_arena arena;
    const bc_form *form;
    bc_strmap labels; /* without blanks, signs and figures */
    bc_strmap units;  /* by path without indices: the unit in which a table prints it */
} bc_collect_words;

void bc_collect_words_init(bc_collect_words *words, const bc_form *form);
void bc_collect_words_release(bc_collect_words *words);
/* Whether the text is one of the form. */
bool bc_collect_words_have(const bc_collect_words *words, bc_str text);
/* The unit that the sheet prints amounts of that field in; empty: each in its own. */
bc_str bc_collect_words_unit(const bc_collect_words *words, const bc_form_field *field);

#endif
