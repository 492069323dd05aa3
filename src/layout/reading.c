/* Tables as they are read aloud. Rows are read from top to bottom as they stand on pages; kept are the cells that go on
 * below and the head above each column, so a long table takes no more room than a short one.
 *
 * The grid is that of all edges together, as in a workbook: a cell covers the columns between its edges. A band on
 * other columns is a table of its own unless a cell ties it to the rows above; so the heads of a list do not seem to
 * stand over what is printed below it. Rows at the foot of a page may come between the rows of a label; the label is
 * then read in two parts. */
#include "layout/private/reading.h"

#include <stdlib.h>

/* -- sections ------------------------------------------------------------------------------------------- */

typedef struct edges {
    BC_VEC(bc_len) list; /* ascending */
} edges;

static size_t find_edge(const bc_len *at, size_t n, bc_len x)
{
    size_t low = 0;
    while (n > 0) {
        size_t half = n / 2;
        bool right = at[low + half] < x;
        low = right ? low + half + 1 : low;
        n = right ? n - half - 1 : half;
    }
    return low;
}

static void add_edge(edges *e, bc_len x)
{
    size_t at = find_edge(e->list.at, e->list.n, x);
    if (at < e->list.n && e->list.at[at] == x)
        return;
    bc_vec_add(&e->list, x);
    for (size_t i = e->list.n - 1; i > at; i--)
        e->list.at[i] = e->list.at[i - 1];
    e->list.at[at] = x;
}

static void add_row_edges(edges *e, const bc_layout_composed_table *table, uint32_t row)
{
    const bc_layout_row *r = &table->rows[row];
    for (uint32_t i = r->first_cell; i < r->first_cell + r->cells; i++) {
        add_edge(e, table->cells[i].x0);
        add_edge(e, table->cells[i].x1);
    }
}

static uint32_t reach_of(const bc_layout_composed_table *table, uint32_t row)
{
    const bc_layout_row *r = &table->rows[row];
    uint32_t reach = row + 1;
    for (uint32_t i = r->first_cell; i < r->first_cell + r->cells; i++) {
        uint32_t end = table->cells[i].row + table->cells[i].rows;
        reach = end > reach ? end : reach;
    }
    return reach;
}

static uint32_t heads_of(const bc_layout_composed_table *table, uint32_t first, uint32_t end)
{
    uint32_t row = first, reach = first;
    for (; row < end && table->rows[row].head && table->rows[row].band == table->rows[first].band; row++) {
        uint32_t own = reach_of(table, row);
        reach = own > reach ? own : reach;
    }
    return row < end && reach <= row ? row : first;
}

static void close_section(const bc_layout_composed_table *table, bc_layout_section *section, uint32_t end, edges *e,
                          bc_arena *arena)
{
    section->end = end;
    section->heads_end = heads_of(table, section->first, end);
    for (uint32_t r = table->row_count; r < bc_layout_all_rows(table); r++)
        if (table->rows[r].band >= table->rows[section->first].band && table->rows[r].band <= table->rows[end - 1].band)
            add_row_edges(e, table, r);
    section->columns = e->list.n > 1 ? (uint32_t)e->list.n - 1 : 1;
    section->edges = BC_NEW_COPY(arena, e->list.at, e->list.n);
    bc_vec_clear(&e->list);
}

uint32_t bc_layout_reading_sections(const bc_layout_composed_table *table, bc_arena *arena,
                                    const bc_layout_section **out)
{
    BC_VEC(bc_layout_section) sections = { 0 };
    edges e = { 0 };
    uint32_t reach = 0;
    for (uint32_t row = 0; row < table->row_count; row++) {
        const bc_layout_row *r = &table->rows[row];
        bool other = row && r->band != r[-1].band && r->grid != r[-1].grid;
        if (!row || (other && reach <= row)) {
            if (row)
                close_section(table, &sections.at[sections.n - 1], row, &e, arena);
            bc_vec_add(&sections, (bc_layout_section){ .first = row });
        }
        add_row_edges(&e, table, row);
        uint32_t own = reach_of(table, row);
        reach = own > reach ? own : reach;
    }
    if (sections.n)
        close_section(table, &sections.at[sections.n - 1], table->row_count, &e, arena);
    bc_vec_release(&e.list);
    *out = BC_NEW_COPY(arena, sections.at, sections.n);
    uint32_t n = (uint32_t)sections.n;
    bc_vec_release(&sections);
    return n;
}

