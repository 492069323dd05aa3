/* The linter. A template is compiled first, and looked at only when that succeeds: the compiler speaks of what is
 * wrong, the linter of what is hardly meant: what a template declares and never uses (what it got from files that it
 * extends is none of its business), and tables that compile and will not look right. A finding is told once for its
 * place, however often the fragment that stands there is used. */
#include "template/lint.h"

#include "base/tr.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "form/names.h"
#include "form/usage.h"
#include "template/private/compile.h"

#include <stdarg.h>
#include <string.h>

typedef struct lint_job {
    const bc_form *form;
    const bc_node *tree; /* of the template, with all that it extends */
    bc_arena *arena;
    bc_diag_list *diags;
} lint_job;

/* A warning, unless the same stands at that place: fragments come by several times. False then. */
static bool add(lint_job *job, const char *code, bc_diag_mark mark, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

static bool add(lint_job *job, const char *code, bc_diag_mark mark, const char *format, ...)
{
    bc_buf message;
    bc_buf_init(&message);
    va_list args;
    va_start(args, format);
    bc_buf_vprintf(&message, format, args);
    va_end(args);
    bool known = false;
    for (size_t i = 0; i < job->diags->list.n && !known; i++) {
        const bc_diag *diag = &job->diags->list.at[i];
        known = strcmp(diag->code, code) == 0 && diag->mark.source == mark.source && diag->mark.line == mark.line &&
                diag->mark.column == mark.column && bc_str_eq(diag->message, bc_buf_str(&message));
    }
    if (!known)
        bc_diag_add(job->diags, BC_DIAG_WARNING, code, mark, "%s", message.p);
    bc_buf_release(&message);
    return !known;
}

/* Whether it stands in the template's own file. */
static bool is_own(const lint_job *job, bc_diag_mark mark)
{
    const bc_diag_source *own = job->tree->mark.source;
    return mark.source && own && bc_str_eq(mark.source->name, own->name);
}

/* -- what nothing uses: fields -------------------------------------------------------------------------- */

static void report_fields(lint_job *job, const bc_form_used_fields *used, const bc_form_field *fields, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        const bc_form_field *field = &fields[i];
        if (field->type == BC_FIELD_GROUP || bc_form_usage_has(used, field)) {
            report_fields(job, used, field->children, field->child_count);
            continue;
        }
        if (is_own(job, field->mark) &&
            add(job, "W340", field->mark, bc_tr("the field `%.*s` is neither printed nor checked"),
                BC_STR_ARG(field->key)))
            bc_diag_hint(job->diags, bc_tr("print it with =%.*s, or delete it: a record's value for it would be lost"),
                         BC_STR_ARG(field->key));
    }
}

static void lint_fields(lint_job *job)
{
    bc_form_used_fields used = { 0 };
    bc_form_usage_find(job->form, &used);
    report_fields(job, &used, job->form->fields.at, job->form->fields.n);
    bc_form_usage_release(&used);
}

/* -- styles, fragments and types ------------------------------------------------------------------------ */

/* Whether the tree has, anywhere, a member of that key whose value (or a map's `like`) is the name. */
static bool names_it(const bc_node *value, const char *key, bc_str name)
{
    for (uint32_t i = 0; value->kind == BC_NODE_LIST && i < value->n; i++)
        if (names_it(value->as.items[i], key, name))
            return true;
    for (uint32_t i = 0; value->kind == BC_NODE_MAP && i < value->n; i++) {
        const bc_node_member *member = &value->as.members[i];
        bool asked = bc_str_is(member->key, key) && bc_str_eq(bc_node_text(member->value), name);
        if (asked || names_it(member->value, key, name))
            return true;
    }
    return false;
}

/* Styles that cells and paragraphs take when they name none. */
static bool is_taken_unnamed(bc_str name)
{
    static const char *const NAMES[] = { "attachment", "title",     "subtitle",  "line",        "para",
                                         "note",       "note-item", "continued", "page-number", "stub",
                                         "label",      "head",      "value",     "image",       "chart" };
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (bc_str_is(name, NAMES[i]))
            return true;
    for (int type = 0; type < BC_FIELD_LIST; type++)
        if (bc_str_is(name, bc_form_field_type_name((bc_form_field_type)type)))
            return true;
    return false;
}

