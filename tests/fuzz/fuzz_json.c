/* Any bytes as JSON, whole and record by record, with a path to the records and without: no crash, no hang, the same in
 * windows of any size. */
#include "base/utf8.h"
#include "source/encoding.h"
#include "source/reader.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool truth)
{
    if (!truth)
        abort();
}

static void check_value(const bc_node *value, unsigned depth)
{
    require(value != NULL && depth <= BC_MAX_YAML_DEPTH + 1);
    require(value->mark.line > 0 && value->mark.column > 0);
    require(value->kind != BC_NODE_TEXT || bc_utf8_invalid_at(value->as.text) == SIZE_MAX);
    for (uint32_t i = 0; value->kind == BC_NODE_LIST && i < value->n; i++)
        check_value(value->as.items[i], depth + 1);
    for (uint32_t i = 0; value->kind == BC_NODE_MAP && i < value->n; i++) {
        require(bc_node_find_member(value, value->as.members[i].key) == &value->as.members[i]);
        check_value(value->as.members[i].value, depth + 1);
    }
}

static void print_all(const bc_diag_list *diags, bc_buf *out)
{
    for (size_t i = 0; i < diags->list.n; i++)
        bc_diag_print(&diags->list.at[i], i % 2 == 0, out);
}

static void read_records(bc_source_input input, size_t beginning, size_t step, bc_buf *out)
{
    input.beginning = beginning;
    input.step = step;
    bc_source_reader *reader = bc_source_reader_new(&input, false);
    for (bool more = true; more;) {
        bc_arena arena = { 0 };
        bc_diag_list diags;
        bc_source_step found;
        bc_diag_list_init(&diags);
        more = bc_source_reader_next(reader, &arena, &diags, &found);
        require(more == (found.record || diags.list.n > 0) && !(found.record && diags.errors));
        if (found.record) {
            check_value(found.record, 0);
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
static void check_windows(bc_str bytes, const char *name, const char *at)
{
    const bc_source_input input = {
        .name = bc_str_from(name), .memory = bytes.n ? bytes.p : "", .length = bytes.n, .at = bc_str_from(at)
    };
    bc_buf whole, cut;
    bc_buf_init(&whole);
    bc_buf_init(&cut);
    read_records(input, 0, 0, &whole);
    size_t beginning = bytes.n ? 1 + (unsigned char)bytes.p[bytes.n / 2] % bytes.n : 1;
    read_records(input, beginning, 1 + beginning % 7, &cut);
    if (bc_utf8_invalid_at(bytes) == SIZE_MAX && bc_str_find(bytes, (bc_str){ "", 1 }, 0) == SIZE_MAX)
        require(bc_str_eq(bc_buf_str(&whole), bc_buf_str(&cut)));
    bc_buf_release(&whole);
    bc_buf_release(&cut);
}

/* At once. */
static void check_whole(bc_str bytes)
{
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_source_documents documents = { 0 };
    bc_diag_list_init(&diags);
    const bc_diag_source *source = bc_source_from_bytes(&arena, BC_STR("fuzz.json"), bytes, &diags);
    bool good = source && bc_source_read_documents(&arena, source, BC_SYNTAX_JSON, &diags, &documents);
    require(good == (diags.errors == 0));
    for (size_t i = 0; i < documents.n; i++)
        check_value(documents.at[i], 0);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bc_str bytes = { (const char *)data, size };
    check_whole(bytes);
    check_windows(bytes, "fuzz.json", "");
    check_windows(bytes, "fuzz", "");
    check_windows(bytes, "fuzz.json", "a.b");
    return 0;
}
