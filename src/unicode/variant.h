/* The same Chinese in the other letters: 张 and 張. */
#ifndef BC_UNICODE_VARIANT_H
#define BC_UNICODE_VARIANT_H

#include "base/buf.h"

typedef enum bc_unicode_letters {
    BC_UNICODE_SIMPLIFIED,
    BC_UNICODE_TRADITIONAL,
    BC_UNICODE_LETTERS
} bc_unicode_letters;

/* Starts zeroed; one thread. */
typedef struct bc_unicode_variants {
    void *opened[BC_UNICODE_LETTERS];
} bc_unicode_variants;

void bc_unicode_variants_release(bc_unicode_variants *variants);
/* Appends a short text in these letters, as they are most often written. False when that is the text itself, or nobody
 * knows. */
bool bc_unicode_variant_of(bc_unicode_variants *variants, bc_unicode_letters letters, bc_str text, bc_buf *out);

#endif
