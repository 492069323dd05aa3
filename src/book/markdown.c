#include "book/markdown.h"

#include "base/tr.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <md4c.h>
#include <string.h>

enum { LISTS_DEEPEST = 8, SPANS_DEEPEST = 16 };

typedef struct open_list {
    bool ordered;
    unsigned next;
    char delimiter;
} open_list;

typedef struct reader {
    bc_arena *arena;
    const bc_source *source;
    bc_diags *diags;
    BC_VEC(bc_prose_piece) pieces;
    BC_VEC(bc_prose_span) spans; /* of the piece at work */
    bc_buf text;                 /* of it */
    bool open;
    bc_prose_kind kind;
    unsigned level;
    open_list lists[LISTS_DEEPEST];
    unsigned depth;
    bool item_begins; /* the next paragraph is the first of an item */
    struct {
        uint32_t from;
        bool strong;
    } marks[SPANS_DEEPEST];
    unsigned mark_depth;
    const char *foreign; /* what was met that is not in the subset */
} reader;

static void begin_piece(reader *r, bc_prose_kind kind, unsigned level)
{
    bc_buf_clear(&r->text);
    bc_vec_clear(&r->spans);
    r->kind = kind;
    r->level = level;
    r->open = true;
    r->mark_depth = 0;
}

static void end_piece(reader *r)
{
    if (!r->open)
        return;
    r->open = false;
    if (!bc_str_trim(bc_buf_str(&r->text)).n)
        return;
    bc_prose_span *spans = BC_NEW_ARRAY(r->arena, bc_prose_span, r->spans.n);
    if (r->spans.n)
        memcpy(spans, r->spans.at, r->spans.n * sizeof *spans);
    *bc_vec_push(&r->pieces) = (bc_prose_piece){ .kind = r->kind,
                                                 .level = r->level,
                                                 .text = bc_arena_str(r->arena, bc_buf_str(&r->text)),
                                                 .spans = spans,
                                                 .span_count = (uint32_t)r->spans.n };
}

/* `1. ` and `（1）` as they are written in Chinese: no blank behind the number. */
static void begin_item(reader *r)
{
    open_list *list = r->depth && r->depth <= LISTS_DEEPEST ? &r->lists[r->depth - 1] : NULL;
    begin_piece(r, BC_PROSE_ITEM, r->depth ? r->depth : 1);
    if (!list || !list->ordered)
        bc_buf_add_text(&r->text, "· ");
    else if (list->delimiter == ')')
        bc_buf_printf(&r->text, "（%u）", list->next++);
    else
        bc_buf_printf(&r->text, "%u. ", list->next++);
    r->item_begins = false;
}

static void enter_list(reader *r, const open_list *list)
{
    end_piece(r); /* the words of the item around it */
    if (r->depth < LISTS_DEEPEST)
        r->lists[r->depth] = *list;
    r->depth++;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    reader *r = context;
    switch (type) {
    case MD_BLOCK_H:
        begin_piece(r, BC_PROSE_HEADING, ((const MD_BLOCK_H_DETAIL *)detail)->level);
        break;
    case MD_BLOCK_P:
        if (r->item_begins)
            begin_item(r);
        else if (!r->open)
            begin_piece(r, BC_PROSE_PARA, 0);
        break;
    case MD_BLOCK_UL:
        enter_list(r, &(open_list){ 0 });
        break;
    case MD_BLOCK_OL: {
        const MD_BLOCK_OL_DETAIL *list = detail;
        enter_list(r, &(open_list){ true, list->start, list->mark_delimiter });
        break;
    }
    case MD_BLOCK_LI:
        r->item_begins = true;
        begin_item(r);
        break;
    case MD_BLOCK_CODE:
    case MD_BLOCK_HTML:
    case MD_BLOCK_TABLE:
        r->foreign = type == MD_BLOCK_CODE ? "code" : type == MD_BLOCK_HTML ? "HTML" : "table";
        begin_piece(r, BC_PROSE_PARA, 0);
        break;
    default:
        break;
    }
    return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    (void)detail;
    reader *r = context;
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL)
        r->depth--;
    if (type != MD_BLOCK_DOC && type != MD_BLOCK_QUOTE)
        end_piece(r);
    return 0;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *context)
{
    (void)detail;
    reader *r = context;
    if (type == MD_SPAN_IMG)
        r->foreign = "picture";
    if ((type == MD_SPAN_STRONG || type == MD_SPAN_EM) && r->mark_depth < SPANS_DEEPEST) {
        r->marks[r->mark_depth].from = (uint32_t)r->text.n;
        r->marks[r->mark_depth].strong = type == MD_SPAN_STRONG;
    }
    if (type == MD_SPAN_STRONG || type == MD_SPAN_EM)
        r->mark_depth++;
    return 0;
}

