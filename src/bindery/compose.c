/* Prose, contents and dividers as the same blocks that forms are made of, so that measuring, paging and painting know
 * nothing of books. The room for page numbers is given and not measured: contents must break into the same lines before
 * their numbers are known and after. */
#include "bindery/private/compose.h"

#include "base/vec.h"
#include "bindery/private/markdown.h"

#include <string.h>

typedef BC_VEC(bc_layout_block) block_list;

static void add_para(block_list *blocks, const bc_form_para_style *style, bc_form_block_role role, bc_str text,
                     bool keep)
{
    *bc_vec_push(blocks) = (bc_layout_block){ .kind = BC_BLOCK_PARA,
                                              .role = role,
                                              .keep_with_next = keep,
                                              .before = style->before,
                                              .after = style->after,
                                              .style = style,
                                              .text = text };
}

static bc_layout_document *close_document(const bc_book *book, const bc_book_part *part, block_list *blocks,
                                          bc_arena *arena)
{
    bc_layout_document *document = BC_NEW(arena, bc_layout_document);
    document->paper = book->paper;
    document->title = document->name = part->title;
    document->language = BC_STR("zh-CN");
    document->blocks = BC_NEW_ARRAY(arena, bc_layout_block, blocks->n);
    document->block_count = (uint32_t)blocks->n;
    if (blocks->n)
        memcpy(document->blocks, blocks->at, blocks->n * sizeof *blocks->at);
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

static void add_piece(const bc_book *book, const bc_book_prose_piece *piece, block_list *blocks, bc_arena *arena)
{
    const struct bc_book_styles *styles = &book->styles;
    const bc_form_para_style *style = piece->kind == BC_PROSE_ITEM ? styles->item : styles->para;
    bool heading = piece->kind == BC_PROSE_HEADING;
    /* `# ` is the text's own title, `## ` its highest heading. */
    if (heading)
        style = piece->level <= 1 ? styles->title : styles->headings[piece->level <= 3 ? piece->level - 2 : 2];
    add_para(blocks, style, heading && piece->level <= 1 ? BC_FORM_TITLE : BC_FORM_BODY, piece->text, heading);
    bc_layout_block *block = &blocks->at[blocks->n - 1];
    if (!heading && piece->span_count) {
        block->passages = passages_of(book, piece, arena);
        block->passage_count = piece->span_count;
    }
}

static bool has_title(const bc_book_prose *prose)
{
    return prose->n && prose->at[0].kind == BC_PROSE_HEADING && prose->at[0].level == 1;
}

bc_layout_document *bc_book_compose_prose(const bc_book *book, const bc_book_part *part, bc_arena *arena)
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
        add_piece(book, &prose.at[i], &blocks, arena);
    return close_document(book, part, &blocks, arena);
}

bc_layout_document *bc_book_compose_divider(const bc_book *book, const bc_book_part *part, bc_arena *arena)
{
    block_list blocks = { 0 };
    add_para(&blocks, book->styles.divider_label, BC_FORM_BODY, part->label.n ? part->label : BC_STR("　"), true);
    add_para(&blocks, book->styles.divider_title, BC_FORM_TITLE, part->title, false);
    return close_document(book, part, &blocks, arena);
}

bc_layout_document *bc_book_compose_contents(const bc_book *book, const bc_book_part *part,
                                             const bc_book_contents_entry *entries, size_t n, bc_len number_room,
                                             bc_arena *arena)
{
    block_list blocks = { 0 };
    if (part->title.n)
        add_para(&blocks, book->styles.contents_title, BC_FORM_TITLE, part->title, true);
    for (size_t i = 0; i < n; i++) {
        const bc_book_contents_entry *entry = &entries[i];
        if (entry->unlisted || entry->level >= part->depth)
            continue;
        const bc_form_para_style *style = book->styles.entries[entry->level < 3 ? entry->level : 2];
        bool heads = i + 1 < n && entries[i + 1].level > entry->level && entries[i + 1].level < part->depth;
        add_para(&blocks, style, BC_FORM_BODY, entry->text, heads);
        bc_layout_block *block = &blocks.at[blocks.n - 1];
        block->kind = BC_BLOCK_ENTRY;
        block->number = entry->number;
        block->number_room = number_room;
        block->leaders = part->leaders;
        block->target = entry->target;
    }
    return close_document(book, part, &blocks, arena);
}

void bc_book_put_label(const bc_book *book, const bc_book_part *part, bc_layout_document *document,
                       bc_text_setter *setter, bc_arena *arena)
{
    if (!part->label.n)
        return;
    bc_layout_block *blocks = BC_NEW_ARRAY(arena, bc_layout_block, (size_t)document->block_count + 1);
    const bc_form_para_style *style = book->styles.attachment;
    blocks[0] = (bc_layout_block){ .kind = BC_BLOCK_PARA,
                                   .role = BC_FORM_ATTACHMENT,
                                   .keep_with_next = true,
                                   .after = style->after,
                                   .style = style,
                                   .text = part->label };
    bc_text_box box = { .width = bc_layout_frame_width(&document->paper) };
    blocks[0].lines = bc_text_wrap(setter, arena, part->label, &style->text, &box);
    blocks[0].height = (bc_len)blocks[0].lines.n * style->text.leading;
    uint32_t n = 1;
    for (uint32_t i = 0; i < document->block_count; i++)
        if (document->blocks[i].role != BC_FORM_ATTACHMENT) /* the form's own, which counts in another volume */
            blocks[n++] = document->blocks[i];
    document->blocks = blocks;
    document->block_count = n;
}
