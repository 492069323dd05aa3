/* JPEG files, segment by segment: what the frame says, which way up the camera was held (EXIF), how dense the pixels
 * are, and whether the file goes on to its end. The picture itself is not decoded: PDF readers and Excel do that. */
#include "base/tr.h"
#include "picture/private/formats.h"

#include <string.h>

enum {
    SOF0 = 0xC0,
    SOF2 = 0xC2,
    DHT = 0xC4,
    SOF15 = 0xCF,
    JPG = 0xC8,
    DAC = 0xCC,
    RST0 = 0xD0,
    RST7 = 0xD7,
    EOI = 0xD9,
    SOS = 0xDA,
    DQT = 0xDB,
    APP0 = 0xE0,
    APP1 = 0xE1,
    APP14 = 0xEE,
    TEM = 0x01
};

typedef struct reader {
    bc_picture *picture;
    const unsigned char *p;
    size_t n, at;
    bool frame, tables, codes, scan; /* what has come so far */
    bool adobe;
} reader;

static unsigned get16(const unsigned char *p)
{
    return (unsigned)p[0] << 8 | p[1];
}

/* -- EXIF ----------------------------------------------------------------------------------------------- */

/* A TIFF file inside, in either order of bytes. */
typedef struct exif {
    const unsigned char *p;
    size_t n;
    bool little;
} exif;

static uint32_t exif_number(const exif *e, size_t at, unsigned bytes)
{
    uint32_t value = 0;
    for (unsigned i = 0; i < bytes; i++)
        value = value << 8 | e->p[at + (e->little ? bytes - 1 - i : i)];
    return value;
}

static void read_exif(bc_picture *picture, const unsigned char *p, size_t n)
{
    enum { ENTRY = 12, ORIENTATION = 0x112, SHORT = 3 };
    if (n < 14 || memcmp(p, "Exif\0\0", 6) != 0)
        return;
    exif e = { p + 6, n - 6, p[6] == 'I' };
    size_t at = exif_number(&e, 4, 4);
    if (at < 8 || at + 2 > e.n)
        return;
    uint32_t entries = exif_number(&e, at, 2);
    at += 2;
    for (uint32_t i = 0; i < entries && e.n - at >= ENTRY; i++, at += ENTRY) {
        if (exif_number(&e, at, 2) != ORIENTATION || exif_number(&e, at + 2, 2) != SHORT)
            continue;
        uint32_t turn = exif_number(&e, at + 8, 2);
        if (turn >= 1 && turn <= 8)
            picture->turn = (uint8_t)turn;
        return;
    }
}

/* -- segments ------------------------------------------------------------------------------------------- */

static void read_density(bc_picture *picture, const unsigned char *p, size_t n)
{
    if (n < 12 || memcmp(p, "JFIF", 5) != 0)
        return;
    unsigned across = get16(p + 8), down = get16(p + 10);
    if (p[7] == 1) { /* an inch */
        picture->across = across * 10000 / 254;
        picture->down = down * 10000 / 254;
    } else if (p[7] == 2) { /* a centimetre */
        picture->across = across * 100;
        picture->down = down * 100;
    }
}

static const char *read_frame(reader *r, unsigned marker, const unsigned char *p, size_t n)
{
    bc_picture *picture = r->picture;
    if (marker > SOF2)
        return bc_tr("it is a JPEG of a kind that PDF does not know (lossless or arithmetic)");
    if (r->frame || n < 6)
        return bc_tr("the file is damaged");
    if (p[0] != 8)
        return bc_tr("it is a JPEG of 12 bits; save it with 8");
    if (p[5] != BC_PICTURE_GREY && p[5] != BC_PICTURE_RGB && p[5] != BC_PICTURE_CMYK)
        return bc_tr("it is a JPEG with colours that PDF does not know");
    if (n < 6 + 3 * (size_t)p[5])
        return bc_tr("the file is damaged");
    picture->height = get16(p + 1);
    picture->width = get16(p + 3);
    picture->colour = (bc_picture_colour)p[5];
    r->frame = true;
    return bc_picture_check_size(picture->width, picture->height);
}

static const char *read_segment(reader *r, unsigned marker, const unsigned char *p, size_t n)
{
    if (marker >= SOF0 && marker <= SOF15 && marker != DHT && marker != JPG && marker != DAC)
        return read_frame(r, marker, p, n);
    r->tables |= marker == DQT;
    r->codes |= marker == DHT;
    if (marker == APP0)
        read_density(r->picture, p, n);
    else if (marker == APP1)
        read_exif(r->picture, p, n);
    else if (marker == APP14)
        r->adobe |= n >= 12 && memcmp(p, "Adobe", 5) == 0;
    if (marker == SOS && !(r->frame && r->tables && r->codes))
        return bc_tr("the file is damaged");
    r->scan |= marker == SOS;
    return NULL;
}

/* Past coded data, to the next marker that is none of it. */
static void skip_coded(reader *r)
{
    while (r->at + 1 < r->n) {
        const unsigned char *found = memchr(r->p + r->at, 0xFF, r->n - r->at - 1);
        if (!found)
            break;
        r->at = (size_t)(found - r->p);
        unsigned next = found[1];
        if (next != 0 && next != 0xFF && !(next >= RST0 && next <= RST7))
            return;
        r->at += next == 0xFF ? 1 : 2;
    }
    r->at = r->n;
}

/* The next marker, or 0 at the end of the file or where none stands. */
static unsigned next_marker(reader *r)
{
    if (r->at + 2 > r->n || r->p[r->at] != 0xFF)
        return 0;
    while (r->at + 1 < r->n && r->p[r->at + 1] == 0xFF)
        r->at++;
    unsigned marker = r->at + 1 < r->n ? r->p[r->at + 1] : 0;
    r->at += 2;
    return marker;
}

static const char *read_all(reader *r)
{
    for (unsigned marker; (marker = next_marker(r)) != EOI;) {
        if (!marker)
            return r->at + 2 > r->n ? bc_tr("the file is cut off") : bc_tr("the file is damaged");
        if (marker == TEM || (marker >= RST0 && marker <= RST7))
            continue;
        if (r->n - r->at < 2)
            return bc_tr("the file is cut off");
        size_t length = get16(r->p + r->at);
        if (length < 2)
            return bc_tr("the file is damaged");
        if (length > r->n - r->at)
            return bc_tr("the file is cut off");
        const char *why = read_segment(r, marker, r->p + r->at + 2, length - 2);
        if (why)
            return why;
        r->at += length;
        if (marker == SOS)
            skip_coded(r);
    }
    return r->scan ? NULL : bc_tr("the file is damaged");
}

const char *bc_picture_read_jpeg(bc_picture *picture)
{
    reader r = { .picture = picture, .p = (const unsigned char *)picture->file.p, .n = picture->file.n, .at = 2 };
    picture->kind = BC_PICTURE_JPEG;
    const char *why = read_all(&r);
    picture->samples = bc_str_slice(picture->file, 0, r.at);
    picture->inverted = r.adobe && picture->colour == BC_PICTURE_CMYK;
    return why;
}
