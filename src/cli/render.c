/* biaoce render: many records into a file each, or into one workbook. Each output is listed when it is made; notes are
 * counted instead of said, so that errors and warnings stand out among many records. */
#include "cli/cmd.h"

#include <stdio.h>
#include <stdlib.h>

/* What the words ask for; `batch` has room for as many names as there are words. */
typedef struct wanted {
    biaoce_render_options render;
    cmd_outputs outputs;
    const char **batch;
    cmd_tables tables;
    bool all; /* notes are said */
} wanted;

static bool take_batch(void *at, const char *value)
{
    wanted *w = at;
    w->batch[w->render.batch_form_count++] = value;
    return true;
}

#define AT(member) offsetof(wanted, member)

static const cmd_option options[] = {
    { 't', "template", "TEMPLATE", bc_tr_mark("for all records, whatever they name; a name or a .yaml file"),
      cmd_take_text, AT(render.template_name) },
    { 0, "batch", "TEMPLATE",
      bc_tr_mark("a form over all records, beside theirs; may be repeated. With -t it alone is printed"), take_batch,
      0 },
    { 'f', "formats", "FORMATS", bc_tr_mark("pdf, xlsx or both, separated by commas (pdf)"), cmd_take_formats,
      AT(outputs.formats) },
    { 'o', "output", "FOLDER|FILE|-", bc_tr_mark("where to; - is standard output (the current folder)"), cmd_take_text,
      AT(outputs.path) },
    { 0, "name", "PATTERN", bc_tr_mark("what files are called, such as '$(department)/$(code) $(name)'"), cmd_take_text,
      AT(render.name_pattern) },
    { 0, "one-workbook", NULL, bc_tr_mark("one XLSX file for all records, with a linked list in front"), cmd_take_flag,
      AT(render.one_workbook) },
    { 0, "formulas", NULL, bc_tr_mark("in XLSX, sums that the template declares are formulas"), cmd_take_flag,
      AT(render.formulas) },
    { 0, "pdf", "KIND",
      bc_tr_mark(
          "which standard PDFs follow: plain (none), a-1b or a-2u for archives, a-2a for screen readers too (a-2a)"),
      cmd_take_pdf, AT(render.pdf) },
    { 0, "attach-data", "[=full]",
      bc_tr_mark("hold what is printed as data, JSON and CSV, beside the pages (PDF/A-3); full: all fields"),
      cmd_take_attach, AT(render.attach_data) },
    { 'r', "recursive", NULL, bc_tr_mark("read folders with their subfolders"), cmd_take_flag, AT(render.recursive) },
    CMD_TABLE_OPTIONS(wanted),
    { 'j', "jobs", "N", bc_tr_mark("threads (one for each processor)"), cmd_take_jobs, AT(render.jobs) },
    { 0, "force", NULL, bc_tr_mark("print records with errors as far as possible"), cmd_take_flag, AT(render.force) },
    { 0, "no-check", NULL, bc_tr_mark("leave out the checks of the templates"), cmd_take_flag, AT(render.no_check) },
    { 0, "strict", NULL, bc_tr_mark("warnings are errors"), cmd_take_flag, AT(render.strict) },
    { 0, "all", NULL, bc_tr_mark("say all notes, which are only counted otherwise"), cmd_take_flag, AT(all) },
    { 0, "strict-glyphs", NULL, bc_tr_mark("a character that no font has is an error"), cmd_take_flag,
      AT(render.strict_glyphs) },
    { 0 },
};

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

static int render(void *context, cmd_settings *settings, const char *const *operands, size_t count)
{
    wanted *w = context;
    if (!choose_target(&w->render, &w->outputs))
        return BIAOCE_USAGE;
    settings->brief = !w->all;
    w->render.paths = operands;
    w->render.path_count = count;
    w->render.batch_forms = w->batch;
    w->render.tables = cmd_tables_options(&w->tables);
    return render_all(settings, &w->render);
}

static int run_render(int count, char **words)
{
    wanted w = { .render.size = sizeof w.render, .batch = cmd_alloc((size_t)count * sizeof *w.batch) };
    const cmd_job job = { .command = &cmd_render,
                          .run = render,
                          .context = &w,
                          .least = 1,
                          .most = SIZE_MAX,
                          .missing = bc_tr("name the records: files, folders, or - for standard input") };
    const int status = cmd_job_run(&job, count, words);
    free(w.batch);
    cmd_tables_release(&w.tables);
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
    .publishes = true,
    .guarded = true
};
