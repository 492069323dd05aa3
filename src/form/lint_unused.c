/* What a template declares and never uses. What it got from files that it extends is none of its business. */
#include "base/tr.h"
#include "base/vec.h"
#include "form/attr.h"
#include "form/lint_parts.h"
#include "form/names.h"

/* Fields in reach of an expression, the innermost repetition first. */
typedef struct reach {
    const bc_field *fields;
    uint32_t n;
    const struct reach *outer;
} reach;

typedef struct usage {
    const bc_form *form;
    const reach *scope;
    BC_VEC(const bc_field *) used;
} usage;

/* -- fields --------------------------------------------------------------------------------------------- */

static bool is_used(const usage *u, const bc_field *field)
{
    for (size_t i = 0; i < u->used.n; i++)
        if (u->used.at[i] == field)
            return true;
    return false;
}

static void use(usage *u, const bc_field *field)
{
    if (!is_used(u, field))
        *bc_vec_push(&u->used) = field;
}

static void use_all(usage *u, const bc_field *field)
{
    use(u, field);
    for (uint32_t i = 0; i < field->child_count; i++)
        use_all(u, &field->children[i]);
}

/* Elements' fields of that name, wherever: which list a macro goes over, its own path says. */
static void use_in_lists(usage *u, const bc_field *fields, uint32_t n, bc_str key)
{
    for (uint32_t i = 0; i < n; i++) {
        const bc_field *found = NULL;
        if (fields[i].type == BC_FIELD_LIST)
            found = bc_field_find(fields[i].children, fields[i].child_count, key);
        if (found)
            use(u, found);
        use_in_lists(u, fields[i].children, fields[i].child_count, key);
    }
}

static void use_path(usage *u, bc_str path, bool inner)
{
    bool whole = true; /* nothing of what it leads to is named further on */
    const bc_field *field = NULL;
    for (size_t at = 0; at <= path.n;) {
        size_t dot = bc_str_find(path, BC_STR("."), at);
        bc_str part = bc_str_slice(path, at, dot);
        at = dot == SIZE_MAX ? path.n + 1 : dot + 1;
        if (bc_str_is(part, "this"))
            continue;
        const bc_field *next = NULL;
        if (field)
            next = bc_field_find(field->children, field->child_count, part);
        for (const reach *r = u->scope; !field && !next && r; r = r->outer)
            next = bc_field_find(r->fields, r->n, part);
        if (!field && inner)
            use_in_lists(u, u->form->fields.at, u->form->fields.n, part);
        whole = next != NULL;
        if (!next)
            break;
        field = next;
        use(u, field);
    }
    if (field && whole && field->type == BC_FIELD_GROUP)
        use_all(u, field);
}

static void see_path(void *context, bc_str path, bc_mark mark, bool inner)
{
    (void)mark;
    use_path(context, path, inner);
}

static void use_expr(usage *u, const bc_expr *expr)
{
    if (expr)
        bc_expr_paths(expr, see_path, u);
}

static void use_phrase(usage *u, const bc_phrase *phrase)
{
    if (phrase)
        bc_phrase_paths(phrase, see_path, u);
}

static void use_cell(usage *u, const bc_cell_form *cell)
{
    if (!cell)
        return;
    use_expr(u, cell->expr);
    use_phrase(u, cell->phrase);
}

static void use_rows(usage *u, const bc_row_item *items, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const bc_row_item *item = &items[i];
        use_expr(u, item->when);
        use_expr(u, item->list);
        reach inside = { .outer = u->scope };
        if (item->kind == BC_ROWS_EACH && item->list_field) {
            inside.fields = item->list_field->children;
            inside.n = item->list_field->child_count;
        }
        u->scope = &inside;
        for (uint32_t k = 0; k < item->merge_count; k++)
            use_expr(u, item->merge[k]);
        for (uint32_t k = 0; k < item->cell_count; k++)
            use_cell(u, &item->cells[k]);
        use_rows(u, item->items, item->item_count);
        u->scope = inside.outer;
    }
}

static void use_layout(usage *u, const bc_layout_item *item)
{
    use_expr(u, item->when);
    use_phrase(u, item->text);
    use_phrase(u, item->left);
    use_phrase(u, item->centre);
    use_phrase(u, item->right);
    for (uint32_t i = 0; i < item->band_count; i++) {
        const bc_band *band = &item->bands[i];
        use_expr(u, band->when);
        use_cell(u, band->stub);
        use_cell(u, band->stub_header);
        use_rows(u, band->header, band->header_count);
        use_rows(u, band->items, band->item_count);
    }
}

/* A rule's parameters name fields in plain text. */
static void use_parameters(usage *u, const bc_value *value)
{
    if (value->kind == BC_TEXT)
        use_path(u, value->as.text, true);
    for (uint32_t i = 0; value->kind == BC_LIST && i < value->n; i++)
        use_parameters(u, value->as.items[i]);
    for (uint32_t i = 0; value->kind == BC_MAP && i < value->n; i++)
        use_parameters(u, value->as.members[i].value);
}

static void use_check(usage *u, const bc_check_form *check)
{
    use_parameters(u, check->spec);
    use_expr(u, check->each);
    const bc_field *list = NULL;
    for (const reach *r = u->scope; check->each && r && !list; r = r->outer)
        list = bc_field_at_path(r->fields, r->n, bc_expr_path(check->each));
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

/* Names that others are made of: the year in an alias, the levels of a nested list. */
static void use_declarations(usage *u, const bc_field *fields, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t k = 0; k < fields[i].alias_count; k++)
            use_phrase(u, fields[i].alias_phrases[k]);
        for (uint32_t k = 0; k < fields[i].nested_count; k++) {
            const bc_field *level = bc_field_find(fields[i].children, fields[i].child_count, fields[i].nested_by[k]);
            if (level)
                use(u, level);
        }
        use_declarations(u, fields[i].children, fields[i].child_count);
    }
}

