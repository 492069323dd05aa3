/* Home addresses in running text: 家庭住址：某市某街道12号3栋501室. Behind the word, up to the sign or the label that
 * ends it. What names no street, village or house is no address: 住址、电话等三项信息. */
#include "publish/private/masker.h"

#include <string.h>

enum { MAX_ADDRESS = 80, MIN_ADDRESS = 3 };

typedef struct finder {
    bc_publish_masker *masker;
    bc_publish_text *text;
    const bc_publish_words *lists;
} finder;

static uint32_t char_at(const finder *f, size_t at)
{
    return at < f->text->at.n ? f->text->at.at[at].c : 0;
}

static bool begins(const finder *f, size_t at, bc_publish_list list)
{
    return bc_publish_text_before(f->text, at, &f->lists[list]);
}

static bool begins_line(const finder *f, size_t at)
{
    const bc_publish_char *chars = f->text->at.at;
    const size_t from = chars[at - 1].to;
    return chars[at].gap && memchr(f->text->whole.p + from, '\n', chars[at].from - from);
}

static bool is_end(const finder *f, size_t at)
{
    static const uint32_t SIGNS[] = { 0x3002, ';', ',', 0x3001, ':', '?', '!', 0x201C, 0x201D, 0x300D, '"' };
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        if (char_at(f, at) == SIGNS[i])
            return true;
    return begins(f, at, BC_PUBLISH_PHONES) || begins(f, at, BC_PUBLISH_PEOPLE) || begins(f, at, BC_PUBLISH_ACCOUNTS) ||
           begins_line(f, at);
}

/* Behind what may be an address: brackets that it opens are closed in it. */
static size_t address_to(const finder *f, size_t from)
{
    size_t at = from, open = 0;
    for (; at < f->text->at.n && at - from < MAX_ADDRESS; at++) {
        const uint32_t c = char_at(f, at);
        if ((c == ')' && !open) || (!open && at > from && is_end(f, at)))
            break;
        open += c == '(';
        open -= c == ')';
    }
    return at;
}

/* `sure`: the word and a colon say that it is one. */
static bool is_address(const finder *f, size_t from, size_t to, bool sure)
{
    bool street = false, figure = false;
    for (size_t i = from; i < to; i++) {
        street = street || begins(f, i, BC_PUBLISH_STREETS);
        figure = figure || f->text->at.at[i].digit != BC_PUBLISH_NO_DIGIT;
    }
    return to - from >= MIN_ADDRESS && street && (sure || figure) && !begins(f, from, BC_PUBLISH_NO_NAMES);
}

/* What is taken already stays. */
static void take(const finder *f, size_t from, size_t to)
{
    for (size_t i = from; i < to;) {
        size_t end = i;
        while (end < to && !f->text->at.at[end].taken)
            end++;
        if (end > i)
            (void)bc_publish_text_take(f->text, i, end, f->masker->profile->with, "address");
        i = end + 1;
    }
}

static void find_behind(const finder *f, size_t at)
{
    bool sure = false;
    size_t link = 0;
    for (uint32_t i = 0; i < f->lists[BC_PUBLISH_LINKS].n; i++) {
        const size_t n = bc_publish_text_has(f->text, at, f->lists[BC_PUBLISH_LINKS].at[i]);
        link = n > link ? n : link;
    }
    if (char_at(f, at) == ':')
        at++, sure = true;
    else
        at += link;
    while (at < f->text->at.n) {
        const size_t to = address_to(f, at);
        if (!is_address(f, at, to, sure))
            return;
        take(f, at, to);
        if (char_at(f, to) != ',' && char_at(f, to) != 0x3001) /* further ones have a number each */
            return;
        at = to + 1;
        sure = false;
    }
}

void bc_publish_homes_find(bc_publish_masker *masker)
{
    const finder f = { masker, &masker->text, masker->profile->lists };
    for (size_t i = 1; i < masker->text.at.n; i++)
        if (bc_publish_ends_may(&masker->homes, &masker->text, i) &&
            bc_publish_text_behind(&masker->text, i, &f.lists[BC_PUBLISH_HOMES]))
            find_behind(&f, i);
}
