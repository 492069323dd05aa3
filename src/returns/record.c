/* The record is spelled as intakes of tables are; what could not be placed stands above it, with its cell, so that
 * whoever opens the file sees it and need not look for the messages of the run. */
#include "returns/private/record.h"

#include "export/spell.h"
#include "export/yaml.h"

struct bc_returns_form {
    struct bc_returns_form *next;
    bc_export_order order;
};

void bc_returns_forms_init(bc_returns_forms *forms)
{
    *forms = (bc_returns_forms){ 0 };
    pthread_mutex_init(&forms->lock, NULL);
}

void bc_returns_forms_release(bc_returns_forms *forms)
{
    for (struct bc_returns_form *form = forms->first; form; form = form->next)
        bc_export_order_release(&form->order);
    bc_arena_release(&forms->arena);
    pthread_mutex_destroy(&forms->lock);
}

static const bc_export_order *order_of(bc_returns_forms *forms, const bc_form *form)
{
    pthread_mutex_lock(&forms->lock);
    struct bc_returns_form *found = forms->first;
    while (found && found->order.form != form)
        found = found->next;
    if (!found) {
        found = BC_NEW(&forms->arena, struct bc_returns_form);
        bc_export_order_init(&found->order, form);
        found->next = forms->first;
        forms->first = found;
    }
    pthread_mutex_unlock(&forms->lock);
    return &found->order;
}

static void add_comments(const bc_engine_work *work, size_t said, bc_buf *out)
{
    bc_buf line, room;
    bc_buf_init(&line);
    bc_buf_init(&room);
    if (work->value->mark.source)
        bc_export_yaml_comment(bc_diag_source_full_name(work->value->mark.source, &room), out);
    for (size_t i = 0; i < said && i < work->diags->list.n; i++) {
        const bc_diag *diag = &work->diags->list.at[i];
        if (diag->severity == BC_DIAG_NOTE)
            continue;
        bc_buf_clear(&line);
        if (diag->mark.source && bc_diag_has_cells(diag->mark.source) && diag->mark.line)
            bc_diag_add_cell(diag->mark, &line);
        bc_buf_printf(&line, "%s%.*s", line.n ? ": " : "", BC_STR_ARG(diag->message));
        bc_export_yaml_comment(bc_buf_str(&line), out);
    }
    bc_buf_release(&line);
    bc_buf_release(&room);
}

void bc_returns_record_write(bc_returns_forms *forms, const bc_engine_work *work, size_t said, bc_arena *arena,
                             bc_buf *out)
{
    add_comments(work, said, out);
    bc_export_yaml_put(bc_export_spell(order_of(forms, work->template->form), work->value, false, arena), out);
}
