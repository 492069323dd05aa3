/* Pictures say where and by whom they were taken, and may hold others: previews, what was cut off. Nothing of that is
 * seen, so all but the picture itself can be left out: of a JPEG its tables, frames and scans, its colours and how it
 * is turned; of a PNG the chunks that change what is shown. */
#include "picture/private/formats.h"

#include <string.h>

/* The byte behind the entropy-coded data that begins at `at`. */
static size_t skip_scan(bc_str file, size_t at)
{
    const unsigned char *p = (const unsigned char *)file.p;
    for (; at + 1 < file.n; at++)
        if (p[at] == 0xFF && p[at + 1] != 0 && (p[at + 1] < 0xD0 || p[at + 1] > 0xD7) && p[at + 1] != 0xFF)
            return at;
    return file.n;
}

static bool begins(bc_str segment, const char *with, size_t n)
{
    return segment.n >= n && memcmp(segment.p, with, n) == 0;
}

/* What decoders need: not APP1 (EXIF, XMP), APP13 (IPTC), comments, and previews. `content`: behind its length. */
static bool is_needed(unsigned marker, bc_str content)
{
    enum { JFIF = 14 }; /* without a preview */
    if (marker == 0xE0)
        return begins(content, "JFIF\0", 5) && content.n == JFIF;
    if (marker == 0xE2)
        return begins(content, "ICC_PROFILE", 11);
    if (marker == 0xEE)
        return begins(content, "Adobe", 5);
    return (marker < 0xE0 || marker > 0xEF) && marker != 0xFE;
}

/* EXIF that says nothing but how it is turned. */
static void add_turn(uint8_t turn, bc_buf *out)
{
    static const char HEAD[] = "\xFF\xE1\0\x22"
                               "Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0";
    bc_buf_add(out, HEAD, sizeof HEAD - 1);
    bc_buf_add_char(out, (char)turn);
    bc_buf_add(out, "\0\0\0\0\0\0\0", 7);
}

static void strip_jpeg(bc_str file, uint8_t turn, bc_buf *out)
{
    const unsigned char *p = (const unsigned char *)file.p;
    bc_buf_add(out, file.p, 2);
    if (turn > 1)
        add_turn(turn, out);
    for (size_t at = 2; at + 1 < file.n;) {
        const unsigned marker = p[at + 1];
        if (p[at] != 0xFF || marker == 0xFF) {
            at++;
            continue;
        }
        if (marker == 0xD9) {
            bc_buf_add(out, file.p + at, 2);
            return;
        }
        const size_t n = at + 3 < file.n ? ((size_t)p[at + 2] << 8 | p[at + 3]) : 0;
        if (n < 2 || n + 2 > file.n - at)
            return;
        size_t end = at + 2 + n;
        if (marker == 0xDA)
            end = skip_scan(file, end);
        if (is_needed(marker, bc_str_slice(file, at + 4, at + 2 + n)))
            bc_buf_add(out, file.p + at, end - at);
        at = end;
    }
}

static void strip_png(bc_str file, bc_buf *out)
{
    static const char *const NEEDED[] = { "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "pHYs", "bKGD" };
    const unsigned char *p = (const unsigned char *)file.p;
    bc_buf_add(out, file.p, 8);
    for (size_t at = 8; at + 12 <= file.n;) {
        const size_t n = (size_t)p[at] << 24 | (size_t)p[at + 1] << 16 | (size_t)p[at + 2] << 8 | p[at + 3];
        const char *name = file.p + at + 4;
        if (n > file.n - at - 12)
            return;
        bool needed = !(name[0] & 0x20); /* critical */
        for (size_t i = 0; i < sizeof NEEDED / sizeof *NEEDED; i++)
            needed = needed || memcmp(name, NEEDED[i], 4) == 0;
        if (needed)
            bc_buf_add(out, file.p + at, n + 12);
        if (memcmp(name, "IEND", 4) == 0)
            return;
        at += n + 12;
    }
}

bc_picture *bc_picture_read_bare(bc_str bytes, const char **why)
{
    bc_picture *whole = bc_picture_read(bytes, why);
    if (!whole)
        return NULL;
    bc_buf bare;
    bc_buf_init(&bare);
    if (whole->kind == BC_PICTURE_JPEG)
        strip_jpeg(bytes, whole->turn, &bare);
    else
        strip_png(bytes, &bare);
    bc_picture_free(whole);
    bc_picture *picture = bc_picture_read(bc_buf_str(&bare), why);
    bc_buf_release(&bare);
    return picture;
}
