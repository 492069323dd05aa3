/* Workbooks that are not read. Old Office files are file systems in a file; so is one that is encrypted, which holds a
 * stream of the name `EncryptedPackage`. */
#include "table/private/refused.h"

#include "base/tr.h"
#include "table/private/reader.h"

#include <string.h>

enum { STEP = 256 * 1024, MAX_LOOKED_AT = 64 << 20 };

bool bc_table_refused_is_old(bc_table_archive *bytes)
{
    char mark[8];
    return bc_table_archive_at(bytes, 0, mark, sizeof mark) == sizeof mark &&
           memcmp(mark, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", sizeof mark) == 0;
}

static bool is_encrypted(bc_table_archive *bytes)
{
    static const char NAME[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
    char *room = bc_mem_alloc(STEP);
    bool found = false;
    for (uint64_t at = 0; at < MAX_LOOKED_AT && !found; at += STEP - sizeof NAME) {
        const size_t n = bc_table_archive_at(bytes, at, room, STEP);
        found = memmem(room, n, NAME, sizeof NAME - 1) != NULL;
        if (n < STEP)
            break;
    }
    bc_mem_free(room);
    return found;
}

static bool is_archive(bc_table_archive *bytes)
{
    char mark[4];
    return bc_table_archive_at(bytes, 0, mark, sizeof mark) == sizeof mark && memcmp(mark, "PK\x03\x04", 4) == 0;
}

void bc_table_refused_say_binary(bc_table_report *report)
{
    bc_diag_add(report->diags, BC_DIAG_ERROR, "E730", bc_table_report_file(report),
                bc_tr("this is a binary workbook (.xlsb), which is not read"));
    bc_diag_hint(report->diags, bc_tr("open it in Excel or WPS and save it as .xlsx"));
}

void bc_table_refused_say(bc_table_archive *bytes, bc_table_report *report)
{
    const bc_diag_mark file = bc_table_report_file(report);
    if (is_archive(bytes)) {
        bc_table_refused_say_binary(report); /* no other archive is refused by its name */
    } else if (!bc_table_refused_is_old(bytes)) {
        bc_diag_add(report->diags, BC_DIAG_ERROR, "E730", file, bc_tr("this kind of workbook is not read"));
        bc_diag_hint(report->diags, bc_tr("open it in Excel or WPS and save it as .xlsx"));
    } else if (is_encrypted(bytes)) {
        bc_diag_add(report->diags, BC_DIAG_ERROR, "E731", file, bc_tr("the workbook is protected by a password"));
        bc_diag_hint(report->diags, bc_tr("open it in Excel or WPS, take off the password and save it"));
    } else {
        bc_diag_add(report->diags, BC_DIAG_ERROR, "E730", file,
                    bc_tr("this is a workbook in the old format of .xls and .et, which is not read"));
        bc_diag_hint(report->diags, bc_tr("save it as .xlsx in Excel or WPS; many at once: soffice --headless "
                                          "--convert-to xlsx *.xls"));
    }
}

static bc_table *open_refused(const bc_table_input *input, bc_arena *arena, bc_diag_list *diags, bool *io_error)
{
    bc_table_report report = { .name = input->name, .arena = arena, .diags = diags };
    bc_table_archive bytes;
    if (bc_table_archive_open(input, &bytes, &report)) {
        bc_table_refused_say(&bytes, &report);
        bc_table_archive_close(&bytes);
    }
    *io_error = report.io_error;
    return NULL;
}

const bc_table_reader bc_table_refused_reader = { .open = open_refused };
