/* Rows of CSV files: what comes out of small texts, with places and messages, whatever the pieces in which they are
 * read; from memory, files and pipes; and of texts that are longer than what is judged together, or hostile. */
#include "base/file.h"
#include "base/utf8.h"
#include "table/table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct csv_case {
    const char *what;
    bc_str bytes;
    const char *rows;
    const char *encoding, *separator, *name;
} csv_case;

#define BYTES(literal)                                                                                                 \
    {                                                                                                                  \
        "" literal, sizeof(literal) - 1                                                                                \
    }

#include "tests/table/csv_cases.h"

/* -- telling -------------------------------------------------------------------------------------------- */

/* A cell stands where its mark says, and what is not quoted reads there as it was told. */
static void check_cell(const bc_table_row *row, const bc_table_cell *cell)
{
    const size_t at = bc_diag_source_at(row->source, cell->mark.line, cell->mark.column);
    assert_true(cell->mark.source == row->source && cell->mark.line >= row->number && cell->text.n > 0);
    assert_true(at < row->source->text.n && cell->column > 0 && cell->column <= row->fields && cell->mark.length > 0);
    if (cell->quoted)
        assert_non_null(strchr("\"='", row->source->text.p[at]));
    else
        assert_true(bc_str_starts(bc_str_slice(row->source->text, at, SIZE_MAX), cell->text) &&
                    bc_diag_mark_at(NULL, 0, 0, bc_utf8_count(cell->text)).length == cell->mark.length);
}

static void tell_row(const bc_table_row *row, bc_buf *out)
{
    bc_buf_printf(out, "%u/%u", (unsigned)row->number, (unsigned)row->fields);
    bc_buf_add_text(out, row->broken ? " broken" : "");
    for (uint32_t i = 0; i < row->n; i++) {
        const bc_table_cell *cell = &row->cells[i];
        check_cell(row, cell);
        assert_true(i == 0 || row->cells[i - 1].column < cell->column);
        bc_buf_printf(out, " [%u %u:%u+%u%s %.*s]", (unsigned)cell->column, (unsigned)cell->mark.line,
                      (unsigned)cell->mark.column, (unsigned)cell->mark.length, cell->quoted ? "q" : "",
                      BC_STR_ARG(cell->text));
    }
    bc_buf_add_char(out, '\n');
}

static void tell_messages(bc_diag_list *diags, bc_buf *out)
{
    for (size_t i = 0; i < diags->list.n; i++) {
        bc_diag told = diags->list.at[i];
        told.hint = (bc_str){ 0 };
        bc_diag_print(&told, false, out);
    }
    bc_diag_list_clear(diags);
}

static void tell_rows(bc_table *table, bc_diag_list *diags, bc_buf *out)
{
    bc_arena arena = { 0 };
    bc_table_row row;
    bool io_error;
    uint32_t line = 0;
    while (bc_table_next(table, &arena, diags, &row, &io_error)) {
        assert_true(row.number > line && row.broken == (diags->errors > 0) && row.broken == (row.n == 0));
        line = row.number;
        tell_messages(diags, out);
        tell_row(&row, out);
        bc_arena_reset(&arena);
    }
    tell_messages(diags, out);
    assert_false(bc_table_next(table, &arena, diags, &row, &io_error));
    assert_int_equal(diags->list.n, 0);
    bc_arena_release(&arena);
}

static void tell(const bc_table_input *input, bc_buf *out)
{
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bool io_error;
    bc_diag_list_init(&diags);
    bc_table *table = bc_table_open(input, &arena, &diags, &io_error);
    assert_true(table || diags.errors);
    if (table && bc_table_begin(table, 0, false, &arena, &diags, &io_error)) {
        tell_messages(&diags, out);
        tell_rows(table, &diags, out);
    }
    tell_messages(&diags, out);
    bc_table_close(table);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
}

static void expect_same(const char *what, size_t step, const char *expected, const bc_buf *actual)
{
    if (strcmp(expected, actual->p) == 0)
        return;
    print_error("%s, %zu bytes at once: expected\n%s\ngot\n%s\n", what, step, expected, actual->p);
    fail();
}

static bc_table_input memory(bc_str bytes, size_t step)
{
    return (bc_table_input){
        .name = BC_STR("x.csv"), .memory = bytes.n ? bytes.p : "", .length = bytes.n, .kind = BC_TABLE_CSV, .step = step
    };
}

/* -- small texts ---------------------------------------------------------------------------------------- */

