/* Records out of tables: a million rows joined to fifty thousand projects, beside the least that such a join costs; and
 * a workbook of records rendered, beside the same records in YAML. */
#include "bench/phase.h"

#include "base/mem.h"
#include "base/strmap.h"
#include "base/vec.h"
#include "engine/input.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PROJECTS = 50000, ROWS = 1000000, FIELDS = 8 };

static const char MAPPING[] = "form: tangshan-project\n"
                              "tables: {projects: {file: projects.csv}, rows: {file: rows.csv}}\n"
                              "records:\n"
                              "  from: projects\n"
                              "  fields:\n"
                              "    绩效指标:\n"
                              "      from: rows\n"
                              "      by: 编码\n"
                              "      fields: {一级指标: 一级, 二级指标: 二级, 三级指标: 指标名称, 绩效指标描述: 说明, "
                              "指标值确定依据: 依据}\n";

static FILE *create(const bench_setup *setup, const char *name)
{
    FILE *file = fopen(bench_path(setup, name), "w");
    if (file)
        return file;
    fprintf(stderr, "bench: %s cannot be written\n", name);
    exit(1);
}

/* The rows of a project lie far from each other. */
static void write_tables(const bench_setup *setup)
{
    mkdir(bench_path(setup, "join"), 0777);
    FILE *file = create(setup, "join/mapping.yaml");
    fputs(MAPPING, file);
    fclose(file);
    file = create(setup, "join/projects.csv");
    fputs("项目编码,项目名称,预算数,绩效目标\n", file);
    for (unsigned i = 0; i < PROJECTS; i++)
        fprintf(file, "4403060026%011u,第%u号道路改造工程,%u.50,改造道路%u公里\n", i, i, i % 1000, i % 77);
    fclose(file);
    file = create(setup, "join/rows.csv");
    fputs("编码,序号,一级,二级,指标名称,说明,指标值,依据\n", file);
    for (unsigned i = 0; i < ROWS; i++) {
        const unsigned number = (unsigned)((uint64_t)i * 611953 % ROWS), project = number % PROJECTS;
        fprintf(file, "4403060026%011u,%u,产出指标,数量指标,改造道路长度%u,完成改造的社区道路长度,≥%u公里,实施方案\n",
                project, number / PROJECTS + 1, number / PROJECTS, number % 97 + 1);
    }
    fclose(file);
}

/* -- the least -------------------------------------------------------------------------------------------- */

typedef struct mapped {
    const char *bytes;
    size_t n;
} mapped;

static mapped map_file(const char *path)
{
    struct stat status = { 0 };
    const int file = open(path, O_RDONLY);
    void *bytes = file >= 0 && fstat(file, &status) == 0
                      ? mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0)
                      : MAP_FAILED;
    if (bytes == MAP_FAILED) {
        fprintf(stderr, "bench: %s cannot be read\n", path);
        exit(1);
    }
    close(file);
    return (mapped){ bytes, (size_t)status.st_size };
}

/* The fields of the row at `at`; where the next one begins. There are no quotation marks. */
static size_t split(mapped file, size_t at, bc_str fields[FIELDS])
{
    for (int field = 0; at < file.n; at++) {
        const size_t from = at;
        while (file.bytes[at] != ',' && file.bytes[at] != '\n')
            at++;
        if (field < FIELDS)
            fields[field++] = (bc_str){ file.bytes + from, at - from };
        if (file.bytes[at] == '\n')
            return at + 1;
    }
    return at;
}

typedef struct bare_join {
    bc_strmap keys; /* to the number of a project, and one */
    BC_VEC(bc_str) projects;
    uint32_t *project; /* of each row */
    size_t *place;
    size_t rows;
} bare_join;

static void read_projects(mapped file, bare_join *join)
{
    bc_str fields[FIELDS];
    for (size_t at = split(file, 0, fields); at < file.n;) {
        at = split(file, at, fields);
        bc_vec_add(&join->projects, fields[0]);
        bc_strmap_put(&join->keys, fields[0], (void *)(uintptr_t)join->projects.n);
    }
}

static void read_children(mapped file, bare_join *join)
{
    bc_str fields[FIELDS];
    join->project = bc_mem_alloc(ROWS * sizeof *join->project);
    join->place = bc_mem_alloc(ROWS * sizeof *join->place);
    for (size_t at = split(file, 0, fields); at < file.n && join->rows < ROWS; join->rows++) {
        join->place[join->rows] = at;
        at = split(file, at, fields);
        join->project[join->rows] = (uint32_t)(uintptr_t)bc_strmap_find(&join->keys, fields[0]);
    }
}

/* Sorted by counting, then each row is read again where it lies; its texts are copied, as a record's are. */
static size_t hand_out(mapped file, const bare_join *join)
{
    size_t *from = bc_mem_alloc((PROJECTS + 2) * sizeof *from), *order = bc_mem_alloc(ROWS * sizeof *order);
    for (size_t i = 0; i < join->rows; i++)
        from[join->project[i] + 1]++;
    for (size_t i = 1; i < PROJECTS + 2; i++)
        from[i] += from[i - 1];
    for (size_t i = 0; i < join->rows; i++)
        order[from[join->project[i]]++] = join->place[i];
    bc_arena arena = { 0 };
    size_t fields_read = 0;
    for (size_t i = 0; i < join->rows; i++) {
        bc_str fields[FIELDS] = { 0 };
        split(file, order[i], fields);
        for (int k = 0; k < FIELDS; k++)
            fields_read += bc_arena_str(&arena, fields[k]).n > 0;
        if (i % (ROWS / PROJECTS) == 0)
            bc_arena_reset(&arena);
    }
    bc_arena_release(&arena);
    bc_mem_free(from);
    bc_mem_free(order);
    return fields_read;
}

