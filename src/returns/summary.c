/* Departments are few where records are many, so their counts are all that is kept. */
#include "returns/private/summary.h"

#include <stdlib.h>
#include <string.h>

void bc_returns_summary_release(bc_returns_summary *summary)
{
    bc_strmap_release(&summary->groups);
    bc_vec_release(&summary->list);
    bc_arena_release(&summary->arena);
}

static biaoce_collected *group_of(bc_returns_summary *summary, bc_str form, bc_str department)
{
    bc_buf key;
    bc_buf_init(&key);
    bc_buf_add_str(&key, form);
    bc_buf_add_char(&key, '\n'); /* no form has it in its name */
    bc_buf_add_str(&key, department);
    biaoce_collected *group = bc_strmap_find(&summary->groups, bc_buf_str(&key));
    if (!group) {
        group = BC_NEW(&summary->arena, biaoce_collected);
        *group = (biaoce_collected){ .size = sizeof *group,
                                     .form = bc_arena_str(&summary->arena, form).p,
                                     .department = bc_arena_str(&summary->arena, department).p };
        bc_strmap_put(&summary->groups, bc_arena_str(&summary->arena, bc_buf_str(&key)), group);
        bc_vec_add(&summary->list, group);
    }
    bc_buf_release(&key);
    return group;
}

void bc_returns_summary_add(bc_returns_summary *summary, const bc_check_facts *facts, const bc_diag_list *diags,
                            bool failed)
{
    const bc_str nothing = { "", 0 };
    biaoce_collected *group =
        group_of(summary, facts ? facts->form : nothing, facts ? bc_str_trim(facts->department) : nothing);
    group->records += facts != NULL;
    group->failed += failed;
    group->errors += diags->errors;
    group->warnings += diags->warnings;
    for (size_t i = 0; i < diags->list.n; i++)
        group->notes += diags->list.at[i].severity == BC_DIAG_NOTE;
}

static int by_name(const void *a, const void *b)
{
    const biaoce_collected *x = *(const biaoce_collected *const *)a, *y = *(const biaoce_collected *const *)b;
    const int order = strcmp(x->form, y->form);
    return order ? order : strcmp(x->department, y->department);
}

void bc_returns_summary_tell(bc_returns_summary *summary, void (*tell)(void *context, const biaoce_collected *one),
                             void *context)
{
    if (summary->list.n)
        qsort(summary->list.at, summary->list.n, sizeof *summary->list.at, by_name);
    for (size_t i = 0; i < summary->list.n; i++)
        tell(context, summary->list.at[i]);
}
