/* What outlives the records of a run. Workers leave it in their item's arena; the thread that delivers copies it into
 * the audit, in the order of the inputs, so there is no lock. A baseline knows a finding by its code, file and message
 * and not by its line, which changes with every edit above it. */
#include "audit/audit.h"
#include "audit/private/changes.h"

#include "base/tr.h"

#include <string.h>

void bc_audit_init(bc_audit *audit, const biaoce_check_options *options, const bc_engine_call *call)
{
    *audit = (bc_audit){ .options = options, .call = call };
    bc_diag_list_init(&audit->across);
}

void bc_audit_release(bc_audit *audit)
{
    for (size_t i = 0; i < audit->fixes.n; i++) {
        bc_vec_release(&audit->fixes.at[i]->list);
        bc_buf_release(&audit->fixes.at[i]->changes);
    }
    bc_vec_release(&audit->fixes);
    bc_strmap_release(&audit->mended);
    bc_vec_release(&audit->findings);
    bc_vec_release(&audit->all);
    bc_vec_release(&audit->whose);
    bc_check_ledger_release(&audit->ledger);
    bc_diag_list_release(&audit->across);
    bc_vec_release(&audit->expected);
    bc_vec_release(&audit->by_rule);
    bc_strmap_release(&audit->known);
    bc_strmap_release(&audit->looked_at);
    bc_strmap_release(&audit->tallies);
    bc_strmap_release(&audit->sources);
    bc_arena_release(&audit->arena);
}

bool bc_audit_wants_edits(const bc_audit *audit)
{
    return audit->options->on_diff || audit->options->write_fixes;
}

/* -- the baseline --------------------------------------------------------------------------------------- */

/* A finding without its line, which changes with every edit above it. */
static bc_str baseline_line(bc_arena *arena, const bc_diag *diag)
{
    bc_str file = diag->mark.source ? diag->mark.source->name : (bc_str){ 0 };
    return bc_arena_printf(arena, "%s\t%.*s\t%.*s", diag->code, BC_STR_ARG(file), BC_STR_ARG(diag->message));
}

static bc_audit_tally *tally_of(bc_audit *audit, bc_str code)
{
    bc_audit_tally *tally = bc_strmap_find(&audit->tallies, code);
    if (tally)
        return tally;
    tally = BC_NEW(&audit->arena, bc_audit_tally);
    const bc_str kept = bc_arena_str(&audit->arena, code);
    tally->code = kept.p;
    bc_strmap_put(&audit->tallies, kept, tally);
    bc_vec_add(&audit->by_rule, tally);
    return tally;
}

static void expect(bc_audit *audit, bc_str line)
{
    bc_audit_expected *expected = bc_strmap_find(&audit->known, line);
    if (!expected) {
        const size_t tab = bc_str_find(line, BC_STR("\t"), 0);
        const size_t end = bc_str_find(line, BC_STR("\t"), tab + 1);
        expected = BC_NEW(&audit->arena, bc_audit_expected);
        expected->code = bc_str_slice(line, 0, tab);
        expected->file = bc_str_slice(line, tab + 1, end);
        bc_strmap_put(&audit->known, line, expected);
        bc_vec_add(&audit->expected, expected);
        if (!bc_strmap_find(&audit->looked_at, expected->file))
            bc_strmap_put(&audit->looked_at, expected->file, BC_NEW(&audit->arena, bool));
    }
    expected->count++;
}

void bc_audit_read_baseline(bc_audit *audit, bc_str text)
{
    text = bc_arena_str(&audit->arena, text);
    for (size_t at = 0; at < text.n;) {
        size_t end = bc_str_find(text, BC_STR("\n"), at);
        bc_str line = bc_str_slice(text, at, end);
        at = end == SIZE_MAX ? text.n : end + 1;
        const size_t code = bc_str_find(line, BC_STR("\t"), 0);
        if (line.n && line.p[0] != '#' && code != SIZE_MAX && bc_str_find(line, BC_STR("\t"), code + 1) != SIZE_MAX)
            expect(audit, line); /* what is no finding can neither be there nor be gone */
    }
}

/* What a file no longer says is gone; of a file that was not read nobody knows. */
static void look_at(bc_audit *audit, const bc_diag_source *source)
{
    bool *looked = source && audit->known.n ? bc_strmap_find(&audit->looked_at, source->name) : NULL;
    if (looked)
        *looked = true;
}

/* Takes it off the baseline when it is there. */
static bool is_known(bc_audit *audit, const bc_diag *diag)
{
    bool wanted = audit->options->write_baseline || audit->options->formats & BIAOCE_FORMAT_BASELINE;
    if (!wanted && !audit->known.n)
        return false;
    bc_str line = baseline_line(&audit->arena, diag);
    bc_vec_add(&audit->all, line);
    bc_audit_expected *expected = bc_strmap_find(&audit->known, line);
    if (!expected || !expected->count)
        return false;
    --expected->count;
    audit->known_count++;
    tally_of(audit, bc_str_from(diag->code))->known++;
    return true;
}

