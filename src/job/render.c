/* biaoce_render: what was asked for, checked and made complete, then run. */
#include "job/private/batch.h"

#include "base/tr.h"

#include <string.h>

static bool refuse(bc_diag_list *diags, const char *message)
{
    bc_diag_add(diags, BC_DIAG_ERROR, "E505", (bc_diag_mark){ 0 }, "%s", message);
    return false;
}

static bool check_target(const biaoce_render_options *options, bc_diag_list *diags)
{
    switch (options->target) {
    case BIAOCE_TO_FOLDER:
        return true;
    case BIAOCE_TO_FILE:
        if (!options->path)
            return refuse(diags, bc_tr("the output file has no name"));
        if (options->formats & (options->formats - 1))
            return refuse(diags, bc_tr("one output file cannot hold several formats"));
        if (options->name_pattern)
            return refuse(diags, bc_tr("the output file has a name, so records need no pattern for theirs"));
        return true;
    case BIAOCE_TO_MEMORY:
        return true;
    }
    return refuse(diags, bc_tr("the kind of output is not known"));
}

static bool check_workbook(const biaoce_render_options *options, bc_diag_list *diags)
{
    if (!options->one_workbook)
        return true;
    if (!(options->formats & BIAOCE_FORMAT_XLSX))
        return refuse(diags, bc_tr("one workbook is asked for, but not the format XLSX"));
    return !options->single || refuse(diags, bc_tr("one workbook is for many records, but a single one is asked for"));
}

static bool check_options(const biaoce_render_options *options, bc_diag_list *diags)
{
    if (!options->path_count && !options->memory_count)
        return refuse(diags, bc_tr("there are no inputs"));
    if (options->formats & ~(unsigned)(BIAOCE_FORMAT_PDF | BIAOCE_FORMAT_XLSX | BIAOCE_FORMAT_TRACE))
        return refuse(diags, bc_tr("a format is not known"));
    const char *wrong = bc_engine_pdf_refused(options->pdf, options->attach_data);
    if (wrong)
        return refuse(diags, wrong);
    size_t standard = 0;
    for (size_t i = 0; i < options->path_count; i++)
        standard += strcmp(options->paths[i], "-") == 0;
    if (standard > 1)
        return refuse(diags, bc_tr("standard input can be read only once"));
    return check_workbook(options, diags) && check_target(options, diags);
}

static void complete(biaoce_render_options *options)
{
    if (!options->formats)
        options->formats = BIAOCE_FORMAT_PDF;
    if (options->target == BIAOCE_TO_FILE && !bc_engine_shares_workbook(options))
        options->single = true;
    if (options->template_name && !*options->template_name)
        options->template_name = NULL;
}

/* A template named for the whole run must be there before any record is read. */
static biaoce_status find_template(biaoce_engine *engine, const char *name, bc_diag_list *diags,
                                   const bc_engine_template **out)
{
    *out = bc_engine_templates_find(&engine->templates, &engine->folders, bc_str_from(name));
    if ((*out)->form)
        return BIAOCE_OK;
    bc_diag_list_append(diags, &(*out)->diags);
    return bc_engine_template_status(*out);
}

static void add_over(bc_job_plan *plan, const bc_engine_template *template)
{
    for (size_t i = 0; i < plan->over.n; i++)
        if (plan->over.at[i] == template)
            return;
    bc_vec_add(&plan->over, template);
}

/* Records name their own template where that of the run is over all of them. */
static biaoce_status check_templates(biaoce_engine *engine, biaoce_render_options *options, bc_diag_list *diags,
                                     bc_job_plan *plan)
{
    const bc_engine_template *template;
    biaoce_status status = BIAOCE_OK;
    if (options->template_name)
        status = find_template(engine, options->template_name, diags, &template);
    if (status == BIAOCE_OK && options->template_name && template->form->batch) {
        options->template_name = NULL;
        plan->only_over = true;
        add_over(plan, template);
    }
    for (size_t i = 0; i < options->batch_form_count && status == BIAOCE_OK; i++) {
        status = find_template(engine, options->batch_forms[i], diags, &template);
        if (status != BIAOCE_OK)
            return status;
        add_over(plan, template);
        if (template->form->batch)
            continue;
        refuse(diags, bc_tr("a form for all records together is one without `batch:`"));
        return BIAOCE_USAGE;
    }
    return status;
}

