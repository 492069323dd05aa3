/* Any text as a mapping file over two small tables: mapping, CSV and JSON with NUL between them. No crash, no hang;
 * records are whole trees, and what is proposed for the same tables reads as a mapping. Whatever the text names, the
 * tables are ours: no other file is opened and no database asked. */
#include "base/utf8.h"
#include "intake/intake.h"
#include "source/encoding.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_STEPS = 3000, MAX_DEPTH = 64 };

static const char FIELDS[] =
    "code: {label: 项目编码, type: code, required: true}\n"
    "name: {label: 项目名称, required: true}\n"
    "kind: {label: 类型, type: choice, of: [新增, 延续]}\n"
    "share: {label: 占比, type: percent}\n"
    "day: {label: 日期, type: date}\n"
    "budget: {total: {label: 合计, type: money, unit: 万元}, fiscal: {label: 财政拨款, type: money, unit: 万元}}\n"
    "goals: {label: 目标, type: list, of: prose}\n"
    "plan: {label: 计划, type: list, of: percent, labels: [3月底, 6月底]}\n"
    "items: {label: 明细, nested-by: [level1], of: {level1: 一级, name: 名称, value: {label: 数量, type: number}}}\n";

static void require(bool truth)
{
    if (!truth)
        abort();
}

/* -- our tables ------------------------------------------------------------------------------------------- */

static char folder[64];

static void leave(void)
{
    char path[96];
    snprintf(path, sizeof path, "%s/a.csv", folder);
    unlink(path);
    snprintf(path, sizeof path, "%s/b.json", folder);
    unlink(path);
    rmdir(folder);
}

static void put(const char *name, bc_str bytes)
{
    char path[96];
    if (!folder[0]) {
        strcpy(folder, "/tmp/biaoce-fuzz-XXXXXX");
        require(mkdtemp(folder) && atexit(leave) == 0);
    }
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    require(file && fwrite(bytes.p, 1, bytes.n, file) == bytes.n && fclose(file) == 0);
}

/* -- the mapping ------------------------------------------------------------------------------------------ */

/* The tree with every `file` one of ours, and without databases. */
static const bc_node *with_our_files(const bc_node *node, bool tables, bc_arena *arena)
{
    if (node->kind != BC_NODE_MAP)
        return node;
    bc_node_member *members = BC_NEW_ARRAY(arena, bc_node_member, node->n);
    size_t n = 0;
    for (uint32_t i = 0; i < node->n; i++) {
        const bc_node_member *own = &node->as.members[i];
        const bool file = tables && bc_str_is(own->key, "file");
        if (tables && (bc_str_is(own->key, "odbc") || bc_str_is(own->key, "password")))
            continue;
        const bool json = bc_str_ends(bc_node_text(own->value), BC_STR("json"));
        members[n] = *own;
        members[n++].value =
            file ? bc_node_new_text(arena, own->value->mark, bc_str_from(json ? "b.json" : "a.csv"), true)
                 : with_our_files(own->value, tables || bc_str_is(own->key, "tables"), arena);
    }
    return bc_node_new_map(arena, node->mark, members, n);
}

static const bc_node *read_tree(bc_str text, bc_arena *arena)
{
    bc_source_documents documents = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    const bc_diag_source *source = bc_source_from_bytes(arena, BC_STR("fuzz.yaml"), text, &diags);
    if (source)
        bc_source_read_documents(arena, source, BC_SYNTAX_YAML, &diags, &documents);
    bc_diag_list_release(&diags);
    return documents.n == 1 && documents.at[0]->kind == BC_NODE_MAP ? documents.at[0] : NULL;
}

/* -- what comes out --------------------------------------------------------------------------------------- */

static const bc_form *find_form(void *context, bc_str name, bc_diag_mark at, bc_diag_list *diags)
{
    (void)name;
    (void)at;
    (void)diags;
    return context;
}

