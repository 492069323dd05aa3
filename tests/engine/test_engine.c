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
#include <sys/wait.h>
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
        h->good_pdf = output->length > 1000 && memcmp(output->bytes, "%PDF-1.7", 8) == 0 && output->pages == 1;
}

static biaoce_callbacks callbacks_of(heard *h)
{
    return (biaoce_callbacks){
        .size = sizeof(biaoce_callbacks), .on_message = on_message, .on_output = on_output, .context = h
    };
}

static biaoce_engine *open_engine(heard *h)
{
    biaoce_callbacks callbacks = callbacks_of(h);
    biaoce_config config = { .size = sizeof config, .data_folder = BC_PROJECT_DIR, .callbacks = &callbacks };
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
    biaoce_times times = { .size = sizeof times };
    biaoce_summary summary = { .size = sizeof summary };
    biaoce_render_options options = { .size = sizeof(biaoce_render_options),
                                      .paths = corpus,
                                      .path_count = 2,
                                      .target = BIAOCE_TO_MEMORY,
                                      .times = &times };
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
        { .size = sizeof(biaoce_render_options) },
        { .size = sizeof(biaoce_render_options), .paths = corpus, .path_count = 2, .single = true },
        { .size = sizeof(biaoce_render_options), .paths = corpus, .path_count = 1, .target = BIAOCE_TO_FILE },
        { .size = sizeof(biaoce_render_options), .paths = corpus, .path_count = 1, .formats = 64 },
        { .size = sizeof(biaoce_render_options),
          .paths = corpus,
          .path_count = 1,
          .target = BIAOCE_TO_FILE,
          .path = "x",
          .formats = BIAOCE_FORMAT_PDF | BIAOCE_FORMAT_XLSX },
        { .size = sizeof(biaoce_render_options), .paths = corpus, .path_count = 1, .template_name = "nothing-like-it" },
        { .size = sizeof(biaoce_render_options), .paths = corpus, .path_count = 1, .name_pattern = "$(" },
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
    options.paths = corpus;
    options.path_count = 1;
    options.memory = NULL;
    options.memory_count = 0;
    options.template_name = NULL;
    options.formats = BIAOCE_FORMAT_PDF;
    options.target = BIAOCE_TO_MEMORY;
    options.path = NULL;
    assert_int_equal(biaoce_render(engine, &options, NULL), BIAOCE_OK);
    assert_true(h.good_pdf);
    biaoce_engine_free(engine);
}

static void *render_once(void *context)
{
    biaoce_render_options options = {
        .size = sizeof(biaoce_render_options), .paths = corpus, .path_count = 2, .target = BIAOCE_TO_MEMORY, .jobs = 2
    };
    biaoce_summary summary = { .size = sizeof summary };
    bool good = biaoce_render(context, &options, &summary) == BIAOCE_OK && summary.rendered == 2;
    return good ? context : NULL;
}

static void test_one_engine_many_threads(void **state)
{
    (void)state;
    biaoce_config config = { .size = sizeof config, .data_folder = BC_PROJECT_DIR };
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
    *roles += font->choice == 0 && font->family[0] && font->file[0] && font->coverage->gb2312 == 6763;
}

static void test_catalogues(void **state)
{
    (void)state;
    heard h = { 0 };
    biaoce_engine *engine = open_engine(&h);
    unsigned found = 0, roles = 0;
    biaoce_callbacks callbacks = { .size = sizeof callbacks, .context = &found };
    const biaoce_templates_options templates = { .size = sizeof templates,
                                                 .on_template = count_template,
                                                 .callbacks = &callbacks };
    assert_int_equal(biaoce_list_templates(engine, &templates), BIAOCE_OK);
    assert_int_equal(found, 1);
    callbacks.context = &roles;
    const biaoce_fonts_options fonts = {
        .size = sizeof fonts, .on_font = count_font, .fallbacks = true, .callbacks = &callbacks
    };
    assert_int_equal(biaoce_list_fonts(engine, &fonts), BIAOCE_OK);
    assert_int_equal(roles, 7);
    biaoce_engine_free(engine);
}

typedef struct places {
    unsigned folders, lists, fonts;
} places;

static void count_place(void *context, const char *path)
{
    places *p = context;
    size_t n = strlen(path);
    p->folders += n > 9 && strcmp(path + n - 9, "templates") == 0;
    p->lists += n > 10 && strcmp(path + n - 10, "fonts.yaml") == 0;
    p->fonts += strstr(path, ".ttc") || strstr(path, ".otf") || strstr(path, ".ttf");
}

static void test_places(void **state)
{
    (void)state;
    heard h = { 0 };
    biaoce_engine *engine = open_engine(&h);
    places found = { 0 };
    const biaoce_callbacks callbacks = { .size = sizeof callbacks, .context = &found };
    biaoce_places_options options = { .size = sizeof options, .on_place = count_place, .callbacks = &callbacks };
    assert_int_equal(biaoce_list_places(engine, &options), BIAOCE_OK);
    assert_int_equal(found.folders, 1);
    assert_int_equal(found.lists, 1);
    assert_int_equal(found.fonts, 0);
    options.fonts = true;
    assert_int_equal(biaoce_list_places(engine, &options), BIAOCE_OK);
    assert_true(found.fonts > 0);
    options.on_place = NULL;
    assert_int_equal(biaoce_list_places(engine, &options), BIAOCE_USAGE);
    assert_int_equal(biaoce_list_places(engine, NULL), BIAOCE_USAGE);
    assert_int_equal(biaoce_list_places(NULL, &options), BIAOCE_USAGE);
    biaoce_engine_free(engine);
}

