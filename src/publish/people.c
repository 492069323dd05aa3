/* Names of people whom no field of the record names, behind the words that say what they are: 联系人：陈晓燕,
 * 组长王小明, 户主为王大山, 成员：刘涛、孙悦; and in front of titles: 陈晓燕校长, 王小明、李芳两位老师.
 *
 * Behind a colon a family name and what looks like a given name are one. Behind the bare word most of what follows is
 * no name (组长单位, 负责人应按时报送), so the dictionary is asked: a name is nothing that it knows. What it does know
 * (高明), and family names that are common words (应, 于, 高), are one only with characters that given names have. A
 * word is never cut: where nothing ends the name it ends where a word of the dictionary begins. */
#include "publish/private/masker.h"

#include "base/utf8.h"

typedef struct finder {
    bc_publish_masker *masker;
    bc_publish_text *text;
    const bc_publish_words *lists;
} finder;

/* Words of which an end may stand in front of a character. */
void bc_publish_ends_note(bc_publish_ends *ends, const bc_publish_words *words)
{
    for (uint32_t i = 0; i < words->n; i++) {
        uint32_t last = 0;
        for (size_t at = 0; at < words->at[i].n;)
            last = bc_utf8_next(words->at[i], &at);
        last = bc_publish_fold(last) % 1024;
        ends->bits[last / 64] |= UINT64_C(1) << last % 64;
    }
}

bool bc_publish_ends_may(const bc_publish_ends *ends, const bc_publish_text *text, size_t at)
{
    const uint32_t last = at ? text->at.at[at - 1].c % 1024 : 0;
    return at && ends->bits[last / 64] >> last % 64 & 1;
}

static uint32_t char_at(const finder *f, size_t at)
{
    return at < f->text->at.n ? f->text->at.at[at].c : 0;
}

static bool is_han(const finder *f, size_t at)
{
    return at < f->text->at.n && f->text->at.at[at].han;
}

static bool begins(const finder *f, size_t at, bc_publish_list list)
{
    return bc_publish_text_before(f->text, at, &f->lists[list]);
}

/* The characters of the longest of the words that ends in front; 0: none does. */
static size_t behind(const finder *f, size_t at, bc_publish_list list)
{
    size_t longest = 0;
    for (uint32_t i = 0; i < f->lists[list].n; i++) {
        const size_t n = bc_utf8_count(f->lists[list].at[i]);
        if (n > longest && n <= at && bc_publish_text_has(f->text, at - n, f->lists[list].at[i]))
            longest = n;
    }
    return longest;
}

static bool is_edge(const finder *f, size_t at)
{
    return at >= f->text->at.n || f->text->at.at[at].edge || f->text->at.at[at].gap || !is_han(f, at);
}

/* 主任, 电话, 成员: it names none, but what they are. */
static bool is_title(const finder *f, size_t at)
{
    return begins(f, at, BC_PUBLISH_PEOPLE) || begins(f, at, BC_PUBLISH_PHONES) || begins(f, at, BC_PUBLISH_NO_NAMES) ||
           begins(f, at, BC_PUBLISH_HOMES) || begins(f, at, BC_PUBLISH_ACCOUNTS);
}

static bool is_masked(uint32_t c)
{
    return c == 0x67D0 || c == '*' || c == 0xD7 || c == 0x25CB || c == 0x25A1; /* 某 * × ○ □ */
}

/* -- where it ends -------------------------------------------------------------------------------------- */

typedef enum end {
    END_NONE,
    END_WORD, /* one that stands behind names: 负责, 主任 */
    END_SIGN  /* the text's end, a sign, a blank, 电话, 、 */
} end;

static end end_at(const finder *f, size_t to)
{
    static const uint32_t ANDS[] = { 0x548C, 0x4E0E, 0x53CA }; /* 和 与 及 */
    const uint32_t c = char_at(f, to);
    if (c == 0xB7)
        return END_NONE;
    if (!is_han(f, to) || f->text->at.at[to].gap || begins(f, to, BC_PUBLISH_PHONES) || begins(f, to, BC_PUBLISH_HOMES))
        return END_SIGN;
    for (size_t i = 0; i < sizeof ANDS / sizeof *ANDS; i++)
        if (c == ANDS[i] && bc_publish_surname_at(f->masker, f->text, to + 1))
            return END_WORD;
    return begins(f, to, BC_PUBLISH_BEHIND) || begins(f, to, BC_PUBLISH_PEOPLE) ? END_WORD : END_NONE;
}

