/* biaoce_check: the same reading and binding as for printing, then findings instead of pages. */
#include "audit/opinions.h"
#include "audit/report.h"
#include "base/file.h"
#include "base/tr.h"
#include "base/vec.h"

#include <errno.h>
#include <string.h>

/* Baselines hold a line for each finding, lists a line for each project. */
enum { MAX_SIDE_FILE = 64 << 20 };

static bool wants_opinions(const biaoce_check_options *options)
{
    return options->opinions || options->opinion_formats;
}

/* A list given besides the records, as a file or from memory; true when none is given. */
static bool read_list(bc_audit *audit, const char *path, const biaoce_memory *memory, const bc_node **out,
                      bc_diag_list *diags, bool *io_error)
{
    if (!path && !memory)
        return true;
    biaoce_memory given = { 0 };
    const bc_diag_source *source;
    BC_ENGINE_TAKE(&given, memory);
    const bc_file_waiting waiting = bc_engine_call_waiting(audit->call);
    const bc_node *document =
        path ? bc_engine_input_read_document(&audit->arena, path, &waiting, &source, diags, io_error)
             : bc_engine_input_take_document(&audit->arena, &given, &source, diags, io_error);
    if (!document && source)
        bc_diag_add(diags, BC_DIAG_ERROR, "E516", (bc_diag_mark){ .source = source },
                    bc_tr("this file must hold one document"));
    *out = document;
    return document;
}

static biaoce_status read_baseline(bc_audit *audit, const char *path, const biaoce_memory *memory, bc_diag_list *diags)
{
    bool good = true;
    if (!path) {
        biaoce_memory given = { 0 };
        if (memory && BC_ENGINE_TAKE(&given, memory))
            good = bc_audit_read_baseline(audit, (bc_str){ given.bytes, given.length },
                                          given.name ? given.name : bc_tr("baseline"), diags);
        return good ? BIAOCE_OK : BIAOCE_USAGE;
    }
    bc_buf text;
    bc_buf_init(&text);
    bc_file_result read = bc_file_read(path, MAX_SIDE_FILE, &text);
    if (read.status == BC_FILE_OK)
        good = bc_audit_read_baseline(audit, bc_buf_str(&text), path, diags);
    else
        bc_diag_add(diags, BC_DIAG_ERROR, "E517", (bc_diag_mark){ 0 }, bc_tr("the baseline %s could not be read: %s"),
                    path, bc_file_result_text(read));
    bc_buf_release(&text);
    return read.status != BC_FILE_OK ? BIAOCE_IO : good ? BIAOCE_OK : BIAOCE_USAGE;
}

/* Each as a file or from memory, which must then have bytes. */
static const char *check_sides(const biaoce_check_options *options)
{
    const char *const files[] = { options->baseline, options->totals, options->projects };
    const biaoce_memory *const memories[] = { options->baseline_memory, options->totals_memory,
                                              options->projects_memory };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        biaoce_memory given = { 0 };
        if (!BC_ENGINE_TAKE(&given, memories[i]) || (!given.bytes && given.length))
            return bc_tr("what is given from memory has no bytes, or its struct no size");
        if (memories[i] && given.kind > BIAOCE_KIND_JSON)
            return bc_tr("what is given from memory is of a kind that is not known");
        if (files[i] && memories[i])
            return bc_tr("the baseline or a list is given both as a file and from memory");
    }
    return NULL;
}

static biaoce_status check_options(const biaoce_check_options *options, bool publishes, bc_diag_list *diags)
{
    const char *wrong = check_sides(options);
    if (options->formats & ~(unsigned)BC_AUDIT_REPORT_FORMATS)
        wrong = bc_tr("a format is not known");
    if (bc_audit_opinions_fault(options->opinion_formats))
        wrong = bc_audit_opinions_fault(options->opinion_formats);
    if (publishes && (options->on_diff || options->write_fixes))
        wrong = bc_tr("records are mended as they are, and published masked: one or the other");
    if (publishes && wants_opinions(options))
        wrong = bc_tr("opinions go to those who wrote the forms, and are not published: one or the other");
    if (wrong)
        bc_diag_add(diags, BC_DIAG_ERROR, "E505", (bc_diag_mark){ 0 }, "%s", wrong);
    for (size_t i = 0; i < options->report_count && !wrong; i++)
        if (!bc_audit_report_format(options->reports[i])) {
            wrong = options->reports[i];
            bc_diag_add(diags, BC_DIAG_ERROR, "E518", (bc_diag_mark){ 0 },
                        bc_tr("%s: a report ends in .sarif, .json, .pdf or .xlsx"), wrong);
        }
    return wrong ? BIAOCE_USAGE : BIAOCE_OK;
}

