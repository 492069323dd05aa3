/* Options that every command has, and the engine that they describe. */
#include "cli/cmd.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool take_folder(void *at, const char *folder)
{
    cmd_folders *folders = at;
    const char **more = cmd_alloc((folders->n + 1) * sizeof *more);
    for (size_t i = 0; i < folders->n; i++)
        more[i] = folders->at[i];
    more[folders->n++] = folder;
    free(folders->at);
    folders->at = more;
    return true;
}

/* The index of `value` among the words, or -1 when the user has been told that it is none of them. */
static int choose(const char *option, const char *value, const char *const *words, int count)
{
    for (int i = 0; i < count; i++)
        if (strcmp(value, words[i]) == 0)
            return i;
    const char *nearest = cmd_nearest(value, words, (size_t)count);
    if (nearest)
        cmd_complain(bc_tr("--%s cannot be %s; did you mean %s?"), option, value, nearest);
    else
        cmd_complain(bc_tr("--%s cannot be %s"), option, value);
    return -1;
}

bool cmd_take_jobs(void *at, const char *text)
{
    char *end;
    long n = strtol(text, &end, 10);
    if (end == text || *end || n < 1 || n > BIAOCE_MAX_JOBS) {
        cmd_complain(bc_tr("-j takes a number from 1 to %d, not %s"), BIAOCE_MAX_JOBS, text);
        return false;
    }
    *(unsigned *)at = (unsigned)n;
    return true;
}

static bool take_diagnostics(void *at, const char *value)
{
    static const char *const words[] = { "text", "json" };
    int chosen = choose("diagnostics", value, words, 2);
    *(bool *)at = chosen == 1;
    return chosen >= 0;
}

static bool take_colour(void *at, const char *value)
{
    static const char *const words[] = { "auto", "always", "never" };
    static const int meaning[] = { 0, 1, -1 };
    int chosen = choose("colour", value, words, 3);
    if (chosen >= 0)
        *(int *)at = meaning[chosen];
    return chosen >= 0;
}

#define AT(member) offsetof(cmd_settings, member)

static const cmd_option common_options[] = {
    { 'T', "templates", "FOLDER", bc_tr_mark("look for templates here first; may be repeated"), take_folder,
      AT(templates) },
    { 0, "fonts", "FILE", bc_tr_mark("which font serves which role, instead of fonts/fonts.yaml"), cmd_take_text,
      AT(fonts_file) },
    { 0, "checks", "FILE", bc_tr_mark("levels, thresholds and words of the office, for all forms"), cmd_take_text,
      AT(checks_file) },
    { 0, "data", "FOLDER", bc_tr_mark("the folder with templates/ and fonts/"), cmd_take_text, AT(data_folder) },
    { 0, "diagnostics", "text|json", bc_tr_mark("how messages are written"), take_diagnostics, AT(json) },
    { 0, "colour", "auto|always|never", bc_tr_mark("whether messages are coloured"), take_colour, AT(colour) },
    { 'q', "quiet", NULL, bc_tr_mark("only say what is wrong"), cmd_take_flag, AT(quiet) },
    { 'h', "help", NULL, bc_tr_mark("this text"), cmd_take_flag, AT(help) },
    { 0 },
};

static const cmd_option publish_options[] = {
    { 0, "publish", "standard|FILE",
      bc_tr_mark("mask what is private, as this profile says; what is classified does not come out"), cmd_take_text,
      AT(publish_file) },
    { 0, "publish-log", "FILE", bc_tr_mark("write down which fields were masked, as CSV, without any value"),
      cmd_take_text, AT(publish_log) },
    { 0 },
};

/* Of commands that take records of strangers. */
static const cmd_option guard_options[] = {
    { 0, "limit", "LIMITS", bc_tr_mark("what a record may take, such as memory=256MiB,time=10s,pages=500"),
      cmd_take_limits, AT(limits) },
    { 0, "sandbox", NULL, bc_tr_mark("let the run reach no other files, no network and no programs"), cmd_take_flag,
      AT(sandboxed) },
    { 0, "allow", "FOLDER", bc_tr_mark("with --sandbox: may be read, too; may be repeated"), take_folder, AT(allowed) },
    { 0 },
};

