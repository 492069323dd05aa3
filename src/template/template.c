/* The parts of a template compiled one after the other: fields, styles, paper, layout, checks. */
#include "template/template.h"
#include "base/tr.h"
#include "form/anchor.h"
#include "form/keys.h"
#include "form/paper.h"
#include "template/private/compile.h"
#include "template/private/compile_phrase.h"
#include "template/private/literal.h"

#include <string.h>

#define SIZE(word, width, height) { (width), (height) },
static const struct {
    int16_t width, height;
} PAPERS[] = { BC_FORM_PAPER_SIZES(SIZE, SIZE) };
#undef SIZE

#define WORD(word, meaning) [meaning] = (word),
static const char *const ORIENTATIONS[] = { BC_FORM_ORIENTATIONS(WORD, WORD) };
#undef WORD

static void read_size(const bc_node *spec, bc_form_paper *paper)
{
    const bc_node *size = bc_node_find(spec, "size");
    int named = bc_form_keys_word(BC_FORM_KEYS_PAPER, spec, "size", 0);
    paper->width = BC_MM10(PAPERS[named].width);
    paper->height = BC_MM10(PAPERS[named].height);
    if (size && size->kind == BC_NODE_MAP) {
        paper->width = bc_keys_length(size, "width", BC_PT(10), paper->width);
        paper->height = bc_keys_length(size, "height", BC_PT(10), paper->height);
    }
}

/* GB/T 9704: 37 mm above, 28 mm at the binding edge, a type area of 156 × 225 mm. */
bc_form_paper bc_template_compile_paper(const bc_node *spec, bc_template_styles *sheet, bc_diag_list *diags)
{
    bc_form_paper paper = { 0 };
    read_size(spec, &paper);
    if (bc_form_keys_word(BC_FORM_KEYS_PAPER, spec, "orientation", 0) == BC_FORM_LANDSCAPE) {
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
    paper.natural = bc_form_keys_word(BC_FORM_KEYS_PAPER, spec, "pages", 0) == 1;
    /* Less than 50 mm of type area is a slip of the pen, and would leave columns without any width. */
    if (paper.width - paper.left - paper.right < BC_MM10(500) ||
        paper.height - paper.top - paper.bottom < BC_MM10(500)) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E303", margins ? margins->mark : (bc_diag_mark){ 0 },
                    bc_tr("the margins leave no room to print on"));
        paper.top = paper.bottom = paper.left = paper.right = BC_MM10(200);
    }
    bc_template_styles_set_frame(sheet, paper.width - paper.left - paper.right,
                                 paper.height - paper.top - paper.bottom);
    paper.number_style = bc_template_styles_para(sheet, NULL, "page-number");
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

/* Whether the page's number stands in that part of the foot. */
static bool has_number(bc_form_page_number number, int part)
{
    bool centre = number == BC_NUMBER_CENTRE || number == BC_NUMBER_OF_TOTAL;
    return part == 1 ? centre : number == BC_NUMBER_GONGWEN;
}

static void compile_running(bc_template_compiler *c, const bc_node *paper, bc_form_running_line at,
                            const bc_template_scope *scope, bc_form *form)
{
    static const char *const NAMES[] = { [BC_RUNNING_HEAD] = "head", [BC_RUNNING_FOOT] = "foot" };
    static const char *const PARTS[BC_RUNNING_PARTS] = { "left", "centre", "right" };
    const bc_node *spec = bc_node_find(paper, NAMES[at]);
    if (!spec)
        return;
    bool map = spec->kind == BC_NODE_MAP;
    bc_form_running *line = &form->running[at];
    line->style = bc_template_styles_line(c->sheet, map ? bc_node_find(spec, "style") : NULL, "running-head");
    line->mark = spec->mark;
    line->rule = bc_keys_length(spec, "rule", BC_PT(10), 0);
    for (int k = 0; k < BC_RUNNING_PARTS; k++) {
        const bc_node *text = map ? bc_node_find(spec, PARTS[k]) : k == 1 ? spec : NULL;
        line->parts[k] = bc_template_compile_phrase(c, text, scope);
        if (!text || at == BC_RUNNING_HEAD || !has_number(form->paper.number, k))
            continue;
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E303", text->mark, bc_tr("the page's number stands there"));
        bc_diag_hint(c->diags, bc_tr("take another part of the foot, or `number: none` and $(page)"));
    }
}

