/* DEPT-TASKS. The tasks of a department: what each costs and of whose money, what all come to, and that they are for
 * what the department is there to do. */
#include "base/strmap.h"
#include "base/tr.h"
#include "check/private/run.h"

typedef struct tasks {
    bc_check_slot list, project, special;
    bc_check_slots duties; /* what the department is for */
    bool listed, complete;
    int duty, total, fiscal, other; /* columns */
} tasks;

static const bc_keys_key DEPT_TASKS[] = {
    { "tasks", "path", bc_tr_mark("the list of tasks") },
    { "project", "path", bc_tr_mark("the field of the project spending that they add up to") },
    { "duty", "text", bc_tr_mark("the key of the column that names the duty that a task is for") },
    { "duties", "path [path]",
      bc_tr_mark("the fields of the department's duties; what comes later is one of the first") },
    { "special", "path", bc_tr_mark("the field of the special spending that they may add up to by mistake") },
    { 0 },
};

static const void *compile_dept_tasks(bc_check_rule_compiler *compiler, const bc_node *spec)
{
    tasks *t = BC_NEW(compiler->arena, tasks);
    const bc_node *list = bc_node_find(spec, "tasks"), *project = bc_node_find(spec, "project"),
                  *special = bc_node_find(spec, "special");
    t->duties = bc_check_slots_compile(compiler, bc_node_find(spec, "duties"));
    t->duty = t->total = t->fiscal = t->other = -1;
    if (!list && !project && !special)
        return t; /* the form has no such block */
    t->listed = list && bc_check_slot_compile(compiler, list, &t->list);
    if (t->listed) {
        const bc_form_field *field = t->list.field;
        t->total = bc_check_index_of(field->children, field->child_count, BC_FORM_ROLE_TOTAL);
        const bc_str duty = bc_keys_text(spec, "duty");
        for (uint32_t i = 0; duty.n && i < field->child_count; i++)
            t->duty = bc_str_eq(field->children[i].key, duty) ? (int)i : t->duty;
    }
    if (!project && !special)
        return t; /* which tells no spending beside its tasks */
    if (!list || !project || !special) {
        bc_diag_add(compiler->diags, BC_DIAG_ERROR, "E341", spec->mark,
                    bc_tr("`tasks`, `project` and `special` belong together"));
        return t;
    }
    t->complete = t->listed && bc_check_slot_compile(compiler, project, &t->project) &&
                  bc_check_slot_compile(compiler, special, &t->special);
    if (t->complete) {
        t->fiscal = bc_check_index_of(t->list.field->children, t->list.field->child_count, BC_FORM_ROLE_FISCAL);
        t->other = bc_check_index_of(t->list.field->children, t->list.field->child_count, BC_FORM_ROLE_OTHER);
        t->complete = t->total >= 0;
    }
    return t;
}

static bool skip_words(bc_check *c, bc_str total, const bc_form_field *field, const bc_value *datum)
{
    bool words = datum->type == BC_VALUE_TEXT && datum->text.n;
    if (words)
        bc_check_skip(c, total, field, datum);
    return words;
}

/* What a task costs in all, and of whose money. */
typedef struct task {
    bc_decimal total, parts[2];
} task;

/* Where the likely mistake stands, else the total. */
static void report_task(bc_check *c, const tasks *t, const bc_value *row, const task *own, bool stands)
{
    const int columns[] = { t->fiscal, t->other };
    const bc_doubt doubt = bc_doubt_of_sum(own->total, own->parts, 2, stands);
    const bool of_part = doubt.kind != BC_DOUBT_NONE && doubt.at != BC_DOUBT_TOTAL;
    const int at = of_part ? columns[doubt.at] : t->total;
    const bc_value *total = bc_check_cell(row, t->total), *wrong = bc_check_cell(row, at);
    const bool points = bc_doubt_is_mistake(&doubt) && wrong->origin;
    const bc_str a = bc_check_money(c, own->total), f = bc_check_money(c, own->parts[0]),
                 o = bc_check_money(c, own->parts[1]);
    bc_check_report(c, bc_check_mark(c, points ? wrong : total), bc_tr("the task's %.*s ≠ %.*s + %.*s"), BC_STR_ARG(a),
                    BC_STR_ARG(f), BC_STR_ARG(o));
    if (doubt.kind != BC_DOUBT_NONE && at >= 0)
        bc_check_hint_doubt(c, &doubt, t->list.field->children[at].label, of_part ? own->parts[doubt.at] : own->total);
}

