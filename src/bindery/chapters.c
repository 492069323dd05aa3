/* The chapters of a volume: forms as they were painted, other parts painted here, prose that refers to pages counted.
 */
#include "attach/attach.h"
#include "base/tr.h"
#include "bindery/private/binder.h"
#include "bindery/private/place.h"
#include "bindery/private/refer.h"
#include "layout/columns.h"
#include "layout/compose.h"
#include "layout/measure.h"

#include <assert.h>

/* -- painting what is no form --------------------------------------------------------------------------- */

typedef struct catcher {
    bc_book_binder *b;
    size_t first_kept;
    bc_book_headings *headings;
} catcher;

static bool catch_page(void *context, const bc_layout_page *printed)
{
    catcher *c = context;
    bc_book_binder *b = c->b;
    assert(!b->links.n || b->links.at[b->links.n - 1].kept <= c->first_kept + bc_pdf_draft_pages(b->draft));
    for (uint32_t i = 0; i < printed->link_count; i++)
        bc_vec_add(&b->links, (bc_book_link){ c->first_kept + bc_pdf_draft_pages(b->draft), printed->links[i] });
    bc_book_headings_see(c->headings, printed);
    bc_pdf_draft_add(b->draft, printed, BC_PDF_BODY);
    return true;
}

/* Adds the draft's pages to the volume's list. */
static void keep_draft(bc_book_binder *b, bc_book_chapter *p)
{
    bc_pdf_codes codes = bc_pdf_volume_codes(b->volume->pdf, b->draft, &b->arena);
    const bc_pdf_finished finished = bc_pdf_draft_finish(b->draft, &codes, &b->arena);
    const bc_pdf_kept kept = bc_pdf_volume_keep(b->volume->pdf, &finished, &b->arena);
    p->section = kept.section;
    for (size_t i = 0; i < finished.page_count; i++)
        bc_vec_add(&b->volume->pages,
                   (bc_book_page){ finished.pages[i].width, finished.pages[i].height, kept.first + (uint32_t)i });
}

/* Numbers are painted when all pages are known. */
const bc_layout_document *bc_book_binder_measure(bc_book_binder *b, const bc_layout_composed *composed,
                                                 bc_diag_list *diags)
{
    bc_layout_measure_options options = { .strict_glyphs = b->run->render.strict_glyphs, .unnumbered = true };
    composed = bc_layout_columns_fit(composed, b->typesetter, &b->arena, diags);
    return bc_layout_measure(composed, &options, b->typesetter, &b->arena, diags);
}

static void find_headings(bc_book_binder *b, const bc_layout_document *document, bc_book_chapter *p)
{
    if (p->part->kind == BC_PART_PROSE)
        p->headings = bc_book_headings_of(document->composed, p->part->title.n > 0, &b->arena);
}

static void paint_by(bc_book_binder *b, bc_text_typesetter *typesetter, const bc_layout_document *document,
                     bc_book_chapter *p)
{
    p->paper = document->paper;
    find_headings(b, document, p);
    p->own_head = bc_layout_running_says(&document->composed->running[BC_RUNNING_HEAD]);
    p->first_kept = b->volume->pages.n;
    catcher c = { b, p->first_kept, &p->headings };
    const bc_pdf_draft_tags tags = bc_book_volumes_tags(&b->run->volumes, p->part);
    bc_pdf_draft_begin(b->draft, typesetter, &tags);
    p->page_count = bc_layout_paginate(document, typesetter, &(bc_layout_paginate_options){ 0 },
                                       (bc_layout_page_sink){ catch_page, &c }, b->diags);
    keep_draft(b, p);
}

void bc_book_binder_paint(bc_book_binder *b, const bc_layout_document *document, bc_book_chapter *p)
{
    paint_by(b, b->typesetter, document, p);
}

static bc_node *text_value(bc_book_binder *b, const bc_book_part *part, bc_str text)
{
    return bc_node_new_text(&b->arena, part->mark, text, true);
}

/* What the cover's template is filled with: the book's own words, and what the book file says besides. */
static const bc_node *cover_record(bc_book_binder *b, const bc_book_part *part)
{
    const bc_book *book = b->run->book;
    const struct {
        const char *key;
        bc_str text;
    } own[] = {
        { "title", book->title }, { "issuer", book->issuer }, { "year", book->year }, { "volume", b->volume->split }
    };
    enum { OWN = sizeof own / sizeof *own };
    uint32_t more = part->record ? part->record->n : 0, n = 0;
    bc_node_member *members = BC_NEW_ARRAY(&b->arena, bc_node_member, OWN + more);
    for (int i = 0; i < OWN; i++) {
        bc_str key = bc_str_from(own[i].key);
        if (own[i].text.n && !bc_node_find_member(part->record, key))
            members[n++] = (bc_node_member){ key, part->mark, text_value(b, part, own[i].text) };
    }
    for (uint32_t i = 0; i < more; i++)
        if (!bc_str_is(part->record->as.members[i].key, "template"))
            members[n++] = part->record->as.members[i];
    return bc_node_new_map(&b->arena, part->mark, members, n);
}

