/* What a form asks for and a workbook of it has no place for. What has a place, the empty form itself tells; values
 * among words come back where the words around them are told apart. */
#include "base/tr.h"
#include "base/vec.h"
#include "collect/collect.h"
#include "collect/private/levels.h"
#include "collect/private/plan.h"
#include "form/anchor.h"
#include "form/usage.h"
#include "record/blank.h"

typedef struct losing {
    const bc_form *form;
    BC_VEC(const bc_form_field *) known; /* that come back */
    bc_form_used_fields used;            /* of the others nobody can say what they are for, which the linter does */
    bc_diag_list *diags;
} losing;

static bool is_known(const losing *l, const bc_form_field *field)
{
    for (size_t i = 0; i < l->known.n; i++)
        if (l->known.at[i] == field)
            return true;
    return false;
}

static void found_in_words(void *context, bc_str path, bc_str value)
{
    losing *l = context;
    const bc_form_field *field = bc_form_field_find(l->form->fields.at, l->form->fields.n, path);
    (void)value;
    if (field)
        bc_vec_add(&l->known, field);
}

static void learn_phrase(losing *l, const bc_expr_phrase *phrase)
{
    const bc_form_field *alone = phrase ? bc_form_anchor_alone(l->form, phrase) : NULL;
    if (alone)
        bc_vec_add(&l->known, alone);
    else if (phrase)
        bc_expr_phrase_readable(phrase, found_in_words, l);
}

static void learn_words(losing *l)
{
    for (uint32_t i = 0; i < l->form->layout_count; i++) {
        const bc_form_item *item = &l->form->layout[i];
        if (item->kind == BC_FORM_PARA) {
            if (!bc_form_anchor_is_title(l->form, item))
                learn_phrase(l, item->as.para.text);
        } else if (item->kind == BC_FORM_LINE) {
            learn_phrase(l, item->as.line.left);
            learn_phrase(l, item->as.line.centre);
            learn_phrase(l, item->as.line.right);
        }
    }
}

static void learn_cells(losing *l)
{
    bc_collect_plan plan;
    bc_collect_plan_init(&plan, l->form);
    for (size_t i = 0; i < plan.cells.n; i++)
        if (plan.cells.at[i].field && !is_known(l, plan.cells.at[i].field))
            bc_vec_add(&l->known, plan.cells.at[i].field);
    for (size_t i = 0; i < plan.phrases.n; i++)
        learn_phrase(l, plan.phrases.at[i]);
    bc_collect_plan_release(&plan);
}

/* Names of levels are printed by the form, and of lists that stand beside each other one has them. */
static bool is_beside(const losing *l, const bc_form_field *list, const bc_form_field *level)
{
    const bc_form_category *categories;
    if (!list || !bc_collect_level(list, level))
        return false;
    if (bc_record_blank_categories(l->form, list, &categories))
        return true; /* they are printed, in whatever words */
    for (size_t i = 0; i < l->known.n; i++)
        if (bc_str_eq(l->known.at[i]->key, level->key))
            return true;
    return false;
}

static bool has_known(const losing *l, const bc_form_field *list)
{
    for (uint32_t i = 0; i < list->child_count; i++)
        if (is_known(l, &list->children[i]) || has_known(l, &list->children[i]))
            return true;
    return false;
}

/* The budget year comes with the workbook, wherever it is printed. */
static void report(losing *l, const bc_form_field *list, const bc_form_field *fields, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const bc_form_field *field = &fields[i];
        if (is_known(l, field) || field->computed || bc_form_field_is(field, BC_FORM_ROLE_YEAR) ||
            is_beside(l, list, field))
            continue;
        if (field->type == BC_FIELD_LIST && field->child_count && !has_known(l, field))
            continue; /* it is not printed at all */
        if (field->child_count) {
            report(l, field->type == BC_FIELD_LIST ? field : NULL, field->children, field->child_count);
            continue;
        }
        if (!bc_form_usage_has(&l->used, field))
            continue;
        bc_diag_add(l->diags, BC_DIAG_NOTE, "N833", field->mark,
                    bc_tr("%.*s does not come back in a workbook that was filled in: it has no cell of its own"),
                    BC_STR_ARG(field->label));
    }
}

void bc_collect_report_lost(const bc_form *form, bc_diag_list *diags)
{
    losing l = { .form = form, .diags = diags };
    bc_form_usage_find(form, &l.used);
    learn_cells(&l);
    learn_words(&l);
    report(&l, NULL, form->fields.at, form->fields.n);
    bc_vec_release(&l.known);
    bc_form_usage_release(&l.used);
}
