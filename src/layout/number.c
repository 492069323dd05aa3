/* Page numbers as official papers have them (GB/T 9704): between dashes, 7 mm below the type area, outside on both
 * sides of a leaf, and along the left edge of wide pages, where upright ones would have them when bound. */
#include "layout/number.h"

bc_str bc_layout_number_label(bc_arena *arena, uint32_t number, bc_layout_numerals numerals)
{
    static const struct {
        uint32_t value;
        const char *sign;
    } SIGNS[] = { { 1000, "m" }, { 900, "cm" }, { 500, "d" }, { 400, "cd" }, { 100, "c" }, { 90, "xc" }, { 50, "l" },
                  { 40, "xl" },  { 10, "x" },   { 9, "ix" },  { 5, "v" },    { 4, "iv" },  { 1, "i" } };
    enum { MAX_ROMAN = 3999 }; /* beyond it the Romans drew lines over their letters */
    if (numerals == BC_NUMERALS_ARABIC || number == 0 || number > MAX_ROMAN)
        return bc_arena_printf(arena, "%u", number);
    bc_buf text;
    bc_buf_init(&text);
    for (size_t i = 0; number; i++)
        for (; number >= SIGNS[i].value; number -= SIGNS[i].value)
            bc_buf_add_text(&text, SIGNS[i].sign);
    bc_str label = bc_arena_str(arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return label;
}

static bc_str printed(const bc_form_paper *paper, const bc_layout_page_count *count, bc_arena *arena)
{
    bc_str number = bc_layout_number_label(arena, count->number, count->numerals);
    if (paper->number != BC_NUMBER_OF_TOTAL)
        return bc_arena_printf(arena, "— %.*s —", BC_STR_ARG(number));
    bc_str total = bc_layout_number_label(arena, count->total, count->numerals);
    return bc_arena_printf(arena, "第 %.*s 页 共 %.*s 页", BC_STR_ARG(number), BC_STR_ARG(total));
}

/* Top of the number's em box below the type area. GB/T 9704 puts the dash's upper edge 7 mm below the type area of
 * a margin of 35 mm; the dash stands in the middle of the em. In a small margin the number stays in its middle. */
static bc_len number_offset(const bc_form_paper *paper, const bc_text_style *style)
{
    bc_len to_middle = style->size / 2;
    bc_len most = (paper->bottom - style->size) / 2;
    return bc_len_max(bc_len_min(BC_MM10(70) - to_middle, most), 0);
}

bc_len bc_layout_number_top(const bc_form_paper *paper, const bc_text_style *style)
{
    /* The em box stands in the middle of the leading. */
    return paper->height - paper->bottom + number_offset(paper, style) - (style->leading - style->size) / 2;
}

bool bc_layout_number_item(const bc_form_paper *paper, const bc_layout_page_count *count,
                           bc_text_typesetter *typesetter, bc_arena *arena, bc_layout_item *out)
{
    if (paper->number == BC_NUMBER_NONE || !paper->number_style)
        return false;
    const bc_text_style *style = &paper->number_style->text;
    bc_str text = printed(paper, count, arena);
    bc_len width = typesetter ? bc_text_width(typesetter, text, style) : 0;
    bc_len frame = paper->width - paper->left - paper->right;
    bc_len x = width < frame ? (frame - width) / 2 : 0;
    if (paper->number == BC_NUMBER_GONGWEN) /* one character in from the edge */
        x = count->number % 2 ? bc_len_max(frame - style->size - width, style->size) : style->size;
    bc_len y = bc_layout_number_top(paper, style) + bc_text_baseline(style);
    *out = (bc_layout_item){ .block = BC_NOWHERE,
                             .cell = BC_NOWHERE,
                             .kind = BC_ITEM_TEXT,
                             .role = BC_ITEM_PAGE_NUMBER,
                             .x = paper->left + x,
                             .y = y,
                             .as.text = { .line = text, .style = style, .width = width } };
    return true;
}

bool bc_layout_number_is_rotated(const bc_form_paper *paper, bc_form_paper *upright)
{
    if (paper->number != BC_NUMBER_GONGWEN || paper->width <= paper->height)
        return false;
    *upright = *paper;
    upright->width = paper->height;
    upright->height = paper->width;
    upright->left = paper->top;
    upright->top = paper->right;
    upright->right = paper->bottom;
    upright->bottom = paper->left;
    return true;
}
