/* biaoce collect: workbooks that came back, as records. What was written is listed on standard output, as by `render`;
 * who returned what stands at the end of the messages, on standard error. */
#include "cli/cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A line of the summary. */
typedef struct line {
    char *form, *department;
    size_t records, failed, errors, warnings;
} line;

/* A line of a round. */
typedef struct returned {
    char *department, *what;
    biaoce_returned one; /* without texts */
} returned;

typedef struct wanted {
    biaoce_collect_options collect;
    line *lines;
    size_t n;
    returned *returned;
    size_t returned_count;
    bool all; /* notes are said */
    unsigned opinion_formats;
} wanted;

static bool take_report(void *at, const char *name)
{
    static const struct {
        const char *name;
        biaoce_format format;
    } FORMATS[] = { { "xlsx", BIAOCE_FORMAT_XLSX },
                    { "pdf", BIAOCE_FORMAT_PDF },
                    { "sarif", BIAOCE_FORMAT_SARIF },
                    { "json", BIAOCE_FORMAT_JSON } };
    for (size_t i = 0; i < sizeof FORMATS / sizeof *FORMATS; i++)
        if (strcmp(FORMATS[i].name, name) == 0) {
            *(biaoce_format *)at = FORMATS[i].format;
            return true;
        }
    cmd_complain(bc_tr("there is no report as %s; there are xlsx, pdf, sarif and json"), name);
    return false;
}

#define AT(member) offsetof(wanted, member)

static const cmd_option options[] = {
    { 'o', "output", "FOLDER", bc_tr_mark("where the records go (the current folder)"), cmd_take_text,
      AT(collect.path) },
    { 't', "template", "TEMPLATE", bc_tr_mark("for sheets that do not say it; those of another form are errors"),
      cmd_take_text, AT(collect.template_name) },
    { 0, "name", "PATTERN", bc_tr_mark("what files are called, such as '$(department)/$(code) $(name)'"), cmd_take_text,
      AT(collect.name_pattern) },
    { 0, "report", "FORMAT",
      bc_tr_mark("what was found, a file for each workbook beside the records: xlsx, pdf, sarif or json"), take_report,
      AT(collect.report) },
    { 0, "opinions", "FOLDER",
      bc_tr_mark("an opinion for each department: its findings by page and cell of the printed forms"), cmd_take_text,
      AT(collect.opinions) },
    { 'f', "formats", "FORMATS", bc_tr_mark("of opinions: pdf, xlsx or both, separated by commas (pdf)"),
      cmd_take_formats, AT(opinion_formats) },
    { 0, "round", "FOLDER", bc_tr_mark("take what is new into the round of that folder, and say who has returned what"),
      cmd_take_text, AT(collect.round) },
    { 0, "strict", NULL, bc_tr_mark("warnings are errors"), cmd_take_flag, AT(collect.strict) },
    { 'r', "recursive", NULL, bc_tr_mark("read folders with their subfolders"), cmd_take_flag, AT(collect.recursive) },
    { 'j', "jobs", "N", bc_tr_mark("threads (one for each processor)"), cmd_take_jobs, AT(collect.jobs) },
    { 0, "all", NULL, bc_tr_mark("say all notes, which are only counted otherwise"), cmd_take_flag, AT(all) },
    { 0 },
};

/* -- the summary ------------------------------------------------------------------------------------------- */

static char *copy(const char *text)
{
    const size_t n = strlen(text) + 1;
    return memcpy(cmd_alloc(n), text, n);
}

static void keep(void *context, const biaoce_collected *one)
{
    wanted *w = ((const cmd_settings *)context)->command;
    line *more = realloc(w->lines, (w->n + 1) * sizeof *more);
    if (!more)
        cmd_out_of_memory();
    w->lines = more;
    w->lines[w->n++] = (line){ .form = copy(*one->form ? one->form : bc_tr("(no form)")),
                               .department = copy(*one->department ? one->department : bc_tr("(no department)")),
                               .records = one->records,
                               .failed = one->failed,
                               .errors = one->errors,
                               .warnings = one->warnings };
}

