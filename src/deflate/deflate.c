/* A compressor for each matter, made when the first of its streams comes. */
#include "deflate/deflate.h"

#include "base/clock.h"
#include "base/mem.h"

#include <libdeflate.h>

struct bc_deflate_packer {
    struct libdeflate_compressor *compressors[BC_DEFLATE_MATTERS];
    bc_buf out;
    double seconds;
};

/* For a one-page form, level 6 makes the font programs 1 % smaller than level 1 and takes twice the time, and page
 * contents 9 % (docs/pdf.md): most of a form is its fonts. A sheet is 2 % larger at level 4 than at 6; a table of
 * 100,000 rows takes a fifth less time. Elements of a book take 7 % less room at level 6, and the book a tenth more
 * time. */
static const int LEVELS[BC_DEFLATE_MATTERS] = {
    [BC_DEFLATE_TEXT] = 6, [BC_DEFLATE_OUTLINES] = 6, [BC_DEFLATE_ELEMENTS] = 1, [BC_DEFLATE_SHEETS] = 4
};

bc_deflate_packer *bc_deflate_new(void)
{
    bc_deflate_packer *deflater = bc_mem_alloc(sizeof *deflater);
    bc_buf_init(&deflater->out);
    return deflater;
}

void bc_deflate_free(bc_deflate_packer *deflater)
{
    if (!deflater)
        return;
    for (size_t i = 0; i < BC_DEFLATE_MATTERS; i++)
        libdeflate_free_compressor(deflater->compressors[i]);
    bc_buf_release(&deflater->out);
    bc_mem_free(deflater);
}

static struct libdeflate_compressor *compressor_for(bc_deflate_packer *deflater, bc_deflate_matter matter)
{
    struct libdeflate_compressor **compressor = &deflater->compressors[matter];
    if (!*compressor)
        *compressor = libdeflate_alloc_compressor(LEVELS[matter]);
    if (!*compressor)
        bc_mem_exhausted();
    return *compressor;
}

bc_str bc_deflate_zlib(bc_deflate_packer *deflater, bc_deflate_matter matter, bc_str content)
{
    double start = bc_clock_cpu_seconds();
    struct libdeflate_compressor *compressor = compressor_for(deflater, matter);
    size_t most = libdeflate_zlib_compress_bound(compressor, content.n);
    bc_buf_clear(&deflater->out);
    bc_buf_reserve(&deflater->out, most);
    deflater->out.n = libdeflate_zlib_compress(compressor, content.p, content.n, deflater->out.p, most);
    deflater->seconds += bc_clock_cpu_seconds() - start;
    return bc_buf_str(&deflater->out);
}

size_t bc_deflate_raw_bound(bc_deflate_packer *deflater, bc_deflate_matter matter, bc_str content)
{
    return libdeflate_deflate_compress_bound(compressor_for(deflater, matter), content.n);
}

size_t bc_deflate_raw(bc_deflate_packer *deflater, bc_deflate_matter matter, bc_str content, bc_buf *out)
{
    size_t bound = bc_deflate_raw_bound(deflater, matter, content);
    bc_buf_reserve(out, bound); /* packed straight into its place */
    size_t n = libdeflate_deflate_compress(compressor_for(deflater, matter), content.p ? content.p : "", content.n,
                                           out->p + out->n, bound);
    out->n += n;
    out->p[out->n] = '\0';
    return n;
}

uint32_t bc_deflate_crc32(bc_str content)
{
    return libdeflate_crc32(0, content.p ? content.p : "", content.n);
}

double bc_deflate_seconds(const bc_deflate_packer *deflater)
{
    return deflater->seconds;
}
