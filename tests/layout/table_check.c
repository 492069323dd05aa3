#include "table_check.h"

#include <stdlib.h>
#include <string.h>

enum { PAD = 3000 };

/* -- lines ---------------------------------------------------------------------------------------------- */

static uint32_t lines_of(const fake *f, uint32_t text)
{
    for (uint32_t b = 0; b < f->document.block_count; b++) {
        const bc_layout_block *block = &f->document.blocks[b];
        if (block->kind == BC_BLOCK_PARA && block->as.text.lines.n && fake_number(block->as.text.words) == text)
            return block->as.text.lines.n;
        const bc_layout_table *table = block->kind == BC_BLOCK_TABLE ? &block->as.table : NULL;
        for (uint32_t i = 0; table && i < table->composed->cell_count; i++)
            if (table->cells[i].line_count && fake_number(table->cells[i].composed->text) == text)
                return table->cells[i].line_count;
    }
    return 0;
}

const char *check_lines(const fake *f, const fake_pages *pages, bool in_area, bool no_blank)
{
    const char *wrong = NULL;
    uint32_t *done = calloc(f->texts + 1, sizeof *done), pages_seen = 0;
    bc_len height = bc_layout_frame_height(&f->document.paper), width = bc_layout_frame_width(&f->document.paper);
    for (size_t i = 0; i < pages->lines.n && !wrong; i++) {
        const fake_line *line = &pages->lines.at[i];
        if (in_area && (line->top < 0 || line->top + FAKE_LEADING > height || line->x < 0 || line->x > width))
            wrong = "a line stands outside the type area";
        if (line->role != BC_ITEM_CONTENT)
            continue;
        if (no_blank && (line->page >= pages_seen + 1 || (pages_seen == 0 && line->page > 0)))
            wrong = "a page without any line of its own";
        pages_seen = line->page + 1;
        if (line->line != done[line->text]++)
            wrong = "a line is out of order or printed twice";
    }
    if (!wrong && no_blank && pages->lines.n && pages_seen != pages->n)
        wrong = "the last page has no line of its own";
    for (uint32_t t = 0; t < f->texts && !wrong; t++)
        if (done[t] != lines_of(f, t))
            wrong = "a line is missing";
    for (size_t i = 0; i < pages->rules.n && !wrong && in_area; i++) {
        const fake_rule *rule = &pages->rules.at[i];
        bc_len x1 = rule->x + (rule->vertical ? 0 : rule->length), y1 = rule->y + (rule->vertical ? rule->length : 0);
        if (rule->x < 0 || rule->y < 0 || x1 > width || y1 > height)
            wrong = "a rule stands outside the type area";
    }
    free(done);
    return wrong;
}

/* -- a part: what one page holds ------------------------------------------------------------------------ */

enum { MAX_ROWS = 1024, MAX_XS = 64 };

typedef struct part {
    uint32_t page, first, last; /* rows first..last, without those printed again */
    uint32_t head, head_end;    /* header rows printed again; the same: none */
    uint32_t rows[MAX_ROWS], n;
    bc_len edges[MAX_ROWS + 1];
    bc_len xs[MAX_XS];
    uint32_t x_count;
} part;

typedef struct checker {
    const table_case *c;
    const bc_layout_composed_table *table;
    const bc_layout_table *measured;
    uint32_t base;  /* number of the first cell's text */
    uint32_t *done; /* lines of each cell printed on earlier pages */
    size_t at;      /* first of the page's lines */
    size_t end;
    bool last_is_split;
    const part *page_part; /* the page looked at last */
    uint32_t second_page;  /* its first row */
    const char *wrong;
} checker;

static bool complain(checker *k, const char *wrong)
{
    if (!k->wrong)
        k->wrong = wrong;
    return false;
}

static const bc_layout_composed_cell *cell_of(const checker *k, const fake_line *line)
{
    return line->text >= k->base && line->text < k->base + k->table->cell_count ? &k->table->cells[line->text - k->base]
                                                                                : NULL;
}

