/* Sums over trees. Who adds up a list in which classes stand above their items means everything once: the value of an
 * element is in that of the one above it, so what counts is the uppermost that has a value. That holds of a whole tree,
 * of one of its levels, and of whatever was filtered out of it; where only the lowest have values it is these. */
#include "expr/private/once.h"

#include <string.h>

bool bc_expr_once_asked(const bc_value *items, uint32_t n)
{
    return n > 1 && items[0].type == BC_VALUE_MAP && items[0].as.branch;
}

/* Places of the tree that count, a bit for each. */
typedef struct places {
    uint64_t *bits;
    uint32_t n;
} places;

static bool has(const places *p, uint32_t nth)
{
    return nth < p->n && (p->bits[nth / 64] >> nth % 64 & 1);
}

static const bc_value_branch *branch_of(const bc_value *item)
{
    return item->type == BC_VALUE_MAP ? item->as.branch : NULL;
}

bool bc_expr_once_keep(bc_expr_run *run, const bc_expr_node *node, const bc_value *items, bc_value *values, uint32_t n)
{
    places p = { NULL, 0 };
    for (uint32_t i = 0; i < n; i++)
        if (branch_of(&items[i]) && branch_of(&items[i])->nth >= p.n)
            p.n = branch_of(&items[i])->nth + 1;
    size_t bytes = (p.n / 64 + 1) * sizeof *p.bits;
    p.bits = bc_expr_run_alloc(run, node, bytes);
    if (!p.bits || !bc_expr_run_spend(run, node, bc_mem_product(n, 2 * BC_RUN_BYTES_PER_STEP)))
        return false;
    memset(p.bits, 0, bytes);
    for (uint32_t i = 0; i < n; i++)
        if (branch_of(&items[i]) && values[i].type != BC_VALUE_NULL)
            p.bits[items[i].as.branch->nth / 64] |= UINT64_C(1) << items[i].as.branch->nth % 64;
    for (uint32_t i = 0; i < n; i++) {
        const bc_value_branch *branch = branch_of(&items[i]);
        while (branch && branch->above && !has(&p, branch->above->as.branch->nth))
            branch = branch->above->as.branch;
        if (branch && branch->above)
            values[i] = bc_value_null();
    }
    return true;
}
