/* Lines and heights of all that was composed: texts are wrapped at the width of their cells, and heights.c finds how
 * high the rows are. What is found goes into blocks and cells of its own, each pointing to the composed one, so that
 * the same document can be measured in other styles. Reports what no font has and what is wider than its place, once
 * per text. */
#include "layout/measure.h"

#include "base/tr.h"
#include "base/utf8.h"
#include "layout/private/cell.h"
#include "layout/private/demand.h"
#include "layout/private/figure_size.h"
#include "layout/private/heights.h"
#include "layout/private/line.h"
#include "layout/private/passage.h"
#include "layout/private/points.h"
#include "layout/private/scale.h"
#include "layout/private/seal.h"
#include "layout/private/shrink.h"
#include "layout/private/special.h"
#include "layout/private/standing.h"
#include "layout/repeated.h"

#include <assert.h>

enum {
    MISSING_NAMED = 6, /* characters spelled out in one message; a text in a wrong encoding has hundreds */
    NAME_CHARACTERS = 12,
    FIGURE_CHARACTERS = 60,    /* whoever looks for a figure looks for all of it */
    TENTH = 100,               /* of a point */
    MIN_FIGURE_SIZE = BC_PT(6) /* smaller type is hard to read; what is still too wide then is broken like other text */
};

enum { TOLD = 64 };

typedef struct measurer {
    bc_text_typesetter *typesetter;
    bc_arena *arena;
    bc_diag_severity missing_is;
    bc_diag_list *diags;
    bc_layout_scaling scaling;
    bc_len width, page; /* of the type area: its height */
    bool cramped;       /* the cell stands in columns of which it was told that they have no room */
    uint64_t column;    /* of the cell, and those of the table whose amounts were told to be too wide */
    uint64_t told[TOLD];
    uint32_t told_count;
} measurer;

/* -- diagnostics ---------------------------------------------------------------------------------------- */

static bc_str first_characters(bc_str text, int most)
{
    size_t end = 0;
    for (int i = 0; i < most && end < text.n && text.p[end] != '\n'; i++)
        bc_utf8_next(text, &end);
    return bc_str_slice(text, 0, end);
}

/* How the user finds a text again: the path of a value, else its first words. */
static bc_str name_of(bc_str path, bc_str text)
{
    return path.n ? path : first_characters(text, NAME_CHARACTERS);
}

static void report_missing(measurer *m, bc_str name, bc_diag_mark mark, bc_str text, const bc_text_style *style)
{
    bc_text_missing_char found[MISSING_NAMED + 1];
    size_t n = bc_text_missing(m->typesetter, text, style, found, MISSING_NAMED + 1);
    size_t named = n > MISSING_NAMED ? MISSING_NAMED : n;
    bc_buf list;
    bc_buf_init(&list);
    for (size_t i = 0; i < named; i++)
        bc_buf_printf(&list, "%sU+%04X", i ? ", " : "", (unsigned)found[i].codepoint);
    if (n > named)
        bc_buf_add_text(&list, " …");
    bc_diag_add(m->diags, m->missing_is, m->missing_is == BC_DIAG_ERROR ? "E401" : "W401", mark,
                bc_tr("%s in `%.*s` is in no font and is printed as 〓"), list.p, BC_STR_ARG(name));
    bc_diag_hint(m->diags, bc_tr("install a font that has it, or name one in fonts.yaml"));
    bc_buf_release(&list);
}

static void report_lines(measurer *m, const bc_text_lines *lines, bc_str path, bc_diag_mark mark, bc_str text,
                         const bc_text_style *style)
{
    if (!lines->missing && !lines->overfull)
        return;
    bc_str name = name_of(path, text);
    if (lines->missing)
        report_missing(m, name, mark, text, style);
    if (lines->overfull && !m->cramped) {
        bc_diag_add(m->diags, BC_DIAG_WARNING, "W402", mark, bc_tr("`%.*s` is wider than its place even when broken"),
                    BC_STR_ARG(name));
        bc_diag_hint(m->diags, bc_tr("make the column wider or the type smaller"));
    }
}

