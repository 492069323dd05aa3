/* Contours said in fewer bytes. A contour closes itself, so one of its lines need not be said: the longest, and the
 * contour begins behind it. Where several begin equally well, the one that is nearest to the end of the contour before
 * is taken, and contours come in the order that makes the ways between them short. The curves themselves, their
 * points and their direction stay what they are, so every reader fills exactly the same pixels. */
#include "paint/font/private/outline.h"

#include "base/bytes.h"
#include "paint/font/private/path.h"

enum {
    OP_VMOVETO = 4,
    OP_RLINETO = 5,
    OP_HLINETO = 6,
    OP_VLINETO = 7,
    OP_RRCURVETO = 8,
    OP_ENDCHAR = 14,
    OP_RMOVETO = 21,
    OP_HMOVETO = 22,
    OP_RCURVELINE = 24,
    OP_RLINECURVE = 25,
    OP_VVCURVETO = 26,
    OP_HHCURVETO = 27,
    OP_SHORTINT = 28,
    OP_VHCURVETO = 30,
    OP_HVCURVETO = 31
};

enum { MAX_STACK = 48, NEAR = 16 /* contours that may come next: so the time stays linear */ };

typedef struct contour {
    int32_t x, y; /* where its first segment begins */
    size_t from, n;
    bool drawn;
} contour;

typedef struct outline {
    bc_subset_segments segments; /* of all contours; each comes back to where it began */
    BC_VEC(contour) contours;
    int32_t x, y; /* of the pen */
    bool has_width;
    int32_t width;
    bool begun; /* the first operator has come */
    int32_t stack[MAX_STACK];
    unsigned depth;
    bool good;
} outline;

/* -- reading -------------------------------------------------------------------------------------------- */

static bool fits_16_bits(int32_t value)
{
    return value >= INT16_MIN && value <= INT16_MAX;
}

static void add_segment(outline *o, bc_subset_segment segment)
{
    const int32_t *d = segment.d;
    bool moves = false;
    for (int i = 0; i < 6; i++)
        moves = moves || d[i];
    o->good = o->good && o->contours.n;
    if (!moves || !o->good)
        return;
    o->x += d[0] + d[2] + d[4];
    o->y += d[1] + d[3] + d[5];
    bc_vec_add(&o->segments.list, segment);
    o->contours.at[o->contours.n - 1].n++;
}

static void add_line(outline *o, int32_t dx, int32_t dy)
{
    add_segment(o, (bc_subset_segment){ .d = { dx, dy } });
}

static void add_curve(outline *o, int32_t x1, int32_t y1, int32_t x2, int32_t y2, int32_t x3, int32_t y3)
{
    add_segment(o, (bc_subset_segment){ true, { x1, y1, x2, y2, x3, y3 } });
}

/* Says the line that closes the contour. The pen stays where it was: the next contour counts from there. */
static void close_contour(outline *o)
{
    if (!o->contours.n)
        return;
    const contour *c = &o->contours.at[o->contours.n - 1];
    int32_t x = o->x, y = o->y;
    o->good = o->good && fits_16_bits(c->x - x) && fits_16_bits(c->y - y);
    add_line(o, c->x - x, c->y - y);
    o->x = x;
    o->y = y;
}

static void move_to(outline *o, int32_t dx, int32_t dy)
{
    close_contour(o);
    o->x += dx;
    o->y += dy;
    bc_vec_add(&o->contours, (contour){ .x = o->x, .y = o->y, .from = o->segments.list.n });
}

/* The width stands before the numbers of the first operator. */
static void take_width(outline *o, unsigned numbers)
{
    if (o->begun || o->depth != numbers + 1)
        return;
    o->has_width = true;
    o->width = o->stack[0];
    o->depth--;
    for (unsigned i = 0; i < o->depth; i++)
        o->stack[i] = o->stack[i + 1];
}

static void draw_in_turns(outline *o, bool horizontal)
{
    for (unsigned i = 0; i < o->depth; i++, horizontal = !horizontal)
        add_line(o, horizontal ? o->stack[i] : 0, horizontal ? 0 : o->stack[i]);
}

/* Lines, or curves, from..to of the stack. */
static void draw_lines(outline *o, unsigned from, unsigned to)
{
    o->good = o->good && from < to && (to - from) % 2 == 0;
    for (unsigned i = from; o->good && i < to; i += 2)
        add_line(o, o->stack[i], o->stack[i + 1]);
}

static void draw_curves(outline *o, unsigned from, unsigned to)
{
    o->good = o->good && from < to && (to - from) % 6 == 0;
    for (unsigned i = from; o->good && i < to; i += 6) {
        const int32_t *d = o->stack + i;
        add_curve(o, d[0], d[1], d[2], d[3], d[4], d[5]);
    }
}

