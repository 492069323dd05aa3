/* Labels as people respell them. */
#ifndef BC_COLLECT_PRIVATE_LABEL_H
#define BC_COLLECT_PRIVATE_LABEL_H

#include "base/arena.h"
#include "base/buf.h"

#include <stdbool.h>

/* What is left of a label without blanks, signs and the width of letters; `bare` without what stands in brackets,
 * without its ordinal and without years. Hashes, for they are only compared. */
typedef struct bc_collect_label {
    uint64_t whole, bare;
    uint32_t length; /* characters that count; 0: it is none */
} bc_collect_label;

enum { BC_COLLECT_LABEL_MAX = 120 }; /* characters; what is longer is no label */

bc_collect_label bc_collect_label_of(bc_str text);
/* Of a text that is a label, a colon and words behind it: where these begin, behind the colon that comes next from
 * there on, for labels have colons of their own; 0: there is none. */
size_t bc_collect_label_lead(bc_str text, size_t from);
/* Whether the text is a remark on a label, in brackets, and no value. */
bool bc_collect_label_is_remark(bc_str text);
/* Appends what is left of it bare; how many characters that are. */
uint32_t bc_collect_label_fold(bc_str text, bc_buf *out);
/* How well the two agree: 3 in all that counts, 2 but for brackets and ordinals, 0 not. */
unsigned bc_collect_label_match(const bc_collect_label *a, const bc_collect_label *b);

/* Enough of a text to be known again in a message, on one line. */
bc_str bc_collect_shorten(bc_arena *arena, bc_str text);

#endif
