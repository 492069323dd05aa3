/* A walk over all that reads fields: layout, checks, names of files, computations. A name is resolved in the scopes
 * that it has when the form is printed. Where that cannot be told, as inside macros and parameters of rules, every
 * field it may mean counts as used: the linter had better be silent than wrong. */
#include "form/usage.h"

/* Fields in reach of an expression, the innermost repetition first. */
typedef struct reach {
    const bc_form_field *fields;
    uint32_t n;
    const bc_form_each_side *sides; /* lists side by side, by the names of their elements */
    uint32_t side_count;
    const struct reach *outer;
} reach;

typedef struct usage {
    const bc_form *form;
    const reach *scope;
    bc_form_used_fields *used;
    void (*see)(void *context, const bc_expr *expr); /* or NULL */
    void *context;
} usage;

bool bc_form_usage_has(const bc_form_used_fields *used, const bc_form_field *field)
{
    for (size_t i = 0; i < used->list.n; i++)
        if (used->list.at[i] == field)
            return true;
    return false;
}

static void use(usage *u, const bc_form_field *field)
{
    if (!bc_form_usage_has(u->used, field))
        bc_vec_add(&u->used->list, field);
}

static void use_all(usage *u, const bc_form_field *field)
{
    use(u, field);
    for (uint32_t i = 0; i < field->child_count; i++)
        use_all(u, &field->children[i]);
}

/* Elements' fields of that name, wherever: which list a macro goes over, its own path says. */
static void use_in_lists(usage *u, const bc_form_field *fields, uint32_t n, bc_str key)
{
    for (uint32_t i = 0; i < n; i++) {
        const bc_form_field *found = NULL;
        if (fields[i].type == BC_FIELD_LIST)
            found = bc_form_field_find(fields[i].children, fields[i].child_count, key);
        if (found)
            use(u, found);
        use_in_lists(u, fields[i].children, fields[i].child_count, key);
    }
}

/* What a name means where the expression stands. The key that pairs lists side by side is a field of each. */
static const bc_form_field *find_name(usage *u, bc_str name)
{
    for (const reach *r = u->scope; r; r = r->outer) {
        const bc_form_field *found = bc_form_field_find(r->fields, r->n, name);
        for (uint32_t i = 0; i < r->side_count; i++) {
            const bc_form_field *list = r->sides[i].field;
            const bc_form_field *key = bc_form_field_find(list->children, list->child_count, name);
            if (key)
                use(u, key);
            if (bc_str_eq(r->sides[i].name, name))
                found = list;
            else if (!found)
                found = key;
        }
        if (found)
            return found;
    }
    return NULL;
}

static void use_path(usage *u, bc_str path, bool inner)
{
    const bc_form_field *field = NULL;
    for (size_t at = 0; at <= path.n;) {
        size_t dot = bc_str_find(path, BC_STR("."), at);
        bc_str part = bc_str_slice(path, at, dot);
        const bc_form_field *next =
            field ? bc_form_field_find(field->children, field->child_count, part) : find_name(u, part);
        bool is_element = !next && at == 0 && bc_str_is(part, "this");
        at = dot == SIZE_MAX ? path.n + 1 : dot + 1;
        if (is_element)
            continue;
        if (!field && inner)
            use_in_lists(u, u->form->fields.at, u->form->fields.n, part);
        if (!next)
            return;
        field = next;
        use(u, field);
    }
    if (field && field->type == BC_FIELD_GROUP)
        use_all(u, field);
}

static void note_path(void *context, bc_str path, bc_diag_mark mark, bool inner)
{
    (void)mark;
    use_path(context, path, inner);
}

static void use_expr(usage *u, const bc_expr *expr)
{
    if (!expr)
        return;
    bc_expr_paths(expr, note_path, u);
    if (u->see)
        u->see(u->context, expr);
}

static void use_part(void *context, const bc_expr *expr)
{
    use_expr(context, expr);
}

static void use_phrase(usage *u, const bc_expr_phrase *phrase)
{
    if (phrase)
        bc_expr_phrase_parts(phrase, use_part, u);
}

static void use_cell(usage *u, const bc_form_cell *cell);

/* What a list is grouped and sorted by; `inside` becomes what is seen of its elements, or of the groups. */
static void use_grouping(usage *u, const bc_form_grouping *grouping, const bc_form_field *list, reach *inside)
{
    if (list) {
        inside->fields = list->children;
        inside->n = list->child_count;
    }
    use_expr(u, grouping ? grouping->order : NULL);
    u->scope = inside;
    for (uint32_t i = 0; grouping && i < grouping->by_count; i++)
        use_expr(u, grouping->by[i]);
    if (grouping && grouping->by_count) {
        inside->fields = grouping->seen;
        inside->n = grouping->seen_count;
    }
    for (uint32_t i = 0; grouping && i < grouping->sort_count; i++)
        use_expr(u, grouping->sort[i].by);
}

