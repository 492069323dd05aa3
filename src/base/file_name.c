/* File names made from data: fit for any system, and for the eyes of whoever looks at the folder. */
#include "base/file.h"
#include "base/utf8.h"

#include <string.h>
#include <strings.h>

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == 0x00A0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F ||
           c == 0x3000;
}

static bool is_line_break(uint32_t c)
{
    return c == '\t' || c == '\n' || c == '\r' || c == 0x0085 || c == 0x2028 || c == 0x2029;
}

/* Characters that show nothing: controls, reading direction, zero width, tags, noncharacters.
 * Variation selectors stay: they tell apart forms of the rare characters in names. */
static bool is_invisible(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x00AD || c == 0x034F || c == 0x061C || c == 0x180E ||
           (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           (c >= 0xFDD0 && c <= 0xFDEF) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c & 0xFFFE) == 0xFFFE ||
           (c >= 0xE0000 && c <= 0xE007F);
}

/* 0: the character is dropped. */
static uint32_t clean_character(uint32_t c)
{
    if (is_line_break(c))
        return ' ';
    if (is_invisible(c))
        return 0;
    /* What starts no UTF-8 sequence arrives as U+FFFD too. */
    if (c == BC_UTF8_BAD || (c < 0x80 && strchr("/\\:*?\"<>|", (int)c)))
        return '_';
    return c;
}

/* Bytes of the longest start of `name` of at most `most` bytes that ends no character, and no base
 * character with its marks, in the middle. */
static size_t cut_length(bc_str name, size_t most)
{
    size_t fits = 0;
    for (size_t at = 0; at < name.n;) {
        size_t start = at;
        uint32_t c = bc_utf8_next(name, &at);
        if (bc_utf8_columns(c) > 0 && start <= most)
            fits = start;
        if (at > most)
            return fits;
    }
    return name.n;
}

static bc_str trim_end(bc_str name)
{
    while (name.n) {
        size_t start = bc_utf8_previous(name, name.n), at = start;
        uint32_t c = bc_utf8_next(name, &at);
        if (c != '.' && !is_blank(c))
            break;
        name.n = start;
    }
    return name;
}

/* Bytes of the part before the first dot when it is a device of Windows, which no extension makes a
 * file of; else 0. */
static size_t reserved_stem(bc_str name)
{
    static const char *const NAMES[] = { "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$" };
    static const char *const SUPERSCRIPTS[] = { "\xc2\xb9", "\xc2\xb2", "\xc2\xb3" }; /* COM¹ is COM1 to Windows */
    size_t dot = bc_str_find(name, BC_STR("."), 0);
    bc_str stem = trim_end(bc_str_slice(name, 0, dot));
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (stem.n == strlen(NAMES[i]) && strncasecmp(stem.p, NAMES[i], stem.n) == 0)
            return stem.n;
    if (stem.n < 4 || (strncasecmp(stem.p, "COM", 3) != 0 && strncasecmp(stem.p, "LPT", 3) != 0))
        return 0;
    bc_str digit = bc_str_slice(stem, 3, stem.n);
    if (digit.n == 1 && digit.p[0] >= '0' && digit.p[0] <= '9')
        return stem.n;
    for (size_t i = 0; i < 3; i++)
        if (bc_str_is(digit, SUPERSCRIPTS[i]))
            return stem.n;
    return 0;
}

void bc_file_clean_name(bc_str name, size_t most, bc_buf *out)
{
    bc_buf clean;
    bc_buf_init(&clean);
    for (size_t at = 0; at < name.n;) {
        uint32_t c = clean_character(bc_utf8_next(name, &at));
        bool leading = clean.n == 0 && (c == '.' || is_blank(c));
        if (c && !leading)
            bc_buf_add_utf8(&clean, c);
    }
    bc_str kept = trim_end(bc_buf_str(&clean));
    size_t stem = reserved_stem(kept);
    if (stem) {
        bc_buf marked;
        bc_buf_init(&marked);
        bc_buf_add_str(&marked, bc_str_slice(kept, 0, stem));
        bc_buf_add_char(&marked, '_');
        bc_buf_add_str(&marked, bc_str_slice(kept, stem, kept.n));
        bc_buf_release(&clean);
        clean = marked;
        kept = bc_buf_str(&clean);
    }
    kept.n = cut_length(kept, most);
    kept = trim_end(kept);
    /* A cut can lay bare a reserved name (CONTRACT to CON); one that short carries no meaning. */
    if (kept.n == 0 || reserved_stem(kept))
        kept = BC_STR("_");
    bc_buf_add_str(out, kept);
    bc_buf_release(&clean);
}
