/* Output intents, and how inks of pictures are meant. Their colour profiles are made here: ICC version 2 asks four tags
 * of a grey one and nine of an RGB one, a few hundred bytes, so there is no file to ship and no licence to carry. Files
 * without colours get the grey one: a printer then has no reason to mix black from four inks. */
#include "paint/pdf/private/intent.h"

#include "base/bytes.h"

#include <string.h>

enum { HEADER = 128, TAG_ENTRY = 12, MAX_TAGS = 9 };

typedef struct tag {
    const char *name;
    uint32_t at, length;
} tag;

typedef struct profile {
    bc_buf data; /* of the tags */
    tag tags[MAX_TAGS];
    uint32_t n;
} profile;

/* The light that all ICC profiles refer to, D50, in 65536ths. */
static const uint32_t WHITE[3] = { 0x0000F6D6, 0x00010000, 0x0000D32D };

/* sRGB (IEC 61966-2-1): its primaries adapted to D50, and its curve at 64 points. */
static const uint32_t PRIMARIES[3][3] = { { 0x6FA2, 0x38F5, 0x0390 },
                                          { 0x6299, 0xB785, 0x18DA },
                                          { 0x24A0, 0x0F84, 0xB6CF } };
static const uint16_t CURVE[] = { 0,     81,    161,   244,   345,   466,   609,   776,   965,   1180,  1420,
                                  1687,  1980,  2301,  2651,  3030,  3439,  3879,  4349,  4851,  5386,  5953,
                                  6554,  7189,  7858,  8562,  9302,  10078, 10890, 11739, 12626, 13551, 14513,
                                  15515, 16556, 17636, 18757, 19918, 21120, 22363, 23648, 24974, 26344, 27756,
                                  29211, 30710, 32253, 33840, 35471, 37148, 38870, 40638, 42452, 44312, 46219,
                                  48173, 50174, 52223, 54320, 56465, 58659, 60901, 63193, 65535 };

static void put_zeros(bc_buf *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        bc_buf_add_char(out, '\0');
}

/* Begins the data of a tag; `kind` says how it is written. */
static void begin_tag(profile *p, const char *name, const char *kind)
{
    put_zeros(&p->data, (4 - p->data.n % 4) % 4);
    p->tags[p->n++] = (tag){ .name = name, .at = (uint32_t)p->data.n };
    bc_buf_add_text(&p->data, kind);
    put_zeros(&p->data, 4);
}

static void end_tag(profile *p)
{
    p->tags[p->n - 1].length = (uint32_t)p->data.n - p->tags[p->n - 1].at;
}

static void put_description(profile *p, const char *text)
{
    enum { MACINTOSH = 67, OTHER_SCRIPTS = 11 };
    begin_tag(p, "desc", "desc");
    bc_bytes_put(&p->data, (uint32_t)strlen(text) + 1, 4);
    bc_buf_add(&p->data, text, strlen(text) + 1);
    put_zeros(&p->data, OTHER_SCRIPTS + MACINTOSH);
    end_tag(p);
}

static void put_copyright(profile *p)
{
    static const char FREE[] = "none";
    begin_tag(p, "cprt", "text");
    bc_buf_add(&p->data, FREE, sizeof FREE);
    end_tag(p);
}

static void put_xyz(profile *p, const char *name, const uint32_t xyz[3])
{
    begin_tag(p, name, "XYZ ");
    for (int i = 0; i < 3; i++)
        bc_bytes_put(&p->data, xyz[i], 4);
    end_tag(p);
}

/* Grey by one exponent, in 256ths; the others by points. */
static void put_curve(profile *p, const char *name, const uint16_t *points, uint32_t n)
{
    begin_tag(p, name, "curv");
    bc_bytes_put(&p->data, n, 4);
    for (uint32_t i = 0; i < n; i++)
        bc_bytes_put(&p->data, points[i], 2);
    end_tag(p);
}

static void put_grey(profile *p)
{
    static const uint16_t GAMMA = 0x0233; /* 2.2 */
    put_description(p, "Gray, gamma 2.2");
    put_copyright(p);
    put_xyz(p, "wtpt", WHITE);
    put_curve(p, "kTRC", &GAMMA, 1);
}

static void put_rgb(profile *p)
{
    static const char *const COLOURS[] = { "rXYZ", "gXYZ", "bXYZ" }, *const CURVES[] = { "rTRC", "gTRC", "bTRC" };
    put_description(p, "sRGB");
    put_copyright(p);
    put_xyz(p, "wtpt", WHITE);
    for (int i = 0; i < 3; i++)
        put_xyz(p, COLOURS[i], PRIMARIES[i]);
    put_curve(p, CURVES[0], CURVE, sizeof CURVE / sizeof *CURVE);
    for (int i = 1; i < 3; i++, p->n++) { /* all three share it */
        p->tags[p->n] = p->tags[p->n - 1];
        p->tags[p->n].name = CURVES[i];
    }
}

/* What offset printing on coated paper (ISO 12647-2) makes of inks laid over each other, C slowest and K fastest, as
 * XYZ of paper that is white, in 32768ths; and how dots grow in print, in quarters. Between them areas add up. */
