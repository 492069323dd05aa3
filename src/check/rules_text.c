/* TEXT-CUT, STRAY, HALF-WIDTH. Each text by itself, but for where the cells of a column end: an export cuts all of them
 * at one length. */
#include "base/tr.h"
#include "base/unit.h"
#include "base/utf8.h"
#include "check/private/characters.h"
#include "check/private/run.h"
#include "unicode/breaks.h"

#include <string.h>

/* -- STRAY ---------------------------------------------------------------------------------------------- */

typedef struct pair {
    uint32_t open, close;
} pair;

static const pair PAIRS[] = { { 0xFF08, 0xFF09 }, { '(', ')' },       { 0x3010, 0x3011 }, { 0x300A, 0x300B },
                              { '[', ']' },       { 0x3014, 0x3015 }, { 0x201C, 0x201D }, { 0x2018, 0x2019 },
                              { 0x300C, 0x300D }, { 0xFF3B, 0xFF3D } };
enum { PAIR_COUNT = sizeof PAIRS / sizeof *PAIRS, ROUND = 2, MAX_OPEN = 32 }; /* the round ones come first */

static int pair_opened(uint32_t c)
{
    for (int i = 0; i < PAIR_COUNT; i++)
        if (PAIRS[i].open == c)
            return i;
    return -1;
}

static int pair_closed(uint32_t c)
{
    for (int i = 0; i < PAIR_COUNT; i++)
        if (PAIRS[i].close == c)
            return i;
    return -1;
}

/* Half-width and full-width brackets are mixed freely by input methods; both pair with each other. */
static bool pairs_with(int open, int closed)
{
    return open == closed || (open < ROUND && closed < ROUND);
}

typedef struct brackets {
    size_t at[MAX_OPEN];
    int kind[MAX_OPEN];
    int n;
    size_t stray; /* of a closing one without an opening one, or SIZE_MAX */
    size_t stray_length;
    size_t mixed, mixed_length; /* a pair of which one is narrow, with its text; or SIZE_MAX */
    size_t nested;              /* a round bracket within another, or SIZE_MAX */
} brackets;

/* `1)` numbers an item. */
static bool is_item_number(bc_str text, size_t at)
{
    return at > 0 && text.p[at - 1] >= '0' && text.p[at - 1] <= '9';
}

static void note_bracket(brackets *b, bc_str text, uint32_t c, size_t from, size_t to)
{
    int opened = pair_opened(c), closed = pair_closed(c);
    if (opened >= 0 && opened < ROUND && b->n && b->kind[b->n - 1] < ROUND && b->nested == SIZE_MAX)
        b->nested = from;
    if (opened >= 0 && b->n < MAX_OPEN) {
        b->at[b->n] = from;
        b->kind[b->n++] = opened;
        return;
    }
    if (closed < 0)
        return;
    if (b->n && pairs_with(b->kind[b->n - 1], closed)) {
        b->n--;
        if (b->kind[b->n] != closed && b->mixed == SIZE_MAX) {
            b->mixed = b->at[b->n];
            b->mixed_length = to - b->mixed;
        }
        return;
    }
    if (b->stray == SIZE_MAX && closed != 7 && !(closed < ROUND && is_item_number(text, from))) {
        b->stray = from;
        b->stray_length = to - from;
    }
}

static bool is_stop(uint32_t c)
{
    return c == 0x3002 || c == 0xFF0C || c == 0x3001 || c == 0xFF1B || c == 0xFF1A || c == 0xFF01 || c == 0xFF1F;
}

typedef struct scan {
    brackets brackets;
    size_t doubled, doubled_length; /* 。。 or ，， or ；。 */
    size_t tag, tag_length;         /* <p> or [bookmark: … */
    size_t control, blanks, blanks_length;
    size_t torn, torn_length; /* several blanks between two characters of Chinese */
    size_t quote;             /* of a lone straight quotation mark */
    unsigned quotes;
} scan;

static void note_tag(scan *s, bc_str text, size_t from)
{
    static const char *const TAGS[] = { "<p>",  "</p>",   "<br",        "<P>", "</", "<span",
                                        "<div", "&nbsp;", "[bookmark:", "<td", "<tr" };
    for (size_t i = 0; i < sizeof TAGS / sizeof *TAGS; i++)
        if (bc_str_starts(bc_str_slice(text, from, text.n), bc_str_from(TAGS[i]))) {
            s->tag = from;
            s->tag_length = strlen(TAGS[i]);
            return;
        }
}

/* A character of ASCII. */
static void scan_narrow(scan *s, bc_str text, uint32_t c, size_t from)
{
    if ((c == '<' || c == '&' || c == '[') && s->tag == SIZE_MAX)
        note_tag(s, text, from);
    bool control = (c < 0x20 && c != '\n' && c != '\r') || c == 0x7F;
    if (control && s->control == SIZE_MAX)
        s->control = from;
    if (c == '"') {
        s->quote = from;
        s->quotes++;
    }
}

/* Blanks from `run` to `end`, one more than before. */
static void scan_blanks(scan *s, size_t run, size_t end)
{
    enum {
        MAX_BETWEEN_WORDS = 3
    }; /* bytes: three narrow blanks or a wide one; more separate nothing that is printed */
    if (s->blanks == SIZE_MAX && end - run > MAX_BETWEEN_WORDS)
        s->blanks = run;
    if (s->blanks == run)
        s->blanks_length = end - run;
}

