/* A page's items as operators. Readers add up rounded widths, so glyphs of one font and height go into one TJ
 * array, in which what readers would be off is corrected as soon as it could be seen: few bytes, and a line ends
 * where layout put its end. */
#include "paint/pdf/private/content.h"

#include "base/utf8.h"
#include "layout/tags.h"
#include "paint/pdf/private/charts.h"
#include "paint/pdf/private/mark.h"
#include "paint/pdf/private/strokes.h"
#include "paint/pdf/private/symbols.h"
#include "paint/pdf/private/syntax.h"

#include <assert.h>
#include <stdlib.h>

/* Readers add up widths that are rounded to a thousandth of an em. Differences below this many thousandths (0.03 pt
 * in table text, a twentieth of a pixel on screens) are left to add up; what is then corrected is corrected exactly. */
enum { SLACK = 3 };

typedef struct writer {
    const bc_layout_page *page;
    bc_pdf_fonts *fonts;
    bc_text_typesetter *typesetter;
    bc_arena *arena;
    bc_buf *out;
    bc_pdf_patches *patches; /* or NULL */
    bool foreign, tagged;
    const uint32_t *marks;    /* of the page's items, or NULL */
    bc_layout_item_role role; /* of the marked content that is open */
    uint32_t mark;            /* that is open; BC_NO_MARK: none */
    size_t font;              /* as set by the last Tf; SIZE_MAX: none */
    bc_len size, rise, spacing;
    bc_colour colour; /* of what is filled and written */
    int64_t pen;      /* where the reader is on this line: millionths of a point from the line's start */
    bool in_string;
} writer;

typedef struct run_glyphs {
    const bc_font_face *face;
    const bc_text_glyph *at;
    uint32_t n;
} run_glyphs;

void bc_pdf_shown_release(bc_pdf_shown *shown)
{
    bc_pdf_fonts *fonts = &shown->fonts;
    for (size_t i = 0; i < fonts->list.n; i++)
        bc_pdf_font_free(fonts->list.at[i]);
    bc_vec_release(&fonts->list);
    bc_pdf_pictures_release(&shown->pictures);
}

size_t bc_pdf_fonts_find(bc_pdf_fonts *fonts, const bc_font_face *face)
{
    size_t i = 0;
    while (i < fonts->list.n && bc_pdf_font_face(fonts->list.at[i]) != face)
        i++;
    if (i == fonts->list.n)
        bc_vec_add(&fonts->list,
                   bc_pdf_font_new(bc_subset_cache_face(fonts->cache, face), fonts->share ? &fonts->codes : NULL));
    return i;
}

const uint16_t *bc_pdf_fonts_sort(bc_pdf_fonts *fonts, bc_arena *arena)
{
    uint16_t next = 0, *codes = BC_NEW_ARRAY(arena, uint16_t, (size_t)fonts->codes + 1);
    for (size_t i = 0; i < fonts->list.n; i++)
        if (bc_pdf_font_shares(fonts->list.at[i]))
            bc_pdf_font_sort(fonts->list.at[i], &next, codes);
    assert(next == fonts->codes);
    return codes;
}

static void close_piece(writer *w)
{
    if (w->role != BC_ITEM_CONTENT || w->mark != BC_NO_MARK)
        bc_buf_add_text(w->out, "EMC\n");
    w->role = BC_ITEM_CONTENT;
    w->mark = BC_NO_MARK;
}

static const char *artifact_of(const writer *w, const bc_layout_item *item)
{
    if (item->role == BC_ITEM_REPEATED)
        return w->tagged ? "/Artifact<</Type/Pagination>>BDC\n" : "/Artifact BMC\n";
    if (!w->tagged)
        return "/Artifact<</Type/Pagination>>BDC\n";
    return item->y < w->page->height / 2 ? "/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC\n"
                                         : "/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC\n";
}

/* `opening` is `/P<</MCID ` or its like. */
static void put_mark(writer *w, const char *opening, uint32_t mark)
{
    bc_buf_add_text(w->out, opening);
    bc_buf_add_int(w->out, mark);
    bc_buf_add_text(w->out, ">>BDC\n");
}

