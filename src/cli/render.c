/* biaoce render: many records into a file each, or into one workbook. Each output is listed when it is made; notes are
 * counted instead of said, so that errors and warnings stand out among many records. */
#include "cli/cmd.h"

#include <stdio.h>
#include <stdlib.h>

enum {
    OPTION_TEMPLATE = 1,
    OPTION_FORMATS,
    OPTION_OUTPUT,
    OPTION_NAME,
    OPTION_RECURSIVE,
    OPTION_JOBS,
    OPTION_FORCE,
    OPTION_STRICT,
    OPTION_STRICT_CHECKS,
    OPTION_NO_CHECK,
    OPTION_WORKBOOK,
    OPTION_FORMULAS,
    OPTION_PDF,
    OPTION_ATTACH,
    OPTION_BATCH,
    OPTION_ALL
};

static const cmd_option options[] = {
    { OPTION_TEMPLATE, 't', "template", "TEMPLATE",
      bc_tr_mark("for all records, whatever they name; a name or a .yaml file") },
    { OPTION_BATCH, 0, "batch", "TEMPLATE",
      bc_tr_mark("a form over all records, beside theirs; may be repeated. With -t it alone is printed") },
    { OPTION_FORMATS, 'f', "formats", "FORMATS", bc_tr_mark("pdf, xlsx or both, separated by commas (pdf)") },
    { OPTION_OUTPUT, 'o', "output", "FOLDER|FILE|-",
      bc_tr_mark("where to; - is standard output (the current folder)") },
    { OPTION_NAME, 0, "name", "PATTERN", bc_tr_mark("what files are called, such as '$(department)/$(code) $(name)'") },
    { OPTION_WORKBOOK, 0, "one-workbook", NULL,
      bc_tr_mark("one XLSX file for all records, with a linked list in front") },
    { OPTION_FORMULAS, 0, "formulas", NULL, bc_tr_mark("in XLSX, sums that the template declares are formulas") },
    { OPTION_PDF, 0, "pdf", "KIND",
      bc_tr_mark("which standard PDFs follow: plain (none), a-1b or a-2u for archives, a-2a for screen readers too (a-2a)") },
    { OPTION_ATTACH, 0, "attach-data", "[=full]",
      bc_tr_mark("hold what is printed as data, JSON and CSV, beside the pages (PDF/A-3); full: all fields") },
    { OPTION_RECURSIVE, 'r', "recursive", NULL, bc_tr_mark("read folders with their subfolders") },
    CMD_TABLE_OPTIONS,
    CMD_PUBLISH_OPTIONS,
    { OPTION_JOBS, 'j', "jobs", "N", bc_tr_mark("threads (one for each processor)") },
    { OPTION_FORCE, 0, "force", NULL, bc_tr_mark("print records with errors as far as possible") },
    { OPTION_NO_CHECK, 0, "no-check", NULL, bc_tr_mark("leave out the checks of the templates") },
    { OPTION_STRICT_CHECKS, 0, "strict", NULL, bc_tr_mark("warnings are errors") },
    { OPTION_ALL, 0, "all", NULL, bc_tr_mark("say all notes, which are only counted otherwise") },
    { OPTION_STRICT, 0, "strict-glyphs", NULL, bc_tr_mark("a character that no font has is an error") },
    { 0 },
};

/* What the words ask for; `batch` has room for as many names as there are words. */
typedef struct wanted {
    biaoce_render_options render;
    cmd_outputs outputs;
    const char **batch;
    cmd_tables tables;
} wanted;

static bool take_option(wanted *w, const cmd_args *args, int id)
{
    biaoce_render_options *render = &w->render;
    cmd_outputs *outputs = &w->outputs;
    if (cmd_tables_is_option(id))
        return cmd_tables_take(&w->tables, args, id);
    switch (id) {
    case OPTION_TEMPLATE:
        render->template_name = args->value;
        return true;
    case OPTION_FORMATS:
        return cmd_outputs_take_formats(outputs, args->value);
    case OPTION_OUTPUT:
        outputs->path = args->value;
        return true;
    case OPTION_NAME:
        render->name_pattern = args->value;
        return true;
    case OPTION_RECURSIVE:
        render->recursive = true;
        return true;
    case OPTION_JOBS:
        return cmd_take_jobs(&render->jobs, args->value);
    case OPTION_BATCH:
        w->batch[render->batch_form_count++] = args->value;
        return true;
    case OPTION_FORCE:
        render->force = true;
        return true;
    case OPTION_WORKBOOK:
        render->one_workbook = true;
        return true;
    case OPTION_FORMULAS:
        render->formulas = true;
        return true;
    case OPTION_PDF:
        return cmd_take_pdf(&render->pdf, args->value);
    case OPTION_ATTACH:
        return cmd_take_attach(&render->attach_data, args->value);
    case OPTION_NO_CHECK:
        render->no_check = true;
        return true;
    case OPTION_STRICT_CHECKS:
        render->strict = true;
        return true;
    case OPTION_STRICT:
        break;
    }
    render->strict_glyphs = true;
    return true;
}

