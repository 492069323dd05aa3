/* Tables that compile and will not look right. */
#include "base/tr.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "template/private/lint_parts.h"

/* Lines this close and not in one place look like a slip of the printer; closer, nobody sees two. */
enum { UNSEEN = 50, NEARLY = 1500 };

/* An edge of a band's columns, and what shows where it stands. */
typedef struct edge {
    bc_len x;
    bc_diag_mark mark;
} edge;

typedef BC_VEC(edge) edges;

static void add_edge(edges *list, bc_len x, bc_diag_mark mark)
{
    for (size_t i = 0; i < list->n; i++)
        if (list->at[i].x == x)
            return;
    *bc_vec_push(list) = (edge){ x, mark };
}

/* The cells of an item that is a row; none of others. */
static const bc_form_row *row_of(const bc_form_row_item *item)
{
    static const bc_form_row none = { 0 };
    return item->kind == BC_ROWS_ONE ? &item->as.row : &none;
}

static void collect_edges(edges *list, bc_form_rows rows)
{
    for (uint32_t i = 0; i < rows.n; i++) {
        const bc_form_row *row = row_of(&rows.at[i]);
        for (uint32_t k = 0; k < row->cell_count; k++) {
            add_edge(list, row->cells[k].x0, row->cells[k].mark);
            add_edge(list, row->cells[k].x1, row->cells[k].mark);
        }
        collect_edges(list, bc_form_rows_inside(&rows.at[i]));
    }
}

static void collect_band(edges *list, const bc_form_band *band)
{
    if (band->stub)
        add_edge(list, band->stub->x1, band->stub->mark);
    collect_edges(list, band->header);
    collect_edges(list, band->rows);
}

/* The edge of `list` nearest to x, or NULL. */
static const edge *nearest(const edges *list, bc_len x)
{
    const edge *best = NULL;
    for (size_t i = 0; i < list->n; i++) {
        bc_len away = list->at[i].x > x ? list->at[i].x - x : x - list->at[i].x;
        bc_len least = !best ? BC_LEN_MAX : best->x > x ? best->x - x : x - best->x;
        if (away < least)
            best = &list->at[i];
    }
    return best;
}

static void lint_edges(bc_template_lint_job *job, const bc_form_table *table)
{
    edges above = { 0 };
    for (uint32_t i = 0; i < table->band_count; i++) {
        edges own = { 0 };
        collect_band(&own, &table->bands[i]);
        for (size_t k = 0; i > 0 && k < own.n; k++) {
            const edge *near = nearest(&above, own.at[k].x);
            bc_len away = !near ? 0 : near->x > own.at[k].x ? near->x - own.at[k].x : own.at[k].x - near->x;
            if (away < UNSEEN || away > NEARLY)
                continue;
            if (bc_template_lint_add(job, "W344", own.at[k].mark,
                                     bc_tr("the edge of this cell misses that of a band above (line %u) by %d.%02d pt"),
                                     near->mark.line, away / 1000, away % 1000 / 10))
                bc_diag_hint(job->diags,
                             bc_tr("give both bands widths with the same sum, or one `widths` at the table"));
        }
        for (size_t k = 0; k < own.n; k++)
            add_edge(&above, own.at[k].x, own.at[k].mark);
        bc_vec_release(&own);
    }
    bc_vec_release(&above);
}

/* -- heads ---------------------------------------------------------------------------------------------- */

/* Values side by side that no label of their rows explains. */
static bool needs_head(const bc_form_each *each)
{
    uint32_t values = 0, labels = 0;
    for (uint32_t i = 0; i < each->rows.n; i++) {
        const bc_form_row *row = row_of(&each->rows.at[i]);
        for (uint32_t k = 0; k < row->cell_count; k++) {
            const bc_form_cell *cell = &row->cells[k];
            values += cell->expr != NULL;
            labels += cell->phrase != NULL && cell->kind != BC_CELL_VALUE;
        }
    }
    return values >= 2 && !labels;
}

static void lint_head(bc_template_lint_job *job, const bc_form_band *band)
{
    for (uint32_t i = 0; i < band->rows.n && !band->header.n; i++) {
        const bc_form_row_item *item = &band->rows.at[i];
        if (item->kind == BC_ROWS_EACH && needs_head(&item->as.each) &&
            bc_template_lint_add(job, "W345", item->mark, bc_tr("these repeated rows have no head")))
            bc_diag_hint(job->diags, bc_tr("put the row of column names under `header`, so that each page shows it"));
    }
}

/* -- labels --------------------------------------------------------------------------------------------- */

enum { MIN_CHARACTERS = 2 };

/* Half widths of the longest of its lines; those the template breaks itself are meant so. */
static uint32_t longest_line(bc_str text)
{
    uint32_t longest = 0, line = 0;
    for (size_t at = 0; at < text.n;) {
        uint32_t c = bc_utf8_next(text, &at);
        line = c == '\n' ? 0 : line + bc_utf8_columns(c);
        longest = line > longest ? line : longest;
    }
    return longest;
}

static void lint_label(bc_template_lint_job *job, const bc_form_cell *cell)
{
    bc_str text;
    if (!cell || !cell->phrase || !bc_expr_phrase_is_constant(cell->phrase, &text))
        return;
    bc_len room = cell->x1 - cell->x0 - 2 * cell->style->pad_x;
    if (longest_line(text) < 2 * MIN_CHARACTERS || room >= MIN_CHARACTERS * cell->style->text.size)
        return;
    if (bc_template_lint_add(job, "W346", cell->mark,
                             bc_tr("the column is too narrow for its label: it has room for %d.%d pt"),
                             room > 0 ? room / 1000 : 0, room > 0 ? room % 1000 / 100 : 0))
        bc_diag_hint(job->diags, bc_tr("widen the column, or take a smaller `size` or `padding`"));
}

static void lint_labels(bc_template_lint_job *job, bc_form_rows rows)
{
    for (uint32_t i = 0; i < rows.n; i++) {
        const bc_form_row *row = row_of(&rows.at[i]);
        for (uint32_t k = 0; k < row->cell_count; k++)
            lint_label(job, &row->cells[k]);
        lint_labels(job, bc_form_rows_inside(&rows.at[i]));
    }
}

void bc_template_lint_tables(bc_template_lint_job *job)
{
    for (uint32_t i = 0; i < job->form->layout_count; i++) {
        const bc_form_item *item = &job->form->layout[i];
        if (item->kind != BC_FORM_TABLE)
            continue;
        lint_edges(job, &item->as.table);
        for (uint32_t k = 0; k < item->as.table.band_count; k++) {
            const bc_form_band *band = &item->as.table.bands[k];
            lint_head(job, band);
            lint_label(job, band->stub);
            lint_label(job, band->stub_header);
            lint_labels(job, band->header);
            lint_labels(job, band->rows);
        }
    }
}
