/* What the typesetter asks of a fontset beyond the public promises. */
#ifndef BC_TEXT_PRIVATE_FONTSET_H
#define BC_TEXT_PRIVATE_FONTSET_H

#include "text/font.h"

/* Whether the role's figures are set half an em wide. */
bool bc_font_set_half_width(const bc_font_set *fonts, bc_font_role role);

#endif