static void join_barely(const void *context, bench_result *result)
{
    const bench_setup *setup = context;
    const double cpu = bench_cpu();
    const mapped projects = map_file(bench_path(setup, "join/projects.csv")),
                 rows = map_file(bench_path(setup, "join/rows.csv"));
    bare_join join = { 0 };
    read_projects(projects, &join);
    read_children(rows, &join);
    result->records = hand_out(rows, &join) / FIELDS;
    result->good = result->records == ROWS;
    bc_strmap_release(&join.keys);
    bc_vec_release(&join.projects);
    bc_mem_free(join.project);
    bc_mem_free(join.place);
    result->cpu = bench_cpu() - cpu;
}

/* -- ours ------------------------------------------------------------------------------------------------- */

/* To value trees that know their places, and no further. */
static void join_records(const void *context, bench_result *result)
{
    const bench_setup *setup = context;
    biaoce_engine *engine = NULL;
    if (biaoce_engine_new(&(biaoce_config){ .size = sizeof(biaoce_config), .data_folder = BC_PROJECT_DIR }, &engine) !=
        BIAOCE_OK)
        return;
    const bc_engine_input input = { .path = bench_path(setup, "join/mapping.yaml") };
    const bc_engine_tables tables = { .engine = engine };
    bc_engine_record record = { 0 };
    bc_diag_list_init(&record.diags);
    const double cpu = bench_cpu();
    bc_engine_reader *reader = bc_engine_reader_new(&input, &tables, false);
    for (; bc_engine_reader_next(reader, &record); bc_engine_record_clear(&record)) {
        const bc_node *rows = record.value ? bc_node_find(record.value, "indicators") : NULL;
        result->records += record.value != NULL;
        result->bytes += rows ? rows->n : 0;
    }
    bc_engine_reader_free(reader);
    result->cpu = bench_cpu() - cpu;
    result->good = result->records == PROJECTS && result->bytes == ROWS;
    bc_engine_record_release(&record);
    biaoce_engine_free(engine);
}

/* -- a workbook of records -------------------------------------------------------------------------------- */

static void convert_records(const void *context, bench_result *result)
{
    const bench_setup *setup = context;
    const char *paths[] = { bench_path(setup, "in") };
    static const struct {
        const char *name;
        biaoce_format format;
    } FILES[] = { { "records.yaml", BIAOCE_FORMAT_YAML }, { "records.xlsx", BIAOCE_FORMAT_XLSX } };
    result->good = true;
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES && result->good; i++) {
        const biaoce_convert_options options = { .size = sizeof options,
                                                 .paths = paths,
                                                 .path_count = 1,
                                                 .format = FILES[i].format,
                                                 .target = BIAOCE_TO_FILE,
                                                 .path = bench_path(setup, FILES[i].name) };
        biaoce_engine *engine = NULL;
        result->good =
            biaoce_engine_new(NULL, &engine) == BIAOCE_OK &&
            biaoce_convert(engine, &options, &(biaoce_summary){ .size = sizeof(biaoce_summary) }) == BIAOCE_OK;
        biaoce_engine_free(engine);
    }
}

static void render_yaml(const void *setup, bench_result *result)
{
    bench_render(setup, "records.yaml", BIAOCE_FORMAT_PDF, result);
}

static void render_workbook(const void *setup, bench_result *result)
{
    bench_render(setup, "records.xlsx", BIAOCE_FORMAT_PDF, result);
}

void bench_intake(const bench_setup *setup)
{
    bench_setup own = *setup;
    own.form = "tangshan-project";
    write_tables(setup);
    const bench_result bare = bench_phase("a bare join", join_barely, setup),
                       ours = bench_phase("a join", join_records, setup);
    printf("\n%d rows of CSV joined to %d projects: %.2f s CPU, peak memory %.0f MB\n", ROWS, PROJECTS, ours.cpu,
           ours.peak_mb);
    printf("      %6.2f s the same by splitting, hashing and counting alone: ratio %.2f\n", bare.cpu,
           ours.cpu / bare.cpu);
    bench_phase("records into a workbook", convert_records, setup);
    const bench_result yaml = bench_phase("PDF of YAML", render_yaml, &own),
                       workbook = bench_phase("PDF of a workbook", render_workbook, &own);
    printf("\n%zu records of one workbook, PDF: %.3f ms CPU each, peak memory %.0f MB\n", workbook.records,
           workbook.cpu * 1000 / (double)workbook.records, workbook.peak_mb);
    printf("      %6.3f ms the same of one file of YAML: ratio %.2f\n", yaml.cpu * 1000 / (double)yaml.records,
           workbook.cpu / yaml.cpu);
}
