/* Above the rows of a table stand a title, a line with the unit, and heads in one row or several. The head is where
 * most columns have names that are known; what lies below it are rows, but for one that numbers the columns and one
 * that says their units. A cell merged over several rows is in each of them. */
#include "intake/private/rows.h"

#include "base/tr.h"
#include "base/unit.h"
#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* Columns in which heads are looked for; more are none that a form could have. */
enum { MAX_HEAD_COLUMNS = 2000 };

/* -- cells ------------------------------------------------------------------------------------------------ */

const bc_table_cell *bc_intake_rows_cell(const bc_table_row *row, uint32_t column, uint32_t *at)
{
    while (*at < row->n && row->cells[*at].column < column)
        ++*at;
    return *at < row->n && row->cells[*at].column == column ? &row->cells[*at] : NULL;
}

bc_str bc_intake_rows_shown(const bc_table_cell *cell)
{
    return cell->shown.n ? cell->shown : cell->text;
}

static const bc_table_cell *find_cell(const bc_table_row *row, uint32_t column)
{
    uint32_t at = 0;
    return bc_intake_rows_cell(row, column, &at);
}

static const bc_table_row *early_row(const bc_intake_rows *rows, uint32_t number)
{
    for (size_t i = 0; i < rows->early.n; i++)
        if (rows->early.at[i].number == number && !rows->early.at[i].broken)
            return &rows->early.at[i];
    return NULL;
}

/* The cell that covers that place of the head: its own, or one that is merged over it. */
static const bc_table_cell *covering(const bc_intake_rows *rows, uint32_t number, uint32_t column)
{
    uint32_t n;
    const bc_table_merge *merges = bc_table_merges(rows->table, &n);
    for (uint32_t i = 0; i < n; i++) {
        const bc_table_merge *m = &merges[i];
        if (number < m->first_row || number > m->last_row || column < m->first_column || column > m->last_column)
            continue;
        number = m->first_row;
        column = m->first_column;
        break;
    }
    const bc_table_row *row = early_row(rows, number);
    return row ? find_cell(row, column) : NULL;
}

/* -- heads ------------------------------------------------------------------------------------------------ */

/* Without line breaks and blanks, which only make a head fit its column. */
static void add_squeezed(bc_str text, bc_buf *out)
{
    for (size_t at = 0; at < text.n;) {
        const size_t from = at;
        const uint32_t c = bc_utf8_next(text, &at);
        if (c > ' ' && c != 0x3000 && c != 0xA0)
            bc_buf_add_str(out, bc_str_slice(text, from, at));
    }
}

/* Takes （万元） or (单位：元) off the end of the text; the unit, or nothing. */
static bc_str take_unit(bc_str *text)
{
    const bool wide = bc_str_ends(*text, BC_STR("）"));
    if (!wide && !bc_str_ends(*text, BC_STR(")")))
        return (bc_str){ 0 };
    size_t open = SIZE_MAX;
    for (size_t at = 0; (at = bc_str_find(*text, BC_STR("("), at)) != SIZE_MAX; at++)
        open = at;
    for (size_t at = 0; (at = bc_str_find(*text, BC_STR("（"), at)) != SIZE_MAX; at++)
        open = open == SIZE_MAX || at > open ? at : open;
    if (open == SIZE_MAX || !open)
        return (bc_str){ 0 };
    const size_t inside = open + (text->p[open] == '(' ? 1 : BC_STR("（").n);
    bc_str unit = bc_str_slice(*text, inside, text->n - (wide ? BC_STR("）").n : 1));
    bc_str odd;
    if (bc_unit_money_power(unit) < 0)
        unit = bc_unit_stated(unit, (bc_str){ 0 }, &odd);
    if (!unit.n)
        return (bc_str){ 0 };
    *text = bc_str_slice(*text, 0, open);
    return unit;
}

