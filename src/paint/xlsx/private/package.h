/* The parts of a workbook put into their archive.
 *
 * The library's own packager writes every part to a temporary file, reads it back and packs it with zlib. Here the
 * library writes the parts that need its knowledge into memory, and libdeflate packs them: a third of the time, no
 * files, nothing that depends on the clock.
 */
#ifndef BC_PAINT_XLSX_PRIVATE_PACKAGE_H
#define BC_PAINT_XLSX_PRIVATE_PACKAGE_H

#include "base/vec.h"
#include "layout/painter.h"
#include "paint/xlsx/private/objects.h"
#include "paint/xlsx/private/remarks.h"
#include "paint/xlsx/xlsx.h"

#include <xlsxwriter.h>

typedef struct bc_xlsx_sheet {
    lxw_worksheet *sheet;
    const char *even_footer; /* or NULL: all pages have the same */
    size_t merges;
    bc_xlsx_objects objects;   /* over the cells */
    bc_xlsx_comments comments; /* beside them */
} bc_xlsx_sheet;

/* Appends the archive. Call once for a workbook. */
bc_xlsx_status bc_xlsx_package(lxw_workbook *workbook, const bc_xlsx_sheet *sheets, size_t sheet_count,
                               const bc_layout_info *info, bc_xlsx_constants *constants, bc_buf *out);

#endif
