/* What is JSON and what is not, records at a path, lines, and pipes that never end. Values are compared with Python's
 * reader in test_json_values.py, messages in cases/. */
#include "base/file.h"
#include "source/reader.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

/* The codes of all messages, and the records as dumps without places. */
typedef struct told {
    bc_buf codes, records, messages;
    size_t count;
} told;

static void begin_told(told *t)
{
    bc_buf_init(&t->codes);
    bc_buf_init(&t->records);
    bc_buf_init(&t->messages);
    t->count = 0;
}

static void end_told(told *t)
{
    bc_buf_release(&t->codes);
    bc_buf_release(&t->records);
    bc_buf_release(&t->messages);
}

static void print_value(const bc_node *value, bc_buf *out)
{
    bool list = value->kind == BC_NODE_LIST;
    if (value->kind == BC_NODE_NULL)
        bc_buf_add_text(out, "null");
    if (value->kind == BC_NODE_TEXT)
        bc_buf_printf(out, value->quoted ? "'%.*s'" : "%.*s", BC_STR_ARG(value->as.text));
    if (value->kind != BC_NODE_LIST && value->kind != BC_NODE_MAP)
        return;
    bc_buf_add_char(out, list ? '[' : '{');
    for (uint32_t i = 0; i < value->n; i++) {
        bc_buf_add_text(out, i ? " " : "");
        if (!list)
            bc_buf_printf(out, "%.*s:", BC_STR_ARG(value->as.members[i].key));
        print_value(list ? value->as.items[i] : value->as.members[i].value, out);
    }
    bc_buf_add_char(out, list ? ']' : '}');
}

static bool tell_step(bc_source_reader *reader, told *t)
{
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_source_step step;
    bc_diag_list_init(&diags);
    bool more = bc_source_reader_next(reader, &arena, &diags, &step);
    for (size_t i = 0; i < diags.list.n; i++) {
        bc_buf_printf(&t->codes, "%s%s", t->codes.n ? " " : "", diags.list.at[i].code);
        bc_diag_print(&diags.list.at[i], false, &t->messages);
    }
    if (step.record) {
        t->count++;
        if (t->records.n < 1000) {
            bc_buf_add_text(&t->records, t->records.n ? " " : "");
            print_value(step.record, &t->records);
        }
    }
    bc_source_shared_release(step.shared);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
    return more;
}

static void tell_input(const bc_source_input *input, told *t)
{
    bc_source_reader *reader = bc_source_reader_new(input, false);
    begin_told(t);
    while (tell_step(reader, t))
        ;
    bc_source_reader_free(reader);
}

static void tell_text(const char *name, bc_str text, const char *at, told *t)
{
    const bc_source_input input = {
        .name = bc_str_from(name), .memory = text.p, .length = text.n, .at = bc_str_from(at), .beginning = 8, .step = 3
    };
    tell_input(&input, t);
}

/* -- accepted and refused ------------------------------------------------------------------------------- */

