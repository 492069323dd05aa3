/* Records made into files of their own, or into one workbook, and forms over all of them. */
#include "job/private/batch.h"

#include "base/tr.h"
#include "crew/crew.h"
#include "engine/workbook.h"
#include "job/private/over.h"
#include "record/bind.h"

typedef struct batch {
    const biaoce_render_options *options;
    const bc_job_plan *plan;
    const bc_engine_inputs *inputs;
    bc_engine_outlet outlet;
    bc_engine_workbook workbook;
    bc_job_over_records waiting; /* of forms over many, in their order */
    size_t complete;             /* records of such forms that hold all of theirs, and were printed like others */
    bc_crew_tally tally;
} batch;

/* All records of some inputs: the run's, or those that a record of a form over many names. */
typedef struct pass {
    batch *b;
    bc_gather *gather; /* NULL: no form is over them */
    bool prints;       /* each of them, too */
    bool nested;       /* forms over many are none of the records */
} pass;

/* What is kept of a record until it is delivered. */
typedef struct own {
    bc_gather_share *shares;
    bc_diag_mark mark;
    bc_engine_work waits; /* its template is NULL: it does not */
} own;

static bool pattern_fits(const void *context, const bc_engine_template *template)
{
    return bc_engine_pattern_fits(context, template->form, NULL);
}

/* Why the pattern does not fit is said with the template. */
static bool can_be_named(const batch *b, bc_engine_worker *worker, const bc_engine_template *template)
{
    const bc_expr_phrase *pattern = b->plan->pattern.whole;
    const bc_engine_wish wish = { .key = pattern, .context = pattern, .fits = pattern_fits };
    return !pattern || bc_engine_worker_asks(worker, &wish, template);
}

typedef struct finished {
    const bc_engine_outlet *outlet;
    bc_engine_outputs *outputs;
    bc_str name;
    bc_engine_rendered *rendered;
    size_t n;
} finished;

static void put_outputs(void *context)
{
    const finished *f = context;
    for (size_t i = 0; i < f->n; i++)
        bc_engine_outlet_put(f->outlet, f->outputs, f->name, &f->rendered[i]);
}

static void put(batch *b, bc_engine_worker *worker, bc_engine_outputs *outputs, bc_str name,
                bc_engine_rendered *rendered, size_t n)
{
    bc_engine_stage_run(&worker->watch, BC_ENGINE_STAGE(write), put_outputs,
                        &(finished){ &b->outlet, outputs, name, rendered, n });
    bc_engine_rendered_release(rendered, n);
}

/* -- records -------------------------------------------------------------------------------------------- */

/* The form over the run that is called so; NULL: none. */
static const bc_engine_template *find_asked(const batch *b, bc_str form)
{
    for (size_t i = 0; i < b->plan->over.n; i++)
        if (bc_str_eq(b->plan->over.at[i]->form->id, form))
            return b->plan->over.at[i];
    return NULL;
}

/* The form over the run that the record names; its template may be a file that no name leads to. NULL: none. */
static const bc_engine_template *find_own_form(const batch *b, const bc_node *value)
{
    bc_diag_mark at;
    const bool asks = b->plan->over.n && !b->options->template_name;
    return asks ? find_asked(b, bc_record_form_name(value, &at)) : NULL;
}

static void wait_for_records(const batch *b, bc_crew_queue_item *item, const bc_engine_work *record)
{
    own *kept = item->own;
    const bc_node *files;
    (void)bc_record_names_files(record->template->form, record->value, &files);
    const bc_engine_template *asked = find_asked(b, record->template->form->id); /* by whichever of its names */
    if (files || asked) {
        kept->waits = *record;
        kept->waits.template = asked ? asked : record->template;
        return;
    }
    bc_diag_add(record->diags, BC_DIAG_ERROR, "E531", record->value->mark,
                bc_tr("the form %.*s is over many records, and this one does not say which"),
                BC_STR_ARG(record->template->form->id));
    bc_diag_hint(record->diags, "%s",
                 bc_tr("write `records: projects/"
                       "*.yaml` into it, or name the form for all records with -t or --batch"));
}

