/* The `checks:` of a template: conditions over the record, and rules of the check module with their parameters. */
#include "base/tr.h"
#include "form/attr.h"
#include "template/private/compile.h"

static const char *const LEVELS[] = { "note", "warning", "error", "off", NULL };

enum { LEVEL_OFF = 3 };

static void compile_level(const bc_node *spec, bc_form_check *check, bc_diag_list *diags)
{
    int level = bc_form_attr_word(spec, "level", LEVELS, -1, diags);
    check->off = level == LEVEL_OFF;
    check->has_level = level >= 0 && level < LEVEL_OFF;
    check->level = check->has_level ? (bc_diag_severity)level : BC_DIAG_ERROR;
}

static void compile_condition(bc_template_compiler *c, const bc_node *spec, const bc_template_scope *outer,
                              bc_form_check *check)
{
    static const char *const ATTRIBUTES[] = { "that", "when", "each", "say", "code", "level", "at", NULL };
    bc_form_attr_check(spec, ATTRIBUTES, c->diags);
    bc_template_scope inner = { .repetition = true, .outer = outer };
    const bc_template_scope *scope = outer;
    if (bc_node_find(spec, "each")) {
        check->each = bc_template_compile_expr(c, bc_node_find(spec, "each"), outer);
        const bc_form_field *list = bc_template_compile_field_of(check->each, outer);
        inner.open = !list;
        inner.fields = list ? list->children : NULL;
        inner.n = list ? list->child_count : 0;
        scope = &inner;
    }
    check->that = bc_template_compile_expr(c, bc_node_find(spec, "that"), scope);
    check->when = bc_template_compile_expr(c, bc_node_find(spec, "when"), scope);
    check->say = bc_template_compile_phrase(c, bc_node_find(spec, "say"), scope);
    /* Diagnostics keep the code as a C string. */
    check->code = bc_arena_str(c->arena, bc_form_attr_text(spec, "code", c->diags));
    check->at = bc_form_attr_text(spec, "at", c->diags);
    if (!check->code.n)
        check->code = BC_STR("CHECK");
    if (!check->say) {
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E303", spec->mark, bc_tr("a check says in `say:` what is wrong"));
        check->that = NULL;
    }
    if (check->at.n) {
        const bc_expr *path = bc_template_compile_expr(c, bc_node_find(spec, "at"), scope);
        if (path && !bc_expr_path(path).n)
            bc_diag_add(c->diags, BC_DIAG_ERROR, "E303", bc_expr_mark(path), bc_tr("`at:` takes the path of a field"));
    }
}

static void compile_check(bc_template_compiler *c, const bc_node *spec, const bc_template_scope *scope,
                          bc_form_check *check)
{
    *check = (bc_form_check){ .mark = spec->mark, .spec = spec };
    if (spec->kind != BC_NODE_MAP || (!bc_node_find(spec, "that") && !bc_node_find(spec, "rule"))) {
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E301", spec->mark,
                    bc_tr("a check is a map with `that:` and a condition, or with `rule:` and a rule's name"));
        return;
    }
    compile_level(spec, check, c->diags);
    check->rule = bc_form_attr_text(spec, "rule", c->diags);
    if (!check->rule.n)
        compile_condition(c, spec, scope, check);
}

void bc_template_compile_checks(bc_template_compiler *c, const bc_node *list, const bc_template_scope *scope,
                                bc_form *form)
{
    uint32_t n = bc_node_elements(list);
    bc_form_check *checks = BC_NEW_ARRAY(c->arena, bc_form_check, n);
    for (uint32_t i = 0; i < n; i++)
        compile_check(c, bc_node_element(list, i), scope, &checks[i]);
    form->checks = checks;
    form->check_count = n;
}