bc_str bc_intake_targets_head(bc_str cell, bc_arena *arena, bc_str *unit)
{
    bc_buf squeezed;
    bc_buf_init(&squeezed);
    add_squeezed(cell, &squeezed);
    bc_str head = bc_arena_str(arena, bc_buf_str(&squeezed));
    *unit = take_unit(&head);
    bc_buf_release(&squeezed);
    return head;
}

/* The head of a column in rows first to last. False: it has none. A text that goes on below itself is one part. In a
 * file that merges nothing an empty upper part is that of the column before. */
static bool head_of(const bc_intake_rows *rows, uint32_t first, uint32_t last, uint32_t column, bc_arena *arena,
                    bc_intake_head *out)
{
    uint32_t merges;
    (void)bc_table_merges(rows->table, &merges);
    bc_buf text, part;
    bc_buf_init(&text);
    bc_buf_init(&part);
    const bc_table_cell *before = NULL, *lowest = covering(rows, last, column);
    bc_str unit = { 0 };
    *out = (bc_intake_head){ .column = column };
    for (uint32_t number = first; number <= last; number++) {
        const bc_table_cell *cell = covering(rows, number, column);
        for (uint32_t left = column - 1; !cell && !merges && number < last && lowest && left > 0; left--)
            if ((cell = covering(rows, number, left)) || !covering(rows, last, left))
                break;
        if (!cell || cell == before)
            continue;
        bc_buf_clear(&part);
        add_squeezed(cell->text, &part);
        bc_str squeezed = bc_buf_str(&part);
        const bc_str own = take_unit(&squeezed);
        if (own.n)
            unit = bc_arena_str(arena, own);
        out->joined |= text.n > 0;
        bc_buf_add_text(&text, text.n ? "/" : "");
        bc_buf_add_str(&text, squeezed);
        before = cell;
    }
    out->text = bc_arena_str(arena, bc_buf_str(&text));
    out->unit = unit;
    if (before)
        out->mark = before->mark;
    bc_buf_release(&text);
    bc_buf_release(&part);
    return before && out->text.n;
}

static uint32_t last_column(const bc_intake_rows *rows)
{
    uint32_t last = 0;
    for (size_t i = 0; i < rows->early.n; i++) {
        const bc_table_row *row = &rows->early.at[i];
        if (row->n && row->cells[row->n - 1].column > last)
            last = row->cells[row->n - 1].column;
    }
    return last < MAX_HEAD_COLUMNS ? last : MAX_HEAD_COLUMNS;
}

static uint32_t count_known(const bc_intake_rows *rows, uint32_t first, uint32_t last, const bc_intake_search *search)
{
    bc_arena arena = { 0 };
    uint32_t known = 0;
    bc_intake_head head;
    for (uint32_t column = 1; column <= last_column(rows); column++)
        if (head_of(rows, first, last, column, &arena, &head))
            known += search->knows(search->context, &head);
    bc_arena_release(&arena);
    return known;
}

/* Where most names are known; of equals the head of fewest rows, and of these the first. */
static bool find_head(bc_intake_rows *rows, const bc_intake_search *search)
{
    uint32_t best = 0;
    for (uint32_t height = 1; height <= BC_MAX_HEAD_ROWS; height++)
        for (size_t i = 0; i < rows->early.n; i++) {
            const uint32_t first = rows->early.at[i].number, last = first + height - 1;
            if (height > 1 && !early_row(rows, last))
                continue;
            const uint32_t known = count_known(rows, first, last, search);
            if (known <= best)
                continue;
            best = known;
            rows->first_row = first;
            rows->last_row = last;
        }
    return best > 0;
}

