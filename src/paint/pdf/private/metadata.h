/* What a document says about itself, twice: the Info dictionary for old readers, and XMP. */
#ifndef BC_PAINT_PDF_PRIVATE_METADATA_H
#define BC_PAINT_PDF_PRIVATE_METADATA_H

#include "paint/pdf/pdf.h"
#include "paint/pdf/private/object.h"

bc_pdf_ref bc_pdf_define_info(bc_pdf_file *file, const bc_layout_info *info);
/* It also says which standard the file follows: one with attachments of any kind the third part of PDF/A. */
bc_pdf_ref bc_pdf_define_xmp(bc_pdf_file *file, const bc_layout_info *info, bc_pdf_standard standard, bool attaches);
/* `/CreationDate(D:…)`, or nothing where the year has no four digits. */
void bc_pdf_put_date(bc_buf *out, const char *key, int64_t seconds);

#endif
