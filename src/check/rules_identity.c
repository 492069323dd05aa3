/* TITLE-NAME, REQUIRED, PLACEHOLDER, PRIVATE, DATE-IN-YEAR. What can be said of single fields,
 * which are found by type, by role or as the template names them: no rule knows a form. */
#include "base/tr.h"
#include "base/utf8.h"
#include "base/written.h"
#include "check/private/told.h"

#include <string.h>

/* -- TITLE-NAME ----------------------------------------------------------------------------------------- */

static bc_str cut_end(bc_str text, bc_str end)
{
    return bc_str_ends(text, end) ? bc_str_slice(text, 0, text.n - end.n) : text;
}

static bc_str cut_word(const bc_form_words *ends, bc_str text)
{
    int end = bc_form_words_longest_end(ends, text);
    return end < 0 ? text : cut_end(text, ends->at[end]);
}

/* The word that stands twice on end in the text; empty: none does. */
static bc_str doubled_word(const bc_form_words *words, bc_str text)
{
    for (uint32_t i = 0; i < words->n; i++)
        for (size_t at = 0; (at = bc_str_find(text, words->at[i], at)) != SIZE_MAX; at++)
            if (bc_str_starts(bc_str_slice(text, at + words->at[i].n, text.n), words->at[i]))
                return words->at[i];
    return (bc_str){ 0 };
}

/* `3.` or `3、` in front of a heading. */
static bc_str cut_number(bc_str text)
{
    size_t n = bc_check_digits_at(text, 0);
    bc_str rest = bc_str_slice(text, n, text.n);
    if (n && bc_str_starts(rest, BC_STR(".")))
        return bc_str_trim(bc_str_slice(rest, 1, rest.n));
    if (n && bc_str_starts(rest, BC_STR("、")))
        return bc_str_trim(bc_str_slice(rest, 3, rest.n));
    return text;
}

static const bc_keys_key TITLE_NAME[] = {
    { "suffix", "text", bc_tr_mark("what the title says behind the name, such as 项目绩效目标表") },
    { 0 },
};

static const void *compile_title_name(bc_check_rule_compiler *compiler, const bc_node *spec)
{
    bc_str *suffix = BC_NEW(compiler->arena, bc_str);
    *suffix = bc_keys_text(spec, "suffix");
    return suffix->n ? suffix : NULL;
}

static void check_title(bc_check *c, bc_diag_mark mark, bc_str title, bc_str name)
{
    bc_str suffix = *(const bc_str *)c->use->data;
    const bc_form_words *ends = bc_check_words_of(c, BC_WORDS_TITLE_ENDS);
    const bc_form_words *nouns = bc_check_words_of(c, BC_WORDS_TITLE_NOUNS);
    bc_str doubled = doubled_word(nouns, title), stem = cut_number(cut_end(title, suffix));
    if (!ends->n || !nouns->n)
        return; /* which has been said of the template */
    if (doubled.n) {
        bc_check_report(c, mark, bc_tr("the title says %.*s twice: %.*s"), BC_STR_ARG(doubled), BC_STR_ARG(title));
        return;
    }
    if (!bc_form_words_end(ends, title)) {
        bc_check_report(c, mark, bc_tr("the title does not end in %.*s: %.*s"), BC_STR_ARG(ends->at[0]),
                        BC_STR_ARG(title));
        return;
    }
    bc_str plain = cut_number(cut_word(ends, title));
    if (bc_str_eq(stem, name) || bc_str_eq(cut_word(nouns, plain), cut_word(nouns, name))) {
        if (!bc_str_ends(title, suffix))
            bc_check_report(c, mark, bc_tr("the title leaves out %.*s in front of %.*s: %.*s"),
                            BC_STR_ARG(nouns->at[0]), BC_STR_ARG(ends->at[0]), BC_STR_ARG(title));
        return;
    }
    bc_check_report(c, mark, bc_tr("the title speaks of `%.*s`, the project's name is `%.*s`"), BC_STR_ARG(stem),
                    BC_STR_ARG(name));
}

static void run_title_name(bc_check *c)
{
    const bc_form *form = c->checks->form;
    if (!c->use->data || c->checks->name < 0)
        return;
    const bc_value *name = &c->record->as.entries[c->checks->name].value;
    const bc_value *own = c->checks->title < 0 ? NULL : &c->record->as.entries[c->checks->title].value;
    bc_diag_list unheard;
    bc_diag_list_init(&unheard);
    bc_expr_scope scope = { .map = c->whole };
    bc_str title = bc_str_trim(bc_form_title(form, &scope, c->arena, &unheard));
    bc_diag_list_release(&unheard);
    if (title.n && name->text.n)
        check_title(c, bc_check_mark(c, own && own->origin ? own : name), title, bc_str_trim(name->text));
}

/* -- REQUIRED ------------------------------------------------------------------------------------------- */

static const bc_keys_key REQUIRED[] = {
    { "fields", "path [path]", bc_tr_mark("the fields that must be filled in") },
    { 0 },
};

static const void *compile_required(bc_check_rule_compiler *compiler, const bc_node *spec)
{
    bc_check_slots *slots = BC_NEW(compiler->arena, bc_check_slots);
    *slots = bc_check_slots_compile(compiler, bc_node_find(spec, "fields"));
    return slots;
}

/* 260万元, and no word more. */
static bool is_amount(bc_str text)
{
    enum { MAX_LENGTH = 40 }; /* bytes */
    size_t from, at = 0;
    bc_decimal yuan;
    return text.n <= MAX_LENGTH && bc_written_next_money(text, &from, &at, &yuan) && from == 0 && at == text.n;
}

