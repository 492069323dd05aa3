/* How the fields that a form over many records reads are found in a form at hand. */
#ifndef BC_GATHER_PRIVATE_PLAN_H
#define BC_GATHER_PRIVATE_PLAN_H

#include "engine/templates.h"

typedef enum bc_gather_fact { BC_GATHER_NO_FACT, BC_GATHER_FORM, BC_GATHER_FORM_NAME, BC_GATHER_FILE } bc_gather_fact;

enum { BC_GATHER_DEPTH = 6 };

/* To a field of the record's form: indices of entries, from the record's map inwards. */
typedef struct bc_gather_way {
    uint16_t at[BC_GATHER_DEPTH];
    uint32_t n;
    const bc_form_field *field;
} bc_gather_way;

/* Where one field comes from. */
typedef struct bc_gather_source {
    const bc_form_field *field; /* of the form over many */
    const bc_gather_way *ways;  /* the first that is filled in counts */
    uint32_t way_count;
    bc_gather_fact fact;                     /* what is known of the record besides; where there are no ways */
    const struct bc_gather_source *children; /* of a group, and of a list of maps */
    uint32_t child_count;
} bc_gather_source;

typedef struct bc_gather_plan {
    const bc_engine_template *template; /* the form at hand */
    const bc_gather_source *sources;    /* of bc_form_batch.kept */
    uint32_t n;
    size_t records;    /* that were kept by it */
    uint64_t own_keys; /* of any of them */
    struct bc_gather_plan *next;
} bc_gather_plan;

/* NULL when the form over many takes no records of that form. */
bc_gather_plan *bc_gather_plan_make(const bc_form_batch *batch, const bc_engine_template *template, bc_arena *arena);
/* Says which fields were found nowhere; `plans` are all of the form. False when no form at hand has one of them. */
bool bc_gather_plan_explain(const bc_form *over, const bc_gather_plan *plans, bc_diag_list *diags);

#endif
