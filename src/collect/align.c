/* Rows are aligned by the longest common subsequence over what their labels score together, so that rows may be
 * inserted and removed anywhere; of several ways the one that takes the form's first rows first. Rows that were moved
 * elsewhere are looked for afterwards: one that has most labels of the missing row, and is the only one. */
#include "collect/private/align.h"

#include <string.h>

enum { MAX_LABELS = 64 }; /* of a row; those behind them are not looked at */

static bc_collect_lead leads_of(bc_str text)
{
    bc_collect_lead lead = { 0 };
    size_t at = 0;
    for (int i = 0; i < BC_COLLECT_LEADS && (at = bc_collect_label_lead(text, at)) != 0; i++) {
        lead.label[i] = bc_collect_label_of(bc_str_slice(text, 0, at));
        lead.behind[i] = at;
    }
    return lead;
}

/* Where in the text of a cell the value begins whose label stands before it; 0: the label does not. */
static size_t match_lead(const bc_collect_plan_cell *cell, const bc_collect_lead *lead)
{
    for (int i = BC_COLLECT_LEADS; i-- > 0;)
        if (bc_collect_plan_match(cell, &lead->label[i]))
            return lead->behind[i];
    return 0;
}

bool bc_collect_words_see(bc_collect_words_seen *seen, const bc_collect_sheet *sheet, bc_arena *arena)
{
    size_t cells = 0;
    if (sheet->rows.n > BC_COLLECT_ALIGN_ROWS)
        return false;
    for (size_t i = 0; i < sheet->rows.n; i++)
        cells += sheet->rows.at[i].row.n;
    *seen = (bc_collect_words_seen){ .sheet = sheet, .rows = (uint32_t)sheet->rows.n };
    seen->labels = BC_NEW_ARRAY(arena, bc_collect_label, cells + 1);
    seen->leads = BC_NEW_ARRAY(arena, bc_collect_lead, cells + 1);
    seen->first = BC_NEW_ARRAY(arena, uint32_t, sheet->rows.n + 1);
    uint32_t n = 0;
    for (size_t i = 0; i < sheet->rows.n; i++) {
        const bc_table_row *row = &sheet->rows.at[i].row;
        seen->first[i] = n;
        for (uint32_t k = 0; k < row->n; k++, n++)
            if (row->cells[k].kind == BC_TABLE_TEXT) {
                const bc_str text = row->cells[k].text;
                seen->labels[n] = bc_collect_label_of(text);
                seen->leads[n] = leads_of(text);
            }
    }
    seen->first[sheet->rows.n] = n;
    return true;
}

/* -- likeness ---------------------------------------------------------------------------------------------- */

static bool has_label(const bc_collect_words_seen *seen, const bc_collect_plan_cell *cell)
{
    for (uint32_t i = 0; i < seen->first[seen->rows]; i++)
        if (bc_collect_plan_match(cell, &seen->labels[i]) || match_lead(cell, &seen->leads[i]))
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
        likeness.found += has_label(seen, cell);
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
    const bc_collect_lead *leads; /* NULL: they are none, outside of tables */
    uint32_t n, m;
} rows;

static rows rows_at(const bc_collect_plan *plan, const bc_collect_words_seen *seen, uint32_t i, uint32_t k)
{
    const bc_collect_plan_row *row = &plan->rows.at[i];
    const uint32_t m = seen->first[k + 1] - seen->first[k];
    return (rows){ .a = row->n ? &plan->cells.at[row->first] : NULL,
                   .b = &seen->labels[seen->first[k]],
                   .leads = row->table ? &seen->leads[seen->first[k]] : NULL,
                   .n = row->n < MAX_LABELS ? row->n : MAX_LABELS,
                   .m = m < MAX_LABELS ? m : MAX_LABELS };
}

/* As bc_collect_label_match; 1 for a label with its value behind it in one cell. */
static unsigned match(const rows *r, uint32_t i, uint32_t k)
{
    const unsigned whole = bc_collect_plan_match(&r->a[i], &r->b[k]);
    return whole ? whole : r->leads && match_lead(&r->a[i], &r->leads[k]) ? 1 : 0;
}

static bool share_label(const rows *r)
{
    for (uint32_t i = 0; i < r->n; i++)
        for (uint32_t k = 0; r->a[i].label.length && k < r->m; k++)
            if (match(r, i, k))
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
            const unsigned own = match(r, i, k);
            uint32_t most = best[i + 1][k] > best[i][k + 1] ? best[i + 1][k] : best[i][k + 1];
            const uint32_t both = own ? own + best[i + 1][k + 1] : 0;
            best[i][k] = both > most ? both : most;
        }
    for (uint32_t i = 0, k = 0; pairs && i < r->n && k < r->m;) {
        const unsigned own = match(r, i, k);
        if (own && best[i][k] == own + best[i + 1][k + 1])
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

static void take_cell(bc_collect_alignment *alignment, const rows *r, uint32_t i, uint32_t k, const bc_table_row *row)
{
    const bc_collect_plan_cell *own = &r->a[i];
    const bc_table_cell *cell = &row->cells[k];
    size_t lead = r->leads ? match_lead(own, &r->leads[k]) : 0; /* also where signs alone stand behind it, as ——— */
    if (lead && bc_collect_plan_match(own, &r->b[k]) &&
        bc_collect_label_is_remark(bc_str_slice(cell->text, lead, cell->text.n)))
        lead = 0;
    alignment->found[own - alignment->plan->cells.at] =
        (bc_collect_found){ .row = row->number,
                            .column = cell->column,
                            .over = cell->over ? cell->over : 1,
                            .text = lead ? bc_str_slice(cell->text, 0, lead) : cell->text,
                            .inside = lead ? bc_str_slice(cell->text, lead, cell->text.n) : (bc_str){ 0 } };
    if (!own->asks) /* else what stands among its words is still to be read */
        (void)bc_collect_sheet_take(alignment->sheet, row->number, cell->column);
}

/* Columns that were put elsewhere: labels that are the only ones like each other in what is left of both rows. */
static void take_moved(bc_collect_alignment *alignment, const rows *r, bool *done, bool *used, const bc_table_row *row)
{
    for (uint32_t i = 0; i < r->n; i++) {
        uint32_t at = 0, equals = 0, like = 0;
        for (uint32_t k = 0; k < r->m && !done[i]; k++)
            if (!used[k] && bc_collect_plan_match(&r->a[i], &r->b[k])) {
                at = k;
                equals++;
            }
        for (uint32_t other = 0; equals == 1 && other < r->n; other++)
            like += !done[other] && bc_collect_plan_match(&r->a[other], &r->b[at]) > 0;
        if (like != 1)
            continue;
        done[i] = used[at] = true;
        take_cell(alignment, r, i, at, row);
    }
}

static void take_pairs(bc_collect_alignment *alignment, const bc_collect_words_seen *seen, uint32_t i, uint32_t k)
{
    pair pairs[MAX_LABELS];
    bool done[MAX_LABELS] = { 0 }, used[MAX_LABELS] = { 0 };
    uint32_t n = 0;
    const rows r = rows_at(alignment->plan, seen, i, k);
    const bc_table_row *row = &alignment->sheet->rows.at[k].row;
    (void)score(&r, pairs, &n);
    alignment->row_of[i] = row->number;
    for (uint32_t p = 0; p < n; p++) {
        done[pairs[p].plan] = used[pairs[p].sheet] = true;
        take_cell(alignment, &r, pairs[p].plan, pairs[p].sheet, row);
    }
    take_moved(alignment, &r, done, used, row);
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
