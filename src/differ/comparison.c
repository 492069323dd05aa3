/* The comparison as a record of the form comparison-report. Its rows are sorted by department and then as records came;
 * amounts are in 万元, exactly, and stand by themselves, for they are what is looked at first. */
#include "base/tr.h"
#include "base/unit.h"
#include "differ/private/run.h"

#include <stdlib.h>
#include <string.h>

#define UNIT "万元"

typedef struct maker {
    const bc_differ_run *run;
    bc_arena *arena;
    const bc_diag_source *source; /* of what no file holds */
    const bc_differ_kept **sorted;
} maker;

typedef BC_VEC(const bc_node *) rows;

/* -- values --------------------------------------------------------------------------------------------- */

static bc_diag_mark mark_of(const maker *m)
{
    return (bc_diag_mark){ .source = m->source, .line = 1, .column = 1 };
}

static bc_node_member text_member(const maker *m, const char *key, bc_str text)
{
    return (bc_node_member){ bc_str_from(key), mark_of(m), bc_node_new_text(m->arena, mark_of(m), text, true) };
}

/* Amounts with two digits behind the point, and with more where they have more. */
static bc_node_member number_member(const maker *m, const char *key, bool there, bc_decimal number, const char *behind)
{
    enum { FEN = 2 };
    const int digits = strcmp(behind, UNIT) == 0 && number.scale < FEN ? FEN : -1;
    bc_buf text;
    bc_buf_init(&text);
    if (there)
        bc_decimal_print(number, digits, false, &text);
    if (there)
        bc_buf_add_text(&text, behind);
    const bc_node_member member = text_member(m, key, bc_arena_str(m->arena, bc_buf_str(&text)));
    bc_buf_release(&text);
    return member;
}

static bc_node_member count_member(const maker *m, const char *key, size_t n)
{
    return text_member(m, key, bc_arena_printf(m->arena, "%zu", n));
}

static const bc_node *map_of(const maker *m, const bc_node_member *members, size_t n)
{
    return bc_node_new_map(m->arena, mark_of(m), members, n);
}

static bc_node_member list_member(const maker *m, const char *key, rows *list)
{
    const bc_node *made = bc_node_new_list(m->arena, mark_of(m), list->at, list->n);
    bc_vec_release(list);
    return (bc_node_member){ bc_str_from(key), mark_of(m), made };
}

static bc_str department_of(bc_str name)
{
    return name.n ? name : bc_str_from(bc_tr("(no department)"));
}

/* -- words ---------------------------------------------------------------------------------------------- */

static bc_str side_words(const maker *m, const char *format, const bc_differ_set *set, int year)
{
    const char *const *paths = set == &m->run->before ? m->run->options->before : m->run->options->now;
    const size_t n = set == &m->run->before ? m->run->options->before_count : m->run->options->now_count;
    bc_buf text;
    bc_buf_init(&text);
    for (size_t i = 0; i < n; i++)
        bc_buf_printf(&text, "%s%s", i ? bc_tr(", ") : "", paths[i]);
    if (year)
        bc_buf_printf(&text, bc_tr(" (%d)"), year);
    const bc_str words = bc_arena_printf(m->arena, format, text.p);
    bc_buf_release(&text);
    return words;
}

/* What columns are called: by their years where both say one. */
static bc_str column_words(const maker *m, bool now)
{
    const bool years = m->run->year_before && m->run->year_now && m->run->year_before != m->run->year_now;
    if (years)
        return bc_arena_printf(m->arena, bc_tr("Year %d"), now ? m->run->year_now : m->run->year_before);
    return bc_str_from(now ? bc_tr("Now") : bc_tr("Before"));
}

