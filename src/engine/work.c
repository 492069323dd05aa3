#include "engine/work.h"

#include "base/tr.h"
#include "engine/pattern.h"
#include "layout/compose.h"
#include "layout/measure.h"
#include "layout/paginate.h"
#include "layout/trace.h"
#include "paint/xlsx/xlsx.h"
#include "record/bind.h"
#include "record/blank.h"

void bc_worker_init(bc_worker *worker, biaoce_engine *engine, const biaoce_render_options *options)
{
    *worker = (bc_worker){ .engine = engine, .options = options, .clock.runs = options->times != NULL };
}

void bc_worker_release(bc_worker *worker)
{
    if (worker->setter)
        bc_typesetter_free(worker->setter);
    bc_arena_release(&worker->arena);
}

void bc_worker_add_times(const bc_worker *worker, biaoce_times *to)
{
    double *sum = (double *)to;
    const double *part = (const double *)&worker->times;
    for (size_t i = 0; i < sizeof *to / sizeof *sum; i++)
        sum[i] += part[i];
}

static bool find_template(bc_worker *worker, bc_record *record)
{
    if (record->template)
        return record->template->form != NULL;
    bc_mark at = record->value->mark;
    bc_str name = record->template_name.n ? record->template_name : bc_str_from(worker->options->template_name);
    if (!name.n)
        name = bc_record_form(record->value, &at);
    if (!name.n) {
        bc_diag_add(record->diags, BC_ERROR, "E504", record->value->mark, bc_tr("the record names no template"));
        bc_diag_hint(record->diags,
                     bc_tr("write `form: NAME` into it, or name a template for all records with -t; `biaoce templates` "
                           "lists them"));
        return false;
    }
    record->template = bc_templates_find(&worker->engine->templates, &worker->engine->folders, name);
    bc_template_explain_absence(record->template, at, record->diags);
    return record->template->form != NULL;
}

static void begin(bc_worker *worker)
{
    bc_arena_reset(&worker->arena);
    if (worker->setter)
        bc_typesetter_forget(worker->setter);
}

bool bc_record_begin(bc_worker *worker, bc_record *record)
{
    begin(worker);
    bc_clock_start(&worker->clock);
    if (record->value->kind != BC_MAP) {
        bc_diag_add(record->diags, BC_ERROR, "E503", record->value->mark,
                    bc_tr("a record is written as fields with values, this is %s"), bc_kind_name(record->value->kind));
        return false;
    }
    if (!find_template(worker, record))
        return false;
    record->datum = bc_bind(record->template->form, record->value, &worker->arena, record->diags);
    bc_clock_lap(&worker->clock, &worker->times.bind);
    if (!worker->options->no_check) {
        bc_check_options options = { .strict = worker->options->strict, .edits = record->edits };
        bc_checks_run(record->template->checks, &record->datum, record->value, &options, &worker->arena, record->diags);
        bc_clock_lap(&worker->clock, &worker->times.check);
    }
    return true;
}

void bc_record_begin_blank(bc_worker *worker, bc_record *record, const bc_template *template, uint32_t rows)
{
    begin(worker);
    record->template = template;
    record->value = bc_value_new_map(&worker->arena, template->form->mark, NULL, 0);
    record->datum = bc_blank_datum(template->form, rows, &worker->arena);
    record->blank = true;
}

static bc_str file_stem(const char *path)
{
    bc_str stem = bc_str_from(path);
    for (size_t at; (at = bc_str_find(stem, BC_STR("/"), 0)) != SIZE_MAX;)
        stem = bc_str_slice(stem, at + 1, stem.n);
    for (size_t i = stem.n; i > 1; i--)
        if (stem.p[i - 1] == '.')
            return bc_str_slice(stem, 0, i - 1);
    return stem;
}

/* Errors in evaluating the template's own phrases are reported when they are composed. */
static bc_str name_by_template(bc_worker *worker, const bc_record *record)
{
    bc_diags unheard;
    bc_diags_init(&unheard);
    bc_str name = bc_form_record_name(record->template->form, &record->datum, &worker->arena, &unheard);
    bc_diags_release(&unheard);
    return name;
}

bc_str bc_record_name(bc_worker *worker, const bc_record *record, const bc_phrase *pattern)
{
    bc_pattern_facts facts = { file_stem(record->input), record->number };
    bc_str name = pattern ? bc_pattern_name(pattern, record->template->form, &record->datum, &facts, &worker->arena,
                                            record->diags)
                          : name_by_template(worker, record);
    return bc_str_trim(name).n ? name : facts.file;
}

bool bc_record_meets(bc_worker *worker, const bc_record *record, const bc_expr *condition)
{
    bc_pattern_facts facts = { file_stem(record->input), record->number };
    return bc_condition_holds(condition, record->template->form, &record->datum, &facts, &worker->arena, record->diags);
}

static bc_output_info describe(const bc_worker *worker, const bc_record *record, const bc_document *document)
{
    int64_t time = worker->options->time;
    if (!time)
        time = worker->engine->time;
    if (!time)
        time = record->time;
    return (bc_output_info){
        .title = document->title,
        .author = document->author,
        .subject = document->subject,
        .creator = bc_engine_creator(),
        .language = document->language,
        .time = time ? time : BC_TIME_UNKNOWN,
    };
}

static void report_failure(const bc_record *record, const char *format, const char *why)
{
    bc_diag_add(record->diags, BC_ERROR, "E510", record->value->mark, bc_tr("the record could not be made into %s: %s"),
                format, why);
}

