/* IND-MINIMUM, STARRED, TAXONOMY, CATEGORY-ORDER, DUPLICATE-ROW, NAME-TRIVIAL, EXPLAIN-SAME, TWIN-LISTS, SCORE-SUM. The
 * rows of a record against each other, and against the categories of the form. */
#include "base/tr.h"
#include "base/unit.h"
#include "base/vec.h"
#include "check/private/run.h"

#include <string.h>

/* The rows of list `i`. */
static uint32_t rows_of(const bc_check *c, uint32_t i, const bc_check_indicator **out)
{
    uint32_t from = 0, n = 0;
    while (from < c->row_count && c->rows[from].list != &c->checks->lists[i])
        from++;
    while (from + n < c->row_count && c->rows[from + n].list == &c->checks->lists[i])
        n++;
    *out = c->rows + from;
    return n;
}

static bc_diag_mark list_mark(const bc_check *c, uint32_t i)
{
    return bc_check_mark(c, bc_check_slot_at(c->record, &c->checks->lists[i].slot));
}

/* -- IND-MINIMUM ---------------------------------------------------------------------------------------- */

static const bc_keys_key IND_MINIMUM[] = {
    { "need", "text [text]", bc_tr_mark("the kinds of which there must be an indicator, as `kind-names` calls them") },
    { "least", "integer:0..", bc_tr_mark("how many indicators there must be in all") },
    { 0 },
};

typedef struct minimum {
    unsigned need; /* bits: kinds */
    int64_t least;
} minimum;

static void refuse_kind(bc_check_rule_compiler *compiler, const bc_node *word, const bc_form_words *names)
{
    if (!names->n)
        return; /* W349 says that the template has no words for kinds */
    bc_diag_add(compiler->diags, BC_DIAG_ERROR, "E303", word->mark,
                bc_tr("`%.*s` is not one of the words allowed here"), BC_STR_ARG(bc_node_text(word)));
    bc_keys_hint_names(bc_node_text(word), names->at, names->n, compiler->diags);
}

static const void *compile_ind_minimum(bc_check_rule_compiler *compiler, const bc_node *spec)
{
    minimum *m = BC_NEW(compiler->arena, minimum);
    m->least = bc_keys_int(spec, "least", 0);
    const bc_node *need = bc_node_find(spec, "need");
    const bc_form_words *names = &compiler->checks->words[BC_WORDS_KIND_NAMES];
    for (uint32_t i = 0; i < bc_node_elements(need); i++) {
        const bc_node *word = bc_node_element(need, i);
        const bc_form_word_meaning *kind = bc_form_words_meaning_of(names, bc_node_text(word));
        if (kind)
            m->need |= 1u << kind->place;
        else
            refuse_kind(compiler, word, names);
    }
    return m;
}

static void check_minimum(bc_check *c, uint32_t list)
{
    const minimum *m = c->use->data;
    const bc_check_indicator *rows;
    uint32_t n = rows_of(c, list, &rows), used = 0;
    unsigned seen = 0;
    for (uint32_t i = 0; i < n; i++)
        if (!rows[i].unused) {
            used++;
            seen |= 1u << rows[i].kind;
        }
    if (!used || c->checks->lists[list].actual >= 0)
        return; /* an empty list is the matter of `required`; what is evaluated was chosen when the budget was made */
    bc_buf missing;
    bc_buf_init(&missing);
    for (int k = BC_QUANTITY; k <= BC_SATISFACTION; k++)
        if (m->need & ~seen & (1u << k))
            bc_buf_printf(&missing, "%s%.*s", missing.n ? "、" : "",
                          BC_STR_ARG(bc_form_words_for(bc_check_words_of(c, BC_WORDS_KIND_NAMES), k)));
    bc_str label = c->checks->lists[list].slot.field->label;
    if (missing.n)
        bc_check_report(c, list_mark(c, list), bc_tr("%.*s has no indicator of %s"), BC_STR_ARG(label), missing.p);
    else if ((int64_t)used < m->least)
        bc_check_report(c, list_mark(c, list), bc_tr("%.*s has %u indicators, at least %d are asked for"),
                        BC_STR_ARG(label), used, (int)m->least);
    bc_buf_release(&missing);
}

/* A form for indicators, and none in it, which may be printed all the same. Lists that must be filled in are the matter
 * of `required`, and those over many records hold these. */
static void check_any(bc_check *c)
{
    bool required = c->checks->form->batch != NULL;
    for (uint32_t i = 0; i < c->row_count && bc_check_goes_on(c); i++)
        if (!c->rows[i].unused || c->rows[i].name.n)
            return; /* 不适用 is an answer */
    for (uint32_t i = 0; i < c->checks->list_count; i++)
        required |= c->checks->lists[i].slot.field->required;
    if (c->checks->list_count && !required)
        bc_check_report_as(c, BC_DIAG_WARNING, list_mark(c, 0), bc_tr("the form has no indicators"));
}

static void run_ind_minimum(bc_check *c)
{
    check_any(c);
    for (uint32_t i = 0; i < c->checks->list_count; i++)
        check_minimum(c, i);
}

/* -- STARRED -------------------------------------------------------------------------------------------- */

