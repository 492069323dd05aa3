/* A connection through ODBC. The driver manager is loaded when the first query is asked, so that biaoce needs no
 * database where nobody asks one. Drivers keep whole answers in memory unless told otherwise, each in its own words,
 * and some would make a database that is not there: which driver it is is read off the connection's text or that of
 * its data source, and asked once more when the connection stands; when that was another one, it connects again.
 *
 * Nothing is ever written. ODBC's own switch for that is deaf in most drivers, so the session is told in the
 * database's words where these are known, and what it does lies in a transaction that is taken back. */
#include "table/private/odbc.h"
#include "base/mem.h"
#include "base/tr.h"

#include <assert.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define LIBRARY "libodbc.so.2"

/* -- the library ---------------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    size_t offset;
} CALLS[] = {
    { "SQLAllocHandle", offsetof(bc_table_odbc_calls, alloc_handle) },
    { "SQLFreeHandle", offsetof(bc_table_odbc_calls, free_handle) },
    { "SQLSetEnvAttr", offsetof(bc_table_odbc_calls, set_environment) },
    { "SQLSetConnectAttr", offsetof(bc_table_odbc_calls, set_connection) },
    { "SQLGetConnectAttr", offsetof(bc_table_odbc_calls, connection_attribute) },
    { "SQLSetStmtAttr", offsetof(bc_table_odbc_calls, set_statement) },
    { "SQLDataSources", offsetof(bc_table_odbc_calls, data_sources) },
    { "SQLDriverConnect", offsetof(bc_table_odbc_calls, connect) },
    { "SQLDisconnect", offsetof(bc_table_odbc_calls, disconnect) },
    { "SQLGetInfo", offsetof(bc_table_odbc_calls, info) },
    { "SQLGetDiagRec", offsetof(bc_table_odbc_calls, diagnostic) },
    { "SQLPrepare", offsetof(bc_table_odbc_calls, prepare) },
    { "SQLNumParams", offsetof(bc_table_odbc_calls, count_parameters) },
    { "SQLBindParameter", offsetof(bc_table_odbc_calls, bind_parameter) },
    { "SQLExecute", offsetof(bc_table_odbc_calls, execute) },
    { "SQLExecDirect", offsetof(bc_table_odbc_calls, execute_directly) },
    { "SQLNumResultCols", offsetof(bc_table_odbc_calls, count_columns) },
    { "SQLDescribeCol", offsetof(bc_table_odbc_calls, describe_column) },
    { "SQLColAttribute", offsetof(bc_table_odbc_calls, column_attribute) },
    { "SQLFetch", offsetof(bc_table_odbc_calls, fetch) },
    { "SQLGetData", offsetof(bc_table_odbc_calls, get_data) },
    { "SQLEndTran", offsetof(bc_table_odbc_calls, end_transaction) },
};
static_assert(sizeof CALLS / sizeof *CALLS == sizeof(bc_table_odbc_calls) / sizeof(void *), "one name for each call");

/* Each connection looks the calls up for itself, which the loader bears from any thread. The library is never given
 * back: drivers leave threads' data and handlers behind that point into it. */
static bool load(bc_table_odbc *odbc, bc_diag_list *diags)
{
    void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    for (size_t i = 0; library && i < sizeof CALLS / sizeof *CALLS; i++) {
        void *found = dlsym(library, CALLS[i].name);
        if (!found)
            library = NULL;
        memcpy((char *)&odbc->call + CALLS[i].offset, &found, sizeof found);
    }
    if (library)
        return true;
    const char *why = dlerror();
    bc_diag_add(diags, BC_DIAG_ERROR, "E760", (bc_diag_mark){ .source = odbc->source },
                bc_tr("databases are asked through unixODBC, which cannot be loaded: %s"), why ? why : LIBRARY);
    bc_diag_hint(diags, "%s", bc_tr("install it (Debian: the package unixodbc) and the driver of the database"));
    return false;
}

