/* The way of every command: its words are read by the tables of its options, then it does its work. */
#include "cli/cmd.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

/* Whether two words are the parts of one file's name, which has a blank. */
static bool is_cut(const char *first, const char *second)
{
    char *whole;
    if (is_there(first) || asprintf(&whole, "%s %s", first, second) < 0)
        return false;
    const bool there = is_there(whole);
    free(whole);
    return there;
}

static bool takes_formats(const cmd_command *command)
{
    const cmd_option *option = command->options;
    while (option->name && strcmp(option->name, "formats") != 0)
        option++;
    return option->name != NULL;
}

/* Words that name nothing, and by which something else was meant. */
static bool is_slip(const cmd_job *job, const cmd_args *args, size_t i)
{
    static const char *const DASHES[] = { "—", "–", "－", "−" };
    const char *word = args->operands[i];
    for (size_t k = 0; k < sizeof DASHES / sizeof *DASHES; k++)
        if (strncmp(word, DASHES[k], strlen(DASHES[k])) == 0 && !is_there(word)) {
            cmd_complain(bc_tr("%s: options begin with half-width dashes, - or --"), word);
            return true;
        }
    if (takes_formats(job->command) && (strcmp(word, "pdf") == 0 || strcmp(word, "xlsx") == 0) && !is_there(word)) {
        cmd_complain(bc_tr("%s is no file; formats stand together: -f pdf,xlsx"), word);
        return true;
    }
    if (i + 1 < args->operand_count && is_cut(word, args->operands[i + 1])) {
        cmd_complain(bc_tr("a name with blanks needs quotation marks: '%s %s'"), word, args->operands[i + 1]);
        return true;
    }
    return false;
}

/* -1: the job is to be run. */
static int read_words(const cmd_job *job, cmd_args *args, const cmd_settings *settings)
{
    for (const cmd_option *option; (option = cmd_args_next(args)) != NULL;) {
        if (!cmd_args_take(args, option))
            return BIAOCE_USAGE;
        if (settings->help) {
            cmd_print_help(job->command);
            return BIAOCE_OK;
        }
    }
    if (args->wrong)
        return BIAOCE_USAGE;
    for (size_t i = 0; i < args->operand_count; i++)
        if (is_slip(job, args, i))
            return BIAOCE_USAGE;
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
    cmd_settings settings = { .limits.size = sizeof settings.limits };
    const cmd_option_tables tables = cmd_options_of(job->command, job->context, &settings);
    cmd_args args;
    cmd_args_init(&args, job->command->name, tables.at, words, (size_t)count);
    int status = read_words(job, &args, &settings);
    if (status < 0)
        status = job->run(job->context, &settings, args.operands, args.operand_count);
    cmd_args_release(&args);
    cmd_settings_release(&settings);
    return status;
}
