/* What a text loses where it is cut between two lines: a tie (a figure and its unit), a word, or nothing but a pause.
 * Words are those of ICU's dictionary of Chinese, mended by a few rules for what it does not know. */
#include "text/private/cuts.h"

#include "text/private/charclass.h"

/* The character of the text at byte `at`, and its place in UTF-16. */
static size_t char_at(const bc_text_breaks *breaks, uint32_t at, size_t *utf16)
{
    size_t i = 0;
    for (*utf16 = 0; i < breaks->chars.n && breaks->chars.at[i].at < at; i++)
        *utf16 += breaks->chars.at[i].c >= 0x10000 ? 2 : 1;
    return i;
}

/* Marks in typesetter->word_starts at which of the characters a word begins, as the dictionary of ICU sees it; the one
 * behind them counts as one. */
static void find_words(bc_text_typesetter *typesetter, const bc_text_break_char *chars, size_t n, const uint16_t *utf16,
                       size_t units)
{
    if (!typesetter->segments)
        typesetter->segments = bc_unicode_breaks_new(BC_UNICODE_WORDS);
    bool good = typesetter->segments && bc_unicode_breaks_in_utf16(typesetter->segments, utf16, units);
    typesetter->failed = typesetter->failed || !good;
    int32_t unit = 0, boundary = good ? bc_unicode_breaks_next(typesetter->segments) : BC_UNICODE_NO_MORE;
    bc_vec_clear(&typesetter->word_starts);
    for (size_t i = 0; i < n; i++) {
        bool starts = i == 0 || !good || unit == boundary;
        if (unit == boundary)
            boundary = bc_unicode_breaks_next(typesetter->segments);
        bc_vec_add(&typesetter->word_starts, starts);
        unit += chars[i].c >= 0x10000 ? 2 : 1;
    }
    bc_vec_add(&typesetter->word_starts, true);
}

/* The same from what was kept of that text; false when nothing was. */
static bool recall_words(bc_text_typesetter *typesetter, bc_str text, size_t n)
{
    const uint8_t *kept = bc_strmap_find(&typesetter->known_words.map, text);
    bc_vec_clear(&typesetter->word_starts);
    for (size_t i = 0; kept && i <= n; i++)
        bc_vec_add(&typesetter->word_starts, kept[i]);
    return kept;
}

static void keep_words(bc_text_typesetter *typesetter, bc_str text)
{
    bc_text_known_words *known = &typesetter->known_words;
    if (known->bytes >= BC_MAX_CACHE_BYTES || typesetter->failed)
        return;
    uint8_t *kept = BC_NEW_COPY(&known->arena, typesetter->word_starts.at, typesetter->word_starts.n);
    bc_strmap_put(&known->map, bc_arena_str(&known->arena, text), kept);
    known->bytes += text.n + typesetter->word_starts.n + 2 * sizeof(bc_strmap_slot);
}

static bool is_one_of(uint32_t c, const uint32_t *list)
{
    while (*list && *list != c)
        list++;
    return *list;
}

/* Words of one character that go with what follows them; others of one character (率 度 额 费) go with what precedes.
 */
static bool leads_always(uint32_t c)
{
    static const uint32_t words[] =
        U"和及与或并且对在为按从由向于以因将把被其各每该本不未无非已再新总全是有可应须需拟所第更最较";
    return is_one_of(c, words);
}

/* Those that do where a word follows: 知识产权|高质量发展, but 满意度高. */
static bool leads_words(uint32_t c)
{
    static const uint32_t words[] = U"高低大小多少";
    return is_one_of(c, words);
}

static bool leads_on(const bc_text_cut_run *r, size_t i)
{
    uint32_t c = r->chars[i].c;
    bool word = i + 1 < r->n && r->chars[i + 1].class == BC_CLASS_IDEOGRAPH && !r->starts[i + 2];
    return leads_always(c) || (word && leads_words(c));
}

/* Those that are never part of a word which the dictionary does not know. */
static bool follows_on(uint32_t c)
{
    static const uint32_t words[] = U"的了着过到至等";
    return is_one_of(c, words);
}

bool bc_text_cut_is_pause(uint32_t c)
{
    switch (c) {
    case ',':
    case ';':
    case 0x3001: /* 、 */
    case 0x3002: /* 。 */
    case 0xFF01: /* ！ */
    case 0xFF0C: /* ， */
    case 0xFF0E: /* ． */
    case 0xFF1A: /* ： */
    case 0xFF1B: /* ； */
    case 0xFF1F: /* ？ */
        return true;
    default:
        return false;
    }
}

