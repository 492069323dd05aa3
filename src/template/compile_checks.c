/* The `checks:` of a template: conditions over the record, and rules of the check module with their parameters. */
#include "base/tr.h"
#include "form/keys.h"
#include "template/private/compile.h"

enum { LEVEL_OFF = 3 };

static void compile_level(const bc_node *spec, bc_form_check *check)
{
    int level = bc_form_keys_word(BC_FORM_KEYS_CHECK, spec, "level", -1);
    check->off = level == LEVEL_OFF;
    check->has_level = level >= 0 && level < LEVEL_OFF;
    check->level = check->has_level ? (bc_diag_severity)level : BC_DIAG_ERROR;
}

static void compile_condition(bc_template_compiler *c, const bc_node *spec, const bc_template_scope *outer,
                              bc_form_check *check)
{
    bc_template_scope inner = { .repetition = true, .outer = outer };
    const bc_template_scope *scope = outer;
    if (bc_node_find(spec, "each")) {
        check->each = bc_template_compile_expr(c, bc_node_find(spec, "each"), outer);
        const bc_form_field *list = bc_template_compile_field_of(check->each, outer);
        inner.open = !list;
        inner.fields = list ? list->children : NULL;
        inner.n = list ? list->child_count : 0;
        inner.tree = list && list->tree;
        scope = &inner;
    }
    check->that = bc_template_compile_expr(c, bc_node_find(spec, "that"), scope);
    check->when = bc_template_compile_expr(c, bc_node_find(spec, "when"), scope);
    check->say = bc_template_compile_bare_phrase(c, bc_node_find(spec, "say"), scope);
    /* Diagnostics keep the code as a C string. */
    check->code = bc_arena_str(c->arena, bc_keys_text(spec, "code"));
    check->at = bc_keys_text(spec, "at");
    if (!check->code.n)
        check->code = BC_STR("CHECK");
    if (!check->say)
        check->that = NULL;
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
    if (spec->kind != BC_NODE_MAP || (!bc_node_find(spec, "that") && !bc_node_find(spec, "rule")))
        return;
    compile_level(spec, check);
    check->rule = bc_keys_text(spec, "rule");
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