/* Whether nothing stands there but words that fit any project. */
static bool is_hollow(const bc_check *c, bc_str text)
{
    enum { MAX_LENGTH = 180, HAN = 3 }; /* bytes */
    const bc_form_words *hollow = bc_check_words_of(c, BC_WORDS_HOLLOW);
    if (text.n > MAX_LENGTH)
        return false;
    for (size_t at = 0; at < text.n;) {
        const unsigned char byte = (unsigned char)text.p[at];
        const int word = bc_form_words_longest_begin(hollow, bc_str_slice(text, at, text.n));
        const bool stop = byte < 0x80 ? byte == ' ' || byte == ',' || byte == ';' : byte < 0xE4 || byte >= 0xEF;
        if (word < 0 && !stop)
            return false;
        at += word >= 0 ? hollow->at[word].n : byte < 0x80 ? 1 : HAN;
    }
    return hollow->n > 0;
}

/* What must be filled in, and says nothing or next to nothing. */
static void check_answer(bc_check *c, const bc_form_field *field, bc_form_field_type type, const bc_value *datum)
{
    enum { MIN_CHARACTERS = 6 };
    const bc_str text = bc_str_trim(datum->text);
    if ((type != BC_FIELD_PROSE && type != BC_FIELD_TEXT) || !text.n)
        return;
    if (bc_form_words_are(bc_check_words_of(c, BC_WORDS_NOTHING), text))
        bc_check_report_as(c, BC_DIAG_WARNING, bc_check_mark(c, datum), bc_tr("%.*s must be filled in, and is `%.*s`"),
                           BC_STR_ARG(field->label), BC_STR_ARG(text));
    else if (type == BC_FIELD_PROSE && (bc_utf8_count(text) < MIN_CHARACTERS || is_amount(text) || is_hollow(c, text)))
        bc_check_report_as(c, BC_DIAG_NOTE, bc_check_mark(c, datum), bc_tr("%.*s says hardly anything: `%.*s`"),
                           BC_STR_ARG(field->label), BC_STR_ARG(text));
}

static bool is_asked_for(const bc_check_slots *slots, const bc_form_field *field)
{
    for (uint32_t i = 0; slots && i < slots->n; i++)
        if (slots->at[i].field == field)
            return true;
    return false;
}

static bool is_goal(const bc_check *c, const bc_form_field *field)
{
    return bc_form_words_in(bc_check_words_of(c, BC_WORDS_GOALS), field->label);
}

/* A goal that tells what has been done, and nothing of what shall be. */
static void check_report(bc_check *c, const bc_check_passage *p)
{
    const bc_form_words *reports = bc_check_words_of(c, BC_WORDS_REPORTS),
                        *plans = bc_check_words_of(c, BC_WORDS_PLANS);
    bc_str sentence;
    if (!bc_form_words_in(reports, p->text))
        return;
    for (size_t at = 0; bc_check_goes_on(c) && bc_check_next_piece(p->text, "。；\n", &at, &sentence);) {
        if (!bc_form_words_in(reports, sentence) || bc_form_words_in(plans, sentence))
            continue;
        bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, (size_t)(sentence.p - p->text.p), sentence.n),
                        bc_tr("%.*s: `%.*s` tells what has been done, not what shall be"), BC_STR_ARG(p->field->label),
                        BC_STR_ARG(sentence));
        return;
    }
}

static bool is_text(const bc_form_field *field)
{
    return field->type == BC_FIELD_PROSE || (field->type == BC_FIELD_LIST && field->element == BC_FIELD_PROSE);
}

/* The first field for a goal that is not said to be missing already, or NULL. */
static const bc_form_field *goal_among(const bc_check *c, const bc_form_field *fields, uint32_t n, const bc_value *data)
{
    for (uint32_t i = 0; i < n; i++) {
        const bc_value *datum = &data->as.entries[i].value;
        if (fields[i].type == BC_FIELD_GROUP && datum->type == BC_VALUE_MAP) {
            const bc_form_field *inside = goal_among(c, fields[i].children, fields[i].child_count, datum);
            if (inside)
                return inside;
        }
        if (is_text(&fields[i]) && is_goal(c, &fields[i]))
            return fields[i].required && bc_value_is_empty(datum) ? NULL : &fields[i];
    }
    return NULL;
}

/* A form with indicators and with a place for goals, and none in it. */
static void check_any_goal(bc_check *c)
{
    if (c->checks->form->batch || !c->row_count)
        return;
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++)
        if (!c->passages[i].in_list && c->passages[i].type == BC_FIELD_PROSE && bc_str_trim(c->passages[i].text).n &&
            is_goal(c, c->passages[i].field))
            return;
    const bc_form_field *field = goal_among(c, c->checks->form->fields.at, c->checks->form->fields.n, c->record);
    if (field)
        bc_check_report_as(c, BC_DIAG_WARNING, bc_check_mark(c, c->record), bc_tr("%.*s is not filled in"),
                           BC_STR_ARG(field->label));
}

/* A goal of a few words is one of any project, whether the template asks for it or not. */
static void check_goals(bc_check *c, const bc_check_slots *slots)
{
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
        const bc_check_passage *p = &c->passages[i];
        if (p->type != BC_FIELD_PROSE || p->in_list)
            continue;
        const bool goal = is_goal(c, p->field);
        if (goal && !is_asked_for(slots, p->field))
            check_answer(c, p->field, BC_FIELD_PROSE, p->datum);
        if (goal)
            check_report(c, p);
    }
}

