/* TEXT-COPY, COUNT-LIST, DOUBLED-WORD, CHARACTER, DOC-NUMBER. What texts say of themselves: things that are counted and
 * then listed, words typed twice, characters that are none. */
#include "base/tr.h"
#include "base/unit.h"
#include "base/utf8.h"
#include "check/private/characters.h"
#include "check/private/told.h"

#include <stdio.h>
#include <string.h>

/* -- TEXT-COPY ------------------------------------------------------------------------------------------ */

/* A project of one year: its goal is that of the year. */
static bool is_of_one_year(const bc_check *c)
{
    const bc_value *start = NULL, *end = NULL;
    for (uint32_t i = 0; i < c->checks->dates.n; i++) {
        const bc_check_slot *slot = &c->checks->dates.at[i];
        if (bc_form_field_is(slot->field, BC_FORM_ROLE_START))
            start = bc_check_slot_at(c->record, slot);
        else if (bc_form_field_is(slot->field, BC_FORM_ROLE_END))
            end = bc_check_slot_at(c->record, slot);
    }
    return start && end && start->text.n >= 4 && end->text.n >= 4 &&
           bc_str_eq(bc_str_slice(start->text, 0, 4), bc_str_slice(end->text, 0, 4));
}

static bool is_goal(const bc_check *c, const bc_check_passage *p)
{
    return bc_form_words_in(bc_check_words_of(c, BC_WORDS_GOALS), p->field->label);
}

/* A clause that is said again at once, up to the same stop. */
static void check_clauses(bc_check *c, const bc_check_passage *p)
{
    enum { MIN_LENGTH = 24 }; /* bytes: eight characters */
    bc_str before = { 0 }, piece;
    for (size_t at = 0; bc_check_goes_on(c) && bc_check_next_piece(p->text, "，；。\n", &at, &piece);) {
        const bc_str clause = bc_str_trim(piece);
        if (clause.n >= MIN_LENGTH && bc_str_eq(clause, before)) {
            bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, (size_t)(piece.p - p->text.p), piece.n),
                            bc_tr("%.*s: `%.*s` stands twice on end"), BC_STR_ARG(p->field->label), BC_STR_ARG(clause));
            return;
        }
        before = clause;
    }
}

/* The same twice, with a blank or a line's end between at most. */
static bool is_doubled(bc_str text, size_t least)
{
    for (size_t gap = 0; gap <= 1; gap++) {
        const size_t half = text.n > gap ? (text.n - gap) / 2 : 0;
        if (half >= least && 2 * half + gap == text.n && (!gap || strchr(" \n", text.p[half])) &&
            memcmp(text.p, text.p + half + gap, half) == 0)
            return true;
    }
    return false;
}

/* A sentence that is said again at once, and a text that was pasted twice. */
static void check_sentences(bc_check *c, const bc_check_passage *p)
{
    enum { MIN_LENGTH = 36 }; /* bytes: twelve characters */
    const bc_str text = bc_str_trim(p->text);
    if (is_doubled(text, MIN_LENGTH)) {
        bc_check_report(c, bc_check_mark(c, p->datum), bc_tr("%.*s: the whole text stands there twice"),
                        BC_STR_ARG(p->field->label));
        return;
    }
    bc_str before = { 0 }, piece;
    for (size_t at = 0;
         text.n > 2 * MIN_LENGTH && bc_check_goes_on(c) && bc_check_next_piece(p->text, "。\n", &at, &piece);) {
        const bc_str sentence = bc_str_trim(piece);
        if (sentence.n >= MIN_LENGTH && bc_str_eq(sentence, before)) {
            bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, (size_t)(piece.p - p->text.p), sentence.n),
                            bc_tr("%.*s: `%.*s` stands twice on end"), BC_STR_ARG(p->field->label),
                            BC_STR_ARG(sentence));
            return;
        }
        before = sentence.n ? sentence : before;
    }
}

/* 目标2：完成验收 without its number. */
static bc_str without_number(const bc_check *c, bc_str text)
{
    static const char *const MARKS[] = { "：", ":", "、", ".", "．", "）", ")", " " };
    const bc_form_words *goals = bc_check_words_of(c, BC_WORDS_GOALS);
    text = bc_str_trim(text);
    const int word = bc_form_words_longest_begin(goals, text);
    const size_t n = word >= 0 ? goals->at[word].n : 0, digits = bc_check_digits_at(text, n);
    if (!digits || digits > 2)
        return text;
    bc_str rest = bc_str_slice(text, n + digits, text.n);
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS; i++)
        if (bc_str_starts(rest, bc_str_from(MARKS[i])))
            return bc_str_trim(bc_str_slice(rest, strlen(MARKS[i]), rest.n));
    return word >= 0 ? rest : text;
}

/* Without the stop at its end. */
static bc_str without_stop(bc_str text)
{
    static const char *const STOPS[] = { "。", "；", ";" };
    for (size_t i = 0; i < sizeof STOPS / sizeof *STOPS; i++)
        if (bc_str_ends(text, bc_str_from(STOPS[i])))
            return bc_str_slice(text, 0, text.n - strlen(STOPS[i]));
    return text;
}

