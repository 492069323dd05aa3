/* Prose, contents and dividers as the same blocks that forms are made of, so that measuring, paging and painting know
 * nothing of books. The room for page numbers is given and not measured: contents must break into the same lines before
 * their numbers are known and after. */
#include "bindery/private/compose.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "bindery/private/markdown.h"

typedef BC_VEC(bc_layout_composed_block) block_list;

enum { MAX_LEVEL = 6 /* of headings and lists that readers tell apart */ };

/* A block of that kind, whose text is the caller's to give. */
static bc_layout_composed_block *add_block(block_list *blocks, bc_layout_block_kind kind,
                                           const bc_form_para_style *style, bool keep)
{
    bc_layout_composed_block *block = bc_vec_push(blocks);
    *block = (bc_layout_composed_block){ .kind = kind,
                                         .role = BC_FORM_BODY,
                                         .keep_with_next = keep,
                                         .before = style->before,
                                         .after = style->after,
                                         .style = style };
    return block;
}

static bc_layout_composed_block *add_para(block_list *blocks, const bc_form_para_style *style, bc_form_block_role role,
                                          bc_str text, bool keep)
{
    bc_layout_composed_block *block = add_block(blocks, BC_BLOCK_PARA, style, keep);
    block->role = role;
    block->as.para.text = text;
    return block;
}

static const bc_layout_composed *close_document(const bc_book *book, const bc_book_part *part, block_list *blocks,
                                                bc_arena *arena)
{
    bc_layout_composed *document = BC_NEW(arena, bc_layout_composed);
    *document = (bc_layout_composed){ .paper = book->paper,
                                      .blocks = BC_NEW_COPY(arena, blocks->at, blocks->n),
                                      .block_count = (uint32_t)blocks->n,
                                      .title = part->title,
                                      .language = BC_STR("zh-CN"),
                                      .name = part->title };
    bc_vec_release(blocks);
    return document;
}

static const bc_layout_passage *passages_of(const bc_book *book, const bc_book_prose_piece *piece, bc_arena *arena)
{
    bc_layout_passage *passages = BC_NEW_ARRAY(arena, bc_layout_passage, piece->span_count);
    for (uint32_t i = 0; i < piece->span_count; i++) {
        const bc_book_prose_span *span = &piece->spans[i];
        passages[i] =
            (bc_layout_passage){ span->from, span->to, span->strong ? &book->styles.strong : &book->styles.emphasis };
    }
    return passages;
}

static void add_piece(const bc_book *book, const bc_book_part *part, const bc_book_prose_piece *piece,
                      block_list *blocks, bc_arena *arena)
{
    const struct bc_book_styles *styles = &book->styles;
    const bc_form_para_style *style = piece->kind == BC_PROSE_ITEM ? styles->item : styles->para;
    bool heading = piece->kind == BC_PROSE_HEADING;
    /* `# ` is the text's own title, `## ` its highest heading. */
    if (heading)
        style = piece->level <= 1 ? styles->title : styles->headings[piece->level <= 3 ? piece->level - 2 : 2];
    bc_form_block_role role = heading && piece->level <= 1 ? BC_FORM_TITLE : BC_FORM_BODY;
    bc_layout_composed_block *block = add_para(blocks, style, role, piece->text, heading);
    block->mark =
        part->text_at.line ? part->text_at : bc_diag_mark_at(part->text_at.source, piece->line, piece->column, 0);
    block->heading = heading ? (uint8_t)(piece->level < MAX_LEVEL ? piece->level : MAX_LEVEL) : 0;
    block->item = piece->kind == BC_PROSE_ITEM ? (uint8_t)(piece->level < MAX_LEVEL ? piece->level : MAX_LEVEL) : 0;
    if (!heading && piece->span_count) {
        block->as.para.passages = passages_of(book, piece, arena);
        block->as.para.passage_count = piece->span_count;
    }
}

static bool has_title(const bc_book_prose *prose)
{
    return prose->n && prose->at[0].kind == BC_PROSE_HEADING && prose->at[0].level == 1;
}

