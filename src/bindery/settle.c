/* What each page is called, and where the contents lead. How many pages the contents takes depends only on the room
 * kept for numbers, which grows until the widest of them fits; prose with references is counted with the numbers of the
 * round before until nothing moves. */
#include "bindery/private/binder.h"

/* -- entries -------------------------------------------------------------------------------------------- */

static void add_entry(bc_book_binder *b, size_t chapter_index, unsigned level, bc_str text, bc_str title)
{
    uint32_t target = (uint32_t)b->entries.n;
    bc_vec_add(&b->entries, (bc_book_contents_entry){ .level = level,
                                                      .unlisted = b->chapters.at[chapter_index].part->unlisted,
                                                      .text = text,
                                                      .title = title,
                                                      .target = target });
    bc_vec_add(&b->places, (bc_book_goal){ chapter_index, 0 });
}

static void add_headings(bc_book_binder *b, size_t chapter_index)
{
    const bc_book_chapter *p = &b->chapters.at[chapter_index];
    for (uint32_t i = 0; i < p->headings.n; i++) {
        const bc_book_heading *heading = &p->headings.at[i];
        add_entry(b, chapter_index, p->part->level + heading->level, heading->text, heading->text);
        b->entries.at[b->entries.n - 1].unlisted |= heading->rank > p->part->headings;
        b->places.at[b->places.n - 1].heading = i + 1;
    }
}

/* NULL when it leads to no heading, or to one that references to pages have undone. */
static const bc_book_heading *heading_of_entry(const bc_book_binder *b, size_t entry)
{
    const bc_book_goal *to = &b->places.at[entry];
    const bc_book_headings *headings = &b->chapters.at[to->chapter].headings;
    return to->heading && to->heading <= headings->n ? &headings->at[to->heading - 1] : NULL;
}

/* Where it begins, among the pages of the volume. */
uint32_t bc_book_binder_page_of(const bc_book_binder *b, size_t entry)
{
    const bc_book_heading *heading = heading_of_entry(b, entry);
    return b->chapters.at[b->places.at[entry].chapter].first_page + (heading ? heading->page : 0);
}

bc_str bc_book_binder_title(bc_book_binder *b, const bc_book_part *part)
{
    if (!part->label.n)
        return bc_book_spaced_title(part->title, "　", &b->arena);
    return bc_arena_printf(&b->arena, "%.*s　%.*s", BC_STR_ARG(part->label), BC_STR_ARG(part->title));
}

static bool is_listed(const bc_book_part *part)
{
    return part->title.n && part->kind != BC_PART_COVER && part->kind != BC_PART_CONTENTS;
}

void bc_book_binder_add_entries(bc_book_binder *b)
{
    for (size_t i = 0; i < b->chapters.n; i++) {
        const bc_book_chapter *p = &b->chapters.at[i];
        if (p->begins_part && is_listed(p->part))
            add_entry(b, i, p->part->level, bc_book_binder_title(b, p->part), p->part->title);
        if (p->form)
            add_entry(b, i, p->part->level + (p->part->title.n ? 1 : 0), p->form->entry, p->form->entry);
        else if (p->name.n && !p->part->title.n)
            add_entry(b, i, p->part->level, p->name, p->name);
        add_headings(b, i);
    }
}

/* -- pages ---------------------------------------------------------------------------------------------- */

/* A page without a number lies in the numbering of the page before it. */
static bc_pdf_numerals numerals_of(const bc_book_binder *b, const bc_book_chapter *p)
{
    const bc_book_part *part = p ? p->part : NULL;
    if (part && part->kind == BC_PART_COVER)
        return BC_PDF_NO_NUMERALS;
    if (b->pages.n && (!part || (part->kind == BC_PART_BLANK && !part->pages.restart)))
        return b->pages.at[b->pages.n - 1].numerals;
    return part && part->pages.numerals == BC_NUMERALS_ROMAN ? BC_PDF_ROMAN : BC_PDF_ARABIC;
}