/* Whether character i is a word of its own. */
static bool is_lone(const bc_text_cut_run *r, size_t i)
{
    return i < r->n && r->chars[i].class == BC_CLASS_IDEOGRAPH && r->starts[i] && r->starts[i + 1];
}

/* Between two words of the dictionary. Characters behind each other that are no words of it are a word that it does not
 * know. */
static int64_t word_cut_cost(const bc_text_cut_run *r, size_t i)
{
    bool first = !is_lone(r, i - 1) || follows_on(r->chars[i - 1].c);
    bool unknown = first && is_lone(r, i + 1) && !follows_on(r->chars[i].c);
    bool trails = is_lone(r, i) && !leads_on(r, i) && !unknown;
    bool leads = is_lone(r, i - 1) && leads_on(r, i - 1);
    return !r->starts[i] || trails || leads ? BC_TORN_WORD : BC_CUT_WORD;
}

/* The bracket at i stands inside a word or between two, as in 区（县）级 and 部门（单位）整体支出. */
static bool is_insertion(const bc_text_cut_run *r, size_t i)
{
    enum { MAX_INSERTION = 4 };
    size_t close = i + 1;
    while (close < r->n && close - i <= MAX_INSERTION && r->chars[close].class != BC_CLASS_CLOSE)
        close++;
    return close + 1 < r->n && r->chars[close].class == BC_CLASS_CLOSE &&
           r->chars[close + 1].class == BC_CLASS_IDEOGRAPH;
}

/* The bracket at i closes such an insertion. */
static bool ends_insertion(const bc_text_cut_run *r, size_t i)
{
    enum { MAX_INSERTION = 4 };
    for (size_t open = i; open > 0 && i - open <= MAX_INSERTION; open--) {
        if (r->chars[open - 1].class == BC_CLASS_OPEN)
            return open > 1 && is_insertion(r, open - 1);
    }
    return false;
}

/* A free cut before character i. */
static int64_t free_cut_cost(const bc_text_cut_run *r, size_t i)
{
    const bc_text_break_char *a = &r->chars[i - 1], *b = &r->chars[i];
    if (b->class == BC_CLASS_OPEN)
        return is_insertion(r, i) ? 2 * BC_CUT_WORD : 0;
    if (a->c == 0xFF1A || a->c == ':')
        return 0;
    if (bc_text_cut_is_pause(a->c))
        return BC_CUT_PAUSE;
    if (a->class == BC_CLASS_CLOSE)
        return ends_insertion(r, i - 1) ? word_cut_cost(r, i) : 0;
    return a->class == BC_CLASS_BLANK ? BC_CUT_WORD : word_cut_cost(r, i);
}

static int64_t tear_cost(const bc_text_break_char *c)
{
    if (c->kind == BC_BREAK_TIE && c[-1].class == BC_CLASS_SLASH)
        return BC_TORN_COUNT; /* 元/|家 rather than |元/家 */
    switch ((bc_text_break)c->kind) {
    case BC_BREAK_FREE:
        return 0;
    case BC_BREAK_LINK:
        return BC_CUT_LINK;
    case BC_BREAK_INSIDE:
        return BC_TORN_INSIDE;
    case BC_BREAK_CODE:
        return BC_TORN_CODE;
    case BC_BREAK_COUNT:
    case BC_BREAK_PART:
        return BC_TORN_COUNT;
    case BC_BREAK_UNIT:
        return BC_TORN_UNIT;
    default:
        return BC_TORN_TIE;
    }
}

bc_text_cut_run bc_text_cut_run_of(bc_text_typesetter *typesetter, bc_str text, uint32_t from, uint32_t end)
{
    enum { MAX_KEPT = 96 }; /* bytes; longer texts hardly come again */
    const bc_text_breaks *breaks = &typesetter->breaks;
    size_t start, stop, first = char_at(breaks, from, &start), n = char_at(breaks, end, &stop) - first;
    const bc_text_break_char *chars = breaks->chars.at + first;
    bc_str run = bc_str_slice(text, from, end);
    bool kept = run.n <= MAX_KEPT;
    if (!kept || !recall_words(typesetter, run, n)) {
        find_words(typesetter, chars, n, breaks->utf16.at + start, stop - start);
        if (kept)
            keep_words(typesetter, run);
    }
    return (bc_text_cut_run){ chars, typesetter->word_starts.at, n };
}

int64_t bc_text_cut_cost(const bc_text_cut_run *r, size_t i)
{
    int64_t tear = tear_cost(&r->chars[i]);
    return tear ? tear : free_cut_cost(r, i);
}