static biaoce_status check_pattern(const char *text, bc_arena *arena, bc_diag_list *diags, bc_engine_name_pattern *out)
{
    *out = (bc_engine_name_pattern){ 0 };
    if (!text)
        return BIAOCE_OK;
    bc_diag_source *source = BC_NEW(arena, bc_diag_source);
    source->name = bc_arena_str(arena, bc_str_from(bc_tr("name pattern")));
    source->text = bc_arena_str(arena, bc_str_from(text));
    const bc_diag_mark at = { source, 1, 1, 0 };
    return bc_engine_name_pattern_compile(arena, source->text, at, diags, out) ? BIAOCE_OK : BIAOCE_USAGE;
}

static biaoce_status prepare(biaoce_engine *engine, biaoce_render_options *options, bc_arena *arena,
                             bc_diag_list *diags, bc_job_plan *plan)
{
    if (!check_options(options, diags))
        return BIAOCE_USAGE;
    biaoce_status status = check_pattern(options->name_pattern, arena, diags, &plan->pattern);
    if (status == BIAOCE_OK)
        status = check_templates(engine, options, diags, plan);
    if (status == BIAOCE_OK && !bc_engine_load_fonts(engine, diags))
        status = BIAOCE_IO;
    return status;
}

static biaoce_status run(const bc_engine_call *call, const biaoce_render_options *options, const bc_job_plan *plan,
                         bc_diag_list *diags, biaoce_summary *summary)
{
    bc_engine_inputs inputs;
    biaoce_status status = BIAOCE_USAGE;
    bc_engine_inputs_find_kind(&inputs, options->paths, options->path_count, options->recursive,
                               bc_engine_tables_options(options->tables).kind);
    const char *wrong = bc_engine_inputs_add_memory(&inputs, options->memory, options->memory_count);
    if (wrong)
        refuse(diags, wrong);
    else
        status = bc_job_batch_run(call, options, &inputs, plan, summary);
    bc_engine_inputs_release(&inputs);
    return status;
}

static biaoce_status render(const bc_engine_call *call, biaoce_render_options *options, biaoce_summary *summary)
{
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_job_plan plan = { 0 };
    biaoce_status status = prepare(call->engine, options, &arena, &diags, &plan);
    if (status == BIAOCE_OK) { /* what was only doubtful comes first */
        bc_engine_report(call, &diags);
        summary->warnings += diags.warnings;
        bc_diag_list_clear(&diags);
        status = run(call, options, &plan, &diags, summary);
    }
    bc_engine_report(call, &diags);
    summary->errors += diags.errors;
    summary->warnings += diags.warnings;
    bc_vec_release(&plan.over);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
    return status;
}

biaoce_status biaoce_render(biaoce_engine *engine, const biaoce_render_options *given, biaoce_summary *summary)
{
    biaoce_render_options options = { 0 };
    biaoce_summary counted = { 0 };
    biaoce_times times = { 0 };
    biaoce_limits limits = { 0 };
    bc_engine_call call;
    if (!BC_ENGINE_TAKE(&options, given) || !BC_ENGINE_TAKE(&limits, options.limits) || !bc_engine_can_give(summary) ||
        !bc_engine_can_give(options.times) || !bc_engine_call_has_names(options.paths, options.path_count) ||
        !bc_engine_tables_are_good(options.tables) ||
        !bc_engine_call_has_names(options.batch_forms, options.batch_form_count) ||
        !bc_engine_call_begin(&call, engine, options.callbacks, options.cancel))
        return BIAOCE_USAGE;
    complete(&options);
    options.limits = &limits;
    biaoce_times *asked = options.times;
    options.times = asked ? &times : NULL;
    biaoce_status status = render(&call, &options, &counted);
    BC_ENGINE_GIVE(asked, &times);
    BC_ENGINE_GIVE(summary, &counted);
    return status;
}
