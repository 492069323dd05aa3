/* Tables of templates: bands, rows and cells, each cell placed on its band's columns as HTML places cells. */
#include "base/tr.h"
#include "base/unit.h"
#include "base/vec.h"
#include "form/keys.h"
#include "template/private/compile_figure.h"
#include "template/private/compile_group.h"
#include "template/private/compile_ordinal.h"
#include "template/private/compile_pages.h"
#include "template/private/compile_place.h"
#include "template/private/compile_repeat.h"
#include "template/private/compile_short.h"
#include "template/private/compile_widths.h"
#include "template/private/stack.h"

#include <string.h>

/* The columns of the band being compiled, and how many more rows each is covered from above. */
typedef struct grid {
    const bc_len *edges;
    uint16_t first; /* of its columns in the table's grid: a stub stands before them */
    uint16_t columns;
    uint16_t covered[BC_MAX_COLUMNS];
    bc_template_axes *axes; /* of a band whose columns come from the record, of which all else here is not known */
    uint32_t rows;          /* that were compiled */
    uint16_t open; /* rows that some cell still reaches down over, where nobody knows which columns it covers */
    uint16_t counters;
    bc_template_ordinals ordinals;
} grid;

typedef struct row_context {
    bc_template_compiler *c;
    const bc_template_scope *scope;
    grid *grid;
    const bc_template_merging *merge;
    bool header;
    bool beside_row;      /* of an element that has a row of its own: lists inside it need print none */
    bool repeated;        /* the cells stand there once for each element of a list */
    bool looped;          /* the rows do */
    bool numbers;         /* the row is of the numbers of columns */
    const bc_node *pages; /* what the rows at the head or the foot of pages have in common; NULL: they are others */
    const bc_node *style; /* of the band, in a row with the row's over it; or NULL */
} row_context;

typedef BC_VEC(bc_form_row_item) row_items;
typedef BC_VEC(bc_form_band) bands;

static void compile_rows(const row_context *ctx, const bc_node *list, row_items *out);

/* -- cells ---------------------------------------------------------------------------------------------- */

/* Of an expression that is no field's path nobody knows what it gives. */
static bool may_be_number(const bc_form_cell *cell)
{
    const bc_form_field *field = cell->field;
    if (!cell->expr || !field || field->computed || field->uncertain)
        return cell->expr != NULL;
    bc_form_field_type type = field->type == BC_FIELD_LIST ? field->element : field->type;
    return type >= BC_FIELD_MONEY && type <= BC_FIELD_YEAR;
}

/* 序号 */
static bool is_number_of_row(const bc_form_cell *cell)
{
    bc_str path = cell->expr ? bc_expr_path(cell->expr) : (bc_str){ 0 };
    return !cell->field && (bc_str_is(path, "nth") || bc_str_is(path, "running"));
}

static const bc_form_cell_style *cell_style(const row_context *ctx, const bc_node *style, const bc_form_cell *cell)
{
    bc_template_compiler *c = ctx->c;
    const char *fallback = "value";
    if (cell->extra && cell->extra->figure && cell->extra->figure->chart)
        fallback = "chart";
    else if (cell->kind == BC_CELL_HEAD)
        fallback = "head";
    else if (cell->counter != BC_COUNTS_NOTHING)
        fallback = "short";
    else if (cell->kind == BC_CELL_LABEL)
        fallback = cell->field && cell->field->type == BC_FIELD_PROSE ? "prose" : "label";
    else if (cell->field && cell->field->type < BC_FIELD_LIST)
        fallback = bc_form_field_type_name(cell->field->type);
    else if (cell->field && cell->field->type == BC_FIELD_LIST &&
             bc_expr_place(cell->expr).n > bc_expr_path(cell->expr).n)
        fallback = bc_form_field_type_name(cell->field->element); /* plan[0] */
    else if (is_number_of_row(cell))
        fallback = "short";
    const bc_form_cell_style *made =
        bc_template_styles_cell(c->sheet, style, fallback, ctx->style, may_be_number(cell));
    if (!cell->field || (made->decimals >= 0 && made->grouped && made->signs.empty.n && made->signs.has_zero))
        return made;
    bc_form_cell_style *own = BC_NEW(c->arena, bc_form_cell_style);
    *own = *made;
    if (own->decimals < 0)
        own->decimals = cell->field->decimals;
    own->grouped |= cell->field->grouped;
    const bc_form_signs *signs = &cell->field->signs;
    if (!own->signs.empty.n)
        own->signs.empty = signs->empty;
    if (!own->signs.has_zero && signs->has_zero) {
        own->signs.zero = signs->zero;
        own->signs.has_zero = true;
    }
    return own;
}

static void compile_content(const row_context *ctx, const bc_node *spec, bc_form_cell *cell, bc_str *by)
{
    bc_template_compiler *c = ctx->c;
    if (spec->kind == BC_NODE_NULL)
        return;
    if (spec->kind == BC_NODE_TEXT) {
        bc_str text = spec->as.text;
        if (!bc_str_starts(text, BC_STR("="))) {
            cell->phrase = bc_template_compile_phrase(c, spec, ctx->scope);
            return;
        }
        bc_diag_mark at = spec->mark;
        at.column = (uint16_t)(at.column + 1 + (spec->quoted ? 1 : 0));
        cell->kind = BC_CELL_VALUE;
        cell->expr = bc_template_compile_expr_text(c, bc_str_slice(text, 1, text.n), at, ctx->scope);
        return;
    }
    if (spec->kind != BC_NODE_MAP)
        return;
    const bc_node *value = bc_node_find(spec, "value"), *text = bc_node_find(spec, "text");
    const bc_node *label = bc_node_find(spec, "label");
    if (value || text)
        cell->kind = BC_CELL_VALUE;
    cell->expr = bc_template_compile_expr(c, value, ctx->scope);
    cell->phrase = bc_template_compile_phrase(c, text ? text : label, ctx->scope);
    if (!ctx->repeated)
        *by = bc_keys_text(spec, "by");
}

static bool takes_rest(const bc_node *spec)
{
    return spec->kind == BC_NODE_MAP && bc_str_is(bc_node_text(bc_node_find(spec, "across")), "rest");
}