/* What is given besides the records. */
static biaoce_status prepare(const biaoce_check_options *options, bc_audit *audit, bc_diag_list *diags)
{
    bool io_error = false;
    biaoce_status status = check_options(options, audit->call->engine->publishing != NULL, diags);
    if (status != BIAOCE_OK)
        return status;
    if (!read_list(audit, options->totals, options->totals_memory, &audit->totals, diags, &io_error) ||
        !read_list(audit, options->projects, options->projects_memory, &audit->projects, diags, &io_error))
        return io_error ? BIAOCE_IO : BIAOCE_RECORD_ERRORS;
    return read_baseline(audit, options->baseline, options->baseline_memory, diags);
}

/* -- fixing --------------------------------------------------------------------------------------------- */

typedef enum record_file { FILE_AS_CHECKED, FILE_CHANGED, FILE_UNREADABLE } record_file;

/* Whether the file still holds what was checked, byte for byte; one in another encoding never does. */
static record_file look_again(const bc_audit_source_fixes *source, bc_file_result *read)
{
    bc_buf bytes;
    bc_buf_init(&bytes);
    *read = bc_file_read(source->name.p, source->text.n, &bytes);
    record_file found = FILE_CHANGED;
    if (read->status == BC_FILE_OK && bc_str_eq(bc_buf_str(&bytes), source->text))
        found = FILE_AS_CHECKED;
    else if (read->status != BC_FILE_OK && read->status != BC_FILE_TOO_LARGE)
        found = FILE_UNREADABLE;
    bc_buf_release(&bytes);
    return found;
}

static biaoce_status report_unwritten(const bc_audit_source_fixes *source, const char *why, bc_diag_list *diags)
{
    bc_diag_add(diags, BC_DIAG_ERROR, "E514", (bc_diag_mark){ 0 }, bc_tr("%.*s could not be written: %s"),
                BC_STR_ARG(source->name), why);
    return BIAOCE_IO;
}

static biaoce_status write_fixed(const bc_audit_source_fixes *source, bc_str text, biaoce_check_summary *summary,
                                 bc_diag_list *diags)
{
    bc_file_result read;
    record_file file = look_again(source, &read);
    if (file == FILE_UNREADABLE)
        return report_unwritten(source, bc_file_result_text(read), diags);
    /* Nothing is written that could not be read back as what was there. */
    size_t before, after;
    if (!bc_engine_input_count_documents(source->input, source->text, &before) ||
        !bc_engine_input_count_documents(source->input, text, &after))
        return report_unwritten(source, bc_file_error_text(ENOMEM), diags);
    if (file == FILE_CHANGED || before != after) {
        bc_diag_add(diags, BC_DIAG_WARNING, "W519", (bc_diag_mark){ 0 },
                    bc_tr("%.*s is left as it is: it was changed meanwhile, or is not UTF-8"),
                    BC_STR_ARG(source->name));
        return BIAOCE_OK;
    }
    bc_file_result written =
        bc_file_write(source->name.p, text, &(bc_file_write_options){ .durable = true, .same_owner = true });
    if (written.status != BC_FILE_OK)
        return report_unwritten(source, bc_file_result_text(written), diags);
    summary->fixed++;
    return BIAOCE_OK;
}

/* Standard input and what the program has in memory cannot be rewritten, whatever files are called as they are. */
static bool is_file(const bc_engine_input *input)
{
    return !input->memory && strcmp(input->path, "-") != 0;
}

static biaoce_status fix(const biaoce_check_options *options, bc_audit *audit, biaoce_check_summary *summary,
                         bc_diag_list *diags)
{
    biaoce_status worst = BIAOCE_OK;
    for (size_t i = 0; i < audit->fixes.n; i++) {
        bc_audit_source_fixes *fixes = audit->fixes.at[i];
        if (fixes->change_count) {
            summary->fixable += fixes->change_count;
            if (options->on_diff)
                options->on_diff(audit->call->callbacks.context, fixes->name.p, fixes->changes.p);
            continue;
        }
        if (!fixes->text.p)
            continue;
        size_t n = bc_check_fix_tidy(fixes->list.at, fixes->list.n);
        summary->fixable += n;
        bc_buf text, diff;
        bc_buf_init(&text);
        bc_buf_init(&diff);
        bc_check_fix_apply(fixes->text, fixes->list.at, n, &text);
        bc_check_fix_diff(fixes->name, fixes->text, bc_buf_str(&text), &diff);
        if (options->on_diff)
            options->on_diff(audit->call->callbacks.context, fixes->name.p, diff.p);
        biaoce_status status = BIAOCE_OK;
        if (options->write_fixes && is_file(fixes->input))
            status = write_fixed(fixes, bc_buf_str(&text), summary, diags);
        worst = status > worst ? status : worst;
        bc_buf_release(&text);
        bc_buf_release(&diff);
    }
    return worst;
}

