/* The glyph bank: glyph programs ready to be copied into subset fonts, made on first use and shared by all threads. */
#ifndef BC_PAINT_FONT_GLYPH_CACHE_H
#define BC_PAINT_FONT_GLYPH_CACHE_H

#include "deflate/deflate.h"
#include "paint/font/cff.h"
#include "paint/font/glyf.h"
#include "text/font.h"

/* Glyph programs of all faces, made once per run and shared by all threads. Faces live as long as the bank does. */
typedef struct bc_pdf_bank bc_pdf_bank;

bc_pdf_bank *bc_pdf_bank_new(void);
void bc_pdf_bank_free(bc_pdf_bank *bank);

/* One glyph, never changed once it is there. CFF: a charstring without subroutine calls. TrueType: a glyf record
 * without instructions, padded to four bytes. */
typedef struct bc_pdf_glyph {
    bc_str program;
    bool damaged; /* the font has no such glyph, or a malformed one: the program is that of a blank */
} bc_pdf_glyph;

/* All that documents need of one face. Readable without a lock. */
typedef struct bc_pdf_stock bc_pdf_stock;

/* The stock of a face, made on first use; it lives as long as the bank. */
bc_pdf_stock *bc_pdf_bank_stock(bc_pdf_bank *bank, const bc_face *face);
/* Lends a deflater until it is given back. */
bc_deflater *bc_pdf_bank_borrow(bc_pdf_bank *bank);
void bc_pdf_bank_give_back(bc_pdf_bank *bank, bc_deflater *deflater);

const bc_face *bc_pdf_stock_face(const bc_pdf_stock *stock);
/* False: the face's tables cannot be used, nothing else may be asked. */
bool bc_pdf_stock_usable(const bc_pdf_stock *stock);
const bc_pdf_cff *bc_pdf_stock_cff(const bc_pdf_stock *stock);
const bc_pdf_glyf *bc_pdf_stock_glyf(const bc_pdf_stock *stock);
const bc_pdf_glyph *bc_pdf_stock_glyph(bc_pdf_stock *stock, uint16_t glyph);
/* For faces that may only be embedded whole: the font file, deflated, and how long it was. Made once. */
bc_str bc_pdf_stock_whole(bc_pdf_stock *stock, bc_deflater *deflater, size_t *length);
/* The CID of a glyph in the whole font. */
uint16_t bc_pdf_stock_cid(const bc_pdf_stock *stock, uint16_t glyph);

#endif
