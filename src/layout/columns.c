/* Columns that look at their texts, between composing and measuring: for each grid of a table what all its cells ask is
 * gathered, shared out (share.c), and the edges that come out are made to agree with those of the other grids: edges
 * that the template makes equal are joined again, and so are those that would miss each other by a few points. The
 * cells of such a table are copied with the new edges; all else is lent. */
#include "layout/columns.h"

#include "base/tr.h"
#include "base/utf8.h"
#include "layout/private/demand.h"

#include <string.h>

enum {
    SAME = 50,        /* what the template calls equal, rounding apart */
    JOIN = BC_PT(8),  /* edges nearer than this are joined */
    APART = BC_PT(6), /* edges that cannot be joined are kept this far apart: less looks like a slip */
    NAMED = 20        /* characters of a text by which it is told from others */
};

/* The edges of one grid. */
typedef struct lines {
    const bc_form_grid *form;
    bc_layout_sharing *sharing; /* NULL: the columns stand as they are */
    const bc_len *x;
    bc_len *own; /* the same, to be written to */
    bool settled;
} lines;

/* The columns of a form's table, for all that have been gathered of it. */
typedef struct table_columns {
    const void *origin; /* by which it is found, with how many columns its grids have */
    uint32_t n;
    bc_len width, stub;
    lines *lines; /* of the grids */
} table_columns;

struct bc_layout_columns {
    bc_arena arena;
    BC_VEC(table_columns) tables;
};

/* -- stubs ---------------------------------------------------------------------------------------------- */

/* Stubs that are as wide as their labels ask are one column, whatever stands beside them. */
static void gather_stubs(table_columns *c, const bc_layout_composed_table *table, bc_text_typesetter *typesetter)
{
    for (uint32_t r = 0; r < table->row_count; r++) {
        const bc_layout_row *row = &table->rows[r];
        const bc_layout_composed_cell *cell = &table->cells[row->first_cell];
        const bc_form_grid *grid = &table->grids[row->grid];
        if (row->cells && cell->from == 0 && grid->columns[0].stub && grid->columns[0].flexible)
            c->stub = bc_len_max(c->stub, bc_layout_demand_label_width(cell, typesetter));
    }
}

/* The grid with its stub that wide; shares beside it keep their proportions. */
static void set_stub(bc_layout_sharing *s, bc_len stub)
{
    bc_form_width *column = &s->columns[0];
    stub = bc_len_max(stub, column->least);
    stub = bc_len_min(column->most ? bc_len_min(stub, column->most) : stub, s->width / 2);
    bc_len before = s->width - s->nominal[0], after = s->width - stub, done = 0, given = 0;
    column->kind = BC_WIDTH_LENGTH;
    column->flexible = false;
    s->nominal[0] = stub;
    for (uint32_t i = 1; i < s->n && before > 0; i++) {
        done += s->nominal[i];
        bc_len upto = bc_len_scale(after, done, before);
        s->nominal[i] = upto - given;
        given = upto;
    }
}

/* -- one grid ------------------------------------------------------------------------------------------- */

static void add_up(lines *g)
{
    for (uint32_t i = 0; i < g->sharing->n; i++)
        g->own[i + 1] = g->own[i] + g->sharing->widths[i];
}

static void solve(table_columns *c, lines *g, bc_arena *arena)
{
    bc_layout_sharing *s = g->sharing;
    g->x = g->own = BC_NEW_ARRAY(arena, bc_len, g->form->n + 1U);
    if (s->columns[0].stub && s->columns[0].flexible)
        set_stub(s, c->stub);
    bc_layout_sharing_solve(s);
    add_up(g);
}

/* -- edges that meet ------------------------------------------------------------------------------------ */

/* What the range asks for, as far as it has it. */
static bc_len kept(const lines *g, uint32_t from, uint32_t to, bc_layout_floor_kind kind)
{
    const bc_layout_sharing *s = g->sharing;
    return bc_len_min(s->floors[kind][bc_layout_sharing_range(s, from, to)], g->own[to] - g->own[from]);
}

