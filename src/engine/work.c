/* The stages of one record in their order: bound, checked, composed, measured, then made into each format from the same
 * document. A worker belongs to one thread; its arena and typesetter serve record after record, so what is to outlive a
 * record is copied before the next one begins. */
#include "engine/work.h"

#include "attach/attach.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "base/yaml_slip.h"
#include "engine/private/archive.h"
#include "engine/private/beside.h"
#include "form/anchor.h"
#include "layout/columns.h"
#include "layout/figures.h"
#include "layout/folded.h"
#include "layout/paginate.h"
#include "layout/plan.h"
#include "layout/room.h"
#include "layout/trace.h"
#include "paint/xlsx/running.h"
#include "paint/xlsx/xlsx.h"
#include "record/bind.h"

#include <assert.h>
#include <string.h>

void bc_engine_worker_init(bc_engine_worker *worker, biaoce_engine *engine, const biaoce_render_options *options)
{
    *worker = (bc_engine_worker){ .engine = engine, .options = options, .watch.clock.runs = options->times != NULL };
}

static void give_back_pictures(bc_engine_worker *worker)
{
    if (worker->pictured)
        bc_layout_figures_give_back(worker->pictured);
    worker->pictured = NULL;
}

void bc_engine_worker_release(bc_engine_worker *worker)
{
    if (worker->typesetter)
        bc_text_typesetter_free(worker->typesetter);
    bc_diag_list_release(&worker->names_diags);
    bc_vec_release(&worker->answers);
    bc_layout_seen_release(&worker->seen);
    give_back_pictures(worker);
    bc_publish_masker_free(worker->masker);
    bc_arena_release(&worker->arena);
}

bool bc_engine_worker_asks(bc_engine_worker *worker, const bc_engine_wish *wish, const bc_engine_template *template)
{
    for (size_t i = worker->answers.n; i > 0; i--) {
        const bc_engine_answer *known = &worker->answers.at[i - 1];
        if (known->key == wish->key && known->template == template)
            return known->fits;
    }
    const bc_engine_answer answer = { wish->key, template, wish->fits(wish->context, template) };
    bc_vec_add(&worker->answers, answer);
    return answer.fits;
}

/* A record may come from anybody: it names a template of the folders, and reads no file that it likes. */
static bool is_file_name(bc_str name)
{
    return bc_str_find(name, BC_STR("/"), 0) != SIZE_MAX || bc_str_ends(name, BC_STR(".yaml")) ||
           bc_str_ends(name, BC_STR(".yml"));
}

/* `layout` is what only templates have; a form that has a field of that name is not of this world. */
static bool is_template(const bc_node *tree)
{
    const bc_node *layout = bc_node_find(tree, "layout");
    return layout && layout->kind == BC_NODE_LIST && (bc_node_find(tree, "fields") || bc_node_find(tree, "extends"));
}

/* A template of the name that the record asks for, where nobody looks for it: it may be what was meant. */
static void tell_of_neighbour(bc_engine_worker *worker, bc_engine_work *record, bc_str name, bc_diag_mark at)
{
    const char *beside = bc_engine_beside_find(record->input, name, &worker->arena);
    if (!beside || bc_engine_templates_use(&worker->engine->templates, beside))
        return;
    if (record->template->form)
        bc_diag_add(record->diags, BC_DIAG_WARNING, "W516", at,
                    bc_tr("`%.*s` is the template of the template folders, not %s, which lies beside the record"),
                    BC_STR_ARG(name), beside);
    else if (!bc_diag_list_has_code(record->diags, "E334"))
        return;
    bc_diag_hint(record->diags,
                 bc_tr("-t %s takes the one beside the record, -T FOLDER looks for names in that folder first"),
                 beside);
}

/* What -t says goes before what the record says; whoever has forgotten either wants to know. */
static void tell_of_override(bc_engine_work *record)
{
    bc_diag_mark at;
    const bc_str own = bc_record_form_name(record->value, &at);
    const bc_form *form = record->template->form;
    if (!own.n || !form || bc_str_eq(own, form->id) || bc_str_eq(own, form->name))
        return;
    for (uint32_t i = 0; i < form->alias_count; i++)
        if (bc_str_eq(own, form->aliases[i]))
            return;
    bc_diag_add(record->diags, BC_DIAG_NOTE, "N515", at, bc_tr("the record asks for `%.*s`; -t puts it on `%.*s`"),
                BC_STR_ARG(own), BC_STR_ARG(form->id));
    bc_diag_hint(record->diags, "%s", bc_tr("without -t each record takes the template that it names"));
}

