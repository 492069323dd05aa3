/* Content that is never in one piece: libdeflate wants it so, therefore zlib does this. */
#include "deflate/deflate.h"

#include "base/mem.h"

#include <assert.h>

#define ZLIB_CONST
#include <zlib.h>

enum {
    LEVEL = 3,      /* sheets are a tenth of their size then, and as small as a fourteenth at three times the work */
    ZLIB_LEVEL = 6, /* data that goes with a document */
    AT_ONCE = 1 << 16
};

struct bc_deflate_stream {
    z_stream z;
    uint32_t crc;
    uint64_t length;
};

static bc_deflate_stream *new_stream(int level, int window)
{
    bc_deflate_stream *stream = bc_mem_alloc(sizeof *stream);
    stream->crc = (uint32_t)crc32(0, NULL, 0);
    if (deflateInit2(&stream->z, level, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        bc_mem_exhausted();
    return stream;
}

bc_deflate_stream *bc_deflate_stream_new(void)
{
    return new_stream(LEVEL, -MAX_WBITS);
}

bc_deflate_stream *bc_deflate_stream_new_zlib(void)
{
    return new_stream(ZLIB_LEVEL, MAX_WBITS);
}

void bc_deflate_stream_free(bc_deflate_stream *stream)
{
    if (!stream)
        return;
    deflateEnd(&stream->z);
    bc_mem_free(stream);
}

/* As much as zlib counts at once. */
static void add_piece(bc_deflate_stream *stream, bc_str piece, bool last, bc_buf *out)
{
    const Bytef *from = (const Bytef *)piece.p;
    assert(piece.n <= AT_ONCE);
    if (piece.n)
        stream->crc = (uint32_t)crc32(stream->crc, from, (uInt)piece.n);
    stream->length += piece.n;
    stream->z.next_in = from;
    stream->z.avail_in = (uInt)piece.n;
    do {
        bc_buf_reserve(out, AT_ONCE);
        stream->z.next_out = (Bytef *)out->p + out->n;
        stream->z.avail_out = AT_ONCE;
        (void)deflate(&stream->z, last ? Z_FINISH : Z_NO_FLUSH);
        out->n += AT_ONCE - stream->z.avail_out;
        out->p[out->n] = '\0';
    } while (!stream->z.avail_out);
}

void bc_deflate_stream_add(bc_deflate_stream *stream, bc_str content, bool last, bc_buf *out)
{
    size_t at = 0;
    do {
        const bc_str piece = bc_str_slice(content, at, at + AT_ONCE);
        at += piece.n;
        add_piece(stream, piece, last && at == content.n, out);
    } while (at < content.n);
}

uint32_t bc_deflate_stream_crc32(const bc_deflate_stream *stream)
{
    return stream->crc;
}

uint64_t bc_deflate_stream_length(const bc_deflate_stream *stream)
{
    return stream->length;
}
