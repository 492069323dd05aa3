/* A form and a record into blocks: conditions decided, lists repeated, equal neighbours merged, every text
 * evaluated. Cells are written row by row, left to right; one that covers rows still to come is written with the
 * first of them and grows as they come, so composing is one pass and looks back only at open cells. */
#include "layout/compose.h"

#include "base/vec.h"
#include "layout/private/amounts.h"
#include "layout/private/categories.h"
#include "layout/private/extra.h"
#include "layout/private/grid.h"
#include "layout/private/signs.h"

#include <assert.h>
#include <string.h>

typedef struct composer {
    const bc_form *form;
    bc_arena *arena;
    bc_diag_list *diags;
    const bc_form_names *names;           /* of the record */
    const bc_layout_blank_heights *blank; /* of a form to be filled in, which has none */
} composer;

/* A cell that reaches down over rows still to be written. `left` of them stand in the template; how many are printed
 * is only known when they are: some are left out, some repeated. */
typedef struct reaching {
    uint32_t cell, left;
} reaching;

/* A table being built. */
typedef struct builder {
    composer *c;
    BC_VEC(bc_layout_row) rows;
    BC_VEC(bc_layout_composed_cell) cells;
    BC_VEC(reaching) reaching;
    uint32_t band;
    uint16_t grid; /* of the band */
    bc_len tall;   /* least height of the next rows, below a tall cell of an empty form: of tall_rows */
    uint32_t tall_rows;
    const bc_form_cell *stub; /* waits for the next row, or NULL */
    uint32_t stub_cell;       /* index of the last stub written */
} builder;

static const uint32_t NO_CELL = UINT32_MAX;

/* One iteration of a repetition. */
typedef struct iteration iteration;

struct iteration {
    const bc_form_each *each;
    uint32_t nth;          /* from 1, as printed */
    uint32_t index;        /* in the record's list, from 0; BC_NOT_IN_LIST: a blank element */
    bc_str list;           /* path of the list, for the paths of cells; empty: a computed one */
    const uint32_t *sides; /* of lists side by side: the index in each */
    bool same[BC_MAX_MERGE];
    uint32_t *open; /* of BC_MAX_COLUMNS: the merged cell of that column, which may grow */
};

static void compose_rows(builder *b, bc_form_rows rows, const bc_expr_scope *scope, iteration *now, uint8_t opens);

/* -- cells ---------------------------------------------------------------------------------------------- */

/* Follows a plain path without evaluating anything, so that the cell can lend the record's own datum. What a iteration
 * of a repetition names (this, nth) is not the record's: NULL, and evaluating makes a copy. */
static const bc_value *find_path(const bc_expr_scope *scope, bc_str path)
{
    size_t dot = bc_str_find(path, BC_STR("."), 0);
    bc_str first = bc_str_slice(path, 0, dot);
    const bc_value *datum = NULL;
    for (; scope && !datum; scope = scope->outer) {
        datum = bc_value_find(scope->map, first);
        if (datum && scope->passing)
            return NULL;
    }
    while (datum && dot != SIZE_MAX) {
        path = bc_str_slice(path, dot + 1, path.n);
        dot = bc_str_find(path, BC_STR("."), 0);
        datum = bc_value_find(datum, bc_str_slice(path, 0, dot));
    }
    return datum;
}

static const bc_value *evaluate(composer *c, const bc_expr *expr, const bc_expr_scope *scope)
{
    bc_str path = bc_expr_path(expr);
    const bc_value *found = path.n ? find_path(scope, path) : NULL;
    if (found)
        return found;
    bc_value *datum = BC_NEW(c->arena, bc_value);
    bc_expr_eval(expr, scope, c->arena, c->diags, datum);
    return datum;
}

