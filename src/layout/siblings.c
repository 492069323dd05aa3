/* Columns that a reader takes for equals: those whose labels differ in their numbers only (3月底, 6月底; 第一季度,
 * 第二季度; 2023年, 2024年), those that hold the elements of one list, and those of figures below one head (预算金额
 * over 总额, 财政拨款, 其他资金). They look like a slip when they are of several widths without need. */
#include "layout/private/siblings.h"

#include "base/utf8.h"

/* -- labels that differ in numbers ---------------------------------------------------------------------- */

enum { DI = 0x7B2C, JI = 0x5B63 }; /* 第 季 */

static bool is_digit(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19);
}

static bool is_chinese_number(uint32_t c)
{
    static const uint32_t numbers[] = U"一二三四五六七八九十";
    for (const uint32_t *n = numbers; *n; n++)
        if (*n == c)
            return true;
    return false;
}

/* A label read without its numbers; 一级 and 二级 are names rather than numbers. */
typedef struct reading {
    bc_str text;
    size_t at;
    uint32_t before;
    bool numbered;
} reading;

/* 0 at the end. */
static uint32_t next_of(reading *r)
{
    while (r->at < r->text.n) {
        uint32_t c = bc_utf8_next(r->text, &r->at);
        size_t ahead = r->at;
        uint32_t behind = ahead < r->text.n ? bc_utf8_next(r->text, &ahead) : 0;
        bool counts = is_digit(c) || (is_chinese_number(c) && (r->before == DI || behind == JI));
        r->before = counts ? r->before : c;
        r->numbered |= counts;
        if (!counts)
            return c;
    }
    return 0;
}

static bool differ_in_numbers(bc_str a, bc_str b)
{
    reading first = { .text = a }, second = { .text = b };
    uint32_t c, d;
    do {
        c = next_of(&first);
        d = next_of(&second);
    } while (c && c == d);
    return c == d && first.numbered && second.numbered && !bc_str_eq(a, b);
}

/* -- elements of one list ------------------------------------------------------------------------------- */

/* `plan` of `plan[2]`; empty when the path leads elsewhere. */
static bc_str list_of(bc_str path)
{
    size_t open = path.n && path.p[path.n - 1] == ']' ? path.n : 0;
    while (open > 0 && path.p[open - 1] != '[')
        open--;
    return bc_str_slice(path, 0, open ? open - 1 : 0);
}

static bool are_siblings(const bc_layout_composed_cell *a, const bc_layout_composed_cell *b)
{
    if (a->to != b->from || (a->kind == BC_CELL_VALUE) != (b->kind == BC_CELL_VALUE))
        return false;
    if (a->kind != BC_CELL_VALUE)
        return differ_in_numbers(a->text, b->text);
    bc_str list = list_of(a->value.path);
    return list.n && bc_str_eq(list, list_of(b->value.path));
}

/* -- groups --------------------------------------------------------------------------------------------- */

static bool same_group(const bc_layout_siblings *a, const bc_layout_siblings *b)
{
    bool same = a->n == b->n && a->figures == b->figures;
    for (uint32_t i = 0; same && i <= a->n; i++)
        same = a->edges[i] == b->edges[i];
    return same;
}

/* The cells stand side by side. */
static void add_group(bc_layout_sharing *sharing, const bc_layout_composed_cell *cells, uint32_t n, bool figures)
{
    bc_layout_siblings group = { .n = n, .figures = figures };
    for (uint32_t i = 0; i < n; i++)
        group.edges[i] = cells[i].from;
    group.edges[n] = cells[n - 1].to;
    for (size_t i = 0; i < sharing->siblings.n; i++)
        if (same_group(&sharing->siblings.at[i], &group))
            return;
    if (sharing->siblings.n < BC_MAX_SIBLINGS)
        bc_vec_add(&sharing->siblings, group);
}

/* The labels right below a head that covers several columns. */
static void find_below(bc_layout_sharing *sharing, const bc_layout_composed_table *table,
                       const bc_layout_composed_cell *head, const bc_layout_row *row)
{
    const bc_layout_composed_cell *cells = &table->cells[row->first_cell];
    uint32_t first = 0, n = 0;
    while (first < row->cells && cells[first].from < head->from)
        first++;
    while (first + n < row->cells && cells[first + n].to <= head->to && cells[first + n].kind != BC_CELL_VALUE &&
           cells[first + n].from == (n ? cells[first + n - 1].to : head->from))
        n++;
    if (n > 1 && cells[first + n - 1].to == head->to)
        add_group(sharing, &cells[first], n, true);
}

void bc_layout_siblings_find(bc_layout_sharing *sharing, const bc_layout_composed_table *table, uint32_t r)
{
    const bc_layout_row *row = &table->rows[r], *below = r + 1 < bc_layout_all_rows(table) ? row + 1 : NULL;
    const bc_layout_composed_cell *cells = &table->cells[row->first_cell];
    for (uint32_t i = 0, n; i < row->cells; i += n) {
        for (n = 1; i + n < row->cells && are_siblings(&cells[i + n - 1], &cells[i + n]); n++)
            continue;
        if (n > 1)
            add_group(sharing, &cells[i], n, false);
        if (row->head && below && below->head && below->grid == row->grid && cells[i].to - cells[i].from > 1 &&
            cells[i].rows == 1)
            find_below(sharing, table, &cells[i], below);
    }
}
