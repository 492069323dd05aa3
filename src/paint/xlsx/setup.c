/* How a sheet prints: paper, margins and footer as the PDF has them. A sheet that breaks where the paper does has a
 * scale and is printed as wide as its columns come out. These are counted in figures of a font that the reader may not
 * have, so it has narrower margins, between which it stands in the middle as before, and page numbers further from the
 * edge. */
#include "paint/xlsx/private/setup.h"

#include "base/utf8.h"
#include "paint/xlsx/private/running.h"
#include "paint/xlsx/private/text.h"

#include <stdlib.h>

/* Sizes in millimetres, upright, and Excel's numbers for them. */
static const struct {
    int16_t width, height;
    uint8_t code;
} papers[] = { { 148, 210, 11 }, { 182, 257, 13 }, { 210, 297, 9 }, { 216, 279, 1 },
               { 216, 356, 5 },  { 257, 364, 12 }, { 297, 420, 8 } };

enum {
    A4 = 2, /* in `papers` */
    A3 = 6,
    PAPERS = sizeof papers / sizeof *papers,
    PAPER_TOLERANCE = BC_MM10(20),
    POINTS_PER_INCH = 72,
    MIN_SIDE = BC_MM10(50), /* what most printers leave white */
    MAX_BLANKS = 2
};

/* The size that Excel knows, or the next larger one. */
static size_t paper_of(const bc_form_paper *paper)
{
    bc_len width = bc_len_min(paper->width, paper->height), height = bc_len_max(paper->width, paper->height);
    for (size_t i = 0; i < PAPERS; i++)
        if (llabs((int64_t)width - BC_MM10(papers[i].width * 10)) <= PAPER_TOLERANCE &&
            llabs((int64_t)height - BC_MM10(papers[i].height * 10)) <= PAPER_TOLERANCE)
            return i;
    bool on_a4 = width <= BC_MM10(2100) + PAPER_TOLERANCE && height <= BC_MM10(2970) + PAPER_TOLERANCE;
    return on_a4 ? A4 : A3;
}

/* How much wider and higher the paper is on which the sheet is printed. */
static void find_excess(const bc_form_paper *paper, size_t printed, bc_len *wider, bc_len *higher)
{
    bool upright = paper->width <= paper->height;
    bc_len narrow = BC_MM10(papers[printed].width * 10), high = BC_MM10(papers[printed].height * 10);
    *wider = (upright ? narrow : high) - paper->width;
    *higher = (upright ? high : narrow) - paper->height;
    if (llabs(*wider) <= PAPER_TOLERANCE && llabs(*higher) <= PAPER_TOLERANCE)
        *wider = *higher = 0;
}

/* Taken off each side margin: blanks of the page number's size make up for it. */
static bc_len side_spare(const bc_form_paper *paper, int *blanks)
{
    bc_len em = paper->number_style ? paper->number_style->text.size : BC_PT(14);
    bc_len room = bc_len_min(paper->left, paper->right) - MIN_SIDE;
    *blanks = em > 0 && room > 0 ? (int)(room / em) : 0;
    if (*blanks > MAX_BLANKS)
        *blanks = MAX_BLANKS;
    return *blanks * em;
}

int64_t bc_xlsx_setup_width(const bc_form_paper *paper)
{
    int blanks;
    return (int64_t)bc_layout_frame_width(paper) + 2 * (int64_t)side_spare(paper, &blanks);
}

static double inches(bc_len length)
{
    return bc_len_max(length, 0) / (1000.0 * POINTS_PER_INCH);
}

/* GB/T 9704: the number stands 7 mm below the type area. */
static double footer_margin(const bc_form_paper *paper, bc_len size)
{
    return inches(bc_len_max(paper->bottom - BC_MM10(70) - size, BC_MM10(50)));
}

static const char *const BLANKS[MAX_BLANKS + 1] = { "", "　", "　　" };

enum { MAX_FAMILY = 20 };

/* The code for a font; a name that would take the room of the words is left out. */
static bc_str font_code(const bc_xlsx_setup *s, const bc_text_style *style, bc_len fallback)
{
    bc_font_role role = style ? style->role : BC_ROLE_NUMBER;
    bc_len size = style ? style->size : fallback;
    int points = (int)((size + 500) / 1000);
    bc_str family = bc_xlsx_constants_family(s->constants, role);
    if (bc_utf8_count(family) > MAX_FAMILY)
        return bc_arena_printf(s->arena, "&%d", points);
    return bc_arena_printf(s->arena, "&\"%.*s,Regular\"&%d", BC_STR_ARG(family), points);
}

/* Words as headers hold them, as far as there is room: & is doubled, marks become the codes for the number of the page
 * and of all. */
static void put_words(bc_str words, size_t room, bc_buf *out)
{
    const size_t kept = bc_xlsx_running_kept(words, room);
    if (bc_xlsx_running_needs_blank(words))
        bc_buf_add_char(out, ' ');
    for (size_t at = 0, from = 0; at < kept; from = at) {
        uint32_t c = bc_utf8_next(words, &at);
        if (c == '&')
            bc_buf_add_text(out, "&&");
        else if (bc_xlsx_running_is_page(c))
            bc_buf_add_text(out, c == (uint32_t)BC_RUNNING_PAGE[0] ? "&P" : "&N");
        else
            bc_buf_add_str(out, c == '\n' ? BC_STR(" ") : bc_str_slice(words, from, at));
    }
    bc_buf_add_text(out, kept < words.n ? "…" : "");
}

