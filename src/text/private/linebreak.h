/* Where a text may be cut into lines, and how willingly. */
#ifndef BC_TEXT_PRIVATE_LINEBREAK_H
#define BC_TEXT_PRIVATE_LINEBREAK_H

#include "base/str.h"
#include "base/vec.h"
#include "unicode/breaks.h"

/* How a break before a character counts, worst first: a line takes the best kind it has room for, and a worse one only
 * when there is no better. */
typedef enum bc_text_break {
    BC_BREAK_NEVER,  /* inside a character */
    BC_BREAK_PAIR,   /* between the two halves of —— or …… */
    BC_BREAK_ANY,    /* against the rules of punctuation; may be inside a grapheme cluster */
    BC_BREAK_WORD,   /* inside a Latin word or a number */
    BC_BREAK_INSIDE, /* the same where it is that of an address, or one of endless length */
    BC_BREAK_CODE,   /* inside a long code where it reads best: between letters and digits, after - _ / */
    BC_BREAK_UNIT,   /* inside a unit of measure, between a sign and its number */
    BC_BREAK_TIE,    /* between a number and its unit, after a bullet: what a careful typist avoids */
    BC_BREAK_PART,   /* in a date behind 年 or 月, in a document number behind its year */
    BC_BREAK_COUNT,  /* behind 万 or 亿 of a number, before what is counted (万|平方米; 万|元 is a unit) */
    BC_BREAK_LINK,   /* in an address or the name of a file, behind one of its signs */
    BC_BREAK_FREE
} bc_text_break;

typedef struct bc_text_break_char {
    uint32_t at; /* byte */
    uint32_t c;
    uint8_t class; /* bc_text_class */
    uint8_t kind;  /* bc_text_break before it */
} bc_text_break_char;

typedef struct bc_text_breaks {
    bc_unicode_breaks *lines; /* opened on first use */
    bool failed;              /* they could not be opened: all that was found since is wrong */
    BC_VEC(bc_text_break_char) chars;
    BC_VEC(uint16_t) utf16, asked; /* the text with what stands for its marks; as much of it as ICU needs */
    uint8_t *before;               /* bc_text_break by byte of the text, and at its end */
    size_t capacity;
} bc_text_breaks;

void bc_text_breaks_release(bc_text_breaks *breaks);
/* Fills `chars` and `before` for the text. */
void bc_text_breaks_find(bc_text_breaks *breaks, bc_str text);

#endif