/* -- figures -------------------------------------------------------------------------------------------- */

/* A document may be measured several times; a chart is told of once. */
static void report_chart(measurer *m, const bc_layout_drawn *drawn)
{
    const bc_chart_drawing *chart = drawn->chart;
    const bc_chart_data *data = drawn->figure->chart;
    bc_diag_mark mark = drawn->figure->mark;
    const char *code = chart->lack == BC_CHART_NO_ROOM ? "W438" : "W436";
    bool dates = chart->lack == BC_CHART_NAMES_LEFT && data->kind == BC_CHART_LINES; /* each fifth of them will do */
    if (chart->lack == BC_CHART_COMPLETE || dates || bc_diag_list_has(m->diags, code, mark))
        return;
    if (chart->lack == BC_CHART_NO_ROOM) {
        bc_diag_add(m->diags, BC_DIAG_WARNING, code, mark, bc_tr("the chart has no room, and only its frame is drawn"));
        bc_diag_hint(m->diags, bc_tr("give it a `width` or `height`, or a column that is wider"));
        return;
    }
    if (chart->lack == BC_CHART_NAMES_CUT)
        bc_diag_add(m->diags, BC_DIAG_WARNING, code, mark, bc_tr("some names in the chart are too long and end in …"));
    else
        bc_diag_add(m->diags, BC_DIAG_WARNING, code, mark, bc_tr("the chart has room for %u of %u names"), chart->named,
                    data->count);
    bc_diag_hint(m->diags, data->lying ? bc_tr("make it higher, or the style's `size` smaller")
                                       : bc_tr("`lying: true` has more room for names; or make it larger"));
}

/* As large as it is wished, or by itself, where there is so much room. */
static bc_layout_drawn draw(measurer *m, const bc_layout_figure *figure, bc_len width, const bc_text_style *style)
{
    bc_layout_drawn drawn = { .figure = figure };
    bc_layout_figure_size(figure, m->scaling.by.hundredth, width, m->page, &drawn.width, &drawn.height);
    if (figure->form->kind == BC_FIGURE_BARS)
        drawn.words = bc_len_min(BC_LAYOUT_CODE_WORDS, drawn.height * 2 / 3);
    if (figure->chart) {
        drawn.chart = bc_chart_draw(figure->chart, drawn.width, drawn.height, style, m->typesetter, m->arena);
        report_chart(m, &drawn);
    }
    return drawn;
}

/* Where upright text has its words is not looked for. */
static void refuse_seal(measurer *m, const bc_layout_seal *seal)
{
    bc_diag_add(m->diags, BC_DIAG_WARNING, "W423", seal->mark,
                bc_tr("no seal is put on text that is upright or turned"));
    bc_diag_hint(m->diags, "%s", bc_tr("take `vertical` or `turn` from the cell's style, or seal another cell"));
}

static const bc_layout_sealed *put_seal(measurer *m, const bc_layout_seal *seal, const bc_layout_seal_text *text)
{
    bc_layout_sealed *sealed = BC_NEW(m->arena, bc_layout_sealed);
    sealed->drawn = draw(m, seal->figure, m->width, NULL);
    if (!bc_layout_seal_find(seal, text, m->typesetter, sealed) && !bc_diag_list_has(m->diags, "W423", seal->mark)) {
        bc_diag_add(m->diags, BC_DIAG_WARNING, "W423", seal->mark,
                    bc_tr("the words `%.*s`, on which the seal is to be put, are not in the text"),
                    BC_STR_ARG(seal->at));
        bc_diag_hint(m->diags, "%s", bc_tr("it stands in the middle of the text; `at:` names words that are printed"));
    }
    return sealed;
}

/* -- limits --------------------------------------------------------------------------------------------- */

/* Wrapping a text takes so much for each of its bytes, for a while: its glyphs, and where it may be broken. */
enum { BYTES_FOR_A_BYTE = 20 };

