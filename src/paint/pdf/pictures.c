/* Pictures as image objects. A JPEG goes in as it is, a PNG as the stream that it was packed into, its transparency as
 * a soft mask. What EXIF says of turning is done by the matrix that places it. */
#include "paint/pdf/private/pictures.h"

#include "paint/pdf/private/intent.h"
#include "paint/pdf/private/syntax.h"

void bc_pdf_pictures_add(bc_pdf_pictures *pictures, bc_picture *picture)
{
    bc_str key = { (const char *)picture->digest, sizeof picture->digest };
    if (bc_strmap_find(&pictures->known, key))
        return;
    bc_strmap_put(&pictures->known, key, picture);
    bc_vec_add(&pictures->list, picture);
}

void bc_pdf_pictures_release(bc_pdf_pictures *pictures)
{
    bc_vec_release(&pictures->list);
    bc_strmap_release(&pictures->known);
}

/* How a seal lies over words: as ink does, which leaves black black. The paper of one that has no transparency goes. */
#define INK "/Ink"

static void put_name(const bc_picture *picture, bc_buf *out)
{
    bc_buf_printf(out, "/P%016llX%016llX", (unsigned long long)picture->digest[0],
                  (unsigned long long)picture->digest[1]);
}

/* The unit square, in which a picture is drawn upright, onto its place: a, b, c, d and where the corner goes, each as a
 * part of the width or height. By the numbers of EXIF. */
typedef struct turn {
    int a, b, c, d, x, y;
} turn;

static const turn TURNS[] = {
    { 1, 0, 0, 1, 0, 0 },   { -1, 0, 0, 1, 1, 0 }, { -1, 0, 0, -1, 1, 1 }, { 1, 0, 0, -1, 0, 1 },
    { 0, -1, -1, 0, 1, 1 }, { 0, -1, 1, 0, 0, 1 }, { 0, 1, 1, 0, 0, 0 },   { 0, 1, -1, 0, 1, 0 },
};

void bc_pdf_pictures_put(const bc_layout_page *page, const bc_layout_item *item, bc_buf *out)
{
    const bc_picture *picture = item->as.picture.picture;
    const turn *t = &TURNS[picture->turn - 1];
    int64_t width = item->as.picture.width, height = item->as.picture.height;
    int64_t bottom = (int64_t)page->height - item->y - height;
    int64_t matrix[] = { t->a * width,  t->b * height,          t->c * width,
                         t->d * height, item->x + t->x * width, bottom + t->y * height };
    bc_buf_add_text(out, "q\n");
    if (item->as.picture.over)
        bc_buf_add_text(out, INK " gs\n");
    for (size_t i = 0; i < sizeof matrix / sizeof *matrix; i++) {
        bc_pdf_put_length(out, matrix[i]);
        bc_buf_add_char(out, ' ');
    }
    bc_buf_add_text(out, "cm\n");
    put_name(picture, out);
    bc_buf_add_text(out, " Do\nQ\n");
}

bool bc_pdf_pictures_show_through(const bc_layout_item *item)
{
    return item->kind == BC_ITEM_PICTURE && (item->as.picture.over || item->as.picture.picture->mask.n);
}

bool bc_pdf_pictures_blend(const bc_layout_page *page)
{
    bool blend = false;
    for (uint32_t i = 0; i < page->item_count && !blend; i++)
        blend = bc_pdf_pictures_show_through(&page->items[i]);
    return blend;
}

/* Of rows that were filtered as PNG does it. */
static void put_decoding(const bc_picture *picture, int colours, bc_buf *out)
{
    bc_buf_printf(out, "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors %d/Columns %u>>", colours,
                  picture->width);
}

static void put_size(const bc_picture *picture, bc_buf *out)
{
    bc_buf_printf(out, "/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8", picture->width,
                  picture->height);
}

static bc_pdf_ref define_mask(const bc_picture *picture, bc_pdf_file *file)
{
    bc_buf entries;
    bc_buf_init(&entries);
    put_size(picture, &entries);
    bc_buf_add_text(&entries, "/ColorSpace/DeviceGray");
    put_decoding(picture, 1, &entries);
    bc_pdf_ref ref = bc_pdf_reserve(file);
    bc_pdf_define_stream(file, ref, bc_buf_str(&entries), picture->mask);
    bc_buf_release(&entries);
    return ref;
}

static bc_pdf_ref define(const bc_picture *picture, bc_pdf_file *file, bc_pdf_ref inks)
{
    bc_buf entries;
    bc_buf_init(&entries);
    put_size(picture, &entries);
    if (picture->colour == BC_PICTURE_CMYK && inks)
        bc_buf_printf(&entries, "/ColorSpace[/ICCBased %u 0 R]", inks);
    else
        bc_buf_printf(&entries, "/ColorSpace/Device%s",
                      picture->colour == BC_PICTURE_GREY  ? "Gray"
                      : picture->colour == BC_PICTURE_RGB ? "RGB"
                                                          : "CMYK");
    if (picture->inverted)
        bc_buf_add_text(&entries, "/Decode[1 0 1 0 1 0 1 0]");
    if (picture->kind == BC_PICTURE_JPEG)
        bc_buf_add_text(&entries, "/Filter/DCTDecode");
    else
        put_decoding(picture, (int)picture->colour, &entries);
    if (picture->mask.n)
        bc_buf_printf(&entries, "/SMask %u 0 R", define_mask(picture, file));
    bc_pdf_ref ref = bc_pdf_reserve(file);
    bc_pdf_define_stream(file, ref, bc_buf_str(&entries), picture->samples);
    bc_buf_release(&entries);
    return ref;
}

static bool has_inks(const bc_pdf_pictures *pictures)
{
    bool has = false;
    for (size_t i = 0; i < pictures->list.n && !has; i++)
        has = pictures->list.at[i]->colour == BC_PICTURE_CMYK;
    return has;
}

void bc_pdf_pictures_define(const bc_pdf_pictures *pictures, bc_pdf_file *file, bc_pdf_standard standard,
                            bc_deflate_packer *deflater, bc_buf *resources)
{
    if (!pictures->list.n)
        return;
    const bc_pdf_ref inks = standard != BC_PDF_PLAIN && has_inks(pictures) ? bc_pdf_define_inks(file, deflater) : 0;
    bc_buf_add_text(resources, "/XObject<<");
    for (size_t i = 0; i < pictures->list.n; i++) {
        put_name(pictures->list.at[i], resources);
        bc_buf_printf(resources, " %u 0 R", define(pictures->list.at[i], file, inks));
    }
    bc_buf_add_text(resources, ">>");
    if (standard != BC_PDF_A1B)
        bc_buf_add_text(resources, "/ExtGState<<" INK "<</BM/Multiply>>>>");
}
