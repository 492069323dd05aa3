/* A value stands right of its label or below it, between the columns that the labels around it mark; a list between the
 * rows that are known above and below it. What the labels leave open is said, not guessed: a place is only taken where
 * one is left. */
#include "collect/private/places.h"

#include "base/tr.h"
#include "base/unit.h"
#include "collect/private/edges.h"
#include "form/anchor.h"
#include "intake/targets.h"

typedef struct placing {
    const bc_collect_alignment *al;
    const bc_collect_plan *plan;
    const bc_collect_sheet *sheet;
    bc_collect_edges edges;
    uint32_t last_column, last_row; /* of the sheet */
    bc_arena *arena;
    bc_diag_list *diags;
    bc_collect_anchors *anchors;
    bc_strmap told; /* fields whose place was not found */
    bc_strmap lists;
    bool *read_inside; /* of labels with words behind them in one cell: they are a value */
} placing;

/* Cells of the sheet in which a value may stand. */
typedef struct area {
    uint32_t row, end_row, column, end;
} area;

/* -- rows -------------------------------------------------------------------------------------------------- */

/* The nearest row that was found, above (by -1) or below; SIZE_MAX: none. */
static size_t nearest(const placing *p, size_t row, int by)
{
    for (size_t i = row + (size_t)by; i < p->plan->rows.n; i += (size_t)by)
        if (p->al->row_of[i])
            return i;
    return SIZE_MAX;
}

static bool has_listed(const placing *p, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (p->plan->rows.at[i].listed)
            return true;
    return false;
}

/* The n-th row from 0 with anything in it, strictly between two; 0: there are not `wanted` of them. */
static uint32_t filled_row(const placing *p, uint32_t above, uint32_t below, size_t wanted, size_t n)
{
    const size_t from = bc_collect_sheet_from(p->sheet, above + 1), to = bc_collect_sheet_from(p->sheet, below);
    return to - from == wanted ? p->sheet->rows.at[from + n].row.number : 0;
}

/* The row of the sheet that a row of the form is; 0: it cannot be told. */
static uint32_t find_row(const placing *p, uint32_t row)
{
    if (p->al->row_of[row])
        return p->al->row_of[row];
    const size_t m = nearest(p, row, -1), b = nearest(p, row, 1);
    if (m == SIZE_MAX)
        return 0;
    const uint32_t above = p->al->row_of[m], below = b == SIZE_MAX ? p->last_row + 1 : p->al->row_of[b];
    const uint32_t on = above + (uint32_t)(row - m);
    if (below <= above)
        return 0;
    if (p->plan->rows.at[row].listed)
        return p->plan->rows.at[m].listed && on < below ? on : 0;
    if (has_listed(p, m + 1, row))
        return b != SIZE_MAX && !has_listed(p, row, b) && below > above + (b - row) ? below - (uint32_t)(b - row) : 0;
    if (b == SIZE_MAX || has_listed(p, row, b))
        return on < below && row - m == 1 ? on : 0;
    if (below - above == b - m)
        return on;
    return filled_row(p, above, below, b - m - 1, row - m - 1);
}

/* -- columns ----------------------------------------------------------------------------------------------- */

/* The cells that are merged into one there; NULL: none are. */
static const bc_table_merge *merged_at(const placing *p, uint32_t row, uint32_t column)
{
    for (size_t i = 0; i < p->sheet->merges.n; i++) {
        const bc_table_merge *m = &p->sheet->merges.at[i];
        if (m->first_row <= row && m->last_row >= row && m->first_column <= column && m->last_column >= column)
            return m;
    }
    return NULL;
}

/* The column behind the cell, or behind those that are merged with it. */
static uint32_t behind(const placing *p, uint32_t row, uint32_t column)
{
    const bc_table_merge *merge = merged_at(p, row, column);
    return (merge ? merge->last_column : column) + 1;
}

static uint32_t below_merged(const placing *p, uint32_t row, uint32_t column)
{
    const bc_table_merge *merge = merged_at(p, row, column);
    return (merge ? merge->last_row : row) + 1;
}

