/* The order of a run: records are worked on by many threads, but numbered, named and delivered as the inputs have them.
 *
 * Threads take tasks in input order, so whoever holds the earliest unnamed record never waits for another one, and
 * waiting for one's turn cannot lock up. Records are read as they are taken, a few ahead, and finished ones wait in a
 * window of fixed size until all before them have been delivered: memory grows neither with the number of inputs nor
 * with the length of one.
 */
#ifndef BC_CREW_QUEUE_H
#define BC_CREW_QUEUE_H

#include "engine/input.h"
#include "engine/outlet.h"

#include <pthread.h>

/* An input that is being read; freed when its last item has been delivered. */
typedef struct bc_crew_queue_file {
    const bc_engine_input *input;
    bc_engine_reader *reader;         /* of the thread that reads */
    BC_VEC(bc_engine_record *) ready; /* that were read; those before `taken` have been taken */
    size_t taken;
    size_t index;           /* of the next record that is taken, from 0 */
    size_t records, broken; /* read so far; the latter is 0 or 1 */
    bool reading, ended;    /* a thread reads it; it has been read to its end */
} bc_crew_queue_file;

/* One place in the order: a record, or what was found where none could be read (number 0). */
typedef struct bc_crew_queue_item {
    bc_crew_queue_file *file;
    bc_engine_record *read; /* NULL: the end of the file, which came after its last record had been taken */
    bool last_of_read, last_of_file;
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
    bool keeps_texts; /* of the inputs, until they are freed */
    bc_engine_tables tables;
    bc_crew_queue_file **files; /* by input; NULL: not begun yet, or freed */
    size_t ahead;               /* inputs begun before their records are taken, at most */
    size_t few;                 /* records ready of the input in turn with which it is read on */
    size_t next_begun, next_file;
    bool head_taken;                    /* of the record that is next */
    BC_VEC(bc_engine_record *) at_rest; /* to be read into */
    bc_crew_queue_item *items;
    char *own; /* own_size bytes for each */
    size_t own_size;
    size_t window, taken, delivered; /* item i is items[i % window] */
    size_t records_taken, records_named;
} bc_crew_queue;

typedef struct bc_crew_queue_options {
    size_t threads;
    size_t own_size; /* of bc_crew_queue_item.own */
    bool strict;     /* warnings are errors */
    bc_engine_tables tables;
    bool keeps_texts; /* for bc_engine_reader_text of the file of its last item */
} bc_crew_queue_options;

/* Reads the beginning of the first input, two records at least, so that a run's size can be judged. */
void bc_crew_queue_init(bc_crew_queue *queue, const bc_engine_inputs *inputs, const bc_crew_queue_options *options);
void bc_crew_queue_release(bc_crew_queue *queue);
/* Before the run: the records known of the first input plus one for each other; SIZE_MAX when the first holds more than
 * was read of it. */
size_t bc_crew_queue_first_work(const bc_crew_queue *queue);
/* Whether there is one record at most. */
bool bc_crew_queue_is_single(const bc_crew_queue *queue);
/* While the run goes on: records that were taken plus one for each input that has not been left behind. */
size_t bc_crew_queue_known_work(bc_crew_queue *queue);

typedef enum bc_crew_task { BC_TASK_END, BC_TASK_READ, BC_TASK_RECORD } bc_crew_task;

/* The next task: an input to read on (by bc_crew_queue_read) or a record to render. Waits when there is none yet. */
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
/* What the item's input is called to others: its path, without what is private in it when the run publishes. */
const char *bc_crew_queue_input(const bc_crew_queue_item *item);

/* The next finished item in order. NULL: all were delivered, or (without `wait`) it is not finished. */
bc_crew_queue_item *bc_crew_queue_next(bc_crew_queue *queue, bool wait);
/* Its slot is free again. */
void bc_crew_queue_deliver(bc_crew_queue *queue, bc_crew_queue_item *item);

#endif
