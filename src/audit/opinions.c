/* The same for every run that finds something in forms: what was checked, and what came back. */
#include "audit/opinions.h"

#include "base/tr.h"

enum { FORMATS = BIAOCE_FORMAT_PDF | BIAOCE_FORMAT_XLSX };

const char *bc_audit_opinions_fault(unsigned formats)
{
    return formats & ~(unsigned)FORMATS ? bc_tr("a format is not known") : NULL;
}

void bc_audit_opinions_ask(biaoce_render_options *render, unsigned formats)
{
    render->force = true;
    render->formats = formats ? formats : BIAOCE_FORMAT_PDF;
}

bool bc_audit_opinions_begin(bc_audit_opinions *opinions, bc_audit *audit, const char *folder,
                             const biaoce_render_options *render, const bc_engine_inputs *inputs, bc_diag_list *diags)
{
    biaoce_engine *engine = audit->call->engine;
    opinions->audit = audit;
    opinions->output = *render;
    opinions->output.target = folder ? BIAOCE_TO_FOLDER : BIAOCE_TO_MEMORY;
    opinions->output.path = folder;
    if (!bc_engine_load_fonts(engine, diags) ||
        !bc_engine_outlet_open(&opinions->outlet, engine, &opinions->output, inputs, diags))
        return false;
    opinions->outlet.durable = true;
    bc_audit_keep_opinions(audit, render);
    return true;
}

void bc_audit_opinions_write(bc_audit_opinions *opinions, bc_crew_tally *tally, bc_diag_list *diags)
{
    bc_opinion *kept = opinions->audit->opinions;
    if (!bc_opinion_write(kept, &opinions->outlet, tally, bc_crew_size(opinions->output.jobs), diags))
        bc_crew_tally_worsen(tally, BIAOCE_IO);
    opinions->departments = bc_opinion_departments(kept);
}

void bc_audit_opinions_release(bc_audit_opinions *opinions)
{
    bc_engine_outlet_release(&opinions->outlet);
}