static void run_required(bc_check *c)
{
    const bc_check_slots *slots = c->use->data;
    for (uint32_t i = 0; slots && i < slots->n; i++) {
        const bc_value *datum = bc_check_slot_at(c->record, &slots->at[i]);
        const bc_form_field *field = slots->at[i].field;
        if (bc_value_is_empty(datum) && !field->required)
            bc_check_report(c, bc_check_mark(c, datum), bc_tr("%.*s is not filled in"), BC_STR_ARG(field->label));
        else if (datum->type != BC_VALUE_LIST)
            check_answer(c, field, field->type, datum);
        for (uint32_t k = 0; datum->type == BC_VALUE_LIST && k < datum->n; k++)
            check_answer(c, field, field->element, &datum->as.items[k]);
    }
    check_goals(c, slots);
    check_any_goal(c);
}

/* -- PLACEHOLDER ---------------------------------------------------------------------------------------- */

/* `指标1：` in front of what was filled in, `目标内容2` wherever it ends; its bytes, or 0. */
static size_t numbered_remnant(const bc_form_words *words, bc_str text)
{
    static const char *const BEHIND[] = { "：", ":", "、", ".", "．", " " };
    for (uint32_t i = 0; i < words->n; i++) {
        bc_str word = words->at[i];
        size_t n = bc_str_starts(text, word) ? bc_check_digits_at(text, word.n) : 0, end = word.n + n;
        if (!n)
            continue;
        if (end == text.n || (word.n > 6 && (unsigned char)text.p[end] >= 0xE4))
            return end; /* 目标内容1改善居民出行条件 */
        for (size_t k = 0; k < sizeof BEHIND / sizeof *BEHIND; k++)
            if (bc_str_starts(bc_str_slice(text, end, text.n), bc_str_from(BEHIND[k])))
                return end + strlen(BEHIND[k]);
    }
    return 0;
}

/* `1.` or `2、` in front of an indicator's name; its bytes, or 0. */
static size_t number_in_front(bc_str name)
{
    size_t n = bc_check_digits_at(name, 0);
    bc_str rest = bc_str_slice(name, n, name.n);
    if (!n || n > 2)
        return 0;
    if (bc_str_starts(rest, BC_STR("、")))
        return n + 3;
    return bc_str_starts(rest, BC_STR(".")) && rest.n > 1 && !bc_check_is_digit(rest.p[1]) ? n + 1 : 0;
}

/* {单位}, ×× and the like; marks that stand for nothing where a name or a value is meant. */
static bool is_to_be_filled(bc_str text)
{
    static const char *const MARKS[] = { "*",  "**",  "***", "/", "//", "…",  "……", ".",
                                         "..", "...", "？",  "?", "××", "XX", "xx" };
    enum { MAX_MARK = 6 }; /* bytes */
    for (size_t i = 0; text.n <= MAX_MARK && i < sizeof MARKS / sizeof *MARKS; i++)
        if (bc_str_is(text, MARKS[i]))
            return true;
    const char *open = text.n ? memchr(text.p, '{', text.n) : NULL;
    return open && memchr(open, '}', text.n - (size_t)(open - text.p));
}

/* 1 in place of a text. */
static bool is_mere_figure(bc_str text)
{
    size_t digits = 0;
    while (digits < text.n && bc_check_is_digit(text.p[digits]))
        digits++;
    return digits && digits == text.n;
}

/* 待定 in place of a text; 无 and 暂无 in place of one that must be there. */
static bool is_stand_in(const bc_check *c, const bc_check_passage *p, bc_str text)
{
    const bool nothing = bc_form_words_end(bc_check_words_of(c, BC_WORDS_NOTHING), text);
    return nothing ? p->field->required && (bc_form_words_are(bc_check_words_of(c, BC_WORDS_NOTHING), text) ||
                                            bc_form_words_are(bc_check_words_of(c, BC_WORDS_STAND_INS), text))
                   : bc_form_words_are(bc_check_words_of(c, BC_WORDS_STAND_INS), text);
}

/* 项目名称 for the name of the project. */
static bool is_own_label(const bc_check_passage *p, bc_str text)
{
    return !p->row && text.n > 6 && bc_str_eq(text, p->field->label);
}

/* The name and the values of an indicator: `待定`, `同上` and lone marks are none. Says whether it
 * is one of them. */
static bool check_place(bc_check *c, const bc_check_passage *p)
{
    bc_str text = bc_str_trim(p->text);
    bool name = p->row && p->column == p->row->list->name, value = p->type == BC_FIELD_TARGET;
    bool stands_in =
        is_to_be_filled(text) || ((name || value) && bc_form_words_are(bc_check_words_of(c, BC_WORDS_STAND_INS), text));
    bool prose = p->type == BC_FIELD_PROSE && !p->row;
    bool cell = p->row && !name && !value && !bc_check_is_set_word(p);
    stands_in = stands_in || (cell && bc_form_words_are(bc_check_words_of(c, BC_WORDS_STAND_INS), text));
    bool plain = !p->in_list && (p->type == BC_FIELD_TEXT || p->type == BC_FIELD_PERSON) &&
                 !bc_form_words_in(bc_check_words_of(c, BC_WORDS_REMARKS), p->field->label);
    stands_in = stands_in || (prose && is_mere_figure(text)) || ((prose || plain) && is_stand_in(c, p, text)) ||
                is_own_label(p, text);
    bool asked = (name || value || cell) ? p->row && !p->row->unused : !p->row && (p->type <= BC_FIELD_PROSE || plain);
    size_t n = name ? number_in_front(text) : 0;
    if (stands_in && asked)
        bc_check_report(c, bc_check_mark(c, p->datum), bc_tr("%.*s: `%.*s` stands for what is to be filled in"),
                        BC_STR_ARG(p->field->label), BC_STR_ARG(text));
    else if (n)
        bc_check_report(c, bc_check_mark(c, p->datum), bc_tr("%.*s: `%.*s` begins with a number"),
                        BC_STR_ARG(p->field->label), BC_STR_ARG(text));
    return stands_in && asked;
}

