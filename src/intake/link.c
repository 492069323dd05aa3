/* The rows of a key are looked up when their record is made. What no record asked for is told at the end, once a key.
 */
#include "intake/private/link.h"

#include "base/tr.h"

#include <stdlib.h>

/* Sorting knows the column by what it compares. */
typedef struct sorted_row {
    const bc_table_row *row;
    const bc_table_cell *cell;
    size_t place;
} sorted_row;

static int compare_rows(const void *a, const void *b)
{
    const sorted_row *x = a, *y = b;
    bc_decimal p, q;
    int order = 0;
    if (!x->cell || !y->cell)
        order = (x->cell == NULL) - (y->cell == NULL); /* without one: behind all others */
    else if (bc_decimal_parse(x->cell->text, &p) && bc_decimal_parse(y->cell->text, &q))
        order = bc_decimal_compare(p, q);
    else
        order = bc_str_compare(x->cell->text, y->cell->text);
    return order ? order : (x->place > y->place) - (x->place < y->place);
}

static const bc_table_row *in_order(const bc_intake_link *link, const bc_table_row *rows, size_t n, bc_arena *arena)
{
    if (!link->order || n < 2)
        return rows;
    sorted_row *list = BC_NEW_ARRAY(arena, sorted_row, n);
    for (size_t i = 0; i < n; i++) {
        uint32_t at = 0;
        list[i] = (sorted_row){ &rows[i], bc_intake_rows_cell(&rows[i], link->order, &at), i };
    }
    qsort(list, n, sizeof *list, compare_rows);
    bc_table_row *sorted = BC_NEW_ARRAY(arena, bc_table_row, n);
    for (size_t i = 0; i < n; i++)
        sorted[i] = *list[i].row;
    return sorted;
}

static const bc_table_cell *key_of(const bc_intake_link *link, const bc_table_row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint32_t at = 0;
        const bc_table_cell *cell = bc_intake_rows_cell(&rows[i], link->key->column, &at);
        if (cell)
            return cell;
    }
    return NULL;
}

size_t bc_intake_link_find(bc_intake_link *link, const bc_table_row *rows, size_t n, bc_arena *arena,
                           bc_diag_list *diags, const bc_table_row **found)
{
    const bc_table_cell *key = key_of(link, rows, n);
    const size_t count = key ? bc_intake_join_find(&link->join, bc_intake_rows_shown(key), arena, found) : 0;
    if (!link->list && count > 1) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E797", key->mark,
                    bc_tr("`%.*s` has %zu rows for `%.*s`, and a field one value"), BC_STR_ARG(link->name), count,
                    BC_STR_ARG(key->text));
        bc_diag_hint(diags, "%s", bc_tr("let the query add them up, or name a list"));
        return 0;
    }
    if (count)
        *found = in_order(link, *found, count, arena);
    return count;
}

void bc_intake_link_report(const bc_intake_link *link, bc_arena *arena, bc_diag_list *diags)
{
    bc_table_row first = { 0 };
    bc_str key = { 0 };
    const uint32_t orphans = bc_intake_join_orphans(&link->join, arena, &first, &key);
    if (!orphans)
        return;
    const bc_diag_mark at = bc_diag_mark_at(first.source, first.number, 0, 0);
    if (orphans == 1)
        bc_diag_add(diags, BC_DIAG_WARNING, "W798", at, bc_tr("`%.*s`: no record has the key `%.*s` of this row"),
                    BC_STR_ARG(link->name), BC_STR_ARG(key));
    else
        bc_diag_add(diags, BC_DIAG_WARNING, "W798", at,
                    bc_tr("`%.*s`: `%.*s` of this row is the first of %u keys that no record has"),
                    BC_STR_ARG(link->name), BC_STR_ARG(key), (unsigned)orphans);
    bc_diag_hint(diags, "%s", bc_tr("correct the key here, or add the record"));
}
