/* Records and messages of a run that publishes. Workers mask by maskers of their own; what was done is written down
 * under a lock. */
#include "engine/private/publishing.h"

#include "base/tr.h"
#include "record/bind.h"

bc_publish_masker *bc_engine_publish_masker(const biaoce_engine *engine)
{
    return bc_publish_masker_new(engine->publishing->profile);
}

/* -- records -------------------------------------------------------------------------------------------- */

static void write_down(bc_engine_publishing *publishing, const bc_engine_publish_task *task,
                       const bc_publish_result *result)
{
    const bc_diag_mark mark = result->tree->mark;
    if (!mark.source || !publishing->log)
        return; /* it was made by the program */
    bc_arena *arena = &publishing->arena;
    for (size_t i = 0; i < result->entry_count; i++) {
        bc_engine_publish_line line = { .number = task->number, .line = mark.line, .entry = result->entries[i] };
        line.input = bc_arena_str(arena, mark.source->name);
        line.form = bc_arena_str(arena, task->record.form->id);
        line.entry.field = bc_arena_str(arena, line.entry.field);
        line.entry.rule = bc_arena_str(arena, line.entry.rule);
        bc_vec_add(&publishing->lines, line);
    }
}

void bc_engine_publish_mask(biaoce_engine *engine, const bc_engine_publish_task *task, bc_arena *arena,
                            bc_publish_result *out)
{
    bc_engine_publishing *publishing = engine->publishing;
    bc_publish_task record = task->record;
    record.places = task->read ? &task->read->arena : &publishing->arena;
    if (task->read)
        bc_publish_mask(task->masker, &record, arena, out);
    pthread_mutex_lock(&publishing->lock);
    if (!task->read)
        bc_publish_mask(task->masker, &record, arena, out);
    write_down(publishing, task, out);
    pthread_mutex_unlock(&publishing->lock);
    if (task->read)
        task->read->shown = bc_arena_str(&task->read->arena, out->input).p;
}

/* -- messages ------------------------------------------------------------------------------------------- */

void bc_engine_publish_redact(const biaoce_engine *engine, bc_diag_list *diags, bool whole, bc_arena *arena)
{
    if (!engine || !engine->publishing || !diags->list.n)
        return;
    bc_publish_masker *masker = bc_engine_publish_masker(engine);
    bc_publish_redact(masker, diags, 0, whole, arena);
    bc_publish_masker_free(masker);
}

bool bc_engine_publish_text(const biaoce_engine *engine, bc_str *text, bc_arena *arena)
{
    if (!engine->publishing || !text->n)
        return true;
    bc_publish_masker *masker = bc_engine_publish_masker(engine);
    const bool classified = bc_publish_is_classified(masker, *text);
    *text = bc_publish_mask_text(masker, *text, arena);
    bc_publish_masker_free(masker);
    return !classified;
}

void bc_engine_publish_report(bc_str where, bc_diag_mark mark, bc_diag_list *diags)
{
    if (where.n)
        bc_diag_add(diags, BC_DIAG_ERROR, "E546", mark, bc_tr("%.*s says that this is classified: it is not published"),
                    BC_STR_ARG(where));
    else
        bc_diag_add(diags, BC_DIAG_ERROR, "E546", mark, bc_tr("this is marked as classified, and is not published"));
    bc_diag_hint(diags, "%s", bc_tr("what is classified is never made public, whatever is masked in it"));
}

bool bc_engine_publish_bind(biaoce_engine *engine, const bc_form *form, const bc_node *tree, bc_arena *arena,
                            bc_diag_list *diags, bc_value *out)
{
    if (!engine->publishing) {
        *out = bc_record_bind(form, tree, arena, diags);
        return true;
    }
    bc_diag_list unheard;
    bc_diag_list_init(&unheard);
    const bc_value datum = bc_record_bind(form, tree, arena, &unheard);
    bc_diag_list_release(&unheard);
    bc_publish_result masked;
    const bc_engine_publish_task task = { .masker = bc_engine_publish_masker(engine),
                                          .record = { .form = form, .tree = tree, .datum = &datum } };
    bc_engine_publish_mask(engine, &task, arena, &masked);
    *out = bc_record_bind(form, masked.tree, arena, diags);
    bc_publish_sweep(task.masker, form, out, arena);
    bc_publish_masker_free(task.masker);
    if (masked.classified)
        bc_engine_publish_report(masked.where, tree->mark, diags);
    return !masked.classified;
}

void bc_engine_publish_explain(const biaoce_engine *engine, const bc_engine_template *template, bc_diag_list *diags)
{
    if (engine->publishing && template->form) {
        bc_publish_profile_explain(engine->publishing->profile, template->form, diags);
        bc_publish_profile_report_undecided(engine->publishing->profile, template->form, diags);
    }
}
