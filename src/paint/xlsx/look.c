/* Cell formats found by their bytes, so that a workbook of a thousand sheets has as many formats as it has looks. */
#include "paint/xlsx/private/look.h"

#include "paint/xlsx/private/constants.h"

#include <string.h>

_Static_assert(sizeof(bc_xlsx_look) == BC_MAX_XLSX_FORMAT + 1 + sizeof(bc_len) + 2 * sizeof(bc_colour) + 20,
               "a look is compared by its bytes");

enum {
    CHARSET_GB2312 = 134,
    DEFAULT_SIZE = 11, /* of the font that column widths are counted in */
    MEDIUM_FROM = 900, /* rules of this weight and more are medium; Excel's thin is 0.75 pt in print */
    THICK_FROM = 2000,
    REQUIRED_COLOUR = 0xFFF2CC /* light enough to print grey on no printer */
};

/* The first format of a workbook is its default. */
static void set_default_font(lxw_workbook *workbook)
{
    lxw_format *format = STAILQ_FIRST(workbook->formats);
    format_set_font_name(format, "宋体");
    format_set_font_size(format, DEFAULT_SIZE);
    format_set_font_charset(format, CHARSET_GB2312);
}

void bc_xlsx_looks_init(bc_xlsx_looks *looks, lxw_workbook *workbook, const bc_xlsx_constants *constants,
                        bc_arena *arena, bc_xlsx_outcome *outcome)
{
    *looks = (bc_xlsx_looks){ .workbook = workbook, .constants = constants, .arena = arena, .outcome = outcome };
    set_default_font(workbook);
}

void bc_xlsx_looks_release(bc_xlsx_looks *looks)
{
    bc_strmap_release(&looks->known);
}

/* The library takes 0 for no colour, and has a number of its own for black. */
static void set_colours(lxw_format *format, const bc_xlsx_look *look)
{
    if (look->colour)
        format_set_font_color(format, look->colour);
    if (!look->required && !look->shaded)
        return;
    format_set_pattern(format, LXW_PATTERN_SOLID);
    format_set_fg_color(format, look->shaded ? (look->shade ? look->shade : LXW_COLOR_BLACK) : REQUIRED_COLOUR);
}

static lxw_format *make_format(bc_xlsx_looks *looks, const bc_xlsx_look *look)
{
    lxw_format *format = workbook_add_format(looks->workbook);
    if (!format)
        return NULL;
    format_set_font_name(format, bc_xlsx_constants_family(looks->constants, (bc_font_role)look->role).p);
    format_set_font_size(format, look->size / 1000.0);
    format_set_font_charset(format, CHARSET_GB2312);
    if (look->bold)
        format_set_bold(format);
    if (look->underlined)
        format_set_underline(format, LXW_UNDERLINE_SINGLE);
    if (look->number_format[0])
        format_set_num_format(format, look->number_format);
    static const int16_t ROTATIONS[] = { [BC_FLOW_DOWN] = 270, /* the library's number for upright characters */
                                         [BC_FLOW_UPWARDS] = 90,
                                         [BC_FLOW_DOWNWARDS] = -90 };
    if (look->turn)
        format_set_rotation(format, ROTATIONS[look->turn]);
    format_set_align(format, look->across);
    format_set_align(format, look->down);
    if (look->indent)
        format_set_indent(format, look->indent);
    if (look->shrinks)
        format_set_shrink(format);
    else if (!look->unbroken)
        format_set_text_wrap(format);
    format_set_left(format, look->left);
    format_set_right(format, look->right);
    format_set_top(format, look->top);
    format_set_bottom(format, look->bottom);
    if (look->diagonal) {
        format_set_diag_type(format, LXW_DIAGONAL_BORDER_DOWN);
        format_set_diag_border(format, look->diagonal);
    }
    if (look->open)
        format_set_unlocked(format);
    set_colours(format, look);
    return format;
}

lxw_format *bc_xlsx_looks_find(bc_xlsx_looks *looks, const bc_xlsx_look *look)
{
    bc_str key = { (const char *)look, sizeof *look };
    lxw_format *format = bc_strmap_find(&looks->known, key);
    if (!format) {
        format = make_format(looks, look);
        if (format)
            bc_strmap_put(&looks->known, bc_arena_str(looks->arena, key), format);
        else
            bc_xlsx_note(looks->outcome, LXW_ERROR_MEMORY_MALLOC_FAILED);
    }
    return format;
}

uint8_t bc_xlsx_across(bc_form_align align)
{
    switch (align) {
    case BC_ALIGN_CENTRE:
    case BC_ALIGN_POINT: /* number formats keep the points in line */
        return LXW_ALIGN_CENTER;
    case BC_ALIGN_RIGHT:
        return LXW_ALIGN_RIGHT;
    case BC_ALIGN_LEFT:
    case BC_ALIGN_JUSTIFY: /* Excel would stretch the last words of a paragraph as well */
        break;
    }
    return LXW_ALIGN_LEFT;
}

uint8_t bc_xlsx_down(bc_form_valign align)
{
    switch (align) {
    case BC_VALIGN_TOP:
        return LXW_ALIGN_VERTICAL_TOP;
    case BC_VALIGN_BOTTOM:
        return LXW_ALIGN_VERTICAL_BOTTOM;
    case BC_VALIGN_MIDDLE:
        break;
    }
    return LXW_ALIGN_VERTICAL_CENTER;
}

uint8_t bc_xlsx_border(bc_stroke stroke)
{
    if (stroke.weight <= 0)
        return LXW_BORDER_NONE;
    if (stroke.kind == BC_STROKE_DOUBLE)
        return LXW_BORDER_DOUBLE;
    if (stroke.kind == BC_STROKE_DOTTED)
        return LXW_BORDER_DOTTED;
    if (stroke.kind == BC_STROKE_DASHED)
        return stroke.weight >= MEDIUM_FROM ? LXW_BORDER_MEDIUM_DASHED : LXW_BORDER_DASHED;
    if (stroke.weight >= THICK_FROM)
        return LXW_BORDER_THICK;
    return stroke.weight >= MEDIUM_FROM ? LXW_BORDER_MEDIUM : LXW_BORDER_THIN;
}
