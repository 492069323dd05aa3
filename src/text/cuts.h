/* Private to text/: where a text may be cut into lines, and how willingly. */
#ifndef BC_TEXT_CUTS_H
#define BC_TEXT_CUTS_H

#include "base/str.h"
#include "base/vec.h"
#include "unicode/breaks.h"

/* How a cut before a character counts, worst first: a line takes the best kind it has room for, and a worse one only
 * when there is no better. */
typedef enum bc_cut {
    BC_CUT_NEVER, /* inside a character */
    BC_CUT_PAIR,  /* between the two halves of —— or …… */
    BC_CUT_ANY,   /* against the rules of punctuation; may be inside a grapheme cluster */
    BC_CUT_WORD,  /* inside a Latin word or a number */
    BC_CUT_CODE,  /* inside a long code where it reads best: between letters and digits, after - _ / */
    BC_CUT_UNIT,  /* inside a unit of measure, between a sign and its number */
    BC_CUT_TIE,   /* between a number and its unit, after a bullet: what a careful typist avoids */
    BC_CUT_FREE
} bc_cut;

typedef struct bc_cut_char {
    uint32_t at; /* byte */
    uint32_t c;
    uint8_t class; /* bc_class */
    uint8_t cut;   /* before it */
} bc_cut_char;

typedef struct bc_cuts {
    bc_unicode_breaks *lines; /* opened on first use */
    bool failed;              /* they could not be opened: all that was found since is wrong */
    BC_VEC(bc_cut_char) chars;
    BC_VEC(uint16_t) utf16;
    uint8_t *before; /* bc_cut by byte of the text, and at its end */
    size_t capacity;
} bc_cuts;

void bc_cuts_release(bc_cuts *cuts);
/* Fills `chars` and `before` for the text. */
void bc_cuts_find(bc_cuts *cuts, bc_str text);

#endif
