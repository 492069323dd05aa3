/* Answers of databases, row by row. The query is prepared, its parameters bound, and asked when the table is opened;
 * then each row is fetched column by column, as text in pieces of any length, because a column's declared size is no
 * bound of its values and because only as text every driver gives exact numbers. The first row is the head: the names
 * of the columns. */
#include "table/private/query.h"
#include "base/mem.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "table/private/reader.h"

#include <assert.h>
#include <string.h>

enum {
    CONNECT_SECONDS = 30,
    ANSWER_SECONDS = 300,
    PIECE = 4096,               /* bytes of a value that are fetched at once */
    MIN_PIECE = 8,              /* one character and the NUL, with room to spare */
    MAX_VALUE_BYTES = 16 << 20, /* no form shows a text of that length; somebody keeps files in their database */
    MAX_NAME = 512,             /* bytes of a column's name at first */
};

typedef struct column {
    bc_str name;
    bc_table_column_kind kind;
    bool no_date; /* was said of it */
} column;

typedef struct query {
    bc_table base;
    bc_table_sheet sheet;
    bc_table_odbc odbc;
    column *columns;
    uint32_t n;
    size_t name_bytes; /* of all columns */
    size_t piece;
    bc_buf raw, text; /* a value as it came, and in UTF-8 */
    uint32_t row;     /* the last one that was fetched */
    bool begun, head_given, ended;
    bool foreign; /* a text beyond ASCII was good, so the encoding is right */
} query;

/* -- places --------------------------------------------------------------------------------------------- */

static bc_diag_source *new_source(const query *q, bc_arena *arena)
{
    bc_diag_source *source = BC_NEW(arena, bc_diag_source);
    source->name = bc_arena_str(arena, q->base.input.name);
    source->kind = BC_DIAG_QUERY;
    if (!q->n)
        return source;
    /* All names in one piece: this is done for every row. */
    bc_str *names = BC_NEW_ARRAY(arena, bc_str, q->n);
    char *at = bc_arena_alloc(arena, q->name_bytes + 1);
    for (uint32_t i = 0; i < q->n; i++) {
        names[i] = (bc_str){ at, q->columns[i].name.n };
        memcpy(at, q->columns[i].name.p, names[i].n);
        at += names[i].n;
    }
    source->columns = names;
    source->column_count = q->n;
    return source;
}

static bc_diag_mark mark_of(const bc_diag_source *source, uint32_t row, uint32_t column)
{
    return bc_diag_mark_at(source, row, column, 0);
}

/* -- encodings ------------------------------------------------------------------------------------------ */

static const char *encoding_name(const query *q)
{
    return q->odbc.encoding.n ? q->odbc.encoding.p : "UTF-8";
}

/* The value in UTF-8; false when it is not of the encoding. */
static bool decode(query *q, bc_str raw, bc_str *out)
{
    *out = raw;
    if (memchr(raw.p, '\0', raw.n))
        return false;
    if (!q->odbc.converter)
        return bc_utf8_invalid_at(raw) == SIZE_MAX;
    bc_buf_clear(&q->text);
    const bool good = bc_unicode_converter_add(q->odbc.converter, raw, true, &q->text);
    *out = bc_buf_str(&q->text);
    if (!good) { /* what it was in the middle of must not begin the next one */
        bc_unicode_converter_free(q->odbc.converter);
        q->odbc.converter = bc_unicode_converter_new(q->odbc.encoding.p);
    }
    return good;
}

/* In the table's arena, in the encoding that the database expects. */
static bool encode(query *q, bc_str text, bc_str *out)
{
    bc_buf bytes;
    if (!q->odbc.converter) {
        *out = bc_arena_str(&q->base.arena, text);
        return bc_utf8_invalid_at(text) == SIZE_MAX;
    }
    bc_buf_init(&bytes);
    const bool good = bc_unicode_encode(q->odbc.encoding.p, text, &bytes);
    *out = bc_arena_str(&q->base.arena, bc_buf_str(&bytes));
    bc_buf_release(&bytes);
    return good;
}

static void say_not_sent(const query *q, const char *what, bc_diag_list *diags)
{
    bc_diag_add(diags, BC_DIAG_ERROR, "E772", mark_of(q->odbc.source, 0, 0), bc_tr("%s cannot be written in %s"), what,
                encoding_name(q));
    bc_diag_hint(diags, "%s", bc_tr("let the database's client work in UTF-8"));
}

