/* Values written as PDF has them, into bytes that are added to a file. */
#ifndef BC_SIGN_PRIVATE_OBJECTS_H
#define BC_SIGN_PRIVATE_OBJECTS_H

#include "pdfread/pdfread.h"

enum { BC_SIGN_MAX_TEXT = 10000 /* bytes of what a signature tells: reason, place */ };

/* As it was read: references stay references. A STREAM is written as its dictionary. */
void bc_sign_put_object(bc_buf *out, const bc_pdfread_object *object);
/* The entries of a dictionary but those whose keys are listed, which ends with NULL; without its brackets. */
void bc_sign_put_entries(bc_buf *out, const bc_pdfread_object *dict, const char *const *but);
/* A text for people, from UTF-8. */
void bc_sign_put_text(bc_buf *out, bc_str text);
void bc_sign_put_hex(bc_buf *out, bc_str bytes);
void bc_sign_put_ref(bc_buf *out, uint32_t number, uint32_t generation);
/* Thousandths of a unit. */
void bc_sign_put_length(bc_buf *out, int64_t thousandths);

/* A number in thousandths; false: it is none, or beyond what pages have. */
bool bc_sign_length_of(const bc_pdfread_object *object, int64_t *thousandths);
bool bc_sign_is_dict(const bc_pdfread_object *object);
/* What a text string means, in the arena, as far as it is told; "" when it is none. */
bc_str bc_sign_text_of(bc_arena *arena, const bc_pdfread_object *object);

#endif