/* What stands beside a value in its row of the form. */
typedef struct beside {
    uint32_t left, right;   /* columns of the sheet: behind the label on the left, of the one on the right; 0: none */
    uint32_t before, after; /* cells between it and these labels */
} beside;

static beside look_beside(const placing *p, uint32_t index, uint32_t number)
{
    const bc_collect_plan_row *row = &p->plan->rows.at[p->plan->cells.at[index].row];
    beside b = { 0 };
    for (uint32_t i = index; i-- > row->first; b.before++)
        if (p->al->found[i].column && p->al->found[i].row == number) {
            b.left = p->al->found[i].column + p->al->found[i].over;
            break;
        }
    for (uint32_t i = index + 1; i < row->first + row->n; i++, b.after++)
        if (p->al->found[i].column > b.left && p->al->found[i].row == number) {
            b.right = p->al->found[i].column;
            break;
        }
    return b;
}

/* Cells of the sheet counted off between two labels, as many as the form has there. */
static bool count_off(const placing *p, const beside *b, uint32_t number, area *out)
{
    const uint32_t end = b->right ? b->right : p->last_column + 1, wanted = b->before + b->after + 1;
    uint32_t n = 0;
    if (!b->left || b->left >= end)
        return false;
    for (uint32_t column = b->left; column < end; n++) {
        const uint32_t next = behind(p, number, column);
        if (n == b->before) {
            out->column = column;
            out->end = next;
        }
        column = next;
    }
    if (wanted == 1 && b->right) {
        out->column = b->left;
        out->end = end;
    }
    return n == wanted || (wanted == 1 && b->right);
}

/* The first label of the row behind that column, where values of others end; 0: there is none. */
static uint32_t next_label(const placing *p, uint32_t number, uint32_t column)
{
    uint32_t next = 0;
    for (size_t i = 0; i < p->plan->cells.n; i++) {
        const bc_collect_found *found = &p->al->found[i];
        if (found->row == number && found->column > column && (!next || found->column < next))
            next = found->column;
    }
    return next;
}

/* The head right above the column that the cell stands in, as the sheet has it; NULL: none was found. */
static const bc_collect_found *head_of(const placing *p, uint32_t index)
{
    const bc_collect_plan_cell *cell = &p->plan->cells.at[index];
    const uint32_t label = bc_collect_plan_label(p->plan, index);
    if (label == UINT32_MAX || !p->al->found[label].column || p->plan->cells.at[label].row == cell->row)
        return NULL;
    return p->plan->cells.at[label].to == cell->to ? &p->al->found[label] : NULL;
}

/* Below a head, wherever it was put; beside a label, up to the next one; else between the columns that the labels of
 * other rows mark. */
static bool find_columns(const placing *p, uint32_t index, uint32_t number, area *out)
{
    const bc_collect_plan_cell *cell = &p->plan->cells.at[index];
    const bc_collect_plan_row *row = &p->plan->rows.at[cell->row];
    const bc_collect_found *head = head_of(p, index);
    const beside b = look_beside(p, index, number);
    uint32_t from = bc_collect_edges_column(&p->edges, row->table, cell->from);
    uint32_t end = bc_collect_edges_column(&p->edges, row->table, cell->to);
    if (head)
        from = head->column;
    else if (b.left && !b.before)
        from = b.left;
    if (b.right && !b.after && (!end || end > b.right))
        end = b.right;
    const bool off = (b.left && from && from < b.left) || (b.right && end && end > b.right) || (end && end <= from);
    if (!from || (off && !head))
        return count_off(p, &b, number, out);
    if (!end && index + 1 == row->first + row->n)
        end = p->last_column + 1;
    if (head && end < head->column + head->over)
        end = head->column + head->over;
    if (!end || end <= from)
        end = behind(p, number, from);
    const uint32_t stop = next_label(p, head ? head->row : number, from);
    *out = (area){ out->row, out->end_row, from, stop && stop < end ? stop : end };
    return true;
}

/* -- values ------------------------------------------------------------------------------------------------ */

