/* What no column may fall below: what no line should part, then labels on few lines, then short labels on one, as far
 * as there is room. What cells over several columns ask is added to these in proportion. Where a degree lacks a little,
 * few columns give way, and where it lacks more all do. */
#include "layout/private/share.h"

#include <assert.h>
#include <string.h>

/* Percent of the width that short labels on one line may take from all columns. */
enum { WISHES = 75 };

typedef bc_layout_sharing sharing;

void bc_layout_sharing_init(bc_layout_sharing *s, const bc_form_grid *grid, bc_len width, bc_arena *arena)
{
    s->n = grid->n;
    s->width = width;
    s->quota = arena->quota;
    assert(grid->n <= BC_MAX_GRID);
    for (uint32_t i = 0; i < grid->n; i++) {
        s->columns[i] = grid->columns[i];
        s->nominal[i] = grid->edges[i + 1] - grid->edges[i];
    }
    for (int kind = 0; kind < BC_FLOOR_COUNT; kind++)
        s->floors[kind] = BC_NEW_ARRAY(arena, bc_len, ((size_t)grid->n + 1) * (grid->n + 1));
}

void bc_layout_sharing_release(bc_layout_sharing *s)
{
    bc_vec_release(&s->demands);
    bc_vec_release(&s->rows);
    bc_vec_release(&s->siblings);
}

void bc_layout_sharing_ask(bc_layout_sharing *s, bc_layout_floor_kind kind, uint32_t from, uint32_t to, bc_len width)
{
    assert(from < to && to <= s->n);
    bc_len *floor = &s->floors[kind][bc_layout_sharing_range(s, from, to)];
    *floor = bc_len_max(*floor, width);
}

/* -- floors --------------------------------------------------------------------------------------------- */

void bc_layout_sharing_widen(const sharing *s, bc_len *widths, uint32_t from, uint32_t to, bc_len width,
                             const bc_len *by)
{
    bc_len missing = width - bc_layout_sharing_sum(widths, from, to);
    int64_t all = 0;
    for (uint32_t i = from; i < to; i++)
        all += bc_layout_sharing_gives_way(s, i) ? by[i] : 0;
    if (missing <= 0 || all <= 0)
        return;
    int64_t done = 0;
    bc_len given = 0;
    for (uint32_t i = from; i < to; i++) {
        if (!bc_layout_sharing_gives_way(s, i))
            continue;
        done += by[i];
        bc_len share = bc_len_scale(missing, done, all) - given;
        widths[i] += share;
        given += share;
    }
}

/* What a column is wide in which nothing stands. */
enum { EMPTY_WIDTH = BC_MM10(20) };

/* Columns as wide as floors of a kind ask, those over several columns after those over fewer. */
static void find_floors(const sharing *s, bc_layout_floor_kind kind, bc_len *out)
{
    const int first = kind >= BC_FLOOR_HARD ? BC_FLOOR_HARD : BC_FLOOR_CHAR;
    for (uint32_t i = 0; i < s->n; i++) {
        const bc_form_width *column = &s->columns[i];
        const size_t own = bc_layout_sharing_range(s, i, i + 1);
        bc_len asked = 0;
        for (int k = first; k <= (int)kind; k++)
            asked = bc_len_max(asked, s->floors[k][own]);
        if (column->most && kind > BC_FLOOR_HARD)
            asked = bc_len_max(bc_len_min(asked, column->most), s->floors[BC_FLOOR_HARD][own]);
        out[i] = bc_layout_sharing_gives_way(s, i) ? bc_len_max(asked, bc_len_max(column->least, EMPTY_WIDTH))
                                                   : s->nominal[i];
    }
    for (uint32_t across = 2; across <= s->n; across++)
        for (uint32_t from = 0; from + across <= s->n; from++)
            for (int k = first; k <= (int)kind; k++) {
                bc_len asked = s->floors[k][bc_layout_sharing_range(s, from, from + across)];
                if (asked > 0)
                    bc_layout_sharing_widen(s, out, from, from + across, asked, s->nominal);
            }
}

/* What `high` is too wide by, taken from as few columns as possible, those first that are farthest from `low`, and no
 * more than a part of that from each: one label takes a line more, rather than all of them. False when that is not
 * enough. */
