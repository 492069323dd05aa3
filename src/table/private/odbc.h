/* One connection through ODBC: the calls of the driver manager, what is told of their errors, and the connection's
 * text. */
#ifndef BC_TABLE_PRIVATE_ODBC_H
#define BC_TABLE_PRIVATE_ODBC_H

#include "table/table.h"
#include "unicode/convert.h"

#include <sqlext.h>

/* What is called of libodbc, which is loaded when the first query is asked. */
typedef struct bc_table_odbc_calls {
    __typeof__(SQLAllocHandle) *alloc_handle;
    __typeof__(SQLFreeHandle) *free_handle;
    __typeof__(SQLSetEnvAttr) *set_environment;
    __typeof__(SQLSetConnectAttr) *set_connection;
    __typeof__(SQLGetConnectAttr) *connection_attribute;
    __typeof__(SQLSetStmtAttr) *set_statement;
    __typeof__(SQLDataSources) *data_sources;
    __typeof__(SQLDriverConnect) *connect;
    __typeof__(SQLDisconnect) *disconnect;
    __typeof__(SQLGetInfo) *info;
    __typeof__(SQLGetDiagRec) *diagnostic;
    __typeof__(SQLPrepare) *prepare;
    __typeof__(SQLNumParams) *count_parameters;
    __typeof__(SQLBindParameter) *bind_parameter;
    __typeof__(SQLExecute) *execute;
    __typeof__(SQLExecDirect) *execute_directly;
    __typeof__(SQLNumResultCols) *count_columns;
    __typeof__(SQLDescribeCol) *describe_column;
    __typeof__(SQLColAttribute) *column_attribute;
    __typeof__(SQLFetch) *fetch;
    __typeof__(SQLGetData) *get_data;
    __typeof__(SQLEndTran) *end_transaction;
} bc_table_odbc_calls;

typedef enum bc_table_family {
    BC_TABLE_OTHER,
    BC_TABLE_POSTGRES, /* and what descends from it */
    BC_TABLE_SQLITE,
    BC_TABLE_MARIADB, /* its driver from 3.1.17 on, which can send rows as they are fetched */
    BC_TABLE_MARIADB_WHOLE,
    BC_TABLE_MYSQL,
} bc_table_family;

typedef struct bc_table_odbc {
    bc_table_odbc_calls call;
    SQLHENV environment;
    SQLHDBC connection;
    SQLHSTMT statement;
    bc_table_family family;
    const bc_table_query *query;
    const bc_diag_source *source; /* without columns, for what concerns the whole of it */
    bc_str encoding;              /* of what is sent and what comes; empty: UTF-8 */
    bc_unicode_converter *converter;
    uint32_t connect_seconds, answer_seconds;
} bc_table_odbc;

/* Connects, in a way that writes nothing and keeps no answer whole where the driver can do without. Everything but the
 * calls and handles is set by who calls. False: said in `diags`. */
bool bc_table_odbc_open(bc_table_odbc *odbc, bc_diag_list *diags, bool *io_error);
/* Ends what was begun; any part of it may be missing. */
void bc_table_odbc_close(bc_table_odbc *odbc);

/* -- errors (odbc_error.c) ------------------------------------------------------------------------------ */

/* What was being done: the same SQLSTATE means another thing. */
typedef enum bc_table_stage { BC_TABLE_CONNECTING, BC_TABLE_ASKING, BC_TABLE_READING } bc_table_stage;

/* Says in plain words why the last call with the handle failed, with the database's own text but without secrets. */
void bc_table_odbc_report(const bc_table_odbc *odbc, SQLSMALLINT kind, SQLHANDLE handle, bc_table_stage stage,
                          bc_diag_mark mark, bc_diag_list *diags, bool *io_error);

/* -- the connection's text (odbc_text.c) ---------------------------------------------------------------- */

/* One KEY=VALUE; the value has its braces. */
typedef struct bc_table_attribute {
    bc_str key, value;
} bc_table_attribute;

/* The next one at *at; false at the end, or where a brace is not closed: then *at is before the end. */
bool bc_table_attribute_next(bc_str connection, size_t *at, bc_table_attribute *out);
/* The value of the first attribute with that key, without its braces; nothing when it has none. */
bc_str bc_table_attribute_find(bc_str connection, const char *key);
/* Whether the value is nobody's business. */
bool bc_table_attribute_is_secret(bc_str key);
/* Appends the value as it was before braces and `}}` were put. */
void bc_table_attribute_add_plain(bc_str value, bc_buf *out);
/* What the driver manager is given: the connection, the options (KEY=VALUE;…) whose keys it does not have, the
 * password. Wiped and released by bc_table_odbc_wipe. */
void bc_table_odbc_compose(const bc_table_query *query, bc_str options, bc_buf *out);
void bc_table_odbc_wipe(bc_buf *text);

#endif
