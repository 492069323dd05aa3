/* What a document says about itself, twice: the Info dictionary for old readers, and XMP. */
#ifndef BC_OUT_PDF_METADATA_H
#define BC_OUT_PDF_METADATA_H

#include "out/painter.h"
#include "out/pdf/object.h"

bc_pdf_ref bc_pdf_define_info(bc_pdf_file *file, const bc_output_info *info);
bc_pdf_ref bc_pdf_define_xmp(bc_pdf_file *file, const bc_output_info *info);

#endif
