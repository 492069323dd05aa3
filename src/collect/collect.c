/* A workbook is read sheet by sheet. Which sheets are forms, and where their values are, its names say before any cell
 * is read; a name belongs to the sheet that its cells are on, for programs make local names global. */
#include "collect/collect.h"

#include "base/tr.h"
#include "base/unit.h"
#include "base/utf8.h"
#include "collect/private/catalogue.h"
#include "collect/private/places.h"
#include "collect/private/tree.h"
#include "collect/private/twice.h"
#include "form/anchor.h"

#include <stdlib.h>

enum {
    MAX_SAID = 50, /* messages about texts of no field, of one sheet */
    MANY = 10      /* such texts, from which on there may be a whole form of them */
};

/* The names of a sheet. */
typedef struct marks {
    BC_VEC(const bc_table_name *) list;
    bc_str form; /* that it says it is; empty: it does not */
    bool marked;
} marks;

struct bc_collect {
    bc_collect_options options;
    bc_arena arena; /* of what lives as long as the workbook is read */
    bc_table *table;
    const bc_table_sheet *sheets;
    marks *marks; /* of each sheet */
    uint32_t sheet_count, next;
    bc_collect_catalogue *catalogue, *own; /* the run's, or else its own */
    bc_diag_list unopened;                 /* why there is no table, until it is told */
    bool io_error;
    bool made; /* some record */
    uint64_t bytes;
};

/* -- which sheets are forms -------------------------------------------------------------------------------- */

static void note_name(bc_collect *c, const bc_table_name *name, bc_str *of_all)
{
    const bc_collect_mark mark = bc_collect_mark_of(name->name);
    const uint32_t sheet = name->sheet != BC_TABLE_NO_SHEET ? name->sheet : name->scope;
    if (mark == BC_COLLECT_FORM && name->text.p && name->scope < c->sheet_count)
        c->marks[name->scope].form = name->text;
    if (mark == BC_COLLECT_FORM && name->scope == BC_TABLE_NO_SHEET && !of_all->n)
        *of_all = name->text;
    if (mark == BC_COLLECT_NONE || mark == BC_COLLECT_FORM || sheet >= c->sheet_count)
        return;
    bc_vec_add(&c->marks[sheet].list, name);
    c->marks[sheet].marked = c->marks[sheet].marked || mark == BC_COLLECT_VALUE || mark == BC_COLLECT_ROWS;
}

static bool is_marked(const bc_collect *c)
{
    for (uint32_t i = 0; i < c->sheet_count; i++)
        if (c->marks[i].marked)
            return true;
    return false;
}

/* What pipes hold is not known before they are read. */
static bool may_be_workbook(bc_table_input *table)
{
    if (table->kind == BC_TABLE_NONE && table->pipes)
        table->kind = BC_TABLE_XLSX;
    return table->kind == BC_TABLE_XLSX || table->kind == BC_TABLE_ODS || table->kind == BC_TABLE_REFUSED ||
           table->kind == BC_TABLE_PDF;
}

/* Fields of a PDF are called as cells are. */
static const bc_table_field_names CALLED = { .value = { BC_FORM_ANCHOR_VALUE, sizeof BC_FORM_ANCHOR_VALUE - 1 },
                                             .rows = { BC_FORM_ANCHOR_ROWS, sizeof BC_FORM_ANCHOR_ROWS - 1 },
                                             .form = { BC_FORM_ANCHOR_FORM, sizeof BC_FORM_ANCHOR_FORM - 1 },
                                             .words = { BC_FORM_ANCHOR_WORDS, sizeof BC_FORM_ANCHOR_WORDS - 1 } };

bc_collect *bc_collect_new(const bc_collect_options *options)
{
    bc_collect *c = bc_mem_alloc(sizeof *c);
    c->options = *options;
    uint32_t names = 0;
    bc_diag_list_init(&c->unopened);
    c->options.table.fields = &CALLED;
    if (may_be_workbook(&c->options.table))
        c->table = bc_table_open(&c->options.table, &c->arena, &c->unopened, &c->io_error);
    if (c->table) {
        c->sheets = bc_table_sheets(c->table, &c->sheet_count);
        c->marks = BC_NEW_ARRAY(&c->arena, marks, c->sheet_count);
        const bc_table_name *list = bc_table_names(c->table, &names);
        bc_str of_all = { 0 };
        for (uint32_t i = 0; i < names; i++)
            note_name(c, &list[i], &of_all);
        for (uint32_t i = 0; i < c->sheet_count; i++)
            if (!c->marks[i].form.n)
                c->marks[i].form = of_all;
    }
    if (!options->catalogue && !is_marked(c)) { /* who reads it as a table says what is wrong with it */
        bc_collect_free(c);
        return NULL;
    }
    c->own = options->catalogue ? NULL : bc_collect_catalogue_new(NULL, 0);
    c->catalogue = options->catalogue ? options->catalogue : c->own;
    return c;
}

