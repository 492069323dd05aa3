/* Text into tokens. A token is scanned where it lies in the window and copied only when escapes change it; what is at
 * hand may move whenever more is read, so places are kept as counts of bytes. Characters are counted from token to
 * token, each once. Mistakes that leave no doubt where the token ends are reported and read as they were meant, so that
 * one run says all that is wrong. */
#include "source/private/json_text.h"

#include "base/utf8.h"

#include <string.h>

enum {
    KEPT_BEFORE = 1024,       /* bytes of a long line before a record: more than messages show */
    FORGOTTEN_AT_ONCE = 65536 /* bytes; moving the rest costs more than keeping fewer */
};

typedef bc_source_json_text reader;
typedef bc_source_json_token token;

void bc_source_json_text_init(bc_source_json_text *text, bc_str all, bc_source_window *window)
{
    *text = (bc_source_json_text){ .at_hand = window ? bc_buf_str(&window->text) : all, .window = window };
    text->counted.line = 1;
    bc_buf_init(&text->decoded);
}

void bc_source_json_text_release(bc_source_json_text *text)
{
    bc_buf_release(&text->decoded);
}

/* Whether n bytes are at hand, or can be had. at_hand.p may move. */
static bool reach(bc_source_json_text *text, size_t n)
{
    bool more = text->window != NULL;
    while (text->at_hand.n < n && more) {
        more = bc_source_window_more(text->window);
        text->at_hand = bc_buf_str(&text->window->text);
    }
    return text->at_hand.n >= n;
}

/* -- places --------------------------------------------------------------------------------------------- */

/* The same place further on in its line. */
static bc_source_place count_on(const reader *r, bc_source_place place, size_t at)
{
    if (at - place.at == 1) /* as between most tokens; nothing between them is beyond ASCII */
        place.column++;
    else if (at != place.at)
        place.column += bc_source_count(bc_str_slice(r->at_hand, place.at, at));
    place.at = at;
    return place;
}

static void begin_line(reader *r, size_t at)
{
    r->counted = (bc_source_place){ .at = at, .line_at = at, .line = r->counted.line + 1 };
}

static bc_diag_mark mark_at(const reader *r, bc_source_place from, size_t at, size_t length)
{
    from = count_on(r, from, at);
    return bc_diag_mark_at(r->source, from.line, from.column + 1, length);
}

bc_diag_mark bc_source_json_mark(const bc_source_json_text *text, const bc_source_json_token *token, size_t length)
{
    return mark_at(text, token->from, token->at, length);
}

bc_source_place bc_source_json_place(bc_source_json_text *text)
{
    text->counted = count_on(text, text->counted, text->at);
    return text->counted;
}

/* Marks the token from its first byte up to `end`, which the text is then counted to. */
static void mark_token(reader *r, token *out, size_t end)
{
    const bc_source_place start = count_on(r, r->counted, out->at);
    r->counted = count_on(r, start, end);
    out->mark = bc_diag_mark_at(r->source, start.line, start.column + 1, r->counted.column - start.column);
}

static void report_at(reader *r, bc_source_json_problem problem, size_t at, size_t length)
{
    bc_source_json_report(r, problem, mark_at(r, r->counted, at, length));
}

/* The text ends because the file is broken, which is said. */
static bool broke_off(const reader *r)
{
    return r->window && r->window->fault != BC_SOURCE_SOUND && r->at >= r->at_hand.n;
}

/* -- blanks and comments -------------------------------------------------------------------------------- */

static int byte_at(reader *r, size_t at)
{
    return at < r->at_hand.n || reach(r, at + 1) ? (unsigned char)r->at_hand.p[at] : -1;
}

/* The line's end at `at`: a carriage return ends one unless a line feed behind it does. */
static void pass_line_end(reader *r, size_t at)
{
    if (r->at_hand.p[at] == '\n' || byte_at(r, at + 1) != '\n')
        begin_line(r, at + 1);
}

