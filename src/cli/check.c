/* biaoce check: findings and the summary go to standard error, diffs and lists to standard output. */
#include "cli/cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_REPORTS = 16 };

typedef struct request {
    biaoce_check_options check;
    const char *reports[MAX_REPORTS];
    bool fix, rules;
    cmd_tables tables;
    unsigned opinion_formats;
} request;

static bool take_report(void *at, const char *path)
{
    request *r = at;
    if (r->check.report_count == MAX_REPORTS) {
        cmd_complain(bc_tr("there are at most %d reports"), (int)MAX_REPORTS);
        return false;
    }
    r->reports[r->check.report_count++] = path;
    return true;
}

#define AT(member) offsetof(request, member)

static const cmd_option options[] = {
    { 't', "template", "TEMPLATE", bc_tr_mark("for all records, whatever they name; a name or a .yaml file"),
      cmd_take_text, AT(check.template_name) },
    { 0, "strict", NULL, bc_tr_mark("warnings are errors"), cmd_take_flag, AT(check.strict) },
    { 0, "report", "FILE", bc_tr_mark("also write what was found: .sarif, .json, .pdf or .xlsx; may be repeated"),
      take_report, 0 },
    { 0, "opinions", "FOLDER",
      bc_tr_mark("an opinion for each department: its findings by page and cell of the printed forms"), cmd_take_text,
      AT(check.opinions) },
    { 'f', "formats", "FORMATS", bc_tr_mark("of opinions: pdf, xlsx or both, separated by commas (pdf)"),
      cmd_take_formats, AT(opinion_formats) },
    { 0, "baseline", "FILE", bc_tr_mark("say nothing of the findings in this file"), cmd_take_text,
      AT(check.baseline) },
    { 0, "write-baseline", "FILE", bc_tr_mark("write all findings to this file"), cmd_take_text,
      AT(check.write_baseline) },
    { 0, "totals", "FILE", bc_tr_mark("departments with the amounts their forms must add up to"), cmd_take_text,
      AT(check.totals) },
    { 0, "projects", "FILE", bc_tr_mark("a list of codes or names that must have a form"), cmd_take_text,
      AT(check.projects) },
    { 0, "fix", NULL, bc_tr_mark("show the changes that are certain to be right, as a diff"), cmd_take_flag, AT(fix) },
    { 0, "write", NULL, bc_tr_mark("with --fix: make these changes"), cmd_take_flag, AT(check.write_fixes) },
    { 0, "rules", NULL, bc_tr_mark("list the rules there are"), cmd_take_flag, AT(rules) },
    { 'r', "recursive", NULL, bc_tr_mark("read folders with their subfolders"), cmd_take_flag, AT(check.recursive) },
    CMD_TABLE_OPTIONS(request),
    { 'j', "jobs", "N", bc_tr_mark("threads (one for each processor)"), cmd_take_jobs, AT(check.jobs) },
    { 0 },
};

static void print_diff(void *context, const char *path, const char *diff)
{
    (void)context;
    (void)path;
    char *shown = isatty(STDOUT_FILENO) ? cmd_shown(diff, "\n\r\t") : NULL;
    fputs(shown ? shown : diff, stdout);
    free(shown);
}

static void print_rule(void *context, const biaoce_rule *rule)
{
    (void)context;
    static const char *const levels[] = { bc_tr_mark("note"), bc_tr_mark("warning"), bc_tr_mark("error") };
    const char *level = bc_tr(levels[rule->severity]);
    int columns = cmd_columns(level);
    printf("%-18s %s%*s %s\n", rule->code, level, columns < 8 ? 8 - columns : 0, "", rule->summary);
}

static void print_summary(const biaoce_check_summary *summary, const request *r)
{
    fflush(stdout);
    fprintf(stderr, bc_tr("%zu checked: %zu errors, %zu warnings, %zu notes"), summary->records, summary->errors,
            summary->warnings, summary->notes);
    if (summary->known)
        fprintf(stderr, bc_tr(", %zu known"), summary->known);
    if (summary->gone)
        fprintf(stderr, bc_tr(", %zu gone"), summary->gone);
    if (summary->opinions)
        fprintf(stderr, bc_tr(", %zu opinions"), summary->opinions);
    if (r->fix)
        fprintf(stderr, bc_tr(", %zu places to fix, %zu files rewritten"), summary->fixable, summary->fixed);
    fputc('\n', stderr);
}

