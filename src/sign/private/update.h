/* A part added to a file, whose bytes stay as they are (ISO 32000-1, 7.5.6): objects, then a cross-reference of the
 * kind that the file's newest one is of. */
#ifndef BC_SIGN_PRIVATE_UPDATE_H
#define BC_SIGN_PRIVATE_UPDATE_H

#include "base/vec.h"
#include "pdfread/pdfread.h"

typedef struct bc_sign_row {
    uint32_t number, generation;
    uint64_t at;
} bc_sign_row;

typedef struct bc_sign_update {
    bc_pdfread *file;
    bc_pdfread_end end;
    size_t before;    /* bytes of the file */
    bc_buf added;     /* those behind it */
    uint32_t next;    /* number of the next new object */
    uint32_t catalog; /* number of the catalog */
    BC_VEC(bc_sign_row) rows;
} bc_sign_update;

/* `file` was opened over `bytes`, needed no repair and begins with its first byte. */
void bc_sign_update_init(bc_sign_update *update, bc_pdfread *file, bc_str bytes);
void bc_sign_update_release(bc_sign_update *update);
uint32_t bc_sign_update_number(bc_sign_update *update);
/* Between these two the object's value is appended to `added`. One that the file has is replaced. */
void bc_sign_update_begin(bc_sign_update *update, uint32_t number);
void bc_sign_update_end(bc_sign_update *update);
/* Appends a reference to the object. */
void bc_sign_update_refer(bc_sign_update *update, uint32_t number);
/* A stream: its entries without brackets and length, and its bytes. The number. */
uint32_t bc_sign_update_stream(bc_sign_update *update, bc_str entries, bc_str bytes);
/* Cross-reference and trailer. */
void bc_sign_update_finish(bc_sign_update *update);

#endif
