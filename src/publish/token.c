/* Private values found again in running text, as whole words.
 *
 * Figures are whole when no others stand beside them; words in letters when no letters do. Chinese has no blanks: a
 * name of two to four characters may stand in other words by chance. Where a dictionary has a longer word there
 * (表面张力 for 张力), or the name is a word itself and nothing around speaks of a person (高明 in 高明区), it is left
 * alone. What no dictionary knows is most likely the name. In doubt it is masked: a word too much does less harm than a
 * name. */
#include "publish/private/masker.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { MIN_FIGURES = 5, MAX_NAME = BC_PUBLISH_MAX_NAME, MIN_OTHER = 2 };

static uint32_t at_of(const bc_publish_token *token, uint32_t i)
{
    return i < token->n ? token->at[i] : 0;
}

/* By their first two characters, then the longest first. */
static int compare_tokens(const void *a, const void *b)
{
    const bc_publish_token *x = a, *y = b;
    for (uint32_t i = 0; i < 2; i++)
        if (at_of(x, i) != at_of(y, i))
            return at_of(x, i) < at_of(y, i) ? -1 : 1;
    if (x->n != y->n)
        return x->n > y->n ? -1 : 1;
    for (uint32_t i = 2; i < x->n; i++)
        if (x->at[i] != y->at[i])
            return x->at[i] < y->at[i] ? -1 : 1;
    return 0;
}

static void add_number(bc_publish_masker *masker, const char *digits, size_t n)
{
    const bc_str key = bc_arena_str(&masker->arena, (bc_str){ digits, n });
    bc_strmap_put(&masker->numbers, key, masker);
}

/* Each group, groups together, and a number without the country or the area that stands in front of it. */
static void add_run(bc_publish_masker *masker, const bc_publish_text *text, const bc_publish_run *run)
{
    enum { MIN_PART = 7, MIN_JOINED = 10 };
    char digits[BC_PUBLISH_MAX_DIGITS + 1];
    for (size_t first = 0; first < run->n; first++)
        for (size_t last = first; last < run->n; last++) {
            const size_t n = bc_publish_run_digits(text, run, first, last, digits);
            const bool whole = first == 0 && last + 1 == run->n;
            const size_t least = whole ? MIN_FIGURES : first == last ? MIN_PART : MIN_JOINED;
            if (n < least)
                continue;
            add_number(masker, digits, n);
            if (n == 13 && digits[0] == '8' && digits[1] == '6')
                add_number(masker, digits + 2, n - 2);
            if (n >= 10 && n <= 12 && digits[0] == '0')
                add_number(masker, digits + (n == 10 ? 3 : 4), n - (n == 10 ? 3 : 4));
        }
}

static void add_word(bc_publish_masker *masker, const bc_publish_text *text, size_t from, size_t to, bool name,
                     bc_str with)
{
    uint32_t *at = BC_NEW_ARRAY(&masker->arena, uint32_t, to - from);
    for (size_t i = from; i < to; i++)
        at[i - from] = text->at.at[i].c;
    bc_vec_add(&masker->tokens,
               (bc_publish_token){ .at = at, .n = (uint32_t)(to - from), .name = name, .parted = name, .with = with });
    masker->sorted = false;
}

/* 张立诚 is 張立誠, and whatever lies between. */
static void add_mixtures(bc_publish_masker *masker, const bc_publish_text *text, size_t from,
                         const bc_publish_text *other, bc_str with)
{
    const size_t n = other->at.n;
    unsigned differ = 0;
    for (size_t i = 0; i < n; i++)
        differ |= text->at.at[from + i].c != other->at.at[i].c ? 1U << i : 0;
    for (unsigned mix = 1; mix < 1U << n; mix++) {
        if (mix & ~differ)
            continue;
        uint32_t *at = BC_NEW_ARRAY(&masker->arena, uint32_t, n);
        for (size_t i = 0; i < n; i++)
            at[i] = mix & 1U << i ? other->at.at[i].c : text->at.at[from + i].c;
        bc_vec_add(&masker->tokens,
                   (bc_publish_token){ .at = at, .n = (uint32_t)n, .name = true, .parted = true, .with = with });
    }
}

