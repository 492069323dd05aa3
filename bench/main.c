/* biaoce-bench FOLDER RECORDS [PART...]: measures batches of one-page forms and long tables. docs/bench.md explains
 * each line. */
#include "bench/phase.h"
#include "bench/records.h"

#include "base/file.h"

#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

extern char **environ;

static void write_records(const bench_setup *setup)
{
    bc_file_make_folder(bench_path(setup, "in"));
    bc_file_make_folder(bench_path(setup, "out"));
    bc_buf text;
    bc_buf_init(&text);
    for (size_t i = 0; i < setup->records; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/in/%05zu.yaml", setup->work, i);
        bc_buf_clear(&text);
        bench_record(i, &text);
        if (bc_file_write(path, bc_buf_str(&text), &(bc_file_write_options){ 0 }).status != BC_FILE_OK) {
            fprintf(stderr, "bench: %s cannot be written\n", path);
            exit(1);
        }
    }
    bc_buf_release(&text);
}

static void render_pdf(const void *setup, bench_result *result)
{
    bench_render(setup, "in", BIAOCE_FORMAT_PDF, result);
}

static void render_xlsx(const void *setup, bench_result *result)
{
    bench_render(setup, "in", BIAOCE_FORMAT_XLSX, result);
}

static double per_record(double seconds, const bench_result *result)
{
    return seconds * 1000 / (double)result->records;
}

static void print_format(const char *name, const bench_result *all, double format_seconds, const bench_result *bare,
                         const char *bare_name)
{
    printf("%-5s %6.3f ms CPU each (%.0f KB, peak memory %.0f MB), making and writing the file %.3f ms\n", name,
           per_record(all->cpu, all), (double)all->bytes / 1024 / (double)all->records, all->peak_mb,
           per_record(format_seconds, all));
    printf("      %6.3f ms %s: ratio %.2f for all, %.2f for making and writing\n", per_record(bare->cpu, bare),
           bare_name, per_record(all->cpu, all) / per_record(bare->cpu, bare),
           per_record(format_seconds, all) / per_record(bare->cpu, bare));
}

static void print_stages(const bench_result *pdf)
{
    const biaoce_times *t = &pdf->times;
    const struct {
        const char *name;
        double seconds;
    } stages[] = { { "read", t->read },         { "bind", t->bind },       { "check", t->check },
                   { "compose", t->compose },   { "measure", t->measure }, { "paginate", t->paginate },
                   { "paint", t->paint },       { "font", t->font },       { "deflate", t->deflate },
                   { "assemble", t->assemble }, { "write", t->write } };
    double rest = pdf->cpu;
    printf("\nStages of a PDF, ms: ");
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++) {
        printf(" %s %.3f", stages[i].name, per_record(stages[i].seconds, pdf));
        rest -= stages[i].seconds;
    }
    printf(" other %.3f\n", per_record(rest, pdf));
}

static double run_once(const char *record, const char *folder)
{
    char program[] = BC_PROGRAM, *to = strdup(folder), *from = strdup(record); /* spawn wants them writable */
    char *words[] = { program, "render", "--no-check", "-q", "-o", to, from, NULL };
    pid_t child;
    int status = 1;
    double start = bench_wall();
    if (posix_spawn(&child, BC_PROGRAM, NULL, NULL, words, environ) != 0 || waitpid(child, &status, 0) != child ||
        status != 0) {
        fprintf(stderr, "bench: %s failed\n", BC_PROGRAM);
        exit(1);
    }
    free(to);
    free(from);
    return bench_wall() - start;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* A process of its own for each document, files in the system's cache. */
static void measure_cold_start(const bench_setup *setup)
{
    enum { RUNS = 15 };
    double runs[RUNS];
    for (int i = 0; i < RUNS; i++)
        runs[i] = run_once(bench_path(setup, "in/00000.yaml"), bench_path(setup, "cold"));
    double first = runs[0];
    qsort(runs, RUNS, sizeof *runs, compare);
    printf("\nFirst document of a new process: %.0f ms wall (median of %d; the first %.0f, the slowest %.0f)\n",
           runs[RUNS / 2] * 1000, RUNS, first * 1000, runs[RUNS - 1] * 1000);
}

/* One-page forms in both formats, and what of that is whose. */
static void measure_forms(const bench_setup *setup)
{
    measure_cold_start(setup);
    printf("\n%zu different one-page forms, one thread\n", setup->records);
    bench_result pdf = bench_phase("PDF", render_pdf, setup);
    bench_result bare_pdf = bench_phase("the floor of PDF", bench_bare_pdf, setup);
    bench_result xlsx = bench_phase("XLSX", render_xlsx, setup);
    bench_result bare_xlsx = bench_phase("bare XLSX", bench_bare_xlsx, setup);
    double pdf_seconds = pdf.times.paint + pdf.times.font + pdf.times.deflate + pdf.times.assemble + pdf.times.write;
    print_format("PDF", &pdf, pdf_seconds, &bare_pdf, "to deflate and write the same bytes");
    print_format("XLSX", &xlsx, xlsx.times.xlsx + xlsx.times.write, &bare_xlsx, "by bare libxlsxwriter calls");
    print_stages(&pdf);
    bench_result check = bench_phase("checks", bench_check, setup);
    printf("\nAll checks of a record: %.4f ms CPU, %.1f findings each\n", per_record(check.cpu, &check),
           (double)check.bytes / (double)check.records);
}

static const struct {
    const char *name;
    void (*measure)(const bench_setup *setup);
} PARTS[] = { { "forms", measure_forms },     { "tables", bench_tables },   { "tags", bench_tags },
              { "books", bench_books },       { "over", bench_over },       { "csv", bench_csv },
              { "workbook", bench_workbook }, { "sources", bench_sources }, { "convert", bench_convert },
              { "intake", bench_intake },     { "returns", bench_returns }, { "diff", bench_diff } };

enum { PART_COUNT = sizeof PARTS / sizeof *PARTS };

static size_t part_called(const char *name)
{
    size_t i = 0;
    while (i < PART_COUNT && strcmp(PARTS[i].name, name) != 0)
        i++;
    return i;
}

static bool all_known(int n, char **names)
{
    for (int i = 0; i < n; i++)
        if (part_called(names[i]) == PART_COUNT)
            return false;
    return true;
}

static bool is_wanted(size_t part, int n, char **names)
{
    bool wanted = n == 0;
    for (int i = 0; i < n && !wanted; i++)
        wanted = part_called(names[i]) == part;
    return wanted;
}

int main(int argc, char **argv)
{
    const long records = argc >= 3 ? strtol(argv[2], NULL, 10) : 0;
    const int names = argc >= 3 ? argc - 3 : 0;
    if (records < 1 || records > 100000 || !all_known(names, argv + 3)) {
        fputs("usage: biaoce-bench FOLDER RECORDS [PART...]\nparts:", stderr);
        for (size_t i = 0; i < PART_COUNT; i++)
            fprintf(stderr, " %s", PARTS[i].name);
        fputc('\n', stderr);
        return 2;
    }
    setenv("BIAOCE_DATA", BC_PROJECT_DIR, 1);
    bench_setup setup = { .work = argv[1], .records = (size_t)records };
    setup.work = bench_path(&setup, argv[2]); /* a run with more records must leave none to one with fewer */
    write_records(&setup);
    for (size_t i = 0; i < PART_COUNT; i++)
        if (is_wanted(i, names, argv + 3))
            PARTS[i].measure(&setup);
    return 0;
}