/* Whether every range of columns keeps what it asks for with these edges. */
static bool all_kept(const lines *g, const bc_len *x, bc_layout_floor_kind kind)
{
    for (uint32_t from = 0; from < g->sharing->n; from++)
        for (uint32_t to = from + 1; to <= g->sharing->n; to++)
            if (x[to] - x[from] < kept(g, from, to, kind))
                return false;
    return true;
}

/* How wide column k must stay when its edges are pushed; one that is not flexible moves as it is. */
static bc_len pushed_width(const lines *g, uint32_t k, bc_layout_floor_kind kind)
{
    if (!g->sharing->columns[k].flexible)
        return g->own[k + 1] - g->own[k];
    return bc_len_max(kept(g, k, k + 1, kind), 1);
}

/* Moves edge `i` to x, and with it the edges beside it whose columns would become too narrow. False, and nothing moved,
 * when some column would get less than it asks for. */
static bool move_to(lines *g, uint32_t i, bc_len x, bc_layout_floor_kind kind)
{
    uint32_t n = g->sharing->n;
    bc_len moved[BC_MAX_GRID + 1];
    memcpy(moved, g->own, (n + 1) * sizeof *moved);
    moved[i] = x;
    for (uint32_t k = i; k < n && x > g->own[i]; k++)
        moved[k + 1] = bc_len_max(moved[k + 1], moved[k] + pushed_width(g, k, kind));
    for (uint32_t k = i; k > 0 && x < g->own[i]; k--)
        moved[k - 1] = bc_len_min(moved[k - 1], moved[k] - pushed_width(g, k - 1, kind));
    bool stays = moved[0] == 0 && moved[n] == g->own[n];
    for (uint32_t k = 0; k < n && stays; k++)
        stays = g->sharing->columns[k].flexible || moved[k + 1] - moved[k] == g->own[k + 1] - g->own[k];
    if (!stays || !all_kept(g, moved, kind))
        return false;
    memcpy(g->own, moved, (n + 1) * sizeof *moved);
    return true;
}

static bc_len distance(bc_len a, bc_len b)
{
    return a > b ? a - b : b - a;
}

/* Where an edge of another grid stands that edge i should meet: one that the template makes equal, else the nearest.
 * False when none is near. */
static bool find_target(const table_columns *c, uint32_t grid, uint32_t i, bc_len *x)
{
    const lines *g = &c->lines[grid];
    bc_len best = JOIN;
    bool found = false;
    for (uint32_t k = 0; k < c->n; k++) {
        const lines *other = &c->lines[k];
        if (k == grid || !other->settled)
            continue;
        for (uint32_t e = 1; e < other->form->n; e++) {
            bool equal = distance(other->form->edges[e], g->form->edges[i]) <= SAME && !g->form->automatic &&
                         !other->form->automatic;
            bc_len away = equal ? 0 : distance(other->x[e], g->x[i]);
            if (away >= best && !(equal && !found))
                continue;
            best = away;
            *x = other->x[e];
            found = true;
            if (equal)
                return true;
        }
    }
    return found;
}

/* Joins edge `i` with the target, or keeps it so far away that it looks meant. */
static bool move_edge(lines *g, uint32_t i, bc_len target, bc_layout_floor_kind kind)
{
    bc_len side = g->x[i] > target ? APART : -APART, tries[] = { target, target + side, target - side };
    for (uint32_t k = 0; k < sizeof tries / sizeof *tries; k++) {
        if (k > 0 && distance(g->x[i], target) >= APART)
            return true;
        if (move_to(g, i, tries[k], kind))
            return true;
    }
    return false;
}

/* Edges that are pushed may come near others, so all are looked at several times, from both sides. Short texts stay on
 * one line if that is possible, labels on their lines if at least that is. */