/* Blanks from `run` to `end` that stand within a sentence. */
static void scan_torn(scan *s, bc_str text, size_t run, size_t end)
{
    const bool han = run >= 3 && end + 3 <= text.n && (unsigned char)text.p[run - 3] >= 0xE4 &&
                     (unsigned char)text.p[end] >= 0xE4 && (unsigned char)text.p[run - 3] < 0xEF &&
                     (unsigned char)text.p[end] < 0xEF;
    if (!han || end - run < 2 || s->torn != SIZE_MAX)
        return;
    s->torn = run;
    s->torn_length = end - run;
}

/* Two stops in a row. */
static void scan_stop(scan *s, uint32_t c, uint32_t before, size_t before_at, size_t from, size_t end)
{
    enum { WIDE = 3 }; /* bytes */
    bool doubled = (c == 0x3002 && before == '.') || (is_stop(c) && is_stop(before) && from == before_at + WIDE);
    if (!doubled || s->doubled != SIZE_MAX)
        return;
    s->doubled = before_at;
    s->doubled_length = end - before_at;
}

static bool is_blank(uint32_t c)
{
    return c == ' ' || c == 0x3000;
}

/* Whether no character that is looked for begins so: marks are of ASCII or begin as those of PAIRS and the stops do. */
static bool tells_nothing(unsigned char byte)
{
    return byte >= 0x80 && byte != 0xE2 && byte != 0xE3 && byte != 0xEF;
}

static void scan_text(bc_str text, scan *s)
{
    *s = (scan){ .doubled = SIZE_MAX,
                 .tag = SIZE_MAX,
                 .control = SIZE_MAX,
                 .blanks = SIZE_MAX,
                 .torn = SIZE_MAX,
                 .quote = SIZE_MAX };
    s->brackets.stray = s->brackets.mixed = s->brackets.nested = SIZE_MAX;
    uint32_t before = 0;
    size_t before_at = 0, run = 0;
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        if (tells_nothing((unsigned char)text.p[at])) {
            before = 0;
            at++;
            continue;
        }
        uint32_t c = bc_utf8_next(text, &at);
        if (c < 0x80)
            scan_narrow(s, text, c, from);
        if (is_blank(c)) {
            run = is_blank(before) ? run : from;
            scan_blanks(s, run, at);
            if (at < text.n && text.p[at] != ' ' && !bc_str_starts(bc_str_slice(text, at, text.n), BC_STR("　")))
                scan_torn(s, text, run, at);
        }
        scan_stop(s, c, before, before_at, from, at);
        if (c > 0x2000 || c == '(' || c == ')' || c == '[' || c == ']')
            note_bracket(&s->brackets, text, c, from, at);
        before = c;
        before_at = from;
    }
}

static bc_diag_mark part(const bc_check *c, const bc_check_passage *p, size_t at, size_t n)
{
    return bc_check_mark_part(c, p->datum, p->text, at, n);
}

static void check_brackets(bc_check *c, const bc_check_passage *p, const scan *s)
{
    const brackets *b = &s->brackets;
    if (b->stray != SIZE_MAX)
        bc_check_report(c, part(c, p, b->stray, b->stray_length), bc_tr("%.*s: `%.*s` closes what was not opened"),
                        BC_STR_ARG(p->field->label), (int)b->stray_length, p->text.p + b->stray);
    /* An open bracket in the last words is a cut text, which TEXT-CUT speaks of. */
    if (b->n && b->stray == SIZE_MAX && p->text.n - b->at[0] > 90)
        bc_check_report(c, part(c, p, b->at[0], 1), bc_tr("%.*s: the bracket is not closed"),
                        BC_STR_ARG(p->field->label));
    if (b->mixed != SIZE_MAX)
        bc_check_report_as(
            c, p->type == BC_FIELD_PROSE ? BC_DIAG_WARNING : BC_DIAG_NOTE, part(c, p, b->mixed, b->mixed_length),
            bc_tr("%.*s: of these brackets one is full width and one half"), BC_STR_ARG(p->field->label));
    if (b->nested != SIZE_MAX && p->type == BC_FIELD_PROSE)
        bc_check_report_as(c, BC_DIAG_NOTE, part(c, p, b->nested, 1),
                           bc_tr("%.*s: round brackets stand within round brackets"), BC_STR_ARG(p->field->label));
    if (s->quotes == 1)
        bc_check_report(c, part(c, p, s->quote, 1), bc_tr("%.*s: a quotation mark stands alone"),
                        BC_STR_ARG(p->field->label));
}

