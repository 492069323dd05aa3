/* biaoce extract: the files that are attached to PDFs, into a folder. */
#include "cli/cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct wanted {
    biaoce_extract_options extract;
    bool list;
} wanted;

#define AT(member) offsetof(wanted, member)

static const cmd_option options[] = {
    { 'o', "output", "FOLDER", bc_tr_mark("where the files go (the current folder); none is replaced"), cmd_take_text,
      AT(extract.folder) },
    { 0, "list", NULL, bc_tr_mark("write nothing; list names, types, relations and sizes"), cmd_take_flag, AT(list) },
    { 0 },
};

/* Words of the PDF are a stranger's: a terminal is shown none that would steer it, and a program one line for each. */
static void put(const char *text)
{
    char *shown = cmd_shown(text, "");
    fputs(*shown ? shown : "-", stdout);
    free(shown);
}

static void show(void *context, const biaoce_attachment *attachment)
{
    const cmd_settings *settings = context;
    if (attachment->path) {
        if (!settings->quiet) {
            put(attachment->path);
            putchar('\n');
        }
        return;
    }
    put(attachment->name);
    putchar('\t');
    put(attachment->type);
    putchar('\t');
    put(attachment->relation);
    printf("\t%zu\n", attachment->length);
}

static bool confine(cmd_settings *settings, biaoce_engine *engine, const biaoce_extract_options *extract,
                    biaoce_status *status)
{
    cmd_sandbox *sandbox = &settings->sandbox;
    if (!cmd_sandbox_begin(settings, engine, false, status))
        return false;
    cmd_sandbox_read_around(sandbox, extract->path);
    cmd_sandbox_write_outputs(sandbox, extract->target, extract->folder);
    *status = BIAOCE_USAGE;
    return cmd_sandbox_enter(sandbox);
}

static int extract_all(void *context, cmd_settings *settings, const char *const *operands, size_t count)
{
    wanted *w = context;
    biaoce_extract_options *extract = &w->extract;
    (void)count;
    if (extract->folder && !*extract->folder) {
        cmd_complain(bc_tr("-o names no place"));
        return BIAOCE_USAGE;
    }
    if (settings->limits.milliseconds || settings->limits.pages) {
        cmd_complain(bc_tr("of the limits only memory is one of attachments"));
        return BIAOCE_USAGE;
    }
    extract->limits = &settings->limits;
    extract->path = operands[0];
    extract->target = w->list ? BIAOCE_TO_MEMORY : BIAOCE_TO_FOLDER;
    extract->on_attachment = show;
    biaoce_status status;
    biaoce_engine *engine = cmd_open_engine(settings, NULL, NULL, settings, &status);
    if (engine && (!settings->sandboxed || confine(settings, engine, extract, &status))) {
        extract->cancel = cmd_interruptible_begin();
        status = biaoce_extract(engine, extract, NULL);
        cmd_interruptible_end();
    }
    biaoce_engine_free(engine);
    cmd_sandbox_release(&settings->sandbox);
    cmd_interruptible_raise();
    return (int)status;
}

static int run_extract(int count, char **words)
{
    wanted w = { .extract.size = sizeof w.extract };
    cmd_job job = { .command = &cmd_extract,
                    .run = extract_all,
                    .context = &w,
                    .least = 1,
                    .most = 1,
                    .missing = bc_tr("name the PDF, or - for standard input") };
    return cmd_job_run(&job, count, words);
}

const cmd_command cmd_extract = {
    .name = "extract",
    .operands = "[OPTION…] PDF",
    .summary = bc_tr_mark("give back the files that are attached to a PDF, such as its data"),
    .help =
        bc_tr_mark("Files come out byte for byte, whoever made the PDF; `render` and `book` attach the data that they\n"
                   "print with --attach-data. A PDF without any gives exit code 1."),
    .options = options,
    .run = run_extract,
    .guarded = true
};
