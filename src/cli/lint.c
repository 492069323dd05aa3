/* biaoce lint-template: what the linter says, and a count of it. */
#include "cli/cmd.h"

#include <stdint.h>
#include <stdio.h>

static const cmd_option options[] = {
    { 0, "strict", NULL, bc_tr_mark("warnings count as errors"), cmd_take_flag, offsetof(biaoce_lint_options, strict) },
    { 0, "publish", "standard|FILE",
      bc_tr_mark("note fields that sound private and of which this profile says nothing"), cmd_take_text,
      offsetof(biaoce_lint_options, publish_file) },
    { 0 },
};

static void print_summary(const biaoce_summary *summary)
{
    fprintf(stderr, summary->records == 1 ? bc_tr("%zu template") : bc_tr("%zu templates"), summary->records);
    fprintf(stderr, summary->errors == 1 ? bc_tr(", %zu error") : bc_tr(", %zu errors"), summary->errors);
    fprintf(stderr, summary->warnings == 1 ? bc_tr(", %zu warning") : bc_tr(", %zu warnings"), summary->warnings);
    fputc('\n', stderr);
}

static int look(void *context, cmd_settings *settings, const char *const *operands, size_t count)
{
    biaoce_lint_options *lint = context;
    lint->templates = operands;
    lint->template_count = count;
    biaoce_status status;
    biaoce_summary summary = { .size = sizeof summary };
    biaoce_engine *engine = cmd_open_engine(settings, NULL, NULL, NULL, &status);
    if (engine) {
        lint->cancel = cmd_interruptible_begin();
        status = biaoce_lint_templates(engine, lint, &summary);
        cmd_interruptible_end();
    }
    biaoce_engine_free(engine);
    cmd_interruptible_raise();
    if (summary.records && !settings->quiet && !settings->json)
        print_summary(&summary);
    return (int)status;
}

static int run_lint(int count, char **words)
{
    biaoce_lint_options lint = { .size = sizeof lint };
    cmd_job job = { .command = &cmd_lint,
                    .run = look,
                    .context = &lint,
                    .least = 1,
                    .most = SIZE_MAX,
                    .missing = bc_tr("name the templates to look at: names or .yaml files") };
    return cmd_job_run(&job, count, words);
}

const cmd_command cmd_lint = { .name = "lint-template",
                               .operands = "[OPTION…] TEMPLATE…",
                               .summary = bc_tr_mark("what looks wrong in a template"),
                               .options = options,
                               .run = run_lint };
