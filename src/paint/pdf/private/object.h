/* A PDF file as numbered objects: dictionaries and streams, given as text that is already PDF syntax (see syntax.h).
 *
 * Dictionaries are packed into object streams as they come, where the version of the file has these; streams stand
 * alone and are written by libharu, which only object.c knows. What goes wrong is remembered and said once by
 * bc_pdf_file_write. The bytes depend on the objects and their order alone: no clock, no addresses.
 */
#ifndef BC_PAINT_PDF_PRIVATE_OBJECT_H
#define BC_PAINT_PDF_PRIVATE_OBJECT_H

#include "paint/pdf/private/pack.h"

typedef struct bc_pdf_file bc_pdf_file;

typedef enum bc_pdf_status {
    BC_PDF_OK,
    BC_PDF_TOO_LARGE, /* more objects or bytes than a PDF of this kind can address */
    BC_PDF_FAILED     /* libharu gave up */
} bc_pdf_status;

typedef enum bc_pdf_version {
    BC_PDF_1_4, /* no object streams, and a table of cross-references */
    BC_PDF_1_7
} bc_pdf_version;

/* `deflater` is used until the file is freed: what it lends ends with bc_pdf_define. */
bc_pdf_file *bc_pdf_file_new(bc_deflate_packer *deflater, bc_pdf_version version);
void bc_pdf_file_free(bc_pdf_file *file);
bc_pdf_version bc_pdf_file_version(const bc_pdf_file *file);

/* Takes the next number, so that others may refer to the object before it is defined. Undefined objects are written
 * as empty dictionaries. */
bc_pdf_ref bc_pdf_reserve(bc_pdf_file *file);
/* A dictionary: `entries` is what stands between << and >>. All slices are copied. Once for each number. */
void bc_pdf_define(bc_pdf_file *file, bc_pdf_ref ref, bc_str entries);
/* The same, packed with its like. */
void bc_pdf_define_among(bc_pdf_file *file, bc_pdf_family family, bc_pdf_ref ref, bc_str entries);
/* Dictionaries that have been packed elsewhere, into an object stream with these entries, and bytes that outlive the
 * file. Not in version 1.4. */
typedef struct bc_pdf_packed {
    const bc_pdf_ref *refs;
    size_t n;
    bc_str entries, bytes;
} bc_pdf_packed;
void bc_pdf_define_packed(bc_pdf_file *file, const bc_pdf_packed *packed);
/* `data` is the encoded content, and `entries` name its /Filter; /Length is added here. */
void bc_pdf_define_stream(bc_pdf_file *file, bc_pdf_ref ref, bc_str entries, bc_str data);
/* The same, of data that outlives the file. */
void bc_pdf_define_lent(bc_pdf_file *file, bc_pdf_ref ref, bc_str entries, bc_str data);

/* Appends the whole file, with an /ID made from its content. Once per file. */
bc_pdf_status bc_pdf_file_write(bc_pdf_file *file, bc_pdf_ref catalog, bc_pdf_ref info, bc_buf *out);

#endif
