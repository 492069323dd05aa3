/* Tables of templates: their bands, the columns of each, and what stands on every page. */
#include "base/tr.h"
#include "base/unit.h"
#include "form/keys.h"
#include "template/private/compile_group.h"
#include "template/private/compile_ordinal.h"
#include "template/private/compile_pages.h"
#include "template/private/compile_place.h"
#include "template/private/compile_rows.h"
#include "template/private/compile_short.h"
#include "template/private/compile_widths.h"

typedef bc_template_grid grid;
typedef bc_template_row_context row_context;
typedef bc_template_row_items row_items;
typedef BC_VEC(bc_form_band) bands;

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

static void repeat_widths(const row_context *ctx, const bc_template_scope *scope, const bc_node *list,
                          bc_form_width_item *items, bc_form_cell *cells, int depth);

/* A cell of `each` that the band's widths name, of which nothing is printed: its list, and one cell for each of its
 * widths. */
static void repeat_width(const row_context *ctx, const bc_template_scope *scope, const bc_node *spec,
                         bc_form_width_item *item, bc_form_cell *cell, int depth)
{
    bc_template_compiler *c = ctx->c;
    bc_template_scope inside;
    bc_template_repeated repeated = bc_template_compile_repeated(c, spec, scope, &inside);
    bc_form_cell *cells = BC_NEW_ARRAY(c->arena, bc_form_cell, item->n);
    for (uint32_t i = 0; i < item->n; i++)
        cells[i] = (bc_form_cell){ .across = 1, .down = 1, .merge = -1, .mark = spec->mark };
    const bc_node *list = bc_node_find(spec, "widths");
    if (list && list->kind == BC_NODE_LIST && list->n == item->n)
        repeat_widths(ctx, &inside, list, item->inside, cells, depth + 1);
    bc_form_repeat *repeat = BC_NEW(c->arena, bc_form_repeat);
    *repeat = (bc_form_repeat){ .list = repeated.list,
                                .list_field = repeated.field,
                                .grouping = repeated.grouping,
                                .cells = cells,
                                .cell_count = item->n };
    cell->repeat = repeat;
    cell->axis = bc_template_place_axis(c, ctx->grid->axes, spec, cell);
    item->repeated = cell;
}

/* The same for those of a list; `cells`, where there are any, are as many. */
static void repeat_widths(const row_context *ctx, const bc_template_scope *scope, const bc_node *list,
                          bc_form_width_item *items, bc_form_cell *cells, int depth)
{
    for (uint32_t i = 0; i < list->n && depth < BC_MAX_COMPILE_DEPTH; i++) {
        const bc_node *one = list->as.items[i];
        if (bc_template_is_repeated(one))
            repeat_width(ctx, scope, one, &items[i], &cells[i], depth);
    }
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
    if (widths.list && widths.list->kind == BC_NODE_LIST && widths.list->n)
        repeat_widths(ctx, ctx->scope, widths.list, items, BC_NEW_ARRAY(c->arena, bc_form_cell, columns->n), 0);
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
            bc_template_compile_row(&ctx, cells, entry == cells ? NULL : entry, &rows);
    }
    bc_template_rows_expect_closed(&ctx, pages ? pages->mark : (bc_diag_mark){ 0 });
    return bc_template_rows_of(ctx.c->arena, &rows);
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
    bc_template_compile_rows(&ctx, bc_node_find(spec, "header"), &header);
    bc_template_rows_expect_closed(&ctx, spec->mark);
    ctx.header = false;
    bc_template_compile_rows(&ctx, bc_node_find(spec, "rows"), &rows);
    bc_template_rows_expect_closed(&ctx, spec->mark);
    for (size_t i = 0; i < header.n; i++)
        if (header.at[i].kind != BC_ROWS_ONE)
            bc_diag_add(c->diags, BC_DIAG_ERROR, "E332", header.at[i].mark,
                        bc_tr("header rows cannot repeat or depend on a condition"));
    band.header = bc_template_rows_of(c->arena, &header);
    band.rows = bc_template_rows_of(c->arena, &rows);
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
    if (!bc_diag_list_has(c->diags, "E303", unit->mark)) /* `tables` says it of each */
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

/* The table with what `tables` says of all and it does not say itself. */
static const bc_node *with_defaults(bc_template_compiler *c, const bc_node *spec)
{
    const bc_node *all = c->tables && c->tables->kind == BC_NODE_MAP ? c->tables : NULL;
    if (!all || !all->n)
        return spec;
    bc_node_member *members = BC_NEW_ARRAY(c->arena, bc_node_member, (size_t)spec->n + all->n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < spec->n; i++)
        members[n++] = spec->as.members[i];
    for (uint32_t i = 0; i < all->n; i++)
        if (!bc_node_find_member(spec, all->as.members[i].key))
            members[n++] = all->as.members[i];
    return bc_node_new_map(c->arena, spec->mark, members, n);
}

void bc_template_compile_table(bc_template_compiler *c, const bc_node *spec, const bc_template_scope *scope,
                               bc_form_table *out)
{
    *out = (bc_form_table){ 0 };
    if (spec->kind != BC_NODE_MAP)
        return;
    spec = with_defaults(c, spec);
    out->rule = read_rule(spec, "rule", 500, &out->lines.inner);
    out->frame_rule = read_rule(spec, "frame-rule", 1000, &out->lines.frame);
    out->lines.drawn = (bc_form_lines)bc_form_keys_word(BC_FORM_KEYS_TABLE, spec, "lines", BC_LINES_ALL);
    out->split = bc_node_find(spec, "split") != NULL;
    out->balance = bc_keys_bool(spec, "balance", false);
    out->unit = read_unit(c, spec);
    out->least_rows = (uint8_t)bc_keys_int(spec, "least-rows", 2);
    out->continued = bc_template_compile_phrase(c, bc_node_find(spec, "continued"), scope);
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
