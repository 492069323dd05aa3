/* Values as PDF writes them (ISO 32000-1, 7.2 and 7.3). What is nearly right is read as all readers do; what is not
 * closed ends with the bytes. */
#include "pdfread/private/parse.h"

#include "base/vec.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static bool parse(bc_pdfread_cursor *in, unsigned depth, bc_pdfread_object *out);

bool bc_pdfread_is_space(char c)
{
    return c == '\0' || c == '\t' || c == '\n' || c == '\f' || c == '\r' || c == ' ';
}

static bool is_delimiter(char c)
{
    return c && strchr("()<>[]{}/%", c);
}

static bool is_regular(char c)
{
    return !bc_pdfread_is_space(c) && !is_delimiter(c);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The byte so far on; a blank beyond the end. */
static char peek(const bc_pdfread_cursor *in, size_t on)
{
    return on < in->bytes.n - in->at ? in->bytes.p[in->at + on] : ' ';
}

static bool is_end(const bc_pdfread_cursor *in)
{
    return in->at >= in->bytes.n;
}

static void doubt(const bc_pdfread_cursor *in, bool odd)
{
    if (in->odd && odd)
        *in->odd = true;
}

void bc_pdfread_spend(uint32_t *values, size_t bytes)
{
    enum { BYTES_PER_VALUE = 64 };
    const size_t spent = bytes / BYTES_PER_VALUE;
    *values = spent < *values ? *values - (uint32_t)spent : 0;
}

static void skip(bc_pdfread_cursor *in)
{
    const size_t start = in->at;
    bool comment = false;
    for (; !is_end(in); in->at++) {
        const char c = peek(in, 0);
        comment = (comment || c == '%') && c != '\n' && c != '\r';
        if (!comment && !bc_pdfread_is_space(c))
            break;
        doubt(in, comment);
    }
    bc_pdfread_spend(in->values, in->at - start);
}

bool bc_pdfread_number(bc_pdfread_cursor *in, uint64_t most, uint64_t *out)
{
    const size_t start = in->at;
    uint64_t value = 0;
    skip(in);
    const size_t first = in->at;
    for (; is_digit(peek(in, 0)) && value <= most; in->at++)
        value = value * 10 + (uint64_t)(peek(in, 0) - '0');
    if (in->at == first || value > most) {
        in->at = start;
        return false;
    }
    *out = value;
    return true;
}

bool bc_pdfread_word(bc_pdfread_cursor *in, const char *word)
{
    const size_t start = in->at, n = strlen(word);
    skip(in);
    if (in->bytes.n - in->at < n || memcmp(in->bytes.p + in->at, word, n) != 0) {
        in->at = start;
        return false;
    }
    in->at += n;
    return true;
}

/* -- strings and names ---------------------------------------------------------------------------------- */

static bc_str keep(const bc_pdfread_cursor *in, bc_buf *text)
{
    const bc_str kept = bc_arena_str(in->arena, bc_buf_str(text));
    bc_pdfread_spend(in->values, kept.n);
    bc_buf_release(text);
    return kept;
}

/* Behind its backslash. */
static void parse_escape(bc_pdfread_cursor *in, bc_buf *text)
{
    static const char LETTERS[] = "nrtbf", MEANT[] = "\n\r\t\b\f";
    const char c = peek(in, 0);
    const char *letter = c ? strchr(LETTERS, c) : NULL;
    unsigned octal = 0, digits = 0;
    if (is_end(in))
        return;
    for (; digits < 3 && peek(in, 0) >= '0' && peek(in, 0) <= '7'; digits++, in->at++)
        octal = octal * 8 + (unsigned)(peek(in, 0) - '0');
    if (digits) {
        doubt(in, octal > UCHAR_MAX);
        bc_buf_add_char(text, (char)(unsigned char)octal);
        return;
    }
    in->at++;
    if (c == '\r' && peek(in, 0) == '\n')
        in->at++;
    else if (letter)
        bc_buf_add_char(text, MEANT[letter - LETTERS]);
    else if (c != '\n' && c != '\r')
        bc_buf_add_char(text, c);
}

static bc_str parse_string(bc_pdfread_cursor *in)
{
    bc_buf text;
    size_t open = 1;
    bc_buf_init(&text);
    for (in->at++; !is_end(in);) {
        const char c = in->bytes.p[in->at++];
        open += c == '(';
        open -= c == ')';
        if (!open)
            break;
        if (c == '\\')
            parse_escape(in, &text);
        else if (c == '\r') {
            in->at += peek(in, 0) == '\n';
            bc_buf_add_char(&text, '\n');
        } else
            bc_buf_add_char(&text, c);
    }
    doubt(in, open != 0);
    return keep(in, &text);
}

static bc_str parse_hex(bc_pdfread_cursor *in)
{
    bc_buf text;
    int half = -1;
    bc_buf_init(&text);
    for (in->at++; !is_end(in) && peek(in, 0) != '>'; in->at++) {
        const int digit = bc_str_hex_digit(peek(in, 0));
        doubt(in, digit < 0 && !bc_pdfread_is_space(peek(in, 0)));
        if (digit < 0)
            continue;
        if (half >= 0)
            bc_buf_add_char(&text, (char)(unsigned char)(half << 4 | digit));
        half = half >= 0 ? -1 : digit;
    }
    if (half >= 0)
        bc_buf_add_char(&text, (char)(unsigned char)(half << 4));
    doubt(in, is_end(in));
    in->at += !is_end(in);
    return keep(in, &text);
}

/* Some readers know no NUL in names, and none that are longer than the standard has them. */
static bc_str parse_name(bc_pdfread_cursor *in)
{
    enum { MAX_NAME = 127 };
    bc_buf text;
    bc_buf_init(&text);
    for (in->at++; !is_end(in) && is_regular(peek(in, 0)); in->at++) {
        const int high = bc_str_hex_digit(peek(in, 1)), low = bc_str_hex_digit(peek(in, 2));
        if (peek(in, 0) != '#' || high < 0 || low < 0) {
            doubt(in, peek(in, 0) == '#');
            bc_buf_add_char(&text, peek(in, 0));
            continue;
        }
        bc_buf_add_char(&text, (char)(unsigned char)(high << 4 | low));
        doubt(in, !high && !low);
        in->at += 2;
    }
    doubt(in, !text.n || text.n > MAX_NAME);
    return keep(in, &text);
}

/* -- numbers, references, words ------------------------------------------------------------------------- */

/* `12 0 R`; false, and nothing is read, where it is none. */
static bool parse_ref(bc_pdfread_cursor *in, bc_pdfread_object *out)
{
    const size_t start = in->at;
    uint64_t number, generation;
    if (bc_pdfread_number(in, BC_PDFREAD_MAX_NUMBER, &number) && bc_pdfread_is_space(peek(in, 0)) &&
        bc_pdfread_number(in, UINT16_MAX, &generation) && bc_pdfread_is_space(peek(in, 0)) &&
        bc_pdfread_word(in, "R") && !is_regular(peek(in, 0))) {
        doubt(in, !number);
        *out = (bc_pdfread_object){ .kind = BC_PDFREAD_REF, .n = (uint32_t)generation, .as.ref = (uint32_t)number };
        return true;
    }
    in->at = start;
    return false;
}

static bool parse_figures(bc_pdfread_cursor *in, bc_pdfread_object *out)
{
    const size_t start = in->at;
    const bool negative = peek(in, 0) == '-';
    int64_t value = 0;
    bool whole = true;
    unsigned digits = 0, points = 0;
    in->at += negative || peek(in, 0) == '+';
    for (; is_digit(peek(in, 0)) || peek(in, 0) == '.'; in->at++) {
        digits += is_digit(peek(in, 0));
        points += peek(in, 0) == '.';
        whole = whole && peek(in, 0) != '.' && value < INT64_MAX / 10 - 1;
        if (whole)
            value = value * 10 + (peek(in, 0) - '0');
    }
    doubt(in, !digits || points > 1 || is_regular(peek(in, 0)) || (!points && (!whole || value > INT32_MAX)));
    *out = (bc_pdfread_object){ .kind = BC_PDFREAD_INTEGER, .as.integer = negative ? -value : value };
    if (!whole)
        *out = (bc_pdfread_object){ .kind = BC_PDFREAD_REAL, .as.text = bc_str_slice(in->bytes, start, in->at) };
    return in->at > start;
}

static bool parse_word(bc_pdfread_cursor *in, bc_pdfread_object *out)
{
    const size_t start = in->at;
    while (is_regular(peek(in, 0)))
        in->at++;
    const bc_str word = bc_str_slice(in->bytes, start, in->at);
    *out = (bc_pdfread_object){ 0 };
    if (bc_str_is(word, "true") || bc_str_is(word, "false"))
        *out = (bc_pdfread_object){ .kind = BC_PDFREAD_BOOL, .as.truth = word.n == 4 };
    else if (!bc_str_is(word, "null")) {
        in->at = start;
        return false;
    }
    return true;
}

/* -- arrays and dictionaries ---------------------------------------------------------------------------- */

static bool parse_array(bc_pdfread_cursor *in, unsigned depth, bc_pdfread_object *out)
{
    BC_VEC(bc_pdfread_object) items = { 0 };
    bool good = true;
    for (in->at++; good && (skip(in), !is_end(in)) && peek(in, 0) != ']';) {
        bc_pdfread_object item;
        good = parse(in, depth + 1, &item);
        if (good)
            bc_vec_add(&items, item);
    }
    good = good && !is_end(in);
    in->at += good;
    *out = (bc_pdfread_object){ .kind = BC_PDFREAD_ARRAY,
                                .n = (uint32_t)items.n,
                                .as.items = BC_NEW_COPY(in->arena, items.at, items.n) };
    bc_vec_release(&items);
    return good;
}

typedef BC_VEC(bc_pdfread_entry) entry_list;

int bc_pdfread_compare_keys(bc_str a, bc_str b)
{
    return a.n != b.n ? (a.n > b.n) - (a.n < b.n) : a.n ? memcmp(a.p, b.p, a.n) : 0;
}

/* A key, and where it stands. */
typedef struct keyed {
    bc_str key;
    uint32_t at;
} keyed;

static int by_key(const void *a, const void *b)
{
    const keyed *x = a, *y = b;
    const int order = bc_pdfread_compare_keys(x->key, y->key);
    return order ? order : (x->at > y->at) - (x->at < y->at);
}

static bool has_repeats(const entry_list *entries)
{
    for (size_t i = 1; i < entries->n; i++)
        for (size_t k = 0; k < i; k++)
            if (bc_str_eq(entries->at[i].key, entries->at[k].key))
                return true;
    return false;
}

/* A key that is repeated means its last value, as to all readers that are much used; it stays where it was first. */
static void take_last(bc_pdfread_cursor *in, entry_list *entries)
{
    BC_VEC(keyed) keys = { 0 };
    size_t n = 0;
    if (entries->n <= BC_PDFREAD_FEW && !has_repeats(entries))
        return;
    for (size_t i = 0; i < entries->n; i++)
        bc_vec_add(&keys, (keyed){ entries->at[i].key, (uint32_t)i });
    if (keys.n)
        qsort(keys.at, keys.n, sizeof *keys.at, by_key);
    for (size_t i = 1, first = 0; i < keys.n; i++) {
        if (!bc_str_eq(keys.at[i].key, keys.at[i - 1].key)) {
            first = i;
            continue;
        }
        doubt(in, true);
        entries->at[keys.at[first].at].value = entries->at[keys.at[i].at].value;
        entries->at[keys.at[i].at].key.p = NULL;
    }
    for (size_t i = 0; i < entries->n; i++)
        if (entries->at[i].key.p)
            entries->at[n++] = entries->at[i];
    entries->n = n;
    bc_vec_release(&keys);
}

/* The entries, with their index behind them when they are many. */
static const bc_pdfread_entry *keep_entries(bc_pdfread_cursor *in, const entry_list *entries)
{
    const size_t n = entries->n, index = n > BC_PDFREAD_FEW ? n * sizeof(uint32_t) : 0;
    if (!n)
        return NULL;
    bc_pdfread_entry *kept = bc_arena_alloc(in->arena, n * sizeof *kept + index);
    memcpy(kept, entries->at, n * sizeof *kept);
    if (!index)
        return kept;
    keyed *keys = bc_mem_alloc(n * sizeof *keys);
    for (size_t i = 0; i < n; i++)
        keys[i] = (keyed){ kept[i].key, (uint32_t)i };
    qsort(keys, n, sizeof *keys, by_key);
    for (size_t i = 0; i < n; i++)
        ((uint32_t *)(kept + n))[i] = keys[i].at;
    bc_mem_free(keys);
    return kept;
}

static bool parse_dict(bc_pdfread_cursor *in, unsigned depth, bc_pdfread_object *out)
{
    entry_list entries = { 0 };
    bool good = true, closed = false;
    for (in->at += 2; good && !closed;) {
        bc_pdfread_entry entry;
        skip(in);
        closed = peek(in, 0) == '>' && peek(in, 1) == '>';
        if (closed)
            break;
        good = !is_end(in) && peek(in, 0) == '/';
        if (good)
            entry.key = parse_name(in);
        good = good && (skip(in), parse(in, depth + 1, &entry.value));
        if (good)
            bc_vec_add(&entries, entry);
    }
    in->at += closed ? 2 : 0;
    take_last(in, &entries);
    *out = (bc_pdfread_object){ .kind = BC_PDFREAD_DICT,
                                .n = (uint32_t)entries.n,
                                .as.entries = keep_entries(in, &entries) };
    bc_vec_release(&entries);
    return closed;
}

static bool parse(bc_pdfread_cursor *in, unsigned depth, bc_pdfread_object *out)
{
    const char c = peek(in, 0);
    *out = (bc_pdfread_object){ 0 };
    if (is_end(in) || depth > BC_PDFREAD_MAX_DEPTH || !*in->values)
        return false;
    --*in->values;
    if (c == '<' && peek(in, 1) == '<')
        return parse_dict(in, depth, out);
    if (c == '[')
        return parse_array(in, depth, out);
    if (c == '(' || c == '<')
        *out = (bc_pdfread_object){ .kind = BC_PDFREAD_STRING, .as.text = c == '(' ? parse_string(in) : parse_hex(in) };
    else if (c == '/')
        *out = (bc_pdfread_object){ .kind = BC_PDFREAD_NAME, .as.text = parse_name(in) };
    else if (is_digit(c))
        return parse_ref(in, out) || parse_figures(in, out);
    else if (c == '+' || c == '-' || c == '.')
        return parse_figures(in, out);
    else
        return parse_word(in, out);
    return true;
}

bool bc_pdfread_value(bc_pdfread_cursor *in, bc_pdfread_object *out)
{
    skip(in);
    if (parse(in, 0, out))
        return true;
    *out = (bc_pdfread_object){ 0 };
    return false;
}