static void check_stray(bc_check *c, const bc_check_passage *p)
{
    scan s;
    scan_text(p->text, &s);
    if (s.tag != SIZE_MAX) {
        bc_check_report(c, part(c, p, s.tag, s.tag_length), bc_tr("%.*s holds mark-up: %.*s"),
                        BC_STR_ARG(p->field->label), (int)s.tag_length, p->text.p + s.tag);
        for (const char *const *tag = (const char *const[]){ "<p>", "</p>", "&nbsp;", NULL }; *tag; tag++)
            for (size_t at = 0; (at = bc_str_find(p->text, bc_str_from(*tag), at)) != SIZE_MAX; at += strlen(*tag))
                bc_check_propose(c, p->datum, at, strlen(*tag), (bc_str){ 0 });
    }
    if (s.control != SIZE_MAX)
        bc_check_report(c, part(c, p, s.control, 1), bc_tr("%.*s holds a control character (U+%04X)"),
                        BC_STR_ARG(p->field->label), (unsigned)(unsigned char)p->text.p[s.control]);
    if (s.blanks != SIZE_MAX)
        bc_check_report(c, part(c, p, s.blanks, s.blanks_length), bc_tr("%.*s holds a run of blanks"),
                        BC_STR_ARG(p->field->label));
    else if (s.torn != SIZE_MAX && p->type == BC_FIELD_PROSE)
        bc_check_report_as(c, s.torn_length == 3 && p->text.p[s.torn] != ' ' ? BC_DIAG_NOTE : BC_DIAG_WARNING,
                           part(c, p, s.torn, s.torn_length), bc_tr("%.*s: blanks stand within a sentence"),
                           BC_STR_ARG(p->field->label));
    if (s.doubled != SIZE_MAX) {
        bc_str both = bc_str_slice(p->text, s.doubled, s.doubled + s.doubled_length);
        bc_check_report(c, part(c, p, s.doubled, s.doubled_length), bc_tr("%.*s: two stops in a row, `%.*s`"),
                        BC_STR_ARG(p->field->label), BC_STR_ARG(both));
        if (both.n == 6 && memcmp(both.p, both.p + 3, 3) == 0)
            bc_check_propose(c, p->datum, s.doubled, 3, (bc_str){ 0 });
    }
    check_brackets(c, p, &s);
}

/* A line that ends between two characters of a sentence. */
static void check_broken_lines(bc_check *c, const bc_check_passage *p)
{
    enum { MIN_LENGTH = 12 }; /* bytes in front of it: shorter lines are heads */
    size_t begin = 0;
    for (size_t at = 0; (at = bc_str_find(p->text, BC_STR("\n"), at)) != SIZE_MAX; begin = ++at) {
        const bool han = at >= begin + MIN_LENGTH && at + 3 <= p->text.n - 1 &&
                         (unsigned char)p->text.p[at - 3] >= 0xE4 && (unsigned char)p->text.p[at - 3] < 0xEF &&
                         (unsigned char)p->text.p[at + 1] >= 0xE4 && (unsigned char)p->text.p[at + 1] < 0xEF;
        if (!han)
            continue;
        bc_check_report_as(c, BC_DIAG_NOTE, part(c, p, at - 3, 3), bc_tr("%.*s: a line ends within a sentence"),
                           BC_STR_ARG(p->field->label));
        return;
    }
}

/* The bytes of what programs put at the beginning of a line: a bullet of Word that became a letter (l 加强管理), a
 * heading of Markdown (### 目标). */
static size_t line_mark(bc_str line)
{
    static const char *const BULLETS[] = { "l ", "n ", "u ", "Ø ", "ü ", "§ ", "# ", "## ", "### ", "#### " };
    if (!line.n || !strchr("lnu#\xC3\xC2", line.p[0]))
        return 0;
    for (size_t i = 0; i < sizeof BULLETS / sizeof *BULLETS; i++) {
        const size_t n = strlen(BULLETS[i]);
        if (line.n > n + 2 && bc_str_starts(line, bc_str_from(BULLETS[i])) && (unsigned char)line.p[n] >= 0xE2)
            return n;
    }
    return 0;
}

static bool leads_han(char first)
{
    return (unsigned char)first >= 0xE4 && (unsigned char)first < 0xEF;
}

/* **目标**, as programs mark what is bold. Stars that hide a name, 张**、李**, stand behind one. */
static size_t bold_mark(bc_str text)
{
    const size_t at = bc_str_find(text, BC_STR("**"), 0);
    if (at == SIZE_MAX || at + 5 > text.n || !leads_han(text.p[at + 2]) ||
        (at && leads_han(text.p[bc_utf8_previous(text, at)])))
        return SIZE_MAX;
    const size_t end = bc_str_find(text, BC_STR("**"), at + 2), line = bc_str_find(text, BC_STR("\n"), at);
    return end == SIZE_MAX || line < end ? SIZE_MAX : at;
}

static void check_marks_of_programs(bc_check *c, const bc_check_passage *p)
{
    size_t n = 0, begin = 0;
    while (begin < p->text.n) {
        n = line_mark(bc_str_slice(p->text, begin, p->text.n));
        const size_t end = bc_str_find(p->text, BC_STR("\n"), begin);
        if (n || end == SIZE_MAX)
            break;
        begin = end + 1;
    }
    if (!n) {
        begin = bold_mark(p->text);
        n = begin == SIZE_MAX ? 0 : 2;
    }
    if (n)
        bc_check_report(c, part(c, p, begin, n), bc_tr("%.*s: `%.*s` is a mark that a program left"),
                        BC_STR_ARG(p->field->label), (int)n, p->text.p + begin);
}

static void run_stray(bc_check *c)
{
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
        check_stray(c, &c->passages[i]);
        if (c->passages[i].type != BC_FIELD_PROSE)
            continue;
        check_broken_lines(c, &c->passages[i]);
        check_marks_of_programs(c, &c->passages[i]);
    }
}

/* -- HALF-WIDTH ----------------------------------------------------------------------------------------- */

static const char *full_width(char c)
{
    switch (c) {
    case ',':
        return "，";
    case ';':
        return "；";
    case ':':
        return "：";
    case '?':
        return "？";
    case '!':
        return "！";
    default:
        return NULL;
    }
}