static void test_cases(void **state)
{
    (void)state;
    bc_buf out;
    bc_buf_init(&out);
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        const csv_case *c = &CASES[i];
        for (size_t step = 0; step <= c->bytes.n; step++) {
            bc_table_input input = memory(c->bytes, step);
            input.encoding = bc_str_from(c->encoding);
            input.separator = bc_str_from(c->separator);
            if (c->name)
                input.name = bc_str_from(c->name);
            bc_buf_clear(&out);
            tell(&input, &out);
            if (!getenv("SHOW"))
                expect_same(c->what, step, c->rows, &out);
            else if (step == 0)
                print_message("--- %s\n%s", c->what, out.p);
        }
    }
    bc_buf_release(&out);
}

/* Texts of what rows are made of, in any order: the step must not be seen, and no row may be told twice. */
static void test_any_text(void **state)
{
    (void)state;
    static const char *const PARTS[] = { "a",    "\"", "\"", "\"\"", ",", ",",    ";",    "\n",           "\r",
                                         "\r\n", " ",  "\t", "=\"",  "'", "0012", "项目", "\xe3\x80\x80", "\x01" };
    bc_buf text, whole, pieces;
    bc_buf_init(&text);
    bc_buf_init(&whole);
    bc_buf_init(&pieces);
    uint32_t random = 20260301;
    for (int round = 0; round < 3000; round++) {
        bc_buf_clear(&text);
        for (uint32_t n = (random >> 8) % 60; n; n--) {
            random = random * 1664525 + 1013904223;
            bc_buf_add_text(&text, PARTS[(random >> 16) % (sizeof PARTS / sizeof *PARTS)]);
        }
        random = random * 1664525 + 1013904223;
        bc_table_input input = memory(bc_buf_str(&text), 0);
        bc_buf_clear(&whole);
        tell(&input, &whole);
        for (input.step = 1; input.step < 8; input.step++) {
            bc_buf_clear(&pieces);
            tell(&input, &pieces);
            expect_same(text.p, input.step, whole.p, &pieces);
        }
    }
    bc_buf_release(&text);
    bc_buf_release(&whole);
    bc_buf_release(&pieces);
}

/* -- where it comes from -------------------------------------------------------------------------------- */

#define SAMPLE "编码,名称\n1,\"道路,桥梁\"\n2,\"a\"b\n"
static const char SAMPLE_ROWS[] = "1/2 [1 1:1+2 编码] [2 1:4+2 名称]\n2/2 [1 2:1+1 1] [2 2:3+7q 道路,桥梁]\n"
                                  "x.csv:3:6: error: text stands behind the closing quotation mark [E703]\n"
                                  "    2,\"a\"b\n         ^\n3/0 broken\n";

static void test_pipe_and_file(void **state)
{
    (void)state;
    char path[] = "/tmp/biaoce-csv-XXXXXX";
    int ends[2], fd = mkstemp(path);
    bc_buf out;
    bc_buf_init(&out);
    assert_true(fd >= 0 && pipe(ends) == 0);
    assert_int_equal(write(ends[1], SAMPLE, strlen(SAMPLE)), strlen(SAMPLE));
    assert_int_equal(write(fd, SAMPLE, strlen(SAMPLE)), strlen(SAMPLE));
    close(ends[1]);
    close(fd);
    bc_table_input input = { .name = BC_STR("x.csv"), .path = path, .step = 3 };
    tell(&input, &out);
    expect_same("a file", 3, SAMPLE_ROWS, &out);
    char from[32];
    snprintf(from, sizeof from, "/dev/fd/%d", ends[0]);
    input.path = from;
    input.pipes = true;
    bc_buf_clear(&out);
    tell(&input, &out);
    expect_same("a pipe", 3, SAMPLE_ROWS, &out);
    close(ends[0]);
    unlink(path);
    bc_buf_clear(&out);
    input.path = path;
    tell(&input, &out);
    expect_same("no file", 3, "x.csv: error: the file cannot be read: no such file or folder [E100]\n", &out);
    bc_buf_release(&out);
}

