/* The fields of a form in the order in which people look for them, and records written in it. */
#ifndef BC_EXPORT_ORDER_H
#define BC_EXPORT_ORDER_H

#include "base/node.h"
#include "base/value.h"
#include "base/vec.h"
#include "form/form.h"

enum { BC_EXPORT_MAX_GROUPS = 8 };

/* A field of the record, or in groups of it. */
typedef struct bc_export_place {
    uint32_t way[BC_EXPORT_MAX_GROUPS]; /* of each group in the one before, and last of the field */
    uint32_t depth;                     /* groups */
    const bc_form_field *field;
    bc_str path; /* of keys: budget.total */
    bool clear;  /* its label means it and no other */
} bc_export_place;

typedef struct bc_export_order {
    const bc_form *form;
    bc_arena arena;
    BC_VEC(bc_export_place) places;
} bc_export_order;

/* As the form prints them; what it does not print stands behind. */
void bc_export_order_init(bc_export_order *order, const bc_form *form);
void bc_export_order_release(bc_export_order *order);
/* What a bound record has there. */
const bc_value *bc_export_order_value(const bc_export_place *place, const bc_value *bound);
/* The record with its members in that order; what belongs to no field stays behind what it stood behind. */
const bc_node *bc_export_order_sort(const bc_export_order *order, const bc_node *record, const bc_value *bound,
                                    bc_arena *arena);

#endif
