/* biaoce_collect: each returned sheet is bound and checked as records are, and written as one. What was found in a file
 * goes into a report of its own as soon as its last sheet has come; of all of them only what compares records with each
 * other is kept, and counts. */
#include "audit/opinions.h"
#include "audit/report.h"
#include "base/tr.h"
#include "crew/crew.h"
#include "returns/private/record.h"
#include "returns/private/round.h"
#include "returns/private/summary.h"

#include <string.h>

enum { REPORTS = BIAOCE_FORMAT_PDF | BIAOCE_FORMAT_XLSX | BIAOCE_FORMAT_SARIF | BIAOCE_FORMAT_JSON };
#define REPORT_NAME "%.*s 审核意见"

typedef struct run {
    const bc_engine_call *call;
    const biaoce_collect_options *options;
    const bc_engine_inputs *inputs;
    biaoce_render_options render; /* what parts of the engine want to know */
    biaoce_check_options checks;  /* of a file: what is kept for its report */
    biaoce_check_options across;  /* of all: nothing is */
    bc_engine_outlet outlet;
    bc_engine_naming report_names; /* apart, for records are named on other threads */
    bc_engine_name_pattern pattern;
    bc_returns_forms forms;
    bc_returns_summary summary;
    bc_crew_tally tally;
    bc_audit whole, file;
    bc_audit_opinions opinions;
    bool has_file, file_failed; /* failed: the system, with some of it */
    size_t files, notes;
    bc_arena arena;
} run;

/* -- what was asked for --------------------------------------------------------------------------------- */

static bool wants_opinions(const biaoce_collect_options *options)
{
    return options->opinions || options->opinion_formats;
}

static bool refuse(bc_diag_list *diags, const char *message)
{
    bc_diag_add(diags, BC_DIAG_ERROR, "E505", (bc_diag_mark){ 0 }, "%s", message);
    return false;
}

static bool check_options(const biaoce_collect_options *options, bc_diag_list *diags)
{
    if (!options->path_count && !options->memory_count)
        return refuse(diags, bc_tr("there are no inputs"));
    const unsigned report = (unsigned)options->report;
    if (report & (report - 1) || report & ~(unsigned)REPORTS)
        return refuse(diags, bc_tr("a format is not known"));
    if (bc_audit_opinions_fault(options->opinion_formats))
        return refuse(diags, bc_audit_opinions_fault(options->opinion_formats));
    size_t standard = 0;
    for (size_t i = 0; i < options->path_count; i++)
        standard += strcmp(options->paths[i], "-") == 0;
    return standard <= 1 || refuse(diags, bc_tr("standard input can be read only once"));
}

static biaoce_status check_template(const run *r, bc_diag_list *diags)
{
    const char *name = r->options->template_name;
    if (!name)
        return BIAOCE_OK;
    biaoce_engine *engine = r->call->engine;
    const bc_engine_template *template =
        bc_engine_templates_find(&engine->templates, &engine->folders, bc_str_from(name));
    if (template->form && template->form->batch) {
        refuse(diags, bc_tr("a form over many records does not come back"));
        return BIAOCE_USAGE;
    }
    if (template->form)
        return BIAOCE_OK;
    bc_diag_list_append(diags, &template->diags);
    return bc_engine_template_status(template);
}

static biaoce_status check_pattern(run *r, bc_diag_list *diags)
{
    if (!r->options->name_pattern)
        return BIAOCE_OK;
    bc_diag_source *source = BC_NEW(&r->arena, bc_diag_source);
    source->name = bc_arena_str(&r->arena, bc_str_from(bc_tr("name pattern")));
    source->text = bc_arena_str(&r->arena, bc_str_from(r->options->name_pattern));
    const bc_diag_mark at = { source, 1, 1, 0 };
    return bc_engine_name_pattern_compile(&r->arena, source->text, at, diags, &r->pattern) ? BIAOCE_OK : BIAOCE_USAGE;
}

/* -- records -------------------------------------------------------------------------------------------- */

static bool pattern_fits(const void *context, const bc_engine_template *template)
{
    return bc_engine_pattern_fits(context, template->form, NULL);
}

static bool can_be_named(const run *r, bc_engine_worker *worker, const bc_engine_template *template)
{
    const bc_expr_phrase *pattern = r->pattern.whole;
    const bc_engine_wish wish = { .key = pattern, .context = pattern, .fits = pattern_fits };
    return !pattern || bc_engine_worker_asks(worker, &wish, template);
}

