/* Which column of the sheet an edge of the form's tables is. */
#ifndef BC_COLLECT_PRIVATE_EDGES_H
#define BC_COLLECT_PRIVATE_EDGES_H

#include "collect/private/align.h"

typedef struct bc_collect_edge {
    uint32_t table;
    uint64_t key;
    uint32_t column, weight;
} bc_collect_edge;

typedef struct bc_collect_edges {
    BC_VEC(bc_collect_edge) list; /* each once */
} bc_collect_edges;

/* As most of the labels that were found have it. */
void bc_collect_edges_find(bc_collect_edges *edges, const bc_collect_alignment *alignment);
void bc_collect_edges_release(bc_collect_edges *edges);
/* 0: not known. */
uint32_t bc_collect_edges_column(const bc_collect_edges *edges, uint32_t table, uint64_t key);

#endif
