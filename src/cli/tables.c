/* What the commands that take tables say of them: of what kind what has no telling name is, which sheet is read, what
 * stands for the parameters of queries. */
#include "cli/cmd.h"

#include <stdlib.h>
#include <string.h>

static bool take_kind(cmd_tables *tables, const char *value)
{
    static const struct {
        const char *word;
        biaoce_kind kind;
    } KINDS[] = { { "yaml", BIAOCE_KIND_YAML }, { "json", BIAOCE_KIND_JSON }, { "jsonl", BIAOCE_KIND_JSON },
                  { "csv", BIAOCE_KIND_CSV },   { "tsv", BIAOCE_KIND_CSV },   { "xlsx", BIAOCE_KIND_XLSX },
                  { "ods", BIAOCE_KIND_ODS } };
    enum { COUNT = sizeof KINDS / sizeof *KINDS };
    const char *words[COUNT];
    for (size_t i = 0; i < COUNT; i++) {
        words[i] = KINDS[i].word;
        if (strcmp(value, words[i]) == 0) {
            tables->options.kind = KINDS[i].kind;
            return true;
        }
    }
    const char *nearest = cmd_nearest(value, words, COUNT);
    if (nearest)
        cmd_complain(bc_tr("--%s cannot be %s; did you mean %s?"), "from", value, nearest);
    else
        cmd_complain(bc_tr("--%s cannot be %s"), "from", value);
    return false;
}

static bool take_parameter(cmd_tables *tables, const char *value)
{
    if (!strchr(value, '=') || value[0] == '=') {
        cmd_complain(bc_tr("-p takes NAME=VALUE, not %s"), value);
        return false;
    }
    const size_t n = tables->options.parameter_count + 1;
    const char **more = realloc(tables->parameters, n * sizeof *more);
    if (!more)
        cmd_out_of_memory();
    more[n - 1] = value;
    tables->parameters = more;
    tables->options.parameters = more;
    tables->options.parameter_count = n;
    return true;
}

bool cmd_tables_is_option(int id)
{
    return id == CMD_OPTION_FROM || id == CMD_OPTION_SHEET || id == CMD_OPTION_PARAMETER;
}

bool cmd_tables_take(cmd_tables *tables, const cmd_args *args, int id)
{
    tables->options.size = sizeof tables->options;
    if (id == CMD_OPTION_FROM)
        return take_kind(tables, args->value);
    if (id == CMD_OPTION_PARAMETER)
        return take_parameter(tables, args->value);
    tables->options.sheet = args->value;
    return true;
}

const biaoce_table_options *cmd_tables_options(const cmd_tables *tables)
{
    return tables->options.size ? &tables->options : NULL;
}

void cmd_tables_release(cmd_tables *tables)
{
    free(tables->parameters);
}
