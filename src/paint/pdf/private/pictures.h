/* The pictures of a document, each written once however often it is shown. */
#ifndef BC_PAINT_PDF_PRIVATE_PICTURES_H
#define BC_PAINT_PDF_PRIVATE_PICTURES_H

#include "base/strmap.h"
#include "base/vec.h"
#include "layout/page.h"
#include "paint/pdf/pdf.h"
#include "paint/pdf/private/object.h"

/* Their names follow from what is in their files, so that pages can be painted before the file they go into is known.
 */
typedef struct bc_pdf_pictures {
    BC_VEC(bc_picture *) list;
    bc_strmap known; /* by their digests */
} bc_pdf_pictures;

/* Notes the picture unless an equal one is known. */
void bc_pdf_pictures_add(bc_pdf_pictures *pictures, bc_picture *picture);
void bc_pdf_pictures_release(bc_pdf_pictures *pictures);
/* Appends the operators that show an item's picture on its page. */
void bc_pdf_pictures_put(const bc_layout_page *page, const bc_layout_item *item, bc_buf *out);
/* Whether what lies below the item's picture shows through it; and whether there is such an item. */
bool bc_pdf_pictures_show_through(const bc_layout_item *item);
bool bc_pdf_pictures_blend(const bc_layout_page *page);
/* Writes all of them, and appends the entry of the resources that names them; nothing when there are none. Where the
 * standard asks how inks are meant they have a profile. */
void bc_pdf_pictures_define(const bc_pdf_pictures *pictures, bc_pdf_file *file, bc_pdf_standard standard,
                            bc_deflate_packer *deflater, bc_buf *resources);

#endif