static bool find_template(bc_engine_worker *worker, bc_engine_work *record)
{
    if (record->template)
        return record->template->form != NULL;
    bc_diag_mark at = record->value->mark;
    bc_str name = record->template_name.n ? record->template_name : bc_str_from(worker->options->template_name);
    bool own = !name.n;
    if (own)
        name = bc_record_form_name(record->value, &at);
    if (own && is_file_name(name)) {
        bc_diag_add(record->diags, BC_DIAG_ERROR, "E504", at,
                    bc_tr("a record names its template by name, not by file"));
        bc_diag_hint(record->diags, "%s",
                     bc_tr("-t FILE takes a file for all records, -T FOLDER looks for names there"));
        return false;
    }
    if (!name.n && bc_record_form_is_no_word(record->value, &at)) {
        bc_diag_add(record->diags, BC_DIAG_ERROR, "E504", at, bc_tr("a record names one template, by one word"));
        bc_diag_hint(record->diags, "%s", bc_tr("`form: NAME`; `biaoce templates` lists them"));
        return false;
    }
    if (!name.n) {
        bc_diag_add(record->diags, BC_DIAG_ERROR, "E504", record->value->mark, bc_tr("the record names no template"));
        bc_diag_hint(record->diags,
                     bc_tr("write `form: NAME` into it, or name a template for all records with -t; `biaoce templates` "
                           "lists them"));
        return false;
    }
    record->template = bc_engine_templates_find(&worker->engine->templates, &worker->engine->folders, name);
    bc_engine_template_explain_absence(record->template, at, record->diags);
    record->io_failed = record->io_failed || bc_engine_template_is_unread(record->template);
    if (own)
        tell_of_neighbour(worker, record, name, at);
    else if (!record->template_name.n)
        tell_of_override(record);
    return record->template->form != NULL;
}

/* What a record may take follows from its size, and is much more than any form needs. Expressions that walk a list of
 * some thousands for each of some thousands pass it, within seconds and a gigabyte or two. */
enum { STEPS = 128 * 1000 * 1000, STEPS_PER_VALUE = 256 };

static uint64_t count_nodes(const bc_node *tree)
{
    uint64_t n = 1;
    for (uint32_t i = 0; tree->kind == BC_NODE_LIST && i < tree->n; i++)
        n += count_nodes(tree->as.items[i]);
    for (uint32_t i = 0; tree->kind == BC_NODE_MAP && i < tree->n; i++)
        n += count_nodes(tree->as.members[i].value);
    return n;
}

static uint64_t count_values(const bc_value *value)
{
    uint64_t n = 1;
    for (uint32_t i = 0; value->type == BC_VALUE_LIST && i < value->n; i++)
        n += count_values(&value->as.items[i]);
    for (uint32_t i = 0; value->type == BC_VALUE_MAP && i < value->n; i++)
        n += count_values(&value->as.entries[i].value);
    return n;
}

static void set_quota(bc_engine_worker *worker, const bc_engine_work *record)
{
    uint64_t values = record->records ? count_values(record->records) : 0;
    values += record->value ? count_nodes(record->value) : 0;
    worker->quota.steps = STEPS + STEPS_PER_VALUE * values;
}

bc_quota_limits bc_engine_limits_of(const biaoce_render_options *options)
{
    const biaoce_limits *limits = options->limits;
    return limits ? (bc_quota_limits){ limits->memory, limits->milliseconds, limits->pages } : (bc_quota_limits){ 0 };
}

/* What it took to read the record has been spent. */
static void begin(bc_engine_worker *worker, const bc_engine_work *record, bc_quota_limits limits)
{
    give_back_pictures(worker);
    bc_arena_reset(&worker->arena);
    bc_diag_list_clear(&worker->names_diags);
    worker->quota.steps = STEPS;
    bc_quota_begin(&worker->quota, &limits, record->read ? record->read->quota.memory : 0,
                   record->read ? record->read->seconds : 0);
    worker->arena.quota = &worker->quota;
    if (worker->typesetter)
        bc_text_typesetter_forget(worker->typesetter);
}

/* A stage, and what it counts for. The next one begins when it has gone well. */
typedef struct stage {
    bool (*run)(bc_engine_worker *worker, bc_engine_work *record);
    size_t time;
} stage;

static bool report_excess(bc_engine_worker *worker, bc_engine_work *record, size_t said)
{
    bc_diag_list_cut(record->diags, said); /* what was said of a record of which parts are missing */
    bc_diag_add_excess(record->diags, record->value ? record->value->mark : (bc_diag_mark){ 0 }, &worker->quota);
    return false;
}

bool bc_engine_work_keeps_limits(bc_engine_worker *worker, bc_engine_work *record)
{
    bc_arena_settle(&worker->arena);
    return !bc_quota_is_late(&worker->quota) || report_excess(worker, record, record->diags->list.n);
}