static void lint_styles(lint_job *job)
{
    const bc_node *styles = bc_node_find(job->tree, "styles");
    for (uint32_t i = 0; styles && styles->kind == BC_NODE_MAP && i < styles->n; i++) {
        const bc_node_member *member = &styles->as.members[i];
        if (!is_own(job, member->key_mark) || is_taken_unnamed(member->key) ||
            names_it(job->tree, "style", member->key) || names_it(job->tree, "like", member->key))
            continue;
        add(job, "W341", member->key_mark, bc_tr("the style `%.*s` is used by nothing"), BC_STR_ARG(member->key));
    }
}

static void lint_fragments(lint_job *job)
{
    const bc_node *fragments = bc_node_find(job->tree, "fragments");
    for (uint32_t i = 0; fragments && fragments->kind == BC_NODE_MAP && i < fragments->n; i++) {
        const bc_node_member *member = &fragments->as.members[i];
        if (is_own(job, member->key_mark) && !names_it(job->tree, "use", member->key))
            add(job, "W342", member->key_mark, bc_tr("the fragment `%.*s` is used by nothing"),
                BC_STR_ARG(member->key));
    }
}

static void lint_types(lint_job *job)
{
    const bc_node *types = bc_node_find(job->tree, "types");
    for (uint32_t i = 0; types && types->kind == BC_NODE_MAP && i < types->n; i++) {
        const bc_node_member *member = &types->as.members[i];
        if (is_own(job, member->key_mark) && !names_it(job->tree, "type", member->key) &&
            !names_it(job->tree, "of", member->key))
            add(job, "W342", member->key_mark, bc_tr("the type `%.*s` is used by nothing"), BC_STR_ARG(member->key));
    }
}

/* -- categories ----------------------------------------------------------------------------------------- */

static bc_str category_name(const bc_node *entry)
{
    return entry->kind == BC_NODE_MAP && entry->n == 1 ? entry->as.members[0].key : bc_node_text(entry);
}

/* Elements go to the first category whose name agrees, so a second one like it stays empty for ever. */
static void lint_category_group(lint_job *job, const bc_node *group)
{
    for (uint32_t i = 0; i < bc_node_elements(group); i++) {
        const bc_node *entry = bc_node_element(group, i);
        for (uint32_t k = 0; k < i; k++)
            if (bc_form_category_names_agree(&job->form->words[BC_WORDS_CATEGORY_ENDS],
                                             category_name(bc_node_element(group, k)), category_name(entry)))
                add(job, "W343", entry->mark, bc_tr("the category `%.*s` is there already"),
                    BC_STR_ARG(category_name(entry)));
    }
}

static void lint_categories(lint_job *job)
{
    const bc_node *categories = bc_node_find(job->tree, "categories");
    if (!categories || categories->kind != BC_NODE_MAP || !is_own(job, categories->mark))
        return;
    for (uint32_t i = 0; i < categories->n; i++)
        lint_category_group(job, categories->as.members[i].value);
    if (names_it(job->tree, "over", BC_STR("categories")))
        return;
    if (add(job, "W343", categories->mark, bc_tr("no repetition goes over these categories")))
        bc_diag_hint(job->diags, bc_tr("add `over: categories` to the `each` that prints the indicators"));
}

static void lint_unused(lint_job *job)
{
    lint_fields(job);
    lint_styles(job);
    lint_fragments(job);
    lint_types(job);
    lint_categories(job);
}

/* -- tables: edges that nearly meet, repeated rows without a head, labels in too narrow columns --------- */

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
    bc_vec_add(list, (edge){ x, mark });
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
            add_edge(list, row->cells[k].at.x0, row->cells[k].mark);
            add_edge(list, row->cells[k].at.x1, row->cells[k].mark);
        }
        collect_edges(list, bc_form_rows_inside(&rows.at[i]));
    }
}

