/* The texts that the cells of an XLSX workbook share. */
#ifndef BC_TABLE_PRIVATE_STRINGS_H
#define BC_TABLE_PRIVATE_STRINGS_H

#include "base/vec.h"
#include "table/private/zip.h"

/* A zeroed one has none. */
typedef struct bc_table_strings {
    bc_buf text; /* all of them, one behind the other */
    BC_VEC(uint32_t) ends;
} bc_table_strings;

/* Reads sharedStrings.xml; false: said. */
bool bc_table_strings_read(bc_table_strings *strings, bc_table_zip *zip, int64_t part, bc_table_report *report);
void bc_table_strings_release(bc_table_strings *strings);

typedef enum bc_table_strings_found {
    BC_TABLE_STRINGS_FOUND,
    BC_TABLE_STRINGS_ABSENT,
    BC_TABLE_STRINGS_TOO_LONG
} bc_table_strings_found;
/* One by its number; lent, as long as the strings are. */
bc_table_strings_found bc_table_strings_at(const bc_table_strings *strings, uint64_t number, bc_str *text);

#endif
