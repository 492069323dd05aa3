/* Outlines of glyphs, for what is drawn rather than written: HarfBuzz reads them from either kind of font program. */
#include "text/private/face.h"

#include <assert.h>

static int rounded(float v)
{
    return (int)(v < 0 ? v - 0.5F : v + 0.5F);
}

static void move_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    const bc_font_pen *pen = data;
    pen->move(pen->context, rounded(x), rounded(y));
}

static void line_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    const bc_font_pen *pen = data;
    pen->line(pen->context, rounded(x), rounded(y));
}

static void curve_to(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, float x1, float y1, float x2, float y2,
                     float x, float y, void *user)
{
    (void)funcs, (void)state, (void)user;
    const bc_font_pen *pen = data;
    const int at[6] = { rounded(x1), rounded(y1), rounded(x2), rounded(y2), rounded(x), rounded(y) };
    pen->curve(pen->context, at);
}

static void close_path(hb_draw_funcs_t *funcs, void *data, hb_draw_state_t *state, void *user)
{
    (void)funcs, (void)state, (void)user;
    const bc_font_pen *pen = data;
    pen->close(pen->context);
}

void bc_font_face_draw(const bc_font_face *face, uint16_t glyph, const bc_font_pen *pen)
{
    assert(glyph < face->glyph_count);
    bc_font_pen own = *pen;
    hb_draw_funcs_t *funcs = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(funcs, move_to, NULL, NULL);
    hb_draw_funcs_set_line_to_func(funcs, line_to, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(funcs, curve_to, NULL, NULL);
    hb_draw_funcs_set_close_path_func(funcs, close_path, NULL, NULL);
    hb_font_get_glyph_shape(face->tables->hb_font, glyph, funcs, &own);
    hb_draw_funcs_destroy(funcs);
}