/* All of them are characters of given names. */
static bool are_given(const finder *f, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (!begins(f, i, BC_PUBLISH_GIVEN))
            return false;
    return true;
}

static bool are_han(const finder *f, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (!is_han(f, i) || (i > from + 1 && f->text->at.at[i].gap))
            return false;
    return true;
}

/* Behind the word of the dictionary that begins there. */
static size_t word_to(const finder *f, size_t at)
{
    size_t to = at + 1;
    while (!is_edge(f, to))
        to++;
    return to;
}

/* How many characters of a masked name stand there: 张某某. */
static size_t masked_at(const finder *f, size_t at, size_t surname)
{
    size_t n = surname;
    while (is_masked(char_at(f, at + n)))
        n++;
    return n > surname ? n : 0;
}

/* -- names ---------------------------------------------------------------------------------------------- */

/* `doubt`: what stands in front may be no word. */
static bool is_likely(const finder *f, size_t at, size_t surname, size_t n, end ends, bool doubt)
{
    const size_t given = at + surname, to = at + n, word = word_to(f, at);
    const bool known = word > given;
    if (!are_han(f, at, to) || word > to || is_title(f, given) || (!ends && begins(f, to - 1, BC_PUBLISH_PARTICLES)) ||
        begins(f, given, BC_PUBLISH_BEHIND) || (is_han(f, to) && !ends && begins(f, to, BC_PUBLISH_PLACES)))
        return false;
    bool doubtful = doubt || known;
    for (uint32_t i = 0; i < f->lists[BC_PUBLISH_DOUBTFUL].n; i++)
        doubtful |= bc_publish_text_has(f->text, at, f->lists[BC_PUBLISH_DOUBTFUL].at[i]) == surname;
    return !doubtful || ((ends == END_SIGN || !known) && are_given(f, given, to));
}

/* One character is left, and no word such as 的: it is the name's. */
static bool is_cut_at(const finder *f, size_t to)
{
    return end_at(f, to + 1) == END_SIGN && !begins(f, to, BC_PUBLISH_PARTICLES);
}

/* The characters of the name that stands there without a colon; 0: none does. */
static size_t likely_name_at(const finder *f, size_t at, bool doubt)
{
    const size_t surname = is_han(f, at) ? bc_publish_surname_at(f->masker, f->text, at) : 0;
    if (!surname || is_title(f, at))
        return 0;
    if (masked_at(f, at, surname))
        return masked_at(f, at, surname);
    const size_t spaced = bc_publish_spaced_name_to(f->masker, f->text, at) - at;
    if (spaced > surname)
        return spaced;
    bc_publish_text_find_words(f->text, &f->masker->breaks);
    for (size_t n = surname + 1; n <= surname + 2; n++) {
        const end ends = end_at(f, at + n);
        if (ends && at + n <= f->text->at.n && is_likely(f, at, surname, n, ends, doubt))
            return n;
    }
    for (size_t n = surname + 2; n > surname; n--)
        if (is_edge(f, at + n) && !is_cut_at(f, at + n) && is_likely(f, at, surname, n, END_NONE, doubt))
            return n;
    return 0;
}

/* The same behind a colon: whatever ends there is one, but for 单位职工 and 全面负责. */
static size_t told_name_at(const finder *f, size_t at)
{
    const size_t surname = is_han(f, at) ? bc_publish_surname_at(f->masker, f->text, at) : 0;
    if (!surname || is_title(f, at) || masked_at(f, at, surname) ||
        bc_publish_spaced_name_to(f->masker, f->text, at) > at + surname)
        return likely_name_at(f, at, false);
    bc_publish_text_find_words(f->text, &f->masker->breaks);
    const size_t word = word_to(f, at) - at;
    for (size_t n = surname + 1; n <= BC_PUBLISH_MAX_NAME && are_han(f, at, at + n); n++) {
        const end ends = end_at(f, at + n);
        if (!ends || is_title(f, at + surname))
            continue;
        const bool given = are_given(f, at + surname, at + n), known = word > surname && !given;
        const bool four = n == BC_PUBLISH_MAX_NAME && surname == 1 && !given;
        if (known && (ends == END_WORD || n > 3 || word > n))
            break;
        if (!four || bc_publish_surname_at(f->masker, f->text, at + 1))
            return n;
    }
    return likely_name_at(f, at, false);
}