/* What of the baseline did not come, in files that were read; what concerns no file is of the whole run. */
static void count_gone(bc_audit *audit)
{
    for (size_t i = 0; i < audit->expected.n; i++) {
        const bc_audit_expected *expected = audit->expected.at[i];
        const bool *looked = bc_strmap_find(&audit->looked_at, expected->file);
        if (!expected->count || (expected->file.n && !*looked))
            continue;
        audit->gone_count += expected->count;
        tally_of(audit, expected->code)->gone += expected->count;
    }
}

/* `whose`: of each, and moved with them; or NULL. */
static void drop_known(bc_audit *audit, bc_diag_list *diags, bc_audit_whose *whose)
{
    size_t n = 0;
    for (size_t i = 0; i < diags->list.n; i++) {
        bc_diag diag = diags->list.at[i];
        if (is_known(audit, &diag)) {
            diags->errors -= diag.severity == BC_DIAG_ERROR;
            diags->warnings -= diag.severity == BC_DIAG_WARNING;
        } else {
            audit->notes += diag.severity == BC_DIAG_NOTE;
            tally_of(audit, bc_str_from(diag.code))->found++;
            if (whose)
                whose[n] = whose[i];
            diags->list.at[n++] = diag;
        }
    }
    diags->list.n = n;
}

static const bc_audit_whose NOBODY;

/* -- keeping -------------------------------------------------------------------------------------------- */

/* What the mark's input is called, without any of its text. */
static const bc_diag_source *keep_source(bc_audit *audit, const bc_diag_source *source)
{
    if (!source)
        return NULL;
    bc_buf room;
    bc_buf_init(&room);
    const bc_str name = bc_diag_source_full_name(source, &room);
    bc_diag_source *kept = bc_strmap_find(&audit->sources, name);
    if (!kept) {
        kept = bc_diag_source_called(&audit->arena, source);
        bc_strmap_put(&audit->sources, bc_arena_str(&audit->arena, name), kept);
    }
    bc_buf_release(&room);
    return kept;
}

/* A mark that is told of when all records have come, with its line. */
static bc_diag_mark keep_mark(bc_audit *audit, bc_diag_mark mark)
{
    const bc_diag_source *source = keep_source(audit, mark.source);
    if (source)
        source = bc_diag_source_keep(&audit->arena, &mark, source->name);
    mark.source = source;
    return mark;
}

static bool wants_findings(const bc_audit *audit)
{
    return audit->options->report_count || (audit->options->formats & ~(unsigned)BIAOCE_FORMAT_BASELINE);
}

static bc_audit_whose keep_whose(bc_audit *audit, const bc_check_facts *facts)
{
    return (bc_audit_whose){ bc_arena_str(&audit->arena, facts->name), bc_arena_str(&audit->arena, facts->department) };
}

/* What reports need of it. */
static void keep_finding(bc_audit *audit, const bc_diag *diag, bc_audit_whose whose)
{
    bc_audit_finding finding = { .diag = *diag, .whose = whose };
    finding.diag.mark.source = keep_source(audit, diag->mark.source);
    finding.diag.message = bc_arena_str(&audit->arena, diag->message);
    finding.diag.hint = bc_arena_str(&audit->arena, diag->hint);
    bc_vec_add(&audit->findings, finding);
}

/* Compares the record with all before it. What is said of it lends the lines that it stands in. */
static void keep_facts(bc_audit *audit, const bc_check_facts *facts)
{
    size_t n = audit->across.list.n;
    bc_check_ledger_add(&audit->ledger, facts, &audit->across);
    for (; n < audit->across.list.n; n++) {
        bc_diag *diag = &audit->across.list.at[n];
        diag->mark = keep_mark(audit, diag->mark);
        bc_vec_add(&audit->whose, wants_findings(audit) ? keep_whose(audit, facts) : NOBODY);
    }
}

void bc_audit_note(bc_crew_queue_item *item, const bc_engine_work *record)
{
    bc_audit_record *noted = item->own;
    noted->noted = true;
    bc_check_facts_of(record->template->checks, &record->datum, &noted->facts);
    /* The datum goes with the worker's arena; its texts may be of it too. */
    noted->facts.code = bc_arena_str(&item->arena, noted->facts.code);
    noted->facts.name = bc_arena_str(&item->arena, noted->facts.name);
    noted->facts.department = bc_arena_str(&item->arena, noted->facts.department);
    if (record->edits && bc_engine_reader_is_table(item->file->reader)) {
        noted->change_count = bc_audit_changes_tell(record->edits, &item->arena, &noted->changes);
    } else if (record->edits && record->edits->n) {
        noted->fixes = BC_NEW_ARRAY(&item->arena, bc_check_fix, record->edits->n);
        for (size_t i = 0; i < record->edits->n; i++) {
            bc_check_fix *fix = &noted->fixes[noted->fix_count];
            if (!bc_check_fix_find(&record->edits->at[i], fix))
                continue;
            fix->text = bc_arena_str(&item->arena, fix->text);
            noted->fix_count++;
        }
    }
}