/* The columns from `first` on that the cells after the i-th of the row leave over; less than one: none. */
static int64_t rest_columns(const row_context *ctx, const bc_node *row, uint32_t i, uint16_t first)
{
    bc_template_compiler *c = ctx->c;
    int64_t left = 0;
    for (uint16_t k = first; k < ctx->grid->columns; k++)
        left += !ctx->grid->covered[k];
    for (i++; i < row->n; i++) {
        const bc_node *later = row->as.items[i];
        if (takes_rest(later))
            bc_diag_add(c->diags, BC_DIAG_ERROR, "E306", later->mark,
                        bc_tr("only one cell of a row takes the rest of it"));
        else
            left -= bc_keys_int(later, "across", 1);
    }
    return left;
}

/* `across: {each: months}` */
static bool is_like(const bc_node *spec)
{
    const bc_node *across = spec->kind == BC_NODE_MAP ? bc_node_find(spec, "across") : NULL;
    return across && across->kind == BC_NODE_MAP;
}

static void refuse_like(bc_template_compiler *c, const bc_node *spec)
{
    const bc_node *across = bc_node_find(spec, "across");
    bc_diag_add(c->diags, BC_DIAG_ERROR, "E306", across->mark, bc_tr("no cell of this band repeats `%.*s`"),
                BC_STR_ARG(bc_keys_text(across, "each")));
    bc_diag_hint(c->diags, bc_tr("write the list as in the cell that repeats it: {each: %.*s, …}"),
                 BC_STR_ARG(bc_keys_text(across, "each")));
}

/* What it covers, of columns that only a record knows. */
static void place_later(const row_context *ctx, const bc_node *spec, bc_form_cell *cell)
{
    bool map = spec->kind == BC_NODE_MAP;
    cell->down = (uint16_t)(map ? bc_keys_int(spec, "down", 1) : 1);
    int64_t across = map ? bc_keys_int(spec, "across", 1) : 1;
    cell->across = (int16_t)(across >= 1 && across <= BC_MAX_COLUMNS ? across : 1);
    if (takes_rest(spec)) {
        cell->across = BC_ACROSS_REST;
        if (ctx->repeated)
            bc_diag_add(ctx->c->diags, BC_DIAG_ERROR, "E306", spec->mark,
                        bc_tr("a repeated cell cannot take the rest of its row"));
    } else if (is_like(spec)) {
        cell->across = BC_ACROSS_LIKE;
        cell->across_and = (uint16_t)bc_keys_int(bc_node_find(spec, "across"), "and", 0);
        cell->axis = bc_template_place_axis(ctx->c, ctx->grid->axes, bc_node_find(spec, "across"), NULL);
    }
}

static void place_cell(const row_context *ctx, const bc_node *row, uint32_t i, bc_form_cell *cell, uint16_t *column)
{
    const bc_node *spec = row->as.items[i];
    grid *g = ctx->grid;
    if (g->axes) {
        place_later(ctx, spec, cell);
        return;
    }
    if (is_like(spec))
        refuse_like(ctx->c, spec);
    while (*column < g->columns && g->covered[*column])
        ++*column;
    uint16_t first = *column;
    int64_t across = 1;
    cell->down = 1;
    if (takes_rest(spec))
        across = rest_columns(ctx, row, i, first);
    else
        across = bc_keys_int(spec, "across", 1);
    cell->down = (uint16_t)bc_keys_int(spec, "down", 1);
    across = across < 1 ? 1 : across;
    cell->at.column = first;
    for (int64_t taken = 0; taken < across; taken++, ++*column) {
        if (*column < g->columns && !g->covered[*column])
            continue;
        bc_diag_add(ctx->c->diags, BC_DIAG_ERROR, "E306", spec->mark,
                    bc_tr("this cell does not fit: the band has %u columns, and it starts at column %u"), g->columns,
                    first + 1u);
        bc_diag_hint(ctx->c->diags, bc_tr("mind cells that reach down from the row above; they are not listed again"));
        *column = g->columns;
        break;
    }
    first = first < g->columns ? first : (uint16_t)(g->columns - 1);
    cell->at.from = (uint16_t)(g->first + first);
    cell->at.to = (uint16_t)(g->first + *column);
    cell->at.x0 = g->edges[first];
    cell->at.x1 = g->edges[*column];
}

static void compile_cell(const row_context *ctx, const bc_node *row, uint32_t i, bc_form_cell *cell, uint16_t *column);

/* A formula stands on one line as far as small type can do that. */
static const bc_form_cell_style *shrinking(bc_template_compiler *c, const bc_form_cell_style *style)
{
    enum { MIN_SIZE = 6500 };
    bc_form_cell_style *own = BC_NEW(c->arena, bc_form_cell_style);
    *own = *style;
    own->shrink = bc_len_min(MIN_SIZE, style->text.size);
    return own;
}

static bc_form_counting counter_of(const bc_expr *expr)
{
    bc_str path = expr ? bc_expr_path(expr) : (bc_str){ 0 };
    return bc_str_is(path, "nth") ? BC_COUNTS_NTH : bc_str_is(path, "running") ? BC_COUNTS_RUNNING : BC_COUNTS_NOTHING;
}

/* The number of a column or a line that the cell prints. */
static void compile_ordinal(const row_context *ctx, const bc_node *spec, bc_form_cell *cell)
{
    bool map = spec->kind == BC_NODE_MAP;
    const bc_node *line = map ? bc_node_find(spec, "line") : NULL, *label = map ? bc_node_find(spec, "label") : spec;
    bc_template_ordinal_place place = { .line = line != NULL, .repeated = line ? ctx->looped : ctx->repeated };
    if (line || ctx->numbers)
        cell->ordinal =
            bc_template_ordinal_compile(ctx->c, line ? line : label, place, line != NULL, &ctx->grid->ordinals);
    if (line)
        cell->phrase = bc_template_compile_phrase(ctx->c, line, ctx->scope);
    for (int i = 0; map && ctx->numbers && i < 2; i++)
        bc_keys_warn_idle(spec, i ? "foot" : "top", ctx->c->diags);
    ctx->c->computes |= cell->ordinal && cell->ordinal->formula;
}

