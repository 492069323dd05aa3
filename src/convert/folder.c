/* A file for each record, named as its printed form would be. */
#include "convert/private/run.h"
#include "export/json.h"
#include "export/yaml.h"

static bc_str name_of(bc_convert_run *run, const bc_convert_record *record)
{
    const bc_str *path;
    if (record->form) {
        const uint32_t n = bc_engine_work_path(&run->worker, record->work, &run->pattern, &path);
        return bc_engine_naming_take_path(&run->outlet.naming, path, n);
    }
    return bc_engine_naming_take(&run->outlet.naming, bc_engine_input_stem(record->input));
}

static bool put(bc_convert_run *run, bc_convert_writer *writer, const bc_convert_record *record)
{
    (void)writer;
    bc_engine_rendered rendered = { .format = run->options->format };
    bc_buf_init(&rendered.bytes);
    const bc_node *tree = bc_convert_tree(run, record);
    if (rendered.format == BIAOCE_FORMAT_YAML) {
        bc_convert_comments(record, &rendered.bytes);
        bc_export_yaml_put(tree, &rendered.bytes);
    } else {
        bc_export_json_put(tree, false, 0, &rendered.bytes);
        bc_buf_add_char(&rendered.bytes, '\n');
    }
    bc_engine_outputs outputs = { .arena = record->arena, .diags = record->diags };
    bc_engine_outlet_put(&run->outlet, &outputs, name_of(run, record), &rendered);
    const bool made = outputs.n > 0;
    bc_crew_tally_outputs(&run->tally, &outputs, record->input, record->number);
    bc_buf_release(&rendered.bytes);
    return made;
}

static void finish(bc_convert_run *run, bc_convert_writer *writer)
{
    (void)run;
    (void)writer;
}

static void free_writer(bc_convert_writer *writer)
{
    bc_mem_free(writer);
}

bc_convert_writer *bc_convert_folder_new(void)
{
    bc_convert_writer *writer = bc_mem_alloc(sizeof *writer);
    *writer = (bc_convert_writer){ .put = put, .finish = finish, .free = free_writer };
    return writer;
}
