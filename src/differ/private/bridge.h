/* Records of one form in terms of another: last year's template and this year's. */
#ifndef BC_DIFFER_PRIVATE_BRIDGE_H
#define BC_DIFFER_PRIVATE_BRIDGE_H

#include "base/value.h"
#include "base/vec.h"
#include "form/form.h"

enum { BC_DIFFER_DEPTH = 6 };

/* Where a field of the later form is in the earlier one; of a group nothing is asked, but of what is in it. */
typedef struct bc_differ_link {
    const bc_form_field *field;
    bool found;
    uint16_t
        way[BC_DIFFER_DEPTH]; /* indices of entries, from the record (of a list's child: from the element) inwards */
    uint32_t depth;
    const struct bc_differ_link *children; /* of a group, and of a list of maps */
    uint32_t child_count;
} bc_differ_link;

typedef struct bc_differ_bridge {
    const bc_form *before, *now;
    const bc_differ_link *links;  /* of the fields of `now`; NULL: both are one form */
    bc_str only_before, only_now; /* labels of the fields that the other form does not have, for people */
} bc_differ_bridge;

/* In `arena`. Fields are the same that have one place, or one key, label or role, and hold what can be compared. */
bc_differ_bridge bc_differ_bridge_make(const bc_form *before, const bc_form *now, bc_arena *arena);
/* A record bound by the earlier form as the later one has it, without what that has not. */
bc_value bc_differ_bridge_take(const bc_differ_bridge *bridge, const bc_value *before, bc_arena *arena);
/* A record of the later form without what the earlier one has not. */
bc_value bc_differ_bridge_mask(const bc_differ_bridge *bridge, const bc_value *now, bc_arena *arena);

#endif