/* Whether a text may be wrapped; else what comes of it is thrown away. */
static bool may_wrap(const measurer *m, bc_str text)
{
    bc_quota *quota = m->arena->quota;
    if (!quota)
        return true;
    bc_quota_take(quota, (uint64_t)text.n * BYTES_FOR_A_BYTE);
    bc_quota_give(quota, (uint64_t)text.n * BYTES_FOR_A_BYTE);
    return !bc_quota_is_over(quota);
}

/* -- tables --------------------------------------------------------------------------------------------- */

static bc_text_lines wrap_cell(measurer *m, const bc_layout_cell *cell)
{
    if (bc_layout_cell_stands(cell))
        return bc_layout_standing_wrap(m->typesetter, m->arena, cell, cell->composed->text);
    bc_text_box box = bc_layout_cell_box(cell);
    return bc_text_wrap(m->typesetter, m->arena, cell->composed->text, &cell->style->text, &box);
}

/* One column is to be made wider, however many amounts are too wide for it; and a table may be measured again. */
static bool is_told(measurer *m, bc_diag_mark mark)
{
    bool told = m->cramped;
    for (uint32_t i = 0; i < m->told_count && !told; i++)
        told = m->told[i] == m->column;
    if (told || m->told_count == TOLD)
        return true;
    m->told[m->told_count++] = m->column;
    return bc_diag_list_has(m->diags, "W405", mark);
}

static void report_figure(measurer *m, const bc_layout_cell *measured, bc_len size, bool is_torn)
{
    const bc_layout_composed_cell *cell = measured->composed;
    const bc_str name =
        first_characters(bc_layout_demand_figure_words(cell, measured->style, m->typesetter), FIGURE_CHARACTERS);
    if (is_torn)
        bc_diag_add(m->diags, BC_DIAG_WARNING, "W405", cell->mark,
                    bc_tr("the figure `%.*s` is wider than its column even in %d.%d pt, and is torn"), BC_STR_ARG(name),
                    size / 1000, size % 1000 / TENTH);
    else if (cell->block)
        bc_diag_add(m->diags, BC_DIAG_WARNING, "W405", cell->mark,
                    bc_tr("the amount `%.*s` is wider than its column and is set smaller, in %d.%d pt"),
                    BC_STR_ARG(cell->text), size / 1000, size % 1000 / TENTH);
    else
        bc_diag_add(m->diags, BC_DIAG_WARNING, "W405", cell->mark,
                    bc_tr("the figure `%.*s` is wider than its column, and its text is set smaller, in %d.%d pt"),
                    BC_STR_ARG(name), size / 1000, size % 1000 / TENTH);
    bc_diag_hint(m->diags, bc_tr("make the column wider, or let it look at its texts: {share: 12, min: content}"));
}

/* A figure of that width, for which its column has no room, is set smaller, and that is told. What would be too small
 * then stays as large as it is, and is broken. */
static bc_text_lines shrink_figure(measurer *m, bc_layout_cell *cell, bc_text_lines lines, bc_len width)
{
    bc_len room = bc_layout_cell_box(cell).width, size = cell->style->text.size;
    bc_len fits = (bc_len)((int64_t)size * room / bc_len_max(width, 1)) / TENTH * TENTH;
    bc_len least = bc_len_min(MIN_FIGURE_SIZE, size);
    if (!is_told(m, cell->composed->mark))
        report_figure(m, cell, bc_len_max(fits, least), fits < least);
    if (fits < least)
        return lines;
    bc_form_cell_style *smaller = BC_NEW(m->arena, bc_form_cell_style);
    *smaller = *cell->style;
    smaller->text.size = fits;
    cell->style = smaller;
    return wrap_cell(m, cell);
}

/* An amount is one figure as a whole. */
static bc_len torn_figure(measurer *m, const bc_layout_cell *cell)
{
    bc_len room = bc_layout_cell_box(cell).width;
    if (cell->composed->block)
        return bc_text_width(m->typesetter, cell->composed->text, &cell->style->text);
    return bc_layout_demand_torn_figure(cell->composed, cell->style, room, m->typesetter);
}

