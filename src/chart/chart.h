/* Charts: figures as bars, lines or a pie, drawn as paths and texts at fixed places.
 *
 * They are made for printing without colours: what belongs together has one ground, hatching, dash or mark. All that is
 * computed with is whole numbers, so a chart is the same on every machine.
 */
#ifndef BC_CHART_CHART_H
#define BC_CHART_CHART_H

#include "base/buf.h"
#include "base/decimal.h"
#include "text/typeset.h"

typedef enum bc_chart_kind { BC_CHART_BARS, BC_CHART_LINES, BC_CHART_PIE } bc_chart_kind;

typedef struct bc_chart_value {
    bc_decimal number;
    bool present; /* false: there is none, and nothing is drawn */
} bc_chart_value;

/* Figures that are drawn alike, one for each category. */
typedef struct bc_chart_series {
    bc_str name;
    const bc_chart_value *values;
    int8_t decimals; /* printed behind the point; -1: those of the data */
} bc_chart_series;

typedef struct bc_chart_data {
    bc_chart_kind kind;
    bool lying;          /* of bars: they run from left to right */
    bool stacked;        /* of bars: those of a category stand on each other */
    bool empty;          /* of a form to be filled in: nothing but its frame */
    bc_str title;        /* above it; empty: none */
    bc_str unit;         /* of all figures; empty: there is none, or they have several */
    const bc_str *names; /* of the categories */
    uint32_t count;      /* of categories */
    const bc_chart_series *series;
    uint32_t series_count; /* a pie shows the first */
    int8_t decimals;       /* of series that say nothing: bc_chart_usual_decimals */
} bc_chart_data;

/* What is larger is not drawn: it must count as not present. */
bool bc_chart_can_draw(bc_decimal number);

/* -- how series are told apart -------------------------------------------------------------------------- */

typedef enum bc_chart_hatch {
    BC_CHART_PLAIN,
    BC_CHART_UPWARDS, /* from the lower left to the upper right */
    BC_CHART_DOWNWARDS,
    BC_CHART_LEVEL,
    BC_CHART_CROSSED
} bc_chart_hatch;

typedef enum bc_chart_mark { BC_CHART_DISC, BC_CHART_SQUARE, BC_CHART_TRIANGLE, BC_CHART_DIAMOND } bc_chart_mark;

enum { BC_CHART_DASHES = 4, BC_CHART_LOOKS = 8 /* beyond it they come again */ };

typedef struct bc_chart_look {
    bc_colour ground;
    bc_chart_hatch hatch;
    bc_len dash[BC_CHART_DASHES]; /* of a line: drawn, left out, and so on up to 0; none: it is drawn throughout */
    bc_chart_mark mark;
    bool open; /* the mark is an outline */
} bc_chart_look;

/* Of the nth series, or part of a pie; a series that is alone has a look of its own. */
const bc_chart_look *bc_chart_look_of(uint32_t nth, uint32_t count);

/* -- what is drawn -------------------------------------------------------------------------------------- */

typedef enum bc_chart_step_kind { BC_CHART_MOVE, BC_CHART_LINE, BC_CHART_CURVE, BC_CHART_CLOSE } bc_chart_step_kind;

/* To x, y; of a curve by its two control points. */
typedef struct bc_chart_step {
    bc_chart_step_kind kind;
    bc_len x, y;
    bc_len control[4];
} bc_chart_step;

/* Lines and areas that look alike. Later ones lie over earlier ones. */
typedef struct bc_chart_path {
    const bc_chart_step *steps;
    uint32_t n;
    bool filled;
    bc_colour ground; /* when filled */
    bc_chart_hatch hatch;
    bc_len weight; /* of its line; 0: none */
    bc_colour ink;
    bc_len dash[BC_CHART_DASHES];
} bc_chart_path;

/* A text over all paths, begun at its baseline; one that runs down, in the middle of its top. */
typedef struct bc_chart_text {
    bc_len x, y, width;
    bc_str line;
    const bc_text_style *style;
} bc_chart_text;

/* The axis of figures; none: of a pie, and where nothing is drawn. */
typedef struct bc_chart_axis {
    bool drawn;
    bc_decimal least, most, step;
    uint8_t decimals; /* of the figures at it */
} bc_chart_axis;

/* What of the chart found no room. */
typedef enum bc_chart_lack {
    BC_CHART_COMPLETE,
    BC_CHART_NAMES_CUT,  /* names of categories end in … */
    BC_CHART_NAMES_LEFT, /* some are not printed */
    BC_CHART_NO_ROOM     /* it is too small for anything but its frame */
} bc_chart_lack;

typedef struct bc_chart_drawing {
    bc_len width, height;
    const bc_chart_path *paths;
    uint32_t path_count;
    const bc_chart_text *texts;
    uint32_t text_count;
    bc_chart_axis axis;
    bool figures; /* values stand at what is drawn */
    bool turned;  /* they run up */
    bool upright; /* names of categories run down */
    bc_len size;  /* of the letters */
    bc_chart_lack lack;
    uint32_t named; /* categories whose names are printed */
} bc_chart_drawing;

/* Draws it into so much room, its letters in the style; nothing reaches beyond. Lives in `arena`, as do the texts,
 * some of which are lent by `data`. */
const bc_chart_drawing *bc_chart_draw(const bc_chart_data *data, bc_len width, bc_len height,
                                      const bc_text_style *style, bc_text_typesetter *typesetter, bc_arena *arena);
/* What stands in its place when there is nothing to draw; empty: there is. */
bc_str bc_chart_remark(const bc_chart_data *data);
/* The same with its title above, as one text; in `arena` or for ever. */
bc_str bc_chart_instead(const bc_chart_data *data, bc_arena *arena);
/* How high it should be where nobody says. */
bc_len bc_chart_usual_height(const bc_chart_data *data);

/* -- the parts of a pie --------------------------------------------------------------------------------- */

enum { BC_CHART_PARTS = BC_CHART_LOOKS };

typedef struct bc_chart_part {
    bc_str name;
    bc_decimal number;
    uint32_t tenths; /* of a percent: all together are 100 % */
    uint64_t end;    /* of 2^32, where it ends on the circle */
} bc_chart_part;

typedef struct bc_chart_parts {
    bc_chart_part at[BC_CHART_PARTS];
    uint32_t n; /* 0: there is nothing to share */
} bc_chart_parts;

/* Those that are too small or too many are one, at the end. */
bc_chart_parts bc_chart_share(const bc_chart_data *data);

/* -- in words ------------------------------------------------------------------------------------------- */

/* Figures behind the point that suit the values of all series that say nothing. */
int8_t bc_chart_usual_decimals(const bc_chart_data *data);
/* Figures behind the point with which the values of a series are printed. */
int bc_chart_decimals(const bc_chart_data *data, uint32_t series);
/* The chart for who cannot see it: its name (`words`, or else its title or kind), then its figures. */
bc_str bc_chart_said(const bc_chart_data *data, bc_str words, bc_arena *arena);
/* As bytes that do not point elsewhere, and back again; the bytes must outlive what is read. */
void bc_chart_pack(const bc_chart_data *data, bc_buf *out);
const bc_chart_data *bc_chart_unpack(bc_str packed, bc_arena *arena);

#endif
