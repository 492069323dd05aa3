/* A volume's pages in order: which there are, what each is called, and where the contents lead.
 *
 * Chapters are parts of the book without forms, and forms. Forms have been painted already; the other chapters are
 * painted here, the contents last of all, when the pages that it names are known, and with it prose that refers to
 * pages. How many pages the contents takes depends only on the room kept for numbers, which grows until the widest of
 * them fits; prose with references is counted with the numbers of the round before until nothing moves.
 */
#include "attach/attach.h"
#include "base/tr.h"
#include "bindery/private/compose.h"
#include "bindery/private/head.h"
#include "bindery/private/headings.h"
#include "bindery/private/place.h"
#include "bindery/private/refer.h"
#include "bindery/private/run.h"
#include "layout/columns.h"
#include "layout/compose.h"
#include "layout/measure.h"
#include "layout/paginate.h"

#include <assert.h>

typedef struct chapter {
    const bc_book_part *part;
    bc_book_form *form; /* or NULL */
    bc_form_paper paper;
    size_t first_kept; /* of its pages in the volume's list */
    uint32_t page_count;
    uint32_t first_page; /* in the volume, from 0 */
    bool begins_part;
    bool own_head;    /* a form's: the book's would be printed over it */
    bool refers;      /* prose with references to pages */
    uint32_t section; /* what its pages say of themselves; 0: nothing */
    size_t sheet;     /* of a form over many: in the volume's, from 1 on; 0: it has none */
    bc_str name;      /* of such a form */
    const bc_form *data_form;
    bc_str data; /* what is attached of a form, packed; empty: nothing */
    bc_book_headings headings;
} chapter;

/* What an entry of the contents leads to: a chapter, or a heading of it. */
typedef struct place {
    size_t chapter;
    uint32_t heading; /* from 1 on; 0: its beginning */
} place;

/* A link on a page of the contents. */
typedef struct contents_link {
    size_t kept; /* the page it is on */
    bc_layout_link link;
} contents_link;

typedef struct page {
    const chapter *chapter; /* NULL: a blank one put in between */
    bc_len width, height;
    uint32_t body;
    uint32_t number, total;
    bc_pdf_numerals numerals; /* of its label */
    size_t kept;              /* in the volume's list */
} page;

struct bc_book_binder {
    /* kept from volume to volume: */
    const bc_book_run *run;
    bc_text_typesetter *typesetter; /* made for the first one */
    bc_engine_worker worker;        /* for forms over many; begun with the first of them */
    bc_pdf_draft *draft;
    bc_arena arena; /* of the volume in work */
    /* of the volume in work: */
    bc_book_volume *volume;
    bc_diag_list *diags;
    BC_VEC(chapter) chapters;
    BC_VEC(bc_book_contents_entry) entries;
    BC_VEC(place) places; /* of the entries */
    BC_VEC(page) pages;
    BC_VEC(contents_link) links;
    bc_len number_room;
    bool io_failed; /* the system failed, not the book */
};

typedef bc_book_binder binder;

/* -- painting what is no form --------------------------------------------------------------------------- */

typedef struct catcher {
    binder *b;
    size_t first_kept;
    bc_book_headings *headings;
} catcher;

static bool catch_page(void *context, const bc_layout_page *printed)
{
    catcher *c = context;
    binder *b = c->b;
    assert(!b->links.n || b->links.at[b->links.n - 1].kept <= c->first_kept + bc_pdf_draft_pages(b->draft));
    for (uint32_t i = 0; i < printed->link_count; i++)
        bc_vec_add(&b->links, (contents_link){ c->first_kept + bc_pdf_draft_pages(b->draft), printed->links[i] });
    bc_book_headings_see(c->headings, printed);
    bc_pdf_draft_add(b->draft, printed, BC_PDF_BODY);
    return true;
}

/* Adds the draft's pages to the volume's list. */
static void keep_draft(binder *b, chapter *p)
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
static const bc_layout_document *measure(binder *b, const bc_layout_composed *composed, bc_diag_list *diags)
{
    bc_layout_measure_options options = { .strict_glyphs = b->run->render.strict_glyphs, .unnumbered = true };
    composed = bc_layout_columns_fit(composed, b->typesetter, &b->arena, diags);
    return bc_layout_measure(composed, &options, b->typesetter, &b->arena, diags);
}