/* A value, or words, as the cell says; of repeated cells that say nothing, the element itself. */
static void compile_words(const row_context *ctx, const bc_node *spec, bc_form_cell *cell)
{
    bc_str by = { 0 };
    bool chart = bc_template_is_chart(spec); /* whose label and values are those of its elements */
    if (!chart)
        compile_content(ctx, spec, cell, &by);
    bool says = bc_node_find(spec, "label") || bc_node_find(spec, "text") || bc_node_find(spec, "value");
    if (ctx->repeated && bc_node_find(spec, "each") && !says && !chart) {
        cell->kind = ctx->header ? BC_CELL_HEAD : BC_CELL_VALUE;
        cell->expr = bc_template_compile_expr_text(ctx->c, BC_STR("this"), spec->mark, ctx->scope);
    }
    compile_ordinal(ctx, spec, cell);
    cell->field = bc_template_compile_type_of(ctx->c, cell->expr, ctx->scope);
    cell->counter = cell->field ? BC_COUNTS_NOTHING : counter_of(cell->expr);
    cell->merge = bc_template_merging_level(ctx->merge, by.n ? by : cell->expr ? bc_expr_path(cell->expr) : by);
    if (ctx->merge && cell->merge >= 0)
        cell->policy = ctx->merge->policies[cell->merge];
    const bc_node *style = NULL;
    if (spec->kind == BC_NODE_MAP) {
        cell->policy = (bc_form_span_policy)bc_form_keys_word(BC_FORM_KEYS_CELL, spec, "when-split", (int)cell->policy);
        style = bc_node_find(spec, "style");
        cell->blank_height = bc_keys_length(spec, "blank-height", BC_PT(10), 0);
    }
    if (cell->merge < 0 && cell->down == 1)
        bc_keys_warn_idle(spec, "when-split", ctx->c->diags);
    if (cell->merge < 0 && !ctx->repeated && !chart)
        bc_keys_warn_idle(spec, "by", ctx->c->diags);
    bool figures = cell->field && cell->field->type >= BC_FIELD_MONEY && cell->field->type <= BC_FIELD_YEAR;
    if (cell->merge >= 0 && !style && !figures && cell->counter == BC_COUNTS_NOTHING)
        cell->kind = BC_CELL_LABEL; /* merged words name their rows */
    cell->extra = bc_template_compile_extra(ctx->c, spec, ctx->scope);
    bool drawn = cell->extra && cell->extra->figure;
    if (drawn)
        cell->kind = BC_CELL_VALUE;
    cell->open = !ctx->header && !cell->expr && !cell->ordinal && !drawn && !bc_node_text(spec).n && !says;
    cell->styled = style != NULL;
    cell->style = cell_style(ctx, style, cell);
    if (cell->ordinal && !cell->style->shrink)
        cell->style = shrinking(ctx->c, cell->style);
    if (drawn && !style)
        cell->style = bc_template_compile_figure_style(ctx->c, cell->style);
}

static bool is_repeated(const bc_node *spec)
{
    return spec->kind == BC_NODE_MAP && bc_node_find(spec, "each") && !bc_template_is_chart(spec);
}

static bc_form_cell new_cell(const row_context *ctx, const bc_node *spec)
{
    return (bc_form_cell){
        .kind = ctx->header ? BC_CELL_HEAD : BC_CELL_LABEL, .across = 1, .down = 1, .mark = spec->mark, .merge = -1
    };
}

static void compile_several(const row_context *ctx, const bc_node *spec, const bc_node *list, bc_form_cell *cells)
{
    static const char *const OF_ONE[] = { "across", "down", "style", "blank-height", "when-split" };
    uint16_t ignored = 0;
    cells[0] = new_cell(ctx, spec);
    if (!list->n)
        bc_diag_add(ctx->c->diags, BC_DIAG_ERROR, "E303", list->mark, bc_tr("there is no cell to repeat"));
    for (uint32_t i = 0; i < list->n; i++)
        compile_cell(ctx, list, i, &cells[i], &ignored);
    for (size_t i = 0; i < sizeof OF_ONE / sizeof *OF_ONE; i++)
        bc_keys_warn_idle(spec, OF_ONE[i], ctx->c->diags);
}

/* What repeats is the cell itself. */
static void compile_alone(const row_context *ctx, const bc_node *spec, bc_form_cell *cell)
{
    *cell = new_cell(ctx, spec);
    place_later(ctx, spec, cell);
    compile_words(ctx, spec, cell);
}

/* Cells that stand here once for each element of a list. */
static void compile_repeated(const row_context *ctx, const bc_node *spec, bc_form_cell *cell)
{
    bc_template_compiler *c = ctx->c;
    bc_template_scope inside;
    bc_template_repeated repeated = bc_template_compile_repeated(c, spec, ctx->scope, &inside);
    bc_form_repeat *repeat = BC_NEW(c->arena, bc_form_repeat);
    *repeat = (bc_form_repeat){ .list = repeated.list, .list_field = repeated.field, .grouping = repeated.grouping };
    row_context inner = *ctx;
    inner.scope = &inside;
    inner.merge = NULL;
    inner.repeated = true;
    const bc_node *list = bc_node_find(spec, "cells");
    list = list && list->kind == BC_NODE_LIST ? list : NULL;
    uint32_t n = list && list->n ? list->n : 1;
    bc_form_cell *cells = BC_NEW_ARRAY(c->arena, bc_form_cell, n);
    if (list)
        compile_several(&inner, spec, list, cells);
    else
        compile_alone(&inner, spec, cells);
    repeat->cells = cells;
    repeat->cell_count = n;
    cell->style = cells[0].style;
    cell->repeat = repeat;
    cell->axis = bc_template_place_axis(c, ctx->grid->axes, spec, cell);
}

static void compile_cell(const row_context *ctx, const bc_node *row, uint32_t i, bc_form_cell *cell, uint16_t *column)
{
    const bc_node *spec = row->as.items[i];
    *cell = new_cell(ctx, spec);
    if (is_repeated(spec) && ctx->grid->axes) {
        compile_repeated(ctx, spec, cell);
        return;
    }
    place_cell(ctx, row, i, cell, column);
    compile_words(ctx, spec, cell);
}

/* -- rows ----------------------------------------------------------------------------------------------- */

/* After a row: what reaches down covers one row less, the new cells begin to cover. */
static void advance_grid(grid *g, const bc_form_cell *cells, uint32_t n)
{
    for (uint16_t i = 0; i < g->columns; i++)
        g->covered[i] = (uint16_t)(g->covered[i] - (g->covered[i] > 0));
    for (uint32_t i = 0; i < n; i++)
        for (uint16_t k = cells[i].at.column; k < g->columns && g->edges[k] < cells[i].at.x1; k++)
            g->covered[k] = (uint16_t)(cells[i].down - 1);
}

/* The same where columns come from the record: rows that some cell reaches over. */
static void advance_rows(grid *g, const bc_form_cell *cells, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (cells[i].repeat)
            advance_rows(g, cells[i].repeat->cells, cells[i].repeat->cell_count);
        else if (cells[i].down - 1 > g->open)
            g->open = (uint16_t)(cells[i].down - 1);
    }
}

