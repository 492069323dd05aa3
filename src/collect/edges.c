/* Each label that was found says where it begins and, less surely, where it ends: merged cells are torn by programs and
 * people. The strongest edges are kept, and of the others those that stand in the same order as these. */
#include "collect/private/edges.h"

#include <stdlib.h>

static void vote(bc_collect_edges *votes, uint32_t table, uint64_t key, uint32_t column, uint32_t weight)
{
    for (size_t i = 0; i < votes->list.n; i++) {
        bc_collect_edge *known = &votes->list.at[i];
        if (known->table == table && known->key == key && known->column == column) {
            known->weight += weight;
            return;
        }
    }
    bc_vec_add(&votes->list, (bc_collect_edge){ table, key, column, weight });
}

static int by_weight(const void *a, const void *b)
{
    const bc_collect_edge *x = a, *y = b;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    if (x->table != y->table)
        return x->table < y->table ? -1 : 1;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->column > y->column) - (x->column < y->column);
}

/* Edges of other grids stand in no order with these. */
static bool agree(const bc_collect_edge *a, const bc_collect_edge *b)
{
    if (a->table != b->table || a->key >> 32 != b->key >> 32)
        return true;
    if (a->key == b->key)
        return false; /* it is known already */
    return (a->key < b->key) == (a->column < b->column) && a->column != b->column;
}

void bc_collect_edges_find(bc_collect_edges *edges, const bc_collect_alignment *alignment)
{
    bc_collect_edges votes = { 0 };
    const bc_collect_plan *plan = alignment->plan;
    *edges = (bc_collect_edges){ 0 };
    for (size_t i = 0; i < plan->cells.n; i++) {
        const bc_collect_plan_cell *cell = &plan->cells.at[i];
        const bc_collect_found *found = &alignment->found[i];
        const uint32_t table = plan->rows.at[cell->row].table;
        if (!found->column || !table)
            continue;
        vote(&votes, table, cell->from, found->column, 4);
        if (!found->inside.p) /* else the cell ends where its value does */
            vote(&votes, table, cell->to, found->column + found->over, found->over > 1 ? 3 : 1);
    }
    if (votes.list.n)
        qsort(votes.list.at, votes.list.n, sizeof *votes.list.at, by_weight);
    for (size_t i = 0; i < votes.list.n; i++) {
        bool good = true;
        for (size_t k = 0; k < edges->list.n && good; k++)
            good = agree(&votes.list.at[i], &edges->list.at[k]);
        if (good)
            bc_vec_add(&edges->list, votes.list.at[i]);
    }
    bc_collect_edges_release(&votes);
}

void bc_collect_edges_release(bc_collect_edges *edges)
{
    bc_vec_release(&edges->list);
}

uint32_t bc_collect_edges_column(const bc_collect_edges *edges, uint32_t table, uint64_t key)
{
    for (size_t i = 0; i < edges->list.n; i++)
        if (edges->list.at[i].table == table && edges->list.at[i].key == key)
            return edges->list.at[i].column;
    return 0;
}
