/* A document made to fit one page: type, leading and padding are made smaller together, in steps. For each step the
 * composed document is measured again in smaller styles, and counted like any other. */
#include "layout/fit.h"

#include "layout/paginate.h"

enum { FULL = 100, STEP = 5 };

static uint32_t count_pages(const bc_layout_document *document, bc_text_typesetter *typesetter)
{
    return bc_layout_paginate(document, typesetter, &(bc_layout_paginate_options){ .draw_none = true },
                              (bc_layout_page_sink){ 0 }, NULL);
}

bc_layout_fit_result bc_layout_fit_one_page(const bc_layout_document *document,
                                            const bc_layout_measure_options *options, bc_text_typesetter *typesetter,
                                            bc_arena *arena, const bc_layout_fit_limits *limits)
{
    bc_layout_fit_result asked = { document, count_pages(document, typesetter), FULL };
    if (asked.pages <= 1)
        return asked;
    bc_layout_fit_result result = asked;
    const bc_layout_composed *unfolded = document->composed->unfolded;
    for (int hundredth = FULL - STEP; hundredth >= limits->least_hundredth && result.pages > 1; hundredth -= STEP) {
        bc_layout_measure_options smaller = *options;
        smaller.scale = (bc_layout_scale){ hundredth, limits->least_size };
        result.document =
            bc_layout_measure(unfolded ? unfolded : document->composed, &smaller, typesetter, arena, NULL);
        result.pages = count_pages(result.document, typesetter);
        result.hundredth = hundredth;
    }
    return result.pages > 1 ? asked : result;
}
