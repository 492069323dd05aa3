/* What a chart is drawn on. Steps of all paths lie behind each other and are told apart when the drawing is done. */
#include "chart/private/canvas.h"

#include "base/utf8.h"

enum { VALUE_SIZE = 85 /* percent */ };

/* -- the whole ------------------------------------------------------------------------------------------ */

static bc_text_style *style_like(bc_chart_canvas *canvas, const bc_text_style *from, bc_font_role role,
                                 bc_text_flow flow)
{
    bc_text_style *style = BC_NEW_COPY(canvas->arena, from, 1);
    style->role = role;
    style->flow = flow;
    style->leading = from->size + from->size / 4;
    style->pitch = 0;
    style->spread = false;
    return style;
}

void bc_chart_canvas_init(bc_chart_canvas *canvas, bc_text_typesetter *typesetter, bc_arena *arena, bc_len width,
                          bc_len height, const bc_text_style *style)
{
    *canvas = (bc_chart_canvas){ .typesetter = typesetter, .arena = arena, .width = width, .height = height };
    canvas->words = style_like(canvas, style, style->role, BC_FLOW_ACROSS);
    canvas->figures = style_like(canvas, style, BC_ROLE_NUMBER, BC_FLOW_ACROSS);
    canvas->title = style_like(canvas, style, BC_ROLE_HEAD, BC_FLOW_ACROSS);
    canvas->upright = style_like(canvas, style, style->role, BC_FLOW_DOWN);
    bc_text_style smaller = *style;
    smaller.size = style->size * VALUE_SIZE / 100;
    canvas->values = style_like(canvas, &smaller, BC_ROLE_NUMBER, BC_FLOW_ACROSS);
    canvas->turned = style_like(canvas, &smaller, BC_ROLE_NUMBER, BC_FLOW_UPWARDS);
}

void bc_chart_canvas_finish(bc_chart_canvas *canvas, bc_chart_drawing *out)
{
    bc_chart_step *steps = BC_NEW_COPY(canvas->arena, canvas->steps.at, canvas->steps.n);
    bc_chart_path *paths = BC_NEW_COPY(canvas->arena, canvas->paths.at, canvas->paths.n);
    for (size_t i = 0; i < canvas->paths.n; i++) {
        paths[i].steps = steps;
        steps += paths[i].n;
    }
    out->width = canvas->width;
    out->height = canvas->height;
    out->paths = paths;
    out->path_count = (uint32_t)canvas->paths.n;
    out->texts = BC_NEW_COPY(canvas->arena, canvas->texts.at, canvas->texts.n);
    out->text_count = (uint32_t)canvas->texts.n;
    bc_vec_release(&canvas->paths);
    bc_vec_release(&canvas->steps);
    bc_vec_release(&canvas->texts);
}

/* -- paths ---------------------------------------------------------------------------------------------- */

void bc_chart_canvas_begin(bc_chart_canvas *canvas, const bc_chart_path *look)
{
    bc_vec_add(&canvas->paths, *look);
    canvas->paths.at[canvas->paths.n - 1].n = 0;
}

void bc_chart_canvas_begin_area(bc_chart_canvas *canvas, const bc_chart_look *look, bc_len weight)
{
    bc_chart_canvas_begin(
        canvas,
        &(bc_chart_path){ .filled = true, .ground = look->ground, .hatch = look->hatch, .weight = weight, .ink = 0 });
}

void bc_chart_canvas_begin_line(bc_chart_canvas *canvas, bc_len weight, bc_colour ink)
{
    bc_chart_canvas_begin(canvas, &(bc_chart_path){ .weight = weight, .ink = ink });
}

void bc_chart_canvas_step(bc_chart_canvas *canvas, const bc_chart_step *step)
{
    bc_vec_add(&canvas->steps, *step);
    canvas->paths.at[canvas->paths.n - 1].n++;
}

void bc_chart_canvas_move(bc_chart_canvas *canvas, bc_len x, bc_len y)
{
    bc_chart_canvas_step(canvas, &(bc_chart_step){ .kind = BC_CHART_MOVE, .x = x, .y = y });
}

void bc_chart_canvas_line(bc_chart_canvas *canvas, bc_len x, bc_len y)
{
    bc_chart_canvas_step(canvas, &(bc_chart_step){ .kind = BC_CHART_LINE, .x = x, .y = y });
}