/* -- asking --------------------------------------------------------------------------------------------- */

static bool report(query *q, bc_table_stage stage, bc_diag_mark mark, bc_diag_list *diags, bool *io_error)
{
    bc_table_odbc_report(&q->odbc, SQL_HANDLE_STMT, q->odbc.statement, stage, mark, diags, io_error);
    return false;
}

static bool report_asking(query *q, bc_diag_list *diags, bool *io_error)
{
    return report(q, BC_TABLE_ASKING, mark_of(q->odbc.source, 0, 0), diags, io_error);
}

static bool prepare(query *q, bc_diag_list *diags, bool *io_error)
{
    const char *why;
    bc_str single, sent;
    if (!bc_table_sql_single(q->odbc.query->sql, q->odbc.family >= BC_TABLE_MARIADB, &single, &why)) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E769", mark_of(q->odbc.source, 0, 0), "%s", why);
        bc_diag_hint(diags, "%s", bc_tr("one SELECT; values that change stand as ? in it and are given beside"));
        return false;
    }
    if (!encode(q, single, &sent)) {
        say_not_sent(q, bc_tr("the query"), diags);
        return false;
    }
    SQLCHAR *text = bc_arena_copy(&q->base.arena, sent.p, sent.n + 1);
    return SQL_SUCCEEDED(q->odbc.call.prepare(q->odbc.statement, text, (SQLINTEGER)sent.n)) ||
           report_asking(q, diags, io_error);
}

/* A driver that cannot count says so; then the database will. */
static bool count_parameters(query *q, bc_diag_list *diags)
{
    SQLSMALLINT wanted = 0;
    const uint32_t given = q->odbc.query->parameter_count;
    if (!SQL_SUCCEEDED(q->odbc.call.count_parameters(q->odbc.statement, &wanted)) || wanted == (int)given)
        return true;
    bc_diag_add(diags, BC_DIAG_ERROR, "E770", mark_of(q->odbc.source, 0, 0),
                bc_tr("the query has places for %d parameters, but %d are given"), wanted, (int)given);
    bc_diag_hint(diags, "%s", bc_tr("one value for each ? of the query"));
    return false;
}

/* All as texts, which every database turns into what stands on the other side of the comparison. */
static bool bind_parameters(query *q, bc_diag_list *diags, bool *io_error)
{
    const uint32_t n = q->odbc.query->parameter_count;
    SQLLEN *lengths = BC_NEW_ARRAY(&q->base.arena, SQLLEN, n + 1);
    if (!count_parameters(q, diags))
        return false;
    for (uint32_t i = 0; i < n; i++) {
        bc_str sent;
        if (!encode(q, q->odbc.query->parameters[i], &sent)) {
            say_not_sent(q, bc_tr("a parameter"), diags);
            return false;
        }
        lengths[i] = (SQLLEN)sent.n;
        SQLPOINTER value = bc_arena_copy(&q->base.arena, sent.p, sent.n + 1);
        if (!SQL_SUCCEEDED(q->odbc.call.bind_parameter(q->odbc.statement, (SQLUSMALLINT)(i + 1), SQL_PARAM_INPUT,
                                                       SQL_C_CHAR, SQL_VARCHAR, sent.n ? sent.n : 1, 0, value,
                                                       lengths[i], &lengths[i])))
            return report_asking(q, diags, io_error);
    }
    return true;
}

/* -- columns -------------------------------------------------------------------------------------------- */

