/* A ring of items under one lock, which is held for counting only: reading, rendering and delivering happen outside of
 * it. An input is read by one thread at a time, a few records each time: when few are left of the one in turn, and the
 * first of those behind it. What was read for a record goes with its last item, an input with its own. */
#include "crew/queue.h"

#include <assert.h>
#include <string.h>

enum {
    ITEMS_PER_THREAD =
        16, /* finished records kept for each thread: enough that one slow record does not stop the others */
    BEGUN_PER_THREAD = 2,
    READ_AT_ONCE = 16,              /* records */
    BYTES_READ_AT_ONCE = 64 * 1024, /* after which it is enough, when there are two */
    MAX_FEW = READ_AT_ONCE / 2
};

/* -- what was read -------------------------------------------------------------------------------------- */

static bc_engine_record *take_rested(bc_crew_queue *queue)
{
    bc_engine_record *record = NULL;
    pthread_mutex_lock(&queue->lock);
    if (queue->at_rest.n)
        record = queue->at_rest.at[--queue->at_rest.n];
    pthread_mutex_unlock(&queue->lock);
    return record ? record : bc_mem_alloc(sizeof *record);
}

/* Under the lock. */
static void rest(bc_crew_queue *queue, bc_engine_record *record)
{
    bc_vec_add(&queue->at_rest, record);
}

static void free_record(bc_engine_record *record)
{
    bc_engine_record_release(record);
    bc_mem_free(record);
}

static size_t ready_records(const bc_crew_queue_file *file)
{
    assert(file->taken <= file->ready.n);
    return file->ready.n - file->taken;
}

static void add_ready(bc_crew_queue_file *file, bc_engine_record *record)
{
    if (file->taken == file->ready.n) {
        bc_vec_clear(&file->ready);
        file->taken = 0;
    }
    bc_vec_add(&file->ready, record);
    file->records += record->value != NULL;
    file->broken += record->broken;
    assert(file->broken <= 1);
}

static void free_file(bc_crew_queue_file *file)
{
    while (file->taken < file->ready.n)
        free_record(file->ready.at[file->taken++]);
    bc_vec_release(&file->ready);
    bc_engine_reader_free(file->reader);
    bc_mem_free(file);
}

/* Reads one more into the file. False at its end. What follows may have to be waited for, when there is something to do
 * meanwhile; the second record always is, for a run of one is another than a run of many. */
static bool read_one(bc_crew_queue *queue, bc_crew_queue_file *file, size_t *bytes, bool *waits)
{
    bc_engine_record *record = take_rested(queue);
    bool found = bc_engine_reader_next(file->reader, record);
    *bytes += record->bytes;
    *waits = found && record->waits && file->records + (record->value != NULL) >= 2;
    if (!found)
        bc_engine_record_clear(record); /* what the end took is no cost of the next one */
    pthread_mutex_lock(&queue->lock);
    assert(file->reading && !file->ended);
    if (found) {
        add_ready(file, record);
    } else {
        rest(queue, record);
        file->ended = true;
    }
    pthread_cond_broadcast(&queue->room);
    pthread_mutex_unlock(&queue->lock);
    return found;
}

/* The file, made when it is begun; the task to read it is one thread's at a time. */
static bc_crew_queue_file *begun_file(bc_crew_queue *queue, size_t input)
{
    pthread_mutex_lock(&queue->lock);
    bc_crew_queue_file *file = queue->files[input];
    if (!file) {
        file = queue->files[input] = bc_mem_alloc(sizeof *file);
        file->input = &queue->inputs->list.at[input];
        file->reader = bc_engine_reader_new(file->input, &queue->tables, queue->keeps_texts);
        file->reading = true;
    }
    pthread_mutex_unlock(&queue->lock);
    return file;
}

