/* 舍位平衡 of a table: its figures and their sums are found, rounded together, and written into the cells, so that
 * paper and workbook show the same. Only what is printed changes: the record keeps its amounts, and checks see these.
 */
#include "layout/private/balance.h"

#include "base/tr.h"
#include "layout/private/amounts.h"

/* -- figures -------------------------------------------------------------------------------------------- */

/* Totals are moved later than what they are made of. */
static void rank_figures(const bc_layout_balance *b, bc_rounding_figure *figures)
{
    enum { MAX_RANK = 12 }; /* levels beyond are as one */
    bool changed = true;
    for (uint32_t pass = 0; pass < MAX_RANK && changed; pass++) {
        changed = false;
        for (size_t s = 0; s < b->sums.n; s++) {
            const bc_rounding_sum *sum = &b->sums.at[s];
            for (uint32_t i = 0; i < sum->n; i++) {
                uint32_t rank = figures[sum->parts[i]].rank + 1;
                if (rank <= figures[sum->total].rank || rank > MAX_RANK)
                    continue;
                figures[sum->total].rank = rank;
                changed = true;
            }
        }
    }
}

static bc_rounding_figure *make_figures(bc_layout_balance *b)
{
    bc_rounding_figure *figures = BC_NEW_ARRAY(b->arena, bc_rounding_figure, b->sets.n);
    for (size_t i = 0; i < b->sets.n; i++)
        if (!bc_decimal_shift(b->sets.at[i].exact, b->sets.at[i].decimals, &figures[i].exact))
            return NULL;
    rank_figures(b, figures);
    return figures;
}

/* -- cells ---------------------------------------------------------------------------------------------- */

static bc_str print(const bc_layout_balance *b, const bc_layout_composed_cell *cell, bc_decimal number)
{
    size_t point;
    bc_str figure = bc_layout_amounts_figure(cell->text, &point);
    bc_buf text;
    bc_buf_init(&text);
    bc_decimal_print(number, cell->style->decimals, cell->style->grouped, &text);
    bc_buf_add_str(&text, bc_str_slice(cell->text, figure.n, cell->text.n)); /* its unit */
    bc_str printed = bc_arena_str(b->arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return printed;
}

static void write_cell(const bc_layout_balance *b, bc_layout_composed_cell *cell, const bc_rounding_figure *figure)
{
    const bc_value *datum = cell->value.datum;
    bc_decimal number = { figure->rounded, (uint8_t)cell->style->decimals };
    if (datum->type != BC_VALUE_NUMBER || cell->sign)
        return;
    cell->text = print(b, cell, number);
    if (!figure->rounded && cell->style->signs.has_zero)
        return; /* a workbook would show the sign of nought */
    bc_value *printed = BC_NEW(b->arena, bc_value);
    *printed = *datum;
    printed->as.number = number;
    printed->text = (bc_str){ 0 };
    cell->value.datum = printed;
}

/* -- what is said --------------------------------------------------------------------------------------- */

enum { MAX_TOLD = 3 };

/* `12.35 for 12.346`, of the first few. */
static uint32_t tell(const bc_layout_balance *b, const bc_rounding_figure *figures, bool far, bc_buf *text)
{
    uint32_t n = 0;
    for (size_t i = 0; i < b->sets.n; i++) {
        const bc_layout_balance_set *set = &b->sets.at[i];
        if (far ? !figures[i].far : !figures[i].moved || figures[i].far)
            continue;
        if (++n > MAX_TOLD)
            continue;
        bc_buf_add_text(text, n > 1 ? bc_tr(", ") : "");
        bc_decimal_print((bc_decimal){ figures[i].rounded, set->decimals }, -1, false, text);
        bc_buf_add_text(text, bc_tr(" for "));
        bc_decimal_print(set->exact, -1, false, text);
    }
    return n;
}

static void report(const bc_layout_balance *b, const bc_rounding_figure *figures, uint32_t broken, bc_diag_mark at,
                   bc_diag_list *diags)
{
    bc_buf text;
    bc_buf_init(&text);
    uint32_t moved = tell(b, figures, false, &text);
    if (moved)
        bc_diag_add(diags, BC_DIAG_NOTE, "N449", at,
                    bc_tr("%u figures are rounded up or down so that the table adds up: %s%s"), moved, text.p,
                    moved > MAX_TOLD ? bc_tr(" …") : "");
    bc_buf_clear(&text);
    uint32_t far = tell(b, figures, true, &text);
    if (far)
        bc_diag_add(diags, BC_DIAG_WARNING, "W448", at,
                    bc_tr("%u totals are off by a unit or more, so that the table adds up: %s%s"), far, text.p,
                    far > MAX_TOLD ? bc_tr(" …") : "");
    if (broken)
        bc_diag_add(diags, BC_DIAG_WARNING, "W448", at,
                    bc_tr("%u sums of this table do not add up as they are printed"), broken);
    if (b->unlike) {
        bc_diag_add(diags, BC_DIAG_WARNING, "W448", at,
                    bc_tr("some totals of this table are printed in other units, or with other decimals, than their "
                          "parts, and cannot be balanced"));
        bc_diag_hint(diags, "%s", bc_tr("give all amounts the same `decimals`, and the table a `unit`"));
    }
    bc_buf_release(&text);
}

void bc_layout_balance_cells(bc_layout_composed_cell *cells, uint32_t n, const bc_value *record, bc_diag_mark table,
                             bc_arena *arena, bc_diag_list *diags)
{
    bc_arena scratch = { 0 };
    bc_layout_balance b = { .cells = cells, .n = n, .record = record, .arena = arena };
    b.figure_of = BC_NEW_ARRAY(arena, uint32_t, n);
    bc_layout_balance_find_sets(&b);
    bc_layout_balance_find_sums(&b);
    bc_rounding_figure *figures = make_figures(&b);
    if (figures) {
        uint32_t broken = bc_rounding_balance(figures, (uint32_t)b.sets.n, b.sums.at, (uint32_t)b.sums.n, &scratch);
        for (uint32_t i = 0; i < n; i++)
            if (b.figure_of[i])
                write_cell(&b, &cells[i], &figures[b.figure_of[i] - 1]);
        report(&b, figures, broken, record->origin ? record->origin->mark : table, diags);
    }
    bc_strmap_release(&b.by_path);
    bc_vec_release(&b.sets);
    bc_vec_release(&b.sums);
    bc_arena_release(&scratch);
}
