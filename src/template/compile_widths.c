/* Widths of columns: what `widths` and `stub-width` say becomes a grid, which is a list of columns and where their
 * edges stand as long as nobody has looked at texts. Shares alone are whole multiples of a share, so that bands with
 * the same sums share their edges exactly; bands that write the same stand on one grid, and so stay together whatever
 * their texts ask. */
#include "template/private/compile_widths.h"

#include "base/tr.h"
#include "form/grid.h"
#include "form/keys.h"
#include "template/private/compile_rows.h"

enum {
    MAX_COLUMNS = BC_MAX_COLUMNS, /* more than the widest published form has three times over */
    MAX_SHARE = 1000000000,
    STUB_SHARE = 12000 /* of the frame, in thousandths of a percent */
};

/* -- one column ----------------------------------------------------------------------------------------- */

static bool read_share(const bc_node *node, int64_t *out)
{
    bc_decimal share;
    if (!bc_decimal_parse(bc_node_text(node), &share) || !bc_decimal_rescale(share, 3, BC_ROUND_HALF_UP, &share) ||
        share.coef <= 0 || share.coef > MAX_SHARE)
        return false;
    *out = (int64_t)share.coef;
    return true;
}

static bc_form_width automatic(bc_diag_mark mark)
{
    return (bc_form_width){ .kind = BC_WIDTH_AUTO, .flexible = true, .content = true, .mark = mark };
}

static bc_form_width read_column(bc_template_compiler *c, const bc_node *map)
{
    bc_form_width width = { .kind = BC_WIDTH_AUTO, .flexible = true, .content = true, .mark = map->mark };
    const bc_node *share = bc_node_find(map, "share");
    if (share && read_share(share, &width.share)) {
        width.kind = BC_WIDTH_SHARE;
        width.content = bc_str_is(bc_keys_text(map, "min"), "content");
        width.flexible = bc_node_find(map, "min") || bc_node_find(map, "max");
    }
    width.least = bc_keys_length(map, "min", 0, 0);
    width.most = bc_keys_length(map, "max", 0, 0);
    if (width.most && width.most < width.least)
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E303", bc_node_find(map, "max")->mark, bc_tr("`max` is less than `min`"));
    return width;
}

/* False for what has been reported. */
static bool read_width(bc_template_compiler *c, const bc_node *node, bc_form_width *width)
{
    *width = (bc_form_width){ .mark = node->mark };
    if (node->kind == BC_NODE_MAP) {
        *width = read_column(c, node);
        return true;
    }
    if (bc_str_is(bc_node_text(node), "auto")) {
        width->kind = BC_WIDTH_AUTO;
        width->flexible = width->content = true;
        return true;
    }
    if (read_share(node, &width->share))
        return true;
    width->kind = BC_WIDTH_LENGTH;
    return bc_len_parse(bc_node_text(node), 0, &width->length) && width->length > 0;
}

static bc_form_width read_stub(bc_template_compiler *c, const bc_node *node)
{
    bc_form_width width = { .share = STUB_SHARE };
    if (node)
        (void)read_width(c, node, &width);
    width.stub = true;
    return width;
}

/* -- counting columns ----------------------------------------------------------------------------------- */

static uint32_t count_row(const bc_node *cells)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < bc_node_elements(cells); i++) {
        const bc_node *cell = bc_node_element(cells, i);
        int64_t across = cell->kind == BC_NODE_MAP ? bc_keys_int(cell, "across", 1) : 1;
        n += across > 0 && across <= MAX_COLUMNS ? (uint32_t)across : 1;
    }
    return n;
}

static uint32_t count_within(const bc_template_compiler *c, const bc_node *rows, int depth);

static uint32_t count_entry(const bc_template_compiler *c, const bc_node *entry, int depth)
{
    const bc_node *row = bc_template_compile_cells(entry), *use = bc_node_find(entry, "use");
    if (entry->kind == BC_NODE_LIST)
        return count_row(entry);
    if (row)
        return count_row(row);
    if (!use)
        return count_within(c, bc_node_find(entry, "rows"), depth + 1);
    const bc_node_member *fragment = bc_node_find_member(c->fragments, bc_node_text(use));
    return count_within(c, fragment ? fragment->value : NULL, depth + 1);
}

static uint32_t count_within(const bc_template_compiler *c, const bc_node *rows, int depth)
{
    uint32_t most = 0;
    if (depth > BC_MAX_COMPILE_DEPTH || !rows || rows->kind != BC_NODE_LIST)
        return 0;
    for (uint32_t i = 0; i < rows->n; i++) {
        uint32_t n = count_entry(c, rows->as.items[i], depth);
        most = n > most ? n : most;
    }
    return most;
}

uint32_t bc_template_widths_count(const bc_template_compiler *c, const bc_node *rows)
{
    return count_within(c, rows, 0);
}

/* -- grids ---------------------------------------------------------------------------------------------- */

/* A grid being made. */
typedef struct columns {
    bc_form_width at[MAX_COLUMNS + 1];
    uint32_t n;
    bool stub; /* the first of them is one, its share one of the frame */
} columns;

