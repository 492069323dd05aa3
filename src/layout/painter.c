/* A painter as a sink of pages. Pagination knows sinks only, so pages can also be counted or collected without a
 * painter; a painter never stops them, for its errors wait until it finishes. */
#include "layout/painter.h"

static bool paint(void *context, const bc_layout_page *page)
{
    bc_layout_painter *painter = context;
    painter->page(painter, page);
    return true;
}

bc_layout_page_sink bc_layout_painter_sink(bc_layout_painter *painter)
{
    return (bc_layout_page_sink){ .page = paint, .context = painter };
}
