/* What the numbers of columns and lines say: `3=1+2` in the head holds in each row, in a line in each column. A value
 * that the record does not have is computed, one that it has is compared. Lines are settled first and leave out the
 * columns that are made of others, so a quotient is that of the totals and not a total of quotients; then come the
 * columns, in every row. Only cells that cover a column and no more take part, so heads of groups do not. */
#include "base/tr.h"
#include "base/unit.h"
#include "layout/private/composing.h"
#include "layout/private/datum.h"
#include "layout/private/ordinals.h"
#include "layout/private/signs.h"

#include <string.h>

enum { QUOTIENT_DECIMALS = 2 };

typedef struct solver {
    bc_layout_builder *b;
    bc_layout_ordinals columns, lines;
    uint32_t first_row, end_row;
    const bc_form_cell **forms;   /* of the band's cells: that which `numbered` has of it, or NULL */
    uint32_t first_cell;          /* of these */
    bool *settled;                /* of the lines */
    bool *made;                   /* by the edge that a column begins at: it is made of others */
    const bc_layout_ordinal *now; /* the formula at work, of … */
    uint32_t index;               /* … this place among its like */
    const bc_layout_ordinals *kind;
    bool percent; /* what the record has in the column says % */
} solver;

/* -- cells ---------------------------------------------------------------------------------------------- */

static bc_layout_composed_cell *cell_at(const solver *s, uint32_t i)
{
    return &s->b->cells.at[i];
}

static const bc_form_cell *form_of(const solver *s, uint32_t cell)
{
    return s->forms[cell - s->first_cell];
}

/* The cell of the row that covers these columns and no others; BC_NO_CELL where there is none. */
static uint32_t find_cell(const solver *s, uint32_t row, uint16_t from, uint16_t to)
{
    uint32_t low = s->b->rows.at[row].first_cell, end = low + s->b->rows.at[row].cells;
    for (uint32_t high = end; low < high;) {
        uint32_t middle = low + (high - low) / 2;
        if (cell_at(s, middle)->from < from)
            low = middle + 1;
        else
            high = middle;
    }
    return low < end && cell_at(s, low)->from == from && cell_at(s, low)->to == to ? low : BC_NO_CELL;
}

/* Of words, of what counts rows, and of what is no amount nobody computes. */
static bool is_amount(const solver *s, uint32_t i)
{
    const bc_layout_composed_cell *cell = cell_at(s, i);
    const bc_form_cell *form = form_of(s, i);
    const bc_form_field *field = cell->value.field;
    bool dated =
        field && (field->type == BC_FIELD_YEAR || field->type == BC_FIELD_DATE || field->type == BC_FIELD_CODE);
    return cell->value.datum && cell->value.datum->type == BC_VALUE_NUMBER && !dated && !(form && form->counter);
}

static bool is_words(const solver *s, uint32_t i)
{
    const bc_value *datum = cell_at(s, i)->value.datum;
    return datum && (!bc_value_is_empty(datum) || bc_value_unread_of(datum)) && !is_amount(s, i);
}

/* Whether a formula may say what the cell says. */
static bool takes_part(const solver *s, uint32_t i)
{
    const bc_form_cell *form = form_of(s, i);
    if (form && (form->ordinal || form->counter))
        return false;
    return (form && form->open) || (cell_at(s, i)->kind == BC_CELL_VALUE && cell_at(s, i)->value.datum);
}

/* -- one value ------------------------------------------------------------------------------------------ */

/* What a formula computes with at one place. */
typedef struct sum {
    uint32_t target;
    const uint32_t *cells; /* of each of the operands in turn */
    uint32_t n;
    bc_value result;
} sum;

static bool to_unit(bc_value *value, bc_str unit)
{
    int own = bc_unit_money_power(value->unit), wanted = bc_unit_money_power(unit);
    if (own < 0 || wanted < 0 || own == wanted)
        return true;
    value->unit = unit;
    return bc_decimal_shift(value->as.number, own - wanted, &value->as.number);
}

