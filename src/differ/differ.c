/* biaoce_diff: both sides are read one after the other, as for printing, and each record is kept packed. When all have
 * come they are laid beside each other; then threads take the pairs, and what comes of them is told in the order of the
 * later records, those that were dropped behind them. */
#include "base/tr.h"
#include "check/years.h"
#include "crew/each.h"
#include "differ/private/pair.h"
#include "differ/private/report.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define UNIT "万元"

/* -- reading a side ------------------------------------------------------------------------------------- */

typedef struct side {
    const char *const *paths;
    size_t path_count;
    const biaoce_memory *memory;
    size_t memory_count;
    bc_differ_set *set;
} side;

static bool may_be_compared(const bc_engine_work *record, bc_diag_list *diags)
{
    const bc_form *form = record->template->form;
    if (!form->batch)
        return true;
    bc_diag_add(diags, BC_DIAG_WARNING, "W543", record->value->mark,
                bc_tr("the form %.*s is over many records; these are compared, and not what it says of all"),
                BC_STR_ARG(form->id));
    return false;
}

static void read_item(bc_crew *crew, bc_engine_worker *worker, bc_crew_queue_item *item)
{
    bc_engine_work record = bc_crew_queue_record(item);
    const bool bound = bc_engine_work_begin(worker, &record);
    item->template = record.template;
    item->failed = (!bound && !record.waits) || item->diags.errors;
    item->io_failed = record.io_failed;
    if ((bound || record.waits) && may_be_compared(&record, &item->diags))
        bc_differ_set_note(item, worker, &record);
    bc_crew_queue_finish(&crew->queue, item);
}

static void take_item(bc_crew *crew, bc_crew_queue_item *item)
{
    bc_differ_set_add(crew->context, item);
}

static biaoce_status read_side(bc_differ_run *run, const side *from, bc_diag_list *diags)
{
    static const bc_crew_duties DUTIES = { .own_size = sizeof(bc_differ_note),
                                           .work = read_item,
                                           .deliver = take_item };
    const biaoce_diff_options *options = run->options;
    const biaoce_render_options render = { .size = sizeof render,
                                           .template_name = options->template_name,
                                           .target = BIAOCE_TO_MEMORY,
                                           .jobs = options->jobs,
                                           .strict = options->strict,
                                           .no_check = true,
                                           .tables = options->tables,
                                           .limits = options->limits };
    bc_engine_inputs inputs;
    bc_engine_inputs_find_kind(&inputs, from->paths, from->path_count, options->recursive,
                               bc_engine_tables_options(options->tables).kind);
    const char *wrong = bc_engine_inputs_add_memory(&inputs, from->memory, from->memory_count);
    if (wrong) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E505", (bc_diag_mark){ 0 }, "%s", wrong);
    } else {
        bc_crew crew;
        bc_crew_init(&crew, &DUTIES, from->set, &render, &inputs, run->tally);
        bc_crew_run(&crew);
        bc_crew_release(&crew);
    }
    bc_engine_inputs_release(&inputs);
    return wrong ? BIAOCE_USAGE : BIAOCE_OK;
}

/* -- what both sides are -------------------------------------------------------------------------------- */

static void tell_unlike(const bc_differ_bridge *bridge, bc_diag_list *diags)
{
    if (!bridge->only_before.n && !bridge->only_now.n)
        return;
    bc_diag_add(diags, BC_DIAG_WARNING, "W541", (bc_diag_mark){ 0 },
                bc_tr("records of %.*s are compared with such of %.*s by the fields that both have"),
                BC_STR_ARG(bridge->before->id), BC_STR_ARG(bridge->now->id));
    const bc_str none = bc_str_from(bc_tr("none"));
    const bc_str before = bridge->only_before.n ? bridge->only_before : none;
    const bc_str now = bridge->only_now.n ? bridge->only_now : none;
    bc_diag_hint(diags, bc_tr("not compared: before: %.*s; now: %.*s"), BC_STR_ARG(before), BC_STR_ARG(now));
}

