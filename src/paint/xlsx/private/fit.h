/* How high a text stands in Excel and LibreOffice, which measure and break lines in their own way. */
#ifndef BC_PAINT_XLSX_PRIVATE_FIT_H
#define BC_PAINT_XLSX_PRIVATE_FIT_H

#include "text/style.h"

/* Space at the sides of a cell's text: 5 pixels in Excel, 0.7 mm in LibreOffice. */
enum { BC_XLSX_CELL_PADDING = 3750 };

/* Lines the text takes in a cell that is `width` wide, rather one too many than one too few. */
uint32_t bc_xlsx_fit_lines(bc_str text, bc_len size, bc_len width);
/* Height of `lines` lines with the space that a cell keeps above and below. */
bc_len bc_xlsx_fit_height(const bc_text_style *style, uint32_t lines);
/* Width of the text on one line, cell padding included. */
bc_len bc_xlsx_fit_width(bc_str text, bc_len size);

#endif