static void add_variants(bc_publish_masker *masker, const bc_publish_text *text, size_t from, size_t to, bc_str name,
                         bc_str with)
{
    bc_buf letters;
    bc_publish_text other = { 0 };
    bc_buf_init(&letters);
    for (int i = 0; i < BC_UNICODE_LETTERS; i++) {
        bc_buf_clear(&letters);
        if (!bc_unicode_variant_of(&masker->variants, (bc_unicode_letters)i, name, &letters))
            continue;
        bc_publish_text_read(&other, bc_buf_str(&letters));
        if (other.at.n == to - from && to - from <= MAX_NAME)
            add_mixtures(masker, text, from, &other, with);
    }
    bc_publish_text_release(&other);
    bc_buf_release(&letters);
}

/* What an office says is private is so wherever it stands. */
static void add_office_words(bc_publish_masker *masker)
{
    const bc_publish_words *words = &masker->profile->words;
    bc_publish_text text = { 0 };
    for (uint32_t i = 0; i < words->n; i++) {
        bc_publish_run run = { 0 };
        bc_publish_text_read(&text, words->at[i]);
        if (text.at.n && text.at.at[0].digit != BC_PUBLISH_NO_DIGIT && !text.at.at[0].numeral)
            bc_publish_run_read(&text, 0, false, &run);
        if (run.n && run.end == text.at.n)
            add_run(masker, &text, &run);
        else if (text.at.n >= MIN_OTHER)
            add_word(masker, &text, 0, text.at.n, false, masker->profile->with);
    }
    bc_publish_text_release(&text);
}

void bc_publish_tokens_clear(bc_publish_masker *masker)
{
    bc_vec_clear(&masker->tokens);
    bc_strmap_clear(&masker->numbers);
    bc_strmap_clear(&masker->learned);
    bc_arena_reset(&masker->arena);
    masker->sorted = false;
    add_office_words(masker);
}

/* 某, * and ×: it is masked already. */
static bool is_hidden(const bc_publish_text *text, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        const uint32_t c = text->at.at[i].c;
        if (c == 0x67D0 || c == '*' || c == 0xD7 || c == 0x25CB || c == 0x25A1)
            return true;
    }
    return false;
}

static bool has_digit(const bc_publish_text *text, size_t at)
{
    return text->at.at[at].digit != BC_PUBLISH_NO_DIGIT;
}

/* A run of Chinese characters that may be a name: in a person's field any, elsewhere one with a family name. Signs,
 * figures and letters end it, and a blank does between longer words (张三 李四, but 张　三 and
 * 陈 晓 燕). */
static size_t han_to(const bc_publish_masker *masker, const bc_publish_text *text, size_t from)
{
    size_t to = from + 1;
    const size_t spaced = bc_publish_spaced_name_to(masker, text, from);
    if (spaced > to + 1)
        return spaced;
    while (to < text->at.n && text->at.at[to].han) {
        const bool blank = text->at.at[to].gap;
        const bool single =
            to == from + 1 && (to + 1 >= text->at.n || !text->at.at[to + 1].han || text->at.at[to + 1].gap);
        if (blank && !single)
            break;
        to++;
    }
    return to;
}

static bool is_word_of(const bc_publish_words *words, const bc_publish_text *text, size_t from, size_t to)
{
    for (uint32_t i = 0; i < words->n; i++)
        if (bc_publish_text_has(text, from, words->at[i]) == to - from)
            return true;
    return false;
}

/* 主任, 电话: what stands beside names. */
static bool is_title(const bc_publish_masker *masker, const bc_publish_text *text, size_t from, size_t to)
{
    const bc_publish_words *lists = masker->profile->lists;
    return is_word_of(&lists[BC_PUBLISH_NO_NAMES], text, from, to) ||
           is_word_of(&lists[BC_PUBLISH_PEOPLE], text, from, to) ||
           is_word_of(&lists[BC_PUBLISH_BEHIND], text, from, to) ||
           is_word_of(&lists[BC_PUBLISH_PHONES], text, from, to);
}