void bc_crew_queue_read(bc_crew_queue *queue, size_t input)
{
    bc_crew_queue_file *file = begun_file(queue, input);
    size_t n = 0, bytes = 0;
    bool more = true, waits = false;
    for (; more && !waits && n < READ_AT_ONCE && (n < 2 || bytes < BYTES_READ_AT_ONCE); n++)
        more = read_one(queue, file, &bytes, &waits);
    if (!more)
        return; /* it may be gone already */
    pthread_mutex_lock(&queue->lock);
    file->reading = false;
    pthread_cond_broadcast(&queue->room);
    pthread_mutex_unlock(&queue->lock);
}

/* -- the queue ------------------------------------------------------------------------------------------ */

void bc_crew_queue_init(bc_crew_queue *queue, const bc_engine_inputs *inputs, const bc_crew_queue_options *options)
{
    const size_t threads = options->threads;
    assert(threads > 0);
    *queue = (bc_crew_queue){
        .inputs = inputs, .own_size = options->own_size, .keeps_texts = options->keeps_texts, .tables = options->tables
    };
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->room, NULL);
    pthread_cond_init(&queue->turn, NULL);
    pthread_cond_init(&queue->ready, NULL);
    queue->files = bc_mem_alloc(bc_mem_product(inputs->list.n, sizeof *queue->files));
    queue->ahead = threads * BEGUN_PER_THREAD;
    queue->few = threads - 1 < MAX_FEW ? threads - 1 : MAX_FEW;
    queue->window = threads * ITEMS_PER_THREAD;
    queue->items = bc_mem_alloc(bc_mem_product(queue->window, sizeof *queue->items));
    queue->own = bc_mem_alloc(bc_mem_product(queue->window, options->own_size));
    for (size_t i = 0; i < queue->window; i++)
        queue->items[i].diags.strict = options->strict;
    if (inputs->list.n)
        bc_crew_queue_read(queue, queue->next_begun++);
}

void bc_crew_queue_release(bc_crew_queue *queue)
{
    for (size_t i = 0; i < queue->inputs->list.n; i++)
        if (queue->files[i])
            free_file(queue->files[i]);
    for (size_t i = 0; i < queue->window; i++) {
        bc_crew_queue_item *item = &queue->items[i];
        if (item->last_of_read)
            free_record(item->read); /* it was never delivered */
        bc_arena_release(&item->arena);
        bc_diag_list_release(&item->diags);
    }
    for (size_t i = 0; i < queue->at_rest.n; i++)
        free_record(queue->at_rest.at[i]);
    bc_vec_release(&queue->at_rest);
    bc_mem_free(queue->files);
    bc_mem_free(queue->items);
    bc_mem_free(queue->own);
    pthread_cond_destroy(&queue->room);
    pthread_cond_destroy(&queue->turn);
    pthread_cond_destroy(&queue->ready);
    pthread_mutex_destroy(&queue->lock);
}

size_t bc_crew_queue_first_work(const bc_crew_queue *queue)
{
    if (!queue->inputs->list.n)
        return 0;
    const bc_crew_queue_file *first = queue->files[0];
    return first->ended ? first->records + queue->inputs->list.n - 1 : SIZE_MAX;
}

bool bc_crew_queue_is_single(const bc_crew_queue *queue)
{
    if (queue->inputs->list.n != 1)
        return false;
    const bc_crew_queue_file *only = queue->files[0];
    return only->ended && only->records + only->broken <= 1;
}

size_t bc_crew_queue_known_work(bc_crew_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    size_t known = queue->records_taken + queue->inputs->list.n - queue->next_file;
    pthread_mutex_unlock(&queue->lock);
    return known;
}

/* -- taking --------------------------------------------------------------------------------------------- */

