/* Reports are forms like any other: what there is to say becomes a record, and that goes through all stages. */
#include "engine/outlet.h"

bool bc_engine_output_make(biaoce_engine *engine, const bc_node *record, const char *name, bc_engine_output *out,
                           bc_diag_list *diags)
{
    if (!bc_engine_load_fonts(engine, diags))
        return false;
    biaoce_render_options options = {
        .size = sizeof options, .formats = (unsigned)out->format, .pdf = BIAOCE_PDF_A2A, .no_check = true
    };
    bc_engine_worker worker;
    bc_engine_worker_init(&worker, engine, &options);
    bc_diag_list said; /* apart: a report of what went wrong is made whatever else did */
    bc_diag_list_init(&said);
    bc_engine_work work = { .value = record, .input = name, .number = 1, .diags = &said };
    bc_engine_rendered rendered[BC_FORMAT_COUNT];
    const bc_layout_document *document = bc_engine_work_lay_out_own(&worker, &work);
    const size_t n = document ? bc_engine_work_render(&worker, &work, document, rendered) : 0;
    if (n) {
        bc_buf_add_str(&out->bytes, bc_buf_str(&rendered[0].bytes));
        out->pages = rendered[0].pages;
    }
    bc_engine_rendered_release(rendered, n);
    bc_engine_worker_release(&worker);
    bc_diag_list_forget(&said, record->mark.source);
    bc_diag_list_append(diags, &said);
    bc_diag_list_release(&said);
    return n > 0;
}
