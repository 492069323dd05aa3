/* What came of a run so far: its messages as they are handed on, its counts, and the worst that happened.
 *
 * Kept by the thread that called into the library; everything is told in the order of the inputs.
 */
#ifndef BC_CREW_TALLY_H
#define BC_CREW_TALLY_H

#include "engine/outlet.h"

typedef struct bc_crew_tally {
    const bc_engine_call *call;
    biaoce_engine *engine; /* of the call */
    biaoce_summary summary;
    unsigned pages;                               /* of records whose outputs were reported */
    biaoce_status status;                         /* the worst so far */
    bc_buf unwritten;                             /* why the output before could not be written, */
    size_t unsaid;                                /* and how many since then could not for the same reason */
    bool strict;                                  /* what is doubtful about a template is an error */
    BC_VEC(const bc_engine_template *) templates; /* whose own messages have been told */
} bc_crew_tally;

void bc_crew_tally_init(bc_crew_tally *tally, const bc_engine_call *call);
void bc_crew_tally_release(bc_crew_tally *tally);
/* Adds its counts to the summary. */
void bc_crew_tally_add(const bc_crew_tally *tally, biaoce_summary *to);
void bc_crew_tally_worsen(bc_crew_tally *tally, biaoce_status status);
/* Hands the messages on and counts them. Outputs that one after the other cannot be written for the same reason, as on
 * a full disk, are told a few times and then counted. */
void bc_crew_tally_report(bc_crew_tally *tally, const bc_diag_list *diags);
/* At the end of a run: how many were counted only. */
void bc_crew_tally_finish(bc_crew_tally *tally);
/* Reports what is wrong with a template itself, once for each. NULL, and a template that does not exist, are no news.
 * True when this is the first time that a usable one is met: then there may be more to say about it. */
bool bc_crew_tally_report_template(bc_crew_tally *tally, const bc_engine_template *template);
/* Reports outputs of a record (number 0: of several) and lets go of those in memory. */
void bc_crew_tally_outputs(bc_crew_tally *tally, bc_engine_outputs *outputs, const char *input, size_t record);

#endif
