/* Names of categories, as people read them best: on one line or a few; where these would be shorter than two
 * characters, from top to bottom; and where not even that has room, only every second one, or fifth. What is too long
 * ends in …. */
#include "chart/private/names.h"

enum { MAX_LINES = 12, FEW = 2 /* characters of a line at least */, SHORT = 4 /* characters of a name that lies */ };

static bc_len gap_of(const bc_chart_canvas *canvas)
{
    return canvas->words->size / 2;
}

static bc_chart_name one_line(bc_chart_canvas *canvas, bc_str text)
{
    return (bc_chart_name){ BC_NEW_COPY(canvas->arena, &text, 1), text.n > 0 };
}

/* In lines of that length, of which the last is cut where there would be more. */
static bc_chart_name wrapped(bc_chart_canvas *canvas, bc_str text, bc_len room, uint32_t most, bc_chart_lack *lack)
{
    enum { MAX_BYTES = 600 }; /* more has no room anywhere */
    most = most < MAX_LINES ? most : MAX_LINES;
    if (text.n > MAX_BYTES)
        text = bc_chart_canvas_cut(canvas, text, canvas->words, room * (bc_len)most);
    bc_text_box box = { .width = room, .manner = BC_TEXT_BALANCED };
    bc_text_lines lines = bc_text_wrap(canvas->typesetter, canvas->arena, text, canvas->words, &box);
    bool cut = lines.n > most;
    uint32_t n = cut ? most : lines.n;
    bc_str *made = BC_NEW_ARRAY(canvas->arena, bc_str, n);
    for (uint32_t i = 0; i < n; i++) {
        made[i] = bc_str_slice(text, lines.at[i].from, i + 1 == n && cut ? text.n : lines.at[i].to);
        bc_str fits = bc_chart_canvas_cut(canvas, made[i], canvas->words, room);
        cut |= fits.n != made[i].n || fits.p != made[i].p;
        made[i] = fits;
    }
    if (cut)
        *lack = BC_CHART_NAMES_CUT;
    return (bc_chart_name){ made, n };
}

/* -- below an axis -------------------------------------------------------------------------------------- */

static bc_chart_names across(bc_chart_canvas *canvas, const bc_chart_data *data, bc_len slot, bc_len most)
{
    bc_chart_names names = { .count = data->count, .every = 1 };
    bc_chart_name *at = BC_NEW_ARRAY(canvas->arena, bc_chart_name, data->count);
    uint32_t lines = 0, fit = (uint32_t)(most / canvas->words->leading);
    for (uint32_t i = 0; i < data->count; i++) {
        at[i] = wrapped(canvas, data->names[i], slot - gap_of(canvas), fit ? fit : 1, &names.lack);
        lines = at[i].n > lines ? at[i].n : lines;
    }
    names.at = at;
    names.depth = (bc_len)lines * canvas->words->leading;
    return names;
}

/* Each on one line that lies or stands, as far as `most` goes. */
static bc_chart_names in_line(bc_chart_canvas *canvas, const bc_chart_data *data, bool upright, bc_len most,
                              uint32_t every)
{
    const bc_text_style *style = upright ? canvas->upright : canvas->words;
    bc_chart_names names = { .count = data->count, .every = every, .upright = upright };
    bc_chart_name *at = BC_NEW_ARRAY(canvas->arena, bc_chart_name, data->count);
    bc_len longest = 0;
    for (uint32_t i = 0; i < data->count; i += every) {
        bc_str fits = bc_chart_canvas_cut(canvas, data->names[i], style, most);
        if (fits.n != data->names[i].n)
            names.lack = BC_CHART_NAMES_CUT;
        at[i] = one_line(canvas, fits);
        longest = bc_len_max(longest, bc_chart_canvas_width(canvas, fits, style));
    }
    names.at = at;
    names.depth = upright ? longest : canvas->words->leading;
    if (every > 1)
        names.lack = BC_CHART_NAMES_LEFT;
    return names;
}

static bc_len longest_name(bc_chart_canvas *canvas, const bc_chart_data *data, bc_len enough)
{
    bc_len longest = 0;
    for (uint32_t i = 0; i < data->count && longest <= enough; i++) {
        bc_str cut = bc_chart_canvas_cut(canvas, data->names[i], canvas->words, enough);
        bool fits = cut.n == data->names[i].n;
        longest = bc_len_max(longest, fits ? bc_chart_canvas_width(canvas, cut, canvas->words) : enough + 1);
    }
    return longest;
}

