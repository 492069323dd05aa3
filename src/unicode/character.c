/* ICU's properties of single characters, in the few kinds that the other rooms ask about; its headers stay in this
 * room. Scripts keep ICU's numbers, which is asserted, so they need no table. */
#include "unicode/character.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

_Static_assert((int)BC_SCRIPT_COMMON == USCRIPT_COMMON && (int)BC_SCRIPT_INHERITED == USCRIPT_INHERITED &&
                   (int)BC_SCRIPT_BOPOMOFO == USCRIPT_BOPOMOFO && (int)BC_SCRIPT_HAN == USCRIPT_HAN &&
                   (int)BC_SCRIPT_HANGUL == USCRIPT_HANGUL && (int)BC_SCRIPT_HIRAGANA == USCRIPT_HIRAGANA &&
                   (int)BC_SCRIPT_KATAKANA == USCRIPT_KATAKANA && (int)BC_SCRIPT_LATIN == USCRIPT_LATIN &&
                   (int)BC_SCRIPT_YI == USCRIPT_YI,
               "scripts are handed on as they are");

bc_unicode_script bc_unicode_script_of(uint32_t c)
{
    UErrorCode error = U_ZERO_ERROR;
    return (bc_unicode_script)uscript_getScript((UChar32)c, &error);
}

bc_unicode_grapheme bc_unicode_grapheme_of(uint32_t c)
{
    switch (u_getIntPropertyValue((UChar32)c, UCHAR_GRAPHEME_CLUSTER_BREAK)) {
    case U_GCB_EXTEND:
    case U_GCB_SPACING_MARK:
    case U_GCB_ZWJ:
        return BC_GRAPHEME_EXTENDS;
    case U_GCB_PREPEND:
        return BC_GRAPHEME_PREPENDS;
    default:
        return BC_GRAPHEME_STARTS;
    }
}

bool bc_unicode_turns(uint32_t c)
{
    int32_t orientation = u_getIntPropertyValue((UChar32)c, UCHAR_VERTICAL_ORIENTATION);
    return orientation == U_VO_ROTATED || orientation == U_VO_TRANSFORMED_ROTATED;
}

bool bc_unicode_is_letter(uint32_t c)
{
    return u_isalpha((UChar32)c);
}

bool bc_unicode_is_emoji(uint32_t c)
{
    return u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI_PRESENTATION);
}

bool bc_unicode_is_ignorable(uint32_t c)
{
    return u_hasBinaryProperty((UChar32)c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool bc_unicode_is_control(uint32_t c)
{
    return u_charType((UChar32)c) == U_CONTROL_CHAR;
}

bool bc_unicode_is_sign(uint32_t c)
{
    return U_MASK(u_charType((UChar32)c)) & (U_GC_P_MASK | U_GC_S_MASK | U_GC_N_MASK | U_GC_Z_MASK);
}

uint32_t bc_unicode_meant(uint32_t c)
{
    UErrorCode status = U_ZERO_ERROR;
    UChar meant[4];
    const UNormalizer2 *form = unorm2_getNFKCInstance(&status);
    const int32_t n = U_SUCCESS(status) ? unorm2_getDecomposition(form, (UChar32)c, meant, 4, &status) : 0;
    if (U_FAILURE(status) || n < 1 || n > 2)
        return c;
    if (n == 1)
        return meant[0];
    return U16_IS_LEAD(meant[0]) && U16_IS_TRAIL(meant[1]) ? (uint32_t)U16_GET_SUPPLEMENTARY(meant[0], meant[1]) : c;
}
