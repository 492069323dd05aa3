/* What the figures of a table are made of. A total says which paths of the record it adds; a path that another cell
 * shows as a total is taken apart in its turn, so that each figure is a set of values that are not. Sets tell which
 * figures are the same and which lie in which, however the form came to print them. */
#include "layout/private/balance.h"

#include <stdlib.h>
#include <string.h>

/* Work that is too much for a table on paper: such a one keeps the figures that it has. */
enum { MAX_ATOMS = 20 * 1000 * 1000, MAX_DEPTH = 64 };

typedef BC_VEC(uint32_t) numbers;

typedef struct finder {
    bc_layout_balance *b;
    bc_strmap atoms;       /* path → number + 1 */
    bc_strmap sets;        /* what a set is known by → its place + 1 */
    BC_VEC(uint32_t) seen; /* by atom: the cell + 1 for which it was last taken */
    numbers found;         /* of the cell at work */
    uint32_t cell, depth;
    size_t spent;
    bool twice; /* something counts twice, which is no set */
} finder;

/* The value at a path such as `items[3].spent`; NULL: there is none. */
static const bc_value *value_at(const bc_value *value, bc_str path)
{
    size_t at = 0;
    while (value && at < path.n) {
        size_t end;
        if (path.p[at] == '[') {
            uint64_t index = 0;
            for (end = at + 1; end < path.n && path.p[end] >= '0' && path.p[end] <= '9'; end++)
                index = index * 10 + (uint64_t)(path.p[end] - '0');
            value = value->type == BC_VALUE_LIST && index < value->n ? &value->as.items[index] : NULL;
            at = end + 1;
            continue;
        }
        at += path.p[at] == '.';
        for (end = at; end < path.n && path.p[end] != '.' && path.p[end] != '['; end++)
            ;
        value = bc_value_find(value, bc_str_slice(path, at, end));
        at = end;
    }
    return value;
}

static void add_path(finder *f, bc_str path);

/* `items[].cost`: that of each element, or of those that the total names. */
static void add_list(finder *f, const bc_layout_sum *sum, bc_str path, size_t at)
{
    const bc_value *list = value_at(f->b->record, bc_str_slice(path, 0, at));
    uint32_t n = sum->members ? sum->member_count : list && list->type == BC_VALUE_LIST ? list->n : 0;
    for (uint32_t i = 0; i < n && f->spent < MAX_ATOMS; i++) {
        uint32_t place = sum->members ? sum->members[i] : i;
        add_path(f, bc_arena_printf(f->b->arena, "%.*s[%u]%.*s", (int)at, path.p, place, (int)(path.n - at - 2),
                                    path.p + at + 2));
    }
}

static void add_sum(finder *f, const bc_layout_sum *sum)
{
    f->depth++;
    for (uint32_t i = 0; i < sum->n; i++) {
        size_t at = bc_str_find(sum->paths[i], BC_STR("[]"), 0);
        if (at == SIZE_MAX)
            add_path(f, sum->paths[i]);
        else
            add_list(f, sum, sum->paths[i], at);
    }
    f->depth--;
}

static void add_atom(finder *f, bc_str path)
{
    uintptr_t number = (uintptr_t)bc_strmap_find(&f->atoms, path);
    if (!number) {
        bc_vec_add(&f->seen, 0);
        number = f->seen.n;
        bc_strmap_put(&f->atoms, path, (void *)number);
    }
    f->spent++;
    f->twice |= f->seen.at[number - 1] == f->cell + 1;
    f->seen.at[number - 1] = f->cell + 1;
    bc_vec_add(&f->found, (uint32_t)number - 1);
}

static void add_path(finder *f, bc_str path)
{
    uintptr_t shown = (uintptr_t)bc_strmap_find(&f->b->by_path, path);
    const bc_layout_sum *sum = shown ? f->b->cells[shown - 1].value.sum : NULL;
    if (sum && f->depth < MAX_DEPTH)
        add_sum(f, sum);
    else
        add_atom(f, path);
}

/* Numbers that are printed with so many decimals, and what has no value where one could be. */
static bool is_figure(const bc_layout_composed_cell *cell)
{
    const bc_value *datum = cell->value.datum;
    if (cell->kind != BC_CELL_VALUE || !datum || (!cell->value.path.n && !cell->value.sum))
        return false;
    return datum->type == BC_VALUE_NUMBER ? cell->style->decimals >= 0 : datum->type == BC_VALUE_NULL;
}

static uint64_t mix(uint64_t x)
{
    x ^= x >> 31;
    x *= 0x7fb5d329728ea185u;
    x ^= x >> 27;
    x *= 0x81dadef4bc2dd44du;
    return x ^ x >> 33;
}

/* The set of the cell at work: one that is known, or a new one. */
static uint32_t know_set(finder *f, const bc_layout_composed_cell *cell)
{
    const bc_value *datum = cell->value.datum;
    bool number = datum->type == BC_VALUE_NUMBER;
    uint8_t decimals = cell->style->decimals >= 0 ? (uint8_t)cell->style->decimals : 0;
    uint64_t key[4] = { f->found.n, 0, 0, decimals };
    for (size_t i = 0; i < f->found.n; i++) {
        key[1] += mix(f->found.at[i] + UINT64_C(1));
        key[2] += mix(f->found.at[i] ^ UINT64_C(0x9e3779b97f4a7c15));
    }
    bc_str unit = number ? datum->unit : (bc_str){ 0 };
    bc_str name = bc_arena_printf(f->b->arena, "%016llx%016llx%llx.%llx%.*s", (unsigned long long)key[1],
                                  (unsigned long long)key[2], (unsigned long long)key[0], (unsigned long long)key[3],
                                  BC_STR_ARG(unit));
    uintptr_t known = (uintptr_t)bc_strmap_find(&f->sets, name);
    if (known)
        return (uint32_t)known;
    bc_layout_balance_set set = { .atoms = BC_NEW_COPY(f->b->arena, f->found.at, f->found.n),
                                  .n = (uint32_t)f->found.n,
                                  .decimals = decimals,
                                  .unit = unit,
                                  .exact = number ? datum->as.number : bc_decimal_from_int(0),
                                  .cell = f->cell };
    bc_vec_add(&f->b->sets, set);
    bc_strmap_put(&f->sets, name, (void *)(uintptr_t)f->b->sets.n);
    return (uint32_t)f->b->sets.n;
}

void bc_layout_balance_find_sets(bc_layout_balance *b)
{
    finder f = { .b = b };
    for (uint32_t i = 0; i < b->n; i++)
        if (b->cells[i].value.path.n && !bc_strmap_find(&b->by_path, b->cells[i].value.path))
            bc_strmap_put(&b->by_path, b->cells[i].value.path, (void *)(uintptr_t)(i + 1));
    for (uint32_t i = 0; i < b->n && f.spent < MAX_ATOMS; i++) {
        const bc_layout_composed_cell *cell = &b->cells[i];
        if (!is_figure(cell))
            continue;
        f.cell = i;
        f.twice = false;
        bc_vec_clear(&f.found);
        if (cell->value.sum)
            add_sum(&f, cell->value.sum);
        else
            add_path(&f, cell->value.path);
        if (f.found.n && !f.twice)
            b->figure_of[i] = know_set(&f, cell);
    }
    b->atom_count = (uint32_t)f.seen.n;
    bc_strmap_release(&f.atoms);
    bc_strmap_release(&f.sets);
    bc_vec_release(&f.seen);
    bc_vec_release(&f.found);
}