/* Everything that needs the record's tree and the worker's arena; the rest waits for the record's turn. */
static void print_item(const pass *p, bc_crew *crew, bc_engine_worker *worker, bc_crew_queue_item *item,
                       bc_engine_work *record, bool bound)
{
    batch *b = p->b;
    bound = bound && can_be_named(b, worker, record->template);
    bc_str name = { 0 };
    const bc_str *path = NULL;
    const uint32_t parts = bound ? bc_engine_work_path(worker, record, &b->plan->pattern, &path) : 0;
    /* A workbook takes its sheets in the order of the records, so this one must be ready by its turn. */
    const bc_layout_document *document = bound && b->workbook.book ? bc_engine_work_lay_out(worker, record) : NULL;
    /* A record takes its name even when it then fails: correcting it must not rename the files of others. */
    bc_crew_queue_begin_naming(&crew->queue, item);
    if (bound)
        name = bc_engine_naming_take_path(&b->outlet.naming, path, parts);
    if (document)
        bc_engine_workbook_add(&b->workbook, document);
    bc_crew_queue_end_naming(&crew->queue);

    bc_engine_rendered rendered[BC_FORMAT_COUNT];
    if (bound && !b->workbook.book)
        document = bc_engine_work_lay_out(worker, record);
    const size_t n = document ? bc_engine_work_render(worker, record, document, rendered) : 0;
    item->failed = !bound || item->diags.errors;
    item->io_failed = item->io_failed || record->io_failed;
    put(b, worker, &item->outputs, name, rendered, n);
    item->rendered = item->outputs.n > 0 || (document && b->workbook.book);
}

static void pass_by(bc_crew *crew, bc_crew_queue_item *item, const bc_engine_work *record, bool failed)
{
    item->failed = failed;
    item->io_failed = item->io_failed || record->io_failed;
    bc_crew_queue_begin_naming(&crew->queue, item);
    bc_crew_queue_end_naming(&crew->queue);
}

static void render_item(bc_crew *crew, bc_engine_worker *worker, bc_crew_queue_item *item)
{
    const pass *p = crew->context;
    own *kept = item->own;
    bc_engine_work record = bc_crew_queue_record(item);
    record.template = find_own_form(p->b, record.value);
    bool bound = bc_engine_work_begin(worker, &record);
    item->template = record.template;
    kept->mark = record.value->mark;
    if (record.waits && !p->nested)
        wait_for_records(p->b, item, &record);
    const bool is_over = record.template && record.template->form && record.template->form->batch;
    if (bound && p->gather && !is_over)
        kept->shares = bc_gather_take(p->gather, &record, &item->arena);
    if ((p->prints || (is_over && !p->nested)) && !record.waits)
        print_item(p, crew, worker, item, &record, bound);
    else
        pass_by(crew, item, &record, (!bound && !record.waits) || item->diags.errors);
    bc_crew_queue_finish(&crew->queue, item);
}

/* Of records with errors, those are gathered that are printed. */
static void deliver_item(bc_crew *crew, bc_crew_queue_item *item)
{
    const pass *p = crew->context;
    const own *kept = item->own;
    const bool is_over = item->template && item->template->form && item->template->form->batch;
    if (kept->waits.template)
        bc_job_over_records_add(&p->b->waiting, &kept->waits);
    p->b->complete += is_over && item->rendered;
    if (!p->gather || is_over)
        return;
    if (kept->shares && (!item->failed || p->b->options->force))
        bc_gather_keep(p->gather, kept->shares, kept->mark);
    else if (item->failed)
        bc_gather_leave_out(p->gather, bc_str_from(bc_crew_queue_input(item)));
}

static void explain_template(bc_crew *crew, const bc_crew_queue_item *item, bc_diag_list *diags)
{
    const pass *p = crew->context;
    const bc_expr_phrase *pattern = p->b->plan->pattern.whole;
    if (pattern && p->prints && !item->template->form->batch)
        bc_engine_pattern_fits(pattern, item->template->form, diags);
}

static const bc_crew_duties duties = {
    .own_size = sizeof(own), .work = render_item, .deliver = deliver_item, .explain_template = explain_template
};

/* -- what is made of all of them ------------------------------------------------------------------------ */

static void deliver_shared(batch *b, bc_engine_outputs *outputs, const char *input)
{
    bc_crew_tally_report(&b->tally, outputs->diags);
    if (outputs->diags->errors)
        bc_crew_tally_worsen(&b->tally, BIAOCE_RECORD_ERRORS);
    bc_crew_tally_outputs(&b->tally, outputs, input, 0);
}