static void count_rule(void *context, const biaoce_rule *rule)
{
    unsigned *rules = context;
    *rules += rule->code[0] && rule->summary[0];
}

static void keep_text(void *context, const char *text, size_t length)
{
    char *begin = context;
    assert_int_equal(strlen(text), length);
    snprintf(begin, 8, "%s", text);
}

static void test_rules_and_texts(void **state)
{
    (void)state;
    heard h = { 0 };
    biaoce_engine *engine = open_engine(&h);
    unsigned rules = 0;
    char begin[8] = "";
    biaoce_callbacks callbacks = { .size = sizeof callbacks, .context = &rules };
    assert_int_equal(biaoce_list_rules(&(biaoce_rules_options){
                         .size = sizeof(biaoce_rules_options), .on_rule = count_rule, .callbacks = &callbacks }),
                     BIAOCE_OK);
    assert_true(rules > 40);
    callbacks.context = begin;
    biaoce_schema_options schema = { .size = sizeof schema, .on_text = keep_text, .callbacks = &callbacks };
    assert_int_equal(biaoce_write_schema(engine, &schema), BIAOCE_OK);
    assert_int_equal(begin[0], '{');
    biaoce_record_options record = {
        .size = sizeof record, .template_name = "tangshan-project", .on_text = keep_text, .callbacks = &callbacks
    };
    assert_int_equal(biaoce_write_record(engine, &record), BIAOCE_OK);
    assert_int_equal(begin[0], '#');
    const char *template_name = "tangshan-project";
    biaoce_lint_options lint = {
        .size = sizeof lint, .templates = &template_name, .template_count = 1, .strict = true
    };
    biaoce_summary summary = { .size = sizeof summary };
    assert_int_equal(biaoce_lint_templates(engine, &lint, &summary), BIAOCE_OK);
    assert_int_equal(summary.rendered, 1);
    biaoce_engine_free(engine);
}

static void see_meaning(void *context, const biaoce_explanation *one)
{
    unsigned *kinds = context;
    static const char *const KINDS[] = { "diagnostic", "rule", "function", "key" };
    assert_int_equal(one->size, sizeof *one);
    assert_non_null(one->todo); /* what a kind does not have is empty */
    for (unsigned i = 0; i < sizeof KINDS / sizeof *KINDS; i++)
        if (strcmp(one->kind, KINDS[i]) == 0)
            *kinds |= 1U << i;
}

static biaoce_status explain(const char *word, unsigned *kinds)
{
    const biaoce_callbacks callbacks = { .size = sizeof callbacks, .context = kinds };
    return biaoce_explain(&(biaoce_explain_options){
        .size = sizeof(biaoce_explain_options), .word = word, .on_explanation = see_meaning, .callbacks = &callbacks });
}

static void test_explain(void **state)
{
    (void)state;
    unsigned kinds = 0;
    assert_int_equal(explain("E203", &kinds), BIAOCE_OK);
    assert_int_equal(kinds, 1);
    assert_int_equal(explain("across", &kinds), BIAOCE_OK);
    assert_int_equal(kinds, 1 | 8);
    kinds = 0;
    assert_int_equal(explain(NULL, &kinds), BIAOCE_OK);
    assert_int_equal(kinds, 15);
    kinds = 0;
    assert_int_equal(explain("nowhere", &kinds), BIAOCE_USAGE);
    assert_int_equal(explain("", &kinds), BIAOCE_USAGE);
    assert_int_equal(kinds, 0);
}

static void test_no_fonts(void **state)
{
    (void)state;
    heard h = { 0 };
    biaoce_callbacks callbacks = callbacks_of(&h);
    biaoce_config config = { .size = sizeof config, .fonts_file = "nowhere.yaml", .callbacks = &callbacks };
    biaoce_engine *engine;
    assert_int_equal(biaoce_engine_new(&config, &engine), BIAOCE_OK);
    biaoce_render_options options = {
        .size = sizeof(biaoce_render_options), .paths = corpus, .path_count = 1, .target = BIAOCE_TO_MEMORY
    };
    for (int i = 0; i < 2; i++)
        assert_int_equal(biaoce_render(engine, &options, NULL), BIAOCE_IO);
    assert_int_equal(h.messages, 2);
    assert_string_equal(h.last_file, "nowhere.yaml");
    biaoce_engine_free(engine);
    biaoce_engine_free(NULL);
}

/* Written by the library with no more than the program knows of them. */
static void test_structs_of_an_older_program(void **state)
{
    (void)state;
    heard h = { 0 };
    biaoce_engine *engine = open_engine(&h);
    struct {
        biaoce_summary summary;
        size_t behind;
    } s = { .summary.size = offsetof(biaoce_summary, failed), .behind = 7 };
    s.summary.failed = 99;
    s.summary.warnings = 99;
    biaoce_times times = { .size = sizeof(size_t) + sizeof(double) };
    times.bind = 99;
    biaoce_render_options options = {
        .size = sizeof options, .paths = corpus, .path_count = 2, .target = BIAOCE_TO_MEMORY, .times = &times
    };
    assert_int_equal(biaoce_render(engine, &options, &s.summary), BIAOCE_OK);
    assert_int_equal(s.summary.size, offsetof(biaoce_summary, failed));
    assert_int_equal(s.summary.rendered, 2);
    assert_int_equal(s.summary.failed, 99);
    assert_int_equal(s.summary.warnings, 99);
    assert_int_equal(s.behind, 7);
    assert_true(times.read > 0 && times.bind == 99);
    biaoce_engine_free(engine);
}

