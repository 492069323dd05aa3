/* Which of several tables has the records, which have lists of theirs, and by what their rows belong together:
 * whichever has most of what the form asks for, and what they have in common. */
#include "intake/private/propose.h"

#include <string.h>

static const bc_form_field *list_of(const bc_intake_target *target)
{
    return target->list ? target->way[target->list - 1] : NULL;
}

static bc_intake_sample *find_records(bc_intake_samples *samples)
{
    bc_intake_sample *best = &samples->at[0];
    for (size_t i = 1; i < samples->n; i++)
        if (bc_intake_sample_count(&samples->at[i], NULL) > bc_intake_sample_count(best, NULL))
            best = &samples->at[i];
    return best;
}

const bc_intake_head *bc_intake_proposal_by(const bc_intake_proposal *p, const bc_intake_sample *sample)
{
    for (uint32_t i = 0; i < sample->head_count && p->key; i++)
        if (bc_intake_head_is(&sample->heads[i], p->key->text))
            return &sample->heads[i];
    for (uint32_t i = 0; i < sample->head_count && p->key; i++)
        if (p->key_field && sample->meanings[i].target == p->key_field)
            return &sample->heads[i];
    return NULL;
}

static bool all_different(const bc_intake_seen *seen)
{
    return seen->filled && (seen->more || seen->value_count == seen->filled);
}

static bool is_called_code(bc_str head)
{
    static const char *const ENDS[] = { "编码", "编号", "代码", "号", "code", "CODE", "Code", "id", "ID", "Id" };
    bool called = false;
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS && !called; i++)
        called = bc_str_ends(head, bc_str_from(ENDS[i]));
    return called;
}

static bool is_in_other_table(const bc_intake_proposal *p, const bc_intake_head *head)
{
    for (size_t i = 0; i < p->samples.n; i++)
        for (uint32_t k = 0; &p->samples.at[i] != p->records && k < p->samples.at[i].head_count; k++)
            if (bc_intake_head_is(&p->samples.at[i].heads[k], head->text))
                return true;
    return false;
}

/* A column that tables have in common, and that is another for each record: of several one that is called so. */
static const bc_intake_head *shared_head(const bc_intake_proposal *p)
{
    const bc_intake_head *shared = NULL, *code = NULL;
    uint32_t shared_count = 0, codes = 0;
    for (uint32_t i = 0; i < p->records->head_count; i++) {
        const bc_intake_head *head = &p->records->heads[i];
        if (!all_different(&p->records->seen[i]) || !is_in_other_table(p, head))
            continue;
        shared = head;
        shared_count++;
        code = is_called_code(head->text) ? head : code;
        codes += is_called_code(head->text);
    }
    return codes == 1 ? code : shared_count == 1 ? shared : NULL;
}

/* The code, else the name; where other tables have neither, what they have. */
static void find_key(bc_intake_proposal *p)
{
    const bc_intake_sample *records = p->records;
    for (int role = 0; role < 2 && !p->key; role++)
        for (uint32_t i = 0; i < records->head_count && !p->key; i++) {
            const bc_intake_target *target = records->meanings[i].target;
            if (target && !target->list && !records->meanings[i].rival &&
                bc_form_field_is(target->field, role ? BC_FORM_ROLE_NAME : BC_FORM_ROLE_CODE)) {
                p->key = &records->heads[i];
                p->key_field = target;
            }
        }
    bool joins = p->samples.n == 1;
    for (size_t i = 0; i < p->samples.n && !joins; i++)
        joins = &p->samples.at[i] != p->records && bc_intake_proposal_by(p, &p->samples.at[i]);
    const bc_intake_head *shared = joins ? NULL : shared_head(p);
    if (shared) {
        p->key = shared;
        p->key_field = NULL;
        p->key_is_shared = true;
    }
}

static bool is_taken(const bc_intake_proposal *p, const bc_form_field *list)
{
    bool taken = false;
    for (size_t i = 0; i < p->samples.n && !taken; i++)
        taken = p->samples.at[i].list == list;
    return taken;
}

/* The list that a table is called as, or most of whose fields it has; by themselves rows of records need more. */
static const bc_form_field *find_list(const bc_intake_proposal *p, const bc_intake_sample *sample)
{
    const bc_form *form = p->targets.form;
    const bc_form_field *best = NULL;
    uint32_t most = 1;
    for (uint32_t i = 0; i < form->fields.n; i++) {
        const bc_form_field *field = &form->fields.at[i];
        if (field->type != BC_FIELD_LIST || !field->child_count || is_taken(p, field))
            continue;
        const uint32_t n = bc_intake_sample_count(sample, field);
        const bool called = sample != p->records && bc_form_names_agree(field->label, sample->name);
        if (called || n > most) {
            best = field;
            most = called ? UINT32_MAX : n;
        }
    }
    return best;
}

void bc_intake_proposal_find_roles(bc_intake_proposal *p)
{
    p->records = find_records(&p->samples);
    find_key(p);
    for (size_t i = 0; i < p->samples.n; i++) {
        bc_intake_sample *sample = &p->samples.at[i];
        if (sample != p->records && bc_intake_proposal_by(p, sample))
            sample->list = find_list(p, sample);
    }
    p->list = find_list(p, p->records);
}

bool bc_intake_proposal_feeds(const bc_intake_proposal *p, const bc_intake_target *target)
{
    const bc_form_field *list = list_of(target);
    if (list && list != p->list)
        return is_taken(p, list);
    bool fed = false;
    for (uint32_t i = 0; i < p->records->head_count && !fed; i++) {
        const bc_intake_target *own = p->records->meanings[i].target;
        fed = own && own->field == target->field && own->way_count == target->way_count &&
              !memcmp(own->way, target->way, target->way_count * sizeof *own->way) &&
              !bc_intake_sample_is_doubtful(p->records, i);
    }
    return fed;
}