static bool run_stages(bc_engine_worker *worker, bc_engine_work *record, const stage *stages, size_t n)
{
    bool good = true;
    bc_engine_stage_begin(&worker->watch);
    for (size_t i = 0; good && i < n; i++) {
        const size_t said = record->diags->list.n;
        good = stages[i].run(worker, record);
        bc_arena_settle(&worker->arena);
        if (bc_quota_is_late(&worker->quota))
            good = report_excess(worker, record, said);
        bc_engine_stage_end(&worker->watch, stages[i].time);
    }
    return good;
}

static bc_publish_masker *masker_of(bc_engine_worker *worker)
{
    if (!worker->masker)
        worker->masker = bc_engine_publish_masker(worker->engine);
    return worker->masker;
}

/* What is said before a record's form is known may quote anything. */
static void withhold(bc_engine_worker *worker, bc_engine_work *record, size_t said)
{
    bc_arena *places = record->read ? &record->read->arena : &record->diags->arena;
    if (worker->engine->publishing)
        bc_publish_redact(masker_of(worker), record->diags, said, true, places);
}

static bc_value bind_to(bc_engine_worker *worker, const bc_engine_work *record, bc_diag_list *diags)
{
    const bc_form *form = record->template->form;
    return record->records ? bc_record_bind_over(form, record->value, record->records, &worker->arena, diags)
                           : bc_record_bind(form, record->value, &worker->arena, diags);
}

/* The record as it may be published takes its place; from here on nobody sees what it was. False: it must not be. */
static bool publish(bc_engine_worker *worker, bc_engine_work *record)
{
    const bc_diag_source *source = record->value->mark.source;
    bc_diag_list unheard;
    bc_diag_list_init(&unheard);
    const bc_value datum = bind_to(worker, record, &unheard);
    bc_diag_list_release(&unheard);
    const bc_engine_publish_task task = { .masker = masker_of(worker),
                                          .record = { .form = record->template->form,
                                                      .tree = record->value,
                                                      .datum = &datum,
                                                      .input = bc_str_from(record->input) },
                                          .read = record->read,
                                          .number = record->number };
    bc_publish_result masked;
    bc_engine_publish_mask(worker->engine, &task, &worker->arena, &masked);
    record->place = source ? source->name : (bc_str){ 0 };
    record->value = masked.tree;
    record->input = bc_arena_str(&worker->arena, masked.input).p;
    if (masked.classified)
        bc_engine_publish_report(masked.where, record->value->mark, record->diags);
    return !masked.classified;
}

/* A mapping one of whose two parts is called otherwise, so that it passes for a record. */
static bool is_half_mapping(const bc_node *tree)
{
    const bc_node *tables = bc_node_find(tree, "tables"), *records = bc_node_find(tree, "records");
    if (records && !tables)
        return records->kind == BC_NODE_MAP && bc_node_find(records, "from");
    bool files = tables && !records && tables->kind == BC_NODE_MAP && tables->n > 0;
    for (uint32_t i = 0; files && i < tables->n; i++) {
        const bc_node *table = tables->as.members[i].value;
        files = table->kind == BC_NODE_MAP && (bc_node_find(table, "file") || bc_node_find(table, "query"));
    }
    return files;
}

/* What was given as a record and is something else that biaoce knows. */
static bool report_stranger(bc_engine_work *record)
{
    if (is_template(record->value)) {
        bc_diag_add(record->diags, BC_DIAG_ERROR, "E503", record->value->mark,
                    bc_tr("this is a template, not a record"));
        bc_diag_hint(record->diags, "%s",
                     bc_tr("`biaoce lint-template` looks at templates, `biaoce new` makes a record of one to fill in"));
        return true;
    }
    if (!is_half_mapping(record->value))
        return false;
    bc_diag_add(record->diags, BC_DIAG_ERROR, "E503", record->value->mark,
                bc_tr("this looks like a mapping file, but has only one of `tables` and `records`"));
    bc_diag_hint(record->diags, "%s", bc_tr("look how the other key is written"));
    return true;
}

static bool bind(bc_engine_worker *worker, bc_engine_work *record)
{
    if (record->value->kind != BC_NODE_MAP) {
        bc_diag_add(record->diags, BC_DIAG_ERROR, "E503", record->value->mark,
                    bc_tr("a record is written as fields with values, this is %s"),
                    bc_node_kind_name(record->value->kind));
        if (bc_yaml_text_slip(record->value))
            bc_diag_hint(record->diags, "%s", bc_yaml_text_slip(record->value));
        return false;
    }
    if (report_stranger(record))
        return false;
    const size_t said = record->diags->list.n;
    if (!find_template(worker, record)) {
        withhold(worker, record, said);
        return false;
    }
    const bc_form *form = record->template->form;
    const bc_node *files;
    record->waits = form->batch && !record->records && bc_record_names_files(form, record->value, &files);
    if (record->waits)
        return false;
    set_quota(worker, record);
    if (worker->engine->publishing && !publish(worker, record))
        return false;
    record->datum = bind_to(worker, record, record->diags);
    if (worker->engine->publishing)
        bc_publish_sweep(worker->masker, form, &record->datum, &worker->arena);
    return true;
}

