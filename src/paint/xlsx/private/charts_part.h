/* What the library leaves out of a chart. */
#ifndef BC_PAINT_XLSX_PRIVATE_CHARTS_PART_H
#define BC_PAINT_XLSX_PRIVATE_CHARTS_PART_H

#include "base/buf.h"

/* Appends the part of a chart, completed. */
void bc_xlsx_charts_complete(bc_str xml, bc_buf *out);

#endif
