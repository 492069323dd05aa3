/* The attachments of a file being written. */
#ifndef BC_PAINT_PDF_PRIVATE_ATTACHED_H
#define BC_PAINT_PDF_PRIVATE_ATTACHED_H

#include "layout/painter.h"
#include "paint/pdf/attachment.h"
#include "paint/pdf/private/object.h"

/* A zeroed one has none. */
typedef struct bc_pdf_attached {
    BC_VEC(bc_pdf_attachment) list;
} bc_pdf_attached;

/* Copies it into `arena`. */
void bc_pdf_attached_add(bc_pdf_attached *attached, const bc_pdf_attachment *attachment, bc_arena *arena);
void bc_pdf_attached_release(bc_pdf_attached *attached);
/* Writes them, in the order of their names, and appends what the catalog says of them. */
void bc_pdf_attached_define(bc_pdf_attached *attached, bc_pdf_file *file, const bc_layout_info *info, bc_buf *catalog);

#endif