static int widest(int most, const char *text)
{
    const int columns = cmd_columns(text);
    return columns > most ? columns : most;
}

static void pad(const char *text, int width)
{
    cmd_put_shown(stderr, text);
    fprintf(stderr, "%*s", width - cmd_columns(text) + 2, "");
}

static void print_lines(const wanted *w)
{
    int forms = 0, departments = 0;
    for (size_t i = 0; i < w->n; i++) {
        forms = widest(forms, w->lines[i].form);
        departments = widest(departments, w->lines[i].department);
    }
    for (size_t i = 0; i < w->n; i++) {
        const line *l = &w->lines[i];
        pad(l->form, forms);
        pad(l->department, departments);
        fprintf(stderr, bc_tr("%zu records, %zu with errors; %zu errors, %zu warnings"), l->records, l->failed,
                l->errors, l->warnings);
        fputc('\n', stderr);
    }
}

/* -- a round ----------------------------------------------------------------------------------------------- */

static void keep_returned(void *context, const biaoce_returned *one)
{
    wanted *w = ((const cmd_settings *)context)->command;
    returned *more = realloc(w->returned, (w->returned_count + 1) * sizeof *more);
    if (!more)
        cmd_out_of_memory();
    w->returned = more;
    w->returned[w->returned_count++] = (returned){ .department = copy(one->department),
                                                   .what = copy(*one->each ? one->each : one->form),
                                                   .one = *one };
}

static void print_returned(const wanted *w)
{
    int departments = 0, what = 0, states = 0;
    bool several = false; /* forms, or records of a department */
    for (size_t i = 0; i < w->returned_count; i++) {
        several = several || strcmp(w->returned[i].what, w->returned[0].what) != 0;
        departments = widest(departments, w->returned[i].department);
        what = widest(what, w->returned[i].what);
        states = widest(states, biaoce_return_state_text(w->returned[i].one.state));
    }
    for (size_t i = 0; i < w->returned_count; i++) {
        const biaoce_returned *one = &w->returned[i].one;
        pad(w->returned[i].department, departments);
        if (several)
            pad(w->returned[i].what, what);
        pad(biaoce_return_state_text(one->state), states);
        if (one->versions)
            fprintf(stderr, bc_tr("%zu returns; %zu errors, %zu warnings"), one->versions, one->errors, one->warnings);
        if (one->versions > 1)
            fprintf(stderr, bc_tr("; %zu changes"), one->changes);
        fputs(one->late ? bc_tr("; late") : "", stderr);
        fputc('\n', stderr);
    }
}

static void print_round(const wanted *w, const biaoce_collect_summary *summary, cmd_settings *settings)
{
    size_t counts[BIAOCE_RETURN_ACCEPTED_BY_HAND + 1] = { 0 };
    for (size_t i = 0; i < w->returned_count; i++)
        counts[w->returned[i].one.state]++;
    print_returned(w);
    fprintf(stderr, bc_tr("%zu workbooks: %zu forms taken in, %zu workbooks known already"),
            summary->files + summary->known, summary->collected, summary->known);
    fputc('\n', stderr);
    fprintf(stderr, bc_tr("%zu accepted, %zu with errors, %zu not returned"),
            counts[BIAOCE_RETURN_ACCEPTED] + counts[BIAOCE_RETURN_ACCEPTED_BY_HAND], counts[BIAOCE_RETURN_WITH_ERRORS],
            counts[BIAOCE_RETURN_MISSING]);
    if (summary->opinions)
        fprintf(stderr, bc_tr(", %zu opinions"), summary->opinions);
    cmd_remarks_print(&settings->remarks);
    fputc('\n', stderr);
}

static void print_summary(const biaoce_collect_summary *summary, cmd_settings *settings)
{
    fflush(stdout);
    print_lines(settings->command);
    fprintf(stderr, bc_tr("%zu workbooks, %zu records: %zu written, %zu with errors"), summary->files, summary->records,
            summary->collected, summary->failed);
    if (summary->opinions)
        fprintf(stderr, bc_tr(", %zu opinions"), summary->opinions);
    cmd_remarks_print(&settings->remarks);
    fputc('\n', stderr);
}

