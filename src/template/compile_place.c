/* Bands whose columns come from the record are tried out with numbers made up: each list has so many elements as no
 * other, so that rows that fit by chance only do not pass, and then all have one. What goes wrong is the template's
 * mistake and is said at its place. */
#include "template/private/compile_place.h"

#include "base/tr.h"
#include "form/keys.h"
#include "form/placing.h"
#include "template/private/compile_figure.h"

/* -- what repeats --------------------------------------------------------------------------------------- */

static bool repeats_within(const bc_template_compiler *c, const bc_node *value, int depth);

static bool repeats_entry(const bc_template_compiler *c, const bc_node *entry, int depth)
{
    if (entry->kind == BC_NODE_LIST)
        return repeats_within(c, entry, depth + 1);
    if (entry->kind != BC_NODE_MAP)
        return false;
    const bc_node *rows = bc_node_find(entry, "rows"), *row = bc_template_compile_cells(entry);
    const bc_node *use = bc_node_find(entry, "use");
    const bc_node_member *fragment = use ? bc_node_find_member(c->fragments, bc_node_text(use)) : NULL;
    if (rows || row || use)
        return repeats_within(c, rows ? rows : row ? row : fragment ? fragment->value : NULL, depth + 1);
    return bc_node_find(entry, "each") && !bc_template_is_chart(entry);
}

static bool repeats_within(const bc_template_compiler *c, const bc_node *value, int depth)
{
    if (depth > 2 * BC_MAX_COMPILE_DEPTH || !value || value->kind != BC_NODE_LIST)
        return false;
    for (uint32_t i = 0; i < value->n; i++)
        if (repeats_entry(c, value->as.items[i], depth))
            return true;
    return false;
}

bool bc_template_place_repeats(const bc_template_compiler *c, const bc_node *rows)
{
    return repeats_within(c, rows, 0);
}

/* -- axes ----------------------------------------------------------------------------------------------- */