/* What is no text; false when the cell has nothing of it. */
static bool measure_special(measurer *m, const bc_layout_extra *extra, bc_layout_cell *cell)
{
    if (extra->strokes) {
        cell->diagonal = bc_layout_diagonal_measure(cell, m->typesetter, m->arena);
    } else if (extra->figure) {
        bc_layout_drawn drawn = draw(m, extra->figure, bc_layout_cell_box(cell).width, &cell->style->text);
        cell->drawn = BC_NEW_COPY(m->arena, &drawn, 1);
    } else {
        return false;
    }
    cell->need = bc_layout_special_need(cell);
    cell->align = cell->style->align;
    cell->lines = BC_NEW(m->arena, bc_text_line); /* an empty one: what is shown or left out as a whole */
    cell->line_count = 1;
    return true;
}

static void measure_cell(measurer *m, const bc_layout_composed_cell *composed, bc_layout_cell *cell)
{
    cell->composed = composed;
    cell->style = bc_layout_scaling_cell(&m->scaling, composed->style);
    if (composed->extra && measure_special(m, composed->extra, cell))
        return;
    bc_text_lines lines = wrap_cell(m, cell);
    if (cell->style->shrink && (lines.n > 1 || lines.overfull) && !bc_layout_cell_stands(cell))
        lines = bc_layout_shrink_cell(cell, lines, m->typesetter, m->arena);
    if ((lines.n > 1 || lines.overfull) && composed->kind == BC_CELL_VALUE && !bc_layout_cell_stands(cell)) {
        bc_len figure = torn_figure(m, cell);
        lines = figure ? shrink_figure(m, cell, lines, figure) : lines;
    }
    cell->lines = lines.at;
    cell->line_count = lines.n;
    cell->align = bc_layout_points_alignment(cell);
    cell->need = bc_layout_cell_text_height(cell, lines.n);
    lines.overfull |= bc_layout_cell_stands(cell) && cell->need > m->page;
    if (composed->extra && composed->extra->seal && bc_layout_cell_stands(cell))
        refuse_seal(m, composed->extra->seal);
    else if (composed->extra && composed->extra->seal)
        cell->sealed = put_seal(m, composed->extra->seal,
                                &(bc_layout_seal_text){ .words = composed->text,
                                                        .lines = lines.at,
                                                        .n = lines.n,
                                                        .box = bc_layout_cell_box(cell),
                                                        .align = cell->align,
                                                        .style = &cell->style->text });
    report_lines(m, &lines, composed->value.path, composed->mark, composed->text, &cell->style->text);
}

static bc_layout_table measure_table(measurer *m, const bc_layout_composed_table *composed)
{
    const uint32_t n = bc_layout_all_cells(composed);
    bc_layout_cell *cells = BC_NEW_ARRAY(m->arena, bc_layout_cell, n);
    m->told_count = 0;
    for (uint32_t i = 0; i < n; i++) {
        const bc_layout_composed_cell *cell = &composed->cells[i];
        const uint16_t grid = composed->rows[cell->row].grid;
        m->column = (uint64_t)grid << 32 | (uint64_t)cell->from << 16 | cell->to;
        m->cramped = composed->narrow && composed->narrow[grid];
        if (may_wrap(m, cell->text))
            measure_cell(m, cell, &cells[i]);
        else
            cells[i] = (bc_layout_cell){ .composed = cell, .style = cell->style };
    }
    m->cramped = false;
    bc_layout_points_align(composed, cells, m->typesetter);
    bc_layout_table table = { .composed = composed, .cells = cells };
    bc_layout_heights_find(&table, m->arena);
    table.repeated = bc_layout_repeated_measure(&table, m->typesetter, m->arena);
    return table;
}

/* -- blocks --------------------------------------------------------------------------------------------- */