static bool render_pdf(bc_worker *worker, bc_record *record, const bc_document *document, bc_rendered *out)
{
    bc_output_info info = describe(worker, record, document);
    bc_painter *painter = bc_pdf_painter_new(worker->engine->bank, worker->setter, &info);
    biaoce_times *times = &worker->times;
    double cutting = 0, finishing = 0;
    bc_clock_start(&worker->clock);
    out->pages =
        bc_paginate(document, worker->setter, &(bc_paginate_options){ 0 }, bc_painter_sink(painter), record->diags);
    bc_clock_lap(&worker->clock, &cutting);
    bc_pdf_times pages = bc_pdf_painter_times(painter);
    bool done = painter->finish(painter, &out->bytes);
    bc_clock_lap(&worker->clock, &finishing);
    if (!done)
        report_failure(record, "PDF", bc_pdf_painter_error(painter));
    if (worker->clock.runs) {
        bc_pdf_times all = bc_pdf_painter_times(painter);
        times->paginate += cutting - pages.paint - pages.deflate;
        times->paint += all.paint;
        times->font += all.font;
        times->deflate += all.deflate;
        times->assemble += finishing - all.font - (all.deflate - pages.deflate);
    }
    painter->free(painter);
    return done;
}

static bool render_trace(bc_worker *worker, bc_record *record, const bc_document *document, bc_rendered *out)
{
    bc_painter *painter = bc_trace_painter_new();
    bc_clock_start(&worker->clock);
    out->pages =
        bc_paginate(document, worker->setter, &(bc_paginate_options){ 0 }, bc_painter_sink(painter), record->diags);
    bool done = painter->finish(painter, &out->bytes);
    bc_clock_lap(&worker->clock, &worker->times.trace);
    painter->free(painter);
    return done;
}

void bc_report_cut_cells(const bc_xlsx *book, bc_mark mark, bc_diags *diags)
{
    uint32_t cut = bc_xlsx_cut_cells(book);
    if (!cut)
        return;
    bc_diag_add(diags, BC_WARNING, "W511", mark, bc_tr("the workbook leaves out the end of %u texts"), cut);
    bc_diag_hint(diags, "%s", bc_tr("a cell of XLSX holds 32,767 characters; the PDF has all of them"));
}

static bool render_xlsx(bc_worker *worker, bc_record *record, const bc_document *document, bc_rendered *out)
{
    bc_output_info info = describe(worker, record, document);
    bc_clock_start(&worker->clock);
    bc_xlsx *book = bc_xlsx_new(worker->engine->fonts, &info);
    bc_xlsx_add(book, document);
    bool done = bc_xlsx_finish(book, &out->bytes);
    if (!done)
        report_failure(record, "XLSX", bc_xlsx_error(book));
    bc_report_cut_cells(book, record->value->mark, record->diags);
    bc_xlsx_free(book);
    bc_clock_lap(&worker->clock, &worker->times.xlsx);
    return done;
}

bool bc_record_lacks_fonts(bc_worker *worker, bc_record *record)
{
    const bc_text_fault *fault = worker->setter ? bc_typesetter_fault(worker->setter) : NULL;
    if (!fault)
        return false;
    bc_text_fault_report(fault, record->value->mark, record->diags);
    bc_typesetter_free(worker->setter);
    worker->setter = NULL;
    record->io_failed = true;
    return true;
}

const bc_document *bc_record_lay_out(bc_worker *worker, bc_record *record)
{
    const biaoce_render_options *options = worker->options;
    if (record->diags->errors && !options->force)
        return NULL;
    if (!worker->setter)
        worker->setter = bc_typesetter_new(worker->engine->fonts);
    bc_clock_start(&worker->clock);
    bc_document *(*compose)(const bc_form *, const bc_datum *, bc_arena *, bc_diags *) =
        record->blank ? bc_compose_blank : bc_compose;
    bc_document *document = compose(record->template->form, &record->datum, &worker->arena, record->diags);
    bc_clock_lap(&worker->clock, &worker->times.compose);
    bc_measure(document, worker->setter, &worker->arena, options->strict_glyphs, record->diags);
    bc_clock_lap(&worker->clock, &worker->times.measure);
    if (bc_record_lacks_fonts(worker, record))
        return NULL;
    return record->diags->errors && !options->force ? NULL : document;
}

bool bc_record_shares_workbook(const biaoce_render_options *options)
{
    return options->one_workbook && (options->formats & BIAOCE_XLSX);
}

size_t bc_record_render(bc_worker *worker, bc_record *record, const bc_document *document,
                        bc_rendered out[BC_FORMAT_COUNT])
{
    static const struct {
        biaoce_format format;
        bool (*render)(bc_worker *worker, bc_record *record, const bc_document *document, bc_rendered *out);
    } formats[BC_FORMAT_COUNT] = { { BIAOCE_PDF, render_pdf },
                                   { BIAOCE_XLSX, render_xlsx },
                                   { BIAOCE_TRACE, render_trace } };
    unsigned wanted = worker->options->formats;
    if (bc_record_shares_workbook(worker->options))
        wanted &= ~(unsigned)BIAOCE_XLSX;
    size_t n = 0;
    for (size_t i = 0; i < BC_FORMAT_COUNT; i++) {
        if (!(wanted & (unsigned)formats[i].format))
            continue;
        bc_rendered *rendered = &out[n];
        *rendered = (bc_rendered){ .format = formats[i].format };
        bc_buf_init(&rendered->bytes);
        if (formats[i].render(worker, record, document, rendered))
            n++;
        else
            bc_buf_release(&rendered->bytes);
    }
    if (bc_record_lacks_fonts(worker, record)) {
        bc_rendered_release(out, n);
        n = 0;
    }
    return n;
}

void bc_rendered_release(bc_rendered *rendered, size_t n)
{
    for (size_t i = 0; i < n; i++)
        bc_buf_release(&rendered[i].bytes);
}
