/* Whether the library numbered all formats of a workbook as it must. */
#ifndef BC_PAINT_XLSX_PRIVATE_NUMBERED_H
#define BC_PAINT_XLSX_PRIVATE_NUMBERED_H

#include <stdbool.h>
#include <xlsxwriter.h>

/* After the sheets, which number the formats, and the workbook, which numbers fonts, borders, fills and formats of
 * figures. */
bool bc_xlsx_numbered(const lxw_workbook *workbook);

#endif