/* A bridge for each pair of forms. */
static void build_bridges(bc_differ_run *run, bc_diag_list *diags)
{
    for (size_t i = 0; i < run->now.records.n; i++) {
        const bc_differ_record *now = &run->now.records.at[i];
        if (now->other == BC_DIFFER_NONE)
            continue;
        const bc_form *before = run->before.records.at[now->other].template->form, *form = now->template->form;
        size_t k = 0;
        while (k < run->bridges.n && (run->bridges.at[k].before != before || run->bridges.at[k].now != form))
            k++;
        if (k < run->bridges.n)
            continue;
        bc_vec_add(&run->bridges, bc_differ_bridge_make(before, form, &run->arena));
        tell_unlike(&run->bridges.at[k], diags);
    }
}

static void compare_years(bc_differ_run *run, bc_diag_list *diags)
{
    run->year_before = bc_differ_set_year(&run->before);
    run->year_now = bc_differ_set_year(&run->now);
    if (!run->year_before || !run->year_now || run->year_now >= run->year_before)
        return;
    bc_diag_add(diags, BC_DIAG_WARNING, "W542", (bc_diag_mark){ 0 },
                bc_tr("the first records are of %d, the second of %d, which is earlier"), run->year_before,
                run->year_now);
    bc_diag_hint(diags, "%s", bc_tr("name the earlier ones first"));
}

/* -- telling -------------------------------------------------------------------------------------------- */

/* A number as text, "" when there is none. */
static const char *number_text(bc_arena *arena, bool there, bc_decimal number)
{
    if (!there)
        return "";
    bc_buf text;
    bc_buf_init(&text);
    bc_decimal_print(number, -1, false, &text);
    const char *kept = bc_arena_str(arena, bc_buf_str(&text)).p;
    bc_buf_release(&text);
    return kept;
}

static const char *place_text(bc_arena *arena, const bc_differ_record *record)
{
    if (!record || !record->source)
        return "";
    bc_buf place;
    bc_buf_init(&place);
    bc_buf_add_str(&place, record->source->name);
    bc_diag_add_place(bc_differ_set_mark(record), &place);
    const char *kept = bc_arena_str(arena, bc_buf_str(&place)).p;
    bc_buf_release(&place);
    return kept;
}

static const char *text(bc_arena *arena, bc_str s)
{
    return bc_arena_str(arena, s).p;
}

static biaoce_diff_change told_change(bc_arena *arena, const bc_differ_change *change)
{
    static const biaoce_diff_kind KINDS[] = { BIAOCE_DIFF_ADDED, BIAOCE_DIFF_DROPPED, BIAOCE_DIFF_CHANGED };
    const bc_differ_figures *figures = &change->figures;
    return (biaoce_diff_change){ .size = sizeof(biaoce_diff_change),
                                 .kind = KINDS[change->kind],
                                 .path = change->path.p,
                                 .label = change->label.p,
                                 .element = change->element.p,
                                 .before = change->before.p,
                                 .now = change->now.p,
                                 .difference = number_text(arena, figures->has_difference, figures->difference),
                                 .unit = text(arena, figures->unit),
                                 .percent = number_text(arena, figures->has_percent, figures->percent),
                                 .before_place = change->before_place.p,
                                 .now_place = change->now_place.p };
}

static void tell_record(const bc_differ_run *run, const bc_differ_kept *kept, bc_arena *arena)
{
    static const char *const BY[] = { "", "code", "name" };
    const bc_differ_record *one = bc_differ_of(kept), *before = kept->before, *now = kept->now;
    assert(one);
    const bool both = before && now;
    const bc_differ_figures total = bc_differ_figures_of(before && before->has_amount ? &before->yuan : NULL,
                                                         now && now->has_amount ? &now->yuan : NULL, BC_STR(UNIT));
    biaoce_diff_change *changes = BC_NEW_ARRAY(arena, biaoce_diff_change, kept->change_count);
    for (size_t i = 0; i < kept->change_count; i++)
        changes[i] = told_change(arena, &kept->changes[i]);
    const biaoce_diff_record told = { .size = sizeof told,
                                      .kind = kept->kind,
                                      .code = one->code.p ? one->code.p : "",
                                      .name = one->name.p ? one->name.p : "",
                                      .department = one->department.p ? one->department.p : "",
                                      .form = text(arena, one->template->form->id),
                                      .name_before = both ? before->name.p : "",
                                      .department_before = both && before->department.p ? before->department.p : "",
                                      .form_before = both ? text(arena, before->template->form->id) : "",
                                      .matched_by = BY[one->match],
                                      .total_before = number_text(arena, total.has_before, total.before),
                                      .total_now = number_text(arena, total.has_now, total.now),
                                      .total_difference = number_text(arena, total.has_difference, total.difference),
                                      .total_percent = number_text(arena, total.has_percent, total.percent),
                                      .before_place = place_text(arena, before),
                                      .now_place = place_text(arena, now),
                                      .changes = changes,
                                      .change_count = kept->change_count };
    run->options->on_record(run->call->callbacks.context, &told);
}

