/* Labels of values that a form has once are counted: people repeat heads, not these. A form that is a list has one or
 * two of them at most, such as 合计, which lists have, too; of it everything has to stand there again, with the title.
 */
#include "collect/private/twice.h"

#include <string.h>

enum { MIN_PERCENT = 60, MAX_FEW = 2 }; /* percent; labels from which on they are enough by themselves */

typedef struct counted {
    uint32_t labels, again;
} counted;

/* Whether the cell of the sheet has the label, alone or with a value behind it. */
static bool has_label(const bc_collect_words_seen *seen, uint32_t at, const bc_collect_plan_cell *cell)
{
    bool has = bc_collect_plan_match(cell, &seen->labels[at]) > 0;
    for (int i = 0; i < BC_COLLECT_LEADS && !has; i++)
        has = bc_collect_plan_match(cell, &seen->leads[at].label[i]) > 0;
    return has;
}

static uint32_t count_in_form(const bc_collect_plan *plan, const bc_collect_plan_cell *cell)
{
    uint32_t n = 0;
    for (size_t i = 0; i < plan->cells.n; i++)
        n += plan->cells.at[i].label.length && bc_collect_label_match(&plan->cells.at[i].label, &cell->label) > 0;
    return n ? n : 1;
}

/* Whether the label stands there twice as often as in the form; where it does the first time, and the first time too
 * often. */
static bool stands_again(const bc_collect_words_seen *seen, const bc_collect_plan *plan,
                         const bc_collect_plan_cell *cell, bc_collect_twice *at)
{
    const uint32_t own = count_in_form(plan, cell);
    uint32_t n = 0;
    for (uint32_t k = 0; k < seen->rows; k++)
        for (uint32_t i = seen->first[k]; i < seen->first[k + 1]; i++) {
            if (!has_label(seen, i, cell))
                continue;
            const bc_table_row *row = &seen->sheet->rows.at[k].row;
            const uint32_t column = row->cells[i - seen->first[k]].column;
            n++;
            if (n == 1)
                *at = (bc_collect_twice){ .row = row->number, .column = column };
            if (n == own + 1) {
                at->row_again = row->number;
                at->column_again = column;
            }
        }
    return n >= 2 * own;
}

static bool is_single(const bc_collect_plan *plan, uint32_t value)
{
    const bc_collect_plan_cell *cell = &plan->cells.at[value];
    return cell->path.n && cell->field && !cell->repeated && !bc_collect_plan_list(plan->form, cell->path);
}

/* Of labels of single values, or of all labels. */
static counted count(const bc_collect_words_seen *seen, const bc_collect_plan *plan, bool single, bc_arena *arena,
                     bc_collect_twice *out)
{
    counted c = { 0 };
    bool *wanted = BC_NEW_ARRAY(arena, bool, plan->cells.n + 1);
    for (uint32_t i = 0; i < plan->cells.n; i++) {
        const uint32_t label = !single ? i : is_single(plan, i) ? bc_collect_plan_label(plan, i) : UINT32_MAX;
        if (label != UINT32_MAX && bc_collect_plan_counts(plan, &plan->cells.at[label]))
            wanted[label] = true;
    }
    for (uint32_t i = 0; i < plan->cells.n; i++) {
        bc_collect_twice at;
        if (!wanted[i])
            continue;
        c.labels++;
        if (!stands_again(seen, plan, &plan->cells.at[i], &at))
            continue;
        if (!c.again++)
            *out = at;
    }
    return c;
}

static bool has_title_again(const bc_collect_words_seen *seen, const bc_collect_plan *plan)
{
    uint32_t n = 0;
    bc_buf folded;
    bc_buf_init(&folded);
    for (uint32_t k = 0; k < seen->rows; k++)
        for (uint32_t i = 0; i < seen->sheet->rows.at[k].row.n; i++) {
            bc_buf_clear(&folded);
            (void)bc_collect_label_fold(seen->sheet->rows.at[k].row.cells[i].text, &folded);
            for (size_t t = 0; t < plan->titles.n; t++)
                if (bc_str_ends(bc_buf_str(&folded), plan->titles.at[t])) {
                    n++;
                    break;
                }
        }
    bc_buf_release(&folded);
    return n > 1;
}

static bool are_most(counted c)
{
    return c.again && c.again * 100 >= c.labels * MIN_PERCENT;
}

bool bc_collect_is_twice(const bc_collect_words_seen *seen, const bc_collect_plan *plan, bc_collect_twice *out)
{
    bc_arena arena = { 0 };
    bc_collect_twice all;
    const counted single = count(seen, plan, true, &arena, out);
    bool twice = are_most(single);
    if (twice && single.labels <= MAX_FEW) {
        twice = are_most(count(seen, plan, false, &arena, &all)) && has_title_again(seen, plan);
        if (twice)
            *out = all;
    }
    bc_arena_release(&arena);
    return twice;
}
