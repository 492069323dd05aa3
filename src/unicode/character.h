/* What Unicode says of single characters. */
#ifndef BC_UNICODE_CHARACTER_H
#define BC_UNICODE_CHARACTER_H

#include <stdbool.h>
#include <stdint.h>

/* The scripts that something depends on; others have numbers of their own. */
typedef enum bc_unicode_script {
    BC_SCRIPT_COMMON = 0,
    BC_SCRIPT_INHERITED = 1,
    BC_SCRIPT_BOPOMOFO = 5,
    BC_SCRIPT_HAN = 17,
    BC_SCRIPT_HANGUL = 18,
    BC_SCRIPT_HIRAGANA = 20,
    BC_SCRIPT_KATAKANA = 22,
    BC_SCRIPT_LATIN = 25,
    BC_SCRIPT_YI = 41
} bc_unicode_script;

typedef enum bc_unicode_grapheme {
    BC_GRAPHEME_STARTS,
    BC_GRAPHEME_EXTENDS, /* joins the character before it */
    BC_GRAPHEME_PREPENDS /* joins the character behind it */
} bc_unicode_grapheme;

bc_unicode_script bc_unicode_script_of(uint32_t c);
bc_unicode_grapheme bc_unicode_grapheme_of(uint32_t c);
/* Lies on its side where lines run from top to bottom, or has another shape there: letters, figures, dashes, brackets.
 */
bool bc_unicode_turns(uint32_t c);
bool bc_unicode_is_letter(uint32_t c);
/* Shown as a picture unless a selector asks for text. */
bool bc_unicode_is_emoji(uint32_t c);
/* Has no sign of its own: joiners, selectors, soft hyphens. */
bool bc_unicode_is_ignorable(uint32_t c);
bool bc_unicode_is_control(uint32_t c);
/* The character that is meant by one which only looks otherwise, as ⽴ in texts copied from PDFs is 立; else itself. */
uint32_t bc_unicode_meant(uint32_t c);
/* Punctuation, symbols, numbers, separators. */
bool bc_unicode_is_sign(uint32_t c);

#endif