static const bc_value *operand_datum(const solver *s, uint32_t i)
{
    return is_amount(s, i) ? cell_at(s, i)->value.datum : &bc_value_nothing;
}

/* The names of the formula with what they stand for; `count` says of how many cells each has. */
static bc_value scope_of(const solver *s, const sum *at, const uint32_t *count)
{
    const bc_form_ordinal *form = s->now->form;
    bc_arena *arena = s->b->c->arena;
    bc_value_entry *entries = BC_NEW_ARRAY(arena, bc_value_entry, form->operand_count);
    for (uint32_t k = 0, cell = 0; k < form->operand_count; k++) {
        bc_value *items = BC_NEW_ARRAY(arena, bc_value, count[k] + 1U);
        for (uint32_t i = 0; i < count[k]; i++)
            items[i] = *operand_datum(s, at->cells[cell++]);
        entries[k].key = form->operands[k].name;
        entries[k].value =
            form->operands[k].all ? (bc_value){ .type = BC_VALUE_LIST, .n = count[k], .as.items = items } : items[0];
    }
    return (bc_value){ .type = BC_VALUE_MAP, .n = form->operand_count, .as.entries = entries };
}

/* False where nothing comes out: by nought nothing is divided. What else is wrong is said. */
static bool evaluate(const solver *s, sum *at, const uint32_t *count)
{
    bc_value map = scope_of(s, at, count);
    bc_diag_list said;
    bc_diag_list_init(&said);
    bool good =
        bc_expr_eval(s->now->form->formula, &(bc_expr_scope){ .map = &map }, s->b->c->arena, &said, &at->result);
    const bc_diag *first = said.list.n ? &said.list.at[0] : NULL;
    if (first && s->b->c->found && strcmp(first->code, "W323") != 0 &&
        !bc_diag_list_has(s->b->c->found, first->code, first->mark))
        bc_diag_list_append(s->b->c->found, &said);
    bc_diag_list_release(&said);
    const bc_form_field *field = cell_at(s, at->target)->value.field;
    if (!good || at->result.type != BC_VALUE_NUMBER)
        return false;
    if (s->now->form->ratio && field && field->type == BC_FIELD_PERCENT)
        good = bc_decimal_shift(at->result.as.number, 2, &at->result.as.number);
    return good && to_unit(&at->result, field ? field->unit : (bc_str){ 0 });
}

/* The look of a cell that the template leaves blank is that of an amount it is made of. */
static const bc_form_cell_style *look_of(const solver *s, const sum *at)
{
    const bc_form_cell *form = form_of(s, at->target);
    for (uint32_t i = 0; i < at->n && form && form->open && !form->styled; i++)
        if (is_amount(s, at->cells[i]))
            return cell_at(s, at->cells[i])->style;
    return cell_at(s, at->target)->style;
}

static void put_result(const solver *s, const sum *at)
{
    bc_arena *arena = s->b->c->arena;
    bc_layout_composed_cell *cell = cell_at(s, at->target);
    bc_value *datum = BC_NEW(arena, bc_value);
    cell->style = look_of(s, at);
    *datum = at->result;
    datum->origin = NULL;
    if (!s->now->form->exact && cell->style->decimals < 0)
        (void)bc_decimal_rescale(datum->as.number, QUOTIENT_DECIMALS, BC_ROUND_HALF_UP, &datum->as.number);
    datum->text = (bc_str){ 0 };
    cell->kind = BC_CELL_VALUE;
    cell->value.datum = datum;
    cell->sign = false;
    cell->text = bc_layout_datum_print(datum, cell->style, cell->value.field, arena);
    if (s->percent && !s->now->form->line && !datum->unit.n) {
        datum->unit = BC_STR("%");
        cell->text = bc_arena_printf(arena, "%.*s%%", BC_STR_ARG(cell->text));
    }
    datum->text = cell->text;
    bc_layout_signs_put(cell);
}

