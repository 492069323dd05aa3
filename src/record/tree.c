/* What lies below what in a list that is a tree, found in one pass: codes by a map from code to element, levels by the
 * last element of each. Every element knows its place then, and values that follow from those below are made from the
 * lowest level upwards (tree_values.c). Mistakes are told at the element that has them. */
#include "record/private/tree.h"

#include "base/strmap.h"
#include "base/tr.h"
#include "base/utf8.h"
#include "record/private/tree_values.h"

#include <assert.h>

typedef struct grower {
    bc_record_tree *tree;
    const bc_form_tree *form;
    const bc_form_field *field; /* of the code or the level; NULL: nesting */
    bc_value_branch *branches;
    uint32_t *above;
    bc_strmap known; /* code → place + 1 */
    uint8_t lengths[BC_MAX_TREE_LEVELS];
    uint32_t length_count;
    bool padded;                           /* codes of upper levels are filled up with zeros */
    uint32_t last[BC_MAX_TREE_LEVELS + 1]; /* by level: the last element, or BC_TREE_TOP */
    uint32_t before;                       /* the last one that is no part */
} grower;

static const uint32_t TOP = (uint32_t)BC_TREE_TOP;

/* Where the element is told from others, or else where it begins. */
static bc_diag_mark mark_of(const grower *g, uint32_t i)
{
    const bc_value *item = &g->tree->items[i];
    const bc_value *own = g->field ? bc_value_find(item, g->field->key) : NULL;
    const bc_node *origin = own && own->origin ? own->origin : item->origin;
    return origin ? origin->mark : (bc_diag_mark){ 0 };
}

static bc_str name_of(const grower *g, uint32_t i)
{
    const bc_value *item = &g->tree->items[i];
    const bc_value *code = g->form->kind == BC_TREE_BY_CODE ? bc_value_find(item, g->field->key) : NULL;
    return code && code->text.n ? code->text : bc_record_tree_name(g->tree->list, item);
}

static bool is_part(const grower *g, uint32_t i)
{
    const bc_expr_scope scope = { .map = &g->tree->items[i], .outer = g->tree->around };
    return g->form->part && bc_expr_holds(g->form->part, &scope, g->tree->arena, g->tree->diags);
}

static void report_placeless(const grower *g, uint32_t i)
{
    bc_str name = name_of(g, i);
    bc_diag_add(g->tree->diags, BC_DIAG_ERROR, "E440", mark_of(g, i),
                bc_tr("%.*s: `%.*s` has no %.*s, so nobody knows what it lies below"), BC_STR_ARG(g->tree->list->label),
                BC_STR_ARG(name), BC_STR_ARG(g->field->label));
    bc_diag_hint(g->tree->diags, "%s", bc_tr("totals of the whole list are the form's: leave them out of the record"));
}

static void report_depth(const grower *g, uint32_t i)
{
    bc_str name = name_of(g, i);
    bc_diag_add(g->tree->diags, BC_DIAG_ERROR, "E444", mark_of(g, i),
                bc_tr("%.*s: `%.*s` is of no level that the tree has"), BC_STR_ARG(g->tree->list->label),
                BC_STR_ARG(name));
}

/* An element without a place of its own, which only a part of the one before it may be. */
static void place_unplaced(grower *g, uint32_t i)
{
    bc_value_branch *branch = &g->branches[i];
    if (branch->part && g->before != TOP)
        g->above[i] = g->before;
    else if (!branch->part)
        report_placeless(g, i);
    else
        branch->part = false;
}

/* -- codes ---------------------------------------------------------------------------------------------- */

static bc_str code_of(const grower *g, uint32_t i)
{
    const bc_value *code = bc_value_find(&g->tree->items[i], g->field->key);
    return code ? bc_str_trim(code->text) : (bc_str){ 0 };
}

/* 1.2.3 and 1-2-3 tell their levels by themselves. */
static bool has_separators(bc_str code)
{
    for (size_t i = 1; i + 1 < code.n; i++)
        if (code.p[i] == '.' || code.p[i] == '-')
            return true;
    return false;
}

static void add_length(grower *g, uint8_t length)
{
    uint32_t at = 0;
    while (at < g->length_count && g->lengths[at] < length)
        at++;
    if ((at < g->length_count && g->lengths[at] == length) || g->length_count == BC_MAX_TREE_LEVELS)
        return;
    for (uint32_t k = g->length_count++; k > at; k--)
        g->lengths[k] = g->lengths[k - 1];
    g->lengths[at] = length;
}

