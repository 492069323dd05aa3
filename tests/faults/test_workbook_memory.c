/* Every allocation of libxlsxwriter fails once, in a process of its own: what comes of it is the same workbook, a
 * message and BIAOCE_IO, or a process that has ended. It is never another workbook.
 *
 * The allocating functions below stand before those of the C library for all libraries of this program. */
#include <biaoce.h>

#include <errno.h>
#include <link.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

/* -- allocations that fail ------------------------------------------------------------------------------ */

static struct {
    uintptr_t begin, end; /* of the library in memory */
    unsigned long calls, at;
} planned;

static bool fails(const void *caller)
{
    uintptr_t from = (uintptr_t)caller;
    if (from < planned.begin || from >= planned.end || ++planned.calls != planned.at)
        return false;
    errno = ENOMEM;
    return true;
}

void *malloc(size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return fails(__builtin_return_address(0)) ? NULL : __libc_realloc(old, size);
}

static int find_library(struct dl_phdr_info *info, size_t size, void *context)
{
    (void)size;
    (void)context;
    if (!strstr(info->dlpi_name, "libxlsxwriter"))
        return 0;
    planned.begin = planned.end = info->dlpi_addr;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &info->dlpi_phdr[i];
        uintptr_t end = info->dlpi_addr + part->p_vaddr + part->p_memsz;
        if (part->p_type == PT_LOAD && end > planned.end)
            planned.end = end;
    }
    return 1;
}

/* -- workbooks ------------------------------------------------------------------------------------------ */

enum { SAME, REFUSED, OTHER_BYTES, WITHOUT_A_WORD, CRASHED, ENDINGS };

/* What the undisturbed run made, and what this one says and makes. */
typedef struct run {
    char *expected;
    size_t length;
    bool expecting, same;
    unsigned errors;
} run;

static void on_message(void *context, const biaoce_message *message)
{
    ((run *)context)->errors += message->severity == BIAOCE_SEVERITY_ERROR;
}

static void on_output(void *context, const biaoce_output *output)
{
    run *r = context;
    if (r->expecting) {
        r->same = output->length == r->length && memcmp(output->bytes, r->expected, r->length) == 0;
        return;
    }
    r->length = output->length;
    r->expected = __libc_malloc(output->length);
    memcpy(r->expected, output->bytes, output->length);
}

static biaoce_status make_records(biaoce_engine *engine, const biaoce_callbacks *callbacks)
{
    static const char *const paths[] = { BC_PROJECT_DIR "/examples/certificate/record.yaml",
                                         BC_PROJECT_DIR "/examples/chart-page/record.yaml",
                                         BC_PROJECT_DIR "/examples/community-road.yaml",
                                         BC_PROJECT_DIR "/examples/quanzhou-soe-budget.yaml" };
    biaoce_render_options options = { .size = sizeof options,
                                      .paths = paths,
                                      .path_count = sizeof paths / sizeof *paths,
                                      .formats = BIAOCE_FORMAT_XLSX,
                                      .target = BIAOCE_TO_MEMORY,
                                      .jobs = 1,
                                      .one_workbook = true,
                                      .formulas = true,
                                      .callbacks = callbacks };
    return biaoce_render(engine, &options, NULL);
}

static biaoce_status make_blank(biaoce_engine *engine, const biaoce_callbacks *callbacks)
{
    static const char *const names[] = { "futian-project" };
    biaoce_blank_options options = { .size = sizeof options,
                                     .templates = names,
                                     .template_count = 1,
                                     .formats = BIAOCE_FORMAT_XLSX,
                                     .target = BIAOCE_TO_MEMORY,
                                     .callbacks = callbacks };
    return biaoce_make_blanks(engine, &options, NULL);
}

typedef biaoce_status (*maker)(biaoce_engine *engine, const biaoce_callbacks *callbacks);

static int judge(maker make, biaoce_engine *engine, run *r, const biaoce_callbacks *callbacks, unsigned long at)
{
    planned.calls = 0;
    planned.at = at;
    *r = (run){ .expected = r->expected, .length = r->length, .expecting = true };
    biaoce_status status = make(engine, callbacks);
    if (status == BIAOCE_OK)
        return r->same ? SAME : OTHER_BYTES;
    return status == BIAOCE_IO && r->errors && !r->same ? REFUSED : WITHOUT_A_WORD;
}

/* Judged by a child, whose library prints what it thinks of it. */
static int judge_apart(maker make, biaoce_engine *engine, run *r, const biaoce_callbacks *callbacks, unsigned long at)
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        alarm(20);
        if (!freopen("/dev/null", "w", stderr))
            _exit(WITHOUT_A_WORD);
        _exit(judge(make, engine, r, callbacks, at));
    }
    int status = 0;
    if (child < 0 || waitpid(child, &status, 0) != child)
        return WITHOUT_A_WORD;
    if (WIFSIGNALED(status))
        return CRASHED;
    return WEXITSTATUS(status) < CRASHED ? WEXITSTATUS(status) : WITHOUT_A_WORD;
}

/* Of the first `begin` allocations and the last `end` each fails, of those between every `step`th. */
static bool sweep(const char *what, maker make, unsigned long step)
{
    static const char *const folders[] = { BC_PROJECT_DIR "/examples/certificate",
                                           BC_PROJECT_DIR "/examples/chart-page" };
    enum { BEGIN = 100, END = 1000 };
    run r = { 0 };
    biaoce_callbacks callbacks = {
        .size = sizeof callbacks, .on_message = on_message, .on_output = on_output, .context = &r
    };
    biaoce_config config = {
        .size = sizeof config, .data_folder = BC_PROJECT_DIR, .template_folders = folders, .template_folder_count = 2
    };
    biaoce_engine *engine = NULL;
    if (biaoce_engine_new(&config, &engine) || make(engine, &callbacks) || !r.expected ||
        judge(make, engine, &r, &callbacks, 0) != SAME)
        return false;
    unsigned long calls = planned.calls, endings[ENDINGS] = { 0 }, tried = 0;
    for (unsigned long at = 1; at <= calls; at += at < BEGIN || at + END > calls ? 1 : step, tried++) {
        int ending = judge_apart(make, engine, &r, &callbacks, at);
        endings[ending]++;
        if (ending == OTHER_BYTES || ending == WITHOUT_A_WORD)
            printf("WRONG: %s: allocation %lu of %lu: %s\n", what, at, calls,
                   ending == OTHER_BYTES ? "another workbook" : "refused without a word");
    }
    printf("%s: %lu of %lu allocations: %lu same, %lu refused, %lu crashed, %lu other bytes, %lu without a word\n",
           what, tried, calls, endings[SAME], endings[REFUSED], endings[CRASHED], endings[OTHER_BYTES],
           endings[WITHOUT_A_WORD]);
    biaoce_engine_free(engine);
    free(r.expected);
    return calls > 0 && endings[REFUSED] && !endings[OTHER_BYTES] && !endings[WITHOUT_A_WORD];
}

int main(int argc, char **argv)
{
    const struct rlimit none = { 0 };
    setrlimit(RLIMIT_CORE, &none);
    setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
    if (!dl_iterate_phdr(find_library, NULL))
        return 1;
    unsigned long step = argc > 1 ? strtoul(argv[1], NULL, 10) : 1;
    bool good = sweep("records", make_records, step ? step : 1);
    return sweep("blank", make_blank, step ? step : 1) && good ? 0 : 1;
}