static bc_str print_datum(composer *c, const bc_value *datum, const bc_form_cell_style *style,
                          const bc_form_field *field)
{
    bool number = datum->type == BC_VALUE_NUMBER;
    bool unit = number && field && field->show_unit && datum->unit.n && !bc_str_ends(datum->text, datum->unit);
    bool formatted = number && (style->decimals >= 0 || style->grouped);
    if (!formatted && !unit && datum->text.n)
        return datum->text;
    bc_buf out;
    bc_buf_init(&out);
    if (formatted || (number && !datum->text.n))
        bc_decimal_print(datum->as.number, style->decimals, style->grouped, &out);
    else
        bc_value_print(datum, &out);
    if (unit)
        bc_buf_add_str(&out, datum->unit);
    bc_str text = bc_arena_str(c->arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return text;
}

/* `indicators[2].target`; in the file the record's first element is number 0, as in expressions. */
static bc_str element_path(composer *c, bc_str list, uint32_t index, bc_str path)
{
    if (!list.n || index == (uint32_t)BC_NOT_IN_LIST)
        return (bc_str){ 0 };
    char figures[12];
    size_t at = sizeof figures;
    for (uint32_t i = index, first = 1; i || first; i /= 10, first = 0)
        figures[--at] = (char)('0' + i % 10);
    size_t n = sizeof figures - at;
    char *text = bc_arena_alloc(c->arena, list.n + n + path.n + 4);
    memcpy(text, list.p, list.n);
    char *p = text + list.n;
    *p++ = '[';
    memcpy(p, figures + at, n);
    p += n;
    *p++ = ']';
    *p++ = '.';
    memcpy(p, path.p, path.n);
    return (bc_str){ text, list.n + n + path.n + 3 };
}

/* `left.target` is the target of the element that the list called left has in this row; what pairs the lists is the
 * first one's that has an element. */
static bc_str side_path(composer *c, const iteration *now, bc_str path)
{
    size_t dot = bc_str_find(path, BC_STR("."), 0);
    for (uint32_t i = 0; i < now->each->side_count && dot != SIZE_MAX; i++) {
        const bc_form_each_side *side = &now->each->sides[i];
        if (bc_str_eq(side->name, bc_str_slice(path, 0, dot)))
            return element_path(c, bc_expr_path(side->list), now->sides[i], bc_str_slice(path, dot + 1, path.n));
    }
    for (uint32_t i = 0; i < now->each->side_count && bc_str_eq(path, now->each->side_key); i++)
        if (now->sides[i] != (uint32_t)BC_NOT_IN_LIST)
            return element_path(c, bc_expr_path(now->each->sides[i].list), now->sides[i], path);
    return (bc_str){ 0 };
}

static bc_str full_path(composer *c, bc_str path, const iteration *now)
{
    if (!path.n || !now)
        return path;
    return now->sides ? side_path(c, now, path) : element_path(c, now->list, now->index, path);
}

/* A total of more is no sum that anybody checks by hand. */
enum { MAX_TERMS = 32 };

/* What a total adds, as the paths of the cells that show it. With `beside`, a path, names stand for what lies beside
 * that. */
static const bc_layout_sum *sum_of(composer *c, const bc_expr *expr, const iteration *now, bc_str beside)
{
    bc_expr_term terms[MAX_TERMS];
    uint32_t n = bc_expr_terms(expr, terms, MAX_TERMS);
    if (!n)
        return NULL;
    size_t prefix = beside.n;
    while (prefix > 0 && beside.p[prefix - 1] != '.')
        prefix--;
    bc_str *paths = BC_NEW_ARRAY(c->arena, bc_str, n);
    for (uint32_t i = 0; i < n; i++) {
        bc_str path = beside.n ? terms[i].path : full_path(c, terms[i].path, now), inner = terms[i].inner;
        if (!path.n)
            return NULL;
        paths[i] =
            bc_arena_printf(c->arena, "%.*s%.*s%s%s%.*s", (int)prefix, beside.n ? beside.p : "", BC_STR_ARG(path),
                            terms[i].is_list ? "[]" : "", inner.n ? "." : "", BC_STR_ARG(inner));
    }
    bc_layout_sum *sum = BC_NEW(c->arena, bc_layout_sum);
    *sum = (bc_layout_sum){ paths, n };
    return sum;
}

/* Of a cell that computes, or shows a field that the template computes. */
static const bc_layout_sum *cell_sum(composer *c, const bc_form_cell *form, const iteration *now, bc_str path)
{
    if (!path.n)
        return sum_of(c, form->expr, now, (bc_str){ 0 });
    return form->field && form->field->computed ? sum_of(c, form->field->computed, NULL, path) : NULL;
}

/* Whether the cell belongs to no element of the record: to a row that was added, or to the shorter of two lists. */
static bool is_filler(const bc_form_cell *form, const iteration *now, const bc_layout_composed_cell *cell)
{
    if (!now)
        return false;
    return now->sides ? bc_expr_place(form->expr).n && !cell->value.path.n : now->index == (uint32_t)BC_NOT_IN_LIST;
}

static void write_cell(builder *b, const bc_form_cell *form, const bc_expr_scope *scope, const iteration *now)
{
    composer *c = b->c;
    bc_layout_composed_cell *cell = bc_vec_push(&b->cells);
    *cell = (bc_layout_composed_cell){ .x0 = form->x0,
                                       .x1 = form->x1,
                                       .from = form->from,
                                       .to = form->to,
                                       .row = (uint32_t)b->rows.n - 1,
                                       .rows = form->down,
                                       .style = form->style,
                                       .kind = form->kind,
                                       .policy = form->policy,
                                       .shared = form->merge >= 0 && now,
                                       .mark = form->mark };
    if (form->expr) {
        cell->value.datum = evaluate(c, form->expr, scope);
        if (bc_value_room_of(cell->value.datum).characters)
            cell->value.datum = &bc_value_nothing; /* the cell is its room */
        cell->text = print_datum(c, cell->value.datum, form->style, form->field);
        cell->value.path = full_path(c, bc_expr_place(form->expr), now);
        cell->value.sum = cell_sum(c, form, now, cell->value.path);
        cell->value.field = cell->value.path.n ? form->field : NULL;
        if (!c->blank && !is_filler(form, now, cell))
            bc_layout_signs_put(cell);
        if (cell->value.datum->origin)
            cell->mark = cell->value.datum->origin->mark;
    } else if (form->phrase && !bc_expr_phrase_is_constant(form->phrase, &cell->text)) {
        cell->text = bc_expr_phrase_eval(form->phrase, scope, c->arena, c->diags);
    }
    if (c->blank && !bc_str_trim(cell->text).n)
        cell->text = (bc_str){ 0 };
    if (form->extra)
        cell->extra = bc_layout_extra_compose(form->extra, scope, c->arena, c->diags);
}

static void reach_down(builder *b, uint32_t cell, const bc_form_cell *form)
{
    if (form->down > 1)
        bc_vec_add(&b->reaching, (reaching){ cell, form->down - 1u });
}

/* An item of `expected` rows in the template, printed as `made`: what reaches over it covers so many. */
static void stretch_reaching(builder *b, size_t from, size_t to, uint32_t expected, uint32_t made)
{
    for (size_t i = from; i < to; i++) {
        reaching *r = &b->reaching.at[i];
        if (r->left < expected)
            continue;
        r->left -= expected;
        b->cells.at[r->cell].rows += made - expected;
    }
}

/* Whether the cell ends with the row above the one being written. */
static bool ends_above(const builder *b, const bc_layout_composed_cell *cell)
{
    return cell->row + cell->rows + 1 == b->rows.n;
}

/* A merged cell that goes on from the element before grows instead of being written, unless that element did without
 * the row that has it. */
static bool grow_merged(builder *b, const bc_form_cell *form, const iteration *now)
{
    if (form->merge < 0 || !now)
        return false;
    assert((uint32_t)form->merge < now->each->merge_count && form->column < BC_MAX_COLUMNS);
    uint32_t open = now->open[form->column];
    if (now->same[form->merge] && open != NO_CELL && ends_above(b, &b->cells.at[open])) {
        assert(b->cells.at[open].x0 == form->x0);
        b->cells.at[open].rows += form->down;
        reach_down(b, open, form);
        return true;
    }
    now->open[form->column] = (uint32_t)b->cells.n;
    return false;
}

/* -- rows ----------------------------------------------------------------------------------------------- */

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
static bc_len blank_height(builder *b, const bc_form_row *form, bool repeated)
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

static void write_row(builder *b, const bc_form_row *form, const bc_expr_scope *scope, const iteration *now,
                      uint8_t opens, bool head)
{
    bc_layout_row *row = bc_vec_push(&b->rows);
    *row = (bc_layout_row){ .first_cell = (uint32_t)b->cells.n,
                            .band = b->band,
                            .grid = b->grid,
                            .opens = opens,
                            .head = head,
                            .keep_with_next = form->keep_with_next,
                            .least_height =
                                b->c->blank && !head ? blank_height(b, form, now != NULL) : form->least_height };
    if (b->stub) {
        b->stub_cell = (uint32_t)b->cells.n;
        write_cell(b, b->stub, scope, NULL);
        b->stub = NULL;
    }
    for (uint32_t i = 0; i < form->cell_count; i++)
        if (!grow_merged(b, &form->cells[i], now)) {
            reach_down(b, (uint32_t)b->cells.n, &form->cells[i]);
            write_cell(b, &form->cells[i], scope, now);
        }
    b->rows.at[b->rows.n - 1].cells = (uint32_t)b->cells.n - b->rows.at[b->rows.n - 1].first_cell;
}

static bool data_equal(const bc_value *a, const bc_value *b)
{
    return a->type == b->type && bc_str_eq(a->text, b->text);
}

/* Which levels go on from the element before; returns the outermost one that does not. */
static uint8_t compare_levels(composer *c, iteration *now, const bc_expr_scope *scope, const bc_value **before)
{
    uint8_t opens = BC_NO_GROUP, depth[BC_MAX_MERGE];
    assert(now->each->merge_count <= BC_MAX_MERGE);
    for (uint32_t i = 0; i < now->each->merge_count; i++) {
        int8_t under = now->each->merge_under[i];
        assert(under < (int)i); /* levels come after those that they lie under */
        const bc_value *level = now->each->merge[i] ? evaluate(c, now->each->merge[i], scope) : NULL;
        bool same = under < 0 ? now->nth > 1 : now->same[under];
        same = same && level && before[i] && data_equal(level, before[i]);
        same = same && !(c->blank && bc_value_is_empty(level)); /* each of them is to be written into */
        before[i] = level;
        now->same[i] = same;
        depth[i] = (uint8_t)(under < 0 ? 0 : depth[under] + 1);
        if (!same && depth[i] < opens)
            opens = depth[i];
    }
    return now->nth == 1 ? 0 : opens;
}

static bc_layout_arranged arrange(composer *c, const bc_form_each *each, const bc_expr_scope *scope)
{
    bc_value empty = bc_value_null();
    if (!each->side_count)
        return bc_layout_arrange_categories(each, each->list ? evaluate(c, each->list, scope) : &empty, c->arena);
    const bc_value **lists = BC_NEW_ARRAY(c->arena, const bc_value *, each->side_count);
    for (uint32_t i = 0; i < each->side_count; i++)
        lists[i] = evaluate(c, each->sides[i].list, scope);
    return bc_layout_arrange_sides(each, lists, c->arena);
}

static void compose_each(builder *b, const bc_form_each *each, const bc_expr_scope *scope)
{
    composer *c = b->c;
    bc_layout_arranged arranged = arrange(c, each, scope);
    uint32_t open[BC_MAX_COLUMNS];
    memset(open, 0xFF, sizeof open); /* NO_CELL */
    const bc_value *before[BC_MAX_MERGE] = { 0 };
    iteration now = { .each = each, .list = each->list ? bc_expr_path(each->list) : (bc_str){ 0 }, .open = open };
    bc_vec_reserve(&b->rows, b->rows.n + (size_t)arranged.n * each->rows.n);
    for (uint32_t i = 0; i < arranged.n; i++) {
        const bc_value *element = arranged.at[i].element;
        now.nth = i + 1;
        now.index = arranged.at[i].index;
        now.sides = arranged.at[i].sides;
        bc_value_entry loop[3] = { { BC_STR("this"), *element },
                                   { BC_STR("nth"), bc_value_number(bc_decimal_from_int(i + 1), (bc_str){ 0 }) },
                                   { BC_STR("required"), bc_value_bool(arranged.at[i].required) } };
        bc_value loop_map = { .type = BC_VALUE_MAP, .n = 3, .as.entries = loop };
        bc_expr_scope enclosing = { .map = &loop_map, .outer = scope, .passing = true };
        bc_expr_scope inside = { .map = element, .outer = &enclosing };
        const bc_expr_scope *inner = element->type == BC_VALUE_MAP ? &inside : &enclosing;
        uint8_t opens = compare_levels(c, &now, inner, before);
        compose_rows(b, each->rows, inner, &now, opens);
    }
}

static uint32_t rows_in_template(const bc_form_row_item *item)
{
    uint32_t rows = item->kind == BC_ROWS_ONE;
    bc_form_rows inside = bc_form_rows_inside(item);
    for (uint32_t i = 0; i < inside.n; i++)
        rows += rows_in_template(&inside.at[i]);
    return rows;
}

static void compose_rows(builder *b, bc_form_rows rows, const bc_expr_scope *scope, iteration *now, uint8_t opens)
{
    composer *c = b->c;
    size_t first = b->reaching.n;
    for (uint32_t i = 0; i < rows.n; i++) {
        const bc_form_row_item *item = &rows.at[i];
        size_t above = b->reaching.n, row = b->rows.n;
        bool printed = !item->when || bc_expr_holds(item->when, scope, c->arena, c->diags);
        if (printed && item->kind == BC_ROWS_EACH)
            compose_each(b, &item->as.each, scope);
        else if (printed && item->kind == BC_ROWS_WHEN)
            compose_rows(b, item->as.rows, scope, now, opens);
        else if (printed)
            write_row(b, &item->as.row, scope, now, opens, false);
        if (above > first)
            stretch_reaching(b, first, above, rows_in_template(item), (uint32_t)(b->rows.n - row));
        if (now && printed)
            opens = BC_NO_GROUP; /* only an element's first row opens a group */
    }
    b->reaching.n = first;
}

/* -- tables --------------------------------------------------------------------------------------------- */

static void stretch_stub(builder *b)
{
    bc_layout_composed_cell *stub = &b->cells.at[b->stub_cell];
    stub->rows = (uint32_t)b->rows.n - stub->row;
}

static void compose_band(builder *b, const bc_form_band *band, const bc_expr_scope *scope)
{
    size_t first = b->rows.n;
    b->grid = band->grid;
    b->stub = band->header.n && band->stub_header ? band->stub_header : band->stub;
    for (uint32_t i = 0; i < band->header.n; i++) {
        assert(band->header.at[i].kind == BC_ROWS_ONE);
        write_row(b, &band->header.at[i].as.row, scope, NULL, 0, true);
    }
    if (band->header.n && band->stub_header) {
        stretch_stub(b);
        b->stub = band->stub;
    }
    bc_vec_clear(&b->reaching); /* header rows are all printed */
    compose_rows(b, band->rows, scope, NULL, 0);
    if (band->stub && !b->stub && b->rows.n > first)
        stretch_stub(b);
    b->stub = NULL;
    b->band++;
}

static const bc_layout_composed_table *compose_table(composer *c, const bc_form_table *form, const bc_expr_scope *scope)
{
    builder b = { .c = c };
    for (uint32_t i = 0; i < form->band_count; i++)
        if (!form->bands[i].when || bc_expr_holds(form->bands[i].when, scope, c->arena, c->diags))
            compose_band(&b, &form->bands[i], scope);
    uint32_t blocks = bc_layout_amounts_find(b.rows.at, (uint32_t)b.rows.n, b.cells.at, c->arena);
    bc_layout_composed_table *table = BC_NEW(c->arena, bc_layout_composed_table);
    *table = (bc_layout_composed_table){ .rows = b.rows.at,
                                         .row_count = (uint32_t)b.rows.n,
                                         .cells = b.cells.at,
                                         .cell_count = (uint32_t)b.cells.n,
                                         .grids = form->grids,
                                         .grid_count = form->grid_count,
                                         .block_count = blocks,
                                         .width = c->form->paper.width - c->form->paper.left - c->form->paper.right,
                                         .rule = form->rule,
                                         .frame_rule = form->frame_rule,
                                         .lines = form->lines,
                                         .continued = form->continued,
                                         .continued_style = form->continued_style,
                                         .blank = c->blank != NULL,
                                         .least_rows = form->least_rows };
#ifdef BC_STRESS
    assert(bc_layout_grid_table_is_tiled(table));
#endif
    bc_vec_release(&b.reaching);
    bc_arena_adopt(c->arena, b.rows.at);
    bc_arena_adopt(c->arena, b.cells.at);
    return table;
}

/* -- documents ------------------------------------------------------------------------------------------ */

static bc_str eval_phrase(composer *c, const bc_expr_phrase *phrase, const bc_expr_scope *scope)
{
    bc_str text = { 0 };
    if (phrase && !bc_expr_phrase_is_constant(phrase, &text))
        text = bc_expr_phrase_eval(phrase, scope, c->arena, c->diags);
    return text;
}

static bool is_first_title(const composer *c, const bc_form_item *item)
{
    return c->names && c->names->title == item;
}

/* Where the parts of a title meet when they stand behind each other: bytes of the text without its line ends. */
static void find_cuts(composer *c, bc_str parts, bc_layout_composed_block *block)
{
    uint32_t most = 0, n = 0;
    for (size_t i = 0; i < parts.n; i++)
        most += parts.p[i] == '\n';
    uint32_t *cuts = BC_NEW_ARRAY(c->arena, uint32_t, most);
    for (size_t i = 0; i < parts.n; i++) {
        if (parts.p[i] != '\n')
            continue;
        cuts[n] = (uint32_t)i - n;
        n++;
    }
    block->as.para.cuts = cuts;
    block->as.para.cut_count = n;
}

/* A centred line that begins with room to write in gets as much behind it, so that its words stand in the middle. */
static bc_str mirror_room(const composer *c, bc_str text)
{
    const bc_str BLANK = BC_STR("\xE3\x80\x80");
    size_t room = 0;
    while (bc_str_starts(bc_str_slice(text, room, text.n), BLANK))
        room += BLANK.n;
    if (!room || room == text.n)
        return text;
    return bc_arena_printf(c->arena, "%.*s%.*s", BC_STR_ARG(text), BC_STR_ARG(bc_str_slice(text, 0, room)));
}

static bool compose_para(composer *c, const bc_form_item *item, const bc_expr_scope *scope,
                         bc_layout_composed_block *block)
{
    bc_str text = is_first_title(c, item) ? c->names->title_text : eval_phrase(c, item->as.para.text, scope);
    if (item->as.para.in_parts) {
        find_cuts(c, text, block);
        text = bc_arena_join_lines(c->arena, text);
    }
    if (c->blank && item->role == BC_FORM_TITLE && !bc_str_trim(text).n)
        text = c->form->name;
    if (c->blank && item->style && item->style->align == BC_ALIGN_CENTRE)
        text = mirror_room(c, text);
    block->as.para.text = text;
    return text.n > 0;
}

static bool compose_line(composer *c, const bc_form_item *item, const bc_expr_scope *scope,
                         bc_layout_composed_block *block)
{
    bc_str left = eval_phrase(c, item->as.line.left, scope);
    bc_str centre = eval_phrase(c, item->as.line.centre, scope);
    bc_str right = eval_phrase(c, item->as.line.right, scope);
    block->as.line.left = left;
    block->as.line.centre = centre;
    block->as.line.right = right;
    return left.n || centre.n || right.n;
}

/* False when there is nothing to print. */
static bool compose_block(composer *c, const bc_form_item *item, const bc_expr_scope *scope,
                          bc_layout_composed_block *block)
{
    if (item->when && !is_first_title(c, item) && !bc_expr_holds(item->when, scope, c->arena, c->diags))
        return false;
    *block = (bc_layout_composed_block){ .role = item->role, .style = item->style, .mark = item->mark };
    if (item->style) {
        block->before = item->style->before;
        block->after = item->style->after;
    }
    block->keep_with_next = item->role != BC_FORM_BODY && item->role != BC_FORM_NOTE;
    block->keep_with_previous = item->role == BC_FORM_NOTE;
    switch (item->kind) {
    case BC_FORM_PARA:
        block->kind = BC_BLOCK_PARA;
        return compose_para(c, item, scope, block);
    case BC_FORM_LINE:
        block->kind = BC_BLOCK_LINE;
        return compose_line(c, item, scope, block);
    case BC_FORM_TABLE:
        block->kind = BC_BLOCK_TABLE;
        block->as.table = compose_table(c, &item->as.table, scope);
        return block->as.table->row_count > 0;
    case BC_FORM_PAGE_BREAK:
        block->kind = BC_BLOCK_PAGE_BREAK;
        return true;
    }
    return false;
}

static bc_layout_composed *compose_document(composer *c, const bc_value *record)
{
    const bc_form *form = c->form;
    bc_expr_scope scope = { .map = record };
    bc_layout_composed_block *blocks = BC_NEW_ARRAY(c->arena, bc_layout_composed_block, form->layout_count);
    uint32_t n = 0;
    for (uint32_t i = 0; i < form->layout_count; i++)
        if (compose_block(c, &form->layout[i], &scope, &blocks[n]))
            n++;
    bc_layout_composed *document = BC_NEW(c->arena, bc_layout_composed);
    *document = (bc_layout_composed){
        .paper = form->paper, .blocks = blocks, .block_count = n, .subject = form->name, .language = BC_STR("zh-CN")
    };
    return document;
}

const bc_layout_composed *bc_layout_compose(const bc_form *form, const bc_value *record, bc_arena *arena,
                                            bc_diag_list *diags)
{
    bc_form_names names = bc_form_names_of(form, record, arena, diags);
    return bc_layout_compose_named(form, record, &names, arena, diags);
}

const bc_layout_composed *bc_layout_compose_named(const bc_form *form, const bc_value *record,
                                                  const bc_form_names *names, bc_arena *arena, bc_diag_list *diags)
{
    composer c = { .form = form, .arena = arena, .diags = diags, .names = names };
    bc_layout_composed *document = compose_document(&c, record);
    document->title = bc_arena_join_lines(arena, names->title_text);
    document->name = names->name;
    return document;
}

const bc_layout_composed *bc_layout_compose_blank(const bc_form *form, const bc_value *record,
                                                  const bc_layout_blank_heights *heights, bc_arena *arena,
                                                  bc_diag_list *diags)
{
    composer c = { .form = form, .arena = arena, .diags = diags, .blank = heights };
    bc_layout_composed *document = compose_document(&c, record);
    document->title = document->name = form->name.n ? form->name : form->id;
    document->blank = true;
    return document;
}
