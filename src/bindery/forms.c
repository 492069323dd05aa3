/* Forms of a book over threads.
 *
 * Painting gives a draft whose glyph codes are its own. The codes of the whole file are given in the order of the
 * records, so that the bytes do not depend on the threads: whoever finishes the record that is due gives codes to it
 * and to all behind it that have been waiting, and then fills in and deflates their pages. Nobody waits for another.
 */
#include "attach/attach.h"
#include "base/tr.h"
#include "bindery/private/compose.h"
#include "bindery/private/run.h"
#include "bindery/private/widths.h"
#include "engine/pattern.h"
#include "layout/paginate.h"
#include "layout/plan.h"

#include <assert.h>

/* What is known of a record between its stages. */
typedef struct form_work {
    bc_crew_queue_item *item;
    bc_pdf_draft *draft;
    bc_str split;
    bc_book_form form;
    bc_pdf_codes codes[BC_BOOK_COPIES];
    bc_pdf_finished finished[BC_BOOK_COPIES];
    bc_gather_share *shares; /* of forms over many; NULL: there are none */
    bc_diag_mark mark;
    struct form_work *next; /* of those that were given codes together */
} form_work;

typedef struct forms {
    bc_book_run *run;
    pthread_mutex_t lock; /* of what follows and of all volumes' fonts */
    size_t window;        /* records in work, at most */
    form_work **slots;    /* by number of the record, modulo window: those that were painted and wait for their codes */
    size_t due;           /* the record that is given codes next */
    BC_VEC(bc_pdf_draft *) drafts; /* at rest */
} forms;

/* -- one record ----------------------------------------------------------------------------------------- */

static bool begin_form(const bc_book_run *run, bc_engine_worker *worker, bc_engine_work *record,
                       const bc_book_part *part)
{
    record->template = run->templates[part - run->book->parts];
    record->template_name = part->form;
    record->columns = run->columns[part - run->book->parts];
    return bc_engine_work_begin(worker, record);
}

static void say_fit(bc_engine_work *record, const bc_book_part *part, bc_layout_fit_result result)
{
    if (result.pages > 1)
        bc_diag_add(record->diags, BC_DIAG_WARNING, "W603", record->value->mark,
                    bc_tr("the form takes %u pages, also when it is set at %d%% of its size"), result.pages,
                    part->limits.least_hundredth);
    else if (result.hundredth < 100)
        bc_diag_add(record->diags, BC_DIAG_NOTE, "N604", record->value->mark,
                    bc_tr("the form was set at %d%% of its size to fit one page"), result.hundredth);
}

/* The form's document as it is bound: with the label and fitted as the part says. NULL when it has errors. */
static const bc_layout_document *lay_out_form(const bc_book_run *run, bc_engine_worker *worker, bc_engine_work *record,
                                              const bc_book_part *part)
{
    const bc_layout_measure_options options = { /* numbers are painted when all pages are known */
                                                .unnumbered = true,
                                                .label = bc_book_compose_label(run->book, part, &worker->arena)
    };
    const bc_layout_document *document = bc_engine_work_lay_out_for(worker, record, &options);
    if (!document || !part->fit)
        return document;
    bc_layout_fit_result result =
        bc_layout_fit_one_page(document, &options, worker->typesetter, &worker->arena, &part->limits);
    say_fit(record, part, result);
    if (result.document == document)
        return document;
    return bc_layout_plan_pages(result.document, worker->typesetter, &worker->arena);
}

static bc_str name_by(bc_engine_worker *worker, bc_engine_work *record, const bc_expr_phrase *phrase, bc_arena *arena)
{
    return bc_arena_str(arena, bc_str_trim(bc_engine_work_name(worker, record, phrase)));
}

static bool phrases_fit(const bc_book_run *run, const bc_book_part *part, const bc_form *form, bc_diag_list *diags)
{
    bool fit = !part->entry || bc_engine_pattern_fits(part->entry, form, diags);
    fit = (!part->where || bc_engine_condition_fits(part->where, form, diags)) && fit;
    for (uint32_t i = 0; i < part->sort_count; i++)
        fit = bc_engine_pattern_fits(part->sorts[i].by, form, diags) && fit;
    return (!run->split || bc_engine_pattern_fits(run->split, form, diags)) && fit;
}

typedef struct part_of_run {
    const bc_book_run *run;
    const bc_book_part *part;
} part_of_run;

static bool part_fits(const void *context, const bc_engine_template *template)
{
    const part_of_run *asked = context;
    return phrases_fit(asked->run, asked->part, template->form, NULL);
}