static bc_str print_number(bc_decimal number, bc_arena *arena)
{
    bc_buf out;
    bc_buf_init(&out);
    bc_decimal_print(number, -1, false, &out);
    bc_str text = bc_arena_str(arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return text;
}

/* Where the record says what the formula speaks of. */
static bc_diag_mark mark_of(const solver *s, const sum *at)
{
    const bc_layout_composed_cell *target = cell_at(s, at->target);
    for (uint32_t i = 0; i < at->n && !target->value.datum->origin; i++) {
        const bc_value *datum = cell_at(s, at->cells[i])->value.datum;
        if (datum && datum->origin)
            return datum->origin->mark;
    }
    return target->mark;
}

/* Sums are exact; of a quotient the record has so many figures as it has. */
static void compare(const solver *s, sum *at)
{
    const bc_value *given = cell_at(s, at->target)->value.datum;
    bc_arena *arena = s->b->c->arena;
    bc_decimal computed, away;
    if (!to_unit(&at->result, given->unit))
        return;
    computed = at->result.as.number;
    if (!s->now->form->exact && !bc_decimal_rescale(computed, given->as.number.scale, BC_ROUND_HALF_UP, &computed))
        return;
    if (bc_decimal_compare(given->as.number, computed) == 0 || !bc_decimal_sub(given->as.number, computed, &away))
        return;
    bc_str formula = bc_layout_ordinals_print(s->kind, s->index, arena);
    bc_diag_add(s->b->c->found, BC_DIAG_ERROR, "E455", mark_of(s, at),
                s->now->form->line ? bc_tr("line %.*s: here is %.*s, and it gives %.*s (difference %.*s)")
                                   : bc_tr("column %.*s: here is %.*s, and it gives %.*s (difference %.*s)"),
                BC_STR_ARG(formula), BC_STR_ARG(print_number(given->as.number, arena)),
                BC_STR_ARG(print_number(computed, arena)), BC_STR_ARG(print_number(away, arena)));
}

/* Words that stand further away have been told. */
static void tell_unknown(const solver *s, uint32_t words)
{
    const bc_layout_composed_cell *cell = cell_at(s, words);
    if (!s->b->c->found || bc_value_is_empty(cell->value.datum))
        return;
    bc_str formula = bc_layout_ordinals_print(s->kind, s->index, s->b->c->arena);
    bc_diag_add(s->b->c->found, BC_DIAG_WARNING, "W450", cell->mark,
                s->now->form->line ? bc_tr("line %.*s is not checked here, because `%.*s` is no number")
                                   : bc_tr("column %.*s is not checked here, because `%.*s` is no number"),
                BC_STR_ARG(formula), BC_STR_ARG(cell->text));
}

/* What is made of words. */
static const bc_value UNKNOWN = { .type = BC_VALUE_TEXT, .as.unread = BC_VALUE_WORDS };

/* The formula at a cell: computes it, or checks it. */
static void settle_cell(const solver *s, sum *at, const uint32_t *count)
{
    uint32_t amounts = 0, words = is_words(s, at->target) ? at->target : BC_NO_CELL;
    for (uint32_t i = 0; i < at->n; i++) {
        amounts += is_amount(s, at->cells[i]);
        words = is_words(s, at->cells[i]) ? at->cells[i] : words;
    }
    if (!amounts)
        return;
    bool given = is_amount(s, at->target);
    if (words != BC_NO_CELL) {
        tell_unknown(s, words);
        const bc_value **datum = &cell_at(s, at->target)->value.datum;
        if (!*datum || bc_value_is_empty(*datum))
            *datum = &UNKNOWN;
        return;
    }
    if ((given && !s->b->c->found) || !evaluate(s, at, count))
        return;
    if (given)
        compare(s, at);
    else
        put_result(s, at);
}

/* -- columns -------------------------------------------------------------------------------------------- */

/* The cells of the row that the formula computes with; false where it has others. */
static bool find_in_row(const solver *s, uint32_t row, uint32_t *cells, uint32_t *n, uint32_t *count)
{
    const bc_form_ordinal *form = s->now->form;
    *n = 0;
    for (uint32_t k = 0; k < form->operand_count; k++) {
        uint32_t from, to;
        bc_layout_ordinals_find(&s->columns, s->index, &form->operands[k], &from, &to);
        count[k] = to - from;
        for (; from < to; from++) {
            const bc_layout_composed_cell *head = cell_at(s, s->columns.at[s->columns.of[from]].cell);
            cells[*n] = find_cell(s, row, head->from, head->to);
            if (cells[(*n)++] == BC_NO_CELL)
                return false;
        }
        if (!count[k])
            return false;
    }
    return true;
}

/* How many cells the formula computes with. */
static uint32_t count_cells(const solver *s)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < s->now->form->operand_count; k++) {
        uint32_t from, to;
        bc_layout_ordinals_find(s->kind, s->index, &s->now->form->operands[k], &from, &to);
        n += to - from;
    }
    return n;
}

