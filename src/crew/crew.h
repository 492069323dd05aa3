/* All records of a run's inputs: worked on by many threads, delivered on the thread that called, in the order of the
 * inputs. What is done with a record, and what with the outcome, is the run's own affair.
 *
 * Whatever the number of threads, the messages, names and outputs are the same and in the same order.
 */
#ifndef BC_CREW_CREW_H
#define BC_CREW_CREW_H

#include "crew/queue.h"
#include "crew/tally.h"
#include "engine/work.h"

typedef struct bc_crew bc_crew;

typedef struct bc_crew_duties {
    size_t own_size; /* of bc_crew_queue_item.own */
    /* On a worker's thread: does the work and then calls bc_crew_queue_finish, for this record or later for it and
     * others that have waited for it. Every record passes bc_crew_queue_begin_naming, unless `unnamed`. */
    void (*work)(bc_crew *crew, bc_engine_worker *worker, bc_crew_queue_item *item);
    /* Takes the outcome, before it is reported and counted; may change item->diags and item->failed. Also for what
     * there is to say about an input as a whole. NULL: nothing to do. */
    void (*deliver)(bc_crew *crew, bc_crew_queue_item *item);
    /* What else there is to say about a template, once, before the first record that uses it. May be NULL. */
    void (*explain_template)(bc_crew *crew, const bc_crew_queue_item *item, bc_diag_list *diags);
    /* After each delivery. NULL: on_progress is told. */
    void (*delivered)(bc_crew *crew);
    /* The input's last item was delivered: takes its text (bc_engine_reader_text). NULL: texts are not kept. */
    void (*read_out)(bc_crew *crew, const bc_crew_queue_file *file);
    bc_collect_catalogue *returned; /* not NULL: all inputs are forms that came back, and these the known forms */
} bc_crew_duties;

struct bc_crew {
    const bc_crew_duties *duties;
    void *context; /* the run's */
    const biaoce_render_options *options;
    bc_crew_tally *tally;
    bc_crew_queue queue;
    size_t threads;
    pthread_mutex_t times_lock;
};

/* How many threads a run takes that was asked to take `jobs` (0: one for each processor this process may use). */
size_t bc_crew_size(unsigned jobs);

/* Reads the beginning of the first input, so that a run's size can be judged; all that is given must outlive the crew.
 */
void bc_crew_init(bc_crew *crew, const bc_crew_duties *duties, void *context, const biaoce_render_options *options,
                  const bc_engine_inputs *inputs, bc_crew_tally *tally);
/* Works until all is delivered, or the call was cancelled (BIAOCE_IO in the tally). */
void bc_crew_run(bc_crew *crew);
void bc_crew_release(bc_crew *crew);

#endif
