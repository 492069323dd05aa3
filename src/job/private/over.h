/* Forms over many records of a run: what is asked for, the records that speak for such a form itself, and the form
 * printed when all records have been gathered. */
#ifndef BC_JOB_PRIVATE_OVER_H
#define BC_JOB_PRIVATE_OVER_H

#include "crew/tally.h"
#include "gather/gather.h"

/* A record of a form over many, which holds what else the form has. */
typedef struct bc_job_over_record {
    const bc_engine_template *template;
    const bc_node *value;
    const char *input;
    size_t number;
    int64_t time;
    const bc_node *files; /* its records; NULL: those of the run */
} bc_job_over_record;

/* Those that came in a run; a zeroed one is empty. */
typedef struct bc_job_over_records {
    bc_arena arena;
    BC_VEC(bc_job_over_record) list;
} bc_job_over_records;

void bc_job_over_records_release(bc_job_over_records *records);
/* Keeps a copy of one. */
void bc_job_over_records_add(bc_job_over_records *records, const bc_engine_work *record);
/* The files that it names, which lie beside it or deeper, without its own. False when it names none that there are. */
bool bc_job_over_find_files(const bc_job_over_record *record, bc_engine_inputs *inputs, bc_diag_list *diags,
                            bool *io_failed);

/* One form to be printed over what was gathered. */
typedef struct bc_job_over_making {
    bc_gather *gather;
    size_t over; /* which of its forms */
    bool last;   /* of that form */
    const bc_engine_template *template;
    const bc_job_over_record *record; /* NULL: it has none of its own */
    int64_t time;                     /* of the latest record */
} bc_job_over_making;

/* Composes and lays it out; `list` is the arena of its records. NULL when it has errors. */
const bc_layout_document *bc_job_over_lay_out(bc_engine_worker *worker, const bc_job_over_making *making,
                                              bc_engine_work *work, bc_arena *list, bc_value *records);

#endif
