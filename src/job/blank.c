/* Empty forms: each template with a record that has nothing in it. On paper they fill their pages; a workbook has rows
 * to spare, and is therefore composed apart. */
#include "base/tr.h"
#include "crew/tally.h"
#include "engine/work.h"
#include "job/private/fill.h"

#include <string.h>

enum { PAPER_ROWS = 3, MAX_ROWS = 1000, FIRST_YEAR = 1900, LAST_YEAR = 2999 };

typedef struct blanks {
    biaoce_render_options render;
    uint32_t rows; /* 0: as each format asks */
    uint32_t year;
    bool fillable;
    bc_engine_worker worker;
    bc_engine_outlet outlet;
    bc_crew_tally tally;
} blanks;

/* What is being made of a template. */
typedef struct making {
    const bc_engine_template *template;
    size_t number;
    bc_str name;
    bc_engine_outputs *outputs;
} making;

/* What is wrong with a form is wrong in all formats, and told once. */
static void add_diags(bc_diag_list *told, const bc_diag_list *found)
{
    for (size_t i = 0; i < found->list.n; i++) {
        const bc_diag *diag = &found->list.at[i];
        if (bc_diag_list_has(told, diag->code, diag->mark))
            continue;
        bc_diag_add(told, diag->severity, diag->code, diag->mark, "%.*s", BC_STR_ARG(diag->message));
        if (diag->hint.n)
            bc_diag_hint(told, "%.*s", BC_STR_ARG(diag->hint));
    }
}

static void make_as(blanks *b, const making *m, unsigned formats, const bc_engine_blank *how)
{
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_engine_work record = { .number = m->number, .diags = &diags };
    bc_engine_work_begin_blank(&b->worker, &record, m->template, how);
    const bc_layout_document *document = bc_engine_work_lay_out(&b->worker, &record);
    bc_engine_rendered rendered[BC_FORMAT_COUNT];
    size_t n = document ? bc_engine_work_render_as(&b->worker, &record, document, formats, rendered) : 0;
    for (size_t i = 0; i < n; i++)
        bc_engine_outlet_put(&b->outlet, m->outputs, m->name, &rendered[i]);
    bc_engine_rendered_release(rendered, n);
    m->outputs->io_failed = m->outputs->io_failed || record.io_failed;
    if (m->outputs->diags->list.n)
        add_diags(m->outputs->diags, &diags);
    else
        bc_diag_list_append(m->outputs->diags, &diags);
    bc_diag_list_release(&diags);
}

static bc_engine_blank sized(const blanks *b, uint32_t usual)
{
    return (bc_engine_blank){ .size = { .rows = b->rows ? b->rows : usual,
                                        .inner = b->rows ? b->rows : BC_RECORD_BLANK_INNER,
                                        .year = b->year },
                              .fillable = b->fillable };
}

/* Composes, prints and writes the empty form. */
static void make(blanks *b, const bc_engine_template *template, size_t number, bc_engine_outputs *outputs)
{
    const making m = { template, number, bc_engine_naming_take(&b->outlet.naming, bc_engine_template_title(template)),
                       outputs };
    const unsigned sheets = b->render.formats & (unsigned)BIAOCE_FORMAT_XLSX, paper = b->render.formats & ~sheets;
    if (paper) {
        bc_engine_blank how = sized(b, PAPER_ROWS);
        if (bc_job_fill_pages(&b->worker, template, b->rows > 0, &how, outputs->diags))
            make_as(b, &m, paper, &how);
        else
            outputs->io_failed = true;
    }
    if (sheets && !outputs->io_failed) {
        const bc_engine_blank how = sized(b, BC_RECORD_BLANK_ROWS);
        make_as(b, &m, sheets, &how);
    }
}

static void run_one(blanks *b, const char *template_name, size_t number)
{
    biaoce_engine *engine = b->tally.engine;
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_engine_outputs outputs = { .arena = &arena, .diags = &diags };
    const bc_engine_template *template =
        bc_engine_templates_find(&engine->templates, &engine->folders, bc_str_from(template_name));
    bool absent = !template->form && !bc_engine_template_is_broken(template);
    if (absent)
        bc_crew_tally_report(&b->tally, &template->diags);
    else
        bc_crew_tally_report_template(&b->tally, template);
    if (template->form)
        make(b, template, number, &outputs);
    else
        bc_crew_tally_worsen(&b->tally, bc_engine_template_status(template));
    bc_crew_tally_report(&b->tally, &diags);
    if (diags.errors && !outputs.io_failed)
        bc_crew_tally_worsen(&b->tally, BIAOCE_RECORD_ERRORS);
    bool made = outputs.n > 0 && !outputs.io_failed;
    b->tally.summary.rendered += made;
    b->tally.summary.failed += !made;
    bc_crew_tally_outputs(&b->tally, &outputs, template_name, number);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
}