static bool grid_is_open(const grid *g)
{
    if (g->axes)
        return g->open > 0;
    for (uint16_t i = 0; i < g->columns; i++)
        if (g->covered[i])
            return true;
    return false;
}

static void expect_closed(const row_context *ctx, bc_diag_mark at)
{
    if (!grid_is_open(ctx->grid))
        return;
    bc_diag_add(ctx->c->diags, BC_DIAG_ERROR, "E306", at, bc_tr("a cell reaches down past the last row of this part"));
    for (uint16_t i = 0; i < ctx->grid->columns; i++)
        ctx->grid->covered[i] = 0;
    ctx->grid->open = 0;
}

/* Whether the cells fill the columns that the template has. */
static void expect_filled(const row_context *ctx, const bc_node *list, uint16_t column)
{
    const grid *g = ctx->grid;
    while (column < g->columns && g->covered[column])
        column++;
    if (g->axes || column >= g->columns)
        return;
    bc_diag_add(ctx->c->diags, BC_DIAG_ERROR, "E306", list->mark, bc_tr("this row fills %u of the band's %u columns"),
                column, g->columns);
    bc_diag_hint(ctx->c->diags, bc_tr("add cells, or widen one with `across`"));
}

static bc_form_again again_of(const bc_node *spec)
{
    const bc_node *repeat = spec ? bc_node_find(spec, "repeat") : NULL;
    if (repeat && bc_str_is(bc_node_text(repeat), "continued"))
        return BC_AGAIN_CONTINUED;
    return repeat && bc_keys_bool(spec, "repeat", false) ? BC_AGAIN_PLAIN : BC_AGAIN_NOT;
}

/* A row that is printed again stands there by itself. */
static void expect_whole(const row_context *ctx, bc_form_row *row, const bc_node *list, bool covered)
{
    bool whole = !covered && !grid_is_open(ctx->grid);
    for (uint32_t i = 0; i < row->cell_count; i++)
        whole &= row->cells[i].merge < 0;
    row->keep_with_next = true;
    if (whole)
        return;
    bc_diag_add(ctx->c->diags, BC_DIAG_ERROR, "E432", list->mark,
                bc_tr("a row that is printed again has cells of its own in all columns, none over several rows"));
}

static void compile_row(const row_context *ctx, const bc_node *list, const bc_node *spec, row_items *out)
{
    bc_template_compiler *c = ctx->c;
    bc_form_row_item item = { .kind = BC_ROWS_ONE, .mark = list->mark, .as.row = { .cell_count = list->n } };
    bc_form_row *row = &item.as.row;
    bc_form_cell *cells = BC_NEW_ARRAY(c->arena, bc_form_cell, list->n);
    uint16_t column = 0;
    const bool covered = grid_is_open(ctx->grid);
    row_context styled = *ctx;
    styled.numbers = spec && bc_node_find(spec, "columns");
    styled.style = bc_template_styles_over(c->sheet, ctx->style, spec ? bc_node_find(spec, "style") : NULL);
    for (uint32_t i = 0; i < list->n; i++)
        compile_cell(&styled, list, i, &cells[i], &column);
    expect_filled(ctx, list, column);
    row->cells = cells;
    row->index = ctx->grid->rows++;
    if (ctx->grid->axes) {
        ctx->grid->open = (uint16_t)(ctx->grid->open - (ctx->grid->open > 0));
        advance_rows(ctx->grid, cells, list->n);
    } else {
        advance_grid(ctx->grid, cells, list->n);
    }
    row->keep_with_next = grid_is_open(ctx->grid);
    if (spec) {
        row->least_height = bc_keys_length(spec, "height", BC_PT(10), 0);
        row->keep_with_next |= bc_keys_bool(spec, "keep-with-next", false);
        if (!ctx->pages)
            item.when = bc_template_compile_expr(c, bc_node_find(spec, "when"), ctx->scope);
    }
    row->again = again_of(spec);
    if (row->again)
        expect_whole(ctx, row, list, covered);
    if (ctx->pages)
        row->page = bc_template_pages_when(ctx->pages, spec);
    bc_vec_add(out, item);
}

static bc_form_rows rows_of(bc_arena *arena, row_items *items)
{
    bc_form_row_item *copy = BC_NEW_ARRAY(arena, bc_form_row_item, items->n);
    for (size_t i = 0; i < items->n; i++)
        copy[i] = items->at[i];
    bc_form_rows rows = { copy, (uint32_t)items->n };
    bc_vec_release(items);
    return rows;
}

/* What the rows see of the elements of one list. */
static void see_list(const row_context *ctx, const bc_node *spec, bc_form_each *each, bc_template_scope *inside)
{
    bc_template_repeated repeated = bc_template_compile_repeated(ctx->c, spec, ctx->scope, inside);
    each->list = repeated.list;
    each->list_field = repeated.field;
    each->grouping = repeated.grouping;
    const bc_template_scope *group = ctx->scope;
    while (group && !group->walked)
        group = group->outer;
    if (group && each->list && bc_str_is(bc_expr_path(each->list), "these")) {
        *group->walked = true;
        each->least = (uint32_t)bc_keys_int(spec, "least", 0); /* the group's own rows say that it has none */
    }
    const bc_node *over = bc_node_find(spec, "over");
    if (over)
        bc_template_compile_over(ctx->c, over, each);
}

/* Lists side by side have an order and a key of their own. */
static void see_sides(const row_context *ctx, const bc_node *spec, bc_form_each *each, bc_template_scope *inside)
{
    *inside = (bc_template_scope){ .repetition = true, .outer = ctx->scope };
    bc_template_compile_sides(ctx->c, bc_node_find(spec, "each"), ctx->scope, each, inside);
    for (const char *const *key = (const char *const[]){ "by", "order", "sort", NULL }; *key; key++)
        bc_keys_warn_idle(spec, *key, ctx->c->diags);
}

/* Whether one of the rows is printed for each element, whatever lists and conditions there are. */
static bool has_own_row(const bc_template_compiler *c, const bc_node *rows, int depth)
{
    for (uint32_t i = 0; depth < BC_MAX_COMPILE_DEPTH && rows && rows->kind == BC_NODE_LIST && i < rows->n; i++) {
        const bc_node *entry = rows->as.items[i];
        const bc_node_member *fragment = bc_node_find_member(c->fragments, bc_node_text(bc_node_find(entry, "use")));
        if (entry->kind == BC_NODE_LIST || (bc_node_find(entry, "row") && !bc_node_find(entry, "when")) ||
            (fragment && has_own_row(c, fragment->value, depth + 1)))
            return true;
    }
    return false;
}

