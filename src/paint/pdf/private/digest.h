/* A 128-bit digest of a file's content, for its /ID and for subset tags. It tells files apart; it is no signature. */
#ifndef BC_PAINT_PDF_PRIVATE_DIGEST_H
#define BC_PAINT_PDF_PRIVATE_DIGEST_H

#include "base/str.h"

typedef struct bc_pdf_digest {
    uint64_t lanes[2];
} bc_pdf_digest;

enum { BC_PDF_DIGEST_TEXT = 32 };

void bc_pdf_digest_init(bc_pdf_digest *digest);
/* Adds the bytes and where they end: "ab", "c" differs from "a", "bc". */
void bc_pdf_digest_add(bc_pdf_digest *digest, bc_str bytes);
uint64_t bc_pdf_digest_value(const bc_pdf_digest *digest);
/* 32 hexadecimal digits and a NUL. */
void bc_pdf_digest_text(const bc_pdf_digest *digest, char out[BC_PDF_DIGEST_TEXT + 1]);

#endif
