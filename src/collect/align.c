/* Rows are aligned by the longest common subsequence over what their labels score together, so that rows may be
 * inserted and removed anywhere; of several ways the one that takes the form's first rows first. Rows that were moved
 * elsewhere are looked for afterwards: one that has most labels of the missing row, and is the only one. */
#include "collect/private/align.h"

#include <string.h>

enum { MAX_LABELS = 64 }; /* of a row; those behind them are not looked at */

bool bc_collect_words_see(bc_collect_words_seen *seen, const bc_collect_sheet *sheet, bc_arena *arena)
{
    size_t cells = 0;
    if (sheet->rows.n > BC_COLLECT_ALIGN_ROWS)
        return false;
    for (size_t i = 0; i < sheet->rows.n; i++)
        cells += sheet->rows.at[i].row.n;
    *seen = (bc_collect_words_seen){ .sheet = sheet, .rows = (uint32_t)sheet->rows.n };
    seen->labels = BC_NEW_ARRAY(arena, bc_collect_label, cells + 1);
    seen->first = BC_NEW_ARRAY(arena, uint32_t, sheet->rows.n + 1);
    uint32_t n = 0;
    for (size_t i = 0; i < sheet->rows.n; i++) {
        const bc_table_row *row = &sheet->rows.at[i].row;
        seen->first[i] = n;
        for (uint32_t k = 0; k < row->n; k++)
            seen->labels[n++] =
                row->cells[k].kind == BC_TABLE_TEXT ? bc_collect_label_of(row->cells[k].text) : (bc_collect_label){ 0 };
    }
    seen->first[sheet->rows.n] = n;
    return true;
}

/* -- likeness ---------------------------------------------------------------------------------------------- */

static bool has_label(const bc_collect_words_seen *seen, const bc_collect_label *label)
{
    for (uint32_t i = 0; i < seen->first[seen->rows]; i++)
        if (bc_collect_label_match(label, &seen->labels[i]))
            return true;
    return false;
}

bc_collect_likeness bc_collect_align_compare(const bc_collect_words_seen *seen, const bc_collect_plan *plan)
{
    bc_collect_likeness likeness = { 0 };
    for (size_t i = 0; i < plan->cells.n; i++) {
        const bc_collect_plan_cell *cell = &plan->cells.at[i];
        if (!bc_collect_plan_counts(plan, cell))
            continue;
        likeness.wanted++;
        likeness.found += has_label(seen, &cell->label);
    }
    return likeness;
}

/* -- two rows ---------------------------------------------------------------------------------------------- */

typedef struct pair {
    uint32_t plan, sheet; /* cells, counted in their rows */
} pair;

typedef struct rows {
    const bc_collect_plan_cell *a;
    const bc_collect_label *b;
    uint32_t n, m;
} rows;

static rows rows_at(const bc_collect_plan *plan, const bc_collect_words_seen *seen, uint32_t i, uint32_t k)
{
    const bc_collect_plan_row *row = &plan->rows.at[i];
    const uint32_t m = seen->first[k + 1] - seen->first[k];
    return (rows){ .a = row->n ? &plan->cells.at[row->first] : NULL,
                   .b = &seen->labels[seen->first[k]],
                   .n = row->n < MAX_LABELS ? row->n : MAX_LABELS,
                   .m = m < MAX_LABELS ? m : MAX_LABELS };
}

static bool share_label(const rows *r)
{
    for (uint32_t i = 0; i < r->n; i++)
        for (uint32_t k = 0; r->a[i].label.length && k < r->m; k++)
            if (bc_collect_label_match(&r->a[i].label, &r->b[k]))
                return true;
    return false;
}

/* What the labels score that stand in both in the same order; which they are, unless `pairs` is NULL. */
static uint32_t score(const rows *r, pair *pairs, uint32_t *pair_count)
{
    uint32_t best[MAX_LABELS + 1][MAX_LABELS + 1];
    if (!share_label(r))
        return 0;
    for (uint32_t i = 0; i <= r->n; i++)
        best[i][r->m] = 0;
    for (uint32_t k = 0; k <= r->m; k++)
        best[r->n][k] = 0;
    for (uint32_t i = r->n; i-- > 0;)
        for (uint32_t k = r->m; k-- > 0;) {
            const unsigned match = bc_collect_label_match(&r->a[i].label, &r->b[k]);
            uint32_t most = best[i + 1][k] > best[i][k + 1] ? best[i + 1][k] : best[i][k + 1];
            const uint32_t both = match ? match + best[i + 1][k + 1] : 0;
            best[i][k] = both > most ? both : most;
        }
    for (uint32_t i = 0, k = 0; pairs && i < r->n && k < r->m;) {
        const unsigned match = bc_collect_label_match(&r->a[i].label, &r->b[k]);
        if (match && best[i][k] == match + best[i + 1][k + 1])
            pairs[(*pair_count)++] = (pair){ i++, k++ };
        else if (best[i][k] == best[i][k + 1])
            k++;
        else
            i++;
    }
    return best[0][0];
}

