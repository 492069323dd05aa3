/* Rendering all records of the inputs. */
#ifndef BC_JOB_PRIVATE_BATCH_H
#define BC_JOB_PRIVATE_BATCH_H

#include "engine/outlet.h"
#include "engine/pattern.h"

/* Renders everything and calls the engine's callbacks on this thread. The options are complete (no defaults left);
 * fonts are loaded. `pattern` may have no parts. */
biaoce_status bc_job_batch_run(const bc_engine_call *call, const biaoce_render_options *options,
                               const bc_engine_inputs *inputs, const bc_engine_name_pattern *pattern,
                               biaoce_summary *summary);
#endif
