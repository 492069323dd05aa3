/* A message is told long after what it was found in has gone: the row, the record of a dump, the table. */
#include "intake/private/places.h"

void bc_intake_places_keep(bc_diag_list *diags, size_t from, bc_arena *arena)
{
    for (size_t i = from; i < diags->list.n; i++) {
        const bc_diag_source *source = diags->list.at[i].mark.source;
        if (source)
            diags->list.at[i].mark.source =
                bc_diag_source_keep(arena, &diags->list.at[i].mark, bc_arena_str(arena, source->name));
    }
}
