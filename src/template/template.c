/* The parts of a template compiled one after the other: fields, styles, paper, layout, checks. */
#include "template/template.h"
#include "base/tr.h"
#include "form/keys.h"
#include "template/private/compile.h"

/* GB/T 9704: 37 mm above, 28 mm at the binding edge, a type area of 156 × 225 mm. */
bc_form_paper bc_template_compile_paper(const bc_node *spec, bc_template_styles *sheet, bc_diag_list *diags)
{
    bc_form_paper paper = { .width = BC_MM10(2100), .height = BC_MM10(2970) };
    if (bc_form_keys_word(BC_FORM_KEYS_PAPER, spec, "size", 0) == 1) {
        paper.width = BC_MM10(2970);
        paper.height = BC_MM10(4200);
    }
    if (bc_form_keys_word(BC_FORM_KEYS_PAPER, spec, "orientation", 0) == 1) {
        bc_len width = paper.width;
        paper.width = paper.height;
        paper.height = width;
    }
    const bc_node *margins = bc_node_find(spec, "margins");
    paper.top = bc_keys_length(margins, "top", BC_PT(10), BC_MM10(370));
    paper.bottom = bc_keys_length(margins, "bottom", BC_PT(10), BC_MM10(350));
    paper.left = bc_keys_length(margins, "left", BC_PT(10), BC_MM10(280));
    paper.right = bc_keys_length(margins, "right", BC_PT(10), BC_MM10(260));
    paper.number = (bc_form_page_number)bc_form_keys_word(BC_FORM_KEYS_PAPER, spec, "number", BC_NUMBER_NONE);
    paper.number_style = bc_template_styles_para(sheet, NULL, "page-number");
    /* Less than 50 mm of type area is a slip of the pen, and would leave columns without any width. */
    if (paper.width - paper.left - paper.right < BC_MM10(500) ||
        paper.height - paper.top - paper.bottom < BC_MM10(500)) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E303", margins ? margins->mark : (bc_diag_mark){ 0 },
                    bc_tr("the margins leave no room to print on"));
        paper.top = paper.bottom = paper.left = paper.right = BC_MM10(200);
    }
    return paper;
}

const bc_node *bc_template_compile_change_paper(bc_arena *arena, const bc_node *own, const bc_node *over)
{
    if (!over || over->kind != BC_NODE_MAP)
        return own;
    uint32_t most = over->n + (own && own->kind == BC_NODE_MAP ? own->n : 0), n = 0;
    bc_node_member *members = BC_NEW_ARRAY(arena, bc_node_member, most);
    for (uint32_t i = 0; i < over->n; i++)
        members[n++] = over->as.members[i];
    for (uint32_t i = 0; n < most && i < own->n; i++)
        if (!bc_node_find_member(over, own->as.members[i].key))
            members[n++] = own->as.members[i];
    return bc_node_new_map(arena, over->mark, members, n);
}

/* A computed field reads those of its own list element or group, and of what that lies in. */
static void check_computed(bc_template_compiler *c, const bc_form_field *fields, uint32_t n,
                           const bc_template_scope *outer)
{
    for (uint32_t i = 0; i < n; i++) {
        bc_template_scope scope = { .fields = fields, .n = n, .outer = outer };
        bc_template_compile_check_paths(c, fields[i].computed, &scope);
        check_computed(c, fields[i].children, fields[i].child_count, &scope);
    }
}

static void compile_form(bc_form *form, const bc_node *tree, const bc_node *paper, bc_template_compiler *c)
{
    bc_keys_check(&bc_form_keys, "#template", NULL, tree, c->diags);
    form->mark = tree->mark;
    form->id = bc_keys_text(tree, "form");
    form->name = bc_keys_text(tree, "name");
    form->fields = bc_form_fields_compile(c->arena, bc_node_find(tree, "fields"), c->diags);
    c->sheet = bc_template_styles_new(c->arena, bc_node_find(tree, "styles"), c->diags);
    form->words = c->words = bc_form_words_compile(c->arena, bc_node_find(tree, "words"));
    c->fragments = bc_node_find(tree, "fragments");
    c->categories = bc_node_find(tree, "categories");
    form->paper = bc_template_compile_paper(
        bc_template_compile_change_paper(c->arena, bc_node_find(tree, "paper"), paper), c->sheet, c->diags);
    check_computed(c, form->fields.at, form->fields.n, NULL);
    c->frame = form->paper.width - form->paper.left - form->paper.right;
    bc_template_scope scope = { .fields = form->fields.at, .n = form->fields.n };
    bc_template_compile_layout(c, bc_node_find(tree, "layout"), &scope, form);
    form->output = bc_template_compile_phrase(c, bc_node_find(tree, "output"), &scope);
    bc_template_compile_checks(c, bc_node_find(tree, "checks"), &scope, form);
    if (tree->mark.source)
        bc_template_styles_warn_idle(c->sheet, bc_node_find(tree, "styles"), tree->mark.source->name);
    bc_template_styles_release(c->sheet);
    if (!form->id.n)
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E332", form->mark, bc_tr("a template begins with `form:` and its name"));
}

const bc_form *bc_template_compile_on(bc_arena *arena, const bc_template_folders *folders, bc_str name, bc_diag_mark at,
                                      const bc_node *paper, bc_diag_list *diags)
{
    unsigned errors = diags->errors;
    bc_template_files files;
    const bc_node *tree = bc_template_read(arena, folders, name, at, diags, &files);
    if (!tree)
        return NULL;
    bc_form *form = BC_NEW(arena, bc_form);
    form->files = files.at;
    form->file_count = files.n;
    compile_form(form, tree, paper, &(bc_template_compiler){ .arena = arena, .diags = diags });
    return diags->errors == errors ? form : NULL;
}

const bc_form *bc_template_compile(bc_arena *arena, const bc_template_folders *folders, bc_str name, bc_diag_mark at,
                                   bc_diag_list *diags)
{
    return bc_template_compile_on(arena, folders, name, at, NULL, diags);
}
