/* Empty forms that fill their pages. */
#ifndef BC_JOB_PRIVATE_FILL_H
#define BC_JOB_PRIVATE_FILL_H

#include "engine/work.h"

/* Finds rows and heights with which the empty form fills the pages that it takes anyway; lists have the rows that `how`
 * says when these are `given`, else at least as many. Says nothing of what is wrong with the form: whoever lays it out
 * in the end does. False when the system failed on the way, which is said: they are not what they should be. */
bool bc_job_fill_pages(bc_engine_worker *worker, const bc_engine_template *template, bool given, bc_engine_blank *how,
                       bc_diag_list *diags);

#endif