/* The part of a running line, under its code &L, &C or &R; nothing when there are no words. */
static bool put_part(const bc_xlsx_setup *s, const bc_layout_running *line, int part, size_t room, bc_buf *out)
{
    static const char *const CODES[BC_RUNNING_PARTS] = { "&L", "&C", "&R" };
    if (!line->style || !line->parts[part].n)
        return false;
    bc_buf_add_text(out, CODES[part]);
    bc_buf_add_str(out, font_code(s, &line->style->text, 0));
    put_words(line->parts[part], room, out);
    return true;
}

/* Spreadsheets know no watermark: its words stand grey in the header, in the first part that is free, the middle before
 * the others. */
static void set_header(const bc_xlsx_setup *s)
{
    static const char *const CODES[BC_RUNNING_PARTS] = { "&L", "&C", "&R" };
    static const int ORDER[BC_RUNNING_PARTS] = { 1, 2, 0 };
    const bc_layout_running *line = &s->around->running[BC_RUNNING_HEAD];
    const size_t room = bc_xlsx_running_room(s->around, s->paper, BC_RUNNING_HEAD);
    int mark = -1;
    for (int i = 0; i < BC_RUNNING_PARTS && s->around->watermark.n && mark < 0; i++)
        mark = line->parts[ORDER[i]].n ? -1 : ORDER[i];
    bc_buf out;
    bc_buf_init(&out);
    for (int k = 0; k < BC_RUNNING_PARTS; k++) {
        (void)put_part(s, line, k, room, &out);
        if (k != mark)
            continue;
        bc_buf_printf(&out, "%s&18&K808080", CODES[k]);
        put_words(s->around->watermark, room, &out);
    }
    bc_len size = line->style ? line->style->text.leading : BC_PT(18);
    lxw_header_footer_options options = { .margin =
                                              inches(bc_len_max(s->paper->top - BC_MM10(50) - size, BC_MM10(50))) };
    if (out.n)
        bc_xlsx_note(s->outcome,
                     worksheet_set_header_opt(s->sheet, bc_arena_str(s->arena, bc_buf_str(&out)).p, &options));
    bc_buf_release(&out);
}

/* The number of the page in the footer's part, as its paper has it. */
static void put_number(const bc_xlsx_setup *s, int part, bool even, int blanks, bc_buf *out)
{
    const bc_form_para_style *style = s->paper->number_style;
    bc_str font = font_code(s, style ? &style->text : NULL, BC_PT(14));
    bc_form_page_number number = s->paper->number;
    if (number == BC_NUMBER_GONGWEN && part == 2 && !even) /* one em from the edge of the type area */
        bc_buf_printf(out, "&R%s— &P —　%s", font.p, BLANKS[blanks]);
    else if (number == BC_NUMBER_GONGWEN && part == 0 && even)
        bc_buf_printf(out, "&L%s　%s— &P —", font.p, BLANKS[blanks]);
    else if (number == BC_NUMBER_OF_TOTAL && part == 1)
        bc_buf_printf(out, "&C%s第 &P 页 共 &N 页", font.p);
    else if (number == BC_NUMBER_CENTRE && part == 1)
        bc_buf_printf(out, "&C%s— &P —", font.p);
}

static bc_str footer_of(const bc_xlsx_setup *s, bool even, int blanks)
{
    const size_t room = bc_xlsx_running_room(s->around, s->paper, BC_RUNNING_FOOT);
    bc_buf out;
    bc_buf_init(&out);
    for (int k = 0; k < BC_RUNNING_PARTS; k++)
        if (!put_part(s, &s->around->running[BC_RUNNING_FOOT], k, room, &out))
            put_number(s, k, even, blanks, &out);
    bc_str made = bc_arena_str(s->arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return made;
}

/* Returns how much higher the paper is than the form's. */
static bc_len set_paper(const bc_xlsx_setup *s, bc_len spare)
{
    const bc_form_paper *paper = s->paper;
    size_t printed = paper_of(paper);
    bc_len wider, higher;
    find_excess(paper, printed, &wider, &higher);
    worksheet_set_paper(s->sheet, papers[printed].code);
    if (paper->width > paper->height)
        worksheet_set_landscape(s->sheet);
    else
        worksheet_set_portrait(s->sheet);
    worksheet_set_margins(s->sheet, inches(paper->left - spare + wider / 2), inches(paper->right - spare + wider / 2),
                          inches(paper->top), inches(paper->bottom + higher));
    worksheet_center_horizontally(s->sheet);
    return higher;
}

const char *bc_xlsx_setup_page(const bc_xlsx_setup *s)
{
    const bc_form_paper *paper = s->paper;
    int blanks = 0;
    bc_len spare = s->print->scale ? side_spare(paper, &blanks) : 0;
    bc_len higher = set_paper(s, spare);
    if (s->print->scale)
        worksheet_set_print_scale(s->sheet, (uint16_t)s->print->scale);
    else
        worksheet_fit_to_pages(s->sheet, 1, s->print->one_page ? 1 : 0);
    worksheet_gridlines(s->sheet, LXW_HIDE_ALL_GRIDLINES);
    set_header(s);
    bc_str footer = footer_of(s, false, blanks);
    if (!footer.n)
        return NULL;
    bc_len size = paper->number_style ? paper->number_style->text.size : BC_PT(14);
    lxw_header_footer_options options = { .margin = footer_margin(paper, size) + inches(higher) };
    bc_xlsx_note(s->outcome, worksheet_set_footer_opt(s->sheet, footer.p, &options));
    return paper->number == BC_NUMBER_GONGWEN ? footer_of(s, true, blanks).p : NULL;
}