/* What was read can be read again, and again tells the same; but the encoding is told once. */
static void test_again(void **state)
{
    (void)state;
    bc_table_input input = memory((bc_str)BYTES("\xb1\xe0,a\n\xc2\xeb,b\n"), 0);
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_buf out;
    bool io_error;
    uint32_t n;
    bc_diag_list_init(&diags);
    bc_buf_init(&out);
    bc_table *table = bc_table_open(&input, &arena, &diags, &io_error);
    assert_non_null(table);
    assert_int_equal(diags.list.n, 1);
    assert_string_equal(diags.list.at[0].code, "N101");
    bc_diag_list_clear(&diags);
    assert_true(bc_table_sheets(table, &n)->name.n == 0 && n == 1);
    assert_true(!bc_table_merges(table, &n) && n == 0);
    for (int i = 0; i < 3; i++) {
        bc_buf_clear(&out);
        assert_true(bc_table_begin(table, 0, true, &arena, &diags, &io_error));
        assert_int_equal(diags.list.n, 0);
        tell_rows(table, &diags, &out);
        assert_string_equal(out.p, "1/2 [1 1:1+1 编] [2 1:3+1 a]\n2/2 [1 2:1+1 码] [2 2:3+1 b]\n");
        assert_int_equal(bc_table_bytes(table), input.length);
    }
    bc_table_close(table);
    bc_buf_release(&out);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
}

/* -- long texts ----------------------------------------------------------------------------------------- */

enum { JUDGED = 1 << 20 };

/* More than is judged together, the head and then ASCII in rows of 1 KiB, then the bytes; the last rows and what is
 * said. */
static void expect_end(const char *what, const char *head, bc_str end, const char *encoding, const char *expected)
{
    static const size_t STEPS[] = { 0, 13, 4096, 65537, 3 << 20 };
    bc_buf text, out;
    bc_buf_init(&text);
    bc_buf_init(&out);
    bc_buf_add_text(&text, head);
    const size_t rows = 1029;
    for (size_t row = 1; row < rows; row++)
        bc_buf_printf(&text, "%01016zu,abcdef\n", text.n);
    assert_true(text.n > JUDGED);
    bc_buf_add_str(&text, end);
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++) {
        bc_table_input input = memory(bc_buf_str(&text), STEPS[i]);
        input.encoding = bc_str_from(encoding);
        bc_buf_clear(&out);
        tell(&input, &out);
        size_t at = 0;
        const bool noted = strncmp(out.p, "x.csv: note", 11) == 0;
        for (size_t line = 0; line < rows + noted; line++)
            at = bc_str_find(bc_buf_str(&out), BC_STR("\n"), at) + 1;
        bc_buf last;
        bc_buf_init(&last);
        bc_buf_add_str(&last, bc_str_slice(bc_buf_str(&out), at, SIZE_MAX));
        expect_same(what, STEPS[i], expected, &last);
        bc_buf_release(&last);
    }
    bc_buf_release(&text);
    bc_buf_release(&out);
}

static void test_late_encodings(void **state)
{
    (void)state;
    expect_end("UTF-8 at last", "a,b\n", (bc_str)BYTES("项目,a\n"), NULL, "1030/2 [1 1030:1+2 项目] [2 1030:4+1 a]\n");
    expect_end("GB 18030 at last", "a,b\n", (bc_str)BYTES("a,\xb1\xed\xb2\xe1\n\xb1\xed,b\n"), NULL,
               "x.csv: note: the file was read as GB 18030 and converted to UTF-8 [N101]\n"
               "1030/2 [1 1030:1+1 a] [2 1030:3+2 表册]\n1031/2 [1 1031:1+1 表] [2 1031:3+1 b]\n");
    expect_end("neither", "a,b\n", (bc_str)BYTES("a,1\nb,\xff\xff\n"), NULL,
               "1030/2 [1 1030:1+1 a] [2 1030:3+1 1]\n"
               "x.csv:1031:3: error: the byte 0xFF is not valid UTF-8 [E701]\n    b,\n      ^\n");
    expect_end("UTF-8 by its head", "项目,b\n", (bc_str)BYTES("a,1\nb,\xb1\xed\n"), NULL,
               "1030/2 [1 1030:1+1 a] [2 1030:3+1 1]\n"
               "x.csv:1031:3: error: the byte 0xB1 is not valid UTF-8 [E701]\n    b,\n      ^\n");
    expect_end("GB 18030 by its head", "\xb1\xed,b\n", (bc_str)BYTES("a,\xb1\xed\n项目,\xff\n"), NULL,
               "1030/2 [1 1030:1+1 a] [2 1030:3+1 表]\n"
               "x.csv:1031:5: error: what follows here is not valid GB 18030 [E701]\n    椤圭洰,\n           ^\n");
    expect_end("told to be UTF-8", "a,b\n", (bc_str)BYTES("a,1\nb,\xb1\xed\n"), "utf8",
               "1030/2 [1 1030:1+1 a] [2 1030:3+1 1]\n"
               "x.csv:1031:3: error: the byte 0xB1 is not valid UTF-8 [E701]\n    b,\n      ^\n");
    expect_end("told to be GB 18030", "a,b\n", (bc_str)BYTES("a,\xb1\xed\nb,\xff\n"), "gbk",
               "1030/2 [1 1030:1+1 a] [2 1030:3+1 表]\n"
               "x.csv:1031:3: error: what follows here is not valid GB 18030 [E701]\n    b,\n      ^\n");
    expect_end("NUL at last", "a,b\n", (bc_str)BYTES("a,\0\nb,1\n"), NULL,
               "x.csv:1030:3: error: the invisible character U+0000 cannot stand in a table [E706]\n"
               "    a,\xef\xbf\xbd\n      ^\n1030/0 broken\n1031/2 [1 1031:1+1 b] [2 1031:3+1 1]\n");
    expect_end("Ctrl-Z", "a,b\n", (bc_str)BYTES("a,1\r\n\x1a\x1a"), NULL, "1030/2 [1 1030:1+1 a] [2 1030:3+1 1]\n");
}

