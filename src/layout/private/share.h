/* The widths of the columns of a grid, found from what the cells on it ask. Pure arithmetic: texts have been measured.
 *
 * A cell asks for the columns from..to that it covers. A room is a width less the cell's padding. */
#ifndef BC_LAYOUT_PRIVATE_SHARE_H
#define BC_LAYOUT_PRIVATE_SHARE_H

#include "base/vec.h"
#include "form/form.h"
#include "text/typeset.h"

enum {
    BC_MAX_GRID = BC_MAX_COLUMNS + 1, /* a stub */
    BC_MAX_SIBLINGS = 16              /* groups; forms have one or two */
};

/* What a cell asks for so that it takes few lines. */
typedef struct bc_layout_demand {
    uint16_t from, to;
    bool aside;  /* covers several rows, which its height does not matter to */
    bool label;  /* its lines weigh more than a value's */
    bc_len pad;  /* left and right together */
    bc_len rest; /* of its height, besides its lines */
    bc_len leading;
    bc_len waste; /* of a line, that the next piece does not fit into, on average */
    bc_text_demand extent;
} bc_layout_demand;

/* A row: those of its cells that may take several lines. */
typedef struct bc_layout_demand_row {
    uint32_t first, n; /* in demands */
    bc_len least;      /* its height whatever they do */
} bc_layout_demand_row;

/* Ranges of columns beside each other that should be of one width: edges[i]..edges[i + 1]. */
typedef struct bc_layout_siblings {
    uint32_t n;
    bool figures; /* if they hold nothing but figures */
    uint16_t edges[BC_MAX_GRID + 1];
} bc_layout_siblings;

/* How wide columns must be, each degree at least as the one before. */
typedef enum bc_layout_floor_kind {
    BC_FLOOR_CHAR,   /* a character of each text has room */
    BC_FLOOR_FIGURE, /* figures are whole */
    BC_FLOOR_HARD,   /* nothing is parted that no line should part */
    BC_FLOOR_SOFT,   /* labels stand on few lines */
    BC_FLOOR_WISH,   /* short labels on one */
    BC_FLOOR_COUNT
} bc_layout_floor_kind;

typedef struct bc_layout_sharing {
    uint32_t n;
    bc_len width; /* of the frame */
    bool
        keeps_figures; /* the template has given all columns shares, of which some tear figures: only these are asked */
    bc_form_width columns[BC_MAX_GRID];
    bc_len nominal[BC_MAX_GRID];    /* as wide as the template makes them */
    bool has_values[BC_MAX_GRID];   /* it is no column of labels only */
    bool has_words[BC_MAX_GRID];    /* some value in it is no number */
    bc_len *floors[BC_FLOOR_COUNT]; /* by bc_layout_sharing_range */
    BC_VEC(bc_layout_demand) demands;
    BC_VEC(bc_layout_demand_row) rows;
    BC_VEC(bc_layout_siblings) siblings;
    bc_len floor[BC_MAX_GRID];  /* found: no column should be narrower */
    bc_len widths[BC_MAX_GRID]; /* found */
    bool is_short;              /* found: the hard floors do not fit */
    bc_quota *quota;            /* of the record; or NULL */
} bc_layout_sharing;

/* Of a zeroed one. Floors are 0 and live in `arena`; the rest is the caller's to fill. */
void bc_layout_sharing_init(bc_layout_sharing *sharing, const bc_form_grid *grid, bc_len width, bc_arena *arena);
void bc_layout_sharing_release(bc_layout_sharing *sharing);
/* Where the floors of a range of columns stand. */
static inline size_t bc_layout_sharing_range(const bc_layout_sharing *sharing, uint32_t from, uint32_t to)
{
    return (size_t)from * (sharing->n + 1) + to;
}
/* Raises the floor of a range. */
void bc_layout_sharing_ask(bc_layout_sharing *sharing, bc_layout_floor_kind kind, uint32_t from, uint32_t to,
                           bc_len width);
/* Whether the column is as wide as texts ask, and not as the template says. */
static inline bool bc_layout_sharing_gives_way(const bc_layout_sharing *sharing, uint32_t column)
{
    return sharing->columns[column].flexible;
}
static inline bc_len bc_layout_sharing_sum(const bc_len *widths, uint32_t from, uint32_t to)
{
    bc_len width = 0;
    for (uint32_t i = from; i < to; i++)
        width += widths[i];
    return width;
}
/* Widens those columns of a range that give way, in proportion to `by`, until all are `width` together. */
void bc_layout_sharing_widen(const bc_layout_sharing *sharing, bc_len *widths, uint32_t from, uint32_t to, bc_len width,
                             const bc_len *by);
/* Finds the floors: as much of the degrees as fits. */
void bc_layout_sharing_choose_floors(bc_layout_sharing *sharing);
/* Finds the widths; they add up to the frame's. Takes time in the cells. */
void bc_layout_sharing_solve(bc_layout_sharing *sharing);

/* Whether no column need be narrower than what no line should part in it, with those that are not flexible as the
 * template makes them. */
bool bc_layout_sharing_has_room(const bc_layout_sharing *sharing);

/* Lines of a cell in that room. */
uint32_t bc_layout_demand_lines(const bc_layout_demand *demand, bc_len room);

#endif