/* 单位：万元, anywhere above the head; of several the last. */
static void find_unit_line(bc_intake_rows *rows, bc_diag_list *diags)
{
    bc_str odd = { 0 };
    bc_diag_mark where = { 0 };
    for (size_t i = 0; i < rows->early.n && rows->early.at[i].number < rows->first_row; i++) {
        const bc_table_row *row = &rows->early.at[i];
        for (uint32_t k = 0; k < row->n; k++) {
            const bc_str beside = k + 1 < row->n ? row->cells[k + 1].text : (bc_str){ 0 };
            bc_str other;
            const bc_str unit = bc_unit_stated(row->cells[k].text, beside, &other);
            if (unit.n)
                rows->unit = unit;
            if (other.n) {
                odd = other;
                where = row->cells[k].mark;
            }
        }
    }
    if (!odd.n || rows->unit.n)
        return;
    bc_diag_add(diags, BC_DIAG_WARNING, "W788", where, bc_tr("`%.*s` is no unit of money that is known"),
                BC_STR_ARG(odd));
    bc_diag_hint(diags, "%s",
                 bc_tr("amounts are read in the units of the form: write 元, 万元 or 亿元, or `unit` into a mapping"));
}

static void take_heads(bc_intake_rows *rows)
{
    const uint32_t most = last_column(rows);
    bc_intake_head *heads = BC_NEW_ARRAY(rows->arena, bc_intake_head, most);
    for (uint32_t column = 1; column <= most; column++)
        rows->head_count +=
            head_of(rows, rows->first_row, rows->last_row, column, rows->arena, &heads[rows->head_count]);
    rows->heads = heads;
}

bool bc_intake_head_is(const bc_intake_head *head, bc_str name)
{
    bc_buf squeezed;
    bc_buf_init(&squeezed);
    add_squeezed(name, &squeezed);
    bc_str wanted = bc_buf_str(&squeezed);
    (void)take_unit(&wanted);
    const bool same = bc_str_eq(head->text, wanted);
    bc_buf_release(&squeezed);
    return same;
}

const bc_intake_head *bc_intake_rows_head(const bc_intake_rows *rows, bc_str name)
{
    bc_buf squeezed;
    bc_buf_init(&squeezed);
    add_squeezed(name, &squeezed);
    bc_str wanted = bc_buf_str(&squeezed);
    (void)take_unit(&wanted);
    const bc_intake_head *whole = NULL, *last = NULL;
    uint32_t lasts = 0;
    for (uint32_t i = 0; i < rows->head_count && !whole; i++) {
        const bc_intake_head *head = &rows->heads[i];
        if (bc_str_eq(head->text, wanted))
            whole = head;
        const size_t n = head->text.n - wanted.n;
        if (head->text.n > wanted.n && bc_str_ends(head->text, wanted) && head->text.p[n - 1] == '/') {
            last = head;
            lasts++;
        }
    }
    bc_buf_release(&squeezed);
    return whole ? whole : lasts == 1 ? last : NULL;
}

/* -- what stands between head and rows -------------------------------------------------------------------- */

/* 1 2 3 4, or 栏次 and these: numbers of columns. */
static bool numbers_columns(const bc_table_row *row)
{
    uint32_t next = 1;
    bc_buf expected;
    bc_buf_init(&expected);
    for (uint32_t i = 0; i < row->n; i++) {
        bc_buf_clear(&expected);
        bc_buf_printf(&expected, "%u", (unsigned)next);
        if (bc_str_eq(row->cells[i].text, bc_buf_str(&expected)))
            next++;
        else if (i || !bc_str_is(row->cells[i].text, "栏次"))
            next = 0;
        if (!next)
            break;
    }
    bc_buf_release(&expected);
    return next > 3;
}

/* A row of nothing but units gives them to its columns. */
static bool says_units(bc_intake_rows *rows, const bc_table_row *row)
{
    bool money = false;
    for (uint32_t i = 0; i < row->n; i++) {
        bc_str text = row->cells[i].text;
        const bool is_money = bc_unit_money_power(text) >= 0;
        if (!is_money && !bc_unit_is_percent(text))
            return false;
        money |= is_money;
    }
    bc_intake_head *heads = BC_NEW_COPY(rows->arena, rows->heads, rows->head_count);
    for (uint32_t i = 0; money && i < rows->head_count; i++) {
        const bc_table_cell *cell = find_cell(row, heads[i].column);
        if (cell && bc_unit_money_power(cell->text) >= 0)
            heads[i].unit = cell->text;
    }
    rows->heads = heads;
    return money;
}