/* -- the run ----------------------------------------------------------------------------------------------- */

static bool confine(cmd_settings *settings, biaoce_engine *engine, const biaoce_collect_options *collect,
                    biaoce_status *status)
{
    cmd_sandbox *sandbox = &settings->sandbox;
    if (!cmd_sandbox_begin(settings, engine, collect->report || collect->round || collect->opinions, status))
        return false;
    for (size_t i = 0; i < collect->path_count; i++)
        cmd_sandbox_read_around(sandbox, collect->paths[i]);
    cmd_sandbox_read_template(sandbox, collect->template_name);
    if (collect->round)
        cmd_sandbox_read(sandbox, collect->round);
    cmd_sandbox_write_outputs(sandbox, BIAOCE_TO_FOLDER, collect->round ? collect->round : collect->path);
    if (collect->opinions)
        cmd_sandbox_write_outputs(sandbox, BIAOCE_TO_FOLDER, collect->opinions);
    *status = BIAOCE_USAGE;
    return cmd_sandbox_enter(sandbox);
}

static int collect_all(void *context, cmd_settings *settings, const char *const *operands, size_t count)
{
    wanted *w = context;
    biaoce_collect_options *collect = &w->collect;
    if (collect->path && !*collect->path) {
        cmd_complain(bc_tr("-o names no place"));
        return BIAOCE_USAGE;
    }
    if (!count && !collect->round) {
        cmd_complain(bc_tr("name what came back: workbooks or folders of them"));
        return BIAOCE_USAGE;
    }
    if (!cmd_take_opinions(collect->opinions, w->opinion_formats))
        return BIAOCE_USAGE;
    collect->opinion_formats = w->opinion_formats;
    settings->command = w;
    settings->brief = !w->all;
    collect->paths = operands;
    collect->path_count = count;
    collect->on_collected = keep;
    collect->on_returned = keep_returned;
    biaoce_status status;
    biaoce_collect_summary summary = { .size = sizeof summary };
    biaoce_engine *engine = cmd_open_engine(settings, cmd_outputs_list, NULL, settings, &status);
    if (engine && (!settings->sandboxed || confine(settings, engine, collect, &status))) {
        collect->limits = &settings->limits;
        collect->cancel = cmd_interruptible_begin();
        status = biaoce_collect(engine, collect, &summary);
        cmd_interruptible_end();
    }
    biaoce_engine_free(engine);
    if (w->returned_count && !settings->quiet && !settings->json)
        print_round(w, &summary, settings);
    else if (summary.records && !settings->quiet && !settings->json)
        print_summary(&summary, settings);
    cmd_sandbox_release(&settings->sandbox);
    cmd_interruptible_raise();
    return (int)status;
}

static int run_collect(int count, char **words)
{
    wanted w = { .collect.size = sizeof w.collect };
    cmd_job job = { .command = &cmd_collect, .run = collect_all, .context = &w, .least = 0, .most = SIZE_MAX };
    const int status = cmd_job_run(&job, count, words);
    for (size_t i = 0; i < w.n; i++) {
        free(w.lines[i].form);
        free(w.lines[i].department);
    }
    free(w.lines);
    for (size_t i = 0; i < w.returned_count; i++) {
        free(w.returned[i].department);
        free(w.returned[i].what);
    }
    free(w.returned);
    return status;
}

const cmd_command cmd_collect = {
    .name = "collect",
    .operands = "[OPTION…] RETURNED…",
    .summary = bc_tr_mark("records out of forms that were sent out empty and came back filled in"),
    .help =
        bc_tr_mark("RETURNED is a workbook (XLSX, ODS) or a PDF with fields that `biaoce blank` made and somebody\n"
                   "filled in, or a folder of them. Each sheet that is a form becomes a record in YAML, checked as by\n"
                   "`check`. What could not be placed stands in its comments. With --round, what is new becomes a\n"
                   "version of whose it is, and round.yaml in that folder says who is expected.\n"
                   "docs/returned-forms.md explains both."),
    .options = options,
    .run = run_collect,
    .guarded = true
};