static bool is_han(uint32_t c)
{
    return c >= 0x3400 && c <= 0x9FFF;
}

static uint32_t character_before(bc_str text, size_t at)
{
    if (!at)
        return 0;
    size_t from = bc_utf8_previous(text, at);
    return bc_utf8_next(text, &from);
}

static uint32_t character_behind(bc_str text, size_t at)
{
    return at < text.n ? bc_utf8_next(text, &at) : 0;
}

/* Between Chinese characters (or the quotation marks around them) it cannot be meant half width. */
static bool is_in_chinese(bc_str text, size_t at)
{
    uint32_t before = character_before(text, at), behind = character_behind(text, at + 1);
    if (behind == ' ' && at + 2 < text.n)
        behind = character_behind(text, at + 2);
    bool figure = text.p[at] != ':' && before < 0x80 && (before == '%' || (before >= '0' && before <= '9'));
    if (figure && is_han(behind))
        return true;
    if (text.p[at] == ';' && is_han(before) && (behind == '\n' || (behind >= '0' && behind <= '9')))
        return true;
    bool left = is_han(before) || before == 0x300B || before == 0x201D || before == 0xFF09 || before == 0x3011;
    bool right = is_han(behind) || behind == 0x300A || behind == 0x201C || behind == 0xFF08;
    return left && (right || !behind);
}

static void check_half_width(bc_check *c, const bc_check_passage *p)
{
    size_t first = SIZE_MAX;
    unsigned count = 0;
    for (size_t at = 0; at < p->text.n; at++) {
        const char *full = (unsigned char)p->text.p[at] < 0x40 ? full_width(p->text.p[at]) : NULL;
        if (!full || !is_in_chinese(p->text, at))
            continue;
        if (!count++)
            first = at;
        bc_check_propose(c, p->datum, at, 1, bc_str_from(full));
    }
    if (!count)
        return;
    bc_check_report(c, part(c, p, first, 1), bc_tr("%.*s: half-width `%c` in Chinese text (%u in all)"),
                    BC_STR_ARG(p->field->label), p->text.p[first], count);
    bc_check_hint(c, bc_tr("write `%s`"), full_width(p->text.p[first]));
}

/* A narrow mark between two characters of Chinese, with Chinese in front and inside: （含下属单位）, “放心工程”. */
static bool is_narrow_pair(bc_str text, size_t at)
{
    return (text.p[at] == '(' || text.p[at] == '"') && is_han(character_before(text, at)) &&
           is_han(character_behind(text, at + 1));
}

/* The first of the marks that have another form in Chinese, though none that a program could change: bytes, or 0. */
static size_t narrow_mark(bc_str text, size_t at)
{
    size_t dots = at;
    while (dots < text.n && text.p[dots] == '.')
        dots++;
    if (dots - at >= 3)
        return dots - at; /* …… */
    if (dots - at == 1 && is_han(character_before(text, at)) &&
        (at + 1 == text.n || is_han(character_behind(text, at + 1))))
        return 1; /* 。 */
    return is_narrow_pair(text, at) ? 1 : 0;
}

static void check_narrow_marks(bc_check *c, const bc_check_passage *p)
{
    for (size_t at = 0; at < p->text.n; at++) {
        const char byte = p->text.p[at];
        const size_t n = byte == '.' || byte == '(' || byte == '"' ? narrow_mark(p->text, at) : 0;
        if (!n)
            continue;
        bc_check_report(c, part(c, p, at, n), bc_tr("%.*s: half-width `%.*s` in Chinese text"),
                        BC_STR_ARG(p->field->label), (int)n, p->text.p + at);
        return;
    }
}

static void run_half_width(bc_check *c)
{
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
        check_half_width(c, &c->passages[i]);
        if (c->passages[i].type == BC_FIELD_PROSE)
            check_narrow_marks(c, &c->passages[i]);
    }
}

/* -- TEXT-CUT ------------------------------------------------------------------------------------------- */

enum { HAN = BC_HAN_BYTES };

/* An opening bracket near the end that nothing closes: the rest is missing. */
static bool ends_open(bc_str text, size_t *at)
{
    enum { TAIL = 90 };
    bool may = false; /* nearly all texts have no bracket there */
    for (size_t i = text.n > TAIL ? text.n - TAIL : 0; i < text.n && !may; i++) {
        const unsigned char byte = (unsigned char)text.p[i];
        may = byte == '(' || byte == '[' || byte == 0xE2 || byte == 0xE3 || byte == 0xEF;
    }
    if (!may)
        return false;
    scan s;
    scan_text(text, &s);
    if (!s.brackets.n || text.n - s.brackets.at[0] > TAIL)
        return false;
    *at = s.brackets.at[0];
    return true;
}

/* How a text ends: a figure, a bracket or a list that goes on (等) says nothing of what may be missing behind it. */
typedef enum ending { ENDS_OTHERWISE, ENDS_IN_STOP, ENDS_IN_WORD, ENDINGS } ending;

typedef struct endings {
    uint32_t n[ENDINGS];
} endings;