static void find_headings(binder *b, const bc_layout_document *document, chapter *p)
{
    if (p->part->kind == BC_PART_PROSE)
        p->headings = bc_book_headings_of(document->composed, p->part->title.n > 0, &b->arena);
}

static void paint_by(binder *b, bc_text_typesetter *typesetter, const bc_layout_document *document, chapter *p)
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

static void paint(binder *b, const bc_layout_document *document, chapter *p)
{
    paint_by(b, b->typesetter, document, p);
}

static bc_node *text_value(binder *b, const bc_book_part *part, bc_str text)
{
    return bc_node_new_text(&b->arena, part->mark, text, true);
}

/* What the cover's template is filled with: the book's own words, and what the book file says besides. */
static const bc_node *cover_record(binder *b, const bc_book_part *part)
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

static const bc_layout_composed *compose_cover(binder *b, const bc_book_part *part)
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

static const bc_layout_composed *compose_part(binder *b, const bc_book_part *part)
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
static const bc_node *over_record(binder *b, const bc_book_part *part)
{
    const uint32_t most = part->record ? part->record->n : 0;
    bc_node_member *members = BC_NEW_ARRAY(&b->arena, bc_node_member, most);
    uint32_t n = 0;
    for (uint32_t i = 0; i < most; i++)
        if (!bc_str_is(part->record->as.members[i].key, "template"))
            members[n++] = part->record->as.members[i];
    return bc_node_new_map(&b->arena, part->template_mark, members, n);
}

static void draft_over(binder *b, const bc_layout_document *document, chapter *p, uint32_t index)
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

static void keep_data(binder *b, bc_engine_work *work, chapter *p)
{
    const bc_node *tree = bc_engine_work_attached(&b->worker, work);
    if (!tree)
        return;
    p->data_form = work->template->form;
    p->data = bc_attach_keep(tree, b->run->tally.engine->glyph_cache, &b->arena);
}

/* Its records are those of the volume, in the order in which their forms stand there. */
static void add_over(binder *b, uint32_t index)
{
    const bc_book_run *run = b->run;
    const bc_book_part *part = &run->book->parts[index];
    chapter p = { .part = part, .paper = run->book->paper, .begins_part = true };
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
    binder *b;
    const chapter *p;
    bc_diag_list *diags; /* NULL: only counting */
} referring;

