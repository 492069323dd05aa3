/* What a department is told, as a record of the form review-opinion: figures and texts only. All words that stand
 * around them, what the conclusion is and how a place reads, are the template's. */
#include "opinion/private/kept.h"

#include "base/diag_codes.h"
#include "base/tr.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

static const char *const SEVERITIES[BC_OPINION_SEVERITIES] = { "note", "warning", "error" };

typedef struct maker {
    bc_arena *arena;
    bc_diag_mark mark;
    bool workbook;
} maker;

/* -- nodes ---------------------------------------------------------------------------------------------- */

enum { MAX_MEMBERS = 24 };

typedef struct map {
    const maker *m;
    bc_node_member members[MAX_MEMBERS];
    size_t n;
} map;

static void put(map *to, const char *key, const bc_node *value)
{
    to->members[to->n++] = (bc_node_member){ bc_str_from(key), to->m->mark, value };
}

static const bc_node *text_node(const maker *m, bc_str text)
{
    return bc_node_new_text(m->arena, m->mark, text, true);
}

/* An empty text is left out. */
static void put_text(map *to, const char *key, bc_str text)
{
    if (text.n)
        put(to, key, text_node(to->m, text));
}

static const bc_node *number_node(const maker *m, size_t number)
{
    return bc_node_new_text(m->arena, m->mark, bc_arena_printf(m->arena, "%zu", number), false);
}

/* Nought is left out where it stands for none. */
static void put_number(map *to, const char *key, size_t number)
{
    if (number)
        put(to, key, number_node(to->m, number));
}

static const bc_node *map_node(const map *from)
{
    return bc_node_new_map(from->m->arena, from->m->mark, from->members, from->n);
}

/* -- findings ------------------------------------------------------------------------------------------- */

static int by_order(const void *a, const void *b)
{
    const bc_opinion_entry *x = a, *y = b;
    if (x->record != y->record)
        return x->record < y->record ? -1 : 1;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return (x->entry > y->entry) - (x->entry < y->entry);
}

/* `read`: the cell that was handed in; empty: there is none, and that of the form as a workbook is said. */
static void put_place(map *to, const bc_opinion_place *place, bc_str read)
{
    static const char *const WHERE[] = {
        [BC_OPINION_WHOLE] = "whole", [BC_OPINION_PRINTED] = "printed", [BC_OPINION_UNPRINTED] = "unprinted"
    };
    put_text(to, "where", bc_str_from(WHERE[place->where]));
    put_number(to, "page", place->page);
    put_text(to, "cell", place->cell);
    put_number(to, "row", place->nth);
    put_text(to, "address", read.n ? read : to->m->workbook ? place->address : (bc_str){ 0 });
}

static const bc_node *again_node(const maker *m, const bc_opinion_finding *finding)
{
    const uint32_t n = finding->places.again_count;
    const bc_node **list = BC_NEW_ARRAY(m->arena, const bc_node *, n);
    for (uint32_t i = 0; i < n; i++) {
        map place = { .m = m };
        put_place(&place, &finding->places.again[i], finding->again_cells[i]);
        list[i] = map_node(&place);
    }
    return bc_node_new_list(m->arena, m->mark, list, n);
}

/* Where it stands in a workbook that was handed in is said in every format. */
static const bc_node *finding_node(const maker *m, const bc_opinion_finding *finding)
{
    map own = { .m = m };
    put_text(&own, "project", finding->subject.project);
    put_text(&own, "project-code", finding->subject.code);
    put_text(&own, "form-name", finding->subject.form);
    put_text(&own, "source", finding->source);
    put_text(&own, "file", finding->file);
    put_text(&own, "level", bc_str_from(SEVERITIES[finding->severity]));
    put_text(&own, "rule", finding->rule);
    put_text(&own, "message", finding->message);
    put_text(&own, "hint", finding->hint);
    const bc_opinion_place *place = &finding->places.own;
    put_place(&own, place, finding->cell);
    put_text(&own, "sheet", finding->cell.n ? finding->sheet : m->workbook ? place->sheet : (bc_str){ 0 });
    if (finding->places.again_count)
        put(&own, "again", again_node(m, finding));
    put_number(&own, "again-left-out", finding->again_left_out);
    return map_node(&own);
}

/* -- rules ---------------------------------------------------------------------------------------------- */

typedef struct tally {
    bc_str code;
    bc_diag_severity severity; /* the worst */
    size_t found, first;
} tally;