/* Pieces of one mark stand behind each other; what is printed again is an artifact. */
static void open_piece(writer *w, const bc_layout_item *item)
{
    uint32_t mark = w->marks ? w->marks[item - w->page->items] : BC_NO_MARK;
    if (item->role == w->role && mark == w->mark)
        return;
    close_piece(w);
    if (mark != BC_NO_MARK)
        put_mark(w, "/P<</MCID ", mark);
    else if (item->role != BC_ITEM_CONTENT)
        bc_buf_add_text(w->out, artifact_of(w, item));
    w->role = item->role;
    w->mark = mark;
}

static void note_patch(writer *w, uint16_t code)
{
    bc_vec_add(&w->patches->list, (bc_pdf_patch){ .at = (uint32_t)w->out->n, .font = (uint16_t)w->font, .code = code });
}

static void set_font(writer *w, size_t font, bc_len size)
{
    if (font == w->font && size == w->size)
        return;
    w->font = font;
    w->size = size;
    bc_buf_add_text(w->out, "/F");
    if (w->foreign) {
        note_patch(w, BC_PDF_FONT_NAME);
        bc_buf_printf(w->out, "%0*zu", BC_PDF_NAME_DIGITS, font + 1);
    } else {
        bc_buf_add_int(w->out, (int64_t)font + 1);
    }
    bc_buf_add_char(w->out, ' ');
    bc_pdf_put_length(w->out, size);
    bc_buf_add_text(w->out, " Tf\n");
}

static int ascending(const void *a, const void *b)
{
    const bc_len left = *(const bc_len *)a, right = *(const bc_len *)b;
    return (left > right) - (left < right);
}

/* What most advances of a line have over the widths of their glyphs, where most are alike: then only the others need
 * adjustments. A grid adds it to all, a line that is brought to an edge to those of ideographs. */
static bc_len spacing_of(const writer *w, const bc_text_shaped *shaped, const bc_text_style *style, bool stretched)
{
    enum { FEW = 4, NEAR = 2 /* thousandths of a point, which rounding makes of equal gaps */ };
    const bc_len own = bc_text_em(style) - style->size;
    if (!stretched || shaped->glyph_count < FEW)
        return own;
    bc_len *gaps = BC_NEW_ARRAY(w->arena, bc_len, shaped->glyph_count);
    uint32_t n = 0, near = 0;
    for (uint32_t i = 0; i < shaped->run_count; i++) {
        const bc_text_glyph_run *run = &shaped->runs[i];
        const bc_text_glyph *at = shaped->glyphs + run->first;
        for (uint32_t k = 0; k + 1 < run->n; k++) {
            const int64_t width = (int64_t)bc_font_face_advance(run->face, at[k].id) * style->size;
            gaps[n++] = at[k + 1].x - at[k].x - (bc_len)(width / run->face->units_per_em);
        }
    }
    if (!n)
        return own;
    qsort(gaps, n, sizeof *gaps, ascending);
    const bc_len most = gaps[n / 2];
    for (uint32_t i = 0; i < n; i++)
        near += gaps[i] >= most - NEAR && gaps[i] <= most + NEAR;
    return near * 2 > n ? most : own;
}

/* Added to every advance from here on. */
static void set_spacing(writer *w, bc_len spacing)
{
    if (spacing == w->spacing)
        return;
    w->spacing = spacing;
    bc_pdf_put_length(w->out, spacing);
    bc_buf_add_text(w->out, " Tc\n");
}

/* Moves the reader to x by an adjustment in thousandths of an em between two strings of a TJ array. */
static void move_pen(writer *w, bc_len x)
{
    int64_t behind = w->pen - (int64_t)x * 1000, half = w->size / 2;
    int64_t adjustment = (behind + (behind < 0 ? -half : half)) / w->size;
    if (adjustment > -SLACK && adjustment < SLACK)
        return;
    if (w->in_string)
        bc_buf_add_char(w->out, '>');
    w->in_string = false;
    bc_buf_add_int(w->out, adjustment);
    w->pen -= adjustment * w->size;
}

