/* The parts of a zip archive, unpacked piece by piece. */
#ifndef BC_TABLE_PRIVATE_ZIP_H
#define BC_TABLE_PRIVATE_ZIP_H

#include "table/private/archive.h"

typedef struct bc_table_zip bc_table_zip;

enum { BC_TABLE_NO_PART = -1 };

/* Takes the bytes over. NULL: said. */
bc_table_zip *bc_table_zip_open(bc_table_archive *bytes, const bc_table_input *input, bc_table_report *report);
/* NULL is allowed. */
void bc_table_zip_close(bc_table_zip *zip);
/* Which part is called so: a target as XML writes it, seen from the folder of part `from`; letters alike, separators
 * either way. BC_TABLE_NO_PART: none. */
int64_t bc_table_zip_find(bc_table_zip *zip, bc_str from, bc_str target);
/* Its name as the archive has it; lent. */
bc_str bc_table_zip_name(bc_table_zip *zip, int64_t part);
/* A part whose name ends so, the first; BC_TABLE_NO_PART: none. */
int64_t bc_table_zip_find_ending(bc_table_zip *zip, bc_str ending);
/* Packed bytes that were read so far. */
uint64_t bc_table_zip_bytes(const bc_table_zip *zip);
/* Bytes that are read at once. */
size_t bc_table_zip_step(const bc_table_zip *zip);

/* What a part may hold. */
typedef enum bc_table_part_size {
    BC_TABLE_PART_SMALL, /* names, formats: at most 256 MB together, so that there cannot be too many of them */
    BC_TABLE_PART_LARGE  /* cells, texts: what the input allows */
} bc_table_part_size;

/* One part that is read. A zeroed one is closed. */
typedef struct bc_table_part {
    bc_table_zip *zip;
    void *file; /* NULL: closed */
    int64_t index;
    bool small;
    uint64_t unpacked, counted;
    uint64_t size, packed;
} bc_table_part;

/* False: said. */
bool bc_table_part_open(bc_table_part *part, bc_table_zip *zip, int64_t index, bc_table_part_size size,
                        bc_table_report *report);
void bc_table_part_close(bc_table_part *part);
/* Up to `n` bytes, 0 at the end; -1: said. */
int64_t bc_table_part_read(bc_table_part *part, void *to, size_t n, bc_table_report *report);

#endif
