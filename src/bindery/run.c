/* biaoce_make_book: what was asked for, checked and read, then bound and put where outputs go. */
#include "bindery/private/run.h"

#include "base/file.h"
#include "base/tr.h"
#include "crew/each.h"

#include <string.h>

/* -- inputs --------------------------------------------------------------------------------------------- */

/* A folder stands for the records in it, as everywhere. */
static void add_files(bc_book_run *run, const bc_book_part *part, bc_str pattern)
{
    const size_t before = run->inputs.list.n;
    int reason;
    if (!bc_engine_inputs_add_pattern(&run->inputs, bc_arena_str(&run->arena, pattern).p, &reason)) {
        bc_diag_add(&run->diags, BC_DIAG_ERROR, "E608", part->mark, bc_tr("the files `%.*s` cannot be looked up: %s"),
                    BC_STR_ARG(pattern), bc_file_error_text(reason));
        bc_crew_tally_worsen(&run->tally, BIAOCE_IO);
    } else if (run->inputs.list.n == before) {
        bc_diag_add(&run->diags, BC_DIAG_ERROR, "E608", part->mark, bc_tr("no file is called `%.*s`"),
                    BC_STR_ARG(pattern));
        bc_diag_hint(&run->diags, bc_tr("names count from the folder of the book file; * stands for any characters"));
    }
}

static void find_inputs(bc_book_run *run)
{
    const bc_book *book = run->book;
    BC_VEC(const bc_book_part *) parts = { 0 };
    bc_engine_inputs_find_kind(&run->inputs, NULL, 0, run->options->recursive,
                               bc_engine_tables_options(run->options->tables).kind);
    for (uint32_t i = 0; i < book->part_count; i++) {
        const bc_book_part *part = &book->parts[i];
        for (uint32_t k = 0; k < part->file_count; k++)
            add_files(run, part, part->files[k]);
        if (part->mapping)
            bc_vec_add(&run->inputs.list, (bc_engine_input){ .path = run->options->book, .mapping = part->mapping });
        while (parts.n < run->inputs.list.n) {
            run->inputs.list.at[parts.n].form = part->form;
            bc_vec_add(&parts, part);
        }
    }
    run->part_of_input = BC_NEW_COPY(&run->arena, parts.at, parts.n);
    bc_vec_release(&parts);
    /* What was added moved the list; from here on it stays. */
    bc_engine_inputs_index(&run->inputs);
}

/* Templates on another paper belong to the run; they are compiled before any record asks for them. */
static void load_templates(bc_book_run *run)
{
    const bc_book *book = run->book;
    bc_engine_template **templates = BC_NEW_ARRAY(&run->arena, bc_engine_template *, book->part_count);
    for (uint32_t i = 0; i < book->part_count; i++) {
        const bc_book_part *part = &book->parts[i];
        if (part->paper)
            templates[i] =
                bc_engine_template_new(&run->tally.engine->folders, part->form, part->form_mark, part->paper);
    }
    run->templates = templates;
}

/* -- forms over many records ---------------------------------------------------------------------------- */

typedef BC_VEC(const bc_engine_template *) over_list;

/* What is gathered for a template is so once, however many parts it makes. */
static size_t number_over(over_list *list, const bc_engine_template *template)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i] == template)
            return i;
    bc_vec_add(list, template);
    return list->n - 1;
}

static void find_over(bc_book_run *run, uint32_t i, over_list *list)
{
    const bc_book_part *part = &run->book->parts[i];
    biaoce_engine *engine = run->tally.engine;
    const bc_engine_template *template =
        bc_engine_templates_find(&engine->templates, &engine->folders, part->template_name);
    bc_engine_template_explain_absence(template, part->template_mark, &run->diags);
    if (bc_engine_template_is_broken(template))
        bc_diag_list_append(&run->diags, &template->diags);
    if (bc_engine_template_is_unread(template))
        bc_crew_tally_worsen(&run->tally, BIAOCE_IO);
    if (!template->form)
        return;
    if (!template->form->batch) {
        bc_diag_add(&run->diags, BC_DIAG_ERROR, "E614", part->template_mark,
                    bc_tr("the form %.*s is not over many records"), BC_STR_ARG(template->form->id));
        bc_diag_hint(&run->diags, "%s", bc_tr("its template needs `batch:`"));
        return;
    }
    run->over[i] = template;
    run->over_numbers[i] = number_over(list, template);
}

