/* One record with very many rows: does the cost grow as the rows do? */
#include "bench/phase.h"
#include "bench/records.h"

#include "base/file.h"

#include <math.h>
#include <stdio.h>

typedef struct table_run {
    const bench_setup *setup;
    const char *input;
} table_run;

static void render_table(const void *context, bench_result *result)
{
    const table_run *run = context;
    bench_render(run->setup, run->input, BIAOCE_FORMAT_PDF, result);
}

static double layout_and_pdf(const biaoce_times *t)
{
    return t->compose + t->measure + t->paginate + t->paint + t->font + t->deflate + t->assemble + t->write;
}

static void write_text(const bench_setup *setup, const char *name, bc_str text)
{
    bc_file_write(bench_path(setup, name), text, &(bc_file_write_options){ 0 });
}

/* A list of single amounts into rows and columns by their keys. */
static void bench_cross_tables(const bench_setup *setup)
{
    enum { COLUMNS = 24 };
    bench_setup own = *setup;
    own.templates = bench_path(setup, "forms");
    bc_file_make_folder(own.templates);
    write_text(setup, "forms/cross-table.yaml", bc_str_from(bench_cross_template));
    printf("\nCross table of 24     read+bind   layout+PDF   cells/s    memory   growth\n");
    double before = 0;
    for (uint64_t rows = 20; rows <= 2000; rows *= 10) {
        bc_buf text;
        bc_buf_init(&text);
        bench_cross_record(rows, COLUMNS, &text);
        write_text(setup, "cross.yaml", bc_buf_str(&text));
        bc_buf_release(&text);
        table_run run = { &own, "cross.yaml" };
        bench_result result = bench_phase("a cross table", render_table, &run);
        double seconds = layout_and_pdf(&result.times);
        printf("%7llu rows       %7.3f s    %7.3f s   %8.0f   %4.0f MB", (unsigned long long)rows,
               result.times.read + result.times.bind, seconds, (double)(rows * COLUMNS) / seconds, result.peak_mb);
        if (before > 0)
            printf("   %5.2f", log10(seconds / before));
        putchar('\n');
        before = seconds;
    }
}

/* A grouped list whose pages have totals of their own, of what stands on them and of all before. */
static void bench_page_totals(const bench_setup *setup)
{
    bench_setup own = *setup;
    own.templates = bench_path(setup, "forms");
    bc_file_make_folder(own.templates);
    write_text(setup, "forms/pages.yaml", bc_str_from(bench_pages_template));
    printf("\nTotals of pages       read+bind   layout+PDF    rows/s    memory   growth\n");
    double before = 0;
    for (uint64_t rows = 1000; rows <= 100000; rows *= 10) {
        bc_buf text;
        bc_buf_init(&text);
        bench_pages_record(rows, &text);
        write_text(setup, "pages.yaml", bc_buf_str(&text));
        bc_buf_release(&text);
        table_run run = { &own, "pages.yaml" };
        bench_result result = bench_phase("totals of pages", render_table, &run);
        double seconds = layout_and_pdf(&result.times);
        printf("%7llu rows       %7.3f s    %7.3f s   %8.0f   %4.0f MB", (unsigned long long)rows,
               result.times.read + result.times.bind, seconds, (double)rows / seconds, result.peak_mb);
        if (before > 0)
            printf("   %5.2f", log10(seconds / before));
        putchar('\n');
        before = seconds;
    }
}

void bench_tables(const bench_setup *setup)
{
    printf("\nOne table            read+bind   layout+PDF    rows/s    memory   growth\n");
    double before = 0;
    for (uint64_t rows = 1000; rows <= 100000; rows *= 10) {
        char name[64];
        snprintf(name, sizeof name, "table-%llu.yaml", (unsigned long long)rows);
        bc_buf text;
        bc_buf_init(&text);
        bench_long_record(rows, &text);
        bc_file_write(bench_path(setup, name), bc_buf_str(&text), &(bc_file_write_options){ 0 });
        bc_buf_release(&text);
        table_run run = { setup, name };
        bench_result result = bench_phase("a long table", render_table, &run);
        double seconds = layout_and_pdf(&result.times);
        printf("%7llu rows       %7.3f s    %7.3f s   %8.0f   %4.0f MB", (unsigned long long)rows,
               result.times.read + result.times.bind, seconds, (double)rows / seconds, result.peak_mb);
        if (before > 0)
            printf("   %5.2f", log10(seconds / before));
        putchar('\n');
        before = seconds;
    }
    bench_cross_tables(setup);
    bench_page_totals(setup);
}