static bool check(bc_engine_worker *worker, bc_engine_work *record)
{
    if (worker->options->no_check)
        return true;
    bc_check_options options = { .edits = record->edits };
    bc_check_set_run(record->template->checks, &record->datum, record->value, &options, &worker->arena, record->diags);
    if (record->template->form->computes)
        bc_layout_compose_check(record->template->form, &record->datum, &worker->arena, record->diags);
    if (worker->engine->publishing)
        bc_publish_drop_idle(record->diags);
    return true;
}

bool bc_engine_work_begin(bc_engine_worker *worker, bc_engine_work *record)
{
    static const stage stages[] = { { bind, BC_ENGINE_STAGE(bind) }, { check, BC_ENGINE_STAGE(check) } };
    begin(worker, record, bc_engine_limits_of(worker->options));
    return run_stages(worker, record, stages, sizeof stages / sizeof *stages);
}

void bc_engine_work_begin_blank(bc_engine_worker *worker, bc_engine_work *record, const bc_engine_template *template,
                                const bc_engine_blank *how)
{
    begin(worker, record, (bc_quota_limits){ 0 });
    record->template = template;
    record->value = bc_node_new_map(&worker->arena, template->form->mark, NULL, 0);
    record->datum = bc_record_blank(template->form, &how->size, &worker->arena, record->diags);
    record->blank = how;
}

static const bc_form_names *names_of(bc_engine_worker *worker, bc_engine_work *record)
{
    if (!record->names) {
        bc_form_names *names = BC_NEW(&worker->arena, bc_form_names);
        *names = bc_form_names_of(record->template->form, &record->datum, &worker->arena, &worker->names_diags);
        record->names = names;
    }
    return record->names;
}

bc_str bc_engine_work_name(bc_engine_worker *worker, bc_engine_work *record, const bc_expr_phrase *pattern)
{
    bc_engine_pattern_facts facts = { bc_engine_input_stem(record->input), record->number };
    bc_str name = pattern ? bc_engine_pattern_name(pattern, record->template->form, &record->datum, &facts,
                                                   &worker->arena, record->diags)
                          : names_of(worker, record)->name;
    return bc_str_trim(name).n ? name : facts.file;
}

uint32_t bc_engine_work_path(bc_engine_worker *worker, bc_engine_work *record, const bc_engine_name_pattern *pattern,
                             const bc_str **out)
{
    const uint32_t n = pattern->whole ? pattern->n : 1;
    bc_str *parts = BC_NEW_ARRAY(&worker->arena, bc_str, n);
    bc_engine_pattern_facts facts = { bc_engine_input_stem(record->input), record->number };
    for (uint32_t i = 0; i + 1 < n; i++)
        parts[i] = bc_engine_pattern_name(pattern->parts[i], record->template->form, &record->datum, &facts,
                                          &worker->arena, record->diags);
    parts[n - 1] = bc_engine_work_name(worker, record, pattern->whole ? pattern->parts[n - 1] : NULL);
    *out = parts;
    return n;
}

bool bc_engine_work_meets(bc_engine_worker *worker, const bc_engine_work *record, const bc_expr *condition)
{
    bc_engine_pattern_facts facts = { bc_engine_input_stem(record->input), record->number };
    return bc_engine_condition_holds(condition, record->template->form, &record->datum, &facts, &worker->arena,
                                     record->diags);
}

/* Readers show it at the head of their windows, and archives ask for one. */
static bc_str shown_title(const bc_layout_composed *document)
{
    return document->title.n ? document->title : document->name.n ? document->name : document->subject;
}

bc_pdf_standard bc_engine_standard(biaoce_pdf pdf)
{
    switch (pdf) {
    case BIAOCE_PDF_PLAIN:
        return BC_PDF_PLAIN;
    case BIAOCE_PDF_A1B:
        return BC_PDF_A1B;
    case BIAOCE_PDF_A2U:
        return BC_PDF_A2U;
    case BIAOCE_PDF_USUAL:
    case BIAOCE_PDF_A2A:
        break;
    }
    return BC_PDF_A2A;
}

const char *bc_engine_pdf_refused(biaoce_pdf pdf, biaoce_attach attach)
{
    if ((unsigned)pdf > BIAOCE_PDF_A1B)
        return bc_tr("the kind of PDF is not known");
    if ((unsigned)attach > BIAOCE_ATTACH_FULL)
        return bc_tr("what is to be attached is not known");
    if (pdf == BIAOCE_PDF_A1B && attach)
        return bc_tr("PDF/A-1 holds no attachments: choose a-2a, which then is PDF/A-3a, or attach no data");
    return NULL;
}