/* -- outputs -------------------------------------------------------------------------------------------- */

/* All that the run reads must outlive it; only a baseline may be written anew. */
static bool may_write(biaoce_engine *engine, const biaoce_check_options *options, bc_diag_list *diags)
{
    const char *sides[] = { options->totals, options->projects, options->baseline };
    bc_engine_inputs sources;
    bool good = true;
    bc_engine_inputs_find_kind(&sources, options->paths, options->path_count, options->recursive,
                               bc_engine_tables_options(options->tables).kind);
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        if (i == 2) {
            bc_engine_inputs_index(&sources);
            good = !options->write_baseline ||
                   bc_engine_outlet_may_replace(engine, &sources, options->write_baseline, diags);
        }
        if (sides[i])
            bc_engine_inputs_add(&sources, &sides[i], 1, false);
    }
    bc_engine_inputs_index(&sources);
    for (size_t i = 0; i < options->report_count; i++)
        good = bc_engine_outlet_may_replace(engine, &sources, options->reports[i], diags) && good;
    bc_engine_inputs_release(&sources);
    return good;
}

/* The reports and the baseline need a name each. */
static bool have_own_names(const biaoce_check_options *options, bc_diag_list *diags)
{
    for (size_t i = 0; i < options->report_count; i++) {
        bool twice = options->write_baseline && bc_file_is_same(options->reports[i], options->write_baseline);
        for (size_t k = 0; k < i && !twice; k++)
            twice = bc_file_is_same(options->reports[i], options->reports[k]);
        if (!twice)
            continue;
        bc_diag_add(diags, BC_DIAG_ERROR, "E505", (bc_diag_mark){ 0 }, bc_tr("two outputs of the run are called %s"),
                    options->reports[i]);
        return false;
    }
    return true;
}

static void report_unmade(const bc_engine_output *output, const char *why, bc_diag_list *diags)
{
    if (output->format == BIAOCE_FORMAT_BASELINE)
        bc_diag_add(diags, BC_DIAG_ERROR, "E517", (bc_diag_mark){ 0 },
                    bc_tr("the baseline %s could not be written: %s"), output->path, why);
    else if (output->path)
        bc_diag_add(diags, BC_DIAG_ERROR, "E514", (bc_diag_mark){ 0 }, bc_tr("the report %s could not be written: %s"),
                    output->path, why);
    else
        bc_diag_add(diags, BC_DIAG_ERROR, "E514", (bc_diag_mark){ 0 }, bc_tr("the report could not be made"));
}

/* Makes a report or the baseline and puts it where it was asked for: into a file or, without a path, in memory. */
static void put(const bc_audit *audit, bc_crew_tally *tally, biaoce_format format, const char *path,
                bc_diag_list *diags)
{
    bc_engine_outputs outputs = { .at = { { .format = format, .path = path } } };
    bc_engine_output *made = &outputs.at[0];
    unsigned errors = diags->errors;
    bool good = bc_audit_report_make(tally->engine, audit, made, diags);
    if (!good && diags->errors == errors) /* else they say why */
        report_unmade(made, bc_tr("it could not be made"), diags);
    if (good && path) {
        bc_file_result written =
            bc_file_write(path, bc_buf_str(&made->bytes), &(bc_file_write_options){ .durable = true });
        good = written.status == BC_FILE_OK;
        if (!good)
            report_unmade(made, bc_file_result_text(written), diags);
    }
    if (path || !good)
        bc_buf_release(&made->bytes);
    outputs.n = good;
    outputs.io_failed = !good;
    bc_crew_tally_outputs(tally, &outputs, "", 0);
}