/* The columns of one part of a list that is set in several, side by side: only these are to be filled. */
static void open_halves(const row_context *ctx, const bc_node *spec, bc_form_each *each)
{
    grid *g = ctx->grid;
    uint16_t halves = (uint16_t)bc_keys_int(spec, "halves", 0);
    if (halves < 2 || g->axes)
        return;
    if (g->columns % halves != 0) {
        bc_diag_add(ctx->c->diags, BC_DIAG_ERROR, "E456", bc_node_find(spec, "halves")->mark,
                    bc_tr("the band's %u columns cannot be parted into %u halves"), g->columns, halves);
        return;
    }
    each->halves = halves;
    each->half_columns = g->columns / halves;
    each->edges = g->edges;
    for (uint16_t i = each->half_columns; i <= g->columns - 1; i++) {
        bc_len first = g->edges[i % each->half_columns + 1] - g->edges[i % each->half_columns];
        if (g->edges[i + 1] - g->edges[i] - first > 1 || first - (g->edges[i + 1] - g->edges[i]) > 1) {
            bc_diag_add(ctx->c->diags, BC_DIAG_ERROR, "E456", bc_node_find(spec, "halves")->mark,
                        bc_tr("column %u is not as wide as column %u, though both stand for the same"), i + 1u,
                        i % each->half_columns + 1u);
            break;
        }
    }
    g->columns = each->half_columns;
}

/* Elements of parts go down and are moved over pages one by one: their rows are plain. */
static void check_halves(const row_context *ctx, const bc_node *spec, const bc_form_each *each)
{
    if (!bc_node_find(spec, "halves"))
        return;
    bool plain =
        !ctx->grid->axes && !each->blank_rows && !each->merge_count && !each->side_count && !each->category_count;
    for (uint32_t i = 0; i < each->rows.n; i++)
        plain &= each->rows.at[i].kind == BC_ROWS_ONE && !each->rows.at[i].when && !each->rows.at[i].as.row.again;
    if (plain)
        return;
    bc_diag_add(
        ctx->c->diags, BC_DIAG_ERROR, "E456", bc_node_find(spec, "halves")->mark,
        bc_tr("what is set in halves is a plain list: nothing in its rows repeats, merges or depends on a condition"));
}

static uint32_t blank_rows_of(const row_context *ctx, const bc_node *spec)
{
    const bc_node *blank = bc_node_find(spec, "blank-rows");
    if (!bc_str_is(bc_node_text(blank), "page"))
        return (uint32_t)bc_keys_int(spec, "blank-rows", 0);
    if (ctx->looped || ctx->c->fills)
        bc_diag_add(ctx->c->diags, BC_DIAG_ERROR, "E433", blank->mark,
                    bc_tr("only one list of a table, which is in no other, is filled up to the foot of the page"));
    ctx->c->fills = true;
    return (uint32_t)BC_BLANK_ROWS_PAGE;
}

static void compile_each(const row_context *ctx, const bc_node *spec, row_items *out)
{
    bc_template_compiler *c = ctx->c;
    bc_form_row_item item = { .kind = BC_ROWS_EACH, .mark = spec->mark, .as.each = { .least = 1 } };
    item.when = bc_template_compile_expr(c, bc_node_find(spec, "when"), ctx->scope);
    item.as.each.least = (uint32_t)bc_keys_int(spec, "least", !ctx->beside_row);
    item.as.each.empty = bc_keys_text(spec, "empty");
    if (!bc_node_find(spec, "over"))
        bc_keys_warn_idle(spec, "empty", c->diags);
    item.as.each.blank_rows = blank_rows_of(ctx, spec);
    item.as.each.counter = ctx->grid->counters;
    bc_template_scope scope;
    const bc_node *each = bc_node_find(spec, "each");
    if (each && each->kind == BC_NODE_MAP)
        see_sides(ctx, spec, &item.as.each, &scope);
    else
        see_list(ctx, spec, &item.as.each, &scope);
    const unsigned errors = c->diags->errors;
    bc_template_merging merge;
    bc_template_compile_merging(c, bc_node_find(spec, "merge"), &merge);
    bc_template_merging_store(c, &merge, &scope, &item.as.each);
    ctx->grid->counters = (uint16_t)(ctx->grid->counters + 1 + merge.n);
    scope.levels = item.as.each.merge_names;
    scope.level_count = item.as.each.merge_count;
    row_items rows = { 0 };
    row_context inner = *ctx;
    inner.scope = &scope;
    inner.merge = &merge;
    inner.looped = true;
    inner.beside_row = has_own_row(c, bc_node_find(spec, "rows"), 0);
    uint16_t columns = ctx->grid->columns;
    open_halves(ctx, spec, &item.as.each);
    compile_rows(&inner, bc_node_find(spec, "rows"), &rows);
    expect_closed(ctx, spec->mark);
    ctx->grid->columns = columns;
    item.as.each.rows = rows_of(c->arena, &rows);
    check_halves(ctx, spec, &item.as.each);
    if (errors == c->diags->errors)
        bc_template_merging_warn_idle(c, &merge, item.as.each.rows);
    bc_vec_add(out, item);
}

static void compile_when(const row_context *ctx, const bc_node *spec, row_items *out)
{
    bc_form_row_item item = { .kind = BC_ROWS_WHEN, .mark = spec->mark };
    item.when = bc_template_compile_expr(ctx->c, bc_node_find(spec, "when"), ctx->scope);
    row_items rows = { 0 };
    compile_rows(ctx, bc_node_find(spec, "rows"), &rows);
    expect_closed(ctx, spec->mark);
    item.as.rows = rows_of(ctx->c->arena, &rows);
    bc_vec_add(out, item);
}

static void compile_row_entry(const row_context *ctx, const bc_node *entry, row_items *out)
{
    bc_template_compiler *c = ctx->c;
    if (entry->kind == BC_NODE_LIST) {
        compile_row(ctx, entry, NULL, out);
    } else if (bc_node_find(entry, "use")) {
        const bc_node *fragment = bc_template_compile_fragment(c, bc_node_find(entry, "use"), "[#row]");
        if (fragment)
            compile_rows(ctx, fragment, out);
    } else if (bc_node_find(entry, "each")) {
        compile_each(ctx, entry, out);
    } else if (bc_node_find(entry, "rows")) {
        compile_when(ctx, entry, out);
    } else if (bc_template_compile_cells(entry)) {
        const bc_node *list = bc_template_compile_cells(entry);
        if (list->kind == BC_NODE_LIST)
            compile_row(ctx, list, entry, out);
    }
}