static void find_lengths(grower *g)
{
    const bc_form_tree *form = g->form;
    for (uint32_t i = 0; i < form->length_count; i++)
        g->lengths[g->length_count++] = form->lengths[i];
    g->padded = form->length_count > 1;
    for (uint32_t i = 0; i < g->tree->n; i++) {
        bc_str code = code_of(g, i);
        size_t length = bc_utf8_count(code);
        g->padded = g->padded && (!length || length == form->lengths[form->length_count - 1]);
        if (!form->length_count && length && length < UINT8_MAX && !has_separators(code))
            add_length(g, (uint8_t)length);
    }
}

/* 2010000 is 201 where all codes are filled up so. */
static bc_str without_padding(const grower *g, bc_str code)
{
    if (!g->padded || code.n != g->lengths[g->length_count - 1])
        return code;
    size_t end = code.n;
    while (end > 0 && code.p[end - 1] == '0')
        end--;
    for (uint32_t k = 0; k < g->length_count; k++)
        if (g->lengths[k] >= end)
            return bc_str_slice(code, 0, g->lengths[k]);
    return code;
}

/* The level of a code, from 1; 0: it is of none. */
static uint32_t level_of_code(const grower *g, bc_str code)
{
    uint32_t level = 1;
    if (!g->form->length_count && has_separators(code)) {
        for (size_t i = 1; i + 1 < code.n; i++)
            level += code.p[i] == '.' || code.p[i] == '-';
        return level <= BC_MAX_TREE_LEVELS ? level : 0;
    }
    size_t length = bc_utf8_count(code);
    for (uint32_t k = 0; k < g->length_count; k++)
        if (g->lengths[k] == length)
            return k + 1;
    return 0;
}

/* The nearest code that this one goes on from. */
static uint32_t find_above(const grower *g, bc_str code)
{
    uintptr_t found = 0;
    if (!g->form->length_count && has_separators(code)) {
        for (size_t end = code.n - 1; end > 0 && !found; end--)
            if (code.p[end] == '.' || code.p[end] == '-')
                found = (uintptr_t)bc_strmap_find(&g->known, bc_str_slice(code, 0, end));
        return found ? (uint32_t)found - 1 : TOP;
    }
    size_t length = bc_utf8_count(code);
    for (uint32_t k = g->length_count; k-- > 0 && !found;)
        if (g->lengths[k] < length) {
            size_t end = 0;
            for (uint32_t c = 0; c < g->lengths[k]; c++)
                bc_utf8_next(code, &end);
            found = (uintptr_t)bc_strmap_find(&g->known, bc_str_slice(code, 0, end));
        }
    return found ? (uint32_t)found - 1 : TOP;
}

static void know_code(grower *g, uint32_t i)
{
    bc_str code = without_padding(g, code_of(g, i));
    if (!code.n || g->branches[i].part)
        return;
    uintptr_t first = (uintptr_t)bc_strmap_find(&g->known, code);
    if (!first) {
        bc_strmap_put(&g->known, code, (void *)(uintptr_t)(i + 1));
        return;
    }
    bc_diag_add(g->tree->diags, BC_DIAG_ERROR, "E442", mark_of(g, i),
                bc_tr("%.*s: `%.*s` stands there twice, first on line %u"), BC_STR_ARG(g->tree->list->label),
                BC_STR_ARG(code), mark_of(g, (uint32_t)first - 1).line);
}

/* A part may have the code of what it is a part of. */
static uint32_t find_whole(const grower *g, bc_str code)
{
    uintptr_t same = (uintptr_t)bc_strmap_find(&g->known, code);
    return same ? (uint32_t)same - 1 : find_above(g, code);
}

static void place_by_code(grower *g, uint32_t i)
{
    bc_value_branch *branch = &g->branches[i];
    bc_str code = without_padding(g, code_of(g, i));
    if (!code.n) {
        place_unplaced(g, i);
        return;
    }
    branch->level = level_of_code(g, code);
    if (!branch->level)
        report_depth(g, i);
    g->above[i] = branch->part ? find_whole(g, code) : find_above(g, code);
    if (g->above[i] == i)
        g->above[i] = TOP;
}

/* -- levels --------------------------------------------------------------------------------------------- */

