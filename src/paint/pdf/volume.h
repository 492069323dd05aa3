/* A PDF bound from pages that were painted as drafts: pages in any order, numbers painted onto them, bookmarks, page
 * labels and links. Only the finished streams are held, so memory grows by a few kilobytes a page. */
#ifndef BC_PAINT_PDF_VOLUME_H
#define BC_PAINT_PDF_VOLUME_H

#include "paint/pdf/draft.h"

typedef struct bc_pdf_volume bc_pdf_volume;

/* The texts of `info` outlive the volume. Its pages may stand in so many sections. */
bc_pdf_volume *bc_pdf_volume_new(bc_subset_cache *cache, const bc_layout_info *info, bc_pdf_standard standard,
                                 uint32_t sections);
void bc_pdf_volume_free(bc_pdf_volume *volume);

/* Gives all glyphs of the draft their codes, in `arena`, and its objects their numbers. One thread at a time; the order
 * of calls decides the bytes. */
bc_pdf_codes bc_pdf_volume_codes(bc_pdf_volume *volume, bc_pdf_draft *draft, bc_arena *arena);
/* What stands for a draft's pages: the first in bc_pdf_volume_page, those behind it count on; and for what they say of
 * themselves, 0: nothing. */
typedef struct bc_pdf_kept {
    uint32_t first, section;
} bc_pdf_kept;
/* Keeps the pages and what is said of them, which are copied into `arena`; that outlives the volume. */
bc_pdf_kept bc_pdf_volume_keep(bc_pdf_volume *volume, const bc_pdf_finished *finished, bc_arena *arena);
/* The next of what the volume says of itself, as it is read: what was kept, in a section that its draft names. */
void bc_pdf_volume_add_section(bc_pdf_volume *volume, uint32_t section, uint32_t kept);

/* A rectangle that leads to the top of a page; from the page's top left, y downwards. */
typedef struct bc_pdf_link {
    bc_len x, y, width, height;
    uint32_t page; /* from 0, may be one that is added later */
    bc_str text;   /* where it leads, in words */
} bc_pdf_link;

typedef enum bc_pdf_numerals { BC_PDF_NO_NUMERALS, BC_PDF_ARABIC, BC_PDF_ROMAN } bc_pdf_numerals;

typedef struct bc_pdf_volume_page {
    bc_len width, height;
    uint32_t body, over;     /* as bc_pdf_volume_keep gave them; 0: none */
    bc_len shift_x, shift_y; /* to the right and down: all that is painted, and its links */
    const bc_pdf_link *links;
    size_t link_count;
    /* The label that readers show for the page. */
    bc_str prefix;
    bc_pdf_numerals numerals;
    uint32_t number;
} bc_pdf_volume_page;

/* The next page, which is copied. */
void bc_pdf_volume_add_page(bc_pdf_volume *volume, const bc_pdf_volume_page *page);

/* The next bookmark; `level` 0 is the outermost and goes at most one beyond the one before. A closed one hides those
 * below it until it is opened. */
void bc_pdf_volume_add_bookmark(bc_pdf_volume *volume, unsigned level, bc_str title, uint32_t page, bool open);

/* A file that the volume holds, which is copied. With one, PDF/A-2 becomes PDF/A-3; PDF/A-1 has none. */
void bc_pdf_volume_attach(bc_pdf_volume *volume, const bc_pdf_attachment *attachment);
/* Appends the file; false when it failed, see bc_pdf_volume_error. Call once, then free. */
bool bc_pdf_volume_finish(bc_pdf_volume *volume, bc_buf *out);
/* And whether the system failed rather than the book. */
const char *bc_pdf_volume_error(const bc_pdf_volume *volume);
bool bc_pdf_volume_failed(const bc_pdf_volume *volume);

#endif