static void never_template(void *context, const biaoce_template *one)
{
    (void)one;
    fail_msg("called with %p", context);
}

static void never_text(void *context, const char *text, size_t length)
{
    (void)text;
    (void)length;
    fail_msg("called with %p", context);
}

/* What lacks an engine, its options, what they need, or the size of a struct. */
static void refuse_listing(biaoce_engine *engine, const biaoce_callbacks *sizeless)
{
    biaoce_templates_options templates = { .size = 0, .on_template = never_template };
    biaoce_fonts_options fonts = { .size = sizeof fonts };
    biaoce_schema_options schema = { .size = sizeof schema, .template_name = "no-such-form", .on_text = never_text };
    biaoce_record_options record = { .size = sizeof record, .on_text = never_text };
    biaoce_lint_options lint = { .size = sizeof lint, .template_count = 1 };
    assert_int_equal(biaoce_lint_templates(engine, &lint, NULL), BIAOCE_USAGE);
    lint.templates = (const char *const[]){ NULL };
    assert_int_equal(biaoce_lint_templates(engine, &lint, NULL), BIAOCE_USAGE);
    assert_int_equal(biaoce_list_templates(engine, NULL), BIAOCE_USAGE);
    assert_int_equal(biaoce_list_templates(engine, &templates), BIAOCE_USAGE);
    templates.size = sizeof templates;
    templates.callbacks = sizeless;
    assert_int_equal(biaoce_list_templates(engine, &templates), BIAOCE_USAGE);
    assert_int_equal(biaoce_list_fonts(engine, &fonts), BIAOCE_USAGE);
    assert_int_equal(biaoce_list_fonts(engine, NULL), BIAOCE_USAGE);
    assert_int_equal(biaoce_write_schema(engine, &schema), BIAOCE_USAGE);
    assert_int_equal(biaoce_write_schema(engine, NULL), BIAOCE_USAGE);
    assert_int_equal(biaoce_write_record(engine, &record), BIAOCE_USAGE);
    assert_int_equal(biaoce_write_record(engine, NULL), BIAOCE_USAGE);
}

static void refuse_blanks(biaoce_engine *engine)
{
    const char *const template_name = "tangshan-project";
    biaoce_blank_options blank = { .size = sizeof blank, .template_count = 1 };
    assert_int_equal(biaoce_make_blanks(engine, &blank, NULL), BIAOCE_USAGE);
    blank.templates = &template_name;
    blank.target = BIAOCE_TO_FILE;
    assert_int_equal(biaoce_make_blanks(engine, &blank, NULL), BIAOCE_USAGE);
    blank.target = (biaoce_target)9;
    assert_int_equal(biaoce_make_blanks(engine, &blank, NULL), BIAOCE_USAGE);
    blank.target = BIAOCE_TO_MEMORY;
    blank.formats = 64;
    assert_int_equal(biaoce_make_blanks(engine, &blank, NULL), BIAOCE_USAGE);
    blank.formats = BIAOCE_FORMAT_PDF;
    blank.year = 25;
    assert_int_equal(biaoce_make_blanks(engine, &blank, NULL), BIAOCE_USAGE);
}