static bc_layout_info describe(const bc_engine_worker *worker, const bc_engine_work *record,
                               const bc_layout_document *document)
{
    int64_t time = worker->options->time;
    if (!time)
        time = worker->engine->time;
    if (!time)
        time = record->time;
    return (bc_layout_info){
        .title = shown_title(document->composed),
        .author = document->composed->author,
        .subject = document->composed->subject,
        .creator = bc_engine_creator(),
        .language = document->composed->language,
        .time = time ? time : BC_TIME_UNKNOWN,
    };
}

void bc_engine_report_unmade(const bc_engine_unmade *unmade, bc_diag_mark mark, bc_diag_list *diags)
{
    if (unmade->failed)
        bc_diag_add(diags, BC_DIAG_ERROR, "E522", mark, bc_tr("the system failed while %s was made: %s"),
                    unmade->format, unmade->why);
    else if (unmade->many)
        bc_diag_add(diags, BC_DIAG_ERROR, "E510", mark, bc_tr("the records could not be made into %s: %s"),
                    unmade->format, unmade->why);
    else
        bc_diag_add(diags, BC_DIAG_ERROR, "E510", mark, bc_tr("the record could not be made into %s: %s"),
                    unmade->format, unmade->why);
}

static void report_failure(bc_engine_work *record, const char *format, const char *why, bool failed)
{
    bc_engine_report_unmade(&(bc_engine_unmade){ .format = format, .why = why, .failed = failed },
                            record->value ? record->value->mark : (bc_diag_mark){ 0 }, record->diags);
    record->io_failed = record->io_failed || failed;
}

/* What the painter knows of its own time. */
static void share_time(bc_engine_worker *worker, const bc_layout_painter *painter)
{
    const bc_pdf_times times = bc_pdf_painter_times(painter);
    const size_t all = BC_ENGINE_STAGE(paginate);
    bc_engine_stage_move(&worker->watch, all, BC_ENGINE_STAGE(paint), times.paint);
    bc_engine_stage_move(&worker->watch, all, BC_ENGINE_STAGE(font), times.font);
    bc_engine_stage_move(&worker->watch, all, BC_ENGINE_STAGE(deflate), times.deflate);
    bc_engine_stage_move(&worker->watch, all, BC_ENGINE_STAGE(assemble), times.write);
}

const bc_node *bc_engine_work_attached(bc_engine_worker *worker, bc_engine_work *record)
{
    const bc_attach_extent extent = (bc_attach_extent)worker->options->attach_data;
    return record->seen ? bc_attach_tree(record->template->form, &record->datum, record->seen, extent, &worker->arena)
                        : NULL;
}

static void attach_data(bc_engine_worker *worker, bc_engine_work *record, const bc_layout_document *document,
                        bc_layout_painter *painter)
{
    const bc_pdf_attachment *list;
    const bc_attach_record own = { record->template->form, bc_engine_work_attached(worker, record), 0 };
    if (!own.tree)
        return;
    bc_attach *attach = bc_attach_new(&(bc_attach_options){ .name = document->composed->name,
                                                            .extent = (bc_attach_extent)worker->options->attach_data });
    bc_attach_add(attach, &own, &worker->arena);
    bc_attach_add_tables(attach, record->composed); /* not parted by pages */
    const size_t n = bc_attach_finish(attach, &list);
    for (size_t i = 0; i < n; i++)
        bc_pdf_painter_attach(painter, &list[i]);
    bc_attach_free(attach);
}

/* Its places become fields, as far as that is asked. */
static void fill_in(bc_engine_worker *worker, const bc_layout_composed *composed, bc_layout_painter *painter)
{
    char *name = bc_arena_alloc(&worker->arena, composed->given_path.n + 1);
    size_t n = 0;
    if (!bc_form_anchor_write(BC_STR(""), composed->given_path, name, &n))
        n = 0;
    bc_pdf_painter_fill_in(painter, &(bc_pdf_fill_in){ .anchor_name = BC_STR(BC_FORM_ANCHOR_FORM),
                                                       .anchor = composed->form->anchor,
                                                       .given_name = { name, n },
                                                       .given = composed->given });
}

