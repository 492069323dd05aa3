/* Heads are bound to the places of a form by themselves: what each means alone decides, and what means two things, or
 * is meant by two heads, is asked for and never chosen. The places that are bound make a shape, by which every row
 * becomes a tree as if it had been written by hand. */
#include "intake/private/columns.h"

#include "base/keys.h"
#include "base/tr.h"
#include "base/unit.h"
#include "intake/private/link.h"

#include <stdlib.h>

/* -- binding ---------------------------------------------------------------------------------------------- */

typedef struct binding {
    const bc_intake_binding *what;
    const bc_intake_rows *rows;
    const bc_intake_targets *targets;
    const bc_form_field *in;
    bc_arena *arena;
    bc_diag_list *diags;
    BC_VEC(bc_intake_column) bound;
    size_t mapped; /* the first of them, by a mapping */
    BC_VEC(const bc_intake_head *) unused;
} binding;

static void report_rival(binding *b, const bc_intake_head *head, const bc_intake_meaning *meaning)
{
    const bc_str one = bc_intake_target_name(meaning->target, true, b->arena);
    const bc_str other = bc_intake_target_name(meaning->rival, true, b->arena);
    bc_diag_add(b->diags, BC_DIAG_ERROR, "E786", head->mark, bc_tr("the head `%.*s` fits two fields: %.*s and %.*s"),
                BC_STR_ARG(head->text), BC_STR_ARG(one), BC_STR_ARG(other));
    bc_diag_hint(b->diags, "%s", bc_tr("write which one it is as the head, or say it in a mapping"));
}

static bool holds_money(const bc_intake_target *target)
{
    const bc_form_field *field = target->field;
    return (field->type == BC_FIELD_LIST ? field->element : field->type) == BC_FIELD_MONEY;
}

/* The unit that amounts of the column are in, when the field's is another. */
static bc_str unit_of(binding *b, const bc_intake_head *head, const bc_intake_target *target)
{
    const bc_form_field *field = target->field;
    if (!holds_money(target))
        return (bc_str){ 0 };
    const bc_str unit = head->unit.n ? head->unit : b->rows->unit;
    if (head->unit.n && b->rows->unit.n && bc_unit_money_power(head->unit) != bc_unit_money_power(b->rows->unit)) {
        bc_diag_add(b->diags, BC_DIAG_WARNING, "W787", head->mark,
                    bc_tr("the head `%.*s` says %.*s, the line above the table %.*s: the head is believed"),
                    BC_STR_ARG(head->text), BC_STR_ARG(head->unit), BC_STR_ARG(b->rows->unit));
        bc_diag_hint(b->diags, "%s", bc_tr("correct the one that is wrong"));
    }
    return bc_str_eq(unit, field->unit) ? (bc_str){ 0 } : unit;
}

/* Whether the table says in what its amounts are. */
static bool states_unit(const binding *b, const bc_intake_head *head)
{
    return head->unit.n || b->rows->unit.n;
}

static const bc_intake_column *bound_to(const binding *b, const bc_intake_meaning *meaning)
{
    for (size_t i = 0; i < b->bound.n; i++)
        if (b->bound.at[i].target == meaning->target && b->bound.at[i].number == meaning->number)
            return &b->bound.at[i];
    return NULL;
}

/* -- what a mapping says ---------------------------------------------------------------------------------- */

