/* A file known by its first bytes, whatever it is called, and handed to who reads its format. */
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

bc_picture *bc_picture_read(bc_str bytes, const char **why)
{
    bc_picture *picture = bc_picture_own(bytes);
    *why = read_any(picture);
    if (*why) {
        bc_picture_free(picture);
        return NULL;
    }
    return picture;
}
