/* Books of four-page forms, every one different: does the cost grow as the pages do, and what do two threads bring?
 * Then one of one-page forms split into as many volumes: what do volumes cost beside the forms? */
#include "bench/phase.h"
#include "bench/records.h"

#include "base/file.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 50 }; /* make four pages */

typedef struct book_run {
    const char *book;
    unsigned jobs;
    unsigned formats;
    const char *folder; /* NULL: one output, in memory */
    const char *split_by;
} book_run;

static void count_output(void *context, const biaoce_output *output)
{
    bench_result *result = context;
    result->bytes += output->length;
    result->records += output->pages; /* of a book its pages count */
}

static void bind(const void *context, bench_result *result)
{
    const book_run *run = context;
    biaoce_callbacks callbacks = { .size = sizeof callbacks, .on_output = count_output, .context = result };
    biaoce_config config = { .size = sizeof config, .callbacks = &callbacks };
    result->times.size = sizeof result->times;
    biaoce_engine *engine;
    double cpu = bench_cpu(), wall = bench_wall();
    if (biaoce_engine_new(&config, &engine) != BIAOCE_OK)
        return;
    biaoce_book_options options = { .size = sizeof options,
                                    .book = run->book,
                                    .formats = run->formats,
                                    .target = run->folder ? BIAOCE_TO_FOLDER : BIAOCE_TO_MEMORY,
                                    .path = run->folder,
                                    .split_by = run->split_by,
                                    .jobs = run->jobs,
                                    .no_check = true,
                                    .times = &result->times };
    biaoce_status status = biaoce_make_book(engine, &options, NULL);
    result->cpu = bench_cpu() - cpu;
    result->wall = bench_wall() - wall;
    result->good = status == BIAOCE_OK && result->records;
    biaoce_engine_free(engine);
}

static void write_text(const char *path, const bc_buf *text)
{
    if (bc_file_write(path, bc_buf_str(text), &(bc_file_write_options){ 0 }).status == BC_FILE_OK)
        return;
    fprintf(stderr, "bench: %s cannot be written\n", path);
    exit(1);
}

static const char *write_book(const bench_setup *setup, const char *stem, unsigned forms, uint64_t rows)
{
    char name[64];
    bc_buf text;
    bc_buf_init(&text);
    snprintf(name, sizeof name, "%s-%u", stem, forms);
    bc_file_make_folder(bench_path(setup, name));
    for (unsigned i = 0; i < forms; i++) {
        snprintf(name, sizeof name, "%s-%u/%05u.yaml", stem, forms, i);
        bc_buf_clear(&text);
        bench_numbered_record(i, rows, &text);
        write_text(bench_path(setup, name), &text);
    }
    bc_buf_clear(&text);
    bc_buf_printf(&text,
                  "book: %u\nparts:\n  - {contents: {depth: 2}, page: {numerals: roman}}\n"
                  "  - {section: all, forms: %s-%u, page: {start: recto, number: 1}}\n",
                  forms, stem, forms);
    snprintf(name, sizeof name, "book-%s-%u.yaml", stem, forms);
    const char *path = bench_path(setup, name);
    write_text(path, &text);
    bc_buf_release(&text);
    return path;
}

static void bench_volumes(const bench_setup *setup)
{
    enum { FORMS = 2000, ROWS = 5 };
    const char *book = write_book(setup, "leaves", FORMS, ROWS), *folder = bench_path(setup, "volumes");
    static const struct {
        const char *name;
        unsigned formats;
    } kinds[] = { { "PDF", BIAOCE_FORMAT_PDF }, { "PDF and XLSX", BIAOCE_FORMAT_PDF | BIAOCE_FORMAT_XLSX } };
    bc_file_make_folder(folder);
    printf("\nVolumes (%d)          one book     split       CPU      wall    memory\n", FORMS);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        book_run run = { .book = book, .jobs = 2, .formats = kinds[i].formats, .folder = folder };
        bench_result whole = bench_phase("a book", bind, &run);
        run.split_by = "项目编码";
        bench_result split = bench_phase("a book in volumes", bind, &run);
        printf("%-18s   %6.2f s   %6.2f s   %5.2f x   %5.2f x   %5.2f x of %.0f MB\n", kinds[i].name, whole.cpu,
               split.cpu, split.cpu / whole.cpu, split.wall / whole.wall, split.peak_mb / whole.peak_mb, whole.peak_mb);
    }
}

void bench_books(const bench_setup *setup)
{
    printf("\nBooks          pages      CPU    pages/s    two threads    memory    file    growth\n");
    double before = 0;
    for (unsigned forms = 300; forms <= 3000; forms *= 10) {
        const char *book = write_book(setup, "forms", forms, ROWS);
        bench_result one = bench_phase("a book", bind, &(book_run){ .book = book, .jobs = 1 });
        bench_result two = bench_phase("a book on two threads", bind, &(book_run){ .book = book, .jobs = 2 });
        printf("%5u forms   %7zu  %6.2f s   %7.0f     %5.2f x       %4.0f MB   %4.1f MB", forms, one.records, one.cpu,
               (double)one.records / one.cpu, one.wall / two.wall, one.peak_mb, (double)one.bytes / (1 << 20));
        if (before > 0)
            printf("   %5.2f", log10(one.cpu / before));
        putchar('\n');
        before = one.cpu;
    }
    bench_volumes(setup);
}