static bool load_over(bc_book_run *run)
{
    over_list list = { 0 };
    const unsigned errors = run->diags.errors;
    run->over = BC_NEW_ARRAY(&run->arena, const bc_engine_template *, run->book->part_count);
    run->over_numbers = BC_NEW_ARRAY(&run->arena, size_t, run->book->part_count);
    for (uint32_t i = 0; i < run->book->part_count; i++)
        if (run->book->parts[i].kind == BC_PART_BATCH)
            find_over(run, i, &list);
    if (list.n)
        run->gather = bc_gather_new(list.at, list.n);
    bc_vec_release(&list);
    return run->diags.errors == errors;
}

/* Said once, whatever volumes there are. False when one of them cannot be printed. */
static bool explain_over(bc_book_run *run)
{
    bool good = true, io_failed = false;
    size_t told = 0;
    for (uint32_t i = 0; run->gather && i < run->book->part_count; i++)
        if (run->over[i] && run->over_numbers[i] == told) {
            good = bc_gather_explain(run->gather, told, &run->diags, &io_failed) && good;
            told++;
        }
    if (io_failed)
        bc_crew_tally_worsen(&run->tally, BIAOCE_IO);
    return good;
}

static void release_templates(bc_book_run *run)
{
    for (uint32_t i = 0; run->templates && i < run->book->part_count; i++)
        bc_engine_template_free(run->templates[i]);
}

/* -- outputs -------------------------------------------------------------------------------------------- */

static const char *folder_of(bc_arena *arena, const char *path)
{
    const char *slash = path ? strrchr(path, '/') : NULL;
    if (!slash)
        return NULL;
    size_t n = (size_t)(slash - path);
    return bc_arena_str(arena, (bc_str){ path, n ? n : 1 }).p;
}

static bc_str stem_of(const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path, *dot = strrchr(name, '.');
    return dot ? (bc_str){ name, (size_t)(dot - name) } : bc_str_from(name);
}

