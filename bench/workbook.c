/* A sheet of 200,000 rows of 20 cells, read to the cells of each row, and beside it the least that any reader of it
 * does: libzip unpacks the same parts, expat parses them and cells are counted. */
#include "bench/parts.h"

#include "base/file.h"
#include "base/mem.h"
#include "table/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

enum { ROWS = 200000, COLUMNS = 20, UNIQUE_EACH = 2, COMMON = 4581 };

static const char MAIN[] = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
static const char RELATIONS[] = "http://schemas.openxmlformats.org/package/2006/relationships";
static const char KINDS[] = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

static FILE *create(const char *path)
{
    FILE *file = fopen(path, "wb");
    if (!file) {
        perror(path);
        exit(1);
    }
    return file;
}

/* Texts that are another in every row, then some that many cells share. */
static void write_strings(const char *path)
{
    FILE *file = create(path);
    fprintf(file, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sst xmlns=\"%s\">", MAIN);
    for (unsigned i = 0; i < ROWS; i++)
        fprintf(file, "<si><t>城市道路维修养护项目第%06u号</t></si><si><t>13010200%010u</t></si>", i, i * 7919);
    for (unsigned i = 0; i < COMMON; i++)
        fprintf(file, "<si><t>绩效指标第%u类</t></si>", i);
    fputs("</sst>", file);
    fclose(file);
}

static void write_cell(FILE *file, unsigned row, unsigned column)
{
    const char letter = (char)('A' + column);
    if (column < UNIQUE_EACH)
        fprintf(file, "<c r=\"%c%u\" t=\"s\"><v>%u</v></c>", letter, row + 1, row * UNIQUE_EACH + column);
    else if (column % 3 == 2)
        fprintf(file, "<c r=\"%c%u\" s=\"1\" t=\"s\"><v>%u</v></c>", letter, row + 1,
                ROWS * UNIQUE_EACH + (row * 31 + column) % COMMON);
    else if (column == 19)
        fprintf(file, "<c r=\"%c%u\" s=\"2\"><v>%u</v></c>", letter, row + 1, 45000 + row % 900);
    else
        fprintf(file, "<c r=\"%c%u\" s=\"1\"><v>%u.%02u</v></c>", letter, row + 1, (row * 37 + column * 101) % 100000,
                (row + column) % 100);
}

static void write_sheet(const char *path)
{
    FILE *file = create(path);
    fprintf(file, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<worksheet xmlns=\"%s\"><sheetData>", MAIN);
    for (unsigned row = 0; row < ROWS; row++) {
        fprintf(file, "<row r=\"%u\" spans=\"1:20\">", row + 1);
        for (unsigned column = 0; column < COLUMNS; column++)
            write_cell(file, row, column);
        fputs("</row>", file);
    }
    fputs("</sheetData></worksheet>", file);
    fclose(file);
}

static void add(zip_t *zip, const char *name, zip_source_t *source)
{
    zip_int64_t at = source ? zip_file_add(zip, name, source, 0) : -1;
    if (at < 0 || zip_set_file_compression(zip, (zip_uint64_t)at, ZIP_CM_DEFLATE, 6) != 0) {
        fprintf(stderr, "bench: %s: %s\n", name, zip_strerror(zip));
        exit(1);
    }
}

static void add_text(zip_t *zip, const char *name, const char *text)
{
    add(zip, name, zip_source_buffer(zip, text, strlen(text), 0));
}

