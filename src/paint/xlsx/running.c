/* Running lines as headers hold them: no more than 255 units of UTF-16 for all three parts with their codes, or Excel
 * calls the file broken. When that is too little the parts that are longest are cut, to the same length, so that a
 * short part beside a long one stays whole. What the codes take is reckoned the same whatever fonts there are, so that
 * what is cut depends on the form and its record alone. */
#include "paint/xlsx/private/running.h"

#include "base/utf8.h"
#include "paint/xlsx/private/text.h"

enum {
    MAX_HEAD = 255,
    CODES = 38,  /* &L, &"…,Regular" and a size */
    NUMBER = 62, /* with the page's number and the blanks beside it */
    MARK = 22,   /* of the watermark's words: &C, its size and colour */
    DOTS = 1
};

bool bc_xlsx_running_is_page(uint32_t c)
{
    return c == (uint32_t)BC_RUNNING_PAGE[0] || c == (uint32_t)BC_RUNNING_PAGES[0];
}

/* A figure at the beginning would be taken for the size's, so a blank goes before it. */
bool bc_xlsx_running_needs_blank(bc_str words)
{
    return words.n && words.p[0] >= '0' && words.p[0] <= '9';
}

static size_t units_of(uint32_t c)
{
    return c == '&' || bc_xlsx_running_is_page(c) ? 2 : bc_xlsx_utf16_units(c);
}

static size_t units_of_words(bc_str words)
{
    size_t units = bc_xlsx_running_needs_blank(words);
    for (size_t at = 0; at < words.n;)
        units += units_of(bc_utf8_next(words, &at));
    return units;
}

size_t bc_xlsx_running_room(const bc_xlsx_around *around, const bc_form_paper *paper, int line)
{
    size_t needs[BC_RUNNING_PARTS + 1] = { 0 }, left = MAX_HEAD;
    bool full = true;
    for (int k = 0; k < BC_RUNNING_PARTS; k++) {
        needs[k] = units_of_words(around->running[line].parts[k]);
        left -= needs[k] ? CODES : 0;
        full &= needs[k] > 0;
    }
    if (line == BC_RUNNING_FOOT && paper->number != BC_NUMBER_NONE)
        left -= NUMBER;
    if (line == BC_RUNNING_HEAD && !full) { /* or it has no place */
        needs[BC_RUNNING_PARTS] = units_of_words(around->watermark);
        left -= needs[BC_RUNNING_PARTS] ? MARK : 0;
    }
    for (size_t room = MAX_HEAD;; room--) {
        size_t taken = 0;
        for (int k = 0; k <= BC_RUNNING_PARTS; k++)
            taken += needs[k] < room ? needs[k] : room;
        if (taken <= left)
            return room;
    }
}

size_t bc_xlsx_running_kept(bc_str words, size_t room)
{
    if (units_of_words(words) <= room)
        return words.n;
    size_t units = bc_xlsx_running_needs_blank(words) + (size_t)DOTS, at = 0;
    for (size_t next = 0; next < words.n; at = next) {
        units += units_of(bc_utf8_next(words, &next));
        if (units > room)
            break;
    }
    return at;
}
