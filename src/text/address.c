/* Long pieces of Latin that hold letters: addresses of pages and of mail, names of files and accounts, words of endless
 * length. Nobody reads them as one, so a line may well end behind their signs, and anywhere in parts that have none;
 * otherwise one of them would have its column be as wide as it is. Figures, dates, amounts and codes of capitals and
 * figures stay as they are, however long. */
#include "text/private/address.h"

#include "text/private/charclass.h"

enum {
    MIN_LETTERS = 4, /* fewer are the unit of a figure, or the mark of a version */
    MAX_CODE = 24,   /* characters of a code that is kept whole: those of bodies have 18, of projects up to 24 */
    EDGE = 3         /* characters of a part that stay together at its ends */
};

static bool is_latin(const bc_text_break_char *c)
{
    return c->c > ' ' && c->c < 0x7F;
}

static bool is_word(const bc_text_break_char *c)
{
    return c->class == BC_CLASS_LETTER || c->class == BC_CLASS_DIGIT;
}

/* Whether the run is one, and no figure or code. */
static bool is_address(const bc_text_break_char *run, size_t n)
{
    size_t letters = 0, digits = 0, small = 0, signs = 0;
    for (size_t i = 0; i < n; i++) {
        letters += run[i].class == BC_CLASS_LETTER;
        digits += run[i].class == BC_CLASS_DIGIT;
        small += run[i].c >= 'a' && run[i].c <= 'z';
        signs += !is_word(&run[i]) && run[i].c != '-' && run[i].c != '.';
    }
    bool code = n <= MAX_CODE && !small && !signs && digits;
    return letters >= MIN_LETTERS && !code;
}

/* Whether a line may well end between a sign and what follows it: behind // but not inside, in no decimal. */
static bool is_link(const bc_text_break_char *run, size_t i, size_t n)
{
    const bc_text_break_char *a = &run[i - 1], *b = &run[i];
    bool decimal = (a->c == '.' || a->c == ',') && b->class == BC_CLASS_DIGIT && i > 1 && i + 1 < n &&
                   run[i - 2].class == BC_CLASS_DIGIT;
    bool sign = a->class == BC_CLASS_JOINT || a->class == BC_CLASS_SLASH || a->class == BC_CLASS_CONNECT || a->c == '+';
    return sign && is_word(b) && !decimal;
}

/* A part between two signs, if it is long, may be cut anywhere but at its edges. */
static void mark_part(bc_text_break_char *part, size_t n)
{
    for (size_t i = EDGE; n > BC_TEXT_ADDRESS_PART && i + EDGE <= n; i++)
        if (part[i].kind == BC_BREAK_WORD)
            part[i].kind = BC_BREAK_INSIDE;
}

static void mark_run(bc_text_break_char *run, size_t n)
{
    for (size_t i = 0, end; i < n; i = end) {
        if (i > 0 && is_link(run, i, n))
            run[i].kind = BC_BREAK_LINK;
        for (end = i + 1; is_word(&run[i]) && end < n && is_word(&run[end]);)
            end++;
        mark_part(run + i, end - i);
    }
}

/* The end of the run without a figure whose unit follows it: that is none of its. */
static size_t without_figure(const bc_text_break_char *chars, size_t from, size_t to)
{
    size_t end = to;
    while (chars[to].class == BC_CLASS_IDEOGRAPH && end > from &&
           (chars[end - 1].class == BC_CLASS_DIGIT || chars[end - 1].c == '.' || chars[end - 1].c == ','))
        end--;
    return end;
}

/* A run longer than a part covers one of every so many characters, so the others need not be looked at. */
void bc_text_address_mark(bc_text_break_char *chars, size_t n)
{
    for (size_t at = BC_TEXT_ADDRESS_PART; at < n; at += BC_TEXT_ADDRESS_PART + 1) {
        if (!is_latin(&chars[at]))
            continue;
        size_t from = at, to = at + 1;
        while (from > 0 && is_latin(&chars[from - 1]))
            from--;
        while (to < n && is_latin(&chars[to]))
            to++;
        size_t end = without_figure(chars, from, to);
        if (end - from > BC_TEXT_ADDRESS_PART && is_address(chars + from, end - from))
            mark_run(chars + from, end - from);
        while (at + BC_TEXT_ADDRESS_PART + 1 < to)
            at += BC_TEXT_ADDRESS_PART + 1;
    }
}