static void test_null_and_size_0_are_answered(void **state)
{
    (void)state;
    biaoce_engine *engine = NULL;
    biaoce_config config = { .size = 0 };
    biaoce_render_options render = { .size = 0, .paths = corpus, .path_count = 1 };
    biaoce_book_options book = { .size = 0 };
    biaoce_check_options check = { .size = 0 };
    biaoce_blank_options blank = { .size = 0 };
    biaoce_summary summary = { .size = 0 };
    biaoce_callbacks callbacks = { .size = 0 };
    assert_int_equal(biaoce_engine_new(NULL, NULL), BIAOCE_USAGE);
    assert_int_equal(biaoce_engine_new(&config, &engine), BIAOCE_USAGE);
    assert_null(engine);
    config = (biaoce_config){ .size = sizeof config, .data_folder = BC_PROJECT_DIR, .callbacks = &callbacks };
    assert_int_equal(biaoce_engine_new(&config, &engine), BIAOCE_USAGE);
    config.callbacks = NULL;
    config.template_folders = (const char *const[]){ BC_PROJECT_DIR, NULL };
    config.template_folder_count = 2;
    assert_int_equal(biaoce_engine_new(&config, &engine), BIAOCE_USAGE);
    config.template_folder_count = 1;
    assert_int_equal(biaoce_engine_new(&config, &engine), BIAOCE_OK);
    for (int i = 0; i < 2; i++) {
        biaoce_engine *one = i ? engine : NULL;
        assert_int_equal(biaoce_render(one, &render, NULL), BIAOCE_USAGE);
        assert_int_equal(biaoce_render(one, NULL, NULL), BIAOCE_USAGE);
        assert_int_equal(biaoce_make_book(one, &book, NULL), BIAOCE_USAGE);
        assert_int_equal(biaoce_make_book(one, NULL, NULL), BIAOCE_USAGE);
        assert_int_equal(biaoce_check(one, &check, NULL), BIAOCE_USAGE);
        assert_int_equal(biaoce_make_blanks(one, &blank, NULL), BIAOCE_USAGE);
        assert_int_equal(biaoce_make_blanks(one, NULL, NULL), BIAOCE_USAGE);
        refuse_listing(one, &callbacks);
    }
    render.size = sizeof render;
    render.target = BIAOCE_TO_MEMORY;
    assert_int_equal(biaoce_render(engine, &render, &summary), BIAOCE_USAGE);
    assert_int_equal(biaoce_check(engine, NULL, NULL), BIAOCE_OK); /* of nothing */
    assert_int_equal(biaoce_lint_templates(engine, NULL, NULL), BIAOCE_OK);
    render.paths = (const char *const[]){ corpus[0], NULL };
    render.path_count = 2;
    assert_int_equal(biaoce_render(engine, &render, NULL), BIAOCE_USAGE);
    render = (biaoce_render_options){ .size = sizeof render, .memory_count = 1, .target = BIAOCE_TO_MEMORY };
    assert_int_equal(biaoce_render(engine, &render, NULL), BIAOCE_USAGE);
    refuse_blanks(engine);
    biaoce_cancel_ask(NULL);
    biaoce_cancel_free(NULL);
    assert_int_equal(biaoce_list_rules(NULL), BIAOCE_USAGE);
    assert_int_equal(biaoce_list_rules(&(biaoce_rules_options){ .size = 0, .on_rule = count_rule }), BIAOCE_USAGE);
    assert_int_equal(biaoce_explain(NULL), BIAOCE_USAGE);
    biaoce_engine_free(engine);
}

static void test_records_in_memory(void **state)
{
    (void)state;
    static const char text[] = "form: tangshan-project\n项目名称: 甲\n---\nform: no-such-form\n";
    heard own = { 0 }, engines = { 0 };
    biaoce_engine *engine = open_engine(&engines);
    biaoce_callbacks callbacks = callbacks_of(&own);
    const biaoce_memory memory[] = {
        { .size = sizeof *memory, .name = "first", .bytes = text, .length = sizeof text - 1, .time = 1700000000 },
        { .size = sizeof *memory, .name = "second", .bytes = "[", .length = 1 },
    };
    biaoce_render_options options = { .size = sizeof options,
                                      .memory = memory,
                                      .memory_count = 2,
                                      .target = BIAOCE_TO_MEMORY,
                                      .force = true,
                                      .callbacks = &callbacks };
    biaoce_summary summary = { .size = sizeof summary };
    assert_int_equal(biaoce_render(engine, &options, &summary), BIAOCE_RECORD_ERRORS);
    assert_int_equal(summary.records, 3);
    assert_int_equal(summary.rendered, 1);
    assert_string_equal(own.last_file, "second");
    assert_int_equal(engines.messages + engines.outputs, 0);
    biaoce_check_options check = { .size = sizeof check, .memory = memory, .memory_count = 1, .callbacks = &callbacks };
    assert_int_equal(biaoce_check(engine, &check, NULL), BIAOCE_RECORD_ERRORS);
    biaoce_memory none = { .size = sizeof none, .length = 5 };
    options.memory = &none;
    options.memory_count = 1;
    assert_int_equal(biaoce_render(engine, &options, NULL), BIAOCE_USAGE);
    biaoce_engine_free(engine);
}

/* Arrays of structs that are longer, or shorter, than those of the library. */
static void test_memory_of_other_programs(void **state)
{
    (void)state;
    enum { TWO = 2 };
    struct newer {
        biaoce_memory known;
        char more[40];
    } longer[TWO] = { 0 };
    struct older {
        size_t size;
        const char *name;
        const void *bytes;
        size_t length;
    } shorter[TWO] = { 0 };
    static const char *const NAMES[] = { "first", "second" };
    heard own = { 0 };
    biaoce_engine *engine = open_engine(&own);
    for (int i = 0; i < TWO; i++) {
        longer[i].known = (biaoce_memory){ .size = sizeof *longer, .name = NAMES[i], .bytes = "[", .length = 1 };
        shorter[i] = (struct older){ .size = sizeof *shorter, .name = NAMES[i], .bytes = "[", .length = 1 };
        memset(longer[i].more, 'x', sizeof longer[i].more);
    }
    const biaoce_memory *const GIVEN[] = { &longer->known, (const biaoce_memory *)(const void *)shorter };
    for (size_t i = 0; i < sizeof GIVEN / sizeof *GIVEN; i++) {
        biaoce_summary summary = { .size = sizeof summary };
        const biaoce_verify_options verify = { .size = sizeof verify, .memory = GIVEN[i], .memory_count = TWO };
        own.last_file[0] = '\0';
        assert_int_equal(biaoce_verify(engine, &verify, &summary), BIAOCE_RECORD_ERRORS);
        assert_string_equal(own.last_file, "second");
        assert_int_equal(summary.failed, TWO);
        const biaoce_check_options check = { .size = sizeof check, .memory = GIVEN[i], .memory_count = TWO };
        assert_int_equal(biaoce_check(engine, &check, NULL), BIAOCE_RECORD_ERRORS);
        assert_string_equal(own.last_file, "second");
    }
    longer[1].known.size = 0;
    const biaoce_verify_options none = { .size = sizeof none, .memory = GIVEN[0], .memory_count = TWO };
    const biaoce_check_options neither = { .size = sizeof neither, .memory = GIVEN[0], .memory_count = TWO };
    assert_int_equal(biaoce_verify(engine, &none, NULL), BIAOCE_USAGE);
    assert_int_equal(biaoce_check(engine, &neither, NULL), BIAOCE_USAGE);
    biaoce_engine_free(engine);
}