static void conclude(const biaoce_check_options *options, bc_audit *audit, bc_crew_tally *tally,
                     biaoce_check_summary *summary, bc_diag_list *diags)
{
    if (bc_engine_call_is_cancelled(tally->call)) {
        bc_crew_tally_worsen(tally, BIAOCE_IO);
        return; /* what was found so far is not what there is */
    }
    if (bc_audit_wants_edits(audit))
        bc_crew_tally_worsen(tally, fix(options, audit, summary, diags));
    if (!may_write(tally->engine, options, diags)) { /* now that the templates of the run are known */
        bc_crew_tally_worsen(tally, BIAOCE_IO);
        return;
    }
    for (size_t i = 0; i < options->report_count; i++)
        put(audit, tally, bc_audit_report_format(options->reports[i]), options->reports[i], diags);
    if (options->write_baseline)
        put(audit, tally, BIAOCE_FORMAT_BASELINE, options->write_baseline, diags);
    for (unsigned format = 1; format <= BIAOCE_FORMAT_BASELINE; format <<= 1)
        if (options->formats & format)
            put(audit, tally, (biaoce_format)format, NULL, diags);
}

/* -- the run -------------------------------------------------------------------------------------------- */

static void check_item(bc_crew *crew, bc_engine_worker *worker, bc_crew_queue_item *item)
{
    bc_audit *audit = crew->context;
    bc_check_edits edits = { 0 };
    bc_engine_work record = bc_crew_queue_record(item);
    record.edits = bc_audit_wants_edits(audit) ? &edits : NULL;
    bool bound = bc_engine_work_begin(worker, &record);
    item->template = record.template;
    item->failed = (!bound && !record.waits) || item->diags.errors;
    item->io_failed = record.io_failed;
    if (bound)
        bc_audit_note(item, &record);
    if (bound && audit->opinions)
        bc_audit_note_places(worker, item, &record);
    bc_vec_release(&edits);
    bc_crew_queue_finish(&crew->queue, item);
}

static void take_findings(bc_crew *crew, bc_crew_queue_item *item)
{
    bc_audit_take(crew->context, item);
}

static void take_text(bc_crew *crew, const bc_crew_queue_file *file)
{
    bc_audit_take_text(crew->context, file);
}

static void compare_records(bc_audit *audit, bc_crew_tally *tally)
{
    bc_diag_list across;
    bc_diag_list_init(&across);
    across.strict = tally->strict;
    bc_audit_finish(audit, &across);
    bc_crew_tally_report(tally, &across);
    if (across.errors)
        bc_crew_tally_worsen(tally, BIAOCE_RECORD_ERRORS);
    bc_diag_list_release(&across);
}

static void check_all(const biaoce_render_options *options, const bc_engine_inputs *inputs, bc_audit *audit,
                      bc_crew_tally *tally)
{
    const bc_crew_duties duties = { .own_size = sizeof(bc_audit_record),
                                    .work = check_item,
                                    .deliver = take_findings,
                                    .read_out = bc_audit_wants_edits(audit) ? take_text : NULL };
    bc_crew crew;
    bc_crew_init(&crew, &duties, audit, options, inputs, tally);
    bc_crew_run(&crew);
    bc_crew_release(&crew);
    compare_records(audit, tally);
}

static biaoce_render_options render_options(const biaoce_check_options *options)
{
    biaoce_render_options render = { .size = sizeof render,
                                     .template_name = options->template_name,
                                     .target = BIAOCE_TO_MEMORY,
                                     .jobs = options->jobs,
                                     .strict = options->strict,
                                     .tables = options->tables,
                                     .limits = options->limits };
    if (wants_opinions(options))
        bc_audit_opinions_ask(&render, options->opinion_formats);
    return render;
}

static void check_with_opinions(const biaoce_render_options *render, const bc_engine_inputs *inputs, bc_audit *audit,
                                bc_crew_tally *tally, bc_diag_list *diags)
{
    bc_audit_opinions opinions = { 0 };
    if (bc_audit_opinions_begin(&opinions, audit, audit->options->opinions, render, inputs, diags)) {
        check_all(render, inputs, audit, tally);
        bc_audit_opinions_write(&opinions, tally, diags);
    } else {
        bc_crew_tally_worsen(tally, BIAOCE_IO);
    }
    bc_audit_opinions_release(&opinions);
}