/* -- rows ----------------------------------------------------------------------------------------------- */

void bc_layout_reading_begin(bc_layout_reading *reading, const bc_layout_composed_table *table,
                             const bc_layout_section *section)
{
    reading->table = table;
    reading->section = section;
    reading->read = 0;
    reading->band = table->rows[section->first].band;
    reading->grid = table->rows[section->first].grid;
    bc_vec_clear(&reading->open);
    bc_vec_clear(&reading->heads);
    bc_vec_clear(&reading->labels);
    bc_vec_clear(&reading->ended);
    bc_vec_clear(&reading->covering);
    for (uint32_t i = 0; i < section->columns; i++) {
        bc_vec_add(&reading->heads, 0);
        bc_vec_add(&reading->labels, 0);
        bc_vec_add(&reading->ended, 0);
        bc_vec_add(&reading->covering, 0);
    }
}

void bc_layout_reading_release(bc_layout_reading *reading)
{
    bc_vec_release(&reading->open);
    bc_vec_release(&reading->heads);
    bc_vec_release(&reading->labels);
    bc_vec_release(&reading->ended);
    bc_vec_release(&reading->covering);
}

/* The cell that begins in the row and stands over or under that place; NULL: none does. */
static const bc_layout_composed_cell *cell_at(const bc_layout_composed_table *table, uint32_t row, bc_len x)
{
    const bc_layout_row *r = &table->rows[row];
    for (uint32_t i = r->first_cell; i < r->first_cell + r->cells; i++)
        if (table->cells[i].x0 <= x && x < table->cells[i].x1)
            return &table->cells[i];
    return NULL;
}

/* Words of the form that have no value beside them but one below: 3月底, 6月底 over their shares. */
static bool stands_above(const bc_layout_reading *reading, const bc_layout_composed_cell *cell)
{
    const bc_layout_composed_table *table = reading->table;
    const uint32_t below = cell->row + cell->rows;
    if (cell->kind != BC_CELL_LABEL || cell->row >= table->row_count || below >= reading->section->end)
        return false;
    const bc_layout_composed_cell *beside = cell_at(table, cell->row, cell->x1);
    const bc_layout_composed_cell *under = cell_at(table, below, cell->x0);
    return (!beside || beside->kind != BC_CELL_VALUE) && under && under->kind == BC_CELL_VALUE && !under->shared;
}

static bc_layout_read_kind kind_of(const bc_layout_reading *reading, const bc_layout_composed_cell *cell)
{
    const bc_layout_composed_table *table = reading->table;
    const bc_layout_row *row = &table->rows[cell->row];
    bool inside = row->head && cell->row + cell->rows <= table->row_count;
    for (uint32_t r = cell->row; inside && r < cell->row + cell->rows; r++)
        inside = table->rows[r].head;
    if (cell->kind == BC_CELL_HEAD || inside)
        return BC_READ_COLUMN_HEAD;
    if (stands_above(reading, cell))
        return BC_READ_LABEL_ABOVE;
    return cell->kind == BC_CELL_LABEL || cell->shared ? BC_READ_ROW_HEAD : BC_READ_VALUE;
}

static bool overlap(const bc_layout_read_cell *a, const bc_layout_read_cell *b)
{
    return a->column < b->column + b->columns && b->column < a->column + a->columns;
}

/* Hands over what ends above the row. Cells of the table among which a row of a page comes end as well, but are kept to
 * be read on; those of pages end with the rows of their page. */
static void end_above(bc_layout_reading *reading, uint32_t row, bc_layout_read_end *ended, void *context)
{
    const uint32_t count = reading->table->row_count;
    size_t kept = 0;
    for (size_t i = 0; i < reading->open.n; i++) {
        bc_layout_read_cell *cell = &reading->open.at[i];
        bool of_page = cell->cell >= reading->table->cell_count;
        bool over = of_page;
        if (of_page == (row >= count))
            over =
                cell->end <= row || (of_page && reading->table->cells[cell->cell].row >= row); /* of the page before */
        if (over && !cell->interrupted)
            ended(context, cell, reading->read - cell->since);
        for (uint32_t c = cell->column; over && c < cell->column + cell->columns && c < reading->heads.n; c++)
            if (reading->heads.at[c] == cell->id)
                reading->ended.at[c] = reading->read;
        if (!over)
            reading->open.at[kept++] = *cell;
    }
    reading->open.n = kept;
}

