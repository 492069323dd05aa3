/* The floor of a PDF: its streams deflated with the same library in the same way, and its bytes written the same way,
 * everything else left out. */
#include "bench/phase.h"

#include "base/file.h"
#include "base/vec.h"
#include "deflate/deflate.h"

#include <libdeflate.h>
#include <stdio.h>
#include <string.h>

typedef struct streams {
    BC_VEC(bc_buf) at; /* inflated */
} streams;

enum { MAX_STREAM_BYTES = 64 << 20 };

static bool inflate(struct libdeflate_decompressor *d, bc_str packed, bc_buf *out)
{
    for (size_t room = packed.n * 4 + 1024; room < MAX_STREAM_BYTES; room *= 4) {
        size_t used, made;
        bc_buf_init(out);
        bc_buf_reserve(out, room);
        if (libdeflate_zlib_decompress_ex(d, packed.p, packed.n, out->p, room, &used, &made) == LIBDEFLATE_SUCCESS) {
            out->n = made;
            return true;
        }
        bc_buf_release(out);
    }
    return false;
}

/* Streams that are no deflated data (there are none but metadata) are left out. */
static void find_streams(struct libdeflate_decompressor *d, bc_str pdf, streams *out)
{
    bc_str begin = BC_STR("stream"), end = BC_STR("endstream");
    for (size_t at = 0; (at = bc_str_find(pdf, begin, at)) != SIZE_MAX;) {
        size_t from = at + begin.n;
        from += from < pdf.n && pdf.p[from] == '\r';
        from += from < pdf.n && pdf.p[from] == '\n';
        size_t to = bc_str_find(pdf, end, from);
        if (to == SIZE_MAX)
            return;
        bc_buf content;
        if (inflate(d, bc_str_slice(pdf, from, to), &content))
            bc_vec_add(&out->at, content);
        at = to + end.n;
    }
}

/* A font program: CFF or TrueType. */
static bc_deflate_matter matter_of(bc_str content)
{
    bool cff = content.n > 3 && memcmp(content.p, "\1\0\4", 3) == 0;
    bool truetype = content.n > 4 && memcmp(content.p, "\0\1\0\0", 4) == 0;
    return cff || truetype ? BC_DEFLATE_OUTLINES : BC_DEFLATE_TEXT;
}

static double write_again(bc_deflate_packer *deflater, const streams *s, bc_str pdf, const char *path, uint64_t *bytes)
{
    double start = bench_cpu();
    for (size_t i = 0; i < s->at.n; i++) {
        bc_str content = bc_buf_str(&s->at.at[i]);
        *bytes += bc_deflate_zlib(deflater, matter_of(content), content).n;
    }
    bc_file_write(path, pdf, &(bc_file_write_options){ 0 });
    return bench_cpu() - start;
}

void bench_bare_pdf(const void *context, bench_result *result)
{
    const bench_setup *setup = context;
    bc_deflate_packer *deflater = bc_deflate_new();
    struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
    bc_file_make_folder(bench_path(setup, "bare"));
    bc_buf pdf;
    bc_buf_init(&pdf);
    for (size_t i = 0; i < setup->records; i++) {
        char in[4096], out[4096];
        snprintf(in, sizeof in, "%s/out/%05zu.pdf", setup->work, i);
        snprintf(out, sizeof out, "%s/bare/%05zu.pdf", setup->work, i);
        bc_buf_clear(&pdf);
        if (bc_file_read(in, MAX_STREAM_BYTES, &pdf).status != BC_FILE_OK)
            return;
        streams s = { 0 };
        find_streams(inflater, bc_buf_str(&pdf), &s);
        result->cpu += write_again(deflater, &s, bc_buf_str(&pdf), out, &result->bytes);
        for (size_t k = 0; k < s.at.n; k++)
            bc_buf_release(&s.at.at[k]);
        bc_vec_release(&s.at);
    }
    bc_buf_release(&pdf);
    libdeflate_free_decompressor(inflater);
    bc_deflate_free(deflater);
    result->records = setup->records;
    result->good = result->bytes > 0;
}