/* The cell above that ends where this one begins, in the same column; UINT32_MAX: none. */
static uint32_t cell_above(const bc_collect_plan *plan, uint32_t index)
{
    const bc_collect_plan_cell *cell = &plan->cells.at[index];
    for (uint32_t i = plan->rows.at[cell->row].first; i-- > 0;) {
        const bc_collect_plan_cell *above = &plan->cells.at[i];
        if (plan->rows.at[above->row].table != plan->rows.at[cell->row].table)
            break;
        if (above->from == cell->from)
            return above->row + above->rows == cell->row ? i : UINT32_MAX;
    }
    return UINT32_MAX;
}

/* Whether the label that the value stands beside or below is on the sheet: with another one there it would be anybody's
 * guess what the value is. */
static bool is_labelled(const placing *p, uint32_t index)
{
    const bc_collect_plan_row *row = &p->plan->rows.at[p->plan->cells.at[index].row];
    uint32_t label = index > row->first && !row->listed ? index - 1 : UINT32_MAX;
    if (label == UINT32_MAX || !p->plan->cells.at[label].label.length)
        label = cell_above(p->plan, index);
    return label == UINT32_MAX || !p->plan->cells.at[label].label.length || p->al->found[label].column;
}

static bool find_area(const placing *p, uint32_t index, area *out)
{
    const bc_collect_plan_cell *cell = &p->plan->cells.at[index];
    *out = (area){ .row = find_row(p, cell->row) };
    if (!out->row || !is_labelled(p, index) || !find_columns(p, index, out->row, out))
        return false;
    const size_t next = cell->row + cell->rows;
    out->end_row = out->row + cell->rows;
    if (next < p->plan->rows.n && p->al->row_of[next] > out->row)
        out->end_row = p->al->row_of[next];
    const size_t below = nearest(p, cell->row, 1); /* rows that were torn off end where others begin */
    if (below != SIZE_MAX && below >= next && p->al->row_of[below] > out->row && p->al->row_of[below] < out->end_row)
        out->end_row = p->al->row_of[below];
    return true;
}

static void tell(placing *p, const bc_collect_plan_cell *cell, const bc_form_field *field)
{
    const bc_form_field **key = BC_NEW_COPY(p->arena, &field, 1);
    if (cell->repeated || !field || bc_strmap_put(&p->told, (bc_str){ (const char *)key, sizeof *key }, p))
        return;
    bc_diag_add(p->diags, BC_DIAG_WARNING, "W828", bc_collect_sheet_mark(p->sheet, 0, 0),
                bc_tr("the place of %.*s was not found"), BC_STR_ARG(field->label));
}

static void add_anchor(placing *p, bc_str prefix, bc_str path, bc_collect_anchor at)
{
    char *name = bc_arena_alloc(p->arena, prefix.n + path.n + 1);
    size_t n;
    bc_collect_anchor anchor;
    if (!bc_form_anchor_write(prefix, path, name, &n) ||
        !bc_collect_anchor_find(p->plan->form, (bc_str){ name, n }, &anchor))
        return;
    anchor.row = at.row;
    anchor.last_row = at.last_row;
    anchor.column = at.column;
    anchor.part = at.part;
    bc_vec_add(p->anchors, anchor);
}

/* The first cell of the area with anything in it that is no label; else its first one. */
static bc_collect_anchor choose_cell(const placing *p, const area *in)
{
    const bc_collect_anchor first = { .row = in->row, .last_row = in->row, .column = in->column };
    for (uint32_t row = in->row; row < in->end_row; row++)
        for (uint32_t column = in->column; column < in->end; column++)
            if (bc_collect_sheet_is_free(p->sheet, row, column))
                return (bc_collect_anchor){ .row = row, .last_row = row, .column = column };
    return first;
}

/* The cell of the label that the value stands beside or below, with the value behind it; UINT32_MAX: it has none. */
static uint32_t label_with_value(const placing *p, uint32_t index)
{
    const bc_collect_plan_row *row = &p->plan->rows.at[p->plan->cells.at[index].row];
    const uint32_t beside = index > row->first ? index - 1 : UINT32_MAX, above = cell_above(p->plan, index);
    if (beside != UINT32_MAX && p->plan->cells.at[beside].label.length)
        return p->al->found[beside].inside.p ? beside : UINT32_MAX;
    return above != UINT32_MAX && p->al->found[above].inside.p ? above : UINT32_MAX;
}