static const struct {
    const char *text, *codes;
} TEXTS[] = {
    { "[]", "" },
    { "{}", "" },
    { " [ ] ", "" },
    { "[[]   ]", "" },
    { "[\"\"]", "" },
    { "[\"a\"]", "" },
    { "[false,true,null]", "" },
    { "[null, 1, \"1\", {}]", "" },
    { "[1\n]", "" },
    { " [1]", "" },
    { "[1,null,null,null,2]", "" },
    { "[2] ", "" },
    { "[0e+1]", "" },
    { "[0e1]", "" },
    { "[ 4]", "" },
    { "[-0.000000000000000000000000000000000000000000000000000000000000000000000000000001]", "" },
    { "[20e1]", "" },
    { "[-0]", "" },
    { "[-123]", "" },
    { "[1E22]", "" },
    { "[1E-2]", "" },
    { "[123.456e78]", "" },
    { "[123.456789]", "" },
    { "{\"asd\":\"sdf\", \"dfg\":\"fgh\"}", "" },
    { "{\"\":0}", "" },
    { "{\"a\":[]}", "" },
    { "{\n\"a\": \"b\"\n}", "" },
    { "[\"\\u0060\\u012a\\u12AB\"]", "" },
    { "[\"\\uD801\\udc37\"]", "" },
    { "[\"\\ud83d\\ude39\\ud83d\\udc8d\"]", "" },
    { "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "W133" },
    { "[\"\\\\u0000\"]", "" },
    { "[\"a/*b*/c/*d//e\"]", "" },
    { "[\"\\\\a\"]", "" },
    { "[\"\\u0012\"]", "W133" },
    { "[\"\xE6\xB0\xB4\xC2\x8A\"]", "W133" }, /* as they are */
    { "[\"a\x7F\"]", "W133" },
    { "[\"\xC2\xB7\"]", "" },
    { "[\"\\uFFFF\"]", "" },
    { "[\"\xe2\x80\xa8\xe2\x80\xa9\x7f\"]", "W133" },
    { "[\"\xf4\x8f\xbf\xbf\"]", "" },
    { "\"\"", "" },
    { "-0.1", "" },
    { "false", "" },
    { "\xef\xbb\xbf{}", "" },
    { "{\"a\":1}\n{\"a\":2}", "" },
    { "{\"a\":1}\n\n\r\n {\"a\":2}\r[3]", "" },
    { "[1 true]", "E114" },
    { "[a", "E142 E114" },
    { "[\"\": 1]", "E114" },
    { "[\"\"],", "E144" },
    { "[1,,2]", "E144" },
    { "[\"x\"]]", "E115" },
    { "[\"\",]", "E144" },
    { "[\"x\"", "E114" },
    { "[x", "E142 E114" },
    { "[3[4]]", "E114" },
    { "[1:2]", "E114" },
    { "[,]", "E144" },
    { "[-]", "E142" },
    { "[\"a\",\n4\n,1,", "E114" },
    { "[nul]", "E142" },
    { "[TRUE]", "E142" },
    { "[++1234]", "E142" },
    { "[-01]", "E143" },
    { "[-1.0.]", "E143" },
    { "[-2.]", "E143" },
    { "[.-1]", "E142" },
    { "[.2e-3]", "E143" },
    { "[0.1.2]", "E143" },
    { "[0.3e+]", "E143" },
    { "[0e]", "E143" },
    { "[1.0e-]", "E143" },
    { "[1 000.0]", "E143 E114" },
    { "[1eE2]", "E143" },
    { "[2.e3]", "E143" },
    { "[9.e+]", "E143" },
    { "[Inf]", "E143" },
    { "[NaN]", "E143" },
    { "[\xef\xbc\x91]", "E142" },
    { "[1+2]", "E143" },
    { "[0x1]", "E143" },
    { "[012]", "E143" },
    { "[-Infinity]", "E143" },
    { "[\"x\", truth]", "E142" },
    { "{[: \"x\"}", "E121" },
    { "{\"x\", null}", "E112 E142 E112" },
    { "{\"x\"::\"b\"}", "E114" },
    { "{\"a\" b}", "E142 E112" },
    { "{:\"b\"}", "E129" },
    { "{\"a\":\"a\" 123}", "E114 E112" },
    { "{key: 'value'}", "E142 E140" },
    { "{\"a\":\"b\"}/**/", "E141" },
    { "{\"a\":\"b\"}//", "E141" },
    { "{\"id\":0,}", "E144" },
    { "{\"id\":0,,,,,}", "E144 E144 E144 E144 E144" },
    { "{'a':0}", "E140" },
    { "{\"a\":\"a", "E116" },
    { "{ \"foo\" : \"bar\", \"a\" }", "E112" },
    { "[\"\\uD800\\u\"]", "E117 E117" },
    { "[\"\\uD800\\u1x\"]", "E117 E117" },
    { "[\"\\x00\"]", "E117" },
    { "[\"\\", "E116" },
    { "[\"\\u00A\"]", "E117" },
    { "[\"\\uD834\\uDd\"]", "E117 E117" },
    { "[\"\\ud800abc\"]", "E117" },
    { "[\"\\uDd1ea\"]", "E117" },
    { "[\"\\u0000\"]", "E117" },
    { "[\"\\a\"]", "E117" },
    { "[\"new\nline\"]", "E116" },
    { "[\"\t\"]", "E105" },
    { "[\"\x1f\"]", "E105" },
    { "\"x", "E116" },
    { "[\"asd]", "E116" },
    { "<.>", "E142" },
    { "[1]x", "E142" },
    { "[1][2]", "E145" },
    { "1]", "E115" },
    { "{\"x\": true,", "E114" },
    { "{]", "E115" },
    { "[}", "E115" },
    { "*", "E142" },
    { "{\"a\":\"b\"}#{}", "E141" },
    { "[\"\\", "E116" },
    { "[True]", "E142" },
    { "{\"a\": true} \"x\"", "E145" },
    { "\xe2\x81\xa0", "E142" },
    { "[\xe2\x81\xa0]", "E142" },
    { "[\x0c]", "E105" },
    { "{\"a\":1,\"a\":1}", "E120" },
    { "{\"\\u0061\":1,\"a\":1}", "E120" },
};

static void test_texts(void **state)
{
    (void)state;
    unsigned wrong = 0;
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        told t;
        tell_text("x.json", bc_str_from(TEXTS[i].text), "", &t);
        if (strcmp(t.codes.p, TEXTS[i].codes) != 0)
            wrong++, print_error("%s: %s, not %s\n%s", TEXTS[i].text, t.codes.p, TEXTS[i].codes, t.messages.p);
        end_told(&t);
    }
    assert_int_equal(wrong, 0);
}