static void open_formula(solver *s, const bc_layout_ordinals *kind, uint32_t i)
{
    s->kind = kind;
    s->index = i;
    s->now = &kind->at[i];
}

static bool says_percent(const solver *s, const bc_layout_composed_cell *head)
{
    for (uint32_t row = s->first_row; row < s->end_row; row++) {
        uint32_t cell = find_cell(s, row, head->from, head->to);
        if (cell != BC_NO_CELL && is_amount(s, cell) && bc_str_ends(cell_at(s, cell)->text, BC_STR("%")))
            return true;
    }
    return false;
}

static void settle_column(solver *s, uint32_t i)
{
    open_formula(s, &s->columns, i);
    bc_arena *arena = s->b->c->arena;
    uint32_t *cells = BC_NEW_ARRAY(arena, uint32_t, count_cells(s) + 1U);
    uint32_t *count = BC_NEW_ARRAY(arena, uint32_t, s->now->form->operand_count + 1U);
    const bc_layout_composed_cell head = *cell_at(s, s->now->cell);
    s->percent = !s->now->form->exact && says_percent(s, &head);
    for (uint32_t row = s->first_row; row < s->end_row; row++) {
        sum at = { .target = s->b->rows.at[row].head ? BC_NO_CELL : find_cell(s, row, head.from, head.to),
                   .cells = cells };
        if (at.target != BC_NO_CELL && takes_part(s, at.target) && find_in_row(s, row, cells, &at.n, count))
            settle_cell(s, &at, count);
    }
}

/* Columns in the order of need; templates with circles are refused. */
static void order_column(const solver *s, uint32_t i, bool *done, uint32_t *order, uint32_t *n)
{
    if (done[i])
        return;
    done[i] = true;
    const bc_form_ordinal *form = s->columns.at[i].form;
    for (uint32_t k = 0; k < form->operand_count; k++) {
        uint32_t from, to;
        bc_layout_ordinals_find(&s->columns, i, &form->operands[k], &from, &to);
        for (; from < to; from++)
            order_column(s, s->columns.of[from], done, order, n);
    }
    order[(*n)++] = i;
}

static void settle_columns(solver *s)
{
    bc_arena *arena = s->b->c->arena;
    bool *done = BC_NEW_ARRAY(arena, bool, s->columns.n + 1U);
    uint32_t *order = BC_NEW_ARRAY(arena, uint32_t, s->columns.n + 1U), n = 0;
    for (uint32_t i = 0; i < s->columns.n; i++)
        order_column(s, i, done, order, &n);
    for (uint32_t i = 0; i < n; i++)
        if (s->columns.at[order[i]].form->formula)
            settle_column(s, order[i]);
}

/* -- lines ---------------------------------------------------------------------------------------------- */

/* The cells of the lines that the formula computes with, in the columns of the target. */
static bool find_in_column(const solver *s, sum *at, uint32_t *cells, uint32_t *count)
{
    const bc_form_ordinal *form = s->now->form;
    const bc_layout_composed_cell target = *cell_at(s, at->target);
    for (uint32_t k = 0; k < form->operand_count; k++) {
        uint32_t from, to;
        bc_layout_ordinals_find(&s->lines, s->index, &form->operands[k], &from, &to);
        count[k] = to - from;
        for (; from < to; from++) {
            uint32_t row = cell_at(s, s->lines.at[s->lines.of[from]].cell)->row;
            cells[at->n] = find_cell(s, row, target.from, target.to);
            if (cells[at->n++] == BC_NO_CELL)
                return false;
        }
        if (!count[k])
            return false;
    }
    at->cells = cells;
    return true;
}

