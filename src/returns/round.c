/* Workbooks that were taken in before are known by their content and not read again. Of the others each sheet is bound
 * and checked on any thread; then, in the order in which they were saved, each becomes the next version of whose it is.
 *
 * A version is on the disk before the file in returns/ that says so, and these files are written when a workbook has
 * been read to its end, for some hundred workbooks at once, since a disk takes its time: a run that is killed is gone
 * through again by the next one and gives the same. Only files whose
 * names the round itself gives are ever replaced or removed. */
#include "returns/private/round.h"

#include "audit/opinions.h"
#include "base/file.h"
#include "base/tr.h"
#include "crew/crew.h"
#include "returns/private/back.h"
#include "returns/private/changes.h"
#include "returns/private/record.h"
#include "returns/private/status.h"
#include "table/saved.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
    MAX_WORKBOOK = 256 << 20, /* no form that came back is larger */
    MAX_PENDING = 256         /* versions that wait for the disk together */
};

/* What a worker leaves of a sheet. */
typedef struct sheet {
    bc_audit_record noted; /* first: audits look for it */
    bool placed;
    uint32_t department, form;
    bc_str each, name; /* name: of the sheet */
    bc_str record;
    bc_returns_back back;
} sheet;

/* A version whose file in returns/ is not written yet. */
typedef struct pending {
    bc_returns_slot *slot;
    size_t version; /* its place in the slot */
} pending;

typedef struct run {
    const bc_engine_call *call;
    const biaoce_collect_options *options;
    biaoce_render_options render;
    biaoce_check_options checks, unkept;
    biaoce_render_options laying; /* of forms, for opinions */
    bc_audit told;                /* what opinions are told of */
    bc_audit_opinions opinions;
    bc_arena arena, scratch;
    bc_returns_plan plan;
    bc_returns_ledger ledger;
    bc_returns_forms forms;
    bc_engine_inputs given, fresh; /* what was named, and what of it is new */
    BC_VEC(bc_str) digests;        /* of the fresh ones, */
    BC_VEC(int64_t) saved;         /* and when they were saved */
    bc_crew_tally tally;
    BC_VEC(pending) pending; /* those of the workbook in turn last */
    size_t read_out;         /* of these, those whose workbook has been read to its end */
    uint32_t sheets;         /* of it, those that were not taken in too */
    size_t files, known, notes, taken;
    int lock; /* of the round; -1: none */
} run;

/* -- files of the round --------------------------------------------------------------------------------- */

static const char *file_of(run *r, const char *kind, bc_str path, const char *ending)
{
    return bc_arena_printf(&r->scratch, "%s/%s%s%.*s%s", r->options->round, kind, *kind ? "/" : "", BC_STR_ARG(path),
                           ending)
        .p;
}

static void fail(run *r, const char *code, const char *path, const char *message, const char *why)
{
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_diag_source source = { .name = bc_str_from(path) };
    bc_diag_add(&diags, BC_DIAG_ERROR, code, (bc_diag_mark){ .source = &source }, message, why);
    bc_crew_tally_report(&r->tally, &diags);
    bc_crew_tally_worsen(&r->tally, BIAOCE_IO);
    bc_diag_list_release(&diags);
}

static bool make_folder_of(run *r, const char *path)
{
    const char *slash = strrchr(path, '/');
    const char *folder = bc_arena_str(&r->scratch, (bc_str){ path, (size_t)(slash - path) }).p;
    const bc_file_result made = bc_file_make_folder(folder);
    if (made.status != BC_FILE_OK)
        fail(r, "E512", folder, bc_tr("the output folder could not be made: %s"), bc_file_result_text(made));
    else
        bc_file_remove_stale(folder);
    return made.status == BC_FILE_OK;
}

/* The file holds that afterwards. Where it does already nothing is written. */
static bool put_file(run *r, const char *path, bc_str bytes)
{
    bc_buf there;
    bc_buf_init(&there);
    const bool same = bc_file_read(path, bytes.n, &there).status == BC_FILE_OK && bc_str_eq(bc_buf_str(&there), bytes);
    bc_buf_release(&there);
    if (same)
        return true;
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    const bool may = bc_engine_outlet_may_replace(r->call->engine, &r->given, path, &diags);
    bc_crew_tally_report(&r->tally, &diags);
    bc_diag_list_release(&diags);
    if (!may || !make_folder_of(r, path)) {
        bc_crew_tally_worsen(&r->tally, BIAOCE_IO);
        return false;
    }
    const bc_file_result written = bc_file_write(path, bytes, NULL);
    if (written.status != BC_FILE_OK)
        fail(r, "E514", path, bc_tr("the output could not be written: %s"), bc_file_result_text(written));
    return written.status == BC_FILE_OK;
}