/* Two texts of a form that say the same, word for word. In a project of one year its goal is that of the year. */
static void compare_texts(bc_check *c, const bc_check_passage *const *texts, uint32_t n)
{
    enum { MIN_LENGTH = 15 }; /* bytes: shorter ones may well agree */
    const bool one_year = is_of_one_year(c);
    for (uint32_t i = 0; i < n; i++) {
        const bc_check_passage *p = texts[i];
        const bc_str text = without_stop(without_number(c, p->text));
        const bool name = p->type != BC_FIELD_PROSE;
        for (uint32_t k = i + 1; text.n >= MIN_LENGTH && k < n; k++) {
            const bc_check_passage *q = texts[k];
            if (q->type != BC_FIELD_PROSE || !bc_str_eq(without_stop(without_number(c, q->text)), text) ||
                (one_year && p->field != q->field && (name || (is_goal(c, p) && is_goal(c, q)))))
                continue;
            bc_check_report(c, bc_check_mark(c, q->datum), bc_tr("%.*s says the same as %.*s, word for word"),
                            BC_STR_ARG(q->field->label), BC_STR_ARG(p->field->label));
        }
    }
}

static void run_text_copy(bc_check *c)
{
    enum { MAX_TEXTS = 128 }; /* that are compared: forms of more are lists */
    const bc_check_passage *texts[MAX_TEXTS];
    const bc_form_field *name = c->checks->name >= 0 ? &c->checks->form->fields.at[c->checks->name] : NULL;
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
        const bc_check_passage *p = &c->passages[i];
        if (bc_check_is_prose(p)) {
            check_clauses(c, p);
            check_sentences(c, p);
        }
        if (!p->in_list && (p->type == BC_FIELD_PROSE || p->field == name) && n < MAX_TEXTS)
            texts[n++] = p;
    }
    compare_texts(c, texts, n);
}

/* -- COUNT-LIST, STAFF ---------------------------------------------------------------------------------- */

enum { LIST_COMMA = 0x3001, SEMICOLON = 0xFF1B, MAX_THINGS = 500 };

/* Things between these marks up to the end of the clause, brackets as a whole; 0: it goes on with 等, or is no list.
 * *more: how many there are besides where 和 and 及 stand between two and not within a name. */
static unsigned count_between(bc_str text, uint32_t mark, unsigned *more)
{
    unsigned n = 1, depth = 0;
    *more = 0;
    for (size_t at = 0; at < text.n;) {
        uint32_t c = bc_utf8_next(text, &at);
        if (c == 0xFF08 || c == '(')
            depth++;
        else if ((c == 0xFF09 || c == ')') && depth)
            depth--;
        else if (depth)
            continue;
        else if (c == 0x7B49) /* 等 */
            return 0;
        else if (c == mark)
            n += at < text.n;
        else if (c == 0xFF0C || c == 0x3002 || c == SEMICOLON || c == '\n' || c == ';' || c == ',')
            return n > 1 || at == text.n ? n : 0; /* one alone is all there is only where the text ends */
        else if (c == 0x548C || c == 0x53CA)      /* 和, 及: a thing may have them in its name */
            ++*more;
    }
    return n;
}

/* 甲、乙 or 甲；乙, or one thing and nothing else. Of a longer text than this the end is not seen, and 0 told. */
static unsigned count_things(bc_str text, unsigned *more)
{
    enum { MAX_LIST = 4096 };
    const bc_str list = bc_str_slice(text, 0, MAX_LIST);
    const bool commas = bc_check_has(list, "、");
    const unsigned n = count_between(list, commas ? LIST_COMMA : SEMICOLON, more);
    return n > MAX_THINGS ? 0 : n;
}

/* Where a list begins in the text behind a count: behind ：, or behind 包括 and the like; 0: nowhere in the clause. */
static size_t list_at(const bc_check *c, bc_str behind)
{
    enum { MAX_BETWEEN = 30 };
    const bc_form_words *words = bc_check_words_of(c, BC_WORDS_LISTING);
    bc_str near = bc_str_slice(behind, 0, MAX_BETWEEN);
    size_t colon = bc_str_find(near, BC_STR("："), 0), begin = colon;
    for (uint32_t i = 0; i < words->n; i++) {
        size_t word = bc_str_find(near, words->at[i], 0);
        begin = word < begin ? word : begin;
    }
    bool comma = begin != SIZE_MAX && begin >= 3 && bc_str_ends(bc_str_slice(near, 0, begin), BC_STR("，"));
    bc_str before = bc_str_slice(near, 0, comma ? begin - 3 : begin);
    if (begin == SIZE_MAX || bc_check_has(before, "，") || bc_check_has(before, "。") || bc_check_has(before, "、") ||
        bc_check_has(before, "；"))
        return 0;
    int word = bc_form_words_longest_begin(words, bc_str_slice(behind, begin, behind.n));
    size_t at = begin + (word >= 0 ? words->at[word].n : 0);
    return bc_str_starts(bc_str_slice(behind, at, behind.n), BC_STR("：")) ? at + 3 : at;
}

