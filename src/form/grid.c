/* The edges of columns from their widths: lengths are taken as they are, shares divide what lengths leave, in whole
 * multiples of a share, so that bands with the same sums share their edges exactly. Beside a column that is `auto`
 * shares are percent of the band. */
#include "form/grid.h"

enum {
    STUB_SHARE = 12000, /* of the frame, in thousandths of a percent */
    WHOLE = 100000
};

/* What the columns leave that are no shares, and what shares are counted in. */
typedef struct room {
    bc_len left;          /* the stub's */
    int64_t rest, shares; /* what lengths leave; thousandths */
    uint32_t autos;
    bc_len autos_room;
} room;

static bc_len stub_width(const bc_form_width *stub, bc_len frame)
{
    if (!stub->stub)
        return 0;
    if (stub->kind == BC_WIDTH_LENGTH)
        return bc_len_min(stub->length, frame);
    return bc_len_scale(frame, stub->kind == BC_WIDTH_AUTO ? STUB_SHARE : stub->share, WHOLE);
}

static room find_room(const bc_form_width *columns, uint32_t n, bc_len frame)
{
    room r = { .left = stub_width(&columns[0], frame) };
    r.rest = frame - r.left;
    for (uint32_t i = columns[0].stub; i < n; i++) {
        const bc_form_width *column = &columns[i];
        r.rest -= column->kind == BC_WIDTH_LENGTH ? column->length : 0;
        r.shares += column->kind == BC_WIDTH_SHARE ? column->share : 0;
        r.autos += column->kind == BC_WIDTH_AUTO;
    }
    return r;
}

/* Whether the columns that others leave room have some. */
static bool has_room(bc_len frame, room *r)
{
    if (!r->autos)
        return r->rest >= (r->shares ? 1 : 0);
    int64_t wanted = r->shares < WHOLE ? bc_len_scale(frame - r->left, r->shares, WHOLE) : BC_LEN_MAX;
    bool fits = r->rest > wanted;
    r->autos_room = fits ? (bc_len)(r->rest - wanted) : 0;
    return fits;
}

bool bc_form_grid_place(const bc_form_width *columns, uint32_t n, bc_len frame, bc_len *edges)
{
    room r = find_room(columns, n, frame);
    if (!has_room(frame, &r))
        return false;
    bc_len taken = r.left;
    int64_t shares = 0;
    uint32_t autos = 0, first = columns[0].stub;
    edges[0] = 0;
    edges[first] = r.left;
    for (uint32_t i = first; i < n; i++) {
        const bc_form_width *column = &columns[i];
        shares += column->kind == BC_WIDTH_SHARE ? column->share : 0;
        autos += column->kind == BC_WIDTH_AUTO;
        taken += column->kind == BC_WIDTH_LENGTH ? column->length : 0;
        bc_len shared = 0;
        if (r.autos)
            shared = bc_len_scale(frame - r.left, shares, WHOLE) + bc_len_scale(r.autos_room, autos, r.autos);
        else if (r.shares)
            shared = bc_len_scale((bc_len)r.rest, shares, r.shares);
        edges[i + 1] = bc_len_min(taken + shared, frame);
    }
    edges[n] = frame;
    return true;
}

bc_form_grid bc_form_grid_of(const bc_form_width *columns, uint32_t n, const bc_len *edges)
{
    bc_form_grid grid = { .columns = columns, .edges = edges, .n = (uint16_t)n };
    for (uint32_t i = 0; i < n; i++) {
        grid.flexible |= columns[i].flexible;
        grid.automatic |= columns[i].kind == BC_WIDTH_AUTO;
    }
    return grid;
}

bool bc_form_grid_same(const bc_form_grid *a, const bc_form_grid *b)
{
    bool same = a->n == b->n;
    for (uint32_t i = 0; same && i < a->n; i++) {
        const bc_form_width *x = &a->columns[i], *y = &b->columns[i];
        same = x->kind == y->kind && x->stub == y->stub && x->flexible == y->flexible && x->content == y->content &&
               x->share == y->share && x->length == y->length && x->least == y->least && x->most == y->most &&
               a->edges[i + 1] == b->edges[i + 1];
    }
    return same;
}
