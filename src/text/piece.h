/* Private to text/: a text seen as pieces that are placed one behind the other, and the tape that adds them up.
 *
 * Wrapping and shaping both read a line through these, from its first byte on, and so agree to the last unit.
 */
#ifndef BC_TEXT_PIECE_H
#define BC_TEXT_PIECE_H

#include "text/setter.h"

typedef struct bc_piece {
    uint32_t from, to;
    const bc_sign *sign; /* of its first character */
    const bc_word *word; /* NULL: the sign's own glyph; else alive until the next piece */
    bc_len width;
    bool blank, missing;
} bc_piece;

typedef struct bc_pieces {
    bc_typesetter *setter;
    bc_role role;
    bc_len size;
    bc_str text;
    uint32_t at;         /* the next piece starts here */
    uint32_t ahead;      /* end of the character at `at` */
    const bc_sign *sign; /* of the character at `at` */
    uint32_t c;
} bc_pieces;

void bc_pieces_start(bc_pieces *pieces, bc_typesetter *setter, bc_str text, uint32_t from, const bc_text_style *style);
bool bc_pieces_next(bc_pieces *pieces, bc_piece *out);

/* The width of a line as it grows. Full-width marks lose their blank half at both edges and between two of them. */
typedef struct bc_tape {
    int64_t end;         /* where the next piece starts */
    int64_t visible;     /* the line's width if it ended here: without blanks and the last mark's blank half */
    uint32_t visible_to; /* end of the last visible piece; 0 while there is none */
    bc_len half;         /* blank half at the end of the piece just added */
    bool any, opens;     /* some piece was added; the last one was an opening mark */
} bc_tape;

/* Adds the piece: its own origin is then tape->end - its width. */
static inline void bc_tape_add(bc_tape *tape, const bc_piece *piece)
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
bc_len bc_piece_line_width(bc_typesetter *setter, bc_str text, uint32_t from, uint32_t to, const bc_text_style *style,
                           bool *missing);

#endif