/* 直属单位3个，包括甲、乙、丙: what is counted and then listed. */
static void check_count(bc_check *c, const bc_check_passage *p, size_t at, size_t digits)
{
    enum { MAX_COUNT = 60 };
    bc_decimal number;
    int64_t said;
    size_t blanks = 0;
    unsigned more = 0;
    while (at + digits < p->text.n && p->text.p[at + digits] == ' ' && blanks < 2)
        digits += ++blanks > 0;
    bc_str behind = bc_str_slice(p->text, at + digits, p->text.n);
    digits -= blanks;
    if (digits > 2 || !bc_form_words_begin(bc_check_words_of(c, BC_WORDS_COUNTED), behind) ||
        !bc_decimal_parse(bc_str_slice(p->text, at, at + digits), &number) || !bc_decimal_is_integer(number, &said) ||
        said < 2 || said > MAX_COUNT)
        return;
    size_t list = list_at(c, behind);
    unsigned things = list ? count_things(bc_str_slice(behind, list, behind.n), &more) : 0;
    if (things && ((unsigned)said < things || (unsigned)said > things + more))
        bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, at, digits),
                        bc_tr("the text counts %d, but lists %u"), (int)said, things);
}

/* 四 of 四项工作; 0: no such number stands there. */
static int number_in_words(const bc_check *c, bc_str text, size_t *n)
{
    const bc_form_words *numbers = bc_check_words_of(c, BC_WORDS_NUMBERS);
    const int word = bc_form_words_longest_begin(numbers, text);
    if (word >= 0) {
        bc_decimal number;
        int64_t whole = 0;
        *n = numbers->at[word].n;
        return bc_decimal_parse(numbers->means[word].key, &number) && bc_decimal_is_integer(number, &whole) ? (int)whole
                                                                                                            : 0;
    }
    *n = bc_check_digits_at(text, 0);
    return *n == 1 ? text.p[0] - '0' : 0;
}

/* How many points are told one after the other from there on: 一是, （1） or 1. in front of each. */
static int points_from(const bc_check *c, bc_str text)
{
    enum { MAX_POINTS = 9 };
    static const char *const OPEN[] = { "", "（", "(", "", "" }, *const CLOSE[] = { "", "）", ")", ".", "、" };
    const bc_form_words *points = bc_check_words_of(c, BC_WORDS_POINTS_TOLD);
    int most = 0;
    for (size_t mark = 0; mark < sizeof OPEN / sizeof *OPEN; mark++) {
        size_t at = 0;
        for (int n = 0; n < MAX_POINTS && (mark || (uint32_t)n < points->n); n++) {
            char written[16];
            snprintf(written, sizeof written, "%s%d%s", OPEN[mark], n + 1, CLOSE[mark]);
            const bc_str point = mark ? bc_str_from(written) : points->at[n];
            const size_t found = bc_str_find(text, point, at);
            if (found == SIZE_MAX)
                break;
            at = found + point.n;
            most = n + 1 > most ? n + 1 : most;
        }
    }
    return most;
}

/* 重点做好四项工作：一是…；二是…；三是…: as many points as are announced. */
static void check_points(bc_check *c, const bc_check_passage *p)
{
    enum { MAX_REST = 12 }; /* bytes between the announcement and the colon */
    const bc_form_words *announced = bc_check_words_of(c, BC_WORDS_ANNOUNCED);
    for (size_t colon = 0; (colon = bc_str_find(p->text, BC_STR("："), colon)) != SIZE_MAX; colon += 3) {
        const bc_str before = bc_str_slice(p->text, colon > 60 ? colon - 60 : 0, colon);
        for (size_t at = before.n; at-- > 0;) {
            size_t n = 0;
            const bc_str rest = bc_str_slice(before, at, before.n);
            const int said = number_in_words(c, rest, &n);
            const int word = said ? bc_form_words_longest_begin(announced, bc_str_slice(rest, n, rest.n)) : -1;
            if (word < 0 || rest.n - n - announced->at[word].n > MAX_REST)
                continue;
            const int told = points_from(c, bc_str_slice(p->text, colon, p->text.n));
            if (told > 1 && told != said)
                bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, (size_t)(rest.p - p->text.p), n),
                                bc_tr("the text counts %d, but lists %u"), said, (unsigned)told);
            return;
        }
    }
}

/* 带动14家企业，其中民营企业9家、国有企业6家: the parts are not more than the whole, and where they come near to it,
 * all of it. */
