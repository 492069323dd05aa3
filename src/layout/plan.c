/* Pages that are filled. The document is cut as it comes; when that leaves pages white or a scant last one, a few other
 * cuts are tried and judged by the same measure, and the first of the best is taken: tables with less space between
 * their lines, which may save a page, then pages that end a little higher, so that more stands on the last. What one
 * page holds is not tried at all, and of a long document only the last pages are. */
#include "layout/plan.h"

#include "layout/paginate.h"
#include "layout/private/blanks.h"
#include "layout/private/feet.h"
#include "layout/private/tight.h"

#include <assert.h>

enum {
    FULL = 100,
    MAX_WHITE = 15,   /* hundredths of a page that is not the last */
    MIN_ROWS = 4,     /* on the last page */
    MIN_SHARE = 25,   /* hundredths of the last page that are better filled */
    MAX_OVERRUN = 10, /* hundredths of its height that a document gives up to be a page shorter */
    LOOSE_STEP = 25,  /* hundredths of the space that may be taken, given instead */
    FOOT_STEP = 3,    /* hundredths of a page */
    TIGHT_PAGES = 12, /* of a longer document nobody sees why its rows are narrow, and each trial costs as much as all
                         its rows */
    TAIL_PAGES = 4    /* of a longer one these end higher */
};

typedef struct trial {
    const bc_layout_document *document; /* with the plan */
    uint32_t white;                     /* pages that are too white */
    uint32_t missing;                   /* rows on the last page */
    uint32_t faults;                    /* how many of these two there are */
    bool scant;                         /* the last page is less filled than it should be */
} trial;

typedef struct planner {
    bc_text_typesetter *typesetter;
    bc_arena *arena;
    bc_len room;
    trial best;
    const bc_layout_document *tight; /* as low as the tables may become, or NULL */
} planner;

/* -- one page ------------------------------------------------------------------------------------------- */

/* Height of all blocks one below the other, at least as much as they take on one page. */
static int64_t height_of(const bc_layout_document *document)
{
    int64_t height = 0;
    for (uint32_t i = 0; i < document->block_count; i++) {
        const bc_layout_block *block = &document->blocks[i];
        height += block->composed->before + block->composed->after;
        if (block->kind != BC_BLOCK_TABLE)
            height += block->height;
        for (uint32_t r = 0; block->kind == BC_BLOCK_TABLE && r < block->as.table.composed->row_count; r++)
            height += block->as.table.unbroken_heights[r];
        if (block->kind == BC_BLOCK_TABLE)
            height += bc_layout_feet_height(&block->as.table);
    }
    return height;
}

static bool has_breaks(const bc_layout_document *document)
{
    for (uint32_t i = 0; i < document->block_count; i++)
        if (document->blocks[i].kind == BC_BLOCK_PAGE_BREAK)
            return true;
    return false;
}

static const bc_layout_document *with_plan(const bc_layout_document *document, const bc_layout_plan *plan,
                                           bc_arena *arena)
{
    bc_layout_document *planned = BC_NEW(arena, bc_layout_document);
    *planned = *document;
    planned->plan = BC_NEW_COPY(arena, plan, 1);
    return planned;
}

static const bc_layout_document *plan_one_page(const bc_layout_document *document, int64_t height, bc_arena *arena)
{
    bc_layout_planned_page page = { .filled = (bc_len)height };
    bc_layout_plan plan = { .pages = BC_NEW_COPY(arena, &page, 1), .page_count = 1 };
    return with_plan(document, &plan, arena);
}

/* -- trials --------------------------------------------------------------------------------------------- */

static bool is_filled(const planner *p, const bc_layout_planned_page *page, int hundredth)
{
    return (int64_t)page->filled * FULL >= (int64_t)p->room * hundredth;
}

static void judge(const planner *p, trial *t)
{
    const bc_layout_plan *plan = t->document->plan;
    const bc_layout_planned_page *last = &plan->pages[plan->page_count - 1];
    for (uint32_t i = 0; i + 1 < plan->page_count; i++)
        t->white += !plan->pages[i].ends_chapter && !is_filled(p, &plan->pages[i], FULL - MAX_WHITE);
    t->missing = plan->page_count > 1 && last->rows < MIN_ROWS ? MIN_ROWS - last->rows : 0;
    t->faults = t->white + (t->missing > 0);
    t->scant = plan->page_count > 1 && !is_filled(p, last, MIN_SHARE);
}

/* Cuts the document into pages that end at `foot` from the page `from` on. */
static trial try(planner *p, const bc_layout_document *document, bc_len foot, uint32_t from)
{
    bc_layout_plan plan = { .foot = foot, .foot_from = from };
    bc_layout_document tried = *document;
    tried.plan = &plan;
    bc_layout_planned_pages pages = { 0 };
    bc_layout_paginate_options options = { .draw_none = true, .planned = &pages };
    plan.page_count = bc_layout_paginate(&tried, p->typesetter, &options, (bc_layout_page_sink){ 0 }, NULL);
    assert(plan.page_count == pages.n);
    plan.pages = BC_NEW_COPY(p->arena, pages.at, pages.n);
    bc_vec_release(&pages);
    trial t = { .document = with_plan(document, &plan, p->arena) };
    judge(p, &t);
    return t;
}