/* “XX行动” is called so: behind the quotation in which the word is the beginning of a name; 0: it stands elsewhere. */
static size_t quoted_name_to(bc_str text, bc_str remnant)
{
    static const char OPEN[] = "“", CLOSE[] = "”";
    enum { MAX_NAME = 24 };
    const size_t at = bc_str_find(text, remnant, 0), behind = at + remnant.n;
    if (!bc_str_is(remnant, "XX") || !bc_str_ends(bc_str_slice(text, 0, at), bc_str_from(OPEN)))
        return 0;
    const size_t close = bc_str_find(text, bc_str_from(CLOSE), behind);
    return close != SIZE_MAX && close > behind && close - behind <= MAX_NAME ? close + strlen(CLOSE) : 0;
}

static void check_remnants(bc_check *c, const bc_check_passage *p, bc_str text, size_t offset)
{
    const bc_form_words *remnants = bc_check_words_of(c, BC_WORDS_REMNANTS);
    if (p->type == BC_FIELD_PERSON)
        return; /* 张某某 hides a name */
    size_t n = numbered_remnant(bc_check_words_of(c, BC_WORDS_NUMBERED_REMNANTS), text);
    if (n) {
        bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, offset, n),
                        bc_tr("%.*s: `%.*s` is left from the blank form"), BC_STR_ARG(p->field->label), (int)n, text.p);
        return;
    }
    int found = bc_form_words_first_in(remnants, text);
    for (size_t cut; found >= 0 && (cut = quoted_name_to(text, remnants->at[found])) > 0;) {
        offset += cut;
        text = bc_str_slice(text, cut, text.n);
        found = bc_form_words_first_in(remnants, text);
    }
    if (found < 0)
        return;
    bc_str remnant = remnants->at[found];
    bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, offset + bc_str_find(text, remnant, 0), remnant.n),
                    bc_tr("%.*s: `%.*s` is left from the blank form"), BC_STR_ARG(p->field->label), BC_STR_ARG(text));
}

static void run_placeholder(bc_check *c)
{
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
        const bc_check_passage *p = &c->passages[i];
        if (bc_check_is_set_word(p) && p->column != p->row->list->unit)
            continue;
        bc_str whole = bc_str_trim(p->text);
        bool bare = p->type == BC_FIELD_TEXT || p->type == BC_FIELD_PROSE;
        if (p->type != BC_FIELD_CODE && (bc_check_is_dashes(whole) && whole.n > 1)) {
            bc_check_report(c, bc_check_mark(c, p->datum), bc_tr("%.*s is a row of dashes"),
                            BC_STR_ARG(p->field->label));
            continue;
        }
        if (bare && !p->in_list && bc_str_is(whole, "0")) {
            bc_check_report(c, bc_check_mark(c, p->datum), bc_tr("%.*s is filled in with 0"),
                            BC_STR_ARG(p->field->label));
            continue;
        }
        if (whole.n > 4096)
            continue; /* long prose is no blank form */
        if (check_place(c, p))
            continue;
        for (size_t at = 0; at < p->text.n;) {
            size_t end = bc_str_find(p->text, BC_STR("\n"), at);
            bc_str line = bc_str_slice(p->text, at, end);
            check_remnants(c, p, line, at);
            at = end == SIZE_MAX ? p->text.n : end + 1;
        }
    }
}

/* -- PRIVATE ------------------------------------------------------------------------------------ */

/* An identity number: 17 figures and a figure or X, with a date of birth in it. */
static bool is_identity(bc_str text, size_t at, size_t n)
{
    bool x = n == 17 && at + 17 < text.n && (text.p[at + 17] == 'X' || text.p[at + 17] == 'x');
    if (n != 18 && !x)
        return false;
    const char *birth = text.p + at + 6;
    return (memcmp(birth, "19", 2) == 0 || memcmp(birth, "20", 2) == 0) && (birth[4] == '0' || birth[4] == '1');
}

static void find_private_numbers(bc_check *c, const bc_check_passage *p)
{
    for (size_t at = 0; at < p->text.n;) {
        if (!bc_check_is_digit(p->text.p[at])) {
            at++;
            continue;
        }
        const size_t n = bc_check_digits_at(p->text, at);
        bool starts = at == 0 || (p->text.p[at - 1] != '.' && p->text.p[at - 1] != '-');
        if (starts && bc_check_is_mobile(bc_str_slice(p->text, at, at + n)))
            bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, at, n),
                            bc_tr("%.*s holds a mobile number: a private one must not be published"),
                            BC_STR_ARG(p->field->label));
        else if (starts && is_identity(p->text, at, n))
            bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, at, n),
                            bc_tr("%.*s holds an identity number, which must not be published"),
                            BC_STR_ARG(p->field->label));
        at += n;
    }
}

/* 账号6222020200112233445: figures in groups or without, behind a word for an account. */
static void find_account(bc_check *c, const bc_check_passage *p)
{
    enum { MAX_BETWEEN = 12, MIN_DIGITS = 12, MAX_DIGITS = 25 };
    const bc_form_words *words = bc_check_words_of(c, BC_WORDS_ACCOUNTS);
    if (!bc_form_words_in(words, p->text))
        return;
    for (uint32_t i = 0; i < words->n; i++) {
        size_t at = bc_str_find(p->text, words->at[i], 0), from, digits = 0;
        if (at == SIZE_MAX)
            continue;
        for (from = at + words->at[i].n;
             from < p->text.n && from < at + words->at[i].n + MAX_BETWEEN && !bc_check_is_digit(p->text.p[from]);)
            from++;
        size_t end = from;
        for (; end < p->text.n && (bc_check_is_digit(p->text.p[end]) || p->text.p[end] == ' '); end++)
            digits += p->text.p[end] != ' ';
        if (digits < MIN_DIGITS || digits > MAX_DIGITS)
            continue;
        bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, from, end - from),
                        bc_tr("%.*s holds the number of a bank account, which must not be published"),
                        BC_STR_ARG(p->field->label));
        return;
    }
}

