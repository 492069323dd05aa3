/* For those who write templates: schemas, blank records and the linter. */
#include "base/tr.h"
#include "engine/engine.h"
#include "record/blank.h"
#include "record/schema.h"
#include "template/lint.h"
#include "template/schema.h"

/* The form of that name; NULL when it cannot be used, which has been reported then, and *status says how. */
static const bc_form *find_form(const bc_engine_call *call, const char *name, biaoce_status *status)
{
    biaoce_engine *engine = call->engine;
    const bc_engine_template *template =
        bc_engine_templates_find(&engine->templates, &engine->folders, bc_str_from(name));
    *status = template->form ? BIAOCE_OK : bc_engine_template_is_broken(template) ? BIAOCE_RECORD_ERRORS : BIAOCE_USAGE;
    if (!template->form)
        bc_engine_report(call, &template->diags);
    return template->form;
}

biaoce_status biaoce_write_schema(biaoce_engine *engine, const char *template_name, const biaoce_callbacks *callbacks,
                                  biaoce_take_text *take, void *context)
{
    bc_engine_call call;
    biaoce_status status = BIAOCE_OK;
    if (!take || !bc_engine_call_begin(&call, engine, callbacks, NULL))
        return BIAOCE_USAGE;
    const bc_form *form = template_name ? find_form(&call, template_name, &status) : NULL;
    if (status != BIAOCE_OK)
        return status;
    bc_buf out;
    bc_buf_init(&out);
    if (form) {
        bc_record_schema(form, &out);
    } else {
        bc_arena arena = { 0 };
        bc_keys_set rules = bc_check_rule_keys(&arena);
        bc_template_schema(&rules, &out);
        bc_arena_release(&arena);
    }
    take(context, out.p, out.n);
    bc_buf_release(&out);
    return BIAOCE_OK;
}

biaoce_status biaoce_write_record(biaoce_engine *engine, const char *template_name, const biaoce_callbacks *callbacks,
                                  biaoce_take_text *take, void *context)
{
    bc_engine_call call;
    biaoce_status status;
    if (!take || !template_name || !bc_engine_call_begin(&call, engine, callbacks, NULL))
        return BIAOCE_USAGE;
    const bc_form *form = find_form(&call, template_name, &status);
    if (!form)
        return status;
    bc_buf out;
    bc_buf_init(&out);
    bc_record_blank_write(form, &out);
    take(context, out.p, out.n);
    bc_buf_release(&out);
    return BIAOCE_OK;
}

/* What is missing altogether has no place in any file. */
static biaoce_status judge(const bc_diag_list *diags)
{
    biaoce_status status = BIAOCE_OK;
    for (size_t i = 0; i < diags->list.n; i++)
        if (diags->list.at[i].severity == BC_DIAG_ERROR) {
            biaoce_status own = diags->list.at[i].mark.source ? BIAOCE_RECORD_ERRORS : BIAOCE_USAGE;
            status = own > status ? own : status;
        }
    return status;
}

/* What is wrong with the rules that a template asks for. Its form is known to be good. */
static void compile_rules(bc_arena *arena, const bc_template_folders *folders, bc_str name, bc_diag_list *diags)
{
    bc_diag_list said;
    bc_diag_list_init(&said);
    const bc_form *form = bc_template_compile(arena, folders, name, (bc_diag_mark){ 0 }, &said);
    bc_diag_list_release(&said);
    bc_check_set_compile(arena, form, diags);
}

static biaoce_status lint(const bc_engine_call *call, const char *name, biaoce_summary *summary)
{
    bc_arena arena;
    bc_diag_list diags;
    bc_arena_init(&arena);
    bc_diag_list_init(&diags);
    if (bc_template_lint(&arena, &call->engine->folders, bc_str_from(name), &diags))
        compile_rules(&arena, &call->engine->folders, bc_str_from(name), &diags);
    bc_diag_list_sort(&diags);
    bc_engine_report(call, &diags);
    biaoce_status status = judge(&diags);
    summary->rendered += status == BIAOCE_OK;
    summary->failed += status != BIAOCE_OK;
    summary->errors += diags.errors;
    summary->warnings += diags.warnings;
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
    return status;
}

biaoce_status biaoce_lint_templates(biaoce_engine *engine, const char *const *templates, size_t count,
                                    const biaoce_callbacks *callbacks, biaoce_summary *summary)
{
    bc_engine_call call;
    biaoce_summary counted = { .records = count };
    biaoce_status worst = BIAOCE_OK;
    if ((count && !templates) || !bc_engine_can_give(summary) || !bc_engine_call_begin(&call, engine, callbacks, NULL))
        return BIAOCE_USAGE;
    for (size_t i = 0; i < count; i++) {
        biaoce_status status = lint(&call, templates[i], &counted);
        worst = status > worst ? status : worst;
    }
    BC_ENGINE_GIVE(summary, &counted);
    return worst;
}
