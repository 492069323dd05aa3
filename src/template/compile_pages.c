/* Rows at the head and the foot of a band's pages: totals of a page, of those before it, of both. What they add up is
 * the elements of the band's innermost repetition, or of the one that they name. */
#include "template/private/compile_pages.h"

#include "base/tr.h"
#include "base/vec.h"
#include "form/keys.h"

/* The parts of the list that these rows see, in the order of their fields in scope. */
enum { PAGE, BEFORE, SO_FAR, PARTS };
static const char *const NAMES[PARTS] = { "page", "before", "so-far" };

typedef BC_VEC(const bc_form_each *) repetitions;

/* -- repetitions ---------------------------------------------------------------------------------------- */

/* Those that have none inside; with `of`, those of that list. Returns whether the rows repeat anything. */
static bool find_repetitions(bc_form_rows rows, bc_str of, repetitions *out)
{
    bool any = false;
    for (uint32_t i = 0; i < rows.n; i++) {
        const bc_form_row_item *item = &rows.at[i];
        bool inside = find_repetitions(bc_form_rows_inside(item), of, out);
        if (item->kind == BC_ROWS_EACH) {
            const bc_expr *list = item->as.each.list;
            if (of.n ? list && bc_str_eq(bc_expr_path(list), of) : !inside)
                bc_vec_add(out, &item->as.each);
        }
        any |= inside || item->kind == BC_ROWS_EACH;
    }
    return any;
}

/* Whether the elements of both are of one type. */
static bool are_alike(const bc_form_field *a, const bc_form_field *b)
{
    return a && b && a->type == b->type && a->child_count == b->child_count &&
           (a->child_count ? a->children == b->children : a->element == b->element);
}

static bc_str list_of(const bc_node *pages)
{
    return pages && pages->kind == BC_NODE_MAP ? bc_keys_text(pages, "of") : (bc_str){ 0 };
}

/* The list that they go through, or NULL: nobody knows. *known false: there is none. */
static const bc_form_field *type_of_elements(bc_template_compiler *c, const repetitions *found, bc_str of,
                                             bc_diag_mark mark, bool *known)
{
    *known = found->n > 0;
    const bc_form_field *list = found->n ? found->at[0]->list_field : NULL;
    if (!found->n && of.n) {
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E430", mark, bc_tr("no row of this band repeats `%.*s`"), BC_STR_ARG(of));
        bc_diag_hint(c->diags, bc_tr("write the list as in the rows that repeat it: {each: %.*s, …}"), BC_STR_ARG(of));
    }
    for (size_t i = 1; i < found->n && list; i++) {
        if (found->at[i]->list_field && !are_alike(list, found->at[i]->list_field)) {
            bc_diag_add(c->diags, BC_DIAG_ERROR, "E430", mark,
                        bc_tr("the rows of this band repeat several lists, of any of which a page could be"));
            bc_diag_hint(c->diags, "%s", bc_tr("say which, {of: items, rows: …}, or put them into bands of their own"));
            return NULL;
        }
    }
    return list;
}

void bc_template_pages_find(bc_template_compiler *c, const bc_node *head, const bc_node *foot,
                            const bc_template_scope *scope, bc_form_band *band, bc_template_scope *inside)
{
    repetitions found = { 0 };
    bc_str of = list_of(foot).n ? list_of(foot) : list_of(head);
    bool known;
    find_repetitions(band->rows, of, &found);
    const bc_form_field *list = type_of_elements(c, &found, of, foot ? foot->mark : head->mark, &known);
    band->page_elements = BC_NEW_COPY(c->arena, found.at, found.n);
    band->page_element_count = (uint32_t)found.n;
    bc_vec_release(&found);
    *inside = (bc_template_scope){ .outer = scope };
    inside->open = !list && (of.n || known); /* what is wrong has been said */
    if (!known)
        return;
    bc_form_field *seen = BC_NEW_ARRAY(c->arena, bc_form_field, PARTS);
    for (int i = 0; i < PARTS; i++) {
        bc_str name = bc_str_from(NAMES[i]);
        seen[i] =
            list ? *list : (bc_form_field){ .label = name, .mark = band->mark, .uncertain = true, .decimals = -1 };
        seen[i].key = name;
        seen[i].computed = NULL;
        seen[i].label_count = 0;
    }
    inside->fields = seen;
    inside->n = PARTS;
}

