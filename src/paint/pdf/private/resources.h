/* What every kind of PDF file of ours has once: its fonts, and the entries of its catalog. */
#ifndef BC_PAINT_PDF_PRIVATE_RESOURCES_H
#define BC_PAINT_PDF_PRIVATE_RESOURCES_H

#include "paint/pdf/pdf.h"
#include "paint/pdf/private/attached.h"
#include "paint/pdf/private/content.h"

/* Embeds fonts and pictures and defines `ref` as the resources that all pages share; font i is called /F<i+1>, with at
 * least so many digits. Returns what is wrong with a font, in `arena`; empty when nothing is. */
bc_str bc_pdf_define_resources(bc_pdf_shown *shown, bc_pdf_file *file, bc_pdf_ref ref, bc_deflate_packer *deflater,
                               int digits, bc_pdf_standard standard, bc_arena *arena);
/* Appends the entries of a catalog, without the brackets, and writes what is attached. */
void bc_pdf_put_catalog(bc_pdf_file *file, bc_pdf_ref pages, const bc_layout_info *info, bc_pdf_standard standard,
                        bc_pdf_attached *attached, bc_buf *out);

#endif
