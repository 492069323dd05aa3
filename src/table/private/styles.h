/* What the styles of an XLSX workbook say of its cells. */
#ifndef BC_TABLE_PRIVATE_STYLES_H
#define BC_TABLE_PRIVATE_STYLES_H

#include "base/arena.h"
#include "base/vec.h"
#include "table/private/format.h"
#include "table/private/zip.h"

enum { BC_TABLE_MAX_STYLES = 1 << 20 };

typedef struct bc_table_style {
    bc_table_format format;
    bool quoted; /* an apostrophe was typed in front */
} bc_table_style;

/* By the number that a cell's `s` has. A zeroed one has none. */
typedef struct bc_table_styles {
    BC_VEC(bc_table_style) all;
    bc_arena arena; /* of their codes */
} bc_table_styles;

/* Reads styles.xml; false: said. */
bool bc_table_styles_read(bc_table_styles *styles, bc_table_zip *zip, int64_t part, bc_table_report *report);
void bc_table_styles_release(bc_table_styles *styles);

#endif