/* The workbook that all records share comes last. */
static void deliver_workbook(batch *b)
{
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    diags.strict = b->options->strict;
    bc_engine_outputs outputs = { .arena = &arena, .diags = &diags };
    bc_engine_workbook_put(&b->workbook, &b->outlet, &outputs);
    deliver_shared(b, &outputs, "");
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
}

/* What the form is called: as any record, or like its template. */
static bc_str name_of(bc_engine_worker *worker, bc_engine_work *work, bc_engine_naming *naming)
{
    bc_str name = bc_engine_work_name(worker, work, NULL);
    return bc_engine_naming_take(naming, bc_str_trim(name).n ? name : bc_engine_template_title(work->template));
}

static void count_made(batch *b, const bc_job_over_making *making, bool made, const bc_engine_outputs *outputs)
{
    b->tally.summary.batch_forms += made;
    b->tally.summary.rendered += made && making->record;
    b->tally.summary.failed += !made && making->record;
    if (outputs->io_failed)
        bc_crew_tally_worsen(&b->tally, BIAOCE_IO);
    if (!made)
        bc_crew_tally_worsen(&b->tally, BIAOCE_RECORD_ERRORS);
}

static void make_over(batch *b, bc_engine_worker *worker, const bc_job_over_making *making)
{
    bc_arena arena = { 0 }, list = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    diags.strict = b->options->strict;
    bc_engine_outputs outputs = { .arena = &arena, .diags = &diags };
    bc_engine_work work = { .diags = &diags };
    bc_engine_rendered rendered[BC_FORMAT_COUNT];
    bc_value records;
    const bc_layout_document *document = bc_job_over_lay_out(worker, making, &work, &list, &records);
    if (document) {
        const bc_str name = name_of(worker, &work, &b->outlet.naming);
        if (b->workbook.book)
            bc_engine_workbook_add(&b->workbook, document);
        const size_t n = bc_engine_work_render(worker, &work, document, rendered);
        put(b, worker, &outputs, name, rendered, n);
    }
    outputs.io_failed = outputs.io_failed || work.io_failed;
    count_made(b, making, outputs.n > 0 || (document && b->workbook.book), &outputs);
    bc_crew_tally_report_template(&b->tally, making->template);
    deliver_shared(b, &outputs, making->record ? making->record->input : "");
    bc_diag_list_release(&diags);
    bc_arena_release(&list);
    bc_arena_release(&arena);
}

/* Once for each record of its own that came in the run, or once without. */
static void make_asked(batch *b, bc_engine_worker *worker, bc_gather *gather, size_t over)
{
    bc_job_over_making making = {
        .gather = gather, .over = over, .template = b->plan->over.at[over], .time = bc_engine_inputs_time(b->inputs)
    };
    size_t left = 0;
    for (size_t i = 0; i < b->waiting.list.n; i++)
        left += b->waiting.list.at[i].template == making.template && !b->waiting.list.at[i].files;
    making.last = true;
    if (!left && (bc_gather_count(gather, over) || !b->complete))
        make_over(b, worker, &making);
    for (size_t i = 0; i < b->waiting.list.n; i++) {
        making.record = &b->waiting.list.at[i];
        if (making.record->template != making.template || making.record->files)
            continue;
        making.last = !--left;
        make_over(b, worker, &making);
    }
}

static void report_files(batch *b, bc_diag_list *diags, bool io_failed)
{
    b->tally.summary.failed++;
    bc_crew_tally_worsen(&b->tally, io_failed ? BIAOCE_IO : BIAOCE_RECORD_ERRORS);
    bc_crew_tally_report(&b->tally, diags);
}

/* Over the files that its own record names. */
static void make_named(batch *b, bc_engine_worker *worker, const bc_job_over_record *record)
{
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_engine_inputs inputs;
    bool io_failed = false;
    if (!bc_job_over_find_files(record, &inputs, &diags, &io_failed)) {
        report_files(b, &diags, io_failed);
    } else {
        pass inner = { .b = b, .gather = bc_gather_new(&record->template, 1), .nested = true };
        bc_crew crew;
        bc_crew_init(&crew, &duties, &inner, b->options, &inputs, &b->tally);
        bc_crew_run(&crew);
        bc_crew_release(&crew);
        const int64_t time = bc_engine_inputs_time(&inputs);
        const bc_job_over_making making = { .gather = inner.gather,
                                            .last = true,
                                            .template = record->template,
                                            .record = record,
                                            .time = time > record->time ? time : record->time };
        if (!bc_engine_call_is_cancelled(b->tally.call))
            make_over(b, worker, &making);
        bc_gather_free(inner.gather);
    }
    bc_engine_inputs_release(&inputs);
    bc_diag_list_release(&diags);
}

