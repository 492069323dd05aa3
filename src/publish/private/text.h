/* A text as it is looked through: its visible characters in one width, with their figures told, and the spans of it
 * that are to be replaced. */
#ifndef BC_PUBLISH_PRIVATE_TEXT_H
#define BC_PUBLISH_PRIVATE_TEXT_H

#include "base/vec.h"
#include "publish/private/profile.h"
#include "unicode/breaks.h"

enum { BC_PUBLISH_NO_DIGIT = -1 };

typedef struct bc_publish_char {
    uint32_t c;        /* full-width letters and signs as half-width ones, letters small */
    uint32_t from, to; /* its bytes in the text */
    int8_t digit;      /* of Chinese numerals, too; BC_PUBLISH_NO_DIGIT */
    bool numeral;      /* 一, 〇: a figure in words */
    bool gap;          /* a blank or a line's end stands in front of it */
    bool han, letter;  /* letter: also figures, of a word in letters */
    bool taken;        /* it is in a span */
    bool edge;         /* a word begins here; known once words were looked for */
} bc_publish_char;

typedef struct bc_publish_span {
    uint32_t from, to; /* bytes */
    bc_str with;
    const char *rule;
} bc_publish_span;

typedef struct bc_publish_text {
    bc_str whole;
    BC_VEC(bc_publish_char) at;
    BC_VEC(bc_publish_span) spans;
    BC_VEC(uint16_t) units; /* for the words */
    bool worded;            /* words were looked for */
    uint32_t depth;
} bc_publish_text;

void bc_publish_text_release(bc_publish_text *text);
/* Looks at a text, which is lent. */
void bc_publish_text_read(bc_publish_text *text, bc_str whole);
/* Finds where words begin; *breaks is made when it is first needed. */
void bc_publish_text_find_words(bc_publish_text *text, bc_unicode_breaks **breaks);
/* Characters from..to - 1 are to be replaced. False when one of them is already. */
bool bc_publish_text_take(bc_publish_text *text, size_t from, size_t to, bc_str with, const char *rule);
/* Whether the word stands at a character, and how many it has there; 0: it does not. Blanks do not count. */
size_t bc_publish_text_has(const bc_publish_text *text, size_t at, bc_str word);
/* Whether one of the words ends in front of the character; or begins with it. */
bool bc_publish_text_behind(const bc_publish_text *text, size_t at, const bc_publish_words *words);
bool bc_publish_text_before(const bc_publish_text *text, size_t at, const bc_publish_words *words);
/* The text with its spans replaced. */
bc_str bc_publish_text_replaced(bc_publish_text *text, bc_arena *arena);
/* A character in the width that texts are looked through in. */
uint32_t bc_publish_fold(uint32_t c);
bool bc_publish_is_blank(uint32_t c);

#endif