/* The first byte that is no blank; -1 at the end of the text. */
static int pass_blanks(reader *r)
{
    for (;;) {
        size_t at = r->at;
        while (at < r->at_hand.n) {
            unsigned char c = (unsigned char)r->at_hand.p[at];
            if (c == '\n' || c == '\r') {
                pass_line_end(r, at);
            } else if (c != ' ' && c != '\t') {
                r->at = at;
                return c;
            }
            at++;
        }
        r->at = at;
        if (!reach(r, at + 1))
            return -1;
    }
}

static size_t line_comment_end(reader *r)
{
    size_t end = r->at;
    for (int c = byte_at(r, end); c >= 0 && c != '\n' && c != '\r'; c = byte_at(r, end))
        end++;
    return end;
}

/* At the slash or sign that begins it. False when it never ends. */
static bool pass_comment(reader *r)
{
    const bc_source_place from = r->counted;
    const size_t start = r->at;
    if (byte_at(r, start) == '#' || byte_at(r, start + 1) == '/') {
        r->at = line_comment_end(r);
        size_t length = bc_source_count(bc_str_slice(r->at_hand, start, r->at));
        bc_source_json_report(r, BC_JSON_COMMENT, mark_at(r, from, start, length));
        return true;
    }
    for (size_t at = start + 2;; at++) {
        int c = byte_at(r, at);
        if (c < 0) {
            r->at = at;
            if (!broke_off(r))
                bc_source_json_report(r, BC_JSON_COMMENT_OPEN, mark_at(r, from, start, 2));
            return false;
        }
        if (c == '\n' || c == '\r')
            pass_line_end(r, at);
        if (c == '*' && byte_at(r, at + 1) == '/') {
            r->at = at + 2;
            bc_source_json_report(r, BC_JSON_COMMENT, mark_at(r, from, start, 2));
            return true;
        }
    }
}

/* -- texts in quotation marks --------------------------------------------------------------------------- */

/* One more than the figure that a byte stands for; 0: it is none. */
static const unsigned char HEX[256] = {
    ['0'] = 1,  ['1'] = 2,  ['2'] = 3,  ['3'] = 4,  ['4'] = 5,  ['5'] = 6,  ['6'] = 7,  ['7'] = 8,
    ['8'] = 9,  ['9'] = 10, ['a'] = 11, ['b'] = 12, ['c'] = 13, ['d'] = 14, ['e'] = 15, ['f'] = 16,
    ['A'] = 11, ['B'] = 12, ['C'] = 13, ['D'] = 14, ['E'] = 15, ['F'] = 16,
};

/* The number in \uXXXX at byte `at`; -1 when there is no such escape. */
static int32_t read_unit(reader *r, size_t at)
{
    if (r->at_hand.n < at + 6 && !reach(r, at + 6))
        return -1;
    const unsigned char *p = (const unsigned char *)r->at_hand.p + at;
    unsigned a = HEX[p[2]], b = HEX[p[3]], c = HEX[p[4]], d = HEX[p[5]];
    if (p[0] != '\\' || p[1] != 'u' || !a || !b || !c || !d)
        return -1;
    return (int32_t)((a - 1) << 12 | (b - 1) << 8 | (c - 1) << 4 | (d - 1));
}

/* \uXXXX, or two that are one character, at the escape. */
static void decode_unit(reader *r)
{
    const size_t at = r->at;
    int32_t unit = read_unit(r, at);
    if (unit < 0) {
        report_at(r, BC_JSON_HEX, at, 2);
        r->at += 2;
        return;
    }
    r->at += 6;
    if (unit == 0)
        report_at(r, BC_JSON_NUL, at, 6);
    if (unit >= 0xD800 && unit <= 0xDFFF) {
        int32_t low = unit <= 0xDBFF ? read_unit(r, r->at) : -1;
        if (low < 0xDC00 || low > 0xDFFF) {
            report_at(r, BC_JSON_LONE, at, 6);
            return;
        }
        r->at += 6;
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }
    if (unit)
        bc_buf_add_utf8(&r->decoded, (uint32_t)unit);
}

