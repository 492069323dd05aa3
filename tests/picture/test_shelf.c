/* The shelf of pictures: each file read once, read again when it was changed, given up when nobody uses it and there
 * are many, kept when something is made of it later; by one thread and by several. */
#include "base/arena.h"
#include "picture/shelf.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

enum { MANY = 1100 /* more than the shelf looks through */, THREADS = 4, ROUNDS = 200 };

typedef struct place {
    bc_arena arena;
    char folder[64];
    bc_picture_shelf *shelf;
} place;

static int set_up(void **state)
{
    place *p = calloc(1, sizeof *p);
    assert_non_null(p);
    strcpy(p->folder, "/tmp/biaoce-shelf-XXXXXX");
    assert_non_null(mkdtemp(p->folder));
    p->shelf = bc_picture_shelf_new();
    *state = p;
    return 0;
}

static int tear_down(void **state)
{
    place *p = *state;
    char command[128];
    bc_picture_shelf_free(p->shelf);
    snprintf(command, sizeof command, "rm -r %s", p->folder);
    assert_int_equal(system(command), 0);
    bc_arena_release(&p->arena);
    free(p);
    return 0;
}

/* A PNG that differs by its number, as the shelf itself draws them. */
static void write_picture(place *p, const char *name, unsigned number)
{
    uint8_t dark[16];
    for (unsigned i = 0; i < sizeof dark; i++)
        dark[i] = number >> i & 1;
    bc_picture_modules modules = { .dark = dark, .columns = sizeof dark, .rows = 1, .across = 1, .down = 1 };
    bc_picture *picture = bc_picture_shelf_make(p->shelf, &modules);
    bc_str path = bc_arena_printf(&p->arena, "%s/%s", p->folder, name);
    FILE *file = fopen(path.p, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(picture->file.p, 1, picture->file.n, file), picture->file.n);
    assert_int_equal(fclose(file), 0);
    bc_picture_give_back(picture);
}

static bc_picture *find(place *p, const char *name)
{
    bc_picture_answer answer = bc_picture_shelf_find(p->shelf, bc_str_from(p->folder), bc_str_from(name));
    assert_int_equal(answer.absence, BC_PICTURE_FOUND);
    assert_non_null(answer.picture);
    return answer.picture;
}

static void test_read_once(void **state)
{
    place *p = *state;
    write_picture(p, "a.png", 1);
    assert_int_equal(symlink(p->folder, "/tmp/biaoce-shelf-link"), 0);
    bc_picture *first = find(p, "a.png"), *again = find(p, "a.png");
    bc_picture_answer linked = bc_picture_shelf_find(p->shelf, BC_STR("/tmp/biaoce-shelf-link"), BC_STR("a.png"));
    unlink("/tmp/biaoce-shelf-link");
    assert_ptr_equal(first, again);
    assert_ptr_equal(linked.picture, first); /* the folder itself may be reached by a link: the user named it */
    assert_int_equal(first->uses, 3);
    for (int i = 0; i < 3; i++)
        bc_picture_give_back(first);
    assert_int_equal(first->uses, 0);
}

static void test_changed_file(void **state)
{
    place *p = *state;
    write_picture(p, "a.png", 1);
    bc_picture *before = find(p, "a.png");
    write_picture(p, "b.png", 2);
    bc_str from = bc_arena_printf(&p->arena, "%s/b.png", p->folder),
           to = bc_arena_printf(&p->arena, "%s/a.png", p->folder);
    assert_int_equal(rename(from.p, to.p), 0);
    bc_picture *after = find(p, "a.png");
    assert_ptr_not_equal(before, after);
    assert_int_not_equal(before->digest[0], after->digest[0]);
    bc_picture_give_back(before);
    bc_picture_give_back(after);
}

/* What is in use or kept survives; ASan and valgrind see what is freed too early or never. */
static void test_many(void **state)
{
    place *p = *state;
    write_picture(p, "kept.png", 40000);
    write_picture(p, "used.png", 40001);
    bc_picture *kept = find(p, "kept.png"), *used = find(p, "used.png");
    bc_picture_keep(kept);
    bc_picture_give_back(kept);
    for (unsigned i = 0; i < MANY; i++) {
        bc_str name = bc_arena_printf(&p->arena, "%u.png", i);
        write_picture(p, name.p, i);
        bc_picture_give_back(find(p, name.p));
    }
    assert_int_equal(kept->width, 16);
    assert_ptr_equal(find(p, "used.png"), used);
    assert_ptr_equal(find(p, "kept.png"), kept);
    bc_picture_give_back(used);
    bc_picture_give_back(used);
    bc_picture_give_back(kept);
}

static void test_made(void **state)
{
    place *p = *state;
    const uint8_t dark[] = { 1, 0, 1 };
    bc_picture_modules modules = {
        .dark = dark, .columns = 3, .rows = 1, .quiet_across = 2, .quiet_down = 1, .across = 4, .down = 5
    };
    bc_picture *one = bc_picture_shelf_make(p->shelf, &modules), *other = bc_picture_shelf_make(p->shelf, &modules);
    const char *why = NULL;
    bc_picture *read = bc_picture_read(one->file, &why);
    assert_null(why);
    assert_int_equal(read->width, (3 + 4) * 4);
    assert_int_equal(read->height, 3 * 5);
    assert_memory_equal(one->digest, other->digest, sizeof one->digest);
    bc_picture_free(read);
    bc_picture_keep(one); /* goes with the shelf */
    bc_picture_give_back(one);
    bc_picture_give_back(other); /* goes now */
}

static void *look_often(void *context)
{
    place *p = context;
    for (int i = 0; i < ROUNDS; i++) {
        const char *name = i % 3 ? "a.png" : i % 2 ? "b.png" : "broken.png";
        bc_picture_answer answer = bc_picture_shelf_find(p->shelf, bc_str_from(p->folder), bc_str_from(name));
        if (!answer.picture != !strcmp(name, "broken.png"))
            return p;
        bc_picture_give_back(answer.picture);
    }
    return NULL;
}

static void test_threads(void **state)
{
    place *p = *state;
    write_picture(p, "a.png", 1);
    write_picture(p, "b.png", 2);
    FILE *broken = fopen(bc_arena_printf(&p->arena, "%s/broken.png", p->folder).p, "wb");
    assert_non_null(broken);
    assert_int_equal(fclose(broken), 0);
    pthread_t threads[THREADS];
    for (int i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, look_often, p), 0);
    for (int i = 0; i < THREADS; i++) {
        void *failed = NULL;
        assert_int_equal(pthread_join(threads[i], &failed), 0);
        assert_null(failed);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_read_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_changed_file, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_many, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_made, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_threads, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
