/* TARGET-COPIED, BUDGET-CHANGE, YEAR-STALE. A record is held against the one of the year before: what was not thought
 * of again is the same word for word, and what was changed much has a reason that somebody can read. */
#include "base/strmap.h"
#include "base/tr.h"
#include "check/facts.h"
#include "check/private/run.h"

/* Whether both say their year, and it is not the same. */
static bool is_other_year(const bc_check *c)
{
    const int before = bc_check_year(c->earlier), now = bc_check_year(c);
    return before && now && before != now;
}

/* -- TARGET-COPIED -------------------------------------------------------------------------------------- */

static const bc_keys_key TARGET_COPIED[] = {
    { "share", "number:0..100", bc_tr_mark("how many of the indicators, in percent; 80 when left out") },
    { "least", "number:1..1000", bc_tr_mark("lists of fewer indicators say nothing; 3 when left out") },
    { "lists", "path [path]", bc_tr_mark("the lists of indicators that are set anew each year; all when left out") },
    { 0 },
};

typedef struct copying {
    bc_decimal share, least;
    bc_check_slots lists;
} copying;

static const void *compile_copying(bc_check_rule_compiler *compiler, const bc_node *spec)
{
    copying *made = BC_NEW(compiler->arena, copying);
    made->share = bc_keys_number(spec, "share", bc_decimal_from_int(80));
    made->least = bc_keys_number(spec, "least", bc_decimal_from_int(3));
    made->lists = bc_check_slots_compile(compiler, bc_node_find(spec, "lists"));
    return made;
}

static bool is_yearly(const copying *asked, const bc_check_list *list)
{
    for (uint32_t i = 0; i < asked->lists.n; i++)
        if (asked->lists.at[i].field == list->slot.field)
            return true;
    return !asked->lists.n;
}

/* Its name within its categories, and what it is to reach; empty: it does not say so much. */
static bc_str wording(const bc_check_indicator *row, bc_arena *arena)
{
    if (row->unused || !row->name.n)
        return (bc_str){ 0 };
    bc_buf text;
    bc_buf_init(&text);
    bc_buf_printf(&text, "%.*s\n%.*s\n%.*s", BC_STR_ARG(row->level1), BC_STR_ARG(row->level2), BC_STR_ARG(row->name));
    size_t said = 0;
    for (int i = 0; i < row->list->target_count; i++) {
        const bc_str target = bc_str_trim(bc_check_indicator_text(row, row->list->targets[i]));
        bc_buf_printf(&text, "\n%.*s", BC_STR_ARG(target));
        said += target.n;
    }
    bc_buf_printf(&text, "\n%.*s\n%.*s", BC_STR_ARG(row->direction), BC_STR_ARG(row->unit));
    const bc_str kept = !said ? (bc_str){ 0 } : bc_arena_str(arena, bc_buf_str(&text));
    bc_buf_release(&text);
    return kept;
}

/* The rows of the list in the earlier record. */
static void index_rows(const bc_check *c, const bc_check_list *list, bc_strmap *map)
{
    for (uint32_t i = 0; i < c->earlier->row_count; i++) {
        const bc_check_indicator *row = &c->earlier->rows[i];
        const bc_str key = row->list == list ? wording(row, c->arena) : (bc_str){ 0 };
        if (key.n)
            bc_strmap_put(map, key, (void *)(uintptr_t)row);
    }
}

static bool is_much(const copying *asked, uint32_t same, uint32_t n)
{
    bc_decimal wanted;
    return n && bc_decimal_compare(bc_decimal_from_int(n), asked->least) >= 0 &&
           bc_decimal_mul(asked->share, bc_decimal_from_int(n), &wanted) &&
           bc_decimal_compare(bc_decimal_from_int(100 * (int64_t)same), wanted) >= 0;
}