static bc_crew_queue_item *add_item(bc_crew_queue *queue, bc_crew_queue_file *file, bc_engine_record *read)
{
    assert(queue->taken - queue->delivered < queue->window);
    size_t slot = queue->taken++ % queue->window;
    bc_crew_queue_item *item = &queue->items[slot];
    assert(!item->last_of_read); /* what it held has been delivered */
    bc_arena_reset(&item->arena);
    bc_diag_list_clear(&item->diags);
    *item = (bc_crew_queue_item){ .file = file, .read = read, .arena = item->arena, .diags = item->diags };
    item->outputs = (bc_engine_outputs){ .arena = &item->arena, .diags = &item->diags };
    if (queue->own_size)
        item->own = memset(queue->own + slot * queue->own_size, 0, queue->own_size);
    return item;
}

/* With the last input left behind nobody waits for more. */
static void move_on_to(bc_crew_queue *queue, size_t file)
{
    assert(file >= queue->next_file);
    queue->next_file = file;
    queue->head_taken = false;
    if (file == queue->inputs->list.n) {
        pthread_cond_broadcast(&queue->room);
        pthread_cond_signal(&queue->ready);
    }
}

/* With its last item a file is left behind: from then on it may be freed at any time. */
static void end_file(bc_crew_queue *queue, bc_crew_queue_item *item)
{
    item->last_of_file = true;
    move_on_to(queue, queue->next_file + 1);
}

static void finish_taking(bc_crew_queue *queue, bc_crew_queue_item *item)
{
    bc_crew_queue_file *file = item->file;
    item->last_of_read = true;
    file->taken++;
    queue->head_taken = false;
    if (file->ended && !ready_records(file))
        end_file(queue, item);
}

static void end_item(bc_crew_queue *queue, bc_crew_queue_item *item)
{
    item->done = true;
    pthread_cond_signal(&queue->ready);
}

/* Errors that were found while a record was read come before it; all else is said with it. */
static void take_head(bc_crew_queue *queue, bc_crew_queue_file *file, bc_engine_record *read)
{
    queue->head_taken = true;
    if ((!read->diags.errors || read->own) && read->value)
        return;
    bc_crew_queue_item *item = add_item(queue, file, read);
    bc_diag_list_append(&item->diags, &read->diags);
    item->failed = read->broken;
    item->io_failed = read->io_error;
    end_item(queue, item);
    if (!read->value)
        finish_taking(queue, item);
}

static bc_crew_queue_item *take_value(bc_crew_queue *queue, bc_crew_queue_file *file, bc_engine_record *read)
{
    bc_crew_queue_item *item = add_item(queue, file, read);
    item->index = file->index++;
    item->value = read->value;
    item->number = ++queue->records_taken;
    if (!read->diags.errors || read->own)
        bc_diag_list_append(&item->diags, &read->diags);
    assert(queue->records_named < item->number);
    finish_taking(queue, item);
    return item;
}

/* The next record, or NULL when it has not been read or has no room. */
static bc_crew_queue_item *take_record(bc_crew_queue *queue)
{
    while (queue->next_file < queue->inputs->list.n && queue->taken - queue->delivered < queue->window) {
        bc_crew_queue_file *file = queue->files[queue->next_file];
        if (!file || (!ready_records(file) && !file->ended))
            return NULL;
        if (!ready_records(file)) { /* the end came alone */
            bc_crew_queue_item *item = add_item(queue, file, NULL);
            end_item(queue, item);
            end_file(queue, item);
            continue;
        }
        bc_engine_record *read = file->ready.at[file->taken];
        if (queue->head_taken)
            return take_value(queue, file, read);
        take_head(queue, file, read);
    }
    return NULL;
}

/* An input that is to be read on: the one in turn when not many of its records are ready, or else the first one that
 * nobody has begun. */
static bool find_reading(bc_crew_queue *queue, size_t few, size_t *input)
{
    bc_crew_queue_file *file = queue->next_file < queue->inputs->list.n ? queue->files[queue->next_file] : NULL;
    if (file && !file->reading && !file->ended && ready_records(file) <= few) {
        file->reading = true;
        *input = queue->next_file;
        return true;
    }
    return false;
}