/* From 1; 0: it says none. */
static uint32_t said_level(const grower *g, uint32_t i)
{
    const bc_value *level = bc_value_find(&g->tree->items[i], g->field->key);
    int64_t number;
    if (!level || bc_value_is_empty(level))
        return 0;
    if (level->type == BC_VALUE_NUMBER)
        return bc_decimal_is_integer(level->as.number, &number) && number > 0 && number <= BC_MAX_TREE_LEVELS
                   ? (uint32_t)number
                   : UINT32_MAX;
    const bc_form_name name = bc_form_name_of(g->tree->arena, level->text);
    for (uint32_t k = 0; k < g->field->choice_count && k < BC_MAX_TREE_LEVELS; k++)
        if (bc_form_names_compare(&g->field->names.choices[k], &name) != BC_NAMES_DIFFER)
            return k + 1;
    return UINT32_MAX;
}

static void place_by_level(grower *g, uint32_t i)
{
    bc_value_branch *branch = &g->branches[i];
    uint32_t level = said_level(g, i);
    if (!level) {
        place_unplaced(g, i);
        return;
    }
    if (level > BC_MAX_TREE_LEVELS) {
        report_depth(g, i);
        return;
    }
    for (uint32_t k = level; k-- > 1 && g->above[i] == TOP;)
        g->above[i] = g->last[k];
    branch->level = level;
    g->last[level] = i;
    for (uint32_t k = level + 1; k <= BC_MAX_TREE_LEVELS; k++)
        g->last[k] = TOP;
}

/* -- all of them ---------------------------------------------------------------------------------------- */

/* Elements below others that are not found in front of them, as a reader looks for them. */
static void remark_order(const grower *g)
{
    uint32_t first = TOP, n = 0;
    for (uint32_t i = 0; i < g->tree->n; i++) {
        uint32_t at = i ? i - 1 : TOP;
        while (g->above[i] != TOP && at != TOP && at != g->above[i])
            at = g->above[at];
        if (g->above[i] == TOP || at == g->above[i])
            continue;
        first = n++ ? first : i;
    }
    if (!n)
        return;
    bc_str name = name_of(g, first), above = name_of(g, g->above[first]);
    bc_diag_add(g->tree->diags, BC_DIAG_WARNING, "W446", mark_of(g, first),
                g->above[first] > first ? bc_tr("%.*s: `%.*s` stands before `%.*s`, which it lies below")
                                        : bc_tr("%.*s: `%.*s` stands apart from `%.*s`, which it lies below"),
                BC_STR_ARG(g->tree->list->label), BC_STR_ARG(name), BC_STR_ARG(above));
    if (n > 1)
        bc_diag_hint(g->tree->diags, bc_tr("so do %u more of its elements"), n - 1);
}

static void check_place(const grower *g, uint32_t i)
{
    const bc_value_branch *branch = &g->branches[i];
    bc_str name = name_of(g, i);
    if (g->above[i] == TOP) {
        if (branch->level > 1)
            bc_diag_add(g->tree->diags, BC_DIAG_ERROR, "E441", mark_of(g, i),
                        bc_tr("%.*s: there is nothing that `%.*s`, of level %u, lies below"),
                        BC_STR_ARG(g->tree->list->label), BC_STR_ARG(name), branch->level);
        return;
    }
    const bc_value_branch *above = &g->branches[g->above[i]];
    bc_str whole = name_of(g, g->above[i]);
    if (branch->level > above->level + 1 && !branch->part)
        bc_diag_add(g->tree->diags, BC_DIAG_WARNING, "W445", mark_of(g, i),
                    bc_tr("%.*s: `%.*s` lies below `%.*s`, but %u levels deeper"), BC_STR_ARG(g->tree->list->label),
                    BC_STR_ARG(name), BC_STR_ARG(whole), branch->level - above->level);
}

static void place_all(grower *g)
{
    static void (*const WAYS[])(
        grower * g, uint32_t i) = { [BC_TREE_BY_CODE] = place_by_code, [BC_TREE_BY_LEVEL] = place_by_level };
    for (uint32_t i = 0; i < g->tree->n; i++)
        g->branches[i].part = is_part(g, i);
    if (g->form->kind == BC_TREE_BY_CODE) {
        find_lengths(g);
        for (uint32_t i = 0; i < g->tree->n; i++)
            know_code(g, i);
    }
    for (uint32_t i = 0; i < g->tree->n; i++) {
        g->above[i] = g->form->kind == BC_TREE_BY_NESTING ? g->tree->above[i] : TOP;
        if (g->form->kind != BC_TREE_BY_NESTING)
            WAYS[g->form->kind](g, i);
        if (!g->branches[i].part)
            g->before = i;
    }
}