static void band_head(const bc_layout_composed_table *table, uint32_t row, uint32_t *first, uint32_t *end)
{
    uint32_t r = row;
    while (r > 0 && table->rows[r - 1].band == table->rows[row].band)
        r--;
    *first = r;
    while (r < table->row_count && table->rows[r].band == table->rows[row].band && table->rows[r].head)
        r++;
    *end = r;
}

/* The rows and their tops, from cells of one row. */
static bool read_rows(checker *k, part *p)
{
    static bc_len tops[MAX_ROWS];
    for (uint32_t r = 0; r < k->table->row_count; r++)
        tops[r] = BC_LEN_MAX;
    for (size_t i = k->at; i < k->end; i++) {
        const bc_layout_composed_cell *cell = cell_of(k, &k->c->pages->lines.at[i]);
        bc_len top = k->c->pages->lines.at[i].top - PAD;
        if (cell && cell->rows == 1 && top < tops[cell->row])
            tops[cell->row] = top;
    }
    p->n = 0;
    for (uint32_t r = p->head; r < p->head_end; r++)
        p->rows[p->n++] = r;
    p->last = p->first;
    for (uint32_t r = p->first; r < k->table->row_count && tops[r] != BC_LEN_MAX; r++) {
        p->last = r;
        p->rows[p->n++] = r;
    }
    uint32_t found = 0;
    for (uint32_t r = 0; r < k->table->row_count; r++)
        found += tops[r] != BC_LEN_MAX;
    if (found != p->n)
        return complain(k, "the page's rows do not follow those of the page before, below its header rows");
    for (uint32_t i = 0; i < p->n; i++)
        p->edges[i] = tops[p->rows[i]];
    p->edges[p->n] = 0;
    for (size_t i = 0; i < k->c->pages->rules.n; i++) {
        const fake_rule *rule = &k->c->pages->rules.at[i];
        if (rule->page == p->page && !rule->vertical && rule->y > p->edges[p->n])
            p->edges[p->n] = rule->y;
    }
    for (uint32_t i = 0; i < p->n; i++)
        if (p->edges[i] >= p->edges[i + 1])
            return complain(k, "rows overlap");
    return true;
}

/* Edges between which the cell stands on the page; false: not there. */
static bool extent(const part *p, const bc_layout_composed_cell *cell, uint32_t *from, uint32_t *to)
{
    *from = *to = 0;
    bool found = false;
    for (uint32_t i = 0; i < p->n; i++) {
        if (p->rows[i] < cell->row || p->rows[i] >= cell->row + cell->rows)
            continue;
        if (!found)
            *from = i;
        found = true;
        *to = i + 1;
    }
    return found;
}

/* -- texts ---------------------------------------------------------------------------------------------- */

typedef struct printed {
    uint32_t n, first;
    bc_layout_item_role role;
    bc_len top, bottom;
} printed;

static printed printed_of(const checker *k, uint32_t cell)
{
    printed p = { 0 };
    for (size_t i = k->at; i < k->end; i++) {
        const fake_line *line = &k->c->pages->lines.at[i];
        if (line->text != k->base + cell)
            continue;
        if (p.n++ == 0)
            p = (printed){ 1, line->line, line->role, line->top - PAD, 0 };
        p.bottom = line->top + FAKE_LEADING + PAD;
    }
    return p;
}

static bool check_label(checker *k, const part *p, uint32_t index, printed t, bool first_part)
{
    const bc_layout_composed_cell *cell = &k->table->cells[index];
    uint32_t lines = k->measured->cells[index].line_count;
    if (first_part)
        return t.n == lines && t.role == BC_ITEM_CONTENT ? true : complain(k, "a label's first part lacks its text");
    bool over = p->head < p->head_end && cell->row >= p->head && cell->row + cell->rows <= p->first;
    if (over)
        return true; /* the stub of a header that has ended: its text may not fit */
    if (cell->policy == BC_SPAN_ONCE)
        return t.n == 0 ? true : complain(k, "a label to be printed once is printed again");
    return t.n == lines && t.role == BC_ITEM_REPEATED ? true : complain(k, "a label is not printed again");
}

