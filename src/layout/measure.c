/* Heights of all that was composed: texts are wrapped at the width of their cells, a row is as high as its tallest
 * cell of one row, and cells over several rows are spread over them for whoever does not cut pages (XLSX). Reports
 * what no font has and what is wider than its place, once per text. */
#include "layout/measure.h"

#include "base/tr.h"
#include "base/utf8.h"
#include "layout/private/cell.h"
#include "layout/private/passage.h"
#include "layout/private/spread.h"

#include <assert.h>

enum {
    MISSING_NAMED = 6, /* characters spelled out in one message; a text in a wrong encoding has hundreds */
    NAME_CHARACTERS = 12
};

typedef struct measurer {
    bc_text_setter *setter;
    bc_arena *arena;
    bc_diag_severity missing_is;
    bc_diag_list *diags;
} measurer;

/* -- diagnostics ---------------------------------------------------------------------------------------- */

/* How the user finds a text again: the path of a value, else its first words. */
static bc_str name_of(bc_str path, bc_str text)
{
    if (path.n)
        return path;
    size_t end = 0;
    for (int i = 0; i < NAME_CHARACTERS && end < text.n && text.p[end] != '\n'; i++)
        bc_utf8_next(text, &end);
    return bc_str_slice(text, 0, end);
}

static void report_missing(measurer *m, bc_str name, bc_diag_mark mark, bc_str text, const bc_text_style *style)
{
    bc_text_missing_char found[MISSING_NAMED + 1];
    size_t n = bc_text_missing(m->setter, text, style, found, MISSING_NAMED + 1);
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

static void report_lines(measurer *m, bc_text_lines lines, bc_str path, bc_diag_mark mark, bc_str text,
                         const bc_text_style *style)
{
    if (!lines.missing && !lines.overfull)
        return;
    bc_str name = name_of(path, text);
    if (lines.missing)
        report_missing(m, name, mark, text, style);
    if (lines.overfull) {
        bc_diag_add(m->diags, BC_DIAG_WARNING, "W402", mark, bc_tr("`%.*s` is wider than its place even when broken"),
                    BC_STR_ARG(name));
        bc_diag_hint(m->diags, bc_tr("make the column wider or the type smaller"));
    }
}

/* -- tables --------------------------------------------------------------------------------------------- */

static void measure_cell(measurer *m, bc_layout_cell *cell)
{
    bc_text_box box = bc_layout_cell_box(cell);
    cell->lines = bc_text_wrap(m->setter, m->arena, cell->text, &cell->style->text, &box);
    cell->need = bc_layout_cell_height(cell, cell->lines.n);
    report_lines(m, cell->lines, cell->path, cell->mark, cell->text, &cell->style->text);
}

static uint32_t measure_rows(measurer *m, bc_layout_table *table)
{
    uint32_t spans = 0;
    for (uint32_t r = 0; r < table->row_count; r++) {
        bc_layout_row *row = &table->rows[r];
        row->height = bc_layout_height_bounded(row->least_height);
        for (uint32_t i = 0; i < row->cells; i++) {
            bc_layout_cell *cell = &table->cells[row->first_cell + i];
            assert(cell->row == r && row->first_cell + i < table->cell_count);
            measure_cell(m, cell);
            if (bc_layout_cell_end(table, cell) == r + 1)
                row->height = bc_len_max(row->height, cell->need);
            else
                spans++;
        }
    }
    return spans;
}

/* `scratch` holds the spans while they are at work. */
static void measure_unbroken(bc_layout_table *table, uint32_t spans, bc_arena *arena, bc_arena *scratch)
{
    table->unbroken_heights = BC_NEW_ARRAY(arena, bc_len, table->row_count);
    for (uint32_t r = 0; r < table->row_count; r++)
        table->unbroken_heights[r] = table->rows[r].height;
    if (!spans)
        return;
    bc_layout_covering *coverings = BC_NEW_ARRAY(scratch, bc_layout_covering, spans);
    uint32_t n = 0;
    for (uint32_t r = 0; r < table->row_count; r++)
        for (uint32_t i = 0; i < table->rows[r].cells; i++) {
            const bc_layout_cell *cell = &table->cells[table->rows[r].first_cell + i];
            uint32_t end = bc_layout_cell_end(table, cell);
            if (end > r + 1)
                coverings[n++] = (bc_layout_covering){ .from = r, .to = end, .need = cell->need };
        }
    bc_layout_spread_heights(table->unbroken_heights, table->row_count, coverings, n, scratch);
}

static void measure_table(measurer *m, bc_layout_table *table)
{
    uint32_t spans = measure_rows(m, table);
    bc_arena scratch;
    bc_arena_init(&scratch);
    measure_unbroken(table, spans, m->arena, &scratch);
    bc_arena_release(&scratch);
}

/* -- blocks --------------------------------------------------------------------------------------------- */

static void measure_para(measurer *m, bc_layout_block *block, bc_len width)
{
    const bc_form_para_style *style = block->style;
    bc_text_box box = { .width = width, .first_indent = style->first_indent, .hang = style->hang };
    if (block->parted.n && bc_text_width(m->setter, block->text, &style->text) > width - style->first_indent)
        block->text = block->parted;
    block->lines = style->balanced ? bc_text_wrap_balanced(m->setter, m->arena, block->text, &style->text, &box)
                                   : bc_text_wrap(m->setter, m->arena, block->text, &style->text, &box);
    if (block->passage_count)
        bc_layout_passage_measure(block, m->setter, m->arena, &box);
    block->height = bc_layout_lines_height(&style->text, block->lines.n);
    report_lines(m, block->lines, (bc_str){ 0 }, block->mark, block->text, &style->text);
}

/* Left and right may use what the centre leaves; without a centre they share the line. */
static void measure_line(measurer *m, bc_layout_block *block, bc_len width)
{
    const bc_text_style *style = &block->style->text;
    const bc_str parts[] = { block->left, block->centre, block->right };
    bc_len widths[3];
    for (int i = 0; i < 3; i++) {
        widths[i] = parts[i].n ? bc_text_width(m->setter, parts[i], style) : 0;
        if (parts[i].n && bc_text_missing(m->setter, parts[i], style, NULL, 0))
            report_missing(m, name_of((bc_str){ 0 }, parts[i]), block->mark, parts[i], style);
    }
    int64_t side = bc_len_max(widths[0], widths[2]);
    int64_t used = widths[1] ? widths[1] + 2 * side : (int64_t)widths[0] + widths[2];
    if (used > width) {
        bc_diag_add(m->diags, BC_DIAG_WARNING, "W402", block->mark,
                    bc_tr("the parts of the line overlap, for together they are wider than the page"));
        bc_diag_hint(m->diags, bc_tr("shorten them or use two lines"));
    }
    block->height = style->leading;
}

void bc_layout_measure(bc_layout_document *document, bc_text_setter *setter, bc_arena *arena, bool strict_glyphs,
                       bc_diag_list *diags)
{
    measurer m = { setter, arena, strict_glyphs ? BC_DIAG_ERROR : BC_DIAG_WARNING, diags };
    bc_len width = bc_layout_frame_width(&document->paper);
    for (uint32_t i = 0; i < document->block_count; i++) {
        bc_layout_block *block = &document->blocks[i];
        if (block->kind == BC_BLOCK_PARA)
            measure_para(&m, block, width);
        else if (block->kind == BC_BLOCK_ENTRY)
            measure_para(&m, block, width - block->number_room);
        else if (block->kind == BC_BLOCK_LINE)
            measure_line(&m, block, width);
        else if (block->kind == BC_BLOCK_TABLE)
            measure_table(&m, block->table);
    }
}