/* At the backslash. */
static void decode_escape(reader *r)
{
    static const char NAMES[] = "\"\\/bfnrt", MEANT[] = "\"\\/\b\f\n\r\t";
    int c = byte_at(r, r->at + 1);
    if (c == 'u') {
        decode_unit(r);
        return;
    }
    const char *name = c > 0 ? strchr(NAMES, c) : NULL;
    if (name) {
        bc_buf_add_char(&r->decoded, MEANT[name - NAMES]);
        r->at += 2;
    } else { /* as it stands: a Windows path, most of all */
        if (c >= 0)
            report_at(r, BC_JSON_ESCAPE, r->at, 2);
        bc_buf_add_text(&r->decoded, c == '\'' ? "'" : "\\");
        r->at += c == '\'' ? 2 : 1;
    }
}

/* The first byte from `at` on that plain text in quotation marks does not have; at_hand.n: none. */
static size_t find_special(bc_str text, size_t at, char quote)
{
    const uint64_t ones = UINT64_C(0x0101010101010101), high = ones << 7;
    const uint64_t quotes = ones * (unsigned char)quote, slashes = ones * '\\';
    for (uint64_t v; at + sizeof v <= text.n; at += sizeof v) {
        memcpy(&v, text.p + at, sizeof v);
        uint64_t q = v ^ quotes, s = v ^ slashes;
        if ((((v - ones * 0x20) & ~v) | ((q - ones) & ~q) | ((s - ones) & ~s)) & high)
            break;
    }
    while (at < text.n && (unsigned char)text.p[at] >= 0x20 && text.p[at] != quote && text.p[at] != '\\')
        at++;
    return at;
}

/* A control character as it is; false when the text cannot go on behind it. */
static bool pass_control(reader *r)
{
    int c = byte_at(r, r->at);
    if (c == '\n' || c == '\r')
        return false;
    report_at(r, c == '\t' ? BC_JSON_BREAK : BC_JSON_CONTROL, r->at, 1);
    bc_buf_add_char(&r->decoded, (char)c);
    r->at++;
    return true;
}

/* Behind the opening mark at out->at. False when it is never closed in its line, which is then reported. */
static bool read_quoted(reader *r, char quote, token *out)
{
    size_t from = r->at; /* of the part that stands letter for letter */
    bool changed = false, told = false;
    for (;;) {
        r->at = find_special(r->at_hand, r->at, quote);
        if (r->at == r->at_hand.n) {
            if (reach(r, r->at + 1))
                continue;
            break;
        }
        char c = r->at_hand.p[r->at];
        if (c != quote || changed) {
            if (!changed)
                bc_buf_clear(&r->decoded);
            changed = true;
            bc_buf_add_str(&r->decoded, bc_str_slice(r->at_hand, from, r->at));
        }
        if (c == quote) {
            out->text = changed ? bc_buf_str(&r->decoded) : bc_str_slice(r->at_hand, from, r->at);
            out->decoded = changed && !told;
            r->at++;
            return true;
        }
        if (c != '\\') {
            told = true;
            if (!pass_control(r))
                break;
        }
        while (r->at < r->at_hand.n && r->at_hand.p[r->at] == '\\') /* dumps in ASCII are nothing else */
            decode_escape(r);
        from = r->at;
    }
    return false;
}

static void read_text(reader *r, char quote, token *out)
{
    out->kind = BC_JSON_TEXT;
    r->at = out->at + 1;
    if (read_quoted(r, quote, out)) {
        mark_token(r, out, r->at);
        return;
    }
    out->kind = BC_JSON_FAULT;
    if (!broke_off(r))
        bc_source_json_report(r, BC_JSON_UNCLOSED, bc_source_json_mark(r, out, 1));
}

