/* What a sheet shows where a cell has a number: figures, and the words of its number format around them. Who types
 * 26000 below a format that shows 2.6万元 has written 2.6万元. */
#ifndef BC_TABLE_PRIVATE_SHOWN_H
#define BC_TABLE_PRIVATE_SHOWN_H

#include "table/private/number.h"
#include "table/table.h"

typedef struct bc_table_shown {
    int scale;     /* the figures are those of the number by 10^-scale */
    uint8_t money; /* as of a cell: */
    bool yuan, odd;
    bool words; /* there are others than signs around the figures */
} bc_table_shown;

/* Whether a format shows words, or numbers as others than they are. */
bool bc_table_shown_matters(bc_str code);
/* The number below a format code, of which the section counts that applies to it; appends what is shown. Of a format
 * that cannot be told (0.00E+00, # ?/?) nothing is appended, and `words` is false. */
void bc_table_shown_by_code(bc_str code, const bc_table_number *number, bc_table_shown *out, bc_buf *text);
/* The same where a file has what is shown, of a number that is there to the digits which are shown. */
void bc_table_shown_by_text(bc_str shown, const bc_table_number *number, bool percent, bc_table_shown *out);

#endif
