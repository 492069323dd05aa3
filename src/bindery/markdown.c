/* Markdown by md4c, whose events are gathered into flat pieces with spans. Only ** is read here, since CommonMark wants
 * blanks around it that Chinese does not have. What the subset lacks has been refused before (markdown_check.c), so
 * nothing is lost in silence. */
#include "bindery/private/markdown.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "base/vec.h"

#include <md4c.h>

enum { MAX_LIST_DEPTH = 8 };

/* Markdown asks of ** that a blank or a sign stand beside it where words begin or end, which Chinese does not have:
 * `落实**《意见》**，` would print asterisks. So ** is taken out before the parser sees it, and stands for itself. */
#define STRONG_MARK "\xEF\x9F\xBF" /* U+F7FF: for private use, and used by nobody */
enum { STRONG_MARK_BYTES = sizeof STRONG_MARK - 1, STRONG_SIGN = 0xF7FF };

typedef struct open_list {
    bool ordered;
    unsigned next;
    char delimiter;
} open_list;

typedef struct reader {
    bc_arena *arena;
    bc_str source;  /* what is parsed */
    size_t counted; /* bytes of it, up to where line and column are known */
    uint32_t line, column;
    uint32_t piece_line, piece_column; /* of the piece at work; 0: it has no words yet */
    BC_VEC(bc_book_prose_piece) pieces;
    BC_VEC(bc_book_prose_span) spans; /* of the piece at work */
    bc_buf text;                      /* of it */
    bool open;
    bc_book_prose_kind kind;
    unsigned level;
    open_list lists[MAX_LIST_DEPTH];
    unsigned depth;
    bool item_begins; /* the next paragraph is the first of an item */
    unsigned emphasis_depth;
    uint32_t emphasis_from;
    bool strong; /* between two ** */
    uint32_t strong_from;
} reader;

static void begin_piece(reader *r, bc_book_prose_kind kind, unsigned level)
{
    bc_buf_clear(&r->text);
    bc_vec_clear(&r->spans);
    r->kind = kind;
    r->level = level;
    r->open = true;
    r->emphasis_depth = 0;
    r->strong = false;
    r->piece_line = 0;
}

/* Where the words stand, for the piece that they begin. */
static void note_place(reader *r, const char *words)
{
    const uintptr_t begin = (uintptr_t)r->source.p, here = (uintptr_t)words;
    if (r->piece_line || here < begin + r->counted || here >= begin + r->source.n)
        return; /* line ends that the parser has of its own */
    while (r->counted < here - begin) {
        const bool newline = r->source.p[r->counted] == '\n';
        const uint32_t c = bc_utf8_next(r->source, &r->counted);
        r->line += newline;
        r->column = newline ? 1 : r->column + 1 + (c == STRONG_SIGN);
    }
    r->piece_line = r->line;
    r->piece_column = r->column;
}

/* ** that nothing closes are asterisks. */
static void restore_asterisks(reader *r)
{
    bc_buf whole;
    bc_buf_init(&whole);
    bc_buf_add(&whole, r->text.p, r->strong_from);
    bc_buf_add_text(&whole, "**");
    bc_buf_add_str(&whole, bc_str_slice(bc_buf_str(&r->text), r->strong_from, r->text.n));
    bc_buf_release(&r->text);
    r->text = whole;
}

static void end_piece(reader *r)
{
    if (!r->open)
        return;
    r->open = false;
    if (r->strong)
        restore_asterisks(r);
    if (!bc_str_trim(bc_buf_str(&r->text)).n)
        return;
    uint32_t n = 0;
    bc_book_prose_span *spans = BC_NEW_ARRAY(r->arena, bc_book_prose_span, r->spans.n);
    for (size_t i = 0; i < r->spans.n; i++)
        if (n == 0 || r->spans.at[i].from >= spans[n - 1].to) /* they may not overlap */
            spans[n++] = r->spans.at[i];
    bc_vec_add(&r->pieces, (bc_book_prose_piece){ .kind = r->kind,
                                                  .line = r->piece_line ? r->piece_line : r->line,
                                                  .column = r->piece_line ? r->piece_column : r->column,
                                                  .level = r->level,
                                                  .text = bc_arena_str(r->arena, bc_buf_str(&r->text)),
                                                  .spans = spans,
                                                  .span_count = n });
}