static bool check_single(checker *k, const part *p, uint32_t index, printed t)
{
    const bc_layout_composed_cell *cell = &k->table->cells[index];
    uint32_t lines = k->measured->cells[index].line_count;
    bool in_head = cell->row >= p->head && cell->row < p->head_end;
    if (in_head)
        return t.n == lines && t.role == BC_ITEM_REPEATED ? true : complain(k, "a header row is not printed again");
    uint32_t left = lines - k->done[index];
    if (t.role == BC_ITEM_REPEATED)
        return left == 0 && cell->kind == BC_CELL_LABEL && t.n == lines
                   ? true
                   : complain(k, "a text is printed again that is no label");
    k->done[index] += t.n;
    if (t.n == left)
        return true;
    bool bare = p->page > 0 && cell->row == p->first;
    if (t.n < 2 && !bare)
        return complain(k, "fewer than two lines stand before a break");
    k->last_is_split = true;
    return true;
}

static bool check_cell(checker *k, const part *p, uint32_t index, int64_t *area)
{
    const bc_layout_composed_cell *cell = &k->table->cells[index];
    printed t = printed_of(k, index);
    uint32_t from, to;
    if (!extent(p, cell, &from, &to))
        return t.n == 0 ? true : complain(k, "a cell is printed where its rows are not");
    *area += (int64_t)(cell->x1 - cell->x0) * (p->edges[to] - p->edges[from]);
    if (t.n && t.top != p->edges[from])
        return complain(k, "a text does not stand at the top of its cell");
    if (t.n && t.bottom > p->edges[to])
        return complain(k, "a text does not fit its cell");
    bool first_part = k->done[index] == 0;
    if (cell->rows == 1)
        return check_single(k, p, index, t);
    k->done[index] = k->measured->cells[index].line_count;
    return check_label(k, p, index, t, first_part);
}

/* -- borders -------------------------------------------------------------------------------------------- */

static uint32_t x_index(const part *p, bc_len x)
{
    uint32_t i = 0;
    while (i < p->x_count && p->xs[i] != x)
        i++;
    return i;
}

static int compare_len(const void *a, const void *b)
{
    bc_len x = *(const bc_len *)a, y = *(const bc_len *)b;
    return (x > y) - (x < y);
}

static void collect_xs(const checker *k, part *p)
{
    p->x_count = 0;
    uint32_t from, to;
    for (uint32_t i = 0; i < k->table->cell_count; i++) {
        const bc_layout_composed_cell *cell = &k->table->cells[i];
        if (!extent(p, cell, &from, &to))
            continue;
        if (x_index(p, cell->x0) == p->x_count)
            p->xs[p->x_count++] = cell->x0;
        if (x_index(p, cell->x1) == p->x_count)
            p->xs[p->x_count++] = cell->x1;
    }
    qsort(p->xs, p->x_count, sizeof *p->xs, compare_len);
}

typedef struct sides {
    uint8_t across[MAX_ROWS + 1][MAX_XS], down[MAX_ROWS][MAX_XS];
} sides;

static void expect_sides(const checker *k, const part *p, sides *s)
{
    uint32_t from, to;
    memset(s, 0, sizeof *s);
    for (uint32_t i = 0; i < k->table->cell_count; i++) {
        const bc_layout_composed_cell *cell = &k->table->cells[i];
        if (!extent(p, cell, &from, &to))
            continue;
        uint32_t left = x_index(p, cell->x0), right = x_index(p, cell->x1);
        for (uint32_t x = left; x < right; x++)
            s->across[from][x] = s->across[to][x] = 1;
        for (uint32_t e = from; e < to; e++)
            s->down[e][left] = s->down[e][right] = 1;
    }
}

static uint32_t edge_index(const part *p, bc_len y)
{
    uint32_t i = 0;
    while (i <= p->n && p->edges[i] != y)
        i++;
    return i;
}