/* JSON that is none, and a kind that there is none. */
static void test_kinds_of_memory(void **state)
{
    (void)state;
    static const char json[] = " [{\"form\": \"tangshan-project\", \"项目名称\": \"甲\"}]",
                      yaml[] = "form: tangshan-project";
    static const struct {
        const char *text;
        biaoce_kind kind;
        size_t records, rendered, messages_at_most;
    } CASES[] = {
        { json, BIAOCE_KIND_BY_NAME, 1, 1, 99 }, { json, BIAOCE_KIND_YAML, 1, 1, 99 },
        { json, BIAOCE_KIND_JSON, 1, 1, 99 },    { yaml, BIAOCE_KIND_BY_NAME, 1, 1, 99 },
        { yaml, BIAOCE_KIND_YAML, 1, 1, 99 },    { yaml, BIAOCE_KIND_JSON, 1, 0, 1 },
        { "", BIAOCE_KIND_JSON, 1, 0, 1 },       { json, (biaoce_kind)77, 0, 0, 1 },
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        heard h = { 0 };
        biaoce_engine *engine = open_engine(&h);
        biaoce_memory memory = {
            .size = sizeof memory, .bytes = CASES[i].text, .length = strlen(CASES[i].text), .kind = CASES[i].kind
        };
        biaoce_render_options options = { .size = sizeof options,
                                          .memory = &memory,
                                          .memory_count = 1,
                                          .target = BIAOCE_TO_MEMORY,
                                          .force = true,
                                          .no_check = true };
        biaoce_summary summary = { .size = sizeof summary };
        biaoce_status status = biaoce_render(engine, &options, &summary);
        assert_int_equal(status == BIAOCE_USAGE, CASES[i].records == 0);
        assert_int_equal(summary.records, CASES[i].records);
        assert_int_equal(summary.rendered, CASES[i].rendered);
        assert_true(h.messages <= CASES[i].messages_at_most);
        if (!CASES[i].rendered)
            assert_string_equal(h.last_code, CASES[i].records ? "E107" : "E505");
        biaoce_engine_free(engine);
    }
}

/* What went wrong is asked after the call, or after it failed to begin. */
static void test_messages_after_a_call(void **state)
{
    (void)state;
    biaoce_messages *messages = biaoce_messages_new();
    biaoce_callbacks callbacks = { .size = sizeof callbacks, .messages = messages };
    biaoce_config config = { .size = sizeof config, .data_folder = BC_PROJECT_DIR };
    biaoce_engine *engine;
    const char *nowhere = "/nowhere/at/all";
    biaoce_config wrong = config;
    wrong.template_folders = &nowhere;
    wrong.template_folder_count = 1;
    wrong.callbacks = &callbacks;
    assert_int_equal(biaoce_messages_count(messages), 0);
    assert_int_equal(biaoce_engine_new(&wrong, &engine), BIAOCE_IO);
    assert_int_equal(biaoce_messages_count(messages), 1);
    assert_string_equal(biaoce_messages_at(messages, 0)->code, "E100");
    assert_int_equal(biaoce_engine_new(&config, &engine), BIAOCE_OK);
    static const char text[] = "a: 1\n---\n- form: no-such-form\n";
    const biaoce_memory memory = { .size = sizeof memory, .name = "甲", .bytes = text, .length = sizeof text - 1 };
    const biaoce_render_options options = { .size = sizeof options,
                                            .memory = &memory,
                                            .memory_count = 1,
                                            .target = BIAOCE_TO_MEMORY,
                                            .callbacks = &callbacks };
    assert_int_equal(biaoce_render(engine, &options, NULL), BIAOCE_RECORD_ERRORS);
    biaoce_engine_free(engine);
    assert_int_equal(biaoce_messages_count(messages), 3);
    const biaoce_message *last = biaoce_messages_at(messages, 2);
    assert_int_equal(last->size, sizeof *last);
    assert_string_equal(last->code, "E334");
    assert_string_equal(last->file, "甲");
    assert_int_equal(last->line, 3);
    assert_int_equal(last->severity, BIAOCE_SEVERITY_ERROR);
    assert_true(last->message[0] && last->text[0] && last->json[0] == '{');
    assert_null(biaoce_messages_at(messages, 3));
    assert_null(biaoce_messages_at(NULL, 0));
    biaoce_messages_free(messages);
    biaoce_messages_free(NULL);
}

typedef struct sharing {
    biaoce_engine *engine;
    biaoce_callbacks callbacks;
} sharing;