static void collect_band(edges *list, const bc_form_band *band)
{
    if (band->stub)
        add_edge(list, band->stub->at.x1, band->stub->mark);
    collect_edges(list, band->header);
    collect_edges(list, band->rows);
    collect_edges(list, band->page_head);
    collect_edges(list, band->page_foot);
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

static void lint_edges(lint_job *job, const bc_form_table *table)
{
    edges above = { 0 };
    for (uint32_t i = 0; i < table->band_count; i++) {
        edges own = { 0 };
        if (table->bands[i].columns || table->grids[table->bands[i].grid].flexible)
            continue; /* layout joins what would nearly meet */
        collect_band(&own, &table->bands[i]);
        for (size_t k = 0; i > 0 && k < own.n; k++) {
            const edge *near = nearest(&above, own.at[k].x);
            bc_len away = !near ? 0 : near->x > own.at[k].x ? near->x - own.at[k].x : own.at[k].x - near->x;
            if (away < UNSEEN || away > NEARLY)
                continue;
            if (add(job, "W344", own.at[k].mark,
                    bc_tr("the edge of this cell misses that of a band above (line %u) by %d.%02d pt"), near->mark.line,
                    away / 1000, away % 1000 / 10))
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
            const bc_form_cell *cell = row->cells[k].repeat ? row->cells[k].repeat->cells : &row->cells[k];
            values += cell->expr != NULL;
            labels += cell->phrase != NULL && cell->kind != BC_CELL_VALUE;
        }
    }
    return values >= 2 && !labels;
}

static void lint_head(lint_job *job, const bc_form_band *band)
{
    for (uint32_t i = 0; i < band->rows.n && !band->header.n; i++) {
        const bc_form_row_item *item = &band->rows.at[i];
        if (item->kind == BC_ROWS_EACH && needs_head(&item->as.each) &&
            add(job, "W345", item->mark, bc_tr("these repeated rows have no head")))
            bc_diag_hint(job->diags, bc_tr("put the row of column names under `header`, so that each page shows it"));
    }
}

/* -- labels --------------------------------------------------------------------------------------------- */

enum { MIN_CHARACTERS = 2 };

static bool is_flexible(const bc_form_grid *grid, const bc_form_cell *cell)
{
    for (uint32_t i = cell->at.from; i < cell->at.to; i++)
        if (grid->columns[i].flexible)
            return true;
    return false;
}

/* `grid` is NULL where it depends on the record. */
static void lint_label(lint_job *job, const bc_form_grid *grid, const bc_form_cell *cell)
{
    bc_str text;
    if (!cell || !grid || is_flexible(grid, cell) || !cell->phrase || !bc_expr_phrase_is_constant(cell->phrase, &text))
        return;
    if (cell->style->text.flow != BC_FLOW_ACROSS) /* its lines run along the column */
        return;
    bc_len room = cell->at.x1 - cell->at.x0 - 2 * cell->style->pad_x;
    /* Lines that the template breaks itself are meant so. */
    if (bc_utf8_widest_line(text) < 2 * MIN_CHARACTERS || room >= MIN_CHARACTERS * cell->style->text.size)
        return;
    if (add(job, "W346", cell->mark, bc_tr("the column is too narrow for its label: it has room for %d.%d pt"),
            room > 0 ? room / 1000 : 0, room > 0 ? room % 1000 / 100 : 0))
        bc_diag_hint(job->diags, bc_tr("widen the column, or take a smaller `size` or `padding`"));
}

static void lint_contrast(lint_job *job, const bc_text_style *letters, bc_colour ground, bc_diag_mark mark)
{
    if (bc_colour_is_legible(letters->colour, ground))
        return;
    if (add(job, "W350", mark, bc_tr("letters of this colour can hardly be read on their ground when printed grey")))
        bc_diag_hint(job->diags, bc_tr("take a darker `colour`, or a lighter `shade` such as 10%%"));
}

/* A picture of the form, of which readers would hear the name of its file. */
static void lint_figure(lint_job *job, const bc_form_figure *figure)
{
    if (!figure || figure->kind != BC_FIGURE_PICTURE || figure->field || figure->alt)
        return;
    if (add(job, "W352", figure->mark,
            bc_tr("a picture without words: those who cannot see it hear the name of its file")))
        bc_diag_hint(job->diags, bc_tr("say what it shows: `alt: 单位公章`"));
}

static void lint_extra(lint_job *job, const bc_form_extra *extra)
{
    if (!extra)
        return;
    lint_figure(job, extra->figure);
    lint_figure(job, extra->seal ? extra->seal->figure : NULL);
}

static void lint_cell(lint_job *job, const bc_form_grid *grid, const bc_form_cell *cell)
{
    for (uint32_t i = 0; cell && cell->repeat && i < cell->repeat->cell_count; i++)
        lint_cell(job, grid, &cell->repeat->cells[i]);
    lint_label(job, grid, cell);
    if (cell)
        lint_extra(job, cell->extra);
    if (cell)
        lint_contrast(job, &cell->style->text, cell->style->shaded ? cell->style->shade : BC_COLOUR_WHITE, cell->mark);
}

static void lint_labels(lint_job *job, const bc_form_grid *grid, bc_form_rows rows)
{
    for (uint32_t i = 0; i < rows.n; i++) {
        const bc_form_row *row = row_of(&rows.at[i]);
        for (uint32_t k = 0; k < row->cell_count; k++)
            lint_cell(job, grid, &row->cells[k]);
        lint_labels(job, grid, bc_form_rows_inside(&rows.at[i]));
    }
}

static void lint_tables(lint_job *job)
{
    for (uint32_t i = 0; i < job->form->layout_count; i++) {
        const bc_form_item *item = &job->form->layout[i];
        if (item->style)
            lint_contrast(job, &item->style->text, BC_COLOUR_WHITE, item->mark);
        lint_figure(job, item->kind == BC_FORM_FIGURE ? item->as.figure : item->seal ? item->seal->figure : NULL);
        if (item->kind != BC_FORM_TABLE)
            continue;
        lint_edges(job, &item->as.table);
        for (uint32_t k = 0; k < item->as.table.band_count; k++) {
            const bc_form_band *band = &item->as.table.bands[k];
            lint_head(job, band);
            const bc_form_grid *grid = band->columns ? NULL : &item->as.table.grids[band->grid];
            lint_cell(job, grid, band->stub);
            lint_cell(job, grid, band->stub_header);
            lint_labels(job, grid, band->header);
            lint_labels(job, grid, band->rows);
            lint_labels(job, grid, band->page_head);
            lint_labels(job, grid, band->page_foot);
        }
    }
}

/* -- sums of sums --------------------------------------------------------------------------------------- */

/* Whether elements of some list may lack that field: what it is, the list's own path would say. */
static bool may_be_empty(const bc_form_field *fields, uint32_t n, bc_str path)
{
    for (uint32_t i = 0; i < n; i++) {
        const bc_form_field *field = &fields[i];
        const bc_form_field *found =
            field->type == BC_FIELD_LIST ? bc_form_field_at_path(field->children, field->child_count, path) : NULL;
        if ((found && !found->required && !found->fallback) || may_be_empty(field->children, field->child_count, path))
            return true;
    }
    return false;
}

static void lint_summed(void *context, bc_str path, bc_diag_mark mark)
{
    lint_job *job = context;
    if (!is_own(job, mark) || !may_be_empty(job->form->fields.at, job->form->fields.n, path) ||
        bc_diag_list_has(job->diags, "N326", mark))
        return;
    bc_diag_add(job->diags, BC_DIAG_NOTE, "N326", mark, bc_tr("rows without `%.*s` are not added up"),
                BC_STR_ARG(path));
    bc_diag_hint(
        job->diags, "%s",
        bc_tr("`list.sum(sum(a, b))` counts what is empty as 0; `required` or `default: 0` says that nothing is"));
}

static void lint_sum(void *context, const bc_expr *expr)
{
    bc_expr_sums_of_sums(expr, lint_summed, context);
}

/* -- all of it ------------------------------------------------------------------------------------------- */

bool bc_template_lint(bc_arena *arena, const bc_template_folders *folders, bc_str name, bc_diag_list *diags)
{
    const bc_node *tree = bc_template_read(arena, folders, name, (bc_diag_mark){ 0 }, diags, NULL);
    if (!tree)
        return false;
    if (!bc_node_find(tree, "form")) {
        bc_diag_mark file = { .source = tree->mark.source };
        bc_diag_add(diags, BC_DIAG_NOTE, "N347", file,
                    bc_tr("a shared part: it is looked at with each form that extends it"));
        return false;
    }
    lint_job job = { .tree = tree, .arena = arena, .diags = diags };
    job.form = bc_template_compile(arena, folders, name, (bc_diag_mark){ 0 }, diags);
    if (!job.form)
        return false;
    lint_unused(&job);
    lint_tables(&job);
    bc_form_usage_expressions(job.form, lint_sum, &job);
    return true;
}
