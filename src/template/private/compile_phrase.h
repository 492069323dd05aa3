/* Words of a template in whose place a value was meant. */
#ifndef BC_TEMPLATE_PRIVATE_COMPILE_PHRASE_H
#define BC_TEMPLATE_PRIVATE_COMPILE_PHRASE_H

#include "template/private/compile.h"

/* Where the words stand, by which values are written there. */
typedef enum bc_template_slip_place {
    BC_SLIP_WORDS, /* where only $(…) gives a value */
    BC_SLIP_CELL,  /* they are all of a cell, `=…` is its value */
    BC_SLIP_KEY    /* under `label:` or `text:` of a cell, beside which there is `value:` */
} bc_template_slip_place;

/* Warns of words that spell an expression over fields in reach (W353 to W355), once for a place. */
void bc_template_compile_slip(bc_template_compiler *c, const bc_node *value, bc_template_slip_place place,
                              const bc_template_scope *scope);
/* The same of a field's default (W356). */
void bc_template_compile_slip_default(bc_template_compiler *c, const bc_form_field *field,
                                      const bc_template_scope *scope);

#endif
