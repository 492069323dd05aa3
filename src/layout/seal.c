/* Seals on words: the middle of the seal is that of the words, which are found in the lines of their text, so that the
 * seal goes with them wherever they come to stand. */
#include "layout/private/seal.h"

#include "layout/private/cell.h"

/* The line that byte `at` of the text stands on. */
static uint32_t line_at(const bc_layout_seal_text *text, size_t at)
{
    uint32_t i = 0;
    while (i + 1 < text->n && text->lines[i].to <= at)
        i++;
    return i;
}

/* Words that go on on the next line are taken for what of them stands on the first. */
static bc_len middle_of(const bc_layout_seal_text *text, uint32_t line, size_t from, size_t to,
                        bc_text_typesetter *typesetter)
{
    const bc_text_line *l = &text->lines[line];
    bc_len x = bc_layout_line_x(&text->box, text->align, l);
    from = from < l->from ? l->from : from;
    to = to > l->to ? l->to : to;
    /* Blanks at the end of a text have no width, so what stands before the words is measured with them. */
    int64_t end = bc_text_width(typesetter, bc_str_slice(text->words, l->from, to), text->style);
    int64_t own = bc_text_width(typesetter, bc_str_slice(text->words, from, to), text->style);
    int64_t middle = end - own / 2;
    return x + (bc_len)(l->width > 0 ? middle * l->set / l->width : middle); /* lines that are stretched, too */
}

bool bc_layout_seal_find(const bc_layout_seal *seal, const bc_layout_seal_text *text, bc_text_typesetter *typesetter,
                         bc_layout_sealed *out)
{
    size_t at = seal->at.n ? bc_str_find(text->words, seal->at, 0) : SIZE_MAX;
    out->line = text->n ? text->n / 2 : 0;
    out->x = text->box.width / 2;
    if (at != SIZE_MAX && text->n) {
        out->line = line_at(text, at);
        out->x = middle_of(text, out->line, at, at + seal->at.n, typesetter);
    } else if (text->n) {
        const bc_text_line *line = &text->lines[out->line];
        out->x = middle_of(text, out->line, line->from, line->to, typesetter);
    }
    return at != SIZE_MAX || !seal->at.n;
}

void bc_layout_seal_draw(bc_layout_pager *pager, const bc_layout_sealed *sealed, uint32_t first, uint32_t end, bc_len x,
                         bc_len y, const bc_text_style *style)
{
    if (sealed && sealed->line >= first && sealed->line < end)
        bc_layout_pager_seal(pager, x + sealed->x,
                             y + bc_layout_lines_height(style, sealed->line - first) + style->leading / 2,
                             &sealed->drawn);
}
