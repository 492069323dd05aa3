/* The filters of bytes: deflate with its predictors, figures for bytes, runs. Those of pictures are none of them, and
 * LZW is not written any more. */
#include "pdfread/private/file.h"

#include "deflate/deflate.h"

#include <string.h>

/* -- predictors (ISO 32000-1, 7.4.4.4) ------------------------------------------------------------------ */

enum { MAX_ROW = 1 << 24 /* bytes */ };

static unsigned char paeth(int left, int up, int corner)
{
    const int guess = left + up - corner;
    const int a = guess > left ? guess - left : left - guess, b = guess > up ? guess - up : up - guess,
              c = guess > corner ? guess - corner : corner - guess;
    return (unsigned char)(a <= b && a <= c ? left : b <= c ? up : corner);
}

/* One row in place; `before` is the one above, of zeros at first. */
static void undo_png(unsigned char kind, unsigned char *row, const unsigned char *before, size_t n, size_t pixel)
{
    for (size_t i = 0; i < n; i++) {
        const unsigned char left = i < pixel ? 0 : row[i - pixel], corner = i < pixel ? 0 : before[i - pixel];
        switch (kind) {
        case 1:
            row[i] = (unsigned char)(row[i] + left);
            break;
        case 2:
            row[i] = (unsigned char)(row[i] + before[i]);
            break;
        case 3:
            row[i] = (unsigned char)(row[i] + (left + before[i]) / 2);
            break;
        case 4:
            row[i] = (unsigned char)(row[i] + paeth(left, before[i], corner));
            break;
        default:
            break;
        }
    }
}

static void undo_rows(bc_buf *bytes, size_t row, size_t pixel)
{
    bc_buf zeros;
    bc_buf_init(&zeros);
    bc_buf_reserve(&zeros, row);
    memset(zeros.p, 0, row);
    const unsigned char *before = (const unsigned char *)zeros.p;
    unsigned char *to = (unsigned char *)bytes->p;
    size_t at = 0;
    while (at < bytes->n) {
        const unsigned char kind = (unsigned char)bytes->p[at++];
        const size_t n = bytes->n - at < row ? bytes->n - at : row;
        memmove(to, bytes->p + at, n);
        undo_png(kind, to, before, n, pixel);
        before = to;
        to += n;
        at += n;
    }
    bytes->n = (size_t)((char *)to - bytes->p);
    bytes->p[bytes->n] = '\0';
    bc_buf_release(&zeros);
}

static void undo_tiff(bc_buf *bytes, size_t row, size_t pixel)
{
    unsigned char *p = (unsigned char *)bytes->p;
    for (size_t i = 0; i < bytes->n; i++)
        if (i % row >= pixel)
            p[i] = (unsigned char)(p[i] + p[i - pixel]);
}

static bc_pdfread_fault undo_predictor(const bc_pdfread_predictor *p, bc_buf *bytes)
{
    enum { MAX_COLOURS = 32, MAX_BITS = 16 };
    if (p->kind <= 1)
        return BC_PDFREAD_GOOD;
    if (p->colours < 1 || p->colours > MAX_COLOURS || p->bits < 1 || p->bits > MAX_BITS || p->columns < 1 ||
        p->columns > MAX_ROW)
        return BC_PDFREAD_BROKEN;
    const uint64_t bits = (uint64_t)p->colours * (uint64_t)p->bits, row = (bits * (uint64_t)p->columns + 7) / 8;
    if (row > MAX_ROW || (p->kind == 2 && p->bits != 8))
        return row > MAX_ROW ? BC_PDFREAD_LIMIT : BC_PDFREAD_FILTER;
    if (p->kind == 2)
        undo_tiff(bytes, (size_t)row, (size_t)((bits + 7) / 8));
    else
        undo_rows(bytes, (size_t)row, (size_t)((bits + 7) / 8));
    return BC_PDFREAD_GOOD;
}

static bc_pdfread_fault undo_flate(const bc_pdfread_predictor *predictor, bc_str from, size_t most, bc_buf *out)
{
    if (!from.n) /* some write nothing for nothing */
        return BC_PDFREAD_GOOD;
    /* A byte for each row comes on top. */
    const size_t room = predictor->kind > 1 && most < SIZE_MAX / 2 ? 2 * most : most;
    const bc_deflate_read read = bc_deflate_unpack(from, room, out);
    if (read == BC_DEFLATE_LONG)
        return BC_PDFREAD_LIMIT;
    const bc_pdfread_fault fault = undo_predictor(predictor, out);
    return fault == BC_PDFREAD_GOOD && read == BC_DEFLATE_BROKEN ? BC_PDFREAD_BROKEN : fault;
}