/* A form in which nothing says what it is called has the name of its file. */
static bc_str take_name(run *r, const bc_str *path, uint32_t parts, const char *input)
{
    if (parts && bc_str_trim(path[parts - 1]).n)
        return bc_engine_naming_take_path(&r->outlet.naming, path, parts);
    return bc_engine_naming_take(&r->outlet.naming, bc_engine_input_stem(input));
}

static void write_record(run *r, bc_crew_queue_item *item, const bc_engine_work *work, size_t said, bc_str name)
{
    bc_engine_rendered made = { .format = BIAOCE_FORMAT_YAML };
    bc_buf_init(&made.bytes);
    bc_returns_record_write(&r->forms, work, said, &item->arena, &made.bytes);
    bc_engine_outlet_put(&r->outlet, &item->outputs, name, &made);
    item->rendered = item->outputs.n > 0;
    bc_buf_release(&made.bytes);
}

static void collect_item(bc_crew *crew, bc_engine_worker *worker, bc_crew_queue_item *item)
{
    run *r = crew->context;
    const size_t said = item->diags.list.n;
    bc_engine_work work = bc_crew_queue_record(item);
    const bool bound = bc_engine_work_begin(worker, &work);
    item->template = work.template;
    const bool named = bound && can_be_named(r, worker, work.template);
    const bc_str *path = NULL;
    const uint32_t parts = named ? bc_engine_work_path(worker, &work, &r->pattern, &path) : 0;
    bc_str name = { 0 };
    bc_crew_queue_begin_naming(&crew->queue, item);
    if (named)
        name = take_name(r, path, parts, work.input);
    bc_crew_queue_end_naming(&crew->queue);
    item->failed = !named || item->diags.errors;
    item->io_failed = work.io_failed;
    if (named)
        write_record(r, item, &work, said, name);
    if (bound)
        bc_audit_note(item, &work);
    if (bound && r->whole.opinions)
        bc_audit_note_places(worker, item, &work);
    bc_crew_queue_finish(&crew->queue, item);
}

static void explain_template(bc_crew *crew, const bc_crew_queue_item *item, bc_diag_list *diags)
{
    const run *r = crew->context;
    if (r->pattern.whole)
        bc_engine_pattern_fits(r->pattern.whole, item->template->form, diags);
}

/* -- what was found ------------------------------------------------------------------------------------- */

static void deliver_item(bc_crew *crew, bc_crew_queue_item *item)
{
    run *r = crew->context;
    const bc_audit_record *noted = item->own;
    if (!r->has_file)
        bc_audit_init(&r->file, &r->checks, r->call);
    r->has_file = true;
    r->file_failed = r->file_failed || item->io_failed || item->outputs.io_failed;
    bc_audit_take(&r->file, item);
    bc_audit_take(&r->whole, item);
    bc_returns_summary_add(&r->summary, noted->noted ? &noted->facts : NULL, &item->diags, item->failed);
}

/* Reports and opinions may lie in one folder. */
static bc_engine_naming *names_of_reports(run *r)
{
    return r->whole.opinions ? &r->opinions.outlet.naming : &r->report_names;
}

static void write_report(run *r, const char *input)
{
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_engine_outputs outputs = { .arena = &arena, .diags = &diags };
    bc_engine_output report = { .format = r->options->report };
    const bc_str stem = bc_engine_input_stem(input);
    if (bc_audit_report_make(r->call->engine, &r->file, &report, &diags)) {
        bc_engine_rendered made = { .format = report.format, .pages = report.pages, .bytes = report.bytes };
        const bc_str wanted = bc_arena_printf(&arena, REPORT_NAME, BC_STR_ARG(stem));
        bc_engine_outlet_put(&r->outlet, &outputs, bc_engine_naming_take(names_of_reports(r), wanted), &made);
        bc_buf_release(&made.bytes);
    } else {
        bc_buf_release(&report.bytes);
        outputs.io_failed = true;
        if (!diags.errors)
            bc_diag_add(&diags, BC_DIAG_ERROR, "E514", (bc_diag_mark){ 0 }, bc_tr("the report could not be made"));
    }
    bc_crew_tally_report(&r->tally, &diags);
    if (outputs.io_failed)
        bc_crew_tally_worsen(&r->tally, BIAOCE_IO);
    bc_crew_tally_outputs(&r->tally, &outputs, input, 0);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
}

