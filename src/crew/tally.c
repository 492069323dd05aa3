/* What came of a run, kept by the thread that delivers. Callbacks are called from it alone, so programs need no locks,
 * and what is counted is what was said. The faults of a template are told once, with the first of its records, and not
 * again with each. */
#include "crew/tally.h"

#include "base/tr.h"

#include <string.h>

enum { SAID_EACH = 3 }; /* outputs that cannot be written for one reason */

void bc_crew_tally_init(bc_crew_tally *tally, const bc_engine_call *call)
{
    *tally = (bc_crew_tally){ .call = call, .engine = call->engine };
    bc_buf_init(&tally->unwritten);
}

void bc_crew_tally_release(bc_crew_tally *tally)
{
    bc_vec_release(&tally->templates);
    bc_buf_release(&tally->unwritten);
}

void bc_crew_tally_add(const bc_crew_tally *tally, biaoce_summary *to)
{
    const biaoce_summary *own = &tally->summary;
    to->records += own->records;
    to->rendered += own->rendered;
    to->failed += own->failed;
    to->outputs += own->outputs;
    to->errors += own->errors;
    to->warnings += own->warnings;
    to->batch_forms += own->batch_forms;
}

void bc_crew_tally_worsen(bc_crew_tally *tally, biaoce_status status)
{
    if (status > tally->status)
        tally->status = status;
}

/* Whether it was told often enough. */
static bool is_known(bc_crew_tally *tally, const bc_diag *diag)
{
    if (strcmp(diag->code, "E514") != 0)
        return false;
    if (!bc_str_eq(diag->message, bc_buf_str(&tally->unwritten))) {
        bc_crew_tally_finish(tally);
        bc_buf_clear(&tally->unwritten);
        bc_buf_add_str(&tally->unwritten, diag->message);
    }
    return ++tally->unsaid > SAID_EACH;
}

void bc_crew_tally_finish(bc_crew_tally *tally)
{
    if (tally->unsaid > SAID_EACH) {
        bc_diag_list more;
        bc_diag_list_init(&more);
        bc_diag_add(&more, BC_DIAG_ERROR, "E514", (bc_diag_mark){ 0 },
                    bc_tr("%zu more outputs could not be written for the same reason"), tally->unsaid - SAID_EACH);
        bc_engine_report(tally->call, &more);
        bc_diag_list_release(&more);
    }
    tally->unsaid = 0;
}

static void tell_new(bc_crew_tally *tally, const bc_diag_list *diags)
{
    bc_diag_list news = { .errors = diags->errors, .warnings = diags->warnings };
    for (size_t i = 0; i < diags->list.n; i++)
        if (!is_known(tally, &diags->list.at[i]))
            bc_vec_add(&news.list, diags->list.at[i]);
    bc_engine_report(tally->call, &news);
    bc_vec_release(&news.list);
}

void bc_crew_tally_report(bc_crew_tally *tally, const bc_diag_list *diags)
{
    if (bc_diag_list_has_code(diags, "E514"))
        tell_new(tally, diags);
    else
        bc_engine_report(tally->call, diags);
    tally->summary.errors += diags->errors;
    tally->summary.warnings += diags->warnings;
}

static void report_strictly(bc_crew_tally *tally, const bc_diag_list *diags)
{
    bc_diag_list raised;
    bc_diag_list_init(&raised);
    raised.strict = true;
    bc_diag_list_append(&raised, diags);
    if (raised.errors)
        bc_crew_tally_worsen(tally, BIAOCE_RECORD_ERRORS);
    bc_crew_tally_report(tally, &raised);
    bc_diag_list_release(&raised);
}

bool bc_crew_tally_report_template(bc_crew_tally *tally, const bc_engine_template *template)
{
    if (!template || (!template->form && !bc_engine_template_is_broken(template)))
        return false;
    for (size_t i = 0; i < tally->templates.n; i++)
        if (tally->templates.at[i] == template)
            return false;
    bc_vec_add(&tally->templates, template);
    if (tally->strict)
        report_strictly(tally, &template->diags);
    else
        bc_crew_tally_report(tally, &template->diags);
    return template->form != NULL;
}

void bc_crew_tally_outputs(bc_crew_tally *tally, bc_engine_outputs *outputs, const char *input, size_t record)
{
    const biaoce_callbacks *callbacks = &tally->call->callbacks;
    unsigned pages = 0; /* every format has the same, or none */
    for (size_t i = 0; i < outputs->n; i++) {
        bc_engine_output *made = &outputs->at[i];
        biaoce_output output = { .size = sizeof output,
                                 .input = input,
                                 .record = record,
                                 .format = made->format,
                                 .path = made->path,
                                 .bytes = made->path ? NULL : made->bytes.p,
                                 .length = made->size,
                                 .pages = made->pages,
                                 .name = made->name ? made->name : "" };
        if (callbacks->on_output)
            callbacks->on_output(callbacks->context, &output);
        if (!made->path)
            bc_buf_release(&made->bytes);
        tally->summary.outputs++;
        pages = made->pages ? made->pages : pages;
    }
    tally->pages += record ? pages : 0;
    outputs->n = 0;
    if (outputs->io_failed)
        bc_crew_tally_worsen(tally, BIAOCE_IO);
}
