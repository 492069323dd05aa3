/* A document made to fit one page by smaller type and padding. */
#ifndef BC_LAYOUT_FIT_H
#define BC_LAYOUT_FIT_H

#include "layout/measure.h"

typedef struct bc_layout_fit_limits {
    bc_len least_size;   /* type is never made smaller; what is smaller already stays */
    int least_hundredth; /* of its size, leading and padding that a text keeps at the least, such as 80 */
} bc_layout_fit_limits;

/* What came of it. */
typedef struct bc_layout_fit_result {
    const bc_layout_document *document; /* measured so that it fits; the one that was given when nothing helped */
    uint32_t pages;
    int hundredth; /* of the sizes asked for; 100: nothing was changed */
} bc_layout_fit_result;

/* Measures what was composed again and again, each time smaller, until it takes one page. `options` are those that
 * `document` was measured with. Documents are made in `arena`. Nothing is reported: measuring it first has done so. */
bc_layout_fit_result bc_layout_fit_one_page(const bc_layout_document *document,
                                            const bc_layout_measure_options *options, bc_text_typesetter *typesetter,
                                            bc_arena *arena, const bc_layout_fit_limits *limits);

#endif
