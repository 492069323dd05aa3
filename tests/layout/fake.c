#include "fake.h"

#include "layout/private/cell.h"
#include "layout/private/heights.h"

#include <stdlib.h>
#include <string.h>

static const bc_form_cell_style TOP_CELL = {
    .text = { .role = BC_ROLE_TABLE, .size = FAKE_SIZE, .leading = FAKE_LEADING },
    .valign = BC_VALIGN_TOP,
    .pad_x = 2000,
    .pad_y = 3000
};
static const bc_form_para_style PARA = { .text = { .role = BC_ROLE_BODY, .size = FAKE_SIZE, .leading = FAKE_LEADING } };

uint32_t fake_below(fake_random *random, uint32_t n)
{
    uint64_t z = random->state += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (uint32_t)((z ^ (z >> 31)) % n);
}

bool fake_chance(fake_random *random, uint32_t percent)
{
    return fake_below(random, 100) < percent;
}

/* -- documents ------------------------------------------------------------------------------------------ */

void fake_init(fake *f, bc_len width, bc_len height, uint32_t blocks)
{
    *f = (fake){ .texts = 0 };
    f->composed.paper = (bc_form_paper){ .width = width + 2 * FAKE_LEFT,
                                         .height = height + 2 * FAKE_TOP,
                                         .top = FAKE_TOP,
                                         .bottom = FAKE_TOP,
                                         .left = FAKE_LEFT,
                                         .right = FAKE_LEFT };
    f->composed.blocks = f->composed_blocks = BC_NEW_ARRAY(&f->arena, bc_layout_composed_block, blocks);
    f->blocks = BC_NEW_ARRAY(&f->arena, bc_layout_block, blocks);
    f->document = (bc_layout_document){ .composed = &f->composed, .paper = f->composed.paper, .blocks = f->blocks };
}

void fake_release(fake *f)
{
    bc_arena_release(&f->arena);
}

