/* Pages as text, an item a line:
 *
 *     page 1 595.276x841.890
 *     text x y width font-role size "words" [stretch width] [down | upwards | downwards] [#rrggbb]
 *         [repeated | number | running]
 *     mark, a watermark, as text: its middle
 *     rule h|v x y length weight, dashed or dotted where it is
 *     dots x y number pitch weight
 *     stroke x y dx dy weight
 *     fill x y width height #rrggbb
 *     picture x y width height png|jpeg pixels "what it shows" [over]
 *     symbol x y width height columns "what it says"
 *     chart x y width height "what it says", and each of its paths on a line of its own:
 *         path [ground #rrggbb hatching] [line weight #rrggbb dashes] then M x y, L x y, C (three points), Z
 *
 * Lengths are points with three figures behind the point: exactly what layout computed. */
#include "layout/trace.h"

#include <assert.h>

typedef struct trace {
    bc_layout_painter painter;
    bc_buf out;
} trace;

static void add_length(bc_buf *out, bc_len length)
{
    int64_t thousandths = length;
    if (thousandths < 0)
        bc_buf_add_char(out, '-');
    if (thousandths < 0)
        thousandths = -thousandths;
    bc_buf_printf(out, "%d.%03d", (int)(thousandths / 1000), (int)(thousandths % 1000));
}

static void add_lengths(bc_buf *out, const bc_len *lengths, int n)
{
    for (int i = 0; i < n; i++) {
        bc_buf_add_char(out, ' ');
        add_length(out, lengths[i]);
    }
}

static void add_quoted(bc_buf *out, bc_str s)
{
    bc_buf_add_char(out, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '"' || c == '\\')
            bc_buf_add_char(out, '\\');
        if (c < 0x20)
            bc_buf_printf(out, "\\x%02x", c);
        else
            bc_buf_add_char(out, (char)c);
    }
    bc_buf_add_char(out, '"');
}

static void trace_text(bc_buf *out, const bc_layout_item *item)
{
    assert(item->kind == BC_ITEM_TEXT || item->kind == BC_ITEM_MARK);
    bc_buf_add_text(out, item->kind == BC_ITEM_TEXT ? "text" : "mark");
    add_lengths(out, (bc_len[]){ item->x, item->y, item->as.text.width }, 3);
    bc_buf_printf(out, " %s", bc_font_role_name(item->as.text.style->role));
    add_lengths(out, &item->as.text.style->size, 1);
    bc_buf_add_char(out, ' ');
    add_quoted(out, item->as.text.line);
    if (item->as.text.stretch_to > 0) {
        bc_buf_add_text(out, " stretch");
        add_lengths(out, &item->as.text.stretch_to, 1);
    }
    static const char *const ROLES[] = {
        [BC_ITEM_REPEATED] = " repeated", [BC_ITEM_PAGE_NUMBER] = " number", [BC_ITEM_RUNNING] = " running"
    };
    static const char *const FLOWS[] = { "", " down", " upwards", " downwards" };
    bc_buf_add_text(out, FLOWS[item->as.text.style->flow]);
    if (item->as.text.style->colour)
        bc_buf_printf(out, " #%06x", (unsigned)item->as.text.style->colour);
    if (item->role != BC_ITEM_CONTENT)
        bc_buf_add_text(out, ROLES[item->role]);
}

static void trace_rule(bc_buf *out, const bc_layout_item *item)
{
    static const char *const KINDS[] = {
        [BC_STROKE_PLAIN] = "", [BC_STROKE_DASHED] = " dashed", [BC_STROKE_DOTTED] = " dotted"
    };
    assert(item->kind == BC_ITEM_RULE);
    bc_buf_add_text(out, item->as.rule.vertical ? "rule v" : "rule h");
    add_lengths(out, (bc_len[]){ item->x, item->y, item->as.rule.length, item->as.rule.weight }, 4);
    bc_buf_add_text(out, KINDS[item->as.rule.kind]);
}

static void trace_dots(bc_buf *out, const bc_layout_item *item)
{
    assert(item->kind == BC_ITEM_DOTS);
    bc_buf_add_text(out, "dots");
    add_lengths(out, (bc_len[]){ item->x, item->y }, 2);
    bc_buf_printf(out, " %u", item->as.dots.n);
    add_lengths(out, (bc_len[]){ item->as.dots.pitch, item->as.dots.weight }, 2);
}

static void trace_stroke(bc_buf *out, const bc_layout_item *item)
{
    assert(item->kind == BC_ITEM_STROKE);
    bc_buf_add_text(out, "stroke");
    add_lengths(out, (bc_len[]){ item->x, item->y, item->as.stroke.dx, item->as.stroke.dy, item->as.stroke.weight }, 5);
}

