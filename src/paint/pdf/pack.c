/* Object streams while they are filled. The heads, which say where each object begins, are rows as well; they and the
 * texts are filled up with blanks, which mean nothing between objects. */
#include "paint/pdf/private/pack.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* Of 105,000 objects in streams of 100 each, the file is 4 % larger; 500 save nothing. */
enum { PACK = 200, PACK_ALIKE = 1000 /* what differs little */, PACK_BYTES = 256 * 1024 };
/* What rows of elements are a multiple of, and the heads among them: places that count on in such steps end alike again
 * after four. */
enum { ROW = 25, UP = 2 };

void bc_pdf_pack_init(bc_pdf_pack *pack, bc_pdf_family family)
{
    *pack = (bc_pdf_pack){ .family = family };
    bc_buf_init(&pack->heads);
    bc_buf_init(&pack->texts);
    bc_pdf_pack_clear(pack);
}

void bc_pdf_pack_release(bc_pdf_pack *pack)
{
    bc_buf_release(&pack->heads);
    bc_buf_release(&pack->texts);
    bc_vec_release(&pack->refs);
    bc_vec_release(&pack->ends);
}

void bc_pdf_pack_clear(bc_pdf_pack *pack)
{
    bc_buf_clear(&pack->heads);
    bc_buf_clear(&pack->texts);
    bc_vec_clear(&pack->refs);
    bc_vec_clear(&pack->ends);
    pack->width = pack->family == BC_PDF_LISTS ? BC_PDF_REFERENCE : 0;
}

static void fill_up(bc_buf *out, size_t from, unsigned width)
{
    const size_t over = (out->n - from) % width, left = over ? width - over : 0;
    bc_buf_reserve(out, left);
    memset(out->p + out->n, ' ', left);
    out->n += left;
    out->p[out->n] = '\0';
}

static void put_entries(bc_buf *out, bc_str entries)
{
    bc_buf_reserve(out, entries.n + 4);
    char *to = out->p + out->n;
    to[0] = to[1] = '<';
    if (entries.n)
        memcpy(to + 2, entries.p, entries.n);
    to[2 + entries.n] = to[3 + entries.n] = '>';
    out->n += entries.n + 4;
    out->p[out->n] = '\0';
}

static void put_head(bc_buf *heads, bc_pdf_ref ref, size_t at)
{
    bc_buf_add_int(heads, ref);
    bc_buf_add_char(heads, ' ');
    bc_buf_add_int(heads, (int64_t)at);
    bc_buf_add_char(heads, ' ');
}

bool bc_pdf_pack_add(bc_pdf_pack *pack, bc_pdf_ref ref, bc_str entries)
{
    bc_buf *texts = &pack->texts, *heads = &pack->heads;
    const size_t head = heads->n, from = texts->n;
    put_entries(texts, entries);
    bc_vec_add(&pack->refs, ref);
    if (pack->family == BC_PDF_MIXED) {
        bc_vec_add(&pack->ends, (uint32_t)texts->n);
        return pack->refs.n == PACK || texts->n >= PACK_BYTES;
    }
    put_head(heads, ref, from);
    if (!pack->width)
        pack->width = (unsigned)((texts->n + ROW - 1) / ROW * ROW);
    fill_up(heads, head, pack->family == BC_PDF_LISTS ? BC_PDF_REFERENCE : ROW);
    fill_up(texts, from, pack->width);
    return pack->refs.n == PACK_ALIKE || texts->n >= PACK_BYTES;
}

/* Eight bytes less eight others, each by itself: the uppermost bit of each is kept out of the subtraction. */
static void subtract_eight(unsigned char *to, const unsigned char *row, const unsigned char *before)
{
    const uint64_t uppermost = UINT64_C(0x8080808080808080);
    uint64_t x, y;
    memcpy(&x, row, sizeof x);
    memcpy(&y, before, sizeof y);
    x = ((x | uppermost) - (y & ~uppermost)) ^ ((x ^ ~y) & uppermost);
    memcpy(to, &x, sizeof x);
}

static void subtract(unsigned char *to, const unsigned char *row, unsigned width)
{
    unsigned i = 0;
    for (; i + sizeof(uint64_t) <= width; i += sizeof(uint64_t))
        subtract_eight(to + i, row + i, row + i - width);
    for (; i < width; i++)
        to[i] = (unsigned char)(row[i] - row[(ptrdiff_t)i - (ptrdiff_t)width]);
}

/* Each row less the one before, behind the mark of that way. */
static void put_differences(bc_buf *out, bc_str rows, unsigned width)
{
    bc_buf_reserve(out, rows.n + rows.n / width);
    unsigned char *to = (unsigned char *)out->p + out->n;
    for (size_t at = 0; at < rows.n; at += width) {
        const unsigned char *row = (const unsigned char *)rows.p + at;
        *to++ = UP;
        if (at)
            subtract(to, row, width);
        else
            memcpy(to, row, width);
        to += width;
    }
    out->n = (size_t)((char *)to - out->p);
    out->p[out->n] = '\0';
}

typedef struct packed_text {
    bc_pdf_ref ref;
    uint32_t from, to;
} packed_text;

static int by_number(const void *a, const void *b)
{
    const packed_text *left = a, *right = b;
    return (left->ref > right->ref) - (left->ref < right->ref);
}

/* In the order of their numbers: cross-references then count on, and take half the room. Says where
 * their texts begin, behind the heads. */
static size_t put_mixed(bc_pdf_pack *pack)
{
    packed_text list[PACK];
    bc_buf *out = &pack->heads;
    const size_t n = pack->refs.n;
    size_t at = 0;
    for (size_t i = 0; i < n; i++)
        list[i] = (packed_text){ pack->refs.at[i], i ? pack->ends.at[i - 1] : 0, pack->ends.at[i] };
    qsort(list, n, sizeof *list, by_number);
    for (size_t i = 0; i < n; i++) {
        pack->refs.at[i] = list[i].ref;
        put_head(out, list[i].ref, at);
        at += list[i].to - list[i].from;
    }
    const size_t first = out->n;
    for (size_t i = 0; i < n; i++)
        bc_buf_add_str(out, bc_str_slice(bc_buf_str(&pack->texts), list[i].from, list[i].to));
    return first;
}

bc_str bc_pdf_pack_close(bc_pdf_pack *pack, bc_deflate_packer *deflater, bc_deflate_matter matter, bc_buf *entries)
{
    static const char ENTRIES[] = "/Type/ObjStm/N %zu/First %zu/Filter/FlateDecode";
    bc_buf *heads = &pack->heads, *texts = &pack->texts;
    if (pack->family == BC_PDF_MIXED) {
        bc_buf_printf(entries, ENTRIES, pack->refs.n, put_mixed(pack));
        return bc_deflate_zlib(deflater, matter, bc_buf_str(heads));
    }
    fill_up(heads, 0, pack->width);
    bc_buf_printf(entries, ENTRIES, pack->refs.n, heads->n);
    bc_buf_add_str(heads, bc_buf_str(texts));
    bc_buf_printf(entries, "/DecodeParms<</Predictor 12/Columns %u>>", pack->width);
    bc_buf_clear(texts);
    put_differences(texts, bc_buf_str(heads), pack->width);
    return bc_deflate_zlib(deflater, matter, bc_buf_str(texts));
}
