/* A file known by its first bytes, whatever it is called, and handed to who reads its format. */
#include "base/mem.h"
#include "base/tr.h"
#include "picture/private/formats.h"

#include <string.h>

typedef struct signature {
    size_t at;
    const char *bytes;
    size_t n;
    const char *name;
} signature;

/* What people take for pictures, so that they are told what they have. */
static const signature OTHERS[] = {
    { 0, "GIF8", 4, "GIF" },       { 0, "BM", 2, "BMP" },        { 8, "WEBP", 4, "WebP" },
    { 0, "II*\0", 4, "TIFF" },     { 0, "MM\0*", 4, "TIFF" },    { 4, "ftypheic", 8, "HEIC" },
    { 4, "ftypmif1", 8, "HEIC" },  { 4, "ftypavif", 8, "AVIF" }, { 0, "\xff\x0a", 2, "JPEG XL" },
    { 4, "jP  ", 4, "JPEG 2000" }, { 0, "%PDF-", 5, "PDF" },     { 0, "<svg", 4, "SVG" },
    { 0, "<?xml", 5, "SVG" },
};

static bool begins(bc_str bytes, size_t at, const char *with, size_t n)
{
    return bytes.n >= at + n && memcmp(bytes.p + at, with, n) == 0;
}

static const char *read_any(bc_picture *picture)
{
    bc_str file = picture->file;
    if (!file.n)
        return bc_tr("the file is empty");
    if (begins(file, 0, "\x89PNG\r\n\x1a\n", 8))
        return bc_picture_read_png(picture);
    if (begins(file, 0, "\xff\xd8\xff", 3))
        return bc_picture_read_jpeg(picture);
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++)
        if (begins(file, OTHERS[i].at, OTHERS[i].bytes, OTHERS[i].n))
            return bc_picture_say_format(OTHERS[i].name);
    return bc_tr("it is neither PNG nor JPEG");
}

/* -- digest --------------------------------------------------------------------------------------------- */

/* Two lanes, a word at a time: fast, the same on every machine. */
static void mix(uint64_t lanes[2], uint64_t word)
{
    lanes[0] = (lanes[0] ^ word) * 0x9E3779B97F4A7C15u;
    lanes[0] ^= lanes[0] >> 29;
    lanes[1] = (lanes[1] + word) * 0xBB67AE8584CAA73Bu;
    lanes[1] ^= (lanes[1] >> 31) ^ lanes[0];
}

static void digest(bc_picture *picture)
{
    bc_str file = picture->file;
    uint64_t *lanes = picture->digest, word = 0;
    lanes[0] = file.n;
    lanes[1] = ~(uint64_t)file.n;
    for (size_t i = 0; i < file.n; i++) {
        word |= (uint64_t)(unsigned char)file.p[i] << (i % 8 * 8);
        if (i % 8 == 7 || i + 1 == file.n) {
            mix(lanes, word);
            word = 0;
        }
    }
    mix(lanes, file.n);
}

bc_picture *bc_picture_read(bc_str bytes, const char **why)
{
    bc_picture *picture = bc_mem_alloc(sizeof *picture);
    char *copy = bc_mem_alloc(bytes.n + 1);
    if (bytes.n)
        memcpy(copy, bytes.p, bytes.n);
    picture->file = (bc_str){ copy, bytes.n };
    picture->turn = 1;
    *why = read_any(picture);
    if (*why) {
        bc_picture_free(picture);
        return NULL;
    }
    digest(picture);
    return picture;
}

static void free_str(bc_str s)
{
    bc_mem_free((void *)(uintptr_t)s.p);
}

void bc_picture_free(bc_picture *picture)
{
    if (!picture)
        return;
    if (picture->kind == BC_PICTURE_PNG) {
        free_str(picture->samples);
        free_str(picture->mask);
    }
    free_str(picture->file);
    bc_mem_free(picture);
}