void bc_collect_free(bc_collect *c)
{
    if (!c)
        return;
    for (uint32_t i = 0; i < c->sheet_count; i++)
        bc_vec_release(&c->marks[i].list);
    bc_collect_catalogue_free(c->own);
    bc_diag_list_release(&c->unopened);
    bc_table_close(c->table);
    bc_arena_release(&c->arena);
    bc_mem_free(c);
}

/* -- which form ------------------------------------------------------------------------------------------- */

/* NULL: said. */
static const bc_form *find_form(const bc_collect *c, const marks *m, bc_diag_mark at, bc_str *name, bc_diag_list *diags)
{
    bc_str said = { 0 }, hash = { 0 }, own, own_hash;
    const bool says = bc_form_anchor_read(m->form, &said, &hash);
    *name = c->options.form.n ? c->options.form : said;
    if (!name->n) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E820", at, bc_tr("the sheet does not say any more which form it is"));
        bc_diag_hint(diags, "%s", bc_tr("name the template with -t"));
        return NULL;
    }
    const bc_form *form = c->options.forms.find(c->options.forms.context, *name, at, diags);
    if (!form || !says || !bc_form_anchor_read(form->anchor, &own, &own_hash))
        return form;
    if (!bc_str_eq(own, said)) {
        bc_diag_add(diags, BC_DIAG_ERROR, "E820", at, bc_tr("the sheet is %.*s, not %.*s"), BC_STR_ARG(said),
                    BC_STR_ARG(own));
        return NULL;
    }
    if (!bc_str_eq(own_hash, hash)) {
        bc_diag_add(diags, BC_DIAG_NOTE, "N823", at, bc_tr("the form was made before fields of %.*s were changed"),
                    BC_STR_ARG(own));
        bc_diag_hint(diags, "%s", bc_tr("fields are read by their keys; look at those that are new or were renamed"));
    }
    return form;
}

/* -- one sheet --------------------------------------------------------------------------------------------- */

typedef struct filling {
    bc_collect *c;
    const bc_form *form;
    bc_collect_sheet sheet;
    bc_collect_anchors anchors;
    BC_VEC(uint32_t) passed;
    BC_VEC(bc_node_member) members;
    bool by_labels, is_pdf;
    bool looks;                /* what words of the form say is not asked now, only whether they say it */
    uint32_t unknown;          /* fields of a PDF */
    bc_strmap units;           /* of a sheet that was read by its labels: what these say, */
    bc_str unit;               /* and what it says of all amounts */
    const bc_table_cell *cell; /* whose text is taken apart */
    bc_arena *arena;
    bc_diag_list *diags;
} filling;

