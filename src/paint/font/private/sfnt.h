/* Writing font files: a directory of tables. */
#ifndef BC_PAINT_FONT_PRIVATE_SFNT_H
#define BC_PAINT_FONT_PRIVATE_SFNT_H

#include "base/buf.h"
#include "text/font.h"

typedef struct bc_subset_table {
    char tag[4];
    bc_str content;
} bc_subset_table;

/* Appends a font file of the tables, which are sorted by tag. `flavour`: 0x00010000 for TrueType, "OTTO" for CFF. */
void bc_subset_sfnt_write(uint32_t flavour, const bc_subset_table *tables, unsigned count, bc_buf *out);
/* Appends the face's own font file: all of its tables, without the rest of a collection. */
void bc_subset_sfnt_extract(const bc_font_face *face, bc_buf *out);

#endif
