/* A dump of a system is a list of objects, where a table has rows: keys are heads, those of objects inside of objects
 * stand behind a `/`, and of lists of objects each element has a row of its own below the first, as on paper. Lists of
 * single values are one cell of several lines. A row has no place for keys that come later, so the file is read twice,
 * once for its keys; neither time more than one record is at hand. */
#include "intake/private/records.h"

#include "base/decimal.h"
#include "base/strmap.h"
#include "source/reader.h"

#include <stdlib.h>
#include <string.h>

enum { MAX_KEYS = 2000, MAX_DEPTH = 8, MAX_TEXT = 1 << 20 };

typedef struct key {
    bc_str path;
    uint32_t column;
} key;

typedef struct records {
    bc_table_rows rows;
    bc_source_input input;
    bc_source_reader *reader; /* of the second time */
    bc_arena arena;
    bc_strmap columns; /* path → key */
    BC_VEC(const key *) keys;
    bc_arena record_arena; /* of the record whose rows are being given */
    const bc_node *record;
    uint32_t element; /* of its lists: the next row */
    bool began, ended;
} records;

bool bc_intake_records_are_in(bc_str name)
{
    static const char *const ENDINGS[] = { ".json", ".jsonl", ".ndjson", ".yaml", ".yml" };
    for (size_t i = 0; i < sizeof ENDINGS / sizeof *ENDINGS; i++)
        if (bc_str_ends(name, bc_str_from(ENDINGS[i])))
            return true;
    return false;
}

static bool is_list_of_maps(const bc_node *node)
{
    return node->kind == BC_NODE_LIST && node->n && node->as.items[0]->kind == BC_NODE_MAP;
}

static bc_str path_below(bc_str path, bc_str name, bc_arena *arena)
{
    return path.n ? bc_arena_printf(arena, "%.*s/%.*s", BC_STR_ARG(path), BC_STR_ARG(name)) : name;
}

/* -- keys ------------------------------------------------------------------------------------------------- */

static void add_key(records *r, bc_str path)
{
    if (bc_strmap_find(&r->columns, path) || r->keys.n == MAX_KEYS || !path.n)
        return;
    key *added = BC_NEW(&r->arena, key);
    added->path = bc_arena_str(&r->arena, path);
    added->column = (uint32_t)r->keys.n + 1;
    bc_strmap_put(&r->columns, added->path, added);
    bc_vec_add(&r->keys, added);
}

static void add_keys(records *r, const bc_node *node, bc_str path, unsigned depth, bc_arena *arena)
{
    if (depth > MAX_DEPTH)
        return;
    if (node->kind == BC_NODE_MAP)
        for (uint32_t i = 0; i < node->n; i++)
            add_keys(r, node->as.members[i].value, path_below(path, node->as.members[i].key, arena), depth + 1, arena);
    else if (is_list_of_maps(node))
        for (uint32_t i = 0; i < node->n; i++)
            add_keys(r, node->as.items[i], path, depth + 1, arena);
    else if (node->kind != BC_NODE_LIST || node->n)
        add_key(r, path);
}

/* What is wrong with a record is said when its turn comes, and here only where nothing else will come. */
static bool read_keys(records *r, bc_arena *kept, bc_diag_list *diags, bool *io_error)
{
    bc_source_reader *reader = bc_source_reader_new(&r->input, false);
    bc_arena arena = { 0 };
    bc_diag_list said;
    bc_source_step step;
    bc_diag_list_init(&said);
    while (bc_source_reader_next(reader, &arena, &said, &step) && !step.io_error) {
        if (step.record)
            add_keys(r, step.record, (bc_str){ 0 }, 0, &arena);
        if (r->keys.n)
            bc_diag_list_clear(&said);
        bc_diag_list_keep(&said, 0, kept);
        bc_source_shared_release(step.shared);
        bc_arena_reset(&arena);
    }
    *io_error = step.io_error;
    bc_diag_list_keep(&said, 0, kept);
    if (step.io_error || !r->keys.n)
        bc_diag_list_append(diags, &said);
    bc_source_reader_free(reader);
    bc_diag_list_release(&said);
    bc_arena_release(&arena);
    return !*io_error;
}

/* -- rows ------------------------------------------------------------------------------------------------- */

typedef struct making {
    const records *r;
    bc_arena *arena;
    BC_VEC(bc_table_cell) cells;
    bool more; /* some list has further elements */
} making;

static bool is_json_number(const bc_node *node)
{
    bc_decimal number;
    const bool code = node->as.text.n > 1 && node->as.text.p[0] == '0' && node->as.text.p[1] != '.';
    return !node->quoted && !code && bc_decimal_parse(node->as.text, &number);
}

static void add_cell(making *m, bc_str path, const bc_node *node, bc_str text)
{
    const key *found = bc_strmap_find(&m->r->columns, path);
    if (!found || !text.n)
        return;
    const bool truth = !node->quoted && (bc_str_is(text, "true") || bc_str_is(text, "false"));
    const bool number = node->kind == BC_NODE_TEXT && is_json_number(node);
    bc_vec_add(&m->cells, (bc_table_cell){ .column = found->column,
                                           .over = 1,
                                           .kind = truth    ? BC_TABLE_BOOL
                                                   : number ? BC_TABLE_NUMBER
                                                            : BC_TABLE_TEXT,
                                           .quoted = node->quoted,
                                           .text = text,
                                           .mark = node->mark });
}