typedef struct stars {
    BC_VEC(const bc_form_category *) categories;
    const bc_form_category **at;
    size_t n;
    const bc_str *columns;
    uint32_t column_count;
} stars;

static void find_starred(stars *s, bc_form_rows rows)
{
    for (uint32_t i = 0; i < rows.n; i++) {
        const bc_form_each *each = rows.at[i].kind == BC_ROWS_EACH ? &rows.at[i].as.each : NULL;
        for (uint32_t k = 0; each && k < each->category_count; k++)
            if (each->categories[k].required)
                bc_vec_add(&s->categories, &each->categories[k]);
        find_starred(s, bc_form_rows_inside(&rows.at[i]));
    }
}

static const bc_keys_key STARRED[] = {
    { "columns", "text [text]", bc_tr_mark("the columns of indicators that must be filled in") },
    { 0 },
};

static bool is_column(const bc_check_set *checks, bc_str key)
{
    for (uint32_t i = 0; i < checks->list_count; i++) {
        const bc_form_field *field = checks->lists[i].slot.field;
        if (bc_form_field_find(field->children, field->child_count, key))
            return true;
    }
    return false;
}

static void take_columns(bc_check_rule_compiler *compiler, const bc_node *spec, stars *s)
{
    s->column_count = bc_keys_texts(compiler->arena, spec, "columns", &s->columns);
    for (uint32_t i = 0; i < s->column_count; i++)
        if (!is_column(compiler->checks, s->columns[i]))
            bc_diag_add(compiler->diags, BC_DIAG_ERROR, "E341", bc_node_element(bc_node_find(spec, "columns"), i)->mark,
                        bc_tr("no list of indicators has a column `%.*s`"), BC_STR_ARG(s->columns[i]));
}

static const void *compile_starred(bc_check_rule_compiler *compiler, const bc_node *spec)
{
    stars *s = BC_NEW(compiler->arena, stars);
    take_columns(compiler, spec, s);
    for (uint32_t i = 0; i < compiler->form->layout_count; i++) {
        const bc_form_item *item = &compiler->form->layout[i];
        for (uint32_t k = 0; item->kind == BC_FORM_TABLE && k < item->as.table.band_count; k++)
            find_starred(s, item->as.table.bands[k].rows);
    }
    s->n = s->categories.n;
    s->at = BC_NEW_ARRAY(compiler->arena, const bc_form_category *, s->n);
    if (s->n)
        memcpy(s->at, s->categories.at, s->n * sizeof *s->at);
    bc_vec_release(&s->categories);
    return s;
}

/* What cells say that are not filled in, usually. */
static bc_str usual_for_nothing(const bc_check *c)
{
    const bc_form_words *words = bc_check_words_of(c, BC_WORDS_NOT_APPLICABLE);
    return words->n ? words->at[0] : (bc_str){ 0 };
}

static void check_category(bc_check *c, const bc_form_category *category)
{
    const bc_check_indicator *first = NULL;
    for (uint32_t i = 0; i < c->row_count && bc_check_goes_on(c); i++) {
        const bc_check_indicator *row = &c->rows[i];
        if (!bc_str_eq(row->level1, category->level1) || !bc_str_eq(row->level2, category->level2))
            continue;
        if (!row->unused)
            return;
        first = first ? first : row;
    }
    if (first)
        bc_check_report(c, bc_check_indicator_mark(c, first, first->list->name),
                        bc_tr("*%.*s must be filled in, not %.*s"), BC_STR_ARG(category->level2),
                        BC_STR_ARG(usual_for_nothing(c)));
    else if (c->row_count)
        bc_check_report(c, list_mark(c, 0), bc_tr("*%.*s must be filled in, but has no indicator"),
                        BC_STR_ARG(category->level2));
}

static void check_starred_columns(bc_check *c, const bc_check_indicator *row, const stars *s)
{
    const bc_form_field *field = row->list->slot.field;
    for (uint32_t i = 0; i < s->column_count; i++)
        for (uint32_t k = 0; k < field->child_count; k++) {
            bc_str text = bc_check_indicator_text(row, (int)k);
            if (!bc_str_eq(field->children[k].key, s->columns[i]) ||
                (text.n && !bc_form_words_are(bc_check_words_of(c, BC_WORDS_NOT_APPLICABLE), text) &&
                 !bc_str_is(text, "/")))
                continue;
            bc_check_report(c, bc_check_indicator_mark(c, row, (int)k), bc_tr("*%.*s of `%.*s` must be filled in"),
                            BC_STR_ARG(field->children[k].label), BC_STR_ARG(bc_check_indicator_title(row)));
        }
}

static void run_starred(bc_check *c)
{
    const stars *s = c->use->data;
    for (size_t i = 0; s && i < s->n; i++)
        check_category(c, s->at[i]);
    for (uint32_t i = 0; s && s->column_count && i < c->row_count && bc_check_goes_on(c); i++)
        if (!c->rows[i].unused)
            check_starred_columns(c, &c->rows[i], s);
}

/* -- TAXONOMY, CATEGORY-ORDER --------------------------------------------------------------------------- */

typedef struct branch {
    bc_str name;
    const bc_str *children;
    uint32_t n;
} branch;

