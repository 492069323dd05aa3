/* How grey and colours are meant: without this an archive cannot tell what "0.85 of black" looked like. */
#ifndef BC_PAINT_PDF_PRIVATE_INTENT_H
#define BC_PAINT_PDF_PRIVATE_INTENT_H

#include "paint/pdf/private/object.h"

/* Appends the catalog's output intent; its colour profile is an object of the file. */
void bc_pdf_put_intent(bc_pdf_file *file, bool coloured, bc_deflate_packer *deflater, bc_buf *out);
/* Defines a profile for pictures in inks. */
bc_pdf_ref bc_pdf_define_inks(bc_pdf_file *file, bc_deflate_packer *deflater);

#endif