static bool describe(query *q, uint32_t i, bc_diag_list *diags, bool *io_error)
{
    SQLSMALLINT n = 0, type = 0, scale, nullable;
    SQLULEN size;
    bc_str name;
    for (size_t room = MAX_NAME;; room = (size_t)n + 1) {
        bc_buf_clear(&q->raw);
        bc_buf_reserve(&q->raw, room);
        if (!SQL_SUCCEEDED(q->odbc.call.describe_column(q->odbc.statement, (SQLUSMALLINT)(i + 1), (SQLCHAR *)q->raw.p,
                                                        (SQLSMALLINT)room, &n, &type, &size, &scale, &nullable)))
            return report_asking(q, diags, io_error);
        if ((size_t)n < room || room >= INT16_MAX)
            break;
    }
    if (!decode(q, bc_str_from(q->raw.p), &name)) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E772", mark_of(q->odbc.source, 0, 0),
                    bc_tr("the name of column %u is not %s"), (unsigned)i + 1, encoding_name(q));
        bc_diag_hint(diags, "%s", bc_tr("name the encoding in which the database sends: encoding: gb18030"));
        return false;
    }
    q->columns[i].name = bc_arena_str(&q->base.arena, bc_str_trim(name));
    q->name_bytes += q->columns[i].name.n;
    char type_name[128] = "";
    q->odbc.call.column_attribute(q->odbc.statement, (SQLUSMALLINT)(i + 1), SQL_DESC_TYPE_NAME, type_name,
                                  sizeof type_name, NULL, NULL);
    q->columns[i].kind = bc_table_column_kind_of(q->odbc.family, type, bc_str_from(type_name));
    return true;
}

static bool refuse_binary(const query *q, const column *c, bc_diag_list *diags)
{
    bc_diag_add(diags, BC_DIAG_ERROR, "E771", mark_of(q->odbc.source, 0, 0),
                bc_tr("column %.*s holds binary data, which is no text"), BC_STR_ARG(c->name));
    bc_diag_hint(diags, "%s", bc_tr("leave it out of the query, or make a text of it there"));
    return false;
}

static bool describe_all(query *q, bc_diag_list *diags, bool *io_error)
{
    SQLSMALLINT n = 0;
    if (!SQL_SUCCEEDED(q->odbc.call.count_columns(q->odbc.statement, &n)))
        return report_asking(q, diags, io_error);
    if (n <= 0) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E769", mark_of(q->odbc.source, 0, 0), "%s",
                    bc_tr("the query gives no rows"));
        bc_diag_hint(diags, "%s", bc_tr("ask with SELECT"));
        return false;
    }
    q->columns = BC_NEW_ARRAY(&q->base.arena, column, (size_t)n);
    for (uint32_t i = 0; i < (uint32_t)n; i++)
        if (!describe(q, i, diags, io_error))
            return false;
    for (uint32_t i = 0; i < (uint32_t)n; i++)
        if (q->columns[i].kind == BC_TABLE_COLUMN_BINARY)
            return refuse_binary(q, &q->columns[i], diags);
    q->n = (uint32_t)n;
    return true;
}

static bool ask(query *q, bc_diag_list *diags, bool *io_error)
{
    if (!prepare(q, diags, io_error) || !bind_parameters(q, diags, io_error))
        return false;
    const SQLRETURN result = q->odbc.call.execute(q->odbc.statement);
    if (!SQL_SUCCEEDED(result) && result != SQL_NO_DATA)
        return report_asking(q, diags, io_error);
    return describe_all(q, diags, io_error);
}

/* -- the table ------------------------------------------------------------------------------------------ */

static void close_query(bc_table *table)
{
    query *q = (query *)table;
    bc_table_odbc_close(&q->odbc);
    bc_buf_release(&q->raw);
    bc_buf_release(&q->text);
    bc_arena_release(&q->base.arena);
    bc_mem_free(q);
}

static bc_table *open_query(const bc_table_input *input, bc_arena *arena, bc_diag_list *diags, bool *io_error)
{
    const bc_table_query *asked = input->query;
    query *q = bc_mem_alloc(sizeof *q);
    q->base = (bc_table){ .reader = &bc_table_query_reader, .input = *input, .sheets = &q->sheet, .sheet_count = 1 };
    bc_buf_init(&q->raw);
    bc_buf_init(&q->text);
    q->piece = input->step ? input->step : PIECE;
    q->piece = q->piece < MIN_PIECE ? MIN_PIECE : q->piece;
    q->odbc = (bc_table_odbc){
        .query = asked,
        .source = new_source(q, arena),
        .encoding = bc_arena_str(&q->base.arena, input->encoding),
        .connect_seconds = asked->timeout ? asked->timeout : CONNECT_SECONDS,
        .answer_seconds = asked->timeout ? asked->timeout : ANSWER_SECONDS,
    };
    if (bc_table_odbc_open(&q->odbc, diags, io_error) && ask(q, diags, io_error))
        return &q->base;
    close_query(&q->base);
    return NULL;
}

