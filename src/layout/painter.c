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

bc_layout_info bc_layout_info_copy(bc_arena *arena, const bc_layout_info *info)
{
    return (bc_layout_info){ .title = bc_arena_str(arena, info->title),
                             .author = bc_arena_str(arena, info->author),
                             .subject = bc_arena_str(arena, info->subject),
                             .keywords = bc_arena_str(arena, info->keywords),
                             .creator = bc_arena_str(arena, info->creator),
                             .language = bc_arena_str(arena, info->language),
                             .time = info->time };
}
