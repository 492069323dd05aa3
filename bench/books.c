/* Books of four-page forms, every one different: does the cost grow as the pages do, and what do two threads bring? */
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
} book_run;

static void count_output(void *context, const biaoce_output *output)
{
    bench_result *result = context;
    result->bytes = output->length;
    result->records = output->pages; /* of a book its pages count */
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
                                    .target = BIAOCE_TO_MEMORY,
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

/* The forms all lie in one folder; a book of fewer takes the first. */
static const char *write_book(const bench_setup *setup, unsigned forms)
{
    char name[64];
    bc_buf text;
    bc_buf_init(&text);
    snprintf(name, sizeof name, "forms-%u", forms);
    bc_file_make_folder(bench_path(setup, name));
    for (unsigned i = 0; i < forms; i++) {
        snprintf(name, sizeof name, "forms-%u/%05u.yaml", forms, i);
        bc_buf_clear(&text);
        bench_numbered_record(i, ROWS, &text);
        write_text(bench_path(setup, name), &text);
    }
    bc_buf_clear(&text);
    bc_buf_printf(&text,
                  "book: %u\nparts:\n  - {contents: {depth: 2}, page: {numerals: roman}}\n"
                  "  - {section: all, forms: forms-%u, page: {start: recto, number: 1}}\n",
                  forms, forms);
    snprintf(name, sizeof name, "book-%u.yaml", forms);
    const char *path = bench_path(setup, name);
    write_text(path, &text);
    bc_buf_release(&text);
    return path;
}

void bench_books(const bench_setup *setup)
{
    printf("\nBooks          pages      CPU    pages/s    two threads    memory    file    growth\n");
    double before = 0;
    for (unsigned forms = 300; forms <= 3000; forms *= 10) {
        const char *book = write_book(setup, forms);
        bench_result one = bench_phase("a book", bind, &(book_run){ book, 1 });
        bench_result two = bench_phase("a book on two threads", bind, &(book_run){ book, 2 });
        printf("%5u forms   %7zu  %6.2f s   %7.0f     %5.2f x       %4.0f MB   %4.1f MB", forms, one.records, one.cpu,
               (double)one.records / one.cpu, one.wall / two.wall, one.peak_mb, (double)one.bytes / (1 << 20));
        if (before > 0)
            printf("   %5.2f", log10(one.cpu / before));
        putchar('\n');
        before = one.cpu;
    }
}