/* As deep as YAML, and no deeper; a million brackets are refused at once. */
static void test_depth(void **state)
{
    (void)state;
    told t;
    bc_buf text;
    bc_buf_init(&text);
    for (size_t depth = BC_MAX_YAML_DEPTH; depth <= 1000000; depth = depth == BC_MAX_YAML_DEPTH ? depth + 1 : 1000000) {
        bc_buf_clear(&text);
        for (size_t i = 0; i < depth; i++)
            bc_buf_add_char(&text, '[');
        for (size_t i = 0; i < depth; i++)
            bc_buf_add_char(&text, ']');
        tell_text("x.json", bc_buf_str(&text), "", &t);
        assert_string_equal(t.codes.p, depth == BC_MAX_YAML_DEPTH ? "" : "E127");
        end_told(&t);
        if (depth == 1000000)
            break;
    }
    bc_buf_release(&text);
}

/* -- records at a path ---------------------------------------------------------------------------------- */

static const struct {
    const char *at, *text, *records, *codes;
} PATHS[] = {
    { "data.list", "{\"n\":2,\"data\":{\"x\":[[{\"list\":[0]}]],\"list\":[{\"a\":1},{\"a\":2}],\"y\":3},\"z\":[4]}",
      "{a:1} {a:2}", "" },
    { "list", "{\"list\": {\"a\": 1}, \"b\": 2}", "{a:1}", "" },
    { "list", "{\"list\": []}", "", "" },
    { "list", "{\"list\": null}", "", "" },
    { "list", "{\"list\": [1, null, \"x\"]}", "1 null 'x'", "" },
    { "list", "{\"list\": [1]}\n{\"list\": [2]}\n", "1 2", "" },
    { "list", "[{\"list\": [1]}, {\"list\": [2, [3]]}]", "1 2 [3]", "" },
    { "a.b", "{\"a\": [{\"b\": 1}, {\"b\": 2}]}", "1 2", "" },
    { "\xe9\xa1\xb9.b", "{\"\\u9879\": {\"b\": [1]}}", "1", "" },
    { "list", "{\"other\": [1]}", "", "E146" },
    { "a.b", "{\"a\": {\"c\": 1}}", "", "E146" },
    { "a.b", "{\"a\": 5}", "", "E146" },
    { "a", "5", "", "E146" },
    { "list", "{\"list\": [1], \"list\": [2]}", "1", "E120" },
    { "list", "{\"list\": [1, {\"a\": 1, \"a\": 2}, 3], \"x\": {\"k\": 1, \"k\": 2}}", "1 3", "E120" },
    { "list", "{\"list\": [1, 2,], \"x\": [3", "1 2", "E144 E114" },
    { "list", "{\"x\": [tru], \"list\": [1, 2]}", "2", "E142" },
    { "list", "{\"list\": [1, 2}\n{\"list\": [3]}", "1 2 3", "E115" },
};

