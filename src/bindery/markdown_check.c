/* What prose has that books cannot print: found before anything is bound, each at its place.
 *
 * The parser calls back without places. But texts come as slices of the source, so what stands before a construct is
 * known when it begins, and its own sign is the next of that kind behind it. */
#include "base/tr.h"
#include "bindery/private/markdown.h"
#include "bindery/private/place.h"
#include "bindery/private/refer.h"

#include <md4c.h>
#include <string.h>

typedef struct checker {
    const bc_diag_source *source;
    bc_diag_mark at; /* of a text within the book file; without a line: the source is a file */
    bc_diag_list *diags;
    size_t from;    /* the end of the text that came last */
    unsigned depth; /* within what cannot be printed: what lies in it is not said again */
    size_t said;
    bool good;
} checker;

enum { MAX_SAID = 100 }; /* each is looked for from the begin on */

static void report(checker *c, const char *what, size_t offset)
{
    c->good = false;
    if (!c->diags || c->said++ >= MAX_SAID)
        return;
    bc_diag_add(c->diags, BC_DIAG_ERROR, "E613", bc_book_place(c->source, c->at, offset, 0),
                bc_tr("prose cannot hold %s"), what);
    bc_diag_hint(c->diags, bc_tr("prose has headings, paragraphs, lists, **strong** and *emphasised* words"));
}

/* The first of the signs behind the text that came last. */
static size_t next_sign(const checker *c, const char *sign, const char *other)
{
    if (c->said >= MAX_SAID)
        return c->from;
    size_t first = bc_str_find(c->source->text, bc_str_from(sign), c->from);
    size_t second = other ? bc_str_find(c->source->text, bc_str_from(other), c->from) : SIZE_MAX;
    first = second < first ? second : first;
    return first == SIZE_MAX ? c->from : first;
}

/* The next line of nothing but - or * or _, three at least. */
static size_t next_rule(const checker *c)
{
    bc_str text = c->source->text;
    for (size_t at = c->from; at < text.n && c->said < MAX_SAID;) {
        size_t end = bc_str_find(text, BC_STR("\n"), at);
        bc_str line = bc_str_trim(bc_str_slice(text, at, end));
        size_t signs = 0;
        while (signs < line.n && strchr("-*_ \t\r", line.p[signs]))
            signs++;
        if (signs == line.n && line.n >= 3)
            return at;
        at = end == SIZE_MAX ? text.n : end + 1;
    }
    return c->from;
}

static bool is_footnote(const checker *c, size_t offset)
{
    return bc_str_starts(bc_str_slice(c->source->text, offset, c->source->text.n), BC_STR("[^"));
}

static void enter(checker *c, const char *what, size_t offset)
{
    if (c->depth++ == 0 && !is_footnote(c, offset)) /* which is a link where its text is given */
        report(c, what, offset);
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    (void)detail;
    checker *c = context;
    if (type == MD_BLOCK_QUOTE)
        enter(c, bc_tr("quotations (>)"), next_sign(c, ">", NULL));
    else if (type == MD_BLOCK_HR)
        enter(c, bc_tr("rules across the page (---)"), next_rule(c));
    else if (type == MD_BLOCK_CODE)
        enter(c, bc_tr("blocks of code"), next_sign(c, "```", "~~~"));
    else if (type == MD_BLOCK_HTML)
        enter(c, bc_tr("HTML"), next_sign(c, "<", NULL));
    else if (type == MD_BLOCK_TABLE)
        enter(c, bc_tr("tables"), next_sign(c, "|", NULL));
    return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    (void)detail;
    checker *c = context;
    c->depth -= type == MD_BLOCK_QUOTE || type == MD_BLOCK_HR || type == MD_BLOCK_CODE || type == MD_BLOCK_HTML ||
                type == MD_BLOCK_TABLE;
    return 0;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *context)
{
    (void)detail;
    checker *c = context;
    if (type == MD_SPAN_IMG)
        enter(c, bc_tr("pictures"), next_sign(c, "![", NULL));
    else if (type == MD_SPAN_A)
        enter(c, bc_tr("links"), next_sign(c, "[", "<"));
    else if (type == MD_SPAN_CODE)
        enter(c, bc_tr("code (`)"), next_sign(c, "`", NULL));
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *context)
{
    (void)detail;
    checker *c = context;
    c->depth -= type == MD_SPAN_IMG || type == MD_SPAN_A || type == MD_SPAN_CODE;
    return 0;
}

/* `[^1]`: the parser takes it for words. */
static void check_footnotes(checker *c)
{
    bc_str text = c->source->text;
    for (size_t at = 0; (at = bc_str_find(text, BC_STR("[^"), at)) != SIZE_MAX; at += 2) {
        enum { MAX_NAME = 200 };
        size_t end = at + 2;
        while (end < text.n && end - at < MAX_NAME && !strchr("] \t\r\n", text.p[end]))
            end++;
        bool escaped = at > 0 && text.p[at - 1] == '\\';
        if (!escaped && end > at + 2 && end < text.n && text.p[end] == ']')
            report(c, bc_tr("footnotes"), at);
    }
}

static int check_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *context)
{
    checker *c = context;
    uintptr_t begin = (uintptr_t)c->source->text.p, here = (uintptr_t)text;
    if (here < begin || here >= begin + c->source->text.n)
        return 0; /* line ends that the parser has of its own */
    if (type == MD_TEXT_HTML && c->depth == 0)
        report(c, bc_tr("HTML"), here - begin);
    c->from = here - begin + size;
    return 0;
}

bool bc_book_markdown_check(const bc_diag_source *source, bc_diag_mark at, bc_diag_list *diags)
{
    checker c = { .source = source, .at = at, .diags = diags, .good = true };
    const MD_PARSER parser = { .flags = MD_FLAG_TABLES | MD_FLAG_NOINDENTEDCODEBLOCKS,
                               .enter_block = enter_block,
                               .leave_block = leave_block,
                               .enter_span = enter_span,
                               .leave_span = leave_span,
                               .text = check_text };
    md_parse(source->text.p, (MD_SIZE)source->text.n, &parser, &c);
    check_footnotes(&c);
    bc_book_refer_check(source, at, diags);
    return c.good;
}
