/* The way of every command: its words are read by the tables of its options, then it does its work. */
#include "cli/cmd.h"

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
