/* Rows of a band, one after the other: conditions decided, lists repeated. */
#include "base/tr.h"
#include "layout/private/composing.h"

#include <assert.h>
#include <string.h>

/* Lists in lists in lists make millions of rows of some dozens of elements. No form has so many: a sheet ends at a
 * million, and these are two thousand volumes of paper. */
enum { MAX_RECORD_ROWS = 2000000 };

/* Whether the list there goes on. */
static bool has_room(bc_layout_composer *c, bc_diag_mark mark)
{
    if (c->rows > MAX_RECORD_ROWS && !c->full) {
        c->full = true;
        bc_diag_add(c->diags, BC_DIAG_ERROR, "E458", mark, bc_tr("the record makes more than %d rows"),
                    MAX_RECORD_ROWS);
    }
    return !c->full && !bc_quota_is_over(c->arena->quota);
}

/* A field of paragraphs, or some of a list put together and set like paragraphs. */
static bool is_prose(const bc_form_cell *cell)
{
    return cell->field ? cell->field->type == BC_FIELD_PROSE : cell->expr && cell->style->align == BC_ALIGN_JUSTIFY;
}

/* Where paragraphs belong: room for a few written lines, or what is given to those that stand once. */
static bc_len prose_height(const bc_layout_blank_heights *heights, const bc_form_cell *cell, bool repeated)
{
    enum { LINES = 3 };
    if (!is_prose(cell) || cell->down > 1)
        return 0;
    if (!heights->prose)
        return LINES * cell->style->text.leading;
    return repeated ? 0 : heights->prose;
}

/* Of a row to be filled in. The height of a cell over several rows is shared out among them. */
static bc_len blank_height(bc_layout_builder *b, const bc_form_row *form, bool repeated)
{
    const bc_layout_blank_heights *heights = b->c->blank;
    bc_len height = bc_len_max(form->least_height, heights->row);
    if (b->tall_rows) {
        height = bc_len_max(height, b->tall);
        b->tall_rows--;
    }
    for (uint32_t i = 0; i < form->cell_count; i++) {
        const bc_form_cell *cell = &form->cells[i];
        bc_len own = cell->blank_height ? cell->blank_height / cell->down : prose_height(heights, cell, repeated);
        height = bc_len_max(height, own);
        if (cell->blank_height && cell->down > 1) {
            b->tall = own;
            b->tall_rows = cell->down - 1u;
        }
    }
    return height;
}

/* A row before its cells. */
static void begin_row(bc_layout_builder *b, const bc_form_row *form, const bc_expr_scope *scope, bool repeated,
                      uint8_t opens, bool head)
{
    b->c->rows++;
    bc_layout_row *row = bc_vec_push(&b->rows);
    bc_layout_compose_count(b);
    *row =
        (bc_layout_row){ .first_cell = (uint32_t)b->cells.n,
                         .band = b->band,
                         .grid = b->grid,
                         .opens = opens,
                         .under = b->under,
                         .head = head,
                         .keep_with_next = form->keep_with_next,
                         .least_height = b->c->blank && !head ? blank_height(b, form, repeated) : form->least_height };
    if (b->stub) {
        b->stub_cell = (uint32_t)b->cells.n;
        bc_layout_compose_cell(b, b->stub, b->placed ? &b->stub_at : &b->stub->at, scope, NULL, false);
        b->stub = NULL;
    }
}

static void end_row(bc_layout_builder *b)
{
    b->rows.at[b->rows.n - 1].cells = (uint32_t)b->cells.n - b->rows.at[b->rows.n - 1].first_cell;
}

void bc_layout_compose_row(bc_layout_builder *b, const bc_form_row *form, const bc_expr_scope *scope,
                           bc_layout_iteration *now, uint8_t opens, bool head)
{
    begin_row(b, form, scope, now != NULL, opens, head);
    if (b->placed)
        bc_layout_compose_placed(b, b->placing.rows[form->index], form->cell_count, scope, now, b->missing);
    else
        for (uint32_t i = 0; i < form->cell_count; i++)
            bc_layout_compose_merged(b, &form->cells[i], &form->cells[i].at, scope, now, b->missing);
    end_row(b);
    if (form->again && !head) {
        bc_vec_add(&b->again,
                   (bc_layout_again){ (uint32_t)b->rows.n - 1, b->under, form->again == BC_AGAIN_CONTINUED });
        b->under = (uint32_t)b->again.n;
    }
}

/* The numbers of the groups that begin here. */
static void count_groups(bc_layout_builder *b, bc_layout_iteration *now)
{
    const bc_form_each *each = now->each;
    for (uint32_t i = 0; i < each->merge_count; i++) {
        int8_t under = each->merge_under[i];
        if (now->same[i])
            continue;
        bool anew = under < 0 ? now->nth == 1 : !now->same[under];
        now->number[i] = anew ? 1 : now->number[i] + 1;
        now->running[i] = ++b->printed[each->counter + 1 + i];
    }
}

