/* How a sheet prints: paper, margins and footer as the PDF has them. A sheet that breaks where the paper does has a
 * scale and is printed as wide as its columns come out. These are counted in figures of a font that the reader may not
 * have, so it has narrower margins, between which it stands in the middle as before, and page numbers further from the
 * edge. */
#include "paint/xlsx/private/setup.h"

#include <stdlib.h>

/* Sizes in millimetres, upright, and Excel's numbers for them. */
static const struct {
    int16_t width, height;
    uint8_t code;
} papers[] = { { 148, 210, 11 }, { 182, 257, 13 }, { 210, 297, 9 }, { 216, 279, 1 },
               { 216, 356, 5 },  { 257, 364, 12 }, { 297, 420, 8 } };

enum {
    A4 = 9,
    A3 = 8,
    PAPER_TOLERANCE = BC_MM10(20),
    POINTS_PER_INCH = 72,
    MIN_SIDE = BC_MM10(50), /* what most printers leave white */
    MAX_BLANKS = 2
};

static uint8_t paper_code(const bc_form_paper *paper)
{
    bc_len width = bc_len_min(paper->width, paper->height), height = bc_len_max(paper->width, paper->height);
    for (size_t i = 0; i < sizeof papers / sizeof *papers; i++)
        if (llabs((int64_t)width - BC_MM10(papers[i].width * 10)) <= PAPER_TOLERANCE &&
            llabs((int64_t)height - BC_MM10(papers[i].height * 10)) <= PAPER_TOLERANCE)
            return papers[i].code;
    return width <= BC_MM10(2100) + PAPER_TOLERANCE && height <= BC_MM10(2970) + PAPER_TOLERANCE ? A4 : A3;
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

const char *bc_xlsx_setup_page(lxw_worksheet *sheet, const bc_form_paper *paper, const bc_xlsx_print *print,
                               bc_str family, bc_arena *arena, bc_xlsx_outcome *outcome)
{
    int blanks = 0;
    bc_len spare = print->scale ? side_spare(paper, &blanks) : 0;
    worksheet_set_paper(sheet, paper_code(paper));
    if (paper->width > paper->height)
        worksheet_set_landscape(sheet);
    else
        worksheet_set_portrait(sheet);
    worksheet_set_margins(sheet, inches(paper->left - spare), inches(paper->right - spare), inches(paper->top),
                          inches(paper->bottom));
    worksheet_center_horizontally(sheet);
    if (print->scale)
        worksheet_set_print_scale(sheet, (uint16_t)print->scale);
    else
        worksheet_fit_to_pages(sheet, 1, print->one_page ? 1 : 0);
    worksheet_gridlines(sheet, LXW_HIDE_ALL_GRIDLINES);
    if (paper->number == BC_NUMBER_NONE)
        return NULL;
    bc_len size = paper->number_style ? paper->number_style->text.size : BC_PT(14);
    /* A blank keeps the size apart from figures that may follow. */
    bc_str font = bc_arena_printf(arena, "&\"%.*s,Regular\"&%d", BC_STR_ARG(family), (int)((size + 500) / 1000));
    lxw_header_footer_options options = { .margin = footer_margin(paper, size) };
    const char *footer, *even = NULL;
    switch (paper->number) {
    case BC_NUMBER_GONGWEN: /* one em from the edge of the type area */
        footer = bc_arena_printf(arena, "&R%s— &P —　%s", font.p, BLANKS[blanks]).p;
        even = bc_arena_printf(arena, "&L%s　%s— &P —", font.p, BLANKS[blanks]).p;
        break;
    case BC_NUMBER_OF_TOTAL:
        footer = bc_arena_printf(arena, "&C%s第 &P 页 共 &N 页", font.p).p;
        break;
    default:
        footer = bc_arena_printf(arena, "&C%s— &P —", font.p).p;
        break;
    }
    bc_xlsx_note(outcome, worksheet_set_footer_opt(sheet, footer, &options));
    return even;
}