/* The text that glyph i of a run adds. When several glyphs stand for several characters (a base and its marks), the
 * shaper gives them all to the first: here each glyph takes one, the last what is left, so that readers which cannot
 * map a code to many characters find each in its place. */
static bc_str text_of(bc_str line, const run_glyphs *run, uint32_t i)
{
    uint32_t first = i, end = i + 1;
    while (first > 0 && run->at[first].from == run->at[first].to)
        first--;
    while (end < run->n && run->at[end].from == run->at[end].to)
        end++;
    bc_str text = bc_str_slice(line, run->at[first].from, run->at[first].to);
    size_t from = 0, to = 0;
    for (uint32_t k = first; k <= i; k++) {
        from = to;
        if (to < text.n)
            bc_utf8_next(text, &to);
    }
    return bc_str_slice(text, from, i + 1 == end ? text.n : to);
}

/* Glyphs from..to of a run, which stand at the same height, as one TJ. */
static void put_glyphs(writer *w, bc_str line, const run_glyphs *run, uint32_t from, uint32_t to)
{
    bc_pdf_font *font = w->fonts->list.at[w->font];
    bc_buf_add_char(w->out, '[');
    for (uint32_t i = from; i < to; i++) {
        bc_pdf_code code = bc_pdf_font_code(font, run->at[i].id, text_of(line, run, i));
        move_pen(w, run->at[i].x);
        if (!w->in_string)
            bc_buf_add_char(w->out, '<');
        w->in_string = true;
        if (w->patches)
            note_patch(w, code.code);
        bc_pdf_put_hex16(w->out, code.code);
        w->pen += (int64_t)code.width * w->size + (int64_t)w->spacing * 1000;
    }
    bc_buf_add_text(w->out, w->in_string ? ">]TJ\n" : "]TJ\n");
    w->in_string = false;
}

static void put_run(writer *w, bc_str line, const run_glyphs *run, bc_len size)
{
    set_font(w, bc_pdf_fonts_find(w->fonts, run->face), size);
    for (uint32_t from = 0, to; from < run->n; from = to) {
        for (to = from + 1; to < run->n && run->at[to].dy == run->at[from].dy;)
            to++;
        if (run->at[from].dy != w->rise) {
            w->rise = run->at[from].dy;
            bc_pdf_put_length(w->out, w->rise);
            bc_buf_add_text(w->out, " Ts\n");
        }
        put_glyphs(w, line, run, from, to);
    }
}

static void set_colour(writer *w, bc_colour colour)
{
    if (colour == w->colour)
        return;
    w->colour = colour;
    bc_pdf_put_colour(w->out, colour);
}

/* The grounds of cells, below everything else. */
static void put_fills(writer *w)
{
    const bc_layout_page *page = w->page;
    bool any = false;
    for (uint32_t i = 0; i < page->item_count; i++) {
        const bc_layout_item *item = &page->items[i];
        if (item->kind != BC_ITEM_FILL)
            continue;
        if (!any)
            bc_buf_add_text(w->out, "/Artifact BMC\n");
        any = true;
        set_colour(w, item->as.fill.colour);
        const bc_len numbers[] = { item->x, page->height - item->y - item->as.fill.height, item->as.fill.width,
                                   item->as.fill.height };
        for (size_t k = 0; k < sizeof numbers / sizeof *numbers; k++) {
            bc_pdf_put_length(w->out, numbers[k]);
            bc_buf_add_char(w->out, ' ');
        }
        bc_buf_add_text(w->out, "re f\n");
    }
    if (any)
        bc_buf_add_text(w->out, "EMC\n");
}

/* Where the text that follows begins, and where it runs. */
static void put_place(writer *w, bc_text_flow flow, bc_len x, bc_len y)
{
    static const char *const TURNED[] = {
        [BC_FLOW_DOWN] = "1 0 0 1 ", [BC_FLOW_UPWARDS] = "0 1 -1 0 ", [BC_FLOW_DOWNWARDS] = "0 -1 1 0 "
    };
    bool across = flow == BC_FLOW_ACROSS;
    bc_buf_add_text(w->out, across ? "" : TURNED[flow]);
    bc_pdf_put_length(w->out, x);
    bc_buf_add_char(w->out, ' ');
    bc_pdf_put_length(w->out, (int64_t)w->page->height - y);
    bc_buf_add_text(w->out, across ? " Td\n" : " Tm\n");
}

