/* What the reader of answers needs to know of SQL and of values. */
#ifndef BC_TABLE_PRIVATE_QUERY_H
#define BC_TABLE_PRIVATE_QUERY_H

#include "base/buf.h"
#include "table/private/odbc.h"

/* The one query that the text is, without what stands before and behind it: comments, `;`. False: it is none, or more;
 * *why says it. */
bool bc_table_sql_single(bc_str sql, bool mysql, bc_str *out, const char **why);

/* How the values of a column are read. */
typedef enum bc_table_column_kind {
    BC_TABLE_COLUMN_TEXT,
    BC_TABLE_COLUMN_EXACT,  /* a number as it is written */
    BC_TABLE_COLUMN_DOUBLE, /* a number of 15 digits */
    BC_TABLE_COLUMN_REAL,   /* of 7 */
    BC_TABLE_COLUMN_BOOL,
    BC_TABLE_COLUMN_DATE, /* with or without a time of day */
    BC_TABLE_COLUMN_TIME,
    BC_TABLE_COLUMN_BINARY,
} bc_table_column_kind;

/* `type_name` is the database's own, where the driver says it. */
bc_table_column_kind bc_table_column_kind_of(bc_table_family family, SQLSMALLINT type, bc_str type_name);

typedef enum bc_table_value_result { BC_TABLE_VALUE, BC_TABLE_NO_VALUE, BC_TABLE_NO_DATE } bc_table_value_result;

/* Makes the cell's kind, text and `cut` out of what the driver gave; the text is of `arena`. NO_VALUE: nothing is
 * left of it; NO_DATE: 0000-00-00 and the like. */
bc_table_value_result bc_table_value_read(bc_table_column_kind kind, bc_str given, bc_arena *arena,
                                          bc_table_cell *cell);

#endif