static void remove_file(run *r, const char *path)
{
    bc_diag_list unsaid;
    bc_diag_list_init(&unsaid);
    const bool may = bc_engine_outlet_may_replace(r->call->engine, &r->given, path, &unsaid);
    bc_diag_list_release(&unsaid);
    if (may && unlink(path) != 0 && errno != ENOENT && errno != ENOTDIR)
        fail(r, "E514", path, bc_tr("the output could not be written: %s"), bc_file_error_text(errno));
}

/* -- what is new ---------------------------------------------------------------------------------------- */

typedef struct candidate {
    bc_engine_input input;
    bc_str digest; /* empty: it is not there, which reading it will say */
    int64_t saved;
    size_t order;
} candidate;

static int by_time(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    if (x->saved != y->saved)
        return x->saved < y->saved ? -1 : 1;
    if (x->input.time != y->input.time)
        return x->input.time < y->input.time ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

/* When somebody saved it last. Files get new times when they are copied, unpacked or fetched from mails, so it is the
 * workbook that is asked first. One that says the moment at which it was made has been saved by nobody since; what lies
 * before that moment, or in the future, comes from a clock that was wrong. */
static int64_t saved_by(const bc_engine_input *input, bc_str bytes)
{
    enum { ZONES = 14 * 3600 }; /* some programs write the hour of the place they are in */
    const bc_table_saved own = bc_table_saved_of(bc_str_from(input->path), bytes);
    const bool plausible = own.modified > own.created && own.modified <= (int64_t)time(NULL) + ZONES;
    return plausible ? own.modified : input->time;
}

/* False when it cannot be known whether the workbook was taken in before: said. `saved` NULL: nobody asks. */
static bool find_digest(run *r, const bc_engine_input *input, bc_str *digest, int64_t *saved)
{
    *digest = (bc_str){ 0 };
    if (saved)
        *saved = input->time;
    if (!input->id)
        return true;
    bc_buf bytes;
    bc_buf_init(&bytes);
    const bc_file_result read = bc_file_read(input->path, MAX_WORKBOOK, &bytes);
    if (read.status == BC_FILE_OK) {
        char text[BC_RETURNS_DIGEST + 1];
        bc_returns_digest(bc_buf_str(&bytes), text);
        *digest = bc_arena_str(&r->arena, bc_str_from(text));
        if (saved && !bc_returns_ledger_has(&r->ledger, *digest))
            *saved = saved_by(input, bc_buf_str(&bytes));
    } else {
        fail(r, "E100", input->path, bc_tr("the file cannot be read: %s"), bc_file_result_text(read));
    }
    bc_buf_release(&bytes);
    return read.status == BC_FILE_OK;
}

/* In the order in which they were saved: that is the order of versions. Of equal workbooks the first is read. */
static void choose_fresh(run *r)
{
    BC_VEC(candidate) all = { 0 };
    bc_strmap seen = { 0 };
    r->fresh = (bc_engine_inputs){ .workbooks = true };
    for (size_t i = 0; i < r->given.list.n && !bc_engine_call_is_cancelled(r->call); i++) {
        const bc_engine_input *input = &r->given.list.at[i];
        bc_str digest;
        int64_t saved;
        if (!find_digest(r, input, &digest, &saved))
            continue;
        if (digest.n && (bc_returns_ledger_has(&r->ledger, digest) || bc_strmap_put(&seen, digest, r)))
            r->known++;
        else
            bc_vec_add(&all, (candidate){ *input, digest, saved, i });
    }
    if (all.n)
        qsort(all.at, all.n, sizeof *all.at, by_time);
    for (size_t i = 0; i < all.n; i++) {
        bc_vec_add(&r->fresh.list, all.at[i].input);
        bc_vec_add(&r->digests, all.at[i].digest);
        bc_vec_add(&r->saved, all.at[i].saved);
    }
    bc_engine_inputs_index(&r->fresh);
    bc_strmap_release(&seen);
    bc_vec_release(&all);
}

/* -- whose it is ---------------------------------------------------------------------------------------- */

static const bc_value *value_at(const bc_value *record, bc_str path)
{
    const bc_value *value = record;
    for (size_t from = 0; value && from <= path.n;) {
        size_t end = bc_str_find(path, BC_STR("."), from);
        end = end == SIZE_MAX ? path.n : end;
        value = bc_value_find(value, bc_str_slice(path, from, end));
        from = end + 1;
    }
    return value;
}

static bc_str text_at(const bc_value *record, bc_str path, bc_diag_mark *mark)
{
    const bc_value *value = value_at(record, path);
    if (value && value->origin)
        *mark = value->origin->mark;
    return value ? bc_str_trim(value->text) : (bc_str){ 0 };
}

static void refuse_return(bc_diag_list *diags, bc_diag_mark mark, const char *message, bc_str what)
{
    bc_diag_add(diags, BC_DIAG_ERROR, "E835", mark, message, BC_STR_ARG(what));
    bc_diag_hint(diags, "%s", bc_tr("the return was not taken in; round.yaml says who is expected"));
}

/* The department that all fields which say something lead to. */
static bool find_department(const bc_returns_plan *plan, const bc_engine_work *work, const bc_check_facts *facts,
                            sheet *s)
{
    bc_diag_mark mark = work->value->mark;
    s->department = BC_RETURNS_NOBODY;
    bc_str called = facts->department.n ? facts->department : facts->name;
    for (uint32_t i = 0; i < (plan->whose_count ? plan->whose_count : 1); i++) {
        if (plan->whose_count)
            called = text_at(&work->datum, plan->whose[i], &mark);
        if (!called.n)
            continue;
        const uint32_t found = bc_returns_plan_find(plan, called);
        if (found == BC_RETURNS_NOBODY) {
            refuse_return(work->diags, mark, bc_tr("nobody is expected that is called `%.*s`"), bc_str_trim(called));
            return false;
        }
        if (s->department != BC_RETURNS_NOBODY && s->department != found) {
            refuse_return(work->diags, mark, bc_tr("`%.*s` is another department than the fields before it say"),
                          called);
            return false;
        }
        s->department = found;
    }
    if (s->department == BC_RETURNS_NOBODY)
        refuse_return(work->diags, mark, bc_tr("the form does not say whose it is: %.*s"), work->template->form->id);
    return s->department != BC_RETURNS_NOBODY;
}

static bool find_place(const bc_returns_plan *plan, const bc_engine_work *work, bc_arena *arena, sheet *s)
{
    bc_diag_mark mark = work->value->mark;
    s->form = bc_returns_plan_form(plan, work->template->form->id);
    if (s->form == BC_RETURNS_NOBODY) {
        refuse_return(work->diags, mark, bc_tr("the form `%.*s` is none of the round"), work->template->form->id);
        return false;
    }
    if (!find_department(plan, work, &s->noted.facts, s))
        return false;
    if (!plan->each.n)
        return true;
    s->each = bc_arena_str(arena, text_at(&work->datum, plan->each, &mark));
    if (!s->each.n)
        refuse_return(work->diags, mark, bc_tr("the form does not say which record of its department it is: `%.*s`"),
                      plan->each);
    return s->each.n > 0;
}

/* -- a sheet, on any thread ----------------------------------------------------------------------------- */

static void keep_record(run *r, const bc_engine_work *work, size_t said, bc_crew_queue_item *item, sheet *s)
{
    bc_buf text;
    bc_buf_init(&text);
    bc_returns_record_write(&r->forms, work, said, &item->arena, &text);
    s->record = bc_arena_str(&item->arena, bc_buf_str(&text));
    bc_buf_release(&text);
}

/* What was found is taken by an audit of its own: the item's messages stay as they are. */
static void make_back(run *r, bc_engine_worker *worker, bc_engine_work *work, bc_crew_queue_item *item, sheet *s)
{
    bc_audit found;
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_audit_init(&found, &r->checks, r->call);
    bc_audit_take(&found, item);
    bc_returns_back_make(worker, work, &found, &item->arena, &diags, &s->back);
    bc_diag_list_append(&item->diags, &diags);
    bc_audit_release(&found);
    bc_diag_list_release(&diags);
}

/* Where what was found so far is printed; what is found in the workbook to send back is of no form that came. */
static void note_places(run *r, bc_engine_worker *worker, bc_engine_work *work, bc_crew_queue_item *item, sheet *s)
{
    const biaoce_render_options *own = worker->options;
    worker->options = &r->laying;
    bc_audit_note_places(worker, item, work);
    worker->options = own;
    if (s->placed)
        s->noted.subject.department = r->plan.departments[s->department].name;
}

static void take_sheet(bc_crew *crew, bc_engine_worker *worker, bc_crew_queue_item *item)
{
    run *r = crew->context;
    sheet *s = item->own;
    const size_t said = item->diags.list.n;
    bc_engine_work work = bc_crew_queue_record(item);
    const bool bound = bc_engine_work_begin(worker, &work);
    item->template = work.template;
    bc_crew_queue_begin_naming(&crew->queue, item);
    bc_crew_queue_end_naming(&crew->queue);
    if (bound) {
        const bc_diag_source *source = work.value->mark.source;
        s->name = bc_arena_str(&item->arena, source ? source->sheet : (bc_str){ 0 });
        keep_record(r, &work, said, item, s);
        bc_audit_note(item, &work);
        s->placed = find_place(&r->plan, &work, &item->arena, s);
        if (r->told.opinions)
            note_places(r, worker, &work, item, s);
        if (s->placed && (item->diags.errors || item->diags.warnings))
            make_back(r, worker, &work, item, s);
    }
    item->failed = !bound || item->diags.errors;
    item->io_failed = work.io_failed;
    bc_crew_queue_finish(&crew->queue, item);
}

/* -- a version, in the order of the inputs -------------------------------------------------------------- */

static bc_str date_of(run *r, int64_t seconds)
{
    const time_t time = (time_t)seconds;
    struct tm day;
    if (!seconds || !localtime_r(&time, &day))
        return (bc_str){ 0 };
    return bc_arena_printf(&r->scratch, "%04d-%02d-%02d", (day.tm_year + 1900) % 10000, day.tm_mon + 1, day.tm_mday);
}

static bc_str moment_of(run *r, int64_t seconds)
{
    const time_t time = (time_t)seconds;
    struct tm at;
    if (!localtime_r(&time, &at))
        return (bc_str){ 0 };
    return bc_arena_printf(&r->scratch, "%04d-%02d-%02d %02d:%02d", (at.tm_year + 1900) % 10000, at.tm_mon + 1,
                           at.tm_mday, at.tm_hour, at.tm_min);
}

static const char *version_file(run *r, const char *kind, const bc_returns_slot *slot, uint32_t number,
                                const char *ending)
{
    return file_of(r, kind, bc_arena_printf(&r->scratch, "%.*s/%u", BC_STR_ARG(slot->path), number), ending);
}

static bool put_changes(run *r, bc_crew_queue_item *item, const bc_returns_slot *slot, bc_returns_version *version)
{
    if (slot->versions.n < 2)
        return true;
    const char *before = version_file(r, "versions", slot, slot->versions.at[slot->versions.n - 2].number, ".yaml");
    const bool gone = access(before, F_OK) != 0 && errno == ENOENT; /* taken away: nobody will read it another time */
    bc_buf table;
    bc_buf_init(&table);
    version->changes = bc_returns_changes_write(item->template->form, r->options->round, before, item->value,
                                                &item->diags, &table, &item->io_failed);
    const bool put = (gone || !item->io_failed) &&
                     put_file(r, version_file(r, "changes", slot, version->number, ".csv"), bc_buf_str(&table));
    bc_buf_release(&table);
    return put;
}

static bool put_or_remove(run *r, const char *path, bc_str bytes)
{
    if (bytes.n)
        return put_file(r, path, bytes);
    remove_file(r, path);
    return true;
}

/* What goes back is of the latest return only. */
static bool put_back(run *r, const sheet *s, const bc_returns_slot *slot)
{
    return put_or_remove(r, file_of(r, "findings", slot->path, ".xlsx"), s->back.report) &&
           put_or_remove(r, file_of(r, "back", slot->path, ".xlsx"), s->back.book);
}

static void refuse_second(const bc_crew_queue_item *item, const bc_returns_plan *plan, const bc_returns_slot *slot,
                          bc_diag_list *diags)
{
    bc_diag_add(diags, BC_DIAG_ERROR, "E836", item->value->mark, bc_tr("the workbook has a second form of `%.*s`"),
                BC_STR_ARG(plan->departments[slot->department].name));
    bc_diag_hint(diags, "%s",
                 plan->each.n ? bc_tr("only the first was taken in: send the other one as a workbook of its own")
                              : bc_tr("only the first was taken in; `each:` in round.yaml says which field tells the "
                                      "records of a department apart"));
}

/* Of what a department has returned several times in one run it is told of the latest. */
static void tell_latest(run *r, bc_returns_slot *slot, const sheet *s)
{
    bc_opinion_subject earlier = s->noted.subject;
    earlier.number = slot->number;
    if (!r->told.opinions)
        return;
    if (slot->number)
        bc_opinion_take_back(r->told.opinions, &earlier);
    slot->number = s->noted.subject.number;
}

/* Which of two returns counts depends on which was saved later; where that is doubtful, somebody has to look. */
static void doubt_order(run *r, bc_crew_queue_item *item, const bc_returns_version *before,
                        const bc_returns_version *now)
{
    const bc_str was = moment_of(r, before->saved), is = moment_of(r, now->saved);
    if (!before->saved || !now->saved)
        return;
    if (now->saved < before->saved) {
        bc_diag_add(
            &item->diags, BC_DIAG_WARNING, "W836", item->value->mark,
            bc_tr("this return was saved on %.*s, before %.*s (%.*s), which was taken in earlier as version %u"),
            BC_STR_ARG(is), BC_STR_ARG(before->file), BC_STR_ARG(was), before->number);
        bc_diag_hint(&item->diags, "%s",
                     bc_tr("it counts as the later one all the same: `accept` in round.yaml names another version"));
    } else if (before->touched && now->touched < before->touched) {
        bc_diag_add(&item->diags, BC_DIAG_WARNING, "W834", item->value->mark,
                    bc_tr("this workbook says that it was saved on %.*s, and %.*s on %.*s; by the times of their files "
                          "it is the other way round"),
                    BC_STR_ARG(is), BC_STR_ARG(before->file), BC_STR_ARG(was));
        bc_diag_hint(&item->diags, "%s",
                     bc_tr("what the workbooks say counts; look which of the two is meant to be the last"));
    }
}

static void add_version(run *r, bc_crew_queue_item *item, const sheet *s)
{
    const bc_engine_input *input = item->file->input;
    bc_returns_slot *slot = bc_returns_ledger_slot(&r->ledger, s->department, s->form, s->each);
    const bc_str digest = r->digests.at[input - r->fresh.list.at];
    const int64_t saved = r->saved.at[input - r->fresh.list.at];
    if (bc_returns_ledger_find(slot, digest, s->name))
        return; /* by a run that was ended before it came to the workbook's last sheet */
    if (slot->input == input) {
        refuse_second(item, &r->plan, slot, &item->diags);
        item->failed = true;
        return;
    }
    slot->input = input;
    const bc_returns_version next = { .file = bc_str_from(input->path),
                                      .sheet = s->name,
                                      .date = date_of(r, saved),
                                      .saved = saved,
                                      .touched = input->time,
                                      .digest = digest,
                                      .errors = item->diags.errors,
                                      .warnings = item->diags.warnings };
    if (slot->versions.n)
        doubt_order(r, item, &slot->versions.at[slot->versions.n - 1], &next);
    bc_returns_version *version = bc_returns_ledger_add(&r->ledger, slot, &next);
    if (put_file(r, version_file(r, "versions", slot, version->number, ".yaml"), s->record) &&
        put_changes(r, item, slot, version) && put_back(r, s, slot)) {
        bc_vec_add(&r->pending, (pending){ slot, slot->versions.n - 1 });
        item->rendered = true;
        r->taken++;
        tell_latest(r, slot, s);
    } else {
        slot->versions.n--; /* the next run tries again */
    }
}

static void deliver_sheet(bc_crew *crew, bc_crew_queue_item *item)
{
    run *r = crew->context;
    const sheet *s = item->own;
    r->sheets += item->number > 0 || item->failed;
    if (s->placed && !item->io_failed && !bc_diag_list_has_code(&item->diags, "E533"))
        add_version(r, item, s);
    if (r->told.opinions)
        bc_audit_take(&r->told, item);
    for (size_t i = 0; i < item->diags.list.n; i++)
        r->notes += item->diags.list.at[i].severity == BC_DIAG_NOTE;
    bc_arena_reset(&r->scratch);
}

static bool settle(run *r)
{
    const bc_file_result settled = bc_file_settle(r->options->round);
    if (settled.status != BC_FILE_OK)
        fail(r, "E514", r->options->round, bc_tr("the output could not be written: %s"), bc_file_result_text(settled));
    return settled.status == BC_FILE_OK;
}

/* Says of versions that they are there, now that they are. */
static void write_pending(run *r)
{
    bc_buf text;
    bc_buf_init(&text);
    const bool there = r->read_out && settle(r);
    for (size_t i = 0; i < r->read_out && there; i++) {
        const bc_returns_slot *slot = r->pending.at[i].slot;
        const bc_returns_version *version = &slot->versions.at[r->pending.at[i].version];
        bc_buf_clear(&text);
        bc_returns_ledger_write(&r->ledger, slot, version, &text);
        put_file(r, version_file(r, "returns", slot, version->number, ".yaml"), bc_buf_str(&text));
    }
    bc_buf_release(&text);
    bc_vec_clear(&r->pending);
    r->read_out = 0;
    bc_arena_reset(&r->scratch);
}

/* A workbook that is not the one any more that was looked at first: nobody can say what was read. */
static void take_back(run *r, const bc_engine_input *input)
{
    for (; r->pending.n > r->read_out; r->pending.n--, r->taken--)
        r->pending.at[r->pending.n - 1].slot->versions.n--;
    fail(r, "E100", input->path, "%s", bc_tr("the file was changed while it was read"));
}

/* The last sheet of a workbook was delivered. */
static void end_workbook(bc_crew *crew, const bc_crew_queue_file *file)
{
    run *r = crew->context;
    bc_str digest = { 0 };
    if (r->pending.n > r->read_out && (!find_digest(r, file->input, &digest, NULL) ||
                                       !bc_str_eq(digest, r->digests.at[file->input - r->fresh.list.at])))
        take_back(r, file->input);
    for (; r->read_out < r->pending.n; r->read_out++) {
        const pending *p = &r->pending.at[r->read_out];
        p->slot->versions.at[p->version].sheets = r->sheets;
    }
    if (r->read_out >= MAX_PENDING)
        write_pending(r);
    r->sheets = 0;
    r->files++;
}

/* -- what counts ---------------------------------------------------------------------------------------- */

static void put_record(run *r, const bc_returns_slot *slot)
{
    const char *path = file_of(r, "records", slot->path, ".yaml");
    if (!slot->accepted) {
        remove_file(r, path);
        return;
    }
    const char *from = version_file(r, "versions", slot, slot->accepted, ".yaml");
    bc_buf text;
    bc_buf_init(&text);
    const bc_file_result read = bc_file_read(from, MAX_WORKBOOK, &text);
    if (read.status == BC_FILE_OK)
        put_file(r, path, bc_buf_str(&text));
    else
        fail(r, "E837", from, bc_tr("the version that counts cannot be read: %s"), bc_file_result_text(read));
    bc_buf_release(&text);
}

/* errno: this stands for a folder that could not be listed, or whose list broke off. */
static int why_unlisted(const bc_engine_input *file)
{
    if (file->found || !file->id)
        return file->broken_off;
    return access(file->path, R_OK | X_OK) == 0 ? 0 : errno;
}

/* What lies among the records would be printed with them. It may be somebody's own, so it is told and stays. */
static void report_strays(run *r)
{
    bc_strmap own = { 0 };
    for (size_t i = 0; i < r->ledger.slots.n; i++)
        if (r->ledger.slots.at[i]->accepted) {
            const char *path = bc_arena_printf(&r->arena, "%s/records/%.*s.yaml", r->options->round,
                                               BC_STR_ARG(r->ledger.slots.at[i]->path))
                                   .p;
            bc_strmap_put(&own, bc_str_from(path), r);
        }
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_engine_inputs files;
    const char *folder = file_of(r, "", BC_STR("records"), "");
    bc_engine_inputs_find_kind(&files, &folder, 1, true, BIAOCE_KIND_BY_NAME);
    for (size_t i = 0; i < files.list.n; i++) {
        const bc_engine_input *file = &files.list.at[i];
        const int unread = why_unlisted(file);
        if (unread)
            fail(r, "E100", file->path, bc_tr("the folder cannot be read: %s"), bc_file_error_text(unread));
        bc_diag_source *source = BC_NEW(&diags.arena, bc_diag_source);
        source->name = bc_arena_str(&diags.arena, bc_str_from(file->path));
        if (file->id && !unread && !bc_strmap_find(&own, source->name))
            bc_diag_add(&diags, BC_DIAG_WARNING, "W839", (bc_diag_mark){ .source = source },
                        bc_tr("this is no record that counts in the round"));
    }
    bc_crew_tally_report(&r->tally, &diags);
    bc_engine_inputs_release(&files);
    bc_diag_list_release(&diags);
    bc_strmap_release(&own);
}

static void conclude(run *r)
{
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    diags.strict = r->options->strict;
    bc_returns_ledger_sort(&r->ledger);
    bc_returns_status_decide(&r->ledger, &r->plan, &diags);
    bc_crew_tally_report(&r->tally, &diags);
    bc_diag_list_release(&diags);
    for (size_t i = 0; i < r->ledger.slots.n; i++) {
        put_record(r, r->ledger.slots.at[i]);
        bc_arena_reset(&r->scratch);
    }
    report_strays(r);
    bc_buf table;
    bc_buf_init(&table);
    bc_returns_status_write(&r->ledger, &table);
    put_file(r, file_of(r, "", BC_STR("status"), ".csv"), bc_buf_str(&table));
    bc_buf_release(&table);
    if (r->taken)
        settle(r);
    if (r->options->on_returned)
        bc_returns_status_tell(&r->ledger, r->options->on_returned, r->call->callbacks.context);
}

/* -- the run -------------------------------------------------------------------------------------------- */

static void read_fresh(run *r)
{
    bc_str *names = BC_NEW_ARRAY(&r->arena, bc_str, r->plan.form_count);
    for (uint32_t i = 0; i < r->plan.form_count; i++)
        names[i] = r->plan.ids[i];
    bc_collect_catalogue *catalogue = bc_collect_catalogue_new(names, r->plan.form_count);
    const bc_crew_duties duties = { .own_size = sizeof(sheet),
                                    .work = take_sheet,
                                    .deliver = deliver_sheet,
                                    .read_out = end_workbook,
                                    .returned = catalogue };
    bc_crew crew;
    bc_crew_init(&crew, &duties, r, &r->render, &r->fresh, &r->tally);
    bc_crew_run(&crew);
    bc_crew_release(&crew);
    bc_collect_catalogue_free(catalogue);
}

/* Whoever is expected is known by all names, so that files which cannot be read are known by theirs. Codes are figures,
 * which names of files are full of. */
static void expect_departments(run *r)
{
    for (uint32_t i = 0; i < r->plan.department_count; i++)
        bc_opinion_expect(r->told.opinions, r->plan.departments[i].name, (bc_str){ 0 });
    for (size_t i = 0; i < r->plan.known.capacity; i++) {
        const bc_strmap_slot *slot = &r->plan.known.slots[i];
        const bc_returns_department *department = slot->value;
        bool words = false;
        for (size_t k = 0; department && k < slot->key.n; k++)
            words = words || (unsigned char)slot->key.p[k] >= 0x80;
        if (words)
            bc_opinion_expect(r->told.opinions, department->name, slot->key);
    }
}

static bool begin_opinions(run *r, bc_diag_list *diags)
{
    const biaoce_collect_options *options = r->options;
    bc_audit_init(&r->told, &r->unkept, r->call);
    if (!options->opinions && !options->opinion_formats)
        return true;
    r->laying = r->render;
    bc_audit_opinions_ask(&r->laying, options->opinion_formats);
    if (!bc_audit_opinions_begin(&r->opinions, &r->told, options->opinions, &r->laying, &r->given, diags))
        return false;
    expect_departments(r);
    return true;
}

/* A file for a round that has none yet. */
static biaoce_status begin_round(run *r, bc_diag_list *diags)
{
    const char *name = r->options->template_name, *path = file_of(r, "", BC_STR("round"), ".yaml");
    biaoce_engine *engine = r->call->engine;
    const bc_engine_template *template =
        name ? bc_engine_templates_find(&engine->templates, &engine->folders, bc_str_from(name)) : NULL;
    if (!template) {
        bc_diag_source *source = BC_NEW(&diags->arena, bc_diag_source);
        source->name = bc_arena_str(&diags->arena, bc_str_from(path));
        bc_diag_add(diags, BC_DIAG_ERROR, "E834", (bc_diag_mark){ .source = source },
                    bc_tr("there is no such file: it says who is expected"));
        bc_diag_hint(diags, "%s", bc_tr("`biaoce collect --round FOLDER -t TEMPLATE` begins one"));
        return BIAOCE_USAGE;
    }
    if (!template->form) {
        bc_diag_list_append(diags, &template->diags);
        return bc_engine_template_status(template);
    }
    bc_buf text;
    bc_buf_init(&text);
    bc_returns_plan_begin(template->form, &text);
    put_file(r, path, bc_buf_str(&text));
    bc_buf_release(&text);
    return r->tally.status;
}

/* Two runs would give one number to two returns. */
static bool lock_round(run *r, bc_diag_list *diags)
{
    const char *path = file_of(r, "", BC_STR("round"), ".yaml");
    if (bc_file_lock(path, &r->lock))
        return true;
    bc_diag_source *source = BC_NEW(&diags->arena, bc_diag_source);
    source->name = bc_arena_str(&diags->arena, bc_str_from(path));
    bc_diag_add(diags, BC_DIAG_ERROR, "E838", (bc_diag_mark){ .source = source },
                bc_tr("another run is at work in this round"));
    bc_diag_hint(diags, "%s", bc_tr("wait until it has ended, and run this one again"));
    return false;
}

static biaoce_status run_round(run *r, bc_diag_list *diags)
{
    const biaoce_collect_options *options = r->options;
    bool io_error = false;
    bc_engine_inputs_find_workbooks(&r->given, options->paths, options->path_count, options->recursive);
    if (access(file_of(r, "", BC_STR("round"), ".yaml"), F_OK) != 0 && errno == ENOENT)
        return begin_round(r, diags);
    if (!bc_returns_plan_read(&r->plan, r->call->engine, options->round, &r->arena, diags, &io_error))
        return io_error ? BIAOCE_IO : BIAOCE_USAGE;
    if (!lock_round(r, diags))
        return BIAOCE_IO;
    bc_returns_ledger_read(&r->ledger, &r->plan, options->round, diags, &io_error);
    if (io_error)
        return BIAOCE_IO;
    if (diags->errors)
        bc_crew_tally_worsen(&r->tally, BIAOCE_RECORD_ERRORS);
    if (options->path_count && !bc_engine_load_fonts(r->call->engine, diags))
        return BIAOCE_IO;
    if (!begin_opinions(r, diags))
        return BIAOCE_IO;
    choose_fresh(r);
    if (r->fresh.list.n)
        read_fresh(r);
    write_pending(r);
    if (r->told.opinions && !bc_engine_call_is_cancelled(r->call))
        bc_audit_opinions_write(&r->opinions, &r->tally, diags);
    if (!bc_engine_call_is_cancelled(r->call))
        conclude(r);
    return r->tally.status;
}

static void release(run *r)
{
    if (r->lock >= 0)
        close(r->lock);
    bc_audit_release(&r->told);
    bc_audit_opinions_release(&r->opinions);
    bc_vec_release(&r->pending);
    bc_vec_release(&r->digests);
    bc_vec_release(&r->saved);
    bc_engine_inputs_release(&r->fresh);
    bc_engine_inputs_release(&r->given);
    bc_returns_forms_release(&r->forms);
    bc_returns_ledger_release(&r->ledger);
    bc_returns_plan_release(&r->plan);
    bc_crew_tally_release(&r->tally);
    bc_arena_release(&r->scratch);
    bc_arena_release(&r->arena);
}

biaoce_status bc_returns_round_run(const bc_engine_call *call, const biaoce_collect_options *options,
                                   biaoce_collect_summary *summary)
{
    run r = { .call = call, .options = options, .lock = -1 };
    r.render = (biaoce_render_options){ .size = sizeof r.render,
                                        .formats = BIAOCE_FORMAT_XLSX,
                                        .template_name = options->template_name,
                                        .target = BIAOCE_TO_FOLDER,
                                        .path = options->round,
                                        .jobs = options->jobs,
                                        .strict = options->strict,
                                        .limits = options->limits };
    r.unkept = (biaoce_check_options){ .size = sizeof r.unkept };
    r.checks = (biaoce_check_options){ .size = sizeof r.checks, .formats = BIAOCE_FORMAT_XLSX };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_returns_forms_init(&r.forms);
    bc_crew_tally_init(&r.tally, call);
    r.tally.strict = options->strict;
    const biaoce_status status = run_round(&r, &diags);
    bc_crew_tally_report(&r.tally, &diags);
    *summary = (biaoce_collect_summary){ .size = sizeof *summary,
                                         .files = r.files,
                                         .records = r.tally.summary.records,
                                         .collected = r.taken,
                                         .failed = r.tally.summary.failed,
                                         .errors = r.tally.summary.errors,
                                         .warnings = r.tally.summary.warnings,
                                         .notes = r.notes,
                                         .known = r.known,
                                         .opinions = r.opinions.departments };
    bc_diag_list_release(&diags);
    release(&r);
    return status;
}
