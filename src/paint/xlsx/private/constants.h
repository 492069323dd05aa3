/* What is the same in all workbooks. */
#ifndef BC_PAINT_XLSX_PRIVATE_CONSTANTS_H
#define BC_PAINT_XLSX_PRIVATE_CONSTANTS_H

#include "paint/xlsx/private/zip.h"

/* The family that stands for the role in Excel. */
bc_str bc_xlsx_constants_family(const bc_xlsx_constants *constants, bc_font_role role);
/* The theme, lent as long as the constants live; NULL when memory ran out. Any thread. */
const bc_xlsx_packed *bc_xlsx_constants_theme(bc_xlsx_constants *constants);

#endif