static void report_no_field(const binding *b, const bc_intake_mapped *mapped)
{
    BC_VEC(bc_str) names = { 0 };
    for (size_t i = 0; i < b->targets->list.n; i++)
        bc_vec_add(&names, bc_intake_target_name(&b->targets->list.at[i], false, b->arena));
    bc_diag_add(b->diags, BC_DIAG_ERROR, "E795", mapped->mark, bc_tr("the form has no field `%.*s`"),
                BC_STR_ARG(mapped->field));
    const bc_str near = bc_diag_nearest(mapped->field, names.at, names.n);
    if (near.n)
        bc_diag_hint(b->diags, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
    bc_vec_release(&names);
}

static const bc_intake_head *find_head(const binding *b, bc_str name, bc_diag_mark mark)
{
    const bc_intake_head *head = bc_intake_rows_head(b->rows, name);
    if (head)
        return head;
    bc_str *names = BC_NEW_ARRAY(b->arena, bc_str, b->rows->head_count);
    for (uint32_t i = 0; i < b->rows->head_count; i++)
        names[i] = b->rows->heads[i].text;
    bc_diag_add(b->diags, BC_DIAG_ERROR, "E795", mark, bc_tr("the table has no column `%.*s`"), BC_STR_ARG(name));
    bc_keys_hint_names(name, names, b->rows->head_count, b->diags);
    return NULL;
}

/* A column that no cell stands in. */
static const bc_intake_head *made_up_head(const binding *b, const bc_intake_mapped *mapped)
{
    bc_intake_head *head = BC_NEW(b->arena, bc_intake_head);
    head->text = mapped->field;
    head->mark = mapped->mark;
    return head;
}

static void bind_mapped_columns(binding *b, const bc_intake_mapped *mapped, const bc_intake_target *target)
{
    for (uint32_t i = 0; i < mapped->head_count; i++) {
        const bc_intake_head *head = find_head(b, mapped->heads[i], mapped->mark);
        if (!head)
            continue;
        bc_intake_column column = { .head = head,
                                    .target = target,
                                    .number = mapped->head_count > 1 ? i + 1 : 0,
                                    .values = mapped->values,
                                    .share = mapped->share };
        column.unit = mapped->unit.n ? mapped->unit : unit_of(b, head, target);
        column.stated = mapped->unit.n || states_unit(b, head);
        bc_vec_add(&b->bound, column);
    }
}

static void bind_mapped(binding *b, const bc_intake_mapped *mapped)
{
    if (mapped->way == BC_INTAKE_BY_TABLE)
        return; /* a link */
    const bc_intake_meaning meaning = bc_intake_targets_find(b->targets, b->in, mapped->field, true, b->arena);
    if (!meaning.target) {
        report_no_field(b, mapped);
        return;
    }
    bc_intake_column column = { .head = made_up_head(b, mapped),
                                .target = meaning.target,
                                .constant = mapped->constant };
    if (mapped->way == BC_INTAKE_BY_COLUMNS) {
        bind_mapped_columns(b, mapped, meaning.target);
        return;
    }
    if (mapped->way == BC_INTAKE_BY_FORMULA) {
        column.unit = unit_of(b, column.head, meaning.target);
        bc_str unit = column.unit;
        if (!unit.n && holds_money(meaning.target))
            unit = meaning.target->field->unit;
        column.formula =
            bc_intake_formula_compile(b->rows, mapped->formula, unit, mapped->formula_mark, b->arena, b->diags);
        if (!column.formula)
            return;
    }
    bc_vec_add(&b->bound, column);
}

/* Whether a mapping says what fills the target. */
static bool is_mapped(const binding *b, const bc_intake_target *target)
{
    for (uint32_t i = 0; i < b->what->link_count; i++) {
        const bc_intake_link *link = b->what->links[i];
        if (link->target == target || (link->list && target->list && target->way[target->list - 1] == link->list))
            return true;
    }
    for (size_t i = 0; i < b->bound.n; i++)
        if (b->bound.at[i].target == target && i < b->mapped)
            return true;
    return false;
}

static bool is_used(const binding *b, const bc_intake_head *head)
{
    for (size_t i = 0; i < b->mapped; i++)
        if (b->bound.at[i].head == head)
            return true;
    return false;
}

/* -- what heads say --------------------------------------------------------------------------------------- */

static bool is_ignored(const binding *b, const bc_intake_head *head)
{
    bool ignored = false;
    for (uint32_t i = 0; i < b->what->ignored_count && !ignored; i++)
        ignored = bc_intake_head_is(head, b->what->ignored[i]);
    return ignored;
}

static void bind_head(binding *b, const bc_intake_head *head)
{
    if (is_used(b, head) || is_ignored(b, head) || bc_str_eq(head->text, BC_INTAKE_NUMBER_HEAD))
        return;
    const bc_intake_meaning meaning = bc_intake_targets_find(b->targets, b->in, head->text, head->joined, b->arena);
    if (!meaning.target || is_mapped(b, meaning.target)) {
        bc_vec_add(&b->unused, head);
        return;
    }
    if (meaning.rival) {
        report_rival(b, head, &meaning);
        return;
    }
    const bc_intake_column *other = bound_to(b, &meaning);
    if (other) {
        const bc_str name = bc_intake_target_name(meaning.target, true, b->arena);
        bc_diag_add(b->diags, BC_DIAG_ERROR, "E787", head->mark, bc_tr("two heads mean %.*s: `%.*s` and `%.*s`"),
                    BC_STR_ARG(name), BC_STR_ARG(other->head->text), BC_STR_ARG(head->text));
        bc_diag_hint(b->diags, "%s",
                     bc_tr("take one of the columns out, give it another head, or say in a mapping "
                           "which one it is"));
        return;
    }
    bc_intake_column column = { .head = head, .target = meaning.target, .number = meaning.number };
    column.unit = unit_of(b, head, meaning.target);
    column.stated = states_unit(b, head);
    bc_vec_add(&b->bound, column);
}

static int compare_columns(const void *a, const void *b)
{
    const bc_intake_column *x = a, *y = b;
    return (x->head->column > y->head->column) - (x->head->column < y->head->column);
}

/* -- what was bound --------------------------------------------------------------------------------------- */

static bc_str join_heads(bc_arena *arena, const bc_intake_head *const *heads, size_t n)
{
    enum { MAX_TOLD = 30 };
    bc_buf out;
    bc_buf_init(&out);
    for (size_t i = 0; i < n && i < MAX_TOLD; i++) {
        bc_buf_add_text(&out, i ? bc_tr(", ") : "");
        bc_buf_add_str(&out, heads[i]->text);
    }
    bc_buf_add_text(&out, n > MAX_TOLD ? "…" : "");
    const bc_str text = bc_arena_str(arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return text;
}

static bc_str join_bound(const binding *b)
{
    bc_buf out;
    bc_buf_init(&out);
    for (size_t i = 0; i < b->bound.n; i++) {
        const bc_intake_column *column = &b->bound.at[i];
        const bc_str name = bc_intake_target_name(column->target, false, b->arena);
        bc_buf_add_text(&out, i ? bc_tr(", ") : "");
        bc_buf_add_str(&out, column->head->text);
        if (!column->number && !bc_str_eq(name, column->head->text)) {
            bc_buf_add_text(&out, " → ");
            bc_buf_add_str(&out, name);
        }
        if (column->unit.n)
            bc_buf_printf(&out, bc_tr(" (in %.*s)"), BC_STR_ARG(column->unit));
    }
    const bc_str text = bc_arena_str(b->arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return text;
}

static bool is_bound(const binding *b, const bc_form_field *field)
{
    for (size_t i = 0; i < b->bound.n; i++) {
        const bc_intake_target *target = b->bound.at[i].target;
        if (target->field == field || (target->way_count && target->way[0] == field))
            return true;
    }
    for (uint32_t i = 0; i < b->what->link_count; i++) {
        const bc_intake_link *link = b->what->links[i];
        if (link->list == field || (link->target && link->target->field == field))
            return true;
    }
    return false;
}

/* Where half of what a record must have is missing, it is another table. */
static bool is_other_table(binding *b, bc_diag_mark at)
{
    const bc_form_fields *fields = &b->targets->form->fields;
    uint32_t needed = 0, missing = 0;
    bc_buf names;
    bc_buf_init(&names);
    for (uint32_t i = 0; i < fields->n && !b->in; i++) {
        if (!fields->at[i].required)
            continue;
        needed++;
        if (is_bound(b, &fields->at[i]))
            continue;
        bc_buf_add_text(&names, missing++ ? bc_tr(", ") : "");
        bc_buf_add_str(&names, fields->at[i].label);
    }
    /* A mapping that calls columns which are there is about this table. */
    const bool other = b->bound.n == 0 || (!b->what->incomplete && needed > 1 && missing * 2 > needed && !b->mapped);
    if (other) {
        const bc_str found = join_heads(b->arena, b->unused.at, b->unused.n);
        bc_diag_add(b->diags, BC_DIAG_ERROR, "E788", at, bc_tr("this is no table of %.*s: it lacks %.*s"),
                    BC_STR_ARG(b->targets->form->name), BC_STR_ARG(bc_buf_str(&names)));
        if (found.n)
            bc_diag_hint(b->diags, bc_tr("heads that mean nothing to the form: %.*s; a mapping says what they are"),
                         BC_STR_ARG(found));
    }
    bc_buf_release(&names);
    return other;
}

static void report_bound(binding *b, bc_diag_mark at)
{
    const bc_str bound = join_bound(b), unused = join_heads(b->arena, b->unused.at, b->unused.n);
    bc_diag_add(b->diags, BC_DIAG_NOTE, "N789", at, bc_tr("columns read as fields: %.*s"), BC_STR_ARG(bound));
    if (b->unused.n)
        bc_diag_hint(b->diags, bc_tr("not used: %.*s"), BC_STR_ARG(unused));
}

/* -- the shape -------------------------------------------------------------------------------------------- */

static bc_intake_shape *shape_in(bc_intake_shape *around, const bc_form_field *field, uint32_t place, bc_arena *arena)
{
    bc_intake_shape **end = &around->inside;
    for (; *end; end = &(*end)->next)
        if ((*end)->field == field && (*end)->place == place)
            return *end;
    bc_intake_shape *shape = BC_NEW(arena, bc_intake_shape);
    shape->field = field;
    shape->place = place;
    return *end = shape;
}

static void add_to_shape(bc_intake_shape *shape, const bc_intake_column *column, const bc_form_field *in,
                         bc_arena *arena)
{
    const bc_intake_target *target = column->target;
    uint32_t from = 0;
    while (in && from < target->way_count && target->way[from++] != in)
        ;
    for (uint32_t i = from; i < target->way_count; i++)
        shape = shape_in(shape, target->way[i], 0, arena);
    shape = shape_in(shape, target->field, 0, arena);
    if (target->place || column->number)
        shape = shape_in(shape, target->field, target->place ? target->place : column->number, arena);
    shape->column = column;
}

static const bc_intake_column *column_of_role(const bc_intake_columns *columns, const bc_form *form, bc_form_role role)
{
    const bc_form_field *field = bc_form_field_of_role(form->fields.at, form->fields.n, role);
    for (uint32_t i = 0; field && i < columns->n; i++)
        if (columns->at[i].target->field == field && !columns->at[i].target->list)
            return &columns->at[i];
    return NULL;
}

/* What tells records apart: the code, else the name, else the first of their columns. */
static const bc_intake_column *find_key(const bc_intake_columns *columns, const bc_form *form)
{
    const bc_intake_column *key = column_of_role(columns, form, BC_FORM_ROLE_CODE);
    key = key ? key : column_of_role(columns, form, BC_FORM_ROLE_NAME);
    for (uint32_t i = 0; i < columns->n && !key; i++)
        key = columns->at[i].target->list ? NULL : &columns->at[i];
    return key;
}

/* The shape that a list lies in, which may be a group's. */
static bc_intake_shape *shape_around(const binding *b, bc_intake_shape *shape, const bc_form_field *list)
{
    for (size_t i = 0; i < b->targets->json.n; i++) {
        const bc_intake_target *target = &b->targets->json.at[i];
        if (target->field != list)
            continue;
        for (uint32_t k = 0; k < target->way_count; k++)
            shape = shape_in(shape, target->way[k], 0, b->arena);
        break;
    }
    return shape;
}

static void add_link_to_shape(const binding *b, bc_intake_shape *shape, bc_intake_link *link, bc_arena *arena)
{
    if (link->list) {
        shape_in(shape_around(b, shape, link->list), link->list, 0, arena)->link = link;
        return;
    }
    for (uint32_t i = 0; i < link->target->way_count; i++)
        shape = shape_in(shape, link->target->way[i], 0, arena);
    shape_in(shape, link->target->field, 0, arena)->link = link;
}

static bool find_list(binding *b, bc_intake_columns *out)
{
    for (uint32_t i = 0; i < out->n; i++) {
        const bc_intake_target *target = out->at[i].target;
        const bc_form_field *list = target->list ? target->way[target->list - 1] : NULL;
        if (!list || list == b->in || list == out->list)
            continue;
        if (out->list) {
            bc_diag_add(b->diags, BC_DIAG_ERROR, "E789", out->at[i].head->mark,
                        bc_tr("the rows of one table cannot be two lists: %.*s and %.*s"), BC_STR_ARG(out->list->label),
                        BC_STR_ARG(list->label));
            bc_diag_hint(b->diags, "%s", bc_tr("put one of them on a sheet of its own, with the code of its record"));
            return false;
        }
        out->list = list;
    }
    return true;
}

bool bc_intake_columns_single(const bc_intake_rows *rows, const bc_intake_target *target, bc_str name, bc_arena *arena,
                              bc_diag_list *diags, bc_intake_columns *out)
{
    binding b = { .rows = rows, .arena = arena, .diags = diags };
    const bc_intake_head *head = find_head(&b, name, rows->heads[0].mark);
    if (!head)
        return false;
    bc_intake_column *column = BC_NEW(arena, bc_intake_column);
    *column = (bc_intake_column){
        .head = head, .target = target, .unit = unit_of(&b, head, target), .stated = states_unit(&b, head)
    };
    *out = (bc_intake_columns){ .at = column, .n = 1 };
    return true;
}

static void make_shape(binding *b, bc_intake_columns *out)
{
    bc_intake_shape *shape = BC_NEW(b->arena, bc_intake_shape);
    for (uint32_t i = 0; i < out->n; i++)
        add_to_shape(shape, &out->at[i], b->in, b->arena);
    for (uint32_t i = 0; i < b->what->link_count; i++)
        add_link_to_shape(b, shape, b->what->links[i], b->arena);
    out->shape = shape;
}

/* The column that is named as the key need not fill a field. */
static const bc_intake_column *named_key(binding *b, const bc_intake_columns *columns)
{
    const bc_intake_head *head = find_head(b, b->what->key, (bc_diag_mark){ 0 });
    for (uint32_t i = 0; i < columns->n && head; i++)
        if (columns->at[i].head == head)
            return &columns->at[i];
    bc_intake_column *key = head ? BC_NEW(b->arena, bc_intake_column) : NULL;
    if (key)
        *key = (bc_intake_column){ .head = head };
    return key;
}

bool bc_intake_columns_bind(const bc_intake_binding *what, bc_arena *arena, bc_diag_list *diags, bc_intake_columns *out)
{
    binding b = {
        .what = what, .rows = what->rows, .targets = what->targets, .in = what->in, .arena = arena, .diags = diags
    };
    const unsigned errors = diags->errors;
    for (uint32_t i = 0; i < what->field_count; i++)
        bind_mapped(&b, &what->fields[i]);
    b.mapped = b.bound.n;
    for (uint32_t i = 0; i < b.rows->head_count; i++)
        bind_head(&b, &b.rows->heads[i]);
    bc_diag_mark at = b.rows->head_count ? b.rows->heads[0].mark : (bc_diag_mark){ 0 };
    at.column = 0;
    if (b.bound.n)
        qsort(b.bound.at, b.bound.n, sizeof *b.bound.at, compare_columns);
    *out = (bc_intake_columns){ .at = BC_NEW_COPY(arena, b.bound.at, b.bound.n), .n = (uint32_t)b.bound.n };
    bool good = errors == diags->errors && !is_other_table(&b, at) && find_list(&b, out);
    if (good) {
        report_bound(&b, at);
        make_shape(&b, out);
        out->key = what->key.n ? named_key(&b, out) : find_key(out, what->targets->form);
    }
    out->rest = BC_NEW_COPY(arena, b.unused.at, b.unused.n);
    out->rest_count = (uint32_t)b.unused.n;
    bc_vec_release(&b.bound);
    bc_vec_release(&b.unused);
    return good && errors == diags->errors;
}