/* A sign @ between letters or figures. */
static void find_address(bc_check *c, const bc_check_passage *p)
{
    const size_t at = bc_str_find(p->text, BC_STR("@"), 0);
    const bool address = at != SIZE_MAX && at > 0 && at + 1 < p->text.n && (unsigned char)p->text.p[at - 1] > ' ' &&
                         (unsigned char)p->text.p[at - 1] < 0x7F && (unsigned char)p->text.p[at + 1] > ' ' &&
                         (unsigned char)p->text.p[at + 1] < 0x7F;
    if (address)
        bc_check_report_as(c, BC_DIAG_NOTE, bc_check_mark_part(c, p->datum, p->text, at, 1),
                           bc_tr("%.*s holds an e-mail address: is that meant for publication?"),
                           BC_STR_ARG(p->field->label));
}

static void find_secret(bc_check *c, const bc_check_passage *p)
{
    const bc_form_words *secrets = bc_check_words_of(c, BC_WORDS_SECRETS);
    const int found = bc_form_words_first_in(secrets, p->text);
    if (found < 0)
        return;
    const bc_str secret = secrets->at[found];
    bc_check_report_as(c, BC_DIAG_ERROR,
                       bc_check_mark_part(c, p->datum, p->text, bc_str_find(p->text, secret, 0), secret.n),
                       bc_tr("%.*s is marked as classified: `%.*s`"), BC_STR_ARG(p->field->label), BC_STR_ARG(secret));
}

static void run_private(bc_check *c)
{
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
        const bc_check_passage *p = &c->passages[i];
        if (p->type == BC_FIELD_PHONE || p->type == BC_FIELD_CODE)
            continue;
        find_private_numbers(c, p);
        find_account(c, p);
        find_address(c, p);
        find_secret(c, p);
    }
    for (uint32_t i = 0; i < c->checks->persons.n; i++) {
        const bc_check_slot *slot = &c->checks->persons.at[i];
        const bc_value *datum = bc_check_slot_at(c->record, slot);
        if (datum->text.n && !bc_check_is_masked(c, slot->field, datum))
            bc_check_report_as(c, BC_DIAG_NOTE, bc_check_mark(c, datum),
                               bc_tr("%.*s names a person: is that meant for publication?"),
                               BC_STR_ARG(slot->field->label));
    }
}

/* -- DATE-IN-YEAR --------------------------------------------------------------------------------------- */

static size_t skip_blanks(bc_str text, size_t at)
{
    while (at < text.n && text.p[at] == ' ')
        at++;
    return at;
}

/* A year in figures with 年 behind it, from *at on. *end is behind 年. */
static bool next_year(bc_str text, size_t *at, size_t *end, int *year)
{
    for (size_t i = *at; i + 4 <= text.n; i++) {
        if (!bc_check_is_digit(text.p[i]))
            continue;
        const size_t n = bc_check_digits_at(text, i);
        size_t behind = skip_blanks(text, i + n);
        if (n == 4 && (text.p[i] == '2' || text.p[i] == '1') &&
            bc_str_starts(bc_str_slice(text, behind, text.n), BC_STR("年"))) {
            *year = (text.p[i] - '0') * 1000 + (text.p[i + 1] - '0') * 100 + (text.p[i + 2] - '0') * 10 +
                    (text.p[i + 3] - '0');
            *at = i;
            *end = behind + 3;
            return true;
        }
        i += n - 1;
    }
    return false;
}

/* 2024—2026年: the year that the range begins with, or 0. */
static int range_before(const bc_check *c, bc_str text, size_t at)
{
    enum { FIGURES = 4, MAX_BETWEEN = 10 };
    for (size_t from = at >= FIGURES + MAX_BETWEEN ? at - FIGURES - MAX_BETWEEN : 0; from + FIGURES < at; from++) {
        if (bc_check_digits_at(text, from) != FIGURES || (from && bc_check_is_digit(text.p[from - 1])))
            continue;
        size_t to = from + FIGURES, marks = 0;
        for (size_t n; to < at && (n = bc_check_until_at(c, text, to)) > 0; marks++)
            to += n;
        if (marks && to == at)
            return (int)((text.p[from] - '0') * 1000 + (text.p[from + 1] - '0') * 100 + (text.p[from + 2] - '0') * 10 +
                         (text.p[from + 3] - '0'));
    }
    return 0;
}

/* （2023年结转） */
static bool is_carried_over(const bc_check *c, bc_str text, size_t end)
{
    return bc_form_words_begin(bc_check_words_of(c, BC_WORDS_CARRIED_OVER), bc_str_slice(text, end, text.n));
}

/* The text speaks of years, and none of them is the budget year. */
static void check_years_told(bc_check *c, const bc_form_field *field, const bc_value *datum, int year)
{
    size_t at = 0, end = 0, first = 0, first_end = 0;
    int said = 0, first_year = 0;
    for (; next_year(datum->text, &at, &end, &said); at = end) {
        const int from = range_before(c, datum->text, at);
        if (said == year || (from && from <= year && year <= said) || is_carried_over(c, datum->text, end))
            return;
        if (!first_year) {
            first_year = said;
            first = at;
            first_end = end;
        }
    }
    if (first_year)
        bc_check_report(c, bc_check_mark_part(c, datum, datum->text, first, first_end - first),
                        bc_tr("%.*s speaks of %d, but the form is of %d"), BC_STR_ARG(field->label), first_year, year);
}

