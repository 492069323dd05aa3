/* biaoce templates: the forms there are, in columns. They are padded here and not by printf, which counts bytes: a
 * Chinese character has three of them and takes two columns. */
#include "cli/cmd.h"

#include <stdio.h>
#include <stdlib.h>

enum { ID_COLUMNS = 28, NAME_COLUMNS = 44 };

static const cmd_option options[] = {
    { 'p', "paths", NULL, bc_tr_mark("show the files too"), cmd_take_flag, 0 },
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

static int list_templates(void *context, cmd_settings *settings, const char *const *operands, size_t count)
{
    if (count) {
        cmd_complain(bc_tr("templates takes no %s; -T names a folder to look in"), operands[0]);
        return BIAOCE_USAGE;
    }
    biaoce_status status;
    biaoce_engine *engine = cmd_open_engine(settings, NULL, NULL, context, &status);
    if (engine)
        status = biaoce_list_templates(
            engine, &(biaoce_templates_options){ .size = sizeof(biaoce_templates_options), .on_template = print_id });
    biaoce_engine_free(engine);
    return (int)status;
}

static int run_templates(int count, char **words)
{
    bool with_path = false;
    const cmd_job job = { .command = &cmd_templates, .run = list_templates, .context = &with_path, .most = SIZE_MAX };
    return cmd_job_run(&job, count, words);
}

const cmd_command cmd_templates = { .name = "templates",
                                    .operands = "[OPTION…]",
                                    .summary = bc_tr_mark("the forms there are"),
                                    .options = options,
                                    .run = run_templates };
