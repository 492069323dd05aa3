/* biaoce_convert: the records of all inputs, one at a time, to whatever makes files of them. Nothing is checked: a
 * record is written as it is, mistakes included. A form is looked for to know in which order and in which words to
 * write; tables cannot do without. */
#include "convert/private/run.h"

#include "base/tr.h"

#include <string.h>
#include <strings.h>

/* -- what was asked for --------------------------------------------------------------------------------- */

static bool refuse(bc_diag_list *diags, const char *message)
{
    bc_diag_add(diags, BC_DIAG_ERROR, "E505", (bc_diag_mark){ 0 }, "%s", message);
    return false;
}

static bool is_table(biaoce_format format)
{
    return format == BIAOCE_FORMAT_CSV || format == BIAOCE_FORMAT_XLSX;
}

static bool check_format(const biaoce_convert_options *options, bc_diag_list *diags)
{
    switch (options->format) {
    case BIAOCE_FORMAT_YAML:
    case BIAOCE_FORMAT_JSON:
    case BIAOCE_FORMAT_JSONL:
    case BIAOCE_FORMAT_CSV:
    case BIAOCE_FORMAT_XLSX:
        return true;
    default:
        return refuse(diags, bc_tr("a format is not known"));
    }
}

static bool check_target(const biaoce_convert_options *options, bc_diag_list *diags)
{
    switch (options->target) {
    case BIAOCE_TO_FOLDER:
        break;
    case BIAOCE_TO_FILE:
        if (!options->path)
            return refuse(diags, bc_tr("the output file has no name"));
        if (options->name_pattern)
            return refuse(diags, bc_tr("the output file has a name, so records need no pattern for theirs"));
        break;
    case BIAOCE_TO_MEMORY:
        break;
    default:
        return refuse(diags, bc_tr("the kind of output is not known"));
    }
    if (options->encoding && options->format != BIAOCE_FORMAT_CSV)
        return refuse(diags, bc_tr("an encoding is for CSV; the other formats have theirs"));
    if (options->encoding && strcmp(options->encoding, "gb18030") != 0)
        return refuse(diags, bc_tr("CSV is written in utf-8 or in gb18030, which have all characters"));
    return true;
}

static bool check_options(const biaoce_convert_options *options, bc_diag_list *diags)
{
    if (!options->path_count && !options->memory_count)
        return refuse(diags, bc_tr("there are no inputs"));
    size_t standard = 0;
    for (size_t i = 0; i < options->path_count; i++)
        standard += strcmp(options->paths[i], "-") == 0;
    if (standard > 1)
        return refuse(diags, bc_tr("standard input can be read only once"));
    return check_format(options, diags) && check_target(options, diags);
}

static biaoce_status check_template(const bc_convert_run *run, bc_diag_list *diags)
{
    const char *name = run->options->template_name;
    if (!name)
        return BIAOCE_OK;
    biaoce_engine *engine = run->call->engine;
    const bc_engine_template *template =
        bc_engine_templates_find(&engine->templates, &engine->folders, bc_str_from(name));
    if (!template->form)
        bc_diag_list_append(diags, &template->diags);
    return bc_engine_template_status(template);
}

static biaoce_status check_pattern(bc_convert_run *run, bc_diag_list *diags)
{
    if (!run->options->name_pattern)
        return BIAOCE_OK;
    bc_diag_source *source = BC_NEW(&run->arena, bc_diag_source);
    source->name = bc_arena_str(&run->arena, bc_str_from(bc_tr("name pattern")));
    source->text = bc_arena_str(&run->arena, bc_str_from(run->options->name_pattern));
    const bc_diag_mark at = { source, 1, 1, 0 };
    return bc_engine_name_pattern_compile(&run->arena, source->text, at, diags, &run->pattern) ? BIAOCE_OK
                                                                                               : BIAOCE_USAGE;
}

/* -- records -------------------------------------------------------------------------------------------- */

static bc_convert_form *form_of(bc_convert_run *run, const bc_form *form)
{
    for (bc_convert_form *known = run->forms; known; known = known->next)
        if (known->order.form == form)
            return known;
    bc_convert_form *made = BC_NEW(&run->arena, bc_convert_form);
    bc_export_order_init(&made->order, form);
    made->next = run->forms;
    return run->forms = made;
}