static void check_name_year(bc_check *c, int year)
{
    if (c->checks->name >= 0)
        check_years_told(c, &c->checks->form->fields.at[c->checks->name], &c->record->as.entries[c->checks->name].value,
                         year);
}

/* What stands above or below a table: its title, and why it is empty. Other years are those of documents, and those
 * that it is compared with. */
static void check_years_of_table(bc_check *c, int year)
{
    for (uint32_t i = 0; i < c->passage_count && c->checks->table_count && !c->checks->list_count; i++) {
        const bc_check_passage *p = &c->passages[i];
        const bool other = p->in_list || (p->type != BC_FIELD_TEXT && p->type != BC_FIELD_PROSE) || !p->datum->origin ||
                           bc_form_words_in(bc_check_words_of(c, BC_WORDS_LAST_YEAR), p->text) ||
                           bc_form_words_in(bc_check_words_of(c, BC_WORDS_OTHER_THAN_FORM), p->text) ||
                           bc_form_words_in(bc_check_words_of(c, BC_WORDS_PROJECT_PERIODS), p->field->label) ||
                           (c->checks->name >= 0 && p->field == &c->checks->form->fields.at[c->checks->name]);
        if (!other)
            check_years_told(c, p->field, p->datum, year);
    }
}

/* What stands behind 年 makes it a deadline: 12月30日前, 底前. */
static bool is_deadline(const bc_check *c, bc_str behind)
{
    for (int part = 0; part < 2; part++) {
        size_t at = skip_blanks(behind, 0), n = bc_check_digits_at(behind, at);
        if (!n)
            break;
        at = skip_blanks(behind, at + n);
        bc_str rest = bc_str_slice(behind, at, behind.n);
        if (!bc_str_starts(rest, BC_STR("月")) && !bc_str_starts(rest, BC_STR("日")))
            return false;
        behind = bc_str_slice(rest, 3, rest.n);
    }
    behind = bc_str_slice(behind, skip_blanks(behind, 0), behind.n);
    return bc_form_words_begin(bc_check_words_of(c, BC_WORDS_DEADLINES), behind);
}

static bool is_told_as_end(const bc_check *c, bc_str text, size_t at)
{
    enum { MAX_BEFORE = 24 };
    return bc_form_words_in(bc_check_words_of(c, BC_WORDS_ENDINGS),
                            bc_str_slice(text, at > MAX_BEFORE ? at - MAX_BEFORE : 0, at));
}

/* Of a year in a title 《》, or behind 截至, the text tells what has been. */
static bool is_history(const bc_check *c, bc_str text, size_t at)
{
    const bc_str before = bc_str_slice(text, 0, at);
    size_t open = SIZE_MAX, close = SIZE_MAX;
    for (size_t i = 0; (i = bc_str_find(before, BC_STR("《"), i)) != SIZE_MAX; i++)
        open = i;
    for (size_t i = 0; (i = bc_str_find(before, BC_STR("》"), i)) != SIZE_MAX; i++)
        close = i;
    return (open != SIZE_MAX && (close == SIZE_MAX || close < open)) ||
           bc_form_words_end(bc_check_words_of(c, BC_WORDS_SO_FAR), before);
}

/* 2021年度计划完成…: what a goal tells of such a year is still to be done. */
static bool is_planned(const bc_check *c, const bc_check_passage *p, size_t end)
{
    const bc_str behind = bc_str_slice(p->text, skip_blanks(p->text, end), p->text.n);
    return bc_form_words_begin(bc_check_words_of(c, BC_WORDS_PLANNED), behind) &&
           bc_form_words_in(bc_check_words_of(c, BC_WORDS_GOALS), p->field->label);
}

static void check_deadlines(bc_check *c, const bc_check_passage *p, int year)
{
    enum { HISTORY = 5 }; /* what texts tell of earlier years is how it came about */
    size_t at = 0, end = 0;
    int said;
    for (; next_year(p->text, &at, &end, &said); at = end) {
        bool target = p->type == BC_FIELD_TARGET;
        bool deadline = is_deadline(c, bc_str_slice(p->text, end, p->text.n)) || is_told_as_end(c, p->text, at) ||
                        is_planned(c, p, end);
        if (said >= year || (said < year - HISTORY && !target) || !(deadline || target) || is_history(c, p->text, at))
            continue;
        bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, at, end - at),
                        bc_tr("%.*s: %d lies before the budget year %d"), BC_STR_ARG(p->field->label), said, year);
        return;
    }
}

/* The day that a field of the record tells, a year alone included; false: none. */
static bool day_of(const bc_value *datum, int *year, int *day)
{
    int64_t whole;
    *day = 0;
    if (datum->type == BC_VALUE_DATE) {
        *year = datum->as.date.year;
        *day = datum->as.date.month * 100 + datum->as.date.day;
        return true;
    }
    if (datum->type != BC_VALUE_NUMBER || !bc_decimal_is_integer(datum->as.number, &whole))
        return false;
    *year = (int)whole;
    return true;
}

/* A start and an end that stand on one level are those of one period: the first of each are looked at. */
static const bc_check_slot *bound_of(const bc_check *c, bc_form_role role)
{
    for (uint32_t i = 0; i < c->checks->dates.n; i++)
        if (bc_form_field_is(c->checks->dates.at[i].field, role))
            return &c->checks->dates.at[i];
    return NULL;
}

