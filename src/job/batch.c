#include "job/batch.h"

#include "base/tr.h"
#include "job/pattern.h"
#include "job/workbook.h"

/* A spawned thread more than this is a slip of the keyboard. */
enum { THREADS_MOST = 256 };

typedef struct batch {
    biaoce_engine *engine;
    const biaoce_render_options *options;
    const bc_phrase *pattern;
    bc_survey *survey; /* NULL: records are rendered */
    bc_outlet outlet;
    bc_workbook workbook;
    bc_queue queue;
    pthread_mutex_t times_lock;
    biaoce_status status;
    biaoce_summary summary;
    BC_VEC(const bc_template *) reported; /* templates whose own messages have been delivered */
} batch;

/* Everything that needs the record's tree and the worker's arena; the rest waits for the record's turn. */
static void survey_item(batch *b, bc_worker *worker, bc_queue_item *item)
{
    bc_edits edits = { 0 };
    bc_record record = { .value = item->value,
                         .input = item->file->input->path,
                         .number = item->number,
                         .time = item->file->input->time,
                         .template_name = bc_str_from(b->options->template_name),
                         .diags = &item->diags,
                         .edits = bc_survey_wants_edits(b->survey) ? &edits : NULL };
    bool bound = bc_record_begin(worker, &record);
    item->template = record.template;
    item->failed = !bound || item->diags.errors;
    if (bound)
        bc_survey_note(item, &record);
    bc_queue_begin_naming(&b->queue, item);
    bc_queue_end_naming(&b->queue);
    bc_vec_release(&edits);
}

static void render_item(batch *b, bc_worker *worker, bc_queue_item *item)
{
    bc_record record = { .value = item->value,
                         .input = item->file->input->path,
                         .number = item->number,
                         .time = item->file->input->time,
                         .diags = &item->diags };
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
    bc_queue_begin_naming(&b->queue, item);
    if (bound)
        name = bc_naming_take(&b->outlet.naming, name);
    if (document)
        bc_workbook_add(&b->workbook, document);
    bc_queue_end_naming(&b->queue);

    bc_rendered rendered[BC_FORMAT_COUNT];
    if (bound && !b->workbook.book)
        document = bc_record_lay_out(worker, &record);
    size_t n = document ? bc_record_render(worker, &record, document, rendered) : 0;
    item->in_workbook = document && b->workbook.book;
    item->failed = !bound || item->diags.errors;
    item->io_failed = record.io_failed;
    bc_job_clock_start(&worker->clock);
    for (size_t i = 0; i < n; i++)
        bc_outlet_put(&b->outlet, item, name, &rendered[i]);
    bc_job_clock_lap(&worker->clock, &worker->times.write);
    bc_rendered_release(rendered, n);
}

/* One task of the queue; false when there are no more. */
static bool work_once(batch *b, bc_worker *worker)
{
    size_t input;
    bc_queue_item *item;
    if (atomic_load(&b->engine->stopped))
        bc_queue_close(&b->queue);
    switch (bc_queue_take(&b->queue, &input, &item)) {
    case BC_TASK_READ:
        bc_job_clock_start(&worker->clock);
        bc_queue_read(&b->queue, input);
        bc_job_clock_lap(&worker->clock, &worker->times.read);
        return true;
    case BC_TASK_RECORD:
        if (b->survey)
            survey_item(b, worker, item);
        else
            render_item(b, worker, item);
        bc_queue_finish(&b->queue, item);
        return true;
    case BC_TASK_END:
        break;
    }
    return false;
}

static void end_worker(batch *b, bc_worker *worker)
{
    if (b->options->times) {
        pthread_mutex_lock(&b->times_lock);
        bc_worker_add_times(worker, b->options->times);
        pthread_mutex_unlock(&b->times_lock);
    }
    bc_worker_release(worker);
}

static void *work(void *context)
{
    batch *b = context;
    bc_worker worker;
    bc_worker_init(&worker, b->engine, b->options);
    while (work_once(b, &worker)) {
    }
    end_worker(b, &worker);
    return NULL;
}

static void worsen(batch *b, biaoce_status status)
{
    if (status > b->status)
        b->status = status;
}

static void report(batch *b, const bc_diags *diags)
{
    bc_engine_report(b->engine, diags);
    b->summary.errors += diags->errors;
    b->summary.warnings += diags->warnings;
}

static void report_pattern(batch *b, const bc_form *form)
{
    bc_diags diags;
    bc_diags_init(&diags);
    bc_pattern_fits(b->pattern, form, &diags);
    report(b, &diags);
    bc_diags_release(&diags);
}

/* What is to be said about a template is said once, before the first record that uses it. */
static void report_template(batch *b, const bc_template *template)
{
    if (!template || (!template->form && !bc_template_is_broken(template)))
        return;
    for (size_t i = 0; i < b->reported.n; i++)
        if (b->reported.at[i] == template)
            return;
    *bc_vec_push(&b->reported) = template;
    report(b, &template->diags);
    if (template->form && b->pattern)
        report_pattern(b, template->form);
}

static void deliver_made(batch *b, bc_queue_item *item, bc_made *made)
{
    const biaoce_config *config = &b->engine->config;
    biaoce_output output = { .input = item->file ? item->file->input->path : "",
                             .record = item->number,
                             .format = made->format,
                             .path = made->path,
                             .bytes = made->path ? NULL : made->bytes.p,
                             .size = made->size,
                             .pages = made->pages };
    if (config->on_output)
        config->on_output(config->context, &output);
    if (!made->path)
        bc_buf_release(&made->bytes);
    b->summary.outputs++;
}