static void *fail_to_find(void *context)
{
    const sharing *s = context;
    const char *path = "nowhere.yaml";
    const biaoce_check_options options = {
        .size = sizeof options, .paths = &path, .path_count = 1, .callbacks = &s->callbacks
    };
    for (int i = 0; i < 50; i++)
        assert_int_equal(biaoce_check(s->engine, &options, NULL), BIAOCE_IO);
    return NULL;
}

static void test_calls_share_a_list(void **state)
{
    (void)state;
    heard h = { 0 };
    sharing s = { open_engine(&h), { .size = sizeof s.callbacks, .messages = biaoce_messages_new() } };
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, fail_to_find, &s), 0);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(biaoce_messages_count(s.callbacks.messages), 200);
    for (size_t i = 0; i < 200; i++)
        assert_string_equal(biaoce_messages_at(s.callbacks.messages, i)->file, "nowhere.yaml");
    biaoce_engine_free(s.engine);
    biaoce_messages_free(s.callbacks.messages);
}

typedef struct reports {
    unsigned formats, written; /* bits of what was given, and of what was told of */
    char baseline[4096];
    size_t length, records;
} reports;

static void take_report(void *context, const biaoce_output *output)
{
    reports *r = context;
    static const struct {
        biaoce_format format;
        const char *begin;
    } BEGINS[] = { { BIAOCE_FORMAT_PDF, "%PDF" },
                   { BIAOCE_FORMAT_XLSX, "PK" },
                   { BIAOCE_FORMAT_SARIF, "{" },
                   { BIAOCE_FORMAT_JSON, "[" },
                   { BIAOCE_FORMAT_BASELINE, "# biaoce" } };
    assert_int_equal(output->record, 0);
    assert_int_equal(output->pages > 0, output->format == BIAOCE_FORMAT_PDF);
    if (output->path) {
        assert_null(output->bytes);
        r->written |= (unsigned)output->format;
        return;
    }
    r->formats |= (unsigned)output->format;
    for (size_t i = 0; i < sizeof BEGINS / sizeof *BEGINS; i++)
        if (BEGINS[i].format == output->format)
            assert_memory_equal(output->bytes, BEGINS[i].begin, strlen(BEGINS[i].begin));
    if (output->format == BIAOCE_FORMAT_BASELINE) {
        assert_in_range(output->length, 30, sizeof r->baseline);
        memcpy(r->baseline, output->bytes, output->length);
        r->length = output->length;
    }
}

/* A check whose inputs and outputs are no files. */
static void test_check_in_memory(void **state)
{
    (void)state;
    static const char text[] = "form: tangshan-project\n项目名称: 甲\n", projects[] = "[甲, 乙]";
    heard h = { 0 };
    biaoce_engine *engine = open_engine(&h);
    reports r = { 0 };
    biaoce_callbacks callbacks = { .size = sizeof callbacks, .on_output = take_report, .context = &r };
    const biaoce_memory record = { .size = sizeof record, .name = "甲", .bytes = text, .length = sizeof text - 1 },
                        list = { .size = sizeof list, .bytes = projects, .length = sizeof projects - 1 };
    char path[] = "/tmp/biaoce-check-XXXXXX.json";
    close(mkstemps(path, 5));
    const char *const paths[] = { path };
    unsigned all =
        BIAOCE_FORMAT_PDF | BIAOCE_FORMAT_XLSX | BIAOCE_FORMAT_SARIF | BIAOCE_FORMAT_JSON | BIAOCE_FORMAT_BASELINE;
    biaoce_check_options options = { .size = sizeof options,
                                     .memory = &record,
                                     .memory_count = 1,
                                     .projects_memory = &list,
                                     .reports = paths,
                                     .report_count = 1,
                                     .formats = all,
                                     .callbacks = &callbacks };
    biaoce_check_summary summary = { .size = sizeof summary };
    assert_int_equal(biaoce_check(engine, &options, &summary), BIAOCE_RECORD_ERRORS);
    assert_int_equal(r.formats, all);
    assert_int_equal(r.written, BIAOCE_FORMAT_JSON);
    size_t findings = summary.errors + summary.warnings + summary.notes;
    const biaoce_memory baseline = { .size = sizeof baseline, .bytes = r.baseline, .length = r.length };
    options.baseline_memory = &baseline;
    options.formats = 0;
    assert_int_equal(biaoce_check(engine, &options, &summary), BIAOCE_OK);
    assert_int_equal(summary.known, findings);
    options.baseline = path;
    assert_int_equal(biaoce_check(engine, &options, NULL), BIAOCE_USAGE);
    options.baseline = NULL;
    options.formats = BIAOCE_FORMAT_TRACE;
    assert_int_equal(biaoce_check(engine, &options, NULL), BIAOCE_USAGE);
    unlink(path);
    biaoce_engine_free(engine);
}

static void *render_for_itself(void *context)
{
    biaoce_engine *engine = context;
    heard *h = calloc(1, sizeof *h);
    biaoce_callbacks callbacks = callbacks_of(h);
    biaoce_render_options options = {
        .size = sizeof options, .paths = corpus, .path_count = 2, .target = BIAOCE_TO_MEMORY, .callbacks = &callbacks
    };
    for (int i = 0; i < 5; i++)
        biaoce_render(engine, &options, NULL);
    return h;
}