/* Takes the sides that the rule draws; each must be there still. */
static bool take_sides(checker *k, const part *p, sides *s, const fake_rule *rule)
{
    uint32_t x = x_index(p, rule->x), e = edge_index(p, rule->y);
    if (x == p->x_count || e > p->n)
        return complain(k, "a rule begins where no cell does");
    bool frame = rule->vertical ? x == 0 || x + 1 == p->x_count : e == 0 || e == p->n;
    if (rule->weight != (frame ? k->table->frame_rule : k->table->rule))
        return complain(k, "a rule has the wrong weight");
    bc_len end = (rule->vertical ? rule->y : rule->x) + rule->length;
    while (rule->vertical ? e < p->n && p->edges[e] < end : x + 1 < p->x_count && p->xs[x] < end) {
        uint8_t *side = rule->vertical ? &s->down[e++][x] : &s->across[e][x++];
        if (*side != 1)
            return complain(k, *side ? "a border is drawn twice" : "a rule is drawn where no border is");
        *side = 2;
    }
    if ((rule->vertical ? p->edges[e] : p->xs[x]) != end)
        return complain(k, "a rule ends where no cell does");
    bool goes_on = rule->vertical ? e < p->n && s->down[e][x] == 1 : x + 1 < p->x_count && s->across[e][x] == 1;
    return goes_on ? complain(k, "a border is drawn in pieces") : true;
}

static bool check_borders(checker *k, part *p)
{
    static sides s;
    collect_xs(k, p);
    expect_sides(k, p, &s);
    for (size_t i = 0; i < k->c->pages->rules.n; i++)
        if (k->c->pages->rules.at[i].page == p->page && !take_sides(k, p, &s, &k->c->pages->rules.at[i]))
            return false;
    for (uint32_t e = 0; e <= p->n; e++)
        for (uint32_t x = 0; x < p->x_count; x++)
            if (s.across[e][x] == 1 || (e < p->n && s.down[e][x] == 1))
                return complain(k, "a border is not drawn");
    return true;
}

/* -- glue ----------------------------------------------------------------------------------------------- */

static bc_len head_height(const bc_layout_table *measured, uint32_t first, uint32_t end)
{
    const bc_layout_composed_table *table = measured->composed;
    bc_len edges[MAX_ROWS] = { 0 };
    for (uint32_t r = first; r < end; r++) {
        edges[r - first + 1] = edges[r - first] + measured->heights[r];
        for (uint32_t i = 0; i < table->cell_count; i++) {
            const bc_layout_composed_cell *cell = &table->cells[i];
            bc_len need = measured->cells[i].need;
            if (cell->row >= first && cell->row + cell->rows == r + 1)
                edges[r - first + 1] = bc_len_max(edges[r - first + 1], edges[cell->row - first] + need);
        }
    }
    return edges[end - first];
}

/* Room for rows on a page that begins with this row. */
static bc_len body(const checker *k, uint32_t row)
{
    uint32_t first, end;
    band_head(k->table, row, &first, &end);
    return bc_layout_frame_height(&k->c->f->document.paper) - (row > 0 ? k->c->continued : 0) -
           (row > 0 && row >= end ? head_height(k->measured, first, end) : 0);
}

static unsigned opens(const bc_layout_composed_table *table, uint32_t r)
{
    return r == 0 || table->rows[r].band != table->rows[r - 1].band ? 0 : table->rows[r].opens;
}

/* Level by level: the group around the edge, and how far the edge is from its ends. */
static bool near_group_edge(const bc_layout_composed_table *table, uint32_t row)
{
    for (unsigned level = 0; level < opens(table, row); level++) {
        uint32_t first = row - 1, end = row + 1;
        while (opens(table, first) > level)
            first--;
        while (end < table->row_count && opens(table, end) > level)
            end++;
        if (row - first < table->least_rows || end - row < table->least_rows)
            return true;
        if (level >= 8 && opens(table, row) == BC_NO_GROUP)
            break; /* no row opens a level so deep */
    }
    return false;
}

static bool is_kept(const checker *k, uint32_t row)
{
    for (uint32_t i = 0; i < k->table->cell_count; i++) {
        const bc_layout_composed_cell *cell = &k->table->cells[i];
        if (cell->policy != BC_SPAN_KEEP || cell->rows < 2 || row <= cell->row || row >= cell->row + cell->rows)
            continue;
        int64_t sum = 0;
        for (uint32_t r = cell->row; r < cell->row + cell->rows; r++)
            sum += k->measured->heights[r];
        bc_len room = body(k, cell->row);
        if (sum <= room && k->measured->cells[i].need <= room)
            return true;
    }
    return false;
}