/* -- drivers -------------------------------------------------------------------------------------------- */

typedef struct family {
    /* With @A and @C: seconds for the answer, for connecting. */
    const char *options;    /* for the connection's text */
    const char *session[3]; /* what is told to the database first; refusals are no harm */
    bool no_transaction;    /* within one its driver keeps answers whole */
} family;

static const family FAMILIES[] = {
    [BC_TABLE_OTHER] = { .options = "" },
    [BC_TABLE_POSTGRES] = { .options = "UseDeclareFetch=1;Fetch=1000;BoolsAsChar=0;"
                                       "KeepaliveTime=60;KeepaliveInterval=10",
                            .session = { "set session characteristics as transaction read only" } },
    /* No file is made for a name that is wrong. Somebody may be writing: it waits that long. */
    [BC_TABLE_SQLITE] = { .options = "StepAPI=1;NoCreat=1;Timeout=@A000",
                          .session = { "pragma query_only = on" },
                          .no_transaction = true },
    /* The server's clock would go on while rows are fetched, so it is not set. */
    [BC_TABLE_MARIADB] = { .options = "CONN_TIMEOUT=@C;NO_CACHE=1;FORWARDONLY=1",
                           .session = { "set session transaction read only" } },
    [BC_TABLE_MARIADB_WHOLE] = { .options = "CONN_TIMEOUT=@C",
                                 .session = { "set session transaction read only",
                                              "set session max_statement_time = @A",
                                              "set session max_execution_time = @A000" } },
    [BC_TABLE_MYSQL] = { .options = "NO_CACHE=1;FORWARD_CURSOR=1", .session = { "set session transaction read only" } },
};

static const struct {
    const char *part; /* of the name of a driver or of its library */
    bc_table_family family;
} DRIVERS[] = {
    { "psqlodbc", BC_TABLE_POSTGRES },     { "postgres", BC_TABLE_POSTGRES }, { "kdbodbc", BC_TABLE_POSTGRES },
    { "kingbase", BC_TABLE_POSTGRES },     { "gsqlodbc", BC_TABLE_POSTGRES }, { "opengauss", BC_TABLE_POSTGRES },
    { "gaussdb", BC_TABLE_POSTGRES },      { "sqlite", BC_TABLE_SQLITE },     { "maodbc", BC_TABLE_MARIADB_WHOLE },
    { "mariadb", BC_TABLE_MARIADB_WHOLE }, { "myodbc", BC_TABLE_MYSQL },      { "mysql", BC_TABLE_MYSQL },
};

static bc_table_family family_of(bc_str driver)
{
    for (size_t i = 0; i < sizeof DRIVERS / sizeof *DRIVERS; i++)
        for (size_t at = 0, n = strlen(DRIVERS[i].part); at + n <= driver.n; at++)
            if (strncasecmp(driver.p + at, DRIVERS[i].part, n) == 0)
                return DRIVERS[i].family;
    return BC_TABLE_OTHER;
}

enum { MAX_PHRASE = 128 }; /* bytes of the longest option or phrase of a session */

/* A copy, with the seconds where they belong. */
static const char *with_seconds(const bc_table_odbc *odbc, const char *text, char room[MAX_PHRASE])
{
    const char *place = strchr(text, '@');
    if (place)
        snprintf(room, MAX_PHRASE, "%.*s%u%s", (int)(place - text), text,
                 (unsigned)(place[1] == 'A' ? odbc->answer_seconds : odbc->connect_seconds), place + 2);
    else
        snprintf(room, MAX_PHRASE, "%s", text);
    return room;
}

