/* Blanks set labels wide, colons end them, brackets hold units and hints that one department writes and another does
 * not: none of it tells labels apart. Figures do (目标1, 目标2), but not those of years. */
#include "collect/private/label.h"

#include "base/utf8.h"

typedef struct reader {
    uint32_t c[BC_COLLECT_LABEL_MAX];
    uint32_t n;
} reader;

static bool is_sign(uint32_t c)
{
    const bool ascii = c < 0x80 && !(c >= '0' && c <= '9') && !(c >= 'a' && c <= 'z');
    return ascii || (c >= 0x80 && c < 0xc0) || c == 0xd7 || (c >= 0x2000 && c <= 0x206f) ||
           (c >= 0x3000 && c <= 0x303f) || (c >= 0xfe00 && c <= 0xfe6f) || c == 0xfeff;
}

static bool is_figure(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static uint32_t plain(uint32_t c)
{
    if (c >= 0xff01 && c <= 0xff5e)
        c -= 0xfee0;
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static bool opens(uint32_t c)
{
    return c == '(' || c == '[' || c == 0x3010 || c == 0x3014;
}

static bool closes(uint32_t c)
{
    return c == ')' || c == ']' || c == 0x3011 || c == 0x3015;
}

static bool read_text(bc_str text, reader *out)
{
    out->n = 0;
    for (size_t at = 0; at < text.n;) {
        if (out->n == BC_COLLECT_LABEL_MAX)
            return false;
        out->c[out->n++] = plain(bc_utf8_next(text, &at));
    }
    return true;
}

static bool is_numeral(uint32_t c)
{
    static const uint32_t NUMERALS[] = {
        0x4e00, 0x4e8c, 0x4e09, 0x56db, 0x4e94, 0x516d, 0x4e03, 0x516b, 0x4e5d, 0x5341
    };
    for (size_t i = 0; i < sizeof NUMERALS / sizeof *NUMERALS; i++)
        if (NUMERALS[i] == c)
            return true;
    return is_figure(c);
}

/* Where the words begin: behind `一、` or `1.`. */
static uint32_t skip_ordinal(const reader *r)
{
    uint32_t i = 0;
    while (i < r->n && is_sign(r->c[i]) && !opens(r->c[i]))
        i++;
    const uint32_t from = i;
    while (i < r->n && is_numeral(r->c[i]))
        i++;
    const bool ordinal = i > from && i < r->n && (r->c[i] == 0x3001 || r->c[i] == '.' || r->c[i] == ')');
    return ordinal && i + 1 < r->n ? i + 1 : from;
}

/* The bytes of a year at i: 2026 before 年, or Y-1 where nobody knows it. */
static uint32_t year_at(const reader *r, uint32_t i)
{
    static const uint32_t YEAR = 0x5e74;
    if (r->c[i] == 'y' && i + 2 < r->n && (r->c[i + 1] == '-' || r->c[i + 1] == '+') && is_figure(r->c[i + 2]))
        return 3;
    if (r->c[i] == 'y' && i + 1 < r->n && r->c[i + 1] == YEAR)
        return 1;
    uint32_t n = 0;
    while (i + n < r->n && is_figure(r->c[i + n]))
        n++;
    return n == 4 && i + n < r->n && r->c[i + n] == YEAR ? n : 0;
}

/* Appends what counts; how many characters. */
static uint32_t fold(const reader *r, uint32_t from, bool bare, bc_buf *out)
{
    uint32_t depth = 0, years = 0, counted = 0;
    for (uint32_t i = from; i < r->n; i++) {
        const uint32_t c = r->c[i];
        depth += opens(c);
        if (closes(c) && depth)
            depth--;
        if (bare && !years)
            years = year_at(r, i);
        if (is_sign(c) || (bare && (depth || years))) {
            years -= years > 0;
            continue;
        }
        bc_buf_add_utf8(out, c);
        counted++;
    }
    return counted;
}

static uint64_t hash_of(const reader *r, uint32_t from, bool bare, uint32_t *counted)
{
    bc_buf out;
    bc_buf_init(&out);
    *counted = fold(r, from, bare, &out);
    const uint64_t hash = bc_str_hash(bc_buf_str(&out));
    bc_buf_release(&out);
    return hash;
}

bc_collect_label bc_collect_label_of(bc_str text)
{
    reader r;
    bc_collect_label label = { 0 };
    uint32_t rest;
    if (text.n > BC_COLLECT_LABEL_MAX * 4 || !read_text(text, &r))
        return label;
    label.whole = hash_of(&r, 0, false, &label.length);
    label.bare = hash_of(&r, skip_ordinal(&r), true, &rest);
    if (!rest)
        label.bare = label.whole;
    return label;
}

static bool is_colon(uint32_t c)
{
    return plain(c) == ':';
}

size_t bc_collect_label_lead(bc_str text, size_t from)
{
    size_t at = from, next = from;
    while (next < text.n && !is_colon(bc_utf8_next(text, &next)))
        at = next;
    if (at >= text.n || at > BC_COLLECT_LABEL_MAX || !bc_str_trim(bc_str_slice(text, 0, at)).n)
        return 0;
    for (at = next; next < text.n && is_colon(bc_utf8_next(text, &next));) /* 目标1：： is a label alone */
        at = next;
    return bc_str_trim(bc_str_slice(text, at, text.n)).n ? at : 0;
}

bool bc_collect_label_is_remark(bc_str text)
{
    size_t at = 0;
    text = bc_str_trim(text);
    return text.n && opens(plain(bc_utf8_next(text, &at)));
}

uint32_t bc_collect_label_fold(bc_str text, bc_buf *out)
{
    reader r;
    return text.n <= BC_COLLECT_LABEL_MAX * 4 && read_text(text, &r) ? fold(&r, 0, true, out) : 0;
}

unsigned bc_collect_label_match(const bc_collect_label *a, const bc_collect_label *b)
{
    if (!a->length || !b->length)
        return 0;
    return a->whole == b->whole ? 3 : a->bare == b->bare ? 2 : 0;
}

bc_str bc_collect_shorten(bc_arena *arena, bc_str text)
{
    enum { SHOWN = 40 };
    size_t at = 0;
    for (unsigned i = 0; i < SHOWN && at < text.n && text.p[at] != '\n'; i++)
        (void)bc_utf8_next(text, &at);
    return at < text.n ? bc_arena_printf(arena, "%.*s…", (int)at, text.p) : text;
}