/* As many as have room for each to take so much of the axis. */
static uint32_t every_of(bc_len length, uint32_t count, bc_len each)
{
    int64_t every = ((int64_t)each * count + length - 1) / length;
    return every < 1 ? 1 : every > count ? count : (uint32_t)every;
}

bc_chart_names bc_chart_names_below(bc_chart_canvas *canvas, const bc_chart_data *data, bc_len length, bc_len most)
{
    bc_len slot = length / (bc_len)data->count, size = canvas->words->size, gap = gap_of(canvas);
    bc_chart_names lying = { .lack = BC_CHART_NO_ROOM }, standing = lying;
    if (slot - gap >= FEW * size)
        lying = across(canvas, data, slot, most);
    if (!lying.lack)
        return lying;
    if (slot >= canvas->upright->leading)
        standing = in_line(canvas, data, true, most, 1);
    if (!standing.lack || (standing.lack == BC_CHART_NAMES_CUT && lying.lack == BC_CHART_NO_ROOM))
        return standing;
    if (lying.lack == BC_CHART_NAMES_CUT)
        return lying;
    bc_len widest = longest_name(canvas, data, SHORT * size);
    if (widest <= SHORT * size)
        return in_line(canvas, data, false, length, every_of(length, data->count, widest + gap));
    return in_line(canvas, data, true, most, every_of(length, data->count, canvas->upright->leading));
}

static bc_len middle_of(uint32_t i, uint32_t count, bc_len length)
{
    return (bc_len)((int64_t)length * (2 * (int64_t)i + 1) / (2 * (int64_t)count));
}

void bc_chart_names_draw_below(bc_chart_canvas *canvas, const bc_chart_names *names, bc_len left, bc_len length,
                               bc_len top)
{
    for (uint32_t i = 0; i < names->count; i += names->every) {
        const bc_chart_name *name = &names->at[i];
        bc_len middle = left + middle_of(i, names->count, length);
        for (uint32_t k = 0; k < name->n; k++) {
            bc_len width = names->upright ? 0 : bc_chart_canvas_width(canvas, name->lines[k], canvas->words);
            bc_len x = bc_len_max(bc_len_min(middle - width / 2, canvas->width - width), 0);
            bc_chart_canvas_text(canvas, x, top + (bc_len)k * canvas->words->leading, name->lines[k],
                                 names->upright ? canvas->upright : canvas->words);
        }
    }
}

/* -- beside an axis ------------------------------------------------------------------------------------- */

bc_chart_names bc_chart_names_beside(bc_chart_canvas *canvas, const bc_chart_data *data, bc_len length, bc_len most)
{
    bc_len slot = length / (bc_len)data->count, leading = canvas->words->leading;
    bc_chart_names names = { .count = data->count, .every = every_of(length, data->count, leading) };
    bc_chart_name *at = BC_NEW_ARRAY(canvas->arena, bc_chart_name, data->count);
    uint32_t lines = slot / leading > 1 ? (uint32_t)(slot / leading) : 1;
    for (uint32_t i = 0; i < data->count; i += names.every) {
        at[i] = wrapped(canvas, data->names[i], most, lines, &names.lack);
        for (uint32_t k = 0; k < at[i].n; k++)
            names.depth = bc_len_max(names.depth, bc_chart_canvas_width(canvas, at[i].lines[k], canvas->words));
    }
    names.at = at;
    if (names.every > 1)
        names.lack = BC_CHART_NAMES_LEFT;
    return names;
}

void bc_chart_names_draw_beside(bc_chart_canvas *canvas, const bc_chart_names *names, bc_len right, bc_len top,
                                bc_len length)
{
    bc_len leading = canvas->words->leading;
    for (uint32_t i = 0; i < names->count; i += names->every) {
        const bc_chart_name *name = &names->at[i];
        bc_len y = top + middle_of(i, names->count, length) - (bc_len)name->n * leading / 2;
        y = bc_len_max(bc_len_min(y, canvas->height - (bc_len)name->n * leading), 0);
        for (uint32_t k = 0; k < name->n; k++) {
            bc_len width = bc_chart_canvas_width(canvas, name->lines[k], canvas->words);
            bc_chart_canvas_text(canvas, right - width, y + (bc_len)k * leading, name->lines[k], canvas->words);
        }
    }
}
