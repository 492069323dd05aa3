/* GOAL-NUMBER, TEXT-FIGURE, TEXT-DATE, ITEM-NUMBER. What sentences say in figures, against what the indicators ask for
 * and against itself. */
#include "base/strmap.h"
#include "base/tr.h"
#include "base/unit.h"
#include "base/utf8.h"
#include "check/private/told.h"

#include <stdlib.h>
#include <string.h>

enum { HAN = 3 }; /* bytes of a character of Chinese */

/* -- GOAL-NUMBER ---------------------------------------------------------------------------------------- */

/* How sure it is that words speak of an indicator, in percent. */
enum { SAME = 100, ALIKE = 65, RELATED = 50 };

static bc_str without_end(bc_str name, const bc_form_words *ends)
{
    const int end = bc_form_words_longest_end(ends, name);
    return end < 0 ? name : bc_str_slice(name, 0, name.n - ends->at[end].n);
}

/* Of a name what words of a text would repeat: without a number of things (培训人数, 改造面积) and what stands in
 * brackets. */
static bc_str core_of(const bc_check *c, bc_str name)
{
    const bc_form_words *counts = bc_check_words_of(c, BC_WORDS_COUNTS);
    name = bc_str_slice(name, 0, bc_str_find(name, BC_STR("（"), 0));
    name = bc_str_slice(name, 0, bc_str_find(name, BC_STR("("), 0));
    const bc_str core = without_end(name, counts);
    return core.n < name.n ? core : without_end(name, bc_check_words_of(c, BC_WORDS_NAME_KINDS));
}

static bool holds(bc_str text, bc_str part)
{
    return part.n && bc_str_find(text, part, 0) != SIZE_MAX;
}

/* How many of the pairs of neighbours in the name stand in the words, in percent; SAME: the name itself does. */
static int likeness(bc_str name, bc_str before, bc_str after)
{
    enum { MIN_PAIRS = 2, MAX_LENGTH = 120 };
    if (name.n < 2 * HAN || name.n > MAX_LENGTH)
        return 0;
    if (holds(before, name) || holds(after, name))
        return SAME;
    int pairs = 0, found = 0;
    bool last = false;
    for (size_t at = 0; at + 2 * HAN <= name.n; at += HAN) {
        const bc_str pair = bc_str_slice(name, at, at + 2 * HAN);
        pairs++;
        last = holds(before, pair) || holds(after, pair);
        found += last;
    }
    return pairs < MIN_PAIRS || !last ? 0 : found * (SAME - 1) / pairs;
}

/* The figure of an indicator, of things that can be compared: no date, no range. */
static bool is_comparable(const bc_check_indicator *row)
{
    const bc_check_target *t = &row->targets[0];
    return !row->unused && row->list->target_count && t->figure && !t->date && !t->range && row->name.n;
}

static bool is_its_number(const bc_check_told *told, const bc_check_indicator *row, bc_str counting)
{
    const bc_decimal number = bc_check_counted(told->number, told->counting);
    for (int i = 0; i < row->list->target_count; i++)
        if (row->targets[i].figure &&
            bc_decimal_compare(bc_check_counted(row->targets[i].number, counting), number) == 0)
            return true;
    return false;
}

/* Whether the words say that the figure is none of this year as a whole: a part, another year, an increase. What the
 * name says itself does not count. */
static bool is_something_else(const bc_check *c, const bc_check_told *told, bc_str name)
{
    const bc_form_words *words = bc_check_words_of(c, BC_WORDS_NOT_TARGETS);
    const bc_str text = told->passage->text, clause = bc_str_slice(text, told->clause, told->end);
    for (uint32_t i = 0; i < words->n; i++)
        if (holds(clause, words->at[i]) && !holds(name, words->at[i]))
            return true;
    const bc_str sentence = bc_str_slice(text, told->sentence, told->from);
    return bc_form_words_in(bc_check_words_of(c, BC_WORDS_AMONG), sentence) ||
           bc_form_words_in(bc_check_words_of(c, BC_WORDS_OTHER_YEARS), sentence);
}

/* Of figures with years in front of them only those of the form's year are looked at. */
static bool is_of_other_year(const bc_check *c, const bc_check_tolds *all, uint32_t i)
{
    const int year = bc_check_year(c);
    for (uint32_t k = i; k-- > 0 && all->at[k].passage == all->at[i].passage;) {
        const bc_check_told *told = &all->at[k];
        int64_t said;
        if (told->sentence != all->at[i].sentence)
            break;
        if (bc_str_starts(told->unit, BC_STR("年")) && bc_decimal_is_integer(told->number, &said) && said != year)
            return true;
    }
    return false;
}

/* An indicator with a figure, and what words of a text would repeat of it. */
typedef struct named {
    const bc_check_indicator *row;
    bc_str name;           /* of a rate all of it, else its core */
    bc_str unit, counting; /* unit: empty of a rate */
    bool rate;
    uint32_t next; /* another one whose name ends alike, plus one */
    uint32_t seen; /* by the figure of this number, plus one */
} named;