/* Spans do not overlap: of nested ones the outer counts. */
static int leave_span(MD_SPANTYPE type, void *detail, void *context)
{
    (void)detail;
    reader *r = context;
    if ((type != MD_SPAN_STRONG && type != MD_SPAN_EM) || r->mark_depth == 0)
        return 0;
    r->mark_depth--;
    uint32_t from = r->marks[0].from, to = (uint32_t)r->text.n;
    if (r->mark_depth == 0 && to > from)
        *bc_vec_push(&r->spans) = (bc_prose_span){ from, to, r->marks[0].strong };
    return 0;
}

static bool is_wide(bc_str text, size_t end)
{
    if (!end)
        return true;
    size_t at = bc_utf8_previous(text, end);
    return bc_utf8_columns(bc_utf8_next(text, &at)) == 2;
}

/* A line end in the source is a blank between Latin words and nothing between Chinese ones. */
static void add_soft_break(reader *r)
{
    if (!is_wide(bc_buf_str(&r->text), r->text.n))
        bc_buf_add_char(&r->text, ' ');
}

static int add_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *context)
{
    reader *r = context;
    switch (type) {
    case MD_TEXT_NULLCHAR:
        break;
    case MD_TEXT_BR:
        bc_buf_add_char(&r->text, '\n');
        break;
    case MD_TEXT_SOFTBR:
        add_soft_break(r);
        break;
    case MD_TEXT_ENTITY:
        if (size == 6 && memcmp(text, "&nbsp;", 6) == 0)
            bc_buf_add_utf8(&r->text, 0xA0);
        else
            bc_buf_add(&r->text, text, size);
        break;
    default:
        bc_buf_add(&r->text, text, size);
    }
    return 0;
}

static void report_foreign(reader *r)
{
    if (!r->foreign)
        return;
    bc_diag_add(r->diags, BC_WARNING, "W602", (bc_mark){ .source = r->source },
                bc_tr("the text has %s in it, of which only the words are printed"), r->foreign);
    bc_diag_hint(r->diags, "%s", bc_tr("prose has headings, paragraphs, lists, **strong** and *emphasised* words"));
}

bc_prose bc_markdown_read(bc_arena *arena, const bc_source *source, bc_diags *diags)
{
    reader r = { .arena = arena, .source = source, .diags = diags };
    bc_buf_init(&r.text);
    const MD_PARSER parser = { .flags = MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS,
                               .enter_block = enter_block,
                               .leave_block = leave_block,
                               .enter_span = enter_span,
                               .leave_span = leave_span,
                               .text = add_text };
    md_parse(source->text.p, (MD_SIZE)source->text.n, &parser, &r);
    report_foreign(&r);
    bc_prose_piece *pieces = BC_NEW_ARRAY(arena, bc_prose_piece, r.pieces.n);
    if (r.pieces.n)
        memcpy(pieces, r.pieces.at, r.pieces.n * sizeof *pieces);
    bc_prose prose = { pieces, (uint32_t)r.pieces.n };
    bc_vec_release(&r.pieces);
    bc_vec_release(&r.spans);
    bc_buf_release(&r.text);
    return prose;
}
