/* Modules drawn into a PNG of one bit a pixel, which workbooks show in place of vectors. */
#include "picture/private/modules.h"

#include "deflate/deflate.h"
#include "picture/private/formats.h"

static void add_number(bc_buf *out, uint32_t n)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        bc_buf_add_char(out, (char)(n >> shift & 0xFF));
}

static void add_chunk(bc_buf *out, const char *kind, bc_str data)
{
    add_number(out, (uint32_t)data.n);
    size_t from = out->n;
    bc_buf_add_text(out, kind);
    bc_buf_add_str(out, data);
    add_number(out, bc_deflate_crc32(bc_str_slice(bc_buf_str(out), from, out->n)));
}

static bool is_dark(const bc_picture_modules *m, uint32_t row, uint32_t x)
{
    uint32_t column = x / m->across;
    if (column < m->quiet_across || column >= m->quiet_across + m->columns)
        return false;
    return m->dark[(size_t)row * m->columns + column - m->quiet_across] != 0;
}

/* A row of pixels behind the number of its filter, none; `row` is past the last above and below the modules. */
static void add_row(const bc_picture_modules *m, uint32_t row, uint32_t width, bc_buf *out)
{
    bc_buf_add_char(out, 0);
    for (uint32_t x = 0; x < width; x += 8) {
        unsigned byte = 0;
        for (uint32_t bit = 0; bit < 8; bit++)
            byte = byte << 1 | !(x + bit < width && row < m->rows && is_dark(m, row, x + bit));
        bc_buf_add_char(out, (char)byte);
    }
}

static void add_pixels(const bc_picture_modules *m, uint32_t width, uint32_t height, bc_buf *out)
{
    bc_buf rows;
    bc_buf_init(&rows);
    for (uint32_t y = 0; y < height; y++) {
        uint32_t row = y / m->down;
        add_row(m, row < m->quiet_down ? m->rows : row - m->quiet_down, width, &rows);
    }
    bc_deflate_packer *packer = bc_deflate_new();
    add_chunk(out, "IDAT", bc_deflate_zlib(packer, BC_DEFLATE_TEXT, bc_buf_str(&rows)));
    bc_deflate_free(packer);
    bc_buf_release(&rows);
}

bc_picture *bc_picture_draw_modules(const bc_picture_modules *m)
{
    uint32_t width = (m->columns + 2 * m->quiet_across) * m->across, height = (m->rows + 2 * m->quiet_down) * m->down;
    bc_buf file, header;
    bc_buf_init(&file);
    bc_buf_init(&header);
    add_number(&header, width);
    add_number(&header, height);
    bc_buf_add(&header, "\1\0\0\0\0", 5); /* one bit, grey, and what PNG has no choice of */
    bc_buf_add(&file, "\x89PNG\r\n\x1a\n", 8);
    add_chunk(&file, "IHDR", bc_buf_str(&header));
    add_pixels(m, width, height, &file);
    add_chunk(&file, "IEND", (bc_str){ 0 });
    bc_picture *picture = bc_picture_own(bc_buf_str(&file));
    picture->kind = BC_PICTURE_PNG;
    picture->colour = BC_PICTURE_GREY;
    picture->width = width;
    picture->height = height;
    bc_buf_release(&header);
    bc_buf_release(&file);
    return picture;
}
