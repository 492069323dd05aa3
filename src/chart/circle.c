/* Sines by CORDIC: a direction is turned towards the one that is asked for by ever smaller angles whose tangents are
 * powers of two, which takes additions and shifts only. An arc is drawn as curves of an eighth of a circle at most,
 * which no eye tells from it. */
#include "chart/private/circle.h"

enum {
    STEPS = 30,
    ONE = 1 << 30,
    LENGTH = 652032874, /* what the steps make longer, taken off beforehand */
};

/* Arc tangents of 2^-i, as parts of a turn. */
static const uint32_t ANGLES[STEPS] = { 536870912, 316933406, 167458907, 85004756, 42667331, 21354465,
                                        10679838,  5340245,   2670163,   1335087,  667544,   333772,
                                        166886,    83443,     41722,     20861,    10430,    5215,
                                        2608,      1304,      652,       326,      163,      81,
                                        41,        20,        10,        5,        3,        1 };

static const bc_chart_angle QUARTER = UINT32_C(1) << 30;
static const uint64_t TURN = UINT64_C(1) << 32;

/* Within the first quarter, in parts of ONE. */
static void quarter(int64_t angle, int64_t *sine, int64_t *cosine)
{
    int64_t x = LENGTH, y = 0;
    for (int i = 0; i < STEPS; i++) {
        int64_t dx = y >> i, dy = x >> i;
        bool behind = angle >= 0;
        x += behind ? -dx : dx;
        y += behind ? dy : -dy;
        angle -= behind ? (int64_t)ANGLES[i] : -(int64_t)ANGLES[i];
    }
    *sine = y < 0 ? 0 : y > ONE ? ONE : y;
    *cosine = x < 0 ? 0 : x > ONE ? ONE : x;
}

static void direction(bc_chart_angle angle, int64_t *sine, int64_t *cosine)
{
    int64_t s, c;
    bc_chart_angle rest = angle % QUARTER;
    if (rest)
        quarter(rest, &s, &c);
    else
        s = 0, c = ONE;
    switch (angle / QUARTER) {
    case 0:
        *sine = s, *cosine = c;
        break;
    case 1:
        *sine = c, *cosine = -s;
        break;
    case 2:
        *sine = -s, *cosine = -c;
        break;
    default:
        *sine = -c, *cosine = s;
        break;
    }
}

static bc_len part_of(bc_len length, int64_t of_one)
{
    return bc_len_scale(length, of_one, ONE);
}

void bc_chart_circle_at(bc_chart_angle angle, bc_len radius, bc_len *dx, bc_len *dy)
{
    int64_t sine, cosine;
    direction(angle, &sine, &cosine);
    *dx = part_of(radius, sine);
    *dy = -part_of(radius, cosine);
}

/* How far control points lie before and behind the ends of an arc: four thirds of the tangent of its quarter. */
static bc_len reach_of(bc_len radius, uint64_t parts)
{
    int64_t sine, cosine;
    direction((bc_chart_angle)(parts / 4), &sine, &cosine);
    return bc_len_scale(radius, 4 * sine, 3 * cosine);
}

void bc_chart_circle_arc(bc_chart_canvas *canvas, bc_len x, bc_len y, bc_len radius, bc_chart_angle from,
                         uint64_t parts)
{
    uint64_t pieces = (parts + TURN / 8 - 1) / (TURN / 8);
    for (uint64_t i = 0; i < pieces; i++) {
        uint64_t at = parts * i / pieces, end = parts * (i + 1) / pieces;
        bc_chart_angle a = (bc_chart_angle)(from + at), b = (bc_chart_angle)(from + end);
        bc_len reach = reach_of(radius, end - at), ax, ay, bx, by, adx, ady, bdx, bdy;
        bc_chart_circle_at(a, radius, &ax, &ay);
        bc_chart_circle_at(b, radius, &bx, &by);
        bc_chart_circle_at(a + QUARTER, reach, &adx, &ady);
        bc_chart_circle_at(b + QUARTER, reach, &bdx, &bdy);
        bc_chart_canvas_step(canvas,
                             &(bc_chart_step){ .kind = BC_CHART_CURVE,
                                               .x = x + bx,
                                               .y = y + by,
                                               .control = { x + ax + adx, y + ay + ady, x + bx - bdx, y + by - bdy } });
    }
}

void bc_chart_circle_whole(bc_chart_canvas *canvas, bc_len x, bc_len y, bc_len radius)
{
    bc_chart_canvas_move(canvas, x, y - radius);
    bc_chart_circle_arc(canvas, x, y, radius, 0, TURN);
    bc_chart_canvas_close(canvas);
}