/* Said once a table: not at each of its values. */
static void note_doubles(const query *q, bc_arena *arena, bc_diag_list *diags)
{
    for (uint32_t i = 0; q->odbc.family == BC_TABLE_SQLITE && i < q->n; i++) {
        if (q->columns[i].kind != BC_TABLE_COLUMN_DOUBLE && q->columns[i].kind != BC_TABLE_COLUMN_REAL)
            continue;
        bc_diag_add(diags, BC_DIAG_NOTE, "N760", mark_of(new_source(q, arena), 0, 0),
                    bc_tr("SQLite keeps the numbers of column %.*s in binary: they are read to 15 digits"),
                    BC_STR_ARG(q->columns[i].name));
        bc_diag_hint(diags, "%s", bc_tr("amounts are exact so; longer numbers should be kept there as texts"));
        return;
    }
}

static bool begin_query(bc_table *table, uint32_t sheet, bool merges, bc_arena *arena, bc_diag_list *diags,
                        bool *io_error)
{
    query *q = (query *)table;
    (void)merges; /* there are none */
    (void)io_error;
    assert(sheet == 0 && !q->begun);
    (void)sheet;
    q->begun = true;
    note_doubles(q, arena, diags);
    return true;
}

/* -- rows ----------------------------------------------------------------------------------------------- */

static void give_head(query *q, bc_arena *arena, bc_table_row *row)
{
    bc_table_cell *cells = BC_NEW_ARRAY(arena, bc_table_cell, q->n);
    *row = (bc_table_row){ .source = new_source(q, arena), .cells = cells };
    for (uint32_t i = 0; i < q->n; i++) {
        if (!q->columns[i].name.n)
            continue;
        cells[row->n++] = (bc_table_cell){ .column = i + 1,
                                           .over = 1,
                                           .kind = BC_TABLE_TEXT,
                                           .text = row->source->columns[i],
                                           .mark = mark_of(row->source, 0, i + 1) };
    }
    q->head_given = true;
}

typedef enum fetched { FETCHED, FETCHED_NULL, FETCHED_TOO_LONG, FETCH_FAILED } fetched;

/* The next value, in pieces. These double, for some drivers look through all of a value for each of its pieces; small
 * ones, which tests ask for, stay as they are. */
static fetched fetch_value(query *q, uint32_t i)
{
    bc_buf_clear(&q->raw);
    for (size_t piece = q->piece;; piece = piece < PIECE ? piece : 2 * piece) {
        SQLLEN left = 0;
        bc_buf_reserve(&q->raw, piece);
        char *to = q->raw.p + q->raw.n;
        const SQLRETURN result =
            q->odbc.call.get_data(q->odbc.statement, (SQLUSMALLINT)(i + 1), SQL_C_CHAR, to, (SQLLEN)piece, &left);
        if (result == SQL_NO_DATA) /* all of it came before */
            break;
        if (!SQL_SUCCEEDED(result))
            return FETCH_FAILED;
        if (left == SQL_NULL_DATA)
            return FETCHED_NULL;
        if (left >= 0 && left < (SQLLEN)piece) {
            q->raw.n += (size_t)left;
            break;
        }
        q->raw.n += strnlen(to, piece - 1); /* some drivers cut at a character, so less than there is room for */
        if (result == SQL_SUCCESS || q->raw.n > MAX_VALUE_BYTES)
            break;
    }
    q->raw.p[q->raw.n] = '\0';
    q->base.bytes += q->raw.n;
    return q->raw.n > MAX_VALUE_BYTES ? FETCHED_TOO_LONG : FETCHED;
}

/* A row in work. */
typedef struct work {
    query *q;
    bc_arena *arena;
    bc_diag_list *diags;
    bc_table_row *row;
    bc_table_cell *cells;
    bool *io_error;
} work;

/* What a row needs is only made when there is something in it. */
static bc_diag_mark place(work *w, uint32_t i)
{
    if (!w->row->source)
        w->row->source = new_source(w->q, w->arena);
    return mark_of(w->row->source, w->q->row, i + 1);
}