static void make_all_over(batch *b, bc_gather *gather)
{
    bc_engine_worker worker;
    bc_engine_worker_init(&worker, b->tally.engine, b->options);
    for (size_t i = 0; i < b->plan->over.n && !bc_engine_call_is_cancelled(b->tally.call); i++)
        make_asked(b, &worker, gather, i);
    for (size_t i = 0; i < b->waiting.list.n && !bc_engine_call_is_cancelled(b->tally.call); i++)
        if (b->waiting.list.at[i].files)
            make_named(b, &worker, &b->waiting.list.at[i]);
    if (bc_engine_call_is_cancelled(b->tally.call))
        bc_crew_tally_worsen(&b->tally, BIAOCE_IO);
    if (b->options->times)
        bc_engine_stage_add(&worker.watch, b->options->times);
    bc_engine_worker_release(&worker);
}

/* -- the run -------------------------------------------------------------------------------------------- */

static void refuse_many(bc_crew_tally *tally)
{
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_diag_add(&diags, BC_DIAG_ERROR, "E506", (bc_diag_mark){ 0 },
                bc_tr("there is more than one record for one output"));
    bc_diag_hint(&diags, bc_tr("name a folder as output"));
    bc_crew_tally_report(tally, &diags);
    bc_diag_list_release(&diags);
    bc_crew_tally_worsen(tally, BIAOCE_USAGE);
}

static void run(batch *b)
{
    const bc_job_plan *plan = b->plan;
    pass p = { .b = b, .prints = !plan->only_over };
    if (plan->over.n)
        p.gather = bc_gather_new(plan->over.at, plan->over.n);
    bc_crew crew;
    bc_crew_init(&crew, &duties, &p, b->options, b->inputs, &b->tally);
    /* One output file cannot hold two records: found out before anything is made. */
    const bool many = plan->over.n ? !plan->only_over || plan->over.n > 1 : !bc_crew_queue_is_single(&crew.queue);
    if (b->options->single && many) {
        refuse_many(&b->tally);
    } else {
        bc_crew_run(&crew);
        make_all_over(b, p.gather);
        if (b->workbook.book && !bc_engine_call_is_cancelled(b->tally.call))
            deliver_workbook(b);
    }
    bc_crew_release(&crew);
    bc_gather_free(p.gather);
}

biaoce_status bc_job_batch_run(const bc_engine_call *call, const biaoce_render_options *options,
                               const bc_engine_inputs *inputs, const bc_job_plan *plan, biaoce_summary *summary)
{
    batch b = { .options = options, .plan = plan, .inputs = inputs };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    diags.strict = options->strict;
    biaoce_engine *engine = call->engine;
    bc_crew_tally_init(&b.tally, call);
    b.tally.strict = options->strict;
    bc_engine_workbook_open(&b.workbook, engine, options, inputs);
    bc_engine_publish_begin(engine);
    if (bc_engine_outlet_open(&b.outlet, engine, options, inputs, &diags))
        run(&b);
    else
        bc_crew_tally_worsen(&b.tally, BIAOCE_IO);
    bc_engine_report_fonts(engine, &diags);
    if (!bc_engine_publish_finish(engine, inputs, &diags))
        bc_crew_tally_worsen(&b.tally, BIAOCE_IO);
    if (diags.errors)
        bc_crew_tally_worsen(&b.tally, BIAOCE_RECORD_ERRORS);
    bc_crew_tally_report(&b.tally, &diags);
    bc_diag_list_release(&diags);
    bc_job_over_records_release(&b.waiting);
    bc_engine_workbook_release(&b.workbook);
    bc_engine_outlet_release(&b.outlet);
    bc_crew_tally_add(&b.tally, summary);
    biaoce_status status = b.tally.status;
    bc_crew_tally_release(&b.tally);
    return status;
}