static bc_str fake_text(fake *f, uint32_t n, bc_text_lines *lines)
{
    bc_buf text;
    bc_buf_init(&text);
    bc_text_line *at = BC_NEW_ARRAY(&f->arena, bc_text_line, n);
    for (uint32_t i = 0; i < n; i++) {
        at[i].from = (uint32_t)text.n;
        bc_buf_printf(&text, "%u.%u", f->texts, i);
        at[i].to = (uint32_t)text.n;
        bc_buf_add_char(&text, ';');
        at[i].width = at[i].set = (bc_len)(at[i].to - at[i].from) * FAKE_CHARACTER;
        at[i].ends_paragraph = i + 1 == n;
    }
    *lines = (bc_text_lines){ .at = at, .n = n };
    f->texts++;
    bc_str kept = bc_arena_str(&f->arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return kept;
}

uint32_t fake_number(bc_str text)
{
    return (uint32_t)strtoul(text.p, NULL, 10);
}

static bc_layout_block *add_block(fake *f, bc_layout_block_kind kind, const bc_form_para_style *style)
{
    bc_layout_composed_block *composed = &f->composed_blocks[f->composed.block_count++];
    bc_layout_block *block = &f->blocks[f->document.block_count++];
    *composed = (bc_layout_composed_block){ .kind = kind, .style = style };
    *block = (bc_layout_block){ .composed = composed, .kind = kind, .style = style };
    return block;
}

static bc_layout_composed_block *newest(fake *f)
{
    return &f->composed_blocks[f->composed.block_count - 1];
}

bc_layout_composed_block *fake_para(fake *f, uint32_t lines)
{
    bc_layout_block *block = add_block(f, BC_BLOCK_PARA, &PARA);
    block->as.text.words = fake_text(f, lines, &block->as.text.lines);
    block->height = (bc_len)lines * FAKE_LEADING;
    newest(f)->as.para.text = block->as.text.words;
    return newest(f);
}

bc_layout_composed_block *fake_break(fake *f)
{
    add_block(f, BC_BLOCK_PAGE_BREAK, NULL);
    return newest(f);
}

fake_grid *fake_table(fake *f, uint32_t rows, uint32_t cells, bc_len width)
{
    fake_grid *grid = BC_NEW(&f->arena, fake_grid);
    bc_layout_block *block = add_block(f, BC_BLOCK_TABLE, NULL);
    newest(f)->as.table = &grid->composed;
    grid->measured = &block->as.table;
    grid->arena = &f->arena;
    grid->rows = BC_NEW_ARRAY(&f->arena, bc_layout_row, rows);
    grid->cells = BC_NEW_ARRAY(&f->arena, bc_layout_composed_cell, cells);
    grid->measured_cells = BC_NEW_ARRAY(&f->arena, bc_layout_cell, cells);
    grid->heights = BC_NEW_ARRAY(&f->arena, bc_len, rows);
    grid->composed = (bc_layout_composed_table){ .rows = grid->rows,
                                                 .row_count = rows,
                                                 .cells = grid->cells,
                                                 .width = width,
                                                 .rule = 500,
                                                 .frame_rule = 1000,
                                                 .least_rows = 2 };
    *grid->measured = (bc_layout_table){ .composed = &grid->composed,
                                         .cells = grid->measured_cells,
                                         .heights = grid->heights,
                                         .unbroken_heights = grid->heights };
    for (uint32_t r = 0; r < rows; r++)
        grid->rows[r].opens = BC_NO_GROUP;
    return grid;
}

bc_layout_composed_cell *fake_cell(fake *f, fake_grid *grid, uint32_t row, uint32_t rows, bc_len x0, bc_len x1,
                                   uint32_t lines)
{
    uint32_t at = grid->composed.cell_count++;
    bc_text_lines broken;
    bc_layout_composed_cell *cell = &grid->cells[at];
    *cell = (bc_layout_composed_cell){
        .x0 = x0, .x1 = x1, .row = row, .rows = rows, .style = &TOP_CELL, .kind = BC_CELL_VALUE
    };
    cell->text = fake_text(f, lines, &broken);
    grid->measured_cells[at] = (bc_layout_cell){
        .composed = cell, .lines = broken.at, .line_count = broken.n, .need = bc_layout_cell_height(&TOP_CELL, lines)
    };
    return cell;
}

void fake_finish_table(fake_grid *grid)
{
    uint32_t i = 0;
    for (uint32_t r = 0; r < grid->composed.row_count; r++) {
        bc_layout_row *row = &grid->rows[r];
        row->first_cell = i;
        grid->heights[r] = row->least_height;
        for (; i < grid->composed.cell_count && grid->cells[i].row == r; i++) {
            grid->measured_cells[i].style = grid->cells[i].style;
            grid->measured_cells[i].align = grid->cells[i].style->align;
            if (grid->cells[i].rows == 1)
                grid->heights[r] = bc_len_max(grid->heights[r], grid->measured_cells[i].need);
        }
        row->cells = i - row->first_cell;
    }
    bc_layout_table spread = *grid->measured;
    bc_layout_heights_find(&spread, grid->arena);
    grid->measured->unbroken_heights = spread.unbroken_heights;
}

/* -- random tables -------------------------------------------------------------------------------------- */

enum { MAX_COLUMNS = 6, MAX_BANDS = 3, MAX_ROWS = 200 };

typedef struct random_band {
    uint32_t first, heads, rows, columns, levels;
    bc_len x[MAX_COLUMNS + 1];
    bool begins[MAX_ROWS][MAX_COLUMNS]; /* a cell of this column begins with the row */
} random_band;

static void random_columns(random_band *band, fake_random *random, bc_len width)
{
    band->columns = 1 + fake_below(random, MAX_COLUMNS);
    for (uint32_t c = 1; c < band->columns; c++) {
        bc_len share = width / (bc_len)band->columns;
        band->x[c] = (bc_len)c * share + (bc_len)fake_below(random, (uint32_t)share / 2) / 1000 * 1000;
    }
    band->x[band->columns] = width;
}

/* Which cells begin where. The last column has a cell in each row; labels of the others are nested or like bricks. */
static void random_begins(random_band *band, fake_random *random)
{
    bool nested = fake_chance(random, 70), stub = band->columns > 1 && fake_chance(random, 30);
    bool stub_covers_head = stub && fake_chance(random, 50);
    uint32_t spread = 1 + fake_below(random, 12);
    band->levels = nested ? fake_below(random, band->columns) : 0;
    for (uint32_t r = 0; r < band->rows; r++)
        for (uint32_t c = 0; c < band->columns; c++) {
            bool begins = r == 0 || c + 1 == band->columns || fake_below(random, spread) == 0;
            if (stub && c == 0)
                begins = r == 0 || (r == band->heads && !stub_covers_head);
            else if (r == band->heads || (nested && c > 0 && r > band->heads && band->begins[r][c - 1]))
                begins = true;
            band->begins[r][c] = begins;
        }
}

static uint32_t rows_of(const random_band *band, uint32_t r, uint32_t c)
{
    uint32_t end = r + 1;
    while (end < band->rows && !band->begins[end][c])
        end++;
    return end - r;
}

static uint32_t random_lines(fake_random *random, const fake_shape *shape, bool label, uint32_t page_lines)
{
    uint32_t most = page_lines > 12 ? page_lines / 4 : 3;
    if (fake_chance(random, 3))
        most = label && shape->labels_fit ? page_lines / 3 + 1 : 2 * page_lines + 4;
    uint32_t lines = 1 + fake_below(random, fake_chance(random, 70) ? 2 : most);
    return !shape->everything_visible && fake_chance(random, 10) ? 0 : lines;
}

static void random_cells(fake *f, fake_grid *table, const random_band *band, fake_random *random,
                         const fake_shape *shape)
{
    uint32_t page_lines = (uint32_t)(bc_layout_frame_height(&f->document.paper) / FAKE_LEADING);
    for (uint32_t r = 0; r < band->rows; r++)
        for (uint32_t c = 0; c < band->columns; c++) {
            if (!band->begins[r][c])
                continue;
            uint32_t rows = rows_of(band, r, c), to = c + 1;
            while (rows == 1 && to < band->columns && band->begins[r][to] && rows_of(band, r, to) == 1 &&
                   fake_chance(random, 15))
                to++;
            bc_layout_composed_cell *cell = fake_cell(
                f, table, band->first + r, rows, band->x[c], band->x[to],
                r < band->heads ? 1 + fake_below(random, 2) : random_lines(random, shape, rows > 1, page_lines));
            cell->policy = (bc_form_span_policy)fake_below(random, 4);
            cell->kind = (bc_form_cell_kind)fake_below(random, 3);
            c = to - 1;
        }
}

static void random_rows(fake_grid *table, const random_band *band, fake_random *random)
{
    for (uint32_t r = 0; r < band->rows; r++) {
        bc_layout_row *row = &table->rows[band->first + r];
        row->head = r < band->heads;
        row->keep_with_next = fake_chance(random, 4);
        row->least_height = !row->head && fake_chance(random, 10) ? (bc_len)fake_below(random, 60000) : 0;
        row->opens = r <= band->heads ? 0 : BC_NO_GROUP;
        for (uint32_t c = band->levels; r > band->heads && c-- > 0;)
            if (band->begins[r][c])
                row->opens = (uint8_t)c;
    }
}

fake_grid *fake_random_table(fake *f, fake_random *random, const fake_shape *shape)
{
    uint32_t bands = 1 + fake_below(random, MAX_BANDS), rows = 0;
    bc_len width = bc_layout_frame_width(&f->document.paper);
    random_band *band = BC_NEW_ARRAY(&f->arena, random_band, bands);
    for (uint32_t i = 0; i < bands; i++) {
        band[i].first = rows;
        band[i].heads = fake_below(random, 3);
        band[i].rows = band[i].heads + 1 + fake_below(random, shape->rows_most);
        random_columns(&band[i], random, width);
        random_begins(&band[i], random);
        rows += band[i].rows;
    }
    fake_grid *table = fake_table(f, rows, rows * MAX_COLUMNS, width);
    table->composed.least_rows = (uint8_t)fake_below(random, 4);
    for (uint32_t i = 0; i < bands; i++) {
        random_cells(f, table, &band[i], random, shape);
        random_rows(table, &band[i], random);
        for (uint32_t r = 0; r < band[i].rows; r++)
            table->rows[band[i].first + r].band = i;
    }
    fake_finish_table(table);
    return table;
}

/* -- pages ---------------------------------------------------------------------------------------------- */

static bool collect(void *context, const bc_layout_page *page)
{
    fake_pages *out = context;
    for (uint32_t i = 0; i < page->item_count; i++) {
        const bc_layout_item *item = &page->items[i];
        bc_len x = item->x - FAKE_LEFT, y = item->y - FAKE_TOP;
        if (item->kind == BC_ITEM_RULE) {
            bc_vec_add(&out->rules,
                       (fake_rule){ out->n, x, y, item->as.rule.length, item->as.rule.weight, item->as.rule.vertical });
            continue;
        }
        char *dot;
        uint32_t text = (uint32_t)strtoul(item->as.text.line.p, &dot, 10);
        if (*dot != '.')
            continue; /* 续表 */
        bc_vec_add(&out->lines, (fake_line){ out->n, text, (uint32_t)strtoul(dot + 1, NULL, 10), item->role, x,
                                             y - bc_text_baseline(item->as.text.style) });
    }
    out->n++;
    return true;
}

void fake_paginate(const fake *f, fake_pages *out)
{
    *out = (fake_pages){ .n = 0 };
    bc_diag_list diags;
    bc_diag_list_init(&diags);
    bc_layout_paginate_options options = { 0 };
    bc_layout_paginate(&f->document, NULL, &options, (bc_layout_page_sink){ collect, out }, &diags);
    bc_diag_list_release(&diags);
}

void fake_pages_release(fake_pages *pages)
{
    bc_vec_release(&pages->lines);
    bc_vec_release(&pages->rules);
}
