/* TABLES-AGREE: figures that several forms of a set tell are the same in all of them. A template gives figures names,
 * as expressions over its record or as a column of a list whose rows have names; forms that know nothing of each other
 * are compared by these names, within a department and a year. */
#include "check/private/figures.h"

#include "base/tr.h"
#include "base/unit.h"

typedef struct named {
    bc_str name;
    const bc_expr *expr;
} named;

/* A column of a list: each row that none stands above is a figure, called by its name. */
typedef struct by_row {
    bc_str name;
    const bc_check_table *table;
    int amount;
} by_row;

typedef struct figures {
    const named *at;
    uint32_t n;
    const by_row *rows;
    uint32_t row_count;
} figures;

static const bc_keys_key ROWS[] = {
    { "called", "text", bc_tr_mark("what the figures are called, with the names of the rows behind it") },
    { "in", "path", bc_tr_mark("the list") },
    { "amount", "text", bc_tr_mark("the key of the column of amounts") },
    { 0 },
};
const bc_keys_key bc_check_figures_keys[] = {
    { "figures", "{expression}",
      bc_tr_mark("names of figures, each with what it is here; figures of one name are the same in all forms") },
    { "rows", "[#TABLES-AGREE-rows]", bc_tr_mark("lists of which each row is a figure") },
    { 0 },
};
const bc_keys_table bc_check_figures_parts[] = {
    { .name = "TABLES-AGREE-rows", .keys = ROWS, .need = "called in amount" },
    { 0 },
};

/* -- compiling -------------------------------------------------------------------------------------------- */

typedef struct reader {
    const bc_form *form;
    bc_diag_list *diags;
} reader;

static void see_path(void *context, bc_str path, bc_diag_mark mark, bool inner)
{
    const reader *r = context;
    const bc_str first = bc_str_slice(path, 0, bc_str_find(path, BC_STR("."), 0));
    if (!inner && !bc_form_field_find(r->form->fields.at, r->form->fields.n, first))
        bc_diag_add(r->diags, BC_DIAG_ERROR, "E341", mark, bc_tr("there is no field `%.*s`"), BC_STR_ARG(path));
}

static const bc_check_table *table_of(const bc_check_set *checks, const bc_form_field *list)
{
    for (uint32_t i = 0; i < checks->table_count; i++)
        if (checks->tables[i].slot.field == list)
            return &checks->tables[i];
    return NULL;
}

static bool compile_row(bc_check_rule_compiler *compiler, const bc_node *spec, by_row *out)
{
    bc_check_slot slot;
    const bc_node *path = bc_node_find(spec, "in"), *key = bc_node_find(spec, "amount");
    if (!path || !key || !bc_check_slot_compile(compiler, path, &slot))
        return false;
    *out = (by_row){ .name = bc_keys_text(spec, "called"), .table = table_of(compiler->checks, slot.field) };
    const bc_form_field *column =
        out->table ? bc_form_field_find(slot.field->children, slot.field->child_count, bc_node_text(key)) : NULL;
    if (!column || out->table->name < 0) {
        bc_diag_add(compiler->diags, BC_DIAG_ERROR, "E341", key->mark,
                    bc_tr("`%.*s` is no list of rows with a name and the amount `%.*s`"),
                    BC_STR_ARG(bc_node_text(path)), BC_STR_ARG(bc_node_text(key)));
        return false;
    }
    out->amount = (int)(column - slot.field->children);
    return true;
}

const void *bc_check_figures_compile(bc_check_rule_compiler *compiler, const bc_node *spec)
{
    const bc_node *map = bc_node_find(spec, "figures"), *rows = bc_node_find(spec, "rows");
    const uint32_t n = map && map->kind == BC_NODE_MAP ? map->n : 0, row_count = bc_node_elements(rows);
    if (!n && !row_count)
        return NULL;
    named *at = BC_NEW_ARRAY(compiler->arena, named, n);
    by_row *by = BC_NEW_ARRAY(compiler->arena, by_row, row_count);
    figures *all = BC_NEW(compiler->arena, figures);
    *all = (figures){ .at = at, .rows = by };
    reader r = { compiler->form, compiler->diags };
    for (uint32_t i = 0; i < n; i++) {
        const bc_node *value = map->as.members[i].value;
        const bc_expr *expr = bc_expr_compile(compiler->arena, bc_node_text(value), value->mark, compiler->diags);
        if (!expr)
            continue;
        bc_expr_paths(expr, see_path, &r);
        at[all->n++] = (named){ map->as.members[i].key, expr };
    }
    for (uint32_t i = 0; i < row_count; i++)
        all->row_count += compile_row(compiler, bc_node_element(rows, i), &by[all->row_count]);
    return all;
}

/* -- of a record ------------------------------------------------------------------------------------------ */

typedef struct taker {
    const bc_check_set *checks;
    const bc_value *record;
    bc_arena *arena;
    bc_check_facts *facts;
    bc_str unit; /* of amounts whose fields say none */
} taker;