static void test_paths(void **state)
{
    (void)state;
    unsigned wrong = 0;
    for (size_t i = 0; i < sizeof PATHS / sizeof *PATHS; i++) {
        told t;
        tell_text("x.json", bc_str_from(PATHS[i].text), PATHS[i].at, &t);
        if (strcmp(t.codes.p, PATHS[i].codes) != 0 || strcmp(t.records.p, PATHS[i].records) != 0)
            wrong++,
                print_error("%s in %s: %s %s\n%s", PATHS[i].at, PATHS[i].text, t.codes.p, t.records.p, t.messages.p);
        end_told(&t);
    }
    assert_int_equal(wrong, 0);
    told t;
    tell_text("x.yaml", BC_STR("a: [1]\n"), "a", &t);
    assert_string_equal(t.codes.p, "E146");
    end_told(&t);
}

/* -- what is JSON --------------------------------------------------------------------------------------- */

/* YAML has comments, words and commas that JSON has not, and nothing in its place that JSON has. */
static const struct {
    const char *name, *text, *records, *codes;
} KINDS[] = {
    { "x", "{\"a\": 1}\n{\"a\": 2}\n", "{a:1} {a:2}", "" },
    { "x", "{a: 1}\n", "{a:1}", "" },
    { "x", "[{\"a\": 1}, {b: 2}]", "{a:1}", "E142" },
    { "x", "[{a: 1}, {\"b\": 2},]", "{a:1} {b:2}", "" },
    { "x", "{\"a\": \"\\x41\"}", "{a:'A'}", "" },
    { "x", "{\"a\": 1} # one\n", "{a:1}", "" },
    { "x", "[1e3]", "1000", "" },
    { "x.yaml", "[1e3]", "1e3", "" },
    { "x.yml", "{\"a\": 1}\n--- {\"a\": 2}\n", "{a:1} {a:2}", "" },
    { "x", "{\"a\": 1}\n--- {\"a\": 2}\n", "{a:1} {a:2}", "" },
    { "x.json", "a: 1\n", "", "E142" },
    { "x.ndjson", "{\"a\": 1}\n{\"a\": 2}\n", "{a:1} {a:2}", "" },
    { "x.jsonl", "", "", "" },
};

static void test_kinds(void **state)
{
    (void)state;
    unsigned wrong = 0;
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        told t;
        tell_text(KINDS[i].name, bc_str_from(KINDS[i].text), "", &t);
        if (strcmp(t.codes.p, KINDS[i].codes) != 0 || strcmp(t.records.p, KINDS[i].records) != 0)
            wrong++,
                print_error("%s: %s: %s %s\n%s", KINDS[i].name, KINDS[i].text, t.codes.p, t.records.p, t.messages.p);
        end_told(&t);
    }
    assert_int_equal(wrong, 0);
}

/* -- long inputs ---------------------------------------------------------------------------------------- */

/* What a writer at the other end of the pipe does, in a process of its own. */
static int open_pipe(void (*write_all)(int fd), pid_t *writer)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    *writer = fork();
    assert_true(*writer >= 0);
    if (*writer == 0) {
        close(ends[0]);
        write_all(ends[1]);
        _exit(0);
    }
    close(ends[1]);
    return ends[0];
}

