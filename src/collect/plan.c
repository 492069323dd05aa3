/* The form is composed with as many rows as an empty workbook has. What stands in rows of lists is known of their first
 * element; forms whose elements take several rows each have room for some. */
#include "collect/private/plan.h"

#include "form/anchor.h"
#include "layout/compose.h"
#include "record/blank.h"

size_t bc_collect_plan_list(const bc_form *form, bc_str path)
{
    for (size_t at = 0; (at = bc_str_find(path, BC_STR("["), at)) != SIZE_MAX; at++) {
        const bc_form_field *list = bc_form_anchor_field(form, bc_str_slice(path, 0, at));
        if (list && list->type == BC_FIELD_LIST && !list->label_count)
            return at + 1;
    }
    return 0;
}

/* Whether the path leads into an element behind the first, of any list that grows. */
static bool is_repeated(const bc_form *form, bc_str path)
{
    for (size_t at = 0; (at = bc_str_find(path, BC_STR("["), at)) != SIZE_MAX; at++) {
        const bc_form_field *list = bc_form_anchor_field(form, bc_str_slice(path, 0, at));
        if (list && !list->label_count && !(at + 2 < path.n && path.p[at + 1] == '0' && path.p[at + 2] == ']'))
            return true;
    }
    return false;
}

static void add_cell(bc_collect_plan *plan, bc_collect_plan_cell cell)
{
    bc_vec_add(&plan->cells, cell);
    plan->rows.at[plan->rows.n - 1].n++;
}

static void begin_row(bc_collect_plan *plan, uint32_t table)
{
    bc_vec_add(&plan->rows, (bc_collect_plan_row){ .first = (uint32_t)plan->cells.n, .table = table });
}

static void add_words(bc_collect_plan *plan, bc_str text)
{
    const bc_collect_label label = bc_collect_label_of(text);
    if (label.length)
        add_cell(plan, (bc_collect_plan_cell){ .row = (uint32_t)plan->rows.n - 1, .rows = 1, .label = label });
}

static uint64_t edge(const bc_layout_composed_table *table, const bc_layout_row *row, bc_len x, uint16_t number)
{
    return table->grid_count ? ((uint64_t)row->grid + 1) << 32 | number : (uint32_t)x;
}

static void add_table_cell(bc_collect_plan *plan, const bc_layout_composed_table *table,
                           const bc_layout_composed_cell *from, uint32_t first_row)
{
    const bc_layout_row *row = &table->rows[from->row];
    bc_collect_plan_cell cell = { .row = first_row + from->row,
                                  .rows = from->rows ? from->rows : 1,
                                  .from = edge(table, row, from->x0, from->from),
                                  .to = edge(table, row, from->x1, from->to),
                                  .adds = from->value.sum != NULL,
                                  .value = from->kind == BC_CELL_VALUE };
    if (from->value.path.n) {
        cell.path = bc_arena_str(&plan->arena, from->value.path);
        cell.field = bc_form_anchor_field(plan->form, cell.path);
        cell.repeated = is_repeated(plan->form, cell.path);
        if (bc_collect_plan_list(plan->form, cell.path))
            plan->rows.at[cell.row].listed = true;
    } else if (!cell.value) {
        cell.label = bc_collect_label_of(from->text);
    }
    cell.asks = from->extra && from->extra->asks;
    if (cell.asks)
        bc_vec_add(&plan->phrases, from->extra->asks);
    add_cell(plan, cell);
}

/* Labels beside repeated elements are repeated, too. */
static void mark_repeated(bc_collect_plan *plan, size_t first_row)
{
    for (size_t r = first_row; r < plan->rows.n; r++) {
        const bc_collect_plan_row *row = &plan->rows.at[r];
        bool values = false, all = true;
        for (uint32_t i = 0; i < row->n; i++) {
            const bc_collect_plan_cell *cell = &plan->cells.at[row->first + i];
            values = values || cell->path.n > 0;
            all = all && (cell->repeated || !cell->path.n);
        }
        for (uint32_t i = 0; values && all && i < row->n; i++)
            plan->cells.at[row->first + i].repeated = true;
    }
}

/* Short ones are words that any form may have. The year in front may be left out. */
static void add_title(bc_collect_plan *plan, bc_str text)
{
    static const char *const YEARS[] = { "年度", "年" };
    enum { MIN_BYTES = 5 * 3 }; /* five characters */
    bc_buf folded;
    bc_buf_init(&folded);
    (void)bc_collect_label_fold(text, &folded);
    bc_str title = bc_buf_str(&folded);
    for (size_t i = 0; i < sizeof YEARS / sizeof *YEARS; i++)
        if (bc_str_starts(title, bc_str_from(YEARS[i])))
            title = bc_str_slice(title, bc_str_from(YEARS[i]).n, title.n);
    if (title.n >= MIN_BYTES)
        bc_vec_add(&plan->titles, bc_arena_str(&plan->arena, title));
    bc_buf_release(&folded);
}

