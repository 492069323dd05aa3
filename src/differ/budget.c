/* Amounts belong to the department of the record that has them: what a department gave up before counts there, though
 * the project may be another one's now. */
#include "differ/private/run.h"

static bc_differ_department *department_of(bc_differ_run *run, bc_str name)
{
    uintptr_t number = (uintptr_t)bc_strmap_find(&run->by_department, name);
    if (!number) {
        bc_vec_add(&run->departments, (bc_differ_department){ .name = name });
        number = run->departments.n;
        bc_strmap_put(&run->by_department, name, (void *)number);
    }
    return &run->departments.at[number - 1];
}

static void add(bc_differ_side *side, const bc_differ_record *record)
{
    side->records++;
    side->amounts += record->has_amount && bc_decimal_add(side->yuan, record->yuan, &side->yuan);
}

void bc_differ_budget_add(bc_differ_run *run, const bc_differ_kept *kept)
{
    if (kept->before) {
        add(&department_of(run, kept->before->department)->before, kept->before);
        add(&run->all.before, kept->before);
    }
    if (kept->now) {
        add(&department_of(run, kept->now->department)->now, kept->now);
        add(&run->all.now, kept->now);
    }
    department_of(run, bc_differ_of(kept)->department)->counts[kept->kind]++;
    run->all.counts[kept->kind]++;
}