/* “ and its like, from which editors make ". */
static void read_wide_quoted(reader *r, token *out)
{
    const bc_str close = BC_STR("”");
    r->at = line_comment_end(r);
    size_t end = bc_str_find(bc_str_slice(r->at_hand, 0, r->at), close, out->at + close.n);
    if (end == SIZE_MAX) {
        out->kind = BC_JSON_FAULT;
        if (!broke_off(r))
            bc_source_json_report(r, BC_JSON_WIDE_QUOTES, bc_source_json_mark(r, out, 1));
        return;
    }
    r->at = end + close.n;
    out->kind = BC_JSON_TEXT;
    out->text = bc_str_slice(r->at_hand, out->at + close.n, end);
    mark_token(r, out, r->at);
    bc_source_json_report(r, BC_JSON_WIDE_QUOTES, out->mark);
}

/* -- numbers and words ---------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits_at(bc_str word, size_t at)
{
    size_t n = 0;
    while (at + n < word.n && is_digit(word.p[at + n]))
        n++;
    return n;
}

/* A number as RFC 8259 has it: where its point and its exponent begin, or would. */
typedef struct number {
    bool good;
    size_t whole, point, exponent; /* bytes: of the digits' begin, of . or behind the digits, of e or the end */
} number;

static number parse_number(bc_str word)
{
    number n = { .whole = word.n && word.p[0] == '-' };
    size_t whole = digits_at(word, n.whole);
    n.point = n.exponent = n.whole + whole;
    n.good = whole == 1 || (whole > 1 && word.p[n.whole] != '0');
    if (n.point < word.n && word.p[n.point] == '.') {
        size_t fraction = digits_at(word, n.point + 1);
        n.good = n.good && fraction;
        n.exponent = n.point + 1 + fraction;
    }
    size_t at = n.exponent;
    if (at < word.n && (word.p[at] == 'e' || word.p[at] == 'E')) {
        at++;
        at += at < word.n && (word.p[at] == '+' || word.p[at] == '-');
        size_t power = digits_at(word, at);
        n.good = n.good && power;
        at += power;
    }
    n.good = n.good && at == word.n;
    return n;
}

/* The digits with the point behind so many of them, and zeros where there are none. */
static void add_number(bc_str digits, int whole, bc_buf *out)
{
    while (whole > 1 && digits.n > 1 && digits.p[0] == '0') { /* 0.5e1 */
        digits = bc_str_slice(digits, 1, digits.n);
        whole--;
    }
    if (whole > 1 && digits.n && digits.p[0] == '0')
        whole = 1;
    bc_buf_add_text(out, whole <= 0 ? "0." : "");
    for (int i = whole; i < 0; i++)
        bc_buf_add_char(out, '0');
    for (size_t i = 0; i < digits.n; i++) {
        if (i && (int)i == whole)
            bc_buf_add_char(out, '.');
        bc_buf_add_char(out, digits.p[i]);
    }
    for (int i = (int)digits.n; i < whole; i++)
        bc_buf_add_char(out, '0');
}

/* 1.5e3 is 1500: the digits stay as they are, and the point moves. What would have more of them than any amount stays
 * as it was written, and is named for what it is where it is used. */
static bc_str without_exponent(reader *r, bc_str word, const number *n)
{
    enum { MAX_MOVED = 40 };
    char digits[MAX_MOVED];
    size_t count = 0, at = n->exponent + 1;
    bool small = word.p[at] == '-';
    int power = 0;
    for (at += small || word.p[at] == '+'; at < word.n && power <= MAX_MOVED; at++)
        power = power * 10 + (word.p[at] - '0');
    if (power > MAX_MOVED || n->exponent - n->whole > MAX_MOVED)
        return word;
    for (size_t i = n->whole; i < n->exponent; i++)
        if (word.p[i] != '.')
            digits[count++] = word.p[i];
    bc_buf_clear(&r->decoded);
    bc_buf_add_text(&r->decoded, n->whole ? "-" : "");
    add_number((bc_str){ digits, count }, (int)(n->point - n->whole) + (small ? -power : power), &r->decoded);
    return bc_buf_str(&r->decoded);
}

/* ， and ： end it as their half-width forms do. */
static bool ends_word(reader *r, size_t at)
{
    int c = byte_at(r, at);
    if (c == 0xEF && byte_at(r, at + 1) == 0xBC)
        return byte_at(r, at + 2) == 0x8C || byte_at(r, at + 2) == 0x9A;
    return c <= ' ' || strchr(",:[]{}\"", c);
}

