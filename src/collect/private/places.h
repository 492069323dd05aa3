/* Where the values of a sheet without names are. */
#ifndef BC_COLLECT_PRIVATE_PLACES_H
#define BC_COLLECT_PRIVATE_PLACES_H

#include "base/strmap.h"
#include "collect/private/align.h"
#include "collect/private/anchors.h"
#include "collect/private/words.h"

typedef BC_VEC(bc_collect_anchor) bc_collect_anchors;

/* Adds to `anchors` what names would have said, of each value and list whose place the labels around it tell. What has
 * none is told (W828). Texts of names are in the arena. */
void bc_collect_places_find(const bc_collect_alignment *alignment, bc_arena *arena, bc_diag_list *diags,
                            bc_collect_anchors *anchors);

/* The unit of money that a label beside or above the value says, where it says one; by field, as bc_str. */
void bc_collect_places_units(const bc_collect_alignment *alignment, bc_arena *arena, bc_strmap *units);
/* The same for a sheet that has its names still: of labels that were changed and say another unit of money than the
 * form, which is told (W833). */
void bc_collect_places_other_units(const bc_collect_alignment *alignment, const bc_collect_words *words,
                                   bc_arena *arena, bc_diag_list *diags, bc_strmap *units);
/* Whether the form has some amount in another unit. */
bool bc_collect_places_differ(const bc_collect_alignment *alignment, const bc_collect_words *words, bc_str unit);

#endif