/* 买买提·艾力: Chinese characters with dots between; what may follow the last part is known by its end. */
static size_t parted_name_at(const finder *f, size_t at)
{
    enum { MAX_PART = 8, MAX_PARTED = 24 };
    size_t to = at, part = 0, dots = 0;
    for (; to < f->text->at.n && to - at < MAX_PARTED; to++) {
        const bool dot = char_at(f, to) == 0xB7;
        if ((!dot && !is_han(f, to)) || (dot && part < 2) || (part >= 2 && dots && !dot && end_at(f, to)) ||
            (to > at && f->text->at.at[to].gap))
            break;
        dots += dot;
        part = dot ? 0 : part + 1;
        if (part > MAX_PART)
            return 0;
    }
    return dots && part >= 2 ? to - at : 0;
}

/* 古丽娜扎尔, 扎西次仁: four characters and more, all of which write sounds, and nothing behind. */
static size_t sounded_name_at(const finder *f, size_t at)
{
    enum { MIN_SOUNDS = 4, MAX_SOUNDS = 8 };
    size_t n = 0;
    while (n <= MAX_SOUNDS && is_han(f, at + n) && (!n || !f->text->at.at[at + n].gap) &&
           begins(f, at + n, BC_PUBLISH_SOUNDS))
        n++;
    return n >= MIN_SOUNDS && n <= MAX_SOUNDS && end_at(f, at + n) ? n : 0;
}

static bool is_capital(const finder *f, size_t at)
{
    const bc_publish_char *c = &f->text->at.at[at];
    const uint8_t byte = (uint8_t)f->text->whole.p[c->from];
    size_t from = c->from;
    const uint32_t written = byte < 0x80 ? byte : bc_utf8_next(f->text->whole, &from);
    return (written >= 'A' && written <= 'Z') || (written >= 0xFF21 && written <= 0xFF3A);
}

/* Smith John: words in letters with a capital each, two at least. *single: one alone. */
static size_t latin_name_at(const finder *f, size_t at, bool single)
{
    enum { MAX_WORDS = 5, MAX_LETTERS = 40, MIN_SINGLE = 4 };
    const bc_publish_text *text = f->text;
    size_t to = at, words = 0, letters = 0, small = 0;
    for (; to < text->at.n && text->at.at[to].letter && to - at < MAX_LETTERS; to++) {
        const bc_publish_char *c = &text->at.at[to];
        const bool first = to == at || c->gap || !text->at.at[to - 1].letter;
        if (c->digit != BC_PUBLISH_NO_DIGIT)
            return 0;
        if (first && !is_capital(f, to))
            break;
        words += first;
        letters++;
        small += !is_capital(f, to);
        if (words > MAX_WORDS)
            return 0;
        const uint32_t next = char_at(f, to + 1);
        if ((next == '.' || next == '-' || next == 0xB7) && to + 2 < text->at.n && text->at.at[to + 2].letter)
            to++;
    }
    const bool fits =
        words >= 2 ? letters >= 4 && (small || single) : single && small + 1 == letters && letters >= MIN_SINGLE;
    return fits && to > at ? to - at : 0;
}

/* -- lists of them -------------------------------------------------------------------------------------- */

static void take(const finder *f, size_t at, size_t n)
{
    const bc_publish_char *chars = f->text->at.at;
    for (size_t i = at; i < at + n; i++)
        if (is_masked(chars[i].c))
            return;
    bc_arena *arena = &f->masker->arena;
    const bool han = chars[at].han;
    const bc_str mask = han ? bc_publish_name_mask(f->masker, f->text, at, n, arena) : f->masker->profile->with;
    bc_buf name;
    bc_buf_init(&name);
    if (han)
        for (size_t i = at; i < at + n; i++)
            bc_buf_add_utf8(&name, chars[i].c);
    else
        bc_buf_add_str(&name, bc_str_slice(f->text->whole, chars[at].from, chars[at + n - 1].to));
    bc_publish_tokens_learn(f->masker, bc_buf_str(&name), mask);
    bc_buf_release(&name);
    (void)bc_publish_text_take(f->text, at, at + n, mask, "person");
}

