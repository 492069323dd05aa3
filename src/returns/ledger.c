/* A file for each version, so that nothing is rewritten and a run that is killed spoils nothing; they are read anew by
 * each run, and whoever takes one away takes that return back. */
#include "returns/private/ledger.h"

#include "base/file.h"
#include "base/keys.h"
#include "base/tr.h"
#include "base/yaml_text.h"
#include "engine/input.h"
#include "source/encoding.h"
#include "source/yaml.h"
#include "table/saved.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const bc_keys_key RETURNED[] = {
    { "department", "text", bc_tr_mark("of the round") },
    { "form", "text", bc_tr_mark("of the round") },
    { "each", "text", bc_tr_mark("which of the department's records") },
    { "version", "integer:1..99999", bc_tr_mark("which return of it") },
    { "file", "text", bc_tr_mark("the workbook, as it was named") },
    { "sheet", "text", bc_tr_mark("of the workbook") },
    { "date", "text", bc_tr_mark("the day on which the workbook was saved last") },
    { "saved", "text", bc_tr_mark("the moment of that: by the workbook itself, or by its file where it does not say") },
    { "file-changed", "text", bc_tr_mark("when its file was changed last, which copying it does, too") },
    { "sha256", "text", bc_tr_mark("by which the workbook is known again") },
    { "sheets", "integer:1..1000000", bc_tr_mark("forms in the workbook") },
    { "errors", "integer:0..", bc_tr_mark("what was found") },
    { "warnings", "integer:0..", bc_tr_mark("what was found") },
    { "changes", "integer:0..", bc_tr_mark("values that differ from the version before") },
    { 0 },
};

static const bc_keys_table TABLES[] = {
    { .name = "returned", .keys = RETURNED, .need = "department form version sha256 sheet sheets errors" },
};

static const bc_keys_set KEYS = { .at = TABLES, .n = 1 };

/* -- slots ---------------------------------------------------------------------------------------------- */

/* On a Windows share p1 and P1 are one; which of them comes first must not matter. */
static bool has_small_letters(bc_str text)
{
    bool has = false;
    for (size_t i = 0; i < text.n; i++)
        has = has || (text.p[i] >= 'a' && text.p[i] <= 'z');
    return has;
}

/* Two values that differ have names that differ: what had to be changed to be a name gets a mark of its own, or what is
 * to be `marked`. */
static void add_name(bc_str text, bool marked, bc_buf *out)
{
    enum { MARK = 8 };
    const size_t from = out->n;
    bc_file_clean_name(text, BC_MAX_NAME_BYTES, out);
    if (!marked && bc_str_eq(bc_str_slice(bc_buf_str(out), from, out->n), text))
        return;
    char digest[BC_RETURNS_DIGEST + 1];
    bc_returns_digest(text, digest);
    bc_buf_printf(out, "~%.*s", (int)MARK, digest);
}

static bc_str path_of(bc_returns_ledger *ledger, const bc_returns_slot *slot)
{
    const bc_returns_plan *plan = ledger->plan;
    bc_buf path;
    bc_buf_init(&path);
    bc_buf_add_str(&path, plan->departments[slot->department].folder);
    if (plan->form_count > 1) {
        bc_buf_add_char(&path, '/');
        add_name(plan->forms[slot->form]->id, false, &path);
    }
    if (plan->each.n) {
        bc_buf_add_char(&path, '/');
        add_name(slot->each, has_small_letters(slot->each), &path);
    }
    const bc_str kept = bc_arena_str(&ledger->arena, bc_buf_str(&path));
    bc_buf_release(&path);
    return kept;
}

bc_returns_slot *bc_returns_ledger_slot(bc_returns_ledger *ledger, uint32_t department, uint32_t form, bc_str each)
{
    bc_buf key;
    bc_buf_init(&key);
    bc_buf_printf(&key, "%u %u %.*s", department, form, BC_STR_ARG(each));
    bc_returns_slot *slot = bc_strmap_find(&ledger->by_key, bc_buf_str(&key));
    if (!slot) {
        slot = BC_NEW(&ledger->arena, bc_returns_slot);
        slot->department = department;
        slot->form = form;
        slot->each = bc_arena_str(&ledger->arena, each);
        slot->path = path_of(ledger, slot);
        bc_strmap_put(&ledger->by_key, bc_arena_str(&ledger->arena, bc_buf_str(&key)), slot);
        bc_vec_add(&ledger->slots, slot);
    }
    bc_buf_release(&key);
    return slot;
}

const bc_returns_version *bc_returns_ledger_find(const bc_returns_slot *slot, bc_str digest, bc_str sheet)
{
    for (size_t i = 0; i < slot->versions.n; i++)
        if (bc_str_eq(slot->versions.at[i].digest, digest) && bc_str_eq(slot->versions.at[i].sheet, sheet))
            return &slot->versions.at[i];
    return NULL;
}

