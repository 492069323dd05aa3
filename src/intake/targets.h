/* The places of a form that a column can fill, and which of them the head of a column means. */
#ifndef BC_INTAKE_TARGETS_H
#define BC_INTAKE_TARGETS_H

#include "base/vec.h"
#include "form/form.h"

enum { BC_MAX_INTAKE_DEPTH = 6 };

/* A scalar, a list that is written into one cell, or one place of a list. */
typedef struct bc_intake_target {
    const bc_form_field *way[BC_MAX_INTAKE_DEPTH]; /* groups, and one list of maps at most, that lead to the field */
    uint8_t way_count;
    uint8_t list; /* 1 + where in the way the list of maps is; 0: it is a field of the record */
    const bc_form_field *field;
    uint32_t place; /* 1 + the place of a list with labels; 0: the field itself */
    bool json;      /* a list of maps, as a whole */
} bc_intake_target;

typedef struct bc_intake_targets {
    const bc_form *form;
    BC_VEC(bc_intake_target) list;
    BC_VEC(bc_intake_target) json; /* lists of maps, which only heads mean that say so */
} bc_intake_targets;

/* The head of a column that numbers records. Tables with it were written by a program that knows the form: the row of
 * this head is the head, every row below it is a record, or belongs to the one of its number. */
#define BC_INTAKE_NUMBER_HEAD BC_STR("记录号")
/* What stands behind the name of a list of maps in the head of a column whose cells hold it in JSON. */
#define BC_INTAKE_JSON_MARK "(JSON)"

void bc_intake_targets_init(bc_intake_targets *targets, const bc_form *form);
void bc_intake_targets_release(bc_intake_targets *targets);

/* What a head means. */
typedef struct bc_intake_meaning {
    const bc_intake_target *target; /* NULL: nothing */
    const bc_intake_target *rival;  /* that it means as much; NULL: none */
    bool placed;                    /* an upper part of the head says where the field is */
    uint32_t number;                /* 目标2: of a list without labels the place, from 1; 0: the whole */
} bc_intake_meaning;

/* Parts of a head of several rows (`joined`) are parted by `/`; the last part alone will do where it is the only one. A
 * `/` that was typed may as well be one: then what is in front of it has to name what the field is in. `in`: only
 * fields of this list; NULL: all. */
bc_intake_meaning bc_intake_targets_find(const bc_intake_targets *targets, const bc_form_field *in, bc_str head,
                                         bool joined, bc_arena *arena);
/* A head as it is looked for, once it was read from a cell: without blanks and without the unit, which is *unit. */
bc_str bc_intake_targets_head(bc_str cell, bc_arena *arena, bc_str *unit);
/* How the target is called in messages: 资金来源/合计. Groups without a name of their own are left out unless `all`. */
bc_str bc_intake_target_name(const bc_intake_target *target, bool all, bc_arena *arena);

#endif
