/* A chart while it is drawn: paths and texts gather, in places from its upper left corner. */
#ifndef BC_CHART_PRIVATE_CANVAS_H
#define BC_CHART_PRIVATE_CANVAS_H

#include "base/vec.h"
#include "chart/chart.h"

/* Weights of lines. */
enum { BC_CHART_HAIR = 250, BC_CHART_THIN = 500, BC_CHART_BOLD = 1000 };

typedef struct bc_chart_canvas {
    bc_text_typesetter *typesetter;
    bc_arena *arena;
    bc_len width, height;
    bc_text_style *words, *figures, *title;
    bc_text_style *upright; /* words from top to bottom */
    bc_text_style *values;  /* figures at what is drawn, a little smaller */
    bc_text_style *turned;  /* the same from below */
    BC_VEC(bc_chart_path) paths;
    BC_VEC(bc_chart_step) steps;
    BC_VEC(bc_chart_text) texts;
} bc_chart_canvas;

/* The styles of its texts follow from one. */
void bc_chart_canvas_init(bc_chart_canvas *canvas, bc_text_typesetter *typesetter, bc_arena *arena, bc_len width,
                          bc_len height, const bc_text_style *style);
/* Gives what was drawn to the drawing, and releases the canvas. */
void bc_chart_canvas_finish(bc_chart_canvas *canvas, bc_chart_drawing *out);

/* -- paths: begun with how they look; steps are of the last ---------------------------------------------- */

void bc_chart_canvas_begin(bc_chart_canvas *canvas, const bc_chart_path *look);
/* A path filled like that, with a line around of that weight. */
void bc_chart_canvas_begin_area(bc_chart_canvas *canvas, const bc_chart_look *look, bc_len weight);
void bc_chart_canvas_begin_line(bc_chart_canvas *canvas, bc_len weight, bc_colour ink);
void bc_chart_canvas_step(bc_chart_canvas *canvas, const bc_chart_step *step);
void bc_chart_canvas_move(bc_chart_canvas *canvas, bc_len x, bc_len y);
void bc_chart_canvas_line(bc_chart_canvas *canvas, bc_len x, bc_len y);
void bc_chart_canvas_close(bc_chart_canvas *canvas);
/* Of any two corners. */
void bc_chart_canvas_box(bc_chart_canvas *canvas, bc_len x0, bc_len y0, bc_len x1, bc_len y1);
/* Takes the last path back when nothing was drawn in it. */
void bc_chart_canvas_end(bc_chart_canvas *canvas);

/* -- texts ---------------------------------------------------------------------------------------------- */

bc_len bc_chart_canvas_width(bc_chart_canvas *canvas, bc_str text, const bc_text_style *style);
/* Its top left corner; of one that runs up, its left edge and its foot. */
void bc_chart_canvas_text(bc_chart_canvas *canvas, bc_len x, bc_len top, bc_str text, const bc_text_style *style);
/* The beginning of the text that has room, with … behind it; the text when all of it has. Empty: not even that. */
bc_str bc_chart_canvas_cut(bc_chart_canvas *canvas, bc_str text, const bc_text_style *style, bc_len room);
/* The same on a white ground that reaches so far beyond it. */
void bc_chart_canvas_text_on_white(bc_chart_canvas *canvas, bc_len x, bc_len top, bc_str text,
                                   const bc_text_style *style, bc_len pad);
bc_str bc_chart_canvas_print(bc_chart_canvas *canvas, bc_decimal number, int decimals);

#endif
