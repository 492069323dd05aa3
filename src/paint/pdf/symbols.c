/* Codes as vectors: the dark modules of a row that stand beside each other are one rectangle, and all of them one path,
 * so that no reader shows seams between them. Edges are rounded by themselves, so the modules fill the place exactly.
 */
#include "paint/pdf/private/symbols.h"

#include "paint/pdf/private/syntax.h"

static void put_rectangle(bc_buf *out, int64_t x, int64_t y, int64_t width, int64_t height)
{
    const int64_t lengths[] = { x, y, width, height };
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        bc_pdf_put_length(out, lengths[i]);
        bc_buf_add_char(out, ' ');
    }
    bc_buf_add_text(out, "re\n");
}

static int64_t edge(bc_len length, uint32_t nth, uint32_t of)
{
    return (int64_t)length * nth / of;
}

/* One rectangle for each run of dark modules. */
static void put_row(const bc_layout_page *page, const bc_layout_item *item, uint32_t row, bc_buf *out)
{
    const bc_symbol *symbol = item->as.symbol.symbol;
    bc_len width = item->as.symbol.width, height = item->as.symbol.height;
    int64_t top = edge(height, row, symbol->rows), foot = edge(height, row + 1, symbol->rows);
    for (uint32_t from = 0, to; from < symbol->columns; from = to) {
        bool dark = bc_symbol_is_dark(symbol, row, from);
        for (to = from + 1; to < symbol->columns && bc_symbol_is_dark(symbol, row, to) == dark;)
            to++;
        int64_t left = edge(width, from, symbol->columns), right = edge(width, to, symbol->columns);
        if (dark)
            put_rectangle(out, item->x + left, (int64_t)page->height - item->y - foot, right - left, foot - top);
    }
}

void bc_pdf_put_symbol(const bc_layout_page *page, const bc_layout_item *item, bc_buf *out)
{
    for (uint32_t row = 0; row < item->as.symbol.symbol->rows; row++)
        put_row(page, item, row, out);
    bc_buf_add_text(out, "f\n");
}
