/* People write one number and one name in many ways: 张　三, １３８－1234 5678, 一三八…. So a text is looked through
 * without its blanks, in one width, each character knowing its bytes; and what is found is replaced where it stands. */
#include "publish/private/text.h"

#include "base/utf8.h"
#include "unicode/character.h"

#include <stdlib.h>

void bc_publish_text_release(bc_publish_text *text)
{
    bc_vec_release(&text->at);
    bc_vec_release(&text->spans);
    bc_vec_release(&text->units);
}

bool bc_publish_is_blank(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x3000 || c == 0xA0 ||
           (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x2028 || c == 0x2029 || c == 0x85;
}

uint32_t bc_publish_fold(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        c -= 0xFEE0;
    if (c >= 'A' && c <= 'Z')
        return c + ('a' - 'A');
    switch (c) {
    case 0x2010: /* hyphens and dashes */
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
    case 0x2500:
    case 0xFE63:
        return '-';
    case 0x2022: /* dots between the parts of a name */
    case 0x2027:
    case 0x30FB:
    case 0xFF65:
    case 0x2E31:
        return 0xB7;
    case 0x3002:
    case 0xFF61:
        return 0x3002;
    default:
        return c;
    }
}

/* Of figures in words, in the order of their values. */
static int numeral_of(uint32_t c)
{
    static const uint32_t PLAIN[] = { 0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D };
    static const uint32_t FORMAL[] = { 0x96F6, 0x58F9, 0x8D30, 0x53C1, 0x8086, 0x4F0D, 0x9646, 0x67D2, 0x634C, 0x7396 };
    for (int i = 0; i < 10; i++)
        if (c == PLAIN[i] || c == FORMAL[i])
            return i;
    return c == 0x5E7A ? 1 : c == 0x25CB ? 0 : BC_PUBLISH_NO_DIGIT; /* 幺, ○ */
}

/* Figures of other kinds: in circles, of mathematics, Arabic ones. */
static int figure_of(uint32_t c)
{
    if (c >= '0' && c <= '9')
        return (int)(c - '0');
    if (c >= 0x1D7CE && c <= 0x1D7FF)
        return (int)((c - 0x1D7CE) % 10);
    if (c >= 0x2460 && c <= 0x2468)
        return (int)(c - 0x2460) + 1;
    if (c >= 0x0660 && c <= 0x0669)
        return (int)(c - 0x0660);
    if (c >= 0x2080 && c <= 0x2089)
        return (int)(c - 0x2080);
    return BC_PUBLISH_NO_DIGIT;
}

/* Radicals and their like, letters of mathematics and in circles. */
static bool may_look_otherwise(uint32_t c)
{
    return (c >= 0x2E80 && c <= 0x2FDF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F) ||
           (c >= 0x1D400 && c <= 0x1D7CD) || (c >= 0x24B6 && c <= 0x24E9) || (c >= 0x3190 && c <= 0x319F);
}

static bc_publish_char char_of(uint32_t c, size_t from, size_t to)
{
    if (may_look_otherwise(c))
        c = bc_unicode_meant(c);
    bc_publish_char one = { .c = bc_publish_fold(c), .from = (uint32_t)from, .to = (uint32_t)to };
    one.digit = (int8_t)figure_of(one.c);
    if (one.digit == BC_PUBLISH_NO_DIGIT) {
        one.digit = (int8_t)numeral_of(one.c);
        one.numeral = one.digit != BC_PUBLISH_NO_DIGIT;
    }
    one.han = one.c >= 0x2E80 && bc_unicode_script_of(one.c) == BC_SCRIPT_HAN && one.c != 0x25CB;
    one.letter = !one.han && ((one.digit != BC_PUBLISH_NO_DIGIT && !one.numeral) || bc_unicode_is_letter(one.c));
    return one;
}

/* Commas between thousands are no part of a figure. */
static bool is_comma(bc_str whole, size_t at, size_t next, uint32_t c)
{
    return c == ',' && at > 0 && whole.p[at - 1] >= '0' && whole.p[at - 1] <= '9' && next < whole.n &&
           whole.p[next] >= '0' && whole.p[next] <= '9';
}

void bc_publish_text_read(bc_publish_text *text, bc_str whole)
{
    bool gap = false;
    text->whole = whole;
    text->worded = false;
    bc_vec_clear(&text->at);
    bc_vec_clear(&text->spans);
    for (size_t at = 0; at < whole.n;) {
        const size_t from = at;
        const uint32_t c = bc_utf8_next(whole, &at);
        if (bc_publish_is_blank(c)) {
            gap = true;
            continue;
        }
        if (bc_unicode_is_ignorable(c) || bc_unicode_is_control(c) || is_comma(whole, from, at, c))
            continue;
        bc_publish_char one = char_of(c, from, at);
        one.gap = gap;
        gap = false;
        bc_vec_add(&text->at, one);
    }
}

void bc_publish_text_find_words(bc_publish_text *text, bc_unicode_breaks **breaks)
{
    if (text->worded)
        return;
    text->worded = true;
    bc_vec_clear(&text->units);
    for (size_t i = 0; i < text->at.n; i++)
        bc_vec_add(&text->units, (uint16_t)(text->at.at[i].c < 0x10000 ? text->at.at[i].c : 0x3400));
    if (!*breaks)
        *breaks = bc_unicode_breaks_new(BC_UNICODE_WORDS);
    if (!*breaks || !text->at.n || !bc_unicode_breaks_in_utf16(*breaks, text->units.at, text->units.n)) {
        for (size_t i = 0; i < text->at.n; i++)
            text->at.at[i].edge = true;
        return;
    }
    text->at.at[0].edge = true;
    for (int32_t at; (at = bc_unicode_breaks_next(*breaks)) != BC_UNICODE_NO_MORE;)
        if (at > 0 && (size_t)at < text->at.n)
            text->at.at[at].edge = true;
}

bool bc_publish_text_take(bc_publish_text *text, size_t from, size_t to, bc_str with, const char *rule)
{
    for (size_t i = from; i < to; i++)
        if (text->at.at[i].taken)
            return false;
    for (size_t i = from; i < to; i++)
        text->at.at[i].taken = true;
    const bc_publish_span span = { text->at.at[from].from, text->at.at[to - 1].to, with, rule };
    bc_vec_add(&text->spans, span);
    return true;
}

size_t bc_publish_text_has(const bc_publish_text *text, size_t at, bc_str word)
{
    size_t n = 0;
    for (size_t i = 0; i < word.n;) {
        const uint32_t c = bc_utf8_next(word, &i);
        if (bc_publish_is_blank(c))
            continue;
        if (at + n >= text->at.n || text->at.at[at + n].c != bc_publish_fold(c))
            return 0;
        n++;
    }
    return n;
}

bool bc_publish_text_before(const bc_publish_text *text, size_t at, const bc_publish_words *words)
{
    for (uint32_t i = 0; i < words->n; i++)
        if (bc_publish_text_has(text, at, words->at[i]))
            return true;
    return false;
}

bool bc_publish_text_behind(const bc_publish_text *text, size_t at, const bc_publish_words *words)
{
    for (uint32_t i = 0; i < words->n; i++) {
        const size_t n = bc_utf8_count(words->at[i]);
        if (n <= at && bc_publish_text_has(text, at - n, words->at[i]))
            return true;
    }
    return false;
}

static int compare_spans(const void *a, const void *b)
{
    const bc_publish_span *x = a, *y = b;
    return (x->from > y->from) - (x->from < y->from);
}

bc_str bc_publish_text_replaced(bc_publish_text *text, bc_arena *arena)
{
    if (!text->spans.n)
        return text->whole;
    qsort(text->spans.at, text->spans.n, sizeof *text->spans.at, compare_spans);
    bc_buf out;
    bc_buf_init(&out);
    size_t at = 0;
    for (size_t i = 0; i < text->spans.n; i++) {
        const bc_publish_span *span = &text->spans.at[i];
        bc_buf_add_str(&out, bc_str_slice(text->whole, at, span->from));
        bc_buf_add_str(&out, span->with);
        at = span->to;
    }
    bc_buf_add_str(&out, bc_str_slice(text->whole, at, text->whole.n));
    const bc_str made = bc_arena_str(arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return made;
}
