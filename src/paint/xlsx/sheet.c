/* One document as one sheet: blocks one below the other, each as rows of the grid, and pages that begin where those of
 * the paper do. What the paper repeats on each page becomes the sheet's title rows. */
#include "paint/xlsx/private/sheet.h"

#include "paint/xlsx/private/formulas.h"
#include "paint/xlsx/private/pages.h"
#include "paint/xlsx/private/split.h"
#include "paint/xlsx/private/table.h"
#include "paint/xlsx/private/words.h"

static void write_block(bc_xlsx_writer *w, const bc_layout_block *block, const bc_xlsx_block_pages *pages)
{
    if (pages->begins || block->kind == BC_BLOCK_PAGE_BREAK) {
        bc_xlsx_writer_make_room(w);
        bc_xlsx_writer_break(w);
    }
    switch (block->kind) {
    case BC_BLOCK_PARA:
    case BC_BLOCK_ENTRY:
    case BC_BLOCK_LINE:
        bc_xlsx_words_write(w, block);
        break;
    case BC_BLOCK_TABLE:
        if (bc_xlsx_words_space(block, w->row == 0) > 0)
            (void)bc_xlsx_writer_add_rows(w, block->composed->before);
        bc_xlsx_table_write(w, &block->as.table, pages);
        if (block->composed->after > 0)
            (void)bc_xlsx_writer_add_rows(w, block->composed->after);
        break;
    case BC_BLOCK_FIGURE:
        bc_xlsx_words_write_figure(w, block);
        break;
    case BC_BLOCK_PAGE_BREAK:
        break;
    }
}

/* How many values there are to name. */
static uint64_t count_paths(const bc_layout_document *document)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i < document->block_count; i++) {
        const bc_layout_block *block = &document->blocks[i];
        const bc_layout_composed_table *table = block->kind == BC_BLOCK_TABLE ? block->composed->as.table : NULL;
        for (uint32_t k = 0; table && k < table->cell_count; k++)
            n += table->cells[k].value.path.n > 0;
    }
    return n;
}

void bc_xlsx_sheet_write(bc_xlsx_writer *w, bc_xlsx_player *player, const bc_layout_document *document)
{
    enum { MAX_PIECES = BC_LEN_MAX / BC_XLSX_PIECE + 1 };
    bc_xlsx_writer_begin(w, player);
    bc_xlsx_grid grid = bc_xlsx_grid_make(document, &w->arena);
    bc_xlsx_split_widen(&grid, document, &w->arena);
    bc_xlsx_writer_set_grid(w, &grid);
    w->names_lists = count_paths(document) <= BC_MAX_XLSX_NAMES;
    w->blank = document->composed->blank;
    w->filled = document->composed->filled;
    w->form = document->composed->form;
    if (w->form && w->form->anchor.n)
        bc_xlsx_writer_name_form(w, w->form->anchor);
    bc_xlsx_pages pages = bc_xlsx_pages_make(w, document);
    w->print = pages.print;
    for (uint32_t i = 0; i < document->block_count && bc_xlsx_writer_has_room(w, MAX_PIECES); i++)
        write_block(w, &document->blocks[i], &pages.blocks[i]);
    bc_xlsx_writer_make_room(w);
    bc_xlsx_formulas_write(w);
    if (document->composed->given.n) /* behind the cells, which say it better */
        bc_xlsx_writer_name_text(w, document->composed->given_path, document->composed->given);
    if (w->blank)
        bc_xlsx_writer_lock(w);
    bc_xlsx_writer_end(w);
}
