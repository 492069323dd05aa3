/* What cells ask of their columns: of a value, that nothing in it is parted which no line should part; of a label, that
 * it stands on few lines, on those that the template gave it if it did. Cells over most of the frame ask nothing, since
 * they have room whatever the columns do. */
#include "layout/private/demand.h"

#include "layout/private/cell.h"
#include "layout/private/figure_size.h"
#include "layout/private/siblings.h"
#include "layout/private/specimen.h"
#include "layout/private/standing.h"

enum {
    WIDE = 55,       /* percent of the frame, from which a cell over several columns asks for nothing */
    PIECE = 40,      /* percent of the frame that a piece may ask for: a longer one is parted */
    SHORT_LABEL = 4, /* ems: a label on one line */
    LABEL = 8,       /* ems: on two */
    LONG_LABEL = 12, /* ems: more than three lines of four; if there is room, on lines of six */
    OWN_LINE = 6,    /* ems: the longest line that the template itself has broken a label into and that stays whole */
    TEXT_EMS = 4,    /* of a column with texts of some length */
    SHORT_VALUE = 5, /* ems: a value that should stand on one line */
    WORD = 3         /* ems: one that would be torn on two: 百分比, 平方米 */
};

typedef struct collector {
    bc_layout_sharing *s;
    bc_text_typesetter *typesetter;
    bool blank;      /* cells are to be filled in */
    bool wants_rows; /* heights matter: some columns are to be found by them */
} collector;

static bc_len padding_of(const bc_layout_composed_cell *cell)
{
    return cell->style->pad_x + bc_layout_cell_right_padding(cell, cell->style);
}

static bool is_label(const bc_layout_composed_cell *cell)
{
    return cell->kind != BC_CELL_VALUE;
}

static bool is_number(const bc_layout_composed_cell *cell)
{
    return cell->kind == BC_CELL_VALUE && cell->value.datum && cell->value.datum->type == BC_VALUE_NUMBER;
}

static bool is_within(bc_len width, bc_len size, int ems)
{
    return width <= ems * (int64_t)size + size / 4;
}

/* The first of the widths for paragraphs + 0, 1, … lines that is no more than so many ems. */
static bc_len within_ems(const bc_text_demand *extent, bc_len size, int ems)
{
    for (uint32_t i = 0; i + 1 < BC_TEXT_DEMAND_LINES; i++)
        if (is_within(extent->least[i], size, ems))
            return extent->least[i];
    return extent->least[BC_TEXT_DEMAND_LINES - 1];
}

/* A label of up to eight characters on two lines, of more on more; its own lines are kept whole unless they are long.
 */
static bc_len label_on_few_lines(const bc_text_demand *extent, bc_len size)
{
    if (extent->paragraphs > 1 && is_within(extent->least[0], size, OWN_LINE))
        return extent->least[0];
    if (extent->paragraphs == 1 && is_within(extent->length, size, LABEL))
        return extent->least[1];
    return within_ems(extent, size, SHORT_LABEL);
}

static bc_len label_wish(const bc_text_demand *extent, bc_len size)
{
    bool is_short = extent->paragraphs == 1 && is_within(extent->length, size, SHORT_LABEL);
    bool is_long = extent->length > LONG_LABEL * (int64_t)size;
    return is_short  ? extent->least[0]
           : is_long ? bc_len_max(within_ems(extent, size, OWN_LINE), label_on_few_lines(extent, size))
                     : label_on_few_lines(extent, size);
}

bc_len bc_layout_demand_label_width(const bc_layout_composed_cell *cell, bc_text_typesetter *typesetter)
{
    bc_text_demand extent = bc_text_demand_of(typesetter, cell->text, &cell->style->text, is_label(cell));
    return label_wish(&extent, cell->style->text.size) + padding_of(cell);
}

bc_len bc_layout_demand_piece(const bc_layout_composed_cell *cell, bc_text_typesetter *typesetter)
{
    bc_text_demand extent = bc_text_demand_of(typesetter, cell->text, &cell->style->text, is_label(cell));
    return (is_number(cell) ? extent.least[0] : extent.piece) + padding_of(cell);
}

static bc_len figure_of(const bc_layout_composed_cell *cell, const bc_text_demand *extent)
{
    return is_number(cell) || cell->block ? extent->least[0] : extent->figure;
}

