/* biaoce templates: the forms there are, in columns. They are padded here and not by printf, which counts bytes: a
 * Chinese character has three of them and takes two columns. */
#include "cli/cmd.h"

#include <stdio.h>
#include <stdlib.h>

enum { OPTION_PATHS = 1, ID_COLUMNS = 28, NAME_COLUMNS = 44 };

static const cmd_option options[] = {
    { OPTION_PATHS, 'p', "paths", NULL, bc_tr_mark("show the files too") },
    { 0 },
};

static void pad(const char *text, int columns)
{
    char *shown = cmd_shown(text, "");
    int taken = cmd_columns(shown);
    printf("%s%*s", shown, taken < columns ? columns - taken : 1, "");
    free(shown);
}

static void print_id(void *context, const biaoce_template *one)
{
    const bool *with_path = context;
    pad(one->id, ID_COLUMNS);
    if (*with_path) {
        pad(one->name, NAME_COLUMNS);
        cmd_put_shown(stdout, one->path);
    } else {
        cmd_put_shown(stdout, one->name);
    }
    putchar('\n');
}

static int list_templates(const cmd_settings *settings, bool with_path)
{
    biaoce_status status;
    biaoce_engine *engine = cmd_open_engine(settings, NULL, NULL, &with_path, &status);
    if (engine)
        status = biaoce_list_templates(
            engine, &(biaoce_templates_options){ .size = sizeof(biaoce_templates_options), .on_template = print_id });
    biaoce_engine_free(engine);
    return (int)status;
}

static int run_templates(int count, char **words)
{
    const cmd_option *const tables[] = { options, cmd_common_options, NULL };
    cmd_settings settings = { 0 };
    bool with_path = false;
    int status = -1, id;
    cmd_args args;
    cmd_args_init(&args, cmd_templates.name, tables, words, (size_t)count);
    while (status < 0 && (id = cmd_args_next(&args)) != CMD_ARGS_END) {
        cmd_taken taken = cmd_settings_take(&settings, &cmd_templates, &args, id);
        if (taken == CMD_NOT_COMMON)
            with_path = id == OPTION_PATHS;
        else if (taken != CMD_TAKEN)
            status = taken == CMD_TAKEN_HELP ? BIAOCE_OK : BIAOCE_USAGE;
    }
    if (status < 0 && args.operand_count) {
        cmd_complain(bc_tr("templates takes no %s; -T names a folder to look in"), args.operands[0]);
        status = BIAOCE_USAGE;
    }
    if (status < 0)
        status = list_templates(&settings, with_path);
    cmd_args_release(&args);
    cmd_settings_release(&settings);
    return status;
}

const cmd_command cmd_templates = { .name = "templates",
                                    .operands = "[OPTION…]",
                                    .summary = bc_tr_mark("the forms there are"),
                                    .options = options,
                                    .run = run_templates };
