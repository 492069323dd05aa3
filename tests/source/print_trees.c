/* print_trees [-a PATH] [-b BEGINNING] [-s STEP] FILE…: what the reader of records makes of each file, as JSON, for
 * comparison with other readers. A line for each record, words without quotation marks; a line with ! for each message;
 * and a line with # at the end of each file. */
#include "source/reader.h"

#include "base/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void print_node(const bc_node *value, bc_buf *out)
{
    switch (value->kind) {
    case BC_NODE_NULL:
        bc_buf_add_text(out, "null");
        return;
    case BC_NODE_TEXT:
        if (value->quoted)
            bc_json_quote(out, value->as.text);
        else
            bc_buf_add_str(out, value->as.text);
        return;
    case BC_NODE_LIST:
        bc_buf_add_char(out, '[');
        for (uint32_t i = 0; i < value->n; i++) {
            bc_buf_add_text(out, i ? "," : "");
            print_node(value->as.items[i], out);
        }
        bc_buf_add_char(out, ']');
        return;
    case BC_NODE_MAP:
        break;
    }
    bc_buf_add_char(out, '{');
    for (uint32_t i = 0; i < value->n; i++) {
        bc_buf_add_text(out, i ? "," : "");
        bc_json_quote(out, value->as.members[i].key);
        bc_buf_add_char(out, ':');
        print_node(value->as.members[i].value, out);
    }
    bc_buf_add_char(out, '}');
}

static void print_file(const bc_source_input *input)
{
    bc_source_reader *reader = bc_source_reader_new(input, false);
    bc_buf out;
    bc_buf_init(&out);
    for (bool more = true; more;) {
        bc_arena arena = { 0 };
        bc_diag_list diags;
        bc_source_step step;
        bc_diag_list_init(&diags);
        more = bc_source_reader_next(reader, &arena, &diags, &step);
        for (size_t i = 0; i < diags.list.n; i++) {
            const bc_diag *diag = &diags.list.at[i];
            bc_buf_printf(&out, "! %s %u:%u %.*s\n", diag->code, (unsigned)diag->mark.line, (unsigned)diag->mark.column,
                          BC_STR_ARG(diag->message));
        }
        if (step.record) {
            print_node(step.record, &out);
            bc_buf_add_char(&out, '\n');
        }
        fwrite(out.p, 1, out.n, stdout);
        bc_buf_clear(&out);
        bc_source_shared_release(step.shared);
        bc_diag_list_release(&diags);
        bc_arena_release(&arena);
    }
    printf("#\n");
    bc_buf_release(&out);
    bc_source_reader_free(reader);
}

int main(int argc, char **argv)
{
    bc_source_input input = { .pipes = true };
    for (int i = 1; i < argc; i++) {
        const char *word = argv[i];
        if (word[0] == '-' && word[1] && i + 1 < argc) {
            const char *value = argv[++i];
            if (word[1] == 'a')
                input.at = bc_str_from(value);
            else if (word[1] == 'b')
                input.beginning = strtoul(value, NULL, 10);
            else
                input.step = strtoul(value, NULL, 10);
            continue;
        }
        input.name = bc_str_from(word);
        input.path = word;
        print_file(&input);
    }
    return 0;
}
