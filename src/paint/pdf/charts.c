/* What is drawn of charts. A hatching is lines over all of an area, cut off at its edge: they lie at the same places
 * over the whole chart, so that the parts of a series look cut out of one sheet. */
#include "paint/pdf/private/charts.h"

#include "paint/pdf/private/syntax.h"

enum { PITCH = 3000, HATCH_WEIGHT = 400 };

typedef struct painter {
    bc_buf *out;
    int64_t x, y; /* of the chart's upper left corner on the page; y upwards */
} painter;

static void put_number(painter *p, int64_t number)
{
    bc_pdf_put_length(p->out, number);
    bc_buf_add_char(p->out, ' ');
}

static void put_point(painter *p, bc_len x, bc_len y)
{
    put_number(p, p->x + x);
    put_number(p, p->y - y);
}

static void put_steps(painter *p, const bc_chart_path *path)
{
    static const char *const OPERATORS[] = { "m\n", "l\n", "c\n", "h\n" };
    for (uint32_t i = 0; i < path->n; i++) {
        const bc_chart_step *step = &path->steps[i];
        if (step->kind == BC_CHART_CURVE) {
            put_point(p, step->control[0], step->control[1]);
            put_point(p, step->control[2], step->control[3]);
        }
        if (step->kind != BC_CHART_CLOSE)
            put_point(p, step->x, step->y);
        bc_buf_add_text(p->out, OPERATORS[step->kind]);
    }
}

/* -- hatching ------------------------------------------------------------------------------------------- */

typedef struct extent {
    bc_len left, top, right, bottom;
} extent;

static extent extent_of(const bc_chart_path *path)
{
    extent e = { BC_LEN_MAX, BC_LEN_MAX, -BC_LEN_MAX, -BC_LEN_MAX };
    for (uint32_t i = 0; i < path->n; i++) {
        const bc_chart_step *step = &path->steps[i];
        bool curve = step->kind == BC_CHART_CURVE;
        if (step->kind == BC_CHART_CLOSE)
            continue;
        for (int k = curve ? 0 : 4; k <= 4; k += 2) {
            bc_len x = k < 4 ? step->control[k] : step->x, y = k < 4 ? step->control[k + 1] : step->y;
            e.left = bc_len_min(e.left, x);
            e.right = bc_len_max(e.right, x);
            e.top = bc_len_min(e.top, y);
            e.bottom = bc_len_max(e.bottom, y);
        }
    }
    return e;
}

static void put_line(painter *p, bc_len x0, bc_len y0, bc_len x1, bc_len y1)
{
    put_point(p, x0, y0);
    bc_buf_add_text(p->out, "m\n");
    put_point(p, x1, y1);
    bc_buf_add_text(p->out, "l\n");
}

/* The first of the lines at or before that place. */
static bc_len first_before(bc_len at, bc_len pitch)
{
    return at - (at % pitch + pitch) % pitch;
}

/* x + y (or x - y) is the same along a slanted line. */
static void put_slanted(painter *p, const extent *e, bool upwards)
{
    enum { SLANTED = PITCH * 7071 / 5000 };
    bc_len high = e->bottom - e->top;
    bc_len from = upwards ? e->left + e->top : e->left - e->bottom,
           to = upwards ? e->right + e->bottom : e->right - e->top;
    for (bc_len at = first_before(from, SLANTED); at <= to; at += SLANTED) {
        bc_len x = upwards ? at - e->bottom : at + e->top;
        put_line(p, x, upwards ? e->bottom : e->top, x + high, upwards ? e->top : e->bottom);
    }
}

static void put_hatching(painter *p, const bc_chart_path *path)
{
    extent e = extent_of(path);
    put_number(p, HATCH_WEIGHT);
    bc_buf_add_text(p->out, "w\n0 G\n");
    if (path->hatch == BC_CHART_LEVEL)
        for (bc_len y = first_before(e.top, PITCH); y <= e.bottom; y += PITCH)
            put_line(p, e.left, y, e.right, y);
    if (path->hatch == BC_CHART_UPWARDS || path->hatch == BC_CHART_CROSSED)
        put_slanted(p, &e, true);
    if (path->hatch == BC_CHART_DOWNWARDS || path->hatch == BC_CHART_CROSSED)
        put_slanted(p, &e, false);
    bc_buf_add_text(p->out, "S\n");
}

/* -- paths ---------------------------------------------------------------------------------------------- */

static void set_line(painter *p, const bc_chart_path *path)
{
    put_number(p, path->weight);
    bc_buf_add_text(p->out, "w\n");
    bc_pdf_put_line_colour(p->out, path->ink);
    bc_buf_add_char(p->out, '[');
    for (int i = 0; i < BC_CHART_DASHES && path->dash[i]; i++)
        put_number(p, path->dash[i]);
    bc_buf_add_text(p->out, "]0 d\n");
}

static void put_path(painter *p, const bc_chart_path *path)
{
    if (!path->n)
        return;
    if (path->filled)
        bc_pdf_put_colour(p->out, path->ground);
    if (path->filled && path->hatch) {
        bc_buf_add_text(p->out, "q\n");
        put_steps(p, path);
        bc_buf_add_text(p->out, "W\nf\n");
        put_hatching(p, path);
        bc_buf_add_text(p->out, "Q\n");
    }
    bool filled = path->filled && !path->hatch;
    if (!filled && !path->weight)
        return;
    if (path->weight)
        set_line(p, path);
    put_steps(p, path);
    bc_buf_add_text(p->out, filled ? path->weight ? "B\n" : "f\n" : "S\n");
}

void bc_pdf_put_chart(const bc_layout_page *page, const bc_layout_item *item, bc_buf *out)
{
    const bc_chart_drawing *drawing = item->as.chart.drawing;
    painter p = { out, item->x, (int64_t)page->height - item->y };
    bc_buf_add_text(out, "q\n");
    bc_buf_add_text(out, "1 j\n"); /* round joins: a sharp one would stick out beyond the frame */
    for (uint32_t i = 0; i < drawing->path_count; i++)
        put_path(&p, &drawing->paths[i]);
    bc_buf_add_text(out, "Q\n");
}