static int by_number(const void *a, const void *b)
{
    const bc_returns_version *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

static bc_returns_version *add(bc_returns_ledger *ledger, bc_returns_slot *slot, const bc_returns_version *version)
{
    bc_returns_version kept = *version;
    kept.file = bc_arena_str(&ledger->arena, version->file);
    kept.sheet = bc_arena_str(&ledger->arena, version->sheet);
    kept.date = bc_arena_str(&ledger->arena, version->date);
    kept.digest = bc_arena_str(&ledger->arena, version->digest);
    bc_vec_add(&slot->versions, kept);
    return &slot->versions.at[slot->versions.n - 1];
}

static bool is_kept(bc_returns_ledger *ledger, const bc_returns_slot *slot, uint32_t number)
{
    const char *file =
        bc_arena_printf(&ledger->arena, "%s/returns/%.*s/%u.yaml", ledger->folder, BC_STR_ARG(slot->path), number).p;
    return access(file, F_OK) == 0;
}

bc_returns_version *bc_returns_ledger_add(bc_returns_ledger *ledger, bc_returns_slot *slot,
                                          const bc_returns_version *version)
{
    bc_returns_version next = *version;
    next.number = slot->versions.n ? slot->versions.at[slot->versions.n - 1].number + 1 : 1;
    while (is_kept(ledger, slot, next.number))
        next.number++;
    return add(ledger, slot, &next);
}

bool bc_returns_ledger_has(const bc_returns_ledger *ledger, bc_str digest)
{
    const uint32_t *missing = bc_strmap_find(&ledger->digests, digest);
    return missing && !*missing;
}

static int by_place(const void *a, const void *b)
{
    const bc_returns_slot *x = *(const bc_returns_slot *const *)a, *y = *(const bc_returns_slot *const *)b;
    if (x->department != y->department)
        return x->department < y->department ? -1 : 1;
    if (x->form != y->form)
        return x->form < y->form ? -1 : 1;
    return bc_str_compare(x->each, y->each);
}

void bc_returns_ledger_sort(bc_returns_ledger *ledger)
{
    if (ledger->slots.n)
        qsort(ledger->slots.at, ledger->slots.n, sizeof *ledger->slots.at, by_place);
}

/* -- files ---------------------------------------------------------------------------------------------- */

static void put_text(bc_buf *out, const char *key, bc_str text)
{
    if (!text.n)
        return;
    bc_buf_printf(out, "%s: ", key);
    bc_yaml_text_put(out, text, BC_YAML_ON_LINE);
    bc_buf_add_char(out, '\n');
}

/* In UTC, as workbooks have it. */
static void put_moment(bc_buf *out, const char *key, int64_t seconds)
{
    const time_t time = (time_t)seconds;
    struct tm utc;
    if (seconds && gmtime_r(&time, &utc) && utc.tm_year < 8100)
        bc_buf_printf(out, "%s: \"%04d-%02d-%02dT%02d:%02d:%02dZ\"\n", key, utc.tm_year + 1900, utc.tm_mon + 1,
                      utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

static void put_number(bc_buf *out, const char *key, uint32_t number)
{
    bc_buf_printf(out, "%s: %u\n", key, number);
}

void bc_returns_ledger_write(const bc_returns_ledger *ledger, const bc_returns_slot *slot,
                             const bc_returns_version *version, bc_buf *out)
{
    put_text(out, "department", ledger->plan->departments[slot->department].name);
    put_text(out, "form", ledger->plan->forms[slot->form]->id);
    put_text(out, "each", slot->each);
    put_number(out, "version", version->number);
    put_text(out, "file", version->file);
    put_text(out, "sheet", version->sheet);
    put_text(out, "date", version->date);
    put_moment(out, "saved", version->saved);
    put_moment(out, "file-changed", version->touched);
    bc_buf_printf(out, "sha256: \"%.*s\"\n", BC_STR_ARG(version->digest));
    put_number(out, "sheets", version->sheets);
    put_number(out, "errors", version->errors);
    put_number(out, "warnings", version->warnings);
    put_number(out, "changes", version->changes);
}

static void complain(bc_diag_list *diags, bc_diag_mark mark, const char *message, bc_str what)
{
    bc_diag_add(diags, BC_DIAG_ERROR, "E837", mark, message, BC_STR_ARG(what));
}

/* Counts down how many sheets of the workbook have not been taken in. */
static void count_sheet(bc_returns_ledger *ledger, bc_str digest, uint32_t sheets)
{
    uint32_t *missing = bc_strmap_find(&ledger->digests, digest);
    if (!missing) {
        missing = BC_NEW(&ledger->arena, uint32_t);
        *missing = sheets;
        bc_strmap_put(&ledger->digests, bc_arena_str(&ledger->arena, digest), missing);
    }
    *missing -= *missing > 0;
}

static void take(bc_returns_ledger *ledger, const bc_node *tree, bc_diag_list *diags)
{
    const bc_returns_plan *plan = ledger->plan;
    const bc_str whose = bc_keys_text(tree, "department"), form = bc_keys_text(tree, "form");
    const uint32_t department = bc_returns_plan_find(plan, whose), nth = bc_returns_plan_form(plan, form);
    if (department == BC_RETURNS_NOBODY || nth == BC_RETURNS_NOBODY) {
        complain(diags, tree->mark,
                 department == BC_RETURNS_NOBODY
                     ? bc_tr("a return is kept of `%.*s`, which the round does not expect any more")
                     : bc_tr("a return is kept of the form `%.*s`, which is none of the round any more"),
                 department == BC_RETURNS_NOBODY ? whose : form);
        return;
    }
    if (plan->each.n ? !bc_keys_text(tree, "each").n : bc_keys_text(tree, "each").n > 0) {
        complain(diags, tree->mark, bc_tr("a return of `%.*s` was kept when round.yaml had another `each`"), whose);
        return;
    }
    const bc_returns_version version = { .number = (uint32_t)bc_keys_int(tree, "version", 1),
                                         .file = bc_keys_text(tree, "file"),
                                         .sheet = bc_keys_text(tree, "sheet"),
                                         .date = bc_keys_text(tree, "date"),
                                         .saved = bc_table_saved_moment(bc_keys_text(tree, "saved")),
                                         .touched = bc_table_saved_moment(bc_keys_text(tree, "file-changed")),
                                         .digest = bc_keys_text(tree, "sha256"),
                                         .sheets = (uint32_t)bc_keys_int(tree, "sheets", 1),
                                         .errors = (uint32_t)bc_keys_int(tree, "errors", 0),
                                         .warnings = (uint32_t)bc_keys_int(tree, "warnings", 0),
                                         .changes = (uint32_t)bc_keys_int(tree, "changes", 0) };
    bc_returns_slot *slot = bc_returns_ledger_slot(ledger, department, nth, bc_keys_text(tree, "each"));
    for (size_t i = 0; i < slot->versions.n; i++)
        if (slot->versions.at[i].number == version.number) {
            complain(diags, tree->mark, bc_tr("this version of `%.*s` is kept twice"), whose);
            return;
        }
    add(ledger, slot, &version);
    count_sheet(ledger, version.digest, version.sheets);
}

static void read_file(bc_returns_ledger *ledger, const char *path, bc_diag_list *diags, bool *io_error)
{
    bc_arena arena = { 0 };
    bc_source_documents documents = { 0 };
    bc_diag_list said;
    bc_diag_list_init(&said);
    const bc_diag_source *source = bc_source_read(&arena, path, &said, io_error);
    if (source && bc_yaml_read(&arena, source, &said, &documents) && documents.n == 1) {
        if (bc_keys_check(&KEYS, "#returned", NULL, documents.at[0], &said))
            take(ledger, documents.at[0], &said);
    } else if (source && !said.errors) {
        bc_diag_add(&said, BC_DIAG_ERROR, "E837", (bc_diag_mark){ .source = source }, bc_tr("this file is no return"));
    }
    bc_diag_list_keep(&said, 0, &diags->arena);
    bc_diag_list_append(diags, &said);
    bc_diag_list_release(&said);
    bc_arena_release(&arena);
}

static void report_folder(bc_returns_ledger *ledger, const bc_engine_input *folder, bc_diag_list *diags, bool *io_error)
{
    bc_diag_source *source = BC_NEW(&ledger->arena, bc_diag_source);
    source->name = bc_arena_str(&ledger->arena, bc_str_from(folder->path));
    complain(diags, (bc_diag_mark){ .source = source }, bc_tr("what came back cannot be listed: %.*s"),
             bc_str_from(bc_file_error_text(folder->broken_off)));
    *io_error = true;
}

void bc_returns_ledger_read(bc_returns_ledger *ledger, const bc_returns_plan *plan, const char *folder,
                            bc_diag_list *diags, bool *io_error)
{
    *ledger = (bc_returns_ledger){ .plan = plan, .folder = folder };
    const char *path = bc_arena_printf(&ledger->arena, "%s/returns", folder).p;
    bc_engine_inputs files;
    bc_engine_inputs_find_kind(&files, &path, 1, true, BIAOCE_KIND_YAML);
    for (size_t i = 0; i < files.list.n; i++) {
        const bc_engine_input *file = &files.list.at[i];
        if (file->broken_off)
            report_folder(ledger, file, diags, io_error);
        else if (!file->empty_folder && /* that a run had just made when it was killed; in a new round there is none */
                 (file->id || access(file->path, F_OK) == 0 || errno != ENOENT))
            read_file(ledger, file->path, diags, io_error);
    }
    bc_engine_inputs_release(&files);
    for (size_t i = 0; i < ledger->slots.n; i++) {
        bc_returns_slot *slot = ledger->slots.at[i];
        qsort(slot->versions.at, slot->versions.n, sizeof *slot->versions.at, by_number);
    }
}

void bc_returns_ledger_release(bc_returns_ledger *ledger)
{
    for (size_t i = 0; i < ledger->slots.n; i++)
        bc_vec_release(&ledger->slots.at[i]->versions);
    bc_vec_release(&ledger->slots);
    bc_strmap_release(&ledger->by_key);
    bc_strmap_release(&ledger->digests);
    bc_arena_release(&ledger->arena);
}