/* Of the last part, which may be shorter. */
static const bc_layout_element NOTHING = { .element = &bc_value_nothing, .index = (uint32_t)BC_NOT_IN_LIST };

/* The cells of a row of one part, so many columns further right. */
static void compose_part(bc_layout_builder *b, const bc_form_each *each, const bc_form_row *row, uint32_t half,
                         const bc_expr_scope *scope, const bc_layout_iteration *now, bool missing)
{
    uint16_t aside = (uint16_t)(half * each->half_columns);
    for (uint32_t i = 0; i < row->cell_count; i++) {
        bc_form_extent at = row->cells[i].at;
        uint16_t column = (uint16_t)(at.column + aside);
        at.x1 = each->edges[column + at.to - at.from];
        at.x0 = each->edges[column];
        at.from = (uint16_t)(at.from + aside);
        at.to = (uint16_t)(at.to + aside);
        at.column = column;
        bc_layout_compose_cell(b, &row->cells[i], &at, scope, now, missing);
        b->cells.at[b->cells.n - 1].series = 1 + (b->band * BC_MAX_SPLIT + column - aside) * BC_MAX_COLUMNS;
    }
}

static void compose_parts_row(bc_layout_builder *b, const bc_form_each *each, const bc_layout_iteration *parts,
                              const bc_expr_scope *const *scopes, uint32_t r)
{
    const bc_form_row *form = &each->rows.at[r].as.row;
    begin_row(b, form, scopes[0]->outer, true, BC_NO_GROUP, false);
    b->rows.at[b->rows.n - 1].keep_with_next |= r + 1 < each->rows.n;
    for (uint32_t half = 0; half < each->halves; half++)
        compose_part(b, each, form, half, scopes[half], &parts[half], parts[half].element == &NOTHING);
    end_row(b);
}

/* Parts of the list side by side, about as long as each other. */
static void compose_halves(bc_layout_builder *b, const bc_form_each *each, const bc_layout_arranged *arranged,
                           const bc_expr_scope *scope, const bc_layout_iteration *now)
{
    bc_arena *arena = b->c->arena;
    uint32_t slots = (arranged->n + each->halves - 1) / each->halves, first = b->printed[each->counter];
    bc_layout_folded folded = { (uint32_t)b->rows.n, slots, each->rows.n, each->halves, each->half_columns };
    bc_layout_iteration *parts = BC_NEW_ARRAY(arena, bc_layout_iteration, each->halves);
    bc_layout_round *rounds = BC_NEW_ARRAY(arena, bc_layout_round, each->halves);
    const bc_expr_scope **scopes = BC_NEW_ARRAY(arena, const bc_expr_scope *, each->halves);
    for (uint32_t slot = 0; slot < slots; slot++) {
        for (uint32_t half = 0; half < each->halves; half++) {
            uint32_t i = half * slots + slot;
            parts[half] = *now;
            parts[half].nth = i + 1;
            parts[half].element = i < arranged->n ? &arranged->at[i] : &NOTHING;
            scopes[half] = bc_layout_rounds_open(&rounds[half], parts[half].element, i + 1, first + i + 1, scope);
        }
        for (uint32_t r = 0; r < each->rows.n; r++)
            compose_parts_row(b, each, parts, scopes, r);
    }
    b->printed[each->counter] += arranged->n;
    bc_vec_add(&b->folded, folded);
}

/* The rows that the innermost repetition prints. */
static const bc_form_each *innermost(const bc_form_each *each)
{
    for (uint32_t i = 0; i < each->rows.n; i++) {
        const bc_form_row_item *item = &each->rows.at[i];
        const bc_form_rows inside = bc_form_rows_inside(item);
        if (item->kind == BC_ROWS_EACH)
            return innermost(&item->as.each);
        for (uint32_t k = 0; k < inside.n; k++)
            if (inside.at[k].kind == BC_ROWS_EACH)
                return innermost(&inside.at[k].as.each);
    }
    return each;
}

/* Where a list ends: its last iteration, and what its levels were. */
typedef struct list_end {
    const bc_layout_iteration *last;
    const bc_value **before;
} list_end;

/* Levels that what is around the list says go on over its blank rows; its own are blank in each of them. */
static void go_on(bc_layout_builder *b, bc_layout_iteration *now, const bc_expr_scope *scope, const list_end *end)
{
    now->open = end->last->open;
    now->nth = end->last->nth + 1;
    (void)bc_layout_compose_levels(b->c, now, scope, end->before);
    for (uint32_t i = 0; i < now->each->merge_count; i++)
        now->same[i] &= end->before[i] && !bc_value_is_empty(end->before[i]);
}

