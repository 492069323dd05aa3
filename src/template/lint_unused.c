/* What a template declares and never uses. What it got from files that it extends is none of its business. */
#include "base/tr.h"
#include "form/names.h"
#include "form/usage.h"
#include "template/private/lint_parts.h"

static void report_fields(bc_template_lint_job *job, const bc_form_used_fields *used, const bc_form_field *fields,
                          uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const bc_form_field *field = &fields[i];
        if (field->type == BC_FIELD_GROUP || bc_form_usage_has(used, field)) {
            report_fields(job, used, field->children, field->child_count);
            continue;
        }
        if (bc_template_lint_is_own(job, field->mark) &&
            bc_template_lint_add(job, "W340", field->mark, bc_tr("the field `%.*s` is neither printed nor checked"),
                                 BC_STR_ARG(field->key)))
            bc_diag_hint(job->diags, bc_tr("print it with =%.*s, or delete it: a record's value for it would be lost"),
                         BC_STR_ARG(field->key));
    }
}

static void lint_fields(bc_template_lint_job *job)
{
    bc_form_used_fields used = { 0 };
    bc_form_usage_find(job->form, &used);
    report_fields(job, &used, job->form->fields.at, job->form->fields.n);
    bc_form_usage_release(&used);
}

/* -- styles and fragments ------------------------------------------------------------------------------- */

/* Whether the tree has, anywhere, a member of that key whose value (or a map's `like`) is the name. */
static bool names_it(const bc_node *value, const char *key, bc_str name)
{
    for (uint32_t i = 0; value->kind == BC_NODE_LIST && i < value->n; i++)
        if (names_it(value->as.items[i], key, name))
            return true;
    for (uint32_t i = 0; value->kind == BC_NODE_MAP && i < value->n; i++) {
        const bc_node_member *member = &value->as.members[i];
        bool asked = bc_str_is(member->key, key) && bc_str_eq(bc_node_text(member->value), name);
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
        if (bc_str_is(name, bc_form_field_type_name((bc_form_field_type)type)))
            return true;
    return false;
}

static void lint_styles(bc_template_lint_job *job)
{
    const bc_node *styles = bc_node_find(job->tree, "styles");
    for (uint32_t i = 0; styles && styles->kind == BC_NODE_MAP && i < styles->n; i++) {
        const bc_node_member *member = &styles->as.members[i];
        if (!bc_template_lint_is_own(job, member->key_mark) || is_taken_unnamed(member->key) ||
            names_it(job->tree, "style", member->key) || names_it(job->tree, "like", member->key))
            continue;
        bc_template_lint_add(job, "W341", member->key_mark, bc_tr("the style `%.*s` is used by nothing"),
                             BC_STR_ARG(member->key));
    }
}

static void lint_fragments(bc_template_lint_job *job)
{
    const bc_node *fragments = bc_node_find(job->tree, "fragments");
    for (uint32_t i = 0; fragments && fragments->kind == BC_NODE_MAP && i < fragments->n; i++) {
        const bc_node_member *member = &fragments->as.members[i];
        if (bc_template_lint_is_own(job, member->key_mark) && !names_it(job->tree, "use", member->key))
            bc_template_lint_add(job, "W342", member->key_mark, bc_tr("the fragment `%.*s` is used by nothing"),
                                 BC_STR_ARG(member->key));
    }
}

/* -- categories ----------------------------------------------------------------------------------------- */

static bc_str category_name(const bc_node *entry)
{
    return entry->kind == BC_NODE_MAP && entry->n == 1 ? entry->as.members[0].key : bc_node_text(entry);
}

/* Elements go to the first category whose name agrees, so a second one like it stays empty for ever. */
static void lint_category_group(bc_template_lint_job *job, const bc_node *group)
{
    for (uint32_t i = 0; i < bc_node_elements(group); i++) {
        const bc_node *entry = bc_node_element(group, i);
        for (uint32_t k = 0; k < i; k++)
            if (bc_form_category_names_agree(&job->form->words[BC_WORDS_CATEGORY_ENDS],
                                             category_name(bc_node_element(group, k)), category_name(entry)))
                bc_template_lint_add(job, "W343", entry->mark, bc_tr("the category `%.*s` is there already"),
                                     BC_STR_ARG(category_name(entry)));
    }
}

static void lint_categories(bc_template_lint_job *job)
{
    const bc_node *categories = bc_node_find(job->tree, "categories");
    if (!categories || categories->kind != BC_NODE_MAP || !bc_template_lint_is_own(job, categories->mark))
        return;
    for (uint32_t i = 0; i < categories->n; i++)
        lint_category_group(job, categories->as.members[i].value);
    if (names_it(job->tree, "over", BC_STR("categories")))
        return;
    if (bc_template_lint_add(job, "W343", categories->mark, bc_tr("no repetition goes over these categories")))
        bc_diag_hint(job->diags, "%s", bc_tr("add `over: categories` to the `each` that prints the indicators"));
}

void bc_template_lint_unused(bc_template_lint_job *job)
{
    lint_fields(job);
    lint_styles(job);
    lint_fragments(job);
    lint_categories(job);
}
