#include "out/pdf/deflate.h"

#include "base/mem.h"
#include "out/pdf/clock.h"

#include <libdeflate.h>

struct bc_pdf_deflater {
    struct libdeflate_compressor *compressor;
    bc_buf out;
    double seconds;
};

/* Measured on the streams of one-page forms, see docs/pdf.md. */
enum { LEVEL = 4 };

bc_pdf_deflater *bc_pdf_deflater_new(void)
{
    bc_pdf_deflater *deflater = bc_mem_alloc(sizeof *deflater);
    deflater->compressor = libdeflate_alloc_compressor(LEVEL);
    if (!deflater->compressor)
        bc_mem_product(SIZE_MAX, 2); /* ends the process as any allocation does when none is left */
    bc_buf_init(&deflater->out);
    return deflater;
}

void bc_pdf_deflater_free(bc_pdf_deflater *deflater)
{
    if (!deflater)
        return;
    libdeflate_free_compressor(deflater->compressor);
    bc_buf_release(&deflater->out);
    bc_mem_free(deflater);
}

bc_str bc_pdf_deflate(bc_pdf_deflater *deflater, bc_str content)
{
    double start = bc_pdf_clock();
    size_t most = libdeflate_zlib_compress_bound(deflater->compressor, content.n);
    bc_buf_clear(&deflater->out);
    bc_buf_reserve(&deflater->out, most);
    deflater->out.n = libdeflate_zlib_compress(deflater->compressor, content.p, content.n, deflater->out.p, most);
    deflater->seconds += bc_pdf_clock() - start;
    return bc_buf_str(&deflater->out);
}

double bc_pdf_deflater_seconds(const bc_pdf_deflater *deflater)
{
    return deflater->seconds;
}