/* 财政局 in place of a person. */
static bool is_office(const bc_publish_masker *masker, const bc_publish_text *text, size_t from, size_t to)
{
    const bc_publish_words *places = &masker->profile->lists[BC_PUBLISH_PLACES];
    for (size_t i = from + 1; i < to; i++)
        if (is_word_of(places, text, i, to))
            return !bc_publish_surname_at(masker, text, from);
    return false;
}

static bc_str mask_of(bc_publish_masker *masker, bc_str name)
{
    return bc_publish_person_mask(masker, name, &masker->arena);
}

/* `sure`: it is a name, whatever it begins with. */
static void add_name(bc_publish_masker *masker, const bc_publish_text *text, size_t from, size_t to, bool sure,
                     bc_str with)
{
    const size_t n = to - from;
    const bool fits = n >= 2 && n <= MAX_NAME && (sure || bc_publish_surname_at(masker, text, from));
    if (!fits || is_hidden(text, from, to) || is_title(masker, text, from, to) || is_office(masker, text, from, to))
        return;
    const bc_str name_itself = bc_str_slice(text->whole, text->at.at[from].from, text->at.at[to - 1].to);
    const bc_str mask = with.n ? with : mask_of(masker, name_itself);
    add_word(masker, text, from, to, true, mask);
    add_variants(masker, text, from, to, name_itself, mask);
}

/* John Smith is Smith, John, and JOHN-SMITH. */
static void add_name_in_letters(bc_publish_masker *masker, const bc_publish_text *text, bc_str with)
{
    enum { MAX_WORDS = 6, MIN_LETTERS = 4, MAX_LETTERS = 64 };
    bc_publish_group words[MAX_WORDS];
    size_t n = 0, letters = 0;
    for (size_t i = 0; i < text->at.n; i++) {
        const bc_publish_char *c = &text->at.at[i];
        if (c->han || c->digit != BC_PUBLISH_NO_DIGIT)
            return;
        if (!c->letter)
            continue;
        const bool begins = i == 0 || c->gap || !text->at.at[i - 1].letter;
        if (begins && n == MAX_WORDS)
            return;
        if (begins)
            words[n++].from = i;
        words[n - 1].to = i + 1;
        letters++;
    }
    if (n < 2 || letters < MIN_LETTERS || letters > MAX_LETTERS)
        return;
    for (size_t turn = 0; turn < n; turn++) {
        uint32_t *at = BC_NEW_ARRAY(&masker->arena, uint32_t, letters);
        size_t length = 0;
        for (size_t w = 0; w < n; w++) {
            const bc_publish_group *word = &words[(turn + w) % n];
            for (size_t i = word->from; i < word->to; i++)
                at[length++] = text->at.at[i].c;
        }
        bc_vec_add(&masker->tokens,
                   (bc_publish_token){ .at = at, .n = (uint32_t)length, .parted = true, .with = with });
    }
    masker->sorted = false;
}

/* 主任张立诚, 张立诚同志: the name alone, too. */
static void add_bare_name(bc_publish_masker *masker, const bc_publish_text *text, size_t from, size_t to, bc_str with)
{
    const bc_publish_words *lists = masker->profile->lists;
    const size_t whole = to - from;
    for (size_t n = whole; n >= 2; n--) {
        if (from + n + 2 <= to && is_title(masker, text, from, from + n))
            from += n;
        else if (from + n + 2 <= to && is_word_of(&lists[BC_PUBLISH_BEHIND], text, to - n, to))
            to -= n;
    }
    if (to - from < whole)
        add_name(masker, text, from, to, false, with);
}

static void add_names(bc_publish_masker *masker, const bc_publish_text *text, bool person, bc_str with)
{
    bool first = true;
    for (size_t i = 0; i < text->at.n;) {
        if (!text->at.at[i].han) {
            i++;
            continue;
        }
        const size_t to = han_to(masker, text, i);
        add_name(masker, text, i, to, person && first, with);
        add_bare_name(masker, text, i, to, with);
        first = false;
        i = to;
    }
}

