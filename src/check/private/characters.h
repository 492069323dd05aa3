/* Sets of Chinese characters, as the rows of characters of a list of words name them. */
#ifndef BC_CHECK_PRIVATE_CHARACTERS_H
#define BC_CHECK_PRIVATE_CHARACTERS_H

#include "form/words.h"

enum { BC_HAN_BYTES = 3 }; /* of a character of Unicode's first block of Chinese */

/* A bit for each character of that block. Starts zeroed. */
typedef struct bc_check_characters {
    uint8_t bits[(0x9FFF - 0x4E00) / 8 + 1];
} bc_check_characters;

/* All characters of these words. */
void bc_check_characters_add(bc_check_characters *to, const bc_form_words *words);
/* Their last ones. */
void bc_check_characters_add_last(bc_check_characters *to, const bc_form_words *words);
/* The character of three bytes that begins there. */
static inline uint32_t bc_check_han(const char *p)
{
    return ((uint32_t)(unsigned char)p[0] & 0xF) << 12 | ((uint32_t)(unsigned char)p[1] & 0x3F) << 6 |
           ((uint32_t)(unsigned char)p[2] & 0x3F);
}
/* Whether it is one of them. */
static inline bool bc_check_characters_have(const bc_check_characters *all, const char *p)
{
    const uint32_t c = bc_check_han(p);
    return c >= 0x4E00 && c <= 0x9FFF && all->bits[(c - 0x4E00) / 8] >> (c - 0x4E00) % 8 & 1;
}
/* Whether a character of Chinese begins there, and whether it is one of them. */
static inline bool bc_check_is_han_at(bc_str text, size_t at)
{
    return text.n >= BC_HAN_BYTES && at <= text.n - BC_HAN_BYTES && (unsigned char)text.p[at] >= 0xE4 &&
           (unsigned char)text.p[at] < 0xEF;
}
bool bc_check_is_among(const bc_check_characters *all, bc_str text, size_t at);

#endif
