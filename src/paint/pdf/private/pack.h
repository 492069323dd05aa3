/* Dictionaries on their way into an object stream (ISO 32000-1, 7.5.7).
 *
 * Those of one pack may be much alike, such as the cells of a long table. They then stand in rows of equal width, of
 * which the stream says how each differs from the one before (the PNG predictor Up): numbers that count on become the
 * same few bytes again and again, and take a quarter of the room.
 */
#ifndef BC_PAINT_PDF_PRIVATE_PACK_H
#define BC_PAINT_PDF_PRIVATE_PACK_H

#include "base/vec.h"
#include "deflate/deflate.h"

typedef uint32_t bc_pdf_ref; /* an object's number, from 1 */

/* What goes together. */
typedef enum bc_pdf_family {
    BC_PDF_MIXED,
    BC_PDF_ROWS, /* elements of table rows, and of their cells; of very many */
    BC_PDF_CELLS,
    BC_PDF_LISTS, /* long lists of references, each BC_PDF_REFERENCE bytes wide, the first behind a multiple of these */
    BC_PDF_FAMILIES
} bc_pdf_family;

enum { BC_PDF_REFERENCE = 12 }; /* `1234567 0 R ` */

typedef struct bc_pdf_pack {
    bc_pdf_family family;
    unsigned width; /* of rows; 0: not known yet, or there are none */
    bc_buf heads, texts;
    BC_VEC(bc_pdf_ref) refs;
    BC_VEC(uint32_t) ends; /* of the texts of BC_PDF_MIXED */
} bc_pdf_pack;

void bc_pdf_pack_init(bc_pdf_pack *pack, bc_pdf_family family);
void bc_pdf_pack_release(bc_pdf_pack *pack);
/* Adds a dictionary: `entries` is what stands between << and >>. True when the pack is full. */
bool bc_pdf_pack_add(bc_pdf_pack *pack, bc_pdf_ref ref, bc_str entries);
/* The stream's bytes, lent by the deflater, with its entries appended to `entries`. pack->refs are then its objects in
 * their order, until the pack is cleared. */
bc_str bc_pdf_pack_close(bc_pdf_pack *pack, bc_deflate_packer *deflater, bc_deflate_matter matter, bc_buf *entries);
void bc_pdf_pack_clear(bc_pdf_pack *pack);

#endif
