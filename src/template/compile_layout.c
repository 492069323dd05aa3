/* The layout of a template: titles, lines, tables, notes in the order in which they are printed. */
#include "base/tr.h"
#include "base/vec.h"
#include "form/keys.h"
#include "template/private/compile_figure.h"
#include "template/private/compile_phrase.h"

typedef BC_VEC(bc_form_item) layout_items;

typedef struct para_kind {
    const char *key;
    bc_form_block_role role;
} para_kind;

/* The paragraphs a layout knows; each has a style of the same name. */
static const para_kind PARAS[] = { { "attachment", BC_FORM_ATTACHMENT },
                                   { "title", BC_FORM_TITLE },
                                   { "subtitle", BC_FORM_SUBTITLE },
                                   { "para", BC_FORM_BODY } };

static bc_form_item *add_item(bc_template_compiler *c, const bc_node *spec, bc_form_item_kind kind,
                              bc_form_block_role role, const bc_template_scope *scope, layout_items *out)
{
    bc_form_item *item = bc_vec_push(out);
    *item = (bc_form_item){ .kind = kind, .role = role, .mark = spec->mark };
    item->when = bc_template_compile_expr(c, bc_node_find(spec, "when"), scope);
    if (kind == BC_FORM_PARA || kind == BC_FORM_LINE)
        item->seal = bc_template_compile_seal(c, spec, scope);
    else
        bc_keys_warn_idle(spec, "seal", c->diags);
    return item;
}

/* Words around a table. Only in cells does = begin a value; here it would be printed. */
static const bc_expr_phrase *compile_words(bc_template_compiler *c, const bc_node *text, const bc_template_scope *scope)
{
    if (text && text->kind == BC_NODE_TEXT && bc_str_starts(text->as.text, BC_STR("="))) {
        bc_str rest = bc_str_trim(bc_str_slice(text->as.text, 1, text->as.text.n));
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E303", text->mark, bc_tr("= begins a value in cells only"));
        bc_diag_hint(c->diags, bc_tr("write `$(%.*s)`"), BC_STR_ARG(rest));
        return NULL;
    }
    return bc_template_compile_phrase(c, text, scope);
}

static void compile_line(bc_template_compiler *c, const bc_node *spec, const bc_template_scope *scope,
                         layout_items *out)
{
    const bc_node *line = bc_node_find(spec, "line");
    bc_form_item *item = add_item(c, spec, BC_FORM_LINE, BC_FORM_UNIT_LINE, scope, out);
    item->style = bc_template_styles_line(c->sheet, bc_node_find(spec, "style"), "line");
    bool right = line->kind == BC_NODE_TEXT; /* `line: 单位：万元` stands at the right, where the unit goes */
    item->as.line.left = right ? NULL : compile_words(c, bc_node_find(line, "left"), scope);
    item->as.line.centre = right ? NULL : compile_words(c, bc_node_find(line, "centre"), scope);
    item->as.line.right =
        right ? bc_template_compile_phrase(c, line, scope) : compile_words(c, bc_node_find(line, "right"), scope);
}

/* `note: text` is one paragraph as written; a list is numbered behind 注：. */
static void compile_note(bc_template_compiler *c, const bc_node *spec, const bc_template_scope *scope,
                         layout_items *out)
{
    const bc_node *note = bc_node_find(spec, "note");
    if (note->kind != BC_NODE_LIST) {
        bc_form_item *item = add_item(c, spec, BC_FORM_PARA, BC_FORM_NOTE, scope, out);
        item->style = bc_template_styles_para(c->sheet, bc_node_find(spec, "style"), "note");
        item->as.para.text = bc_template_compile_phrase(c, note, scope);
        return;
    }
    for (uint32_t i = 0; i < note->n; i++) {
        const bc_node *text = note->as.items[i];
        bc_template_compile_slip(c, text, BC_SLIP_WORDS, scope);
        bc_form_item *item = add_item(c, spec, BC_FORM_PARA, BC_FORM_NOTE, scope, out);
        item->style = bc_template_styles_para(c->sheet, bc_node_find(spec, "style"), "note-item");
        item->as.para.listed = note->n > 1;
        bc_str numbered =
            bc_arena_printf(c->arena, "%s%u.%.*s", i ? "　　" : "注：", i + 1, BC_STR_ARG(bc_node_text(text)));
        item->as.para.text =
            bc_template_compile_phrase(c, bc_node_new_text(c->arena, text->mark, numbered, true), scope);
    }
}