static void skip_to_rows(bc_intake_rows *rows)
{
    while (rows->next_early < rows->early.n && rows->early.at[rows->next_early].number <= rows->last_row)
        rows->next_early++;
    if (bc_intake_rows_head(rows, BC_INTAKE_NUMBER_HEAD))
        return;
    while (rows->next_early < rows->early.n &&
           (numbers_columns(&rows->early.at[rows->next_early]) || says_units(rows, &rows->early.at[rows->next_early])))
        rows->next_early++;
}

static int compare_merges(const void *a, const void *b)
{
    const bc_table_merge *x = a, *y = b;
    if (x->first_row != y->first_row)
        return x->first_row < y->first_row ? -1 : 1;
    return (x->first_column > y->first_column) - (x->first_column < y->first_column);
}

static void find_downward_merges(bc_intake_rows *rows)
{
    uint32_t n;
    const bc_table_merge *merges = bc_table_merges(rows->table, &n);
    for (uint32_t i = 0; i < n; i++)
        if (merges[i].last_row > merges[i].first_row && merges[i].last_row > rows->last_row)
            bc_vec_add(&rows->down, merges[i]);
    if (rows->down.n)
        qsort(rows->down.at, rows->down.n, sizeof *rows->down.at, compare_merges);
}

/* What is wrong with one of the rows is said when its turn comes. False when it is wrong with all that follows. */
static bool read_early(bc_intake_rows *rows, uint32_t within, bc_diag_list *diags, bool *io_error)
{
    bc_table_row row;
    bc_diag_list_init(&rows->said);
    while (rows->early.n < within) {
        const unsigned errors = rows->said.errors;
        if (!bc_table_next(rows->table, rows->arena, &rows->said, &row, io_error)) {
            if (rows->said.errors == errors && !*io_error)
                break;
            bc_diag_list_append(diags, &rows->said);
            return false;
        }
        bc_vec_add(&rows->early, row);
        bc_vec_add(&rows->early_said, rows->said.list.n);
    }
    return true;
}

/* The next of the rows that were read before, with what was said of it. */
static void take_early(bc_intake_rows *rows, bc_arena *arena, bc_diag_list *diags, bc_table_row *row)
{
    const size_t i = rows->next_early++;
    for (size_t k = i ? rows->early_said.at[i - 1] : 0; k < rows->early_said.at[i]; k++) {
        const bc_diag *diag = &rows->said.list.at[k];
        bc_diag_add(diags, diag->severity, diag->code, diag->mark, "%.*s", BC_STR_ARG(diag->message));
        bc_diag_hint(diags, "%.*s", BC_STR_ARG(diag->hint));
    }
    bc_intake_rows_copy(&rows->early.at[i], arena, row);
}