/* Curves that begin and end in one direction; an odd number in front is what the first is off. */
static void draw_straight_curves(outline *o, bool horizontal)
{
    unsigned at = o->depth % 4;
    int32_t off = at ? o->stack[0] : 0;
    o->good = o->good && at <= 1 && o->depth >= 4;
    for (; o->good && at < o->depth; at += 4, off = 0) {
        const int32_t *d = o->stack + at;
        if (horizontal)
            add_curve(o, d[0], off, d[1], d[2], d[3], 0);
        else
            add_curve(o, off, d[0], d[1], d[2], 0, d[3]);
    }
}

/* Curves that begin in one direction and end in the other; an odd number behind is what the last is off. */
static void draw_bent_curves(outline *o, bool horizontal)
{
    o->good = o->good && o->depth % 4 <= 1 && o->depth >= 4;
    for (unsigned at = 0; o->good && o->depth - at >= 4; at += 4, horizontal = !horizontal) {
        const int32_t *d = o->stack + at;
        int32_t off = o->depth - at == 5 ? d[4] : 0;
        if (horizontal)
            add_curve(o, d[0], 0, d[1], d[2], off, d[3]);
        else
            add_curve(o, 0, d[0], d[1], d[2], d[3], off);
    }
}

static void apply_move(outline *o, uint8_t op)
{
    unsigned numbers = op == OP_RMOVETO ? 2 : 1;
    take_width(o, numbers);
    o->good = o->good && o->depth == numbers;
    if (o->good)
        move_to(o, op == OP_VMOVETO ? 0 : o->stack[0], op == OP_HMOVETO ? 0 : o->stack[numbers - 1]);
}

static void apply(outline *o, uint8_t op)
{
    switch (op) {
    case OP_RMOVETO:
    case OP_HMOVETO:
    case OP_VMOVETO:
        apply_move(o, op);
        break;
    case OP_RLINETO:
        draw_lines(o, 0, o->depth);
        break;
    case OP_HLINETO:
    case OP_VLINETO:
        draw_in_turns(o, op == OP_HLINETO);
        break;
    case OP_RRCURVETO:
        draw_curves(o, 0, o->depth);
        break;
    case OP_RCURVELINE:
        draw_curves(o, 0, o->depth < 2 ? 0 : o->depth - 2);
        draw_lines(o, o->depth - 2, o->depth);
        break;
    case OP_RLINECURVE:
        draw_lines(o, 0, o->depth < 6 ? 0 : o->depth - 6);
        draw_curves(o, o->depth - 6, o->depth);
        break;
    case OP_HHCURVETO:
    case OP_VVCURVETO:
        draw_straight_curves(o, op == OP_HHCURVETO);
        break;
    case OP_HVCURVETO:
    case OP_VHCURVETO:
        draw_bent_curves(o, op == OP_HVCURVETO);
        break;
    case OP_ENDCHAR:
        take_width(o, 0);
        o->good = o->good && !o->depth;
        close_contour(o);
        break;
    default:
        o->good = false;
    }
    o->begun = true;
    o->depth = 0;
}

/* Bytes of the number at `at`, which goes onto the stack; 0 when it is a fraction, cut, or one too many. */
static size_t read_number(outline *o, bc_str program, size_t at)
{
    const uint8_t *p = (const uint8_t *)program.p + at;
    size_t size = p[0] == OP_SHORTINT ? 3 : p[0] < 247 ? 1 : 2;
    if (p[0] == 255 || size > program.n - at || o->depth == MAX_STACK)
        return 0;
    if (size == 3)
        o->stack[o->depth++] = (int16_t)bc_bytes_read(p + 1, 2);
    else if (size == 1)
        o->stack[o->depth++] = p[0] - 139;
    else
        o->stack[o->depth++] = p[0] < 251 ? (p[0] - 247) * 256 + p[1] + 108 : -(p[0] - 251) * 256 - p[1] - 108;
    return size;
}

static bool read_outline(outline *o, bc_str program)
{
    o->good = true;
    for (size_t at = 0; at < program.n && o->good;) {
        uint8_t first = (uint8_t)program.p[at];
        if (first >= 32 || first == OP_SHORTINT) {
            size_t size = read_number(o, program, at);
            o->good = size != 0;
            at += size;
            continue;
        }
        apply(o, first);
        if (first == OP_ENDCHAR)
            return o->good;
        at++;
    }
    return false;
}

/* -- writing -------------------------------------------------------------------------------------------- */