static bool say_not_of_encoding(work *w, uint32_t i)
{
    bc_diag_add(w->diags, BC_DIAG_ERROR, "E772", place(w, i), bc_tr("this text is not %s"), encoding_name(w->q));
    bc_diag_hint(w->diags, "%s",
                 w->q->foreign ? bc_tr("other texts before it are: mend it in the database")
                               : bc_tr("name the encoding in which the database sends: encoding: gb18030"));
    w->row->broken = true;
    return w->q->foreign; /* else all will be so */
}

static void say_no_date(work *w, uint32_t i, bc_str text)
{
    if (w->q->columns[i].no_date)
        return;
    w->q->columns[i].no_date = true;
    bc_diag_add(w->diags, BC_DIAG_WARNING, "W760", place(w, i),
                bc_tr("%.*s is no date: such values of this column are taken as empty"), BC_STR_ARG(text));
    bc_diag_hint(w->diags, "%s", bc_tr("write NULL for it in the database, or NULLIF(…) in the query"));
}

static void add_cell(work *w, uint32_t i, bc_str text)
{
    bc_table_cell cell = { .column = i + 1, .over = 1 };
    switch (bc_table_value_read(w->q->columns[i].kind, text, w->arena, &cell)) {
    case BC_TABLE_NO_VALUE:
        return;
    case BC_TABLE_NO_DATE:
        say_no_date(w, i, text);
        return;
    case BC_TABLE_VALUE:
        break;
    }
    if (!w->cells)
        w->cells = BC_NEW_ARRAY(w->arena, bc_table_cell, w->q->n);
    cell.mark = place(w, i);
    w->cells[w->row->n++] = cell;
}

/* False where reading has to stop. */
static bool read_value(work *w, uint32_t i)
{
    query *q = w->q;
    bc_str text;
    switch (fetch_value(q, i)) {
    case FETCHED_NULL:
        return true;
    case FETCH_FAILED:
        return report(q, BC_TABLE_READING, place(w, i), w->diags, w->io_error);
    case FETCHED_TOO_LONG:
        bc_diag_add(w->diags, BC_DIAG_ERROR, "E774", place(w, i), bc_tr("this value is longer than %d MB"),
                    MAX_VALUE_BYTES >> 20);
        bc_diag_hint(w->diags, "%s", bc_tr("leave the column out of the query"));
        return false;
    case FETCHED:
        break;
    }
    const bc_str raw = bc_buf_str(&q->raw);
    if (q->columns[i].kind == BC_TABLE_COLUMN_BOOL)
        text = raw;
    else if (!decode(q, raw, &text))
        return say_not_of_encoding(w, i);
    for (size_t at = 0; !q->foreign && at < text.n; at++)
        q->foreign = (unsigned char)text.p[at] >= 0x80;
    if (!w->row->broken)
        add_cell(w, i, text);
    return true;
}

/* False where reading has to stop. */
static bool read_row(work *w)
{
    for (uint32_t i = 0; i < w->q->n; i++)
        if (!read_value(w, i))
            return false;
    w->row->number = w->q->row;
    w->row->cells = w->cells;
    if (w->row->broken)
        w->row->n = 0;
    return true;
}

static bool next_query(bc_table *table, bc_arena *arena, bc_diag_list *diags, bc_table_row *row, bool *io_error)
{
    query *q = (query *)table;
    assert(q->begun);
    *io_error = false;
    if (!q->head_given) {
        give_head(q, arena, row);
        return true;
    }
    while (!q->ended) {
        work w = { .q = q, .arena = arena, .diags = diags, .row = row, .io_error = io_error };
        *row = (bc_table_row){ 0 };
        const SQLRETURN result = q->odbc.call.fetch(q->odbc.statement);
        q->ended = !SQL_SUCCEEDED(result);
        if (result == SQL_NO_DATA)
            break;
        q->row++;
        if (q->ended)
            report(q, BC_TABLE_READING, mark_of(new_source(q, arena), q->row, 0), diags, io_error);
        else if (!read_row(&w))
            q->ended = true;
        else if (row->n || row->broken)
            return true;
    }
    return false;
}

const bc_table_reader bc_table_query_reader = {
    .open = open_query, .close = close_query, .begin = begin_query, .next = next_query
};