/* Among the rest. */
static void expect_long(const char *what, const bc_buf *text, const char *expected)
{
    static const size_t STEPS[] = { 0, 61, 4095, JUDGED, 5 << 20 };
    bc_buf out;
    bc_buf_init(&out);
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++) {
        const bc_table_input input = memory(bc_buf_str(text), STEPS[i]);
        bc_buf_clear(&out);
        tell(&input, &out);
        if (!strstr(out.p, expected))
            expect_same(what, STEPS[i], expected, &out);
    }
    bc_buf_release(&out);
}

static void add_many(bc_buf *out, const char *what, size_t bytes)
{
    for (const size_t end = out->n + bytes; out->n < end;)
        bc_buf_add_text(out, what);
}

static void test_limits(void **state)
{
    (void)state;
    bc_buf text;
    bc_buf_init(&text);
    bc_buf_add_text(&text, "a,b\n1,\"");
    add_many(&text, "表\r\n", 3 * JUDGED);
    expect_long("unclosed", &text,
                "x.csv:2:3: error: the quotation mark that opens here is not closed within 1 MB [E704]\n"
                "    1,\"表\n      ^\n2/0 broken\n3/1 [1 3:1+1 表]\n4/1 [1 4:1+1 表]\n");
    bc_buf_release(&text);
}

static void test_long_rows(void **state)
{
    (void)state;
    bc_buf text;
    bc_buf_init(&text);
    bc_buf_add_text(&text, "a,b\n");
    add_many(&text, "表", 4 * JUDGED);
    bc_buf_add_text(&text, "\r\nc,d\n");
    expect_long("a long row", &text,
                "x.csv:2:1: error: this row is longer than 1 MB [E705]\n"
                "    表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表表…\n    ^~\n2/0 broken\n"
                "3/2 [1 3:1+1 c] [2 3:3+1 d]\n");
    bc_buf_clear(&text);
    bc_buf_add_text(&text, "a,b\n");
    add_many(&text, ",", 32766);
    bc_buf_add_text(&text, "x\n");
    add_many(&text, ",", 32767);
    bc_buf_add_text(&text, "\nc,d\n");
    expect_long("many fields", &text,
                "2/32767 [32767 2:32767+1 x]\n"
                "x.csv:3:32768: error: this row has more than 32767 fields [E705]\n"
                "    ,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\n"
                "                                                                                ^\n"
                "3/0 broken\n4/2 [1 4:1+1 c] [2 4:3+1 d]\n");
    bc_buf_release(&text);
}

/* Texts that make a reader look far ahead for nothing: done as fast as others of their length, and in no more memory
 * than the ones above. */
