/* A zip archive of compressed parts, byte for byte the same for the same content. */
#ifndef BC_PAINT_XLSX_PRIVATE_ZIP_H
#define BC_PAINT_XLSX_PRIVATE_ZIP_H

#include "deflate/deflate.h"
#include "paint/xlsx/xlsx.h"

typedef struct bc_xlsx_zip {
    bc_buf *out; /* borrowed */
    size_t start;
    bc_buf directory;
    uint32_t entries;
    /* TOO_LARGE: more than 4 GB, which this format of archive cannot hold; nothing more is added then, as after any
     * failure that who fills the archive sets. */
    bc_xlsx_status status;
    bc_deflate_packer *deflater;
} bc_xlsx_zip;

/* The archive is appended to `out`. */
void bc_xlsx_zip_init(bc_xlsx_zip *zip, bc_buf *out);
void bc_xlsx_zip_release(bc_xlsx_zip *zip);
/* `name` is ASCII. */
void bc_xlsx_zip_add(bc_xlsx_zip *zip, const char *name, bc_str content);

/* A part packed for several archives. */
typedef struct bc_xlsx_packed {
    bc_buf bytes;
    uint32_t crc, size;
} bc_xlsx_packed;

/* The bytes were initialised. */
void bc_xlsx_zip_pack(bc_str content, bc_xlsx_packed *out);
void bc_xlsx_zip_add_packed(bc_xlsx_zip *zip, const char *name, const bc_xlsx_packed *packed);
/* Writes the directory. */
bc_xlsx_status bc_xlsx_zip_finish(bc_xlsx_zip *zip);

#endif