static void compile_rows(const row_context *ctx, const bc_node *list, row_items *out)
{
    bc_template_compiler *c = ctx->c;
    if (!list || list->kind != BC_NODE_LIST)
        return;
    if (c->depth >= BC_MAX_COMPILE_DEPTH) {
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E332", list->mark,
                    bc_tr("rows are nested too deep here: does a fragment use itself?"));
        return;
    }
    c->depth++;
    list = bc_template_stack_rows(c->arena, list);
    for (uint32_t i = 0; i < list->n; i++)
        compile_row_entry(ctx, list->as.items[i], out);
    c->depth--;
}

/* -- bands ---------------------------------------------------------------------------------------------- */

/* The label of a band, in the first column of its grid. */
static const bc_form_cell *compile_stub(bc_template_compiler *c, const bc_node *spec, bc_len width,
                                        const bc_template_scope *scope, const bc_node *enclosing)
{
    bc_form_cell *cell = BC_NEW(c->arena, bc_form_cell);
    *cell = (bc_form_cell){
        .at = { .x1 = width, .to = 1 }, .across = 1, .down = 1, .kind = BC_CELL_LABEL, .merge = -1, .mark = spec->mark
    };
    const bc_node *style = spec->kind == BC_NODE_MAP ? bc_node_find(spec, "style") : NULL;
    const bc_node *label = spec->kind == BC_NODE_MAP ? bc_node_find(spec, "label") : spec;
    if (spec->kind == BC_NODE_MAP)
        cell->policy = (bc_form_span_policy)bc_form_keys_word(BC_FORM_KEYS_STUB, spec, "when-split", BC_SPAN_REPEAT);
    cell->phrase = bc_template_compile_phrase(c, label, scope);
    cell->style = bc_template_styles_cell(c->sheet, style, "stub", enclosing, false);
    return cell;
}

static void compile_stubs(bc_template_compiler *c, const bc_node *stub, bc_len width, const bc_template_scope *scope,
                          const bc_node *enclosing, bc_form_band *band)
{
    band->stub = compile_stub(c, stub, width, scope, enclosing);
    const bc_node *header = stub->kind == BC_NODE_MAP ? bc_node_find(stub, "header") : NULL;
    if (!header)
        return;
    bc_form_cell *cell = BC_NEW(c->arena, bc_form_cell);
    *cell = *band->stub;
    cell->kind = BC_CELL_HEAD;
    cell->phrase = bc_template_compile_phrase(c, header, scope);
    cell->style = bc_template_styles_cell(c->sheet, NULL, "head", enclosing, false);
    band->stub_header = cell;
}

/* What a table gives its bands. */
typedef struct table_context {
    bc_template_compiler *c;
    const bc_node *spec;
    const bc_template_scope *scope;
    uint32_t auto_columns; /* that `widths: auto` of the table means: most of a band that takes them */
    bc_template_grids grids;
    bands bands;
} table_context;

/* Whether a band's stub is the first column of the table's grid. */
static bool stub_in_column(const bc_node *band, const bc_node *table)
{
    return bc_node_find(band, "stub") && !bc_node_find(band, "widths") && bc_node_find(table, "widths") &&
           !bc_node_find(band, "stub-width");
}

static bc_template_widths widths_of(const table_context *table, const bc_node *band)
{
    const bc_node *own = bc_node_find(band, "widths"), *stub = bc_node_find(band, "stub");
    const bc_node *stub_width = bc_node_find(band, "stub-width");
    bc_template_widths widths = { .rows = { bc_node_find(band, "header"), bc_node_find(band, "rows") } };
    widths.stub_in_column = stub_in_column(band, table->spec);
    widths.has_stub = stub && !widths.stub_in_column;
    widths.stub = stub_width ? stub_width : bc_node_find(table->spec, "stub-width");
    widths.list = own;
    if (!own && !widths.has_stub) {
        widths.list = bc_node_find(table->spec, "widths");
        widths.most = table->auto_columns;
    }
    return widths;
}

/* Whether the band has columns that come from the record. */
static bool has_repeated_columns(const table_context *table, const bc_node *spec)
{
    bc_template_widths widths = widths_of(table, spec);
    return bc_template_place_repeats(table->c, widths.rows[0]) || bc_template_place_repeats(table->c, widths.rows[1]) ||
           bc_template_place_repeats(table->c, widths.list);
}

/* The cells of `each` that the band's widths name, of which nothing is printed. */
static bc_form_cell *repeated_widths(const row_context *ctx, const bc_node *spec, uint32_t n)
{
    bc_template_scope inside;
    bc_template_repeated repeated = bc_template_compile_repeated(ctx->c, spec, ctx->scope, &inside);
    bc_form_cell *cells = BC_NEW_ARRAY(ctx->c->arena, bc_form_cell, n + 1);
    for (uint32_t i = 0; i <= n; i++)
        cells[i] = (bc_form_cell){ .across = 1, .down = 1, .merge = -1, .mark = spec->mark };
    bc_form_repeat *repeat = BC_NEW(ctx->c->arena, bc_form_repeat);
    *repeat = (bc_form_repeat){ .list = repeated.list,
                                .list_field = repeated.field,
                                .grouping = repeated.grouping,
                                .cells = cells + 1,
                                .cell_count = n };
    cells[0].repeat = repeat;
    return cells;
}

