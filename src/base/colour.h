/* Colours as templates write them and painters set them. */
#ifndef BC_BASE_COLOUR_H
#define BC_BASE_COLOUR_H

#include "base/str.h"

/* Red, green and blue, a byte each, red the highest; 0 is black. */
typedef uint32_t bc_colour;

/* `#C00000`, a name (red, 红), or so much black (`15%`). False when it is none of them; *out is then as it was. */
bool bc_colour_parse(bc_str text, bc_colour *out);
/* Whether letters of the one can be read on the other, also without colours. */
bool bc_colour_is_legible(bc_colour letters, bc_colour ground);

enum { BC_COLOUR_WHITE = 0xFFFFFF };

#endif
