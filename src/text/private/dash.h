/* Dashes that stand side by side drawn as one stroke. */
#ifndef BC_TEXT_PRIVATE_DASH_H
#define BC_TEXT_PRIVATE_DASH_H

#include "text/private/typesetter.h"

/* Joins each run of — among the glyphs that the typesetter has just placed; `line` is their text. */
void bc_text_dash_join(bc_text_typesetter *typesetter, bc_str line, const bc_text_style *style);

#endif
