/* Items of a list inside one text: `1. …`, `（2）…`, `①…`, `三、…`, `目标1：…`. Where a text has several of them their
 * later lines stand behind the number, so that it can be found, and numbers in figures end under each other, so that
 * all words stand at one edge. A name that begins with blanks (an account of a lower level) hangs behind these;
 * paragraphs that do begin as people indent them. Boxes that this would leave little of are left alone. */
#include "text/private/items.h"

#include "text/private/charclass.h"

enum {
    MAX_NUMBER = 3,   /* characters of an item's number; longer ones are years and amounts */
    MAX_NAME = 4,     /* of what is numbered: 目标, 目标内容, 任务 */
    MAX_ACCOUNT = 48, /* of a name that is indented by blanks */
    MAX_PART = 4      /* the hang takes no more than one part in so many of the width */
};

static bool is_number(const bc_text_break_char *c)
{
    static const uint32_t numbers[] = U"一二三四五六七八九十";
    for (const uint32_t *n = numbers; *n; n++)
        if (*n == c->c)
            return true;
    return c->class == BC_CLASS_DIGIT;
}

static size_t skip_number(const bc_text_break_char *chars, size_t i, size_t end)
{
    size_t start = i;
    while (i < end && i - start < MAX_NUMBER && is_number(&chars[i]))
        i++;
    return i;
}

static size_t skip_blanks(const bc_text_break_char *chars, size_t i, size_t end)
{
    while (i < end && chars[i].class == BC_CLASS_BLANK)
        i++;
    return i;
}

static bool is_colon(uint32_t c)
{
    return c == ':' || c == 0xFF1A;
}

/* The number before a point with which the paragraph at i begins; 0 when it begins otherwise. */
static uint32_t number_at(const bc_text_break_char *chars, size_t i, size_t end)
{
    uint32_t number = 0;
    size_t start = i;
    while (i < end && i - start < MAX_NUMBER && chars[i].c >= '0' && chars[i].c <= '9')
        number = 10 * number + (chars[i++].c - '0');
    return i < end && chars[i].c == '.' ? number : 0;
}

/* Whether `3.2023年…` is the third item and no decimal: the paragraph before it has the number before, or the one
 * behind it the next. */
static bool is_in_turn(const bc_text_break_char *chars, size_t i, size_t end)
{
    uint32_t number = number_at(chars, i, end);
    size_t before = i, behind = i;
    while (before > 0 && (before == i || chars[before - 1].class != BC_CLASS_NEWLINE))
        before--;
    while (behind < end && chars[behind].class != BC_CLASS_NEWLINE)
        behind++;
    return number > 0 && ((number > 1 && before < i && number_at(chars, before, i) == number - 1) ||
                          (behind < end && number_at(chars, behind + 1, end) == number + 1));
}

/* `1.` `2．` `三、` `（4）` `5）` */
static size_t skip_bare(const bc_text_break_char *chars, size_t i, size_t end, size_t text)
{
    size_t start = i;
    bool open = i < end && (chars[i].c == '(' || chars[i].c == 0xFF08);
    size_t number = i + open, behind = skip_number(chars, number, end);
    if (behind == number || behind == end)
        return start;
    uint32_t c = chars[behind].c;
    bool decimal = c == '.' && behind + 1 < end && chars[behind + 1].class == BC_CLASS_DIGIT && !open &&
                   !is_in_turn(chars, start, text);
    bool closes = c == ')' || c == 0xFF09, points = c == '.' || c == 0xFF0E || c == 0x3001;
    return closes || (points && !open && !decimal) ? behind + 1 : start;
}

/* `目标1：` `任务二：` */
static size_t skip_named(const bc_text_break_char *chars, size_t i, size_t end)
{
    size_t start = i;
    while (i < end && i - start < MAX_NAME && chars[i].class == BC_CLASS_IDEOGRAPH && !is_number(&chars[i]))
        i++;
    size_t behind = skip_number(chars, i, end);
    return i > start && behind > i && behind < end && is_colon(chars[behind].c) ? behind + 1 : start;
}

/* Where the words of the item begin; `first` when it has no number. The text is that long. */
static size_t skip_mark(const bc_text_break_char *chars, size_t first, size_t end, size_t text)
{
    size_t behind =
        first < end && chars[first].class == BC_CLASS_BULLET ? first + 1 : skip_bare(chars, first, end, text);
    if (behind == first)
        behind = skip_named(chars, first, end);
    return behind > first ? skip_blanks(chars, behind, end) : first;
}