/* -- figures for bytes ---------------------------------------------------------------------------------- */

static bc_pdfread_fault undo_hex(bc_str from, bc_buf *out)
{
    int half = -1;
    for (size_t i = 0; i < from.n && from.p[i] != '>'; i++) {
        const char c = from.p[i];
        const int digit = bc_str_hex_digit(c);
        if (digit < 0 && bc_pdfread_is_space(c))
            continue;
        if (digit < 0)
            return BC_PDFREAD_BROKEN;
        if (half >= 0)
            bc_buf_add_char(out, (char)(unsigned char)(half << 4 | digit));
        half = half >= 0 ? -1 : digit;
    }
    if (half >= 0)
        bc_buf_add_char(out, (char)(unsigned char)(half << 4));
    return BC_PDFREAD_GOOD;
}

/* Five figures, less the ones that are missing, are four bytes. */
static void put_group(uint32_t group, unsigned figures, bc_buf *out)
{
    for (unsigned i = 0; i + 1 < figures; i++)
        bc_buf_add_char(out, (char)(unsigned char)(group >> (24 - 8 * i)));
}

static bc_pdfread_fault undo_base85(bc_str from, bc_buf *out)
{
    enum { FIRST = '!', LAST = 'u', BASE = 85, FIGURES = 5 };
    uint64_t group = 0;
    unsigned figures = 0;
    for (size_t i = 0; i < from.n && from.p[i] != '~'; i++) {
        const char c = from.p[i];
        if (bc_pdfread_is_space(c))
            continue;
        if (c == 'z' && !figures) {
            put_group(0, FIGURES, out);
            continue;
        }
        if (c < FIRST || c > LAST)
            return BC_PDFREAD_BROKEN;
        group = group * BASE + (uint64_t)(c - FIRST);
        if (++figures < FIGURES)
            continue;
        if (group > UINT32_MAX)
            return BC_PDFREAD_BROKEN;
        put_group((uint32_t)group, FIGURES, out);
        group = 0;
        figures = 0;
    }
    for (unsigned i = figures; figures && i < FIGURES; i++)
        group = group * BASE + (BASE - 1);
    if (figures == 1 || group > UINT32_MAX)
        return BC_PDFREAD_BROKEN;
    put_group((uint32_t)group, figures, out);
    return BC_PDFREAD_GOOD;
}

static bc_pdfread_fault undo_runs(bc_str from, size_t most, bc_buf *out)
{
    enum { END = 128, TURN = 257 };
    for (size_t at = 0; at < from.n;) {
        const unsigned length = (unsigned char)from.p[at++];
        if (length == END)
            return BC_PDFREAD_GOOD;
        if (out->n > most)
            return BC_PDFREAD_LIMIT;
        const size_t n = length < END ? length + 1U : TURN - length;
        if (at + (length < END ? n : 1) > from.n)
            return BC_PDFREAD_BROKEN;
        if (length < END)
            bc_buf_add(out, from.p + at, n);
        for (size_t i = 0; length > END && i < n; i++)
            bc_buf_add_char(out, from.p[at]);
        at += length < END ? n : 1;
    }
    return BC_PDFREAD_BROKEN;
}

bc_pdfread_fault bc_pdfread_filter(bc_str name, const bc_pdfread_predictor *predictor, bc_str from, size_t most,
                                   bc_buf *out)
{
    if (bc_str_is(name, "FlateDecode") || bc_str_is(name, "Fl"))
        return undo_flate(predictor, from, most, out);
    if (bc_str_is(name, "ASCIIHexDecode") || bc_str_is(name, "AHx"))
        return undo_hex(from, out);
    if (bc_str_is(name, "ASCII85Decode") || bc_str_is(name, "A85"))
        return undo_base85(from, out);
    if (bc_str_is(name, "RunLengthDecode") || bc_str_is(name, "RL"))
        return undo_runs(from, most, out);
    return BC_PDFREAD_FILTER;
}
