/* How much of an empty form fills its pages. The form is laid out with the least that can be written into, which says
 * how many pages it takes; then rows are added, and heights, as long as there is no page more. Each measure is the
 * largest that keeps to the pages, found by halving, in the order in which paper is worth most: paragraphs get half of
 * what is left when there are lists too, then lists get rows, rows become higher, and what remains is for paragraphs
 * again. */
#include "job/private/fill.h"

#include "base/len.h"

#include <assert.h>

enum {
    MIN_ROW = 80, /* tenths of a millimetre: rows for handwriting are 8 to 10 mm high */
    MAX_ROW = 100,
    MAX_ONLY_ROW = 240, /* of a form in which nothing else can fill the page */
    MIN_PROSE = 18,     /* millimetres */
    MAX_PROSE = 240,    /* more than any page holds: nothing depends on it where that many fit */
    MAX_SHARE = 60,     /* of paragraphs beside lists */
    MAX_ROWS = 64,      /* of a list, on a page */
    MAX_LISTS = 8       /* that get one row more */
};

typedef struct filler {
    bc_engine_worker *worker;
    const bc_engine_template *template;
    bc_engine_blank *how;
    bc_diag_list *told; /* what the system failed in */
    uint32_t pages;
    bool io_failed;
} filler;

static uint32_t count_pages(filler *f)
{
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_engine_work record = { .number = 1, .diags = &diags };
    bc_engine_work_begin_blank(f->worker, &record, f->template, f->how);
    const bc_layout_document *document = bc_engine_work_lay_out(f->worker, &record);
    uint32_t pages = document ? document->plan->page_count : UINT32_MAX;
    if (record.io_failed && !f->io_failed)
        bc_diag_list_append(f->told, &diags);
    f->io_failed = f->io_failed || record.io_failed;
    bc_diag_list_release(&diags);
    return pages;
}

typedef void measure_fn(bc_engine_blank *how, uint32_t value);

static void set_rows(bc_engine_blank *how, uint32_t rows)
{
    how->size.rows = rows;
}

static void set_more(bc_engine_blank *how, uint32_t lists)
{
    how->size.more = lists;
}

static void set_row(bc_engine_blank *how, uint32_t tenths)
{
    how->heights.row = BC_MM10((bc_len)tenths);
}

static void set_prose(bc_engine_blank *how, uint32_t millimetres)
{
    how->heights.prose = BC_MM10((bc_len)millimetres * 10);
}

/* The largest value with which the form keeps to its pages, `least` being one, and sets it. */
static uint32_t enlarge(filler *f, measure_fn *set, uint32_t least, uint32_t most)
{
    assert(least <= most);
    while (least < most) {
        uint32_t middle = least + (most - least + 1) / 2;
        set(f->how, middle);
        if (count_pages(f) <= f->pages)
            least = middle;
        else
            most = middle - 1;
    }
    set(f->how, least);
    return least;
}

/* Rows of all lists alike, then one more of the first of them. False when no list is printed in rows. */
static bool add_rows(filler *f)
{
    uint32_t least = f->how->size.rows;
    bool listed = enlarge(f, set_rows, least, MAX_ROWS) < MAX_ROWS;
    if (listed)
        enlarge(f, set_more, 0, MAX_LISTS);
    else
        set_rows(f->how, least);
    return listed;
}

bool bc_job_fill_pages(bc_engine_worker *worker, const bc_engine_template *template, bool given, bc_engine_blank *how,
                       bc_diag_list *diags)
{
    filler f = { .worker = worker, .template = template, .how = how, .told = diags };
    set_row(how, MIN_ROW);
    set_prose(how, MIN_PROSE);
    f.pages = count_pages(&f);
    if (f.pages == UINT32_MAX)
        return !f.io_failed;
    uint32_t prose = MIN_PROSE, row = MAX_ROW;
    if (!given) {
        uint32_t most = enlarge(&f, set_prose, MIN_PROSE, MAX_PROSE);
        uint32_t half = MIN_PROSE + (most - MIN_PROSE) / 2;
        prose = half < MAX_SHARE ? half : MAX_SHARE;
        set_prose(how, prose);
        if (!add_rows(&f) && most == MAX_PROSE)
            row = MAX_ONLY_ROW;
    }
    enlarge(&f, set_row, MIN_ROW, row);
    enlarge(&f, set_prose, prose, MAX_PROSE);
    return !f.io_failed;
}