static bc_str number_of(void *context, const bc_book_reference *reference)
{
    const bc_str title = reference->title;
    const referring *r = context;
    binder *b = r->b;
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
static const bc_layout_document *lay_out_referring(binder *b, const chapter *p, bc_diag_list *diags)
{
    referring r = { b, p, diags };
    bc_diag_source *text = BC_NEW(&b->arena, bc_diag_source);
    text->name = p->part->text->name;
    text->text = bc_book_fill_references(p->part->text->text, number_of, &r, &b->arena);
    bc_book_part *part = BC_NEW(&b->arena, bc_book_part);
    *part = *p->part;
    part->text = text;
    return measure(b, bc_book_compose_prose(b->run->book, part, &b->arena), diags);
}

static bool see_headings(void *context, const bc_layout_page *page)
{
    bc_book_headings_see(context, page);
    return true;
}

static void count_referring(binder *b, chapter *p)
{
    const bc_layout_document *document = lay_out_referring(b, p, NULL);
    find_headings(b, document, p);
    p->page_count = bc_layout_paginate(document, b->typesetter, &(bc_layout_paginate_options){ 0 },
                                       (bc_layout_page_sink){ see_headings, &p->headings }, NULL);
}

/* True when some prose now takes another number of pages, or its headings stand elsewhere. */
static bool count_all_referring(binder *b)
{
    bool moved = false;
    for (size_t i = 0; i < b->chapters.n; i++) {
        chapter *p = &b->chapters.at[i];
        const chapter before = *p;
        if (!p->refers)
            continue;
        count_referring(b, p);
        moved |= before.page_count != p->page_count || !bc_book_headings_same(&before.headings, &p->headings);
    }
    return moved;
}

/* -- chapters ------------------------------------------------------------------------------------------- */

static void add_forms(binder *b, uint32_t index)
{
    const bc_book_part *part = &b->run->book->parts[index];
    bc_book_form *const *forms;
    size_t n = bc_book_volume_forms(b->volume, index, &forms);
    for (size_t i = 0; i < n; i++) {
        int copy = bc_book_copy_of(forms[i], b->volume);
        bc_vec_add(&b->chapters, (chapter){ .part = part,
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

static void add_chapters(binder *b)
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
        chapter p = { .part = part, .paper = book->paper, .page_count = part->blank_pages, .begins_part = true };
        p.refers = part->kind == BC_PART_PROSE && part->text && bc_book_refers(part->text->text);
        const bc_layout_composed *composed = p.refers ? NULL : compose_part(b, part);
        if (composed)
            paint(b, measure(b, composed, b->diags), &p);
        if (p.refers)
            count_referring(b, &p);
        bc_vec_add(&b->chapters, p);
    }
}

/* -- entries -------------------------------------------------------------------------------------------- */

static void add_entry(binder *b, size_t chapter_index, unsigned level, bc_str text, bc_str title)
{
    uint32_t target = (uint32_t)b->entries.n;
    bc_vec_add(&b->entries, (bc_book_contents_entry){ .level = level,
                                                      .unlisted = b->chapters.at[chapter_index].part->unlisted,
                                                      .text = text,
                                                      .title = title,
                                                      .target = target });
    bc_vec_add(&b->places, (place){ chapter_index, 0 });
}

static void add_headings(binder *b, size_t chapter_index)
{
    const chapter *p = &b->chapters.at[chapter_index];
    for (uint32_t i = 0; i < p->headings.n; i++) {
        const bc_book_heading *heading = &p->headings.at[i];
        add_entry(b, chapter_index, p->part->level + heading->level, heading->text, heading->text);
        b->entries.at[b->entries.n - 1].unlisted |= heading->rank > p->part->headings;
        b->places.at[b->places.n - 1].heading = i + 1;
    }
}

/* NULL when it leads to no heading, or to one that references to pages have undone. */
static const bc_book_heading *heading_of_entry(const binder *b, size_t entry)
{
    const place *to = &b->places.at[entry];
    const bc_book_headings *headings = &b->chapters.at[to->chapter].headings;
    return to->heading && to->heading <= headings->n ? &headings->at[to->heading - 1] : NULL;
}

/* Where it begins, among the pages of the volume. */
static uint32_t page_of_entry(const binder *b, size_t entry)
{
    const bc_book_heading *heading = heading_of_entry(b, entry);
    return b->chapters.at[b->places.at[entry].chapter].first_page + (heading ? heading->page : 0);
}

static bc_str part_entry(binder *b, const bc_book_part *part)
{
    if (!part->label.n)
        return bc_book_spaced_title(part->title, "　", &b->arena);
    return bc_arena_printf(&b->arena, "%.*s　%.*s", BC_STR_ARG(part->label), BC_STR_ARG(part->title));
}

static bool is_listed(const bc_book_part *part)
{
    return part->title.n && part->kind != BC_PART_COVER && part->kind != BC_PART_CONTENTS;
}

static void add_entries(binder *b)
{
    for (size_t i = 0; i < b->chapters.n; i++) {
        const chapter *p = &b->chapters.at[i];
        if (p->begins_part && is_listed(p->part))
            add_entry(b, i, p->part->level, part_entry(b, p->part), p->part->title);
        if (p->form)
            add_entry(b, i, p->part->level + (p->part->title.n ? 1 : 0), p->form->entry, p->form->entry);
        else if (p->name.n && !p->part->title.n)
            add_entry(b, i, p->part->level, p->name, p->name);
        add_headings(b, i);
    }
}

/* -- pages ---------------------------------------------------------------------------------------------- */

/* A page without a number lies in the numbering of the page before it. */
static bc_pdf_numerals numerals_of(const binder *b, const chapter *p)
{
    const bc_book_part *part = p ? p->part : NULL;
    if (part && part->kind == BC_PART_COVER)
        return BC_PDF_NO_NUMERALS;
    if (b->pages.n && (!part || (part->kind == BC_PART_BLANK && !part->pages.restart)))
        return b->pages.at[b->pages.n - 1].numerals;
    return part && part->pages.numerals == BC_NUMERALS_ROMAN ? BC_PDF_ROMAN : BC_PDF_ARABIC;
}

/* As large as the page before it, on whose back it is. */
static void add_blank(binder *b, const chapter *beside, uint32_t *number)
{
    page blank = { .width = beside->paper.width,
                   .height = beside->paper.height,
                   .number = (*number)++,
                   .numerals = numerals_of(b, NULL) };
    if (b->pages.n) {
        blank.width = b->pages.at[b->pages.n - 1].width;
        blank.height = b->pages.at[b->pages.n - 1].height;
    }
    bc_vec_add(&b->pages, blank);
}

static void place_chapter(binder *b, chapter *p, uint32_t *number)
{
    const bc_book_part_pages *pages = &p->part->pages;
    if (p->begins_part && pages->start != BC_SIDE_ANY) {
        bool recto = b->pages.n % 2 == 0;
        if (recto != (pages->start == BC_SIDE_RECTO))
            add_blank(b, p, number);
    }
    if (p->begins_part && pages->restart)
        *number = pages->number;
    p->first_page = (uint32_t)b->pages.n;
    for (uint32_t i = 0; i < p->page_count; i++) {
        size_t kept = p->first_kept + i;
        bool painted = p->part->kind != BC_PART_BLANK && kept < b->volume->pages.n;
        const bc_book_page *own = painted ? &b->volume->pages.at[kept] : NULL;
        bc_vec_add(&b->pages, (page){ .chapter = p,
                                      .width = own ? own->width : p->paper.width,
                                      .height = own ? own->height : p->paper.height,
                                      .body = own ? own->body : 0,
                                      .number = (*number)++,
                                      .numerals = numerals_of(b, p),
                                      .kept = kept });
    }
}

/* 共 y 页: up to where numbers begin again. */
static void count_totals(binder *b)
{
    uint32_t total = 0;
    for (size_t i = b->pages.n; i-- > 0;) {
        bool last = i + 1 == b->pages.n || b->pages.at[i + 1].number != b->pages.at[i].number + 1;
        if (last)
            total = b->pages.at[i].number;
        b->pages.at[i].total = total;
    }
}

static void place_chapters(binder *b)
{
    uint32_t number = 1;
    bc_vec_clear(&b->pages);
    for (size_t i = 0; i < b->chapters.n; i++)
        place_chapter(b, &b->chapters.at[i], &number);
    count_totals(b);
}

static void number_entries(binder *b)
{
    for (size_t i = 0; i < b->entries.n; i++) {
        bc_book_contents_entry *entry = &b->entries.at[i];
        const chapter *p = &b->chapters.at[b->places.at[i].chapter];
        const bc_book_heading *heading = heading_of_entry(b, i);
        const uint32_t at = page_of_entry(b, i);
        if (heading) /* its words may refer to pages, too */
            entry->text = entry->title = heading->text;
        entry->number = at < b->pages.n
                            ? bc_layout_number_label(&b->arena, b->pages.at[at].number, p->part->pages.numerals)
                            : (bc_str){ 0 };
    }
}

/* -- contents ------------------------------------------------------------------------------------------- */

static const bc_layout_document *lay_out_contents(binder *b, const bc_book_part *part, bc_diag_list *diags)
{
    return measure(
        b, bc_book_compose_contents(b->run->book, part, b->entries.at, b->entries.n, b->number_room, &b->arena), diags);
}

static void count_contents(binder *b)
{
    for (size_t i = 0; i < b->chapters.n; i++) {
        chapter *p = &b->chapters.at[i];
        if (p->part->kind != BC_PART_CONTENTS)
            continue;
        p->page_count = /* what there is to say is said when it is painted */
            bc_layout_paginate(lay_out_contents(b, p->part, NULL), b->typesetter,
                               &(bc_layout_paginate_options){ .draw_none = true }, (bc_layout_page_sink){ 0 }, NULL);
    }
}

static bc_len widest_number(binder *b)
{
    const struct bc_book_styles *styles = &b->run->book->styles;
    bc_len widest = 0;
    for (size_t i = 0; i < b->entries.n; i++) {
        const bc_book_contents_entry *entry = &b->entries.at[i];
        const bc_form_para_style *style = styles->entries[entry->level < 3 ? entry->level : 2];
        bc_text_style figures = style->text;
        figures.role = BC_ROLE_NUMBER;
        widest = bc_len_max(widest, bc_text_width(b->typesetter, entry->number, &figures));
    }
    return widest;
}

/* Places all pages and numbers the entries. Numbers that need more room than was kept may make the contents longer, and
 * so change the numbers: room only grows, so this ends. */
static void settle(binder *b)
{
    enum { MAX_ROUNDS = 20 }; /* two do, unless a number's width moves prose over a page again and again */
    for (int round = 0;; round++) {
        count_contents(b);
        bool moved = count_all_referring(b) && round < MAX_ROUNDS;
        place_chapters(b);
        number_entries(b);
        bc_len widest = widest_number(b);
        if (widest <= b->number_room && !moved)
            return;
        b->number_room = bc_len_max(widest, b->number_room);
    }
}

static void paint_contents(binder *b)
{
    bool any = false;
    for (size_t i = 0; i < b->chapters.n; i++) {
        chapter *p = &b->chapters.at[i];
        bool contents = p->part->kind == BC_PART_CONTENTS;
        if (!contents && !p->refers)
            continue;
        paint(b, contents ? lay_out_contents(b, p->part, b->diags) : lay_out_referring(b, p, b->diags), p);
        any = true;
    }
    if (any)
        place_chapters(b); /* now with what was painted */
}

/* -- the volume ----------------------------------------------------------------------------------------- */

/* The book's first page is a front. */
static bool is_back(const binder *b, const page *own)
{
    return (own - b->pages.at) % 2 == 1;
}

static bc_form_page_number number_style(const page *own)
{
    return own->chapter && own->chapter->part->kind != BC_PART_BLANK ? own->chapter->part->pages.style : BC_NUMBER_NONE;
}

/* What is painted onto a page when its number is known. */
typedef struct overlay {
    bc_form_paper paper; /* on which the items stand: as the page is bound */
    bool rotated;
    bc_layout_item items[2];
    uint32_t n;
} overlay;

/* A part's first page, pages that are nothing but a title, and forms that have a head of their own go without. */
static bool has_head(const binder *b, const page *own)
{
    const chapter *p = own->chapter;
    bc_book_part_kind kind = p->part->kind;
    bool first = p->begins_part && own == &b->pages.at[p->first_page];
    return b->run->book->heads && !first && !p->own_head && kind != BC_PART_COVER && kind != BC_PART_DIVIDER &&
           kind != BC_PART_BLANK;
}

static void fill_overlay(binder *b, const page *own, bc_str section, overlay *out)
{
    *out = (overlay){ .paper = own->chapter->paper };
    out->paper.number = number_style(own);
    out->paper.number_style = b->run->book->paper.number_style;
    bc_form_paper upright;
    out->rotated = bc_layout_number_is_rotated(&out->paper, &upright);
    if (out->rotated)
        out->paper = upright;
    bc_layout_page_count count = { own->number, own->total, own->chapter->part->pages.numerals };
    out->n += bc_layout_number_item(&out->paper, &count, b->typesetter, &b->arena, &out->items[out->n]);
    if (has_head(b, own))
        out->n += bc_book_head_item(b->run->book, section, &out->paper, is_back(b, own), b->typesetter, &b->arena,
                                    &out->items[out->n]);
}

/* All numbers and heads are one draft; *over receives what stands for each page's, 0: none. */
static void paint_overlays(binder *b, uint32_t *over)
{
    BC_VEC(size_t) painted = { 0 };
    bc_str section = { 0 };
    const bc_pdf_draft_tags tags = { .tagged = b->run->volumes.standard == BC_PDF_A2A };
    bc_pdf_draft_begin(b->draft, b->typesetter, &tags);
    for (size_t i = 0; i < b->pages.n; i++) {
        const page *own = &b->pages.at[i];
        if (!own->chapter)
            continue;
        if (own->chapter->begins_part && own->chapter->part->title.n)
            section = part_entry(b, own->chapter->part);
        overlay made;
        fill_overlay(b, own, section, &made);
        if (!made.n)
            continue;
        bc_layout_page printed = {
            .width = made.paper.width, .height = made.paper.height, .items = made.items, .item_count = made.n
        };
        bc_pdf_draft_add(b->draft, &printed, made.rotated ? BC_PDF_ROTATED : BC_PDF_OVER);
        bc_vec_add(&painted, i);
    }
    bc_pdf_codes codes = bc_pdf_volume_codes(b->volume->pdf, b->draft, &b->arena);
    const bc_pdf_finished finished = bc_pdf_draft_finish(b->draft, &codes, &b->arena);
    const bc_pdf_kept kept = bc_pdf_volume_keep(b->volume->pdf, &finished, &b->arena);
    for (size_t i = 0; i < painted.n; i++)
        over[painted.at[i]] = kept.first + (uint32_t)i;
    bc_vec_release(&painted);
}

/* The first link on that page or behind it: they were noted page by page. */
static size_t first_link(const binder *b, size_t kept)
{
    size_t low = 0, high = b->links.n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (b->links.at[middle].kept < kept)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static size_t links_of(binder *b, const page *own, bc_pdf_link **out)
{
    size_t from = first_link(b, own->kept), n = first_link(b, own->kept + 1) - from;
    *out = BC_NEW_ARRAY(&b->arena, bc_pdf_link, n);
    for (size_t i = 0; i < n; i++) {
        const bc_layout_link *link = &b->links.at[from + i].link;
        const bc_book_contents_entry *entry = &b->entries.at[link->target];
        (*out)[i] = (bc_pdf_link){ link->x,
                                   link->y,
                                   link->width,
                                   link->height,
                                   page_of_entry(b, link->target),
                                   bc_arena_printf(&b->arena, "第%.*s页：%.*s", BC_STR_ARG(entry->number),
                                                   BC_STR_ARG(entry->text)) };
    }
    return n;
}

/* On the back of a leaf the spine is at the right, so the margins change sides. Wide pages are bound with their heads
 * at the left: at the spine on the front and at the other edge on the back. */
static void mirror(const binder *b, const page *own, bc_pdf_volume_page *leaf)
{
    if (!b->run->book->two_sided || !is_back(b, own) || !own->chapter)
        return;
    const bc_form_paper *paper = &own->chapter->paper;
    if (own->width <= own->height)
        leaf->shift_x = paper->right - paper->left;
    else
        leaf->shift_y = paper->bottom - paper->top;
}

static void add_page(binder *b, const page *own, uint32_t over)
{
    const bc_book_part *part = own->chapter ? own->chapter->part : NULL;
    bc_pdf_volume_page leaf = { .width = own->width,
                                .height = own->height,
                                .body = own->body,
                                .over = over,
                                .numerals = own->numerals,
                                .number = own->number };
    if (part && part->kind == BC_PART_COVER)
        leaf.prefix = BC_STR("封面");
    mirror(b, own, &leaf);
    bc_pdf_link *links = NULL;
    if (part && part->kind == BC_PART_CONTENTS)
        leaf.link_count = links_of(b, own, &links);
    leaf.links = links;
    bc_pdf_volume_add_page(b->volume->pdf, &leaf);
}

static void add_bookmarks(binder *b)
{
    size_t entry = 0;
    for (size_t i = 0; i < b->chapters.n; i++) {
        const chapter *p = &b->chapters.at[i];
        if (p->begins_part && p->part->kind == BC_PART_CONTENTS)
            bc_pdf_volume_add_bookmark(b->volume->pdf, 0, p->part->title, p->first_page, false);
        for (; entry < b->entries.n && b->places.at[entry].chapter == i; entry++)
            bc_pdf_volume_add_bookmark(b->volume->pdf, b->entries.at[entry].level, b->entries.at[entry].text,
                                       page_of_entry(b, entry), b->run->book->outline_open);
    }
}

static void add_pages(binder *b)
{
    uint32_t *over = BC_NEW_ARRAY(&b->arena, uint32_t, b->pages.n);
    paint_overlays(b, over);
    for (size_t i = 0; i < b->pages.n; i++)
        add_page(b, &b->pages.at[i], over[i]);
    add_bookmarks(b);
    for (size_t i = 0; i < b->chapters.n; i++)
        bc_pdf_volume_add_section(b->volume->pdf,
                                  bc_book_volumes_tags(&b->run->volumes, b->chapters.at[i].part).section,
                                  b->chapters.at[i].section);
}

/* For the sheets of the workbook, which count on as the pages of the book do. */
static void note_numbers(binder *b)
{
    for (size_t i = 0; i < b->chapters.n; i++) {
        const chapter *p = &b->chapters.at[i];
        if (p->form)
            p->form->first_number[bc_book_copy_of(p->form, b->volume)] = b->pages.at[p->first_page].number;
        if (p->sheet)
            b->volume->sheets.at[p->sheet - 1].draft.first_page = b->pages.at[p->first_page].number;
    }
}

/* -- binders -------------------------------------------------------------------------------------------- */

bc_book_binder *bc_book_binder_new(const bc_book_run *run)
{
    binder *b = bc_mem_alloc(sizeof *b);
    b->run = run;
    b->draft = bc_pdf_draft_new(run->tally.engine->glyph_cache);
    return b;
}

void bc_book_binder_free(bc_book_binder *b)
{
    bc_pdf_draft_free(b->draft);
    bc_text_typesetter_free(b->typesetter);
    if (b->worker.engine)
        bc_engine_worker_release(&b->worker);
    bc_vec_release(&b->chapters);
    bc_vec_release(&b->entries);
    bc_vec_release(&b->places);
    bc_vec_release(&b->pages);
    bc_vec_release(&b->links);
    bc_arena_release(&b->arena);
    bc_mem_free(b);
}

static void begin_volume(binder *b, bc_book_volume *volume, bc_diag_list *diags)
{
    if (!b->typesetter)
        b->typesetter = bc_text_typesetter_new(b->run->tally.engine->fonts);
    bc_arena_reset(&b->arena);
    bc_vec_clear(&b->chapters);
    bc_vec_clear(&b->entries);
    bc_vec_clear(&b->places);
    bc_vec_clear(&b->pages);
    bc_vec_clear(&b->links);
    b->number_room = 0;
    b->io_failed = false;
    b->volume = volume;
    b->diags = diags;
}

/* What was set without a font must not be used: the typesetter is made anew for the next volume. */
static bool lacks_fonts(binder *b)
{
    const bc_text_fault *fault = bc_text_typesetter_fault(b->typesetter);
    if (!fault)
        return false;
    bc_text_fault_report(fault, b->run->book->mark, b->diags);
    bc_text_typesetter_free(b->typesetter);
    b->typesetter = NULL;
    return true;
}

/* The data of all forms, in the order of the volume: looked at first, then written. */
static void attach_data(binder *b)
{
    const bc_attach_extent extent = (bc_attach_extent)b->run->render.attach_data;
    const bc_pdf_attachment *list;
    bc_arena arena = { 0 };
    if (extent == BC_ATTACH_NOTHING)
        return;
    bc_attach *attach = bc_attach_new(&(bc_attach_options){ .name = b->volume->title, .extent = extent, .many = true });
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < b->chapters.n; i++) {
            const chapter *p = &b->chapters.at[i];
            bc_attach_record record = { .form = p->data_form, .page = p->first_page + 1 };
            if (!p->data.n || !(record.tree = bc_attach_kept(p->data, &arena)))
                continue;
            (pass ? bc_attach_add : bc_attach_look)(attach, &record, &arena);
            bc_arena_reset(&arena);
        }
    const size_t n = bc_attach_finish(attach, &list);
    for (size_t i = 0; i < n; i++)
        bc_pdf_volume_attach(b->volume->pdf, &list[i]);
    bc_attach_free(attach);
    bc_arena_release(&arena);
}

static bool finish_volume(binder *b, bc_book_made *made)
{
    bc_pdf_volume *pdf = b->volume->pdf;
    attach_data(b);
    made->pdf.format = BIAOCE_FORMAT_PDF;
    made->pdf.pages = (unsigned)b->pages.n;
    made->has_pdf = bc_pdf_volume_finish(pdf, &made->pdf.bytes);
    if (made->has_pdf)
        return true;
    bc_engine_unmade unmade = {
        .format = "PDF", .why = bc_pdf_volume_error(pdf), .many = true, .failed = bc_pdf_volume_failed(pdf)
    };
    bc_engine_report_unmade(&unmade, b->run->book->mark, b->diags);
    made->io_failed = unmade.failed;
    return false;
}

bool bc_book_bind(bc_book_binder *b, bc_book_volume *volume, bc_book_made *made)
{
    begin_volume(b, volume, &made->diags);
    add_chapters(b);
    add_entries(b);
    settle(b);
    note_numbers(b);
    paint_contents(b);
    add_pages(b);
    made->io_failed = lacks_fonts(b) || b->io_failed;
    if (made->io_failed)
        return false;
    if (made->diags.errors && !b->run->options->force)
        return false;
    return !(b->run->render.formats & BIAOCE_FORMAT_PDF) || finish_volume(b, made);
}