static void test_calls_have_callbacks_of_their_own(void **state)
{
    (void)state;
    heard none = { 0 };
    biaoce_engine *engine = open_engine(&none);
    pthread_t threads[4];
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, render_for_itself, engine), 0);
    for (int i = 0; i < 4; i++) {
        void *result;
        pthread_join(threads[i], &result);
        assert_int_equal(((heard *)result)->outputs, 10);
        free(result);
    }
    assert_int_equal(none.outputs, 0);
    biaoce_engine_free(engine);
}

typedef struct volumes {
    unsigned pdfs, workbooks;
    char names[512];
} volumes;

static void take_volume(void *context, const biaoce_output *output)
{
    volumes *v = context;
    assert_null(output->path);
    assert_memory_equal(output->bytes, output->format == BIAOCE_FORMAT_PDF ? "%P" : "PK", 2);
    v->pdfs += output->format == BIAOCE_FORMAT_PDF;
    v->workbooks += output->format == BIAOCE_FORMAT_XLSX;
    if (output->format == BIAOCE_FORMAT_PDF) {
        size_t used = strlen(v->names);
        snprintf(v->names + used, sizeof v->names - used, "%s|", output->name);
    }
}

/* A book in two formats with a volume beside it for each unit, and no file. */
static void test_book_in_memory(void **state)
{
    (void)state;
    static const char text[] = "book: 书\nparts:\n- section: 节\n  forms: '*.json'\n",
                      forms[] = "[{\"form\": \"tangshan-project\", \"项目名称\": \"甲\"},"
                                "{\"form\": \"tangshan-project\", \"项目名称\": \"乙\"}]";
    char folder[] = "/tmp/biaoce-book-XXXXXX", book[64], records[64];
    assert_non_null(mkdtemp(folder));
    snprintf(book, sizeof book, "%s/book.yaml", folder);
    snprintf(records, sizeof records, "%s/a.json", folder);
    FILE *file = fopen(book, "w");
    assert_true(file && fputs(text, file) >= 0 && fclose(file) == 0);
    file = fopen(records, "w");
    assert_true(file && fputs(forms, file) >= 0 && fclose(file) == 0);
    heard h = { 0 };
    volumes v = { 0 };
    biaoce_engine *engine = open_engine(&h);
    const biaoce_callbacks callbacks = { .size = sizeof callbacks, .on_output = take_volume, .context = &v };
    const biaoce_book_options options = { .size = sizeof options,
                                          .book = book,
                                          .formats = BIAOCE_FORMAT_PDF | BIAOCE_FORMAT_XLSX,
                                          .target = BIAOCE_TO_MEMORY,
                                          .split_by = "项目名称",
                                          .force = true,
                                          .no_check = true,
                                          .callbacks = &callbacks };
    biaoce_make_book(engine, &options, NULL);
    assert_int_equal(v.pdfs, 3);
    assert_int_equal(v.workbooks, 3);
    assert_string_equal(v.names, "书|书 甲|书 乙|");
    biaoce_engine_free(engine);
    unlink(book);
    unlink(records);
    rmdir(folder);
}

static void follow(void *context, const biaoce_progress *progress)
{
    biaoce_progress *last = context;
    assert_true(progress->records == last->records + 1 && progress->pages >= last->pages);
    *last = *progress;
}

static void test_progress(void **state)
{
    (void)state;
    heard h = { 0 };
    biaoce_engine *engine = open_engine(&h);
    for (unsigned jobs = 1; jobs <= 3; jobs++) {
        biaoce_progress last = { 0 };
        biaoce_callbacks callbacks = { .size = sizeof callbacks, .on_progress = follow, .context = &last };
        const char *paths[] = { corpus[0], corpus[1], corpus[0] };
        const biaoce_render_options render = { .size = sizeof render,
                                               .paths = paths,
                                               .path_count = 3,
                                               .target = BIAOCE_TO_MEMORY,
                                               .formats = BIAOCE_FORMAT_PDF | BIAOCE_FORMAT_TRACE,
                                               .jobs = jobs,
                                               .callbacks = &callbacks };
        assert_int_equal(biaoce_render(engine, &render, NULL), BIAOCE_OK);
        assert_int_equal(last.size, sizeof last);
        assert_int_equal(last.records, 3);
        assert_int_equal(last.records_known, 3);
        assert_int_equal(last.pages, 3);
        last = (biaoce_progress){ 0 };
        const biaoce_check_options check = {
            .size = sizeof check, .paths = paths, .path_count = 3, .jobs = jobs, .callbacks = &callbacks
        };
        assert_int_equal(biaoce_check(engine, &check, NULL), BIAOCE_OK);
        assert_int_equal(last.records, 3);
        assert_int_equal(last.pages, 0);
    }
    biaoce_engine_free(engine);
}

static void cancel_at_first(void *context, const biaoce_output *output)
{
    (void)output;
    biaoce_cancel_ask(context);
}