static uint32_t most_of(const bc_collect_plan *plan, uint32_t i)
{
    uint32_t most = 0;
    const bc_collect_plan_row *row = &plan->rows.at[i];
    for (uint32_t k = 0; k < row->n; k++)
        most += plan->cells.at[row->first + k].label.length ? 3 : 0;
    return most;
}

/* -- all rows ---------------------------------------------------------------------------------------------- */

static void take_pairs(bc_collect_alignment *alignment, const bc_collect_words_seen *seen, uint32_t i, uint32_t k)
{
    pair pairs[MAX_LABELS];
    uint32_t n = 0;
    const rows r = rows_at(alignment->plan, seen, i, k);
    const bc_table_row *row = &alignment->sheet->rows.at[k].row;
    (void)score(&r, pairs, &n);
    alignment->row_of[i] = row->number;
    for (uint32_t p = 0; p < n; p++) {
        const bc_table_cell *cell = &row->cells[pairs[p].sheet];
        alignment->found[alignment->plan->rows.at[i].first + pairs[p].plan] =
            (bc_collect_found){ row->number, cell->column, cell->over ? cell->over : 1, cell->text };
        (void)bc_collect_sheet_take(alignment->sheet, row->number, cell->column);
    }
}

static void align_in_order(bc_collect_alignment *alignment, const bc_collect_words_seen *seen)
{
    const uint32_t n = (uint32_t)alignment->plan->rows.n, m = seen->rows;
    const size_t width = (size_t)m + 1;
    uint32_t *scores = bc_mem_alloc(bc_mem_product((n + 1) * width, sizeof *scores));
    uint32_t *best = bc_mem_alloc(bc_mem_product((n + 1) * width, sizeof *best));
    for (uint32_t i = n; i-- > 0;)
        for (uint32_t k = m; k-- > 0;) {
            const rows r = rows_at(alignment->plan, seen, i, k);
            const uint32_t own = score(&r, NULL, NULL), both = own ? own + best[(i + 1) * width + k + 1] : 0;
            const uint32_t down = best[(i + 1) * width + k], along = best[i * width + k + 1];
            scores[i * width + k] = own;
            best[i * width + k] = both > down && both > along     ? both
                                  : both >= along && both >= down ? both
                                  : down > along                  ? down
                                                                  : along;
        }
    for (uint32_t i = 0, k = 0; i < n && k < m;) {
        const uint32_t own = scores[i * width + k];
        if (own && best[i * width + k] == own + best[(i + 1) * width + k + 1])
            take_pairs(alignment, seen, i++, k++);
        else if (best[i * width + k] == best[i * width + k + 1])
            k++;
        else
            i++;
    }
    bc_mem_free(scores);
    bc_mem_free(best);
}

static bool is_used(const bc_collect_alignment *alignment, uint32_t number)
{
    for (size_t i = 0; i < alignment->plan->rows.n; i++)
        if (alignment->row_of[i] == number)
            return true;
    return false;
}

/* Rows that stand elsewhere. */
static void align_moved(bc_collect_alignment *alignment, const bc_collect_words_seen *seen)
{
    for (uint32_t i = 0; i < alignment->plan->rows.n; i++) {
        const uint32_t most = most_of(alignment->plan, i);
        uint32_t best = 0, at = 0, equals = 0;
        for (uint32_t k = 0; k < seen->rows && most && !alignment->row_of[i]; k++) {
            const rows r = rows_at(alignment->plan, seen, i, k);
            const uint32_t own = score(&r, NULL, NULL);
            if (own < best || !own || is_used(alignment, seen->sheet->rows.at[k].row.number))
                continue;
            equals = own == best ? equals + 1 : 1;
            best = own;
            at = k;
        }
        if (best * 5 >= most * 3 && equals == 1)
            take_pairs(alignment, seen, i, at);
    }
}

void bc_collect_align(bc_collect_alignment *alignment, const bc_collect_words_seen *seen, const bc_collect_plan *plan,
                      bc_arena *arena)
{
    *alignment = (bc_collect_alignment){ .plan = plan, .sheet = seen->sheet };
    alignment->row_of = BC_NEW_ARRAY(arena, uint32_t, plan->rows.n + 1);
    alignment->found = BC_NEW_ARRAY(arena, bc_collect_found, plan->cells.n + 1);
    align_in_order(alignment, seen);
    align_moved(alignment, seen);
}
