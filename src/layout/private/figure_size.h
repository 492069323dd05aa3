/* How large figures are drawn. */
#ifndef BC_LAYOUT_PRIVATE_FIGURE_SIZE_H
#define BC_LAYOUT_PRIVATE_FIGURE_SIZE_H

#include "layout/block.h"

/* As the template wishes, in hundredths of that (0: in full), and no larger than the room. Pictures keep their
 * proportions. */
void bc_layout_figure_size(const bc_layout_figure *figure, int hundredth, bc_len room_width, bc_len room_height,
                           bc_len *width, bc_len *height);

/* Where the modules of a code stand in what is drawn of it: within the quiet zone, and above the words below bars. */
typedef struct bc_layout_code {
    bc_len x, y, width, height;
} bc_layout_code;

bc_layout_code bc_layout_figure_code(const bc_layout_drawn *drawn);

/* Height of the words below bars. */
enum { BC_LAYOUT_CODE_WORDS = BC_PT(10) };

#endif
