/* The bytes of an archive, read at any place: a plain file, memory, or a copy of what came through a pipe. */
#ifndef BC_TABLE_PRIVATE_ARCHIVE_H
#define BC_TABLE_PRIVATE_ARCHIVE_H

#include "table/private/report.h"
#include "table/table.h"

#include <stdio.h>

typedef struct bc_table_archive {
    FILE *file;         /* NULL: memory */
    const void *memory; /* lent */
    size_t length;
    int error; /* with which the system failed to read it last; 0: it did not */
} bc_table_archive;

/* False: said. */
bool bc_table_archive_open(const bc_table_input *input, bc_table_archive *out, bc_table_report *report);
void bc_table_archive_close(bc_table_archive *bytes);
/* Copies what there is at that place, `n` bytes at most, and says how much; less than there is where the system fails.
 */
size_t bc_table_archive_at(bc_table_archive *bytes, uint64_t at, void *to, size_t n);

#endif
