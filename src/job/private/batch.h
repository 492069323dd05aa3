/* Rendering all records of the inputs. */
#ifndef BC_JOB_PRIVATE_BATCH_H
#define BC_JOB_PRIVATE_BATCH_H

#include "engine/outlet.h"
#include "engine/pattern.h"

/* What is made of a run. */
typedef struct bc_job_plan {
    bc_engine_name_pattern pattern;          /* may have no parts */
    BC_VEC(const bc_engine_template *) over; /* forms over all records */
    bool only_over;                          /* and nothing of each */
} bc_job_plan;

/* Renders everything and calls the engine's callbacks on this thread. The options are complete (no defaults left);
 * fonts are loaded. */
biaoce_status bc_job_batch_run(const bc_engine_call *call, const biaoce_render_options *options,
                               const bc_engine_inputs *inputs, const bc_job_plan *plan, biaoce_summary *summary);
#endif
