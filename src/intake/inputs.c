/* A table of a mapping may be many files, named by patterns; a workbook has sheets, of which one is read. The head is
 * found by the names that are expected there. */
#include "intake/private/inputs.h"

#include "base/keys.h"
#include "base/tr.h"
#include "form/reserved.h"
#include "intake/private/records.h"

#include <glob.h>
#include <string.h>
#include <unistd.h>

/* -- inputs ----------------------------------------------------------------------------------------------- */

static void add_file(const bc_intake_mapped_table *mapped, const char *path, bc_arena *arena, bc_diag_list *diags,
                     bc_intake_inputs *out)
{
    bc_intake_input one = { .sheet = mapped->sheet, .mapped = mapped };
    const bc_str kept = bc_arena_str(arena, bc_str_from(path));
    one.table =
        (bc_table_input){ .name = kept, .path = kept.p, .encoding = mapped->encoding, .separator = mapped->separator };
    one.records = bc_intake_records_are_in(kept);
    one.table.kind = one.records ? BC_TABLE_GIVEN : bc_table_find_kind(&one.table);
    if (!one.table.kind && access(path, F_OK) == 0) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E795", mapped->mark, bc_tr("`%s` is no table: CSV, XLSX, ODS or JSON"),
                    path);
        return;
    }
    one.table.kind = one.table.kind ? one.table.kind : BC_TABLE_CSV; /* reading it says that it is not there */
    bc_vec_add(out, one);
}

/* Names count from the folder of the mapping. */
static void add_files(const bc_intake_mapped_table *mapped, bc_str folder, bc_str name, bc_arena *arena,
                      bc_diag_list *diags, bc_intake_inputs *out)
{
    const bool beside = folder.n && !bc_str_starts(name, BC_STR("/"));
    const bc_str path =
        beside ? bc_arena_printf(arena, "%.*s/%.*s", BC_STR_ARG(folder), BC_STR_ARG(name)) : bc_arena_str(arena, name);
    glob_t found = { 0 };
    if (strpbrk(path.p, "*?[") && glob(path.p, 0, NULL, &found) == 0) {
        for (size_t i = 0; i < found.gl_pathc; i++)
            add_file(mapped, found.gl_pathv[i], arena, diags, out);
        globfree(&found);
    } else {
        add_file(mapped, path.p, arena, diags, out);
    }
}

void bc_intake_inputs_add(const bc_intake_mapped_table *mapped, bc_str folder, bc_arena *arena, bc_diag_list *diags,
                          bc_intake_inputs *out)
{
    if (mapped->query)
        bc_vec_add(out, (bc_intake_input){ .mapped = mapped,
                                           .table = { .name = mapped->name,
                                                      .kind = BC_TABLE_QUERY,
                                                      .query = mapped->query,
                                                      .encoding = mapped->encoding } });
    for (uint32_t i = 0; i < mapped->file_count; i++)
        add_files(mapped, folder, mapped->files[i], arena, diags, out);
}

/* -- tables ----------------------------------------------------------------------------------------------- */

static bool is_called(const bc_intake_names *names, bc_str head)
{
    bool called = names->key.n && bc_form_names_agree(head, names->key);
    for (uint32_t i = 0; i < names->field_count && !called; i++)
        for (uint32_t k = 0; k < names->fields[i].head_count && !called; k++)
            called = bc_form_names_agree(head, names->fields[i].heads[k]);
    return called;
}

/* A head that says where its field is weighs more than one that leaves it to be guessed, and most what a mapping says.
 */
static unsigned know(void *context, const bc_intake_head *head)
{
    enum { UNSURE = 1, KNOWN, PLACED, CALLED, CERTAIN = 10000 };
    const bc_intake_names *names = context;
    if (bc_str_eq(head->text, BC_INTAKE_NUMBER_HEAD))
        return CERTAIN;
    bc_arena arena = { 0 };
    unsigned known = is_called(names, head->text)                              ? CALLED
                     : !names->targets && bc_form_reserved_is_name(head->text) ? KNOWN
                                                                               : 0;
    if (!known && names->targets) {
        const bc_intake_meaning meaning =
            bc_intake_targets_find(names->targets, names->in, head->text, head->joined, &arena);
        known = !meaning.target ? 0 : meaning.rival ? UNSURE : meaning.placed ? PLACED : KNOWN;
    }
    bc_arena_release(&arena);
    return known;
}