static void settle_line(solver *s, uint32_t i)
{
    if (s->settled[i])
        return;
    s->settled[i] = true;
    const bc_form_ordinal *form = s->lines.at[i].form;
    for (uint32_t k = 0; k < form->operand_count; k++) {
        uint32_t from, to;
        bc_layout_ordinals_find(&s->lines, i, &form->operands[k], &from, &to);
        for (; from < to; from++)
            settle_line(s, s->lines.of[from]);
    }
    if (!form->formula)
        return;
    open_formula(s, &s->lines, i);
    bc_arena *arena = s->b->c->arena;
    uint32_t *cells = BC_NEW_ARRAY(arena, uint32_t, count_cells(s) + 1U);
    uint32_t *count = BC_NEW_ARRAY(arena, uint32_t, form->operand_count + 1U);
    const bc_layout_row row = s->b->rows.at[cell_at(s, s->now->cell)->row];
    for (uint32_t cell = row.first_cell; cell < row.first_cell + row.cells; cell++) {
        sum at = { .target = cell };
        if (takes_part(s, cell) && !s->made[cell_at(s, cell)->from] && find_in_column(s, &at, cells, count))
            settle_cell(s, &at, count);
    }
}

/* -- bands ---------------------------------------------------------------------------------------------- */

static bc_layout_ordinals gather(const bc_layout_builder *b, bool lines)
{
    bc_layout_ordinal *at = BC_NEW_ARRAY(b->c->arena, bc_layout_ordinal, b->numbered.n + 1U);
    uint32_t n = 0;
    for (size_t i = 0; i < b->numbered.n; i++) {
        const bc_form_ordinal *form = b->numbered.at[i].form->ordinal;
        if (form && form->line == lines)
            at[n++] = (bc_layout_ordinal){ .form = form, .cell = b->numbered.at[i].cell };
    }
    return bc_layout_ordinals_number(at, n, b->c->arena);
}

static void print_all(const solver *s, const bc_layout_ordinals *o)
{
    for (uint32_t i = 0; i < o->n; i++)
        cell_at(s, o->at[i].cell)->text = bc_layout_ordinals_print(o, i, s->b->c->arena);
}

static void prepare(solver *s)
{
    const bc_layout_builder *b = s->b;
    s->first_cell = b->rows.at[s->first_row].first_cell;
    s->forms = BC_NEW_ARRAY(b->c->arena, const bc_form_cell *, b->cells.n - s->first_cell + 1);
    for (size_t i = 0; i < b->numbered.n; i++)
        s->forms[b->numbered.at[i].cell - s->first_cell] = b->numbered.at[i].form;
    s->settled = BC_NEW_ARRAY(b->c->arena, bool, s->lines.n + 1U);
    s->made = BC_NEW_ARRAY(b->c->arena, bool, (size_t)BC_MAX_SPLIT + BC_MAX_COLUMNS);
    for (uint32_t i = 0; i < s->columns.n; i++)
        s->made[cell_at(s, s->columns.at[i].cell)->from] = s->columns.at[i].form->formula != NULL;
}

void bc_layout_formulas_settle(bc_layout_builder *b, uint32_t first_row)
{
    solver s = { .b = b, .first_row = first_row, .end_row = (uint32_t)b->rows.n };
    if (first_row == s.end_row)
        return;
    s.columns = gather(b, false);
    s.lines = gather(b, true);
    print_all(&s, &s.columns);
    print_all(&s, &s.lines);
    if (b->c->blank)
        return;
    prepare(&s);
    for (uint32_t i = 0; i < s.lines.n; i++)
        settle_line(&s, i);
    settle_columns(&s);
}
