/* The library answers each call by itself and goes on. What it refused because of its content is a matter of the
 * record; what it could not do for want of memory or of a temporary file is a matter of the system, and another run may
 * go well. */
#include "paint/xlsx/private/status.h"

#include "base/tr.h"

#include <stdio.h>
#include <string.h>

static bc_xlsx_status status_of(lxw_error error)
{
    switch (error) {
    case LXW_NO_ERROR:
        return BC_XLSX_OK;
    case LXW_ERROR_MEMORY_MALLOC_FAILED:
    case LXW_ERROR_CREATING_XLSX_FILE:
    case LXW_ERROR_CREATING_TMPFILE:
    case LXW_ERROR_READING_TMPFILE:
    case LXW_ERROR_ZIP_FILE_OPERATION:
    case LXW_ERROR_ZIP_PARAMETER_ERROR:
    case LXW_ERROR_ZIP_BAD_ZIP_FILE:
    case LXW_ERROR_ZIP_INTERNAL_ERROR:
    case LXW_ERROR_ZIP_FILE_ADD:
    case LXW_ERROR_ZIP_CLOSE:
    case LXW_ERROR_SHARED_STRING_INDEX_NOT_FOUND: /* its table of texts could not grow */
        return BC_XLSX_FAILED;
    default:
        return BC_XLSX_TOO_LARGE;
    }
}

void bc_xlsx_note(bc_xlsx_outcome *outcome, lxw_error error)
{
    if (outcome->status != BC_XLSX_OK || error == LXW_NO_ERROR)
        return;
    const char *words = lxw_strerror(error);
    size_t n = strlen(words);
    if (n && words[n - 1] == '.')
        n--;
    outcome->status = status_of(error);
    snprintf(outcome->why, sizeof outcome->why, bc_tr("libxlsxwriter says “%.*s”"), (int)n, words);
}

void bc_xlsx_fail(bc_xlsx_outcome *outcome, bc_xlsx_status status, const char *why)
{
    if (outcome->status != BC_XLSX_OK)
        return;
    outcome->status = status;
    snprintf(outcome->why, sizeof outcome->why, "%s", why);
}