/* Why the phrases do not fit is said with the template. */
static bool can_be_bound(const bc_book_run *run, bc_engine_worker *worker, const bc_book_part *part,
                         const bc_engine_template *template)
{
    const part_of_run asked = { run, part };
    const bc_engine_wish wish = { .key = part, .context = &asked, .fits = part_fits };
    return bc_engine_worker_asks(worker, &wish, template);
}

/* How the form is called, sorted and split. */
static void describe_form(bc_book_run *run, bc_engine_worker *worker, bc_engine_work *record, form_work *work)
{
    bc_arena *arena = &work->item->arena;
    const bc_book_part *part = work->form.part;
    work->form.entry = name_by(worker, record, part->entry, arena);
    bc_str *texts = BC_NEW_ARRAY(arena, bc_str, part->sort_count);
    for (uint32_t i = 0; i < part->sort_count; i++)
        texts[i] = name_by(worker, record, part->sorts[i].by, arena);
    work->form.sort_texts = texts;
    if (run->split)
        work->split = name_by(worker, record, run->split, arena);
}

static bc_pdf_draft *take_draft(forms *f, bc_engine_worker *worker, const bc_book_part *part)
{
    bc_pdf_draft *draft = NULL;
    pthread_mutex_lock(&f->lock);
    if (f->drafts.n)
        draft = f->drafts.at[--f->drafts.n];
    pthread_mutex_unlock(&f->lock);
    if (!draft)
        draft = bc_pdf_draft_new(f->run->tally.engine->glyph_cache);
    const bc_pdf_draft_tags tags = bc_book_volumes_tags(&f->run->volumes, part);
    bc_pdf_draft_begin(draft, worker->typesetter, &tags);
    return draft;
}

static void rest_draft(forms *f, form_work *work)
{
    pthread_mutex_lock(&f->lock);
    bc_vec_add(&f->drafts, work->draft);
    pthread_mutex_unlock(&f->lock);
    work->draft = NULL;
}

typedef struct painting {
    const bc_engine_worker *worker;
    form_work *work;
    const bc_layout_document *document;
    bc_diag_list *diags;
} painting;

static void paint_pages(void *context)
{
    const painting *p = context;
    bc_layout_paginate_options plain = { 0 };
    p->work->form.page_count =
        bc_layout_paginate(p->document, p->worker->typesetter, &plain, bc_pdf_draft_sink(p->work->draft), p->diags);
}

/* The sheet is complete but for its name and its first page's number. */
static void draft_sheet(void *context)
{
    const painting *p = context;
    bc_arena *arena = &p->work->item->arena;
    bc_xlsx_sheet_draft *sheet = BC_NEW(arena, bc_xlsx_sheet_draft);
    bc_xlsx_drafter *drafter = bc_xlsx_drafter_new();
    *sheet = bc_xlsx_drafter_write(drafter, p->document, arena);
    bc_xlsx_drafter_free(drafter);
    sheet->name = (bc_str){ 0 };
    sheet->title = bc_arena_str(arena, sheet->title);
    p->work->form.sheet = sheet;
}

/* Parts of the form's foot that the book prints its numbers over: its author knew of no book. */
static void report_foot(const bc_book_part *part, const bc_layout_composed *composed, bc_diag_list *diags)
{
    static const bool NUMBERS[][BC_RUNNING_PARTS] = { [BC_NUMBER_GONGWEN] = { true, false, true },
                                                      [BC_NUMBER_CENTRE] = { false, true, false },
                                                      [BC_NUMBER_OF_TOTAL] = { false, true, false } };
    const bc_layout_running *foot = &composed->running[BC_RUNNING_FOOT];
    bool told = part->pages.style == BC_NUMBER_NONE || !bc_layout_running_says(foot);
    for (int k = 0; k < BC_RUNNING_PARTS && !told; k++) {
        if (!NUMBERS[part->pages.style][k] || !foot->parts[k].n)
            continue;
        bc_diag_add(diags, BC_DIAG_WARNING, "W615", foot->mark,
                    bc_tr("the book's page numbers are printed over this foot of the form"));
        bc_diag_hint(diags, bc_tr("take another part of the foot, or give the section of the book `page: {style: %s}`"),
                     part->pages.style == BC_NUMBER_GONGWEN ? "centre" : "none");
        told = true;
    }
}