static void place_value(placing *p, uint32_t index)
{
    const bc_collect_plan_cell *cell = &p->plan->cells.at[index];
    const uint32_t label = label_with_value(p, index);
    area found;
    const bool placed = find_area(p, index, &found);
    bc_collect_anchor at = placed ? choose_cell(p, &found) : (bc_collect_anchor){ 0 };
    if (label != UINT32_MAX && !(placed && bc_collect_sheet_is_free(p->sheet, at.row, at.column))) {
        const bc_collect_found *own = &p->al->found[label];
        at = (bc_collect_anchor){ .row = own->row, .last_row = own->row, .column = own->column, .part = own->inside };
        p->read_inside[label] = true;
    } else if (!placed) {
        tell(p, cell, cell->field);
        return;
    }
    add_anchor(p, BC_STR(BC_FORM_ANCHOR_VALUE), cell->path, at);
}

/* Words behind a label that are no value of it, for that stands in a place of its own. */
static void tell_inside(const placing *p)
{
    for (uint32_t i = 0; i < p->plan->cells.n; i++) {
        const bc_collect_found *found = &p->al->found[i];
        if (!found->inside.p || p->read_inside[i])
            continue;
        bc_diag_add(p->diags, BC_DIAG_WARNING, "W822", bc_collect_sheet_mark(p->sheet, found->row, found->column),
                    bc_tr("what stands here belongs to no field: %.*s"),
                    BC_STR_ARG(bc_collect_shorten(p->arena, bc_str_trim(found->inside))));
    }
}

/* What follows from other values is nobody's. */
static void take_computed(placing *p, uint32_t index)
{
    area found;
    if (!find_area(p, index, &found))
        return;
    const bc_collect_anchor at = choose_cell(p, &found);
    const bc_table_cell *cell = bc_collect_sheet_cell(p->sheet, at.row, at.column);
    if (cell && (cell->formula || cell->kind == BC_TABLE_NUMBER || cell->kind == BC_TABLE_PERCENT))
        (void)bc_collect_sheet_take(p->sheet, at.row, at.column);
}

/* -- lists ------------------------------------------------------------------------------------------------- */

/* A list, and which rows of the form its elements take. */
typedef struct listed {
    bc_str prefix;                     /* `indicators[` */
    uint32_t first_row, end_row, head; /* the row of its first element */
    bool plain;                        /* each element has one row */
} listed;

static bool is_of(const listed *l, const bc_collect_plan_cell *cell)
{
    return bc_str_starts(cell->path, l->prefix);
}

static listed look_at_list(const placing *p, bc_str prefix)
{
    listed l = { .prefix = prefix, .plain = true, .first_row = UINT32_MAX };
    uint32_t second = UINT32_MAX;
    for (size_t i = 0; i < p->plan->cells.n; i++) {
        const bc_collect_plan_cell *cell = &p->plan->cells.at[i];
        if (!is_of(&l, cell))
            continue;
        if (l.first_row == UINT32_MAX)
            l.first_row = l.head = cell->row;
        l.end_row = cell->row + cell->rows > l.end_row ? cell->row + cell->rows : l.end_row;
        const bc_str rest = bc_str_slice(cell->path, prefix.n, cell->path.n);
        const bc_str within = bc_str_slice(rest, bc_str_find(rest, BC_STR("]"), 0), rest.n);
        l.plain = l.plain && !bc_collect_plan_list(p->plan->form, within);
        if (bc_str_find(within, BC_STR("["), 0) != SIZE_MAX && cell->field && cell->field->type == BC_FIELD_LIST)
            l.plain = false;
        if (bc_str_starts(rest, BC_STR("0]")))
            l.plain = l.plain && cell->row == l.head;
        else if (bc_str_starts(rest, BC_STR("1]")))
            second = cell->row < second ? cell->row : second;
    }
    l.plain = l.plain && second != l.head;
    return l;
}