/* Whether some figure of the text might be wider: a run of ASCII that begins or goes on with one, sign and unit. */
static bool may_exceed(bc_str text, bc_len em, bc_len room)
{
    enum { MORE = 8 }; /* half ems of what stands with it */
    size_t run = 0, longest = 0;
    for (size_t i = 0; i < text.n; i++) {
        run = (unsigned char)text.p[i] < 0x80 ? run + 1 : 0;
        longest = run > longest && text.p[i] >= '0' && text.p[i] <= '9' ? run : longest;
    }
    return longest && (int64_t)(longest + MORE) * em / 2 > room;
}

bc_len bc_layout_demand_torn_figure(const bc_layout_composed_cell *cell, const bc_form_cell_style *style, bc_len room,
                                    bc_text_typesetter *typesetter)
{
    bool special = cell->extra && (cell->extra->strokes || cell->extra->figure);
    if (is_label(cell) || special || style->text.flow != BC_FLOW_ACROSS ||
        !may_exceed(cell->text, bc_text_em(&style->text), room))
        return 0;
    bc_text_demand extent = bc_text_demand_of(typesetter, cell->text, &style->text, false);
    bc_len figure = figure_of(cell, &extent);
    return figure > room ? figure : 0;
}

/* Without blanks and the marks of prose around it. */
static bc_str bare(bc_str words)
{
    static const char *const MARKS[] = { "，", "。", "、", "；", "：", "（", "）", "“", "”", "《", "》", "！", "？" };
    bool changed = true;
    while (changed) {
        words = bc_str_trim(words);
        changed = false;
        for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++) {
            const bc_str mark = bc_str_from(MARKS[i]);
            const bool before = bc_str_starts(words, mark), after = !before && bc_str_ends(words, mark);
            changed |= before || after;
            words = before  ? bc_str_slice(words, mark.n, words.n)
                    : after ? bc_str_slice(words, 0, words.n - mark.n)
                            : words;
        }
    }
    return words;
}

bc_str bc_layout_demand_figure_words(const bc_layout_composed_cell *cell, const bc_form_cell_style *style,
                                     bc_text_typesetter *typesetter)
{
    if (is_number(cell) || cell->block)
        return bc_str_trim(cell->text);
    bc_text_demand extent = bc_text_demand_of(typesetter, cell->text, &style->text, false);
    return bare(bc_str_slice(cell->text, extent.figure_from, extent.figure_to));
}

bc_len bc_layout_demand_torn_here(const bc_layout_composed_cell *cell, bc_text_typesetter *typesetter)
{
    bc_len pad = padding_of(cell), room = cell->x1 - cell->x0 - pad;
    bc_len figure = bc_layout_demand_torn_figure(cell, cell->style, room, typesetter);
    if (figure && cell->style->shrink)
        figure = bc_len_scale(figure, cell->style->shrink, cell->style->text.size);
    return figure > room ? figure + pad : 0;
}

/* Of columns with shares: figures are whole, and the rest keeps room for what it has as far as there is some. */
static void ask_for_figures(collector *c, const bc_layout_composed_cell *cell)
{
    bc_layout_sharing *s = c->s;
    bc_len size = cell->style->text.size, pad = padding_of(cell), now = cell->x1 - cell->x0;
    bc_text_demand extent = bc_text_demand_of(c->typesetter, cell->text, &cell->style->text, is_label(cell));
    bc_len character = bc_len_min(bc_len_min(size, extent.length) + pad, now), soft;
    bc_len figure = is_label(cell) ? 0 : bc_len_min(figure_of(cell, &extent), bc_len_scale(s->width, PIECE, 100)) + pad;
    if (cell->style->shrink)
        figure = bc_len_scale(figure - pad, cell->style->shrink, size) + pad;
    soft = is_label(cell) ? label_on_few_lines(&extent, size) : bc_len_min(extent.length, TEXT_EMS * size);
    bc_layout_sharing_ask(s, BC_FLOOR_CHAR, cell->from, cell->to, character);
    bc_layout_sharing_ask(s, BC_FLOOR_FIGURE, cell->from, cell->to, bc_len_max(figure, character));
    bc_layout_sharing_ask(s, BC_FLOOR_HARD, cell->from, cell->to, bc_len_max(figure, character));
    bc_layout_sharing_ask(s, BC_FLOOR_SOFT, cell->from, cell->to, bc_len_min(soft + pad, now));
}