/* Behind what stands in brackets there: 刘涛（财政局）. */
static size_t bracket_to(const finder *f, size_t at)
{
    enum { MAX_BRACKET = 20 };
    if (char_at(f, at) != '(')
        return at;
    for (size_t i = at + 1; i < at + MAX_BRACKET && i < f->text->at.n; i++)
        if (char_at(f, i) == ')')
            return i + 1;
    return at;
}

/* Where the next name of the list may begin; 0: it ends. *told: as certain as the first. */
static size_t next_of_list(const finder *f, size_t at, bool *told)
{
    at = bracket_to(f, at);
    switch (char_at(f, at)) {
    case 0x3001: /* 、 */
    case '/':
    case '&':
    case ';':
        return at + 1;
    case ',':
    case 0x548C: /* 和 */
    case 0x4E0E:
    case 0x53CA:
        *told = false;
        return at + 1;
    default:
        *told = false;
        return at < f->text->at.n && f->text->at.at[at].gap ? at : 0;
    }
}

static size_t any_name_at(const finder *f, size_t at, bool told, bool doubt)
{
    size_t n = parted_name_at(f, at);
    if (!n && at < f->text->at.n && f->text->at.at[at].letter)
        n = latin_name_at(f, at, told);
    if (!n)
        n = sounded_name_at(f, at);
    return n ? n : told ? told_name_at(f, at) : likely_name_at(f, at, doubt);
}

/* Takes the names of a list that begins there; false when none does. */
static bool find_list(const finder *f, size_t at, bool told, bool doubt)
{
    size_t n = any_name_at(f, at, told, doubt);
    const bool found = n > 0;
    while (n) {
        take(f, at, n);
        at = next_of_list(f, at + n, &told);
        n = at ? any_name_at(f, at, told, false) : 0;
    }
    return found;
}

/* 联系人：办公室陈晓燕. */
static void find_behind_office(const finder *f, size_t at)
{
    enum { MAX_OFFICE = 14 };
    for (size_t i = at + 2; i < at + MAX_OFFICE && is_han(f, i); i++) {
        if (!behind(f, i, BC_PUBLISH_OFFICES))
            continue;
        const size_t n = likely_name_at(f, i, false);
        if (n && end_at(f, i + n)) {
            take(f, i, n);
            return;
        }
    }
}

/* -- where they stand ----------------------------------------------------------------------------------- */

/* 联系人及联系电话：陈晓燕, 负责人（签字）：王小明: where the colon is; itself: there is none of it. */
static size_t label_to(const finder *f, size_t at)
{
    static const uint32_t ANDS[] = { 0x548C, 0x4E0E, 0x53CA, 0x3001, '/' };
    const size_t bracket = bracket_to(f, at);
    if (bracket > at)
        return bracket;
    for (size_t i = 0; i < sizeof ANDS / sizeof *ANDS; i++)
        for (size_t n = 2; char_at(f, at) == ANDS[i] && n <= 8; n++)
            if (char_at(f, at + n) == ':' && behind(f, at + n, BC_PUBLISH_PHONES))
                return at + n;
    return at;
}

static size_t link_to(const finder *f, size_t at)
{
    size_t longest = 0;
    for (uint32_t i = 0; i < f->lists[BC_PUBLISH_LINKS].n; i++) {
        const size_t n = bc_publish_text_has(f->text, at, f->lists[BC_PUBLISH_LINKS].at[i]);
        longest = n > longest ? n : longest;
    }
    return at + longest;
}

/* 农户主张 has no 户主 in it: neither end of it is the end of a word. *doubt: 户主张伟, of which one is. */
static bool stands_as_word(const finder *f, size_t at, size_t n, bool *doubt)
{
    bc_publish_text_find_words(f->text, &f->masker->breaks);
    *doubt = !is_edge(f, at);
    return is_edge(f, at) || is_edge(f, at - n);
}