static bool says_nothing(const placing *p, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        for (uint32_t k = 0; k < p->plan->rows.at[i].n; k++) {
            const bc_collect_plan_cell *cell = &p->plan->cells.at[p->plan->rows.at[i].first + k];
            if (cell->label.length || cell->path.n)
                return false;
        }
    return true;
}

/* Whether cells of the row belong to some that begin above it. */
static bool goes_on(const placing *p, uint32_t row)
{
    for (size_t i = 0; i < p->sheet->merges.n; i++)
        if (p->sheet->merges.at[i].first_row < row && p->sheet->merges.at[i].last_row >= row)
            return true;
    return false;
}

/* The row below the list where no label marks it: the first that is empty, at the latest `before`. */
static uint32_t open_end(const placing *p, uint32_t above, uint32_t before)
{
    uint32_t row = above + 1;
    size_t i = bc_collect_sheet_from(p->sheet, row);
    for (; row < before; row++) {
        const bool filled = i < p->sheet->rows.n && p->sheet->rows.at[i].row.number == row;
        if (!filled && !goes_on(p, row))
            break;
        i += filled;
    }
    return row;
}

static bool is_empty(const placing *p, uint32_t row)
{
    const size_t i = bc_collect_sheet_from(p->sheet, row);
    return i >= p->sheet->rows.n || p->sheet->rows.at[i].row.number != row;
}

/* The last row of the sheet that the heads take which stand in a row of the form: people merge two rows of heads into
 * one, or give one of them two rows. Labels beside the list, merged along all of it, are higher than any of them. In
 * the form they take `more` rows. */
static uint32_t below_heads(const placing *p, size_t row, uint32_t more)
{
    const bc_collect_plan_row *heads = &p->plan->rows.at[row];
    uint32_t end = UINT32_MAX;
    for (uint32_t i = heads->first; i < heads->first + heads->n; i++) {
        const bc_collect_found *head = &p->al->found[i];
        const uint32_t last = head->column ? below_merged(p, head->row, head->column) - 1 : UINT32_MAX;
        end = last < end ? last : end;
    }
    end = end == UINT32_MAX ? p->al->row_of[row] : end;
    for (uint32_t last = p->al->row_of[row] + more; end < last && is_empty(p, end + 1);)
        end++; /* of heads that were torn apart the lower rows are empty */
    return end;
}

static bool find_fence(const placing *p, const listed *l, area *out)
{
    const size_t above = nearest(p, l->first_row, -1), below = nearest(p, (size_t)l->end_row - 1, 1);
    if (p->al->row_of[l->first_row])
        out->row = p->al->row_of[l->first_row] - 1;
    else if (above != SIZE_MAX && says_nothing(p, above + 1, l->first_row))
        out->row = below_heads(p, above, (uint32_t)(l->first_row - above - 1));
    else
        return false;
    const uint32_t before = below == SIZE_MAX ? p->last_row + 1 : p->al->row_of[below];
    const bool marked = below != SIZE_MAX && says_nothing(p, l->end_row, below);
    if (!marked && below != SIZE_MAX && has_listed(p, l->end_row, below))
        return false; /* it would be anybody's guess where the other list begins */
    out->end_row = marked ? before : open_end(p, out->row, before);
    return out->end_row > out->row;
}

/* Of the columns in which the value may stand, the one that most rows have it in. */
static uint32_t choose_column(const placing *p, const area *fence, const area *in)
{
    uint32_t best = in->column, most = 0;
    for (uint32_t column = in->column; column < in->end && column <= p->last_column; column++) {
        uint32_t n = 0;
        for (size_t i = bc_collect_sheet_from(p->sheet, fence->row + 1); i < p->sheet->rows.n; i++) {
            const uint32_t row = p->sheet->rows.at[i].row.number;
            if (row >= fence->end_row)
                break;
            n += bc_collect_sheet_is_free(p->sheet, row, column);
        }
        if (n > most) {
            most = n;
            best = column;
        }
    }
    return best;
}