static bc_layout_read_cell make_cell(const bc_layout_reading *reading, uint32_t index)
{
    const bc_layout_composed_cell *cell = &reading->table->cells[index];
    const bc_layout_section *section = reading->section;
    uint32_t from = (uint32_t)find_edge(section->edges, section->columns + 1, cell->x0);
    uint32_t to = (uint32_t)find_edge(section->edges, section->columns + 1, cell->x1);
    return (bc_layout_read_cell){ .cell = index,
                                  .end = cell->row + cell->rows,
                                  .column = from,
                                  .columns = to > from ? to - from : 1,
                                  .since = reading->read,
                                  .kind = kind_of(reading, cell) };
}

/* A row of a page stands across labels that go on below it. */
static void interrupt(bc_layout_reading *reading, const bc_layout_read_cell *by, bc_layout_read_end *ended,
                      void *context)
{
    for (size_t i = 0; i < reading->open.n; i++) {
        bc_layout_read_cell *cell = &reading->open.at[i];
        if (cell->interrupted || cell->cell >= reading->table->cell_count || !overlap(cell, by))
            continue;
        ended(context, cell, reading->read - cell->since);
        cell->interrupted = true;
    }
}

static int by_column(const void *a, const void *b)
{
    const bc_layout_read_cell *left = a, *right = b;
    return (left->column > right->column) - (left->column < right->column);
}

/* What was interrupted goes on with this row: as cells that begin again. */
static void take_up(bc_layout_reading *reading, size_t *first)
{
    size_t n = *first, kept = 0;
    for (size_t i = 0; i < n; i++) {
        bc_layout_read_cell cell = reading->open.at[i];
        if (!cell.interrupted) {
            reading->open.at[kept++] = cell;
            continue;
        }
        cell.interrupted = false;
        cell.again = true;
        cell.since = reading->read;
        bc_vec_add(&reading->open, cell);
    }
    for (size_t i = n; i < reading->open.n; i++)
        reading->open.at[i - (n - kept)] = reading->open.at[i];
    reading->open.n -= n - kept;
    *first = kept;
}

/* A band on other columns has no heads but its own. */
static void enter_band(bc_layout_reading *reading, const bc_layout_row *row)
{
    if (row->band == reading->band)
        return;
    if (row->grid != reading->grid || row->head)
        for (size_t i = 0; i < reading->heads.n; i++)
            reading->heads.at[i] = reading->labels.at[i] = 0;
    reading->band = row->band;
    reading->grid = row->grid;
}

/* The cells that begin in the row. */
static void open_cells(bc_layout_reading *reading, uint32_t row, bc_layout_read_end *ended, void *context)
{
    const bc_layout_composed_table *table = reading->table;
    const bc_layout_row *r = &table->rows[row];
    for (uint32_t i = r->first_cell; i < r->first_cell + r->cells; i++) {
        bc_layout_read_cell cell = make_cell(reading, i);
        if (row >= table->row_count)
            interrupt(reading, &cell, ended, context);
        bc_vec_add(&reading->open, cell);
    }
}

void bc_layout_reading_row(bc_layout_reading *reading, uint32_t row, bool goes_on, bc_layout_read_end *ended,
                           void *context, size_t *first)
{
    const bc_layout_composed_table *table = reading->table;
    end_above(reading, row, ended, context);
    enter_band(reading, &table->rows[row]);
    *first = reading->open.n;
    if (row < table->row_count)
        take_up(reading, first);
    const bool among = reading->open.n > *first;
    if (!goes_on)
        open_cells(reading, row, ended, context);
    if (among) /* else the cells come from left to right */
        qsort(&reading->open.at[*first], reading->open.n - *first, sizeof *reading->open.at, by_column);
    /* Labels stand over what follows until another label begins a row. */
    for (size_t i = *first; i < reading->open.n; i++)
        if (reading->open.at[i].kind == BC_READ_ROW_HEAD && !reading->open.at[i].again)
            for (size_t c = 0; c < reading->heads.n; c++)
                reading->labels.at[c] = 0;
    reading->read += reading->open.n > *first; /* a row in which no cell begins is none */
}

