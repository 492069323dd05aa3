/* When memory runs out, libxlsxwriter 1.1.4 numbers formats, fonts, borders and fills wrongly or not at all, and says
 * so to nobody: cells would look like others. Its numbers follow from the formats in their order, so they are counted
 * here once more, and a workbook with others is refused. It has some dozens of formats. */
#include "paint/xlsx/private/numbered.h"

#include <string.h>

enum {
    FIRST_FILL = 2,            /* behind the two that every workbook has */
    FIRST_NUMBER_FORMAT = 0xA4 /* behind those that every program knows */
};

typedef bool (*likeness)(const lxw_format *a, const lxw_format *b);

static bool same_font(const lxw_format *a, const lxw_format *b)
{
    return strcmp(a->font_name, b->font_name) == 0 && a->font_size == b->font_size && a->bold == b->bold &&
           a->underline == b->underline && a->font_charset == b->font_charset && a->font_color == b->font_color;
}

static bool same_border(const lxw_format *a, const lxw_format *b)
{
    return a->left == b->left && a->right == b->right && a->top == b->top && a->bottom == b->bottom &&
           a->diag_type == b->diag_type && a->diag_border == b->diag_border;
}

static bool same_fill(const lxw_format *a, const lxw_format *b)
{
    return a->pattern == b->pattern && a->fg_color == b->fg_color && a->bg_color == b->bg_color;
}

static bool same_number_format(const lxw_format *a, const lxw_format *b)
{
    return strcmp(a->num_format, b->num_format) == 0;
}

static bool is_filled(const lxw_format *format)
{
    return format->pattern != LXW_PATTERN_NONE || format->fg_color != LXW_COLOR_UNSET ||
           format->bg_color != LXW_COLOR_UNSET;
}

/* The first format in the list that is like this one: itself, if none before it is. */
static const lxw_format *first_like(const lxw_workbook *workbook, const lxw_format *format, likeness same)
{
    lxw_hash_element *element;
    LXW_FOREACH_ORDERED(element, workbook->used_xf_formats)
    {
        if (same(element->value, format))
            return element->value;
    }
    return format;
}

typedef struct counts {
    int32_t fonts, borders, fills, number_formats; /* the numbers that come next */
} counts;

/* Whether a format has the number that is due: that of the first one like it, or the next one, and that it is the
 * first. */
static bool is_due(const lxw_format *format, const lxw_format *first, int32_t number, int32_t of_first, bool is_first,
                   int32_t *next)
{
    if (format != first)
        return number == of_first && !is_first;
    return number == (*next)++ && is_first;
}

static bool parts_are_numbered(const lxw_workbook *workbook, const lxw_format *format, counts *next)
{
    const lxw_format *font = first_like(workbook, format, same_font);
    const lxw_format *border = first_like(workbook, format, same_border);
    const lxw_format *fill = first_like(workbook, format, same_fill);
    const lxw_format *figures = first_like(workbook, format, same_number_format);
    if (!is_due(format, font, format->font_index, font->font_index, format->has_font, &next->fonts) ||
        !is_due(format, border, format->border_index, border->border_index, format->has_border, &next->borders))
        return false;
    if (is_filled(format) ? !is_due(format, fill, format->fill_index, fill->fill_index, format->has_fill, &next->fills)
                          : format->fill_index || format->has_fill)
        return false;
    return format->num_format[0] ? is_due(format, figures, format->num_format_index, figures->num_format_index,
                                          format == figures, &next->number_formats)
                                 : !format->num_format_index;
}

bool bc_xlsx_numbered(const lxw_workbook *workbook)
{
    int32_t numbered = 0, listed = 0;
    lxw_format *format;
    STAILQ_FOREACH(format, workbook->formats, list_pointers)
    {
        numbered += format->xf_index != LXW_PROPERTY_UNSET;
    }
    counts next = { .fills = FIRST_FILL, .number_formats = FIRST_NUMBER_FORMAT };
    lxw_hash_element *element;
    LXW_FOREACH_ORDERED(element, workbook->used_xf_formats)
    {
        const lxw_format *used = element->value;
        bool is_default = listed == 0;
        if (!used || is_default != (used == STAILQ_FIRST(workbook->formats)) || used->xf_index != listed++ ||
            !parts_are_numbered(workbook, used, &next))
            return false;
    }
    return listed && numbered == listed && workbook->font_count == next.fonts &&
           workbook->border_count == next.borders && workbook->fill_count == next.fills &&
           workbook->num_format_count == next.number_formats - FIRST_NUMBER_FORMAT;
}
