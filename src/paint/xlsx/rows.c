/* Heights of sheet rows: as measured for the paper, or more where the text needs more lines in Excel. A merged cell
 * does not make its rows grow there, so they are given the room that its text needs, evenly; the parts of one that goes
 * over pages need it each. Cells are linked by the row that they, or a part of them, end in. */
#include "paint/xlsx/private/rows.h"

#include "base/utf8.h"
#include "layout/repeated.h"
#include "paint/xlsx/private/diagonal.h"
#include "paint/xlsx/private/fit.h"
#include "paint/xlsx/private/text.h"

/* Spreadsheets keep more room about such a text, and set all its characters below each other, figures too, each as high
 * as a line. */
static bc_len standing_need(const bc_layout_cell *cell)
{
    enum { TURNED = 115 }; /* hundredths */
    bc_text_style stacked = cell->style->text;
    bc_len need = bc_len_scale(cell->need, TURNED, 100);
    stacked.leading = 0; /* that is between columns of them */
    for (uint32_t i = 0; i < cell->line_count && cell->style->text.flow == BC_FLOW_DOWN; i++) {
        bc_str line = bc_str_slice(cell->composed->text, cell->lines[i].from, cell->lines[i].to);
        uint32_t characters = 0;
        for (size_t at = 0; at < line.n; characters++)
            bc_utf8_next(line, &at);
        need = bc_len_max(need, bc_xlsx_fit_height(&stacked, characters));
    }
    return need;
}

/* No line ends in it but by force, and it has a figure: 2026-03-10, ≥90%. */
static bool is_one_figure(bc_str text)
{
    bool figure = false;
    for (size_t at = 0, n = 0; at < text.n; n++) {
        const uint32_t c = bc_utf8_next(text, &at);
        figure = figure || (c >= '0' && c <= '9');
        if (c <= ' ' || (c >= 0x80 && !(n == 0 && (c == 0x2264 || c == 0x2265)))) /* ≤ and ≥ */
            return false;
    }
    return figure;
}

bool bc_xlsx_rows_shrinks(const bc_layout_cell *cell)
{
    const bc_layout_composed_cell *composed = cell->composed;
    if (cell->line_count != 1 || cell->style->text.flow != BC_FLOW_ACROSS || cell->diagonal || cell->drawn)
        return false;
    const bc_value *datum = composed->value.datum;
    const bc_form_field_type type = composed->value.field ? composed->value.field->type : BC_FIELD_TEXT;
    return cell->style->shrink || type == BC_FIELD_CODE || type == BC_FIELD_DATE ||
           (datum && (datum->type == BC_VALUE_NUMBER || datum->type == BC_VALUE_DATE)) || is_one_figure(composed->text);
}

static bc_len in_ems(bc_len length, const bc_form_cell_style *style)
{
    return style->text.size > 0 ? (length + style->text.size / 2) / style->text.size : 0;
}

static bool is_indented(const bc_layout_cell *cell)
{
    const bool left = cell->align == BC_ALIGN_LEFT || cell->align == BC_ALIGN_JUSTIFY;
    return left && cell->style->first_indent > 0 && cell->style->text.flow == BC_FLOW_ACROSS && !cell->diagonal &&
           !cell->drawn && cell->composed->text.n;
}

uint8_t bc_xlsx_rows_indent(const bc_layout_cell *cell)
{
    enum { MAX_INDENT = 15 };
    const bc_form_cell_style *style = cell->style;
    if (!is_indented(cell))
        return 0;
    const bc_len indent = cell->line_count > 1 ? bc_len_min(style->hang, style->first_indent) : style->first_indent;
    return (uint8_t)bc_len_min(in_ems(bc_len_max(indent, 0), style), MAX_INDENT);
}

uint32_t bc_xlsx_rows_blanks(const bc_layout_cell *cell)
{
    const bc_form_cell_style *style = cell->style;
    if (!is_indented(cell) || cell->line_count < 2 || cell->composed->value.path.n || cell->composed->value.datum)
        return 0;
    return (uint32_t)in_ems(bc_len_max(style->first_indent - bc_len_max(style->hang, 0), 0), style);
}