/* The rows of no element. */
static void compose_blank(bc_layout_builder *b, const bc_form_each *each, const bc_expr_scope *scope,
                          const list_end *end)
{
    const bc_layout_element none = { .element = &bc_value_nothing, .index = (uint32_t)BC_NOT_IN_LIST };
    uint32_t open[BC_MAX_COLUMNS];
    memset(open, 0xFF, sizeof open); /* BC_NO_CELL */
    bc_layout_iteration now = { .each = innermost(each), .element = &none, .nth = 1, .open = open };
    bc_layout_round r;
    const bc_expr_scope *inner = bc_layout_rounds_open(&r, &none, 1, 0, scope);
    if (end && end->last->element && now.each == end->last->each)
        go_on(b, &now, inner, end);
    b->missing = true;
    for (uint32_t i = 0; i < now.each->rows.n; i++)
        if (now.each->rows.at[i].kind == BC_ROWS_ONE)
            bc_layout_compose_row(b, &now.each->rows.at[i].as.row, inner, &now, BC_NO_GROUP, false);
    b->missing = false;
}

/* Blank rows behind those from `first` on; how many a page has room for is not known yet. */
static void fill_up(bc_layout_builder *b, const bc_form_each *each, const bc_expr_scope *scope, size_t first,
                    const list_end *end)
{
    if (each->blank_rows != (uint32_t)BC_BLANK_ROWS_PAGE) {
        for (size_t before = b->rows.n + 1; b->rows.n - first < each->blank_rows && before != b->rows.n;) {
            before = b->rows.n;
            compose_blank(b, each, scope, end);
        }
        return;
    }
    bc_layout_builder made = {
        .c = b->c, .band = b->band, .grid = b->grid, .placing = b->placing, .placed = b->placed, .under = b->under
    };
    compose_blank(&made, each, scope, NULL);
    b->fill_row = (uint32_t)b->rows.n;
    bc_layout_compose_apart(b, &made, &b->fill_first, &b->fill_count);
}

/* What the rows of this repetition count up to themselves; the members of a group go on in what was grouped. */
static bc_layout_passed *begin_passing(bc_layout_builder *b, const bc_form_each *each,
                                       const bc_layout_arranged *arranged, const bc_layout_iteration *outer)
{
    bc_arena *arena = b->c->arena;
    const bc_layout_iteration *group = bc_layout_rounds_group(each->list, outer);
    if (group && group->passed) {
        group->passed->n = group->passed_before;
        return group->passed;
    }
    if (!each->so_far)
        return NULL;
    uint32_t most = 0;
    for (uint32_t i = 0; i < arranged->n; i++)
        most += arranged->at[i].members ? arranged->at[i].member_count : 1;
    bc_layout_passed *p = BC_NEW(arena, bc_layout_passed);
    *p = (bc_layout_passed){ .items = BC_NEW_ARRAY(arena, bc_value, most), .most = most, .growth = { .arena = arena } };
    return p;
}

static void pass(bc_layout_passed *p, const bc_value *element)
{
    if (p->n < p->most)
        p->items[p->n++] = *element;
}

/* Goes on by that element, or by all of that group, and brings what is passed into its scope. */
static void pass_on(bc_layout_passed *p, bc_layout_iteration *now, bool blank, const bc_expr_scope *scope,
                    bc_layout_round *r)
{
    if (!p)
        return;
    const bc_layout_element *e = now->element;
    const bool group = now->each->grouping && now->each->grouping->by_count;
    const bc_value *these = group ? bc_value_find(e->element, BC_STR("these")) : NULL;
    now->passed = p;
    now->passed_before = p->n;
    for (uint32_t i = 0; these && i < these->n; i++)
        pass(p, &these->as.items[i]);
    if (!group && (e->index != (uint32_t)BC_NOT_IN_LIST || blank))
        pass(p, e->self ? e->self : e->element);
    now->passed_by = p->n;
    p->growth.scope = scope;
    bc_layout_rounds_so_far(r, (bc_value){ .type = BC_VALUE_LIST,
                                           .n = p->n,
                                           .as = { .items = p->items, .blank = blank, .growth = &p->growth } });
}

/* Behind the members of a group its own rows have passed them all, whichever were printed. */
static void end_passing(bc_layout_passed *p, const bc_form_each *each, const bc_layout_iteration *outer,
                        const bc_expr_scope *scope)
{
    const bc_layout_iteration *group = p ? bc_layout_rounds_group(each->list, outer) : NULL;
    if (!group || group->passed != p)
        return;
    p->n = group->passed_by;
    p->growth.scope = scope;
}

/* Of a list that is empty a blank row is printed, but none of a group that nobody is in: it would count nobody. */
static bool stands_for_groups(const bc_layout_builder *b, const bc_form_each *each, const bc_layout_arranged *arranged,
                              const bc_layout_iteration *outer)
{
    return arranged->n == 1 && arranged->at[0].nobody && each->grouping && each->grouping->by_count && !outer &&
           !b->c->blank;
}

