#include "crew/tally.h"

void bc_crew_tally_init(bc_crew_tally *tally, biaoce_engine *engine)
{
    *tally = (bc_crew_tally){ .engine = engine };
}

void bc_crew_tally_release(bc_crew_tally *tally)
{
    bc_vec_release(&tally->templates);
}

void bc_crew_tally_worsen(bc_crew_tally *tally, biaoce_status status)
{
    if (status > tally->status)
        tally->status = status;
}

void bc_crew_tally_report(bc_crew_tally *tally, const bc_diag_list *diags)
{
    bc_engine_report(tally->engine, diags);
    tally->summary.errors += diags->errors;
    tally->summary.warnings += diags->warnings;
}

bool bc_crew_tally_report_template(bc_crew_tally *tally, const bc_engine_template *template)
{
    if (!template || (!template->form && !bc_engine_template_is_broken(template)))
        return false;
    for (size_t i = 0; i < tally->templates.n; i++)
        if (tally->templates.at[i] == template)
            return false;
    *bc_vec_push(&tally->templates) = template;
    bc_crew_tally_report(tally, &template->diags);
    return template->form != NULL;
}

void bc_crew_tally_outputs(bc_crew_tally *tally, bc_engine_outputs *outputs, const char *input, size_t record)
{
    const biaoce_config *config = &tally->engine->config;
    for (size_t i = 0; i < outputs->n; i++) {
        bc_engine_output *made = &outputs->at[i];
        biaoce_output output = { .input = input,
                                 .record = record,
                                 .format = made->format,
                                 .path = made->path,
                                 .bytes = made->path ? NULL : made->bytes.p,
                                 .size = made->size,
                                 .pages = made->pages };
        if (config->on_output)
            config->on_output(config->context, &output);
        if (!made->path)
            bc_buf_release(&made->bytes);
        tally->summary.outputs++;
    }
    outputs->n = 0;
    if (outputs->io_failed)
        bc_crew_tally_worsen(tally, BIAOCE_IO);
}
