/* PNG files, decoded by libpng and packed anew: palettes and fewer bits become 8 bits a part, 16 bits lose the lower
 * half, interlaced rows are put in order, and what is transparent goes into a mask of its own. Each row is filtered as
 * PNG does it, by what its bytes differ least from, which photographs need to become small. */
#include "base/buf.h"
#include "base/mem.h"
#include "base/tr.h"
#include "deflate/deflate.h"
#include "picture/private/formats.h"

#include <png.h>

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_CHUNK = 8 << 20, MAX_CHUNKS = 1000, FILTERS = 5 };

typedef struct decoder {
    bc_picture *picture;
    png_structp png;
    png_infop info;
    size_t at; /* bytes of the file read */
    bool cut;  /* it ended too early */
    unsigned char *pixels;
    unsigned char **rows;
    size_t row_bytes;
    unsigned parts; /* of a pixel, how opaque it is included */
    jmp_buf failed;
} decoder;

static void fail(png_structp png, png_const_charp message)
{
    (void)message;
    decoder *d = png_get_error_ptr(png);
    longjmp(d->failed, 1);
}

static void pass_over(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

static void read_bytes(png_structp png, png_bytep out, size_t n)
{
    decoder *d = png_get_io_ptr(png);
    bc_str file = d->picture->file;
    if (file.n - d->at < n) {
        d->cut = true;
        png_error(png, "cut off");
    }
    memcpy(out, file.p + d->at, n);
    d->at += n;
}

static void read_header(decoder *d)
{
    png_set_read_fn(d->png, d, read_bytes);
    png_set_user_limits(d->png, BC_MAX_PICTURE_SIDE, BC_MAX_PICTURE_SIDE);
    png_set_chunk_malloc_max(d->png, MAX_CHUNK);
    png_set_chunk_cache_max(d->png, MAX_CHUNKS);
    png_read_info(d->png, d->info);
    bc_picture *picture = d->picture;
    picture->width = png_get_image_width(d->png, d->info);
    picture->height = png_get_image_height(d->png, d->info);
    picture->across = png_get_x_pixels_per_meter(d->png, d->info);
    picture->down = png_get_y_pixels_per_meter(d->png, d->info);
}

static void read_pixels(decoder *d)
{
    png_set_expand(d->png); /* palettes, fewer bits, one transparent colour */
    png_set_scale_16(d->png);
    png_set_interlace_handling(d->png);
    png_read_update_info(d->png, d->info);
    d->parts = png_get_channels(d->png, d->info);
    d->row_bytes = png_get_rowbytes(d->png, d->info);
    uint32_t height = d->picture->height;
    d->pixels = bc_mem_alloc(d->row_bytes * height);
    d->rows = bc_mem_alloc(height * sizeof *d->rows);
    for (uint32_t y = 0; y < height; y++)
        d->rows[y] = d->pixels + y * d->row_bytes;
    png_read_image(d->png, d->rows);
    png_read_end(d->png, NULL);
}

/* The size in the header, before anything is believed: libpng's own message does not tell it. */
static const char *check_header(bc_str file)
{
    enum { IHDR_END = 33 };
    const unsigned char *p = (const unsigned char *)file.p;
    if (file.n < IHDR_END)
        return bc_tr("the file is cut off");
    if (memcmp(p + 12, "IHDR", 4) != 0)
        return bc_tr("the file is damaged");
    uint64_t size[2] = { 0 };
    for (unsigned i = 0; i < 8; i++)
        size[i / 4] = size[i / 4] << 8 | p[16 + i];
    return bc_picture_check_size(size[0], size[1]);
}

/* -- packing -------------------------------------------------------------------------------------------- */

/* Rows of parts of `pixels`, on their way into a stream. */
typedef struct plane {
    size_t row_bytes;
    unsigned step; /* bytes from a pixel to the next */
    unsigned char *row, *above, *tried;
} plane;

static int paeth(int left, int above, int corner)
{
    int guess = left + above - corner;
    int by_left = abs(guess - left), by_above = abs(guess - above), by_corner = abs(guess - corner);
    return by_left <= by_above && by_left <= by_corner ? left : by_above <= by_corner ? above : corner;
}

/* The row as differences by one of PNG's filters; returns how large they are together. */
static uint64_t filter(const plane *p, int kind, unsigned char *out)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < p->row_bytes; i++) {
        int left = i >= p->step ? p->row[i - p->step] : 0, above = p->above[i];
        int corner = i >= p->step ? p->above[i - p->step] : 0;
        int guess = kind == 0   ? 0
                    : kind == 1 ? left
                    : kind == 2 ? above
                    : kind == 3 ? (left + above) / 2
                                : paeth(left, above, corner);
        out[i] = (unsigned char)(p->row[i] - guess);
        sum += out[i] < 128 ? out[i] : 256u - out[i];
    }
    return sum;
}

