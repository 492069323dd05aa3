/* A text seen as pieces that are placed one behind the other, and the tape that adds them up.
 *
 * Wrapping and shaping both read a line through these, from its first byte on, and so agree to the last unit.
 */
#ifndef BC_TEXT_PRIVATE_PIECE_H
#define BC_TEXT_PRIVATE_PIECE_H

#include "text/private/setter.h"

typedef struct bc_text_cluster {
    uint32_t from, to;
    const bc_text_glyph_info *sign; /* of its first character */
    const bc_text_word *word;       /* NULL: the sign's own glyph; else alive until the next piece */
    bc_len width;
    bool blank, missing;
} bc_text_cluster;

typedef struct bc_text_clusters {
    bc_text_setter *setter;
    bc_font_role role;
    bc_len size;
    bc_str text;
    uint32_t at;                    /* the next piece starts here */
    uint32_t ahead;                 /* end of the character at `at` */
    const bc_text_glyph_info *sign; /* of the character at `at` */
    uint32_t c;
} bc_text_clusters;

void bc_text_clusters_start(bc_text_clusters *pieces, bc_text_setter *setter, bc_str text, uint32_t from,
                            const bc_text_style *style);
bool bc_text_clusters_next(bc_text_clusters *pieces, bc_text_cluster *out);

/* The width of a line as it grows. Full-width marks lose their blank half at both edges and between two of them. */
typedef struct bc_text_advance {
    int64_t end;         /* where the next piece starts */
    int64_t visible;     /* the line's width if it ended here: without blanks and the last mark's blank half */
    uint32_t visible_to; /* end of the last visible piece; 0 while there is none */
    bc_len half;         /* blank half at the end of the piece just added */
    bool any, opens;     /* some piece was added; the last one was an opening mark */
} bc_text_advance;

/* Adds the piece: its own origin is then tape->end - its width. */
static inline void bc_text_advance_add(bc_text_advance *tape, const bc_text_cluster *piece)
{
    bool simple = !piece->word;
    bool left = simple && piece->sign->trim_left, right = simple && piece->sign->trim_right;
    if (left || right)
        tape->end -= tape->half; /* the mark before it closes: one half is enough between the two */
    if (left && (!tape->any || tape->opens))
        tape->end -= piece->width / 2;
    tape->end += piece->width;
    tape->half = right ? piece->width / 2 : 0;
    tape->opens = left;
    tape->any = true;
    if (!piece->blank) {
        tape->visible = tape->end - tape->half;
        tape->visible_to = piece->to;
    }
}

/* Width of text from..to as a line of its own, and whether something in it is missing. */
bc_len bc_text_line_width(bc_text_setter *setter, bc_str text, uint32_t from, uint32_t to, const bc_text_style *style,
                          bool *missing);

#endif
