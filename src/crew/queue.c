/* A ring of items under one lock, which is held for counting only: reading, rendering and delivering happen outside of
 * it. Inputs are read a little ahead of their records and freed with the last of their items, so what a run holds does
 * not grow with its length. */
#include "crew/queue.h"

#include <string.h>

/* Finished records kept for each thread: enough that one slow record does not stop the others. */
enum { ITEMS_PER_THREAD = 16, READ_AHEAD_PER_THREAD = 2 };

void bc_crew_queue_init(bc_crew_queue *queue, const bc_engine_inputs *inputs, size_t threads, size_t own_size)
{
    *queue = (bc_crew_queue){ .inputs = inputs, .own_size = own_size };
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->room, NULL);
    pthread_cond_init(&queue->turn, NULL);
    pthread_cond_init(&queue->ready, NULL);
    queue->files = bc_mem_alloc(bc_mem_product(inputs->list.n, sizeof *queue->files));
    queue->ahead = threads * READ_AHEAD_PER_THREAD;
    queue->window = threads * ITEMS_PER_THREAD;
    queue->items = bc_mem_alloc(bc_mem_product(queue->window, sizeof *queue->items));
    queue->own = bc_mem_alloc(bc_mem_product(queue->window, own_size));
    if (inputs->list.n)
        bc_crew_queue_read(queue, queue->next_read++);
}

static void free_file(bc_crew_queue *queue, bc_crew_queue_file *file)
{
    queue->files[file->input - queue->inputs->list.at] = NULL;
    bc_engine_records_release(&file->records);
    bc_mem_free(file);
}

void bc_crew_queue_release(bc_crew_queue *queue)
{
    for (size_t i = 0; i < queue->inputs->list.n; i++)
        if (queue->files[i])
            free_file(queue, queue->files[i]);
    for (size_t i = 0; i < queue->window; i++) {
        bc_arena_release(&queue->items[i].arena);
        bc_diag_list_release(&queue->items[i].diags);
    }
    bc_mem_free(queue->files);
    bc_mem_free(queue->items);
    bc_mem_free(queue->own);
    pthread_cond_destroy(&queue->room);
    pthread_cond_destroy(&queue->turn);
    pthread_cond_destroy(&queue->ready);
    pthread_mutex_destroy(&queue->lock);
}

size_t bc_crew_queue_least_work(const bc_crew_queue *queue)
{
    if (!queue->inputs->list.n)
        return 0;
    const bc_crew_queue_file *first = queue->files[0];
    return first->records.n + queue->inputs->list.n - 1;
}

size_t bc_crew_queue_known_work(bc_crew_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    size_t known = queue->records_taken + queue->inputs->list.n - queue->next_file;
    pthread_mutex_unlock(&queue->lock);
    return known;
}

static bool has_head(const bc_engine_records *records)
{
    return records->diags.list.n || records->broken;
}

void bc_crew_queue_read(bc_crew_queue *queue, size_t input)
{
    bc_crew_queue_file *file = bc_mem_alloc(sizeof *file);
    file->input = &queue->inputs->list.at[input];
    bc_engine_input_read(file->input, &file->records);
    file->left = file->records.n + has_head(&file->records);
    pthread_mutex_lock(&queue->lock);
    queue->files[input] = file;
    pthread_cond_broadcast(&queue->room);
    pthread_mutex_unlock(&queue->lock);
}

static bc_crew_queue_item *add_item(bc_crew_queue *queue, bc_crew_queue_file *file)
{
    size_t slot = queue->taken++ % queue->window;
    bc_crew_queue_item *item = &queue->items[slot];
    bc_arena_reset(&item->arena);
    bc_diag_list_clear(&item->diags);
    *item = (bc_crew_queue_item){ .file = file, .arena = item->arena, .diags = item->diags };
    item->outputs = (bc_engine_outputs){ .arena = &item->arena, .diags = &item->diags };
    if (queue->own_size)
        item->own = memset(queue->own + slot * queue->own_size, 0, queue->own_size);
    return item;
}

