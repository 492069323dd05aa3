#include "bench/phase.h"

#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(clockid_t id)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

double bench_cpu(void)
{
    return seconds(CLOCK_PROCESS_CPUTIME_ID);
}

double bench_wall(void)
{
    return seconds(CLOCK_MONOTONIC);
}

bench_result bench_phase(const char *name, void (*phase)(const void *context, bench_result *result),
                         const void *context)
{
    bench_result *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    fflush(stdout);
    pid_t child = shared == MAP_FAILED ? -1 : fork();
    if (child == 0) {
        phase(context, shared);
        _exit(shared->good ? 0 : 1);
    }
    int status = 1;
    struct rusage usage = { 0 };
    if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0) {
        fprintf(stderr, "bench: the measurement of %s failed\n", name);
        exit(1);
    }
    bench_result result = *shared;
    result.peak_mb = (double)usage.ru_maxrss / 1024;
    munmap(shared, sizeof *shared);
    return result;
}

const char *bench_path(const bench_setup *setup, const char *name)
{
    bc_arena *kept = bc_mem_alloc(sizeof *kept);
    return bc_arena_printf(kept, "%s/%s", setup->work, name).p;
}

static void print_message(void *context, const biaoce_message *message)
{
    (void)context;
    fputs(message->text, stderr);
}

static void add_bytes(void *context, const biaoce_output *output)
{
    bench_result *result = context;
    result->bytes += output->length;
}

void bench_render(const bench_setup *setup, const char *inputs, unsigned formats, bench_result *result)
{
    biaoce_callbacks callbacks = {
        .size = sizeof callbacks, .on_message = print_message, .on_output = add_bytes, .context = result
    };
    biaoce_config config = { .size = sizeof config,
                             .data_folder = BC_PROJECT_DIR,
                             .template_folders = &setup->templates,
                             .template_folder_count = setup->templates != NULL,
                             .callbacks = &callbacks };
    const char *paths[] = { bench_path(setup, inputs) };
    biaoce_render_options options = { .size = sizeof options,
                                      .paths = paths,
                                      .path_count = 1,
                                      .formats = formats,
                                      .pdf = setup->pdf,
                                      .path = bench_path(setup, "out"),
                                      .template_name = setup->form,
                                      .name_pattern = "$(file)",
                                      .jobs = 1,
                                      .no_check = true, /* the words of the records are random */
                                      .times = &result->times };
    biaoce_engine *engine;
    biaoce_summary summary = { .size = sizeof summary };
    result->times.size = sizeof result->times;
    double cpu = bench_cpu(), wall = bench_wall();
    if (biaoce_engine_new(&config, &engine) != BIAOCE_OK)
        return;
    result->good = biaoce_render(engine, &options, &summary) == BIAOCE_OK;
    result->cpu = bench_cpu() - cpu;
    result->wall = bench_wall() - wall;
    result->records = summary.rendered;
    biaoce_engine_free(engine);
}
