/* What the parts of the binder share. Private to the room. */
#ifndef BC_RECORD_BIND_PARTS_H
#define BC_RECORD_BIND_PARTS_H

#include "record/bind.h"

typedef struct bc_binder {
    bc_arena *arena;
    bc_diags *diags;
    bc_scope year;          /* the record's `year`, which aliases may name */
    const bc_scope *around; /* the maps being bound, as far as they are: what computed fields see */
} bc_binder;

/* A field written outside its group: `预算数: 700` at the record's top instead of under `budget:`. */
typedef struct bc_stray {
    const bc_field *field;
    const bc_member *member;
} bc_stray;

typedef struct bc_strays {
    const bc_stray *at;
    uint32_t n;
} bc_strays;

/* One value by its field, whatever its type. */
bc_datum bc_bind_value(bc_binder *b, const bc_field *field, const bc_value *value);
/* A map by its fields. `map` NULL: nothing is written, and `at` is where a missing field is reported. `top`: the record
 * itself, where fields of groups may stand too. */
bc_datum bc_bind_map(bc_binder *b, const bc_field *fields, uint32_t n, const bc_value *map, bc_mark at,
                     bc_strays strays, bool top);
bc_datum bc_bind_list(bc_binder *b, const bc_field *field, const bc_value *value);
/* A scalar of the given type (the field's own, or that of its list's elements). */
bc_datum bc_bind_scalar(bc_binder *b, const bc_field *field, bc_field_type type, const bc_value *value);

#endif