typedef struct tree {
    branch *at;
    uint32_t n;
} tree;

static const bc_keys_key TREE[] = {
    { "tree", "{text [text] null} text",
      bc_tr_mark("first-level categories, each with its second-level ones; or where they stand") },
    { 0 },
};

static const void *compile_taxonomy(bc_check_rule_compiler *compiler, const bc_node *spec)
{
    const bc_node *map = bc_node_find(spec, "tree");
    tree *t = BC_NEW(compiler->arena, tree);
    if (!map || map->kind != BC_NODE_MAP)
        return t;
    t->at = BC_NEW_ARRAY(compiler->arena, branch, map->n);
    for (uint32_t i = 0; i < map->n; i++) {
        const bc_node *children = map->as.members[i].value;
        branch *b = &t->at[t->n++];
        b->name = map->as.members[i].key;
        b->n = bc_node_elements(children);
        bc_str *names = BC_NEW_ARRAY(compiler->arena, bc_str, b->n);
        for (uint32_t k = 0; k < b->n; k++)
            names[k] = bc_node_text(bc_node_element(children, k));
        b->children = names;
    }
    return t;
}

static int child_index(const branch *b, bc_str name)
{
    for (uint32_t i = 0; i < b->n; i++)
        if (bc_str_eq(b->children[i], name))
            return (int)i;
    return -1;
}

static int branch_index(const tree *t, bc_str name)
{
    for (uint32_t i = 0; i < t->n; i++)
        if (bc_str_eq(t->at[i].name, name))
            return (int)i;
    return -1;
}

