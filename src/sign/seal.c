/* A seal lies over the words as ink does: it multiplies, so that black stays black and the white paper of a picture
 * without transparency goes. Its colours are told by what sRGB is (CalRGB), not left to the device: a file that
 * promises to be PDF/A and has no colours says only what grey is. */
#include "sign/private/seal.h"

#include "sign/private/objects.h"

/* The unit square, in which a picture is drawn upright, onto its place, by the numbers of EXIF: a, b, c, d and where
 * the corner goes, each as a part of the width or height. */
static const struct {
    int a, b, c, d, x, y;
} TURNS[] = {
    { 1, 0, 0, 1, 0, 0 },   { -1, 0, 0, 1, 1, 0 }, { -1, 0, 0, -1, 1, 1 }, { 1, 0, 0, -1, 0, 1 },
    { 0, -1, -1, 0, 1, 1 }, { 0, -1, 1, 0, 0, 1 }, { 0, 1, 1, 0, 0, 0 },   { 0, 1, -1, 0, 1, 0 },
};

/* Primaries and white of sRGB at D65, and an exponent near its curve. */
#define RGB                                                                                                            \
    "[/CalRGB<</WhitePoint[0.9505 1 1.089]/Gamma[2.2 2.2 2.2]"                                                         \
    "/Matrix[0.4124 0.2126 0.0193 0.3576 0.7152 0.1192 0.1805 0.0722 0.9505]>>]"
#define GREY "[/CalGray<</WhitePoint[0.9505 1 1.089]/Gamma 2.2>>]"

static void put_image(bc_buf *out, const bc_picture *picture, const char *space, int colours)
{
    bc_buf_printf(out, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8/ColorSpace%s", picture->width,
                  picture->height, space);
    if (picture->kind == BC_PICTURE_JPEG)
        bc_buf_add_text(out, "/Filter/DCTDecode");
    else
        bc_buf_printf(out, "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d/Columns %u>>", colours,
                      picture->width);
}

/* Grey is the device's where the file says what that is. */
static const char *space_of(bc_sign_update *update, const bc_picture *picture)
{
    if (picture->colour == BC_PICTURE_RGB)
        return RGB;
    const bc_pdfread_object *intents = bc_pdfread_find(update->file, bc_pdfread_catalog(update->file), "OutputIntents");
    return intents->kind == BC_PDFREAD_ARRAY ? "/DeviceGray" : GREY;
}

static uint32_t add_picture(bc_sign_update *update, const bc_picture *picture)
{
    bc_buf entries;
    bc_buf_init(&entries);
    uint32_t mask = 0;
    if (picture->mask.n) {
        put_image(&entries, picture, "/DeviceGray", 1);
        mask = bc_sign_update_stream(update, bc_buf_str(&entries), picture->mask);
        bc_buf_clear(&entries);
    }
    put_image(&entries, picture, space_of(update, picture), (int)picture->colour);
    if (mask)
        bc_buf_printf(&entries, "/SMask %u 0 R", mask);
    const uint32_t number = bc_sign_update_stream(update, bc_buf_str(&entries), picture->samples);
    bc_buf_release(&entries);
    return number;
}

/* As large as fits, in the middle. */
static void put_drawing(const bc_picture *picture, int64_t width, int64_t height, bc_buf *out)
{
    const bc_picture_size shown = bc_picture_shown(picture);
    const bool wide = (int64_t)shown.width * height > (int64_t)shown.height * width;
    const int64_t across = wide ? width : height * shown.width / shown.height,
                  up = wide ? width * shown.height / shown.width : height;
    const size_t turn = picture->turn >= 1 && picture->turn <= sizeof TURNS / sizeof *TURNS ? picture->turn - 1u : 0;
    const int64_t matrix[] = { TURNS[turn].a * across,
                               TURNS[turn].b * up,
                               TURNS[turn].c * across,
                               TURNS[turn].d * up,
                               (width - across) / 2 + TURNS[turn].x * across,
                               (height - up) / 2 + TURNS[turn].y * up };
    bc_buf_add_text(out, "q /Ink gs ");
    for (size_t i = 0; i < sizeof matrix / sizeof *matrix; i++) {
        bc_sign_put_length(out, matrix[i]);
        bc_buf_add_char(out, ' ');
    }
    bc_buf_add_text(out, "cm /Seal Do Q");
}

uint32_t bc_sign_seal_put(bc_sign_update *update, const bc_picture *picture, int64_t width, int64_t height,
                          unsigned turn)
{
    /* Against the turn of the page. */
    static const char *const UPRIGHT[] = { "", "/Matrix[0 1 -1 0 0 0]", "/Matrix[-1 0 0 -1 0 0]",
                                           "/Matrix[0 -1 1 0 0 0]" };
    bc_buf entries, drawing;
    bc_buf_init(&entries);
    bc_buf_init(&drawing);
    const uint32_t image = picture ? add_picture(update, picture) : 0;
    bc_buf_add_text(&entries, "/Type/XObject/Subtype/Form/BBox[0 0 ");
    bc_sign_put_length(&entries, width);
    bc_buf_add_char(&entries, ' ');
    bc_sign_put_length(&entries, height);
    bc_buf_printf(&entries, "]%s/Resources<<", UPRIGHT[turn % 4]);
    if (picture) {
        bc_buf_printf(&entries, "/XObject<</Seal %u 0 R>>/ExtGState<</Ink<</BM/Multiply>>>>", image);
        put_drawing(picture, width, height, &drawing);
    }
    bc_buf_add_text(&entries, ">>");
    const uint32_t number = bc_sign_update_stream(update, bc_buf_str(&entries), bc_buf_str(&drawing));
    bc_buf_release(&entries);
    bc_buf_release(&drawing);
    return number;
}