/* Words speak of an indicator only where the last two characters of its name stand in them. So they are what it is
 * found by, and a text is gone through once however many indicators there are. Names that all end alike are still held
 * against each figure: as many as take about a second, and no more. */
enum { MAX_COMPARISONS = 1 << 23, PAIR = 2 * HAN };

typedef struct goals {
    bc_check *c;
    bc_check_tolds all;
    named *names;
    uint32_t n;
    bc_strmap by_pair;           /* by the last two characters: the first name, as an address in `names` */
    const bc_check_told **order; /* the figures by their numbers */
    uint32_t compared;
} goals;

static bc_decimal number_of(const bc_check_told *told)
{
    return bc_check_counted(told->number, told->counting);
}

static int by_number(const void *a, const void *b)
{
    const bc_check_told *x = *(const bc_check_told *const *)a, *y = *(const bc_check_told *const *)b;
    const int order = bc_decimal_compare(number_of(x), number_of(y));
    return order ? order : (x > y) - (x < y);
}

/* The last pair of neighbours that likeness looks at. */
static bc_str last_pair(bc_str name)
{
    const size_t at = name.n < PAIR ? 0 : (name.n - PAIR) / HAN * HAN;
    return bc_str_slice(name, at, at + PAIR);
}

static void add_name(goals *g, const bc_check_indicator *row)
{
    if (!is_comparable(row))
        return;
    const bc_str unit = row->targets[0].unit.n ? row->targets[0].unit : row->unit;
    named *own = &g->names[g->n];
    *own = (named){ .row = row, .rate = bc_unit_is_percent(unit) };
    own->name = own->rate ? row->name : core_of(g->c, row->name);
    if (!own->rate)
        own->unit = bc_check_plain_unit(unit, &own->counting);
    if (own->name.n < PAIR)
        return;
    const named *other = bc_strmap_put(&g->by_pair, last_pair(own->name), own);
    own->next = other ? (uint32_t)(other - g->names) + 1 : 0;
    g->n++;
}

static void index_goals(goals *g)
{
    bc_check *c = g->c;
    g->names = BC_NEW_ARRAY(c->arena, named, c->row_count);
    g->order = BC_NEW_ARRAY(c->arena, const bc_check_told *, g->all.n);
    for (uint32_t i = 0; i < c->row_count && bc_check_goes_on(c); i++)
        add_name(g, &c->rows[i]);
    for (uint32_t i = 0; i < g->all.n; i++)
        g->order[i] = &g->all.at[i];
    if (g->all.n)
        qsort(g->order, g->all.n, sizeof *g->order, by_number);
}

static bool has_unit_of(const bc_check_told *told, const named *name)
{
    return name->rate ? bc_unit_is_percent(told->unit) : told->unit.n && bc_str_eq(name->unit, told->unit);
}

typedef struct match {
    const named *name;
    int likeness;
    bool told; /* the figure is the number of an indicator that it speaks of */
} match;

/* Whichever stands first among those that are called the same. */
static void hold_against(goals *g, const bc_check_told *told, const named *name, match *best)
{
    const bc_str before = bc_check_told_before(told), after = bc_check_told_after(told);
    g->compared++;
    const int like = likeness(name->name, before, name->rate ? (bc_str){ 0 } : after);
    best->told = best->told || (like >= RELATED && is_its_number(told, name->row, name->counting));
    if (like < best->likeness || !like)
        return;
    const bool same = best->name && bc_str_eq(best->name->row->name, name->row->name);
    if (like > best->likeness)
        *best = (match){ name, like, best->told };
    else if (!same)
        best->name = NULL;
    else if (name->row < best->name->row)
        best->name = name;
}

static void find_in_words(goals *g, uint32_t told, bc_str words, match *best)
{
    for (size_t at = 0; at + PAIR <= words.n; at++) {
        named *name = bc_strmap_find(&g->by_pair, bc_str_slice(words, at, at + PAIR));
        for (; name; name = name->next ? &g->names[name->next - 1] : NULL) {
            if (name->seen == told + 1 || g->compared >= MAX_COMPARISONS || !has_unit_of(&g->all.at[told], name))
                continue;
            name->seen = told + 1;
            hold_against(g, &g->all.at[told], name, best);
        }
    }
}

/* 全年培训1.2万人次，取证率达到85%: of 培训取证率 the end stands in front of the figure and the rest before that, and
 * no other rate ends so. */
static bool is_told_in_parts(const goals *g, const bc_check_told *told, const named *name)
{
    enum { END = 3 * HAN };
    const bc_str whole = name->name;
    if (whole.n < END + 2 * HAN)
        return false;
    const bc_str end = bc_str_slice(whole, whole.n - END, whole.n), head = bc_str_slice(whole, 0, whole.n - END);
    if (!holds(bc_check_told_before(told), end) || !holds(bc_str_slice(told->passage->text, 0, told->from), head))
        return false;
    unsigned same = 0;
    const named *other = bc_strmap_find(&g->by_pair, last_pair(whole));
    for (unsigned n = 0; other && n < 100 && same < 2; n++, other = other->next ? &g->names[other->next - 1] : NULL)
        same += other->rate && bc_str_ends(other->name, end);
    return same == 1;
}

