/* The blocks of composed prose say which of them are headings, and the parts of drawn pages which blocks they show.
 * Both go from the top downwards, so one walk places them all. */
#include "bindery/private/headings.h"

enum { OUTERMOST = 2 /* `## `: `# ` is the title of a text */ };

bc_book_headings bc_book_headings_of(const bc_layout_composed *document, bool titled, bc_arena *arena)
{
    bc_book_headings headings = { .at = BC_NEW_ARRAY(arena, bc_book_heading, document->block_count) };
    bool titles = !titled;
    unsigned base = titled ? 1 : 0, deepest = base;
    for (uint32_t i = 0; i < document->block_count; i++) {
        const bc_layout_composed_block *block = &document->blocks[i];
        const bool own_title = !titles && block->role == BC_FORM_TITLE;
        titles |= own_title;
        if (!block->heading || own_title)
            continue;
        if (!titled && block->heading < OUTERMOST)
            base = 1;
        const unsigned below = block->heading < OUTERMOST ? 0 : block->heading - OUTERMOST;
        const unsigned level = block->heading < OUTERMOST && !titled ? 0 : base + below;
        headings.at[headings.n++] = (bc_book_heading){
            .text = block->as.para.text, .rank = below + 1, .level = level < deepest ? level : deepest, .block = i
        };
        deepest = headings.at[headings.n - 1].level + 1;
    }
    return headings;
}

void bc_book_headings_see(bc_book_headings *headings, const bc_layout_page *page)
{
    for (uint32_t i = 0; i < page->part_count; i++)
        while (headings->placed < headings->n && headings->at[headings->placed].block <= page->parts[i].block)
            headings->at[headings->placed++].page = headings->pages;
    headings->pages++;
}

bool bc_book_headings_same(const bc_book_headings *a, const bc_book_headings *b)
{
    for (uint32_t i = 0; i < a->n && i < b->n; i++)
        if (a->at[i].page != b->at[i].page || !bc_str_eq(a->at[i].text, b->at[i].text))
            return false;
    return a->n == b->n;
}
