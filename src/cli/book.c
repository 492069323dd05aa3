/* biaoce book: one call of the library, and its progress. A book is there only at the very end, so people are shown
 * meanwhile how far it is; commands with many outputs list them as they come. */
#include "cli/cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* -- progress ------------------------------------------------------------------------------------------- */

/* On a terminal one line that changes ten times a second; elsewhere a line now and then, for logs. */
typedef struct progress {
    cmd_settings settings; /* first, for that is what messages are printed by */
    bool shown, terminal;
    double start, last;
} progress;

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void draw_bar(const biaoce_progress *done, double seconds_left)
{
    enum { CELLS = 24 };
    char bar[CELLS + 1] = { 0 };
    size_t known = done->records_known > done->records ? done->records_known : done->records;
    size_t full = known ? done->records * CELLS / known : 0;
    memset(bar, '.', CELLS);
    memset(bar, '#', full);
    /* Ends where it began: what is printed next goes over it. */
    fprintf(stderr, bc_tr("[%s] %zu of %zu forms, %u pages, %.0f s left"), bar, done->records, known, done->pages,
            seconds_left);
    fputs("\033[K\r", stderr);
}

static void show_progress(void *context, const biaoce_progress *done)
{
    enum { SECONDS_BETWEEN_LINES = 10 };
    progress *p = context;
    double at = now();
    if (p->settings.quiet || p->settings.json || at - p->last < (p->terminal ? 0.1 : SECONDS_BETWEEN_LINES))
        return;
    p->last = at;
    if (p->terminal) {
        size_t left = done->records_known > done->records ? done->records_known - done->records : 0;
        draw_bar(done, done->records ? (at - p->start) / (double)done->records * (double)left : 0);
    } else {
        fprintf(stderr, bc_tr("%zu forms, %u pages"), done->records, done->pages);
        fputc('\n', stderr);
    }
    p->shown = true;
}

static void clear_bar(progress *p)
{
    if (p->shown && p->terminal)
        fputs("\033[K", stderr);
    p->shown = false;
}

static void list_output(void *context, const biaoce_output *output)
{
    progress *p = context;
    clear_bar(p);
    cmd_outputs_list(&p->settings, output);
}

/* -- the command ---------------------------------------------------------------------------------------- */

typedef struct book_command {
    biaoce_book_options book;
    cmd_outputs outputs;
    bool all; /* notes are said */
    cmd_tables tables;
} book_command;

#define AT(member) offsetof(book_command, member)

static const cmd_option options[] = {
    { 'f', "formats", "FORMATS", bc_tr_mark("pdf, xlsx or both, separated by commas (pdf)"), cmd_take_formats,
      AT(outputs.formats) },
    { 'o', "output", "FOLDER|FILE|-", bc_tr_mark("where to; - is standard output (the current folder)"), cmd_take_text,
      AT(outputs.path) },
    { 0, "split-by", "FIELD", bc_tr_mark("beside the whole, one volume for all forms that agree in this field"),
      cmd_take_text, AT(book.split_by) },
    { 0, "pdf", "KIND",
      bc_tr_mark(
          "which standard PDFs follow: plain (none), a-1b or a-2u for archives, a-2a for screen readers too (a-2a)"),
      cmd_take_pdf, AT(book.pdf) },
    { 0, "attach-data", "[=full]",
      bc_tr_mark("hold what is printed as data, JSON and CSV, beside the pages (PDF/A-3); full: all fields"),
      cmd_take_attach, AT(book.attach_data) },
    { 'r', "recursive", NULL, bc_tr_mark("read folders with their subfolders"), cmd_take_flag, AT(book.recursive) },
    CMD_TABLE_OPTIONS(book_command),
    { 'j', "jobs", "N", bc_tr_mark("threads (one for each processor)"), cmd_take_jobs, AT(book.jobs) },
    { 0, "force", NULL, bc_tr_mark("bind forms with errors as far as they can be printed"), cmd_take_flag,
      AT(book.force) },
    { 0, "no-check", NULL, bc_tr_mark("leave out the checks of the templates"), cmd_take_flag, AT(book.no_check) },
    { 0, "strict", NULL, bc_tr_mark("warnings are errors"), cmd_take_flag, AT(book.strict) },
    { 0, "all", NULL, bc_tr_mark("say all notes, which are only counted otherwise"), cmd_take_flag, AT(all) },
    { 0, "strict-glyphs", NULL, bc_tr_mark("a character that no font has is an error"), cmd_take_flag,
      AT(book.strict_glyphs) },
    { 0 },
};

