/* Forms over many records: a million of them, of which the form reads two fields. */
#include "bench/phase.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>

enum { RECORDS = 1000000 };

static const char PROJECT[] =
    "form: bench-project\nextends: [gb9704]\nfields:\n  name: 项目名称\n  department: 主管部门\n"
    "  total: {label: 预算数, type: money, unit: 万元}\nlayout: [{title: $(name)}]\n";
static const char SUMMARY[] = "form: bench-summary\nextends: [gb9704, records]\nlayout:\n"
                              "  - title: 汇总表\n  - table:\n      widths: [2, 1, 1]\n      rows:\n"
                              "        - {each: records, by: department, rows: [[=department, =these.size(), "
                              "=these.sum(total)]]}\n        - [合计, =records.size(), =records.sum(total)]\n";

static void put(const bench_setup *setup, const char *name, bc_str text)
{
    if (bc_file_write(bench_path(setup, name), text, &(bc_file_write_options){ 0 }).status == BC_FILE_OK)
        return;
    fprintf(stderr, "bench: %s cannot be written\n", name);
    exit(1);
}

static void write_all(const bench_setup *setup)
{
    bc_buf text;
    bc_buf_init(&text);
    for (int i = 0; i < RECORDS; i++)
        bc_buf_printf(&text,
                      "- {form: bench-project, 项目名称: 第%d号道路改造工程, 主管部门: 第%d局, 预算数: %d.%02d}\n", i,
                      i % 60, i % 10007, i % 100);
    bc_file_make_folder(bench_path(setup, "over/templates"));
    put(setup, "over/records.yaml", bc_buf_str(&text));
    put(setup, "over/templates/bench-project.yaml", bc_str_from(PROJECT));
    put(setup, "over/templates/bench-summary.yaml", bc_str_from(SUMMARY));
    bc_buf_release(&text);
}

static void render(const void *context, bench_result *result)
{
    const bench_setup *setup = context;
    const char *folders[] = { bench_path(setup, "over/templates") },
               *paths[] = { bench_path(setup, "over/records.yaml") };
    biaoce_config config = { .size = sizeof config, .template_folders = folders, .template_folder_count = 1 };
    biaoce_render_options options = { .size = sizeof options,
                                      .paths = paths,
                                      .path_count = 1,
                                      .template_name = "bench-summary",
                                      .path = bench_path(setup, "over/out"),
                                      .jobs = 1,
                                      .no_check = true };
    biaoce_summary summary = { .size = sizeof summary };
    biaoce_engine *engine;
    const double cpu = bench_cpu(), wall = bench_wall();
    result->good = biaoce_engine_new(&config, &engine) == BIAOCE_OK;
    result->good = result->good && biaoce_render(engine, &options, &summary) == BIAOCE_OK && summary.batch_forms == 1;
    biaoce_engine_free(engine);
    result->cpu = bench_cpu() - cpu;
    result->wall = bench_wall() - wall;
    result->records = summary.records;
}

/* What each record tells of itself is kept until the last has been compared with all before it. */
static void check(const void *context, bench_result *result)
{
    const bench_setup *setup = context;
    const char *folders[] = { bench_path(setup, "over/templates") },
               *paths[] = { bench_path(setup, "over/records.yaml") };
    biaoce_config config = { .size = sizeof config, .template_folders = folders, .template_folder_count = 1 };
    biaoce_check_options options = { .size = sizeof options, .paths = paths, .path_count = 1, .jobs = 1 };
    biaoce_check_summary summary = { .size = sizeof summary };
    biaoce_engine *engine;
    const double cpu = bench_cpu();
    result->good = biaoce_engine_new(&config, &engine) == BIAOCE_OK;
    result->good = result->good && biaoce_check(engine, &options, &summary) == BIAOCE_OK;
    biaoce_engine_free(engine);
    result->cpu = bench_cpu() - cpu;
    result->records = summary.records;
}

void bench_over(const bench_setup *setup)
{
    write_all(setup);
    bench_result over = bench_phase("forms over many", render, setup);
    printf("\nA form over %zu records: %.1f s CPU (%.4f ms each with reading), peak memory %.0f MB\n", over.records,
           over.cpu, over.cpu * 1000 / (double)over.records, over.peak_mb);
    bench_result checked = bench_phase("checks of many", check, setup);
    printf("Checks of the same, compared with each other: %.1f s CPU (%.4f ms each), peak memory %.0f MB\n",
           checked.cpu, checked.cpu * 1000 / (double)checked.records, checked.peak_mb);
}