static void explain_publishing(bc_convert_run *run, const bc_engine_template *template)
{
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_engine_publish_explain(run->call->engine, template, &diags);
    bc_crew_tally_report(&run->tally, &diags);
    bc_diag_list_release(&diags);
}

/* What may be published of it. */
static void take_published(bc_convert_record *record, const bc_engine_work *work)
{
    record->tree = work->value;
    record->input = work->input;
}

/* What the form is, and what it has of the record. */
static void bind(bc_convert_run *run, bc_convert_record *record, bc_engine_work *work, bc_diag_list *said)
{
    const bool bound = bc_engine_work_begin(&run->worker, work);
    if (bc_crew_tally_report_template(&run->tally, work->template))
        explain_publishing(run, work->template);
    record->bound = said;
    if (run->call->engine->publishing)
        take_published(record, work);
    if (bound) {
        record->form = form_of(run, work->template->form);
    } else {
        record->unknown = said;
        if (work->template && bc_engine_template_is_broken(work->template)) /* told now, or of a record before */
            bc_crew_tally_worsen(&run->tally, BIAOCE_RECORD_ERRORS);
    }
    if (work->io_failed)
        bc_crew_tally_worsen(&run->tally, BIAOCE_IO);
}

static void convert(bc_convert_run *run, const bc_engine_input *input, bc_engine_record *read)
{
    bc_crew_tally *tally = &run->tally;
    bc_diag_list said;
    bc_diag_list_init(&said);
    bc_engine_work work = { .value = read->value,
                            .input = input->path,
                            .number = tally->summary.records + 1,
                            .time = input->time,
                            .template_name = input->form,
                            .read = read,
                            .diags = &said };
    bc_convert_record record = { .tree = read->value,
                                 .input = input->path,
                                 .number = work.number,
                                 .work = &work,
                                 .from_table = read->from_table,
                                 .arena = &read->arena,
                                 .diags = &read->diags };
    bind(run, &record, &work, &said);
    const bool publishes = run->call->engine->publishing && !record.form; /* nobody knows what is private in it */
    const bool a_record = read->value->kind == BC_NODE_MAP;               /* what is none nobody could read again */
    const bool kept = a_record && !bc_diag_list_has_code(&said, "E533") && !publishes; /* what it may take */
    if (!kept || (record.unknown && work.io_failed)) /* a form that nobody has is none of convert's business */
        bc_diag_list_append(&read->diags, &said);
    const bool put = kept && run->writer->put(run, run->writer, &record);
    const bool failed = !put || read->diags.errors;
    tally->summary.records++;
    tally->summary.rendered += put;
    tally->summary.failed += failed;
    if (failed)
        bc_crew_tally_worsen(tally, BIAOCE_RECORD_ERRORS);
    bc_diag_list_release(&said);
}

static void convert_input(bc_convert_run *run, const bc_engine_input *input)
{
    const bc_engine_tables tables = { .engine = run->call->engine,
                                      .form = run->options->template_name,
                                      .options = bc_engine_tables_options(run->options->tables),
                                      .limits = bc_engine_limits_of(&run->render),
                                      .keeps_rest = true,
                                      .waiting = bc_engine_call_waiting(run->call) };
    bc_engine_reader *reader = bc_engine_reader_new(input, &tables, false);
    bc_engine_record read = { 0 };
    bc_diag_list_init(&read.diags);
    while (!bc_engine_call_is_cancelled(run->call) && bc_engine_reader_next(reader, &read)) {
        if (read.value) {
            convert(run, input, &read);
        } else if (read.diags.errors) {
            run->tally.summary.records += read.broken;
            run->tally.summary.failed += read.broken;
            bc_crew_tally_worsen(&run->tally, BIAOCE_RECORD_ERRORS);
        }
        if (read.io_error)
            bc_crew_tally_worsen(&run->tally, BIAOCE_IO);
        bc_crew_tally_report(&run->tally, &read.diags);
        bc_engine_record_clear(&read);
    }
    bc_engine_record_release(&read);
    bc_engine_reader_free(reader);
}

/* -- the run -------------------------------------------------------------------------------------------- */

