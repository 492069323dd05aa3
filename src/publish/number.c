/* Figures that are a person's: identity cards (GB 11643), telephones, bank accounts. What stands together is read in
 * groups, as 138-1234-5678 or 6222 0202 0011 2233 445 have them, and a run of groups is looked at as one number. A
 * part of a longer number is none. */
#include "publish/private/masker.h"

#include <string.h>

static bool is_digit(const bc_publish_text *text, size_t at)
{
    return at < text->at.n && text->at.at[at].digit != BC_PUBLISH_NO_DIGIT;
}

static bool is_separator(uint32_t c)
{
    return c == '-' || c == '.' || c == 0xB7 || c == '(' || c == ')' || c == '_' || c == '+' || c == '~' || c == '*' ||
           c == '[' || c == ']' || c == 0x3010 || c == 0x3011;
}

/* What parts numbers of a list, and may part one. */
static bool is_wide_separator(uint32_t c)
{
    return c == '/' || c == '|' || c == ':' || c == ';' || c == ',' || c == '\\' || c == 0x3001 || c == 0x2026;
}

bool bc_publish_run_is_wide(const bc_publish_text *text, const bc_publish_run *run, size_t first, size_t last)
{
    for (size_t g = first; g < last; g++)
        for (size_t i = run->groups[g].to; i < run->groups[g + 1].from; i++)
            if (is_wide_separator(text->at.at[i].c))
                return true;
    return false;
}

void bc_publish_run_read(const bc_publish_text *text, size_t at, bool wide, bc_publish_run *run)
{
    run->n = 0;
    for (size_t i = at; run->n < BC_PUBLISH_MAX_GROUPS;) {
        size_t to = i + 1;
        while (is_digit(text, to) && !text->at.at[to].gap && text->at.at[to].numeral == text->at.at[i].numeral)
            to++;
        run->groups[run->n++] = (bc_publish_group){ i, to };
        run->end = i = to;
        for (int k = 0; k < 2 && i < text->at.n; k++) {
            const uint32_t c = text->at.at[i].c;
            if (!is_separator(c) && !(wide && is_wide_separator(c)))
                break;
            i++;
        }
        if (!is_digit(text, i))
            return;
    }
}

size_t bc_publish_run_digits(const bc_publish_text *text, const bc_publish_run *run, size_t first, size_t last,
                             char out[BC_PUBLISH_MAX_DIGITS + 1])
{
    size_t n = 0;
    for (size_t g = first; g <= last; g++)
        for (size_t i = run->groups[g].from; i < run->groups[g].to; i++) {
            if (n == BC_PUBLISH_MAX_DIGITS)
                return 0;
            out[n++] = (char)('0' + text->at.at[i].digit);
        }
    out[n] = '\0';
    return n;
}

/* -- what numbers are ----------------------------------------------------------------------------------- */

static int two(const char *digits)
{
    return (digits[0] - '0') * 10 + (digits[1] - '0');
}

/* The first figures of the divisions of the country (GB/T 2260), with those of Hong Kong, Macau and Taiwan. */
static bool is_region(const char *digits)
{
    const int region = two(digits);
    return (region >= 11 && region <= 15) || (region >= 21 && region <= 23) || (region >= 31 && region <= 37) ||
           (region >= 41 && region <= 46) || (region >= 50 && region <= 54) || (region >= 61 && region <= 65) ||
           region == 71 || (region >= 81 && region <= 83) || region == 91;
}

