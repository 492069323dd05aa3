/* What the parts of the binder share. */
#ifndef BC_RECORD_PRIVATE_BIND_PARTS_H
#define BC_RECORD_PRIVATE_BIND_PARTS_H

#include "record/bind.h"

typedef struct bc_record_binder {
    bc_arena *arena;
    bc_diag_list *diags;
    bc_expr_scope year;          /* the record's `year`, which aliases may name */
    const bc_expr_scope *around; /* the maps being bound, as far as they are: what computed fields see */
} bc_record_binder;

/* A field written outside its group: `预算数: 700` at the record's top instead of under `budget:`. */
typedef struct bc_record_stray {
    const bc_form_field *field;
    const bc_node_member *member;
} bc_record_stray;

typedef struct bc_record_strays {
    const bc_record_stray *at;
    uint32_t n;
} bc_record_strays;

/* One value by its field, whatever its type. */
bc_value bc_record_bind_value(bc_record_binder *b, const bc_form_field *field, const bc_node *value);
/* A map by its fields. `map` NULL: nothing is written, and `at` is where a missing field is reported. `top`: the record
 * itself, where fields of groups may stand too. */
bc_value bc_record_bind_map(bc_record_binder *b, const bc_form_field *fields, uint32_t n, const bc_node *map,
                            bc_diag_mark at, bc_record_strays strays, bool top);
bc_value bc_record_bind_list(bc_record_binder *b, const bc_form_field *field, const bc_node *value);
/* A scalar of the given type (the field's own, or that of its list's elements). */
bc_value bc_record_bind_scalar(bc_record_binder *b, const bc_form_field *field, bc_form_field_type type,
                               const bc_node *value);

#endif