/* Those without a level are one deeper than what they lie below; places above may come later in the list. */
static void find_level(grower *g, uint32_t i)
{
    uint32_t chain = 1, at = i;
    while (g->above[at] != TOP && !g->branches[g->above[at]].level && chain < BC_MAX_TREE_LEVELS) {
        at = g->above[at];
        chain++;
    }
    uint32_t above = g->above[at] == TOP ? 0 : g->branches[g->above[at]].level;
    g->branches[i].level = above + chain;
    if (g->branches[i].level <= BC_MAX_TREE_LEVELS)
        return;
    report_depth(g, i);
    g->branches[i].level = BC_MAX_TREE_LEVELS;
    g->above[i] = TOP;
}

static void give_names(bc_value_entry *entries, bc_value *item, const bc_value_branch *branch)
{
    static const bc_value NOTHING = { .type = BC_VALUE_NULL };
    bc_value level = bc_value_number(bc_decimal_from_int(branch->level), (bc_str){ 0 });
    entries[item->n++] = (bc_value_entry){ BC_STR("level"), level };
    entries[item->n++] = (bc_value_entry){ BC_STR("leaf"), bc_value_bool(branch->leaf) };
    entries[item->n++] = (bc_value_entry){ BC_STR("above"), branch->above ? *branch->above : NOTHING };
    item->as.branch = branch;
}

/* Those below each element, in the order of the list. */
static void gather_children(grower *g)
{
    bc_record_tree *tree = g->tree;
    uint32_t *places = BC_NEW_ARRAY(tree->arena, uint32_t, tree->n);
    uint32_t *from = BC_NEW_ARRAY(tree->arena, uint32_t, tree->n);
    for (uint32_t i = 0; i < tree->n; i++)
        if (g->above[i] != TOP && !g->branches[i].part)
            g->branches[g->above[i]].child_count++;
    for (uint32_t i = 0, at = 0; i < tree->n; i++) {
        from[i] = at;
        at += g->branches[i].child_count;
        g->branches[i].children = &places[from[i]];
        g->branches[i].leaf = !g->branches[i].child_count;
    }
    for (uint32_t i = 0; i < tree->n; i++)
        if (g->above[i] != TOP && !g->branches[i].part)
            places[from[g->above[i]]++] = i;
}

/* What is above has its names before it is named by those below: upper levels first. */
static void name_all(grower *g)
{
    bc_record_tree *tree = g->tree;
    for (uint32_t i = 0; i < tree->n; i++) {
        g->branches[i].nth = tree->first + i;
        if (!g->branches[i].level)
            find_level(g, i);
        if (g->above[i] != TOP)
            g->branches[i].above = &tree->items[g->above[i]];
    }
    gather_children(g);
    for (uint32_t i = 0; i < tree->n; i++)
        check_place(g, i);
    for (uint32_t level = 1; level <= BC_MAX_TREE_LEVELS; level++)
        for (uint32_t i = 0; i < tree->n; i++)
            if (g->branches[i].level == level)
                give_names(tree->entries[i], &tree->items[i], &g->branches[i]);
}

void bc_record_tree_grow(bc_record_tree *tree)
{
    const bc_form_tree *form = tree->list->tree;
    grower g = { .tree = tree, .form = form, .before = TOP };
    g.field = form->kind == BC_TREE_BY_NESTING ? NULL : &tree->list->children[form->field];
    g.branches = BC_NEW_ARRAY(tree->arena, bc_value_branch, tree->n);
    g.above = BC_NEW_ARRAY(tree->arena, uint32_t, tree->n);
    for (uint32_t k = 0; k <= BC_MAX_TREE_LEVELS; k++)
        g.last[k] = TOP;
    place_all(&g);
    bc_strmap_release(&g.known);
    name_all(&g);
    remark_order(&g);
    bc_record_tree_values(tree);
}

bc_value bc_record_tree_alone(bc_value element, bc_value_entry *entries, bc_arena *arena)
{
    bc_value_branch *branch = BC_NEW(arena, bc_value_branch);
    *branch = (bc_value_branch){ .level = 1, .leaf = true };
    give_names(entries, &element, branch);
    return element;
}

const bc_node_member *bc_record_tree_children(const bc_form_tree *tree, const bc_node *element, bc_arena *arena)
{
    for (uint32_t i = 0; tree->kind == BC_TREE_BY_NESTING && i < element->n; i++) {
        const bc_form_name key = bc_form_name_of(arena, element->as.members[i].key);
        for (uint32_t k = 0; k < tree->children_count; k++)
            if (bc_form_names_compare(&tree->children[k], &key) != BC_NAMES_DIFFER)
                return &element->as.members[i];
    }
    return NULL;
}