static int by_name(const void *a, const void *b)
{
    const bc_differ_department *x = a, *y = b;
    return bc_str_compare(x->name, y->name);
}

static void tell_departments(bc_differ_run *run)
{
    if (run->departments.n)
        qsort(run->departments.at, run->departments.n, sizeof *run->departments.at, by_name);
    bc_arena arena = { 0 };
    for (size_t i = 0; run->options->on_department && i < run->departments.n; i++) {
        const bc_differ_department *d = &run->departments.at[i];
        const bc_differ_figures total = bc_differ_figures_of(d->before.amounts ? &d->before.yuan : NULL,
                                                             d->now.amounts ? &d->now.yuan : NULL, BC_STR(UNIT));
        const biaoce_diff_department told = { .size = sizeof told,
                                              .name = text(&arena, d->name),
                                              .before = d->before.records,
                                              .now = d->now.records,
                                              .added = d->counts[BIAOCE_DIFF_ADDED],
                                              .dropped = d->counts[BIAOCE_DIFF_DROPPED],
                                              .changed = d->counts[BIAOCE_DIFF_CHANGED],
                                              .unchanged = d->counts[BIAOCE_DIFF_UNCHANGED],
                                              .total_before = number_text(&arena, total.has_before, total.before),
                                              .total_now = number_text(&arena, total.has_now, total.now),
                                              .difference = number_text(&arena, total.has_difference, total.difference),
                                              .percent = number_text(&arena, total.has_percent, total.percent) };
        run->options->on_department(run->call->callbacks.context, &told);
        bc_arena_reset(&arena);
    }
    bc_arena_release(&arena);
}

/* -- comparing ------------------------------------------------------------------------------------------ */

/* Tasks are the later records, then those before that have no other. */
typedef struct comparing {
    bc_differ_run *run;
    const uint32_t *dropped;
    size_t dropped_count;
    bc_arena arena; /* of what is told of one */
} comparing;

static void *begin_worker(void *context)
{
    (void)context;
    return bc_mem_alloc(sizeof(bc_arena));
}

static void end_worker(void *context, void *tools)
{
    (void)context;
    bc_arena_release(tools);
    bc_mem_free(tools);
}

static void compare(void *context, void *tools, size_t task, void *out)
{
    const comparing *c = context;
    bc_differ_outcome *outcome = out;
    const size_t later = c->run->now.records.n;
    if (task < later) {
        outcome->now = (uint32_t)task;
        outcome->before = c->run->now.records.at[task].other;
    } else {
        outcome->now = BC_DIFFER_NONE;
        outcome->before = c->dropped[task - later];
    }
    bc_differ_weigh(&c->run->sides, tools, outcome);
    bc_arena_reset(tools);
}

static const bc_diag *keep_findings(bc_arena *arena, const bc_diag_list *diags)
{
    bc_diag *kept = BC_NEW_ARRAY(arena, bc_diag, diags->list.n);
    for (size_t i = 0; i < diags->list.n; i++) {
        kept[i] = diags->list.at[i];
        kept[i].message = bc_arena_str(arena, kept[i].message);
        kept[i].hint = bc_arena_str(arena, kept[i].hint);
    }
    return kept;
}

