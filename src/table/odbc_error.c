/* Errors of ODBC in plain words. The five characters of an SQLSTATE tell what happened, but not all drivers mean them:
 * PostgreSQL's calls a wrong password a failed connection, MariaDB's and SQLite's call most things HY000. So what was
 * being done and the connection's own state decide as well. The database's text follows as it came, in its language:
 * it is what its administrators know. It never follows with a secret in it. */
#include "base/tr.h"
#include "base/utf8.h"
#include "table/private/odbc.h"

#include <stdio.h>
#include <string.h>

typedef enum trouble {
    NO_SOURCE,
    NO_DRIVER,
    NO_FILE,
    REFUSED,
    UNREACHED,
    BROKEN_OFF,
    TOO_LATE,
    NO_TABLE,
    NO_COLUMN,
    NOT_ALLOWED,
    WOULD_WRITE,
    WRONG_QUERY,
    WRONG_VALUE,
    OTHER
} trouble;

/* Only the first that fits counts. */
static const struct {
    const char *state; /* or the beginning of it */
    trouble trouble;
} STATES[] = {
    { "IM002", NO_SOURCE },   { "IM", NO_DRIVER },      { "28", REFUSED },      { "08", UNREACHED },
    { "HYT", TOO_LATE },      { "57014", TOO_LATE },    { "70100", TOO_LATE },  { "57", BROKEN_OFF },
    { "42S02", NO_TABLE },    { "42P01", NO_TABLE },    { "42S22", NO_COLUMN }, { "42703", NO_COLUMN },
    { "42501", NOT_ALLOWED }, { "25006", WOULD_WRITE }, { "42", WRONG_QUERY },  { "22", WRONG_VALUE },
    { "53", UNREACHED },
};

/* What native numbers say where the state is HY000 or too wide. */
static const struct {
    SQLINTEGER from, to;
    trouble trouble;
} MARIADB_NUMBERS[] = {
    { 1142, 1143, NOT_ALLOWED }, { 1317, 1317, TOO_LATE },   { 1792, 1792, WOULD_WRITE }, { 1969, 1969, TOO_LATE },
    { 2006, 2006, BROKEN_OFF },  { 2013, 2013, BROKEN_OFF }, { 2055, 2055, BROKEN_OFF },  { 3024, 3024, TOO_LATE },
};

/* One record of what went wrong. */
typedef struct fault {
    char state[6];
    SQLINTEGER native;
    bc_buf text; /* UTF-8, without secrets, on one line */
} fault;

/* -- the database's text -------------------------------------------------------------------------------- */

static void replace_all(bc_buf *text, bc_str secret)
{
    bc_buf out;
    if (!secret.n || bc_str_find(bc_buf_str(text), secret, 0) == SIZE_MAX)
        return;
    bc_buf_init(&out);
    for (size_t at = 0;;) {
        const size_t found = bc_str_find(bc_buf_str(text), secret, at);
        bc_buf_add_str(&out, bc_str_slice(bc_buf_str(text), at, found));
        if (found == SIZE_MAX)
            break;
        bc_buf_add_text(&out, "***");
        at = found + secret.n;
    }
    bc_table_odbc_wipe(text);
    *text = out;
}

/* The longer forms come first. */
static void remove_secrets(const bc_table_query *query, bc_buf *text)
{
    bc_table_attribute one;
    replace_all(text, query->connection);
    for (size_t at = 0; bc_table_attribute_next(query->connection, &at, &one);) {
        if (!bc_table_attribute_is_secret(one.key) || !one.value.n)
            continue;
        bc_buf plain;
        bc_buf_init(&plain);
        bc_buf_reserve(&plain, one.value.n);
        bc_table_attribute_add_plain(one.value, &plain);
        replace_all(text, one.value);
        replace_all(text, bc_buf_str(&plain));
        bc_table_odbc_wipe(&plain);
    }
    replace_all(text, query->password);
}

/* Whatever they are, the bytes have to be told: in the encoding of the connection, or in the one that databases in
 * China send when they do not send UTF-8. What neither knows becomes `?`. */
static void decode(const bc_table_odbc *odbc, bc_buf *text)
{
    bc_unicode_converter *gb = odbc->converter ? NULL : bc_unicode_converter_new("gb18030");
    bc_unicode_converter *converter = odbc->converter ? odbc->converter : gb;
    const bool valid = bc_utf8_invalid_at(bc_buf_str(text)) == SIZE_MAX;
    bc_buf out;
    bc_buf_init(&out);
    if ((valid && !odbc->converter) || !converter ||
        !bc_unicode_converter_add(converter, bc_buf_str(text), true, &out)) {
        bc_buf_clear(&out);
        for (size_t at = 0; at < text->n;) {
            const uint32_t c = bc_utf8_next(bc_buf_str(text), &at);
            bc_buf_add_utf8(&out, c == BC_UTF8_BAD && !valid ? '?' : c);
        }
    }
    bc_unicode_converter_free(gb);
    bc_table_odbc_wipe(text);
    *text = out;
}

