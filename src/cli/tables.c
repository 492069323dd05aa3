/* What the commands that take tables say of them: of what kind what has no telling name is, which sheet is read, what
 * stands for the parameters of queries. */
#include "cli/cmd.h"

#include <stdlib.h>
#include <string.h>

/* Something has been said of them. */
static cmd_tables *begin(void *at)
{
    cmd_tables *tables = at;
    tables->options.size = sizeof tables->options;
    return tables;
}

bool cmd_tables_take_kind(void *at, const char *value)
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
            begin(at)->options.kind = KINDS[i].kind;
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

bool cmd_tables_take_parameter(void *at, const char *value)
{
    cmd_tables *tables = begin(at);
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

bool cmd_tables_take_sheet(void *at, const char *value)
{
    begin(at)->options.sheet = value;
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
