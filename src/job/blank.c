/* Empty forms: each template with a record that has nothing in it. */
#include "form/blank.h"

#include "base/tr.h"
#include "job/outlet.h"
#include "job/record.h"

#include <string.h>

enum { ROWS_USUAL = 3, ROWS_MOST = 1000 };

typedef struct blanks {
    biaoce_engine *engine;
    biaoce_render_options render;
    uint32_t rows;
    bc_worker worker;
    bc_outlet outlet;
    biaoce_summary summary;
    biaoce_status status;
} blanks;

static void worsen(blanks *b, biaoce_status status)
{
    b->status = status > b->status ? status : b->status;
}

static void report(blanks *b, const bc_diags *diags)
{
    bc_engine_report(b->engine, diags);
    b->summary.errors += diags->errors;
    b->summary.warnings += diags->warnings;
}

static void deliver(blanks *b, const char *template_name, bc_queue_item *item)
{
    const biaoce_config *config = &b->engine->config;
    for (size_t i = 0; i < item->made_count; i++) {
        bc_made *made = &item->made[i];
        biaoce_output output = { .input = template_name,
                                 .record = item->number,
                                 .format = made->format,
                                 .path = made->path,
                                 .bytes = made->path ? NULL : made->bytes.p,
                                 .size = made->size,
                                 .pages = made->pages };
        if (config->on_output)
            config->on_output(config->context, &output);
        if (!made->path)
            bc_buf_release(&made->bytes);
        b->summary.outputs++;
    }
}

/* Composes, prints and writes the empty form. Cells that must be filled are no mistake yet: nothing is bound. */
static void make(blanks *b, const bc_form *form, bc_queue_item *item)
{
    bc_record record = { .value = bc_value_new_map(&b->worker.arena, form->mark, NULL, 0),
                         .number = item->number,
                         .template = item->template,
                         .datum = bc_blank_datum(form, b->rows, &b->worker.arena),
                         .blank = true,
                         .diags = &item->diags };
    bc_str name = bc_naming_take(&b->outlet.naming, form->name.n ? form->name : form->id);
    const bc_document *document = bc_record_lay_out(&b->worker, &record);
    bc_rendered rendered[BC_FORMAT_COUNT];
    size_t n = document ? bc_record_render(&b->worker, &record, document, rendered) : 0;
    for (size_t i = 0; i < n; i++)
        bc_outlet_put(&b->outlet, item, name, &rendered[i]);
    bc_rendered_release(rendered, n);
    item->io_failed = item->io_failed || record.io_failed;
    if (item->diags.errors)
        worsen(b, item->io_failed ? BIAOCE_IO : BIAOCE_RECORD_ERRORS);
}

static void run_one(blanks *b, const char *template_name, size_t number)
{
    bc_queue_item item = { .number = number };
    bc_diags_init(&item.diags);
    bc_arena_reset(&b->worker.arena);
    if (b->worker.setter)
        bc_typesetter_forget(b->worker.setter);
    item.template = bc_templates_find(&b->engine->templates, &b->engine->folders, bc_str_from(template_name));
    report(b, &item.template->diags);
    if (item.template->form)
        make(b, item.template->form, &item);
    else
        worsen(b, bc_template_is_broken(item.template) ? BIAOCE_RECORD_ERRORS : BIAOCE_USAGE);
    report(b, &item.diags);
    b->summary.rendered += item.made_count > 0 && !item.io_failed;
    b->summary.failed += item.made_count == 0 || item.io_failed;
    deliver(b, template_name, &item);
    bc_diags_release(&item.diags);
    bc_arena_release(&item.arena);
}

static bool check(const biaoce_blank_options *options, bc_diags *diags)
{
    const char *wrong = NULL;
    if (!options->template_count)
        wrong = bc_tr("there are no templates");
    else if (options->target == BIAOCE_TO_FILE && options->template_count > 1)
        wrong = bc_tr("there is more than one template for one output");
    else if (options->target == BIAOCE_TO_FILE && (options->formats & (options->formats - 1)))
        wrong = bc_tr("one output file cannot hold several formats");
    else if (options->rows > ROWS_MOST)
        wrong = bc_tr("a list has at most 1000 empty rows");
    if (wrong)
        bc_diag_add(diags, BC_ERROR, "E505", (bc_mark){ 0 }, "%s", wrong);
    return !wrong;
}

static void run(blanks *b, const biaoce_blank_options *options, bc_diags *diags)
{
    const bc_inputs none = { 0 };
    if (!check(options, diags)) {
        b->status = BIAOCE_USAGE;
        return;
    }
    if (!bc_engine_load_fonts(b->engine, diags) || !bc_outlet_open(&b->outlet, b->engine, &b->render, &none, diags)) {
        b->status = BIAOCE_IO;
        return;
    }
    bc_worker_init(&b->worker, b->engine, &b->render);
    for (size_t i = 0; i < options->template_count; i++)
        run_one(b, options->templates[i], i + 1);
    bc_engine_report_fonts(b->engine, diags);
    bc_worker_release(&b->worker);
    bc_outlet_release(&b->outlet);
}

biaoce_status biaoce_blank(biaoce_engine *engine, const biaoce_blank_options *given, biaoce_summary *summary)
{
    biaoce_blank_options options = { 0 };
    BC_ENGINE_TAKE_OPTIONS(&options, given);
    blanks b = { .engine = engine, .rows = options.rows ? options.rows : ROWS_USUAL };
    b.render = (biaoce_render_options){ .size = sizeof b.render,
                                        .formats = options.formats ? options.formats : BIAOCE_PDF,
                                        .target = options.target,
                                        .path = options.path,
                                        .time = options.time };
    b.summary.records = options.template_count;
    bc_diags diags;
    bc_diags_init(&diags);
    run(&b, &options, &diags);
    report(&b, &diags);
    bc_diags_release(&diags);
    if (summary)
        *summary = b.summary;
    return b.status;
}