static const bc_layout_composed *compose_cover(bc_book_binder *b, const bc_book_part *part)
{
    bc_diag_list *diags = b->diags;
    const bc_engine_template *template =
        bc_engine_templates_find(&b->run->tally.engine->templates, &b->run->tally.engine->folders, part->template_name);
    bc_engine_template_explain_absence(template, part->mark, diags);
    if (bc_engine_template_is_broken(template))
        bc_diag_list_append(diags, &template->diags);
    if (!template->form)
        return NULL;
    bc_value *record = BC_NEW(&b->arena, bc_value);
    if (!bc_engine_publish_bind(b->run->tally.engine, template->form, cover_record(b, part), &b->arena, diags, record))
        return NULL;
    return bc_layout_compose(template->form, record, &b->arena, diags);
}

static const bc_layout_composed *compose_part(bc_book_binder *b, const bc_book_part *part)
{
    switch (part->kind) {
    case BC_PART_COVER:
        return compose_cover(b, part);
    case BC_PART_PROSE:
        return bc_book_compose_prose(b->run->book, part, &b->arena);
    case BC_PART_DIVIDER:
        return bc_book_compose_divider(b->run->book, part, &b->arena);
    case BC_PART_CONTENTS:
    case BC_PART_FORMS:
    case BC_PART_BATCH:
    case BC_PART_BLANK:
        break;
    }
    return NULL;
}

/* -- forms over many records ---------------------------------------------------------------------------- */

/* What the book file says for the form, without the name of its template. */
static const bc_node *over_record(bc_book_binder *b, const bc_book_part *part)
{
    const uint32_t most = part->record ? part->record->n : 0;
    bc_node_member *members = BC_NEW_ARRAY(&b->arena, bc_node_member, most);
    uint32_t n = 0;
    for (uint32_t i = 0; i < most; i++)
        if (!bc_str_is(part->record->as.members[i].key, "template"))
            members[n++] = part->record->as.members[i];
    return bc_node_new_map(&b->arena, part->template_mark, members, n);
}

static void draft_over(bc_book_binder *b, const bc_layout_document *document, bc_book_chapter *p, uint32_t index)
{
    bc_xlsx_drafter *drafter = bc_xlsx_drafter_new();
    bc_book_sheet sheet = { .part = index, .draft = bc_xlsx_drafter_write(drafter, document, &b->arena) };
    bc_xlsx_drafter_free(drafter);
    sheet.draft.name = p->part->title.n ? p->part->title : p->name;
    sheet.draft.title = bc_arena_str(&b->arena, sheet.draft.title);
    bc_vec_add(&b->volume->sheets, sheet);
    p->sheet = b->volume->sheets.n;
    bc_engine_report_cut_cells(sheet.draft.cut_cells, p->part->template_mark, b->diags);
    bc_engine_report_pageless(sheet.draft.print.pageless, p->part->template_mark, b->diags);
    bc_engine_report_moved_pages(sheet.draft.print.moved_pages, p->part->template_mark, b->diags);
}

static void keep_data(bc_book_binder *b, bc_engine_work *work, bc_book_chapter *p)
{
    const bc_node *tree = bc_engine_work_attached(&b->worker, work);
    if (!tree)
        return;
    p->data_form = work->template->form;
    p->data = bc_attach_keep(tree, b->run->tally.engine->glyph_cache, &b->arena);
}

/* Its records are those of the volume, in the order in which their forms stand there. */
static void add_over(bc_book_binder *b, uint32_t index)
{
    const bc_book_run *run = b->run;
    const bc_book_part *part = &run->book->parts[index];
    bc_book_chapter p = { .part = part, .paper = run->book->paper, .begins_part = true };
    const size_t *numbers;
    const size_t n = bc_book_volume_numbers(&run->volumes, b->volume, part->over, &b->arena, &numbers);
    bc_value *records = BC_NEW(&b->arena, bc_value);
    bc_engine_work work = { .value = over_record(b, part),
                            .input = "",
                            .time = run->render.time,
                            .template = run->over[index],
                            .records = records,
                            .diags = b->diags };
    const bc_layout_measure_options options = { .unnumbered = true,
                                                .label = bc_book_compose_label(run->book, part, &b->arena) };
    if (!b->worker.engine)
        bc_engine_worker_init(&b->worker, run->tally.engine, &run->render);
    const bc_layout_document *document = NULL;
    if (bc_gather_list(run->gather, run->over_numbers[index], numbers, n, false, &b->arena, records, b->diags) &&
        bc_engine_work_begin(&b->worker, &work))
        document = bc_engine_work_lay_out_for(&b->worker, &work, &options);
    b->io_failed = b->io_failed || work.io_failed;
    if (document) {
        p.name = bc_arena_str(&b->arena, bc_engine_work_name(&b->worker, &work, NULL));
        keep_data(b, &work, &p);
        paint_by(b, b->worker.typesetter, document, &p);
        if (run->render.formats & BIAOCE_FORMAT_XLSX)
            draft_over(b, document, &p, index);
    }
    bc_vec_add(&b->chapters, p);
}

/* -- references to pages -------------------------------------------------------------------------------- */