/* With the last input left behind nobody waits for more. */
static void move_on_to(bc_crew_queue *queue, size_t file)
{
    queue->next_file = file;
    queue->next_record = 0;
    queue->head_taken = false;
    if (file == queue->inputs->list.n) {
        pthread_cond_broadcast(&queue->room);
        pthread_cond_signal(&queue->ready);
    }
}

/* Moves on when all of the file has been taken: from then on it may be freed at any time. Each file has an item. */
static void leave_taken_file(bc_crew_queue *queue, const bc_crew_queue_file *file)
{
    if (queue->next_record == file->records.n)
        move_on_to(queue, queue->next_file + 1);
}

void bc_crew_queue_close(bc_crew_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    move_on_to(queue, queue->inputs->list.n);
    pthread_mutex_unlock(&queue->lock);
}

/* What is to be said about the file itself comes before its records. */
static void take_head(bc_crew_queue *queue, bc_crew_queue_file *file)
{
    queue->head_taken = true;
    if (!has_head(&file->records))
        return;
    bc_crew_queue_item *item = add_item(queue, file);
    bc_diag_list_append(&item->diags, &file->records.diags);
    item->failed = file->records.broken > 0;
    item->io_failed = file->records.io_error;
    item->done = true;
    pthread_cond_signal(&queue->ready);
    leave_taken_file(queue, file);
}

/* The next record, or NULL when it has not been read or has no room. */
static bc_crew_queue_item *take_record(bc_crew_queue *queue)
{
    while (queue->next_file < queue->inputs->list.n && queue->taken - queue->delivered < queue->window) {
        bc_crew_queue_file *file = queue->files[queue->next_file];
        if (!file)
            return NULL;
        if (!queue->head_taken) {
            take_head(queue, file);
            continue;
        }
        bc_crew_queue_item *item = add_item(queue, file);
        item->index = queue->next_record;
        item->value = file->records.at[queue->next_record++];
        item->number = ++queue->records_taken;
        leave_taken_file(queue, file);
        return item;
    }
    return NULL;
}

bc_crew_task bc_crew_queue_take(bc_crew_queue *queue, size_t *input, bc_crew_queue_item **item)
{
    bc_crew_task task = BC_TASK_END;
    pthread_mutex_lock(&queue->lock);
    for (;;) {
        if ((*item = take_record(queue))) {
            task = BC_TASK_RECORD;
            break;
        }
        if (queue->next_file == queue->inputs->list.n)
            break;
        if (queue->next_read < queue->inputs->list.n && queue->next_read < queue->next_file + queue->ahead) {
            *input = queue->next_read++;
            task = BC_TASK_READ;
            break;
        }
        pthread_cond_wait(&queue->room, &queue->lock);
    }
    pthread_mutex_unlock(&queue->lock);
    return task;
}

void bc_crew_queue_begin_naming(bc_crew_queue *queue, const bc_crew_queue_item *item)
{
    pthread_mutex_lock(&queue->lock);
    while (queue->records_named + 1 != item->number)
        pthread_cond_wait(&queue->turn, &queue->lock);
    pthread_mutex_unlock(&queue->lock);
}

void bc_crew_queue_end_naming(bc_crew_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->records_named++;
    pthread_cond_broadcast(&queue->turn);
    pthread_mutex_unlock(&queue->lock);
}

void bc_crew_queue_finish(bc_crew_queue *queue, bc_crew_queue_item *item)
{
    pthread_mutex_lock(&queue->lock);
    item->done = true;
    pthread_cond_signal(&queue->ready);
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
    pthread_mutex_lock(&queue->lock);
    queue->delivered++;
    bool last = --file->left == 0;
    if (last)
        queue->files[file->input - queue->inputs->list.at] = NULL;
    pthread_cond_broadcast(&queue->room);
    pthread_mutex_unlock(&queue->lock);
    if (last) {
        bc_engine_records_release(&file->records);
        bc_mem_free(file);
    }
}

bc_engine_work bc_crew_queue_record(bc_crew_queue_item *item)
{
    return (bc_engine_work){ .value = item->value,
                             .input = item->file->input->path,
                             .number = item->number,
                             .time = item->file->input->time,
                             .diags = &item->diags };
}