static void join_edges(table_columns *c, uint32_t grid)
{
    static const bc_layout_floor_kind floors[] = { BC_FLOOR_WISH, BC_FLOOR_WISH, BC_FLOOR_SOFT, BC_FLOOR_SOFT,
                                                   BC_FLOOR_HARD };
    enum { ROUNDS = sizeof floors / sizeof *floors };
    lines *g = &c->lines[grid];
    uint32_t n = g->sharing->n;
    for (uint32_t round = 0; round < ROUNDS; round++)
        for (uint32_t k = 1; k < n; k++) {
            bc_len target;
            uint32_t i = round % 2 ? n - k : k;
            bool last = round + 1 == ROUNDS;
            if (!find_target(c, grid, i, &target) || target == g->x[i] || (last && distance(g->x[i], target) >= APART))
                continue;
            (void)move_edge(g, i, target, floors[round]);
        }
    for (uint32_t i = 0; i < n; i++)
        g->sharing->widths[i] = g->x[i + 1] - g->x[i];
}

/* -- columns with shares -------------------------------------------------------------------------------- */

/* Whether figures on the grid, whose columns stand as the template has them, are wider than these. */
static bool tears_figures(const bc_layout_composed_table *table, uint32_t grid, bc_text_typesetter *typesetter)
{
    if (table->grids[grid].flexible || table->grids[grid].n > BC_MAX_GRID || table->blank)
        return false;
    for (uint32_t r = 0; r < bc_layout_all_rows(table); r++) {
        const bc_layout_row *row = &table->rows[r];
        for (uint32_t i = row->first_cell; i < row->first_cell + row->cells && row->grid == grid; i++)
            if (bc_layout_demand_torn_here(&table->cells[i], typesetter))
                return true;
    }
    return false;
}

/* The grid with shares that give way to figures. */
static const bc_form_grid *give_way(const bc_form_grid *grid, bc_arena *arena)
{
    bc_form_grid *out = BC_NEW_COPY(arena, grid, 1);
    bc_form_width *columns = BC_NEW_COPY(arena, grid->columns, grid->n);
    for (uint32_t i = 0; i < grid->n; i++)
        if (columns[i].kind == BC_WIDTH_SHARE && !columns[i].stub)
            columns[i].flexible = columns[i].content = true;
    out->columns = columns;
    out->flexible = true;
    return out;
}

/* -- what has no room ----------------------------------------------------------------------------------- */

/* How the user finds a text again: its first words. */
static bc_str name_of(const bc_layout_composed_cell *cell)
{
    size_t end = 0;
    for (int i = 0; i < NAMED && end < cell->text.n && cell->text.p[end] != '\n'; i++)
        bc_utf8_next(cell->text, &end);
    return bc_str_slice(cell->text, 0, end);
}

/* What the page calls the column of the cell: the nearest label above it that is as wide as it, or else its own words.
 */
static bc_str head_of(const bc_layout_composed_table *table, const bc_layout_composed_cell *cell)
{
    bool value = cell->kind == BC_CELL_VALUE;
    for (uint32_t r = cell->row; r > 0 && value; r--) {
        const bc_layout_row *row = &table->rows[r - 1];
        for (uint32_t i = row->first_cell; i < row->first_cell + row->cells; i++) {
            const bc_layout_composed_cell *above = &table->cells[i];
            if (above->kind != BC_CELL_VALUE && above->text.n && above->x0 == cell->x0 && above->x1 == cell->x1)
                return name_of(above);
        }
    }
    return name_of(cell);
}

/* A table being fitted. */
typedef struct fitter {
    const bc_layout_composed_table *table;
    const table_columns *columns;
    bc_text_typesetter *typesetter;
    bc_diag_list *diags;
} fitter;