bc_diag_mark bc_intake_input_mark(const bc_table_input *table, bc_arena *arena)
{
    bc_diag_source *source = BC_NEW(arena, bc_diag_source);
    source->name = bc_arena_str(arena, table->name);
    return (bc_diag_mark){ .source = source };
}

/* 2: the second that is not hidden, unless one is called so. */
static bool find_numbered_sheet(bc_str number, const bc_table_sheet *sheets, uint32_t n, uint32_t *out)
{
    uint32_t wanted = 0;
    for (size_t i = 0; i < number.n; i++) {
        if (number.p[i] < '0' || number.p[i] > '9' || i > 3)
            return false;
        wanted = wanted * 10 + (uint32_t)(number.p[i] - '0');
    }
    for (*out = 0; wanted && *out < n; ++*out)
        if (!sheets[*out].hidden && !sheets[*out].last_row && !--wanted)
            return true;
    return false;
}

static bool choose_sheet(const bc_intake_input *one, const bc_table *table, bc_arena *arena, bc_diag_list *diags,
                         uint32_t *out)
{
    uint32_t n;
    const bc_table_sheet *sheets = bc_table_sheets(table, &n);
    for (*out = 0; *out < n; ++*out)
        if (one->sheet.n ? bc_str_eq(sheets[*out].name, one->sheet) : !sheets[*out].hidden)
            return true;
    if (find_numbered_sheet(one->sheet, sheets, n, out))
        return true;
    bc_str *names = BC_NEW_ARRAY(arena, bc_str, n);
    for (uint32_t i = 0; i < n; i++)
        names[i] = sheets[i].name;
    bc_diag_add(diags, BC_DIAG_ERROR, "E793", bc_intake_input_mark(&one->table, arena),
                bc_tr("there is no sheet `%.*s`"), BC_STR_ARG(one->sheet));
    if (n == 1 && !names[0].n)
        bc_diag_hint(diags, "%s", bc_tr("a text has no sheets: leave out `sheet`"));
    else
        bc_keys_hint_names(one->sheet, names, n, diags);
    return false;
}

static bc_table *open_table(const bc_intake_input *one, bc_arena *kept, bc_diag_list *diags, bool *io_error)
{
    bc_table_input input = one->table;
    if (one->records) {
        input.rows =
            bc_intake_records_open(input.name, one->mapped ? one->mapped->at : (bc_str){ 0 }, kept, diags, io_error);
        if (!input.rows)
            return NULL;
    }
    return bc_table_open(&input, kept, diags, io_error);
}

/* Opens it and reads as far as the head. False: said. */
bool bc_intake_input_open(const bc_intake_input *one, const bc_intake_names *names, bc_intake_rows *rows,
                          bc_table **table, bc_arena *kept, bc_diag_list *diags, bool *io_error)
{
    uint32_t sheet;
    bc_intake_names own = *names;
    *io_error = false;
    *table = one->opened ? one->opened : open_table(one, kept, diags, io_error);
    if (!*table || !choose_sheet(one, *table, kept, diags, &sheet))
        return false;
    const bc_intake_search search = { .first = one->mapped ? one->mapped->first_head : 0,
                                      .last = one->mapped ? one->mapped->last_head : 0,
                                      .knows = names->any ? names->any : know,
                                      .context = &own };
    if (!bc_intake_rows_begin(rows, *table, sheet, &search, kept, diags, io_error))
        return false;
    if (one->mapped && one->mapped->unit.n)
        rows->unit = one->mapped->unit;
    for (uint32_t i = 0; one->mapped && i < one->mapped->fill_count; i++) {
        const bc_intake_head *head = bc_intake_rows_head(rows, one->mapped->fill[i]);
        if (head)
            bc_intake_rows_fill(rows, head);
        else
            bc_diag_add(diags, BC_DIAG_ERROR, "E795", one->mapped->mark, bc_tr("the table has no column `%.*s`"),
                        BC_STR_ARG(one->mapped->fill[i]));
        if (!head)
            return false;
    }
    return true;
}
