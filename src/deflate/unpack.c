/* Streams that others wrote: read piece by piece, so that one that promises more than anybody wants costs no more than
 * what was asked for. */
#include "deflate/deflate.h"

#include "base/mem.h"

#include <limits.h>

#define ZLIB_CONST
#include <zlib.h>

enum { PIECE = 1 << 16 };

/* Gives zlib what it has not seen yet: at most as much as it counts at once. */
static void feed(z_stream *z, bc_str stream, size_t *given)
{
    if (z->avail_in || *given == stream.n)
        return;
    const size_t left = stream.n - *given, piece = left < INT_MAX ? left : INT_MAX;
    z->next_in = (const Bytef *)stream.p + *given;
    z->avail_in = (uInt)piece;
    *given += piece;
}

bc_deflate_read bc_deflate_unpack(bc_str stream, size_t most, bc_buf *out)
{
    z_stream z = { 0 };
    size_t given = 0, made = 0;
    bool more = false;
    int status = inflateInit(&z);
    if (status != Z_OK)
        bc_mem_exhausted();
    do {
        feed(&z, stream, &given);
        bc_buf_reserve(out, PIECE);
        z.next_out = (Bytef *)out->p + out->n;
        z.avail_out = PIECE;
        status = inflate(&z, Z_NO_FLUSH);
        size_t piece = PIECE - z.avail_out;
        more = piece > most - made;
        if (more)
            piece = most - made;
        made += piece;
        out->n += piece;
        out->p[out->n] = '\0';
    } while (status == Z_OK && !more);
    inflateEnd(&z);
    if (status == Z_MEM_ERROR)
        bc_mem_exhausted();
    return more ? BC_DEFLATE_LONG : status == Z_STREAM_END ? BC_DEFLATE_WHOLE : BC_DEFLATE_BROKEN;
}
