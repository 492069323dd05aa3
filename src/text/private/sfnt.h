/* The table directory of a font file, read with every offset checked. */
#ifndef BC_TEXT_PRIVATE_SFNT_H
#define BC_TEXT_PRIVATE_SFNT_H

#include "base/str.h"

/* Where the table directory of face `index` stands (0 in a plain font). False when the file has no such face. */
bool bc_font_sfnt_directory(bc_str file, int index, uint32_t *offset);
/* The table's content, or an empty slice when it is absent or reaches out of the file. */
bc_str bc_font_sfnt_table(bc_str file, uint32_t directory, const char tag[4]);

#endif