static const bc_node *words_of(const maker *m)
{
    const bc_differ_run *run = m->run;
    const bc_node_member members[] = {
        text_member(m, "title", bc_str_from(bc_tr("Comparison of performance targets and budgets"))),
        text_member(m, "sides-before", side_words(m, bc_tr("Before: %s"), &run->before, run->year_before)),
        text_member(m, "sides-now", side_words(m, bc_tr("Now: %s"), &run->now, run->year_now)),
        text_member(m, "unit", bc_str_from(bc_tr("Unit: 10,000 yuan"))),
        text_member(m, "overview", bc_str_from(bc_tr("1. Overview"))),
        text_member(m, "list-added", bc_str_from(bc_tr("2. Projects added"))),
        text_member(m, "list-dropped", bc_str_from(bc_tr("3. Projects dropped"))),
        text_member(m, "list-amounts", bc_str_from(bc_tr("4. Amounts of changed projects"))),
        text_member(m, "list-contents", bc_str_from(bc_tr("5. Indicators and other contents of changed projects"))),
        text_member(m, "list-findings", bc_str_from(bc_tr("6. What needs an explanation"))),
        text_member(m, "none", bc_str_from(bc_tr("(none)"))),
        text_member(m, "number", bc_str_from(bc_tr("No."))),
        text_member(m, "department", bc_str_from(bc_tr("Department"))),
        text_member(m, "project", bc_str_from(bc_tr("Project"))),
        text_member(m, "code", bc_str_from(bc_tr("Code"))),
        text_member(m, "content", bc_str_from(bc_tr("Content"))),
        text_member(m, "row", bc_str_from(bc_tr("Item"))),
        text_member(m, "projects", bc_str_from(bc_tr("Projects"))),
        text_member(m, "added", bc_str_from(bc_tr("Added"))),
        text_member(m, "dropped", bc_str_from(bc_tr("Dropped"))),
        text_member(m, "changed", bc_str_from(bc_tr("Changed"))),
        text_member(m, "unchanged", bc_str_from(bc_tr("Unchanged"))),
        text_member(m, "amount", bc_str_from(bc_tr("Budget"))),
        text_member(m, "before", column_words(m, false)),
        text_member(m, "now", column_words(m, true)),
        text_member(m, "difference", bc_str_from(bc_tr("Difference"))),
        text_member(m, "percent", bc_str_from(bc_tr("Per cent"))),
        text_member(m, "change", bc_str_from(bc_tr("Change"))),
        text_member(m, "finding", bc_str_from(bc_tr("Finding"))),
    };
    return map_of(m, members, sizeof members / sizeof *members);
}

/* -- rows ----------------------------------------------------------------------------------------------- */

static const bc_node *department_row(const maker *m, const bc_differ_department *d, bc_str name)
{
    const bool before = d->before.amounts > 0, now = d->now.amounts > 0;
    const bc_differ_figures f =
        bc_differ_figures_of(before ? &d->before.yuan : NULL, now ? &d->now.yuan : NULL, BC_STR(UNIT));
    const bc_node_member members[] = {
        text_member(m, "department", name),
        count_member(m, "before", d->before.records),
        count_member(m, "now", d->now.records),
        count_member(m, "added", d->counts[BIAOCE_DIFF_ADDED]),
        count_member(m, "dropped", d->counts[BIAOCE_DIFF_DROPPED]),
        count_member(m, "changed", d->counts[BIAOCE_DIFF_CHANGED]),
        count_member(m, "unchanged", d->counts[BIAOCE_DIFF_UNCHANGED]),
        number_member(m, "total-before", f.has_before, f.before, UNIT),
        number_member(m, "total-now", f.has_now, f.now, UNIT),
        number_member(m, "difference", f.has_difference, f.difference, UNIT),
        number_member(m, "percent", f.has_percent, f.percent, "%"),
    };
    return map_of(m, members, sizeof members / sizeof *members);
}

static void add_single(const maker *m, const bc_differ_record *record, rows *out)
{
    const bc_differ_figures f = bc_differ_figures_of(record->has_amount ? &record->yuan : NULL, NULL, BC_STR(UNIT));
    const bc_node_member members[] = {
        text_member(m, "department", department_of(record->department)),
        text_member(m, "code", record->code),
        text_member(m, "project", record->name),
        number_member(m, "amount", f.has_before, f.before, UNIT),
    };
    bc_vec_add(out, map_of(m, members, sizeof members / sizeof *members));
}

/* An amount may be of any unit of money; the table has one. */
static bool in_table_unit(const bc_differ_figures *from, bc_differ_figures *out)
{
    *out = *from;
    if (bc_str_is(from->unit, UNIT))
        return true;
    bc_decimal before, now;
    const bool has_before = from->has_before && bc_unit_to_yuan(from->before, from->unit, &before);
    const bool has_now = from->has_now && bc_unit_to_yuan(from->now, from->unit, &now);
    if ((from->has_before && !has_before) || (from->has_now && !has_now))
        return false;
    *out = bc_differ_figures_of(has_before ? &before : NULL, has_now ? &now : NULL, BC_STR(UNIT));
    return true;
}

/* Whether both sides of it are amounts, as far as there are two. */
static bool is_amount(const bc_differ_change *change, bc_differ_figures *figures)
{
    return change->type == BC_FIELD_MONEY && (change->before.n > 0) == change->figures.has_before &&
           (change->now.n > 0) == change->figures.has_now && in_table_unit(&change->figures, figures);
}

