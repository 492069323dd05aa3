/* Tasks on threads that take their time at random: each is done once, what comes of it is taken in order. */
#include "crew/each.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

enum { TASKS = 500, NEVER = TASKS + 1 };

typedef struct run {
    size_t stop_at; /* cancels once so many were begun */
    atomic_size_t asked, tools, ended;
    atomic_size_t work[TASKS];
    size_t taken, ahead; /* the most that were begun and not yet taken */
    atomic_size_t begun;
} run;

typedef struct outcome {
    size_t square;
    char *text; /* owned */
} outcome;

static void *begin(void *context)
{
    run *r = context;
    r->tools++;
    return malloc(1);
}

static void end(void *context, void *tools)
{
    run *r = context;
    r->ended++;
    free(tools);
}

static void work(void *context, void *tools, size_t task, void *out)
{
    run *r = context;
    outcome *o = out;
    assert_non_null(tools);
    assert_int_equal(o->square, 0); /* nothing is left of the task that was there before */
    assert_null(o->text);
    r->begun++;
    r->work[task]++;
    usleep((useconds_t)(task * 7919 % 300));
    o->square = task * task;
    o->text = malloc(16);
}

static void take(void *context, size_t task, void *out)
{
    run *r = context;
    outcome *o = out;
    assert_int_equal(task, r->taken);
    assert_int_equal(o->square, task * task);
    free(o->text);
    size_t waiting = r->begun - r->taken;
    if (waiting > r->ahead)
        r->ahead = waiting;
    r->taken++;
}

static bool is_cancelled(void *context)
{
    run *r = context;
    return ++r->asked > r->stop_at;
}

static const bc_crew_each_duties duties = { sizeof(outcome), begin, end, work, take, is_cancelled };

static void all_are_done_once_and_taken_in_order(void **state)
{
    (void)state;
    for (size_t threads = 1; threads <= 9; threads += 2) {
        run *r = calloc(1, sizeof *r);
        r->stop_at = NEVER;
        assert_true(bc_crew_each(&duties, r, TASKS, threads));
        assert_int_equal(r->taken, TASKS);
        for (size_t i = 0; i < TASKS; i++)
            assert_int_equal(r->work[i], 1);
        assert_int_equal(r->tools, threads);
        assert_int_equal(r->ended, threads);
        assert_true(r->ahead <= threads * 8);
        free(r);
    }
}

static void no_more_threads_than_tasks(void **state)
{
    (void)state;
    for (size_t tasks = 0; tasks <= 3; tasks++) {
        run *r = calloc(1, sizeof *r);
        r->stop_at = NEVER;
        assert_true(bc_crew_each(&duties, r, tasks, 8));
        assert_int_equal(r->taken, tasks);
        assert_true(r->tools <= (tasks ? tasks : 1));
        free(r);
    }
}

/* What was begun is taken all the same, for it holds memory. */
static void a_cancelled_run_ends_soon(void **state)
{
    (void)state;
    for (size_t threads = 1; threads <= 5; threads += 2)
        for (size_t stop = 0; stop < 60; stop += 13) {
            run *r = calloc(1, sizeof *r);
            r->stop_at = stop;
            assert_false(bc_crew_each(&duties, r, TASKS, threads));
            assert_int_equal(r->taken, stop);
            assert_int_equal(r->begun, stop);
            assert_int_equal(r->ended, r->tools);
            free(r);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_are_done_once_and_taken_in_order),
        cmocka_unit_test(no_more_threads_than_tasks),
        cmocka_unit_test(a_cancelled_run_ends_soon),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
