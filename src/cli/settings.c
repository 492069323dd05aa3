/* Options that every command has, and the engine that they describe. */
#include "cli/cmd.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    OPTION_TEMPLATES = -10,
    OPTION_DATA = -11,
    OPTION_FONTS = -12,
    OPTION_DIAGNOSTICS = -13,
    OPTION_COLOUR = -14,
    OPTION_QUIET = -15,
    OPTION_HELP = -16,
    OPTION_SANDBOX = -17,
    OPTION_ALLOW = -18,
    OPTION_LIMIT = -19,
    OPTION_CHECKS = -20
};

const cmd_option cmd_common_options[] = {
    { OPTION_TEMPLATES, 'T', "templates", "FOLDER", bc_tr_mark("look for templates here first; may be repeated") },
    { OPTION_FONTS, 0, "fonts", "FILE", bc_tr_mark("which font serves which role, instead of fonts/fonts.yaml") },
    { OPTION_CHECKS, 0, "checks", "FILE", bc_tr_mark("levels, thresholds and words of the office, for all forms") },
    { OPTION_DATA, 0, "data", "FOLDER", bc_tr_mark("the folder with templates/ and fonts/") },
    { OPTION_DIAGNOSTICS, 0, "diagnostics", "text|json", bc_tr_mark("how messages are written") },
    { OPTION_COLOUR, 0, "colour", "auto|always|never", bc_tr_mark("whether messages are coloured") },
    { OPTION_QUIET, 'q', "quiet", NULL, bc_tr_mark("only say what is wrong") },
    { OPTION_HELP, 'h', "help", NULL, bc_tr_mark("this text") },
    { 0 },
};

const cmd_option cmd_guard_options[] = {
    { OPTION_LIMIT, 0, "limit", "LIMITS",
      bc_tr_mark("what a record may take, such as memory=256MiB,time=10s,pages=500") },
    { OPTION_SANDBOX, 0, "sandbox", NULL, bc_tr_mark("let the run reach no other files, no network and no programs") },
    { OPTION_ALLOW, 0, "allow", "FOLDER", bc_tr_mark("with --sandbox: may be read, too; may be repeated") },
    { 0 },
};

static void add_folder(cmd_folders *folders, const char *folder)
{
    const char **more = cmd_alloc((folders->n + 1) * sizeof *more);
    for (size_t i = 0; i < folders->n; i++)
        more[i] = folders->at[i];
    more[folders->n++] = folder;
    free(folders->at);
    folders->at = more;
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

bool cmd_take_jobs(unsigned *jobs, const char *text)
{
    char *end;
    long n = strtol(text, &end, 10);
    if (end == text || *end || n < 1 || n > BIAOCE_MAX_JOBS) {
        cmd_complain(bc_tr("-j takes a number from 1 to %d, not %s"), BIAOCE_MAX_JOBS, text);
        return false;
    }
    *jobs = (unsigned)n;
    return true;
}

static bool take_diagnostics(cmd_settings *settings, const char *value)
{
    static const char *const words[] = { "text", "json" };
    int chosen = choose("diagnostics", value, words, 2);
    settings->json = chosen == 1;
    return chosen >= 0;
}

static bool take_colour(cmd_settings *settings, const char *value)
{
    static const char *const words[] = { "auto", "always", "never" };
    static const int meaning[] = { 0, 1, -1 };
    int chosen = choose("colour", value, words, 3);
    if (chosen >= 0)
        settings->colour = meaning[chosen];
    return chosen >= 0;
}

cmd_taken cmd_settings_take(cmd_settings *settings, const cmd_command *command, const cmd_args *args, int id)
{
    bool good = true;
    switch (id) {
    case CMD_ARGS_WRONG:
        return CMD_TAKEN_WRONG;
    case OPTION_TEMPLATES:
        add_folder(&settings->templates, args->value);
        break;
    case OPTION_DATA:
        settings->data_folder = args->value;
        break;
    case OPTION_FONTS:
        settings->fonts_file = args->value;
        break;
    case OPTION_CHECKS:
        settings->checks_file = args->value;
        break;
    case CMD_OPTION_PUBLISH:
        settings->publish_file = args->value;
        break;
    case CMD_OPTION_PUBLISH_LOG:
        settings->publish_log = args->value;
        break;
    case OPTION_DIAGNOSTICS:
        good = take_diagnostics(settings, args->value);
        break;
    case OPTION_COLOUR:
        good = take_colour(settings, args->value);
        break;
    case OPTION_QUIET:
        settings->quiet = true;
        break;
    case OPTION_LIMIT:
        good = cmd_take_limits(&settings->limits, args->value);
        break;
    case OPTION_SANDBOX:
        settings->sandboxed = true;
        break;
    case OPTION_ALLOW:
        add_folder(&settings->allowed, args->value);
        break;
    case OPTION_HELP:
        cmd_print_help(command);
        return CMD_TAKEN_HELP;
    default:
        return CMD_NOT_COMMON;
    }
    return good ? CMD_TAKEN : CMD_TAKEN_WRONG;
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

static void print_brief(void *context, const biaoce_message *message)
{
    cmd_settings *settings = context;
    if (is_remark(message))
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

/* -1: the job is to be run. */
static int read_words(const cmd_job *job, cmd_args *args, cmd_settings *settings)
{
    for (int id; (id = cmd_args_next(args)) != CMD_ARGS_END;) {
        cmd_taken taken = cmd_settings_take(settings, job->command, args, id);
        if (taken == CMD_TAKEN_HELP)
            return BIAOCE_OK;
        if (taken == CMD_TAKEN_WRONG || (taken == CMD_NOT_COMMON && !job->take(job->context, args, id)))
            return BIAOCE_USAGE;
    }
    if (args->operand_count < job->least)
        cmd_complain("%s", job->missing);
    else if (args->operand_count > job->most)
        cmd_complain(bc_tr("%s takes no %s"), job->command->name, args->operands[job->most]);
    else
        return -1;
    cmd_suggest_help(job->command->name);
    return BIAOCE_USAGE;
}

int cmd_job_run(const cmd_job *job, int count, char **words)
{
    const cmd_option_tables tables = cmd_options_of(job->command);
    cmd_settings settings = { .limits.size = sizeof settings.limits };
    cmd_args args;
    cmd_args_init(&args, job->command->name, tables.at, words, (size_t)count);
    int status = read_words(job, &args, &settings);
    if (status < 0)
        status = job->run(job->context, &settings, args.operands, args.operand_count);
    cmd_args_release(&args);
    cmd_settings_release(&settings);
    return status;
}
