/* How much of a running line a workbook has. */
#ifndef BC_PAINT_XLSX_RUNNING_H
#define BC_PAINT_XLSX_RUNNING_H

#include "paint/xlsx/draft.h"

/* The units of UTF-16 that each part of the line has in a header of a sheet; codes of ours are no part of them. */
size_t bc_xlsx_running_room(const bc_xlsx_around *around, const bc_form_paper *paper, int line);
/* How many bytes of such words are kept: all, or what goes before `…`. */
size_t bc_xlsx_running_kept(bc_str words, size_t room);

#endif
