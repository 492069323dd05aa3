/* Records made into files of their own, or into one workbook. */
#include "job/batch.h"

#include "base/tr.h"
#include "crew/crew.h"
#include "engine/pattern.h"
#include "engine/workbook.h"

typedef struct batch {
    const biaoce_render_options *options;
    const bc_phrase *pattern;
    bc_outlet outlet;
    bc_workbook workbook;
    bc_tally tally;
} batch;

/* Everything that needs the record's tree and the worker's arena; the rest waits for the record's turn. */
static void render_item(bc_crew *crew, bc_worker *worker, bc_queue_item *item)
{
    batch *b = crew->context;
    bc_record record = bc_queue_record(item);
    bool bound = bc_record_begin(worker, &record);
    item->template = record.template;
    /* Why the pattern does not fit is said with the template. */
    bound = bound && (!b->pattern || bc_pattern_fits(b->pattern, record.template->form, NULL));
    bc_str name = { 0 };
    if (bound)
        name = bc_record_name(worker, &record, b->pattern);
    /* A workbook takes its sheets in the order of the records, so this one must be ready by its turn. */
    const bc_document *document = bound && b->workbook.book ? bc_record_lay_out(worker, &record) : NULL;
    /* A record takes its name even when it then fails: correcting it must not rename the files of others. */
    bc_queue_begin_naming(&crew->queue, item);
    if (bound)
        name = bc_naming_take(&b->outlet.naming, name);
    if (document)
        bc_workbook_add(&b->workbook, document);
    bc_queue_end_naming(&crew->queue);

    bc_rendered rendered[BC_FORMAT_COUNT];
    if (bound && !b->workbook.book)
        document = bc_record_lay_out(worker, &record);
    size_t n = document ? bc_record_render(worker, &record, document, rendered) : 0;
    item->failed = !bound || item->diags.errors;
    item->io_failed = record.io_failed;
    bc_clock_start(&worker->clock);
    for (size_t i = 0; i < n; i++)
        bc_outlet_put(&b->outlet, &item->outputs, name, &rendered[i]);
    bc_clock_lap(&worker->clock, &worker->times.write);
    bc_rendered_release(rendered, n);
    item->rendered = item->outputs.n > 0 || (document && b->workbook.book);
    bc_queue_finish(&crew->queue, item);
}

static void explain_template(bc_crew *crew, const bc_queue_item *item, bc_diags *diags)
{
    const batch *b = crew->context;
    if (b->pattern)
        bc_pattern_fits(b->pattern, item->template->form, diags);
}

/* The workbook that all records share comes last. */
static void deliver_workbook(batch *b)
{
    bc_arena arena = { 0 };
    bc_diags diags;
    bc_diags_init(&diags);
    bc_outputs outputs = { .arena = &arena, .diags = &diags };
    bc_workbook_put(&b->workbook, &b->outlet, &outputs);
    bc_tally_report(&b->tally, &diags);
    bc_tally_outputs(&b->tally, &outputs, "", 0);
    bc_diags_release(&diags);
    bc_arena_release(&arena);
}

/* One output file cannot hold two records: found out before anything is made. */
static bool is_single(const bc_queue *queue)
{
    return queue->inputs->list.n == 1 && queue->files[0]->records.n + queue->files[0]->records.broken <= 1;
}

static void refuse_many(bc_tally *tally)
{
    bc_diags diags;
    bc_diags_init(&diags);
    bc_diag_add(&diags, BC_ERROR, "E506", (bc_mark){ 0 }, bc_tr("there is more than one record for one output"));
    bc_diag_hint(&diags, bc_tr("name a folder as output"));
    bc_tally_report(tally, &diags);
    bc_diags_release(&diags);
    bc_tally_worsen(tally, BIAOCE_USAGE);
}

static void run(batch *b, const bc_inputs *inputs)
{
    static const bc_crew_duties duties = { .work = render_item, .explain_template = explain_template };
    bc_crew crew;
    bc_crew_init(&crew, &duties, b, b->options, inputs, &b->tally);
    if (b->options->single && !is_single(&crew.queue)) {
        refuse_many(&b->tally);
    } else {
        bc_crew_run(&crew);
        if (b->workbook.book && !atomic_load(&b->tally.engine->stopped))
            deliver_workbook(b);
    }
    bc_crew_release(&crew);
}

biaoce_status bc_batch_run(biaoce_engine *engine, const biaoce_render_options *options, const bc_inputs *inputs,
                           const bc_phrase *pattern, biaoce_summary *summary)
{
    batch b = { .options = options, .pattern = pattern };
    bc_diags diags;
    bc_diags_init(&diags);
    bc_tally_init(&b.tally, engine);
    bc_workbook_open(&b.workbook, engine, options, inputs);
    if (bc_outlet_open(&b.outlet, engine, options, inputs, &diags))
        run(&b, inputs);
    else
        bc_tally_worsen(&b.tally, BIAOCE_IO);
    bc_engine_report_fonts(engine, &diags);
    bc_tally_report(&b.tally, &diags);
    bc_diags_release(&diags);
    bc_workbook_release(&b.workbook);
    bc_outlet_release(&b.outlet);
    *summary = b.tally.summary;
    biaoce_status status = b.tally.status;
    bc_tally_release(&b.tally);
    return status;
}