/* `1. ` and `（1）` as they are written in Chinese: no blank behind the number. */
static void begin_item(reader *r)
{
    open_list *list = r->depth && r->depth <= MAX_LIST_DEPTH ? &r->lists[r->depth - 1] : NULL;
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
    if (r->depth < MAX_LIST_DEPTH)
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
    if (type == MD_SPAN_EM && r->emphasis_depth++ == 0)
        r->emphasis_from = (uint32_t)r->text.n;
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *context)
{
    (void)detail;
    reader *r = context;
    uint32_t from = r->emphasis_from, to = (uint32_t)r->text.n;
    if (type == MD_SPAN_EM && r->emphasis_depth > 0 && --r->emphasis_depth == 0 && to > from && !r->strong)
        bc_vec_add(&r->spans, (bc_book_prose_span){ from, to, false });
    return 0;
}

static bool is_wide(bc_str text, size_t end)
{
    if (!end)
        return true;
    size_t at = bc_utf8_previous(text, end);
    return bc_utf8_columns(bc_utf8_next(text, &at)) == 2;
}

static void toggle_strong(reader *r)
{
    uint32_t at = (uint32_t)r->text.n;
    if (!r->strong)
        r->strong_from = at;
    else if (at > r->strong_from)
        bc_vec_add(&r->spans, (bc_book_prose_span){ r->strong_from, at, true });
    r->strong = !r->strong;
}

static void add_words(reader *r, bc_str text)
{
    for (size_t from = 0; from < text.n;) {
        size_t mark = bc_str_find(text, BC_STR(STRONG_MARK), from);
        bc_buf_add_str(&r->text, bc_str_slice(text, from, mark));
        if (mark == SIZE_MAX)
            return;
        toggle_strong(r);
        from = mark + STRONG_MARK_BYTES;
    }
}

/* A line end in the source is a blank between Latin words and nothing between Chinese ones. */
static void add_soft_break(reader *r)
{
    if (!is_wide(bc_buf_str(&r->text), r->text.n))
        bc_buf_add_char(&r->text, ' ');
}

/* Those that editors write by themselves; others stay as they are. */
static void add_entity(reader *r, bc_str name)
{
    static const struct {
        const char *name;
        uint32_t sign;
    } ENTITIES[] = { { "&amp;", '&' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&quot;", '"' }, { "&nbsp;", 0xA0 } };
    for (size_t i = 0; i < sizeof ENTITIES / sizeof *ENTITIES; i++)
        if (bc_str_is(name, ENTITIES[i].name)) {
            bc_buf_add_utf8(&r->text, ENTITIES[i].sign);
            return;
        }
    bc_buf_add_str(&r->text, name);
}

static int add_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE size, void *context)
{
    reader *r = context;
    note_place(r, text);
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
        add_entity(r, (bc_str){ text, size });
        break;
    default:
        add_words(r, (bc_str){ text, size });
    }
    return 0;
}

/* The text with ** as marks; `\\*` stays as it is. */
static bc_str mark_strong(bc_arena *arena, bc_str text)
{
    bc_buf out;
    bc_buf_init(&out);
    for (size_t i = 0; i < text.n;) {
        bc_str rest = bc_str_slice(text, i, text.n);
        bool strong = bc_str_starts(rest, BC_STR("**")), escaped = bc_str_starts(rest, BC_STR("\\*"));
        if (strong)
            bc_buf_add_text(&out, STRONG_MARK);
        else
            bc_buf_add_str(&out, bc_str_slice(rest, 0, escaped ? 2 : 1));
        i += strong || escaped ? 2 : 1;
    }
    bc_str marked = bc_arena_str(arena, bc_buf_str(&out));
    bc_buf_release(&out);
    return marked;
}

bc_book_prose bc_book_markdown_read(bc_arena *arena, const bc_diag_source *source)
{
    reader r = { .arena = arena, .source = mark_strong(arena, source->text), .line = 1, .column = 1 };
    bc_buf_init(&r.text);
    const MD_PARSER parser = { .flags = MD_FLAG_NOHTML | MD_FLAG_NOINDENTEDCODEBLOCKS,
                               .enter_block = enter_block,
                               .leave_block = leave_block,
                               .enter_span = enter_span,
                               .leave_span = leave_span,
                               .text = add_text };
    if (md_parse(r.source.p, (MD_SIZE)r.source.n, &parser, &r) != 0) /* no callback ends it: only want of memory does */
        bc_mem_exhausted();
    bc_book_prose prose = { BC_NEW_COPY(arena, r.pieces.at, r.pieces.n), (uint32_t)r.pieces.n };
    bc_vec_release(&r.pieces);
    bc_vec_release(&r.spans);
    bc_buf_release(&r.text);
    return prose;
}
