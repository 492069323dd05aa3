/* Sets of characters: rules that look at single ones go through all texts, so each costs a bit to be looked up. */
#include "check/private/characters.h"

#include "base/utf8.h"

enum { FIRST_HAN = 0x4E00, LAST_HAN = 0x9FFF, BITS = 8 };

static void add_text(bc_check_characters *to, bc_str text)
{
    for (size_t at = 0; at < text.n;) {
        const uint32_t c = bc_utf8_next(text, &at);
        if (c >= FIRST_HAN && c <= LAST_HAN)
            to->bits[(c - FIRST_HAN) / BITS] |= (uint8_t)(1u << (c - FIRST_HAN) % BITS);
    }
}

void bc_check_characters_add(bc_check_characters *to, const bc_form_words *words)
{
    for (uint32_t i = 0; i < words->n; i++)
        add_text(to, words->at[i]);
}

void bc_check_characters_add_last(bc_check_characters *to, const bc_form_words *words)
{
    for (uint32_t i = 0; i < words->n; i++) {
        const bc_str word = words->at[i];
        add_text(to, bc_str_slice(word, word.n ? bc_utf8_previous(word, word.n) : 0, word.n));
    }
}

bool bc_check_is_among(const bc_check_characters *all, bc_str text, size_t at)
{
    return bc_check_is_han_at(text, at) && bc_check_characters_have(all, text.p + at);
}
