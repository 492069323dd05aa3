/* A document made to fit one page by smaller type and padding. */
#ifndef BC_LAYOUT_FIT_H
#define BC_LAYOUT_FIT_H

#include "layout/block.h"

typedef struct bc_layout_fit_limits {
    bc_len least_size;   /* type is never made smaller; what is smaller already stays */
    int least_hundredth; /* of its size, leading and padding that a text keeps at the least, such as 80 */
} bc_layout_fit_limits;

/* What was done. */
typedef struct bc_layout_fit_result {
    uint32_t pages;
    int hundredth; /* of the sizes asked for; 100: nothing was changed */
} bc_layout_fit_result;

/* Sets the measured document smaller, step by step, until it takes one page. When the limits do not allow that, it is
 * left as it was. Styles are replaced by copies in `arena`. Nothing is reported: measuring it first has done so. */
bc_layout_fit_result bc_layout_fit_one_page(bc_layout_document *document, bc_text_setter *setter, bc_arena *arena,
                                            const bc_layout_fit_limits *limits);

#endif
