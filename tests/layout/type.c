/* A typesetter without fonts, put in the place of the real one by the linker (--wrap): an ASCII character is half an em
 * wide and any other a whole em, a line is broken before any character but a closing mark and the inside of an ASCII
 * word. So golden pages depend on layout alone, not on fonts, ICU or their versions. */
#include "base/utf8.h"
#include "base/vec.h"
#include "text/typeset.h"

#include <string.h>

bc_text_lines __wrap_bc_text_wrap(bc_text_typesetter *typesetter, bc_arena *arena, bc_str text,
                                  const bc_text_style *style, const bc_text_box *box);
bc_len __wrap_bc_text_width(bc_text_typesetter *typesetter, bc_str text, const bc_text_style *style);
size_t __wrap_bc_text_missing(bc_text_typesetter *typesetter, bc_str text, const bc_text_style *style,
                              bc_text_missing_char *out, size_t most);

bc_text_demand __wrap_bc_text_demand_of(bc_text_typesetter *typesetter, bc_str text, const bc_text_style *style,
                                        bool label);

bc_text_column __wrap_bc_text_shape_column(bc_text_typesetter *typesetter, bc_arena *arena, bc_str line,
                                           const bc_text_style *style, bc_len stretch_to);
bc_text_extent __wrap_bc_text_extent_of_line(bc_text_typesetter *typesetter, bc_str line, const bc_text_style *style);

typedef BC_VEC(bc_text_line) line_list;

static bc_len advance_of(uint32_t c, const bc_text_style *style)
{
    return c < 0x80 ? bc_text_em(style) / 2 : bc_text_em(style);
}

static bool is_closing(uint32_t c)
{
    return c == 0x3001 || c == 0x3002 || c == 0xFF0C || c == 0xFF1A || c == 0xFF1B || c == 0xFF09 || c == 0x201D;
}

static bool is_of_word(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.' || c == '%';
}

/* One line from `from`, of the paragraph that ends at `end`. */
static bc_text_line fill_line(bc_str text, uint32_t from, uint32_t end, const bc_text_style *style, bc_len room)
{
    bc_text_line best = { .from = from };
    bc_len width = 0;
    uint32_t before = ' ';
    for (size_t at = from; at < end;) {
        uint32_t here = (uint32_t)at, c = bc_utf8_next(text, &at);
        bool breaks = here > from && !is_closing(c) && !(is_of_word(before) && is_of_word(c));
        if (breaks)
            best = (bc_text_line){ .from = from, .to = here, .width = width };
        width += advance_of(c, style);
        before = c;
        if (width > room && best.to)
            return best;
    }
    return (bc_text_line){ .from = from, .to = end, .width = width, .ends_paragraph = true };
}

static bc_text_lines wrap(bc_arena *arena, bc_str text, const bc_text_style *style, const bc_text_box *box)
{
    line_list lines = { 0 };
    bc_text_lines out = { .n = 0 };
    uint32_t from = 0;
    do {
        size_t found = bc_str_find(text, BC_STR("\n"), from);
        uint32_t end = found == SIZE_MAX ? (uint32_t)text.n : (uint32_t)found;
        bool first = true;
        do {
            bc_len indent = first ? box->first_indent : box->hang, room = box->width - indent;
            bc_text_line line = fill_line(text, from, end, style, room);
            bool full = box->manner == BC_TEXT_JUSTIFIED && !line.ends_paragraph && line.width < room;
            line.set = full ? room : line.width;
            line.indent = indent;
            bc_vec_add(&lines, line);
            from = line.to;
            out.overfull = out.overfull || line.width > room;
            first = false;
        } while (from < end);
        lines.at[lines.n - 1].ends_paragraph = true;
        from = end + 1;
    } while (from < text.n);
    bc_text_line *kept = BC_NEW_ARRAY(arena, bc_text_line, lines.n);
    memcpy(kept, lines.at, lines.n * sizeof *kept);
    out.at = kept;
    out.n = (uint32_t)lines.n;
    bc_vec_release(&lines);
    return out;
}

/* The narrowest box that takes no more lines. */
static bc_text_lines balanced(bc_arena *arena, bc_str text, const bc_text_style *style, const bc_text_box *box)
{
    bc_text_lines lines = wrap(arena, text, style, box);
    bc_text_box narrow = *box;
    while (narrow.width > style->size) {
        narrow.width -= style->size;
        bc_text_lines tried = wrap(arena, text, style, &narrow);
        if (tried.n > lines.n || tried.overfull)
            break;
        lines = tried;
    }
    return lines;
}