/* A computed field reads those of its own list element or group, and of what that lies in. */
static void check_computed(bc_template_compiler *c, const bc_form_field *fields, uint32_t n,
                           const bc_template_scope *outer)
{
    for (uint32_t i = 0; i < n; i++) {
        bc_template_scope scope = { .fields = fields, .n = n, .outer = outer };
        bc_template_compile_check_paths(c, fields[i].computed, &scope);
        bc_template_compile_slip_default(c, &fields[i], &scope);
        if (fields[i].tree) {
            bc_template_scope inside = { .fields = fields[i].children, .n = fields[i].child_count, .outer = &scope };
            bc_template_compile_check_paths(c, fields[i].tree->part, &inside);
        }
        check_computed(c, fields[i].children, fields[i].child_count, &scope);
    }
}

/* What stands on every page. */
static void compile_around(bc_template_compiler *c, const bc_node *paper, const bc_template_scope *scope, bc_form *form)
{
    bc_template_scope pages = { .running = true, .outer = scope };
    compile_running(c, paper, BC_RUNNING_HEAD, &pages, form);
    compile_running(c, paper, BC_RUNNING_FOOT, &pages, form);
    form->watermark = bc_template_compile_phrase(c, bc_node_find(paper, "watermark"), scope);
    if (form->watermark)
        form->watermark_style = bc_template_styles_para(c->sheet, NULL, "watermark");
}

/* What depends on the paper: the sheet of styles, and all that is printed. */
static void compile_on_paper(bc_form *form, const bc_node *tree, const bc_node *paper, bc_template_compiler *c)
{
    c->sheet = bc_template_styles_new(c->arena, bc_node_find(tree, "styles"), c->diags);
    form->paper = bc_template_compile_paper(paper, c->sheet, c->diags);
    c->frame = form->paper.width - form->paper.left - form->paper.right;
    bc_template_scope scope = { .fields = form->fields.at, .n = form->fields.n, .open = c->open_fields };
    compile_around(c, paper, &scope, form);
    bc_template_compile_layout(c, bc_node_find(tree, "layout"), &scope, form);
    form->computes = c->computes;
}

/* With `orientation: auto` all that is printed once more, on paper that is wider than high. What was wrong with it has
 * been said. */
static void compile_turned(bc_form *form, const bc_node *tree, const bc_node *paper, const bc_template_compiler *c)
{
    bool asked = bc_form_keys_word(BC_FORM_KEYS_PAPER, paper, "orientation", 0) == BC_FORM_TURNED_WHERE_NEEDED;
    if (!asked || form->paper.width >= form->paper.height)
        return;
    bc_node_member landscape = { BC_STR("orientation"), paper->mark,
                                 bc_node_new_text(c->arena, paper->mark, bc_str_from(ORIENTATIONS[BC_FORM_LANDSCAPE]),
                                                  false) };
    bc_node *over = bc_node_new_map(c->arena, paper->mark, &landscape, 1);
    bc_form *turned = BC_NEW(c->arena, bc_form);
    bc_template_compiler again = *c;
    *turned = *form;
    compile_on_paper(turned, tree, bc_template_compile_change_paper(c->arena, paper, over), &again);
    bc_template_styles_release(again.sheet);
    form->turned = turned;
}

static void compile_form(bc_form *form, const bc_node *tree, const bc_node *paper, bc_template_compiler *c)
{
    form->mark = tree->mark;
    form->id = bc_keys_text(tree, "form");
    form->name = bc_keys_text(tree, "name");
    form->alias_count = bc_keys_texts(c->arena, tree, "alias", &form->aliases);
    form->fields = bc_form_fields_compile(c->arena, bc_node_find(tree, "fields"), c->diags);
    form->anchor = bc_form_anchor_of(form, c->arena);
    bc_template_compile_batch(c, tree, form);
    form->words = c->words = bc_form_words_compile(c->arena, bc_node_find(tree, "words"));
    c->fragments = bc_node_find(tree, "fragments");
    c->tables = bc_node_find(tree, "tables");
    c->categories = bc_node_find(tree, "categories");
    paper = bc_template_compile_change_paper(c->arena, bc_node_find(tree, "paper"), paper);
    if (!c->open_fields)
        check_computed(c, form->fields.at, form->fields.n, NULL);
    compile_on_paper(form, tree, paper, c);
    compile_turned(form, tree, paper, c);
    bc_template_scope scope = { .fields = form->fields.at, .n = form->fields.n, .open = c->open_fields };
    form->output = bc_template_compile_bare_phrase(c, bc_node_find(tree, "output"), &scope);
    bc_template_compile_checks(c, bc_node_find(tree, "checks"), &scope, form);
    if (tree->mark.source)
        bc_template_styles_warn_idle(c->sheet, bc_node_find(tree, "styles"), tree->mark.source->name);
    bc_template_styles_release(c->sheet);
    if (!form->id.n)
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E332", form->mark, bc_tr("a template begins with `form:` and its name"));
}

/* What cannot be found where it should be declared, by the code of the message: not said where the part of the template
 * that declares it was refused. */
