/* Records made into files of their own, or into one workbook. */
#include "job/private/batch.h"

#include "base/tr.h"
#include "crew/crew.h"
#include "engine/workbook.h"

typedef struct batch {
    const biaoce_render_options *options;
    const bc_engine_name_pattern *pattern;
    bc_engine_outlet outlet;
    bc_engine_workbook workbook;
    bc_crew_tally tally;
} batch;

static bool pattern_fits(const void *context, const bc_engine_template *template)
{
    return bc_engine_pattern_fits(context, template->form, NULL);
}

/* Why the pattern does not fit is said with the template. */
static bool can_be_named(const batch *b, bc_engine_worker *worker, const bc_engine_template *template)
{
    const bc_expr_phrase *pattern = b->pattern->whole;
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

/* Everything that needs the record's tree and the worker's arena; the rest waits for the record's turn. */
static void render_item(bc_crew *crew, bc_engine_worker *worker, bc_crew_queue_item *item)
{
    batch *b = crew->context;
    bc_engine_work record = bc_crew_queue_record(item);
    bool bound = bc_engine_work_begin(worker, &record);
    item->template = record.template;
    bound = bound && can_be_named(b, worker, record.template);
    bc_str name = { 0 };
    const bc_str *path = NULL;
    uint32_t parts = bound ? bc_engine_work_path(worker, &record, b->pattern, &path) : 0;
    /* A workbook takes its sheets in the order of the records, so this one must be ready by its turn. */
    const bc_layout_document *document = bound && b->workbook.book ? bc_engine_work_lay_out(worker, &record) : NULL;
    /* A record takes its name even when it then fails: correcting it must not rename the files of others. */
    bc_crew_queue_begin_naming(&crew->queue, item);
    if (bound)
        name = bc_engine_naming_take_path(&b->outlet.naming, path, parts);
    if (document)
        bc_engine_workbook_add(&b->workbook, document);
    bc_crew_queue_end_naming(&crew->queue);

    bc_engine_rendered rendered[BC_FORMAT_COUNT];
    if (bound && !b->workbook.book)
        document = bc_engine_work_lay_out(worker, &record);
    size_t n = document ? bc_engine_work_render(worker, &record, document, rendered) : 0;
    item->failed = !bound || item->diags.errors;
    item->io_failed = record.io_failed;
    bc_engine_stage_run(&worker->watch, BC_ENGINE_STAGE(write), put_outputs,
                        &(finished){ &b->outlet, &item->outputs, name, rendered, n });
    bc_engine_rendered_release(rendered, n);
    item->rendered = item->outputs.n > 0 || (document && b->workbook.book);
    bc_crew_queue_finish(&crew->queue, item);
}

static void explain_template(bc_crew *crew, const bc_crew_queue_item *item, bc_diag_list *diags)
{
    const batch *b = crew->context;
    if (b->pattern->whole)
        bc_engine_pattern_fits(b->pattern->whole, item->template->form, diags);
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
    bc_crew_tally_report(&b->tally, &diags);
    if (diags.errors)
        bc_crew_tally_worsen(&b->tally, BIAOCE_RECORD_ERRORS);
    bc_crew_tally_outputs(&b->tally, &outputs, "", 0);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
}

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

static void run(batch *b, const bc_engine_inputs *inputs)
{
    static const bc_crew_duties duties = { .work = render_item, .explain_template = explain_template };
    bc_crew crew;
    bc_crew_init(&crew, &duties, b, b->options, inputs, &b->tally);
    /* One output file cannot hold two records: found out before anything is made. */
    if (b->options->single && !bc_crew_queue_is_single(&crew.queue)) {
        refuse_many(&b->tally);
    } else {
        bc_crew_run(&crew);
        if (b->workbook.book && !bc_engine_call_is_cancelled(b->tally.call))
            deliver_workbook(b);
    }
    bc_crew_release(&crew);
}

biaoce_status bc_job_batch_run(const bc_engine_call *call, const biaoce_render_options *options,
                               const bc_engine_inputs *inputs, const bc_engine_name_pattern *pattern,
                               biaoce_summary *summary)
{
    batch b = { .options = options, .pattern = pattern };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    diags.strict = options->strict;
    biaoce_engine *engine = call->engine;
    bc_crew_tally_init(&b.tally, call);
    b.tally.strict = options->strict;
    bc_engine_workbook_open(&b.workbook, engine, options, inputs);
    if (bc_engine_outlet_open(&b.outlet, engine, options, inputs, &diags))
        run(&b, inputs);
    else
        bc_crew_tally_worsen(&b.tally, BIAOCE_IO);
    bc_engine_report_fonts(engine, &diags);
    if (diags.errors)
        bc_crew_tally_worsen(&b.tally, BIAOCE_RECORD_ERRORS);
    bc_crew_tally_report(&b.tally, &diags);
    bc_diag_list_release(&diags);
    bc_engine_workbook_release(&b.workbook);
    bc_engine_outlet_release(&b.outlet);
    bc_crew_tally_add(&b.tally, summary);
    biaoce_status status = b.tally.status;
    bc_crew_tally_release(&b.tally);
    return status;
}