static void report_fields(bc_lint_job *job, const usage *u, const bc_field *fields, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const bc_field *field = &fields[i];
        if (field->type == BC_FIELD_GROUP || is_used(u, field)) {
            report_fields(job, u, field->children, field->child_count);
            continue;
        }
        if (bc_lint_is_own(job, field->mark) &&
            bc_lint_add(job, "W340", field->mark, bc_tr("the field `%.*s` is neither printed nor checked"),
                        BC_STR_ARG(field->key)))
            bc_diag_hint(job->diags, bc_tr("print it with =%.*s, or delete it: a record's value for it would be lost"),
                         BC_STR_ARG(field->key));
    }
}

static void lint_fields(bc_lint_job *job)
{
    const bc_form *form = job->form;
    reach all = { .fields = form->fields.at, .n = form->fields.n };
    usage u = { .form = form, .scope = &all };
    for (uint32_t i = 0; i < form->layout_count; i++)
        use_layout(&u, &form->layout[i]);
    use_phrase(&u, form->output);
    for (uint32_t i = 0; i < form->check_count; i++)
        use_check(&u, &form->checks[i]);
    use_declarations(&u, form->fields.at, form->fields.n);
    use_path(&u, BC_STR("name"), false); /* names the record's file */
    report_fields(job, &u, form->fields.at, form->fields.n);
    bc_vec_release(&u.used);
}

/* -- styles and fragments ------------------------------------------------------------------------------- */

/* Whether the tree has, anywhere, a member of that key whose value (or a map's `like`) is the name. */
static bool names_it(const bc_value *value, const char *key, bc_str name)
{
    for (uint32_t i = 0; value->kind == BC_LIST && i < value->n; i++)
        if (names_it(value->as.items[i], key, name))
            return true;
    for (uint32_t i = 0; value->kind == BC_MAP && i < value->n; i++) {
        const bc_member *member = &value->as.members[i];
        bool asked = bc_str_is(member->key, key) && bc_str_eq(bc_value_text(member->value), name);
        if (asked || names_it(member->value, key, name))
            return true;
    }
    return false;
}

/* Styles that cells and paragraphs take when they name none. */
static bool is_taken_unnamed(bc_str name)
{
    static const char *const NAMES[] = { "attachment", "title",       "subtitle", "line",  "para", "note", "note-item",
                                         "continued",  "page-number", "stub",     "label", "head", "value" };
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (bc_str_is(name, NAMES[i]))
            return true;
    for (int type = 0; type < BC_FIELD_LIST; type++)
        if (bc_str_is(name, bc_field_type_name((bc_field_type)type)))
            return true;
    return false;
}

static void lint_styles(bc_lint_job *job)
{
    const bc_value *styles = bc_value_find(job->tree, "styles");
    for (uint32_t i = 0; styles && styles->kind == BC_MAP && i < styles->n; i++) {
        const bc_member *member = &styles->as.members[i];
        if (!bc_lint_is_own(job, member->key_mark) || is_taken_unnamed(member->key) ||
            names_it(job->tree, "style", member->key) || names_it(job->tree, "like", member->key))
            continue;
        bc_lint_add(job, "W341", member->key_mark, bc_tr("the style `%.*s` is used by nothing"),
                    BC_STR_ARG(member->key));
    }
}

static void lint_fragments(bc_lint_job *job)
{
    const bc_value *fragments = bc_value_find(job->tree, "fragments");
    for (uint32_t i = 0; fragments && fragments->kind == BC_MAP && i < fragments->n; i++) {
        const bc_member *member = &fragments->as.members[i];
        if (bc_lint_is_own(job, member->key_mark) && !names_it(job->tree, "use", member->key))
            bc_lint_add(job, "W342", member->key_mark, bc_tr("the fragment `%.*s` is used by nothing"),
                        BC_STR_ARG(member->key));
    }
}

/* -- categories ----------------------------------------------------------------------------------------- */

static bc_str category_name(const bc_value *entry)
{
    return entry->kind == BC_MAP && entry->n == 1 ? entry->as.members[0].key : bc_value_text(entry);
}

/* Elements go to the first category whose name agrees, so a second one like it stays empty for ever. */
static void lint_category_group(bc_lint_job *job, const bc_value *group)
{
    for (uint32_t i = 0; i < bc_value_elements(group); i++) {
        const bc_value *entry = bc_value_element(group, i);
        for (uint32_t k = 0; k < i; k++)
            if (bc_category_names_agree(category_name(bc_value_element(group, k)), category_name(entry)))
                bc_lint_add(job, "W343", entry->mark, bc_tr("the category `%.*s` is there already"),
                            BC_STR_ARG(category_name(entry)));
    }
}

static void lint_categories(bc_lint_job *job)
{
    const bc_value *categories = bc_value_find(job->tree, "categories");
    if (!categories || categories->kind != BC_MAP || !bc_lint_is_own(job, categories->mark))
        return;
    for (uint32_t i = 0; i < categories->n; i++)
        lint_category_group(job, categories->as.members[i].value);
    if (names_it(job->tree, "over", BC_STR("categories")))
        return;
    if (bc_lint_add(job, "W343", categories->mark, bc_tr("no repetition goes over these categories")))
        bc_diag_hint(job->diags, "%s", bc_tr("add `over: categories` to the `each` that prints the indicators"));
}

void bc_lint_unused(bc_lint_job *job)
{
    lint_fields(job);
    lint_styles(job);
    lint_fragments(job);
    lint_categories(job);
}