static void check_copied(bc_check *c, const copying *asked, const bc_check_list *list)
{
    bc_strmap before = { 0 };
    index_rows(c, list, &before);
    uint32_t n = 0, same = 0;
    const bc_check_indicator *first = NULL;
    for (uint32_t i = 0; i < c->row_count; i++) {
        const bc_check_indicator *row = &c->rows[i];
        const bc_str key = row->list == list ? wording(row, c->arena) : (bc_str){ 0 };
        n += key.n > 0;
        if (!key.n || !bc_strmap_find(&before, key))
            continue;
        same++;
        first = first ? first : row;
    }
    bc_strmap_release(&before);
    if (!first || !is_much(asked, same, n))
        return;
    bc_check_report(c, bc_check_indicator_mark(c, first, list->target_count ? list->targets[0] : list->name),
                    bc_tr("%.*s: %u of %u have the same name and value as in %d"), BC_STR_ARG(list->slot.field->label),
                    same, n, bc_check_year(c->earlier));
    bc_check_hint(c, bc_tr("set the targets for %d, or say why they stay"), bc_check_year(c));
}

static void run_copied(bc_check *c)
{
    const copying *asked = c->use->data;
    for (uint32_t i = 0; asked && is_other_year(c) && i < c->checks->list_count; i++)
        if (is_yearly(asked, &c->checks->lists[i]))
            check_copied(c, asked, &c->checks->lists[i]);
}

/* -- BUDGET-CHANGE -------------------------------------------------------------------------------------- */

static const bc_keys_key BUDGET_CHANGE[] = {
    { "percent", "number:0..1000000", bc_tr_mark("a change by more needs a reason; 30 when left out") },
    { "reason", "path [path]", bc_tr_mark("fields in which the reason may stand, whatever its words") },
    { 0 },
};

typedef struct changing {
    bc_decimal percent;
    bc_check_slots reasons;
} changing;

static const void *compile_changing(bc_check_rule_compiler *compiler, const bc_node *spec)
{
    changing *made = BC_NEW(compiler->arena, changing);
    made->percent = bc_keys_number(spec, "percent", bc_decimal_from_int(30));
    made->reasons = bc_check_slots_compile(compiler, bc_node_find(spec, "reason"));
    return made;
}

/* A text that stood there the year before is no reason for what is otherwise now. */
static bool stood_before(const bc_check *c, const bc_check_passage *passage)
{
    for (uint32_t i = 0; i < c->earlier->passage_count; i++)
        if (c->earlier->passages[i].field == passage->field &&
            bc_str_eq(bc_str_trim(c->earlier->passages[i].text), bc_str_trim(passage->text)))
            return true;
    return false;
}

/* Whether the later record says why. */
static bool has_reason(const bc_check *c, const changing *asked)
{
    const bc_form_words *words = bc_check_words_of(c, BC_WORDS_CHANGE_REASONS);
    const bc_form_words *nothing = bc_check_words_of(c, BC_WORDS_NOTHING);
    for (uint32_t i = 0; i < c->passage_count; i++) {
        const bc_check_passage *passage = &c->passages[i];
        bool asks = false;
        for (uint32_t k = 0; k < asked->reasons.n && !asks; k++)
            asks = asked->reasons.at[k].field == passage->field;
        const bool says = asks ? !bc_form_words_are(nothing, bc_str_trim(passage->text))
                               : bc_check_is_prose(passage) && bc_form_words_in(words, passage->text);
        if (says && !stood_before(c, passage))
            return true;
    }
    return false;
}

static const bc_value *total_of(const bc_check *c, const bc_form_field **field)
{
    for (uint32_t i = 0; i < c->checks->totals.n; i++) {
        const bc_value *datum = bc_check_slot_at(c->record, &c->checks->totals.at[i]);
        *field = c->checks->totals.at[i].field;
        if (!bc_value_is_empty(datum))
            return datum;
    }
    return NULL;
}