static void put(bc_book_run *run, bc_engine_outlet *outlet, bc_str name, bc_engine_rendered *rendered)
{
    bc_arena arena = { 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_engine_outputs outputs = { .arena = &arena, .diags = &diags };
    bc_engine_outlet_put(outlet, &outputs, name, rendered);
    bc_crew_tally_report(&run->tally, &diags);
    bc_crew_tally_outputs(&run->tally, &outputs, run->options->book, 0);
    bc_diag_list_release(&diags);
    bc_arena_release(&arena);
}

/* Taken once for all formats; cleaned of what file names may not hold. */
static bc_str volume_name(bc_book_run *run, bc_engine_naming *naming, const bc_book_volume *volume)
{
    bc_str name = run->book->title;
    if (volume->split.n)
        name = bc_arena_printf(&run->arena, "%.*s %.*s", BC_STR_ARG(name), BC_STR_ARG(volume->split));
    return bc_engine_naming_take(naming, name);
}

/* Volumes being made: by several threads, put where they go by the one that called. */
typedef struct production {
    bc_book_run *run;
    bc_engine_outlet *outlet, *beside; /* of the whole book; of the volumes it is split into */
    bc_book_volume **volumes;          /* the whole book first */
    bc_str *names;                     /* of their files */
} production;

static void *begin_binder(void *context)
{
    const production *p = context;
    return bc_book_binder_new(p->run);
}

static void end_binder(void *context, void *binder)
{
    (void)context;
    bc_book_binder_free(binder);
}

/* There is no workbook of a volume that is not what the book file says. */
static void make_volume(void *context, void *binder, size_t nth, void *outcome)
{
    const production *p = context;
    bc_book_volume *volume = p->volumes[nth];
    bc_book_made *made = outcome;
    bc_diag_list_init(&made->diags);
    made->diags.strict = p->run->options->strict;
    bc_buf_init(&made->pdf.bytes);
    bc_buf_init(&made->xlsx.bytes);
    made->failed = !bc_book_bind(binder, volume, made);
    bc_pdf_volume_free(volume->pdf); /* there are only as many at a time as threads */
    volume->pdf = NULL;
    if (!made->failed && p->run->render.formats & BIAOCE_FORMAT_XLSX)
        made->failed = !bc_book_make_sheets(p->run, volume, made);
}

static void put_volume(void *context, size_t nth, void *outcome)
{
    production *p = context;
    bc_book_made *made = outcome;
    bc_engine_outlet *outlet = nth == 0 ? p->outlet : p->beside;
    if (made->has_pdf)
        put(p->run, outlet, p->names[nth], &made->pdf);
    if (made->has_xlsx)
        put(p->run, outlet, p->names[nth], &made->xlsx);
    if (made->failed)
        bc_crew_tally_worsen(&p->run->tally, BIAOCE_RECORD_ERRORS);
    if (made->io_failed)
        bc_crew_tally_worsen(&p->run->tally, BIAOCE_IO);
    bc_diag_list_append(&p->run->diags, &made->diags);
    bc_diag_list_release(&made->diags);
    bc_buf_release(&made->pdf.bytes);
    bc_buf_release(&made->xlsx.bytes);
}

static bool is_cancelled(void *context)
{
    const production *p = context;
    return bc_engine_call_is_cancelled(p->run->tally.call);
}

/* All volumes and what they are called, in order. */
static void list_volumes(production *p)
{
    bc_book_run *run = p->run;
    size_t n = 0;
    p->volumes = BC_NEW_ARRAY(&run->arena, bc_book_volume *, run->volumes.count);
    p->names = BC_NEW_ARRAY(&run->arena, bc_str, run->volumes.count);
    if (run->render.target == BIAOCE_TO_FILE) /* no volume may take the name of the whole */
        bc_engine_naming_take(&p->beside->naming, stem_of(run->render.path));
    for (bc_book_volume *volume = run->volumes.whole; volume; volume = volume->next) {
        p->names[n] = volume_name(run, &p->beside->naming, volume);
        p->volumes[n++] = volume;
    }
}

static void make_outputs(bc_book_run *run, bc_engine_outlet *outlet, bc_engine_outlet *beside)
{
    static const bc_crew_each_duties duties = { sizeof(bc_book_made), begin_binder, end_binder,
                                                make_volume,          put_volume,   is_cancelled };
    production p = { .run = run, .outlet = outlet, .beside = beside };
    if (!bc_book_volumes_sort(&run->volumes, &run->diags)) {
        bc_crew_tally_worsen(&run->tally, BIAOCE_IO);
        return;
    }
    list_volumes(&p);
    if (!bc_crew_each(&duties, &p, run->volumes.count, bc_crew_size(run->options->jobs)))
        bc_crew_tally_worsen(&run->tally, BIAOCE_IO);
}

/* -- preparing ------------------------------------------------------------------------------------------ */

static biaoce_status refuse(bc_diag_list *diags, const char *message)
{
    bc_diag_add(diags, BC_DIAG_ERROR, "E505", (bc_diag_mark){ 0 }, "%s", message);
    return BIAOCE_USAGE;
}

static biaoce_status check_options(const biaoce_book_options *options, bc_diag_list *diags)
{
    if (!options->book)
        return refuse(diags, bc_tr("there is no book file"));
    if (options->formats & ~(unsigned)(BIAOCE_FORMAT_PDF | BIAOCE_FORMAT_XLSX))
        return refuse(diags, bc_tr("books are made as PDF and XLSX only"));
    if (options->target > BIAOCE_TO_MEMORY)
        return refuse(diags, bc_tr("the kind of output is not known"));
    if (options->target == BIAOCE_TO_FILE && options->formats & (options->formats - 1))
        return refuse(diags, bc_tr("one output file cannot hold several formats"));
    if (options->target == BIAOCE_TO_FILE && !options->path)
        return refuse(diags, bc_tr("the output file has no name"));
    const char *wrong = bc_engine_pdf_refused(options->pdf, options->attach_data);
    return wrong ? refuse(diags, wrong) : BIAOCE_OK;
}

/* A field's name, or a text with expressions. */
static const bc_expr_phrase *compile_split(bc_book_run *run)
{
    bc_str text = bc_str_from(run->options->split_by);
    if (bc_str_find(text, BC_STR("$("), 0) == SIZE_MAX)
        text = bc_arena_printf(&run->arena, "$(%.*s)", BC_STR_ARG(text));
    bc_diag_source *source = BC_NEW(&run->arena, bc_diag_source);
    source->name = bc_str_from("--split-by");
    source->text = bc_arena_str(&run->arena, text);
    return bc_expr_phrase_compile(&run->arena, source->text, (bc_diag_mark){ source, 1, 1, 0 }, &run->diags);
}

static const bc_book *read_book(bc_book_run *run)
{
    bool io_error = false;
    const bc_diag_source *source;
    const bc_file_waiting waiting = bc_engine_call_waiting(run->tally.call);
    const bc_node *tree =
        bc_engine_input_read_document(&run->arena, run->options->book, &waiting, &source, &run->diags, &io_error);
    const bc_book *book = NULL;
    if (tree)
        book = bc_book_read(&run->arena, tree, &run->tally.engine->folders, bc_str_from(run->options->book),
                            &run->diags, &io_error);
    if (io_error)
        bc_crew_tally_worsen(&run->tally, BIAOCE_IO);
    if (!tree && source)
        bc_diag_add(&run->diags, BC_DIAG_ERROR, "E607", (bc_diag_mark){ .source = source },
                    bc_tr("a book file begins with `book:` and the title"));
    return book;
}

/* A text of the book itself; what is wrong with it is told once. */
static void publish_text(bc_book_run *run, bc_str *text, bc_diag_mark mark, bool *good)
{
    if (bc_engine_publish_text(run->tally.engine, text, &run->arena) || !*good)
        return;
    *good = false;
    bc_engine_publish_report((bc_str){ 0 }, mark, &run->diags);
}

/* The book's own words, in a run that publishes. NULL when it must not be. */
static const bc_book *publish_book(bc_book_run *run, const bc_book *book)
{
    bc_book *own = BC_NEW(&run->arena, bc_book);
    bc_book_part *parts = BC_NEW_COPY(&run->arena, book->parts, book->part_count);
    bool good = true;
    *own = *book;
    own->parts = parts;
    publish_text(run, &own->title, book->mark, &good);
    publish_text(run, &own->issuer, book->mark, &good);
    for (uint32_t i = 0; i < own->part_count; i++) {
        bc_book_part *part = &parts[i];
        publish_text(run, &part->title, part->mark, &good);
        publish_text(run, &part->label, part->mark, &good);
        if (!part->text)
            continue;
        bc_diag_source *text = BC_NEW(&run->arena, bc_diag_source);
        *text = *part->text;
        publish_text(run, &text->text, part->mark, &good);
        part->text = text;
    }
    return good ? own : NULL;
}

static void complete(bc_book_run *run)
{
    const biaoce_book_options *options = run->options;
    bc_engine_inputs own;
    bc_engine_inputs_find(&own, &options->book, 1, false);
    int64_t time = options->time             ? options->time
                   : run->tally.engine->time ? run->tally.engine->time
                                             : own.list.at[0].time;
    bc_engine_inputs_release(&own);
    run->render = (biaoce_render_options){ .size = sizeof run->render,
                                           .formats = options->formats ? options->formats : BIAOCE_FORMAT_PDF,
                                           .target = options->target,
                                           .path = options->path,
                                           .jobs = options->jobs,
                                           .force = options->force,
                                           .strict_glyphs = options->strict_glyphs,
                                           .no_check = options->no_check,
                                           .strict = options->strict,
                                           .time = time ? time : BC_TIME_UNKNOWN,
                                           .times = options->times,
                                           .tables = options->tables,
                                           .pdf = options->pdf,
                                           .attach_data = options->attach_data,
                                           .limits = options->limits };
}

static bool prepare(bc_book_run *run)
{
    run->book = read_book(run);
    if (run->book && run->tally.engine->publishing)
        run->book = publish_book(run, run->book);
    if (!run->book)
        return false;
    if (run->options->split_by && !(run->split = compile_split(run)))
        return false;
    find_inputs(run);
    if (run->diags.errors)
        return false;
    if (!bc_engine_load_fonts(run->tally.engine, &run->diags)) {
        bc_crew_tally_worsen(&run->tally, BIAOCE_IO);
        return false;
    }
    load_templates(run);
    return load_over(run);
}

/* Forms that cannot be printed leave a gap that nobody may notice, so there is no book without all of them. */
static bool is_complete(bc_book_run *run)
{
    if (bc_engine_call_is_cancelled(run->tally.call)) {
        bc_crew_tally_worsen(&run->tally, BIAOCE_IO);
        return false;
    }
    if (!run->tally.summary.failed || run->options->force)
        return true;
    bc_diag_add(&run->diags, BC_DIAG_ERROR, "E609", run->book->mark,
                bc_tr("the book was not made, for %zu of its forms have errors"), run->tally.summary.failed);
    bc_diag_hint(&run->diags, bc_tr("--force binds what can be printed"));
    return false;
}

/* All files that the book is made from, none of which may be replaced by it. */
static void find_sources(const bc_book_run *run, bc_engine_inputs *sources)
{
    bc_engine_inputs_find(sources, &run->options->book, 1, false);
    for (uint32_t i = 0; i < run->book->part_count; i++)
        if (run->book->parts[i].text)
            bc_engine_inputs_add(sources, &run->book->parts[i].text->name.p, 1, false);
    for (size_t i = 0; i < run->inputs.list.n; i++)
        if (!run->inputs.list.at[i].mapping)
            bc_engine_inputs_add(sources, &run->inputs.list.at[i].path, 1, false);
    bc_engine_inputs_index(sources);
}

static void bind(bc_book_run *run)
{
    bc_engine_outlet outlet, beside = { 0 };
    bc_engine_inputs sources;
    biaoce_render_options folder = run->render;
    find_sources(run, &sources);
    if (!bc_engine_outlet_open(&outlet, run->tally.engine, &run->render, &sources, &run->diags)) {
        bc_crew_tally_worsen(&run->tally, BIAOCE_IO);
    } else {
        if (run->render.target == BIAOCE_TO_FILE) {
            folder.target = BIAOCE_TO_FOLDER;
            folder.path = folder_of(&run->arena, run->render.path);
        }
        outlet.durable = true;
        bc_engine_publish_begin(run->tally.engine);
        (void)bc_engine_outlet_open(&beside, run->tally.engine, &folder, &sources, &run->diags);
        bc_layout_info info = { .title = run->book->title,
                                .author = run->book->issuer,
                                .creator = bc_engine_creator(),
                                .language = BC_STR("zh-CN"),
                                .time = run->render.time };
        if (bc_engine_standard(run->render.pdf) != BC_PDF_PLAIN)
            info.keywords = run->book->year;
        bc_book_volumes_init(&run->volumes, run->book, run->tally.engine, &info, bc_engine_standard(run->render.pdf));
        if (bc_book_forms_run(run) && is_complete(run) && explain_over(run))
            make_outputs(run, &outlet, &beside);
        if (!bc_engine_publish_finish(run->tally.engine, &sources, &run->diags))
            bc_crew_tally_worsen(&run->tally, BIAOCE_IO);
    }
    bc_engine_outlet_release(&beside);
    bc_engine_outlet_release(&outlet);
    bc_engine_inputs_release(&sources);
}

static void release(bc_book_run *run)
{
    bc_gather_free(run->gather);
    bc_book_volumes_release(&run->volumes);
    if (run->book)
        release_templates(run);
    bc_crew_tally_release(&run->tally);
    bc_engine_inputs_release(&run->inputs);
    bc_diag_list_release(&run->diags);
    bc_arena_release(&run->arena);
}

static biaoce_status make_book(const bc_engine_call *call, const biaoce_book_options *options, biaoce_summary *summary)
{
    bc_book_run run = { .options = options };
    bc_crew_tally_init(&run.tally, call);
    run.tally.strict = options->strict;
    bc_diag_list_init(&run.diags);
    run.diags.strict = options->strict;
    run.tally.status = check_options(options, &run.diags);
    if (run.tally.status == BIAOCE_OK) {
        complete(&run);
        if (prepare(&run))
            bind(&run);
        else
            bc_crew_tally_worsen(&run.tally, BIAOCE_RECORD_ERRORS);
    }
    bc_engine_report_fonts(call->engine, &run.diags);
    if (run.diags.errors)
        bc_crew_tally_worsen(&run.tally, bc_diag_list_has_code(&run.diags, "E100") ? BIAOCE_IO : BIAOCE_RECORD_ERRORS);
    bc_crew_tally_report(&run.tally, &run.diags);
    bc_crew_tally_add(&run.tally, summary);
    biaoce_status status = run.tally.status;
    release(&run);
    return status;
}

biaoce_status biaoce_make_book(biaoce_engine *engine, const biaoce_book_options *given, biaoce_summary *summary)
{
    biaoce_book_options options = { 0 };
    biaoce_summary counted = { 0 };
    biaoce_times times = { 0 };
    biaoce_limits limits = { 0 };
    bc_engine_call call;
    if (!BC_ENGINE_TAKE(&options, given) || !BC_ENGINE_TAKE(&limits, options.limits) || !bc_engine_can_give(summary) ||
        !bc_engine_can_give(options.times) || !bc_engine_tables_are_good(options.tables) ||
        !bc_engine_call_begin(&call, engine, options.callbacks, options.cancel))
        return BIAOCE_USAGE;
    biaoce_times *asked = options.times;
    options.limits = &limits;
    options.times = asked ? &times : NULL;
    biaoce_status status = make_book(&call, &options, &counted);
    BC_ENGINE_GIVE(asked, &times);
    BC_ENGINE_GIVE(summary, &counted);
    return status;
}