static void add_amount(const maker *m, const bc_differ_kept *kept, const bc_differ_change *change,
                       const bc_differ_figures *f, rows *out)
{
    const bc_differ_record *record = bc_differ_of(kept);
    const bc_str what = change->element.n ? bc_arena_printf(m->arena, "%.*s：%.*s", BC_STR_ARG(change->label),
                                                            BC_STR_ARG(change->element))
                                          : change->label;
    const bc_node_member members[] = {
        text_member(m, "department", department_of(record->department)),
        text_member(m, "project", record->name),
        text_member(m, "content", what),
        number_member(m, "before", f->has_before, f->before, UNIT),
        number_member(m, "now", f->has_now, f->now, UNIT),
        number_member(m, "difference", f->has_difference, f->difference, UNIT),
        number_member(m, "percent", f->has_percent, f->percent, "%"),
    };
    bc_vec_add(out, map_of(m, members, sizeof members / sizeof *members));
}

static void add_content(const maker *m, const bc_differ_kept *kept, const bc_differ_change *change, rows *out)
{
    const bc_differ_record *record = bc_differ_of(kept);
    const char *what = change->kind == BC_COMPARE_ADDED     ? bc_tr("added")
                       : change->kind == BC_COMPARE_REMOVED ? bc_tr("removed")
                                                            : bc_tr("changed");
    const bc_node_member members[] = {
        text_member(m, "department", department_of(record->department)),
        text_member(m, "project", record->name),
        text_member(m, "content", change->label),
        text_member(m, "row", change->element),
        text_member(m, "before", change->before),
        text_member(m, "now", change->now),
        text_member(m, "change", bc_str_from(what)),
    };
    bc_vec_add(out, map_of(m, members, sizeof members / sizeof *members));
}

static void add_finding(const maker *m, const bc_differ_kept *kept, const bc_diag *finding, rows *out)
{
    const bc_differ_record *record = bc_differ_of(kept);
    const bc_node_member members[] = {
        text_member(m, "department", department_of(record->department)),
        text_member(m, "project", record->name),
        text_member(m, "finding", finding->message),
    };
    bc_vec_add(out, map_of(m, members, sizeof members / sizeof *members));
}

/* -- the record ----------------------------------------------------------------------------------------- */

static int by_department(const void *a, const void *b)
{
    const bc_differ_kept *const *x = a, *const *y = b;
    const int order = bc_str_compare(bc_differ_of(*x)->department, bc_differ_of(*y)->department);
    return order ? order : (*x > *y) - (*x < *y); /* in their order, which is that of the array */
}

static void sort(maker *m)
{
    const size_t n = m->run->kept.n;
    m->sorted = BC_NEW_ARRAY(m->arena, const bc_differ_kept *, n);
    for (size_t i = 0; i < n; i++)
        m->sorted[i] = &m->run->kept.at[i];
    if (n)
        qsort(m->sorted, n, sizeof *m->sorted, by_department);
}

typedef struct tables {
    rows departments, added, dropped, amounts, contents, findings;
} tables;

static void add_record(const maker *m, const bc_differ_kept *kept, tables *t)
{
    if (kept->kind == BIAOCE_DIFF_ADDED)
        add_single(m, kept->now, &t->added);
    if (kept->kind == BIAOCE_DIFF_DROPPED)
        add_single(m, kept->before, &t->dropped);
    for (size_t i = 0; i < kept->change_count; i++) {
        bc_differ_figures figures;
        if (is_amount(&kept->changes[i], &figures))
            add_amount(m, kept, &kept->changes[i], &figures, &t->amounts);
        else
            add_content(m, kept, &kept->changes[i], &t->contents);
    }
    for (size_t i = 0; i < kept->finding_count; i++)
        add_finding(m, kept, &kept->findings[i], &t->findings);
}

const bc_node *bc_differ_report_record(const bc_differ_run *run, bc_arena *arena)
{
    bc_diag_source *source = BC_NEW(arena, bc_diag_source);
    source->name = BC_STR("comparison-report");
    maker m = { .run = run, .arena = arena, .source = source };
    sort(&m);
    tables t = { 0 };
    for (size_t i = 0; i < run->departments.n; i++)
        bc_vec_add(&t.departments,
                   department_row(&m, &run->departments.at[i], department_of(run->departments.at[i].name)));
    for (size_t i = 0; i < run->kept.n; i++)
        add_record(&m, m.sorted[i], &t);
    const bc_node_member members[] = {
        text_member(&m, "form", BC_STR("comparison-report")),
        { BC_STR("words"), mark_of(&m), words_of(&m) },
        list_member(&m, "departments", &t.departments),
        { BC_STR("all"), mark_of(&m), department_row(&m, &run->all, bc_str_from(bc_tr("Total"))) },
        list_member(&m, "added", &t.added),
        list_member(&m, "dropped", &t.dropped),
        list_member(&m, "amounts", &t.amounts),
        list_member(&m, "contents", &t.contents),
        list_member(&m, "findings", &t.findings),
    };
    return map_of(&m, members, sizeof members / sizeof *members);
}