/* What the data source of that name says of its driver. */
static bc_table_family family_of_source(const bc_table_odbc *odbc, bc_str name)
{
    SQLCHAR source[256], driver[512];
    SQLSMALLINT source_n, driver_n;
    SQLUSMALLINT direction = SQL_FETCH_FIRST;
    while (SQL_SUCCEEDED(odbc->call.data_sources(odbc->environment, direction, source, sizeof source, &source_n, driver,
                                                 sizeof driver, &driver_n))) {
        const char *found = (const char *)source;
        if (strlen(found) == name.n && strncasecmp(found, name.p, name.n) == 0)
            return family_of(bc_str_from((const char *)driver));
        direction = SQL_FETCH_NEXT;
    }
    return BC_TABLE_OTHER;
}

static bc_table_family guess_family(const bc_table_odbc *odbc)
{
    const bc_str driver = bc_table_attribute_find(odbc->query->connection, "Driver");
    const bc_str source = bc_table_attribute_find(odbc->query->connection, "DSN");
    return driver.n ? family_of(driver) : source.n ? family_of_source(odbc, source) : BC_TABLE_OTHER;
}

/* MariaDB's driver from 3.1.17 on can send rows as they are fetched. */
static bool sends_rows(const char *version)
{
    const long major = strtol(version, NULL, 10);
    const char *minor = strchr(version, '.'), *patch = minor ? strchr(minor + 1, '.') : NULL;
    const long number =
        major * 1000000 + (minor ? strtol(minor + 1, NULL, 10) : 0) * 10000 + (patch ? strtol(patch + 1, NULL, 10) : 0);
    return number >= 3010017;
}

static bc_table_family ask_family(const bc_table_odbc *odbc)
{
    char text[256] = "";
    SQLSMALLINT n = 0;
    odbc->call.info(odbc->connection, SQL_DRIVER_NAME, text, sizeof text, &n);
    const bc_table_family found = family_of(bc_str_from(text));
    if (found != BC_TABLE_MARIADB_WHOLE)
        return found;
    text[0] = '\0';
    odbc->call.info(odbc->connection, SQL_DRIVER_VER, text, sizeof text, &n);
    return sends_rows(text) ? BC_TABLE_MARIADB : found;
}

/* -- connecting ----------------------------------------------------------------------------------------- */

static SQLPOINTER number(uintptr_t value)
{
    return (SQLPOINTER)value; // NOLINT(performance-no-int-to-ptr): so ODBC takes numbers
}

static void say_text(const bc_table_odbc *odbc, const char *why, bc_diag_list *diags)
{
    bc_diag_add(diags, BC_DIAG_ERROR, "E775", (bc_diag_mark){ .source = odbc->source }, "%s", why);
    bc_diag_hint(diags, "%s", bc_tr("write DSN=NAME;UID=USER, or Driver=DRIVER;Server=HOST;Database=NAME;UID=USER"));
}

/* What the driver manager would take in a way that nobody means. */
static bool check_text(const bc_table_odbc *odbc, bc_diag_list *diags)
{
    const bc_str text = odbc->query->connection;
    size_t at = 0;
    bc_table_attribute one;
    bool leads = false, saves = false;
    while (bc_table_attribute_next(text, &at, &one)) {
        leads |= one.value.n && ((one.key.n == 3 && strncasecmp(one.key.p, "DSN", 3) == 0) ||
                                 (one.key.n == 6 && strncasecmp(one.key.p, "Driver", 6) == 0) ||
                                 (one.key.n == 7 && strncasecmp(one.key.p, "FileDSN", 7) == 0));
        saves |= one.key.n == 8 && strncasecmp(one.key.p, "SaveFile", 8) == 0;
    }
    const char *why = at < text.n                              ? bc_tr("a brace of the connection is not closed")
                      : text.n && memchr(text.p, '\0', text.n) ? bc_tr("the connection holds a zero byte")
                      : saves ? bc_tr("a connection is not saved to a file: leave SaveFile out")
                      : leads ? NULL
                              : bc_tr("the connection names no database: it has no DSN and no Driver");
    if (why)
        say_text(odbc, why, diags);
    return !why;
}

