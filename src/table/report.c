/* Places of what is wrong with a workbook. Their sources are copies in the arena of the call, because a message may be
 * told when the table was closed. */
#include "table/private/report.h"

#include "base/file.h"
#include "base/tr.h"

static const bc_diag_source *new_source(bc_table_report *report, bc_diag_source_kind kind)
{
    bc_diag_source *source = BC_NEW(report->arena, bc_diag_source);
    source->name = bc_arena_str(report->arena, report->name);
    source->kind = kind;
    if (kind == BC_DIAG_SHEET)
        source->sheet = bc_arena_str(report->arena, report->sheet);
    return source;
}

bc_diag_mark bc_table_report_file(bc_table_report *report)
{
    if (!report->file)
        report->file = new_source(report, BC_DIAG_TEXT);
    return (bc_diag_mark){ .source = report->file };
}

bc_diag_mark bc_table_report_cell(bc_table_report *report, uint32_t row, uint32_t column)
{
    if (!report->cell)
        report->cell = new_source(report, BC_DIAG_SHEET);
    return bc_diag_mark_at(report->cell, row, column, 0);
}

void bc_table_report_system(bc_table_report *report, int error)
{
    report->io_error = true;
    bc_diag_add(report->diags, BC_DIAG_ERROR, "E100", bc_table_report_file(report),
                bc_tr("the file cannot be read: %s"), bc_file_error_text(error));
}

void bc_table_report_advice(bc_table_report *report)
{
    bc_diag_hint(report->diags, bc_tr("open the workbook in Excel or WPS and save it again"));
}