static bc_text_manner manner_of(const bc_layout_block *block)
{
    const bc_form_para_style *style = block->style;
    if (style->balanced)
        return BC_TEXT_BALANCED;
    if (block->kind == BC_BLOCK_ENTRY)
        return BC_TEXT_WORDS;
    return style->align == BC_ALIGN_JUSTIFY  ? BC_TEXT_JUSTIFIED
           : style->align == BC_ALIGN_CENTRE ? BC_TEXT_SHORT
                                             : BC_TEXT_FILLED;
}

static void measure_text(measurer *m, bc_layout_block *block, bc_str words, bc_len width)
{
    const bc_form_para_style *style = block->style;
    bc_text_box box = {
        .width = width, .first_indent = style->first_indent, .hang = style->hang, .manner = manner_of(block)
    };
    if (block->kind == BC_BLOCK_PARA && block->composed->as.para.cut_count) {
        box.manner = BC_TEXT_BALANCED;
        box.cuts = block->composed->as.para.cuts;
        box.cut_count = block->composed->as.para.cut_count;
    }
    block->as.text.words = words;
    if (!may_wrap(m, words))
        return;
    block->as.text.lines = bc_text_wrap(m->typesetter, m->arena, words, &style->text, &box);
    if (bc_layout_passage_is_in(block))
        block->as.text.lines = bc_layout_passage_wrap(block, m->typesetter, m->arena, &box);
    block->height = bc_layout_lines_height(&style->text, block->as.text.lines.n);
    if (block->composed->seal)
        block->sealed = put_seal(m, block->composed->seal,
                                 &(bc_layout_seal_text){ .words = words,
                                                         .lines = block->as.text.lines.at,
                                                         .n = block->as.text.lines.n,
                                                         .box = box,
                                                         .align = style->align,
                                                         .style = &style->text });
    report_lines(m, &block->as.text.lines, (bc_str){ 0 }, block->composed->mark, words, &style->text);
}

/* Of a line in parts: on that which has the words, or else on the last. */
static void seal_line(measurer *m, bc_layout_block *block, bc_len width, const bc_len *widths)
{
    bc_len x[BC_RUNNING_PARTS];
    const bc_layout_composed_block *composed = block->composed;
    const bc_str parts[] = { composed->as.line.left, composed->as.line.centre, composed->as.line.right };
    const bc_layout_seal *seal = composed->seal;
    int on = parts[2].n ? 2 : parts[1].n ? 1 : 0;
    for (int i = 0; i < 3; i++)
        if (seal->at.n && bc_str_find(parts[i], seal->at, 0) != SIZE_MAX)
            on = i;
    bc_layout_line_places(widths, width, block->style->text.size, x);
    const bc_text_line line = { .to = (uint32_t)parts[on].n, .width = widths[on], .set = widths[on], .indent = x[on] };
    block->sealed = put_seal(m, seal,
                             &(bc_layout_seal_text){ .words = parts[on],
                                                     .lines = &line,
                                                     .n = 1,
                                                     .box = { .width = width },
                                                     .align = BC_ALIGN_LEFT,
                                                     .style = &block->style->text });
}

static void check_parts(measurer *m, const bc_str parts[3], const bc_text_style *style, bc_len width, bc_diag_mark mark,
                        bc_len widths[3])
{
    for (int i = 0; i < 3; i++) {
        widths[i] = parts[i].n ? bc_text_width(m->typesetter, parts[i], style) : 0;
        if (parts[i].n && bc_text_missing(m->typesetter, parts[i], style, NULL, 0))
            report_missing(m, name_of((bc_str){ 0 }, parts[i]), mark, parts[i], style);
    }
    if (!bc_layout_line_fits(widths, width, style->size)) {
        bc_diag_add(m->diags, BC_DIAG_WARNING, "W402", mark,
                    bc_tr("the parts of the line overlap, for together they are wider than the page"));
        bc_diag_hint(m->diags, bc_tr("shorten them or use two lines"));
    }
}