static void check_whole(bc_check *c, const bc_check_tolds *all, uint32_t i)
{
    const bc_check_told *whole = &all->at[i];
    const bc_form_words *among = bc_check_words_of(c, BC_WORDS_AMONG);
    if (!whole->unit.n || whole->range)
        return;
    bc_decimal sum = bc_decimal_from_int(0), most, least;
    const bc_decimal wanted = bc_check_counted(whole->number, whole->counting);
    unsigned parts = 0;
    for (uint32_t k = i + 1;
         k < all->n && all->at[k].passage == whole->passage && all->at[k].sentence == whole->sentence; k++) {
        const bc_check_told *part = &all->at[k], *before = &all->at[k - 1];
        const bc_str between = bc_str_slice(whole->passage->text, before->behind, part->from);
        if (parts ? bc_form_words_in(among, between) : !bc_form_words_in(among, between))
            return;
        if (!bc_str_eq(part->unit, whole->unit) || part->range ||
            !bc_decimal_add(sum, bc_check_counted(part->number, part->counting), &sum))
            return;
        parts++;
    }
    const bc_check_told *last = &all->at[i + parts];
    const bc_str told = bc_str_slice(whole->passage->text, whole->from, last->end);
    if (parts < 2 || !bc_decimal_compare(sum, wanted) || !bc_decimal_mul(sum, bc_decimal_from_int(4), &least) ||
        !bc_decimal_mul(wanted, bc_decimal_from_int(3), &most) || bc_decimal_compare(least, most) < 0 ||
        bc_form_words_in(bc_check_words_of(c, BC_WORDS_NOT_ALL), told))
        return;
    const bc_str written = bc_check_told_text(whole), added = bc_check_number(c, sum, -1, false);
    bc_check_report(c, bc_check_told_mark(c, whole), bc_tr("the text speaks of %.*s, but its parts add up to %.*s"),
                    BC_STR_ARG(written), BC_STR_ARG(added));
}

/* The number behind the word in the text from *at on, which moves behind it. */
static bool number_after(bc_str text, bc_str word, size_t *at, int64_t *out)
{
    enum { MAX_BETWEEN = 12 };
    size_t found = bc_str_find(text, word, *at);
    if (found == SIZE_MAX)
        return false;
    size_t from = found + word.n, end = from;
    while (end < text.n && end < from + MAX_BETWEEN && !bc_check_is_digit(text.p[end]))
        end++;
    size_t digits = bc_check_digits_at(text, end);
    bc_decimal number;
    *at = end + digits;
    return digits && digits < 7 && bc_decimal_parse(bc_str_slice(text, end, end + digits), &number) &&
           bc_decimal_is_integer(number, out);
}

/* 编制50人，在编62人 */
static void check_staff(bc_check *c, const bc_check_passage *p)
{
    const bc_form_words *posts = bc_check_words_of(c, BC_WORDS_POSTS), *staff = bc_check_words_of(c, BC_WORDS_STAFF);
    for (uint32_t i = 0; i < posts->n; i++) {
        size_t at = 0;
        int64_t there, allowed;
        if (!number_after(p->text, posts->at[i], &at, &allowed) || allowed == 0)
            continue;
        for (size_t next = at; number_after(p->text, posts->at[i], &next, &there);) {
            allowed += there; /* 行政编制20人，事业编制30人 */
            at = next;
        }
        for (uint32_t k = 0; k < staff->n; k++) {
            size_t behind = at;
            if (!number_after(p->text, staff->at[k], &behind, &there) || there <= allowed)
                continue;
            bc_check_report(c, bc_check_mark(c, p->datum), bc_tr("%.*s: %d people stand for %d posts"),
                            BC_STR_ARG(p->field->label), (int)there, (int)allowed);
            return;
        }
    }
}

/* 新建3处、改造5处，共计8处: what stands behind the word is what stands before it in the same unit, added up. */
static void check_counts(bc_check *c, const bc_check_tolds *all, uint32_t i)
{
    enum { BETWEEN = 12, MAX_SENTENCE = 4096 }; /* bytes between the word and the figure; in front of it */
    const bc_check_told *total = &all->at[i];
    const bc_form_words *words = bc_check_words_of(c, BC_WORDS_TOTALS);
    const bc_str before = bc_check_told_before(total);
    const int word = total->unit.n && !total->range ? bc_form_words_first_in(words, before) : -1;
    if (word < 0 || bc_str_find(before, words->at[word], 0) + words->at[word].n + BETWEEN < before.n)
        return;
    const size_t near = total->end > MAX_SENTENCE ? total->end - MAX_SENTENCE : 0;
    const bc_str sentence =
        bc_str_slice(total->passage->text, total->sentence > near ? total->sentence : near, total->end);
    bc_decimal sum = bc_decimal_from_int(0);
    const bc_decimal wanted = bc_check_counted(total->number, total->counting);
    unsigned parts = 0;
    for (uint32_t k = i; k-- > 0;) {
        const bc_check_told *part = &all->at[k];
        if (part->passage != total->passage || part->sentence != total->sentence ||
            bc_form_words_in(words, bc_check_told_before(part)))
            break;
        const bc_decimal number = bc_check_counted(part->number, part->counting);
        if (!bc_str_eq(part->unit, total->unit))
            continue;
        if (part->range || bc_decimal_compare(number, wanted) == 0 || !bc_decimal_add(sum, number, &sum))
            return;
        parts++;
        if (parts > 1 && bc_decimal_compare(sum, wanted) == 0)
            return;
    }
    if (parts < 2 || bc_check_has(sentence, "/") ||
        bc_form_words_in(bc_check_words_of(c, BC_WORDS_NOT_ALL), sentence) ||
        bc_form_words_in(bc_check_words_of(c, BC_WORDS_OTHER_YEARS), sentence))
        return;
    const bc_str told = bc_check_told_text(total), added = bc_check_number(c, sum, -1, false);
    bc_check_report(c, bc_check_told_mark(c, total),
                    bc_tr("the text counts %.*s in all, but what it counts adds up to %.*s"), BC_STR_ARG(told),
                    BC_STR_ARG(added));
}

