/* Which value of a record a place in its text is. */
#ifndef BC_OPINION_PRIVATE_SPOT_H
#define BC_OPINION_PRIVATE_SPOT_H

#include "base/value.h"
#include "base/vec.h"

/* What stands somewhere: of the record's tree a value, or the key in front of it. */
typedef struct bc_opinion_spot {
    uint32_t source; /* number of it, in the order in which they are met */
    uint32_t line, column;
    uint8_t rank; /* of what stands in one place the least counts */
    bool text;    /* its text begins there, and goes on */
    const bc_node *node;
    bc_str path;           /* as composed cells have it; empty: no field of the form, or the whole record */
    const bc_value *value; /* NULL: no field of the form */
} bc_opinion_spot;

typedef struct bc_opinion_spots {
    BC_VEC(bc_opinion_spot) list; /* by their places */
    BC_VEC(const bc_diag_source *) sources;
    const bc_value *datum;
    bc_arena *arena;
} bc_opinion_spots;

/* Of the record `datum`, which was bound from `written`. Paths are in `arena`. */
void bc_opinion_spots_find(bc_opinion_spots *spots, const bc_node *written, const bc_value *datum, bc_arena *arena);
void bc_opinion_spots_release(bc_opinion_spots *spots);
/* What stands at the mark, or has begun before it and goes on there. NULL: nothing does. */
const bc_opinion_spot *bc_opinion_spots_at(const bc_opinion_spots *spots, bc_diag_mark mark);

/* The path of a value of the record, known by its address; empty: it is none. */
bc_str bc_opinion_spots_path(const bc_opinion_spots *spots, const void *value);

#endif
