/* The rules of a page as few strokes: those that touch on one line are joined, and each weight is set once for all
 * that have it; dashed and dotted ones come after the plain ones. Rows of dots are lines, too, of dashes without length
 * and with round ends. */
#include "paint/pdf/private/strokes.h"

#include "paint/pdf/private/syntax.h"

#include <stdlib.h>

typedef struct stroke {
    bc_stroke_kind kind;
    bc_len weight;
    bool vertical;
    bc_len across;   /* y of a horizontal one, x of a vertical one */
    bc_len from, to; /* along it */
} stroke;

static int compare(const void *a, const void *b)
{
    const stroke *l = a, *r = b;
    if (l->kind != r->kind)
        return l->kind < r->kind ? -1 : 1;
    if (l->weight != r->weight)
        return l->weight < r->weight ? -1 : 1;
    if (l->vertical != r->vertical)
        return l->vertical ? 1 : -1;
    if (l->across != r->across)
        return l->across < r->across ? -1 : 1;
    if (l->from != r->from)
        return l->from < r->from ? -1 : 1;
    return (l->to > r->to) - (l->to < r->to);
}

static uint32_t collect(const bc_layout_page *page, stroke *out)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < page->item_count; i++) {
        const bc_layout_item *item = &page->items[i];
        if (item->kind != BC_ITEM_RULE || item->as.rule.weight <= 0 || item->as.rule.length <= 0)
            continue;
        bool vertical = item->as.rule.vertical;
        bc_len from = vertical ? item->y : item->x;
        out[n++] =
            (stroke){ item->as.rule.kind,         item->as.rule.weight, vertical, vertical ? item->x : item->y, from,
                      from + item->as.rule.length };
    }
    return n;
}

/* Rules that touch or overlap on one line become one: fewer bytes, and no seams on screens. */
static uint32_t join(stroke *strokes, uint32_t count)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < count; i++) {
        stroke *last = n ? &strokes[n - 1] : NULL;
        const stroke *s = &strokes[i];
        if (last && last->kind == s->kind && last->weight == s->weight && last->vertical == s->vertical &&
            last->across == s->across && s->from <= last->to)
            last->to = bc_len_max(last->to, s->to);
        else
            strokes[n++] = *s;
    }
    return n;
}

static void put_point(bc_buf *out, const bc_layout_page *page, bc_len x, bc_len y, char op)
{
    bc_pdf_put_length(out, x);
    bc_buf_add_char(out, ' ');
    bc_pdf_put_length(out, (int64_t)page->height - y);
    bc_buf_add_char(out, ' ');
    bc_buf_add_char(out, op);
    bc_buf_add_char(out, '\n');
}

/* Half a pitch behind the last dot, so that rounding neither loses it nor adds one. */
static void put_dots(const bc_layout_page *page, bc_buf *out)
{
    bc_len pitch = 0, weight = 0;
    for (uint32_t i = 0; i < page->item_count; i++) {
        const bc_layout_item *item = &page->items[i];
        if (item->kind != BC_ITEM_DOTS)
            continue;
        if (!weight)
            bc_buf_add_text(out, "/Artifact BMC\n1 J\n");
        if (pitch != item->as.dots.pitch || weight != item->as.dots.weight) {
            pitch = item->as.dots.pitch;
            weight = item->as.dots.weight;
            bc_buf_add_text(out, "[0 ");
            bc_pdf_put_length(out, pitch);
            bc_buf_add_text(out, "] 0 d\n");
            bc_pdf_put_length(out, weight);
            bc_buf_add_text(out, " w\n");
        }
        put_point(out, page, item->x, item->y, 'm');
        put_point(out, page, item->x + (bc_len)(item->as.dots.n - 1) * pitch + pitch / 2, item->y, 'l');
        bc_buf_add_text(out, "S\n");
    }
    if (weight)
        bc_buf_add_text(out, "EMC\n");
}

/* The pen for a line. Ends are square, so that the corners of a frame are full; dashes are as long as three blanks are
 * wide or so, and dots are round. */
static void put_pen(bc_buf *out, const stroke *s)
{
    const bc_len w = s->weight, dash = 4 * w + BC_PT(1), blank = 2 * w + BC_PT(1), pitch = 2 * w + 500;
    bc_pdf_put_length(out, w);
    bc_buf_add_text(out, " w\n");
    if (s->kind == BC_STROKE_PLAIN)
        return;
    bc_buf_add_text(out, s->kind == BC_STROKE_DASHED ? "0 J\n[" : "1 J\n[");
    bc_pdf_put_length(out, s->kind == BC_STROKE_DASHED ? dash : 0);
    bc_buf_add_char(out, ' ');
    bc_pdf_put_length(out, s->kind == BC_STROKE_DASHED ? blank : pitch);
    bc_buf_add_text(out, "] 0 d\n");
}

static void put_rules(const bc_layout_page *page, bc_arena *arena, bc_buf *out)
{
    stroke *strokes = BC_NEW_ARRAY(arena, stroke, page->item_count);
    uint32_t count = collect(page, strokes);
    if (!count)
        return;
    qsort(strokes, count, sizeof *strokes, compare);
    count = join(strokes, count);
    bc_buf_add_text(out, "/Artifact BMC\n2 J\n");
    for (uint32_t i = 0; i < count; i++) {
        const stroke *s = &strokes[i];
        if (!i || s->weight != s[-1].weight || s->kind != s[-1].kind) {
            bc_buf_add_text(out, i ? "S\n" : "");
            put_pen(out, s);
        }
        put_point(out, page, s->vertical ? s->across : s->from, s->vertical ? s->from : s->across, 'm');
        put_point(out, page, s->vertical ? s->across : s->to, s->vertical ? s->to : s->across, 'l');
    }
    bc_buf_add_text(out, strokes[count - 1].kind == BC_STROKE_PLAIN ? "S\nEMC\n" : "S\n[] 0 d\nEMC\n");
}

/* Slanted lines, each a path of its own: there are few. Their ends are flat, or they would stick out of a corner. */
static void put_slanted(const bc_layout_page *page, bc_buf *out)
{
    bc_len weight = 0;
    for (uint32_t i = 0; i < page->item_count; i++) {
        const bc_layout_item *item = &page->items[i];
        if (item->kind != BC_ITEM_STROKE)
            continue;
        if (!weight)
            bc_buf_add_text(out, "/Artifact BMC\n0 J\n");
        if (weight != item->as.stroke.weight) {
            weight = item->as.stroke.weight;
            bc_pdf_put_length(out, weight);
            bc_buf_add_text(out, " w\n");
        }
        put_point(out, page, item->x, item->y, 'm');
        put_point(out, page, item->x + item->as.stroke.dx, item->y + item->as.stroke.dy, 'l');
        bc_buf_add_text(out, "S\n");
    }
    if (weight)
        bc_buf_add_text(out, "EMC\n");
}

/* Dots come last: what is drawn behind them would be dashed. */
void bc_pdf_put_strokes(const bc_layout_page *page, bc_arena *arena, bc_buf *out)
{
    put_rules(page, arena, out);
    put_slanted(page, out);
    put_dots(page, out);
}