static bool is_all_han(const bc_publish_text *text)
{
    for (size_t i = 0; i < text->at.n; i++)
        if (!text->at.at[i].han)
            return false;
    return true;
}

static bool is_all_figures(const bc_publish_text *text)
{
    for (size_t i = 0; i < text->at.n; i++)
        if (text->at.at[i].han ? !text->at.at[i].numeral : text->at.at[i].letter && !has_digit(text, i))
            return false;
    return true;
}

void bc_publish_tokens_add(bc_publish_masker *masker, bc_str value, bool name, bc_str with)
{
    enum { MAX_WHOLE = 512 };
    bc_publish_text text = { 0 };
    bc_publish_text_read(&text, value);
    const size_t n = text.at.n;
    bc_publish_run run;
    for (size_t i = 0; i < n; i = run.end) {
        run.end = i + 1;
        if (!has_digit(&text, i) || (text.at.at[i].numeral && !is_all_figures(&text)))
            continue;
        bc_publish_run_read(&text, i, false, &run);
        add_run(masker, &text, &run);
    }
    add_names(masker, &text, name, with);
    if (name)
        add_name_in_letters(masker, &text, with.n ? with : mask_of(masker, value));
    const bool figures = is_all_figures(&text), han = is_all_han(&text);
    const bool known = n && (is_title(masker, &text, 0, n) || is_hidden(&text, 0, n) || is_office(masker, &text, 0, n));
    if (n >= MIN_OTHER && n <= MAX_WHOLE && !figures && !known && !(han && n <= MAX_NAME && name))
        add_word(masker, &text, 0, n, han && n <= MAX_NAME, with.n ? with : mask_of(masker, value));
    bc_publish_text_release(&text);
}

/* The letters and the variants of it are known when it is; `first` is the first of its tokens. */
static void mark_learned(bc_publish_masker *masker, size_t first)
{
    for (size_t i = first; i < masker->tokens.n; i++)
        masker->tokens.at[i].learned = true;
}

void bc_publish_tokens_learn(bc_publish_masker *masker, bc_str name, bc_str with)
{
    enum { MAX_LEARNED = 1000 }; /* names in the texts of one record; those behind a role word are masked beyond it */
    bc_publish_text text = { 0 };
    if (masker->learned.n >= MAX_LEARNED || bc_strmap_find(&masker->learned, name))
        return;
    bc_strmap_put(&masker->learned, bc_arena_str(&masker->arena, name), masker);
    bc_publish_text_read(&text, name);
    const size_t first = masker->tokens.n, n = text.at.n;
    if (n && !text.at.at[0].han) {
        add_name_in_letters(masker, &text, with);
    } else if (n >= 2 && n <= MAX_NAME && is_all_han(&text)) {
        add_word(masker, &text, 0, n, true, with);
        add_variants(masker, &text, 0, n, name, with);
    } else if (n > MAX_NAME) {
        add_word(masker, &text, 0, n, false, with);
    }
    mark_learned(masker, first);
    bc_publish_text_release(&text);
}

void bc_publish_tokens_add_names(bc_publish_masker *masker, bc_str words)
{
    bc_publish_text text = { 0 };
    bc_publish_text_read(&text, words);
    add_names(masker, &text, false, masker->profile->with);
    bc_publish_text_release(&text);
}

/* -- finding -------------------------------------------------------------------------------------------- */

static bool is_edge(const bc_publish_text *text, size_t at)
{
    return at >= text->at.n || text->at.at[at].edge;
}

/* Nothing that could belong to the same word. */
static bool is_apart(const bc_publish_text *text, size_t at)
{
    return at == 0 || at >= text->at.n || text->at.at[at].gap || !text->at.at[at - 1].han || !text->at.at[at].han;
}

