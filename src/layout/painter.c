#include "layout/painter.h"

static bool paint(void *context, const bc_page *page)
{
    bc_painter *painter = context;
    painter->page(painter, page);
    return true;
}

bc_page_sink bc_painter_sink(bc_painter *painter)
{
    return (bc_page_sink){ .page = paint, .context = painter };
}