static biaoce_status run(const bc_engine_call *call, const biaoce_check_options *options, bc_audit *audit,
                         biaoce_check_summary *summary, bc_diag_list *diags)
{
    const biaoce_render_options render = render_options(options);
    bc_engine_inputs inputs;
    bc_crew_tally tally;
    bc_crew_tally_init(&tally, call);
    tally.strict = options->strict;
    bc_engine_inputs_find_kind(&inputs, options->paths, options->path_count, options->recursive,
                               bc_engine_tables_options(options->tables).kind);
    const char *wrong = bc_engine_inputs_add_memory(&inputs, options->memory, options->memory_count);
    if (wrong) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E505", (bc_diag_mark){ 0 }, "%s", wrong);
        bc_engine_inputs_release(&inputs);
        bc_crew_tally_release(&tally);
        return BIAOCE_USAGE;
    }
    bc_engine_inputs_index(&inputs);
    bc_engine_publish_begin(call->engine);
    if (wants_opinions(options))
        check_with_opinions(&render, &inputs, audit, &tally, diags);
    else
        check_all(&render, &inputs, audit, &tally);
    conclude(options, audit, &tally, summary, diags);
    if (!bc_engine_publish_finish(call->engine, &inputs, diags))
        bc_crew_tally_worsen(&tally, BIAOCE_IO);
    bc_engine_inputs_release(&inputs);
    summary->records = tally.summary.records;
    summary->failed = tally.summary.failed;
    summary->errors = tally.summary.errors;
    summary->warnings = tally.summary.warnings;
    summary->notes = audit->notes;
    summary->known = audit->known_count;
    summary->gone = audit->gone_count;
    summary->opinions = audit->opinions ? bc_opinion_departments(audit->opinions) : 0;
    biaoce_status status = tally.status;
    bc_crew_tally_release(&tally);
    return status;
}

/* Records are looked at by their own forms: one over many has nothing to say of each. */
static bool is_of_single_records(biaoce_engine *engine, const char *name, bc_diag_list *diags)
{
    const bc_engine_template *template =
        name && *name ? bc_engine_templates_find(&engine->templates, &engine->folders, bc_str_from(name)) : NULL;
    if (!template || !template->form || !template->form->batch)
        return true;
    bc_diag_add(diags, BC_DIAG_ERROR, "E505", (bc_diag_mark){ 0 },
                bc_tr("%s is a form over many records, by which none is checked"), name);
    return false;
}

static biaoce_status check(const bc_engine_call *call, const biaoce_check_options *options,
                           biaoce_check_summary *summary)
{
    bc_audit audit;
    bc_audit_init(&audit, options, call);
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    diags.strict = options->strict;
    biaoce_status status = prepare(options, &audit, &diags);
    if (status == BIAOCE_OK &&
        (!have_own_names(options, &diags) || !is_of_single_records(call->engine, options->template_name, &diags)))
        status = BIAOCE_USAGE;
    if (status == BIAOCE_OK && !may_write(call->engine, options, &diags))
        status = BIAOCE_IO;
    if (status == BIAOCE_OK)
        status = run(call, options, &audit, summary, &diags);
    if (status == BIAOCE_OK && diags.errors)
        status = BIAOCE_RECORD_ERRORS;
    bc_engine_report(call, &diags);
    summary->errors += diags.errors;
    summary->warnings += diags.warnings;
    bc_diag_list_release(&diags);
    bc_audit_release(&audit);
    return status;
}

biaoce_status biaoce_check(biaoce_engine *engine, const biaoce_check_options *given, biaoce_check_summary *summary)
{
    biaoce_check_options options = { 0 };
    biaoce_check_summary counted = { 0 };
    biaoce_limits limits = { 0 };
    bc_engine_call call;
    if (!BC_ENGINE_TAKE(&options, given) || !BC_ENGINE_TAKE(&limits, options.limits) || !bc_engine_can_give(summary) ||
        !bc_engine_call_has_names(options.paths, options.path_count) || !bc_engine_tables_are_good(options.tables) ||
        !bc_engine_call_has_names(options.reports, options.report_count) ||
        !bc_engine_call_begin(&call, engine, options.callbacks, options.cancel))
        return BIAOCE_USAGE;
    options.limits = &limits;
    biaoce_status status = check(&call, &options, &counted);
    BC_ENGINE_GIVE(summary, &counted);
    return status;
}

biaoce_status biaoce_list_rules(const biaoce_rules_options *given)
{
    biaoce_rules_options options = { 0 };
    bc_engine_call call;
    bc_check_rule_info info;
    if (!BC_ENGINE_TAKE(&options, given) || !options.on_rule ||
        !bc_engine_call_begin_alone(&call, options.callbacks, options.cancel))
        return BIAOCE_USAGE;
    for (size_t i = 0; !bc_engine_call_is_cancelled(&call) && bc_check_rule_at(i, &info); i++)
        options.on_rule(call.callbacks.context,
                        &(biaoce_rule){ sizeof(biaoce_rule), info.code, (biaoce_severity)info.level, info.summary });
    return bc_engine_call_is_cancelled(&call) ? BIAOCE_IO : BIAOCE_OK;
}