const bc_layout_composed *bc_book_compose_prose(const bc_book *book, const bc_book_part *part, bc_arena *arena)
{
    block_list blocks = { 0 };
    bc_book_prose prose = { 0 };
    if (part->text)
        prose = bc_book_markdown_read(arena, part->text);
    if (part->label.n)
        add_para(&blocks, book->styles.attachment, BC_FORM_ATTACHMENT, part->label, true);
    if (part->title.n && !has_title(&prose))
        add_para(&blocks, book->styles.title, BC_FORM_TITLE, part->title, true);
    for (uint32_t i = 0; i < prose.n; i++)
        add_piece(book, part, &prose.at[i], &blocks, arena);
    return close_document(book, part, &blocks, arena);
}

bc_str bc_book_spaced_title(bc_str title, const char *between, bc_arena *arena)
{
    enum { MAX_ORDINAL = 8 }; /* 第二十一部分 */
    size_t at = 0;
    if (!bc_str_starts(title, BC_STR("第")))
        return title;
    for (int i = 0; i < MAX_ORDINAL && at < title.n; i++) {
        size_t next = at;
        uint32_t c = bc_utf8_next(title, &next);
        if (c == ' ' || c == 0x3000) {
            bc_str rest = bc_str_trim(bc_str_slice(title, next, title.n));
            return bc_arena_printf(arena, "%.*s%s%.*s", (int)at, title.p, between, BC_STR_ARG(rest));
        }
        at = next;
    }
    return title;
}

const bc_layout_composed *bc_book_compose_divider(const bc_book *book, const bc_book_part *part, bc_arena *arena)
{
    block_list blocks = { 0 };
    add_para(&blocks, book->styles.divider_label, BC_FORM_BODY, part->label.n ? part->label : BC_STR("　"), true);
    add_para(&blocks, book->styles.divider_title, BC_FORM_TITLE, bc_book_spaced_title(part->title, "\n", arena), false);
    return close_document(book, part, &blocks, arena);
}

/* A title of two characters is set with a blank between them: 目　录. */
static bc_str spaced(bc_str title, bc_arena *arena)
{
    size_t middle = 0, end = 0;
    uint32_t first = bc_utf8_next(title, &middle);
    end = middle;
    if (end >= title.n || first < 0x3400 || bc_utf8_next(title, &end) < 0x3400 || end < title.n)
        return title;
    return bc_arena_printf(arena, "%.*s　%.*s", (int)middle, title.p, (int)(end - middle), title.p + middle);
}

const bc_layout_composed *bc_book_compose_contents(const bc_book *book, const bc_book_part *part,
                                                   const bc_book_contents_entry *entries, size_t n, bc_len number_room,
                                                   bc_arena *arena)
{
    block_list blocks = { 0 };
    if (part->title.n)
        add_para(&blocks, book->styles.contents_title, BC_FORM_TITLE, spaced(part->title, arena), true);
    for (size_t i = 0; i < n; i++) {
        const bc_book_contents_entry *entry = &entries[i];
        if (entry->unlisted || entry->level >= part->depth)
            continue;
        const bc_form_para_style *style = book->styles.entries[entry->level < 3 ? entry->level : 2];
        bool heads = i + 1 < n && entries[i + 1].level > entry->level && entries[i + 1].level < part->depth;
        bc_layout_composed_block *block = add_block(&blocks, BC_BLOCK_ENTRY, style, heads);
        block->as.entry.text = entry->text;
        block->as.entry.number = entry->number;
        block->as.entry.number_room = number_room;
        block->as.entry.leaders = part->leaders;
        block->as.entry.target = entry->target;
        block->as.entry.level = (uint8_t)(entry->level < MAX_LEVEL ? entry->level : MAX_LEVEL);
    }
    return close_document(book, part, &blocks, arena);
}

const bc_layout_composed_block *bc_book_compose_label(const bc_book *book, const bc_book_part *part, bc_arena *arena)
{
    if (!part->label.n)
        return NULL;
    const bc_form_para_style *style = book->styles.attachment;
    bc_layout_composed_block *label = BC_NEW(arena, bc_layout_composed_block);
    *label = (bc_layout_composed_block){ .kind = BC_BLOCK_PARA,
                                         .role = BC_FORM_ATTACHMENT,
                                         .keep_with_next = true,
                                         .after = style->after,
                                         .style = style,
                                         .mark = part->mark,
                                         .as.para.text = part->label };
    return label;
}