/* All that stands there without quotation marks; a byte at least. */
static bc_str take_word(reader *r)
{
    const size_t start = r->at++;
    while (!ends_word(r, r->at))
        r->at++;
    return bc_str_slice(r->at_hand, start, r->at);
}

static bool is_one_of(bc_str word, const char *const *list)
{
    while (*list && !bc_str_is(word, *list))
        list++;
    return *list != NULL;
}

static bool begins_number(bc_str word)
{
    size_t at = word.p[0] == '-' || word.p[0] == '+' || word.p[0] == '.';
    return at < word.n && (is_digit(word.p[at]) || word.p[at] == '.');
}

static bc_source_json_problem number_problem(bc_str word)
{
    if (word.p[0] == '+')
        return BC_JSON_PLUS;
    size_t sign = word.p[0] == '-';
    bc_str digits = bc_str_slice(word, sign, word.n);
    bool zeros = digits.n > 1 && digits.p[0] == '0' && is_digit(digits.p[1]);
    if (zeros && digits_at(digits, 0) == digits.n)
        return BC_JSON_ZEROS;
    size_t whole = digits_at(digits, 0), fraction = whole < digits.n ? digits_at(digits, whole + 1) : 0;
    if (whole < digits.n && digits.p[whole] == '.' && (!whole || !fraction) && whole + 1 + fraction == digits.n)
        return BC_JSON_POINT;
    return zeros ? BC_JSON_ZEROS : BC_JSON_DIGITS;
}

static bc_source_json_problem word_problem(bc_str word, bool key)
{
    static const char *const NANS[] = {
        "NaN", "nan", "NAN", "Infinity", "-Infinity", "inf", "-inf", "Inf", "-Inf", NULL
    };
    static const char *const CAPITALS[] = { "True", "TRUE", "False", "FALSE", "Null", "NULL", NULL };
    static const char *const NOTHINGS[] = { "None", "nil", "undefined", "NIL", "~", NULL };
    if (key)
        return BC_JSON_KEY;
    if (begins_number(word))
        return number_problem(word);
    if (is_one_of(word, NANS))
        return BC_JSON_NAN;
    if (is_one_of(word, CAPITALS))
        return BC_JSON_CAPITALS;
    return is_one_of(word, NOTHINGS) ? BC_JSON_NOTHING : BC_JSON_PLAIN;
}

static void read_word(reader *r, bool key, token *out)
{
    bc_str word = take_word(r);
    const number n = parse_number(word);
    out->kind = BC_JSON_WORD;
    out->text = word;
    mark_token(r, out, r->at);
    if (key) {
        bc_source_json_report(r, word_problem(word, true), out->mark);
        return;
    }
    if (n.good && n.exponent < word.n)
        out->text = without_exponent(r, word, &n);
    if (bc_str_is(word, "null"))
        out->kind = BC_JSON_NULL;
    else if (!n.good && !bc_str_is(word, "true") && !bc_str_is(word, "false"))
        bc_source_json_report(r, word_problem(word, false), out->mark);
}

/* -- tokens --------------------------------------------------------------------------------------------- */

static bool stands_at(reader *r, size_t at, const char *text)
{
    bc_str wanted = bc_str_from(text);
    return reach(r, at + wanted.n) && bc_str_starts(bc_str_slice(r->at_hand, at, at + wanted.n), wanted);
}

static void take_sign(reader *r, char sign, size_t bytes, token *out)
{
    out->kind = BC_JSON_PUNCTUATION;
    out->sign = sign;
    r->at = out->at + bytes;
}