static void add_row(plane *p, bc_buf *out)
{
    uint64_t least = UINT64_MAX;
    size_t at = out->n;
    bc_buf_reserve(out, p->row_bytes + 1);
    for (int kind = 0; kind < FILTERS; kind++) {
        uint64_t sum = filter(p, kind, p->tried);
        if (sum >= least)
            continue;
        least = sum;
        out->n = at;
        bc_buf_add_char(out, (char)kind);
        bc_buf_add(out, p->tried, p->row_bytes);
    }
    unsigned char *spare = p->above;
    p->above = p->row;
    p->row = spare;
}

/* Of each pixel the parts from `first` on, `n` of them, as a stream in memory of its own. */
static bc_str pack(const decoder *d, unsigned first, unsigned n)
{
    uint32_t width = d->picture->width;
    plane p = { .row_bytes = (size_t)width * n, .step = n };
    p.row = bc_mem_alloc(p.row_bytes);
    p.above = bc_mem_alloc(p.row_bytes);
    p.tried = bc_mem_alloc(p.row_bytes);
    bc_buf raw;
    bc_buf_init(&raw);
    for (uint32_t y = 0; y < d->picture->height; y++) {
        const unsigned char *from = d->rows[y] + first;
        for (uint32_t x = 0; x < width; x++, from += d->parts)
            memcpy(p.row + (size_t)x * n, from, n);
        add_row(&p, &raw);
    }
    bc_deflate_packer *packer = bc_deflate_new();
    bc_str lent = bc_deflate_zlib(packer, BC_DEFLATE_TEXT, bc_buf_str(&raw));
    char *own = bc_mem_alloc(lent.n);
    memcpy(own, lent.p, lent.n);
    bc_deflate_free(packer);
    bc_buf_release(&raw);
    bc_mem_free(p.row);
    bc_mem_free(p.above);
    bc_mem_free(p.tried);
    return (bc_str){ own, lent.n };
}

static bool is_opaque(const decoder *d)
{
    for (uint32_t y = 0; y < d->picture->height; y++)
        for (size_t i = d->parts - 1; i < d->row_bytes; i += d->parts)
            if (d->rows[y][i] != 0xFF)
                return false;
    return true;
}

static void pack_all(const decoder *d)
{
    bool alpha = d->parts == 2 || d->parts == 4;
    unsigned colours = d->parts - alpha;
    d->picture->colour = colours == 1 ? BC_PICTURE_GREY : BC_PICTURE_RGB;
    d->picture->samples = pack(d, 0, colours);
    if (alpha && !is_opaque(d))
        d->picture->mask = pack(d, colours, 1);
}

const char *bc_picture_read_png(bc_picture *picture)
{
    decoder d = { .picture = picture };
    picture->kind = BC_PICTURE_PNG;
    const char *why = check_header(picture->file);
    if (why)
        return why;
    d.png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &d, fail, pass_over);
    d.info = d.png ? png_create_info_struct(d.png) : NULL;
    if (!d.info)
        bc_mem_exhausted();
    if (setjmp(d.failed) == 0) {
        read_header(&d);
        read_pixels(&d);
        pack_all(&d);
    } else {
        why = d.cut ? bc_tr("the file is cut off") : bc_tr("the file is damaged");
    }
    png_destroy_read_struct(&d.png, &d.info, NULL);
    bc_mem_free(d.rows);
    bc_mem_free(d.pixels);
    return why;
}
