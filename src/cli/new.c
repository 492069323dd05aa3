/* biaoce new: a blank record as text. It never writes over a file, for that may be a record which somebody has filled
 * in. */
#include "cli/cmd.h"

typedef struct blank_record {
    cmd_text_target target; /* first, for it is the context of the text */
    bool table;
} blank_record;

#define AT(member) offsetof(blank_record, member)

static const cmd_option options[] = {
    { 'o', "output", "FILE", bc_tr_mark("where to; a file that is there is left alone (standard output)"),
      cmd_take_text, AT(target.path) },
    { 0, "table", NULL, bc_tr_mark("the heads of a table, as CSV, instead: a row will be a record"), cmd_take_flag,
      AT(table) },
    { 0 },
};

static int write_record(void *context, cmd_settings *settings, const char *const *operands, size_t count)
{
    (void)count;
    blank_record *blank = context;
    biaoce_status status;
    biaoce_engine *engine = cmd_open_engine(settings, NULL, NULL, &blank->target, &status);
    if (engine)
        status = biaoce_write_record(engine, &(biaoce_record_options){ .size = sizeof(biaoce_record_options),
                                                                       .template_name = operands[0],
                                                                       .table = blank->table,
                                                                       .on_text = cmd_put_text });
    biaoce_engine_free(engine);
    return blank->target.failed ? BIAOCE_IO : (int)status;
}

static int run_new(int count, char **words)
{
    blank_record blank = { 0 };
    cmd_job job = { .command = &cmd_new,
                    .run = write_record,
                    .context = &blank,
                    .least = 1,
                    .most = 1,
                    .missing = bc_tr("name a template; `biaoce templates` lists them") };
    return cmd_job_run(&job, count, words);
}

const cmd_command cmd_new = { .name = "new",
                              .operands = "[OPTION…] TEMPLATE",
                              .summary = bc_tr_mark("a record to be filled in, with comments"),
                              .options = options,
                              .run = run_new };
