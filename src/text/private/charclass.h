/* What a character is to line breaking and squeezing, whatever the font. */
#ifndef BC_TEXT_PRIVATE_CHARCLASS_H
#define BC_TEXT_PRIVATE_CHARCLASS_H

#include <stdbool.h>
#include <stdint.h>

typedef enum bc_text_class {
    BC_CLASS_OTHER, /* signs without rules of their own: ICU decides */
    BC_CLASS_IDEOGRAPH,
    BC_CLASS_BLANK,
    BC_CLASS_NEWLINE,
    BC_CLASS_DIGIT,   /* 0-9 and their full-width forms */
    BC_CLASS_LETTER,  /* of an alphabet */
    BC_CLASS_OPEN,    /* never ends a line */
    BC_CLASS_CLOSE,   /* never starts a line: ）and ， alike */
    BC_CLASS_CONNECT, /* never starts a line: ～ — · = × */
    BC_CLASS_PREFIX,  /* belongs to the number behind it: ≥ ± ￥ */
    BC_CLASS_POSTFIX, /* belongs to the number before it: % ℃ ㎡ */
    BC_CLASS_SLASH,   /* neither starts nor ends a line */
    BC_CLASS_JOINT,   /* ASCII signs after which a long code may be broken: - _ . , : @ … */
    BC_CLASS_BULLET,  /* ① ⒈ ⑴: belongs to the words behind it */
    BC_CLASS_RARE     /* scripts and signs on which only ICU has a say */
} bc_text_class;

bc_text_class bc_text_class_of(uint32_t c);
/* The character that ICU is shown in place of c, so that its rules treat c as Chinese typesetting does. */
uint32_t bc_text_class_substitute(uint32_t c);
/* Full-width marks that have a blank half, if the font draws them so. */
bool bc_text_may_trim_left(uint32_t c);
bool bc_text_may_trim_right(uint32_t c);

#endif