static const struct {
    const char *part, *code;
} DECLARED[] = { { "styles", "E305" }, { "fragments", "E308" }, { "categories", "E336" }, { "fields", "E336" } };

/* Whether the part may hold more than the tree has: it was refused, or what it extends, or the key that is meant for
 * either is misspelt. */
static bool is_refused_part(const bc_keys_refused *refused, const bc_node *tree, const char *part)
{
    const bc_node *value = bc_node_find(tree, part), *extends = bc_node_find(tree, "extends");
    const bc_str names[] = { bc_str_from(part), BC_STR("extends") };
    if ((value && bc_keys_refused_whole(refused, value)) || (extends && bc_keys_refused_at(refused, &extends->mark)))
        return true;
    const bc_keys_table *known = &bc_form_keys.at[BC_FORM_KEYS_TEMPLATE];
    for (uint32_t i = 0; i < tree->n; i++)
        if (!bc_keys_key_of(known, tree->as.members[i].key) && bc_diag_nearest(tree->as.members[i].key, names, 2).n)
            return true;
    return false;
}

static bool stands_before(const bc_diag_mark *a, const bc_diag_mark *b)
{
    return a->source == b->source && (a->line != b->line ? a->line < b->line : a->column < b->column);
}

static bool is_at(const bc_diag_mark *a, const bc_diag_mark *b)
{
    return a->line == b->line && a->column == b->column;
}

/* Whether the map is a table or a band of which something was refused: its widths, wherever they stand in it. */
static bool is_refused_table(const bc_node *map, const bc_keys_refused *refused)
{
    bool whole = false;
    for (uint32_t i = 0; i < map->n; i++)
        whole |= bc_keys_refused_whole(refused, map->as.members[i].value);
    return whole && (bc_node_find(map, "rows") || bc_node_find(map, "bands"));
}

/* Whether the node holds the place and, in front of it or about its table, something refused. */
static bool holds_refused_before(const bc_node *node, const bc_keys_refused *refused, const bc_diag_mark *mark,
                                 bool *before)
{
    if (bc_keys_refused_whole(refused, node) && !stands_before(mark, &node->mark))
        *before = true;
    bool here = is_at(&node->mark, mark);
    for (uint32_t i = 0; node->kind == BC_NODE_LIST && i < node->n; i++)
        here |= holds_refused_before(node->as.items[i], refused, mark, before);
    for (uint32_t i = 0; node->kind == BC_NODE_MAP && i < node->n; i++)
        here |= is_at(&node->as.members[i].key_mark, mark) ||
                holds_refused_before(node->as.members[i].value, refused, mark, before);
    *before |= here && node->kind == BC_NODE_MAP && is_refused_table(node, refused);
    return here;
}

static bool has_whole(const bc_keys_refused *refused)
{
    for (size_t i = 0; i < refused->list.n; i++)
        if (refused->list.at[i].whole)
            return true;
    return false;
}

/* Columns and rows of a table are counted with each other: what was refused in front of a cell moves it. */
static bool is_moved(const bc_keys_refused *refused, const bc_node *tree, const bc_diag *diag)
{
    static const char *const PARTS[] = { "layout", "fragments" };
    for (size_t p = 0; p < sizeof PARTS / sizeof *PARTS; p++) {
        const bc_node *part = bc_node_find(tree, PARTS[p]);
        for (uint32_t i = 0; part && part->kind != BC_NODE_TEXT && part->kind != BC_NODE_NULL && i < part->n; i++) {
            bool before = false;
            const bc_node *one = part->kind == BC_NODE_LIST ? part->as.items[i] : part->as.members[i].value;
            if (holds_refused_before(one, refused, &diag->mark, &before))
                return before || (p && has_whole(refused)); /* a fragment stands in tables elsewhere */
        }
    }
    return false;
}

static uint32_t last_line(const bc_node *node, uint32_t last)
{
    last = node->mark.line > last ? node->mark.line : last;
    for (uint32_t i = 0; node->kind == BC_NODE_LIST && i < node->n; i++)
        last = last_line(node->as.items[i], last);
    for (uint32_t i = 0; node->kind == BC_NODE_MAP && i < node->n; i++)
        last = last_line(node->as.members[i].value, last);
    return last;
}

/* Whether the fragment is put in where something was refused. */
static bool is_used_in(const bc_keys_refused *refused, const bc_node *node, bc_str name)
{
    const bc_node *use = bc_node_find(node, "use");
    if (use && bc_str_eq(bc_node_text(use), name) && bc_keys_refused_at(refused, &use->mark))
        return true;
    for (uint32_t i = 0; node->kind == BC_NODE_LIST && i < node->n; i++)
        if (is_used_in(refused, node->as.items[i], name))
            return true;
    for (uint32_t i = 0; node->kind == BC_NODE_MAP && i < node->n; i++)
        if (is_used_in(refused, node->as.members[i].value, name))
            return true;
    return false;
}