/* The indicator that a figure seems to be of; none: none, several, or one whose number it is. */
static match find_indicator(goals *g, uint32_t i)
{
    const bc_check_told *told = &g->all.at[i];
    const bc_str before = bc_check_told_before(told);
    const bool rate = bc_unit_is_percent(told->unit);
    match best = { 0 };
    find_in_words(g, i, before, &best);
    if (!rate)
        find_in_words(g, i, bc_check_told_after(told), &best);
    if (best.told)
        return (match){ 0 };
    if (best.name && rate && best.likeness < ALIKE && is_told_in_parts(g, told, best.name) &&
        !is_its_number(told, best.name->row, best.name->counting))
        best.likeness = ALIKE;
    /* Of a rate the words right in front must be its own: 合格率 of 验收合格率达到95%. */
    if (best.name && rate && best.likeness < SAME &&
        !holds(before, bc_str_slice(best.name->name, best.name->name.n - 2 * HAN, best.name->name.n)))
        best.name = NULL;
    return best;
}

/* The first figure, by its number, that is not below it. */
static uint32_t first_of_number(const goals *g, bc_decimal number)
{
    uint32_t from = 0, to = g->all.n;
    while (from < to) {
        const uint32_t middle = from + (to - from) / 2;
        if (bc_decimal_compare(number_of(g->order[middle]), number) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* Whether another figure of the text is the indicator's number. */
static bool is_told_elsewhere(goals *g, const bc_check_told *told, const named *name)
{
    const bc_check_indicator *row = name->row;
    const bc_str core = core_of(g->c, row->name);
    for (int k = 0; k < row->list->target_count; k++) {
        if (!row->targets[k].figure)
            continue;
        const bc_decimal number = bc_check_counted(row->targets[k].number, name->counting);
        for (uint32_t i = first_of_number(g, number);
             i < g->all.n && bc_decimal_compare(number_of(g->order[i]), number) == 0; i++) {
            const bc_check_told *other = g->order[i];
            if (other->passage->field != told->passage->field || !has_unit_of(other, name))
                continue;
            if (++g->compared >= MAX_COMPARISONS)
                return true; /* in doubt nothing is said of it */
            if (likeness(core, bc_check_told_before(other), bc_check_told_after(other)) >= RELATED)
                return true;
        }
    }
    return false;
}

static void check_goal(goals *g, uint32_t i)
{
    enum { CERTAIN = 4 * HAN }; /* a name of so many bytes is of one thing */
    bc_check *c = g->c;
    const bc_check_told *told = &g->all.at[i];
    const match found = find_indicator(g, i);
    const bc_check_indicator *row = found.name ? found.name->row : NULL;
    if (!row || found.likeness < ALIKE || is_something_else(c, told, row->name) || is_of_other_year(c, &g->all, i) ||
        is_told_elsewhere(g, told, found.name))
        return;
    const bc_str text = bc_check_told_text(told);
    const bc_str before = bc_check_told_before(told);
    const bool certain = (found.likeness == SAME && core_of(c, row->name).n >= CERTAIN) ||
                         (row->name.n >= CERTAIN && holds(before, row->name));
    bc_check_report_as(c, certain ? c->use->level : BC_DIAG_NOTE, bc_check_told_mark(c, told),
                       bc_tr("%.*s speaks of %.*s, but `%.*s` is %.*s%.*s on line %u"),
                       BC_STR_ARG(told->passage->field->label), BC_STR_ARG(text), BC_STR_ARG(row->name),
                       BC_STR_ARG(row->targets[0].text), BC_STR_ARG(row->targets[0].unit.n ? (bc_str){ 0 } : row->unit),
                       bc_check_indicator_mark(c, row, row->list->targets[0]).line);
}

/* What was not looked at is told where it begins. */
static void tell_rest(const goals *g, const bc_check_told *told)
{
    bc_check_report_as(g->c, BC_DIAG_NOTE, bc_check_told_mark(g->c, told),
                       bc_tr("%.*s tells so many figures that those from here on are not held against the indicators"),
                       BC_STR_ARG(told->passage->field->label));
}

static void run_goal_number(bc_check *c)
{
    goals g = { .c = c, .all = bc_check_tolds_of(c) };
    const bc_form_words *words = bc_check_words_of(c, BC_WORDS_GOALS);
    uint32_t i = 0;
    if (!c->row_count || !g.all.n)
        return;
    index_goals(&g);
    for (; i < g.all.n && g.n && g.compared < MAX_COMPARISONS; i++)
        if (g.all.at[i].unit.n && !g.all.at[i].range && !bc_unit_is_money(g.all.at[i].unit) &&
            bc_form_words_in(words, g.all.at[i].passage->field->label))
            check_goal(&g, i);
    if (g.n && (i < g.all.n || g.all.cut))
        tell_rest(&g, &g.all.at[i < g.all.n ? i : g.all.n - 1]);
    bc_strmap_release(&g.by_pair);
}

/* -- TEXT-FIGURE ---------------------------------------------------------------------------------------- */

/* From 95% raised to 85%: the figure behind it, and the one in front of the words. */
static void check_change(bc_check *c, const bc_check_told *from, const bc_check_told *to)
{
    const bc_form_words *changes = bc_check_words_of(c, BC_WORDS_CHANGES_TO);
    const bc_form_word_meaning *change = bc_form_words_meaning_in(changes, bc_check_told_before(to));
    if (!change || to->clause != from->behind || !bc_str_eq(from->unit, to->unit) || from->range || to->range ||
        !bc_form_words_in(bc_check_words_of(c, BC_WORDS_STARTS), bc_check_told_before(from)))
        return;
    const int compared =
        bc_decimal_compare(bc_check_counted(to->number, to->counting), bc_check_counted(from->number, from->counting));
    const bool more = change->place == 1;
    if (more ? compared >= 0 : compared <= 0)
        return;
    const bc_str a = bc_check_told_text(from), b = bc_check_told_text(to);
    bc_check_report(c, bc_check_told_mark(c, to),
                    more ? bc_tr("%.*s: to rise from %.*s to %.*s is to fall")
                         : bc_tr("%.*s: to fall from %.*s to %.*s is to rise"),
                    BC_STR_ARG(to->passage->field->label), BC_STR_ARG(a), BC_STR_ARG(b));
}

/* 满意度达到90%以下: an upper limit for what is better when higher. */
static void check_limit(bc_check *c, const bc_check_told *told)
{
    const bc_form_words *behind = bc_check_words_of(c, BC_WORDS_OPERATORS_BEHIND);
    const bc_str before = bc_check_told_before(told), after = bc_check_told_after(told);
    const int word = bc_unit_is_percent(told->unit) ? bc_form_words_longest_begin(behind, after) : -1;
    if (word < 0 || behind->means[word].place != BC_AT_MOST ||
        bc_decimal_compare(told->number, bc_decimal_from_int(50)) < 0 ||
        bc_form_words_in(bc_check_words_of(c, BC_WORDS_BETTER_FEW), before))
        return;
    const bc_form_word_meaning *kind = bc_form_words_meaning_in(bc_check_words_of(c, BC_WORDS_KINDS), before);
    const bool rate = bc_form_words_in(bc_check_words_of(c, BC_WORDS_OUTPUT_RATES), before) ||
                      (kind && kind->place == BC_SATISFACTION);
    if (!rate)
        return;
    const bc_str text = bc_check_told_text(told), limit = behind->at[word];
    bc_check_report(c, bc_check_told_mark(c, told),
                    bc_tr("%.*s: %.*s%.*s is an upper limit for what is better when higher"),
                    BC_STR_ARG(told->passage->field->label), BC_STR_ARG(text), BC_STR_ARG(limit));
}

/* 其中A占60%，B占50%: shares of one whole, from the first one of the sentence on. */
static void check_shares(bc_check *c, const bc_check_tolds *all, uint32_t first)
{
    const bc_form_words *shares = bc_check_words_of(c, BC_WORDS_SHARES);
    bc_decimal sum = bc_decimal_from_int(0);
    uint32_t last = first, n = 0;
    for (uint32_t i = first;
         i < all->n && all->at[i].passage == all->at[first].passage && all->at[i].sentence == all->at[first].sentence;
         i++) {
        const bc_check_told *told = &all->at[i];
        if (!bc_unit_is_percent(told->unit) || !bc_form_words_end(shares, bc_check_told_before(told)))
            continue;
        if (told->range || !bc_decimal_add(sum, told->number, &sum))
            return;
        n++;
        last = i;
    }
    if (n < 2 || bc_decimal_compare(sum, bc_decimal_from_int(100)) <= 0)
        return;
    const bc_str told = bc_check_number(c, sum, -1, false);
    bc_check_report(c, bc_check_told_mark(c, &all->at[last]), bc_tr("%.*s: the shares add up to %.*s%%"),
                    BC_STR_ARG(all->at[first].passage->field->label), BC_STR_ARG(told));
}

/* Whether it is the first share of its sentence, behind a word for parts of a whole. */
static bool begins_shares(const bc_check *c, const bc_check_tolds *all, uint32_t i)
{
    const bc_check_told *told = &all->at[i];
    if (!bc_unit_is_percent(told->unit) ||
        !bc_form_words_end(bc_check_words_of(c, BC_WORDS_SHARES), bc_check_told_before(told)))
        return false;
    const bc_str sentence = bc_str_slice(told->passage->text, told->sentence, told->from);
    const bc_form_words *among = bc_check_words_of(c, BC_WORDS_AMONG);
    const bool first = !i || all->at[i - 1].passage != told->passage || all->at[i - 1].sentence != told->sentence ||
                       !bc_form_words_end(bc_check_words_of(c, BC_WORDS_SHARES), bc_check_told_before(&all->at[i - 1]));
    return first && bc_form_words_in(among, sentence);
}

static void run_text_figure(bc_check *c)
{
    const bc_check_tolds all = bc_check_tolds_of(c);
    for (uint32_t i = 0; i < all.n; i++) {
        if (i && all.at[i].passage == all.at[i - 1].passage)
            check_change(c, &all.at[i - 1], &all.at[i]);
        check_limit(c, &all.at[i]);
        if (begins_shares(c, &all, i))
            check_shares(c, &all, i);
    }
}

/* -- TEXT-DATE ------------------------------------------------------------------------------------------ */

enum { FIRST_YEAR = 1949, LAST_YEAR = 2099 };

/* A year at that place, with its month and day as far as they are told; the bytes, or 0. */
static size_t read_month(bc_str text, size_t at, int64_t *day)
{
    static const char *const BEHIND[] = { "年", "月", "日" };
    static const int64_t STEP[] = { 10000, 100, 1 };
    const size_t from = at;
    *day = 0;
    for (size_t part = 0; part < sizeof BEHIND / sizeof *BEHIND; part++) {
        const size_t n = bc_check_digits_at(text, at), behind = at + n;
        if (!n || n > 4 || (part == 0) != (n == 4) ||
            !bc_str_starts(bc_str_slice(text, behind, text.n), bc_str_from(BEHIND[part])))
            return part > 1 ? at - from : 0; /* a year alone says nothing of a month */
        int64_t number = 0;
        for (size_t i = at; i < behind; i++)
            number = number * 10 + (text.p[i] - '0');
        *day += number * STEP[part];
        at = behind + strlen(BEHIND[part]);
    }
    return at - from;
}

/* 2026年—2024年 and 2026—2024年 in a text; the cell that is nothing else is looked at as a whole. */
static void check_years(bc_check *c, const bc_check_passage *p, size_t at)
{
    const bc_str text = p->text;
    const size_t from = at, marked = bc_str_starts(bc_str_slice(text, at + 4, text.n), BC_STR("年")) ? 3 : 0;
    size_t to = at + 4 + marked, until = 0;
    for (size_t n; (n = bc_check_until_at(c, text, to)) > 0 && until < 2; until++)
        to += n;
    if (p->type != BC_FIELD_PROSE || !until || bc_check_digits_at(text, from) != 4 ||
        bc_check_digits_at(text, to) != 4 || !bc_str_starts(bc_str_slice(text, to + 4, text.n), BC_STR("年")))
        return;
    const int order = memcmp(text.p + from, text.p + to, 4);
    const bool years = memcmp(text.p + from, "20", 2) == 0 && memcmp(text.p + to, "20", 2) == 0;
    if (years && order > 0)
        bc_check_report(c, bc_check_mark_part(c, p->datum, text, from, to + 4 - from),
                        bc_tr("%.*s: the period ends before it begins"), BC_STR_ARG(p->field->label));
}

/* A cell that is a period: 2026年-2024年, 2024.12-2024.7. What tells months in words is looked at wherever it stands.
 */
static void check_whole_period(bc_check *c, const bc_check_passage *p)
{
    bc_check_period period;
    int64_t day;
    const bc_str text = bc_str_trim(p->text);
    if (p->type != BC_FIELD_TEXT || !bc_check_period_read(c, text, &period) || period.last >= period.first)
        return;
    const size_t n = read_month(text, 0, &day), until = n ? bc_check_until_at(c, text, n) : 0;
    if (until && read_month(text, n + until, &day))
        return;
    bc_check_report(c, bc_check_mark(c, p->datum), bc_tr("%.*s: the period ends before it begins"),
                    BC_STR_ARG(p->field->label));
}

/* 2021年9月至2021年3月 */
static void check_period(bc_check *c, const bc_check_passage *p, size_t at)
{
    int64_t first, last;
    const size_t n = read_month(p->text, at, &first), until = n ? bc_check_until_at(c, p->text, at + n) : 0;
    const size_t behind = at + n + until, more = until ? read_month(p->text, behind, &last) : 0;
    if (!more) {
        check_years(c, p, at);
        return;
    }
    /* 2021年9月 and 2021年9月15日 are compared as far as both are told. */
    const bool days = first % 100 && last % 100;
    if (days ? last < first : last / 100 < first / 100)
        bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, at, behind + more - at),
                        bc_tr("%.*s: the period ends before it begins"), BC_STR_ARG(p->field->label));
}

/* The year of a document's number that ends in front of `close`: 〔2039〕15号; 0: there is none. */
static int document_year(bc_str text, size_t close, size_t *at)
{
    static const char *const CLOSE[] = { "〕", "]", "］", "】" };
    size_t end = SIZE_MAX;
    for (size_t i = 0; i < sizeof CLOSE / sizeof *CLOSE; i++)
        if (bc_str_starts(bc_str_slice(text, close, text.n), bc_str_from(CLOSE[i])))
            end = close + strlen(CLOSE[i]);
    if (end == SIZE_MAX || close < 4 || bc_check_digits_at(text, close - 4) != 4)
        return 0;
    const size_t number = bc_check_digits_at(text, end);
    if (!number || !bc_str_starts(bc_str_slice(text, end + number, text.n), BC_STR("号")))
        return 0;
    *at = close - 4;
    return (text.p[*at] - '0') * 1000 + (text.p[*at + 1] - '0') * 100 + (text.p[*at + 2] - '0') * 10 +
           (text.p[*at + 3] - '0');
}

typedef struct latest {
    int year;     /* that the record tells, of documents aside */
    int document; /* the last one of a document */
    const bc_check_passage *passage;
    size_t at; /* of that one */
} latest;

static void note_year(latest *l, bc_str text, size_t at)
{
    if (!bc_str_starts(bc_str_slice(text, at + 4, text.n), BC_STR("年")))
        return;
    const int year =
        (text.p[at] - '0') * 1000 + (text.p[at + 1] - '0') * 100 + (text.p[at + 2] - '0') * 10 + (text.p[at + 3] - '0');
    if (year > l->year && year >= FIRST_YEAR && year <= LAST_YEAR)
        l->year = year;
}

static void look_at_date(bc_check *c, const bc_check_told *told, latest *l)
{
    const bc_check_passage *p = told->passage;
    size_t document = 0;
    if (bc_check_digits_at(p->text, told->from) != 4)
        return;
    check_period(c, p, told->from);
    note_year(l, p->text, told->from);
    const int year = document_year(p->text, (size_t)told->from + 4, &document);
    if (year <= l->document)
        return;
    l->document = year;
    l->passage = p;
    l->at = document;
}

/* A document that is quoted has been written. Where the form tells no year, none of what it speaks of lies so late. */
static void check_document(bc_check *c, const latest *l)
{
    const int own = bc_check_year(c);
    int year = own ? own : l->year;
    if (!year && c->checks->code >= 0)
        year = bc_check_code_year(c->record->as.entries[c->checks->code].value.text);
    if (!l->passage || !year || l->document <= year + (own ? 0 : 1))
        return;
    bc_check_report(c, bc_check_mark_part(c, l->passage->datum, l->passage->text, l->at, 4),
                    bc_tr("%.*s: a document of %d, in a form of %d"), BC_STR_ARG(l->passage->field->label), l->document,
                    year);
}

/* 〔20211〕27号 and, in a cell, 〔2109〕71号: a year that is none, or has not come. */
static void check_brackets(bc_check *c, const bc_check_passage *p, int year)
{
    enum { FIGURES = 4, SLACK = 2 };
    for (size_t at = 0; (at = bc_str_find(p->text, BC_STR("〔"), at)) != SIZE_MAX; at += HAN) {
        const size_t from = at + HAN, n = bc_check_digits_at(p->text, from);
        size_t document = 0;
        if (!n || !bc_str_starts(bc_str_slice(p->text, from + n, p->text.n), BC_STR("〕")))
            continue;
        const int said = n == FIGURES ? document_year(p->text, from + n, &document) : 0;
        const bool late = said && (said > LAST_YEAR || (p->in_list && year && said > year + SLACK));
        if (n == FIGURES && !late)
            continue;
        bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, from, n),
                        bc_tr("%.*s: the document's year `%.*s` is none"), BC_STR_ARG(p->field->label), (int)n,
                        p->text.p + from);
        return;
    }
}