static ending ending_of(bc_str text)
{
    enum { UNIT = 2 }; /* characters behind a figure that may be its unit */
    static const char *const STOPS[] = { "。", "；", "！", "？", ";", "." };
    text = bc_str_trim(text);
    for (size_t i = 0; i < sizeof STOPS / sizeof *STOPS; i++)
        if (bc_str_ends(text, bc_str_from(STOPS[i])))
            return ENDS_IN_STOP;
    if (!text.n || !bc_check_is_han_at(text, text.n - HAN) || bc_str_ends(text, BC_STR("等")))
        return ENDS_OTHERWISE;
    size_t at = text.n;
    for (int i = 0; i < UNIT && at >= HAN && bc_check_is_han_at(text, at - HAN); i++)
        at -= HAN;
    const bc_str before = bc_str_trim(bc_str_slice(text, 0, at));
    return before.n && bc_check_is_digit(before.p[before.n - 1]) ? ENDS_OTHERWISE : ENDS_IN_WORD;
}

static bc_str last_line(bc_str text)
{
    size_t from = text.n;
    while (from && text.p[from - 1] != '\n')
        from--;
    return bc_str_slice(text, from, text.n);
}

/* Prose that uses stops ends in one: its own sentences do, the other paragraphs of the field do, or all other texts of
 * the record and this one has clauses. */
static bool lacks_last_stop(bc_str text, const endings *field, const endings *record)
{
    enum { SHORT = 30, FELLOWS = 2, TEXTS = 3 }; /* bytes: ten characters; those that end in a stop, at least */
    const bc_str line = last_line(text);
    if (ending_of(line) != ENDS_IN_WORD || line.n < SHORT)
        return false;
    if (bc_check_has(line, "。") || bc_check_has(line, "；"))
        return true;
    if (line.n < text.n)
        return false;
    return (field->n[ENDS_IN_STOP] >= FELLOWS && field->n[ENDS_IN_WORD] == 1) ||
           (record->n[ENDS_IN_STOP] >= TEXTS && record->n[ENDS_IN_WORD] == 1 && bc_check_has(text, "，"));
}

/* -- words of which a half is missing -- */

typedef struct halves {
    bc_check_characters ends, begins;
    bc_check_characters cut;   /* the last ones of words that end no text */
    bc_check_characters units; /* of names of units */
} halves;

static const void *compile_text_cut(bc_check_rule_compiler *compiler, const bc_node *spec)
{
    (void)spec;
    halves *made = BC_NEW(compiler->arena, halves);
    *made = (halves){ 0 };
    bc_check_characters_add(&made->ends, &compiler->checks->words[BC_WORDS_HALF_ENDS]);
    bc_check_characters_add(&made->begins, &compiler->checks->words[BC_WORDS_HALF_BEGINS]);
    bc_check_characters_add_last(&made->cut, &compiler->checks->words[BC_WORDS_CUT_ENDS]);
    bc_check_characters_add(&made->units, &compiler->checks->words[BC_WORDS_UNIT_ENDS]);
    return made;
}

static bool ends_mid_sentence(const bc_check *c, bc_str text)
{
    static const char *const ENDS[] = { "，", "、", "（", "(", "《", "【", "“", ",", "=", "＝", "/", "／" };
    const bool han =
        text.n >= 3 && (unsigned char)text.p[text.n - 3] >= 0xE4 && (unsigned char)text.p[text.n - 3] < 0xEF;
    for (size_t i = 0; i < sizeof ENDS / sizeof *ENDS && !han; i++)
        if (bc_str_ends(text, bc_str_from(ENDS[i])))
            return true;
    enum { CLAUSE = 9 }; /* bytes: a comma and two characters */
    if (han && text.n > CLAUSE && bc_str_starts(bc_str_slice(text, text.n - CLAUSE, text.n), BC_STR("，")) &&
        bc_form_words_end(bc_check_words_of(c, BC_WORDS_BARE_VERBS), text))
        return true;
    const halves *known = c->use->data;
    if (han && !bc_check_is_among(&known->cut, text, text.n - HAN))
        return false;
    return bc_form_words_end(bc_check_words_of(c, BC_WORDS_CUT_ENDS), text) &&
           !bc_form_words_end(bc_check_words_of(c, BC_WORDS_WHOLE_ENDS), text);
}

static bool starts_mid_sentence(bc_str text)
{
    static const char *const STARTS[] = { "，", "。", "、", "；", "》", "）", "《 》", "《》", "：", ",", "】" };
    const bool han = (unsigned char)text.p[0] >= 0xE4 && (unsigned char)text.p[0] < 0xEF;
    for (size_t i = 0; i < sizeof STARTS / sizeof *STARTS && !han; i++)
        if (bc_str_starts(text, bc_str_from(STARTS[i])))
            return true;
    return false;
}

/* …；3. : the number of an item, and nothing behind it. */
static bool ends_in_number(bc_str text)
{
    static const char *const MARKS[] = { "、", ".", "．", "）", ")" }, *const STOPS[] = { "。", "；", "：", "\n",
                                                                                          ";",  "（", "(" };
    size_t end = text.n;
    if (bc_check_is_han_at(text, text.n - HAN))
        return false; /* as nearly all texts end */
    for (size_t i = 0; i < sizeof MARKS / sizeof *MARKS && end == text.n; i++)
        if (bc_str_ends(text, bc_str_from(MARKS[i])))
            end -= strlen(MARKS[i]);
    size_t from = end;
    while (from && end - from < 2 && bc_check_is_digit(text.p[from - 1]))
        from--;
    if (end == text.n || from == end)
        return false;
    const bc_str before = bc_str_slice(text, 0, from);
    for (size_t i = 0; i < sizeof STOPS / sizeof *STOPS; i++)
        if (bc_str_ends(before, bc_str_from(STOPS[i])))
            return true;
    return false;
}