/* What a fragment reads is in reach or not where it is used. */
static bool is_in_used(const bc_keys_refused *refused, const bc_node *tree, const bc_diag *diag)
{
    const bc_node *fragments = bc_node_find(tree, "fragments"), *layout = bc_node_find(tree, "layout");
    for (uint32_t i = 0; fragments && fragments->kind == BC_NODE_MAP && i < fragments->n; i++) {
        const bc_node_member *one = &fragments->as.members[i];
        const bool here = one->key_mark.source == diag->mark.source && diag->mark.line >= one->key_mark.line &&
                          diag->mark.line <= last_line(one->value, one->key_mark.line);
        if (here && ((layout && is_used_in(refused, layout, one->key)) || is_used_in(refused, fragments, one->key)))
            return true;
    }
    return false;
}

/* Whether the message only follows from what was refused, which has been told. */
static bool follows(const bc_keys_refused *refused, const bc_node *tree, const bc_diag *diag)
{
    if (bc_keys_refused_at(refused, &diag->mark))
        return true;
    for (size_t i = 0; i < sizeof DECLARED / sizeof *DECLARED; i++)
        if (strcmp(diag->code, DECLARED[i].code) == 0 && is_refused_part(refused, tree, DECLARED[i].part))
            return true;
    return (strcmp(diag->code, "E306") == 0 && is_moved(refused, tree, diag)) || is_in_used(refused, tree, diag);
}

/* What the tables of keys refuse is compiled all the same, to find what else is wrong; what only follows from it is not
 * said. */
static void compile_refused(bc_form *form, const bc_node *tree, const bc_node *paper, bc_template_compiler *c,
                            const bc_keys_refused *refused)
{
    bc_diag_list *told = c->diags, all;
    bc_diag_list_init(&all);
    c->diags = &all;
    c->open_fields = is_refused_part(refused, tree, "fields");
    compile_form(form, tree, paper, c);
    c->diags = told;
    size_t kept = 0;
    for (size_t i = 0; i < all.list.n; i++)
        if (!follows(refused, tree, &all.list.at[i]))
            all.list.at[kept++] = all.list.at[i];
    all.list.n = kept;
    bc_diag_list_append(told, &all);
    bc_diag_list_release(&all);
}

static void compile_tree(bc_form *form, const bc_node *tree, const bc_node *paper, bc_template_compiler *c)
{
    bc_keys_refused refused = { 0 };
    if (bc_keys_check_noting(&bc_form_keys, "#template", NULL, tree, c->diags, &refused))
        compile_form(form, tree, paper, c);
    else
        compile_refused(form, tree, paper, c, &refused);
    bc_keys_refused_release(&refused);
}

/* What is told once and named twice is wrong once. */
static void drop_repeated(bc_diag_list *said)
{
    size_t kept = 0;
    for (size_t i = 0; i < said->list.n; i++) {
        const bc_diag *diag = &said->list.at[i];
        bool again = false;
        for (size_t k = 0; k < kept && !again; k++) {
            const bc_diag *other = &said->list.at[k];
            again = other->mark.source == diag->mark.source && other->mark.line == diag->mark.line &&
                    other->mark.column == diag->mark.column && strcmp(other->code, diag->code) == 0 &&
                    bc_str_eq(other->message, diag->message);
        }
        if (!again)
            said->list.at[kept++] = *diag;
    }
    said->list.n = kept;
}

const bc_form *bc_template_compile_on(bc_arena *arena, const bc_template_folders *folders, bc_str name, bc_diag_mark at,
                                      const bc_node *paper, bc_diag_list *diags)
{
    unsigned errors = diags->errors;
    bc_template_files files;
    const bc_node *tree = bc_template_read(arena, folders, name, at, diags, &files);
    if (!tree)
        return NULL;
    tree = bc_template_batch_prepare(arena, folders, tree, diags);
    bc_form *form = BC_NEW(arena, bc_form);
    form->files = files.at;
    form->file_count = files.n;
    bc_diag_list said;
    bc_diag_list_init(&said);
    tree = bc_template_literal_replace(arena, bc_template_named_replace(arena, tree, &said));
    compile_tree(form, tree, paper, &(bc_template_compiler){ .arena = arena, .diags = &said });
    drop_repeated(&said);
    bc_diag_list_append(diags, &said);
    bc_diag_list_release(&said);
    return diags->errors == errors ? form : NULL;
}

const bc_form *bc_template_compile(bc_arena *arena, const bc_template_folders *folders, bc_str name, bc_diag_mark at,
                                   bc_diag_list *diags)
{
    return bc_template_compile_on(arena, folders, name, at, NULL, diags);
}