static bool connect_as(bc_table_odbc *odbc, bc_table_family family, bc_diag_list *diags, bool *io_error)
{
    char room[MAX_PHRASE];
    bc_buf text;
    odbc->family = family;
    const char *options = with_seconds(odbc, FAMILIES[family].options, room);
    bc_table_odbc_compose(odbc->query, bc_str_from(options), &text);
    const SQLRETURN result =
        odbc->call.connect(odbc->connection, NULL, (SQLCHAR *)text.p, SQL_NTS, NULL, 0, NULL, SQL_DRIVER_NOPROMPT);
    bc_table_odbc_wipe(&text);
    if (SQL_SUCCEEDED(result))
        return true;
    bc_table_odbc_report(odbc, SQL_HANDLE_DBC, odbc->connection, BC_TABLE_CONNECTING,
                         (bc_diag_mark){ .source = odbc->source }, diags, io_error);
    return false;
}

static bool connect_best(bc_table_odbc *odbc, bc_diag_list *diags, bool *io_error)
{
    if (!connect_as(odbc, guess_family(odbc), diags, io_error))
        return false;
    const bc_table_family family = ask_family(odbc);
    if (family == odbc->family)
        return true;
    if (strcmp(FAMILIES[family].options, FAMILIES[odbc->family].options) == 0) {
        odbc->family = family;
        return true;
    }
    odbc->call.disconnect(odbc->connection);
    return connect_as(odbc, family, diags, io_error);
}

static void tell_session(const bc_table_odbc *odbc, const char *phrase)
{
    SQLHSTMT statement = SQL_NULL_HSTMT;
    char room[MAX_PHRASE];
    with_seconds(odbc, phrase, room);
    if (!SQL_SUCCEEDED(odbc->call.alloc_handle(SQL_HANDLE_STMT, odbc->connection, &statement)))
        return;
    odbc->call.execute_directly(statement, (SQLCHAR *)room, SQL_NTS);
    odbc->call.free_handle(SQL_HANDLE_STMT, statement);
}

static bool begin_session(bc_table_odbc *odbc, bc_diag_list *diags, bool *io_error)
{
    const family *known = &FAMILIES[odbc->family];
    for (size_t i = 0; i < sizeof known->session / sizeof *known->session && known->session[i]; i++)
        tell_session(odbc, known->session[i]);
    if (!known->no_transaction)
        odbc->call.set_connection(odbc->connection, SQL_ATTR_AUTOCOMMIT, number(SQL_AUTOCOMMIT_OFF), SQL_IS_UINTEGER);
    if (!SQL_SUCCEEDED(odbc->call.alloc_handle(SQL_HANDLE_STMT, odbc->connection, &odbc->statement))) {
        odbc->statement = SQL_NULL_HSTMT;
        bc_table_odbc_report(odbc, SQL_HANDLE_DBC, odbc->connection, BC_TABLE_CONNECTING,
                             (bc_diag_mark){ .source = odbc->source }, diags, io_error);
        return false;
    }
    odbc->call.set_statement(odbc->statement, SQL_ATTR_QUERY_TIMEOUT, number(odbc->answer_seconds), SQL_IS_UINTEGER);
    return true;
}

static bool open_handles(bc_table_odbc *odbc)
{
    /* What is pooled keeps its password in memory. */
    odbc->call.set_environment(SQL_NULL_HANDLE, SQL_ATTR_CONNECTION_POOLING, number(SQL_CP_OFF), SQL_IS_UINTEGER);
    if (!SQL_SUCCEEDED(odbc->call.alloc_handle(SQL_HANDLE_ENV, SQL_NULL_HANDLE, &odbc->environment)))
        return false;
    odbc->call.set_environment(odbc->environment, SQL_ATTR_ODBC_VERSION, number(SQL_OV_ODBC3), SQL_IS_UINTEGER);
    return SQL_SUCCEEDED(odbc->call.alloc_handle(SQL_HANDLE_DBC, odbc->environment, &odbc->connection));
}