/* The month that the figure tells, with a word of the list behind it; 0: none. */
static int month_with(const bc_check_told *told, const bc_form_words *words)
{
    enum { LAST_MONTH = 12 };
    int64_t month;
    const bc_str text = told->passage->text;
    const bc_str behind = bc_str_slice(text, told->from + bc_check_digits_at(text, told->from), text.n);
    if (!bc_decimal_is_integer(told->number, &month) || month < 1 || month > LAST_MONTH ||
        !bc_str_starts(behind, BC_STR("月")) || !bc_form_words_in(words, bc_check_told_after(told)))
        return 0;
    return (int)month;
}

/* 计划11月签订合同，7月底前完成验收: within a sentence that speaks of one year the work ends after it begins. Whether
 * it was said that it does not. */
static bool check_months(bc_check *c, const bc_check_tolds *all, uint32_t i)
{
    const int first = month_with(&all->at[i], bc_check_words_of(c, BC_WORDS_STARTS_OF_WORK));
    if (!first || i + 1 == all->n)
        return false;
    const bc_check_told *start = &all->at[i], *end = &all->at[i + 1];
    const int last = end->passage == start->passage && end->sentence == start->sentence
                         ? month_with(end, bc_check_words_of(c, BC_WORDS_ENDS_OF_WORK))
                         : 0;
    const bc_str between = bc_str_slice(start->passage->text, start->behind, end->from);
    if (!last || last >= first || bc_form_words_in(bc_check_words_of(c, BC_WORDS_NEXT_YEAR), between))
        return false;
    bc_check_report(c, bc_check_told_mark(c, end), bc_tr("%.*s: the work begins in month %d and ends in month %d"),
                    BC_STR_ARG(end->passage->field->label), first, last);
    return true;
}