static bool take_from_few(const sharing *s, const bc_len *low, const bc_len *high, bc_len *out)
{
    enum { PART = 3 };
    bc_len excess = bc_layout_sharing_sum(high, 0, s->n) - s->width;
    bool taken[BC_MAX_GRID] = { false };
    memcpy(out, high, s->n * sizeof *out);
    for (uint32_t n = 0; n < s->n && excess > 0; n++) {
        uint32_t best = s->n;
        for (uint32_t i = 0; i < s->n; i++)
            if (!taken[i] && high[i] > low[i] && (best == s->n || high[i] - low[i] > high[best] - low[best]))
                best = i;
        if (best == s->n)
            break;
        bc_len take = bc_len_min((high[best] - low[best]) / PART, excess);
        taken[best] = true;
        out[best] -= take;
        excess -= take;
    }
    return excess <= 0;
}

/* Whether columns that are not flexible keep what all cells over nothing but them ask for. */
static bool rigid_keep(const sharing *s)
{
    for (uint32_t from = 0; from < s->n; from++) {
        bc_len width = 0;
        for (uint32_t to = from; to < s->n && !bc_layout_sharing_gives_way(s, to); to++) {
            width += s->nominal[to];
            if (s->floors[BC_FLOOR_HARD][bc_layout_sharing_range(s, from, to + 1)] > width)
                return false;
        }
    }
    return true;
}

bool bc_layout_sharing_has_room(const bc_layout_sharing *s)
{
    bc_len least[BC_MAX_GRID];
    find_floors(s, BC_FLOOR_HARD, least);
    return bc_layout_sharing_sum(least, 0, s->n) <= s->width && rigid_keep(s);
}

/* Between `low` and `high`, so that all fit: what each is rounded by is made good by the next. */
static void mix(const sharing *s, const bc_len *low, const bc_len *high, bc_len *out)
{
    bc_len room = s->width - bc_layout_sharing_sum(low, 0, s->n), above = 0, done = 0, given = 0;
    for (uint32_t i = 0; i < s->n; i++)
        above += bc_len_max(high[i] - low[i], 0);
    for (uint32_t i = 0; i < s->n; i++) {
        done += bc_len_max(high[i] - low[i], 0);
        bc_len share = bc_len_scale(room, done, above);
        out[i] = low[i] + share - given;
        given = share;
    }
}

/* Floors that do not fit, in proportion. */
static void scale(sharing *s, const bc_len *least)
{
    bc_len rigid = 0, flexible = 0;
    for (uint32_t i = 0; i < s->n; i++)
        *(bc_layout_sharing_gives_way(s, i) ? &flexible : &rigid) += least[i];
    bc_len room = bc_len_max(s->width - rigid, 1), done = 0, given = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        s->floor[i] = least[i];
        if (!bc_layout_sharing_gives_way(s, i) || flexible <= 0)
            continue;
        done += least[i];
        s->floor[i] = bc_len_scale(room, done, flexible) - given;
        given += s->floor[i];
    }
}

/* More than there is: words give way before figures do, and no column as far as that its characters stick out of it,
 * where that can be. */
static void squeeze(sharing *s, const bc_len *hard)
{
    bc_len figures[BC_MAX_GRID], characters[BC_MAX_GRID];
    find_floors(s, BC_FLOOR_FIGURE, figures);
    find_floors(s, BC_FLOOR_CHAR, characters);
    if (bc_layout_sharing_sum(figures, 0, s->n) <= s->width)
        mix(s, figures, hard, s->floor);
    else if (bc_layout_sharing_sum(characters, 0, s->n) <= s->width)
        mix(s, characters, figures, s->floor);
    else
        scale(s, characters);
}

void bc_layout_sharing_choose_floors(sharing *s)
{
    bc_len kinds[BC_FLOOR_COUNT][BC_MAX_GRID];
    for (int kind = BC_FLOOR_HARD; kind < BC_FLOOR_COUNT; kind++)
        find_floors(s, (bc_layout_floor_kind)kind, kinds[kind]);
    s->is_short = bc_layout_sharing_sum(kinds[BC_FLOOR_HARD], 0, s->n) > s->width;
    if (s->is_short)
        squeeze(s, kinds[BC_FLOOR_HARD]);
    else if (bc_layout_sharing_sum(kinds[BC_FLOOR_SOFT], 0, s->n) > s->width) {
        if (!take_from_few(s, kinds[BC_FLOOR_HARD], kinds[BC_FLOOR_SOFT], s->floor))
            mix(s, kinds[BC_FLOOR_HARD], kinds[BC_FLOOR_SOFT], s->floor);
    } else if ((int64_t)bc_layout_sharing_sum(kinds[BC_FLOOR_WISH], 0, s->n) * 100 > (int64_t)s->width * WISHES)
        memcpy(s->floor, kinds[BC_FLOOR_SOFT], sizeof s->floor);
    else
        memcpy(s->floor, kinds[BC_FLOOR_WISH], sizeof s->floor);
}
