/* What the tags of PDF/A-2a and PDF/UA-1 cost: the same records with them and without. */
#include "bench/phase.h"
#include "bench/records.h"

#include "base/file.h"

#include <stdio.h>

typedef struct tags_run {
    const bench_setup *setup;
    const char *input;
} tags_run;

static void render(const void *context, bench_result *result)
{
    const tags_run *run = context;
    bench_render(run->setup, run->input, BIAOCE_FORMAT_PDF, result);
}

static bench_result measure(const bench_setup *setup, biaoce_pdf pdf, const char *input)
{
    bench_setup own = *setup;
    own.pdf = pdf;
    return bench_phase("tags", render, &(tags_run){ &own, input });
}

/* The least of several, taken in turn: other programs only ever add. */
static void compare(const bench_setup *setup, const char *name, const char *input)
{
    enum { TURNS = 5 };
    bench_result with = { 0 }, without = { 0 };
    for (int turn = 0; turn < TURNS; turn++) {
        const bench_result plain = measure(setup, BIAOCE_PDF_PLAIN, input);
        const bench_result tagged = measure(setup, BIAOCE_PDF_A2A, input);
        if (!turn || plain.cpu < without.cpu)
            without = plain;
        if (!turn || tagged.cpu < with.cpu)
            with = tagged;
    }
    printf("%-22s %7.3f s %7.3f s %6.2f x    %6.2f x of %.1f MB    %6.2f x of %.0f MB\n", name, without.cpu, with.cpu,
           with.cpu / without.cpu, (double)with.bytes / (double)without.bytes, (double)without.bytes / (1 << 20),
           with.peak_mb / without.peak_mb, without.peak_mb);
}

static void write_text(const bench_setup *setup, const char *name, bc_str text)
{
    bc_file_write(bench_path(setup, name), text, &(bc_file_write_options){ 0 });
}

void bench_tags(const bench_setup *setup)
{
    enum { FEW = 2000, MANY = 20000 /* more cells than name their heads */ };
    static const uint64_t ROWS[] = { FEW, MANY };
    bench_setup own = *setup;
    own.templates = bench_path(setup, "forms");
    bc_file_make_folder(own.templates);
    write_text(setup, "forms/list.yaml", bc_str_from(bench_list_template));
    printf("\nTags                     without      with              file                  memory\n");
    compare(&own, "one-page forms", "in");
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        char name[64];
        bc_buf text;
        bc_buf_init(&text);
        bench_list_record(ROWS[i], &text);
        write_text(setup, "list.yaml", bc_buf_str(&text));
        bc_buf_release(&text);
        snprintf(name, sizeof name, "a list of %llu rows", (unsigned long long)ROWS[i]);
        compare(&own, name, "list.yaml");
    }
}
