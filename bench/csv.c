/* A CSV file of a million rows: the reader of tables, and beside it the least that any reader does, a loop over the
 * bytes that checks UTF-8 and finds where fields end. Rows come as cells with texts and places, into a sink. */
#include "bench/phase.h"

#include "base/file.h"
#include "table/table.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

enum { ROWS = 1000000, PIECE = 256 * 1024 };

/* Every eighth field is quoted: a remark with a comma in it. */
static void write_rows(const bench_setup *setup)
{
    FILE *file = fopen(bench_path(setup, "rows.csv"), "w");
    if (!file) {
        fputs("bench: rows.csv cannot be written\n", stderr);
        exit(1);
    }
    fputs("项目编码,项目名称,主管部门,项目类别,预算数,开始日期,负责人,备注\n", file);
    for (unsigned i = 0; i < ROWS; i++)
        fprintf(file,
                "440306%09u,第%u号道路及排水管网改造工程(二期),第%u街道城市建设办公室,%s,%u.%02u,2026-%02u-%02u,"
                "经办人%u,\"据实结算,不超过预算数的%u%%\"\n",
                i, i % 9973, i % 61, i % 3 ? "延续性项目" : "新增项目", i % 1000003, i % 100, i % 12 + 1, i % 28 + 1,
                i % 977, i % 100);
    fclose(file);
}

/* Follows one character of UTF-8: how many bytes are due, and between which values the next one lies. */
typedef struct utf8_state {
    unsigned due, low, high;
} utf8_state;

static bool follow(utf8_state *s, unsigned char c)
{
    if (s->due) {
        const bool good = c >= s->low && c <= s->high;
        *s = (utf8_state){ s->due - 1, 0x80, 0xBF };
        return good;
    }
    if (c < 0x80)
        return true;
    *s = (utf8_state){ c >= 0xF0   ? 3
                       : c >= 0xE0 ? 2
                                   : 1,
                       c == 0xE0   ? 0xA0
                       : c == 0xF0 ? 0x90
                                   : 0x80,
                       c == 0xED   ? 0x9F
                       : c == 0xF4 ? 0x8F
                                   : 0xBF };
    return c >= 0xC2 && c <= 0xF4;
}

static void loop_over_bytes(const void *context, bench_result *result)
{
    static unsigned char bytes[PIECE];
    const int file = open(bench_path(context, "rows.csv"), O_RDONLY);
    const double cpu = bench_cpu();
    utf8_state utf8 = { 0 };
    bool quoted = false, good = file >= 0;
    size_t fields = 0;
    for (ssize_t n; good && (n = read(file, bytes, sizeof bytes)) > 0; result->bytes += (uint64_t)n)
        for (ssize_t i = 0; i < n; i++) {
            const unsigned char c = bytes[i];
            good = good && follow(&utf8, c);
            quoted ^= c == '"';
            fields += !quoted && (c == ',' || c == '\n');
            result->records += !quoted && c == '\n';
        }
    result->cpu = bench_cpu() - cpu;
    result->good = good && fields == 8 * result->records;
    close(file);
}

static void read_rows(const void *context, bench_result *result)
{
    const bc_table_input input = { .name = BC_STR("rows.csv"),
                                   .path = bench_path(context, "rows.csv"),
                                   .kind = BC_TABLE_CSV };
    bc_arena opened = { 0 }, arena = { 0 };
    bc_diag_list diags;
    bc_table_row row;
    bool io_error;
    size_t cells = 0;
    bc_diag_list_init(&diags);
    const double cpu = bench_cpu();
    bc_table *table = bc_table_open(&input, &opened, &diags, &io_error);
    if (table && bc_table_begin(table, 0, false, &opened, &diags, &io_error))
        for (; bc_table_next(table, &arena, &diags, &row, &io_error); bc_arena_reset(&arena)) {
            cells += row.n;
            result->records++;
        }
    result->bytes = table ? bc_table_bytes(table) : 0;
    bc_table_close(table);
    result->cpu = bench_cpu() - cpu;
    result->good = diags.list.n == 0 && cells == 8 * result->records;
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
    bc_arena_release(&opened);
}

void bench_csv(const bench_setup *setup)
{
    write_rows(setup);
    const bench_result loop = bench_phase("a loop over bytes", loop_over_bytes, setup);
    const bench_result rows = bench_phase("rows of CSV", read_rows, setup);
    printf("\nA CSV file of %zu rows, %.0f MB: %.2f s CPU, %.0f rows/s, peak memory %.0f MB\n", rows.records,
           (double)rows.bytes / 1e6, rows.cpu, (double)rows.records / rows.cpu, rows.peak_mb);
    printf("      %6.2f s a loop that checks UTF-8 and finds fields: ratio %.2f\n", loop.cpu, rows.cpu / loop.cpu);
}
