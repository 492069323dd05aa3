/* How readers find their way in a file: bookmarks, page labels and links. */
#ifndef BC_PAINT_PDF_PRIVATE_NAVIGATION_H
#define BC_PAINT_PDF_PRIVATE_NAVIGATION_H

#include "base/vec.h"
#include "paint/pdf/private/object.h"
#include "paint/pdf/volume.h"

typedef struct bc_pdf_bookmark {
    unsigned level;
    bc_str title;
    uint32_t page;
    bool open;
} bc_pdf_bookmark;

typedef struct bc_pdf_volume_pages {
    const bc_pdf_volume_page *at;
    const bc_pdf_ref *refs; /* the page objects */
    size_t n;
} bc_pdf_volume_pages;

/* Defines the outline and returns it; 0 when there are no bookmarks. */
bc_pdf_ref bc_pdf_define_outline(bc_pdf_file *file, const bc_pdf_bookmark *bookmarks, size_t n,
                                 const bc_pdf_volume_pages *page_list);
/* Appends the /PageLabels entry of the catalog. */
void bc_pdf_put_page_labels(bc_pdf_file *file, const bc_pdf_volume_pages *page_list, bc_buf *out);
/* Defines the links of a page and appends their references. `body` is its content, or NULL. */
void bc_pdf_put_links(bc_pdf_file *file, const bc_pdf_volume_page *page, const bc_pdf_content *body,
                      const bc_pdf_volume_pages *page_list, bc_buf *out);

#endif