static void add_table(bc_collect_plan *plan, const bc_layout_composed_table *table)
{
    const uint32_t first_row = (uint32_t)plan->rows.n;
    plan->tables++;
    for (uint32_t r = 0; r < table->row_count; r++) {
        begin_row(plan, plan->tables);
        if (plan->tables == 1 && table->rows[r].cells == 1 && r == 0)
            add_title(plan, table->cells[table->rows[r].first_cell].text);
        for (uint32_t i = 0; i < table->rows[r].cells; i++)
            add_table_cell(plan, table, &table->cells[table->rows[r].first_cell + i], first_row);
    }
    mark_repeated(plan, first_row);
}

uint32_t bc_collect_plan_label(const bc_collect_plan *plan, uint32_t index)
{
    const bc_collect_plan_cell *cell = &plan->cells.at[index];
    const bc_collect_plan_row *row = &plan->rows.at[cell->row];
    for (uint32_t i = index; i-- > row->first && !row->listed;)
        if (plan->cells.at[i].label.length)
            return i;
    for (uint32_t i = row->first; i-- > 0;) {
        const bc_collect_plan_cell *above = &plan->cells.at[i];
        if (plan->rows.at[above->row].table == row->table && above->from == cell->from && above->label.length)
            return i;
    }
    return UINT32_MAX;
}

unsigned bc_collect_plan_match(const bc_collect_plan_cell *cell, const bc_collect_label *label)
{
    unsigned best = bc_collect_label_match(&cell->label, label);
    for (uint32_t i = 0; i < cell->other_count && !best; i++)
        best = bc_collect_label_match(&cell->others[i], label) ? 2 : 0;
    return best;
}

/* A department writes 项目编号 where the form has 项目编码: what is a name of the field in records is one on paper. */
static void add_other_names(bc_collect_plan *plan, uint32_t index)
{
    const bc_form_field *field = plan->cells.at[index].field;
    const uint32_t at = field && field->alias_count ? bc_collect_plan_label(plan, index) : UINT32_MAX;
    if (at == UINT32_MAX || plan->cells.at[at].others)
        return;
    bc_collect_label *names = BC_NEW_ARRAY(&plan->arena, bc_collect_label, field->alias_count + 1);
    bool known = false;
    names[0] = bc_collect_label_of(field->label);
    for (uint32_t i = 0; i < field->alias_count; i++)
        names[i + 1] = bc_collect_label_of(field->aliases[i]);
    for (uint32_t i = 0; i <= field->alias_count; i++)
        known = known || bc_collect_label_match(&plan->cells.at[at].label, &names[i]);
    if (!known) /* a head of several, or words of the paper alone */
        return;
    plan->cells.at[at].others = names;
    plan->cells.at[at].other_count = field->alias_count + 1;
}

static void add_block(bc_collect_plan *plan, const bc_layout_composed_block *block)
{
    if (block->kind == BC_BLOCK_TABLE) {
        add_table(plan, block->as.table);
        return;
    }
    begin_row(plan, 0);
    if (block->kind == BC_BLOCK_PARA && !plan->tables)
        add_title(plan, block->as.para.text);
    if (block->kind == BC_BLOCK_PARA) {
        add_words(plan, block->as.para.text);
    } else if (block->kind == BC_BLOCK_LINE) {
        add_words(plan, block->as.line.left);
        add_words(plan, block->as.line.centre);
        add_words(plan, block->as.line.right);
    }
}

void bc_collect_plan_init(bc_collect_plan *plan, const bc_form *form)
{
    *plan = (bc_collect_plan){ .form = form };
    bc_diag_list ignored;
    bc_arena arena = { 0 };
    bc_diag_list_init(&ignored);
    const bc_record_blank_size size = { .rows = BC_RECORD_BLANK_ROWS, .inner = BC_RECORD_BLANK_INNER };
    const bc_layout_blank_heights heights = { 0 };
    const bc_value record = bc_record_blank(form, &size, &arena, &ignored);
    const bc_layout_composed *blank = bc_layout_compose_blank(form, &record, &heights, &arena, &ignored);
    for (uint32_t i = 0; i < blank->block_count; i++)
        add_block(plan, &blank->blocks[i]);
    for (uint32_t i = 0; i < plan->cells.n; i++)
        add_other_names(plan, i);
    bc_arena_release(&arena);
    bc_diag_list_release(&ignored);
}

void bc_collect_plan_release(bc_collect_plan *plan)
{
    bc_vec_release(&plan->rows);
    bc_vec_release(&plan->cells);
    bc_vec_release(&plan->titles);
    bc_vec_release(&plan->phrases);
    bc_arena_release(&plan->arena);
}
