/* Any bytes, read as a file at once and record by record: no crash, no hang, and what comes out keeps its promises. */
#include "base/utf8.h"
#include "source/encoding.h"
#include "source/reader.h"
#include "source/yaml.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool truth)
{
    if (!truth)
        abort();
}

/* A tree with shared parts may unfold to more than is worth walking; the fuzzer's inputs are small. */
static void check_value(const bc_node *value, unsigned depth)
{
    require(value != NULL && depth <= BC_MAX_YAML_DEPTH + 1);
    require(value->mark.line > 0 && value->mark.column > 0);
    for (uint32_t i = 0; value->kind == BC_NODE_LIST && i < value->n; i++)
        check_value(value->as.items[i], depth + 1);
    for (uint32_t i = 0; value->kind == BC_NODE_MAP && i < value->n; i++) {
        require(bc_node_find_member(value, value->as.members[i].key) == &value->as.members[i]);
        check_value(value->as.members[i].value, depth + 1);
    }
}

static void print_all(const bc_diag_list *diags, bc_buf *out)
{
    for (size_t i = 0; i < diags->list.n; i++) {
        bc_diag_print(&diags->list.at[i], i % 2 == 0, out);
        bc_diag_print_json(&diags->list.at[i], out);
    }
}

/* Trees with many aliases are as large as their text allows, which is too much for a dump of each. */
enum { LONGEST_DUMPED = 512, MOST_DUMPED = 1 << 20 };

static void read_records(bc_str bytes, size_t beginning, size_t step, bc_buf *out)
{
    const bc_source_input input = { .name = BC_STR("fuzz.yaml"),
                                    .memory = bytes.n ? bytes.p : "",
                                    .length = bytes.n,
                                    .beginning = beginning,
                                    .step = step };
    bc_source_reader *reader = bc_source_reader_new(&input, true);
    for (bool more = true; more;) {
        bc_arena arena = { 0 };
        bc_diag_list diags;
        bc_source_step found;
        bc_diag_list_init(&diags);
        more = bc_source_reader_next(reader, &arena, &diags, &found);
        require(more == (found.record || diags.list.n > 0) && !(found.record && diags.errors));
        if (found.record) {
            check_value(found.record, 0);
            if (bytes.n <= LONGEST_DUMPED && out->n < MOST_DUMPED)
                bc_node_dump(found.record, out);
        }
        print_all(&diags, out);
        bc_source_shared_release(found.shared);
        bc_diag_list_release(&diags);
        bc_arena_release(&arena);
    }
    bc_source_reader_free(reader);
}

/* What is UTF-8 gives the same in windows of any size. */
static void check_records(bc_str bytes)
{
    bc_buf whole, cut;
    bc_buf_init(&whole);
    bc_buf_init(&cut);
    read_records(bytes, 0, 0, &whole);
    size_t beginning = bytes.n ? 1 + (unsigned char)bytes.p[bytes.n / 2] % bytes.n : 1;
    read_records(bytes, beginning, 1 + beginning % 7, &cut);
    if (bc_utf8_invalid_at(bytes) == SIZE_MAX && bc_str_find(bytes, (bc_str){ "", 1 }, 0) == SIZE_MAX)
        require(bc_str_eq(bc_buf_str(&whole), bc_buf_str(&cut)));
    bc_buf_release(&whole);
    bc_buf_release(&cut);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_source_documents documents = { 0 };
    bc_buf out;
    bc_diag_list_init(&diags);
    bc_buf_init(&out);
    bc_str bytes = { (const char *)data, size };
    const bc_diag_source *source = bc_source_from_bytes(&arena, BC_STR("fuzz.yaml"), bytes, &diags);
    bool good = source && bc_yaml_read(&arena, source, &diags, &documents);
    require(good == (diags.errors == 0));
    for (size_t i = 0; i < documents.n; i++)
        check_value(documents.at[i], 0);
    print_all(&diags, &out);
    check_records(bytes);
    bc_buf_release(&out);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
    return 0;
}
