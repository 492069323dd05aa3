#include "out/pdf/deflate.h"

#include "base/mem.h"
#include "out/pdf/clock.h"

#include <libdeflate.h>

struct bc_pdf_deflater {
    struct libdeflate_compressor *compressors[BC_PDF_MATTERS];
    bc_buf out;
    double seconds;
};

/* For a one-page form, level 6 makes the font programs 1 % smaller than level 1 and takes twice the time; page contents
 * become 9 % smaller (docs/pdf.md). */
static const int LEVELS[BC_PDF_MATTERS] = { [BC_PDF_TEXT] = 6, [BC_PDF_OUTLINES] = 1 };

bc_pdf_deflater *bc_pdf_deflater_new(void)
{
    bc_pdf_deflater *deflater = bc_mem_alloc(sizeof *deflater);
    for (size_t i = 0; i < BC_PDF_MATTERS; i++) {
        deflater->compressors[i] = libdeflate_alloc_compressor(LEVELS[i]);
        if (!deflater->compressors[i])
            bc_mem_product(SIZE_MAX, 2); /* ends the process as any allocation does when none is left */
    }
    bc_buf_init(&deflater->out);
    return deflater;
}

void bc_pdf_deflater_free(bc_pdf_deflater *deflater)
{
    if (!deflater)
        return;
    for (size_t i = 0; i < BC_PDF_MATTERS; i++)
        libdeflate_free_compressor(deflater->compressors[i]);
    bc_buf_release(&deflater->out);
    bc_mem_free(deflater);
}

bc_str bc_pdf_deflate(bc_pdf_deflater *deflater, bc_pdf_matter matter, bc_str content)
{
    double start = bc_pdf_clock();
    struct libdeflate_compressor *compressor = deflater->compressors[matter];
    size_t most = libdeflate_zlib_compress_bound(compressor, content.n);
    bc_buf_clear(&deflater->out);
    bc_buf_reserve(&deflater->out, most);
    deflater->out.n = libdeflate_zlib_compress(compressor, content.p, content.n, deflater->out.p, most);
    deflater->seconds += bc_pdf_clock() - start;
    return bc_buf_str(&deflater->out);
}

double bc_pdf_deflater_seconds(const bc_pdf_deflater *deflater)
{
    return deflater->seconds;
}
