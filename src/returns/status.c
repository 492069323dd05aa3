/* What came last counts, if it has no errors: an earlier return that was good is not printed in place of a later one
 * that is not, unless somebody says so. */
#include "returns/private/status.h"

#include "base/tr.h"
#include "export/csv.h"

#include <string.h>

enum { COLUMNS = 14 };

/* -- what counts ---------------------------------------------------------------------------------------- */

static const bc_returns_version *version_of(const bc_returns_slot *slot, uint32_t number)
{
    for (size_t i = 0; i < slot->versions.n; i++)
        if (slot->versions.at[i].number == number)
            return &slot->versions.at[i];
    return NULL;
}

static bool is_meant(const bc_returns_accepted *accepted, const bc_returns_slot *slot, const bc_returns_plan *plan)
{
    return accepted->department == slot->department &&
           (!accepted->form.n || bc_str_eq(accepted->form, plan->forms[slot->form]->id)) &&
           (!accepted->each.n || bc_str_eq(accepted->each, slot->each));
}

static void decide(bc_returns_slot *slot, bc_returns_plan *plan)
{
    const bc_returns_version *latest = slot->versions.n ? &slot->versions.at[slot->versions.n - 1] : NULL;
    slot->accepted = latest && !latest->errors ? latest->number : 0;
    for (uint32_t i = 0; i < plan->accepted_count; i++) {
        bc_returns_accepted *accepted = &plan->accepted[i];
        if (!latest || !is_meant(accepted, slot, plan))
            continue;
        const bc_returns_version *meant = accepted->version ? version_of(slot, accepted->version) : latest;
        if (!meant)
            continue;
        accepted->used = slot->by_hand = true;
        slot->accepted = meant->number;
    }
}

void bc_returns_status_decide(bc_returns_ledger *ledger, bc_returns_plan *plan, bc_diag_list *diags)
{
    for (size_t i = 0; i < ledger->slots.n; i++)
        decide(ledger->slots.at[i], plan);
    for (uint32_t i = 0; i < plan->accepted_count; i++)
        if (!plan->accepted[i].used)
            bc_diag_add(diags, BC_DIAG_WARNING, "W838", plan->accepted[i].mark,
                        bc_tr("nothing came back that this accepts"));
}

/* -- telling -------------------------------------------------------------------------------------------- */

static biaoce_return_state state_of(const bc_returns_slot *slot)
{
    if (!slot || !slot->versions.n)
        return BIAOCE_RETURN_MISSING;
    if (slot->accepted)
        return slot->by_hand ? BIAOCE_RETURN_ACCEPTED_BY_HAND : BIAOCE_RETURN_ACCEPTED;
    return BIAOCE_RETURN_WITH_ERRORS;
}

static biaoce_returned line_of(const bc_returns_plan *plan, uint32_t department, uint32_t form,
                               const bc_returns_slot *slot)
{
    const bc_returns_version *latest = slot && slot->versions.n ? &slot->versions.at[slot->versions.n - 1] : NULL;
    biaoce_returned line = { .size = sizeof line,
                             .department = plan->departments[department].name.p,
                             .code = plan->departments[department].code.n ? plan->departments[department].code.p : "",
                             .form = plan->ids[form].p,
                             .each = slot && slot->each.n ? slot->each.p : "",
                             .file = "",
                             .date = "",
                             .state = state_of(slot) };
    if (!latest)
        return line;
    line.file = latest->file.p;
    line.date = latest->date.p;
    line.versions = slot->versions.n;
    line.accepted = slot->accepted;
    line.errors = latest->errors;
    line.warnings = latest->warnings;
    line.changes = latest->changes;
    line.late = plan->due.n && bc_str_compare(slot->versions.at[0].date, plan->due) > 0;
    return line;
}

void bc_returns_status_tell(const bc_returns_ledger *ledger, void (*tell)(void *context, const biaoce_returned *one),
                            void *context)
{
    const bc_returns_plan *plan = ledger->plan;
    size_t at = 0;
    for (uint32_t d = 0; d < plan->department_count; d++)
        for (uint32_t f = 0; f < plan->form_count; f++) {
            bool any = false;
            for (; at < ledger->slots.n; at++) {
                const bc_returns_slot *slot = ledger->slots.at[at];
                if (slot->department != d || slot->form != f)
                    break;
                if (!slot->versions.n)
                    continue;
                any = true;
                const biaoce_returned line = line_of(plan, d, f, slot);
                tell(context, &line);
            }
            const biaoce_returned line = line_of(plan, d, f, NULL);
            if (!any)
                tell(context, &line);
        }
}

/* -- as a table ----------------------------------------------------------------------------------------- */

typedef struct writer {
    const bc_returns_plan *plan;
    bc_export_csv csv;
    bc_arena arena;
    bc_buf *out;
} writer;

static bc_str number(writer *w, size_t n)
{
    return bc_arena_printf(&w->arena, "%zu", n);
}

const char *biaoce_return_state_text(biaoce_return_state state)
{
    switch (state) {
    case BIAOCE_RETURN_ACCEPTED:
        return bc_tr("accepted");
    case BIAOCE_RETURN_ACCEPTED_BY_HAND:
        return bc_tr("accepted by hand");
    case BIAOCE_RETURN_WITH_ERRORS:
        return bc_tr("returned with errors");
    default:
        return bc_tr("not returned");
    }
}

static void put_line(void *context, const biaoce_returned *line)
{
    writer *w = context;
    const uint32_t department = bc_returns_plan_find(w->plan, bc_str_from(line->department));
    const bool came = line->versions > 0;
    const bc_str none = { 0 };
    const bc_str texts[COLUMNS] = { bc_str_from(line->department),
                                    bc_str_from(line->code),
                                    bc_str_from(line->form),
                                    bc_str_from(line->each),
                                    bc_str_from(biaoce_return_state_text(line->state)),
                                    came ? number(w, line->versions) : none,
                                    line->accepted ? number(w, line->accepted) : none,
                                    came ? number(w, line->errors) : none,
                                    came ? number(w, line->warnings) : none,
                                    line->versions > 1 ? number(w, line->changes) : none,
                                    bc_str_from(line->date),
                                    bc_str_from(line->late ? bc_tr("late") : ""),
                                    bc_str_from(line->file),
                                    w->plan->departments[department].note };
    bc_export_csv_texts(&w->csv, texts, COLUMNS, w->out);
}

void bc_returns_status_write(const bc_returns_ledger *ledger, bc_buf *out)
{
    writer w = { .plan = ledger->plan, .csv = { .excel_safe = true }, .out = out };
    const bc_str heads[COLUMNS] = { bc_str_from(bc_tr("department")), bc_str_from(bc_tr("code")),
                                    bc_str_from(bc_tr("form")),       bc_str_from(bc_tr("record")),
                                    bc_str_from(bc_tr("state")),      bc_str_from(bc_tr("versions")),
                                    bc_str_from(bc_tr("accepted")),   bc_str_from(bc_tr("errors")),
                                    bc_str_from(bc_tr("warnings")),   bc_str_from(bc_tr("changes")),
                                    bc_str_from(bc_tr("date")),       bc_str_from(bc_tr("late")),
                                    bc_str_from(bc_tr("file")),       bc_str_from(bc_tr("note")) };
    bc_buf_add_utf8(out, 0xFEFF); /* Excel takes the file for one in the code page of the system without it */
    bc_export_csv_texts(&w.csv, heads, COLUMNS, w.out);
    bc_returns_status_tell(ledger, put_line, &w);
    bc_arena_release(&w.arena);
}
