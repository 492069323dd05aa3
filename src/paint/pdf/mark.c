/* Watermarks: a line of text as outlines, turned by 45 degrees about its middle. Outlines are filled rather than glyphs
 * shown, so that nobody who searches or copies the page comes upon words across it; and no transparency is needed,
 * since they lie below everything but the grounds of cells. */
#include "paint/pdf/private/mark.h"

#include "paint/pdf/private/syntax.h"

typedef struct pen {
    bc_buf *out;
    bc_len size, x; /* of the type; where the glyph begins, from the middle of the line */
    uint16_t upem;
    bc_len middle_x, middle_y; /* of the page, from its foot */
} pen;

/* A point of the glyph on the page. */
static void put_point(pen *p, int x, int y)
{
    enum { COSINE = 70711, FULL = 100000, EM_TO_MIDDLE = 38, HUNDRED = 100 };
    int64_t across = p->x + (int64_t)x * p->size / p->upem;
    int64_t above = (int64_t)y * p->size / p->upem - (int64_t)p->size * EM_TO_MIDDLE / HUNDRED;
    bc_pdf_put_length(p->out, p->middle_x + (across - above) * COSINE / FULL);
    bc_buf_add_char(p->out, ' ');
    bc_pdf_put_length(p->out, p->middle_y + (across + above) * COSINE / FULL);
    bc_buf_add_char(p->out, ' ');
}

static void move(void *context, int x, int y)
{
    pen *p = context;
    put_point(p, x, y);
    bc_buf_add_text(p->out, "m\n");
}

static void line(void *context, int x, int y)
{
    pen *p = context;
    put_point(p, x, y);
    bc_buf_add_text(p->out, "l\n");
}

static void curve(void *context, const int at[6])
{
    pen *p = context;
    for (int i = 0; i < 6; i += 2)
        put_point(p, at[i], at[i + 1]);
    bc_buf_add_text(p->out, "c\n");
}

static void close_path(void *context)
{
    bc_buf_add_text(((pen *)context)->out, "h\n");
}

static void put_mark(const bc_layout_page *page, const bc_layout_item *item, bc_text_typesetter *typesetter,
                     bc_arena *arena, bc_buf *out)
{
    const bc_text_style *style = item->as.text.style;
    bc_text_shaped shaped = bc_text_shape(typesetter, arena, item->as.text.line, style, 0);
    pen p = { .out = out, .size = style->size, .middle_x = item->x, .middle_y = page->height - item->y };
    bc_buf_add_text(out, "/Artifact<</Type/Pagination/Subtype/Watermark>>BDC\n");
    bc_pdf_put_colour(out, style->colour);
    for (uint32_t r = 0; r < shaped.run_count; r++) {
        const bc_text_glyph_run *run = &shaped.runs[r];
        p.upem = run->face->units_per_em;
        for (uint32_t i = run->first; i < run->first + run->n; i++) {
            p.x = shaped.glyphs[i].x - shaped.width / 2;
            bc_font_face_draw(
                run->face, shaped.glyphs[i].id,
                &(bc_font_pen){ .move = move, .line = line, .curve = curve, .close = close_path, .context = &p });
        }
    }
    bc_buf_add_text(out, "f\nEMC\n");
}

void bc_pdf_put_marks(const bc_layout_page *page, bc_text_typesetter *typesetter, bc_arena *arena, bc_buf *out)
{
    bool any = false;
    for (uint32_t i = 0; i < page->item_count; i++) {
        if (page->items[i].kind != BC_ITEM_MARK)
            continue;
        bc_buf_add_text(out, any ? "" : "q\n");
        put_mark(page, &page->items[i], typesetter, arena, out);
        any = true;
    }
    if (any)
        bc_buf_add_text(out, "Q\n");
}