static void ask_floors(collector *c, const bc_layout_composed_cell *cell, const bc_text_demand *extent)
{
    bc_layout_sharing *s = c->s;
    bc_len size = cell->style->text.size, pad = padding_of(cell);
    bc_len most = bc_len_scale(s->width, PIECE, 100), indent = bc_len_max(cell->style->first_indent, 0);
    bc_len hard = is_number(cell) ? extent->least[0] : bc_len_min(extent->piece, most);
    if (cell->style->shrink)
        hard = bc_len_scale(hard, cell->style->shrink, size);
    bc_len figure = is_number(cell) || cell->block ? hard : bc_len_min(extent->figure, hard);
    bc_len soft = hard, wish;
    if (is_label(cell)) {
        soft = label_on_few_lines(extent, size);
        wish = label_wish(extent, size);
    } else {
        if (extent->length > 2 * TEXT_EMS * (int64_t)size)
            soft = bc_len_max(soft, TEXT_EMS * size);
        if (extent->length <= WORD * (int64_t)size)
            soft = extent->least[0];
        wish = extent->length <= SHORT_VALUE * (int64_t)size ? extent->least[0] : soft;
    }
    bc_len character = bc_len_min(bc_len_min(size, extent->length), hard);
    bc_layout_sharing_ask(s, BC_FLOOR_CHAR, cell->from, cell->to, character + pad);
    bc_layout_sharing_ask(s, BC_FLOOR_FIGURE, cell->from, cell->to, bc_len_max(figure, character) + pad);
    bc_layout_sharing_ask(s, BC_FLOOR_HARD, cell->from, cell->to, hard + pad + indent);
    bc_layout_sharing_ask(s, BC_FLOOR_SOFT, cell->from, cell->to, bc_len_min(soft, most) + pad + indent);
    bc_layout_sharing_ask(s, BC_FLOOR_WISH, cell->from, cell->to, bc_len_min(wish, most) + pad + indent);
}

/* Of a diagonal head: no text parted where no line should be, and room for all of them beside each other, as the
 * strokes then need not be steep. */
static void ask_diagonal(collector *c, const bc_layout_composed_cell *cell)
{
    bc_layout_sharing *s = c->s;
    const bc_layout_extra *extra = cell->extra;
    bc_len pad = padding_of(cell), most = bc_len_scale(s->width, PIECE, 100), hard = 0, wish = 0;
    for (int i = 0; i <= extra->strokes; i++) {
        bc_text_demand extent =
            bc_text_demand_of(c->typesetter, i ? extra->beyond[i - 1] : cell->text, &cell->style->text, true);
        hard = bc_len_max(hard, bc_len_min(extent.piece, most));
        wish = bc_len_min(wish + extent.least[0], most);
    }
    bc_layout_sharing_ask(s, BC_FLOOR_CHAR, cell->from, cell->to, bc_len_min(cell->style->text.size, hard) + pad);
    bc_layout_sharing_ask(s, BC_FLOOR_FIGURE, cell->from, cell->to, bc_len_min(cell->style->text.size, hard) + pad);
    bc_layout_sharing_ask(s, BC_FLOOR_HARD, cell->from, cell->to, hard + pad);
    bc_layout_sharing_ask(s, BC_FLOOR_SOFT, cell->from, cell->to, bc_len_max(hard, wish) + pad);
    bc_layout_sharing_ask(s, BC_FLOOR_WISH, cell->from, cell->to, bc_len_max(hard, wish) + pad);
}

/* As wide as it is wished, within what a column may ask. */
static void ask_figure(bc_layout_sharing *s, const bc_layout_composed_cell *cell)
{
    enum { CHART = BC_MM10(600) };
    bc_len width, height, most = bc_len_scale(s->width, PIECE, 100);
    bc_layout_figure_size(cell->extra->figure, 0, most, BC_LEN_MAX, &width, &height);
    if (cell->extra->figure->chart && !cell->extra->figure->form->width)
        width = bc_len_min(CHART, width); /* one takes what room there is */
    for (int floor = BC_FLOOR_FIGURE; floor < BC_FLOOR_COUNT; floor++)
        bc_layout_sharing_ask(s, (bc_layout_floor_kind)floor, cell->from, cell->to, width + padding_of(cell));
}

/* A long label is not worth a column of its length, however empty that is: it counts from the lines on which it is no
 * longer long. */
static void fold(bc_text_demand *extent, bc_len size)
{
    while (extent->least[0] > LONG_LABEL * (int64_t)size && extent->least[1] < extent->least[0]) {
        for (uint32_t i = 0; i + 1 < BC_TEXT_DEMAND_LINES; i++)
            extent->least[i] = extent->least[i + 1];
        extent->paragraphs++;
    }
}