static void test_hostile(void **state)
{
    (void)state;
    static const char *const LINES[] = { "\"\n",   "a,\"\n",     "\"\"\"\n",   ",\"\"\n\"", "\"\r",
                                         "=\"\n",  "\" \" \"\n", "\"\"\n",     "\x1a",      "\r",
                                         "x\"y\n", "\"\n\"x\n",  "\t\t\t\t\"", "'" };
    bc_buf text;
    bc_buf_init(&text);
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
        bc_arena arena = { 0 };
        bc_diag_list diags;
        bc_table_row row;
        bool io_error;
        bc_buf_clear(&text);
        bc_buf_add_text(&text, "a,b\n");
        add_many(&text, LINES[i], 3 * JUDGED);
        bc_diag_list_init(&diags);
        const bc_table_input input = memory(bc_buf_str(&text), 0);
        bc_table *table = bc_table_open(&input, &arena, &diags, &io_error);
        assert_true(table && bc_table_begin(table, 0, false, &arena, &diags, &io_error));
        uint32_t line = 0;
        for (; bc_table_next(table, &arena, &diags, &row, &io_error); bc_arena_reset(&arena)) {
            assert_true(row.number > line);
            line = row.number;
            bc_diag_list_clear(&diags);
        }
        assert_int_equal(bc_table_bytes(table), text.n);
        bc_table_close(table);
        bc_diag_list_release(&diags);
        bc_arena_release(&arena);
    }
    bc_buf_release(&text);
}

/* -- what a file is ------------------------------------------------------------------------------------- */

static void test_kinds(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bc_str beginning;
        bc_table_kind kind;
    } KINDS[] = {
        { "a.csv", BYTES(""), BC_TABLE_CSV },
        { "a.TSV", BYTES("a\tb"), BC_TABLE_CSV },
        { "a.csv", BYTES("PK\x03\x04"), BC_TABLE_XLSX },
        { "a.xlsx", BYTES(""), BC_TABLE_XLSX },
        { "a.xlsx", BYTES("PK\x03\x04"), BC_TABLE_XLSX },
        { "a.xls", BYTES("PK\x03\x04"), BC_TABLE_XLSX },
        { "a.xlsb", BYTES("PK\x03\x04"), BC_TABLE_XLSX },
        { "a.xlsb", BYTES("x"), BC_TABLE_REFUSED },
        { "a.ods", BYTES("PK\x03\x04"), BC_TABLE_ODS },
        { "a.zip",
          BYTES("PK\x03\x04"
                "0123456789012345678901234567mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
          BC_TABLE_XLSX },
        { "a.xlsx",
          BYTES("PK\x03\x04"
                "01234567890123456789012345mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
          BC_TABLE_ODS },
        { "a.xlsx", BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), BC_TABLE_REFUSED },
        { "a.csv", BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), BC_TABLE_REFUSED },
        { "a.xls", BYTES(""), BC_TABLE_REFUSED },
        { "a.xls", BYTES("\x09\x08\x10\0\0\x06\x05\0"), BC_TABLE_REFUSED },
        { "a.xls", BYTES("\xb1\xed\tb\r\n"), BC_TABLE_CSV },
        { "a.xls",
          BYTES("\xff\xfe"
                "a\0\t\0b\0"),
          BC_TABLE_CSV },
        { "a.xls", BYTES("\xef\xbb\xbf <html>"), BC_TABLE_REFUSED },
        { "a.et", BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), BC_TABLE_REFUSED },
        { "a.txt", BYTES("a\tb\n1\t2"), BC_TABLE_CSV },
        { "a.txt",
          BYTES("\xff\xfe"
                "a\0\t\0b\0"),
          BC_TABLE_CSV },
        { "a.txt", BYTES("name: x\n\tb"), BC_TABLE_NONE },
        { "a.yaml", BYTES("a: 1"), BC_TABLE_NONE },
        { "-", BYTES(""), BC_TABLE_NONE },
        { ".csv", BYTES(""), BC_TABLE_NONE },
    };
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        if (bc_table_kind_of(bc_str_from(KINDS[i].name), KINDS[i].beginning) != KINDS[i].kind) {
            print_error("line %zu: %s\n", i + 1, KINDS[i].name);
            fail();
        }
    bc_buf out;
    bc_buf_init(&out);
    bc_table_input input = memory((bc_str)BYTES("a: 1"), 0);
    input.kind = BC_TABLE_NONE;
    input.name = BC_STR("a.yaml");
    tell(&input, &out);
    assert_string_equal(out.p, "a.yaml: error: this is no table that is known [E730]\n");
    bc_buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),          cmocka_unit_test(test_any_text),  cmocka_unit_test(test_pipe_and_file),
        cmocka_unit_test(test_again),          cmocka_unit_test(test_kinds),     cmocka_unit_test(test_limits),
        cmocka_unit_test(test_late_encodings), cmocka_unit_test(test_long_rows), cmocka_unit_test(test_hostile),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