static bc_len cell_need(const bc_layout_cell *cell, bc_arena *arena)
{
    if (cell->diagonal)
        return bc_xlsx_diagonal_need(cell);
    if (cell->drawn)
        return cell->need + BC_XLSX_PIXEL;
    const bc_layout_composed_cell *composed = cell->composed;
    if (cell->style->text.flow != BC_FLOW_ACROSS)
        return standing_need(cell);
    const bc_len size = cell->style->text.size, blanks = (bc_len)bc_xlsx_rows_blanks(cell) * size;
    const bc_len width = composed->x1 - composed->x0 - (bc_len)bc_xlsx_rows_indent(cell) * size;
    uint32_t lines = bc_xlsx_rows_shrinks(cell);
    for (uint32_t i = 0; i < cell->line_count && bc_xlsx_rows_keep_lines(cell); i++) {
        const bc_text_line *line = &cell->lines[i];
        const bc_len room = width - (i == 0 || line[-1].ends_paragraph ? blanks : 0);
        lines += bc_xlsx_fit_lines(bc_str_slice(composed->text, line->from, line->to), size, room);
    }
    if (!lines && !blanks)
        lines = bc_xlsx_fit_lines(composed->text, size, width);
    else if (!lines)
        lines = bc_xlsx_fit_lines(bc_xlsx_text_indent(composed->text, bc_xlsx_rows_blanks(cell), arena), size, width);
    if (cell->line_count > lines)
        lines = cell->line_count;
    return bc_len_max(cell->need, bc_xlsx_fit_height(&cell->style->text, lines));
}

bc_len bc_xlsx_rows_seal(const bc_layout_cell *cell, bc_len height)
{
    const bc_form_cell_style *style = cell->style;
    const bc_len leading = style->text.leading, spare = height - leading * (bc_len)cell->line_count;
    bc_len top = style->valign == BC_VALIGN_MIDDLE ? spare / 2 : style->valign == BC_VALIGN_BOTTOM ? spare : 0;
    if (height > BC_MAX_XLSX_ROW && cell->need >= height / 2) /* its lines are spread */
        return bc_len_scale(height, 2 * (int64_t)cell->sealed->line + 1, 2 * (int64_t)cell->line_count);
    if (height > BC_MAX_XLSX_ROW)
        top = 0;
    return top + leading * (bc_len)cell->sealed->line + leading / 2;
}