/* What lacks most in some columns that one cell covers; no cell: nothing does. */
typedef struct narrowest {
    const bc_layout_composed_cell *cell;
    bc_len lacks;
} narrowest;

/* Whether something may be parted that no line should part. */
static bool is_narrow(const lines *g)
{
    const bc_layout_sharing *s = g->sharing;
    bool narrow = s->is_short;
    if (s->keeps_figures) /* what lengths tear is told when it is measured */
        return narrow;
    for (uint32_t from = 0; from < s->n && !narrow; from++)
        for (uint32_t to = from + 1; to <= s->n && !narrow; to++)
            narrow = s->floors[BC_FLOOR_HARD][bc_layout_sharing_range(s, from, to)] > g->x[to] - g->x[from];
    return narrow;
}

static void look_at_cells(const fitter *f, uint32_t grid, narrowest *of)
{
    const lines *g = &f->columns->lines[grid];
    for (uint32_t r = 0; r < bc_layout_all_rows(f->table); r++) {
        const bc_layout_row *row = &f->table->rows[r];
        for (uint32_t i = row->first_cell; i < row->first_cell + row->cells && row->grid == grid; i++) {
            const bc_layout_composed_cell *cell = &f->table->cells[i];
            bc_len piece = g->sharing->keeps_figures ? bc_layout_demand_torn_here(cell, f->typesetter)
                                                     : bc_layout_demand_piece(cell, f->typesetter);
            bc_len lacks = piece - (g->x[cell->to] - g->x[cell->from]);
            narrowest *here = &of[bc_layout_sharing_range(g->sharing, cell->from, cell->to)];
            if (lacks > here->lacks)
                *here = (narrowest){ cell, lacks };
        }
    }
}

/* The columns that are too narrow have one cause, so they are told together when there are several. Whether any is. */
static bool report_narrow(const fitter *f, uint32_t grid)
{
    const lines *g = &f->columns->lines[grid];
    if (!f->diags || !g->sharing || !is_narrow(g))
        return false;
    const uint32_t n = (g->sharing->n + 1) * (g->sharing->n + 1);
    narrowest *all = bc_mem_alloc(bc_mem_product(n, sizeof *all)), most = { 0 };
    look_at_cells(f, grid, all);
    uint32_t count = 0;
    bc_len together = 0;
    for (uint32_t i = 0; i < n; i++) {
        count += all[i].cell != NULL;
        together += all[i].lacks;
        most = all[i].lacks > most.lacks ? all[i] : most;
    }
    bc_mem_free(all);
    if (!most.cell)
        return false;
    bc_str name = name_of(most.cell), head = head_of(f->table, most.cell);
    if (count == 1)
        bc_diag_add(f->diags, BC_DIAG_WARNING, "W404", most.cell->mark,
                    bc_tr("the column `%.*s` is too narrow by %d.%d pt for `%.*s`, which has what no line should part"),
                    BC_STR_ARG(head), most.lacks / 1000, most.lacks % 1000 / 100, BC_STR_ARG(name));
    else
        bc_diag_add(f->diags, BC_DIAG_WARNING, "W404", most.cell->mark,
                    bc_tr("the table has no room for its columns: %u of them are too narrow for what no line should "
                          "part, together by %d.%d pt, `%.*s` by %d.%d pt for `%.*s`"),
                    count, together / 1000, together % 1000 / 100, BC_STR_ARG(head), most.lacks / 1000,
                    most.lacks % 1000 / 100, BC_STR_ARG(name));
    bc_diag_hint(
        f->diags, "%s",
        bc_tr("make the type smaller (`styles: {cell: {size: 小五}}`), leave a column out, let fewer be of fixed "
              "width, or give the form a wider paper (`orientation: landscape`, `size: A3`)"));
    return true;
}

/* -- tables --------------------------------------------------------------------------------------------- */

