/* Which figures of a table add up to which. Along a row, and down a column, figures lie in each other as sets: the
 * smallest first, each owns its values until a larger one that is made of whole owners takes them over, and is their
 * sum. What is asked is that the exact amounts add up, too: a total of what is not printed, or one that a record has
 * wrongly, is none.
 *
 * Where two directions meet, subtotals are sums in both, and one of the two follows from all others. The rounding takes
 * sums in their order, so those of the smallest figures come first, rows and columns each among their own. */
#include "layout/private/balance.h"

#include <stdlib.h>
#include <string.h>

typedef struct sum {
    bc_rounding_sum sum;
    uint32_t size; /* of the total */
    uint8_t along; /* ROWS, COLUMNS or as DECLARED */
    bool mixed;    /* some part is a total in the other direction */
} sum;

enum { ROWS, COLUMNS, DECLARED };

typedef struct line {
    uint32_t key[2], cell; /* where the cell stands; cells of equal keys are a line */
} line;

typedef struct finder {
    bc_layout_balance *b;
    uint32_t *owner, *owned; /* by atom: set + 1, and the line for which that holds */
    uint32_t *hits, *hit;    /* by set: of its atoms, and the total for which they were counted */
    uint32_t lines, totals;
    BC_VEC(sum) sums;
    bool *is_total[3]; /* by direction, by set */
    bc_strmap known;
    BC_VEC(uint32_t) parts;
} finder;

static bool adds_up(const bc_layout_balance *b, const bc_layout_balance_set *total, const uint32_t *parts, size_t n)
{
    bc_decimal all = bc_decimal_from_int(0);
    for (size_t i = 0; i < n; i++)
        if (!bc_decimal_add(all, b->sets.at[parts[i]].exact, &all))
            return false;
    return bc_decimal_compare(all, total->exact) == 0;
}

/* Figures that are none at all (nothing is written) go with any. */
static bool is_alike(const bc_layout_balance_set *a, const bc_layout_balance_set *b)
{
    bool none = !a->exact.coef || !b->exact.coef;
    return none || (a->decimals == b->decimals && bc_str_eq(a->unit, b->unit));
}

static void add_sum(finder *f, uint32_t total, const uint32_t *parts, uint32_t n, uint8_t along)
{
    bc_layout_balance *b = f->b;
    uint64_t name[2] = { total, 0 };
    for (uint32_t i = 0; i < n; i++) {
        name[1] += (parts[i] + UINT64_C(1)) * UINT64_C(0x9e3779b97f4a7c15);
        name[1] ^= name[1] >> 29;
        if (!is_alike(&b->sets.at[total], &b->sets.at[parts[i]])) {
            b->unlike = true;
            return;
        }
    }
    bc_str key = bc_arena_printf(b->arena, "%llx.%llx", (unsigned long long)name[0], (unsigned long long)name[1]);
    if (bc_strmap_find(&f->known, key))
        return;
    bc_strmap_put(&f->known, key, f);
    f->is_total[along][total] = true;
    sum made = { .sum = { total, BC_NEW_COPY(b->arena, parts, n), n }, .size = b->sets.at[total].n, .along = along };
    bc_vec_add(&f->sums, made);
}

/* -- lines ---------------------------------------------------------------------------------------------- */

/* Takes the values of the set over from those that own them; where these are whole, it is their sum. */
static void take_over(finder *f, uint32_t total, uint8_t along)
{
    bc_layout_balance *b = f->b;
    const bc_layout_balance_set *set = &b->sets.at[total];
    f->totals++;
    bc_vec_clear(&f->parts);
    for (uint32_t i = 0; i < set->n; i++) {
        uint32_t atom = set->atoms[i], by = f->owned[atom] == f->lines ? f->owner[atom] : 0;
        if (!by)
            continue;
        if (f->hit[by - 1] != f->totals) {
            f->hit[by - 1] = f->totals;
            f->hits[by - 1] = 0;
            bc_vec_add(&f->parts, by - 1);
        }
        f->hits[by - 1]++;
    }
    bool whole = true;
    for (size_t i = 0; i < f->parts.n; i++)
        whole &= f->hits[f->parts.at[i]] == b->sets.at[f->parts.at[i]].n;
    if (f->parts.n && (!whole || !adds_up(b, set, f->parts.at, f->parts.n)))
        return;
    if (f->parts.n)
        add_sum(f, total, f->parts.at, (uint32_t)f->parts.n, along);
    for (uint32_t i = 0; i < set->n; i++) {
        f->owner[set->atoms[i]] = total + 1;
        f->owned[set->atoms[i]] = f->lines;
    }
}

typedef struct sized {
    uint32_t set, size;
} sized;

static int by_size(const void *a, const void *b)
{
    const sized *x = a, *y = b;
    return x->size != y->size ? (x->size > y->size) - (x->size < y->size) : (x->set > y->set) - (x->set < y->set);
}