static bc_audit_source_fixes *fixes_of(bc_audit *audit, const bc_engine_input *input)
{
    bc_audit_source_fixes *last = audit->fixes.n ? audit->fixes.at[audit->fixes.n - 1] : NULL;
    if (last && last->input == input)
        return last;
    bc_audit_source_fixes *fixes = BC_NEW(&audit->arena, bc_audit_source_fixes);
    fixes->input = input;
    bc_buf_init(&fixes->changes);
    bc_vec_add(&audit->fixes, fixes);
    return fixes;
}

static void keep_fixes(bc_audit *audit, const bc_crew_queue_item *item)
{
    const bc_audit_record *noted = item->own;
    if (noted->change_count) {
        bc_audit_source_fixes *fixes = fixes_of(audit, item->file->input);
        fixes->name = bc_str_from(item->file->input->path);
        bc_buf_add_str(&fixes->changes, noted->changes);
        fixes->change_count += noted->change_count;
    }
    if (!noted->fix_count)
        return;
    bc_audit_source_fixes *fixes = fixes_of(audit, item->file->input);
    fixes->name = keep_source(audit, item->value->mark.source)->name;
    for (size_t i = 0; i < noted->fix_count; i++) {
        bc_check_fix fix = noted->fixes[i];
        fix.text = bc_arena_str(&audit->arena, fix.text);
        bc_vec_add(&fixes->list, fix);
    }
}

/* Of those that are called the same, the fixes of the input that had this text. */
static bc_audit_source_fixes *find_text(bc_audit_source_fixes *fixes, bc_str text)
{
    while (fixes && !bc_str_eq(fixes->text, text))
        fixes = fixes->namesake;
    return fixes;
}

/* An input that was given before, in the same words, is mended once. */
void bc_audit_take_text(bc_audit *audit, const bc_crew_queue_file *file)
{
    bc_audit_source_fixes *fixes = audit->fixes.n ? audit->fixes.at[audit->fixes.n - 1] : NULL;
    if (!fixes || fixes->input != file->input || fixes->change_count)
        return;
    bc_str text = bc_engine_reader_text(file->reader);
    bc_audit_source_fixes *namesake = bc_strmap_find(&audit->mended, fixes->name);
    bc_audit_source_fixes *earlier = find_text(namesake, text);
    if (!earlier) {
        fixes->text = bc_arena_str(&audit->arena, text);
        fixes->namesake = namesake;
        bc_strmap_put(&audit->mended, fixes->name, fixes);
        return;
    }
    for (size_t i = 0; i < fixes->list.n; i++)
        bc_vec_add(&earlier->list, fixes->list.at[i]);
    bc_vec_release(&fixes->list);
    audit->fixes.n--;
}

void bc_audit_take(bc_audit *audit, bc_crew_queue_item *item)
{
    const bc_audit_record *noted = item->own;
    bool bound = noted->noted;
    if (bound) {
        look_at(audit, item->value->mark.source);
        keep_facts(audit, &noted->facts);
        keep_fixes(audit, item);
    }
    drop_known(audit, &item->diags, NULL);
    if (bound)
        item->failed = item->diags.errors > 0;
    if (!item->diags.list.n || !wants_findings(audit))
        return;
    const bc_audit_whose whose = bound ? keep_whose(audit, &noted->facts) : NOBODY;
    for (size_t i = 0; i < item->diags.list.n; i++)
        keep_finding(audit, &item->diags.list.at[i], whose);
}

void bc_audit_finish(bc_audit *audit, bc_diag_list *diags)
{
    bc_diag_list_append(diags, &audit->across);
    if (audit->totals)
        bc_check_ledger_check_totals(&audit->ledger, audit->totals, diags);
    if (audit->projects)
        bc_check_ledger_check_projects(&audit->ledger, audit->projects, diags);
    bc_engine_publish_redact(audit->call->engine, diags, false, &audit->arena);
    while (audit->whose.n < diags->list.n)
        bc_vec_add(&audit->whose, NOBODY);
    drop_known(audit, diags, audit->whose.at);
    for (size_t i = 0; i < diags->list.n && wants_findings(audit); i++)
        keep_finding(audit, &diags->list.at[i], audit->whose.at[i]);
    count_gone(audit);
}