static const uint16_t OVERPRINTS[][3] = {
    { 31595, 32768, 27030 }, { 757, 785, 628 }, { 25867, 27736, 2550 }, { 620, 665, 59 },
    { 12354, 6281, 5443 },   { 296, 150, 126 }, { 11294, 5991, 833 },   { 271, 144, 19 },
    { 5617, 8575, 19157 },   { 135, 205, 445 }, { 2834, 6580, 2553 },   { 68, 158, 59 },
    { 2120, 1533, 5680 },    { 51, 37, 132 },   { 1370, 1421, 1136 },   { 33, 34, 26 },
};
static const uint16_t DOTS[] = { 0, 23593, 41943, 56360, 65535 };

static void put_numbers(bc_buf *out, const uint16_t *numbers, size_t n)
{
    for (size_t i = 0; i < n; i++)
        bc_bytes_put(out, numbers[i], 2);
}

static void put_inks(profile *p)
{
    enum { CMYK = 4, VALUES = 3, CORNERS = 2, ENDS = 2 };
    static const uint16_t STRAIGHT[ENDS] = { 0, 65535 };
    put_description(p, "Inks on coated paper");
    put_copyright(p);
    put_xyz(p, "wtpt", WHITE);
    begin_tag(p, "A2B0", "mft2");
    bc_bytes_put(&p->data, CMYK << 24 | VALUES << 16 | CORNERS << 8, 4);
    for (int i = 0; i < VALUES * VALUES; i++) /* a matrix that leaves them as they are */
        bc_bytes_put(&p->data, i % (VALUES + 1) ? 0 : 0x10000, 4);
    bc_bytes_put(&p->data, sizeof DOTS / sizeof *DOTS, 2);
    bc_bytes_put(&p->data, ENDS, 2);
    for (int i = 0; i < CMYK; i++)
        put_numbers(&p->data, DOTS, sizeof DOTS / sizeof *DOTS);
    put_numbers(&p->data, OVERPRINTS[0], sizeof OVERPRINTS / sizeof OVERPRINTS[0][0]);
    for (int i = 0; i < VALUES; i++)
        put_numbers(&p->data, STRAIGHT, ENDS);
    end_tag(p);
}

typedef enum profile_kind { GREY, RGB, INKS } profile_kind;

static void put_header(const profile *p, profile_kind kind, bc_buf *out)
{
    static const char *const SPACES[] = { "mntrGRAYXYZ ", "mntrRGB XYZ ", "scnrCMYKXYZ " };
    enum { UP_TO_LIGHT = 28 };
    static const uint16_t MADE[] = { 2026, 1, 1, 0, 0, 0 };
    const size_t start = out->n;
    bc_bytes_put(out, (uint32_t)(HEADER + 4 + p->n * TAG_ENTRY + p->data.n), 4);
    put_zeros(out, 4);
    bc_bytes_put(out, 0x02100000, 4); /* version 2.1 */
    bc_buf_add_text(out, SPACES[kind]);
    for (size_t i = 0; i < sizeof MADE / sizeof *MADE; i++)
        bc_bytes_put(out, MADE[i], 2);
    bc_buf_add_text(out, "acsp");
    put_zeros(out, UP_TO_LIGHT);
    for (int i = 0; i < 3; i++)
        bc_bytes_put(out, WHITE[i], 4);
    put_zeros(out, start + HEADER - out->n);
}

static void put_profile(profile_kind kind, bc_buf *out)
{
    static void (*const PUT[])(profile * p) = { put_grey, put_rgb, put_inks };
    profile p = { .n = 0 };
    bc_buf_init(&p.data);
    PUT[kind](&p);
    put_header(&p, kind, out);
    bc_bytes_put(out, p.n, 4);
    for (uint32_t i = 0; i < p.n; i++) {
        bc_buf_add_text(out, p.tags[i].name);
        bc_bytes_put(out, HEADER + 4 + p.n * TAG_ENTRY + p.tags[i].at, 4);
        bc_bytes_put(out, p.tags[i].length, 4);
    }
    bc_buf_add_str(out, bc_buf_str(&p.data));
    bc_buf_release(&p.data);
}

static bc_pdf_ref define_profile(bc_pdf_file *file, profile_kind kind, bc_deflate_packer *deflater)
{
    static const char *const ENTRIES[] = { "/N 1/Filter/FlateDecode", "/N 3/Filter/FlateDecode",
                                           "/N 4/Filter/FlateDecode" };
    bc_buf bytes;
    bc_buf_init(&bytes);
    put_profile(kind, &bytes);
    bc_pdf_ref ref = bc_pdf_reserve(file);
    bc_pdf_define_stream(file, ref, bc_str_from(ENTRIES[kind]),
                         bc_deflate_zlib(deflater, BC_DEFLATE_TEXT, bc_buf_str(&bytes)));
    bc_buf_release(&bytes);
    return ref;
}

bc_pdf_ref bc_pdf_define_inks(bc_pdf_file *file, bc_deflate_packer *deflater)
{
    return define_profile(file, INKS, deflater);
}

void bc_pdf_put_intent(bc_pdf_file *file, bool coloured, bc_deflate_packer *deflater, bc_buf *out)
{
    bc_pdf_ref ref = define_profile(file, coloured ? RGB : GREY, deflater);
    bc_buf_printf(out,
                  "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(%s)/Info(%s)"
                  "/DestOutputProfile %u 0 R>>]",
                  coloured ? "sRGB" : "Gray", coloured ? "sRGB IEC61966-2.1" : "Gray, gamma 2.2", ref);
}