const cmd_option cmd_no_options[] = { { 0 } };

cmd_option_tables cmd_options_of(const cmd_command *command, void *context, cmd_settings *settings)
{
    const cmd_option *guards = guard_options + (command->unlimited ? 1 : 0); /* of which --limit is the first */
    return (cmd_option_tables){ { { command->options, context },
                                  { command->publishes ? publish_options : cmd_no_options, settings },
                                  { command->guarded ? guards : cmd_no_options, settings },
                                  { common_options, settings } } };
}

void cmd_settings_release(cmd_settings *settings)
{
    free(settings->templates.at);
    free(settings->allowed.at);
    cmd_sandbox_release(&settings->sandbox);
    cmd_remarks_release(&settings->remarks);
}

static bool wants_colour(const cmd_settings *settings)
{
    const char *none = getenv("NO_COLOR"), *terminal = getenv("TERM");
    if (settings->colour)
        return settings->colour > 0;
    return isatty(STDERR_FILENO) && !(none && *none) && terminal && strcmp(terminal, "dumb") != 0;
}

/* What is listed on standard output and said on standard error comes in one order. */
static void print_text(void *context, const biaoce_message *message)
{
    (void)context;
    if (message->repeats || !cmd_flood_lets_pass(message))
        return;
    fflush(stdout);
    fputs(message->text, stderr);
}

/* What the rules note, and how values were read; how pages were made is said. Rules have words for codes (FUND-SUM),
 * all else a letter and figures, of records N2. */
static bool is_remark(const biaoce_message *message)
{
    return message->severity == BIAOCE_SEVERITY_NOTE && message->code &&
           (!isdigit((unsigned char)message->code[1]) || message->code[1] == '2');
}

/* What holds for all records of a run alike is told of the first. */
static bool is_repeated(cmd_settings *settings, const biaoce_message *message)
{
    if (!message->code || strcmp(message->code, "N515") != 0)
        return false;
    const bool told = settings->override_told;
    settings->override_told = true;
    return told;
}

static void print_brief(void *context, const biaoce_message *message)
{
    cmd_settings *settings = context;
    if (is_remark(message) || is_repeated(settings, message))
        cmd_remarks_add(&settings->remarks, message->code);
    else
        print_text(context, message);
}

static void print_json(void *context, const biaoce_message *message)
{
    (void)context;
    fflush(stdout);
    fputs(message->json, stderr);
}

biaoce_engine *cmd_open_engine(const cmd_settings *settings,
                               void (*on_output)(void *context, const biaoce_output *output),
                               void (*on_progress)(void *context, const biaoce_progress *progress), void *context,
                               biaoce_status *status)
{
    *status = BIAOCE_USAGE;
    if (settings->allowed.n && !settings->sandboxed) {
        cmd_complain(bc_tr("--allow goes with --sandbox"));
        return NULL;
    }
    char *program_folder = cmd_program_folder();
    biaoce_callbacks callbacks = { .size = sizeof callbacks,
                                   .on_message = settings->json    ? print_json
                                                 : settings->brief ? print_brief
                                                                   : print_text,
                                   .on_output = on_output,
                                   .on_progress = on_progress,
                                   .context = context };
    biaoce_config config = { .size = sizeof config,
                             .data_folder = settings->data_folder,
                             .program_folder = program_folder,
                             .template_folders = settings->templates.at,
                             .template_folder_count = settings->templates.n,
                             .fonts_file = settings->fonts_file,
                             .checks_file = settings->checks_file,
                             .publish_file = settings->publish_file,
                             .publish_log = settings->publish_log,
                             .colour = wants_colour(settings),
                             .callbacks = &callbacks,
                             .no_databases = settings->sandboxed };
    biaoce_engine *engine = NULL;
    *status = biaoce_engine_new(&config, &engine);
    free(program_folder);
    return engine;
}
