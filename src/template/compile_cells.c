/* Cells of templates: what each says, how it looks, and its place on its band's columns, as HTML places cells. */
#include "base/tr.h"
#include "form/keys.h"
#include "template/private/compile_figure.h"
#include "template/private/compile_group.h"
#include "template/private/compile_phrase.h"
#include "template/private/compile_rows.h"

typedef bc_template_grid grid;
typedef bc_template_row_context row_context;

/* Of an expression that is no field's path nobody knows what it gives. */
static bool may_be_number(const bc_form_cell *cell)
{
    const bc_form_field *field = cell->field;
    if (!cell->expr || !field || field->computed || field->uncertain)
        return cell->expr != NULL;
    bc_form_field_type type = field->type == BC_FIELD_LIST ? field->element : field->type;
    return type >= BC_FIELD_MONEY && type <= BC_FIELD_YEAR;
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
        fallback = "short"; /* 序号 */
    else if (cell->kind == BC_CELL_LABEL)
        fallback = cell->field && cell->field->type == BC_FIELD_PROSE ? "prose" : "label";
    else if (cell->field && cell->field->type < BC_FIELD_LIST)
        fallback = bc_form_field_type_name(cell->field->type);
    else if (cell->field && cell->field->type == BC_FIELD_LIST &&
             bc_expr_place(cell->expr).n > bc_expr_path(cell->expr).n)
        fallback = bc_form_field_type_name(cell->field->element); /* plan[0] */
    else if (!cell->field && cell->expr && bc_expr_reckons(cell->expr))
        fallback = bc_form_field_type_name(BC_FIELD_NUMBER); /* a / b */
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
            bc_template_compile_slip(c, spec, BC_SLIP_CELL, ctx->scope);
            cell->phrase = bc_template_compile_phrase(c, spec, ctx->scope);
            return;
        }
        bc_diag_mark at = bc_diag_mark_on(spec->mark, spec->quoted ? 2 : 1);
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
    bc_template_compile_slip(c, text ? text : label, BC_SLIP_KEY, ctx->scope);
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

static void hint_at_room(const row_context *ctx)
{
    bool covered = false;
    for (uint16_t i = 0; i < ctx->grid->columns; i++)
        covered |= ctx->grid->covered[i];
    bc_diag_hint(ctx->c->diags, "%s",
                 covered
                     ? bc_tr("mind cells that reach down from the row above; they are not listed again")
                     : bc_tr("leave out a cell, let one cover fewer columns (`across`), or add a column to `widths`"));
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
        hint_at_room(ctx);
        *column = g->columns;
        break;
    }
    first = first < g->columns ? first : (uint16_t)(g->columns - 1);
    cell->at.from = (uint16_t)(g->first + first);
    cell->at.to = (uint16_t)(g->first + *column);
    cell->at.x0 = g->edges[first];
    cell->at.x1 = g->edges[*column];
}

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

bool bc_template_is_repeated(const bc_node *spec)
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
        bc_template_compile_cell(ctx, list, i, &cells[i], &ignored);
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

void bc_template_compile_cell(const row_context *ctx, const bc_node *row, uint32_t i, bc_form_cell *cell,
                              uint16_t *column)
{
    const bc_node *spec = row->as.items[i];
    *cell = new_cell(ctx, spec);
    if (bc_template_is_repeated(spec) && ctx->grid->axes) {
        compile_repeated(ctx, spec, cell);
        return;
    }
    place_cell(ctx, row, i, cell, column);
    compile_words(ctx, spec, cell);
}