/* Less than 0: a is the better one. */
static int compare(const trial *a, const trial *b)
{
    uint32_t pages = a->document->plan->page_count, others = b->document->plan->page_count;
    if (a->faults != b->faults)
        return a->faults < b->faults ? -1 : 1;
    if (pages != others)
        return pages < others ? -1 : 1;
    if (a->white != b->white)
        return a->white < b->white ? -1 : 1;
    if (a->missing != b->missing)
        return a->missing < b->missing ? -1 : 1;
    return (int)a->scant - (int)b->scant;
}

static bool is_good(const trial *t)
{
    return !t->faults && !t->scant;
}

/* -- less space ----------------------------------------------------------------------------------------- */

/* The tables with so much less space that the document becomes no more than a tenth lower; *hundredth of what they can
 * give. Rows are as high as the tallest of their cells, so the first guess may take too much and is mended. */
static const bc_layout_document *make_tightest(planner *p, const bc_layout_document *loose, int *hundredth)
{
    int64_t height = height_of(loose), most = height * MAX_OVERRUN / FULL;
    *hundredth = FULL;
    for (;;) {
        const bc_layout_document *tight = bc_layout_tight_make(loose, *hundredth, p->arena);
        int64_t lost = height - height_of(tight);
        if (lost <= most)
            return tight;
        int less = (int)(*hundredth * most / lost);
        *hundredth = less < *hundredth ? less : *hundredth - 1;
    }
}

/* Takes out what may be taken; when that is better, only so much of it as is as good. */
static void try_tight(planner *p, const bc_layout_document *loose)
{
    int most;
    p->tight = make_tightest(p, loose, &most);
    trial least = try(p, p->tight, 0, 0);
    if (compare(&least, &p->best) >= 0)
        return;
    for (int low = 0, high = most; high - low > most / 4;) {
        int middle = (low + high) / 2;
        trial t = try(p, bc_layout_tight_make(loose, middle, p->arena), 0, 0);
        if (compare(&t, &least) <= 0) {
            least = t;
            high = middle;
        } else {
            low = middle;
        }
    }
    p->best = least;
}

/* -- pages that end higher ------------------------------------------------------------------------------ */

/* Some of the rows of the pages before stand on the last. No page more, and none too white for it. */
static void try_feet(planner *p, const bc_layout_document *document)
{
    uint32_t pages = p->best.document->plan->page_count, from = pages > TIGHT_PAGES ? pages - TAIL_PAGES : 0;
    for (int hundredth = FULL - FOOT_STEP; hundredth >= FULL - MAX_WHITE && !is_good(&p->best);
         hundredth -= FOOT_STEP) {
        trial t = try(p, document, bc_len_scale(p->room, hundredth, FULL), from);
        if (t.document->plan->page_count <= pages && compare(&t, &p->best) < 0)
            p->best = t;
    }
}

/* -- more space ----------------------------------------------------------------------------------------- */

/* The other way about: rows that are a little higher fill the pages from which some have gone to the last. Only for
 * faults that nothing else mends, and by a tenth at the most. */
static void try_loose(planner *p, const bc_layout_document *asked)
{
    int64_t height = height_of(asked), most = height + height * MAX_OVERRUN / FULL;
    trial before = p->best;
    for (int hundredth = LOOSE_STEP; hundredth <= FULL && p->best.faults >= before.faults; hundredth += LOOSE_STEP) {
        p->best = before;
        const bc_layout_document *loose = bc_layout_tight_make(asked, -hundredth, p->arena);
        if (height_of(loose) > most)
            return;
        trial t = try(p, loose, 0, 0);
        if (t.document->plan->page_count <= before.document->plan->page_count && compare(&t, &before) < 0)
            p->best = t;
        try_feet(p, loose);
    }
    if (p->best.faults >= before.faults)
        p->best = before;
}

/* -- documents ------------------------------------------------------------------------------------------ */

static const bc_layout_document *plan_pages(const bc_layout_document *document, bc_text_typesetter *typesetter,
                                            bc_arena *arena)
{
    planner p = { .typesetter = typesetter,
                  .arena = arena,
                  .room = bc_len_max(bc_layout_frame_height(&document->paper), 1) };
    int64_t height = height_of(document);
    if (height <= p.room && !has_breaks(document))
        return plan_one_page(document, height, arena);
    p.best = try(&p, document, 0, 0);
    if (document->paper.natural)
        return p.best.document;
    bool lean = p.best.document->plan->page_count <= TIGHT_PAGES && !document->composed->blank;
    if (lean && p.best.document->plan->page_count > 1)
        try_tight(&p, document);
    if (!is_good(&p.best))
        try_feet(&p, p.best.document);
    if (p.best.faults && p.tight)
        try_feet(&p, p.tight);
    if (p.best.faults && p.tight)
        try_loose(&p, document);
    return p.best.document;
}

/* Blank rows come last: they fill what is left of the pages that the rest takes. */
const bc_layout_document *bc_layout_plan_pages(const bc_layout_document *document, bc_text_typesetter *typesetter,
                                               bc_arena *arena)
{
    const bc_layout_document *planned = plan_pages(document, typesetter, arena);
    if (!bc_layout_blanks_are_asked(document))
        return planned;
    bc_layout_document *cut = BC_NEW_COPY(arena, planned, 1);
    cut->plan = NULL;
    planner p = { .typesetter = typesetter,
                  .arena = arena,
                  .room = bc_len_max(bc_layout_frame_height(&document->paper), 1) };
    return try(&p, bc_layout_blanks_fill(cut, typesetter, arena), 0, 0).document;
}