/* The number in a cell: 38, 在编人员 35 人. Of several the first that is no year. */
static bool number_in(bc_str text, int64_t *out)
{
    enum { YEAR = 4, MAX_DIGITS = 6 };
    bc_decimal number;
    size_t at = 0, digits = 0;
    do {
        at += digits;
        while (at < text.n && !bc_check_is_digit(text.p[at]))
            at++;
        digits = bc_check_digits_at(text, at);
    } while (digits == YEAR && bc_str_starts(bc_str_trim(bc_str_slice(text, at + YEAR, text.n)), BC_STR("年")));
    return digits && digits <= MAX_DIGITS && bc_decimal_parse(bc_str_slice(text, at, at + digits), &number) &&
           bc_decimal_is_integer(number, out);
}

/* The first element of which a cell says one of the words and none of the others. */
static const bc_value *row_with(const bc_value *list, const bc_form_words *words, const bc_form_words *without)
{
    for (uint32_t i = 0; i < list->n; i++) {
        const bc_value *row = &list->as.items[i];
        for (uint32_t k = 0; row->type == BC_VALUE_MAP && k < row->n; k++) {
            const bc_str text = row->as.entries[k].value.text;
            if (bc_form_words_in(words, text) && !bc_form_words_in(without, text))
                return row;
        }
    }
    return NULL;
}

/* 人员编制数 38 in one row, 在职人员总数 42 in another: cell by cell. */
static void check_staff_rows(bc_check *c, const bc_form_field *field, const bc_value *list)
{
    enum { MAX_ROWS = 32 };
    const bc_form_words *posts = bc_check_words_of(c, BC_WORDS_POSTS), *staff = bc_check_words_of(c, BC_WORDS_STAFF);
    if (list->type != BC_VALUE_LIST || !field->child_count || list->n > MAX_ROWS)
        return;
    const bc_value *allowed = row_with(list, posts, staff), *there = row_with(list, staff, posts);
    for (uint32_t k = 0; allowed && there && k < allowed->n && k < there->n; k++) {
        const bc_value *cell = &there->as.entries[k].value;
        int64_t may, are;
        if (!number_in(allowed->as.entries[k].value.text, &may) || !number_in(cell->text, &are) || !may || are <= may)
            continue;
        bc_check_report(c, bc_check_mark(c, cell), bc_tr("%.*s: %d people stand for %d posts"),
                        BC_STR_ARG(field->label), (int)are, (int)may);
        return;
    }
}

static bool is_of_indicators(const bc_check *c, const bc_form_field *field)
{
    for (uint32_t i = 0; i < c->checks->list_count; i++)
        if (c->checks->lists[i].slot.field == field)
            return true;
    return false;
}

static void run_count_list(bc_check *c)
{
    const bc_check_tolds all = bc_check_tolds_of(c);
    for (uint32_t i = 0; i < all.n; i++) {
        const bc_check_told *told = &all.at[i];
        check_count(c, told->passage, told->from, bc_check_digits_at(told->passage->text, told->from));
        if (!bc_unit_is_percent(told->unit) && bc_unit_money_power(told->unit) < 0)
            check_counts(c, &all, i);
        if (told->unit.n && !bc_unit_is_percent(told->unit) && bc_unit_money_power(told->unit) < 0)
            check_whole(c, &all, i);
    }
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
        const bc_check_passage *p = &c->passages[i];
        if (bc_check_is_prose(p) || (p->in_list && !p->row && p->type == BC_FIELD_TEXT))
            check_staff(c, p);
        if (bc_check_is_prose(p))
            check_points(c, p);
    }
    const bc_form_fields *fields = &c->checks->form->fields;
    for (uint32_t i = 0; i < fields->n; i++)
        if (fields->at[i].type == BC_FIELD_LIST && !is_of_indicators(c, &fields->at[i]))
            check_staff_rows(c, &fields->at[i], &c->record->as.entries[i].value);
}

/* -- DOUBLED-WORD, CHARACTER ---------------------------------------------------------------------------- */

static bool is_han(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x3FFFF);
}