/* Whether the cell may take more than one line as far as is known; what a column asks for only grows. */
static bool may_break(const bc_layout_sharing *s, const bc_layout_composed_cell *cell, const bc_text_demand *extent)
{
    bc_len known = s->floors[BC_FLOOR_HARD][bc_layout_sharing_range(s, cell->from, cell->to)];
    return extent->paragraphs > 1 ||
           extent->least[0] + padding_of(cell) + bc_len_max(cell->style->first_indent, 0) / 2 > known;
}

static void add_cell(collector *c, const bc_layout_composed_cell *cell, bc_layout_demand_row *row)
{
    bc_layout_sharing *s = c->s;
    const bc_form_cell_style *style = cell->style;
    bool content = false;
    bc_len nominal = 0;
    for (uint32_t i = cell->from; i < cell->to; i++) {
        content |= s->columns[i].content;
        nominal += s->nominal[i];
        s->has_values[i] |= !is_label(cell);
        s->has_words[i] |= !is_label(cell) && cell->text.n && !is_number(cell) && !cell->block;
    }
    bc_len one = style->text.leading + 2 * style->pad_y;
    row->least = bc_len_max(row->least, cell->rows > 1 ? 0 : one);
    bool wide = cell->to - cell->from > 1 && nominal >= bc_len_scale(s->width, WIDE, 100);
    bc_str text = c->blank && !cell->text.n && cell->value.datum ? bc_layout_specimen_of(cell) : cell->text;
    if (cell->extra && cell->extra->strokes) {
        row->least = bc_len_max(row->least, cell->rows > 1 ? 0 : one + style->text.leading);
        if (content)
            ask_diagonal(c, cell);
        return;
    }
    if (cell->extra && cell->extra->figure && content && !wide)
        ask_figure(s, cell);
    if (!content || wide || !text.n)
        return;
    if (style->text.flow != BC_FLOW_ACROSS) {
        bc_len beside = bc_layout_standing_width(cell);
        for (int floor = BC_FLOOR_CHAR; floor < BC_FLOOR_COUNT; floor++)
            bc_layout_sharing_ask(s, (bc_layout_floor_kind)floor, cell->from, cell->to, beside);
        return;
    }
    if (s->keeps_figures) {
        ask_for_figures(c, cell);
        return;
    }
    bc_text_demand extent = bc_text_demand_of(c->typesetter, text, &style->text, is_label(cell));
    ask_floors(c, cell, &extent);
    if (is_label(cell))
        fold(&extent, style->text.size);
    if (!c->wants_rows || !may_break(s, cell, &extent))
        return;
    bc_layout_demand demand = { .from = cell->from,
                                .to = cell->to,
                                .aside = cell->rows > 1,
                                .label = is_label(cell),
                                .pad = padding_of(cell) + bc_len_max(style->first_indent, 0) / 2,
                                .rest = 2 * style->pad_y,
                                .leading = style->text.leading,
                                .waste = style->text.size / 2 + bc_len_max(extent.piece - 2 * style->text.size, 0) / 3,
                                .extent = extent };
    bc_vec_add(&s->demands, demand);
    row->n++;
}

void bc_layout_demand_collect(bc_layout_sharing *sharing, const bc_layout_composed_table *table, uint32_t grid,
                              bc_text_typesetter *typesetter)
{
    uint32_t automatic = 0;
    for (uint32_t i = 0; i < sharing->n; i++)
        automatic += sharing->columns[i].kind == BC_WIDTH_AUTO;
    collector c = { .s = sharing, .typesetter = typesetter, .blank = table->blank, .wants_rows = automatic > 1 };
    for (uint32_t r = 0; r < bc_layout_all_rows(table); r++) {
        const bc_layout_row *row = &table->rows[r];
        if (row->grid != grid)
            continue;
        if (bc_quota_is_over(sharing->quota))
            return;
        bc_layout_demand_row asked = { .first = (uint32_t)sharing->demands.n, .least = row->least_height };
        for (uint32_t i = row->first_cell; i < row->first_cell + row->cells; i++)
            add_cell(&c, &table->cells[i], &asked);
        if (c.wants_rows)
            bc_layout_siblings_find(sharing, table, r);
        if (asked.n)
            bc_vec_add(&sharing->rows, asked);
    }
}