/* `stands`: all tasks come to what the form says of them. */
static void check_task(bc_check *c, const tasks *t, const bc_value *row, bool stands)
{
    bc_decimal total, fiscal = bc_decimal_from_int(0), other = fiscal, sum;
    const bc_form_field *columns = t->list.field->children;
    if (skip_words(c, t->project.field->label, &columns[t->total], bc_check_cell(row, t->total)) ||
        (t->fiscal >= 0 &&
         skip_words(c, columns[t->total].label, &columns[t->fiscal], bc_check_cell(row, t->fiscal))) ||
        (t->other >= 0 && skip_words(c, columns[t->total].label, &columns[t->other], bc_check_cell(row, t->other))))
        return;
    bool has_fiscal = bc_check_number_of(bc_check_cell(row, t->fiscal), &fiscal),
         has_other = bc_check_number_of(bc_check_cell(row, t->other), &other);
    if (!bc_check_number_of(bc_check_cell(row, t->total), &total) || !(has_fiscal || has_other))
        return;
    if (!bc_decimal_add(fiscal, other, &sum) || bc_decimal_compare(total, sum) == 0)
        return;
    report_task(c, t, row, &(task){ total, { fiscal, other } }, stands);
}

/* -- duties: what a department does, and what its tasks are for -- */

enum { HAN = 3 }; /* bytes of a character of Chinese */

static bool leads_han(char first)
{
    return (unsigned char)first >= 0xE4 && (unsigned char)first < 0xEF;
}

/* The next two characters of Chinese that stand side by side, from *at on, which moves to the second of them. */
static bool next_pair(bc_str text, size_t *at, bc_str *pair)
{
    for (; *at + 2 * HAN <= text.n; ++*at)
        if (leads_han(text.p[*at]) && leads_han(text.p[*at + HAN])) {
            *pair = bc_str_slice(text, *at, *at + 2 * HAN);
            *at += HAN;
            return true;
        }
    return false;
}

/* How many of the text's pairs are among the known ones, in percent; 100 where there are few. */
static unsigned known_pairs(bc_str text, const bc_strmap *known)
{
    enum { MIN_PAIRS = 3, ALL = 100 };
    uint64_t pairs = 0, found = 0;
    bc_str pair;
    for (size_t at = 0; next_pair(text, &at, &pair); pairs++)
        found += bc_strmap_find(known, pair) != NULL;
    return pairs < MIN_PAIRS ? ALL : (unsigned)(ALL * found / pairs);
}

static void learn_pairs(bc_strmap *known, bc_str text)
{
    bc_str pair;
    for (size_t at = 0; next_pair(text, &at, &pair);)
        bc_strmap_put(known, pair, known);
}

