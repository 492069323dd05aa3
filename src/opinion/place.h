/* Where the findings of a record stand on its form as it is printed. */
#ifndef BC_OPINION_PLACE_H
#define BC_OPINION_PLACE_H

#include "engine/work.h"

typedef enum bc_opinion_where {
    BC_OPINION_WHOLE,    /* of the form as a whole, or nobody knows where */
    BC_OPINION_PRINTED,  /* on a page */
    BC_OPINION_UNPRINTED /* a field that the form does not print */
} bc_opinion_where;

/* Texts are in the arena that was given. */
typedef struct bc_opinion_place {
    bc_opinion_where where;
    uint32_t page;         /* the first one that has it, from 1; 0: none */
    uint32_t order;        /* as it is read */
    uint32_t nth;          /* of the cells that are called so, from 1; 0: there is one */
    bc_str cell;           /* what those who have it on paper call it; may be empty */
    bc_str sheet, address; /* in a workbook; empty: not asked for, or it has no cell there */
} bc_opinion_place;

/* The places of one finding: its own, and the further ones that it names. */
typedef struct bc_opinion_places {
    bc_opinion_place own;
    const bc_opinion_place *again;
    uint32_t again_count;
} bc_opinion_places;

/* Lays out the record, which has begun, on any thread; the worker's options ask for it by force, and say by their
 * formats whether cells of a workbook are wanted. NULL when it could not be laid out: `said` tells why, and
 * work->io_failed whether the system failed. */
bc_opinion_places *bc_opinion_places_find(bc_engine_worker *worker, bc_engine_work *work, const bc_diag *diags,
                                          size_t n, bc_arena *arena, bc_diag_list *said);

#endif