static const bc_differ_change *keep_changes(bc_arena *arena, const bc_differ_outcome *outcome)
{
    bc_differ_change *kept = BC_NEW_ARRAY(arena, bc_differ_change, outcome->changes.n);
    for (size_t i = 0; i < outcome->changes.n; i++) {
        bc_differ_change *change = &kept[i];
        *change = outcome->changes.at[i];
        bc_str *const texts[] = { &change->path, &change->label,        &change->element,  &change->before,
                                  &change->now,  &change->before_place, &change->now_place };
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
            *texts[k] = bc_arena_str(arena, *texts[k]);
    }
    return kept;
}

static void count(bc_differ_run *run, const bc_differ_outcome *outcome)
{
    biaoce_diff_summary *summary = &run->summary;
    size_t *const counts[] = { &summary->unchanged, &summary->changed, &summary->added, &summary->dropped };
    ++*counts[outcome->kind];
    summary->changes += outcome->changes.n;
    for (size_t i = 0; i < outcome->diags.list.n; i++)
        summary->notes += outcome->diags.list.at[i].severity == BC_DIAG_NOTE;
    bc_crew_tally_report(run->tally, &outcome->diags);
    if (outcome->diags.errors)
        bc_crew_tally_worsen(run->tally, BIAOCE_RECORD_ERRORS);
}

static void take(void *context, size_t task, void *out)
{
    (void)task;
    comparing *c = context;
    bc_differ_run *run = c->run;
    bc_differ_outcome *outcome = out;
    bc_differ_kept kept = {
        .kind = outcome->kind,
        .before = outcome->before == BC_DIFFER_NONE ? NULL : &run->before.records.at[outcome->before],
        .now = outcome->now == BC_DIFFER_NONE ? NULL : &run->now.records.at[outcome->now],
        .changes = outcome->changes.at,
        .change_count = outcome->changes.n,
        .findings = outcome->diags.list.at,
        .finding_count = outcome->diags.list.n,
    };
    count(run, outcome);
    bc_differ_budget_add(run, &kept);
    if (run->options->on_record)
        tell_record(run, &kept, &c->arena);
    bc_arena_reset(&c->arena);
    if (bc_differ_reports_wanted(run->options)) {
        kept.changes = keep_changes(&run->arena, outcome);
        kept.findings = keep_findings(&run->arena, &outcome->diags);
        bc_vec_add(&run->kept, kept);
    }
    bc_differ_outcome_release(outcome);
}

static bool is_cancelled(void *context)
{
    const comparing *c = context;
    return bc_engine_call_is_cancelled(c->run->call);
}

static void compare_all(bc_differ_run *run)
{
    static const bc_crew_each_duties DUTIES = { .outcome_size = sizeof(bc_differ_outcome),
                                                .begin = begin_worker,
                                                .end = end_worker,
                                                .work = compare,
                                                .take = take,
                                                .is_cancelled = is_cancelled };
    uint32_t *dropped = BC_NEW_ARRAY(&run->arena, uint32_t, run->before.records.n);
    comparing c = { .run = run, .dropped = dropped };
    for (size_t i = 0; i < run->before.records.n; i++)
        if (run->before.records.at[i].other == BC_DIFFER_NONE)
            dropped[c.dropped_count++] = (uint32_t)i;
    const size_t n = run->now.records.n + c.dropped_count;
    if (!bc_crew_each(&DUTIES, &c, n, bc_crew_size(run->options->jobs)))
        bc_crew_tally_worsen(run->tally, BIAOCE_IO);
    bc_arena_release(&c.arena);
}

/* -- the run -------------------------------------------------------------------------------------------- */

static biaoce_status read_both(bc_differ_run *run, bc_diag_list *diags)
{
    const biaoce_diff_options *o = run->options;
    const side sides[] = {
        { o->before, o->before_count, o->before_memory, o->before_memory_count, &run->before },
        { o->now, o->now_count, o->now_memory, o->now_memory_count, &run->now },
    };
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        const biaoce_status status = read_side(run, &sides[i], diags);
        if (status != BIAOCE_OK)
            return status;
        if (!bc_differ_set_open(sides[i].set, diags))
            return BIAOCE_IO;
    }
    return BIAOCE_OK;
}