/* -- rows ----------------------------------------------------------------------------------------------- */

bc_form_page_when bc_template_pages_when(const bc_node *pages, const bc_node *row)
{
    int all = pages->kind == BC_NODE_MAP ? bc_form_keys_word(BC_FORM_KEYS_PAGE_ROWS, pages, "when", BC_PAGE_ALWAYS)
                                         : BC_PAGE_ALWAYS;
    return (bc_form_page_when)(row ? bc_form_keys_word(BC_FORM_KEYS_PAGE_ROW, row, "when", all) : all);
}

static void refuse_inner(void *context, bc_str path, bc_diag_mark mark, bool inner)
{
    bc_template_compiler *c = context;
    bc_str first = bc_str_slice(path, 0, bc_str_find(path, BC_STR("."), 0));
    for (int i = 0; inner && i < PARTS; i++) {
        if (!bc_str_is(first, NAMES[i]))
            continue;
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E431", mark,
                    bc_tr("what is computed of each element cannot ask for `%s` again"), NAMES[i]);
        bc_diag_hint(c->diags, "%s", bc_tr("compute it outside of the brackets: so-far.sum(amount) / page.size()"));
    }
}

static void check_cells(bc_template_compiler *c, const bc_form_cell *cells, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (cells[i].expr)
            bc_expr_paths(cells[i].expr, refuse_inner, c);
        if (cells[i].phrase)
            bc_expr_phrase_paths(cells[i].phrase, refuse_inner, c);
        if (cells[i].repeat)
            check_cells(c, cells[i].repeat->cells, cells[i].repeat->cell_count);
    }
}

/* Rows under a cell that reaches down stand on the same pages as its own. */
static void check_rows(bc_template_compiler *c, bc_form_rows rows)
{
    uint32_t reaches = 0;
    for (uint32_t i = 0; i < rows.n; i++) {
        const bc_form_row *row = &rows.at[i].as.row;
        if (i < reaches && row->page != rows.at[i - 1].as.row.page) {
            bc_diag_add(c->diags, BC_DIAG_ERROR, "E430", rows.at[i].mark,
                        bc_tr("a cell reaches down into this row, which does not stand on the same pages"));
            return;
        }
        for (uint32_t k = 0; k < row->cell_count; k++)
            reaches = i + row->cells[k].down > reaches ? i + row->cells[k].down : reaches;
        check_cells(c, row->cells, row->cell_count);
    }
}

static bool has_halves(bc_form_rows rows)
{
    bool any = false;
    for (uint32_t i = 0; i < rows.n && !any; i++)
        any = (rows.at[i].kind == BC_ROWS_EACH && rows.at[i].as.each.halves) ||
              has_halves(bc_form_rows_inside(&rows.at[i]));
    return any;
}

void bc_template_pages_check(bc_template_compiler *c, const bc_form_band *band)
{
    bc_form_rows pages = band->page_foot.n ? band->page_foot : band->page_head;
    if (pages.n && has_halves(band->rows))
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E456", pages.at[0].mark,
                    bc_tr("a band with a list in halves has no rows at the head or the foot of pages"));
    check_rows(c, band->page_head);
    check_rows(c, band->page_foot);
    for (uint32_t i = 0; i < band->page_head.n; i++)
        if (band->page_head.at[i].as.row.page != BC_PAGE_ALWAYS) {
            bc_diag_add(c->diags, BC_DIAG_WARNING, "W430", band->page_head.at[i].mark,
                        bc_tr("rows at the head of pages stand where the band goes on, whatever `when` says"));
            return;
        }
}
