/* How large figures are drawn: as large as fits the width and height that the template wishes, else by what the file
 * says of the density of its pixels, else by that of screens; never larger than there is room. Nothing is distorted but
 * bars, whose height says nothing. */
#include "layout/private/figure_size.h"

enum { SCREEN_PIXEL = 750 /* thousandths of a point: 96 an inch */, METRE_TENTHS = 28346457 /* of a thousandth */ };

/* Of codes, unless the template says otherwise. */
enum {
    QR_SIDE = BC_MM10(250),
    MODULE = 935, /* a third of a millimetre: what cheap readers and printers are made for */
    DEFAULT_MODULES = 150,
    BARS_HEIGHT = BC_MM10(150),
    CHART_WIDTH = BC_LEN_MAX /* as its room */
};

/* Proportions, in whatever unit; 0: any. */
typedef struct shape {
    int64_t width, height;
} shape;

static int64_t length_of(uint32_t pixels, uint32_t density)
{
    return density ? (int64_t)pixels * METRE_TENTHS / density / 10 : (int64_t)pixels * SCREEN_PIXEL;
}

/* As large as the file means it. */
static shape own_shape(const bc_picture *picture)
{
    bool aside = picture->turn > 4, known = picture->across && picture->down;
    shape own = { length_of(picture->width, known ? picture->across : 0),
                  length_of(picture->height, known ? picture->down : 0) };
    own.width = own.width < 1 ? 1 : own.width;
    own.height = own.height < 1 ? 1 : own.height;
    return aside ? (shape){ own.height, own.width } : own;
}

/* The largest of that shape within both bounds. */
static shape fit(shape own, int64_t width, int64_t height)
{
    if (own.width < 1 || own.height < 1)
        return own;
    if (own.width * height <= own.height * width)
        return (shape){ own.width * height / own.height, height };
    return (shape){ width, own.height * width / own.width };
}

static int64_t smaller(int64_t length, int hundredth)
{
    return hundredth ? length * hundredth / 100 : length;
}

void bc_layout_figure_size(const bc_layout_figure *figure, int hundredth, bc_len room_width, bc_len room_height,
                           bc_len *width, bc_len *height)
{
    const bc_form_figure *form = figure->form;
    int64_t wide = form->width, high = form->height;
    shape drawn = { wide ? wide : high, high ? high : wide }; /* room for what is not there */
    if (form->kind == BC_FIGURE_QR) {
        int64_t side = wide && high ? (wide < high ? wide : high) : wide + high ? wide + high : QR_SIDE;
        drawn = (shape){ side, side };
    } else if (form->kind == BC_FIGURE_BARS) {
        int64_t modules = figure->symbol ? figure->symbol->columns + 2 * BC_SYMBOL_QUIET_BARS : DEFAULT_MODULES;
        drawn = (shape){ wide ? wide : modules * MODULE, high ? high : BARS_HEIGHT };
    } else if (form->kind == BC_FIGURE_CHART) {
        drawn = (shape){ wide ? wide : CHART_WIDTH, high ? high : bc_chart_usual_height(figure->chart) };
    } else if (figure->picture) {
        enum { ANY = BC_LEN_MAX };
        shape own = own_shape(figure->picture);
        drawn = wide || high ? fit(own, wide ? wide : ANY, high ? high : ANY) : own;
    }
    drawn.width = smaller(drawn.width, hundredth);
    drawn.height = smaller(drawn.height, hundredth);
    if (form->kind == BC_FIGURE_BARS || form->kind == BC_FIGURE_CHART)
        drawn = (shape){ drawn.width < room_width ? drawn.width : room_width,
                         drawn.height < room_height ? drawn.height : room_height };
    else if (drawn.width > room_width || drawn.height > room_height)
        drawn = fit(drawn, room_width, room_height);
    *width = (bc_len)drawn.width;
    *height = (bc_len)drawn.height;
}

bc_layout_code bc_layout_figure_code(const bc_layout_drawn *drawn)
{
    const bc_symbol *symbol = drawn->figure->symbol;
    if (drawn->figure->form->kind == BC_FIGURE_QR) {
        uint32_t modules = symbol->columns + 2 * BC_SYMBOL_QUIET_QR;
        bc_len quiet = bc_len_scale(drawn->width, BC_SYMBOL_QUIET_QR, (bc_len)modules);
        return (bc_layout_code){ quiet, quiet, drawn->width - 2 * quiet, drawn->height - 2 * quiet };
    }
    uint32_t modules = symbol->columns + 2 * BC_SYMBOL_QUIET_BARS;
    bc_len quiet = bc_len_scale(drawn->width, BC_SYMBOL_QUIET_BARS, (bc_len)modules);
    return (bc_layout_code){ quiet, 0, drawn->width - 2 * quiet, drawn->height - drawn->words };
}
