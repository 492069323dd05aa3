/* biaoce map: the columns of a table as the fields of a form, for a person to go on with. It never writes over a file,
 * for that may be a mapping in which somebody has answered its questions. */
#include "cli/cmd.h"

#include <stdlib.h>
#include <string.h>

typedef struct map {
    cmd_text_target target; /* first, for it is the context of the text */
    biaoce_mapping_options how;
} map;

#define AT(member) offsetof(map, member)

static const cmd_option options[] = {
    { 't', "template", "TEMPLATE", bc_tr_mark("the form that records are made for"), cmd_take_text,
      AT(how.template_name) },
    { 'o', "output", "FILE", bc_tr_mark("where to; a file that is there is left alone (standard output)"),
      cmd_take_text, AT(target.path) },
    { 0, "sql", "QUERY", bc_tr_mark("of a database: what is asked for"), cmd_take_text, AT(how.sql) },
    { 0, "password-env", "NAME", bc_tr_mark("the variable of the environment that holds the database's password"),
      cmd_take_text, AT(how.password_env) },
    { 0, "password-file", "FILE", bc_tr_mark("the file with the password, which its owner alone may read"),
      cmd_take_text, AT(how.password_file) },
    { 0 },
};

/* The command as it can be given again; a query stands in the file anyway. */
static char *spell_command(const map *m)
{
    static const char *const FORMAT = "biaoce map %s -t %s";
    const size_t n = strlen(FORMAT) + strlen(m->how.source) + strlen(m->how.template_name);
    char *text = cmd_alloc(n);
    snprintf(text, n, FORMAT, m->how.source, m->how.template_name);
    return text;
}

static int propose(void *context, cmd_settings *settings, const char *const *operands, size_t count)
{
    (void)count;
    map *m = context;
    if (!m->how.template_name) {
        cmd_complain("%s", bc_tr("name the form with -t; `biaoce templates` lists them"));
        cmd_suggest_help(cmd_map.name);
        return BIAOCE_USAGE;
    }
    if (m->how.password_env && m->how.password_file) {
        cmd_complain("%s", bc_tr("the password is in a variable or in a file, not in both"));
        return BIAOCE_USAGE;
    }
    m->how.source = operands[0];
    const bool to_file = m->target.path && strcmp(m->target.path, "-") != 0;
    m->how.path = to_file ? m->target.path : NULL;
    char *command = spell_command(m);
    m->how.command = command;
    biaoce_status status;
    biaoce_engine *engine = cmd_open_engine(settings, NULL, NULL, &m->target, &status);
    if (engine)
        status = biaoce_write_mapping(engine, &m->how);
    biaoce_engine_free(engine);
    free(command);
    return m->target.failed ? BIAOCE_IO : (int)status;
}

static int run_map(int count, char **words)
{
    map m = { .how = { .size = sizeof m.how, .on_text = cmd_put_text } };
    cmd_job job = { .command = &cmd_map,
                    .run = propose,
                    .context = &m,
                    .least = 1,
                    .most = 1,
                    .missing = bc_tr("name a table: a CSV, XLSX or ODS file, or a database") };
    return cmd_job_run(&job, count, words);
}

const cmd_command cmd_map = {
    .name = "map",
    .operands = "[OPTION…] SOURCE -t TEMPLATE",
    .summary = bc_tr_mark("which column of a table is which field, as a file to go on with"),
    .help =
        bc_tr_mark("A SOURCE is a CSV, XLSX or ODS file, a connection to a database (DSN=…;UID=… with --sql), or a\n"
                   "mapping file that has only `tables`. What is doubtful stands in comments; lines with # ? are\n"
                   "questions. The file is given to render and check in place of the table."),
    .options = options,
    .run = run_map
};
