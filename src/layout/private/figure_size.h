/* How large figures are drawn. */
#ifndef BC_LAYOUT_PRIVATE_FIGURE_SIZE_H
#define BC_LAYOUT_PRIVATE_FIGURE_SIZE_H

#include "layout/composed.h"

/* As the template wishes, in hundredths of that (0: in full), and no larger than the room. Pictures keep their
 * proportions. */
void bc_layout_figure_size(const bc_layout_figure *figure, int hundredth, bc_len room_width, bc_len room_height,
                           bc_len *width, bc_len *height);

#endif