/* Index of the first cut at or below the row. */
static uint32_t lower_bound(const bc_xlsx_cuts *cuts, uint32_t row)
{
    uint32_t low = 0, high = cuts->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (cuts->at[middle].row < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const bc_xlsx_cut *bc_xlsx_cuts_find(const bc_xlsx_cuts *cuts, uint32_t row)
{
    uint32_t at = lower_bound(cuts, row);
    return at < cuts->n && cuts->at[at].row == row ? &cuts->at[at] : NULL;
}

const bc_xlsx_cut *bc_xlsx_cuts_end(const bc_xlsx_cuts *cuts, uint32_t row)
{
    for (uint32_t i = 0; i < cuts->end_count; i++) /* as many as bands, at the most */
        if (cuts->ends[i].row == row)
            return &cuts->ends[i];
    return NULL;
}

uint32_t bc_xlsx_cuts_added(const bc_xlsx_cut *cut)
{
    return cut->feet + (cut->room > 0) + cut->heads + cut->again + cut->head_end - cut->head_first +
           (cut->says_continued ? 1 : 0);
}

uint32_t bc_xlsx_cuts_next(const bc_xlsx_cuts *cuts, uint32_t row, uint32_t end)
{
    uint32_t at = lower_bound(cuts, row + 1);
    return at < cuts->n && cuts->at[at].row < end ? cuts->at[at].row : end;
}

uint32_t bc_xlsx_rows_end(const bc_layout_composed_table *table, const bc_layout_composed_cell *cell)
{
    uint32_t rows = cell->rows ? cell->rows : 1, room = table->row_count - cell->row;
    return cell->row + (rows < room ? rows : room);
}

/* A part of a cell, by the row it ends in; `next` links those of one row, the latest begun first. */
typedef struct ending {
    uint32_t cell, from;
    uint32_t next; /* index + 1; 0 ends */
} ending;

typedef struct endings {
    ending *list;
    uint32_t *of_row;
} endings;

static uint32_t count_parts(const bc_layout_composed_table *table, const bc_xlsx_cuts *cuts)
{
    uint32_t n = table->cell_count;
    for (uint32_t i = 0; cuts->n && i < table->cell_count; i++) {
        const bc_layout_composed_cell *cell = &table->cells[i];
        uint32_t end = cell->rows > 1 && cell->row < table->row_count ? bc_xlsx_rows_end(table, cell) : 0;
        for (uint32_t row = cell->row; end && (row = bc_xlsx_cuts_next(cuts, row, end)) < end;)
            n++;
    }
    return n;
}

static endings list_endings(const bc_layout_composed_table *table, const bc_xlsx_cuts *cuts, bc_arena *arena)
{
    endings e = { BC_NEW_ARRAY(arena, ending, count_parts(table, cuts)),
                  BC_NEW_ARRAY(arena, uint32_t, table->row_count) };
    uint32_t n = 0;
    for (uint32_t i = 0; i < table->cell_count; i++) {
        const bc_layout_composed_cell *cell = &table->cells[i];
        if (cell->row >= table->row_count || !cell->style)
            continue;
        uint32_t end = bc_xlsx_rows_end(table, cell);
        for (uint32_t from = cell->row, to; from < end; from = to) {
            to = end - from > 1 ? bc_xlsx_cuts_next(cuts, from, end) : end;
            e.list[n] = (ending){ .cell = i, .from = from, .next = e.of_row[to - 1] };
            e.of_row[to - 1] = ++n;
        }
    }
    return e;
}

/* Shares out what the rows from..to (the last included) lack, and moves their tops. */
static void share(bc_len *heights, int64_t *top, uint32_t from, uint32_t to, int64_t missing)
{
    int64_t rows = to - from + 1, each = missing / rows;
    for (uint32_t r = from; r <= to; r++) {
        int64_t height = heights[r] + each + (r == to ? missing % rows : 0);
        heights[r] = height > BC_LEN_MAX / 2 ? BC_LEN_MAX / 2 : (bc_len)height;
        top[r + 1] = top[r] + heights[r];
    }
}

/* Height of the text with （续） behind it. */
static bc_len marked_need(const bc_layout_cell *cell, bc_str words)
{
    const bc_len width = cell->composed->x1 - cell->composed->x0;
    const bc_text_style *style = &cell->style->text;
    return bc_xlsx_fit_height(style, bc_xlsx_fit_lines(words, style->size, width));
}

/* Of the part of a cell that begins with the row. */
static bc_len part_need(const bc_layout_cell *cell, bc_len need, uint32_t from, bc_arena *arena)
{
    if (from == cell->composed->row || !bc_xlsx_rows_is_marked(cell))
        return need;
    return bc_len_max(need, marked_need(cell, bc_layout_repeated_words(arena, cell->composed->text)));
}

/* Each row is as high as measured or as its own cells need here; where a merged cell or a part of one ends, its rows
 * grow until the text fits. */
static void grow_rows(const bc_layout_table *table, const bc_xlsx_cuts *cuts, const bc_len *needs, bc_len *heights,
                      bc_arena *arena)
{
    uint32_t rows = table->composed->row_count;
    const bc_len *measured = cuts->n ? table->heights : table->unbroken_heights;
    endings e = list_endings(table->composed, cuts, arena);
    int64_t *top = BC_NEW_ARRAY(arena, int64_t, (size_t)rows + 1);
    for (uint32_t r = 0; r < rows; r++) {
        heights[r] = measured[r];
        top[r + 1] = top[r] + heights[r];
        for (uint32_t i = e.of_row[r]; i; i = e.list[i - 1].next) {
            const ending *part = &e.list[i - 1];
            const bc_len need = part_need(&table->cells[part->cell], needs[part->cell], part->from, arena);
            int64_t missing = need - (top[r + 1] - top[part->from]);
            if (missing > 0)
                share(heights, top, part->from, r, missing);
        }
    }
}

uint32_t bc_xlsx_rows_pieces(bc_len height, bc_len *each)
{
    uint32_t pieces = height > BC_MAX_XLSX_ROW ? (uint32_t)((height - 1) / BC_XLSX_PIECE) + 1 : 1;
    bc_len share_of_each = height / (bc_len)pieces;
    *each = bc_len_max((share_of_each + BC_XLSX_PIXEL - 1) / BC_XLSX_PIXEL, 1) * BC_XLSX_PIXEL;
    return pieces;
}

static const bc_len *find_needs(const bc_layout_table *table, bc_arena *arena)
{
    uint32_t n = bc_layout_all_cells(table->composed);
    bc_len *needs = BC_NEW_ARRAY(arena, bc_len, n);
    for (uint32_t i = 0; i < n; i++)
        if (table->cells[i].style)
            needs[i] = cell_need(&table->cells[i], arena);
    return needs;
}

/* The rows of pages. What reaches over several of them makes the last one grow. */
static void grow_page_rows(const bc_layout_table *table, const bc_len *needs, bc_len *heights)
{
    const bc_layout_composed_table *composed = table->composed;
    const uint32_t end = bc_layout_all_rows(composed);
    for (uint32_t r = composed->row_count; r < end; r++)
        heights[r] = table->unbroken_heights[r];
    for (uint32_t i = composed->cell_count; i < bc_layout_all_cells(composed); i++) {
        uint32_t row = composed->cells[i].row, below = row + (composed->cells[i].rows ? composed->cells[i].rows : 1);
        int64_t missing = needs[i];
        for (uint32_t r = row; r < below && r < end; r++)
            missing -= heights[r];
        if (missing > 0 && below <= end)
            heights[below - 1] = bc_len_min(bc_len_add(heights[below - 1], (bc_len)missing), BC_MAX_XLSX_ROW);
    }
}

static const bc_len *repeated_heights(const bc_layout_table *table, const bc_len *heights, bc_arena *arena)
{
    const bc_layout_composed_table *composed = table->composed;
    bc_len *repeated = BC_NEW_ARRAY(arena, bc_len, composed->again_count);
    for (uint32_t i = 0; i < composed->again_count; i++) {
        const uint32_t row = composed->again[i].row, marked = table->repeated[i].marked;
        repeated[i] = heights[row];
        if (marked != BC_UNMARKED)
            repeated[i] = bc_len_max(repeated[i], marked_need(&table->cells[composed->rows[row].first_cell + marked],
                                                              table->repeated[i].words));
    }
    return repeated;
}

bc_xlsx_rows bc_xlsx_rows_make(const bc_layout_table *table, const bc_xlsx_cuts *cuts, const bc_len *needs,
                               bc_arena *arena)
{
    uint32_t n = table->composed->row_count;
    bc_xlsx_rows rows = { .needs = needs ? needs : find_needs(table, arena),
                          .heights = BC_NEW_ARRAY(arena, bc_len, bc_layout_all_rows(table->composed)),
                          .first = BC_NEW_ARRAY(arena, uint32_t, (size_t)n + 1) };
    grow_rows(table, cuts, rows.needs, rows.heights, arena);
    grow_page_rows(table, rows.needs, rows.heights);
    rows.repeated = repeated_heights(table, rows.heights, arena);
    for (uint32_t r = 0, cut = 0; r <= n; r++) {
        bc_len each;
        const bc_xlsx_cut *ends = cuts->end_count ? bc_xlsx_cuts_end(cuts, r) : NULL;
        if (cut < cuts->n && cuts->at[cut].row == r)
            rows.first[r] += bc_xlsx_cuts_added(&cuts->at[cut++]);
        if (ends)
            rows.first[r] += ends->feet;
        if (r == n)
            break;
        rows.first[r + 1] = rows.first[r] + bc_xlsx_rows_pieces(rows.heights[r], &each);
    }
    return rows;
}