static void keep_data(forms *f, bc_engine_worker *worker, bc_engine_work *record, form_work *work)
{
    const bc_node *tree = bc_engine_work_attached(worker, record);
    if (!tree || !(f->run->render.formats & BIAOCE_FORMAT_PDF))
        return;
    work->form.form = record->template->form;
    work->form.data = bc_attach_keep(tree, f->run->tally.engine->glyph_cache, &work->item->arena);
}

static bool can_be_archived(const forms *f, bc_engine_work *record, const form_work *work)
{
    const bool refused = f->run->volumes.standard == BC_PDF_A1B && bc_pdf_draft_blends(work->draft) &&
                         f->run->render.formats & BIAOCE_FORMAT_PDF;
    if (refused)
        bc_engine_report_unmade(&(bc_engine_unmade){ .format = "PDF", .why = bc_pdf_blending_refused() },
                                record->value->mark, record->diags);
    return !refused;
}

/* For all formats that are wanted. */
static void draft_form(forms *f, bc_engine_worker *worker, bc_engine_work *record, form_work *work,
                       const bc_layout_document *document)
{
    painting p = { worker, work, document, record->diags };
    describe_form(f->run, worker, record, work);
    work->draft = take_draft(f, worker, work->form.part);
    bc_engine_stage_run(&worker->watch, BC_ENGINE_STAGE(paint), paint_pages, &p);
    const bool lacking = bc_engine_work_lacks_fonts(worker, record);
    if (lacking || !bc_engine_work_keeps_limits(worker, record)) {
        rest_draft(f, work);
        work->item->io_failed = work->item->io_failed || lacking;
        work->item->failed = true;
        return;
    }
    if (!can_be_archived(f, record, work)) {
        rest_draft(f, work);
        work->item->failed = true;
        return;
    }
    work->form.paper = document->paper;
    work->form.own_head = bc_layout_running_says(&document->composed->running[BC_RUNNING_HEAD]);
    report_foot(work->form.part, document->composed, record->diags);
    keep_data(f, worker, record, work);
    if (f->run->render.formats & BIAOCE_FORMAT_XLSX) {
        bc_engine_stage_run(&worker->watch, BC_ENGINE_STAGE(xlsx), draft_sheet, &p);
        bc_engine_report_cut_cells(work->form.sheet->cut_cells, record->value->mark, record->diags);
        bc_engine_report_pageless(work->form.sheet->print.pageless, record->value->mark, record->diags);
        bc_engine_report_moved_pages(work->form.sheet->print.moved_pages, record->value->mark, record->diags);
    }
}

static void refuse_over(bc_engine_work *record)
{
    bc_diag_add(record->diags, BC_DIAG_ERROR, "E614", record->value->mark,
                bc_tr("the form %.*s is over many records, and is none of the forms"),
                BC_STR_ARG(record->template->form->id));
    bc_diag_hint(record->diags, "%s", bc_tr("give the section `batch:` with its name"));
}

static void paint_form(forms *f, bc_engine_worker *worker, form_work *work)
{
    bc_crew_queue_item *item = work->item;
    bc_engine_work record = bc_crew_queue_record(item);
    const bc_book_part *part = work->form.part;
    bool good = begin_form(f->run, worker, &record, part);
    item->template = record.template;
    good = good && can_be_bound(f->run, worker, part, record.template);
    if (good && part->where) {
        unsigned errors = item->diags.errors;
        bool wanted = bc_engine_work_meets(worker, &record, part->where);
        item->left_out = !wanted && item->diags.errors == errors;
        if (item->left_out) {
            bc_diag_list_clear(&item->diags); /* what is wrong with it is no matter of this book */
            return;
        }
    }
    work->mark = record.value->mark;
    if (good && f->run->gather)
        work->shares = bc_gather_take(f->run->gather, &record, &item->arena);
    const bc_layout_document *document = good ? lay_out_form(f->run, worker, &record, part) : NULL;
    if (record.waits)
        refuse_over(&record);
    item->failed = !document || item->diags.errors;
    item->io_failed = record.io_failed;
    if (document)
        draft_form(f, worker, &record, work, document);
}

/* -- codes in the order of the records ------------------------------------------------------------------ */

static void give_codes(forms *f, form_work *work)
{
    if (!work->draft)
        return;
    bc_book_run *run = f->run;
    work->form.volumes[0] = run->volumes.whole;
    if (run->split)
        work->form.volumes[1] = bc_book_volumes_find(&run->volumes, work->split);
    for (int i = 0; i < BC_BOOK_COPIES; i++)
        if (work->form.volumes[i])
            work->codes[i] = bc_pdf_volume_codes(work->form.volumes[i]->pdf, work->draft, &work->item->arena);
}

