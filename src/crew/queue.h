/* The order of a run: records are worked on by many threads, but numbered, named and delivered as the inputs have them.
 *
 * Threads take tasks in input order, so whoever holds the earliest unnamed record never waits for another one, and
 * waiting for one's turn cannot lock up. Finished records wait in a window of fixed size until all before them have
 * been delivered: memory does not grow with the run.
 */
#ifndef BC_CREW_QUEUE_H
#define BC_CREW_QUEUE_H

#include "engine/input.h"
#include "engine/outlet.h"

#include <pthread.h>

/* An input that was read; freed when its last item has been delivered. */
typedef struct bc_crew_queue_file {
    const bc_engine_input *input;
    bc_engine_records records;
    size_t left; /* items to deliver */
} bc_crew_queue_file;

/* One place in the order: a record, or what there is to say about an input as a whole (number 0). */
typedef struct bc_crew_queue_item {
    bc_crew_queue_file *file;
    const bc_node *value;
    size_t number; /* of the record in the run, from 1 */
    size_t index;  /* of the record in its file, from 0 */
    bool done;
    /* The outcome: */
    bc_arena arena;
    bc_diag_list diags;
    const bc_engine_template *template; /* that was used, or NULL */
    bc_engine_outputs outputs;
    bool rendered; /* all that was asked for was made of it */
    bool left_out; /* it does not belong to the run after all */
    bool failed, io_failed;
    void *own; /* room for what the run keeps of it, zeroed for each */
} bc_crew_queue_item;

typedef struct bc_crew_queue {
    pthread_mutex_t lock;
    pthread_cond_t room, turn, ready; /* something to take; the next name; something to deliver */
    const bc_engine_inputs *inputs;
    bc_crew_queue_file **files; /* by input; NULL: not read yet, or freed */
    size_t ahead;               /* inputs read before their records are taken, at most */
    size_t next_read, next_file, next_record;
    bool head_taken; /* of next_file */
    bc_crew_queue_item *items;
    char *own; /* own_size bytes for each */
    size_t own_size;
    size_t window, taken, delivered; /* item i is items[i % window] */
    size_t records_taken, records_named;
} bc_crew_queue;

/* Reads the first input, so that a run's size can be judged. */
void bc_crew_queue_init(bc_crew_queue *queue, const bc_engine_inputs *inputs, size_t threads, size_t own_size);
void bc_crew_queue_release(bc_crew_queue *queue);
/* Records of the first input plus one for each other input. */
size_t bc_crew_queue_least_work(const bc_crew_queue *queue);
/* The same while the run goes on: records that were taken plus one for each input that has not been left behind. */
size_t bc_crew_queue_known_work(bc_crew_queue *queue);

typedef enum bc_crew_task { BC_TASK_END, BC_TASK_READ, BC_TASK_RECORD } bc_crew_task;

/* The next task: an input to read (by bc_crew_queue_read) or a record to render. Waits when there is none yet. */
bc_crew_task bc_crew_queue_take(bc_crew_queue *queue, size_t *input, bc_crew_queue_item **item);
void bc_crew_queue_read(bc_crew_queue *queue, size_t input);
/* Between these two, all records before this one have been named and none after it. Each record passes once. */
void bc_crew_queue_begin_naming(bc_crew_queue *queue, const bc_crew_queue_item *item);
void bc_crew_queue_end_naming(bc_crew_queue *queue);
/* No more tasks are given out. */
void bc_crew_queue_close(bc_crew_queue *queue);
/* Its outcome is there. */
void bc_crew_queue_finish(bc_crew_queue *queue, bc_crew_queue_item *item);
/* The item's record, not yet begun; its messages go to the item. */
bc_engine_work bc_crew_queue_record(bc_crew_queue_item *item);

/* The next finished item in order. NULL: all were delivered, or (without `wait`) it is not finished. */
bc_crew_queue_item *bc_crew_queue_next(bc_crew_queue *queue, bool wait);
/* Its slot is free again. */
void bc_crew_queue_deliver(bc_crew_queue *queue, bc_crew_queue_item *item);

#endif