/* The names of the other sheets that are shown; empty: there are none. */
static bc_str sheets_beside(const bc_intake_rows *rows)
{
    uint32_t n;
    const bc_table_sheet *sheets = bc_table_sheets(rows->table, &n);
    bc_buf out;
    bc_buf_init(&out);
    for (uint32_t i = 0; i < n; i++) {
        if (i == rows->sheet || sheets[i].hidden || sheets[i].last_row)
            continue;
        bc_buf_add_text(&out, out.n ? bc_tr(", ") : "");
        bc_buf_add_str(&out, sheets[i].name);
    }
    const bc_str names = bc_arena_str(rows->arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return names;
}

/* The wrong sheet, cells that were meant to be several, or a head that is called otherwise. */
static void hint_at_head(const bc_intake_rows *rows, bc_diag_list *diags)
{
    const bc_table_row *first = rows->early.n ? &rows->early.at[0] : NULL;
    const bc_str text = first && first->n == 1 ? first->cells[0].text : (bc_str){ 0 };
    const bc_str beside = sheets_beside(rows);
    if (beside.n) {
        bc_diag_hint(diags,
                     bc_tr("name another sheet with --sheet, such as %.*s; heads of columns are labels of the form, "
                           "such as 项目名称"),
                     BC_STR_ARG(beside));
        return;
    }
    if (bc_str_find(text, BC_STR("，"), 0) != SIZE_MAX || bc_str_find(text, BC_STR("；"), 0) != SIZE_MAX)
        bc_diag_hint(diags, "%s", bc_tr("cells are parted by half-width commas (“,” instead of “，” or “；”)"));
    else
        bc_diag_hint(diags, "%s",
                     bc_tr("heads of columns are labels of the form, such as 项目名称; `head: 3` in a mapping says "
                           "which row they are in"));
}

bool bc_intake_rows_begin(bc_intake_rows *rows, bc_table *table, uint32_t sheet, const bc_intake_search *search,
                          bc_arena *arena, bc_diag_list *diags, bool *io_error)
{
    *rows = (bc_intake_rows){
        .arena = arena, .table = table, .sheet = sheet, .first_row = search->first, .last_row = search->last
    };
    if (!bc_table_begin(table, sheet, true, rows->arena, diags, io_error))
        return false;
    const uint32_t within = search->last > BC_HEAD_WITHIN ? search->last + 2 : BC_HEAD_WITHIN;
    if (!read_early(rows, within, diags, io_error))
        return false;
    rows->ended = rows->early.n < within;
    if (!search->first && !find_head(rows, search)) {
        bc_diag_mark at = { 0 };
        if (rows->early.n)
            at = bc_diag_mark_at(rows->early.at[0].source, rows->early.at[0].number, 0, 0);
        bc_diag_add(diags, BC_DIAG_ERROR, "E780", at, bc_tr("no row of this table has names of fields in it"));
        hint_at_head(rows, diags);
        return false;
    }
    find_unit_line(rows, diags);
    take_heads(rows);
    skip_to_rows(rows);
    find_downward_merges(rows);
    return true;
}

void bc_intake_rows_release(bc_intake_rows *rows)
{
    bc_vec_release(&rows->early);
    bc_vec_release(&rows->early_said);
    bc_diag_list_release(&rows->said);
    bc_vec_release(&rows->down);
    for (size_t i = 0; i < rows->carried.n; i++)
        bc_mem_free((void *)(uintptr_t)rows->carried.at[i].cell.text.p);
    bc_vec_release(&rows->carried);
    for (size_t i = 0; i < rows->filled.n; i++)
        bc_mem_free((void *)(uintptr_t)rows->filled.at[i].cell.text.p);
    bc_vec_release(&rows->filled);
}

/* -- rows ------------------------------------------------------------------------------------------------- */

static void keep_cell(bc_intake_carried *kept, const bc_table_cell *cell)
{
    bc_mem_free((void *)(uintptr_t)kept->cell.text.p);
    char *text = bc_mem_alloc(cell->text.n + cell->shown.n + 1);
    memcpy(text, cell->text.p, cell->text.n);
    if (cell->shown.n)
        memcpy(text + cell->text.n, cell->shown.p, cell->shown.n);
    kept->cell = *cell;
    kept->cell.text.p = text;
    kept->cell.shown.p = text + cell->text.n;
    kept->cell.mark.source = NULL; /* that of the row goes with it */
}

void bc_intake_rows_fill(bc_intake_rows *rows, const bc_intake_head *head)
{
    bc_vec_add(&rows->filled, (bc_intake_carried){ .cell.column = head->column });
}

/* Merges that begin in or above this row are carried from now on, those that ended above it no more. */
static void update_carried(bc_intake_rows *rows, const bc_table_row *row)
{
    size_t kept = 0;
    for (size_t i = 0; i < rows->carried.n; i++) {
        bc_intake_carried *c = &rows->carried.at[i];
        if (c->last_row >= row->number)
            rows->carried.at[kept++] = *c;
        else
            bc_mem_free((void *)(uintptr_t)c->cell.text.p);
    }
    rows->carried.n = kept;
    for (; rows->next_down < rows->down.n && rows->down.at[rows->next_down].first_row <= row->number;
         rows->next_down++) {
        const bc_table_merge *m = &rows->down.at[rows->next_down];
        const bc_table_cell *cell = m->first_row == row->number ? find_cell(row, m->first_column) : NULL;
        if (!cell || m->last_row < row->number)
            continue;
        bc_intake_carried carried = { .last_row = m->last_row };
        keep_cell(&carried, cell);
        bc_vec_add(&rows->carried, carried);
    }
}

static int compare_cells(const void *a, const void *b)
{
    const bc_table_cell *x = a, *y = b;
    return (x->column > y->column) - (x->column < y->column);
}

/* The row with the cells merged over it that stand in rows above. */
static void add_carried(const bc_intake_rows *rows, bc_arena *arena, bc_table_row *row)
{
    if (!rows->carried.n)
        return;
    bc_table_cell *cells = BC_NEW_ARRAY(arena, bc_table_cell, row->n + rows->carried.n);
    uint32_t n = 0;
    for (; n < row->n; n++)
        cells[n] = row->cells[n];
    for (size_t i = 0; i < rows->carried.n; i++) {
        const bc_table_cell *cell = &rows->carried.at[i].cell;
        if (find_cell(row, cell->column))
            continue;
        cells[n] = *cell;
        cells[n].text = bc_arena_str(arena, cell->text);
        cells[n].shown = bc_arena_str(arena, cell->shown);
        cells[n++].mark.source = row->source;
    }
    if (n > row->n)
        qsort(cells, n, sizeof *cells, compare_cells);
    row->cells = cells;
    row->n = n;
}

void bc_intake_rows_copy(const bc_table_row *from, bc_arena *arena, bc_table_row *to)
{
    bc_diag_source *source = bc_diag_source_called(arena, from->source);
    source->text = bc_arena_str(arena, from->source->text);
    source->offset = from->source->offset;
    source->lines_before = from->source->lines_before;
    source->columns_before = from->source->columns_before;
    bc_table_cell *cells = BC_NEW_COPY(arena, from->cells, from->n);
    for (uint32_t i = 0; i < from->n; i++) {
        cells[i].text = bc_arena_str(arena, cells[i].text);
        cells[i].shown = bc_arena_str(arena, cells[i].shown);
        cells[i].mark.source = source;
    }
    *to = *from;
    to->source = source;
    to->cells = cells;
}

void bc_intake_rows_put(bc_table_row *row, const bc_table_cell *cell, bc_arena *arena)
{
    bc_table_cell *cells = BC_NEW_ARRAY(arena, bc_table_cell, row->n + 1);
    uint32_t n = 0;
    while (n < row->n && row->cells[n].column < cell->column) {
        cells[n] = row->cells[n];
        n++;
    }
    cells[n] = *cell;
    for (; n < row->n; n++)
        cells[n + 1] = row->cells[n];
    row->cells = cells;
    row->n++;
}

static void fill(bc_intake_carried *filled, bc_arena *arena, bc_table_row *row)
{
    const bc_table_cell *own = find_cell(row, filled->cell.column);
    if (own) {
        keep_cell(filled, own);
    } else if (filled->cell.text.n) {
        bc_table_cell cell = filled->cell;
        cell.text = bc_arena_str(arena, cell.text);
        cell.shown = bc_arena_str(arena, cell.shown);
        cell.mark.source = row->source;
        bc_intake_rows_put(row, &cell, arena);
    }
}

bool bc_intake_rows_next(bc_intake_rows *rows, bc_arena *arena, bc_diag_list *diags, bc_table_row *row, bool *io_error)
{
    *io_error = false;
    if (rows->next_early < rows->early.n) {
        take_early(rows, arena, diags, row);
    } else if (rows->ended || !bc_table_next(rows->table, arena, diags, row, io_error)) {
        rows->ended = true;
        return false;
    }
    if (rows->down.n) {
        update_carried(rows, row);
        add_carried(rows, arena, row);
    }
    for (size_t i = 0; i < rows->filled.n && !row->broken; i++)
        fill(&rows->filled.at[i], arena, row);
    return true;
}