/* `[unixODBC][Driver Manager]` and other names in front, what PostgreSQL's driver adds behind `;` on a line of its
 * own, line breaks and the full stop at the end. */
static void tidy(bc_buf *text)
{
    size_t from = 0, to = bc_str_find(bc_buf_str(text), BC_STR(";\n"), 0);
    while (from < text->n && text->p[from] == '[') {
        const size_t end = bc_str_find(bc_buf_str(text), BC_STR("]"), from);
        if (end == SIZE_MAX)
            break;
        from = end + 1;
    }
    bc_str rest = bc_str_trim(bc_str_slice(bc_buf_str(text), from, to));
    while (rest.n && strchr(".;\n ", rest.p[rest.n - 1]))
        rest.n--;
    bc_buf out;
    bc_buf_init(&out);
    for (size_t i = 0; i < rest.n; i++) {
        const bool blank = (unsigned char)rest.p[i] <= ' ';
        if (!blank || out.p[out.n ? out.n - 1 : 0] != ' ')
            bc_buf_add_char(&out, blank ? ' ' : rest.p[i]);
    }
    bc_table_odbc_wipe(text);
    *text = out;
}

enum { MAX_TEXT = 4096 }; /* bytes of a driver's text that are shown */

static void read_fault(const bc_table_odbc *odbc, SQLSMALLINT kind, SQLHANDLE handle, fault *out)
{
    SQLCHAR state[6] = "", text[MAX_TEXT] = "";
    SQLSMALLINT n = 0;
    *out = (fault){ 0 };
    bc_buf_init(&out->text);
    if (!SQL_SUCCEEDED(odbc->call.diagnostic(kind, handle, 1, state, &out->native, text, sizeof text, &n)))
        return;
    memcpy(out->state, state, sizeof state);
    bc_str kept = bc_str_from((const char *)text);
    while (n >= MAX_TEXT && kept.n && (unsigned char)kept.p[kept.n - 1] >= 0x80) /* perhaps cut within a character */
        kept.n--;
    bc_buf_add_str(&out->text, kept);
    explicit_bzero(text, sizeof text);
    remove_secrets(odbc->query, &out->text);
    decode(odbc, &out->text);
    remove_secrets(odbc->query, &out->text);
    tidy(&out->text);
}

/* -- what it means -------------------------------------------------------------------------------------- */

static bool holds(const fault *f, const char *words)
{
    return bc_str_find(bc_buf_str(&f->text), bc_str_from(words), 0) != SIZE_MAX;
}

static trouble by_state(const bc_table_odbc *odbc, const fault *f)
{
    const bool mysql = odbc->family >= BC_TABLE_MARIADB;
    for (size_t i = 0; mysql && i < sizeof MARIADB_NUMBERS / sizeof *MARIADB_NUMBERS; i++)
        if (f->native >= MARIADB_NUMBERS[i].from && f->native <= MARIADB_NUMBERS[i].to)
            return MARIADB_NUMBERS[i].trouble;
    if (odbc->family == BC_TABLE_SQLITE && holds(f, "no such table"))
        return NO_TABLE;
    if (odbc->family == BC_TABLE_SQLITE && holds(f, "no such column"))
        return NO_COLUMN;
    if (odbc->family == BC_TABLE_SQLITE && holds(f, "readonly database"))
        return WOULD_WRITE;
    for (size_t i = 0; i < sizeof STATES / sizeof *STATES; i++)
        if (strncmp(f->state, STATES[i].state, strlen(STATES[i].state)) == 0)
            return STATES[i].trouble;
    return OTHER;
}

static trouble while_connecting(const bc_table_odbc *odbc, const fault *f)
{
    if (strcmp(f->state, "01000") == 0)
        return NO_DRIVER;
    /* libpq in its two languages; it gives no state of its own. */
    if (holds(f, "authentication failed") || holds(f, "认证失败") || holds(f, "no password supplied"))
        return REFUSED;
    if (holds(f, "timeout expired"))
        return TOO_LATE;
    const trouble found = by_state(odbc, f);
    if (found <= UNREACHED || found == TOO_LATE)
        return found;
    return odbc->family == BC_TABLE_SQLITE ? NO_FILE : UNREACHED;
}

static bool is_dead(const bc_table_odbc *odbc)
{
    SQLUINTEGER dead = SQL_CD_FALSE;
    return SQL_SUCCEEDED(
               odbc->call.connection_attribute(odbc->connection, SQL_ATTR_CONNECTION_DEAD, &dead, sizeof dead, NULL)) &&
           dead == SQL_CD_TRUE;
}