static bool render_pdf(bc_engine_worker *worker, bc_engine_work *record, const bc_layout_document *document,
                       bc_engine_rendered *out)
{
    bc_layout_info info = describe(worker, record, document);
    const bc_pdf_standard standard = bc_engine_standard(worker->options->pdf);
    if (standard != BC_PDF_PLAIN && !document->composed->blank)
        bc_engine_archive_describe(record->template->form, &record->datum, &worker->arena, &info);
    bc_layout_painter *painter = bc_pdf_painter_new(worker->engine->glyph_cache, worker->typesetter, &info, standard);
    const bool fillable = record->blank && record->blank->fillable;
    if (fillable)
        fill_in(worker, document->composed, painter);
    out->pages = bc_layout_paginate(document, worker->typesetter, &(bc_layout_paginate_options){ .fillins = fillable },
                                    bc_layout_painter_sink(painter), record->diags);
    attach_data(worker, record, document, painter);
    bool done = !bc_quota_is_over(&worker->quota) && painter->finish(painter, &out->bytes);
    if (!done && !bc_quota_is_over(&worker->quota))
        report_failure(record, "PDF", bc_pdf_painter_error(painter), bc_pdf_painter_failed(painter));
    share_time(worker, painter);
    painter->free(painter);
    return done;
}

static bool render_trace(bc_engine_worker *worker, bc_engine_work *record, const bc_layout_document *document,
                         bc_engine_rendered *out)
{
    bc_layout_painter *painter = bc_layout_trace_new();
    out->pages = bc_layout_paginate(document, worker->typesetter, &(bc_layout_paginate_options){ 0 },
                                    bc_layout_painter_sink(painter), record->diags);
    bool done = painter->finish(painter, &out->bytes);
    painter->free(painter);
    return done;
}

void bc_engine_report_cut_cells(uint32_t cut, bc_diag_mark mark, bc_diag_list *diags)
{
    if (!cut)
        return;
    bc_diag_add(diags, BC_DIAG_WARNING, "W511", mark, bc_tr("the workbook leaves out the end of %u texts"), cut);
    bc_diag_hint(diags, "%s", bc_tr("a cell of XLSX holds 32,767 characters; the PDF has all of them"));
}

void bc_engine_report_pageless(bool pageless, bc_diag_mark mark, bc_diag_list *diags)
{
    if (!pageless)
        return;
    bc_diag_add(diags, BC_DIAG_WARNING, "W432", mark,
                bc_tr("the workbook leaves out the rows at the head and the foot of pages"));
    bc_diag_hint(diags, "%s", bc_tr("more than 1,000 pages are one table there, which breaks by itself in print"));
}

void bc_engine_report_moved_pages(uint32_t moved, bc_diag_mark mark, bc_diag_list *diags)
{
    if (!moved)
        return;
    bc_diag_add(diags, BC_DIAG_NOTE, "N523", mark,
                bc_tr("%u pages of the PDF take more than a page each in the printed workbook"), moved);
    bc_diag_hint(diags, "%s",
                 bc_tr("spreadsheets set lines wider apart, and no sheet is printed much smaller for that"));
}

static bool render_xlsx(bc_engine_worker *worker, bc_engine_work *record, const bc_layout_document *document,
                        bc_engine_rendered *out)
{
    bc_layout_info info = describe(worker, record, document);
    bc_xlsx *book = bc_xlsx_new(worker->engine->workbook_constants, &info);
    if (worker->options->formulas)
        bc_xlsx_use_formulas(book);
    bc_xlsx_add(book, document);
    bool done = bc_xlsx_finish(book, &out->bytes);
    if (!done)
        report_failure(record, "XLSX", bc_xlsx_error(book), bc_xlsx_state(book) == BC_XLSX_FAILED);
    bc_engine_report_cut_cells(bc_xlsx_cut_cells(book), record->value->mark, record->diags);
    bc_engine_report_pageless(bc_xlsx_is_pageless(book), record->value->mark, record->diags);
    bc_engine_report_moved_pages(bc_xlsx_moved_pages(book), record->value->mark, record->diags);
    bc_xlsx_free(book);
    return done;
}

bool bc_engine_work_lacks_fonts(bc_engine_worker *worker, bc_engine_work *record)
{
    const bc_text_fault *fault = worker->typesetter ? bc_text_typesetter_fault(worker->typesetter) : NULL;
    if (!fault)
        return false;
    bc_text_fault_report(fault, record->value->mark, record->diags);
    bc_text_typesetter_free(worker->typesetter);
    worker->typesetter = NULL;
    record->io_failed = true;
    return true;
}

static const bc_layout_composed *compose_on(bc_engine_worker *worker, bc_engine_work *record, const bc_form *form,
                                            bc_diag_list *diags)
{
    if (record->blank)
        return (record->blank->filled ? bc_layout_compose_filled : bc_layout_compose_blank)(
            form, &record->datum, &record->blank->heights, &worker->arena, diags);
    bc_form_names names = *names_of(worker, record);
    if (names.title)
        names.title = form->layout + (names.title - record->template->form->layout);
    return bc_layout_compose_named(form, &record->datum, &names, record->seen, &worker->arena, diags);
}