/* The values of a chart are seen from within its elements. */
static void use_chart(usage *u, const bc_form_chart *chart)
{
    use_expr(u, chart->list);
    use_phrase(u, chart->title);
    reach inside = { .outer = u->scope };
    use_grouping(u, chart->grouping, chart->list_field, &inside);
    use_expr(u, chart->label);
    use_phrase(u, chart->label_words);
    for (uint32_t i = 0; i < chart->series_count; i++) {
        const bc_form_chart_series *series = &chart->series[i];
        reach within = { .outer = u->scope };
        use_expr(u, series->list);
        if (series->list)
            use_grouping(u, series->grouping, series->list_field, &within);
        use_expr(u, series->value);
        use_phrase(u, series->name);
        u->scope = &inside;
    }
    u->scope = inside.outer;
}

static void use_figure(usage *u, const bc_form_figure *figure)
{
    use_expr(u, figure->expr);
    use_phrase(u, figure->phrase);
    use_phrase(u, figure->alt);
    if (figure->chart)
        use_chart(u, figure->chart);
}

static void use_seal(usage *u, const bc_form_seal *seal)
{
    if (!seal)
        return;
    use_figure(u, seal->figure);
    use_phrase(u, seal->at);
}

static void use_repeat(usage *u, const bc_form_repeat *repeat)
{
    use_expr(u, repeat->list);
    reach inside = { .outer = u->scope };
    use_grouping(u, repeat->grouping, repeat->list_field, &inside);
    for (uint32_t i = 0; i < repeat->cell_count; i++)
        use_cell(u, &repeat->cells[i]);
    u->scope = inside.outer;
}

static void use_cell(usage *u, const bc_form_cell *cell)
{
    if (!cell)
        return;
    if (cell->repeat)
        use_repeat(u, cell->repeat);
    use_expr(u, cell->expr);
    use_phrase(u, cell->phrase);
    for (uint32_t i = 0; cell->extra && i < cell->extra->strokes; i++)
        use_phrase(u, cell->extra->beyond[i]);
    if (cell->extra && cell->extra->figure)
        use_figure(u, cell->extra->figure);
    if (cell->extra)
        use_seal(u, cell->extra->seal);
}

static void use_rows(usage *u, bc_form_rows rows);

static void use_each(usage *u, const bc_form_each *each)
{
    use_expr(u, each->list);
    for (uint32_t k = 0; k < each->side_count; k++)
        use_expr(u, each->sides[k].list);
    reach inside = { .sides = each->sides, .side_count = each->side_count, .outer = u->scope };
    use_grouping(u, each->grouping, each->list_field, &inside);
    for (uint32_t k = 0; k < each->merge_count; k++)
        use_expr(u, each->merge[k]);
    use_rows(u, each->rows);
    u->scope = inside.outer;
}

static void use_rows(usage *u, bc_form_rows rows)
{
    for (uint32_t i = 0; i < rows.n; i++) {
        const bc_form_row_item *item = &rows.at[i];
        use_expr(u, item->when);
        if (item->kind == BC_ROWS_EACH)
            use_each(u, &item->as.each);
        else if (item->kind == BC_ROWS_WHEN)
            use_rows(u, item->as.rows);
        else
            for (uint32_t k = 0; k < item->as.row.cell_count; k++)
                use_cell(u, &item->as.row.cells[k]);
    }
}

static void use_table(usage *u, const bc_form_table *table)
{
    use_phrase(u, table->continued);
    for (uint32_t i = 0; i < table->band_count; i++) {
        const bc_form_band *band = &table->bands[i];
        use_expr(u, band->when);
        use_cell(u, band->stub);
        use_cell(u, band->stub_header);
        use_rows(u, band->header);
        use_rows(u, band->rows);
        use_rows(u, band->page_head);
        use_rows(u, band->page_foot);
        for (uint32_t k = 0; band->columns && k < band->columns->n; k++)
            use_cell(u, band->columns->items[k].repeated);
    }
}

