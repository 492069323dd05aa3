/* The order of a run under threads that take their time at random. */
#include "crew/queue.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILES = 200, THREADS = 7, LONG_FILE = 5, LONG = 300 /* records, read in many pieces */ };

typedef struct folder {
    char path[64];
    size_t records[FILES]; /* in each file; 0: a file that cannot be parsed */
} folder;

static void file_path(const folder *in, int i, char *out, size_t size)
{
    snprintf(out, size, "%s/%03d.yaml", in->path, i);
}

static int make_folder(void **state)
{
    folder *in = calloc(1, sizeof *in);
    strcpy(in->path, "/tmp/biaoce-queue-XXXXXX");
    if (!in || !mkdtemp(in->path))
        return -1;
    for (int i = 0; i < FILES; i++) {
        char path[96];
        file_path(in, i, path, sizeof path);
        FILE *file = fopen(path, "w");
        if (!file)
            return -1;
        in->records[i] = i == LONG_FILE ? LONG : (size_t)(i * 7 % 11 % 5);
        for (size_t k = 0; k < in->records[i]; k++)
            fprintf(file, "--- {file: %d, record: %zu}\n", i, k);
        if (!in->records[i])
            fputs("[", file);
        fclose(file);
    }
    *state = in;
    return 0;
}

static int remove_folder(void **state)
{
    folder *in = *state;
    for (int i = 0; i < FILES; i++) {
        char path[96];
        file_path(in, i, path, sizeof path);
        unlink(path);
    }
    rmdir(in->path);
    free(in);
    return 0;
}

typedef struct run {
    bc_crew_queue queue;
    size_t named; /* guarded by the queue's turn */
    bool out_of_turn;
} run;

static void dawdle(unsigned *seed)
{
    if (rand_r(seed) % 4 == 0)
        usleep((useconds_t)(rand_r(seed) % 300));
}

static void *work(void *context)
{
    run *r = context;
    unsigned seed = (unsigned)(uintptr_t)&seed;
    for (;;) {
        size_t input;
        bc_crew_queue_item *item;
        bc_crew_task task = bc_crew_queue_take(&r->queue, &input, &item);
        if (task == BC_TASK_END)
            return NULL;
        dawdle(&seed);
        if (task == BC_TASK_READ) {
            bc_crew_queue_read(&r->queue, input);
            continue;
        }
        bc_crew_queue_begin_naming(&r->queue, item);
        if (++r->named != item->number)
            r->out_of_turn = true;
        bc_crew_queue_end_naming(&r->queue);
        dawdle(&seed);
        bc_crew_queue_finish(&r->queue, item);
    }
}

/* Passes over ends of files that came alone. */
static bc_crew_queue_item *next_said(bc_crew_queue *queue)
{
    bc_crew_queue_item *item;
    while ((item = bc_crew_queue_next(queue, true)) && !item->read) {
        assert_true(item->last_of_file);
        bc_crew_queue_deliver(queue, item);
    }
    return item;
}

/* Each file's records in order, after what is wrong with the file. */
static void expect_all_in_order(run *r, const folder *in)
{
    size_t number = 0;
    for (int i = 0; i < FILES; i++) {
        size_t items = in->records[i] ? in->records[i] : 1;
        for (size_t k = 0; k < items; k++) {
            bc_crew_queue_item *item = next_said(&r->queue);
            assert_non_null(item);
            assert_int_equal(item->file->input - r->queue.inputs->list.at, i);
            assert_true(bc_crew_queue_known_work(&r->queue) >= number); /* also while others take */
            if (in->records[i]) {
                assert_int_equal(item->number, ++number);
                assert_int_equal(atoi(bc_node_text(bc_node_find(item->value, "record")).p), (int)k);
            } else {
                assert_int_equal(item->number, 0);
                assert_true(item->failed && item->diags.errors > 0);
            }
            bc_crew_queue_deliver(&r->queue, item);
        }
    }
    assert_null(next_said(&r->queue));
}

static void test_order(void **state)
{
    const folder *in = *state;
    const char *paths[] = { in->path };
    for (size_t threads = 1; threads <= THREADS; threads += 2) {
        bc_engine_inputs inputs;
        bc_engine_inputs_find(&inputs, paths, 1, false);
        assert_int_equal(inputs.list.n, FILES);
        run r = { .named = 0 };
        bc_crew_queue_init(&r.queue, &inputs, &(bc_crew_queue_options){ .threads = threads });
        pthread_t ids[THREADS];
        for (size_t i = 0; i < threads; i++)
            assert_int_equal(pthread_create(&ids[i], NULL, work, &r), 0);
        expect_all_in_order(&r, in);
        for (size_t i = 0; i < threads; i++)
            pthread_join(ids[i], NULL);
        assert_false(r.out_of_turn);
        bc_crew_queue_release(&r.queue);
        bc_engine_inputs_release(&inputs);
    }
}

static void test_left_early(void **state)
{
    const folder *in = *state;
    const char *paths[] = { in->path, "nowhere.yaml" };
    bc_engine_inputs inputs;
    bc_engine_inputs_find(&inputs, paths, 2, false);
    assert_int_equal(inputs.list.n, FILES + 1);
    bc_crew_queue queue;
    bc_crew_queue_init(&queue, &inputs, &(bc_crew_queue_options){ .threads = 2 });
    assert_int_equal(bc_crew_queue_first_work(&queue), in->records[0] + FILES);
    bc_crew_queue_release(&queue);
    bc_engine_inputs_release(&inputs);
}

static void test_inputs_are_known_by_what_they_are(void **state)
{
    const folder *in = *state;
    const char *paths[] = { in->path };
    bc_engine_inputs inputs;
    bc_engine_inputs_find(&inputs, paths, 1, false);
    char path[160];
    snprintf(path, sizeof path, "%s/../%s/007.yaml", in->path, strrchr(in->path, '/') + 1);
    assert_true(bc_engine_inputs_have(&inputs, path));
    assert_false(bc_engine_inputs_have(&inputs, in->path));
    assert_false(bc_engine_inputs_have(&inputs, "nowhere.yaml"));
    bc_engine_inputs_release(&inputs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order),
        cmocka_unit_test(test_left_early),
        cmocka_unit_test(test_inputs_are_known_by_what_they_are),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
