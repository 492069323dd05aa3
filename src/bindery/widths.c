/* Columns that all forms of a part have in common (`widths-from: part`). They cannot be known before all records of the
 * part have been seen, so these are read twice: first they are composed, over threads, and what their texts ask is
 * gathered, then everything goes as if there were no such part. What is wrong with a record is told the second time;
 * the first run has a tally of its own that tells nobody. But where the system failed in the first, columns are not
 * what they should be, and that is told at once. Gathering adds up, so the order of the threads has no say. */
#include "bindery/private/widths.h"

typedef struct gathering {
    bc_book_run *run;
    pthread_mutex_t lock; /* of all columns */
    bool io_failed;
} gathering;

static void gather_record(gathering *g, bc_engine_worker *worker, bc_crew_queue_item *item)
{
    const bc_book_run *run = g->run;
    const bc_book_part *part = run->part_of_input[(size_t)(item->file->input - run->inputs.list.at)];
    bc_layout_columns *columns = run->columns[part - run->book->parts];
    if (!columns)
        return;
    bc_engine_work record = bc_crew_queue_record(item);
    record.template = run->templates[part - run->book->parts];
    record.template_name = part->form;
    if (bc_engine_work_begin(worker, &record) && !bc_engine_template_is_broken(record.template) &&
        (!part->where || bc_engine_work_meets(worker, &record, part->where))) {
        pthread_mutex_lock(&g->lock);
        (void)bc_engine_work_gather(worker, &record, columns);
        pthread_mutex_unlock(&g->lock);
    }
    item->io_failed = record.io_failed;
}

static void work(bc_crew *crew, bc_engine_worker *worker, bc_crew_queue_item *item)
{
    gather_record(crew->context, worker, item);
    bc_crew_queue_finish(&crew->queue, item);
}

static void deliver(bc_crew *crew, bc_crew_queue_item *item)
{
    gathering *g = crew->context;
    if (item->io_failed) {
        bc_crew_tally_report(&g->run->tally, &item->diags);
        bc_crew_tally_worsen(&g->run->tally, BIAOCE_IO);
        g->io_failed = true;
    }
    bc_diag_list_clear(&item->diags);
}

static void tell_nobody(bc_crew *crew)
{
    (void)crew;
}

/* False when the system failed. */
static bool run_silently(bc_book_run *run)
{
    static const bc_crew_duties duties = { .work = work, .deliver = deliver, .delivered = tell_nobody };
    bc_engine_call silent = *run->tally.call;
    silent.callbacks = (biaoce_callbacks){ .size = sizeof silent.callbacks };
    bc_crew_tally tally;
    bc_crew_tally_init(&tally, &silent);
    gathering g = { .run = run };
    bc_crew crew;
    pthread_mutex_init(&g.lock, NULL);
    bc_crew_init(&crew, &duties, &g, &run->render, &run->inputs, &tally);
    bc_crew_run(&crew);
    bc_crew_release(&crew);
    pthread_mutex_destroy(&g.lock);
    bc_crew_tally_release(&tally);
    return !g.io_failed;
}

bool bc_book_widths_gather(bc_book_run *run)
{
    bool any = false;
    run->columns = BC_NEW_ARRAY(&run->arena, bc_layout_columns *, run->book->part_count);
    for (uint32_t i = 0; i < run->book->part_count; i++)
        if (run->book->parts[i].kind == BC_PART_FORMS && run->book->parts[i].same_widths) {
            run->columns[i] = bc_layout_columns_new();
            any = true;
        }
    if (!any)
        return true;
    const bool read = run_silently(run);
    for (uint32_t i = 0; i < run->book->part_count; i++)
        if (run->columns[i])
            bc_layout_columns_settle(run->columns[i]);
    return read;
}

void bc_book_widths_release(bc_book_run *run)
{
    for (uint32_t i = 0; run->columns && i < run->book->part_count; i++)
        bc_layout_columns_free(run->columns[i]);
    run->columns = NULL;
}