/* What stands for a character that was lost, or has a meaning in one office only. */
static bool is_no_character(uint32_t c)
{
    return c == 0xFFFD || (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

enum { MAX_WORD = 4, LAST = 2 * MAX_WORD /* a power of two */ };

/* The last characters of a text, and where they begin; the oldest give way to new ones. */
typedef struct tail {
    uint32_t c[LAST];
    size_t byte[LAST];
    unsigned n; /* characters in all */
    size_t end;
} tail;

/* The place of the last character (1), the last but one (2), … */
static unsigned back(const tail *t, unsigned k)
{
    return (t->n - k) % LAST;
}

static void push(tail *t, uint32_t c, size_t from, size_t to)
{
    unsigned at = t->n++ % LAST;
    t->c[at] = c;
    t->byte[at] = from;
    t->end = to;
}

/* The length of the word that ends the tail twice on end, of several characters that differ; 0: none. */
static unsigned doubled(const tail *t)
{
    for (unsigned n = MAX_WORD; n >= 2; n--) {
        bool same = true, several = false;
        for (unsigned k = 1; k <= n && same; k++) {
            uint32_t c = t->c[back(t, k)];
            same = t->c[back(t, n + k)] == c && is_han(c);
            several |= c != t->c[back(t, n)];
        }
        if (same && several)
            return n;
    }
    return 0;
}

static void report_doubled(bc_check *c, const bc_check_passage *p, const tail *t, unsigned n)
{
    bc_str word = bc_str_slice(p->text, t->byte[back(t, n)], t->end);
    bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, t->byte[back(t, 2 * n)], 2 * word.n),
                    bc_tr("%.*s: `%.*s` stands twice on end"), BC_STR_ARG(p->field->label), BC_STR_ARG(word));
}

/* Whether the last character stands where a word would have begun to be doubled. */
static bool may_double(const tail *t, uint32_t last)
{
    bool may = false;
    for (unsigned n = 2; n <= MAX_WORD; n++)
        may |= t->c[back(t, n + 1)] == last;
    return may;
}

/* As bc_utf8_next; most characters are Chinese. */
static uint32_t next_character(bc_str text, size_t *at)
{
    if (!bc_check_is_han_at(text, *at))
        return bc_utf8_next(text, at);
    const char *p = text.p + *at;
    *at += BC_HAN_BYTES;
    return bc_check_han(p);
}

static void run_doubled_word(bc_check *c)
{
    enum { MAX_TOLD = 50 }; /* of a text: nobody reads more, and each is looked for in the file */
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
        const bc_check_passage *p = &c->passages[i];
        tail t = { 0 };
        unsigned told = 0;
        for (size_t at = bc_check_is_set_word(p) ? p->text.n : 0; at < p->text.n;) {
            const size_t from = at;
            const uint32_t next = next_character(p->text, &at);
            push(&t, next, from, at);
            unsigned n = may_double(&t, next) && is_han(next) ? doubled(&t) : 0;
            if (!n)
                continue;
            if (told++ == MAX_TOLD) {
                bc_check_report(c, bc_check_mark(c, p->datum), bc_tr("%.*s: more words stand twice on end"),
                                BC_STR_ARG(p->field->label));
                break;
            }
            report_doubled(c, p, &t, n);
            t = (tail){ 0 };
        }
    }
}

/* What nobody sees: it parts words for those who search, and stays where texts are copied. */
static bool is_invisible(uint32_t c)
{
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           c == 0xFEFF || c == 0xFFFC;
}

/* A radical, which looks like the character that is meant, and is found by nobody who searches for that. */
static bool is_radical(uint32_t c)
{
    return c >= 0x2E80 && c <= 0x2FD5;
}

/* What stands for a character that a program did not know: ? and □ between two of Chinese. */
static bool may_stand_for_one(uint32_t c)
{
    return c == '?' || c == 0x25A1 || c == 0x25A0 || c == 0x25FB || c == 0x2B1C;
}

static void report_character(bc_check *c, const bc_check_passage *p, size_t from, size_t to, uint32_t character)
{
    const bc_diag_mark mark = bc_check_mark_part(c, p->datum, p->text, from, to - from);
    if (is_no_character(character))
        bc_check_report(c, mark, bc_tr("%.*s: U+%04X is no character that others can read"),
                        BC_STR_ARG(p->field->label), (unsigned)character);
    else if (is_radical(character))
        bc_check_report_as(c, BC_DIAG_WARNING, mark,
                           bc_tr("%.*s: `%.*s` (U+%04X) is a radical, as PDF files give it, "
                                 "not the character"),
                           BC_STR_ARG(p->field->label), (int)(to - from), p->text.p + from, (unsigned)character);
    else if (is_invisible(character))
        bc_check_report_as(c, BC_DIAG_WARNING, mark, bc_tr("%.*s: U+%04X is a character that nobody sees"),
                           BC_STR_ARG(p->field->label), (unsigned)character);
    else
        bc_check_report_as(c, BC_DIAG_WARNING, mark, bc_tr("%.*s: `%.*s` seems to stand for a character that was lost"),
                           BC_STR_ARG(p->field->label), (int)(to - from), p->text.p + from);
}

/* Whether one of these may begin so; bytes within other characters do not. */
static bool may_begin_one(unsigned char byte)
{
    return byte == '?' || byte == 0xC2 || byte == 0xE2 || byte >= 0xEE;
}