static void place_column(placing *p, uint32_t index, const area *fence)
{
    const bc_collect_plan_cell *cell = &p->plan->cells.at[index];
    area found = { .row = fence->row + 1, .end_row = fence->end_row };
    if (!is_labelled(p, index) || !find_columns(p, index, fence->row + 1, &found)) {
        tell(p, cell, cell->field);
        return;
    }
    const uint32_t column = choose_column(p, fence, &found);
    add_anchor(p, BC_STR(BC_FORM_ANCHOR_VALUE), cell->path,
               (bc_collect_anchor){ .row = fence->row + 1, .last_row = fence->row + 1, .column = column });
}

/* 目标1：…, 目标2：… in one cell each: what each is, its own label says. */
static bool has_values_in_labels(const placing *p, const listed *l)
{
    for (uint32_t i = 0; i < p->plan->cells.n; i++)
        if (is_of(l, &p->plan->cells.at[i]) && label_with_value(p, i) != UINT32_MAX)
            return true;
    return false;
}

static void place_list(placing *p, bc_str prefix)
{
    const listed l = look_at_list(p, prefix);
    const bc_str path = bc_str_slice(prefix, 0, prefix.n - 1);
    area fence = { 0 };
    const bool apart = !has_values_in_labels(p, &l), fenced = l.plain && apart && find_fence(p, &l, &fence);
    if (l.plain && apart && !fenced) {
        tell(p, &p->plan->cells.at[p->plan->rows.at[l.first_row].first], bc_form_anchor_field(p->plan->form, path));
        return;
    }
    if (fenced)
        add_anchor(p, BC_STR(BC_FORM_ANCHOR_ROWS), path,
                   (bc_collect_anchor){ .row = fence.row, .last_row = fence.end_row, .column = 1 });
    for (uint32_t i = 0; i < p->plan->cells.n; i++) {
        const bc_collect_plan_cell *cell = &p->plan->cells.at[i];
        if (!is_of(&l, cell))
            continue;
        if (!fenced)
            place_value(p, i);
        else if (!cell->repeated)
            place_column(p, i, &fence);
    }
}

/* -- all of them ------------------------------------------------------------------------------------------- */

static void measure(placing *p)
{
    for (size_t i = 0; i < p->sheet->rows.n; i++) {
        const bc_table_row *row = &p->sheet->rows.at[i].row;
        const bc_table_cell *last = row->n ? &row->cells[row->n - 1] : NULL;
        p->last_row = row->number > p->last_row ? row->number : p->last_row;
        if (last && last->column > p->last_column)
            p->last_column = last->column;
    }
    for (size_t i = 0; i < p->sheet->merges.n; i++)
        if (p->sheet->merges.at[i].last_column > p->last_column && p->sheet->merges.at[i].last_column < 1024)
            p->last_column = p->sheet->merges.at[i].last_column;
}

static void place_all(placing *p)
{
    for (uint32_t i = 0; i < p->plan->cells.n; i++) {
        const bc_collect_plan_cell *cell = &p->plan->cells.at[i];
        const size_t list = cell->path.n ? bc_collect_plan_list(p->plan->form, cell->path) : 0;
        if (list && !bc_strmap_put(&p->lists, bc_str_slice(cell->path, 0, list), p))
            place_list(p, bc_str_slice(cell->path, 0, list));
        else if (!list && cell->path.n)
            place_value(p, i);
        else if (cell->value && !cell->path.n)
            take_computed(p, i);
    }
}

void bc_collect_places_find(const bc_collect_alignment *alignment, bc_arena *arena, bc_diag_list *diags,
                            bc_collect_anchors *anchors)
{
    placing p = { .al = alignment,
                  .plan = alignment->plan,
                  .sheet = alignment->sheet,
                  .arena = arena,
                  .diags = diags,
                  .anchors = anchors };
    measure(&p);
    bc_collect_edges_find(&p.edges, alignment);
    p.read_inside = BC_NEW_ARRAY(arena, bool, p.plan->cells.n + 1);
    place_all(&p);
    tell_inside(&p);
    bc_collect_edges_release(&p.edges);
    bc_strmap_release(&p.told);
    bc_strmap_release(&p.lists);
}