/* What is beyond ASCII. False: it has been passed over, and the token is still to come. */
static bool read_wide(reader *r, bool key, token *out)
{
    bool comma = stands_at(r, r->at, "，");
    if (stands_at(r, r->at, "\xef\xbb\xbf")) {
        report_at(r, BC_JSON_INNER_MARK, r->at, 1);
        r->at += 3;
        return false;
    }
    if (comma || stands_at(r, r->at, "：")) {
        report_at(r, comma ? BC_JSON_WIDE_COMMA : BC_JSON_WIDE_COLON, r->at, 1);
        take_sign(r, comma ? ',' : ':', 3, out);
    } else if (stands_at(r, r->at, "“") || stands_at(r, r->at, "”")) {
        read_wide_quoted(r, out);
    } else {
        read_word(r, key, out);
    }
    return true;
}

/* What begins with none of JSON's own signs; false as above. */
static bool read_odd(reader *r, int c, bool key, token *out)
{
    if (c == '\'') {
        read_text(r, '\'', out);
        if (out->kind == BC_JSON_TEXT)
            bc_source_json_report(r, BC_JSON_QUOTES, out->mark);
    } else if (c == '#' || (c == '/' && (byte_at(r, r->at + 1) == '/' || byte_at(r, r->at + 1) == '*'))) {
        if (pass_comment(r))
            return false;
        out->kind = BC_JSON_FAULT;
    } else if (c < ' ') {
        report_at(r, BC_JSON_CONTROL, r->at, 1);
        r->at++;
        return false;
    } else if (c >= 0x80) {
        return read_wide(r, key, out);
    } else {
        read_word(r, key, out);
    }
    return true;
}

void bc_source_json_read_token(bc_source_json_text *r, bool key, bc_source_json_token *out)
{
    for (;;) {
        int c = pass_blanks(r);
        *out = (bc_source_json_token){ .kind = BC_JSON_END, .from = r->counted, .at = r->at };
        switch (c) {
        case -1:
            return;
        case '"':
            read_text(r, '"', out);
            return;
        case '{':
        case '}':
        case '[':
        case ']':
        case ',':
        case ':':
            take_sign(r, (char)c, 1, out);
            return;
        default:
            if (read_odd(r, c, key, out))
                return;
        }
    }
}

/* -- moving on ------------------------------------------------------------------------------------------ */

void bc_source_json_forget(bc_source_json_text *r)
{
    size_t n = r->at;
    if (n < KEPT_BEFORE + FORGOTTEN_AT_ONCE)
        return;
    bc_source_json_place(r);
    for (n -= KEPT_BEFORE; n > 0 && ((unsigned char)r->at_hand.p[n] & 0xC0) == 0x80;)
        n--; /* no character is cut */
    bc_source_window_forget(r->window, n);
    r->at_hand = bc_buf_str(&r->window->text);
    r->at -= n;
    bc_source_place_forget(&r->counted, n);
}

static size_t find_line_feed(bc_str text, size_t at, size_t last)
{
    bc_str searched = bc_str_slice(text, at, last);
    const char *feed = searched.n ? memchr(searched.p, '\n', searched.n) : NULL;
    return feed ? (size_t)(feed - text.p) : at + searched.n;
}

size_t bc_source_json_line_end(bc_source_json_text *r, size_t most)
{
    const size_t last = r->at + most;
    size_t end = find_line_feed(r->at_hand, r->at, last);
    while (end == r->at_hand.n && end < last && reach(r, end + 1))
        end = find_line_feed(r->at_hand, end, last);
    return end;
}

static bool begins_value(reader *r, size_t at)
{
    int c = byte_at(r, at);
    return c == '{' || c == '[';
}

bool bc_source_json_next_line(bc_source_json_text *r, size_t from)
{
    if (from == r->counted.line_at && begins_value(r, from)) {
        r->at = from;
        r->counted = (bc_source_place){ .at = from, .line_at = from, .line = r->counted.line };
        return true;
    }
    r->at = from > r->counted.at ? from : r->counted.at;
    for (int c; (c = byte_at(r, r->at)) >= 0; r->at++) {
        if (c != '\n' && c != '\r')
            continue;
        pass_line_end(r, r->at);
        if (r->counted.at == r->at + 1 && begins_value(r, r->at + 1)) {
            r->at++;
            return true;
        }
        if (r->window)
            bc_source_json_forget(r);
    }
    return false;
}
