/* What is drawn: pictures in cells and in the layout, and the names beyond the strokes of a diagonal head. */
#include "template/private/compile_figure.h"

enum { SEAL_WIDTH = 420 /* tenths of a millimetre: the seals of counties and bureaus */ };
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

/* `name.png`, a text with $(expressions), or like a cell's value `=photo`. */
static void compile_source(bc_template_compiler *c, const bc_node *source, const bc_template_scope *scope,
                           bc_form_figure *out)
{
    bc_str text = bc_node_text(source);
    out->mark = source->mark;
    if (!bc_str_starts(text, BC_STR("="))) {
        out->phrase = bc_template_compile_bare_phrase(c, source, scope);
        return;
    }
    bc_diag_mark at = bc_diag_mark_on(source->mark, source->quoted ? 2 : 1);
    out->expr = bc_template_compile_expr_text(c, bc_str_slice(text, 1, text.n), at, scope);
    out->field = bc_template_compile_field_of(out->expr, scope);
}

static bc_form_figure *figure_of(bc_template_compiler *c, const bc_node *source, const bc_node *spec,
                                 const bc_template_scope *scope)
{
    bc_form_figure *figure = BC_NEW(c->arena, bc_form_figure);
    compile_source(c, source, scope, figure);
    figure->alt = bc_template_compile_phrase(c, bc_node_find(spec, "alt"), scope);
    figure->width = bc_keys_length(spec, "width", BC_PT(10), 0);
    figure->height = bc_keys_length(spec, "height", BC_PT(10), 0);
    return figure;
}

const bc_form_figure *bc_template_compile_figure(bc_template_compiler *c, const bc_node *spec,
                                                 const bc_template_scope *scope)
{
    static const char *const KINDS[] = { "image", "qr", "barcode" }; /* in the order of their enum */
    static const char *const OWN[] = { "width", "height", "alt" };
    if (bc_template_is_chart(spec))
        return bc_template_compile_chart(c, spec, scope);
    for (size_t i = 0; i < sizeof KINDS / sizeof *KINDS; i++) {
        const bc_node *source = bc_node_find(spec, KINDS[i]);
        if (!source)
            continue;
        bc_form_figure *figure = source->kind == BC_NODE_TEXT ? figure_of(c, source, spec, scope) : NULL;
        if (figure)
            figure->kind = (bc_form_figure_kind)i;
        return figure;
    }
    for (size_t i = 0; i < sizeof OWN / sizeof *OWN; i++)
        bc_keys_warn_idle(spec, OWN[i], c->diags);
    return NULL;
}

const bc_form_seal *bc_template_compile_seal(bc_template_compiler *c, const bc_node *spec,
                                             const bc_template_scope *scope)
{
    const bc_node *seal = bc_node_find(spec, "seal");
    const bc_node *source = seal && seal->kind == BC_NODE_MAP ? bc_node_find(seal, "image") : seal;
    if (!source || source->kind != BC_NODE_TEXT)
        return NULL;
    bc_form_seal *made = BC_NEW(c->arena, bc_form_seal);
    bc_form_figure *figure = figure_of(c, source, seal, scope);
    if (!figure->width && !figure->height)
        figure->width = BC_MM10(SEAL_WIDTH);
    made->figure = figure;
    made->at = bc_template_compile_phrase(c, bc_node_find(seal, "at"), scope);
    return made;
}

const bc_form_cell_style *bc_template_compile_figure_style(bc_template_compiler *c, const bc_form_cell_style *style)
{
    bc_form_cell_style *centred = BC_NEW(c->arena, bc_form_cell_style);
    *centred = *style;
    centred->align = BC_ALIGN_CENTRE;
    centred->valign = BC_VALIGN_MIDDLE;
    return centred;
}

const bc_form_extra *bc_template_compile_extra(bc_template_compiler *c, const bc_node *spec,
                                               const bc_template_scope *scope)
{
    if (spec->kind != BC_NODE_MAP)
        return NULL;
    bc_form_extra extra = { .figure = bc_template_compile_figure(c, spec, scope) };
    if (extra.figure || bc_node_find(spec, "diagonal"))
        bc_keys_warn_idle(spec, "seal", c->diags);
    else
        extra.seal = bc_template_compile_seal(c, spec, scope);
    if (!bc_node_find(spec, "label"))
        bc_keys_warn_idle(spec, "diagonal", c->diags);
    else if (bc_node_find(spec, "diagonal"))
        compile_strokes(c, spec, scope, &extra);
    return extra.figure || extra.strokes || extra.seal ? BC_NEW_COPY(c->arena, &extra, 1) : NULL;
}
