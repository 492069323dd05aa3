/* What headers of sheets hold of running lines; see running.h beside the drafts for how much that is. */
#ifndef BC_PAINT_XLSX_PRIVATE_RUNNING_H
#define BC_PAINT_XLSX_PRIVATE_RUNNING_H

#include "paint/xlsx/running.h"

/* Whether it stands for the number of the page, or of all pages. */
bool bc_xlsx_running_is_page(uint32_t c);
/* Whether a blank keeps the words apart from a size before them. */
bool bc_xlsx_running_needs_blank(bc_str words);

#endif
