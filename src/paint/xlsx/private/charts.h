/* Charts of a workbook, and the sheet that holds their figures. */
#ifndef BC_PAINT_XLSX_PRIVATE_CHARTS_H
#define BC_PAINT_XLSX_PRIVATE_CHARTS_H

#include "paint/xlsx/private/package.h"
#include "paint/xlsx/private/writer.h"

/* What the sheet of figures is called. */
#define BC_XLSX_CHARTS_SHEET "图表数据"

/* How many charts lie over the sheets. */
size_t bc_xlsx_charts_count(const bc_xlsx_sheet *sheets, size_t n);
/* Writes the figures of all these charts to the player's sheet, and gives each object its chart, which shows them. */
void bc_xlsx_charts_write(bc_xlsx_writer *w, bc_xlsx_player *player, lxw_workbook *workbook,
                          const bc_xlsx_sheet *sheets, size_t n);

#endif
