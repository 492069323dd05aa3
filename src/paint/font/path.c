/* The operators of a path. Type 2 has ten of them for lines and curves: some for many segments of one kind, some for
 * those that begin or end straight, whose zeros they leave out. Which to use is a shortest way: segment after segment,
 * for each operator that could be open, the least that all can cost so far. */
#include "paint/font/private/path.h"

#include "base/bytes.h"

/* Costs are those of a deflated font, in tenths of a bit. Deflate finds few repetitions in outlines and gives each byte
 * a code, shorter for what is frequent: these are the figures of two thousand ideographs of Song, where small numbers
 * are cheap and each of the four pairs of first bytes costs more than the one before. They need not fit another face
 * exactly: with 8 bits for every byte and 6 for every operator, fonts are 0.5 % larger. */
static const uint8_t OPERATOR_COSTS[32] = {
    [4] = 83,  [5] = 66,  [6] = 61,  [7] = 58,  [8] = 59,  [21] = 58, [22] = 91,
    [24] = 54, [25] = 74, [26] = 92, [27] = 82, [30] = 82, [31] = 68,
};
static const uint8_t TWO_BYTE_COSTS[4] = { 128, 158, 178, 205 };
enum { ZERO_COST = 45, ONE_BYTE_COST = 64, THREE_BYTE_COST = 240 };
enum { SHORT = 107, LONG = 1131 }; /* the largest numbers in one byte, in two */
enum { MAX_NUMBERS = 48 };         /* before one operator, by the specification */

/* The operator that is open, and what it would take next. */
typedef enum state {
    CLOSED,
    LINES,
    HORIZONTAL_LINE, /* lines in turns, the next horizontal */
    VERTICAL_LINE,
    CURVES,
    HORIZONTAL_CURVES, /* beginning and ending so */
    VERTICAL_CURVES,
    HORIZONTAL_CURVE, /* curves in turns, the next beginning so */
    VERTICAL_CURVE,
    STATES
} state;

/* One way to say a segment. */
typedef struct form {
    bool curve;
    bool begins; /* it may be the first of its operator */
    uint8_t op;
    uint8_t zeros; /* the numbers that have to be zero, as bits */
    state after;   /* where it goes on; CLOSED: nowhere */
    state then;
    uint8_t count;
    const char *numbers; /* those written, in their order */
} form;

static const form FORMS[] = {
    { false, true, 5, 0, LINES, LINES, 2, "01" }, /* rlineto */
    { false, true, 6, 1 << 1, HORIZONTAL_LINE, VERTICAL_LINE, 1, "0" },
    { false, true, 7, 1 << 0, VERTICAL_LINE, HORIZONTAL_LINE, 1, "1" },
    { false, false, 24, 0, CURVES, CLOSED, 2, "01" },   /* rcurveline */
    { true, true, 8, 0, CURVES, CURVES, 6, "012345" },  /* rrcurveto */
    { true, false, 25, 0, LINES, CLOSED, 6, "012345" }, /* rlinecurve */
    { true, true, 27, 1 << 1 | 1 << 5, HORIZONTAL_CURVES, HORIZONTAL_CURVES, 4, "0234" },
    { true, true, 27, 1 << 5, CLOSED, HORIZONTAL_CURVES, 5, "10234" },
    { true, true, 26, 1 << 0 | 1 << 4, VERTICAL_CURVES, VERTICAL_CURVES, 4, "1235" },
    { true, true, 26, 1 << 4, CLOSED, VERTICAL_CURVES, 5, "01235" },
    { true, true, 31, 1 << 1 | 1 << 4, HORIZONTAL_CURVE, VERTICAL_CURVE, 4, "0235" },
    { true, true, 31, 1 << 1, HORIZONTAL_CURVE, CLOSED, 5, "02354" },
    { true, true, 30, 1 << 0 | 1 << 5, VERTICAL_CURVE, HORIZONTAL_CURVE, 4, "1234" },
    { true, true, 30, 1 << 0, VERTICAL_CURVE, CLOSED, 5, "12345" },
};
enum { FORM_COUNT = sizeof FORMS / sizeof *FORMS };

/* The best way to a state. */
typedef struct step {
    uint32_t cost; /* UINT32_MAX: there is none */
    uint8_t op;    /* the open operator */
    uint8_t numbers;
    uint8_t from, form;
    bool begins;
} step;

typedef struct row {
    step at[STATES];
} row;

unsigned bc_subset_number_cost(int32_t value)
{
    unsigned size = (unsigned)(value < 0 ? -value : value);
    if (size <= SHORT)
        return size ? ONE_BYTE_COST + size / 3 : ZERO_COST;
    return size <= LONG ? TWO_BYTE_COSTS[(size - SHORT - 1) / 256] : THREE_BYTE_COST;
}

