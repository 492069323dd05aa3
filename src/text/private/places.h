/* The places where a paragraph may be cut, with what is needed to know the width of the text between any two of them.
 *
 * They are found one after the other, as far as whoever asks wants to see. Widths come from one walk over the clusters,
 * so a line between two places is measured by a subtraction.
 */
#ifndef BC_TEXT_PRIVATE_PLACES_H
#define BC_TEXT_PRIVATE_PLACES_H

#include "text/private/wrap.h"

typedef struct bc_text_places {
    bc_text_wrapping *wrap;
    uint32_t end; /* of the paragraph, blanks at its end left out */
    bc_text_clusters clusters;
    bc_text_advance advance;
    bc_text_edge edge; /* after the last cluster */
    int64_t gaps, visible_gaps;
    uint32_t to;      /* the last cluster's end */
    uint8_t kind;     /* of the break found there */
    bool found, done; /* a line may end behind the last visible cluster; the paragraph has ended */
} bc_text_places;

/* Begins a line at `from`. */
void bc_text_places_start(bc_text_places *places, bc_text_wrapping *wrap, uint32_t from, uint32_t end);
/* Goes on to the next place and adds it to typesetter->places: the first is where it started, the last (`done`) the
 * end of the paragraph. False when a line from the last place, squeezed, would grow wider than `room` before another
 * comes. */
bool bc_text_places_next(bc_text_places *places, bc_len room);

/* The line between two places. */
static inline int64_t bc_text_place_width(const bc_text_place *from, const bc_text_place *to)
{
    return to->end - from->start;
}
static inline int64_t bc_text_place_squeeze(const bc_text_place *from, const bc_text_place *to)
{
    return to->squeeze_end - from->squeeze;
}
static inline int64_t bc_text_place_gaps(const bc_text_place *from, const bc_text_place *to)
{
    return (int64_t)to->gaps_end - from->gaps;
}

#endif