static bool has_same_grids(const table_columns *c, const bc_layout_composed_table *table)
{
    bool same = c->origin == table->origin && c->n == table->grid_count;
    for (uint32_t i = 0; same && i < c->n; i++)
        same = c->lines[i].form->n == table->grids[i].n;
    return same;
}

static table_columns *find_columns(const bc_layout_columns *columns, const bc_layout_composed_table *table)
{
    for (size_t i = 0; i < columns->tables.n; i++)
        if (has_same_grids(&columns->tables.at[i], table))
            return &columns->tables.at[i];
    return NULL;
}

/* Grids that a record has made are kept longer than it. */
static const bc_form_grid *keep_grids(const bc_layout_composed_table *table, bc_arena *arena)
{
    if (!table->own_grids)
        return table->grids;
    bc_form_grid *grids = BC_NEW_COPY(arena, table->grids, table->grid_count);
    for (uint32_t i = 0; i < table->grid_count; i++) {
        grids[i].columns = BC_NEW_COPY(arena, grids[i].columns, grids[i].n);
        grids[i].edges = BC_NEW_COPY(arena, grids[i].edges, grids[i].n + 1U);
    }
    return grids;
}

static table_columns *add_columns(bc_layout_columns *columns, const bc_layout_composed_table *table,
                                  bc_text_typesetter *typesetter)
{
    bc_arena *arena = &columns->arena;
    const bc_form_grid *grids = keep_grids(table, arena);
    table_columns c = { .origin = table->origin, .n = table->grid_count, .width = table->width };
    c.lines = BC_NEW_ARRAY(arena, lines, table->grid_count);
    for (uint32_t i = 0; i < c.n; i++) {
        lines *g = &c.lines[i];
        bool torn = tears_figures(table, i, typesetter);
        *g = (lines){ .form = &grids[i], .x = grids[i].edges, .settled = !grids[i].flexible && !torn };
        if (g->settled)
            continue;
        if (torn)
            g->form = give_way(&grids[i], arena);
        g->sharing = BC_NEW(arena, bc_layout_sharing);
        g->sharing->keeps_figures = torn;
        bc_layout_sharing_init(g->sharing, g->form, c.width, arena);
    }
    bc_vec_add(&columns->tables, c);
    return &columns->tables.at[columns->tables.n - 1];
}

static void gather(bc_layout_columns *columns, const bc_layout_composed_table *table, bc_text_typesetter *typesetter)
{
    table_columns *c = find_columns(columns, table);
    if (!c)
        c = add_columns(columns, table, typesetter);
    gather_stubs(c, table, typesetter);
    for (uint32_t i = 0; i < c->n; i++)
        if (c->lines[i].sharing)
            bc_layout_demand_collect(c->lines[i].sharing, table, i, typesetter);
}

static void settle(table_columns *c, bc_arena *arena)
{
    for (uint32_t i = 0; i < c->n; i++) {
        if (c->lines[i].settled)
            continue;
        solve(c, &c->lines[i], arena);
        join_edges(c, i);
        c->lines[i].settled = true;
    }
}

/* In the cells themselves: there may be half a million of them. */
static void move_cells(const fitter *f)
{
    const bc_layout_composed_table *table = f->table;
    for (uint32_t r = 0; r < bc_layout_all_rows(table); r++) {
        const bc_layout_row *row = &table->rows[r];
        const bc_len *x = f->columns->lines[row->grid].x;
        for (uint32_t i = row->first_cell; i < row->first_cell + row->cells; i++) {
            bc_layout_composed_cell *cell = &table->cells[i];
            cell->x0 = x[cell->from];
            cell->x1 = x[cell->to];
        }
    }
}

static const bc_layout_composed_table *fit_table(const fitter *f, bc_arena *arena)
{
    bc_layout_composed_table *fitted = BC_NEW(arena, bc_layout_composed_table);
    *fitted = *f->table;
    move_cells(f);
    bool *narrow = NULL;
    for (uint32_t i = 0; i < f->columns->n; i++) {
        if (!report_narrow(f, i))
            continue;
        if (!narrow)
            narrow = BC_NEW_ARRAY(arena, bool, f->columns->n);
        narrow[i] = true;
    }
    fitted->narrow = narrow;
    return fitted;
}