/* By more than the edge of a group. */
static bool is_tied(const checker *k, uint32_t row)
{
    const bc_layout_row *above = &k->table->rows[row - 1];
    return above->head || above->keep_with_next || k->table->row_count - row < k->table->least_rows || is_kept(k, row);
}

static bool is_glued(const checker *k, uint32_t row)
{
    return is_tied(k, row) || near_group_edge(k->table, row);
}

/* Whether rows from..to fit a page that begins with them. */
static bool fits_page(const checker *k, uint32_t from, uint32_t to)
{
    static bc_len tops[MAX_ROWS];
    bc_len y = 0, room = body(k, from);
    for (uint32_t r = 0; r < from; r++)
        tops[r] = 0;
    for (uint32_t r = from; r < to; r++) {
        tops[r] = y;
        y += k->measured->heights[r];
        for (uint32_t i = 0; i < k->table->cell_count; i++) {
            const bc_layout_composed_cell *cell = &k->table->cells[i];
            if (cell->rows > 1 && cell->row + cell->rows == r + 1)
                y = bc_len_max(y, tops[cell->row] + k->measured->cells[i].need);
        }
    }
    bc_len bottom = y;
    for (uint32_t i = 0; i < k->table->cell_count; i++) {
        const bc_layout_composed_cell *cell = &k->table->cells[i];
        if (cell->row < to && cell->row + cell->rows > to)
            bottom = bc_len_max(bottom, tops[cell->row] + k->measured->cells[i].need);
    }
    return bottom + (to == k->table->row_count ? k->c->reserve : 0) <= room;
}

/* Whether another cell's rows kept together reach over the edge of these, so that all might be too many. */
static bool overlaps_kept(const checker *k, const bc_layout_composed_cell *cell)
{
    uint32_t end = cell->row + cell->rows;
    for (uint32_t i = 0; i < k->table->cell_count; i++) {
        const bc_layout_composed_cell *other = &k->table->cells[i];
        uint32_t other_end = other->row + other->rows;
        if (other->policy == BC_SPAN_KEEP && other->rows > 1 && other->row < end && other_end > cell->row &&
            (other->row < cell->row || other_end > end))
            return true;
    }
    return false;
}

static bool parts_kept(const checker *k, uint32_t row)
{
    for (uint32_t i = 0; i < k->table->cell_count; i++) {
        const bc_layout_composed_cell *cell = &k->table->cells[i];
        uint32_t end = cell->row + cell->rows;
        if (cell->policy == BC_SPAN_KEEP && row > cell->row && row < end && !overlaps_kept(k, cell) &&
            fits_page(k, cell->row, end))
            return true;
    }
    return false;
}

/* Whether the page would have been white for more than 12 % had the rows that stay with its last one moved whole. */
static bool would_be_white(const checker *k)
{
    const part *p = k->page_part;
    uint32_t at = p->n - 1, from = p->last;
    while (from > p->first && is_glued(k, from))
        from--;
    /* Where the rows stood before labels made them grow. */
    bc_len top = p->edges[at - (p->last - p->first)], foot = bc_layout_frame_height(&k->c->f->document.paper);
    for (uint32_t r = p->first; r < from; r++)
        top += bc_len_min(k->measured->heights[r], p->edges[at - (p->last - r) + 1] - p->edges[at - (p->last - r)]);
    return (int64_t)(foot - top) * 100 > (int64_t)body(k, from) * 12;
}

/* A row that a page would hold is split when its page would else have been white: texts of six lines or more show three
 * at the least on either side, others are whole. */
static bool splits_with_care(const checker *k, uint32_t row)
{
    if (k->page_part->last != row || k->table->rows[row].head || parts_kept(k, row) || parts_kept(k, row + 1) ||
        !would_be_white(k))
        return false;
    for (uint32_t i = 0; i < k->table->cell_count; i++) {
        uint32_t lines = k->measured->cells[i].line_count, left = lines - k->done[i];
        bool whole = left == 0, parted = lines >= 6 && k->done[i] >= 3 && left >= 3;
        if (k->table->cells[i].row == row && k->table->cells[i].rows == 1 && !whole && !parted)
            return false;
    }
    return true;
}