static void trace_fill(bc_buf *out, const bc_layout_item *item)
{
    assert(item->kind == BC_ITEM_FILL);
    bc_buf_add_text(out, "fill");
    add_lengths(out, (bc_len[]){ item->x, item->y, item->as.fill.width, item->as.fill.height }, 4);
    bc_buf_printf(out, " #%06x", (unsigned)item->as.fill.colour);
}

static void trace_picture(bc_buf *out, const bc_layout_item *item)
{
    assert(item->kind == BC_ITEM_PICTURE);
    const bc_picture *picture = item->as.picture.picture;
    bc_buf_add_text(out, "picture");
    add_lengths(out, (bc_len[]){ item->x, item->y, item->as.picture.width, item->as.picture.height }, 4);
    bc_buf_printf(out, " %s %ux%u ", picture->kind == BC_PICTURE_PNG ? "png" : "jpeg", picture->width, picture->height);
    add_quoted(out, item->as.picture.alt);
    if (item->as.picture.over)
        bc_buf_add_text(out, " over");
}

static void trace_symbol(bc_buf *out, const bc_layout_item *item)
{
    assert(item->kind == BC_ITEM_SYMBOL);
    bc_buf_add_text(out, "symbol");
    add_lengths(out, (bc_len[]){ item->x, item->y, item->as.symbol.width, item->as.symbol.height }, 4);
    bc_buf_printf(out, " %u ", item->as.symbol.symbol->columns);
    add_quoted(out, item->as.symbol.alt);
}

static void trace_path(bc_buf *out, const bc_chart_path *path)
{
    static const char *const HATCHES[] = { "plain", "upwards", "downwards", "level", "crossed" };
    bc_buf_add_text(out, "\n    path");
    if (path->filled)
        bc_buf_printf(out, " ground #%06x %s", (unsigned)path->ground, HATCHES[path->hatch]);
    if (path->weight) {
        bc_buf_add_text(out, " line");
        add_lengths(out, &path->weight, 1);
        bc_buf_printf(out, " #%06x", (unsigned)path->ink);
        for (int i = 0; i < BC_CHART_DASHES && path->dash[i]; i++)
            add_lengths(out, &path->dash[i], 1);
    }
    for (uint32_t i = 0; i < path->n; i++) {
        const bc_chart_step *step = &path->steps[i];
        bc_buf_printf(out, " %c", "MLCZ"[step->kind]);
        if (step->kind == BC_CHART_CURVE)
            add_lengths(out, step->control, 4);
        if (step->kind != BC_CHART_CLOSE)
            add_lengths(out, (bc_len[]){ step->x, step->y }, 2);
    }
}

static void trace_chart(bc_buf *out, const bc_layout_item *item)
{
    const bc_chart_drawing *drawing = item->as.chart.drawing;
    assert(item->kind == BC_ITEM_CHART);
    bc_buf_add_text(out, "chart");
    add_lengths(out, (bc_len[]){ item->x, item->y, drawing->width, drawing->height }, 4);
    bc_buf_add_char(out, ' ');
    add_quoted(out, item->as.chart.alt);
    for (uint32_t i = 0; i < drawing->path_count; i++)
        trace_path(out, &drawing->paths[i]);
}

/* In the order of the kinds. */
static void (*const TRACES[])(bc_buf *out, const bc_layout_item *item) = { trace_text,    trace_rule,   trace_dots,
                                                                           trace_stroke,  trace_text,   trace_fill,
                                                                           trace_picture, trace_symbol, trace_chart };

static void trace_page(bc_layout_painter *painter, const bc_layout_page *page)
{
    bc_buf *out = &((trace *)painter)->out;
    bc_buf_printf(out, "page %.*s ", BC_STR_ARG(page->label));
    add_length(out, page->width);
    bc_buf_add_char(out, 'x');
    add_length(out, page->height);
    if (page->goes_on)
        bc_buf_add_text(out, " goes on");
    bc_buf_add_char(out, '\n');
    for (uint32_t i = 0; i < page->item_count; i++) {
        TRACES[page->items[i].kind](out, &page->items[i]);
        bc_buf_add_char(out, '\n');
    }
}

static bool trace_finish(bc_layout_painter *painter, bc_buf *out)
{
    bc_buf_add_str(out, bc_buf_str(&((trace *)painter)->out));
    return true;
}

static void trace_free(bc_layout_painter *painter)
{
    bc_buf_release(&((trace *)painter)->out);
    bc_mem_free(painter);
}

bc_layout_painter *bc_layout_trace_new(void)
{
    trace *t = bc_mem_alloc(sizeof *t);
    t->painter = (bc_layout_painter){ trace_page, trace_finish, trace_free };
    bc_buf_init(&t->out);
    return &t->painter;
}