/* -- documents ------------------------------------------------------------------------------------------ */

/* Whether the columns of a table are to be found: a template says so, or figures have no room in its shares. */
static bool is_flexible(const bc_layout_composed_block *block, bc_text_typesetter *typesetter)
{
    bool flexible = false;
    for (uint32_t i = 0; block->kind == BC_BLOCK_TABLE && i < block->as.table->grid_count && !flexible; i++)
        flexible = block->as.table->grids[i].flexible;
    for (uint32_t i = 0; block->kind == BC_BLOCK_TABLE && i < block->as.table->grid_count && !flexible; i++)
        flexible = tears_figures(block->as.table, i, typesetter);
    return flexible;
}

bc_layout_columns *bc_layout_columns_new(void)
{
    return bc_mem_alloc(sizeof(bc_layout_columns));
}

void bc_layout_columns_free(bc_layout_columns *columns)
{
    for (size_t i = 0; columns && i < columns->tables.n; i++)
        for (uint32_t k = 0; k < columns->tables.at[i].n; k++)
            if (columns->tables.at[i].lines[k].sharing)
                bc_layout_sharing_release(columns->tables.at[i].lines[k].sharing);
    if (columns) {
        bc_vec_release(&columns->tables);
        bc_arena_release(&columns->arena);
    }
    bc_mem_free(columns);
}

void bc_layout_columns_gather(bc_layout_columns *columns, const bc_layout_composed *composed,
                              bc_text_typesetter *typesetter)
{
    for (uint32_t i = 0; i < composed->block_count; i++)
        if (is_flexible(&composed->blocks[i], typesetter))
            gather(columns, composed->blocks[i].as.table, typesetter);
}

void bc_layout_columns_settle(bc_layout_columns *columns)
{
    for (size_t i = 0; i < columns->tables.n; i++)
        settle(&columns->tables.at[i], &columns->arena);
}

const bc_layout_composed *bc_layout_columns_apply(const bc_layout_columns *columns, const bc_layout_composed *composed,
                                                  bc_text_typesetter *typesetter, bc_arena *arena, bc_diag_list *diags)
{
    bc_layout_composed *fitted = BC_NEW(arena, bc_layout_composed);
    *fitted = *composed;
    bc_layout_composed_block *blocks = BC_NEW_ARRAY(arena, bc_layout_composed_block, composed->block_count);
    for (uint32_t i = 0; i < composed->block_count; i++) {
        blocks[i] = composed->blocks[i];
        const table_columns *c = blocks[i].kind == BC_BLOCK_TABLE ? find_columns(columns, blocks[i].as.table) : NULL;
        fitter f = { .columns = c, .typesetter = typesetter, .diags = diags };
        f.table = c ? blocks[i].as.table : NULL;
        if (c)
            blocks[i].as.table = fit_table(&f, arena);
    }
    fitted->blocks = blocks;
    return fitted;
}

const bc_layout_composed *bc_layout_columns_fit(const bc_layout_composed *composed, bc_text_typesetter *typesetter,
                                                bc_arena *arena, bc_diag_list *diags)
{
    bool any = false;
    for (uint32_t i = 0; i < composed->block_count; i++)
        any = any || is_flexible(&composed->blocks[i], typesetter);
    if (!any)
        return composed;
    bc_layout_columns *columns = bc_layout_columns_new();
    bc_layout_columns_gather(columns, composed, typesetter);
    bc_layout_columns_settle(columns);
    const bc_layout_composed *fitted = bc_layout_columns_apply(columns, composed, typesetter, arena, diags);
    bc_layout_columns_free(columns);
    return fitted;
}