/* 20223年, 202年: years with a figure too many or too few. */
static void check_year_figures(bc_check *c, const bc_check_passage *p)
{
    for (size_t at = 0; (at = bc_str_find(p->text, BC_STR("年"), at)) != SIZE_MAX; at += HAN) {
        size_t from = at;
        while (from && bc_check_is_digit(p->text.p[from - 1]))
            from--;
        const size_t n = at - from;
        const bool year = (n == 5 || n == 3) && p->text.p[from] == '2' && p->text.p[from + 1] == '0' &&
                          (n == 5 || (p->text.p[from + 2] >= '1' && p->text.p[from + 2] <= '3')) &&
                          !(from && strchr(".,", p->text.p[from - 1]));
        if (!year)
            continue;
        bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, from, n + HAN), bc_tr("%.*s: `%.*s年` is no year"),
                        BC_STR_ARG(p->field->label), (int)n, p->text.p + from);
        return;
    }
}

static void run_text_date(bc_check *c)
{
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
        check_year_figures(c, &c->passages[i]);
        check_whole_period(c, &c->passages[i]);
    }
    latest l = { 0 };
    const bc_check_tolds all = bc_check_tolds_of(c);
    for (uint32_t i = 0; i < all.n; i++)
        look_at_date(c, &all.at[i], &l);
    const bc_check_passage *said = NULL; /* once for a text */
    for (uint32_t i = 0; i < all.n; i++)
        if (all.at[i].passage != said && check_months(c, &all, i))
            said = all.at[i].passage;
    check_document(c, &l);
    const int year = bc_check_year(c) ? bc_check_year(c) : l.year;
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++)
        if (c->passages[i].type == BC_FIELD_PROSE || c->passages[i].type == BC_FIELD_TEXT)
            check_brackets(c, &c->passages[i], year);
}