void bc_chart_canvas_close(bc_chart_canvas *canvas)
{
    bc_chart_canvas_step(canvas, &(bc_chart_step){ .kind = BC_CHART_CLOSE });
}

void bc_chart_canvas_box(bc_chart_canvas *canvas, bc_len x0, bc_len y0, bc_len x1, bc_len y1)
{
    bc_chart_canvas_move(canvas, x0, y0);
    bc_chart_canvas_line(canvas, x1, y0);
    bc_chart_canvas_line(canvas, x1, y1);
    bc_chart_canvas_line(canvas, x0, y1);
    bc_chart_canvas_close(canvas);
}

void bc_chart_canvas_end(bc_chart_canvas *canvas)
{
    if (!canvas->paths.at[canvas->paths.n - 1].n)
        canvas->paths.n--;
}

/* -- texts ---------------------------------------------------------------------------------------------- */

bc_len bc_chart_canvas_width(bc_chart_canvas *canvas, bc_str text, const bc_text_style *style)
{
    if (style->flow == BC_FLOW_DOWN)
        return bc_text_shape_column(canvas->typesetter, canvas->arena, text, style, 0).length;
    return bc_text_width(canvas->typesetter, text, style);
}

void bc_chart_canvas_text(bc_chart_canvas *canvas, bc_len x, bc_len top, bc_str text, const bc_text_style *style)
{
    if (!text.n)
        return;
    bc_chart_text made = { .x = x, .y = top, .line = text, .style = style };
    made.width = bc_chart_canvas_width(canvas, text, style);
    if (style->flow == BC_FLOW_ACROSS)
        made.y += bc_text_baseline(style);
    else if (style->flow == BC_FLOW_UPWARDS)
        made.x += bc_text_baseline(style);
    bc_vec_add(&canvas->texts, made);
}

void bc_chart_canvas_text_on_white(bc_chart_canvas *canvas, bc_len x, bc_len top, bc_str text,
                                   const bc_text_style *style, bc_len pad)
{
    if (!text.n)
        return;
    bc_len width = bc_chart_canvas_width(canvas, text, style), size = style->size;
    bc_len inset = (style->leading - size) / 2;
    bool up = style->flow == BC_FLOW_UPWARDS;
    bc_chart_canvas_begin(canvas, &(bc_chart_path){ .filled = true, .ground = BC_COLOUR_WHITE });
    if (up)
        bc_chart_canvas_box(canvas, x + inset - pad, top - width - pad, x + inset + size + pad, top + pad);
    else
        bc_chart_canvas_box(canvas, x - pad, top + inset - pad, x + width + pad, top + inset + size + pad);
    bc_chart_canvas_text(canvas, x, top, text, style);
}

/* The byte behind so many characters. */
static size_t end_of(bc_str text, uint32_t characters)
{
    size_t at = 0;
    while (characters-- && at < text.n)
        bc_utf8_next(text, &at);
    return at;
}

static bc_str shortened(bc_chart_canvas *canvas, bc_str text, uint32_t characters)
{
    bc_str kept = bc_str_slice(text, 0, end_of(text, characters));
    return bc_arena_printf(canvas->arena, "%.*s…", BC_STR_ARG(kept));
}

bc_str bc_chart_canvas_cut(bc_chart_canvas *canvas, bc_str text, const bc_text_style *style, bc_len room)
{
    enum { MAX_ROOM = 256 }; /* characters that anything has room for */
    if (end_of(text, MAX_ROOM) == text.n && bc_chart_canvas_width(canvas, text, style) <= room)
        return text;
    uint32_t fits = 0, beyond = MAX_ROOM;
    while (fits + 1 < beyond) {
        uint32_t middle = (fits + beyond) / 2;
        if (bc_chart_canvas_width(canvas, shortened(canvas, text, middle), style) <= room)
            fits = middle;
        else
            beyond = middle;
    }
    return fits ? shortened(canvas, text, fits) : (bc_str){ 0 };
}

bc_str bc_chart_canvas_print(bc_chart_canvas *canvas, bc_decimal number, int decimals)
{
    bc_buf out;
    bc_buf_init(&out);
    bc_decimal_print(number, decimals, true, &out);
    bc_str text = bc_arena_str(canvas->arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return text;
}
