/* The library as a program uses it, through biaoce.h alone. */
#include <biaoce.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef struct heard {
    unsigned messages, outputs;
    char last_code[8], last_file[128];
    unsigned last_line;
    bool good_pdf;
    size_t last_record;
} heard;

static void on_message(void *context, const biaoce_message *message)
{
    heard *h = context;
    h->messages++;
    snprintf(h->last_code, sizeof h->last_code, "%s", message->code);
    snprintf(h->last_file, sizeof h->last_file, "%s", message->file);
    h->last_line = message->line;
    assert_true(message->text[0] && message->json[0] == '{');
    assert_int_equal(message->text[strlen(message->text) - 1], '\n');
}

static void on_output(void *context, const biaoce_output *output)
{
    heard *h = context;
    h->outputs++;
    h->last_record = output->record;
    if (!output->path)
        h->good_pdf = output->size > 1000 && memcmp(output->bytes, "%PDF-1.7", 8) == 0 && output->pages == 1;
}

static biaoce_engine *open_engine(heard *h)
{
    biaoce_config config = { .size = sizeof config,
                             .data_folder = BC_PROJECT_DIR,
                             .on_message = on_message,
                             .on_output = on_output,
                             .context = h };
    biaoce_engine *engine = NULL;
    assert_int_equal(biaoce_engine_new(&config, &engine), BIAOCE_OK);
    assert_non_null(engine);
    return engine;
}

static const char *const corpus[] = { BC_PROJECT_DIR "/tests/corpus/tangshan-project/01.yaml",
                                      BC_PROJECT_DIR "/tests/corpus/tangshan-project/03.yaml" };

static void test_memory(void **state)
{
    (void)state;
    heard h = { 0 };
    biaoce_engine *engine = open_engine(&h);
    biaoce_times times;
    biaoce_summary summary;
    biaoce_render_options options = { .inputs = corpus, .input_count = 2, .target = BIAOCE_TO_MEMORY, .times = &times };
    assert_int_equal(biaoce_render(engine, &options, &summary), BIAOCE_OK);
    assert_int_equal(summary.rendered, 2);
    assert_int_equal(h.outputs, 2);
    assert_int_equal(h.last_record, 2);
    assert_true(h.good_pdf);
    assert_true(times.bind > 0 && times.measure > 0 && times.font > 0 && times.xlsx == 0);
    biaoce_engine_free(engine);
}

static void test_usage(void **state)
{
    (void)state;
    heard h = { 0 };
    biaoce_engine *engine = open_engine(&h);
    biaoce_render_options wrong[] = {
        { 0 },
        { .inputs = corpus, .input_count = 2, .single = true },
        { .inputs = corpus, .input_count = 1, .target = BIAOCE_TO_FILE },
        { .inputs = corpus, .input_count = 1, .formats = 64 },
        { .inputs = corpus,
          .input_count = 1,
          .target = BIAOCE_TO_FILE,
          .path = "x",
          .formats = BIAOCE_PDF | BIAOCE_XLSX },
        { .inputs = corpus, .input_count = 1, .template_name = "nothing-like-it" },
        { .inputs = corpus, .input_count = 1, .name_pattern = "$(" },
    };
    unsigned count = sizeof wrong / sizeof *wrong;
    for (unsigned i = 0; i < count; i++) {
        assert_int_equal(biaoce_render(engine, &wrong[i], NULL), BIAOCE_USAGE);
        assert_true(h.messages > i);
    }
    assert_int_equal(h.outputs, 0);
    biaoce_engine_free(engine);
}

/* A program compiled when the options were fewer. */
static void test_older_program(void **state)
{
    (void)state;
    heard h = { 0 };
    biaoce_engine *engine = open_engine(&h);
    biaoce_render_options options;
    memset(&options, 0xA5, sizeof options);
    options.size = offsetof(biaoce_render_options, name_pattern);
    options.inputs = corpus;
    options.input_count = 1;
    options.template_name = NULL;
    options.formats = BIAOCE_PDF;
    options.target = BIAOCE_TO_MEMORY;
    options.path = NULL;
    assert_int_equal(biaoce_render(engine, &options, NULL), BIAOCE_OK);
    assert_true(h.good_pdf);
    biaoce_engine_free(engine);
}

static void *render_once(void *context)
{
    biaoce_render_options options = { .inputs = corpus, .input_count = 2, .target = BIAOCE_TO_MEMORY, .jobs = 2 };
    biaoce_summary summary;
    bool good = biaoce_render(context, &options, &summary) == BIAOCE_OK && summary.rendered == 2;
    return good ? context : NULL;
}

static void test_one_engine_many_threads(void **state)
{
    (void)state;
    biaoce_config config = { .data_folder = BC_PROJECT_DIR };
    biaoce_engine *engine;
    assert_int_equal(biaoce_engine_new(&config, &engine), BIAOCE_OK);
    pthread_t threads[6];
    for (int i = 0; i < 6; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, render_once, engine), 0);
    for (int i = 0; i < 6; i++) {
        void *result;
        pthread_join(threads[i], &result);
        assert_non_null(result);
    }
    biaoce_engine_free(engine);
}

static void count_template(void *context, const biaoce_template *one)
{
    unsigned *found = context;
    *found += strcmp(one->id, "tangshan-project") == 0 && one->name[0] && one->path[0];
}

static void count_font(void *context, const biaoce_font *font)
{
    unsigned *roles = context;
    *roles += font->choice == 0 && font->family[0] && font->file[0] && font->coverage.gb2312 == 6763;
}

static void test_catalogues(void **state)
{
    (void)state;
    heard h = { 0 };
    biaoce_engine *engine = open_engine(&h);
    unsigned found = 0, roles = 0;
    assert_int_equal(biaoce_templates(engine, count_template, &found), BIAOCE_OK);
    assert_int_equal(found, 1);
    assert_int_equal(biaoce_fonts(engine, true, count_font, &roles), BIAOCE_OK);
    assert_int_equal(roles, 6);
    biaoce_engine_free(engine);
}

static void test_no_fonts(void **state)
{
    (void)state;
    heard h = { 0 };
    biaoce_config config = { .fonts_file = "nowhere.yaml", .on_message = on_message, .context = &h };
    biaoce_engine *engine;
    assert_int_equal(biaoce_engine_new(&config, &engine), BIAOCE_OK);
    biaoce_render_options options = { .inputs = corpus, .input_count = 1, .target = BIAOCE_TO_MEMORY };
    for (int i = 0; i < 2; i++)
        assert_int_equal(biaoce_render(engine, &options, NULL), BIAOCE_IO);
    assert_int_equal(h.messages, 2);
    assert_string_equal(h.last_file, "nowhere.yaml");
    biaoce_engine_free(engine);
    biaoce_engine_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory),        cmocka_unit_test(test_usage),
        cmocka_unit_test(test_older_program), cmocka_unit_test(test_one_engine_many_threads),
        cmocka_unit_test(test_catalogues),    cmocka_unit_test(test_no_fonts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