/* -- ITEM-NUMBER ---------------------------------------------------------------------------------------- */

static const char *const ITEM_MARKS[] = { "、", ".", "．", "）", ")" };
enum { MARKS = sizeof ITEM_MARKS / sizeof *ITEM_MARKS, FIRST_IN_BRACKETS = 3 };

/* Whether an item may begin there: at the beginning, behind a stop, a bracket or a blank. */
static bool may_begin(bc_str text, size_t at, int mark)
{
    static const char *const STOPS[] = { "。", "；", "：", "\n", ";", ":" };
    if (mark >= FIRST_IN_BRACKETS && at) {
        const bool open = bc_str_ends(bc_str_slice(text, 0, at), BC_STR("（")) || text.p[at - 1] == '(';
        if (!open)
            return false;
        at -= text.p[at - 1] == '(' ? 1 : HAN;
    }
    while (at && text.p[at - 1] == ' ')
        at--;
    for (size_t i = 0; i < sizeof STOPS / sizeof *STOPS; i++)
        if (!at || bc_str_ends(bc_str_slice(text, 0, at), bc_str_from(STOPS[i])))
            return true;
    return false;
}

/* The mark of an item behind its number, or -1. A word of Chinese, or a bracket, must follow: 3.5 and 1、2号楼 are
 * none. */
