/* The layout of a template: titles, lines, tables, notes in the order in which they are printed. */
#include "base/tr.h"
#include "base/vec.h"
#include "form/attr.h"
#include "template/compile.h"

typedef BC_VEC(bc_layout_item) layout_items;

typedef struct para_kind {
    const char *key;
    bc_block_role role;
} para_kind;

/* The paragraphs a layout knows; each has a style of the same name. */
static const para_kind PARAS[] = {
    { "attachment", BC_IS_ATTACHMENT }, { "title", BC_IS_TITLE }, { "subtitle", BC_IS_SUBTITLE }, { "para", BC_IS_BODY }
};

static const char *const ATTRIBUTES[] = { "attachment", "title", "subtitle",   "para",  "line", "note",
                                          "table",      "when",  "page-break", "style", NULL };

static bc_layout_item *add_item(bc_compiler *c, const bc_value *spec, bc_layout_kind kind, bc_block_role role,
                                const bc_field_scope *scope, layout_items *out)
{
    bc_layout_item *item = bc_vec_push(out);
    *item = (bc_layout_item){ .kind = kind, .role = role, .mark = spec->mark };
    item->when = bc_compile_expr(c, bc_value_find(spec, "when"), scope);
    return item;
}

/* Words around a table. Only in cells does = begin a value; here it would be printed. */
static const bc_phrase *compile_words(bc_compiler *c, const bc_value *text, const bc_field_scope *scope)
{
    if (text && text->kind == BC_TEXT && bc_str_starts(text->as.text, BC_STR("="))) {
        bc_str rest = bc_str_trim(bc_str_slice(text->as.text, 1, text->as.text.n));
        bc_diag_add(c->diags, BC_ERROR, "E303", text->mark, bc_tr("= begins a value in cells only"));
        bc_diag_hint(c->diags, bc_tr("write `$(%.*s)`"), BC_STR_ARG(rest));
        return NULL;
    }
    return bc_compile_phrase(c, text, scope);
}

static void compile_line(bc_compiler *c, const bc_value *spec, const bc_field_scope *scope, layout_items *out)
{
    static const char *const PARTS[] = { "left", "centre", "right", NULL };
    const bc_value *line = bc_value_find(spec, "line");
    bc_layout_item *item = add_item(c, spec, BC_LAYOUT_LINE, BC_IS_UNIT_LINE, scope, out);
    item->style = bc_sheet_para(c->sheet, bc_value_find(spec, "style"), "line");
    if (line->kind == BC_TEXT) { /* `line: 单位：万元` stands at the right, where the unit goes */
        item->right = bc_compile_phrase(c, line, scope);
        return;
    }
    if (!bc_attr_check(line, PARTS, c->diags))
        return;
    item->left = compile_words(c, bc_value_find(line, "left"), scope);
    item->centre = compile_words(c, bc_value_find(line, "centre"), scope);
    item->right = compile_words(c, bc_value_find(line, "right"), scope);
}

/* `note: text` is one paragraph as written; a list is numbered behind 注：. */
static void compile_note(bc_compiler *c, const bc_value *spec, const bc_field_scope *scope, layout_items *out)
{
    const bc_value *note = bc_value_find(spec, "note");
    if (note->kind != BC_LIST) {
        bc_layout_item *item = add_item(c, spec, BC_LAYOUT_PARA, BC_IS_NOTE, scope, out);
        item->style = bc_sheet_para(c->sheet, bc_value_find(spec, "style"), "note");
        item->text = bc_compile_phrase(c, note, scope);
        return;
    }
    for (uint32_t i = 0; i < note->n; i++) {
        const bc_value *text = note->as.items[i];
        bc_layout_item *item = add_item(c, spec, BC_LAYOUT_PARA, BC_IS_NOTE, scope, out);
        item->style = bc_sheet_para(c->sheet, bc_value_find(spec, "style"), "note-item");
        bc_str numbered =
            bc_arena_printf(c->arena, "%s%u.%.*s", i ? "　　" : "注：", i + 1, BC_STR_ARG(bc_value_text(text)));
        item->text = bc_compile_phrase(c, bc_value_new_text(c->arena, text->mark, numbered, true), scope);
    }
}

/* `title: [$(name), 项目绩效目标表]` says where a title that is too long for a line is best broken. */
static const bc_phrase *compile_parts(bc_compiler *c, const bc_value *parts, const bc_field_scope *scope)
{
    bc_buf joined;
    bc_buf_init(&joined);
    for (uint32_t i = 0; i < parts->n; i++) {
        if (i)
            bc_buf_add_char(&joined, '\n');
        bc_buf_add_str(&joined, bc_value_text(parts->as.items[i]));
    }
    bc_str text = bc_arena_str(c->arena, bc_buf_str(&joined));
    bc_buf_release(&joined);
    bc_mark at = parts->n ? parts->as.items[0]->mark : parts->mark;
    return bc_compile_phrase(c, bc_value_new_text(c->arena, at, text, true), scope);
}

static void compile_item(bc_compiler *c, const bc_value *spec, const bc_field_scope *scope, layout_items *out)
{
    if (!bc_attr_check(spec, ATTRIBUTES, c->diags))
        return;
    for (size_t i = 0; i < sizeof PARAS / sizeof *PARAS; i++) {
        const bc_value *text = bc_value_find(spec, PARAS[i].key);
        if (!text)
            continue;
        bc_layout_item *item = add_item(c, spec, BC_LAYOUT_PARA, PARAS[i].role, scope, out);
        item->style = bc_sheet_para(c->sheet, bc_value_find(spec, "style"), PARAS[i].key);
        item->parted = text->kind == BC_LIST;
        item->text = item->parted ? compile_parts(c, text, scope) : compile_words(c, text, scope);
        return;
    }
    if (bc_value_find(spec, "line")) {
        compile_line(c, spec, scope, out);
    } else if (bc_value_find(spec, "note")) {
        compile_note(c, spec, scope, out);
    } else if (bc_value_find(spec, "table")) {
        bc_layout_item *item = add_item(c, spec, BC_LAYOUT_TABLE, BC_IS_BODY, scope, out);
        bc_compile_table(c, bc_value_find(spec, "table"), scope, item);
    } else if (bc_value_find(spec, "page-break")) {
        add_item(c, spec, BC_LAYOUT_PAGE_BREAK, BC_IS_BODY, scope, out);
    } else {
        bc_diag_add(c->diags, BC_ERROR, "E332", spec->mark, bc_tr("this layout item prints nothing"));
        bc_diag_hint(c->diags, "%s",
                     bc_tr("give it one of title, subtitle, attachment, line, para, table, note, page-break"));
    }
}

void bc_compile_layout(bc_compiler *c, const bc_value *list, const bc_field_scope *scope, bc_form *form)
{
    if (!list || list->kind != BC_LIST || !list->n) {
        bc_diag_add(c->diags, BC_ERROR, "E332", list ? list->mark : form->mark,
                    bc_tr("a template needs a `layout`: a list of what is printed"));
        if (list && list->kind == BC_MAP)
            bc_diag_hint(c->diags, "%s", bc_tr("begin each item with a dash: - title: …"));
        return;
    }
    layout_items items = { 0 };
    for (uint32_t i = 0; i < list->n; i++)
        compile_item(c, list->as.items[i], scope, &items);
    bc_layout_item *copy = BC_NEW_ARRAY(c->arena, bc_layout_item, items.n);
    for (size_t i = 0; i < items.n; i++)
        copy[i] = items.at[i];
    form->layout = copy;
    form->layout_count = (uint32_t)items.n;
    bc_vec_release(&items);
}
