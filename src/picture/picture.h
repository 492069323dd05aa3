/* Pictures: PNG and JPEG files read so that they can go into documents.
 *
 * Of a JPEG only the segments are looked at, and its bytes go into PDF as they are. A PNG is decoded, for PDF wants
 * colours and transparency apart, and packed again at once. What a file says of itself is not believed: sizes are
 * bounded, and what is cut off or damaged is refused. */
#ifndef BC_PICTURE_PICTURE_H
#define BC_PICTURE_PICTURE_H

#include "base/str.h"

#include <stdatomic.h>

enum {
    BC_MAX_PICTURE_BYTES = 32 << 20,  /* of a file: a page scanned in colour has 2 to 10 MB */
    BC_MAX_PICTURE_PIXELS = 40000000, /* A4 at 600 dpi has 35 million; decoded they take 160 MB for a moment */
    BC_MAX_PICTURE_SIDE = 20000
};

typedef enum bc_picture_kind { BC_PICTURE_JPEG, BC_PICTURE_PNG } bc_picture_kind;

/* The value is the number of its parts. */
typedef enum bc_picture_colour { BC_PICTURE_GREY = 1, BC_PICTURE_RGB = 3, BC_PICTURE_CMYK = 4 } bc_picture_colour;

typedef struct bc_picture {
    bc_picture_kind kind;
    bc_picture_colour colour;
    bool inverted;          /* of CMYK: 0 is full ink, as Adobe writes it */
    uint8_t turn;           /* how it is to be shown, as EXIF numbers it: 1 as it is, … 8 turned to the left */
    uint32_t width, height; /* in pixels, as they are in the file: before it is turned */
    uint32_t across, down;  /* pixels in a metre; 0: the file does not say */
    bc_str file;            /* its bytes */
    /* Of a PNG, as PDF holds it: 8 bits a part, rows filtered as PNG filters them, a zlib stream. Of a JPEG its bytes
     * as far as they belong to the picture. */
    bc_str samples;
    bc_str mask; /* of a PNG that is transparent in places: how opaque each pixel is, in the same form; else empty */
    uint64_t digest[2];             /* of the file: equal files have equal ones */
    struct bc_picture_shelf *maker; /* of one that is no file's; else NULL */
    atomic_uint uses;               /* who works with it */
    atomic_bool kept;               /* until the shelf goes */
} bc_picture;

typedef struct bc_picture_size {
    uint32_t width, height;
} bc_picture_size;

/* As it is to be shown. */
static inline bc_picture_size bc_picture_shown(const bc_picture *picture)
{
    bool aside = picture->turn > 4;
    return (bc_picture_size){ aside ? picture->height : picture->width, aside ? picture->width : picture->height };
}

/* Reads the bytes of a file, which are copied. NULL when they are no picture that can be printed: `*why` then has half
 * a sentence in the user's language, lent until the thread's next. Freed by bc_picture_free. */
bc_picture *bc_picture_read(bc_str bytes, const char **why);
void bc_picture_free(bc_picture *picture);
/* The same without what the file says besides the picture: who took it, where, with what, and previews of it. */
bc_picture *bc_picture_read_bare(bc_str bytes, const char **why);

#endif