static int mark_behind(bc_str text, size_t at, size_t *behind)
{
    for (int i = 0; i < MARKS; i++) {
        if (!bc_str_starts(bc_str_slice(text, at, text.n), bc_str_from(ITEM_MARKS[i])))
            continue;
        *behind = at + strlen(ITEM_MARKS[i]);
        while (*behind < text.n && text.p[*behind] == ' ')
            ++*behind;
        return *behind < text.n && (unsigned char)text.p[*behind] >= 0xE3 ? i : -1;
    }
    return -1;
}

/* The number of an item that begins with the figure, and the kind of its mark; 0: none does. */
static int item_number(const bc_check_told *told, int *mark)
{
    enum { MAX_DIGITS = 2 };
    const bc_str text = told->passage->text;
    const size_t at = told->from, n = bc_check_digits_at(text, at);
    size_t behind = 0;
    *mark = n <= MAX_DIGITS ? mark_behind(text, at + n, &behind) : -1;
    if (*mark < 0 || !may_begin(text, at, *mark))
        return 0;
    return n == 1 ? text.p[at] - '0' : (text.p[at] - '0') * 10 + text.p[at + 1] - '0';
}

static void report_item(bc_check *c, const bc_check_told *told, int number, int before)
{
    const bc_diag_mark mark = bc_check_told_mark(c, told);
    const bc_str label = told->passage->field->label;
    if (number == before)
        bc_check_report(c, mark, bc_tr("%.*s: two items have the number %d"), BC_STR_ARG(label), number);
    else if (before)
        bc_check_report(c, mark, bc_tr("%.*s: item %d follows item %d"), BC_STR_ARG(label), number, before);
    else
        bc_check_report(c, mark, bc_tr("%.*s: the items begin with number %d"), BC_STR_ARG(label), number);
}

