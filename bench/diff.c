/* Two sets of records, last year's and this year's: ten thousand on each side, of which each has changed. */
#include "bench/phase.h"
#include "bench/records.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>

enum { RECORDS = 10000 };

/* One in a hundred is not there; the indicators of the others are those of another record. */
static void write_side(const bench_setup *setup, const char *name, uint64_t shift)
{
    bc_buf text;
    bc_buf_init(&text);
    for (uint64_t i = 0; i < RECORDS; i++) {
        if (i % 100 == shift)
            continue;
        bc_buf record;
        bc_buf_init(&record);
        bench_record(i + 7 * shift, &record);
        bc_buf_printf(&text, "---\n%s", record.p);
        bc_buf_release(&record);
    }
    const bool written =
        bc_file_write(bench_path(setup, name), bc_buf_str(&text), &(bc_file_write_options){ 0 }).status == BC_FILE_OK;
    bc_buf_release(&text);
    if (written)
        return;
    fprintf(stderr, "bench: %s cannot be written\n", name);
    exit(1);
}

static void count_bytes(void *context, const biaoce_output *output)
{
    bench_result *result = context;
    result->bytes += output->length;
}

static void compare(const bench_setup *setup, unsigned formats, bench_result *result)
{
    const char *before[] = { bench_path(setup, "diff/before.yaml") }, *now[] = { bench_path(setup, "diff/now.yaml") };
    const biaoce_callbacks callbacks = { .size = sizeof callbacks, .on_output = count_bytes, .context = result };
    biaoce_config config = { .size = sizeof config, .callbacks = &callbacks };
    biaoce_diff_options options = { .size = sizeof options,
                                    .before = before,
                                    .before_count = 1,
                                    .now = now,
                                    .now_count = 1,
                                    .formats = formats,
                                    .jobs = 1 };
    biaoce_diff_summary summary = { .size = sizeof summary };
    biaoce_engine *engine;
    const double cpu = bench_cpu();
    result->good = biaoce_engine_new(&config, &engine) == BIAOCE_OK;
    result->good = result->good && biaoce_diff(engine, &options, &summary) == BIAOCE_OK;
    biaoce_engine_free(engine);
    result->cpu = bench_cpu() - cpu;
    result->records = summary.before + summary.now;
}

static void alone(const void *context, bench_result *result)
{
    compare(context, 0, result);
}

static void as_json(const void *context, bench_result *result)
{
    compare(context, BIAOCE_FORMAT_JSON, result);
}

void bench_diff(const bench_setup *setup)
{
    bc_file_make_folder(bench_path(setup, "diff"));
    write_side(setup, "diff/before.yaml", 0);
    write_side(setup, "diff/now.yaml", 1);
    const bench_result counted = bench_phase("two sets", alone, setup);
    printf("\nTwo sets of %zu records together: %.2f s CPU (%.3f ms a record with reading), peak memory %.0f MB\n",
           counted.records, counted.cpu, counted.cpu * 1000 / (double)counted.records, counted.peak_mb);
    const bench_result json = bench_phase("two sets as JSON", as_json, setup);
    printf("The same as JSON, %.0f MB: %.2f s CPU, peak memory %.0f MB\n", (double)json.bytes / 1e6, json.cpu,
           json.peak_mb);
}