/* A number in figures with its marks, `9.` `（10）`: the figures are the characters from..to. Lists that are marked
 * otherwise are of another kind; BC_TEXT_ITEM_KINDS when it is none. */
static uint32_t kind_of(const bc_text_break_char *chars, size_t first, size_t end, size_t *from, size_t *to)
{
    static const uint32_t closing[BC_TEXT_ITEM_KINDS / 2] = { '.', 0xFF0E, 0x3001, 0xFF09 };
    bool open = first < end && chars[first].c == 0xFF08;
    *from = *to = first + open;
    while (*to < end && *to - *from < MAX_NUMBER && chars[*to].class == BC_CLASS_DIGIT)
        ++*to;
    for (uint32_t k = 0; k < BC_TEXT_ITEM_KINDS / 2 && *to > *from && *to < end; k++)
        if (chars[*to].c == closing[k])
            return 2 * k + open;
    return BC_TEXT_ITEM_KINDS;
}

static void note_width(bc_text_items *items, const bc_text_break_char *chars, size_t first, size_t end)
{
    size_t from, to;
    uint32_t kind = kind_of(chars, first, end, &from, &to);
    if (kind < BC_TEXT_ITEM_KINDS && to - from > items->widest[kind])
        items->widest[kind] = (uint8_t)(to - from);
}

bc_text_items bc_text_items_in(const bc_text_wrapping *wrap)
{
    const bc_text_break_char *chars = wrap->typesetter->breaks.chars.at;
    size_t n = wrap->typesetter->breaks.chars.n, marked = 0;
    bc_text_items items = { .name = n > 0 && n <= MAX_ACCOUNT && chars[0].class == BC_CLASS_BLANK };
    for (size_t i = 0; i < n && wrap->box->items; i++) {
        bool starts = i == 0 || chars[i - 1].class == BC_CLASS_NEWLINE;
        if (starts && skip_mark(chars, i, n, n) > i) {
            note_width(&items, chars, i, n);
            marked++;
        }
        items.name = items.name && chars[i].class != BC_CLASS_NEWLINE && chars[i].c != 0x3002; /* 。 */
    }
    items.several = marked > 1;
    return items;
}

/* Where in a line of its own the text from the second place on stands. */
static bc_len place_of(const bc_text_wrapping *wrap, uint32_t from, uint32_t at)
{
    bc_text_clusters clusters;
    bc_text_cluster cluster;
    bc_text_advance advance = { .end = 0 };
    bc_text_clusters_start(&clusters, wrap->typesetter, bc_str_slice(wrap->text, 0, at), from, wrap->style);
    while (bc_text_clusters_next(&clusters, &cluster))
        bc_text_advance_add(&advance, &cluster);
    return bc_text_clamp(advance.end);
}

/* By how much a number in figures is narrower than the widest of its list: they end under each other. */
static bc_len lead_of(const bc_text_wrapping *wrap, const bc_text_items *items, size_t first, size_t end)
{
    const bc_text_break_char *chars = wrap->typesetter->breaks.chars.at;
    size_t from, to;
    uint32_t kind = kind_of(chars, first, end, &from, &to);
    if (kind == BC_TEXT_ITEM_KINDS || to - from >= items->widest[kind])
        return 0;
    return (bc_len)(items->widest[kind] - (to - from)) * place_of(wrap, chars[from].at, chars[from + 1].at);
}

void bc_text_items_indent(bc_text_wrapping *wrap, const bc_text_items *items, size_t first, size_t end)
{
    const bc_text_break_char *chars = wrap->typesetter->breaks.chars.at;
    wrap->hang = wrap->box->hang;
    wrap->lead = 0;
    if (!wrap->box->items || first >= end)
        return;
    size_t words = items->several ? skip_mark(chars, first, end, wrap->typesetter->breaks.chars.n)
                   : items->name  ? skip_blanks(chars, first, end)
                                  : first;
    if (words == first || words == end)
        return;
    bc_len lead = items->several ? lead_of(wrap, items, first, end) : 0;
    bc_len hang = bc_len_add(lead, place_of(wrap, chars[first].at, chars[words].at));
    if (hang > wrap->box->width / MAX_PART)
        return;
    wrap->hang = hang;
    wrap->lead = lead;
}