/* By how many percent; false when nobody can say. */
static bool change_of(bc_decimal before, bc_decimal now, bc_decimal *percent)
{
    bc_decimal more, hundredfold;
    return before.coef > 0 && bc_decimal_sub(now, before, &more) && bc_decimal_shift(more, 2, &hundredfold) &&
           bc_decimal_div(hundredfold, before, 1, percent);
}

static void hint_words(bc_check *c)
{
    enum { SHOWN = 3 };
    const bc_form_words *words = bc_check_words_of(c, BC_WORDS_CHANGE_REASONS);
    bc_buf some;
    bc_buf_init(&some);
    for (uint32_t i = 0; i < words->n && i < SHOWN; i++)
        bc_buf_printf(&some, "%s%.*s", i ? bc_tr(", ") : "", BC_STR_ARG(words->at[i]));
    bc_check_hint(c, bc_tr("say in one of the texts why, with words such as %s"), some.p);
    bc_buf_release(&some);
}

static void run_changed(bc_check *c)
{
    const changing *asked = c->use->data;
    bc_check_facts before, now;
    bc_check_facts_of(c->checks, c->earlier->record, &before);
    bc_check_facts_of(c->checks, c->record, &now);
    const bool same_year = bc_check_year(c) && bc_check_year(c) == bc_check_year(c->earlier);
    bc_decimal percent, size;
    if (!asked || same_year || !before.has_amount || !now.has_amount || !change_of(before.yuan, now.yuan, &percent))
        return;
    size = percent;
    if (size.coef < 0)
        size.coef = -size.coef;
    if (bc_decimal_compare(size, asked->percent) <= 0 || has_reason(c, asked))
        return;
    const bc_form_field *field = NULL, *field_before = NULL;
    const bc_value *total = total_of(c, &field), *total_before = total_of(c->earlier, &field_before);
    const bc_str from = bc_check_number(c, total_before->as.number, -1, true);
    const bc_str to = bc_check_number(c, total->as.number, -1, true), by = bc_check_number(c, percent, 1, true);
    bc_check_report(c, bc_check_mark(c, total),
                    bc_tr("%.*s: from %.*s%.*s to %.*s%.*s (%s%.*s%%), and no reason is said"),
                    BC_STR_ARG(field->label), BC_STR_ARG(from), BC_STR_ARG(field_before->unit), BC_STR_ARG(to),
                    BC_STR_ARG(field->unit), percent.coef > 0 ? "+" : "", BC_STR_ARG(by));
    hint_words(c);
}

/* -- YEAR-STALE ----------------------------------------------------------------------------------------- */

static void run_stale(bc_check *c)
{
    const int before = bc_check_year(c->earlier), now = bc_check_year(c);
    if (!c->set_year || !before || !now || now > before)
        return;
    const bc_value *year = &c->record->as.entries[c->checks->year].value;
    const bc_str label = c->checks->form->fields.at[c->checks->year].label;
    bc_check_report(c, bc_check_mark(c, year), bc_tr("%.*s: %d, and %d before, but most records here are of %d"),
                    BC_STR_ARG(label), now, before, c->set_year);
}

/* -- the table -------------------------------------------------------------------------------------------- */

static const bc_check_rule RULES[] = {
    {
        .code = "TARGET-COPIED",
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("targets are set for their year, not copied from the one before"),
        .parameters = TARGET_COPIED,
        .years = run_copied,
        .compile = compile_copying,
    },
    {
        .code = "BUDGET-CHANGE",
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("a budget that changes much from one year to the next has a reason"),
        .words = BC_CHECK_READS(BC_WORDS_CHANGE_REASONS),
        .parameters = BUDGET_CHANGE,
        .years = run_changed,
        .compile = compile_changing,
    },
    {
        .code = "YEAR-STALE",
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("among records of the next year none is of the year before"),
        .years = run_stale,
    },
};
const bc_check_rule_table bc_check_rules_year = { RULES, sizeof RULES / sizeof *RULES };