/* The name that was meant: the same with 指标 behind it, or near in spelling. */
static void hint_category(bc_check *c, const branch *b, bc_str name)
{
    bc_str *names = BC_NEW_ARRAY(c->arena, bc_str, b ? b->n : 0);
    size_t n = 0;
    for (uint32_t i = 0; b && i < b->n; i++) {
        names[n++] = b->children[i];
        if (bc_str_starts(names[n - 1], name)) {
            bc_check_hint(c, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(names[n - 1]));
            return;
        }
    }
    bc_str near = bc_diag_nearest(name, names, n);
    if (near.n)
        bc_check_hint(c, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
}

/* The category whose name only lacks the 指标 at its end; or nothing. */
static bc_str begins_with(const bc_check *c, const branch *b, bc_str name)
{
    for (uint32_t i = 0; i < b->n; i++)
        if (bc_str_starts(b->children[i], name) &&
            bc_form_words_are(bc_check_words_of(c, BC_WORDS_CATEGORY_ENDS),
                              bc_str_slice(b->children[i], name.n, b->children[i].n)))
            return b->children[i];
    return (bc_str){ 0 };
}

static void check_level2(bc_check *c, const tree *t, const bc_check_indicator *row, const branch *own)
{
    if (own && child_index(own, row->level2) >= 0)
        return;
    bc_diag_mark mark = bc_check_indicator_mark(c, row, row->list->level2);
    for (uint32_t i = 0; i < t->n; i++)
        if (child_index(&t->at[i], row->level2) >= 0 && own) {
            bc_check_report(c, mark, bc_tr("%.*s belongs to %.*s, not to %.*s"), BC_STR_ARG(row->level2),
                            BC_STR_ARG(t->at[i].name), BC_STR_ARG(row->level1));
            return;
        } else if (child_index(&t->at[i], row->level2) >= 0) {
            return; /* the wrong first level has been said */
        }
    const bc_str whole = own ? begins_with(c, own, row->level2) : (bc_str){ 0 };
    bc_check_report_as(c, whole.n ? BC_DIAG_NOTE : BC_DIAG_ERROR, mark, bc_tr("`%.*s` is no category of this form"),
                       BC_STR_ARG(row->level2));
    hint_category(c, own, row->level2);
}

static void check_level1(bc_check *c, const tree *t, const bc_check_indicator *row)
{
    bc_str names[16] = { 0 };
    size_t n = 0;
    for (uint32_t i = 0; i < t->n && n < sizeof names / sizeof *names; i++)
        names[n++] = t->at[i].name;
    bc_check_report(c, bc_check_indicator_mark(c, row, row->list->level1), bc_tr("`%.*s` is no category of this form"),
                    BC_STR_ARG(row->level1));
    bc_str near = bc_diag_nearest(row->level1, names, n);
    if (near.n)
        bc_check_hint(c, bc_tr("did you mean `%.*s`?"), BC_STR_ARG(near));
}

/* Rows that no first-level category stands above, in a list that has some. Below a category it may be left out. */
static void check_headless(bc_check *c, uint32_t list)
{
    const bc_check_indicator *rows, *first = NULL;
    const uint32_t n = rows_of(c, list, &rows);
    uint32_t i = 0;
    for (; i < n && !rows[i].level1.n; i++)
        if (!first && rows[i].level2.n && !rows[i].unused)
            first = &rows[i];
    if (first && i < n)
        bc_check_report(c, bc_check_indicator_mark(c, first, first->list->level2),
                        bc_tr("%.*s stands under no first-level category"), BC_STR_ARG(first->level2));
}

static void run_taxonomy(bc_check *c)
{
    const tree *t = c->use->data;
    for (uint32_t i = 0; i < c->checks->list_count; i++)
        if (c->checks->lists[i].level1 >= 0)
            check_headless(c, i);
    bc_str level1 = { 0 }, level2 = { 0 };
    for (uint32_t i = 0; t && t->n && i < c->row_count && bc_check_goes_on(c); i++) {
        const bc_check_indicator *row = &c->rows[i];
        int own = branch_index(t, row->level1);
        bool first = !bc_str_eq(level1, row->level1);
        /* Said once for a group of rows. */
        if (first && own < 0 && row->level1.n)
            check_level1(c, t, row);
        if (row->level2.n && (first || !bc_str_eq(level2, row->level2)))
            check_level2(c, t, row, own < 0 ? NULL : &t->at[own]);
        level1 = row->level1;
        level2 = row->level2;
    }
}

static bool same_category(const bc_check_indicator *a, const bc_check_indicator *b)
{
    return bc_str_eq(a->level1, b->level1) && bc_str_eq(a->level2, b->level2);
}

/* -1: the row's category comes before the other's in the form's list. Offices keep to the order of the
 * second level where the vocabulary says so. */
static bool comes_before(const bc_check *c, const tree *t, const bc_check_indicator *a, const bc_check_indicator *b)
{
    int one = branch_index(t, a->level1), other = branch_index(t, b->level1);
    if (one < 0 || other < 0)
        return false;
    if (one != other)
        return one < other;
    if (!bc_form_words_begin(bc_check_words_of(c, BC_WORDS_ORDERED), a->level1))
        return false;
    one = child_index(&t->at[one], a->level2);
    other = child_index(&t->at[other], b->level2);
    return one >= 0 && other >= 0 && one < other;
}

/* Whether the row's category has stood before, among as many rows as a form can hold. */
static bool is_split(const bc_check_indicator *rows, uint32_t i)
{
    enum { WINDOW = 500 };
    for (uint32_t k = i > WINDOW ? i - WINDOW : 0; k + 1 < i; k++)
        if (same_category(&rows[k], &rows[i]))
            return true;
    return false;
}

static void check_order(bc_check *c, const tree *t, uint32_t list)
{
    const bc_check_indicator *rows;
    uint32_t n = rows_of(c, list, &rows);
    for (uint32_t i = 1; i < n; i++) {
        const bc_check_indicator *row = &rows[i], *before = &rows[i - 1];
        if (!row->level2.n || !before->level2.n || same_category(row, before))
            continue;
        bc_diag_mark mark = bc_check_indicator_mark(c, row, row->list->level2);
        if (is_split(rows, i)) {
            bc_check_report(c, mark, bc_tr("%.*s comes a second time, behind %.*s"), BC_STR_ARG(row->level2),
                            BC_STR_ARG(before->level2));
            return;
        }
        if (comes_before(c, t, row, before)) {
            bc_str a = bc_str_eq(row->level1, before->level1) ? row->level2 : row->level1;
            bc_str b = bc_str_eq(row->level1, before->level1) ? before->level2 : before->level1;
            bc_check_report_as(c, BC_DIAG_NOTE, mark, bc_tr("%.*s stands behind %.*s; the form has it in front"),
                               BC_STR_ARG(a), BC_STR_ARG(b));
            return;
        }
    }
}

static void run_category_order(bc_check *c)
{
    const tree *t = c->use->data;
    for (uint32_t i = 0; t && t->n && i < c->checks->list_count; i++)
        check_order(c, t, i);
}

/* -- DUPLICATE-ROW, NAME-TRIVIAL, EXPLAIN-SAME ---------------------------------------------------------- */

/* =29 人 is =29人. */
static bool same_but_blanks(bc_str a, bc_str b)
{
    size_t i = 0, k = 0;
    for (;;) {
        while (i < a.n && a.p[i] == ' ')
            i++;
        while (k < b.n && b.p[k] == ' ')
            k++;
        if (i == a.n || k == b.n)
            return i == a.n && k == b.n;
        if (a.p[i++] != b.p[k++])
            return false;
    }
}

static bool same_values(const bc_check_indicator *a, const bc_check_indicator *b)
{
    for (int i = 0; i < a->list->target_count; i++)
        if (!same_but_blanks(a->targets[i].text, b->targets[i].text))
            return false;
    return bc_str_eq(a->unit, b->unit);
}

static bool is_figure(bc_str name)
{
    for (size_t i = 0; i < name.n; i++)
        if (!bc_check_is_digit(name.p[i]) && !strchr(".,% ", name.p[i]))
            return false;
    return true;
}

static void run_duplicate_row(bc_check *c)
{
    /* By the rows before it; a table long enough for that to take time is looked at through a window. */
    enum { WINDOW = 200 };
    for (uint32_t i = 1; i < c->row_count && bc_check_goes_on(c); i++) {
        const bc_check_indicator *row = &c->rows[i];
        if (row->unused || !row->name.n || is_figure(row->name))
            continue; /* NAME-FORM speaks of names that are none */
        for (uint32_t k = i; k > 0 && i - k < WINDOW && c->rows[k - 1].list == row->list; k--) {
            const bc_check_indicator *other = &c->rows[k - 1];
            if (!bc_str_eq(other->name, row->name) || !same_values(other, row))
                continue;
            bc_check_report(c, bc_check_indicator_mark(c, row, row->list->name),
                            bc_tr("the indicator `%.*s` with the same value stands on line %u already"),
                            BC_STR_ARG(row->name), bc_check_indicator_mark(c, other, other->list->name).line);
            break;
        }
    }
}

static bc_str without_end(const bc_form_words *ends, bc_str text)
{
    int end = bc_form_words_longest_end(ends, text);
    return end < 0 ? text : bc_str_slice(text, 0, text.n - ends->at[end].n);
}

/* 服务对象满意度（%）: what stands in brackets at the end is a unit or a remark. */
static bc_str without_brackets(bc_str name)
{
    static const char *const OPEN[] = { "（", "(" };
    size_t at = SIZE_MAX;
    for (size_t i = 0; i < 2 && at == SIZE_MAX; i++)
        at = bc_str_find(name, bc_str_from(OPEN[i]), 0);
    const bool ends = bc_str_ends(name, BC_STR("）")) || bc_str_ends(name, BC_STR(")"));
    return at == SIZE_MAX || !at || !ends ? name : bc_str_trim(bc_str_slice(name, 0, at));
}

static void run_name_trivial(bc_check *c)
{
    const bc_form_words *ends = bc_check_words_of(c, BC_WORDS_CATEGORY_ENDS);
    for (uint32_t i = 0; i < c->row_count && bc_check_goes_on(c); i++) {
        const bc_check_indicator *row = &c->rows[i];
        bc_str name = without_end(ends, without_brackets(row->name));
        const bc_form_words *trivial = bc_check_words_of(c, BC_WORDS_TRIVIAL_NAMES);
        if (name.n &&
            (bc_str_eq(name, without_end(ends, row->level2)) || bc_str_eq(name, without_end(ends, row->level1))))
            /* Forms whose category says whom it is about are filled in so everywhere. */
            bc_check_report_as(c, row->kind == BC_SATISFACTION ? BC_DIAG_NOTE : BC_DIAG_WARNING,
                               bc_check_indicator_mark(c, row, row->list->name),
                               bc_tr("the indicator is called like its category: %.*s"), BC_STR_ARG(row->name));
        else if (!row->unused && (bc_form_words_are(trivial, row->name) || bc_form_words_are(trivial, name)) &&
                 row->targets[0].text.n)
            bc_check_report(c, bc_check_indicator_mark(c, row, row->list->name),
                            bc_tr("`%.*s` does not say what is measured"), BC_STR_ARG(row->name));
    }
}

/* Two indicators that are explained by one and the same text. */
static void find_same_explanation(bc_check *c, const bc_check_indicator *rows, uint32_t n, int column)
{
    enum { MIN_LENGTH = 24, WINDOW = 200 }; /* bytes: what is shorter may well be the same */
    for (uint32_t i = 1; i < n; i++) {
        const bc_str text = bc_check_indicator_text(&rows[i], column);
        for (uint32_t k = i; text.n >= MIN_LENGTH && k > 0 && i - k < WINDOW; k--) {
            const bc_check_indicator *other = &rows[k - 1];
            if (bc_str_eq(other->name, rows[i].name) || !bc_str_eq(bc_check_indicator_text(other, column), text))
                continue;
            bc_check_report(c, bc_check_indicator_mark(c, &rows[i], column),
                            bc_tr("`%.*s` and `%.*s` are explained by the same text"), BC_STR_ARG(rows[i].name),
                            BC_STR_ARG(other->name));
            return;
        }
    }
}

/* An explanation that is the name of another indicator: cells moved by a row. */
static void find_other_name(bc_check *c, const bc_check_indicator *rows, uint32_t n, int column)
{
    enum { MIN_LENGTH = 12, WINDOW = 200 }; /* bytes */
    for (uint32_t i = 0; i < n; i++) {
        const bc_str text = bc_check_indicator_text(&rows[i], column);
        if (text.n < MIN_LENGTH || bc_str_eq(text, rows[i].name))
            continue;
        for (uint32_t k = i > WINDOW ? i - WINDOW : 0; k < n && k < i + WINDOW; k++)
            if (bc_str_eq(rows[k].name, text)) {
                bc_check_report(c, bc_check_indicator_mark(c, &rows[i], column),
                                bc_tr("`%.*s` is explained by the name of another indicator, `%.*s`"),
                                BC_STR_ARG(rows[i].name), BC_STR_ARG(text));
                return;
            }
    }
}

static void run_explain_same(bc_check *c)
{
    for (uint32_t k = 0; k < c->checks->list_count; k++) {
        const bc_check_indicator *rows, *first = NULL;
        uint32_t n = rows_of(c, k, &rows), same = 0, all = 0;
        int column = c->checks->lists[k].explains;
        for (uint32_t i = 0; column >= 0 && i < n; i++) {
            bc_str text = bc_check_indicator_text(&rows[i], column);
            all += rows[i].name.n && text.n;
            if (rows[i].name.n && bc_str_eq(text, rows[i].name)) {
                same++;
                first = first ? first : &rows[i];
            }
        }
        if (column >= 0) {
            find_same_explanation(c, rows, n, column);
            find_other_name(c, rows, n, column);
        }
        if (first)
            bc_check_report_as(c, BC_DIAG_NOTE, bc_check_indicator_mark(c, first, column),
                               bc_tr("%.*s only repeats the name in %u of %u indicators"),
                               BC_STR_ARG(c->checks->lists[k].slot.field->children[column].label), same, all);
    }
}

/* -- TWIN-LISTS ----------------------------------------------------------------------------------------- */

static const bc_check_indicator *find_row(const bc_check_indicator *rows, uint32_t n, const bc_check_indicator *like,
                                          uint32_t hint)
{
    /* Rows of twin lists stand near each other; a long list is not gone through for each of its rows. */
    enum { WINDOW = 500 };
    uint32_t from = hint > WINDOW / 2 ? hint - WINDOW / 2 : 0;
    for (uint32_t i = from; i < n && i < from + WINDOW; i++) {
        const bc_check_indicator *row = &rows[i];
        if (bc_str_eq(row->name, like->name) && bc_str_eq(row->level2, like->level2))
            return row;
    }
    return NULL;
}

typedef struct twins {
    uint32_t missing, different;
    const bc_check_indicator *first;                         /* of the missing ones */
    const bc_check_indicator *first_different, *first_other; /* and what the other list has for it */
} twins;

static void compare(const bc_check_indicator *rows, uint32_t n, const bc_check_indicator *others, uint32_t count,
                    bool values, twins *out)
{
    for (uint32_t i = 0; i < n; i++) {
        const bc_check_indicator *other = count ? find_row(others, count, &rows[i], i) : NULL;
        bool different = other && values && !same_values(&rows[i], other);
        out->missing += !other;
        out->different += different;
        if (!other && !out->first)
            out->first = &rows[i];
        if (different && !out->first_different) {
            out->first_different = &rows[i];
            out->first_other = other;
        }
    }
}

static void run_twin_lists(bc_check *c)
{
    if (c->checks->list_count != 2)
        return;
    const bc_check_indicator *a, *b;
    uint32_t n = rows_of(c, 0, &a), m = rows_of(c, 1, &b);
    if (!n || !m)
        return;
    twins t = { 0 };
    compare(b, m, a, n, true, &t);
    compare(a, n, b, m, false, &t);
    bc_str one = c->checks->lists[0].slot.field->label, two = c->checks->lists[1].slot.field->label;
    if (t.first) {
        bc_check_report(c, bc_check_indicator_mark(c, t.first, t.first->list->name),
                        bc_tr("%.*s and %.*s differ: %u rows are in one of them only"), BC_STR_ARG(one),
                        BC_STR_ARG(two), t.missing);
        bc_check_hint(c, bc_tr("first: `%.*s` is in one list only"), BC_STR_ARG(t.first->name));
    }
    if (t.first_different) {
        bc_check_report(c, bc_check_indicator_mark(c, t.first_different, t.first_different->list->name),
                        bc_tr("%.*s and %.*s differ: %u rows have different values"), BC_STR_ARG(one), BC_STR_ARG(two),
                        t.different);
        bc_check_hint(c, bc_tr("first: `%.*s` is %.*s here and %.*s on line %u"), BC_STR_ARG(t.first_different->name),
                      BC_STR_ARG(t.first_different->targets[0].text), BC_STR_ARG(t.first_other->targets[0].text),
                      bc_check_indicator_mark(c, t.first_other, t.first_other->list->name).line);
    }
}

/* -- TARGET-OF-YEAR ------------------------------------------------------------------------------------- */
/* A number of things of which the year shall have more than all years together. */
static bool is_above(const bc_check_indicator *year, const bc_check_indicator *whole)
{
    const bc_check_target *a = &year->targets[0], *b = &whole->targets[0];
    const bc_str unit = a->unit.n ? a->unit : year->unit, other = b->unit.n ? b->unit : whole->unit;
    return a->figure && b->figure && !a->date && !b->date && !a->range && !b->range && a->relation == b->relation &&
           (a->relation == BC_AT_LEAST || a->relation == BC_EXACTLY || !a->relation) && unit.n &&
           bc_str_eq(unit, other) && !bc_unit_is_percent(unit) && year->kind == BC_QUANTITY &&
           bc_decimal_compare(a->number, b->number) > 0;
}

static void compare_years(bc_check *c, const bc_check_indicator *whole, uint32_t n, const bc_check_indicator *years,
                          uint32_t m)
{
    for (uint32_t i = 0; i < m; i++) {
        const bc_check_indicator *other = find_row(whole, n, &years[i], i);
        if (other && is_above(&years[i], other))
            bc_check_report(c, bc_check_indicator_mark(c, &years[i], years[i].list->targets[0]),
                            bc_tr("`%.*s`: %.*s in the year are more than %.*s in all years (line %u)"),
                            BC_STR_ARG(years[i].name), BC_STR_ARG(years[i].targets[0].text),
                            BC_STR_ARG(other->targets[0].text),
                            bc_check_indicator_mark(c, other, other->list->targets[0]).line);
    }
}

/* Which of the two is that of the year; 2: neither is called so. */
static uint32_t list_of_year(const bc_check *c)
{
    const bc_form_words *words = bc_check_words_of(c, BC_WORDS_YEARLY);
    const bool first = bc_form_words_in(words, c->checks->lists[0].slot.field->label);
    const bool second = bc_form_words_in(words, c->checks->lists[1].slot.field->label);
    return first == second ? 2 : second;
}

static void run_target_of_year(bc_check *c)
{
    if (c->checks->list_count != 2 || !c->checks->lists[0].target_count || !c->checks->lists[1].target_count)
        return;
    const uint32_t year = list_of_year(c);
    const bc_check_indicator *whole, *years;
    if (year > 1)
        return;
    const uint32_t n = rows_of(c, 1 - year, &whole), m = rows_of(c, year, &years);
    if (n)
        compare_years(c, whole, n, years, m);
}

/* -- SCORE-SUM ------------------------------------------------------------------------------------------ */

static const bc_keys_key SCORE_SUM[] = {
    { "total", "number:0..", bc_tr_mark("what the weights add up to; 100 when left out") },
    { 0 },
};

static const void *compile_score_sum(bc_check_rule_compiler *compiler, const bc_node *spec)
{
    bc_decimal *total = BC_NEW(compiler->arena, bc_decimal);
    *total = bc_keys_number(spec, "total", bc_decimal_from_int(100));
    return total;
}

/* The weight that a text names: 全年分值为20分, 指标分值满分为10分, 指标总分为10分. */
static bool read_weight(const bc_check *c, bc_str text, bc_decimal *out, bc_str *written)
{
    const bc_form_words *words = bc_check_words_of(c, BC_WORDS_WEIGHTS),
                        *points = bc_check_words_of(c, BC_WORDS_POINTS);
    enum { BETWEEN = 12 }; /* bytes of 满分为 and the like */
    for (size_t i = 0; i < words->n; i++) {
        size_t at = bc_str_find(text, words->at[i], 0);
        if (at == SIZE_MAX)
            continue;
        at += words->at[i].n;
        for (size_t end = at + BETWEEN; at < end && at < text.n && (text.p[at] < '0' || text.p[at] > '9');)
            at++;
        bc_str rest = bc_str_slice(text, at, text.n);
        size_t used = 0;
        if (!bc_decimal_parse_prefix(rest, out, &used) || !used ||
            !bc_form_words_begin(points, bc_str_slice(rest, used, rest.n)))
            continue;
        *written = bc_str_slice(rest, 0, used);
        return true;
    }
    return false;
}

/* The column of numbers that is called a weight, or -1. */
static int weight_column(const bc_check *c, const bc_check_list *list)
{
    const bc_form_field *field = list->slot.field;
    for (uint32_t i = 0; i < field->child_count; i++)
        if (field->children[i].type == BC_FIELD_NUMBER &&
            bc_form_words_in(bc_check_words_of(c, BC_WORDS_WEIGHTS), field->children[i].label))
            return (int)i;
    return -1;
}

/* Ten points are for the execution of the budget, where the form has no indicator for it. */
static bool is_full(bc_decimal sum, bc_decimal wanted)
{
    bc_decimal rest;
    return bc_decimal_compare(sum, wanted) == 0 ||
           (bc_decimal_sub(wanted, bc_decimal_from_int(10), &rest) && bc_decimal_compare(sum, rest) == 0);
}

/* A form that reckons the total of its weights has points beside them, 资金分值 for the execution of the budget: then
 * the total counts. NULL: it reckons none. */
static const bc_form_field *reckoned_total(const bc_check *c, bc_decimal *total)
{
    const bc_form_fields *fields = &c->checks->form->fields;
    for (uint32_t i = 0; i < fields->n; i++) {
        const bc_form_field *field = &fields->at[i];
        const bc_value *datum = &c->record->as.entries[i].value;
        if (field->type == BC_FIELD_NUMBER && field->computed && datum->type == BC_VALUE_NUMBER &&
            bc_form_words_in(bc_check_words_of(c, BC_WORDS_WEIGHTS), field->label)) {
            *total = datum->as.number;
            return field;
        }
    }
    return NULL;
}

static void check_column(bc_check *c, const bc_check_indicator *rows, uint32_t n, int column, bc_decimal wanted)
{
    bc_decimal sum = bc_decimal_from_int(0);
    uint32_t weighed = 0;
    for (uint32_t i = 0; i < n; i++) {
        const bc_value *weight = bc_check_indicator_value(&rows[i], column);
        if (!weight || weight->type != BC_VALUE_NUMBER || !bc_decimal_add(sum, weight->as.number, &sum))
            continue;
        weighed++;
        if (weight->as.number.coef < 0)
            bc_check_report(c, bc_check_mark(c, weight), bc_tr("`%.*s` has a weight below nothing"),
                            BC_STR_ARG(rows[i].name));
    }
    const bc_form_field *whole = reckoned_total(c, &sum);
    if (weighed < 2 || (whole ? bc_decimal_compare(sum, wanted) == 0 : is_full(sum, wanted)))
        return;
    bc_str all = bc_check_number(c, sum, -1, false), total = bc_check_number(c, wanted, -1, false);
    const bc_diag_mark mark = bc_check_mark(c, bc_check_slot_at(c->record, &rows->list->slot));
    if (whole)
        bc_check_report(c, mark, bc_tr("the weights add up to %.*s with the points beside them (%.*s), not %.*s"),
                        BC_STR_ARG(all), BC_STR_ARG(whole->label), BC_STR_ARG(total));
    else
        bc_check_report(c, mark, bc_tr("the weights add up to %.*s, not %.*s"), BC_STR_ARG(all), BC_STR_ARG(total));
}

/* Whether the row names a weight; two that differ are reported. */
static bool weight_of(bc_check *c, const bc_check_indicator *row, bc_decimal *out)
{
    bc_decimal by_formula, by_scoring;
    bc_str formula = { 0 }, scoring = { 0 };
    bool a = read_weight(c, bc_check_indicator_text(row, row->list->formula), &by_formula, &formula);
    bool b = read_weight(c, bc_check_indicator_text(row, row->list->scoring), &by_scoring, &scoring);
    *out = b ? by_scoring : by_formula;
    if (a && b && bc_decimal_compare(by_formula, by_scoring))
        bc_check_report(c, bc_check_indicator_mark(c, row, row->list->scoring),
                        bc_tr("the weight of `%.*s` is %.*s in one column and %.*s in another"), BC_STR_ARG(row->name),
                        BC_STR_ARG(formula), BC_STR_ARG(scoring));
    return a || b;
}

static void run_score_sum(bc_check *c)
{
    const bc_decimal *wanted = c->use->data;
    for (uint32_t k = 0; wanted && k < c->checks->list_count; k++) {
        const bc_check_indicator *rows;
        uint32_t n = rows_of(c, k, &rows), weighed = 0;
        bc_decimal sum = bc_decimal_from_int(0), weight;
        const int column = weight_column(c, &c->checks->lists[k]);
        if (column >= 0 && n) {
            check_column(c, rows, n, column, *wanted);
            continue;
        }
        for (uint32_t i = 0; i < n; i++)
            if (weight_of(c, &rows[i], &weight) && bc_decimal_add(sum, weight, &sum))
                weighed++;
        /* Where some rows give no weight the sum says nothing. */
        if (weighed < 2 || weighed < n || bc_decimal_compare(sum, *wanted) == 0)
            continue;
        bc_str all = bc_check_number(c, sum, -1, false), total = bc_check_number(c, *wanted, -1, false);
        bc_check_report(c, list_mark(c, k), bc_tr("the weights add up to %.*s, not %.*s"), BC_STR_ARG(all),
                        BC_STR_ARG(total));
    }
}

/* -- the table -------------------------------------------------------------------------------------------- */

static const bc_check_rule RULES[] = {
    {
        .code = "IND-MINIMUM",
        .words = BC_CHECK_READS(BC_WORDS_KINDS, BC_WORDS_KIND_NAMES),
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("every kind of indicator that must be there is there"),
        .parameters = IND_MINIMUM,
        .run = run_ind_minimum,
        .compile = compile_ind_minimum,
    },
    {
        .code = "STARRED",
        .words = BC_CHECK_READS(BC_WORDS_NOT_APPLICABLE),
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("what a star marks is neither empty nor 不适用"),
        .parameters = STARRED,
        .run = run_starred,
        .compile = compile_starred,
    },
    {
        .code = "TAXONOMY",
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("categories of indicators are of the form's list and spelt in full"),
        .parameters = TREE,
        .run = run_taxonomy,
        .compile = compile_taxonomy,
    },
    {
        .code = "CATEGORY-ORDER",
        .words = BC_CHECK_READS(BC_WORDS_ORDERED),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("categories stand together and in the order of the form"),
        .parameters = TREE,
        .run = run_category_order,
        .compile = compile_taxonomy,
    },
    {
        .code = "DUPLICATE-ROW",
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("no indicator is given twice"),
        .run = run_duplicate_row,
    },
    {
        .code = "NAME-TRIVIAL",
        .words = BC_CHECK_READS(BC_WORDS_CATEGORY_ENDS, BC_WORDS_TRIVIAL_NAMES),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("an indicator's name says more than its category"),
        .run = run_name_trivial,
    },
    {
        .code = "EXPLAIN-SAME",
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("an explanation says more than the name"),
        .run = run_explain_same,
    },
    {
        .code = "TWIN-LISTS",
        .level = BC_DIAG_NOTE,
        .summary = bc_tr_mark("two lists of the same indicators agree"),
        .run = run_twin_lists,
    },
    {
        .code = "TARGET-OF-YEAR",
        .words = BC_CHECK_READS(BC_WORDS_YEARLY),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("the year is not to reach more than all years"),
        .run = run_target_of_year,
    },
    {
        .code = "SCORE-SUM",
        .words = BC_CHECK_READS(BC_WORDS_WEIGHTS, BC_WORDS_POINTS),
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("weights add up"),
        .parameters = SCORE_SUM,
        .run = run_score_sum,
        .compile = compile_score_sum,
    },
};
const bc_check_rule_table bc_check_rules_list = { RULES, sizeof RULES / sizeof *RULES };