/* 2. at the beginning of a line, and no 1 in front of it in any spelling: the text lost its beginning. */
static bool lacks_first(const bc_check_told *told)
{
    static const char *const FIRSTS[] = { "1", "１", "一", "①", "⑴", "Ⅰ" };
    const bc_str before = bc_str_slice(told->passage->text, 0, told->from);
    if (!bc_str_ends(before, BC_STR("\n")))
        return false;
    for (size_t i = 0; i < sizeof FIRSTS / sizeof *FIRSTS; i++)
        if (bc_check_has(before, FIRSTS[i]))
            return false;
    return true;
}

/* The number in front of a paragraph: 目标2：, 2.; 0: none. */
static int paragraph_number(const bc_check *c, bc_str text)
{
    const bc_form_words *goals = bc_check_words_of(c, BC_WORDS_GOALS);
    text = bc_str_trim(text);
    const int word = bc_form_words_longest_begin(goals, text);
    const size_t at = word >= 0 ? goals->at[word].n : 0, n = bc_check_digits_at(text, at);
    size_t behind = 0;
    const bc_str rest = bc_str_slice(text, at + n, text.n);
    const bool marked =
        bc_str_starts(rest, BC_STR("：")) || (word >= 0 && rest.n >= HAN && (unsigned char)rest.p[0] >= 0xE4);
    if (!n || n > 2 || !(marked || mark_behind(text, at + n, &behind) >= 0))
        return 0;
    return n == 1 ? text.p[at] - '0' : (text.p[at] - '0') * 10 + text.p[at + 1] - '0';
}

/* Two paragraphs of a field, one behind the other, with one number. */
static void check_paragraphs(bc_check *c)
{
    int last = 0;
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
        const bc_check_passage *p = &c->passages[i];
        const bool prose = p->type == BC_FIELD_PROSE && !p->in_list;
        if (!i || c->passages[i - 1].field != p->field || !prose)
            last = 0;
        const int number = prose ? paragraph_number(c, p->text) : 0;
        if (number && number == last)
            bc_check_report(c, bc_check_mark(c, p->datum), bc_tr("%.*s: two items have the number %d"),
                            BC_STR_ARG(p->field->label), number);
        last = number;
    }
}

static void run_item_number(bc_check *c)
{
    check_paragraphs(c);
    const bc_check_tolds all = bc_check_tolds_of(c);
    int last[MARKS] = { 0 }, mark;
    bool said = false; /* once for a text */
    for (uint32_t i = 0; i < all.n; i++) {
        const bc_check_told *told = &all.at[i];
        if (i && told->passage != all.at[i - 1].passage) {
            memset(last, 0, sizeof last);
            said = false;
        }
        const int number = said ? 0 : item_number(told, &mark);
        if (!number)
            continue;
        if (number == 2 && !last[mark] && lacks_first(told)) {
            report_item(c, told, number, 0);
            said = true;
        }
        if (last[mark] && number != last[mark] + 1 && number != 1) {
            report_item(c, told, number, last[mark]);
            said = true;
        }
        last[mark] = last[mark] || number == 1 ? number : 0;
    }
}

/* -- the table -------------------------------------------------------------------------------------------- */

static const bc_check_rule RULES[] = {
    {
        .code = "GOAL-NUMBER",
        .words = BC_CHECK_READS(BC_WORDS_GOALS, BC_WORDS_NOT_TARGETS, BC_WORDS_COUNTS, BC_WORDS_UNTIL),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("the goal and its indicators tell the same figures"),
        .run = run_goal_number,
    },
    {
        .code = "TEXT-FIGURE",
        .words = BC_CHECK_READS(BC_WORDS_CHANGES_TO, BC_WORDS_STARTS, BC_WORDS_SHARES, BC_WORDS_OUTPUT_RATES),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("figures of a sentence agree with its words"),
        .run = run_text_figure,
    },
    {
        .code = "TEXT-DATE",
        .words = BC_CHECK_READS(BC_WORDS_UNTIL),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("periods in texts end after they begin, documents have been written"),
        .run = run_text_date,
    },
    {
        .code = "ITEM-NUMBER",
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("the numbers of items run on"),
        .run = run_item_number,
    },
};
const bc_check_rule_table bc_check_rules_goal = { RULES, sizeof RULES / sizeof *RULES };
