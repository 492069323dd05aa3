/* The parts of a workbook that do not depend on its rows, and how texts stand in XML. */
#ifndef BC_EXPORT_PRIVATE_PARTS_H
#define BC_EXPORT_PRIVATE_PARTS_H

#include "export/table.h"

/* Styles of cells, by their place in the part that `bc_export_parts_styles` makes. */
enum {
    BC_EXPORT_STYLE_HEAD = 1,
    BC_EXPORT_STYLE_TEXT,
    BC_EXPORT_STYLE_LINES, /* the same, broken into lines */
    BC_EXPORT_STYLE_DATE,
    BC_EXPORT_STYLE_FIGURE, /* and so many behind it: with that many digits behind the point, zeros at the end shown */
    BC_EXPORT_MAX_DECIMALS = 15
};

void bc_export_parts_text(bc_str text, bc_buf *out);
void bc_export_parts_types(const bc_export_table *table, bc_buf *out);
void bc_export_parts_root(bc_buf *out);
void bc_export_parts_book(const bc_export_table *table, bc_buf *out);
void bc_export_parts_book_links(const bc_export_table *table, bc_buf *out);
void bc_export_parts_styles(bc_buf *out);
/* What stands in a sheet before its rows, and behind them. */
void bc_export_parts_begin_sheet(const bc_export_sheet *sheet, bool first, bc_buf *out);
void bc_export_parts_end_sheet(const bc_export_sheet *sheet, uint32_t rows, bc_buf *out);
/* C, AB: a column from 0 on. */
void bc_export_parts_column(size_t column, bc_buf *out);

#endif
