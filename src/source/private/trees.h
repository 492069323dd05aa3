/* The seam between reading records and knowing a format: a text's trees, one after the other. */
#ifndef BC_SOURCE_PRIVATE_TREES_H
#define BC_SOURCE_PRIVATE_TREES_H

#include "base/node.h"
#include "source/private/place.h"

typedef enum bc_source_found {
    BC_FOUND_DOCUMENT, /* its end, with what stands in it; NULL: nothing, or its items have come */
    BC_FOUND_ITEM,     /* of a list that is a document, or of the one that is asked for */
    BC_FOUND_NOTHING,  /* much was passed over; there is more to read */
    BC_FOUND_FAULT,    /* the rest of the document cannot be read; reported */
    BC_FOUND_LIMIT,    /* the rest of the text is not read; reported */
    BC_FOUND_END
} bc_source_found;

/* How a format is read. `trees` is what its file made for a window. */
typedef struct bc_source_format {
    void (*free)(void *trees);
    /* Drops what was read but for what messages about the next tree may show; where reading stands. */
    bc_source_place (*begin)(void *trees);
    /* Reads up to the end of the next document or item: nodes live in `arena`, and their marks name `source`. */
    bc_source_found (*next)(void *trees, bc_arena *arena, const bc_diag_source *source, bc_diag_list *diags,
                            const bc_node **out);
    /* The end of the line in which reading stands, or the byte `most` behind that place when it comes first. */
    size_t (*line_end)(void *trees, size_t most);
    /* Where the tree began in which reading stopped; NULL: not known, or none is open. May be NULL itself. */
    const bc_diag_mark *(*opened)(const void *trees);
    /* After a fault: goes to where the next document begins. False when there is none. */
    bool (*recover)(void *trees);
    /* Whether memory ran out. */
    bool (*starved)(const void *trees);
} bc_source_format;

#endif
