/* The pages of a volume: what is kept of each, with its number and head painted over it, mirrored on backs. */
#include "bindery/private/binder.h"
#include "bindery/private/head.h"

/* The book's first page is a front. */
static bool is_back(const bc_book_binder *b, const bc_book_leaf *own)
{
    return (own - b->pages.at) % 2 == 1;
}

static bc_form_page_number number_style(const bc_book_leaf *own)
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
static bool has_head(const bc_book_binder *b, const bc_book_leaf *own)
{
    const bc_book_chapter *p = own->chapter;
    bc_book_part_kind kind = p->part->kind;
    bool first = p->begins_part && own == &b->pages.at[p->first_page];
    return b->run->book->heads && !first && !p->own_head && kind != BC_PART_COVER && kind != BC_PART_DIVIDER &&
           kind != BC_PART_BLANK;
}

static void fill_overlay(bc_book_binder *b, const bc_book_leaf *own, bc_str section, overlay *out)
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
static void paint_overlays(bc_book_binder *b, uint32_t *over)
{
    BC_VEC(size_t) painted = { 0 };
    bc_str section = { 0 };
    const bc_pdf_draft_tags tags = { .tagged = b->run->volumes.standard == BC_PDF_A2A };
    bc_pdf_draft_begin(b->draft, b->typesetter, &tags);
    for (size_t i = 0; i < b->pages.n; i++) {
        const bc_book_leaf *own = &b->pages.at[i];
        if (!own->chapter)
            continue;
        if (own->chapter->begins_part && own->chapter->part->title.n)
            section = bc_book_binder_title(b, own->chapter->part);
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
static size_t first_link(const bc_book_binder *b, size_t kept)
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

static size_t links_of(bc_book_binder *b, const bc_book_leaf *own, bc_pdf_link **out)
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
                                   bc_book_binder_page_of(b, link->target),
                                   bc_arena_printf(&b->arena, "第%.*s页：%.*s", BC_STR_ARG(entry->number),
                                                   BC_STR_ARG(entry->text)) };
    }
    return n;
}

/* On the back of a leaf the spine is at the right, so the margins change sides. Wide pages are bound with their heads
 * at the left: at the spine on the front and at the other edge on the back. */
static void mirror(const bc_book_binder *b, const bc_book_leaf *own, bc_pdf_volume_page *leaf)
{
    if (!b->run->book->two_sided || !is_back(b, own) || !own->chapter)
        return;
    const bc_form_paper *paper = &own->chapter->paper;
    if (own->width <= own->height)
        leaf->shift_x = paper->right - paper->left;
    else
        leaf->shift_y = paper->bottom - paper->top;
}

static void add_page(bc_book_binder *b, const bc_book_leaf *own, uint32_t over)
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

static void add_bookmarks(bc_book_binder *b)
{
    size_t entry = 0;
    for (size_t i = 0; i < b->chapters.n; i++) {
        const bc_book_chapter *p = &b->chapters.at[i];
        if (p->begins_part && p->part->kind == BC_PART_CONTENTS)
            bc_pdf_volume_add_bookmark(b->volume->pdf, 0, p->part->title, p->first_page, false);
        for (; entry < b->entries.n && b->places.at[entry].chapter == i; entry++)
            bc_pdf_volume_add_bookmark(b->volume->pdf, b->entries.at[entry].level, b->entries.at[entry].text,
                                       bc_book_binder_page_of(b, entry), b->run->book->outline_open);
    }
}

void bc_book_binder_add_pages(bc_book_binder *b)
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