static uint8_t move_operator(int32_t dx, int32_t dy)
{
    return !dy ? OP_HMOVETO : !dx ? OP_VMOVETO : OP_RMOVETO;
}

/* What the numbers of a line cost; its operator mostly draws others, too. */
static int line_cost(int32_t dx, int32_t dy)
{
    return (int)((dx ? bc_subset_number_cost(dx) : 0) + (dy ? bc_subset_number_cost(dy) : 0));
}

/* A way of no length takes a number, too. */
static int move_cost(int32_t dx, int32_t dy)
{
    int numbers = dx || dy ? line_cost(dx, dy) : (int)bc_subset_number_cost(0);
    return numbers + (int)bc_subset_operator_cost(move_operator(dx, dy));
}

/* Where to begin: a segment of a contour, and where that is. */
typedef struct start {
    contour *contour;
    size_t segment;
    int32_t x, y;
    int cost;  /* of the way there, less that of the line before it */
    bool open; /* that line is left out */
} start;

static void consider(const outline *o, contour *c, int32_t pen_x, int32_t pen_y, start *best)
{
    const bc_subset_segment *segments = o->segments.list.at + c->from;
    bool has_lines = false;
    for (size_t i = 0; i < c->n; i++)
        has_lines = has_lines || !segments[i].curve;
    int32_t x = c->x, y = c->y;
    for (size_t i = 0; i < c->n; i++) {
        const bc_subset_segment *before = &segments[i ? i - 1 : c->n - 1];
        if (!has_lines || !before->curve) {
            int cost = move_cost(x - pen_x, y - pen_y) - (has_lines ? line_cost(before->d[0], before->d[1]) : 0);
            if (!best->contour || cost < best->cost)
                *best = (start){ c, i, x, y, cost, has_lines };
        }
        x += segments[i].d[0] + segments[i].d[2] + segments[i].d[4];
        y += segments[i].d[1] + segments[i].d[3] + segments[i].d[5];
    }
}

static bool put_move(bc_buf *out, int32_t dx, int32_t dy)
{
    if (!fits_16_bits(dx) || !fits_16_bits(dy))
        return false;
    if (dx || !dy)
        bc_subset_put_number(out, dx);
    if (dy)
        bc_subset_put_number(out, dy);
    bc_bytes_put(out, move_operator(dx, dy), 1);
    return true;
}

/* The contour from the start on, round to where it began. */
static void put_contour(const outline *o, const start *from, bc_subset_segments *turned, bc_buf *out)
{
    const contour *c = from->contour;
    bc_vec_clear(&turned->list);
    for (size_t i = 0; i < c->n - from->open; i++)
        bc_vec_add(&turned->list, o->segments.list.at[c->from + (from->segment + i) % c->n]);
    bc_subset_put_path(turned->list.at, turned->list.n, out);
}

static bool put_contours(outline *o, bc_subset_segments *turned, bc_buf *out)
{
    int32_t x = 0, y = 0;
    for (size_t first = 0;;) {
        start best = { 0 };
        while (first < o->contours.n && (o->contours.at[first].drawn || !o->contours.at[first].n))
            first++;
        for (size_t i = first; i < o->contours.n && i < first + NEAR; i++)
            if (!o->contours.at[i].drawn)
                consider(o, &o->contours.at[i], x, y, &best);
        if (!best.contour)
            return true;
        if (!put_move(out, best.x - x, best.y - y))
            return false;
        put_contour(o, &best, turned, out);
        best.contour->drawn = true;
        const contour *c = best.contour;
        const int32_t *left_out = o->segments.list.at[c->from + (best.segment + c->n - 1) % c->n].d;
        x = best.x - (best.open ? left_out[0] : 0);
        y = best.y - (best.open ? left_out[1] : 0);
    }
}

bool bc_subset_outline_shorten(bc_str program, bc_subset_widths was, bc_subset_widths is, bc_buf *out)
{
    outline o = { .good = true };
    bc_subset_segments turned = { 0 };
    size_t from = out->n;
    bool good = read_outline(&o, program);
    int32_t width = o.has_width ? was.nominal + o.width : was.none;
    good = good && fits_16_bits(width - is.nominal);
    if (good && width != is.none)
        bc_subset_put_number(out, width - is.nominal);
    good = good && put_contours(&o, &turned, out);
    bc_buf_add_char(out, OP_ENDCHAR);
    if (!good) {
        out->n = from;
        bc_buf_add_str(out, program);
    }
    bc_vec_release(&turned.list);
    bc_vec_release(&o.segments.list);
    bc_vec_release(&o.contours);
    return good;
}