/* `title: [$(name), 项目绩效目标表]` says where a title that is too long for a line is best broken. */
static const bc_expr_phrase *compile_parts(bc_template_compiler *c, const bc_node *parts,
                                           const bc_template_scope *scope)
{
    bc_buf joined;
    bc_buf_init(&joined);
    for (uint32_t i = 0; i < parts->n; i++) {
        bc_template_compile_slip(c, parts->as.items[i], BC_SLIP_WORDS, scope);
        if (i)
            bc_buf_add_char(&joined, '\n');
        bc_buf_add_str(&joined, bc_node_text(parts->as.items[i]));
    }
    bc_str text = bc_arena_str(c->arena, bc_buf_str(&joined));
    bc_buf_release(&joined);
    bc_diag_mark at = parts->n ? parts->as.items[0]->mark : parts->mark;
    return bc_template_compile_phrase(c, bc_node_new_text(c->arena, at, text, true), scope);
}

static void compile_figure(bc_template_compiler *c, const bc_node *spec, const bc_form_figure *figure,
                           const bc_template_scope *scope, layout_items *out)
{
    bc_form_item *item = add_item(c, spec, BC_FORM_FIGURE, BC_FORM_BODY, scope, out);
    item->style = bc_template_styles_para(c->sheet, bc_node_find(spec, "style"), figure->chart ? "chart" : "image");
    item->as.figure = figure;
}

static void compile_item(bc_template_compiler *c, const bc_node *spec, const bc_template_scope *scope,
                         layout_items *out)
{
    const bc_form_figure *figure = bc_template_compile_figure(c, spec, scope);
    if (figure) {
        compile_figure(c, spec, figure, scope, out);
        return;
    }
    for (size_t i = 0; i < sizeof PARAS / sizeof *PARAS; i++) {
        const bc_node *text = bc_node_find(spec, PARAS[i].key);
        if (!text)
            continue;
        bc_form_item *item = add_item(c, spec, BC_FORM_PARA, PARAS[i].role, scope, out);
        item->style = bc_template_styles_para(c->sheet, bc_node_find(spec, "style"), PARAS[i].key);
        item->as.para.in_parts = text->kind == BC_NODE_LIST;
        item->as.para.text = item->as.para.in_parts ? compile_parts(c, text, scope) : compile_words(c, text, scope);
        return;
    }
    if (bc_node_find(spec, "line")) {
        compile_line(c, spec, scope, out);
    } else if (bc_node_find(spec, "note")) {
        compile_note(c, spec, scope, out);
    } else if (bc_node_find(spec, "table")) {
        bc_keys_warn_idle(spec, "style", c->diags);
        bc_form_item *item = add_item(c, spec, BC_FORM_TABLE, BC_FORM_BODY, scope, out);
        bc_template_compile_table(c, bc_node_find(spec, "table"), scope, &item->as.table);
    } else {
        bc_keys_warn_idle(spec, "style", c->diags);
        if (!bc_keys_bool(spec, "page-break", false)) {
            bc_keys_warn_idle(spec, "page-break", c->diags);
            return;
        }
        add_item(c, spec, BC_FORM_PAGE_BREAK, BC_FORM_BODY, scope, out);
    }
}

static void compile_items(bc_template_compiler *c, const bc_node *list, const bc_template_scope *scope,
                          layout_items *out)
{
    if (c->depth >= BC_MAX_COMPILE_DEPTH) {
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E332", list->mark,
                    bc_tr("the layout is nested too deep here: does a fragment use itself?"));
        return;
    }
    c->depth++;
    for (uint32_t i = 0; i < bc_node_elements(list); i++) {
        const bc_node *spec = bc_node_element(list, i), *use = bc_node_find(spec, "use");
        const bc_node *fragment = use ? bc_template_compile_fragment(c, use, "[#item] #item") : NULL;
        if (fragment)
            compile_items(c, fragment, scope, out);
        else if (!use)
            compile_item(c, spec, scope, out);
    }
    c->depth--;
}

void bc_template_compile_layout(bc_template_compiler *c, const bc_node *list, const bc_template_scope *scope,
                                bc_form *form)
{
    if (!list || (list->kind == BC_NODE_LIST && !list->n))
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E332", list ? list->mark : form->mark,
                    bc_tr("a template needs a `layout`: a list of what is printed"));
    if (!list || list->kind != BC_NODE_LIST || !bc_template_compile_fits(c, list))
        return;
    layout_items items = { 0 };
    compile_items(c, list, scope, &items);
    bc_form_item *copy = BC_NEW_ARRAY(c->arena, bc_form_item, items.n);
    for (size_t i = 0; i < items.n; i++)
        copy[i] = items.at[i];
    form->layout = copy;
    form->layout_count = (uint32_t)items.n;
    bc_vec_release(&items);
}