static void check_order(bc_check *c)
{
    const bc_check_slot *from = bound_of(c, BC_FORM_ROLE_START), *to = bound_of(c, BC_FORM_ROLE_END);
    int start, start_day, end, end_day;
    if (!from || !to || !day_of(bc_check_slot_at(c->record, from), &start, &start_day) ||
        !day_of(bc_check_slot_at(c->record, to), &end, &end_day))
        return;
    enum { MAX_YEARS = 30 };
    const bc_value *last = bc_check_slot_at(c->record, to), *first = bc_check_slot_at(c->record, from);
    if (end > start + MAX_YEARS)
        bc_check_report(c, bc_check_mark(c, last), bc_tr("from %.*s to %.*s, that is %d years"),
                        BC_STR_ARG(first->text), BC_STR_ARG(last->text), end - start);
    if (end < start || (end == start && end_day && start_day && end_day < start_day))
        bc_check_report(c, bc_check_mark(c, last), bc_tr("%.*s %.*s lies before %.*s %.*s"),
                        BC_STR_ARG(to->field->label), BC_STR_ARG(last->text), BC_STR_ARG(from->field->label),
                        BC_STR_ARG(first->text));
}

static void check_periods(bc_check *c, int year)
{
    for (uint32_t i = 0; i < c->checks->dates.n; i++) {
        const bc_check_slot *slot = &c->checks->dates.at[i];
        const bc_value *datum = bc_check_slot_at(c->record, slot);
        int told, day;
        if (!day_of(datum, &told, &day))
            continue;
        bool end = bc_form_field_is(slot->field, BC_FORM_ROLE_END);
        if (end ? told < year : bc_form_field_is(slot->field, BC_FORM_ROLE_START) && told > year)
            bc_check_report(c, bc_check_mark(c, datum), bc_tr("%.*s %.*s does not fit the budget year %d"),
                            BC_STR_ARG(slot->field->label), BC_STR_ARG(datum->text), year);
    }
}

/* 项目期 2021年-2023年 in a form of 2024. */
static void check_past_periods(bc_check *c, int year)
{
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
        const bc_check_passage *p = &c->passages[i];
        bc_check_period period;
        if (p->type != BC_FIELD_TEXT || p->in_list ||
            !bc_form_words_in(bc_check_words_of(c, BC_WORDS_PROJECT_PERIODS), p->field->label) ||
            !bc_check_period_read(c, p->text, &period) || period.last / 10000 >= year)
            continue;
        bc_check_report(c, bc_check_mark(c, p->datum), bc_tr("%.*s: %d lies before the budget year %d"),
                        BC_STR_ARG(p->field->label), (int)(period.last / 10000), year);
    }
}

/* Deadlines lie within the project. */
static void check_late_deadlines(bc_check *c)
{
    const bc_check_slot *to = bound_of(c, BC_FORM_ROLE_END);
    int end, end_day, said;
    if (!to || !day_of(bc_check_slot_at(c->record, to), &end, &end_day))
        return;
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
        const bc_check_passage *p = &c->passages[i];
        size_t at = 0, behind = 0;
        for (; p->type == BC_FIELD_TARGET && next_year(p->text, &at, &behind, &said); at = behind)
            if (said > end) {
                bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, at, behind - at),
                                bc_tr("%.*s: %d lies behind the end of the project, %d"), BC_STR_ARG(p->field->label),
                                said, end);
                break;
            }
    }
}

/* Years that some texts tell: the first and the last of them, and whether there are two. */
typedef struct span {
    int first, last; /* 0: none */
} span;

static void widen(span *all, int year)
{
    all->first = !all->first || year < all->first ? year : all->first;
    all->last = year > all->last ? year : all->last;
}

static void add_years(span *all, bc_str text)
{
    size_t at = 0, end = 0;
    int said;
    for (; next_year(text, &at, &end, &said); at = end)
        widen(all, said);
}

/* Years of documents, 〔2021〕 in any brackets. */
static void add_documents(span *all, bc_str text)
{
    static const char *const OPEN[] = { "〔", "【", "（", "(", "[", "［" };
    for (size_t at = 0; (at = bc_str_find(text, BC_STR("20"), at)) != SIZE_MAX; at += 2) {
        if (bc_check_digits_at(text, at) != 4)
            continue;
        for (size_t i = 0; i < sizeof OPEN / sizeof *OPEN; i++)
            if (bc_str_ends(bc_str_slice(text, 0, at), bc_str_from(OPEN[i])))
                widen(all, 2000 + (text.p[at + 2] - '0') * 10 + (text.p[at + 3] - '0'));
    }
}

static span years_of_name(const bc_check *c)
{
    span all = { 0 };
    if (c->checks->name >= 0)
        add_years(&all, c->record->as.entries[c->checks->name].value.text);
    return all;
}

/* 到2035年 is what a plan of many years ends with, and not looked at. */
static span years_of(const bc_check *c, bc_form_field_type type)
{
    span all = { 0 };
    const bc_form_words *until = bc_check_words_of(c, BC_WORDS_UNTIL);
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
        size_t at = 0, end = 0;
        int said;
        for (; c->passages[i].type == type && next_year(c->passages[i].text, &at, &end, &said); at = end)
            if (!bc_form_words_end(until, bc_str_slice(c->passages[i].text, 0, at)))
                widen(&all, said);
    }
    return all;
}

static span years_of_documents(const bc_check *c)
{
    span all = { 0 };
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++)
        if (bc_check_is_prose(&c->passages[i]))
            add_documents(&all, c->passages[i].text);
    return all;
}

/* All that texts tell, of what has been too. */
static span years_of_texts(const bc_check *c)
{
    span all = years_of(c, BC_FIELD_PROSE);
    const span documents = years_of_documents(c);
    if (documents.first) {
        widen(&all, documents.first);
        widen(&all, documents.last);
    }
    return all;
}