/* A form that may lie is composed upright first, and turned where that has no room for it. */
static bool compose(bc_engine_worker *worker, bc_engine_work *record)
{
    assert(record->template); /* it was bound */
    const bc_form *form = record->template->form;
    bc_vec_clear(&worker->seen.list);
    record->seen = worker->options->attach_data && !record->blank ? &worker->seen : NULL;
    if (!record->blank) {
        (void)names_of(worker, record);
        bc_diag_list_append(record->diags, &worker->names_diags);
    }
    if (!form->turned) {
        record->composed = compose_on(worker, record, form, record->diags);
        return true;
    }
    bc_diag_list said;
    bc_diag_list_init(&said);
    record->composed = compose_on(worker, record, form, &said);
    if (bc_diag_list_has_code(&said, "E406") || /* a table had more columns than there is room for */
        !bc_layout_room_suffices(record->composed, worker->typesetter)) {
        bc_diag_list_clear(&said);
        record->composed = compose_on(worker, record, form->turned, &said);
    }
    bc_diag_list_append(record->diags, &said);
    bc_diag_list_release(&said);
    return true;
}

/* What heads of sheets do not hold. */
static bool report_long_heads(bc_engine_worker *worker, bc_engine_work *record)
{
    const bool wanted = worker->options->formats & BIAOCE_FORMAT_XLSX;
    const bc_xlsx_around around = wanted ? bc_xlsx_around_of(record->composed, &worker->arena) : (bc_xlsx_around){ 0 };
    for (int i = 0; i < BC_RUNNING_LINES && wanted; i++) {
        const bc_layout_running *line = &record->composed->running[i];
        const size_t room = bc_xlsx_running_room(&around, &record->composed->paper, i);
        for (int k = 0; k < BC_RUNNING_PARTS; k++) {
            bc_str words = line->parts[k];
            size_t kept = bc_xlsx_running_kept(words, room);
            if (kept == words.n || bc_diag_list_has(record->diags, "W451", line->mark))
                continue;
            bc_diag_add(record->diags, BC_DIAG_WARNING, "W451", line->mark,
                        bc_tr("the workbook has %zu of the %zu characters of this line"),
                        bc_utf8_count(bc_str_slice(words, 0, kept)), bc_utf8_count(words));
        }
    }
    return true;
}

/* A picture that is wanted and not there is an error like others: with --force its place stays empty. */
static bool find_pictures(bc_engine_worker *worker, bc_engine_work *record)
{
    give_back_pictures(worker); /* of the same record, composed before */
    const bc_diag_source *source = record->value->mark.source;
    const bc_str place = record->place.n ? record->place : source ? source->name : (bc_str){ 0 };
    bc_layout_figure_places places = { .shelf = worker->engine->pictures,
                                       .record = place,
                                       .workbook = (worker->options->formats & BIAOCE_FORMAT_XLSX) != 0,
                                       .arena = &worker->arena };
    bc_layout_figures_find(record->composed, &places, record->diags);
    if (record->composed->figure_count)
        worker->pictured = record->composed;
    return true;
}

static bool fit_columns(bc_engine_worker *worker, bc_engine_work *record)
{
    record->composed = record->columns
                           ? bc_layout_columns_apply(record->columns, record->composed, worker->typesetter,
                                                     &worker->arena, record->diags)
                           : bc_layout_columns_fit(record->composed, worker->typesetter, &worker->arena, record->diags);
    return !bc_engine_work_lacks_fonts(worker, record);
}

static bool measure(bc_engine_worker *worker, bc_engine_work *record)
{
    bc_layout_measure_options options = *record->measuring;
    options.strict_glyphs = worker->options->strict_glyphs;
    record->document = bc_layout_measure(record->composed, &options, worker->typesetter, &worker->arena, record->diags);
    if (!bc_quota_is_over(&worker->quota))
        record->document = bc_layout_folded_over_pages(record->document, &options, worker->typesetter, &worker->arena);
    return !bc_engine_work_lacks_fonts(worker, record);
}

/* What libxlsxwriter takes for each cell until the workbook is written, with its text. */
enum { BYTES_PER_CELL = 384 };

static void count_cells(bc_quota *quota, const bc_layout_document *document)
{
    uint64_t cells = 0;
    for (uint32_t i = 0; i < document->block_count; i++)
        if (document->blocks[i].kind == BC_BLOCK_TABLE)
            cells += bc_layout_all_cells(document->blocks[i].as.table.composed);
    bc_quota_take(quota, cells * BYTES_PER_CELL);
}

static bool plan(bc_engine_worker *worker, bc_engine_work *record)
{
    record->document = bc_layout_plan_pages(record->document, worker->typesetter, &worker->arena);
    bc_quota *quota = &worker->quota;
    if (quota->limits.pages && !quota->over && record->document->plan->page_count > quota->limits.pages)
        quota->over = BC_QUOTA_PAGES;
    if (worker->options->formats & BIAOCE_FORMAT_XLSX)
        count_cells(quota, record->document);
    return !bc_engine_work_lacks_fonts(worker, record);
}

