/* print_workbook FILE [--sheet N] [--merges] [--most BYTES] [--step BYTES] [--memory]: what a table gives, as lines of
 * JSON: its sheets, then the rows of one of them with their cells, then merged cells and what was said. */
#include "base/file.h"
#include "base/json.h"
#include "table/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const KINDS[] = {
    [BC_TABLE_TEXT] = "text",   [BC_TABLE_NUMBER] = "number",   [BC_TABLE_PERCENT] = "percent",
    [BC_TABLE_DATE] = "date",   [BC_TABLE_TIME] = "time",       [BC_TABLE_BOOL] = "bool",
    [BC_TABLE_ERROR] = "error", [BC_TABLE_UNKNOWN] = "unknown",
};

static void print_quoted(const char *before, bc_str text)
{
    bc_buf out;
    bc_buf_init(&out);
    bc_json_quote(&out, text);
    printf("%s%s", before, out.p);
    bc_buf_release(&out);
}

/* Their places live in the arena of the call that told them. */
static void print_diags(bc_diag_list *diags)
{
    bc_buf out;
    bc_buf_init(&out);
    for (size_t i = 0; i < diags->list.n; i++) {
        bc_buf_clear(&out);
        bc_diag_print(&diags->list.at[i], false, &out);
        print_quoted("{\"said\": ", bc_buf_str(&out));
        printf("}\n");
    }
    bc_diag_list_clear(diags);
    bc_buf_release(&out);
}

static void print_sheets(const bc_table *table)
{
    uint32_t n;
    const bc_table_sheet *sheets = bc_table_sheets(table, &n);
    for (uint32_t i = 0; i < n; i++) {
        print_quoted("{\"sheet\": ", sheets[i].name);
        printf(", \"hidden\": %s, \"range\": [%u, %u, %u, %u]}\n", sheets[i].hidden ? "true" : "false",
               sheets[i].first_row, sheets[i].last_row, sheets[i].first_column, sheets[i].last_column);
    }
}

static void print_names(const bc_table *table)
{
    uint32_t n;
    const bc_table_name *names = bc_table_names(table, &n);
    for (uint32_t i = 0; i < n; i++) {
        print_quoted("{\"name\": ", names[i].name);
        printf(", \"place\": [%d, %d, %u, %u, %u, %u]", (int)names[i].scope, (int)names[i].sheet,
               names[i].cells.first_row, names[i].cells.last_row, names[i].cells.first_column,
               names[i].cells.last_column);
        if (names[i].text.p)
            print_quoted(", \"text\": ", names[i].text);
        printf("}\n");
    }
}

/* What the number format says beside the number, where it does. */
static void print_shown(const bc_table_cell *cell)
{
    if (!cell->money && !cell->yuan && !cell->odd && !cell->shown.n)
        return;
    printf(", {\"power\": %d, \"yuan\": %s, \"odd\": %s", cell->money - 1, cell->yuan ? "true" : "false",
           cell->odd ? "true" : "false");
    if (cell->shown.n)
        print_quoted(", \"shown\": ", cell->shown);
    printf("}");
}

static void print_row(const bc_table_row *row)
{
    bc_buf place;
    bc_buf_init(&place);
    printf("{\"row\": %u, \"hidden\": %s, \"broken\": %s, \"cells\": [", row->number, row->hidden ? "true" : "false",
           row->broken ? "true" : "false");
    for (uint32_t i = 0; i < row->n; i++) {
        const bc_table_cell *cell = &row->cells[i];
        bc_buf_clear(&place);
        bc_buf_add_str(&place, cell->mark.source->name);
        bc_diag_add_place(cell->mark, &place);
        printf("%s[%u, \"%s%s%s%s\"", i ? ", " : "", cell->column, KINDS[cell->kind], cell->quoted ? " quoted" : "",
               cell->cut ? " cut" : "", cell->formula ? " formula" : "");
        print_quoted(", ", cell->text);
        print_quoted(", ", bc_buf_str(&place));
        printf(", %u", cell->over);
        print_shown(cell);
        printf("]");
    }
    printf("]}\n");
    bc_buf_release(&place);
}

static bool print_rows(bc_table *table, uint32_t sheet, bool merges)
{
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_table_row row;
    bool io_error = false, good = true;
    uint32_t n;
    bc_diag_list_init(&diags);
    if (bc_table_begin(table, sheet, merges, &arena, &diags, &io_error)) {
        const bc_table_merge *all = bc_table_merges(table, &n);
        for (uint32_t i = 0; i < n; i++)
            printf("{\"merge\": [%u, %u, %u, %u]}\n", all[i].first_row, all[i].last_row, all[i].first_column,
                   all[i].last_column);
        while (bc_table_next(table, &arena, &diags, &row, &io_error)) {
            print_row(&row);
            good = good && !diags.errors;
            print_diags(&diags);
            bc_arena_reset(&arena); /* nothing of a row is needed by the next */
        }
    }
    good = good && !diags.errors;
    print_diags(&diags);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
    return good;
}

typedef struct options {
    bc_table_input input;
    uint32_t sheet;
    bool merges, memory;
} options;

static options parse(int argc, char **argv)
{
    options o = { .input = { .pipes = true } };
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--merges") == 0)
            o.merges = true;
        else if (strcmp(argv[i], "--memory") == 0)
            o.memory = true;
        else if (strcmp(argv[i], "--sheet") == 0 && i + 1 < argc)
            o.sheet = (uint32_t)strtoul(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--most") == 0 && i + 1 < argc)
            o.input.most = strtoull(argv[++i], NULL, 10);
        else if (strcmp(argv[i], "--step") == 0 && i + 1 < argc)
            o.input.step = strtoull(argv[++i], NULL, 10);
        else
            o.input.path = argv[i];
    return o;
}

int main(int argc, char **argv)
{
    options o = parse(argc, argv);
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_buf bytes;
    bool io_error = false, good = false;
    bc_diag_list_init(&diags);
    bc_buf_init(&bytes);
    if (!o.input.path)
        return 2;
    const char *slash = strrchr(o.input.path, '/');
    o.input.name = bc_str_from(slash ? slash + 1 : o.input.path);
    if (o.memory) {
        (void)bc_file_read(o.input.path, (size_t)1 << 30, &bytes);
        o.input.memory = bytes.p;
        o.input.length = bytes.n;
    }
    o.input.kind = bc_table_find_kind(&o.input);
    if (o.input.kind == BC_TABLE_NONE)
        o.input.kind = BC_TABLE_XLSX;
    bc_table *table = bc_table_open(&o.input, &arena, &diags, &io_error);
    print_diags(&diags);
    if (table) {
        print_sheets(table);
        print_names(table);
        good = print_rows(table, o.sheet, o.merges);
        bc_table_close(table);
    }
    bc_diag_list_release(&diags);
    bc_buf_release(&bytes);
    bc_arena_release(&arena);
    return io_error ? 3 : good ? 0 : 1;
}