/* A driver takes and gives texts that end with a zero byte, so letters have to be what they are in ASCII. */
static bool is_for_drivers(const char *encoding)
{
    const bc_str letters = BC_STR("aZ0';");
    bc_buf bytes;
    bc_buf_init(&bytes);
    const bool good = bc_unicode_encode(encoding, letters, &bytes) && bc_str_eq(bc_buf_str(&bytes), letters);
    bc_buf_release(&bytes);
    return good;
}

/* What it is without being told. */
static bool is_utf8(bc_str encoding)
{
    return (encoding.n == 5 && strncasecmp(encoding.p, "UTF-8", 5) == 0) ||
           (encoding.n == 4 && strncasecmp(encoding.p, "UTF8", 4) == 0);
}

static bool open_converter(bc_table_odbc *odbc, bc_diag_list *diags)
{
    char name[64];
    if (!odbc->encoding.n || is_utf8(odbc->encoding))
        return true;
    snprintf(name, sizeof name, "%.*s", BC_STR_ARG(odbc->encoding));
    odbc->converter = is_for_drivers(name) ? bc_unicode_converter_new(name) : NULL;
    if (odbc->converter)
        return true;
    bc_diag_add(diags, BC_DIAG_ERROR, "E772", (bc_diag_mark){ .source = odbc->source },
                bc_tr("databases send no encoding that is called %.*s"), BC_STR_ARG(odbc->encoding));
    bc_diag_hint(diags, "%s", bc_tr("for example gb18030, gbk or UTF-8"));
    return false;
}

/* The driver manager writes names of drivers into memory of its own while it connects, and drivers set themselves up
 * then: a sanitizer sees the races, and now and then a connection fails. So one connects or leaves at a time. It is the
 * one thing here that all share. */
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;

static bool open_in_turn(bc_table_odbc *odbc, bc_diag_list *diags, bool *io_error)
{
    if (!open_handles(odbc))
        bc_mem_exhausted(); /* the only reason that there is */
    odbc->call.set_connection(odbc->connection, SQL_ATTR_LOGIN_TIMEOUT, number(odbc->connect_seconds), SQL_IS_UINTEGER);
    odbc->call.set_connection(odbc->connection, SQL_ATTR_ACCESS_MODE, number(SQL_MODE_READ_ONLY), SQL_IS_UINTEGER);
    return connect_best(odbc, diags, io_error) && begin_session(odbc, diags, io_error);
}

bool bc_table_odbc_open(bc_table_odbc *odbc, bc_diag_list *diags, bool *io_error)
{
    *io_error = false;
    if (!check_text(odbc, diags) || !open_converter(odbc, diags))
        return false;
    if (!load(odbc, diags)) {
        *io_error = true;
        return false;
    }
    pthread_mutex_lock(&turn);
    const bool good = open_in_turn(odbc, diags, io_error);
    pthread_mutex_unlock(&turn);
    return good;
}

static void close_in_turn(bc_table_odbc *odbc)
{
    if (odbc->statement)
        odbc->call.free_handle(SQL_HANDLE_STMT, odbc->statement);
    if (odbc->connection) {
        odbc->call.end_transaction(SQL_HANDLE_DBC, odbc->connection, SQL_ROLLBACK);
        odbc->call.disconnect(odbc->connection);
        odbc->call.free_handle(SQL_HANDLE_DBC, odbc->connection);
    }
    if (odbc->environment)
        odbc->call.free_handle(SQL_HANDLE_ENV, odbc->environment);
}

void bc_table_odbc_close(bc_table_odbc *odbc)
{
    pthread_mutex_lock(&turn);
    close_in_turn(odbc);
    pthread_mutex_unlock(&turn);
    bc_unicode_converter_free(odbc->converter);
}