static void convert_all(bc_convert_run *run)
{
    const bool folder = run->options->target == BIAOCE_TO_FOLDER;
    bc_engine_publish_begin(run->call->engine);
    run->writer = is_table(run->options->format)                          ? bc_convert_tables_new()
                  : folder && run->options->format == BIAOCE_FORMAT_JSONL ? bc_convert_lines_new()
                  : folder                                                ? bc_convert_folder_new()
                                                                          : bc_convert_stream_new();
    for (size_t i = 0; i < run->inputs->list.n; i++)
        convert_input(run, &run->inputs->list.at[i]);
    if (bc_engine_call_is_cancelled(run->call))
        bc_crew_tally_worsen(&run->tally, BIAOCE_IO);
    else
        run->writer->finish(run, run->writer);
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    if (!bc_engine_publish_finish(run->call->engine, run->inputs, &diags))
        bc_crew_tally_worsen(&run->tally, BIAOCE_IO);
    bc_crew_tally_report(&run->tally, &diags);
    bc_diag_list_release(&diags);
    run->writer->free(run->writer);
}

static void release(bc_convert_run *run)
{
    for (bc_convert_form *form = run->forms; form; form = form->next)
        bc_export_order_release(&form->order);
    bc_engine_worker_release(&run->worker);
    bc_engine_outlet_release(&run->outlet);
    bc_crew_tally_release(&run->tally);
    bc_arena_release(&run->arena);
}

static biaoce_status run_with(bc_convert_run *run, const bc_engine_inputs *inputs, bc_diag_list *diags)
{
    const biaoce_convert_options *options = run->options;
    run->inputs = inputs;
    run->render = (biaoce_render_options){ .size = sizeof run->render,
                                           .template_name = options->template_name,
                                           .target = options->target,
                                           .path = options->path,
                                           .no_check = true,
                                           .limits = options->limits };
    bc_engine_worker_init(&run->worker, run->call->engine, &run->render);
    if (!bc_engine_outlet_open(&run->outlet, run->call->engine, &run->render, inputs, diags))
        return BIAOCE_IO;
    convert_all(run);
    return run->tally.status;
}

static biaoce_status prepare_and_run(bc_convert_run *run, bc_diag_list *diags)
{
    const biaoce_convert_options *options = run->options;
    if (!check_options(options, diags))
        return BIAOCE_USAGE;
    biaoce_status status = check_pattern(run, diags);
    if (status == BIAOCE_OK)
        status = check_template(run, diags);
    if (status != BIAOCE_OK)
        return status;
    bc_engine_inputs inputs;
    bc_engine_inputs_find_kind(&inputs, options->paths, options->path_count, options->recursive,
                               bc_engine_tables_options(options->tables).kind);
    const char *wrong = bc_engine_inputs_add_memory(&inputs, options->memory, options->memory_count);
    if (wrong)
        refuse(diags, wrong);
    status = wrong ? BIAOCE_USAGE : run_with(run, &inputs, diags);
    run->inputs = NULL;
    bc_engine_inputs_release(&inputs);
    return status;
}

biaoce_status biaoce_convert(biaoce_engine *engine, const biaoce_convert_options *given, biaoce_summary *summary)
{
    biaoce_convert_options options = { 0 };
    biaoce_summary counted = { 0 };
    biaoce_limits limits = { 0 };
    bc_engine_call call;
    if (!BC_ENGINE_TAKE(&options, given) || !BC_ENGINE_TAKE(&limits, options.limits) || !bc_engine_can_give(summary) ||
        !bc_engine_call_has_names(options.paths, options.path_count) || !bc_engine_tables_are_good(options.tables) ||
        (options.target == BIAOCE_TO_MEMORY && !options.on_bytes) ||
        !bc_engine_call_begin(&call, engine, options.callbacks, options.cancel))
        return BIAOCE_USAGE;
    if (options.template_name && !*options.template_name)
        options.template_name = NULL;
    if (options.encoding && strcasecmp(options.encoding, "utf-8") == 0)
        options.encoding = NULL;
    else if (options.encoding && strcasecmp(options.encoding, "gb18030") == 0)
        options.encoding = "gb18030";
    options.format = options.format ? options.format : BIAOCE_FORMAT_YAML;
    options.limits = &limits;
    bc_convert_run run = { .call = &call, .options = &options };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_crew_tally_init(&run.tally, &call);
    const biaoce_status status = prepare_and_run(&run, &diags);
    bc_crew_tally_report(&run.tally, &diags);
    bc_crew_tally_add(&run.tally, &counted);
    bc_diag_list_release(&diags);
    release(&run);
    BC_ENGINE_GIVE(summary, &counted);
    return status;
}
