/* A mapping is proposed by the same likeness by which heads bind without one; what it cannot tell it asks in comments,
 * and never chooses. Then it is tried: what reading by it says stands at its end, once a kind. */
#include "intake/private/propose.h"

#include "base/tr.h"
#include "base/yaml_text.h"
#include "source/encoding.h"

#include <string.h>

enum { TRIED_RECORDS = 2000 };

/* -- trying ----------------------------------------------------------------------------------------------- */

/* What is said of each kind: the first, and how often. */
typedef struct said_kind {
    bc_diag first;
    uint32_t n;
} said_kind;

typedef BC_VEC(said_kind) said_kinds;

static void count_said(const bc_diag_list *diags, bc_arena *arena, said_kinds *kinds)
{
    for (size_t i = 0; i < diags->list.n; i++) {
        const bc_diag *diag = &diags->list.at[i];
        said_kind *kind = NULL;
        for (size_t k = 0; k < kinds->n && !kind; k++)
            kind = strcmp(kinds->at[k].first.code, diag->code) == 0 ? &kinds->at[k] : NULL;
        if (kind) {
            kind->n++;
            continue;
        }
        if (strcmp(diag->code, "N789") == 0)
            continue; /* which is what the mapping itself says */
        kind = bc_vec_push(kinds);
        *kind = (said_kind){ .first = *diag, .n = 1 };
        kind->first.message = bc_arena_str(arena, diag->message);
        if (diag->mark.source)
            kind->first.mark.source = bc_diag_source_called(arena, diag->mark.source);
    }
}

static void write_place(bc_diag_mark mark, bc_buf *out)
{
    bc_buf place;
    bc_buf_init(&place);
    bc_buf_add_str(&place, mark.source->name);
    bc_diag_add_place(mark, &place);
    bc_buf_add_text(&place, ": ");
    bc_yaml_text_put_flat(out, bc_buf_str(&place));
    bc_buf_release(&place);
}

static void write_said(const said_kinds *kinds, size_t records, bool all, bc_buf *out)
{
    if (!kinds->n)
        return;
    bc_buf_add_text(out, "\n# ");
    bc_buf_printf(out,
                  all ? bc_tr("Read so, %zu records came, with this to say (the first of each kind):")
                      : bc_tr("Read so, the first %zu records came with this to say (the first of each kind):"),
                  records);
    for (size_t i = 0; i < kinds->n; i++) {
        const said_kind *kind = &kinds->at[i];
        bc_buf_add_text(out, kind->first.severity == BC_DIAG_NOTE ? "\n#   " : "\n# ? ");
        if (kind->first.mark.source)
            write_place(kind->first.mark, out);
        bc_yaml_text_put_flat(out, kind->first.message);
        bc_buf_printf(out, " [%s]", kind->first.code);
        if (kind->n > 1)
            bc_buf_printf(out, bc_tr(" (%u times)"), (unsigned)kind->n);
    }
    bc_buf_add_char(out, '\n');
}

static const bc_node *read_again(const bc_buf *text, bc_arena *arena, bc_diag_list *diags)
{
    bc_source_documents documents = { 0 };
    const bc_diag_source *source = bc_source_from_bytes(arena, BC_STR("mapping.yaml"), bc_buf_str(text), diags);
    if (source)
        bc_source_read_documents(arena, source, BC_SYNTAX_YAML, diags, &documents);
    return documents.n == 1 ? documents.at[0] : NULL;
}

/* False when the system failed: what came is not what there is. */
static bool try_out(const bc_intake_proposal *p, bc_buf *out, bc_diag_list *told)
{
    bc_arena arena = { 0 }, kept = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    said_kinds kinds = { 0 };
    const bc_intake_options options = { .mapping = read_again(out, &kept, &diags),
                                        .folder = p->what->folder,
                                        .forms = p->what->forms };
    bc_intake *intake = options.mapping ? bc_intake_new(&options) : NULL;
    bc_source_step step = { 0 };
    size_t records = 0;
    bool more = true;
    while (intake && records < TRIED_RECORDS && !step.io_error &&
           (more = bc_intake_next(intake, &arena, &diags, &step))) {
        records += step.record != NULL;
        count_said(&diags, &kept, &kinds);
        if (step.io_error) {
            bc_diag_list_keep(&diags, 0, p->arena);
            bc_diag_list_append(told, &diags);
        }
        bc_diag_list_clear(&diags);
        bc_arena_reset(&arena);
    }
    count_said(&diags, &kept, &kinds);
    bc_intake_free(intake);
    write_said(&kinds, records, !more, out);
    bc_vec_release(&kinds);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
    bc_arena_release(&kept);
    return !step.io_error;
}

/* -- proposing -------------------------------------------------------------------------------------------- */

static bool take_samples(bc_intake_proposal *p, bc_diag_list *diags, bool *io_error)
{
    bc_intake_mapping mapping;
    if (!bc_intake_mapping_read_tables(p->arena, p->what->draft, diags, &mapping))
        return false;
    bc_intake_mapped_table *tables = BC_NEW_COPY(p->arena, mapping.tables, mapping.table_count);
    bool good = true;
    for (uint32_t i = 0; i < mapping.table_count && good; i++)
        good = bc_intake_samples_take(&tables[i], p->what->all_sheets, p->what->folder, &p->targets, p->arena, diags,
                                      io_error, &p->samples);
    return good && p->samples.n > 0;
}

bool bc_intake_propose(const bc_intake_proposing *what, bc_arena *arena, bc_buf *out, bc_diag_list *diags,
                       bool *io_error)
{
    bc_intake_proposal p = { .what = what, .arena = arena };
    *io_error = false;
    bc_intake_targets_init(&p.targets, what->form);
    bool good = take_samples(&p, diags, io_error);
    if (good) {
        bc_intake_proposal_find_roles(&p);
        bc_intake_proposal_write(&p, out);
        good = try_out(&p, out, diags);
        *io_error = !good;
    }
    bc_vec_release(&p.samples);
    bc_intake_targets_release(&p.targets);
    return good;
}