static void write_workbook(const bench_setup *setup, const char *path)
{
    const char *strings = bench_path(setup, "strings.xml"), *sheet = bench_path(setup, "sheet.xml");
    char book[1024], root[1024], relations[2048], styles[1024];
    snprintf(root, sizeof root,
             "<Relationships xmlns=\"%s\"><Relationship Id=\"a\" Type=\"%s/officeDocument\" "
             "Target=\"xl/workbook.xml\"/></Relationships>",
             RELATIONS, KINDS);
    snprintf(book, sizeof book,
             "<workbook xmlns=\"%s\" xmlns:r=\"%s\"><sheets><sheet name=\"库\" sheetId=\"1\" r:id=\"a\"/></sheets>"
             "</workbook>",
             MAIN, KINDS);
    snprintf(relations, sizeof relations,
             "<Relationships xmlns=\"%s\"><Relationship Id=\"a\" Type=\"%s/worksheet\" Target=\"sheet.xml\"/>"
             "<Relationship Id=\"b\" Type=\"%s/sharedStrings\" Target=\"strings.xml\"/>"
             "<Relationship Id=\"c\" Type=\"%s/styles\" Target=\"styles.xml\"/></Relationships>",
             RELATIONS, KINDS, KINDS, KINDS);
    snprintf(styles, sizeof styles,
             "<styleSheet xmlns=\"%s\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"4\"/><xf numFmtId=\"14\"/>"
             "</cellXfs></styleSheet>",
             MAIN);
    write_strings(strings);
    write_sheet(sheet);
    remove(path);
    zip_t *zip = zip_open(path, ZIP_CREATE, NULL);
    if (!zip)
        exit(1);
    add_text(zip, "[Content_Types].xml", "<Types/>");
    add_text(zip, "_rels/.rels", root);
    add_text(zip, "xl/workbook.xml", book);
    add_text(zip, "xl/_rels/workbook.xml.rels", relations);
    add_text(zip, "xl/styles.xml", styles);
    add(zip, "xl/strings.xml", zip_source_file(zip, strings, 0, -1));
    add(zip, "xl/sheet.xml", zip_source_file(zip, sheet, 0, -1));
    if (zip_close(zip) != 0)
        exit(1);
}

/* records: cells */
static void count_cells(const void *context, bench_result *result)
{
    const double start = bench_cpu();
    zip_t *zip = zip_open(context, ZIP_RDONLY, NULL);
    result->good = zip != NULL;
    if (zip) {
        bench_count_part(zip, "xl/strings.xml", result);
        bench_count_part(zip, "xl/sheet.xml", result);
        zip_discard(zip);
    }
    result->cpu = bench_cpu() - start;
}

static void read_rows(const void *context, bool merges, bench_result *result)
{
    const double start = bench_cpu();
    const bc_table_input input = { .name = BC_STR("库.xlsx"), .path = context, .kind = BC_TABLE_XLSX };
    bc_arena kept = { 0 }, arena = { 0 };
    bc_diag_list diags;
    bc_table_row row;
    bool io_error;
    bc_diag_list_init(&diags);
    bc_table *table = bc_table_open(&input, &kept, &diags, &io_error);
    if (table && bc_table_begin(table, 0, merges, &kept, &diags, &io_error))
        for (; bc_table_next(table, &arena, &diags, &row, &io_error); bc_arena_reset(&arena))
            result->records += row.n;
    result->good = table && !diags.errors;
    bc_table_close(table);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
    bc_arena_release(&kept);
    result->cpu = bench_cpu() - start;
}

static void read_cells(const void *context, bench_result *result)
{
    read_rows(context, false, result);
}

static void read_merged(const void *context, bench_result *result)
{
    read_rows(context, true, result);
}

void bench_workbook(const bench_setup *setup)
{
    const char *path = bench_path(setup, "workbook.xlsx");
    write_workbook(setup, path);
    const bench_result bare = bench_phase("libzip and expat", count_cells, path);
    const bench_result read = bench_phase("a workbook", read_cells, path);
    const bench_result merged = bench_phase("a workbook with merges", read_merged, path);
    printf(
        "\nA sheet of %d x %d cells, %.0f MB of XML: read in %.2f s, peak memory %.0f MB; libzip and expat that count "
        "%.2f s, ratio %.2f; with merged cells known first %.2f s\n",
        ROWS, COLUMNS, (double)bare.bytes / 1e6, read.cpu, read.peak_mb, bare.cpu, read.cpu / bare.cpu, merged.cpu);
    if (bare.records != (size_t)ROWS * COLUMNS || read.records != bare.records) {
        fprintf(stderr, "bench: %zu and %zu cells\n", bare.records, read.records);
        exit(1);
    }
}