/* The first of them in the text. Boxes that are to be ticked come in pairs, and are none. */
static void look_for_characters(bc_check *c, const bc_check_passage *p)
{
    uint32_t candidate = 0;
    size_t candidate_at = 0, candidate_end = 0, candidates = 0;
    for (size_t at = 0; at < p->text.n;) {
        const size_t from = at;
        const unsigned char byte = (unsigned char)p->text.p[at];
        if (!may_begin_one(byte)) {
            at += byte >= 0xE4 && byte < 0xEE ? BC_HAN_BYTES : 1;
            continue;
        }
        const uint32_t character = bc_utf8_next(p->text, &at);
        if (is_no_character(character) || is_invisible(character) || is_radical(character)) {
            report_character(c, p, from, at, character);
            return;
        }
        size_t next = at;
        if (may_stand_for_one(character)) {
            size_t before = from >= 3 ? from - 3 : from;
            const bool inside =
                is_han(bc_utf8_next(p->text, &before)) && at < p->text.n && is_han(bc_utf8_next(p->text, &next));
            candidates += character != '?' || inside;
            if (inside && !candidate) {
                candidate = character;
                candidate_at = from;
                candidate_end = at;
            }
        }
    }
    if (candidate && (candidates == 1 || candidate == '?'))
        report_character(c, p, candidate_at, candidate_end, candidate);
}

static bool is_like_figure(char c)
{
    return c == 'O' || c == 'o' || c == 'l' || c == 'I';
}

/* 1O处, l2场, 2OO人次: figures and letters that look like them, with a unit behind; O2O and l are words. */
static bool is_mixed_figure(bc_str text, size_t begin, size_t end)
{
    const char first = text.p[begin];
    const unsigned char before = begin ? (unsigned char)text.p[begin - 1] : ' ';
    const bool word = before < 0x80 && (before | 0x20) >= 'a' && (before | 0x20) <= 'z';
    if (word || (is_like_figure(first) && (first != 'l' || is_like_figure(text.p[end - 1]))))
        return false;
    size_t figures = 0;
    for (size_t at = begin; at < end; at++)
        figures += bc_check_is_digit(text.p[at]);
    const bc_str behind = bc_str_slice(text, end, text.n);
    uint32_t c[BC_MAX_UNIT_LENGTH];
    size_t n = 0;
    for (size_t next = 0; next < behind.n && n < BC_MAX_UNIT_LENGTH; n++)
        c[n] = bc_utf8_next(behind, &next);
    return figures && (bc_unit_length(c, n) || bc_str_starts(behind, BC_STR("%")));
}

static void look_for_letters(bc_check *c, const bc_check_passage *p)
{
    const bc_str text = p->text;
    for (size_t at = 0, end = 0; at < text.n; at++) {
        if (!is_like_figure(text.p[at]))
            continue;
        size_t begin = at;
        while (begin > end && bc_check_is_digit(text.p[begin - 1]))
            begin--;
        for (end = at; end < text.n && (bc_check_is_digit(text.p[end]) || is_like_figure(text.p[end]));)
            end++;
        if (is_mixed_figure(text, begin, end)) {
            bc_check_report_as(c, BC_DIAG_WARNING, bc_check_mark_part(c, p->datum, text, begin, end - begin),
                               bc_tr("%.*s: in `%.*s` a letter stands where a figure is meant"),
                               BC_STR_ARG(p->field->label), (int)(end - begin), text.p + begin);
            return;
        }
        at = end - 1;
    }
}

/* What Word writes in front of what it computes. */
static void look_for_fields(bc_check *c, const bc_check_passage *p)
{
    static const char *const FIELDS[] = { "HYPERLINK", "MERGEFORMAT", "PAGEREF" };
    for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
        const size_t at = bc_str_find(p->text, bc_str_from(FIELDS[i]), 0);
        if (at == SIZE_MAX)
            continue;
        bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, at, strlen(FIELDS[i])),
                        bc_tr("%.*s: `%.*s` is what a program left of a text that it lost"),
                        BC_STR_ARG(p->field->label), (int)strlen(FIELDS[i]), FIELDS[i]);
        return;
    }
}

/* 31曰, 12月未前: a character that looks like the one that is meant. */
static void look_for_likes(bc_check *c, const bc_check_passage *p)
{
    const bc_form_words *likes = bc_check_words_of(c, BC_WORDS_LOOK_ALIKES);
    const int found = bc_form_words_first_in(likes, p->text);
    if (found < 0)
        return;
    const bc_str like = likes->at[found];
    bc_check_report_as(c, BC_DIAG_WARNING,
                       bc_check_mark_part(c, p->datum, p->text, bc_str_find(p->text, like, 0), like.n),
                       bc_tr("%.*s: `%.*s` holds a character that looks like the one that is meant"),
                       BC_STR_ARG(p->field->label), BC_STR_ARG(like));
}

static void look_for_damages(bc_check *c, const bc_check_passage *p)
{
    const bc_form_words *damages = bc_check_words_of(c, BC_WORDS_DAMAGES);
    const int found = bc_form_words_first_in(damages, p->text);
    if (found < 0)
        return;
    const bc_str damage = damages->at[found];
    bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, bc_str_find(p->text, damage, 0), damage.n),
                    bc_tr("%.*s: `%.*s` is what a program left of a text that it lost"), BC_STR_ARG(p->field->label),
                    BC_STR_ARG(damage));
}