bool bc_layout_reading_is_interrupted(const bc_layout_reading *reading)
{
    bool interrupted = false;
    for (size_t i = 0; i < reading->open.n && !interrupted; i++)
        interrupted = reading->open.at[i].interrupted;
    return interrupted;
}

void bc_layout_reading_settle(bc_layout_reading *reading)
{
    for (size_t i = 0; i < reading->covering.n; i++)
        reading->covering.at[i] = 0;
    for (size_t i = 0; i < reading->open.n; i++) {
        bc_layout_read_cell *cell = &reading->open.at[i];
        if (!cell->again)
            cell->called = cell->id;
        for (uint32_t c = cell->column; !cell->interrupted && c < cell->column + cell->columns; c++)
            if (c < reading->covering.n)
                reading->covering.at[c] = (uint32_t)i + 1;
    }
}

static void add_head(bc_layout_read_heads *out, uint32_t id)
{
    for (size_t i = 0; i < out->list.n; i++)
        if (out->list.at[i] == id)
            return;
    bc_vec_add(&out->list, id);
}

/* The head of the row: the nearest to the left; of a head itself only one that it stands beside. */
static uint32_t head_of_row(const bc_layout_reading *reading, const bc_layout_read_cell *cell)
{
    for (uint32_t c = cell->column; c-- > 0;) {
        uint32_t place = reading->covering.at[c];
        const bc_layout_read_cell *left = place ? &reading->open.at[place - 1] : NULL;
        if (left && left->kind == BC_READ_ROW_HEAD)
            return left->called;
        if (cell->kind == BC_READ_ROW_HEAD)
            return 0; /* it stands beside a value */
    }
    return 0;
}

/* What stands above: the label over all of it, the head over it. A value under several heads is under none: it is a
 * remark across the table. */
static void add_heads_above(const bc_layout_reading *reading, const bc_layout_read_cell *cell,
                            bc_layout_read_heads *out)
{
    const bool head = cell->kind == BC_READ_COLUMN_HEAD;
    const uint32_t label = cell->column < reading->labels.n && !head ? reading->labels.at[cell->column] : 0;
    if (label && cell->kind != BC_READ_LABEL_ABOVE)
        add_head(out, label);
    const size_t labelled = out->list.n;
    for (uint32_t c = cell->column; c < cell->column + cell->columns && c < reading->heads.n; c++)
        if (reading->heads.at[c] && (!head || reading->ended.at[c] == cell->since))
            add_head(out, reading->heads.at[c]);
    if (!head && out->list.n > labelled + 1)
        out->list.n = labelled;
}

void bc_layout_reading_heads(const bc_layout_reading *reading, const bc_layout_read_cell *cell,
                             bc_layout_read_heads *out)
{
    bc_vec_clear(&out->list);
    uint32_t beside = cell->kind == BC_READ_COLUMN_HEAD ? 0 : head_of_row(reading, cell);
    if (beside)
        add_head(out, beside);
    add_heads_above(reading, cell, out);
}

void bc_layout_reading_pass(bc_layout_reading *reading, size_t first)
{
    for (size_t i = first; i < reading->open.n; i++) {
        const bc_layout_read_cell *cell = &reading->open.at[i];
        for (uint32_t c = cell->column; c < cell->column + cell->columns && c < reading->heads.n; c++) {
            if (cell->kind == BC_READ_LABEL_ABOVE)
                reading->labels.at[c] = cell->id;
            if (cell->kind != BC_READ_COLUMN_HEAD)
                continue;
            reading->heads.at[c] = cell->id;
            reading->ended.at[c] = UINT32_MAX; /* not yet */
            reading->labels.at[c] = 0;
        }
    }
}

/* -- the end -------------------------------------------------------------------------------------------- */

void bc_layout_reading_end(bc_layout_reading *reading, bc_layout_read_end *ended, void *context)
{
    for (size_t i = 0; i < reading->open.n; i++)
        if (!reading->open.at[i].interrupted)
            ended(context, &reading->open.at[i], reading->read - reading->open.at[i].since);
    bc_vec_clear(&reading->open);
}