/* Whether words meet at this byte of some characters; where nobody knows words, they do everywhere. */
static bool words_meet(bc_check *c, bc_str text, size_t at)
{
    if (!c->breaks)
        c->breaks = bc_unicode_breaks_new(BC_UNICODE_WORDS);
    return !c->breaks || bc_unicode_breaks_utf8_at(c->breaks, text, at);
}

/* 高新技术企业扶: behind a whole word a character stands alone that hardly ends one. */
static bool ends_in_half(bc_check *c, bc_str text)
{
    enum { TAIL = 6, WORD = 2 }; /* characters that are looked at; those of the word in front */
    const halves *known = c->use->data;
    if (text.n < (WORD + 2) * HAN || !bc_check_is_among(&known->ends, text, text.n - HAN))
        return false;
    size_t from = text.n;
    while (from >= HAN && text.n - from < TAIL * HAN && bc_check_is_han_at(text, from - HAN))
        from -= HAN;
    const bc_str tail = bc_str_slice(text, from, text.n);
    const bc_str before = bc_str_slice(tail, 0, tail.n - HAN);
    const bool joined = bc_form_words_end(bc_check_words_of(c, BC_WORDS_JOINS), before); /* 康复和就 */
    return tail.n >= (WORD + 1) * HAN && words_meet(c, tail, tail.n - HAN) &&
           (joined || !words_meet(c, tail, tail.n - 2 * HAN));
}

/* 民参加职工养老保险: the same at the beginning. */
static bool begins_in_half(bc_check *c, bc_str text)
{
    enum { HEAD = 6, WORD = 2 };
    const halves *known = c->use->data;
    if (!bc_check_is_among(&known->begins, text, 0))
        return false;
    size_t to = 0;
    while (to < HEAD * HAN && bc_check_is_han_at(text, to))
        to += HAN;
    const bc_str head = bc_str_slice(text, 0, to);
    return head.n >= (WORD + 1) * HAN && words_meet(c, head, HAN) && !words_meet(c, head, 2 * HAN);
}

/* 满意人数占全部调查: a share begins, and is not told. */
static bool ends_in_share(const bc_check *c, bc_str text)
{
    const bc_form_words *begins = bc_check_words_of(c, BC_WORDS_SHARE_BEGINS);
    const int word = bc_check_is_han_at(text, text.n - HAN) ? bc_form_words_first_in(begins, text) : -1;
    if (word < 0)
        return false;
    const bc_str behind = bc_str_slice(text, bc_str_find(text, begins->at[word], 0) + begins->at[word].n, text.n);
    return behind.n >= 2 * HAN && !bc_check_has(behind, "，") &&
           !bc_form_words_in(bc_check_words_of(c, BC_WORDS_SHARE_WORDS), behind);
}

/* 绿化工程合格 in percent: the last character of a rate is missing. */
static bool lacks_rate(const bc_check *c, const bc_check_passage *p, bc_str text)
{
    if (!p->row || p->column != p->row->list->name || !p->row->list->target_count)
        return false;
    const bc_check_target *t = &p->row->targets[0];
    return t->figure && bc_unit_is_percent(t->unit.n ? t->unit : p->row->unit) &&
           bc_form_words_end(bc_check_words_of(c, BC_WORDS_RATE_STEMS), text);
}

/* Where the words stand in the text with a character behind them that belongs to their last word: 发展工 in
 * 发展工作经费. */
static bool goes_on_in(bc_check *c, bc_str words, bc_str text)
{
    enum { AROUND = 6 * HAN };
    for (size_t at = 0; (at = bc_str_find(text, words, at)) != SIZE_MAX; at += words.n) {
        const size_t end = at + words.n, from = end > AROUND ? end - AROUND : 0;
        size_t to = end;
        while (to < text.n && to < end + AROUND && bc_check_is_han_at(text, to))
            to += HAN;
        size_t begin = end;
        while (begin >= from + HAN && bc_check_is_han_at(text, begin - HAN))
            begin -= HAN;
        const bc_str around = bc_str_slice(text, begin, to);
        if (to > end && !words_meet(c, around, end - begin))
            return true;
    }
    return false;
}

/* A name that other texts of the form give with another end of its last word. */
static bool is_name_cut(bc_check *c, const bc_check_passage *name, bc_str text)
{
    enum { MIN_LENGTH = 5 * HAN, MAX_TEXTS = 200 };
    if (text.n < MIN_LENGTH || !bc_check_is_han_at(text, text.n - HAN))
        return false;
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c) && i < MAX_TEXTS; i++) {
        const bc_check_passage *p = &c->passages[i];
        if (p->datum != name->datum && (p->type == BC_FIELD_PROSE || p->type == BC_FIELD_TEXT) &&
            goes_on_in(c, text, p->text))
            return true;
    }
    return false;
}

/* 打造数 and 打造数量: the one may stand for the other. */
static bool has_same_end(const bc_check *c, bc_str name, bc_str longer)
{
    const bc_form_words *ends = bc_check_words_of(c, BC_WORDS_SAME_ENDS);
    for (uint32_t i = 0; i < ends->n; i++) {
        const bc_str end = ends->means[i].key;
        if (bc_str_ends(name, end) && bc_str_starts(bc_str_slice(longer, name.n - end.n, longer.n), ends->at[i]))
            return true;
    }
    return false;
}