/* As large as the page before it, on whose back it is. */
static void add_blank(bc_book_binder *b, const bc_book_chapter *beside, uint32_t *number)
{
    bc_book_leaf blank = { .width = beside->paper.width,
                           .height = beside->paper.height,
                           .number = (*number)++,
                           .numerals = numerals_of(b, NULL) };
    if (b->pages.n) {
        blank.width = b->pages.at[b->pages.n - 1].width;
        blank.height = b->pages.at[b->pages.n - 1].height;
    }
    bc_vec_add(&b->pages, blank);
}

static void place_chapter(bc_book_binder *b, bc_book_chapter *p, uint32_t *number)
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
        bc_vec_add(&b->pages, (bc_book_leaf){ .chapter = p,
                                              .width = own ? own->width : p->paper.width,
                                              .height = own ? own->height : p->paper.height,
                                              .body = own ? own->body : 0,
                                              .number = (*number)++,
                                              .numerals = numerals_of(b, p),
                                              .kept = kept });
    }
}

/* 共 y 页: up to where numbers begin again. */
static void count_totals(bc_book_binder *b)
{
    uint32_t total = 0;
    for (size_t i = b->pages.n; i-- > 0;) {
        bool last = i + 1 == b->pages.n || b->pages.at[i + 1].number != b->pages.at[i].number + 1;
        if (last)
            total = b->pages.at[i].number;
        b->pages.at[i].total = total;
    }
}

static void place_chapters(bc_book_binder *b)
{
    uint32_t number = 1;
    bc_vec_clear(&b->pages);
    for (size_t i = 0; i < b->chapters.n; i++)
        place_chapter(b, &b->chapters.at[i], &number);
    count_totals(b);
}

static void number_entries(bc_book_binder *b)
{
    for (size_t i = 0; i < b->entries.n; i++) {
        bc_book_contents_entry *entry = &b->entries.at[i];
        const bc_book_chapter *p = &b->chapters.at[b->places.at[i].chapter];
        const bc_book_heading *heading = heading_of_entry(b, i);
        const uint32_t at = bc_book_binder_page_of(b, i);
        if (heading) /* its words may refer to pages, too */
            entry->text = entry->title = heading->text;
        entry->number = at < b->pages.n
                            ? bc_layout_number_label(&b->arena, b->pages.at[at].number, p->part->pages.numerals)
                            : (bc_str){ 0 };
    }
}

/* -- contents ------------------------------------------------------------------------------------------- */

static const bc_layout_document *lay_out_contents(bc_book_binder *b, const bc_book_part *part, bc_diag_list *diags)
{
    return bc_book_binder_measure(
        b, bc_book_compose_contents(b->run->book, part, b->entries.at, b->entries.n, b->number_room, &b->arena), diags);
}

static void count_contents(bc_book_binder *b)
{
    for (size_t i = 0; i < b->chapters.n; i++) {
        bc_book_chapter *p = &b->chapters.at[i];
        if (p->part->kind != BC_PART_CONTENTS)
            continue;
        p->page_count = /* what there is to say is said when it is painted */
            bc_layout_paginate(lay_out_contents(b, p->part, NULL), b->typesetter,
                               &(bc_layout_paginate_options){ .draw_none = true }, (bc_layout_page_sink){ 0 }, NULL);
    }
}

static bc_len widest_number(bc_book_binder *b)
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
void bc_book_binder_settle(bc_book_binder *b)
{
    enum { MAX_ROUNDS = 20 }; /* two do, unless a number's width moves prose over a page again and again */
    for (int round = 0;; round++) {
        count_contents(b);
        bool moved = bc_book_binder_count_referring(b) && round < MAX_ROUNDS;
        place_chapters(b);
        number_entries(b);
        bc_len widest = widest_number(b);
        if (widest <= b->number_room && !moved)
            return;
        b->number_room = bc_len_max(widest, b->number_room);
    }
}

void bc_book_binder_paint_contents(bc_book_binder *b)
{
    bool any = false;
    for (size_t i = 0; i < b->chapters.n; i++) {
        bc_book_chapter *p = &b->chapters.at[i];
        bool contents = p->part->kind == BC_PART_CONTENTS;
        if (!contents && !p->refers)
            continue;
        bc_book_binder_paint(
            b, contents ? lay_out_contents(b, p->part, b->diags) : bc_book_binder_lay_out_referring(b, p, b->diags), p);
        any = true;
    }
    if (any)
        place_chapters(b); /* now with what was painted */
}