/* Of the fields of duties the first tells them all; a later one, and the duty that a task is for, are among them. */
static void check_duties(bc_check *c, const tasks *t, const bc_value *list)
{
    enum { LITTLE = 25 };
    bc_strmap known = { 0 };
    bool told = false;
    for (uint32_t i = 0; i < t->duties.n; i++) {
        const bc_value *datum = bc_check_slot_at(c->record, &t->duties.at[i]);
        if (told && datum->type == BC_VALUE_TEXT && known_pairs(datum->text, &known) < LITTLE) {
            bc_check_report(c, bc_check_mark(c, datum), bc_tr("%.*s has nothing in common with %.*s"),
                            BC_STR_ARG(t->duties.at[i].field->label), BC_STR_ARG(t->duties.at[0].field->label));
            continue;
        }
        told = told || datum->text.n || datum->type == BC_VALUE_LIST;
        learn_pairs(&known, datum->text);
        for (uint32_t k = 0; datum->type == BC_VALUE_LIST && k < datum->n; k++)
            learn_pairs(&known, datum->as.items[k].text);
    }
    for (uint32_t i = 0; told && t->duty >= 0 && list->type == BC_VALUE_LIST && i < list->n; i++) {
        const bc_value *duty = bc_check_cell(&list->as.items[i], t->duty);
        if (duty->type == BC_VALUE_TEXT && known_pairs(duty->text, &known) < LITTLE)
            bc_check_report(c, bc_check_mark(c, duty), bc_tr("the department has no duty such as `%.*s`"),
                            BC_STR_ARG(duty->text));
    }
    bc_strmap_release(&known);
}

/* All that the task says, as a key; empty: nothing. */
static bc_str words_of_task(bc_check *c, const bc_value *task)
{
    bool any = false;
    bc_buf all;
    bc_buf_init(&all);
    for (uint32_t i = 0; i < task->n; i++) {
        const bc_str text = task->as.entries[i].value.text;
        any |= text.n > 0;
        bc_buf_add_str(&all, text);
        bc_buf_add_char(&all, '\x1f');
    }
    const bc_str key = any ? bc_arena_str(c->arena, bc_buf_str(&all)) : (bc_str){ 0 };
    bc_buf_release(&all);
    return key;
}

/* Tasks that stand there twice, and the one that costs nothing among others that do. */
static void check_list_of_tasks(bc_check *c, const tasks *t, const bc_value *list)
{
    const bc_value *bare = NULL;
    uint32_t empty = 0;
    bc_strmap seen = { 0 };
    for (uint32_t i = 0; i < list->n && list->as.items[i].type == BC_VALUE_MAP; i++) {
        const bc_value *row = &list->as.items[i];
        const bc_str words = words_of_task(c, row);
        if (words.n && bc_strmap_find(&seen, words))
            bc_check_report(c, bc_check_mark(c, row), bc_tr("the task stands there twice"));
        else if (words.n)
            bc_strmap_put(&seen, words, &seen);
        if (t->total >= 0 && bc_value_is_empty(bc_check_cell(row, t->total))) {
            bare = row;
            empty++;
        }
    }
    bc_strmap_release(&seen);
    if (empty == 1 && list->n > 1)
        bc_check_report(c, bc_check_mark(c, bare), bc_tr("the task has no %.*s, which the others have"),
                        BC_STR_ARG(t->list.field->children[t->total].label));
}

/* What all tasks come to. */
typedef struct sum_of_tasks {
    bc_decimal sum;
    bc_decimal *numbers; /* of the tasks that have one, */
    uint32_t *rows;      /* and where they stand */
    uint32_t n;
    bool words; /* some have words in place of one */
} sum_of_tasks;

static sum_of_tasks add_tasks(bc_check *c, const tasks *t, const bc_value *list)
{
    const uint32_t most = list->type == BC_VALUE_LIST ? list->n : 0;
    sum_of_tasks all = { .sum = bc_decimal_from_int(0),
                         .numbers = BC_NEW_ARRAY(c->arena, bc_decimal, most),
                         .rows = BC_NEW_ARRAY(c->arena, uint32_t, most) };
    for (uint32_t i = 0; i < most; i++) {
        const bc_value *total = bc_check_cell(&list->as.items[i], t->total);
        all.words |= total->type == BC_VALUE_TEXT && total->text.n;
        if (bc_check_number_of(total, &all.numbers[all.n]) && bc_decimal_add(all.sum, all.numbers[all.n], &all.sum))
            all.rows[all.n++] = i;
    }
    return all;
}