static bool confine(cmd_settings *settings, biaoce_engine *engine, const biaoce_check_options *check,
                    biaoce_status *status)
{
    cmd_sandbox *sandbox = &settings->sandbox;
    if (!cmd_sandbox_begin(settings, engine, check->report_count > 0 || check->opinions, status))
        return false;
    for (size_t i = 0; i < check->path_count; i++) {
        cmd_sandbox_read_around(sandbox, check->paths[i]);
        if (check->write_fixes)
            cmd_sandbox_write_beside(sandbox, check->paths[i]);
    }
    cmd_sandbox_read_template(sandbox, check->template_name);
    cmd_sandbox_read(sandbox, check->baseline);
    cmd_sandbox_read(sandbox, check->totals);
    cmd_sandbox_read(sandbox, check->projects);
    for (size_t i = 0; i < check->report_count; i++)
        cmd_sandbox_write_beside(sandbox, check->reports[i]);
    cmd_sandbox_write_beside(sandbox, check->write_baseline);
    if (check->opinions)
        cmd_sandbox_write_outputs(sandbox, BIAOCE_TO_FOLDER, check->opinions);
    *status = BIAOCE_USAGE;
    return cmd_sandbox_enter(sandbox);
}

static int check_all(cmd_settings *settings, request *r)
{
    biaoce_status status;
    biaoce_check_summary summary = { .size = sizeof summary };
    biaoce_engine *engine = cmd_open_engine(settings, NULL, NULL, NULL, &status);
    r->check.reports = r->reports;
    if (r->fix)
        r->check.on_diff = print_diff;
    if (engine && (!settings->sandboxed || confine(settings, engine, &r->check, &status))) {
        r->check.limits = &settings->limits;
        r->check.cancel = cmd_interruptible_begin();
        status = biaoce_check(engine, &r->check, &summary);
        cmd_interruptible_end();
    }
    biaoce_engine_free(engine);
    if (summary.records && !settings->quiet && !settings->json)
        print_summary(&summary, r);
    cmd_sandbox_release(&settings->sandbox);
    cmd_interruptible_raise();
    return (int)status;
}

/* --rules asks for neither records nor an engine. */
static int check(void *context, cmd_settings *settings, const char *const *operands, size_t count)
{
    request *r = context;
    if (r->rules) {
        const biaoce_rules_options all = { .size = sizeof all, .on_rule = print_rule };
        return (int)biaoce_list_rules(&all);
    }
    if (!count) {
        cmd_complain(bc_tr("name the records: files, folders, or - for standard input"));
        cmd_suggest_help(cmd_check.name);
        return BIAOCE_USAGE;
    }
    if (r->check.write_fixes && !r->fix) {
        cmd_complain(bc_tr("--write goes with --fix"));
        return BIAOCE_USAGE;
    }
    if (!cmd_take_opinions(r->check.opinions, r->opinion_formats))
        return BIAOCE_USAGE;
    r->check.opinion_formats = r->opinion_formats;
    r->check.paths = operands;
    r->check.path_count = count;
    r->check.tables = cmd_tables_options(&r->tables);
    return check_all(settings, r);
}

static int run_check(int count, char **words)
{
    request r = { .check = { .size = sizeof r.check } };
    const cmd_job job = { .command = &cmd_check, .run = check, .context = &r, .most = SIZE_MAX };
    const int status = cmd_job_run(&job, count, words);
    cmd_tables_release(&r.tables);
    return status;
}

const cmd_command cmd_check = {
    .name = "check",
    .operands = "[OPTION…] RECORD…",
    .summary = bc_tr_mark("find what is wrong with records"),
    .help = bc_tr_mark("The same rules are applied before records are printed. A record may waive one with a reason:\n"
                       "`allow: {FUND-SUM: reason}`. docs/rules.md explains each rule."),
    .options = options,
    .run = run_check,
    .publishes = true,
    .guarded = true
};