static void test_one_run_is_cancelled(void **state)
{
    (void)state;
    heard h = { 0 };
    biaoce_engine *engine = open_engine(&h);
    biaoce_cancel *cancel = biaoce_cancel_new();
    biaoce_callbacks callbacks = { .size = sizeof callbacks, .on_output = cancel_at_first, .context = cancel };
    const char *paths[200];
    for (int i = 0; i < 200; i++)
        paths[i] = corpus[i % 2];
    biaoce_render_options options = { .size = sizeof options,
                                      .paths = paths,
                                      .path_count = 200,
                                      .target = BIAOCE_TO_MEMORY,
                                      .jobs = 2,
                                      .callbacks = &callbacks,
                                      .cancel = cancel };
    biaoce_summary summary = { .size = sizeof summary };
    assert_int_equal(biaoce_render(engine, &options, &summary), BIAOCE_IO);
    assert_in_range(summary.outputs, 1, 199);
    options.cancel = NULL; /* the engine is as good as before */
    options.callbacks = NULL;
    options.path_count = 2;
    assert_int_equal(biaoce_render(engine, &options, &summary), BIAOCE_OK);
    assert_int_equal(h.outputs, 2);
    biaoce_cancel_free(cancel);
    biaoce_engine_free(engine);
}

static void cancel_at_template(void *context, const biaoce_template *one)
{
    (void)one;
    biaoce_cancel_ask(context);
}

static void cancel_at_rule(void *context, const biaoce_rule *rule)
{
    (void)rule;
    biaoce_cancel_ask(context);
}

/* Whoever has asked hears nothing any more. */
static void test_listing_is_cancelled(void **state)
{
    (void)state;
    heard h = { 0 };
    biaoce_engine *engine = open_engine(&h);
    biaoce_cancel *cancel = biaoce_cancel_new();
    biaoce_callbacks callbacks = { .size = sizeof callbacks, .context = cancel };
    const biaoce_rules_options rules = {
        .size = sizeof rules, .on_rule = cancel_at_rule, .callbacks = &callbacks, .cancel = cancel
    };
    assert_int_equal(biaoce_list_rules(&rules), BIAOCE_IO);
    biaoce_cancel_free(cancel);
    callbacks.context = cancel = biaoce_cancel_new();
    const biaoce_templates_options templates = {
        .size = sizeof templates, .on_template = cancel_at_template, .callbacks = &callbacks, .cancel = cancel
    };
    assert_int_equal(biaoce_list_templates(engine, &templates), BIAOCE_IO);
    const char *template_name = "tangshan-project";
    assert_int_equal(biaoce_write_schema(engine, &(biaoce_schema_options){ .size = sizeof(biaoce_schema_options),
                                                                           .template_name = template_name,
                                                                           .on_text = never_text,
                                                                           .cancel = cancel }),
                     BIAOCE_IO);
    biaoce_summary summary = { .size = sizeof summary };
    assert_int_equal(biaoce_lint_templates(engine,
                                           &(biaoce_lint_options){ .size = sizeof(biaoce_lint_options),
                                                                   .templates = &template_name,
                                                                   .template_count = 1,
                                                                   .cancel = cancel },
                                           &summary),
                     BIAOCE_IO);
    assert_int_equal(summary.rendered + summary.failed, 0);
    biaoce_cancel_free(cancel);
    biaoce_engine_free(engine);
}

static void test_words(void **state)
{
    (void)state;
    char version[32];
    snprintf(version, sizeof version, "%d.%d.%d", BIAOCE_VERSION_MAJOR, BIAOCE_VERSION_MINOR, BIAOCE_VERSION_PATCH);
    assert_string_equal(biaoce_version(), version);
    for (int status = BIAOCE_OK; status <= BIAOCE_IO; status++)
        for (int other = BIAOCE_OK; other < status; other++)
            assert_string_not_equal(biaoce_status_text((biaoce_status)status),
                                    biaoce_status_text((biaoce_status)other));
}

static void end_with_40(void)
{
    _exit(40);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    for (int own = 0; own < 2; own++) {
        pid_t child = fork();
        if (child == 0) {
            const char *folder = ".";
            biaoce_config config = { .size = sizeof config,
                                     .data_folder = BC_PROJECT_DIR,
                                     .template_folders = &folder,
                                     .template_folder_count = SIZE_MAX / 8 };
            biaoce_engine *engine;
            biaoce_on_out_of_memory(own ? end_with_40 : NULL);
            (void)biaoce_engine_new(&config, &engine);
            _exit(60);
        }
        int status;
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFEXITED(status));
        assert_int_equal(WEXITSTATUS(status), own ? 40 : BIAOCE_IO);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory),
        cmocka_unit_test(test_usage),
        cmocka_unit_test(test_older_program),
        cmocka_unit_test(test_one_engine_many_threads),
        cmocka_unit_test(test_catalogues),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_rules_and_texts),
        cmocka_unit_test(test_listing_is_cancelled),
        cmocka_unit_test(test_no_fonts),
        cmocka_unit_test(test_structs_of_an_older_program),
        cmocka_unit_test(test_null_and_size_0_are_answered),
        cmocka_unit_test(test_records_in_memory),
        cmocka_unit_test(test_memory_of_other_programs),
        cmocka_unit_test(test_kinds_of_memory),
        cmocka_unit_test(test_check_in_memory),
        cmocka_unit_test(test_messages_after_a_call),
        cmocka_unit_test(test_calls_share_a_list),
        cmocka_unit_test(test_calls_have_callbacks_of_their_own),
        cmocka_unit_test(test_book_in_memory),
        cmocka_unit_test(test_progress),
        cmocka_unit_test(test_one_run_is_cancelled),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_out_of_memory),
        cmocka_unit_test(test_explain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
