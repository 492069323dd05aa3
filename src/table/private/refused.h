/* Workbooks that are not read, and what helps. */
#ifndef BC_TABLE_PRIVATE_REFUSED_H
#define BC_TABLE_PRIVATE_REFUSED_H

#include "table/private/archive.h"

/* An old Office file: .xls, .et, or one with a password, whatever it is called. */
bool bc_table_refused_is_old(bc_table_archive *bytes);
/* Says why it is not read: it is old, encrypted, or of a kind that is not known. */
void bc_table_refused_say(bc_table_archive *bytes, bc_table_report *report);
/* A binary workbook, .xlsb. */
void bc_table_refused_say_binary(bc_table_report *report);

#endif