static void find_in_line(finder *f, const line *cells, uint32_t n, uint8_t along)
{
    sized *sets = BC_NEW_ARRAY(f->b->arena, sized, n);
    uint32_t count = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t set = f->b->figure_of[cells[i].cell] - 1;
        sets[count++] = (sized){ set, f->b->sets.at[set].n };
    }
    qsort(sets, count, sizeof *sets, by_size);
    f->lines++;
    for (uint32_t i = 0; i < count; i++)
        if (!i || sets[i].set != sets[i - 1].set)
            take_over(f, sets[i].set, along);
}

static int by_place(const void *a, const void *b)
{
    const line *x = a, *y = b;
    for (int k = 0; k < 2; k++)
        if (x->key[k] != y->key[k])
            return x->key[k] < y->key[k] ? -1 : 1;
    return (x->cell > y->cell) - (x->cell < y->cell);
}

static void find_along(finder *f, uint8_t along)
{
    bc_layout_balance *b = f->b;
    line *cells = BC_NEW_ARRAY(b->arena, line, b->n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < b->n; i++) {
        const bc_layout_composed_cell *cell = &b->cells[i];
        if (!b->figure_of[i])
            continue;
        cells[n++] =
            along == ROWS ? (line){ { cell->row, 0 }, i } : (line){ { (uint32_t)cell->x0, (uint32_t)cell->x1 }, i };
    }
    qsort(cells, n, sizeof *cells, by_place);
    for (uint32_t from = 0, end; from < n; from = end) {
        for (end = from + 1; end < n && memcmp(cells[end].key, cells[from].key, sizeof cells->key) == 0; end++)
            ;
        find_in_line(f, cells + from, end - from, along);
    }
}

/* -- as the form adds ----------------------------------------------------------------------------------- */

/* A total whose parts stand in neither its row nor its column: those that the form names, where all are printed. */
static void find_declared(finder *f, uint32_t cell)
{
    bc_layout_balance *b = f->b;
    const bc_layout_sum *declared = b->cells[cell].value.sum;
    uint32_t total = b->figure_of[cell] - 1;
    if (!declared || f->is_total[ROWS][total] || f->is_total[COLUMNS][total])
        return;
    bc_vec_clear(&f->parts);
    for (uint32_t i = 0; i < declared->n; i++) {
        uintptr_t shown = (uintptr_t)bc_strmap_find(&b->by_path, declared->paths[i]);
        if (!shown || !b->figure_of[shown - 1] || b->figure_of[shown - 1] - 1 == total)
            return;
        bc_vec_add(&f->parts, b->figure_of[shown - 1] - 1);
    }
    if (f->parts.n && adds_up(b, &b->sets.at[total], f->parts.at, f->parts.n))
        add_sum(f, total, f->parts.at, (uint32_t)f->parts.n, DECLARED);
}

/* -- their order ---------------------------------------------------------------------------------------- */

static int by_order(const void *a, const void *b)
{
    const sum *x = a, *y = b;
    if (x->mixed != y->mixed)
        return x->mixed ? 1 : -1;
    if (x->size != y->size)
        return x->size < y->size ? -1 : 1;
    if (x->along != y->along)
        return x->along < y->along ? -1 : 1;
    return (x->sum.total > y->sum.total) - (x->sum.total < y->sum.total);
}

static void order_sums(finder *f)
{
    for (size_t s = 0; s < f->sums.n; s++) {
        sum *made = &f->sums.at[s];
        const bool *other = f->is_total[made->along == ROWS ? COLUMNS : ROWS];
        for (uint32_t i = 0; i < made->sum.n && !made->mixed; i++)
            made->mixed = other[made->sum.parts[i]];
    }
    if (f->sums.n)
        qsort(f->sums.at, f->sums.n, sizeof *f->sums.at, by_order);
    for (size_t s = 0; s < f->sums.n; s++)
        bc_vec_add(&f->b->sums, f->sums.at[s].sum);
}

void bc_layout_balance_find_sums(bc_layout_balance *b)
{
    finder f = { .b = b };
    uint32_t sets = (uint32_t)b->sets.n;
    f.owner = BC_NEW_ARRAY(b->arena, uint32_t, b->atom_count);
    f.owned = BC_NEW_ARRAY(b->arena, uint32_t, b->atom_count);
    f.hits = BC_NEW_ARRAY(b->arena, uint32_t, sets);
    f.hit = BC_NEW_ARRAY(b->arena, uint32_t, sets);
    for (int i = 0; i < 3; i++)
        f.is_total[i] = BC_NEW_ARRAY(b->arena, bool, sets);
    find_along(&f, COLUMNS);
    find_along(&f, ROWS);
    for (uint32_t i = 0; i < b->n; i++)
        if (b->figure_of[i])
            find_declared(&f, i);
    order_sums(&f);
    bc_strmap_release(&f.known);
    bc_vec_release(&f.sums);
    bc_vec_release(&f.parts);
}
