/* What outlives the records of a run. Workers leave it in their item's arena; the thread that delivers copies it into
 * the audit, in the order of the inputs, so there is no lock. A baseline knows a finding by its code, file and message
 * and not by its line, which changes with every edit above it. */
#include "audit/audit.h"
#include "audit/private/changes.h"

#include "base/tr.h"
#include "check/years.h"

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
    bc_vec_release(&audit->apart);
    bc_opinion_free(audit->opinions);
    if (audit->placing)
        bc_engine_worker_release(audit->placing);
    bc_mem_free(audit->placing);
    bc_arena_release(&audit->arena);
}

void bc_audit_keep_opinions(bc_audit *audit, const biaoce_render_options *render)
{
    audit->opinions = bc_opinion_new();
    audit->render = render;
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

#define LANGUAGE "# language: "

bc_str bc_audit_language_line(bc_arena *arena)
{
    /* Translators: the code of your language, as in LANG. */
    return bc_arena_printf(arena, LANGUAGE "%s", bc_tr("en"));
}

static void report_language(bc_audit *audit, bc_str line, bc_diag_mark mark, bc_diag_list *diags)
{
    const bc_str own = bc_audit_language_line(&audit->arena);
    if (!bc_str_starts(line, BC_STR(LANGUAGE)) || bc_str_eq(bc_str_trim(line), own))
        return;
    bc_diag_add(diags, BC_DIAG_WARNING, "W561", mark,
                bc_tr("the baseline was written in another language (%.*s), and knows no finding of this run"),
                BC_STR_ARG(bc_str_trim(bc_str_slice(line, sizeof LANGUAGE - 1, line.n))));
    bc_diag_hint(diags, "%s", bc_tr("it knows findings by their words: run it in that language, or write it anew"));
}

/* Whether it is a finding; else it can neither be there nor be gone. */
static bool is_finding(bc_str line)
{
    const size_t code = bc_str_find(line, BC_STR("\t"), 0);
    return code != SIZE_MAX && bc_str_find(line, BC_STR("\t"), code + 1) != SIZE_MAX;
}

bool bc_audit_read_baseline(bc_audit *audit, bc_str text, const char *name, bc_diag_list *diags)
{
    bc_diag_source *source = BC_NEW(&audit->arena, bc_diag_source);
    size_t strange = 0, good = 0;
    bc_diag_mark first = { 0 };
    text = bc_arena_str(&audit->arena, text);
    source->name = bc_arena_str(&audit->arena, bc_str_from(name));
    for (size_t at = 0, number = 1; at < text.n; number++) {
        size_t end = bc_str_find(text, BC_STR("\n"), at);
        bc_str line = bc_str_slice(text, at, end);
        const bc_diag_mark mark = bc_diag_mark_at(source, number, 1, 1);
        at = end == SIZE_MAX ? text.n : end + 1;
        if (bc_str_starts(line, BC_STR("#"))) {
            report_language(audit, line, mark, diags);
            good += bc_str_starts(line, BC_STR(BC_AUDIT_BASELINE_HEAD));
        } else if (is_finding(line)) {
            expect(audit, line);
            good++;
        } else if (bc_str_trim(line).n) {
            first = strange++ ? first : mark;
        }
    }
    if (!strange)
        return true;
    if (!good) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E562", first, bc_tr("this file is no baseline"));
        bc_diag_hint(diags, "%s", bc_tr("`biaoce check --write-baseline` makes one"));
        return false;
    }
    bc_diag_add(diags, BC_DIAG_WARNING, "W562", first,
                bc_tr("%zu lines of the baseline are no findings, and are left out"), strange);
    bc_diag_hint(diags, "%s",
                 bc_tr("a line is a code, a file and a message, with tabs between them; remarks begin with #"));
    return true;
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

/* What there is of each finding besides, and is moved with it; each may be NULL. */
typedef struct beside {
    bc_audit_whose *whose;
    bc_audit_apart *apart;
    bc_opinion_places *places;
} beside;

static void move(const beside *with, size_t from, size_t to)
{
    if (from == to)
        return;
    if (with->whose)
        with->whose[to] = with->whose[from];
    if (with->apart)
        with->apart[to] = with->apart[from];
    if (with->places)
        with->places[to] = with->places[from];
}

static void drop_known(bc_audit *audit, bc_diag_list *diags, const beside *with)
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
            move(with, i, n);
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

static const bc_opinion_place *keep_place(bc_audit *audit, const bc_opinion_places *places)
{
    if (!places)
        return NULL;
    bc_opinion_place *kept = BC_NEW(&audit->arena, bc_opinion_place);
    *kept = places->own;
    kept->cell = bc_arena_str(&audit->arena, kept->cell);
    kept->sheet = bc_arena_str(&audit->arena, kept->sheet);
    kept->address = bc_arena_str(&audit->arena, kept->address);
    return kept;
}

/* What reports need of it. */
static void keep_finding(bc_audit *audit, const bc_diag *diag, bc_audit_whose whose, const bc_opinion_places *places)
{
    bc_audit_finding finding = { .diag = *diag, .whose = whose, .place = keep_place(audit, places) };
    finding.diag.mark.source = keep_source(audit, diag->mark.source);
    finding.diag.message = bc_arena_str(&audit->arena, diag->message);
    finding.diag.hint = bc_arena_str(&audit->arena, diag->hint);
    bc_vec_add(&audit->findings, finding);
}

static bc_opinion_subject keep_subject(bc_audit *audit, const bc_opinion_subject *subject)
{
    bc_opinion_subject kept = *subject;
    kept.department = bc_arena_str(&audit->arena, kept.department);
    kept.project = bc_arena_str(&audit->arena, kept.project);
    kept.code = bc_arena_str(&audit->arena, kept.code);
    return kept;
}

/* What a record is to others is found on the thread that delivers, when its parts have gone: it is begun again. */
static void keep_apart(bc_audit *audit, bc_crew_queue_item *item, size_t from)
{
    const size_t n = audit->across.list.n - from;
    const bc_audit_record *noted = item->own;
    if (!audit->opinions || !n)
        return;
    if (!audit->placing) {
        audit->placing = bc_mem_alloc(sizeof *audit->placing);
        bc_engine_worker_init(audit->placing, audit->call->engine, audit->render);
    }
    bc_diag_list said;
    bc_diag_list_init(&said);
    bc_engine_work again = bc_crew_queue_record(item);
    again.diags = &said;
    bc_opinion_places *places = NULL;
    if (bc_engine_work_begin(audit->placing, &again)) {
        bc_diag_list_clear(&said);
        places = bc_opinion_places_find(audit->placing, &again, &audit->across.list.at[from], n, &audit->arena, &said);
    }
    if (!places)
        bc_opinion_note_unplaced(audit->opinions, item->value->mark, &said, again.io_failed);
    const bc_opinion_subject subject = keep_subject(audit, &noted->subject);
    for (size_t i = 0; i < n; i++)
        bc_vec_add(&audit->apart, (bc_audit_apart){ subject, places ? &places[i] : NULL });
    bc_diag_list_release(&said);
}

/* Compares the record with all before it. What is said of it lends the lines that it stands in. */
static void keep_facts(bc_audit *audit, bc_crew_queue_item *item)
{
    const bc_check_facts *facts = &((const bc_audit_record *)item->own)->facts;
    size_t n = audit->across.list.n;
    bc_check_ledger_add(&audit->ledger, facts, &audit->across);
    keep_apart(audit, item, n);
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
    bc_check_figures_of(record->template->checks, &record->datum, &item->arena, &noted->facts);
    /* The datum goes with the worker's arena; its texts may be of it too. */
    noted->facts.code = bc_arena_str(&item->arena, noted->facts.code);
    noted->facts.name = bc_arena_str(&item->arena, noted->facts.name);
    noted->facts.department = bc_arena_str(&item->arena, noted->facts.department);
    noted->facts.unit_code = bc_arena_str(&item->arena, noted->facts.unit_code);
    noted->facts.unit_name = bc_arena_str(&item->arena, noted->facts.unit_name);
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

/* Findings stand in the order in which they will be told, so that places are found for them as they then are. */
void bc_audit_note_places(bc_engine_worker *worker, bc_crew_queue_item *item, bc_engine_work *record)
{
    bc_audit_record *noted = item->own;
    noted->subject = (bc_opinion_subject){ .number = item->number,
                                           .department = noted->facts.department,
                                           .project = noted->facts.name,
                                           .code = noted->facts.code,
                                           .form = bc_engine_template_title(record->template),
                                           .input = bc_str_from(item->file->input->path),
                                           .year = bc_check_set_year(record->template->checks, &record->datum) };
    if (!item->diags.list.n)
        return;
    bc_diag_list *said = BC_NEW(&item->arena, bc_diag_list);
    bc_diag_list_init(said);
    bc_diag_list_sort(&item->diags);
    noted->place_count = item->diags.list.n;
    noted->places = bc_opinion_places_find(worker, record, item->diags.list.at, item->diags.list.n, &item->arena, said);
    if (noted->places)
        bc_diag_list_release(said);
    else
        noted->unplaced = said;
    noted->unplaced_io = record->io_failed;
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

static const bc_opinion_places *places_at(const bc_audit_record *noted, size_t i)
{
    return noted->places && i < noted->place_count ? &noted->places[i] : NULL;
}

static void count_severities(const bc_diag_list *diags, size_t counts[BC_OPINION_SEVERITIES])
{
    for (size_t i = 0; i < diags->list.n; i++)
        counts[diags->list.at[i].severity]++;
}

/* A record, or an input that could not be read to its end. */
static void take_opinion(bc_audit *audit, bc_crew_queue_item *item, const size_t before[BC_OPINION_SEVERITIES])
{
    bc_audit_record *noted = item->own;
    size_t known[BC_OPINION_SEVERITIES], left[BC_OPINION_SEVERITIES] = { 0 };
    count_severities(&item->diags, left);
    for (size_t i = 0; i < BC_OPINION_SEVERITIES; i++)
        known[i] = before[i] - left[i];
    if (!noted->noted)
        noted->subject = (bc_opinion_subject){ .number = item->number, .input = bc_str_from(item->file->input->path) };
    if (item->number && !item->left_out)
        bc_opinion_count(audit->opinions, &noted->subject, known);
    else if (!item->number && before[BC_DIAG_ERROR])
        bc_opinion_count_unread(audit->opinions, &noted->subject);
    if (item->io_failed || item->outputs.io_failed)
        bc_opinion_count_failed(audit->opinions, &noted->subject);
    if (noted->unplaced) {
        bc_opinion_note_unplaced(audit->opinions, item->value->mark, noted->unplaced, noted->unplaced_io);
        bc_diag_list_release(noted->unplaced);
    }
    for (size_t i = 0; i < item->diags.list.n; i++)
        bc_opinion_add(audit->opinions, &noted->subject, &item->diags.list.at[i], places_at(noted, i));
}

void bc_audit_take(bc_audit *audit, bc_crew_queue_item *item)
{
    const bc_audit_record *noted = item->own;
    bool bound = noted->noted;
    size_t before[BC_OPINION_SEVERITIES] = { 0 };
    if (bound) {
        look_at(audit, item->value->mark.source);
        keep_facts(audit, item);
        keep_fixes(audit, item);
    }
    count_severities(&item->diags, before);
    drop_known(audit, &item->diags, &(beside){ .places = noted->places });
    if (bound)
        item->failed = item->diags.errors > 0;
    if (audit->opinions)
        take_opinion(audit, item, before);
    if (!item->diags.list.n || !wants_findings(audit))
        return;
    const bc_audit_whose whose = bound ? keep_whose(audit, &noted->facts) : NOBODY;
    for (size_t i = 0; i < item->diags.list.n; i++)
        keep_finding(audit, &item->diags.list.at[i], whose, places_at(noted, i));
}

/* The department of a figure that is given for one. */
static bc_str department_at(const bc_audit *audit, bc_diag_mark mark)
{
    const bc_node *totals = audit->totals;
    for (uint32_t i = 0; totals && totals->kind == BC_NODE_MAP && i < totals->n; i++) {
        const bc_diag_mark *key = &totals->as.members[i].key_mark;
        if (key->source == mark.source && key->line == mark.line && key->column == mark.column)
            return totals->as.members[i].key;
    }
    return (bc_str){ 0 };
}

static void finish_opinions(bc_audit *audit, const bc_diag_list *diags)
{
    for (size_t i = 0; i < diags->list.n && audit->opinions; i++)
        bc_opinion_add(audit->opinions, &audit->apart.at[i].subject, &diags->list.at[i], audit->apart.at[i].places);
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
    while (audit->opinions && audit->apart.n < diags->list.n) {
        const bc_diag_mark mark = diags->list.at[audit->apart.n].mark;
        bc_vec_add(&audit->apart, (bc_audit_apart){ .subject.department = department_at(audit, mark) });
    }
    drop_known(audit, diags, &(beside){ .whose = audit->whose.at, .apart = audit->apart.at });
    for (size_t i = 0; i < diags->list.n && wants_findings(audit); i++)
        keep_finding(audit, &diags->list.at[i], audit->whose.at[i], audit->opinions ? audit->apart.at[i].places : NULL);
    finish_opinions(audit, diags);
    count_gone(audit);
}