static bool check_break(checker *k, uint32_t row, uint32_t page)
{
    bool pinned = page == 1 && k->c->under_title;
    if (!k->last_is_split && !pinned && k->table->rows[row - 1].head)
        return complain(k, "header rows are left alone");
    if (!k->last_is_split && !pinned && parts_kept(k, row))
        return complain(k, "rows that a cell keeps together are parted");
    if (k->last_is_split)
        return pinned || k->measured->heights[row] > body(k, row) || splits_with_care(k, row)
                   ? true
                   : complain(k, "a row is split that would fit a page");
    if (row >= k->table->row_count || pinned || !is_glued(k, row) || (!is_tied(k, row) && would_be_white(k)))
        return true;
    uint32_t from = row - 1, to = row + 1;
    while (from > 0 && is_glued(k, from))
        from--;
    while (to < k->table->row_count && is_glued(k, to))
        to++;
    if (k->c->under_title && from < k->second_page)
        return true; /* broken already to leave no title alone */
    return fits_page(k, from, to) ? complain(k, "rows that stay together are parted") : true;
}

/* -- pages ---------------------------------------------------------------------------------------------- */

static bool check_page(checker *k, uint32_t page, uint32_t next)
{
    static part p;
    p = (part){ .page = page, .first = next };
    uint32_t first, end;
    band_head(k->table, next, &first, &end);
    if (page > 0 && next >= end) {
        p.head = first;
        p.head_end = end;
    }
    k->last_is_split = false;
    k->page_part = &p;
    if (!read_rows(k, &p))
        return false;
    if (page > 0 && p.edges[0] != k->c->continued)
        return complain(k, "the table does not go on at the page's top");
    if (p.edges[p.n] > bc_layout_frame_height(&k->c->f->document.paper))
        return complain(k, "the table goes over the page's foot");
    int64_t area = 0;
    for (uint32_t i = 0; i < k->table->cell_count; i++)
        if (!check_cell(k, &p, i, &area))
            return false;
    if (area != (int64_t)k->table->width * (p.edges[p.n] - p.edges[0]))
        return complain(k, "the cells do not tile the page");
    return check_borders(k, &p);
}

/* The last row that has lines on the page, or the one before `next`. */
static uint32_t next_row(const checker *k, uint32_t next)
{
    for (uint32_t r = next; r < k->table->row_count; r++)
        for (uint32_t i = 0; i < k->table->cell_count; i++)
            if (k->table->cells[i].row == r && k->table->cells[i].rows == 1 &&
                k->done[i] < k->measured->cells[i].line_count)
                return r;
    return k->table->row_count;
}

/* The note stands on the page of the last row, if one page can hold both without leaving a title alone. */
static void check_note(checker *k)
{
    const fake_line *last = NULL, *note = NULL;
    for (size_t i = 0; i < k->c->pages->lines.n; i++) {
        const fake_line *line = &k->c->pages->lines.at[i];
        if (cell_of(k, line))
            last = line;
        else if (last && !note)
            note = line;
    }
    if (note && note->page != last->page && !(k->c->under_title && last->page == 0) &&
        fits_page(k, k->table->row_count - 1, k->table->row_count))
        complain(k, "the note does not stand with the last row");
}

const char *check_table(const table_case *c)
{
    const bc_layout_composed_table *composed = c->table->composed;
    checker k = { .c = c, .table = composed, .measured = c->table, .base = fake_number(composed->cells[0].text) };
    k.done = calloc(composed->cell_count, sizeof *k.done);
    uint32_t next = 0;
    for (uint32_t page = 0; page < c->pages->n && next < composed->row_count && !k.wrong; page++) {
        k.at = k.end;
        while (k.end < c->pages->lines.n && c->pages->lines.at[k.end].page == page)
            k.end++;
        if (!check_page(&k, page, next))
            break;
        next = next_row(&k, next);
        k.second_page = page == 0 ? next : k.second_page;
        if (next < composed->row_count)
            check_break(&k, next, page + 1);
    }
    if (!k.wrong && next < composed->row_count)
        complain(&k, "the pages end before the table");
    if (!k.wrong && c->reserve)
        check_note(&k);
    free(k.done);
    return k.wrong;
}