/* An explanation that is the beginning of the name it explains, or the name that of its explanation, within a word. */
static bool is_cell_cut(bc_check *c, const bc_check_passage *p, bc_str text)
{
    enum { MIN_LENGTH = 6 * HAN };
    if (!p->row || text.n < MIN_LENGTH)
        return false;
    const bool explains = p->column == p->row->list->explains;
    const bc_str other = explains                          ? p->row->name
                         : p->column == p->row->list->name ? bc_check_indicator_text(p->row, p->row->list->explains)
                                                           : (bc_str){ 0 };
    if (other.n <= text.n || !bc_str_starts(other, text) || !bc_check_is_han_at(other, text.n))
        return false;
    enum { MANY = 3 * HAN }; /* 扶持企业 of 扶持企业数量 is an explanation of sorts */
    return explains ? other.n - text.n >= MANY || goes_on_in(c, text, other)
                    : !has_same_end(c, text, other) && goes_on_in(c, text, other);
}

static bool is_field_of_name(const bc_check *c, const bc_check_passage *p)
{
    return c->checks->name >= 0 && p->field == &c->checks->form->fields.at[c->checks->name];
}

/* 济南市市中区农业: names of units end in what a unit is. */
static bool is_unit_cut(const bc_check *c, const bc_check_passage *p, bc_str text)
{
    enum { MIN_LENGTH = 4 * HAN };
    const halves *known = c->use->data;
    return !p->in_list && bc_form_field_is(p->field, BC_FORM_ROLE_DEPARTMENT) && text.n >= MIN_LENGTH &&
           bc_check_words_of(c, BC_WORDS_UNIT_ENDS)->n && bc_check_is_han_at(text, text.n - HAN) &&
           !bc_check_is_among(&known->units, text, text.n - HAN);
}

static bool may_be_half(const bc_check *c, const bc_check_passage *p)
{
    const bool name = is_field_of_name(c, p) && !bc_form_field_is(p->field, BC_FORM_ROLE_DEPARTMENT);
    return p->type == BC_FIELD_PROSE || name || (p->row && !bc_check_is_set_word(p));
}

static bc_str last_characters(bc_str text)
{
    enum { SHOWN = 4 };
    size_t from = text.n;
    for (int i = 0; i < SHOWN && from; i++)
        from = bc_utf8_previous(text, from);
    return bc_str_slice(text, from, text.n);
}

static void check_half_words(bc_check *c, const bc_check_passage *p, bc_str text)
{
    if (is_unit_cut(c, p, text))
        bc_check_report(c, bc_check_mark(c, p->datum), bc_tr("%.*s: `%.*s` does not end as names of units do"),
                        BC_STR_ARG(p->field->label), BC_STR_ARG(text));
    if (!may_be_half(c, p))
        return;
    if (is_cell_cut(c, p, text) || (is_field_of_name(c, p) && is_name_cut(c, p, text))) {
        bc_check_report(c, bc_check_mark(c, p->datum), bc_tr("%.*s ends in `%.*s`, but goes on elsewhere in the form"),
                        BC_STR_ARG(p->field->label), BC_STR_ARG(last_characters(text)));
        return;
    }
    if (ends_in_half(c, text))
        bc_check_report(c, bc_check_mark(c, p->datum), bc_tr("%.*s ends in the middle of a word: …%.*s"),
                        BC_STR_ARG(p->field->label), BC_STR_ARG(last_characters(text)));
    else if (p->type == BC_FIELD_PROSE && begins_in_half(c, text))
        bc_check_report(c, bc_check_mark(c, p->datum), bc_tr("%.*s begins in the middle of a word: %.*s…"),
                        BC_STR_ARG(p->field->label), 3 * HAN, text.p);
    else if (p->row && p->column == p->row->list->explains && ends_in_share(c, text))
        bc_check_report(c, bc_check_mark(c, p->datum), bc_tr("%.*s ends before it says what share is meant"),
                        BC_STR_ARG(p->field->label));
    else if (lacks_rate(c, p, text))
        bc_check_report(c, bc_check_mark(c, p->datum),
                        bc_tr("`%.*s` is measured in percent, but ends before the word for a rate"), BC_STR_ARG(text));
}

/* A long text, or a character alone behind a whole word: more than the stop is missing. */
static void report_no_stop(bc_check *c, const bc_check_passage *p, bc_str text)
{
    enum { LONG = 240, TAIL = 12 }; /* bytes: 80 characters; characters */
    size_t from = text.n;
    while (from >= HAN && text.n - from < TAIL * HAN && bc_check_is_han_at(text, from - HAN))
        from -= HAN;
    const bc_str tail = bc_str_slice(text, from, text.n);
    const bool alone = tail.n > 2 * HAN && words_meet(c, tail, tail.n - HAN) && !words_meet(c, tail, tail.n - 2 * HAN);
    const bool cut = text.n >= LONG || alone;
    bc_check_report_as(c, cut ? BC_DIAG_WARNING : BC_DIAG_NOTE, bc_check_mark(c, p->datum),
                       cut ? bc_tr("%.*s has no stop at its end: the rest seems to be cut off")
                           : bc_tr("%.*s has no stop at its end, as other sentences have: is it whole?"),
                       BC_STR_ARG(p->field->label));
}