static biaoce_status run_with(bc_differ_run *run, bc_diag_list *diags)
{
    const biaoce_status status = read_both(run, diags);
    if (status != BIAOCE_OK)
        return status;
    if (bc_engine_call_is_cancelled(run->call))
        return BIAOCE_IO;
    run->summary.before = run->before.records.n;
    run->summary.now = run->now.records.n;
    bc_diag_list said;
    bc_diag_list_init(&said);
    said.strict = run->options->strict;
    compare_years(run, &said);
    bc_differ_pair(&run->before, &run->now, &said);
    build_bridges(run, &said);
    bc_crew_tally_report(run->tally, &said);
    if (said.errors)
        bc_crew_tally_worsen(run->tally, BIAOCE_RECORD_ERRORS);
    bc_diag_list_release(&said);
    const bool years = run->year_before && run->year_now > run->year_before;
    run->sides = (bc_differ_sides){ .before = &run->before,
                                    .now = &run->now,
                                    .bridges = run->bridges.at,
                                    .bridge_count = run->bridges.n,
                                    .year_before = years ? run->year_before : 0,
                                    .year = years ? run->year_now : 0,
                                    .strict = run->options->strict };
    compare_all(run);
    if (bc_engine_call_is_cancelled(run->call))
        return BIAOCE_IO;
    tell_departments(run);
    bc_differ_reports_put(run, diags);
    return diags->errors ? BIAOCE_RECORD_ERRORS : BIAOCE_OK;
}

static const char *wrong_with(const biaoce_diff_options *options)
{
    if ((!options->before_count && !options->before_memory_count) ||
        (!options->now_count && !options->now_memory_count))
        return bc_tr("there are not two sets of records");
    size_t standard = 0;
    for (size_t i = 0; i < options->before_count; i++)
        standard += strcmp(options->before[i], "-") == 0;
    for (size_t i = 0; i < options->now_count; i++)
        standard += strcmp(options->now[i], "-") == 0;
    return standard > 1 ? bc_tr("standard input can be read only once") : NULL;
}

static biaoce_status diff(bc_differ_run *run, bc_diag_list *diags)
{
    const char *wrong = wrong_with(run->options);
    if (run->call->engine->publishing)
        wrong = bc_tr("sets of records are compared as they are, and not published");
    if (wrong) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E505", (bc_diag_mark){ 0 }, "%s", wrong);
        return BIAOCE_USAGE;
    }
    biaoce_status status;
    if (!bc_differ_reports_check(run->call->engine, run->options, diags, &status))
        return status;
    status = run_with(run, diags);
    bc_crew_tally_worsen(run->tally, status);
    return run->tally->status;
}

static void release(bc_differ_run *run)
{
    bc_differ_set_release(&run->before);
    bc_differ_set_release(&run->now);
    bc_vec_release(&run->bridges);
    bc_vec_release(&run->kept);
    bc_vec_release(&run->departments);
    bc_strmap_release(&run->by_department);
    bc_arena_release(&run->arena);
}

biaoce_status biaoce_diff(biaoce_engine *engine, const biaoce_diff_options *given, biaoce_diff_summary *summary)
{
    biaoce_diff_options options = { 0 };
    biaoce_limits limits = { 0 };
    bc_engine_call call;
    if (!BC_ENGINE_TAKE(&options, given) || !BC_ENGINE_TAKE(&limits, options.limits) || !bc_engine_can_give(summary) ||
        !bc_engine_call_has_names(options.before, options.before_count) ||
        !bc_engine_call_has_names(options.now, options.now_count) || !bc_engine_tables_are_good(options.tables) ||
        !bc_engine_call_has_names(options.reports, options.report_count) ||
        !bc_engine_call_begin(&call, engine, options.callbacks, options.cancel))
        return BIAOCE_USAGE;
    options.limits = &limits;
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_crew_tally tally;
    bc_crew_tally_init(&tally, &call);
    tally.strict = options.strict;
    bc_differ_run run = { .options = &options, .call = &call, .tally = &tally };
    const biaoce_status status = diff(&run, &diags);
    bc_crew_tally_report(&tally, &diags);
    run.summary.failed = tally.summary.failed;
    run.summary.errors = tally.summary.errors;
    run.summary.warnings = tally.summary.warnings;
    BC_ENGINE_GIVE(summary, &run.summary);
    release(&run);
    bc_crew_tally_release(&tally);
    bc_diag_list_release(&diags);
    return status;
}
