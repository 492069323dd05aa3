/* How high a text will stand elsewhere. Excel and LibreOffice break lines by rules and widths of their own and do
 * not grow rows of merged cells, so lines are counted for a narrower cell and heights taken from the larger
 * leading: rather a line too many than text cut off. */
#include "paint/xlsx/private/fit.h"

#include "base/utf8.h"

#include <string.h>

enum {
    /* Of a cell's width is trusted so much, per cent: fonts that stand in for the official ones are a little wider,
     * and screen and print round differently. */
    TRUSTED = 97,
    /* From line to line in per cent of the size: 宋体 in Excel takes 114 to 130, Noto CJK in LibreOffice 145. */
    LINE_HEIGHT = 145,
    CELL_SPACE = 1500
};

/* Widths in hundredths of an em. Letters and figures are half an em in 宋体 and more in what stands in for it. */
static int32_t advance(uint32_t c)
{
    if (c >= 0x4e00 && c <= 0x9fff) /* an ideograph, as most are */
        return 100;
    if (c == 'm' || c == 'w' || c == 'M' || c == 'W' || c == '%' || c == '@')
        return 90;
    if (c >= 'A' && c <= 'Z')
        return 70;
    if (c >= 0x20 && c < 0x7f)
        return 56;
    return bc_utf8_columns(c) == 0 ? 0 : 100;
}

/* May not begin a line: closing brackets, points, connectors. */
static bool is_closing(uint32_t c)
{
    switch (c) {
    case 0x3001:
    case 0x3002:
    case 0xff0c:
    case 0xff0e:
    case 0xff1a:
    case 0xff1b:
    case 0xff01:
    case 0xff1f:
    case 0xff09:
    case 0x300b:
    case 0x3009:
    case 0x300d:
    case 0x300f:
    case 0x3011:
    case 0x3015:
    case 0x3017:
    case 0xff3d:
    case 0xff5d:
    case 0x201d:
    case 0x2019:
    case 0x2026:
    case 0x00b7:
    case 0xff05:
    case 0x2014:
        return true;
    default:
        return false;
    }
}

/* May not end a line. */
static bool is_opening(uint32_t c)
{
    switch (c) {
    case 0xff08:
    case 0x300a:
    case 0x3008:
    case 0x300c:
    case 0x300e:
    case 0x3010:
    case 0x3014:
    case 0x3016:
    case 0xff3b:
    case 0xff5b:
    case 0x201c:
    case 0x2018:
    case 0xffe5:
        return true;
    default:
        return false;
    }
}

static bool is_word(uint32_t c)
{
    return c > 0x20 && c < 0x7f;
}

/* Whether some word may be parted. */
static bool has_parts(bc_str text)
{
    return memchr(text.p, '/', text.n) || memchr(text.p, '-', text.n) || memchr(text.p, '?', text.n);
}

/* Inside a word: LibreOffice breaks addresses and compounds here, Excel does not. */
static bool parts_word(uint32_t before, uint32_t after)
{
    return (before == '/' || before == '-' || before == '?') && (after < '0' || after > '9');
}

static bool may_break(uint32_t before, uint32_t after, bool in_words)
{
    if (in_words && parts_word(before, after))
        return true;
    return !is_closing(after) && !is_opening(before) && !(is_word(before) && is_word(after)) && after != ' ' &&
           advance(after) > 0;
}

typedef struct fill {
    int64_t room, used; /* of the line, in hundredths of an em times the size */
    uint32_t lines;
} fill;

static void place(fill *f, int64_t width)
{
    if (f->used > 0 && f->used + width > f->room) {
        f->lines++;
        f->used = 0;
    }
    f->used += width;
}

/* Puts a piece that does not break on the line, or on the next; one wider than a line begins on a line of its own and
 * is broken at any character. */
static void place_piece(fill *f, bc_str piece, int64_t width, bc_len size)
{
    if (width <= f->room) {
        place(f, width);
        return;
    }
    f->lines += f->used > 0;
    f->used = 0;
    for (size_t at = 0; at < piece.n;)
        place(f, (int64_t)advance(bc_utf8_next(piece, &at)) * size);
}

/* Whether the text is surely one line: most cells are, and need no closer look. */
static bool fits_at_once(bc_str text, bc_len size, int64_t room)
{
    enum { MAX_ASCII_WIDTH = 90, MAX_WIDTH = 100 };
    int64_t most = 0;
    for (size_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        if (c == '\n')
            return false;
        most += c < 0x80 ? MAX_ASCII_WIDTH : c >= 0xc0 ? MAX_WIDTH : 0;
    }
    return most * size <= room;
}

static uint32_t count_lines(bc_str text, bc_len size, int64_t room, bool in_words)
{
    fill f = { .room = room, .lines = 1 };
    int64_t width = 0; /* of the piece that begins at `start` */
    size_t start = 0;
    uint32_t before = 0;
    for (size_t at = 0, from = 0; at < text.n; from = at) {
        uint32_t c = bc_utf8_next(text, &at);
        if (c == '\n' || (before && may_break(before, c, in_words))) {
            place_piece(&f, bc_str_slice(text, start, from), width, size);
            width = 0;
            start = from;
        }
        if (c == '\n') {
            f.lines++;
            f.used = 0;
            start = at;
        } else {
            width += (int64_t)advance(c) * size;
        }
        before = c == '\n' ? 0 : c;
    }
    place_piece(&f, bc_str_slice(text, start, text.n), width, size);
    return f.lines;
}

uint32_t bc_xlsx_fit_lines(bc_str text, bc_len size, bc_len width)
{
    /* At least a full-width character goes on a line. */
    int64_t least = (int64_t)size * 100;
    int64_t room = (int64_t)(width - BC_XLSX_CELL_PADDING) * TRUSTED;
    if (room < least)
        room = least < 1 ? 1 : least;
    if (fits_at_once(text, size, room))
        return 1;
    uint32_t whole = count_lines(text, size, room, false);
    uint32_t parted = has_parts(text) ? count_lines(text, size, room, true) : whole;
    return whole > parted ? whole : parted;
}

bc_len bc_xlsx_fit_height(const bc_text_style *style, uint32_t lines)
{
    int64_t line = bc_len_max(style->leading, bc_len_scale(style->size, LINE_HEIGHT, 100));
    int64_t height = line * lines + CELL_SPACE;
    return height > BC_LEN_MAX ? BC_LEN_MAX : (bc_len)height;
}

bc_len bc_xlsx_fit_width(bc_str text, bc_len size)
{
    int64_t width = 0;
    for (size_t at = 0; at < text.n;)
        width += advance(bc_utf8_next(text, &at));
    width = (width * size + TRUSTED - 1) / TRUSTED + BC_XLSX_CELL_PADDING;
    return width > BC_LEN_MAX ? BC_LEN_MAX : (bc_len)width;
}