static void add(taker *t, bc_str name, const bc_check_figure *amount, bc_diag_mark mark)
{
    bc_check_figure *figure = &t->facts->figures[t->facts->figure_count++];
    *figure = *amount;
    figure->name = bc_arena_str(t->arena, name);
    figure->mark = mark;
}

static bool in_yuan(const taker *t, const bc_value *value, bc_check_figure *out)
{
    const bc_str unit = bc_unit_money_power(value->unit) >= 0 ? value->unit : t->unit;
    *out = (bc_check_figure){ .yuan = bc_decimal_from_int(0), .power = bc_unit_money_power(unit) };
    if (value->type == BC_VALUE_NUMBER && !bc_unit_to_yuan(value->as.number, unit, &out->yuan))
        return false;
    out->yuan = bc_decimal_trim(out->yuan, 0);
    return value->type == BC_VALUE_NUMBER || value->type == BC_VALUE_NULL;
}

/* The first of what the expression reads that is written in the record. */
typedef struct place {
    const bc_value *record, *found;
} place;

static const bc_value *written_in(const bc_value *value)
{
    if (!value || value->origin || value->type != BC_VALUE_LIST)
        return value && value->origin ? value : NULL;
    return value->n ? written_in(&value->as.items[0]) : NULL;
}

static void find_place(void *context, bc_str path, bc_diag_mark mark, bool inner)
{
    place *p = context;
    (void)mark;
    if (!inner && !p->found)
        p->found = written_in(bc_value_find(p->record, bc_str_slice(path, 0, bc_str_find(path, BC_STR("."), 0))));
}

static void take_named(taker *t, const named *figure)
{
    bc_diag_list unsaid; /* the form computes the same, and has been told */
    bc_diag_list_init(&unsaid);
    const bc_expr_scope scope = { .map = t->record };
    bc_value value;
    bc_check_figure amount;
    const bool known = bc_expr_eval(figure->expr, &scope, t->arena, &unsaid, &value) && !unsaid.list.n;
    bc_diag_list_release(&unsaid);
    if (!known || !in_yuan(t, &value, &amount))
        return;
    place p = { .record = t->record };
    bc_expr_paths(figure->expr, find_place, &p);
    for (uint32_t i = 0; i < t->checks->table_count && !p.found; i++)
        p.found = written_in(bc_check_slot_at(t->record, &t->checks->tables[i].slot));
    add(t, figure->name, &amount, p.found ? p.found->origin->mark : t->facts->mark);
}

/* Of accounts the classes, of other rows all. */
static void take_rows(taker *t, const by_row *rows)
{
    const bc_value *list = bc_check_slot_at(t->record, &rows->table->slot);
    const int lower = rows->table->levels[0] >= 0 ? rows->table->levels[1] : -1;
    bc_check_figure figure;
    for (uint32_t i = 0; list->type == BC_VALUE_LIST && i < list->n; i++) {
        const bc_value *row = &list->as.items[i], *amount;
        if (row->type != BC_VALUE_MAP || (lower >= 0 && bc_check_words_at(row, lower).n))
            continue;
        amount = bc_check_cell(row, rows->amount);
        const bc_str name = bc_check_unnumbered(bc_check_words_at(row, rows->table->name));
        if (!name.n || bc_value_unread_of(amount) || !in_yuan(t, amount, &figure))
            continue;
        const bc_value *at = amount->origin ? amount : row;
        add(t, bc_arena_printf(t->arena, "%.*s %.*s", BC_STR_ARG(rows->name), BC_STR_ARG(name)), &figure,
            at->origin ? at->origin->mark : t->facts->mark);
    }
}

static uint32_t count_all(const taker *t, const figures *all)
{
    uint32_t n = all->n;
    for (uint32_t i = 0; i < all->row_count; i++) {
        const bc_value *list = bc_check_slot_at(t->record, &all->rows[i].table->slot);
        n += list->type == BC_VALUE_LIST ? list->n : 0;
    }
    return n;
}

void bc_check_figures_of(const bc_check_set *checks, const bc_value *record, bc_arena *arena, bc_check_facts *facts)
{
    const bc_check_rule_use *use = NULL;
    for (uint32_t i = 0; i < checks->use_count; i++)
        if (checks->uses[i].rule->compile == bc_check_figures_compile)
            use = &checks->uses[i];
    const figures *all = use ? use->data : NULL;
    if (!all || record->type != BC_VALUE_MAP)
        return;
    const bc_form_field *unit = bc_form_field_of_money_unit(checks->form->fields.at, checks->form->fields.n);
    const bc_value *said = unit ? bc_value_find(record, unit->key) : NULL;
    taker t = { checks, record, arena, facts, said ? said->text : (bc_str){ 0 } };
    facts->disagreeing = use->level;
    facts->figures = BC_NEW_ARRAY(arena, bc_check_figure, count_all(&t, all));
    for (uint32_t i = 0; i < all->n; i++)
        take_named(&t, &all->at[i]);
    for (uint32_t i = 0; i < all->row_count; i++)
        take_rows(&t, &all->rows[i]);
}