static int by_weight(const void *a, const void *b)
{
    const tally *x = *(const tally *const *)a, *y = *(const tally *const *)b;
    if (x->severity != y->severity)
        return x->severity > y->severity ? -1 : 1;
    if (x->found != y->found)
        return x->found > y->found ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

/* What a code is called in words; a condition that a template writes has none. */
static bc_str name_of(bc_str code)
{
    bc_check_rule_info rule;
    for (size_t i = 0; bc_check_rule_at(i, &rule); i++)
        if (bc_str_is(code, rule.code))
            return bc_str_from(rule.summary);
    for (size_t i = 0; i < bc_diag_code_count; i++)
        if (bc_str_is(code, bc_diag_codes[i].code))
            return bc_str_from(bc_tr(bc_diag_codes[i].what));
    return (bc_str){ 0 };
}

typedef struct tallies {
    bc_strmap by_code;
    BC_VEC(tally *) list;
} tallies;

static void count_rule(tallies *rules, bc_arena *arena, const bc_opinion_finding *finding)
{
    tally *own = bc_strmap_find(&rules->by_code, finding->rule);
    if (!own) {
        own = BC_NEW(arena, tally);
        *own = (tally){ .code = finding->rule, .first = rules->list.n };
        bc_strmap_put(&rules->by_code, own->code, own);
        bc_vec_add(&rules->list, own);
    }
    own->severity = finding->severity > own->severity ? finding->severity : own->severity;
    own->found++;
}

static const bc_node *rules_node(const maker *m, tallies *rules)
{
    const size_t n = rules->list.n;
    const bc_node **list = BC_NEW_ARRAY(m->arena, const bc_node *, n);
    if (n)
        qsort(rules->list.at, n, sizeof(tally *), by_weight);
    for (size_t i = 0; i < n; i++) {
        map own = { .m = m };
        put_text(&own, "code", rules->list.at[i]->code);
        put_text(&own, "name", name_of(rules->list.at[i]->code));
        put_text(&own, "level", bc_str_from(SEVERITIES[rules->list.at[i]->severity]));
        put_number(&own, "found", rules->list.at[i]->found);
        list[i] = map_node(&own);
    }
    return bc_node_new_list(m->arena, m->mark, list, n);
}

/* -- the record ----------------------------------------------------------------------------------------- */

enum { LAST_YEAR = 2200 }; /* of values that are dates */

/* As files say it: in UTC. Clocks go wrong by centuries; the date is then left to be written by hand. */
static bc_str date_of(int64_t seconds, bc_arena *arena)
{
    const time_t time = (time_t)seconds;
    struct tm date;
    if (seconds <= BC_TIME_UNKNOWN || !gmtime_r(&time, &date) || date.tm_year + 1900 > LAST_YEAR)
        return (bc_str){ 0 };
    return bc_arena_printf(arena, "%04d-%02d-%02d", date.tm_year + 1900, date.tm_mon + 1, date.tm_mday);
}

static const bc_node *years_node(const maker *m, const bc_opinion_department *department)
{
    const bc_node **list = BC_NEW_ARRAY(m->arena, const bc_node *, department->years.n);
    for (size_t i = 0; i < department->years.n; i++)
        list[i] = number_node(m, (size_t)department->years.at[i]);
    return bc_node_new_list(m->arena, m->mark, list, department->years.n);
}

/* Findings by records, and counts of what they are. */
typedef struct summed {
    size_t counts[BC_OPINION_SEVERITIES];
    size_t faulty; /* records that have any */
    tallies rules;
    const bc_node *findings;
} summed;

static void sum_up(const maker *m, const bc_opinion *opinion, const bc_opinion_department *department, summed *out)
{
    const size_t n = department->findings.n;
    const bc_node **list = BC_NEW_ARRAY(m->arena, const bc_node *, n);
    bc_opinion_entry *sorted = BC_NEW_COPY(m->arena, department->findings.at, n);
    if (n)
        qsort(sorted, n, sizeof *sorted, by_order);
    for (size_t i = 0; i < n; i++) {
        const bc_opinion_finding finding = bc_opinion_finding_at(opinion, sorted[i].entry, m->arena);
        out->counts[finding.severity]++;
        out->faulty += sorted[i].record != SIZE_MAX && (!i || sorted[i].record != sorted[i - 1].record);
        count_rule(&out->rules, m->arena, &finding);
        list[i] = finding_node(m, &finding);
    }
    out->findings = bc_node_new_list(m->arena, m->mark, list, n);
}

const bc_node *bc_opinion_record(const bc_opinion *opinion, const bc_opinion_department *department, int64_t time,
                                 bool workbook, bc_arena *arena)
{
    bc_diag_source *source = BC_NEW(arena, bc_diag_source);
    source->name = BC_STR("review-opinion");
    const maker m = { .arena = arena, .mark = { .source = source, .line = 1, .column = 1 }, .workbook = workbook };
    summed all = { 0 };
    sum_up(&m, opinion, department, &all);
    map record = { .m = &m };
    put_text(&record, "form", BC_STR("review-opinion"));
    put_text(&record, "department", department->name);
    put(&record, "years", years_node(&m, department));
    put_text(&record, "date", date_of(time, arena));
    put(&record, "checked", number_node(&m, department->forms));
    put(&record, "unread", number_node(&m, department->unread));
    put(&record, "faulty", number_node(&m, all.faulty));
    put(&record, "errors", number_node(&m, all.counts[BC_DIAG_ERROR]));
    put(&record, "warnings", number_node(&m, all.counts[BC_DIAG_WARNING]));
    put(&record, "notes", number_node(&m, all.counts[BC_DIAG_NOTE]));
    put(&record, "known-errors", number_node(&m, department->known[BC_DIAG_ERROR]));
    put(&record, "known-warnings", number_node(&m, department->known[BC_DIAG_WARNING]));
    put(&record, "known-notes", number_node(&m, department->known[BC_DIAG_NOTE]));
    put(&record, "rules", rules_node(&m, &all.rules));
    put(&record, "findings", all.findings);
    bc_strmap_release(&all.rules.by_code);
    bc_vec_release(&all.rules.list);
    return map_node(&record);
}