/* It goes back to whoever sent the file, and would say what is none of theirs, or not all that is. */
static void leave_report_out(run *r, const char *input)
{
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    const bc_diag_source source = { .name = bc_str_from(input) };
    bc_diag_add(&diags, BC_DIAG_ERROR, "E563", (bc_diag_mark){ .source = &source },
                bc_tr("no report is made of this file, since the system failed with some of it"));
    bc_crew_tally_report(&r->tally, &diags);
    bc_diag_list_release(&diags);
}

/* The last sheet of a file was delivered. */
static void end_file(bc_crew *crew, const bc_crew_queue_file *file)
{
    run *r = crew->context;
    r->files++;
    if (r->has_file && r->options->report && r->file_failed)
        leave_report_out(r, file->input->path);
    else if (r->has_file && r->options->report)
        write_report(r, file->input->path);
    if (r->has_file)
        bc_audit_release(&r->file);
    r->has_file = r->file_failed = false;
}

static void compare_records(run *r)
{
    bc_diag_list across;
    bc_diag_list_init(&across);
    across.strict = r->options->strict;
    bc_audit_finish(&r->whole, &across);
    bc_crew_tally_report(&r->tally, &across);
    if (across.errors)
        bc_crew_tally_worsen(&r->tally, BIAOCE_RECORD_ERRORS);
    bc_diag_list_release(&across);
}

/* -- the run -------------------------------------------------------------------------------------------- */

/* The forms that sheets may be which say nothing of theirs. */
static size_t list_forms(run *r, const bc_str **out)
{
    bc_diag_list unsaid;
    bc_diag_list_init(&unsaid);
    const bc_template_entry *entries;
    const size_t n = bc_template_list(&r->arena, &r->call->engine->folders, &unsaid, &entries);
    bc_str *names = BC_NEW_ARRAY(&r->arena, bc_str, n);
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        if (!bc_str_eq(entries[i].id, BC_STR("findings-report")) && !bc_str_eq(entries[i].id, BC_STR("review-opinion")))
            names[count++] = entries[i].id;
    bc_diag_list_release(&unsaid);
    *out = names;
    return count;
}

static void collect_all(run *r)
{
    const bc_str *names;
    const size_t n = list_forms(r, &names);
    bc_collect_catalogue *catalogue = bc_collect_catalogue_new(names, n);
    const bc_crew_duties duties = { .own_size = sizeof(bc_audit_record),
                                    .work = collect_item,
                                    .deliver = deliver_item,
                                    .explain_template = explain_template,
                                    .read_out = end_file,
                                    .returned = catalogue };
    bc_crew crew;
    bc_crew_init(&crew, &duties, r, &r->render, r->inputs, &r->tally);
    bc_crew_run(&crew);
    bc_crew_release(&crew);
    bc_collect_catalogue_free(catalogue);
    compare_records(r);
}

static biaoce_status run_with(run *r, const bc_engine_inputs *inputs, bc_diag_list *diags)
{
    const biaoce_collect_options *options = r->options;
    r->inputs = inputs;
    r->render = (biaoce_render_options){ .size = sizeof r->render,
                                         .template_name = options->template_name,
                                         .target = BIAOCE_TO_FOLDER,
                                         .path = options->path,
                                         .jobs = options->jobs,
                                         .strict = options->strict,
                                         .limits = options->limits };
    r->checks = (biaoce_check_options){ .size = sizeof r->checks, .formats = (unsigned)options->report };
    r->across = (biaoce_check_options){ .size = sizeof r->across };
    bc_audit_init(&r->whole, &r->across, r->call);
    r->tally.strict = options->strict;
    if (!bc_engine_outlet_open(&r->outlet, r->call->engine, &r->render, inputs, diags))
        return BIAOCE_IO;
    if (wants_opinions(options)) {
        bc_audit_opinions_ask(&r->render, options->opinion_formats);
        if (!bc_audit_opinions_begin(&r->opinions, &r->whole, options->opinions, &r->render, inputs, diags))
            return BIAOCE_IO;
    }
    collect_all(r);
    if (r->whole.opinions)
        bc_audit_opinions_write(&r->opinions, &r->tally, diags);
    if (options->on_collected)
        bc_returns_summary_tell(&r->summary, options->on_collected, r->call->callbacks.context);
    return r->tally.status;
}