/* Characters that mean something to their font alone cannot be read aloud. */
static bool is_private(uint32_t c)
{
    return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

static bool has_private(bc_str line)
{
    for (size_t at = 0; at < line.n;) {
        const unsigned char byte = (unsigned char)line.p[at];
        if (byte < 0xEE)
            at++;
        else if (is_private(bc_utf8_next(line, &at)))
            return true;
    }
    return false;
}

/* What stands far apart, or below each other, is one text for those who search. */
static void open_words(writer *w, bc_str line)
{
    enum { GETA = 0x3013 }; /* stands for a character that cannot be set */
    bc_buf said;
    bc_buf_init(&said);
    for (size_t at = 0; w->tagged && at < line.n;) {
        uint32_t c = bc_utf8_next(line, &at);
        bc_buf_add_utf8(&said, is_private(c) ? GETA : c);
    }
    bc_buf_add_text(w->out, "/Span<</ActualText ");
    bc_pdf_put_text(w->out, w->tagged ? bc_buf_str(&said) : line);
    bc_buf_add_text(w->out, ">>BDC\n");
    bc_buf_release(&said);
}

/* A line from top to bottom, each of its glyphs at its own place. */
static void put_column(writer *w, const bc_layout_item *item)
{
    bc_str line = item->as.text.line;
    const bc_text_style *style = item->as.text.style;
    bc_text_column column = bc_text_shape_column(w->typesetter, w->arena, line, style, item->as.text.stretch_to);
    if (!column.n || style->size <= 0)
        return;
    open_piece(w, item);
    set_colour(w, style->colour);
    open_words(w, line);
    bc_buf_add_text(w->out, "BT\n");
    set_spacing(w, 0);
    for (uint32_t i = 0; i < column.n; i++) {
        const bc_text_column_glyph *at = &column.glyphs[i];
        const bc_text_glyph glyph = { .id = at->id, .from = at->from, .to = at->to };
        set_font(w, bc_pdf_fonts_find(w->fonts, at->face), style->size);
        put_place(w, at->lies ? BC_FLOW_DOWNWARDS : BC_FLOW_DOWN, item->x + at->x, item->y + at->y);
        w->pen = 0;
        put_glyphs(w, line, &(run_glyphs){ at->face, &glyph, 1 }, 0, 1);
    }
    bc_buf_add_text(w->out, "ET\nEMC\n");
}

static void put_text(writer *w, const bc_layout_item *item)
{
    bc_str line = item->as.text.line;
    const bc_text_style *style = item->as.text.style;
    if (style->flow == BC_FLOW_DOWN) {
        put_column(w, item);
        return;
    }
    bc_text_shaped shaped = bc_text_shape(w->typesetter, w->arena, line, style, item->as.text.stretch_to);
    if (!shaped.glyph_count || style->size <= 0)
        return;
    open_piece(w, item);
    set_colour(w, style->colour);
    bool spoken = (style->spread && item->as.text.stretch_to > 0) || (w->tagged && has_private(line));
    if (spoken)
        open_words(w, line);
    bc_buf_add_text(w->out, "BT\n");
    set_font(w, bc_pdf_fonts_find(w->fonts, shaped.runs[0].face), style->size);
    put_place(w, style->flow, item->x, item->y);
    set_spacing(w, spacing_of(w, &shaped, style, item->as.text.stretch_to > 0));
    w->pen = 0;
    for (uint32_t i = 0; i < shaped.run_count; i++) {
        const bc_text_glyph_run *run = &shaped.runs[i];
        put_run(w, line, &(run_glyphs){ run->face, shaped.glyphs + run->first, run->n }, style->size);
    }
    bc_buf_add_text(w->out, "ET\n");
    if (spoken)
        bc_buf_add_text(w->out, "EMC\n");
}

/* What is drawn, with its words. */
static void put_figure(writer *w, const bc_layout_item *item, bc_str alt,
                       void (*draw)(const bc_layout_page *page, const bc_layout_item *item, bc_buf *out))
{
    uint32_t mark = w->marks ? w->marks[item - w->page->items] : BC_NO_MARK;
    if (mark != BC_NO_MARK) {
        put_mark(w, "/Figure<</MCID ", mark);
    } else if (alt.n && item->role == BC_ITEM_CONTENT && !w->tagged) {
        bc_buf_add_text(w->out, "/Span<</Alt");
        bc_pdf_put_text(w->out, alt);
        bc_buf_add_text(w->out, ">>BDC\n");
    } else {
        bc_buf_add_text(w->out, "/Artifact BMC\n");
    }
    draw(w->page, item, w->out);
    bc_buf_add_text(w->out, "EMC\n");
}

/* Pictures lie below what is written, seals over all else. */
static void put_pictures(writer *w, bool over, bc_pdf_pictures *pictures)
{
    for (uint32_t i = 0; i < w->page->item_count; i++) {
        const bc_layout_item *item = &w->page->items[i];
        if (item->kind != BC_ITEM_PICTURE || item->as.picture.over != over)
            continue;
        bc_pdf_pictures_add(pictures, item->as.picture.picture);
        put_figure(w, item, item->as.picture.alt, bc_pdf_pictures_put);
    }
}

static bool is_chart_coloured(const bc_chart_drawing *drawing)
{
    bool coloured = false;
    for (uint32_t i = 0; i < drawing->path_count && !coloured; i++)
        coloured = !bc_pdf_is_grey(drawing->paths[i].ground) || !bc_pdf_is_grey(drawing->paths[i].ink);
    return coloured;
}

/* Pages on which something shows through are mixed in colours. */
static bool is_coloured(const bc_layout_item *item)
{
    switch (item->kind) {
    case BC_ITEM_TEXT:
    case BC_ITEM_MARK:
        return !bc_pdf_is_grey(item->as.text.style->colour);
    case BC_ITEM_FILL:
        return !bc_pdf_is_grey(item->as.fill.colour);
    case BC_ITEM_PICTURE:
        return item->as.picture.picture->colour != BC_PICTURE_GREY || bc_pdf_pictures_show_through(item);
    case BC_ITEM_CHART:
        return is_chart_coloured(item->as.chart.drawing);
    default:
        return false;
    }
}

void bc_pdf_put_page(const bc_layout_page *page, bc_pdf_shown *shown, bc_text_typesetter *typesetter, bc_arena *arena,
                     bc_buf *out, const bc_pdf_page_extra *extra)
{
    writer w = { .page = page,
                 .fonts = &shown->fonts,
                 .typesetter = typesetter,
                 .arena = arena,
                 .out = out,
                 .patches = extra->patches,
                 .foreign = extra->foreign,
                 .tagged = extra->tagged,
                 .marks = extra->marks,
                 .mark = BC_NO_MARK,
                 .role = BC_ITEM_CONTENT,
                 .font = SIZE_MAX };
    for (uint32_t i = 0; i < page->item_count && !shown->coloured; i++)
        shown->coloured = is_coloured(&page->items[i]);
    put_fills(&w);
    bc_pdf_put_marks(page, typesetter, arena, out);
    put_pictures(&w, false, &shown->pictures);
    for (uint32_t i = 0; i < page->item_count; i++)
        if (page->items[i].kind == BC_ITEM_SYMBOL)
            put_figure(&w, &page->items[i], page->items[i].as.symbol.alt, bc_pdf_put_symbol);
        else if (page->items[i].kind == BC_ITEM_CHART)
            put_figure(&w, &page->items[i], page->items[i].as.chart.alt, bc_pdf_put_chart);
    for (uint32_t i = 0; i < page->item_count; i++)
        if (page->items[i].kind == BC_ITEM_TEXT)
            put_text(&w, &page->items[i]);
    close_piece(&w);
    bc_pdf_put_strokes(page, arena, out);
    put_pictures(&w, true, &shown->pictures);
}