/* Readers write into such a file what they like, in fonts of their own. */
static void report_fillable(bc_diag_list *diags)
{
    bc_diag_add(diags, BC_DIAG_NOTE, "N880", (bc_diag_mark){ 0 },
                bc_tr("PDFs with fields claim neither PDF/A nor PDF/UA"));
    bc_diag_hint(diags, "%s", bc_tr("for archives print the form as it came back: `biaoce collect`, `biaoce render`"));
}

static bool check(const biaoce_blank_options *options, bc_diag_list *diags)
{
    const char *wrong = bc_engine_pdf_refused(options->pdf, BIAOCE_ATTACH_NOTHING);
    if (!options->template_count)
        wrong = bc_tr("there are no templates");
    else if (options->formats & ~(unsigned)(BIAOCE_FORMAT_PDF | BIAOCE_FORMAT_XLSX | BIAOCE_FORMAT_TRACE))
        wrong = bc_tr("a format is not known");
    else if (options->target > BIAOCE_TO_MEMORY)
        wrong = bc_tr("the kind of output is not known");
    else if (options->target == BIAOCE_TO_FILE && !options->path)
        wrong = bc_tr("the output file has no name");
    else if (options->target == BIAOCE_TO_FILE && options->template_count > 1)
        wrong = bc_tr("there is more than one template for one output");
    else if (options->target == BIAOCE_TO_FILE && (options->formats & (options->formats - 1)))
        wrong = bc_tr("one output file cannot hold several formats");
    else if (options->fillable && options->formats && !(options->formats & (unsigned)BIAOCE_FORMAT_PDF))
        wrong = bc_tr("only PDFs have fields to be filled in");
    else if (options->fillable && (options->pdf == BIAOCE_PDF_A1B || options->pdf == BIAOCE_PDF_A2U))
        wrong = bc_tr("PDFs with fields are none for archives: choose plain, or a-2a for their tags");
    else if (options->rows > MAX_ROWS)
        wrong = bc_tr("a list has at most 1000 empty rows");
    else if (options->year && (options->year < FIRST_YEAR || options->year > LAST_YEAR))
        wrong = bc_tr("the budget year is not between 1900 and 2999");
    if (wrong)
        bc_diag_add(diags, BC_DIAG_ERROR, "E505", (bc_diag_mark){ 0 }, "%s", wrong);
    return !wrong;
}

static void run(blanks *b, const biaoce_blank_options *options, bc_diag_list *diags)
{
    const bc_engine_inputs none = { 0 };
    if (!check(options, diags)) {
        bc_crew_tally_worsen(&b->tally, BIAOCE_USAGE);
        return;
    }
    if (!bc_engine_load_fonts(b->tally.engine, diags) ||
        !bc_engine_outlet_open(&b->outlet, b->tally.engine, &b->render, &none, diags)) {
        bc_crew_tally_worsen(&b->tally, BIAOCE_IO);
        return;
    }
    bc_engine_worker_init(&b->worker, b->tally.engine, &b->render);
    if (b->fillable)
        report_fillable(diags);
    for (size_t i = 0; i < options->template_count && !bc_engine_call_is_cancelled(b->tally.call); i++)
        run_one(b, options->templates[i], i + 1);
    if (bc_engine_call_is_cancelled(b->tally.call))
        bc_crew_tally_worsen(&b->tally, BIAOCE_IO);
    bc_engine_report_fonts(b->tally.engine, diags);
    bc_engine_worker_release(&b->worker);
    bc_engine_outlet_release(&b->outlet);
}

biaoce_status biaoce_make_blanks(biaoce_engine *engine, const biaoce_blank_options *given, biaoce_summary *summary)
{
    biaoce_blank_options options = { 0 };
    bc_engine_call call;
    if (!BC_ENGINE_TAKE(&options, given) || !bc_engine_can_give(summary) ||
        !bc_engine_call_has_names(options.templates, options.template_count) ||
        !bc_engine_call_begin(&call, engine, options.callbacks, options.cancel))
        return BIAOCE_USAGE;
    blanks b = { .rows = options.rows, .year = options.year, .fillable = options.fillable };
    bc_crew_tally_init(&b.tally, &call);
    b.render = (biaoce_render_options){ .size = sizeof b.render,
                                        .formats = options.formats ? options.formats : BIAOCE_FORMAT_PDF,
                                        .target = options.target,
                                        .path = options.path,
                                        .time = options.time,
                                        .pdf = options.pdf };
    b.tally.summary.records = options.template_count;
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    run(&b, &options, &diags);
    bc_crew_tally_report(&b.tally, &diags);
    bc_diag_list_release(&diags);
    BC_ENGINE_GIVE(summary, &b.tally.summary);
    biaoce_status status = b.tally.status;
    bc_crew_tally_release(&b.tally);
    return status;
}