/* -- units ------------------------------------------------------------------------------------------------- */

/* The label of the value as the sheet has it; NULL: it has none, or was not found. */
static const bc_collect_found *label_of(const bc_collect_alignment *alignment, uint32_t index)
{
    const bc_collect_plan_cell *cell = &alignment->plan->cells.at[index];
    const uint32_t label = cell->field && !cell->repeated ? bc_collect_plan_label(alignment->plan, index) : UINT32_MAX;
    return label != UINT32_MAX && alignment->found[label].column ? &alignment->found[label] : NULL;
}

static void put_unit(const bc_form_field *of, bc_str unit, bc_arena *arena, bc_strmap *units)
{
    const bc_form_field **field = BC_NEW_COPY(arena, &of, 1);
    bc_strmap_put(units, (bc_str){ (const char *)field, sizeof *field }, BC_NEW_COPY(arena, &unit, 1));
}

void bc_collect_places_units(const bc_collect_alignment *alignment, bc_arena *arena, bc_strmap *units)
{
    for (uint32_t i = 0; i < alignment->plan->cells.n; i++) {
        const bc_collect_found *label = label_of(alignment, i);
        bc_str unit = { 0 };
        if (label)
            (void)bc_intake_targets_head(label->text, arena, &unit);
        if (unit.n)
            put_unit(alignment->plan->cells.at[i].field, unit, arena, units);
    }
}

static bool is_money(const bc_form_field *field)
{
    return (field->type == BC_FIELD_LIST ? field->element : field->type) == BC_FIELD_MONEY;
}

static bc_str unit_of_form(const bc_collect_words *words, const bc_form_field *field)
{
    const bc_str printed = bc_collect_words_unit(words, field);
    return printed.n ? printed : field->unit;
}

bool bc_collect_places_differ(const bc_collect_alignment *alignment, const bc_collect_words *words, bc_str unit)
{
    for (uint32_t i = 0; i < alignment->plan->cells.n; i++) {
        const bc_form_field *field = alignment->plan->cells.at[i].field;
        if (field && is_money(field) && bc_unit_money_power(unit_of_form(words, field)) != bc_unit_money_power(unit))
            return true;
    }
    return false;
}

static void tell_unit(const bc_collect_sheet *sheet, const bc_collect_found *label, bc_str unit, bc_str own,
                      bc_arena *arena, bc_diag_list *diags)
{
    const bc_diag_mark mark = bc_collect_sheet_mark(sheet, label->row, label->column);
    (void)bc_collect_sheet_take(sheet, label->row, label->column);
    if (bc_diag_list_has(diags, "W833", mark))
        return;
    bc_diag_add(diags, BC_DIAG_WARNING, "W833", mark,
                bc_tr("the label was changed to `%.*s`: amounts here are read in %.*s, which the form has in %.*s"),
                BC_STR_ARG(bc_collect_shorten(arena, label->text)), BC_STR_ARG(unit), BC_STR_ARG(own));
    bc_diag_hint(diags, "%s", bc_tr("write the label as the form has it, and the amounts in its unit"));
}

void bc_collect_places_other_units(const bc_collect_alignment *alignment, const bc_collect_words *words,
                                   bc_arena *arena, bc_diag_list *diags, bc_strmap *units)
{
    for (uint32_t i = 0; i < alignment->plan->cells.n; i++) {
        const bc_form_field *field = alignment->plan->cells.at[i].field;
        const bc_collect_found *label = label_of(alignment, i);
        bc_str unit = { 0 };
        if (!label || !is_money(field) || bc_collect_words_have(words, label->text))
            continue;
        (void)bc_intake_targets_head(label->text, arena, &unit);
        const bc_str own = unit_of_form(words, field);
        if (bc_unit_money_power(unit) < 0 || bc_unit_money_power(unit) == bc_unit_money_power(own))
            continue;
        tell_unit(alignment->sheet, label, unit, own, arena, diags);
        put_unit(field, unit, arena, units);
    }
}
