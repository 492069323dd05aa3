/* A writer whose operations are kept. */
#include "paint/xlsx/draft.h"

#include "paint/xlsx/private/sheet.h"

struct bc_xlsx_drafter {
    bc_xlsx_writer writer;
};

bc_xlsx_drafter *bc_xlsx_drafter_new(void)
{
    bc_xlsx_drafter *drafter = bc_mem_alloc(sizeof *drafter);
    bc_xlsx_writer_init(&drafter->writer);
    return drafter;
}

void bc_xlsx_drafter_free(bc_xlsx_drafter *drafter)
{
    if (!drafter)
        return;
    bc_xlsx_writer_release(&drafter->writer);
    bc_mem_free(drafter);
}

bc_xlsx_around bc_xlsx_around_of(const bc_layout_composed *composed, bc_arena *arena)
{
    bc_xlsx_around around = { .watermark = bc_arena_str(arena, composed->watermark) };
    for (int i = 0; i < BC_RUNNING_LINES; i++) {
        around.running[i] = composed->running[i];
        for (int k = 0; k < BC_RUNNING_PARTS; k++)
            around.running[i].parts[k] = bc_arena_str(arena, composed->running[i].parts[k]);
    }
    return around;
}

bc_xlsx_sheet_draft bc_xlsx_drafter_write(bc_xlsx_drafter *drafter, const bc_layout_document *document, bc_arena *arena)
{
    bc_xlsx_writer *w = &drafter->writer;
    bc_xlsx_sheet_write(w, NULL, document);
    return (bc_xlsx_sheet_draft){ .name = document->composed->name,
                                  .title = document->composed->title,
                                  .paper = document->paper,
                                  .print = w->print,
                                  .around = bc_xlsx_around_of(document->composed, arena),
                                  .operations = bc_arena_str(arena, bc_buf_str(&w->operations)),
                                  .cut_cells = w->cut };
}
