/* Expressions of a template, each path in them held against the fields in reach: a misspelt one is found when
 * the template is read and not when a record is printed. Hints are for the usual slips: a label in place of the key, =
 * in front, a minus sign without blanks. */
#include "base/tr.h"
#include "form/keys.h"
#include "form/names.h"
#include "form/reserved.h"
#include "template/private/compile.h"

typedef struct path_check {
    bc_template_compiler *c;
    const bc_template_scope *scope;
    bool sums; /* the elements up to a row */
} path_check;

/* All keys in reach, from the innermost scope outwards. */
static size_t collect_names(const bc_template_scope *scope, bc_arena *arena, bc_str **names)
{
    size_t n = 0, most = 0;
    for (const bc_template_scope *s = scope; s; s = s->outer)
        most += s->n;
    *names = BC_NEW_ARRAY(arena, bc_str, most);
    for (const bc_template_scope *s = scope; s; s = s->outer)
        for (uint32_t i = 0; i < s->n; i++)
            (*names)[n++] = s->fields[i].key;
    return n;
}

bc_str bc_template_compile_key_of_label(const bc_template_scope *scope, bc_str label)
{
    for (; scope; scope = scope->outer)
        for (uint32_t i = 0; i < scope->n; i++) {
            const bc_form_field *field = &scope->fields[i];
            if (bc_form_names_agree(field->label, label))
                return field->key;
            for (uint32_t k = 0; field->type == BC_FIELD_GROUP && k < field->child_count; k++)
                if (bc_form_names_agree(field->children[k].label, label))
                    return field->children[k].key;
        }
    return (bc_str){ 0 };
}

static bool is_loop_name(bc_str name)
{
    return bc_str_is(name, "this") || bc_str_is(name, "nth") || bc_str_is(name, "running") ||
           bc_str_is(name, "required");
}

/* `numbers.level1`, where rows merge by such a level. */
static bool is_numbers(const path_check *check, const bc_template_scope *s, bc_str first, bc_str path,
                       bc_diag_mark mark)
{
    if (!s->level_count || !bc_str_is(first, "numbers"))
        return false;
    bc_str level = bc_str_slice(path, first.n < path.n ? first.n + 1 : path.n, path.n);
    for (uint32_t i = 0; i < s->level_count; i++)
        if (bc_str_eq(s->levels[i], level))
            return true;
    bc_diag_add(check->c->diags, BC_DIAG_ERROR, "E307", mark, bc_tr("these rows do not merge by `%.*s`"),
                BC_STR_ARG(level));
    return true;
}

static bool is_page_name(bc_str name)
{
    return bc_str_is(name, "page") || bc_str_is(name, "pages");
}

static bool is_tree_name(bc_str name)
{
    return bc_str_is(name, "level") || bc_str_is(name, "leaf") || bc_str_is(name, "above");
}

/* `budget.totl`: the group is there, the field is not. */
static bool leads_nowhere(const bc_form_field *field, bc_str path, bc_str first)
{
    return field->type == BC_FIELD_GROUP && first.n < path.n && !bc_form_field_at_path(field, 1, path);
}

/* `items.price`: the list that is asked for a field of its elements, or NULL; `from` is where that begins. */
static const bc_form_field *asked_list(const bc_form_field *field, bc_str path, size_t *from)
{
    *from = field->key.n + 1;
    while (field && field->type == BC_FIELD_GROUP && *from < path.n) {
        bc_str rest = bc_str_slice(path, *from, path.n);
        bc_str next = bc_str_slice(rest, 0, bc_str_find(rest, BC_STR("."), 0));
        field = bc_form_field_find(field->children, field->child_count, next);
        *from += next.n + 1;
    }
    return field && field->type == BC_FIELD_LIST && *from < path.n ? field : NULL;
}

static void report_asked(bc_template_compiler *c, bc_str list, bc_str name, bc_diag_mark mark)
{
    bc_diag_add(c->diags, BC_DIAG_ERROR, "E307", mark, bc_tr("'%.*s' is asked of a list"), BC_STR_ARG(name));
    bc_diag_hint(c->diags, bc_tr("of its elements say which, `%.*s.first().%.*s`, or add them up: `%.*s.sum(%.*s)`"),
                 BC_STR_ARG(list), BC_STR_ARG(name), BC_STR_ARG(list), BC_STR_ARG(name));
}