static biaoce_status prepare_and_run(run *r, bc_diag_list *diags)
{
    const biaoce_collect_options *options = r->options;
    if (!check_options(options, diags))
        return BIAOCE_USAGE;
    biaoce_status status = check_pattern(r, diags);
    if (status == BIAOCE_OK)
        status = check_template(r, diags);
    if (status != BIAOCE_OK)
        return status;
    bc_engine_inputs inputs;
    bc_engine_inputs_find_workbooks(&inputs, options->paths, options->path_count, options->recursive);
    const char *wrong = bc_engine_inputs_add_memory(&inputs, options->memory, options->memory_count);
    if (wrong)
        refuse(diags, wrong);
    status = wrong ? BIAOCE_USAGE : run_with(r, &inputs, diags);
    r->inputs = NULL;
    bc_engine_inputs_release(&inputs);
    return status;
}

static void release(run *r)
{
    if (r->has_file) /* the run was ended in the middle of it */
        bc_audit_release(&r->file);
    bc_audit_release(&r->whole);
    bc_audit_opinions_release(&r->opinions);
    bc_returns_summary_release(&r->summary);
    bc_returns_forms_release(&r->forms);
    bc_engine_naming_release(&r->report_names);
    bc_engine_outlet_release(&r->outlet);
    bc_crew_tally_release(&r->tally);
    bc_arena_release(&r->arena);
}

static biaoce_collect_summary sum_up(const run *r)
{
    const biaoce_summary *counted = &r->tally.summary;
    return (biaoce_collect_summary){ .size = sizeof(biaoce_collect_summary),
                                     .files = r->files,
                                     .records = counted->records,
                                     .collected = counted->rendered,
                                     .failed = counted->failed,
                                     .errors = counted->errors,
                                     .warnings = counted->warnings,
                                     .notes = r->whole.notes,
                                     .opinions = r->opinions.departments };
}

/* What a round has instead of options. */
static bool check_round(const biaoce_collect_options *options, bc_diag_list *diags)
{
    if (options->path || options->name_pattern || options->report)
        return refuse(diags, bc_tr("a round says itself where its files go"));
    if (bc_audit_opinions_fault(options->opinion_formats))
        return refuse(diags, bc_audit_opinions_fault(options->opinion_formats));
    if (options->memory_count)
        return refuse(diags, bc_tr("a round takes in files, no records in memory"));
    for (size_t i = 0; i < options->path_count; i++)
        if (strcmp(options->paths[i], "-") == 0)
            return refuse(diags, bc_tr("a round takes in files, no standard input"));
    return *options->round || refuse(diags, bc_tr("the folder of the round has no name"));
}

static biaoce_status run_round(const bc_engine_call *call, const biaoce_collect_options *options,
                               biaoce_collect_summary *summary)
{
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    biaoce_collect_summary counted = { .size = sizeof counted };
    biaoce_status status = BIAOCE_USAGE;
    if (check_round(options, &diags))
        status = bc_returns_round_run(call, options, &counted);
    bc_engine_report(call, &diags);
    counted.errors += diags.errors;
    BC_ENGINE_GIVE(summary, &counted);
    bc_diag_list_release(&diags);
    return status;
}

/* What comes in is kept as it is. */
static biaoce_status refuse_publishing(const bc_engine_call *call)
{
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_diag_add(&diags, BC_DIAG_ERROR, "E505", (bc_diag_mark){ 0 },
                bc_tr("forms that came back are taken in as they are, and not published"));
    bc_engine_report(call, &diags);
    bc_diag_list_release(&diags);
    return BIAOCE_USAGE;
}

biaoce_status biaoce_collect(biaoce_engine *engine, const biaoce_collect_options *given,
                             biaoce_collect_summary *summary)
{
    biaoce_collect_options options = { 0 };
    biaoce_limits limits = { 0 };
    bc_engine_call call;
    if (!BC_ENGINE_TAKE(&options, given) || !BC_ENGINE_TAKE(&limits, options.limits) || !bc_engine_can_give(summary) ||
        !bc_engine_call_has_names(options.paths, options.path_count) ||
        !bc_engine_call_begin(&call, engine, options.callbacks, options.cancel))
        return BIAOCE_USAGE;
    if (options.template_name && !*options.template_name)
        options.template_name = NULL;
    if (engine->publishing)
        return refuse_publishing(&call);
    options.limits = &limits;
    if (options.round)
        return run_round(&call, &options, summary);
    run r = { .call = &call, .options = &options };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_returns_forms_init(&r.forms);
    bc_crew_tally_init(&r.tally, &call);
    const biaoce_status status = prepare_and_run(&r, &diags);
    bc_crew_tally_report(&r.tally, &diags);
    const biaoce_collect_summary counted = sum_up(&r);
    BC_ENGINE_GIVE(summary, &counted);
    bc_diag_list_release(&diags);
    release(&r);
    return status;
}
