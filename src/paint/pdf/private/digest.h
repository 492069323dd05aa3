/* A 128-bit digest of a file's content, for its /ID and for subset tags. It tells files apart; it is no signature. */
#ifndef BC_PAINT_PDF_PRIVATE_DIGEST_H
#define BC_PAINT_PDF_PRIVATE_DIGEST_H

#include "base/str.h"

typedef struct bc_pdf_digest {
    uint64_t lanes[2];
} bc_pdf_digest;

enum { BC_PDF_DIGEST = 16 /* bytes */ };

void bc_pdf_digest_init(bc_pdf_digest *digest);
/* Adds the bytes and where they end: "ab", "c" differs from "a", "bc". */
void bc_pdf_digest_add(bc_pdf_digest *digest, bc_str bytes);
uint64_t bc_pdf_digest_value(const bc_pdf_digest *digest);
void bc_pdf_digest_bytes(const bc_pdf_digest *digest, unsigned char out[BC_PDF_DIGEST]);

#endif
