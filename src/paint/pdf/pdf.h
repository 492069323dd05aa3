/* PDF from pages. Fonts are embedded as subsets made here; libharu's object layer (object.c) holds the rest. */
#ifndef BC_PAINT_PDF_PDF_H
#define BC_PAINT_PDF_PDF_H

#include "layout/painter.h"
#include "paint/font/glyph_cache.h"
#include "paint/pdf/attachment.h"

/* What a file promises. Each holds what stands before it, but for the form of the file: that of PDF/A-1 is PDF 1.4. */
typedef enum bc_pdf_standard {
    BC_PDF_PLAIN,
    BC_PDF_A1B, /* PDF/A-1b: looks as it is meant, for as long as there are files; nothing shows through */
    BC_PDF_A2U, /* PDF/A-2u: colours, fonts and texts as they are meant, for as long as there are files */
    BC_PDF_A2A  /* PDF/A-2a and PDF/UA-1: and all that is shown is said, too */
} bc_pdf_standard;

/* A painter for one document. The cache may serve many at a time; the typesetter belongs to the calling thread.
 * `info` is copied. */
bc_layout_painter *bc_pdf_painter_new(bc_subset_cache *cache, bc_text_typesetter *typesetter,
                                      const bc_layout_info *info, bc_pdf_standard standard);
/* Before finish: a file that the document holds, which is copied. With one, PDF/A-2 becomes PDF/A-3; PDF/A-1 has none.
 */
void bc_pdf_painter_attach(bc_layout_painter *painter, const bc_pdf_attachment *attachment);
/* How an empty form that is filled in on the screen knows itself again (form/anchor.h). */
typedef struct bc_pdf_fill_in {
    bc_str anchor_name, anchor;
    bc_str given_name, given; /* a value that stands nowhere on it; empty: none */
} bc_pdf_fill_in;

/* Before the first page: the places that pages say are to be filled in become fields. Such a file claims no standard,
 * for what readers write into it follows none; of BC_PDF_A2A its structure is left. */
void bc_pdf_painter_fill_in(bc_layout_painter *painter, const bc_pdf_fill_in *form);
/* After finish returned false: what went wrong, in the user's language, and whether the system failed rather than the
 * document, so that the same may go well another time. */
const char *bc_pdf_painter_error(const bc_layout_painter *painter);
bool bc_pdf_painter_failed(const bc_layout_painter *painter);

/* Why a page cannot be in PDF/A-1 on which what is below a picture shows through it, in the user's language. */
const char *bc_pdf_blending_refused(void);

/* CPU seconds this painter spent in each stage, for bench/. */
typedef struct bc_pdf_times {
    double paint, font, deflate, write;
} bc_pdf_times;
bc_pdf_times bc_pdf_painter_times(const bc_layout_painter *painter);

#endif