static void find_behind(const finder *f, size_t i)
{
    const size_t role = behind(f, i, BC_PUBLISH_PEOPLE), doer = role ? 0 : behind(f, i, BC_PUBLISH_DOERS);
    const size_t label = role ? label_to(f, i) : i;
    bool doubt = false;
    if (!role && !doer)
        return;
    if (char_at(f, label) == ':') {
        if (!find_list(f, label + 1, true, false))
            find_behind_office(f, label + 1);
        return;
    }
    if (i >= f->text->at.n || (!f->text->at.at[i].gap && doer))
        return;
    if (label > i || f->text->at.at[i].gap || !is_han(f, i)) {
        (void)find_list(f, label, false, false);
        return;
    }
    if (!stands_as_word(f, i, role, &doubt))
        return;
    const size_t link = link_to(f, i);
    if (!find_list(f, i, false, doubt) && link > i)
        (void)find_list(f, link + (char_at(f, link) == ':'), false, false);
}

/* -- in front of titles --------------------------------------------------------------------------------- */

/* The word that ends in front of the character begins where one does, or 由 and 请 stand there. */
static bool may_begin(const finder *f, size_t at)
{
    return !at || is_edge(f, at) || !is_han(f, at - 1) || behind(f, at, BC_PUBLISH_BEFORE);
}

/* 王大山: these end names of places and of people. */
static bool is_of_nature(uint32_t c)
{
    return c == 0x5C71 || c == 0x6C5F || c == 0x6CB3 || c == 0x6E56; /* 山 江 河 湖 */
}

/* Whether the `n` characters are a whole name: 陈晓燕, 李明, but not 学校, 沈阳, 郑大, 王副. `place`: a place may stand
 * there, and only characters of given names tell one from it. A family name alone says no more than its mask does. */
static bool is_name_before(const finder *f, size_t at, size_t n, bool place)
{
    const size_t surname = is_han(f, at) ? bc_publish_surname_at(f->masker, f->text, at) : 0, to = at + n;
    if (!surname || n <= surname || n > surname + 2 || !are_han(f, at, to) || !may_begin(f, at) ||
        word_to(f, at) > to || is_title(f, at) || is_title(f, at + surname))
        return false;
    const bool given = are_given(f, at + surname, to), known = word_to(f, at) > at + surname;
    const bool two = n > surname + 1, ends = begins(f, to - 1, BC_PUBLISH_NO_GIVEN);
    bool doubtful = place;
    for (uint32_t i = 0; i < f->lists[BC_PUBLISH_DOUBTFUL].n; i++)
        doubtful |= bc_publish_text_has(f->text, at, f->lists[BC_PUBLISH_DOUBTFUL].at[i]) == surname;
    if (given)
        return two || (!known && !(doubtful && ends));
    return !doubtful && !known && !ends && !begins(f, to - 1, BC_PUBLISH_PARTICLES) &&
           (!begins(f, to - 1, BC_PUBLISH_PLACES) || (two && is_of_nature(char_at(f, to - 1))));
}

/* The characters of the name that ends there; 0: none does. */
static size_t name_before(const finder *f, size_t to, bool place)
{
    enum { MAX_PARTED = 16 };
    for (size_t n = BC_PUBLISH_MAX_NAME; n <= to && n < MAX_PARTED; n++) /* 买买提·艾力 */
        if (may_begin(f, to - n) && parted_name_at(f, to - n) == n)
            return n;
    for (size_t n = BC_PUBLISH_MAX_NAME < to ? BC_PUBLISH_MAX_NAME : to; n > 1; n--)
        if (is_name_before(f, to - n, n, place))
            return n;
    return 0;
}

/* 陈晓燕、李明和王芳老师: those in front of it, too. */
static void find_before(const finder *f, size_t i)
{
    const size_t title = behind(f, i, BC_PUBLISH_TITLES);
    if (!title || title >= i)
        return;
    bc_publish_text_find_words(f->text, &f->masker->breaks);
    const bool place = behind(f, i, BC_PUBLISH_PLACE_TITLES) == title;
    for (size_t to = i - title, n; (n = name_before(f, to, place)) > 0;) {
        take(f, to - n, n);
        to -= n;
        const uint32_t c = char_at(f, to - 1);
        if (!to || !(c == 0x3001 || c == 0x548C || c == 0x4E0E || c == 0x53CA))
            break;
        to--;
    }
}

void bc_publish_people_find(bc_publish_masker *masker)
{
    const finder f = { masker, &masker->text, masker->profile->lists };
    for (size_t i = 1; i <= masker->text.at.n; i++) {
        if (bc_publish_ends_may(&masker->roles, &masker->text, i))
            find_behind(&f, i);
        if (bc_publish_ends_may(&masker->titles, &masker->text, i))
            find_before(&f, i);
    }
}