static uint32_t columns_of_rows(const bc_template_compiler *c, const bc_template_widths *widths)
{
    uint32_t n = widths->most;
    for (int i = 0; i < 2; i++) {
        uint32_t own = bc_template_widths_count(c, widths->rows[i]) + widths->stub_in_column;
        n = own > n ? own : n;
    }
    return n < 1 ? 1 : n > MAX_COLUMNS ? MAX_COLUMNS : n;
}

static bool read_auto(const bc_template_compiler *c, const bc_template_widths *widths, columns *out)
{
    const uint32_t n = columns_of_rows(c, widths);
    for (uint32_t i = 0; i < n; i++)
        out->at[out->n++] = automatic(widths->list ? widths->list->mark : (bc_diag_mark){ 0 });
    return true;
}

static bool read_columns(bc_template_compiler *c, const bc_template_widths *widths, columns *out)
{
    const bc_node *list = widths->list;
    *out = (columns){ .stub = widths->has_stub };
    if (widths->has_stub)
        out->at[out->n++] = read_stub(c, widths->stub);
    if ((list && list->kind == BC_NODE_TEXT) || (!list && columns_of_rows(c, widths) > 1u + widths->stub_in_column))
        return read_auto(c, widths, out);
    uint32_t n = list && list->kind == BC_NODE_LIST ? list->n : 0;
    if (n > MAX_COLUMNS) {
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E333", list->mark, bc_tr("a band has at most %d columns"), MAX_COLUMNS);
        return false;
    }
    for (uint32_t i = 0; i < n; i++)
        if (!read_width(c, list->as.items[i], &out->at[out->n++]))
            return false; /* said already */
    if (!n)
        out->at[out->n++] = (bc_form_width){ .share = 1 };
    /* A lone column that a stub stands in is halved. */
    if (widths->stub_in_column && n < 2)
        out->at[out->n++] = out->at[0];
    return true;
}

static void refuse_room(bc_template_compiler *c, const columns *columns)
{
    bc_diag_add(c->diags, BC_DIAG_ERROR, "E303", columns->at[columns->stub].mark,
                bc_tr("these widths leave nothing for the other columns"));
    bc_diag_hint(c->diags, bc_tr("beside an `auto` column shares are percent of the band"));
}

int32_t bc_template_widths_compile(bc_template_compiler *c, const bc_template_widths *widths, bc_template_grids *grids)
{
    columns columns;
    if (!read_columns(c, widths, &columns))
        return -1;
    bc_len *edges = BC_NEW_ARRAY(c->arena, bc_len, columns.n + 1);
    if (!bc_form_grid_place(columns.at, columns.n, c->frame, edges)) {
        refuse_room(c, &columns);
        return -1;
    }
    bc_form_grid made = bc_form_grid_of(columns.at, columns.n, edges);
    for (size_t i = 0; i < grids->n; i++)
        if (bc_form_grid_same(&grids->at[i], &made))
            return (int32_t)i;
    made.columns = BC_NEW_COPY(c->arena, columns.at, columns.n);
    bc_vec_add(grids, made);
    return (int32_t)grids->n - 1;
}

/* -- columns from the record ---------------------------------------------------------------------------- */

/* The widths of a list, of which those that repeat have theirs inside. */
static bc_form_width_item *read_items(bc_template_compiler *c, const bc_node *list, int depth)
{
    bc_form_width_item *items = BC_NEW_ARRAY(c->arena, bc_form_width_item, list->n);
    for (uint32_t i = 0; i < list->n; i++) {
        const bc_node *one = list->as.items[i];
        const bc_node *inside = one->kind == BC_NODE_MAP ? bc_node_find(one, "widths") : NULL;
        (void)read_width(c, one, &items[i].width);
        if (!bc_template_is_repeated(one))
            continue;
        bc_form_width_item *alone = BC_NEW(c->arena, bc_form_width_item);
        alone->width = items[i].width;
        bool several = inside && inside->kind == BC_NODE_LIST && inside->n && depth < BC_MAX_COMPILE_DEPTH;
        items[i].inside = several ? read_items(c, inside, depth + 1) : alone;
        items[i].n = several ? inside->n : 1;
    }
    return items;
}

bc_form_width_item *bc_template_widths_repeated(bc_template_compiler *c, const bc_template_widths *widths,
                                                bc_form_columns *out)
{
    const bc_node *list = widths->list;
    if (widths->has_stub) {
        bc_form_width *stub = BC_NEW(c->arena, bc_form_width);
        *stub = read_stub(c, widths->stub);
        out->stub = stub;
    }
    bool listed = list && list->kind == BC_NODE_LIST && list->n;
    out->alike = !listed;
    out->n = listed ? list->n : 1;
    bc_form_width_item *items = listed ? read_items(c, list, 0) : BC_NEW(c->arena, bc_form_width_item);
    if (!listed)
        items->width = automatic(list ? list->mark : (bc_diag_mark){ 0 });
    out->items = items;
    return items;
}