static int by_number(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* A field that is none of the form's; fields are not words of it either, whatever they say. */
static void report_unknown(filling *f, const bc_table_name *name)
{
    const bc_table_cell *cell =
        name->text.p ? NULL : bc_collect_sheet_take(&f->sheet, name->cells.first_row, name->cells.first_column);
    const bc_str said = cell ? cell->text : name->text;
    const size_t prefix = sizeof BC_FORM_ANCHOR_VALUE - 1;
    if (!said.n || f->unknown++ >= MAX_SAID)
        return;
    bc_diag_add(f->diags, BC_DIAG_WARNING, "W880", cell ? cell->mark : bc_collect_sheet_mark(&f->sheet, 0, 0),
                bc_tr("the form has no field %.*s; it says: %.*s"),
                BC_STR_ARG(bc_collect_shorten(f->arena, bc_str_slice(name->name, prefix, name->name.n))),
                BC_STR_ARG(bc_collect_shorten(f->arena, said)));
}

static void place_name(filling *f, const bc_table_name *name)
{
    const bc_collect_mark mark = bc_collect_mark_of(name->name);
    const bool lost = name->sheet == BC_TABLE_NO_SHEET;
    bc_collect_anchor anchor;
    if (mark == BC_COLLECT_PAGE && !lost)
        bc_vec_add(&f->passed, name->cells.first_row);
    if (mark == BC_COLLECT_SAID && !lost)
        (void)bc_collect_sheet_take(&f->sheet, name->cells.first_row, name->cells.first_column);
    if (mark != BC_COLLECT_VALUE && mark != BC_COLLECT_ROWS)
        return;
    if (!bc_collect_anchor_find(f->form, name->name, &anchor)) {
        if (mark == BC_COLLECT_VALUE && f->is_pdf)
            report_unknown(f, name);
        return;
    }
    anchor.text = name->text;
    anchor.lost = lost && !name->text.p;
    anchor.row = name->cells.first_row;
    anchor.last_row = name->cells.last_row;
    anchor.column = name->cells.first_column;
    bc_vec_add(&f->anchors, anchor);
}

static void add_member(void *context, bc_node_member member)
{
    filling *f = context;
    bc_vec_add(&f->members, member);
}

static void take_rows(filling *f)
{
    for (size_t i = 0; i < f->passed.n; i++) {
        const size_t at = bc_collect_sheet_from(&f->sheet, f->passed.at[i]);
        for (uint32_t k = 0; at < f->sheet.rows.n && f->sheet.rows.at[at].row.number == f->passed.at[i] &&
                             k < f->sheet.rows.at[at].row.n;
             k++)
            f->sheet.rows.at[at].taken[k] = 1;
    }
}

/* -- texts around tables ----------------------------------------------------------------------------------- */

/* What stands in a title or a line, where no cell says it. */
static void found_in_words(void *context, bc_str path, bc_str value)
{
    filling *f = context;
    const bc_form_field *field = bc_form_field_find(f->form->fields.at, f->form->fields.n, path);
    if (f->looks || !field || field->type == BC_FIELD_LIST || field->type == BC_FIELD_GROUP)
        return;
    const bc_diag_mark mark = f->cell->mark;
    for (size_t i = 0; i < f->members.n; i++) {
        const bc_str known = bc_node_text(f->members.at[i].value);
        if (!bc_str_eq(f->members.at[i].key, field->key))
            continue;
        if (known.n && !bc_str_eq(known, value))
            bc_diag_add(f->diags, BC_DIAG_WARNING, "W826", mark, bc_tr("%.*s is %.*s here, and %.*s in its own place"),
                        BC_STR_ARG(field->label), BC_STR_ARG(value), BC_STR_ARG(known));
        return;
    }
    const bc_node *node = bc_node_new_text(f->arena, mark, bc_arena_str(f->arena, value), true);
    bc_vec_add(&f->members, (bc_node_member){ field->key, mark, node });
}

/* 统筹地区：某市, where the form has the value alone. */
static bool read_alone(filling *f, const bc_form_field *field)
{
    const bc_str text = f->cell->text;
    const size_t lead = bc_collect_label_lead(text, 0);
    const bc_collect_label said = bc_collect_label_of(bc_str_slice(text, 0, lead)),
                           own = bc_collect_label_of(field->label);
    if (!lead || !bc_collect_label_match(&said, &own))
        return false;
    found_in_words(f, field->key, bc_str_trim(bc_str_slice(text, lead, text.n)));
    return true;
}

static bool read_phrase(filling *f, const bc_expr_phrase *phrase)
{
    const bc_form_field *alone = phrase ? bc_form_anchor_alone(f->form, phrase) : NULL;
    return alone ? read_alone(f, alone) : phrase && bc_expr_phrase_read(phrase, f->cell->text, found_in_words, f);
}

static bool read_words(filling *f)
{
    for (uint32_t i = 0; i < f->form->layout_count; i++) {
        const bc_form_item *item = &f->form->layout[i];
        if (item->kind == BC_FORM_PARA && !bc_form_anchor_is_title(f->form, item) && read_phrase(f, item->as.para.text))
            return true;
        if (item->kind == BC_FORM_LINE && (read_phrase(f, item->as.line.left) || read_phrase(f, item->as.line.centre) ||
                                           read_phrase(f, item->as.line.right)))
            return true;
    }
    const bc_collect_plan *plan = bc_collect_catalogue_plan(f->c->catalogue, f->form);
    for (size_t i = 0; i < plan->phrases.n; i++)
        if (read_phrase(f, plan->phrases.at[i]))
            return true;
    return false;
}

/* Whether the words are the form's; of a sheet made by hand but for what it adds in brackets. */
static bool is_own(const filling *f, const bc_collect_words *words, bc_str text)
{
    bool own = bc_collect_words_have(words, text);
    if (own || !f->by_labels)
        return own;
    bc_buf bare;
    bc_buf_init(&bare);
    if (bc_collect_label_fold(text, &bare))
        own = bc_collect_words_have(words, bc_buf_str(&bare));
    bc_buf_release(&bare);
    return own;
}

/* Whatever was written and belongs to no field; how many cells. */
static uint32_t read_rest(filling *f, const bc_collect_words *words)
{
    uint32_t said = 0;
    for (size_t i = 0; i < f->sheet.rows.n; i++) {
        const bc_collect_row *row = &f->sheet.rows.at[i];
        for (uint32_t k = 0; k < row->row.n; k++) {
            f->cell = &row->row.cells[k];
            if (row->taken[k] || f->cell->formula || read_words(f) || is_own(f, words, f->cell->text))
                continue;
            if (said++ < MAX_SAID)
                bc_diag_add(f->diags, BC_DIAG_WARNING, "W822", f->cell->mark,
                            bc_tr("what stands here belongs to no field: %.*s"),
                            BC_STR_ARG(bc_collect_shorten(f->arena, f->cell->text)));
        }
    }
    if (said > MAX_SAID)
        bc_diag_add(f->diags, BC_DIAG_WARNING, "W822", bc_collect_sheet_mark(&f->sheet, 0, 0),
                    bc_tr("%u cells more belong to no field"), said - MAX_SAID);
    return said;
}

/* -- records ----------------------------------------------------------------------------------------------- */

/* Whether workbooks have a formula in cells of the field. */
static bool adds(const filling *f, const bc_form_field *field)
{
    const bc_collect_plan *plan = bc_collect_catalogue_plan(f->c->catalogue, f->form);
    for (size_t i = 0; i < plan->cells.n; i++)
        if (plan->cells.at[i].field == field && plan->cells.at[i].adds)
            return true;
    return false;
}

/* Whether the name is of a cell that the sheet itself computes. */
static bool is_computed(const filling *f, const bc_table_name *name)
{
    bc_collect_anchor anchor;
    if (name->sheet == BC_TABLE_NO_SHEET)
        return false;
    if (bc_collect_mark_of(name->name) == BC_COLLECT_SAID)
        return true;
    return bc_collect_mark_of(name->name) == BC_COLLECT_VALUE && bc_collect_anchor_find(f->form, name->name, &anchor) &&
           anchor.way[anchor.n - 1].field->computed && adds(f, anchor.way[anchor.n - 1].field);
}

/* Where the sheet computes, a figure in place of a formula was typed by somebody. */
static void report_typed_over(const filling *f, const marks *m)
{
    bool computes = false;
    for (size_t i = 0; i < m->list.n && !computes; i++) {
        const bc_table_merge *at = &m->list.at[i]->cells;
        const bc_table_cell *cell = bc_collect_sheet_cell(&f->sheet, at->first_row, at->first_column);
        computes = cell && cell->formula && is_computed(f, m->list.at[i]);
    }
    for (size_t i = 0; i < m->list.n && computes; i++) {
        const bc_table_merge *at = &m->list.at[i]->cells;
        const bc_table_cell *cell = bc_collect_sheet_cell(&f->sheet, at->first_row, at->first_column);
        if (!cell || cell->formula || cell->kind != BC_TABLE_NUMBER || !is_computed(f, m->list.at[i]))
            continue;
        bc_diag_add(f->diags, BC_DIAG_WARNING, "W832", cell->mark, bc_tr("a figure was typed over a formula: %.*s"),
                    BC_STR_ARG(cell->text));
    }
}

static bool is_placed(const filling *f, const bc_form_field *field)
{
    for (size_t i = 0; i < f->anchors.n; i++)
        for (uint8_t k = 0; k < f->anchors.at[i].n; k++)
            if (f->anchors.at[i].way[k].field == field)
                return true;
    return false;
}

/* Fields of a PDF that were removed, or became a part of its page, in one that was made by the form as it is. */
static void report_removed(const filling *f, const marks *m)
{
    const bc_collect_plan *plan = bc_collect_catalogue_plan(f->c->catalogue, f->form);
    const bc_form_field *said = NULL;
    if (!bc_str_eq(m->form, f->form->anchor))
        return;
    for (size_t i = 0; i < plan->cells.n; i++) {
        const bc_collect_plan_cell *cell = &plan->cells.at[i];
        if (!cell->value || !cell->field || cell->field == said || cell->field->computed || is_placed(f, cell->field))
            continue;
        said = cell->field;
        bc_diag_add(f->diags, BC_DIAG_WARNING, "W881", bc_collect_sheet_mark(&f->sheet, 0, 0),
                    bc_tr("the PDF has no field for %.*s any more"), BC_STR_ARG(said->label));
        bc_diag_hint(f->diags, "%s", bc_tr("it was removed or flattened: write the value into the record"));
    }
}

static void place_names(filling *f, const marks *m)
{
    for (size_t i = 0; i < m->list.n; i++)
        place_name(f, m->list.at[i]);
    if (f->passed.n)
        qsort(f->passed.at, f->passed.n, sizeof *f->passed.at, by_number);
    take_rows(f);
    report_typed_over(f, m);
    if (f->is_pdf)
        report_removed(f, m);
}

/* A form below another one. Where their labels alone tell values, a record of it would be made of both. */
static bool report_second(const filling *f, const bc_collect_words_seen *seen)
{
    bc_collect_twice at;
    if (!bc_collect_is_twice(seen, bc_collect_catalogue_plan(f->c->catalogue, f->form), &at))
        return false;
    const bc_diag_mark mark = bc_collect_sheet_mark(&f->sheet, at.row_again, at.column_again);
    bc_diag_add(f->diags, BC_DIAG_ERROR, "E839", mark,
                f->by_labels
                    ? bc_tr("%.*s stands on this sheet again here, the first is in row %u: neither is read")
                    : bc_tr("%.*s stands on this sheet again here, the first is in row %u: this one is not read"),
                BC_STR_ARG(f->form->id), at.row);
    bc_diag_hint(f->diags, "%s", bc_tr("give each form a sheet of its own"));
    return true;
}

/* Of what is placed. */
static const bc_node *make_record(filling *f, bc_str form)
{
    const bc_collect_words *words = bc_collect_catalogue_words(f->c->catalogue, f->form);
    const bc_diag_mark at = bc_collect_sheet_mark(&f->sheet, 0, 0);
    bc_vec_add(&f->members, (bc_node_member){ BC_STR("form"), at, bc_node_new_text(f->arena, at, form, true) });
    const bc_collect_reading reading = { .form = f->form,
                                         .words = words,
                                         .sheet = &f->sheet,
                                         .passed = f->passed.at,
                                         .passed_count = f->passed.n,
                                         .arena = f->arena,
                                         .diags = f->diags,
                                         .units = &f->units,
                                         .unit = f->unit };
    bc_collect_tree_make(&reading, f->anchors.at, f->anchors.n, add_member, f);
    bc_collect_words_seen seen;
    if (read_rest(f, words) >= MANY && !f->by_labels && bc_collect_words_see(&seen, &f->sheet, f->arena))
        (void)report_second(f, &seen);
    return bc_node_new_map(f->arena, at, f->members.at, f->members.n);
}

static void release(filling *f)
{
    bc_vec_release(&f->anchors);
    bc_vec_release(&f->passed);
    bc_vec_release(&f->members);
    bc_strmap_release(&f->units);
    bc_collect_sheet_release(&f->sheet);
}

/* -- sheets without names ---------------------------------------------------------------------------------- */

enum { ENOUGH = 60 }; /* percent of a form's labels that a sheet must have to be it */

/* Which form a sheet is most like. */
typedef struct fit {
    const bc_form *form;
    bc_collect_likeness likeness;
    int64_t score;
    bool titled, doubtful; /* the sheet has its title; another one fits as well */
} fit;

static bool is_enough(bc_collect_likeness likeness)
{
    return likeness.wanted && (uint64_t)likeness.found * 100 >= (uint64_t)likeness.wanted * ENOUGH;
}

static bool has_title(const filling *f, const bc_collect_plan *plan)
{
    enum { ROWS = 10 };
    bool found = false;
    bc_buf folded;
    bc_buf_init(&folded);
    for (size_t i = 0; i < f->sheet.rows.n && i < ROWS && !found; i++)
        for (uint32_t k = 0; k < f->sheet.rows.at[i].row.n && !found; k++) {
            bc_buf_clear(&folded);
            (void)bc_collect_label_fold(f->sheet.rows.at[i].row.cells[k].text, &folded);
            for (size_t t = 0; t < plan->titles.n && !found; t++)
                found = bc_str_ends(bc_buf_str(&folded), plan->titles.at[t]);
        }
    bc_buf_release(&folded);
    return found;
}

static void try_form(const filling *f, const bc_collect_words_seen *seen, const bc_form *form, fit *best)
{
    const bc_collect_plan *plan = bc_collect_catalogue_plan(f->c->catalogue, form);
    const bc_collect_likeness likeness = bc_collect_align_compare(seen, plan);
    const fit tried = { .form = form,
                        .likeness = likeness,
                        .score = 2 * (int64_t)likeness.found - likeness.wanted,
                        .titled = has_title(f, plan) };
    if (!likeness.found)
        return;
    const bool same = best->form && tried.titled == best->titled && tried.score == best->score;
    if (!best->form || (tried.titled && !best->titled && is_enough(likeness)) ||
        (tried.titled == best->titled && tried.score > best->score))
        *best = tried;
    else if (same)
        best->doubtful = true;
}

static fit find_fit(const filling *f, const bc_collect_words_seen *seen)
{
    fit best = { 0 };
    bc_diag_list unsaid; /* templates with errors are none that a sheet can be */
    bc_diag_list_init(&unsaid);
    for (size_t i = 0; bc_collect_catalogue_name(f->c->catalogue, i).n; i++) {
        const bc_intake_forms *forms = &f->c->options.forms;
        const bc_form *form =
            forms->find(forms->context, bc_collect_catalogue_name(f->c->catalogue, i), (bc_diag_mark){ 0 }, &unsaid);
        if (form && !form->batch)
            try_form(f, seen, form, &best);
        bc_diag_list_clear(&unsaid);
    }
    bc_diag_list_release(&unsaid);
    return best;
}

static void hint_fit(bc_diag_list *diags, const fit *best)
{
    if (best->form && is_enough(best->likeness))
        bc_diag_hint(diags, bc_tr("it has %u of %u labels of %.*s: if it is that form, say so with -t"),
                     best->likeness.found, best->likeness.wanted, BC_STR_ARG(best->form->id));
}

/* The form that was named, if the sheet is like it; NULL: said. */
static const bc_form *know_named(const filling *f, const bc_collect_words_seen *seen, bc_diag_mark at)
{
    const bc_form *form = f->c->options.forms.find(f->c->options.forms.context, f->c->options.form, at, f->diags);
    if (!form)
        return NULL;
    const bc_collect_likeness likeness =
        bc_collect_align_compare(seen, bc_collect_catalogue_plan(f->c->catalogue, form));
    if (is_enough(likeness))
        return form;
    bc_diag_add(f->diags, BC_DIAG_ERROR, "E829", at, bc_tr("the sheet has %u of %u labels of %.*s, and is not it"),
                likeness.found, likeness.wanted, BC_STR_ARG(form->id));
    const fit best = find_fit(f, seen);
    hint_fit(f->diags, &best);
    return NULL;
}

/* The form that a sheet is by its labels; NULL: said where it is nearly one. */
static const bc_form *know_form(const filling *f, const bc_collect_words_seen *seen)
{
    const bc_diag_mark at = bc_collect_sheet_mark(&f->sheet, 0, 0);
    if (f->c->options.form.n)
        return know_named(f, seen, at);
    const fit best = find_fit(f, seen);
    if (!best.form || !is_enough(best.likeness))
        return NULL;
    if (best.titled && !best.doubtful)
        return best.form;
    bc_diag_add(f->diags, BC_DIAG_ERROR, "E829", at, "%s",
                best.titled ? bc_tr("the sheet may be one of several forms that are alike")
                            : bc_tr("the sheet does not say which form it is"));
    hint_fit(f->diags, &best);
    return NULL;
}

/* What a sheet with names says it is. Programs that make local names global lose that one, for it is of no cell: the
 * labels tell it then. NULL: said. */
static const bc_form *know_marked(const filling *f, const marks *m, bc_str *name)
{
    const bc_diag_mark at = bc_collect_sheet_mark(&f->sheet, 0, 0);
    const unsigned errors = f->diags->errors;
    bc_str said, hash;
    bc_collect_words_seen seen;
    if (f->c->options.form.n || bc_form_anchor_read(m->form, &said, &hash))
        return find_form(f->c, m, at, name, f->diags);
    const bc_form *form = bc_collect_words_see(&seen, &f->sheet, f->arena) ? know_form(f, &seen) : NULL;
    if (form)
        *name = form->id;
    else if (f->diags->errors == errors)
        form = find_form(f->c, m, at, name, f->diags);
    return form;
}

/* -- units of the sheet ------------------------------------------------------------------------------------ */

/* Whether a name leads to the cell, or it stands in a row of a list. */
static bool is_value(const filling *f, const bc_table_row *row, const bc_table_cell *cell)
{
    for (size_t i = 0; i < f->anchors.n; i++) {
        const bc_collect_anchor *a = &f->anchors.at[i];
        if (a->rows ? row->number > a->row && row->number < a->last_row
                    : row->number == a->row && cell->column == a->column)
            return true;
    }
    return false;
}

/* Whether a sheet with names may speak of its units here: it is no value, and neither words of the form nor a value
 * among them. */
static bool may_state(filling *f, const bc_table_row *row, const bc_table_cell *cell)
{
    if (f->by_labels)
        return true;
    f->cell = cell;
    f->looks = true;
    const bool own = is_value(f, row, cell) || read_words(f) ||
                     is_own(f, bc_collect_catalogue_words(f->c->catalogue, f->form), cell->text);
    f->looks = false;
    return !own;
}

/* 单位：元, wherever it stands. */
static bc_str find_unit(filling *f, bc_diag_mark *mark)
{
    const bc_collect_sheet *sheet = &f->sheet;
    bc_str odd = { 0 };
    bc_diag_mark where = { 0 };
    for (size_t i = 0; i < sheet->rows.n; i++) {
        const bc_table_row *row = &sheet->rows.at[i].row;
        for (uint32_t k = 0; k < row->n; k++) {
            const bc_str beside = k + 1 < row->n ? row->cells[k + 1].text : (bc_str){ 0 };
            bc_str other;
            const bc_str unit = bc_unit_stated(row->cells[k].text, beside, &other);
            if ((!unit.n && (!other.n || odd.n)) || !may_state(f, row, &row->cells[k]))
                continue;
            *mark = row->cells[k].mark;
            if (unit.n)
                return unit;
            odd = other;
            where = *mark;
        }
    }
    if (odd.n) {
        bc_diag_add(f->diags, BC_DIAG_WARNING, "W829", where, bc_tr("`%.*s` is no unit of money that is known"),
                    BC_STR_ARG(odd));
        bc_diag_hint(f->diags, "%s",
                     bc_tr("amounts are read in the units of the form: correct the record, or write 元, 万元 or 亿元"));
    }
    return (bc_str){ 0 };
}

/* Whether any cell speaks of money; most sheets have the words that they were sent out with. */
static bool may_speak_of_units(const filling *f)
{
    const bc_collect_words *words = bc_collect_catalogue_words(f->c->catalogue, f->form);
    for (size_t i = 0; i < f->sheet.rows.n; i++) {
        const bc_table_row *row = &f->sheet.rows.at[i].row;
        for (uint32_t k = 0; k < row->n; k++)
            if (row->cells[k].kind == BC_TABLE_TEXT && bc_str_find(row->cells[k].text, BC_STR("元"), 0) != SIZE_MAX &&
                !bc_collect_words_have(words, row->cells[k].text))
                return true;
    }
    return false;
}

/* A department that counts in another unit changes the label, or writes 单位：元 above the table. */
static void read_other_units(filling *f)
{
    const bc_collect_words *words = bc_collect_catalogue_words(f->c->catalogue, f->form);
    bc_collect_words_seen seen;
    bc_collect_alignment alignment;
    bc_diag_mark mark = { 0 };
    if (f->is_pdf || !may_speak_of_units(f) || !bc_collect_words_see(&seen, &f->sheet, f->arena))
        return;
    bc_collect_align(&alignment, &seen, bc_collect_catalogue_plan(f->c->catalogue, f->form), f->arena);
    bc_collect_places_other_units(&alignment, words, f->arena, f->diags, &f->units);
    f->unit = find_unit(f, &mark);
    if (!f->unit.n || !bc_collect_places_differ(&alignment, words, f->unit))
        return;
    (void)bc_collect_sheet_take(&f->sheet, mark.line, mark.column);
    bc_diag_add(f->diags, BC_DIAG_WARNING, "W833", mark,
                bc_tr("the sheet says %.*s here, which the form does not: amounts without a unit are read in it"),
                BC_STR_ARG(f->unit));
}

static void read_sheet(bc_collect *c, uint32_t number, bc_arena *arena, bc_diag_list *diags, bc_source_step *out)
{
    const marks *m = &c->marks[number];
    filling f = { .c = c, .arena = arena, .diags = diags, .is_pdf = bc_table_is_pdf(c->table) };
    bc_str name;
    if (bc_collect_sheet_read(&f.sheet, c->table, c->options.table.name, number, arena, diags, &out->io_error)) {
        f.form = know_marked(&f, m, &name);
        if (f.form) {
            place_names(&f, m);
            read_other_units(&f);
            out->record = make_record(&f, bc_arena_str(arena, name));
        }
    }
    release(&f);
}

static const bc_node *read_by_labels(filling *f, const bc_collect_words_seen *seen)
{
    bc_collect_alignment alignment;
    bc_diag_mark unit_at = { 0 };
    const bc_collect_plan *plan = bc_collect_catalogue_plan(f->c->catalogue, f->form);
    const bc_collect_likeness likeness = bc_collect_align_compare(seen, plan);
    f->by_labels = true;
    if (report_second(f, seen))
        return NULL;
    bc_diag_add(f->diags, BC_DIAG_NOTE, "N830", bc_collect_sheet_mark(&f->sheet, 0, 0),
                bc_tr("the sheet was read by its labels, %u of %u of %.*s"), likeness.found, likeness.wanted,
                BC_STR_ARG(f->form->id));
    bc_collect_align(&alignment, seen, plan, f->arena);
    bc_collect_places_find(&alignment, f->arena, f->diags, &f->anchors);
    bc_collect_places_units(&alignment, f->arena, &f->units);
    f->unit = find_unit(f, &unit_at);
    return make_record(f, bc_arena_str(f->arena, f->form->id));
}

/* False: it is empty, or nothing like a form. */
static bool read_plain_sheet(bc_collect *c, uint32_t number, bc_arena *arena, bc_diag_list *diags, bc_source_step *out)
{
    filling f = { .c = c, .arena = arena, .diags = diags };
    bc_collect_words_seen seen;
    const unsigned errors = diags->errors;
    if (bc_collect_sheet_read(&f.sheet, c->table, c->options.table.name, number, arena, diags, &out->io_error) &&
        f.sheet.rows.n && bc_collect_words_see(&seen, &f.sheet, arena)) {
        f.form = know_form(&f, &seen);
        if (f.form)
            out->record = read_by_labels(&f, &seen);
    }
    release(&f);
    return out->record || out->io_error || diags->errors > errors;
}

/* -- all of them ------------------------------------------------------------------------------------------- */

/* What was found in returned forms stands on sheets made in the same way. */
static bool is_report(const marks *m)
{
    bc_str form, hash;
    return bc_form_anchor_read(m->form, &form, &hash) && bc_str_eq(form, BC_STR("findings-report"));
}

/* A sheet that somebody added: whether anything is on it. */
static void report_other(bc_collect *c, uint32_t number, bc_arena *arena, bc_diag_list *diags)
{
    bc_collect_sheet sheet = { 0 };
    bc_table_row row;
    bool io_error = false;
    if (bc_table_begin(c->table, number, false, arena, diags, &io_error) &&
        bc_table_next(c->table, arena, diags, &row, &io_error)) {
        sheet.source = row.source;
        bc_diag_add(diags, BC_DIAG_NOTE, "N824", bc_collect_sheet_mark(&sheet, 0, 0),
                    bc_tr("this sheet is no form that was sent out, and is not read"));
    }
}

/* A scan, or what was printed of a form. */
static void report_paper(const bc_collect *c, bc_diag_list *diags)
{
    const bc_diag *why = &c->unopened.list.at[0];
    bc_diag_add(diags, BC_DIAG_NOTE, "N881", why->mark, bc_tr("not read: %.*s"), BC_STR_ARG(why->message));
}

/* A file that no program has made as a workbook, such as a PDF: what it says is never guessed. */
static bool report_unopened(bc_collect *c, bc_arena *arena, bc_diag_list *diags, bc_source_step *out)
{
    const bool said = c->unopened.list.n > 0;
    if (c->options.found && bc_diag_list_has_code(&c->unopened, "E883"))
        report_paper(c, diags);
    else
        bc_diag_list_append(diags, &c->unopened);
    bc_diag_list_clear(&c->unopened);
    out->io_error = c->io_error;
    if (!said && !c->made) {
        bc_diag_source *source = BC_NEW(arena, bc_diag_source);
        source->name = bc_arena_str(arena, c->options.table.name);
        bc_diag_add(diags, BC_DIAG_ERROR, "E827", (bc_diag_mark){ .source = source },
                    c->table ? bc_tr("no sheet of this workbook is a form that is known")
                             : bc_tr("this is no workbook"));
    }
    c->made = true;
    return diags->errors > 0;
}

/* With forms that know themselves beside it a sheet is a remark, a list, or somebody's sums. */
static bool reads_labels(const bc_collect *c)
{
    return c->options.catalogue && !is_marked(c);
}

bool bc_collect_next(bc_collect *c, bc_arena *arena, bc_diag_list *diags, bc_source_step *out)
{
    *out = (bc_source_step){ 0 };
    const size_t before = diags->list.n;
    while (c->next < c->sheet_count) {
        const uint32_t number = c->next++;
        const bc_table_sheet *sheet = &c->sheets[number];
        if (sheet->first_row) /* a named part of another */
            continue;
        if (is_report(&c->marks[number]) || (!c->marks[number].marked && sheet->hidden))
            continue;
        if (c->marks[number].marked) {
            read_sheet(c, number, arena, diags, out);
        } else if (!reads_labels(c) || !read_plain_sheet(c, number, arena, diags, out)) {
            if (is_marked(c) || c->made)
                report_other(c, number, arena, diags);
            continue;
        }
        c->made = true;
        out->bytes = bc_table_bytes(c->table) - c->bytes;
        c->bytes = bc_table_bytes(c->table);
        return true;
    }
    if (!c->made && report_unopened(c, arena, diags, out))
        return true;
    return diags->list.n > before;
}
