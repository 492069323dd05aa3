/* Files that a PDF holds beside its pages, which archives take as PDF/A-3 (ISO 19005-3). */
#ifndef BC_PAINT_PDF_ATTACHMENT_H
#define BC_PAINT_PDF_ATTACHMENT_H

#include "base/md5.h"
#include "deflate/deflate.h"

/* What it is to the pages: what they show, or what they were made of, which may be more. */
typedef enum bc_pdf_relation { BC_PDF_DATA, BC_PDF_SOURCE } bc_pdf_relation;

/* A file as it goes into a PDF. */
typedef struct bc_pdf_attachment {
    bc_str name;  /* no other attachment has it */
    bc_str plain; /* the same in ASCII, for old readers */
    bc_str type;  /* text/csv */
    bc_str description;
    bc_pdf_relation relation;
    bc_str packed; /* its bytes as a zlib stream */
    uint64_t length;
    unsigned char checksum[BC_MD5];
} bc_pdf_attachment;

/* Bytes that come piece by piece; what is held of them is packed. */
typedef struct bc_pdf_attaching {
    bc_deflate_stream *stream;
    bc_md5 md5;
    bc_buf packed;
} bc_pdf_attaching;

void bc_pdf_attaching_init(bc_pdf_attaching *attaching);
void bc_pdf_attaching_release(bc_pdf_attaching *attaching);
void bc_pdf_attaching_add(bc_pdf_attaching *attaching, bc_str bytes);
/* Ends it and sets what `attachment` says of its bytes; they are lent. */
void bc_pdf_attaching_finish(bc_pdf_attaching *attaching, bc_pdf_attachment *attachment);

#endif