static void report_in_group(bc_template_compiler *c, const bc_form_field *group, bc_str path, bc_diag_mark mark)
{
    bc_str wrong = bc_str_slice(path, group->key.n + 1, path.n);
    bc_str *names = BC_NEW_ARRAY(c->arena, bc_str, group->child_count);
    uint32_t n = 0;
    for (; n < group->child_count; n++)
        names[n] = group->children[n].key;
    bc_diag_add(c->diags, BC_DIAG_ERROR, "E307", mark, bc_tr("there is no field `%.*s`"), BC_STR_ARG(path));
    bc_str near = bc_diag_nearest(wrong, names, n);
    if (near.n)
        bc_diag_hint(c->diags, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
}

/* Whether it is a field of elements that are seen in groups only. */
static bool is_grouped(const bc_template_scope *scope, bc_str name)
{
    for (; scope; scope = scope->outer)
        if (scope->grouped && bc_form_field_find(scope->grouped->children, scope->grouped->child_count, name))
            return true;
    return false;
}

/* Names whose values are the row's, not those of the elements that are added up for it. */
static bool is_counter(bc_str name)
{
    return bc_str_is(name, "nth") || bc_str_is(name, "running") || bc_str_is(name, "required") ||
           bc_str_is(name, "numbers") || bc_str_is(name, "these");
}

/* What is added up goes on from row to row, so it may depend on the elements only. */
static void report_counter(bc_template_compiler *c, bc_str name, bc_diag_mark mark)
{
    bc_diag_add(c->diags, BC_DIAG_ERROR, "E431", mark,
                bc_tr("what is computed of each element of `so-far` cannot ask for `%.*s`"), BC_STR_ARG(name));
    bc_diag_hint(c->diags, "%s", bc_tr("compute it outside of the brackets: so-far.sum(amount) / nth"));
}

/* Nothing in reach is called so. */
static void report_unknown(const path_check *check, bc_str first, bc_diag_mark mark)
{
    bc_str *names;
    size_t n = collect_names(check->scope, check->c->arena, &names);
    bc_diag_add(check->c->diags, BC_DIAG_ERROR, "E307", mark, bc_tr("there is no field `%.*s`"), BC_STR_ARG(first));
    bc_str near = bc_diag_nearest(first, names, n);
    bc_str before_hyphen = bc_str_slice(first, 0, bc_str_find(first, BC_STR("-"), 0));
    bool difference = false;
    for (size_t i = 0; i < n && before_hyphen.n < first.n; i++)
        difference |= bc_str_eq(names[i], before_hyphen);
    bc_str key = bc_template_compile_key_of_label(check->scope, first);
    if (is_grouped(check->scope, first))
        bc_diag_hint(check->c->diags,
                     bc_tr("of the elements in a group say which: `these.first().%.*s`, or add them up: "
                           "`these.sum(%.*s)`"),
                     BC_STR_ARG(first), BC_STR_ARG(first));
    else if (bc_str_is(first, "these"))
        bc_diag_hint(check->c->diags, bc_tr("`these` are the elements of a group: beside `each` stands `by`"));
    else if (bc_str_is(first, "so-far"))
        bc_diag_hint(check->c->diags, bc_tr("it is known in rows of a list, which is no tree and not in halves, and in "
                                            "rows of `page-head` and `page-foot`"));
    else if (bc_str_is(first, "before") || bc_str_is(first, "page"))
        bc_diag_hint(check->c->diags, bc_tr("it is known in rows of `page-head` and `page-foot`"));
    else if (is_loop_name(first))
        bc_diag_hint(check->c->diags, bc_tr("it is known in rows and cells that `each` repeats"));
    else if (key.n)
        bc_diag_hint(check->c->diags, bc_tr("expressions call fields by their keys: this one is `%.*s`"),
                     BC_STR_ARG(key));
    else if (difference)
        bc_diag_hint(check->c->diags, bc_tr("a hyphen belongs to the name; write blanks around a minus sign"));
    else if (near.n)
        bc_diag_hint(check->c->diags, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
    else
        bc_diag_hint(check->c->diags, bc_tr("declare it under `fields`, or write words of the form without ="));
}

/* Whether the search for a name ends with that scope. What is wrong with the path from there on is said, unless the
 * name may be one of elements (`inner`). */
static bool is_known(const path_check *check, const bc_template_scope *s, bc_str path, bc_diag_mark mark, bool inner)
{
    const bc_str first = bc_str_slice(path, 0, bc_str_find(path, BC_STR("."), 0));
    const bc_form_field *field = bc_form_field_find(s->fields, s->n, first);
    const bool looked_at = field && !field->uncertain && !inner;
    size_t from;
    if (looked_at && asked_list(field, path, &from))
        report_asked(check->c, bc_str_slice(path, 0, from - 1), bc_str_slice(path, from, path.n), mark);
    else if (looked_at && leads_nowhere(field, path, first))
        report_in_group(check->c, field, path, mark);
    return (!field && is_numbers(check, s, first, path, mark)) || s->open || field ||
           (s->repetition && is_loop_name(first)) || (s->running && is_page_name(first)) ||
           (s->tree && is_tree_name(first));
}

static void check_path(void *context, bc_str path, bc_diag_mark mark, bool inner)
{
    path_check *check = context;
    bc_str first = bc_str_slice(path, 0, bc_str_find(path, BC_STR("."), 0));
    for (const bc_template_scope *s = check->scope; s; s = s->outer) {
        if (s->summed && !inner && bc_str_eq(s->fields[s->n - 1].key, first))
            *s->summed = check->sums = true;
        if (inner && check->sums && (is_counter(first) || bc_str_is(first, "so-far")))
            report_counter(check->c, first, mark);
        if (is_known(check, s, path, mark, inner))
            return;
    }
    if (!inner) /* a name of the list's elements is looked for in these */
        report_unknown(check, first, mark);
}

/* What an element, or what an expression gives, does not have. */
static void report_missing(bc_template_compiler *c, const bc_expr_miss *miss)
{
    const bc_form_field *group = miss->of;
    const bc_template_scope own = { .fields = group->children, .n = group->child_count };
    bc_diag_add(c->diags, BC_DIAG_ERROR, "E307", miss->mark, bc_tr("there is no field `%.*s`"), BC_STR_ARG(miss->path));
    bc_str *names;
    const size_t n = collect_names(&own, c->arena, &names);
    const bc_str near = bc_diag_nearest(miss->name, names, n), key = bc_template_compile_key_of_label(&own, miss->name);
    if (key.n)
        bc_diag_hint(c->diags, bc_tr("expressions call fields by their keys: this one is `%.*s`"), BC_STR_ARG(key));
    else if (near.n)
        bc_diag_hint(c->diags, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
}

/* A name that no element has may be one of what is around them; that is looked for as all names are. */
static void check_miss(void *context, const bc_expr_miss *miss)
{
    const path_check *check = context;
    if (bc_form_reserved_is_remark(miss->name))
        return; /* what records keep for themselves */
    if (miss->of && miss->of_list) {
        report_asked(check->c, miss->before, miss->name, miss->mark);
        return;
    }
    if (miss->of) {
        report_missing(check->c, miss);
        return;
    }
    for (const bc_template_scope *s = check->scope; s; s = s->outer)
        if (is_known(check, s, miss->path, miss->mark, false))
            return;
    const bc_form_field *element = miss->element;
    const bool group = element->type == BC_FIELD_GROUP;
    const bc_template_scope inside = { .fields = group ? element->children : NULL,
                                       .n = group ? element->child_count : 0,
                                       .outer = check->scope };
    const path_check inner = { .c = check->c, .scope = &inside };
    report_unknown(&inner, miss->name, miss->mark);
}

void bc_template_compile_check_paths(bc_template_compiler *c, const bc_expr *expr, const bc_template_scope *scope)
{
    if (!expr)
        return;
    path_check check = { .c = c, .scope = scope };
    bc_expr_paths(expr, check_path, &check);
    bc_template_compile_misses(c, expr, scope, check_miss, &check);
}

const bc_expr *bc_template_compile_expr_text(bc_template_compiler *c, bc_str text, bc_diag_mark at,
                                             const bc_template_scope *scope)
{
    const bc_expr *expr = bc_expr_compile(c->arena, text, at, c->diags);
    bc_template_compile_check_paths(c, expr, scope);
    return expr;
}

const bc_expr *bc_template_compile_expr(bc_template_compiler *c, const bc_node *value, const bc_template_scope *scope)
{
    if (!value || value->kind == BC_NODE_NULL)
        return NULL;
    if (value->kind != BC_NODE_TEXT) {
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E303", value->mark, bc_tr("an expression was expected here, not %s"),
                    bc_node_kind_name(value->kind));
        return NULL;
    }
    if (bc_str_starts(value->as.text, BC_STR("=")) && !bc_str_starts(value->as.text, BC_STR("=="))) {
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E303", value->mark, bc_tr("an expression stands here without ="));
        bc_diag_hint(c->diags, bc_tr("write `%.*s`"),
                     BC_STR_ARG(bc_str_trim(bc_str_slice(value->as.text, 1, value->as.text.n))));
        return NULL;
    }
    return bc_template_compile_expr_text(c, value->as.text, value->mark, scope);
}

const bc_node *bc_template_compile_cells(const bc_node *row)
{
    const bc_node *cells = bc_node_find(row, "row");
    return cells ? cells : bc_node_find(row, "columns");
}

const bc_node *bc_template_compile_fragment(bc_template_compiler *c, const bc_node *use, const char *type)
{
    bc_str name = bc_node_text(use);
    const bc_node_member *member = c->fragments ? bc_node_find_member(c->fragments, name) : NULL;
    if (member && bc_keys_check(&bc_form_keys, type, NULL, member->value, NULL))
        return member->value;
    if (member) {
        /* What is wrong with it wherever it stands was said where it is defined. */
        if (bc_keys_check(&bc_form_keys, "#fragment", NULL, member->value, NULL))
            bc_keys_check(&bc_form_keys, type, NULL, member->value, c->diags);
        return NULL;
    }
    bc_diag_add(c->diags, BC_DIAG_ERROR, "E308", use->mark, bc_tr("there is no fragment `%.*s`"), BC_STR_ARG(name));
    return NULL;
}
