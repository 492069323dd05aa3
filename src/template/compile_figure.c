/* What few cells have besides words and values: the names beyond the strokes of a diagonal head. */
#include "template/private/compile_figure.h"
#include "base/tr.h"
#include "form/keys.h"

static void compile_strokes(bc_template_compiler *c, const bc_node *spec, const bc_template_scope *scope,
                            bc_form_extra *out)
{
    const bc_node *names = bc_node_find(spec, "diagonal");
    uint32_t n = bc_node_elements(names);
    if (n > BC_MAX_STROKES) {
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E303", names->mark, bc_tr("a diagonal head has one stroke or two"));
        bc_diag_hint(c->diags,
                     bc_tr("`diagonal: 月份` names the columns; of `[月份, 金额]` the second stands between"));
        n = BC_MAX_STROKES;
    }
    for (uint32_t i = 0; i < n; i++)
        out->beyond[i] = bc_template_compile_phrase(c, bc_node_element(names, i), scope);
    out->strokes = (uint8_t)n;
}

const bc_form_extra *bc_template_compile_extra(bc_template_compiler *c, const bc_node *spec,
                                               const bc_template_scope *scope)
{
    if (spec->kind != BC_NODE_MAP)
        return NULL;
    if (!bc_node_find(spec, "label"))
        bc_keys_warn_idle(spec, "diagonal", c->diags);
    else if (bc_node_find(spec, "diagonal")) {
        bc_form_extra *extra = BC_NEW(c->arena, bc_form_extra);
        compile_strokes(c, spec, scope, extra);
        return extra;
    }
    return NULL;
}