static bool stands_whole(bc_publish_masker *masker, bc_publish_text *text, size_t from, size_t to)
{
    const bc_publish_profile *profile = masker->profile;
    const bc_publish_words *lists = profile->lists;
    bc_publish_text_find_words(text, &masker->breaks);
    const bool behind = from > 0 && bc_publish_text_behind(text, from, &lists[BC_PUBLISH_BEFORE]);
    const bool before = to < text->at.n && bc_publish_text_before(text, to, &lists[BC_PUBLISH_BEHIND]);
    const bool place = to < text->at.n && !text->at.at[to].gap && text->at.at[to].han &&
                       bc_publish_text_before(text, to, &lists[BC_PUBLISH_PLACES]);
    bool inside = false;
    for (size_t i = from + 1; i < to; i++)
        inside = inside || text->at.at[i].edge;
    const bool from_edge = is_edge(text, from), to_edge = is_edge(text, to);
    if (!inside && !(from_edge && to_edge))
        return false; /* in a longer word of the dictionary */
    const bool first = is_apart(text, from) || behind, last = is_apart(text, to) || before;
    if (first && is_apart(text, to))
        return true;
    if (!inside) /* 高明和李可 */
        return !place && (behind || before || (first && bc_publish_text_before(text, to, &lists[BC_PUBLISH_BEFORE])));
    if (to - from >= 3)
        return true;
    if (from_edge && to_edge)
        return !place || behind;
    return !place && (first || last);
}

/* A sign that is put between the characters of a name, to part or to hide it; a comma is in names in letters. */
static bool may_part(const bc_publish_text *text, size_t at)
{
    static const char SIGNS[] = "-.*_|/";
    const uint32_t c = text->at.at[at].c;
    const bool comma = c == ',' && at > 0 && !text->at.at[at - 1].han;
    return c == 0xB7 || comma || (c && c < 0x80 && strchr(SIGNS, (int)c));
}

/* Behind the token that stands there, with signs between its characters where that may be; 0: it does not. */
static size_t token_to(const bc_publish_token *token, const bc_publish_text *text, size_t at)
{
    for (uint32_t i = 0; i < token->n; i++, at++) {
        if (token->parted && i > 0 && at + 1 < text->at.n && text->at.at[at].c != token->at[i] && may_part(text, at))
            at++;
        if (at >= text->at.n || text->at.at[at].c != token->at[i])
            return 0;
    }
    return at;
}

/* Letters and figures end where others do; so a token that begins or ends with one does. */
static bool has_ends(const bc_publish_text *text, size_t from, size_t to)
{
    const bc_publish_char *at = text->at.at;
    const bool left = from == 0 || !at[from].letter || !at[from - 1].letter || at[from].gap;
    return left && (to >= text->at.n || !at[to - 1].letter || !at[to].letter || at[to].gap);
}