static void measure_line(measurer *m, bc_layout_block *block, bc_len width)
{
    const bc_layout_composed_block *composed = block->composed;
    const bc_str parts[] = { composed->as.line.left, composed->as.line.centre, composed->as.line.right };
    bc_len widths[3];
    check_parts(m, parts, &block->style->text, width, composed->mark, widths);
    block->height = block->style->text.leading;
    if (composed->seal)
        seal_line(m, block, width, widths);
}

static void check_running(measurer *m, const bc_layout_composed *composed, bc_len width)
{
    bc_len widths[3];
    for (int i = 0; i < BC_RUNNING_LINES; i++)
        if (composed->running[i].style)
            check_parts(m, composed->running[i].parts, &composed->running[i].style->text, width,
                        composed->running[i].mark, widths);
}

static void measure_block(measurer *m, const bc_layout_composed_block *composed, bc_len width, bc_layout_block *block)
{
    *block = (bc_layout_block){ .composed = composed,
                                .kind = composed->kind,
                                .style = bc_layout_scaling_para(&m->scaling, composed->style) };
    switch (block->kind) {
    case BC_BLOCK_PARA:
        measure_text(m, block, composed->as.para.text, width);
        break;
    case BC_BLOCK_ENTRY:
        measure_text(m, block, composed->as.entry.text, bc_layout_entry_width(block, width));
        break;
    case BC_BLOCK_LINE:
        measure_line(m, block, width);
        break;
    case BC_BLOCK_TABLE:
        block->as.table = measure_table(m, composed->as.table);
        break;
    case BC_BLOCK_FIGURE:
        block->as.drawn = draw(m, composed->as.figure, width, &block->style->text);
        block->height = block->as.drawn.height;
        break;
    case BC_BLOCK_PAGE_BREAK:
        break;
    }
}

/* -- documents ------------------------------------------------------------------------------------------ */

/* The label that the document has as a whole, above its title; BC_NOWHERE: none. Those behind it are of what is
 * attached to it. */
static uint32_t own_label(const bc_layout_composed *composed)
{
    for (uint32_t i = 0; i < composed->block_count; i++) {
        const bc_layout_composed_block *block = &composed->blocks[i];
        if (block->kind == BC_BLOCK_PARA && block->role == BC_FORM_ATTACHMENT)
            return i;
        if (block->kind != BC_BLOCK_LINE)
            return BC_NOWHERE;
    }
    return BC_NOWHERE;
}

const bc_layout_document *bc_layout_measure(const bc_layout_composed *composed,
                                            const bc_layout_measure_options *options, bc_text_typesetter *typesetter,
                                            bc_arena *arena, bc_diag_list *diags)
{
    measurer m = { .typesetter = typesetter,
                   .arena = arena,
                   .missing_is = options->strict_glyphs ? BC_DIAG_ERROR : BC_DIAG_WARNING,
                   .diags = diags,
                   .width = bc_layout_frame_width(&composed->paper),
                   .page = bc_len_max(bc_layout_frame_height(&composed->paper), 1) };
    bc_layout_scaling_init(&m.scaling, &options->scale, arena);
    bc_len width = m.width;
    bc_layout_block *blocks = BC_NEW_ARRAY(arena, bc_layout_block, (size_t)composed->block_count + 1);
    uint32_t n = 0;
    if (options->label)
        measure_block(&m, options->label, width, &blocks[n++]);
    const uint32_t own = options->label ? own_label(composed) : BC_NOWHERE;
    for (uint32_t i = 0; i < composed->block_count; i++)
        if (i != own)
            measure_block(&m, &composed->blocks[i], width, &blocks[n++]);
    check_running(&m, composed, width);
    bc_layout_scaling_release(&m.scaling);
    bc_layout_document *document = BC_NEW(arena, bc_layout_document);
    *document =
        (bc_layout_document){ .composed = composed, .paper = composed->paper, .blocks = blocks, .block_count = n };
    if (options->unnumbered)
        document->paper.number = BC_NUMBER_NONE;
    return document;
}