/* 項目 for 项目: the first character of those that are written otherwise on the mainland. */
static void look_for_traditional(bc_check *c, const bc_check_passage *p)
{
    const bc_check_characters *traditional = c->use->data;
    for (size_t at = 0; at + BC_HAN_BYTES <= p->text.n; at++) {
        if ((unsigned char)p->text.p[at] < 0xE4)
            continue;
        if (bc_check_characters_have(traditional, p->text.p + at)) {
            bc_check_report_as(c, BC_DIAG_WARNING, bc_check_mark_part(c, p->datum, p->text, at, BC_HAN_BYTES),
                               bc_tr("%.*s: `%.*s` is a traditional character"), BC_STR_ARG(p->field->label),
                               BC_HAN_BYTES, p->text.p + at);
            return;
        }
        at += BC_HAN_BYTES - 1;
    }
}

static const void *compile_character(bc_check_rule_compiler *compiler, const bc_node *spec)
{
    (void)spec;
    bc_check_characters *made = BC_NEW(compiler->arena, bc_check_characters);
    *made = (bc_check_characters){ 0 };
    bc_check_characters_add(made, &compiler->checks->words[BC_WORDS_TRADITIONAL]);
    return made;
}

static void run_character(bc_check *c)
{
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
        look_for_characters(c, &c->passages[i]);
        look_for_damages(c, &c->passages[i]);
        look_for_traditional(c, &c->passages[i]);
        if (bc_check_is_prose(&c->passages[i])) {
            look_for_fields(c, &c->passages[i]);
            look_for_letters(c, &c->passages[i]);
            look_for_likes(c, &c->passages[i]);
        }
    }
}

/* -- DOC-NUMBER ----------------------------------------------------------------------------------------- */

static const char *const OPENING[] = { "（", "(", "【", "[", "［" }, *const CLOSING[] = { "）", ")", "】", "]", "］" };

/* The bracket that ends before `at`; its bytes, or 0. */
static size_t bracket_before(bc_str text, size_t at, const char *const *brackets)
{
    for (size_t i = 0; i < sizeof OPENING / sizeof *OPENING; i++)
        if (bc_str_ends(bc_str_slice(text, 0, at), bc_str_from(brackets[i])))
            return strlen(brackets[i]);
    return 0;
}

/* 财预（2019）71号: the year of a document stands in 〔〕. `at` is where 号 begins. */
static void check_number(bc_check *c, const bc_check_passage *p, size_t at)
{
    size_t end = at, from;
    while (end > 0 && bc_check_is_digit(p->text.p[end - 1]))
        end--;
    size_t close = end < at ? bracket_before(p->text, end, CLOSING) : 0;
    from = end - close;
    if (!close || from < 4 || bc_check_digits_at(p->text, from - 4) < 4)
        return;
    size_t open = bracket_before(p->text, from - 4, OPENING);
    if (!open)
        return;
    size_t begin = from - 4 - open;
    bc_str right = bc_arena_printf(c->arena, "〔%.*s〕", 4, p->text.p + from - 4);
    bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, begin, end - begin),
                    bc_tr("the year of a document's number is written %.*s"), BC_STR_ARG(right));
    bc_check_propose(c, p->datum, begin, end - begin, right);
}

static void run_doc_number(bc_check *c)
{
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
        const bc_check_passage *p = &c->passages[i];
        for (size_t at = 0; (at = bc_str_find(p->text, BC_STR("号"), at)) != SIZE_MAX; at += 3)
            check_number(c, p, at);
    }
}

/* -- the table -------------------------------------------------------------------------------------------- */

static const bc_check_rule RULES[] = {
    {
        .code = "TEXT-COPY",
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("no text is the copy of another"),
        .run = run_text_copy,
    },
    {
        .code = "COUNT-LIST",
        .words = BC_CHECK_READS(BC_WORDS_TOTALS, BC_WORDS_COUNTED, BC_WORDS_LISTING, BC_WORDS_POSTS, BC_WORDS_STAFF),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("what is counted and listed is as many; there are posts for the staff"),
        .run = run_count_list,
    },
    {
        .code = "DOUBLED-WORD",
        .level = BC_DIAG_NOTE,
        .summary = bc_tr_mark("no word is typed twice"),
        .run = run_doubled_word,
    },
    {
        .code = "CHARACTER",
        .words = BC_CHECK_READS(BC_WORDS_DAMAGES),
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("no character was lost or is of one office only"),
        .run = run_character,
        .compile = compile_character,
    },
    {
        .code = "DOC-NUMBER",
        .once = true,
        .level = BC_DIAG_NOTE,
        .summary = bc_tr_mark("the year in a document's number stands in 〔〕"),
        .run = run_doc_number,
    },
};
const bc_check_rule_table bc_check_rules_sense = { RULES, sizeof RULES / sizeof *RULES };
