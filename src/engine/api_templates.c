/* For those who write templates: schemas, blank records and the linter. */
#include "base/tr.h"
#include "collect/collect.h"
#include "engine/engine.h"
#include "engine/publish.h"
#include "intake/intake.h"
#include "record/blank.h"
#include "record/schema.h"
#include "template/lint.h"
#include "template/schema.h"

#include <string.h>

/* The form of that name; NULL when it cannot be used, which has been reported then, and *status says how. */
static const bc_form *find_form(const bc_engine_call *call, const char *name, biaoce_status *status)
{
    biaoce_engine *engine = call->engine;
    const bc_engine_template *template =
        bc_engine_templates_find(&engine->templates, &engine->folders, bc_str_from(name));
    *status = bc_engine_template_status(template);
    if (!template->form)
        bc_engine_report(call, &template->diags);
    return template->form;
}

/* Writes one of the texts for a form, or for none. */
typedef void write_text(const bc_form *form, bc_buf *out);

static void write_schema(const bc_form *form, bc_buf *out)
{
    if (form) {
        bc_record_schema(form, out);
        return;
    }
    bc_arena arena = { 0 };
    bc_keys_set rules = bc_check_rule_keys(&arena);
    bc_template_schema(&rules, out);
    bc_arena_release(&arena);
}

static void write_mapping_schema(const bc_form *form, bc_buf *out)
{
    (void)form;
    bc_template_schema_of(&bc_intake_mapping_keys, "mapping", bc_tr("a biaoce mapping file"), out);
}

static void write_profile_schema(const bc_form *form, bc_buf *out)
{
    (void)form;
    bc_template_schema_of(&bc_publish_keys, "profile", bc_tr("a biaoce publication profile"), out);
}

static biaoce_status give_text(const bc_engine_call *call, const char *template_name, write_text *write,
                               void (*on_text)(void *context, const char *text, size_t length))
{
    biaoce_status status = BIAOCE_OK;
    const bc_form *form = template_name ? find_form(call, template_name, &status) : NULL;
    if (status != BIAOCE_OK)
        return status;
    if (bc_engine_call_is_cancelled(call))
        return BIAOCE_IO;
    bc_buf out;
    bc_buf_init(&out);
    write(form, &out);
    on_text(call->callbacks.context, out.p, out.n);
    bc_buf_release(&out);
    return BIAOCE_OK;
}

biaoce_status biaoce_write_schema(biaoce_engine *engine, const biaoce_schema_options *given)
{
    biaoce_schema_options options = { 0 };
    bc_engine_call call;
    if (!BC_ENGINE_TAKE(&options, given) || !options.on_text ||
        options.mapping + options.profile + (options.template_name != NULL) > 1 ||
        !bc_engine_call_begin(&call, engine, options.callbacks, options.cancel))
        return BIAOCE_USAGE;
    return give_text(&call, options.template_name,
                     options.mapping   ? write_mapping_schema
                     : options.profile ? write_profile_schema
                                       : write_schema,
                     options.on_text);
}

biaoce_status biaoce_write_record(biaoce_engine *engine, const biaoce_record_options *given)
{
    biaoce_record_options options = { 0 };
    bc_engine_call call;
    if (!BC_ENGINE_TAKE(&options, given) || !options.on_text || !options.template_name ||
        !bc_engine_call_begin(&call, engine, options.callbacks, options.cancel))
        return BIAOCE_USAGE;
    return give_text(&call, options.template_name, options.table ? bc_intake_heads_write : bc_record_blank_write,
                     options.on_text);
}

/* What is missing altogether has no place in any file. */
static biaoce_status judge(const bc_diag_list *diags)
{
    biaoce_status status = BIAOCE_OK;
    for (size_t i = 0; i < diags->list.n; i++)
        if (diags->list.at[i].severity == BC_DIAG_ERROR) {
            const bc_diag *diag = &diags->list.at[i];
            const biaoce_status own = strcmp(diag->code, "E100") == 0 ? BIAOCE_IO
                                      : diag->mark.source             ? BIAOCE_RECORD_ERRORS
                                                                      : BIAOCE_USAGE;
            status = own > status ? own : status;
        }
    return status;
}

/* What is wrong with the rules that a template asks for. Its form is known to be good. */
static void compile_rules(bc_arena *arena, const bc_template_folders *folders, bc_str name,
                          const bc_publish_profile *profile, bc_diag_list *diags)
{
    bc_diag_list said;
    bc_diag_list_init(&said);
    const bc_form *form = bc_template_compile(arena, folders, name, (bc_diag_mark){ 0 }, &said);
    if (!form)
        bc_diag_list_append(diags, &said); /* it was there a moment ago */
    bc_diag_list_release(&said);
    if (!form)
        return;
    bc_check_set_compile(arena, form, diags);
    if (!form->batch)
        bc_collect_report_lost(form, diags);
    if (profile)
        bc_publish_profile_report_undecided(profile, form, diags);
}

static biaoce_status lint(const bc_engine_call *call, const char *name, const bc_publish_profile *profile,
                          biaoce_summary *summary)
{
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    if (bc_template_lint(&arena, &call->engine->folders, bc_str_from(name), &diags))
        compile_rules(&arena, &call->engine->folders, bc_str_from(name), profile, &diags);
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

/* False when a profile was named that cannot be used: said. */
static bool find_profile(const bc_engine_call *call, const char *path, bc_arena *arena, const bc_publish_profile **out,
                         biaoce_status *status)
{
    bool io_error = false;
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    *out = bc_engine_publish_profile(call->engine, path, arena, &diags, &io_error);
    bc_engine_report(call, &diags);
    const bool good = !diags.errors;
    bc_diag_list_release(&diags);
    if (!good)
        *status = io_error ? BIAOCE_IO : BIAOCE_RECORD_ERRORS;
    return good;
}

biaoce_status biaoce_lint_templates(biaoce_engine *engine, const biaoce_lint_options *given, biaoce_summary *summary)
{
    biaoce_lint_options options = { 0 };
    bc_engine_call call;
    biaoce_status worst = BIAOCE_OK;
    if (!BC_ENGINE_TAKE(&options, given) || !bc_engine_can_give(summary) ||
        !bc_engine_call_has_names(options.templates, options.template_count) ||
        !bc_engine_call_begin(&call, engine, options.callbacks, options.cancel))
        return BIAOCE_USAGE;
    biaoce_summary counted = { .records = options.template_count };
    const bc_publish_profile *profile;
    bc_arena arena = { 0 };
    const bool found = find_profile(&call, options.publish_file, &arena, &profile, &worst);
    for (size_t i = 0; found && i < options.template_count && !bc_engine_call_is_cancelled(&call); i++) {
        biaoce_status status = lint(&call, options.templates[i], profile, &counted);
        worst = status > worst ? status : worst;
    }
    bc_arena_release(&arena);
    if (worst == BIAOCE_OK && options.strict && counted.warnings)
        worst = BIAOCE_RECORD_ERRORS;
    if (found)
        BC_ENGINE_GIVE(summary, &counted);
    return bc_engine_call_is_cancelled(&call) ? BIAOCE_IO : worst;
}