static void print_summary(const biaoce_summary *summary, cmd_settings *settings)
{
    fflush(stdout);
    fprintf(stderr, summary->records == 1 ? bc_tr("%zu form") : bc_tr("%zu forms"), summary->records);
    if (summary->failed)
        fprintf(stderr, bc_tr(", %zu with errors"), summary->failed);
    cmd_remarks_print(&settings->remarks);
    fputc('\n', stderr);
}

static bool confine(cmd_settings *settings, biaoce_engine *engine, const biaoce_book_options *book,
                    biaoce_status *status)
{
    cmd_sandbox *sandbox = &settings->sandbox;
    if (!cmd_sandbox_begin(settings, engine, true, status))
        return false;
    cmd_sandbox_read_around(sandbox, book->book);
    cmd_sandbox_write_outputs(sandbox, book->target, book->path);
    *status = BIAOCE_USAGE;
    return cmd_sandbox_enter(sandbox);
}

static int bind_book(void *context, cmd_settings *settings, const char *const *operands, size_t count)
{
    (void)count;
    book_command *command = context;
    if (!cmd_outputs_choose_target(&command->outputs))
        return BIAOCE_USAGE;
    if (command->outputs.target == BIAOCE_TO_MEMORY && command->book.split_by) {
        cmd_complain(bc_tr("standard output takes one volume; name a folder"));
        return BIAOCE_USAGE;
    }
    command->book.book = operands[0];
    command->book.tables = cmd_tables_options(&command->tables);
    command->book.formats = command->outputs.formats;
    command->book.target = command->outputs.target;
    command->book.path = command->outputs.path;
    progress p = { .settings = *settings, .terminal = isatty(STDERR_FILENO) != 0, .start = now(), .last = now() };
    p.settings.brief = !command->all;
    biaoce_status status;
    biaoce_engine *engine = cmd_open_engine(&p.settings, list_output, show_progress, &p, &status);
    biaoce_summary summary = { .size = sizeof summary };
    if (engine && (!settings->sandboxed || confine(settings, engine, &command->book, &status))) {
        command->book.limits = &settings->limits;
        command->book.cancel = cmd_interruptible_begin();
        status = biaoce_make_book(engine, &command->book, &summary);
        cmd_interruptible_end();
    }
    biaoce_engine_free(engine);
    clear_bar(&p);
    if (summary.records && !settings->quiet && !settings->json)
        print_summary(&summary, &p.settings);
    cmd_remarks_release(&p.settings.remarks);
    cmd_sandbox_release(&settings->sandbox);
    cmd_interruptible_raise();
    return (int)status;
}

static int run_book(int count, char **words)
{
    book_command command = { .book.size = sizeof command.book };
    const cmd_job job = { .command = &cmd_book,
                          .run = bind_book,
                          .context = &command,
                          .least = 1,
                          .most = 1,
                          .missing = bc_tr("name the book file") };
    const int status = cmd_job_run(&job, count, words);
    cmd_tables_release(&command.tables);
    return status;
}

const cmd_command cmd_book = {
    .name = "book",
    .operands = "[OPTION…] BOOK",
    .summary = bc_tr_mark("bind forms, prose and contents into one volume"),
    .help = bc_tr_mark(
        "BOOK is a YAML file that names the parts of the book; docs/books.md describes it. The file made is\n"
        "called by the book's title when -o names none."),
    .options = options,
    .run = run_book,
    .publishes = true,
    .guarded = true
};