static bc_str written(bc_template_compiler *c, const bc_node *by)
{
    bc_buf text;
    bc_buf_init(&text);
    for (uint32_t i = 0; i < bc_node_elements(by); i++) {
        bc_buf_add_text(&text, i ? "," : "");
        bc_buf_add_str(&text, bc_str_trim(bc_node_text(bc_node_element(by, i))));
    }
    bc_str kept = bc_arena_str(c->arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return kept;
}

/* One that names the list alone means whatever repeats it. */
static bool is_axis(const bc_template_axis *axis, bc_str list, bc_str by, bool names)
{
    bool open = names ? !by.n : !axis->cell && !axis->by.n;
    return bc_str_eq(axis->list, list) && (open || bc_str_eq(axis->by, by));
}

uint16_t bc_template_place_axis(bc_template_compiler *c, bc_template_axes *axes, const bc_node *spec,
                                const bc_form_cell *cell)
{
    bc_str list = bc_str_trim(bc_node_text(bc_node_find(spec, "each"))), by = written(c, bc_node_find(spec, "by"));
    for (size_t i = 0; i < axes->n; i++) {
        if (!is_axis(&axes->at[i], list, by, !cell))
            continue;
        if (cell && !axes->at[i].cell) {
            axes->at[i].cell = cell;
            axes->at[i].by = by;
        }
        return (uint16_t)i;
    }
    bc_vec_add(axes, (bc_template_axis){ list, by, cell, spec->mark });
    return (uint16_t)(axes->n - 1);
}

/* -- trying it out -------------------------------------------------------------------------------------- */

typedef struct trial {
    bc_template_compiler *c;
    const bc_form_band *band;
    bool single; /* each list has one element */
} trial;

static uint32_t count(void *context, void *scope, const bc_form_cell *cell, void **elements)
{
    const trial *t = context;
    const bc_form_field *list = cell->repeat->list_field;
    *elements = context;
    if (list && list->label_count && !cell->repeat->grouping)
        return list->label_count;
    if (bc_expr_written_out(cell->repeat->list) && !cell->repeat->grouping)
        return bc_expr_written_out(cell->repeat->list);
    if (!scope)
        return 0;
    return t->single ? 1 : cell->axis + 2U;
}

static void *enter(void *context, void *scope, void *elements, uint32_t i)
{
    static int inside;
    (void)context;
    (void)elements;
    (void)i;
    return scope ? &inside : NULL;
}

static void report(void *context, bc_form_fault fault, bc_diag_mark mark, uint32_t a, uint32_t b)
{
    bc_diag_list *diags = ((const trial *)context)->c->diags;
    switch (fault) {
    case BC_FAULT_OVERFULL:
        bc_diag_add(diags, BC_DIAG_ERROR, "E306", mark,
                    bc_tr("this cell does not fit below the columns that are repeated above it"));
        bc_diag_hint(diags, bc_tr("`across: {each: list}` takes as many columns as the cells that repeat the list"));
        break;
    case BC_FAULT_UNDERFULL:
        bc_diag_add(diags, BC_DIAG_ERROR, "E306", mark,
                    bc_tr("this row does not fill the columns that are repeated above it"));
        bc_diag_hint(diags, bc_tr("`across: {each: list}` takes as many columns as the cells that repeat the list; "
                                  "heads written as `heads:` reach over what is below them by themselves"));
        break;
    case BC_FAULT_PARTLY:
        bc_diag_add(diags, BC_DIAG_ERROR, "E306", mark,
                    bc_tr("%u columns are left for these cells, of which each element takes %u"), a, b);
        bc_diag_hint(diags, bc_tr("repeat the cells of the head too, then it says how many columns there are"));
        break;
    case BC_FAULT_WIDTHS:
        bc_diag_add(diags, BC_DIAG_ERROR, "E306", mark, bc_tr("these widths do not go with the columns of the rows"));
        bc_diag_hint(diags, bc_tr("write `{each: list, share: 1}` for the columns that are repeated"));
        break;
    case BC_FAULT_MANY:
        break; /* of numbers that were made up */
    }
}

/* Whether columns can be told by a key: they are of groups, or of single values. */
static bool has_keys(const bc_form_place *place)
{
    const bc_form_repeat *repeat = place->cell->repeat;
    bool grouped = repeat->grouping && repeat->grouping->by_count;
    bool maps = repeat->list_field && repeat->list_field->type == BC_FIELD_LIST && repeat->list_field->child_count;
    return place->elements && (grouped || !maps);
}

static void check_keys(bc_template_compiler *c, const bc_form_placed *cells, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const bc_form_place *place = cells[i].place;
        if (!place)
            continue;
        const bc_form_repeat *repeat = cells[i].cell->repeat;
        if (repeat->grouping && repeat->grouping->by_count && !has_keys(place)) {
            bc_diag_add(c->diags, BC_DIAG_ERROR, "E339", cells[i].cell->mark,
                        bc_tr("the columns above have no keys, so it cannot be told which of them is meant"));
            bc_diag_hint(c->diags, bc_tr("repeat the head by the same key: {each: list, by: key, label: $(key)}"));
        }
        check_keys(c, cells[i].inside, (size_t)place->n * repeat->cell_count);
    }
}

static void check_rows(bc_template_compiler *c, bc_form_rows rows, const bc_form_placing *placing)
{
    for (uint32_t i = 0; i < rows.n; i++) {
        const bc_form_row *row = &rows.at[i].as.row;
        if (rows.at[i].kind == BC_ROWS_ONE)
            check_keys(c, placing->rows[row->index], row->cell_count);
        else
            check_rows(c, bc_form_rows_inside(&rows.at[i]), placing);
    }
}

void bc_template_place_check(bc_template_compiler *c, const bc_form_band *band)
{
    for (int single = 1; single >= 0; single--) {
        trial t = { c, band, !single };
        bc_form_counter counter = { &t, count, enter, report };
        bc_form_placing placing;
        if (!bc_form_placing_find(band, &t, BC_MAX_SPLIT, &counter, c->arena, &placing))
            return;
        if (!single)
            continue;
        unsigned errors = c->diags->errors;
        check_rows(c, band->header, &placing);
        check_rows(c, band->rows, &placing);
        check_rows(c, band->page_head, &placing);
        check_rows(c, band->page_foot, &placing);
        if (c->diags->errors > errors)
            return;
    }
}