/* All records that are due, from this one on if it is the first of them. */
static form_work *take_due(forms *f, form_work *painted)
{
    form_work *first = NULL, **last = &first;
    pthread_mutex_lock(&f->lock);
    f->slots[painted->item->number % f->window] = painted;
    for (;;) {
        form_work **slot = &f->slots[f->due % f->window], *work = *slot;
        if (!work)
            break;
        assert(work->item->number == f->due); /* as all that are on their way fit into the window */
        *slot = NULL;
        give_codes(f, work);
        work->next = NULL;
        *last = work;
        last = &work->next;
        f->due++;
    }
    pthread_mutex_unlock(&f->lock);
    return first;
}

static void fill_in(void *context)
{
    form_work *work = context;
    for (int i = 0; i < BC_BOOK_COPIES; i++)
        if (work->form.volumes[i])
            work->finished[i] = bc_pdf_draft_finish(work->draft, &work->codes[i], &work->item->arena);
}

static void finish_work(bc_crew *crew, bc_engine_worker *worker, form_work *work)
{
    forms *f = crew->context;
    if (work->draft) {
        bc_engine_stage_run(&worker->watch, BC_ENGINE_STAGE(deflate), fill_in, work);
        rest_draft(f, work);
    }
    bc_crew_queue_finish(&crew->queue, work->item);
}

static void work(bc_crew *crew, bc_engine_worker *worker, bc_crew_queue_item *item)
{
    forms *f = crew->context;
    form_work *own = item->own;
    size_t input = (size_t)(item->file->input - f->run->inputs.list.at);
    own->item = item;
    own->form = (bc_book_form){ .part = f->run->part_of_input[input], .number = item->number };
    paint_form(f, worker, own);
    for (form_work *due = take_due(f, own); due;) {
        form_work *next = due->next;
        finish_work(crew, worker, due); /* its slot may be used again from here on */
        due = next;
    }
}

/* -- delivery ------------------------------------------------------------------------------------------- */

static void explain_template(bc_crew *crew, const bc_crew_queue_item *item, bc_diag_list *diags)
{
    const forms *f = crew->context;
    const form_work *work = item->own;
    phrases_fit(f->run, work->form.part, item->template->form, diags);
}

static void deliver(bc_crew *crew, bc_crew_queue_item *item)
{
    const forms *f = crew->context;
    const form_work *work = item->own;
    item->rendered = work->finished[0].pages != NULL;
    if (item->rendered && work->shares) {
        const size_t number = bc_gather_keep(f->run->gather, work->shares, work->mark);
        assert(number == f->run->volumes.forms.n); /* by which volumes ask for it */
        (void)number;
    } else if (f->run->gather && item->failed) {
        bc_gather_leave_out(f->run->gather, bc_str_from(bc_crew_queue_input(item)));
    }
    if (item->rendered)
        bc_book_volumes_keep(&f->run->volumes, &work->form, work->finished);
}

static void show_progress(bc_crew *crew)
{
    const bc_book_run *run = ((const forms *)crew->context)->run;
    const biaoce_callbacks *callbacks = &run->tally.call->callbacks;
    if (!callbacks->on_progress)
        return;
    biaoce_progress progress = { sizeof progress, run->tally.summary.records, bc_crew_queue_known_work(&crew->queue),
                                 run->volumes.pages };
    callbacks->on_progress(callbacks->context, &progress);
}

bool bc_book_forms_run(bc_book_run *run)
{
    static const bc_crew_duties duties = { .own_size = sizeof(form_work),
                                           .work = work,
                                           .deliver = deliver,
                                           .explain_template = explain_template,
                                           .delivered = show_progress };
    forms f = { .run = run, .due = 1 };
    bc_crew crew;
    if (!bc_book_widths_gather(run)) {
        bc_book_widths_release(run);
        return false;
    }
    pthread_mutex_init(&f.lock, NULL);
    bc_crew_init(&crew, &duties, &f, &run->render, &run->inputs, &run->tally);
    f.window = crew.queue.window;
    f.slots = bc_mem_alloc(bc_mem_product(f.window, sizeof(form_work *)));
    bc_crew_run(&crew);
    for (size_t i = 0; i < f.drafts.n; i++)
        bc_pdf_draft_free(f.drafts.at[i]);
    bc_vec_release(&f.drafts);
    bc_crew_release(&crew);
    bc_mem_free(f.slots);
    pthread_mutex_destroy(&f.lock);
    bc_book_widths_release(run);
    return true;
}
