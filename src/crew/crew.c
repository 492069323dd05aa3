/* The calling thread delivers while the others work; a run that one thread can do has no others. */
#include "crew/crew.h"

#include "crew/private/threads.h"

#include <sched.h>

static unsigned count_processors(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return 1;
    int n = CPU_COUNT(&set);
    return n > 0 ? (unsigned)n : 1;
}

size_t bc_crew_size(unsigned jobs)
{
    size_t wanted = jobs ? jobs : count_processors();
    return wanted < BIAOCE_MAX_JOBS ? wanted : BIAOCE_MAX_JOBS;
}

void bc_crew_init(bc_crew *crew, const bc_crew_duties *duties, void *context, const biaoce_render_options *options,
                  const bc_engine_inputs *inputs, bc_crew_tally *tally)
{
    *crew = (bc_crew){
        .duties = duties, .context = context, .options = options, .tally = tally, .threads = bc_crew_size(options->jobs)
    };
    pthread_mutex_init(&crew->times_lock, NULL);
    bc_engine_stopwatch watch = { .clock.runs = options->times != NULL };
    bc_engine_stage_begin(&watch);
    bc_crew_queue_init(&crew->queue, inputs,
                       &(bc_crew_queue_options){ .threads = crew->threads,
                                                 .own_size = duties->own_size,
                                                 .strict = options->strict,
                                                 .tables = { .engine = tally->engine,
                                                             .form = options->template_name,
                                                             .options = bc_engine_tables_options(options->tables),
                                                             .limits = bc_engine_limits_of(options),
                                                             .waiting = bc_engine_call_waiting(tally->call),
                                                             .returned = duties->returned },
                                                 .keeps_texts = duties->read_out != NULL });
    bc_engine_stage_end(&watch, BC_ENGINE_STAGE(read));
    if (options->times)
        bc_engine_stage_add(&watch, options->times);
}

void bc_crew_release(bc_crew *crew)
{
    bc_crew_queue_release(&crew->queue);
    pthread_mutex_destroy(&crew->times_lock);
}

/* -- workers -------------------------------------------------------------------------------------------- */

/* One task of the queue; false when there are no more. */
static bool work_once(bc_crew *crew, bc_engine_worker *worker)
{
    size_t input;
    bc_crew_queue_item *item;
    if (bc_engine_call_is_cancelled(crew->tally->call))
        bc_crew_queue_close(&crew->queue);
    switch (bc_crew_queue_take(&crew->queue, &input, &item)) {
    case BC_TASK_READ:
        bc_engine_stage_begin(&worker->watch);
        bc_crew_queue_read(&crew->queue, input);
        bc_engine_stage_end(&worker->watch, BC_ENGINE_STAGE(read));
        return true;
    case BC_TASK_RECORD:
        crew->duties->work(crew, worker, item);
        return true;
    case BC_TASK_END:
        break;
    }
    return false;
}

static void end_worker(bc_crew *crew, bc_engine_worker *worker)
{
    if (crew->options->times) {
        pthread_mutex_lock(&crew->times_lock);
        bc_engine_stage_add(&worker->watch, crew->options->times);
        pthread_mutex_unlock(&crew->times_lock);
    }
    bc_engine_worker_release(worker);
}

static void *work(void *context)
{
    bc_crew *crew = context;
    bc_engine_worker worker;
    bc_engine_worker_init(&worker, crew->tally->engine, crew->options);
    while (work_once(crew, &worker)) {
    }
    end_worker(crew, &worker);
    return NULL;
}

/* -- delivery ------------------------------------------------------------------------------------------- */

static void explain_template(bc_crew *crew, const bc_crew_queue_item *item)
{
    const bool publishes = crew->tally->engine->publishing != NULL;
    if (!bc_crew_tally_report_template(crew->tally, item->template) || (!crew->duties->explain_template && !publishes))
        return;
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    if (crew->duties->explain_template)
        crew->duties->explain_template(crew, item, &diags);
    bc_engine_publish_explain(crew->tally->engine, item->template, &diags);
    bc_crew_tally_report(crew->tally, &diags);
    bc_diag_list_release(&diags);
}

static void count(bc_crew_tally *tally, const bc_crew_queue_item *item)
{
    bool is_record = item->number > 0, io_failed = item->io_failed || item->outputs.io_failed;
    tally->summary.records += (is_record && !item->left_out) || item->failed;
    tally->summary.failed += item->failed || io_failed;
    tally->summary.rendered += is_record && item->rendered && !io_failed;
    if (item->failed)
        bc_crew_tally_worsen(tally, BIAOCE_RECORD_ERRORS);
    if (io_failed)
        bc_crew_tally_worsen(tally, BIAOCE_IO);
}

static void report_progress(bc_crew *crew)
{
    const biaoce_callbacks *callbacks = &crew->tally->call->callbacks;
    if (!callbacks->on_progress)
        return;
    biaoce_progress progress = { sizeof progress, crew->tally->summary.records, bc_crew_queue_known_work(&crew->queue),
                                 crew->tally->pages };
    callbacks->on_progress(callbacks->context, &progress);
}

static void tell(bc_crew *crew, bc_crew_queue_item *item)
{
    explain_template(crew, item);
    bc_diag_list_sort(&item->diags);
    if (crew->duties->deliver)
        crew->duties->deliver(crew, item);
    bc_crew_tally_report(crew->tally, &item->diags);
    count(crew->tally, item);
    bc_crew_tally_outputs(crew->tally, &item->outputs, bc_crew_queue_input(item), item->number);
}

static void deliver(bc_crew *crew, bc_crew_queue_item *item)
{
    const bool end_alone = !item->read;
    if (!end_alone)
        tell(crew, item);
    if (item->last_of_file && crew->duties->read_out)
        crew->duties->read_out(crew, item->file);
    bc_crew_queue_deliver(&crew->queue, item);
    if (!end_alone && crew->duties->delivered)
        crew->duties->delivered(crew);
    else if (!end_alone)
        report_progress(crew);
}

static void deliver_finished(bc_crew *crew, bool wait)
{
    bc_crew_queue_item *item;
    while ((item = bc_crew_queue_next(&crew->queue, wait)))
        deliver(crew, item);
}

/* -- the run -------------------------------------------------------------------------------------------- */

/* No thread is made for a run that one can do; a single record is done without any switching. */
static void run_alone(bc_crew *crew)
{
    bc_engine_worker worker;
    bc_engine_worker_init(&worker, crew->tally->engine, crew->options);
    do
        deliver_finished(crew, false);
    while (work_once(crew, &worker));
    deliver_finished(crew, false);
    end_worker(crew, &worker);
}

static void lead(void *context)
{
    deliver_finished(context, true);
}

/* Of a single input with few records it is known how much work there is; others may hold any number of records. */
static size_t useful_threads(const bc_crew *crew)
{
    size_t work = bc_crew_queue_first_work(&crew->queue);
    if (work <= 1)
        return 1;
    return crew->queue.inputs->list.n == 1 && work < crew->threads ? work : crew->threads;
}

void bc_crew_run(bc_crew *crew)
{
    size_t threads = useful_threads(crew);
    if (threads <= 1 || !bc_crew_run_threads(threads, work, lead, crew))
        run_alone(crew);
    bc_crew_tally_finish(crew->tally);
    if (bc_engine_call_is_cancelled(crew->tally->call))
        bc_crew_tally_worsen(crew->tally, BIAOCE_IO);
}
