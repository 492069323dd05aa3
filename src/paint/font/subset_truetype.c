/* A TrueType font of the used glyphs. Parts of composites are added while the list is walked, so the walk ends when
 * no glyph names a new one. */
#include "base/bytes.h"
#include "base/vec.h"
#include "paint/font/private/sfnt.h"
#include "paint/font/subset.h"

enum { MAX_GLYPHS = 65535, HEAD = 54, HHEA = 36, MAXP = 32, MAX_SHORT_LOCA = 2 * 65535 };

typedef struct closure {
    BC_VEC(uint16_t) glyphs;
    uint16_t *number_of; /* in the subset, of an original glyph; 0: not there. NULL until one is asked for */
} closure;

/* The number a component has in the subset; it is added when it is new. */
static uint16_t number_of(closure *c, uint16_t glyph)
{
    if (!c->number_of) {
        c->number_of = bc_mem_alloc((MAX_GLYPHS + 1) * sizeof *c->number_of);
        for (size_t i = c->glyphs.n; i-- > 1;)
            c->number_of[c->glyphs.at[i]] = (uint16_t)i;
    }
    if (!c->number_of[glyph] && c->glyphs.n < MAX_GLYPHS) {
        c->number_of[glyph] = (uint16_t)c->glyphs.n;
        bc_vec_add(&c->glyphs, glyph);
    }
    return c->number_of[glyph];
}

/* Appends the glyph records; offsets[i] is where the glyph starts, the last one where they end. */
static bool put_records(bc_subset_face *face_glyphs, closure *c, bc_buf *glyf, bc_buf *offsets)
{
    bool good = true;
    for (size_t i = 0; i < c->glyphs.n; i++) {
        bc_bytes_put(offsets, (uint32_t)glyf->n, 4);
        if (!i)
            continue; /* .notdef is never shown */
        const bc_subset_glyph *glyph = bc_subset_face_glyph(face_glyphs, c->glyphs.at[i]);
        good = good && !glyph->damaged;
        size_t start = glyf->n;
        bc_buf_add_str(glyf, glyph->program);
        for (size_t at = 0; bc_subset_glyf_component(glyph->program, &at);)
            bc_bytes_store((uint8_t *)glyf->p + start + at, number_of(c, bc_bytes_u16(glyph->program, at)), 2);
    }
    bc_bytes_put(offsets, (uint32_t)glyf->n, 4);
    return good;
}

/* Offsets in two bytes when they fit: records start at multiples of four. */
static bc_str shorten_loca(bc_buf *offsets, size_t glyf_size)
{
    if (glyf_size <= MAX_SHORT_LOCA) {
        uint8_t *p = (uint8_t *)offsets->p;
        size_t count = offsets->n / 4;
        for (size_t i = 0; i < count; i++)
            bc_bytes_store(p + i * 2, bc_bytes_read(p + i * 4, 4) / 2, 2);
        offsets->n = count * 2;
    }
    return bc_buf_str(offsets);
}

static void put_metrics(const bc_subset_glyf *font, const closure *c, bc_buf *hmtx)
{
    for (size_t i = 0; i < c->glyphs.n; i++) {
        bc_bytes_put(hmtx, bc_subset_glyf_advance(font, c->glyphs.at[i]), 2);
        bc_bytes_put(hmtx, (uint16_t)bc_subset_glyf_left_bearing(font, c->glyphs.at[i]), 2);
    }
}

/* The three fixed tables, with what a subset changes. */
static void put_fixed_tables(const bc_subset_glyf *font, uint32_t count, bool long_offsets, uint8_t *head,
                             uint8_t *hhea, uint8_t *maxp)
{
    enum { INSTRUCTION_LIMITS = 16, INSTRUCTION_LIMITS_END = 28 };
    for (size_t i = 0; i < HEAD; i++)
        head[i] = (uint8_t)font->head.p[i];
    for (size_t i = 0; i < HHEA; i++)
        hhea[i] = (uint8_t)font->hhea.p[i];
    for (size_t i = 0; i < MAXP; i++)
        maxp[i] = (uint8_t)(i >= INSTRUCTION_LIMITS && i < INSTRUCTION_LIMITS_END ? 0 : font->maxp.p[i]);
    bc_bytes_store(head + 8, 0, 4); /* checksum adjustment: readers of embedded fonts ignore it */
    bc_bytes_store(head + 50, long_offsets, 2);
    bc_bytes_store(hhea + 34, count, 2);
    bc_bytes_store(maxp + 4, count, 2);
}

bool bc_subset_write_truetype(bc_subset_face *face_glyphs, const uint16_t *glyphs, uint32_t count, uint32_t *all,
                              bc_buf *out)
{
    const bc_subset_glyf *font = bc_subset_face_glyf(face_glyphs);
    closure c = { 0 };
    bc_buf glyf, offsets, hmtx;
    uint8_t head[HEAD], hhea[HHEA], maxp[MAXP];
    bc_buf_init(&glyf);
    bc_buf_init(&offsets);
    bc_buf_init(&hmtx);
    for (uint32_t i = 0; i < count; i++)
        bc_vec_add(&c.glyphs, glyphs[i]);
    bool good = put_records(face_glyphs, &c, &glyf, &offsets);
    if (all)
        *all = (uint32_t)c.glyphs.n;
    put_metrics(font, &c, &hmtx);
    put_fixed_tables(font, (uint32_t)c.glyphs.n, glyf.n > MAX_SHORT_LOCA, head, hhea, maxp);
    const bc_subset_table tables[] = {
        { "glyf", bc_buf_str(&glyf) }, { "head", { (char *)head, HEAD } },         { "hhea", { (char *)hhea, HHEA } },
        { "hmtx", bc_buf_str(&hmtx) }, { "loca", shorten_loca(&offsets, glyf.n) }, { "maxp", { (char *)maxp, MAXP } }
    };
    bc_subset_sfnt_write(0x00010000, tables, sizeof tables / sizeof *tables, out);
    bc_buf_release(&glyf);
    bc_buf_release(&offsets);
    bc_buf_release(&hmtx);
    bc_vec_release(&c.glyphs);
    bc_mem_free(c.number_of);
    return good;
}