unsigned bc_subset_operator_cost(uint8_t op)
{
    return OPERATOR_COSTS[op];
}

void bc_subset_put_number(bc_buf *out, int32_t value)
{
    int32_t size = value < 0 ? -value : value;
    if (size <= SHORT) {
        bc_bytes_put(out, (uint32_t)(value + 139), 1);
    } else if (size <= LONG) {
        bc_bytes_put(out, (uint32_t)((value < 0 ? 251 << 8 : 247 << 8) + size - SHORT - 1), 2);
    } else {
        bc_bytes_put(out, 28, 1);
        bc_bytes_put(out, (uint16_t)value, 2);
    }
}

/* A segment, as forms ask for it. */
typedef struct measured {
    bool curve;
    uint8_t others; /* the numbers that are not zero, as bits */
    uint16_t costs[6];
} measured;

static measured measure(const bc_subset_segment *segment)
{
    measured m = { .curve = segment->curve };
    for (int i = 0; i < 6; i++) {
        m.others |= (uint8_t)((segment->d[i] != 0) << i);
        m.costs[i] = (uint16_t)bc_subset_number_cost(segment->d[i]);
    }
    return m;
}

static uint32_t numbers_cost(const form *form, const measured *segment)
{
    uint32_t cost = 0;
    for (unsigned i = 0; i < form->count; i++)
        cost += segment->costs[form->numbers[i] - '0'];
    return cost;
}

/* Ends the operator where nothing can follow, and keeps the way when it is the best to where it leads. */
static void take(row *row, state then, step way)
{
    if (then == CLOSED)
        way.cost += OPERATOR_COSTS[way.op];
    if (way.cost < row->at[then].cost)
        row->at[then] = way;
}

/* The state from which another operator can begin at the least cost, which is told. */
static state cheapest(const row *row, uint32_t *cost)
{
    state best = CLOSED;
    *cost = row->at[CLOSED].cost;
    for (state i = LINES; i < STATES; i++)
        if (row->at[i].cost != UINT32_MAX && row->at[i].cost + OPERATOR_COSTS[row->at[i].op] < *cost) {
            *cost = row->at[i].cost + OPERATOR_COSTS[row->at[i].op];
            best = i;
        }
    return best;
}

/* From the ways to all states before the segment to those behind it. */
static void advance(const row *before, row *after, const bc_subset_segment *segment)
{
    const measured m = measure(segment);
    uint32_t closed_cost;
    state closed = cheapest(before, &closed_cost);
    for (int i = 0; i < STATES; i++)
        after->at[i].cost = UINT32_MAX;
    for (unsigned i = 0; i < FORM_COUNT; i++) {
        const form *form = &FORMS[i];
        if (form->curve != m.curve || (form->zeros & m.others))
            continue;
        uint32_t cost = numbers_cost(form, &m);
        if (form->begins)
            take(after, form->then,
                 (step){ closed_cost + cost, form->op, form->count, (uint8_t)closed, (uint8_t)i, true });
        const step *open = &before->at[form->after];
        if (form->after != CLOSED && open->cost != UINT32_MAX && open->numbers + form->count <= MAX_NUMBERS)
            take(after, form->then,
                 (step){ open->cost + cost, form->begins ? open->op : form->op, (uint8_t)(open->numbers + form->count),
                         (uint8_t)form->after, (uint8_t)i, false });
    }
}

static void put_numbers(bc_buf *out, const form *form, const bc_subset_segment *segment)
{
    for (unsigned i = 0; i < form->count; i++)
        bc_subset_put_number(out, segment->d[form->numbers[i] - '0']);
}

void bc_subset_put_path(const bc_subset_segment *segments, size_t n, bc_buf *out)
{
    row *rows = bc_mem_alloc(bc_mem_product(n + 1, sizeof *rows));
    const step **way = bc_mem_alloc(bc_mem_product(n + 1, sizeof *way));
    for (int i = 1; i < STATES; i++)
        rows[0].at[i].cost = UINT32_MAX;
    for (size_t i = 0; i < n; i++)
        advance(&rows[i], &rows[i + 1], &segments[i]);
    uint32_t cost;
    state last = cheapest(&rows[n], &cost), at = last;
    for (size_t i = n; i > 0; i--) {
        way[i] = &rows[i].at[at];
        at = way[i]->from;
    }
    for (size_t i = 1; i <= n; i++) {
        if (way[i]->begins && way[i]->from != CLOSED)
            bc_bytes_put(out, way[i - 1]->op, 1);
        put_numbers(out, &FORMS[way[i]->form], &segments[i - 1]);
        if (FORMS[way[i]->form].then == CLOSED)
            bc_bytes_put(out, way[i]->op, 1);
    }
    if (last != CLOSED)
        bc_bytes_put(out, way[n]->op, 1);
    bc_mem_free(way);
    bc_mem_free(rows);
}
