/* Any bytes, read as a file: no crash, no hang, and what comes out keeps its promises. */
#include "source/encoding.h"
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
    for (size_t i = 0; i < diags.list.n; i++) {
        bc_diag_print(&diags.list.at[i], i % 2 == 0, &out);
        bc_diag_print_json(&diags.list.at[i], &out);
    }
    bc_buf_release(&out);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
    return 0;
}