static void use_layout(usage *u, const bc_form_item *item)
{
    use_expr(u, item->when);
    use_seal(u, item->seal);
    switch (item->kind) {
    case BC_FORM_PARA:
        use_phrase(u, item->as.para.text);
        break;
    case BC_FORM_LINE:
        use_phrase(u, item->as.line.left);
        use_phrase(u, item->as.line.centre);
        use_phrase(u, item->as.line.right);
        break;
    case BC_FORM_TABLE:
        use_table(u, &item->as.table);
        break;
    case BC_FORM_FIGURE:
        use_figure(u, item->as.figure);
        break;
    case BC_FORM_PAGE_BREAK:
        break;
    }
}

/* A rule's parameters name fields in plain text. */
static void use_parameters(usage *u, const bc_node *value)
{
    if (value->kind == BC_NODE_TEXT)
        use_path(u, value->as.text, true);
    for (uint32_t i = 0; value->kind == BC_NODE_LIST && i < value->n; i++)
        use_parameters(u, value->as.items[i]);
    for (uint32_t i = 0; value->kind == BC_NODE_MAP && i < value->n; i++)
        use_parameters(u, value->as.members[i].value);
}

static void use_check(usage *u, const bc_form_check *check)
{
    use_parameters(u, check->spec);
    use_expr(u, check->each);
    const bc_form_field *list = NULL;
    for (const reach *r = u->scope; check->each && r && !list; r = r->outer)
        list = bc_form_field_at_path(r->fields, r->n, bc_expr_path(check->each));
    reach inside = { .outer = u->scope };
    if (list) {
        inside.fields = list->children;
        inside.n = list->child_count;
    }
    u->scope = &inside;
    use_expr(u, check->when);
    use_expr(u, check->that);
    use_phrase(u, check->say);
    u->scope = inside.outer;
}

/* Names that others are made of: the year in an alias, the levels of a nested list, what is computed from them. */
static void use_declarations(usage *u, const bc_form_field *fields, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const bc_form_field *field = &fields[i];
        use_expr(u, field->computed);
        for (uint32_t k = 0; k < field->alias_count; k++)
            use_phrase(u, field->alias_phrases[k]);
        for (uint32_t k = 0; k < field->nested_count; k++) {
            const bc_form_field *level = bc_form_field_find(field->children, field->child_count, field->nested_by[k]);
            if (level)
                use(u, level);
        }
        if (field->tree && field->tree->kind != BC_TREE_BY_NESTING)
            use(u, &field->children[field->tree->field]);
        reach inside = { .fields = field->children, .n = field->child_count, .outer = u->scope };
        u->scope = &inside;
        use_expr(u, field->tree ? field->tree->part : NULL);
        use_declarations(u, field->children, field->child_count);
        u->scope = inside.outer;
    }
}

/* What a form over many keeps of its records is what it may read. */
static void use_kept(usage *u, const bc_form_field *fields, uint32_t n, const bc_form_fields *kept)
{
    for (uint32_t i = 0; i < kept->n; i++) {
        const bc_form_field *field = bc_form_field_find(fields, n, kept->at[i].key);
        const bc_form_fields inner = { kept->at[i].children, kept->at[i].child_count };
        use(u, field);
        use_kept(u, field->children, field->child_count, &inner);
    }
}

static void use_form(usage *all)
{
    const bc_form *form = all->form;
    reach fields = { .fields = form->fields.at, .n = form->fields.n };
    usage u = *all;
    u.scope = &fields;
    for (uint32_t i = 0; i < form->layout_count; i++)
        use_layout(&u, &form->layout[i]);
    use_phrase(&u, form->output);
    use_phrase(&u, form->watermark);
    for (int i = 0; i < BC_RUNNING_LINES; i++)
        for (int k = 0; k < BC_RUNNING_PARTS; k++)
            use_phrase(&u, form->running[i].parts[k]);
    for (uint32_t i = 0; i < form->check_count; i++)
        use_check(&u, &form->checks[i]);
    use_declarations(&u, form->fields.at, form->fields.n);
    if (form->batch)
        use_kept(&u, form->batch->list->children, form->batch->list->child_count, &form->batch->kept);
    const bc_form_field *name = bc_form_field_of_role(form->fields.at, form->fields.n, BC_FORM_ROLE_NAME);
    if (name)
        use_path(&u, name->key, false); /* names the record's file */
}

void bc_form_usage_find(const bc_form *form, bc_form_used_fields *used)
{
    use_form(&(usage){ .form = form, .used = used });
}

void bc_form_usage_expressions(const bc_form *form, void (*see)(void *context, const bc_expr *expr), void *context)
{
    bc_form_used_fields used = { 0 };
    use_form(&(usage){ .form = form, .used = &used, .see = see, .context = context });
    bc_form_usage_release(&used);
}

void bc_form_usage_release(bc_form_used_fields *used)
{
    bc_vec_release(&used->list);
}
