/* A part of a workbook that the library writes, in memory: it prints into a FILE. */
#ifndef BC_PAINT_XLSX_PRIVATE_PART_H
#define BC_PAINT_XLSX_PRIVATE_PART_H

#include <stdbool.h>
#include <stdio.h>

typedef struct bc_xlsx_part {
    FILE *file;
    char *p; /* freed by who closes it */
    size_t n;
} bc_xlsx_part;

bool bc_xlsx_part_open(bc_xlsx_part *out);
/* Closes the file; what was written stays in p, n. False when some of it was lost. */
bool bc_xlsx_part_close(bc_xlsx_part *out);

#endif