/* Writes a record and waits to be killed. */
static void write_and_wait(int fd)
{
    static const char text[] = "{\"a\": \"\xe8\xa1\xa8\"}\n{\"a\": 2}\n";
    if (write(fd, text, sizeof text - 1) > 0)
        pause();
}

/* The first record comes out while the writer still holds the pipe. */
static void test_slow_pipe(void **state)
{
    (void)state;
    pid_t writer;
    char path[32];
    int fd = open_pipe(write_and_wait, &writer);
    snprintf(path, sizeof path, "/dev/fd/%d", fd);
    const bc_source_input input = { .name = BC_STR("pipe"), .path = path, .pipes = true };
    bc_source_reader *reader = bc_source_reader_new(&input, false);
    told t;
    begin_told(&t);
    alarm(20); /* instead of waiting for ever */
    assert_true(tell_step(reader, &t));
    assert_string_equal(t.records.p, "{a:'表'}");
    assert_true(tell_step(reader, &t));
    alarm(0);
    kill(writer, SIGKILL);
    assert_false(tell_step(reader, &t));
    assert_string_equal(t.records.p, "{a:'表'} {a:2}");
    end_told(&t);
    bc_source_reader_free(reader);
    close(fd);
}

/* The sanitizer keeps what was freed, for a while. */
#if defined(__SANITIZE_ADDRESS__)
enum { COSTS_MEMORY = 1 };
#elif defined(__has_feature)
enum { COSTS_MEMORY = __has_feature(address_sanitizer) };
#else
enum { COSTS_MEMORY = 0 };
#endif

enum { MANY = 400000 };

static void write_dump(int fd)
{
    static char text[1 << 16];
    FILE *file = fdopen(fd, "w");
    setvbuf(file, text, _IOFBF, sizeof text);
    fputs("{\"junk\": [", file);
    for (int i = 0; i < MANY; i++)
        fprintf(file, "%s{\"x\": [%d, \"%d\"]}", i ? "," : "", i, i);
    fputs("], \"data\": {\"list\": [", file);
    for (int i = 0; i < MANY; i++)
        fprintf(file, "%s{\"\xe5\x90\x8d\": \"%d\", \"n\": %d}", i ? ", " : "", i, i);
    fputs(", {\"n\": 1, \"n\": 2}]}}", file);
    fclose(file);
}

/* A dump in one line takes the memory of a record, and its last record has its place. */
static void test_dump_in_one_line(void **state)
{
    (void)state;
    pid_t writer;
    char path[32];
    struct rusage before, after;
    int fd = open_pipe(write_dump, &writer);
    snprintf(path, sizeof path, "/dev/fd/%d", fd);
    const bc_source_input input = {
        .name = BC_STR("dump"), .path = path, .pipes = true, .syntax = BC_SYNTAX_JSON, .at = BC_STR("data.list")
    };
    told t;
    getrusage(RUSAGE_SELF, &before);
    tell_input(&input, &t);
    getrusage(RUSAGE_SELF, &after);
    assert_int_equal(t.count, MANY);
    assert_string_equal(t.codes.p, "E120");
    assert_non_null(strstr(t.messages.p, "{\"名\": \"399999\", \"n\": 399999}, {\"n\": 1, \"n\": 2}]}}\n"));
    size_t column = strtoul(t.messages.p + strlen("dump:1:"), NULL, 10);
    assert_int_equal(column, 21955600); /* by Python */
    if (!COSTS_MEMORY)
        assert_true(after.ru_maxrss - before.ru_maxrss < 8 * 1024); /* KB; of 22 MB */
    end_told(&t);
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts), cmocka_unit_test(test_depth),     cmocka_unit_test(test_paths),
        cmocka_unit_test(test_kinds), cmocka_unit_test(test_slow_pipe), cmocka_unit_test(test_dump_in_one_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