/* The columns of a band that come from the record. After its rows, so that these say what the lists are. */
static const bc_form_columns *compile_columns(table_context *table, const row_context *ctx, const bc_node *spec)
{
    bc_template_compiler *c = table->c;
    bc_template_widths widths = widths_of(table, spec);
    bc_form_columns *columns = BC_NEW(c->arena, bc_form_columns);
    bc_template_axes *axes = ctx->grid->axes;
    *columns = (bc_form_columns){ .mark = widths.list ? widths.list->mark : spec->mark,
                                  .stub_in_column = widths.stub_in_column };
    bc_form_width_item *items = bc_template_widths_repeated(c, &widths, columns);
    for (uint32_t i = 0; i < columns->n && widths.list && widths.list->kind == BC_NODE_LIST; i++) {
        const bc_node *one = widths.list->as.items[i];
        if (!is_repeated(one))
            continue;
        bc_form_cell *cell = repeated_widths(ctx, one, items[i].n);
        cell->axis = bc_template_place_axis(c, axes, one, cell);
        items[i].repeated = cell;
    }
    const bc_form_cell **cells = BC_NEW_ARRAY(c->arena, const bc_form_cell *, axes->n);
    for (size_t i = 0; i < axes->n; i++) {
        cells[i] = axes->at[i].cell;
        if (cells[i])
            continue;
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E306", axes->at[i].mark, bc_tr("no cell of this band repeats `%.*s`"),
                    BC_STR_ARG(axes->at[i].list));
        bc_diag_hint(c->diags, bc_tr("write the list as in the cell that repeats it: {each: %.*s, …}"),
                     BC_STR_ARG(axes->at[i].list));
    }
    columns->axes = cells;
    columns->axis_count = (uint32_t)axes->n;
    return columns;
}

/* The band's columns; false on error. */
static bool open_grid(table_context *table, const bc_node *spec, grid *g, bc_form_band *band)
{
    bc_template_widths widths = widths_of(table, spec);
    int32_t at = bc_template_widths_compile(table->c, &widths, &table->grids);
    table->c->shared_stub |= widths.has_stub && !bc_node_find(spec, "stub-width");
    if (at < 0)
        return false;
    const bc_form_grid *made = &table->grids.at[at];
    uint16_t stubs = widths.has_stub || widths.stub_in_column;
    *g = (grid){ .edges = made->edges + stubs, .first = stubs, .columns = (uint16_t)(made->n - stubs) };
    band->grid = (uint16_t)at;
    return true;
}

/* Rows at the head or the foot of pages. */
static bc_form_rows compile_page_rows(const row_context *band_rows, const bc_node *pages,
                                      const bc_template_scope *scope)
{
    const bc_node *list = pages && pages->kind == BC_NODE_MAP ? bc_node_find(pages, "rows") : pages;
    row_items rows = { 0 };
    row_context ctx = *band_rows;
    ctx.scope = scope;
    ctx.pages = pages;
    for (uint32_t i = 0; list && list->kind == BC_NODE_LIST && i < list->n; i++) {
        const bc_node *entry = list->as.items[i];
        const bc_node *cells = entry->kind == BC_NODE_MAP ? bc_node_find(entry, "row") : entry;
        if (cells && cells->kind == BC_NODE_LIST)
            compile_row(&ctx, cells, entry == cells ? NULL : entry, &rows);
    }
    expect_closed(&ctx, pages ? pages->mark : (bc_diag_mark){ 0 });
    return rows_of(ctx.c->arena, &rows);
}

static void compile_pages(const row_context *ctx, const bc_node *spec, bc_form_band *band)
{
    bc_template_scope inside;
    const bc_node *head = bc_node_find(spec, "page-head"), *foot = bc_node_find(spec, "page-foot");
    if (!head && !foot)
        return;
    bc_template_pages_find(ctx->c, head, foot, ctx->scope, band, &inside);
    band->page_head = compile_page_rows(ctx, head, &inside);
    band->page_foot = compile_page_rows(ctx, foot, &inside);
    bc_template_pages_check(ctx->c, band);
}

static void compile_band(table_context *table, const bc_node *spec)
{
    bc_template_compiler *c = table->c;
    if (spec->kind != BC_NODE_MAP)
        return;
    const bc_template_scope *scope = table->scope;
    bc_form_band band = { .mark = spec->mark, .when = bc_template_compile_expr(c, bc_node_find(spec, "when"), scope) };
    const bc_node *stub = bc_node_find(spec, "stub"), *style = bc_node_find(spec, "style");
    if (!stub)
        bc_keys_warn_idle(spec, "stub-width", c->diags);
    grid g = { 0 };
    bc_template_axes axes = { 0 };
    if (has_repeated_columns(table, spec)) {
        g.axes = &axes;
        c->shared_stub |= stub && !bc_node_find(spec, "stub-width");
    } else if (!open_grid(table, spec, &g, &band)) {
        return;
    }
    if (stub)
        compile_stubs(c, stub, g.axes ? 0 : g.edges[0], scope, style, &band);
    row_items header = { 0 }, rows = { 0 };
    row_context ctx = { .c = c, .scope = scope, .grid = &g, .header = true, .style = style };
    unsigned errors = c->diags->errors;
    compile_rows(&ctx, bc_node_find(spec, "header"), &header);
    expect_closed(&ctx, spec->mark);
    ctx.header = false;
    compile_rows(&ctx, bc_node_find(spec, "rows"), &rows);
    expect_closed(&ctx, spec->mark);
    for (size_t i = 0; i < header.n; i++)
        if (header.at[i].kind != BC_ROWS_ONE)
            bc_diag_add(c->diags, BC_DIAG_ERROR, "E332", header.at[i].mark,
                        bc_tr("header rows cannot repeat or depend on a condition"));
    band.header = rows_of(c->arena, &header);
    band.rows = rows_of(c->arena, &rows);
    compile_pages(&ctx, spec, &band);
    band.counters = g.counters;
    band.row_count = g.rows;
    band.numbered = g.ordinals.n > 0;
    bc_template_ordinals_check(c, &g.ordinals);
    bc_vec_release(&g.ordinals);
    if (g.axes)
        band.columns = compile_columns(table, &ctx, spec);
    if (g.axes && c->diags->errors == errors)
        bc_template_place_check(c, &band);
    bc_vec_release(&axes);
    bc_vec_add(&table->bands, band);
}

/* Goes through the bands, with those of fragments. */
static void each_band(table_context *table, const bc_node *list,
                      void (*each)(table_context *table, const bc_node *spec))
{
    bc_template_compiler *c = table->c;
    if (c->depth >= BC_MAX_COMPILE_DEPTH) {
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E332", list->mark,
                    bc_tr("rows are nested too deep here: does a fragment use itself?"));
        return;
    }
    c->depth++;
    for (uint32_t i = 0; i < bc_node_elements(list); i++) {
        const bc_node *entry = bc_node_element(list, i);
        const bc_node *use = bc_node_find(entry, "use");
        const bc_node *fragment = use ? bc_template_compile_fragment(c, use, "[#band] #band") : NULL;
        if (fragment)
            each_band(table, fragment, each);
        else if (!use)
            each(table, bc_template_compile_written_out(c, entry));
    }
    c->depth--;
}

