/* Opinions that a run gives departments on what it found: where they go, and what the run's records are laid out for.
 */
#ifndef BC_AUDIT_OPINIONS_H
#define BC_AUDIT_OPINIONS_H

#include "audit/audit.h"

typedef struct bc_audit_opinions {
    bc_audit *audit;
    biaoce_render_options output;
    bc_engine_outlet outlet;
    size_t departments; /* that have been told */
} bc_audit_opinions;

/* What is wrong with the formats that were asked for; NULL: nothing. */
const char *bc_audit_opinions_fault(unsigned formats);
/* Says in the run's options that records are laid out for opinions of these formats (0: PDF), as far as can be: what is
 * wrong with them is what opinions are about. */
void bc_audit_opinions_ask(biaoce_render_options *render, unsigned formats);
/* Before anything is read, so that a folder which cannot be written to costs no time: opens the folder (NULL: they are
 * made in memory) and has the audit keep what they need. False when there can be none: said. All is lent. */
bool bc_audit_opinions_begin(bc_audit_opinions *opinions, bc_audit *audit, const char *folder,
                             const biaoce_render_options *render, const bc_engine_inputs *inputs, bc_diag_list *diags);
/* When all records have come, and were compared: makes them. What fails is told, and worsens the tally. */
void bc_audit_opinions_write(bc_audit_opinions *opinions, bc_crew_tally *tally, bc_diag_list *diags);
/* Also of what never began, and is zero. */
void bc_audit_opinions_release(bc_audit_opinions *opinions);

#endif
