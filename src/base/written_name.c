/* Whose name it is does not change with blanks in it, nor with the width of brackets, figures and letters. */
#include "base/written_name.h"

#include "base/utf8.h"

void bc_written_fold_name(bc_str name, bc_buf *out)
{
    for (size_t at = 0; at < name.n;) {
        uint32_t c = bc_utf8_next(name, &at);
        if (c >= 0xFF01 && c <= 0xFF5E)
            c -= 0xFEE0;
        if (c != ' ' && c != '\t' && c != '\n' && c != 0xA0 && c != 0x3000)
            bc_buf_add_utf8(out, c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    }
}

/* * ＊ × ○ ● □ █ */
static bool is_mask(uint32_t c)
{
    return c == '*' || c == 0xFF0A || c == 0xD7 || c == 0x25CB || c == 0x25CF || c == 0x25A1 || c == 0x2588;
}

static bool is_figure(uint32_t c)
{
    return c >= '0' && c <= '9';
}

bool bc_written_is_masked(bc_str text)
{
    enum { MAX_CHARACTERS = 40, MANY = 3, LETTERS = 4 };
    size_t n = 0, run = 0, longest = 0, letters = 0, most_letters = 0, others = 0, figures = 0;
    if (bc_str_ends(text, BC_STR("某某"))) /* 某某某 is nobody */
        return bc_utf8_count(text) <= MAX_CHARACTERS && !bc_str_starts(text, BC_STR("某"));
    for (size_t at = 0; at < text.n; n++) {
        const uint32_t c = bc_utf8_next(text, &at);
        run = is_mask(c) ? run + 1 : 0;
        letters = c == 'X' || c == 'x' ? letters + 1 : 0;
        longest = run > longest ? run : longest;
        most_letters = letters > most_letters ? letters : most_letters;
        figures += is_figure(c);
        others += !is_mask(c) && !is_figure(c) && c != 'X' && c != 'x' && c != '-' && c != ' ';
    }
    if (!n || n > MAX_CHARACTERS)
        return false;
    if (!others)
        return longest >= MANY || (figures && most_letters >= LETTERS); /* a number */
    return longest && n <= LETTERS;                                     /* a name, of which something is seen */
}
