/* The workbook of a volume: a sheet for each form in the order of the book, behind a list of them. The sheets were
 * written when the forms were painted; here they get their names, numbers and places. */
#include "bindery/private/run.h"
#include "paint/xlsx/xlsx.h"

static void add_form(bc_xlsx *workbook, const bc_book_form *form, const bc_book_volume *volume)
{
    bc_xlsx_sheet_draft sheet = *form->sheet;
    sheet.name = form->entry;
    sheet.first_page = form->first_number[bc_book_copy_of(form, volume)];
    sheet.paper.number = form->part->pages.style;
    bc_xlsx_add_draft(workbook, &sheet);
}

static void add_over(bc_xlsx *workbook, const bc_book_part *part, const bc_book_sheet *found)
{
    bc_xlsx_sheet_draft sheet = found->draft;
    sheet.paper.number = part->pages.style;
    bc_xlsx_add_draft(workbook, &sheet);
}

static void add_part(bc_xlsx *workbook, const bc_book *book, const bc_book_volume *volume, uint32_t index)
{
    const bc_book_part *part = &book->parts[index];
    bc_book_form *const *forms;
    size_t n = bc_book_volume_forms(volume, index, &forms);
    if (part->title.n && part->kind != BC_PART_COVER && part->kind != BC_PART_CONTENTS && part->kind != BC_PART_PROSE)
        bc_xlsx_add_heading(workbook, part->title);
    for (size_t i = 0; i < volume->sheets.n; i++)
        if (volume->sheets.at[i].part == index)
            add_over(workbook, part, &volume->sheets.at[i]);
    for (size_t i = 0; i < n; i++)
        add_form(workbook, forms[i], volume);
}

bool bc_book_make_sheets(const bc_book_run *run, const bc_book_volume *volume, bc_book_made *made)
{
    bc_layout_info info = bc_book_volume_info(&run->volumes, volume);
    bc_xlsx *workbook = bc_xlsx_new(run->tally.engine->workbook_constants, &info);
    bc_xlsx_begin_contents(workbook, info.title);
    for (uint32_t i = 0; i < run->book->part_count; i++)
        if (bc_book_volume_wants(volume, run->book, i))
            add_part(workbook, run->book, volume, i);
    made->xlsx.format = BIAOCE_FORMAT_XLSX;
    made->has_xlsx = bc_xlsx_finish(workbook, &made->xlsx.bytes);
    if (!made->has_xlsx) {
        bc_engine_unmade unmade = { .format = "XLSX",
                                    .why = bc_xlsx_error(workbook),
                                    .many = true,
                                    .failed = bc_xlsx_state(workbook) == BC_XLSX_FAILED };
        bc_engine_report_unmade(&unmade, run->book->mark, &made->diags);
        made->io_failed = made->io_failed || unmade.failed;
    }
    bc_xlsx_free(workbook);
    return made->has_xlsx;
}