static void count_band(table_context *table, const bc_node *spec)
{
    bool own = bc_node_find(spec, "widths") || (bc_node_find(spec, "stub") && !stub_in_column(spec, table->spec));
    for (int i = 0; i < 2 && !own; i++) {
        uint32_t n = bc_template_widths_count(table->c, bc_node_find(spec, i ? "rows" : "header")) +
                     stub_in_column(spec, table->spec);
        table->auto_columns = n > table->auto_columns ? n : table->auto_columns;
    }
}

static void compile_bands(table_context *table, const bc_node *list)
{
    if (!bc_node_find(table->spec, "widths") || bc_str_is(bc_keys_text(table->spec, "widths"), "auto")) {
        bc_diag_list *said = table->c->diags, unsaid;
        bc_diag_list_init(&unsaid); /* what is wrong with a fragment is said when it is compiled */
        table->c->diags = &unsaid;
        each_band(table, list, count_band);
        table->c->diags = said;
        bc_diag_list_release(&unsaid);
    }
    each_band(table, list, compile_band);
}

/* What is cut between columns has the same in all its rows. */
static void check_split(const table_context *table)
{
    const bc_node *split = bc_node_find(table->spec, "split");
    if (table->bands.n == 1 && !table->bands.at[0].columns)
        bc_keys_warn_idle(table->spec, "split", table->c->diags);
    if (table->bands.n == 1)
        return;
    bc_diag_add(table->c->diags, BC_DIAG_ERROR, "E309", split->mark,
                bc_tr("a table of several bands cannot be cut between columns"));
    bc_diag_hint(table->c->diags,
                 bc_tr("put the rows into one band, with `across: rest` for those that are not divided"));
}

/* A table of one band is written without `bands`. */
static const bc_node *lone_band(bc_template_compiler *c, const bc_node *spec)
{
    static const char *const KEYS[] = { "header", "rows", "widths", "page-head", "page-foot" };
    bc_node_member members[sizeof KEYS / sizeof *KEYS];
    uint32_t n = 0;
    for (uint32_t i = 0; i < spec->n; i++) {
        for (size_t k = 0; k < sizeof KEYS / sizeof *KEYS && n < sizeof KEYS / sizeof *KEYS; k++)
            if (bc_str_is(spec->as.members[i].key, KEYS[k]))
                members[n++] = spec->as.members[i];
    }
    return bc_node_new_map(c->arena, spec->mark, members, n);
}

/* The weight of a table's lines, and how they are drawn. */
static bc_len read_rule(const bc_node *spec, const char *key, bc_len usual, bc_stroke_kind *kind)
{
    bc_stroke stroke = { .weight = usual };
    bool said = bc_node_find(spec, key) != NULL, drawn = bc_keys_stroke(spec, key, &stroke);
    if (said && !drawn)
        return 0;
    *kind = stroke.kind;
    return stroke.weight > 0 ? stroke.weight : usual;
}

static bc_str read_unit(bc_template_compiler *c, const bc_node *spec)
{
    const bc_node *unit = bc_node_find(spec, "unit");
    if (!unit || unit->kind != BC_NODE_TEXT || bc_unit_money_power(unit->as.text) >= 0)
        return bc_node_text(unit);
    bc_diag_add(c->diags, BC_DIAG_ERROR, "E303", unit->mark, bc_tr("`%.*s` is no unit of money"),
                BC_STR_ARG(unit->as.text));
    return (bc_str){ 0 };
}

static bool rows_round(bc_form_rows rows);

static bool cell_rounds(const bc_form_cell *cell)
{
    for (uint32_t i = 0; cell->repeat && i < cell->repeat->cell_count; i++)
        if (cell_rounds(&cell->repeat->cells[i]))
            return true;
    return !cell->repeat && cell->expr && cell->style->decimals >= 0;
}

/* Whether some value is printed with so many decimals: what is printed as it is needs no balance. */
static bool rows_round(bc_form_rows rows)
{
    for (uint32_t i = 0; i < rows.n; i++) {
        const bc_form_row *row = rows.at[i].kind == BC_ROWS_ONE ? &rows.at[i].as.row : NULL;
        for (uint32_t k = 0; row && k < row->cell_count; k++)
            if (cell_rounds(&row->cells[k]))
                return true;
        if (rows_round(bc_form_rows_inside(&rows.at[i])))
            return true;
    }
    return false;
}

static void check_balance(bc_template_compiler *c, const bc_node *spec, const bc_form_table *table)
{
    for (uint32_t i = 0; i < table->band_count; i++)
        if (rows_round(table->bands[i].rows))
            return;
    bc_keys_warn_idle(spec, "balance", c->diags);
}

void bc_template_compile_table(bc_template_compiler *c, const bc_node *spec, const bc_template_scope *scope,
                               bc_form_table *out)
{
    *out = (bc_form_table){ 0 };
    if (spec->kind != BC_NODE_MAP)
        return;
    out->rule = read_rule(spec, "rule", 500, &out->lines.inner);
    out->frame_rule = read_rule(spec, "frame-rule", 1000, &out->lines.frame);
    out->lines.drawn = (bc_form_lines)bc_form_keys_word(BC_FORM_KEYS_TABLE, spec, "lines", BC_LINES_ALL);
    out->split = bc_node_find(spec, "split") != NULL;
    out->balance = bc_keys_bool(spec, "balance", false);
    out->unit = read_unit(c, spec);
    out->least_rows = (uint8_t)bc_keys_int(spec, "least-rows", 2);
    out->continued = bc_keys_text(spec, "continued");
    out->continued_style = bc_template_styles_para(c->sheet, NULL, "continued");
    spec = bc_template_compile_written_out(c, spec);
    table_context table = { .c = c, .spec = spec, .scope = scope };
    c->shared_stub = c->fills = false;
    const bc_node *list = bc_node_find(spec, "bands");
    if (list)
        compile_bands(&table, list);
    else
        compile_band(&table, lone_band(c, spec));
    if (!c->shared_stub)
        bc_keys_warn_idle(spec, "stub-width", c->diags);
    if (out->split)
        check_split(&table);
    out->bands = BC_NEW_COPY(c->arena, table.bands.at, table.bands.n);
    out->band_count = (uint32_t)table.bands.n;
    out->grids = BC_NEW_COPY(c->arena, table.grids.at, table.grids.n);
    out->grid_count = (uint32_t)table.grids.n;
    if (out->balance)
        check_balance(c, spec, out);
    bc_vec_release(&table.bands);
    bc_vec_release(&table.grids);
}