/* The first token that begins with these two characters, in the sorted list. */
static size_t first_token(const bc_publish_masker *masker, uint32_t one, uint32_t two)
{
    size_t from = 0, to = masker->tokens.n;
    while (from < to) {
        const size_t middle = (from + to) / 2;
        const bc_publish_token *token = &masker->tokens.at[middle];
        const uint32_t a = at_of(token, 0), b = at_of(token, 1);
        if (a < one || (a == one && b < two))
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

/* The longest token that begins with the character, and whose second one is that. */
static bool find_word(bc_publish_masker *masker, size_t from, size_t second)
{
    bc_publish_text *text = &masker->text;
    const uint32_t one = text->at.at[from].c, two = text->at.at[second].c;
    for (size_t t = first_token(masker, one, two); t < masker->tokens.n; t++) {
        const bc_publish_token *token = &masker->tokens.at[t];
        if (at_of(token, 0) != one || at_of(token, 1) != two)
            break;
        const size_t to = token_to(token, text, from);
        const bool parted = to > from + token->n; /* no dictionary has that */
        if (!to || !has_ends(text, from, to) || (token->name && !parted && !stands_whole(masker, text, from, to)))
            continue;
        return bc_publish_text_take(text, from, to, token->with, token->learned ? "person" : "value");
    }
    return false;
}

static void find_words(bc_publish_masker *masker)
{
    const bc_publish_text *text = &masker->text;
    for (size_t i = 0; i + 1 < text->at.n; i++)
        if (!find_word(masker, i, i + 1) && i + 2 < text->at.n && may_part(text, i + 1))
            (void)find_word(masker, i, i + 2);
}

/* From abroad, without the nought of the area. */
static bool is_number_from_abroad(const bc_publish_masker *masker, const char *digits, size_t n)
{
    char home[BC_PUBLISH_MAX_DIGITS + 1] = "0";
    const size_t country = bc_str_starts((bc_str){ digits, n }, BC_STR("0086")) ? 4
                           : bc_str_starts((bc_str){ digits, n }, BC_STR("86")) ? 2
                                                                                : 0;
    if (!country || n - country < MIN_FIGURES)
        return false;
    memcpy(home + 1, digits + country, n - country);
    return bc_strmap_find(&masker->numbers, (bc_str){ home, n - country + 1 }) != NULL;
}

static bool is_number(const bc_publish_masker *masker, const char *digits, size_t n)
{
    static const char *const FRONTS[] = { "", "86", "0086", "0" };
    for (size_t i = 0; i < sizeof FRONTS / sizeof *FRONTS; i++) {
        const bc_str front = bc_str_from(FRONTS[i]);
        if (n > front.n && bc_str_starts((bc_str){ digits, n }, front) && n - front.n >= MIN_FIGURES &&
            bc_strmap_find(&masker->numbers, (bc_str){ digits + front.n, n - front.n }))
            return true;
    }
    return is_number_from_abroad(masker, digits, n);
}

/* Behind what belongs to the figures of a private number: the x of an identity card, the extension of a telephone. */
static size_t rest_to(const bc_publish_text *text, size_t n, size_t to)
{
    enum { MIN_PHONE = 7, MAX_PHONE = 15 };
    const size_t x = n == 17 ? bc_publish_x_to(text, to) : 0;
    return x ? x : n >= MIN_PHONE && n <= MAX_PHONE ? bc_publish_extension_to(text, to) : to;
}

static void find_numbers(bc_publish_masker *masker)
{
    enum { MIN_WIDE = 10 }; /* figures with signs between them that part lists as well */
    bc_publish_text *text = &masker->text;
    bc_publish_run run;
    char digits[BC_PUBLISH_MAX_DIGITS + 1];
    for (size_t i = 0; i < text->at.n; i = run.end) {
        run.end = i + 1;
        if (!has_digit(text, i))
            continue;
        bc_publish_run_read(text, i, true, &run);
        for (size_t first = 0; first < run.n;) {
            size_t next = first + 1;
            for (size_t last = run.n; last > first; last--) {
                const size_t n = bc_publish_run_digits(text, &run, first, last - 1, digits);
                const size_t from = run.groups[first].from;
                const size_t to = rest_to(text, n, run.groups[last - 1].to);
                if (!n || !is_number(masker, digits, n) ||
                    (n < MIN_WIDE && bc_publish_run_is_wide(text, &run, first, last - 1)))
                    continue;
                if (bc_publish_text_take(text, from, to, masker->profile->with, "value"))
                    next = last;
                break;
            }
            first = next;
        }
    }
}

void bc_publish_tokens_find(bc_publish_masker *masker)
{
    if (!masker->sorted && masker->tokens.n)
        qsort(masker->tokens.at, masker->tokens.n, sizeof *masker->tokens.at, compare_tokens);
    masker->sorted = true;
    if (masker->tokens.n)
        find_words(masker);
    if (masker->numbers.n)
        find_numbers(masker);
}

bool bc_publish_tokens_are(bc_publish_masker *masker, bc_str text)
{
    enum { MIN_PERSONAL = 7 };
    char digits[BC_PUBLISH_MAX_DIGITS + 1];
    size_t n = 0;
    for (size_t at = 0; at < text.n;) {
        const uint32_t c = bc_utf8_next(text, &at);
        const uint32_t figure = bc_publish_fold(c);
        if (bc_publish_is_blank(c) || c == ',' || c == '.')
            continue;
        if (figure < '0' || figure > '9' || n == BC_PUBLISH_MAX_DIGITS)
            return false;
        digits[n++] = (char)figure;
    }
    return n >= MIN_PERSONAL && is_number(masker, digits, n);
}
