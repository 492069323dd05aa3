/* Reading without rendering: 10,000 records in one file of JSON, by our reader and by libyaml, which reads the same
 * bytes as YAML. What is measured ends with value trees that know their places. */
#include "bench/phase.h"
#include "bench/records.h"

#include "base/file.h"
#include "base/json.h"
#include "source/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RECORDS = 10000 };

/* Texts in ASCII, as programs write them that do not trust encodings. */
static void add_escaped(bc_buf *out, bc_str text)
{
    bc_buf quoted;
    bc_buf_init(&quoted);
    bc_json_quote(&quoted, text);
    for (size_t i = 0; i < quoted.n;) {
        if ((unsigned char)quoted.p[i] < 0x80) {
            bc_buf_add_char(out, quoted.p[i++]);
            continue;
        }
        const unsigned char *p = (const unsigned char *)quoted.p + i; /* made-up records have three bytes a character */
        bc_buf_printf(out, "\\u%04x", (unsigned)((p[0] & 0x0F) << 12 | (p[1] & 0x3F) << 6 | (p[2] & 0x3F)));
        i += 3;
    }
    bc_buf_release(&quoted);
}

static void add_value(bc_buf *out, const bc_node *value, bool ascii)
{
    if (value->kind == BC_NODE_TEXT) {
        if (ascii)
            add_escaped(out, value->as.text);
        else
            bc_json_quote(out, value->as.text);
        return;
    }
    bool list = value->kind == BC_NODE_LIST;
    bc_buf_add_char(out, list ? '[' : '{');
    for (uint32_t i = 0; i < value->n; i++) {
        bc_buf_add_text(out, i ? ", " : "");
        if (!list) {
            bc_json_quote(out, value->as.members[i].key);
            bc_buf_add_text(out, ": ");
        }
        add_value(out, list ? value->as.items[i] : value->as.members[i].value, ascii);
    }
    bc_buf_add_char(out, list ? ']' : '}');
}

/* A list of all in one line, or a line for each. */
static void write_records(const bench_setup *setup, const char *name, bool lines, bool ascii)
{
    bc_diag_list diags;
    bc_buf out, text;
    bc_diag_list_init(&diags);
    bc_buf_init(&out);
    bc_buf_init(&text);
    bc_buf_add_text(&out, lines ? "" : "[");
    for (uint64_t i = 0; i < RECORDS; i++) {
        bc_arena arena = { 0 };
        bc_source_documents documents = { 0 };
        bc_buf_clear(&text);
        bench_record(i, &text);
        bc_diag_source source = { .name = BC_STR("record"), .text = bc_buf_str(&text) };
        bc_yaml_read(&arena, &source, &diags, &documents);
        bc_buf_add_text(&out, i && !lines ? ", " : "");
        add_value(&out, documents.at[0], ascii);
        bc_buf_add_text(&out, lines ? "\n" : "");
        bc_arena_release(&arena);
    }
    bc_buf_add_text(&out, lines ? "" : "]\n");
    if (bc_file_write(bench_path(setup, name), bc_buf_str(&out), &(bc_file_write_options){ 0 }).status != BC_FILE_OK) {
        fprintf(stderr, "bench: %s cannot be written\n", name);
        exit(1);
    }
    bc_diag_list_release(&diags);
    bc_buf_release(&out);
    bc_buf_release(&text);
}

typedef struct reading {
    const char *path;
    bc_source_syntax syntax;
} reading;

static void read_all(const void *context, bench_result *result)
{
    const reading *r = context;
    const bc_source_input input = { .name = BC_STR("bench"), .path = r->path, .syntax = r->syntax };
    const double cpu = bench_cpu();
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_source_step step;
    bc_diag_list_init(&diags);
    bc_source_reader *reader = bc_source_reader_new(&input, false);
    while (bc_source_reader_next(reader, &arena, &diags, &step)) {
        result->records += step.record != NULL;
        bc_source_shared_release(step.shared);
        bc_diag_list_clear(&diags);
        bc_arena_reset(&arena);
    }
    bc_source_reader_free(reader);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
    result->cpu = bench_cpu() - cpu;
    result->good = result->records == RECORDS;
}

static void compare(const bench_setup *setup, const char *name, const char *what)
{
    const char *path = bench_path(setup, name);
    bench_result json = bench_phase(what, read_all, &(reading){ path, BC_SYNTAX_JSON });
    printf("%-12s %.3f s CPU, peak memory %.0f MB", what, json.cpu, json.peak_mb);
    if (!strstr(name, ".jsonl")) {
        bench_result yaml = bench_phase(what, read_all, &(reading){ path, BC_SYNTAX_YAML });
        printf("; by libyaml %.3f s, %.0f MB: ratio %.1f", yaml.cpu, yaml.peak_mb, yaml.cpu / json.cpu);
    }
    printf("\n");
}

void bench_sources(const bench_setup *setup)
{
    bc_file_make_folder(bench_path(setup, "sources"));
    write_records(setup, "sources/list.json", false, false);
    write_records(setup, "sources/ascii.json", false, true);
    write_records(setup, "sources/lines.jsonl", true, false);
    printf("\nReading %d records of JSON into trees\n", RECORDS);
    compare(setup, "sources/list.json", "one line");
    compare(setup, "sources/ascii.json", "in ASCII");
    compare(setup, "sources/lines.jsonl", "JSON Lines");
}