static void check_value(const bc_node *value, unsigned depth)
{
    require(value && depth < MAX_DEPTH);
    if (value->kind == BC_NODE_TEXT)
        require(bc_utf8_invalid_at(value->as.text) == SIZE_MAX);
    for (uint32_t i = 0; value->kind == BC_NODE_LIST && i < value->n; i++)
        check_value(value->as.items[i], depth + 1);
    for (uint32_t i = 0; value->kind == BC_NODE_MAP && i < value->n; i++)
        check_value(value->as.members[i].value, depth + 1);
}

static void print_messages(bc_diag_list *diags)
{
    bc_buf text;
    bc_buf_init(&text);
    for (size_t i = 0; i < diags->list.n; i++)
        bc_diag_print(&diags->list.at[i], i % 2 == 0, &text);
    bc_buf_release(&text);
    bc_diag_list_clear(diags);
}

static void read_records(const bc_node *mapping, const bc_form *form)
{
    const bc_intake_options options = { .mapping = mapping,
                                        .folder = bc_str_from(folder),
                                        .form = BC_STR("f"),
                                        .forms = { .find = find_form, .context = (void *)(uintptr_t)form } };
    bc_intake *intake = bc_intake_new(&options);
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_source_step step;
    bc_diag_list_init(&diags);
    for (unsigned i = 0; i < MAX_STEPS && bc_intake_next(intake, &arena, &diags, &step); i++) {
        if (step.record)
            check_value(step.record, 0);
        require(step.record || diags.list.n);
        print_messages(&diags);
        bc_arena_reset(&arena);
    }
    print_messages(&diags);
    bc_intake_free(intake);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
}

/* `given`: what the tables and the mapping are made of. */
static void propose(const bc_node *draft, const bc_form *form, bc_str given)
{
    const bc_intake_proposing what = { .draft = draft,
                                       .folder = bc_str_from(folder),
                                       .form_name = BC_STR("f"),
                                       .form = form,
                                       .forms = { .find = find_form, .context = (void *)(uintptr_t)form } };
    bc_arena arena = { 0 };
    bc_buf text;
    bc_diag_list diags;
    bool io_error = false;
    bc_buf_init(&text);
    bc_diag_list_init(&diags);
    if (bc_intake_propose(&what, &arena, &text, &diags, &io_error)) {
        const bc_node *tree = read_tree(bc_buf_str(&text), &arena);
        require(tree && bc_intake_is_mapping(tree));
        if (bc_str_find(given, BC_STR("[E30"), 0) == SIZE_MAX) /* else a head may say so */
            require(bc_str_find(bc_buf_str(&text), BC_STR("[E30"), 0) == SIZE_MAX);
        read_records(tree, form);
    } else {
        require(diags.errors > 0);
    }
    print_messages(&diags);
    bc_diag_list_release(&diags);
    bc_buf_release(&text);
    bc_arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const bc_str bytes = { size ? (const char *)data : "", size };
    const size_t first = bc_str_find(bytes, (bc_str){ "", 1 }, 0);
    const size_t second = first == SIZE_MAX ? SIZE_MAX : bc_str_find(bytes, (bc_str){ "", 1 }, first + 1);
    put("a.csv", first == SIZE_MAX ? BC_STR("项目编码,项目名称\n1,甲\n") : bc_str_slice(bytes, first + 1, second));
    put("b.json", second == SIZE_MAX ? BC_STR("[{\"项目编码\": 1}]") : bc_str_slice(bytes, second + 1, size));
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    const bc_form form = { .id = BC_STR("f"),
                           .name = BC_STR("f"),
                           .fields = bc_form_fields_compile(
                               &arena, read_tree((bc_str){ FIELDS, sizeof FIELDS - 1 }, &arena), &diags) };
    require(form.fields.n == 9 && !diags.errors);
    const bc_node *tree = read_tree(bc_str_slice(bytes, 0, first), &arena);
    const bc_node *ours = tree ? with_our_files(tree, false, &arena) : NULL;
    if (ours && bc_node_find(ours, "tables") && bc_node_find(ours, "tables")->kind == BC_NODE_MAP) {
        read_records(ours, &form);
        propose(ours, &form, bytes);
    }
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
    return 0;
}
