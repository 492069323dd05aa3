/* Places in a text, and the order of what is said of them: what the readers of all formats do alike. */
#ifndef BC_SOURCE_PRIVATE_PLACE_H
#define BC_SOURCE_PRIVATE_PLACE_H

#include "base/diag.h"

/* Bytes count in what is at hand of the text. */
typedef struct bc_source_place {
    size_t at, line_at; /* bytes before it; where its line starts, or what is at hand of that */
    size_t column;      /* characters before it in the line */
    uint32_t line;
} bc_source_place;

/* Characters of what is known to be UTF-8. */
size_t bc_source_count(bc_str text);
/* The first n bytes of the text have been forgotten. */
void bc_source_place_forget(bc_source_place *place, size_t n);
/* Some things are seen only at the end of a map, after what stands in it: puts the messages from `first` on in the
 * order of the text. */
void bc_source_sort_new(bc_diag_list *diags, size_t first);

#endif