/* The year in which the project began at the earliest, by the years in its name, else by its code; 0: unknown. */
static int first_year(const bc_check *c)
{
    const int first = years_of_name(c).first;
    return first || c->checks->code < 0 ? first : bc_check_code_year(c->record->as.entries[c->checks->code].value.text);
}

/* Targets of a form without a year: what is due before the project began, or before anything that the form speaks of,
 * was copied; so was what is due long before the last of it. */
static void check_early_deadlines(bc_check *c, int first)
{
    enum { LONG = 5 };
    const span texts = years_of_texts(c), documents = years_of_documents(c), targets = years_of(c, BC_FIELD_TARGET);
    const int last = documents.last > targets.last ? documents.last : targets.last;
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
        const bc_check_passage *p = &c->passages[i];
        size_t at = 0, end = 0;
        int said;
        for (; p->type == BC_FIELD_TARGET && next_year(p->text, &at, &end, &said); at = end) {
            const bool before = said < texts.first && texts.first < said + LONG;
            if (said >= first && !before && said + LONG > last)
                continue;
            const bc_diag_mark mark = bc_check_mark_part(c, p->datum, p->text, at, end - at);
            if (said < first)
                bc_check_report(c, mark, bc_tr("%.*s: %d lies before %d, when the project began"),
                                BC_STR_ARG(p->field->label), said, first);
            else if (before)
                bc_check_report(c, mark, bc_tr("%.*s: %d lies before %d, of which the texts speak"),
                                BC_STR_ARG(p->field->label), said, texts.first);
            else
                bc_check_report(c, mark, bc_tr("%.*s: %d lies long before %d, of which the form speaks, too"),
                                BC_STR_ARG(p->field->label), said, last);
            break;
        }
    }
}

/* A project that is named after a year is due in it. */
static void check_name_and_deadlines(bc_check *c)
{
    const span name = years_of_name(c), targets = years_of(c, BC_FIELD_TARGET);
    if (!name.first || name.first != name.last || !targets.first || targets.first != targets.last ||
        targets.first <= name.first)
        return;
    const bc_value *datum = &c->record->as.entries[c->checks->name].value;
    bc_check_report(c, bc_check_mark(c, datum), bc_tr("%.*s speaks of %d, the deadlines of %d"),
                    BC_STR_ARG(c->checks->form->fields.at[c->checks->name].label), name.first, targets.first);
}

/* A form of 2034 whose name, deadlines and goals speak of years around 2024. */
static void check_year_itself(bc_check *c, int year)
{
    enum { FAR = 6, FAR_FROM_TEXTS = 9 };
    span near = years_of_name(c);
    const span targets = years_of(c, BC_FIELD_TARGET);
    if (targets.first) {
        widen(&near, targets.first);
        widen(&near, targets.last);
    }
    int told = near.last && near.last + FAR <= year     ? near.last
               : near.first && near.first >= year + FAR ? near.first
                                                        : 0;
    if (!near.first) {
        const span texts = years_of_texts(c);
        if (texts.first != texts.last && texts.last + FAR_FROM_TEXTS <= year)
            told = texts.last;
    }
    if (!told && targets.first > year && near.first > year) {
        const span texts = years_of_texts(c);
        told = texts.first && texts.first > year ? near.first : 0;
    }
    if (told)
        bc_check_report(c, bc_check_mark(c, &c->record->as.entries[c->checks->year].value),
                        bc_tr("the form is of %d, but what it speaks of is of %d"), year, told);
}

static void run_date_in_year(bc_check *c)
{
    int year = bc_check_year(c);
    check_order(c);
    check_late_deadlines(c);
    if (!year) {
        if (years_of(c, BC_FIELD_TARGET).first) {
            check_early_deadlines(c, first_year(c));
            check_name_and_deadlines(c);
        }
        return;
    }
    check_year_itself(c, year);
    check_name_year(c, year);
    check_years_of_table(c, year);
    check_periods(c, year);
    check_past_periods(c, year);
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
        bc_form_field_type type = c->passages[i].type;
        if (type == BC_FIELD_PROSE || type == BC_FIELD_TARGET)
            check_deadlines(c, &c->passages[i], year);
    }
}

/* -- the table -------------------------------------------------------------------------------------------- */

static const bc_check_rule RULES[] = {
    {
        .code = "TITLE-NAME",
        .words = BC_CHECK_READS(BC_WORDS_TITLE_ENDS, BC_WORDS_TITLE_NOUNS),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("the title is made of the project's name"),
        .parameters = TITLE_NAME,
        .run = run_title_name,
        .compile = compile_title_name,
    },
    {
        .code = "REQUIRED",
        .level = BC_DIAG_ERROR,
        .summary = bc_tr_mark("what must be filled in is filled in"),
        .parameters = REQUIRED,
        .run = run_required,
        .compile = compile_required,
    },
    {
        .code = "PLACEHOLDER",
        .words = BC_CHECK_READS(BC_WORDS_REMNANTS, BC_WORDS_NUMBERED_REMNANTS),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("no words of the blank form are left"),
        .run = run_placeholder,
    },
    {
        .code = "PRIVATE",
        .words = BC_CHECK_READS(BC_WORDS_ACCOUNTS, BC_WORDS_SECRETS),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("no private persons' numbers are published"),
        .run = run_private,
    },
    {
        .code = "DATE-IN-YEAR",
        .words = BC_CHECK_READS(BC_WORDS_DEADLINES, BC_WORDS_ENDINGS, BC_WORDS_PROJECT_PERIODS, BC_WORDS_CARRIED_OVER),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("dates lie in the budget year"),
        .run = run_date_in_year,
    },
};
const bc_check_rule_table bc_check_rules_identity = { RULES, sizeof RULES / sizeof *RULES };