static void print_summary(const biaoce_summary *summary, cmd_settings *settings)
{
    size_t n = summary->records;
    fflush(stdout);
    bool over = summary->batch_forms && !summary->rendered; /* only forms over them were asked for */
    if (over)
        fprintf(stderr, n == 1 ? bc_tr("%zu record") : bc_tr("%zu records"), n);
    else
        fprintf(stderr, n == 1 ? bc_tr("%zu record: %zu rendered") : bc_tr("%zu records: %zu rendered"), n,
                summary->rendered);
    if (summary->batch_forms)
        fprintf(stderr, bc_tr(", forms over them: %zu"), summary->batch_forms);
    if (summary->failed)
        fprintf(stderr, bc_tr(", %zu with errors"), summary->failed);
    cmd_remarks_print(&settings->remarks);
    fputc('\n', stderr);
}

static bool confine(cmd_settings *settings, biaoce_engine *engine, const biaoce_render_options *render,
                    biaoce_status *status)
{
    cmd_sandbox *sandbox = &settings->sandbox;
    if (!cmd_sandbox_begin(settings, engine, true, status))
        return false;
    for (size_t i = 0; i < render->path_count; i++)
        cmd_sandbox_read_around(sandbox, render->paths[i]);
    for (size_t i = 0; i < render->batch_form_count; i++)
        cmd_sandbox_read_template(sandbox, render->batch_forms[i]);
    cmd_sandbox_read_template(sandbox, render->template_name);
    cmd_sandbox_write_outputs(sandbox, render->target, render->path);
    *status = BIAOCE_USAGE;
    return cmd_sandbox_enter(sandbox);
}

static int render_all(cmd_settings *settings, biaoce_render_options *render)
{
    biaoce_status status;
    biaoce_summary summary = { .size = sizeof summary };
    biaoce_engine *engine = cmd_open_engine(settings, cmd_outputs_list, NULL, settings, &status);
    if (engine && (!settings->sandboxed || confine(settings, engine, render, &status))) {
        render->limits = &settings->limits;
        render->cancel = cmd_interruptible_begin();
        status = biaoce_render(engine, render, &summary);
        cmd_interruptible_end();
    }
    biaoce_engine_free(engine);
    if (summary.records && !settings->quiet && !settings->json)
        print_summary(&summary, settings);
    cmd_sandbox_release(&settings->sandbox);
    cmd_interruptible_raise();
    return (int)status;
}

static bool choose_target(biaoce_render_options *render, cmd_outputs *outputs)
{
    if (render->one_workbook && !outputs->formats)
        outputs->formats = BIAOCE_FORMAT_XLSX;
    if (!cmd_outputs_choose_target(outputs))
        return false;
    render->formats = outputs->formats;
    render->target = outputs->target;
    render->path = outputs->path;
    render->single = outputs->target == BIAOCE_TO_MEMORY && !render->one_workbook;
    return true;
}

static int parse(cmd_args *args, cmd_settings *settings, wanted *w)
{
    settings->brief = true;
    for (int id; (id = cmd_args_next(args)) != CMD_ARGS_END;) {
        cmd_taken taken = cmd_settings_take(settings, &cmd_render, args, id);
        if (taken == CMD_TAKEN_HELP)
            return BIAOCE_OK;
        if (id == OPTION_ALL)
            settings->brief = false;
        else if (taken == CMD_TAKEN_WRONG || (taken == CMD_NOT_COMMON && !take_option(w, args, id)))
            return BIAOCE_USAGE;
    }
    w->render.paths = args->operands;
    w->render.path_count = args->operand_count;
    w->render.batch_forms = w->batch;
    w->render.tables = cmd_tables_options(&w->tables);
    if (!args->operand_count) {
        cmd_complain(bc_tr("name the records: files, folders, or - for standard input"));
        cmd_suggest_help(cmd_render.name);
        return BIAOCE_USAGE;
    }
    return choose_target(&w->render, &w->outputs) ? -1 : BIAOCE_USAGE;
}

static int run_render(int count, char **words)
{
    const cmd_option_tables tables = cmd_options_of(&cmd_render);
    cmd_settings settings = { .limits.size = sizeof settings.limits };
    wanted w = { .render.size = sizeof w.render, .batch = cmd_alloc((size_t)count * sizeof *w.batch) };
    cmd_args args;
    cmd_args_init(&args, cmd_render.name, tables.at, words, (size_t)count);
    int status = parse(&args, &settings, &w);
    if (status < 0)
        status = render_all(&settings, &w.render);
    free(w.batch);
    cmd_tables_release(&w.tables);
    cmd_args_release(&args);
    cmd_settings_release(&settings);
    return status;
}

const cmd_command cmd_render = {
    .name = "render",
    .operands = "[OPTION…] RECORD…",
    .summary = bc_tr_mark("print records"),
    .help = bc_tr_mark(
        "A RECORD is a YAML or JSON file, a folder of them, or - for standard input. A file may hold several\n"
        "documents, and a document a list of records. What was made is listed on standard output, what is\n"
        "wrong is said on standard error."),
    .options = options,
    .run = run_render,
    .guarded = true
};
