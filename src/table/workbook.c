/* Opens archives that are workbooks: what they hold says whether it is XLSX or ODS, not what they are called. */
#include "base/tr.h"
#include "table/private/ods.h"
#include "table/private/pdf.h"
#include "table/private/refused.h"
#include "table/private/xlsx.h"
#include "table/private/xlsx_book.h"
#include "table/private/xml.h"

/* An archive in which there are workbooks is a common mistake, a document of another program another. */
static void say_no_workbook(bc_table_zip *zip, bc_table_report *report)
{
    if (bc_table_zip_find(zip, (bc_str){ 0 }, BC_STR("word/document.xml")) != BC_TABLE_NO_PART) {
        bc_diag_add(report->diags, BC_DIAG_ERROR, "E733", bc_table_report_file(report),
                    bc_tr("this is a Word document, no workbook"));
        bc_diag_hint(report->diags, "%s", bc_tr("put the table into a workbook (.xlsx), or write it as a record"));
        return;
    }
    static const char *const ENDINGS[] = { ".xlsx", ".xlsm", ".xls", ".et", ".ods", ".csv", ".XLSX", ".XLS", ".CSV" };
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++) {
        const int64_t inner = bc_table_zip_find_ending(zip, bc_str_from(ENDINGS[i]));
        if (inner == BC_TABLE_NO_PART)
            continue;
        bc_diag_add(report->diags, BC_DIAG_ERROR, "E733", bc_table_report_file(report),
                    bc_tr("this is an archive of files, no workbook"));
        bc_diag_hint(report->diags, bc_tr("unpack it and give the files in it"));
        return;
    }
    bc_diag_add(report->diags, BC_DIAG_ERROR, "E733", bc_table_report_file(report),
                bc_tr("this is an archive without a workbook in it"));
}

static bc_table *open_parts(const bc_table_input *input, bc_table_zip *zip, bc_table_report *report)
{
    bool failed = false;
    const bc_str root = { 0 };
    if (bc_table_zip_find(zip, root, BC_STR("xl/workbook.bin")) != BC_TABLE_NO_PART) {
        bc_table_refused_say_binary(report);
    } else if (bc_table_zip_find(zip, root, BC_STR("[Content_Types].xml")) == BC_TABLE_NO_PART &&
               bc_table_zip_find(zip, root, BC_STR("content.xml")) != BC_TABLE_NO_PART) {
        return bc_table_ods_open(input, zip, report);
    } else {
        const int64_t part = bc_table_xlsx_book_find(zip, report, &failed);
        if (part != BC_TABLE_NO_PART)
            return bc_table_xlsx_open(input, zip, part, report);
        if (!failed)
            say_no_workbook(zip, report);
    }
    bc_table_zip_close(zip);
    return NULL;
}

static bc_table *open_workbook(const bc_table_input *input, bc_arena *arena, bc_diag_list *diags, bool *io_error)
{
    bc_table *table = NULL;
    bc_table_report report = { .name = input->name, .arena = arena, .diags = diags };
    bc_table_archive bytes;
    if (bc_table_archive_open(input, &bytes, &report)) {
        const bool is_pdf = bc_table_pdf_is(&bytes), is_old = bc_table_refused_is_old(&bytes);
        if (bytes.error) {
            bc_table_report_system(&report, bytes.error);
            bc_table_archive_close(&bytes);
        } else if (is_pdf) { /* out of a pipe */
            table = bc_table_pdf_open(input, &bytes, &report);
            bc_table_archive_close(&bytes);
        } else if (is_old) {
            bc_table_refused_say(&bytes, &report);
            bc_table_archive_close(&bytes);
        } else {
            bc_table_zip *zip = bc_table_zip_open(&bytes, input, &report);
            table = zip ? open_parts(input, zip, &report) : NULL;
        }
    }
    *io_error = report.io_error;
    return table;
}

const bc_table_reader bc_table_xlsx_reader = { .open = open_workbook };
const bc_table_reader bc_table_ods_reader = { .open = open_workbook };