/* On one line, or each part balanced by itself. */
static bc_text_lines in_parts(bc_arena *arena, bc_str text, const bc_text_style *style, const bc_text_box *box)
{
    line_list lines = { 0 };
    bc_text_lines out = wrap(arena, text, style, box);
    uint32_t from = 0;
    for (uint32_t i = 0; out.n > 1 && i <= box->cut_count; i++) {
        uint32_t to = i < box->cut_count ? box->cuts[i] : (uint32_t)text.n;
        bc_text_lines part = balanced(arena, bc_str_slice(text, from, to), style, box);
        for (uint32_t k = 0; k < part.n; k++) {
            bc_text_line line = part.at[k];
            line.from += from;
            line.to += from;
            line.ends_paragraph = to == text.n && k + 1 == part.n;
            bc_vec_add(&lines, line);
        }
        from = to;
    }
    if (lines.n) {
        out.at = BC_NEW_COPY(arena, lines.at, lines.n);
        out.n = (uint32_t)lines.n;
    }
    bc_vec_release(&lines);
    return out;
}

bc_text_lines __wrap_bc_text_wrap(bc_text_typesetter *typesetter, bc_arena *arena, bc_str text,
                                  const bc_text_style *style, const bc_text_box *box)
{
    (void)typesetter;
    if (box->cut_count)
        return in_parts(arena, text, style, box);
    return box->manner == BC_TEXT_BALANCED ? balanced(arena, text, style, box) : wrap(arena, text, style, box);
}

bc_len __wrap_bc_text_width(bc_text_typesetter *typesetter, bc_str text, const bc_text_style *style)
{
    (void)typesetter;
    bc_len width = 0;
    for (size_t at = 0; at < text.n;)
        width += advance_of(bc_utf8_next(text, &at), style);
    return width;
}

size_t __wrap_bc_text_missing(bc_text_typesetter *typesetter, bc_str text, const bc_text_style *style,
                              bc_text_missing_char *out, size_t most)
{
    (void)typesetter, (void)text, (void)style, (void)out, (void)most;
    return 0;
}

/* The least boxes that take so many lines, found by trying. */
bc_text_demand __wrap_bc_text_demand_of(bc_text_typesetter *typesetter, bc_str text, const bc_text_style *style,
                                        bool label)
{
    (void)typesetter, (void)label;
    bc_arena arena = { 0 };
    bc_text_box box = { .width = BC_LEN_MAX };
    bc_text_lines lines = wrap(&arena, text, style, &box);
    bc_text_demand extent = { .paragraphs = lines.n };
    for (uint32_t i = 0; i < lines.n; i++) {
        extent.length += lines.at[i].width;
        extent.least[0] = bc_len_max(extent.least[0], lines.at[i].width);
    }
    for (box.width = style->size / 2; wrap(&arena, text, style, &box).overfull; box.width += style->size / 2)
        ;
    extent.piece = box.width;
    for (size_t i = 0; i < text.n && !extent.figure; i++)
        extent.figure = text.p[i] >= '0' && text.p[i] <= '9' ? extent.piece : 0;
    extent.figure_to = (uint32_t)text.n; /* which part it is the golden cases do not ask */
    for (uint32_t k = 1; k < BC_TEXT_DEMAND_LINES; k++) {
        box.width = extent.piece;
        while (wrap(&arena, text, style, &box).n > lines.n + k)
            box.width += style->size / 2;
        extent.least[k] = bc_len_min(box.width, extent.least[k - 1]);
    }
    bc_arena_release(&arena);
    return extent;
}

/* Of a column only its length is asked: an em a character. */
bc_text_column __wrap_bc_text_shape_column(bc_text_typesetter *typesetter, bc_arena *arena, bc_str line,
                                           const bc_text_style *style, bc_len stretch_to)
{
    (void)typesetter, (void)arena, (void)stretch_to;
    bc_text_column column = { .n = 0 };
    for (size_t at = 0; at < line.n; bc_utf8_next(line, &at))
        column.length += style->size;
    return column;
}

/* Characters of more than one line can be set apart. */
bc_text_extent __wrap_bc_text_extent_of_line(bc_text_typesetter *typesetter, bc_str line, const bc_text_style *style)
{
    bc_len width = __wrap_bc_text_width(typesetter, line, style);
    return (bc_text_extent){ width, width, width > style->size ? width + style->size : width };
}
