/* Workbooks that came back, one form of as many departments: read, checked and written as records, beside the least
 * that any reader of the same files does. Memory must not grow with them. */
#include "bench/parts.h"
#include "bench/records.h"

#include "base/arena.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SMALL = 10 }; /* the part of the workbooks that shows what memory does */

static void render_all(const void *setup, bench_result *result)
{
    bench_render(setup, "in", BIAOCE_FORMAT_XLSX, result);
}

static bool count_file(const char *path, bench_result *result)
{
    /* What a reader needs of a workbook that has one sheet. */
    static const char *const parts[] = { "_rels/.rels",   "xl/_rels/workbook.xml.rels", "xl/workbook.xml",
                                         "xl/styles.xml", "xl/sharedStrings.xml",       "xl/worksheets/sheet1.xml" };
    zip_t *zip = zip_open(path, ZIP_RDONLY, NULL);
    if (!zip)
        return false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        bench_count_part(zip, parts[i], result);
    zip_discard(zip);
    return result->good;
}

/* records: cells */
static void count_files(const void *context, bench_result *result)
{
    const char *folder = bench_path(context, "out");
    const double start = bench_cpu();
    DIR *dir = opendir(folder);
    result->good = dir != NULL;
    for (const struct dirent *entry = NULL; dir && result->good && (entry = readdir(dir)) != NULL;) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (strstr(entry->d_name, ".xlsx"))
            result->good = count_file(path, result);
    }
    if (dir)
        closedir(dir);
    result->cpu = bench_cpu() - start;
}

typedef struct returned {
    const bench_setup *setup;
    size_t n;
} returned;

static void collect(const void *context, bench_result *result)
{
    const returned *given = context;
    bc_arena arena = { 0 };
    const char **paths = BC_NEW_ARRAY(&arena, const char *, given->n);
    for (size_t i = 0; i < given->n; i++)
        paths[i] = bc_arena_printf(&arena, "%s/out/%05zu.xlsx", given->setup->work, i).p;
    biaoce_config config = { .size = sizeof config, .data_folder = BC_PROJECT_DIR };
    biaoce_collect_options options = { .size = sizeof options,
                                       .paths = paths,
                                       .path_count = given->n,
                                       .path = bench_path(given->setup, "back"),
                                       .name_pattern = "$(file)",
                                       .jobs = 1 };
    biaoce_engine *engine;
    biaoce_collect_summary summary = { .size = sizeof summary };
    const double cpu = bench_cpu();
    if (biaoce_engine_new(&config, &engine) == BIAOCE_OK) {
        biaoce_collect(engine, &options, &summary);
        biaoce_engine_free(engine);
    }
    result->cpu = bench_cpu() - cpu;
    result->records = summary.collected;
    result->good = summary.collected == given->n;
    bc_arena_release(&arena);
}

void bench_returns(const bench_setup *setup)
{
    const size_t n = setup->records, few = n / SMALL ? n / SMALL : 1;
    bench_phase("workbooks", render_all, setup);
    const bench_result bare = bench_phase("libzip and expat", count_files, setup);
    const bench_result all = bench_phase("collecting", collect, &(returned){ setup, n });
    const bench_result less = bench_phase("collecting a part", collect, &(returned){ setup, few });
    printf(
        "\n%zu returned workbooks, one thread: collected and checked in %.2f s CPU, %.2f ms each, peak memory %.0f MB "
        "(%zu of them: %.0f MB); libzip and expat that count their cells %.2f s, ratio %.2f\n",
        n, all.cpu, all.cpu * 1000 / (double)n, all.peak_mb, few, less.peak_mb, bare.cpu, all.cpu / bare.cpu);
}
