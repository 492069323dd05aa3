/* One document as one sheet. */
#ifndef BC_PAINT_XLSX_PRIVATE_SHEET_H
#define BC_PAINT_XLSX_PRIVATE_SHEET_H

#include "paint/xlsx/private/writer.h"

/* From the beginning to the end; `player` as bc_xlsx_writer_begin takes it. */
void bc_xlsx_sheet_write(bc_xlsx_writer *w, bc_xlsx_player *player, const bc_layout_document *document);

#endif