bool bc_engine_work_gather(bc_engine_worker *worker, bc_engine_work *record, bc_layout_columns *columns)
{
    if (record->diags->errors && !worker->options->force)
        return false;
    if (!worker->typesetter)
        worker->typesetter = bc_text_typesetter_new(worker->engine->fonts);
    if (!compose(worker, record) || !find_pictures(worker, record))
        return false;
    bc_layout_columns_gather(columns, record->composed, worker->typesetter);
    return bc_engine_work_keeps_limits(worker, record) && !bc_engine_work_lacks_fonts(worker, record);
}

const bc_layout_document *bc_engine_work_lay_out(bc_engine_worker *worker, bc_engine_work *record)
{
    return bc_engine_work_lay_out_for(worker, record, &(bc_layout_measure_options){ 0 });
}

const bc_layout_document *bc_engine_work_lay_out_for(bc_engine_worker *worker, bc_engine_work *record,
                                                     const bc_layout_measure_options *measuring)
{
    static const stage stages[] = {
        { compose, BC_ENGINE_STAGE(compose) },       { report_long_heads, BC_ENGINE_STAGE(compose) },
        { find_pictures, BC_ENGINE_STAGE(compose) }, { fit_columns, BC_ENGINE_STAGE(measure) },
        { measure, BC_ENGINE_STAGE(measure) },       { plan, BC_ENGINE_STAGE(paginate) }
    };
    const bool force = worker->options->force;
    if (record->diags->errors && !force)
        return NULL;
    if (!worker->typesetter)
        worker->typesetter = bc_text_typesetter_new(worker->engine->fonts);
    record->measuring = measuring;
    bool good = run_stages(worker, record, stages, sizeof stages / sizeof *stages);
    return good && (!record->diags->errors || force) ? record->document : NULL;
}

const bc_layout_document *bc_engine_work_lay_out_own(bc_engine_worker *worker, bc_engine_work *record)
{
    const bool begun = bc_engine_work_begin(worker, record);
    if (record->template && bc_engine_template_is_broken(record->template))
        bc_diag_list_append(record->diags, &record->template->diags);
    return begun ? bc_engine_work_lay_out(worker, record) : NULL;
}

bool bc_engine_shares_workbook(const biaoce_render_options *options)
{
    return options->one_workbook && (options->formats & BIAOCE_FORMAT_XLSX);
}

size_t bc_engine_work_render(bc_engine_worker *worker, bc_engine_work *record, const bc_layout_document *document,
                             bc_engine_rendered out[BC_FORMAT_COUNT])
{
    unsigned formats = worker->options->formats;
    if (bc_engine_shares_workbook(worker->options))
        formats &= ~(unsigned)BIAOCE_FORMAT_XLSX;
    return bc_engine_work_render_as(worker, record, document, formats, out);
}

size_t bc_engine_work_render_as(bc_engine_worker *worker, bc_engine_work *record, const bc_layout_document *document,
                                unsigned wanted, bc_engine_rendered out[BC_FORMAT_COUNT])
{
    static const struct {
        biaoce_format format;
        bool (*render)(bc_engine_worker *worker, bc_engine_work *record, const bc_layout_document *document,
                       bc_engine_rendered *out);
        size_t time;
    } formats[BC_FORMAT_COUNT] = { { BIAOCE_FORMAT_PDF, render_pdf, BC_ENGINE_STAGE(paginate) },
                                   { BIAOCE_FORMAT_XLSX, render_xlsx, BC_ENGINE_STAGE(xlsx) },
                                   { BIAOCE_FORMAT_TRACE, render_trace, BC_ENGINE_STAGE(trace) } };
    size_t n = 0;
    for (size_t i = 0; i < BC_FORMAT_COUNT; i++) {
        if (!(wanted & (unsigned)formats[i].format))
            continue;
        bc_engine_rendered *rendered = &out[n];
        *rendered = (bc_engine_rendered){ .format = formats[i].format };
        bc_buf_init(&rendered->bytes);
        bc_engine_stage_begin(&worker->watch);
        bool made = formats[i].render(worker, record, document, rendered);
        bc_engine_stage_end(&worker->watch, formats[i].time);
        if (made)
            n++;
        else
            bc_buf_release(&rendered->bytes);
    }
    if (bc_engine_work_lacks_fonts(worker, record) || !bc_engine_work_keeps_limits(worker, record)) {
        bc_engine_rendered_release(out, n);
        n = 0;
    }
    return n;
}

void bc_engine_rendered_release(bc_engine_rendered *rendered, size_t n)
{
    for (size_t i = 0; i < n; i++)
        bc_buf_release(&rendered[i].bytes);
}