typedef struct referring {
    bc_book_binder *b;
    const bc_book_chapter *p;
    bc_diag_list *diags; /* NULL: only counting */
} referring;

static bc_str number_of(void *context, const bc_book_reference *reference)
{
    const bc_str title = reference->title;
    const referring *r = context;
    bc_book_binder *b = r->b;
    bc_str *titles = BC_NEW_ARRAY(&b->arena, bc_str, b->entries.n);
    const bc_book_contents_entry *found = NULL;
    for (size_t i = 0; i < b->entries.n; i++) {
        const bc_book_contents_entry *entry = &b->entries.at[i];
        const bool same = bc_str_eq(entry->title, title) || bc_str_eq(entry->text, title);
        if (same && !b->places.at[i].heading)
            return entry->number; /* parts and forms first */
        if (same && !found)
            found = entry;
        titles[i] = entry->title;
    }
    if (found)
        return found->number;
    if (r->diags) {
        bc_diag_add(
            r->diags, BC_DIAG_ERROR, "E610",
            bc_book_place(r->p->part->text, r->p->part->text_at, reference->from, reference->to - reference->from),
            bc_tr("nothing in the book is called `%.*s`"), BC_STR_ARG(title));
        bc_str near = bc_diag_nearest(title, titles, b->entries.n);
        if (near.n)
            bc_diag_hint(r->diags, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
    }
    return BC_STR("〓");
}

/* The prose with the numbers as far as they are known. */
const bc_layout_document *bc_book_binder_lay_out_referring(bc_book_binder *b, const bc_book_chapter *p,
                                                           bc_diag_list *diags)
{
    referring r = { b, p, diags };
    bc_diag_source *text = BC_NEW(&b->arena, bc_diag_source);
    text->name = p->part->text->name;
    text->text = bc_book_fill_references(p->part->text->text, number_of, &r, &b->arena);
    bc_book_part *part = BC_NEW(&b->arena, bc_book_part);
    *part = *p->part;
    part->text = text;
    return bc_book_binder_measure(b, bc_book_compose_prose(b->run->book, part, &b->arena), diags);
}

static bool see_headings(void *context, const bc_layout_page *bc_book_leaf)
{
    bc_book_headings_see(context, bc_book_leaf);
    return true;
}

static void count_referring(bc_book_binder *b, bc_book_chapter *p)
{
    const bc_layout_document *document = bc_book_binder_lay_out_referring(b, p, NULL);
    find_headings(b, document, p);
    p->page_count = bc_layout_paginate(document, b->typesetter, &(bc_layout_paginate_options){ 0 },
                                       (bc_layout_page_sink){ see_headings, &p->headings }, NULL);
}

/* True when some prose now takes another number of pages, or its headings stand elsewhere. */
bool bc_book_binder_count_referring(bc_book_binder *b)
{
    bool moved = false;
    for (size_t i = 0; i < b->chapters.n; i++) {
        bc_book_chapter *p = &b->chapters.at[i];
        const bc_book_chapter before = *p;
        if (!p->refers)
            continue;
        count_referring(b, p);
        moved |= before.page_count != p->page_count || !bc_book_headings_same(&before.headings, &p->headings);
    }
    return moved;
}

/* -- chapters ------------------------------------------------------------------------------------------- */

static void add_forms(bc_book_binder *b, uint32_t index)
{
    const bc_book_part *part = &b->run->book->parts[index];
    bc_book_form *const *forms;
    size_t n = bc_book_volume_forms(b->volume, index, &forms);
    for (size_t i = 0; i < n; i++) {
        int copy = bc_book_copy_of(forms[i], b->volume);
        bc_vec_add(&b->chapters, (bc_book_chapter){ .part = part,
                                                    .form = forms[i],
                                                    .paper = forms[i]->paper,
                                                    .own_head = forms[i]->own_head,
                                                    .first_kept = forms[i]->pages[copy],
                                                    .section = forms[i]->sections[copy],
                                                    .data_form = forms[i]->form,
                                                    .data = forms[i]->data,
                                                    .page_count = forms[i]->page_count,
                                                    .begins_part = i == 0 });
    }
}

void bc_book_binder_add_chapters(bc_book_binder *b)
{
    const bc_book *book = b->run->book;
    for (uint32_t i = 0; i < book->part_count; i++) {
        const bc_book_part *part = &book->parts[i];
        if (!bc_book_volume_wants(b->volume, b->run->book, i))
            continue;
        if (part->kind == BC_PART_FORMS) {
            add_forms(b, i);
            continue;
        }
        if (part->kind == BC_PART_BATCH) {
            add_over(b, i);
            continue;
        }
        bc_book_chapter p = {
            .part = part, .paper = book->paper, .page_count = part->blank_pages, .begins_part = true
        };
        p.refers = part->kind == BC_PART_PROSE && part->text && bc_book_refers(part->text->text);
        const bc_layout_composed *composed = p.refers ? NULL : compose_part(b, part);
        if (composed)
            bc_book_binder_paint(b, bc_book_binder_measure(b, composed, b->diags), &p);
        if (p.refers)
            count_referring(b, &p);
        bc_vec_add(&b->chapters, p);
    }
}