static void add_lines(making *m, bc_str path, const bc_node *list)
{
    bc_buf text;
    bc_buf_init(&text);
    for (uint32_t i = 0; i < list->n; i++) {
        bc_buf_add_text(&text, text.n ? "\n" : "");
        bc_buf_add_str(&text, bc_str_trim(bc_node_text(list->as.items[i])));
    }
    add_cell(m, path, list, bc_arena_str(m->arena, bc_buf_str(&text)));
    bc_buf_release(&text);
}

/* The cells of the record's row number `element`: what it has once stands in its first. */
static void add_cells(making *m, const bc_node *node, bc_str path, uint32_t element, bool inside, unsigned depth)
{
    if (depth > MAX_DEPTH)
        return;
    if (node->kind == BC_NODE_MAP) {
        for (uint32_t i = 0; i < node->n; i++)
            add_cells(m, node->as.members[i].value, path_below(path, node->as.members[i].key, m->arena), element,
                      inside, depth + 1);
    } else if (is_list_of_maps(node)) {
        const uint32_t i = inside ? 0 : element; /* a list in a list has no rows of its own */
        m->more |= !inside && node->n > element + 1;
        if (i < node->n)
            add_cells(m, node->as.items[i], path, element, true, depth + 1);
    } else if (inside || !element) {
        if (node->kind == BC_NODE_LIST)
            add_lines(m, path, node);
        else
            add_cell(m, path, node, bc_str_trim(bc_node_text(node)));
    }
}

static int compare_cells(const void *a, const void *b)
{
    const bc_table_cell *x = a, *y = b;
    return (x->column > y->column) - (x->column < y->column);
}

/* A row of what is left of the record; false: nothing is. */
static bool take_row(records *r, bc_arena *arena, bc_table_row *row)
{
    making m = { .r = r, .arena = arena };
    /* The text of the record goes with its first row only, that a long list be no matter. */
    const bc_node *record = r->element ? r->record : bc_node_copy(arena, r->record, MAX_TEXT);
    add_cells(&m, record, (bc_str){ 0 }, r->element, false, 0);
    if (m.cells.n)
        qsort(m.cells.at, m.cells.n, sizeof *m.cells.at, compare_cells);
    const bc_diag_mark at = m.cells.n && r->element ? m.cells.at[0].mark : record->mark;
    const bc_diag_source *source = r->element ? bc_diag_source_called(arena, at.source) : at.source;
    for (size_t i = 0; i < m.cells.n && r->element; i++) {
        m.cells.at[i].text = bc_arena_str(arena, m.cells.at[i].text);
        m.cells.at[i].mark.source = source;
    }
    *row = (bc_table_row){ .source = source,
                           .number = at.line,
                           .n = (uint32_t)m.cells.n,
                           .cells = BC_NEW_COPY(arena, m.cells.at, m.cells.n) };
    r->element++;
    if (!m.more) {
        r->record = NULL;
        bc_arena_reset(&r->record_arena);
    }
    const bool any = m.cells.n > 0;
    bc_vec_release(&m.cells);
    return any;
}

static void take_head(const records *r, bc_arena *arena, bc_table_row *row)
{
    bc_diag_source *source = BC_NEW(arena, bc_diag_source);
    source->name = bc_arena_str(arena, r->input.name);
    bc_table_cell *cells = BC_NEW_ARRAY(arena, bc_table_cell, r->keys.n);
    for (size_t i = 0; i < r->keys.n; i++)
        cells[i] = (bc_table_cell){ .column = r->keys.at[i]->column,
                                    .over = 1,
                                    .text = bc_arena_str(arena, r->keys.at[i]->path),
                                    .mark = { .source = source } };
    *row = (bc_table_row){ .source = source, .n = (uint32_t)r->keys.n, .cells = cells };
}

static bool next_row(void *context, bc_arena *arena, bc_diag_list *diags, bc_table_row *row, bool *io_error)
{
    records *r = context;
    *io_error = false;
    if (!r->began) {
        r->began = true;
        take_head(r, arena, row);
        return r->keys.n > 0;
    }
    for (;;) {
        if (r->record && take_row(r, arena, row))
            return true;
        if (r->record)
            continue;
        bc_source_step step;
        const size_t said = diags->list.n;
        bc_arena_reset(&r->record_arena);
        if (r->ended || !bc_source_reader_next(r->reader, arena, diags, &step)) {
            r->ended = true;
            return false;
        }
        r->record = step.record ? bc_node_copy(&r->record_arena, step.record, MAX_TEXT) : NULL;
        r->element = 0;
        bc_diag_list_keep(diags, said, arena);
        bc_source_shared_release(step.shared);
        *io_error = step.io_error;
        if (step.io_error)
            return false;
    }
}

static void close_records(void *context)
{
    records *r = context;
    bc_source_reader_free(r->reader);
    bc_strmap_release(&r->columns);
    bc_vec_release(&r->keys);
    bc_arena_release(&r->record_arena);
    bc_arena_release(&r->arena);
    bc_mem_free(r);
}

const bc_table_rows *bc_intake_records_open(bc_str path, bc_str at, bc_arena *arena, bc_diag_list *diags,
                                            bool *io_error)
{
    records *r = bc_mem_alloc(sizeof *r);
    const bc_str kept = bc_arena_str(arena, path);
    r->input = (bc_source_input){ .name = kept, .path = kept.p, .at = at };
    r->rows = (bc_table_rows){ .context = r, .next = next_row, .close = close_records };
    const unsigned errors = diags->errors;
    if (!read_keys(r, arena, diags, io_error) || errors < diags->errors) {
        close_records(r);
        return NULL;
    }
    r->reader = bc_source_reader_new(&r->input, false);
    return &r->rows;
}