static trouble understand(const bc_table_odbc *odbc, const fault *f, bc_table_stage stage)
{
    if (stage == BC_TABLE_CONNECTING)
        return while_connecting(odbc, f);
    const trouble found = by_state(odbc, f);
    if (found == TOO_LATE)
        return found;
    if (found == UNREACHED || found == BROKEN_OFF || is_dead(odbc))
        return BROKEN_OFF;
    return found == OTHER && stage == BC_TABLE_ASKING ? WRONG_QUERY : found;
}

/* -- saying it ------------------------------------------------------------------------------------------ */

static const struct {
    const char *code;
    bool system; /* whose failure it is: not what the user wrote */
    const char *message, *hint;
} WORDS[] = {
    [NO_SOURCE] = { "E761", true, bc_tr_mark("no data source has this name"),
                    bc_tr_mark("odbcinst -q -s lists those there are; they stand in ~/.odbc.ini and /etc/odbc.ini") },
    [NO_DRIVER] = { "E762", true, bc_tr_mark("the driver of the database cannot be loaded"),
                    bc_tr_mark("odbcinst -q -d lists the drivers there are; install it and enter it in "
                               "/etc/odbcinst.ini, see docs/sources.md") },
    [NO_FILE] = { "E764", true, bc_tr_mark("the file of the database cannot be opened"),
                  bc_tr_mark("is it at the place that Database=… names, and may it be read?") },
    [REFUSED] = { "E763", true, bc_tr_mark("the database refuses the user or the password"),
                  bc_tr_mark("give UID in the connection, and the password by the environment or a file") },
    [UNREACHED] = { "E764", true, bc_tr_mark("there is no connection to the database"),
                    bc_tr_mark("check the address, the port and the name of the database, and that it runs and lets "
                               "this machine in") },
    [BROKEN_OFF] = { "E765", true, bc_tr_mark("the connection to the database broke off"),
                     bc_tr_mark("what came so far is not all: try again") },
    [TOO_LATE] = { "E766", true, bc_tr_mark("the database did not answer in time"),
                   bc_tr_mark("give it a longer timeout, or ask for less") },
    [NO_TABLE] = { "E767", false,
                   bc_tr_mark("the query names a table that is not there, or that this user does not see"),
                   bc_tr_mark("is it in another schema? names in \"…\" keep capital and small letters apart") },
    [NO_COLUMN] = { "E767", false, bc_tr_mark("the query names a column that is not there"),
                    bc_tr_mark("names in \"…\" keep capital and small letters apart; texts stand in '…'") },
    [NOT_ALLOWED] = { "E767", false, bc_tr_mark("this user may not ask that"),
                      bc_tr_mark("have the right to read granted, or take another user") },
    [WOULD_WRITE] = { "E767", false,
                      bc_tr_mark("the query would change the database, which is opened for reading only"),
                      bc_tr_mark("ask with SELECT; let others do what changes data") },
    [WRONG_QUERY] = { "E767", false, bc_tr_mark("the database refuses the query"),
                      bc_tr_mark("try it in the database's own program") },
    [WRONG_VALUE] = { "E768", false, bc_tr_mark("the database cannot compute or convert a value of the query"),
                      bc_tr_mark("does a parameter fit its column? a text that is no number, a division by zero?") },
    [OTHER] = { "E773", false, bc_tr_mark("the answer of the database could not be read on"),
                bc_tr_mark("what came so far is not all") },
};

void bc_table_odbc_report(const bc_table_odbc *odbc, SQLSMALLINT kind, SQLHANDLE handle, bc_table_stage stage,
                          bc_diag_mark mark, bc_diag_list *diags, bool *io_error)
{
    fault f;
    char state[24] = "";
    read_fault(odbc, kind, handle, &f);
    const trouble found = understand(odbc, &f, stage);
    const bc_str source = bc_table_attribute_find(odbc->query->connection, "DSN");
    const bc_str text = found == NO_SOURCE && source.n ? source
                        : f.text.n                     ? bc_buf_str(&f.text)
                                                       : bc_str_from(bc_tr("its driver does not say why"));
    if (f.state[0])
        snprintf(state, sizeof state, " (SQLSTATE %s)", f.state);
    bc_diag_add(diags, BC_DIAG_ERROR, WORDS[found].code, mark, bc_tr("%s: %.*s%s"), bc_tr(WORDS[found].message),
                BC_STR_ARG(text), state);
    bc_diag_hint(diags, "%s", bc_tr(WORDS[found].hint));
    *io_error = WORDS[found].system;
    bc_table_odbc_wipe(&f.text);
}
