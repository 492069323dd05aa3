/* biaoce schema: a JSON Schema for the records of a template, or for templates themselves. A name is needed in the
 * first case and wrong in the second, so operands are counted here and not by cmd_job. */
#include "cli/cmd.h"

typedef struct schema {
    cmd_text_target target;
    bool of_templates, of_mappings, of_profiles;
} schema;

#define AT(member) offsetof(schema, member)

static const cmd_option options[] = {
    { 'o', "output", "FILE", bc_tr_mark("where to; a file that is there is left alone (standard output)"),
      cmd_take_text, AT(target.path) },
    { 0, "template", NULL, bc_tr_mark("the schema of template files themselves"), cmd_take_flag, AT(of_templates) },
    { 0, "mapping", NULL, bc_tr_mark("the schema of mapping files"), cmd_take_flag, AT(of_mappings) },
    { 0, "profile", NULL, bc_tr_mark("the schema of publication profiles"), cmd_take_flag, AT(of_profiles) },
    { 0 },
};

static int write_schema(void *context, cmd_settings *settings, const char *const *operands, size_t count)
{
    schema *s = context;
    if ((size_t)(s->of_templates + s->of_mappings + s->of_profiles) + count != 1) {
        cmd_complain("%s", count ? bc_tr("--template, --mapping and --profile go alone, without a template's name")
                                 : bc_tr("name a template; `biaoce templates` lists them"));
        cmd_suggest_help(cmd_schema.name);
        return BIAOCE_USAGE;
    }
    biaoce_status status;
    biaoce_engine *engine = cmd_open_engine(settings, NULL, NULL, &s->target, &status);
    if (engine)
        status = biaoce_write_schema(engine, &(biaoce_schema_options){ .size = sizeof(biaoce_schema_options),
                                                                       .template_name = count ? operands[0] : NULL,
                                                                       .mapping = s->of_mappings,
                                                                       .profile = s->of_profiles,
                                                                       .on_text = cmd_put_text });
    biaoce_engine_free(engine);
    return s->target.failed ? BIAOCE_IO : (int)status;
}

static int run_schema(int count, char **words)
{
    schema s = { 0 };
    cmd_job job = { .command = &cmd_schema, .run = write_schema, .context = &s, .most = 1 };
    return cmd_job_run(&job, count, words);
}

const cmd_command cmd_schema = {
    .name = "schema",
    .operands = "[OPTION…] TEMPLATE | --template | --mapping | --profile",
    .summary = bc_tr_mark("a JSON Schema for editors"),
    .help = bc_tr_mark("Editors with yaml-language-server complete and check records by it when their first line is\n"
                       "# yaml-language-server: $schema=FILE"),
    .options = options,
    .run = run_schema
};
