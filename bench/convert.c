/* A million records in one file, written in each other format: from lines of JSON, each with a list of one element, for
 * a sheet has room for no more. What counts beside the time is that memory does not grow with them. */
#include "bench/phase.h"

#include <stdio.h>
#include <stdlib.h>

enum { RECORDS = 1000000 };

static void write_lines(const bench_setup *setup)
{
    FILE *file = fopen(bench_path(setup, "lines.jsonl"), "w");
    if (!file) {
        fputs("bench: lines.jsonl cannot be written\n", stderr);
        exit(1);
    }
    for (unsigned i = 0; i < RECORDS; i++)
        fprintf(file,
                "{\"form\":\"tangshan-project\",\"项目编码\":\"13027121211%010u\",\"项目名称\":\"第%u号道路改造工程\","
                "\"预算数\":%u.50,\"财政资金\":%u.50,\"资金用途\":\"据实结算,不超过预算数的%u%%\","
                "\"绩效目标\":[\"改造道路%u公里\"],\"绩效指标\":[{\"一级指标\":\"产出指标\",\"二级指标\":\"数量指标\","
                "\"三级指标\":\"道路长度\",\"指标值\":\"≥%u公里\"}]}\n",
                i, i % 9973, i % 1000, i % 1000, i % 100, i % 77, i % 77);
    fclose(file);
}

typedef struct wanted {
    const bench_setup *setup;
    biaoce_format format;
    const char *name;
} wanted;

static void convert(const void *context, bench_result *result)
{
    const wanted *w = context;
    const char *paths[] = { bench_path(w->setup, "lines.jsonl") };
    biaoce_convert_options options = { .size = sizeof options,
                                       .paths = paths,
                                       .path_count = 1,
                                       .format = w->format,
                                       .target = BIAOCE_TO_FILE,
                                       .path = bench_path(w->setup, w->name) };
    biaoce_summary summary = { .size = sizeof summary };
    biaoce_engine *engine = NULL;
    const double cpu = bench_cpu();
    result->good = biaoce_engine_new(NULL, &engine) == BIAOCE_OK &&
                   biaoce_convert(engine, &options, &summary) == BIAOCE_OK && summary.rendered == RECORDS;
    biaoce_engine_free(engine);
    result->cpu = bench_cpu() - cpu;
    result->records = summary.rendered;
}

void bench_convert(const bench_setup *setup)
{
    static const struct {
        const char *name;
        biaoce_format format;
    } FORMATS[] = { { "lines.csv", BIAOCE_FORMAT_CSV },
                    { "lines.xlsx", BIAOCE_FORMAT_XLSX },
                    { "lines.yaml", BIAOCE_FORMAT_YAML },
                    { "lines.json", BIAOCE_FORMAT_JSON } };
    write_lines(setup);
    printf("\n%d records converted from lines of JSON, one thread\n", RECORDS);
    for (size_t i = 0; i < sizeof FORMATS / sizeof *FORMATS; i++) {
        const wanted w = { setup, FORMATS[i].format, FORMATS[i].name };
        const bench_result done = bench_phase(w.name, convert, &w);
        printf("      %-12s %6.2f s CPU, %.0f records/s, peak memory %.0f MB\n", w.name, done.cpu,
               (double)done.records / done.cpu, done.peak_mb);
    }
}