static void deliver(batch *b, bc_queue_item *item)
{
    report_template(b, item->template);
    bc_diags_sort(&item->diags);
    if (b->survey)
        bc_survey_take(b->survey, item);
    report(b, &item->diags);
    for (size_t i = 0; i < item->made_count; i++)
        deliver_made(b, item, &item->made[i]);
    bool is_record = item->number > 0, complete = (item->made_count > 0 || item->in_workbook) && !item->io_failed;
    b->summary.records += is_record || item->failed;
    b->summary.failed += item->failed || item->io_failed;
    b->summary.rendered += is_record && complete;
    if (item->failed)
        worsen(b, BIAOCE_RECORD_ERRORS);
    if (item->io_failed)
        worsen(b, BIAOCE_IO);
    bc_queue_deliver(&b->queue, item);
}

/* The workbook that all records share comes last. */
static void deliver_workbook(batch *b)
{
    bc_queue_item item = { 0 };
    bc_diags_init(&item.diags);
    bc_workbook_put(&b->workbook, &b->outlet, &item);
    report(b, &item.diags);
    for (size_t i = 0; i < item.made_count; i++)
        deliver_made(b, &item, &item.made[i]);
    if (item.io_failed)
        worsen(b, BIAOCE_IO);
    bc_diags_release(&item.diags);
    bc_arena_release(&item.arena);
}

static void deliver_finished(batch *b, bool wait)
{
    bc_queue_item *item;
    while ((item = bc_queue_next(&b->queue, wait)))
        deliver(b, item);
}

/* No thread is made for a run that one can do; a single record is done without any switching. */
static void run_alone(batch *b)
{
    bc_worker worker;
    bc_worker_init(&worker, b->engine, b->options);
    deliver_finished(b, false);
    while (work_once(b, &worker))
        deliver_finished(b, false);
    deliver_finished(b, false);
    end_worker(b, &worker);
}

static void run_threads(batch *b, size_t count)
{
    pthread_t threads[THREADS_MOST];
    size_t started = 0;
    while (started < count && pthread_create(&threads[started], NULL, work, b) == 0)
        started++;
    if (!started) {
        run_alone(b);
        return;
    }
    deliver_finished(b, true);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
}

/* One output file cannot hold two records: found out before anything is made. */
static bool is_single(const bc_queue *queue)
{
    return queue->inputs->list.n == 1 && queue->files[0]->records.n + queue->files[0]->records.broken <= 1;
}

static void refuse_many(batch *b)
{
    bc_diags diags;
    bc_diags_init(&diags);
    bc_diag_add(&diags, BC_ERROR, "E506", (bc_mark){ 0 }, bc_tr("there is more than one record for one output"));
    bc_diag_hint(&diags, bc_tr("name a folder as output"));
    report(b, &diags);
    bc_diags_release(&diags);
    b->status = BIAOCE_USAGE;
}

static void run(batch *b, const bc_inputs *inputs)
{
    const biaoce_render_options *options = b->options;
    size_t jobs = options->jobs < THREADS_MOST ? options->jobs : THREADS_MOST;
    bc_job_clock clock = { .runs = options->times != NULL };
    bc_job_clock_start(&clock);
    bc_queue_init(&b->queue, inputs, jobs);
    if (options->times)
        bc_job_clock_lap(&clock, &options->times->read);
    size_t work = bc_queue_least_work(&b->queue);
    if (options->single && !is_single(&b->queue))
        refuse_many(b);
    else if (jobs > 1 && work > 1)
        run_threads(b, jobs < work ? jobs : work);
    else
        run_alone(b);
    bool stopped = atomic_load(&b->engine->stopped);
    if (stopped)
        worsen(b, BIAOCE_IO);
    else if (b->workbook.book)
        deliver_workbook(b);
    bc_queue_release(&b->queue);
}

biaoce_status bc_batch_run(biaoce_engine *engine, const biaoce_render_options *options, const bc_inputs *inputs,
                           const bc_phrase *pattern, biaoce_summary *summary)
{
    batch b = { .engine = engine, .options = options, .pattern = pattern };
    pthread_mutex_init(&b.times_lock, NULL);
    bc_diags diags;
    bc_diags_init(&diags);
    bc_workbook_open(&b.workbook, engine, options, inputs);
    if (bc_outlet_open(&b.outlet, engine, options, inputs, &diags))
        run(&b, inputs);
    else
        b.status = BIAOCE_IO;
    bc_engine_report_fonts(engine, &diags);
    report(&b, &diags);
    bc_diags_release(&diags);
    bc_workbook_release(&b.workbook);
    bc_outlet_release(&b.outlet);
    bc_vec_release(&b.reported);
    pthread_mutex_destroy(&b.times_lock);
    *summary = b.summary;
    return b.status;
}

biaoce_status bc_batch_survey(biaoce_engine *engine, const biaoce_render_options *options, const bc_inputs *inputs,
                              bc_survey *survey, biaoce_summary *summary)
{
    batch b = { .engine = engine, .options = options, .survey = survey };
    pthread_mutex_init(&b.times_lock, NULL);
    run(&b, inputs);
    bc_diags across;
    bc_diags_init(&across);
    bc_survey_finish(survey, &across);
    report(&b, &across);
    if (across.errors)
        worsen(&b, BIAOCE_RECORD_ERRORS);
    bc_diags_release(&across);
    bc_vec_release(&b.reported);
    pthread_mutex_destroy(&b.times_lock);
    *summary = b.summary;
    return b.status;
}
