/* How a text is set: pure data, made when a template is compiled. */
#ifndef BC_TEXT_STYLE_H
#define BC_TEXT_STYLE_H

#include "base/colour.h"
#include "base/len.h"

/* Font roles; fonts/fonts.yaml maps each to families. Names in templates: title body head emphasis table number
 * strong. */
typedef enum bc_font_role {
    BC_ROLE_TITLE,    /* 小标宋 */
    BC_ROLE_BODY,     /* 仿宋 */
    BC_ROLE_HEAD,     /* 黑体 */
    BC_ROLE_EMPHASIS, /* 楷体 */
    BC_ROLE_TABLE,    /* 宋体 */
    BC_ROLE_NUMBER,   /* 宋体, figures half an em wide */
    BC_ROLE_STRONG,   /* the same, bold: totals */
    BC_ROLE_COUNT
} bc_font_role;

/* Where lines run. */
typedef enum bc_text_flow {
    BC_FLOW_ACROSS,
    BC_FLOW_DOWN,     /* characters upright, one below the other; the next line at the left */
    BC_FLOW_UPWARDS,  /* turned to the left; the next line at the right */
    BC_FLOW_DOWNWARDS /* turned to the right; the next line at the left */
} bc_text_flow;

typedef struct bc_text_style {
    bc_font_role role;
    bc_len size;    /* of the type */
    bc_len leading; /* from baseline to baseline, at least size */
    bc_len pitch;   /* of a grid: the room of one ideograph, its em; 0: as wide as the type is high */
    bc_colour colour;
    bc_text_flow flow;
    bool spread; /* what stretches a line sets its characters as far apart as need be */
} bc_text_style;

/* The em that advances and indents are counted in. */
static inline bc_len bc_text_em(const bc_text_style *style)
{
    return style->pitch ? style->pitch : style->size;
}

/* False when no role has that name. */
bool bc_font_role_parse(bc_str name, bc_font_role *out);
const char *bc_font_role_name(bc_font_role role);

#endif