static bool is_day(const char *digits)
{
    const int month = two(digits), day = two(digits + 2);
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static bool has_check_digit(const char *digits, char last)
{
    static const int WEIGHTS[] = { 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2 };
    static const char CHECKS[] = "10X98765432";
    int sum = 0;
    for (int i = 0; i < 17; i++)
        sum += (digits[i] - '0') * WEIGHTS[i];
    return CHECKS[sum % 11] == last;
}

/* Of 18 characters: `x` when the last is that. A wrong check digit is a slip of the pen, and the number is one all the
 * same; `certain` asks for a right one. */
static bool is_identity(const char *digits, size_t n, bool x, bool certain)
{
    if (n == 15 && !x)
        return !certain && is_region(digits) && is_day(digits + 8);
    if (n != (x ? 17u : 18u) || !is_region(digits))
        return false;
    const bool century = memcmp(digits + 6, "19", 2) == 0 || memcmp(digits + 6, "20", 2) == 0;
    return century && is_day(digits + 10) && (!certain || has_check_digit(digits, x ? 'X' : digits[17]));
}

/* With the country's code or without. */
static bool is_mobile(const char *digits, size_t n)
{
    if (n == 15 && memcmp(digits, "0086", 4) == 0)
        digits += 4, n -= 4;
    else if (n == 13 && memcmp(digits, "86", 2) == 0)
        digits += 2, n -= 2;
    else if (n == 12 && digits[0] == '0')
        digits++, n--;
    return n == 11 && digits[0] == '1' && digits[1] >= '3' && digits[1] <= '9';
}

/* With its area: 010, 02x, 0311 to 0999. */
static bool is_landline(const char *digits, size_t n)
{
    if (n > 4 && memcmp(digits, "0086", 4) == 0)
        return is_landline(digits + 2, n - 2);
    if (n > 3 && memcmp(digits, "86", 2) == 0 && digits[2] == '0')
        digits += 2, n -= 2;
    if (n < 10 || n > 12 || digits[0] != '0')
        return false;
    const size_t area = memcmp(digits, "010", 3) == 0 || digits[1] == '2' ? 3 : 4;
    return (area == 3 || digits[1] >= '3') && n - area >= 7 && n - area <= 8 && digits[area] >= '2';
}

/* The same from abroad, without the nought: 86-595-22123456. */
static bool is_landline_from_abroad(const char *digits, size_t n)
{
    char home[BC_PUBLISH_MAX_DIGITS + 1] = "0";
    const size_t country = n > 4 && memcmp(digits, "0086", 4) == 0 ? 4 : n > 2 && memcmp(digits, "86", 2) == 0 ? 2 : 0;
    if (!country || n - country > 11)
        return false;
    memcpy(home + 1, digits + country, n - country);
    return is_landline(home, n - country + 1);
}

static bool is_account(const char *digits, size_t n)
{
    int sum = 0;
    if (n < 16 || n > 19 || digits[0] == '0')
        return false;
    for (size_t i = 0; i < n; i++) {
        int figure = digits[n - 1 - i] - '0';
        if (i % 2)
            figure = figure * 2 > 9 ? figure * 2 - 9 : figure * 2;
        sum += figure;
    }
    return sum % 10 == 0;
}

/* -- where they stand ----------------------------------------------------------------------------------- */

typedef struct finder {
    bc_publish_masker *masker;
    bc_publish_text *text;
    bool code;
} finder;

static bool wants(const finder *f, bc_publish_shape shape)
{
    return f->masker->profile->shapes[shape];
}

/* (0595)22123456: the bracket in front is one of its own. */
static bool closes_bracket(const bc_publish_text *text, size_t from, size_t to)
{
    bool opens = false, closes = false;
    for (size_t i = from; i < to; i++) {
        opens = opens || text->at.at[i].c == '(';
        closes = closes || (text->at.at[i].c == ')' && !opens);
    }
    return closes && from > 0 && text->at.at[from - 1].c == '(' && !text->at.at[from - 1].taken;
}

static bool take(const finder *f, size_t from, size_t to, const char *rule)
{
    if (strcmp(rule, "mobile") == 0 || strcmp(rule, "landline") == 0)
        to = bc_publish_extension_to(f->text, to);
    from -= closes_bracket(f->text, from, to);
    return bc_publish_text_take(f->text, from, to, f->masker->profile->with, rule);
}

/* One of the words stands so many characters in front at most, with no figures between. */
static bool is_behind(const finder *f, size_t at, const bc_publish_words *words, size_t most)
{
    for (size_t i = 0; i < most && at > i; i++) {
        if (bc_publish_text_behind(f->text, at - i, words))
            return true;
        if (is_digit(f->text, at - i - 1) && !f->text->at.at[at - i - 1].numeral)
            return false;
    }
    return false;
}

/* An amount: 13800000000元. */
static bool has_unit(const finder *f, size_t end)
{
    static const uint32_t UNITS[] = { 0x5143, 0x4E07, 0x4EBF, '%' }; /* 元 万 亿 */
    for (size_t i = 0; i < sizeof UNITS / sizeof *UNITS && end < f->text->at.n; i++)
        if (f->text->at.at[end].c == UNITS[i])
            return true;
    return false;
}

static bool is_x(uint32_t c)
{
    static const uint32_t SIGNS[] = { 'x', 0xD7, 0x3A7, 0x3C7, 0x425, 0x445, 0x2573, 0x2715, 0x2716, 0x2A2F };
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        if (c == SIGNS[i])
            return true;
    return false;
}

size_t bc_publish_x_to(const bc_publish_text *text, size_t to)
{
    const bool parted = to + 1 < text->at.n && is_separator(text->at.at[to].c);
    to += parted;
    const bool x = to < text->at.n && is_x(text->at.at[to].c);
    return x && (to + 1 >= text->at.n || !text->at.at[to + 1].letter || text->at.at[to + 1].gap) ? to + 1 : 0;
}

size_t bc_publish_extension_to(const bc_publish_text *text, size_t to)
{
    enum { MAX_EXTENSION = 6 };
    static const char *const WORDS[] = { "转分机号", "转分机", "分机号", "分机", "轉", "转",
                                         "ext.",     "ext",    "x",      "#",    "-" };
    for (size_t i = 0; i < sizeof WORDS / sizeof *WORDS; i++) {
        size_t at = to + bc_publish_text_has(text, to, bc_str_from(WORDS[i]));
        if (at == to)
            continue;
        while (at < text->at.n && (text->at.at[at].c == ':' || text->at.at[at].c == '.'))
            at++;
        const size_t from = at;
        while (is_digit(text, at) && (at == from || !text->at.at[at].gap) && !text->at.at[at].numeral)
            at++;
        const bool goes_on =
            at < text->at.n && !text->at.at[at].gap && (text->at.at[at].c == '-' || text->at.at[at].letter);
        if (at > from && at - from <= MAX_EXTENSION && !goes_on)
            return at;
    }
    return to;
}

/* 138-1234-5678 and 1 3 8 1 2 …, but not 15 2024 12345, three figures. */
static bool is_grouped_as_mobile(const finder *f, const bc_publish_run *run, size_t first, size_t last)
{
    bool gaps = false, single = true;
    for (size_t g = first; g <= last; g++) {
        gaps = gaps || (g > first && f->text->at.at[run->groups[g].from].gap);
        single = single && run->groups[g].to - run->groups[g].from == 1;
    }
    return !gaps || single || run->groups[first].to - run->groups[first].from >= 3;
}

static const char *shape_of(const finder *f, const bc_publish_run *run, size_t first, size_t last, size_t *to)
{
    char digits[BC_PUBLISH_MAX_DIGITS + 1];
    const size_t n = bc_publish_run_digits(f->text, run, first, last, digits), from = run->groups[first].from;
    *to = run->groups[last].to;
    if (n < 10)
        return NULL;
    const size_t x = n == 17 ? bc_publish_x_to(f->text, *to) : 0;
    if (wants(f, BC_SHAPE_IDENTITY) && is_identity(digits, n, x > 0, f->code)) {
        *to = x ? x : *to;
        return "identity";
    }
    const bool letters = (from > 0 && f->text->at.at[from - 1].letter && !f->text->at.at[from].gap) ||
                         (*to < f->text->at.n && f->text->at.at[*to].letter && !f->text->at.at[*to].gap);
    if (f->code) /* a code that is nothing but a telephone's number is one */
        return wants(f, BC_SHAPE_MOBILE) && n == 11 && from == 0 && *to == f->text->at.n && is_mobile(digits, n)
                   ? "mobile"
                   : NULL;
    if (wants(f, BC_SHAPE_MOBILE) && is_mobile(digits, n) && is_grouped_as_mobile(f, run, first, last) &&
        !has_unit(f, *to))
        return "mobile";
    const size_t country = run->groups[first].to - from;
    const bool abroad =
        last > first && country <= 4 && is_landline_from_abroad(digits, n) && (country == 2 || country == 4);
    if (wants(f, BC_SHAPE_LANDLINE) && (is_landline(digits, n) || abroad) && !letters)
        return "landline";
    return wants(f, BC_SHAPE_ACCOUNT) && is_account(digits, n) && !letters && !has_unit(f, *to) ? "account" : NULL;
}

/* What a word in front says of figures, and where those end: further ones of a list (22190003、22190004) follow. */
typedef struct list {
    size_t end; /* 0: there is none */
    bool account;
} list;

static bool goes_on(const finder *f, const list *before, size_t from)
{
    static const uint32_t SIGNS[] = { 0x3001, ',', ';', '/', '|', 0x548C, 0x6216, 0x53CA, 0x4E0E }; /* 和 或 及 与 */
    if (!before->end || from < before->end || from > before->end + 1)
        return false;
    for (size_t i = 0; from > before->end && i < sizeof SIGNS / sizeof *SIGNS; i++)
        if (f->text->at.at[before->end].c == SIGNS[i])
            return true;
    return from == before->end && f->text->at.at[from].gap;
}

/* Behind a word that says what they are, any figures of the right length. */
static bool find_told(const finder *f, const bc_publish_run *run, size_t first, list *before)
{
    enum { BETWEEN = 12, MIN_ACCOUNT = 8, MAX_ACCOUNT = 30, MIN_PHONE = 7, MAX_PHONE = 17 };
    char digits[BC_PUBLISH_MAX_DIGITS + 1];
    const bc_publish_profile *profile = f->masker->profile;
    const size_t from = run->groups[first].from;
    const bool further = goes_on(f, before, from);
    const bool account =
        wants(f, BC_SHAPE_ACCOUNT) &&
        ((further && before->account) || is_behind(f, from, &profile->lists[BC_PUBLISH_ACCOUNTS], BETWEEN));
    const bool phone = wants(f, BC_SHAPE_LANDLINE) && ((further && !before->account) ||
                                                       is_behind(f, from, &profile->lists[BC_PUBLISH_PHONES], BETWEEN));
    for (size_t last = run->n; last > first && (account || phone); last--) {
        const size_t n = bc_publish_run_digits(f->text, run, first, last - 1, digits);
        const bool told = account ? n >= MIN_ACCOUNT && n <= MAX_ACCOUNT : n >= MIN_PHONE && n <= MAX_PHONE;
        const size_t to = run->groups[last - 1].to;
        if (told && !has_unit(f, to) && take(f, from, to, account ? "account" : "landline")) {
            *before = (list){ account ? to : bc_publish_extension_to(f->text, to), account };
            return true;
        }
    }
    return false;
}

/* 0.13812345678 and 13812345678.50 are one number each. */
static bool is_fraction(const finder *f, const bc_publish_run *run, size_t first, size_t last)
{
    const bc_publish_char *at = f->text->at.at;
    const size_t from = run->groups[first].from;
    const bool behind = first > 0 && at[from - 1].c == '.' && from - 1 == run->groups[first - 1].to && !at[from].gap;
    const size_t to = run->groups[last].to;
    const bool before = last + 1 < run->n && at[to].c == '.' && to + 1 == run->groups[last + 1].from && !at[to + 1].gap;
    const bool point = last > first && run->groups[first].to - from < 3 && at[run->groups[first].to].c == '.';
    return behind || before || point;
}

/* The longest number that begins with the group; the next group that is to be looked at. */
static size_t find_in_run(const finder *f, const bc_publish_run *run, size_t first)
{
    for (size_t last = run->n; last > first; last--) {
        size_t to;
        const char *shape = is_fraction(f, run, first, last - 1) ? NULL : shape_of(f, run, first, last - 1, &to);
        if (shape && take(f, run->groups[first].from, to, shape))
            return last;
    }
    return first + 1;
}

/* 110101/19900307/4514: what parts lists parts it, and its check digit is right. */
static void find_parted_identities(const finder *f)
{
    bc_publish_run run;
    char digits[BC_PUBLISH_MAX_DIGITS + 1];
    for (size_t i = 0; i < f->text->at.n; i = run.end) {
        run.end = i + 1;
        if (!is_digit(f->text, i))
            continue;
        bc_publish_run_read(f->text, i, true, &run);
        for (size_t first = 0; first + 1 < run.n; first++)
            for (size_t last = first + 1; last < run.n; last++) {
                const size_t n = bc_publish_run_digits(f->text, &run, first, last, digits);
                const size_t to = run.groups[last].to, x = n == 17 ? bc_publish_x_to(f->text, to) : 0;
                if (n >= 17 && is_identity(digits, n, x > 0, true))
                    (void)take(f, run.groups[first].from, x ? x : to, "identity");
            }
    }
}

static void find_numbers(const finder *f)
{
    bc_publish_run run;
    const bc_publish_words *codes = &f->masker->profile->lists[BC_PUBLISH_CODES];
    list told = { 0 };
    for (size_t i = 0; i < f->text->at.n; i = run.end) {
        run.end = i + 1;
        if (!is_digit(f->text, i))
            continue;
        bc_publish_run_read(f->text, i, false, &run);
        if (!f->code && is_behind(f, i, codes, 4))
            continue;
        for (size_t g = 0; g < run.n;)
            g = !f->code && find_told(f, &run, g, &told) ? run.n : find_in_run(f, &run, g);
    }
}

/* -- addresses ------------------------------------------------------------------------------------------ */

static bool is_of_address(const bc_publish_text *text, size_t at)
{
    const uint32_t c = text->at.at[at].c;
    return c < 0x7F && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-' ||
                        c == '+' || c == '%');
}

static void find_addresses(const finder *f)
{
    const bc_publish_text *text = f->text;
    for (size_t i = 1; i + 1 < text->at.n; i++) {
        size_t from = i, to = i + 1;
        if (text->at.at[i].c != '@')
            continue;
        while (from > 0 && is_of_address(text, from - 1) && !text->at.at[from].gap)
            from--;
        while (to < text->at.n && is_of_address(text, to) && !text->at.at[to].gap)
            to++;
        bool point = false;
        for (size_t k = i + 2; k + 1 < to; k++)
            point = point || text->at.at[k].c == '.';
        if (from < i && point)
            (void)take(f, from, to, "email");
    }
}

void bc_publish_shapes_find(bc_publish_masker *masker, bool code)
{
    const finder f = { masker, &masker->text, code };
    if (wants(&f, BC_SHAPE_EMAIL))
        find_addresses(&f);
    find_numbers(&f);
    if (wants(&f, BC_SHAPE_IDENTITY))
        find_parted_identities(&f);
}
