/* Rows of templates: their cells over the columns of the band, and what repeats them, merges them or prints them under
 * a condition. */
#include "template/private/compile_rows.h"
#include "base/tr.h"
#include "form/keys.h"
#include "template/private/compile_group.h"
#include "template/private/compile_pages.h"
#include "template/private/stack.h"

typedef bc_template_grid grid;
typedef bc_template_row_context row_context;
typedef bc_template_row_items row_items;

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

void bc_template_rows_expect_closed(const row_context *ctx, bc_diag_mark at)
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

void bc_template_compile_row(const row_context *ctx, const bc_node *list, const bc_node *spec, row_items *out)
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
        bc_template_compile_cell(&styled, list, i, &cells[i], &column);
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

bc_form_rows bc_template_rows_of(bc_arena *arena, row_items *items)
{
    bc_form_row_item *copy = BC_NEW_ARRAY(arena, bc_form_row_item, items->n);
    for (size_t i = 0; i < items->n; i++)
        copy[i] = items->at[i];
    bc_form_rows rows = { copy, (uint32_t)items->n };
    bc_vec_release(items);
    return rows;
}

/* The innermost group around what the scope sees, or NULL. */
static const bc_template_scope *group_around(const bc_template_scope *scope)
{
    while (scope && !scope->walked)
        scope = scope->outer;
    return scope;
}

static bool repeats_these(const bc_form_each *each)
{
    return each->list && bc_str_is(bc_expr_path(each->list), "these");
}

/* Rows see what the list has printed up to them, too: `so-far`. Groups and their members ask for one list, whose
 * repetition is told (`asked`). */
static void see_so_far(const row_context *ctx, const bc_form_each *each, bool *asked, bc_template_scope *inside)
{
    const bc_form_field *list = each->list_field;
    if (!list || list->type != BC_FIELD_LIST || list->tree || inside->open || each->halves ||
        bc_form_field_find(inside->fields, inside->n, BC_STR("so-far")))
        return;
    const bc_template_scope *group = repeats_these(each) ? group_around(ctx->scope) : NULL;
    if (group && group->summed)
        asked = group->summed;
    bc_form_field *fields = BC_NEW_ARRAY(ctx->c->arena, bc_form_field, inside->n + 1);
    for (uint32_t i = 0; i < inside->n; i++)
        fields[i] = inside->fields[i];
    fields[inside->n] = *list;
    fields[inside->n].key = fields[inside->n].label = BC_STR("so-far");
    fields[inside->n].computed = NULL;
    fields[inside->n].label_count = 0;
    inside->fields = fields;
    inside->n++;
    inside->summed = asked;
}

/* What the rows see of the elements of one list. */
static void see_list(const row_context *ctx, const bc_node *spec, bc_form_each *each, bc_template_scope *inside)
{
    bc_template_repeated repeated = bc_template_compile_repeated(ctx->c, spec, ctx->scope, inside);
    each->list = repeated.list;
    each->list_field = repeated.field;
    each->grouping = repeated.grouping;
    const bc_template_scope *group = group_around(ctx->scope);
    if (group && repeats_these(each)) {
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
    see_so_far(ctx, &item.as.each, &item.as.each.so_far, &scope);
    bc_template_compile_rows(&inner, bc_node_find(spec, "rows"), &rows);
    bc_template_rows_expect_closed(ctx, spec->mark);
    ctx->grid->columns = columns;
    item.as.each.rows = bc_template_rows_of(c->arena, &rows);
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
    bc_template_compile_rows(ctx, bc_node_find(spec, "rows"), &rows);
    bc_template_rows_expect_closed(ctx, spec->mark);
    item.as.rows = bc_template_rows_of(ctx->c->arena, &rows);
    bc_vec_add(out, item);
}

static void compile_row_entry(const row_context *ctx, const bc_node *entry, row_items *out)
{
    bc_template_compiler *c = ctx->c;
    if (entry->kind == BC_NODE_LIST) {
        bc_template_compile_row(ctx, entry, NULL, out);
    } else if (bc_node_find(entry, "use")) {
        const bc_node *fragment = bc_template_compile_fragment(c, bc_node_find(entry, "use"), "[#row]");
        if (fragment)
            bc_template_compile_rows(ctx, fragment, out);
    } else if (bc_node_find(entry, "each")) {
        compile_each(ctx, entry, out);
    } else if (bc_node_find(entry, "rows")) {
        compile_when(ctx, entry, out);
    } else if (bc_template_compile_cells(entry)) {
        const bc_node *list = bc_template_compile_cells(entry);
        if (list->kind == BC_NODE_LIST)
            bc_template_compile_row(ctx, list, entry, out);
    }
}

void bc_template_compile_rows(const row_context *ctx, const bc_node *list, row_items *out)
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