/* What stands before its amount, the nearest words. */
static bc_str name_of_task(const tasks *t, const bc_value *row)
{
    for (int i = t->total; i-- > 0;)
        if (bc_check_words_at(row, i).n)
            return bc_check_words_at(row, i);
    return t->list.field->label;
}

/* Where the likely mistake stands, else what they should come to. */
static void report_project(bc_check *c, const tasks *t, const bc_value *list, const sum_of_tasks *all)
{
    const bc_value *project = bc_check_slot_at(c->record, &t->project),
                   *special = bc_check_slot_at(c->record, &t->special);
    bc_decimal given = bc_decimal_from_int(0), other;
    const bool has_project = bc_check_number_of(project, &given);
    const bool is_special = bc_check_number_of(special, &other) && bc_decimal_compare(all->sum, other) == 0;
    bc_doubt doubt = { 0 };
    if (has_project && !is_special)
        doubt = bc_doubt_of_sum(given, all->numbers, all->n, false);
    const bool of_part = doubt.kind != BC_DOUBT_NONE && doubt.at != BC_DOUBT_TOTAL;
    const bc_value *wrong = of_part ? bc_check_cell(&list->as.items[all->rows[doubt.at]], t->total) : project;
    const bool points = bc_doubt_is_mistake(&doubt) && wrong->origin;
    const bc_str sum = bc_check_money(c, all->sum), figures = bc_check_money(c, given);
    bc_check_report(c,
                    bc_check_mark(c, points        ? wrong
                                     : has_project ? project
                                                   : list),
                    bc_tr("the tasks add up to %.*s, but %.*s is %.*s"), BC_STR_ARG(sum),
                    BC_STR_ARG(t->project.field->label),
                    BC_STR_ARG(has_project ? figures : bc_str_from(bc_tr("empty"))));
    if (is_special)
        bc_check_hint(c, bc_tr("they equal %.*s"), BC_STR_ARG(t->special.field->label));
    else if (of_part)
        bc_check_hint_doubt(c, &doubt, name_of_task(t, &list->as.items[all->rows[doubt.at]]), all->numbers[doubt.at]);
    else if (doubt.kind != BC_DOUBT_NONE)
        bc_check_hint_doubt(c, &doubt, t->project.field->label, given);
}

static void check_amounts(bc_check *c, const tasks *t, const bc_value *list)
{
    const sum_of_tasks all = add_tasks(c, t, list);
    bc_decimal given;
    const bool equal =
        bc_check_number_of(bc_check_slot_at(c->record, &t->project), &given) && bc_decimal_compare(all.sum, given) == 0;
    for (uint32_t i = 0; list->type == BC_VALUE_LIST && i < list->n; i++)
        check_task(c, t, &list->as.items[i], all.n && !all.words && equal);
    if (all.n && !all.words && !equal)
        report_project(c, t, list, &all);
}

static void run_dept_tasks(bc_check *c)
{
    const tasks *t = c->use->data;
    if (!t || !t->listed)
        return;
    const bc_value *tasks_listed = bc_check_slot_at(c->record, &t->list);
    if (tasks_listed->type == BC_VALUE_LIST)
        check_list_of_tasks(c, t, tasks_listed);
    check_duties(c, t, tasks_listed);
    if (!t->complete)
        return;
    check_amounts(c, t, tasks_listed);
}

/* -- the table -------------------------------------------------------------------------------------------- */

static const bc_check_rule RULES[] = {
    {
        .code = "DEPT-TASKS",
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("the tasks of a department add up to its project spending"),
        .parameters = DEPT_TASKS,
        .run = run_dept_tasks,
        .compile = compile_dept_tasks,
    },
};
const bc_check_rule_table bc_check_rules_task = { RULES, sizeof RULES / sizeof *RULES };