static void repeat_rows(bc_layout_builder *b, const bc_form_each *each, const bc_expr_scope *scope,
                        const bc_layout_iteration *outer, bc_diag_mark mark)
{
    bc_layout_composer *c = b->c;
    bc_layout_arranged arranged = bc_layout_compose_elements(c, each, scope, outer, mark);
    uint32_t open[BC_MAX_COLUMNS];
    memset(open, 0xFF, sizeof open); /* BC_NO_CELL */
    const bc_value *before[BC_MAX_MERGE] = { 0 };
    bc_layout_iteration now = {
        .outer = outer, .each = each, .list = bc_layout_rounds_list(c->arena, each->list, outer), .open = open
    };
    if (each->halves) {
        compose_halves(b, each, &arranged, scope, &now);
        return;
    }
    const size_t first = b->rows.n;
    if (stands_for_groups(b, each, &arranged, outer)) {
        compose_blank(b, each, scope, NULL);
        if (each->blank_rows)
            fill_up(b, each, scope, first, NULL);
        return;
    }
    bc_layout_passed *passed = begin_passing(b, each, &arranged, outer);
    bc_vec_reserve(&b->rows, b->rows.n + (size_t)arranged.n * each->rows.n);
    const uint32_t under = b->under;
    for (uint32_t i = 0; i < arranged.n && has_room(c, mark); i++) {
        bc_layout_round r;
        now.nth = i + 1;
        now.element = &arranged.at[i];
        const bc_expr_scope *inner =
            bc_layout_rounds_open(&r, now.element, now.nth, ++b->printed[each->counter], scope);
        pass_on(passed, &now, c->blank != NULL, inner, &r);
        uint8_t opens = bc_layout_compose_levels(c, &now, inner, before);
        count_groups(b, &now);
        bc_layout_rounds_number(&r, &now);
        uint32_t row = (uint32_t)b->rows.n;
        bc_layout_compose_rows(b, each->rows, inner, &now, opens);
        if (b->notes)
            bc_layout_compose_note(b, &now, row);
        b->under = under;
    }
    end_passing(passed, each, outer, scope);
    if (each->blank_rows && !c->blank)
        fill_up(b, each, scope, first, &(list_end){ &now, before });
}

static void compose_each(bc_layout_builder *b, const bc_form_each *each, const bc_expr_scope *scope,
                         const bc_layout_iteration *outer, bc_diag_mark mark)
{
    repeat_rows(b, each, scope, outer, mark);
    if (b->notes && !outer)
        bc_layout_compose_note_end(b, each);
}

static uint32_t rows_in_template(const bc_form_row_item *item)
{
    uint32_t rows = item->kind == BC_ROWS_ONE;
    bc_form_rows inside = bc_form_rows_inside(item);
    for (uint32_t i = 0; i < inside.n; i++)
        rows += rows_in_template(&inside.at[i]);
    return rows;
}

/* Of a round that repeats rows inside: its own rows beside these, which head and total them, stay with them. */
static void tie(bc_layout_builder *b, const bc_form_rows *rows, uint32_t i, size_t row)
{
    if (i > 0 && row > 0 && row < b->rows.n &&
        (rows->at[i].kind == BC_ROWS_EACH) != (rows->at[i - 1].kind == BC_ROWS_EACH))
        b->rows.at[row].stays = true;
}

void bc_layout_compose_rows(bc_layout_builder *b, bc_form_rows rows, const bc_expr_scope *scope,
                            bc_layout_iteration *now, uint8_t opens)
{
    bc_layout_composer *c = b->c;
    size_t first = b->reaching.n;
    for (uint32_t i = 0; i < rows.n; i++) {
        const bc_form_row_item *item = &rows.at[i];
        size_t above = b->reaching.n, row = b->rows.n;
        bool printed = !c->full && !bc_quota_is_over(c->arena->quota) &&
                       (!item->when || bc_expr_holds(item->when, scope, c->arena, c->diags));
        if (printed && item->kind == BC_ROWS_EACH)
            compose_each(b, &item->as.each, scope, now, item->mark);
        else if (printed && item->kind == BC_ROWS_WHEN)
            bc_layout_compose_rows(b, item->as.rows, scope, now, opens);
        else if (printed)
            bc_layout_compose_row(b, &item->as.row, scope, now, opens, false);
        if (above > first)
            bc_layout_compose_reach_over(b, first, above, rows_in_template(item), (uint32_t)(b->rows.n - row));
        if (now)
            tie(b, &rows, i, row);
        if (now && printed)
            opens = BC_NO_GROUP; /* only an element's first row opens a group */
    }
    b->reaching.n = first;
}
