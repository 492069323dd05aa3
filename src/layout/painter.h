/* The seam between layout and output: a painter takes finished pages and gives bytes. A new format is one file
 * that fills in this struct; trace.c is the smallest example. */
#ifndef BC_LAYOUT_PAINTER_H
#define BC_LAYOUT_PAINTER_H

#include "base/buf.h"
#include "layout/page.h"

typedef struct bc_layout_painter bc_layout_painter;

struct bc_layout_painter {
    void (*page)(bc_layout_painter *painter, const bc_layout_page *page);
    /* Appends the finished document; false when something failed on the way (sticky, described by the painter's
     * own `error` function). Call once, then free. */
    bool (*finish)(bc_layout_painter *painter, bc_buf *out);
    void (*free)(bc_layout_painter *painter);
};

/* What document-level metadata an output carries. Empty slices are left out. */
typedef struct bc_layout_info {
    bc_str title, author, subject, keywords, creator, language;
    int64_t time; /* seconds since 1970, UTC; the creation date */
} bc_layout_info;

/* With its texts in `arena`. */
bc_layout_info bc_layout_info_copy(bc_arena *arena, const bc_layout_info *info);

/* A sink for bc_layout_paginate that feeds the painter. */
bc_layout_page_sink bc_layout_painter_sink(bc_layout_painter *painter);

#endif