static bool find_beginning(bc_crew_queue *queue, size_t *input)
{
    if (queue->next_begun == queue->inputs->list.n || queue->next_begun >= queue->next_file + queue->ahead)
        return false;
    *input = queue->next_begun++;
    return true;
}

bc_crew_task bc_crew_queue_take(bc_crew_queue *queue, size_t *input, bc_crew_queue_item **item)
{
    bc_crew_task task = BC_TASK_END;
    *item = NULL;
    pthread_mutex_lock(&queue->lock);
    for (;;) {
        if (queue->few && find_reading(queue, queue->few, input)) {
            task = BC_TASK_READ;
            break;
        }
        if ((*item = take_record(queue))) {
            task = BC_TASK_RECORD;
            break;
        }
        if (queue->next_file == queue->inputs->list.n)
            break;
        if (find_reading(queue, 0, input) || find_beginning(queue, input)) {
            task = BC_TASK_READ;
            break;
        }
        pthread_cond_wait(&queue->room, &queue->lock);
    }
    pthread_mutex_unlock(&queue->lock);
    return task;
}

void bc_crew_queue_close(bc_crew_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    move_on_to(queue, queue->inputs->list.n);
    pthread_mutex_unlock(&queue->lock);
}

/* -- naming and delivering ------------------------------------------------------------------------------ */

void bc_crew_queue_begin_naming(bc_crew_queue *queue, const bc_crew_queue_item *item)
{
    pthread_mutex_lock(&queue->lock);
    assert(item->number > queue->records_named); /* each passes once */
    while (queue->records_named + 1 != item->number)
        pthread_cond_wait(&queue->turn, &queue->lock);
    pthread_mutex_unlock(&queue->lock);
}

void bc_crew_queue_end_naming(bc_crew_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    assert(queue->records_named < queue->records_taken);
    queue->records_named++;
    pthread_cond_broadcast(&queue->turn);
    pthread_mutex_unlock(&queue->lock);
}

void bc_crew_queue_finish(bc_crew_queue *queue, bc_crew_queue_item *item)
{
    pthread_mutex_lock(&queue->lock);
    assert(!item->done);
    end_item(queue, item);
    pthread_mutex_unlock(&queue->lock);
}

bc_crew_queue_item *bc_crew_queue_next(bc_crew_queue *queue, bool wait)
{
    bc_crew_queue_item *next = NULL;
    pthread_mutex_lock(&queue->lock);
    for (;;) {
        if (queue->delivered < queue->taken) {
            bc_crew_queue_item *item = &queue->items[queue->delivered % queue->window];
            if (item->done)
                next = item;
        } else if (queue->next_file == queue->inputs->list.n) {
            break;
        }
        if (next || !wait)
            break;
        pthread_cond_wait(&queue->ready, &queue->lock);
    }
    pthread_mutex_unlock(&queue->lock);
    return next;
}

void bc_crew_queue_deliver(bc_crew_queue *queue, bc_crew_queue_item *item)
{
    bc_crew_queue_file *file = item->file;
    const bool last = item->last_of_file;
    if (item->last_of_read)
        bc_engine_record_clear(item->read);
    pthread_mutex_lock(&queue->lock);
    assert(item->done && item == &queue->items[queue->delivered % queue->window]);
    if (item->last_of_read)
        rest(queue, item->read);
    item->last_of_read = false;
    queue->delivered++;
    if (last)
        queue->files[file->input - queue->inputs->list.at] = NULL;
    pthread_cond_broadcast(&queue->room);
    pthread_mutex_unlock(&queue->lock);
    if (last)
        free_file(file);
}

bc_engine_work bc_crew_queue_record(bc_crew_queue_item *item)
{
    return (bc_engine_work){ .value = item->value,
                             .input = item->file->input->path,
                             .number = item->number,
                             .time = item->file->input->time,
                             .read = item->read,
                             .diags = &item->diags };
}

const char *bc_crew_queue_input(const bc_crew_queue_item *item)
{
    return item->read && item->read->shown ? item->read->shown : item->file->input->path;
}