static void check_cut(bc_check *c, const bc_check_passage *p, const endings *field, const endings *record)
{
    bc_str text = bc_str_trim(p->text);
    size_t open = 0;
    bc_diag_mark mark = bc_check_mark(c, p->datum);
    if (text.n < 6)
        return;
    if (starts_mid_sentence(text))
        bc_check_report(c, mark, bc_tr("%.*s begins in the middle of a sentence"), BC_STR_ARG(p->field->label));
    else if (ends_open(text, &open))
        bc_check_report(c, bc_check_mark_part(c, p->datum, p->text, open, text.n - open),
                        bc_tr("%.*s ends within a bracket: the rest seems to be cut off"), BC_STR_ARG(p->field->label));
    else if (ends_in_number(text))
        bc_check_report(c, mark, bc_tr("%.*s ends in the number of an item that is not there"),
                        BC_STR_ARG(p->field->label));
    else if (ends_mid_sentence(c, text))
        bc_check_report(c, mark, bc_tr("%.*s ends in the middle of a sentence"), BC_STR_ARG(p->field->label));
    else if (p->type == BC_FIELD_PROSE && lacks_last_stop(text, field, record))
        report_no_stop(c, p, text);
    else
        check_half_words(c, p, text);
}

/* 指标分值20分 and 指标分值15分 are of one length because they are of one kind. */
static bool begin_alike(bc_str a, bc_str b)
{
    enum { BEGINNING = 6 };
    return bc_str_eq(bc_str_slice(a, 0, BEGINNING), bc_str_slice(b, 0, BEGINNING));
}

/* Cells of a column that all end at the same length were cut by whoever exported them. */
static void check_column(bc_check *c, const bc_check_list *list, int column)
{
    enum { MIN_ROWS = 4, MIN_LENGTH = 5, MAX_LENGTH = 30 };
    size_t longest = 0;
    uint32_t cells = 0, at_limit = 0;
    const bc_check_passage *first = NULL;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
            const bc_check_passage *p = &c->passages[i];
            if (!p->row || p->row->list != list || p->column != column)
                continue;
            size_t n = bc_utf8_count(bc_str_trim(p->text));
            if (pass == 0) {
                cells++;
                longest = n > longest ? n : longest;
            } else if (n == longest && !(first && begin_alike(first->text, p->text))) {
                at_limit++;
                first = first ? first : p;
            }
        }
    if (cells >= MIN_ROWS && longest >= MIN_LENGTH && longest <= MAX_LENGTH && at_limit * 3 >= cells * 2)
        bc_check_report(c, bc_check_mark(c, first->datum),
                        bc_tr("%.*s: %u of %u cells are exactly %zu characters long, as if cut"),
                        BC_STR_ARG(first->field->label), at_limit, cells, longest);
}

/* Columns of free text; names and categories are short by nature. */
static void check_columns(bc_check *c, const bc_check_list *list)
{
    const bc_form_field *field = list->slot.field;
    for (int i = 0; i < (int)field->child_count; i++)
        if (field->children[i].type == BC_FIELD_TEXT && i != list->level1 && i != list->level2 && i != list->name &&
            i != list->unit)
            check_column(c, list, i);
}

static bool is_paragraph(const bc_check_passage *p)
{
    return p->type == BC_FIELD_PROSE && !p->in_list;
}

/* Those of the paragraphs of one field from this passage on. */
static endings endings_of_field(const bc_check *c, uint32_t from)
{
    endings counted = { 0 };
    const bc_form_field *field = c->passages[from].field;
    for (uint32_t i = from;
         i < c->passage_count && bc_check_goes_on(c) && c->passages[i].field == field && is_paragraph(&c->passages[i]);
         i++)
        counted.n[ending_of(c->passages[i].text)]++;
    return counted;
}

static void run_text_cut(bc_check *c)
{
    endings record = { 0 }, field = { 0 };
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++)
        if (is_paragraph(&c->passages[i]))
            record.n[ending_of(c->passages[i].text)]++;
    for (uint32_t i = 0; i < c->passage_count && bc_check_goes_on(c); i++) {
        const bc_check_passage *p = &c->passages[i];
        if ((p->type != BC_FIELD_TEXT && p->type != BC_FIELD_PROSE) || bc_check_is_set_word(p))
            continue;
        if (!is_paragraph(p))
            field = (endings){ 0 };
        else if (!i || c->passages[i - 1].field != p->field)
            field = endings_of_field(c, i);
        check_cut(c, p, &field, is_paragraph(p) ? &record : &field);
    }
    for (uint32_t i = 0; i < c->checks->list_count; i++)
        check_columns(c, &c->checks->lists[i]);
}

/* -- the table -------------------------------------------------------------------------------------------- */

static const bc_check_rule RULES[] = {
    {
        .code = "TEXT-CUT",
        .words = BC_CHECK_READS(BC_WORDS_CUT_ENDS),
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("texts are whole"),
        .run = run_text_cut,
        .compile = compile_text_cut,
    },
    {
        .code = "STRAY",
        .level = BC_DIAG_WARNING,
        .summary = bc_tr_mark("texts hold no mark-up, unpaired brackets or doubled stops"),
        .run = run_stray,
    },
    {
        .code = "HALF-WIDTH",
        .once = true,
        .level = BC_DIAG_NOTE,
        .summary = bc_tr_mark("punctuation in Chinese text is full width"),
        .run = run_half_width,
    },
};
const bc_check_rule_table bc_check_rules_text = { RULES, sizeof RULES / sizeof *RULES };
